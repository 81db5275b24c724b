// SPDX-License-Identifier: GPL-3.0-or-later
#include "relayedwindow.h"

#include <isthmus/connections/connectionkind.h>
#include <isthmus/core/async.h>
#include <isthmus/hologres/connectionkind.h>
#include <isthmus/maxcompute/connectionkind.h>

#include <QAction>
#include <QTest>
#include <QUrl>

namespace isthmus::test {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using catalog::ObjectPath;
using models::CatalogTreeModel;

ObjectPath pathOf(const QString &text)
{
    return ObjectPath::parse(text).value();
}

void reload(views::TablePage *page)
{
    page->findChild<QAction *>(u"reloadPage"_s)->trigger();
}

RelayedWindow::RelayedWindow(SandboxFixture &sandbox)
    : m_sandbox(sandbox), m_hologres(std::make_unique<NetworkRelay>(sandbox.port())),
      m_maxCompute(std::make_unique<NetworkRelay>(QUrl(sandbox.endpoint()).port()))
{
    qputenv("ISTHMUS_MASTER_PASSWORD", masterPassword().toUtf8());
}

RelayedWindow::~RelayedWindow()
{
    close();
}

bool RelayedWindow::open(std::chrono::seconds limit)
{
    m_services = std::make_unique<app::AppServices>(
        app::Paths{m_home.filePath(u"config"_s), m_home.filePath(u"data"_s)},
        [](connections::MasterPasswordQuestion) { return std::nullopt; }, app::AppServices::Runs::Held);
    if (!m_services->load())
        return false;
    connections::Profile dataSource(hologres::kindId.toString());
    dataSource.name = u"dw"_s;
    dataSource.set(hologres::field::host, m_sandbox.host());
    dataSource.set(hologres::field::port, m_hologres->port());
    dataSource.set(hologres::field::database, m_sandbox.database());
    dataSource.set(hologres::field::tls, u"disable"_s);
    dataSource.set(hologres::field::accessId, m_sandbox.accessId());
    connections::Profile project(maxcompute::kindId.toString());
    project.name = u"mc"_s;
    QUrl endpoint(m_sandbox.endpoint());
    endpoint.setPort(m_maxCompute->port());
    project.set(maxcompute::field::endpoint, endpoint.toString());
    endpoint.setPath({});
    project.set(maxcompute::field::tunnelEndpoint, endpoint.toString());
    project.set(maxcompute::field::project, m_sandbox.project());
    project.set(maxcompute::field::accessId, m_sandbox.accessId());
    for (auto *profile : {&dataSource, &project}) {
        profile->set(connections::timeLimitFieldId, int(limit.count()));
        const auto saving = m_services->connections().save(*profile, {}, m_sandbox.accessKey());
        if (!QTest::qWaitFor([&saving] { return saving.isFinished(); }, 30'000) || !core::outcomeOf(saving))
            return false;
    }
    m_settings = std::make_unique<QSettings>(m_home.filePath(u"config/window.ini"_s), QSettings::IniFormat);
    m_theme = std::make_unique<views::Theme>();
    m_window = std::make_unique<views::MainWindow>(
        m_services->connections(), m_services->planners(),
        models::DriftWatch::Setup{m_services->drift(), m_services->sources()}, m_services->lineage(),
        m_services->runs(), m_services->names(), *m_settings, *m_theme, m_answers);
    m_window->resize(1440, 900);
    m_window->show();
    m_services->beginRuns();
    connections::KeeperTimes times;
    times.first = 200ms;
    times.most = 500ms;
    times.look = 20ms;
    times.ahead = [this] { return m_seenAsleep = m_asleep; };
    m_keeper.emplace(m_services->connections(), times);
    QObject::connect(&*m_keeper, &connections::ConnectionKeeper::cameBack, m_window.get(),
                     &views::MainWindow::connectionCameBack);
    return QTest::qWaitForWindowExposed(m_window.get());
}

void RelayedWindow::close()
{
    m_keeper.reset();
    m_window.reset();
    m_settings.reset();
    m_services.reset();
}

QTreeView *RelayedWindow::tree(const QString &connection) const
{
    return m_window->findChild<QTreeView *>(connection == u"dw" ? u"hologresTree"_s : u"maxcomputeTree"_s);
}

QModelIndex RelayedWindow::find(const ObjectPath &path) const
{
    const auto *model = tree(path.connection)->model();
    QModelIndex index;
    for (qsizetype depth = 0; depth <= path.names.size(); ++depth) {
        const ObjectPath wanted{path.connection, path.names.first(depth)};
        QModelIndex found;
        for (int row = 0; row < model->rowCount(index) && !found.isValid(); ++row) {
            const QModelIndex child = model->index(row, 0, index);
            if (CatalogTreeModel::messageOf(child) == CatalogTreeModel::Message::None
                && CatalogTreeModel::pathOf(child) == wanted)
                found = child;
        }
        if (!found.isValid())
            return {};
        index = found;
    }
    return index;
}

bool RelayedWindow::expand(const ObjectPath &path, int patienceMs) const
{
    for (qsizetype depth = 0; depth <= path.names.size(); ++depth) {
        const ObjectPath node{path.connection, path.names.first(depth)};
        if (!QTest::qWaitFor([&] { return find(node).isValid(); }, patienceMs))
            return false;
        tree(path.connection)->expand(find(node));
        if (!QTest::qWaitFor([&] { return stateOf(node) == CatalogTreeModel::State::Loaded; }, patienceMs))
            return false;
    }
    return true;
}

CatalogTreeModel::State RelayedWindow::stateOf(const ObjectPath &path) const
{
    return CatalogTreeModel::stateOf(find(path));
}

views::TablePage *RelayedWindow::openPreview(const ObjectPath &table) const
{
    m_window->perform(models::openTable(table, models::OpenDocument::How::NewTab));
    const auto pages = m_window->findChildren<views::TablePage *>();
    for (auto *page : pages) {
        if (page->model().path() == table) {
            page->setPage(views::TablePage::Preview);
            return page;
        }
    }
    return nullptr;
}

} // namespace isthmus::test
