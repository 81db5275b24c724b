// SPDX-License-Identifier: GPL-3.0-or-later
#include "guarded.h"
#include "querytranslator.h"
#include "typerules.h"

#include <isthmus/dialect/quoting.h>
#include <isthmus/sandboxsql/translate.h>
#include <isthmus/sandboxsql/types.h>

#include <algorithm>

namespace isthmus::sandboxsql {

namespace {

QList<catalog::Column> catalogColumns(const QList<OutputColumn> &columns)
{
    QList<catalog::Column> result;
    for (const OutputColumn &column : columns) {
        catalog::Column entry;
        entry.name = column.name;
        entry.type = column.type;
        result.append(entry);
    }
    return result;
}

// For expressions in which no table can stand.
class NoTables : public NameResolver {
public:
    SqlResult<ResolvedTable> resolve(const TableName &name) override
    {
        return tl::unexpected(SqlError::tableNotFound(name.position, name.text()));
    }
};

} // namespace

SqlResult<std::optional<QString>> NameResolver::greatestPartition(const TableName &name)
{
    return tl::unexpected(SqlError::tableNotFound(name.position, name.text()));
}

SqlResult<bool> NameResolver::tableExists(const TableName &name)
{
    const auto table = resolve(name);
    if (!table && table.error().code != SqlError::tableNotFound({}, {}).code)
        return tl::unexpected(table.error());
    return table.has_value();
}

SqlResult<bool> NameResolver::partitionExists(const TableName &name, const QStringList &)
{
    return tl::unexpected(SqlError::tableNotFound(name.position, name.text()));
}

SqlError fullScanError(const TableName &table)
{
    return SqlError::semantic(table.position,
                              QStringLiteral("%1 is a full scan with all partitions, specify partition predicates or "
                                             "set odps.sql.allow.fullscan=true")
                                  .arg(table.text()));
}

SqlResult<TranslatedQuery> translateQuery(const Query &query, NameResolver &resolver)
{
    return guarded([&] {
        QueryTranslator translator(resolver);
        const TranslatedRelation relation = translator.translate(query, nullptr);
        return TranslatedQuery{relation.sql, catalogColumns(relation.columns), translator.fullScans()};
    });
}

SqlResult<TranslatedQuery> translateInsert(const Query &query, NameResolver &resolver,
                                           const QList<catalog::Column> &targets)
{
    return guarded([&] {
        QueryTranslator translator(resolver);
        const TranslatedRelation relation = translator.translate(query, nullptr);
        QList<OutputColumn> wanted;
        for (const catalog::Column &column : targets)
            wanted.append({column.name, column.type, nullptr});
        const TranslatedRelation converted = translator.converted(relation, wanted, query.position);
        return TranslatedQuery{converted.sql, catalogColumns(converted.columns), translator.fullScans()};
    });
}

SqlResult<QString> translateDefault(const ExpressionPtr &expression, const catalog::DataType &type)
{
    return guarded([&] {
        NoTables tables;
        QueryTranslator translator(tables);
        const Scope nothing;
        const SqlValue value = ExpressionTranslator(translator, nothing).translate(expression);
        return convertTo(value, type, expression->position).sql;
    });
}

} // namespace isthmus::sandboxsql
