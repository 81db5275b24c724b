// SPDX-License-Identifier: GPL-3.0-or-later
#include "externaltable/targetschema.h"

#include <isthmus/core/async.h>
#include <isthmus/dialect/quoting.h>

namespace isthmus::mapping {

bool isSchemaPath(const catalog::ObjectPath &path)
{
    return path.names.size() == 1 || path.names.size() == 2;
}

QString databaseOf(const catalog::ObjectPath &schema)
{
    return schema.names.size() == 2 ? schema.names.first() : QString();
}

TargetSchema awaitTargetSchema(const catalog::ObjectPath &schema, catalog::Catalog &target,
                               const core::Cancellation &cancellation)
{
    constexpr int maxPages = 100;
    catalog::ListRequest request;
    request.parent = schema.parent();
    request.namePrefix = schema.name();
    for (int i = 0; i < maxPages; ++i) {
        const auto page = core::await(target.children(request), cancellation);
        if (!page)
            break;
        for (const catalog::Entry &entry : page->entries) {
            if (entry.name().compare(schema.name(), Qt::CaseInsensitive) == 0)
                return entry.kind == catalog::ObjectKind::ExternalSchema ? TargetSchema::External : TargetSchema::There;
        }
        if (page->nextMarker.isEmpty())
            return TargetSchema::Missing;
        request.marker = page->nextMarker;
    }
    return TargetSchema::Unknown;
}

core::Result<std::optional<catalog::ObjectKind>>
awaitSchemaKind(const catalog::ObjectPath &schema, catalog::Catalog &catalog, const core::Cancellation &cancellation)
{
    constexpr int maxPages = 100;
    catalog::ListRequest request;
    request.parent = schema.parent();
    request.namePrefix = schema.name();
    for (int i = 0; i < maxPages; ++i) {
        const auto page = core::await(catalog.children(request), cancellation);
        if (!page)
            return core::fail(page.error());
        for (const catalog::Entry &entry : page->entries) {
            if (entry.path == schema)
                return entry.kind;
        }
        if (page->nextMarker.isEmpty())
            break;
        request.marker = page->nextMarker;
    }
    return std::optional<catalog::ObjectKind>();
}

QDateTime awaitSchemaCreated(const catalog::ObjectPath &schema, catalog::Catalog &target,
                             const core::Cancellation &cancellation)
{
    const auto facts = core::await(target.facts(schema), cancellation);
    for (const catalog::Fact &fact : facts.value_or(QList<catalog::Fact>())) {
        if (fact.id == catalog::FactId::Created && std::holds_alternative<QDateTime>(fact.value))
            return std::get<QDateTime>(fact.value);
    }
    return {};
}

QString maxComputeTableText(const catalog::ServerInfo &server, const QString &schema, const QString &table)
{
    QStringList parts{dialect::maxComputeName(server.database)};
    if (server.schemasEnabled)
        // "default" is a keyword and yet stands bare as a schema in MaxCompute's own samples.
        parts.append(schema == u"default" ? schema : dialect::maxComputeName(schema));
    parts.append(dialect::maxComputeName(table));
    return parts.join(u'.');
}

QString schemaTitle(const catalog::ServerInfo &server, const QString &schema)
{
    return server.database + u'.' + schema;
}

} // namespace isthmus::mapping
