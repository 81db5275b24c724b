// SPDX-License-Identifier: GPL-3.0-or-later
#include "parts/factsview.h"

#include "parts/objecticons.h"
#include "parts/spin.h"

#include <QApplication>
#include <QClipboard>
#include <QFontDatabase>
#include <QHeaderView>
#include <QKeyEvent>
#include <QPainter>
#include <QStyledItemDelegate>
#include <QToolTip>

#include <algorithm>

namespace isthmus::views {

using models::FactsModel;

namespace {

constexpr int labelGap = 12;
constexpr int spinSide = 12;
constexpr qsizetype maxToolTip = 4000;

// Broken between words: a tool tip of plain text is as wide as its longest line.
QString wrapped(const QString &text)
{
    constexpr qsizetype maxLine = 100;
    QString out;
    for (const QString &line : text.split(u'\n')) {
        QStringView rest = line;
        while (rest.size() > maxLine) {
            const qsizetype blank = rest.first(maxLine).lastIndexOf(u' ');
            const qsizetype end = blank > 0 ? blank : maxLine;
            out += rest.first(end);
            out += u'\n';
            rest = rest.sliced(blank > 0 ? end + 1 : end);
        }
        out += rest;
        out += u'\n';
    }
    return out.chopped(1);
}

class FactsDelegate final : public QStyledItemDelegate {
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override
    {
        QStyleOptionViewItem cell = option;
        initStyleOption(&cell, index);
        const auto &tokens = tokensOf(cell.palette);
        const bool selected = cell.state & QStyle::State_Selected;
        painter->save();
        if (selected)
            painter->fillRect(
                cell.rect,
                cell.palette.color(cell.state & QStyle::State_Active ? QPalette::Active : QPalette::Inactive,
                                   QPalette::Highlight));
        QRect inner = cell.rect;
        painter->setFont(cell.font);
        if (index.siblingAtColumn(FactsModel::Label).data(FactsModel::HeadingRole).toBool()) {
            paintHeading(painter, cell, index);
            painter->restore();
            return;
        }
        if (index.column() == FactsModel::Label) {
            inner.adjust(0, 0, -labelGap, 0);
            painter->setPen(tokens.muted);
            painter->drawText(inner, Qt::AlignVCenter | Qt::AlignRight | Qt::TextSingleLine,
                              cell.fontMetrics.elidedText(cell.text, Qt::ElideLeft, inner.width()));
            painter->restore();
            return;
        }
        const bool reading = index.data(FactsModel::ReadingRole).toBool();
        if (reading) {
            paintSpin(painter, QRect(inner.left(), inner.top(), spinSide, inner.height()),
                      cell.palette.color(QPalette::Link),
                      qobject_cast<const QAbstractItemView *>(cell.widget)->viewport());
            inner.setLeft(inner.left() + spinSide + 6);
        }
        if (index.data(FactsModel::IdentifierRole).toBool()) {
            QFont fixed = QFontDatabase::systemFont(QFontDatabase::FixedFont);
            fixed.setPixelSize(QFontInfo(cell.font).pixelSize() - 1);
            painter->setFont(fixed);
        }
        painter->setPen(reading ? tokens.muted
                                : cell.palette.color(selected ? QPalette::HighlightedText : QPalette::Text));
        painter->drawText(inner, Qt::AlignVCenter | Qt::AlignLeft | Qt::TextSingleLine,
                          painter->fontMetrics().elidedText(cell.text, Qt::ElideRight, inner.width()));
        painter->restore();
    }

