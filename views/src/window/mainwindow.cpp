// SPDX-License-Identifier: GPL-3.0-or-later
#include "catalog/catalogpane.h"
#include "parts/connectionmark.h"
#include "parts/messageband.h"
#include "parts/objecticons.h"
#include "parts/tonelabel.h"
#include "runs/activitydock.h"
#include "window/actionmenus.h"
#include "window/documentfactory.h"
#include "window/documenttabs.h"
#include "window/gotobox.h"
#include "window/gotopanel.h"
#include "window/productionframe.h"
#include "window/statusitems.h"

#include <isthmus/core/language.h>
#include <isthmus/models/doctor/checksdocument.h>
#include <isthmus/views/catalog/hovercard.h>
#include <isthmus/views/window/mainwindow.h>
#include <isthmus/views/window/welcomepage.h>
#include <isthmus/views/window/windowsettings.h>

#include <QAbstractItemView>
#include <QActionGroup>
#include <QApplication>
#include <QClipboard>
#include <QDialog>
#include <QMenuBar>
#include <QPushButton>
#include <QSettings>
#include <QSplitter>
#include <QStatusBar>
#include <QTableView>
#include <QVBoxLayout>

#include <algorithm>

namespace isthmus::views {

namespace {

constexpr int paneWidth = 244; // of a catalog
constexpr int paneCharacters = 24; // it shows at least, where letters are large

QAction *addChoice(QMenu *menu, QActionGroup *group, const QString &text, const QString &name, bool checked)
{
    auto *action = menu->addAction(text);
    action->setObjectName(name);
    action->setCheckable(true);
    action->setChecked(checked);
    group->addAction(action);
    return action;
}

} // namespace

MainWindow::MainWindow(connections::ConnectionManager &connections, planning::Planners planners,
                       models::DriftWatch::Setup drift, mapping::LineageReader lineage, tasks::Runs &runs,
                       nameindex::NameIndex &names, QSettings &settings, Theme &theme, Prompter &prompter,
                       QWidget *parent)
    : QMainWindow(parent), m_connections(connections), m_planners(std::move(planners)), m_runs(runs), m_names(names),
      m_settings(settings), m_tableMemory(settings), m_theme(theme), m_prompter(prompter), m_tree(connections),
      m_counterparts(m_tree, connections, runs), m_lineage{std::move(lineage), drift.sources},
      m_drift(m_tree, connections, std::move(drift)), m_activity(runs), m_factory(std::make_unique<DocumentFactory>())
{
    setObjectName(QStringLiteral("mainWindow"));
    setWindowIcon(icon(QStringLiteral("map"), IconRole::Accent));
    m_theme.setChoice(settings::themeChoice(m_settings.value(settings::theme).toString()));
    m_actions = new ActionMenus([this] { return currentSelection(); }, this);
    connect(m_actions, &ActionMenus::commandRequested, this, &MainWindow::perform);
    addDocumentKinds();
    makeCentral();
    m_activityDock = new ActivityDock(m_runs, m_activity, this);
    addDockWidget(Qt::BottomDockWidgetArea, m_activityDock);
    m_hoverCard = new HoverCard(m_connections, this);
    m_productionFrame = new ProductionFrame(this);
    makeMenus();
    makeStatusBar();
    connectModels();
    restore();
    if (m_connections.profiles().isEmpty())
        showWelcome();
    m_actions->refresh();
    showProduction();
}

// What shows the models goes before them, without telling a window that is half gone.
MainWindow::~MainWindow()
{
    for (QObject *source : QList<QObject *>{qApp, m_documents, m_hologres, m_maxcompute, m_activityDock, m_hoverCard})
        source->disconnect(this);
    qDeleteAll(findChildren<QDialog *>(Qt::FindDirectChildrenOnly));
    delete m_hoverCard;
    delete m_activityDock;
    delete m_split;
}

void MainWindow::makeCentral()
{
    m_hologres = new CatalogPane(catalog::Side::Sources, m_tree, m_connections, this);
    m_maxcompute = new CatalogPane(catalog::Side::Warehouse, m_tree, m_connections, this);
    m_catalogs = new QSplitter(Qt::Horizontal, this);
    m_catalogs->setObjectName(QStringLiteral("catalogSplitter"));
    m_catalogs->setChildrenCollapsible(false);
    for (CatalogPane *pane : {m_hologres, m_maxcompute}) {
        m_catalogs->addWidget(pane);
        connectPane(pane);
    }

    auto *area = new QWidget(this);
    m_band = new MessageBand(area);
    m_band->setObjectName(QStringLiteral("windowBand"));
    auto *close = m_band->addAction(tr("Close"), QStringLiteral("closeBand"));
    connect(close, &QPushButton::clicked, m_band, &QWidget::hide);
    m_band->hide();
    m_documents = new DocumentTabs(*m_factory, m_prompter, area);
    for (const char *id : {"map.table", "map.toHologres", "check.mapping", "node.pin", "node.unpin"})
        m_documents->addAction(m_actions->action(QLatin1String(id)));
    auto *column = new QVBoxLayout(area);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_band);
    column->addWidget(m_documents, 1);
    area->setMinimumWidth(420);

