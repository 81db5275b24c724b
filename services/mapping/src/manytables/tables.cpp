// SPDX-License-Identifier: GPL-3.0-or-later
// What becomes of each table, and under which name.
#include "externaltable/names.h"
#include "externaltable/targetschema.h"
#include "manytables/formernames.h"
#include "manytables/onetable.h"
#include "text.h"

#include <isthmus/catalog/jdbclocation.h>
#include <isthmus/mapping/manytables/maptables.h>

#include <QHash>
#include <QJsonArray>
#include <QSet>

#include <algorithm>

namespace isthmus::mapping {

namespace {

using Existing = MapTablesFacts::Existing;
using Relation = MapTablesFacts::Relation;
using Verdict = PlannedTable::Verdict;

void leaveOut(PlannedTable &table, const plan::Text &reason)
{
    table.verdict = Verdict::LeftOut;
    table.reason = reason;
}

plan::Text leftOutText(const QList<PlannedColumn> &columns)
{
    QList<catalog::Column> left;
    for (const PlannedColumn &column : columns) {
        if (!column.choice.include)
            left.append(column.source);
    }
    return leftOutColumnsText(left);
}

plan::Text checkText(const QList<PlannedColumn> &columns)
{
    QJsonArray names;
    for (const PlannedColumn &column : columns) {
        if (column.choice.include && column.mapping.fit == Fit::Check)
            names.append(coded("Mapping.column_note", QT_TRANSLATE_NOOP("Mapping", "%1 (%2)"),
                               {column.source.name, column.mapping.note.toJson()})
                             .toJson());
    }
    return names.isEmpty()
        ? plan::Text()
        : coded("Mapping.columns_to_check", QT_TRANSLATE_NOOP("Mapping", "Check: %1"), {QJsonValue(shortened(names))});
}

void judgeColumns(PlannedTable &table, const Relation &relation)
{
    const auto columns = plannedColumns({}, *relation.info);
    table.sourceColumns = columns.size();
    table.columns = std::ranges::count_if(columns, [](const PlannedColumn &column) { return column.choice.include; });
    const auto wrong = std::ranges::find_if(
        columns, [](const PlannedColumn &column) { return column.choice.include && !column.problem.isEmpty(); });
    if (table.columns == 0) {
        leaveOut(table,
                 coded("Mapping.no_mappable_column",
                       QT_TRANSLATE_NOOP("Mapping", "None of its columns has a type that MaxCompute can read")));
        return;
    }
    if (table.columns > maxColumns) {
        leaveOut(table,
                 coded("Mapping.too_many_columns",
                       QT_TRANSLATE_NOOP("Mapping", "%1 columns are included; a MaxCompute table holds at most %2"),
                       {QString::number(table.columns), QString::number(maxColumns)}));
        return;
    }
    if (wrong != columns.end()) {
        leaveOut(table,
                 coded("Mapping.column_problem", QT_TRANSLATE_NOOP("Mapping", "%1: %2"),
                       {wrong->source.name, wrong->problem.toJson()}));
        return;
    }
    for (const plan::Text &remark : {leftOutText(columns), checkText(columns)}) {
        if (!remark.isEmpty())
            table.remarks.append(remark);
    }
    if (relation.kind == catalog::ObjectKind::PartitionedTable)
        table.remarks.append(
            coded("Mapping.many_not_partitioned",
                  QT_TRANSLATE_NOOP("Mapping",
                                    "Not partitioned in MaxCompute: read-only, and every query reads all "
                                    "partitions")));
}

// What it is decides before what it is called.
PlannedTable judged(const Relation &relation)
{
    PlannedTable table;
    table.source = relation.path;
    catalog::TableInfo info = relation.info.value_or(catalog::TableInfo());
    info.kind = relation.kind;
    if (const plan::Text problem = sourceKindProblem(info.kind); !problem.isEmpty())
        leaveOut(table, problem);
    else if (!relation.info)
        leaveOut(table, goneText());
    else
        judgeColumns(table, relation);
    return table;
}

/// Gives each table a name that no other of the batch has.
class Names {
public:
    Names(const MapTables &definition, const MapTablesFacts &facts, QList<PlannedTable> &tables)
        : m_definition(definition), m_facts(facts), m_tables(tables)
    {
        for (auto it = facts.existing.cbegin(); it != facts.existing.cend(); ++it) {
            if (const auto shown = catalog::JdbcLocation::parse(it->location))
                m_former.add(sourceKey(shown->database, shown->schema(), shown->table()), it.key());
        }
    }

