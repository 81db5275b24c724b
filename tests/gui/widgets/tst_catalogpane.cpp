// SPDX-License-Identifier: GPL-3.0-or-later
// The two trees, their filters and menus, and the ways to them.
#include "catalog/catalogtreeview.h"
#include "windowtest.h"

#include <isthmus/views/table/tablepage.h>
#include <isthmus/views/window/windowsettings.h>

#include <QAbstractProxyModel>
#include <QApplication>
#include <QContextMenuEvent>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QMenu>
#include <QPushButton>
#include <QScrollBar>
#include <QSettings>
#include <QSignalSpy>
#include <QTabWidget>
#include <QTableView>
#include <QToolButton>
#include <QToolTip>

using namespace isthmus;
using catalog::ObjectKind;
using models::CatalogTreeModel;
using testsupport::entry;
using testsupport::path;

class tst_CatalogPane : public testsupport::WindowTest {
    Q_OBJECT

private Q_SLOTS:
    void treesShowBothSides();
    void unreachableConnectionCanBeRetriedInTheTree();
    void disabledEntryTellsItsReason();
    void aMenuWithoutEntriesSaysSo();
    void controlDigitsAndF6GoToThePanes();
    void controlFFiltersThePaneUsedLast();
    void kindsAreHiddenAndStaySo();
    void whatIsPinnedStandsOnTopAndStaysSo();
    void whatIsPinnedAndGoneIsUnpinnedOnItsPage();
    void whatIsRevealedTellsAll();
    void whatIsRevealedAloneIsSelected();
    void whatIsPinnedIsOrdered();
    void twoWindowsKeepWhatEachPinned();
    void pinsOfFormerVersionsAreKept();
    void whatIsInSightIsToldWhole();
    void aRefreshKeepsThePlaceInTheList();
    void aServerThatDoesNotAnswerCanBeLeft();
    void theFilterOpensWhatMatchesAndClosesItAgain();

private:
    void giveMany(const QStringList &names); // to order_dw/public
};

void tst_CatalogPane::giveMany(const QStringList &names)
{
    const auto schema = path(QStringLiteral("order_dw/public"));
    QList<catalog::Entry> entries;
    for (const QString &name : names) {
        entries.append(entry(schema, name, ObjectKind::PartitionedTable));
        entries.last().note = QStringLiteral("dt");
    }
    m_fakes->catalog(QStringLiteral("order_dw")).setChildren(schema, entries);
}

void tst_CatalogPane::treesShowBothSides()
{
    openWindow();
    auto *left = tree("hologresTree");
    auto *right = tree("maxcomputeTree");
    QCOMPARE(left->model()->rowCount(), 2);
    QCOMPARE(right->model()->rowCount(), 1);
    open(left, QStringLiteral("order_dw"));
    open(left, QStringLiteral("order_dw/public"));
    open(left, QStringLiteral("order_dw/ads"));
    open(right, QStringLiteral("dbs_mc"));
    open(right, QStringLiteral("dbs_mc/default"));
    QTRY_VERIFY(row(left, QStringLiteral("order_dw/public/dwd_orders")).isValid());
    QTRY_VERIFY(row(right, QStringLiteral("dbs_mc/default/ods_user_info_d")).isValid());
    left->setCurrentIndex(row(left, QStringLiteral("order_dw/public/dwd_orders")));

    auto *filter = m_window->findChild<QLineEdit *>(QStringLiteral("hologresFilter"));
    filter->setText(QStringLiteral("funnel"));
    QTRY_VERIFY(!row(left, QStringLiteral("order_dw/public/dwd_orders")).isValid());
    QVERIFY(row(left, QStringLiteral("order_dw/public/v_order_funnel")).isValid());
    auto *hint = m_window->findChild<QLabel *>(QStringLiteral("hologresNotLoaded"));
    QVERIFY(hint->isVisible());
    QVERIFY(hint->text().contains(QStringLiteral("not loaded")));
    filter->clear();
    QTRY_VERIFY(row(left, QStringLiteral("order_dw/public/dwd_orders")).isValid());
    QVERIFY(!hint->isVisible());
    shoot(m_window.get(), QStringLiteral("01-trees"));
}

