// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <isthmus/sandbox/store/pgsession.h>

namespace isthmus::sandbox {

/// A transaction whose COMMIT is done or not done for its caller too: where the connection breaks before the answer
/// comes, it is opened again and the store is asked. Else a client that is told of a failure would send again what is
/// there already. Thread: that of the session.
class SettledTransaction {
public:
    explicit SettledTransaction(PgSession &session) : m_session(session), m_transaction(session) { }

    [[nodiscard]] PgOutcome<PgResult> begin() { return m_transaction.begin(); }
    /// Waits up to 60 s for a server that is restarted. Errors: nothing is done, except for SQLSTATE 40003 (statement
    /// completion unknown): nobody knows.
    [[nodiscard]] PgOutcome<PgResult> commit();

private:
    [[nodiscard]] PgOutcome<PgResult> settle(const PgError &failure);
    /// The number of the session's last commit that is done; 0 if none is.
    [[nodiscard]] PgOutcome<qint64> settledNumber();

    PgSession &m_session;
    PgTransaction m_transaction;
};

} // namespace isthmus::sandbox