    m_split = new QSplitter(Qt::Horizontal, this);
    m_split->setObjectName(QStringLiteral("mainSplitter"));
    m_split->setChildrenCollapsible(false);
    m_split->addWidget(m_catalogs);
    m_split->addWidget(area);
    m_split->setStretchFactor(1, 1);
    const int pane = std::max(paneWidth, fontMetrics().averageCharWidth() * paneCharacters);
    m_split->setSizes({2 * pane + 1, std::max(area->minimumWidth(), 1440 - 2 * pane)});
    setCentralWidget(m_split);

    connect(m_documents, &DocumentTabs::failed, this, [this](const core::Error &error) { showError(error); });
    m_documents->setMarks([this](const QString &connection) {
        const auto profile = m_connections.profile(connection);
        return profile ? connectionMark(profile->colour, isProduction(connection), palette()) : QColor();
    });
    m_keepTabs.setSingleShot(true);
    m_keepTabs.setInterval(std::chrono::seconds(2)); // while somebody goes through many, once
    connect(&m_keepTabs, &QTimer::timeout, this, &MainWindow::saveDocuments);
    connect(m_documents, &DocumentTabs::currentDocumentChanged, this, [this] {
        showProduction();
        m_actions->refreshSoon();
        m_keepTabs.start();
    });
}

void MainWindow::connectPane(CatalogPane *pane)
{
    pane->addActions(m_actions->all());
    connect(pane, &CatalogPane::openRequested, this, [this](const catalog::ObjectPath &path, bool pinned) {
        using How = models::OpenDocument::How;
        m_hoverCard->opened(path);
        perform(models::openTable(path, pinned ? How::Keep : How::Preview));
    });
    connect(pane, &CatalogPane::addRequested, this,
            [this](const QString &kind) { perform(models::AddConnection{kind}); });
    connect(pane, &CatalogPane::editRequested, this,
            [this](const QString &name) { perform(models::EditConnection{name}); });
    connect(pane, &CatalogPane::checkRequested, this, [this](const catalog::ObjectPath &schema) {
        perform(models::OpenDocument{models::checksAddress(schema, catalog::ObjectKind::ExternalSchema)});
    });
    connect(pane, &CatalogPane::sandboxRequested, this, [this](const QString &name) {
        if (const auto profile = m_connections.profile(name))
            perform(models::OpenSandbox{profile->sandboxDir});
    });
    connect(pane, &CatalogPane::revealRequested, this,
            [this](const catalog::ObjectPath &path) { perform(models::Reveal{path}); });
    connect(pane, &CatalogPane::copyRequested, this, [this](const QString &text) { perform(models::CopyText{text}); });
    connect(pane, &CatalogPane::selectionChanged, this, [this, pane] {
        if (pane == activePane())
            m_actions->refreshSoon();
    });
    connect(pane, &CatalogPane::hovered, this, [this, pane](const QModelIndex &index) { showHoverCard(pane, index); });
    connect(pane, &CatalogPane::menuRequested, this,
            [this, pane](const QPoint &position) { showContextMenu(pane, position); });
}

