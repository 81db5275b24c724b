// SPDX-License-Identifier: GPL-3.0-or-later
#include "externaltable/targetschema.h"
#include "text.h"

#include <isthmus/catalog/listing.h>
#include <isthmus/core/async.h>
#include <isthmus/core/lane.h>
#include <isthmus/mapping/drift/driftreader.h>

#include <QHash>
#include <QSet>

#include <algorithm>
#include <map>

namespace isthmus::mapping {

using catalog::ObjectPath;
using catalog::TableInfo;
using core::Cancellation;
using core::Result;

namespace {

constexpr qsizetype atOnce = 100; // as many as one request to MaxCompute takes

// The database of a table below an instance, whose paths have one level more; else empty.
QString databaseOfTable(const ObjectPath &table)
{
    return table.names.size() == 3 ? table.names.first() : QString();
}

bool isBefore(const ObjectPath &left, const ObjectPath &right)
{
    return left.names < right.names;
}

} // namespace

// One check: what it has opened and asked is asked once, however many tables need it.
class DriftReader::Reading {
public:
    Reading(const DriftReader &reader, const planning::Sources &sources, const Cancellation &cancellation)
        : m_reader(reader), m_sources(sources), m_cancellation(cancellation)
    {
    }

    /// Whether mappings of the connection of \a path are foreign tables.
    Result<bool> areForeign(const ObjectPath &path)
    {
        const auto source = m_sources.source(path.connection, m_cancellation);
        if (!source)
            return core::fail(source.error());
        return source->system == u"hologres";
    }

    Result<DriftFacts> one(const ObjectPath &path, const std::optional<TableInfo> &known = {})
    {
        const auto isForeign = areForeign(path);
        if (!isForeign)
            return core::fail(isForeign.error());
        if (*isForeign)
            return oneForeign(path, known);
        const auto target = mapped(path);
        if (!target)
            return core::fail(target.error());
        const auto key = keyOf(path.parent(), path.name());
        if (!key)
            return core::fail(key.error());
        DriftFacts facts;
        facts.table = path;
        takeStored(*key, facts);
        m_sources.waitsFor(path);
        const auto info = known ? Result<TableInfo>(*known) : core::await((*target)->table(path), m_cancellation);
        if (info)
            facts.target = *info;
        else if (info.error().kind != core::ErrorKind::NotFound)
            return core::fail(info.error());
        const bool mayBeLive = info && !facts.stored && info->kind == catalog::ObjectKind::ExternalTable
            && info->external.value_or(catalog::ExternalSource()).location.isEmpty();
        facts.isLive =
            mayBeLive && awaitTargetSchema(path.parent(), **target, m_cancellation) == TargetSchema::External;
        QList<DriftFacts> alone{facts};
        addSources(alone);
        if (m_cancellation.isRequested())
            return core::fail(core::Error::cancelled());
        return alone.first();
    }

    // The schemas below a connection or a project; those of a tenant's projects one after the other.
    Result<core::Done> schemasOf(const ObjectPath &path, QList<ObjectPath> &schemas, qsizetype &live)
    {
        const auto target = mapped(path);
        if (!target)
            return core::fail(target.error());
        m_sources.waitsFor(path);
        const auto children = catalog::awaitAll(**target, path, m_cancellation);
        if (!children)
            return core::fail(children.error());
        for (const catalog::Entry &entry : *children) {
            if (entry.kind == catalog::ObjectKind::Schema)
                schemas.append(entry.path);
            live += entry.kind == catalog::ObjectKind::ExternalSchema ? 1 : 0;
            if (entry.kind != catalog::ObjectKind::Project)
                continue;
            if (const auto done = schemasOf(entry.path, schemas, live); !done)
                return done;
        }
        return core::Done{};
    }

