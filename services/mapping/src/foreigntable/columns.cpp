// SPDX-License-Identifier: GPL-3.0-or-later
// Which columns a foreign table has, and as what.
#include "foreigntable/foreigntable.h"
#include "manytables/onetable.h"
#include "text.h"

#include <QRegularExpression>
#include <QSet>

#include <algorithm>
#include <utility>

namespace isthmus::mapping {

namespace {

using catalog::Column;
using catalog::DataType;

// Hologres 4.1 and later read JSON as JSONB; of a version that is not told nothing is known.
bool hasJson(const catalog::ServerInfo &hologres)
{
    static const QRegularExpression form(QStringLiteral("\\AHologres ([0-9]{1,4})\\.([0-9]{1,4})"));
    const auto match = form.match(hologres.product);
    return !match.hasMatch()
        || std::pair(match.capturedView(1).toInt(), match.capturedView(2).toInt()) >= std::pair(4, 1);
}

plan::Text jsonText(const catalog::ServerInfo &hologres)
{
    return coded("Mapping.json_needs", QT_TRANSLATE_NOOP("Mapping", "needs Hologres 4.1; this is %1"),
                 {hologres.product});
}

bool isSame(const QString &column, const QString &other)
{
    return column.compare(other, Qt::CaseInsensitive) == 0; // as MaxCompute compares names
}

// No choices at all: everything; some choices: only what they name.
ColumnChoice choiceFor(const QList<ColumnChoice> &choices, const QString &column)
{
    const auto found =
        std::ranges::find_if(choices, [&column](const ColumnChoice &choice) { return isSame(choice.source, column); });
    return found == choices.end() ? ColumnChoice{column, choices.isEmpty(), {}, {}}
                                  : ColumnChoice{column, found->include, {}, found->targetType};
}

// The type that \a text names, as the program or as PostgreSQL writes it.
DataType typeNamed(const QString &text, const TypeMapping &own)
{
    for (const DataType &type : QList<DataType>{own.target} + own.alternatives) {
        if (type.text.compare(text, Qt::CaseInsensitive) == 0)
            return type;
    }
    return catalog::parsePostgresType(text.toLower());
}

TypeMapping mappingOf(const Column &column, const QString &chosen, const TypeSettings &types,
                      const catalog::ServerInfo &hologres)
{
    TypeMapping mapping = toHologres(column.type, types);
    if (!chosen.isEmpty())
        mapping = toHologres(column.type, typeNamed(chosen, mapping), types);
    if (column.type.base == DataType::Base::Json && !hasJson(hologres))
        mapping = {{}, Fit::LeftOut, jsonText(hologres), jsonText(hologres), {}};
    return mapping;
}

// Why a column that is wanted cannot be had: "Hologres reads STRING as TEXT, and not as BIGINT.", "Hologres' type table
// names no type for …".
plan::Text wrongColumnsText(const QList<PlannedColumn> &columns)
{
    QJsonArray wrong;
    for (const PlannedColumn &column : columns) {
        if (!column.problem.isEmpty())
            wrong.append(coded("Mapping.column_problem", QT_TRANSLATE_NOOP("Mapping", "%1: %2"),
                               {column.source.name, column.mapping.explanation.toJson()})
                             .toJson());
    }
    return wrong.isEmpty() ? plan::Text()
                           : coded("Mapping.foreign_columns_wrong", QT_TRANSLATE_NOOP("Mapping", "Columns: %1"),
                                   {QJsonValue(shortened(wrong))});
}

} // namespace

QList<ForeignColumn> foreignColumns(const catalog::TableInfo &source, const TypeSettings &types,
                                    const catalog::ServerInfo &hologres)
{
    QList<ForeignColumn> columns;
    for (const Column &column : source.columns) {
        ForeignColumn foreign{column, judge(column.type, MappingPath::ToHologres, types)};
        if (column.type.base == DataType::Base::Json && !hasJson(hologres)) {
            foreign.verdict.verdict = Verdict::Unsupported;
            foreign.verdict.note = jsonText(hologres);
        }
        columns.append(foreign);
    }
    return columns;
}

QList<PlannedColumn> plannedColumns(const MapToHologres &definition, const catalog::TableInfo &source,
                                    const catalog::ServerInfo &hologres)
{
    const auto choices = definition.choicesOf(source.path);
    QList<PlannedColumn> columns;
    for (const Column &column : source.columns) {
        PlannedColumn planned;
        planned.source = column;
        planned.choice = choiceFor(choices, column.name);
        planned.proposedName = column.name.toLower();
        planned.choice.target = planned.proposedName;
        planned.mapping = mappingOf(column, planned.choice.targetType, definition.types, hologres);
        planned.ownType = mappingOf(column, {}, definition.types, hologres).target.text;
        if (choices.isEmpty() && planned.mapping.fit == Fit::LeftOut)
            planned.choice.include = false;
        else if (planned.choice.include && planned.mapping.fit == Fit::LeftOut)
            planned.problem = planned.mapping.note;
        columns.append(planned);
    }
    return columns;
}

QList<ForeignColumn> declaredColumns(const MapToHologres &definition, const catalog::TableInfo &source,
                                     const catalog::ServerInfo &hologres)
{
    const auto planned = plannedColumns(definition, source, hologres);
    const auto all = foreignColumns(source, definition.types, hologres);
    QList<ForeignColumn> columns;
    for (qsizetype i = 0; i < all.size(); ++i) {
        if (!planned.at(i).choice.include || planned.at(i).mapping.fit == Fit::LeftOut)
            continue;
        columns.append(all.at(i));
        columns.last().verdict.target = planned.at(i).mapping.target;
    }
    return columns;
}

plan::Text choicesProblem(const MapToHologres &definition, const catalog::TableInfo &source,
                          const catalog::ServerInfo &hologres)
{
    const auto choices = definition.choicesOf(source.path);
    if (choices.isEmpty())
        return {};
    QJsonArray missing;
    for (const ColumnChoice &choice : choices) {
        if (std::ranges::none_of(source.columns,
                                 [&choice](const Column &column) { return isSame(column.name, choice.source); }))
            missing.append(choice.source);
    }
    if (!missing.isEmpty())
        return coded("Mapping.column_missing", QT_TRANSLATE_NOOP("Mapping", "%1 has no column %2"),
                     {source.name, QJsonValue(shortened(missing))});
    const auto planned = plannedColumns(definition, source, hologres);
    if (std::ranges::none_of(planned, [](const PlannedColumn &column) { return column.choice.include; }))
        return coded("Mapping.no_column", QT_TRANSLATE_NOOP("Mapping", "No column is included"));
    return wrongColumnsText(planned);
}

plan::Text partitionsLeftOutText(const MapToHologres &definition, const catalog::TableInfo &source)
{
    const auto choices = definition.choicesOf(source.path);
    QJsonArray left;
    for (const Column &column : source.columns) {
        if (column.isPartitionKey && !choiceFor(choices, column.name).include)
            left.append(column.name);
    }
    return left.isEmpty()
        ? plan::Text()
        : coded("Mapping.foreign_partitions_left_out",
                QT_TRANSLATE_NOOP("Mapping", "Without the partition column %1 every query reads all partitions"),
                {QJsonValue(shortened(left))});
}

} // namespace isthmus::mapping
