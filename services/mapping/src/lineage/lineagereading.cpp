// SPDX-License-Identifier: GPL-3.0-or-later
// What is asked of either side for the neighbours of one object.
#include "lineage/lineagereading.h"

#include "externaltable/targetschema.h"
#include "foreignserver/reading.h"

#include <isthmus/core/async.h>
#include <isthmus/mapping/foreigntable/maptohologres.h>
#include <isthmus/mapping/typeloss/typeloss.h>

#include <algorithm>
#include <map>
#include <utility>

namespace isthmus::mapping {

using catalog::ObjectKind;
using catalog::ObjectPath;
using catalog::TableInfo;
using core::Result;
using State = LineageNode::State;
using Definition = LineageEdge::Definition;

namespace {

// What a run made that reads; of one that is gone nobody else can tell.
ObjectKind kindOfReader(const LineageEdge &edge)
{
    const bool isForeign = edge.made && edge.made->taskKind == MapToHologres::taskKind;
    return isForeign ? ObjectKind::ForeignTable : ObjectKind::ExternalTable;
}

core::Error noSuchConnection(const QString &name)
{
    core::Error error;
    error.kind = core::ErrorKind::NotFound;
    error.message = QCoreApplication::translate("Mapping", "There is no connection called %1.").arg(name);
    error.hint = QCoreApplication::translate("Mapping", "It was removed; runs still tell of it.");
    return error;
}

core::Error noLineage(const ObjectPath &path)
{
    core::Error error;
    error.kind = core::ErrorKind::Invalid;
    error.message = QCoreApplication::translate("Mapping", "%1 has no lineage.").arg(path.toString());
    error.hint = QCoreApplication::translate(
        "Mapping", "Lineage is told of tables, schemas and foreign servers: name one with its connection.");
    return error;
}

} // namespace

std::optional<ObjectPath> placeOfLocation(const QString &text, const DriftReader::SourceOf &sourceOf)
{
    const auto location = catalog::JdbcLocation::parse(text);
    if (!location || location->table().isEmpty())
        return std::nullopt;
    if (auto saved = sourceOf(*location))
        return saved;
    const int port = location->port == 0 ? catalog::JdbcLocation::driverPort : location->port;
    return ObjectPath{{},
                      {QStringLiteral("%1:%2").arg(location->host).arg(port), location->database, location->schema(),
                       location->table()}};
}

LineageReader::Reading::Shape LineageReader::Reading::shapeOf(const ObjectPath &path) const
{
    const qsizetype size = path.names.size();
    if (size >= 2 && path.names.at(size - 2) == catalog::foreignServersFolder)
        return Shape::Server;
    const auto place = m_reader.m_saved.placeOf(path.connection);
    if (!place) // a connection that is gone tells nothing of its levels
        return size == 0 ? Shape::Database : size == 1 ? Shape::Schema : Shape::Table;
    const qsizetype level = size - (place->isBelowDatabases ? 1 : 0);
    if (level == 0)
        return Shape::Database;
    return level == 1 ? Shape::Schema : level == 2 ? Shape::Table : Shape::Other;
}

Result<std::shared_ptr<catalog::Catalog>> LineageReader::Reading::open(const ObjectPath &path)
{
    if (!m_reader.m_saved.placeOf(path.connection))
        return core::fail(noSuchConnection(path.connection));
    m_ways.sources.waitsFor(path);
    const auto source = m_ways.sources.source(path.connection, m_ways.cancellation);
    if (!source)
        return core::fail(source.error());
    return source->catalog;
}

void LineageReader::Reading::setUnknown(LineageNode &node, const core::Error &error) const
{
    node.state = error.kind == core::ErrorKind::NotFound && m_reader.m_saved.placeOf(node.path.connection)
        ? State::Gone
        : State::Unknown;
    node.error = node.state == State::Unknown ? std::optional(error) : std::nullopt;
}

Result<LineageAnswer> LineageReader::Reading::read()
{
    m_answer.object.path = m_question.object;
    m_answer.way = m_question.way;
    const bool isSource = m_question.way == LineageWay::Sources;
    switch (shapeOf(m_question.object)) {
    case Shape::Table:
        readTable();
        if (!isSource)
            readReadersOfTable();
        break;
    case Shape::Schema:
        readSchema();
        if (!isSource)
            readReadersOfSchema();
        break;
    case Shape::Server:
        m_answer.object.kind = ObjectKind::ForeignServer;
        readServer();
        break;
    case Shape::Database:
        m_answer.object.kind = ObjectKind::Database;
        break;
    case Shape::Other:
        return core::fail(noLineage(m_question.object));
    }
    cut();
    look();
    dropTries();
    compare();
    if (m_ways.cancellation.isRequested())
        return core::fail(core::Error::cancelled());
    return m_answer;
}

// The table itself, and what it reads where that is asked for.
void LineageReader::Reading::readTable()
{
    const ObjectPath &path = m_question.object;
    const bool isSource = m_question.way == LineageWay::Sources;
    const auto catalog = open(path);
    const auto info = catalog ? core::await((*catalog)->table(path), m_ways.cancellation)
                              : Result<TableInfo>(core::fail(catalog.error()));
    if (info) {
        m_answer.object.state = State::There;
        m_answer.object.kind = info->kind;
    } else {
        setUnknown(m_answer.object, info.error());
    }
    if (!isSource)
        return;
    const QList<LineageEdge> recorded = m_records.edgesOfReader(path);
    for (LineageEdge edge : recorded) {
        if (m_answer.object.state == State::Gone)
            edge.definition = Definition::Denies;
        add(edge, ObjectKind::Table);
    }
    if (!info && recorded.isEmpty() && m_records.isExternalSchema(path.parent()))
        readTableOfSchema();
    if (info)
        readDefinition(*info);
    if (!info && !recorded.isEmpty())
        m_answer.object.kind = kindOfReader(recorded.first()); // as the runs have it
}

// A project that no saved connection leads to, or several do, is told by its own names.
std::optional<ObjectPath> LineageReader::Reading::placeOf(const catalog::ForeignSource &shown) const
{
    if (auto saved = m_reader.m_saved.projectTableOf(shown))
        return saved;
    const QString schema = shown.schema.isEmpty() ? QStringLiteral("default") : shown.schema;
    return ObjectPath{{}, {QStringLiteral("MaxCompute"), shown.project, schema, shown.table}};
}

std::optional<ObjectPath> LineageReader::Reading::placeOfLink(const QString &location) const
{
    if (const auto shown = catalog::ForeignSource::parse(location))
        return placeOf(*shown);
    return placeOfLocation(location, m_reader.m_saved.sourceOf);
}

std::optional<ObjectPath> LineageReader::Reading::shownBy(const TableInfo &info) const
{
    if (const auto shown = catalog::ForeignSource::of(info))
        return placeOf(*shown);
    return info.external ? placeOfLocation(info.external->location, m_reader.m_saved.sourceOf) : std::nullopt;
}

void LineageReader::Reading::readDefinition(const TableInfo &info)
{
    if (info.external && info.external->location.isEmpty())
        return readTableOfSchema();
    const auto source = shownBy(info);
    if (!source)
        return;
    for (LineageEdge &edge : m_answer.edges)
        edge.definition = edge.source == *source ? Definition::Says : Definition::Denies;
    const bool isKnown =
        std::ranges::any_of(m_answer.edges, [&source](const LineageEdge &edge) { return edge.source == *source; });
    if (!isKnown) {
        LineageEdge edge;
        edge.reader = m_question.object;
        edge.source = *source;
        edge.definition = Definition::Says;
        add(edge, ObjectKind::Table);
    }
    if (info.external || catalog::ForeignSource::of(info)) // drift is told of both
        m_infos.insert(m_question.object, info);
}

// A table of an external schema is the table of that name in the schema that this one shows.
void LineageReader::Reading::readTableOfSchema()
{
    const QList<LineageEdge> schemas = m_records.edgesOfReader(m_question.object.parent());
    for (LineageEdge edge : schemas) {
        if (edge.standing() == LineageEdge::Standing::Over || edge.made->state != plan::RunState::Succeeded)
            continue;
        edge.reader = m_question.object;
        edge.source = edge.source.child(m_question.object.name());
        add(edge, ObjectKind::Table);
    }
}

void LineageReader::Reading::readReadersOfTable()
{
    const ObjectPath &path = m_question.object;
    for (const LineageEdge &edge : m_records.edgesOfSource(path))
        add(edge, kindOfReader(edge));
    // External schemas show the tables of a schema: those that are there, and have rows of their own.
    for (LineageEdge edge : m_records.edgesOfSource(path.parent())) {
        const bool isShown =
            m_answer.object.state != State::There || isTaken(MappingPath::ExternalSchema, m_answer.object.kind);
        if (edge.standing() == LineageEdge::Standing::Over || m_answer.object.state == State::Gone || !isShown)
            continue;
        edge.source = path;
        add(edge, ObjectKind::ExternalSchema);
    }
    QList<ObjectPath> known;
    for (auto it = m_question.known.cbegin(); it != m_question.known.cend(); ++it) {
        if (it.value() == path)
            known.append(it.key());
    }
    std::ranges::sort(known, {}, [](const ObjectPath &each) { return each.toString(); });
    for (const ObjectPath &reader : std::as_const(known)) {
        LineageEdge edge;
        edge.reader = reader;
        edge.source = path;
        if (std::ranges::none_of(m_answer.edges, [&](const LineageEdge &each) { return each.reader == reader; }))
            add(edge, kindOfReader(edge));
    }
}

void LineageReader::Reading::readSchema()
{
    const ObjectPath &path = m_question.object;
    m_answer.object.kind = m_records.isExternalSchema(path) ? ObjectKind::ExternalSchema : ObjectKind::Schema;
    const auto catalog = open(path);
    if (catalog) {
        const auto kind = awaitSchemaKind(path, **catalog, m_ways.cancellation);
        if (!kind)
            setUnknown(m_answer.object, kind.error());
        else
            m_answer.object.state = *kind ? State::There : State::Gone;
        if (kind && *kind)
            m_answer.object.kind = **kind;
    } else {
        setUnknown(m_answer.object, catalog.error());
    }
    if (m_question.way != LineageWay::Sources)
        return;
    if (m_answer.object.kind == ObjectKind::ExternalSchema)
        readExternalSchema();
    else if (catalog && m_answer.object.state == State::There)
        readTablesOfSchema(**catalog);
    else
        addSchemas(m_records.edgesOfReadersBelow(path));
}

// No service tells what an external schema shows: the run that has made it does.
void LineageReader::Reading::readExternalSchema()
{
    const ObjectPath &path = m_question.object;
    QList<LineageEdge> edges = m_records.edgesOfReader(path);
    if (const auto server = m_records.serverOf(path))
        edges.append(*server);
    for (LineageEdge &edge : edges) {
        if (m_answer.object.state == State::Gone)
            edge.definition = Definition::Denies;
        const bool isServer = shapeOf(edge.source) == Shape::Server;
        add(edge, isServer ? ObjectKind::ForeignServer : ObjectKind::Schema);
    }
}

void LineageReader::Reading::readTablesOfSchema(catalog::Catalog &catalog)
{
    const ObjectPath &path = m_question.object;
    const auto place = m_reader.m_saved.placeOf(path.connection);
    QList<LineageEdge> tables = m_records.edgesOfReadersBelow(path);
    if (place) {
        const auto links = core::await(catalog.externalLinks(path), m_ways.cancellation);
        if (links) {
            tables.clear(); // the definitions know better
            for (const catalog::ExternalLink &link : *links) {
                const auto source = placeOfLink(link.location);
                if (link.table.parent() != path || !source)
                    continue;
                LineageEdge edge;
                edge.reader = link.table;
                edge.source = *source;
                edge.definition = Definition::Says;
                tables.append(edge);
            }
        } else {
            setUnknown(m_answer.object, links.error());
        }
    }
    addSchemas(tables);
}

void LineageReader::Reading::readReadersOfSchema()
{
    for (const LineageEdge &edge : m_records.edgesOfSource(m_question.object))
        add(edge, ObjectKind::ExternalSchema);
    addSchemas(m_records.edgesOfSourcesBelow(m_question.object));
}

// Tables that read tables, told of their schemas.
void LineageReader::Reading::addSchemas(const QList<LineageEdge> &tables)
{
    std::map<std::pair<QString, QString>, LineageEdge> schemas; // in the order of names
    for (const LineageEdge &table : tables) {
        const bool isTried = table.made && table.made->state != plan::RunState::Succeeded;
        if (table.standing() == LineageEdge::Standing::Over || (isTried && table.definition != Definition::Says))
            continue;
        LineageEdge &edge = schemas[{table.reader.parent().toString(), table.source.parent().toString()}];
        edge.reader = table.reader.parent();
        edge.source = table.source.parent();
        ++edge.tables;
        if (table.definition == Definition::Says)
            edge.definition = Definition::Says;
        if (table.made && (!edge.made || table.made->number > edge.made->number))
            edge.made = table.made;
    }
    for (const auto &[names, edge] : schemas)
        add(edge, ObjectKind::Schema);
}

void LineageReader::Reading::readServer()
{
    const ObjectPath &path = m_question.object;
    const auto catalog = open(path);
    const auto facts = catalog ? core::await((*catalog)->facts(path), m_ways.cancellation)
                               : Result<QList<catalog::Fact>>(core::fail(catalog.error()));
    if (!facts)
        setUnknown(m_answer.object, facts.error());
    else
        m_answer.object.state = State::There;
    if (m_question.way == LineageWay::Readers) {
        for (const LineageEdge &edge : m_records.schemasOver(path))
            add(edge, ObjectKind::ExternalSchema);
        return;
    }
    const auto server = facts ? serverOf(*facts) : std::nullopt;
    if (!server)
        return;
    LineageEdge edge;
    edge.reader = path;
    edge.source =
        m_reader.m_saved.databaseAt(server->host, server->port.toInt(), server->database)
            .value_or(ObjectPath{{}, {QStringLiteral("%1:%2").arg(server->host, server->port), server->database}});
    edge.definition = Definition::Says;
    add(edge, ObjectKind::Database);
}

void LineageReader::Reading::add(const LineageEdge &edge, ObjectKind kind)
{
    m_answer.edges.append(edge);
    const ObjectPath &other = m_question.way == LineageWay::Sources ? edge.source : edge.reader;
    if (other == m_question.object
        || std::ranges::any_of(m_answer.nodes, [&other](const LineageNode &node) { return node.path == other; }))
        return;
    LineageNode node;
    node.path = other;
    node.kind = kind;
    m_answer.nodes.append(node);
}

} // namespace isthmus::mapping
