// SPDX-License-Identifier: GPL-3.0-or-later
#include "parts/buttons.h"
#include "parts/chip.h"
#include "parts/elidedlabel.h"
#include "parts/line.h"
#include "parts/messageband.h"
#include "parts/spin.h"
#include "parts/tonelabel.h"
#include "structurediff/ddlpane.h"
#include "structurediff/structurediffview.h"

#include <isthmus/core/format.h>
#include <isthmus/views/structurediff/structurediffpage.h>
#include <isthmus/views/style/icons.h>
#include <isthmus/views/style/theme.h>

#include <QAction>
#include <QCheckBox>
#include <QDir>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QSplitter>
#include <QVBoxLayout>

#include <algorithm>

namespace isthmus::views {

using models::StructureDiffDocument;

namespace {

constexpr int wideCharacters = 130; // of a page that has room for when it was read
constexpr int leastCharacters = 12; // of a table's path
constexpr int otherCharacters = 14; // what else stands beside the paths, and the gaps

} // namespace

StructureDiffPage::StructureDiffPage(StructureDiffDocument &document, QWidget *parent)
    : QWidget(parent), m_document(document)
{
    setObjectName(QStringLiteral("structureDiffPage"));
    setAutoFillBackground(true);
    setBackgroundRole(QPalette::Base);
    auto *head = makeHead();
    auto *options = makeOptions();
    m_waiting = makeWaiting();
    m_band = new MessageBand(this);
    m_retry = m_band->addAction(tr("Retry"), QStringLiteral("retry"));
    m_retry->setIcon(icon(QStringLiteral("refresh"), IconRole::Text));
    connect(m_retry, &QPushButton::clicked, &m_document, &StructureDiffDocument::reload);
    m_bandRow = new QWidget(this);
    auto *bandRow = new QHBoxLayout(m_bandRow);
    bandRow->setContentsMargins(12, 8, 12, 8);
    bandRow->addWidget(m_band);
    m_bandRow->hide();
    m_view = new StructureDiffView(m_document.filter(), this);
    m_view->setAccessibleName(tr("The two tables side by side"));
    m_ddl = new DdlPane(m_document, this);
    connect(m_ddl, &DdlPane::saveRequested, this, &StructureDiffPage::saveRequested);
    auto *split = new QSplitter(Qt::Vertical, this);
    split->setChildrenCollapsible(false);
    split->addWidget(m_view);
    split->addWidget(m_ddl);
    split->setStretchFactor(0, 1);
    split->setSizes({500, 220});
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    for (QWidget *part :
         {head, makeLine(Qt::Horizontal, this), options, makeLine(Qt::Horizontal, this), m_waiting, m_bandRow})
        column->addWidget(part);
    column->addWidget(split, 1);
    setFocusProxy(m_view);
    addShortcuts();
    connect(&m_document, &StructureDiffDocument::stateChanged, this, &StructureDiffPage::showState);
    connect(&m_document, &StructureDiffDocument::optionsChanged, this,
            [this] { m_onlyDifferences->setChecked(m_document.onlyDifferences()); });
    m_onlyDifferences->setChecked(m_document.onlyDifferences());
    showState();
}

QPushButton *StructureDiffPage::makeSideLink(const QString &objectName, QWidget *parent)
{
    auto *link = makeLinkButton({}, objectName, parent);
    connect(link, &QPushButton::clicked, this, [this, link] {
        Q_EMIT commandRequested(models::openTable(link == m_left ? m_document.left() : m_document.right()));
    });
    return link;
}

QWidget *StructureDiffPage::makeHead()
{
    auto *head = new QWidget(this);
    m_left = makeSideLink(QStringLiteral("diffLeft"), head);
    m_right = makeSideLink(QStringLiteral("diffRight"), head);
    m_swap = makeCompactButton(tr("Swap sides"), QStringLiteral("sync"), QStringLiteral("swapSides"), head);
    m_swap->setToolTip(tr("The left table is the right one, and the other way round (Ctrl+Shift+X)."));
    connect(m_swap, &QPushButton::clicked, &m_document, &StructureDiffDocument::swapSides);
    m_reload = makeCompactButton(tr("Read again"), QStringLiteral("refresh"), QStringLiteral("readDiffAgain"), head);
    m_reload->setToolTip(tr("Reads both tables again (F5)."));
    connect(m_reload, &QPushButton::clicked, &m_document, &StructureDiffDocument::reload);
    m_readAt = new ToneLabel(ToneLabel::Tone::Muted, head);
    m_readAt->setObjectName(QStringLiteral("diffReadAt"));
    auto *between = new ToneLabel(ToneLabel::Tone::Muted, head, 0);
    between->setText(tr("and"));
    auto *row = new QHBoxLayout(head);
    row->setContentsMargins(12, 4, 12, 4);
    row->setSpacing(8);
    row->addWidget(m_left);
    row->addWidget(between);
    row->addWidget(m_right);
    row->addStretch(1);
    row->addWidget(m_readAt);
    row->addWidget(m_swap);
    row->addWidget(m_reload);
    head->setMinimumHeight(rowHeight(font(), 36));
    return head;
}

QWidget *StructureDiffPage::makeOptions()
{
    auto *bar = new QWidget(this);
    m_filter = new QLineEdit(bar);
    m_filter->setObjectName(QStringLiteral("diffFilter"));
    m_filter->setAccessibleName(tr("Filter rows"));
    m_filter->setPlaceholderText(tr("Filter rows"));
    m_filter->setToolTip(tr("Only rows whose names, types or values hold the text (Ctrl+F)."));
    m_filter->setClearButtonEnabled(true);
    m_filter->addAction(icon(QStringLiteral("filter")), QLineEdit::LeadingPosition);
    m_filter->setMinimumWidth(fontMetrics().averageCharWidth() * 20);
    m_filter->setMaximumWidth(fontMetrics().averageCharWidth() * 28);
    connect(m_filter, &QLineEdit::textChanged, m_document.filter(), &models::StructureDiffFilter::setText);
    m_onlyDifferences = new QCheckBox(tr("Only differences"), bar);
    m_onlyDifferences->setObjectName(QStringLiteral("onlyDifferences"));
    connect(m_onlyDifferences, &QCheckBox::clicked, &m_document, &StructureDiffDocument::setOnlyDifferences);
    m_verdict = new ChipLabel(bar);
    m_verdict->setObjectName(QStringLiteral("diffVerdict"));
    m_summary = new ElidedLabel(bar);
    m_summary->setObjectName(QStringLiteral("diffSummary"));
    auto *row = new QHBoxLayout(bar);
    row->setContentsMargins(8, 4, 12, 4);
    row->setSpacing(8);
    row->addWidget(m_filter);
    row->addWidget(m_onlyDifferences);
    row->addWidget(m_verdict);
    row->addWidget(m_summary, 1);
    return bar;
}

QWidget *StructureDiffPage::makeWaiting()
{
    auto *waiting = new QWidget(this);
    m_waitingText = new ToneLabel(ToneLabel::Tone::Muted, waiting);
    m_waitingText->setObjectName(QStringLiteral("diffWaiting"));
    auto *cancel = makeCompactButton(tr("Cancel"), QStringLiteral("x"), QStringLiteral("cancelDiff"), waiting);
    connect(cancel, &QPushButton::clicked, &m_document, &StructureDiffDocument::cancel);
    auto *row = new QHBoxLayout(waiting);
    row->setContentsMargins(12, 6, 12, 6);
    row->addWidget(new SpinLabel(waiting));
    row->addWidget(m_waitingText);
    row->addWidget(cancel);
    row->addStretch(1);
    waiting->hide();
    return waiting;
}

void StructureDiffPage::addShortcuts()
{
    const auto add = [this](const QString &name, const QKeySequence &key, auto work) {
        auto *action = new QAction(this);
        action->setObjectName(name);
        action->setShortcut(key);
        action->setShortcutContext(Qt::WidgetWithChildrenShortcut);
        connect(action, &QAction::triggered, &m_document, work);
        addAction(action);
    };
    add(QStringLiteral("reloadPage"), QKeySequence(Qt::Key_F5), [this] { m_document.reload(); });
    add(QStringLiteral("swapPage"), QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_X), [this] { m_document.swapSides(); });
    add(QStringLiteral("cancelPage"), QKeySequence(Qt::Key_Escape), [this] { m_document.cancel(); });
}

