// SPDX-License-Identifier: GPL-3.0-or-later
// UPDATE, DELETE and MERGE of managed tables. PostgreSQL 15 has a MERGE of the same shape.
#include "guarded.h"
#include "querytranslator.h"

#include <isthmus/dialect/quoting.h>
#include <isthmus/sandboxsql/translate.h>

#include <QSet>

#include <algorithm>

namespace isthmus::sandboxsql {

namespace {

// One of \a columns: they must outlive it, hence no temporary list.
const ScopeColumn &targetColumn(const QList<ScopeColumn> &&, const QString &, SourcePosition) = delete;
const ScopeColumn &targetColumn(const QList<ScopeColumn> &columns, const QString &name, SourcePosition at)
{
    const auto found = std::find_if(columns.begin(), columns.end(), [&](const ScopeColumn &column) {
        return column.name.compare(name, Qt::CaseInsensitive) == 0;
    });
    if (found == columns.end())
        throw SqlError::semantic(at, QStringLiteral("column %1 cannot be resolved").arg(name));
    return *found;
}

// "a" = …, "b" = …
QString assignmentList(const QList<Assignment> &assignments, const QList<ScopeColumn> &columns,
                       QueryTranslator &queries, const Scope &scope)
{
    QStringList items;
    QSet<QString> assigned;
    for (const Assignment &assignment : assignments) {
        const ScopeColumn &column = targetColumn(columns, assignment.column, assignment.position);
        if (column.partitionOf || assigned.contains(assignment.column))
            throw SqlError::semantic(assignment.position,
                                     QStringLiteral("column %1 cannot be assigned").arg(assignment.column));
        assigned.insert(assignment.column);
        const SqlValue value = ExpressionTranslator(queries, scope).translate(assignment.value);
        items.append(dialect::quotePostgresName(column.name) + QStringLiteral(" = ")
                     + assignedTo(value, column.type, column.name, assignment.position).sql);
    }
    return items.join(QStringLiteral(", "));
}

// \a word and the condition; empty if there is none.
QString conditionClause(const QString &word, const ExpressionPtr &condition, QueryTranslator &queries,
                        const Scope &scope)
{
    if (!condition)
        return {};
    return word + ExpressionTranslator(queries, scope, nullptr, false, true).translateCondition(condition);
}

// INSERT ("a", "b") VALUES (…) of MERGE.
QString mergeInsert(const Merge::Clause &clause, const QList<ScopeColumn> &columns, QueryTranslator &queries,
                    const Scope &scope)
{
    QList<ScopeColumn> targets = columns;
    if (!clause.columns.isEmpty()) {
        targets.clear();
        for (const QString &name : clause.columns)
            targets.append(targetColumn(columns, name, clause.position));
    }
    if (size_t(targets.size()) != clause.values.size())
        throw SqlError::semantic(
            clause.position,
            QStringLiteral("%1 columns are wanted, INSERT has %2").arg(targets.size()).arg(clause.values.size()));
    QStringList names;
    QStringList values;
    for (qsizetype i = 0; i < targets.size(); ++i) {
        const ExpressionPtr &value = clause.values[size_t(i)];
        names.append(dialect::quotePostgresName(targets[i].name));
        values.append(assignedTo(ExpressionTranslator(queries, scope).translate(value), targets[i].type,
                                 targets[i].name, value->position)
                          .sql);
    }
    return QStringLiteral("INSERT (%1) VALUES (%2)")
        .arg(names.join(QStringLiteral(", ")), values.join(QStringLiteral(", ")));
}

} // namespace

SqlResult<TranslatedQuery> translateUpdate(const Update &update, NameResolver &resolver)
{
    return guarded([&] {
        QueryTranslator translator(resolver);
        ScopeRelation relation;
        const QString table = translator.translateTable(update.table, update.alias, relation);
        const QList<ScopeColumn> columns = relation.columns;
        Scope scope;
        scope.add(std::move(relation), update.table.position);
        const QString items = assignmentList(update.assignments, columns, translator, scope);
        const QString where = conditionClause(QStringLiteral(" WHERE "), update.where, translator, scope);
        return TranslatedQuery{
            QStringLiteral("UPDATE ") + table + QStringLiteral(" SET ") + items + where, {}, translator.fullScans()};
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
        const QString where = conditionClause(QStringLiteral(" WHERE "), statement.where, translator, scope);
        return TranslatedQuery{QStringLiteral("DELETE FROM ") + table + where, {}, translator.fullScans()};
    });
}

SqlResult<TranslatedQuery> translateMerge(const Merge &statement, NameResolver &resolver)
{
    return guarded([&] {
        QueryTranslator translator(resolver);
        ScopeRelation target;
        const QString table = translator.translateTable(statement.table, statement.alias, target);
        const QList<ScopeColumn> columns = target.columns;
        ScopeRelation source;
        const QString from = translator.translateSource(statement.source, nullptr, source);
        Scope both;
        both.add(std::move(target), statement.table.position);
        Scope sourceOnly;
        sourceOnly.add(source, statement.source.position);
        both.add(std::move(source), statement.source.position);
        QString sql = QStringLiteral("MERGE INTO ") + table + QStringLiteral(" USING ") + from
            + conditionClause(QStringLiteral(" ON "), statement.on, translator, both);
        for (const Merge::Clause &clause : statement.clauses) {
            const bool isInsert = clause.kind == Merge::Clause::Kind::Insert;
            sql += isInsert ? QStringLiteral(" WHEN NOT MATCHED") : QStringLiteral(" WHEN MATCHED");
            sql += conditionClause(QStringLiteral(" AND "), clause.condition, translator, isInsert ? sourceOnly : both)
                + QStringLiteral(" THEN ");
            if (isInsert)
                sql += mergeInsert(clause, columns, translator, sourceOnly);
            else if (clause.kind == Merge::Clause::Kind::Delete)
                sql += QStringLiteral("DELETE");
            else
                sql += QStringLiteral("UPDATE SET ") + assignmentList(clause.assignments, columns, translator, both);
        }
        return TranslatedQuery{sql, {}, translator.fullScans()};
    });
}

} // namespace isthmus::sandboxsql
