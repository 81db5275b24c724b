// SPDX-License-Identifier: GPL-3.0-or-later
#include "maptable.h"

#include "namelist.h"
#include "session.h"

#include <isthmus/core/format.h>
#include <isthmus/mapping/externaltable/definition.h>
#include <isthmus/plan/words.h>

namespace isthmus::app {

using core::Error;
using plan::Plan;
using plan::words;

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
    args.addOption(
        text("columns"),
        CtlText::tr("Only these columns, separated by commas. A name with a comma, or with blanks or a double "
                    "quote at its begin, stands in double quotes, doubled inside: 'a,\"b,c\",\"say \"\"d\"\"\"'."),
        text("A,B"));
    args.addOption(text("if-taken"), CtlText::tr("If the name exists: stop (if not given), keep or replace."),
                   text("WHAT"));
    args.addOption(text("name"),
                   CtlText::tr("Name of the external table; the source's name in MaxCompute's letters if not given."),
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
    map.tableName = target->names.size() == 2 ? target->name() : mapping::proposedTableName(map.source.name());
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
        const auto names = namesInList(args.value(QStringLiteral("columns")));
        if (!names)
            return CtlText::tr("--columns is a list such as id,\"unit price, net\"; see --help.");
        for (const auto &name : *names)
            map.columns.append({name, true, {}, {}});
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

// "buy_fee: MaxCompute may read …"
QString noticeWords(const plan::Notice &notice)
{
    const QString subject = notice.subject.isEmpty() ? QString() : words(notice.subject) + QStringLiteral(": ");
    return subject + words(notice.text);
}

QString noticeText(const plan::Notice &notice)
{
    return QStringLiteral("  ") + levelTitle(notice.level).leftJustified(8) + QStringLiteral("  ")
        + noticeWords(notice);
}

QJsonObject noticeJson(const plan::Notice &notice)
{
    return {{QStringLiteral("level"), plan::noticeLevelName(notice.level)},
            {QStringLiteral("subject"), words(notice.subject)},
            {QStringLiteral("text"), words(notice.text)}};
}

// The name that a destructive plan wants confirmed, unless \a confirmed is it.
std::optional<Error> unconfirmed(const Plan &plan, const QString &confirmed)
{
    const auto steps = plan.steps();
    for (const auto &step : steps) {
        if (!step.isDestructive() || step.confirmName == confirmed)
            continue;
        return Error{ErrorKind::Invalid,
                     CtlText::tr("The plan must be confirmed: %1.").arg(words(step.destructiveNote)),
                     CtlText::tr("Say --confirm %1 to run it.").arg(step.confirmName),
                     {},
                     {}};
    }
    return std::nullopt;
}

QJsonObject runJson(const plan::Run &run)
{
    const auto planned = run.plan.steps();
    QJsonArray steps;
    for (qsizetype i = 0; i < run.steps.size(); ++i) {
        const auto &step = run.steps.at(i);
        steps.append(QJsonObject{{QStringLiteral("title"), words(planned.at(i).title)},
                                 {QStringLiteral("state"), plan::runStateName(step.state)},
                                 {QStringLiteral("job_id"), step.jobId},
                                 {QStringLiteral("figures"), step.figures.toJson()},
                                 {QStringLiteral("outcome"), outcomeWords(run, i)}});
    }
    QJsonArray notices;
    for (const auto &notice : run.plan.notices)
        notices.append(noticeJson(notice));
    return {{QStringLiteral("id"), run.id},
            {QStringLiteral("state"), plan::runStateName(run.state)},
            {QStringLiteral("touches"), plan::touchesToJson(run.touches)},
            {QStringLiteral("outcome"), words(run.outcome)},
            {QStringLiteral("elapsed_ms"), run.started.msecsTo(run.ended)},
            {QStringLiteral("steps"), steps},
            {QStringLiteral("notices"), notices}};
}

void printRun(const CtlSession &session, const plan::Run &run)
{
    const auto planned = run.plan.steps();
    for (qsizetype i = 0; i < run.steps.size(); ++i) {
        const plan::StepRun &step = run.steps.at(i);
        const bool isReached = step.state != plan::RunState::Waiting;
        const bool isToldBelow = step.error && step.error == run.error;
        const QString outcome = outcomeWords(run, i);
        const QString state = isReached ? plan::runStateTitle(step.state) : outcome;
        session.print(state.leftJustified(10) + QStringLiteral("  ") + words(planned.at(i).title)
                      + (isReached && !isToldBelow ? QStringLiteral(": ") + outcome : QString()));
    }
    session.print(CtlText::tr("%1: %2, %3")
                      .arg(words(run.plan.title), plan::runStateTitle(run.state),
                           core::formatDuration(std::chrono::milliseconds(run.started.msecsTo(run.ended)))));
}

QString stepText(const plan::Step &step, qsizetype number)
{
    QString text = QStringLiteral("\n%1. %2 (%3, %4)")
                       .arg(number)
                       .arg(words(step.title), step.connections.join(QStringLiteral(", ")),
                            step.writes() ? CtlText::tr("writes") : CtlText::tr("reads only"));
    if (step.isDestructive())
        text += QStringLiteral(" — ") + words(step.destructiveNote);
    return step.sql.isEmpty() ? text : text + u'\n' + step.sql;
}

} // namespace

Error blockedError(const Plan &plan)
{
    QStringList blockers;
    const auto notices = plan.blockers();
    for (const auto &notice : notices)
        blockers.append(noticeWords(notice));
    return {ErrorKind::Invalid, CtlText::tr("\"%1\" cannot run.").arg(words(plan.title)), blockers.join(u'\n'), {}, {}};
}

QString planText(const Plan &plan)
{
    QStringList lines{words(plan.title)};
    for (const auto &notice : plan.notices)
        lines.append(noticeText(notice));
    qsizetype number = 0;
    for (const auto &group : plan.groups) {
        if (!group.title.isEmpty())
            lines.append(u'\n' + words(group.title));
        for (const auto &step : group.steps)
            lines.append(stepText(step, ++number));
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
    const auto plan = session.plan(map.toTask());
    if (!plan)
        return session.fail(plan.error());
    if (session.json)
        session.printJson(plan::inWords(plan->toJson()).toObject());
    else
        session.print(planText(*plan));
    if (plan->isRunnable())
        return exitDone;
    Error blocked = blockedError(*plan);
    if (!session.json)
        blocked.hint.clear(); // it is among the notices
    return session.fail(blocked);
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
    const auto task = map.toTask();
    const auto plan = session.plan(task);
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
    const auto run = session.runToEnd(task, *plan, [&session](const plan::LogLine &line) {
        if (!session.json && !line.isFailure) // which is told at the end, with what to do
            session.note(words(line.text));
    });
    if (!run)
        return session.fail(run.error());
    if (session.json)
        session.printJson(runJson(*run));
    else
        printRun(session, *run);
    if (run->state == plan::RunState::Succeeded)
        return exitDone;
    return session.fail(run->error ? words(*run->error) : Error::cancelled());
}

} // namespace isthmus::app
