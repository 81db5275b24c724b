// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "lineage/lineagepainting.h"

#include <isthmus/views/lineage/lineageview.h>

#include <QGraphicsItem>

namespace isthmus::views {

/// A box of the picture.
class LineageView::BoxItem final : public QGraphicsItem {
public:
    BoxItem(mapping::LineagePicture::Box box, const LineageInks &inks);

    [[nodiscard]] const mapping::LineagePicture::Box &box() const { return m_box; }
    [[nodiscard]] const LineageLook &look() const { return m_look; }
    void setLook(const LineageLook &look);

    [[nodiscard]] QRectF boundingRect() const override;
    void paint(QPainter *painter, const QStyleOptionGraphicsItem *option, QWidget *widget) override;

private:
    mapping::LineagePicture::Box m_box;
    const LineageInks &m_inks;
    LineageLook m_look;
};

/// A line between two boxes.
class LineageView::LineItem final : public QGraphicsItem {
public:
    LineItem(const mapping::LineagePicture &picture, const mapping::LineagePicture::Line &line,
             const LineageInks &inks);

    [[nodiscard]] QRectF boundingRect() const override { return m_bounds; }
    [[nodiscard]] QPainterPath shape() const override;
    void paint(QPainter *painter, const QStyleOptionGraphicsItem *option, QWidget *widget) override;

private:
    QPainterPath m_path;
    QRectF m_bounds;
    mapping::LineageEdge::Standing m_standing;
    const LineageInks &m_inks;
};

} // namespace isthmus::views
