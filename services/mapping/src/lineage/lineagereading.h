// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <isthmus/mapping/lineage/lineagereader.h>

#include <QCoreApplication>

namespace isthmus::mapping {

/// Where \a location leads: a saved connection's table, else host and port, database, schema and table without a
/// connection. Nothing for what is no address of a table.
[[nodiscard]] std::optional<catalog::ObjectPath> placeOfLocation(const QString &location,
                                                                 const DriftReader::SourceOf &sourceOf);

/// One reading of the neighbours of one object.
class LineageReader::Reading {
public:
    struct Ways {
        const planning::Sources &sources;
        const core::Cancellation &cancellation;
    };

    Reading(const LineageReader &reader, const LineageQuestion &question, const LineageRecords &records, Ways ways)
        : m_reader(reader), m_question(question), m_records(records), m_ways(ways)
    {
    }

    [[nodiscard]] core::Result<LineageAnswer> read();

private:
    enum class Shape : quint8 { Other, Database, Schema, Table, Server };

    [[nodiscard]] Shape shapeOf(const catalog::ObjectPath &path) const;
    [[nodiscard]] core::Result<std::shared_ptr<catalog::Catalog>> open(const catalog::ObjectPath &path);
    void setUnknown(LineageNode &node, const core::Error &error) const;

    /// What an external or foreign table shows, by a saved connection if one leads there.
    [[nodiscard]] std::optional<catalog::ObjectPath> shownBy(const catalog::TableInfo &info) const;
    /// Likewise of catalog::ExternalLink::location.
    [[nodiscard]] std::optional<catalog::ObjectPath> placeOfLink(const QString &location) const;
    [[nodiscard]] std::optional<catalog::ObjectPath> placeOf(const catalog::ForeignSource &shown) const;
    void readTable();
    void readDefinition(const catalog::TableInfo &info);
    void readTableOfSchema();
    void readReadersOfTable();
    void readSchema();
    void readExternalSchema();
    void readTablesOfSchema(catalog::Catalog &catalog);
    void readReadersOfSchema();
    void readServer();

    void add(const LineageEdge &edge, catalog::ObjectKind kind);
    void addSchemas(const QList<LineageEdge> &tables);
    void cut();
    void look();
    void lookAtTables(const catalog::ObjectPath &schema, const QList<qsizetype> &nodes);
    void lookAtSchema(LineageNode &node);
    void takeInfo(const catalog::TableInfo &info);
    void dropTries();
    void compare();

    const LineageReader &m_reader;
    const LineageQuestion &m_question;
    const LineageRecords &m_records;
    Ways m_ways;
    LineageAnswer m_answer;
    QHash<catalog::ObjectPath, catalog::TableInfo> m_infos; // of external and foreign tables that were looked at
};

} // namespace isthmus::mapping
