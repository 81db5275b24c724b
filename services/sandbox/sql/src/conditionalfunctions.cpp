// SPDX-License-Identifier: GPL-3.0-or-later
#include "functiontable.h"
#include "typerules.h"

// Source: MaxCompute SQL, "Other functions".
namespace isthmus::sandboxsql {

using catalog::DataType;
using Base = DataType::Base;

namespace {

QStringList allConverted(const CallTranslation &call, const DataType &type)
{
    QStringList parts;
    for (size_t i = 0; i < call.count(); ++i)
        parts.append(call.converted(i, type));
    return parts;
}

SqlValue emitIf(const CallTranslation &call)
{
    const DataType type = call.commonTypeFrom(1);
    return {QStringLiteral("(CASE WHEN %1 THEN %2 ELSE %3 END)")
                .arg(call.converted(0, typeOf(Base::Boolean)), call.converted(1, type), call.converted(2, type)),
            type};
}

SqlValue emitCoalesce(const CallTranslation &call)
{
    const DataType type = call.commonTypeFrom(0);
    return {QStringLiteral("COALESCE(%1)").arg(allConverted(call, type).join(QStringLiteral(", "))), type};
}

SqlValue emitNvl2(const CallTranslation &call)
{
    const DataType type = call.commonTypeFrom(1);
    return {QStringLiteral("(CASE WHEN %1 IS NOT NULL THEN %2 ELSE %3 END)")
                .arg(call.argument(0).sql, call.converted(1, type), call.converted(2, type)),
            type};
}

SqlValue emitNullIf(const CallTranslation &call)
{
    const auto type = comparisonType(call.argument(0).type, call.argument(1).type);
    if (!type)
        throw SqlError::semantic(call.at(), QStringLiteral("the arguments of nullif cannot be compared"));
    return {QStringLiteral("(CASE WHEN %1 = %2 THEN NULL ELSE %3 END)")
                .arg(call.converted(0, *type), call.converted(1, *type), call.argument(0).sql),
            call.argument(0).type};
}

// NULL does not count for the greatest and is the least of all: it is the smallest value.
SqlValue emitGreatestOrLeast(const CallTranslation &call)
{
    const bool greatest = call.call().name == u"greatest";
    DataType type = call.argument(0).type;
    for (size_t i = 1; i < call.count(); ++i) {
        const auto next = comparisonType(type, call.argument(i).type);
        if (!next)
            throw SqlError::semantic(call.at(),
                                     QStringLiteral("the arguments of %1 cannot be compared").arg(call.call().name));
        type = *next;
    }
    const QString list = allConverted(call, type).join(QStringLiteral(", "));
    if (greatest)
        return {QStringLiteral("GREATEST(%1)").arg(list), type};
    QStringList nulls;
    for (size_t i = 0; i < call.count(); ++i)
        nulls.append(call.argument(i).sql + QStringLiteral(" IS NULL"));
    return {QStringLiteral("(CASE WHEN %1 THEN NULL ELSE LEAST(%2) END)").arg(nulls.join(QStringLiteral(" OR ")), list),
            type};
}

// decode(x, search1, result1, …[, default]); NULL equals NULL.
SqlValue emitDecode(const CallTranslation &call)
{
    const bool hasDefault = call.count() % 2 == 0;
    const size_t pairsEnd = hasDefault ? call.count() - 1 : call.count();
    DataType compared = call.argument(0).type;
    DataType type = hasDefault ? call.argument(call.count() - 1).type : DataType();
    for (size_t i = 1; i < pairsEnd; i += 2) {
        const auto nextCompared = comparisonType(compared, call.argument(i).type);
        const auto nextType = commonType(type, call.argument(i + 1).type);
        if (!nextCompared || !nextType)
            throw SqlError::semantic(call.call().arguments.at(i)->position,
                                     QStringLiteral("the arguments of decode do not go together"));
        compared = *nextCompared;
        type = *nextType;
    }
    QString sql = QStringLiteral("(CASE");
    for (size_t i = 1; i < pairsEnd; i += 2)
        sql += QStringLiteral(" WHEN %1 IS NOT DISTINCT FROM %2 THEN %3")
                   .arg(call.converted(0, compared), call.converted(i, compared), call.converted(i + 1, type));
    if (hasDefault)
        sql += QStringLiteral(" ELSE ") + call.converted(call.count() - 1, type);
    return {sql + QStringLiteral(" END)"), type};
}

} // namespace

QList<FunctionRow> conditionalFunctions()
{
    constexpr const char *group = "conditional";
    return {
        special("if", group, "if(condition, a, b)", 3, 3, emitIf),
        special("nvl", group, "nvl(a, b)", 2, 2, emitCoalesce),
        special("ifnull", group, "ifnull(a, b)", 2, 2, emitCoalesce),
        special("coalesce", group, "coalesce(a, …)", 1, -1, emitCoalesce),
        special("nvl2", group, "nvl2(a, b, c)", 3, 3, emitNvl2),
        special("nullif", group, "nullif(a, b)", 2, 2, emitNullIf),
        special("greatest", group, "greatest(a, b, …)", 2, -1, emitGreatestOrLeast),
        special("least", group, "least(a, b, …)", 2, -1, emitGreatestOrLeast),
        special("decode", group, "decode(x, search, result, …[, default])", 3, -1, emitDecode),
        row("isnull", group, "isnull(a)", "x", "($1 IS NULL)", 'b'),
        row("isnotnull", group, "isnotnull(a)", "x", "($1 IS NOT NULL)", 'b'),
        row("uuid", "other", "uuid()", "", "gen_random_uuid()::text", 's'),
    };
}

} // namespace isthmus::sandboxsql
