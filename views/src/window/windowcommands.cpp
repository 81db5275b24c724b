// SPDX-License-Identifier: GPL-3.0-or-later
// How the window carries out commands, and how documents, dialogs and trees answer each other.
#include "catalog/catalogpane.h"
#include "parts/messageband.h"
#include "parts/objecticons.h"
#include "runs/activitydock.h"
#include "window/actionmenus.h"
#include "window/documenttabs.h"
#include "window/gotopanel.h"

#include <isthmus/core/async.h>
#include <isthmus/models/doctor/checksdocument.h>
#include <isthmus/models/documents/welcomedocument.h>
#include <isthmus/plan/words.h>
#include <isthmus/views/catalog/hovercard.h>
#include <isthmus/views/connections/connectiondialog.h>
#include <isthmus/views/doctor/checkspage.h>
#include <isthmus/views/plans/dropexternalschemadialog.h>
#include <isthmus/views/plans/dropexternaltabledialog.h>
#include <isthmus/views/plans/loadtablegroupdialog.h>
#include <isthmus/views/plans/mapschemadialog.h>
#include <isthmus/views/plans/maptabledialog.h>
#include <isthmus/views/table/tablepage.h>
#include <isthmus/views/window/mainwindow.h>
#include <isthmus/views/window/welcomepage.h>
#include <isthmus/views/window/windowsettings.h>

#include <QApplication>
#include <QClipboard>
#include <QDialog>
#include <QDialogButtonBox>
#include <QDir>
#include <QFileInfo>
#include <QLabel>
#include <QMenu>
#include <QPointer>
#include <QPushButton>
#include <QRegularExpression>
#include <QSettings>
#include <QSplitter>
#include <QVBoxLayout>

#include <algorithm>
#include <optional>

