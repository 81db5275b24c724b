// SPDX-License-Identifier: GPL-3.0-or-later
#include <isthmus/sandbox/access/hologresaccess.h>

namespace isthmus::sandbox {

bool HologresAccess::isReachable(const QString &host, int port) const
{
    const bool isOwnHost = host.compare(m_server.host, Qt::CaseInsensitive) == 0 || host == u"127.0.0.1"
        || host.compare(u"localhost", Qt::CaseInsensitive) == 0;
    return isOwnHost && port == m_server.port;
}

std::optional<HologresIdentity> HologresAccess::ramRole(const QString &arn) const
{
    for (const RamRole &role : m_roles) {
        if (role.arn == arn)
            return HologresIdentity{role.hologresRole, role.hologresPassword, role.arn};
    }
    return std::nullopt;
}

std::optional<HologresIdentity> HologresAccess::callerIdentity(const Account &account)
{
    if (account.hologresRole.isEmpty())
        return std::nullopt;
    return HologresIdentity{account.hologresRole, account.hologresPassword, account.hologresRole};
}

PgAddress HologresAccess::address(const QString &database, const HologresIdentity &identity) const
{
    PgAddress address = m_server;
    address.database = database;
    address.user = identity.role;
    address.password = identity.password;
    return address;
}

} // namespace isthmus::sandbox
