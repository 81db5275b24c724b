// SPDX-License-Identifier: GPL-3.0-or-later
#include "table/gridview.h"

#include "table/cellviewer.h"

#include <isthmus/views/style/icons.h>
#include <isthmus/views/style/theme.h>

#include <QApplication>
#include <QClipboard>
#include <QKeyEvent>
#include <QPainter>
#include <QSet>

#include <algorithm>

namespace isthmus::views {

using models::RecordBatchModel;

namespace {

constexpr int padding = 8;
constexpr int keySide = 12;
constexpr int minColumnWidth = 64;
constexpr int maxColumnWidth = 320;
constexpr int measuredRows = 50;

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
}

QSize GridHeader::sizeHint() const
{
    const int lines = QFontMetrics(resized(font(), -1)).height() + QFontMetrics(resized(font(), -2)).height();
    return {QHeaderView::sizeHint().width(), qMax(40, lines + 8)};
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
    return {qMax(name, type) + 2 * padding + 2, sizeHint().height()};
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
    painter->drawText(top, int(side) | Qt::AlignVCenter | Qt::TextSingleLine,
                      painter->fontMetrics().elidedText(name, Qt::ElideRight, top.width()));

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

void GridDelegate::initStyleOption(QStyleOptionViewItem *option, const QModelIndex &index) const
{
    QStyledItemDelegate::initStyleOption(option, index);
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

GridView::GridView(QWidget *parent) : QTableView(parent)
{
    setHorizontalHeader(new GridHeader(this));
    setItemDelegate(new GridDelegate(this));
    setFont(resized(font(), -1));
    setFrameShape(QFrame::NoFrame);
    setAlternatingRowColors(true);
    setEditTriggers(QAbstractItemView::NoEditTriggers);
    setSelectionMode(QAbstractItemView::ExtendedSelection);
    setHorizontalScrollMode(QAbstractItemView::ScrollPerPixel);
    setWordWrap(false);
    setTabKeyNavigation(false);
    setCornerButtonEnabled(true);
    verticalHeader()->setDefaultSectionSize(views::rowHeight(font(), 24));
    verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    verticalHeader()->setDefaultAlignment(Qt::AlignRight | Qt::AlignVCenter);
    verticalHeader()->setHighlightSections(false);
    verticalHeader()->setFont(resized(font(), -1));
    verticalHeader()->setObjectName(QStringLiteral("gridRowNumbers"));
    connect(this, &QAbstractItemView::doubleClicked, this, &GridView::viewCell);
}

void GridView::setRows(RecordBatchModel *rows)
{
    m_rows = rows;
    setModel(rows);
    connect(rows, &QAbstractItemModel::modelReset, this, &GridView::fitColumns);
    fitColumns();
}

// Wide enough for the first rows, so that most values can be read without dragging.
void GridView::fitColumns()
{
    const QFontMetrics metrics(font());
    for (int column = 0; column < m_rows->columnCount(); ++column) {
        int width = horizontalHeader()->sectionSizeHint(column);
        for (int row = 0; row < std::min(measuredRows, m_rows->rowCount()); ++row)
            width = std::max(width,
                             metrics.horizontalAdvance(m_rows->index(row, column).data().toString()) + 2 * padding + 2);
        setColumnWidth(column, std::clamp(width, minColumnWidth, maxColumnWidth));
    }
}

QString GridView::selectedText(models::CopyFormat format) const
{
    if (!m_rows || !m_rows->batch())
        return {};
    const QModelIndexList cells = selectionModel()->selectedIndexes();
    if (cells.size() == 1 && format == models::CopyFormat::Tsv)
        return cells.first().data(RecordBatchModel::FullTextRole).toString();
    QSet<int> rows;
    QSet<int> columns;
    for (const QModelIndex &cell : cells) {
        rows.insert(cell.row());
        columns.insert(cell.column());
    }
    for (int row = 0; cells.isEmpty() && row < m_rows->rowCount(); ++row)
        rows.insert(row);
    for (int column = 0; cells.isEmpty() && column < m_rows->columnCount(); ++column)
        columns.insert(column);
    models::CopySelection selection{rows.values(), columns.values(), m_rows->zone()}; // as shown
    std::sort(selection.rows.begin(), selection.rows.end());
    std::sort(selection.columns.begin(), selection.columns.end());
    return models::copyText(*m_rows->batch(), selection, format, m_copyTable);
}

void GridView::copy(models::CopyFormat format) const
{
    // An empty cell is copied too: what was copied before must not be pasted in its place.
    if (m_rows && m_rows->batch())
        QApplication::clipboard()->setText(selectedText(format));
}

void GridView::viewCell()
{
    if (!currentIndex().isValid())
        return;
    if (!m_viewer) {
        m_viewer = new CellViewer(window());
        m_viewer->setAttribute(Qt::WA_DeleteOnClose);
    }
    m_viewer->showCell(currentIndex());
    m_viewer->show();
    m_viewer->raise();
    m_viewer->activateWindow();
}

void GridView::keyPressEvent(QKeyEvent *event)
{
    if (event->matches(QKeySequence::Copy)) {
        copy(models::CopyFormat::Tsv);
        return;
    }
    if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) {
        viewCell();
        return;
    }
    QTableView::keyPressEvent(event);
}

} // namespace isthmus::views
