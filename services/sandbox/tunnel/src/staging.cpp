// SPDX-License-Identifier: GPL-3.0-or-later
#include "staging.h"

#include <isthmus/dialect/quoting.h>
#include <isthmus/sandbox/rows/copywriter.h>
#include <isthmus/sandbox/store/partitionsql.h>

namespace isthmus::sandbox {

namespace {

// The first of \a count numbers that no row of \a table has and none will get. Its other writers wait (lockTable()).
PgOutcome<qint64> reserveRowNumbers(PgSession &session, const TableRow &table, qint64 count)
{
    const auto last = session.exec(
        QStringLiteral("SELECT setval(numbers, nextval(numbers) + $3 - 1) FROM (SELECT pg_get_serial_sequence($1, $2)::"
                       "regclass AS numbers) AS s"),
        {table.dataRelation(), rowNumberColumn.sliced(1).chopped(1), count}); // takes the column's name without quotes
    if (!last)
        return tl::unexpected(last.error());
    return last->integer(0, 0) - count + 1;
}

} // namespace

PgOutcome<PgResult> createStaging(PgSession &session, const QString &name, const QString &ownColumns,
                                  const QList<catalog::Column> &columns)
{
    QStringList definitions;
    if (!ownColumns.isEmpty())
        definitions.append(ownColumns);
    for (const catalog::Column &column : columns)
        definitions.append(dialect::quotePostgresName(column.name) + u' ' + stagedType(column.type));
    return session.exec(QStringLiteral("CREATE TABLE %1 (%2) WITH (autovacuum_enabled = false)")
                            .arg(name, definitions.join(QStringLiteral(", "))));
}

PgOutcome<PgResult> noteRows(PgSession &session, const TunnelTarget &target, qint64 delta)
{
    Metadata metadata(session);
    auto noted = metadata.noteDataChange(target.table.id, delta);
    if (noted && !target.partition.isEmpty())
        noted = metadata.notePartitionChange(target.table.id, target.partition, delta);
    return noted;
}

PgOutcome<PgResult> lockTable(PgSession &session, const TunnelTarget &target)
{
    return session.exec(QStringLiteral("SELECT 1 FROM mc.tables WHERE id = $1 FOR UPDATE"), {target.table.id});
}

PgOutcome<qint64> moveRows(PgSession &session, const TunnelTarget &target, const QString &staging,
                           const std::optional<StagedOrder> &order, bool overwrite)
{
    const TableRow &table = target.table;
    if (const auto locked = lockTable(session, target); !locked)
        return tl::unexpected(locked.error());
    qint64 delta = 0;
    if (overwrite) {
        const QString condition = target.condition();
        const auto deleted = session.exec(QStringLiteral("DELETE FROM ") + table.dataRelation()
                                          + (condition.isEmpty() ? QString() : QStringLiteral(" WHERE ") + condition));
        if (!deleted)
            return tl::unexpected(deleted.error());
        delta -= deleted->affectedRows();
    }
    QStringList names;
    QStringList values;
    for (const catalog::Column &column : table.columns) {
        names.append(dialect::quotePostgresName(column.name));
        values.append(unstagedExpression(column));
    }
    for (qsizetype i = 0; i < target.partition.size(); ++i) {
        names.append(dialect::quotePostgresName(table.partitionColumns[i].name));
        values.append(partitionLiteral(table.partitionColumns[i], target.partition[i]));
    }
    if (order && order->room > 0) {
        const auto first = reserveRowNumbers(session, table, order->room);
        if (!first)
            return first;
        names.append(rowNumberColumn);
        values.append(QStringLiteral("%1 + %2").arg(*first).arg(order->place));
    }
    const auto moved = session.exec(
        QStringLiteral("INSERT INTO %1 (%2) OVERRIDING SYSTEM VALUE SELECT %3 FROM %4")
            .arg(table.dataRelation(), names.join(QStringLiteral(", ")), values.join(QStringLiteral(", ")), staging));
    if (!moved)
        return tl::unexpected(moved.error());
    if (const auto noted = noteRows(session, target, delta + moved->affectedRows()); !noted)
        return tl::unexpected(noted.error());
    return moved->affectedRows();
}

} // namespace isthmus::sandbox
