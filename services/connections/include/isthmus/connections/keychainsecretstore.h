// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <isthmus/connections/secretstore.h>

#include <memory>

namespace isthmus::connections {

/// Secrets in the desktop's keychain (Secret Service or KWallet), through QtKeychain on a thread of its own, so that
/// waiting for an answer on any thread, also the window's, can never block the answer.
/// Errors beside SecretStore's: Timeout after 60 s (the keychain may be asking its user); Unsupported without keychain.
class KeychainSecretStore final : public SecretStore {
public:
    KeychainSecretStore();
    ~KeychainSecretStore() override;

    /// Whether a keychain answers at all; at most 2 s, at once where there is no session bus.
    [[nodiscard]] QFuture<core::Result<bool>> probe();

    [[nodiscard]] QFuture<core::Result<QString>> read(const QString &name) override;
    [[nodiscard]] QFuture<core::Result<core::Done>> write(const QString &name, const QString &secret) override;
    [[nodiscard]] QFuture<core::Result<core::Done>> remove(const QString &name) override;
    [[nodiscard]] QString description() const override;
    [[nodiscard]] bool mayAsk() const override;

private:
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace isthmus::connections
