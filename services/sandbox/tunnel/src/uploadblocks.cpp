// SPDX-License-Identifier: GPL-3.0-or-later
#include "uploadblocks.h"

#include "staging.h"

#include <isthmus/sandbox/rows/copywriter.h>

#include <QtEndian>

namespace isthmus::sandbox {

namespace {

constexpr int lifeHours = 24; // docs/protocol.md#types-and-limits

const QString blockColumn = QStringLiteral("mc_block");

// Decodes the body into the staging table as it arrives.
Reply<qint64> storeBlock(PgSession &session, const HttpRequest &request, const TunnelSession &upload, int block,
                         BodyForm form)
{
    QByteArray blockField(sizeof(qint32), Qt::Uninitialized);
    qToBigEndian(qint32(block), blockField.data());
    RowWriter writer(session);
    const QList<catalog::Column> &columns = upload.target.table.columns;
    if (const auto started = writer.start(upload.staging(), columns, {{blockColumn, blockField}}); !started)
        return refuse(ServiceError::fromStore(started.error()));
    const auto rows = copyBody(
        request, columns, [&](const records::RecordBatch &batch) { return writer.write(batch); }, form);
    if (!rows)
        return rows;
    if (const auto finished = writer.finish(); !finished)
        return refuse(rowError(finished.error()));
    return rows;
}

PgOutcome<PgResult> publish(PgSession &session, const TunnelSession &upload, const QString &order)
{
    const auto moved = moveRows(session, upload.target, upload.staging(),
                                order + QStringLiteral(", ") + rowNumberColumn, upload.overwrite);
    if (!moved)
        return tl::unexpected(moved.error());
    const auto stored = session.exec(
        QStringLiteral("SELECT coalesce(sum(rows), 0) FROM mc.upload_blocks WHERE upload_id = $1"), {upload.id});
    if (!stored)
        return stored;
    if (stored->integer(0, 0) != *moved)
        return tl::unexpected(
            PgError{QStringLiteral("XX001"), QStringLiteral("rows of the session's blocks are missing")});
    auto done = session.exec(QStringLiteral("DROP TABLE ") + upload.staging());
    if (done)
        done = setStatus(session, upload, TunnelSession::Status::Committed);
    return done;
}

} // namespace

Reply<TunnelSession> createUpload(PgSession &session, TunnelTarget target, const HttpRequest &request,
                                  bool mayCreatePartition, bool overwrite)
{
    if (!target.table.primaryKey.isEmpty())
        return refuse(ServiceError::badArgument(
            QStringLiteral("Table '%1' has a primary key; rows come by upsert or INSERT").arg(target.table.name)));
    if (const auto there = requirePartition(session, target, mayCreatePartition); !there)
        return refuse(there.error());
    auto upload =
        createTunnelSession(session, TunnelSession::Kind::Upload, std::move(target), request, lifeHours, overwrite);
    if (!upload)
        return upload;
    const auto staged = createStaging(session, upload->staging(),
                                      blockColumn + QStringLiteral(" integer NOT NULL, ") + rowNumberDefinition(),
                                      upload->target.table.columns);
    if (!staged)
        return refuse(ServiceError::fromStore(staged.error()));
    return upload;
}

Reply<qint64> putUploadBlock(PgSession &session, const HttpRequest &request, const TunnelSession &upload, int block,
                             BodyForm form)
{
    // The row of the block is locked first: two senders of one block follow each other.
    const auto noted = session.exec(QStringLiteral("INSERT INTO mc.upload_blocks (upload_id, block) VALUES ($1, $2) "
                                                   "ON CONFLICT (upload_id, block) DO UPDATE SET rows = 0 "
                                                   "RETURNING xmax <> 0"),
                                    {upload.id, block});
    if (!noted)
        return refuse(ServiceError::fromStore(noted.error()));
    if (noted->flag(0, 0)) {
        const auto replaced =
            session.exec(QStringLiteral("DELETE FROM %1 WHERE mc_block = $1").arg(upload.staging()), {block});
        if (!replaced)
            return refuse(ServiceError::fromStore(replaced.error()));
    }
    const auto rows = storeBlock(session, request, upload, block, form);
    if (!rows)
        return rows;
    const auto counted =
        session.exec(QStringLiteral("UPDATE mc.upload_blocks SET rows = $3 WHERE upload_id = $1 AND block = $2"),
                     {upload.id, block, *rows});
    if (!counted)
        return refuse(ServiceError::fromStore(counted.error()));
    return rows;
}

Reply<bool> commitUpload(PgSession &session, const TunnelSession &upload, const QString &order)
{
    // The table or its partition may have been changed since the session was made.
    if (const auto there = requirePartition(session, upload.target, false); !there)
        return refuse(there.error());
    if (const auto published = publish(session, upload, order); !published)
        return refuse(rowError(published.error()));
    return true;
}

} // namespace isthmus::sandbox
