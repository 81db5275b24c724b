// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <isthmus/models/table/columnsmodel.h>

#include <QTableView>

namespace isthmus::views {

/// The columns of a relation, as \a shown has them.
class ColumnsView final : public QTableView {
    Q_OBJECT

public:
    ColumnsView(models::ColumnsModel *columns, QAbstractItemModel *shown, QWidget *parent);

private:
    void fit();
    models::ColumnsModel *m_columns;
};

} // namespace isthmus::views
