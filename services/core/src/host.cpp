// SPDX-License-Identifier: GPL-3.0-or-later
#include <isthmus/core/host.h>

#include <QString>

#include <arpa/inet.h>

namespace isthmus::core {

bool isLoopbackHost(QStringView host)
{
    if (host.startsWith(u'/') || host.compare(u"localhost", Qt::CaseInsensitive) == 0)
        return true;
    if (host.startsWith(u'[') && host.endsWith(u']'))
        host = host.mid(1, host.size() - 2);
    const QByteArray text = host.toUtf8();
    in_addr v4{};
    if (inet_pton(AF_INET, text.constData(), &v4) == 1)
        return (ntohl(v4.s_addr) >> 24) == 127;
    in6_addr v6{};
    return inet_pton(AF_INET6, text.constData(), &v6) == 1 && IN6_IS_ADDR_LOOPBACK(&v6);
}

} // namespace isthmus::core
