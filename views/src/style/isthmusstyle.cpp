// SPDX-License-Identifier: GPL-3.0-or-later
#include <isthmus/views/style/icons.h>
#include <isthmus/views/style/isthmusstyle.h>
#include <isthmus/views/style/theme.h>

#include <QAbstractItemView>
#include <QLabel>
#include <QPainter>
#include <QPainterPath>
#include <QStyleFactory>
#include <QStyleOptionComboBox>
#include <QStyleOptionSpinBox>
#include <QTableView>

namespace isthmus::views {

namespace {

constexpr int arrowSide = 12;
constexpr int comboArrowWidth = 20;
constexpr int spinButtonWidth = 18;

// A text field's frame: one line, the accent when it has the focus.
void drawField(QPainter *painter, const QStyleOption *option, QPalette::ColorRole fill)
{
    const bool enabled = option->state & QStyle::State_Enabled;
    const bool focus = enabled && (option->state & QStyle::State_HasFocus);
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setPen(option->palette.color(focus ? QPalette::Highlight : enabled ? QPalette::Mid : QPalette::Midlight));
    painter->setBrush(enabled ? option->palette.brush(fill) : QBrush(Qt::NoBrush));
    painter->drawRoundedRect(QRectF(option->rect).adjusted(0.5, 0.5, -0.5, -0.5), 3, 3);
    painter->restore();
}

void drawCheckBox(QPainter *painter, const QStyleOption *option)
{
    const bool enabled = option->state & QStyle::State_Enabled;
    const bool partly = option->state & QStyle::State_NoChange;
    const bool filled = (option->state & QStyle::State_On) || partly;
    // Item views have a soft Highlight of their own; the mark keeps the accent.
    const QPalette accent = applicationPalette(option->palette.color(QPalette::Window).lightness() < 128);
    const QRectF box = QRectF(option->rect).adjusted(0.5, 0.5, -0.5, -0.5);
    const QColor highlight = accent.color(QPalette::Highlight);
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setPen(filled && enabled ? highlight
                                      : option->palette.color(enabled ? QPalette::PlaceholderText : QPalette::Mid));
    painter->setBrush(filled && enabled ? highlight
                                        : option->palette.color(enabled ? QPalette::Base : QPalette::Window));
    painter->drawRoundedRect(box, 2, 2);
    if (filled) {
        const QColor mark = enabled ? accent.color(QPalette::HighlightedText) : option->palette.color(QPalette::Mid);
        painter->setPen(QPen(mark, 1.6, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
        const QPointF at = box.topLeft();
        const qreal unit = box.width() / 13.0;
        if (partly)
            painter->drawLine(at + QPointF(3.5, 6.5) * unit, at + QPointF(9.5, 6.5) * unit);
        else
            painter->drawPolyline(
                QPolygonF{at + QPointF(3, 6.8) * unit, at + QPointF(5.6, 9.4) * unit, at + QPointF(10, 4) * unit});
    }
    painter->restore();
}

void drawRadioButton(QPainter *painter, const QStyleOption *option)
{
    const bool enabled = option->state & QStyle::State_Enabled;
    const bool on = option->state & QStyle::State_On;
    const QColor mark = option->palette.color(enabled ? QPalette::Highlight : QPalette::Mid);
    const QRectF circle = QRectF(option->rect).adjusted(0.5, 0.5, -0.5, -0.5);
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setPen(on ? mark : option->palette.color(enabled ? QPalette::PlaceholderText : QPalette::Mid));
    painter->setBrush(option->palette.color(enabled ? QPalette::Base : QPalette::Window));
    painter->drawEllipse(circle);
    if (on) {
        painter->setPen(Qt::NoPen);
        painter->setBrush(mark);
        painter->drawEllipse(circle.adjusted(3, 3, -3, -3));
    }
    painter->restore();
}

void drawArrow(QPainter *painter, const QStyleOption *option, const QRect &rect, const QString &name)
{
    const bool enabled = option->state & QStyle::State_Enabled;
    QRect square(0, 0, arrowSide, qMin(arrowSide, rect.height()));
    square.moveCenter(rect.center());
    paintIcon(painter, square, name,
              enabled ? tokensOf(option->palette).muted : option->palette.color(QPalette::Disabled, QPalette::Text));
}

} // namespace

IsthmusStyle::IsthmusStyle() : QProxyStyle(QStyleFactory::create(QStringLiteral("Fusion"))) { }

void IsthmusStyle::polish(QWidget *widget)
{
    QProxyStyle::polish(widget);
    // Qt's own label of tool tips, polished before it gets its text; its class is not public.
    if (auto *label = qobject_cast<QLabel *>(widget); label && label->inherits("QTipLabel"))
        label->setTextFormat(Qt::PlainText);
}

int IsthmusStyle::styleHint(StyleHint hint, const QStyleOption *option, const QWidget *widget,
                            QStyleHintReturn *data) const
{
    switch (hint) {
    case SH_Menu_AllowActiveAndDisabled: // a disabled entry can be reached, so that its reason can be read
        return 1;
    case SH_EtchDisabledText:
    case SH_ItemView_ActivateItemOnSingleClick:
        return 0;
    case SH_ItemView_ShowDecorationSelected:
        return 1;
    default:
        return QProxyStyle::styleHint(hint, option, widget, data);
    }
}

int IsthmusStyle::pixelMetric(PixelMetric metric, const QStyleOption *option, const QWidget *widget) const
{
    switch (metric) {
    case PM_SplitterWidth:
        return 1;
    case PM_ScrollBarExtent:
        return 12;
    case PM_TreeViewIndentation:
    case PM_IndicatorWidth:
    case PM_IndicatorHeight:
    case PM_ExclusiveIndicatorWidth:
    case PM_ExclusiveIndicatorHeight:
        return 14;
    case PM_SmallIconSize:
    case PM_TabBarIconSize:
    case PM_ButtonIconSize:
    case PM_ListViewIconSize:
        return 16;
    case PM_FocusFrameHMargin: // one less than the space at both sides of a cell, which is that of its header
        return qobject_cast<const QTableView *>(widget) ? 7 : QProxyStyle::pixelMetric(metric, option, widget);
    case PM_MenuPanelWidth:
        return 1;
    case PM_MenuVMargin:
    case PM_MenuHMargin:
        return 4;
    default:
        return QProxyStyle::pixelMetric(metric, option, widget);
    }
}

void IsthmusStyle::drawPrimitive(PrimitiveElement element, const QStyleOption *option, QPainter *painter,
                                 const QWidget *widget) const
{
    switch (element) {
    case PE_IndicatorCheckBox:
    case PE_IndicatorItemViewItemCheck:
        drawCheckBox(painter, option);
        return;
    case PE_IndicatorRadioButton:
        drawRadioButton(painter, option);
        return;
    case PE_FrameLineEdit:
        drawField(painter, option, QPalette::Base);
        return;
    case PE_IndicatorTabClose: {
        QRect square(0, 0, arrowSide, arrowSide);
        square.moveCenter(option->rect.center());
        const bool hovered = option->state & State_MouseOver;
        paintIcon(painter, square, QStringLiteral("x"),
                  hovered ? option->palette.color(QPalette::Text) : tokensOf(option->palette).muted);
        return;
    }
    case PE_FrameFocusRect:
        // Item views show their current row or cell themselves.
        if (qobject_cast<const QAbstractItemView *>(widget))
            return;
        break;
    case PE_FrameTabBarBase:
        painter->fillRect(QRect(option->rect.left(), option->rect.bottom(), option->rect.width(), 1),
                          option->palette.color(QPalette::Mid));
        return;
    default:
        break;
    }
    QProxyStyle::drawPrimitive(element, option, painter, widget);
}

void IsthmusStyle::drawComplexControl(ComplexControl control, const QStyleOptionComplex *option, QPainter *painter,
                                      const QWidget *widget) const
{
    if (control == CC_ComboBox) {
        if (const auto *combo = qstyleoption_cast<const QStyleOptionComboBox *>(option)) {
            drawField(painter, option, combo->editable ? QPalette::Base : QPalette::Button);
            drawArrow(painter, option, subControlRect(control, option, SC_ComboBoxArrow, widget),
                      QStringLiteral("down"));
            return;
        }
    }
    if (control == CC_SpinBox) {
        if (const auto *spin = qstyleoption_cast<const QStyleOptionSpinBox *>(option)) {
            drawField(painter, option, QPalette::Base);
            if (spin->buttonSymbols != QAbstractSpinBox::NoButtons) {
                const QRect up = subControlRect(control, option, SC_SpinBoxUp, widget);
                const QRect down = subControlRect(control, option, SC_SpinBoxDown, widget);
                painter->fillRect(QRect(up.left() - 1, 1, 1, option->rect.height() - 2),
                                  option->palette.color(QPalette::Mid));
                drawArrow(painter, option, up, QStringLiteral("up"));
                drawArrow(painter, option, down, QStringLiteral("down"));
            }
            return;
        }
    }
    QProxyStyle::drawComplexControl(control, option, painter, widget);
}

QRect IsthmusStyle::subControlRect(ComplexControl control, const QStyleOptionComplex *option, SubControl subControl,
                                   const QWidget *widget) const
{
    const QRect rect = option->rect;
    if (control == CC_ComboBox && subControl == SC_ComboBoxArrow)
        return {rect.right() - comboArrowWidth, rect.top(), comboArrowWidth, rect.height()};
    if (control == CC_ComboBox && subControl == SC_ComboBoxEditField)
        return rect.adjusted(6, 2, -comboArrowWidth - 2, -2);
    if (control == CC_SpinBox) {
        const int half = rect.height() / 2;
        switch (subControl) {
        case SC_SpinBoxUp:
            return {rect.right() - spinButtonWidth, rect.top() + 1, spinButtonWidth, half - 1};
        case SC_SpinBoxDown:
            return {rect.right() - spinButtonWidth, rect.top() + half, spinButtonWidth, half - 1};
        case SC_SpinBoxEditField:
            return rect.adjusted(6, 2, -spinButtonWidth - 4, -2);
        default:
            break;
        }
    }
    return QProxyStyle::subControlRect(control, option, subControl, widget);
}

QSize IsthmusStyle::sizeFromContents(ContentsType type, const QStyleOption *option, const QSize &size,
                                     const QWidget *widget) const
{
    QSize result = QProxyStyle::sizeFromContents(type, option, size, widget);
    const QFont font = widget ? widget->font() : QFont();
    switch (type) {
    case CT_ComboBox:
        result.setHeight(rowHeight(font, 26));
        result.rwidth() += 8;
        break;
    case CT_SpinBox:
        result.setHeight(rowHeight(font, 26));
        break;
    case CT_MenuItem:
        if (const auto *item = qstyleoption_cast<const QStyleOptionMenuItem *>(option);
            item && item->menuItemType != QStyleOptionMenuItem::Separator) {
            result.setHeight(rowHeight(font, 26));
            result.rwidth() += 16;
        }
        break;
    default:
        break;
    }
    return result;
}

} // namespace isthmus::views