    Result<core::Done> schema(const ObjectPath &path, QList<Drift> &found, const OnCompared &onCompared)
    {
        const auto target = mapped(path);
        if (!target)
            return core::fail(target.error());
        m_sources.waitsFor(path);
        const auto children = catalog::awaitAll(**target, path, m_cancellation);
        if (!children)
            return core::fail(children.error());
        QStringList names;
        QSet<QString> listed;
        for (const catalog::Entry &entry : *children) {
            if (entry.kind != catalog::ObjectKind::ExternalTable)
                continue;
            names.append(entry.name());
            listed.insert(entry.name().toLower());
        }
        const auto add = [&](const QList<DriftFacts> &some) {
            QList<Drift> drifts;
            for (const DriftFacts &facts : some) {
                const auto location = facts.location();
                if (facts.stored || (location && !location->table().isEmpty())) // files, other systems: no mapping
                    drifts.append(compared(facts));
            }
            found += drifts;
            onCompared(drifts);
        };
        for (qsizetype from = 0; from < names.size(); from += atOnce) {
            const auto some = several(path, names.mid(from, atOnce));
            if (!some)
                return core::fail(some.error());
            add(*some);
        }
        return vanished(path, listed, add);
    }

    /// That a schema that is asked about by name is there: it has no links where it is not.
    Result<core::Done> isSchemaThere(const ObjectPath &schema)
    {
        const auto target = mapped(schema);
        if (!target)
            return core::fail(target.error());
        const auto kind = awaitSchemaKind(schema, **target, m_cancellation);
        if (!kind)
            return core::fail(kind.error());
        if (!*kind)
            return core::fail(core::ErrorKind::NotFound, Text::tr("There is no schema %1.").arg(schema.toString()));
        return core::Done{};
    }

    /// The foreign tables below \a scope, a database or a schema, that show tables of MaxCompute.
    Result<core::Done> foreignTables(const ObjectPath &scope, QList<Drift> &found, const OnCompared &onCompared)
    {
        const auto target = mapped(scope);
        if (!target)
            return core::fail(target.error());
        m_sources.waitsFor(scope);
        const auto links = core::await((*target)->externalLinks(scope), m_cancellation);
        if (!links)
            return core::fail(links.error());
        std::map<ObjectPath, QStringList, decltype(&isBefore)> bySchema(&isBefore);
        for (const catalog::ExternalLink &link : *links) {
            if (catalog::ForeignSource::parse(link.location))
                bySchema[link.table.parent()].append(link.table.name());
        }
        for (const auto &[schema, names] : bySchema) {
            for (qsizetype from = 0; from < names.size(); from += atOnce) {
                if (const auto done = foreignOf(schema, names.mid(from, atOnce), found, onCompared); !done)
                    return done;
            }
        }
        return core::Done{};
    }

    /// Likewise of a connection to all databases.
    Result<core::Done> foreignTablesOfAll(const ObjectPath &connection, QList<Drift> &found,
                                          const OnCompared &onCompared)
    {
        const auto target = mapped(connection);
        if (!target)
            return core::fail(target.error());
        m_sources.waitsFor(connection);
        const auto children = catalog::awaitAll(**target, connection, m_cancellation);
        if (!children)
            return core::fail(children.error());
        for (const catalog::Entry &entry : *children) {
            if (entry.kind != catalog::ObjectKind::Database)
                continue;
            if (const auto done = foreignTables(entry.path, found, onCompared); !done)
                return done;
        }
        return core::Done{};
    }

    Result<QList<DriftFacts>> sourcesOf(const ObjectPath &schema, const QStringList &names)
    {
        QList<DriftFacts> some;
        for (const QString &name : names) {
            const auto key = keyOf(schema, name);
            if (!key)
                return core::fail(key.error());
            DriftFacts facts;
            facts.table = schema.child(name);
            takeStored(*key, facts);
            if (facts.stored)
                some.append(facts);
        }
        addSources(some);
        if (m_cancellation.isRequested())
            return core::fail(core::Error::cancelled());
        return some;
    }

private:
    // The catalog of the connection that has the mappings.
    Result<std::shared_ptr<catalog::Catalog>> mapped(const ObjectPath &path)
    {
        const auto source = m_sources.source(path.connection, m_cancellation);
        if (!source)
            return core::fail(source.error());
        return source->catalog;
    }

