// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <isthmus/core/cancellation.h>
#include <isthmus/mapping/externaltable/definition.h>

#include <functional>
#include <memory>

namespace isthmus::mapping {

/// Both sides of a mapping as its planner reaches them.
struct MappingSides {
    std::shared_ptr<catalog::Catalog> source;
    std::shared_ptr<catalog::Catalog> target;
    bool targetReadOnly = false;
    /// Is told what is waited for from now on.
    std::function<void(const catalog::ObjectPath &what)> waitsFor = [](const catalog::ObjectPath &) {};
};

/// Reads what planMapTable() needs, from both sides at once. Blocks. Thread: any but the window's. Errors: Cancelled;
/// those of Catalog::table() on the source and Catalog::server() on both.
[[nodiscard]] core::Result<MapTableFacts> awaitMapTableFacts(const MapTable &definition, const MappingSides &sides,
                                                             const core::Cancellation &cancellation);

} // namespace isthmus::mapping
