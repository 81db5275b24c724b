// SPDX-License-Identifier: GPL-3.0-or-later
#include "names.h"

#include "errors.h"
#include "listing.h"
#include "tablereading.h"
#include "text.h"

#include <isthmus/core/redact.h>

#include <QJsonArray>
#include <QJsonDocument>
#include <QXmlStreamWriter>

namespace isthmus::maxcompute {

using catalog::ObjectKind;
using catalog::ObjectPath;
using core::Result;

namespace {

constexpr int schemasAtOnce = 1'000;
constexpr int namesAtOnce = 10'000;
constexpr int requestsAtOnce = 20; // a page comes back in bounded time, however small the schemas are
constexpr qsizetype tablesAtOnce = 100; // docs/protocol.md#tables
const QString noSuchTable = QStringLiteral("ODPS-0130131"); // docs/protocol.md#error-codes

// Where names go on: which page of schemas, how many of it are done, and the marker inside the next one.
struct Place {
    QString schemaMarker;
    int done = 0;
    QString tableMarker;

    [[nodiscard]] QString toText() const
    {
        return QString::fromUtf8(
            QJsonDocument(QJsonArray{schemaMarker, done, tableMarker}).toJson(QJsonDocument::Compact));
    }
    // A text that is none begins anew.
    static Place fromText(const QString &text)
    {
        const QJsonArray parts = QJsonDocument::fromJson(text.toUtf8()).array();
        return {parts.at(0).toString(), parts.at(1).toInt(), parts.at(2).toString()};
    }
};

bool isSchemaPath(const LaneState &state, const ObjectPath &path)
{
    const QStringList names = state.session.namesOf(path);
    return names.size() == 1 && !names.first().startsWith(u':');
}

bool isProjectPath(const LaneState &state, const ObjectPath &path)
{
    const Settings &settings = state.session.settings();
    return settings.wholeTenant ? path.names.size() == 1 && !path.names.first().startsWith(u':') : path.isConnection();
}

tl::unexpected<core::Error> noScope(const ObjectPath &path)
{
    return core::fail(core::ErrorKind::Invalid,
                      said(QT_TRANSLATE_NOOP("MaxCompute", "%1 is no project and no schema.")).arg(path.toString()));
}

tl::unexpected<core::Error> noSchema(const ObjectPath &path)
{
    return core::fail(core::ErrorKind::Invalid,
                      said(QT_TRANSLATE_NOOP("MaxCompute", "%1 is no schema.")).arg(path.toString()));
}

// The schemas that a scope holds, a page at a time.
Result<SchemaPage> schemasOf(LaneState &state, const ObjectPath &scope, const QString &marker,
                             const core::Cancellation &cancellation)
{
    if (isSchemaPath(state, scope))
        return SchemaPage{{{scope.name(), false, {}}}, {}};
    if (!isProjectPath(state, scope))
        return noScope(scope);
    const auto project = state.session.project(cancellation);
    if (!project)
        return core::fail(project.error());
    if (!project->schemasEnabled)
        return SchemaPage{{{QStringLiteral("default"), false, {}}}, {}};
    return listSchemas(state, marker, schemasAtOnce, {}, cancellation);
}

QByteArray queryXml(const QString &project, const QString &schema, const QStringList &names)
{
    QByteArray xml;
    QXmlStreamWriter writer(&xml);
    writer.writeStartDocument();
    writer.writeStartElement(QStringLiteral("Tables"));
    for (const QString &name : names) {
        writer.writeStartElement(QStringLiteral("Table"));
        writer.writeTextElement(QStringLiteral("Project"), project);
        writer.writeTextElement(QStringLiteral("Name"), name);
        writer.writeTextElement(QStringLiteral("Schema"), schema);
        writer.writeEndElement();
    }
    writer.writeEndDocument();
    return xml;
}

// Up to 100 tables by one request, by name.
Result<QHash<QString, catalog::TableInfo>> loadSome(LaneState &state, const ObjectPath &schema,
                                                    const QStringList &names, const core::Cancellation &cancellation)
{
    const QString schemaName = schema.name();
    const auto isExternal = state.tables.isExternalSchema(schemaName, cancellation);
    if (!isExternal)
        return core::fail(isExternal.error());
    const auto query = state.tables.schemaQuery(schemaName, cancellation);
    if (!query)
        return core::fail(query.error());
    Call call;
    call.method = QByteArrayLiteral("POST");
    call.isRead = true;
    call.path = state.session.projectPath({QStringLiteral("tables")});
    call.query = wire::QueryItems{{"query", {}}} + *query;
    call.headers = {{"Content-Type", "application/xml"}};
    call.body = queryXml(state.session.settings().project, schemaName, names);
    call.subject = said(QT_TRANSLATE_NOOP("MaxCompute", "Schema %1")).arg(schemaName);
    const auto xml = state.session.sendForXml(call, u"Tables", cancellation);
    QHash<QString, catalog::TableInfo> tables;
    if (!xml && xml.error().code == noSuchTable)
        return tables; // where none of them is there, the service names the first
    if (!xml)
        return core::fail(xml.error());
    for (const XmlNode &node : xml->children) {
        if (node.name != u"Table")
            continue;
        auto info = readTable(node, tableJson(node), {}, *isExternal);
        if (!info)
            return core::fail(garbledError(state.session.host(), info.error().detail));
        info->path = schema.child(info->name);
        info->database = state.session.settings().project;
        info->schema = schemaName;
        const QString name = info->name;
        tables.insert(name, *std::move(info));
    }
    return tables;
}

catalog::Entry entryOf(const catalog::TableInfo &info)
{
    catalog::Entry entry;
    entry.path = info.path;
    entry.kind = info.kind;
    entry.mayHaveChildren = true;
    entry.comment = info.comment;
    if (entry.kind == ObjectKind::Table || entry.kind == ObjectKind::PartitionedTable)
        entry.rowEstimate = info.rowEstimate;
    entry.note = info.partitionColumns().join(QStringLiteral(", "));
    return entry;
}

// What a list's definition or the table itself tells; nothing if neither does.
Result<QString> locationOf(LaneState &state, const ObjectPath &path, const TableLine &table, bool mayAsk,
                           const core::Cancellation &cancellation)
{
    if (const QString told = table.json.value(u"location").toString(); !told.isEmpty() || !mayAsk)
        return core::redacted(told);
    const auto info = state.tables.load(path, TableLoader::Depth::Everything, cancellation);
    if (!info && info.error().kind == core::ErrorKind::NotFound)
        return QString(); // dropped meanwhile
    if (!info)
        return core::fail(info.error());
    return info->external ? info->external->location : QString();
}

} // namespace

Result<catalog::NamePage> readNames(LaneState &state, const ObjectPath &scope, const QString &marker,
                                    const core::Cancellation &cancellation)
{
    Place place = Place::fromText(marker);
    const auto schemas = schemasOf(state, scope, place.schemaMarker, cancellation);
    if (!schemas)
        return core::fail(schemas.error());
    catalog::NamePage page;
    for (int requests = 0; requests < requestsAtOnce && page.names.size() < namesAtOnce; ++requests) {
        if (place.done >= schemas->schemas.size()) {
            place = {schemas->nextMarker, 0, {}};
            if (!place.schemaMarker.isEmpty())
                page.nextMarker = place.toText();
            return page;
        }
        const QString &schema = schemas->schemas.at(place.done).name;
        const auto tables =
            listTables(state, schema, {.marker = place.tableMarker, .pageSize = namesAtOnce}, cancellation);
        if (!tables && tables.error().kind != core::ErrorKind::Permission
            && tables.error().kind != core::ErrorKind::NotFound)
            return core::fail(tables.error());
        if (tables) { // not closed to us, and not dropped meanwhile
            for (const TableLine &table : tables->tables)
                page.names.append({schema, table.name, table.kind});
        }
        place.tableMarker = tables ? tables->nextMarker : QString();
        if (place.tableMarker.isEmpty())
            ++place.done;
    }
    page.nextMarker = place.toText();
    return page;
}

namespace {

// As many at a time as one request takes; those that are still there, in the order of \a names.
template <typename Take>
Result<core::Done> forEachLoaded(LaneState &state, const ObjectPath &schema, const QStringList &names,
                                 const core::Cancellation &cancellation, Take take)
{
    for (qsizetype from = 0; from < names.size(); from += tablesAtOnce) {
        const QStringList some = names.mid(from, tablesAtOnce);
        const auto loaded = loadSome(state, schema, some, cancellation);
        if (!loaded)
            return core::fail(loaded.error());
        for (const QString &name : some) {
            const auto it = loaded->constFind(name);
            if (it == loaded->cend())
                continue;
            if (auto taken = take(*it); !taken)
                return taken;
        }
    }
    return core::Done{};
}

} // namespace

Result<QList<catalog::Entry>> readEntries(LaneState &state, const ObjectPath &schema, const QStringList &names,
                                          const core::Cancellation &cancellation)
{
    if (!isSchemaPath(state, schema))
        return noSchema(schema);
    QList<catalog::Entry> entries;
    const auto done =
        forEachLoaded(state, schema, names, cancellation, [&](const catalog::TableInfo &table) -> Result<core::Done> {
            entries.append(entryOf(table));
            return core::Done{};
        });
    if (!done)
        return core::fail(done.error());
    return entries;
}

Result<QList<catalog::TableInfo>> readTables(LaneState &state, const ObjectPath &schema, const QStringList &names,
                                             const core::Cancellation &cancellation)
{
    if (!isSchemaPath(state, schema))
        return noSchema(schema);
    QList<catalog::TableInfo> tables;
    const auto done =
        forEachLoaded(state, schema, names, cancellation, [&](const catalog::TableInfo &table) -> Result<core::Done> {
            if (table.kind != ObjectKind::ExternalTable) {
                tables.append(table);
                return core::Done{};
            }
            const auto whole = state.tables.load(table.path, TableLoader::Depth::Everything, cancellation);
            if (whole)
                tables.append(*whole);
            else if (whole.error().kind != core::ErrorKind::NotFound)
                return core::fail(whole.error());
            return core::Done{};
        });
    if (!done)
        return core::fail(done.error());
    return tables;
}

Result<QList<catalog::TableInfo>> readColumns(LaneState &state, const ObjectPath &schema, const QStringList &names,
                                              const core::Cancellation &cancellation)
{
    if (!isSchemaPath(state, schema))
        return noSchema(schema);
    QList<catalog::TableInfo> tables;
    const auto done =
        forEachLoaded(state, schema, names, cancellation, [&](const catalog::TableInfo &table) -> Result<core::Done> {
            tables.append(table);
            return core::Done{};
        });
    if (!done)
        return core::fail(done.error());
    return tables;
}

Result<QList<catalog::ExternalLink>> readExternalLinks(LaneState &state, const ObjectPath &scope,
                                                       const core::Cancellation &cancellation)
{
    QList<catalog::ExternalLink> links;
    QString schemaMarker;
    do {
        const auto schemas = schemasOf(state, scope, schemaMarker, cancellation);
        if (!schemas)
            return core::fail(schemas.error());
        for (const SchemaLine &schema : schemas->schemas) {
            const auto mirrors = state.tables.isExternalSchema(schema.name, cancellation);
            if (!mirrors)
                return core::fail(mirrors.error());
            const ObjectPath path = isSchemaPath(state, scope) ? scope : scope.child(schema.name);
            QString marker;
            do {
                const auto tables = listTables(
                    state, schema.name, {.marker = marker, .type = "EXTERNAL_TABLE", .isWhole = true}, cancellation);
                if (!tables)
                    return core::fail(tables.error());
                for (const TableLine &table : tables->tables) {
                    if (table.kind != ObjectKind::ExternalTable)
                        continue; // of a service that does not know the filter
                    const auto location = locationOf(state, path.child(table.name), table, !*mirrors, cancellation);
                    if (!location)
                        return core::fail(location.error());
                    if (!location->isEmpty())
                        links.append({path.child(table.name), *location});
                }
                marker = tables->nextMarker;
            } while (!marker.isEmpty());
        }
        schemaMarker = schemas->nextMarker;
    } while (!schemaMarker.isEmpty());
    return links;
}

} // namespace isthmus::maxcompute
