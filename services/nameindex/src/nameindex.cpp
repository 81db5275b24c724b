// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectionreading.h"
#include "listingkey.h"
#include "listingwatch.h"
#include "namesearch.h"
#include "shelf.h"

#include <isthmus/core/lane.h>
#include <isthmus/nameindex/nameindex.h>

#include <QDateTime>
#include <QDeadlineTimer>
#include <QHash>
#include <QMap>
#include <QTimer>

#include <algorithm>

namespace isthmus::nameindex {

using namespace std::chrono_literals;

using core::Done;
using core::Result;
using State = ConnectionNames::State;

namespace {

constexpr auto tellAfter = 500ms;
constexpr auto considerAfter = 1s; // several connections answer at the start
constexpr auto considerAgain = 10min;
constexpr auto retryAfter = 30min; // what could not be read

QList<Owner> ownersOf(const connections::ConnectionManager &connections)
{
    QList<Owner> owners;
    for (const auto &profile : connections.profiles()) {
        if (profile.damage.isEmpty())
            owners.append({profile.name, listingKey(profile)});
    }
    return owners;
}

// What is touched by the lane of the store alone.
struct StoreSide {
    explicit StoreSide(std::shared_ptr<Shelf> shelf) : store(std::move(shelf)) { }

    Shelf::Reader store;
    ListingWatch lists;
};

// What is touched by the lane of searches alone.
struct SearchSide {
    explicit SearchSide(std::shared_ptr<Shelf> shelf) : store(std::move(shelf)) { }

    Shelf::Reader store;
    NameSearch names;
    int edition = -1; // of the file that the names are of
    qint64 version = -1; // of its content
};

struct Job {
    QString connection;
    Depth depth = Depth::Names;
    bool isAutomatic = false;
    std::shared_ptr<QPromise<Result<Done>>> promise;
};

} // namespace

class NameIndex::Private {
public:
    Private(connections::ConnectionManager &manager, std::shared_ptr<Feed> givenFeed,
            const std::shared_ptr<Shelf> &shelf)
        : connections(manager), feed(std::move(givenFeed)), storeSide(std::make_shared<StoreSide>(shelf)),
          searchSide(std::make_shared<SearchSide>(shelf))
    {
    }

    // The names of all connections are those of now: what was posted before is done when this is.
    template <typename T, typename Work>
    QFuture<Result<T>> onStore(Work work)
    {
        return storeLane.post<T>(
            [side = storeSide, work = std::move(work)](const core::Cancellation &) mutable -> Result<T> {
                return side->store.template use<T>([&](NameStore &store) { return work(store, *side); });
            });
    }

