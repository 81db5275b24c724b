// SPDX-License-Identifier: GPL-3.0-or-later
#include "drift/driftviews.h"
#include "parts/bar.h"
#include "parts/buttons.h"
#include "parts/chip.h"
#include "parts/copying.h"
#include "parts/elidedlabel.h"
#include "parts/iconlabel.h"
#include "parts/line.h"
#include "parts/messageband.h"
#include "parts/objecticons.h"
#include "parts/spin.h"
#include "parts/tonelabel.h"

#include <isthmus/core/format.h>
#include <isthmus/views/drift/driftpage.h>

#include <QAction>
#include <QButtonGroup>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QKeyEvent>
#include <QLineEdit>
#include <QSplitter>
#include <QTableView>
#include <QToolButton>
#include <QVBoxLayout>

#include <array>

namespace isthmus::views {

using mapping::DriftState;
using models::DriftDocument;
using models::DriftListModel;

namespace {

constexpr std::array states{DriftState::Broken, DriftState::Differs, DriftState::Equal, DriftState::Unknown};
constexpr int allStates = -1; // as the id of a button

} // namespace

DriftPage::DriftPage(DriftDocument &document, QWidget *parent)
    : QWidget(parent), m_document(document), m_filter(*document.list()), m_bandRow(new QWidget(this)),
      m_waiting(new QWidget(this))
{
    setObjectName(QStringLiteral("driftPage"));
    setAutoFillBackground(true);
    setBackgroundRole(QPalette::Base);

    m_band = new MessageBand(m_bandRow);
    m_band->setObjectName(QStringLiteral("driftError"));
    auto *bandRow = new QHBoxLayout(m_bandRow);
    bandRow->setContentsMargins(12, 8, 12, 8);
    bandRow->addWidget(m_band);
    auto *waitingRow = new QHBoxLayout(m_waiting);
    waitingRow->setContentsMargins(12, 8, 12, 8);
    auto *words = new ToneLabel(ToneLabel::Tone::Muted, m_waiting);
    words->setFont(remarkFont(words->font()));
    words->setText(tr("Comparing mappings"));
    auto *cancel = makeLinkButton(tr("Cancel"), QStringLiteral("cancelComparing"), m_waiting);
    connect(cancel, &QPushButton::clicked, &m_document, &DriftDocument::cancel);
    waitingRow->addWidget(new SpinLabel(m_waiting));
    waitingRow->addWidget(words);
    waitingRow->addWidget(cancel);
    waitingRow->addStretch(1);

    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(makeHead());
    column->addWidget(makeLine(Qt::Horizontal, this));
    column->addWidget(makeTools());
    column->addWidget(makeLine(Qt::Horizontal, this));
    column->addWidget(m_bandRow);
    column->addWidget(m_waiting);
    column->addWidget(makeLists(), 1);
    column->addWidget(makeLine(Qt::Horizontal, this));
    column->addWidget(makeFoot());
    setFocusProxy(m_list);

    auto *refresh = new QAction(this);
    refresh->setObjectName(QStringLiteral("compareAgainKey"));
    refresh->setShortcut(QKeySequence(Qt::Key_F5));
    refresh->setShortcutContext(Qt::WidgetWithChildrenShortcut);
    connect(refresh, &QAction::triggered, &m_document, &DriftDocument::compare);
    addAction(refresh);

    connect(&m_document, &DriftDocument::comparingChanged, this, &DriftPage::showAll);
    connect(m_document.list(), &DriftListModel::tickedChanged, this, &DriftPage::showRepair);
    for (const auto change : {&QAbstractItemModel::rowsInserted, &QAbstractItemModel::rowsRemoved})
        connect(m_document.list(), change, this, &DriftPage::showCounts);
    connect(m_document.list(), &QAbstractItemModel::dataChanged, this, [this] {
        showCounts();
        showDifferences();
    });
    connect(m_document.list(), &QAbstractItemModel::modelReset, this, &DriftPage::showCounts);
    showAll();
}

QWidget *DriftPage::makeHead()
{
    auto *head = new QWidget(this);
    m_mark = new IconLabel(head);
    m_title = new ElidedLabel(head);
    m_title->setObjectName(QStringLiteral("driftTitle"));
    m_title->setFont(titleFont(font()));
    m_compared = new ElidedLabel(head);
    m_compared->setObjectName(QStringLiteral("driftCompared"));
    m_compared->setFont(resized(font(), -1));
    m_compared->setForegroundRole(QPalette::PlaceholderText);
    m_compare = makeCompactButton(tr("Compare again"), QStringLiteral("refresh"), QStringLiteral("compareAgain"), head);
    connect(m_compare, &QPushButton::clicked, &m_document, &DriftDocument::compare);
    auto *row = new QHBoxLayout(head);
    row->setContentsMargins(12, 4, 12, 4);
    row->setSpacing(8);
    row->addWidget(m_mark);
    row->addWidget(m_title);
    for (std::size_t i = 0; i < states.size(); ++i) {
        auto *chip = new ChipLabel(head);
        chip->setObjectName(QStringLiteral("driftChip_") + mapping::driftStateName(states.at(i)));
        chip->setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed); // the page is about these numbers
        m_chips.append(chip);
        row->addWidget(chip);
    }
    row->addWidget(m_compared, 1);
    row->addWidget(m_compare);
    head->setMinimumHeight(rowHeight(font(), 36));
    return head;
}

