// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <isthmus/catalog/catalog.h>
#include <isthmus/core/jsonreader.h>
#include <isthmus/mapping/access/permissionmodel.h>
#include <isthmus/plan/plan.h>
#include <isthmus/plan/task.h>
#include <isthmus/planning/planner.h>

#include <QJsonObject>

#include <optional>

namespace isthmus::mapping {

/// Definition of a task "add_hologres_user": a RAM role or account becomes a user of the Hologres instance
/// (docs/requirements.md#h-49).
struct AddHologresUser {
    static inline const QString taskKind = QStringLiteral("add_hologres_user");

    catalog::ObjectPath database; ///< "order_dw", of an instance "test_dbs_holo/order_dw": where the statement runs
    QString user; ///< "p4_280000000000000001", "RAM$1234567890:dbs-holo-role"

    [[nodiscard]] QJsonObject toJson() const;
    /// Errors: Invalid, naming the member that is missing or of the wrong type.
    [[nodiscard]] static core::Result<AddHologresUser>
    fromJson(const QJsonObject &json, core::UnknownMembers unknown = core::UnknownMembers::PassedOver);
    [[nodiscard]] plan::Task toTask() const; ///< with a new id

    friend bool operator==(const AddHologresUser &, const AddHologresUser &) = default;
};

/// Definition of a task "grant_hologres_rights": a user of Hologres gets rights on the tables of a schema
/// (docs/requirements.md#h-50).
struct GrantHologresRights {
    static inline const QString taskKind = QStringLiteral("grant_hologres_rights");

    catalog::ObjectPath schema; ///< "order_dw/public", "test_dbs_holo/order_dw/public"
    QString user;
    std::optional<PermissionModel> model; ///< nothing: the one whose groups the database has
    std::optional<RightsLevel> level; ///< nothing: usualLevel()

    [[nodiscard]] QJsonObject toJson() const;
    /// Errors: Invalid, naming the member that is missing or of the wrong type.
    [[nodiscard]] static core::Result<GrantHologresRights>
    fromJson(const QJsonObject &json, core::UnknownMembers unknown = core::UnknownMembers::PassedOver);
    [[nodiscard]] plan::Task toTask() const; ///< with a new id

    friend bool operator==(const GrantHologresRights &, const GrantHologresRights &) = default;
};

/// What the planner read, for either. Reading writes nothing.
struct HologresUserFacts {
    QString database; ///< in which the statements run
    bool isReadOnly = false; ///< the connection refuses writing steps
    QStringList roles; ///< of the instance, groups of the permission models among them
};

/// Field ("user", "model") and what is wrong with it.
struct UserFieldProblem {
    QString field;
    plan::Text text;
};
[[nodiscard]] QList<UserFieldProblem> fieldProblems(const AddHologresUser &definition, const HologresUserFacts &facts);
[[nodiscard]] QList<UserFieldProblem> fieldProblems(const GrantHologresRights &definition,
                                                    const HologresUserFacts &facts);
/// The model by which \a definition gives rights: the one it names, or the one whose groups are there; nothing where
/// both have groups.
[[nodiscard]] std::optional<PermissionModel> modelFor(const GrantHologresRights &definition,
                                                      const HologresUserFacts &facts);

/// The plans: the statement, and a verification of what is so afterwards. Field problems are blockers. Pure; any
/// thread.
[[nodiscard]] plan::Plan planAddHologresUser(const AddHologresUser &definition, const HologresUserFacts &facts);
[[nodiscard]] plan::Plan planGrantHologresRights(const GrantHologresRights &definition, const HologresUserFacts &facts);

/// Plan the tasks of these kinds; their Facts hold HologresUserFacts. Errors of read(): Invalid for a damaged
/// definition or what is not in Hologres; those of Catalog::server() and Catalog::children().
class AddHologresUserPlanner final : public planning::Planner {
public:
    [[nodiscard]] QString kind() const override { return AddHologresUser::taskKind; }
    [[nodiscard]] core::Result<planning::Facts> read(const plan::Task &task, const planning::Sources &sources,
                                                     const core::Cancellation &cancellation) const override;
    [[nodiscard]] core::Result<plan::Plan> plan(const plan::Task &task, const planning::Facts &facts) const override;
};

class GrantHologresRightsPlanner final : public planning::Planner {
public:
    [[nodiscard]] QString kind() const override { return GrantHologresRights::taskKind; }
    [[nodiscard]] core::Result<planning::Facts> read(const plan::Task &task, const planning::Sources &sources,
                                                     const core::Cancellation &cancellation) const override;
    [[nodiscard]] core::Result<plan::Plan> plan(const plan::Task &task, const planning::Facts &facts) const override;
};

} // namespace isthmus::mapping
