// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <isthmus/core/jsonreader.h>
#include <isthmus/mapping/manytables/maptables.h>
#include <isthmus/mapping/types/typetable.h>

#include <QMap>

namespace isthmus::mapping {

/// What the user asks for: foreign tables of one Hologres schema over MaxCompute tables of one connection. The
/// definition of a "map_to_hologres" task. Source: docs/mapping.md#maxcompute-to-hologres.
struct MapToHologres {
    static inline const QString taskKind = QStringLiteral("map_to_hologres");
    static constexpr int maxTables = MapTables::maxTables; ///< of one task
    static constexpr int maxInFlight = MapTables::maxInFlight; ///< statements at once

    /// What is done where a name exists in the target schema.
    enum class IfTaken : quint8 {
        Keep, ///< the foreign table there stays, if it shows the same MaxCompute table
        Replace, ///< a foreign table there is dropped and made anew
        Rename, ///< the new one gets the next free name: orders_2
        Stop, ///< nothing is made at all
    };
    /// What is done with a column whose type Hologres does not have.
    enum class IfUnsupported : quint8 {
        LeaveOutTable,
        LeaveOutColumn,
        Stop, ///< nothing is made at all
    };

    /// Schemas of MaxCompute with the names of their tables; no names: all. A whole project: its own path.
    QList<MapTables::Source> sources;
    catalog::ObjectPath targetSchema;
    NamingRule naming;
    QString tableName; ///< of the foreign table, where a single table is mapped; empty: by the rule
    /// What is chosen for columns, by the path of their table as text; of a table that is not here all are taken. Else
    /// only those that are named, under their own names: no option of Hologres says which column of MaxCompute a column
    /// shows. ColumnChoice::target and comment mean nothing.
    QMap<QString, QList<ColumnChoice>> columns;
    IfTaken ifTaken = IfTaken::Keep;
    IfUnsupported ifUnsupported = IfUnsupported::LeaveOutTable;
    TypeSettings types;
    int inFlight = 4; ///< statements at once, 1 to maxInFlight
    bool continuesOnError = true; ///< else the first failure stops the run
    bool readsRows = false; ///< verifying reads the first row of each table too

    [[nodiscard]] QJsonObject toJson() const;
    /// Errors: Invalid, naming the member that is missing or of the wrong type.
    [[nodiscard]] static core::Result<MapToHologres>
    fromJson(const QJsonObject &json, core::UnknownMembers unknown = core::UnknownMembers::PassedOver);
    [[nodiscard]] plan::Task toTask() const; ///< with a new id
    /// Of the MaxCompute table \a table; empty: all of its columns.
    [[nodiscard]] QList<ColumnChoice> choicesOf(const catalog::ObjectPath &table) const
    {
        return columns.value(table.toString());
    }

    friend bool operator==(const MapToHologres &, const MapToHologres &) = default;
};

/// "Map 200 tables → order_dw.public", "Map all tables of default → public".
[[nodiscard]] plan::Text mapToHologresTitle(const MapToHologres &definition);

/// What the planner read of both sides. Reading writes nothing, and asks for tables by the hundred.
struct MapToHologresFacts {
    catalog::ServerInfo sourceServer; ///< as the first project of the relations sees it
    QStringList projectsWithoutSchemas; ///< of the relations
    QList<MapTablesFacts::Relation> relations; ///< in the order of the sources and, within a schema, of the server
    bool hasMore = false; ///< there are more than MapToHologres::maxTables
    catalog::ServerInfo targetServer;
    bool targetReadOnly = false; ///< the connection refuses writing steps
    bool isSchemaThere = true;
    QHash<QString, MapTablesFacts::Existing> existing; ///< what the target schema has, by name
    std::optional<core::Error> existingUnknown; ///< its names could not be listed
};

/// One column of a foreign table.
struct ForeignColumn {
    catalog::Column source;
    TypeVerdict verdict; ///< Verdict::Unsupported: it is left out
};
/// The columns of a foreign table over \a source, those of its partitions too, in their order. Pure; any thread.
[[nodiscard]] QList<ForeignColumn> foreignColumns(const catalog::TableInfo &source, const TypeSettings &types,
                                                  const catalog::ServerInfo &hologres);
/// All columns of \a source in their order, with what is chosen for them, or the defaults. Pure; any thread.
[[nodiscard]] QList<PlannedColumn> plannedColumns(const MapToHologres &definition, const catalog::TableInfo &source,
                                                  const catalog::ServerInfo &hologres);

/// One for each of the relations, in their order. No two that are made have one name. Pure; any thread.
[[nodiscard]] QList<PlannedTable> plannedTables(const MapToHologres &definition, const MapToHologresFacts &facts);

/// Field name ("targetSchema", "naming", "tableName", "columns", "inFlight", "sources") and what is wrong with it.
[[nodiscard]] QList<FieldProblem> fieldProblems(const MapToHologres &definition, const MapToHologresFacts &facts);
/// The name of a field as the form writes it; the subject of its plan notice.
[[nodiscard]] plan::Text mapToHologresFieldTitle(const QString &field);

/// The plan: (drop,) create each foreign table, several at once; after some have been made they are verified together.
/// What is left out or kept is a notice. Pure; any thread but the window's: a thousand tables take a while.
[[nodiscard]] plan::Plan planMapToHologres(const MapToHologres &definition, const MapToHologresFacts &facts);

/// Plans "map_to_hologres" tasks; its Facts hold MapToHologresFacts. Reading depends on the sources and the target
/// schema only. Errors of read(): Invalid for a damaged definition or sides that are the wrong way round; those of
/// Catalog::children() and tables() on the sources and of Catalog::server() on both.
class MapToHologresPlanner final : public planning::Planner {
public:
    [[nodiscard]] QString kind() const override { return MapToHologres::taskKind; }
    [[nodiscard]] core::Result<planning::Facts> read(const plan::Task &task, const planning::Sources &sources,
                                                     const core::Cancellation &cancellation) const override;
    [[nodiscard]] core::Result<plan::Plan> plan(const plan::Task &task, const planning::Facts &facts) const override;
};

} // namespace isthmus::mapping
