// SPDX-License-Identifier: GPL-3.0-or-later
#include "appservices.h"
#include "sandboxconnections.h"
#include "sandboxfixture.h"

#include <isthmus/core/async.h>
#include <isthmus/models/plans/mapcolumnsmodel.h>
#include <isthmus/models/runs/activitymodel.h>
#include <isthmus/models/table/recordbatchmodel.h>
#include <isthmus/plan/words.h>
#include <isthmus/views/plans/maptabledialog.h>
#include <isthmus/views/table/tablepage.h>
#include <isthmus/views/window/mainwindow.h>

#include <QAction>
#include <QApplication>
#include <QDir>
#include <QLineEdit>
#include <QMenu>
#include <QPushButton>
#include <QSettings>
#include <QSignalSpy>
#include <QTableView>
#include <QTest>
#include <QTreeView>

using namespace Qt::StringLiterals;
using namespace isthmus;
using catalog::ObjectPath;
using models::CatalogTreeModel;
using Part = models::TablePageModel::Part;
using PartState = models::TablePageModel::State;

namespace {

constexpr int patience = 30'000; // ms; the machine may be busy, the condition ends the wait

ObjectPath path(const char *text)
{
    return ObjectPath::parse(QString::fromLatin1(text)).value();
}

} // namespace

/// The main job as a user does it, in the real window on the real sandbox: browse both sides, right-click, map, read.
class tst_MainJob : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void cleanupTestCase();
    void bothCatalogsStandSideBySide();
    void aTableShowsItsColumnsAndRows();
    void theContextMenuSaysWhyAnInstanceCannotSynchronize();
    void mappingMakesTheExternalTableAndShowsIt();
    void aTakenNameHoldsRunBack();
    void aDeadServerIsARowWithRetryThatRecovers();
    void aKilledEndpointIsARowWithRetryThatRecovers();

private:
    [[nodiscard]] QTreeView *tree(const char *name) const
    {
        return m_window->findChild<QTreeView *>(QLatin1String(name));
    }
    [[nodiscard]] QModelIndex find(QTreeView *tree, const ObjectPath &path) const;
    [[nodiscard]] bool open(QTreeView *tree, const ObjectPath &path);
    [[nodiscard]] QStringList childNames(QTreeView *tree, const ObjectPath &path) const;
    [[nodiscard]] views::TablePage *page(const ObjectPath &path) const;
    [[nodiscard]] QMenu *rightClick(QTreeView *tree, const ObjectPath &path);
    void failToRefresh(const char *treeName, const ObjectPath &schema, const QString &table);
    void retry(const char *treeName, const ObjectPath &schema, const QString &table);
    void save(QWidget *widget, const char *name) const;

    QTemporaryDir m_home;
    std::unique_ptr<app::AppServices> m_services;
    std::unique_ptr<QSettings> m_settings;
    std::unique_ptr<views::Theme> m_theme;
    std::unique_ptr<views::DialogPrompter> m_prompter;
    std::unique_ptr<views::MainWindow> m_window;
};

void tst_MainJob::initTestCase()
{
    auto &sandbox = test::SandboxFixture::shared();
    QVERIFY2(sandbox.start(), qPrintable(sandbox.problem()));
    m_services =
        std::make_unique<app::AppServices>(app::Paths{m_home.filePath(u"config"_s), m_home.filePath(u"data"_s)},
                                           [](connections::MasterPasswordQuestion) { return std::nullopt; });
    QVERIFY(m_services->load());
    sandbox::SandboxInfo info;
    info.dir = sandbox.dir();
    info.endpoint = sandbox.endpoint();
    info.project = sandbox.project();
    info.accessId = sandbox.accessId();
    info.hologresHost = sandbox.host();
    info.hologresPort = sandbox.port();
    info.hologresUser = sandbox.accessId();
    info.hologresDatabase = sandbox.database();
    for (const auto &profile : app::sandboxProfiles(info)) {
        const auto saving = m_services->connections().save(profile, {}, std::nullopt);
        QTRY_VERIFY_WITH_TIMEOUT(saving.isFinished(), patience);
        QVERIFY(core::outcomeOf(saving));
    }
    m_settings = std::make_unique<QSettings>(m_home.filePath(u"window.ini"_s), QSettings::IniFormat);
    m_theme = std::make_unique<views::Theme>();
    m_theme->setChoice(views::Theme::Choice::Light);
    m_prompter = std::make_unique<views::DialogPrompter>();
    m_window = std::make_unique<views::MainWindow>(
        m_services->connections(), m_services->planners(),
        models::DriftWatch::Setup{m_services->drift(), m_services->sources()}, m_services->lineage(),
        m_services->runs(), m_services->names(), *m_settings, *m_theme, *m_prompter);
    m_window->resize(1440, 900);
    m_window->show();
    QVERIFY(QTest::qWaitForWindowExposed(m_window.get()));
}

