// SPDX-License-Identifier: GPL-3.0-or-later
#include "text.h"

#include <isthmus/catalog/listing.h>
#include <isthmus/core/async.h>
#include <isthmus/mapping/typeloss/reading.h>

namespace isthmus::mapping {

namespace {

using core::ErrorKind;
using core::Result;

constexpr qsizetype tablesAtOnce = 500;

// Whether the connection is at fault: then the other tables are not worth asking for.
bool isOfConnection(const core::Error &error)
{
    return error.isTransient() || error.kind == ErrorKind::Authentication || error.isCancelled();
}

Result<core::Done> readSchema(catalog::Catalog &catalog, TypeLossReport &report, const core::Cancellation &cancellation)
{
    const auto entries = catalog::awaitAll(catalog, report.scope, cancellation);
    if (!entries)
        return core::fail(entries.error());
    QStringList names;
    for (const catalog::Entry &entry : *entries) {
        const bool isRelation = catalog::isRelation(entry.kind);
        if (isRelation)
            names.append(entry.name());
    }
    for (qsizetype begin = 0; begin < names.size(); begin += tablesAtOnce) {
        const auto tables = core::await(catalog.tables(report.scope, names.mid(begin, tablesAtOnce)), cancellation);
        if (!tables)
            return core::fail(tables.error());
        for (const catalog::TableInfo &table : *tables) {
            if (isTaken(report.way, table.kind))
                report.tables.append(lossOf(table, report.way, report.settings));
            else
                report.passedOver.append(table.name);
        }
    }
    return core::Done{};
}

} // namespace

Result<TypeLossReport> awaitTypeLoss(catalog::Catalog &catalog, const catalog::ObjectPath &scope, MappingPath way,
                                     const TypeSettings &settings, const core::Cancellation &cancellation)
{
    TypeLossReport report;
    report.scope = scope;
    report.way = way;
    report.settings = settings;
    report.readAt = QDateTime::currentDateTime();
    if (scope.isConnection())
        return core::fail(ErrorKind::Invalid, Text::tr("%1 is a connection.").arg(scope.connection),
                          Text::tr("A report is about a table or a schema."));
    const auto table = core::await(catalog.table(scope), cancellation);
    if (table) {
        report.tables.append(lossOf(*table, way, settings)); // its types all the same
        if (!isTaken(way, table->kind))
            report.passedOver.append(table->name);
        return report;
    }
    // A path of another shape than a table's, or the name of a schema where a table's might stand.
    if (table.error().kind != ErrorKind::Invalid && table.error().kind != ErrorKind::NotFound)
        return core::fail(table.error());
    report.isSchema = true;
    const auto read = readSchema(catalog, report, cancellation);
    if (!read && (read.error().kind == ErrorKind::Invalid || table.error().kind == ErrorKind::NotFound))
        return core::fail(table.error());
    if (!read)
        return core::fail(read.error());
    return report;
}

Result<core::Done> awaitCounts(TypeLossReport &report, records::TableReader &reader,
                               const core::Cancellation &cancellation, const std::function<void(qsizetype)> &onTable)
{
    for (qsizetype i = 0; i < report.tables.size(); ++i) {
        TableLoss &table = report.tables[i];
        if (table.rows || !table.hasRisks())
            continue;
        if (cancellation.isRequested())
            return core::fail(core::Error::cancelled());
        if (onTable)
            onTable(i);
        const auto counts = core::await(reader.countConditions(countingOf(table)), cancellation);
        if (!counts && isOfConnection(counts.error()))
            return core::fail(counts.error());
        if (!counts)
            table.countError = counts.error();
        else if (!takeCounts(table, *counts))
            return core::fail(ErrorKind::Protocol,
                              Text::tr("The counts of %1 cannot be understood.").arg(table.path.toString()));
        if (onTable)
            onTable(i);
    }
    return core::Done{};
}

} // namespace isthmus::mapping
