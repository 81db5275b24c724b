// SPDX-License-Identifier: GPL-3.0-or-later
#include <isthmus/mapping/lineage/lineagewords.h>
#include <isthmus/models/lineage/lineagelistmodel.h>

namespace isthmus::models {

using mapping::LineageNode;
using mapping::LineageWay;

void LineageListModel::setGraph(const mapping::LineageGraph &graph)
{
    beginResetModel();
    m_graph = graph;
    endResetModel();
}

catalog::ObjectPath LineageListModel::pathAt(int row) const
{
    return row >= 0 && row < m_graph.nodes().size() ? m_graph.nodes().at(row).path : catalog::ObjectPath();
}

int LineageListModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_graph.nodes().size());
}

int LineageListModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant LineageListModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid() || index.row() >= m_graph.nodes().size())
        return {};
    const LineageNode &node = m_graph.nodes().at(index.row());
    switch (role) {
    case Qt::DisplayRole:
        return text(node, index.column());
    case Qt::ToolTipRole: // names are plain text, whatever they hold
        return QStringLiteral("<qt>%1</qt>").arg(text(node, index.column()).toHtmlEscaped());
    case Qt::AccessibleTextRole: {
        const QString value = text(node, index.column());
        const QString title = headerData(index.column(), Qt::Horizontal, Qt::DisplayRole).toString();
        return value.isEmpty() ? tr("%1: nothing").arg(title) : QStringLiteral("%1: %2").arg(title, value);
    }
    case NodeRole:
        return QVariant::fromValue(node);
    default:
        return {};
    }
}

QVariant LineageListModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
    case Object:
        return tr("Object");
    case Kind:
        return tr("Kind");
    case Reads:
        return tr("Reads");
    case ReadBy:
        return tr("Is read by");
    case Known:
        return tr("Known from");
    case Drift:
        return tr("Drift");
    default:
        return {};
    }
}

QString LineageListModel::text(const LineageNode &node, int column) const
{
    switch (column) {
    case Object:
        return node.isElsewhere() ? node.path.names.join(u'/') : node.path.toString();
    case Kind: {
        const QString state = mapping::lineageState(node);
        const QString kind = mapping::lineageKind(node);
        return state.isEmpty() ? kind : QStringLiteral("%1, %2").arg(kind, state);
    }
    case Reads:
        return names(node, LineageWay::Sources);
    case ReadBy:
        return names(node, LineageWay::Readers);
    case Known:
        return origins(node);
    case Drift: {
        const auto drift = mapping::lineageDriftOf(m_graph, node.path);
        return drift ? mapping::driftStateTitle(*drift) : QString();
    }
    default:
        return {};
    }
}

// Of a thousand readers the first: the others have rows of their own.
QString LineageListModel::names(const LineageNode &node, LineageWay way) const
{
    constexpr qsizetype told = 10;
    const auto others = m_graph.neighbours(node.path, way);
    QStringList names;
    for (const auto &other : others.first(qMin(told, others.size())))
        names.append(other.name());
    const qsizetype more = qMax<qsizetype>(0, others.size() - told) + m_graph.more(node.path, way);
    if (more > 0)
        names.append(mapping::lineageMore(more));
    if (names.isEmpty() && node.canGrow() && !m_graph.isGrown(node.path, way))
        return tr("not read yet");
    return names.join(QStringLiteral(", "));
}

QString LineageListModel::origins(const LineageNode &node) const
{
    QStringList origins;
    for (const auto &source : m_graph.neighbours(node.path, LineageWay::Sources)) {
        if (const auto *edge = m_graph.edge({node.path, source}))
            origins.append(mapping::lineageOrigin(*edge));
    }
    origins.removeDuplicates();
    return origins.join(QStringLiteral("; "));
}

} // namespace isthmus::models
