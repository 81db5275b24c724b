// SPDX-License-Identifier: GPL-3.0-or-later
#include "runjson.h"

#include "text.h"

#include <QJsonArray>

namespace isthmus::tasks {

namespace {

using core::ErrorKind;

QString timeToText(const QDateTime &time)
{
    return time.toUTC().toString(Qt::ISODateWithMs); // empty for an invalid time
}

QDateTime timeFromText(const QJsonValue &value)
{
    return QDateTime::fromString(value.toString(), Qt::ISODateWithMs).toLocalTime();
}

QJsonObject errorToJson(const core::Error &error)
{
    return {{QStringLiteral("kind"), core::errorKindName(error.kind)},
            {QStringLiteral("message"), error.message},
            {QStringLiteral("hint"), error.hint},
            {QStringLiteral("code"), error.code},
            {QStringLiteral("detail"), error.detail}};
}

core::Error errorFromJson(const QJsonObject &json)
{
    core::Error error;
    const QString kind = json.value(QStringLiteral("kind")).toString();
    for (auto k = quint8(ErrorKind::Cancelled); k <= quint8(ErrorKind::Internal); ++k) {
        if (core::errorKindName(ErrorKind(k)) == kind)
            error.kind = ErrorKind(k);
    }
    error.message = json.value(QStringLiteral("message")).toString();
    error.hint = json.value(QStringLiteral("hint")).toString();
    error.code = json.value(QStringLiteral("code")).toString();
    error.detail = json.value(QStringLiteral("detail")).toString();
    return error;
}

QJsonObject stepToJson(const plan::StepRun &step)
{
    return {{QStringLiteral("state"), plan::runStateName(step.state)},
            {QStringLiteral("started"), timeToText(step.started)},
            {QStringLiteral("ended"), timeToText(step.ended)},
            {QStringLiteral("job_id"), step.jobId},
            {QStringLiteral("outcome"), step.outcome}};
}

std::optional<plan::StepRun> stepFromJson(const QJsonObject &json)
{
    const auto state = plan::runStateFromName(json.value(QStringLiteral("state")).toString());
    if (!state)
        return std::nullopt;
    return plan::StepRun{
        *state, timeFromText(json.value(QStringLiteral("started"))), timeFromText(json.value(QStringLiteral("ended"))),
        json.value(QStringLiteral("job_id")).toString(), json.value(QStringLiteral("outcome")).toString()};
}

QJsonValue countToJson(const std::optional<qint64> &count)
{
    return count ? QJsonValue(*count) : QJsonValue();
}

std::optional<qint64> countFromJson(const QJsonValue &value)
{
    return value.isDouble() ? std::optional(value.toInteger()) : std::nullopt;
}

tl::unexpected<core::Error> damaged(const QString &member)
{
    return core::fail(ErrorKind::Invalid, Text::tr("A remembered run lacks a proper \"%1\".").arg(member));
}

} // namespace

QJsonObject runToJson(const plan::Run &run)
{
    QJsonArray steps;
    for (const auto &step : run.steps)
        steps.append(stepToJson(step));
    QJsonObject json{{QStringLiteral("id"), run.id},
                     {QStringLiteral("task"), run.task.toJson()},
                     {QStringLiteral("plan"), run.plan.toJson()},
                     {QStringLiteral("state"), plan::runStateName(run.state)},
                     {QStringLiteral("steps"), steps},
                     {QStringLiteral("started"), timeToText(run.started)},
                     {QStringLiteral("ended"), timeToText(run.ended)},
                     {QStringLiteral("rows_done"), countToJson(run.rowsDone)},
                     {QStringLiteral("rows_total"), countToJson(run.rowsTotal)},
                     {QStringLiteral("outcome"), run.outcome}};
    if (run.error)
        json.insert(QStringLiteral("error"), errorToJson(*run.error));
    return json;
}

core::Result<plan::Run> runFromJson(const QJsonObject &json)
{
    plan::Run run;
    run.id = json.value(QStringLiteral("id")).toString();
    if (run.id.isEmpty())
        return damaged(QStringLiteral("id"));
    auto task = plan::Task::fromJson(json.value(QStringLiteral("task")).toObject());
    if (!task)
        return core::fail(task.error());
    run.task = *task;
    auto plan = plan::Plan::fromJson(json.value(QStringLiteral("plan")).toObject());
    if (!plan)
        return core::fail(plan.error());
    run.plan = *plan;
    const auto state = plan::runStateFromName(json.value(QStringLiteral("state")).toString());
    if (!state)
        return damaged(QStringLiteral("state"));
    run.state = *state;
    const QJsonArray steps = json.value(QStringLiteral("steps")).toArray();
    for (const auto &value : steps) {
        auto step = stepFromJson(value.toObject());
        if (!step)
            return damaged(QStringLiteral("steps"));
        run.steps.append(*step);
    }
    if (run.steps.size() != run.plan.steps.size())
        return damaged(QStringLiteral("steps"));
    run.started = timeFromText(json.value(QStringLiteral("started")));
    run.ended = timeFromText(json.value(QStringLiteral("ended")));
    run.rowsDone = countFromJson(json.value(QStringLiteral("rows_done")));
    run.rowsTotal = countFromJson(json.value(QStringLiteral("rows_total")));
    run.outcome = json.value(QStringLiteral("outcome")).toString();
    if (json.contains(QStringLiteral("error")))
        run.error = errorFromJson(json.value(QStringLiteral("error")).toObject());
    return run;
}

} // namespace isthmus::tasks
