// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <isthmus/core/error.h>

#include <QSqlDatabase>
#include <QSqlError>
#include <QSqlQuery>
#include <QString>
#include <QVariant>

#include <map>
#include <memory>

namespace isthmus::sqlite {

/// Why a file could not be used.
enum class Failure : quint8 {
    DiskFull,
    Unreachable, ///< the file or its folder may not be opened
    Io, ///< the disk failed, or a limit on the size of files
    Busy, ///< another program holds it
    Damaged, ///< no SQLite file, or one with other tables
};

/// One SQLite file with its prepared statements. Thread: make, use and destroy on one thread (QtSql's rule).
class Database {
public:
    /// What to tell of a failure with \a file; the owner knows what the file is good for. SQLite's words become the
    /// detail.
    using ErrorOf = core::Error (*)(Failure failure, const QString &file);

    explicit Database(ErrorOf errorOf) : m_errorOf(errorOf) { }
    ~Database();
    Database(const Database &) = delete;
    Database &operator=(const Database &) = delete;

    /// Opens or makes \a file, for its owner only; its folder is made if missing. ":memory:": a database of this object
    /// alone. Errors: those of Failure, and of core::makePrivateFolder().
    [[nodiscard]] core::Result<core::Done> open(const QString &file);
    void close();
    [[nodiscard]] bool isOpen() const { return m_database.isValid(); }
    [[nodiscard]] const QString &file() const { return m_file; }

    /// Executes \a sql, prepared at its first use. The query stands before its first row and is valid until \a sql is
    /// executed again. Errors: as open().
    [[nodiscard]] core::Result<QSqlQuery *> run(const QString &sql, const QVariantList &values = {});
    /// As above, for statements without rows.
    [[nodiscard]] core::Result<core::Done> execute(const QString &sql, const QVariantList &values = {});
    /// Executes a statement that is not kept: of the schema.
    [[nodiscard]] core::Result<core::Done> executeOnce(const QString &sql);

    /// Calls \a work, a Result<Done>(), in one transaction that begins by taking the right to write; undone if it
    /// fails.
    template <typename Work>
    [[nodiscard]] core::Result<core::Done> transaction(Work work)
    {
        auto done = execute(QStringLiteral("BEGIN IMMEDIATE"));
        if (!done)
            return done;
        done = work();
        if (done)
            done = execute(QStringLiteral("COMMIT"));
        if (!done)
            rollBack();
        return done;
    }

private:
    void rollBack();
    [[nodiscard]] core::Result<core::Done> useWal();
    [[nodiscard]] core::Error errorFrom(const QSqlError &failure) const;

    ErrorOf m_errorOf;
    QString m_file;
    QSqlDatabase m_database;
    std::map<QString, std::unique_ptr<QSqlQuery>> m_prepared;
};

} // namespace isthmus::sqlite
