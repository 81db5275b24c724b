// SPDX-License-Identifier: GPL-3.0-or-later
// The two trees, their filters and menus, and the ways to them.
#include "windowtest.h"

#include <QApplication>
#include <QContextMenuEvent>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QMenu>
#include <QTabWidget>

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
};

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

QTEST_MAIN(tst_CatalogPane)
#include "tst_catalogpane.moc"
