// SPDX-License-Identifier: GPL-3.0-or-later
#include "renamings.h"

#include <isthmus/connections/connectionkind.h>
#include <isthmus/connections/connectionmanager.h>
#include <isthmus/connections/sandboxsecret.h>
#include <isthmus/core/lane.h>

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
    return QCoreApplication::translate("Connections", source);
}

// \a renamed: what it is called now, if that is known; as below.
tl::unexpected<core::Error> unknownConnection(const QString &name, const std::optional<QString> &renamed = {})
{
    return core::fail(core::ErrorKind::NotFound,
                      text(QT_TRANSLATE_NOOP("Connections", "There is no connection called \"%1\".")).arg(name),
                      renamed ? text(QT_TRANSLATE_NOOP("Connections", "It was renamed to \"%1\".")).arg(*renamed)
                              : QString());
}

tl::unexpected<core::Error> nameTaken(const QString &name)
{
    return core::fail(core::ErrorKind::AlreadyExists,
                      text(QT_TRANSLATE_NOOP("Connections", "There is a connection called \"%1\" already.")).arg(name),
                      text(QT_TRANSLATE_NOOP("Connections", "Choose another name.")));
}

tl::unexpected<core::Error> changedElsewhere(const QString &name)
{
    return core::fail(
        core::ErrorKind::Invalid,
        text(QT_TRANSLATE_NOOP("Connections", "Another program changed the connection \"%1\" meanwhile.")).arg(name),
        text(QT_TRANSLATE_NOOP("Connections",
                               "Nothing was changed here. Look at the connection as it is now, then try again.")));
}

tl::unexpected<core::Error> goneElsewhere(const QString &name, const std::optional<QString> &renamed)
{
    if (renamed)
        return core::fail(
            core::ErrorKind::NotFound,
            text(QT_TRANSLATE_NOOP("Connections", "The connection \"%1\" was renamed to \"%2\" meanwhile."))
                .arg(name, *renamed),
            text(QT_TRANSLATE_NOOP("Connections", "Nothing was changed. Do it with \"%1\".")).arg(*renamed));
    return core::fail(
        core::ErrorKind::NotFound,
        text(QT_TRANSLATE_NOOP("Connections",
                               "Another program removed the connection \"%1\" meanwhile, or renamed and changed it."))
            .arg(name),
        text(QT_TRANSLATE_NOOP("Connections", "Nothing was saved. Make it anew if it is still needed.")));
}

QString damageHint(const QString &file)
{
    return text(QT_TRANSLATE_NOOP("Connections",
                                  "It was left as it is in %1. Save the connection anew, remove it, or mend the file."))
        .arg(file);
}

// Whether both are the same way to the same server.
bool leadAlike(Profile one, const Profile &other)
{
    one.describeAs(other);
    return one == other;
}

// What lanes and callers share. The mutex guards profiles, backends and generations; everything that may block (secret
// store, profile file, destruction of a back end) happens on the lane, outside the mutex.
struct Shared {
    Shared(ProfileStore profileStore, std::shared_ptr<SecretStore> secretStore, BackendFactory backendFactory)
        : store(std::move(profileStore)), secrets(std::move(secretStore)), factory(std::move(backendFactory))
    {
    }

    ProfileStore store; // load() in the owner's thread before anything is posted, change() on the lane
    std::shared_ptr<SecretStore> secrets;
    BackendFactory factory;

    mutable std::mutex mutex;
    QList<Profile> profiles;
    QStringList unlisted; // entries of the file that are none
    Renamings renamings;
    QHash<QString, Backend> backends;
    QHash<QString, quint64> generations; // raised by close(): what was begun before is not kept

    [[nodiscard]] std::optional<Profile> find(const QString &name) const
    {
        const std::lock_guard lock(mutex);
        const auto it = std::find_if(profiles.begin(), profiles.end(), [&](const auto &p) { return p.name == name; });
        return it == profiles.end() ? std::nullopt : std::optional(*it);
    }

    [[nodiscard]] std::optional<QString> newNameOf(const QString &name) const
    {
        const std::lock_guard lock(mutex);
        return renamings.nameNow(name, profiles);
    }

    [[nodiscard]] quint64 generationOf(const QString &name) const
    {
        const std::lock_guard lock(mutex);
        return generations.value(name);
    }

