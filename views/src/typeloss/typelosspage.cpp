// SPDX-License-Identifier: GPL-3.0-or-later
#include "parts/buttons.h"
#include "parts/chip.h"
#include "parts/elidedlabel.h"
#include "parts/iconlabel.h"
#include "parts/line.h"
#include "parts/messageband.h"
#include "parts/objecticons.h"
#include "parts/spin.h"
#include "parts/tonelabel.h"
#include "typeloss/typelossdetails.h"
#include "typeloss/typelossview.h"
#include "typeloss/typesetting.h"

#include <isthmus/core/format.h>
#include <isthmus/core/wordlist.h>
#include <isthmus/views/style/theme.h>
#include <isthmus/views/typeloss/typelosspage.h>

#include <QAction>
#include <QBoxLayout>
#include <QCheckBox>
#include <QComboBox>
#include <QDir>
#include <QGridLayout>
#include <QLabel>
#include <QLineEdit>
#include <QSplitter>

#include <utility>

namespace isthmus::views {

using mapping::Verdict;
using models::TypeLossDocument;

namespace {

constexpr int wideCharacters = 118; // of a page on which all stands in one row

} // namespace

TypeLossPage::TypeLossPage(TypeLossDocument &document, QWidget *parent) : QWidget(parent), m_document(document)
{
    setObjectName(QStringLiteral("typeLossPage"));
    setAutoFillBackground(true);
    setBackgroundRole(QPalette::Base);
    auto *head = makeHead();
    auto *options = makeOptions();
    m_waiting = makeWaiting();
    m_band = new MessageBand(this);
    m_retry = m_band->addAction(tr("Retry"), QStringLiteral("retry"));
    m_retry->setIcon(icon(QStringLiteral("refresh"), IconRole::Text));
    connect(m_retry, &QPushButton::clicked, this, &TypeLossPage::retry);
    m_bandRow = new QWidget(this);
    auto *bandRow = new QHBoxLayout(m_bandRow);
    bandRow->setContentsMargins(12, 8, 12, 8);
    bandRow->addWidget(m_band);
    m_bandRow->hide();

    m_view = new TypeLossView(m_document.filter(), this);
    m_view->setAccessibleName(tr("Types of the columns"));
    connect(m_view, &TypeLossView::currentRowChanged, this, &TypeLossPage::showDetails);
    connect(m_view, &TypeLossView::activated, this, &TypeLossPage::activate);
    connect(m_document.model(), &QAbstractItemModel::dataChanged, this, &TypeLossPage::showDetails);
    m_details = new TypeLossDetails(this);
    connect(m_details, &TypeLossDetails::rowsRequested, this, &TypeLossPage::showRows);
    auto *split = new QSplitter(Qt::Vertical, this);
    split->setChildrenCollapsible(false);
    split->addWidget(m_view);
    split->addWidget(m_details);
    split->setStretchFactor(0, 1);
    split->setSizes({600, 170});

    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    for (QWidget *part :
         {head, makeLine(Qt::Horizontal, this), options, makeLine(Qt::Horizontal, this), m_waiting, m_bandRow})
        column->addWidget(part);
    column->addWidget(split, 1);
    column->addWidget(makeLine(Qt::Horizontal, this));
    column->addWidget(makeFoot());
    setFocusProxy(m_view);
    addShortcuts();
    connect(&m_document, &TypeLossDocument::stateChanged, this, &TypeLossPage::showState);
    connect(&m_document, &TypeLossDocument::optionsChanged, this, &TypeLossPage::showOptions);
    connect(m_document.model(), &QAbstractItemModel::modelReset, this, [this] { m_isExpanded = false; });
    showOptions();
    showState();
}

QWidget *TypeLossPage::makeHead()
{
    auto *head = new QWidget(this);
    m_crumbs = new QWidget(head);
    m_crumbs->setObjectName(QStringLiteral("breadcrumb"));
    auto *crumbs = new QHBoxLayout(m_crumbs);
    crumbs->setContentsMargins(0, 0, 0, 0);
    crumbs->setSpacing(6);
    m_figures = new QWidget(head);
    m_unsupported = new ChipLabel(m_figures);
    m_unsupported->setObjectName(QStringLiteral("unsupportedChip"));
    m_lossy = new ChipLabel(m_figures);
    m_lossy->setObjectName(QStringLiteral("lossyChip"));
    m_summary = new ToneLabel(ToneLabel::Tone::Muted, m_figures);
    m_summary->setObjectName(QStringLiteral("typeLossSummary"));
    m_reload = makeCompactButton(tr("Read again"), QStringLiteral("refresh"), QStringLiteral("readTypesAgain"), head);
    connect(m_reload, &QPushButton::clicked, &m_document, &TypeLossDocument::reload);
    m_export = makeCompactButton(tr("Export report…"), QStringLiteral("export"), QStringLiteral("exportTypes"), head);
    keepWhole(m_export);
    connect(m_export, &QPushButton::clicked, this, &TypeLossPage::exportRequested);
    auto *figures = new QHBoxLayout(m_figures);
    figures->setContentsMargins(0, 0, 0, 0);
    figures->setSpacing(8);
    figures->addWidget(m_unsupported);
    figures->addWidget(m_lossy);
    figures->addWidget(m_summary);
    figures->addStretch(1);
    m_head = new QGridLayout(head);
    m_head->setContentsMargins(12, 4, 12, 4);
    m_head->setHorizontalSpacing(8);
    m_head->setVerticalSpacing(2);
    m_head->addWidget(m_crumbs, 0, 0);
    m_head->addWidget(m_figures, 0, 1);
    m_head->setColumnStretch(1, 1);
    m_head->addWidget(m_reload, 0, 2);
    m_head->addWidget(m_export, 0, 3);
    head->setMinimumHeight(rowHeight(font(), 36));
    return head;
}

// Three groups, which stand below each other where the page is narrow, so that none of them is cut.
QWidget *TypeLossPage::makeOptions()
{
    auto *bar = new QWidget(this);
    m_options = new QBoxLayout(QBoxLayout::LeftToRight, bar);
    m_options->setContentsMargins(8, 4, 8, 4);
    m_options->setSpacing(4);
    auto *left = new QHBoxLayout;
    m_filter = new QLineEdit(bar);
    m_filter->setObjectName(QStringLiteral("typeLossFilter"));
    m_filter->setAccessibleName(tr("Filter columns"));
    m_filter->setPlaceholderText(tr("Filter columns"));
    m_filter->setToolTip(tr("Only columns whose name, type or table holds the text (Ctrl+F)."));
    m_filter->setClearButtonEnabled(true);
    m_filter->addAction(icon(QStringLiteral("filter")), QLineEdit::LeadingPosition);
    m_filter->setMinimumWidth(fontMetrics().averageCharWidth() * 20);
    m_filter->setMaximumWidth(fontMetrics().averageCharWidth() * 28);
    connect(m_filter, &QLineEdit::textChanged, m_document.filter(), &models::TypeLossFilter::setText);
    left->addWidget(m_filter, 1);
    m_wayTitle = new QLabel(tr("Way"), bar);
    m_way = new QComboBox(bar);
    m_way->setObjectName(QStringLiteral("typeLossWay"));
    m_way->setAccessibleName(tr("Way"));
    left->addWidget(m_wayTitle);
    left->addWidget(m_way);
    m_way->setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    fillWays();
    fillSettings();
    auto *middle = new QHBoxLayout;
    for (QComboBox *setting : std::as_const(m_settings))
        middle->addWidget(setting);
    auto *right = new QHBoxLayout;
    m_hideExact = new QCheckBox(tr("Hide exact"), bar);
    m_hideExact->setObjectName(QStringLiteral("hideExact"));
    connect(m_hideExact, &QCheckBox::clicked, &m_document, &TypeLossDocument::setHidesExact);
    right->addWidget(m_hideExact);
    m_count = makeBarButton(tr("Count values at risk"), QStringLiteral("sigma"), QStringLiteral("countValues"), bar);
    keepWhole(m_count);
    m_count->setToolTip(tr("Hologres reads each table once and tells how many values would be lost (Ctrl+Enter)."));
    connect(m_count, &QPushButton::clicked, &m_document, [this] { m_document.count(); });
    right->addWidget(m_count);
    for (auto *group : {left, middle, right}) {
        group->setSpacing(4);
        m_options->addLayout(group);
    }
    left->addStretch(0);
    middle->addStretch(0);
    right->addStretch(1);
    return bar;
}

// What else is told or done elsewhere too gives way: figures of each table, F5.
void TypeLossPage::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    const bool isNarrow = width() < fontMetrics().averageCharWidth() * wideCharacters;
    m_options->setDirection(isNarrow ? QBoxLayout::TopToBottom : QBoxLayout::LeftToRight);
    m_head->removeWidget(m_figures);
    if (isNarrow)
        m_head->addWidget(m_figures, 1, 0, 1, -1); // a line of their own, so that no name is cut
    else
        m_head->addWidget(m_figures, 0, 1);
    m_head->setColumnStretch(0, isNarrow ? 1 : 0);
    m_head->setColumnStretch(1, isNarrow ? 0 : 1);
    m_summary->setVisible(!isNarrow);
    fitTitle();
    m_reload->setVisible(!isNarrow);
}