void MainWindow::connectModels()
{
    connect(&m_tree, &models::CatalogTreeModel::revealed, this, [this](const QModelIndex &index) {
        if (CatalogPane *pane = paneOf(index))
            pane->select(index);
    });
    connect(&m_tree, &models::CatalogTreeModel::mappingDropped, this,
            [this](const catalog::ObjectPath &source, const catalog::ObjectPath &target, catalog::ObjectKind kind) {
                perform(kind == catalog::ObjectKind::Schema ? models::mapSchema(source, target)
                                                            : models::mapTable(source, target));
            });
    connect(&m_tree, &models::CatalogTreeModel::mappingsDropped, this,
            [this](const QList<catalog::ObjectPath> &sources, const catalog::ObjectPath &target) {
                perform(models::mapTables(sources, target));
            });
    connect(&m_tree, &models::CatalogTreeModel::mappingToHologresDropped, this,
            [this](const QList<catalog::ObjectPath> &sources, const catalog::ObjectPath &target) {
                perform(models::mapToHologres(sources, target));
            });
    connect(&m_activity, &models::ActivityModel::finished, this, &MainWindow::runFinished);
    m_activity.setProductionCheck([this](const QString &connection) { return isProduction(connection); });
    connect(&m_activity, &models::ActivityModel::confirmationNeeded, this, &MainWindow::resumeOnProduction);
    connect(&m_activity, &models::ActivityModel::failed, this, [this](const core::Error &error) { showError(error); });
    connect(&m_runs, &tasks::Runs::storeFailed, this,
            [this](const core::Error &error) { showError(error, Trouble::Runs); });
    connect(&m_runs, &tasks::Runs::storeRecovered, this, [this] { endTrouble(Trouble::Runs); });
    connect(&m_activity, &models::ActivityModel::activeCountChanged, this, &MainWindow::showActiveRuns);
    connect(m_activityDock, &ActivityDock::commandRequested, this, &MainWindow::perform);
    connect(m_activityDock, &ActivityDock::targetRequested, this, [this](const QString &text) {
        if (const auto path = catalog::ObjectPath::parse(text))
            perform(models::Reveal{*path});
    });
    connect(m_hoverCard, &HoverCard::openRequested, this,
            [this](const catalog::ObjectPath &path) { perform(models::openTable(path)); });
    connect(m_hoverCard, &HoverCard::testRequested, this,
            [this](const QString &name) { perform(models::TestConnection{name}); });
    connect(&m_connections, &connections::ConnectionManager::renamed, this, &MainWindow::renameConnection);
    connect(&m_connections, &connections::ConnectionManager::profilesChanged, m_actions, &ActionMenus::refreshSoon);
    connect(&m_connections, &connections::ConnectionManager::profilesChanged, this, [this] {
        if (!m_connections.damage())
            endTrouble(Trouble::Connections);
        m_documents->marksChanged();
        m_activity.connectionsChanged();
        showProduction();
        rememberConnections();
    });
    connect(&m_connections, &connections::ConnectionManager::statusChanged, m_actions, &ActionMenus::refreshSoon);
    connect(qApp, &QApplication::focusChanged, this, [this](QWidget *, QWidget *now) {
        const std::pair<Area, QWidget *> areas[] = {{Area::Hologres, m_hologres},
                                                    {Area::MaxCompute, m_maxcompute},
                                                    {Area::Documents, m_documents},
                                                    {Area::Activity, m_activityDock}};
        for (const auto &[area, widget] : areas) {
            if (now && widget->isAncestorOf(now) && area != m_area) {
                m_area = area;
                m_actions->refresh();
            }
        }
    });
}

