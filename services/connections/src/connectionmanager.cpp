// SPDX-License-Identifier: GPL-3.0-or-later
#include "openconnections.h"

#include <isthmus/connections/connectionkind.h>
#include <isthmus/connections/connectionmanager.h>
#include <isthmus/connections/sandboxsecret.h>
#include <isthmus/core/lane.h>
#include <isthmus/core/sentences.h>

#include <QCoreApplication>
#include <QFileInfo>
#include <QFileSystemWatcher>
#include <QHash>
#include <QSet>
#include <QTimer>

#include <algorithm>
#include <chrono>
#include <mutex>

namespace isthmus::connections {

namespace {

constexpr qsizetype mostTold = 10; // sentences of one message
constexpr std::chrono::milliseconds reloadAfter(100); // one change is several events

QString text(const char *source)
{
    return core::said("Connections", source);
}

} // namespace

class ConnectionManager::Private {
public:
    Private(ProfileStore profiles, std::shared_ptr<SecretStore> secrets, BackendFactory factory)
        : shared(std::make_shared<OpenConnections>(std::move(profiles), std::move(secrets), std::move(factory)))
    {
    }

    std::shared_ptr<OpenConnections> shared;
    QHash<QString, ConnectionStatus> statuses;
    QHash<QString, Profile> told; // the connections as profilesChanged() told them last
    QHash<QString, quint64> checks; // number of the newest check of a name; older answers are dropped
    QSet<QString> checking; // those whose newest check is on its way
    std::unique_ptr<QFileSystemWatcher> watcher; // see follow()
    QTimer reloadSoon;
    core::Lane testLane{QStringLiteral("connection-test")}; // a slow test must not delay an open()
    core::Lane lane{QStringLiteral("connections")};
};

ConnectionManager::ConnectionManager(ProfileStore profiles, std::shared_ptr<SecretStore> secrets,
                                     BackendFactory factory, QObject *parent)
    : QObject(parent), d(std::make_unique<Private>(std::move(profiles), std::move(secrets), std::move(factory)))
{
}

ConnectionManager::~ConnectionManager() = default;

core::Result<core::Done> ConnectionManager::load()
{
    const auto loaded = d->shared->store.load();
    d->shared->adopt(loaded.value_or(ConnectionsFile()));
    for (const Profile &profile : profiles())
        d->told.insert(profile.name, profile);
    Q_EMIT profilesChanged();
    if (!loaded)
        return core::fail(loaded.error());
    return core::Done{};
}

QList<Profile> ConnectionManager::profiles() const
{
    const std::lock_guard lock(d->shared->mutex);
    return d->shared->profiles;
}

std::optional<Profile> ConnectionManager::profile(const QString &name) const
{
    return d->shared->find(name);
}

std::optional<Profile> ConnectionManager::savedProfile(const QString &name) const
{
    const auto file = d->shared->store.load();
    const auto saved = file ? file->profile(name) : std::nullopt;
    return saved ? saved : profile(name);
}

std::optional<core::Error> ConnectionManager::damage() const
{
    const std::lock_guard lock(d->shared->mutex);
    QStringList told;
    for (const Profile &profile : std::as_const(d->shared->profiles)) {
        if (!profile.damage.isEmpty())
            told.append(profile.problems());
    }
    told.append(d->shared->unlisted);
    if (told.isEmpty())
        return std::nullopt;
    if (const auto more = told.size() - mostTold; more > 0) {
        told.resize(mostTold);
        told.append(text(QT_TRANSLATE_NOOP("Connections", "And %1 more.")).arg(more));
    }
    return core::Error{
        core::ErrorKind::Invalid,
        text(QT_TRANSLATE_NOOP("Connections", "Some of the saved connections cannot be used: %1")).arg(told.join(u' ')),
        text(QT_TRANSLATE_NOOP("Connections",
                               "They were left as they are in %1; the others work. Save those that have a name anew, "
                               "remove them, or mend the file."))
            .arg(d->shared->store.fileName()),
        {},
        {}};
}

ConnectionStatus ConnectionManager::status(const QString &name) const
{
    return d->statuses.value(name);
}

QFuture<core::Result<core::Done>> ConnectionManager::save(const Profile &profile, const QString &replaces,
                                                          const std::optional<QString> &secret,
                                                          const std::optional<Profile> &seen)
{
    // The lane ends before this object does, see ~Private: `this` is safe, and queued calls die with the object.
    return d->lane.post<core::Done>(
        [this, shared = d->shared, profile, replaces, seen, secret](const core::Cancellation &cancellation) {
            // Also after a refusal the list may be another one: what other programs saved was read.
            QSet<QString> changed;
            auto saved = shared->save(profile, replaces, seen, secret, changed, cancellation);
            if (saved)
                changed += {profile.name, replaces};
            if (!changed.isEmpty())
                QMetaObject::invokeMethod(
                    this, [this, changed, isNew = saved && secret] { forget(changed, isNew); }, Qt::QueuedConnection);
            return saved;
        });
}

QFuture<core::Result<core::Done>> ConnectionManager::remove(const QString &name, const std::optional<Profile> &seen)
{
    return d->lane.post<core::Done>([this, shared = d->shared, name, seen](const core::Cancellation &cancellation) {
        QSet<QString> changed;
        auto removed = shared->remove(name, seen, changed, cancellation);
        if (removed)
            changed.insert(name);
        if (!changed.isEmpty())
            QMetaObject::invokeMethod(
                this, [this, changed] { forget(changed); }, Qt::QueuedConnection);
        return removed;
    });
}

void ConnectionManager::follow()
{
    if (d->watcher)
        return;
    d->watcher = std::make_unique<QFileSystemWatcher>();
    d->reloadSoon.setSingleShot(true);
    d->reloadSoon.setInterval(reloadAfter);
    // Of the folder: the file is replaced by another one whenever it is written.
    d->watcher->addPath(QFileInfo(d->shared->store.fileName()).path());
    connect(d->watcher.get(), &QFileSystemWatcher::directoryChanged, &d->reloadSoon, qOverload<>(&QTimer::start));
    connect(&d->reloadSoon, &QTimer::timeout, this, &ConnectionManager::reload);
}

void ConnectionManager::reload()
{
    static_cast<void>(
        d->lane.post<core::Done>([this, shared = d->shared](const core::Cancellation &) -> core::Result<core::Done> {
            const auto file = shared->store.load();
            if (!file)
                return core::fail(file.error()); // what was read before stays
            if (shared->isAsIn(*file))
                return core::Done{};
            const QSet<QString> changed = shared->adopt(*file);
            QMetaObject::invokeMethod(
                this, [this, changed] { forget(changed); }, Qt::QueuedConnection);
            return core::Done{};
        }));
}

QFuture<core::Result<Backend>> ConnectionManager::open(const QString &name)
{
    if (auto backend = d->shared->openBackend(name))
        return core::ready<Backend>(*std::move(backend));
    return d->lane.post<Backend>([this, shared = d->shared, name](const core::Cancellation &cancellation) {
        if (const QSet<QString> changed = shared->takeMended(name); !changed.isEmpty()) {
            QMetaObject::invokeMethod(
                this, [this, changed] { forget(changed); }, Qt::QueuedConnection);
        }
        return shared->open(name, cancellation);
    });
}

bool ConnectionManager::mayAskForSecret(const QString &name) const
{
    if (d->shared->openBackend(name))
        return false;
    const auto profile = d->shared->find(name);
    return profile && profile->sandboxDir.isEmpty() && profile->needsSecret() && d->shared->secrets->mayAsk();
}

void ConnectionManager::close(const QString &name)
{
    if (auto backend = d->shared->take(name))
        letGo(*std::move(backend));
    ++d->checks[name];
    d->checking.remove(name);
    if (d->statuses.remove(name) > 0)
        Q_EMIT statusChanged(name);
}

void ConnectionManager::check(const QString &name)
{
    auto &status = d->statuses[name];
    status.state = ConnectionStatus::State::Connecting;
    status.since = std::chrono::steady_clock::now();
    status.error.reset();
    Q_EMIT statusChanged(name);
    askAgain(name);
}

void ConnectionManager::askAgain(const QString &name)
{
    const quint64 number = ++d->checks[name];
    d->checking.insert(name);
    const auto finish = [this, name, number](core::Result<catalog::ServerInfo> server) {
        if (d->checks.value(name) != number)
            return; // closed, or asked again meanwhile
        d->checking.remove(name);
        auto &finished = d->statuses[name];
        if (server) {
            finished.state = ConnectionStatus::State::Connected;
            finished.server = *server;
            finished.error.reset();
            finished.isSilent = false;
        } else {
            finished.state = ConnectionStatus::State::Failed;
            finished.error = server.error();
        }
        Q_EMIT statusChanged(name);
    };
    core::whenDone(core::andThen<catalog::ServerInfo>(open(name), this,
                                                      [keep = std::optional<Backend>()](Backend backend) mutable {
                                                          return keep.emplace(std::move(backend)).catalog->server();
                                                      }),
                   this, finish);
}

void ConnectionManager::dialAnew()
{
    for (const Profile &profile : profiles()) {
        if (auto backend = d->shared->take(profile.name))
            letGo(*std::move(backend));
    }
}

QList<ConnectionManager::Asked> ConnectionManager::askedNow(const QStringList &names) const
{
    QList<Asked> asked;
    for (const QString &name : names)
        asked.append({name, d->shared->generationOf(name)});
    return asked;
}

void ConnectionManager::noteReply(const QList<Asked> &asked, const std::optional<core::Error> &error)
{
    const bool isOfConnection = error && (error->isTransient() || error->kind == core::ErrorKind::Authentication);
    for (const auto &[name, generation] : asked) {
        if (d->shared->generationOf(name) != generation)
            continue;
        const bool hasFailed = status(name).state == ConnectionStatus::State::Failed;
        if (!error && hasFailed)
            check(name);
        if (!isOfConnection)
            continue;
        if (asked.size() == 1) {
            auto &status = d->statuses[name];
            status.state = ConnectionStatus::State::Failed;
            status.error = error;
            Q_EMIT statusChanged(name);
        }
        if (!hasFailed && !d->checking.contains(name))
            askAgain(name);
    }
}

void ConnectionManager::noteListing(const QString &name, const std::optional<core::Error> &error)
{
    if (status(name).listingError == error)
        return;
    d->statuses[name].listingError = error;
    Q_EMIT statusChanged(name);
}

void ConnectionManager::noteSilence(const QString &name, bool isSilent)
{
    if (status(name).isSilent == isSilent)
        return;
    d->statuses[name].isSilent = isSilent;
    Q_EMIT statusChanged(name);
}

QFuture<core::Result<Backend>>
ConnectionManager::openUnsaved(const Profile &profile, const std::optional<QString> &secret, const QString &keptUnder)
{
    return d->testLane.post<Backend>([shared = d->shared, profile, secret,
                                      keptUnder](const core::Cancellation &cancellation) -> core::Result<Backend> {
        if (const QStringList problems = profile.problems(); !problems.isEmpty())
            return core::fail(core::ErrorKind::Invalid, problems.join(u' '));
        if (secret)
            return shared->factory(profile, *secret);
        const auto kept = shared->keptSecret(profile, keptUnder, cancellation);
        return kept ? shared->factory(profile, *kept) : core::Result<Backend>(core::fail(kept.error()));
    });
}

void ConnectionManager::letGo(Backend backend)
{
    // It waits for its running call when it goes: a thread of the lane may.
    static_cast<void>(d->testLane.post<core::Done>(
        [held = std::move(backend)](const core::Cancellation &) mutable -> core::Result<core::Done> {
            held = {};
            return core::Done{};
        }));
}

QString ConnectionManager::secretsDescription() const
{
    return d->shared->secrets->description();
}

void ConnectionManager::forget(const QSet<QString> &names, bool isSecretNew)
{
    QStringList gone;
    for (const auto &name : names) {
        const auto now = profile(name);
        const auto before = d->told.constFind(name);
        if (now && before != d->told.cend() && !isSecretNew && leadAlike(*before, *now))
            continue; // what people say of it is another thing than how it is doing
        gone.append(name);
    }
    d->told.clear();
    for (const Profile &profile : profiles())
        d->told.insert(profile.name, profile);
    const QList<Renaming> renamings = d->shared->takeRenamings();
    QStringList asked; // under their old names
    for (const Renaming &renaming : renamings) {
        if (asked.removeAll(renaming.before) > 0 || status(renaming.before).state != ConnectionStatus::State::Idle)
            asked.append(renaming.after);
        Q_EMIT renamed(renaming.before, renaming.after, renaming.leadsElsewhere);
    }
    for (const QString &name : std::as_const(gone)) {
        ++d->checks[name];
        d->checking.remove(name);
        if (d->statuses.remove(name) > 0)
            Q_EMIT statusChanged(name);
    }
    Q_EMIT profilesChanged();
    for (const QString &name : std::as_const(asked)) {
        if (profile(name) && !mayAskForSecret(name))
            check(name); // who looks at it knows how it is doing, under its new name too
    }
}

} // namespace isthmus::connections