void tst_MainJob::cleanupTestCase()
{
    m_window.reset();
    m_services.reset();
}

QModelIndex tst_MainJob::find(QTreeView *tree, const ObjectPath &path) const
{
    QModelIndex index;
    for (qsizetype depth = 0; depth <= path.names.size(); ++depth) {
        const ObjectPath wanted{path.connection, path.names.first(depth)};
        QModelIndex found;
        for (int row = 0; row < tree->model()->rowCount(index) && !found.isValid(); ++row) {
            const QModelIndex child = tree->model()->index(row, 0, index);
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

// Expands every node down to \a path, as clicks on the arrows do, and waits for what is below it.
bool tst_MainJob::open(QTreeView *tree, const ObjectPath &path)
{
    for (qsizetype depth = 0; depth <= path.names.size(); ++depth) {
        const ObjectPath node{path.connection, path.names.first(depth)};
        if (!QTest::qWaitFor([&] { return find(tree, node).isValid(); }, patience))
            return false;
        tree->expand(find(tree, node));
        const auto isLoaded = [&] {
            return CatalogTreeModel::stateOf(find(tree, node)) == CatalogTreeModel::State::Loaded;
        };
        if (!QTest::qWaitFor(isLoaded, patience))
            return false;
    }
    return true;
}

QStringList tst_MainJob::childNames(QTreeView *tree, const ObjectPath &path) const
{
    const QModelIndex index = find(tree, path);
    QStringList names;
    for (int row = 0; row < tree->model()->rowCount(index); ++row)
        names.append(tree->model()->index(row, 0, index).data().toString());
    return names;
}

views::TablePage *tst_MainJob::page(const ObjectPath &path) const
{
    const auto pages = m_window->findChildren<views::TablePage *>();
    for (auto *candidate : pages) {
        if (candidate->model().path() == path)
            return candidate;
    }
    return nullptr;
}

QMenu *tst_MainJob::rightClick(QTreeView *tree, const ObjectPath &path)
{
    const QModelIndex index = find(tree, path);
    tree->scrollTo(index);
    const QPoint at = tree->visualRect(index).center();
    QTest::mouseClick(tree->viewport(), Qt::LeftButton, {}, at);
    QContextMenuEvent event(QContextMenuEvent::Mouse, at, tree->viewport()->mapToGlobal(at));
    QApplication::sendEvent(tree->viewport(), &event);
    QMenu *menu = nullptr;
    static_cast<void>(QTest::qWaitFor(
        [&] {
            menu = m_window->findChild<QMenu *>(u"contextMenu"_s);
            return menu && menu->isVisible();
        },
        patience));
    return menu;
}

void tst_MainJob::save(QWidget *widget, const char *name) const
{
    const QString dir = qEnvironmentVariable("ISTHMUS_SCREENSHOTS", m_home.path());
    QVERIFY(QDir().mkpath(dir));
    QVERIFY(widget->grab().save(QDir(dir).filePath(QLatin1String(name) + u".png"_s)));
}

void tst_MainJob::bothCatalogsStandSideBySide()
{
    auto *hologres = tree("hologresTree");
    auto *maxcompute = tree("maxcomputeTree");
    QVERIFY(hologres && maxcompute);
    QVERIFY(open(hologres, path("order_dw/public")));
    const QStringList tables = childNames(hologres, path("order_dw/public"));
    for (const auto &name : {u"orders"_s, u"orders_pay"_s, u"product_catalog"_s, u"dwd_orders"_s, u"type_gallery"_s})
        QVERIFY2(tables.contains(name), qPrintable(tables.join(u' ')));
    QVERIFY(!childNames(hologres, path("order_dw")).contains(u"hologres"_s)); // a system schema
    QVERIFY(!find(hologres, path("dbs_mc")).isValid()); // the other side's

    QVERIFY(open(hologres, path("test_dbs_holo/crm/public"))); // an instance shows all databases
    QVERIFY(childNames(hologres, path("test_dbs_holo/crm/public")).contains(u"customers"_s));

    QVERIFY(open(maxcompute, path("dbs_mc/default")));
    const QStringList managed = childNames(maxcompute, path("dbs_mc/default"));
    QVERIFY2(managed.contains(u"ods_user_info_d"_s), qPrintable(managed.join(u' ')));
    QVERIFY(open(maxcompute, path("dbs_mc/:foreign_servers")));
    QVERIFY(childNames(maxcompute, path("dbs_mc/:foreign_servers")).contains(u"dbs_holo_external"_s));
}

void tst_MainJob::aTableShowsItsColumnsAndRows()
{
    auto *hologres = tree("hologresTree");
    const ObjectPath source = path("order_dw/public/dwd_orders");
    QTest::mouseClick(hologres->viewport(), Qt::LeftButton, {}, hologres->visualRect(find(hologres, source)).center());
    QTRY_VERIFY_WITH_TIMEOUT(page(source), patience);
    auto *shown = page(source);
    shown->setPage(views::TablePage::Columns);
    QTRY_COMPARE_WITH_TIMEOUT(shown->model().state(Part::Info), PartState::Ready, patience);
    const auto &info = *shown->model().info();
    QCOMPARE(info.columns.size(), 12);
    QCOMPARE(info.primaryKey(), QStringList{u"order_id"_s});
    QCOMPARE(info.columns.at(10).comment, u"platform 0: phone, 1: pc"_s);
    QCOMPARE(info.columns.at(5).type.text, u"NUMERIC(20,2)"_s);

    shown->setPage(views::TablePage::Preview);
    QTRY_COMPARE_WITH_TIMEOUT(shown->model().state(Part::Preview), PartState::Ready, patience);
    auto *grid = shown->findChild<QTableView *>(u"previewGrid"_s);
    QVERIFY(grid && grid->isVisible());
    QCOMPARE(grid->model()->rowCount(), 200);
    QCOMPARE(grid->model()->columnCount(), 12);
    bool sawTutorialRow = false;
    for (int row = 0; row < grid->model()->rowCount(); ++row) {
        if (grid->model()->index(row, 0).data().toString() == u"100001") {
            QCOMPARE(grid->model()->index(row, 5).data().toString(), u"5000.05"_s);
            QCOMPARE(grid->model()->index(row, 4).data().toString(), u"phone_aaa"_s);
            sawTutorialRow = true;
        }
    }
    QVERIFY(sawTutorialRow);
    shown->setPage(views::TablePage::Ddl);
    QTRY_COMPARE_WITH_TIMEOUT(shown->model().state(Part::Ddl), PartState::Ready, patience);
    QVERIFY(shown->model().ddlText().contains(u"pay_platform"));
    shown->setPage(views::TablePage::Preview);
    save(m_window.get(), "window-browse");
}

void tst_MainJob::theContextMenuSaysWhyAnInstanceCannotSynchronize()
{
    auto *hologres = tree("hologresTree");
    QVERIFY(open(hologres, path("test_dbs_holo/order_dw/public")));
    QMenu *menu = rightClick(hologres, path("test_dbs_holo/order_dw/public/dwd_orders"));
    QVERIFY(menu);
    const auto action = [menu](const char *id) {
        for (auto *candidate : menu->actions()) {
            if (candidate->objectName() == QLatin1String(id))
                return candidate;
        }
        return static_cast<QAction *>(nullptr);
    };
    QVERIFY(action("map.table") && action("map.table")->isEnabled());
    QVERIFY(action("sync.table") && !action("sync.table")->isEnabled());
    QVERIFY2(action("sync.table")->toolTip().contains(u"instance"), qPrintable(action("sync.table")->toolTip()));
    QVERIFY(action("sync.table")->text().contains(u'\t')); // the reason stands in the shortcut column
    save(menu, "window-menu");
    menu->close();
    QTRY_VERIFY(!m_window->findChild<QMenu *>(u"contextMenu"_s));
}

void tst_MainJob::mappingMakesTheExternalTableAndShowsIt()
{
    auto *hologres = tree("hologresTree");
    auto *maxcompute = tree("maxcomputeTree");
    const ObjectPath source = path("order_dw/public/dwd_orders");
    const ObjectPath target = path("dbs_mc/default/dwd_orders");
    QVERIFY(!find(maxcompute, target).isValid());

    QMenu *menu = rightClick(hologres, source);
    QVERIFY(menu);
    for (auto *action : menu->actions()) {
        if (action->objectName() == u"map.table")
            action->trigger();
    }
    menu->close();
    QTRY_VERIFY_WITH_TIMEOUT(m_window->findChild<views::MapTableDialog *>(), patience);
    auto *dialog = m_window->findChild<views::MapTableDialog *>();
    auto *run = dialog->findChild<QPushButton *>(u"run"_s);
    QTRY_VERIFY_WITH_TIMEOUT(run->isEnabled(), patience);
    QCOMPARE(dialog->findChild<QLineEdit *>(u"tableName"_s)->text(), u"dwd_orders"_s);
    QCOMPARE(dialog->form().columns()->rowCount(), 12);

    auto *lifecycle = dialog->findChild<QLineEdit *>(u"lifecycle"_s);
    lifecycle->clear();
    QTest::keyClicks(lifecycle, u"0"_s);
    QTRY_VERIFY(!run->isEnabled());
    QVERIFY(!dialog->form().runBlockedReason().isEmpty());
    lifecycle->clear();
    QTest::keyClicks(lifecycle, u"7"_s);
    QTRY_VERIFY_WITH_TIMEOUT(run->isEnabled(), patience);
    const QString sql = dialog->form().planText();
    QVERIFY2(sql.contains(u"CREATE EXTERNAL TABLE") && sql.contains(u"LIFECYCLE 7"), qPrintable(sql));
    QVERIFY(sql.contains(u"com.aliyun.odps.jdbc.JdbcStorageHandler"));
    save(dialog, "window-map");

    QTest::mouseClick(run, Qt::LeftButton);
    const auto newest = [this] {
        return core::await(m_services->runs().list({})).value_or(tasks::RunPage()).runs.value(0);
    };
    QTRY_VERIFY_WITH_TIMEOUT(!newest().id.isEmpty() && plan::isFinal(newest().state), patience);
    const plan::RunSummary done = newest();
    QVERIFY2(done.state == plan::RunState::Succeeded,
             qPrintable(done.error ? words(*done.error).message + done.error->detail : QString()));

    // The new table is in the MaxCompute tree, selected, and its first rows are those of the source.
    QTRY_VERIFY_WITH_TIMEOUT(find(maxcompute, target).isValid(), patience);
    QTRY_COMPARE_WITH_TIMEOUT(CatalogTreeModel::pathOf(maxcompute->currentIndex()), target, patience);
    QCOMPARE(CatalogTreeModel::kindOf(find(maxcompute, target)), catalog::ObjectKind::ExternalTable);
    m_window->perform(models::openTable(target, models::OpenDocument::How::NewTab));
    QTRY_VERIFY_WITH_TIMEOUT(page(target), patience);
    page(target)->setPage(views::TablePage::Preview);
    QTRY_VERIFY_WITH_TIMEOUT(page(target)->model().state(Part::Preview) != PartState::Loading
                                 && page(target)->model().state(Part::Preview) != PartState::Idle,
                             patience);
    // Its rows come by a query, which is asked about.
    auto *query = page(target)->findChild<QPushButton *>(u"runQuery"_s);
    QVERIFY(query->isVisible());
    QTest::mouseClick(query, Qt::LeftButton);
    QTRY_VERIFY_WITH_TIMEOUT(page(target)->model().state(Part::Preview) != PartState::Loading, patience);
    const auto error = page(target)->model().error(Part::Preview);
    QVERIFY2(!error, qPrintable(error ? error->message + error->detail : QString()));
    auto *mapped = page(target)->findChild<QTableView *>(u"previewGrid"_s)->model();
    QVERIFY(page(source));
    auto *original = page(source)->findChild<QTableView *>(u"previewGrid"_s)->model();
    const auto rowsOf = [](QAbstractItemModel *model) {
        QHash<QString, QStringList> rows; // by order_id: neither side promises an order
        for (int row = 0; row < model->rowCount(); ++row) {
            QStringList cells;
            for (int column = 0; column < model->columnCount(); ++column)
                cells.append(model->index(row, column).data(models::RecordBatchModel::NullRole).toBool()
                                 ? u"<NULL>"_s
                                 : model->index(row, column).data().toString());
            rows.insert(cells.first(), cells);
        }
        return rows;
    };
    const auto mappedRows = rowsOf(mapped);
    const auto originalRows = rowsOf(original);
    QCOMPARE(mappedRows.size(), 200);
    int compared = 0;
    for (auto it = mappedRows.begin(); it != mappedRows.end(); ++it) {
        if (originalRows.contains(it.key())) {
            QCOMPARE(it.value(), originalRows.value(it.key()));
            ++compared;
        }
    }
    QVERIFY2(compared > 100, qPrintable(QString::number(compared)));
    save(m_window.get(), "window-mapped");
    m_theme->setChoice(views::Theme::Choice::Dark);
    save(m_window.get(), "window-mapped-dark");
    m_theme->setChoice(views::Theme::Choice::Light);
}

void tst_MainJob::aTakenNameHoldsRunBack()
{
    m_window->perform(models::mapTable(path("order_dw/public/dwd_orders")));
    QTRY_VERIFY_WITH_TIMEOUT(m_window->findChild<views::MapTableDialog *>(), patience);
    auto *dialog = m_window->findChild<views::MapTableDialog *>();
    using Check = models::MapTableForm::NameCheck::State;
    QTRY_COMPARE_WITH_TIMEOUT(dialog->form().nameCheck().state, Check::Taken, patience);
    QTRY_VERIFY(!dialog->findChild<QPushButton *>(u"run"_s)->isEnabled());
    save(dialog, "window-map-taken");
    dialog->reject();
    QTRY_VERIFY(!m_window->findChild<views::MapTableDialog *>());
}

// Reads \a schema again while its server is dead: an error row, and what was read stays.
void tst_MainJob::failToRefresh(const char *treeName, const ObjectPath &schema, const QString &table)
{
    auto *view = tree(treeName);
    m_window->perform(models::Refresh{{schema}});
    QTRY_COMPARE_WITH_TIMEOUT(CatalogTreeModel::stateOf(find(view, schema)), CatalogTreeModel::State::Failed, patience);
    const QModelIndex failed = find(view, schema);
    const QModelIndex title = failed.model()->index(0, 0, failed);
    QCOMPARE(CatalogTreeModel::messageOf(title), CatalogTreeModel::Message::ErrorTitle);
    QVERIFY(!title.data().toString().isEmpty());
    QVERIFY(childNames(view, schema).contains(table));
    view->scrollTo(title);
}

// Enter on the last row of the message is its first action: to start the sandbox. Once that runs, what failed is read
// again.
void tst_MainJob::retry(const char *treeName, const ObjectPath &schema, const QString &table)
{
    auto *view = tree(treeName);
    const QModelIndex failed = find(view, schema);
    const auto *model = failed.model();
    QModelIndex actions;
    for (int row = 0; row < model->rowCount(failed); ++row) {
        if (CatalogTreeModel::messageOf(model->index(row, 0, failed)) == CatalogTreeModel::Message::ErrorActions)
            actions = model->index(row, 0, failed);
    }
    QVERIFY(actions.isValid());
    view->setCurrentIndex(actions);
    view->setFocus();
    const QSignalSpy requested(m_window.get(), &views::MainWindow::sandboxRequested);
    QTest::keyClick(view, Qt::Key_Return);
    QCOMPARE(requested.count(), 1);
    QCOMPARE(requested.first().first().toString(), test::SandboxFixture::shared().dir());
    m_window->sandboxReady(); // as whoever was asked says; the fixture has started it
    QTRY_COMPARE_WITH_TIMEOUT(CatalogTreeModel::stateOf(find(view, schema)), CatalogTreeModel::State::Loaded, patience);
    QVERIFY(childNames(view, schema).contains(table));
}

void tst_MainJob::aDeadServerIsARowWithRetryThatRecovers()
{
    auto &sandbox = test::SandboxFixture::shared();
    const ObjectPath schema = path("order_dw/public");
    sandbox.killPostgres();
    failToRefresh("hologresTree", schema, u"dwd_orders"_s);
    save(m_window.get(), "window-dead-server");
    QVERIFY2(sandbox.restartPostgres(), qPrintable(sandbox.problem()));
    if (!QTest::currentTestFailed())
        retry("hologresTree", schema, u"dwd_orders"_s);
}

void tst_MainJob::aKilledEndpointIsARowWithRetryThatRecovers()
{
    auto &sandbox = test::SandboxFixture::shared();
    const ObjectPath schema = path("dbs_mc/default");
    sandbox.killServer();
    failToRefresh("maxcomputeTree", schema, u"ods_user_info_d"_s);
    save(m_window.get(), "window-dead-endpoint");
    QVERIFY2(sandbox.start(), qPrintable(sandbox.problem()));
    if (!QTest::currentTestFailed())
        retry("maxcomputeTree", schema, u"ods_user_info_d"_s);
}

QTEST_MAIN(tst_MainJob)
#include "tst_mainjob.moc"
