// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <isthmus/catalog/catalog.h>
#include <isthmus/core/jsonreader.h>
#include <isthmus/mapping/targetschema.h>
#include <isthmus/plan/plan.h>
#include <isthmus/plan/run.h>
#include <isthmus/plan/task.h>
#include <isthmus/planning/planner.h>

#include <functional>
#include <optional>

namespace isthmus::mapping {

/// Definition of a task "drop_external_schema": the schema goes, and nothing of the Hologres schema that it shows.
struct DropExternalSchema {
    static inline const QString taskKind = QStringLiteral("drop_external_schema");

    catalog::ObjectPath schema; ///< CONNECTION/SCHEMA of a MaxCompute project, or CONNECTION/PROJECT/SCHEMA of a tenant

    [[nodiscard]] QJsonObject toJson() const;
    /// Errors: Invalid, naming the member that is missing or of the wrong type.
    [[nodiscard]] static core::Result<DropExternalSchema>
    fromJson(const QJsonObject &json, core::UnknownMembers unknown = core::UnknownMembers::PassedOver);
    [[nodiscard]] plan::Task toTask() const; ///< with a new id

    friend bool operator==(const DropExternalSchema &, const DropExternalSchema &) = default;
};

/// How the schema came to be, as a run of this machine remembers it: MaxCompute does not tell what it stands over.
struct SchemaMaking {
    QString over; ///< the path of the Hologres schema
    QString foreignServer;
    QString statement; ///< that made it
    QDateTime made;

    friend bool operator==(const SchemaMaking &, const SchemaMaking &) = default;
};
/// What \a run, of a task "map_schema", tells of the schema that was \a created then; nothing if it has not made it, or
/// if it was made anew since. \a created invalid: the service does not tell.
[[nodiscard]] std::optional<SchemaMaking> makingOf(const plan::Run &run, const QDateTime &created);

/// What the planner read. Reading writes nothing.
struct DropExternalSchemaFacts {
    bool isReadOnly = false; ///< the connection refuses writing steps
    TargetSchema schema = TargetSchema::Unknown;
    QDateTime created; ///< invalid: not known
    std::optional<SchemaMaking> making; ///< nothing: no run of this machine has made it, as far as is known
};

/// The plan: one step that drops the schema, to be confirmed by its name. Blocked for anything but an external schema.
/// Pure; any thread.
[[nodiscard]] plan::Plan planDropExternalSchema(const DropExternalSchema &definition,
                                                const DropExternalSchemaFacts &facts);

/// Plans "drop_external_schema" tasks; its Facts hold DropExternalSchemaFacts. Errors of read(): Invalid for a damaged
/// definition or a schema that is not in MaxCompute; those of Catalog::children().
class DropExternalSchemaPlanner final : public planning::Planner {
public:
    /// The newest run of a task "map_schema" that touched a schema. Called on the planner's thread and may block.
    using NewestRun = std::function<std::optional<plan::Run>(const catalog::ObjectPath &schema)>;

    explicit DropExternalSchemaPlanner(NewestRun newestRun) : m_newestRun(std::move(newestRun)) { }

    [[nodiscard]] QString kind() const override { return DropExternalSchema::taskKind; }
    [[nodiscard]] core::Result<planning::Facts> read(const plan::Task &task, const planning::Sources &sources,
                                                     const core::Cancellation &cancellation) const override;
    [[nodiscard]] core::Result<plan::Plan> plan(const plan::Task &task, const planning::Facts &facts) const override;

private:
    NewestRun m_newestRun;
};

} // namespace isthmus::mapping
