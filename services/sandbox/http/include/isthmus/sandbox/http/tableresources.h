// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <isthmus/sandbox/requests/requestobjects.h>

namespace isthmus::sandbox {

// Tables and partitions. Source of all documents: docs/protocol.md#tables, #partitions and #head-of-a-table.

[[nodiscard]] Reply<HttpResponse> serveTables(const ServiceContext &context, const HttpRequest &request);
/// GET of a table: its description, "?partitions", "?partition=…", and "?data" (first rows as CSV).
[[nodiscard]] Reply<HttpResponse> serveTable(const ServiceContext &context, const HttpRequest &request);

} // namespace isthmus::sandbox