    [[nodiscard]] std::optional<Backend> openBackend(const QString &name) const
    {
        const std::lock_guard lock(mutex);
        const auto it = backends.constFind(name);
        return it == backends.cend() ? std::nullopt : std::optional(*it);
    }

    // Takes the back end out; the caller lets it go where blocking is allowed.
    std::optional<Backend> take(const QString &name)
    {
        const std::lock_guard lock(mutex);
        ++generations[name];
        const auto it = backends.find(name);
        if (it == backends.end())
            return std::nullopt;
        std::optional<Backend> taken(*it);
        backends.erase(it);
        return taken;
    }

    [[nodiscard]] core::Result<QString> keptSecret(const Profile &profile, const QString &name,
                                                   const core::Cancellation &cancellation) const
    {
        if (!profile.needsSecret())
            return QString();
        return profile.sandboxDir.isEmpty() ? core::await(secrets->read(name), cancellation)
                                            : readSandboxSecret(profile);
    }

    // A damaged entry may have been mended in the file since; see adopt().
    QSet<QString> takeMended(const QString &name)
    {
        const auto profile = find(name);
        if (!profile || profile->damage.isEmpty())
            return {};
        const auto file = store.load();
        if (!file || file->profile(name) == profile)
            return {};
        return adopt(*file);
    }

    core::Result<Backend> open(const QString &name, const core::Cancellation &cancellation)
    {
        if (auto backend = openBackend(name))
            return *backend;
        const quint64 generation = generationOf(name);
        const auto profile = find(name);
        if (!profile)
            return unknownConnection(name, newNameOf(name));
        if (const QStringList problems = profile->problems(); !problems.isEmpty()) {
            return core::fail(core::ErrorKind::Invalid, problems.join(u' '),
                              profile->damage.isEmpty() ? QString() : damageHint(store.fileName()));
        }
        const auto secret = keptSecret(*profile, name, cancellation);
        if (!secret)
            return core::fail(secret.error());
        auto backend = factory(*profile, *secret);
        if (!backend)
            return backend;
        Q_ASSERT(backend->catalog);
        const std::lock_guard lock(mutex);
        if (generations.value(name) == generation)
            backends.insert(name, *backend);
        return backend;
    }

    core::Result<core::Done> keepSecret(const Profile &profile, const QString &replaces,
                                        const std::optional<QString> &secret, const core::Cancellation &cancellation)
    {
        if (!profile.sandboxDir.isEmpty() || !profile.needsSecret())
            return core::Done{};
        if (secret)
            return core::await(secrets->write(profile.name, *secret), cancellation);
        if (replaces.isEmpty() || replaces == profile.name)
            return core::Done{};
        const auto old = core::await(secrets->read(replaces), cancellation);
        if (!old)
            return old.error().kind == core::ErrorKind::NotFound ? core::Result<core::Done>(core::Done{})
                                                                 : core::fail(old.error());
        return core::await(secrets->write(profile.name, *old), cancellation);
    }

    // \a file as it is now: with what other programs saved meanwhile. Connections that are other ones now, new or gone,
    // lose their back ends; answers which.
    QSet<QString> adopt(const ConnectionsFile &file)
    {
        QSet<QString> changed;
        QSet<QString> moved; // of them: lead elsewhere
        {
            const std::lock_guard lock(mutex);
            for (const Profile &before : std::as_const(profiles)) {
                const auto now = file.profile(before.name);
                if (now == before)
                    continue;
                changed.insert(before.name);
                const auto backend = backends.find(before.name);
                if (!now || !leadAlike(before, *now))
                    moved.insert(before.name);
                else if (backend != backends.end())
                    backend->profile = *now;
            }
            for (const Profile &now : file.profiles()) {
                if (std::ranges::find(profiles, now.name, &Profile::name) == profiles.end())
                    changed.insert(now.name); // something may be known of an earlier one that was called so
            }
            renamings.note(profiles, file.profiles());
            profiles = file.profiles();
            unlisted = file.unlisted();
        }
        for (const QString &name : std::as_const(moved))
            take(name);
        return changed;
    }

    [[nodiscard]] bool isAsIn(const ConnectionsFile &file) const
    {
        const std::lock_guard lock(mutex);
        return profiles == file.profiles() && unlisted == file.unlisted();
    }

