// SPDX-License-Identifier: GPL-3.0-or-later
#include <isthmus/core/privatefile.h>
#include <isthmus/sqlite/database.h>

#include <QFile>
#include <QFileInfo>
#include <QUuid>

#include <chrono>
#include <thread>

namespace isthmus::sqlite {

using core::Done;
using core::Result;

namespace {

// Source: sqlite3.h. The low byte of a result code is its primary one.
constexpr int primaryCode = 0xFF;
constexpr int sqliteBusy = 5;
constexpr int sqliteIoError = 10; // of a full disk too, where the index of the WAL grows
constexpr int sqliteFull = 13;
constexpr qint64 smallestWrite = 64 * 1024;
constexpr std::chrono::milliseconds busyTimeout(5000);

} // namespace

Database::~Database()
{
    close();
}

void Database::close()
{
    m_prepared.clear();
    if (!m_database.isValid())
        return;
    const QString connection = m_database.connectionName();
    m_database.close();
    m_database = {}; // the last copy: removeDatabase() wants none in use
    QSqlDatabase::removeDatabase(connection);
}

Result<Done> Database::open(const QString &file)
{
    m_file = file;
    const bool isMemory = file == u":memory:";
    const QString folder = QFileInfo(file).absolutePath();
    if (auto made = isMemory ? Result<Done>(Done{}) : core::makePrivateFolder(folder); !made)
        return made;
    constexpr auto owner = QFile::ReadOwner | QFile::WriteOwner;
    if (QFile made(file); !isMemory) // before SQLite would, which asks for more rights
        static_cast<void>(made.open(QIODevice::WriteOnly | QIODevice::NewOnly, owner));
    m_database = QSqlDatabase::addDatabase(QStringLiteral("QSQLITE"), QUuid::createUuid().toString());
    m_database.setDatabaseName(file);
    m_database.setConnectOptions(QStringLiteral("QSQLITE_BUSY_TIMEOUT=%1").arg(busyTimeout.count()));
    if (!m_database.open())
        return core::fail(errorFrom(m_database.lastError()));
    if (!isMemory)
        QFile::setPermissions(file, owner);
    // WAL: readers of another process do not wait. NORMAL: what was committed survives the end of this process; the
    // last transitions may be missing after a power failure, never half-written.
    if (auto done = useWal(); !done)
        return done;
    for (const auto &pragma : {QStringLiteral("PRAGMA synchronous=NORMAL"), QStringLiteral("PRAGMA foreign_keys=ON")}) {
        if (auto done = executeOnce(pragma); !done)
            return done;
    }
    return Done{};
}

// Where another program makes the same file at that moment, this is refused without the wait that all else has.
// Source: SQLite, "Write-Ahead Logging": the change needs the file for itself alone.
Result<Done> Database::useWal()
{
    constexpr std::chrono::milliseconds pause(10);
    const auto deadline = std::chrono::steady_clock::now() + busyTimeout;
    for (;;) {
        QSqlQuery query(m_database);
        if (query.exec(QStringLiteral("PRAGMA journal_mode=WAL")))
            return Done{};
        const bool isBusy = (query.lastError().nativeErrorCode().toInt() & primaryCode) == sqliteBusy;
        if (!isBusy || std::chrono::steady_clock::now() >= deadline)
            return core::fail(errorFrom(query.lastError()));
        std::this_thread::sleep_for(pause);
    }
}

Result<QSqlQuery *> Database::run(const QString &sql, const QVariantList &values)
{
    auto &query = m_prepared[sql];
    if (!query) {
        query = std::make_unique<QSqlQuery>(m_database);
        query->setForwardOnly(true);
        if (!query->prepare(sql)) {
            const auto error = errorFrom(query->lastError());
            m_prepared.erase(sql);
            return core::fail(error);
        }
    }
    for (qsizetype i = 0; i < values.size(); ++i)
        query->bindValue(int(i), values.at(i));
    if (!query->exec())
        return core::fail(errorFrom(query->lastError()));
    return query.get();
}

Result<Done> Database::execute(const QString &sql, const QVariantList &values)
{
    auto query = run(sql, values);
    if (!query)
        return core::fail(query.error());
    (*query)->finish();
    return Done{};
}

Result<Done> Database::executeOnce(const QString &sql)
{
    QSqlQuery query(m_database);
    if (query.exec(sql))
        return Done{};
    return core::fail(errorFrom(query.lastError()));
}

void Database::rollBack()
{
    // SQLite has undone it already where the failure was its own (disk full): then there is nothing to roll back.
    if (auto done = execute(QStringLiteral("ROLLBACK")); !done)
        m_prepared.clear();
}

core::Error Database::errorFrom(const QSqlError &failure) const
{
    const QFileInfo info(m_file);
    const int code = failure.nativeErrorCode().toInt() & primaryCode;
    const bool isUnreachable =
        info.isDir() || (info.exists() ? !info.isWritable() : !QFileInfo(info.path()).isWritable());
    Failure reason = Failure::Damaged;
    if (code == sqliteFull || !core::fullDiskHint(info.path(), smallestWrite).isEmpty())
        reason = Failure::DiskFull;
    else if (isUnreachable)
        reason = Failure::Unreachable;
    else if (code == sqliteIoError)
        reason = Failure::Io;
    else if (code == sqliteBusy)
        reason = Failure::Busy;
    core::Error error = m_errorOf(reason, m_file);
    error.detail = failure.text();
    return error;
}

} // namespace isthmus::sqlite
