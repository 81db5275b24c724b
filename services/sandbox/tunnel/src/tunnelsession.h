// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tunneltarget.h"

namespace isthmus::sandbox {

/// Writing sessions are rows of the store, and their data is in a staging table of it: they survive the process.
/// A session ends after its life (24 hours unless told otherwise): it is refused from then on and its data are dropped.
/// Source of the statuses: docs/protocol.md#upload-sessions, #stream-uploads and #upsert-sessions.
struct TunnelSession {
    enum class Kind : quint8 { Upload, Stream, Upsert };
    enum class Status : quint8 { Normal, Committed, Aborted, Expired };

    QString id;
    Kind kind = Kind::Upload;
    TunnelTarget target;
    bool overwrite = false;
    Status status = Status::Normal;
    int slotCount = 1; ///< as asked for at its creation, 1 to 64

    /// Quoted name of the staging table.
    [[nodiscard]] QString staging() const;
};

/// Adds the session \a kind to the store; its id is new. Thread: that of \a session, in a transaction.
[[nodiscard]] Reply<TunnelSession> createTunnelSession(PgSession &session, TunnelSession::Kind kind,
                                                       TunnelTarget target, const HttpRequest &request, int lifeHours,
                                                       bool overwrite = false, int slotCount = 1);
/// The session \a id of the request's table, partition and sender. \a lock is "FOR SHARE" beside others that write,
/// "FOR UPDATE" to end it, or empty. Errors: \a notFound, and those of tunnelTarget().
[[nodiscard]] Reply<TunnelSession> findTunnelSession(const ServiceContext &context, PgSession &session,
                                                     const HttpRequest &request, TunnelSession::Kind kind,
                                                     const QString &id, const QString &lock,
                                                     const ServiceError &notFound);
/// As findTunnelSession(), of whatever partition the session is. Errors: those of requireManagedTable().
[[nodiscard]] Reply<TunnelSession> findSessionOfTable(const ServiceContext &context, PgSession &session,
                                                      const HttpRequest &request, TunnelSession::Kind kind,
                                                      const QString &id, const QString &lock,
                                                      const ServiceError &notFound);
[[nodiscard]] PgOutcome<PgResult> setStatus(PgSession &session, const TunnelSession &tunnel,
                                            TunnelSession::Status status);
/// Drops what expired sessions staged, and forgets sessions a week after their end. What is busy now is left for later.
void dropExpiredSessions(PgSession &session);

} // namespace isthmus::sandbox
