// SPDX-License-Identifier: GPL-3.0-or-later
// A connection gets another name while the window shows it: whatever names it follows, and nothing that is shown is
// lost. Who renames it makes no difference to the window, see tst_Renamings.
#include "windowtest.h"

#include <isthmus/connections/connectionmanager.h>
#include <isthmus/core/async.h>
#include <isthmus/views/connections/connectiondialog.h>
#include <isthmus/views/plans/maptabledialog.h>
#include <isthmus/views/table/tablememory.h>
#include <isthmus/views/table/tablepage.h>
#include <isthmus/views/window/windowsettings.h>

#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QPushButton>
#include <QTabWidget>
#include <QTableView>

using namespace isthmus;
using models::CatalogTreeModel;
using testsupport::path;

namespace {

const QString before = QStringLiteral("order_dw");
const QString after = QStringLiteral("prod");

} // namespace

class tst_Renaming : public testsupport::WindowTest {
    Q_OBJECT

private Q_SLOTS:
    void whatIsShownFollows();
    void whatIsBeingReadIsAskedForAgain();
    void openFormsFollow();
    void whatWasRenamedMeanwhileIsFollowedAtTheStart();
    void anotherServerIsReadAnew();
    void aPageOfAVanishedNameIsReadOnceItIsThereAgain();

private:
    void rename(const QString &from, const QString &to)
    {
        auto profile = m_fakes->manager().profile(from);
        QVERIFY(profile);
        profile->name = to;
        QVERIFY(core::await(m_fakes->manager().save(*profile, from, std::nullopt)));
        QTRY_VERIFY(m_fakes->manager().profile(to)); // and told, which is what follows
        QCoreApplication::processEvents();
    }
    // The connection \a name shows what the tutorial's does.
    void fillSource(const QString &name)
    {
        auto &catalog = m_fakes->catalog(name);
        const auto root = path(name);
        const auto schema = root.child(QStringLiteral("public"));
        catalog.setServer(catalog::ServerInfo());
        catalog.setChildren(root, {testsupport::entry(root, QStringLiteral("public"), catalog::ObjectKind::Schema)});
        catalog.setChildren(schema,
                            {testsupport::entry(schema, QStringLiteral("dwd_orders"), catalog::ObjectKind::Table)});
        auto info = testsupport::dwdOrders();
        info.path = schema.child(info.name);
        catalog.setTable(info);
        m_fakes->side(name).reader->setPreview(testsupport::previewOf(info));
    }
    [[nodiscard]] QTabWidget *documents() const
    {
        return m_window->findChild<QTabWidget *>(QStringLiteral("documents"));
    }
    [[nodiscard]] static QString crumbsOf(const views::TablePage *page)
    {
        QStringList names;
        for (const auto *crumb : page->findChildren<QPushButton *>(QStringLiteral("crumb"))) {
            if (!crumb->isHidden())
                names.append(crumb->text());
        }
        return names.join(u'/');
    }
};

