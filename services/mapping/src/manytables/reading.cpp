// SPDX-License-Identifier: GPL-3.0-or-later
#include "manytables/reading.h"

#include <isthmus/catalog/listing.h>
#include <isthmus/core/async.h>

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

    Result<Done> read(const MapTables::Source &source)
    {
        m_sources.waitsFor(source.schema);
        QList<Relation> relations;
        if (source.tables.isEmpty()) {
            const auto entries = catalog::awaitAll(m_catalog, source.schema, m_cancellation);
            if (!entries)
                return core::fail(entries.error());
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
    for (const MapTables::Source &source : wanted) {
        if (auto read = reading.read(source); !read)
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
