// SPDX-License-Identifier: GPL-3.0-or-later
#include "lineage/lineageitems.h"

#include <QPainter>
#include <QStyleOptionGraphicsItem>

#include <algorithm>

namespace isthmus::views {

using mapping::LineageLayout;

QString plainTip(const QString &text)
{
    return QStringLiteral("<qt>%1</qt>").arg(text.toHtmlEscaped().replace(u'\n', QStringLiteral("<br>")));
}

LineageView::BoxItem::BoxItem(const mapping::LineagePicture::Box &box, const LineageInks &inks) : m_inks(inks)
{
    setZValue(1);
    setBox(box);
}

void LineageView::BoxItem::setBox(const mapping::LineagePicture::Box &box)
{
    m_box = box;
    setPos(m_box.place.x, m_box.place.y);
    update();
}

void LineageView::BoxItem::setLook(const LineageLook &look)
{
    const bool isSame = look.isCurrent == m_look.isCurrent && look.isMatch == m_look.isMatch
        && look.sources == m_look.sources && look.readers == m_look.readers && look.focusedKnob == m_look.focusedKnob
        && (look.hasFocus == m_look.hasFocus || !look.isCurrent);
    m_look = look;
    if (!isSame)
        update();
}

QRectF LineageView::BoxItem::boundingRect() const
{
    constexpr int beside = lineageKnobRadius + 3;
    return {-beside, -3, LineageLayout::nodeWidth + 2.0 * beside, LineageLayout::nodeHeight + 6.0};
}

void LineageView::BoxItem::paint(QPainter *painter, const QStyleOptionGraphicsItem *option, QWidget *widget)
{
    Q_UNUSED(widget)
    Q_UNUSED(option)
    paintLineageBox(painter, m_box, m_look, m_inks,
                    QStyleOptionGraphicsItem::levelOfDetailFromTransform(painter->worldTransform()));
}

LineageView::LinesItem::LinesItem(const LineageInks &inks) : m_inks(inks)
{
    setFlag(ItemUsesExtendedStyleOption); // tells what is to be painted
}

void LineageView::LinesItem::setPicture(const mapping::LineagePicture &picture)
{
    prepareGeometryChange();
    m_lines.clear();
    m_bounds = {};
    for (const auto &line : picture.lines) {
        const QPolygonF path = lineagePath(picture, line);
        const QRectF bounds = path.boundingRect().adjusted(-2, -2, 2, 2);
        m_lines.append({path, bounds, line.standing, line.text});
        m_bounds |= bounds;
    }
    update();
}

QString LineageView::LinesItem::textAt(const QPointF &place) const
{
    constexpr qreal reach = 5;
    const QRectF around(place - QPointF(reach, reach), QSizeF(2 * reach, 2 * reach));
    for (const Line &line : m_lines) {
        if (!line.bounds.intersects(around))
            continue;
        for (qsizetype i = 1; i < line.path.size(); ++i) {
            const QLineF stroke(line.path.at(i - 1), line.path.at(i));
            // As far as the nearest point of the stroke.
            const QPointF along = stroke.p2() - stroke.p1();
            const qreal length = QPointF::dotProduct(along, along);
            const qreal at =
                length == 0 ? 0 : std::clamp(QPointF::dotProduct(place - stroke.p1(), along) / length, 0.0, 1.0);
            if (QLineF(place, stroke.p1() + at * along).length() <= reach)
                return line.text;
        }
    }
    return {};
}

void LineageView::LinesItem::paint(QPainter *painter, const QStyleOptionGraphicsItem *option, QWidget *widget)
{
    Q_UNUSED(widget)
    const qreal detail = QStyleOptionGraphicsItem::levelOfDetailFromTransform(painter->worldTransform());
    for (const Line &line : std::as_const(m_lines)) {
        if (line.bounds.intersects(option->exposedRect))
            paintLineageLine(painter, line.path, line.standing, m_inks, detail, option->exposedRect);
    }
}

} // namespace isthmus::views
