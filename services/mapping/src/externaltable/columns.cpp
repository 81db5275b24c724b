// SPDX-License-Identifier: GPL-3.0-or-later
#include "externaltable/names.h"
#include "text.h"

#include <isthmus/mapping/externaltable/definition.h>

#include <QHash>

namespace isthmus::mapping {

namespace {

// The user's choice for a source column. No choices at all: everything; some choices: only what they name.
ColumnChoice choiceFor(const MapTable &definition, const QHash<QString, qsizetype> &choices, const QString &source)
{
    const auto it = choices.constFind(source);
    if (it != choices.cend())
        return definition.columns.at(*it);
    return {source, definition.columns.isEmpty(), {}, {}};
}

PlannedColumn plannedColumn(const catalog::Column &source, const QString &proposedName, ColumnChoice choice,
                            const MapTable &definition)
{
    PlannedColumn planned{
        source, std::move(choice), {}, proposedName, toMaxCompute(source.type, definition.types).target.text, {}};
    if (planned.choice.target.isEmpty())
        planned.choice.target = proposedName;
    if (planned.choice.targetType.isEmpty()) {
        planned.mapping = toMaxCompute(source.type, definition.types);
    } else {
        const auto type = catalog::parseMaxComputeType(planned.choice.targetType);
        planned.mapping = toMaxCompute(source.type, type, definition.types);
        if (type.base == catalog::DataType::Base::Unknown && planned.choice.include)
            planned.problem = coded("Mapping.unknown_type", QT_TRANSLATE_NOOP("Mapping", "%1 is not a MaxCompute type"),
                                    {planned.choice.targetType});
    }
    if (definition.columns.isEmpty() && planned.mapping.fit == Fit::LeftOut)
        planned.choice.include = false;
    if (!planned.choice.include || !planned.problem.isEmpty())
        return planned;
    if (planned.mapping.fit == Fit::LeftOut)
        planned.problem = planned.mapping.note;
    else
        planned.problem = columnNameProblem(planned.choice.target);
    return planned;
}

void markNamesUsedTwice(QList<PlannedColumn> &columns)
{
    QHash<QString, int> uses; // by lower-case name: MaxCompute's names are not case-sensitive
    for (const auto &column : columns) {
        if (column.choice.include)
            ++uses[column.choice.target.toLower()];
    }
    for (auto &column : columns) {
        if (column.choice.include && column.problem.isEmpty() && uses.value(column.choice.target.toLower()) > 1)
            column.problem = coded("Mapping.name_used_twice", QT_TRANSLATE_NOOP("Mapping", "Name is used twice"));
    }
}

} // namespace

QList<PlannedColumn> plannedColumns(const MapTable &definition, const catalog::TableInfo &source)
{
    QHash<QString, qsizetype> choices;
    for (qsizetype i = 0; i < definition.columns.size(); ++i)
        choices.insert(definition.columns.at(i).source, i);
    QStringList sources;
    for (const auto &column : source.columns)
        sources.append(column.name);
    const QStringList names = proposedColumnNames(sources);
    QList<PlannedColumn> planned;
    planned.reserve(source.columns.size());
    for (qsizetype i = 0; i < source.columns.size(); ++i) {
        const auto &column = source.columns.at(i);
        planned.append(plannedColumn(column, names.at(i), choiceFor(definition, choices, column.name), definition));
    }
    markNamesUsedTwice(planned);
    return planned;
}

} // namespace isthmus::mapping