namespace isthmus::views {

using models::CatalogTreeModel;

namespace {

std::optional<core::Error> listingErrorOf(const QModelIndex &index)
{
    const QVariant error = index.data(CatalogTreeModel::ErrorRole);
    return error.isValid() ? std::optional(error.value<core::Error>()) : std::nullopt;
}

} // namespace

void MainWindow::perform(const models::Command &command)
{
    std::visit([this](const auto &given) { carryOut(given); }, command);
}

void MainWindow::carryOut(const models::OpenDocument &command)
{
    if (!m_documents->open(command))
        showError({core::ErrorKind::NotFound,
                   tr("There is no page for %1").arg(command.address.toString()),
                   tr("It may be of a later version of Isthmus."),
                   {},
                   {}});
    m_actions->refresh();
}

void MainWindow::addDocumentKinds()
{
    m_factory->add<models::TablePageModel>(
        models::tableAddress({}).kind,
        [this] {
            auto document = std::make_unique<models::TablePageModel>(m_connections);
            document->follow(m_tree);
            document->setPage(models::TablePageModel::Preview);
            document->setQueriesAllowed(
                [this](const QString &connection) { return m_tableMemory.runsQueries(connection); });
            connect(document.get(), &models::TablePageModel::infoRead, this,
                    [this](const catalog::TableInfo &info) { m_counterparts.takeTable(info); });
            return document;
        },
        [this](models::TablePageModel &document, QWidget *parent) {
            auto *page = new TablePage(document, m_connections, m_tableMemory, parent);
            connect(page, &TablePage::commandRequested, this, &MainWindow::perform);
            connect(page, &TablePage::exportRequested, this, [this, &document] { exportRows(document); });
            page->setPinCheck([this](const catalog::ObjectPath &path) {
                return m_hologres->pins().isPinned(path) || m_maxcompute->pins().isPinned(path);
            });
            return page;
        },
        [](const models::TablePageModel &document) {
            const auto profile = document.profile();
            const bool isSource = !profile || profile->side() == catalog::Side::Sources;
            return icon(markOf(document.kind()).icon, isSource ? IconRole::Hologres : IconRole::MaxCompute);
        });
    m_factory->add<models::ChecksDocument>(
        models::checksAddress({}, catalog::ObjectKind::Schema).kind,
        [this] { return std::make_unique<models::ChecksDocument>(m_connections, m_runs); },
        [this](models::ChecksDocument &document, QWidget *parent) {
            auto *page = new ChecksPage(document, parent);
            connect(page, &ChecksPage::commandRequested, this, &MainWindow::perform);
            return page;
        },
        [](const models::ChecksDocument &) { return icon(QStringLiteral("doctor"), IconRole::Accent); });
    m_factory->add<models::WelcomeDocument>(
        models::welcomeAddress().kind, [] { return std::make_unique<models::WelcomeDocument>(); },
        [this](models::WelcomeDocument &, QWidget *parent) {
            m_welcome = new WelcomePage(parent);
            connect(m_welcome, &WelcomePage::sandboxRequested, this, [this] { perform(models::OpenSandbox{}); });
            connect(m_welcome, &WelcomePage::retryRequested, this,
                    [this] { perform(models::OpenSandbox{m_sandboxDir}); });
            connect(m_welcome, &WelcomePage::importRequested, this, [this] { perform(models::ImportConnections{}); });
            connect(m_welcome, &WelcomePage::connectRequested, this,
                    [this](const QString &kind) { perform(models::AddConnection{kind}); });
            return m_welcome;
        },
        [](const models::WelcomeDocument &) { return icon(QStringLiteral("map"), IconRole::Accent); });
}

PlanDialog *MainWindow::planDialog(const models::PlanFor &command)
{
    if (PlanDialog *dialog = userDialog(command))
        return dialog;
    if (PlanDialog *dialog = serverDialog(command))
        return dialog;
    if (command.sources.size() != 1)
        return nullptr;
    const catalog::ObjectPath &source = command.sources.first();
    if (command.kind == mapping::MapTable::taskKind)
        return new MapTableDialog(
            std::make_unique<models::MapTableForm>(m_connections, m_planners, source, command.target), m_runs, this);
    if (command.kind == mapping::MapSchema::taskKind)
        return schemaDialog(command);
    if (command.kind == mapping::DropExternalTable::taskKind)
        return new DropExternalTableDialog(
            std::make_unique<models::DropExternalTableForm>(m_connections, m_planners, source), m_runs, this);
    if (command.kind == mapping::DropExternalSchema::taskKind)
        return new DropExternalSchemaDialog(
            std::make_unique<models::DropExternalSchemaForm>(m_connections, m_planners, source), m_runs, this);
    if (command.kind == computegroups::LoadTableGroup::taskKind)
        return new LoadTableGroupDialog(std::make_unique<models::LoadTableGroupForm>(m_connections, m_planners, source),
                                        m_runs, this);
    return nullptr;
}

void MainWindow::carryOut(const models::PlanFor &command)
{
    PlanDialog *dialog = planDialog(command);
    if (!dialog)
        return;
    m_hoverCard->dismiss();
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &PlanDialog::editConnectionRequested, this,
            [this](const QString &name) { perform(models::EditConnection{name}); });
    connect(dialog, &PlanDialog::runStarted, this, &MainWindow::runStarted);
    connect(&m_connections, &connections::ConnectionManager::profilesChanged, dialog, &PlanDialog::planAgain);
    dialog->show();
}

void MainWindow::exportRows(models::TablePageModel &document)
{
    using exporting::FileFormat;
    struct Kind {
        QString title;
        FileFormat format;
        bool hasByteOrderMark;
    };
    const QList<Kind> kinds{{tr("CSV (*.csv)"), FileFormat::Csv, false},
                            {tr("CSV with a byte order mark (*.csv)"), FileFormat::Csv, true},
                            {tr("JSON lines (*.jsonl)"), FileFormat::JsonLines, false},
                            {tr("INSERT statements (*.sql)"), FileFormat::Insert, false},
                            {tr("Excel workbook (*.xlsx)"), FileFormat::Xlsx, false}};
    QStringList titles;
    for (const Kind &kind : kinds)
        titles.append(kind.title);
    const QString folder = m_settings.value(settings::exportFolder, QDir::homePath()).toString();
    const QString name =
        QString(document.title()).replace(QRegularExpression(QStringLiteral("[^\\w.=-]+")), QStringLiteral("_"));
    m_prompter.askForFile(this, tr("Export %1").arg(document.title()), folder + u'/' + name + QStringLiteral(".csv"),
                          titles, [this, kinds, shown = QPointer(&document)](const QString &file, int kind) {
                              if (!shown)
                                  return;
                              m_settings.setValue(settings::exportFolder, QFileInfo(file).absolutePath());
                              const Kind &chosen = kinds.at(std::clamp(kind, 0, int(kinds.size()) - 1));
                              startTask(shown->exportTask(file, chosen.format, chosen.hasByteOrderMark));
                          });
}

