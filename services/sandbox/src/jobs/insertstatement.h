// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "jobs/jobcontext.h"

namespace isthmus::sandbox {

/// INSERT INTO and OVERWRITE, with static and dynamic partitions, into managed tables; INSERT INTO external tables that
/// are mapped with a RAM role. Rows and metadata change in the job's one transaction. On a table with a primary key a
/// row whose key is there replaces it.
[[nodiscard]] JobResult<Done> runInsert(JobContext &context, const sandboxsql::Insert &statement);
/// UPDATE and DELETE of transactional tables.
[[nodiscard]] JobResult<Done> runUpdate(JobContext &context, const sandboxsql::Update &statement);
[[nodiscard]] JobResult<Done> runDelete(JobContext &context, const sandboxsql::Delete &statement);

/// Rows of CREATE TABLE … AS SELECT, into a table of this transaction.
[[nodiscard]] JobResult<Done> fillNewTable(JobContext &context, const TableRow &table, const sandboxsql::Query &query);
/// Deletes the rows of one partition, which stays; answers how many they were.
[[nodiscard]] JobResult<qint64> emptyPartition(JobContext &context, const TableRow &table, const QStringList &values);

} // namespace isthmus::sandbox
