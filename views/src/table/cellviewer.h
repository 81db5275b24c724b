// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <isthmus/models/table/jsontree.h>

#include <QDialog>

class QLabel;
class QModelIndex;
class QPlainTextEdit;
class QPushButton;
class QStackedWidget;
class QTabBar;
class QTreeView;

namespace isthmus::views {

/// One value of a grid, whole and copyable: as text, where JSON is laid out over lines, as a tree of JSON, as bytes, or
/// as a picture, whichever it can be. Does not block the window, and shows the next cell when it is asked to.
class CellViewer final : public QDialog {
    Q_OBJECT

public:
    explicit CellViewer(QWidget *parent);

    /// \a cell is of a RecordBatchModel; its value is copied, so that it stays when the rows are read again.
    void showCell(const QModelIndex &cell);

private:
    enum View { Text, Tree, Hex, Picture, ViewCount };

    void showText(bool isNull, QStringList *remark);
    void showPicture();
    void chooseView(bool isBinary, bool isJson);
    void copy() const;

    QLabel *m_where;
    QLabel *m_remark;
    QTabBar *m_tabs;
    QStackedWidget *m_views;
    QPlainTextEdit *m_text;
    QTreeView *m_treeView;
    QPlainTextEdit *m_hex;
    QLabel *m_picture;
    QPushButton *m_copy;
    models::JsonTree m_tree;
    QString m_value; // as stored; the text may be laid out
    QByteArray m_bytes;
    int m_wanted = -1; // the view that the user chose, for cells that have it
};

} // namespace isthmus::views
