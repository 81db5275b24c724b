// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <isthmus/catalog/tableinfo.h>

#include <QAbstractTableModel>

namespace isthmus::models {

/// The columns of one relation, in their order.
class ColumnsModel : public QAbstractTableModel {
    Q_OBJECT

public:
    enum Column { Number, Name, Type, MayBeNull, OtherType, Comment, ColumnCount };
    enum Role {
        KeyRole = Qt::UserRole + 1, ///< bool: part of the primary key
        PartitionKeyRole, ///< bool
        FitRole, ///< int of mapping::Fit, for OtherType
    };

    using QAbstractTableModel::QAbstractTableModel;

    /// \a isMapped: they are of a system that can be mapped, so that they have a type in MaxCompute too.
    void setColumns(const QList<catalog::Column> &columns, bool isMapped);
    [[nodiscard]] bool hasOtherType() const { return m_hasOtherType; } ///< whether OtherType says anything

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    [[nodiscard]] static QVariant valueText(const catalog::Column &column);

    QList<catalog::Column> m_columns;
    bool m_hasOtherType = true;
};

} // namespace isthmus::models
