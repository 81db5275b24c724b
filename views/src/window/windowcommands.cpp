// SPDX-License-Identifier: GPL-3.0-or-later
// How the window carries out commands, and how documents, dialogs and trees answer each other.
#include "catalog/catalogpane.h"
#include "parts/controls.h"
#include "parts/messageband.h"
#include "parts/objecticons.h"
#include "runs/activitydock.h"
#include "window/actionmenus.h"
#include "window/documenttabs.h"

#include <isthmus/core/async.h>
#include <isthmus/views/catalog/hovercard.h>
#include <isthmus/views/connections/connectiondialog.h>
#include <isthmus/views/plans/maptabledialog.h>
#include <isthmus/views/table/tablepage.h>
#include <isthmus/views/window/mainwindow.h>
#include <isthmus/views/window/welcomepage.h>

#include <QApplication>
#include <QClipboard>
#include <QDialog>
#include <QDialogButtonBox>
#include <QMenu>
#include <QVBoxLayout>

namespace isthmus::views {

using models::CatalogTreeModel;

void MainWindow::perform(const models::Command &command)
{
    std::visit([this](const auto &given) { carryOut(given); }, command);
}

void MainWindow::carryOut(const models::OpenDocument &command)
{
    if (command.address == models::welcomeAddress()) {
        showWelcome();
        return;
    }
    const auto path = models::tableAt(command.address);
    if (!path)
        return;
    openTable(*path, command.how);
    if (command.part == u"overview")
        pageOf(*path)->setPage(TablePage::Overview);
}

void MainWindow::openTable(const catalog::ObjectPath &path, models::OpenDocument::How how)
{
    using How = models::OpenDocument::How;
    TablePage *page = how == How::NewTab ? nullptr : pageOf(path);
    if (!page && how != How::NewTab)
        page = qobject_cast<TablePage *>(m_documents->preview());
    if (!page) {
        page = makeTablePage();
        m_documents->addDocument(page, {}, path.name(), how == How::Preview);
    }
    if (page->model().path() != path)
        page->open(path);
    if (how != How::Preview)
        m_documents->keep(page);
    m_documents->setCurrentWidget(page);
    describePage(page);
    m_actions->refresh();
}

TablePage *MainWindow::makeTablePage()
{
    auto *page = new TablePage(m_connections, m_documents);
    connect(page, &TablePage::commandRequested, this, &MainWindow::perform);
    connect(page, &TablePage::infoArrived, this, [this, page] { takeInfo(page); });
    return page;
}

TablePage *MainWindow::pageOf(const catalog::ObjectPath &path) const
{
    for (int index = 0; index < m_documents->count(); ++index) {
        auto *page = qobject_cast<TablePage *>(m_documents->widget(index));
        if (page && page->model().path() == path)
            return page;
    }
    return nullptr;
}

void MainWindow::describePage(TablePage *page)
{
    const auto &path = page->model().path();
    const auto profile = m_connections.profile(path.connection);
    const bool holo = !profile || profile->system == connections::Profile::System::Hologres;
    m_documents->retitle(page, icon(markOf(kindOf(path)).icon, holo ? IconRole::Hologres : IconRole::MaxCompute),
                         path.name(), path.toString());
    page->setCounterparts(m_tree.indexOf(path).data(CatalogTreeModel::CounterpartRole).toStringList());
    showTitle();
}

void MainWindow::describePages()
{
    for (int index = 0; index < m_documents->count(); ++index) {
        if (auto *page = qobject_cast<TablePage *>(m_documents->widget(index)))
            describePage(page);
    }
}

void MainWindow::takeInfo(TablePage *page)
{
    m_counterparts.takeTable(*page->model().info());
    describePages();
    m_actions->refresh();
}

void MainWindow::carryOut(const models::PlanFor &command)
{
    if (command.kind != u"map_table" || command.sources.size() != 1)
        return;
    m_hoverCard->dismiss();
    auto *dialog = new MapTableDialog(
        std::make_unique<models::MapTableForm>(m_connections, command.sources.first(), command.target), m_runs, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &MapTableDialog::editConnectionRequested, this,
            [this](const QString &name) { perform(models::EditConnection{name}); });
    connect(dialog, &MapTableDialog::runStarted, this, [this](const QString &runId) {
        m_activityDock->show();
        m_activityDock->selectRun(runId);
        awaitRun(runId);
    });
    dialog->show();
}

QList<catalog::ObjectPath> MainWindow::selectedInCatalogs() const
{
    return models::selectionOf(m_hologres->selectedRows() + m_maxcompute->selectedRows(), m_connections).paths();
}

void MainWindow::awaitRun(const QString &runId)
{
    m_awaitedRun = {runId, selectedInCatalogs()};
}

// What a run touched is read again where it is shown. Its object is selected only for the user who waits for it: of
// runs in the background nobody expects the selection to move.
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
    const bool isAwaited = run.id == m_awaitedRun.id && selectedInCatalogs() == m_awaitedRun.selected;
    if (run.id == m_awaitedRun.id)
        m_awaitedRun = {};
    const auto target = catalog::ObjectPath::parse(run.touches.value(0).path);
    if (isAwaited && run.state == plan::RunState::Succeeded && target)
        m_tree.reveal(*target);
    for (int index = 0; index < m_documents->count(); ++index) {
        auto *page = qobject_cast<TablePage *>(m_documents->widget(index));
        if (page && touched.contains(page->model().path()))
            page->reload(); // what it shows was replaced
    }
    describePages();
}

