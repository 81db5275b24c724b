// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sessionlane.h"

#include <isthmus/records/sqlrunner.h>

namespace isthmus::hologres {

/// The user's statements, on the SQL lane: in the database of the connection, in instance mode in the one that the
/// request names, or the one first dialled.
class HologresSql final : public records::SqlRunner {
public:
    explicit HologresSql(std::shared_ptr<SessionLane> lane) : m_lane(std::move(lane)) { }

    [[nodiscard]] QFuture<core::Result<records::SqlResult>> run(const records::SqlRequest &request) override;

private:
    std::shared_ptr<SessionLane> m_lane;
};

} // namespace isthmus::hologres
