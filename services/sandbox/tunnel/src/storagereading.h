// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <isthmus/sandbox/requests/requestobjects.h>

namespace isthmus::sandbox {

/// As serveStorageSession(), of reading sessions.
[[nodiscard]] Reply<HttpResponse> makeReadSession(const ServiceContext &context, const HttpRequest &request);
[[nodiscard]] Reply<HttpResponse> showReadSession(const ServiceContext &context, const HttpRequest &request);

} // namespace isthmus::sandbox
