// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <isthmus/connections/connectionmanager.h>
#include <isthmus/planning/planner.h>

namespace isthmus::app {

/// The saved connections as planners see them. \a manager outlives every plan that is being made.
class ConnectionSources final : public planning::Sources {
public:
    explicit ConnectionSources(connections::ConnectionManager &manager) : m_manager(manager) { }

    [[nodiscard]] core::Result<planning::Source> source(const QString &connection,
                                                        const core::Cancellation &cancellation) const override;

private:
    connections::ConnectionManager &m_manager;
};

} // namespace isthmus::app
