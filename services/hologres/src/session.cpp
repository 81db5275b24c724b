// SPDX-License-Identifier: GPL-3.0-or-later
#include "session.h"

#include "dial.h"

#include <isthmus/dialect/quoting.h>

namespace isthmus::hologres {

using namespace std::chrono_literals;

namespace {

constexpr std::chrono::milliseconds browsingLimit = 30s; // statement_timeout of browsing sessions

} // namespace

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

core::Result<core::Done> Session::ensureOpen(const core::Cancellation &cancellation)
{
    m_mayRetry = false;
    m_wasTooLong = false;
    if (m_connection && isIdleConnectionAlive())
        return core::Done{};
    drop();
    auto dialled = dial(m_settings, m_database, cancellation);
    if (!dialled)
        return core::fail(dialled.error());
    m_valve = std::move(dialled->valve);
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
    if (m_purpose != Purpose::Sql)
        needed +=
            QStringLiteral("SET IntervalStyle = 'postgres'; SET bytea_output = 'hex'; ") + settingsOf(Scope::Fixed);
    else if (!m_settings->timeZone.isEmpty())
        needed += settingsOf(Scope::Own);
    // Else a backslash in a text of a filter could hide its end from what checks the filter
    // (isthmus/dialect/clauses.h).
    if (m_purpose != Purpose::Sql && reported("standard_conforming_strings") == u"off")
        needed += QStringLiteral("; SET standard_conforming_strings = on");
    std::optional<core::Error> refused;
    if (auto sent = runSettings(needed, refused, cancellation); !sent)
        return sent;
    if (refused)
        return core::fail(*refused);
    // A server may refuse these; browsing works without, since no statement of ours writes, and whoever runs the user's
    // own SQL on a read-only connection has looked at it.
    QString limits;
    if (m_purpose != Purpose::Sql)
        m_scope = Scope::Fixed;
    if (m_purpose != Purpose::Sql || m_settings->readOnly)
        limits = QStringLiteral("SET default_transaction_read_only = on; ");
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

void Session::drop()
{
    m_connection.reset();
    m_valve.reset();
    m_reachTime.reset();
    m_scope.reset();
    m_canceller.reset();
    m_capabilities.reset();
}

} // namespace isthmus::hologres
