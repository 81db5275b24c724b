// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <isthmus/sandbox/jobs/jobcontext.h>

namespace isthmus::sandbox {

// CREATE, DROP, TRUNCATE of tables and views. Each works inside the job's transaction, on metadata and data alike.
// Errors: ODPS-0110061 for a name that is taken, and what JobContext answers for names.

[[nodiscard]] JobResult<Done> runCreateTable(JobContext &context, const sandboxsql::CreateTable &statement);
[[nodiscard]] JobResult<Done> runCreateView(JobContext &context, const sandboxsql::CreateView &statement);
[[nodiscard]] JobResult<Done> runDropTable(JobContext &context, const sandboxsql::DropTable &statement);
[[nodiscard]] JobResult<Done> runDropView(JobContext &context, const sandboxsql::DropView &statement);
[[nodiscard]] JobResult<Done> runTruncate(JobContext &context, const sandboxsql::Truncate &statement);

/// "name" type [NOT NULL] [DEFAULT …]: a managed table's column as PostgreSQL stores it.
[[nodiscard]] JobResult<QString> storedColumn(const catalog::Column &column);
/// Values of \a spec in the order of \a table's partition columns. Errors: a column that is no partition column, or one
/// without a value.
[[nodiscard]] JobResult<QStringList> partitionValues(const TableRow &table, const sandboxsql::PartitionSpec &spec);
/// As partitionValues(), of a partition that is to be made. Errors: also values that none can have.
[[nodiscard]] JobResult<QStringList> newPartitionValues(const TableRow &table, const sandboxsql::PartitionSpec &spec);
} // namespace isthmus::sandbox
