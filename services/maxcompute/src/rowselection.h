// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "joblane.h"

#include <isthmus/catalog/partitionspec.h>
#include <isthmus/catalog/tableinfo.h>

namespace isthmus::maxcompute {

/// Which rows of which relation are meant.
struct RowSelection {
    catalog::TableInfo info; ///< with TableLoader::Depth::Columns
    catalog::PartitionSpec parts; ///< of one partition that is there; empty: of all
    Project project;
};

/// Rows that the service stores itself and gives without a job.
[[nodiscard]] bool hasOwnRows(const catalog::TableInfo &info);

/// A partition is named in \a path, as the tree lists it, or beside the table by \a partition. Errors: also NotFound,
/// and Invalid for a partition of another form.
[[nodiscard]] core::Result<RowSelection> selectRows(LaneState &state, const catalog::ObjectPath &path,
                                                    const QString &partition, const core::Cancellation &cancellation);

/// "SET …; SELECT \a values FROM … WHERE … ORDER BY …" \a end ";": the script that reads them. \a filter and \a order
/// are the user's. Errors: Invalid where they are more than one expression; those of reading who may read an external
/// table's source.
[[nodiscard]] core::Result<QString> selectStatement(LaneState &state, const RowSelection &selection,
                                                    const QString &values, const QString &filter, const QString &order,
                                                    const QString &end, const core::Cancellation &cancellation);

} // namespace isthmus::maxcompute
