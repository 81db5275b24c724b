// SPDX-License-Identifier: GPL-3.0-or-later
#include "querytranslator.h"

#include "typerules.h"

#include <isthmus/dialect/quoting.h>
#include <isthmus/sandboxsql/types.h>

#include <QSet>

#include <algorithm>

namespace isthmus::sandboxsql {

using catalog::DataType;
using Base = DataType::Base;

namespace {

constexpr qsizetype maxCopiedText = 32 * 1024 * 1024;
constexpr qsizetype maxOutputColumns = 4096;
constexpr int maxLambdas = 6; // the text of a lambda's source is repeated at every level

QString quoted(const QString &name)
{
    return dialect::quotePostgresName(name);
}

QString quotedList(const QList<OutputColumn> &columns)
{
    QStringList names;
    for (const OutputColumn &column : columns)
        names.append(quoted(column.name));
    return names.join(QStringLiteral(", "));
}

// Result columns need names that differ: the second "id" becomes "id2".
void makeUnique(QList<OutputColumn> &columns)
{
    QSet<QString> taken;
    for (OutputColumn &column : columns) {
        QString name = column.name;
        for (int i = 2; taken.contains(name); ++i)
            name = column.name + QString::number(i);
        taken.insert(name);
        column.name = name;
    }
}

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
        result.append({column.name, column.type, quoted(alias) + u'.' + quoted(column.name), column.partitionOf});
    return result;
}

// Name of a result column without alias: that of the column or field, else _c and its place.
QString outputName(const Expression &expression, qsizetype place)
{
    if (const auto *name = expression.as<ColumnName>())
        return name->parts.last().toLower();
    if (const auto *field = expression.as<Field>())
        return field->name.toLower();
    return QStringLiteral("_c%1").arg(place);
}

// A key that PostgreSQL would read as a position (or refuse) although it is a constant reached through an alias.
QString keyText(const QString &sql)
{
    const auto isBare = [](QChar c) { return (c >= u'0' && c <= u'9') || c == u'(' || c == u')' || c == u'-'; };
    const bool isConstant =
        sql == u"TRUE" || sql == u"FALSE" || sql == u"NULL" || std::all_of(sql.begin(), sql.end(), isBare);
    return isConstant ? QStringLiteral("(SELECT %1)").arg(sql) : sql;
}

std::optional<int> positionOf(const ExpressionPtr &expression, qsizetype count)
{
    const auto *literal = expression->as<Literal>();
    if (!literal || literal->kind != Literal::Kind::Int)
        return std::nullopt;
    const int position = literal->text.toInt();
    if (position < 1 || position > count)
        throw SqlError::semantic(expression->position,
                                 QStringLiteral("position %1 is not in the SELECT list").arg(literal->text));
    return position;
}

} // namespace

QString orderSuffix(const OrderItem &item)
{
    const bool nullsFirst = item.nullsFirst.value_or(!item.descending);
    return (item.descending ? QStringLiteral(" DESC") : QStringLiteral(" ASC"))
        + (nullsFirst ? QStringLiteral(" NULLS FIRST") : QStringLiteral(" NULLS LAST"));
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
        parts.append(quoted(name) + u'(' + quotedList(relation.columns) + QStringLiteral(") AS (") + relation.sql
                     + u')');
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
        items.append(value.sql + QStringLiteral(" AS ") + quoted(targets[i].name));
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
                + QStringLiteral(") AS \"_v\"(") + quotedList(columns) + u')',
            columns};
}

struct QueryTranslator::SelectList {
    QStringList values;
    QList<OutputColumn> columns; ///< as many as values
    SelectAliases aliases;

    /// value AS "name", …
    [[nodiscard]] QString text() const
    {
        QStringList items;
        for (qsizetype i = 0; i < values.size(); ++i)
            items.append(values[i] + QStringLiteral(" AS ") + quoted(columns[i].name));
        return items.join(QStringLiteral(", "));
    }
};

const Window &QueryTranslator::namedWindow(const QString &name, SourcePosition at) const
{
    if (m_select) {
        for (const NamedWindow &window : m_select->windows) {
            if (window.name == name && window.window.name.isEmpty())
                return window.window;
        }
    }
    throw SqlError::semantic(at, QStringLiteral("window %1 cannot be resolved").arg(name));
}

