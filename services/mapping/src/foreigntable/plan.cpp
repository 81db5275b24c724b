// SPDX-License-Identifier: GPL-3.0-or-later
#include "externaltable/targetschema.h"
#include "foreigntable/foreigntable.h"
#include "foreigntable/remembered.h"
#include "manytables/onetable.h"
#include "text.h"

#include <isthmus/mapping/externaltable/createexternaltableexecutor.h>
#include <isthmus/mapping/externaltable/dropexternaltableexecutor.h>
#include <isthmus/mapping/manytables/tableruns.h>
#include <isthmus/mapping/manytables/verifymappingsexecutor.h>

#include <QSet>

#include <algorithm>

namespace isthmus::mapping {

namespace {

using plan::NoticeLevel;
using Verdict = PlannedTable::Verdict;

constexpr qsizetype verifiedTogether = 50;

plan::Text madeText(qsizetype count)
{
    return count == 1
        ? coded("Mapping.foreign_made_one", QT_TRANSLATE_NOOP("Mapping", "1 foreign table made"))
        : coded("Mapping.foreign_made_many", QT_TRANSLATE_NOOP("Mapping", "%1 foreign tables made"), {count});
}

plan::Text groupTitle(qsizetype made, int inFlight)
{
    return made == 1 ? coded("Mapping.foreign_make_one", QT_TRANSLATE_NOOP("Mapping", "Make 1 foreign table"))
                     : coded("Mapping.foreign_make_many",
                             QT_TRANSLATE_NOOP("Mapping", "Make %1 foreign tables, %2 at a time"), {made, inFlight});
}

/// The steps of the tables that are made, in their order, and what they touch.
class Steps {
public:
    Steps(const MapToHologres &definition, const MapToHologresFacts &facts, const QList<PlannedTable> &tables)
        : m_definition(definition), m_facts(facts), m_tables(tables),
          m_dropped(std::ranges::count(tables, Verdict::Replace, &PlannedTable::verdict))
    {
    }

