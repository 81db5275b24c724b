// SPDX-License-Identifier: GPL-3.0-or-later
// Calls whose arguments are lambdas: the elements become rows of a subquery in which the lambda's body is evaluated.
// Source: MaxCompute SQL, "Complex type functions", "Lambda functions".
#include "expressiontranslator.h"
#include "functiontable.h"
#include "nestedconversion.h"
#include "querytranslator.h"
#include "typerules.h"

#include <isthmus/dialect/quoting.h>
#include <isthmus/sandboxsql/types.h>

namespace isthmus::sandboxsql {

using catalog::DataType;
using Base = DataType::Base;

namespace {

// The elements of an array or the entries of a map as rows.
struct Elements {
    QString from; ///< what stands behind FROM
    std::vector<SqlValue> values; ///< element; or key and value
    QString place; ///< orders the rows as the elements were
};

Elements elementsOf(const SqlValue &value, int number, SourcePosition at)
{
    const QString alias = QStringLiteral("\"_l%1\"").arg(number);
    const QString place = alias + QStringLiteral(".\"_n\"");
    if (value.type.base == Base::Map) {
        const SqlValue key = mapKey(alias + QStringLiteral(".\"_k\""), value.type.args.at(0), at);
        const SqlValue element = partOf(alias + QStringLiteral(".\"_v\""), value.type.args.at(1), at);
        return {QStringLiteral("jsonb_each(%1) WITH ORDINALITY AS %2(\"_k\", \"_v\", \"_n\")").arg(value.sql, alias),
                {key, element},
                place};
    }
    if (value.type.base != Base::Array)
        throw SqlError::semantic(at, QStringLiteral("a value of type %1 has no elements").arg(value.type.text));
    const QString function =
        isStoredAsJson(value.type) ? QStringLiteral("jsonb_array_elements") : QStringLiteral("unnest");
    return {QStringLiteral("%1(%2) WITH ORDINALITY AS %3(\"_e\", \"_n\")").arg(function, value.sql, alias),
            {isStoredAsJson(value.type) ? partOf(alias + QStringLiteral(".\"_e\""), value.type.args.first(), at)
                                        : SqlValue{alias + QStringLiteral(".\"_e\""), value.type.args.first()}},
            place};
}

// The array of \a body over \a rows where \a condition holds; NULL unless \a present.
SqlValue collected(const SqlValue &body, const Elements &rows, const QString &present, const QString &condition)
{
    const DataType type = arrayType(isUnknown(body.type) ? typeOf(Base::String) : body.type);
    const QString where = condition.isEmpty() ? QString() : QStringLiteral(" WHERE ") + condition;
    const QString list = isStoredAsJson(type)
        ? QStringLiteral("(SELECT COALESCE(jsonb_agg(%1 ORDER BY %2), '[]') FROM %3%4)")
              .arg(jsonPart(body), rows.place, rows.from, where)
        : QStringLiteral("ARRAY(SELECT %1 FROM %3%4 ORDER BY %2)").arg(body.sql, rows.place, rows.from, where)
            + QStringLiteral("::") + postgresType(type);
    return {QStringLiteral("(CASE WHEN %1 THEN %2 END)").arg(present, list), type};
}

SqlValue refuseWithoutLambda(const CallTranslation &call)
{
    throw SqlError::semantic(call.at(), QStringLiteral("function %1 wants a lambda function").arg(call.call().name));
}

QString conditionOf(const SqlValue &body, SourcePosition at)
{
    return convertTo(body, typeOf(Base::Boolean), at).sql;
}

} // namespace

std::optional<SqlValue> ExpressionTranslator::translateSpecialCall(const Call &call)
{
    if (call.name == u"max_pt" || call.name == u"table_exists" || call.name == u"partition_exists")
        return translateCatalogCall(call);
    for (const ExpressionPtr &argument : call.arguments) {
        if (!argument->as<Lambda>())
            continue;
        const SourcePosition at = m_at;
        m_queries.nestLambda(1, at);
        SqlValue value = translateLambdaCall(call);
        m_queries.nestLambda(-1, at);
        m_queries.spend(value.sql.size(), at);
        return value;
    }
    return std::nullopt;
}

SqlValue ExpressionTranslator::translateBody(const Call &call, size_t i, const std::vector<SqlValue> &values)
{
    const ExpressionPtr &argument = call.arguments.at(i);
    const auto *lambda = argument->as<Lambda>();
    if (!lambda)
        throw SqlError::semantic(
            argument->position,
            QStringLiteral("argument %1 of function %2 must be a lambda function").arg(i + 1).arg(call.name));
    if (size_t(lambda->parameters.size()) != values.size())
        throw SqlError::semantic(
            argument->position,
            QStringLiteral("the lambda function of %1 has %2 parameter(s)").arg(call.name).arg(values.size()));
    Scope scope(&m_scope);
    ScopeRelation parameters;
    parameters.alias = QStringLiteral("_p%1").arg(m_queries.nextNumber());
    for (qsizetype k = 0; k < lambda->parameters.size(); ++k)
        parameters.columns.append({lambda->parameters[k], values[size_t(k)].type, values[size_t(k)].sql, nullptr});
    scope.add(std::move(parameters), argument->position);
    return ExpressionTranslator(m_queries, scope, m_aliases, false, m_isCondition).translate(lambda->body);
}

SqlValue ExpressionTranslator::translateLambdaCall(const Call &call)
{
    const QList<FunctionRow> rows = functionTable().values(call.name);
    const FunctionRow *known = rows.isEmpty() ? nullptr : &rows.first();
    if (known && known->kind == FunctionRow::Kind::Refused)
        throw SqlError::unsupported(m_at, QStringLiteral("function %1").arg(call.name));
    if (!known || known->emitter != refuseWithoutLambda)
        throw SqlError::semantic(m_at, QStringLiteral("function %1 takes no lambda function").arg(call.name.left(128)));
    if (int(call.arguments.size()) != known->minCount || call.distinct || call.filter || call.over)
        throw SqlError::semantic(
            m_at, QStringLiteral("function %1 is called as %2").arg(call.name, QString::fromUtf8(known->signature)));
    const SqlValue source = translate(call.arguments.front());
    if (call.name == u"array_reduce")
        return translateReduce(call, source);
    const bool ofMap = call.name == u"map_filter" || call.name.startsWith(u"transform_");
    if (ofMap != (source.type.base == Base::Map))
        throw SqlError::semantic(
            m_at,
            QStringLiteral("argument 1 of function %1 must be %2").arg(call.name, ofMap ? u"a map" : u"an array"));
    if (call.name == u"zip_with") {
        const SqlValue other = translate(call.arguments.at(1));
        if (other.type.base != Base::Array || isStoredAsJson(other.type) || isStoredAsJson(source.type))
            throw SqlError::unsupported(m_at, QStringLiteral("zip_with of anything but arrays of scalars"));
        const QString alias = QStringLiteral("\"_l%1\"").arg(m_queries.nextNumber());
        const Elements pairs{QStringLiteral("unnest(%1, %2) WITH ORDINALITY AS %3(\"_a\", \"_b\", \"_n\")")
                                 .arg(source.sql, other.sql, alias),
                             {{alias + QStringLiteral(".\"_a\""), source.type.args.first()},
                              {alias + QStringLiteral(".\"_b\""), other.type.args.first()}},
                             alias + QStringLiteral(".\"_n\"")};
        return collected(translateBody(call, 2, pairs.values), pairs,
                         QStringLiteral("%1 IS NOT NULL AND %2 IS NOT NULL").arg(source.sql, other.sql), {});
    }
    const Elements elements = elementsOf(source, m_queries.nextNumber(), m_at);
    const SqlValue body = translateBody(call, 1, elements.values);
    if (call.name == u"transform")
        return collected(body, elements, source.sql + QStringLiteral(" IS NOT NULL"), {});
    if (call.name == u"filter")
        return collected(elements.values.front(), elements, source.sql + QStringLiteral(" IS NOT NULL"),
                         conditionOf(body, m_at));
    if (call.name == u"any_match" || call.name == u"all_match") {
        // Three values: a NULL answer counts only where nothing else decides.
        const bool any = call.name == u"any_match";
        return {QStringLiteral("(SELECT CASE WHEN bool_or(%1 IS %2) THEN %2 WHEN bool_or(%1 IS NULL) THEN NULL "
                               "ELSE %3 END FROM %4)")
                    .arg(conditionOf(body, m_at), any ? u"TRUE" : u"FALSE", any ? u"FALSE" : u"TRUE", elements.from),
                typeOf(Base::Boolean)};
    }
    const QString key = mapKeyText(elements.values.at(0), m_at);
    if (call.name == u"map_filter")
        return {QStringLiteral("(SELECT COALESCE(jsonb_object_agg(%1, %2), '{}') FROM %3 WHERE %4)")
                    .arg(key, jsonPart(elements.values.at(1)), elements.from, conditionOf(body, m_at)),
                source.type};
    if (call.name == u"transform_keys")
        return {QStringLiteral("(SELECT COALESCE(jsonb_object_agg(%1, %2), '{}') FROM %3)")
                    .arg(mapKeyText(body, m_at), jsonPart(elements.values.at(1)), elements.from),
                mapType(body.type, source.type.args.at(1))};
    return {QStringLiteral("(SELECT COALESCE(jsonb_object_agg(%1, %2), '{}') FROM %3)")
                .arg(key, jsonPart(body), elements.from),
            mapType(source.type.args.at(0), body.type)};
}

// array_reduce(array, start, (state, element) -> merge, state -> final): a recursion along the array.
SqlValue ExpressionTranslator::translateReduce(const Call &call, const SqlValue &array)
{
    if (array.type.base != Base::Array || isStoredAsJson(array.type))
        throw SqlError::unsupported(m_at, QStringLiteral("array_reduce of anything but an array of scalars"));
    const SqlValue start = translate(call.arguments.at(1));
    const QString name = QStringLiteral("\"_r%1\"").arg(m_queries.nextNumber());
    const auto stateOf = [&](const DataType &type) { return SqlValue{name + QStringLiteral(".\"_s\""), type}; };
    const SqlValue element{QStringLiteral("(%1)[%2.\"_i\" + 1]").arg(array.sql, name), array.type.args.first()};
    // The state has the type that start and merge have together.
    const DataType merged = translateBody(call, 2, {stateOf(start.type), element}).type;
    const auto type = commonType(start.type, merged);
    if (!type || postgresType(*type).isEmpty() || isStoredAsJson(*type))
        throw SqlError::unsupported(m_at, QStringLiteral("array_reduce with a state of this type"));
    const SqlValue merge = translateBody(call, 2, {stateOf(*type), element});
    const SqlValue last = translateBody(call, 3, {stateOf(*type)});
    const QString form = QStringLiteral("::") + postgresType(*type);
    return {
        QStringLiteral("(WITH RECURSIVE %1(\"_i\", \"_s\") AS (SELECT 0, (%2)%3 UNION ALL SELECT \"_i\" + 1, (%4)%3 "
                       "FROM %1 WHERE \"_i\" < cardinality(%5)) SELECT %6 FROM %1 ORDER BY \"_i\" DESC LIMIT 1)")
            .arg(name, convertTo(start, *type, m_at).sql, form, convertTo(merge, *type, m_at).sql, array.sql, last.sql),
        last.type};
}

QList<FunctionRow> lambdaFunctions()
{
    constexpr const char *group = "complex";
    return {
        special("all_match", group, "all_match(array, x -> condition)", 2, 2, refuseWithoutLambda),
        special("any_match", group, "any_match(array, x -> condition)", 2, 2, refuseWithoutLambda),
        special("array_reduce", group, "array_reduce(array, start, (state, x) -> merge, state -> final)", 4, 4,
                refuseWithoutLambda),
        special("filter", group, "filter(array, x -> condition)", 2, 2, refuseWithoutLambda),
        special("map_filter", group, "map_filter(map, (k, v) -> condition)", 2, 2, refuseWithoutLambda),
        special("transform", group, "transform(array, x -> value)", 2, 2, refuseWithoutLambda),
        special("transform_keys", group, "transform_keys(map, (k, v) -> key)", 2, 2, refuseWithoutLambda),
        special("transform_values", group, "transform_values(map, (k, v) -> value)", 2, 2, refuseWithoutLambda),
        special("zip_with", group, "zip_with(a, b, (x, y) -> value)", 3, 3, refuseWithoutLambda),
    };
}

} // namespace isthmus::sandboxsql
