// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <isthmus/sandbox/jobs/jobcontext.h>

namespace isthmus::sandbox {

// Statements whose result is text for people: the layout of MaxCompute's command line.

/// TABLES and VIEWS: "owner:name" lines; SCHEMAS: a name a line; PARTITIONS: "dt=…/hh=…" lines; CREATE TABLE: the
/// statement; FOREIGN SERVERS (the sandbox's own): name, tab, database a line, DESC FOREIGN SERVER tells the rest;
/// FUNCTIONS: a name a line.
[[nodiscard]] JobResult<QString> runShow(JobContext &context, const sandboxsql::Show &statement);
/// DESC [EXTENDED] of a table; of a schema as JSON, which clients parse.
[[nodiscard]] JobResult<QString> runDescribe(JobContext &context, const sandboxsql::Describe &statement);

} // namespace isthmus::sandbox
