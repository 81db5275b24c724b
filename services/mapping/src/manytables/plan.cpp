// SPDX-License-Identifier: GPL-3.0-or-later
#include "externaltable/names.h"
#include "externaltable/targetschema.h"
#include "manytables/onetable.h"
#include "text.h"

#include <isthmus/catalog/jdbclocation.h>
#include <isthmus/mapping/externaltable/createexternaltableexecutor.h>
#include <isthmus/mapping/externaltable/dropexternaltableexecutor.h>
#include <isthmus/mapping/manytables/maptables.h>
#include <isthmus/mapping/manytables/tableruns.h>
#include <isthmus/mapping/manytables/verifymappingsexecutor.h>

#include <QJsonArray>
#include <QSet>

#include <algorithm>
#include <utility>

namespace isthmus::mapping {

namespace {

using plan::NoticeLevel;

constexpr qsizetype verifiedTogether = 50;

plan::Text countText(qsizetype count, const plan::Text &one, const plan::Text &many)
{
    return count == 1 ? one : many;
}

plan::Text madeText(qsizetype count)
{
    return countText(count, coded("Mapping.made_one", QT_TRANSLATE_NOOP("Mapping", "1 external table made")),
                     coded("Mapping.made_many", QT_TRANSLATE_NOOP("Mapping", "%1 external tables made"), {count}));
}

plan::Text groupTitle(const MapTables &definition, qsizetype made)
{
    return countText(made, coded("Mapping.make_one", QT_TRANSLATE_NOOP("Mapping", "Make 1 external table")),
                     coded("Mapping.make_many", QT_TRANSLATE_NOOP("Mapping", "Make %1 external tables, %2 at a time"),
                           {made, definition.inFlight}));
}

/// The steps of the tables that are made, in their order, and what they touch.
class Steps {
public:
    Steps(const MapTables &definition, const MapTablesFacts &facts, const QList<PlannedTable> &tables)
        : m_definition(definition), m_facts(facts), m_tables(tables)
    {
    }

    void addTo(plan::Plan &plan)
    {
        plan::StepGroup group;
        group.onError = m_definition.continuesOnError ? plan::OnError::Continue : plan::OnError::Stop;
        group.parallel = std::clamp(m_definition.inFlight, 1, MapTables::maxInFlight);
        group.isParallelChosen = true;
        const auto isMade = [](const PlannedTable &table) { return table.isMade(); };
        const auto isReplaced = [](const PlannedTable &table) {
            return table.verdict == PlannedTable::Verdict::Replace;
        };
        const qsizetype made = std::ranges::count_if(m_tables, isMade);
        m_dropped = std::ranges::count_if(m_tables, isReplaced);
        group.title = groupTitle(m_definition, made);
        for (qsizetype i = 0; i < m_tables.size(); ++i) {
            if (!isMade(m_tables.at(i)))
                continue;
            addTable(i, group, plan);
            if (m_verify.tables.size() == verifiedTogether)
                addVerify(group);
        }
        addVerify(group);
        if (!group.steps.isEmpty())
            plan.groups.append(group);
        plan.outcome = madeText(made);
    }

private:
    void addTable(qsizetype i, plan::StepGroup &group, plan::Plan &plan)
    {
        const PlannedTable &table = m_tables.at(i);
        const plan::Plan single =
            planMapTable(oneTable(m_definition, m_facts, i, table), oneTableFacts(m_facts, i, table));
        const QString number = QString::number(++m_count);
        QString dropId;
        for (plan::Step step : single.steps()) {
            if (step.kind == DropExternalTableStep::kind) {
                step.id = dropId = QStringLiteral("drop-") + number;
                step.destructiveNote = dropsText(m_dropped);
                step.confirmName = m_definition.targetSchema.name();
            } else if (auto create = CreateExternalTableStep::fromStep(step)) {
                create->looksFirst = true;
                create->sql.canResume = true; // since it looks
                step = create->toStep();
                step.id = QStringLiteral("create-") + number;
                if (!dropId.isEmpty())
                    step.needs = {dropId};
                TableStepNotes{table.source, table.sourceColumns, table.remarks}.addTo(step);
                m_verify.tables.append(
                    {step.id, create->table.name(), create->columns, create->location, create->roleArn});
            } else {
                continue; // many are verified together
            }
            group.steps.append(step);
        }
        plan.touches += single.touches;
    }

