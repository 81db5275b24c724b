// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sessions.h"

#include <isthmus/core/lane.h>

#include <memory>

namespace isthmus::hologres {

/// One lane with the sessions that live on it; shared by the interfaces that work on it. Tasks capture the sessions,
/// never this object. Thread: post() from any.
class SessionLane {
public:
    SessionLane(const std::shared_ptr<const Settings> &settings, Session::Purpose purpose, const QString &name)
        : m_settings(settings), m_sessions(std::make_shared<Sessions>(settings, purpose)), m_lane(name)
    {
    }

    [[nodiscard]] const Settings &settings() const { return *m_settings; }

    /// Runs \a work, a Result<T>(Sessions &, const core::Cancellation &).
    template <typename T, typename Work>
    [[nodiscard]] QFuture<core::Result<T>> post(core::Priority priority, Work work)
    {
        return m_lane.post<T>(
            priority,
            [sessions = m_sessions, work = std::move(work)](const core::Cancellation &cancellation) -> core::Result<T> {
                return work(*sessions, cancellation);
            });
    }

    [[nodiscard]] int load() const { return m_lane.load(); }

private:
    std::shared_ptr<const Settings> m_settings;
    std::shared_ptr<Sessions> m_sessions;
    core::Lane m_lane; // last: its destructor waits for the work that uses the sessions
};

} // namespace isthmus::hologres
