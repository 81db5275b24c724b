// SPDX-License-Identifier: GPL-3.0-or-later
#include "tableloader.h"

#include "errors.h"
#include "tablereading.h"

#include <isthmus/core/sentences.h>

#include <QCoreApplication>

#include <algorithm>

namespace isthmus::maxcompute {

using catalog::TableInfo;

QString TableLoader::subject(const catalog::ObjectPath &path)
{
    const auto end = std::ranges::find(path.names, catalog::partitionsFolder);
    const QStringList names = path.names.first(end - path.names.begin());
    return core::said("MaxCompute", QT_TRANSLATE_NOOP("MaxCompute", "Table %1")).arg(names.join(u'.'));
}

core::Result<wire::QueryItems> TableLoader::schemaQuery(const QString &schema, const core::Cancellation &cancellation)
{
    const auto project = m_session.project(cancellation);
    if (!project)
        return core::fail(project.error());
    if (!project->schemasEnabled)
        return wire::QueryItems{};
    return wire::QueryItems{{"curr_schema", schema.toUtf8()}};
}

core::Result<bool> TableLoader::isExternalSchema(const QString &schema, const core::Cancellation &cancellation)
{
    if (const auto it = m_externalSchemas.constFind(schema); it != m_externalSchemas.cend())
        return *it;
    const auto project = m_session.project(cancellation);
    if (!project)
        return core::fail(project.error());
    if (!project->schemasEnabled)
        return false;
    Call call;
    call.path = m_session.projectPath({QStringLiteral("schemas"), schema});
    call.subject = core::said("MaxCompute", QT_TRANSLATE_NOOP("MaxCompute", "Schema %1")).arg(schema);
    const auto xml = m_session.sendForXml(call, u"Schema", cancellation);
    if (!xml && xml.error().kind == core::ErrorKind::Unsupported)
        return false; // a service that cannot describe a schema has no external ones
    if (!xml)
        return core::fail(xml.error());
    const bool isExternal = xml->childText(u"Type").compare(u"EXTERNAL", Qt::CaseInsensitive) == 0;
    rememberSchema(schema, isExternal);
    return isExternal;
}

core::Result<catalog::TableInfo> TableLoader::loadPartition(const catalog::ObjectPath &path,
                                                            const core::Cancellation &cancellation)
{
    const QStringList names = m_session.namesOf(path);
    if (names.size() != 4 || names.at(2) != catalog::partitionsFolder)
        return load(path, Depth::Everything, cancellation);
    auto info = load(path.parent().parent(), Depth::Columns, cancellation);
    if (!info)
        return info;
    const QString title = info->schema + u'.' + info->name;
    const auto spec = catalog::parsePartitionSpec(path.name());
    if (!spec)
        return core::fail(spec.error());
    const auto parts = catalog::resolvePartition(*spec, title, info->partitionColumns(), Qt::CaseInsensitive);
    if (!parts)
        return core::fail(parts.error());
    const auto json = describePartition(*info, *parts, cancellation);
    if (!json)
        return core::fail(json.error());
    TableInfo partition;
    partition.path = path;
    partition.kind = catalog::ObjectKind::Partition;
    partition.database = info->database;
    partition.schema = info->schema;
    partition.name = catalog::partitionSpecText(*parts);
    partition.columns = info->columns;
    readPartition(*json, partition);
    return partition;
}

core::Result<QJsonObject> TableLoader::describePartition(const catalog::TableInfo &table,
                                                         const catalog::PartitionSpec &spec,
                                                         const core::Cancellation &cancellation)
{
    const auto query = schemaQuery(table.schema, cancellation);
    if (!query)
        return core::fail(query.error());
    Call call;
    call.path = m_session.projectPath({QStringLiteral("tables"), table.name});
    call.query = wire::QueryItems{{"partition", restPartitionText(spec)}} + *query;
    call.subject = subject(table.path);
    const auto xml = m_session.sendForXml(call, u"Partition", cancellation);
    if (!xml && xml.error().kind == core::ErrorKind::NotFound)
        return core::fail(catalog::partitionNotFound(spec, table.schema + u'.' + table.name));
    if (!xml)
        return core::fail(xml.error());
    return tableJson(*xml);
}

core::Result<catalog::TableInfo> TableLoader::load(const catalog::ObjectPath &path, Depth depth,
                                                   const core::Cancellation &cancellation)
{
    const QStringList names = m_session.namesOf(path);
    if (names.size() != 2 || names.first().startsWith(u':')) {
        QStringList levels{QStringLiteral("SCHEMA"), QStringLiteral("TABLE")};
        if (m_session.settings().wholeTenant)
            levels.prepend(QStringLiteral("PROJECT"));
        return core::fail(catalog::noTablePath(path, levels));
    }
    const QString &schema = names.at(0);
    const auto isExternal = isExternalSchema(schema, cancellation);
    if (!isExternal)
        return core::fail(isExternal.error());
    const auto query = schemaQuery(schema, cancellation);
    if (!query)
        return core::fail(query.error());

    Call call;
    call.path = m_session.projectPath({QStringLiteral("tables"), names.at(1)});
    call.query = *query;
    call.subject = subject(path);
    const auto plain = m_session.sendForXml(call, u"Table", cancellation);
    if (!plain)
        return core::fail(plain.error());
    QJsonObject extended;
    if (depth == Depth::Everything) {
        call.query.prepend({"extended", {}});
        const auto more = m_session.sendForXml(call, u"Table", cancellation);
        if (!more)
            return core::fail(more.error());
        extended = tableJson(*more);
    }
    auto info = readTable(*plain, tableJson(*plain), extended, *isExternal);
    if (!info)
        return core::fail(garbledError(m_session.host(), info.error().detail));
    info->path = path;
    info->database = m_session.settings().project;
    info->schema = schema;
    if (info->name.isEmpty())
        info->name = names.at(1);
    return info;
}

} // namespace isthmus::maxcompute
