// SPDX-License-Identifier: GPL-3.0-or-later
// One SELECT in QueryTranslator: its items, conditions, groups and order.
#include "querytranslator.h"
#include "typerules.h"

#include <isthmus/dialect/quoting.h>

#include <QSet>

#include <algorithm>

namespace isthmus::sandboxsql {

namespace {

constexpr qsizetype maxOutputColumns = 4096;

QString quoted(const QString &name)
{
    return dialect::quotePostgresName(name);
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

// SELECT explode(a) AS (…) means SELECT the columns of LATERAL VIEW explode(a).
Select withLateralView(const Select &select)
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

} // namespace

QString orderSuffix(const OrderItem &item)
{
    const bool nullsFirst = item.nullsFirst.value_or(!item.descending);
    return (item.descending ? QStringLiteral(" DESC") : QStringLiteral(" ASC"))
        + (nullsFirst ? QStringLiteral(" NULLS FIRST") : QStringLiteral(" NULLS LAST"));
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
    return (select.distinct ? QStringLiteral("SELECT DISTINCT ") : QStringLiteral("SELECT ")) + columnList(list.columns)
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
