// SPDX-License-Identifier: GPL-3.0-or-later
#include "runs/tablerunspageview.h"

#include "parts/buttons.h"
#include "parts/chip.h"
#include "parts/copying.h"
#include "parts/elidedlabel.h"
#include "parts/formfields.h"
#include "parts/messageband.h"
#include "parts/tonelabel.h"
#include "runs/segmentbar.h"
#include "runs/tablerunsview.h"

#include <isthmus/core/format.h>
#include <isthmus/mapping/manytables/maptables.h>
#include <isthmus/plan/words.h>

#include <QButtonGroup>
#include <QHBoxLayout>
#include <QSortFilterProxyModel>
#include <QSpinBox>
#include <QVBoxLayout>

#include <array>
#include <optional>

namespace isthmus::views {

using models::TableRunsModel;
using State = mapping::TableRun::State;

namespace {

// A filter shows all tables or those of one state, by the word that their rows have.
struct Filter {
    const char *name;
    std::optional<State> state = {}; // none: all
    bool isRare = false; // to be seen where there are such tables
};

const std::array<Filter, 8> &filters()
{
    static const std::array<Filter, 8> all{{{"filterAll"},
                                            {"filterMapped", State::Mapped},
                                            {"filterFailed", State::Failed},
                                            {"filterRunning", State::Running},
                                            {"filterWaiting", State::Waiting},
                                            {"filterStopped", State::Stopped, true},
                                            {"filterKept", State::Kept, true},
                                            {"filterLeftOut", State::LeftOut, true}}};
    return all;
}

class StateProxy final : public QSortFilterProxyModel {
public:
    using QSortFilterProxyModel::QSortFilterProxyModel;