    bool helpEvent(QHelpEvent *event, QAbstractItemView *view, const QStyleOptionViewItem &option,
                   const QModelIndex &index) override
    {
        const QString shown = index.data().toString();
        const QString whole = index.data(FactsModel::FullTextRole).toString();
        const QString source = index.data(FactsModel::SourceRole).toString();
        const bool isWhole = shown == whole && option.fontMetrics.horizontalAdvance(shown) <= option.rect.width();
        if (event->type() != QEvent::ToolTip || (isWhole && source.isEmpty()))
            return QStyledItemDelegate::helpEvent(event, view, option, index);
        const QString text = source.isEmpty() ? whole : isWhole ? source : whole + u'\n' + source;
        QToolTip::showText(event->globalPos(), wrapped(text.left(maxToolTip)), view);
        return true;
    }

private:
    // Its title where the labels end, then a line to the right.
    static void paintHeading(QPainter *painter, const QStyleOptionViewItem &cell, const QModelIndex &index)
    {
        const auto &tokens = tokensOf(cell.palette);
        if (index.column() != FactsModel::Label) {
            painter->setPen(tokens.guide);
            painter->drawLine(cell.rect.left(), cell.rect.center().y(), cell.rect.right() - labelGap,
                              cell.rect.center().y());
            return;
        }
        QFont bold = cell.font;
        bold.setWeight(QFont::DemiBold);
        painter->setFont(bold);
        painter->setPen(cell.palette.color(QPalette::Text));
        painter->drawText(cell.rect.adjusted(0, 0, -labelGap, 0),
                          Qt::AlignVCenter | Qt::AlignRight | Qt::TextSingleLine, cell.text);
    }
};

} // namespace

FactsView::FactsView(QWidget *parent) : QTableView(parent)
{
    setItemDelegate(new FactsDelegate(this));
    setFrameShape(QFrame::NoFrame);
    setShowGrid(false);
    setWordWrap(false);
    setSelectionBehavior(QAbstractItemView::SelectRows);
    setEditTriggers(QAbstractItemView::NoEditTriggers);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setTabKeyNavigation(false);
    horizontalHeader()->hide();
    horizontalHeader()->setStretchLastSection(true);
    horizontalHeader()->setMinimumSectionSize(16);
    verticalHeader()->hide();
    verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    verticalHeader()->setMinimumSectionSize(12);
    setRowToken(24);
}

void FactsView::setRowToken(int pixels)
{
    verticalHeader()->setDefaultSectionSize(std::max(pixels, QFontMetrics(font()).height() + 3));
}

void FactsView::setFitsContents(int maxRows)
{
    m_maxRows = maxRows;
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    fit();
}

void FactsView::setFacts(FactsModel *facts)
{
    setModel(facts);
    connect(facts, &QAbstractItemModel::modelReset, this, &FactsView::fit);
    connect(facts, &QAbstractItemModel::rowsInserted, this, &FactsView::fit);
    connect(facts, &QAbstractItemModel::rowsRemoved, this, &FactsView::fit);
    fit();
}

// Labels get the width of the longest one.
void FactsView::fit()
{
    if (!model())
        return;
    int width = 0;
    for (int row = 0; row < model()->rowCount(); ++row)
        width =
            std::max(width, fontMetrics().horizontalAdvance(model()->index(row, FactsModel::Label).data().toString()));
    setColumnWidth(FactsModel::Label, width + labelGap + 4);
    updateGeometry();
}

QSize FactsView::sizeHint() const
{
    if (m_maxRows == 0 || !model())
        return QTableView::sizeHint();
    const int rows = std::min(m_maxRows, model()->rowCount());
    return {320, std::max(1, rows) * verticalHeader()->defaultSectionSize()};
}

QSize FactsView::minimumSizeHint() const
{
    if (m_maxRows == 0)
        return QTableView::minimumSizeHint();
    return {columnWidth(FactsModel::Label) + fontMetrics().averageCharWidth() * 12, sizeHint().height()};
}

void FactsView::keyPressEvent(QKeyEvent *event)
{
    if (event->matches(QKeySequence::Copy) && currentIndex().isValid()) {
        QApplication::clipboard()->setText(
            currentIndex().siblingAtColumn(FactsModel::Value).data(FactsModel::FullTextRole).toString());
        return;
    }
    QTableView::keyPressEvent(event);
}

} // namespace isthmus::views
