// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "lineage/lineagepainting.h"

#include <isthmus/views/lineage/lineageview.h>

#include <QGraphicsItem>

namespace isthmus::views {

/// A box of the picture.
class LineageView::BoxItem final : public QGraphicsItem {
public:
    BoxItem(const mapping::LineagePicture::Box &box, const LineageInks &inks);

    [[nodiscard]] const mapping::LineagePicture::Box &box() const { return m_box; }
    [[nodiscard]] const LineageLook &look() const { return m_look; }
    void setBox(const mapping::LineagePicture::Box &box);
    void setLook(const LineageLook &look);

    [[nodiscard]] QRectF boundingRect() const override;
    void paint(QPainter *painter, const QStyleOptionGraphicsItem *option, QWidget *widget) override;

private:
    mapping::LineagePicture::Box m_box;
    const LineageInks &m_inks;
    LineageLook m_look;
};

/// All lines of the picture: some hundreds may cross any part of it, so that items of their own would be no help.
class LineageView::LinesItem final : public QGraphicsItem {
public:
    explicit LinesItem(const LineageInks &inks);

    void setPicture(const mapping::LineagePicture &picture);
    /// What is to be told of the line at \a place; empty: there is none.
    [[nodiscard]] QString textAt(const QPointF &place) const;

    [[nodiscard]] QRectF boundingRect() const override { return m_bounds; }
    void paint(QPainter *painter, const QStyleOptionGraphicsItem *option, QWidget *widget) override;

private:
    struct Line {
        QPolygonF path;
        QRectF bounds;
        mapping::LineageEdge::Standing standing;
        QString text;
    };
    QList<Line> m_lines;
    QRectF m_bounds;
    const LineageInks &m_inks;
};

/// \a text as a tip: names are plain text, whatever they hold.
[[nodiscard]] QString plainTip(const QString &text);

} // namespace isthmus::views
