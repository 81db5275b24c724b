// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <tl/expected.hpp>

namespace isthmus::sandbox {

/// Address of a Hologres table, as the endpoint accepts it in an external table's LOCATION:
/// jdbc:postgresql://host:port/db?ApplicationName=MaxCompute&currentSchema=s&useSSL=false&table=t/
/// Source: docs/mapping.md#location.
struct TableLocation {
    QString host;
    int port = 0;
    QString database;
    QString schema; ///< "public" where currentSchema is absent
    QString table; ///< empty where absent: only valid beside an input query

    /// The error is what is wrong, in plain words naming the part. A user or password in the address is refused.
    [[nodiscard]] static tl::expected<TableLocation, QString> parse(const QString &text);

    friend bool operator==(const TableLocation &, const TableLocation &) = default;
};

} // namespace isthmus::sandbox
