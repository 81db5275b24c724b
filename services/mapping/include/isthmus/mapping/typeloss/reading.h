// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <isthmus/catalog/catalog.h>
#include <isthmus/core/cancellation.h>
#include <isthmus/mapping/typeloss/typeloss.h>

#include <functional>

namespace isthmus::mapping {

/// Reads the types of the table or of all tables of the schema at \a scope, and judges them; counts nothing. Blocks.
/// Thread: any but the window's and those of lanes. Errors: those of the catalog; Invalid for another path.
[[nodiscard]] core::Result<TypeLossReport> awaitTypeLoss(catalog::Catalog &catalog, const catalog::ObjectPath &scope,
                                                         MappingPath way, const TypeSettings &settings,
                                                         const core::Cancellation &cancellation);

/// Counts the values at risk of all tables of \a report that were not counted yet, one scan a table, and calls
/// \a onTable before and after each. A table that cannot be counted keeps its error, and the others go on. Blocks; as
/// above. Errors: Cancelled, what was counted stays; those of the connection (Error::isTransient(), Authentication).
[[nodiscard]] core::Result<core::Done> awaitCounts(TypeLossReport &report, records::TableReader &reader,
                                                   const core::Cancellation &cancellation,
                                                   const std::function<void(qsizetype table)> &onTable = {});

} // namespace isthmus::mapping
