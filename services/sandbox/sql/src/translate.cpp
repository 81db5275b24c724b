// SPDX-License-Identifier: GPL-3.0-or-later
#include "querytranslator.h"
#include "typerules.h"

#include <isthmus/core/sqltext.h>
#include <isthmus/sandboxsql/translate.h>
#include <isthmus/sandboxsql/types.h>

#include <QSet>

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

// Runs \a work, which may throw SqlError.
template <typename Work>
auto guarded(Work work) -> SqlResult<decltype(work())>
{
    try {
        return work();
    } catch (const SqlError &error) {
        return tl::unexpected(error);
    }
}

// For expressions in which no table can stand.
class NoTables : public NameResolver {
public:
    SqlResult<ResolvedTable> resolve(const TableName &name) override
    {
        return tl::unexpected(SqlError::tableNotFound(name.position, name.text()));
    }
};

QString whereClause(const ExpressionPtr &where, QueryTranslator &queries, const Scope &scope)
{
    if (!where)
        return {};
    return QStringLiteral(" WHERE ")
        + ExpressionTranslator(queries, scope, nullptr, false, true).translateCondition(where);
}

} // namespace

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

SqlResult<TranslatedQuery> translateUpdate(const Update &update, NameResolver &resolver)
{
    return guarded([&] {
        QueryTranslator translator(resolver);
        ScopeRelation relation;
        const QString table = translator.translateTable(update.table, update.alias, relation);
        const QList<ScopeColumn> columns = relation.columns;
        Scope scope;
        scope.add(std::move(relation), update.table.position);
        QStringList items;
        QSet<QString> assigned;
        for (const Assignment &assignment : update.assignments) {
            const auto isTarget = [&](const ScopeColumn &column) {
                return column.name.compare(assignment.column, Qt::CaseInsensitive) == 0;
            };
            const auto column = std::find_if(columns.begin(), columns.end(), isTarget);
            if (column == columns.end())
                throw SqlError::semantic(assignment.position,
                                         QStringLiteral("column %1 cannot be resolved").arg(assignment.column));
            if (column->partitionOf || assigned.contains(assignment.column))
                throw SqlError::semantic(assignment.position,
                                         QStringLiteral("column %1 cannot be assigned").arg(assignment.column));
            assigned.insert(assignment.column);
            const SqlValue value = ExpressionTranslator(translator, scope).translate(assignment.value);
            items.append(core::quotePostgresName(column->name) + QStringLiteral(" = ")
                         + convertTo(value, column->type, assignment.position).sql);
        }
        const QString where = whereClause(update.where, translator, scope);
        return TranslatedQuery{QStringLiteral("UPDATE ") + table + QStringLiteral(" SET ")
                                   + items.join(QStringLiteral(", ")) + where,
                               {},
                               translator.fullScans()};
    });
}

SqlResult<TranslatedQuery> translateDelete(const Delete &statement, NameResolver &resolver)
{
    return guarded([&] {
        QueryTranslator translator(resolver);
        ScopeRelation relation;
        const QString table = translator.translateTable(statement.table, statement.alias, relation);
        Scope scope;
        scope.add(std::move(relation), statement.table.position);
        const QString where = whereClause(statement.where, translator, scope);
        return TranslatedQuery{QStringLiteral("DELETE FROM ") + table + where, {}, translator.fullScans()};
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
