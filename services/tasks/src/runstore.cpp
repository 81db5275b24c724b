// SPDX-License-Identifier: GPL-3.0-or-later
#include "runstore.h"

#include "runjson.h"
#include "text.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QHash>
#include <QJsonDocument>
#include <QSqlError>
#include <QSqlQuery>
#include <QUuid>
#include <QVariant>

namespace isthmus::tasks {

namespace {

using core::Done;
using core::ErrorKind;
using core::Result;

constexpr int schemaVersion = 1;

QString ownerLockFile(const QString &store, const QString &owner)
{
    return QStringLiteral("%1.%2.lock").arg(store, owner);
}

QByteArray documentOf(const plan::Run &run)
{
    return QJsonDocument(runToJson(run)).toJson(QJsonDocument::Compact);
}

Result<plan::Run> runOf(const QByteArray &document)
{
    return runFromJson(QJsonDocument::fromJson(document).object());
}

void interrupt(plan::Run &run)
{
    run.state = plan::RunState::Interrupted;
    run.outcome = Text::tr("The program ended while it ran");
    for (auto &step : run.steps) {
        if (step.state == plan::RunState::Running) {
            step.state = plan::RunState::Interrupted;
            if (!step.jobId.isEmpty())
                run.outcome = Text::tr("The program ended while it ran; job %1 may have gone on").arg(step.jobId);
        } else if (step.state == plan::RunState::Waiting) {
            step.outcome = Text::tr("Not run");
        }
    }
}

} // namespace

RunStore::RunStore() : m_owner(QUuid::createUuid().toString(QUuid::WithoutBraces)) { }

RunStore::~RunStore()
{
    if (!m_database.isValid())
        return;
    const QString connection = m_database.connectionName();
    m_database.close();
    m_database = {}; // the last copy: removeDatabase() wants none in use
    QSqlDatabase::removeDatabase(connection);
}

Result<QList<plan::Run>> RunStore::open(const QString &file)
{
    m_file = file;
    auto done = openFile(file).and_then([this](Done) { return makeTables(); });
    done = done.and_then([this, &file](Done) { return takeOwnership(file); });
    done = done.and_then([this, &file](Done) { return interruptOrphans(file); });
    if (!done)
        return core::fail(done.error());
    return load();
}

Result<Done> RunStore::openFile(const QString &file)
{
    const QString folder = QFileInfo(file).absolutePath();
    if (!QDir().mkpath(folder))
        return core::fail(ErrorKind::Permission, Text::tr("The folder %1 cannot be made.").arg(folder));
    m_database = QSqlDatabase::addDatabase(QStringLiteral("QSQLITE"), QStringLiteral("runs-") + m_owner);
    m_database.setDatabaseName(file);
    m_database.setConnectOptions(QStringLiteral("QSQLITE_BUSY_TIMEOUT=5000"));
    if (!m_database.open())
        return core::fail(storeError(m_database.lastError().text()));
    QFile::setPermissions(file, QFile::ReadOwner | QFile::WriteOwner);
    // WAL: readers of another process do not wait. NORMAL: what was committed survives the end of this process; the
    // last transitions may be missing after a power failure, never half-written.
    for (const auto &pragma : {QStringLiteral("PRAGMA journal_mode=WAL"), QStringLiteral("PRAGMA synchronous=NORMAL"),
                               QStringLiteral("PRAGMA foreign_keys=ON")}) {
        if (auto done = run(pragma); !done)
            return done;
    }
    return Done{};
}

Result<Done> RunStore::makeTables()
{
    QSqlQuery version(m_database);
    if (auto done = run(version, QStringLiteral("PRAGMA user_version")); !done)
        return done;
    version.next();
    const int found = version.value(0).toInt();
    version.finish();
    if (found > schemaVersion) {
        return core::fail(ErrorKind::Unsupported, Text::tr("%1 was written by a newer version of Isthmus.").arg(m_file),
                          Text::tr("Runs work, but are not remembered."));
    }
    for (const auto &sql : {
             QStringLiteral("CREATE TABLE IF NOT EXISTS runs (seq INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL "
                            "UNIQUE, owner TEXT NOT NULL, is_final INTEGER NOT NULL, document BLOB NOT NULL)"),
             QStringLiteral(
                 "CREATE TABLE IF NOT EXISTS log (run TEXT NOT NULL REFERENCES runs (id) ON DELETE CASCADE, "
                 "number INTEGER NOT NULL, time INTEGER NOT NULL, step INTEGER NOT NULL, text TEXT NOT NULL, "
                 "PRIMARY KEY (run, number)) WITHOUT ROWID"),
             QStringLiteral("PRAGMA user_version=%1").arg(schemaVersion),
         }) {
        if (auto done = run(sql); !done)
            return done;
    }
    return Done{};
}

Result<Done> RunStore::takeOwnership(const QString &file)
{
    m_ownerLock = std::make_unique<QLockFile>(ownerLockFile(file, m_owner));
    m_ownerLock->setStaleLockTime(0); // never stale while the process lives
    if (m_ownerLock->tryLock())
        return Done{};
    return core::fail(ErrorKind::Permission,
                      Text::tr("The folder %1 cannot be written to.").arg(QFileInfo(file).absolutePath()));
}

Result<Done> RunStore::interruptOrphans(const QString &file)
{
    QSqlQuery unfinished(m_database);
    if (auto done = run(unfinished, QStringLiteral("SELECT owner, document FROM runs WHERE is_final = 0")); !done)
        return done;
    QHash<QString, bool> isGone; // by owner
    QList<plan::Run> orphans;
    while (unfinished.next()) {
        const QString owner = unfinished.value(0).toString();
        if (!isGone.contains(owner)) {
            QLockFile lock(ownerLockFile(file, owner));
            lock.setStaleLockTime(0);
            isGone.insert(owner, lock.tryLock()); // its destructor removes the file again
        }
        auto orphan = runOf(unfinished.value(1).toByteArray());
        if (isGone.value(owner) && orphan)
            orphans.append(*orphan);
    }
    unfinished.finish();
    for (auto &orphan : orphans) {
        interrupt(orphan);
        if (auto done = update(orphan); !done)
            return done;
    }
    return Done{};
}

Result<QList<plan::Run>> RunStore::load()
{
    QSqlQuery query(m_database);
    if (auto done = run(query, QStringLiteral("SELECT document FROM runs ORDER BY seq DESC LIMIT %1").arg(maxRuns));
        !done)
        return core::fail(done.error());
    QList<plan::Run> runs;
    while (query.next()) {
        auto loaded = runOf(query.value(0).toByteArray());
        if (loaded) // a document that cannot be read hides itself only
            runs.append(*loaded);
    }
    if (query.lastError().isValid())
        return core::fail(storeError(query.lastError().text()));
    return runs;
}

Result<Done> RunStore::insert(const plan::Run &newRun)
{
    auto done = run(QStringLiteral("INSERT INTO runs (id, owner, is_final, document) VALUES (?, ?, ?, ?)"),
                    {newRun.id, m_owner, plan::isFinal(newRun.state), documentOf(newRun)});
    return done ? prune() : done;
}

Result<Done> RunStore::prune()
{
    return run(QStringLiteral("DELETE FROM runs WHERE is_final = 1 AND seq <= (SELECT seq FROM runs ORDER BY seq DESC "
                              "LIMIT 1 OFFSET %1)")
                   .arg(maxRuns));
}

Result<Done> RunStore::update(const plan::Run &changed)
{
    auto done = run(QStringLiteral("UPDATE runs SET is_final = ?, document = ? WHERE id = ?"),
                    {plan::isFinal(changed.state), documentOf(changed), changed.id});
    return done && plan::isFinal(changed.state) ? prune() : done;
}

Result<Done> RunStore::appendLog(const QString &runId, qint64 number, const plan::LogLine &line)
{
    auto done = run(QStringLiteral("INSERT INTO log (run, number, time, step, text) VALUES (?, ?, ?, ?, ?)"),
                    {runId, number, line.time.toMSecsSinceEpoch(), line.step, line.text});
    if (!done || number < maxLogLines)
        return done;
    return run(QStringLiteral("DELETE FROM log WHERE run = ? AND number <= ?"), {runId, number - maxLogLines});
}

Result<QList<plan::LogLine>> RunStore::log(const QString &runId)
{
    QSqlQuery query(m_database);
    if (auto done =
            run(query, QStringLiteral("SELECT time, step, text FROM log WHERE run = ? ORDER BY number"), {runId});
        !done)
        return core::fail(done.error());
    QList<plan::LogLine> lines;
    while (query.next()) {
        lines.append({QDateTime::fromMSecsSinceEpoch(query.value(0).toLongLong()), query.value(1).toInt(),
                      query.value(2).toString()});
    }
    return lines;
}

Result<Done> RunStore::run(const QString &sql, const QVariantList &values)
{
    QSqlQuery query(m_database);
    return run(query, sql, values);
}

Result<Done> RunStore::run(QSqlQuery &query, const QString &sql, const QVariantList &values)
{
    query.setForwardOnly(true);
    bool ok = query.prepare(sql);
    for (const auto &value : values)
        query.addBindValue(value);
    ok = ok && query.exec();
    if (ok)
        return Done{};
    return core::fail(storeError(query.lastError().text()));
}

core::Error RunStore::storeError(const QString &detail) const
{
    const QFileInfo info(m_file);
    const bool isUnreachable =
        info.isDir() || (info.exists() ? !info.isWritable() : !QFileInfo(info.path()).isWritable());
    if (isUnreachable) {
        return {ErrorKind::Permission,
                Text::tr("The store of runs, %1, cannot be opened.").arg(m_file),
                Text::tr("Check the permissions of the file and its folder. Until then runs are not remembered."),
                {},
                detail};
    }
    return {ErrorKind::Protocol,
            Text::tr("The store of runs, %1, cannot be used.").arg(m_file),
            Text::tr("Move the file away to start a new one; until then runs are not remembered."),
            {},
            detail};
}

} // namespace isthmus::tasks
