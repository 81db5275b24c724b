// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <isthmus/sandbox/requests/requestobjects.h>

namespace isthmus::sandbox {

// Jobs as clients see them. Source of all documents: docs/protocol.md#sql-jobs.

/// POST submits a job, GET lists them.
[[nodiscard]] Reply<HttpResponse> serveInstances(const ServiceContext &context, const HttpRequest &request);
/// GET lists the jobs that run, as their places in the queue.
[[nodiscard]] Reply<HttpResponse> serveQueuedInstances(const ServiceContext &context, const HttpRequest &request);
/// Status, task status, result, source, progress, summary, place in the queue; PUT cancels; instance tunnel.
[[nodiscard]] Reply<HttpResponse> serveInstance(const ServiceContext &context, const HttpRequest &request);

} // namespace isthmus::sandbox
