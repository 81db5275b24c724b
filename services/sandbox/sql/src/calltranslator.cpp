// SPDX-License-Identifier: GPL-3.0-or-later
// Calls in ExpressionTranslator: arguments, WITHIN GROUP, FILTER, OVER with its window.
#include "expressiontranslator.h"
#include "functiontable.h"
#include "querytranslator.h"

namespace isthmus::sandboxsql {

namespace {

constexpr qsizetype maxCallText = 16 * 1024 * 1024; // UTF-16 code units

QString joined(const QStringList &parts)
{
    return parts.join(QStringLiteral(", "));
}

} // namespace

SqlValue ExpressionTranslator::operator()(const Call &call)
{
    if (auto special = translateSpecialCall(call))
        return *special;
    std::vector<SqlValue> arguments;
    arguments.reserve(call.arguments.size());
    qsizetype size = 0;
    for (const ExpressionPtr &argument : call.arguments) {
        arguments.push_back(translate(argument));
        size += arguments.back().sql.size();
    }
    // Some functions repeat their arguments (decode the first, least all): nested, they would grow without bound.
    const qsizetype repeated = arguments.empty() ? 0 : arguments.front().sql.size() * qsizetype(arguments.size());
    if (repeated + 4 * size > maxCallText)
        throw SqlError::semantic(m_at, QStringLiteral("the arguments of function %1 are too large").arg(call.name));
    CallTranslation translation(call, m_at, std::move(arguments));
    if (!call.withinGroup.empty())
        translation.withinGroup = QStringLiteral("ORDER BY ") + translateOrder(call.withinGroup);
    if (call.filter)
        translation.filter = translateCondition(call.filter);
    if (call.over)
        translation.over = translateWindow(*call.over);
    return emitCall(translation);
}

QString ExpressionTranslator::translateOrder(const std::vector<OrderItem> &items)
{
    QStringList list;
    for (const OrderItem &item : items)
        list.append(translate(item.expression).sql + orderSuffix(item));
    return joined(list);
}

QString ExpressionTranslator::translateWindow(const Window &window)
{
    if (!window.name.isEmpty())
        return translateWindow(m_queries.namedWindow(window.name, m_at));
    QStringList parts;
    if (!window.partitionBy.empty()) {
        QStringList keys;
        for (const ExpressionPtr &key : window.partitionBy)
            keys.append(translate(key).sql);
        parts.append(QStringLiteral("PARTITION BY ") + joined(keys));
    }
    if (!window.orderBy.empty())
        parts.append(QStringLiteral("ORDER BY ") + translateOrder(window.orderBy));
    if (window.frame) {
        parts.append((window.frame->rows ? QStringLiteral("ROWS BETWEEN ") : QStringLiteral("RANGE BETWEEN "))
                     + translateBound(window.frame->start) + QStringLiteral(" AND ")
                     + translateBound(window.frame->end));
    }
    return QStringLiteral("OVER (") + parts.join(u' ') + u')';
}

QString ExpressionTranslator::translateBound(const FrameBound &bound)
{
    switch (bound.kind) {
    case FrameBound::Kind::UnboundedPreceding:
        return QStringLiteral("UNBOUNDED PRECEDING");
    case FrameBound::Kind::UnboundedFollowing:
        return QStringLiteral("UNBOUNDED FOLLOWING");
    case FrameBound::Kind::CurrentRow:
        return QStringLiteral("CURRENT ROW");
    case FrameBound::Kind::Preceding:
        return translate(bound.distance).sql + QStringLiteral(" PRECEDING");
    case FrameBound::Kind::Following:
        break;
    }
    return translate(bound.distance).sql + QStringLiteral(" FOLLOWING");
}

} // namespace isthmus::sandboxsql
