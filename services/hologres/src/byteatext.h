// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QByteArrayView>

#include <optional>

namespace isthmus::hologres {

/// The bytes of a bytea as the server prints it, by either value of bytea_output: "\\x00ff" in hex, else a backslash
/// doubled and other bytes as they are or as three octal digits. The two cannot be mistaken for each other. nullopt for
/// text that is neither. Source: PostgreSQL 15 manual, 8.4.
[[nodiscard]] std::optional<QByteArray> bytesFromText(QByteArrayView text);

} // namespace isthmus::hologres
