// SPDX-License-Identifier: GPL-3.0-or-later
#include "runs/activitydock.h"

#include "parts/buttons.h"
#include "parts/copying.h"
#include "parts/line.h"
#include "parts/objecticons.h"
#include "parts/pagetabs.h"
#include "parts/tablesetup.h"
#include "parts/tonelabel.h"

#include <isthmus/mapping/manytables/tableruns.h>

#include <QHBoxLayout>
#include <QHeaderView>
#include <QPainter>
#include <QStackedWidget>
#include <QStyledItemDelegate>
#include <QTabBar>
#include <QTableView>
#include <QVBoxLayout>

#include <array>

namespace isthmus::views {

using models::ActivityModel;

namespace {

constexpr int barHeight = 10;
constexpr std::array figures{ActivityModel::Progress, ActivityModel::Rows, ActivityModel::Rate,
                             ActivityModel::TimeLeft};

// The state as an icon, progress as a flat bar with its percentage beside it, failures and production in their colour.
class RunDelegate final : public QStyledItemDelegate {
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override
    {
        const QVariant progress = index.data(ActivityModel::ProgressRole);
        if (index.column() != ActivityModel::Progress || !progress.isValid()) {
            QStyledItemDelegate::paint(painter, option, index);
            return;
        }
        QStyleOptionViewItem cell = option;
        initStyleOption(&cell, index);
        cell.text.clear();
        option.widget->style()->drawControl(QStyle::CE_ItemViewItem, &cell, painter, option.widget);

        const double done = qBound(0.0, progress.toDouble(), 1.0);
        const QPalette accent = applicationPalette(option.palette.color(QPalette::Window).lightness() < 128);
        const int percentWidth = option.fontMetrics.horizontalAdvance(QStringLiteral("100%")) + 8;
        QRect bar = option.rect.adjusted(8, 0, -percentWidth - 8, 0);
        bar.setTop(option.rect.center().y() - barHeight / 2);
        bar.setHeight(barHeight);
        painter->save();
        painter->setRenderHint(QPainter::Antialiasing);
        painter->setPen(Qt::NoPen);
        painter->setBrush(accent.color(QPalette::Midlight));
        painter->drawRoundedRect(bar, 2, 2);
        painter->setBrush(accent.color(QPalette::Highlight));
        painter->drawRoundedRect(QRectF(bar.left(), bar.top(), bar.width() * done, bar.height()), 2, 2);
        painter->setPen(
            option.palette.color(option.state & QStyle::State_Selected ? QPalette::HighlightedText : QPalette::Text));
        painter->setFont(option.font);
        painter->drawText(option.rect.adjusted(0, 0, -8, 0), Qt::AlignRight | Qt::AlignVCenter,
                          QStringLiteral("%1%").arg(int(done * 100)));
        painter->restore();
    }

protected:
    void initStyleOption(QStyleOptionViewItem *option, const QModelIndex &index) const override
    {
        QStyledItemDelegate::initStyleOption(option, index);
        const auto state = plan::RunState(index.data(ActivityModel::StateRole).toInt());
        if (index.column() == ActivityModel::StateIcon) {
            const Mark mark = markOf(state);
            option->features |= QStyleOptionViewItem::HasDecoration;
            option->icon = icon(mark.icon, mark.role);
            option->decorationSize = QSize(16, 16);
            option->text.clear();
        }
        const bool isFailure = index.column() == ActivityModel::Result && state == plan::RunState::Failed;
        const bool isProduction =
            index.column() == ActivityModel::Connections && index.data(ActivityModel::ProductionRole).toBool();
        if (isFailure || isProduction) {
            const QColor color = tokensOf(option->palette).error.text;
            option->palette.setColor(QPalette::Text, color);
            option->palette.setColor(QPalette::HighlightedText, color);
        }
    }
};

} // namespace

ActivityDock::ActivityDock(tasks::Runs &runs, ActivityModel &model, QWidget *parent)
    : QDockWidget(parent), m_model(model), m_log(runs), m_leftBehind(runs), m_pages(new QStackedWidget(this))
{
    setObjectName(QStringLiteral("activityDock"));
    setWindowTitle(tr("Activity"));
    setFeatures(QDockWidget::DockWidgetClosable);
    setAllowedAreas(Qt::BottomDockWidgetArea);
    m_pages->addWidget(makeTable());
    m_pages->addWidget(makeLog());
    setTitleBarWidget(makeTitle());
    auto *body = new QWidget(this);
    auto *column = new QVBoxLayout(body);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(makeLine(Qt::Horizontal, body));
    column->addWidget(m_pages, 1);
    setWidget(body);

    connect(&m_model, &QAbstractItemModel::rowsInserted, this, &ActivityDock::showWhatIsThere);
    connect(&m_model, &QAbstractItemModel::modelReset, this, &ActivityDock::showWhatIsThere);
    connect(&m_model, &ActivityModel::read, this, &ActivityDock::showWhatIsThere);
    connect(&m_model, &QAbstractItemModel::dataChanged, this, &ActivityDock::showSelection);
    connect(&m_leftBehind, &models::LeftBehind::changed, this, &ActivityDock::showSelection);
    showWhatIsThere();
    showSelection();
}

QWidget *ActivityDock::makeTitle()
{
    auto *bar = new QWidget(this);
    auto *title = new QLabel(tr("Activity"), bar);
    title->setFont(titleFont(resized(font(), -1)));
    m_tabs = new PageTabs(bar);
    m_tabs->setObjectName(QStringLiteral("activityTabs"));
    m_tabs->setAccessibleName(tr("Activity"));
    m_tabs->setFont(resized(font(), -1));
    m_tabs->addTab(tr("Active and recent"));
    m_tabs->addTab(tr("Log of the selected run"));
    connect(m_tabs, &QTabBar::currentChanged, this, [this](int index) {
        m_pages->setCurrentIndex(index);
        showSelection();
    });
    m_cancel = makeIconButton(QStringLiteral("stop"), tr("Cancel the selected run"), QStringLiteral("cancelRun"), bar);
    connect(m_cancel, &QToolButton::clicked, this, [this] { m_model.cancel(m_table->currentIndex()); });
    m_resume = makeIconButton(QStringLiteral("play"), tr("Resume the selected run"), QStringLiteral("resumeRun"), bar);
    connect(m_resume, &QToolButton::clicked, this, [this] { m_model.resume(m_table->currentIndex()); });
    m_drop = makeIconButton(QStringLiteral("trash"), tr("Drop the external table that the selected run left behind"),
                            QStringLiteral("dropLeftBehind"), bar);
    connect(m_drop, &QToolButton::clicked, this, [this] {
        if (const auto table = m_leftBehind.table())
            Q_EMIT commandRequested(models::dropExternalTable(*table));
    });
    m_restore = makeIconButton(QStringLiteral("undo"),
                               tr("Copy the statements that bring back the table which the selected run dropped"),
                               QStringLiteral("copyFormerTable"), bar);
    connect(m_restore, &QToolButton::clicked, this, [this] {
        copyAndTell(m_leftBehind.formerTable(), m_restore,
                    tr("Copied. Run the statements in MaxCompute to bring the table back."));
    });
    m_copyLog = makeIconButton(QStringLiteral("copy"), tr("Copy the log"), QStringLiteral("copyLog"), bar);
    connect(m_copyLog, &QToolButton::clicked, this, [this] { copyAndTell(m_log.text(), m_copyLog); });
    auto *close = makeIconButton(QStringLiteral("x"), tr("Hide Activity"), QStringLiteral("closeActivity"), bar);
    connect(close, &QToolButton::clicked, this, &QWidget::hide);

    auto *row = new QHBoxLayout(bar);
    row->setContentsMargins(8, 0, 4, 0);
    row->setSpacing(4);
    row->addWidget(title);
    row->addWidget(m_tabs);
    row->addStretch(1);
    // What comes and goes stands first, so that the others stay where they are.
    row->addWidget(m_drop);
    row->addWidget(m_restore);
    row->addWidget(m_copyLog);
    row->addWidget(m_cancel);
    row->addWidget(m_resume);
    QWidget *before = m_tabs;
    for (QToolButton *button : {m_drop, m_restore, m_copyLog, m_cancel, m_resume, close}) {
        setTabOrder(before, button);
        before = button;
    }
    row->addWidget(close);
    return bar;
}

// The page of a run that has one, else what it was about.
void ActivityDock::open(const QModelIndex &index)
{
    const QString run = index.data(ActivityModel::RunIdRole).toString();
    if (mapping::isOfManyTables(index.data(ActivityModel::TaskKindRole).toString()))
        Q_EMIT commandRequested(models::OpenDocument{models::runAddress(run), models::OpenDocument::How::Keep, {}});
    else if (const QString target = index.data(ActivityModel::TargetRole).toString(); !target.isEmpty())
        Q_EMIT targetRequested(target);
}

QWidget *ActivityDock::makeTable()
{
    m_stack = new QStackedWidget(this);
    m_table = new QTableView(this);
    m_table->setObjectName(QStringLiteral("activityTable"));
    m_table->setAccessibleName(tr("Runs"));
    setUpTable(m_table);
    m_table->setModel(&m_model);
    m_table->setItemDelegate(new RunDelegate(m_table));
    m_table->setSelectionMode(QAbstractItemView::SingleSelection);
    const int digit = m_table->fontMetrics().horizontalAdvance(u'0');
    const QPair<int, int> widths[] = {
        {ActivityModel::StateIcon, 4},  {ActivityModel::Task, 32},     {ActivityModel::Connections, 28},
        {ActivityModel::StateText, 11}, {ActivityModel::Progress, 14}, {ActivityModel::Rows, 18},
        {ActivityModel::Rate, 11},      {ActivityModel::TimeLeft, 10}, {ActivityModel::Started, 26}};
    for (const auto &[column, digits] : widths)
        m_table->setColumnWidth(column, digits * digit + 12);
    for (const int column : figures)
        m_table->setColumnHidden(column, true);
    showUsedColumns(0, m_model.rowCount() - 1);
    connect(&m_model, &QAbstractItemModel::rowsInserted, this,
            [this](const QModelIndex &, int first, int last) { showUsedColumns(first, last); });
    connect(&m_model, &QAbstractItemModel::dataChanged, this,
            [this](const QModelIndex &first, const QModelIndex &last) { showUsedColumns(first.row(), last.row()); });
    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this, &ActivityDock::showSelection);
    connect(m_table, &QTableView::activated, this, &ActivityDock::open); // double click, Enter

