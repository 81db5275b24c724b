// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QString>

#include <tl/expected.hpp>

namespace isthmus::catalog {

/// The parts of the jdbc:postgresql: address in an external table's LOCATION:
/// jdbc:postgresql://host:port/db?ApplicationName=MaxCompute&currentSchema=s&useSSL=false&table=t/
/// Reads only; what is demanded of an address is for the caller to say. Source: docs/mapping.md#location.
struct JdbcLocation {
    enum class Fault : quint8 { TooLong, OtherScheme, NoHost, BadPort, NoDatabase };
    struct Parameter {
        QString key; ///< as written
        QString value; ///< decoded
        bool hasValue = false; ///< there is a '='
    };
    static constexpr qsizetype maxLength = 4096; ///< characters
    /// What PostgreSQL's JDBC driver dials where no port is given.
    static constexpr int driverPort = 5432;

    QString host; ///< lower case; an IPv6 address without its brackets
    int port = 0; ///< 0 where none is given
    QString database;
    QList<Parameter> parameters; ///< in their order
    bool hasUserInfo = false; ///< "user:password@" stands before the host

    [[nodiscard]] static tl::expected<JdbcLocation, Fault> parse(const QString &text);

    /// Value of the first parameter of that name, whatever its capitals.
    [[nodiscard]] QString value(QStringView key) const;
    /// "public" where currentSchema is not given.
    [[nodiscard]] QString schema() const;
    /// Empty where it is not given.
    [[nodiscard]] QString table() const;
    /// Names a user or a password.
    [[nodiscard]] bool hasCredential() const;
};

} // namespace isthmus::catalog