QueryTranslator::SelectList QueryTranslator::translateItems(const Select &select, const Scope &scope)
{
    SelectList list;
    ExpressionTranslator expressions(*this, scope);
    for (const SelectItem &item : select.items) {
        if (const auto *star = item.expression->as<Star>()) {
            if (scope.isEmpty())
                throw SqlError::semantic(item.expression->position, QStringLiteral("'*' without FROM"));
            for (const ScopeColumn &column : scope.expand(star->qualifier, item.expression->position)) {
                if (item.except.contains(column.name.toLower()))
                    continue;
                spend(2 * column.reference.size(), item.expression->position);
                list.values.append(column.reference);
                list.columns.append({column.name.toLower(), column.type, column.partitionOf});
            }
            continue;
        }
        if (!item.aliases.isEmpty())
            throw SqlError::semantic(item.expression->position,
                                     QStringLiteral("a list of aliases wants a function that makes rows"));
        const SqlValue value = expressions.translate(item.expression);
        OutputColumn column{item.alias.toLower(), value.type, nullptr};
        if (column.name.isEmpty())
            column.name = outputName(*item.expression, list.columns.size());
        if (const auto *name = item.expression->as<ColumnName>()) {
            if (const auto found = scope.find(name->parts, item.expression->position); found && found->fields.isEmpty())
                column.partitionOf = found->column.partitionOf;
        }
        // An untyped NULL would make the column unusable for DISTINCT, UNION and CREATE TABLE AS.
        const bool isNull = isUnknown(value.type) && value.sql == u"NULL";
        list.values.append(isNull ? QStringLiteral("NULL::text") : value.sql);
        if (!item.alias.isEmpty())
            list.aliases.insert(column.name, value);
        list.columns.append(column);
    }
    if (list.columns.isEmpty() || list.columns.size() > maxOutputColumns)
        throw SqlError::semantic(select.position, QStringLiteral("a query has 1 to %1 columns").arg(maxOutputColumns));
    makeUnique(list.columns);
    return list;
}

// SELECT explode(a) AS (…) means SELECT the columns of LATERAL VIEW explode(a).
static Select withLateralView(const Select &select)
{
    Select rewritten = select;
    const SelectItem item = select.items.front();
    LateralView view;
    view.call = item.expression;
    view.alias = QStringLiteral("_u");
    view.columnAliases = item.aliases;
    if (!item.alias.isEmpty())
        view.columnAliases = {item.alias};
    FromItem from;
    from.join = select.from.empty() ? JoinKind::First : JoinKind::Cross;
    from.position = item.expression->position;
    from.source = std::move(view);
    rewritten.from.push_back(std::move(from));
    const Expression star{item.expression->position, 1, Star{{QStringLiteral("_u")}}};
    rewritten.items = {{std::make_shared<const Expression>(star), {}, {}, {}}};
    return rewritten;
}

TranslatedRelation QueryTranslator::translateSelect(const Select &select, const Query *tail, const Scope *outer)
{
    if (select.items.size() == 1 && isTableFunction(*select.items.front().expression))
        return translateSelect(withLateralView(select), tail, outer);
    Scope scope(outer);
    const From from = translateFrom(select, scope);
    const Select *outerSelect = std::exchange(m_select, &select);
    const SelectList list = translateItems(select, scope);
    QStringList conditions = from.conditions;
    if (select.where)
        conditions.prepend(translateCondition(select.where, scope));
    QString rest = from.sql;
    if (!conditions.isEmpty())
        rest += QStringLiteral(" WHERE ") + conditions.join(QStringLiteral(" AND "));
    rest += translateGroupBy(select, scope, list.aliases, list.columns.size());
    if (select.having)
        rest += QStringLiteral(" HAVING ") + translateCondition(select.having, scope, &list.aliases);
    if (tail) {
        for (const ExpressionPtr &key : tail->distributeBy)
            static_cast<void>(ExpressionTranslator(*this, scope, &list.aliases).translate(key));
    }
    QString sql;
    if (select.qualify) {
        sql = translateQualified(select, tail, scope, list, rest);
    } else {
        sql = (select.distinct ? QStringLiteral("SELECT DISTINCT ") : QStringLiteral("SELECT ")) + list.text() + rest;
        if (tail)
            sql += translateOrderBy(tail->orderBy, scope, list.aliases, list.columns);
    }
    m_select = outerSelect;
    return {sql, list.columns};
}

