// SPDX-License-Identifier: GPL-3.0-or-later
#include "table/griddelegate.h"

#include <isthmus/core/format.h>
#include <isthmus/models/table/recordbatchmodel.h>
#include <isthmus/views/style/theme.h>

#include <QAbstractItemView>
#include <QPainter>

namespace isthmus::views {

using models::RecordBatchModel;

namespace {

constexpr int padding = 8;

// At the right of a cell that is cut: how long the value is.
QPixmap sizeChip(const QString &text, const QStyleOptionViewItem &option)
{
    const QFont small = resized(option.font, -1);
    const QFontMetrics metrics(small);
    const QSize size(metrics.horizontalAdvance(text) + padding, metrics.height() + 2);
    const qreal ratio = option.widget ? option.widget->devicePixelRatioF() : 1;
    QPixmap chip(size * ratio);
    chip.setDevicePixelRatio(ratio);
    chip.fill(Qt::transparent);
    const auto &colors = tokensOf(option.palette).warning;
    QPainter painter(&chip);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(colors.background);
    painter.drawRoundedRect(QRect({0, 0}, size), 3, 3);
    painter.setPen(colors.text);
    painter.setFont(small);
    painter.drawText(QRect({0, 0}, size), Qt::AlignCenter, text);
    return chip;
}

} // namespace

void GridDelegate::initStyleOption(QStyleOptionViewItem *option, const QModelIndex &index) const
{
    QStyledItemDelegate::initStyleOption(option, index);
    if (const QVariant whole = index.data(RecordBatchModel::CutRole); whole.isValid()) {
        const QPixmap size = sizeChip(core::formatBytes(whole.toLongLong()), *option);
        option->features |= QStyleOptionViewItem::HasDecoration;
        option->decorationPosition = QStyleOptionViewItem::Right;
        option->decorationSize = size.deviceIndependentSize().toSize();
        option->icon = QIcon(size);
        option->icon.addPixmap(size, QIcon::Selected); // as it is, not tinted
    }
    const bool isNull = index.data(RecordBatchModel::NullRole).toBool();
    if (!isNull && !index.data(RecordBatchModel::EmptyRole).toBool())
        return;
    option->font = resized(option->font, -1);
    option->font.setItalic(isNull);
    const auto &tokens = tokensOf(option->palette);
    const QColor placeholder = option->palette.color(QPalette::PlaceholderText);
    option->palette.setColor(QPalette::Text, placeholder);
    option->palette.setColor(QPalette::HighlightedText, tokens.muted);
}

void GridDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    QStyledItemDelegate::paint(painter, option, index);
    const auto *view = qobject_cast<const QAbstractItemView *>(option.widget);
    if (!view || view->currentIndex() != index)
        return;
    const QPalette accent = applicationPalette(option.palette.color(QPalette::Window).lightness() < 128);
    painter->save();
    painter->setPen(QPen(accent.color(view->hasFocus() ? QPalette::Highlight : QPalette::Mid), 2));
    painter->setBrush(Qt::NoBrush);
    painter->drawRect(option.rect.adjusted(1, 1, -1, -1));
    painter->restore();
}

} // namespace isthmus::views
