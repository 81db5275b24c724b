// SPDX-License-Identifier: GPL-3.0-or-later
#include "functiontable.h"

#include "typerules.h"

#include <isthmus/sandboxsql/functions.h>
#include <isthmus/sandboxsql/runtime.h>
#include <isthmus/sandboxsql/types.h>

#include <algorithm>

namespace isthmus::sandboxsql {

using catalog::DataType;
using Base = DataType::Base;

QString CallTranslation::converted(size_t i, const DataType &type) const
{
    return convertTo(argument(i), type, m_call.arguments.at(i)->position).sql;
}

QString CallTranslation::text(size_t i) const
{
    return converted(i, typeOf(Base::String));
}

DataType CallTranslation::numberType(size_t i) const
{
    const DataType &type = argument(i).type;
    return type.isNumeric() ? type : typeOf(Base::Double);
}

QString CallTranslation::number(size_t i) const
{
    return converted(i, numberType(i));
}

QString CallTranslation::constantText(size_t i) const
{
    const ExpressionPtr &expression = m_call.arguments.at(i);
    const auto *literal = expression->as<Literal>();
    if (!literal || literal->kind != Literal::Kind::String)
        throw SqlError::semantic(
            expression->position,
            QStringLiteral("argument %1 of function %2 must be a text constant").arg(i + 1).arg(m_call.name));
    return literal->text;
}

DataType CallTranslation::commonTypeFrom(size_t first) const
{
    DataType type;
    for (size_t i = first; i < count(); ++i) {
        const auto common = commonType(type, argument(i).type);
        if (!common)
            throw SqlError::semantic(
                m_call.arguments.at(i)->position,
                QStringLiteral("arguments of function %1 have types %2 and %3, which do not go together")
                    .arg(m_call.name, type.text, argument(i).type.text));
        type = *common;
    }
    return type;
}

QString CallTranslation::aggregate(const QString &name, const QString &arguments, const QString &extraFilter) const
{
    QString sql = name + u'(';
    if (m_call.distinct)
        sql += QStringLiteral("DISTINCT ");
    sql += arguments;
    if (!withinGroup.isEmpty())
        sql += u' ' + withinGroup;
    sql += u')';
    QStringList conditions;
    if (!filter.isEmpty())
        conditions.append(filter);
    if (!extraFilter.isEmpty())
        conditions.append(extraFilter);
    if (!conditions.isEmpty())
        sql += QStringLiteral(" FILTER (WHERE %1)").arg(conditions.join(QStringLiteral(" AND ")));
    if (over.isEmpty())
        return sql;
    return u'(' + sql + u' ' + over + u')';
}

namespace {

[[noreturn]] void failCount(const CallTranslation &call)
{
    throw SqlError::semantic(
        call.at(), QStringLiteral("function %1 does not take %2 argument(s)").arg(call.call().name).arg(call.count()));
}

QString patternArgument(const CallTranslation &call, size_t i, char code)
{
    switch (code) {
    case 's':
        return call.text(i);
    case 'i':
        return call.converted(i, typeOf(Base::BigInt));
    case 'd':
        return call.converted(i, typeOf(Base::Double));
    case 'n':
        return call.number(i);
    case 'w':
        return wallTime(call.argument(i), call.call().arguments.at(i)->position);
    case 'b':
        return call.converted(i, typeOf(Base::Boolean));
    case 'y':
        return call.converted(i, typeOf(Base::Binary));
    case 'j':
        return call.argument(i).type.base == Base::Json
            ? call.argument(i).sql
            : runtimeName(QStringLiteral("parse_json")) + u'(' + call.text(i) + u')';
    default:
        return call.argument(i).sql;
    }
}

DataType patternResult(const CallTranslation &call, const FunctionRow &row)
{
    switch (row.result) {
    case 's':
        return typeOf(Base::String);
    case 'i':
        return typeOf(Base::BigInt);
    case 'n':
        return typeOf(Base::Int);
    case 'd':
        return typeOf(Base::Double);
    case 'b':
        return typeOf(Base::Boolean);
    case 'D':
        return typeOf(Base::Date);
    case 't':
        return typeOf(Base::DateTime);
    case 'T':
        return typeOf(Base::TimestampTz);
    case 'y':
        return typeOf(Base::Binary);
    case 'A':
        return arrayType(typeOf(Base::String));
    case 'M':
        return mapType(typeOf(Base::String), typeOf(Base::String));
    case 'j':
        return typeOf(Base::Json);
    default:
        break;
    }
    if (row.arguments[0] == 'n')
        return call.numberType(0);
    return isTime(call.argument(0).type) ? call.argument(0).type : typeOf(Base::DateTime);
}

// Replaces $1 … $9 and "rt." in one pass, so that nothing inside an argument is taken for a place holder.
SqlValue fillPattern(const CallTranslation &call, const FunctionRow &row)
{
    const QString pattern = QString::fromLatin1(row.pattern);
    QString sql;
    for (qsizetype i = 0; i < pattern.size(); ++i) {
        if (pattern[i] == u'$' && i + 1 < pattern.size() && pattern[i + 1].isDigit()) {
            const auto index = size_t(pattern[++i].digitValue() - 1);
            sql += patternArgument(call, index, row.arguments[index]);
        } else if (pattern.mid(i, 3) == u"rt.") {
            sql += runtimeSchema() + u'.';
            i += 2;
        } else {
            sql += pattern[i];
        }
    }
    const DataType type = patternResult(call, row);
    if (row.result == '=' || row.result == 't')
        sql += QStringLiteral("::") + postgresType(type);
    return {sql, type};
}

void checkModifiers(const CallTranslation &call, FunctionRow::Kind kind)
{
    const Call &node = call.call();
    const bool scalar = kind == FunctionRow::Kind::Scalar;
    if (scalar && (node.distinct || node.filter || !node.withinGroup.empty()))
        throw SqlError::semantic(call.at(), QStringLiteral("%1 is no aggregate function").arg(node.name));
    if (scalar && node.over)
        throw SqlError::semantic(call.at(), QStringLiteral("%1 is no window function").arg(node.name));
    if (kind == FunctionRow::Kind::Window && !node.over)
        throw SqlError::semantic(call.at(), QStringLiteral("window function %1 wants an OVER clause").arg(node.name));
    if (node.over && node.distinct)
        throw SqlError::unsupported(call.at(), QStringLiteral("DISTINCT in a window function"));
    if (node.ignoreNulls && node.name != u"first_value" && node.name != u"last_value")
        throw SqlError::unsupported(call.at(), QStringLiteral("IGNORE NULLS of %1").arg(node.name));
    if (node.star && node.name != u"count")
        throw SqlError::semantic(call.at(), QStringLiteral("'*' is no argument of function %1").arg(node.name));
}

} // namespace

const DataType &wantBase(const CallTranslation &call, size_t i, Base base, const char *what)
{
    const DataType &type = call.argument(i).type;
    if (type.base != base)
        throw SqlError::semantic(call.call().arguments.at(i)->position,
                                 QStringLiteral("argument %1 of function %2 must be %3")
                                     .arg(i + 1)
                                     .arg(call.call().name, QLatin1String(what)));
    return type;
}

const DataType &wantPlainArray(const CallTranslation &call, size_t i)
{
    const DataType &type = wantBase(call, i, Base::Array, "an array");
    if (isStoredAsJson(type))
        throw SqlError::unsupported(call.at(),
                                    QStringLiteral("function %1 on an array of nested values").arg(call.call().name));
    return type;
}

const QMultiHash<QString, FunctionRow> &functionTable()
{
    static const QMultiHash<QString, FunctionRow> table = [] {
        QMultiHash<QString, FunctionRow> rows;
        for (const QList<FunctionRow> &part :
             {stringFunctions(), timeFunctions(), mathFunctions(), conditionalFunctions(), aggregateFunctions(),
              nestedFunctions(), arrayFunctions(), jsonFunctions(), lambdaFunctions(), catalogFunctions(),
              refusedFunctions()}) {
            for (const FunctionRow &entry : part)
                rows.insert(QString::fromLatin1(entry.name), entry);
        }
        return rows;
    }();
    return table;
}

SqlValue emitCall(const CallTranslation &call)
{
    const QString &name = call.call().name;
    const QList<FunctionRow> rows = functionTable().values(name);
    if (rows.isEmpty())
        throw SqlError::semantic(call.at(), QStringLiteral("function %1 cannot be resolved").arg(name.left(128)));
    if (rows.first().kind == FunctionRow::Kind::Refused)
        throw SqlError::unsupported(call.at(), QStringLiteral("function %1").arg(name));
    checkModifiers(call, rows.first().kind);
    for (const FunctionRow &entry : rows) {
        if (entry.emitter) {
            if (int(call.count()) < entry.minCount || (entry.maxCount >= 0 && int(call.count()) > entry.maxCount))
                failCount(call);
            return entry.emitter(call);
        }
        if (qstrlen(entry.arguments) == call.count())
            return fillPattern(call, entry);
    }
    failCount(call);
}

QList<FunctionInfo> supportedFunctions()
{
    QList<FunctionInfo> infos;
    for (const FunctionRow &entry : functionTable()) {
        const FunctionInfo info{QString::fromLatin1(entry.name), QString::fromLatin1(entry.group),
                                QString::fromUtf8(entry.signature), entry.kind != FunctionRow::Kind::Refused};
        const auto isSame = [&](const FunctionInfo &other) { return other.signature == info.signature; };
        if (std::none_of(infos.begin(), infos.end(), isSame))
            infos.append(info);
    }
    std::sort(infos.begin(), infos.end(), [](const FunctionInfo &a, const FunctionInfo &b) {
        return std::tie(a.group, a.name, a.signature) < std::tie(b.group, b.name, b.signature);
    });
    return infos;
}

} // namespace isthmus::sandboxsql
