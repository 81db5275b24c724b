// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <isthmus/models/table/columnsfilter.h>

#include <QModelIndexList>
#include <QWidget>

class QLineEdit;
class QPushButton;
class QTableView;

namespace isthmus::models {
class ColumnsModel;
}

namespace isthmus::views {

class ToneLabel;

/// The columns of a relation, those that a text names, and what is copied of them.
class ColumnsPane final : public QWidget {
    Q_OBJECT

public:
    ColumnsPane(models::ColumnsModel *columns, QWidget *parent);

    [[nodiscard]] QTableView *table() const { return m_table; }
    void setKnown(bool isKnown); ///< whether the columns were read, be there none; false at first
    void focusFilter();

private:
    bool eventFilter(QObject *watched, QEvent *event) override;
    void filter();
    void showCount();
    [[nodiscard]] QString textOf(const QModelIndexList &selected) const;

    models::ColumnsModel *m_columns;
    models::ColumnsFilter m_filter;
    QLineEdit *m_text;
    ToneLabel *m_count;
    QTableView *m_table;
    QPushButton *m_copy;
    bool m_isKnown = false;
};

} // namespace isthmus::views
