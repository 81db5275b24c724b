// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <isthmus/mapping/drift/driftreader.h>

#include <QHash>
#include <QSet>

namespace isthmus::mapping {

/// Whether mappings of \a connection are foreign tables, since it leads to Hologres. Errors: those of opening it.
[[nodiscard]] core::Result<bool> hasForeignTables(const QString &connection, const planning::Sources &sources,
                                                  const core::Cancellation &cancellation);

/// One reading of foreign tables and of the MaxCompute tables that they show. What it has asked of a server is asked
/// once. It blocks.
class ForeignDriftReading {
public:
    ForeignDriftReading(const Fingerprints &fingerprints, const DriftReader::ProjectTableOf &projectTableOf,
                        const planning::Sources &sources, const core::Cancellation &cancellation)
        : m_fingerprints(fingerprints), m_projectTableOf(projectTableOf), m_sources(sources),
          m_cancellation(cancellation)
    {
    }

    /// As DriftReader::read(); \a known: the table as it was just read.
    [[nodiscard]] core::Result<DriftFacts> one(const catalog::ObjectPath &table,
                                               const std::optional<catalog::TableInfo> &known = {});
    /// As DriftReader::sourcesOf(), of those of \a names that are there.
    [[nodiscard]] core::Result<QList<DriftFacts>> sourcesOf(const catalog::ObjectPath &schema,
                                                            const QStringList &names);
    /// Adds all mappings below \a scope, which is no table. Errors: as DriftReader::check(); NotFound for a schema that
    /// is not there.
    [[nodiscard]] core::Result<core::Done> below(const DriftScope &scope, QList<Drift> &found,
                                                 const DriftReader::OnCompared &onCompared);

private:
    using Done = core::Result<core::Done>;

    [[nodiscard]] core::Result<std::shared_ptr<catalog::Catalog>> catalogOf(const QString &connection);
    [[nodiscard]] core::Result<catalog::ServerInfo> serverOf(const catalog::ObjectPath &schema);
    [[nodiscard]] core::Result<DriftFacts> factsOf(const catalog::ObjectPath &table);
    struct Level {
        catalog::ObjectPath path; // of a database or a schema
        bool isSchema = false;
    };
    [[nodiscard]] Done belowOne(const Level &level, QList<Drift> &found, const DriftReader::OnCompared &onCompared);
    [[nodiscard]] core::Result<QList<DriftFacts>> several(const catalog::ObjectPath &schema, const QStringList &names);
    [[nodiscard]] Done vanished(const Level &level, const QSet<catalog::ObjectPath> &listed, QList<Drift> &found,
                                const DriftReader::OnCompared &onCompared);
    void addSources(QList<DriftFacts> &some);
    void findSource(DriftFacts &facts);
    void doubtElsewhere(DriftFacts &facts) const;
    [[nodiscard]] Done addSourcesOf(const catalog::ObjectPath &schema, const QList<qsizetype> &places,
                                    QList<DriftFacts> &some);

    void lookAlone(catalog::Catalog &catalog, DriftFacts &facts);

    const Fingerprints &m_fingerprints;
    const DriftReader::ProjectTableOf &m_projectTableOf;
    const planning::Sources &m_sources;
    const core::Cancellation &m_cancellation;
    QHash<QString, catalog::ServerInfo> m_servers; // by connection and database
    QSet<catalog::ObjectPath> m_elsewhere; // foreign tables whose source is looked for at another endpoint than it was
};

} // namespace isthmus::mapping
