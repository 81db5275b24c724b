// SPDX-License-Identifier: GPL-3.0-or-later
#include "windowtest.h"

#include <isthmus/models/catalog/catalogtreemodel.h>
#include <isthmus/models/catalog/gotomodel.h>

#include <QApplication>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QPushButton>
#include <QTabWidget>
#include <QTableView>

using namespace isthmus;
using namespace Qt::StringLiterals;
using models::CatalogTreeModel;
using models::GoToModel;
using testsupport::path;

/// *Go to anything*, by the keyboard.
class tst_GoToPanel : public testsupport::WindowTest {
    Q_OBJECT

private Q_SLOTS:
    void controlPFindsWhatWasNeverOpened();
    void enterShowsTheTableAndItsRow();
    void f4KeepsAndControlTShowsInTheTree();
    void enterBeforeTheAnswerTakesTheBestOfIt();
    void theCurrentRowStaysWhileNamesArrive();
    void escapeGoesBackToWhereOneWas();
    void factsOfTheCurrentHitStandBeside();
    void controlFIsForWhatOneSees();
    void sortsAndConnectionsAreChosenByKeys();
    void aColumnOpensItsTable();
    void nothingIsCut();

private:
    void readNames();
    void openPanel();
    [[nodiscard]] QLineEdit *field() const { return m_window->findChild<QLineEdit *>(u"goTo"_s); }
    [[nodiscard]] QListView *list() const { return m_window->findChild<QListView *>(u"goToMatches"_s); }
    [[nodiscard]] QWidget *panel() const { return m_window->findChild<QWidget *>(u"goToPanel"_s); }
    [[nodiscard]] QString current() const
    {
        return list()->currentIndex().data(GoToModel::PathRole).value<catalog::ObjectPath>().toString();
    }
    [[nodiscard]] QString tabText() const
    {
        auto *documents = m_window->findChild<QTabWidget *>(u"documents"_s);
        return documents->tabText(documents->currentIndex());
    }
};

void tst_GoToPanel::readNames()
{
    for (const QString &connection : {u"order_dw"_s, u"dbs_mc"_s}) {
        const auto reading = m_names->read(connection, nameindex::Depth::Names);
        QTRY_VERIFY(reading.isFinished());
        QVERIFY(core::outcomeOf(reading));
    }
}

void tst_GoToPanel::openPanel()
{
    QTest::keyClick(m_window.get(), Qt::Key_P, Qt::ControlModifier);
    QVERIFY(panel()->isVisible());
    QVERIFY(isFocusIn("goTo"));
}

void tst_GoToPanel::controlPFindsWhatWasNeverOpened()
{
    readNames();
    openWindow();
    const auto calls = m_fakes->catalog(u"order_dw"_s).calls();
    openPanel();
    QTest::keyClicks(field(), u"prodcat"_s);
    QTRY_COMPARE(current(), u"order_dw/public/product_catalog"_s);
    QTRY_VERIFY(list()->isVisible());
    QCOMPARE(m_fakes->catalog(u"order_dw"_s).calls(), calls); // nothing was asked of a server
    QCOMPARE(m_fakes->catalog(u"test_dbs_holo"_s).calls(), QStringList());
    auto *state = panel()->findChild<QLabel *>(u"goToState"_s);
    QTRY_COMPARE(state->text(), u"5 names of 3 connections · 1 connection not read yet"_s);
    QVERIFY(panel()->findChild<QPushButton *>(u"goToRead"_s)->isVisible());
    shoot(m_window.get(), u"01-go-to"_s);
}