void tst_Renaming::whatIsShownFollows()
{
    auto profile = *m_fakes->manager().profile(before);
    profile.environment = connections::Environment::Production;
    QVERIFY(core::await(m_fakes->manager().save(profile, before, std::nullopt)));
    openWindow();
    auto *left = tree("hologresTree");
    open(left, before);
    open(left, QStringLiteral("order_dw/public"));
    auto *page = openOrders();
    QVERIFY(page);
    const auto orders = path(QStringLiteral("order_dw/public/dwd_orders"));
    QTRY_VERIFY(row(left, orders.toString()).isValid());
    left->setCurrentIndex(row(left, orders.toString()));
    m_window->perform(models::SetPinned{{{orders, catalog::ObjectKind::Table}}, true});
    views::TableMemory memory(*m_settings);
    memory.setGrid(orders, QJsonObject{{QStringLiteral("width"), 7}});
    memory.setRunsQueries(before, true);
    auto *frame = m_window->findChild<QWidget *>(QStringLiteral("productionFrame"));
    QVERIFY(frame->isVisible());
    const QString title = m_window->windowTitle();
    QVERIFY(title.contains(QStringLiteral("Production")));

    rename(before, after); // nothing could be read by the new name: it has to be there
    const auto moved = path(QStringLiteral("prod/public/dwd_orders"));
    QTRY_VERIFY(row(left, moved.toString()).isValid());
    QVERIFY(!row(left, before).isValid());
    QVERIFY(left->isExpanded(row(left, after)));
    QVERIFY(left->isExpanded(row(left, QStringLiteral("prod/public"))));
    QCOMPARE(CatalogTreeModel::pathOf(left->currentIndex()), moved);
    QCOMPARE(m_window->windowTitle(), title);
    QVERIFY(frame->isVisible());
    QVERIFY(page->findChild<QWidget *>(QStringLiteral("environmentChip"))->isVisible());
    QTRY_COMPARE(crumbsOf(page), QStringLiteral("prod/public"));
    QCOMPARE(page->findChild<QTableView *>(QStringLiteral("previewGrid"))->model()->rowCount(), 40);
    QVERIFY(!page->findChild<QLabel *>(QStringLiteral("messageText"))->isVisible());
    QCOMPARE(m_fakes->side(after).reader->calls(), 0);
    auto *pins = m_window->findChild<QListView *>(QStringLiteral("hologresPinned"));
    QCOMPARE(pins->model()->rowCount(), 1);
    QCOMPARE(CatalogTreeModel::pathOf(pins->model()->index(0, 0)), moved);
    m_settings->beginGroup(views::settings::pins + QStringLiteral("hologresPane"));
    QCOMPARE(m_settings->childKeys(), QStringList{QStringLiteral("prod%2Fpublic%2Fdwd_orders")});
    m_settings->endGroup();
    QCOMPARE(memory.grid(moved).value(QStringLiteral("width")).toInt(), 7);
    QVERIFY(memory.grid(orders).isEmpty());
    QVERIFY(memory.runsQueries(after) && !memory.runsQueries(before));
    shoot(m_window.get(), QStringLiteral("renamed"));

    fillSource(after); // what is asked from now on is asked by the new name
    page->findChild<QAction *>(QStringLiteral("reloadPage"))->trigger();
    QTRY_COMPARE(m_fakes->side(after).reader->calls(), 1);
    rename(after, before); // and back
    QTRY_VERIFY(row(left, orders.toString()).isValid());
    QTRY_COMPARE(crumbsOf(page), QStringLiteral("order_dw/public"));
    m_window->close();
    QVERIFY(m_settings->value(views::settings::expanded).toStringList().contains(QStringLiteral("order_dw/public")));
}

void tst_Renaming::whatIsBeingReadIsAskedForAgain()
{
    openWindow();
    m_fakes->catalog(before).hold(true);
    fillSource(after);
    auto *left = tree("hologresTree");
    QTRY_VERIFY(row(left, before).isValid());
    left->expand(row(left, before));
    auto *page = openPage(QStringLiteral("order_dw/public/dwd_orders"));
    QTRY_VERIFY(!m_fakes->catalog(before).heldTables().empty());
    QTRY_VERIFY(!m_fakes->catalog(before).heldChildren().empty());
    rename(before, after);
    QTRY_VERIFY(row(left, QStringLiteral("prod/public")).isValid());
    QTRY_COMPARE(page->findChild<QTableView *>(QStringLiteral("previewGrid"))->model()->rowCount(), 40);
    QTRY_COMPARE(page->findChild<QTableView *>(QStringLiteral("columnsTable"))->model()->rowCount(), 8);
}