    // What a server says of itself; asked once for each database.
    Result<catalog::ServerInfo> serverOf(const ObjectPath &schema, const QString &database)
    {
        const auto id = schema.connection + u'/' + database;
        if (!m_servers.contains(id)) {
            const auto target = mapped(schema);
            if (!target)
                return core::fail(target.error());
            const auto server = core::await((*target)->server(database), m_cancellation);
            if (!server)
                return core::fail(server.error());
            m_servers.insert(id, *server);
        }
        return m_servers.value(id);
    }

    Result<DriftFacts> foreignFacts(const ObjectPath &path)
    {
        const auto server = serverOf(path, databaseOf(path.parent()));
        if (!server)
            return core::fail(server.error());
        DriftFacts facts;
        facts.table = path;
        facts.isForeign = true;
        facts.targetProduct = server->product;
        return facts;
    }

    Result<DriftFacts> oneForeign(const ObjectPath &path, const std::optional<TableInfo> &known)
    {
        const auto target = mapped(path);
        if (!target)
            return core::fail(target.error());
        m_sources.waitsFor(path);
        auto facts = foreignFacts(path);
        if (!facts)
            return facts;
        const auto info = known ? Result<TableInfo>(*known) : core::await((*target)->table(path), m_cancellation);
        if (info)
            facts->target = *info;
        else if (info.error().kind != core::ErrorKind::NotFound)
            return core::fail(info.error());
        QList<DriftFacts> alone{*facts};
        addSources(alone);
        if (m_cancellation.isRequested())
            return core::fail(core::Error::cancelled());
        return alone.first();
    }

    Result<MappingKey> keyOf(const ObjectPath &schema, const QString &table)
    {
        const auto server = serverOf(schema, databaseOf(schema));
        if (!server)
            return core::fail(server.error());
        return MappingKey::of(*server, schema.name(), table);
    }

    // One that is damaged counts as none: the sides are compared all the same.
    void takeStored(const MappingKey &key, DriftFacts &facts) const
    {
        const auto stored = m_reader.m_fingerprints->find(key);
        if (stored)
            facts.stored = *stored;
        else
            facts.storedError = stored.error();
    }

    Result<QList<DriftFacts>> several(const ObjectPath &schema, const QStringList &names)
    {
        const auto target = mapped(schema);
        if (!target)
            return core::fail(target.error());
        const auto infos = core::await((*target)->tables(schema, names), m_cancellation);
        if (!infos)
            return core::fail(infos.error());
        QList<DriftFacts> some;
        for (const TableInfo &info : *infos) {
            const auto key = keyOf(schema, info.name);
            if (!key)
                return core::fail(key.error());
            DriftFacts facts;
            facts.table = schema.child(info.name);
            facts.target = info;
            takeStored(*key, facts);
            some.append(facts);
        }
        addSources(some);
        if (m_cancellation.isRequested())
            return core::fail(core::Error::cancelled());
        return some;
    }

    Result<core::Done> foreignOf(const ObjectPath &schema, const QStringList &names, QList<Drift> &found,
                                 const OnCompared &onCompared)
    {
        const auto target = mapped(schema);
        if (!target)
            return core::fail(target.error());
        const auto infos = core::await((*target)->tables(schema, names), m_cancellation);
        if (!infos)
            return core::fail(infos.error());
        QList<DriftFacts> some;
        for (const TableInfo &info : *infos) {
            auto facts = foreignFacts(schema.child(info.name));
            if (!facts)
                return core::fail(facts.error());
            facts->target = info;
            some.append(*facts);
        }
        addSources(some);
        if (m_cancellation.isRequested())
            return core::fail(core::Error::cancelled());
        QList<Drift> drifts;
        for (const DriftFacts &facts : std::as_const(some))
            drifts.append(compared(facts));
        found += drifts;
        onCompared(drifts);
        return core::Done{};
    }

