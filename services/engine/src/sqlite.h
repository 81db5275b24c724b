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

namespace isthmus::engine {

/// One SQLite file with its prepared statements. Thread: make, use and destroy on one thread (QtSql's rule).
class Sqlite {
public:
    Sqlite() = default;
    ~Sqlite();
    Sqlite(const Sqlite &) = delete;
    Sqlite &operator=(const Sqlite &) = delete;

    /// Opens or makes \a file; its folder is made if missing. ":memory:": a database of this object alone.
    /// Errors: Permission (folder or file), Protocol (damaged, or no SQLite file).
    [[nodiscard]] core::Result<core::Done> open(const QString &file);
    [[nodiscard]] const QString &file() const { return m_file; }

    /// Executes \a sql, prepared at its first use. The query stands before its first row and is valid until \a sql is
    /// executed again. Errors: as open(), with SQLite's words as detail.
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
    [[nodiscard]] core::Error errorOf(const QSqlError &failure) const;

    QString m_file;
    QSqlDatabase m_database;
    std::map<QString, std::unique_ptr<QSqlQuery>> m_prepared;
};

} // namespace isthmus::engine
