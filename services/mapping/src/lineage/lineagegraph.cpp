// SPDX-License-Identifier: GPL-3.0-or-later
#include <isthmus/mapping/lineage/lineagegraph.h>

#include <QJsonArray>

#include <algorithm>

namespace isthmus::mapping {

using catalog::ObjectPath;

namespace {

QJsonObject json(const LineageRun &run)
{
    return {{QStringLiteral("run"), run.id},
            {QStringLiteral("kind"), run.taskKind},
            {QStringLiteral("state"), plan::runStateName(run.state)},
            {QStringLiteral("time"), run.time.toUTC().toString(Qt::ISODateWithMs)}};
}

QJsonObject json(const LineageEdge &edge)
{
    QJsonObject object{{QStringLiteral("reader"), edge.reader.toString()},
                       {QStringLiteral("source"), edge.source.toString()},
                       {QStringLiteral("standing"), lineageStandingName(edge.standing())},
                       {QStringLiteral("definition_read"), edge.definition != LineageEdge::Definition::NotRead}};
    if (edge.made)
        object.insert(QStringLiteral("made"), json(*edge.made));
    if (edge.ended)
        object.insert(QStringLiteral("ended"), json(*edge.ended));
    if (edge.tables > 0)
        object.insert(QStringLiteral("tables"), edge.tables);
    if (edge.drift) {
        object.insert(QStringLiteral("drift"), driftStateName(*edge.drift));
        object.insert(QStringLiteral("compared"), edge.compared.toUTC().toString(Qt::ISODateWithMs));
    }
    return object;
}

bool isNewer(const std::optional<LineageRun> &one, const std::optional<LineageRun> &other)
{
    return one && (!other || one->number >= other->number);
}

} // namespace

LineageEdge::Standing LineageEdge::standing() const
{
    if (definition == Definition::Says)
        return Standing::Defined;
    return definition == Definition::Denies || ended ? Standing::Over : Standing::Recorded;
}

LineageGraph::LineageGraph(LineageNode root) : m_root(root.path), m_nodes{std::move(root)}
{
    index();
}

const LineageNode *LineageGraph::node(const ObjectPath &path) const
{
    const qsizetype at = indexOf(path);
    return at < 0 ? nullptr : &m_nodes.at(at);
}

const LineageEdge *LineageGraph::edge(const LineageEdgeKey &key) const
{
    const qsizetype at = m_edgePlaces.value(key, -1);
    return at < 0 ? nullptr : &m_edges.at(at);
}

QList<ObjectPath> LineageGraph::neighbours(const ObjectPath &path, LineageWay way) const
{
    QList<ObjectPath> found;
    const QList<qsizetype> edges = m_edgesOf.value(path);
    for (const qsizetype at : edges) {
        const LineageEdge &edge = m_edges.at(at);
        if ((way == LineageWay::Sources ? edge.reader : edge.source) == path)
            found.append(way == LineageWay::Sources ? edge.source : edge.reader);
    }
    return found;
}

bool LineageGraph::isGrown(const ObjectPath &path, LineageWay way) const
{
    return growthOf({path, way}) >= 0;
}

qsizetype LineageGraph::more(const ObjectPath &path, LineageWay way) const
{
    const qsizetype at = growthOf({path, way});
    return at < 0 ? 0 : m_growths.at(at).more;
}

QList<LineageHandle> LineageGraph::grown() const
{
    QList<LineageHandle> all;
    for (const Growth &growth : m_growths)
        all.append(growth.handle);
    return all;
}

void LineageGraph::take(const LineageAnswer &answer, bool isAddition)
{
    if (!m_places.contains(answer.object.path))
        return; // folded away meanwhile
    Growth growth{{answer.object.path, answer.way}, {}, answer.more};
    const qsizetype before = growthOf(growth.handle);
    if (before >= 0 && isAddition) {
        growth.edges = m_growths.at(before).edges;
        growth.more = m_growths.at(before).more;
    }
    takeNode(answer.object);
    for (const LineageNode &node : answer.nodes)
        takeNode(node);
    for (const LineageEdge &edge : answer.edges) {
        takeEdge(edge);
        const LineageEdgeKey key{edge.reader, edge.source};
        if (!isAddition || !growth.edges.contains(key))
            growth.edges.append(key);
    }
    if (before >= 0)
        m_growths[before] = growth;
    else
        m_growths.append(growth);
    prune();
}

void LineageGraph::takeNode(const LineageNode &node)
{
    const qsizetype at = m_places.value(node.path, -1);
    if (at < 0) {
        m_places.insert(node.path, m_nodes.size());
        m_nodes.append(node);
    } else if (node.state != LineageNode::State::Unread) {
        m_nodes[at] = node; // somebody has looked
    }
}

// What both ends tell is one relation: the newest word of the definition counts, and of the runs the newest.
void LineageGraph::takeEdge(const LineageEdge &edge)
{
    const LineageEdgeKey key{edge.reader, edge.source};
    const qsizetype at = m_edgePlaces.value(key, -1);
    if (at < 0) {
        m_edgePlaces.insert(key, m_edges.size());
        m_edges.append(edge);
        return;
    }
    LineageEdge &known = m_edges[at];
    if (edge.definition != LineageEdge::Definition::NotRead)
        known.definition = edge.definition;
    if (isNewer(edge.made, known.made)) {
        known.made = edge.made;
        known.ended = edge.ended;
    }
    known.tables = edge.tables > 0 ? edge.tables : known.tables;
    if (edge.drift) {
        known.drift = edge.drift;
        known.compared = edge.compared;
    }
}

void LineageGraph::fold(const ObjectPath &path, LineageWay way)
{
    const qsizetype at = growthOf({path, way});
    if (at < 0)
        return;
    m_growths.removeAt(at);
    prune();
}

bool LineageGraph::takeDrift(const Drift &drift)
{
    bool isTaken = false;
    const QList<qsizetype> edges = m_edgesOf.value(drift.table);
    for (const qsizetype at : edges) {
        LineageEdge &edge = m_edges[at];
        if (edge.reader != drift.table || edge.definition != LineageEdge::Definition::Says)
            continue;
        edge.drift = drift.state;
        edge.compared = drift.checked;
        isTaken = true;
    }
    return isTaken;
}

// Keeps what can be reached from the root by what was grown.
void LineageGraph::prune()
{
    index(); // where growths are, by now
    QSet<ObjectPath> reached{m_root};
    QSet<LineageEdgeKey> edges;
    QList<ObjectPath> open{m_root};
    while (!open.isEmpty()) {
        const ObjectPath path = open.takeLast();
        for (const auto way : {LineageWay::Sources, LineageWay::Readers}) {
            const qsizetype at = growthOf({path, way});
            if (at < 0)
                continue;
            for (const LineageEdgeKey &key : m_growths.at(at).edges) {
                edges.insert(key);
                for (const ObjectPath &end : {key.reader, key.source}) {
                    if (!reached.contains(end)) {
                        reached.insert(end);
                        open.append(end);
                    }
                }
            }
        }
    }
    m_nodes.removeIf([&reached](const LineageNode &node) { return !reached.contains(node.path); });
    m_edges.removeIf([&edges](const LineageEdge &edge) { return !edges.contains({edge.reader, edge.source}); });
    m_growths.removeIf([&reached](const Growth &growth) { return !reached.contains(growth.handle.path); });
    index();
}

void LineageGraph::index()
{
    m_places.clear();
    m_edgePlaces.clear();
    m_edgesOf.clear();
    m_growthPlaces.clear();
    for (qsizetype i = 0; i < m_nodes.size(); ++i)
        m_places.insert(m_nodes.at(i).path, i);
    for (qsizetype i = 0; i < m_edges.size(); ++i) {
        const LineageEdge &edge = m_edges.at(i);
        m_edgePlaces.insert({edge.reader, edge.source}, i);
        m_edgesOf[edge.reader].append(i);
        if (edge.source != edge.reader)
            m_edgesOf[edge.source].append(i);
    }
    for (qsizetype i = 0; i < m_growths.size(); ++i)
        m_growthPlaces.insert(m_growths.at(i).handle, i);
}

QJsonObject LineageGraph::toJson() const
{
    QJsonArray nodes;
    for (const LineageNode &node : m_nodes) {
        QJsonObject object{{QStringLiteral("path"), node.path.toString()},
                           {QStringLiteral("kind"), catalog::objectKindName(node.kind)},
                           {QStringLiteral("state"), lineageStateName(node.state)}};
        if (node.isElsewhere())
            object.insert(QStringLiteral("is_elsewhere"), true);
        if (node.error)
            object.insert(QStringLiteral("error"), node.error->toJson());
        for (const auto way : {LineageWay::Sources, LineageWay::Readers}) {
            if (const qsizetype left = more(node.path, way); left > 0)
                object.insert(QStringLiteral("more_") + lineageWayName(way), left);
        }
        nodes.append(object);
    }
    QJsonArray edges;
    for (const LineageEdge &edge : m_edges)
        edges.append(json(edge));
    return {{QStringLiteral("root"), m_root.toString()},
            {QStringLiteral("nodes"), nodes},
            {QStringLiteral("edges"), edges}};
}

QString lineageWayName(LineageWay way)
{
    return way == LineageWay::Sources ? QStringLiteral("sources") : QStringLiteral("readers");
}

QString lineageStateName(LineageNode::State state)
{
    switch (state) {
    case LineageNode::State::Unread:
        return QStringLiteral("unread");
    case LineageNode::State::There:
        return QStringLiteral("there");
    case LineageNode::State::Gone:
        return QStringLiteral("gone");
    case LineageNode::State::Unknown:
        return QStringLiteral("unknown");
    }
    Q_UNREACHABLE();
}

QString lineageStandingName(LineageEdge::Standing standing)
{
    switch (standing) {
    case LineageEdge::Standing::Defined:
        return QStringLiteral("defined");
    case LineageEdge::Standing::Recorded:
        return QStringLiteral("recorded");
    case LineageEdge::Standing::Over:
        return QStringLiteral("over");
    }
    Q_UNREACHABLE();
}

} // namespace isthmus::mapping