    // What is remembered of tables that the schema does not list as external ones.
    template <typename Add>
    Result<core::Done> vanished(const ObjectPath &schema, const QSet<QString> &listed, Add add)
    {
        const auto key = keyOf(schema, {});
        if (!key)
            return core::fail(key.error());
        const QList<Remembered> remembered = m_reader.m_fingerprints->below(*key);
        for (const Remembered &mapping : remembered) {
            if (listed.contains(mapping.key.table))
                continue;
            const auto facts = one(schema.child(mapping.key.table));
            if (!facts)
                return core::fail(facts.error());
            add({*facts});
        }
        return core::Done{};
    }

    [[nodiscard]] std::optional<ObjectPath> sourcePathOf(const DriftFacts &facts) const
    {
        if (facts.isForeign) {
            const auto shown = facts.shown();
            return shown ? m_reader.m_projectTableOf(*shown) : std::nullopt;
        }
        const auto location = facts.location();
        return location && !location->table().isEmpty() ? m_reader.m_sourceOf(*location) : std::nullopt;
    }

    // Asks the other side once for all tables of a schema that \a some lead to.
    void addSources(QList<DriftFacts> &some)
    {
        QHash<ObjectPath, QList<qsizetype>> bySchema;
        for (qsizetype i = 0; i < some.size(); ++i) {
            some[i].sourcePath = sourcePathOf(some.at(i));
            if (some.at(i).sourcePath)
                bySchema[some.at(i).sourcePath->parent()].append(i);
        }
        for (auto it = bySchema.cbegin(); it != bySchema.cend(); ++it)
            addSourcesOf(it.key(), it.value(), some);
    }

    void addSourcesOf(const ObjectPath &schema, const QList<qsizetype> &places, QList<DriftFacts> &some)
    {
        const auto source = m_sources.source(schema.connection, m_cancellation);
        if (!source)
            return fail(places, source.error(), some);
        QStringList names;
        for (const qsizetype i : places)
            names.append(some.at(i).sourcePath->name());
        names.removeDuplicates();
        m_sources.waitsFor(schema);
        const auto infos = core::await(source->catalog->tables(schema, names), m_cancellation);
        if (!infos && infos.error().kind != core::ErrorKind::NotFound)
            return fail(places, infos.error(), some);
        if (some.at(places.first()).isForeign) { // the project is one for all of them
            const auto server = serverOf(schema, databaseOf(schema));
            if (!server)
                return fail(places, server.error(), some);
            for (const qsizetype i : places)
                some[i].hasSchemas = server->schemasEnabled;
        }
        for (const qsizetype i : places) {
            DriftFacts &facts = some[i];
            for (const TableInfo &info : infos.value_or(QList<TableInfo>())) {
                if (info.name == facts.sourcePath->name())
                    facts.source = info;
            }
            if (!facts.source)
                lookElsewhere(*source->catalog, facts);
            else if (isAnother(facts))
                lookForFormer(*source->catalog, facts);
        }
    }

    static void fail(const QList<qsizetype> &places, const core::Error &error, QList<DriftFacts> &some)
    {
        for (const qsizetype i : places)
            some[i].sourceError = error;
    }

    // A table that was renamed is still the same one for its server.
    void lookElsewhere(catalog::Catalog &source, DriftFacts &facts)
    {
        if (!facts.stored || facts.stored->source.identity.isEmpty())
            return;
        const auto place = core::await(
            source.whereIs(databaseOfTable(*facts.sourcePath), facts.stored->source.identity), m_cancellation);
        if (!place) {
            noteFailure(place.error(), facts);
            return;
        }
        const auto info = core::await(source.table(*place), m_cancellation);
        if (info)
            facts.source = *info;
        else
            noteFailure(info.error(), facts);
    }

    // Whether another table has the name now, as far as the server tells.
    static bool isAnother(const DriftFacts &facts)
    {
        return facts.stored && !facts.stored->source.identity.isEmpty() && !facts.source->identity.isEmpty()
            && !isSameTable(facts.stored->source, *facts.source);
    }

