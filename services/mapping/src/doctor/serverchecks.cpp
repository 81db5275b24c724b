// SPDX-License-Identifier: GPL-3.0-or-later
#include "doctor/checks.h"
#include "foreignserver/reading.h"

#include <isthmus/catalog/jdbclocation.h>

namespace isthmus::mapping {

namespace {

using Way = Examination::Way;

constexpr auto group = Finding::Group::ForeignServer;

// One that would fit, as far as it is known.
NewForeignServer proposal(const Examination &what, const ExaminationFacts &facts)
{
    NewForeignServer made;
    made.project = what.project;
    made.database = databaseOfSource(what, facts);
    made.name = what.foreignServer.isEmpty() ? proposedTableName(made.database) : what.foreignServer;
    for (const catalog::Entry &server : facts.servers.value) {
        if (server.name() == made.name)
            made.name += QStringLiteral("_holo"); // the one that is there is another
    }
    if (facts.source.isKnown()) {
        made.host = classicHost(facts.source.value.host);
        made.port = facts.source.value.port;
    }
    made.roleArn = roleArnOf(what, facts);
    return made;
}

// The service says which there are: the sandbox. MaxCompute itself does not.
void addNewServer(Finding &made, const Examination &what, const ExaminationFacts &facts)
{
    NewForeignServer server = proposal(what, facts);
    made.where = consolePlace();
    made.values = consoleValues(server);
    if (!facts.servers.isKnown())
        return;
    made.fix = server.toTask();
    if (server.roleArn.isEmpty())
        server.roleArn = QStringLiteral("acs:ram::<account id>:role/<role name>");
    made.statement = createServerStatement(server);
}

Finding serverExists(const Examination &what, const ExaminationFacts &facts)
{
    Finding made =
        check("server_exists", group, coded("Mapping.check_server", QT_TRANSLATE_NOOP("Mapping", "It exists")));
    const bool isUntold =
        facts.servers.state == Reading<QList<catalog::Entry>>::State::Failed && saysNoServers(facts.servers.error);
    if (!isRead(made, facts.servers, facts)) {
        if (isUntold) {
            made.explanation = coded("Mapping.servers_untold",
                                     QT_TRANSLATE_NOOP("Mapping",
                                                       "The service does not list its foreign servers; MaxCompute's "
                                                       "console does. One must be there with these values."));
            addNewServer(made, what, facts);
        }
        return made;
    }
    if (!facts.serverName.isEmpty())
        return as(std::move(made), Outcome::Passed, facts.serverName);
    if (what.isThere() && what.foreignServer.isEmpty() && facts.servers.value.size() > 1) {
        QJsonArray names;
        for (const catalog::Entry &server : facts.servers.value)
            names.append(server.name());
        return unknownFor(std::move(made),
                          coded("Mapping.which_server",
                                QT_TRANSLATE_NOOP("Mapping",
                                                  "The service does not tell which foreign server the schema uses, and "
                                                  "no run of this program has made it. Choose it, to check it: %1."),
                                {names}));
    }
    const QString database = databaseOfSource(what, facts);
    made = as(std::move(made), Outcome::Failed, coded("Mapping.not_there", QT_TRANSLATE_NOOP("Mapping", "not there")),
              what.foreignServer.isEmpty()
                  ? coded("Mapping.no_server_fits",
                          QT_TRANSLATE_NOOP("Mapping", "There is no foreign server for the database %1"), {database})
                  : coded("Mapping.no_such_server", QT_TRANSLATE_NOOP("Mapping", "There is no foreign server %1"),
                          {what.foreignServer}),
              coded("Mapping.make_server",
                    QT_TRANSLATE_NOOP("Mapping",
                                      "An external schema reads Hologres through a foreign server of MaxCompute.")));
    addNewServer(made, what, facts);
    return made;
}

// What \a check says of a host that MaxCompute is to reach; \a where it is changed.
Finding hostChecked(Finding made, const QString &host, const QString &port, const plan::Text &where)
{
    const QString now = host + (port.isEmpty() ? QString() : QString(u':' + port));
    const HostNetwork network = networkOf(host);
    if (network == HostNetwork::Classic || network == HostNetwork::Other)
        return as(std::move(made), Outcome::Passed, now);
    const bool isVpc = network == HostNetwork::Vpc;
    made = as(std::move(made), isVpc ? Outcome::Failed : Outcome::Warning,
              isVpc ? coded("Mapping.host_is_vpc_fact", QT_TRANSLATE_NOOP("Mapping", "host is in a VPC"))
                    : coded("Mapping.host_is_public_fact", QT_TRANSLATE_NOOP("Mapping", "public address")),
              isVpc ? coded("Mapping.host_is_vpc", QT_TRANSLATE_NOOP("Mapping", "The host is a VPC host"))
                    : coded("Mapping.host_is_public", QT_TRANSLATE_NOOP("Mapping", "The host is a public address")),
              coded("Mapping.host_is_vpc_why",
                    QT_TRANSLATE_NOOP("Mapping", "MaxCompute reads Hologres through the classic network only.")));
    made.where = where;
    made.values = {{QStringLiteral("Host now"), now},
                   {QStringLiteral("Give"), classicHost(host) + (port.isEmpty() ? QString() : QString(u':' + port))}};
    if (networkOf(made.values.last().value) == HostNetwork::Vpc || classicHost(host) == host)
        made.values.removeLast(); // its form does not tell the other name
    return made;
}

// The server as far as it can be read; else \a made is done.
const ForeignServer *readServer(Finding &made, const ExaminationFacts &facts)
{
    if (!isRead(made, facts.server, facts)) {
        if (made.outcome == Outcome::Unknown)
            made.where = serversPlace();
        return nullptr;
    }
    if (facts.server.value)
        return &*facts.server.value;
    made = unknownFor(std::move(made),
                      coded("Mapping.server_untold",
                            QT_TRANSLATE_NOOP("Mapping",
                                              "The service does not tell what the foreign server is; MaxCompute's "
                                              "console does.")));
    made.where = serversPlace();
    return nullptr;
}

plan::Text editPlace(const ExaminationFacts &facts)
{
    return QString(serversPlace() + QStringLiteral(" › ") + facts.serverName + QStringLiteral(" › Edit"));
}

Finding serverHost(const ExaminationFacts &facts)
{
    Finding made =
        check("server_host", group,
              coded("Mapping.check_host", QT_TRANSLATE_NOOP("Mapping", "The host is of the classic network")));
    const ForeignServer *server = readServer(made, facts);
    if (!server)
        return made;
    made = hostChecked(std::move(made), server->host, server->port, editPlace(facts));
    if (made.outcome == Outcome::Failed || !facts.source.isKnown())
        return made;
    const auto isSame = isOneServer(server->host, facts.source.value.host);
    const bool isSamePort = server->port == QString::number(facts.source.value.port);
    if (isSame.value_or(true) && isSamePort)
        return made;
    const QString wanted = classicHost(facts.source.value.host) + u':' + QString::number(facts.source.value.port);
    const plan::Text fact = made.fact;
    made =
        as(std::move(made), isSame ? Outcome::Failed : Outcome::Warning, fact,
           coded("Mapping.other_instance", QT_TRANSLATE_NOOP("Mapping", "It leads to another server than the source")),
           coded("Mapping.other_instance_why", QT_TRANSLATE_NOOP("Mapping", "The source is at %1."), {wanted}));
    made.where = editPlace(facts);
    made.values = {{QStringLiteral("Host now"), server->host + u':' + server->port}, {QStringLiteral("Give"), wanted}};
    return made;
}

Finding serverDatabase(const Examination &what, const ExaminationFacts &facts)
{
    Finding made =
        check("server_database", group,
              coded("Mapping.check_database", QT_TRANSLATE_NOOP("Mapping", "It is for the source's database")));
    const ForeignServer *server = readServer(made, facts);
    if (!server)
        return made;
    const QString database = databaseOfSource(what, facts);
    if (database.isEmpty()) {
        if (!what.hasSource() || facts.isOver)
            return unknownFor(std::move(made),
                              coded("Mapping.source_database_unknown",
                                    QT_TRANSLATE_NOOP("Mapping",
                                                      "It is for the database %1; which one the source is in is not "
                                                      "known here."),
                                    {server->database}));
        return made; // waits for the source
    }
    const QString fact = QStringLiteral("DBNAME = ") + server->database;
    if (server->database == database)
        return as(std::move(made), Outcome::Passed, fact);
    made = as(std::move(made), Outcome::Failed, fact,
              coded("Mapping.other_database", QT_TRANSLATE_NOOP("Mapping", "It is for the database %1, not %2"),
                    {server->database, database}),
              coded("Mapping.other_database_why",
                    QT_TRANSLATE_NOOP("Mapping",
                                      "A foreign server names one database. Choose another one, or make one for %1."),
                    {database}));
    addNewServer(made, what, facts);
    return made;
}

Finding serverIdentity(const Examination &what, const ExaminationFacts &facts)
{
    Finding made = check("server_identity", group,
                         coded("Mapping.check_identity", QT_TRANSLATE_NOOP("Mapping", "It uses a RAM role")));
    const ForeignServer *server = readServer(made, facts);
    if (!server)
        return made;
    if (!server->roleArn.isEmpty())
        return as(std::move(made), Outcome::Passed, server->roleArn.section(u'/', -1));
    made = as(std::move(made), Outcome::Failed,
              coded("Mapping.task_executor", QT_TRANSLATE_NOOP("Mapping", "task executor")),
              coded("Mapping.server_is_executor", QT_TRANSLATE_NOOP("Mapping", "It uses the task executor's identity")),
              coded("Mapping.server_is_executor_why",
                    QT_TRANSLATE_NOOP("Mapping",
                                      "That is for external projects only; an external schema needs a foreign server "
                                      "with a RAM role.")));
    addNewServer(made, what, facts);
    return made;
}

// Of a table: the host in its location, or the one that its location would be made from.
Finding locationHost(const Examination &what, const ExaminationFacts &facts)
{
    Finding made =
        check("location_host", Finding::Group::Project,
              coded("Mapping.check_location", QT_TRANSLATE_NOOP("Mapping", "The location is of the classic network")));
    if (!what.isThere()) {
        if (!isRead(made, facts.source, facts))
            return made;
        const auto &server = facts.source.value;
        if (server.host.startsWith(u'/'))
            return as(std::move(made), Outcome::Failed, server.host,
                      coded("Mapping.location_socket", QT_TRANSLATE_NOOP("Mapping", "The source is a Unix socket")),
                      coded("Mapping.host_socket",
                            QT_TRANSLATE_NOOP("Mapping",
                                              "MaxCompute cannot reach a Unix socket; connect to Hologres by host "
                                              "name and port")));
        return hostChecked(
            std::move(made), server.host, QString::number(server.port),
            coded("Mapping.location_of_form", QT_TRANSLATE_NOOP("Mapping", "Map metadata to MaxCompute › Location")));
    }
    if (!isRead(made, facts.table, facts))
        return made;
    const auto &table = facts.table.value;
    const auto location =
        table && table->external ? catalog::JdbcLocation::parse(table->external->location) : catalog::JdbcLocation();
    if (!table || !table->external || !location)
        return unknownFor(std::move(made),
                          coded("Mapping.location_unread",
                                QT_TRANSLATE_NOOP("Mapping", "Its location is no address of a Hologres table.")));
    return hostChecked(
        std::move(made), location->host, location->port > 0 ? QString::number(location->port) : QString(),
        coded("Mapping.location_again", QT_TRANSLATE_NOOP("Mapping", "Map the table again, with another location.")));
}

} // namespace

QList<Finding> serverChecks(const Examination &what, const ExaminationFacts &facts)
{
    if (what.way == Way::Table)
        return {locationHost(what, facts)};
    return {serverExists(what, facts), serverHost(facts), serverDatabase(what, facts), serverIdentity(what, facts)};
}

} // namespace isthmus::mapping
