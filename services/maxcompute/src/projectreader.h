// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "joblane.h"

#include <isthmus/records/tablereader.h>

namespace isthmus::maxcompute {

/// Previews. A table with rows of its own is read by the head resource, which is no job; external tables and views are
/// read by a SELECT with a LIMIT.
class ProjectReader final : public records::TableReader {
public:
    explicit ProjectReader(ReadingLanes reading) : m_reading(std::move(reading)) { }

    QFuture<core::Result<records::Preview>> preview(const records::PreviewRequest &request) override;

private:
    ReadingLanes m_reading;
};

} // namespace isthmus::maxcompute
