// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "pghandles.h"

#include <chrono>
#include <condition_variable>
#include <memory>
#include <mutex>

namespace isthmus::hologres {

/// Asks the server to stop what one connection is doing. PQcancel() makes a connection of its own and may block on a
/// dead network, so each request runs on a thread of its own, one at a time. Hold it in a shared_ptr.
/// Thread: any.
class Canceller : public std::enable_shared_from_this<Canceller> {
public:
    explicit Canceller(PGconn *connection) : m_cancel(PQgetCancel(connection)) { }

    /// Returns at once; no effect while an earlier request is on its way.
    void send();
    /// Waits until no request is on its way; false if one still is after \a limit. A connection may be used for the
    /// next statement only after true, or the request could hit that statement.
    [[nodiscard]] bool settle(std::chrono::milliseconds limit);

private:
    std::unique_ptr<PGcancel, PgDelete> m_cancel;
    std::mutex m_mutex;
    std::condition_variable m_settled;
    bool m_onItsWay = false;
};

} // namespace isthmus::hologres