// For work that changes nothing on a server: what it does was said where it was asked for.
void MainWindow::startTask(const plan::Task &task)
{
    core::whenDone(m_planners.plan(task), this, [this, task](const core::Result<plan::Plan> &plan) {
        if (!plan) {
            showError(plan.error());
            return;
        }
        if (const auto blockers = plan->blockers(); !blockers.isEmpty()) {
            showError({core::ErrorKind::Unsupported,
                       QStringLiteral("%1: %2").arg(plan::words(plan->title), plan::words(blockers.first().text)),
                       {},
                       {},
                       {}});
            return;
        }
        core::whenDone(m_runs.start(task, *plan, {}), this, [this](const core::Result<QString> &id) {
            if (id)
                runStarted(*id);
            else
                showError(id.error());
        });
    });
}

void MainWindow::runStarted(const QString &runId)
{
    m_awaited = {runId, CatalogTreeModel::pathOf(m_hologres->view()->currentIndex()),
                 CatalogTreeModel::pathOf(m_maxcompute->view()->currentIndex())};
    m_activityDock->show();
    m_activityDock->selectRun(runId);
}

void MainWindow::resumeOnProduction(const QString &runId, const QString &title, const QStringList &connections)
{
    m_prompter.confirmProduction(this, title, connections, [this, runId, connections](bool confirmed) {
        if (confirmed)
            m_activity.resume(runId, connections);
    });
}

// Whether the user started it here and has touched no tree since: who is elsewhere by now is not called away.
bool MainWindow::isAwaited(const plan::RunSummary &run) const
{
    return run.id == m_awaited.id && CatalogTreeModel::pathOf(m_hologres->view()->currentIndex()) == m_awaited.hologres
        && CatalogTreeModel::pathOf(m_maxcompute->view()->currentIndex()) == m_awaited.maxcompute;
}

// What a run touched is read again where it is shown, also after a failure: it may have done a part. Its object is
// selected if that is what is waited for.
void MainWindow::runFinished(const plan::RunSummary &run)
{
    QSet<catalog::ObjectPath> parents;
    QSet<catalog::ObjectPath> touched;
    for (const auto &touch : run.touches) {
        if (const auto path = catalog::ObjectPath::parse(touch.path)) {
            touched.insert(*path);
            parents.insert(path->parent());
        }
    }
    for (const auto &parent : std::as_const(parents))
        m_tree.refresh(parent);
    const plan::Touch first = run.touches.value(0);
    const auto target = catalog::ObjectPath::parse(first.path);
    if (run.state == plan::RunState::Succeeded && target && first.change != plan::Change::Dropped && isAwaited(run))
        m_tree.reveal(*target);
    for (const auto &path : std::as_const(touched))
        m_documents->reload(models::tableAddress(path));
}

void MainWindow::carryOut(const models::Reveal &command)
{
    m_tree.reveal(command.path);
}

// A relation opens at once; its tree follows as far as it is read. A column is shown in its relation.
void MainWindow::goTo(const catalog::ObjectPath &path, catalog::ObjectKind kind,
                      std::optional<models::OpenDocument::How> how)
{
    const bool isColumn = kind == catalog::ObjectKind::Column;
    const catalog::ObjectPath object = isColumn ? path.parent() : path;
    perform(models::Reveal{object});
    if (how && (isColumn || catalog::isRelation(kind))) {
        perform(models::openTable(object, *how, isColumn ? QStringLiteral("columns") : QString()));
        focusArea(Area::Documents);
        return;
    }
    const auto profile = m_connections.profile(path.connection);
    const bool isSource = !profile || profile->side() == catalog::Side::Sources;
    focusArea(isSource ? Area::Hologres : Area::MaxCompute);
}

