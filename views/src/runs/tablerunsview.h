// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <isthmus/models/runs/tablerunsmodel.h>

#include <QTableView>

namespace isthmus::views {

/// The lines of a models::TableRunsModel, or of a proxy of one.
class TableRunsView final : public QTableView {
    Q_OBJECT

public:
    /// \a about: a plan has no times.
    TableRunsView(QAbstractItemModel *tables, models::TableRunsModel::About about, QWidget *parent);
};

} // namespace isthmus::views
