// SPDX-License-Identifier: GPL-3.0-or-later
// Writing sessions of the Tunnel in Metadata.
#include <isthmus/sandbox/store/metadata.h>

namespace isthmus::sandbox {

PgOutcome<PgResult> Metadata::dropExpiredUploads()
{
    auto forgotten =
        m_session.exec(QStringLiteral("DELETE FROM mc.tunnel_sessions WHERE expires < now() - interval '7 days'"));
    if (!forgotten)
        return forgotten;
    auto expired = m_session.exec(
        QStringLiteral("UPDATE mc.tunnel_sessions SET status = 'expired' WHERE status = 'normal' AND expires < now()"));
    if (!expired)
        return expired;
    auto orphans = m_session.exec(QStringLiteral(
        "SELECT format('%I.%I', schemaname, tablename) FROM pg_tables WHERE schemaname = 'mc_upload' AND "
        "NOT EXISTS (SELECT 1 FROM mc.tunnel_sessions WHERE status = 'normal' AND 'u_' || id = tablename)"));
    if (!orphans)
        return orphans;
    for (int i = 0; i < orphans->rowCount(); ++i) {
        if (auto dropped = m_session.exec(QStringLiteral("DROP TABLE ") + orphans->text(i, 0)); !dropped)
            return dropped;
    }
    return expired;
}

} // namespace isthmus::sandbox
