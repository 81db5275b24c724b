// SPDX-License-Identifier: GPL-3.0-or-later
#include <isthmus/mapping/externaltable/definition.h>
#include <isthmus/models/plans/mapschemaform.h>
#include <isthmus/plan/words.h>

#include <algorithm>

namespace isthmus::models {

using connections::ConnectionManager;
using connections::Profile;
using mapping::MapSchema;

namespace {

constexpr qsizetype tablesAtOnce = 100; // one round trip

} // namespace

MapSchemaForm::MapSchemaForm(ConnectionManager &manager, planning::Planners planners, const catalog::ObjectPath &source,
                             const std::optional<catalog::ObjectPath> &target, QObject *parent)
    : PlanForm(manager, std::move(planners), parent), m_manager(manager),
      m_destinations(manager, source.connection, target, this)
{
    m_definition.source = source;
    m_definition.schemaName = mapping::proposedTableName(source.name());
    begin();
}

MapSchemaForm::MapSchemaForm(ConnectionManager &manager, planning::Planners planners, const MapSchema &start,
                             QObject *parent)
    : PlanForm(manager, std::move(planners), parent), m_manager(manager), m_definition(start),
      m_destinations(manager, start.source.connection, start.targetProject, this),
      m_isServerChosen(!start.foreignServer.isEmpty())
{
    begin();
}

void MapSchemaForm::begin()
{
    m_definition.targetProject = m_destinations.chosen();
    m_sourceFacts.reserve({tr("Schema"), tr("Server"), tr("Host")});
    connect(&m_destinations, &MapDestinations::changed, this, &MapSchemaForm::changed);
    connect(&m_destinations, &MapDestinations::chosenChanged, this, &MapSchemaForm::projectChosen);
    connect(&m_destinations, &MapDestinations::chosenRenamed, this, [this] {
        m_definition.targetProject = m_destinations.chosen();
        readAgain();
    });
    connect(&m_manager, &ConnectionManager::renamed, this, &MapSchemaForm::renameSource);
    read();
    m_destinations.read();
}

// What was read and planned names it: both are done again, and what was confirmed is asked for again.
void MapSchemaForm::renameSource(const QString &before, const QString &after)
{
    if (m_definition.source.connection != before)
        return;
    m_definition.source.connection = after;
    readAgain();
}

// Fields

void MapSchemaForm::projectChosen()
{
    m_definition.targetProject = m_destinations.chosen();
    if (!m_isServerChosen)
        m_definition.foreignServer.clear(); // it was of another tenant, perhaps
    targetChanged();
}

void MapSchemaForm::setSchemaName(const QString &name)
{
    if (name == m_definition.schemaName)
        return;
    m_definition.schemaName = name;
    targetChanged();
}

void MapSchemaForm::setServer(const QString &server)
{
    if (server.trimmed() == m_definition.foreignServer)
        return;
    m_definition.foreignServer = server.trimmed();
    m_isServerChosen = true;
    targetChanged();
}

mapping::NewForeignServer MapSchemaForm::newServer() const
{
    mapping::NewForeignServer server;
    server.project = m_definition.targetProject;
    if (!m_facts)
        return server;
    server.database = m_facts->database;
    server.name = mapping::proposedTableName(server.database);
    server.host = mapping::classicHost(m_facts->sourceServer.host);
    if (m_facts->sourceServer.port > 0)
        server.port = m_facts->sourceServer.port;
    if (m_facts->server)
        server.roleArn = m_facts->server->roleArn; // of the one that is chosen, which is perhaps for another database
    return server;
}

void MapSchemaForm::takeRun(const plan::RunSummary &run)
{
    if (run.taskKind != mapping::NewForeignServer::taskKind || run.state != plan::RunState::Succeeded)
        return;
    for (const plan::Touch &touch : run.touches) {
        const auto path = catalog::ObjectPath::parse(touch.path);
        if (path && path->parent().parent() == m_definition.targetProject)
            setServer(path->name());
    }
}

void MapSchemaForm::setOn(const QString &text)
{
    if (text.trimmed() == m_definition.on)
        return;
    m_definition.on = text.trimmed();
    touched();
}

void MapSchemaForm::setIfTaken(MapSchema::IfTaken ifTaken)
{
    if (ifTaken == m_definition.ifTaken)
        return;
    m_definition.ifTaken = ifTaken;
    touched();
}

void MapSchemaForm::targetChanged()
{
    if (m_facts) {
        m_facts->existing = mapping::TargetSchema::Unknown;
        m_facts->server.reset();
    }
    readAgain();
}

// Reading

std::optional<core::Error> MapSchemaForm::missing() const
{
    if (!project().isEmpty())
        return std::nullopt;
    return core::Error{core::ErrorKind::NotFound,
                       tr("There is no MaxCompute connection yet"),
                       tr("Connect to MaxCompute, then map the schema."),
                       {},
                       {}};
}

void MapSchemaForm::takeFacts(const planning::Facts &facts)
{
    m_facts = std::any_cast<const mapping::MapSchemaFacts &>(facts.value);
    const auto &server = m_facts->sourceServer;
    m_sourceFacts.fill(
        {{tr("Schema"), m_facts->database + u'.' + m_definition.source.name(), true},
         {tr("Server"), server.product, false},
         {tr("Host"), server.port > 0 ? server.host + u':' + QString::number(server.port) : server.host, true}});
    m_tables.setRelations(m_facts->relations);
    readTables();
    if (!m_isServerChosen && m_definition.foreignServer.isEmpty())
        proposeServer();
}

// The first that says it is for the database, else the first of all.
void MapSchemaForm::proposeServer()
{
    const auto servers = m_facts->foreignServers.value_or(QList<catalog::Entry>());
    if (servers.isEmpty())
        return;
    const auto fits = [this](const catalog::Entry &server) {
        return server.note.split(u' ').contains(m_facts->database);
    };
    const auto found = std::ranges::find_if(servers, fits);
    m_definition.foreignServer = (found == servers.end() ? servers.first() : *found).name();
    targetChanged();
}

void MapSchemaForm::readTables()
{
    const QStringList names = m_tables.unread(tablesAtOnce);
    if (names.isEmpty() || m_tablesQuestion.isWaiting())
        return;
    const auto tables = m_manager.ask<QList<catalog::TableInfo>>(
        m_definition.source.connection, [schema = m_definition.source, names](const connections::Backend &backend) {
            return backend.catalog->tables(schema, names);
        });
    m_tablesQuestion.ask(tables, [this, names](const core::Result<QList<catalog::TableInfo>> &reply) {
        if (reply)
            m_tables.setDetails(*reply);
        m_tables.forgetUnread(names);
        if (reply)
            readTables();
        Q_EMIT tablesRead();
    });
}

std::optional<planning::Facts> MapSchemaForm::facts() const
{
    return m_facts ? std::optional(planning::Facts{*m_facts, {}}) : std::nullopt;
}

QHash<QString, QString> MapSchemaForm::findProblems() const
{
    QHash<QString, QString> problems;
    const auto found = mapping::fieldProblems(m_definition, *m_facts);
    for (const auto &problem : found) {
        if (!problems.contains(problem.field))
            problems.insert(problem.field, plan::words(problem.text));
    }
    return problems;
}

// Words

QString MapSchemaForm::title() const
{
    return tr("Map metadata to MaxCompute — schema %1").arg(m_definition.source.name());
}

QString MapSchemaForm::remark() const
{
    return tr("Tables and columns that come or go in Hologres later need no mapping again.");
}

QString MapSchemaForm::readingTitle() const
{
    return tr("Read schema %1").arg(m_definition.source.name());
}

QString MapSchemaForm::place() const
{
    const auto profile = m_manager.profile(m_definition.targetProject.connection);
    const QString own = profile ? profile->database() : QString();
    return (own.isEmpty() ? m_definition.targetProject.name() : own) + u'.' + schemaName();
}

QStringList MapSchemaForm::servers() const
{
    QStringList names;
    const auto known = m_facts ? m_facts->foreignServers.value_or(QList<catalog::Entry>()) : QList<catalog::Entry>();
    for (const catalog::Entry &server : known)
        names.append(server.name());
    return names;
}

QString MapSchemaForm::serverText() const
{
    if (!m_facts || !m_facts->server)
        return {};
    const auto &server = *m_facts->server;
    const QString role = server.roleArn.section(u'/', -1);
    return role.isEmpty() ? tr("Task executor, database %1, %2:%3").arg(server.database, server.host, server.port)
                          : tr("RAM role %1, database %2, %3:%4").arg(role, server.database, server.host, server.port);
}

MapSchemaForm::NameCheck MapSchemaForm::nameCheck() const
{
    using State = NameCheck::State;
    if (reading() == Reading::Failed)
        return {State::Unknown, tr("The name cannot be checked now")};
    if (reading() == Reading::Loading || !m_facts)
        return {State::Checking, tr("Checking the name in %1").arg(project())};
    if (const QString wrong = problem(QStringLiteral("schemaName")); !wrong.isEmpty())
        return {State::Wrong, wrong};
    switch (m_facts->existing) {
    case mapping::TargetSchema::Missing:
        return {State::Free, tr("Name is free")};
    case mapping::TargetSchema::External:
        return {State::Unknown, tr("It exists and is kept")};
    default:
        return {State::Unknown, tr("Whether the name is free could not be read")};
    }
}

QString MapSchemaForm::generatedOn() const
{
    return m_facts ? mapping::defaultOn(m_definition, *m_facts) : m_definition.source.name();
}

} // namespace isthmus::models
