// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <string>

namespace isthmus::sandbox {

/// Where one database of the sandbox's cluster is reached, and as whom. Holds a secret: never log it.
struct PgAddress {
    QString host;
    int port = 0;
    QString user;
    QString password;
    QString database;

    /// The libpq connection string, values quoted (PostgreSQL 15 manual, 34.1.1.1), with a connect time-out of 5 s and
    /// UTF-8. Give it to libpq only, never to a command line.
    [[nodiscard]] std::string connectionString() const;

    /// The same server and user, another database.
    [[nodiscard]] PgAddress withDatabase(const QString &name) const;

    friend bool operator==(const PgAddress &, const PgAddress &) = default;
};

} // namespace isthmus::sandbox
