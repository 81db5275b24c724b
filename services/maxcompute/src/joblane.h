// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "session.h"
#include "tableloader.h"

#include <isthmus/catalog/objectpath.h>
#include <isthmus/core/lane.h>

#include <algorithm>
#include <array>
#include <list>
#include <memory>
#include <utility>

namespace isthmus::maxcompute {

/// What is remembered of one project, and how it is asked.
struct LaneState {
    /// \a answersServers: what the projects of a lane know of their service in common, see listsForeignServers.
    LaneState(const Settings &settings, const Endpoint &endpoint, const std::shared_ptr<HttpClient> &http,
              std::shared_ptr<bool> answersServers)
        : session(settings, endpoint, http), tables(session), listsForeignServers(std::move(answersServers))
    {
    }

    Session session;
    TableLoader tables;
    /// Rows of SHOW FOREIGN SERVERS: false once the service has turned out not to know the statement.
    bool mayHaveForeignServers = true;
    /// True once it has answered in some project: a tenant of many projects is not asked by a job in each of them.
    std::shared_ptr<bool> listsForeignServers;
};

/// What the tasks of one lane share: a connection, and for each project what is remembered of it. Of a tenant, what was
/// used least recently is forgotten beyond 32 projects. Thread: one lane only.
class LaneProjects {
public:
    LaneProjects(const Settings &settings, const Endpoint &endpoint)
        : m_settings(settings), m_endpoint(endpoint), m_http(Session::makeHttp(settings))
    {
    }

    /// Of the project that \a path leads into; of the tenant for the path of a connection to all of its projects. Stays
    /// until some other projects have been asked for.
    [[nodiscard]] LaneState &stateOf(const catalog::ObjectPath &path)
    {
        const QString project = m_settings.wholeTenant ? path.names.value(0) : m_settings.project;
        const auto it = std::ranges::find_if(
            m_states, [&](const LaneState &state) { return state.session.settings().project == project; });
        if (it != m_states.end()) {
            m_states.splice(m_states.begin(), m_states, it);
        } else {
            constexpr size_t most = 32;
            if (m_states.size() >= most)
                m_states.pop_back();
            Settings settings = m_settings;
            settings.project = project;
            m_states.emplace_front(settings, m_endpoint, m_http, m_listsForeignServers);
        }
        return m_states.front();
    }

private:
    Settings m_settings;
    Endpoint m_endpoint;
    std::shared_ptr<HttpClient> m_http;
    std::shared_ptr<bool> m_listsForeignServers = std::make_shared<bool>(false);
    std::list<LaneState> m_states; // most recently used first; where they are, their table loaders know
};

/// A lane with its own connection to the service. Tasks get the state of a project, which outlives them.
class JobLane {
public:
    JobLane(const QString &name, const Settings &settings, const Endpoint &endpoint)
        : m_projects(std::make_shared<LaneProjects>(settings, endpoint)), m_lane(name)
    {
    }

    /// \a task, a Result<T>(LaneState &, const Cancellation &), in the project that \a path leads into. Thread: any.
    template <typename T, typename Task>
    [[nodiscard]] QFuture<core::Result<T>> post(core::Priority priority, const catalog::ObjectPath &path, Task task)
    {
        return post<T>(priority,
                       [path, task = std::move(task)](LaneProjects &projects, const core::Cancellation &cancellation) {
                           return task(projects.stateOf(path), cancellation);
                       });
    }
    /// The same for a \a task of several projects, a Result<T>(LaneProjects &, const Cancellation &).
    template <typename T, typename Task>
    [[nodiscard]] QFuture<core::Result<T>> post(core::Priority priority, Task task)
    {
        return m_lane.post<T>(
            priority, [projects = m_projects, task = std::move(task)](const core::Cancellation &cancellation) mutable {
                return task(*projects, cancellation);
            });
    }

    [[nodiscard]] int load() const { return m_lane.load(); }

private:
    std::shared_ptr<LaneProjects> m_projects;
    core::Lane m_lane;
};

/// For what may take long, previews and DDL: two, so that one that is stuck does not stop the next page.
using ReadingLanes = std::array<std::shared_ptr<JobLane>, 2>;

} // namespace isthmus::maxcompute