    void give()
    {
        for (qsizetype i = 0; i < m_tables.size(); ++i) {
            if (m_tables.at(i).isMade())
                claim(i);
        }
        for (qsizetype i = 0; i < m_tables.size(); ++i) {
            if (m_tables.at(i).isMade())
                settle(i);
        }
        for (qsizetype i = 0; i < m_tables.size(); ++i) {
            if (m_tables.at(i).isMade())
                meetExisting(i);
        }
    }

private:
    const catalog::TableInfo &info(qsizetype i) const { return *m_facts.relations.at(i).info; }

    // Of several that would bear one name, it belongs to the table that is called so in Hologres, else to the first.
    void claim(qsizetype i)
    {
        PlannedTable &table = m_tables[i];
        table.name = nameByRule(m_definition.naming, info(i));
        if (const plan::Text problem = tableNameProblem(table.name); !problem.isEmpty()) {
            leaveOut(table,
                     coded("Mapping.many_name_problem", QT_TRANSLATE_NOOP("Mapping", "It would be called %1: %2"),
                           {table.name, problem.toJson()}));
            return;
        }
        const auto isPlain = [this](qsizetype k) { return proposedTableName(info(k).name) == info(k).name; };
        const auto owner = m_owners.constFind(table.name);
        if (owner == m_owners.cend() || (isPlain(i) && !isPlain(*owner)))
            m_owners.insert(table.name, i);
    }

    void settle(qsizetype i)
    {
        PlannedTable &table = m_tables[i];
        const qsizetype owner = m_owners.value(table.name);
        if (owner == i)
            return;
        QString name = nameByRule(m_definition.naming, info(i), distinctTableName(info(i).name));
        if (m_owners.contains(name) || !tableNameProblem(name).isEmpty())
            name = ownName(table.name, info(i));
        table.remarks.prepend(sameNameText(name, m_tables.at(owner).source.name(), table.name));
        table.name = name;
        m_owners.insert(name, i);
    }

    void meetExisting(qsizetype i)
    {
        PlannedTable &table = m_tables[i];
        const auto existing = m_facts.existing.constFind(table.name);
        if (existing == m_facts.existing.cend())
            return;
        if (m_definition.ifTaken == MapTables::IfTaken::Rename)
            rename(table, i);
        else if (m_definition.ifTaken == MapTables::IfTaken::Replace)
            replace(table, i, *existing);
        else
            keep(table, i, *existing);
    }

    void rename(PlannedTable &table, qsizetype i)
    {
        const QString name = freeName(table.name);
        table.remarks.prepend(renamedText(name, table.name, targetTitle()));
        table.name = name;
        m_owners.insert(name, i);
    }

    void replace(PlannedTable &table, qsizetype i, const Existing &existing)
    {
        if (existing.kind != catalog::ObjectKind::ExternalTable) {
            leaveOut(table,
                     coded("Mapping.many_not_dropped",
                           QT_TRANSLATE_NOOP("Mapping", "%1 is no external table (%2) and is not dropped"),
                           {table.name, relationKindText(existing.kind).toJson()}));
            return;
        }
        table.verdict = Verdict::Replace;
        const QString other = otherSourceOfExisting(oneTableFacts(m_facts, i, table));
        table.remarks.prepend(other.isEmpty()
                                  ? coded("Mapping.many_replaced",
                                          QT_TRANSLATE_NOOP("Mapping",
                                                            "Drops %1 and makes it anew: columns, types, access and "
                                                            "lifecycle that were chosen for it are not kept"),
                                          {table.name})
                                  : replacesOtherText(table.name, other));
    }

    void keep(PlannedTable &table, qsizetype i, const Existing &existing)
    {
        if (existing.kind != catalog::ObjectKind::ExternalTable) {
            leaveOut(table,
                     coded("Mapping.many_taken_by_kind",
                           QT_TRANSLATE_NOOP("Mapping", "%1 exists in %2 already and is no external table (%3)"),
                           {table.name, targetTitle(), relationKindText(existing.kind).toJson()}));
            return;
        }
        PlannedTable asReplaced = table;
        asReplaced.verdict = Verdict::Replace;
        if (const QString other = otherSourceOfExisting(oneTableFacts(m_facts, i, asReplaced)); !other.isEmpty()) {
            leaveOut(table, takenByOtherText(table.name, targetTitle(), other));
            return;
        }
        table.verdict = Verdict::Keep;
        table.reason = keptText(table.name, targetTitle());
    }

