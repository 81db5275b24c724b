// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <isthmus/sandbox/store/pgaddress.h>

#include <QByteArray>
#include <QByteArrayView>
#include <QList>
#include <QString>

#include <libpq-fe.h>
#include <tl/expected.hpp>

#include <functional>
#include <memory>
#include <optional>

namespace isthmus::sandbox {

/// What PostgreSQL said of a failed statement or connection.
struct PgError {
    QString sqlState; ///< five characters; empty when the connection itself failed
    QString message; ///< primary text, one line
    [[nodiscard]] bool isConnectionLost() const;
    [[nodiscard]] bool isDiskFull() const { return sqlState == QLatin1String("53100"); }
    [[nodiscard]] bool isCancelled() const { return sqlState == QLatin1String("57014"); }
};

template <typename T>
using PgOutcome = tl::expected<T, PgError>;

/// One parameter ($1 …) in text form.
class PgValue {
public:
    PgValue(std::nullopt_t) { }
    PgValue(const QString &text) : m_text(text.toUtf8()) { }
    PgValue(const QByteArray &utf8) : m_text(utf8) { }
    PgValue(qint64 number) : m_text(QByteArray::number(number)) { }
    PgValue(int number) : m_text(QByteArray::number(number)) { }
    PgValue(bool flag) : m_text(flag ? "t" : "f") { }
    PgValue(const char *) = delete;
    template <typename T>
    PgValue(const std::optional<T> &value)
    {
        if (value)
            *this = PgValue(*value);
    }

    [[nodiscard]] const char *data() const { return m_text ? m_text->constData() : nullptr; }

private:
    std::optional<QByteArray> m_text;
};

/// Rows of one statement in text form. A value; copies share the rows.
class PgResult {
public:
    explicit PgResult(PGresult *result) : m_result(result, PQclear) { }

    [[nodiscard]] int rowCount() const { return PQntuples(m_result.get()); }
    [[nodiscard]] int columnCount() const { return PQnfields(m_result.get()); }
    [[nodiscard]] bool isNull(int row, int column) const { return PQgetisnull(m_result.get(), row, column) == 1; }
    [[nodiscard]] QByteArrayView bytes(int row, int column) const
    {
        return {PQgetvalue(m_result.get(), row, column), PQgetlength(m_result.get(), row, column)};
    }
    [[nodiscard]] QString text(int row, int column) const { return QString::fromUtf8(bytes(row, column)); }
    [[nodiscard]] qint64 integer(int row, int column) const { return bytes(row, column).toByteArray().toLongLong(); }
    [[nodiscard]] bool flag(int row, int column) const { return bytes(row, column) == "t"; }
    [[nodiscard]] qint64 affectedRows() const { return QByteArray(PQcmdTuples(m_result.get())).toLongLong(); }
    [[nodiscard]] PGresult *get() const { return m_result.get(); }

private:
    std::shared_ptr<PGresult> m_result;
};

/// One connection. Thread: one at a time; interrupter() from any.
class PgSession {
public:
    [[nodiscard]] static PgOutcome<std::unique_ptr<PgSession>> open(const PgAddress &address);
    ~PgSession() = default;
    PgSession(const PgSession &) = delete;
    PgSession &operator=(const PgSession &) = delete;

    /// Runs exactly one statement.
    PgOutcome<PgResult> exec(const QString &sql, const QList<PgValue> &values = {});
    /// Runs our own fixed text of several statements; never text from outside.
    PgOutcome<PgResult> execScript(const char *sql);

    /// Opens a lost connection again; what belonged to it in the server is gone. False if the server does not answer.
    [[nodiscard]] bool reopen();

    /// Names this session, and what it did, to all others.
    [[nodiscard]] QString id() const { return m_id; }
    [[nodiscard]] qint64 nextNumber() { return ++m_number; }
    [[nodiscard]] qint64 lastNumber() const { return m_number; }

    [[nodiscard]] bool isLost() const { return PQstatus(m_connection.get()) != CONNECTION_OK; }
    /// Asks the server to stop the running statement. Outlives the session.
    [[nodiscard]] std::function<void()> interrupter() const;
    /// Failure of the last libpq call on connection().
    [[nodiscard]] PgError lastError() const;
    [[nodiscard]] PGconn *connection() const { return m_connection.get(); }

private:
    struct Close {
        void operator()(PGconn *connection) const { PQfinish(connection); }
    };
    explicit PgSession(PGconn *connection);
    PgOutcome<PgResult> checked(PGresult *result) const;

    std::unique_ptr<PGconn, Close> m_connection;
    const QString m_id;
    qint64 m_number = 0;
};

/// BEGIN … COMMIT around a scope; rolls back unless committed.
class PgTransaction {
public:
    explicit PgTransaction(PgSession &session) : m_session(session) { }
    ~PgTransaction();
    PgTransaction(const PgTransaction &) = delete;
    PgTransaction &operator=(const PgTransaction &) = delete;

    /// \a mode is empty or "ISOLATION LEVEL REPEATABLE READ, READ ONLY" and the like.
    [[nodiscard]] PgOutcome<PgResult> begin(const QString &mode = {});
    [[nodiscard]] PgOutcome<PgResult> commit();

private:
    PgSession &m_session;
    bool m_isOpen = false;
};

} // namespace isthmus::sandbox
