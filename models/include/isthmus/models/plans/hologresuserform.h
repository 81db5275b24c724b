// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <isthmus/mapping/access/hologresuser.h>
#include <isthmus/models/plans/planform.h>

#include <optional>

namespace isthmus::models {

/// The form of "Add user" and of "Give rights": who, and for rights by which permission model and how many.
class HologresUserForm final : public PlanForm {
    Q_OBJECT

public:
    HologresUserForm(connections::ConnectionManager &connections, planning::Planners planners,
                     const mapping::AddHologresUser &start, QObject *parent = nullptr);
    HologresUserForm(connections::ConnectionManager &connections, planning::Planners planners,
                     const mapping::GrantHologresRights &start, QObject *parent = nullptr);

    [[nodiscard]] QString title() const override;
    [[nodiscard]] QString remark() const override;
    [[nodiscard]] QString connectionToEdit() const override { return connection(); }

    [[nodiscard]] bool givesRights() const { return m_grant.has_value(); }
    [[nodiscard]] QString user() const { return m_grant ? m_grant->user : m_add.user; }
    void setUser(const QString &user);
    /// Nothing: the model whose groups the database has. Of rights only, as the others.
    [[nodiscard]] std::optional<mapping::PermissionModel> model() const;
    void setModel(std::optional<mapping::PermissionModel> model);
    [[nodiscard]] mapping::RightsLevel level() const; ///< as chosen, else the usual one
    void setLevel(mapping::RightsLevel level);

protected:
    [[nodiscard]] plan::Task task() const override { return m_grant ? m_grant->toTask() : m_add.toTask(); }
    void takeFacts(const planning::Facts &facts) override;
    [[nodiscard]] std::optional<planning::Facts> facts() const override;
    [[nodiscard]] QHash<QString, QString> findProblems() const override;
    [[nodiscard]] QString readingTitle() const override;
    [[nodiscard]] QString place() const override;

private:
    [[nodiscard]] QString connection() const;

    mapping::AddHologresUser m_add;
    std::optional<mapping::GrantHologresRights> m_grant;
    std::optional<mapping::HologresUserFacts> m_facts;
};

} // namespace isthmus::models
