// SPDX-License-Identifier: GPL-3.0-or-later
#include "drift/foreigndriftreading.h"
#include "externaltable/targetschema.h"

#include <isthmus/catalog/listing.h>
#include <isthmus/core/async.h>
#include <isthmus/core/lane.h>
#include <isthmus/mapping/drift/driftreader.h>

#include <QHash>
#include <QSet>

#include <algorithm>

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

} // namespace

// One check: what it has opened and asked is asked once, however many tables need it.
class DriftReader::Reading {
public:
    Reading(const DriftReader &reader, const planning::Sources &sources, const Cancellation &cancellation)
        : m_reader(reader), m_sources(sources), m_cancellation(cancellation)
    {
    }

    Result<DriftFacts> one(const ObjectPath &path, const std::optional<TableInfo> &known = {})
    {
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
    // The catalog of a connection to MaxCompute.
    Result<std::shared_ptr<catalog::Catalog>> mapped(const ObjectPath &path)
    {
        const auto source = m_sources.source(path.connection, m_cancellation);
        if (!source)
            return core::fail(source.error());
        return source->catalog;
    }

    Result<MappingKey> keyOf(const ObjectPath &schema, const QString &table)
    {
        const QString database = databaseOf(schema);
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
        return MappingKey::of(m_servers.value(id), schema.name(), table);
    }

    // Without one that is damaged the sides are compared all the same, and that is told.
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

    // Asks Hologres once for all tables of a schema that \a some lead to.
    void addSources(QList<DriftFacts> &some)
    {
        QHash<ObjectPath, QList<qsizetype>> bySchema;
        for (qsizetype i = 0; i < some.size(); ++i) {
            const auto location = some.at(i).location();
            if (!location || location->table().isEmpty())
                continue;
            some[i].sourcePath = m_reader.m_sourceOf(*location);
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
    const auto isForeign = hasForeignTables(table.connection, sources, cancellation);
    if (!isForeign)
        return core::fail(isForeign.error());
    return *isForeign ? ForeignDriftReading(*m_fingerprints, m_projectTableOf, sources, cancellation).one(table)
                      : Reading(*this, sources, cancellation).one(table);
}

Result<QList<DriftFacts>> DriftReader::sourcesOf(const ObjectPath &schema, const QStringList &names,
                                                 const planning::Sources &sources,
                                                 const Cancellation &cancellation) const
{
    const auto isForeign = hasForeignTables(schema.connection, sources, cancellation);
    if (!isForeign)
        return core::fail(isForeign.error());
    return *isForeign
        ? ForeignDriftReading(*m_fingerprints, m_projectTableOf, sources, cancellation).sourcesOf(schema, names)
        : Reading(*this, sources, cancellation).sourcesOf(schema, names);
}

Result<DriftReader::Found> DriftReader::check(const DriftScope &scope, const planning::Sources &sources,
                                              const Cancellation &cancellation, const OnCompared &onCompared) const
{
    const auto isForeign = hasForeignTables(scope.path.connection, sources, cancellation);
    if (!isForeign)
        return core::fail(isForeign.error());
    Reading reading(*this, sources, cancellation);
    ForeignDriftReading foreign(*m_fingerprints, m_projectTableOf, sources, cancellation);
    Found found;
    if (scope.isTable()) {
        const auto facts = *isForeign ? foreign.one(scope.path, scope.known) : reading.one(scope.path, scope.known);
        if (!facts)
            return core::fail(facts.error());
        found.mappings = {compared(*facts)};
        onCompared(found.mappings);
        return found;
    }
    if (*isForeign) {
        const auto done = foreign.below(scope, found.mappings, onCompared);
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