// In a narrow page the names before it have what they need, and it has what is left.
void TypeLossPage::fitTitle()
{
    if (!m_title)
        return;
    const bool isNarrow = m_options->direction() == QBoxLayout::TopToBottom;
    QSizePolicy policy(isNarrow ? QSizePolicy::Ignored : QSizePolicy::Preferred, QSizePolicy::Preferred);
    policy.setHorizontalStretch(1);
    m_title->setSizePolicy(policy);
}

void TypeLossPage::fillWays()
{
    for (const auto way : mapping::mappingPaths()) {
        if (way != mapping::MappingPath::ToHologres)
            m_way->addItem(mapping::mappingPathTitle(way), mapping::mappingPathName(way));
    }
    connect(m_way, &QComboBox::activated, &m_document, [this](int index) {
        if (const auto way = mapping::mappingPathFromName(m_way->itemData(index).toString()))
            m_document.setWay(*way);
    });
}

// One list for each matter on which the sources disagree.
void TypeLossPage::fillSettings()
{
    for (const auto &dispute : mapping::typeDisputes()) {
        auto *choices = makeTypeSetting(dispute, m_way->parentWidget());
        choices->setProperty("toHologres", dispute.isToHologres);
        connect(choices, &QComboBox::activated, &m_document, [this, choices, name = dispute.name](int index) {
            m_document.setSetting(name, choices->itemData(index).toString());
        });
        m_settings.append(choices);
    }
}

