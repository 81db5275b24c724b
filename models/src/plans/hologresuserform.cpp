// SPDX-License-Identifier: GPL-3.0-or-later
#include <isthmus/models/plans/hologresuserform.h>
#include <isthmus/plan/words.h>

namespace isthmus::models {

using connections::ConnectionManager;
using mapping::AddHologresUser;
using mapping::GrantHologresRights;

HologresUserForm::HologresUserForm(ConnectionManager &connections, planning::Planners planners,
                                   const AddHologresUser &start, QObject *parent)
    : PlanForm(connections, std::move(planners), parent), m_add(start)
{
    connect(&connections, &ConnectionManager::renamed, this, [this](const QString &before, const QString &after) {
        if (m_add.database.connection != before)
            return;
        m_add.database.connection = after;
        readAgain(); // what was read and planned names it
    });
    read();
}

HologresUserForm::HologresUserForm(ConnectionManager &connections, planning::Planners planners,
                                   const GrantHologresRights &start, QObject *parent)
    : PlanForm(connections, std::move(planners), parent), m_grant(start)
{
    connect(&connections, &ConnectionManager::renamed, this, [this](const QString &before, const QString &after) {
        if (m_grant->schema.connection != before)
            return;
        m_grant->schema.connection = after;
        readAgain(); // what was read and planned names it
    });
    read();
}

QString HologresUserForm::connection() const
{
    return m_grant ? m_grant->schema.connection : m_add.database.connection;
}

QString HologresUserForm::title() const
{
    return m_grant ? tr("Give rights on schema %1").arg(m_grant->schema.name())
                   : tr("Add user to Hologres — %1").arg(connection());
}

QString HologresUserForm::remark() const
{
    return m_grant ? tr("Through a RAM role MaxCompute reads with the rights that the role has here.")
                   : tr("A RAM role reads Hologres as a user of the instance.");
}

void HologresUserForm::setUser(const QString &user)
{
    QString &present = m_grant ? m_grant->user : m_add.user;
    if (present == user.trimmed())
        return;
    present = user.trimmed();
    touched();
}

std::optional<mapping::PermissionModel> HologresUserForm::model() const
{
    return m_grant ? m_grant->model : std::nullopt;
}

void HologresUserForm::setModel(std::optional<mapping::PermissionModel> model)
{
    if (!m_grant || m_grant->model == model)
        return;
    m_grant->model = model;
    touched();
}

mapping::RightsLevel HologresUserForm::level() const
{
    if (!m_grant)
        return mapping::RightsLevel::Viewer;
    const auto model = m_facts ? mapping::modelFor(*m_grant, *m_facts) : m_grant->model;
    return m_grant->level.value_or(mapping::usualLevel(model.value_or(mapping::PermissionModel::Standard)));
}

void HologresUserForm::setLevel(mapping::RightsLevel level)
{
    if (!m_grant || m_grant->level == level)
        return;
    m_grant->level = level;
    touched();
}

void HologresUserForm::takeFacts(const planning::Facts &facts)
{
    m_facts = std::any_cast<const mapping::HologresUserFacts &>(facts.value);
}

std::optional<planning::Facts> HologresUserForm::facts() const
{
    return m_facts ? std::optional(planning::Facts{*m_facts, {}}) : std::nullopt;
}

QHash<QString, QString> HologresUserForm::findProblems() const
{
    QHash<QString, QString> problems;
    const auto found = m_grant ? mapping::fieldProblems(*m_grant, *m_facts) : mapping::fieldProblems(m_add, *m_facts);
    for (const auto &problem : found)
        problems.insert(problem.field, plan::words(problem.text));
    return problems;
}

QString HologresUserForm::readingTitle() const
{
    return tr("Read the users of %1").arg(connection());
}

QString HologresUserForm::place() const
{
    return m_facts ? m_facts->database : connection();
}

} // namespace isthmus::models
