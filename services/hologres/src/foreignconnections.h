// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <isthmus/connections/foundconnection.h>

#include <optional>

namespace isthmus::hologres {

// Connections that the programs of PostgreSQL keep, which speak to Hologres too. Rules are libpq's (PostgreSQL 15
// manual, chapters 34.1.1, 34.15 to 34.17) and pgJDBC's ("Connecting to the Database").

/// Service files, the password file, and the variables PGHOST …
[[nodiscard]] QList<connections::ConnectionSource> foreignSources();

/// "jdbc:postgresql://host:port/db?user=…", the same with "jdbc:hologres:", "postgresql://user@host/db". Nothing for
/// any other text.
[[nodiscard]] std::optional<connections::FoundConnection> readForeignUrl(const QString &url);

} // namespace isthmus::hologres
