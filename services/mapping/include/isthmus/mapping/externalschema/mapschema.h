// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <isthmus/catalog/catalog.h>
#include <isthmus/core/jsonreader.h>
#include <isthmus/mapping/foreignserver/foreignserver.h>
#include <isthmus/mapping/targetschema.h>
#include <isthmus/plan/plan.h>
#include <isthmus/plan/task.h>
#include <isthmus/planning/planner.h>

#include <QJsonObject>
#include <QList>
#include <QString>

#include <optional>

namespace isthmus::mapping {

/// What the user asks for: an external schema of MaxCompute that shows a schema of Hologres live
/// (docs/requirements.md#h-51 to #h-58). The definition of a "map_schema" task.
struct MapSchema {
    static inline const QString taskKind = QStringLiteral("map_schema");

    enum class IfTaken : quint8 { Stop, Keep }; ///< what to do if the name exists

    catalog::ObjectPath source; ///< the Hologres schema: "order_dw/public", "test_dbs_holo/order_dw/public"
    catalog::ObjectPath targetProject; ///< "dbs_mc", "tenant/dbs_mc"
    QString schemaName; ///< of the external schema; see proposedTableName()
    QString foreignServer;
    QString on; ///< what stands behind ON; empty: defaultOn()
    IfTaken ifTaken = IfTaken::Stop;

    [[nodiscard]] catalog::ObjectPath target() const; ///< the external schema, as the catalog lists it
    [[nodiscard]] QJsonObject toJson() const;
    /// Errors: Invalid, naming the member that is missing or of the wrong type.
    [[nodiscard]] static core::Result<MapSchema>
    fromJson(const QJsonObject &json, core::UnknownMembers unknown = core::UnknownMembers::PassedOver);
    [[nodiscard]] plan::Task toTask() const; ///< with a new id

    friend bool operator==(const MapSchema &, const MapSchema &) = default;
};

/// What the planner read of both sides. Reading writes nothing.
struct MapSchemaFacts {
    catalog::ServerInfo sourceServer;
    QString database; ///< in which the source schema lies
    /// Of the source schema those that an external schema shows; of a large one among the first maxRelations.
    QList<catalog::Entry> relations;
    QStringList notShown; ///< the names of the others: foreign tables
    bool hasMoreRelations = false;
    catalog::ServerInfo targetServer;
    bool targetReadOnly = false; ///< the connection refuses writing steps
    TargetSchema existing = TargetSchema::Unknown; ///< what has the name of the external schema already
    /// Those of the tenant, with their databases as notes; nothing where the service does not tell them: MaxCompute's
    /// console alone does.
    std::optional<QList<catalog::Entry>> foreignServers;
    std::optional<ForeignServer> server; ///< the one that the definition names, where it can be read

    static constexpr qsizetype maxRelations = 10'000;

    [[nodiscard]] bool hasServer(const QString &name) const; ///< among foreignServers
};

/// Field ("source", "targetProject", "schemaName", "ifTaken", "foreignServer", "on") and what is wrong with it.
struct SchemaFieldProblem {
    QString field;
    plan::Text text;
};
[[nodiscard]] QList<SchemaFieldProblem> fieldProblems(const MapSchema &definition, const MapSchemaFacts &facts);
/// The name of such a field as the form writes it; the subject of its plan notice.
[[nodiscard]] plan::Text schemaFieldTitle(const QString &field);

/// What stands behind ON if the user says nothing: "public". Source: docs/mapping.md#external-schemas.
[[nodiscard]] QString defaultOn(const MapSchema &definition, const MapSchemaFacts &facts);
/// The exact statements that make the external schema. Source: docs/mapping.md#external-schemas.
[[nodiscard]] QString createStatement(const MapSchema &definition, const MapSchemaFacts &facts);

/// The plan: create, verify. Field problems are its blockers. Pure; any thread.
[[nodiscard]] plan::Plan planMapSchema(const MapSchema &definition, const MapSchemaFacts &facts);

/// Plans "map_schema" tasks; its Facts hold MapSchemaFacts. Errors of read(): Invalid for a damaged definition or sides
/// that are the wrong way round; those of Catalog::children() on the source and Catalog::server() on both.
class MapSchemaPlanner final : public planning::Planner {
public:
    [[nodiscard]] QString kind() const override { return MapSchema::taskKind; }
    [[nodiscard]] core::Result<planning::Facts> read(const plan::Task &task, const planning::Sources &sources,
                                                     const core::Cancellation &cancellation) const override;
    [[nodiscard]] core::Result<plan::Plan> plan(const plan::Task &task, const planning::Facts &facts) const override;
};

} // namespace isthmus::mapping
