// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <isthmus/sandbox/requests/requestobjects.h>

namespace isthmus::sandbox {

/// First rows of a managed table as an Arrow stream, partition columns last. Of a partitioned table those of one
/// partition, of all whose names begin alike, or of all. At most 10,000. Source: docs/protocol.md#table-preview.
[[nodiscard]] Reply<HttpResponse> servePreview(const ServiceContext &context, const HttpRequest &request);

} // namespace isthmus::sandbox
