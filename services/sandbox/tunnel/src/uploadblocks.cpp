// SPDX-License-Identifier: GPL-3.0-or-later
#include "uploadblocks.h"

#include "firstfill.h"
#include "staging.h"

#include <isthmus/sandbox/rows/copywriter.h>

namespace isthmus::sandbox {

namespace {

constexpr int lifeHours = 24; // docs/protocol.md#types-and-limits

// A staged row's number is its block and, in the low bits, its place in the block. Given by us: a sequence, and
// a sort by its numbers, take two fifths of the time that PostgreSQL needs for an upload.
constexpr int placeBits = 32;
constexpr qint64 manyRows = 10'000; // from here on it is worth making an index anew
const QString stagedBlock = QStringLiteral("(%1 >> %2)").arg(rowNumberColumn).arg(placeBits);
const QString stagedPlace = QStringLiteral("(%1 & %2)").arg(rowNumberColumn).arg((qint64(1) << placeBits) - 1);

// Decodes the body into the staging table as it arrives.
Reply<qint64> storeBlock(PgSession &session, const HttpRequest &request, const TunnelSession &upload, int block,
                         BodyForm form)
{
    RowWriter writer(session);
    const QList<catalog::Column> &columns = upload.target.table.columns;
    if (const auto started =
            writer.start(upload.staging(), columns, RowNumbering{rowNumberColumn, qint64(block) << placeBits});
        !started)
        return refuse(ServiceError::fromStore(started.error()));
    const auto rows = copyBody(
        request, columns, [&](const records::RecordBatch &batch) { return writer.write(batch); }, form);
    if (!rows)
        return rows;
    if (*rows >> placeBits != 0)
        return refuse(ServiceError::badArgument(QStringLiteral("A block of %1 rows is too large").arg(*rows)));
    if (const auto finished = writer.finish(); !finished)
        return refuse(rowError(finished.error()));
    return rows;
}

PgOutcome<PgResult> publish(PgSession &session, const TunnelSession &upload)
{
    const auto stored = session.exec(QStringLiteral("SELECT coalesce(sum(rows), 0), coalesce(max(rows), 0), "
                                                    "coalesce(max(block % $2) + 1, 0) "
                                                    "FROM mc.upload_blocks WHERE upload_id = $1"),
                                     {upload.id, maxUploadBlocks});
    if (!stored)
        return stored;
    QString index; // to be made afterwards
    if (stored->integer(0, 0) >= manyRows) {
        if (const auto locked = lockTable(session, upload.target); !locked)
            return locked;
        const auto taken = takeIndexAway(session, upload.target.table);
        if (!taken)
            return tl::unexpected(taken.error());
        index = *taken;
    }
    // Every block has room for the rows of the largest.
    const qint64 largest = stored->integer(0, 1);
    const QString place = QStringLiteral("%1 % %2 * %3 + %4").arg(stagedBlock).arg(maxUploadBlocks).arg(largest);
    const auto moved = moveRows(session, upload.target, upload.staging(),
                                StagedOrder{place.arg(stagedPlace), stored->integer(0, 2) * largest}, upload.overwrite);
    if (!moved)
        return tl::unexpected(moved.error());
    if (stored->integer(0, 0) != *moved)
        return tl::unexpected(
            PgError{QStringLiteral("XX001"), QStringLiteral("rows of the session's blocks are missing")});
    auto done = session.exec(QStringLiteral("DROP TABLE ") + upload.staging());
    if (done && !index.isEmpty())
        done = session.exec(index);
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
    const auto staged = createStaging(session, upload->staging(), rowNumberColumn + QStringLiteral(" bigint NOT NULL"),
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
            session.exec(QStringLiteral("DELETE FROM %1 WHERE %2 = $1").arg(upload.staging(), stagedBlock), {block});
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

Reply<bool> keepBlocks(PgSession &session, const TunnelSession &upload, const QList<qint64> &blocks)
{
    QStringList numbers;
    for (const qint64 block : blocks)
        numbers.append(QString::number(block));
    const QString kept = u'{' + numbers.join(u',') + u'}';
    const auto found = session.exec(
        QStringLiteral("SELECT count(*) FROM mc.upload_blocks WHERE upload_id = $1 AND block = ANY ($2::int[])"),
        {upload.id, kept});
    if (!found)
        return refuse(ServiceError::fromStore(found.error()));
    if (found->integer(0, 0) != blocks.size())
        return refuse(ServiceError::badArgument(QStringLiteral("%1 blocks are to be committed, %2 of them were written")
                                                    .arg(blocks.size())
                                                    .arg(found->integer(0, 0))));
    auto dropped =
        session.exec(QStringLiteral("DELETE FROM mc.upload_blocks WHERE upload_id = $1 AND block <> ALL ($2::int[])"),
                     {upload.id, kept});
    if (dropped && dropped->affectedRows() > 0)
        dropped = session.exec(
            QStringLiteral("DELETE FROM %1 WHERE %2 <> ALL ($1::bigint[])").arg(upload.staging(), stagedBlock), {kept});
    if (!dropped)
        return refuse(ServiceError::fromStore(dropped.error()));
    return true;
}

Reply<bool> commitUpload(PgSession &session, const TunnelSession &upload)
{
    // The table or its partition may have been changed since the session was made.
    if (const auto there = requirePartition(session, upload.target, false); !there)
        return refuse(there.error());
    if (const auto published = publish(session, upload); !published)
        return refuse(rowError(published.error()));
    return true;
}

} // namespace isthmus::sandbox