QWidget *TypeLossPage::makeWaiting()
{
    auto *waiting = new QWidget(this);
    auto *row = new QHBoxLayout(waiting);
    row->setContentsMargins(12, 6, 12, 6);
    m_waitingText = new ToneLabel(ToneLabel::Tone::Muted, waiting);
    m_waitingText->setObjectName(QStringLiteral("typeLossWaiting"));
    m_cancel = makeCompactButton(tr("Cancel"), QStringLiteral("x"), QStringLiteral("cancelCounting"), waiting);
    connect(m_cancel, &QPushButton::clicked, &m_document, &TypeLossDocument::cancelCounting);
    row->addWidget(new SpinLabel(waiting));
    row->addWidget(m_waitingText);
    row->addWidget(m_cancel);
    row->addStretch(1);
    waiting->hide();
    return waiting;
}

QWidget *TypeLossPage::makeFoot()
{
    auto *foot = new QWidget(this);
    auto *row = new QHBoxLayout(foot);
    row->setContentsMargins(12, 6, 12, 6);
    auto *info = new IconLabel(foot);
    info->setIcon(QStringLiteral("info"), IconRole::Muted);
    m_footText = new ToneLabel(ToneLabel::Tone::Muted, foot);
    m_footText->setObjectName(QStringLiteral("typeLossFoot"));
    m_footText->setWordWrap(true);
    m_map = makeCompactButton(tr("Map…"), QStringLiteral("map"), QStringLiteral("mapButton"), foot);
    connect(m_map, &QPushButton::clicked, this, [this] {
        const auto &path = m_document.path();
        models::PlanFor map = m_document.report().isSchema ? models::mapSchema(path) : models::mapTable(path);
        if (!m_document.report().isSchema) // what the report says is to hold for what is made
            map.definition.insert(mapping::MapTable::typesKey, m_document.settings().toJson());
        Q_EMIT commandRequested(map);
    });
    row->addWidget(info);
    row->addWidget(m_footText, 1);
    row->addWidget(m_map);
    return foot;
}

