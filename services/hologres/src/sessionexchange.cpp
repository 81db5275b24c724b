// SPDX-License-Identifier: GPL-3.0-or-later
// What Session says to the server and hears from it: sending, waiting within limits, stopping, the loss of a
// connection.
#include "session.h"

#include <isthmus/core/sentences.h>
#include <isthmus/records/tablereader.h>

#include <QCoreApplication>

#include <vector>

namespace isthmus::hologres {

using namespace std::chrono_literals;

namespace {

constexpr int sliceMs = 50; // how often a wait looks at cancellation and deadline
constexpr std::chrono::milliseconds mostGrace = 5s; // beyond it the network, not the statement, is at fault
constexpr std::chrono::milliseconds stopLimit = 1s; // for the server to react to a request to stop
constexpr std::chrono::milliseconds cancelLimit = 400ms; // the same when nobody waits: lanes close one after another
// What libpq gathers before there is something for us, beside one row: an error, and what it keeps for itself.
constexpr qint64 looseBytes = 2 * 1024 * 1024;

// On the way: type, length and count of the values, and a length for each.
qint64 sentBytes(const PGresult *row)
{
    const int columns = PQnfields(row);
    qint64 bytes = 7 + 4 * qint64(columns);
    for (int i = 0; i < columns; ++i)
        bytes += PQgetlength(row, 0, i);
    return bytes;
}

bool isCopy(ExecStatusType status)
{
    return status == PGRES_COPY_IN || status == PGRES_COPY_OUT || status == PGRES_COPY_BOTH;
}

std::chrono::milliseconds graceOf(std::chrono::milliseconds limit)
{
    return std::min(mostGrace, limit / 2);
}

} // namespace

qint64 RowSink::mostRowBytes() const
{
    return records::maxFirstRowBytes;
}

Session::Wait Session::waitFor(const QString &object, const core::Cancellation &cancellation) const
{
    Wait wait{cancellation,
              subject(object),
              std::nullopt,
              std::nullopt,
              false,
              m_valve ? m_valve->received() : 0,
              0,
              records::maxFirstRowBytes + looseBytes};
    if (m_purpose == Purpose::Browsing || m_settings->timeLimit)
        wait.deadline = Clock::now() + timeLimit() + graceOf(timeLimit());
    return wait;
}

bool Session::isIdleConnectionAlive()
{
    // A server that went away has sent its last words or the end of the stream: read whatever is there.
    for (int i = 0; i < 8 && m_valve->pass(0, false); ++i) {
        if (PQconsumeInput(m_connection.get()) == 0)
            return false;
        static_cast<void>(PQisBusy(m_connection.get())); // parses what came
    }
    return PQstatus(m_connection.get()) == CONNECTION_OK;
}

bool Session::send(const QString &sql, const QStringList &parameters, bool isScript)
{
    const QByteArray text = sql.toUtf8();
    if (isScript)
        return PQsendQuery(m_connection.get(), text.constData()) == 1;
    std::vector<QByteArray> values;
    values.reserve(size_t(parameters.size()));
    for (const auto &parameter : parameters)
        values.push_back(parameter.toUtf8());
    std::vector<const char *> pointers;
    pointers.reserve(values.size());
    for (const auto &value : values)
        pointers.push_back(value.constData());
    return PQsendQueryParams(m_connection.get(), text.constData(), int(pointers.size()), nullptr, pointers.data(),
                             nullptr, nullptr, 0)
        == 1;
}

core::Result<PgResult> Session::nextResult(Wait &wait)
{
    while (true) {
        const int unsent = PQflush(m_connection.get());
        if (unsent < 0)
            return core::fail(lost(wait));
        if (unsent == 0 && PQisBusy(m_connection.get()) == 0)
            break;
        if (auto input = waitForInput(wait); !input)
            return core::fail(input.error());
    }
    PgResult result(PQgetResult(m_connection.get()));
    if (!result && PQstatus(m_connection.get()) == CONNECTION_BAD)
        return core::fail(lost(wait));
    if (isCopy(PQresultStatus(result.get()))) {
        drop(); // the only way out of the copy protocol that cannot block
        if (m_purpose != Purpose::Sql)
            return core::fail(garbledAnswer(wait.subject, QStringLiteral("COPY")));
        return core::fail(
            core::ErrorKind::Unsupported,
            core::said("Hologres", QT_TRANSLATE_NOOP("Hologres", "COPY from or to the client cannot be run here.")),
            core::said("Hologres",
                       QT_TRANSLATE_NOOP("Hologres",
                                         "Look at what the other statements have done: some may have run, "
                                         "or still run.")));
    }
    if (PQresultStatus(result.get()) == PGRES_SINGLE_TUPLE)
        wait.rowBytes += sentBytes(result.get());
    return result;
}

core::Result<core::Done> Session::waitForInput(Wait &wait)
{
    const bool unsent = PQflush(m_connection.get()) == 1;
    if (m_valve->pass(sliceMs, unsent)) {
        const bool isRead = PQconsumeInput(m_connection.get()) == 1;
        if (m_valve->received() > wait.receivedBefore + wait.rowBytes + wait.maxLooseBytes) {
            m_canceller->send();
            drop();
            m_wasTooLong = true;
            return core::fail(unheard(answerTooLong(wait.subject, wait.maxLooseBytes)));
        }
        if (!isRead)
            return core::fail(lost(wait));
        forgetNotifications();
    }

    const auto now = Clock::now();
    if ((wait.cancellation.isRequested() || wait.isStopping) && !wait.stopSince)
        wait.stopSince = now;
    const auto limit = wait.cancellation.isRequested() ? cancelLimit : stopLimit;
    if (wait.stopSince && now - *wait.stopSince > limit) {
        drop(); // what the server still does is ended by its own broken-pipe check
        if (wait.cancellation.isRequested())
            return core::fail(core::Error::cancelled());
        return core::fail(unheard(answerTimeout(wait.subject, stopLimit)));
    }
    if (wait.deadline && now > *wait.deadline) {
        m_canceller->send();
        drop();
        return core::fail(unheard(answerTimeout(wait.subject, timeLimit())));
    }
    return core::Done{};
}

core::Error Session::statementFailed(const PGresult *result, const Wait &wait)
{
    core::Error error = statementError(result, wait.subject);
    if (wait.cancellation.isRequested() && error.code == u"57014")
        return core::Error::cancelled();
    const bool isConnectionGone = m_connection && PQstatus(m_connection.get()) == CONNECTION_BAD;
    if (isConnectionGone || error.code.startsWith(u"08") || error.code.startsWith(u"57P0")) {
        if (error.code.isEmpty())
            error = connectionLost(wait.subject, QString::fromUtf8(PQresultErrorMessage(result)));
        drop();
        m_mayRetry = true;
    } else if (error.code == u"57014" && wait.deadline && Clock::now() < *wait.deadline - graceOf(timeLimit()) - 1s) {
        m_mayRetry = true; // too early for the time limit: a request to stop that was meant for the statement before
    }
    return error;
}

core::Error Session::lost(const Wait &wait)
{
    const QString words = QString::fromUtf8(PQerrorMessage(m_connection.get()));
    drop();
    if (wait.cancellation.isRequested())
        return core::Error::cancelled();
    m_mayRetry = true;
    return unheard(connectionLost(wait.subject, words));
}

// What was sent may have been done, and its answer lost.
core::Error Session::unheard(core::Error error) const
{
    if (m_purpose == Purpose::Sql)
        error.hint = core::said(
            "Hologres",
            QT_TRANSLATE_NOOP(
                "Hologres",
                "If it changes anything, the server may have done it all the same: look before you send it again."));
    return error;
}

// Nobody listens, and libpq keeps them all.
void Session::forgetNotifications()
{
    while (PGnotify *notification = PQnotifies(m_connection.get()))
        PQfreemem(notification);
}

void Session::settleCanceller()
{
    if (m_canceller && !m_canceller->settle(1s))
        drop();
}

} // namespace isthmus::hologres
