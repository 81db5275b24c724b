// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <isthmus/sandbox/requests/requestobjects.h>

namespace isthmus::sandbox {

// Projects, schemas, and what stands around them. Source of all documents: docs/protocol.md#catalog-resources.

[[nodiscard]] Reply<HttpResponse> serveProjects(const ServiceContext &context, const HttpRequest &request);
[[nodiscard]] Reply<HttpResponse> serveProject(const ServiceContext &context, const HttpRequest &request);
[[nodiscard]] Reply<HttpResponse> serveSchemas(const ServiceContext &context, const HttpRequest &request);
[[nodiscard]] Reply<HttpResponse> serveSchema(const ServiceContext &context, const HttpRequest &request);
[[nodiscard]] Reply<HttpResponse> serveTenants(const ServiceContext &context, const HttpRequest &request);

} // namespace isthmus::sandbox
