// SPDX-License-Identifier: GPL-3.0-or-later
#include "buffercompression.h"
#include "tunneltarget.h"

#include <isthmus/sandbox/rows/rowsending.h>
#include <isthmus/sandbox/store/partitionsql.h>
#include <isthmus/sandbox/tunnel/preview.h>

namespace isthmus::sandbox {

namespace {

constexpr qint64 maxRows = 10'000;

Reply<bool> requireExisting(PgSession &session, const TableRow &table, const QStringList &partition,
                            const QString &spec)
{
    if (partition.isEmpty() || partition.size() < table.partitionColumns.size())
        return true;
    const auto found = Metadata(session).partition(table.id, partition);
    if (!found)
        return refuse(ServiceError::fromStore(found.error()));
    if (!*found)
        return refuse(
            {404, QStringLiteral("NoSuchPartition"), QStringLiteral("Partition '%1' does not exist").arg(spec)});
    return true;
}

} // namespace

Reply<HttpResponse> servePreview(const ServiceContext &context, const HttpRequest &request)
{
    if (request.method != "GET")
        return refuse(ServiceError::notSupported(QStringLiteral("A preview by another method than GET")));
    const auto sending = RowSending::open(context);
    if (!sending)
        return refuse(sending.error());
    PgSession &session = (*sending)->session();
    const auto table = requireManagedTable(context, session, request);
    if (!table)
        return refuse(table.error());
    const QString spec = request.target.value(u"partition");
    const auto partition = parsePartition(*table, spec, true);
    if (!partition)
        return refuse(partition.error());
    if (const auto there = requireExisting(session, *table, *partition, spec); !there)
        return refuse(there.error());
    const QList<catalog::Column> all = table->allColumns();
    const auto columns = wantedColumns(request.target.value(u"columns"), all, all, ColumnOrder::AsInTable);
    if (!columns)
        return refuse(columns.error());
    auto format = arrowStream(*columns,
                              {.timestampsAsStructs = true,
                               .plainDecimalsIn128Bits = true,
                               .bodyCompression = acceptedBufferCompression(request)});
    if (!format)
        return refuse(format.error());
    // Without a limit clients send -1.
    const qint64 limit = qMin(maxRows, request.target.number(u"limit", maxRows, 0, std::numeric_limits<qint64>::max()));
    return (*sending)->start(
        {table->dataRelation(), *columns, partitionCondition(*table, *partition), {}, rowNumberColumn}, {0, limit}, 0,
        {.format = std::move(*format)});
}

} // namespace isthmus::sandbox
