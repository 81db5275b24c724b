// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <isthmus/catalog/catalog.h>
#include <isthmus/core/jsonreader.h>
#include <isthmus/mapping/foreignserver/foreignserver.h>
#include <isthmus/plan/plan.h>
#include <isthmus/plan/task.h>
#include <isthmus/planning/planner.h>

#include <optional>

namespace isthmus::mapping {

/// Definition of a task "drop_foreign_server": the foreign server goes, and nothing of the database that it names.
struct DropForeignServer {
    static inline const QString taskKind = QStringLiteral("drop_foreign_server");

    catalog::ObjectPath server; ///< CONNECTION/:foreign_servers/NAME, of a tenant CONNECTION/PROJECT/…

    [[nodiscard]] QJsonObject toJson() const;
    /// Errors: Invalid, naming the member that is missing or of the wrong type.
    [[nodiscard]] static core::Result<DropForeignServer>
    fromJson(const QJsonObject &json, core::UnknownMembers unknown = core::UnknownMembers::PassedOver);
    [[nodiscard]] plan::Task toTask() const; ///< with a new id

    friend bool operator==(const DropForeignServer &, const DropForeignServer &) = default;
};

/// What the planner read. Reading writes nothing.
struct DropForeignServerFacts {
    bool isReadOnly = false; ///< the connection refuses writing steps
    std::optional<QStringList> servers; ///< as NewForeignServerFacts::servers
    std::optional<ForeignServer> server; ///< what goes, where it can be read
};

/// The plan: one step that drops it, to be confirmed by its name, and one that looks whether it is gone. Pure; any
/// thread.
[[nodiscard]] plan::Plan planDropForeignServer(const DropForeignServer &definition,
                                               const DropForeignServerFacts &facts);

/// Plans "drop_foreign_server" tasks; its Facts hold DropForeignServerFacts. Errors of read(): as those of
/// NewForeignServerPlanner.
class DropForeignServerPlanner final : public planning::Planner {
public:
    [[nodiscard]] QString kind() const override { return DropForeignServer::taskKind; }
    [[nodiscard]] core::Result<planning::Facts> read(const plan::Task &task, const planning::Sources &sources,
                                                     const core::Cancellation &cancellation) const override;
    [[nodiscard]] core::Result<plan::Plan> plan(const plan::Task &task, const planning::Facts &facts) const override;
};

} // namespace isthmus::mapping