// What the user looks at: *Go to anything* while it is open, the catalog that has the focus, else the page, if it has
// something to filter.
void MainWindow::filterShown()
{
    if (m_goTo->isVisible()) {
        m_goTo->activate();
        return;
    }
    const QWidget *focused = QApplication::focusWidget();
    const bool isInCatalog = focused && m_catalogs->isAncestorOf(focused);
    if (isInCatalog || !m_documents->focusFilter())
        activePane()->focusFilter();
}

void MainWindow::carryOut(const models::Refresh &command)
{
    for (const catalog::ObjectPath &path : command.paths) {
        m_tree.refresh(path);
        m_documents->reload(models::tableAddress(path)); // where it is open
    }
}

void MainWindow::carryOut(const models::CopyText &command)
{
    QApplication::clipboard()->setText(command.text);
}

void MainWindow::carryOut(const models::ShowProperties &command)
{
    const QModelIndex index = m_tree.indexOf(command.path);
    if (!index.isValid())
        m_tree.reveal(command.path); // it is pinned, and its level not read yet
    else if (CatalogPane *pane = paneOf(index); pane && pane->select(index))
        pinHoverCard(pane->view()->currentIndex());
}

void MainWindow::showConnectionDialog(std::unique_ptr<ConnectionDialog> owned)
{
    ConnectionDialog *dialog = owned.release();
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &ConnectionDialog::saved, this, [this](const QString &name) {
        m_tree.reveal({name, {}});
        const QModelIndex root = m_tree.indexOf({name, {}});
        if (CatalogTreeModel::stateOf(root) == CatalogTreeModel::State::Failed)
            m_tree.retry(root);
        if (CatalogPane *pane = paneOf(root))
            pane->setExpandedPaths({catalog::ObjectPath{name, {}}.toString()});
        m_documents->closeDocument(models::welcomeAddress());
    });
    dialog->open();
}

void MainWindow::carryOut(const models::EditConnection &command)
{
    showConnectionDialog(std::make_unique<ConnectionDialog>(
        std::make_unique<models::ConnectionForm>(m_connections, command.name), this));
}

void MainWindow::carryOut(const models::AddConnection &command)
{
    const connections::ConnectionKind *kind = connections::findKind(command.kind);
    if (!kind)
        return; // of a program that knows more kinds
    showConnectionDialog(
        std::make_unique<ConnectionDialog>(std::make_unique<models::ConnectionForm>(m_connections, *kind), this));
}

void MainWindow::carryOut(const models::TestConnection &command)
{
    m_hoverCard->dismiss();
    auto dialog =
        std::make_unique<ConnectionDialog>(std::make_unique<models::ConnectionForm>(m_connections, command.name), this);
    ConnectionDialog *shown = dialog.get();
    showConnectionDialog(std::move(dialog));
    shown->startTest();
}

void MainWindow::carryOut(const models::RemoveConnection &command)
{
    const auto seen = m_connections.profile(command.name);
    m_prompter.confirmRemoveConnection(this, command.name, [this, name = command.name, seen](bool confirmed) {
        if (!confirmed)
            return;
        core::whenDone(m_connections.remove(name, seen), this, [this, name](const core::Result<core::Done> &done) {
            if (!done) {
                showError(done.error(), Trouble::Connections);
                return;
            }
            for (CatalogPane *pane : {m_hologres, m_maxcompute})
                pane->pins().renameConnection(name, {});
        });
    });
}

void MainWindow::carryOut(const models::OpenSandbox &command)
{
    showWelcome(); // tells how far the sandbox is
    m_sandboxDir = command.dir;
    Q_EMIT sandboxRequested(command.dir);
}

void MainWindow::showError(const core::Error &error, Trouble about)
{
    if (error.isCancelled())
        return;
    m_shownTrouble = about;
    m_band->showError(error);
    m_band->show();
}

void MainWindow::endTrouble(Trouble about)
{
    if (m_shownTrouble == about)
        m_band->hide();
}

void MainWindow::showWelcome()
{
    perform(models::OpenDocument{models::welcomeAddress(), models::OpenDocument::How::Keep, {}});
    m_welcome->setFocus();
}

