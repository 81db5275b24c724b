// SPDX-License-Identifier: GPL-3.0-or-later
#include "lineage/lineageitems.h"
#include "lineage/lineagepainting.h"
#include "parts/bar.h"
#include "parts/buttons.h"
#include "parts/elidedlabel.h"
#include "parts/iconlabel.h"
#include "parts/line.h"
#include "parts/messageband.h"
#include "parts/spin.h"
#include "parts/tablesetup.h"
#include "parts/tonelabel.h"

#include <isthmus/core/format.h>
#include <isthmus/core/lane.h>
#include <isthmus/views/lineage/lineagepage.h>
#include <isthmus/views/lineage/lineageview.h>
#include <isthmus/views/style/theme.h>

#include <QAction>
#include <QBuffer>
#include <QDir>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLineEdit>
#include <QMenu>
#include <QSplitter>
#include <QTableView>

namespace isthmus::views {

using core::Result;
using mapping::LineageWay;
using models::LineageDocument;

LineagePage::LineagePage(LineageDocument &document, QWidget *parent) : QWidget(parent), m_document(document)
{
    setObjectName(QStringLiteral("lineagePage"));
    setAutoFillBackground(true);
    setBackgroundRole(QPalette::Base);
    m_view = new LineageView(m_document, this);
    auto *head = makeHead();
    auto *tools = makeTools();
    auto *waiting = makeWaiting();
    m_bandRow = new QWidget(this);
    m_band = new MessageBand(m_bandRow);
    m_retry = m_band->addAction(tr("Retry"), QStringLiteral("retry"));
    m_retry->setIcon(icon(QStringLiteral("refresh"), IconRole::Text));
    connect(m_retry, &QPushButton::clicked, &m_document, &LineageDocument::reload);
    auto *bandRow = new QHBoxLayout(m_bandRow);
    bandRow->setContentsMargins(12, 8, 12, 8);
    bandRow->addWidget(m_band);
    m_bandRow->hide();

    auto *split = new QSplitter(Qt::Vertical, this);
    split->setObjectName(QStringLiteral("lineageSplitter"));
    split->setChildrenCollapsible(false);
    split->addWidget(m_view);
    split->addWidget(makeList());
    split->setStretchFactor(0, 1);
    split->setSizes({500, 220});

    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    for (QWidget *part : {head, makeLine(Qt::Horizontal, this), tools, makeLine(Qt::Horizontal, this), waiting})
        column->addWidget(part);
    column->addWidget(m_bandRow);
    column->addWidget(split, 1);
    setFocusProxy(m_view);
    addShortcuts();

    connect(m_view, &LineageView::openRequested, this, &LineagePage::openObject);
    connect(m_view, &LineageView::menuRequested, this, &LineagePage::menuRequested);
    connect(m_view, &LineageView::matchesChanged, this, &LineagePage::showMatches);
    connect(&m_document, &LineageDocument::graphChanged, this, &LineagePage::showState);
    connect(&m_document, &LineageDocument::waitingChanged, this, &LineagePage::showState);
    connect(&m_document, &LineageDocument::currentChanged, this, &LineagePage::showCurrent);
    connect(&m_document, &LineageDocument::optionsChanged, this, &LineagePage::showState);
    showState();
    showMatches();
}

QWidget *LineagePage::makeHead()
{
    auto *head = new QWidget(this);
    auto *mark = new IconLabel(head);
    mark->setIcon(QStringLiteral("lineage"), IconRole::Accent);
    m_title = new ElidedLabel(head);
    m_title->setObjectName(QStringLiteral("lineageTitle"));
    m_title->setFont(titleFont(font()));
    m_summary = new ToneLabel(ToneLabel::Tone::Muted, head);
    m_summary->setObjectName(QStringLiteral("lineageSummary"));
    m_reload = makeCompactButton(tr("Read again"), QStringLiteral("refresh"), QStringLiteral("readLineageAgain"), head);
    connect(m_reload, &QPushButton::clicked, &m_document, &LineageDocument::reload);
    auto *exporting = makeCompactButton(tr("Export…"), QStringLiteral("export"), QStringLiteral("exportLineage"), head);
    exporting->setAccessibleName(tr("Export picture"));
    connect(exporting, &QPushButton::clicked, this, &LineagePage::exportRequested);
    auto *row = new QHBoxLayout(head);
    row->setContentsMargins(12, 4, 12, 4);
    row->setSpacing(8);
    row->addWidget(mark);
    row->addWidget(m_title);
    row->addWidget(m_summary);
    row->addStretch(1);
    row->addWidget(m_reload);
    row->addWidget(exporting);
    head->setMinimumHeight(rowHeight(font(), 36));
    return head;
}

QWidget *LineagePage::makeTools()
{
    auto *tools = makeBar(this);
    QWidget *bar = tools->parentWidget();
    m_search = new QLineEdit(bar);
    m_search->setObjectName(QStringLiteral("lineageSearch"));
    m_search->setAccessibleName(tr("Find objects"));
    m_search->setPlaceholderText(tr("Find objects"));
    m_search->setToolTip(tr("Marks objects whose name holds the text (Ctrl+F); Enter and F3 go to the next."));
    m_search->setClearButtonEnabled(true);
    m_search->addAction(icon(QStringLiteral("search")), QLineEdit::LeadingPosition);
    m_search->setMaximumWidth(fontMetrics().averageCharWidth() * 32);
    connect(m_search, &QLineEdit::textChanged, m_view, &LineageView::search);
    connect(m_search, &QLineEdit::returnPressed, m_view, [this] { m_view->goToMatch(1); });
    tools->addWidget(m_search, 1);
    m_matches = new ToneLabel(ToneLabel::Tone::Muted, bar);
    m_matches->setObjectName(QStringLiteral("lineageMatches"));
    tools->addWidget(m_matches);
    m_sources = makeBarButton(QString(), QStringLiteral("left"), QStringLiteral("toggleSources"), bar);
    connect(m_sources, &QPushButton::clicked, this, [this] { toggle(LineageWay::Sources); });
    m_readers = makeBarButton(QString(), QStringLiteral("right"), QStringLiteral("toggleReaders"), bar);
    connect(m_readers, &QPushButton::clicked, this, [this] { toggle(LineageWay::Readers); });
    auto *lookIn = new QToolButton(bar);
    lookIn->setObjectName(QStringLiteral("lookInMaxCompute"));
    lookIn->setText(tr("Look for readers in…"));
    lookIn->setToolTip(tr("Looks through all external tables of a connection to MaxCompute for readers of the current "
                          "object that no run has told of."));
    lookIn->setAutoRaise(true);
    lookIn->setPopupMode(QToolButton::InstantPopup);
    lookIn->setFocusPolicy(Qt::TabFocus);
    auto *menu = new QMenu(lookIn);
    menu->setObjectName(QStringLiteral("lookInMenu"));
    connect(menu, &QMenu::aboutToShow, this, [this, menu] { fillLookIn(menu); });
    lookIn->setMenu(menu);
    tools->addWidget(m_sources);
    tools->addWidget(m_readers);
    tools->addWidget(lookIn);
    tools->addStretch(1);
    const auto addZoom = [&](const QString &iconName, const QString &text, const QString &name, auto work) {
        auto *button = makeIconButton(iconName, text, name, bar);
        connect(button, &QToolButton::clicked, m_view, work);
        tools->addWidget(button);
    };
    addZoom(QStringLiteral("minus"), tr("Zoom out (Ctrl+-)"), QStringLiteral("zoomOut"), [this] { m_view->zoom(-1); });
    addZoom(QStringLiteral("plus"), tr("Zoom in (Ctrl++)"), QStringLiteral("zoomIn"), [this] { m_view->zoom(1); });
    addZoom(QStringLiteral("zoom"), tr("Show all (Ctrl+9)"), QStringLiteral("zoomFit"), [this] { m_view->fit(); });
    m_showList =
        makeIconButton(QStringLiteral("log"), tr("Show as a list too"), QStringLiteral("showLineageList"), bar);
    m_showList->setCheckable(true);
    connect(m_showList, &QToolButton::clicked, &m_document, &LineageDocument::setShowsList);
    tools->addWidget(m_showList);
    return bar;
}

QWidget *LineagePage::makeWaiting()
{
    m_waiting = new QWidget(this);
    auto *row = new QHBoxLayout(m_waiting);
    row->setContentsMargins(12, 6, 12, 6);
    m_waitingText = new ToneLabel(ToneLabel::Tone::Muted, m_waiting);
    m_waitingText->setObjectName(QStringLiteral("lineageWaiting"));
    auto *cancel = makeCompactButton(tr("Cancel"), QStringLiteral("x"), QStringLiteral("cancelLineage"), m_waiting);
    connect(cancel, &QPushButton::clicked, &m_document, &LineageDocument::cancel);
    row->addWidget(new SpinLabel(m_waiting));
    row->addWidget(m_waitingText);
    row->addWidget(cancel);
    row->addStretch(1);
    m_waiting->hide();
    return m_waiting;
}

QWidget *LineagePage::makeList()
{
    m_list = new QTableView(this);
    m_list->setObjectName(QStringLiteral("lineageList"));
    m_list->setAccessibleName(tr("Objects of the lineage"));
    setUpTable(m_list);
    m_list->setModel(m_document.list());
    m_list->horizontalHeader()->setStretchLastSection(true);
    const int character = fontMetrics().averageCharWidth();
    m_list->setColumnWidth(models::LineageListModel::Object, 40 * character);
    m_list->setColumnWidth(models::LineageListModel::Kind, 24 * character);
    for (const auto wide :
         {models::LineageListModel::Reads, models::LineageListModel::ReadBy, models::LineageListModel::Known})
        m_list->setColumnWidth(wide, 32 * character);
    connect(m_list->selectionModel(), &QItemSelectionModel::currentRowChanged, this, [this](const QModelIndex &index) {
        if (index.isValid() && m_list->hasFocus())
            m_document.setCurrent(m_document.list()->pathAt(index.row()));
    });
    connect(m_list, &QTableView::activated, this,
            [this](const QModelIndex &index) { openObject(m_document.list()->pathAt(index.row())); });
    m_list->setVisible(m_document.showsList());
    return m_list;
}

void LineagePage::addShortcuts()
{
    const auto add = [this](const QString &name, const QList<QKeySequence> &keys, auto work) {
        auto *action = new QAction(this);
        action->setObjectName(name);
        action->setShortcuts(keys);
        action->setShortcutContext(Qt::WidgetWithChildrenShortcut);
        connect(action, &QAction::triggered, this, work);
        addAction(action);
    };
    add(QStringLiteral("readLineageKey"), {QKeySequence(Qt::Key_F5)}, [this] { m_document.reload(); });
    add(QStringLiteral("zoomInKey"), {QKeySequence(Qt::CTRL | Qt::Key_Plus), QKeySequence(Qt::CTRL | Qt::Key_Equal)},
        [this] { m_view->zoom(1); });
    add(QStringLiteral("zoomOutKey"), {QKeySequence(Qt::CTRL | Qt::Key_Minus)}, [this] { m_view->zoom(-1); });
    add(QStringLiteral("zoomResetKey"), {QKeySequence(Qt::CTRL | Qt::Key_0)}, [this] { m_view->resetZoom(); });
    add(QStringLiteral("zoomFitKey"), {QKeySequence(Qt::CTRL | Qt::Key_9)}, [this] { m_view->fit(); });
    add(QStringLiteral("nextMatchKey"), {QKeySequence(Qt::Key_F3)}, [this] { m_view->goToMatch(1); });
    add(QStringLiteral("previousMatchKey"), {QKeySequence(Qt::SHIFT | Qt::Key_F3)}, [this] { m_view->goToMatch(-1); });
}

void LineagePage::fillLookIn(QMenu *menu)
{
    menu->clear();
    const QStringList names = m_document.warehouses();
    for (const QString &name : names) {
        QAction *action = menu->addAction(QString(name).replace(u'&', QStringLiteral("&&")));
        connect(action, &QAction::triggered, &m_document, [this, name] { m_document.lookIn({name, {}}); });
    }
    if (names.isEmpty())
        menu->addAction(tr("No MaxCompute connection yet"))->setEnabled(false);
}

bool LineagePage::focusFilter()
{
    m_search->setFocus(Qt::ShortcutFocusReason);
    m_search->selectAll();
    return true;
}

void LineagePage::showState()
{
    m_title->setText(m_document.title());
    m_summary->setText(m_document.summary());
    const QString waiting = m_document.waitingText();
    m_waiting->setVisible(!waiting.isEmpty());
    m_waitingText->setText(waiting);
    m_showList->setChecked(m_document.showsList());
    m_list->setVisible(m_document.showsList());
    const auto &error = m_document.error();
    m_bandRow->setVisible(error.has_value());
    m_retry->setVisible(error.has_value());
    if (error && error->isCancelled())
        m_band->showText(Meaning::Neutral, QStringLiteral("info"), tr("Cancelled. What was read before is shown."));
    else if (error)
        m_band->showError(*error);
    showCurrent();
}

// The object that the user looks at, in the list too, and what the buttons do to it.
void LineagePage::showCurrent()
{
    showHandle(m_sources, LineageWay::Sources);
    showHandle(m_readers, LineageWay::Readers);
    const int row = m_document.list()->rowOf(m_document.current());
    if (row >= 0 && m_list->currentIndex().row() != row)
        m_list->setCurrentIndex(m_document.list()->index(row, 0));
}

void LineagePage::showHandle(QPushButton *button, LineageWay way)
{
    const mapping::LineageHandle handle{m_document.current(), way};
    const bool isGrown = m_document.graph().isGrown(handle.path, way);
    const bool isSources = way == LineageWay::Sources;
    if (isGrown && !m_document.canGrow(handle))
        button->setText(isSources ? tr("No sources known") : tr("No readers known"));
    else if (isGrown)
        button->setText(isSources ? tr("Fold sources") : tr("Fold readers"));
    else
        button->setText(isSources ? tr("Show sources") : tr("Show readers"));
    button->setToolTip(plainTip(isSources ? tr("What %1 reads (Ctrl+Left)").arg(handle.path.name())
                                          : tr("Who reads %1 (Ctrl+Right)").arg(handle.path.name())));
    button->setEnabled(m_document.canGrow(handle));
}

void LineagePage::showMatches()
{
    if (m_search->text().isEmpty())
        m_matches->clear();
    else if (m_view->matches() == 0)
        m_matches->setText(tr("not among what is shown"));
    else
        m_matches->setText(tr("%1 of %2").arg(m_view->currentMatch() + 1).arg(m_view->matches()));
}

void LineagePage::toggle(LineageWay way)
{
    m_document.toggle({m_document.current(), way});
}

// A relation has a page; the others are shown in their tree.
void LineagePage::openObject(const catalog::ObjectPath &path)
{
    const auto *node = m_document.graph().node(path);
    if (!node || node->isElsewhere() || node->state == mapping::LineageNode::State::Gone)
        return;
    if (catalog::isRelation(node->kind))
        Q_EMIT commandRequested(models::openTable(path));
    else
        Q_EMIT commandRequested(models::Reveal{path});
}

QFuture<Result<core::Done>> LineagePage::exportPng(const QString &file) const
{
    return core::runOnPool<core::Done>(
        [picture = m_document.picture(), inks = m_view->inks(), file](const core::Cancellation &) {
            QByteArray bytes;
            QBuffer buffer(&bytes);
            buffer.open(QIODevice::WriteOnly);
            const QImage image = lineageImage(picture, inks);
            if (image.isNull() || !image.save(&buffer, "PNG"))
                return Result<core::Done>(core::fail(core::ErrorKind::Internal, tr("The picture is too large for PNG."),
                                                     tr("Export it as SVG, or fold some of it.")));
            return mapping::writeLineage(bytes, file);
        });
}

void LineagePage::showExported(const QString &file)
{
    m_band->showText(Meaning::Ok, QStringLiteral("ok"), tr("Written: %1").arg(QDir::toNativeSeparators(file)));
    m_retry->hide();
    m_bandRow->show();
}

void LineagePage::showRefusal(const core::Error &error)
{
    m_band->showError(error);
    m_retry->hide();
    m_bandRow->show();
}

} // namespace isthmus::views
