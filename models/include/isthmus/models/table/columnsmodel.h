// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <isthmus/catalog/tableinfo.h>
#include <isthmus/connections/profile.h>

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

    /// \a system is the one that owns the columns.
    void setColumns(const QList<catalog::Column> &columns, connections::Profile::System system);
    /// Whether OtherType says anything: Hologres columns have a MaxCompute type; the way back is not mapped.
    [[nodiscard]] bool hasOtherType() const { return m_system == connections::Profile::System::Hologres; }

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    QList<catalog::Column> m_columns;
    connections::Profile::System m_system = connections::Profile::System::Hologres;
};

} // namespace isthmus::models
