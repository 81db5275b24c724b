// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "joblane.h"

#include <isthmus/records/tablereader.h>

namespace isthmus::maxcompute {

/// Previews. A table with rows of its own is read by the head resource, which is no job; external tables and views are
/// read by a SELECT with a LIMIT, as is what is filtered or sorted. Long previews and whole tables come by the Tunnel.
class ProjectReader final : public records::TableReader {
public:
    ProjectReader(ReadingLanes reading, std::shared_ptr<JobLane> counting, std::shared_ptr<JobLane> exporting)
        : m_reading(std::move(reading)), m_counting(std::move(counting)), m_exporting(std::move(exporting))
    {
    }

    QFuture<core::Result<records::Preview>> preview(const records::PreviewRequest &request) override;
    QFuture<core::Result<records::Summary>> summarize(const records::SummaryRequest &request) override;
    QFuture<core::Result<qint64>> rows(const records::RowsRequest &request) override;

private:
    ReadingLanes m_reading;
    std::shared_ptr<JobLane> m_counting;
    std::shared_ptr<JobLane> m_exporting;
};

} // namespace isthmus::maxcompute
