// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <isthmus/connections/secretstore.h>

#include <functional>
#include <memory>
#include <optional>

namespace isthmus::connections {

/// What the user is asked for.
enum class MasterPasswordQuestion : quint8 {
    Unlock, ///< the master password of the file that is there
    Again, ///< the same: what was answered last is not it
    New, ///< a master password for a new file; who asks has it typed twice
};

/// Asks the user for the master password; nullopt = declined. Called on the store's own thread, may block.
using AskMasterPassword = std::function<std::optional<QString>(MasterPasswordQuestion)>;

/// All secrets in one file, encrypted with a key made from a master password: scrypt (N = 2^15, r = 8, p = 1, RFC 7914)
/// and AES-256-GCM. Every write makes a new nonce; the file is private (0600) and replaced atomically; several programs
/// may use it at the same time.
///
/// The master password comes from the environment (ISTHMUS_MASTER_PASSWORD, or the first line of the file that
/// ISTHMUS_MASTER_PASSWORD_FILE names), else from the user, who is asked again after a wrong one; the derived key is
/// remembered until the store is gone. While the user is asked, other programs may change the file.
/// Errors beside SecretStore's: Authentication for a declined master password and a wrong one of the environment;
/// Protocol for a file that was tampered with or damaged (it is left as it is).
class EncryptedFileSecretStore final : public SecretStore {
public:
    EncryptedFileSecretStore(const QString &file, AskMasterPassword ask);
    ~EncryptedFileSecretStore() override;

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