void TypeLossPage::addShortcuts()
{
    const auto add = [this](const QString &name, const QList<QKeySequence> &keys, auto work) {
        auto *action = new QAction(this);
        action->setObjectName(name);
        action->setShortcuts(keys);
        action->setShortcutContext(Qt::WidgetWithChildrenShortcut);
        connect(action, &QAction::triggered, &m_document, work);
        addAction(action);
    };
    add(QStringLiteral("reloadPage"), {QKeySequence(Qt::Key_F5)}, [this] { m_document.reload(); });
    add(QStringLiteral("countPage"), {QKeySequence(Qt::CTRL | Qt::Key_Return), QKeySequence(Qt::CTRL | Qt::Key_Enter)},
        [this] { m_document.count(); });
}

bool TypeLossPage::focusFilter()
{
    m_filter->setFocus(Qt::ShortcutFocusReason);
    m_filter->selectAll();
    return true;
}

void TypeLossPage::retry()
{
    if (m_document.readState() == TypeLossDocument::State::Failed)
        m_document.reload();
    else
        m_document.count();
}

// A single table is open at once; of many those that lose something.
void TypeLossPage::showState()
{
    const bool isReady = m_document.readState() == TypeLossDocument::State::Ready;
    if (isReady && !std::exchange(m_isExpanded, true)) {
        const QAbstractItemModel *rows = m_view->model();
        for (int row = 0; row < rows->rowCount(); ++row) {
            const QModelIndex index = rows->index(row, 0);
            const auto *table = m_document.model()->table(m_document.filter()->mapToSource(index));
            const int lost =
                table->count(Verdict::Narrower) + table->count(Verdict::Lossy) + table->count(Verdict::Unsupported);
            m_view->setExpanded(index, lost > 0 || rows->rowCount() == 1);
        }
        const QModelIndex first = rows->index(0, 0);
        const bool isOne = rows->rowCount() == 1 && rows->rowCount(first) > 0;
        m_view->setCurrentIndex(isOne ? rows->index(0, 0, first) : first);
    }
    showHead();
    showWaiting();
    showBand();
    showFoot();
    showDetails();
    m_export->setEnabled(isReady);
    m_reload->setEnabled(m_document.readState() != TypeLossDocument::State::Reading);
    m_count->setEnabled(m_document.canCount());
    m_count->setVisible(!m_document.isOfMaxCompute());
}

void TypeLossPage::showHead()
{
    if (std::exchange(m_shownCrumbs, m_document.path().toString()) != m_document.path().toString()) {
        QLayout *row = m_crumbs->layout();
        while (QLayoutItem *item = row->takeAt(0)) {
            if (QWidget *widget = item->widget()) {
                widget->hide();
                widget->deleteLater(); // a crumb may be the one that was clicked
            }
            delete item;
        }
        QList<catalog::ObjectPath> chain;
        for (auto path = m_document.path(); !path.isConnection(); path = path.parent())
            chain.prepend(path);
        chain.prepend({m_document.path().connection, {}});
        for (const auto &path : std::as_const(chain)) {
            auto *link = makeLinkButton(QString(path.name()).replace(u'&', QStringLiteral("&&")),
                                        QStringLiteral("crumb"), m_crumbs);
            connect(link, &QPushButton::clicked, this, [this, path] { Q_EMIT commandRequested(models::Reveal{path}); });
            row->addWidget(link);
            auto *separator = new ToneLabel(ToneLabel::Tone::Muted, m_crumbs, 0);
            separator->setText(QStringLiteral("›"));
            row->addWidget(separator);
        }
        m_title = new ElidedLabel(m_crumbs);
        m_title->setObjectName(QStringLiteral("crumbCurrent"));
        m_title->setText(m_document.isOfMaxCompute() ? tr("Types to Hologres") : tr("Types to MaxCompute"));
        m_title->setFont(titleFont(font()));
        row->addWidget(m_title);
        fitTitle();
    }
    const auto &report = m_document.report();
    const auto part = [&report](Verdict verdict) {
        const int count = report.count(verdict);
        return count > 0 ? QStringList{tr("%1 %2").arg(core::formatCount(count), mapping::verdictTitle(verdict))}
                         : QStringList();
    };
    m_unsupported->setChip({part(Verdict::Unsupported).join(u' '), QStringLiteral("err"), Meaning::Error});
    m_lossy->setChip(
        {core::inOneLine(part(Verdict::Narrower) + part(Verdict::Lossy)), QStringLiteral("warn"), Meaning::Warning});
    const QStringList rest = part(Verdict::Wider) + part(Verdict::Exact);
    m_summary->setText(core::inOneLine(rest));
}

