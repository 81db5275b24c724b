// SPDX-License-Identifier: GPL-3.0-or-later
#include "catalog/catalogtreeview.h"

#include "catalog/treedelegate.h"
#include "parts/connectionmark.h"

#include <isthmus/views/style/icons.h>
#include <isthmus/views/style/theme.h>

#include <QContextMenuEvent>
#include <QHeaderView>
#include <QMouseEvent>
#include <QPainter>
#include <QScrollBar>

namespace isthmus::views {

using models::CatalogTreeModel;

namespace {

constexpr int sightDelayMs = 40;

bool isMessage(const QModelIndex &index)
{
    return index.data(CatalogTreeModel::IsMessageRole).toBool();
}

} // namespace

CatalogTreeView::CatalogTreeView(QWidget *parent) : QTreeView(parent), m_delegate(new TreeDelegate(this))
{
    setItemDelegate(m_delegate);
    setHeaderHidden(true);
    setUniformRowHeights(true);
    setIndentation(14);
    setFrameShape(QFrame::NoFrame);
    setSelectionMode(QAbstractItemView::ExtendedSelection);
    setEditTriggers(QAbstractItemView::NoEditTriggers);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    setTextElideMode(Qt::ElideRight);
    setMouseTracking(true);
    setDragDropMode(QAbstractItemView::DragDrop);
    setDragEnabled(true);
    setDropIndicatorShown(true);
    setDefaultDropAction(Qt::LinkAction);
    setExpandsOnDoubleClick(false);
    connect(m_delegate, &TreeDelegate::linkActivated, this, &CatalogTreeView::linkActivated);
    // Rows that are there already are laid out without a word.
    connect(this, &QTreeView::expanded, this, &CatalogTreeView::tellSightSoon);
    connect(this, &QTreeView::collapsed, this, &CatalogTreeView::tellSightSoon);
    m_sight.setSingleShot(true);
    m_sight.setInterval(sightDelayMs);
    connect(&m_sight, &QTimer::timeout, this, &CatalogTreeView::sightChanged);
}

void CatalogTreeView::setModel(QAbstractItemModel *model)
{
    connect(model, &QAbstractItemModel::dataChanged, this,
            [this](const QModelIndex &, const QModelIndex &, const QList<int> &roles) {
                if (roles.contains(CatalogTreeModel::ColourRole)) // its bar stands beside all rows below
                    viewport()->update();
            });
    // Before the base class hears of it and forgets where its rows were.
    connect(model, &QAbstractItemModel::rowsAboutToBeInserted, this, &CatalogTreeView::holdPlace);
    connect(model, &QAbstractItemModel::rowsAboutToBeRemoved, this, &CatalogTreeView::holdPlace);
    connect(model, &QAbstractItemModel::layoutAboutToBeChanged, this, &CatalogTreeView::holdPlace);
    QTreeView::setModel(model);
}

// The first change after a layout counts: between it and the next layout nothing is known of places.
void CatalogTreeView::holdPlace()
{
    if (!m_held.isEmpty() || verticalScrollBar()->value() == 0)
        return; // who is at the top sees what comes there
    const QModelIndexList rows = rowsInSight();
    if (rows.isEmpty())
        return;
    for (const QModelIndex &index : rows)
        m_held.append(index);
    m_heldTop = visualRect(rows.first()).top();
}

void CatalogTreeView::doItemsLayout()
{
    QTreeView::doItemsLayout();
    tellSightSoon();
    if (m_held.isEmpty())
        return;
    const auto held = std::exchange(m_held, {});
    const int height = visualRect(model()->index(0, 0)).height();
    for (int i = 0; i < held.size(); ++i) {
        const QRect rect = visualRect(held.at(i)); // of one that went or is hidden: null
        if (!rect.isValid())
            continue;
        const int wanted = m_heldTop + i * height;
        verticalScrollBar()->setValue(verticalScrollBar()->value() + rect.top() - wanted);
        return;
    }
}

void CatalogTreeView::tellSightSoon()
{
    if (!m_sight.isActive())
        m_sight.start();
}

QModelIndexList CatalogTreeView::rowsInSight() const
{
    QModelIndexList rows;
    const int bottom = viewport()->height();
    for (QModelIndex index = indexAt({0, 0}); index.isValid(); index = indexBelow(index)) {
        if (visualRect(index).top() >= bottom)
            break;
        rows.append(index);
    }
    return rows;
}

void CatalogTreeView::drawRow(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    if (index == m_hovered && !isMessage(index) && !selectionModel()->isSelected(index))
        painter->fillRect(option.rect, tokensOf(option.palette).hover);
    QTreeView::drawRow(painter, option, index);
    QModelIndex root = index;
    while (root.parent().isValid())
        root = root.parent();
    const QColor mark = connectionMark(root.data(CatalogTreeModel::ColourRole).toString(),
                                       root.data(CatalogTreeModel::ProductionRole).toBool(), option.palette);
    if (mark.isValid())
        painter->fillRect(option.rect.left() + productionFrameWidth, option.rect.top(), connectionMarkWidth,
                          option.rect.height(), mark);
}

// A chevron where there is something to open, and a line below each open ancestor, but not below the root.
void CatalogTreeView::drawBranches(QPainter *painter, const QRect &rect, const QModelIndex &index) const
{
    const auto &tokens = tokensOf(palette());
    const int step = indentation();
    const int levels = rect.width() / step;
    for (int level = 1; level < levels - 1; ++level)
        painter->fillRect(rect.left() + level * step + 9, rect.top(), 1, rect.height(), tokens.guide);
    if (!isMessage(index) && model()->hasChildren(index)) {
        const QRect cell(rect.right() - step + 5, rect.top(), 12, rect.height()); // clear of a bar at the edge
        paintIcon(painter, cell, isExpanded(index) ? QStringLiteral("down") : QStringLiteral("right"), tokens.muted);
    }
}

void CatalogTreeView::setHovered(const QModelIndex &index)
{
    if (index == m_hovered)
        return;
    if (m_hovered.isValid())
        update(m_hovered);
    m_hovered = index;
    viewport()->update();
    Q_EMIT hovered(index);
}

// Another row is under the mouse now, though the mouse did not move.
void CatalogTreeView::scrollContentsBy(int dx, int dy)
{
    setHovered({});
    QTreeView::scrollContentsBy(dx, dy);
    tellSightSoon();
}

void CatalogTreeView::resizeEvent(QResizeEvent *event)
{
    QTreeView::resizeEvent(event);
    tellSightSoon();
}

void CatalogTreeView::showEvent(QShowEvent *event)
{
    QTreeView::showEvent(event);
    m_sight.start();
}

void CatalogTreeView::mouseMoveEvent(QMouseEvent *event)
{
    const QPoint position = event->position().toPoint();
    const QModelIndex index = indexAt(position);
    setHovered(index);
    const bool onLink = m_delegate->linkAt(position, visualRect(index), index).has_value();
    viewport()->setCursor(onLink ? Qt::PointingHandCursor : Qt::ArrowCursor);
    if (isMessage(index))
        update(index); // its links
    QTreeView::mouseMoveEvent(event);
}

void CatalogTreeView::mouseReleaseEvent(QMouseEvent *event)
{
    const bool dragged =
        state() == QAbstractItemView::DraggingState || state() == QAbstractItemView::DragSelectingState;
    QTreeView::mouseReleaseEvent(event);
    const QPoint position = event->position().toPoint();
    const QModelIndex index = indexAt(position);
    const bool onName = index.isValid() && position.x() >= visualRect(index).left();
    if (event->button() != Qt::LeftButton || event->modifiers() != Qt::NoModifier || !onName || dragged)
        return;
    if (!isMessage(index))
        Q_EMIT clickedObject(index);
    else if (!m_delegate->linkAt(position, visualRect(index), index))
        m_delegate->showWhole(event->globalPosition().toPoint(), index);
}

void CatalogTreeView::mouseDoubleClickEvent(QMouseEvent *event)
{
    QTreeView::mouseDoubleClickEvent(event);
    const QModelIndex index = indexAt(event->position().toPoint());
    if (event->button() == Qt::LeftButton && index.isValid() && !isMessage(index))
        Q_EMIT openedObject(index);
}

void CatalogTreeView::leaveEvent(QEvent *event)
{
    setHovered({});
    QTreeView::leaveEvent(event);
}

void CatalogTreeView::keyPressEvent(QKeyEvent *event)
{
    setHovered({}); // who uses the keyboard has left the mouse where it was
    const bool isEnter = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;
    const QModelIndex current = currentIndex();
    if (!isEnter || event->modifiers() & ~Qt::KeypadModifier || !current.isValid()) {
        QTreeView::keyPressEvent(event);
        return;
    }
    if (!isMessage(current)) {
        Q_EMIT openedObject(current);
        return;
    }
    // The lines of one error act as one: Enter does its first link.
    int first = current.row();
    while (first > 0 && isMessage(model()->index(first - 1, 0, current.parent())))
        --first;
    for (int row = first; row < model()->rowCount(current.parent()); ++row) {
        const QModelIndex sibling = model()->index(row, 0, current.parent());
        if (!isMessage(sibling))
            return;
        const auto actions = sibling.data(CatalogTreeModel::MessageActionsRole).value<QList<int>>();
        if (!actions.isEmpty()) {
            Q_EMIT linkActivated(sibling, CatalogTreeModel::MessageAction(actions.first()));
            return;
        }
    }
}

void CatalogTreeView::contextMenuEvent(QContextMenuEvent *event)
{
    if (event->reason() == QContextMenuEvent::Mouse) {
        Q_EMIT menuRequested(event->globalPos());
        return;
    }
    const QRect row = visualRect(currentIndex());
    Q_EMIT menuRequested(viewport()->mapToGlobal(row.isValid() ? row.bottomLeft() + QPoint(24, 0) : QPoint(8, 8)));
}

} // namespace isthmus::views