// The names of the tables give way; what stands in the tips is whole.
void StructureDiffPage::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    m_readAt->setVisible(width() > fontMetrics().averageCharWidth() * wideCharacters);
    showHead();
}

bool StructureDiffPage::focusFilter()
{
    m_filter->setFocus(Qt::ShortcutFocusReason);
    m_filter->selectAll();
    return true;
}

void StructureDiffPage::showState()
{
    showHead();
    showWaiting();
    showBand();
    m_reload->setEnabled(m_document.readState() != StructureDiffDocument::State::Reading);
}

void StructureDiffPage::showHead()
{
    int taken = fontMetrics().averageCharWidth() * otherCharacters;
    for (const QWidget *part : std::initializer_list<QWidget *>{m_swap, m_reload, m_readAt})
        taken += part->isHidden() ? 0 : part->sizeHint().width();
    const int widest = std::max((width() - taken) / 2, fontMetrics().averageCharWidth() * leastCharacters);
    const auto show = [this, widest](QPushButton *link, const catalog::ObjectPath &path, const QString &side) {
        const QString text = fontMetrics().elidedText(path.toString(), Qt::ElideMiddle, widest);
        link->setText(QString(text).replace(u'&', QStringLiteral("&&")));
        link->setAccessibleName(side.arg(path.toString()));
        link->setToolTip(side.arg(path.toString()).toHtmlEscaped());
    };
    show(m_left, m_document.left(), tr("Left: %1"));
    show(m_right, m_document.right(), tr("Right: %1"));
    const mapping::StructureDiff &diff = m_document.diff();
    if (diff.facts.isEmpty()) {
        m_verdict->setChip({});
        m_summary->clear();
        m_readAt->clear();
        return;
    }
    const bool isSame = diff.left.table.path == diff.right.table.path;
    if (isSame)
        m_verdict->setChip({tr("The same table on both sides"), QStringLiteral("info"), Meaning::Neutral});
    else if (diff.hasDifferences())
        m_verdict->setChip({tr("differ"), QStringLiteral("differ"), Meaning::Warning});
    else
        m_verdict->setChip(
            {diff.isOfOneSystem() ? tr("equal") : tr("equivalent"), QStringLiteral("equal"), Meaning::Ok});
    m_summary->setText(diff.summary());
    m_readAt->setText(tr("read %1").arg(core::formatTime(m_document.readAt())));
}

