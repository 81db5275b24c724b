// SPDX-License-Identifier: GPL-3.0-or-later
#include "jsonreading.h"

#include <isthmus/plan/plan.h>

#include <algorithm>

namespace isthmus::plan {

namespace {

QString levelName(NoticeLevel level)
{
    switch (level) {
    case NoticeLevel::Info:
        return QStringLiteral("info");
    case NoticeLevel::Warning:
        return QStringLiteral("warning");
    case NoticeLevel::Blocker:
        break;
    }
    return QStringLiteral("blocker");
}

NoticeLevel levelFromName(const QString &name)
{
    if (name == u"info")
        return NoticeLevel::Info;
    return name == u"warning" ? NoticeLevel::Warning : NoticeLevel::Blocker; // unknown: the careful reading
}

QJsonObject stepToJson(const Step &step)
{
    return {{QStringLiteral("kind"), step.kind},
            {QStringLiteral("title"), step.title},
            {QStringLiteral("connection"), step.connection},
            {QStringLiteral("sql"), step.sql},
            {QStringLiteral("parameters"), step.parameters},
            {QStringLiteral("writes"), step.writes},
            {QStringLiteral("destructive"), step.destructiveNote},
            {QStringLiteral("confirm"), step.confirmName}};
}

core::Result<Step> stepFromJson(const QJsonObject &json)
{
    JsonReading reading(json);
    Step step;
    step.kind = reading.text(QStringLiteral("kind"));
    step.title = reading.text(QStringLiteral("title"));
    step.connection = reading.text(QStringLiteral("connection"));
    step.sql = reading.text(QStringLiteral("sql"));
    step.parameters = reading.object(QStringLiteral("parameters"));
    step.writes = reading.boolean(QStringLiteral("writes"));
    step.destructiveNote = reading.text(QStringLiteral("destructive"));
    step.confirmName = reading.text(QStringLiteral("confirm"));
    if (!reading.ok())
        return reading.error();
    return step;
}

} // namespace

bool Plan::isRunnable() const
{
    return !steps.isEmpty() && blockers().isEmpty();
}

bool Plan::writes() const
{
    return std::any_of(steps.begin(), steps.end(), [](const Step &step) { return step.writes; });
}

QStringList Plan::blockers() const
{
    QStringList texts;
    for (const auto &notice : notices) {
        if (notice.level == NoticeLevel::Blocker)
            texts.append(notice.text);
    }
    return texts;
}

QJsonObject Plan::toJson() const
{
    QJsonArray stepArray;
    for (const auto &step : steps)
        stepArray.append(stepToJson(step));
    QJsonArray noticeArray;
    for (const auto &notice : notices) {
        noticeArray.append(QJsonObject{{QStringLiteral("level"), levelName(notice.level)},
                                       {QStringLiteral("subject"), notice.subject},
                                       {QStringLiteral("text"), notice.text}});
    }
    return {{QStringLiteral("title"), title},
            {QStringLiteral("target"), target},
            {QStringLiteral("steps"), stepArray},
            {QStringLiteral("notices"), noticeArray}};
}

core::Result<Plan> Plan::fromJson(const QJsonObject &json)
{
    JsonReading reading(json);
    Plan plan;
    plan.title = reading.text(QStringLiteral("title"));
    plan.target = reading.text(QStringLiteral("target"));
    const QJsonArray stepArray = reading.array(QStringLiteral("steps"));
    const QJsonArray noticeArray = reading.array(QStringLiteral("notices"));
    if (!reading.ok())
        return reading.error();
    for (const auto &value : stepArray) {
        auto step = stepFromJson(value.toObject());
        if (!step)
            return core::fail(step.error());
        plan.steps.append(*step);
    }
    for (const auto &value : noticeArray) {
        JsonReading notice(value.toObject());
        plan.notices.append({levelFromName(notice.text(QStringLiteral("level"))),
                             notice.text(QStringLiteral("subject")), notice.text(QStringLiteral("text"))});
        if (!notice.ok())
            return notice.error();
    }
    return plan;
}

} // namespace isthmus::plan