void tst_GoToPanel::enterShowsTheTableAndItsRow()
{
    readNames();
    openWindow();
    openPanel();
    QTest::keyClicks(field(), u"prodcat"_s);
    QTRY_COMPARE(current(), u"order_dw/public/product_catalog"_s);
    QTest::keyClick(field(), Qt::Key_Return); // which may wait for the answer to the last letter
    QTRY_VERIFY(!panel()->isVisible());
    QCOMPARE(tabText(), u"product_catalog"_s);
    QTRY_COMPARE(CatalogTreeModel::pathOf(tree("hologresTree")->currentIndex()),
                 path(u"order_dw/public/product_catalog"_s));
    QVERIFY(!isFocusIn("goToPanel"));
    // A connection is no table: its row is gone to.
    openPanel();
    QCOMPARE(field()->selectedText(), u"prodcat"_s); // to be gone on with, or typed over
    QTest::keyClicks(field(), u"dbs_mc"_s);
    QTRY_COMPARE(current(), u"dbs_mc"_s);
    QTest::keyClick(field(), Qt::Key_Return);
    QTRY_VERIFY(isFocusIn("maxcomputeTree"));
}

void tst_GoToPanel::f4KeepsAndControlTShowsInTheTree()
{
    readNames();
    openWindow();
    auto *documents = m_window->findChild<QTabWidget *>(u"documents"_s);
    openPanel();
    QTest::keyClicks(field(), u"prodcat"_s);
    QTRY_COMPARE(current(), u"order_dw/public/product_catalog"_s);
    QTest::keyClick(field(), Qt::Key_F4);
    QTRY_COMPARE(tabText(), u"product_catalog"_s);
    const int tabs = documents->count();
    openPanel();
    QTest::keyClicks(field(), u"v_order"_s);
    QTRY_COMPARE(current(), u"order_dw/public/v_order_funnel"_s);
    QTest::keyClick(field(), Qt::Key_Return);
    QTRY_COMPARE(documents->count(), tabs + 1); // what was kept is not replaced
    openPanel();
    QTest::keyClicks(field(), u"ods_user"_s);
    QTRY_COMPARE(current(), u"dbs_mc/default/ods_user_info_d"_s);
    QTest::keyClick(field(), Qt::Key_T, Qt::ControlModifier);
    QTRY_COMPARE(CatalogTreeModel::pathOf(tree("maxcomputeTree")->currentIndex()),
                 path(u"dbs_mc/default/ods_user_info_d"_s));
    QVERIFY(isFocusIn("maxcomputeTree"));
    QCOMPARE(documents->count(), tabs + 1);
}

void tst_GoToPanel::enterBeforeTheAnswerTakesTheBestOfIt()
{
    readNames();
    openWindow();
    openPanel();
    field()->setText(u"prodcat"_s);
    QTest::keyClick(field(), Qt::Key_Return); // within the same turn of the event loop
    QTRY_COMPARE(tabText(), u"product_catalog"_s);
    QVERIFY(!panel()->isVisible());
}

void tst_GoToPanel::theCurrentRowStaysWhileNamesArrive()
{
    readNames();
    openWindow();
    openPanel();
    QTest::keyClicks(field(), u"order"_s);
    QTRY_VERIFY(list()->model()->rowCount() > 4);
    const QString best = current();
    QTest::keyClick(field(), Qt::Key_Down);
    QTest::keyClick(field(), Qt::Key_Down);
    const QString chosen = current();
    QVERIFY(chosen != best && !chosen.isEmpty()); // over the titles
    const int rows = list()->model()->rowCount();
    m_names->noteRelation(path(u"dbs_mc/default/order_new"_s), catalog::ObjectKind::Table);
    QTRY_COMPARE(list()->model()->rowCount(), rows + 1);
    QCOMPARE(current(), chosen);
    QTest::keyClick(field(), Qt::Key_PageUp);
    QCOMPARE(current(), best);
    QTest::keyClick(field(), Qt::Key_Up);
    QCOMPARE(current(), best); // the first
    QTest::keyClicks(field(), u"s"_s); // another pattern, its best
    QTRY_VERIFY(list()->model()->rowCount() < rows);
    QCOMPARE(list()->currentIndex().row(), 1);
}

