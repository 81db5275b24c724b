// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <isthmus/sandbox/requests/requestobjects.h>

namespace isthmus::sandbox {

/// Upsert sessions of tables with a primary key: create, write, reload, commit, abort. Source:
/// docs/protocol.md#upsert-sessions.
///
/// Rows and deletions are staged in the order in which they arrive, in any bucket; the commit applies the last one of
/// each key, all in one transaction. A second commit answers as the first: clients ask until they hear "committed".
/// An update of some columns only needs the table property acid.partial.fields.update.enable; without it, it is
/// refused.
[[nodiscard]] Reply<HttpResponse> serveUpsert(const ServiceContext &context, const HttpRequest &request);

} // namespace isthmus::sandbox
