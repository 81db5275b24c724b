// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <isthmus/mapping/lineage/lineagegraph.h>

#include <QAbstractTableModel>

namespace isthmus::models {

/// The objects of a lineage as a list: the same as the picture shows, for who reads rather than looks. Thread: the
/// window's.
class LineageListModel final : public QAbstractTableModel {
    Q_OBJECT

public:
    enum Column : quint8 { Object, Kind, Reads, ReadBy, Known, Drift, ColumnCount };
    enum Role { NodeRole = Qt::UserRole + 1 }; ///< mapping::LineageNode

    using QAbstractTableModel::QAbstractTableModel;

    void setGraph(const mapping::LineageGraph &graph);
    [[nodiscard]] int rowOf(const catalog::ObjectPath &path) const { return int(m_graph.indexOf(path)); }
    [[nodiscard]] catalog::ObjectPath pathAt(int row) const;

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    [[nodiscard]] QString text(const mapping::LineageNode &node, int column) const;
    [[nodiscard]] QString names(const mapping::LineageNode &node, mapping::LineageWay way) const;
    [[nodiscard]] QString origins(const mapping::LineageNode &node) const;

    mapping::LineageGraph m_graph;
};

} // namespace isthmus::models
