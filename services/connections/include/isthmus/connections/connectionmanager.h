// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <isthmus/connections/backend.h>
#include <isthmus/connections/profilestore.h>
#include <isthmus/connections/secretstore.h>
#include <isthmus/core/async.h>

#include <QObject>
#include <QSet>

#include <chrono>
#include <memory>
#include <optional>

namespace isthmus::connections {

/// How a connection is doing, for the dot in the tree and the status bar.
struct ConnectionStatus {
    enum class State : quint8 { Idle, Connecting, Connected, Failed };
    State state = State::Idle;
    std::optional<catalog::ServerInfo> server; ///< of the last success
    std::optional<core::Error> error; ///< with Failed
    std::optional<core::Error> listingError; ///< whatever the state: why what is in it cannot be listed
    std::chrono::steady_clock::time_point since; ///< of Connecting
    bool isSilent = false; ///< what it was asked has been without an answer for long; see noteSilence()
};

/// The saved connections and the open back ends. Thread: members on the object's own thread unless said otherwise.
class ConnectionManager : public QObject {
    Q_OBJECT

public:
    ConnectionManager(ProfileStore profiles, std::shared_ptr<SecretStore> secrets, BackendFactory factory,
                      QObject *parent = nullptr);
    ~ConnectionManager() override;

    /// Reads the store; a damaged file is an error and leaves the list empty. A damaged entry is none: see damage().
    [[nodiscard]] core::Result<core::Done> load();
    /// What of the file cannot be used, by name; it stays there as it is. Thread: any
    [[nodiscard]] std::optional<core::Error> damage() const;

    /// In the user's order, with those that have Profile::damage. Thread: any
    [[nodiscard]] QList<Profile> profiles() const;
    [[nodiscard]] std::optional<Profile> profile(const QString &name) const; ///< Thread: any
    /// As profile(), but as the file holds it at this moment, whoever saved it last; as it is here if it is not in
    /// there. For what must not be done by what was known a moment ago. Waits for the disk. Thread: any but the
    /// window's.
    [[nodiscard]] std::optional<Profile> savedProfile(const QString &name) const;
    [[nodiscard]] ConnectionStatus status(const QString &name) const;

    /// Adds or replaces the profile called \a replaces (empty: adds), and keeps \a secret if given. An open back end of
    /// that name is closed. \a seen: the profile called \a replaces as the user saw it; not given: as it is here now.
    /// Errors: AlreadyExists for a taken name, Invalid with the profile's problems or those of its new name; Invalid or
    /// NotFound if another program has changed or removed what was seen, with its new name if it was but renamed.
    [[nodiscard]] QFuture<core::Result<core::Done>> save(const Profile &profile, const QString &replaces,
                                                         const std::optional<QString> &secret,
                                                         const std::optional<Profile> &seen = {});
    /// Errors, \a seen: as save().
    [[nodiscard]] QFuture<core::Result<core::Done>> remove(const QString &name,
                                                           const std::optional<Profile> &seen = {});

    /// From now on what other programs save is taken over as they save it.
    void follow();

    /// The back end of \a name, made at the first call; makes no connection yet. For one that is damaged the file is
    /// read again, since somebody may have mended it. Thread: any.
    /// Errors: NotFound for an unknown name; Invalid with the profile's problems; those of the secret store.
    [[nodiscard]] QFuture<core::Result<Backend>> open(const QString &name);

