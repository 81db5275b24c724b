// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <isthmus/models/catalog/catalogtreemodel.h>

#include <QStyledItemDelegate>

#include <optional>

namespace isthmus::views {

/// Paints rows of the CatalogTreeModel: icon, name, and at the right edge what there is to know (count, live chip,
/// mapped mark, connection dot). Error rows have a tint, a bar and links that can be clicked.
class TreeDelegate final : public QStyledItemDelegate {
    Q_OBJECT

public:
    explicit TreeDelegate(QAbstractItemView *view);

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    bool editorEvent(QEvent *event, QAbstractItemModel *model, const QStyleOptionViewItem &option,
                     const QModelIndex &index) override;

    bool helpEvent(QHelpEvent *event, QAbstractItemView *view, const QStyleOptionViewItem &option,
                   const QModelIndex &index) override;

    /// The link of an error row at \a position in the view's viewport.
    [[nodiscard]] std::optional<models::CatalogTreeModel::MessageAction>
    linkAt(const QPoint &position, const QRect &row, const QModelIndex &index) const;

    /// Shows what an error row tells, uncut; false for any other row.
    bool showWhole(const QPoint &globalPosition, const QModelIndex &index) const;

Q_SIGNALS:
    void linkActivated(const QModelIndex &index, isthmus::models::CatalogTreeModel::MessageAction action);

private:
    struct Link {
        models::CatalogTreeModel::MessageAction action;
        QString text;
        QRect rect;
    };
    [[nodiscard]] QList<Link> links(const QRect &row, const QModelIndex &index) const;
    void paintMessage(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const;
    static void paintHeading(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index);
    void paintLinks(QPainter *painter, const QStyleOptionViewItem &option, const QList<Link> &all,
                    const QColor &color) const;
    void paintErrorRow(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const;
    void paintObject(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const;
    /// Paints from the right edge inwards and answers the new right edge for the name.
    int paintBadges(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const;

    QAbstractItemView *m_view;
};

} // namespace isthmus::views