    connections::ConnectionManager &connections;
    std::shared_ptr<Feed> feed;
    std::shared_ptr<StoreSide> storeSide;
    std::shared_ptr<SearchSide> searchSide;
    bool isOpen = false; // connections were given to the store once
    bool hasBegun = false;
    QFuture<Result<Done>> connectionsTaken;
    QList<Job> waiting; // those that were asked for come first
    std::optional<Job> running;
    QFuture<Result<Done>> reading;
    QHash<QString, ConnectionNames> states; // state and error only
    QHash<QString, QDeadlineTimer> retries; // not of itself before that
    QTimer tellSoon;
    QTimer considerSoon;
    QTimer considerOften;
    core::Lane searchLane{QStringLiteral("name-search")};
    core::Lane storeLane{QStringLiteral("name-store")};
    std::unique_ptr<core::Lane> readingLane = std::make_unique<core::Lane>(QStringLiteral("name-reading"));
};

NameIndex::NameIndex(connections::ConnectionManager &connections, std::shared_ptr<Feed> feed, const QString &file,
                     QObject *parent)
    : QObject(parent)
{
    auto shelf = std::make_shared<Shelf>(file, [this](const core::Error &error) {
        // From the lanes, which end before this object does.
        QMetaObject::invokeMethod(
            this, [this, error] { Q_EMIT failed(error); }, Qt::QueuedConnection);
    });
    d = std::make_unique<Private>(connections, std::move(feed), shelf);
    d->tellSoon.setSingleShot(true);
    d->tellSoon.setInterval(tellAfter);
    connect(&d->tellSoon, &QTimer::timeout, this, &NameIndex::changed);
    d->considerSoon.setSingleShot(true);
    d->considerSoon.setInterval(considerAfter);
    connect(&d->considerSoon, &QTimer::timeout, this, &NameIndex::consider);
    d->considerOften.setInterval(considerAgain);
    connect(&d->considerOften, &QTimer::timeout, this, &NameIndex::consider);
    connect(&connections, &connections::ConnectionManager::profilesChanged, this, [this] {
        if (d->isOpen)
            takeConnections();
        if (d->hasBegun)
            d->considerSoon.start();
    });
    connect(&connections, &connections::ConnectionManager::statusChanged, this, [this](const QString &name) {
        if (d->connections.status(name).state != connections::ConnectionStatus::State::Connected)
            return;
        d->retries.remove(name);
        if (d->hasBegun)
            d->considerSoon.start();
    });
    if (d->feed)
        d->feed->setIndex(this);
}

NameIndex::~NameIndex()
{
    if (d->feed)
        d->feed->setIndex(nullptr);
    d->readingLane.reset();
    // Files are closed by the threads that opened them, after what is still to be written.
    static_cast<void>(core::await(d->storeLane.post<Done>([side = d->storeSide](const core::Cancellation &) {
        side->store.close();
        return Result<Done>(Done{});
    })));
    static_cast<void>(core::await(d->searchLane.post<Done>([side = d->searchSide](const core::Cancellation &) {
        side->store.close();
        return Result<Done>(Done{});
    })));
    for (const Job &job : std::as_const(d->waiting)) {
        job.promise->addResult(core::fail(core::Error::cancelled()));
        job.promise->finish();
    }
    if (d->running) {
        d->running->promise->addResult(core::fail(core::Error::cancelled()));
        d->running->promise->finish();
    }
}

void NameIndex::takeConnections()
{
    d->isOpen = true;
    d->connectionsTaken = d->onStore<Done>(
        [owners = ownersOf(d->connections)](NameStore &store, StoreSide &) { return store.setConnections(owners); });
    tellChanged();
}

QFuture<Result<Answer>> NameIndex::search(const Query &query)
{
    if (!d->isOpen)
        takeConnections();
    const auto rootKind = [&manager = d->connections](const QString &name) {
        const auto profile = manager.profile(name);
        return profile ? profile->rootKind() : catalog::ObjectKind::Source;
    };
    return d->searchLane.post<Answer>(
        [query, rootKind, taken = d->connectionsTaken, side = d->searchSide](const core::Cancellation &cancellation) {
            static_cast<void>(core::await(taken)); // names of connections that are gone are gone
            return side->store.use<Answer>([&](NameStore &store) -> Result<Answer> {
                const auto version = store.dataVersion();
                if (!version)
                    return core::fail(version.error());
                if (side->edition != side->store.edition() || side->version != *version) {
                    if (side->edition != side->store.edition())
                        side->names.clear(); // numbers of another file
                    side->version = -1;
                    if (auto loaded = side->names.load(store, rootKind, cancellation); !loaded)
                        return core::fail(loaded.error());
                    side->edition = side->store.edition();
                    side->version = *version;
                }
                return side->names.search(query, cancellation);
            });
        });
}

void NameIndex::release()
{
    static_cast<void>(d->searchLane.post<Done>([side = d->searchSide](const core::Cancellation &) {
        side->names.clear();
        side->version = -1;
        return Result<Done>(Done{});
    }));
}

QFuture<Result<QList<ConnectionNames>>> NameIndex::overview()
{
    if (!d->isOpen)
        takeConnections();
    return d->onStore<QList<ConnectionNames>>(
        [states = d->states](NameStore &store, StoreSide &) -> Result<QList<ConnectionNames>> {
            const auto stored = store.connections();
            if (!stored)
                return core::fail(stored.error());
            QList<ConnectionNames> result;
            for (const StoredConnection &connection : *stored) {
                ConnectionNames names = states.value(connection.name);
                names.connection = connection.name;
                names.names = connection.names;
                names.asOf = connection.asOf;
                result.append(names);
            }
            return result;
        });
}

QFuture<Result<Done>> NameIndex::read(const QString &connection, Depth depth)
{
    Job job{connection, depth, false, std::make_shared<QPromise<Result<Done>>>()};
    job.promise->start();
    const auto future = job.promise->future();
    const auto isAutomatic = [](const Job &waiting) { return waiting.isAutomatic; };
    d->waiting.insert(std::ranges::find_if(d->waiting, isAutomatic), job);
    setState(connection, State::Waiting);
    startNext();
    return future;
}

void NameIndex::readMissing()
{
    core::whenDone(overview(), this, [this](const Result<QList<ConnectionNames>> &connections) {
        for (const ConnectionNames &names : connections.value_or(QList<ConnectionNames>())) {
            if (!names.asOf.isValid() && names.state != State::Reading && names.state != State::Waiting)
                static_cast<void>(read(names.connection, Depth::Names));
        }
    });
}

void NameIndex::begin()
{
    d->hasBegun = true;
    d->considerSoon.start();
    d->considerOften.start();
}

void NameIndex::setPaused(bool isPaused)
{
    if (isPaused == m_isPaused)
        return;
    m_isPaused = isPaused;
    if (isPaused) {
        const auto waiting = std::exchange(d->waiting, {});
        for (const Job &job : waiting) {
            if (!job.isAutomatic) {
                d->waiting.append(job);
                continue;
            }
            setState(job.connection, State::Idle);
            job.promise->addResult(core::fail(core::Error::cancelled()));
            job.promise->finish();
        }
        if (d->running && d->running->isAutomatic)
            d->reading.cancel();
    } else if (d->hasBegun) {
        d->considerSoon.start();
    }
    Q_EMIT pausedChanged(isPaused);
}

void NameIndex::setDelays(std::chrono::milliseconds telling, std::chrono::milliseconds reading)
{
    d->tellSoon.setInterval(telling);
    d->considerSoon.setInterval(reading);
}

// Reads what is old, where that disturbs nobody.
void NameIndex::consider()
{
    if (m_isPaused)
        return;
    core::whenDone(overview(), this, [this](const Result<QList<ConnectionNames>> &connections) {
        const QDateTime old = QDateTime::currentDateTime().addSecs(-std::chrono::seconds(usualAge).count());
        for (const ConnectionNames &names : connections.value_or(QList<ConnectionNames>())) {
            const QString &name = names.connection;
            const bool isBusy = names.state == State::Reading || names.state == State::Waiting;
            if (m_isPaused || isBusy || (names.asOf.isValid() && names.asOf > old)
                || !d->retries.value(name, QDeadlineTimer(0)).hasExpired()
                || d->connections.status(name).state == connections::ConnectionStatus::State::Failed
                || d->connections.mayAskForSecret(name))
                continue;
            Job job{name, Depth::Names, true, std::make_shared<QPromise<Result<Done>>>()};
            job.promise->start();
            d->waiting.append(job);
            setState(name, State::Waiting);
        }
        startNext();
    });
}

void NameIndex::startNext()
{
    if (d->running || d->waiting.isEmpty())
        return;
    d->running = d->waiting.takeFirst();
    const Job job = *d->running;
    if (!d->isOpen)
        takeConnections();
    setState(job.connection, State::Reading);
    const auto read = [job, &manager = d->connections, &lane = d->storeLane,
                       side = d->storeSide](const core::Cancellation &cancellation) -> Result<Done> {
        const auto backend = core::await(manager.open(job.connection), cancellation);
        if (!backend)
            return core::fail(backend.error());
        const Owner owner{job.connection, listingKey(backend->profile)};
        const QDateTime asOf = QDateTime::currentDateTime();
        // The lane of the store outlives that of reading.
        const auto write = [&lane, side](const std::function<Result<Done>(NameStore &)> &work) {
            return core::await(
                lane.post<Done>([side, work](const core::Cancellation &) { return side->store.use<Done>(work); }));
        };
        NameSink sink;
        sink.databases = [&](const QStringList &databases) {
            return write([&](NameStore &store) { return store.writeDatabases(owner, databases); });
        };
        sink.listing = [&](const QString &database, const QList<SchemaListing> &schemas) {
            return write([&](NameStore &store) { return store.writeListing(owner, database, schemas, asOf); });
        };
        sink.columns = [&](const QString &database, const QString &schema, const QList<RelationColumns> &relations) {
            return write([&](NameStore &store) { return store.writeColumns(owner, database, schema, relations); });
        };
        return readConnection(*backend, job.depth, sink, cancellation);
    };
    d->reading = d->readingLane->post<Done>(core::Priority::Background, read);
    auto *cancels = new QFutureWatcher<Result<Done>>(this);
    connect(cancels, &QFutureWatcherBase::canceled, this, [future = d->reading]() mutable { future.cancel(); });
    connect(cancels, &QFutureWatcherBase::finished, cancels, &QObject::deleteLater);
    cancels->setFuture(job.promise->future());
    core::whenDone(d->reading, this, [this, job](const Result<Done> &done) {
        d->running.reset();
        const bool hasFailed = !done && !done.error().isCancelled();
        if (hasFailed)
            d->retries.insert(job.connection, QDeadlineTimer(retryAfter));
        setState(job.connection, hasFailed ? State::Failed : State::Idle,
                 hasFailed ? std::optional(done.error()) : std::nullopt);
        job.promise->addResult(done);
        job.promise->finish();
        startNext();
    });
}

void NameIndex::setState(const QString &connection, State state, const std::optional<core::Error> &error)
{
    ConnectionNames &names = d->states[connection];
    names.state = state;
    names.error = error;
    tellChanged();
}

void NameIndex::tellChanged()
{
    if (!d->tellSoon.isActive())
        d->tellSoon.start();
}

void NameIndex::notePage(const connections::Profile &profile, const catalog::ListRequest &request,
                         const QFuture<Result<catalog::Page>> &page)
{
    if (!request.namePrefix.isEmpty())
        return; // a part passes for no list
    if (!d->isOpen)
        takeConnections();
    core::whenDone(page, this, [this, profile, request](const Result<catalog::Page> &answered) {
        if (!answered)
            return;
        const auto taken = d->onStore<Done>([profile, request, answer = *answered](NameStore &store, StoreSide &side) {
            return side.lists.takePage(store, profile, request, answer);
        });
        core::whenDone(taken, this, [this](const Result<Done> &) { tellChanged(); });
    });
}

void NameIndex::noteTable(const connections::Profile &profile, const catalog::ObjectPath &path,
                          const QFuture<Result<catalog::TableInfo>> &table)
{
    if (!d->isOpen)
        takeConnections();
    core::whenDone(table, this, [this, profile, path](const Result<catalog::TableInfo> &answered) {
        const auto taken = d->onStore<Done>([profile, path, answered](NameStore &store, StoreSide &) {
            return ListingWatch::takeTable(store, profile, path, answered);
        });
        core::whenDone(taken, this, [this](const Result<Done> &) { tellChanged(); });
    });
}

void NameIndex::noteRelation(const catalog::ObjectPath &path, std::optional<catalog::ObjectKind> kind)
{
    noteRelations(path.connection, {{path, kind}});
}

// Those of one schema are written in one go, and all told once.
void NameIndex::noteRelations(const QString &connection, const QList<NotedRelation> &relations)
{
    const auto profile = d->connections.profile(connection);
    if (!profile || relations.isEmpty())
        return;
    if (!d->isOpen)
        takeConnections();
    QMap<std::pair<QString, QString>, QMap<QByteArray, std::optional<catalog::ObjectKind>>> schemas;
    for (const auto &[path, kind] : relations) {
        if (path.names.size() < 2)
            continue;
        const QString schema = path.names.at(path.names.size() - 2);
        const QString database = path.names.size() > 2 ? path.names.first() : QString();
        schemas[{database, schema}].insert(path.names.last().toUtf8(), kind);
    }
    const auto written = d->onStore<Done>(
        [owner = Owner{profile->name, listingKey(*profile)}, schemas](NameStore &store, StoreSide &) -> Result<Done> {
            for (auto schema = schemas.cbegin(); schema != schemas.cend(); ++schema) {
                const auto &[database, name] = schema.key();
                if (auto done = store.writeNames(owner, database, name, schema.value()); !done)
                    return done;
            }
            return Done{};
        });
    core::whenDone(written, this, [this](const Result<Done> &) { tellChanged(); });
}

} // namespace isthmus::nameindex