QWidget *DriftPage::makeTools()
{
    auto *tools = makeBar(this);
    QWidget *bar = tools->parentWidget();
    m_text = new QLineEdit(bar);
    m_text->setObjectName(QStringLiteral("driftFilter"));
    m_text->setAccessibleName(tr("Filter mappings"));
    m_text->setPlaceholderText(tr("Filter mappings"));
    m_text->setClearButtonEnabled(true);
    m_text->addAction(icon(QStringLiteral("filter")), QLineEdit::LeadingPosition);
    m_text->setMaximumWidth(fontMetrics().averageCharWidth() * 40);
    connect(m_text, &QLineEdit::textChanged, this, [this](const QString &text) { m_filter.setText(text); });
    tools->addWidget(m_text, 1);
    m_states = new QButtonGroup(this);
    const auto addState = [&](int id, const QString &name) {
        auto *button = new QToolButton(bar);
        button->setObjectName(QStringLiteral("driftShow_") + name);
        button->setCheckable(true);
        button->setAutoRaise(true);
        m_states->addButton(button, id + 1); // -1 would be "any free one"
        tools->addWidget(button);
    };
    addState(allStates, QStringLiteral("all"));
    for (const DriftState state : states)
        addState(int(state), mapping::driftStateName(state));
    m_states->button(allStates + 1)->setChecked(true);
    connect(m_states, &QButtonGroup::idClicked, this, [this](int id) {
        const int state = id - 1;
        m_filter.setState(state == allStates ? std::nullopt : std::optional(DriftState(state)));
    });
    tools->addStretch(1);
    m_live = new ChipLabel(bar);
    m_live->setObjectName(QStringLiteral("driftLive"));
    tools->addWidget(m_live);
    m_copy = makeBarButton(tr("Copy"), QStringLiteral("copy"), QStringLiteral("copyDrift"), bar);
    m_copy->setAccessibleName(tr("Copy mappings"));
    m_copy->setToolTip(
        tr("Copy all mappings that are shown, or those that are selected where there are several. Ctrl+C "
           "copies those that are selected."));
    connect(m_copy, &QPushButton::clicked, this, &DriftPage::copy);
    tools->addWidget(m_copy);
    return bar;
}

QWidget *DriftPage::makeLists()
{
    auto *splitter = new QSplitter(Qt::Vertical, this);
    splitter->setObjectName(QStringLiteral("driftSplitter"));
    splitter->setChildrenCollapsible(false);
    auto *above = new QWidget(splitter);
    m_empty = new ToneLabel(ToneLabel::Tone::Muted, above, 0);
    m_empty->setObjectName(QStringLiteral("driftEmpty"));
    m_empty->setAlignment(Qt::AlignCenter);
    m_list = makeDriftList(&m_filter, above);
    m_list->setObjectName(QStringLiteral("driftList"));
    m_list->setAccessibleName(tr("Mappings"));
    m_list->setSortingEnabled(true);
    m_list->sortByColumn(DriftListModel::State, Qt::AscendingOrder);
    m_list->installEventFilter(this);
    auto *aboveColumn = new QVBoxLayout(above);
    aboveColumn->setContentsMargins(0, 0, 0, 0);
    aboveColumn->addWidget(m_empty, 1);
    aboveColumn->addWidget(m_list, 1);

    auto *below = new QWidget(splitter);
    m_differencesTitle = new ElidedLabel(below);
    m_differencesTitle->setObjectName(QStringLiteral("differencesTitle"));
    m_differencesTitle->setFont(titleFont(font()));
    m_differencesTitle->setContentsMargins(12, 6, 12, 6);
    m_differencesList = makeDifferences(&m_differences, below);
    m_differencesList->setObjectName(QStringLiteral("differences"));
    m_differencesList->setAccessibleName(tr("Differences"));
    auto *belowColumn = new QVBoxLayout(below);
    belowColumn->setContentsMargins(0, 0, 0, 0);
    belowColumn->setSpacing(0);
    belowColumn->addWidget(m_differencesTitle);
    belowColumn->addWidget(m_differencesList, 1);
    splitter->setStretchFactor(0, 2);
    splitter->setStretchFactor(1, 1);
    connect(m_list->selectionModel(), &QItemSelectionModel::currentRowChanged, this, &DriftPage::showDifferences);
    connect(m_list, &QTableView::doubleClicked, this, &DriftPage::openCurrent);
    return splitter;
}

