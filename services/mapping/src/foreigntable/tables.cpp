// SPDX-License-Identifier: GPL-3.0-or-later
// What becomes of each MaxCompute table, and under which name.
#include "foreigntable/foreigntable.h"
#include "manytables/formernames.h"
#include "manytables/onetable.h"
#include "text.h"

#include <isthmus/mapping/foreigntable/maptohologres.h>

#include <algorithm>

namespace isthmus::mapping {

namespace {

using Existing = MapTablesFacts::Existing;
using Relation = MapTablesFacts::Relation;
using Verdict = PlannedTable::Verdict;
using IfTaken = MapToHologres::IfTaken;

void leaveOut(PlannedTable &table, const plan::Text &reason)
{
    table.verdict = Verdict::LeftOut;
    table.reason = reason;
}

QList<catalog::Column> sourcesOf(const QList<ForeignColumn> &columns, bool areSupported)
{
    QList<catalog::Column> found;
    for (const ForeignColumn &column : columns) {
        if ((column.verdict.verdict != mapping::Verdict::Unsupported) == areSupported)
            found.append(column.source);
    }
    return found;
}

// "t (TIMESTAMP: ns to ms)"
plan::Text lossyText(const QList<ForeignColumn> &columns)
{
    QJsonArray names;
    for (const ForeignColumn &column : columns) {
        if (column.verdict.verdict == mapping::Verdict::Lossy || column.verdict.verdict == mapping::Verdict::Narrower)
            names.append(coded("Mapping.column_note", QT_TRANSLATE_NOOP("Mapping", "%1 (%2)"),
                               {column.source.name, column.verdict.note.toJson()})
                             .toJson());
    }
    return names.isEmpty()
        ? plan::Text()
        : coded("Mapping.columns_to_check", QT_TRANSLATE_NOOP("Mapping", "Check: %1"), {QJsonValue(shortened(names))});
}

// "m MAP<STRING,BIGINT>", "j JSON (needs Hologres 4.1; this is Hologres 3.0.18)"
QJsonArray unsupportedNames(const QList<ForeignColumn> &columns)
{
    QJsonArray names;
    for (const ForeignColumn &column : columns) {
        const QString name = column.source.name + u' ' + column.source.type.text;
        if (column.verdict.verdict != mapping::Verdict::Unsupported)
            continue;
        if (column.source.type.base == catalog::DataType::Base::Json)
            names.append(coded("Mapping.column_note", QT_TRANSLATE_NOOP("Mapping", "%1 (%2)"),
                               {name, column.verdict.note.toJson()})
                             .toJson());
        else
            names.append(name);
    }
    return names;
}

// Of a table of which columns are chosen, the others are not spoken of.
void judgeChosen(PlannedTable &table, const MapToHologres &definition, const MapToHologresFacts &facts,
                 const catalog::TableInfo &info)
{
    const auto columns = declaredColumns(definition, info, facts.targetServer);
    table.columns = columns.size();
    if (const plan::Text problem = choicesProblem(definition, info, facts.targetServer); !problem.isEmpty()) {
        leaveOut(table, problem);
        return;
    }
    for (const plan::Text &remark : {partitionsLeftOutText(definition, info), lossyText(columns)}) {
        if (!remark.isEmpty())
            table.remarks.append(remark);
    }
}

void judgeColumns(PlannedTable &table, const MapToHologres &definition, const MapToHologresFacts &facts,
                  const catalog::TableInfo &info)
{
    table.sourceColumns = info.columns.size();
    if (!definition.choicesOf(info.path).isEmpty())
        return judgeChosen(table, definition, facts, info);
    const auto columns = foreignColumns(info, definition.types, facts.targetServer);
    const auto unsupported = sourcesOf(columns, false);
    table.columns = columns.size() - unsupported.size();
    if (!unsupported.isEmpty() && definition.ifUnsupported != MapToHologres::IfUnsupported::LeaveOutColumn) {
        leaveOut(table,
                 coded(unsupportedCode, QT_TRANSLATE_NOOP("Mapping", "Hologres has no type for: %1"),
                       {QJsonValue(shortened(unsupportedNames(columns)))}));
        return;
    }
    if (table.columns == 0) {
        leaveOut(table,
                 coded("Mapping.foreign_no_column",
                       QT_TRANSLATE_NOOP("Mapping", "None of its columns has a type that Hologres has")));
        return;
    }
    for (const plan::Text &remark : {leftOutColumnsText(unsupported), lossyText(columns)}) {
        if (!remark.isEmpty())
            table.remarks.append(remark);
    }
}

PlannedTable judged(const MapToHologres &definition, const MapToHologresFacts &facts, const Relation &relation)
{
    PlannedTable table;
    table.source = relation.path;
    if (const plan::Text problem = foreignSourceKindProblem(relation.kind); !problem.isEmpty())
        leaveOut(table, problem);
    else if (!relation.info)
        leaveOut(table, goneText());
    else
        judgeColumns(table, definition, facts, *relation.info);
    return table;
}

/// Gives each table a name that no other of the batch has, and meets what has it in the schema.
class Names {
public:
    Names(const MapToHologres &definition, const MapToHologresFacts &facts) : m_definition(definition), m_facts(facts)
    {
        for (auto it = facts.existing.cbegin(); it != facts.existing.cend(); ++it) {
            if (const auto shown = catalog::ForeignSource::parse(it->location))
                m_former.add(shown->location(), it.key());
        }
    }

