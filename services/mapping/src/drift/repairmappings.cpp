// SPDX-License-Identifier: GPL-3.0-or-later
#include "drift/repairforeign.h"
#include "externaltable/sql.h"
#include "externaltable/targetschema.h"
#include "text.h"

#include <isthmus/core/async.h>
#include <isthmus/core/jsonreader.h>
#include <isthmus/dialect/quoting.h>
#include <isthmus/mapping/drift/repairmappings.h>
#include <isthmus/mapping/externaltable/dropexternaltable.h>
#include <isthmus/mapping/externaltable/dropexternaltableexecutor.h>
#include <isthmus/mapping/externaltable/verifymappingexecutor.h>

#include <QJsonArray>
#include <QSet>
#include <QUuid>

#include <algorithm>

namespace isthmus::mapping {

namespace {

using plan::Notice;
using plan::NoticeLevel;
using plan::Plan;

const QString tablesKey = QStringLiteral("tables");

plan::Text titleOf(const RepairMappings &definition)
{
    if (definition.tables.size() == 1)
        return coded("Mapping.repair_one", QT_TRANSLATE_NOOP("Mapping", "Repair %1"),
                     {definition.tables.first().names.last(2).join(u'.')});
    return coded("Mapping.repair_several", QT_TRANSLATE_NOOP("Mapping", "Repair %1 mappings"),
                 {definition.tables.size()});
}

// What several tables are confirmed by: the schema that they are all in, else the project.
QString commonName(const RepairMappings &definition)
{
    if (definition.tables.size() == 1)
        return definition.tables.first().name();
    QSet<catalog::ObjectPath> schemas;
    for (const auto &table : definition.tables)
        schemas.insert(table.parent());
    const catalog::ObjectPath schema = *schemas.cbegin();
    return schemas.size() == 1 ? schema.name() : schema.parent().name();
}

// The source's server as the location of the mapping has it: MaxCompute may reach it by another name than we do.
MapTableFacts mapFacts(const RepairFacts &facts)
{
    MapTableFacts map;
    map.sourceServer = facts.sourceServer;
    map.source = *facts.drift.source;
    if (const auto location = facts.drift.location()) {
        map.sourceServer.host = location->host;
        map.sourceServer.port = location->port == 0 ? catalog::JdbcLocation::driverPort : location->port;
        map.source.database = location->database;
    }
    map.targetServer = facts.targetServer;
    map.targetReadOnly = facts.isReadOnly;
    map.existing = facts.drift.target;
    map.targetSchema = TargetSchema::There;
    return map;
}

void addDifferences(const Drift &drift, QList<Notice> &notices)
{
    for (const Difference &difference : drift.differences) {
        const bool isNote = difference.severity == Difference::Severity::Note;
        notices.append({isNote ? NoticeLevel::Info : NoticeLevel::Warning, drift.table.name(), difference.text});
    }
}

// Where tables change names as a matter of course, the one that has the name now may be the one that is wanted.
void addFollowed(const DriftFacts &drift, QList<Notice> &notices)
{
    if (!drift.isNameTaken)
        return;
    const auto title = [](const catalog::TableInfo &table) { return QString(table.schema + u'.' + table.name); };
    notices.append({NoticeLevel::Warning, drift.table.name(),
                    coded("Mapping.repair_follows",
                          QT_TRANSLATE_NOOP("Mapping",
                                            "It will show the table that was mapped, %1. To show the one that is "
                                            "called %2 now, map that with \"replace\" in place of this repair."),
                          {title(*drift.source), title(drift.stored->source)})});
}

// What others wrote in MaxCompute is nowhere else.
void addKeptComments(const Drift &drift, QList<Notice> &notices)
{
    const bool hasComments = std::ranges::any_of(drift.differences, [](const Difference &difference) {
        return difference.kind == Difference::Kind::TargetComments;
    });
    if (hasComments)
        notices.append({NoticeLevel::Info, drift.table.name(),
                        coded("Mapping.repair_keeps_comments",
                              QT_TRANSLATE_NOOP("Mapping", "Comments that were set in MaxCompute stay."))});
}

// Columns that the external table was to have, and whose type MaxCompute no longer reads.
void addUnreadable(const RepairFacts &facts, const MapTable &definition, QList<Notice> &notices)
{
    QSet<QString> shown;
    for (const QString &source : columnSources(facts.drift.stored ? facts.drift.stored->target : *facts.drift.target))
        shown.insert(source);
    for (const ColumnChoice &choice : definition.columns) {
        const auto column = std::ranges::find(facts.drift.source->columns, choice.source, &catalog::Column::name);
        const bool isLost = !choice.include && shown.contains(choice.source)
            && column != facts.drift.source->columns.end() && toMaxCompute(column->type).fit == Fit::LeftOut;
        if (isLost)
            notices.append(
                {NoticeLevel::Warning, definition.tableName,
                 coded("Mapping.repair_unreadable",
                       QT_TRANSLATE_NOOP("Mapping", "%1 goes from the external table: MaxCompute cannot read %2."),
                       {choice.source, column->type.text})});
    }
}

// Columns of the source that stay out of the external table although they could be in it.
void addLeftOut(const MapTable &definition, const catalog::TableInfo &source, QList<Notice> &notices)
{
    QJsonArray names;
    for (const ColumnChoice &choice : definition.columns) {
        const auto column = std::find_if(source.columns.begin(), source.columns.end(),
                                         [&choice](const auto &c) { return c.name == choice.source; });
        if (!choice.include && column != source.columns.end() && toMaxCompute(column->type).fit != Fit::LeftOut)
            names.append(choice.source);
    }
    if (!names.isEmpty()) {
        notices.append({NoticeLevel::Info, definition.tableName,
                        coded("Mapping.repair_left_out",
                              QT_TRANSLATE_NOOP("Mapping",
                                                "Stays without %1. To have them too, map the table again with "
                                                "\"replace\"."),
                              {QJsonValue(names)})}); // one argument, all of them
    }
}

// What mapping the table tells of columns was told when it was mapped first: it is told again of those that changed.
void keepNews(const Drift &drift, QList<Notice> &notices)
{
    QSet<QString> changed;
    for (const Difference &difference : drift.differences)
        changed.unite({difference.column, difference.before, difference.after});
    notices.removeIf([&changed](const Notice &notice) {
        const bool isNews = notice.level == NoticeLevel::Blocker || changed.contains(notice.subject.text)
            || notice.text.code == u"Mapping.replaced_other" || notice.text.code == QLatin1String(lostPropertiesCode);
        return !isNews;
    });
}

Plan recreate(const RepairFacts &facts, const Drift &drift)
{
    const MapTable definition = repairedDefinition(facts.drift);
    Plan plan = planMapTable(definition, mapFacts(facts));
    keepNews(drift, plan.notices);
    addFollowed(facts.drift, plan.notices);
    addUnreadable(facts, definition, plan.notices);
    addLeftOut(definition, *facts.drift.source, plan.notices);
    addKeptComments(drift, plan.notices);
    return plan;
}

void block(const Drift &drift, const plan::Text &why, Plan &plan)
{
    plan.notices.append({NoticeLevel::Blocker, drift.table.name(), why});
}

// What sets comments and lifecycle as they are planned; empty if they are so.
QString alterStatements(const RepairFacts &facts, const catalog::TableInfo &wanted)
{
    const catalog::TableInfo &now = *facts.drift.target;
    const QString table = maxComputeTableText(facts.targetServer, facts.drift.table.parent().name(), now.name);
    QStringList lines;
    const auto alter = [&lines, &table](const QString &what) {
        lines.append(QStringLiteral("ALTER TABLE %1 %2;").arg(table, what));
    };
    if (now.comment != wanted.comment)
        alter(QStringLiteral("SET COMMENT ") + dialect::quoteMaxComputeText(wanted.comment));
    for (const catalog::Column &column : wanted.columns) {
        const auto same = std::find_if(now.columns.begin(), now.columns.end(), [&column](const auto &c) {
            return c.name.compare(column.name, Qt::CaseInsensitive) == 0;
        });
        if (same != now.columns.end() && same->comment != column.comment)
            alter(QStringLiteral("CHANGE COLUMN %1 COMMENT %2")
                      .arg(dialect::maxComputeName(column.name), dialect::quoteMaxComputeText(column.comment)));
    }
    if (const auto days = facts.drift.stored->target.lifecycleDays; days && days != now.lifecycleDays)
        alter(QStringLiteral("SET LIFECYCLE %1").arg(*days));
    if (!lines.isEmpty() && facts.targetServer.schemasEnabled)
        lines.prepend(namespaceSetting);
    return lines.join(u'\n');
}

// The external table stays, so that no query meets its absence.
Plan alter(const RepairFacts &facts, const Drift &drift)
{
    MapTable definition = repairedDefinition(facts.drift);
    const MapTableFacts map = mapFacts(facts);
    Plan plan;
    for (const FieldProblem &problem : fieldProblems(definition, map))
        block(drift, problem.text, plan);
    const Remembered wanted = rememberedOf(definition, map);
    const catalog::ObjectPath &table = facts.drift.table;
    addKeptComments(drift, plan.notices);
    plan.touches = {{table.toString(), plan::Change::Changed, definition.source.toString()}};
    if (const QString sql = alterStatements(facts, wanted.fingerprint.target); !sql.isEmpty()) {
        plan::SqlStep step;
        step.title =
            coded("Mapping.alter_table", QT_TRANSLATE_NOOP("Mapping", "Alter external table %1"), {table.name()});
        step.connection = table.connection;
        step.database = databaseOf(table.parent());
        step.sql = sql;
        step.canResume = true; // sets what may be set already
        plan.append(step.toStep());
    }
    VerifyMapping verify;
    verify.target = table;
    for (const catalog::Column &column : facts.drift.target->columns)
        verify.columns.append({column.name, column.type.text});
    verify.remembered = wanted.key;
    verify.remember = wanted.fingerprint;
    plan.append(verify.toStep());
    return plan;
}

Plan dropOnly(const RepairFacts &facts)
{
    DropExternalTableFacts drop;
    drop.server = facts.targetServer;
    drop.isReadOnly = facts.isReadOnly;
    drop.table = facts.drift.target;
    Plan plan = planDropExternalTable({facts.drift.table}, drop);
    const bool isThere = facts.drift.target.has_value(); // else there is nothing to drop but what is remembered of it
    plan.notices.removeIf([isThere](const Notice &notice) { // the rows of its source are gone: nothing to say of them
        return !isThere || notice.level != NoticeLevel::Blocker;
    });
    return plan;
}

Plan planOne(const RepairFacts &facts)
{
    const Drift drift = compared(facts.drift);
    Plan plan;
    switch (drift.repair) {
    case Repair::Alter:
        plan = drift.isForeign ? alterForeign(facts, drift) : alter(facts, drift);
        break;
    case Repair::Recreate:
    case Repair::Create:
        plan = drift.isForeign ? recreateForeign(facts) : recreate(facts, drift);
        break;
    case Repair::Drop:
    case Repair::Forget:
        plan = drift.isForeign ? dropForeign(facts) : dropOnly(facts);
        break;
    case Repair::Nothing:
        block(drift, drift.summary(), plan);
        return plan;
    case Repair::Impossible:
        block(drift, drift.unrepairable(), plan);
        if (const auto &why = drift.problem ? drift.problem : drift.unreadRecord; why && !why->hint.isEmpty())
            plan.notices.append({NoticeLevel::Info, drift.table.name(), why->hint});
        return plan;
    }
    QList<Notice> notices;
    addDifferences(drift, notices);
    plan.notices = notices + plan.notices;
    return plan;
}

// What is confirmed once for all: by which name, and how many tables it drops.
struct Confirmed {
    QString name;
    qsizetype count = 0;
    bool isForeign = false; ///< foreign tables, of Hologres
};

// A table that cannot be repaired does not keep the others from it.
void passOver(const Plan &one, Plan &plan)
{
    for (Notice notice : one.notices) {
        if (notice.level == NoticeLevel::Blocker) {
            notice.level = NoticeLevel::Warning;
            notice.text = coded("Mapping.repair_passed_over", QT_TRANSLATE_NOOP("Mapping", "Passed over: %1"),
                                {notice.text.toJson()});
        }
        plan.notices.append(notice);
    }
}

// Adds the steps of one table as a group of their own: a failure of one table stops no other.
void addGroup(const catalog::ObjectPath &table, const Plan &one, const Confirmed &confirmed, Plan &plan)
{
    plan::StepGroup group;
    group.title = table.names.last(2).join(u'.');
    group.onError = plan::OnError::Continue;
    const QList<plan::Step> steps = one.steps();
    for (plan::Step step : steps) {
        step.id = QStringLiteral("%1.%2").arg(plan.groups.size() + 1).arg(group.steps.size() + 1);
        if (!group.steps.isEmpty())
            step.needs = {group.steps.last().id};
        if (step.isDestructive()) {
            step.confirmName = confirmed.name;
            step.destructiveNote = confirmed.isForeign ? dropsForeignText(confirmed.count) : dropsText(confirmed.count);
        }
        group.steps.append(step);
    }
    if (!group.steps.isEmpty())
        plan.groups.append(group);
}

} // namespace

QJsonObject RepairMappings::toJson() const
{
    QJsonArray array;
    for (const auto &table : tables)
        array.append(table.toString());
    return {{tablesKey, array}};
}

core::Result<RepairMappings> RepairMappings::fromJson(const QJsonObject &json, core::UnknownMembers unknown)
{
    core::JsonReader reader(json, {}, unknown);
    RepairMappings repair;
    QSet<catalog::ObjectPath> seen;
    const QStringList texts = reader.texts(tablesKey);
    for (const QString &text : texts) {
        const auto table = catalog::ObjectPath::parse(text);
        const bool isOfOne =
            table && (repair.tables.isEmpty() || repair.tables.first().connection == table->connection);
        if (!isOfOne || !isSchemaPath(table->parent()))
            reader.note(tablesKey);
        else if (!seen.contains(*table)) // a table given twice is one
            repair.tables.append(*table);
        if (table)
            seen.insert(*table);
    }
    if (texts.isEmpty())
        reader.note(tablesKey);
    if (!reader.ok())
        return reader.error(Text::tr("This task"));
    return repair;
}

plan::Task RepairMappings::toTask() const
{
    return {QUuid::createUuid().toString(QUuid::WithoutBraces), taskKind, titleOf(*this), toJson()};
}

Plan planRepairMappings(const RepairMappings &definition, const QList<RepairFacts> &facts)
{
    if (facts.size() == 1) {
        Plan plan = planOne(facts.first());
        plan.title = titleOf(definition);
        return plan;
    }
    Plan plan;
    plan.title = titleOf(definition);
    QList<Plan> parts;
    for (const RepairFacts &one : facts)
        parts.append(planOne(one));
    const bool isAnyRunnable = std::ranges::any_of(parts, &Plan::isRunnable);
    const auto isDone = [isAnyRunnable](const Plan &part) { return part.isRunnable() || !isAnyRunnable; };
    Confirmed confirmed{commonName(definition), 0, facts.first().drift.isForeign};
    for (const Plan &part : std::as_const(parts)) {
        const QList<plan::Step> steps = part.steps();
        confirmed.count += isDone(part) ? std::ranges::count_if(steps, &plan::Step::isDestructive) : 0;
    }
    for (qsizetype i = 0; i < parts.size(); ++i) {
        const Plan &part = parts.at(i);
        if (!isDone(part)) {
            passOver(part, plan);
            continue;
        }
        plan.notices += part.notices;
        plan.touches += part.touches;
        addGroup(facts.at(i).drift.table, part, confirmed, plan);
    }
    return plan;
}

core::Result<planning::Facts> RepairMappingsPlanner::read(const plan::Task &task, const planning::Sources &sources,
                                                          const core::Cancellation &cancellation) const
{
    const auto definition = RepairMappings::fromJson(task.definition, core::UnknownMembers::Refused);
    if (!definition)
        return core::fail(definition.error());
    QList<RepairFacts> facts;
    for (const catalog::ObjectPath &table : definition->tables) {
        const auto drift = m_reader.read(table, sources, cancellation);
        if (!drift)
            return core::fail(drift.error());
        RepairFacts one{*drift, {}, {}, false};
        const auto target = sources.source(table.connection, cancellation);
        if (!target)
            return core::fail(target.error());
        one.isReadOnly = target->isReadOnly;
        const auto server = core::await(target->catalog->server(databaseOf(table.parent())), cancellation);
        if (!server)
            return core::fail(server.error());
        one.targetServer = *server;
        if (drift->source) {
            const auto source = sources.source(drift->source->path.connection, cancellation);
            if (!source)
                return core::fail(source.error());
            const auto sourceServer = core::await(source->catalog->server(), cancellation);
            if (!sourceServer)
                return core::fail(sourceServer.error());
            one.sourceServer = *sourceServer;
        }
        facts.append(one);
    }
    return planning::Facts{facts};
}

core::Result<plan::Plan> RepairMappingsPlanner::plan(const plan::Task &task, const planning::Facts &facts) const
{
    const auto definition = RepairMappings::fromJson(task.definition, core::UnknownMembers::Refused);
    if (!definition)
        return core::fail(definition.error());
    return planRepairMappings(*definition, std::any_cast<const QList<RepairFacts> &>(facts.value));
}

} // namespace isthmus::mapping
