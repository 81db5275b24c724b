// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <isthmus/connections/connectionmanager.h>
#include <isthmus/planning/planner.h>

#include <functional>

namespace isthmus::app {

/// The saved connections as planners see them. \a manager outlives every plan that is being made.
class ConnectionSources final : public planning::Sources {
public:
    explicit ConnectionSources(connections::ConnectionManager &manager) : m_manager(manager) { }

    [[nodiscard]] core::Result<planning::Source> source(const QString &connection,
                                                        const core::Cancellation &cancellation) const override;
    void waitsFor(const catalog::ObjectPath &what) const override;

    using OnWaiting = std::function<void(const catalog::ObjectPath &what)>;
    /// Before the first plan is made; it is called on the threads that make them.
    void setOnWaiting(OnWaiting onWaiting) { m_onWaiting = std::move(onWaiting); }

private:
    OnWaiting m_onWaiting;
    connections::ConnectionManager &m_manager;
};

} // namespace isthmus::app
