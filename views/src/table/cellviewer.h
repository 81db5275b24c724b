// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDialog>

class QLabel;
class QModelIndex;
class QPlainTextEdit;
class QPushButton;

namespace isthmus::views {

/// One value of a grid, whole and copyable; JSON is laid out over lines. Does not block the window, and shows the next
/// cell when it is asked to.
class CellViewer final : public QDialog {
    Q_OBJECT

public:
    explicit CellViewer(QWidget *parent);

    /// \a cell is of a RecordBatchModel; its value is copied, so that it stays when the rows are read again.
    void showCell(const QModelIndex &cell);

private:
    void copy() const;

    QLabel *m_where;
    QLabel *m_remark;
    QPlainTextEdit *m_text;
    QPushButton *m_copy;
    QString m_value; // as stored; the text may be laid out
};

} // namespace isthmus::views
