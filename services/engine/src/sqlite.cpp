// SPDX-License-Identifier: GPL-3.0-or-later
#include "sqlite.h"

#include "enginetext.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QSqlError>
#include <QUuid>

namespace isthmus::engine {

using core::Done;
using core::ErrorKind;
using core::Result;

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
    if (!isMemory && !QDir().mkpath(folder))
        return core::fail(ErrorKind::Permission, Text::tr("The folder %1 cannot be made.").arg(folder));
    m_database =
        QSqlDatabase::addDatabase(QStringLiteral("QSQLITE"), QStringLiteral("runs-") + QUuid::createUuid().toString());
    m_database.setDatabaseName(file);
    m_database.setConnectOptions(QStringLiteral("QSQLITE_BUSY_TIMEOUT=5000"));
    if (!m_database.open())
        return core::fail(errorOf(m_database.lastError().text()));
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
            const auto error = errorOf(query->lastError().text());
            m_prepared.erase(sql);
            return core::fail(error);
        }
    }
    for (qsizetype i = 0; i < values.size(); ++i)
        query->bindValue(int(i), values.at(i));
    if (!query->exec())
        return core::fail(errorOf(query->lastError().text()));
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
    return core::fail(errorOf(query.lastError().text()));
}

void Sqlite::rollBack()
{
    // SQLite has undone it already where the failure was its own (disk full): then there is nothing to roll back.
    if (auto done = execute(QStringLiteral("ROLLBACK")); !done)
        m_prepared.clear();
}

core::Error Sqlite::errorOf(const QString &detail) const
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

} // namespace isthmus::engine