    void give(PlannedTable &table, const catalog::TableInfo &info)
    {
        const QString wanted = m_definition.tableName.isEmpty()
            ? nameByRule(m_definition.naming, info, {}, NamesOf::Hologres)
            : m_definition.tableName;
        table.name = wanted;
        if (const plan::Text problem = foreignNameProblem(wanted); !problem.isEmpty()) {
            leaveOut(table,
                     coded("Mapping.many_name_problem", QT_TRANSLATE_NOOP("Mapping", "It would be called %1: %2"),
                           {wanted, problem.toJson()}));
            return;
        }
        if (const auto owner = m_owners.constFind(wanted); owner != m_owners.cend()) {
            const QString &first = *owner;
            table.name = ownName(wanted, foreignSourceOf(info, m_facts));
            table.remarks.prepend(sameNameText(table.name, first, wanted));
        }
        if (const auto existing = m_facts.existing.constFind(table.name); existing != m_facts.existing.cend())
            meet(table, *existing, foreignSourceOf(info, m_facts));
        if (table.verdict != Verdict::LeftOut)
            m_owners.insert(table.name, table.source.name());
    }

private:
    void meet(PlannedTable &table, const Existing &existing, const catalog::ForeignSource &source)
    {
        if (m_definition.ifTaken == IfTaken::Rename) {
            const QString name = freeName(table.name);
            table.remarks.prepend(renamedText(name, table.name, schemaText()));
            table.name = name;
            return;
        }
        if (existing.kind != catalog::ObjectKind::ForeignTable) {
            leaveOut(table,
                     coded("Mapping.foreign_taken_by_kind",
                           QT_TRANSLATE_NOOP("Mapping", "%1 exists in %2 already and is no foreign table (%3)"),
                           {table.name, schemaText(), relationKindText(existing.kind).toJson()}));
            return;
        }
        const auto shown = catalog::ForeignSource::parse(existing.location);
        const bool isSame = shown == source || existing.location.isEmpty();
        const QString shownText = shown ? shown->title() : existing.location;
        if (m_definition.ifTaken == IfTaken::Replace) {
            table.verdict = Verdict::Replace;
            table.remarks.prepend(isSame ? coded("Mapping.foreign_replaced",
                                                 QT_TRANSLATE_NOOP("Mapping",
                                                                   "Drops %1 and makes it anew: rights and comments "
                                                                   "that were given to it are not kept"),
                                                 {table.name})
                                         : replacesOtherText(table.name, shownText));
        } else if (isSame && m_definition.ifTaken == IfTaken::Keep) {
            table.verdict = Verdict::Keep;
            table.reason = keptText(table.name, schemaText());
        } else {
            leaveOut(table, takenByOtherText(table.name, schemaText(), shownText));
        }
    }

    // That an earlier run gave, else the next that is free.
    QString ownName(const QString &base, const catalog::ForeignSource &source)
    {
        const QString former = m_former.find(source.location(), base, maxForeignNameBytes);
        return former.isEmpty() || m_owners.contains(former) ? freeName(base) : former;
    }

    QString freeName(const QString &base)
    {
        for (int &number = m_numbers[base];;) {
            number = std::max(number, 1) + 1;
            const QString name = numberedName(base, number, maxForeignNameBytes);
            if (!m_owners.contains(name) && !m_facts.existing.contains(name))
                return name;
        }
    }

    QString schemaText() const { return m_definition.targetSchema.name(); }

    const MapToHologres &m_definition;
    const MapToHologresFacts &m_facts;
    QHash<QString, QString> m_owners; // names of their sources, by name
    FormerNames m_former;
    QHash<QString, int> m_numbers; // the last one tried of each base
};

} // namespace

plan::Text foreignNameProblem(const QString &name)
{
    if (name.trimmed().isEmpty())
        return coded("Mapping.foreign_name_missing", QT_TRANSLATE_NOOP("Mapping", "The name is missing"));
    if (name.contains(QChar(0)))
        return coded("Mapping.foreign_name_zero", QT_TRANSLATE_NOOP("Mapping", "A name cannot hold U+0000"));
    if (name.toUtf8().size() > maxForeignNameBytes)
        return coded("Mapping.foreign_name_long",
                     QT_TRANSLATE_NOOP("Mapping", "A name of Hologres has at most %1 bytes"),
                     {QString::number(maxForeignNameBytes)});
    return {};
}

// What Hologres reads of MaxCompute are stored tables. Source: Hologres manual, "CREATE FOREIGN TABLE".
plan::Text foreignSourceKindProblem(catalog::ObjectKind kind)
{
    if (kind == catalog::ObjectKind::Table || kind == catalog::ObjectKind::PartitionedTable)
        return {};
    return coded("Mapping.foreign_kind",
                 QT_TRANSLATE_NOOP("Mapping", "Hologres reads stored tables of MaxCompute only (%1)"),
                 {relationKindText(kind).toJson()});
}

catalog::ForeignSource foreignSourceOf(const catalog::TableInfo &info, const MapToHologresFacts &facts)
{
    const bool hasSchemas = !facts.projectsWithoutSchemas.contains(info.database);
    return {info.database.toLower(), hasSchemas ? info.schema.toLower() : QString(), info.name.toLower()};
}

QList<PlannedTable> plannedTables(const MapToHologres &definition, const MapToHologresFacts &facts)
{
    QList<PlannedTable> tables;
    tables.reserve(facts.relations.size());
    Names names(definition, facts);
    for (const Relation &relation : facts.relations) {
        tables.append(judged(definition, facts, relation));
        if (tables.last().isMade())
            names.give(tables.last(), *relation.info);
    }
    return tables;
}

} // namespace isthmus::mapping
