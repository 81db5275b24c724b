// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QStringList>

#include <optional>

namespace isthmus::sandbox {

/// An id that carries \a fields and the time, sealed with a key of this process. Fields must not hold '_' or '-'.
[[nodiscard]] QString makeSessionId(const QStringList &fields);
/// The fields; empty for an id that this process did not make or that is older than 24 hours.
[[nodiscard]] std::optional<QStringList> sessionFields(const QString &id);

} // namespace isthmus::sandbox