    // \a changed: see adopt().
    core::Result<core::Done> save(const Profile &profile, const QString &replaces, const std::optional<Profile> &seen,
                                  const std::optional<QString> &secret, QSet<QString> &changed,
                                  const core::Cancellation &cancellation)
    {
        const auto edited = seen ? seen : find(replaces);
        if (!replaces.isEmpty() && !edited)
            return unknownConnection(replaces, newNameOf(replaces));
        if (const QStringList problems = profile.problems(); !problems.isEmpty()) {
            return core::fail(core::ErrorKind::Invalid, problems.join(u' '),
                              profile.damage.isEmpty() ? QString() : damageHint(store.fileName()));
        }
        if (const QString problem = problemOfNewName(profile.name); profile.name != replaces && !problem.isEmpty())
            return core::fail(core::ErrorKind::Invalid, problem);
        bool isSecretKept = false;
        const auto edit = [&](ConnectionsFile &file) -> core::Result<core::Done> {
            if (profile.name != replaces && file.profile(profile.name))
                return nameTaken(profile.name);
            if (!edited) {
                file.add(profile);
                return core::Done{};
            }
            if (const auto stored = file.profile(replaces); stored != edited) {
                changed = adopt(file);
                return stored ? changedElsewhere(replaces) : goneElsewhere(replaces, newNameOf(replaces));
            }
            file.replace(replaces, profile);
            return core::Done{};
        };
        const auto keep = [&] {
            auto kept = keepSecret(profile, replaces, secret, cancellation);
            isSecretKept = kept.has_value();
            return kept;
        };
        auto stored = store.change(edit, keep, cancellation);
        if (!stored) {
            if (isSecretKept && profile.name != replaces && profile.sandboxDir.isEmpty())
                static_cast<void>(core::await(secrets->remove(profile.name))); // of a connection that there is not
            return core::fail(stored.error());
        }
        changed = adopt(*stored);
        if (secret)
            take(profile.name);
        if (edited && edited->needsSecret() && !profile.needsSecret() && replaces == profile.name)
            static_cast<void>(core::await(secrets->remove(replaces))); // nothing reads it any more
        if (!replaces.isEmpty() && replaces != profile.name) {
            take(replaces);
            // The new name works already; an old secret that cannot be removed now is overwritten by the next of its
            // name.
            static_cast<void>(core::await(secrets->remove(replaces)));
        }
        return core::Done{};
    }

    // \a changed: see adopt().
    core::Result<core::Done> remove(const QString &name, const std::optional<Profile> &seen, QSet<QString> &changed,
                                    const core::Cancellation &cancellation)
    {
        const auto profile = seen ? seen : find(name);
        if (!profile)
            return unknownConnection(name, newNameOf(name));
        const auto edit = [&](ConnectionsFile &file) -> core::Result<core::Done> {
            const auto stored = file.profile(name);
            if (stored != profile)
                changed = adopt(file);
            if (stored && stored != profile)
                return changedElsewhere(name);
            if (const auto renamed = stored ? std::nullopt : newNameOf(name))
                return goneElsewhere(name, renamed);
            file.remove(name);
            return core::Done{};
        };
        const auto forgetSecret = [&]() -> core::Result<core::Done> {
            if (!profile->sandboxDir.isEmpty())
                return core::Done{};
            auto removed = core::await(secrets->remove(name), cancellation);
            if (!removed && removed.error().kind == core::ErrorKind::NotFound)
                return core::Done{};
            return removed;
        };
        auto stored = store.change(edit, forgetSecret, cancellation);
        if (!stored)
            return core::fail(stored.error());
        changed += adopt(*stored);
        take(name);
        return core::Done{};
    }
};

} // namespace

class ConnectionManager::Private {
public:
    Private(ProfileStore profiles, std::shared_ptr<SecretStore> secrets, BackendFactory factory)
        : shared(std::make_shared<Shared>(std::move(profiles), std::move(secrets), std::move(factory)))
    {
    }

    std::shared_ptr<Shared> shared;
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
    for (const QString &name : std::as_const(gone)) {
        ++d->checks[name];
        d->checking.remove(name);
        if (d->statuses.remove(name) > 0)
            Q_EMIT statusChanged(name);
    }
    Q_EMIT profilesChanged();
}

} // namespace isthmus::connections
