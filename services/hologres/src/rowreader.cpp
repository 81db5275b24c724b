// SPDX-License-Identifier: GPL-3.0-or-later
#include "rowreader.h"

#include "batchsink.h"
#include "partitions.h"
#include "tabledetails.h"

#include <isthmus/dialect/quoting.h>

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QSet>

#include <algorithm>

namespace isthmus::hologres {

namespace {

using core::Result;

Result<catalog::PartitionSpec> wantedPartition(Session &session, const QString &text, const Location &location,
                                               const QList<catalog::Column> &columns,
                                               const core::Cancellation &cancellation)
{
    const auto spec = catalog::parsePartitionSpec(text);
    if (!spec)
        return spec;
    QStringList keys;
    for (const auto &column : columns) {
        if (column.isPartitionKey)
            keys.append(column.name);
    }
    return resolvePartitionLevels(session, location, *spec, keys, cancellation);
}

// Those of \a columns that the user may read, by grants on the columns alone.
Result<QList<catalog::Column>> readableColumns(Session &session, const RelationColumns &relation,
                                               const core::Cancellation &cancellation)
{
    const auto rows = session.queryOptional(
        QStringLiteral(
            "SELECT a.attname FROM pg_catalog.pg_attribute a WHERE a.attrelid = $1::regclass AND a.attnum > 0 "
            "AND NOT a.attisdropped AND has_column_privilege(a.attrelid, a.attnum, 'SELECT')"),
        {relation.quotedName}, cancellation);
    if (!rows)
        return core::fail(rows.error());
    QSet<QString> names;
    for (int row = 0; *rows && row < PQntuples(rows->get()); ++row)
        names.insert(textAt(rows->get(), row, 0));
    QList<catalog::Column> readable = relation.columns;
    readable.removeIf([&names](const catalog::Column &column) { return !names.contains(column.name); });
    return readable;
}

} // namespace

Result<records::Preview> readPreview(Session &session, const Location &location, const records::PreviewRequest &request,
                                     const core::Cancellation &cancellation)
{
    if (!location.isRelation())
        return core::fail(noTable(request.table, session.settings()));
    QElapsedTimer timer;
    timer.start();
    const auto relation = readColumns(session, location, cancellation);
    if (!relation)
        return core::fail(relation.error());
    const auto partition = wantedPartition(session, request.partition, location, relation->columns, cancellation);
    if (!partition)
        return core::fail(partition.error());

    QString from = QStringLiteral(" FROM ") + relation->quotedName;
    if (!partition->isEmpty())
        from += QStringLiteral(" WHERE ") + partitionCondition(*partition);
    from += QStringLiteral(" LIMIT ");
    const qint64 maxRows = std::max<qint64>(request.maxRows, 0);
    QList<catalog::Column> columns = relation->columns;
    BatchSink sink(columns, maxRows, request.maxBytes);
    const auto read = [&] {
        QStringList names;
        for (const auto &column : std::as_const(columns))
            names.append(dialect::quotePostgresName(column.name));
        sink = BatchSink(columns, maxRows, request.maxBytes);
        // One row more than wanted tells whether these are all.
        const QString sql =
            QStringLiteral("SELECT ") + names.join(QStringLiteral(", ")) + from + QString::number(maxRows + 1);
        return session.stream(sql, Sending::Query, sink, location.title(), cancellation);
    };
    auto done = read();
    if (!done && done.error().kind == core::ErrorKind::Permission) {
        const auto readable = readableColumns(session, *relation, cancellation);
        if (!readable)
            return core::fail(readable.error());
        if (!readable->isEmpty() && readable->size() < columns.size()) {
            columns = *readable;
            done = read();
        }
    }
    if (!done)
        return core::fail(done.error());
    if (maxRows > 0 && sink.hasMore() && sink.batch() && sink.batch()->rowCount() == 0)
        return core::fail(records::firstRowTooLong(location.title()));
    sink.finish(session.reported("TimeZone")); // of the rows: what follows is read in another scope
    if (!partition->isEmpty() && sink.batch() && sink.batch()->rowCount() == 0 && !sink.hasMore()) {
        const auto mayExist = mayHavePartition(session, location, *partition, cancellation);
        if (!mayExist)
            return core::fail(mayExist.error());
        if (!*mayExist)
            return core::fail(catalog::partitionNotFound(*partition, location.title()));
    }

    records::Preview preview;
    preview.rows = sink.batch();
    for (const auto &column : relation->columns) {
        if (!columns.contains(column))
            preview.unreadable.append(column.name);
    }
    preview.statement = QStringLiteral("SELECT \u2026") + from + QString::number(maxRows);
    preview.elapsed = std::chrono::milliseconds(timer.elapsed());
    preview.isComplete = !sink.hasMore();
    return preview;
}

} // namespace isthmus::hologres