    void addVerify(plan::StepGroup &group)
    {
        if (m_verify.tables.isEmpty())
            return;
        m_verify.schema = m_definition.targetSchema;
        for (QString &name : m_verify.schema.names)
            name = name.toLower();
        m_verify.readsRows = m_definition.readsRows;
        plan::Step step = m_verify.toStep();
        step.id = QStringLiteral("verify-%1").arg(++m_verified);
        group.steps.append(step);
        m_verify.tables.clear();
    }

    const MapTables &m_definition;
    const MapTablesFacts &m_facts;
    const QList<PlannedTable> &m_tables;
    VerifyMappings m_verify;
    qsizetype m_dropped = 0;
    int m_count = 0;
    int m_verified = 0;
};

// What is the same for all tables, by the mapping of a table that has nothing wrong with it.
QList<FieldProblem> commonProblems(const MapTables &definition, const MapTablesFacts &facts)
{
    MapTablesFacts one = facts;
    MapTablesFacts::Relation relation;
    relation.info.emplace();
    relation.info->name = QStringLiteral("t");
    catalog::Column column;
    column.name = QStringLiteral("c");
    column.type = catalog::parsePostgresType(QStringLiteral("bigint"));
    relation.info->columns = {column};
    one.relations = {relation};
    one.existing.clear();
    PlannedTable table;
    table.name = QStringLiteral("t");
    return fieldProblems(oneTable(definition, one, 0, table), oneTableFacts(one, 0, table));
}

void addVerdicts(const QList<PlannedTable> &tables, QList<plan::Notice> &notices)
{
    using Verdict = PlannedTable::Verdict;
    for (const PlannedTable &table : tables) {
        const QString subject = table.source.toString();
        if (table.verdict == Verdict::LeftOut)
            notices.append({NoticeLevel::Warning, subject, leftOutNotice(table.reason)});
        if (table.verdict == Verdict::Keep)
            notices.append({NoticeLevel::Info, subject, keptNotice(table.reason)});
        if (table.isMade()) {
            for (const plan::Text &remark : table.remarks)
                notices.append({NoticeLevel::Warning, subject, remark});
        }
    }
}

// What the plan of one table says of the server, said once.
void addServerNotices(const MapTables &definition, const MapTablesFacts &facts, const QList<PlannedTable> &tables,
                      QList<plan::Notice> &notices)
{
    const auto first = std::ranges::find_if(tables, [](const PlannedTable &table) { return table.isMade(); });
    if (first == tables.end())
        return;
    const qsizetype i = first - tables.begin();
    const auto single = planMapTable(oneTable(definition, facts, i, *first), oneTableFacts(facts, i, *first));
    for (const plan::Notice &notice : single.notices) {
        if (notice.text.code == u"Mapping.old_hologres")
            notices.append(notice);
    }
}

void addCommonNotices(const MapTables &definition, const MapTablesFacts &facts, const QList<PlannedTable> &tables,
                      QList<plan::Notice> &notices)
{
    if (facts.hasMore) {
        notices.append({NoticeLevel::Blocker, mapTablesFieldTitle(QStringLiteral("sources")), tooManyTablesText()});
    }
    const auto isMade = [](const PlannedTable &table) { return table.isMade(); };
    const auto isKept = [](const PlannedTable &table) { return table.verdict == PlannedTable::Verdict::Keep; };
    if (std::ranges::none_of(tables, isMade) && std::ranges::none_of(tables, isKept)) {
        notices.append({NoticeLevel::Blocker, mapTablesFieldTitle(QStringLiteral("sources")),
                        nothingMadeText(definition.sources, tables)});
    }
    if (facts.existingUnknown) {
        notices.append({definition.ifTaken == MapTables::IfTaken::Replace ? NoticeLevel::Blocker : NoticeLevel::Warning,
                        mapTablesFieldTitle(QStringLiteral("targetSchema")), namesUnknownText(*facts.existingUnknown)});
    }
    addServerNotices(definition, facts, tables, notices);
}

} // namespace

MapTableFacts oneTableFacts(const MapTablesFacts &facts, qsizetype index, const PlannedTable &table)
{
    MapTableFacts one;
    one.sourceServer = facts.sourceServer;
    one.source = *facts.relations.at(index).info;
    one.targetServer = facts.targetServer;
    one.targetReadOnly = facts.targetReadOnly;
    one.targetSchema = facts.targetSchema;
    if (table.verdict != PlannedTable::Verdict::Replace)
        return one;
    const auto existing = facts.existing.value(table.name);
    one.existing.emplace();
    one.existing->name = table.name;
    one.existing->kind = existing.kind;
    if (!existing.location.isEmpty()) {
        one.existing->external.emplace();
        one.existing->external->location = existing.location;
    }
    return one;
}

MapTable oneTable(const MapTables &definition, const MapTablesFacts &facts, qsizetype index, const PlannedTable &table)
{
    MapTable one;
    one.source = table.source;
    one.targetSchema = definition.targetSchema;
    one.tableName = table.name;
    // A name that was changed without being asked stands in the comment, whatever comes before and after it.
    const catalog::TableInfo &source = *facts.relations.at(index).info;
    if (proposedTableName(source.name) != source.name)
        one.comment = commentWithName(source.comment, source.name);
    one.access = definition.access;
    one.roleArn = definition.roleArn;
    one.lifecycleDays = definition.lifecycleDays;
    one.ifTaken =
        table.verdict == PlannedTable::Verdict::Replace ? MapTable::IfTaken::Replace : MapTable::IfTaken::Stop;
    return one;
}

plan::Text nothingMadeText(const QList<MapTables::Source> &sources, const QList<PlannedTable> &tables)
{
    if (tables.isEmpty()) {
        QJsonArray schemas;
        for (const MapTables::Source &source : sources)
            schemas.append(source.schema.toString());
        return coded("Mapping.no_tables_in", QT_TRANSLATE_NOOP("Mapping", "There is no table in %1"),
                     {QJsonValue(shortened(schemas))});
    }
    QJsonArray reasons;
    for (const PlannedTable &table : tables)
        reasons.append(coded("Mapping.column_problem", QT_TRANSLATE_NOOP("Mapping", "%1: %2"),
                             {table.source.toString(), table.reason.toJson()})
                           .toJson());
    return coded("Mapping.no_mappable_tables", QT_TRANSLATE_NOOP("Mapping", "None of the tables can be mapped: %1"),
                 {QJsonValue(shortened(reasons))});
}

plan::Text tooManyTablesText()
{
    return coded("Mapping.too_many_tables", QT_TRANSLATE_NOOP("Mapping", "More than %1 tables; choose fewer"),
                 {MapTables::maxTables});
}

plan::Text namesUnknownText(const core::Error &why)
{
    return coded("Mapping.names_unknown", QT_TRANSLATE_NOOP("Mapping", "Which names are taken could not be read: %1"),
                 {why.message});
}

plan::Text leftOutNotice(const plan::Text &reason)
{
    return coded(leftOutCode, QT_TRANSLATE_NOOP("Mapping", "Left out: %1"), {reason.toJson()});
}

plan::Text keptNotice(const plan::Text &reason)
{
    return coded(keptCode, QT_TRANSLATE_NOOP("Mapping", "Kept: %1"), {reason.toJson()});
}

plan::Text inFlightProblem()
{
    return coded("Mapping.in_flight_range", QT_TRANSLATE_NOOP("Mapping", "1 to %1 statements at a time"),
                 {QString::number(MapTables::maxInFlight)});
}

plan::Text mapTablesFieldTitle(const QString &field)
{
    if (field == u"naming")
        return coded("Mapping.field_naming", QT_TRANSLATE_NOOP("Mapping", "Names"));
    if (field == u"inFlight")
        return coded("Mapping.field_in_flight", QT_TRANSLATE_NOOP("Mapping", "At a time"));
    if (field == u"sources")
        return coded("Mapping.field_tables", QT_TRANSLATE_NOOP("Mapping", "Tables"));
    return fieldTitle(field);
}

QList<FieldProblem> fieldProblems(const MapTables &definition, const MapTablesFacts &facts)
{
    QList<FieldProblem> problems = commonProblems(definition, facts);
    if (const plan::Text problem = ruleProblem(definition.naming); !problem.isEmpty())
        problems.append({QStringLiteral("naming"), problem});
    if (definition.inFlight < 1 || definition.inFlight > MapTables::maxInFlight)
        problems.append({QStringLiteral("inFlight"), inFlightProblem()});
    return problems;
}

plan::Plan planMapTables(const MapTables &definition, const MapTablesFacts &facts)
{
    plan::Plan plan;
    plan.title = mapTablesTitle(definition);
    const auto problems = fieldProblems(definition, facts);
    for (const FieldProblem &problem : problems)
        plan.notices.append({NoticeLevel::Blocker, mapTablesFieldTitle(problem.field), problem.text});
    if (!ruleProblem(definition.naming).isEmpty())
        return plan; // no table has a name
    const auto tables = plannedTables(definition, facts);
    addCommonNotices(definition, facts, tables, plan.notices);
    addVerdicts(tables, plan.notices);
    Steps(definition, facts, tables).addTo(plan);
    return plan;
}

} // namespace isthmus::mapping
