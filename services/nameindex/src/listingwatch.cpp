// SPDX-License-Identifier: GPL-3.0-or-later
#include "listingwatch.h"

#include "listingkey.h"

#include <algorithm>

namespace isthmus::nameindex {

namespace {

using catalog::ObjectKind;
using catalog::ObjectPath;
using core::Done;
using core::Result;

// A path, seen from the database it is in.
struct Location {
    Owner owner;
    QString database; // of an instance, project of a tenant; else empty
    QStringList names; // below it: schema, relation, …
    bool isInstance = false; // the connection of one, or of a tenant: above all databases
    bool isFolder = false; // of the tree only
};

Location locate(const connections::Profile &profile, const ObjectPath &path)
{
    Location location;
    location.owner = {profile.name, listingKey(profile)};
    location.names = path.names;
    location.isFolder =
        std::ranges::any_of(path.names, [](const QString &name) { return name.startsWith(QLatin1Char(':')); });
    if (catalog::databaseKindBelow(profile.rootKind())) {
        location.isInstance = path.names.isEmpty();
        location.database = path.names.value(0);
        location.names = path.names.mid(1);
    }
    return location;
}

} // namespace

Result<Done> ListingWatch::takePage(NameStore &store, const connections::Profile &profile,
                                    const catalog::ListRequest &request, const catalog::Page &page)
{
    const Location location = locate(profile, request.parent);
    if (location.isFolder || location.names.size() > 2)
        return Done{};
    List list;
    list.began = QDateTime::currentDateTime();
    list.age = ++m_age;
    if (!request.marker.isEmpty()) {
        auto node = m_lists.extract({request.parent, request.marker});
        if (node.empty())
            return Done{}; // its beginning was not seen
        list = std::move(node.mapped());
    }
    for (const catalog::Entry &entry : page.entries) {
        if (catalog::isDatabase(entry.kind))
            list.databases.append(entry.name());
        else if (entry.kind == ObjectKind::Schema || entry.kind == ObjectKind::ExternalSchema)
            list.schemas.append({entry.name(), entry.kind});
        else if (entry.kind == ObjectKind::Column)
            list.columns += packColumn(entry.name(), entry.note);
        else
            list.relations.add(entry.name(), entry.kind);
    }
    if (!page.nextMarker.isEmpty()) {
        m_lists.insert_or_assign({request.parent, page.nextMarker}, std::move(list));
        if (m_lists.size() > mostLists)
            m_lists.erase(std::ranges::min_element(m_lists, {}, [](const auto &row) { return row.second.age; }));
        return Done{};
    }
    if (location.isInstance)
        return store.writeDatabases(location.owner, list.databases);
    if (location.names.isEmpty())
        return store.writeSchemas(location.owner, location.database, list.schemas);
    if (location.names.size() == 1) {
        const auto packed = list.relations.finish();
        return store.writeSchema(location.owner, location.database,
                                 {location.names.first(), ObjectKind::Schema, packed.bytes, packed.count}, list.began);
    }
    return store.writeColumns(location.owner, location.database, location.names.first(),
                              {{location.names.last(), list.columns}});
}

Result<Done> ListingWatch::takeTable(NameStore &store, const connections::Profile &profile, const ObjectPath &path,
                                     const Result<catalog::TableInfo> &table)
{
    const Location location = locate(profile, path);
    if (location.isFolder || location.names.size() != 2 || (!table && table.error().kind != core::ErrorKind::NotFound))
        return Done{};
    const QString schema = location.names.first();
    const QString name = location.names.last();
    auto written = store.writeName(location.owner, location.database, schema, name,
                                   table ? std::optional(table->kind) : std::nullopt);
    if (!written || !table)
        return written;
    RelationColumns columns{name, {}};
    for (const catalog::Column &column : table->columns)
        columns.columns += packColumn(column.name, column.type.text);
    return store.writeColumns(location.owner, location.database, schema, {columns});
}

} // namespace isthmus::nameindex
