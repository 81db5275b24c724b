// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <isthmus/models/catalog/catalogtreemodel.h>

#include <QTimer>
#include <QTreeView>

namespace isthmus::views {

class TreeDelegate;

/// The tree of one side. Knows mouse and keyboard; what is done with a row is its pane's business. What is in sight
/// stays where it is when rows come, go or move above it.
class CatalogTreeView final : public QTreeView {
    Q_OBJECT

public:
    explicit CatalogTreeView(QWidget *parent = nullptr);

    void setModel(QAbstractItemModel *model) override;
    void doItemsLayout() override;
    [[nodiscard]] QModelIndexList rowsInSight() const; ///< from above
    void tellSightSoon(); ///< as if other rows were in sight

Q_SIGNALS:
    void sightChanged(); ///< other rows may be in sight, for some milliseconds already
    void clickedObject(const QModelIndex &index); ///< plain single click with the left button
    void openedObject(const QModelIndex &index); ///< double click, Enter
    void linkActivated(const QModelIndex &index, isthmus::models::CatalogTreeModel::MessageAction action);
    void hovered(const QModelIndex &index); ///< an unknown index when the mouse leaves the rows
    void menuRequested(const QPoint &globalPosition);

protected:
    void drawRow(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    void drawBranches(QPainter *painter, const QRect &rect, const QModelIndex &index) const override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void mouseDoubleClickEvent(QMouseEvent *event) override;
    void leaveEvent(QEvent *event) override;
    void scrollContentsBy(int dx, int dy) override;
    void resizeEvent(QResizeEvent *event) override;
    void showEvent(QShowEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void contextMenuEvent(QContextMenuEvent *event) override;

private:
    void setHovered(const QModelIndex &index);
    void holdPlace();

    TreeDelegate *m_delegate;
    QTimer m_sight; // not at every step of a scroll
    // Rows that were in sight before rows came, went or moved, and how far down the first of them was.
    QList<QPersistentModelIndex> m_held;
    int m_heldTop = 0;
    QPersistentModelIndex m_hovered;
};

} // namespace isthmus::views
