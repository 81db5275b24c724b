// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <isthmus/sandbox/store/pgsession.h>
#include <isthmus/sandboxsql/error.h>

namespace isthmus::sandbox {

/// What PostgreSQL said of a translated statement, in MaxCompute's codes: a missing permission is ODPS-0130013, a
/// name or type that does not fit ODPS-0130071, a failure while running ODPS-0123144.
[[nodiscard]] sandboxsql::SqlError jobError(const PgError &error, sandboxsql::SourcePosition at = {0, 0});

} // namespace isthmus::sandbox