void tst_CatalogPane::unreachableConnectionCanBeRetriedInTheTree()
{
    const core::Error error{core::ErrorKind::Network,
                            QStringLiteral("test_dbs_holo cannot be reached"),
                            QStringLiteral("No answer from holo.example:80 in 10 s"),
                            {},
                            {}};
    auto &catalog = m_fakes->catalog(QStringLiteral("test_dbs_holo"));
    const auto root = path(QStringLiteral("test_dbs_holo"));
    catalog.setChildrenError(root, error);
    openWindow();
    auto *left = tree("hologresTree");
    open(left, QStringLiteral("test_dbs_holo"));
    const auto firstChild = [&] { return left->model()->index(0, 0, row(left, QStringLiteral("test_dbs_holo"))); };
    QTRY_COMPARE(CatalogTreeModel::messageOf(firstChild()), CatalogTreeModel::Message::ErrorTitle);
    QCOMPARE(firstChild().data().toString(), QStringLiteral("Cannot reach test_dbs_holo"));
    shoot(m_window.get(), QStringLiteral("13-tree-error"));
    QTest::mouseClick(left->viewport(), Qt::LeftButton, {}, left->visualRect(firstChild()).center()); // it is cut
    QVERIFY2(QToolTip::text().contains(error.hint), qPrintable(QToolTip::text()));
    QToolTip::hideText();

    catalog.setChildren(root, {entry(root, QStringLiteral("order_dw"), ObjectKind::Database)});
    // The first link of the last line is Retry.
    const int lines = left->model()->rowCount(row(left, QStringLiteral("test_dbs_holo")));
    const QModelIndex actions = left->model()->index(lines - 1, 0, row(left, QStringLiteral("test_dbs_holo")));
    QCOMPARE(CatalogTreeModel::messageOf(actions), CatalogTreeModel::Message::ErrorActions);
    const QRect line = left->visualRect(actions);
    QTest::mouseClick(left->viewport(), Qt::LeftButton, {}, QPoint(line.left() + 36, line.center().y()));
    QTRY_VERIFY(row(left, QStringLiteral("test_dbs_holo/order_dw")).isValid());
}

void tst_CatalogPane::disabledEntryTellsItsReason()
{
    openWindow();
    auto *left = tree("hologresTree");
    open(left, QStringLiteral("test_dbs_holo"));
    open(left, QStringLiteral("test_dbs_holo/order_dw"));
    open(left, QStringLiteral("test_dbs_holo/order_dw/public"));
    const QString where = QStringLiteral("test_dbs_holo/order_dw/public/dwd_orders");
    QTRY_VERIFY(row(left, where).isValid());
    left->setCurrentIndex(row(left, where));
    const QPoint position = left->visualRect(row(left, where)).center();
    QContextMenuEvent event(QContextMenuEvent::Mouse, position, left->viewport()->mapToGlobal(position));
    QApplication::sendEvent(left->viewport(), &event);
    auto *menu = m_window->findChild<QMenu *>(QStringLiteral("contextMenu"));
    QVERIFY(menu);
    QTRY_VERIFY(menu->isVisible());

    QStringList shown;
    QAction *sync = nullptr;
    QAction *map = nullptr;
    for (QAction *action : menu->actions()) {
        if (!action->isSeparator() && action->isVisible())
            shown.append(action->objectName());
        if (action->objectName() == QLatin1String("sync.table"))
            sync = action;
        if (action->objectName() == QLatin1String("map.table"))
            map = action;
    }
    QVERIFY(shown.contains(QStringLiteral("table.open")));
    QVERIFY(!shown.contains(QStringLiteral("connection.edit"))); // a table is no connection
    QVERIFY(map && map->isEnabled());
    QVERIFY(sync && !sync->isEnabled());
    QVERIFY(sync->text().endsWith(QStringLiteral("\tinstance mode")));
    QVERIFY(sync->toolTip().contains(QStringLiteral("needs the identity of one database")));
    QVERIFY(menu->toolTipsVisible());
    // It can be reached with the keyboard although it cannot be chosen.
    menu->setActiveAction(sync);
    QCOMPARE(menu->activeAction(), sync);
    shoot(menu, QStringLiteral("04-context-menu"));
    menu->close();
}

