// SPDX-License-Identifier: GPL-3.0-or-later
// The FROM clause of QueryTranslator: tables, subqueries, joins, LATERAL VIEW.
#include "nestedconversion.h"
#include "querytranslator.h"
#include "typerules.h"

#include <isthmus/dialect/quoting.h>

namespace isthmus::sandboxsql {

using catalog::DataType;
using Base = DataType::Base;

namespace {

QString quoted(const QString &name)
{
    return dialect::quotePostgresName(name);
}

QStringList lowered(const QStringList &names)
{
    QStringList result;
    for (const QString &name : names)
        result.append(name.toLower());
    return result;
}

QString joinWords(JoinKind kind)
{
    switch (kind) {
    case JoinKind::Cross:
        return QStringLiteral(" CROSS JOIN ");
    case JoinKind::Left:
        return QStringLiteral(" LEFT JOIN ");
    case JoinKind::Right:
        return QStringLiteral(" RIGHT JOIN ");
    case JoinKind::Full:
        return QStringLiteral(" FULL JOIN ");
    default:
        return QStringLiteral(" INNER JOIN ");
    }
}

// What a function of LATERAL VIEW makes.
struct Generated {
    QString sql; ///< what stands behind LATERAL, without alias
    QStringList names; ///< of its columns, where AS does not say otherwise
    QList<DataType> types;
    bool countsFromOne = false; ///< the first of them is WITH ORDINALITY's column, which PostgreSQL puts last
    bool isLastJson = false; ///< the last of them is a part of a nested value; before it stands the key of a map
};

Generated explode(const SqlValue &value, bool withPosition, SourcePosition at)
{
    Generated made;
    const bool map = value.type.base == Base::Map;
    if (!map && value.type.base != Base::Array)
        throw SqlError::semantic(at, QStringLiteral("explode() wants an array or a map"));
    if (map && withPosition)
        throw SqlError::unsupported(at, QStringLiteral("posexplode() of a map"));
    if (map) {
        made.sql = QStringLiteral("jsonb_each(%1)").arg(value.sql);
        made.names = {QStringLiteral("key"), QStringLiteral("value")};
        made.types = value.type.args;
        made.isLastJson = true;
        return made;
    }
    const bool json = isStoredAsJson(value.type);
    made.isLastJson = json;
    made.sql = (json ? QStringLiteral("jsonb_array_elements(%1)") : QStringLiteral("unnest(%1)")).arg(value.sql);
    made.names = {QStringLiteral("col")};
    made.types = {value.type.args.first()};
    if (withPosition) {
        made.sql += QStringLiteral(" WITH ORDINALITY");
        made.names.prepend(QStringLiteral("pos"));
        made.types.prepend(typeOf(Base::BigInt));
        made.countsFromOne = true;
    }
    return made;
}

// inline(array of structs): a column for each field.
Generated inlined(const SqlValue &value, SourcePosition at)
{
    if (value.type.base != Base::Array || value.type.args.first().base != Base::Struct)
        throw SqlError::semantic(at, QStringLiteral("inline() wants an array of structs"));
    const DataType &row = value.type.args.first();
    QStringList fields;
    Generated made;
    for (qsizetype i = 0; i < row.fieldNames.size(); ++i) {
        const DataType &type = row.args.at(i);
        const QString key = dialect::quotePostgresText(row.fieldNames[i]);
        fields.append(partOf(QStringLiteral("(\"_e\" -> %1)").arg(key), type, at).sql);
        made.names.append(row.fieldNames[i].toLower());
        made.types.append(type);
    }
    made.sql = QStringLiteral("(SELECT %1 FROM jsonb_array_elements(%2) AS \"_i\"(\"_e\"))")
                   .arg(fields.join(QStringLiteral(", ")), value.sql);
    return made;
}

// stack(n, a, b, …): the values in n rows.
Generated stacked(const Call &call, const std::vector<SqlValue> &arguments, SourcePosition at)
{
    const auto *literal = call.arguments.empty() ? nullptr : call.arguments.front()->as<Literal>();
    const int rows = literal && literal->kind == Literal::Kind::Int ? literal->text.toInt() : 0;
    const size_t values = arguments.size() - 1;
    if (rows < 1 || arguments.size() < 2 || values % size_t(rows))
        throw SqlError::semantic(
            at, QStringLiteral("stack() wants a constant number of rows and a multiple of it of values"));
    const size_t columns = values / size_t(rows);
    Generated made;
    for (size_t column = 0; column < columns; ++column) {
        DataType type;
        for (size_t row = 0; row < size_t(rows); ++row) {
            const auto common = commonType(type, arguments.at(1 + row * columns + column).type);
            if (!common)
                throw SqlError::semantic(at,
                                         QStringLiteral("column %1 of stack() has different types").arg(column + 1));
            type = *common;
        }
        made.names.append(QStringLiteral("col%1").arg(column));
        made.types.append(type);
    }
    QStringList lines;
    for (size_t row = 0; row < size_t(rows); ++row) {
        QStringList line;
        for (size_t column = 0; column < columns; ++column)
            line.append(convertTo(arguments.at(1 + row * columns + column), made.types[qsizetype(column)], at).sql);
        lines.append(u'(' + line.join(QStringLiteral(", ")) + u')');
    }
    made.sql = QStringLiteral("(VALUES %1)").arg(lines.join(QStringLiteral(", ")));
    return made;
}

Generated jsonTuple(const std::vector<SqlValue> &arguments, SourcePosition at)
{
    if (arguments.size() < 2)
        throw SqlError::semantic(at, QStringLiteral("json_tuple() wants a JSON text and keys"));
    Generated made;
    QStringList values;
    for (size_t i = 1; i < arguments.size(); ++i) {
        values.append(QStringLiteral("%1(%2, '$.' || %3)")
                          .arg(runtimeName(QStringLiteral("get_json_object")),
                               convertTo(arguments[0], typeOf(Base::String), at).sql,
                               convertTo(arguments[i], typeOf(Base::String), at).sql));
        made.names.append(QStringLiteral("c%1").arg(i - 1));
        made.types.append(typeOf(Base::String));
    }
    made.sql = QStringLiteral("(SELECT %1)").arg(values.join(QStringLiteral(", ")));
    return made;
}

} // namespace

const TranslatedRelation *QueryTranslator::commonTable(const TableName &name) const
{
    if (name.parts.size() != 1)
        return nullptr;
    const auto it = m_commonTables.constFind(name.name().toLower());
    return it == m_commonTables.cend() ? nullptr : &*it;
}

QString QueryTranslator::translateTable(const TableName &name, const QString &alias, ScopeRelation &relation)
{
    const SqlResult<ResolvedTable> resolved = m_resolver.resolve(name);
    if (!resolved)
        throw resolved.error();
    relation.alias = alias.isEmpty() ? name.name().toLower() : alias.toLower();
    if (alias.isEmpty())
        relation.tableParts = lowered(name.parts);
    std::shared_ptr<PartitionScan> scan;
    for (const catalog::Column &column : resolved->columns) {
        if (column.isPartitionKey && !scan) {
            scan = std::make_shared<PartitionScan>(PartitionScan{name, false});
            m_scans.push_back(scan);
        }
        relation.columns.append({column.name, column.type, quoted(relation.alias) + u'.' + quoted(column.name),
                                 column.isPartitionKey ? scan : nullptr});
    }
    return resolved->pgRelation + QStringLiteral(" AS ") + quoted(relation.alias);
}

namespace {

// "relation" AS "alias" → (SELECT * FROM "relation" AS "alias" …) AS "alias"
QString sampled(const QString &table, const QString &alias, const Sample &sample)
{
    const QString part = sample.rows ? QStringLiteral(" LIMIT %1").arg(*sample.rows)
                                     : QStringLiteral(" WHERE random() < %1").arg(*sample.percent / 100);
    return QStringLiteral("(SELECT * FROM ") + table + part + QStringLiteral(") AS ") + quoted(alias);
}

} // namespace

QString QueryTranslator::translateSource(const Source &source, const Scope *outer, ScopeRelation &relation)
{
    if (!source.query && !commonTable(source.table)) {
        QString sql = translateTable(source.table, source.alias, relation);
        if (source.sample)
            sql = sampled(sql, relation.alias, *source.sample);
        if (source.columnAliases.isEmpty())
            return sql;
        if (source.columnAliases.size() != relation.columns.size())
            throw SqlError::semantic(
                source.position,
                QStringLiteral("table %1 has %2 columns").arg(source.table.text()).arg(relation.columns.size()));
        QStringList names;
        for (qsizetype i = 0; i < relation.columns.size(); ++i) {
            relation.columns[i].name = source.columnAliases[i].toLower();
            relation.columns[i].reference = quoted(relation.alias) + u'.' + quoted(relation.columns[i].name);
            names.append(quoted(relation.columns[i].name));
        }
        return sql + u'(' + names.join(QStringLiteral(", ")) + u')';
    }
    TranslatedRelation content;
    QString sql;
    if (source.query) {
        content = translate(*source.query, outer);
        sql = u'(' + content.sql + u')';
        relation.alias = source.alias.isEmpty() ? QStringLiteral("_s%1").arg(++m_generated) : source.alias.toLower();
    } else {
        content = *commonTable(source.table);
        sql = quoted(source.table.name().toLower());
        relation.alias = (source.alias.isEmpty() ? source.table.name() : source.alias).toLower();
    }
    if (!source.columnAliases.isEmpty() && source.columnAliases.size() != content.columns.size())
        throw SqlError::semantic(source.position,
                                 QStringLiteral("%1 column aliases for %2 columns")
                                     .arg(source.columnAliases.size())
                                     .arg(content.columns.size()));
    QStringList names;
    for (qsizetype i = 0; i < content.columns.size(); ++i) {
        const OutputColumn &column = content.columns[i];
        const QString name = source.columnAliases.isEmpty() ? column.name : source.columnAliases[i].toLower();
        names.append(quoted(name));
        relation.columns.append({name, column.type, quoted(relation.alias) + u'.' + names.last(), column.partitionOf});
    }
    sql += QStringLiteral(" AS ") + quoted(relation.alias);
    return source.columnAliases.isEmpty() ? sql : sql + u'(' + names.join(QStringLiteral(", ")) + u')';
}

bool isTableFunction(const Expression &expression)
{
    const auto *call = expression.as<Call>();
    return call
        && (call->name == u"explode" || call->name == u"posexplode" || call->name == u"json_tuple"
            || call->name == u"inline" || call->name == u"stack");
}

QueryTranslator::From QueryTranslator::translateFrom(const Select &select, Scope &scope)
{
    From from;
    bool hasSemiJoin = false;
    for (const FromItem &item : select.from) {
        if (const auto *view = std::get_if<LateralView>(&item.source)) {
            from.sql += translateLateralView(*view, item.position, scope);
            continue;
        }
        const Source &source = std::get<Source>(item.source);
        if (item.join == JoinKind::LeftSemi || item.join == JoinKind::LeftAnti) {
            from.conditions.append(translateSemiJoin(item, source, scope));
            hasSemiJoin = true;
            continue;
        }
        // The condition of a semi join ends up in WHERE, which only commutes with joins that keep the left side.
        if (hasSemiJoin && (item.join == JoinKind::Right || item.join == JoinKind::Full))
            throw SqlError::unsupported(item.position, QStringLiteral("RIGHT or FULL JOIN after SEMI or ANTI JOIN"));
        from.sql += translateJoined(item, source, scope);
    }
    return from;
}

QString QueryTranslator::translateJoined(const FromItem &item, const Source &source, Scope &scope)
{
    ScopeRelation relation;
    const QString right = translateSource(source, scope.outer(), relation);
    scope.add(std::move(relation), source.position);
    if (item.join == JoinKind::First)
        return QStringLiteral(" FROM ") + right;
    QStringList shared = item.usingColumns;
    if (item.natural)
        shared = scope.namesSharedWithLast();
    const bool isCross = item.join == JoinKind::Cross || (item.natural && shared.isEmpty());
    QString sql = joinWords(isCross ? JoinKind::Cross : item.join) + right;
    if (item.condition)
        sql += QStringLiteral(" ON ") + translateCondition(item.condition, scope);
    if (shared.isEmpty())
        return sql;
    QStringList names;
    const QStringList known = scope.namesSharedWithLast();
    for (const QString &name : shared) {
        if (!known.contains(name, Qt::CaseInsensitive))
            throw SqlError::semantic(item.position,
                                     QStringLiteral("column %1 of USING is not on both sides").arg(name));
        names.append(quoted(name.toLower()));
    }
    scope.merge(shared);
    return sql + QStringLiteral(" USING (") + names.join(QStringLiteral(", ")) + u')';
}

QString QueryTranslator::translateSemiJoin(const FromItem &item, const Source &source, const Scope &scope)
{
    Scope inner(&scope);
    ScopeRelation relation;
    const QString right = translateSource(source, scope.outer(), relation);
    const QString alias = relation.alias;
    inner.add(std::move(relation), source.position);
    QStringList conditions;
    if (item.condition)
        conditions.append(translateCondition(item.condition, inner));
    for (const QString &name : item.usingColumns) {
        const auto left = scope.find({name}, item.position);
        const auto other = inner.find({name}, item.position);
        if (!left || !other)
            throw SqlError::semantic(item.position,
                                     QStringLiteral("column %1 of USING is not on both sides").arg(name));
        conditions.append(left->column.reference + QStringLiteral(" = ") + other->column.reference);
    }
    const QString no = item.join == JoinKind::LeftAnti ? QStringLiteral("NOT ") : QString();
    return no + QStringLiteral("EXISTS (SELECT 1 FROM ") + right + QStringLiteral(" WHERE ")
        + conditions.join(QStringLiteral(" AND ")) + u')';
}

QString QueryTranslator::translateLateralView(const LateralView &view, SourcePosition at, Scope &scope)
{
    const Call &call = *view.call->as<Call>();
    ExpressionTranslator expressions(*this, scope);
    std::vector<SqlValue> arguments;
    for (const ExpressionPtr &argument : call.arguments)
        arguments.push_back(expressions.translate(argument));
    Generated made;
    const bool withPosition = call.name == u"posexplode";
    if ((call.name == u"explode" || withPosition) && arguments.size() == 1)
        made = explode(arguments.front(), withPosition, view.call->position);
    else if (call.name == u"json_tuple")
        made = jsonTuple(arguments, view.call->position);
    else if (call.name == u"inline" && arguments.size() == 1)
        made = inlined(arguments.front(), view.call->position);
    else if (call.name == u"stack" && !arguments.empty())
        made = stacked(call, arguments, view.call->position);
    else
        throw SqlError::unsupported(view.call->position, QStringLiteral("LATERAL VIEW %1").arg(call.name));

    if (!view.columnAliases.isEmpty() && view.columnAliases.size() != made.names.size())
        throw SqlError::semantic(at, QStringLiteral("%1 gives %2 columns").arg(call.name).arg(made.names.size()));
    ScopeRelation relation;
    relation.alias = view.alias.isEmpty() ? QStringLiteral("_s%1").arg(++m_generated) : view.alias.toLower();
    QStringList inner;
    for (qsizetype i = 0; i < made.names.size(); ++i) {
        const QString name = view.columnAliases.isEmpty() ? made.names[i] : view.columnAliases[i].toLower();
        QString reference = quoted(relation.alias) + u'.' + quoted(name);
        inner.append(quoted(name));
        if (made.countsFromOne && i == 0)
            reference = u'(' + reference + QStringLiteral(" - 1)");
        else if (made.isLastJson && i == made.names.size() - 1)
            reference = partOf(reference, made.types[i], at).sql;
        else if (made.isLastJson && i == 0) // the key of a map comes as text
            reference = mapKey(reference, made.types[i], at).sql;
        relation.columns.append({name, made.types[i], reference, nullptr});
    }
    if (made.countsFromOne)
        inner.move(0, inner.size() - 1);
    const QString alias = quoted(relation.alias);
    const bool isFirst = scope.isEmpty();
    scope.add(std::move(relation), at);
    const QString sql = QStringLiteral("LATERAL ") + made.sql + QStringLiteral(" AS ") + alias + u'('
        + inner.join(QStringLiteral(", ")) + u')';
    if (isFirst)
        return QStringLiteral(" FROM ") + sql;
    return view.outer ? QStringLiteral(" LEFT JOIN ") + sql + QStringLiteral(" ON TRUE")
                      : QStringLiteral(" CROSS JOIN ") + sql;
}

} // namespace isthmus::sandboxsql