void MainWindow::makeMenus()
{
    const auto menu = [this](const QString &title, const QString &name) {
        auto *result = menuBar()->addMenu(title);
        result->setObjectName(name);
        return result;
    };
    auto *file = menu(tr("&File"), QStringLiteral("fileMenu"));
    QStringList additions{QStringLiteral("sandbox.open")};
    for (const connections::ConnectionKind *kind : connections::connectionKinds())
        additions.append(models::addConnectionAction(kind->id));
    m_actions->fill(file, additions);
    file->addSeparator();
    m_actions->fill(file, {QStringLiteral("connection.import"), QStringLiteral("connection.export")});
    file->addSeparator();
    auto *close = file->addAction(tr("Close &tab"), QKeySequence(QStringLiteral("Ctrl+W")), this,
                                  [this] { m_documents->closeDocument(m_documents->currentIndex()); });
    close->setObjectName(QStringLiteral("closeTab"));
    auto *quit = file->addAction(tr("&Quit"), QKeySequence(QStringLiteral("Ctrl+Q")), this, &QWidget::close);
    quit->setObjectName(QStringLiteral("quit"));

    auto *edit = menu(tr("&Edit"), QStringLiteral("editMenu"));
    m_actions->fill(edit, {QStringLiteral("node.copyName")});
    auto *filter = edit->addAction(icon(QStringLiteral("filter"), IconRole::Menu), tr("&Filter"),
                                   QKeySequence(QStringLiteral("Ctrl+F")), this, &MainWindow::filterShown);
    filter->setObjectName(QStringLiteral("filterNames"));
    auto *goToBox = new GoToBox(menuBar());
    menuBar()->setCornerWidget(goToBox);
    m_goTo = new GoToPanel(m_names, m_connections, this);
    connect(goToBox, &GoToBox::clicked, m_goTo, &GoToPanel::activate);
    connect(m_goTo, &GoToPanel::chosen, this, &MainWindow::goTo);
    connect(m_goTo, &GoToPanel::failed, this, [this](const core::Error &error) { showError(error); });
    connect(&m_names, &nameindex::NameIndex::failed, this, [this](const core::Error &error) {
        if (m_shownTrouble != Trouble::Runs || !m_band->isVisible()) // what is lost comes before what is made anew
            showError(error);
    });
    auto *goTo = edit->addAction(icon(QStringLiteral("search"), IconRole::Menu), tr("&Go to anything…"),
                                 QKeySequence(QStringLiteral("Ctrl+P")), m_goTo, &GoToPanel::activate);
    goTo->setObjectName(QStringLiteral("goToAnything"));
    makeViewMenu(menu(tr("&View"), QStringLiteral("viewMenu")));

    auto *catalog = menu(tr("&Catalog"), QStringLiteral("catalogMenu"));
    m_actions->fill(catalog,
                    {QStringLiteral("table.open"), QStringLiteral("table.openNewTab"), QStringLiteral("node.refresh"),
                     QStringLiteral("node.pin"), QStringLiteral("node.unpin"), QStringLiteral("node.properties"),
                     QStringLiteral("structure.compare"), QStringLiteral("structure.compareWith")});
    catalog->addSeparator();
    auto *card = catalog->addAction(icon(QStringLiteral("info"), IconRole::Menu), tr("Show &facts and keep them open"),
                                    QKeySequence(QStringLiteral("F2")), this,
                                    [this] { pinHoverCard(activePane()->view()->currentIndex()); });
    card->setObjectName(QStringLiteral("pinHoverCard"));

    auto *task = menu(tr("&Task"), QStringLiteral("taskMenu"));
    m_actions->fill(task,
                    {QStringLiteral("map.table"), QStringLiteral("map.tables"), QStringLiteral("map.toHologres"),
                     QStringLiteral("check.mapping"), QStringLiteral("sync.table"), QStringLiteral("lineage.show")});
    task->addSeparator();
    auto *open = task->addAction(icon(QStringLiteral("folder"), IconRole::Menu), tr("&Open task file…"),
                                 QKeySequence(QStringLiteral("Ctrl+O")), this, &MainWindow::openTask);
    open->setObjectName(QStringLiteral("openTask"));
    m_actions->fill(
        menu(tr("T&ools"), QStringLiteral("toolsMenu")),
        {QStringLiteral("connection.test"), QStringLiteral("connection.edit"), QStringLiteral("connection.remove")});

    auto *help = menu(tr("&Help"), QStringLiteral("helpMenu"));
    auto *welcome = help->addAction(tr("&Welcome page"), this, &MainWindow::showWelcome);
    welcome->setObjectName(QStringLiteral("welcome"));
    auto *about = help->addAction(tr("&About Isthmus"), this, &MainWindow::showAbout);
    about->setObjectName(QStringLiteral("about"));
}