void tst_CatalogPane::aMenuWithoutEntriesSaysSo()
{
    openWindow();
    auto *left = tree("hologresTree");
    auto *menu = m_window->findChild<QMenu *>(QStringLiteral("toolsMenu"));
    const auto shown = [menu] {
        QStringList names;
        Q_EMIT menu->aboutToShow();
        for (const QAction *action : menu->actions()) {
            if (action->isVisible() && !action->isSeparator())
                names.append(action->objectName());
        }
        return names;
    };
    open(left, QStringLiteral("order_dw"));
    left->setFocus();
    left->setCurrentIndex(row(left, QStringLiteral("order_dw/public")));
    QCOMPARE(shown(), QStringList{QStringLiteral("nothing")});
    left->setCurrentIndex(row(left, QStringLiteral("order_dw")));
    QVERIFY(shown().contains(QStringLiteral("connection.edit")));
    QVERIFY(!shown().contains(QStringLiteral("nothing")));
}

void tst_CatalogPane::controlDigitsAndF6GoToThePanes()
{
    openWindow();
    QVERIFY(openOrders());
    const auto press = [this](Qt::Key key, Qt::KeyboardModifiers modifiers = Qt::NoModifier) {
        QTest::keyClick(m_window.get(), key, modifiers);
    };
    press(Qt::Key_2, Qt::ControlModifier);
    QVERIFY(isFocusIn("maxcomputeTree"));
    press(Qt::Key_1, Qt::ControlModifier);
    QVERIFY(isFocusIn("hologresTree"));
    press(Qt::Key_3, Qt::ControlModifier);
    QVERIFY(isFocusIn("previewGrid"));
    press(Qt::Key_4, Qt::ControlModifier);
    QVERIFY(isFocusIn("activityDock"));
    for (const char *next : {"hologresTree", "maxcomputeTree", "previewGrid", "activityDock"}) {
        press(Qt::Key_F6);
        QVERIFY2(isFocusIn(next), next);
    }
}

void tst_CatalogPane::controlFFiltersThePaneUsedLast()
{
    openWindow();
    QTest::keyClick(m_window.get(), Qt::Key_2, Qt::ControlModifier);
    QTest::keyClick(m_window.get(), Qt::Key_F, Qt::ControlModifier);
    QVERIFY(isFocusIn("maxcomputeFilter"));
}

void tst_CatalogPane::kindsAreHiddenAndStaySo()
{
    openWindow();
    auto *left = tree("hologresTree");
    const auto view = QStringLiteral("order_dw/public/v_order_funnel");
    const auto table = QStringLiteral("order_dw/public/dwd_orders");
    open(left, QStringLiteral("order_dw"));
    open(left, QStringLiteral("order_dw/public"));
    QTRY_VERIFY(row(left, view).isValid());
    auto *button = m_window->findChild<QToolButton *>(QStringLiteral("hologresKinds"));
    auto *hint = m_window->findChild<QLabel *>(QStringLiteral("hologresNotLoaded"));
    m_window->findChild<QLineEdit *>(QStringLiteral("hologresFilter"))->setFocus();
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_Tab);
    QVERIFY(button->hasFocus());
    QTest::keyClick(button, Qt::Key_Space);
    auto *menu = button->findChild<QMenu *>(QStringLiteral("kindsMenu"));
    QVERIFY(menu->isVisible());
    shoot(menu, QStringLiteral("01-kinds-menu"));
    menu->findChild<QAction *>(QStringLiteral("kind.view"))->trigger();
    menu->close();
    QVERIFY(!row(left, view).isValid());
    QVERIFY(row(left, table).isValid());
    QCOMPARE(hint->text(), QStringLiteral("Not shown: Views."));
    QVERIFY(hint->isVisible());
    QCOMPARE(button->toolTip(), QStringLiteral("Not shown: Views"));
    shoot(m_window.get(), QStringLiteral("01-kinds"));

    m_window->close();
    openAgain();
    left = tree("hologresTree");
    QTRY_VERIFY(row(left, table).isValid());
    QVERIFY(!row(left, view).isValid());
    m_window->perform(models::Reveal{path(view)}); // it is asked for
    QTRY_VERIFY(row(left, view).isValid());
    QCOMPARE(tree("hologresTree")->currentIndex(), row(left, view));
    QVERIFY(!m_window->findChild<QLabel *>(QStringLiteral("hologresNotLoaded"))->isVisible());
}

