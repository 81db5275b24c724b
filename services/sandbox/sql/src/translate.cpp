// SPDX-License-Identifier: GPL-3.0-or-later
#include "guarded.h"
#include "querytranslator.h"
#include "typerules.h"

#include <isthmus/dialect/quoting.h>
#include <isthmus/sandboxsql/runtime.h>
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
        entry.type = settledType(column.type);
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
        const TranslatedRelation converted =
            translator.converted(relation, wanted, query.position, QueryTranslator::Use::Stored);
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

QString checkedResult(const TranslatedQuery &query)
{
    using Base = catalog::DataType::Base;
    QStringList names;
    QStringList values;
    bool isSame = true;
    for (const catalog::Column &column : query.columns) {
        const QString name = QStringLiteral("\"_r\".\"_c%1\"").arg(names.size());
        names.append(QStringLiteral("\"_c%1\"").arg(names.size()));
        const bool isBigInt = column.type.base == Base::BigInt;
        if (!isBigInt && column.type.base != Base::Decimal) {
            values.append(name);
            continue;
        }
        isSame = false;
        values.append(QStringLiteral("CASE WHEN %1 = %2 THEN %3(%1::text, %4, %5)::%6 ELSE %1 END")
                          .arg(name,
                               isBigInt ? QStringLiteral("'-9223372036854775808'::bigint") : QStringLiteral("'NaN'"),
                               runtimeName(QStringLiteral("refuse")), dialect::quotePostgresText(column.type.text),
                               dialect::quotePostgresText(column.name), postgresType(column.type)));
    }
    if (isSame)
        return query.postgresSql;
    return QStringLiteral("SELECT %1 FROM (%2) AS \"_r\"(%3)")
        .arg(values.join(QStringLiteral(", ")), query.postgresSql, names.join(QStringLiteral(", ")));
}

SqlResult<QString> translateConversion(const QString &sql, const catalog::DataType &from, const catalog::DataType &to,
                                       SourcePosition at)
{
    return guarded([&] { return convertTo({sql, from}, to, at).sql; });
}

} // namespace isthmus::sandboxsql
