// SPDX-License-Identifier: GPL-3.0-or-later
#include "table/previewpane.h"

#include "parts/buttons.h"
#include "parts/elidedlabel.h"
#include "parts/line.h"
#include "parts/spin.h"
#include "parts/tonelabel.h"
#include "table/filterbar.h"
#include "table/gridview.h"
#include "table/partitionbutton.h"
#include "table/queryquestion.h"
#include "table/rowfilterbox.h"
#include "table/summaryband.h"
#include "table/zonebutton.h"

#include <isthmus/core/format.h>
#include <isthmus/views/style/theme.h>
#include <isthmus/views/table/tablememory.h>

#include <QFontDatabase>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QMenu>
#include <QShortcut>
#include <QVBoxLayout>

namespace isthmus::views {

using models::TablePageModel;

namespace {

constexpr int keepingMs = 500; // a column that is dragged changes many times

} // namespace

PreviewPane::PreviewPane(TablePageModel &model, TableMemory &memory, QWidget *parent)
    : QWidget(parent), m_model(model), m_memory(memory), m_filter(new FilterBar(this)), m_grid(new GridView(this)),
      m_empty(new ToneLabel(ToneLabel::Tone::Muted, this)), m_question(new QueryQuestion(this))
{
    m_filter->setAutoFillBackground(true);
    m_grid->setObjectName(QStringLiteral("previewGrid"));
    m_grid->setAccessibleName(tr("Preview"));
    m_grid->setRows(m_model.rows());
    m_empty->setObjectName(QStringLiteral("emptyPreview"));
    m_empty->setAlignment(Qt::AlignCenter);
    m_empty->hide();
    m_question->hide();
    makeNoMatch();

    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_filter);
    column->addWidget(makeTools());
    column->addWidget(makeLine(Qt::Horizontal, this));
    column->addWidget(m_grid, 1);
    column->addWidget(m_empty, 1);
    column->addWidget(m_question, 1);
    column->addStretch(0); // where none of them is shown, beside an error, the bars stay together
    column->addWidget(new SummaryBand(*m_model.summary(), this));
    column->addWidget(makeLine(Qt::Horizontal, this));
    column->addWidget(makeFoot());
    connectGrid();

    auto *where = new QShortcut(QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_F), this);
    connect(where, &QShortcut::activated, m_filter, qOverload<>(&QWidget::setFocus));
    connect(m_filter, &FilterBar::checkRequested, &m_model, &TablePageModel::checkFilter);
    connect(m_filter, &FilterBar::applied, &m_model, &TablePageModel::applyFilter);
    connect(&m_model, &TablePageModel::filterChecked, m_filter, &FilterBar::showCheck);
    connect(m_filter, &FilterBar::checkDropped, &m_model, &TablePageModel::cancelCheck);
    connect(&m_model, &TablePageModel::checkAwaited, m_filter, &FilterBar::showWaiting);
    connect(m_partition, &PartitionButton::listClosed, &m_model, &TablePageModel::cancelPartitions);
    connect(&m_model, &TablePageModel::partitionsAwaited, m_partition, &PartitionButton::showWaiting);
    connect(m_partition, &PartitionButton::listRequested, &m_model, &TablePageModel::listPartitions);
    connect(m_partition, &PartitionButton::partitionChosen, &m_model, &TablePageModel::choosePartition);
    connect(m_partition, &PartitionButton::allChosen, &m_model, &TablePageModel::chooseAllPartitions);
    connect(&m_model, &TablePageModel::partitionsListed, m_partition, &PartitionButton::setPartitions);
    connect(&m_model, &TablePageModel::partitionsNotListed, this,
            [this](const core::Error &error) { m_partition->showProblem(error.message); });
    connect(m_question, &QueryQuestion::runRequested, this, [this](bool always) {
        if (always)
            m_memory.setRunsQueries(m_model.path().connection, true);
        m_model.runQuery();
    });
    connect(&m_model, &TablePageModel::pathChanged, this, &PreviewPane::openTable);
    connect(&m_model, &TablePageModel::connectionRenamed, this, [this] {
        m_table = m_model.path();
        m_partition->closeList(); // what was on its way was asked of the former name
    });
    m_keeping.setSingleShot(true);
    m_keeping.setInterval(keepingMs);
    connect(&m_keeping, &QTimer::timeout, this, &PreviewPane::keepLayout);
    openTable();
}