void tst_CatalogPane::whatIsPinnedAndGoneIsUnpinnedOnItsPage()
{
    openWindow();
    const auto gone = path(QStringLiteral("order_dw/public/gone"));
    const auto other = path(QStringLiteral("order_dw/public/gone_too"));
    m_window->perform(models::SetPinned{{{gone, ObjectKind::Table}}, true});
    auto *pins = m_window->findChild<QListView *>(QStringLiteral("hologresPinned"));
    QCOMPARE(pins->model()->rowCount(), 1);
    auto *page = openPage(gone.toString());
    page->setPage(views::TablePage::Overview);
    auto *unpin = page->findChild<QPushButton *>(QStringLiteral("unpin"));
    QTRY_VERIFY(unpin->isVisible());
    QVERIFY(!page->findChild<QPushButton *>(QStringLiteral("editConnection"))->isVisible()); // it is well
    shoot(m_window.get(), QStringLiteral("01-pinned-gone"));
    QTest::mouseClick(unpin, Qt::LeftButton);
    QCOMPARE(pins->model()->rowCount(), 0);
    QVERIFY(!unpin->isVisible());
    page = openPage(other.toString()); // which is not pinned
    page->setPage(views::TablePage::Overview);
    QTRY_VERIFY(page->findChild<QPushButton *>(QStringLiteral("retry"))->isVisible());
    QVERIFY(!page->findChild<QPushButton *>(QStringLiteral("unpin"))->isVisible());
}

// Rows that were read before their level was opened are asked about too.
void tst_CatalogPane::whatIsRevealedTellsAll()
{
    auto &catalog = m_fakes->catalog(QStringLiteral("dbs_mc"));
    catalog.setBrief(true);
    openWindow();
    auto *right = tree("maxcomputeTree");
    open(right, QStringLiteral("dbs_mc"));
    auto *view = qobject_cast<views::CatalogTreeView *>(right);
    QSignalSpy told(view, &views::CatalogTreeView::sightChanged);
    view->tellSightSoon();
    QTRY_VERIFY(!told.isEmpty()); // what is in sight till now
    const auto table = QStringLiteral("dbs_mc/default/ods_user_info_d");
    m_window->perform(models::Reveal{path(table)});
    QTRY_COMPARE(right->currentIndex(), row(right, table));
    QTRY_COMPARE(row(right, table).data(CatalogTreeModel::NoteRole).toString(), QStringLiteral("dt"));
    QCOMPARE(CatalogTreeModel::kindOf(row(right, table)), ObjectKind::PartitionedTable);
}

void tst_CatalogPane::whatIsRevealedAloneIsSelected()
{
    openWindow();
    auto *left = tree("hologresTree");
    open(left, QStringLiteral("order_dw"));
    open(left, QStringLiteral("order_dw/public"));
    left->setFocus();
    left->setCurrentIndex(row(left, QStringLiteral("order_dw/public")));
    const auto table = QStringLiteral("order_dw/public/dwd_orders");
    QTest::keyPress(left, Qt::Key_Control, Qt::ControlModifier); // as it is while Ctrl+T asks for it
    m_window->perform(models::Reveal{path(table)});
    QTRY_COMPARE(left->currentIndex(), row(left, table));
    QCOMPARE(left->selectionModel()->selectedRows(), QModelIndexList{row(left, table)});
    QTest::keyRelease(left, Qt::Key_Control);
}