void MainWindow::carryOut(const models::Reveal &command)
{
    m_tree.reveal(command.path);
}

void MainWindow::carryOut(const models::Refresh &command)
{
    for (const catalog::ObjectPath &path : command.paths)
        m_tree.refresh(path);
}

void MainWindow::carryOut(const models::CopyText &command)
{
    QApplication::clipboard()->setText(command.text);
}

void MainWindow::carryOut(const models::ShowProperties &command)
{
    const QModelIndex index = m_tree.indexOf(command.path);
    if (CatalogPane *pane = paneOf(index); pane && pane->select(index))
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
        if (m_welcome)
            m_documents->closeDocument(m_documents->indexOf(m_welcome));
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
    showConnectionDialog(std::make_unique<ConnectionDialog>(
        std::make_unique<models::ConnectionForm>(m_connections, command.system), this));
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
    m_prompter.confirmRemoveConnection(this, command.name, [this, name = command.name](bool confirmed) {
        if (!confirmed)
            return;
        core::whenDone(m_connections.remove(name), this, [this](const core::Result<core::Done> &done) {
            if (!done)
                showError(done.error());
        });
    });
}

void MainWindow::carryOut(const models::OpenSandbox &)
{
    showWelcome(); // tells how far the sandbox is
    Q_EMIT sandboxRequested();
}

void MainWindow::showError(const core::Error &error)
{
    if (error.isCancelled())
        return;
    m_band->showError(error);
    m_band->show();
}

void MainWindow::showWelcome()
{
    if (!m_welcome) {
        m_welcome = new WelcomePage(m_documents);
        connect(m_welcome, &WelcomePage::sandboxRequested, this, &MainWindow::sandboxRequested);
        connect(m_welcome, &WelcomePage::connectRequested, this,
                [this](connections::Profile::System system) { perform(models::AddConnection{system}); });
        m_documents->addDocument(m_welcome, icon(QStringLiteral("map"), IconRole::Accent), tr("Welcome"), false);
    }
    m_documents->setCurrentWidget(m_welcome);
    m_welcome->setFocus();
}

void MainWindow::sandboxStarting(const QString &text)
{
    showWelcome();
    m_welcome->sandboxStarting(text);
}

void MainWindow::sandboxReady()
{
    if (m_welcome) {
        m_welcome->sandboxReady();
        m_documents->closeDocument(m_documents->indexOf(m_welcome));
    }
    QStringList roots;
    for (const auto &profile : m_connections.profiles()) {
        if (!profile.sandboxDir.isEmpty())
            roots.append(catalog::ObjectPath{profile.name, {}}.toString());
    }
    m_hologres->setExpandedPaths(roots);
    m_maxcompute->setExpandedPaths(roots);
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
    const bool hasFacts = isObject && !catalog::isFolder(kind) && kind != catalog::ObjectKind::Column
        && kind != catalog::ObjectKind::Partition;
    if (!hasFacts || QApplication::activePopupWidget()) {
        m_hoverCard->leave();
        return;
    }
    const QRect row = pane->view()->visualRect(index);
    m_hoverCard->offer(CatalogTreeModel::pathOf(index), kind,
                       {pane->view()->viewport()->mapToGlobal(row.topLeft()), row.size()});
}

void MainWindow::pinHoverCard(const QModelIndex &index)
{
    CatalogPane *pane = index.isValid() ? paneOf(index) : nullptr;
    if (!pane || index.data(CatalogTreeModel::IsMessageRole).toBool())
        return;
    CatalogTreeView *view = pane->view();
    const QRect row = view->visualRect(index);
    m_hoverCard->pin(CatalogTreeModel::pathOf(index), CatalogTreeModel::kindOf(index),
                     {view->viewport()->mapToGlobal(row.topLeft()), row.size()});
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
