// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <isthmus/catalog/catalog.h>
#include <isthmus/core/jsonreader.h>
#include <isthmus/mapping/externaltable/definition.h>
#include <isthmus/planning/planner.h>

namespace isthmus::mapping {

/// Definition of a task "drop_external_table": what a mapping has made is removed, and nothing of the table that it
/// shows.
struct DropExternalTable {
    static inline const QString taskKind = QStringLiteral("drop_external_table");

    catalog::ObjectPath table; ///< CONNECTION/SCHEMA/TABLE of a MaxCompute project

    [[nodiscard]] QJsonObject toJson() const;
    /// Errors: Invalid, naming the member that is missing or of the wrong type.
    [[nodiscard]] static core::Result<DropExternalTable>
    fromJson(const QJsonObject &json, core::UnknownMembers unknown = core::UnknownMembers::PassedOver);
    [[nodiscard]] plan::Task toTask() const; ///< with a new id

    friend bool operator==(const DropExternalTable &, const DropExternalTable &) = default;
};

/// What the planner read. Reading writes nothing.
struct DropExternalTableFacts {
    catalog::ServerInfo server;
    bool isReadOnly = false; ///< the connection refuses writing steps
    std::optional<catalog::TableInfo> table; ///< nothing if it is not there
    bool isInExternalSchema = false;
};

/// The plan: one step that drops the table, to be confirmed by its name. Blocked for anything but an external table of
/// a schema of the project's own. Pure; any thread.
[[nodiscard]] plan::Plan planDropExternalTable(const DropExternalTable &definition,
                                               const DropExternalTableFacts &facts);

/// Plans "drop_external_table" tasks; its Facts hold DropExternalTableFacts. Errors of read(): Invalid for a damaged
/// definition or a table that is not in MaxCompute; those of Catalog::table() but NotFound.
class DropExternalTablePlanner final : public planning::Planner {
public:
    [[nodiscard]] QString kind() const override { return DropExternalTable::taskKind; }
    [[nodiscard]] core::Result<planning::Facts> read(const plan::Task &task, const planning::Sources &sources,
                                                     const core::Cancellation &cancellation) const override;
    [[nodiscard]] core::Result<plan::Plan> plan(const plan::Task &task, const planning::Facts &facts) const override;
};

} // namespace isthmus::mapping