    /// Opens \a name and answers what \a call, a QFuture<core::Result<T>>(const Backend &), answers: the way to put one
    /// question to one connection. The back end lives until the answer is there; cancelling the future cancels opening
    /// or the call; the answer is told to noteReply(). Errors: those of open() and of the call.
    template <typename T, typename Call>
    [[nodiscard]] QFuture<core::Result<T>> ask(const QString &name, Call call)
    {
        const auto asked = askedNow({name});
        const auto future = core::andThen<T>(
            open(name), this, [call = std::move(call), keep = std::optional<Backend>()](Backend backend) mutable {
                return call(std::as_const(keep.emplace(std::move(backend))));
            });
        core::whenDone(future, this, [this, asked](const core::Result<T> &reply) {
            noteReply(asked, reply ? std::nullopt : std::optional(reply.error()));
        });
        return future;
    }
    /// As above for a question to two: \a call is a QFuture<core::Result<T>>(const Backend &, const Backend &).
    template <typename T, typename Call>
    [[nodiscard]] QFuture<core::Result<T>> ask(const QString &first, const QString &second, Call call)
    {
        const auto asked = askedNow({first, second});
        const auto future =
            core::andThen<T>(open(first), this, [this, second, call = std::move(call)](Backend one) mutable {
                return core::andThen<T>(open(second), this,
                                        [call = std::move(call), one = std::move(one),
                                         keep = std::optional<Backend>()](Backend other) mutable {
                                            return call(std::as_const(one),
                                                        std::as_const(keep.emplace(std::move(other))));
                                        });
            });
        core::whenDone(future, this, [this, asked](const core::Result<T> &reply) {
            noteReply(asked, reply ? std::nullopt : std::optional(reply.error()));
        });
        return future;
    }

    /// Whether open() may ask the user for something, such as the master password. Thread: any.
    [[nodiscard]] bool mayAskForSecret(const QString &name) const;

    /// Drops the open back end, so that the next open() starts afresh (edited secret, "Retry").
    void close(const QString &name);

    /// Asks the server of \a name who it is and updates its status.
    void check(const QString &name);
    /// As check(), but what is told of it stays until it has answered.
    void askAgain(const QString &name);
    /// Lets all open back ends go: whatever is asked next is asked on a new connection. Calls on their way go on.
    void dialAnew();

    /// A connection as it was when something was asked of it: its name may be another's when the answer comes.
    struct Asked {
        QString name;
        quint64 generation = 0;
    };
    [[nodiscard]] QList<Asked> askedNow(const QStringList &names) const; ///< Thread: any
    /// Tells how a call on \a asked ended, without an error or with one. An error that is the connection's and not the
    /// object's is its status at once, and its server is asked whether it stays so; one of several is not known to be
    /// of either, so all are asked. A call that went well contradicts a failed status. Connections that were changed
    /// since are left alone.
    void noteReply(const QList<Asked> &asked, const std::optional<core::Error> &error);
    /// Whoever lists what is in connection \a name tells why that cannot be done, and without an error that it can.
    void noteListing(const QString &name, const std::optional<core::Error> &error);

    /// A back end of its own for \a profile as it stands, saved or not: for the connection dialog's test. Nothing is
    /// kept. Without \a secret the one kept for the connection \a keptUnder is used, which no caller gets to see.
    /// Give it to letGo() after use. Errors: Invalid with the profile's problems; those of the secret store. Thread:
    /// any.
    [[nodiscard]] QFuture<core::Result<Backend>>
    openUnsaved(const Profile &profile, const std::optional<QString> &secret, const QString &keptUnder);
    /// Closes a back end of openUnsaved(), whose last call may have to end first, without waiting for it. Thread: any.
    void letGo(Backend backend);

    /// Whoever asks tells that \a name leaves its questions without an answer, and when that is over. It is no failure
    /// yet.
    void noteSilence(const QString &name, bool isSilent);

    [[nodiscard]] QString secretsDescription() const;

Q_SIGNALS:
    /// The connection \a before is called \a after now, whoever has renamed it; told before profilesChanged().
    /// \a leadsElsewhere: it was pointed at another server with that.
    void renamed(const QString &before, const QString &after, bool leadsElsewhere);
    void profilesChanged();
    void statusChanged(const QString &name);

private:
    void reload();
    // Statuses of connections that were removed or lead elsewhere now. isSecretNew: their secrets are others.
    void forget(const QSet<QString> &names, bool isSecretNew = false);

    class Private;
    std::unique_ptr<Private> d;
};

} // namespace isthmus::connections
