// SPDX-License-Identifier: GPL-3.0-or-later
#include "window/gotodelegate.h"

#include "parts/objecticons.h"

#include <isthmus/models/catalog/gotomodel.h>

#include <QPainter>
#include <QTextLayout>

#include <algorithm>

namespace isthmus::views {

using models::GoToModel;

namespace {

constexpr int padding = 12;
constexpr int iconSide = 16;
constexpr int gap = 6;

struct Colors {
    QColor text;
    QColor quiet;
    QColor found;
};

Colors colorsOf(const QStyleOptionViewItem &option)
{
    const bool isSelected = option.state & QStyle::State_Selected;
    const QColor text = option.palette.color(isSelected ? QPalette::HighlightedText : QPalette::Text);
    return {text, isSelected ? text : tokensOf(option.palette).muted, option.palette.color(QPalette::Link)};
}

void paintTitle(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index)
{
    painter->fillRect(option.rect, option.palette.color(QPalette::AlternateBase));
    painter->setPen(option.palette.color(QPalette::Midlight));
    painter->drawLine(option.rect.bottomLeft(), option.rect.bottomRight());
    const QRect inner = option.rect.adjusted(padding, 0, -padding, 0);
    painter->setFont(titleFont(resized(option.font, -1)));
    painter->setPen(option.palette.color(QPalette::Text));
    painter->drawText(inner, Qt::AlignVCenter | Qt::AlignLeft | Qt::TextSingleLine, index.data().toString());
    painter->setFont(resized(option.font, -1));
    painter->setPen(tokensOf(option.palette).muted);
    painter->drawText(inner, Qt::AlignVCenter | Qt::AlignRight | Qt::TextSingleLine,
                      index.data(GoToModel::CountRole).toString());
}

// The name, semibold and underlined where it was found; answers how wide it is. A name is text, whatever is in it: no
// markup, and its direction stays in the row.
int paintName(QPainter *painter, const QRect &rect, const QModelIndex &index, const QFont &font, const Colors &colors)
{
    const QString whole = index.data().toString();
    const QFontMetrics metrics(font);
    QString name = whole;
    for (QChar &c : name) {
        if (c.category() == QChar::Other_Control || c.category() == QChar::Other_Format)
            c = QChar::Space; // as many characters as before
    }
    auto parts = index.data(GoToModel::PartsRole).value<QList<nameindex::Part>>();
    const QString shown = metrics.elidedText(name, Qt::ElideRight, rect.width());
    if (shown != name) {
        const int kept = int(shown.size()) - 1; // without "…"
        parts.removeIf([kept](const nameindex::Part &part) { return part.begin >= kept; });
        if (!parts.isEmpty())
            parts.last().length = std::min(parts.last().length, kept - parts.last().begin);
    }
    QTextLayout layout(shown, font);
    QTextOption direction;
    direction.setTextDirection(Qt::LeftToRight);
    direction.setWrapMode(QTextOption::NoWrap);
    layout.setTextOption(direction);
    QList<QTextLayout::FormatRange> formats;
    for (const nameindex::Part &part : std::as_const(parts)) {
        QTextLayout::FormatRange range;
        range.start = part.begin;
        range.length = part.length;
        range.format.setFontWeight(QFont::DemiBold);
        range.format.setFontUnderline(true);
        range.format.setUnderlineColor(colors.found);
        formats.append(range);
    }
    layout.setFormats(formats);
    layout.beginLayout();
    QTextLine line = layout.createLine();
    line.setLineWidth(4 * rect.width());
    layout.endLayout();
    painter->setPen(colors.text);
    layout.draw(painter, QPointF(rect.left(), rect.top() + (rect.height() - line.height()) / 2));
    return int(line.naturalTextWidth()) + 1;
}

} // namespace

void GoToDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    painter->save();
    if (index.data(GoToModel::IsTitleRole).toBool()) {
        paintTitle(painter, option, index);
        painter->restore();
        return;
    }
    if (option.state & QStyle::State_Selected)
        painter->fillRect(option.rect, option.palette.color(QPalette::Highlight));
    const Colors colors = colorsOf(option);
    const QRect inner = option.rect.adjusted(padding, 0, -padding, 0);
    const QFont small = resized(option.font, -1);
    const QFontMetrics smallMetrics(small);

    // Age and place have their columns, so that they can be read downwards.
    const int ageWidth = smallMetrics.horizontalAdvance(QStringLiteral("2026-12-30")) + gap;
    const QRect age(inner.right() - ageWidth, inner.top(), ageWidth, inner.height());
    const int placeLeft = inner.left() + inner.width() * 52 / 100;
    painter->setFont(small);
    painter->setPen(colors.quiet);
    painter->drawText(age, Qt::AlignVCenter | Qt::AlignRight | Qt::TextSingleLine,
                      index.data(GoToModel::AgeRole).toString());
    const bool isSource = index.data(GoToModel::SideRole).toInt() == int(catalog::Side::Sources);
    paintIcon(painter, QRect(placeLeft, inner.top(), iconSide, inner.height()),
              isSource ? QStringLiteral("eng-h") : QStringLiteral("eng-m"),
              iconColor(isSource ? IconRole::Hologres : IconRole::MaxCompute, option.palette));
    const QRect place(placeLeft + iconSide + gap, inner.top(), age.left() - placeLeft - iconSide - 2 * gap,
                      inner.height());
    painter->drawText(
        place, Qt::AlignVCenter | Qt::AlignLeft | Qt::TextSingleLine,
        smallMetrics.elidedText(index.data(GoToModel::PlaceRole).toString(), Qt::ElideMiddle, place.width()));

    const Mark mark = markOf(catalog::ObjectKind(index.data(GoToModel::KindRole).toInt()));
    paintIcon(painter, QRect(inner.left(), inner.top(), iconSide, inner.height()), mark.icon,
              iconColor(mark.role, option.palette));
    QRect name(inner.left() + iconSide + gap, inner.top(), 0, inner.height());
    name.setRight(placeLeft - 2 * gap);
    const QString type = index.data(GoToModel::TypeRole).toString();
    const int used = paintName(painter, name, index, option.font, colors);
    const QRect rest = name.adjusted(used + gap, 0, 0, 0);
    if (!type.isEmpty() && rest.width() > 3 * gap) {
        painter->setFont(small);
        painter->setPen(colors.quiet);
        painter->drawText(rest, Qt::AlignVCenter | Qt::AlignLeft | Qt::TextSingleLine,
                          smallMetrics.elidedText(type, Qt::ElideRight, rest.width()));
    }
    painter->restore();
}

QSize GoToDelegate::sizeHint(const QStyleOptionViewItem &option, const QModelIndex &) const
{
    return {120, rowHeight(option.font, 24)};
}

} // namespace isthmus::views