    // What a table shows, or is; the database without its compute group.
    static QString sourceKey(const QString &database, const QString &schema, const QString &table)
    {
        return QStringList{database.section(u'@', 0, 0), schema, table}.join(QChar());
    }

    // That an earlier run gave, else the next that is free.
    QString ownName(const QString &base, const catalog::TableInfo &info)
    {
        const QString former = m_former.find(sourceKey(info.database, info.schema, info.name), base, maxNameBytes);
        return former.isEmpty() || m_owners.contains(former) ? freeName(base) : former;
    }

    QString freeName(const QString &base)
    {
        for (int &number = m_numbers[base];;) {
            number = std::max(number, 1) + 1;
            const QString name = numberedName(base, number, maxNameBytes);
            if (!m_owners.contains(name) && !m_facts.existing.contains(name))
                return name;
        }
    }

    QString targetTitle() const { return schemaTitle(m_facts.targetServer, m_definition.targetSchema.name()); }

    const MapTables &m_definition;
    const MapTablesFacts &m_facts;
    QList<PlannedTable> &m_tables;
    QHash<QString, qsizetype> m_owners; // by name
    FormerNames m_former;
    QHash<QString, int> m_numbers; // the last one tried of each base
};

} // namespace

QJsonArray shortened(QJsonArray names)
{
    constexpr qsizetype shown = 3;
    const qsizetype more = names.size() - shown;
    if (more <= 1) // "1 more" is no shorter than its name
        return names;
    while (names.size() > shown)
        names.removeLast();
    names.append(coded("Mapping.more_names", QT_TRANSLATE_NOOP("Mapping", "%1 more"), {more}).toJson());
    return names;
}

plan::Text leftOutColumnsText(const QList<catalog::Column> &columns)
{
    QStringList left;
    for (const catalog::Column &column : columns)
        left.append(column.name + u' ' + column.type.text);
    if (left.isEmpty())
        return {};
    const QJsonValue names(shortened(QJsonArray::fromStringList(left)));
    return left.size() == 1
        ? coded("Mapping.one_column_left_out", QT_TRANSLATE_NOOP("Mapping", "1 column left out: %1"), {names})
        : coded("Mapping.columns_left_out", QT_TRANSLATE_NOOP("Mapping", "%1 columns left out: %2"),
                {left.size(), names});
}

plan::Text goneText()
{
    return coded("Mapping.source_gone", QT_TRANSLATE_NOOP("Mapping", "It is not there (any more)"));
}

plan::Text sameNameText(const QString &name, const QString &owner, const QString &wanted)
{
    return coded("Mapping.many_same_name", QT_TRANSLATE_NOOP("Mapping", "Called %1, since %2 has the name %3"),
                 {name, owner, wanted});
}

plan::Text renamedText(const QString &name, const QString &wanted, const QString &schema)
{
    return coded("Mapping.many_renamed", QT_TRANSLATE_NOOP("Mapping", "Called %1, since %2 exists in %3"),
                 {name, wanted, schema});
}

plan::Text keptText(const QString &name, const QString &schema)
{
    return coded("Mapping.many_kept", QT_TRANSLATE_NOOP("Mapping", "%1 exists in %2 already and stays as it is"),
                 {name, schema});
}

plan::Text takenByOtherText(const QString &name, const QString &schema, const QString &shown)
{
    return coded("Mapping.many_taken_by_other", QT_TRANSLATE_NOOP("Mapping", "%1 exists in %2 already and shows %3"),
                 {name, schema, shown});
}

plan::Text replacesOtherText(const QString &name, const QString &shown)
{
    return coded("Mapping.many_replaced_other",
                 QT_TRANSLATE_NOOP("Mapping", "Drops %1, which shows %2, and makes it anew"), {name, shown});
}

QList<PlannedTable> plannedTables(const MapTables &definition, const MapTablesFacts &facts)
{
    QList<PlannedTable> tables;
    tables.reserve(facts.relations.size());
    for (const Relation &relation : facts.relations)
        tables.append(judged(relation));
    if (ruleProblem(definition.naming).isEmpty())
        Names(definition, facts, tables).give();
    return tables;
}

} // namespace isthmus::mapping
