// SPDX-License-Identifier: GPL-3.0-or-later
#include "planrun.h"

#include "runjson.h"
#include "taskfile.h"

#include <isthmus/core/format.h>
#include <isthmus/mapping/externaltable/leftbehind.h>
#include <isthmus/plan/words.h>

namespace isthmus::app {

using core::Error;
using plan::Plan;
using plan::words;

namespace {

using core::ErrorKind;

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

const QString errorKey = QStringLiteral("error"); // of every object that stands for a failure
const QString saveOption = QStringLiteral("save");
const QString confirmOption = QStringLiteral("confirm");
const QString productionOption = QStringLiteral("confirm-production");

// The name that a destructive plan wants confirmed, unless it was given.
std::optional<Error> unconfirmed(const QList<plan::Step> &steps, const CtlArguments &args)
{
    const QString confirmed = args.value(confirmOption);
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

QList<connections::Profile> productionOf(CtlSession &session, const Plan &plan)
{
    QList<connections::Profile> found;
    const auto services = session.services();
    if (!services)
        return found; // nor can it run
    const QStringList names = plan.writtenConnections();
    for (const QString &name : names) {
        const auto profile = (*services)->connections().profile(name);
        if (profile && profile->environment == connections::Environment::Production)
            found.append(*profile);
    }
    return found;
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
                           core::formatDuration(std::chrono::milliseconds(run.begun().msecsTo(run.ended)))));
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

void addProductionOption(CtlArguments &args)
{
    args.addOption(productionOption,
                   CtlText::tr("Name of the connection, without which nothing is written to one of production."),
                   QStringLiteral("CONNECTION"));
}

std::optional<Error> unconfirmedProduction(const CtlArguments &args, const connections::Profile &connection)
{
    const bool isProduction = connection.environment == connections::Environment::Production;
    if (!isProduction || args.value(productionOption) == connection.name)
        return std::nullopt;
    return Error{ErrorKind::Invalid,
                 CtlText::tr("%1 is a connection of production; writing to it must be confirmed.").arg(connection.name),
                 CtlText::tr("Say --confirm-production %1 to write to it.").arg(connection.name),
                 {},
                 {}};
}

void addSaveOption(CtlArguments &args)
{
    args.addOption(saveOption, CtlText::tr("Write the task to this file, from which \"run\" runs it."),
                   QStringLiteral("FILE"));
}

int showPlan(CtlSession &session, const plan::Task &task, const CtlArguments &args, const PlanTelling &telling)
{
    if (args.isSet(saveOption)) {
        if (const auto saved = saveTask(task, args.value(saveOption)); !saved)
            return session.fail(saved.error());
    }
    const auto isDone = [&telling](const Plan &made) {
        return made.isRunnable() || (telling.mayBeEmpty && made.blockers().isEmpty());
    };
    const auto plan = session.plan(task);
    if (!plan)
        return session.fail(plan.error());
    QStringList production;
    for (const auto &profile : productionOf(session, *plan))
        production.append(profile.name);
    if (session.json) {
        QJsonObject json = plan::inWords(plan->toJson()).toObject();
        json.insert(QStringLiteral("production"), QJsonArray::fromStringList(production));
        if (!isDone(*plan))
            json.insert(errorKey, blockedError(*plan).toJson());
        session.printJson(json);
    } else {
        session.print(telling.plan(*plan));
        for (const QString &name : std::as_const(production))
            session.print(CtlText::tr("\n%1 is a connection of production: running this needs --confirm-production %1.")
                              .arg(name));
    }
    if (isDone(*plan))
        return exitDone;
    Error blocked = blockedError(*plan);
    if (!session.json)
        blocked.hint.clear(); // it is among the notices
    return session.fail(blocked);
}

namespace {

// The connections of production that \a plan writes to, if \a args confirm all of them.
core::Result<QStringList> confirmedProduction(CtlSession &session, const Plan &plan, const CtlArguments &args)
{
    QStringList confirmed;
    for (const auto &profile : productionOf(session, plan)) {
        if (const auto error = unconfirmedProduction(args, profile))
            return core::fail(*error);
        confirmed.append(profile.name);
    }
    return confirmed;
}

std::function<void(const plan::LogLine &)> logOf(CtlSession &session, const PlanTelling &telling)
{
    return [&session, &telling](const plan::LogLine &line) {
        if (session.json)
            return;
        if (telling.log)
            telling.log(line);
        else if (!line.isFailure) // which is told at the end, with what to do
            session.note(words(line.text));
    };
}

int tellRun(CtlSession &session, const plan::Run &run, const PlanTelling &telling)
{
    if (session.json) {
        QJsonObject json = runJson(run);
        if (telling.json)
            telling.json(run, json);
        session.printJson(json);
    } else if (telling.run) {
        telling.run(run);
    } else {
        printRun(session, run);
    }
    if (run.state == plan::RunState::Succeeded)
        return exitDone;
    const int exitCode = session.fail(errorOf(run));
    if (const QString statements = mapping::formerTable(run); !statements.isEmpty() && !session.json)
        session.note(CtlText::tr("If the former table is gone, this brings it back:\n%1").arg(statements));
    return exitCode;
}

int tellNothingToDo(CtlSession &session, const Plan &plan, const PlanTelling &telling)
{
    if (session.json) {
        session.printJson(plan::inWords(plan.toJson()));
    } else {
        session.print(telling.plan(plan));
        session.print(CtlText::tr("There is nothing to do."));
    }
    return exitDone;
}

} // namespace

int runPlanned(CtlSession &session, const plan::Task &task, const CtlArguments &args, const PlanTelling &telling)
{
    const auto plan = session.plan(task);
    if (!plan)
        return session.fail(plan.error());
    const bool isEmpty = telling.mayBeEmpty && plan->stepCount() == 0 && plan->blockers().isEmpty();
    if (!isEmpty && !plan->isRunnable())
        return session.fail(blockedError(*plan));
    if (const auto error = unconfirmed(plan->steps(), args))
        return session.fail(*error);
    const auto confirmed = confirmedProduction(session, *plan, args);
    if (!confirmed)
        return session.fail(confirmed.error());
    if (!session.json && telling.tellsNotices) {
        for (const auto &notice : plan->notices)
            session.note(noticeText(notice));
    }
    if (isEmpty)
        return tellNothingToDo(session, *plan, telling);
    plan::Task named = task;
    if (named.title.isEmpty()) // of a task file
        named.title = plan->title;
    const auto run = session.runToEnd(named, *plan, *confirmed, logOf(session, telling));
    return run ? tellRun(session, *run, telling) : session.fail(run.error());
}

int resumeRun(CtlSession &session, const plan::Run &run, const CtlArguments &args, const PlanTelling &telling)
{
    QList<plan::Step> unfinished;
    const auto steps = run.plan.steps();
    for (qsizetype i = 0; i < steps.size(); ++i) {
        if (run.steps.at(i).state != plan::RunState::Succeeded)
            unfinished.append(steps.at(i));
    }
    if (const auto error = unconfirmed(unfinished, args))
        return session.fail(*error);
    const auto confirmed = confirmedProduction(session, run.plan, args);
    if (!confirmed)
        return session.fail(confirmed.error());
    const auto ended = session.resumeToEnd(run.id, *confirmed, logOf(session, telling));
    return ended ? tellRun(session, *ended, telling) : session.fail(ended.error());
}

} // namespace isthmus::app
