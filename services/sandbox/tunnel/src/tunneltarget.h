// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <isthmus/sandbox/requests/requestobjects.h>

namespace isthmus::sandbox {

/// What a Tunnel request works on: a managed table, and for a partitioned one a whole partition.
struct TunnelTarget {
    TableRow table;
    QStringList partition; ///< values; empty for a table that is not partitioned
    QString partitionSpec; ///< as the request wrote it

    /// SQL condition of the rows; empty for all rows of the table.
    [[nodiscard]] QString condition() const;
};

/// The request's table. Errors: NoSuchTable in place of the metadata service's NoSuchObject, InvalidArgument for one
/// that is not managed.
[[nodiscard]] Reply<TableRow> requireManagedTable(const ServiceContext &context, PgSession &session,
                                                  const HttpRequest &request);
/// Errors: as requireManagedTable(), and InvalidArgument for a partition that is not whole.
[[nodiscard]] Reply<TunnelTarget> tunnelTarget(const ServiceContext &context, PgSession &session,
                                               const HttpRequest &request);
/// As tunnelTarget(), of the partition \a spec instead of the request's parameter.
[[nodiscard]] Reply<TunnelTarget> targetOf(TableRow table, const QString &spec);
/// Errors: NoSuchPartition if it is not there and \a mayCreate is false.
[[nodiscard]] Reply<bool> requirePartition(PgSession &session, const TunnelTarget &target, bool mayCreate);
} // namespace isthmus::sandbox