    auto *empty = new QWidget(this);
    empty->setAutoFillBackground(true);
    empty->setBackgroundRole(QPalette::Base);
    auto *words = new ToneLabel(ToneLabel::Tone::Muted, empty);
    words->setObjectName(QStringLiteral("activityEmpty"));
    words->setText(tr("Nothing has run yet. Every plan you run is listed here and keeps its log."));
    auto *column = new QVBoxLayout(empty);
    column->setContentsMargins(12, 12, 12, 12);
    column->addWidget(words, 0, Qt::AlignCenter);
    m_stack->addWidget(m_table);
    m_stack->addWidget(empty);
    auto *unread = new QWidget(this); // to say that nothing has run, it must be known
    unread->setAutoFillBackground(true);
    unread->setBackgroundRole(QPalette::Base);
    m_stack->addWidget(unread);
    return m_stack;
}

QWidget *ActivityDock::makeLog()
{
    m_logView = new QTableView(this);
    m_logView->setObjectName(QStringLiteral("runLog"));
    m_logView->setAccessibleName(tr("Log of the selected run"));
    setUpTable(m_logView);
    m_logView->setModel(&m_log);
    m_logView->setShowGrid(false);
    const int digit = m_logView->fontMetrics().horizontalAdvance(u'0');
    m_logView->setColumnWidth(models::RunLogModel::Time, digit * 28);
    m_logView->setColumnWidth(models::RunLogModel::Step, digit * 10);
    connect(&m_log, &QAbstractItemModel::rowsInserted, m_logView, &QTableView::scrollToBottom);
    return m_logView;
}

