// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectionreading.h"

#include "indextext.h"
#include "packednames.h"

#include <isthmus/catalog/listing.h>
#include <isthmus/core/async.h>

#include <QDateTime>
#include <QHash>

#include <map>

namespace isthmus::nameindex {

namespace {

using catalog::ObjectKind;
using catalog::ObjectPath;
using core::Done;
using core::ErrorKind;
using core::Result;

constexpr qsizetype mostNames = 2'000'000; // of one database; what arrives from outside has an end
constexpr int mostPages = 100'000;
constexpr qsizetype relationsAtOnce = 500; // whose columns are asked for by one call

class Reading {
public:
    Reading(catalog::Catalog &catalog, Depth depth, const NameSink &sink, const core::Cancellation &cancellation)
        : m_catalog(catalog), m_depth(depth), m_sink(sink), m_cancellation(cancellation)
    {
    }

    [[nodiscard]] Result<Done> readDatabase(const ObjectPath &scope, const QString &database);

private:
    struct Schema {
        ObjectKind kind = ObjectKind::Schema;
        NamePacker names;
    };
    [[nodiscard]] Result<Done> readNames(const ObjectPath &scope, std::map<QString, Schema> &schemas);
    [[nodiscard]] Result<Done> readColumns(const ObjectPath &schema, const QString &database, const QByteArray &names);

    catalog::Catalog &m_catalog;
    Depth m_depth;
    const NameSink &m_sink;
    const core::Cancellation &m_cancellation;
};

Result<Done> Reading::readNames(const ObjectPath &scope, std::map<QString, Schema> &schemas)
{
    QString marker;
    qsizetype count = 0;
    for (int pages = 0; pages < mostPages; ++pages) {
        const auto page = core::await(m_catalog.names(scope, marker), m_cancellation);
        if (!page)
            return core::fail(page.error());
        count += page->names.size();
        if (count > mostNames) {
            return core::fail(ErrorKind::Unsupported,
                              Text::tr("%1 holds more than %2 names.").arg(scope.toString()).arg(mostNames));
        }
        for (const catalog::Name &name : page->names)
            schemas[name.schema].names.add(name.name, name.kind);
        if (page->nextMarker.isEmpty())
            return Done{};
        if (page->nextMarker == marker)
            break;
        marker = page->nextMarker;
    }
    return core::fail(ErrorKind::Protocol, Text::tr("The list of names of %1 does not end.").arg(scope.toString()));
}

Result<Done> Reading::readDatabase(const ObjectPath &scope, const QString &database)
{
    const auto children = catalog::awaitAll(m_catalog, scope, m_cancellation);
    if (!children)
        return core::fail(children.error());
    std::map<QString, Schema> schemas;
    for (const catalog::Entry &entry : *children) {
        if (entry.kind == ObjectKind::Schema || entry.kind == ObjectKind::ExternalSchema)
            schemas[entry.name()].kind = entry.kind;
    }
    if (auto read = readNames(scope, schemas); !read)
        return read;
    QList<SchemaListing> listings;
    for (auto &[name, schema] : schemas) {
        auto packed = schema.names.finish();
        schema.names = {};
        listings.append({name, schema.kind, packed.bytes, packed.count});
    }
    auto done = m_sink.listing(database, listings);
    for (const SchemaListing &listing : std::as_const(listings)) {
        if (done && m_depth == Depth::Columns)
            done = readColumns(scope.child(listing.name), database, listing.names);
    }
    return done;
}

Result<Done> Reading::readColumns(const ObjectPath &schema, const QString &database, const QByteArray &names)
{
    PackedNames packed(names);
    for (bool isMore = packed.next(); isMore;) {
        QStringList some;
        for (; isMore && some.size() < relationsAtOnce; isMore = packed.next())
            some.append(QString::fromUtf8(packed.name().data(), qsizetype(packed.name().size())));
        const auto tables = core::await(m_catalog.tables(schema, some), m_cancellation);
        if (!tables)
            return core::fail(tables.error());
        QList<RelationColumns> relations;
        for (const catalog::TableInfo &table : *tables) {
            RelationColumns relation{table.name, {}};
            for (const catalog::Column &column : table.columns)
                relation.columns += packColumn(column.name, column.type.text);
            relations.append(relation);
        }
        if (auto written = m_sink.columns(database, schema.name(), relations); !written)
            return written;
    }
    return Done{};
}

} // namespace

Result<Done> readConnection(const connections::Backend &backend, Depth depth, const NameSink &sink,
                            const core::Cancellation &cancellation)
{
    Reading reading(*backend.catalog, depth, sink, cancellation);
    const ObjectPath root{backend.profile.name, {}};
    if (!catalog::databaseKindBelow(backend.profile.rootKind()))
        return reading.readDatabase(root, {});
    const auto children = catalog::awaitAll(*backend.catalog, root, cancellation);
    if (!children)
        return core::fail(children.error());
    QStringList databases;
    for (const catalog::Entry &entry : *children) {
        if (catalog::isDatabase(entry.kind))
            databases.append(entry.name());
    }
    if (auto written = sink.databases(databases); !written)
        return written;
    std::optional<core::Error> failure;
    for (const QString &database : std::as_const(databases)) {
        auto read = reading.readDatabase(root.child(database), database);
        if (!read && read.error().kind == ErrorKind::Permission)
            read = sink.listing(database, {});
        if (read)
            continue;
        if (read.error().isCancelled())
            return read;
        failure = failure ? failure : read.error(); // the others may do
    }
    return failure ? Result<Done>(core::fail(*failure)) : Result<Done>(Done{});
}

} // namespace isthmus::nameindex
