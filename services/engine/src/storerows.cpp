// SPDX-License-Identifier: GPL-3.0-or-later
#include "storerows.h"

#include <QJsonArray>
#include <QJsonDocument>

namespace isthmus::engine {

namespace {

using core::Done;
using core::Result;
using plan::RunState;

constexpr QChar codedMark(0x1e); // ASCII's record separator

QString jsonColumn(const QJsonObject &json)
{
    return json.isEmpty() ? QStringLiteral("") : QString::fromUtf8(QJsonDocument(json).toJson(QJsonDocument::Compact));
}

QJsonObject objectOf(const QVariant &column)
{
    return QJsonDocument::fromJson(column.toString().toUtf8()).object();
}

// A null string would be bound as NULL.
QString textColumn(const QString &text)
{
    return text.isNull() ? QStringLiteral("") : text;
}

QVariant timeColumn(const QDateTime &time)
{
    return time.isValid() ? QVariant(time.toMSecsSinceEpoch()) : QVariant();
}

QDateTime timeOf(const QVariant &column)
{
    return column.isNull() ? QDateTime() : QDateTime::fromMSecsSinceEpoch(column.toLongLong());
}

QVariant countColumn(const std::optional<qint64> &count)
{
    return count ? QVariant(*count) : QVariant();
}

std::optional<qint64> countOf(const QVariant &column)
{
    return column.isNull() ? std::nullopt : std::optional(column.toLongLong());
}

QVariant namesColumn(const std::optional<QStringList> &names)
{
    return names
        ? QVariant(QString::fromUtf8(QJsonDocument(QJsonArray::fromStringList(*names)).toJson(QJsonDocument::Compact)))
        : QVariant();
}

QStringList namesOf(const QVariant &column)
{
    QStringList names;
    for (const QJsonValue &name : QJsonDocument::fromJson(column.toString().toUtf8()).array())
        names.append(name.toString());
    return names;
}

QVariant failureColumn(const std::optional<plan::Failure> &failure)
{
    return failure ? QVariant(jsonColumn(failure->toJson())) : QVariant();
}

std::optional<plan::Failure> failureOf(const QVariant &column)
{
    return column.isNull() ? std::nullopt : std::optional(plan::Failure::fromJson(objectOf(column)));
}

// Unknown: of a later version, which alone can go on with it.
RunState stateOf(const QVariant &column)
{
    return plan::runStateFromName(column.toString()).value_or(RunState::Interrupted);
}

} // namespace

QString textColumn(const plan::Text &text)
{
    if (text.code.isEmpty())
        return textColumn(text.text);
    return codedMark + jsonColumn(text.toJson().toObject());
}

plan::Text textOf(const QString &column)
{
    if (!column.startsWith(codedMark))
        return column;
    const auto text = plan::Text::fromJson(QJsonDocument::fromJson(column.mid(1).toUtf8()).object());
    return text.value_or(plan::Text(column.mid(1)));
}

Result<qint64> insertRun(Sqlite &database, const plan::Run &run, const QString &owner)
{
    const auto inserted =
        database.run(QStringLiteral("INSERT INTO runs (id, owner, task_id, task_kind, task_title, steps_total, state) "
                                    "VALUES (?, ?, ?, ?, ?, ?, ?)"),
                     {run.id, owner, textColumn(run.taskId), textColumn(run.taskKind), textColumn(run.taskTitle),
                      run.stepsTotal, plan::runStateName(run.state)});
    if (!inserted)
        return core::fail(inserted.error());
    const qint64 number = (*inserted)->lastInsertId().toLongLong();
    (*inserted)->finish();
    auto done = database.execute(
        QStringLiteral("INSERT INTO plans (run, touches, connections, definition, document) VALUES (?, ?, ?, ?, ?)"),
        {number, QString::fromUtf8(QJsonDocument(plan::touchesToJson(run.touches)).toJson(QJsonDocument::Compact)),
         namesColumn(run.connections), jsonColumn(run.definition), jsonColumn(run.plan.toJson())});
    if (done)
        done = updateHeader(database, run);
    for (int i = 0; done && i < run.steps.size(); ++i) {
        if (run.steps.at(i).state != RunState::Waiting)
            done = writeStep(database, number, i, run.steps.at(i));
    }
    if (!done)
        return core::fail(done.error());
    return number;
}

Result<Done> updateHeader(Sqlite &database, const plan::RunSummary &run)
{
    return database.execute(
        QStringLiteral("UPDATE runs SET state = ?, started = ?, resumed = ?, ended = ?, steps_done = ?, rows_done = ?, "
                       "rows_total = ?, outcome = ?, error = ?, can_resume = ?, production = ? WHERE id = ?"),
        {plan::runStateName(run.state), timeColumn(run.started), timeColumn(run.resumed), timeColumn(run.ended),
         run.stepsDone, countColumn(run.rowsDone), countColumn(run.rowsTotal), textColumn(run.outcome),
         failureColumn(run.error), run.canResume, namesColumn(run.production), run.id});
}

Result<Done> writeStep(Sqlite &database, qint64 number, int index, const plan::StepRun &step)
{
    return database.execute(
        QStringLiteral("INSERT OR REPLACE INTO steps (run, step, state, started, ended, job, outcome, figures, "
                       "checkpoint, error) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"),
        {number, index, plan::runStateName(step.state), timeColumn(step.started), timeColumn(step.ended), step.jobId,
         textColumn(step.outcome), jsonColumn(step.figures.toJson()), jsonColumn(step.checkpoint),
         failureColumn(step.error)});
}

QString summaryColumns()
{
    return QStringLiteral("r.seq, r.id, r.task_id, r.task_kind, r.task_title, r.state, r.started, r.resumed, r.ended, "
                          "r.steps_done, r.steps_total, r.rows_done, r.rows_total, r.outcome, r.error, r.can_resume, "
                          "r.production, p.touches, p.connections, r.owner");
}

plan::RunSummary summaryOf(const QSqlQuery &row, const QString &owner)
{
    int column = 0;
    const auto next = [&row, &column] { return row.value(column++); };
    plan::RunSummary run;
    run.number = next().toLongLong();
    run.id = next().toString();
    run.taskId = next().toString();
    run.taskKind = next().toString();
    run.taskTitle = textOf(next().toString());
    run.state = stateOf(next());
    run.started = timeOf(next());
    run.resumed = timeOf(next());
    run.ended = timeOf(next());
    run.stepsDone = next().toInt();
    run.stepsTotal = next().toInt();
    run.rowsDone = countOf(next());
    run.rowsTotal = countOf(next());
    run.outcome = textOf(next().toString());
    run.error = failureOf(next());
    run.canResume = next().toBool();
    if (const QVariant production = next(); !production.isNull())
        run.production = namesOf(production);
    run.touches = plan::touchesFromJson(QJsonDocument::fromJson(next().toString().toUtf8()).array());
    run.connections = namesOf(next());
    run.isElsewhere = !plan::isFinal(run.state) && next().toString() != owner;
    return run;
}

QString stepColumns()
{
    return QStringLiteral("step, state, started, ended, job, outcome, figures, checkpoint, error");
}

plan::StepRun stepOf(const QSqlQuery &row)
{
    plan::StepRun step;
    step.state = stateOf(row.value(1));
    step.started = timeOf(row.value(2));
    step.ended = timeOf(row.value(3));
    step.jobId = row.value(4).toString();
    step.outcome = textOf(row.value(5).toString());
    step.figures = plan::Figures::fromJson(objectOf(row.value(6)));
    step.checkpoint = objectOf(row.value(7));
    step.error = failureOf(row.value(8));
    return step;
}

} // namespace isthmus::engine
