// SPDX-License-Identifier: GPL-3.0-or-later
#include "showrun.h"

#include "runjson.h"
#include "tabletelling.h"
#include "terminalwidth.h"
#include "texttable.h"

#include <isthmus/core/format.h>
#include <isthmus/mapping/manytables/tableruns.h>
#include <isthmus/plan/words.h>

#include <algorithm>

namespace isthmus::app {

using plan::words;

namespace {

QString tookText(const QDateTime &begun, const QDateTime &ended)
{
    return begun.isValid() && ended.isValid()
        ? core::formatDuration(std::chrono::milliseconds(std::max<qint64>(0, begun.msecsTo(ended))))
        : QString();
}

// The whole log, as far as it is kept.
core::Result<QList<plan::LogLine>> readLog(CtlSession &session, const QString &id)
{
    QList<plan::LogLine> lines;
    qint64 next = 0;
    for (bool hasMore = true; hasMore;) {
        const auto page = session.await(session.onMain([&] { return (*session.services())->runs().log(id, next); }));
        if (!page)
            return core::fail(page.error());
        lines += page->lines;
        next = page->first + page->lines.size();
        hasMore = page->hasMore && !page->lines.isEmpty();
    }
    return lines;
}

// Each line of \a text but the first below the first one: what a server said can pass for no line of its own.
QString indented(const QString &text, qsizetype columns)
{
    QString shown = text;
    shown.replace(QStringLiteral("\r\n"), QStringLiteral("\n"));
    shown.replace(QChar(u'\r'), QChar(u'\n'));
    return shown.replace(QChar(u'\n'), u'\n' + QString(columns, u' '));
}

QString headText(const plan::Run &run)
{
    QList<std::pair<QString, QString>> rows{{CtlText::tr("Id"), run.id},
                                            {CtlText::tr("State"),
                                             CtlText::tr("%1, %2 of %3 steps")
                                                 .arg(plan::runStateTitle(run.state), core::formatCount(run.stepsDone),
                                                      core::formatCount(run.stepsTotal))}};
    const auto add = [&rows](const QString &title, const QString &text) {
        if (!text.isEmpty())
            rows.append({title, text});
    };
    const auto timeText = [](const QDateTime &time) { return time.isValid() ? core::formatTime(time) : QString(); };
    add(CtlText::tr("Started"), timeText(run.started));
    add(CtlText::tr("Resumed"), timeText(run.resumed));
    add(CtlText::tr("Ended"), timeText(run.ended));
    add(CtlText::tr("Took"), tookText(run.begun(), run.ended));
    add(CtlText::tr("Outcome"), words(run.outcome));
    if (run.canResume)
        add(CtlText::tr("Resume"), QStringLiteral("isthmusctl resume ") + run.id);
    int widest = 0;
    for (const auto &[title, text] : std::as_const(rows))
        widest = std::max(widest, terminalWidth(title));
    QStringList lines{indented(words(run.taskTitle), widest + 2)};
    for (const auto &[title, text] : std::as_const(rows))
        lines.append(title + QString(widest + 2 - terminalWidth(title), u' ') + indented(text, widest + 2));
    return lines.join(u'\n');
}

QString stepsText(const plan::Run &run)
{
    TextTable table(
        {CtlText::tr("Step"), CtlText::tr("What"), CtlText::tr("State"), CtlText::tr("Took"), CtlText::tr("Outcome")});
    table.setRightAligned(0);
    const auto planned = run.plan.steps();
    for (qsizetype i = 0; i < run.steps.size(); ++i) {
        const plan::StepRun &step = run.steps.at(i);
        table.append({QString::number(i + 1), words(planned.at(i).title), plan::runStateTitle(step.state),
                      tookText(step.started, step.ended), plan::outcomeWords(run, i)});
    }
    return table.toString(TableWidths::of(standardOutput()));
}

// What failed, with what the server said and what to do.
QString failuresText(const plan::Run &run)
{
    const auto planned = run.plan.steps();
    QStringList lines;
    for (qsizetype i = 0; i < run.steps.size(); ++i) {
        if (!run.steps.at(i).error)
            continue;
        const core::Error error = words(*run.steps.at(i).error);
        lines.append(u'\n' + indented(CtlText::tr("Step %1, %2:").arg(i + 1).arg(words(planned.at(i).title)), 2));
        QString further = error.furtherDetail();
        if (!error.code.isEmpty() && !further.contains(error.code) && !error.message.contains(error.code))
            further = further.isEmpty() ? error.code : error.code + QStringLiteral(": ") + further;
        for (const QString &text : {error.message, further, error.hint}) {
            if (!text.isEmpty())
                lines.append(QStringLiteral("  ") + indented(text, 2));
        }
    }
    return lines.join(u'\n');
}

QString logText(const QList<plan::LogLine> &log)
{
    qsizetype widest = 0;
    for (const plan::LogLine &line : log)
        widest = std::max(widest, line.step < 0 ? 0 : QString::number(line.step + 1).size());
    QStringList lines{u'\n' + CtlText::tr("Log, with the numbers of steps:")};
    for (const plan::LogLine &line : log) {
        const QString step = line.step < 0 ? QString() : QString::number(line.step + 1);
        const QString begin =
            core::formatTime(line.time) + QStringLiteral("  ") + step.rightJustified(widest) + QStringLiteral("  ");
        lines.append(begin + indented(words(line.text), begin.size()));
    }
    return lines.join(u'\n');
}

QJsonArray logJson(const QList<plan::LogLine> &log)
{
    QJsonArray array;
    for (const plan::LogLine &line : log) {
        QJsonObject json{{QStringLiteral("time"), line.time.toUTC().toString(Qt::ISODateWithMs)},
                         {QStringLiteral("text"), words(line.text)}};
        if (line.step >= 0)
            json.insert(QStringLiteral("step"), line.step);
        array.append(json);
    }
    return array;
}

QJsonObject wholeJson(CtlSession &session, const plan::Run &run, const QList<plan::LogLine> &log, bool withLog)
{
    QJsonObject json = runJson(run);
    const QJsonObject summary = summaryJson(run);
    for (auto it = summary.begin(); it != summary.end(); ++it)
        json.insert(it.key(), it.value());
    if (mapping::isOfManyTables(run.taskKind))
        tableTelling(session, run.taskKind).json(run, json);
    if (withLog)
        json.insert(QStringLiteral("log"), logJson(log));
    return json;
}

} // namespace

int showRun(CtlSession &session, const plan::Run &run, bool withLog)
{
    const auto log = withLog ? readLog(session, run.id) : core::Result<QList<plan::LogLine>>();
    if (!log)
        return session.fail(log.error());
    if (session.json) {
        session.printJson(wholeJson(session, run, *log, withLog));
        return exitDone;
    }
    session.print(headText(run) + u'\n');
    if (mapping::isOfManyTables(run.taskKind))
        tableTelling(session, run.taskKind).run(run);
    else
        session.print(stepsText(run));
    if (const QString failures = failuresText(run); !failures.isEmpty())
        session.print(failures);
    if (withLog)
        session.print(logText(*log));
    return exitDone;
}

} // namespace isthmus::app