void tst_GoToPanel::escapeGoesBackToWhereOneWas()
{
    openWindow();
    tree("maxcomputeTree")->setFocus();
    openPanel();
    QTest::keyClick(field(), Qt::Key_Escape);
    QVERIFY(!panel()->isVisible());
    QVERIFY(isFocusIn("maxcomputeTree"));
    openPanel();
    tree("hologresTree")->setFocus(); // as a click there does
    QTRY_VERIFY(!panel()->isVisible());
    QVERIFY(isFocusIn("hologresTree"));
}

void tst_GoToPanel::factsOfTheCurrentHitStandBeside()
{
    readNames();
    openWindow();
    openPanel();
    auto *facts = panel()->findChild<QWidget *>(u"goToFacts"_s);
    auto *title = panel()->findChild<QLabel *>(u"goToFactsTitle"_s);
    auto *columns = panel()->findChild<QTableView *>(u"goToFactsColumns"_s);
    QVERIFY(!facts->isVisible()); // there is no hit
    m_fakes->manager().check(u"order_dw"_s);
    QTRY_COMPARE(m_fakes->manager().status(u"order_dw"_s).state, connections::ConnectionStatus::State::Connected);
    QTest::keyClicks(field(), u"dwd_orders"_s);
    QTRY_COMPARE(current(), u"order_dw/public/dwd_orders"_s);
    QVERIFY(facts->isVisible());
    QCOMPARE(title->text(), u"dwd_orders"_s);
    QTRY_COMPARE(columns->model()->rowCount(), 8); // its connection is open
    QVERIFY(columns->isVisible());
    QVERIFY(panel()->findChild<QTableView *>(u"goToFactsFacts"_s)->model()->rowCount() > 2);
    QVERIFY(isFocusIn("goTo"));
    shoot(m_window.get(), u"17-go-to-facts"_s);
    field()->setText(u"v_order"_s);
    QTRY_COMPARE(title->text(), u"v_order_funnel"_s);
    QVERIFY(!columns->isVisible());
    field()->setText(u"ods_user"_s);
    QTRY_COMPARE(title->text(), u"ods_user_info_d"_s);
    auto *read = panel()->findChild<QPushButton *>(u"goToFactsRead"_s);
    QVERIFY(read->isVisible());
    shoot(m_window.get(), u"17-go-to-not-read"_s);
    QTest::keyClick(field(), Qt::Key_I, Qt::ControlModifier);
    QVERIFY(!read->isVisible());
    QVERIFY(panel()->isVisible());
    QTest::keyClick(field(), Qt::Key_Escape);
    QVERIFY(!facts->isVisible());
}

// Where the focus went to by itself, when what had it was hidden, is not what the user has chosen.
void tst_GoToPanel::controlFIsForWhatOneSees()
{
    readNames();
    openWindow();
    const auto controlF = [this] { QTest::keyClick(m_window.get(), Qt::Key_F, Qt::ControlModifier); };
    openPanel();
    QTest::keyClicks(field(), u"prodcat"_s);
    controlF();
    QVERIFY(panel()->isVisible());
    QVERIFY(isFocusIn("goTo"));
    QCOMPARE(field()->selectedText(), u"prodcat"_s);
    QTRY_COMPARE(current(), u"order_dw/public/product_catalog"_s);
    QTest::keyClick(field(), Qt::Key_Return);
    QTRY_VERIFY(!panel()->isVisible());
    controlF(); // before there is a row
    QVERIFY(isFocusIn("rowFilter"));

    openPanel(); // and back
    QTest::keyClick(field(), Qt::Key_Escape);
    QVERIFY(isFocusIn("rowFilter"));
    if (QWidget *focused = QApplication::focusWidget())
        focused->clearFocus();
    openPanel();
    QTest::keyClick(field(), Qt::Key_Escape);
    QVERIFY(!QApplication::focusWidget());
    controlF();
    QVERIFY(isFocusIn("rowFilter"));

    m_fakes->side(u"order_dw"_s).reader->setPreview(core::fail(core::ErrorKind::Permission, u"No."_s));
    openPanel();
    QTest::keyClicks(field(), u"v_order"_s);
    QTRY_COMPARE(current(), u"order_dw/public/v_order_funnel"_s);
    QTest::keyClick(field(), Qt::Key_Return);
    QTRY_COMPARE(tabText(), u"v_order_funnel"_s);
    QTRY_VERIFY(m_window->findChild<QPushButton *>(u"retry"_s)->isVisible());
    QVERIFY(isFocusIn("documents"));
    controlF();
    QVERIFY(isFocusIn("rowFilter"));
    for (const auto &[view, box] :
         {std::pair("hologresTree", "hologresFilter"), {"maxcomputeTree", "maxcomputeFilter"}}) {
        tree(view)->setFocus();
        controlF();
        QVERIFY(isFocusIn(box));
    }
}

