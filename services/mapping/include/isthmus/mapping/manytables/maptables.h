// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <isthmus/catalog/catalog.h>
#include <isthmus/core/jsonreader.h>
#include <isthmus/mapping/externaltable/definition.h>
#include <isthmus/mapping/manytables/naming.h>
#include <isthmus/planning/planner.h>

#include <QHash>

namespace isthmus::mapping {

/// What the user asks for: external tables over many Hologres tables, of one connection, in one MaxCompute schema. The
/// definition of a "map_tables" task.
struct MapTables {
    static inline const QString taskKind = QStringLiteral("map_tables");
    static constexpr int maxTables = 5'000; ///< of one task
    static constexpr int maxInFlight = 16; ///< statements at once

    /// What is done where a name exists in the target schema.
    enum class IfTaken : quint8 {
        Keep, ///< the external table there stays, if it shows the same Hologres table
        Replace, ///< an external table there is dropped and made anew
        Rename, ///< the new one gets the next free name: orders_2
    };

    /// Tables of one Hologres schema.
    struct Source {
        catalog::ObjectPath schema;
        QStringList tables; ///< empty: all that the schema has

        friend bool operator==(const Source &, const Source &) = default;
    };

    /// Adds \a tables of \a schema, or all of it if there are none, to \a sources, where each schema and each table
    /// stands once; what is below a whole project stands there.
    static void add(const catalog::ObjectPath &schema, const QStringList &tables, QList<Source> &sources);

    QList<Source> sources;
    catalog::ObjectPath targetSchema;
    NamingRule naming;
    IfTaken ifTaken = IfTaken::Keep;
    MapTable::Access access = MapTable::Access::DualSignature;
    QString roleArn; ///< with RamRole
    std::optional<int> lifecycleDays;
    int inFlight = 4; ///< statements at once, 1 to maxInFlight
    bool continuesOnError = true; ///< else the first failure stops the run
    bool readsRows = false; ///< verifying reads the first row of each table too: one more job each

    [[nodiscard]] QJsonObject toJson() const;
    /// Errors: Invalid, naming the member that is missing or of the wrong type.
    [[nodiscard]] static core::Result<MapTables>
    fromJson(const QJsonObject &json, core::UnknownMembers unknown = core::UnknownMembers::PassedOver);
    [[nodiscard]] plan::Task toTask() const; ///< with a new id

    friend bool operator==(const MapTables &, const MapTables &) = default;
};

/// "Map 200 tables → dbs_mc.default", "Map all tables of public → dbs_mc.default".
[[nodiscard]] plan::Text mapTablesTitle(const MapTables &definition);

/// What the planner read of both sides. Reading writes nothing, and asks for tables by the hundred.
struct MapTablesFacts {
    /// A relation that was asked for.
    struct Relation {
        catalog::ObjectPath path;
        catalog::ObjectKind kind = catalog::ObjectKind::Table;
        std::optional<catalog::TableInfo> info; ///< of what can be mapped by its kind; nothing: it is not there
    };
    /// What has a name in the target schema already.
    struct Existing {
        catalog::ObjectKind kind = catalog::ObjectKind::Table;
        QString location; ///< of an external table, ExternalSource::location; empty: not known

        friend bool operator==(const Existing &, const Existing &) = default;
    };

    catalog::ServerInfo sourceServer;
    QList<Relation> relations; ///< in the order of the sources and, within a schema, of the server or the user
    bool hasMore = false; ///< there are more than MapTables::maxTables
    catalog::ServerInfo targetServer;
    bool targetReadOnly = false; ///< the connection refuses writing steps
    TargetSchema targetSchema = TargetSchema::Unknown;
    QHash<QString, Existing> existing; ///< by their names in lower case
    std::optional<core::Error> existingUnknown; ///< the names in the target schema could not be listed
};

/// What the plan does with one relation.
struct PlannedTable {
    enum class Verdict : quint8 { Create, Replace, Keep, LeftOut };

    catalog::ObjectPath source;
    QString name; ///< of the external table, in lower case; empty for what is left out before it has one
    Verdict verdict = Verdict::Create;
    plan::Text reason; ///< of Keep and LeftOut
    /// What there is to know of a table that is made: other name than the rule's, columns left out, not partitioned.
    QList<plan::Text> remarks;
    qsizetype columns = 0; ///< that the external table has
    qsizetype sourceColumns = 0;

    [[nodiscard]] bool isMade() const { return verdict == Verdict::Create || verdict == Verdict::Replace; }
    friend bool operator==(const PlannedTable &, const PlannedTable &) = default;
};

/// One for each of the relations, in their order. No two that are made have one name, whatever the case. Pure; any
/// thread.
[[nodiscard]] QList<PlannedTable> plannedTables(const MapTables &definition, const MapTablesFacts &facts);

/// Field name ("targetSchema", "naming", "roleArn", "lifecycle", "location", "inFlight", "sources") and what is wrong
/// with it for all tables alike.
[[nodiscard]] QList<FieldProblem> fieldProblems(const MapTables &definition, const MapTablesFacts &facts);
/// The name of a field as the form writes it; the subject of its plan notice.
[[nodiscard]] plan::Text mapTablesFieldTitle(const QString &field);

/// The plan: (drop,) create each table, several at once; after some tables have been made they are verified together.
/// What is left out or kept is a notice. Pure; any thread but the window's: a thousand tables take a while.
[[nodiscard]] plan::Plan planMapTables(const MapTables &definition, const MapTablesFacts &facts);

/// Plans "map_tables" tasks; its Facts hold MapTablesFacts. Reading depends on the sources and the target schema only.
/// Errors of read(): Invalid for a damaged definition or sides that are the wrong way round; those of
/// Catalog::children() and tables() on the sources and of Catalog::server() on both.
class MapTablesPlanner final : public planning::Planner {
public:
    [[nodiscard]] QString kind() const override { return MapTables::taskKind; }
    [[nodiscard]] core::Result<planning::Facts> read(const plan::Task &task, const planning::Sources &sources,
                                                     const core::Cancellation &cancellation) const override;
    [[nodiscard]] core::Result<plan::Plan> plan(const plan::Task &task, const planning::Facts &facts) const override;
};

} // namespace isthmus::mapping
