// SPDX-License-Identifier: GPL-3.0-or-later
#include "secreterrors.h"

#include <isthmus/connections/sessionsecretstore.h>
#include <isthmus/core/async.h>

#include <QCoreApplication>

namespace isthmus::connections {

QFuture<core::Result<QString>> SessionSecretStore::read(const QString &name)
{
    const std::lock_guard lock(m_mutex);
    const auto it = m_secrets.constFind(name);
    if (it == m_secrets.cend())
        return core::ready<QString>(core::fail(noSecretKept(name)));
    return core::ready<QString>(*it);
}

QFuture<core::Result<core::Done>> SessionSecretStore::write(const QString &name, const QString &secret)
{
    const std::lock_guard lock(m_mutex);
    m_secrets.insert(name, secret);
    return core::ready<core::Done>(core::Done{});
}

QFuture<core::Result<core::Done>> SessionSecretStore::remove(const QString &name)
{
    const std::lock_guard lock(m_mutex);
    if (m_secrets.remove(name) == 0)
        return core::ready<core::Done>(core::fail(noSecretKept(name)));
    return core::ready<core::Done>(core::Done{});
}

QString SessionSecretStore::description() const
{
    return QCoreApplication::translate("Connections", "memory, until the program ends");
}

} // namespace isthmus::connections
