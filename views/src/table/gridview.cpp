// SPDX-License-Identifier: GPL-3.0-or-later
#include "table/gridview.h"

#include "table/cellviewer.h"
#include "table/griddelegate.h"
#include "table/gridheader.h"

#include <isthmus/dialect/quoting.h>
#include <isthmus/records/valuecondition.h>
#include <isthmus/views/style/icons.h>
#include <isthmus/views/style/theme.h>

#include <QApplication>
#include <QClipboard>
#include <QContextMenuEvent>
#include <QElapsedTimer>
#include <QJsonArray>
#include <QKeyEvent>
#include <QMenu>
#include <QScopedValueRollback>
#include <QScrollBar>

#include <algorithm>
#include <set>

namespace isthmus::views {

using models::RecordBatchModel;

namespace {

constexpr int padding = 8;
constexpr int minColumnWidth = 64;
constexpr int maxColumnWidth = 320;
constexpr int measuredRows = 50;
constexpr int sliceMs = 4; // of the window's thread at once

const QString widthsKey = QStringLiteral("widths");
const QString hiddenKey = QStringLiteral("hidden");
const QString orderKey = QStringLiteral("order");

QString asMenuText(QString text)
{
    constexpr qsizetype longest = 40;
    if (text.size() > longest)
        text = text.left(longest) + QChar(0x2026);
    return text.replace(u'&', QStringLiteral("&&")).simplified();
}

} // namespace

GridView::GridView(QWidget *parent) : QTableView(parent)
{
    auto *header = new GridHeader(this);
    header->setSortIndicator(-1, Qt::AscendingOrder);
    setHorizontalHeader(header);
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
    setSortingEnabled(true);
    verticalHeader()->setDefaultSectionSize(views::rowHeight(font(), 24));
    verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    verticalHeader()->setDefaultAlignment(Qt::AlignRight | Qt::AlignVCenter);
    verticalHeader()->setHighlightSections(false);
    verticalHeader()->setFont(resized(font(), -1));
    verticalHeader()->setObjectName(QStringLiteral("gridRowNumbers"));
    connect(this, &QAbstractItemView::doubleClicked, this, &GridView::viewCell);
    m_fitting.setInterval(0);
    connect(&m_fitting, &QTimer::timeout, this, &GridView::fitSome);
    connect(header, &QHeaderView::sectionResized, this,
            [this](int column, int, int width) { sectionResized(column, width); });
    connect(header, &QHeaderView::sectionMoved, this, [this] {
        if (m_isLayingOut)
            return;
        m_layout = layout();
        Q_EMIT layoutChanged();
    });
    header->setContextMenuPolicy(Qt::CustomContextMenu);
    connect(header, &QWidget::customContextMenuRequested, this, [this, header](const QPoint &position) {
        if (const int column = header->logicalIndexAt(position); column >= 0)
            popUp(makeColumnMenu(column, this), header->mapToGlobal(position));
    });
    // Before the end is reached, so that whoever scrolls finds the rows there.
    connect(verticalScrollBar(), &QScrollBar::valueChanged, this, [this](int value) {
        const QScrollBar *bar = verticalScrollBar();
        if (m_rows && value > 0 && value >= bar->maximum() - 2 * bar->pageStep() && m_rows->canFetchMore({}))
            m_rows->fetchMore({});
    });
}

void GridView::setRows(RecordBatchModel *rows)
{
    m_rows = rows;
    setModel(rows);
    connect(rows, &RecordBatchModel::aboutToFilter, this, &GridView::narrowSelection);
    connect(rows, &QAbstractItemModel::modelReset, this, &GridView::startFitting);
    connect(rows, &RecordBatchModel::sorted, this, [this] {
        if (m_rows->sortColumn() < 0)
            horizontalHeader()->setSortIndicator(-1, Qt::AscendingOrder);
    });
    connect(selectionModel(), &QItemSelectionModel::currentChanged, this, &GridView::followCell);
    startFitting();
}

// The columns in sight at once, the others little by little: a table may have more than a thousand, and each takes some
// fifty texts to measure.
void GridView::startFitting()
{
    m_isFitted = QBitArray(m_rows->columnCount());
    applyLayout();
    const int first = std::max(0, horizontalHeader()->logicalIndexAt(0));
    const int most = viewport()->width() / minColumnWidth + 1;
    for (int column = first; column < std::min(first + most, m_rows->columnCount()); ++column) {
        if (!m_isFitted.testBit(column))
            fitColumn(column);
    }
    m_fitting.start();
}

void GridView::fitSome()
{
    QElapsedTimer timer;
    timer.start();
    for (int column = 0; column < m_isFitted.size(); ++column) {
        if (m_isFitted.testBit(column) || isColumnHidden(column))
            continue;
        if (timer.hasExpired(sliceMs))
            return;
        fitColumn(column);
    }
    m_fitting.stop();
}

// Wide enough for the first rows, so that most values can be read without dragging.
void GridView::fitColumn(int column)
{
    m_isFitted.setBit(column);
    const QFontMetrics metrics(font());
    int width = horizontalHeader()->sectionSizeHint(column);
    for (int row = 0; row < std::min(measuredRows, m_rows->rowCount()) && width < maxColumnWidth; ++row)
        width =
            std::max(width, metrics.horizontalAdvance(m_rows->index(row, column).data().toString()) + 2 * padding + 2);
    const QScopedValueRollback layingOut(m_isLayingOut, true);
    setColumnWidth(column, std::clamp(width, minColumnWidth, maxColumnWidth));
}

void GridView::sectionResized(int column, int width)
{
    if (m_isLayingOut || column >= m_isFitted.size() || width == 0)
        return;
    m_isFitted.setBit(column);
    m_widths.insert(columnName(column), width);
    m_layout = layout();
    Q_EMIT layoutChanged();
}

QString GridView::columnName(int column) const
{
    return m_rows->headerData(column, Qt::Horizontal, Qt::DisplayRole).toString();
}

QJsonObject GridView::layout() const
{
    if (!m_rows || m_rows->columnCount() == 0)
        return m_layout;
    QJsonObject widths;
    QJsonArray hidden;
    QJsonArray order;
    bool isMoved = false;
    for (int visual = 0; visual < m_rows->columnCount(); ++visual) {
        const int column = horizontalHeader()->logicalIndex(visual);
        const QString name = columnName(column);
        isMoved = isMoved || column != visual;
        order.append(name);
        if (isColumnHidden(column))
            hidden.append(name);
        if (const auto width = m_widths.constFind(name); width != m_widths.cend())
            widths.insert(name, *width);
    }
    QJsonObject layout;
    if (!widths.isEmpty())
        layout.insert(widthsKey, widths);
    if (!hidden.isEmpty())
        layout.insert(hiddenKey, hidden);
    if (isMoved)
        layout.insert(orderKey, order);
    return layout;
}

void GridView::setLayout(const QJsonObject &layout)
{
    m_layout = layout;
    m_widths.clear();
    if (m_rows)
        startFitting();
}

// To the columns that there are: a table may have changed since.
void GridView::applyLayout()
{
    const QScopedValueRollback layingOut(m_isLayingOut, true);
    QHeaderView *header = horizontalHeader();
    QHash<QString, int> places;
    for (int column = 0; column < m_rows->columnCount(); ++column) {
        places.insert(columnName(column), column);
        if (isColumnHidden(column))
            setColumnHidden(column, false);
        if (const int visual = header->visualIndex(column); visual != column)
            header->moveSection(visual, column);
    }
    int visual = 0;
    const QJsonArray order = m_layout[orderKey].toArray();
    for (const auto &name : order) {
        if (const auto place = places.constFind(name.toString()); place != places.cend())
            header->moveSection(header->visualIndex(*place), visual++);
    }
    const QJsonArray hidden = m_layout[hiddenKey].toArray();
    for (const auto &name : hidden) {
        if (const auto place = places.constFind(name.toString()); place != places.cend())
            setColumnHidden(*place, true);
    }
    const QJsonObject widths = m_layout[widthsKey].toObject();
    for (auto it = widths.begin(); it != widths.end(); ++it) {
        const auto place = places.constFind(it.key());
        if (place == places.cend() || it.value().toInt() < 1)
            continue;
        m_isFitted.setBit(*place);
        m_widths.insert(it.key(), it.value().toInt());
        setColumnWidth(*place,
                       std::clamp(it.value().toInt(), header->minimumSectionSize(), header->maximumSectionSize()));
    }
}

int GridView::hiddenColumns() const
{
    return horizontalHeader()->hiddenSectionCount();
}

void GridView::setColumnShown(int column, bool isShown)
{
    const bool isLast = !isShown && hiddenColumns() + 1 >= m_rows->columnCount();
    if (isLast || isColumnHidden(column) != isShown)
        return;
    {
        const QScopedValueRollback layingOut(m_isLayingOut, true);
        setColumnHidden(column, !isShown);
    }
    if (isShown && !m_isFitted.testBit(column))
        fitColumn(column);
    m_layout = layout();
    Q_EMIT layoutChanged();
}

void GridView::showAllColumns()
{
    {
        const QScopedValueRollback layingOut(m_isLayingOut, true);
        for (int column = 0; column < m_rows->columnCount(); ++column)
            setColumnHidden(column, false);
    }
    m_layout = layout();
    m_fitting.start();
    Q_EMIT layoutChanged();
}

core::Result<QString> GridView::selectedText(models::CopyFormat format) const
{
    if (!m_rows || !m_rows->batch())
        return QString();
    std::set<int> rows;
    std::set<int> columns; // by their place on screen
    const auto addAll = [](std::set<int> &numbers, int first, int last) {
        for (int number = first; number <= last; ++number)
            numbers.insert(numbers.end(), number);
    };
    const QItemSelection selected = selectionModel()->selection();
    for (const QItemSelectionRange &range : selected) {
        addAll(rows, range.top(), range.bottom());
        for (int column = range.left(); column <= range.right(); ++column)
            columns.insert(horizontalHeader()->visualIndex(column));
    }
    if (selected.isEmpty()) {
        addAll(rows, 0, m_rows->rowCount() - 1);
        addAll(columns, 0, m_rows->columnCount() - 1);
    }
    models::CopySelection selection{{}, {}, m_rows->zone()}; // as shown
    for (const int row : rows)
        selection.rows.append(m_rows->batchRow(row));
    for (const int visual : columns) {
        if (const int column = horizontalHeader()->logicalIndex(visual); !isColumnHidden(column))
            selection.columns.append(column);
    }
    const bool isOne = rows.size() == 1 && selection.columns.size() == 1 && !selected.isEmpty();
    if (isOne && format == models::CopyFormat::Tsv) {
        const QModelIndex cell = m_rows->index(*rows.begin(), selection.columns.first());
        if (!cell.data(RecordBatchModel::CutRole).isValid())
            return cell.data(RecordBatchModel::FullTextRole).toString();
    }
    return models::copyText(*m_rows->batch(), selection, format, m_copyTable, m_rows->cuts());
}

void GridView::copy(models::CopyFormat format)
{
    if (!m_rows || !m_rows->batch())
        return;
    const auto text = selectedText(format);
    // An empty cell is copied too: what was copied before must not be pasted in its place.
    if (text)
        QApplication::clipboard()->setText(*text);
    else
        Q_EMIT refused(text.error());
}

void GridView::viewCell()
{
    if (!currentIndex().isValid())
        return;
    if (!m_viewer) {
        m_viewer = new CellViewer(window());
        m_viewer->setAttribute(Qt::WA_DeleteOnClose);
        connect(m_rows, &QAbstractItemModel::modelReset, m_viewer, &QDialog::close);
        connect(this, &QObject::destroyed, m_viewer, &QDialog::close);
    }
    m_viewer->showCell(currentIndex());
    m_viewer->show();
    m_viewer->raise();
    m_viewer->activateWindow();
}

// A selection keeps hold of each of its rows while rows go: of many that takes seconds, and of all it is lost.
void GridView::narrowSelection()
{
    constexpr int most = 1000;
    qint64 rows = 0;
    for (const QItemSelectionRange &range : selectionModel()->selection())
        rows += range.height();
    if (rows > most || rows >= m_rows->rowCount())
        selectionModel()->select(currentIndex(), QItemSelectionModel::ClearAndSelect);
}

void GridView::followCell()
{
    if (m_viewer && m_viewer->isVisible() && currentIndex().isValid())
        m_viewer->showCell(currentIndex());
}

QMenu *GridView::makeCellMenu(QWidget *parent)
{
    auto *menu = new QMenu(parent);
    menu->setObjectName(QStringLiteral("cellMenu"));
    menu->setToolTipsVisible(true);
    addCopyEntries(menu);
    const QModelIndex current = currentIndex();
    if (!current.isValid())
        return menu;
    QAction *view =
        menu->addAction(icon(QStringLiteral("zoom"), IconRole::Menu), tr("&View cell"), this, &GridView::viewCell);
    view->setShortcut(Qt::Key_Return);
    menu->addSeparator();
    addConditionEntries(menu);
    menu->addSeparator();
    addColumnEntries(menu, current.column());
    return menu;
}

QMenu *GridView::makeColumnMenu(int column, QWidget *parent)
{
    auto *menu = new QMenu(parent);
    menu->setObjectName(QStringLiteral("columnMenu"));
    menu->setToolTipsVisible(true);
    menu->addAction(icon(QStringLiteral("copy"), IconRole::Menu), tr("&Copy name"), this,
                    [this, column] { QApplication::clipboard()->setText(columnName(column)); });
    menu->addAction(tr("Se&lect column"), this, [this, column] { selectColumn(column); });
    menu->addSeparator();
    addColumnEntries(menu, column);
    return menu;
}

void GridView::addCopyEntries(QMenu *menu)
{
    using models::CopyFormat;
    menu->addAction(icon(QStringLiteral("copy"), IconRole::Menu), tr("&Copy"), this, [this] { copy(CopyFormat::Tsv); })
        ->setShortcut(QKeySequence::Copy);
    QMenu *formats = menu->addMenu(tr("Cop&y as"));
    formats->setObjectName(QStringLiteral("copyAsMenu"));
    for (const auto format :
         {CopyFormat::Tsv, CopyFormat::Csv, CopyFormat::Json, CopyFormat::Insert, CopyFormat::Markdown})
        formats->addAction(models::copyFormatTitle(format), this, [this, format] { copy(format); });
}

void GridView::addConditionEntries(QMenu *menu)
{
    const QModelIndex cell = currentIndex();
    const bool isCut = cell.data(RecordBatchModel::CutRole).isValid();
    const QString value = asMenuText(cell.data(Qt::DisplayRole).toString());
    const auto add = [&](const QString &text, const QString &objectName, bool isNegated) {
        const auto condition = records::valueCondition(*m_rows->batch(), m_rows->batchRow(cell.row()), cell.column(),
                                                       m_copyTable.sqlDialect, isNegated);
        QAction *action = menu->addAction(icon(QStringLiteral("filter"), IconRole::Menu), text);
        action->setObjectName(objectName);
        action->setEnabled(condition && !isCut);
        if (isCut)
            action->setToolTip(tr("The value is here in part only."));
        else if (!condition)
            action->setToolTip(tr("The server cannot compare values of this type in a filter."));
        if (action->isEnabled())
            connect(action, &QAction::triggered, this, [this, condition] { Q_EMIT conditionWanted(*condition); });
    };
    add(tr("&Filter by %1").arg(value), QStringLiteral("filterByValue"), false);
    add(tr("Filter &out %1").arg(value), QStringLiteral("filterOutValue"), true);
}

void GridView::addColumnEntries(QMenu *menu, int column)
{
    QHeaderView *header = horizontalHeader();
    const auto sortBy = [header](int by, Qt::SortOrder order) {
        header->setSortIndicator(by, order); // sorts, as a click on it does
    };
    menu->addAction(icon(QStringLiteral("sort"), IconRole::Menu), tr("Sort loaded rows &ascending"), this,
                    [sortBy, column] { sortBy(column, Qt::AscendingOrder); })
        ->setObjectName(QStringLiteral("sortAscending"));
    menu->addAction(tr("Sort loaded rows &descending"), this, [sortBy, column] { sortBy(column, Qt::DescendingOrder); })
        ->setObjectName(QStringLiteral("sortDescending"));
    if (m_rows->sortColumn() >= 0)
        menu->addAction(tr("As &read"), this, [sortBy] { sortBy(-1, Qt::AscendingOrder); });
    menu->addAction(tr("Order by it on the &server"), this,
                    [this, column] {
                        const bool isHologres = m_copyTable.sqlDialect == dialect::Dialect::Hologres;
                        Q_EMIT orderWanted(isHologres ? dialect::quotePostgresName(columnName(column))
                                                      : dialect::maxComputeName(columnName(column)));
                    })
        ->setObjectName(QStringLiteral("orderByServer"));
    menu->addSeparator();
    QAction *hide = menu->addAction(tr("&Hide column"), this, [this, column] { setColumnShown(column, false); });
    hide->setObjectName(QStringLiteral("hideColumn"));
    hide->setEnabled(hiddenColumns() + 1 < m_rows->columnCount());
    if (hiddenColumns() > 0) {
        menu->addAction(tr("Show all columns (%1 hidden)").arg(hiddenColumns()), this, &GridView::showAllColumns)
            ->setObjectName(QStringLiteral("showAllColumns"));
    }
}

void GridView::popUp(QMenu *menu, const QPoint &position)
{
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->popup(position);
}

void GridView::contextMenuEvent(QContextMenuEvent *event)
{
    if (!m_rows || !m_rows->batch())
        return;
    if (event->reason() == QContextMenuEvent::Keyboard)
        openCellMenu();
    else
        popUp(makeCellMenu(this), event->globalPos());
}

void GridView::openCellMenu()
{
    scrollTo(currentIndex());
    popUp(makeCellMenu(this), viewport()->mapToGlobal(visualRect(currentIndex()).bottomLeft()));
}

void GridView::keyPressEvent(QKeyEvent *event)
{
    if (event->matches(QKeySequence::Copy)) {
        copy(models::CopyFormat::Tsv);
        return;
    }
    if (event->key() == Qt::Key_F10 && event->modifiers() == Qt::ShiftModifier && m_rows && m_rows->batch()) {
        openCellMenu();
        return;
    }
    if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) {
        viewCell();
        return;
    }
    QTableView::keyPressEvent(event);
}

} // namespace isthmus::views
