// SPDX-License-Identifier: GPL-3.0-or-later
#include "externalschema/sql.h"
#include "externaltable/names.h"
#include "externaltable/targetschema.h"
#include "text.h"

#include <isthmus/core/format.h>
#include <isthmus/mapping/externalschema/dropexternalschema.h>
#include <isthmus/mapping/externalschema/externalschemaexecutor.h>
#include <isthmus/mapping/externalschema/mapschema.h>
#include <isthmus/mapping/externalschema/verifyschemaexecutor.h>
#include <isthmus/plan/sqlstep.h>

#include <QHash>
#include <QJsonArray>

#include <algorithm>
#include <chrono>

namespace isthmus::mapping {

using catalog::ObjectKind;
using plan::NoticeLevel;
using plan::Plan;

namespace {

bool isTable(const catalog::Entry &relation)
{
    return relation.kind == ObjectKind::Table || relation.kind == ObjectKind::PartitionedTable;
}

// MaxCompute folds names: of tables that differ in capitals alone it can show one.
void addFoldedNotice(const MapSchemaFacts &facts, QList<plan::Notice> &notices)
{
    QHash<QString, QString> first;
    QStringList both;
    for (const auto &relation : facts.relations) {
        const QString name = relation.name();
        const auto known = first.constFind(name.toLower());
        if (known == first.cend())
            first.insert(name.toLower(), name);
        else
            both.append(*known + QStringLiteral(", ") + name);
    }
    if (!both.isEmpty())
        notices.append({NoticeLevel::Warning, both.mid(0, 5).join(QStringLiteral("; ")),
                        coded("Mapping.names_meet",
                              QT_TRANSLATE_NOOP("Mapping",
                                                "These names differ in capitals alone: MaxCompute, which does not tell "
                                                "capitals, shows one of them."))});
}

void addNotShownNotice(const MapSchemaFacts &facts, QList<plan::Notice> &notices)
{
    if (facts.notShown.isEmpty())
        return;
    constexpr qsizetype told = 5;
    QString names = facts.notShown.mid(0, told).join(QStringLiteral(", "));
    if (facts.notShown.size() > told)
        names += QStringLiteral(", …");
    notices.append({NoticeLevel::Info, names,
                    coded("Mapping.not_shown",
                          QT_TRANSLATE_NOOP("Mapping",
                                            "Foreign tables are not shown, %1 here: MaxCompute reads only what "
                                            "Hologres itself stores."),
                          {facts.notShown.size()})});
}

void addNotices(const MapSchema &definition, const MapSchemaFacts &facts, QList<plan::Notice> &notices)
{
    if (facts.existing == TargetSchema::External && definition.ifTaken == MapSchema::IfTaken::Keep)
        notices.append(
            {NoticeLevel::Warning, definition.schemaName,
             coded("Mapping.schema_kept",
                   QT_TRANSLATE_NOOP("Mapping",
                                     "It exists and stays as it is. Which schema it shows cannot be seen from "
                                     "here; the tables that it lists are compared."))});
    if (facts.existing == TargetSchema::Unknown && tableNameProblem(definition.schemaName).isEmpty())
        notices.append({NoticeLevel::Warning, definition.schemaName,
                        coded("Mapping.schema_name_unknown",
                              QT_TRANSLATE_NOOP("Mapping", "Whether the name is free could not be read."))});
    if (!facts.server && !definition.foreignServer.isEmpty())
        notices.append(
            {NoticeLevel::Warning, definition.foreignServer,
             coded("Mapping.server_unread",
                   QT_TRANSLATE_NOOP("Mapping",
                                     "Its database and role are told by MaxCompute's console alone (Manage "
                                     "Configurations › Foreign Server). It must be for the database %1 and use "
                                     "a RAM role that may read there."),
                   {facts.database})});
    if (facts.relations.isEmpty())
        notices.append({NoticeLevel::Warning, definition.source.name(),
                        coded("Mapping.schema_empty", QT_TRANSLATE_NOOP("Mapping", "The schema has no tables yet."))});
    addFoldedNotice(facts, notices);
    addNotShownNotice(facts, notices);
    notices.append({NoticeLevel::Info, definition.schemaName,
                    coded("Mapping.schema_live",
                          QT_TRANSLATE_NOOP("Mapping",
                                            "Tables, columns and rows are read from Hologres at each use; nothing is "
                                            "copied. Columns of types that MaxCompute has not are left out."))});
}

VerifySchema verification(const MapSchema &definition, const MapSchemaFacts &facts)
{
    VerifySchema verify;
    verify.target = definition.target();
    for (const auto &relation : facts.relations) {
        if (isTable(relation) && verify.tables.size() < VerifySchema::maxTables)
            verify.tables.append(relation.name());
    }
    if (facts.existing != TargetSchema::External)
        verify.dropStatement = dropSchemaStatement(definition.target()).replace(u'\n', u' '); // told in a sentence
    return verify;
}

QList<plan::Notice> noticesOfDrop(const QString &name, const std::optional<SchemaMaking> &making)
{
    const plan::Notice keeps{
        NoticeLevel::Info, name,
        coded("Mapping.drop_schema_keeps",
              QT_TRANSLATE_NOOP("Mapping", "The Hologres schema that it shows stays with all its tables."))};
    if (making)
        return {keeps,
                {NoticeLevel::Info, name,
                 coded("Mapping.drop_schema_made",
                       QT_TRANSLATE_NOOP("Mapping",
                                         "It was made on %1 over %2, through the foreign server %3. The log keeps the "
                                         "statement that makes it again."),
                       {core::formatTime(making->made), making->over, making->foreignServer})}};
    return {keeps,
            {NoticeLevel::Warning, name,
             coded("Mapping.drop_schema_unknown",
                   QT_TRANSLATE_NOOP("Mapping",
                                     "MaxCompute does not tell which schema it shows, and no run of this machine made "
                                     "it: who wants it back must know that and its foreign server."))}};
}

} // namespace

Plan planMapSchema(const MapSchema &definition, const MapSchemaFacts &facts)
{
    Plan plan;
    plan.title = mapSchemaTitle(definition);
    plan.touches = {{definition.target().toString(), plan::Change::Created, definition.source.toString()}};
    for (const auto &problem : fieldProblems(definition, facts))
        plan.notices.append({NoticeLevel::Blocker, schemaFieldTitle(problem.field), problem.text});
    addNotices(definition, facts, plan.notices);

    const bool isKept = facts.existing == TargetSchema::External;
    plan::SqlStep create;
    create.title = coded("Mapping.create_schema", QT_TRANSLATE_NOOP("Mapping", "Create external schema %1"),
                         {definition.schemaName});
    create.connection = definition.targetProject.connection;
    create.database = databaseOf(definition.target());
    create.sql = createStatement(definition, facts);
    // One that was cut off may have made the schema: only CREATE … IF NOT EXISTS takes that for success.
    create.canResume = definition.ifTaken == MapSchema::IfTaken::Keep;
    create.summary = isKept ? coded("Mapping.kept_summary", QT_TRANSLATE_NOOP("Mapping", "Kept as it was"))
                            : coded("Mapping.schema_made", QT_TRANSLATE_NOOP("Mapping", "External schema over %1"),
                                    {definition.foreignServer});
    plan.append(ExternalSchemaStep{create, definition.target(), false, {}, {}}.toStep());
    plan.append(verification(definition, facts).toStep());
    return plan;
}

std::optional<SchemaMaking> makingOf(const plan::Run &run, const QDateTime &created)
{
    using namespace std::chrono_literals;
    constexpr std::chrono::milliseconds clocksDiffer = 10min; // those of the service and of this machine
    const auto definition = MapSchema::fromJson(run.definition);
    const auto steps = run.plan.steps();
    if (!definition || run.taskKind != MapSchema::taskKind)
        return std::nullopt;
    for (qsizetype i = 0; i < std::min(steps.size(), run.steps.size()); ++i) {
        const plan::StepRun &made = run.steps.at(i);
        if (steps.at(i).kind != ExternalSchemaStep::kind || made.state != plan::RunState::Succeeded)
            continue;
        const bool isThatOne = !created.isValid()
            || (made.started.addDuration(-clocksDiffer) <= created && created <= made.ended.addDuration(clocksDiffer));
        if (isThatOne)
            return SchemaMaking{definition->source.toString(), definition->foreignServer, steps.at(i).sql, made.ended};
    }
    return std::nullopt;
}

Plan planDropExternalSchema(const DropExternalSchema &definition, const DropExternalSchemaFacts &facts)
{
    const QString name = definition.schema.name();
    Plan plan;
    plan.title = dropSchemaTitle(definition.schema);
    plan.touches = {{definition.schema.toString(), plan::Change::Dropped, {}}};
    const auto block = [&plan, &name](const plan::Text &text) {
        plan.notices.append({NoticeLevel::Blocker, name, text});
    };
    if (facts.isReadOnly)
        block(coded("Mapping.connection_read_only", QT_TRANSLATE_NOOP("Mapping", "The connection %1 is read-only"),
                    {definition.schema.connection}));
    else if (facts.schema == TargetSchema::Missing)
        block(coded("Mapping.drop_not_there", QT_TRANSLATE_NOOP("Mapping", "%1 is not there (any more)"),
                    {definition.schema.toString()}));
    else if (facts.schema == TargetSchema::There)
        block(coded("Mapping.drop_own_schema",
                    QT_TRANSLATE_NOOP("Mapping",
                                      "It is a schema of the project's own; only external ones are dropped "
                                      "here")));
    else if (facts.schema == TargetSchema::Unknown)
        block(coded("Mapping.drop_unknown_schema",
                    QT_TRANSLATE_NOOP("Mapping", "What it is could not be read, so it is not dropped")));
    else
        plan.notices += noticesOfDrop(name, facts.making);
    plan::SqlStep step;
    step.title = dropSchemaTitle(definition.schema);
    step.connection = definition.schema.connection;
    step.database = databaseOf(definition.schema);
    step.sql = dropSchemaStatement(definition.schema);
    step.effect = plan::Effect::Destroy;
    step.destructiveNote = coded("Mapping.drops_schema", QT_TRANSLATE_NOOP("Mapping", "drops 1 external schema"));
    step.confirmName = name;
    step.canResume = true; // DROP … IF EXISTS
    step.summary = coded("Mapping.dropped", QT_TRANSLATE_NOOP("Mapping", "Dropped"));
    plan.append(ExternalSchemaStep{step, definition.schema, true, facts.created,
                                   facts.making ? facts.making->statement : QString()}
                    .toStep());
    return plan;
}

} // namespace isthmus::mapping
