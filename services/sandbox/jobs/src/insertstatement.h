// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <isthmus/sandbox/jobs/jobcontext.h>

namespace isthmus::sandbox {

/// INSERT INTO and OVERWRITE, with static and dynamic partitions, into managed tables; INSERT INTO external tables that
/// are mapped with a RAM role. Rows and metadata change in the job's one transaction. On a table with a primary key a
/// row whose key is there replaces it.
[[nodiscard]] JobResult<Done> runInsert(JobContext &context, const sandboxsql::Insert &statement);
/// All queries read what was there before the statement; then every insert is done. Managed tables only.
[[nodiscard]] JobResult<Done> runMultiInsert(JobContext &context, const sandboxsql::MultiInsert &statement);

/// Rows of CREATE TABLE … AS SELECT, into a table of this transaction.
[[nodiscard]] JobResult<Done> fillNewTable(JobContext &context, const TableRow &table, const sandboxsql::Query &query);
/// Takes the row counts of \a table and of its partitions anew, where a statement may have changed any of them.
/// Errors: ODPS-0123031 if a row has no value in a partition column.
[[nodiscard]] JobResult<Done> recount(JobContext &context, const TableRow &table);
/// Counts \a delta rows into \a table, and into the partition of \a values unless they are empty.
[[nodiscard]] JobResult<Done> noteRows(JobContext &context, const TableRow &table, const QStringList &values,
                                       qint64 delta);
/// Deletes the rows of one partition, which stays; answers how many they were.
[[nodiscard]] JobResult<qint64> emptyPartition(JobContext &context, const TableRow &table, const QStringList &values);

} // namespace isthmus::sandbox
