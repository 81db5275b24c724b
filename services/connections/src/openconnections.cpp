// SPDX-License-Identifier: GPL-3.0-or-later
#include "openconnections.h"

#include <isthmus/connections/connectionkind.h>
#include <isthmus/connections/sandboxsecret.h>
#include <isthmus/core/async.h>

#include <QCoreApplication>

#include <algorithm>
#include <utility>

namespace isthmus::connections {

namespace {

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

} // namespace

QString damageHint(const QString &file)
{
    return text(QT_TRANSLATE_NOOP("Connections",
                                  "It was left as it is in %1. Save the connection anew, remove it, or mend the file."))
        .arg(file);
}

bool leadAlike(Profile one, const Profile &other)
{
    one.describeAs(other);
    return one == other;
}

std::optional<Profile> OpenConnections::find(const QString &name) const
{
    const std::lock_guard lock(mutex);
    const auto it = std::find_if(profiles.begin(), profiles.end(), [&](const auto &p) { return p.name == name; });
    return it == profiles.end() ? std::nullopt : std::optional(*it);
}

std::optional<QString> OpenConnections::newNameOf(const QString &name) const
{
    const std::lock_guard lock(mutex);
    return renamings.nameNow(name, profiles);
}

quint64 OpenConnections::generationOf(const QString &name) const
{
    const std::lock_guard lock(mutex);
    return generations.value(name);
}

std::optional<Backend> OpenConnections::openBackend(const QString &name) const
{
    const std::lock_guard lock(mutex);
    const auto it = backends.constFind(name);
    return it == backends.cend() ? std::nullopt : std::optional(*it);
}

std::optional<Backend> OpenConnections::take(const QString &name)
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

core::Result<QString> OpenConnections::keptSecret(const Profile &profile, const QString &name,
                                                  const core::Cancellation &cancellation) const
{
    if (!profile.needsSecret())
        return QString();
    return profile.sandboxDir.isEmpty() ? core::await(secrets->read(name), cancellation) : readSandboxSecret(profile);
}

QSet<QString> OpenConnections::takeMended(const QString &name)
{
    const auto profile = find(name);
    if (!profile || profile->damage.isEmpty())
        return {};
    const auto file = store.load();
    if (!file || file->profile(name) == profile)
        return {};
    return adopt(*file);
}

core::Result<Backend> OpenConnections::open(const QString &name, const core::Cancellation &cancellation)
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

core::Result<core::Done> OpenConnections::keepSecret(const Profile &profile, const QString &replaces,
                                                     const std::optional<QString> &secret,
                                                     const core::Cancellation &cancellation)
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

QList<Renaming> OpenConnections::takeRenamings()
{
    const std::lock_guard lock(mutex);
    return std::exchange(untold, {});
}

QSet<QString> OpenConnections::adopt(const ConnectionsFile &file, const std::optional<Renaming> &known)
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
        untold += renamings.note(profiles, file.profiles(), known);
        profiles = file.profiles();
        unlisted = file.unlisted();
    }
    for (const QString &name : std::as_const(moved))
        take(name);
    return changed;
}

bool OpenConnections::isAsIn(const ConnectionsFile &file) const
{
    const std::lock_guard lock(mutex);
    return profiles == file.profiles() && unlisted == file.unlisted();
}

core::Result<core::Done> OpenConnections::save(const Profile &profile, const QString &replaces,
                                               const std::optional<Profile> &seen, const std::optional<QString> &secret,
                                               QSet<QString> &changed, const core::Cancellation &cancellation)
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
    std::optional<Renaming> renamed;
    if (edited && profile.name != replaces) {
        Profile before = *edited;
        before.name = profile.name;
        renamed = Renaming{replaces, profile.name, !leadAlike(before, profile)};
    }
    changed = adopt(*stored, renamed);
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

core::Result<core::Done> OpenConnections::remove(const QString &name, const std::optional<Profile> &seen,
                                                 QSet<QString> &changed, const core::Cancellation &cancellation)
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

} // namespace isthmus::connections
