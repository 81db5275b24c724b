// SPDX-License-Identifier: GPL-3.0-or-later
#include "text.h"

#include <isthmus/dialect/quoting.h>
#include <isthmus/mapping/access/rights.h>

namespace isthmus::mapping {

namespace {

// One row of texts: %1 user, %2 schema, %3 condition on the table. Views are not counted: what they show is theirs.
const QString question = QStringLiteral(R"(SELECT
  pg_catalog.has_database_privilege(r.oid, d.oid, 'CONNECT')::text,
  pg_catalog.has_schema_privilege(r.oid, n.oid, 'USAGE')::text,
  (SELECT pg_catalog.count(*)::text FROM pg_catalog.pg_class c WHERE c.relnamespace = n.oid AND %3),
  (SELECT pg_catalog.count(*)::text FROM pg_catalog.pg_class c WHERE c.relnamespace = n.oid AND %3
     AND pg_catalog.has_table_privilege(r.oid, c.oid, 'SELECT')),
  (SELECT pg_catalog.string_agg(x.relname::text, chr(10)) FROM (SELECT c.relname FROM pg_catalog.pg_class c
     WHERE c.relnamespace = n.oid AND %3 AND NOT pg_catalog.has_table_privilege(r.oid, c.oid, 'SELECT')
     ORDER BY c.relname LIMIT 20) x)
FROM pg_catalog.pg_roles r, pg_catalog.pg_namespace n, pg_catalog.pg_database d
WHERE r.rolname = %1 AND n.nspname = %2 AND d.datname = pg_catalog.current_database();)");

QString textAt(const records::RecordBatch &rows, qsizetype column)
{
    return rows.vector(column).isNull(0) ? QString() : rows.vector(column).displayText(0);
}

} // namespace

QString rightsSql(const QString &user, const QString &schema, const QString &table)
{
    // Who reads the parent needs no right on its partitions, and MaxCompute reads no foreign tables.
    const QString tables = QStringLiteral("c.relkind IN ('r', 'p', 'v', 'm') AND ")
        + (table.isEmpty() ? QStringLiteral("NOT c.relispartition")
                           : QStringLiteral("c.relname = ") + dialect::quotePostgresText(table));
    return question.arg(dialect::quotePostgresText(user), dialect::quotePostgresText(schema), tables);
}

core::Result<HologresRights> rightsOf(const records::SqlResult &answer)
{
    constexpr qsizetype columns = 5;
    if (!answer.rows || answer.rows->columnCount() != columns || answer.rows->rowCount() > 1)
        return core::fail(core::ErrorKind::Protocol, Text::tr("The server's answer about rights was not understood."));
    const records::RecordBatch &rows = *answer.rows;
    HologresRights rights;
    if (rows.rowCount() == 0)
        return rights;
    rights.isThere = true;
    rights.mayConnect = textAt(rows, 0) == u"true";
    rights.mayUseSchema = textAt(rows, 1) == u"true";
    rights.tables = textAt(rows, 2).toLongLong();
    rights.readable = textAt(rows, 3).toLongLong();
    rights.unreadable = textAt(rows, 4).split(u'\n', Qt::SkipEmptyParts);
    return rights;
}

} // namespace isthmus::mapping
