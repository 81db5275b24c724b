// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "endpoint.h"

#include <isthmus/maxcompute/connection.h>
#include <isthmus/records/sqlrunner.h>

#include <memory>
#include <mutex>
#include <vector>

namespace isthmus::maxcompute {

class JobLane;

/// SQL jobs of one project, or of the one that a request names, one after another; independent ones beside one another,
/// up to maxBeside at once.
class ProjectSql final : public records::SqlRunner {
public:
    static constexpr size_t maxBeside = 16;

    ProjectSql(const Settings &settings, const Endpoint &endpoint);

    QFuture<core::Result<records::SqlResult>> run(const records::SqlRequest &request) override;

private:
    [[nodiscard]] std::shared_ptr<JobLane> laneBeside(); // one that has nothing to do, as long as there may be more

    Settings m_settings;
    Endpoint m_endpoint;
    std::shared_ptr<JobLane> m_lane;
    std::mutex m_mutex;
    std::vector<std::shared_ptr<JobLane>> m_beside; // made when they are needed
};

} // namespace isthmus::maxcompute
