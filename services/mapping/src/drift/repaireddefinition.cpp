// SPDX-License-Identifier: GPL-3.0-or-later
#include "externaltable/names.h"

#include <isthmus/mapping/drift/repairmappings.h>

#include <QHash>
#include <QSet>

#include <algorithm>

namespace isthmus::mapping {

namespace {

using catalog::Column;
using catalog::TableInfo;

// Keeps the names of the external table's columns apart, whatever their capitals.
class Names {
public:
    void take(const QString &name) { m_taken.insert(name.toLower()); }

    // \a proposed, or with a number where that is taken.
    QString distinct(const QString &proposed)
    {
        QString name = proposed;
        for (int i = 2; m_taken.contains(name.toLower()); ++i)
            name = QStringLiteral("%1_%2").arg(proposed, QString::number(i));
        take(name);
        return name;
    }

private:
    QSet<QString> m_taken;
};

bool canBeMapped(const Column &column)
{
    return toMaxCompute(column.type).fit != Fit::LeftOut;
}

// A type that was chosen stays as long as it takes the values; empty: the mapping's own.
QString keptType(const Column &now, const QString &chosen)
{
    if (chosen.isEmpty())
        return {};
    const bool fits = toMaxCompute(now.type, catalog::parseMaxComputeType(chosen)).fit != Fit::LeftOut;
    return fits ? chosen : QString();
}

// What was chosen for each of the columns that \a stored knew, by the name that the column has now.
QHash<QString, ColumnChoice> rememberedChoices(const Fingerprint &stored, const TableInfo &now, bool *tookAll)
{
    const bool isSame = isSameTable(stored.source, now);
    QHash<QString, ColumnChoice> choices;
    const QList<PlannedColumn> planned = plannedColumns(stored.definition, stored.source);
    *tookAll = std::ranges::all_of(
        planned, [](const PlannedColumn &column) { return column.choice.include || !canBeMapped(column.source); });
    QSet<QString> kept; // names of columns of now that are columns of then
    for (const PlannedColumn &column : planned) {
        if (const Column *same = sameColumn(column.source, now, isSame))
            kept.insert(same->name);
    }
    for (const PlannedColumn &column : planned) {
        const Column *same = sameColumn(column.source, now, isSame);
        // One that was dropped and made anew is still the one that was chosen by its name.
        if (!same && !kept.contains(column.source.name))
            same = sameColumn(column.source, now, false);
        if (!same)
            continue;
        ColumnChoice choice = column.choice;
        choice.source = same->name;
        choice.targetType = keptType(*same, choice.targetType);
        // One that no type could hold was not left out by anybody.
        const bool isWanted = choice.include || (*tookAll && !canBeMapped(column.source));
        choice.include = isWanted && canBeMapped(*same);
        choices.insert(same->name, choice);
    }
    return choices;
}

// What the external table itself says, where nobody remembers what was chosen. What it does not have stays out of it:
// it may have been left out on purpose.
QHash<QString, ColumnChoice> shownChoices(const TableInfo &target, const TableInfo &now)
{
    const QHash<QString, QString> sources = columnSources(target);
    QHash<QString, Column> byName;
    for (const Column &column : now.columns)
        byName.insert(column.name, column);
    QHash<QString, ColumnChoice> choices;
    for (const Column &column : target.columns) {
        const auto found = byName.constFind(sources.value(column.name.toLower()));
        if (found == byName.cend())
            continue;
        choices.insert(
            found->name,
            {found->name, canBeMapped(*found), column.name, keptType(*found, column.type.text), column.comment});
    }
    return choices;
}

QList<ColumnChoice> choicesFor(const TableInfo &now, const QHash<QString, ColumnChoice> &known, bool takesNew)
{
    QStringList sources;
    Names names;
    for (const Column &column : now.columns) {
        sources.append(column.name);
        if (const auto choice = known.constFind(column.name); choice != known.cend() && choice->include)
            names.take(choice->target);
    }
    const QStringList proposed = proposedColumnNames(sources);
    QList<ColumnChoice> choices;
    for (qsizetype i = 0; i < now.columns.size(); ++i) {
        const Column &column = now.columns.at(i);
        if (const auto choice = known.constFind(column.name); choice != known.cend())
            choices.append(*choice);
        else if (takesNew && canBeMapped(column))
            choices.append({column.name, true, names.distinct(proposed.at(i)), {}});
        else
            choices.append({column.name, false, {}, {}});
    }
    return choices;
}

const Column *columnCalled(const TableInfo &table, const QString &name)
{
    const auto found = std::ranges::find_if(
        table.columns, [&name](const Column &column) { return column.name.compare(name, Qt::CaseInsensitive) == 0; });
    return found == table.columns.end() ? nullptr : &*found;
}

// Comments that others have set in MaxCompute are nowhere else: they stay, as if they had been chosen.
void keepTargetComments(const TableInfo &before, const TableInfo &now, MapTable &map)
{
    if (now.comment != before.comment)
        map.comment = now.comment;
    for (ColumnChoice &choice : map.columns) {
        const Column *was = columnCalled(before, choice.target);
        const Column *is = columnCalled(now, choice.target);
        if (choice.include && was && is && was->comment != is->comment)
            choice.comment = is->comment;
    }
}

void takeShown(const TableInfo &target, MapTable &map)
{
    const auto external = target.external.value_or(catalog::ExternalSource());
    map.access = external.roleArn.isEmpty() ? MapTable::Access::DualSignature : MapTable::Access::RamRole;
    map.roleArn = external.roleArn;
    map.location = external.location;
    map.lifecycleDays = target.lifecycleDays;
    map.comment = target.comment;
}

} // namespace

MapTable repairedDefinition(const DriftFacts &facts)
{
    MapTable map;
    const TableInfo &now = *facts.source;
    bool takesNew = false;
    QHash<QString, ColumnChoice> choices;
    if (facts.stored) {
        map = facts.stored->definition;
        choices = rememberedChoices(*facts.stored, now, &takesNew);
        if (facts.sourcePath != now.path)
            map.location.clear(); // it led to the former name
    } else {
        takeShown(*facts.target, map);
        choices = shownChoices(*facts.target, now);
    }
    map.source = now.path;
    map.targetSchema = facts.table.parent();
    map.tableName = facts.table.name();
    map.ifTaken = facts.target ? MapTable::IfTaken::Replace : MapTable::IfTaken::Stop;
    map.columns = choicesFor(now, choices, takesNew);
    if (facts.stored && facts.target)
        keepTargetComments(facts.stored->target, *facts.target, map);
    return map;
}

} // namespace isthmus::mapping