    // The table that was mapped may live on under another name: it is the source still.
    void lookForFormer(catalog::Catalog &source, DriftFacts &facts)
    {
        const TableInfo named = *facts.source;
        lookElsewhere(source, facts);
        const bool isFound = !facts.sourceError && isSameTable(facts.stored->source, *facts.source)
            && isAlike(facts.stored->source, *facts.source);
        facts.isNameTaken = isFound;
        if (!isFound)
            facts.source = named;
    }

    // A database that was restored numbers its tables anew: a number that is met there again may be any table's. The
    // one that was mapped has at least half of its columns left.
    static bool isAlike(const TableInfo &before, const TableInfo &now)
    {
        const auto same = std::ranges::count_if(before.columns, [&now](const catalog::Column &column) {
            const catalog::Column *found = sameColumn(column, now, true);
            return found && found->name == column.name;
        });
        return same * 2 >= before.columns.size();
    }

    static void noteFailure(const core::Error &error, DriftFacts &facts)
    {
        if (error.kind != core::ErrorKind::NotFound && error.kind != core::ErrorKind::Unsupported)
            facts.sourceError = error;
    }

    const DriftReader &m_reader;
    const planning::Sources &m_sources;
    const Cancellation &m_cancellation;
    QHash<QString, catalog::ServerInfo> m_servers;
};

Result<DriftFacts> DriftReader::read(const ObjectPath &table, const planning::Sources &sources,
                                     const Cancellation &cancellation) const
{
    return Reading(*this, sources, cancellation).one(table);
}

Result<QList<DriftFacts>> DriftReader::sourcesOf(const ObjectPath &schema, const QStringList &names,
                                                 const planning::Sources &sources,
                                                 const Cancellation &cancellation) const
{
    return Reading(*this, sources, cancellation).sourcesOf(schema, names);
}

Result<DriftReader::Found> DriftReader::check(const DriftScope &scope, const planning::Sources &sources,
                                              const Cancellation &cancellation, const OnCompared &onCompared) const
{
    Reading reading(*this, sources, cancellation);
    Found found;
    if (scope.isTable()) {
        const auto facts = reading.one(scope.path, scope.known);
        if (!facts)
            return core::fail(facts.error());
        found.mappings = {compared(*facts)};
        onCompared(found.mappings);
        return found;
    }
    const auto isForeign = reading.areForeign(scope.path);
    if (!isForeign)
        return core::fail(isForeign.error());
    if (*isForeign) {
        const auto there = scope.isSchema() ? reading.isSchemaThere(scope.path) : Result<core::Done>(core::Done{});
        if (!there)
            return core::fail(there.error());
        const bool isOfAll = scope.isBelowProjects && scope.path.isConnection();
        const auto done = isOfAll ? reading.foreignTablesOfAll(scope.path, found.mappings, onCompared)
                                  : reading.foreignTables(scope.path, found.mappings, onCompared);
        return done ? Result<Found>(found) : core::fail(done.error());
    }
    QList<ObjectPath> schemas{scope.path};
    if (!scope.isSchema()) {
        schemas.clear();
        if (const auto done = reading.schemasOf(scope.path, schemas, found.liveSchemas); !done)
            return core::fail(done.error());
    }
    for (const ObjectPath &schema : std::as_const(schemas)) {
        if (const auto done = reading.schema(schema, found.mappings, onCompared); !done)
            return core::fail(done.error());
    }
    return found;
}

QFuture<Result<DriftReader::Found>> DriftReader::checkLater(const DriftScope &scope,
                                                            std::shared_ptr<const planning::Sources> sources,
                                                            const OnCompared &onCompared) const
{
    return core::runOnPool<Found>(
        [reader = *this, scope, sources = std::move(sources), onCompared](const Cancellation &cancellation) {
            return reader.check(scope, *sources, cancellation, onCompared);
        });
}

} // namespace isthmus::mapping
