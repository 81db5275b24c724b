// SPDX-License-Identifier: GPL-3.0-or-later
#include "changestatement.h"

#include "insertstatement.h"
#include "tableresolver.h"

#include <isthmus/sandboxsql/translate.h>

namespace isthmus::sandbox {

using sandboxsql::SqlError;
using sandboxsql::TranslatedQuery;

namespace {

JobResult<Done> runChange(JobContext &context, const TableRow &table, const JobResult<TranslatedQuery> &query)
{
    if (!query)
        return tl::unexpected(query.error());
    const auto changed = fromStore(context.session.exec(query->postgresSql));
    if (!changed)
        return tl::unexpected(changed.error());
    context.noteOutput(table, changed->affectedRows());
    if (const auto noted = noteRows(context, table, {}, 0); !noted)
        return noted;
    return recount(context, table);
}

JobResult<TableRow> requireTransactional(JobContext &context, const sandboxsql::TableName &name,
                                         const QString &statement)
{
    auto table = context.requireOwn(name, TableKind::Managed);
    if (!table || table->isSet(u"transactional"))
        return table;
    return tl::unexpected(SqlError::semantic(name.position,
                                             QStringLiteral("'%1' is no transactional table; %2 needs TBLPROPERTIES "
                                                            "('transactional'='true')")
                                                 .arg(name.text(), statement)));
}

} // namespace

JobResult<Done> runUpdate(JobContext &context, const sandboxsql::Update &statement)
{
    const auto table = requireTransactional(context, statement.table, QStringLiteral("UPDATE"));
    if (!table)
        return tl::unexpected(table.error());
    TableResolver resolver(context);
    return runChange(context, *table, sandboxsql::translateUpdate(statement, resolver));
}

JobResult<Done> runDelete(JobContext &context, const sandboxsql::Delete &statement)
{
    const auto table = requireTransactional(context, statement.table, QStringLiteral("DELETE"));
    if (!table)
        return tl::unexpected(table.error());
    TableResolver resolver(context);
    return runChange(context, *table, sandboxsql::translateDelete(statement, resolver));
}

JobResult<Done> runMerge(JobContext &context, const sandboxsql::Merge &statement)
{
    const auto table = requireTransactional(context, statement.table, QStringLiteral("MERGE"));
    if (!table)
        return tl::unexpected(table.error());
    TableResolver resolver(context);
    return runChange(context, *table, sandboxsql::translateMerge(statement, resolver));
}

} // namespace isthmus::sandbox