PreviewPane::~PreviewPane()
{
    if (m_keeping.isActive())
        keepLayout();
}

// The titles stay: what is filtered by is a column too.
void PreviewPane::makeNoMatch()
{
    m_noMatch = new QWidget(m_grid->viewport());
    m_noMatch->hide();
    m_noMatchText = new ToneLabel(ToneLabel::Tone::Muted, m_noMatch);
    m_noMatchText->setObjectName(QStringLiteral("noRowMatches"));
    m_noMatchText->setAlignment(Qt::AlignCenter);
    m_noMatchText->setWordWrap(true);
    auto *clear = makeLinkButton(tr("Clear the filter"), QStringLiteral("clearRowFilter"), m_noMatch);
    connect(clear, &QPushButton::clicked, this, [this] {
        m_model.rows()->setRowFilter({});
        goToRows();
    });
    auto *column = new QVBoxLayout(m_noMatch);
    column->setSpacing(4);
    column->addWidget(m_noMatchText);
    column->addWidget(clear, 0, Qt::AlignHCenter);
    auto *over = new QVBoxLayout(m_grid->viewport());
    over->addStretch(1);
    over->addWidget(m_noMatch);
    over->addStretch(1);
}

QWidget *PreviewPane::makeTools()
{
    auto *bar = new QWidget(this);
    auto *tools = new QHBoxLayout(bar);
    tools->setContentsMargins(8, 4, 8, 4);
    tools->setSpacing(4);
    m_partition = new PartitionButton(bar);
    m_partition->setObjectName(QStringLiteral("partition"));
    tools->addWidget(m_partition);
    m_columns = makeBarButton(tr("Columns"), QStringLiteral("column"), QStringLiteral("chooseColumns"), bar);
    auto *columns = new QMenu(m_columns);
    columns->setObjectName(QStringLiteral("chooseColumnsMenu"));
    m_columns->setMenu(columns);
    connect(columns, &QMenu::aboutToShow, this, &PreviewPane::fillColumnMenu);
    tools->addWidget(m_columns);
    m_copy = makeBarButton(tr("Copy as"), QStringLiteral("copy"), QStringLiteral("copyAs"), bar);
    auto *menu = new QMenu(m_copy);
    for (const auto format : {models::CopyFormat::Tsv, models::CopyFormat::Csv, models::CopyFormat::Json,
                              models::CopyFormat::Insert, models::CopyFormat::Markdown})
        menu->addAction(models::copyFormatTitle(format), this, [this, format] { m_grid->copy(format); });
    m_copy->setMenu(menu);
    tools->addWidget(m_copy);
    m_viewCell = makeBarButton(tr("View cell"), QStringLiteral("zoom"), QStringLiteral("viewCell"), bar);
    m_viewCell->setToolTip(tr("Show the whole value (Enter)"));
    m_viewCell->setShortcut(QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_V));
    connect(m_viewCell, &QPushButton::clicked, m_grid, &GridView::viewCell);
    tools->addWidget(m_viewCell);
    m_statistics = makeBarButton(tr("Statistics"), QStringLiteral("sigma"), QStringLiteral("statistics"), bar);
    m_statistics->setToolTip(tr("Read all values of the current column: NULLs, distinct values, least and greatest"));
    connect(m_statistics, &QPushButton::clicked, this, &PreviewPane::summarizeColumn);
    tools->addWidget(m_statistics);
    auto *exportAll = makeBarButton(tr("Export…"), QStringLiteral("export"), QStringLiteral("exportRows"), bar);
    exportAll->setToolTip(tr("Write all rows that match into a file (Ctrl+E)"));
    exportAll->setShortcut(QKeySequence(Qt::CTRL | Qt::Key_E));
    connect(exportAll, &QPushButton::clicked, this, &PreviewPane::exportRequested);
    tools->addWidget(exportAll);
    m_rowFilter = new RowFilterBox(m_model.rows(), bar);
    connect(m_rowFilter, &RowFilterBox::left, this, &PreviewPane::goToRows);
    tools->addWidget(m_rowFilter, 1);
    m_note = new ToneLabel(ToneLabel::Tone::Muted, bar);
    m_note->setObjectName(QStringLiteral("previewNote"));
    tools->addWidget(m_note);
    auto *reload =
        makeIconButton(QStringLiteral("refresh"), tr("Read again (F5)"), QStringLiteral("reloadPreview"), bar);
    connect(reload, &QToolButton::clicked, &m_model, &TablePageModel::reload);
    tools->addWidget(reload);
    bar->setAutoFillBackground(true);
    return bar;
}

