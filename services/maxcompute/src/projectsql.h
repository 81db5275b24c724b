// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "endpoint.h"

#include <isthmus/maxcompute/connection.h>
#include <isthmus/records/sqlrunner.h>

#include <memory>

namespace isthmus::maxcompute {

class JobLane;

/// SQL jobs of one project, or of the one that a request names, one after another.
class ProjectSql final : public records::SqlRunner {
public:
    ProjectSql(const Settings &settings, const Endpoint &endpoint);

    QFuture<core::Result<records::SqlResult>> run(const records::SqlRequest &request) override;

private:
    Settings m_settings;
    std::shared_ptr<JobLane> m_lane;
};

} // namespace isthmus::maxcompute
