// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <isthmus/sandbox/jobs/jobcontext.h>

namespace isthmus::sandbox {

/// Takes the clauses of CREATE EXTERNAL TABLE apart and checks them. Errors: another storage handler than the JDBC one
/// (not supported), a missing or wrong property, a LOCATION that cannot be read, a column mapping of undeclared
/// columns, partition columns, and dual signature without odps.sql.common.table.planner.ext.hive.bridge=true. Whether
/// host and table exist is seen when the table is read. Source: docs/mapping.md#external-tables.
[[nodiscard]] JobResult<ExternalDefinition> externalDefinition(const JobContext &context,
                                                               const sandboxsql::CreateTable &statement);

} // namespace isthmus::sandbox
