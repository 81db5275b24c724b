// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <libpq-fe.h>

#include <memory>

namespace isthmus::hologres {

struct PgDelete {
    void operator()(PGconn *connection) const { PQfinish(connection); }
    void operator()(PGresult *result) const { PQclear(result); }
    void operator()(PGcancel *cancel) const { PQfreeCancel(cancel); }
};

using PgConnection = std::unique_ptr<PGconn, PgDelete>;
using PgResult = std::unique_ptr<PGresult, PgDelete>;

/// Text of one value of a metadata query; empty for NULL.
[[nodiscard]] inline QString textAt(const PGresult *result, int row, int column)
{
    return QString::fromUtf8(PQgetvalue(result, row, column), PQgetlength(result, row, column));
}

[[nodiscard]] inline bool isNullAt(const PGresult *result, int row, int column)
{
    return PQgetisnull(result, row, column) != 0;
}

[[nodiscard]] inline bool boolAt(const PGresult *result, int row, int column)
{
    const char *value = PQgetvalue(result, row, column); // null where a server sent fewer columns
    return value && *value == 't';
}

} // namespace isthmus::hologres
