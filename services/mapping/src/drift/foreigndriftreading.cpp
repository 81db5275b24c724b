// SPDX-License-Identifier: GPL-3.0-or-later
#include "drift/foreigndriftreading.h"

#include "externaltable/targetschema.h"
#include "text.h"

#include <isthmus/catalog/listing.h>
#include <isthmus/core/async.h>

#include <map>

namespace isthmus::mapping {

using catalog::ObjectPath;
using catalog::TableInfo;
using core::Result;

namespace {

constexpr qsizetype atOnce = 100; // as many as one request to MaxCompute takes

} // namespace

Result<bool> hasForeignTables(const QString &connection, const planning::Sources &sources,
                              const core::Cancellation &cancellation)
{
    const auto source = sources.source(connection, cancellation);
    if (!source)
        return core::fail(source.error());
    return source->system == u"hologres";
}

Result<DriftFacts> ForeignDriftReading::one(const ObjectPath &table, const std::optional<TableInfo> &known)
{
    const auto catalog = catalogOf(table.connection);
    if (!catalog)
        return core::fail(catalog.error());
    m_sources.waitsFor(table);
    auto facts = factsOf(table);
    if (!facts)
        return facts;
    const auto info = known ? Result<TableInfo>(*known) : core::await((*catalog)->table(table), m_cancellation);
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

Result<core::Done> ForeignDriftReading::below(const DriftScope &scope, QList<Drift> &found,
                                              const DriftReader::OnCompared &onCompared)
{
    const auto catalog = catalogOf(scope.path.connection);
    if (!catalog)
        return core::fail(catalog.error());
    m_sources.waitsFor(scope.path);
    if (scope.isSchema()) { // one that is not there has no links either
        const auto kind = awaitSchemaKind(scope.path, **catalog, m_cancellation);
        if (!kind)
            return core::fail(kind.error());
        if (!*kind)
            return core::fail(core::ErrorKind::NotFound, Text::tr("There is no schema %1.").arg(scope.path.toString()));
    }
    if (!scope.isBelowProjects || !scope.path.isConnection())
        return belowOne({scope.path, scope.isSchema()}, found, onCompared);
    const auto children = catalog::awaitAll(**catalog, scope.path, m_cancellation);
    if (!children)
        return core::fail(children.error());
    for (const catalog::Entry &entry : *children) {
        if (entry.kind != catalog::ObjectKind::Database)
            continue;
        if (const auto done = belowOne({entry.path, false}, found, onCompared); !done)
            return done;
    }
    return core::Done{};
}

Result<std::shared_ptr<catalog::Catalog>> ForeignDriftReading::catalogOf(const QString &connection)
{
    const auto source = m_sources.source(connection, m_cancellation);
    if (!source)
        return core::fail(source.error());
    return source->catalog;
}

Result<catalog::ServerInfo> ForeignDriftReading::serverOf(const ObjectPath &schema)
{
    const QString database = databaseOf(schema);
    const QString id = schema.connection + u'/' + database;
    if (const auto known = m_servers.constFind(id); known != m_servers.cend())
        return *known;
    const auto catalog = catalogOf(schema.connection);
    if (!catalog)
        return core::fail(catalog.error());
    auto server = core::await((*catalog)->server(database), m_cancellation);
    if (server)
        m_servers.insert(id, *server);
    return server;
}

Result<DriftFacts> ForeignDriftReading::factsOf(const ObjectPath &table)
{
    const auto server = serverOf(table.parent());
    if (!server)
        return core::fail(server.error());
    DriftFacts facts;
    facts.table = table;
    facts.isForeign = true;
    facts.targetProduct = server->product;
    const auto stored = m_fingerprints.find(MappingKey::ofForeign(*server, table.parent().name(), table.name()));
    if (stored)
        facts.stored = *stored;
    else
        facts.storedError = stored.error();
    return facts;
}

// Of a database or a schema: which tables they are tell the links, of all schemas at once.
Result<core::Done> ForeignDriftReading::belowOne(const Level &level, QList<Drift> &found,
                                                 const DriftReader::OnCompared &onCompared)
{
    const ObjectPath &scope = level.path;
    const auto catalog = catalogOf(scope.connection);
    if (!catalog)
        return core::fail(catalog.error());
    m_sources.waitsFor(scope);
    const auto links = core::await((*catalog)->externalLinks(scope), m_cancellation);
    if (!links)
        return core::fail(links.error());
    std::map<QStringList, QStringList> bySchema; // names of tables by those of the schema's path, in their order
    for (const catalog::ExternalLink &link : *links) {
        if (catalog::ForeignSource::parse(link.location))
            bySchema[link.table.parent().names].append(link.table.name());
    }
    QSet<ObjectPath> listed;
    for (const auto &[schema, names] : bySchema) {
        for (const QString &name : names)
            listed.insert(ObjectPath{scope.connection, schema}.child(name));
        for (qsizetype from = 0; from < names.size(); from += atOnce) {
            const auto some = several({scope.connection, schema}, names.mid(from, atOnce));
            if (!some)
                return core::fail(some.error());
            QList<Drift> drifts;
            for (const DriftFacts &facts : *some)
                drifts.append(compared(facts));
            found += drifts;
            onCompared(drifts);
        }
    }
    return vanished(level, listed, found, onCompared);
}

// What is remembered of tables that are no foreign tables over MaxCompute any more.
Result<core::Done> ForeignDriftReading::vanished(const Level &level, const QSet<ObjectPath> &listed,
                                                 QList<Drift> &found, const DriftReader::OnCompared &onCompared)
{
    const auto server = serverOf(level.isSchema ? level.path : level.path.child(QStringLiteral("public")));
    if (!server)
        return core::fail(server.error());
    const ObjectPath database = level.isSchema ? level.path.parent() : level.path;
    const auto below =
        m_fingerprints.below(MappingKey::ofForeign(*server, level.isSchema ? level.path.name() : QString(), {}));
    for (const Remembered &mapping : below) {
        const ObjectPath table = database.child(mapping.key.schema).child(mapping.key.table);
        if (listed.contains(table))
            continue;
        const auto facts = one(table);
        if (!facts)
            return core::fail(facts.error());
        found.append(compared(*facts));
        onCompared({found.last()});
    }
    return core::Done{};
}

Result<QList<DriftFacts>> ForeignDriftReading::sourcesOf(const ObjectPath &schema, const QStringList &names)
{
    auto some = several(schema, names);
    if (some)
        some->removeIf([](const DriftFacts &facts) { return !facts.stored; });
    return some;
}

Result<QList<DriftFacts>> ForeignDriftReading::several(const ObjectPath &schema, const QStringList &names)
{
    const auto catalog = catalogOf(schema.connection);
    if (!catalog)
        return core::fail(catalog.error());
    const auto infos = core::await((*catalog)->tables(schema, names), m_cancellation);
    if (!infos)
        return core::fail(infos.error());
    QList<DriftFacts> some;
    for (const TableInfo &info : *infos) {
        auto facts = factsOf(schema.child(info.name));
        if (!facts)
            return core::fail(facts.error());
        facts->target = info;
        some.append(*facts);
    }
    addSources(some);
    if (m_cancellation.isRequested())
        return core::fail(core::Error::cancelled());
    return some;
}

// Asks MaxCompute once for all tables of a schema that \a some lead to.
void ForeignDriftReading::addSources(QList<DriftFacts> &some)
{
    QHash<ObjectPath, QList<qsizetype>> bySchema;
    for (qsizetype i = 0; i < some.size(); ++i) {
        findSource(some[i]);
        if (some.at(i).sourcePath)
            bySchema[some.at(i).sourcePath->parent()].append(i);
    }
    for (auto it = bySchema.cbegin(); it != bySchema.cend(); ++it) {
        const auto done = addSourcesOf(it.key(), it.value(), some);
        if (done)
            continue;
        for (const qsizetype i : it.value())
            some[i].sourceError = done.error();
    }
    for (DriftFacts &facts : some)
        doubtElsewhere(facts);
}

// The one that it was made for, by endpoint and name, where that is remembered.
void ForeignDriftReading::findSource(DriftFacts &facts)
{
    const auto shown = facts.shown();
    if (!shown)
        return;
    const QString endpoint = facts.stored && facts.stored->foreign ? facts.stored->foreign->endpoint : QString();
    auto place = m_projectTableOf(*shown, endpoint);
    if (!place.table && !endpoint.isEmpty()) {
        place = m_projectTableOf(*shown, {});
        if (place.table)
            m_elsewhere.insert(facts.table);
    }
    facts.sourcePath = place.table;
    facts.sourceServers = place.servers;
}

// A service has several addresses, and a project of that name may be another one: it is the same only where the table
// is the very one.
void ForeignDriftReading::doubtElsewhere(DriftFacts &facts) const
{
    if (!m_elsewhere.contains(facts.table))
        return;
    const bool isIt = facts.source && !facts.source->identity.isEmpty()
        && facts.source->identity == facts.stored->source.identity
        && facts.source->created == facts.stored->source.created;
    if (isIt)
        return;
    facts.source.reset();
    facts.sourcePath.reset();
    facts.sourceError.reset();
}

// MaxCompute leaves a table that the account may not read out of a list of several as it does one that is gone, and a
// table without a source is a table to drop.
void ForeignDriftReading::lookAlone(catalog::Catalog &catalog, DriftFacts &facts)
{
    const auto info = core::await(catalog.table(*facts.sourcePath), m_cancellation);
    if (info)
        facts.source = *info;
    else if (info.error().kind != core::ErrorKind::NotFound)
        facts.sourceError = info.error();
}

Result<core::Done> ForeignDriftReading::addSourcesOf(const ObjectPath &schema, const QList<qsizetype> &places,
                                                     QList<DriftFacts> &some)
{
    const auto catalog = catalogOf(schema.connection);
    if (!catalog)
        return core::fail(catalog.error());
    const auto server = serverOf(schema); // whether the project has schemas decides how it is named
    if (!server)
        return core::fail(server.error());
    QStringList names;
    for (const qsizetype i : places)
        names.append(some.at(i).sourcePath->name());
    names.removeDuplicates();
    m_sources.waitsFor(schema);
    const auto infos = core::await((*catalog)->tables(schema, names), m_cancellation);
    if (!infos && infos.error().kind != core::ErrorKind::NotFound)
        return core::fail(infos.error());
    for (const qsizetype i : places) {
        some[i].hasSchemas = server->schemasEnabled;
        for (const TableInfo &info : infos.value_or(QList<TableInfo>())) {
            if (info.name == some.at(i).sourcePath->name())
                some[i].source = info;
        }
        if (!some.at(i).source)
            lookAlone(**catalog, some[i]);
    }
    return core::Done{};
}

} // namespace isthmus::mapping
