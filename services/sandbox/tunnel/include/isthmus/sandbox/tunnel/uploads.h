// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <isthmus/sandbox/requests/requestobjects.h>

namespace isthmus::sandbox {

/// Upload sessions of managed tables: create, blocks, list, commit. Source: docs/protocol.md#upload-sessions.
///
/// Blocks go to a staging table by COPY, each in a transaction: a broken or cut-off block is refused as a whole, one
/// sent again replaces the first. The commit moves them to the table in one transaction, after deleting the old rows if
/// the session overwrites; before it nobody sees any of them. Sessions outlive the process and end after 24 hours.
[[nodiscard]] Reply<HttpResponse> serveUpload(const ServiceContext &context, const HttpRequest &request);

} // namespace isthmus::sandbox
