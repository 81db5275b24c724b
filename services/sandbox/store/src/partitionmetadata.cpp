// SPDX-License-Identifier: GPL-3.0-or-later
// Partitions in Metadata.
#include "metadatarows.h"

#include <isthmus/sandbox/store/metadata.h>

namespace isthmus::sandbox {

namespace {

const QString partitionSelect = QStringLiteral("SELECT to_json(spec), rows, ") + epoch("created") + QStringLiteral(", ")
    + epoch("last_ddl") + QStringLiteral(", ") + epoch("last_modified") + QStringLiteral(" FROM mc.partitions ");

PartitionRow readPartition(const PgResult &result, int i)
{
    PartitionRow row;
    for (const QJsonValue &value : QJsonDocument::fromJson(result.bytes(i, 0).toByteArray()).array())
        row.values.append(value.toString());
    row.rows = result.integer(i, 1);
    row.created = result.integer(i, 2);
    row.lastDdl = result.integer(i, 3);
    row.lastModified = result.integer(i, 4);
    return row;
}

} // namespace

PgOutcome<RowPage<PartitionRow>> Metadata::partitions(qint64 tableId, const QStringList &prefix, const QString &marker,
                                                      int limit, ListOrder order)
{
    QStringList after;
    for (const QJsonValue &value : QJsonDocument::fromJson(marker.toUtf8()).array())
        after.append(value.toString());
    auto rows =
        listOf(m_session.exec(partitionSelect
                                  + (order == ListOrder::Ascending
                                         ? QStringLiteral("WHERE table_id = $1 AND spec > $2::text[] COLLATE \"C\" AND "
                                                          "spec[1:$3] = $4::text[] ORDER BY spec LIMIT $5")
                                         : QStringLiteral("WHERE table_id = $1 AND ($2::text[] = '{}' "
                                                          "OR spec < $2::text[] COLLATE \"C\") AND "
                                                          "spec[1:$3] = $4::text[] ORDER BY spec DESC LIMIT $5")),
                              {tableId, pgTextArray(after), int(prefix.size()), pgTextArray(prefix), limit + 1}),
               readPartition);
    if (!rows)
        return tl::unexpected(rows.error());
    RowPage<PartitionRow> page{std::move(*rows), {}};
    if (page.rows.size() > limit) {
        page.rows.removeLast();
        page.next = keyJson(page.rows.last().values);
    }
    return page;
}

PgOutcome<std::optional<PartitionRow>> Metadata::partition(qint64 tableId, const QStringList &values)
{
    return oneOf(m_session.exec(partitionSelect + QStringLiteral("WHERE table_id = $1 AND spec = $2::text[]"),
                                {tableId, pgTextArray(values)}),
                 readPartition);
}

PgOutcome<bool> Metadata::addPartition(qint64 tableId, const QStringList &values)
{
    auto added = m_session.exec(
        QStringLiteral("INSERT INTO mc.partitions (table_id, spec) VALUES ($1, $2) ON CONFLICT DO NOTHING"),
        {tableId, pgTextArray(values)});
    if (!added)
        return tl::unexpected(added.error());
    return added->affectedRows() > 0;
}

PgOutcome<PgResult> Metadata::dropPartition(qint64 tableId, const QStringList &values)
{
    return m_session.exec(QStringLiteral("DELETE FROM mc.partitions WHERE table_id = $1 AND spec = $2::text[]"),
                          {tableId, pgTextArray(values)});
}

PgOutcome<PgResult> Metadata::renamePartition(qint64 tableId, const QStringList &from, const QStringList &to)
{
    return m_session.exec(QStringLiteral("UPDATE mc.partitions SET spec = $3::text[], last_ddl = now() "
                                         "WHERE table_id = $1 AND spec = $2::text[]"),
                          {tableId, pgTextArray(from), pgTextArray(to)});
}

PgOutcome<PgResult> Metadata::notePartitionChange(qint64 tableId, const QStringList &values, qint64 rowsDelta)
{
    return m_session.exec(QStringLiteral("UPDATE mc.partitions SET rows = rows + $3, last_modified = now() "
                                         "WHERE table_id = $1 AND spec = $2::text[]"),
                          {tableId, pgTextArray(values), rowsDelta});
}

} // namespace isthmus::sandbox
