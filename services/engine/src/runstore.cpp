// SPDX-License-Identifier: GPL-3.0-or-later
#include "runstore.h"

#include "enginetext.h"
#include "runending.h"
#include "storerows.h"
#include "storeschema.h"

#include <isthmus/core/format.h>
#include <isthmus/core/privatefile.h>

#include <QCoreApplication>
#include <QDir>
#include <QFileInfo>
#include <QHash>
#include <QJsonDocument>
#include <QUuid>

#include <algorithm>

namespace isthmus::engine {

namespace {

using core::Done;
using core::ErrorKind;
using core::Result;
using plan::RunState;

const QString unfinished = QStringLiteral("state IN ('waiting', 'running')");

QString ownerLockFile(const QString &store, const QString &owner)
{
    return QStringLiteral("%1.%2.lock").arg(store, owner);
}

} // namespace

RunStore::RunStore() : m_owner(QUuid::createUuid().toString(QUuid::WithoutBraces)) { }

Result<Done> RunStore::open(const QString &file)
{
    auto done = m_database.open(file);
    if (done)
        done = prepareStore(m_database);
    if (done)
        done = takeOwnership();
    return done ? interruptOrphans() : done;
}

Result<Done> RunStore::openInMemory()
{
    auto done = m_database.open(QStringLiteral(":memory:"));
    return done ? prepareStore(m_database) : done;
}

Result<Done> RunStore::takeOwnership()
{
    m_ownerLock = std::make_unique<QLockFile>(ownerLockFile(m_database.file(), m_owner));
    m_ownerLock->setStaleLockTime(0); // never stale while the process lives
    if (m_ownerLock->tryLock()) {
        removeLeftLocks();
        return Done{};
    }
    // It does not say why: a write of our own does.
    const QString file = ownerLockFile(m_database.file(), m_owner);
    if (const auto written = core::writePrivateFile(file, m_owner.toUtf8()); !written) {
        auto error = written.error();
        error.hint = (error.hint + u' ' + Text::tr("Until then runs are not remembered.")).trimmed();
        return core::fail(error);
    }
    QFile::remove(file);
    return core::fail(ErrorKind::Permission,
                      Text::tr("The folder %1 cannot be written to.").arg(QFileInfo(m_database.file()).absolutePath()));
}

// A program that was killed leaves the file of its lock. Taking the lock and letting it go removes the file, if nobody
// holds it.
void RunStore::removeLeftLocks()
{
    const QFileInfo store(m_database.file());
    const auto locks =
        store.absoluteDir().entryInfoList({ownerLockFile(store.fileName(), QStringLiteral("*"))}, QDir::Files);
    for (const QFileInfo &file : locks) {
        if (file.fileName() == ownerLockFile(store.fileName(), m_owner))
            continue;
        QLockFile lock(file.filePath());
        lock.setStaleLockTime(0);
        static_cast<void>(lock.tryLock());
    }
}

Result<QStringList> RunStore::orphans()
{
    auto rows = m_database.run(QStringLiteral("SELECT owner, id FROM runs WHERE ") + unfinished);
    if (!rows)
        return core::fail(rows.error());
    QHash<QString, bool> isGone{{m_owner, false}}; // by owner
    QStringList found;
    while ((*rows)->next()) {
        const QString owner = (*rows)->value(0).toString();
        if (!isGone.contains(owner)) {
            QLockFile lock(ownerLockFile(m_database.file(), owner));
            lock.setStaleLockTime(0);
            isGone.insert(owner, lock.tryLock()); // its destructor removes the file again
        }
        if (isGone.value(owner))
            found.append((*rows)->value(1).toString());
    }
    (*rows)->finish();
    return found;
}

Result<Done> RunStore::interruptOrphans()
{
    if (!m_ownerLock)
        return Done{}; // in memory: there are none
    const auto seen = orphans();
    if (!seen || seen->isEmpty())
        return seen ? Result<Done>(Done{}) : core::fail(seen.error());
    QList<plan::Run> interrupted;
    auto done = m_database.transaction([this, &interrupted]() -> Result<Done> {
        const auto ids = orphans(); // again: another process may have been faster
        if (!ids)
            return core::fail(ids.error());
        for (const auto &id : *ids) {
            auto orphan = run(id);
            if (!orphan && orphan.error().kind != ErrorKind::Invalid)
                return core::fail(orphan.error());
            if (!orphan)
                continue;
            QList<int> running;
            for (int i = 0; i < orphan->steps.size(); ++i) {
                if (orphan->steps.at(i).state == RunState::Running)
                    running.append(i);
            }
            const auto line = interruptionLine(*orphan);
            if (!line)
                return core::fail(line.error());
            interruptRun(*orphan);
            if (auto written = writeRun({&*orphan, false, running, {*line}}, orphan->number); !written)
                return written;
            interrupted.append(*std::move(orphan));
        }
        return Done{};
    });
    if (done)
        m_interrupted += interrupted;
    return done;
}

Result<qint64> RunStore::appendLine(const plan::Run &run, const plan::LogLine &line)
{
    qint64 number = 0;
    const auto done = m_database.transaction([&]() -> Result<Done> {
        const auto next = nextLogNumber(run.id);
        if (!next)
            return core::fail(next.error());
        number = *next;
        return writeLines(run.number, {{number, line}});
    });
    return done ? Result<qint64>(number) : core::fail(done.error());
}

// When it was cut off nobody has seen; what is known is what was written last.
Result<std::pair<qint64, plan::LogLine>> RunStore::interruptionLine(const plan::Run &run)
{
    const auto number = nextLogNumber(run.id);
    if (!number)
        return core::fail(number.error());
    QDateTime last = run.begun();
    for (const plan::StepRun &step : run.steps)
        last = std::max({last, step.started, step.ended});
    const auto lines = log(run.id, std::max<qint64>(0, *number - 1), 1);
    if (lines && !lines->lines.isEmpty())
        last = std::max(last, lines->lines.last().time);
    return std::pair(*number,
                     plan::LogLine{QDateTime::currentDateTime(), -1,
                                   plan::Text::coded("Engine.interruption",
                                                     QT_TRANSLATE_NOOP("Engine",
                                                                       "Interrupted: the program that executed it has "
                                                                       "ended. It was last heard of at %1"),
                                                     {core::formatTime(last)}),
                                   false});
}

Result<QList<qint64>> RunStore::write(const QList<Change> &changes)
{
    QList<qint64> numbers;
    auto done = m_database.transaction([&]() -> Result<Done> {
        bool hasEnded = false;
        for (const auto &change : changes) {
            qint64 number = change.run->number;
            if (change.isNew) {
                const auto inserted = insertRun(m_database, *change.run, m_owner);
                if (!inserted)
                    return core::fail(inserted.error());
                number = *inserted;
                numbers.append(number);
            }
            if (auto written = writeRun(change, number); !written)
                return written;
            hasEnded = hasEnded || change.isNew || plan::isFinal(change.run->state);
        }
        return hasEnded ? prune() : Done{};
    });
    if (!done)
        return core::fail(done.error());
    return numbers;
}

Result<QStringList> RunStore::adopt(RunStore &other)
{
    const auto ids = other.everyRun();
    if (!ids)
        return ids;
    const auto done = m_database.transaction([&]() -> Result<Done> {
        for (const QString &id : *ids) {
            if (auto adopted = adoptRun(other, id); !adopted)
                return adopted;
        }
        return prune();
    });
    return done ? ids : core::fail(done.error());
}

Result<Done> RunStore::adoptRun(RunStore &other, const QString &runId)
{
    constexpr int linesAtOnce = 1000;
    const auto run = other.run(runId);
    if (!run)
        return core::fail(run.error());
    const auto number = insertRun(m_database, *run, m_owner);
    if (!number)
        return core::fail(number.error());
    bool hasMore = true;
    for (qint64 next = 0; hasMore;) {
        const auto page = other.log(runId, next, linesAtOnce);
        if (!page)
            return core::fail(page.error());
        Change change{&*run, true, {}, {}};
        for (qsizetype i = 0; i < page->lines.size(); ++i)
            change.lines.append({page->first + i, page->lines.at(i)});
        if (auto written = writeRun(change, *number); !written)
            return written;
        next = page->first + page->lines.size();
        hasMore = page->hasMore;
    }
    return Done{};
}

Result<QStringList> RunStore::everyRun()
{
    auto rows = m_database.run(QStringLiteral("SELECT id FROM runs ORDER BY seq"));
    if (!rows)
        return core::fail(rows.error());
    QStringList ids;
    while ((*rows)->next())
        ids.append((*rows)->value(0).toString());
    (*rows)->finish();
    return ids;
}

Result<Done> RunStore::writeRun(const Change &change, qint64 number)
{
    auto done = change.isNew ? Result<Done>(Done{}) : updateHeader(m_database, *change.run);
    if (!change.isNew) {
        for (const int index : change.steps) {
            if (done)
                done = writeStep(m_database, number, index, change.run->steps.at(index));
        }
    }
    return done ? writeLines(number, change.lines) : done;
}

Result<Done> RunStore::writeLines(qint64 run, const QList<std::pair<qint64, plan::LogLine>> &lines)
{
    auto done = Result<Done>(Done{});
    for (const auto &[line, logged] : lines) {
        if (done) {
            done = m_database.execute(
                QStringLiteral("INSERT INTO log (run, number, time, step, text) VALUES (?, ?, ?, ?, ?)"),
                {run, line, logged.time.toMSecsSinceEpoch(), logged.step, textColumn(logged.text)});
        }
    }
    if (done && !lines.isEmpty() && lines.last().first >= maxLogLines) {
        done = m_database.execute(QStringLiteral("DELETE FROM log WHERE run = ? AND number <= ?"),
                                  {run, lines.last().first - maxLogLines});
    }
    return done;
}

// A run that has not ended is never forgotten, however many wait.
Result<Done> RunStore::prune()
{
    return m_database.execute(QStringLiteral("DELETE FROM runs WHERE NOT %1 AND seq <= (SELECT seq FROM runs "
                                             "ORDER BY seq DESC LIMIT 1 OFFSET %2)")
                                  .arg(unfinished)
                                  .arg(maxRuns));
}

Result<bool> RunStore::takeOver(const QString &runId)
{
    auto updated = m_database.run(QStringLiteral("UPDATE runs SET owner = ?, state = 'waiting' WHERE id = ? AND NOT ")
                                      + unfinished,
                                  {m_owner, runId});
    if (!updated)
        return core::fail(updated.error());
    const bool isOurs = (*updated)->numRowsAffected() == 1;
    (*updated)->finish();
    return isOurs;
}

Result<tasks::RunPage> RunStore::list(const tasks::RunQuery &query)
{
    const int limit = std::clamp(query.limit, 1, 1000);
    QStringList conditions;
    QVariantList values;
    if (!query.before.isEmpty()) {
        conditions.append(QStringLiteral("r.seq < (SELECT seq FROM runs WHERE id = ?)"));
        values.append(query.before);
    }
    if (!query.taskKind.isEmpty()) {
        conditions.append(QStringLiteral("r.task_kind = ?"));
        values.append(query.taskKind);
    }
    if (!query.states.isEmpty()) {
        QStringList names;
        for (const auto state : query.states)
            names.append(u'\'' + plan::runStateName(state) + u'\'');
        conditions.append(QStringLiteral("r.state IN (%1)").arg(names.join(u',')));
    }
    const QString where = conditions.isEmpty() ? QString() : QStringLiteral("WHERE ") + conditions.join(u" AND ");
    values.append(limit + 1); // one more tells whether there are more
    auto rows = m_database.run(QStringLiteral("SELECT %1 FROM runs AS r JOIN plans AS p ON p.run = r.seq %2 "
                                              "ORDER BY r.seq DESC LIMIT ?")
                                   .arg(summaryColumns(), where),
                               values);
    if (!rows)
        return core::fail(rows.error());
    tasks::RunPage page;
    while ((*rows)->next())
        page.runs.append(summaryOf(**rows, m_owner));
    (*rows)->finish();
    page.hasMore = page.runs.size() > limit;
    if (page.hasMore)
        page.runs.removeLast();
    return page;
}

Result<QList<plan::RunSummary>> RunStore::ofOthers(int limit)
{
    auto rows = m_database.run(QStringLiteral("SELECT %1 FROM runs AS r JOIN plans AS p ON p.run = r.seq "
                                              "WHERE r.owner <> ? ORDER BY r.seq DESC LIMIT ?")
                                   .arg(summaryColumns()),
                               {m_owner, limit});
    if (!rows)
        return core::fail(rows.error());
    QList<plan::RunSummary> runs;
    while ((*rows)->next())
        runs.append(summaryOf(**rows, m_owner));
    (*rows)->finish();
    return runs;
}

Result<qint64> RunStore::othersVersion()
{
    auto row = m_database.run(QStringLiteral("PRAGMA data_version"));
    if (!row)
        return core::fail(row.error());
    const qint64 version = (*row)->next() ? (*row)->value(0).toLongLong() : 0;
    (*row)->finish();
    return version;
}

Result<plan::Run> RunStore::run(const QString &runId)
{
    auto row = m_database.run(QStringLiteral("SELECT %1, p.definition, p.document FROM runs AS r "
                                             "JOIN plans AS p ON p.run = r.seq WHERE r.id = ?")
                                  .arg(summaryColumns()),
                              {runId});
    if (!row)
        return core::fail(row.error());
    if (!(*row)->next()) {
        (*row)->finish();
        return core::fail(ErrorKind::NotFound, Text::tr("This run is not remembered."));
    }
    plan::Run run;
    static_cast<plan::RunSummary &>(run) = summaryOf(**row, m_owner);
    const int after = int(summaryColumns().count(u',')) + 1;
    run.definition = QJsonDocument::fromJson((*row)->value(after).toString().toUtf8()).object();
    auto plan = plan::Plan::fromJson(QJsonDocument::fromJson((*row)->value(after + 1).toString().toUtf8()).object());
    (*row)->finish();
    if (!plan)
        return core::fail(plan.error());
    run.plan = std::move(*plan);
    run.steps.resize(run.plan.stepCount());
    auto steps = m_database.run(QStringLiteral("SELECT %1 FROM steps WHERE run = ? ORDER BY step").arg(stepColumns()),
                                {run.number});
    if (!steps)
        return core::fail(steps.error());
    while ((*steps)->next()) {
        const int index = (*steps)->value(0).toInt();
        if (index >= 0 && index < run.steps.size())
            run.steps[index] = stepOf(**steps);
    }
    (*steps)->finish();
    return run;
}

Result<tasks::LogPage> RunStore::log(const QString &runId, qint64 from, int limit)
{
    auto rows = m_database.run(
        QStringLiteral("SELECT number, time, step, text FROM log WHERE run = (SELECT seq FROM runs WHERE id = ?) "
                       "AND number >= ? ORDER BY number LIMIT ?"),
        {runId, from, limit + 1});
    if (!rows)
        return core::fail(rows.error());
    tasks::LogPage page;
    page.first = from;
    while ((*rows)->next()) {
        if (page.lines.isEmpty())
            page.first = (*rows)->value(0).toLongLong();
        page.lines.append({QDateTime::fromMSecsSinceEpoch((*rows)->value(1).toLongLong()), (*rows)->value(2).toInt(),
                           textOf((*rows)->value(3).toString())});
    }
    (*rows)->finish();
    page.hasMore = page.lines.size() > limit;
    if (page.hasMore)
        page.lines.removeLast();
    return page;
}

Result<qint64> RunStore::nextLogNumber(const QString &runId)
{
    auto row = m_database.run(QStringLiteral("SELECT coalesce(max(number) + 1, 0) FROM log "
                                             "WHERE run = (SELECT seq FROM runs WHERE id = ?)"),
                              {runId});
    if (!row)
        return core::fail(row.error());
    const qint64 next = (*row)->next() ? (*row)->value(0).toLongLong() : 0;
    (*row)->finish();
    return next;
}

} // namespace isthmus::engine
