// SPDX-License-Identifier: GPL-3.0-or-later
#include "parts/chip.h"

#include <isthmus/views/style/icons.h>

#include <QPainter>

namespace isthmus::views {

namespace {

constexpr int padding = 6;
constexpr int iconSide = 12;
constexpr int iconGap = 4;
constexpr int markSide = 8;

QFont chipFont(const QFont &font)
{
    QFont small = resized(font, -2);
    small.setWeight(QFont::Medium);
    small.setItalic(false);
    return small;
}

} // namespace

QSize chipSize(const Chip &chip, const QFont &font)
{
    const QFontMetrics metrics(chipFont(font));
    int width = metrics.horizontalAdvance(chip.text) + 1 + 2 * padding; // advances are rounded down
    if (!chip.icon.isEmpty())
        width += iconSide + iconGap;
    if (chip.isMarked)
        width += markSide + iconGap;
    return {width, qMax(18, metrics.height() + 2)};
}

void paintChip(QPainter *painter, const QRect &rect, const Chip &chip, const QFont &font, const QPalette &palette)
{
    const auto &tokens = tokensOf(palette);
    const auto &tint = tokens.tint(chip.meaning);
    const QColor color = chip.outlined ? tokens.muted : tint.text;
    QRect body(rect.topLeft(), chipSize(chip, font).boundedTo(rect.size()));
    body.moveTop(rect.top() + (rect.height() - body.height()) / 2);

    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setPen(chip.outlined ? QPen(palette.color(QPalette::Mid)) : QPen(Qt::NoPen));
    painter->setBrush(chip.outlined ? QBrush(Qt::NoBrush) : QBrush(tint.background));
    painter->drawRoundedRect(QRectF(body).adjusted(0.5, 0.5, -0.5, -0.5), 3, 3);

    QRect inner = body.adjusted(padding, 0, -padding, 0);
    if (!chip.icon.isEmpty()) {
        paintIcon(painter, QRect(inner.left(), body.top() + (body.height() - iconSide) / 2, iconSide, iconSide),
                  chip.icon, color);
        inner.setLeft(inner.left() + iconSide + iconGap);
    }
    if (chip.isMarked) {
        painter->fillRect(QRect(inner.left(), body.top() + (body.height() - markSide) / 2, markSide, markSide),
                          tint.text);
        inner.setLeft(inner.left() + markSide + iconGap);
    }
    painter->setFont(chipFont(font));
    painter->setPen(color);
    const QFontMetrics metrics(painter->font());
    painter->drawText(inner, Qt::AlignVCenter | Qt::AlignLeft,
                      metrics.elidedText(chip.text, Qt::ElideRight, inner.width()));
    painter->restore();
}

ChipLabel::ChipLabel(QWidget *parent) : QWidget(parent)
{
    setSizePolicy(QSizePolicy::Maximum, QSizePolicy::Fixed);
    hide();
}

void ChipLabel::setChip(const Chip &chip)
{
    m_chip = chip;
    setAccessibleName(chip.text);
    setVisible(!chip.text.isEmpty());
    updateGeometry();
    update();
}

QSize ChipLabel::sizeHint() const
{
    return chipSize(m_chip, font());
}

QSize ChipLabel::minimumSizeHint() const
{
    return {qMin(sizeHint().width(), 32), sizeHint().height()};
}

void ChipLabel::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    paintChip(&painter, rect(), m_chip, font(), palette());
}

} // namespace isthmus::views
