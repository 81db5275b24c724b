// SPDX-License-Identifier: GPL-3.0-or-later
#include "staging.h"

#include <isthmus/dialect/quoting.h>
#include <isthmus/sandbox/rows/copywriter.h>
#include <isthmus/sandbox/store/partitionsql.h>

namespace isthmus::sandbox {

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

PgOutcome<qint64> moveRows(PgSession &session, const TunnelTarget &target, const QString &staging, const QString &order,
                           bool overwrite)
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
    const auto moved = session.exec(
        QStringLiteral("INSERT INTO %1 (%2) SELECT %3 FROM %4")
            .arg(table.dataRelation(), names.join(QStringLiteral(", ")), values.join(QStringLiteral(", ")), staging)
        + (order.isEmpty() ? QString() : QStringLiteral(" ORDER BY ") + order));
    if (!moved)
        return tl::unexpected(moved.error());
    if (const auto noted = noteRows(session, target, delta + moved->affectedRows()); !noted)
        return tl::unexpected(noted.error());
    return moved->affectedRows();
}

} // namespace isthmus::sandbox
