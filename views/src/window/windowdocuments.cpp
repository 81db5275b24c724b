// SPDX-License-Identifier: GPL-3.0-or-later
// MainWindow: the kinds of documents that it shows in tabs.
#include "catalog/catalogpane.h"
#include "parts/objecticons.h"
#include "runs/activitydock.h"
#include "runs/tablerunspageview.h"
#include "window/documenttabs.h"

#include <isthmus/models/doctor/checksdocument.h>
#include <isthmus/models/documents/welcomedocument.h>
#include <isthmus/views/doctor/checkspage.h>
#include <isthmus/views/drift/driftpage.h>
#include <isthmus/views/table/tablepage.h>
#include <isthmus/views/window/mainwindow.h>
#include <isthmus/views/window/welcomepage.h>

namespace isthmus::views {

void MainWindow::addDocumentKinds()
{
    addTableKind();
    addTypeLossKind();
    addStructureDiffKind();
    addMappingKinds();
    addLineageKind();
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

void MainWindow::addTableKind()
{
    m_factory->add<models::TablePageModel>(
        models::tableAddress({}).kind,
        [this] {
            auto document = std::make_unique<models::TablePageModel>(m_connections);
            document->follow(m_tree);
            document->setPage(models::TablePageModel::Preview);
            document->setQueriesAllowed(
                [this](const QString &connection) { return m_tableMemory.runsQueries(connection); });
            connect(document.get(), &models::TablePageModel::infoRead, this, [this](const catalog::TableInfo &info) {
                m_counterparts.takeTable(info);
                m_drift.takeTable(info);
            });
            return document;
        },
        [this](models::TablePageModel &document, QWidget *parent) {
            auto *page = new TablePage(document, m_connections, m_tableMemory, parent);
            connect(page, &TablePage::commandRequested, this, &MainWindow::perform);
            connect(page, &TablePage::exportRequested, this, [this, &document] { exportRows(document); });
            page->followDrift(m_drift);
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
}

void MainWindow::addMappingKinds()
{
    m_factory->add<models::ChecksDocument>(
        models::checksAddress({}, catalog::ObjectKind::Schema).kind,
        [this] { return std::make_unique<models::ChecksDocument>(m_connections, m_runs); },
        [this](models::ChecksDocument &document, QWidget *parent) {
            auto *page = new ChecksPage(document, parent);
            connect(page, &ChecksPage::commandRequested, this, &MainWindow::perform);
            return page;
        },
        [](const models::ChecksDocument &) { return icon(QStringLiteral("doctor"), IconRole::Accent); });
    m_factory->add<models::TableRunsPage>(
        models::runAddress({}).kind,
        [this] {
            auto document = std::make_unique<models::TableRunsPage>(m_runs);
            connect(document.get(), &models::TableRunsPage::failed, this,
                    [this](const core::Error &error) { showError(error); });
            return document;
        },
        [this](models::TableRunsPage &document, QWidget *parent) {
            auto *page = new TableRunsPageView(document, parent);
            connect(page, &TableRunsPageView::resumeRequested, this,
                    [this](const QString &id) { m_activity.resume(m_activity.indexOf(id)); });
            connect(page, &TableRunsPageView::logRequested, this, [this](const QString &id) {
                m_activityDock->show();
                m_activityDock->selectRun(id);
            });
            return page;
        },
        [](const models::TableRunsPage &) { return icon(QStringLiteral("map"), IconRole::Accent); });
    m_factory->add<models::DriftDocument>(
        models::driftAddress({}).kind, [this] { return std::make_unique<models::DriftDocument>(m_drift); },
        [this](models::DriftDocument &document, QWidget *parent) {
            auto *page = new DriftPage(document, parent);
            connect(page, &DriftPage::commandRequested, this, &MainWindow::perform);
            return page;
        },
        [](const models::DriftDocument &) { return icon(QStringLiteral("drift"), IconRole::Warning); });
}

} // namespace isthmus::views