QWidget *PreviewPane::makeFoot()
{
    m_foot = new QWidget(this);
    auto *row = new QHBoxLayout(m_foot);
    row->setContentsMargins(12, 3, 12, 3);
    row->setSpacing(12);
    m_rowCount = new ToneLabel(ToneLabel::Tone::Plain, m_foot);
    m_rowCount->setObjectName(QStringLiteral("previewRowCount"));
    m_elapsed = new ToneLabel(ToneLabel::Tone::Plain, m_foot);
    m_statement = new ElidedLabel(m_foot);
    m_statement->setObjectName(QStringLiteral("previewStatement"));
    m_statement->setForegroundRole(QPalette::PlaceholderText);
    QFont fixed = QFontDatabase::systemFont(QFontDatabase::FixedFont);
    fixed.setPixelSize(QFontInfo(font()).pixelSize() - 2);
    m_statement->setFont(fixed);
    m_statement->setTextInteractionFlags(Qt::NoTextInteraction);
    m_count = makeLinkButton(tr("Count"), QStringLiteral("countRows"), m_foot);
    m_count->setAccessibleName(tr("Count all rows"));
    m_count->setToolTip(tr("Have the server count all rows that match"));
    connect(m_count, &QPushButton::clicked, this, [this] {
        m_filter->applyTyped(); // what is counted is what stands there
        m_model.summarize();
    });
    m_more = makeLinkButton(QString(), QStringLiteral("moreRows"), m_foot);
    connect(m_more, &QPushButton::clicked, &m_model, &TablePageModel::readMore);
    m_spin = new SpinLabel(m_foot);
    m_cancelMore = makeLinkButton(tr("Cancel"), QStringLiteral("cancelMoreRows"), m_foot);
    m_cancelMore->setAccessibleName(tr("Cancel reading more rows"));
    connect(m_cancelMore, &QPushButton::clicked, this, [this] {
        const bool hadFocus = m_cancelMore->hasFocus();
        m_model.cancelMore();
        if (hadFocus)
            m_more->setFocus(Qt::OtherFocusReason); // what had it is hidden
    });
    m_zone = new ZoneButton(m_foot);
    m_zone->setObjectName(QStringLiteral("previewZone"));
    connect(m_zone, &ZoneButton::zoneChosen, &m_model, &TablePageModel::setZoneChoice);
    connect(&m_model, &TablePageModel::zoneChanged, this, &PreviewPane::showZone);
    row->addWidget(m_rowCount);
    row->addWidget(m_elapsed);
    row->addWidget(m_statement, 1);
    row->addWidget(m_count);
    row->addWidget(m_spin);
    row->addWidget(m_more);
    row->addWidget(m_cancelMore);
    row->addWidget(m_zone);
    m_foot->setMinimumHeight(rowHeight(font(), 26));
    m_foot->setAutoFillBackground(true);
    return m_foot;
}

void PreviewPane::connectGrid()
{
    connect(m_grid, &GridView::refused, this, &PreviewPane::refused);
    connect(m_grid, &GridView::conditionWanted, m_filter, &FilterBar::addCondition);
    connect(m_grid, &GridView::orderWanted, m_filter, &FilterBar::setOrder);
    connect(m_grid, &GridView::layoutChanged, this, [this] {
        m_keeping.start();
        showColumns();
    });
    connect(m_model.rows(), &models::RecordBatchModel::sorted, this, &PreviewPane::refresh);
    connect(m_model.rows(), &models::RecordBatchModel::filtered, this, &PreviewPane::refresh);
    connect(m_model.rows(), &QAbstractItemModel::modelReset, this, &PreviewPane::showColumns);
}

