// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <isthmus/connections/secretstore.h>

#include <QHash>

#include <mutex>

namespace isthmus::connections {

/// Secrets in memory, gone with the program: for "do not keep" and for tests.
class SessionSecretStore final : public SecretStore {
public:
    [[nodiscard]] QFuture<core::Result<QString>> read(const QString &name) override;
    [[nodiscard]] QFuture<core::Result<core::Done>> write(const QString &name, const QString &secret) override;
    [[nodiscard]] QFuture<core::Result<core::Done>> remove(const QString &name) override;
    [[nodiscard]] QString description() const override;

private:
    std::mutex m_mutex;
    QHash<QString, QString> m_secrets;
};

} // namespace isthmus::connections
