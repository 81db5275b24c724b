// SPDX-License-Identifier: GPL-3.0-or-later
#include "table/gridheader.h"

#include <isthmus/models/table/recordbatchmodel.h>
#include <isthmus/views/style/icons.h>
#include <isthmus/views/style/theme.h>

#include <QEvent>
#include <QPainter>

namespace isthmus::views {

using models::RecordBatchModel;

namespace {

constexpr int padding = 8;
constexpr int keySide = 12;
constexpr int sortSide = 10;

QString typeText(const QAbstractItemModel *model, int section)
{
    return model->headerData(section, Qt::Horizontal, RecordBatchModel::TypeTextRole).toString();
}

bool isKey(const QAbstractItemModel *model, int section)
{
    return model->headerData(section, Qt::Horizontal, RecordBatchModel::KeyRole).toBool();
}

} // namespace

GridHeader::GridHeader(QWidget *parent) : QHeaderView(Qt::Horizontal, parent)
{
    setObjectName(QStringLiteral("gridHeader"));
    setSectionsClickable(true);
    setHighlightSections(false);
    setDefaultSectionSize(120);
    setMinimumSectionSize(40);
    setTextElideMode(Qt::ElideRight);
    setSectionsMovable(true);
    setSortIndicatorClearable(true);
}

QSize GridHeader::sizeHint() const
{
    return {QHeaderView::sizeHint().width(), lineHeight()};
}

// Asked for each section that is measured; QHeaderView::sizeHint() would measure twenty others then.
int GridHeader::lineHeight() const
{
    if (m_height == 0) {
        const int lines = QFontMetrics(resized(font(), -1)).height() + QFontMetrics(resized(font(), -2)).height();
        m_height = qMax(40, lines + 8);
    }
    return m_height;
}

void GridHeader::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::FontChange || event->type() == QEvent::StyleChange)
        m_height = 0;
    QHeaderView::changeEvent(event);
}

QSize GridHeader::sectionSizeFromContents(int section) const
{
    QFont bold = resized(font(), -1);
    bold.setWeight(QFont::DemiBold);
    const int name =
        QFontMetrics(bold).horizontalAdvance(model()->headerData(section, Qt::Horizontal, Qt::DisplayRole).toString());
    int type = QFontMetrics(resized(font(), -2)).horizontalAdvance(typeText(model(), section));
    if (isKey(model(), section))
        type += keySide + 4;
    return {qMax(name, type) + 2 * padding + 2, lineHeight()};
}

void GridHeader::paintSection(QPainter *painter, const QRect &rect, int section) const
{
    painter->save();
    const QPalette &colors = palette();
    painter->fillRect(rect, colors.color(QPalette::Window));
    painter->fillRect(QRect(rect.left(), rect.bottom(), rect.width(), 1), colors.color(QPalette::Mid));
    painter->fillRect(QRect(rect.right(), rect.top(), 1, rect.height()), colors.color(QPalette::Midlight));

    const auto alignment = Qt::Alignment(model()->headerData(section, Qt::Horizontal, Qt::TextAlignmentRole).toInt());
    const bool right = alignment & Qt::AlignRight;
    const Qt::Alignment side = right ? Qt::AlignRight : Qt::AlignLeft;
    const int half = rect.height() / 2;
    const QRect top(rect.left() + padding, rect.top() + 3, rect.width() - 2 * padding, half - 3);
    QRect bottom(top.left(), rect.top() + half, top.width(), half - 4);

    QFont bold = resized(font(), -1);
    bold.setWeight(QFont::DemiBold);
    painter->setFont(bold);
    painter->setPen(colors.color(QPalette::Text));
    const QString name = model()->headerData(section, Qt::Horizontal, Qt::DisplayRole).toString();
    const bool isSorted = isSortIndicatorShown() && sortIndicatorSection() == section;
    const int room = isSorted ? top.width() - sortSide - 4 : top.width();
    const QString shown = painter->fontMetrics().elidedText(name, Qt::ElideRight, room);
    painter->drawText(right && isSorted ? top.adjusted(0, 0, -sortSide - 4, 0) : top,
                      int(side) | Qt::AlignVCenter | Qt::TextSingleLine, shown);
    if (isSorted) {
        const int x =
            right ? top.right() - sortSide + 1 : top.left() + painter->fontMetrics().horizontalAdvance(shown) + 4;
        paintIcon(painter, QRect(x, top.top(), sortSide, top.height()),
                  sortIndicatorOrder() == Qt::AscendingOrder ? QStringLiteral("up") : QStringLiteral("down"),
                  tokensOf(colors).muted);
    }

    painter->setFont(resized(font(), -2));
    const QString type = painter->fontMetrics().elidedText(typeText(model(), section), Qt::ElideRight, bottom.width());
    if (isKey(model(), section)) {
        const int textWidth = painter->fontMetrics().horizontalAdvance(type);
        const int x = right ? bottom.right() - textWidth - keySide - 4 : bottom.left();
        paintIcon(painter, QRect(x, bottom.top(), keySide, bottom.height()), QStringLiteral("key"),
                  tokensOf(colors).warning.text);
        if (!right)
            bottom.setLeft(bottom.left() + keySide + 4);
    }
    painter->setPen(tokensOf(colors).muted);
    painter->drawText(bottom, int(side) | Qt::AlignVCenter | Qt::TextSingleLine, type);
    painter->restore();
}

} // namespace isthmus::views