QWidget *DriftPage::makeFoot()
{
    auto *foot = new QWidget(this);
    auto *mark = new IconLabel(foot);
    mark->setIcon(QStringLiteral("info"), IconRole::Muted);
    m_footWords = new ToneLabel(ToneLabel::Tone::Muted, foot, 0);
    m_footWords->setObjectName(QStringLiteral("driftFoot"));
    m_repair = new QPushButton(foot);
    m_repair->setObjectName(QStringLiteral("repairMappings"));
    m_repair->setDefault(true);
    connect(m_repair, &QPushButton::clicked, this, &DriftPage::repair);
    auto *row = new QHBoxLayout(foot);
    row->setContentsMargins(12, 8, 12, 8);
    row->addWidget(mark);
    row->addWidget(m_footWords, 1);
    row->addWidget(m_repair);
    return foot;
}

bool DriftPage::focusFilter()
{
    m_text->setFocus(Qt::ShortcutFocusReason);
    m_text->selectAll();
    return true;
}

void DriftPage::showAll()
{
    const auto state = m_document.comparing();
    m_title->setText(tr("%1 › Drift").arg(m_document.scope().toString()));
    const bool isOfHologres = m_document.isOfHologres();
    m_mark->setIcon(isOfHologres ? QStringLiteral("eng-h") : QStringLiteral("eng-m"),
                    isOfHologres ? IconRole::Hologres : IconRole::MaxCompute);
    m_footWords->setText(
        isOfHologres
            ? tr("Repairing changes or drops only the definition in Hologres. No row in MaxCompute is touched.")
            : tr("Dropping an external table removes only the mapping. No row in Hologres is touched."));
    m_compared->setText(m_document.comparedText());
    m_compare->setEnabled(state != DriftDocument::State::Comparing);
    m_waiting->setVisible(state == DriftDocument::State::Comparing);
    const auto &error = m_document.error();
    if (error && error->isCancelled())
        m_band->showText(Meaning::Neutral, QStringLiteral("info"), tr("Comparing was cancelled."));
    else if (error)
        m_band->showError(*error);
    m_bandRow->setVisible(error.has_value());
    const qsizetype live = m_document.liveSchemas();
    QString liveText;
    if (live > 0)
        liveText =
            live == 1 ? tr("1 live schema needs no comparison") : tr("%1 live schemas need no comparison").arg(live);
    m_live->setChip({liveText, QStringLiteral("map"), Meaning::Live});
    showCounts();
    showDifferences();
    showRepair();
}

void DriftPage::showCounts()
{
    const DriftListModel &list = *m_document.list();
    const auto count = [&list](DriftState state) { return core::formatCount(list.countOf(state)); };
    const QString differ = list.countOf(DriftState::Differs) == 1 ? tr("%1 differs") : tr("%1 differ");
    const std::array chipTexts{tr("%1 broken"), differ, tr("%1 equal"), tr("%1 not known")};
    for (std::size_t i = 0; i < states.size(); ++i) {
        const DriftState state = states.at(i);
        const bool isShown = list.countOf(state) > 0;
        m_chips.at(qsizetype(i))
            ->setChip({isShown ? chipTexts.at(i).arg(count(state)) : QString(), markOf(state).icon, meaningOf(state)});
        m_states->button(int(state) + 1)
            ->setText(QStringLiteral("%1 %2").arg(mapping::driftStateTitle(state), count(state)));
    }
    m_states->button(allStates + 1)->setText(tr("All %1").arg(core::formatCount(list.rowCount())));
    const bool isEmpty = m_document.comparing() == DriftDocument::State::Ready && list.rowCount() == 0;
    m_empty->setText(tr("No table mappings in %1.").arg(m_document.scope().name()));
    m_empty->setVisible(isEmpty);
    m_list->setVisible(!isEmpty);
    m_copy->setEnabled(list.rowCount() > 0);
    // Until somebody chooses, the worst: which is not the first that came.
    const bool isChosen = m_list->currentIndex().isValid() && m_list->currentIndex() != m_proposed;
    if (!isChosen && m_filter.rowCount() > 0) {
        m_list->setCurrentIndex(m_filter.index(0, 0));
        m_proposed = m_list->currentIndex();
    }
}

