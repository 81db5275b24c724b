// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <isthmus/connections/encryptedfilesecretstore.h>
#include <isthmus/connections/secretstore.h>

#include <functional>
#include <memory>

namespace isthmus::connections {

/// The desktop's keychain where one answers, the encrypted \a file where none does; decided at the first use.
/// With ISTHMUS_MASTER_PASSWORD or ISTHMUS_MASTER_PASSWORD_FILE in the environment it is the file at once: servers and
/// tests choose it so.
[[nodiscard]] std::shared_ptr<SecretStore> makeDefaultSecretStore(const QString &file, AskMasterPassword ask);

} // namespace isthmus::connections
