// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <isthmus/catalog/catalog.h>
#include <isthmus/core/jsonreader.h>
#include <isthmus/mapping/targetschema.h>
#include <isthmus/plan/plan.h>
#include <isthmus/plan/task.h>
#include <isthmus/planning/planner.h>

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

/// What the planner read. Reading writes nothing.
struct DropExternalSchemaFacts {
    bool isReadOnly = false; ///< the connection refuses writing steps
    TargetSchema schema = TargetSchema::Unknown;
    QDateTime created; ///< invalid: not known
};

/// The plan: one step that drops the schema, to be confirmed by its name. Blocked for anything but an external schema.
/// Pure; any thread.
[[nodiscard]] plan::Plan planDropExternalSchema(const DropExternalSchema &definition,
                                                const DropExternalSchemaFacts &facts);

/// Plans "drop_external_schema" tasks; its Facts hold DropExternalSchemaFacts. Errors of read(): Invalid for a damaged
/// definition or a schema that is not in MaxCompute; those of Catalog::children().
class DropExternalSchemaPlanner final : public planning::Planner {
public:
    [[nodiscard]] QString kind() const override { return DropExternalSchema::taskKind; }
    [[nodiscard]] core::Result<planning::Facts> read(const plan::Task &task, const planning::Sources &sources,
                                                     const core::Cancellation &cancellation) const override;
    [[nodiscard]] core::Result<plan::Plan> plan(const plan::Task &task, const planning::Facts &facts) const override;
};

} // namespace isthmus::mapping
