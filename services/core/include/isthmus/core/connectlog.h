// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QString>

#include <chrono>
#include <mutex>
#include <optional>

namespace isthmus::core {

/// One thing that is done to reach a server.
struct ConnectStep {
    enum class Kind : quint8 {
        LookUp, ///< addresses of the host's name
        Connect, ///< a port of one of them
        Secure, ///< TLS
        SignIn, ///< of a protocol that signs in before anything is asked
    };
    Kind kind = Kind::LookUp;
    QString detail; ///< what came of it: an address, "TLSv1.3"; never a secret
    std::optional<std::chrono::milliseconds> elapsed;
    bool hasFailed = false; ///< it is the last one then
    friend bool operator==(const ConnectStep &, const ConnectStep &) = default;
};

/// How a back end made its newest connection, as far as it came: for a test that tells where it ended. Thread: any.
class ConnectLog {
public:
    void set(const QList<ConnectStep> &steps)
    {
        const std::lock_guard lock(m_mutex);
        m_steps = steps;
    }
    [[nodiscard]] QList<ConnectStep> steps() const
    {
        const std::lock_guard lock(m_mutex);
        return m_steps;
    }

private:
    mutable std::mutex m_mutex;
    QList<ConnectStep> m_steps;
};

} // namespace isthmus::core