void PreviewPane::keepLayout()
{
    m_keeping.stop();
    m_memory.setGrid(m_table, m_grid->layout());
}

void PreviewPane::openTable()
{
    if (m_keeping.isActive())
        keepLayout();
    m_table = m_model.path();
    m_grid->setLayout(m_memory.grid(m_model.path()));
    m_filter->setCheckable(m_model.canCheckFilter());
}

void PreviewPane::setCopyTable(const models::CopyTable &table)
{
    m_grid->setCopyTable(table);
    m_filter->setDialect(table.sqlDialect);
}

void PreviewPane::refresh()
{
    const auto state = m_model.state(TablePageModel::Part::Preview);
    const models::PreviewReading &reading = m_model.preview();
    const models::RecordBatchModel *rows = m_model.rows();
    const bool isReady = state == TablePageModel::State::Ready;
    const bool isReading = state == TablePageModel::State::Loading || state == TablePageModel::State::Idle;
    const bool isLooking = rows->lookedAtRows() < rows->loadedRows();
    // Without columns there is nothing to see of a row.
    const bool isLoaded = rows->loadedRows() > 0 && rows->columnCount() > 0;
    const bool isEmpty = !isLoaded || (rows->rowCount() == 0 && !isLooking);
    const bool isFilteredOut = isEmpty && isLoaded;
    const bool asks = isReady && reading.wantsJob();

    m_rowCount->setText(m_model.rowCountText());
    m_rowCount->setToolTip(isReady && isLoaded && !reading.canGrow()
                               ? tr("A preview keeps up to %1. Choose rows by WHERE, or export them all.")
                                     .arg(core::formatBytes(models::PreviewReading::memoryBudget))
                               : QString());
    m_elapsed->setText(m_model.previewElapsedText());
    m_statement->setText(m_model.previewStatement());
    showZone();
    showColumns();
    showEmptiness();
    m_empty->setVisible(isEmpty && !isFilteredOut && isReady && !asks);
    m_noMatch->setVisible(isFilteredOut);
    m_question->setVisible(asks);
    if (asks)
        m_question->ask(m_model.path().name(), m_model.path().connection, m_model.preview().statementText());
    m_grid->setVisible(!isEmpty || isFilteredOut || isReading);
    m_foot->setVisible(isLoaded || (isReady && !asks));
    for (QWidget *tool : {m_columns, m_statistics})
        tool->setEnabled(isLoaded);
    for (QWidget *tool : {m_copy, m_viewCell})
        tool->setEnabled(!isEmpty);

    const auto &asked = reading.request();
    m_filter->setTexts(asked.filter, asked.order);
    m_partition->setVisible(m_model.isPartitioned());
    m_partition->showPartition(reading.partition(), asked.partition.isEmpty() && asked.latestPartition);
    const bool isSorted = rows->sortColumn() >= 0;
    const bool isByServer = !asked.filter.isEmpty() || !asked.order.isEmpty();
    m_note->setVisible(!rows->isFiltered()); // its box says so
    m_note->setText(rows->isSorting() ? tr("Sorting the loaded rows…")
                        : isSorted    ? tr("Sorted here: loaded rows only")
                        : isByServer  ? tr("Filter and order: by the server")
                                      : QString());
    m_count->setVisible(isReady && !asks && !reading.isComplete());
    m_more->setVisible(isReady && isLoaded && reading.canGrow());
    showMore();
    setFocusProxy(asks ? static_cast<QWidget *>(m_question) : m_grid->isVisibleTo(this) ? m_grid : nullptr);
}

