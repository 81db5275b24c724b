// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <isthmus/core/error.h>
#include <isthmus/sandbox/requests/httptypes.h>

#include <memory>

namespace isthmus::sandbox {

/// The HTTP side of the endpoint: connections, request lines, who is asking, and the form of errors. Each request runs
/// on a thread of a pool; up to 160 connections are served at a time, more wait.
class HttpServer {
public:
    /// Listens when it returns. \a port 0 takes a free one. Errors: Network if the address cannot be had.
    [[nodiscard]] static core::Result<std::unique_ptr<HttpServer>>
    start(const QString &address, int port, const QList<Account> &accounts, RequestHandler handler);
    /// Cuts off open connections and waits for their threads.
    ~HttpServer();
    HttpServer(const HttpServer &) = delete;
    HttpServer &operator=(const HttpServer &) = delete;

    [[nodiscard]] int port() const;

private:
    class Private;
    explicit HttpServer(std::unique_ptr<Private> d);
    std::unique_ptr<Private> d;
};

} // namespace isthmus::sandbox
