// SPDX-License-Identifier: GPL-3.0-or-later
#include "querytranslator.h"

#include "typerules.h"

#include <isthmus/dialect/quoting.h>

#include <QSet>

#include <algorithm>

namespace isthmus::sandboxsql {

using dialect::quotePostgresName;
using Base = catalog::DataType::Base;

namespace {

constexpr qsizetype maxCopiedText = 32 * 1024 * 1024;
constexpr int maxLambdas = 6; // the text of a lambda's source is repeated at every level

// Gives the columns of a relation the names in AS t(a, b).
void rename(QList<OutputColumn> &columns, const QStringList &aliases, SourcePosition at)
{
    if (aliases.isEmpty())
        return;
    if (aliases.size() != columns.size())
        throw SqlError::semantic(
            at, QStringLiteral("%1 column aliases for %2 columns").arg(aliases.size()).arg(columns.size()));
    for (qsizetype i = 0; i < columns.size(); ++i)
        columns[i].name = aliases[i].toLower();
}

QList<ScopeColumn> scopeColumns(const QList<OutputColumn> &columns, const QString &alias)
{
    QList<ScopeColumn> result;
    for (const OutputColumn &column : columns)
        result.append({column.name, column.type, quotePostgresName(alias) + u'.' + quotePostgresName(column.name),
                       column.partitionOf});
    return result;
}

} // namespace

QString columnList(const QList<OutputColumn> &columns)
{
    QStringList names;
    for (const OutputColumn &column : columns)
        names.append(quotePostgresName(column.name));
    return names.join(QStringLiteral(", "));
}

void QueryTranslator::spend(qsizetype characters, SourcePosition at)
{
    m_spent += characters;
    if (m_spent > maxCopiedText)
        throw SqlError::semantic(at, QStringLiteral("the statement grows too large"));
}

void QueryTranslator::nestLambda(int step, SourcePosition at)
{
    m_lambdas += step;
    if (m_lambdas > maxLambdas)
        throw SqlError::unsupported(at, QStringLiteral("nesting lambda functions deeper than %1").arg(maxLambdas));
}

QList<TableName> QueryTranslator::fullScans() const
{
    QList<TableName> tables;
    for (const auto &scan : m_scans) {
        const auto isSame = [&](const TableName &other) { return other.text() == scan->table.text(); };
        if (!scan->isFiltered && std::none_of(tables.begin(), tables.end(), isSame))
            tables.append(scan->table);
    }
    return tables;
}

TranslatedRelation QueryTranslator::translate(const Query &query, const Scope *outer)
{
    const auto outerTables = m_commonTables;
    const QString with = translateWith(query, outer);
    TranslatedRelation relation = translateTerms(query, outer);
    m_commonTables = outerTables;
    relation.sql = with + relation.sql + translateLimit(query);
    return relation;
}

QString QueryTranslator::translateWith(const Query &query, const Scope *outer)
{
    if (query.with.empty())
        return {};
    QStringList parts;
    QSet<QString> names;
    for (const CommonTable &table : query.with) {
        const QString name = table.name.toLower();
        if (names.contains(name))
            throw SqlError::semantic(table.position, QStringLiteral("%1 is defined twice in WITH").arg(table.name));
        names.insert(name);
        TranslatedRelation relation = translate(*table.query, outer);
        rename(relation.columns, table.columnAliases, table.position);
        parts.append(quotePostgresName(name) + u'(' + columnList(relation.columns) + QStringLiteral(") AS (")
                     + relation.sql + u')');
        relation.sql.clear();
        m_commonTables.insert(name, relation);
    }
    return QStringLiteral("WITH ") + parts.join(QStringLiteral(", ")) + u' ';
}

QString QueryTranslator::translateLimit(const Query &query)
{
    const Scope nothing;
    ExpressionTranslator constants(*this, nothing);
    QString sql;
    const auto count = [&](const ExpressionPtr &expression) {
        const auto *literal = expression->as<Literal>();
        const bool number = literal && (literal->kind == Literal::Kind::Int || literal->kind == Literal::Kind::BigInt)
            && !literal->text.startsWith(u'-');
        if (!number)
            throw SqlError::semantic(expression->position, QStringLiteral("LIMIT wants a number"));
        return constants.translate(expression).sql;
    };
    if (query.limit)
        sql += QStringLiteral(" LIMIT ") + count(query.limit);
    if (query.offset)
        sql += QStringLiteral(" OFFSET ") + count(query.offset);
    return sql;
}

TranslatedRelation QueryTranslator::translateTerms(const Query &query, const Scope *outer)
{
    if (query.terms.size() == 1) {
        if (const auto *select = std::get_if<Select>(&query.terms.front().body))
            return translateSelect(*select, &query, outer);
    }
    TranslatedRelation relation =
        query.terms.size() == 1 ? translateTerm(query.terms.front(), outer) : translateSetOperations(query, outer);
    if (query.orderBy.empty() && query.distributeBy.empty()) {
        // What stands in parentheses may have a WITH or LIMIT of its own.
        if (query.terms.size() == 1 && std::holds_alternative<QueryPtr>(query.terms.front().body))
            relation.sql = QStringLiteral("SELECT * FROM (") + relation.sql + QStringLiteral(") AS \"_q\"");
        return relation;
    }
    Scope scope(outer);
    const QString alias = QStringLiteral("_q");
    scope.add({alias, {}, scopeColumns(relation.columns, alias)}, query.position);
    for (const ExpressionPtr &key : query.distributeBy)
        static_cast<void>(ExpressionTranslator(*this, scope).translate(key));
    relation.sql = QStringLiteral("SELECT * FROM (") + relation.sql + QStringLiteral(") AS \"_q\"")
        + translateOrderBy(query.orderBy, scope, {}, relation.columns);
    return relation;
}

TranslatedRelation QueryTranslator::translateTerm(const QueryTerm &term, const Scope *outer)
{
    if (const auto *select = std::get_if<Select>(&term.body))
        return translateSelect(*select, nullptr, outer);
    if (const auto *values = std::get_if<Values>(&term.body))
        return translateValues(*values, outer);
    return translate(*std::get<QueryPtr>(term.body), outer);
}

TranslatedRelation QueryTranslator::translateSetOperations(const Query &query, const Scope *outer)
{
    std::vector<TranslatedRelation> relations;
    QList<OutputColumn> columns;
    for (const QueryTerm &term : query.terms) {
        relations.push_back(translateTerm(term, outer));
        const QList<OutputColumn> &own = relations.back().columns;
        if (relations.size() == 1) {
            columns = own;
            continue;
        }
        if (own.size() != columns.size())
            throw SqlError::semantic(
                term.position,
                QStringLiteral("the queries have %1 and %2 columns").arg(columns.size()).arg(own.size()));
        for (qsizetype i = 0; i < own.size(); ++i) {
            const auto type = commonType(columns[i].type, own[i].type);
            if (!type)
                throw SqlError::semantic(term.position,
                                         QStringLiteral("column %1 has types %2 and %3")
                                             .arg(QString::number(i + 1), columns[i].type.text, own[i].type.text));
            columns[i].type = *type;
            columns[i].partitionOf.reset();
        }
    }
    static const QHash<SetOperator, QString> words{{SetOperator::Union, QStringLiteral(" UNION ")},
                                                   {SetOperator::Intersect, QStringLiteral(" INTERSECT ")},
                                                   {SetOperator::Except, QStringLiteral(" EXCEPT ")}};
    QString sql;
    for (size_t i = 0; i < relations.size(); ++i) {
        const QueryTerm &term = query.terms[i];
        if (i > 0)
            sql += words.value(term.op) + (term.all ? QStringLiteral("ALL ") : QString());
        sql += u'(' + converted(relations[i], columns, term.position).sql + u')';
    }
    return {sql, columns};
}

TranslatedRelation QueryTranslator::converted(const TranslatedRelation &relation, const QList<OutputColumn> &targets,
                                              SourcePosition at, Use use) const
{
    if (relation.columns.size() != targets.size())
        throw SqlError::semantic(
            at,
            QStringLiteral("%1 columns are wanted, the query has %2").arg(targets.size()).arg(relation.columns.size()));
    bool isSame = true;
    QStringList items;
    QStringList inner;
    for (qsizetype i = 0; i < targets.size(); ++i) {
        const OutputColumn &column = relation.columns[i];
        const QString name = QStringLiteral("\"_c%1\"").arg(i);
        inner.append(name);
        const SqlValue source{QStringLiteral("\"_t\".") + name, column.type};
        const SqlValue value = use == Use::Stored ? assignedTo(source, targets[i].type, targets[i].name, at)
                                                  : convertTo(source, targets[i].type, at);
        items.append(value.sql + QStringLiteral(" AS ") + quotePostgresName(targets[i].name));
        isSame = isSame && column.name == targets[i].name && (use == Use::Compared || value.sql == source.sql)
            && (column.type.base == targets[i].type.base && column.type.base != Base::Unknown)
            && (column.type == targets[i].type || column.type.base == Base::Decimal);
    }
    if (isSame)
        return {relation.sql, targets};
    return {QStringLiteral("SELECT ") + items.join(QStringLiteral(", ")) + QStringLiteral(" FROM (") + relation.sql
                + QStringLiteral(") AS \"_t\"(") + inner.join(QStringLiteral(", ")) + u')',
            targets};
}

TranslatedRelation QueryTranslator::translateValues(const Values &values, const Scope *outer)
{
    const Scope scope(outer);
    ExpressionTranslator expressions(*this, scope);
    std::vector<std::vector<SqlValue>> rows;
    QList<OutputColumn> columns;
    for (const ExpressionList &row : values.rows) {
        std::vector<SqlValue> translated;
        for (size_t i = 0; i < row.size(); ++i) {
            translated.push_back(expressions.translate(row[i]));
            const auto place = qsizetype(i);
            if (rows.empty())
                columns.append({QStringLiteral("_c%1").arg(i), {}, nullptr});
            const auto type = commonType(columns[place].type, translated.back().type);
            if (!type)
                throw SqlError::semantic(
                    row[i]->position,
                    QStringLiteral("column %1 of VALUES has types %2 and %3")
                        .arg(QString::number(i + 1), columns[place].type.text, translated.back().type.text));
            columns[place].type = *type;
        }
        rows.push_back(std::move(translated));
    }
    QStringList rowTexts;
    for (const std::vector<SqlValue> &row : rows) {
        QStringList items;
        for (size_t i = 0; i < row.size(); ++i)
            items.append(convertTo(row[i], columns[qsizetype(i)].type, values.position).sql);
        rowTexts.append(u'(' + items.join(QStringLiteral(", ")) + u')');
    }
    return {QStringLiteral("SELECT * FROM (VALUES ") + rowTexts.join(QStringLiteral(", "))
                + QStringLiteral(") AS \"_v\"(") + columnList(columns) + u')',
            columns};
}

} // namespace isthmus::sandboxsql
