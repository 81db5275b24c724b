// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <isthmus/sandbox/access/hologresaccess.h>
#include <isthmus/sandbox/store/pgsession.h>
#include <isthmus/sandbox/store/storerows.h>
#include <isthmus/sandboxsql/error.h>

#include <QHash>

namespace isthmus::sandbox {

/// Foreign tables over Hologres for the length of one transaction: what makes external tables readable. Everything it
/// makes (server, user mapping with the identity's password, foreign table) is dropped by drop() before the commit, or
/// by the rollback, so no password stays in the database and nobody else ever sees it.
/// Thread: that of the session.
class ForeignTables {
public:
    /// \a prefix is unique among running transactions, letters and digits.
    ForeignTables(PgSession &session, const HologresAccess &access, QString prefix)
        : m_session(session), m_access(access), m_prefix(std::move(prefix))
    {
    }

    /// Quoted name of a foreign table over \a table, read as \a caller where it is mapped by dual signature.
    /// Errors at \a at: no such RAM role, an account without Hologres identity, a host that cannot be reached.
    [[nodiscard]] sandboxsql::SqlResult<QString> attach(const TableRow &table, const Account &caller,
                                                        sandboxsql::SourcePosition at);
    [[nodiscard]] PgOutcome<PgResult> drop();

private:
    [[nodiscard]] sandboxsql::SqlResult<HologresIdentity> identityOf(const TableRow &table, const Account &caller,
                                                                     sandboxsql::SourcePosition at) const;
    [[nodiscard]] PgOutcome<QString> server(const QString &database, const HologresIdentity &identity);

    PgSession &m_session;
    const HologresAccess &m_access;
    QString m_prefix;
    QHash<QString, QString> m_servers; ///< by database and role
    QHash<QString, QString> m_tables; ///< by schema and name
};

} // namespace isthmus::sandbox
