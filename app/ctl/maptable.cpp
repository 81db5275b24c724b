// SPDX-License-Identifier: GPL-3.0-or-later
#include "maptable.h"

#include "session.h"

#include <isthmus/core/format.h>

namespace isthmus::app {

using core::Error;
using core::Result;
using plan::Plan;

namespace {

using core::ErrorKind;
using mapping::MapTable;

void addMapTableArguments(CtlArguments &args)
{
    const auto text = [](const char *t) { return QString::fromUtf8(t); };
    args.addPositional(text("SRC"), CtlText::tr("Hologres table, for example order_dw/public/dwd_orders."));
    args.addPositional(text("DST"),
                       CtlText::tr("MaxCompute schema, or schema and new name: dbs_mc/default/dwd_orders."));
    args.addOption(text("access"), CtlText::tr("dual-signature (if not given) or ram-role."), text("HOW"));
    args.addOption(text("role-arn"), CtlText::tr("RAM role: acs:ram::<account id>:role/<role name>."), text("ARN"));
    args.addOption(text("lifecycle"), CtlText::tr("Days after which MaxCompute drops the external table."),
                   text("DAYS"));
    args.addOption(text("columns"), CtlText::tr("Only these columns, separated by commas."), text("A,B"));
    args.addOption(text("if-taken"), CtlText::tr("If the name exists: stop (if not given), keep or replace."),
                   text("WHAT"));
    args.addOption(text("name"), CtlText::tr("Name of the external table; the source's name if not given."),
                   text("NAME"));
    args.addOption(text("location"), CtlText::tr("JDBC location, if the one made from the source does not fit."),
                   text("URL"));
}

QString readAccess(const CtlArguments &args, MapTable &map)
{
    map.roleArn = args.value(QStringLiteral("role-arn"));
    const QString access = args.value(QStringLiteral("access"));
    if (access == u"ram-role")
        map.access = MapTable::Access::RamRole;
    else if (!access.isEmpty() && access != u"dual-signature")
        return CtlText::tr("--access is dual-signature or ram-role.");
    if (map.access == MapTable::Access::DualSignature && !map.roleArn.isEmpty())
        return CtlText::tr("--role-arn belongs to --access ram-role.");
    return {};
}

QString readIfTaken(const CtlArguments &args, MapTable &map)
{
    const QString what = args.value(QStringLiteral("if-taken"));
    if (what == u"keep")
        map.ifTaken = MapTable::IfTaken::Keep;
    else if (what == u"replace")
        map.ifTaken = MapTable::IfTaken::Replace;
    else if (!what.isEmpty() && what != u"stop")
        return CtlText::tr("--if-taken is stop, keep or replace.");
    return {};
}

QString readLifecycle(const CtlArguments &args, MapTable &map)
{
    if (!args.isSet(QStringLiteral("lifecycle")))
        return {};
    bool isNumber = false;
    map.lifecycleDays = args.value(QStringLiteral("lifecycle")).toInt(&isNumber);
    return isNumber ? QString() : CtlText::tr("--lifecycle takes a number of days.");
}

QString readTarget(const CtlArguments &args, MapTable &map)
{
    const auto target = catalog::ObjectPath::parse(args.positional(1));
    if (!target || target->names.isEmpty() || target->names.size() > 2)
        return CtlText::tr("DST is CONNECTION/SCHEMA or CONNECTION/SCHEMA/NAME.");
    map.targetSchema = target->names.size() == 2 ? target->parent() : *target;
    map.tableName = target->names.size() == 2 ? target->name() : map.source.name();
    if (!args.isSet(QStringLiteral("name")))
        return {};
    if (target->names.size() == 2)
        return CtlText::tr("The name is given twice: in DST and as --name.");
    map.tableName = args.value(QStringLiteral("name"));
    return {};
}

// Sets what the arguments say; answers a problem in the user's words, or nothing.
QString readMapTable(const CtlArguments &args, MapTable &map)
{
    const auto source = catalog::ObjectPath::parse(args.positional(0));
    if (!source || source->names.size() < 2)
        return CtlText::tr("SRC is the path of a table: CONNECTION/SCHEMA/TABLE.");
    map.source = *source;
    map.location = args.value(QStringLiteral("location"));
    if (args.isSet(QStringLiteral("columns"))) {
        for (const auto &name : args.value(QStringLiteral("columns")).split(u','))
            map.columns.append({name.trimmed(), true, {}, {}});
    }
    for (const auto read : {readTarget, readAccess, readIfTaken, readLifecycle}) {
        if (const QString problem = read(args, map); !problem.isEmpty())
            return problem;
    }
    return {};
}

QString levelTitle(plan::NoticeLevel level)
{
    switch (level) {
    case plan::NoticeLevel::Info:
        return CtlText::tr("note");
    case plan::NoticeLevel::Warning:
        return CtlText::tr("warning");
    case plan::NoticeLevel::Blocker:
        break;
    }
    return CtlText::tr("blocked");
}

QString noticeText(const plan::Notice &notice)
{
    const QString subject = notice.subject.isEmpty() ? QString() : notice.subject + QStringLiteral(": ");
    return QStringLiteral("  %1  %2%3").arg(levelTitle(notice.level).leftJustified(8), subject, notice.text);
}

Error blockedError(const Plan &plan)
{
    return {ErrorKind::Invalid, CtlText::tr("\"%1\" cannot run.").arg(plan.title), plan.blockers().join(u'\n'), {}, {}};
}

// The name that a destructive plan wants confirmed, unless \a confirmed is it.
std::optional<Error> unconfirmed(const Plan &plan, const QString &confirmed)
{
    for (const auto &step : plan.steps) {
        if (step.destructiveNote.isEmpty() || step.confirmName == confirmed)
            continue;
        return Error{ErrorKind::Invalid,
                     CtlText::tr("The plan must be confirmed: %1.").arg(step.destructiveNote),
                     CtlText::tr("Say --confirm %1 to run it.").arg(step.confirmName),
                     {},
                     {}};
    }
    return std::nullopt;
}

QJsonObject runJson(const plan::Run &run)
{
    QJsonArray steps;
    for (qsizetype i = 0; i < run.steps.size(); ++i) {
        const auto &step = run.steps.at(i);
        steps.append(QJsonObject{{QStringLiteral("title"), run.plan.steps.at(i).title},
                                 {QStringLiteral("state"), plan::runStateName(step.state)},
                                 {QStringLiteral("job_id"), step.jobId},
                                 {QStringLiteral("outcome"), step.outcome}});
    }
    return {{QStringLiteral("id"), run.id},
            {QStringLiteral("state"), plan::runStateName(run.state)},
            {QStringLiteral("target"), run.plan.target},
            {QStringLiteral("outcome"), run.outcome},
            {QStringLiteral("elapsed_ms"), run.started.msecsTo(run.ended)},
            {QStringLiteral("steps"), steps},
            {QStringLiteral("notices"), run.plan.toJson().value(QStringLiteral("notices"))}};
}

void printRun(const CtlSession &session, const plan::Run &run)
{
    for (qsizetype i = 0; i < run.steps.size(); ++i) {
        const auto &step = run.steps.at(i);
        session.print(
            QStringLiteral("%1  %2: %3")
                .arg(plan::runStateTitle(step.state).leftJustified(10), run.plan.steps.at(i).title, step.outcome));
    }
    session.print(CtlText::tr("%1: %2, %3")
                      .arg(run.plan.title, plan::runStateTitle(run.state),
                           core::formatDuration(std::chrono::milliseconds(run.started.msecsTo(run.ended)))));
}

} // namespace

Result<Plan> planMapTable(CtlSession &session, const MapTable &map)
{
    const auto source = session.open(map.source.connection);
    if (!source)
        return core::fail(source.error());
    const auto target = session.open(map.targetSchema.connection);
    if (!target)
        return core::fail(target.error());
    if (source->profile.system != connections::Profile::System::Hologres
        || target->profile.system != connections::Profile::System::MaxCompute) {
        return core::fail(ErrorKind::Invalid,
                          CtlText::tr("A mapping goes from a Hologres table to a MaxCompute schema."),
                          CtlText::tr("SRC comes first, DST second."));
    }
    const auto facts =
        session.await(mapping::readMapTableFacts(map, {source->catalog, target->catalog, target->profile.readOnly}));
    if (!facts)
        return core::fail(facts.error());
    return mapping::planMapTable(map, *facts);
}

QString planText(const Plan &plan)
{
    QStringList lines{plan.title};
    for (const auto &notice : plan.notices)
        lines.append(noticeText(notice));
    for (qsizetype i = 0; i < plan.steps.size(); ++i) {
        const auto &step = plan.steps.at(i);
        QString line =
            QStringLiteral("\n%1. %2 (%3, %4)")
                .arg(i + 1)
                .arg(step.title, step.connection, step.writes ? CtlText::tr("writes") : CtlText::tr("reads only"));
        if (!step.destructiveNote.isEmpty())
            line += QStringLiteral(" — ") + step.destructiveNote;
        lines.append(line);
        if (!step.sql.isEmpty())
            lines.append(step.sql);
    }
    return lines.join(u'\n');
}

int runPlanMapTableVerb(const QStringList &arguments, CtlSession &session)
{
    CtlArguments args(QStringLiteral("plan map-table"), CtlText::tr("Shows what map-table would do; changes nothing."));
    addMapTableArguments(args);
    if (const auto exit = args.parse(arguments, session))
        return *exit;
    MapTable map;
    if (const QString problem = readMapTable(args, map); !problem.isEmpty())
        return args.usageError(problem);
    const auto plan = planMapTable(session, map);
    if (!plan)
        return session.fail(plan.error());
    if (session.json)
        session.printJson(plan->toJson());
    else
        session.print(planText(*plan));
    return plan->isRunnable() ? exitDone : session.fail(blockedError(*plan));
}

int runMapTableVerb(const QStringList &arguments, CtlSession &session)
{
    CtlArguments args(QStringLiteral("map-table"),
                      CtlText::tr("Makes an external table in MaxCompute over a Hologres table."));
    addMapTableArguments(args);
    args.addOption(QStringLiteral("confirm"), CtlText::tr("Name of what is dropped, for --if-taken replace."),
                   QStringLiteral("NAME"));
    if (const auto exit = args.parse(arguments, session))
        return *exit;
    MapTable map;
    if (const QString problem = readMapTable(args, map); !problem.isEmpty())
        return args.usageError(problem);
    const auto plan = planMapTable(session, map);
    if (!plan)
        return session.fail(plan.error());
    if (!plan->isRunnable())
        return session.fail(blockedError(*plan));
    if (const auto error = unconfirmed(*plan, args.value(QStringLiteral("confirm"))))
        return session.fail(*error);
    if (!session.json) {
        for (const auto &notice : plan->notices)
            session.note(noticeText(notice));
    }
    const auto run = session.runToEnd(map.toTask(), *plan, [&session](const plan::LogLine &line) {
        if (!session.json)
            session.note(line.text);
    });
    if (!run)
        return session.fail(run.error());
    if (session.json)
        session.printJson(runJson(*run));
    else
        printRun(session, *run);
    if (run->state == plan::RunState::Succeeded)
        return exitDone;
    return session.fail(run->error.value_or(Error::cancelled()));
}

} // namespace isthmus::app