    void setState(std::optional<State> state)
    {
        m_state = state;
        invalidateFilter();
    }

protected:
    [[nodiscard]] bool filterAcceptsRow(int row, const QModelIndex &parent) const override
    {
        const auto state = State(sourceModel()->index(row, 0, parent).data(TableRunsModel::StateRole).toInt());
        return !m_state || *m_state == state;
    }

private:
    std::optional<State> m_state; // none: all
};

Meaning meaningOf(plan::RunState state)
{
    switch (state) {
    case plan::RunState::Succeeded:
        return Meaning::Ok;
    case plan::RunState::Failed:
        return Meaning::Error;
    case plan::RunState::Cancelled:
    case plan::RunState::Interrupted:
        return Meaning::Warning;
    default:
        return Meaning::Neutral;
    }
}

} // namespace

TableRunsPageView::TableRunsPageView(models::TableRunsPage &document, QWidget *parent)
    : QWidget(parent), m_document(document), m_shown(new StateProxy(this))
{
    setObjectName(QStringLiteral("tableRunsPage"));
    m_shown->setSourceModel(document.tables());
    m_tables = new TableRunsView(m_shown, TableRunsModel::About::Run, this);
    m_tables->setObjectName(QStringLiteral("tableRuns"));
    m_tables->setAccessibleName(tr("Tables of the run"));
    m_error = new MessageBand(this);
    m_error->hide();
    m_detail = new MessageBand(this);
    m_detail->setObjectName(QStringLiteral("tableDetail"));
    auto *log = m_detail->addAction(tr("Show log"), QStringLiteral("showRunLog"));
    connect(log, &QPushButton::clicked, this, [this] { Q_EMIT logRequested(m_document.run().id); });
    m_detail->hide();
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(12, 8, 12, 12);
    column->setSpacing(8);
    column->addLayout(makeHead());
    column->addWidget(m_error);
    column->addLayout(makeProgress());
    column->addLayout(makeFilters());
    column->addWidget(m_tables, 1);
    column->addWidget(m_detail);
    setFocusProxy(m_tables);
    QWidget *before = m_cancel;
    for (QWidget *next : {static_cast<QWidget *>(m_resume), static_cast<QWidget *>(m_report)}) {
        setTabOrder(before, next);
        before = next;
    }
    for (QAbstractButton *filter : m_filters->buttons()) {
        setTabOrder(before, filter);
        before = filter;
    }
    setTabOrder(before, m_inFlight);
    setTabOrder(m_inFlight, m_tables);
    setTabOrder(m_tables, log);

    m_countTimer.setSingleShot(true);
    m_countTimer.setInterval(100);
    connect(&m_countTimer, &QTimer::timeout, this, &TableRunsPageView::showCounts);
    const auto countSoon = [this] {
        if (!m_countTimer.isActive())
            m_countTimer.start();
    };
    connect(document.tables(), &QAbstractItemModel::dataChanged, this, countSoon);
    connect(document.tables(), &QAbstractItemModel::modelReset, this, countSoon);
    connect(&document, &models::TableRunsPage::shown, this, &TableRunsPageView::showRun);
    connect(m_tables->selectionModel(), &QItemSelectionModel::currentRowChanged, this, &TableRunsPageView::showCurrent);
    showRun();
}

QHBoxLayout *TableRunsPageView::makeHead()
{
    m_title = new ElidedLabel(this);
    m_title->setObjectName(QStringLiteral("runTitle"));
    m_title->setFont(titleFont(font()));
    m_state = new ChipLabel(this);
    m_cancel = makeCompactButton(tr("Cancel rest"), QStringLiteral("stop"), QStringLiteral("cancelRest"), this);
    m_cancel->setToolTip(tr("Stops what runs and begins no other table; what was made stays"));
    connect(m_cancel, &QPushButton::clicked, &m_document, &models::TableRunsPage::cancel);
    m_resume = makeCompactButton(tr("Go on"), QStringLiteral("play"), QStringLiteral("resumeTables"), this);
    m_resume->setToolTip(
        tr("Makes the tables whose making failed or that were not reached; the others are verified again"));
    connect(m_resume, &QPushButton::clicked, this, [this] { Q_EMIT resumeRequested(m_document.run().id); });
    m_report = makeCompactButton(tr("Copy report"), QStringLiteral("copy"), QStringLiteral("copyReport"), this);
    m_report->setToolTip(tr("Copies a line for each table, for a spreadsheet"));
    connect(m_report, &QPushButton::clicked, this, [this] { copyAndTell(m_document.tables()->report(), m_report); });
    auto *row = makeFormRow();
    row->addWidget(m_title, 1);
    row->addWidget(m_state);
    row->addWidget(m_cancel);
    row->addWidget(m_resume);
    row->addWidget(m_report);
    return row;
}

QHBoxLayout *TableRunsPageView::makeProgress()
{
    m_bar = new SegmentBar(this);
    m_bar->setObjectName(QStringLiteral("runBar"));
    m_bar->setAccessibleName(tr("Progress"));
    m_done = new ToneLabel(ToneLabel::Tone::Plain, this, 0);
    m_done->setObjectName(QStringLiteral("runDone"));
    m_time = new ToneLabel(ToneLabel::Tone::Muted, this);
    m_time->setObjectName(QStringLiteral("runTime"));
    auto *row = makeFormRow();
    row->addWidget(m_bar, 1);
    row->addWidget(m_done);
    row->addWidget(m_time);
    return row;
}

QHBoxLayout *TableRunsPageView::makeFilters()
{
    m_filters = new QButtonGroup(this);
    auto *row = makeFormRow();
    row->setSpacing(4);
    for (int i = 0; i < int(filters().size()); ++i) {
        auto *button = makeCompactButton({}, {}, QLatin1String(filters()[size_t(i)].name), this);
        button->setCheckable(true);
        m_filters->addButton(button, i);
        row->addWidget(button);
    }
    m_filters->button(0)->setChecked(true);
    connect(m_filters, &QButtonGroup::idClicked, this, &TableRunsPageView::setFilter);
    row->addStretch(1);
    m_onError = new ToneLabel(ToneLabel::Tone::Muted, this);
    m_inFlight = new QSpinBox(this);
    m_inFlight->setObjectName(QStringLiteral("runInFlight"));
    m_inFlight->setAccessibleName(tr("Statements at a time"));
    m_inFlight->setRange(1, mapping::MapTables::maxInFlight);
    m_inFlight->setKeyboardTracking(false);
    connect(m_inFlight, &QSpinBox::valueChanged, &m_document, &models::TableRunsPage::setInFlight);
    m_inFlightLabel = new ToneLabel(ToneLabel::Tone::Plain, this);
    m_inFlightLabel->setText(tr("At a &time"));
    m_inFlightLabel->setBuddy(m_inFlight);
    row->addWidget(m_onError);
    row->addSpacing(8);
    row->addWidget(m_inFlightLabel);
    row->addWidget(m_inFlight);
    return row;
}

void TableRunsPageView::setFilter(int filter)
{
    static_cast<StateProxy *>(m_shown)->setState(filters()[size_t(filter)].state);
    showCounts(); // one that was shown because it was chosen may go
}

void TableRunsPageView::showRun()
{
    const plan::RunSummary &run = m_document.run();
    const auto error = m_document.error();
    if (error)
        m_error->showError(*error);
    m_error->setVisible(error.has_value());
    m_title->setText(m_document.title());
    m_state->setChip({run.id.isEmpty() ? QString() : plan::runStateTitle(run.state), {}, meaningOf(run.state)});
    m_cancel->setVisible(m_document.isActive());
    m_cancel->setEnabled(m_document.canCancel());
    m_resume->setVisible(run.canResume);
    m_report->setEnabled(!run.id.isEmpty());
    m_onError->setText(m_document.continuesOnError() ? tr("An error leaves out one table")
                                                     : tr("The first error stops the run"));
    const QSignalBlocker blocker(m_inFlight);
    m_inFlight->setValue(m_document.inFlight());
    m_inFlight->setEnabled(m_document.canCancel());
    showCounts();
}

void TableRunsPageView::showCounts()
{
    m_countTimer.stop();
    const auto &runs = m_document.tables()->runs();
    using Kind = SegmentBar::Segment::Kind;
    m_bar->setSegments({{runs.count(State::Mapped), Kind::Done},
                        {runs.count(State::Failed), Kind::Failed},
                        {runs.count(State::Stopped), Kind::Stopped},
                        {runs.count(State::Running), Kind::Running}},
                       m_document.total());
    m_done->setText(tr("%1 of %2").arg(core::formatCount(m_document.done()), core::formatCount(m_document.total())));
    m_bar->setAccessibleDescription(m_done->text());
    m_time->setText(m_document.timeText());
    for (int i = 0; i < int(filters().size()); ++i) {
        const Filter &filter = filters()[size_t(i)];
        const qsizetype count = filter.state ? runs.count(*filter.state) : runs.tables().size();
        QAbstractButton *button = m_filters->button(i);
        const QString title = filter.state ? mapping::tableStateTitle(*filter.state) : tr("All");
        if (const QString text = tr("%1 %2").arg(title, core::formatCount(count)); text != button->text()) {
            button->setText(text);
            button->setShortcut(QKeySequence(Qt::ALT | Qt::Key(Qt::Key_1 + i))); // which a new text takes away
        }
        button->setVisible(!filter.isRare || count > 0 || button->isChecked());
    }
    showCurrent();
}

void TableRunsPageView::showCurrent()
{
    const QModelIndex current = m_tables->currentIndex();
    const QString note = current.siblingAtColumn(TableRunsModel::Note).data().toString();
    const auto state = State(current.data(TableRunsModel::StateRole).toInt());
    const bool isTold = current.isValid() && !note.isEmpty();
    if (isTold) {
        const QString table = current.siblingAtColumn(TableRunsModel::Source).data().toString();
        const bool isFailed = state == State::Failed || state == State::Stopped;
        const QString hint = current.data(TableRunsModel::HintRole).toString();
        const bool isSentence = note.endsWith(u'.') || note.endsWith(QChar(0x3002)); // the full stop of Chinese
        m_detail->showText(isFailed ? Meaning::Error : Meaning::Neutral,
                           isFailed ? QStringLiteral("err") : QStringLiteral("info"),
                           hint.isEmpty()   ? tr("%1: %2").arg(table, note)
                               : isSentence ? tr("%1: %2 %3").arg(table, note, hint)
                                            : tr("%1: %2. %3").arg(table, note, hint));
    }
    m_detail->setVisible(isTold);
}

} // namespace isthmus::views
