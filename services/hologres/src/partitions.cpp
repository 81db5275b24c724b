// SPDX-License-Identifier: GPL-3.0-or-later
#include "partitions.h"

#include <isthmus/dialect/quoting.h>

namespace isthmus::hologres {

namespace {

using core::Result;

// A row for each partition, at least one for a partitioned table.
const QString boundsSql = QStringLiteral(R"(
SELECT p.partstrat = 'l' AND p.partnatts = 1, format_type(a.atttypid, a.atttypmod), pg_get_expr(k.relpartbound, k.oid)
FROM pg_catalog.pg_partitioned_table p
JOIN pg_catalog.pg_class c ON c.oid = p.partrelid
JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
LEFT JOIN pg_catalog.pg_attribute a ON a.attrelid = c.oid AND a.attnum = p.partattrs[0]
LEFT JOIN pg_catalog.pg_inherits h ON h.inhparent = c.oid
LEFT JOIN pg_catalog.pg_class k ON k.oid = h.inhrelid
WHERE n.nspname = $1::name AND c.relname = $2::name)");

} // namespace

QString partitionCondition(const catalog::PartitionSpec &spec)
{
    QStringList terms;
    for (const catalog::PartitionPart &part : spec)
        terms.append(dialect::quotePostgresName(part.column) + QStringLiteral(" = ")
                     + dialect::quotePostgresText(part.value));
    return terms.join(QStringLiteral(" AND "));
}

std::optional<QStringList> listBoundValues(const QString &bound)
{
    const QString begin = QStringLiteral("FOR VALUES IN (");
    if (!bound.startsWith(begin) || !bound.endsWith(u')'))
        return std::nullopt;
    QStringList values;
    qsizetype at = begin.size();
    const qsizetype end = bound.size() - 1;
    while (at < end) {
        QString value;
        if (bound[at] == u'\'') {
            for (++at; at < end; ++at) {
                if (bound[at] == u'\'' && (++at >= end || bound[at] != u'\''))
                    break;
                value += bound[at];
            }
        } else {
            while (at < end && bound[at] != u',')
                value += bound[at++];
        }
        values.append(value);
        while (at < end && (bound[at] == u',' || bound[at] == u' '))
            ++at;
    }
    return values;
}

Result<bool> mayHavePartition(Session &session, const Location &location, const catalog::PartitionSpec &spec,
                              const core::Cancellation &cancellation)
{
    const auto bounds = session.queryOptional(boundsSql, {location.schema, location.relationName()}, cancellation);
    if (!bounds)
        return core::fail(bounds.error());
    const PGresult *rows = bounds->get();
    if (!rows || PQntuples(rows) == 0 || spec.size() != 1 || !boolAt(rows, 0, 0) || isNullAt(rows, 0, 1))
        return true;
    // As the server writes the value in bounds: 007 of an integer is 7.
    const auto written =
        session.queryOptional(QStringLiteral("SELECT CAST($1::text AS %1)::text").arg(textAt(rows, 0, 1)),
                              {spec.first().value}, cancellation);
    if (!written)
        return core::fail(written.error());
    const QString value = *written ? textAt(written->get(), 0, 0) : spec.first().value;
    for (int row = 0; row < PQntuples(rows); ++row) {
        if (isNullAt(rows, row, 2))
            continue; // there is no partition at all
        const auto values = listBoundValues(textAt(rows, row, 2));
        if (!values || values->contains(value))
            return true; // a default partition takes every value
    }
    return false;
}

} // namespace isthmus::hologres
