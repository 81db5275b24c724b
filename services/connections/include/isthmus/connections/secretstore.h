// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <isthmus/core/error.h>

#include <QFuture>
#include <QString>

namespace isthmus::connections {

/// Keeps one secret per connection name. Thread: any.
class SecretStore {
public:
    virtual ~SecretStore() = default;
    /// Errors of all calls: Authentication if the store is locked; of read() and remove(): NotFound if nothing is kept.
    [[nodiscard]] virtual QFuture<core::Result<QString>> read(const QString &name) = 0;
    [[nodiscard]] virtual QFuture<core::Result<core::Done>> write(const QString &name, const QString &secret) = 0;
    [[nodiscard]] virtual QFuture<core::Result<core::Done>> remove(const QString &name) = 0;
    /// Where secrets go, for the dialogs: "the desktop keychain", "an encrypted file"; translated.
    [[nodiscard]] virtual QString description() const = 0;
    /// Whether reading may put a question to the user: a store that is locked, or of which that is not known yet.
    [[nodiscard]] virtual bool mayAsk() const = 0;
};

} // namespace isthmus::connections
