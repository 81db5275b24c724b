// SPDX-License-Identifier: GPL-3.0-or-later
// Functions that ask the catalog: their arguments are constants, and so are their answers. Source: MaxCompute SQL,
// "Other functions".
#include "expressiontranslator.h"
#include "functiontable.h"
#include "querytranslator.h"
#include "typerules.h"

#include <isthmus/dialect/quoting.h>

namespace isthmus::sandboxsql {

using catalog::DataType;
using Base = DataType::Base;

namespace {

SqlValue answeredElsewhere(const CallTranslation &call)
{
    throw SqlError::semantic(call.at(), QStringLiteral("function %1 wants text constants").arg(call.call().name));
}

QString constantText(const Call &call, size_t i)
{
    const ExpressionPtr &argument = call.arguments.at(i);
    const auto *literal = argument->as<Literal>();
    if (!literal || literal->kind != Literal::Kind::String)
        throw SqlError::semantic(
            argument->position,
            QStringLiteral("argument %1 of function %2 must be a text constant").arg(i + 1).arg(call.name));
    return literal->text;
}

} // namespace

SqlValue ExpressionTranslator::translateCatalogCall(const Call &call)
{
    const bool hasPartition = call.name == u"partition_exists";
    if (hasPartition ? call.arguments.size() < 2 : call.arguments.size() != 1)
        throw SqlError::semantic(
            m_at, QStringLiteral("function %1 does not take %2 argument(s)").arg(call.name).arg(call.arguments.size()));
    const TableName table{constantText(call, 0).remove(u'`').split(u'.'), call.arguments.front()->position};
    if (table.parts.size() > 3)
        throw SqlError::semantic(table.position, QStringLiteral("'%1' is no table name").arg(table.text().left(128)));
    NameResolver &resolver = m_queries.resolver();
    if (call.name == u"max_pt") {
        const auto value = resolver.greatestPartition(table);
        if (!value)
            throw value.error();
        const QString text =
            *value ? dialect::quotePostgresText(**value) + QStringLiteral("::text") : QStringLiteral("NULL::text");
        return {text, typeOf(Base::String)};
    }
    QStringList values;
    for (size_t i = 1; i < call.arguments.size(); ++i)
        values.append(constantText(call, i));
    const auto exists = hasPartition ? resolver.partitionExists(table, values) : resolver.tableExists(table);
    if (!exists)
        throw exists.error();
    return {*exists ? QStringLiteral("TRUE") : QStringLiteral("FALSE"), typeOf(Base::Boolean)};
}

QList<FunctionRow> catalogFunctions()
{
    constexpr const char *group = "other";
    return {
        special("max_pt", group, "max_pt(table)", 1, 1, answeredElsewhere),
        special("partition_exists", group, "partition_exists(table, value, …)", 2, -1, answeredElsewhere),
        special("table_exists", group, "table_exists(table)", 1, 1, answeredElsewhere),
    };
}

} // namespace isthmus::sandboxsql
