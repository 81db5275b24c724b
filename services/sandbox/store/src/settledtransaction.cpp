// SPDX-License-Identifier: GPL-3.0-or-later
#include <isthmus/sandbox/store/settledtransaction.h>

#include <chrono>
#include <thread>

namespace isthmus::sandbox {

namespace {

using Clock = std::chrono::steady_clock;

constexpr std::chrono::seconds patience{60}; // below the shortest read time-out of a client, 120 s
constexpr std::chrono::milliseconds pause{100};

} // namespace

// The mark is a row of the session's own. The number of the transaction would not do: that of one whose commit never
// reached the disk is given to another one after a crash.
PgOutcome<PgResult> SettledTransaction::commit()
{
    auto marked = m_session.exec(QStringLiteral("INSERT INTO mc.commits AS c (session, number) SELECT $1, $2::bigint "
                                                "WHERE pg_current_xact_id_if_assigned() IS NOT NULL "
                                                "ON CONFLICT (session) DO UPDATE SET number = excluded.number"),
                                 {m_session.id(), m_session.nextNumber()});
    if (!marked)
        return marked;
    auto committed = m_transaction.commit();
    if (committed || !committed.error().isConnectionLost())
        return committed;
    return settle(committed.error());
}

PgOutcome<PgResult> SettledTransaction::settle(const PgError &failure)
{
    const auto deadline = Clock::now() + patience;
    for (;;) {
        if (m_session.reopen()) {
            auto number = settledNumber();
            if (number && *number == m_session.lastNumber())
                return m_session.exec(QStringLiteral("SELECT 1"));
            if (number)
                return tl::unexpected(failure);
        }
        if (Clock::now() >= deadline)
            return tl::unexpected(PgError{QStringLiteral("40003"), failure.message});
        std::this_thread::sleep_for(pause);
    }
}

// Writes the mark where reading it would do, once nothing is under way any more: who writes waits for the transaction
// that has the row. A server process may be dead, its connection closed and its commit on the disk while everybody
// else still sees that transaction in progress, until PostgreSQL has noticed and recovered.
PgOutcome<qint64> SettledTransaction::settledNumber()
{
    PgTransaction asking(m_session);
    if (auto begun = asking.begin(); !begun)
        return tl::unexpected(begun.error());
    if (auto limited = m_session.exec(QStringLiteral("SET LOCAL lock_timeout = '5s'")); !limited)
        return tl::unexpected(limited.error());
    auto found = m_session.exec(QStringLiteral("INSERT INTO mc.commits AS c (session, number) VALUES ($1, 0) "
                                               "ON CONFLICT (session) DO UPDATE SET number = c.number "
                                               "RETURNING number"),
                                {m_session.id()});
    if (!found)
        return tl::unexpected(found.error());
    if (auto done = asking.commit(); !done)
        return tl::unexpected(done.error());
    return found->integer(0, 0);
}

} // namespace isthmus::sandbox