    void addTo(plan::Plan &plan)
    {
        const qsizetype made =
            std::ranges::count_if(m_tables, [](const PlannedTable &table) { return table.isMade(); });
        plan::StepGroup group;
        group.onError = m_definition.continuesOnError ? plan::OnError::Continue : plan::OnError::Stop;
        group.parallel = std::clamp(m_definition.inFlight, 1, MapToHologres::maxInFlight);
        group.isParallelChosen = true;
        group.title = groupTitle(made, group.parallel);
        for (qsizetype i = 0; i < m_tables.size(); ++i) {
            if (!m_tables.at(i).isMade())
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
        const auto path = m_definition.targetSchema.child(table.name);
        const bool isReplaced = table.verdict == Verdict::Replace;
        const QString number = QString::number(++m_count);
        plan::Step create = createStep(i, path);
        create.id = QStringLiteral("create-") + number;
        if (isReplaced) {
            plan::Step drop = dropStep(table, path);
            drop.id = QStringLiteral("drop-") + number;
            create.needs = {drop.id};
            group.steps.append(drop);
        }
        group.steps.append(create);
        plan.touches.append(
            {path.toString(), isReplaced ? plan::Change::Changed : plan::Change::Created, table.source.toString()});
    }

    plan::Step createStep(qsizetype i, const catalog::ObjectPath &path)
    {
        const PlannedTable &table = m_tables.at(i);
        const catalog::TableInfo &source = *m_facts.relations.at(i).info;
        CreateExternalTableStep create;
        create.sql.title =
            coded("Mapping.foreign_create", QT_TRANSLATE_NOOP("Mapping", "Create foreign table %1"), {table.name});
        create.sql.connection = path.connection;
        create.sql.database = databaseOf(m_definition.targetSchema);
        create.sql.sql = foreignTableSql(m_definition, m_facts, source, table);
        create.sql.summary = coded("Mapping.foreign_created", QT_TRANSLATE_NOOP("Mapping", "Foreign table, %1"),
                                   {columnCountText(table.columns).toJson()});
        create.sql.canResume = true; // since it looks
        create.looksFirst = true;
        create.isForeign = true;
        create.table = path;
        create.location = foreignSourceOf(source, m_facts).location();
        for (const ForeignColumn &column : declaredColumns(m_definition, source, m_facts.targetServer))
            create.columns.append({column.source.name.toLower(), column.verdict.target.text});
        create.remember =
            rememberedForeign({path, m_facts.targetServer, source, foreignSourceOf(source, m_facts), create.columns},
                              {m_facts.sourceServer.host, m_definition.types});
        plan::Step step = create.toStep();
        TableStepNotes{table.source, table.sourceColumns, table.remarks}.addTo(step);
        m_verify.tables.append({QStringLiteral("create-%1").arg(m_count),
                                table.name,
                                create.columns,
                                create.location,
                                {},
                                create.remember->key});
        return step;
    }

    plan::Step dropStep(const PlannedTable &table, const catalog::ObjectPath &path) const
    {
        plan::SqlStep sql;
        sql.title = coded("Mapping.foreign_drop", QT_TRANSLATE_NOOP("Mapping", "Drop foreign table %1"), {table.name});
        sql.connection = path.connection;
        sql.database = databaseOf(m_definition.targetSchema);
        sql.sql = dropForeignTableSql(m_definition.targetSchema.name(), table.name);
        sql.effect = plan::Effect::Destroy;
        sql.destructiveNote = dropsForeignText(m_dropped);
        sql.confirmName = m_definition.targetSchema.name();
        sql.canResume = true; // one that is gone is dropped
        DropExternalTableStep drop{sql, path, {}, {}, true};
        if (const auto shown = catalog::ForeignSource::parse(m_facts.existing.value(table.name).location))
            drop.location = shown->location();
        return drop.toStep();
    }

    void addVerify(plan::StepGroup &group)
    {
        if (m_verify.tables.isEmpty())
            return;
        m_verify.schema = m_definition.targetSchema;
        m_verify.readsRows = m_definition.readsRows;
        m_verify.isForeign = true;
        plan::Step step = m_verify.toStep();
        step.id = QStringLiteral("verify-%1").arg(++m_verified);
        group.steps.append(step);
        m_verify.tables.clear();
    }

    const MapToHologres &m_definition;
    const MapToHologresFacts &m_facts;
    const QList<PlannedTable> &m_tables;
    VerifyMappings m_verify;
    qsizetype m_dropped;
    int m_count = 0;
    int m_verified = 0;
};

void addVerdicts(const QList<PlannedTable> &tables, QList<plan::Notice> &notices)
{
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

// What stops the whole run by the user's own wish.
plan::Text stopText(const MapToHologres &definition, const MapToHologresFacts &facts, const QList<PlannedTable> &tables)
{
    QJsonArray taken;
    QJsonArray unsupported;
    for (const PlannedTable &table : tables) {
        if (table.verdict != Verdict::LeftOut)
            continue;
        if (facts.existing.contains(table.name))
            taken.append(table.name);
        else if (table.reason.code == QLatin1String(unsupportedCode))
            unsupported.append(table.source.name());
    }
    if (definition.ifTaken == MapToHologres::IfTaken::Stop && !taken.isEmpty())
        return coded("Mapping.foreign_stop_taken", QT_TRANSLATE_NOOP("Mapping", "Names that exist in %1 already: %2"),
                     {definition.targetSchema.name(), QJsonValue(shortened(taken))});
    if (definition.ifUnsupported == MapToHologres::IfUnsupported::Stop && !unsupported.isEmpty())
        return coded("Mapping.foreign_stop_types",
                     QT_TRANSLATE_NOOP("Mapping", "Tables with types that Hologres does not have: %1"),
                     {QJsonValue(shortened(unsupported))});
    return {};
}

void addTablesNotices(const MapToHologres &definition, const MapToHologresFacts &facts,
                      const QList<PlannedTable> &tables, QList<plan::Notice> &notices)
{
    const plan::Text subject = mapToHologresFieldTitle(QStringLiteral("sources"));
    if (facts.hasMore)
        notices.append({NoticeLevel::Blocker, subject, tooManyTablesText()});
    const auto isLeftOut = [](const PlannedTable &table) { return table.verdict == Verdict::LeftOut; };
    if (std::ranges::all_of(tables, isLeftOut))
        notices.append({NoticeLevel::Blocker, subject, nothingMadeText(definition.sources, tables)});
    else if (const plan::Text text = stopText(definition, facts, tables); !text.isEmpty())
        notices.append({NoticeLevel::Blocker, subject, text});
    if (facts.existingUnknown) {
        notices.append(
            {definition.ifTaken == MapToHologres::IfTaken::Replace ? NoticeLevel::Blocker : NoticeLevel::Warning,
             mapToHologresFieldTitle(QStringLiteral("targetSchema")), namesUnknownText(*facts.existingUnknown)});
    }
}

// Chosen for a table that is not mapped: a name that is misspelt, or a table that is gone.
plan::Text strayChoices(const MapToHologres &definition, const MapToHologresFacts &facts)
{
    QSet<QString> tables;
    for (const auto &relation : facts.relations)
        tables.insert(relation.path.toString());
    QJsonArray stray;
    for (const QString &table : definition.columns.keys()) {
        if (!tables.contains(table))
            stray.append(table);
    }
    return stray.isEmpty() || facts.hasMore
        ? plan::Text()
        : coded("Mapping.foreign_stray_columns",
                QT_TRANSLATE_NOOP("Mapping", "Columns are chosen of what is none of the tables: %1"),
                {QJsonValue(shortened(stray))});
}

} // namespace

plan::Text mapToHologresFieldTitle(const QString &field)
{
    if (field == u"columns")
        return coded("Mapping.field_columns", QT_TRANSLATE_NOOP("Mapping", "Columns"));
    if (field == u"tableName")
        return coded("Mapping.field_foreign_table", QT_TRANSLATE_NOOP("Mapping", "Foreign table"));
    return mapTablesFieldTitle(field);
}

QList<FieldProblem> fieldProblems(const MapToHologres &definition, const MapToHologresFacts &facts)
{
    QList<FieldProblem> problems;
    const auto add = [&problems](const QString &field, const plan::Text &text) {
        if (!text.isEmpty())
            problems.append({field, text});
    };
    const QString schema = QStringLiteral("targetSchema");
    if (facts.targetReadOnly)
        add(schema,
            coded("Mapping.connection_read_only", QT_TRANSLATE_NOOP("Mapping", "The connection %1 is read-only"),
                  {definition.targetSchema.connection}));
    else if (!facts.isSchemaThere)
        add(schema,
            coded("Mapping.foreign_no_schema", QT_TRANSLATE_NOOP("Mapping", "There is no schema %1 in Hologres"),
                  {definition.targetSchema.name()}));
    add(QStringLiteral("naming"), ruleProblem(definition.naming, NamesOf::Hologres));
    if (!definition.tableName.isEmpty()) {
        add(QStringLiteral("tableName"),
            facts.relations.size() > 1 ? coded("Mapping.foreign_name_of_many",
                                               QT_TRANSLATE_NOOP("Mapping", "One name is for one table; here are %1"),
                                               {facts.relations.size()})
                                       : foreignNameProblem(definition.tableName));
    }
    add(QStringLiteral("columns"), strayChoices(definition, facts));
    if (definition.inFlight < 1 || definition.inFlight > MapToHologres::maxInFlight)
        add(QStringLiteral("inFlight"), inFlightProblem());
    return problems;
}

plan::Plan planMapToHologres(const MapToHologres &definition, const MapToHologresFacts &facts)
{
    plan::Plan plan;
    plan.title = mapToHologresTitle(definition);
    const auto problems = fieldProblems(definition, facts);
    for (const FieldProblem &problem : problems)
        plan.notices.append({NoticeLevel::Blocker, mapToHologresFieldTitle(problem.field), problem.text});
    if (!ruleProblem(definition.naming, NamesOf::Hologres).isEmpty())
        return plan; // no table has a name
    const auto tables = plannedTables(definition, facts);
    addTablesNotices(definition, facts, tables, plan.notices);
    addVerdicts(tables, plan.notices);
    Steps(definition, facts, tables).addTo(plan);
    return plan;
}

} // namespace isthmus::mapping
