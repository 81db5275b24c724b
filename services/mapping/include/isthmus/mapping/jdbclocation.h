// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <optional>

namespace isthmus::mapping {

/// The parts of a jdbc:postgresql:// location: where the rows of an external table are.
struct JdbcLocation {
    QString host;
    int port = 0;
    QString database;
    QString schema; ///< currentSchema; "public" where it is not given
    QString table;
    bool hasCredential = false; ///< names a user or a password
};

/// Nothing if \a text is no such location or names no table. Source: docs/mapping.md#location.
[[nodiscard]] std::optional<JdbcLocation> parseJdbcLocation(const QString &text);

} // namespace isthmus::mapping
