// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <isthmus/core/cancellation.h>
#include <isthmus/mapping/externaltable/definition.h>

#include <memory>

namespace isthmus::mapping {

/// Both sides of a mapping as the planner and the verify step reach them.
struct MappingSides {
    std::shared_ptr<catalog::Catalog> source;
    std::shared_ptr<catalog::Catalog> target;
    bool targetReadOnly = false;
};

/// Reads what planMapTable() needs, from both sides at once. A future of its own; cancel() cancels the reading.
/// Thread: call from any thread; the reading waits on a thread of the global pool, never on the caller's.
/// Errors: those of Catalog::table() on the source and Catalog::server() on both.
[[nodiscard]] QFuture<core::Result<MapTableFacts>> readMapTableFacts(const MapTable &definition,
                                                                     const MappingSides &sides);

/// The same on the calling thread, which waits.
[[nodiscard]] core::Result<MapTableFacts> awaitMapTableFacts(const MapTable &definition, const MappingSides &sides,
                                                             const core::Cancellation &cancellation);

} // namespace isthmus::mapping
