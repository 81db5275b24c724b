// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <isthmus/models/plans/mapcolumnsmodel.h>

#include <QHeaderView>
#include <QTableView>

namespace isthmus::views {

/// The column table of the mapping form: ticks, names to edit, types to choose, fit chips.
class MapColumnsView final : public QTableView {
    Q_OBJECT

public:
    MapColumnsView(models::MapColumnsModel *columns, QWidget *parent);

protected:
    void keyPressEvent(QKeyEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    void fit();
    models::MapColumnsModel *m_columns;
};

} // namespace isthmus::views
