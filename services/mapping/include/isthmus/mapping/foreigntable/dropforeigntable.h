// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <isthmus/catalog/catalog.h>
#include <isthmus/core/jsonreader.h>
#include <isthmus/planning/planner.h>

namespace isthmus::mapping {

/// Definition of a task "drop_foreign_table": a foreign table of Hologres over MaxCompute goes, and nothing of the
/// MaxCompute table that it shows.
struct DropForeignTable {
    static inline const QString taskKind = QStringLiteral("drop_foreign_table");

    catalog::ObjectPath table; ///< CONNECTION/SCHEMA/TABLE of a Hologres database

    [[nodiscard]] QJsonObject toJson() const;
    /// Errors: Invalid, naming the member that is missing or of the wrong type.
    [[nodiscard]] static core::Result<DropForeignTable>
    fromJson(const QJsonObject &json, core::UnknownMembers unknown = core::UnknownMembers::PassedOver);
    [[nodiscard]] plan::Task toTask() const; ///< with a new id

    friend bool operator==(const DropForeignTable &, const DropForeignTable &) = default;
};

/// What the planner read. Reading writes nothing.
struct DropForeignTableFacts {
    catalog::ServerInfo server; ///< of the database
    bool isReadOnly = false; ///< the connection refuses writing steps
    std::optional<catalog::TableInfo> table; ///< nothing if it is not there
};

/// The plan: one step that drops the table, never what depends on it, to be confirmed by its name. Blocked for anything
/// but a foreign table over MaxCompute. Pure; any thread.
[[nodiscard]] plan::Plan planDropForeignTable(const DropForeignTable &definition, const DropForeignTableFacts &facts);

/// Plans "drop_foreign_table" tasks; its Facts hold DropForeignTableFacts. Errors of read(): Invalid for a damaged
/// definition or a table that is not in Hologres; those of Catalog::table() but NotFound.
class DropForeignTablePlanner final : public planning::Planner {
public:
    [[nodiscard]] QString kind() const override { return DropForeignTable::taskKind; }
    [[nodiscard]] core::Result<planning::Facts> read(const plan::Task &task, const planning::Sources &sources,
                                                     const core::Cancellation &cancellation) const override;
    [[nodiscard]] core::Result<plan::Plan> plan(const plan::Task &task, const planning::Facts &facts) const override;
};

} // namespace isthmus::mapping
