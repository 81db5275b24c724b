// SPDX-License-Identifier: GPL-3.0-or-later
#include "session.h"

#include "dial.h"
#include "intakewatch.h"
#include "receivedbytes.h"
#include "rowcollector.h"

#include <isthmus/core/redact.h>
#include <isthmus/dialect/quoting.h>
#include <isthmus/records/tablereader.h>

#include <QCoreApplication>
#include <QLoggingCategory>
#include <QScopeGuard>

#include <poll.h>

#include <vector>

namespace isthmus::hologres {

namespace {

using namespace std::chrono_literals;

Q_LOGGING_CATEGORY(log, "isthmus.hologres", QtWarningMsg)

constexpr int sliceMs = 50; // how often a wait looks at cancellation and deadline
constexpr std::chrono::milliseconds browsingLimit = 30s; // statement_timeout of browsing sessions
constexpr std::chrono::milliseconds mostGrace = 5s; // beyond it the network, not the statement, is at fault
constexpr std::chrono::milliseconds stopLimit = 1s; // for the server to react to a request to stop
constexpr std::chrono::milliseconds cancelLimit = 400ms; // the same when nobody waits: lanes close one after another
constexpr qint64 maxRowsBytes = 64 * 1024 * 1024; // of one answer that is kept whole
// What libpq gathers before there is something for us: one row, one error, and what it keeps for itself.
constexpr qint64 maxLooseBytes = records::maxFirstRowBytes + 2 * 1024 * 1024;

bool isReadable(PGconn *connection, int timeoutMs, bool alsoWritable)
{
    pollfd waiting{PQsocket(connection), short(POLLIN | (alsoWritable ? POLLOUT : 0)), 0};
    return poll(&waiting, 1, timeoutMs) > 0 && (waiting.revents & (POLLIN | POLLHUP | POLLERR)) != 0;
}

// For the connection's notices while a stream runs.
struct Hearing {
    RowSink &sink;
    qint64 &bytes;
};

void takeNotice(void *user, const PGresult *notice)
{
    auto &hearing = *static_cast<Hearing *>(user);
    const QString text = noticeText(notice);
    hearing.bytes += text.size(); // at most what came
    hearing.sink.message(text);
}

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

QString arrayText(const QStringList &texts)
{
    QStringList quoted;
    for (QString text : texts) {
        text.replace(u'\\', QStringLiteral("\\\\"));
        text.replace(u'"', QStringLiteral("\\\""));
        quoted.append(u'"' + text + u'"');
    }
    return u'{' + quoted.join(u',') + u'}';
}

Session::Session(std::shared_ptr<const Settings> settings, QString database, Purpose purpose)
    : m_settings(std::move(settings)), m_database(std::move(database)), m_purpose(purpose)
{
}

Session::~Session() = default;

int Session::serverVersion() const
{
    return m_connection ? PQserverVersion(m_connection.get()) : 0;
}

core::Result<int> Session::connectedVersion(const core::Cancellation &cancellation)
{
    if (auto open = ensureOpen(cancellation); !open)
        return core::fail(open.error());
    return serverVersion();
}

ErrorSubject Session::subject(const QString &object) const
{
    return {*m_settings, m_database, object, m_purpose == Purpose::Browsing};
}

std::chrono::milliseconds Session::timeLimit() const
{
    return m_settings->timeLimit.value_or(browsingLimit);
}

Session::Wait Session::waitFor(const QString &object, const core::Cancellation &cancellation) const
{
    Wait wait{cancellation,
              subject(object),
              std::nullopt,
              std::nullopt,
              false,
              m_connection ? bytesReadFrom(PQsocket(m_connection.get())) : 0,
              0};
    if (m_purpose == Purpose::Browsing || m_settings->timeLimit)
        wait.deadline = Clock::now() + timeLimit() + graceOf(timeLimit());
    return wait;
}

core::Result<PgResult> Session::query(const QString &sql, const QStringList &parameters, const QString &object,
                                      const core::Cancellation &cancellation)
{
    if (auto open = ensureOpen(cancellation); !open)
        return core::fail(open.error());
    if (auto entered = enter(Scope::Fixed, cancellation); !entered)
        return core::fail(entered.error());
    qCDebug(log).noquote() << m_database << core::redacted(sql);
    Wait wait = waitFor(object, cancellation);
    core::Result<PgResult> answer;
    {
        const auto guard = cancellation.interruptWith([canceller = m_canceller] { canceller->send(); });
        if (!send(sql, parameters, false) || PQsetSingleRowMode(m_connection.get()) == 0)
            return core::fail(lost(wait));
        answer = collectRows(wait);
    }
    settleCanceller();
    return answer;
}

core::Result<PgResult> Session::collectRows(Wait &wait)
{
    RowCollector rows(maxRowsBytes);
    PgResult answer;
    std::optional<core::Error> failure;
    while (true) {
        auto next = nextResult(wait);
        if (!next)
            return next;
        if (!*next)
            break;
        const auto status = PQresultStatus(next->get());
        if (status == PGRES_SINGLE_TUPLE) {
            if (!rows.add(next->get())) {
                m_canceller->send();
                drop();
                return core::fail(answerTooLong(wait.subject, maxRowsBytes));
            }
        } else if (status == PGRES_TUPLES_OK && !answer) {
            answer = rows.take(*std::move(next));
        } else if (!failure) {
            failure = status == PGRES_FATAL_ERROR
                ? statementFailed(next->get(), wait)
                : garbledAnswer(wait.subject, QString::fromLatin1(PQresStatus(status)));
            if (!m_connection)
                break;
        }
    }
    if (failure)
        return core::fail(*failure);
    if (!answer)
        return core::fail(garbledAnswer(wait.subject, QStringLiteral("nothing came")));
    return answer;
}

core::Result<PgResult> Session::queryOptional(const QString &sql, const QStringList &parameters,
                                              const core::Cancellation &cancellation)
{
    auto result = query(sql, parameters, QString(), cancellation);
    const bool refused = !result && !result.error().code.isEmpty() && !m_mayRetry && m_connection;
    if (!refused)
        return result;
    qCDebug(log).noquote() << "left out:" << result.error().detail;
    return PgResult();
}

core::Result<core::Done> Session::stream(const QString &sql, Sending sending, RowSink &sink, const QString &object,
                                         const core::Cancellation &cancellation)
{
    if (auto open = ensureOpen(cancellation); !open)
        return open;
    if (auto entered = enter(Scope::Own, cancellation); !entered)
        return entered;
    Wait wait = waitFor(object, cancellation);

    std::optional<core::Error> failure; // the first one; the rest of the stream is drained
    Hearing hearing{sink, wait.rowBytes};
    PQsetNoticeReceiver(m_connection.get(), takeNotice, &hearing);
    const auto deaf = qScopeGuard([this] {
        if (m_connection)
            PQsetNoticeReceiver(
                m_connection.get(), [](void *, const PGresult *) {}, nullptr);
    });
    {
        const auto guard = cancellation.interruptWith([canceller = m_canceller] { canceller->send(); });
        if (!send(sql, {}, sending == Sending::Script) || PQsetSingleRowMode(m_connection.get()) == 0)
            return core::fail(lost(wait));
        bool hasBegun = false; // rows of the current statement
        bool wantsRows = true;
        while (true) {
            auto next = nextResult(wait);
            if (!next && wait.isStopping && !cancellation.isRequested())
                break; // the rows wanted are here; the server is slow to stop and has been left
            if (!next)
                return core::fail(next.error());
            if (!*next)
                break;
            const PGresult *result = next->get();
            const auto status = PQresultStatus(result);
            const bool isRow = status == PGRES_SINGLE_TUPLE;
            if ((isRow || status == PGRES_TUPLES_OK) && !hasBegun && !failure) {
                hasBegun = wantsRows = true;
                if (auto begun = sink.begin(*result); !begun)
                    failure = begun.error();
            }
            if (isRow && wantsRows && !failure) {
                const auto more = sink.row(*result);
                if (!more)
                    failure = more.error();
                wantsRows = more.value_or(false);
            } else if (status == PGRES_TUPLES_OK || status == PGRES_COMMAND_OK || status == PGRES_EMPTY_QUERY) {
                hasBegun = false;
                const auto tag = QString::fromUtf8(PQcmdStatus(const_cast<PGresult *>(result)));
                if (auto taken = sink.completed(tag); !taken) {
                    m_canceller->send();
                    drop();
                    return taken;
                }
            } else if (!isRow && !wait.isStopping && !failure) {
                failure = statementFailed(result, wait);
                sink.failed(QByteArray(PQresultErrorField(result, PG_DIAG_STATEMENT_POSITION)).toInt());
            }
            if (!m_connection)
                break; // the failure was of the connection
            const bool stops = hasBegun && (failure || !wantsRows) && sending == Sending::Query;
            if (stops && !wait.isStopping) {
                wait.isStopping = true;
                m_canceller->send();
            }
        }
    }
    settleCanceller();
    if (failure)
        return core::fail(*failure);
    return core::Done{};
}

core::Result<core::Done> Session::ensureOpen(const core::Cancellation &cancellation)
{
    m_mayRetry = false;
    if (m_connection && isIdleConnectionAlive())
        return core::Done{};
    drop();
    auto dialled = dial(m_settings, m_database, cancellation);
    if (!dialled)
        return core::fail(dialled.error());
    m_connection = std::move(dialled->connection);
    m_reachTime = dialled->reachTime;
    m_canceller = std::make_shared<Canceller>(m_connection.get());
    auto prepared = prepareConnection(cancellation);
    if (!prepared)
        drop();
    return prepared;
}

// What the decoder reads best: ISO dates, and floats with all their digits (servers before PostgreSQL 12 print fewer by
// default). Only the output: the order of day and month that the account reads stays. The rest a browsing session
// fixes, since its texts are parsed; of a user's own statements each result says how it is written.
core::Result<core::Done> Session::prepareConnection(const core::Cancellation &cancellation)
{
    QString needed = QStringLiteral("SET DateStyle = 'ISO'; SET extra_float_digits = 3; ");
    if (m_purpose == Purpose::Browsing)
        needed +=
            QStringLiteral("SET IntervalStyle = 'postgres'; SET bytea_output = 'hex'; ") + settingsOf(Scope::Fixed);
    else if (!m_settings->timeZone.isEmpty())
        needed += settingsOf(Scope::Own);
    std::optional<core::Error> refused;
    if (auto sent = runSettings(needed, refused, cancellation); !sent)
        return sent;
    if (refused)
        return core::fail(*refused);
    // A server may refuse these; browsing works without, since no statement of ours writes.
    QString limits;
    if (m_purpose == Purpose::Browsing) {
        m_scope = Scope::Fixed;
        limits = QStringLiteral("SET default_transaction_read_only = on; ");
    }
    if (m_purpose == Purpose::Browsing || m_settings->timeLimit)
        limits += QStringLiteral("SET statement_timeout = %1").arg(timeLimit().count());
    return limits.isEmpty() ? core::Done{} : runSettings(limits, refused, cancellation);
}

QString Session::settingsOf(Scope scope) const
{
    if (scope == Scope::Fixed)
        return QStringLiteral("SET search_path = ''; SET TimeZone = 'UTC'");
    const QString &zone = m_settings->timeZone;
    return QStringLiteral("RESET search_path; ")
        + (zone.isEmpty() ? QStringLiteral("RESET TimeZone")
                          : QStringLiteral("SET TimeZone = ") + dialect::quotePostgresText(zone));
}

core::Result<core::Done> Session::enter(Scope scope, const core::Cancellation &cancellation)
{
    if (m_purpose == Purpose::Sql || m_scope == scope)
        return core::Done{};
    std::optional<core::Error> refused;
    if (auto sent = runSettings(settingsOf(scope), refused, cancellation); !sent)
        return sent;
    if (refused)
        return core::fail(*refused);
    m_scope = scope;
    return core::Done{};
}

core::Result<core::Done> Session::runSettings(const QString &script, std::optional<core::Error> &refused,
                                              const core::Cancellation &cancellation)
{
    refused.reset();
    Wait wait = waitFor(QString(), cancellation);
    wait.deadline = Clock::now() + timeLimit();
    if (!send(script, {}, true))
        return core::fail(lost(wait));
    while (true) {
        auto result = nextResult(wait);
        if (!result)
            return core::fail(result.error());
        if (!*result)
            return core::Done{};
        if (PQresultStatus(result->get()) != PGRES_COMMAND_OK)
            refused = statementFailed(result->get(), wait);
        if (!m_connection)
            return core::fail(*refused);
    }
}

QString Session::reported(const char *name) const
{
    return m_connection ? QString::fromUtf8(PQparameterStatus(m_connection.get(), name)) : QString();
}

bool Session::restoreEncoding(const core::Cancellation &cancellation)
{
    std::optional<core::Error> refused;
    return m_connection && runSettings(QStringLiteral("SET client_encoding = 'UTF8'"), refused, cancellation)
        && !refused;
}

bool Session::isIdleConnectionAlive()
{
    // A server that went away has sent its last words or the end of the stream: read whatever is there.
    for (int i = 0; i < 8 && isReadable(m_connection.get(), 0, false); ++i) {
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
        if (m_purpose == Purpose::Browsing)
            return core::fail(garbledAnswer(wait.subject, QStringLiteral("COPY")));
        return core::fail(core::ErrorKind::Unsupported,
                          QCoreApplication::translate("Hologres", "COPY from or to the client cannot be run here."),
                          QCoreApplication::translate("Hologres",
                                                      "Look at what the other statements have done: some may have run, "
                                                      "or still run."));
    }
    if (PQresultStatus(result.get()) == PGRES_SINGLE_TUPLE)
        wait.rowBytes += sentBytes(result.get());
    return result;
}

core::Result<core::Done> Session::waitForInput(Wait &wait)
{
    const bool unsent = PQflush(m_connection.get()) == 1;
    if (isReadable(m_connection.get(), sliceMs, unsent)) {
        const int socket = PQsocket(m_connection.get());
        const qint64 most = wait.receivedBefore + wait.rowBytes + maxLooseBytes;
        bool isRead = false;
        bool isTooMuch = false;
        {
            const IntakeWatch watch(socket, most);
            isRead = PQconsumeInput(m_connection.get()) == 1;
            isTooMuch = watch.hasStopped() || bytesReadFrom(socket) > most;
        }
        if (isTooMuch) {
            m_canceller->send();
            drop();
            return core::fail(answerTooLong(wait.subject, maxLooseBytes));
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
        return core::fail(answerTimeout(wait.subject, stopLimit));
    }
    if (wait.deadline && now > *wait.deadline) {
        m_canceller->send();
        drop();
        return core::fail(answerTimeout(wait.subject, timeLimit()));
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
    return connectionLost(wait.subject, words);
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

void Session::drop()
{
    m_connection.reset();
    m_reachTime.reset();
    m_scope.reset();
    m_canceller.reset();
    m_capabilities.reset();
}

} // namespace isthmus::hologres
