// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <isthmus/catalog/catalog.h>
#include <isthmus/core/cancellation.h>
#include <isthmus/mapping/structurediff/structurediff.h>

namespace isthmus::mapping {

/// Reads one table that is to be compared. Blocks. Thread: any but the window's and those of lanes. Errors: those of
/// the catalog.
[[nodiscard]] core::Result<DiffSide> awaitDiffSide(catalog::Catalog &catalog, const catalog::ObjectPath &path,
                                                   dialect::Dialect system, const core::Cancellation &cancellation);

} // namespace isthmus::mapping
