// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace isthmus::sandboxsql {

/// Schema of the helper functions that translated queries call, unquoted: "mc_runtime".
[[nodiscard]] QString runtimeSchema();

/// PostgreSQL script that creates the schema and its functions, and grants their use to everybody. To be run by the
/// owner of the database the queries run in, once after start, before the first query; running it again is
/// harmless. Holds several statements: send it by the simple query protocol (PQexec). Wants PostgreSQL 15.
[[nodiscard]] QString runtimeSql();

} // namespace isthmus::sandboxsql
