// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <isthmus/connections/secretstore.h>
#include <isthmus/core/async.h>

#include <QHash>

#include <mutex>

namespace isthmus::testsupport {

/// Secrets in memory. For tests that link isthmus::connections.
class FakeSecretStore final : public connections::SecretStore {
public:
    [[nodiscard]] QFuture<core::Result<QString>> read(const QString &name) override
    {
        const std::lock_guard lock(m_mutex);
        if (!m_secrets.contains(name))
            return core::ready<QString>(
                core::fail(core::ErrorKind::NotFound, QStringLiteral("No secret is kept for %1").arg(name)));
        return core::ready<QString>(m_secrets.value(name));
    }
    [[nodiscard]] QFuture<core::Result<core::Done>> write(const QString &name, const QString &secret) override
    {
        const std::lock_guard lock(m_mutex);
        m_secrets.insert(name, secret);
        return core::ready<core::Done>(core::Done{});
    }
    [[nodiscard]] QFuture<core::Result<core::Done>> remove(const QString &name) override
    {
        const std::lock_guard lock(m_mutex);
        if (m_secrets.remove(name) == 0)
            return core::ready<core::Done>(
                core::fail(core::ErrorKind::NotFound, QStringLiteral("No secret is kept for %1").arg(name)));
        return core::ready<core::Done>(core::Done{});
    }
    [[nodiscard]] QString description() const override { return QStringLiteral("the test's memory"); }
    [[nodiscard]] bool mayAsk() const override
    {
        const std::lock_guard lock(m_mutex);
        return m_mayAsk;
    }
    void setMayAsk(bool mayAsk)
    {
        const std::lock_guard lock(m_mutex);
        m_mayAsk = mayAsk;
    }
    [[nodiscard]] QString secretOf(const QString &name) const
    {
        const std::lock_guard lock(m_mutex);
        return m_secrets.value(name);
    }

private:
    mutable std::mutex m_mutex;
    QHash<QString, QString> m_secrets;
    bool m_mayAsk = false;
};

} // namespace isthmus::testsupport
