// SPDX-License-Identifier: GPL-3.0-or-later
#include <isthmus/sandbox/store/pgsession.h>

#include <QUuid>

#include <array>
#include <vector>

namespace isthmus::sandbox {

bool PgError::isConnectionLost() const
{
    // Class 08, and the server going down under us (PostgreSQL 15 manual, appendix A).
    return sqlState.isEmpty() || sqlState.startsWith(u"08") || sqlState == u"57P01" || sqlState == u"57P02"
        || sqlState == u"57P03";
}

PgSession::PgSession(PGconn *connection)
    : m_connection(connection), m_id(QUuid::createUuid().toString(QUuid::Id128)) { }

PgOutcome<std::unique_ptr<PgSession>> PgSession::open(const PgAddress &address)
{
    std::unique_ptr<PgSession> session(new PgSession(PQconnectdb(address.connectionString().c_str())));
    if (session->isLost())
        return tl::unexpected(session->lastError());
    PQsetNoticeProcessor(
        session->connection(), [](void *, const char *) {}, nullptr);
    return session;
}

bool PgSession::reopen()
{
    PQreset(m_connection.get());
    return !isLost();
}

PgError PgSession::lastError() const
{
    return {QString(), QString::fromUtf8(PQerrorMessage(m_connection.get())).simplified()};
}

PgOutcome<PgResult> PgSession::checked(PGresult *result) const
{
    PgResult owned(result);
    switch (PQresultStatus(result)) {
    case PGRES_COMMAND_OK:
    case PGRES_TUPLES_OK:
    case PGRES_COPY_IN:
    case PGRES_COPY_OUT:
    case PGRES_EMPTY_QUERY:
        return owned;
    default:
        break;
    }
    PgError error = lastError();
    if (const char *state = PQresultErrorField(result, PG_DIAG_SQLSTATE))
        error.sqlState = QString::fromLatin1(state);
    if (const char *primary = PQresultErrorField(result, PG_DIAG_MESSAGE_PRIMARY))
        error.message = QString::fromUtf8(primary);
    return tl::unexpected(error);
}

PgOutcome<PgResult> PgSession::exec(const QString &sql, const QList<PgValue> &values)
{
    std::vector<const char *> pointers;
    pointers.reserve(size_t(values.size()));
    for (const PgValue &value : values)
        pointers.push_back(value.data());
    return checked(PQexecParams(m_connection.get(), sql.toUtf8().constData(), int(values.size()), nullptr,
                                pointers.data(), nullptr, nullptr, 0));
}

PgOutcome<PgResult> PgSession::execScript(const char *sql)
{
    return checked(PQexec(m_connection.get(), sql));
}

std::function<void()> PgSession::interrupter() const
{
    const std::shared_ptr<PGcancel> cancel(PQgetCancel(m_connection.get()), PQfreeCancel);
    return [cancel] {
        std::array<char, 256> ignored{};
        if (cancel)
            PQcancel(cancel.get(), ignored.data(), int(ignored.size()));
    };
}

PgTransaction::~PgTransaction()
{
    // A COPY cut short would first send all the rest; closing the connection, which its pool does, ends it at once.
    const bool isBusy = PQtransactionStatus(m_session.connection()) == PQTRANS_ACTIVE;
    if (m_isOpen && !isBusy && !m_session.isLost())
        m_session.execScript("ROLLBACK");
}

PgOutcome<PgResult> PgTransaction::begin(const QString &mode)
{
    auto begun = m_session.exec(QStringLiteral("BEGIN ") + mode);
    m_isOpen = begun.has_value();
    return begun;
}

PgOutcome<PgResult> PgTransaction::commit()
{
    m_isOpen = false;
    auto committed = m_session.execScript("COMMIT");
    // COMMIT of a failed transaction is answered with the tag ROLLBACK and no error.
    if (committed && qstrcmp(PQcmdStatus(committed->get()), "COMMIT") != 0)
        return tl::unexpected(PgError{QStringLiteral("40000"), QStringLiteral("transaction was rolled back")});
    return committed;
}

} // namespace isthmus::sandbox
