// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <isthmus/catalog/objectpath.h>

#include <QString>

namespace isthmus::hologres {

/// From pg_class.relkind; \a isDynamic is told by hologres.hg_dynamic_table_properties.
[[nodiscard]] catalog::ObjectKind relationKind(const QString &relkind, bool isDynamic);

/// SQL for the planner's row estimate of the pg_class row \a alias (its columns oid, relkind, reltuples, relpages);
/// NULL when it was never analysed or is no table; a partitioned table without an estimate of its own has the sum of
/// its partitions'. reltuples is -1 for "never" since PostgreSQL 14; before, it is 0 with no pages.
[[nodiscard]] QString rowEstimateSql(const QString &alias, int serverVersion);

} // namespace isthmus::hologres
