// SPDX-License-Identifier: GPL-3.0-or-later
#include "code/codeview.h"
#include "parts/actionshortcuts.h"
#include "parts/bar.h"
#include "parts/buttons.h"
#include "parts/chip.h"
#include "parts/copying.h"
#include "parts/elidedlabel.h"
#include "parts/factsview.h"
#include "parts/iconlabel.h"
#include "parts/line.h"
#include "parts/messageband.h"
#include "parts/objecticons.h"
#include "parts/pagetabs.h"
#include "parts/spin.h"
#include "parts/tonelabel.h"
#include "table/columnspane.h"
#include "table/previewpane.h"

#include <isthmus/models/actions/actions.h>
#include <isthmus/plan/words.h>
#include <isthmus/views/table/tablepage.h>

#include <QAction>
#include <QApplication>
#include <QHBoxLayout>
#include <QStackedWidget>
#include <QTabBar>
#include <QVBoxLayout>

#include <array>
#include <utility>

namespace isthmus::views {

using models::TablePageModel;

namespace {

// The way on which a table of its system is mapped.
const models::ActionSpec &mappingOf(const models::Selection &selection)
{
    const auto *spec = models::findAction(u"map.toHologres");
    if (spec->applies(selection).show == models::Verdict::Show::Hidden)
        spec = models::findAction(u"map.table");
    return *spec;
}

} // namespace

TablePage::TablePage(TablePageModel &model, connections::ConnectionManager &manager, TableMemory &memory,
                     QWidget *parent)
    : QWidget(parent), m_manager(manager), m_model(model), m_tabs(new PageTabs(this)),
      m_pages(new QStackedWidget(this)), m_band(new MessageBand(this)), m_waiting(new QWidget(this)),
      m_waitingText(nullptr)
{
    setObjectName(QStringLiteral("tablePage"));
    setAutoFillBackground(true);
    setBackgroundRole(QPalette::Base);

    m_tabs->setObjectName(QStringLiteral("tablePageTabs"));
    m_tabs->setAccessibleName(tr("Pages of the table"));
    for (const QString &title : {tr("Overview"), tr("Columns"), tr("Preview"), tr("DDL")})
        m_tabs->addTab(title);
    m_pages->addWidget(makeOverview());
    m_pages->addWidget(makeColumns());
    m_pages->addWidget(makePreview(memory));
    m_pages->addWidget(makeDdl());

    m_retry = m_band->addAction(tr("Retry"), QStringLiteral("retry"));
    m_retry->setIcon(icon(QStringLiteral("refresh"), IconRole::Text));
    connect(m_retry, &QPushButton::clicked, this, [this] { m_model.retry(currentPart()); });
    m_startSandbox = m_band->addAction(tr("Start the sandbox"), QStringLiteral("startSandbox"));
    connect(m_startSandbox, &QPushButton::clicked, this, [this] {
        if (const auto profile = m_model.profile())
            Q_EMIT commandRequested(models::OpenSandbox{profile->sandboxDir});
    });
    m_editConnection = m_band->addAction(tr("Edit connection…"), QStringLiteral("editConnection"));
    connect(m_editConnection, &QPushButton::clicked, this,
            [this] { Q_EMIT commandRequested(models::EditConnection{m_model.path().connection}); });
    m_unpin = m_band->addAction(tr("Unpin"), QStringLiteral("unpin"));
    connect(m_unpin, &QPushButton::clicked, this, [this] {
        Q_EMIT commandRequested(models::SetPinned{{{m_model.path(), m_model.kind()}}, false});
        showBand();
    });
    m_bandRow = new QWidget(this);
    auto *bandRow = new QHBoxLayout(m_bandRow);
    bandRow->setContentsMargins(12, 8, 12, 8);
    bandRow->addWidget(m_band);
    m_bandRow->hide();

    makeDriftBand();
    addActionShortcuts(
        this, models::ActionGroup::Map, [this] { return m_model.selection(); },
        [this](const models::Command &command) { Q_EMIT commandRequested(command); });

    auto *waitingRow = new QHBoxLayout(m_waiting);
    waitingRow->setContentsMargins(12, 8, 12, 8);
    m_waitingText = new ToneLabel(ToneLabel::Tone::Muted, m_waiting);
    m_waitingText->setObjectName(QStringLiteral("waitingText"));
    m_waitingText->setFont(remarkFont(m_waitingText->font()));
    waitingRow->addWidget(new SpinLabel(m_waiting));
    waitingRow->addWidget(m_waitingText);
    m_cancel = makeLinkButton(tr("Cancel"), QStringLiteral("cancelReading"), m_waiting);
    connect(m_cancel, &QPushButton::clicked, this, [this] { m_model.cancel(currentPart()); });
    waitingRow->addWidget(m_cancel);
    waitingRow->addStretch(1);
    m_waiting->hide();

    auto *tabRow = new QHBoxLayout;
    tabRow->setContentsMargins(8, 0, 8, 0);
    tabRow->addWidget(m_tabs);
    tabRow->addStretch(1);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(makeHead());
    column->addLayout(tabRow);
    column->addWidget(makeLine(Qt::Horizontal, this));
    column->addWidget(m_driftRow);
    column->addWidget(m_bandRow);
    column->addWidget(m_waiting);
    column->addWidget(m_pages, 1);

    auto *refresh = new QAction(this);
    refresh->setObjectName(QStringLiteral("reloadPage"));
    refresh->setShortcut(QKeySequence(Qt::Key_F5));
    refresh->setShortcutContext(Qt::WidgetWithChildrenShortcut);
    connect(refresh, &QAction::triggered, &m_model, &TablePageModel::reload);
    addAction(refresh);

    connect(m_tabs, &QTabBar::currentChanged, &m_model, [this](int index) { m_model.setPage(Page(index)); });
    connect(&m_model, &TablePageModel::pageChanged, this, &TablePage::showPage);
    connect(&m_model, &TablePageModel::partChanged, this, &TablePage::showPart);
    connect(&m_model, &TablePageModel::pathChanged, this, &TablePage::rebuildCrumbs);
    connect(&m_model, &TablePageModel::connectionRenamed, this, &TablePage::rebuildCrumbs);
    connect(&m_model, &TablePageModel::changed, this, &TablePage::showCounterparts);
    connect(&manager, &connections::ConnectionManager::profilesChanged, this, &TablePage::showHead);
    connect(&manager, &connections::ConnectionManager::statusChanged, this, &TablePage::showMapButton);
    rebuildCrumbs();
    showCounterparts();
    for (const auto part : {TablePageModel::Part::Info, TablePageModel::Part::Preview, TablePageModel::Part::Ddl})
        showPart(part);
    showPage();
}

QWidget *TablePage::makeHead()
{
    auto *head = new QWidget(this);
    m_crumbs = new QWidget(head);
    m_crumbs->setObjectName(QStringLiteral("breadcrumb"));
    m_crumbRow = new QHBoxLayout(m_crumbs);
    m_crumbRow->setContentsMargins(0, 0, 0, 0);
    m_crumbRow->setSpacing(6);
    m_environmentChip = new ChipLabel(head);
    m_environmentChip->setObjectName(QStringLiteral("environmentChip"));
    m_mappedChip = new ChipLabel(head);
    m_mappedChip->setObjectName(QStringLiteral("mappingsChip"));
    m_keyChip = new ChipLabel(head);
    m_keyChip->setObjectName(QStringLiteral("primaryKeyChip"));

    m_map = makeCompactButton(tr("Map…"), QStringLiteral("map"), QStringLiteral("mapButton"), head);
    connect(m_map, &QPushButton::clicked, this, [this] {
        const models::Selection selection = m_model.selection();
        Q_EMIT commandRequested(models::commandOf(mappingOf(selection), selection));
    });
    auto *row = new QHBoxLayout(head);
    row->setContentsMargins(12, 4, 12, 4);
    row->setSpacing(8);
    row->addWidget(m_crumbs);
    row->addWidget(m_environmentChip);
    row->addWidget(m_mappedChip);
    row->addWidget(m_keyChip);
    row->addStretch(1);
    row->addWidget(m_map);
    head->setMinimumHeight(rowHeight(font(), 36));
    return head;
}

QWidget *TablePage::makeOverview()
{
    auto *page = new QWidget(this);
    m_facts = new FactsView(page);
    m_facts->setObjectName(QStringLiteral("overviewFacts"));
    m_facts->setAccessibleName(tr("Overview"));
    m_facts->setFacts(m_model.facts());
    auto *row = new QHBoxLayout(page);
    row->setContentsMargins(12, 12, 12, 12);
    row->addWidget(m_facts);
    return page;
}

QWidget *TablePage::makeColumns()
{
    m_columnsPane = new ColumnsPane(m_model.columns(), this);
    m_columns = m_columnsPane->table();
    connect(&m_model, &TablePageModel::partChanged, m_columnsPane, [this](TablePageModel::Part part) {
        if (part == TablePageModel::Part::Info)
            m_columnsPane->setKnown(m_model.info().has_value());
    });
    connect(m_columns->selectionModel(), &QItemSelectionModel::selectionChanged, this, &TablePage::chooseColumns);
    connect(m_columns->model(), &QAbstractItemModel::modelReset, this, &TablePage::chooseColumns); // tells of none
    return m_columnsPane;
}

QWidget *TablePage::makePreview(TableMemory &memory)
{
    auto *place = new QWidget(this);
    m_preview = new PreviewPane(m_model, memory, place);
    connect(m_preview, &PreviewPane::exportRequested, this, &TablePage::exportRequested);
    connect(m_preview, &PreviewPane::refused, this, &TablePage::showRefusal);
    auto *whole = new QVBoxLayout(place);
    whole->setContentsMargins(0, 0, 0, 0);
    whole->addWidget(m_preview);
    return place;
}

QWidget *TablePage::makeDdl()
{
    auto *page = new QWidget(this);
    auto *tools = makeBar(page);
    auto *copy = makeBarButton(tr("Copy"), QStringLiteral("copy"), QStringLiteral("copyDdl"), tools->parentWidget());
    copy->setAccessibleName(tr("Copy DDL"));
    connect(copy, &QPushButton::clicked, this, [this, copy] { copyAndTell(m_model.ddlText(), copy); });
    copy->setEnabled(false); // nothing would take the place of what the clipboard holds
    connect(&m_model, &TablePageModel::partChanged, copy,
            [this, copy] { copy->setEnabled(!m_model.ddlText().isEmpty()); });
    tools->addWidget(copy);
    tools->addStretch(1);
    m_ddl = new CodeView(page);
    m_ddl->setObjectName(QStringLiteral("ddlText"));
    m_ddl->setAccessibleName(tr("DDL"));
    auto *column = new QVBoxLayout(page);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(tools->parentWidget());
    column->addWidget(makeLine(Qt::Horizontal, page));
    column->addWidget(m_ddl, 1);
    return page;
}

TablePageModel::Part TablePage::currentPart() const
{
    switch (m_model.page()) {
    case Preview:
        return TablePageModel::Part::Preview;
    case Ddl:
        return TablePageModel::Part::Ddl;
    default:
        return TablePageModel::Part::Info;
    }
}

void TablePage::showPage()
{
    m_tabs->setCurrentIndex(m_model.page());
    m_pages->setCurrentIndex(m_model.page());
    showBand();
    showWaiting();
    chooseFocus();
}

void TablePage::chooseFocus()
{
    const std::array<QWidget *, TablePageModel::PageCount> insides{m_facts, m_columns, m_preview, m_ddl};
    QWidget *inside = insides.at(m_model.page());
    const bool takesFocus = inside != m_preview || m_preview->focusProxy() != nullptr;
    setFocusProxy(takesFocus && inside->isVisibleTo(m_pages->currentWidget()) ? inside : m_tabs);
}

bool TablePage::focusFilter()
{
    if (m_model.page() == Preview)
        m_preview->focusFilter();
    else if (m_model.page() == Columns)
        m_columnsPane->focusFilter();
    else
        return false;
    return true;
}

void TablePage::showPart(TablePageModel::Part part)
{
    switch (part) {
    case TablePageModel::Part::Info:
        showHead();
        m_preview->refresh(); // of how many, and whether of partitions
        break;
    case TablePageModel::Part::Preview: {
        const bool hadFocus = isAncestorOf(QApplication::focusWidget());
        m_preview->refresh();
        chooseFocus();
        if (hadFocus && !isAncestorOf(QApplication::focusWidget()))
            setFocus(Qt::OtherFocusReason); // what had it is hidden, and it went to what is next, a catalog
        break;
    }
    case TablePageModel::Part::Ddl:
        m_ddl->setCode(m_model.ddlText());
        break;
    }
    showBand();
    showWaiting();
}

void TablePage::showHead()
{
    const auto count = m_model.columns()->rowCount();
    m_tabs->setTabText(Columns, count > 0 ? tr("Columns") + u' ' + QString::number(count) : tr("Columns"));
    showMapButton();
    const auto profile = m_model.profile();
    const auto environment = profile ? profile->environment : connections::Environment::None;
    m_environmentChip->setChip({connections::environmentTitle(environment), QString(), Meaning::Error, true,
                                environment == connections::Environment::Production});
    if (profile) {
        QStringList names = m_model.path().names;
        if (const auto folder = names.indexOf(catalog::partitionsFolder); folder > 0)
            names = names.first(folder); // rows go into the table, whichever partition they are of
        m_preview->setCopyTable({profile->info().sqlDialect, names, !records::takesRows(m_model.kind())});
    }
    const QStringList key = m_model.info() ? m_model.info()->primaryKey() : QStringList();
    m_keyChip->setChip({key.isEmpty() ? QString() : tr("Primary key %1").arg(key.join(QStringLiteral(", "))),
                        QStringLiteral("key"), Meaning::Neutral, true});
}

// The same rule as for the entry in the tree's menu.
void TablePage::showMapButton()
{
    const models::Selection selection = m_model.selection();
    const models::ActionSpec &spec = mappingOf(selection);
    const auto verdict = spec.applies(selection);
    m_map->setVisible(verdict.show != models::Verdict::Show::Hidden);
    m_map->setEnabled(verdict.show == models::Verdict::Show::Enabled);
    m_map->setToolTip(m_map->isEnabled() ? models::actionText(spec).remove(u'&') : verdict.explanation());
    m_map->setAccessibleDescription(m_map->toolTip());
}

void TablePage::showCounterparts()
{
    const QStringList paths = m_model.counterparts();
    QString text;
    if (!paths.isEmpty())
        text = paths.size() == 1 ? tr("1 mapping") : tr("%L1 mappings").arg(paths.size());
    m_mappedChip->setChip({text, QStringLiteral("map"), Meaning::Mapped});
    m_mappedChip->setToolTip(paths.join(u'\n'));
}

void TablePage::makeDriftBand()
{
    m_driftRow = new QWidget(this);
    m_driftBand = new MessageBand(m_driftRow);
    m_driftBand->setObjectName(QStringLiteral("driftBand"));
    m_driftBand->setTextName(QStringLiteral("driftText"));
    m_repair = m_driftBand->addAction(tr("Repair…"), QStringLiteral("repairMapping"));
    connect(m_repair, &QPushButton::clicked, this,
            [this] { Q_EMIT commandRequested(models::repairMappings({m_model.path()})); });
    auto *details = m_driftBand->addAction(tr("All mappings"), QStringLiteral("showDrift"));
    details->setToolTip(tr("Compare all mappings of the schema"));
    connect(details, &QPushButton::clicked, this,
            [this] { Q_EMIT commandRequested(models::checkDrift(m_model.path().parent())); });
    auto *row = new QHBoxLayout(m_driftRow);
    row->setContentsMargins(12, 8, 12, 8);
    row->addWidget(m_driftBand);
    m_driftRow->hide();
}

void TablePage::followDrift(const models::DriftWatch &watch)
{
    m_driftWatch = &watch;
    connect(&watch, &models::DriftWatch::compared, this, &TablePage::showDrift);
    connect(&watch, &models::DriftWatch::forgotten, this, &TablePage::showDrift);
    connect(&m_model, &TablePageModel::pathChanged, this, &TablePage::showDrift);
    showDrift();
}

// What changed, and what that means for who reads the table: before the server's words say it in their way.
void TablePage::showDrift()
{
    const auto drift = m_driftWatch->driftOf(m_model.path());
    const bool isTold = drift && (drift->hasDrift() || drift->problem || drift->unreadRecord);
    m_driftRow->setVisible(isTold);
    if (!isTold)
        return;
    QStringList sentences;
    if (drift->hasDrift())
        sentences = {plan::words(drift->summary()), plan::words(drift->effect())};
    for (const auto &why : {drift->problem, drift->unreadRecord}) {
        if (why && (why == drift->unreadRecord || !drift->hasDrift()))
            sentences += {plan::words(why->message), plan::words(why->hint)};
    }
    sentences.removeAll(QString());
    m_driftBand->showText(meaningOf(drift->state), QStringLiteral("drift"), sentences.join(QStringLiteral(". ")));
    m_repair->setVisible(drift->canBeRepaired());
}

void TablePage::chooseColumns()
{
    QStringList names;
    const auto rows = m_columns->selectionModel()->selectedRows(models::ColumnsModel::Name);
    for (const QModelIndex &row : rows)
        names.append(row.data().toString());
    m_model.chooseColumns(names);
}

void TablePage::rebuildCrumbs()
{
    while (QLayoutItem *item = m_crumbRow->takeAt(0)) {
        if (QWidget *widget = item->widget()) {
            widget->hide();
            widget->deleteLater(); // a crumb may be the one that was clicked
        }
        delete item;
    }
    if (const auto profile = m_model.profile()) {
        auto *engine = new IconLabel(m_crumbs);
        engine->setIcon(markOf(profile->info()).icon, markOf(profile->info()).role);
        m_crumbRow->addWidget(engine);
    }
    QList<catalog::ObjectPath> chain;
    for (auto path = m_model.path();; path = path.parent()) {
        if (path.name() != catalog::partitionsFolder)
            chain.prepend(path);
        if (path.isConnection())
            break;
    }
    for (const auto &path : std::as_const(chain)) {
        if (path == m_model.path()) {
            auto *last = new ElidedLabel(m_crumbs);
            last->setObjectName(QStringLiteral("crumbCurrent"));
            last->setText(path.name());
            last->setFont(titleFont(font()));
            m_crumbRow->addWidget(last);
            break;
        }
        auto *link =
            makeLinkButton(QString(path.name()).replace(u'&', QStringLiteral("&&")), QStringLiteral("crumb"), m_crumbs);
        connect(link, &QPushButton::clicked, this, [this, path] { Q_EMIT commandRequested(models::Reveal{path}); });
        m_crumbRow->addWidget(link);
        auto *separator = new ToneLabel(ToneLabel::Tone::Muted, m_crumbs, 0);
        separator->setText(QStringLiteral("›"));
        m_crumbRow->addWidget(separator);
    }
}

void TablePage::showBand()
{
    const auto error = m_model.error(currentPart());
    if (error && error->isCancelled()) // by the user: nothing is wrong
        m_band->showText(Meaning::Neutral, QStringLiteral("info"), tr("Reading was cancelled."));
    else if (error)
        m_band->showError(*error);
    if (error)
        showBandActions(*error);
    m_bandRow->setVisible(error.has_value());
}

void TablePage::showBandActions(const core::Error &error)
{
    const auto profile = m_model.profile();
    const bool isStoppedSandbox = error.isTransient() && profile && !profile->sandboxDir.isEmpty();
    m_startSandbox->setVisible(isStoppedSandbox);
    m_editConnection->setVisible(profile && !isStoppedSandbox && isOfConnection(error));
    m_unpin->setVisible(error.kind == core::ErrorKind::NotFound && m_isPinned && m_isPinned(m_model.path()));
    m_retry->setText(error.isCancelled() ? tr("Load") : tr("Retry"));
    m_retry->show();
}

// Whether another setting of the connection may help, and not another table or another filter.
bool TablePage::isOfConnection(const core::Error &error) const
{
    switch (error.kind) {
    case core::ErrorKind::Cancelled:
    case core::ErrorKind::Invalid:
        return false;
    case core::ErrorKind::NotFound:
        return m_manager.status(m_model.path().connection).state == connections::ConnectionStatus::State::Failed;
    default:
        return true;
    }
}

void TablePage::setPinCheck(std::function<bool(const catalog::ObjectPath &)> isPinned)
{
    m_isPinned = std::move(isPinned);
    showBand();
}

// Until another part is shown or read.
void TablePage::showRefusal(const core::Error &error)
{
    m_band->showError(error);
    for (QWidget *action : {m_retry, m_startSandbox, m_editConnection, m_unpin})
        action->hide();
    m_bandRow->show();
}

void TablePage::showWaiting()
{
    const auto text = [this] {
        switch (m_model.page()) {
        case Preview:
            return tr("Reading the first rows");
        case Ddl:
            return tr("Reading the definition");
        default:
            return tr("Reading %1").arg(m_model.path().name());
        }
    };
    const int waited = m_model.waited(currentPart());
    m_waitingText->setText(waited > 0 ? tr("%1: no answer for %2 s").arg(text()).arg(waited) : text());
    m_cancel->setVisible(waited > 0);
    m_waiting->setVisible(m_model.state(currentPart()) == TablePageModel::State::Loading);
}

} // namespace isthmus::views