void MainWindow::makeViewMenu(QMenu *view)
{
    const auto go = [this, view](const QString &text, int digit, Area area) {
        auto *action = view->addAction(text, QKeySequence(Qt::CTRL | Qt::Key(Qt::Key_0 + digit)), this,
                                       [this, area] { focusArea(area); });
        action->setObjectName(QStringLiteral("focusArea%1").arg(digit));
    };
    go(tr("Go to &Hologres"), 1, Area::Hologres);
    go(tr("Go to &MaxCompute"), 2, Area::MaxCompute);
    go(tr("Go to the &page"), 3, Area::Documents);
    go(tr("Go to &Activity"), 4, Area::Activity);
    auto *next = view->addAction(tr("&Next pane"), QKeySequence(Qt::Key_F6), this, &MainWindow::focusNextArea);
    next->setObjectName(QStringLiteral("nextPane"));
    view->addSeparator();
    auto *stack = view->addAction(tr("&Stack catalogs"));
    stack->setObjectName(QStringLiteral("stackCatalogs"));
    stack->setCheckable(true);
    connect(stack, &QAction::toggled, this,
            [this](bool on) { m_catalogs->setOrientation(on ? Qt::Vertical : Qt::Horizontal); });
    auto *activity = m_activityDock->toggleViewAction();
    activity->setText(tr("Show Acti&vity"));
    view->addAction(activity);
    view->addSeparator();
    makeThemeMenu(view);
    makeLanguageMenu(view);
}

void MainWindow::makeThemeMenu(QMenu *view)
{
    auto *menu = view->addMenu(tr("&Theme"));
    menu->setObjectName(QStringLiteral("themeMenu"));
    auto *group = new QActionGroup(menu);
    const std::pair<Theme::Choice, QString> choices[] = {{Theme::Choice::System, tr("&System")},
                                                         {Theme::Choice::Light, tr("&Light")},
                                                         {Theme::Choice::Dark, tr("&Dark")}};
    for (const auto &[choice, text] : choices) {
        auto *action = addChoice(menu, group, text, QStringLiteral("theme.") + settings::themeName(choice),
                                 m_theme.choice() == choice);
        connect(action, &QAction::triggered, this, [this, choice = choice] {
            m_theme.setChoice(choice);
            m_settings.setValue(settings::theme, settings::themeName(choice));
        });
    }
}

// Only where a translation is built in: with English alone there is nothing to choose.
void MainWindow::makeLanguageMenu(QMenu *view)
{
    const QStringList languages = core::availableLanguages();
    if (languages.isEmpty())
        return;
    auto *menu = view->addMenu(tr("&Language"));
    menu->setObjectName(QStringLiteral("languageMenu"));
    auto *group = new QActionGroup(menu);
    QList<QPair<QString, QString>> choices{{QString(), tr("&System")},
                                           {QStringLiteral("en"), QStringLiteral("English")}};
    for (const QString &language : languages)
        choices.append(
            {language,
             language == QLatin1String("zh_CN") ? QStringLiteral("简体中文") : QLocale(language).nativeLanguageName()});
    const QString present = m_settings.value(settings::language).toString();
    for (const auto &[language, text] : std::as_const(choices)) {
        auto *action = addChoice(menu, group, text, QStringLiteral("language.") + language, language == present);
        connect(action, &QAction::triggered, this, [this, language = language] {
            m_settings.setValue(settings::language, language);
            statusBar()->showMessage(tr("The language changes when Isthmus starts again."), 8000);
        });
    }
}

