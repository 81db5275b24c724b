// SPDX-License-Identifier: GPL-3.0-or-later
#include "tunneltarget.h"

#include <isthmus/sandbox/store/partitionsql.h>

namespace isthmus::sandbox {

QString TunnelTarget::condition() const
{
    return partition.isEmpty() ? QString() : partitionCondition(table, partition);
}

Reply<TableRow> requireManagedTable(const ServiceContext &context, PgSession &session, const HttpRequest &request)
{
    auto table = requireTable(context, session, request, request.resource.name);
    if (!table) {
        ServiceError error = table.error();
        if (error.code == u"NoSuchObject")
            error.code = QStringLiteral("NoSuchTable");
        return refuse(error);
    }
    if (table->kind != TableKind::Managed)
        return refuse(ServiceError::badArgument(
            QStringLiteral("'%1' is no managed table: its rows come and go by SQL only").arg(table->name)));
    return table;
}

Reply<TunnelTarget> tunnelTarget(const ServiceContext &context, PgSession &session, const HttpRequest &request)
{
    auto table = requireManagedTable(context, session, request);
    if (!table)
        return refuse(table.error());
    return targetOf(std::move(*table), request.target.value(u"partition"));
}

Reply<TunnelTarget> targetOf(TableRow table, const QString &spec)
{
    TunnelTarget target;
    target.partitionSpec = spec;
    if (!table.partitionColumns.isEmpty() || !target.partitionSpec.isEmpty()) {
        const auto values = parsePartition(table, target.partitionSpec, false);
        if (!values)
            return refuse(values.error());
        target.partition = *values;
    }
    target.table = std::move(table);
    return target;
}

Reply<bool> requirePartition(PgSession &session, const TunnelTarget &target, bool mayCreate)
{
    if (target.partition.isEmpty())
        return true;
    Metadata metadata(session);
    const auto partition = metadata.partition(target.table.id, target.partition);
    if (!partition)
        return refuse(ServiceError::fromStore(partition.error()));
    if (*partition)
        return true;
    if (!mayCreate)
        return refuse({404, QStringLiteral("NoSuchPartition"),
                       QStringLiteral("Partition '%1' does not exist").arg(target.partitionSpec)});
    if (const QString problem = partitionProblem(target.table, target.partition); !problem.isEmpty())
        return refuse(ServiceError::badArgument(problem));
    return replyOf(metadata.addPartition(target.table.id, target.partition));
}

} // namespace isthmus::sandbox
