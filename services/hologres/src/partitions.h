// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "location.h"
#include "session.h"

#include <isthmus/catalog/partitionspec.h>

namespace isthmus::hologres {

/// "pt" = 'a' AND …, for a WHERE clause.
[[nodiscard]] QString partitionCondition(const catalog::PartitionSpec &spec);

/// \a spec with the names and in the order of the partition columns of the table at \a location, \a columns, and of its
/// partitions that are partitioned again: it names all of the table's own, and as many levels below as are wanted.
/// Errors: those of catalog::resolvePartition(), and NotFound where lists of values tell that it does not exist.
[[nodiscard]] core::Result<catalog::PartitionSpec> resolvePartitionLevels(Session &session, const Location &location,
                                                                          const catalog::PartitionSpec &spec,
                                                                          const QStringList &columns,
                                                                          const core::Cancellation &cancellation);

/// Whether the table at \a location may have the partition \a spec, which names its partition columns, level by level.
/// True where its partitions are no lists of values, or may not be seen: only a list tells what is missing.
[[nodiscard]] core::Result<bool> mayHavePartition(Session &session, const Location &location,
                                                  const catalog::PartitionSpec &spec,
                                                  const core::Cancellation &cancellation);

/// The values in a partition's bound as the server writes it: FOR VALUES IN ('a', 'b''x'). Nothing for other bounds.
[[nodiscard]] std::optional<QStringList> listBoundValues(const QString &bound);

} // namespace isthmus::hologres
