// SPDX-License-Identifier: GPL-3.0-or-later
#include "manytables/reading.h"

#include "text.h"

#include <isthmus/catalog/listing.h>
#include <isthmus/core/async.h>
#include <isthmus/plan/words.h>

#include <algorithm>
#include <utility>

namespace isthmus::mapping {

namespace {

using core::Done;
using core::Result;
using Relation = MapTablesFacts::Relation;

constexpr qsizetype tablesAtOnce = 100; // descriptions of one question

class Reading {
public:
    Reading(bool (*isMappable)(catalog::ObjectKind), catalog::Catalog &catalog, const planning::Sources &sources,
            const core::Cancellation &cancellation)
        : m_isMappable(isMappable), m_catalog(catalog), m_sources(sources), m_cancellation(cancellation)
    {
    }

    // \a place: of the source, in the definition; empty for a schema of one.
    Result<Done> read(const MapTables::Source &source, const QString &place = {})
    {
        m_sources.waitsFor(source.schema);
        QList<Relation> relations;
        if (source.tables.isEmpty()) {
            const auto entries = catalog::awaitAll(m_catalog, source.schema, m_cancellation);
            if (!entries)
                return core::fail(entries.error());
            if (!place.isEmpty()) {
                if (const auto other = otherThanSchema(*entries, source.schema, place))
                    return core::fail(*other);
            }
            for (const catalog::Entry &entry : *entries) {
                if (entry.kind == catalog::ObjectKind::Schema) {
                    if (auto read = this->read(MapTables::Source{entry.path, {}}); !read)
                        return read;
                } else if (catalog::isRelation(entry.kind)) {
                    relations.append({entry.path, entry.kind, {}});
                }
            }
        }
        for (const QString &name : source.tables)
            relations.append({source.schema.child(name), catalog::ObjectKind::Table, {}});
        return take(std::move(relations), source.schema);
    }

    [[nodiscard]] ReadRelations &&result() { return std::move(m_read); }

private:
    // A table has columns and partitions, or nothing, where a schema has tables: it is told what it is. A schema
    // without tables is one.
    std::optional<core::Error> otherThanSchema(const QList<catalog::Entry> &entries, const catalog::ObjectPath &path,
                                               const QString &place)
    {
        const bool isSchema = std::ranges::any_of(entries, [](const catalog::Entry &entry) {
            return entry.kind == catalog::ObjectKind::Schema || catalog::isRelation(entry.kind);
        });
        if (isSchema)
            return std::nullopt;
        const auto table = core::await(m_catalog.table(path), m_cancellation);
        if (!table)
            return std::nullopt;
        return core::Error{core::ErrorKind::Invalid,
                           Text::tr("\"%1\" must name a schema. %2 is none, but: %3.")
                               .arg(place, path.toString(), plan::words(relationKindText(table->kind))),
                           Text::tr("Name its schema there, %1, and in \"tables\" beside it: %2.")
                               .arg(path.parent().toString(), path.name()),
                           {},
                           {}};
    }

    Result<Done> take(QList<Relation> relations, const catalog::ObjectPath &schema)
    {
        const qsizetype room = MapTables::maxTables - m_read.relations.size();
        if (relations.size() > room) {
            relations.resize(room);
            m_read.hasMore = true;
        }
        if (auto described = describe(relations, schema); !described)
            return described;
        m_read.relations += relations;
        return Done{};
    }

    // What can be mapped by its kind, as far as that is known; of the others the description is of no use.
    Result<Done> describe(QList<Relation> &relations, const catalog::ObjectPath &schema)
    {
        QHash<QString, qsizetype> places;
        QStringList names;
        for (qsizetype i = 0; i < relations.size(); ++i) {
            if (m_isMappable(relations.at(i).kind)) {
                places.insert(relations.at(i).path.name(), i);
                names.append(relations.at(i).path.name());
            }
        }
        for (qsizetype first = 0; first < names.size(); first += tablesAtOnce) {
            const auto tables = core::await(m_catalog.tables(schema, names.mid(first, tablesAtOnce)), m_cancellation);
            if (!tables)
                return core::fail(tables.error());
            for (const catalog::TableInfo &info : *tables) {
                const auto place = places.constFind(info.name);
                if (place == places.cend())
                    continue;
                relations[*place].kind = info.kind;
                relations[*place].info = info;
            }
        }
        return Done{};
    }

    bool (*m_isMappable)(catalog::ObjectKind);
    catalog::Catalog &m_catalog;
    const planning::Sources &m_sources;
    const core::Cancellation &m_cancellation;
    ReadRelations m_read;
};

} // namespace

Result<ReadRelations> readRelations(const QList<MapTables::Source> &wanted, bool (*isMappable)(catalog::ObjectKind),
                                    catalog::Catalog &catalog, const planning::Sources &sources,
                                    const core::Cancellation &cancellation)
{
    Reading reading(isMappable, catalog, sources, cancellation);
    for (qsizetype i = 0; i < wanted.size(); ++i) {
        if (auto read = reading.read(wanted.at(i), QStringLiteral("sources[%1].schema").arg(i)); !read)
            return core::fail(read.error());
    }
    return reading.result();
}

std::optional<core::Error> readExisting(const catalog::ObjectPath &schema, catalog::Catalog &catalog,
                                        catalog::ObjectKind linked, QHash<QString, MapTablesFacts::Existing> &existing,
                                        const core::Cancellation &cancellation)
{
    const auto nameOf = [linked](const QString &name) {
        return linked == catalog::ObjectKind::ExternalTable ? name.toLower() : name;
    };
    const auto entries = catalog::awaitAll(catalog, schema, cancellation);
    if (!entries)
        return entries.error().kind == core::ErrorKind::NotFound ? std::nullopt : std::optional(entries.error());
    bool hasLinked = false;
    for (const catalog::Entry &entry : *entries) {
        existing.insert(nameOf(entry.name()), {entry.kind, {}});
        hasLinked = hasLinked || entry.kind == linked;
    }
    if (!hasLinked)
        return std::nullopt;
    const auto links = core::await(catalog.externalLinks(schema), cancellation);
    for (const catalog::ExternalLink &link : links.value_or(QList<catalog::ExternalLink>())) {
        const auto found = existing.find(nameOf(link.table.name()));
        if (found != existing.end())
            found->location = link.location;
    }
    return std::nullopt;
}

} // namespace isthmus::mapping
