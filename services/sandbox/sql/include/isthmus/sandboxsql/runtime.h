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

/// PostgreSQL script that makes the types of TIMESTAMP (mc_type.instant) and TIMESTAMP_NTZ (mc_type.wall), which
/// PostgreSQL's own cannot hold: they have nanoseconds. To be run by a superuser in the database the queries run in,
/// at each start, before everything else; running it again is harmless and brings the functions up to date.
/// A value is 12 bytes, big endian: 8 of seconds since 4714-11-24 BC (UTC, or wall time as if it were), 4 of
/// nanoseconds. See docs/decisions/0014-nanoseconds.md.
[[nodiscard]] QString timestampTypesSql();

} // namespace isthmus::sandboxsql
