// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <isthmus/sandbox/requests/requestobjects.h>
#include <isthmus/sandbox/rows/copywriter.h>

namespace isthmus::sandbox {

/// What a Tunnel request works on: a managed table, and for a partitioned one a whole partition.
struct TunnelTarget {
    TableRow table;
    QStringList partition; ///< values; empty for a table that is not partitioned
    QString partitionSpec; ///< as the request wrote it

    /// SQL condition of the rows; empty for all rows of the table.
    [[nodiscard]] QString condition() const;
};

/// The request's table. Errors: NoSuchTable in place of the metadata service's NoSuchObject, InvalidArgument for one
/// that is not managed.
[[nodiscard]] Reply<TableRow> requireManagedTable(const ServiceContext &context, PgSession &session,
                                                  const HttpRequest &request);
/// Errors: as requireManagedTable(), and InvalidArgument for a partition that is not whole.
[[nodiscard]] Reply<TunnelTarget> tunnelTarget(const ServiceContext &context, PgSession &session,
                                               const HttpRequest &request);
/// Errors: NoSuchPartition if it is not there and \a mayCreate is false.
[[nodiscard]] Reply<bool> requirePartition(PgSession &session, const TunnelTarget &target, bool mayCreate);
/// True if \a key is there with no value, "1" or "true".
[[nodiscard]] bool isFlagSet(const RequestTarget &target, QStringView key);

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
                                                       int slotCount = 1);
/// The session \a id of the request's table, partition and sender. \a lock is "FOR SHARE" beside others that write,
/// "FOR UPDATE" to end it, or empty. Errors: \a notFound, and those of tunnelTarget().
[[nodiscard]] Reply<TunnelSession> findTunnelSession(const ServiceContext &context, PgSession &session,
                                                     const HttpRequest &request, TunnelSession::Kind kind,
                                                     const QString &id, const QString &lock,
                                                     const ServiceError &notFound);
[[nodiscard]] PgOutcome<PgResult> setStatus(PgSession &session, const TunnelSession &tunnel,
                                            TunnelSession::Status status);
/// Drops what expired sessions staged, and forgets sessions a week after their end. What is busy now is left for later.
void dropExpiredSessions(PgSession &session);

/// A staging table \a name for rows of \a columns after the columns \a ownColumns (SQL text).
[[nodiscard]] PgOutcome<PgResult> createStaging(PgSession &session, const QString &name, const QString &ownColumns,
                                                const QList<catalog::Column> &columns);
/// Makes other writers of the table wait until the transaction ends.
[[nodiscard]] PgOutcome<PgResult> lockTable(PgSession &session, const TunnelTarget &target);
/// Inserts all rows of \a staging (createStaging()) into the table, counts them and answers how many they are; first
/// deletes the old rows if \a overwrite.
[[nodiscard]] PgOutcome<qint64> moveRows(PgSession &session, const TunnelTarget &target, const QString &staging,
                                         bool overwrite);
/// Counts \a delta rows into the table and its partition; the table's data have a new version.
[[nodiscard]] PgOutcome<PgResult> noteRows(PgSession &session, const TunnelTarget &target, qint64 delta);

/// Decodes the request's body, records or with parameter "arrow" Arrow, and hands its batches to \a write as they
/// arrive; answers the number of rows. Errors: 400 for a body that cannot be decompressed or decoded, was cut off,
/// fails a checksum or holds values its columns cannot take; 405 for a compression that is not known. After an error
/// nothing of the body may be kept.
[[nodiscard]] Reply<qint64> copyBody(const HttpRequest &request, const QList<catalog::Column> &columns,
                                     const std::function<PgOutcome<bool>(const records::RecordBatch &)> &write);
/// A refusal by PostgreSQL of rows: 400 for values that do not fit, else as ServiceError::fromStore().
[[nodiscard]] ServiceError rowError(const PgError &error);

/// "host:port" at which the client reached this server: what slots of a session are served by.
[[nodiscard]] QString serverAddress(const ServiceContext &context, const HttpRequest &request);

/// The reply of \a work after the transaction it ran in was committed; without commit if it refuses.
[[nodiscard]] Reply<HttpResponse> inTransaction(const ServiceContext &context,
                                                const std::function<Reply<HttpResponse>(PgSession &)> &work);

} // namespace isthmus::sandbox