void tst_CatalogPane::whatIsPinnedStandsOnTopAndStaysSo()
{
    openWindow();
    auto *left = tree("hologresTree");
    const auto table = QStringLiteral("order_dw/public/dwd_orders");
    open(left, QStringLiteral("order_dw"));
    open(left, QStringLiteral("order_dw/public"));
    QTRY_VERIFY(row(left, table).isValid());
    const auto list = [this] { return m_window->findChild<QListView *>(QStringLiteral("hologresPinned")); };
    QVERIFY(!list()->isVisible());
    const auto press = [this](QAbstractItemView *view, const char *action, Qt::KeyboardModifiers modifiers) {
        const auto *pin = m_window->findChild<QAction *>(QLatin1String(action));
        QTRY_VERIFY(pin->isEnabled()); // it follows what is selected
        QTest::keyClick(view, Qt::Key_D, modifiers);
    };
    left->setFocus();
    left->setCurrentIndex(row(left, table));
    press(left, "node.pin", Qt::ControlModifier);
    QCOMPARE(list()->model()->rowCount(), 1);
    QVERIFY(list()->isVisible());
    QTRY_VERIFY(list()->mapToGlobal(list()->rect().bottomLeft()).y() < left->mapToGlobal(QPoint()).y());
    left->setCurrentIndex(row(left, QStringLiteral("order_dw/public")));
    press(left, "node.pin", Qt::ControlModifier);
    QCOMPARE(list()->model()->rowCount(), 2);
    shoot(m_window.get(), QStringLiteral("01-pinned"));

    m_window->close();
    openAgain(); // nothing is read yet of what lies in order_dw
    QApplication::setActiveWindow(m_window.get());
    QCOMPARE(list()->model()->rowCount(), 2);
    auto *documents = m_window->findChild<QTabWidget *>(QStringLiteral("documents"));
    list()->setFocus();
    list()->setCurrentIndex(list()->model()->index(0, 0));
    QTest::keyClick(list(), Qt::Key_Return);
    QCOMPARE(documents->tabText(documents->currentIndex()), QStringLiteral("dwd_orders"));
    list()->setFocus();
    list()->setCurrentIndex(list()->model()->index(1, 0));
    QTest::keyClick(list(), Qt::Key_Return); // a schema is shown in the tree
    QTRY_COMPARE(CatalogTreeModel::pathOf(tree("hologresTree")->currentIndex()),
                 path(QStringLiteral("order_dw/public")));

    // The menu is for what has the focus, not for what is selected in the tree.
    list()->setFocus();
    list()->setCurrentIndex(list()->model()->index(0, 0));
    QContextMenuEvent event(QContextMenuEvent::Keyboard, QPoint(), QPoint());
    QApplication::sendEvent(list(), &event);
    auto *menu = m_window->findChild<QMenu *>(QStringLiteral("contextMenu"));
    QVERIFY(menu && menu->isVisible());
    const auto shows = [menu](const char *id) {
        for (const QAction *action : menu->actions()) {
            if (action->objectName() == QLatin1String(id))
                return action->isVisible();
        }
        return false;
    };
    QVERIFY(shows("table.open") && shows("node.unpin") && !shows("node.pin"));
    menu->close();
    press(list(), "node.unpin", Qt::ControlModifier | Qt::ShiftModifier);
    QCOMPARE(list()->model()->rowCount(), 1);
    QTest::keyClick(list(), Qt::Key_Tab);
    QVERIFY(tree("hologresTree")->hasFocus());

    // What a page shows, too.
    auto *grid = openOrders()->findChild<QTableView *>(QStringLiteral("previewGrid"));
    grid->setFocus();
    press(grid, "node.pin", Qt::ControlModifier);
    QCOMPARE(list()->model()->rowCount(), 2);
}

void tst_CatalogPane::twoWindowsKeepWhatEachPinned()
{
    const auto pinIn = [](views::MainWindow &window, const QString &name, bool isPinned = true) {
        window.perform(
            models::SetPinned{{{path(QStringLiteral("order_dw/public")).child(name), ObjectKind::Table}}, isPinned});
    };
    openWindow();
    pinIn(*m_window, QStringLiteral("a"));
    pinIn(*m_window, QStringLiteral("b"));
    m_window->close();
    openAgain();
    {
        views::Theme theme; // another program, which reads and writes the same file
        QSettings settings(m_settings->fileName(), QSettings::IniFormat);
        const auto other = makeWindow(settings, theme);
        pinIn(*m_window, QStringLiteral("c"));
        pinIn(*m_window, QStringLiteral("a"), false);
        pinIn(*other, QStringLiteral("with space/and \"slash\"")); // knows neither of these two
        other->close();
    }
    m_window->close();
    openAgain();
    const auto *list = m_window->findChild<QListView *>(QStringLiteral("hologresPinned"));
    QStringList names;
    for (int row = 0; row < list->model()->rowCount(); ++row)
        names.append(list->model()->index(row, 0).data().toString());
    names.sort();
    QCOMPARE(names,
             (QStringList{QStringLiteral("b"), QStringLiteral("c"), QStringLiteral("with space/and \"slash\"")}));
}

void tst_CatalogPane::pinsOfFormerVersionsAreKept()
{
    const QString former = views::settings::pinned + QStringLiteral("hologresPane");
    m_settings->setValue(
        former, QStringList{QStringLiteral("table order_dw/public/b"), QStringLiteral("table order_dw/public/a")});
    const auto names = [this] {
        const auto *list = m_window->findChild<QListView *>(QStringLiteral("hologresPinned"));
        QStringList all;
        for (int row = 0; row < list->model()->rowCount(); ++row)
            all.append(list->model()->index(row, 0).data().toString());
        return all;
    };
    openWindow();
    QCOMPARE(names(), (QStringList{QStringLiteral("b"), QStringLiteral("a")}));
    m_window->perform(models::SetPinned{{{path(QStringLiteral("order_dw/public/c")), ObjectKind::Table}}, true});
    m_window->close();
    openAgain();
    QCOMPARE(names(), (QStringList{QStringLiteral("b"), QStringLiteral("a"), QStringLiteral("c")}));
    QVERIFY(!m_settings->contains(former));
}

