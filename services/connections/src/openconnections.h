// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "renamings.h"

#include <isthmus/connections/backend.h>
#include <isthmus/connections/profilestore.h>
#include <isthmus/connections/secretstore.h>
#include <isthmus/core/cancellation.h>

#include <QHash>
#include <QSet>

#include <memory>
#include <mutex>
#include <optional>

namespace isthmus::connections {

/// What lanes and callers of a ConnectionManager share: the list and the open back ends. The mutex guards profiles,
/// backends and generations; everything that may block (secret store, profile file, destruction of a back end) happens
/// on the lane, outside the mutex.
struct OpenConnections {
    OpenConnections(ProfileStore profileStore, std::shared_ptr<SecretStore> secretStore, BackendFactory backendFactory)
        : store(std::move(profileStore)), secrets(std::move(secretStore)), factory(std::move(backendFactory))
    {
    }

    ProfileStore store; ///< change() on the lane
    std::shared_ptr<SecretStore> secrets;
    BackendFactory factory;

    mutable std::mutex mutex;
    QList<Profile> profiles;
    QStringList unlisted; ///< entries of the file that are none
    Renamings renamings;
    QList<Renaming> untold; ///< what was renamed since takeRenamings()
    QHash<QString, Backend> backends;
    QHash<QString, quint64> generations; ///< raised by close(): what was begun before is not kept

    [[nodiscard]] std::optional<Profile> find(const QString &name) const;
    [[nodiscard]] std::optional<QString> newNameOf(const QString &name) const;
    [[nodiscard]] quint64 generationOf(const QString &name) const;
    [[nodiscard]] std::optional<Backend> openBackend(const QString &name) const;

    /// Takes the back end out; the caller lets it go where blocking is allowed.
    std::optional<Backend> take(const QString &name);

    [[nodiscard]] core::Result<QString> keptSecret(const Profile &profile, const QString &name,
                                                   const core::Cancellation &cancellation) const;

    /// A damaged entry may have been mended in the file since; see adopt().
    QSet<QString> takeMended(const QString &name);

    core::Result<Backend> open(const QString &name, const core::Cancellation &cancellation);

    core::Result<core::Done> keepSecret(const Profile &profile, const QString &replaces,
                                        const std::optional<QString> &secret, const core::Cancellation &cancellation);

    /// \a file as it is now: with what other programs saved meanwhile. Connections that are other ones now, new or
    /// gone, lose their back ends; answers which. \a known: see Renamings::note().
    QSet<QString> adopt(const ConnectionsFile &file, const std::optional<Renaming> &known = {});
    /// What was renamed since this was asked last, in order.
    [[nodiscard]] QList<Renaming> takeRenamings();

    [[nodiscard]] bool isAsIn(const ConnectionsFile &file) const;

    /// \a changed: see adopt().
    core::Result<core::Done> save(const Profile &profile, const QString &replaces, const std::optional<Profile> &seen,
                                  const std::optional<QString> &secret, QSet<QString> &changed,
                                  const core::Cancellation &cancellation);

    /// \a changed: see adopt().
    core::Result<core::Done> remove(const QString &name, const std::optional<Profile> &seen, QSet<QString> &changed,
                                    const core::Cancellation &cancellation);
};

/// The file in which what is damaged was left, and what to do.
[[nodiscard]] QString damageHint(const QString &file);
/// Whether both are the same way to the same server.
[[nodiscard]] bool leadAlike(Profile one, const Profile &other);

} // namespace isthmus::connections
