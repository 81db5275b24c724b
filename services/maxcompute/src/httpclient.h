// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <isthmus/core/cancellation.h>
#include <isthmus/core/connectlog.h>
#include <isthmus/core/error.h>

#include <QByteArray>
#include <QList>
#include <QPair>
#include <QString>

#include <chrono>
#include <functional>
#include <memory>
#include <optional>

namespace isthmus::maxcompute {

using Headers = QList<QPair<QByteArray, QByteArray>>;

struct HttpTimeouts {
    std::chrono::milliseconds connect{10'000};
    std::chrono::milliseconds idle{60'000}; ///< without a byte in either direction
    /// Of an exchange, beside the time that its bytes take at leastSpeed: one that trickles has an end too.
    std::chrono::milliseconds exchange{120'000};
};

struct HttpRequest {
    QByteArray method;
    bool isRead = false; ///< it changes nothing whatever its method, and may be sent twice; a GET always may
    QByteArray url; ///< fully encoded
    QString host; ///< for messages
    bool isLoopback = false; ///< no proxy is asked
    Headers headers;
    QByteArray body;
    /// Takes the body of a 2xx reply piece by piece; false ends the transfer as if it were complete. Empty: the body
    /// is collected up to maxBody bytes, more is an error.
    std::function<bool(QByteArrayView)> sink;
    qint64 maxBody = 64 * 1024 * 1024;
    std::optional<std::chrono::milliseconds> deadline; ///< of the whole exchange, all tries together
    /// How long an exchange may go on after it was cancelled, so that its answer is not lost.
    std::chrono::milliseconds cancelGrace{0};
};

struct HttpReply {
    int status = 0;
    Headers headers;
    QByteArray body; ///< empty if a sink took it
    std::chrono::milliseconds serverTime{0}; ///< from the request sent to the first byte of the answer
    std::optional<std::chrono::milliseconds> reachTime; ///< look up and connect; null on a connection used before

    [[nodiscard]] QByteArray header(QByteArrayView name) const;
};

/// One keep-alive HTTP connection after another on one curl handle. TLS is verified, redirects are not followed, the
/// body is never decompressed. Repeats GET up to three times when the connection fails or the server answers 429, 502,
/// 503 or 504; what is no read only if it was never sent, and never on a connection that was used before: curl repeats
/// a request by itself where such a one breaks before an answer.
///
/// Thread: one at a time (a lane). Errors of send(): Network, Timeout, Protocol for a reply that is no HTTP or too
/// long, Cancelled. Every status is a reply, not an error.
class HttpClient {
public:
    static constexpr qint64 leastSpeed = 32 * 1024; ///< bytes a second, see HttpTimeouts::exchange

    /// \a authorities: file with those that TLS trusts, PEM; empty: the system's. \a log: where connections that are
    /// made are noted down; may be null.
    HttpClient(HttpTimeouts timeouts, const QString &authorities, std::shared_ptr<core::ConnectLog> log = {});
    ~HttpClient();
    HttpClient(const HttpClient &) = delete;
    HttpClient &operator=(const HttpClient &) = delete;

    /// \a prepare is called before every attempt with the request to send: a signature holds its time.
    [[nodiscard]] core::Result<HttpReply> send(const HttpRequest &request,
                                               const std::function<void(HttpRequest &)> &prepare,
                                               const core::Cancellation &cancellation);

    /// Waits, or answers false at once when \a cancellation is requested.
    [[nodiscard]] bool pause(std::chrono::milliseconds time, const core::Cancellation &cancellation);

private:
    struct Transfer;
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace isthmus::maxcompute