// By the keyboard and the menu; how rows are dragged is the view's, which is told that they may be.
void tst_CatalogPane::whatIsPinnedIsOrdered()
{
    openWindow();
    const auto list = [this] { return m_window->findChild<QListView *>(QStringLiteral("hologresPinned")); };
    const auto names = [list] {
        QString joined;
        for (int row = 0; row < list()->model()->rowCount(); ++row)
            joined += list()->model()->index(row, 0).data().toString();
        return joined;
    };
    for (const auto &name : {QStringLiteral("a"), QStringLiteral("b"), QStringLiteral("c")})
        m_window->perform(models::SetPinned{{{path(QStringLiteral("order_dw/public")).child(name)}}, true});
    const auto action = [this](const char *id) { return m_window->findChild<QAction *>(QLatin1String(id)); };
    list()->setFocus();
    list()->setCurrentIndex(list()->model()->index(2, 0));
    QTRY_VERIFY(action("node.pinUp")->isEnabled());
    QVERIFY(!action("node.pinDown")->isEnabled()); // it is the last
    QVERIFY(action("node.pinDown")->toolTip().contains(QStringLiteral("last")));
    QTest::keyClick(list(), Qt::Key_Up, Qt::AltModifier);
    QCOMPARE(names(), QStringLiteral("acb"));
    QCOMPARE(list()->currentIndex().data().toString(), QStringLiteral("c")); // it goes with its row
    QTRY_VERIFY(action("node.pinUp")->isEnabled() && action("node.pinDown")->isEnabled());
    QTest::keyClick(list(), Qt::Key_Up, Qt::AltModifier);
    QCOMPARE(names(), QStringLiteral("cab"));
    QTRY_VERIFY(!action("node.pinUp")->isEnabled());
    action("node.pinDown")->trigger();
    QCOMPARE(names(), QStringLiteral("acb"));
    QCOMPARE(list()->dragDropMode(), QAbstractItemView::InternalMove);
    QVERIFY(list()->model()->moveRow({}, 0, {}, 3)); // as the view does where a row is dropped
    QCOMPARE(names(), QStringLiteral("cba"));

    m_window->close();
    openAgain();
    QApplication::setActiveWindow(m_window.get());
    QCOMPARE(names(), QStringLiteral("cba"));
    auto *left = tree("hologresTree");
    open(left, QStringLiteral("order_dw"));
    left->setFocus();
    left->setCurrentIndex(row(left, QStringLiteral("order_dw")));
    QTRY_VERIFY(!action("node.pinUp")->isVisible()); // in the tree there is no such order
}

namespace {

QStringList numbered(int count)
{
    QStringList names;
    for (int i = 0; i < count; ++i)
        names.append(QStringLiteral("table_%1").arg(i, 5, 10, QLatin1Char('0')));
    return names;
}

} // namespace

void tst_CatalogPane::whatIsInSightIsToldWhole()
{
    auto &catalog = m_fakes->catalog(QStringLiteral("order_dw"));
    catalog.setBrief(true);
    giveMany(numbered(5000));
    openWindow();
    auto *left = tree("hologresTree");
    open(left, QStringLiteral("order_dw"));
    open(left, QStringLiteral("order_dw/public"));
    QTRY_COMPARE(left->model()->rowCount(row(left, QStringLiteral("order_dw/public"))), 5000);
    const auto isWhole = [&](const QString &name) {
        const QModelIndex index = row(left, QStringLiteral("order_dw/public/") + name);
        return CatalogTreeModel::kindOf(index) == ObjectKind::PartitionedTable
            && index.data(CatalogTreeModel::NoteRole) == QVariant(QStringLiteral("dt"));
    };
    QTRY_VERIFY(isWhole(QStringLiteral("table_00000")));
    QVERIFY(!isWhole(QStringLiteral("table_00300")));
    left->scrollTo(row(left, QStringLiteral("order_dw/public/table_03000")), QAbstractItemView::PositionAtTop);
    QTRY_VERIFY(isWhole(QStringLiteral("table_03000")));
    QVERIFY(!isWhole(QStringLiteral("table_02000"))); // it went by
    const auto asked = catalog.calls().filter(QStringLiteral("entries "));
    QVERIFY2(asked.size() <= 4, qPrintable(asked.join(u'\n')));
    shoot(m_window.get(), QStringLiteral("40-many-tables"));
}