void tst_GoToPanel::sortsAndConnectionsAreChosenByKeys()
{
    readNames();
    openWindow();
    openPanel();
    QTest::keyClicks(field(), u"public"_s);
    QTRY_COMPARE(current(), u"order_dw/public"_s);
    auto *schemas = panel()->findChild<QPushButton *>(u"goToSort3"_s);
    QTRY_COMPARE(schemas->text(), u"Schemas 2"_s);
    QTest::keyClick(field(), Qt::Key_2, Qt::AltModifier); // tables
    QTRY_COMPARE(list()->model()->rowCount(), 0);
    QCOMPARE(panel()->findChild<QLabel *>(u"goToMessage"_s)->text(), u"No name matches."_s);
    QTest::keyClick(field(), Qt::Key_4, Qt::AltModifier);
    QTRY_COMPARE(current(), u"order_dw/public"_s);
    QVERIFY(schemas->isChecked());
    QTest::keyClick(field(), Qt::Key_Tab); // order_dw
    QTest::keyClick(field(), Qt::Key_Tab); // test_dbs_holo
    QTest::keyClick(field(), Qt::Key_Tab);
    QTRY_COMPARE(current(), u"dbs_mc/public"_s);
    QTest::keyClick(field(), Qt::Key_Tab); // all of them again
    QTRY_COMPARE(current(), u"order_dw/public"_s);
    QVERIFY(isFocusIn("goTo"));
}

void tst_GoToPanel::aColumnOpensItsTable()
{
    const auto reading = m_names->read(u"order_dw"_s, nameindex::Depth::Columns);
    QTRY_VERIFY(reading.isFinished());
    openWindow();
    openPanel();
    QTest::keyClicks(field(), u"column:dwd.fee"_s);
    QTRY_COMPARE(current(), u"order_dw/public/dwd_orders/order_fee"_s);
    shoot(m_window.get(), u"02-go-to-column"_s);
    QTest::keyClick(field(), Qt::Key_Return);
    QTRY_COMPARE(tabText(), u"dwd_orders"_s);
    QTRY_VERIFY(m_window->findChild<QWidget *>(u"columnsTable"_s)->isVisible());
}

// Whatever the size of the window: what the panel says wraps, and is inside of it.
void tst_GoToPanel::nothingIsCut()
{
    readNames();
    openWindow({1000, 700});
    openPanel();
    for (const QString &text : {QString(), u"zzz"_s, u"orders"_s}) {
        field()->setText(text);
        QTRY_VERIFY(list()->isVisible() || panel()->findChild<QLabel *>(u"goToMessage"_s)->isVisible());
        const auto labels = panel()->findChildren<QLabel *>();
        for (const QLabel *label : labels) {
            if (!label->isVisible() || label->text().isEmpty())
                continue;
            const QRect needed = label->fontMetrics().boundingRect(
                QRect(0, 0, label->wordWrap() ? label->width() - 2 * label->margin() : 100'000, 10'000),
                label->wordWrap() ? int(Qt::TextWordWrap) : 0, label->text());
            QVERIFY2(needed.width() <= label->width() && needed.height() <= label->height(), qPrintable(label->text()));
            QVERIFY(panel()->rect().contains(QRect(label->mapTo(panel(), QPoint(0, 0)), label->size())));
        }
    }
}

QTEST_MAIN(tst_GoToPanel)
#include "tst_gotopanel.moc"