void PreviewPane::showMore()
{
    const bool isReading = m_model.isReadingMore();
    const int waited = m_model.waitedForMore();
    m_spin->setVisible(isReading && m_more->isVisibleTo(m_foot));
    m_cancelMore->setVisible(waited > 0 && m_more->isVisibleTo(m_foot));
    m_more->setEnabled(!isReading);
    m_more->setText(waited > 0                        ? tr("Reading more rows: no answer for %1 s").arg(waited)
                        : isReading                   ? tr("Reading more rows…")
                        : m_model.preview().isByJob() ? tr("Run the query for more rows")
                                                      : tr("More rows"));
}

void PreviewPane::showEmptiness()
{
    const models::RecordBatchModel *rows = m_model.rows();
    const models::PreviewReading &reading = m_model.preview();
    const QString loaded = core::formatCount(rows->loadedRows());
    if (rows->isFiltered() && rows->loadedRows() > 0 && reading.isComplete())
        m_noMatchText->setText(tr("None of the %1 rows matches '%2'.").arg(loaded, rows->rowFilter()));
    else if (rows->isFiltered() && rows->loadedRows() > 0)
        m_noMatchText->setText(
            tr("None of the %1 loaded rows matches '%2'. Rows that are not loaded were not looked at.")
                .arg(loaded, rows->rowFilter()));
    else if (rows->loadedRows() > 0)
        m_empty->setText(tr("This table has no columns; its rows are empty."));
    else if (reading.isFiltered())
        m_empty->setText(tr("No row matches."));
    else if (!reading.partition().isEmpty())
        m_empty->setText(tr("Partition %1 has no rows.").arg(reading.partition()));
    else
        m_empty->setText(tr("This table has no rows."));
}

void PreviewPane::focusFilter()
{
    m_rowFilter->setFocus(Qt::ShortcutFocusReason); // selects what stands in it
}

void PreviewPane::goToRows()
{
    if (!m_grid->isVisibleTo(this) || m_model.rows()->rowCount() == 0)
        return;
    m_grid->setFocus(Qt::OtherFocusReason);
    if (!m_grid->currentIndex().isValid())
        m_grid->setCurrentIndex(m_model.rows()->index(0, std::max(0, m_grid->horizontalHeader()->logicalIndexAt(0))));
}

void PreviewPane::showZone()
{
    m_zone->setVisible(m_model.hasInstants());
    m_zone->showZone(m_model.sessionZone(), m_model.zoneChoice());
}

void PreviewPane::showColumns()
{
    const int all = m_model.rows()->columnCount();
    const int hidden = m_grid->hiddenColumns();
    m_columns->setText(hidden > 0 ? tr("Columns %1 of %2").arg(all - hidden).arg(all) : tr("Columns"));
}

void PreviewPane::summarizeColumn()
{
    const QModelIndex cell = m_grid->currentIndex();
    const int column = cell.isValid() ? cell.column() : m_grid->horizontalHeader()->logicalIndex(0);
    const QString name = m_model.rows()->headerData(column, Qt::Horizontal, Qt::DisplayRole).toString();
    m_filter->applyTyped(); // the rows go meanwhile
    m_model.summarize(name);
}

void PreviewPane::fillColumnMenu()
{
    constexpr int most = 200; // of a table with more, the titles have a menu each
    QMenu *menu = m_columns->menu();
    menu->clear();
    QAction *all = menu->addAction(tr("Show all columns"), m_grid, &GridView::showAllColumns);
    all->setEnabled(m_grid->hiddenColumns() > 0);
    menu->addSeparator();
    const models::RecordBatchModel *rows = m_model.rows();
    for (int visual = 0; visual < std::min(most, rows->columnCount()); ++visual) {
        const int column = m_grid->horizontalHeader()->logicalIndex(visual);
        const QString name = rows->headerData(column, Qt::Horizontal, Qt::DisplayRole).toString();
        QAction *action = menu->addAction(QString(name).replace(u'&', QStringLiteral("&&")));
        action->setCheckable(true);
        action->setChecked(!m_grid->isColumnHidden(column));
        connect(action, &QAction::toggled, m_grid,
                [this, column](bool isShown) { m_grid->setColumnShown(column, isShown); });
    }
}

} // namespace isthmus::views