void tst_CatalogPane::aRefreshKeepsThePlaceInTheList()
{
    QStringList names = numbered(5000);
    giveMany(names);
    openWindow();
    auto *left = tree("hologresTree");
    open(left, QStringLiteral("order_dw"));
    open(left, QStringLiteral("order_dw/public"));
    QTRY_COMPARE(left->model()->rowCount(row(left, QStringLiteral("order_dw/public"))), 5000);
    const QString where = QStringLiteral("order_dw/public/table_03000");
    left->setCurrentIndex(row(left, QStringLiteral("order_dw/public")));
    left->scrollTo(row(left, where), QAbstractItemView::PositionAtTop);
    left->verticalScrollBar()->setValue(left->verticalScrollBar()->value() + 7); // not at the edge of a row
    const int top = left->visualRect(row(left, where)).top();

    names.removeIf([](const QString &name) { return name.endsWith(u'7'); }); // 500 runs
    for (int i = 0; i < 200; ++i)
        names.append(QStringLiteral("a_new_%1").arg(i));
    giveMany(names);
    auto *proxy = qobject_cast<QAbstractProxyModel *>(left->model());
    auto *source = qobject_cast<CatalogTreeModel *>(proxy->sourceModel());
    source->refresh(path(QStringLiteral("order_dw/public"))); // what F5 asks for
    QTRY_VERIFY(row(left, QStringLiteral("order_dw/public/a_new_0")).isValid());
    QTRY_COMPARE(left->visualRect(row(left, where)).top(), top);
    QCOMPARE(CatalogTreeModel::pathOf(left->currentIndex()), path(QStringLiteral("order_dw/public")));
    QVERIFY(left->isExpanded(row(left, QStringLiteral("order_dw/public"))));
}

void tst_CatalogPane::aServerThatDoesNotAnswerCanBeLeft()
{
    auto &catalog = m_fakes->catalog(QStringLiteral("order_dw"));
    openWindow();
    auto *left = tree("hologresTree");
    open(left, QStringLiteral("order_dw"));
    catalog.hold(true);
    left->expand(row(left, QStringLiteral("order_dw/public")));
    const auto line = [&] { return left->model()->index(0, 0, row(left, QStringLiteral("order_dw/public"))); };
    QTRY_VERIFY(line().data().toString().contains(QStringLiteral("Reading tables · 2 s")));
    shoot(m_window.get(), QStringLiteral("41-no-answer"));
    const QRect rect = left->visualRect(line());
    QTest::mouseClick(left->viewport(), Qt::LeftButton, {}, QPoint(left->viewport()->width() - 20, rect.center().y()));
    QTRY_COMPARE(line().data().toString(), QStringLiteral("Stopped reading public"));
    QTRY_VERIFY(catalog.heldChildren().back().isCancelled());
    catalog.heldChildren().back().finishCancelled();
}

void tst_CatalogPane::theFilterOpensWhatMatchesAndClosesItAgain()
{
    openWindow();
    auto *left = tree("hologresTree");
    open(left, QStringLiteral("order_dw"));
    open(left, QStringLiteral("order_dw/public"));
    left->collapse(row(left, QStringLiteral("order_dw/public")));
    auto *filter = m_window->findChild<QLineEdit *>(QStringLiteral("hologresFilter"));
    filter->setText(QStringLiteral("dwd_o"));
    QVERIFY(left->isExpanded(row(left, QStringLiteral("order_dw/public"))));
    // A schema that is not read is asked for names that begin so.
    const auto &catalog = m_fakes->catalog(QStringLiteral("order_dw"));
    QTRY_VERIFY(catalog.calls().contains(QStringLiteral("children order_dw/ads")));
    filter->clear();
    QVERIFY(left->isExpanded(row(left, QStringLiteral("order_dw"))));
    QVERIFY(!left->isExpanded(row(left, QStringLiteral("order_dw/public"))));
}

QTEST_MAIN(tst_CatalogPane)
#include "tst_catalogpane.moc"
