// SPDX-License-Identifier: GPL-3.0-or-later
#include "lineage/lineageitems.h"

#include <QPainter>
#include <QPainterPathStroker>
#include <QStyleOptionGraphicsItem>

namespace isthmus::views {

using mapping::LineageLayout;

namespace {

// Names are plain text, whatever they hold.
QString plainTip(const QString &text)
{
    return QStringLiteral("<qt>%1</qt>").arg(text.toHtmlEscaped().replace(u'\n', QStringLiteral("<br>")));
}

} // namespace

LineageView::BoxItem::BoxItem(mapping::LineagePicture::Box box, const LineageInks &inks)
    : m_box(std::move(box)), m_inks(inks)
{
    setPos(m_box.place.x, m_box.place.y);
    setZValue(1);
    QStringList tip{m_box.title, m_box.line, m_box.state};
    tip.removeAll(QString());
    setToolTip(plainTip(tip.join(u'\n')));
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

LineageView::LineItem::LineItem(const mapping::LineagePicture &picture, const mapping::LineagePicture::Line &line,
                                const LineageInks &inks)
    : m_path(lineagePath(picture, line)), m_bounds(m_path.boundingRect().adjusted(-2, -2, 2, 2)),
      m_standing(line.standing), m_inks(inks)
{
    setToolTip(plainTip(line.text));
}

// The tip belongs to the line, not to the rectangle around it.
QPainterPath LineageView::LineItem::shape() const
{
    QPainterPathStroker stroker;
    stroker.setWidth(8);
    return stroker.createStroke(m_path);
}

void LineageView::LineItem::paint(QPainter *painter, const QStyleOptionGraphicsItem *option, QWidget *widget)
{
    Q_UNUSED(widget)
    Q_UNUSED(option)
    paintLineageLine(painter, m_path, m_standing, m_inks,
                     QStyleOptionGraphicsItem::levelOfDetailFromTransform(painter->worldTransform()));
}

} // namespace isthmus::views