void MainWindow::makeStatusBar()
{
    auto *items = new StatusItems(m_connections, this);
    connect(items, &StatusItems::connectionClicked, this, [this](const QString &name) {
        perform(models::Reveal{{name, {}}});
    });
    m_activeRuns = new ToneLabel(ToneLabel::Tone::Plain, this);
    m_activeRuns->setObjectName(QStringLiteral("activeRuns"));
    m_activeRuns->setContentsMargins(8, 0, 8, 0);
    statusBar()->addWidget(items);
    statusBar()->addPermanentWidget(m_activeRuns);
    statusBar()->setSizeGripEnabled(false);
    showActiveRuns();
}

void MainWindow::showActiveRuns()
{
    const int active = m_activity.activeCount();
    m_activeRuns->setText(active == 0       ? tr("No active runs")
                              : active == 1 ? tr("1 run active")
                                            : tr("%1 runs active").arg(active));
}

void MainWindow::restore()
{
    resize(1440, 860);
    restoreGeometry(m_settings.value(settings::geometry).toByteArray());
    if (!restoreState(m_settings.value(settings::docks).toByteArray(), settings::docksVersion))
        resizeDocks({m_activityDock}, {149}, Qt::Vertical);
    m_split->restoreState(m_settings.value(settings::split).toByteArray());
    m_catalogs->restoreState(m_settings.value(settings::catalogSplit).toByteArray());
    const bool stacked = m_settings.value(settings::stackedCatalogs).toBool();
    m_catalogs->setOrientation(stacked ? Qt::Vertical : Qt::Horizontal);
    findChild<QAction *>(QStringLiteral("stackCatalogs"))->setChecked(stacked);
    for (CatalogPane *pane : {m_hologres, m_maxcompute})
        restorePins(pane);
    for (CatalogPane *pane : {m_hologres, m_maxcompute})
        pane->setHiddenKinds(m_settings.value(settings::hiddenKinds + pane->objectName()).toStringList());
    const QStringList expanded = m_settings.value(settings::expanded).toStringList();
    m_hologres->setExpandedPaths(expanded);
    m_maxcompute->setExpandedPaths(expanded);
    m_documents->restore(m_settings.value(settings::documents).toByteArray());
    followEarlierRenamings();
}

CatalogPane *MainWindow::activePane() const
{
    return m_area == Area::MaxCompute ? m_maxcompute : m_hologres;
}

CatalogPane *MainWindow::paneOf(const QModelIndex &treeIndex) const
{
    const auto profile = m_connections.profile(models::CatalogTreeModel::pathOf(treeIndex).connection);
    if (!profile)
        return nullptr;
    return profile->side() == catalog::Side::Sources ? m_hologres : m_maxcompute;
}

models::Selection MainWindow::currentSelection() const
{
    models::Selection selection;
    if (m_area == Area::Hologres || m_area == Area::MaxCompute)
        selection = models::selectionOf(activePane()->selectedRows(), m_connections);
    else if (const models::Document *document = m_documents->current())
        selection = document->selection();
    notePins(selection);
    return selection;
}

void MainWindow::focusArea(Area area)
{
    switch (area) {
    case Area::Hologres:
        m_hologres->view()->setFocus(Qt::ShortcutFocusReason);
        break;
    case Area::MaxCompute:
        m_maxcompute->view()->setFocus(Qt::ShortcutFocusReason);
        break;
    case Area::Documents:
        m_documents->focusPage(Qt::ShortcutFocusReason);
        break;
    case Area::Activity:
        m_activityDock->activate();
        break;
    }
    m_area = area;
    m_actions->refresh();
}

void MainWindow::focusNextArea()
{
    const bool hasDocument = m_documents->count() > 0;
    Area next = m_area;
    do {
        next = Area((int(next) + 1) % 4);
    } while ((next == Area::Documents && !hasDocument) || (next == Area::Activity && !m_activityDock->isVisible()));
    focusArea(next);
}

} // namespace isthmus::views
