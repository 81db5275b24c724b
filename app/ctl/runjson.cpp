// SPDX-License-Identifier: GPL-3.0-or-later
#include "runjson.h"

#include <isthmus/mapping/externaltable/leftbehind.h>
#include <isthmus/plan/words.h>

#include <QJsonArray>

#include <algorithm>

namespace isthmus::app {

using plan::words;

namespace {

const QString errorKey = QStringLiteral("error");

QJsonObject noticeJson(const plan::Notice &notice)
{
    return {{QStringLiteral("level"), plan::noticeLevelName(notice.level)},
            {QStringLiteral("subject"), words(notice.subject)},
            {QStringLiteral("text"), words(notice.text)}};
}

} // namespace

core::Error errorOf(const plan::Run &run)
{
    if (run.error)
        return words(*run.error);
    core::Error error = core::Error::cancelled();
    for (const plan::StepRun &step : run.steps) {
        if (step.state == plan::RunState::Cancelled && step.outcome != plan::runStateText(step.state))
            error.hint = words(step.outcome); // what may have been done all the same
    }
    return error;
}

qint64 elapsedMilliseconds(const plan::RunSummary &run)
{
    if (!run.begun().isValid())
        return 0;
    const QDateTime until = plan::isFinal(run.state) ? run.ended : QDateTime::currentDateTime();
    return until.isValid() ? std::max<qint64>(0, run.begun().msecsTo(until)) : 0;
}

QJsonObject summaryJson(const plan::RunSummary &run)
{
    return {{QStringLiteral("id"), run.id},
            {QStringLiteral("title"), plan::words(run.taskTitle)},
            {QStringLiteral("kind"), run.taskKind},
            {QStringLiteral("state"), plan::runStateName(run.state)},
            {QStringLiteral("started"), run.started.toUTC().toString(Qt::ISODateWithMs)},
            {QStringLiteral("steps_done"), run.stepsDone},
            {QStringLiteral("steps_total"), run.stepsTotal},
            {QStringLiteral("outcome"), plan::words(run.outcome)},
            {QStringLiteral("can_resume"), run.canResume}};
}

QJsonObject runJson(const plan::Run &run)
{
    const auto planned = run.plan.steps();
    QJsonArray steps;
    for (qsizetype i = 0; i < run.steps.size(); ++i) {
        const auto &step = run.steps.at(i);
        QJsonObject stepJson{{QStringLiteral("title"), words(planned.at(i).title)},
                             {QStringLiteral("state"), plan::runStateName(step.state)},
                             {QStringLiteral("job_id"), step.jobId},
                             {QStringLiteral("figures"), step.figures.toJson()},
                             {QStringLiteral("outcome"), plan::outcomeWords(run, i)}};
        if (step.started.isValid() && step.ended.isValid())
            stepJson.insert(QStringLiteral("elapsed_ms"), step.started.msecsTo(step.ended));
        if (step.error)
            stepJson.insert(errorKey, words(*step.error).toJson());
        steps.append(stepJson);
    }
    QJsonArray notices;
    for (const auto &notice : run.plan.notices)
        notices.append(noticeJson(notice));
    QJsonObject json{{QStringLiteral("id"), run.id},
                     {QStringLiteral("state"), plan::runStateName(run.state)},
                     {QStringLiteral("touches"), plan::touchesToJson(run.touches)},
                     {QStringLiteral("outcome"), words(run.outcome)},
                     {QStringLiteral("elapsed_ms"), elapsedMilliseconds(run)},
                     {QStringLiteral("former_table"), mapping::formerTable(run)},
                     {QStringLiteral("steps"), steps},
                     {QStringLiteral("notices"), notices}};
    const bool isCutOff = run.state == plan::RunState::Interrupted; // which the outcome tells
    if (plan::isFinal(run.state) && run.state != plan::RunState::Succeeded && !isCutOff)
        json.insert(errorKey, errorOf(run).toJson());
    return json;
}

} // namespace isthmus::app
