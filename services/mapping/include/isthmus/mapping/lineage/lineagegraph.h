// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <isthmus/catalog/objectpath.h>
#include <isthmus/mapping/drift/drift.h>
#include <isthmus/plan/run.h>

#include <QHash>
#include <QJsonObject>
#include <QList>
#include <QSet>

#include <optional>

namespace isthmus::mapping {

/// Which neighbours of an object are meant.
enum class LineageWay : quint8 {
    Sources, ///< what it reads
    Readers, ///< who reads it
};

/// One object of a lineage.
struct LineageNode {
    enum class State : quint8 {
        Unread, ///< nobody has looked
        There,
        Gone,
        Unknown, ///< it could not be looked at: `error` says why
    };

    /// Without a connection, where none that is saved leads there; then the names are host and port, database, schema,
    /// table.
    catalog::ObjectPath path;
    catalog::ObjectKind kind = catalog::ObjectKind::Table;
    State state = State::Unread;
    std::optional<core::Error> error;

    [[nodiscard]] bool isElsewhere() const { return path.connection.isEmpty(); }
    [[nodiscard]] bool canGrow() const { return !isElsewhere(); }

    friend bool operator==(const LineageNode &, const LineageNode &) = default;
};

/// A run as an edge remembers it.
struct LineageRun {
    QString id;
    qint64 number = 0;
    QString taskKind;
    plan::Text title;
    plan::RunState state = plan::RunState::Succeeded;
    QDateTime time; ///< when it ended; while it runs: began

    friend bool operator==(const LineageRun &, const LineageRun &) = default;
};

/// One object reads another. However many tell of it, it is one edge.
struct LineageEdge {
    enum class Definition : quint8 {
        NotRead,
        Says, ///< the reader is there and defined so
        Denies, ///< the reader is gone, or reads something else by now
    };
    /// What is known of it as a whole.
    enum class Standing : quint8 {
        Defined, ///< the definition says so now
        Recorded, ///< only runs tell of it
        Over, ///< it was so
    };

    catalog::ObjectPath reader;
    catalog::ObjectPath source;
    Definition definition = Definition::NotRead;
    std::optional<LineageRun> made; ///< the newest run that has made the reader so, or tried to
    std::optional<LineageRun> ended; ///< a later one that dropped the reader, or had it read something else
    qsizetype tables = 0; ///< of a schema that reads another by tables of its own: how many
    std::optional<DriftState> drift; ///< of a table mapping that was compared
    QDateTime compared; ///< when

    [[nodiscard]] Standing standing() const;
    friend bool operator==(const LineageEdge &, const LineageEdge &) = default;
};

/// Which edge is meant.
struct LineageEdgeKey {
    catalog::ObjectPath reader;
    catalog::ObjectPath source;
    friend bool operator==(const LineageEdgeKey &, const LineageEdgeKey &) = default;
};
[[nodiscard]] inline size_t qHash(const LineageEdgeKey &key, size_t seed = 0)
{
    return qHashMulti(seed, key.reader, key.source);
}

/// One side of one object: what is grown and folded.
struct LineageHandle {
    catalog::ObjectPath path;
    LineageWay way = LineageWay::Sources;
    friend bool operator==(const LineageHandle &, const LineageHandle &) = default;
};
[[nodiscard]] inline size_t qHash(const LineageHandle &handle, size_t seed = 0)
{
    return qHashMulti(seed, handle.path, int(handle.way));
}

/// What reading the neighbours of one object tells.
struct LineageAnswer {
    LineageNode object;
    LineageWay way = LineageWay::Sources;
    QList<LineageNode> nodes; ///< the neighbours
    QList<LineageEdge> edges;
    qsizetype more = 0; ///< neighbours that were left out: ask with a higher limit
};

/// What has been read, from one object outwards. Nodes are in it as long as something that was grown leads to them.
/// A value.
class LineageGraph {
public:
    LineageGraph() = default;
    explicit LineageGraph(LineageNode root);

    [[nodiscard]] const catalog::ObjectPath &root() const { return m_root; }
    [[nodiscard]] const QList<LineageNode> &nodes() const { return m_nodes; } ///< in the order in which they came
    [[nodiscard]] const QList<LineageEdge> &edges() const { return m_edges; }
    [[nodiscard]] const LineageNode *node(const catalog::ObjectPath &path) const; ///< null: it is not in it
    [[nodiscard]] const LineageEdge *edge(const LineageEdgeKey &key) const;
    [[nodiscard]] qsizetype indexOf(const catalog::ObjectPath &path) const { return m_places.value(path, -1); }
    /// Neighbours that are in the graph, whoever told of them.
    [[nodiscard]] QList<catalog::ObjectPath> neighbours(const catalog::ObjectPath &path, LineageWay way) const;

    [[nodiscard]] bool isGrown(const catalog::ObjectPath &path, LineageWay way) const;
    [[nodiscard]] qsizetype more(const catalog::ObjectPath &path, LineageWay way) const; ///< LineageAnswer::more
    [[nodiscard]] QList<LineageHandle> grown() const; ///< in the order in which that came

    /// Takes what was read of an object, in place of what was read of it that way before. \a isAddition: in addition
    /// to it.
    void take(const LineageAnswer &answer, bool isAddition = false);
    /// The neighbours of \a path that way are shown no more, unless something else leads to them.
    void fold(const catalog::ObjectPath &path, LineageWay way);
    /// What became of the mapping of a table in it. False: it is not in it.
    bool takeDrift(const Drift &drift);

    /// {"root": …, "nodes": […], "edges": […]}
    [[nodiscard]] QJsonObject toJson() const;

private:
    struct Growth {
        LineageHandle handle;
        QList<LineageEdgeKey> edges;
        qsizetype more = 0;
    };
    [[nodiscard]] qsizetype growthOf(const LineageHandle &handle) const { return m_growthPlaces.value(handle, -1); }
    void takeNode(const LineageNode &node);
    void takeEdge(const LineageEdge &edge);
    void prune();
    void index();

    catalog::ObjectPath m_root;
    QList<LineageNode> m_nodes;
    QList<LineageEdge> m_edges;
    QList<Growth> m_growths;
    QHash<LineageHandle, qsizetype> m_growthPlaces;
    QHash<catalog::ObjectPath, qsizetype> m_places;
    QHash<LineageEdgeKey, qsizetype> m_edgePlaces;
    QHash<catalog::ObjectPath, QList<qsizetype>> m_edgesOf; // of either end
};

[[nodiscard]] QString lineageWayName(LineageWay way); ///< "sources", for JSON
[[nodiscard]] QString lineageStateName(LineageNode::State state); ///< "there", for JSON
[[nodiscard]] QString lineageStandingName(LineageEdge::Standing standing); ///< "defined", for JSON

} // namespace isthmus::mapping

Q_DECLARE_METATYPE(isthmus::mapping::LineageNode)
