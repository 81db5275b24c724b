// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <isthmus/sandbox/requests/requestobjects.h>

namespace isthmus::sandbox {

/// Stream upload sessions of managed tables without a primary key: create, reload, write, abort. Each body is a whole
/// record stream, which is visible as a whole once it is acknowledged, or not at all. Source:
/// docs/protocol.md#stream-uploads. Rows that carry their own partition (dynamic_partition) are refused by name.
[[nodiscard]] Reply<HttpResponse> serveStream(const ServiceContext &context, const HttpRequest &request);

} // namespace isthmus::sandbox
