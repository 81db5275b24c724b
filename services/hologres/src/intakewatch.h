// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

#include <atomic>

namespace isthmus::hologres {

/// While it lives, a socket from which more than a number of bytes has been read is shut down. One call of libpq reads
/// on for as long as a large message keeps coming, up to 2 GB, and looks at no bound of ours meanwhile; another thread
/// does. TCP only. Cheap enough for every read. Thread: any.
class IntakeWatch {
public:
    /// \a maxBytes: since the connection was made.
    IntakeWatch(int socket, qint64 maxBytes);
    ~IntakeWatch();
    [[nodiscard]] bool hasStopped() const { return m_hasStopped; } ///< the socket is shut down
    IntakeWatch(const IntakeWatch &) = delete;
    IntakeWatch &operator=(const IntakeWatch &) = delete;

private:
    int m_socket;
    std::atomic<bool> m_hasStopped = false;
};

} // namespace isthmus::hologres