// QUALIFY filters what window functions gave, which PostgreSQL can do only one query further out. Keys of ORDER BY that
// are no result columns go along under names of their own.
QString QueryTranslator::translateQualified(const Select &select, const Query *tail, const Scope &scope,
                                            const SelectList &list, const QString &rest)
{
    QString inner = list.text() + QStringLiteral(", ") + translateCondition(select.qualify, scope, &list.aliases)
        + QStringLiteral(" AS \"_qualify\"");
    QStringList order;
    for (const OrderItem &item : tail ? tail->orderBy : std::vector<OrderItem>()) {
        QString key;
        const auto *name = item.expression->as<ColumnName>();
        const QString plain = name && name->parts.size() == 1 ? name->parts.first().toLower() : QString();
        const auto isOutput = [&](const OutputColumn &column) { return column.name == plain; };
        if (const auto position = positionOf(item.expression, list.columns.size())) {
            key = quoted(list.columns[*position - 1].name);
        } else if (!plain.isEmpty() && std::any_of(list.columns.begin(), list.columns.end(), isOutput)) {
            key = quoted(plain);
        } else if (select.distinct) {
            throw SqlError::semantic(item.expression->position,
                                     QStringLiteral("with DISTINCT, ORDER BY wants columns of the SELECT list"));
        } else {
            key = QStringLiteral("\"_k%1\"").arg(order.size());
            inner += QStringLiteral(", ")
                + ExpressionTranslator(*this, scope, &list.aliases, true).translate(item.expression).sql
                + QStringLiteral(" AS ") + key;
        }
        order.append(key + orderSuffix(item));
    }
    return (select.distinct ? QStringLiteral("SELECT DISTINCT ") : QStringLiteral("SELECT ")) + quotedList(list.columns)
        + QStringLiteral(" FROM (SELECT ") + inner + rest + QStringLiteral(") AS \"_q\" WHERE \"_qualify\"")
        + (order.isEmpty() ? QString() : QStringLiteral(" ORDER BY ") + order.join(QStringLiteral(", ")));
}

QString QueryTranslator::translateCondition(const ExpressionPtr &condition, const Scope &scope,
                                            const SelectAliases *aliases)
{
    return ExpressionTranslator(*this, scope, aliases, false, true).translateCondition(condition);
}

QString QueryTranslator::translateGroupBy(const Select &select, const Scope &scope, const SelectAliases &aliases,
                                          qsizetype outputCount)
{
    if (select.groupBy.empty())
        return {};
    QStringList items;
    for (const GroupItem &item : select.groupBy) {
        QStringList sets;
        for (const ExpressionList &set : item.sets) {
            QStringList keys;
            for (const ExpressionPtr &key : set)
                keys.append(translateGroupKey(key, scope, aliases, outputCount));
            const QString list = keys.join(QStringLiteral(", "));
            sets.append(keys.size() == 1 ? list : u'(' + list + u')');
        }
        const QString all = sets.join(QStringLiteral(", "));
        switch (item.kind) {
        case GroupItem::Kind::Plain:
            items.append(all);
            break;
        case GroupItem::Kind::Rollup:
            items.append(QStringLiteral("ROLLUP (") + all + u')');
            break;
        case GroupItem::Kind::Cube:
            items.append(QStringLiteral("CUBE (") + all + u')');
            break;
        case GroupItem::Kind::Sets:
            items.append(QStringLiteral("GROUPING SETS (") + all + u')');
            break;
        }
    }
    return QStringLiteral(" GROUP BY ") + items.join(QStringLiteral(", "));
}

QString QueryTranslator::translateGroupKey(const ExpressionPtr &key, const Scope &scope, const SelectAliases &aliases,
                                           qsizetype outputCount)
{
    if (const auto position = positionOf(key, outputCount))
        return QString::number(*position);
    return keyText(ExpressionTranslator(*this, scope, &aliases).translate(key).sql);
}

QString QueryTranslator::translateOrderBy(const std::vector<OrderItem> &items, const Scope &scope,
                                          const SelectAliases &aliases, const QList<OutputColumn> &columns)
{
    QStringList list;
    for (const OrderItem &item : items) {
        QString key;
        const auto *name = item.expression->as<ColumnName>();
        const QString plain = name && name->parts.size() == 1 ? name->parts.first().toLower() : QString();
        const auto isOutput = [&](const OutputColumn &column) { return column.name == plain; };
        if (const auto position = positionOf(item.expression, columns.size()))
            key = QString::number(*position);
        else if (!plain.isEmpty() && std::any_of(columns.begin(), columns.end(), isOutput))
            key = quoted(plain); // PostgreSQL looks at result columns first, as MaxCompute does
        else
            key = keyText(ExpressionTranslator(*this, scope, &aliases, true).translate(item.expression).sql);
        list.append(key + orderSuffix(item));
    }
    return list.isEmpty() ? QString() : QStringLiteral(" ORDER BY ") + list.join(QStringLiteral(", "));
}

} // namespace isthmus::sandboxsql
