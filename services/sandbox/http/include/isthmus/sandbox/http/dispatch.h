// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <isthmus/sandbox/requests/requestobjects.h>

namespace isthmus::sandbox {

/// Answers \a request by its resource. Errors: MethodNotAllowed for what the sandbox does not serve, naming it.
[[nodiscard]] Reply<HttpResponse> serve(const ServiceContext &context, const HttpRequest &request);

} // namespace isthmus::sandbox