void MainWindow::sandboxStarting(const QString &text)
{
    showWelcome();
    m_welcome->sandboxStarting(text);
}

void MainWindow::sandboxReady()
{
    m_documents->closeDocument(models::welcomeAddress());
    QStringList roots;
    for (const auto &profile : m_connections.profiles()) {
        if (profile.sandboxDir.isEmpty())
            continue;
        m_tree.retryFailed(profile.name); // because the sandbox did not run
        roots.append(catalog::ObjectPath{profile.name, {}}.toString());
    }
    m_hologres->setExpandedPaths(roots);
    m_maxcompute->setExpandedPaths(roots);
}

void MainWindow::connectionCameBack(const QString &connection)
{
    m_tree.retryLost(connection);
    m_documents->comeBack(connection);
}

void MainWindow::sandboxFailed(const core::Error &error)
{
    showWelcome();
    m_welcome->sandboxFailed(error);
}

void MainWindow::showHoverCard(CatalogPane *pane, const QModelIndex &index)
{
    const bool isObject = index.isValid() && !index.data(CatalogTreeModel::IsMessageRole).toBool();
    const auto kind = CatalogTreeModel::kindOf(index);
    const bool hasFacts = isObject && !catalog::isFolder(kind) && kind != catalog::ObjectKind::Column;
    if (!hasFacts || QApplication::activePopupWidget()) {
        m_hoverCard->leave();
        return;
    }
    const QRect row = pane->view()->visualRect(index);
    m_hoverCard->keepFree({m_catalogs->mapToGlobal(QPoint()), m_catalogs->size()}); // it covers no row of the other one
    m_hoverCard->offer(CatalogTreeModel::pathOf(index), kind,
                       {pane->view()->viewport()->mapToGlobal(row.topLeft()), row.size()}, listingErrorOf(index));
}

void MainWindow::pinHoverCard(const QModelIndex &where)
{
    // What stands below a row speaks of that row.
    const QModelIndex index = where.data(CatalogTreeModel::IsMessageRole).toBool() ? where.parent() : where;
    CatalogPane *pane = index.isValid() ? paneOf(index) : nullptr;
    if (!pane)
        return;
    CatalogTreeView *view = pane->view();
    const QRect row = view->visualRect(index);
    m_hoverCard->pin(CatalogTreeModel::pathOf(index), CatalogTreeModel::kindOf(index),
                     {view->viewport()->mapToGlobal(row.topLeft()), row.size()}, listingErrorOf(index));
}

void MainWindow::showContextMenu(CatalogPane *pane, const QPoint &position)
{
    m_hoverCard->dismiss();
    m_area = pane == m_hologres ? Area::Hologres : Area::MaxCompute;
    auto *menu = new QMenu(this);
    menu->setObjectName(QStringLiteral("contextMenu"));
    menu->setAttribute(Qt::WA_DeleteOnClose);
    m_actions->fillContextMenu(menu);
    menu->popup(position);
}

void MainWindow::showAbout()
{
    auto *dialog = new QDialog(this);
    dialog->setObjectName(QStringLiteral("aboutDialog"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setWindowTitle(tr("About Isthmus"));
    auto *name = new QLabel(QStringLiteral("Isthmus %1").arg(QApplication::applicationVersion()), dialog);
    name->setFont(titleFont(resized(font(), 7)));
    auto *words = new QLabel(tr("A data catalog for Hologres and MaxCompute, side by side.\n"
                                "Free software under the GNU General Public License, version 3 or later.\n"
                                "Built on Qt %1.")
                                 .arg(QString::fromLatin1(qVersion())),
                             dialog);
    auto *buttons = new QDialogButtonBox(dialog);
    auto *close = buttons->addButton(tr("Close"), QDialogButtonBox::RejectRole);
    close->setDefault(true);
    connect(buttons, &QDialogButtonBox::rejected, dialog, &QDialog::reject);
    auto *column = new QVBoxLayout(dialog);
    column->setContentsMargins(24, 20, 24, 12);
    column->setSpacing(12);
    column->addWidget(name);
    column->addWidget(words);
    column->addWidget(buttons);
    dialog->open();
}

} // namespace isthmus::views
