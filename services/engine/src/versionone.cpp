// SPDX-License-Identifier: GPL-3.0-or-later
#include "versionone.h"

#include "storerows.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <optional>

namespace isthmus::engine {

namespace {

using core::Done;
using core::Result;
using plan::RunState;

QString textAt(const QJsonObject &json, const char *key)
{
    return json.value(QLatin1String(key)).toString();
}

QDateTime timeAt(const QJsonObject &json, const char *key)
{
    return QDateTime::fromString(textAt(json, key), Qt::ISODateWithMs).toLocalTime();
}

std::optional<qint64> countAt(const QJsonObject &json, const char *key)
{
    const QJsonValue value = json.value(QLatin1String(key));
    return value.isDouble() ? std::optional(value.toInteger()) : std::nullopt;
}

// Steps of version 1 had one connection, said whether they write, and destroyed something if they had a note of it.
// None was resumed.
plan::Step stepOfVersionOne(const QJsonObject &json)
{
    plan::Step step;
    step.kind = textAt(json, "kind");
    step.title = textAt(json, "title");
    step.connections = {textAt(json, "connection")};
    step.sql = textAt(json, "sql");
    step.parameters = json.value(QLatin1String("parameters")).toObject();
    step.destructiveNote = textAt(json, "destructive");
    step.confirmName = textAt(json, "confirm");
    if (!json.value(QLatin1String("writes")).toBool())
        step.effect = plan::Effect::Read;
    else
        step.effect = step.destructiveNote.isEmpty() ? plan::Effect::Write : plan::Effect::Destroy;
    return step;
}

plan::Plan planOfVersionOne(const QJsonObject &json, const QJsonObject &definition)
{
    plan::Plan plan;
    plan.title = textAt(json, "title");
    for (const auto &step : json.value(QLatin1String("steps")).toArray())
        plan.append(stepOfVersionOne(step.toObject()));
    for (const auto &value : json.value(QLatin1String("notices")).toArray()) {
        const QJsonObject notice = value.toObject();
        const QString level = textAt(notice, "level");
        plan.notices.append({level == u"info"          ? plan::NoticeLevel::Info
                                 : level == u"warning" ? plan::NoticeLevel::Warning
                                                       : plan::NoticeLevel::Blocker,
                             textAt(notice, "subject"), textAt(notice, "text")});
    }
    if (const QString target = textAt(json, "target"); !target.isEmpty())
        plan.touches = {{target, plan::Change::Created, textAt(definition, "source")}};
    return plan;
}

std::optional<plan::Run> runOfVersionOne(const QJsonObject &json)
{
    const QJsonObject taskJson = json.value(QLatin1String("task")).toObject();
    const plan::Task task{textAt(taskJson, "id"), textAt(taskJson, "kind"), textAt(taskJson, "title"),
                          taskJson.value(QLatin1String("definition")).toObject()};
    plan::Run run =
        plan::Run::of(task, planOfVersionOne(json.value(QLatin1String("plan")).toObject(), task.definition));
    run.id = textAt(json, "id");
    const auto state = plan::runStateFromName(textAt(json, "state"));
    const QJsonArray steps = json.value(QLatin1String("steps")).toArray();
    if (run.id.isEmpty() || !state || steps.size() != run.steps.size())
        return std::nullopt;
    for (qsizetype i = 0; i < steps.size(); ++i) {
        const QJsonObject step = steps.at(i).toObject();
        plan::StepRun &here = run.steps[i];
        here.state = plan::runStateFromName(textAt(step, "state")).value_or(RunState::Waiting);
        here.started = timeAt(step, "started");
        here.ended = timeAt(step, "ended");
        here.jobId = textAt(step, "job_id");
        if (here.state != RunState::Waiting) // its outcome said "Not run"
            here.outcome = textAt(step, "outcome");
    }
    run.count();
    run.state = *state;
    run.started = timeAt(json, "started");
    run.ended = timeAt(json, "ended");
    run.rowsDone = countAt(json, "rows_done");
    run.rowsTotal = countAt(json, "rows_total");
    run.outcome = textAt(json, "outcome");
    if (json.contains(QLatin1String("error")))
        run.error = plan::Failure::fromJson(json.value(QLatin1String("error")).toObject());
    return run;
}

} // namespace

Result<Done> setVersionOneAside(Sqlite &database)
{
    auto done = database.executeOnce(QStringLiteral("ALTER TABLE runs RENAME TO runs_1"));
    return done ? database.executeOnce(QStringLiteral("ALTER TABLE log RENAME TO log_1")) : done;
}

Result<Done> takeOverVersionOne(Sqlite &database)
{
    // One document at a time: all of them may be more than fits.
    auto rows = database.run(QStringLiteral("SELECT owner, document FROM runs_1 ORDER BY seq"));
    if (!rows)
        return core::fail(rows.error());
    while ((*rows)->next()) {
        const auto run = runOfVersionOne(QJsonDocument::fromJson((*rows)->value(1).toByteArray()).object());
        if (!run)
            continue;
        if (auto number = insertRun(database, *run, (*rows)->value(0).toString()); !number)
            return core::fail(number.error());
    }
    (*rows)->finish();
    for (const auto &sql :
         {QStringLiteral("INSERT INTO log SELECT r.seq, l.number, l.time, l.step, l.text FROM log_1 AS l "
                         "JOIN runs AS r ON r.id = l.run"),
          QStringLiteral("DROP TABLE log_1"), QStringLiteral("DROP TABLE runs_1")}) {
        if (auto done = database.executeOnce(sql); !done)
            return done;
    }
    return Done{};
}

} // namespace isthmus::engine
