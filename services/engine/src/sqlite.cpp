// SPDX-License-Identifier: GPL-3.0-or-later
#include "sqlite.h"

#include "enginetext.h"

#include <isthmus/core/privatefile.h>

#include <QFile>
#include <QFileInfo>
#include <QUuid>

namespace isthmus::engine {

using core::Done;
using core::ErrorKind;
using core::Result;

namespace {

// Source: sqlite3.h. The low byte of a result code is its primary one.
constexpr int primaryCode = 0xFF;
constexpr int sqliteBusy = 5;
constexpr int sqliteIoError = 10; // of a full disk too, where the index of the WAL grows
constexpr int sqliteFull = 13;
constexpr qint64 smallestWrite = 64 * 1024;

} // namespace

Sqlite::~Sqlite()
{
    m_prepared.clear();
    if (!m_database.isValid())
        return;
    const QString connection = m_database.connectionName();
    m_database.close();
    m_database = {}; // the last copy: removeDatabase() wants none in use
    QSqlDatabase::removeDatabase(connection);
}

Result<Done> Sqlite::open(const QString &file)
{
    m_file = file;
    const bool isMemory = file == u":memory:";
    const QString folder = QFileInfo(file).absolutePath();
    if (auto made = isMemory ? Result<Done>(Done{}) : core::makePrivateFolder(folder); !made)
        return made;
    m_database =
        QSqlDatabase::addDatabase(QStringLiteral("QSQLITE"), QStringLiteral("runs-") + QUuid::createUuid().toString());
    m_database.setDatabaseName(file);
    m_database.setConnectOptions(QStringLiteral("QSQLITE_BUSY_TIMEOUT=5000"));
    if (!m_database.open())
        return core::fail(errorOf(m_database.lastError()));
    if (!isMemory)
        QFile::setPermissions(file, QFile::ReadOwner | QFile::WriteOwner);
    // WAL: readers of another process do not wait. NORMAL: what was committed survives the end of this process; the
    // last transitions may be missing after a power failure, never half-written.
    for (const auto &pragma : {QStringLiteral("PRAGMA journal_mode=WAL"), QStringLiteral("PRAGMA synchronous=NORMAL"),
                               QStringLiteral("PRAGMA foreign_keys=ON")}) {
        if (auto done = executeOnce(pragma); !done)
            return done;
    }
    return Done{};
}

Result<QSqlQuery *> Sqlite::run(const QString &sql, const QVariantList &values)
{
    auto &query = m_prepared[sql];
    if (!query) {
        query = std::make_unique<QSqlQuery>(m_database);
        query->setForwardOnly(true);
        if (!query->prepare(sql)) {
            const auto error = errorOf(query->lastError());
            m_prepared.erase(sql);
            return core::fail(error);
        }
    }
    for (qsizetype i = 0; i < values.size(); ++i)
        query->bindValue(int(i), values.at(i));
    if (!query->exec())
        return core::fail(errorOf(query->lastError()));
    return query.get();
}

Result<Done> Sqlite::execute(const QString &sql, const QVariantList &values)
{
    auto query = run(sql, values);
    if (!query)
        return core::fail(query.error());
    (*query)->finish();
    return Done{};
}

Result<Done> Sqlite::executeOnce(const QString &sql)
{
    QSqlQuery query(m_database);
    if (query.exec(sql))
        return Done{};
    return core::fail(errorOf(query.lastError()));
}

void Sqlite::rollBack()
{
    // SQLite has undone it already where the failure was its own (disk full): then there is nothing to roll back.
    if (auto done = execute(QStringLiteral("ROLLBACK")); !done)
        m_prepared.clear();
}

core::Error Sqlite::errorOf(const QSqlError &failure) const
{
    const QFileInfo info(m_file);
    const int code = failure.nativeErrorCode().toInt() & primaryCode;
    const bool isUnreachable =
        info.isDir() || (info.exists() ? !info.isWritable() : !QFileInfo(info.path()).isWritable());
    core::Error error{ErrorKind::Internal, {}, {}, {}, failure.text()};
    if (code == sqliteFull || !core::fullDiskHint(info.path(), smallestWrite).isEmpty()) {
        error.message = Text::tr("The store of runs, %1, cannot be written: the disk is full.").arg(m_file);
        error.hint = Text::tr("Make room on that disk; until then runs are not remembered.");
    } else if (isUnreachable) {
        error.kind = ErrorKind::Permission;
        error.message = Text::tr("The store of runs, %1, cannot be opened.").arg(m_file);
        error.hint = Text::tr("Check the permissions of the file and its folder. Until then runs are not remembered.");
    } else if (code == sqliteIoError) {
        error.message = Text::tr("The store of runs, %1, cannot be read or written.").arg(m_file);
        error.hint = Text::tr("Check the disk, your quota and the limit on the size of files (ulimit -f); until then "
                              "runs are not remembered.");
    } else if (code == sqliteBusy) {
        error.kind = ErrorKind::Timeout;
        error.message = Text::tr("Another program is using the store of runs, %1.").arg(m_file);
        error.hint = Text::tr("Until it is done runs are not remembered.");
    } else {
        error.kind = ErrorKind::Protocol;
        error.message = Text::tr("The store of runs, %1, cannot be used.").arg(m_file);
        error.hint = Text::tr("Move the file away to start a new one; until then runs are not remembered.");
    }
    return error;
}

} // namespace isthmus::engine
