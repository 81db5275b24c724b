// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "session.h"
#include "tableloader.h"

#include <isthmus/core/lane.h>

#include <array>

namespace isthmus::maxcompute {

/// What the tasks of one lane share: a connection and what is remembered of the project.
struct LaneState {
    LaneState(const Settings &settings, const Endpoint &endpoint) : session(settings, endpoint), tables(session) { }

    Session session;
    TableLoader tables;
    /// Rows of SHOW FOREIGN SERVERS: false once the service has turned out not to know the statement.
    bool mayHaveForeignServers = true;
};

/// A lane with its own connection to the project. Tasks get the state, which outlives them.
class JobLane {
public:
    JobLane(const QString &name, const Settings &settings, const Endpoint &endpoint)
        : m_state(std::make_shared<LaneState>(settings, endpoint)), m_lane(name)
    {
    }

    /// \a task is a Result<T>(LaneState &, const Cancellation &). Thread: any.
    template <typename T, typename Task>
    [[nodiscard]] QFuture<core::Result<T>> post(core::Priority priority, Task task)
    {
        return m_lane.post<T>(
            priority, [state = m_state, task = std::move(task)](const core::Cancellation &cancellation) mutable {
                return task(*state, cancellation);
            });
    }

    [[nodiscard]] int load() const { return m_lane.load(); }

private:
    std::shared_ptr<LaneState> m_state;
    core::Lane m_lane;
};

/// For what may take long, previews and DDL: two, so that one that is stuck does not stop the next page.
using ReadingLanes = std::array<std::shared_ptr<JobLane>, 2>;

} // namespace isthmus::maxcompute
