// SPDX-License-Identifier: GPL-3.0-or-later
#include <isthmus/connections/connectionkind.h>
#include <isthmus/mapping/externaltable/definition.h>
#include <isthmus/models/plans/newforeignserverform.h>
#include <isthmus/plan/words.h>

namespace isthmus::models {

using connections::ConnectionManager;
using mapping::NewForeignServer;

NewForeignServerForm::NewForeignServerForm(ConnectionManager &connections, planning::Planners planners,
                                           NewForeignServer start, QObject *parent)
    : PlanForm(connections, std::move(planners), parent), m_manager(connections), m_definition(std::move(start))
{
    connect(&connections, &ConnectionManager::renamed, this, &NewForeignServerForm::renameConnection);
    showConsoleValues();
    read();
    m_roles.read(m_definition.project);
}

// What was read and planned names it: both are done again, and what was confirmed is asked for again.
void NewForeignServerForm::renameConnection(const QString &before, const QString &after)
{
    if (m_definition.project.connection != before)
        return;
    m_definition.project.connection = after;
    readAgain();
}

QString NewForeignServerForm::title() const
{
    return tr("New foreign server — %1").arg(m_definition.project.name());
}

QString NewForeignServerForm::remark() const
{
    return tr("It is of the tenant: all of its projects see it.");
}

QStringList NewForeignServerForm::sources() const
{
    QStringList names;
    for (const connections::Profile &profile : m_manager.profiles()) {
        if (profile.can(connections::Capability::MappedFrom) && !profile.database().isEmpty())
            names.append(profile.name);
    }
    return names;
}

void NewForeignServerForm::fillFrom(const QString &connection)
{
    const auto profile = m_manager.profile(connection);
    if (!profile)
        return;
    const auto server = profile->info().server(*profile);
    m_definition.host = mapping::classicHost(server.host);
    if (server.port > 0)
        m_definition.port = server.port;
    m_definition.database = profile->database();
    if (m_definition.name.isEmpty())
        m_definition.name = mapping::proposedTableName(m_definition.database);
    showConsoleValues();
    touched();
}

template <typename T>
void NewForeignServerForm::change(T NewForeignServer::*field, const T &value)
{
    if (m_definition.*field == value)
        return;
    m_definition.*field = value;
    showConsoleValues();
    touched();
}

void NewForeignServerForm::setName(const QString &name)
{
    change(&NewForeignServer::name, name.trimmed());
}

void NewForeignServerForm::setHost(const QString &host)
{
    change(&NewForeignServer::host, host.trimmed());
}

void NewForeignServerForm::setPort(int port)
{
    change(&NewForeignServer::port, port);
}

void NewForeignServerForm::setDatabase(const QString &database)
{
    change(&NewForeignServer::database, database.trimmed());
}

void NewForeignServerForm::setIdentity(Identity identity)
{
    change(&NewForeignServer::identity, identity);
}

void NewForeignServerForm::setRoleArn(const QString &arn)
{
    change(&NewForeignServer::roleArn, arn.trimmed());
}

void NewForeignServerForm::setComment(const QString &comment)
{
    change(&NewForeignServer::comment, comment);
}

void NewForeignServerForm::showConsoleValues()
{
    QList<catalog::FactLine> lines;
    for (const mapping::ConsoleValue &value : mapping::consoleValues(m_definition))
        lines.append({value.label, value.value, true});
    m_consoleValues.setFacts(lines);
}

void NewForeignServerForm::takeFacts(const planning::Facts &facts)
{
    m_facts = std::any_cast<const mapping::NewForeignServerFacts &>(facts.value);
}

std::optional<planning::Facts> NewForeignServerForm::facts() const
{
    return m_facts ? std::optional(planning::Facts{*m_facts, {}}) : std::nullopt;
}

QHash<QString, QString> NewForeignServerForm::findProblems() const
{
    QHash<QString, QString> problems;
    for (const auto &problem : mapping::fieldProblems(m_definition, *m_facts)) {
        if (!problems.contains(problem.field))
            problems.insert(problem.field, plan::words(problem.text));
    }
    return problems;
}

QString NewForeignServerForm::readingTitle() const
{
    return tr("Read the foreign servers of %1").arg(m_definition.project.name());
}

QString NewForeignServerForm::place() const
{
    return m_definition.project.name();
}

} // namespace isthmus::models
