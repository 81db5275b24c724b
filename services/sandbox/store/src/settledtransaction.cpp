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
            auto found = m_session.exec(QStringLiteral("SELECT 1 FROM mc.commits WHERE session = $1 AND number = $2"),
                                        {m_session.id(), m_session.lastNumber()});
            if (found && found->rowCount() == 0)
                return tl::unexpected(failure);
            if (found)
                return found;
        }
        if (Clock::now() >= deadline)
            return tl::unexpected(PgError{QStringLiteral("40003"), failure.message});
        std::this_thread::sleep_for(pause);
    }
}

} // namespace isthmus::sandbox