// Most runs move no rows: until one does, what came of them has the room.
void ActivityDock::showUsedColumns(int firstRow, int lastRow)
{
    for (const int column : figures) {
        for (int row = firstRow; m_table->isColumnHidden(column) && row <= lastRow; ++row) {
            if (!m_model.index(row, column).data().toString().isEmpty())
                m_table->setColumnHidden(column, false);
        }
    }
}

void ActivityDock::showWhatIsThere()
{
    const bool isEmpty = m_model.rowCount() == 0;
    m_stack->setCurrentIndex(!isEmpty ? 0 : m_model.hasRead() ? 1 : 2);
}

void ActivityDock::activate()
{
    show();
    QWidget *inside = m_pages->currentIndex() == 1 ? m_logView : m_table;
    (inside->isVisible() ? inside : static_cast<QWidget *>(m_tabs))->setFocus(Qt::ShortcutFocusReason);
}

void ActivityDock::showSelection()
{
    const QModelIndex current = m_table->currentIndex();
    const QString run = current.data(ActivityModel::RunIdRole).toString();
    if (run != m_log.runId())
        m_log.setRun(run);
    m_leftBehind.setRun(run);
    m_cancel->setEnabled(current.data(ActivityModel::CanCancelRole).toBool());
    const QString cancelling =
        current.isValid() ? current.data(ActivityModel::CancelHintRole).toString() : tr("No run is selected");
    m_cancel->setToolTip(cancelling);
    m_cancel->setAccessibleDescription(cancelling);
    m_resume->setEnabled(current.data(ActivityModel::CanResumeRole).toBool());
    const QString hint =
        current.isValid() ? current.data(ActivityModel::ResumeHintRole).toString() : tr("No run is selected");
    m_resume->setToolTip(hint);
    m_resume->setAccessibleDescription(hint);
    m_drop->setVisible(m_leftBehind.table().has_value());
    m_restore->setVisible(!m_leftBehind.formerTable().isEmpty());
    m_copyLog->setVisible(m_tabs->currentIndex() == 1);
    m_tabs->setTabEnabled(1, current.isValid());
}

void ActivityDock::selectRun(const QString &runId)
{
    const QModelIndex index = m_model.indexOf(runId);
    if (!index.isValid())
        return;
    m_table->setCurrentIndex(index);
    m_table->scrollTo(index);
}

} // namespace isthmus::views
