// SPDX-License-Identifier: GPL-3.0-or-later
#include "rowselection.h"

#include <isthmus/core/sentences.h>
#include <isthmus/dialect/clauses.h>
#include <isthmus/dialect/quoting.h>

#include <QCoreApplication>

namespace isthmus::maxcompute {

using catalog::ObjectKind;
using catalog::PartitionPart;

namespace {

struct Wanted {
    catalog::ObjectPath table;
    catalog::PartitionSpec partition;
};

core::Result<Wanted> wantedRows(const Session &session, const catalog::ObjectPath &path, const QString &partition)
{
    Wanted wanted{path, {}};
    QString text = partition;
    const QStringList names = session.namesOf(path);
    if (names.size() == 4 && names.at(2) == catalog::partitionsFolder) {
        if (!text.isEmpty())
            return core::fail(core::ErrorKind::Invalid,
                              core::said("MaxCompute", QT_TRANSLATE_NOOP("MaxCompute", "%1 names a partition already."))
                                  .arg(path.toString()));
        text = wanted.table.name();
        wanted.table = wanted.table.parent().parent();
    }
    auto spec = catalog::parsePartitionSpec(text);
    if (!spec)
        return core::fail(spec.error());
    wanted.partition = *std::move(spec);
    return wanted;
}

// Source of the settings: MaxCompute, "Hologres external tables": dual signature and STS.
QString settingsFor(const catalog::TableInfo &info)
{
    if (!info.external)
        return {};
    if (info.external->roleArn.isEmpty())
        return QStringLiteral("SET odps.sql.common.table.planner.ext.hive.bridge=true;\n");
    return QStringLiteral("SET odps.sql.split.hive.bridge=true;\nSET odps.sql.hive.compatible=true;\n");
}

} // namespace

bool hasOwnRows(const catalog::TableInfo &info)
{
    return info.kind == ObjectKind::Table || info.kind == ObjectKind::PartitionedTable;
}

core::Result<RowSelection> selectRows(LaneState &state, const catalog::ObjectPath &path, const QString &partition,
                                      const core::Cancellation &cancellation)
{
    const auto wanted = wantedRows(state.session, path, partition);
    if (!wanted)
        return core::fail(wanted.error());
    auto project = state.session.project(cancellation);
    if (!project)
        return core::fail(project.error());
    auto info = state.tables.load(wanted->table, TableLoader::Depth::Columns, cancellation);
    if (!info)
        return core::fail(info.error());
    auto parts = catalog::resolvePartition(wanted->partition, info->schema + u'.' + info->name,
                                           info->partitionColumns(), Qt::CaseInsensitive);
    if (!parts)
        return core::fail(parts.error());
    if (!parts->isEmpty()) { // of one that is not there the service answers no rows
        if (const auto found = state.tables.describePartition(*info, *parts, cancellation); !found)
            return core::fail(found.error());
    }
    return RowSelection{*std::move(info), *std::move(parts), *std::move(project)};
}

core::Result<QString> selectStatement(LaneState &state, const RowSelection &selection, const QString &values,
                                      const QString &filter, const QString &order, const QString &end,
                                      const core::Cancellation &cancellation)
{
    const auto condition = dialect::filterClause(dialect::Dialect::MaxCompute, filter);
    if (!condition)
        return core::fail(condition.error());
    const auto list = dialect::orderClause(dialect::Dialect::MaxCompute, order);
    if (!list)
        return core::fail(list.error());
    catalog::TableInfo info = selection.info;
    if (info.kind == ObjectKind::ExternalTable) { // who reads the source is only in the extended description
        auto whole = state.tables.load(info.path, TableLoader::Depth::Everything, cancellation);
        if (!whole)
            return core::fail(whole.error());
        info = *std::move(whole);
    }
    QStringList conditions;
    for (const PartitionPart &part : selection.parts)
        conditions.append(dialect::maxComputeName(part.column) + u'=' + dialect::quoteMaxComputeText(part.value));
    if (!condition->isEmpty())
        conditions.append(*condition);
    const QString name = selection.project.schemasEnabled
        ? dialect::maxComputeName(info.schema) + u'.' + dialect::maxComputeName(info.name)
        : dialect::maxComputeName(info.name);
    QString sql = settingsFor(info) + QStringLiteral("SELECT ") + values + QStringLiteral(" FROM ") + name;
    if (!conditions.isEmpty())
        sql += QStringLiteral(" WHERE ") + conditions.join(QStringLiteral(" AND "));
    return sql + *list + end + u';';
}

} // namespace isthmus::maxcompute
