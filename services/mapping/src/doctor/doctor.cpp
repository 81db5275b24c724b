// SPDX-License-Identifier: GPL-3.0-or-later
#include "foreignserver/reading.h"

#include <isthmus/catalog/jdbclocation.h>
#include <isthmus/catalog/listing.h>
#include <isthmus/core/async.h>
#include <isthmus/core/format.h>
#include <isthmus/mapping/doctor/doctor.h>
#include <isthmus/mapping/typeloss/typeloss.h>

#include <QCoreApplication>
#include <QPointer>
#include <QTimer>

#include <algorithm>
#include <utility>

namespace isthmus::mapping {

namespace {

using catalog::ObjectPath;
using core::Result;
using Clock = std::chrono::steady_clock;
using Entries = QList<catalog::Entry>;

std::chrono::milliseconds since(Clock::time_point begin, Clock::time_point end = Clock::now())
{
    return std::chrono::duration_cast<std::chrono::milliseconds>(end - begin);
}

core::Error noAnswer(std::chrono::milliseconds limit)
{
    return {core::ErrorKind::Timeout,
            QCoreApplication::translate("Mapping", "No answer within %1.").arg(core::formatDuration(limit)),
            QCoreApplication::translate("Mapping", "Check again; other checks went on meanwhile."),
            {},
            {}};
}

QString projectOf(const ObjectPath &project)
{
    return project.names.value(0);
}

// The one that is called \a schema, of a list of those whose names begin so.
TargetSchema schemaAmong(const Entries &entries, const QString &schema)
{
    for (const catalog::Entry &entry : entries) {
        if (entry.name().compare(schema, Qt::CaseInsensitive) == 0)
            return entry.kind == catalog::ObjectKind::ExternalSchema ? TargetSchema::External : TargetSchema::There;
    }
    return TargetSchema::Missing;
}

} // namespace

Doctor::Doctor(Examination what, Sides sides, QObject *parent)
    : QObject(parent), m_asked(std::move(what)), m_what(m_asked), m_sides(std::move(sides))
{
}

Doctor::~Doctor()
{
    for (auto &running : m_running)
        running.cancel();
}

std::chrono::milliseconds Doctor::elapsed() const
{
    return since(m_begun, isRunning() ? Clock::now() : m_ended);
}

void Doctor::start()
{
    ++m_round;
    for (auto &running : m_running)
        running.cancel();
    m_running.clear();
    m_what = m_asked;
    m_facts = {};
    m_open = 0;
    m_begun = Clock::now();
    begin();
    askMapping();
    end();
    Q_EMIT changed();
}

// What an external schema shows is known to the run that has made it, and to no service.
void Doctor::askMapping()
{
    const bool isTold = !m_what.foreignServer.isEmpty() && m_what.hasSource();
    if (m_what.way != Examination::Way::Schema || !m_what.isThere() || isTold || !m_sides.mappedBy)
        return openSides();
    begin();
    const auto future = m_sides.mappedBy(m_what.existing);
    m_running.push_back(QFuture<void>(future));
    const auto isOpen = std::make_shared<bool>(true); // until the answer is there, or the time is up
    const auto goOn = [this, isOpen, round = m_round](const Result<MapSchema> &mapping) {
        if (round != m_round || !*isOpen)
            return;
        *isOpen = false;
        if (mapping && m_what.foreignServer.isEmpty())
            m_what.foreignServer = mapping->foreignServer;
        if (mapping && !m_what.hasSource())
            m_what.source = mapping->source;
        openSides();
        Q_EMIT changed();
        end();
    };
    core::whenDone(future, this, goOn);
    QTimer::singleShot(m_limit, this, [goOn, limit = m_limit] { goOn(core::fail(noAnswer(limit))); });
}

void Doctor::openSides()
{
    openTarget();
    if (m_what.hasSource())
        openSource();
}

void Doctor::cancel()
{
    if (!isRunning())
        return;
    ++m_round;
    for (auto &running : m_running)
        running.cancel();
    m_running.clear();
    m_open = 1;
    end();
}

void Doctor::begin()
{
    ++m_open;
}

// The last one ends the examination.
void Doctor::end()
{
    if (--m_open > 0)
        return;
    m_facts.isOver = true;
    m_ended = Clock::now();
    Q_EMIT changed();
    Q_EMIT finished();
}

// Puts what \a take makes of the answer into \a reading, in time or not at all.
template <typename T, typename Answer, typename Take>
void Doctor::ask(Reading<T> ExaminationFacts::*reading, QFuture<Result<Answer>> future, Take take)
{
    using State = typename Reading<T>::State;
    begin();
    m_running.push_back(QFuture<void>(future));
    (m_facts.*reading).state = State::Waiting;
    const auto asked = Clock::now();
    const quint64 round = m_round;
    const auto settle = [this, reading, asked, round](Result<T> value) {
        Reading<T> &place = m_facts.*reading;
        if (round != m_round || place.state != State::Waiting)
            return false;
        place.state = value ? State::Known : State::Failed;
        place.elapsed = since(asked);
        place.at = QDateTime::currentDateTime();
        if (value)
            place.value = *std::move(value);
        else
            place.error = value.error();
        return true;
    };
    const QPointer<QTimer> timer(new QTimer(this)); // gone when the time is up, or the answer there
    timer->setSingleShot(true);
    connect(timer, &QTimer::timeout, this, [this, timer, settle, future, limit = m_limit]() mutable {
        timer->deleteLater();
        if (!settle(core::fail(noAnswer(limit))))
            return;
        future.cancel();
        Q_EMIT changed();
        end();
    });
    timer->start(m_limit);
    core::whenDone(future, this, [this, timer, settle, take](Result<Answer> answer) {
        delete timer;
        bool isTaken = false;
        if (answer)
            isTaken = settle(take.first(*std::move(answer)));
        else
            isTaken = settle(core::fail(answer.error()));
        if (!isTaken)
            return;
        take.second();
        Q_EMIT changed();
        end();
    });
}

template <typename T>
void Doctor::fail(Reading<T> ExaminationFacts::*reading, const core::Error &error)
{
    Reading<T> &place = m_facts.*reading;
    place.state = Reading<T>::State::Failed;
    place.error = error;
    place.at = QDateTime::currentDateTime();
}

namespace {

// What to make of an answer, and what to do after it was taken.
template <typename Make, typename After>
auto then(Make make, After after)
{
    return std::pair{std::move(make), std::move(after)};
}

template <typename T>
auto asItIs()
{
    return then([](T value) { return Result<T>(std::move(value)); }, [] {});
}

} // namespace

// MaxCompute

void Doctor::openTarget()
{
    begin();
    const quint64 round = m_round;
    const auto future = m_sides.open(m_what.project.connection);
    m_running.push_back(QFuture<void>(future));
    core::whenDone(future, this, [this, round](const Result<Side> &side) {
        if (round != m_round)
            return;
        if (side) {
            m_target = *side;
            askTarget();
        } else {
            fail(&ExaminationFacts::project, side.error());
            fail(&ExaminationFacts::typeEdition, side.error());
        }
        Q_EMIT changed();
        end();
    });
}

void Doctor::askTarget()
{
    ask(&ExaminationFacts::project, m_target.catalog->server(projectOf(m_what.project)),
        then([](catalog::ServerInfo server) { return Result<catalog::ServerInfo>(std::move(server)); },
             [this] { askRights(); }));
    ask(&ExaminationFacts::typeEdition, m_target.catalog->facts(m_what.project),
        then([](const QList<catalog::Fact> &facts)
                 -> Result<QString> { return factText(facts, catalog::FactId::TypeEdition); },
             [] {}));
    if (m_what.way == Examination::Way::Schema)
        askSchema();
    else
        askTable();
}

void Doctor::askSchema()
{
    catalog::ListRequest request;
    const ObjectPath target = m_what.target();
    request.parent = target.parent();
    request.namePrefix = target.name();
    ask(&ExaminationFacts::schema, m_target.catalog->children(request),
        then([name = target.name()](
                 const catalog::Page &page) -> Result<TargetSchema> { return schemaAmong(page.entries, name); },
             [] {}));
    ask(&ExaminationFacts::servers,
        catalog::listAll(m_target.catalog, m_what.project.child(catalog::foreignServersFolder), this),
        then([](Entries servers) { return Result<Entries>(std::move(servers)); }, [this] { takeServers(); }));
    if (!m_what.isThere())
        return;
    catalog::ListRequest listing;
    listing.parent = m_what.existing;
    ask(&ExaminationFacts::listing, m_target.catalog->children(listing),
        then([](catalog::Page page) { return Result<Entries>(std::move(page.entries)); }, [] {}));
}

// The foreign server that is named, or the first that is for the database of the source, or of anything.
void Doctor::takeServers()
{
    if (!m_facts.servers.isKnown())
        return;
    const Entries &servers = m_facts.servers.value;
    QString database = databaseOfSource(m_what, m_facts);
    if (database.isEmpty() && m_what.hasSource() && m_what.foreignServer.isEmpty() && !m_facts.isOver
        && m_facts.source.state != Reading<catalog::ServerInfo>::State::Failed)
        return; // asked again when the source has answered
    const auto fits = [&](const catalog::Entry &server) {
        if (!m_what.foreignServer.isEmpty())
            return server.name() == m_what.foreignServer;
        return database.isEmpty() || server.note.split(u' ').contains(database);
    };
    const auto found = std::ranges::find_if(servers, fits);
    if (found == servers.end() || !m_facts.serverName.isEmpty())
        return;
    const bool isOpen = m_what.isThere() && m_what.foreignServer.isEmpty();
    if (isOpen && std::ranges::count_if(servers, fits) > 1)
        return; // which one it uses nobody tells
    m_facts.serverName = found->name();
    const ObjectPath folder = m_what.project.child(catalog::foreignServersFolder);
    ask(&ExaminationFacts::server, m_target.catalog->facts(folder.child(m_facts.serverName)),
        then([](const QList<catalog::Fact> &facts) -> Result<std::optional<ForeignServer>> { return serverOf(facts); },
             [this] {
                 const auto &server = m_facts.server.value;
                 if (server && !m_what.hasSource())
                     findSource(server->host, server->port.toInt(),
                                ObjectPath{{}, {server->database, m_what.existing.name()}});
                 askRights();
             }));
}

// A mapping that is there is examined with the saved connection that leads to what it shows. \a below: database, schema
// and table. An external schema tells none: it is taken for one of its own name.
void Doctor::findSource(const QString &host, int port, const ObjectPath &below)
{
    ObjectPath database = m_sides.databaseAt(host, port, below.names.value(0));
    if (database.connection.isEmpty())
        return;
    for (const QString &name : below.names.mid(1))
        database = database.child(name);
    m_what.source = database;
    m_what.isSourceGuessed = m_what.way == Examination::Way::Schema;
    openSource();
}

void Doctor::askTable()
{
    const ObjectPath target = m_what.target();
    ask(&ExaminationFacts::table, m_target.catalog->table(target),
        then([](catalog::TableInfo info) { return Result<std::optional<catalog::TableInfo>>(std::move(info)); },
             [this] { takeTable(); }));
}

// That it is not there is an answer.
void Doctor::takeTable()
{
    auto &table = m_facts.table;
    if (table.state == Reading<std::optional<catalog::TableInfo>>::State::Failed
        && table.error.kind == core::ErrorKind::NotFound) {
        table.state = Reading<std::optional<catalog::TableInfo>>::State::Known;
        table.value.reset();
    }
    if (m_what.hasSource() || !table.isKnown() || !table.value || !table.value->external)
        return askRights();
    const auto location = catalog::JdbcLocation::parse(table.value->external->location);
    if (!location)
        return;
    const int port = location->port == 0 ? catalog::JdbcLocation::driverPort : location->port;
    findSource(location->host, port, ObjectPath{{}, {location->database, location->schema(), location->table()}});
}

// Hologres

void Doctor::openSource()
{
    begin();
    const quint64 round = m_round;
    const auto future = m_sides.open(m_what.source.connection);
    m_running.push_back(QFuture<void>(future));
    core::whenDone(future, this, [this, round](const Result<Side> &side) {
        if (round != m_round)
            return;
        if (side) {
            m_source = *side;
            askSource();
        } else {
            fail(&ExaminationFacts::source, side.error());
            takeServers();
        }
        Q_EMIT changed();
        end();
    });
}

void Doctor::askSource()
{
    const ObjectPath schema = m_what.sourceSchema();
    const QString database = schema.names.size() > 1 ? schema.names.first() : QString();
    ask(&ExaminationFacts::source, m_source.catalog->server(database),
        then([](catalog::ServerInfo server) { return Result<catalog::ServerInfo>(std::move(server)); },
             [this] { takeServers(); }));
    ask(&ExaminationFacts::users,
        catalog::listAll(m_source.catalog, ObjectPath{schema.connection, {catalog::rolesFolder}}, this),
        then([](Entries users) { return Result<Entries>(std::move(users)); }, [this] { askRights(); }));
    if (m_what.way == Examination::Way::Table) {
        ask(&ExaminationFacts::tables, m_source.catalog->tables(schema, {m_what.source.name()}),
            asItIs<QList<catalog::TableInfo>>());
        return;
    }
    catalog::ListRequest request;
    request.parent = schema;
    request.pageSize = ExaminationFacts::maxRelations;
    ask(&ExaminationFacts::relations, m_source.catalog->children(request),
        then(
            [](catalog::Page page) {
                page.entries.removeIf([](const catalog::Entry &relation) {
                    return !isTaken(MappingPath::ExternalSchema, relation.kind);
                });
                return Result<Entries>(std::move(page.entries));
            },
            [this] { askDetails(); }));
}

void Doctor::askDetails()
{
    if (!m_facts.relations.isKnown())
        return;
    QStringList names;
    for (const catalog::Entry &relation : m_facts.relations.value) {
        if (names.size() < ExaminationFacts::maxTables)
            names.append(relation.name());
    }
    ask(&ExaminationFacts::tables, m_source.catalog->tables(m_what.sourceSchema(), names),
        asItIs<QList<catalog::TableInfo>>());
}

// Once it is known who reads: both the role, or the account, and the users of the instance.
void Doctor::askRights()
{
    const bool isWayOpen = m_what.way == Examination::Way::Table && m_what.isThere() && !m_facts.table.isKnown();
    const auto user = m_source.sql && !isWayOpen ? userOf(m_what, m_facts) : std::nullopt;
    if (!user || m_facts.rights.state != Reading<HologresRights>::State::NotAsked)
        return;
    const ObjectPath schema = m_what.sourceSchema();
    records::SqlRequest request;
    request.database = schema.names.size() > 1 ? schema.names.first() : QString();
    const bool isTable = m_what.way == Examination::Way::Table;
    request.sql = rightsSql(*user, schema.name(), isTable ? m_what.source.name() : QString());
    ask(&ExaminationFacts::rights, m_source.sql->run(request),
        then([](const records::SqlResult &answer) { return rightsOf(answer); }, [] {}));
}

} // namespace isthmus::mapping