void TypeLossPage::showWaiting()
{
    const bool isReading = m_document.readState() == TypeLossDocument::State::Reading;
    m_waiting->setVisible(isReading || m_document.isCounting());
    m_cancel->setVisible(m_document.isCounting());
    if (m_document.isCounting()) {
        m_waitingText->setText(tr("Counting in %1").arg(m_document.countingText()));
    } else if (isReading) {
        const QString text = tr("Reading the types of %1").arg(m_document.path().name());
        m_waitingText->setText(m_document.waited() > 0 ? tr("%1: no answer for %2 s").arg(text).arg(m_document.waited())
                                                       : text);
    }
}

void TypeLossPage::showBand()
{
    const auto error = m_document.error();
    m_bandRow->setVisible(error.has_value());
    m_retry->setVisible(error.has_value());
    if (error)
        m_band->showError(*error);
}

void TypeLossPage::showExported(const QString &file)
{
    m_band->showText(Meaning::Ok, QStringLiteral("ok"), tr("Written: %1").arg(QDir::toNativeSeparators(file)));
    m_retry->hide();
    m_bandRow->show();
}

void TypeLossPage::showRefusal(const core::Error &error)
{
    m_band->showError(error);
    m_retry->hide();
    m_bandRow->show();
}

void TypeLossPage::showFoot()
{
    const auto &report = m_document.report();
    m_map->setVisible(!m_document.isOfMaxCompute());
    m_map->setEnabled(m_document.readState() == TypeLossDocument::State::Ready);
    if (m_document.readState() != TypeLossDocument::State::Ready) {
        m_footText->clear();
        return;
    }
    QStringList sentences{tr("Types read %1.").arg(core::formatTime(report.readAt))};
    if (report.tables.isEmpty())
        sentences.prepend(tr("There is no table here that this way takes."));
    if (!m_document.isOfMaxCompute())
        sentences.append(tr("Values are counted in Hologres; only figures leave it."));
    if (!report.passedOver.isEmpty())
        sentences.append(tr("Not taken on this way: %1.").arg(report.passedOver.join(QStringLiteral(", "))));
    m_footText->setText(sentences.join(u' '));
}

void TypeLossPage::showOptions()
{
    const bool isBack = m_document.isOfMaxCompute();
    m_wayTitle->setVisible(!isBack);
    m_way->setVisible(!isBack);
    m_way->setCurrentIndex(m_way->findData(mapping::mappingPathName(m_document.way())));
    const auto disputes = mapping::typeDisputes();
    for (qsizetype i = 0; i < m_settings.size(); ++i) {
        QComboBox *choices = m_settings.at(i);
        choices->setVisible(choices->property("toHologres").toBool() == isBack);
        showTypeSetting(choices, disputes.at(i).name, m_document.settings());
    }
    m_hideExact->setChecked(m_document.hidesExact());
}

void TypeLossPage::showDetails()
{
    const QModelIndex current = m_view->currentSource();
    m_details->setSubject(m_document.model()->table(current), m_document.model()->column(current),
                          !m_document.isOfMaxCompute());
}

// Counts what was not counted, shows the rows of what was.
void TypeLossPage::activate(const QModelIndex &index)
{
    const QModelIndex source = m_document.filter()->mapToSource(index);
    const auto *column = m_document.model()->column(source);
    if (!column || column->risks.isEmpty())
        return;
    if (!column->atRisk)
        m_document.count(source.parent().row());
    else if (*column->atRisk > 0)
        showRows();
}

void TypeLossPage::showRows()
{
    const QModelIndex current = m_view->currentSource();
    const auto *table = m_document.model()->table(current);
    const auto *column = m_document.model()->column(current);
    if (!table || !column)
        return;
    models::OpenDocument command =
        models::openTable(table->path, models::OpenDocument::How::Keep, QStringLiteral("preview"));
    command.filter = column->condition();
    Q_EMIT commandRequested(command);
}

} // namespace isthmus::views
