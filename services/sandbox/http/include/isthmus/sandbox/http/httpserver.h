// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <isthmus/core/error.h>
#include <isthmus/sandbox/requests/httptypes.h>

#include <chrono>
#include <memory>

namespace isthmus::sandbox {

/// What strangers can cost the server. Those who sign their requests have only the limit of a transfer, 120 s without a
/// byte.
struct HttpLimits {
    int threads = 160; ///< connections served at a time: 64 parallel clients, and room for their second connections
    int waiting = 256; ///< further ones that wait; more are answered 503 and closed
    std::chrono::milliseconds keepAlive{15'000}; ///< without a request
    std::chrono::milliseconds unsignedTime{10'000}; ///< of a request until its sender is known, from its first byte
    qsizetype unsignedBytes = 64 * 1024; ///< of request line and headers
};

/// The HTTP side of the endpoint: connections, request lines, who is asking, and the form of errors. Each connection is
/// served by a thread of a pool. When all are busy, the connection that has been idle or unsigned for longest is closed
/// in favour of a new one.
class HttpServer {
public:
    /// Listens when it returns. \a port 0 takes a free one. Errors: Network if the address cannot be had.
    [[nodiscard]] static core::Result<std::unique_ptr<HttpServer>> start(const QString &address, int port,
                                                                         const QList<Account> &accounts,
                                                                         RequestHandler handler,
                                                                         HttpLimits limits = {});
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