void tst_Renaming::openFormsFollow()
{
    openWindow();
    m_window->perform(models::mapTable(path(QStringLiteral("order_dw/public/dwd_orders"))));
    auto *dialog = m_window->findChild<views::MapTableDialog *>();
    auto *run = dialog->findChild<QPushButton *>(QStringLiteral("run"));
    QTRY_VERIFY(run->isEnabled());
    m_window->perform(models::EditConnection{QStringLiteral("dbs_mc")});
    auto *edit = m_window->findChild<views::ConnectionDialog *>();
    auto *name = edit->findChild<QLineEdit *>(QStringLiteral("name"));
    QCOMPARE(name->text(), QStringLiteral("dbs_mc"));

    catalog::ServerInfo server;
    server.database = QStringLiteral("dbs_mc");
    m_fakes->catalog(QStringLiteral("prodx")).setServer(server);
    const auto project = path(QStringLiteral("prodx"));
    m_fakes->catalog(QStringLiteral("prodx"))
        .setChildren(project, {testsupport::entry(project, QStringLiteral("default"), catalog::ObjectKind::Schema)});
    m_fakes->catalog(QStringLiteral("prodx")).setChildren(project.child(QStringLiteral("default")), {});
    rename(QStringLiteral("dbs_mc"), QStringLiteral("prodx"));
    QCOMPARE(dialog->findChild<QComboBox *>(QStringLiteral("project"))->currentText(), QStringLiteral("prodx"));
    QTRY_VERIFY(run->isEnabled()); // read and planned by the new name
    QCOMPARE(name->text(), QStringLiteral("prodx"));
    edit->findChild<QLineEdit *>(QStringLiteral("description"))->setText(QStringLiteral("x"));
    Q_EMIT edit->findChild<QLineEdit *>(QStringLiteral("description"))->textEdited(QStringLiteral("x"));
    edit->findChild<QPushButton *>(QStringLiteral("save"))->click();
    QTRY_COMPARE(m_fakes->manager().profile(QStringLiteral("prodx"))->description, QStringLiteral("x"));
    QVERIFY(!m_fakes->manager().profile(QStringLiteral("dbs_mc")));
}

void tst_Renaming::whatWasRenamedMeanwhileIsFollowedAtTheStart()
{
    openWindow();
    auto *left = tree("hologresTree");
    open(left, before);
    open(left, QStringLiteral("order_dw/public"));
    QVERIFY(openOrders());
    const auto orders = path(QStringLiteral("order_dw/public/dwd_orders"));
    m_window->perform(models::SetPinned{{{orders, catalog::ObjectKind::Table}}, true});
    m_window->close();
    m_window.reset();
    fillSource(after);
    rename(before, after);

    openWindow();
    left = tree("hologresTree");
    QTRY_VERIFY(row(left, QStringLiteral("prod/public/dwd_orders")).isValid());
    QVERIFY(left->isExpanded(row(left, QStringLiteral("prod/public"))));
    auto *page = documents()->currentWidget()->findChild<views::TablePage *>();
    QTRY_COMPARE(crumbsOf(page), QStringLiteral("prod/public"));
    QTRY_COMPARE(page->findChild<QTableView *>(QStringLiteral("previewGrid"))->model()->rowCount(), 40);
    QVERIFY(!page->findChild<QLabel *>(QStringLiteral("messageText"))->isVisible());
    QCOMPARE(m_window->findChild<QListView *>(QStringLiteral("hologresPinned"))->model()->rowCount(), 1);
}

void tst_Renaming::anotherServerIsReadAnew()
{
    openWindow();
    auto *left = tree("hologresTree");
    open(left, before);
    auto *page = openOrders();
    QVERIFY(page);
    fillSource(after);
    auto few = testsupport::dwdOrders();
    few.path.connection = after;
    few.columns = few.columns.first(2);
    m_fakes->catalog(after).setTable(few);
    auto profile = *m_fakes->manager().profile(before);
    profile.name = after;
    profile.set(u"host", QStringLiteral("elsewhere.example"));
    QVERIFY(core::await(m_fakes->manager().save(profile, before, std::nullopt)));
    QTRY_COMPARE(page->findChild<QTableView *>(QStringLiteral("columnsTable"))->model()->rowCount(), 2);
    QTRY_COMPARE(m_fakes->side(after).reader->calls(), 1);
    QTRY_VERIFY(!row(left, QStringLiteral("prod/ads")).isValid()); // which there is no more
    QTRY_VERIFY(row(left, QStringLiteral("prod/public")).isValid());
    QVERIFY(left->isExpanded(row(left, after)));
}

void tst_Renaming::aPageOfAVanishedNameIsReadOnceItIsThereAgain()
{
    openWindow();
    auto *page = openPage(QStringLiteral("prod/public/dwd_orders"));
    auto *message = page->findChild<QLabel *>(QStringLiteral("messageText"));
    QTRY_VERIFY(message->isVisible());
    fillSource(after);
    rename(before, after);
    QTRY_COMPARE(page->findChild<QTableView *>(QStringLiteral("previewGrid"))->model()->rowCount(), 40);
    QTRY_VERIFY(!message->isVisible());
}

QTEST_MAIN(tst_Renaming)
#include "tst_renaming.moc"
