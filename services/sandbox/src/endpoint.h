// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "endpointsettings.h"

#include <isthmus/core/error.h>

#include <memory>

namespace isthmus::sandbox {

/// The MaxCompute stand-in: serves the protocol over HTTP below the path "/api" from threads of its own.
/// Thread: start, port and the destructor on one thread; nothing of it needs an event loop.
class Endpoint {
public:
    /// Makes or upgrades its tables in settings.postgres, seeds them when they are new, and answers requests when it
    /// returns. Errors: Network when PostgreSQL does not answer or the port cannot be had; Invalid for settings without
    /// an account.
    [[nodiscard]] static core::Result<std::unique_ptr<Endpoint>> start(const EndpointSettings &settings);
    /// Stops accepting, cancels running jobs and waits for all of its threads.
    ~Endpoint();
    Endpoint(const Endpoint &) = delete;
    Endpoint &operator=(const Endpoint &) = delete;

    [[nodiscard]] int port() const;

private:
    class Private;
    explicit Endpoint(std::unique_ptr<Private> d);
    std::unique_ptr<Private> d;
};

} // namespace isthmus::sandbox
