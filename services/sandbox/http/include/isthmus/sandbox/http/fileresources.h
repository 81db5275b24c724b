// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <isthmus/sandbox/requests/requestobjects.h>

namespace isthmus::sandbox {

// Files that belong to a project, and the functions registered over them: kept and given back, never run. Source of
// documents and headers: docs/protocol.md#functions-and-resources. Files of up to 64 MiB, in
// one piece or merged from parts.

[[nodiscard]] Reply<HttpResponse> serveResources(const ServiceContext &context, const HttpRequest &request);
[[nodiscard]] Reply<HttpResponse> serveResource(const ServiceContext &context, const HttpRequest &request);
[[nodiscard]] Reply<HttpResponse> serveFunctions(const ServiceContext &context, const HttpRequest &request);
[[nodiscard]] Reply<HttpResponse> serveFunction(const ServiceContext &context, const HttpRequest &request);

} // namespace isthmus::sandbox
