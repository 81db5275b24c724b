// SPDX-License-Identifier: GPL-3.0-or-later
// Of the neighbours of one object: which are told, whether they are there, what became of the mappings between.
#include "externaltable/targetschema.h"
#include "lineage/lineagereading.h"

#include <isthmus/core/async.h>

#include <algorithm>
#include <functional>
#include <map>

namespace isthmus::mapping {

using catalog::ObjectKind;
using catalog::ObjectPath;
using catalog::TableInfo;
using core::Result;
using State = LineageNode::State;
using Definition = LineageEdge::Definition;

namespace {

constexpr qsizetype atOnce = 100; // as many as one request to MaxCompute takes
constexpr qsizetype maxCompared = 20; // mappings of one object: each costs a look at Hologres

} // namespace

// What is over comes last, and goes first.
void LineageReader::Reading::cut()
{
    const auto otherEnd = [this](const LineageEdge &edge) -> const ObjectPath & {
        return m_question.way == LineageWay::Sources ? edge.source : edge.reader;
    };
    const auto isOver = [](const LineageEdge &edge) { return edge.standing() == LineageEdge::Standing::Over; };
    std::stable_partition(m_answer.edges.begin(), m_answer.edges.end(), std::not_fn(isOver));
    QHash<ObjectPath, LineageNode> nodes;
    for (const LineageNode &node : std::as_const(m_answer.nodes))
        nodes.insert(node.path, node);
    QList<LineageNode> kept;
    QSet<ObjectPath> keptPaths{m_question.object};
    for (const LineageEdge &edge : std::as_const(m_answer.edges)) {
        const ObjectPath &other = otherEnd(edge);
        if (keptPaths.contains(other) || kept.size() >= m_question.limit)
            continue;
        keptPaths.insert(other);
        kept.append(nodes.value(other));
    }
    m_answer.more = m_answer.nodes.size() - kept.size();
    m_answer.nodes = kept;
    m_answer.edges.removeIf([&](const LineageEdge &edge) { return !keptPaths.contains(otherEnd(edge)); });
}

void LineageReader::Reading::look()
{
    std::map<QString, QList<qsizetype>> bySchema;
    for (qsizetype i = 0; i < m_answer.nodes.size() && !m_ways.cancellation.isRequested(); ++i) {
        LineageNode &node = m_answer.nodes[i];
        if (node.isElsewhere())
            continue;
        switch (shapeOf(node.path)) {
        case Shape::Table:
            bySchema[node.path.parent().toString()].append(i);
            break;
        case Shape::Schema:
            lookAtSchema(node);
            break;
        default:
            break;
        }
    }
    for (const auto &[schema, nodes] : bySchema) {
        const ObjectPath path = m_answer.nodes.at(nodes.first()).path.parent();
        for (qsizetype from = 0; from < nodes.size() && !m_ways.cancellation.isRequested(); from += atOnce)
            lookAtTables(path, nodes.mid(from, atOnce));
    }
}

void LineageReader::Reading::lookAtTables(const ObjectPath &schema, const QList<qsizetype> &nodes)
{
    const auto catalog = open(schema);
    QStringList names;
    for (const qsizetype at : nodes)
        names.append(m_answer.nodes.at(at).path.name());
    const auto infos = catalog ? core::await((*catalog)->tables(schema, names), m_ways.cancellation)
                               : Result<QList<TableInfo>>(core::fail(catalog.error()));
    QHash<QString, TableInfo> byName;
    for (const TableInfo &info : infos.value_or(QList<TableInfo>()))
        byName.insert(info.name, info);
    for (const qsizetype at : nodes) {
        LineageNode &node = m_answer.nodes[at];
        const auto found = byName.constFind(node.path.name());
        if (!infos) {
            setUnknown(node, infos.error());
        } else if (found == byName.cend()) {
            node.state = State::Gone;
        } else {
            node.state = State::There;
            node.kind = found->kind;
            takeInfo(*found);
        }
        for (LineageEdge &edge : m_answer.edges) {
            if (edge.reader == node.path && node.state == State::Gone)
                edge.definition = Definition::Denies;
        }
    }
}

// What the definition of a reader says of the edges that lead to it.
void LineageReader::Reading::takeInfo(const TableInfo &info)
{
    const auto source = shownBy(info);
    for (LineageEdge &edge : m_answer.edges) {
        if (edge.reader != info.path || edge.reader == m_question.object)
            continue;
        edge.definition = source && *source == edge.source ? Definition::Says : Definition::Denies;
    }
    if ((info.external && !info.external->location.isEmpty()) || catalog::ForeignSource::of(info))
        m_infos.insert(info.path, info);
}

void LineageReader::Reading::lookAtSchema(LineageNode &node)
{
    const auto catalog = open(node.path);
    const auto kind = catalog ? awaitSchemaKind(node.path, **catalog, m_ways.cancellation)
                              : Result<std::optional<ObjectKind>>(core::fail(catalog.error()));
    if (!kind)
        return setUnknown(node, kind.error());
    node.state = *kind ? State::There : State::Gone;
    node.kind = kind->value_or(node.kind);
    const bool isReplaced =
        node.state == State::Gone || (m_records.isExternalSchema(node.path) && node.kind != ObjectKind::ExternalSchema);
    for (LineageEdge &edge : m_answer.edges) {
        if (edge.reader == node.path && isReplaced && edge.tables == 0)
            edge.definition = Definition::Denies;
    }
}

// A run that has not succeeded may have done its part or not: it counts where the definition says so.
void LineageReader::Reading::dropTries()
{
    m_answer.edges.removeIf([](const LineageEdge &edge) {
        return edge.made && edge.made->state != plan::RunState::Succeeded && edge.definition != Definition::Says;
    });
    m_answer.nodes.removeIf([this](const LineageNode &node) {
        return std::ranges::none_of(m_answer.edges, [&node](const LineageEdge &edge) {
            return edge.reader == node.path || edge.source == node.path;
        });
    });
}

void LineageReader::Reading::compare()
{
    qsizetype left = maxCompared;
    for (LineageEdge &edge : m_answer.edges) {
        const auto info = m_infos.constFind(edge.reader);
        const auto source = std::ranges::find(m_answer.nodes, edge.source, &LineageNode::path);
        const bool isReachable = source == m_answer.nodes.end()
            ? m_answer.object.state == State::There || m_answer.object.state == State::Gone
            : source->state != State::Unknown;
        if (edge.definition != Definition::Says || info == m_infos.cend() || !isReachable || left-- <= 0)
            continue;
        const auto place = m_reader.m_saved.placeOf(edge.reader.connection);
        DriftScope scope{edge.reader, place && place->isBelowDatabases, *info};
        const auto found = m_reader.m_drift.check(scope, m_ways.sources, m_ways.cancellation);
        if (!found || found->mappings.isEmpty())
            continue;
        edge.drift = found->mappings.first().state;
        edge.compared = found->mappings.first().checked;
    }
}

} // namespace isthmus::mapping