void DriftPage::showDifferences()
{
    const QModelIndex current = m_list->currentIndex();
    const auto drift = current.isValid() ? m_document.list()->at(m_filter.mapToSource(current).row()) : std::nullopt;
    m_differences.show(drift);
    QString title = drift ? tr("%1, differences").arg(drift->table.name()) : tr("Differences");
    if (drift && drift->unreadRecord)
        title += QStringLiteral(" · ") + tr("compared without its record, which cannot be read");
    else if (drift && drift->isForeign && !drift->isRemembered)
        title += QStringLiteral(" · ") + tr("nothing is remembered of it: both sides are compared as they are");
    else if (drift && !drift->isRemembered && !drift->isLive)
        title += QStringLiteral(" · ") + tr("Isthmus did not make this mapping: both sides are compared as they are");
    m_differencesTitle->setText(title);
}

void DriftPage::showRepair()
{
    const qsizetype count = m_document.list()->ticked().size();
    m_repair->setText(count == 0       ? tr("Repair…")
                          : count == 1 ? tr("Repair 1 mapping…")
                                       : tr("Repair %1 mappings…").arg(count));
    m_repair->setEnabled(count > 0);
    m_repair->setToolTip(count > 0 ? tr("Shows the plan first: Ctrl+Return")
                                   : tr("Tick the mappings that are to be repaired: Space"));
    m_repair->setAccessibleDescription(m_repair->toolTip());
}

void DriftPage::toggleCurrent()
{
    const QModelIndexList rows = m_list->selectionModel()->selectedRows(DriftListModel::State);
    if (rows.isEmpty())
        return;
    const bool isTicked =
        m_list->currentIndex().siblingAtColumn(DriftListModel::State).data(Qt::CheckStateRole) == int(Qt::Checked);
    QList<QPersistentModelIndex> kept(rows.begin(), rows.end());
    for (const auto &row : std::as_const(kept))
        m_filter.setData(row, isTicked ? Qt::Unchecked : Qt::Checked, Qt::CheckStateRole);
}

void DriftPage::repair()
{
    const auto tables = m_document.list()->ticked();
    if (!tables.isEmpty())
        Q_EMIT commandRequested(models::repairMappings(tables));
}

void DriftPage::copy()
{
    QList<int> rows;
    const QModelIndexList selected = m_list->selectionModel()->selectedRows();
    if (selected.size() > 1) {
        for (const QModelIndex &row : selected)
            rows.append(row.row());
    } else {
        for (int row = 0; row < m_filter.rowCount(); ++row)
            rows.append(row);
    }
    copyAndTell(m_filter.textOf(rows), m_copy);
}

void DriftPage::openCurrent(const QModelIndex &row)
{
    const auto drift = m_document.list()->at(m_filter.mapToSource(row).row());
    if (drift && row.column() != DriftListModel::State) // whose boxes are ticked by clicks
        Q_EMIT commandRequested(models::openTable(drift->table));
}

bool DriftPage::eventFilter(QObject *watched, QEvent *event)
{
    if (watched != m_list || event->type() != QEvent::KeyPress)
        return QWidget::eventFilter(watched, event);
    const auto *key = static_cast<QKeyEvent *>(event);
    const bool isReturn = key->key() == Qt::Key_Return || key->key() == Qt::Key_Enter;
    if (key->key() == Qt::Key_Space)
        toggleCurrent();
    else if (isReturn && key->modifiers().testFlag(Qt::ControlModifier))
        repair();
    else if (isReturn)
        m_document.compare();
    else if (key->matches(QKeySequence::Copy) && !m_list->selectionModel()->selectedRows().isEmpty()) {
        QList<int> rows;
        for (const QModelIndex &row : m_list->selectionModel()->selectedRows())
            rows.append(row.row());
        copyAndTell(m_filter.textOf(rows), m_list);
    } else {
        return QWidget::eventFilter(watched, event);
    }
    return true;
}

} // namespace isthmus::views
