// SPDX-License-Identifier: GPL-3.0-or-later
#include "tableresolver.h"

#include <isthmus/dialect/quoting.h>
#include <isthmus/sandbox/federation/readingrelation.h>
#include <isthmus/sandboxsql/parser.h>
#include <isthmus/sandboxsql/types.h>

#include <algorithm>

namespace isthmus::sandbox {

using sandboxsql::ResolvedTable;
using sandboxsql::SqlError;
using sandboxsql::TableName;
using sandboxsql::TranslatedQuery;

namespace {

constexpr int maxViewDepth = 16;

} // namespace

JobResult<ResolvedTable> TableResolver::resolve(const TableName &name)
{
    const auto table = m_context.require(name);
    if (!table)
        return tl::unexpected(table.error());
    if (table->kind != TableKind::View)
        m_readTables.append(*table);
    switch (table->kind) {
    case TableKind::Managed:
        return ResolvedTable{table->dataRelation(), table->allColumns()};
    case TableKind::External: {
        const auto relation = m_context.foreign.attach(*table, m_context.account, name.position);
        if (!relation)
            return tl::unexpected(relation.error());
        return ResolvedTable{readingRelation(*table, *relation), table->columns};
    }
    case TableKind::View:
        return resolveView(*table, name);
    }
    return tl::unexpected(SqlError::tableNotFound(name.position, name.text()));
}

JobResult<ResolvedTable> TableResolver::resolveView(const TableRow &view, const TableName &name)
{
    if (m_viewDepth == maxViewDepth)
        return tl::unexpected(SqlError::semantic(name.position, QStringLiteral("views are nested too deeply")));
    const auto script = sandboxsql::parse(view.viewText);
    if (!script)
        return tl::unexpected(script.error());
    const auto *query =
        script->isEmpty() ? nullptr : std::get_if<sandboxsql::QueryStatement>(&script->first().statement);
    if (!query)
        return tl::unexpected(
            SqlError::semantic(name.position, QStringLiteral("view '%1' has no query").arg(name.text())));

    // Names in a view mean what they meant where it was made.
    QJsonObject settings = m_context.settings;
    for (const auto &[key, value] : view.properties)
        settings.insert(key, value);
    JobContext inner(m_context.session, m_context.access, m_context.foreign, m_context.account, view.project, settings);
    TableResolver resolver(inner, m_viewDepth + 1);
    const auto translated = sandboxsql::translateQuery(*query->query, resolver);
    if (!translated)
        return tl::unexpected(translated.error());
    m_readTables += resolver.readTables();
    if (view.columns.size() != translated->columns.size())
        return tl::unexpected(SqlError::semantic(
            name.position, QStringLiteral("view '%1' no longer fits the tables it reads").arg(name.text())));
    QStringList names;
    for (const catalog::Column &column : view.columns)
        names.append(dialect::quotePostgresName(column.name));
    return ResolvedTable{
        QStringLiteral("(SELECT * FROM (%1) AS v(%2))").arg(translated->postgresSql, names.join(QStringLiteral(", "))),
        view.columns};
}

JobResult<std::optional<QString>> TableResolver::greatestPartition(const TableName &name)
{
    const auto table = m_context.require(name);
    if (!table)
        return tl::unexpected(table.error());
    if (table->partitionColumns.isEmpty())
        return tl::unexpected(
            SqlError::semantic(name.position, QStringLiteral("table '%1' is not partitioned").arg(name.text())));
    const auto found = fromStore(m_context.session.exec(
        QStringLiteral("SELECT max(spec[1]) FROM mc.partitions WHERE table_id = $1 AND rows > 0"), {table->id}));
    if (!found)
        return tl::unexpected(found.error());
    return found->isNull(0, 0) ? std::nullopt : std::optional(found->text(0, 0));
}

JobResult<bool> TableResolver::tableExists(const TableName &name)
{
    const auto qualified = m_context.qualify(name);
    if (!qualified)
        return tl::unexpected(qualified.error());
    const auto table = m_context.find(*qualified, name.position);
    if (!table)
        return tl::unexpected(table.error());
    return table->has_value();
}

JobResult<bool> TableResolver::partitionExists(const TableName &name, const QStringList &values)
{
    const auto table = m_context.require(name);
    if (!table)
        return tl::unexpected(table.error());
    if (table->partitionColumns.size() != values.size())
        return tl::unexpected(SqlError::semantic(name.position,
                                                 QStringLiteral("table '%1' has %2 partition columns")
                                                     .arg(name.text())
                                                     .arg(table->partitionColumns.size())));
    const auto partition = fromStore(m_context.metadata.partition(table->id, values));
    if (!partition)
        return tl::unexpected(partition.error());
    return partition->has_value();
}

JobResult<TranslatedQuery> withColumnTypes(PgSession &session, TranslatedQuery query)
{
    const auto isUnknown = [](const catalog::Column &column) {
        return column.type.base == catalog::DataType::Base::Unknown;
    };
    if (std::none_of(query.columns.cbegin(), query.columns.cend(), isUnknown))
        return query;
    const auto shape =
        fromStore(session.exec(QStringLiteral("SELECT * FROM (%1) AS q LIMIT 0").arg(query.postgresSql)));
    if (!shape)
        return tl::unexpected(shape.error());
    for (qsizetype i = 0; i < query.columns.size() && i < shape->columnCount(); ++i) {
        if (isUnknown(query.columns[i]))
            query.columns[i].type =
                sandboxsql::maxComputeTypeOf(PQftype(shape->get(), int(i)), PQfmod(shape->get(), int(i)));
    }
    return query;
}

} // namespace isthmus::sandbox