void StructureDiffPage::showWaiting()
{
    const bool isReading = m_document.readState() == StructureDiffDocument::State::Reading;
    m_waiting->setVisible(isReading);
    if (!isReading)
        return;
    const QString text = tr("Reading %1").arg(m_document.waitedFor());
    m_waitingText->setText(m_document.waited() > 0 ? tr("%1: no answer for %2 s").arg(text).arg(m_document.waited())
                                                   : text);
}

void StructureDiffPage::showBand()
{
    using State = StructureDiffDocument::State;
    const auto error = m_document.error();
    const bool isStopped = m_document.readState() == State::Stopped;
    m_bandRow->setVisible(error.has_value() || isStopped);
    m_retry->setVisible(error.has_value() || isStopped);
    if (error)
        m_band->showError(*error);
    else if (isStopped)
        m_band->showText(Meaning::Neutral, QStringLiteral("stop"), tr("Reading was cancelled."));
}

void StructureDiffPage::showSaved(const QString &file)
{
    m_band->showText(Meaning::Ok, QStringLiteral("ok"), tr("Written: %1").arg(QDir::toNativeSeparators(file)));
    m_retry->hide();
    m_bandRow->show();
}

void StructureDiffPage::showRefusal(const core::Error &error)
{
    m_band->showError(error);
    m_retry->hide();
    m_bandRow->show();
}

} // namespace isthmus::views
