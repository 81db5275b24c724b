// SPDX-License-Identifier: GPL-3.0-or-later
// The page Preview of a table: which rows, in which columns, and what is done with cells.
#include "windowtest.h"

#include <isthmus/views/table/tablememory.h>
#include <isthmus/views/table/tablepage.h>

#include <QApplication>
#include <QBuffer>
#include <QCheckBox>
#include <QClipboard>
#include <QDialog>
#include <QHeaderView>
#include <QImage>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QMenu>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QScrollBar>
#include <QTabBar>
#include <QTabWidget>
#include <QTableView>
#include <QToolButton>

using namespace isthmus;
using testsupport::column;
using testsupport::dwdOrders;
using testsupport::path;
using testsupport::previewOf;

class tst_Preview : public testsupport::WindowTest {
    Q_OBJECT

private Q_SLOTS:
    void wideTablesAreFittedLittleByLittle();
    void aCutCellIsMarkedAndNotCopied();
    void rowsComeAsOneScrolls();
    void moreRowsThatDoNotComeAreToldAndCancelled();
    void theFilterOfLoadedRowsIsThereAtTheNextStart();
    void aClickOnATitleSortsWhatIsHere();
    void theMenuOfACellComesByKeyboard();
    void columnsAreHiddenAndStaySo();
    void aFilterIsReadByTheServerAndApplied();
    void loadedRowsAreFilteredHere();
    void aFilterThatFindsNothingSaysSo();
    void aFilterDoesNotLoadRowsByItself();
    void aQueryIsAskedFor();
    void rowsAreCountedAndColumnsSummedUp();
    void aPartitionIsChosen();
    void aPartitionOfTheTreeHasAPage();
    void theViewerFollowsTheCurrentCell();
    void bytesAndPicturesHaveViews();

private:
    static QTableView *gridOf(QWidget *page) { return page->findChild<QTableView *>(QStringLiteral("previewGrid")); }
    /// Whether the filter has looked at all loaded rows: it does so bit by bit, on a busy machine in several.
    static bool hasLooked(QWidget *page)
    {
        const auto *rows = qobject_cast<models::RecordBatchModel *>(gridOf(page)->model());
        return rows && rows->lookedAtRows() == rows->loadedRows();
    }
    static QAction *actionOf(QMenu *menu, const char *name)
    {
        return menu ? menu->findChild<QAction *>(QLatin1String(name)) : nullptr;
    }
    /// The menu that a key opens in the grid.
    static QMenu *menuBy(QTableView *grid, Qt::Key key, Qt::KeyboardModifiers modifiers)
    {
        grid->setFocus();
        QTest::keyClick(grid, key, modifiers);
        return qobject_cast<QMenu *>(QApplication::activePopupWidget());
    }
    testsupport::FakeTableReader &reader(const char *connection)
    {
        return *m_fakes->side(QLatin1String(connection)).reader;
    }
    static records::Preview rowsOf(int columns, int rows)
    {
        QList<catalog::Column> all;
        for (int i = 0; i < columns; ++i)
            all.append(column(QStringLiteral("column_number_%1").arg(i), QStringLiteral("text")));
        auto batch = std::make_shared<records::RecordBatch>(all);
        for (int row = 0; row < rows; ++row) {
            for (int i = 0; i < columns; ++i)
                batch->vector(i).appendBytes("a value that is wider than its title is " + QByteArray::number(row));
        }
        records::Preview preview;
        preview.rows = batch;
        preview.isComplete = true;
        return preview;
    }
};

// Measuring all of them at once keeps the window from everything else for a second.
void tst_Preview::wideTablesAreFittedLittleByLittle()
{
    reader("order_dw").setPreview(rowsOf(1590, 60));
    openWindow();
    auto *page = openPage(QStringLiteral("order_dw/public/dwd_orders"));
    auto *grid = gridOf(page);
    int widthWhenShown = 0;
    connect(grid->model(), &QAbstractItemModel::modelReset, this, [&] {
        if (grid->model()->columnCount() == 1590 && widthWhenShown == 0)
            widthWhenShown = grid->columnWidth(1589);
    });
    QTRY_COMPARE(grid->model()->columnCount(), 1590);
    QTRY_VERIFY(widthWhenShown > 0);
    QCOMPARE(widthWhenShown, grid->horizontalHeader()->defaultSectionSize()); // its turn has not come
    QVERIFY(grid->columnWidth(0) > grid->horizontalHeader()->defaultSectionSize()); // in sight
    QTRY_VERIFY(grid->columnWidth(1589) > grid->horizontalHeader()->defaultSectionSize());
}

void tst_Preview::aCutCellIsMarkedAndNotCopied()
{
    auto preview = rowsOf(2, 2);
    preview.cuts.note(0, 1, 100 * 1024 * 1024);
    reader("order_dw").setPreview(preview);
    openWindow();
    auto *page = openPage(QStringLiteral("order_dw/public/dwd_orders"));
    auto *grid = gridOf(page);
    QTRY_COMPARE(grid->model()->rowCount(), 2);
    grid->setFocus();
    QApplication::clipboard()->setText(QStringLiteral("before"));
    grid->setCurrentIndex(grid->model()->index(0, 1));
    QTest::keyClick(grid, Qt::Key_C, Qt::ControlModifier);
    QCOMPARE(QApplication::clipboard()->text(), QStringLiteral("before"));
    QTRY_VERIFY(page->findChild<QWidget *>(QStringLiteral("messageBand"))->isVisible());
    shoot(m_window.get(), QStringLiteral("18-cut-cell"));
    grid->selectionModel()->setCurrentIndex(grid->model()->index(1, 1), QItemSelectionModel::ClearAndSelect);
    QTest::keyClick(grid, Qt::Key_C, Qt::ControlModifier);
    QVERIFY(QApplication::clipboard()->text().startsWith(QStringLiteral("a value")));

    grid->setCurrentIndex(grid->model()->index(0, 1));
    QTest::keyClick(grid, Qt::Key_Return);
    auto *viewer = m_window->findChild<QDialog *>(QStringLiteral("cellViewer"));
    QVERIFY(
        viewer->findChild<QLabel *>(QStringLiteral("cellViewerRemark"))->text().contains(QStringLiteral("100 MiB")));
    QVERIFY(!viewer->findChild<QPushButton *>(QStringLiteral("cellViewerCopy"))->isEnabled());
}

void tst_Preview::rowsComeAsOneScrolls()
{
    reader("order_dw").setPreviews([](const records::PreviewRequest &request) {
        auto preview = rowsOf(2, int(std::min<qint64>(request.maxRows, 2500)));
        preview.isComplete = request.maxRows > 2500;
        return preview;
    });
    openWindow();
    auto *page = openPage(QStringLiteral("order_dw/public/dwd_orders"));
    auto *grid = gridOf(page);
    QTRY_COMPARE(grid->model()->rowCount(), 200);
    auto *more = page->findChild<QPushButton *>(QStringLiteral("moreRows"));
    QVERIFY(more->isVisible());
    grid->setFocus();
    grid->setCurrentIndex(grid->model()->index(0, 1));
    QTest::keyClick(grid, Qt::Key_End, Qt::ControlModifier);
    QTRY_COMPARE(grid->model()->rowCount(), 2000);
    QCOMPARE(grid->currentIndex().row(), 199); // stays where it was
    QTest::mouseClick(more, Qt::LeftButton);
    QTRY_COMPARE(grid->model()->rowCount(), 2500);
    QVERIFY(!more->isVisible());
    QCOMPARE(page->findChild<QLabel *>(QStringLiteral("previewRowCount"))->text(), QStringLiteral("2,500 rows"));
}

void tst_Preview::moreRowsThatDoNotComeAreToldAndCancelled()
{
    reader("order_dw").setPreviews([](const records::PreviewRequest &request) {
        auto preview = rowsOf(2, int(std::min<qint64>(request.maxRows, 2500)));
        preview.isComplete = request.maxRows > 2500;
        return preview;
    });
    openWindow();
    auto *page = openPage(QStringLiteral("order_dw/public/dwd_orders"));
    auto *grid = gridOf(page);
    QTRY_COMPARE(grid->model()->rowCount(), 200);
    auto *more = page->findChild<QPushButton *>(QStringLiteral("moreRows"));
    auto *cancel = page->findChild<QPushButton *>(QStringLiteral("cancelMoreRows"));
    reader("order_dw").hold(true);
    grid->setFocus();
    grid->setCurrentIndex(grid->model()->index(0, 1));
    QTest::keyClick(grid, Qt::Key_End, Qt::ControlModifier);
    QTRY_COMPARE(reader("order_dw").held().size(), size_t(1));
    QCOMPARE(more->text(), QStringLiteral("Reading more rows…"));
    QVERIFY(!cancel->isVisible()); // not before it takes long
    QTRY_VERIFY(cancel->isVisible());
    QVERIFY2(more->text().contains(QStringLiteral("no answer for")), qPrintable(more->text()));
    shoot(m_window.get(), QStringLiteral("18-more-rows-waiting"));
    cancel->setFocus();
    QTest::keyClick(cancel, Qt::Key_Space);
    QTRY_VERIFY(reader("order_dw").held().at(0).isCancelled());
    reader("order_dw").held().at(0).promise->finish();
    QCOMPARE(more->text(), QStringLiteral("More rows"));
    QVERIFY(!cancel->isVisible());
    QVERIFY(more->hasFocus());
    QCOMPARE(grid->model()->rowCount(), 200);
    // Scrolling does not begin it again; the button does.
    reader("order_dw").hold(false);
    const int asked = reader("order_dw").calls();
    grid->setFocus();
    QTest::keyClick(grid, Qt::Key_Home, Qt::ControlModifier);
    QTest::keyClick(grid, Qt::Key_End, Qt::ControlModifier);
    QCoreApplication::processEvents();
    QCOMPARE(reader("order_dw").calls(), asked);
    QTest::mouseClick(more, Qt::LeftButton);
    QTRY_COMPARE(grid->model()->rowCount(), 2000);
}

void tst_Preview::theFilterOfLoadedRowsIsThereAtTheNextStart()
{
    openWindow();
    auto *page = openOrders();
    QVERIFY(page);
    page->setPage(views::TablePage::Preview);
    auto *filter = page->findChild<QLineEdit *>(QStringLiteral("rowFilter"));
    QTest::keyClicks(filter, QStringLiteral("100007"));
    QTRY_COMPARE(gridOf(page)->model()->rowCount(), 1);
    m_window->close();
    openAgain();
    views::TablePage *again = nullptr;
    QTRY_VERIFY((again = m_window->findChild<views::TablePage *>()));
    QTRY_COMPARE(gridOf(again)->model()->rowCount(), 1);
    QCOMPARE(again->findChild<QLineEdit *>(QStringLiteral("rowFilter"))->text(), QStringLiteral("100007"));
    QCOMPARE(again->findChild<QLabel *>(QStringLiteral("rowFilterCount"))->text(),
             QStringLiteral("1 of 40 loaded rows"));
}

void tst_Preview::aClickOnATitleSortsWhatIsHere()
{
    openWindow();
    auto *page = openOrders();
    auto *grid = gridOf(page);
    auto *note = page->findChild<QLabel *>(QStringLiteral("previewNote"));
    const auto first = [grid] { return grid->model()->index(0, 0).data().toString(); };
    const auto click = [grid] {
        QHeaderView *header = grid->horizontalHeader();
        QTest::mouseClick(header->viewport(), Qt::LeftButton, {}, {header->sectionViewportPosition(4) + 20, 10});
    };
    QCOMPARE(first(), QStringLiteral("100001"));
    click();
    QCOMPARE(first(), QStringLiteral("100040")); // fees fall
    QCOMPARE(note->text(), QStringLiteral("Sorted here: loaded rows only"));
    shoot(m_window.get(), QStringLiteral("18-sorted"));
    click();
    QCOMPARE(first(), QStringLiteral("100001"));
    QVERIFY(!note->text().isEmpty());
    click();
    QVERIFY(note->text().isEmpty());
    // Copied as it is shown.
    click();
    grid->selectionModel()->select(QItemSelection(grid->model()->index(0, 0), grid->model()->index(1, 0)),
                                   QItemSelectionModel::ClearAndSelect);
    grid->setFocus();
    QTest::keyClick(grid, Qt::Key_C, Qt::ControlModifier);
    QCOMPARE(QApplication::clipboard()->text(), QStringLiteral("order_id\n100040\n100039\n"));
}

void tst_Preview::theMenuOfACellComesByKeyboard()
{
    openWindow();
    auto *page = openOrders();
    auto *grid = gridOf(page);
    grid->setCurrentIndex(grid->model()->index(1, 1)); // NULL
    QMenu *menu = menuBy(grid, Qt::Key_F10, Qt::ShiftModifier);
    QVERIFY(menu);
    QCOMPARE(menu->objectName(), QStringLiteral("cellMenu"));
    QVERIFY(menu->findChild<QMenu *>(QStringLiteral("copyAsMenu")));
    shoot(menu, QStringLiteral("18-cell-menu"));
    actionOf(menu, "filterByValue")->trigger();
    menu->close();
    QTRY_COMPARE(reader("order_dw").requests().last().filter, QStringLiteral("\"order_user_id\" IS NULL"));
    QTRY_COMPARE(grid->model()->rowCount(), 40);
    QCOMPARE(page->findChild<QLineEdit *>(QStringLiteral("previewWhere"))->text(),
             QStringLiteral("\"order_user_id\" IS NULL"));

    grid->setCurrentIndex(grid->model()->index(0, 0));
    menu = menuBy(grid, Qt::Key_F10, Qt::ShiftModifier);
    actionOf(menu, "filterOutValue")->trigger();
    menu->close();
    QTRY_COMPARE(reader("order_dw").requests().last().filter,
                 QStringLiteral("\"order_user_id\" IS NULL AND (\"order_id\" <> 100001 OR \"order_id\" IS NULL)"));
    QTRY_COMPARE(grid->model()->rowCount(), 40);
    grid->setCurrentIndex(grid->model()->index(0, 4));
    menu = menuBy(grid, Qt::Key_F10, Qt::ShiftModifier);
    actionOf(menu, "orderByServer")->trigger();
    menu->close();
    QTRY_COMPARE(reader("order_dw").requests().last().order, QStringLiteral("\"order_fee\""));
    QTRY_COMPARE(page->model().state(models::TablePageModel::Part::Preview), models::TablePageModel::State::Ready);
    page->findChild<QLineEdit *>(QStringLiteral("previewWhere"))->setText(QStringLiteral("a = 1 OR b = 2"));
    grid->setCurrentIndex(grid->model()->index(1, 1));
    menu = menuBy(grid, Qt::Key_F10, Qt::ShiftModifier);
    actionOf(menu, "filterByValue")->trigger();
    menu->close();
    QTRY_COMPARE(reader("order_dw").requests().last().filter,
                 QStringLiteral("(a = 1 OR b = 2) AND \"order_user_id\" IS NULL"));
}

void tst_Preview::columnsAreHiddenAndStaySo()
{
    openWindow();
    auto *grid = gridOf(openOrders());
    grid->setCurrentIndex(grid->model()->index(0, 2));
    QMenu *menu = menuBy(grid, Qt::Key_F10, Qt::ShiftModifier);
    actionOf(menu, "hideColumn")->trigger();
    menu->close();
    QVERIFY(grid->isColumnHidden(2));
    grid->horizontalHeader()->moveSection(0, 1);
    grid->horizontalHeader()->resizeSection(0, 222);
    // Copied as it is shown.
    grid->clearSelection();
    grid->selectionModel()->select(QItemSelection(grid->model()->index(0, 0), grid->model()->index(0, 3)),
                                   QItemSelectionModel::ClearAndSelect);
    grid->setFocus();
    QTest::keyClick(grid, Qt::Key_C, Qt::ControlModifier);
    QVERIFY2(QApplication::clipboard()->text().startsWith(
                 QStringLiteral("order_user_id\torder_id\torder_product_catalog_name\n")),
             qPrintable(QApplication::clipboard()->text()));

    openAgain();
    auto *page = openOrders();
    grid = gridOf(page);
    QVERIFY(grid->isColumnHidden(2));
    QCOMPARE(grid->horizontalHeader()->visualIndex(0), 1);
    QCOMPARE(grid->columnWidth(0), 222);
    QCOMPARE(page->findChild<QPushButton *>(QStringLiteral("chooseColumns"))->text(), QStringLiteral("Columns 7 of 8"));
    grid->setCurrentIndex(grid->model()->index(0, 1));
    menu = menuBy(grid, Qt::Key_F10, Qt::ShiftModifier);
    actionOf(menu, "showAllColumns")->trigger();
    menu->close();
    QVERIFY(!grid->isColumnHidden(2));
}

void tst_Preview::aFilterIsReadByTheServerAndApplied()
{
    openWindow();
    auto *page = openOrders();
    auto *grid = gridOf(page);
    auto *where = page->findChild<QLineEdit *>(QStringLiteral("previewWhere"));
    auto *check = page->findChild<QLabel *>(QStringLiteral("filterCheck"));
    grid->setFocus();
    QTest::keyClick(grid, Qt::Key_F, Qt::ControlModifier | Qt::ShiftModifier);
    QVERIFY(where->hasFocus());
    QTest::keyClicks(where, QStringLiteral("order_fee > 1000"));
    QTRY_COMPARE(check->text(), QStringLiteral("server reads it"));
    QCOMPARE(reader("order_dw").calls(), 1); // nothing was read for it
    reader("order_dw")
        .setCheck(core::fail(core::ErrorKind::Invalid, QStringLiteral("Bad."), {}, {},
                             QStringLiteral("column \"fe\" does not exist")));
    QTest::keyClicks(where, QStringLiteral(" AND fe"));
    QTRY_COMPARE(check->text(), QStringLiteral("not understood"));
    QVERIFY(check->toolTip().contains(QStringLiteral("fe")));
    reader("order_dw").setCheck(core::fail(core::ErrorKind::Timeout, QStringLiteral("No answer.")));
    QTest::keyClicks(where, QStringLiteral("e"));
    QTRY_COMPARE(check->text(), QStringLiteral("not checked")); // nothing is known of it
    reader("order_dw").hold(true);
    QTest::keyClicks(where, QStringLiteral("e"));
    QTRY_COMPARE(check->text(), QStringLiteral("no answer for 2 s"));
    reader("order_dw").hold(false);
    QTest::keyClick(where, Qt::Key_Backspace);
    QCOMPARE(check->text(), QString());
    reader("order_dw").setPreview(core::fail(core::ErrorKind::Invalid, QStringLiteral("Not understood.")));
    QTest::keyClick(where, Qt::Key_Return);
    QTRY_VERIFY(page->findChild<QPushButton *>(QStringLiteral("retry"))->isVisible());
    QVERIFY(where->isVisible()); // so that it can be mended
    where->setText(QStringLiteral("order_fee > 1000"));
    reader("order_dw").setPreview(previewOf(dwdOrders()));
    QTest::keyClick(where, Qt::Key_Return);
    QTRY_COMPARE(grid->model()->rowCount(), 40);
    QCOMPARE(page->findChild<QLabel *>(QStringLiteral("previewNote"))->text(),
             QStringLiteral("Filter and order: by the server"));
    shoot(m_window.get(), QStringLiteral("18-filter"));
    QTest::mouseClick(page->findChild<QPushButton *>(QStringLiteral("clearFilter")), Qt::LeftButton);
    QTRY_VERIFY(reader("order_dw").requests().last().filter.isEmpty());
}

void tst_Preview::loadedRowsAreFilteredHere()
{
    openWindow();
    auto *page = openOrders();
    auto *grid = gridOf(page);
    auto *filter = page->findChild<QLineEdit *>(QStringLiteral("rowFilter"));
    auto *count = page->findChild<QLabel *>(QStringLiteral("rowFilterCount"));
    const int asked = reader("order_dw").calls();
    QVERIFY(!count->isVisible());
    const int width = grid->columnWidth(0) + 10;
    grid->setColumnWidth(0, width);
    grid->setFocus();
    grid->setCurrentIndex(grid->model()->index(5, 0)); // 100006
    grid->selectAll();
    QTest::keyClick(grid, Qt::Key_F, Qt::ControlModifier); // here, not in the catalogs
    QVERIFY(filter->hasFocus());
    filter->setText(QStringLiteral("ORDER_ID: 10000"));
    QTRY_VERIFY(hasLooked(page));
    QCOMPARE(grid->model()->rowCount(), 9);
    QCOMPARE(count->text(), QStringLiteral("9 of 40 loaded rows"));
    QVERIFY(count->isVisible());
    QVERIFY(page->findChild<QLabel *>(QStringLiteral("previewRowCount"))->text().startsWith(QStringLiteral("40 of ")));
    QCOMPARE(grid->columnWidth(0), width);
    QCOMPARE(grid->currentIndex().row(), 5);
    QCOMPARE(grid->selectionModel()->selectedIndexes(), QModelIndexList{grid->currentIndex()}); // of all that went
    shoot(m_window.get(), QStringLiteral("18-loaded-rows-filtered"));

    QTest::keyClick(filter, Qt::Key_Down);
    QVERIFY(grid->hasFocus());
    // Copied as it is shown.
    grid->sortByColumn(0, Qt::DescendingOrder);
    grid->selectionModel()->select(QItemSelection(grid->model()->index(0, 0), grid->model()->index(1, 0)),
                                   QItemSelectionModel::ClearAndSelect);
    QTest::keyClick(grid, Qt::Key_C, Qt::ControlModifier);
    QCOMPARE(QApplication::clipboard()->text(), QStringLiteral("order_id\n100009\n100008\n"));
    grid->clearSelection();
    QTest::keyClick(grid, Qt::Key_C, Qt::ControlModifier);
    QCOMPARE(QApplication::clipboard()->text().count(u'\n'), 10); // no row that is not shown
    grid->selectAll();

    QTest::keyClick(grid, Qt::Key_F, Qt::ControlModifier);
    QCOMPARE(filter->selectedText(), filter->text());
    QTest::keyClick(filter, Qt::Key_Escape);
    QVERIFY(filter->text().isEmpty());
    QCOMPARE(grid->model()->rowCount(), 40);
    QVERIFY(!count->isVisible());
    QTest::keyClicks(filter, QStringLiteral("Is NULL"));
    QTRY_VERIFY(hasLooked(page));
    const int nulls = grid->model()->rowCount();
    QVERIFY(nulls > 0 && nulls < 40);
    QTest::keyClick(filter, Qt::Key_Escape);
    QTest::keyClick(filter, Qt::Key_Escape); // nothing to empty: back to the rows
    QVERIFY(grid->hasFocus());
    QCOMPARE(reader("order_dw").calls(), asked);

    QTest::keyClicks(filter, QStringLiteral("100001"));
    page = openPage(QStringLiteral("order_dw/public/dws_shop_daily"));
    QVERIFY(page->findChild<QLineEdit *>(QStringLiteral("rowFilter"))->text().isEmpty()); // of another table
}

void tst_Preview::aFilterThatFindsNothingSaysSo()
{
    openWindow();
    auto *page = openOrders();
    auto *filter = page->findChild<QLineEdit *>(QStringLiteral("rowFilter"));
    auto *empty = page->findChild<QLabel *>(QStringLiteral("noRowMatches"));
    filter->setFocus();
    QTest::keyClicks(filter, QStringLiteral("no such value"));
    QTRY_VERIFY(hasLooked(page));
    QVERIFY(empty->isVisible());
    QVERIFY(gridOf(page)->horizontalHeader()->isVisible()); // the titles stay
    QVERIFY(gridOf(page)->horizontalHeader()->height() > 0);
    QVERIFY(!page->findChild<QLabel *>(QStringLiteral("emptyPreview"))->isVisible());
    QCOMPARE(empty->text(),
             QStringLiteral("None of the 40 loaded rows matches 'no such value'. Rows that are not loaded "
                            "were not looked at."));
    QVERIFY(filter->hasFocus());
    QVERIFY(page->findChild<QPushButton *>(QStringLiteral("statistics"))->isEnabled()); // asks the server
    QVERIFY(!page->findChild<QPushButton *>(QStringLiteral("copyAs"))->isEnabled());
    shoot(m_window.get(), QStringLiteral("18-no-loaded-row"));
    QTest::keyClick(filter, Qt::Key_Escape);
    QVERIFY(gridOf(page)->isVisible());
    QVERIFY(!empty->isVisible());
    QTest::keyClicks(filter, QStringLiteral("no such value"));
    QTRY_VERIFY(hasLooked(page));
    QVERIFY(empty->isVisible());
    QTest::mouseClick(page->findChild<QPushButton *>(QStringLiteral("clearRowFilter")), Qt::LeftButton);
    QVERIFY(!empty->isVisible());
    QVERIFY(filter->text().isEmpty());
    QCOMPARE(gridOf(page)->model()->rowCount(), 40);
}

// Where few rows are picked, the end is always in sight: more come when they are asked for.
void tst_Preview::aFilterDoesNotLoadRowsByItself()
{
    reader("order_dw").setPreviews([](const records::PreviewRequest &request) {
        auto preview = rowsOf(2, int(std::min<qint64>(request.maxRows, 2500)));
        preview.isComplete = request.maxRows > 2500;
        return preview;
    });
    openWindow();
    auto *page = openPage(QStringLiteral("order_dw/public/dwd_orders"));
    auto *grid = gridOf(page);
    QTRY_COMPARE(grid->model()->rowCount(), 200);
    const int asked = reader("order_dw").calls();
    auto *filter = page->findChild<QLineEdit *>(QStringLiteral("rowFilter"));
    auto *count = page->findChild<QLabel *>(QStringLiteral("rowFilterCount"));
    filter->setText(QStringLiteral("is 1"));
    QCOMPARE(count->text(), QStringLiteral("111 of 200 loaded rows"));
    grid->setFocus();
    grid->setCurrentIndex(grid->model()->index(0, 1));
    QTest::keyClick(grid, Qt::Key_End, Qt::ControlModifier);
    QCoreApplication::processEvents();
    QCOMPARE(reader("order_dw").calls(), asked);
    QTest::mouseClick(page->findChild<QPushButton *>(QStringLiteral("moreRows")), Qt::LeftButton);
    QTRY_COMPARE(count->text(), QStringLiteral("1,111 of 2,000 loaded rows"));
    QCOMPARE(grid->currentIndex().row(), 110); // stays where it was
}

void tst_Preview::aQueryIsAskedFor()
{
    const auto answer = [](const records::PreviewRequest &request) {
        records::Preview preview = rowsOf(2, 5);
        preview.byJob = true;
        preview.statement = QStringLiteral("SELECT * FROM default.ext LIMIT 200;");
        if (!request.mayRunJob)
            preview.rows = nullptr;
        return preview;
    };
    reader("dbs_mc").setPreviews(answer);
    openWindow();
    auto *page = openPage(QStringLiteral("dbs_mc/default/ext"));
    auto *question = page->findChild<QWidget *>(QStringLiteral("queryQuestion"));
    QTRY_VERIFY(question->isVisible());
    QVERIFY(!gridOf(page)->isVisible());
    QVERIFY(!page->findChild<QLabel *>(QStringLiteral("emptyPreview"))->isVisible()); // nobody knows
    QVERIFY(question->findChild<QPlainTextEdit *>(QStringLiteral("queryStatement"))
                ->toPlainText()
                .contains(QStringLiteral("default.ext")));
    shoot(m_window.get(), QStringLiteral("18-query-question"));
    page->setFocus();
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_Space); // the button has the focus
    QTRY_COMPARE(gridOf(page)->model()->rowCount(), 5);
    QVERIFY(!question->isVisible());

    page = openPage(QStringLiteral("dbs_mc/default/other")); // each time, until it is told
    question = page->findChild<QWidget *>(QStringLiteral("queryQuestion"));
    QTRY_VERIFY(question->isVisible());
    question->findChild<QCheckBox *>(QStringLiteral("runAlways"))->setChecked(true);
    QTest::mouseClick(question->findChild<QPushButton *>(QStringLiteral("runQuery")), Qt::LeftButton);
    QTRY_COMPARE(gridOf(page)->model()->rowCount(), 5);
    openAgain();
    page = openPage(QStringLiteral("dbs_mc/default/third"));
    QTRY_COMPARE(gridOf(page)->model()->rowCount(), 5);
    QVERIFY(views::TableMemory(*m_settings).runsQueries(QStringLiteral("dbs_mc")));
    QVERIFY(!views::TableMemory(*m_settings).runsQueries(QStringLiteral("order_dw")));
}

void tst_Preview::rowsAreCountedAndColumnsSummedUp()
{
    QList<records::SummaryRequest> asked;
    reader("order_dw").setSummaries([&](const records::SummaryRequest &request) {
        asked.append(request);
        records::Summary summary;
        summary.rows = 48'213'907;
        summary.needsJob = request.column.isEmpty() && !request.mayRunJob;
        if (!request.column.isEmpty())
            summary.nulls = 12;
        return summary;
    });
    records::Preview preview = rowsOf(2, 5);
    preview.isComplete = false;
    reader("order_dw").setPreview(preview);
    openWindow();
    auto *page = openPage(QStringLiteral("order_dw/public/dwd_orders"));
    QTRY_COMPARE(gridOf(page)->model()->rowCount(), 5);
    auto *band = page->findChild<QWidget *>(QStringLiteral("summary"));
    QVERIFY(!band->isVisible());
    const auto says = [&](const QString &text) {
        return band->findChild<QLabel *>(QStringLiteral("summaryText"))->text().contains(text);
    };
    gridOf(page)->setCurrentIndex(gridOf(page)->model()->index(0, 1));
    QTest::mouseClick(page->findChild<QPushButton *>(QStringLiteral("statistics")), Qt::LeftButton);
    QTRY_VERIFY(says(QStringLiteral("column_number_1: 48,213,907 rows · 12 NULL")));
    QVERIFY(band->isVisible());
    QCOMPARE(asked.last().column, QStringLiteral("column_number_1"));
    shoot(m_window.get(), QStringLiteral("18-statistics"));

    auto *run = band->findChild<QPushButton *>(QStringLiteral("runSummary"));
    QVERIFY(!run->isVisible());
    QTest::mouseClick(page->findChild<QPushButton *>(QStringLiteral("countRows")), Qt::LeftButton);
    QTRY_VERIFY(run->isVisible()); // it asks first
    QVERIFY(!asked.last().mayRunJob);
    QTest::mouseClick(run, Qt::LeftButton);
    QTRY_VERIFY(says(QStringLiteral("48,213,907 rows · ")));
    QVERIFY(!run->isVisible());
    auto *where = page->findChild<QLineEdit *>(QStringLiteral("previewWhere"));
    QTest::keyClicks(where, QStringLiteral("id < 10")); // not applied
    QTest::mouseClick(page->findChild<QPushButton *>(QStringLiteral("statistics")), Qt::LeftButton);
    QTRY_COMPARE(asked.last().filter, QStringLiteral("id < 10"));
    QTRY_VERIFY(says(QStringLiteral("matching rows")));
    QTest::mouseClick(band->findChild<QPushButton *>(QStringLiteral("closeSummary")), Qt::LeftButton);
    QVERIFY(!band->isVisible());
}

void tst_Preview::aPartitionIsChosen()
{
    const auto table = path(QStringLiteral("dbs_mc/default/ods_user_info_d"));
    const auto folder = table.child(catalog::partitionsFolder);
    catalog::TableInfo info = dwdOrders();
    info.path = table;
    info.kind = catalog::ObjectKind::PartitionedTable;
    m_fakes->catalog(QStringLiteral("dbs_mc")).setTable(info);
    m_fakes->catalog(QStringLiteral("dbs_mc"))
        .setChildren(folder,
                     {testsupport::entry(folder, QStringLiteral("dt=20240115"), catalog::ObjectKind::Partition),
                      testsupport::entry(folder, QStringLiteral("dt=20240116"), catalog::ObjectKind::Partition)});
    reader("dbs_mc").setPreviews([](const records::PreviewRequest &request) {
        records::Preview preview = rowsOf(2, request.partition == u"dt=20240115" ? 3 : 5);
        if (request.latestPartition)
            preview.partition = QStringLiteral("dt=20240116");
        return preview;
    });
    openWindow();
    auto *page = openPage(table.toString());
    auto *button = page->findChild<QPushButton *>(QStringLiteral("partition"));
    QTRY_COMPARE(button->text(), QStringLiteral("dt=20240116 (latest)"));
    QVERIFY(button->isVisible());
    button->setFocus();
    QTest::keyClick(button, Qt::Key_Space);
    auto *list = page->findChild<QListView *>(QStringLiteral("partitionNames"));
    QTRY_COMPARE(list->model()->rowCount(), 2);
    QCOMPARE(list->model()->index(0, 0).data().toString(), QStringLiteral("dt=20240116")); // the latest first
    auto *search = page->findChild<QLineEdit *>(QStringLiteral("partitionSearch"));
    QTest::keyClicks(search, QStringLiteral("0115"));
    QCOMPARE(list->model()->rowCount(), 1);
    shoot(search->window(), QStringLiteral("18-partitions"));
    QTest::keyClick(search, Qt::Key_Return);
    QTRY_COMPARE(gridOf(page)->model()->rowCount(), 3);
    QCOMPARE(button->text(), QStringLiteral("dt=20240115"));
    auto &catalog = m_fakes->catalog(QStringLiteral("dbs_mc"));
    catalog.hold(true); // nobody answers: it says so, and closing the list ends the waiting
    QTest::mouseClick(button, Qt::LeftButton);
    const auto *remark = page->findChild<QLabel *>(QStringLiteral("partitionRemark"));
    QTRY_COMPARE(remark->text(), QStringLiteral("Reading partitions: no answer for 2 s. Esc cancels."));
    shoot(search->window(), QStringLiteral("18-partitions-waiting"));
    QTest::keyClick(search, Qt::Key_Escape);
    QTRY_VERIFY(catalog.heldChildren().back().isCancelled());
    catalog.heldChildren().back().promise->finish();
    catalog.hold(false);
    QTest::mouseClick(button, Qt::LeftButton);
    QTest::mouseClick(page->findChild<QPushButton *>(QStringLiteral("allPartitions")), Qt::LeftButton);
    QTRY_COMPARE(button->text(), QStringLiteral("All partitions"));
    QVERIFY(!reader("dbs_mc").requests().last().latestPartition);
}

void tst_Preview::aPartitionOfTheTreeHasAPage()
{
    const auto table = path(QStringLiteral("dbs_mc/default/ods_user_info_d"));
    const auto folder = table.child(catalog::partitionsFolder);
    const auto partition = folder.child(QStringLiteral("dt=20240116"));
    auto &mc = m_fakes->catalog(QStringLiteral("dbs_mc"));
    mc.setChildren(table, {testsupport::entry(table, catalog::partitionsFolder, catalog::ObjectKind::Partitions)});
    mc.setChildren(folder, {testsupport::entry(folder, partition.name(), catalog::ObjectKind::Partition)});
    catalog::TableInfo info = dwdOrders();
    info.path = partition;
    info.kind = catalog::ObjectKind::Partition;
    mc.setTable(info);
    reader("dbs_mc").setPreview(rowsOf(2, 4));
    openWindow();
    auto *right = tree("maxcomputeTree");
    for (const auto &where : {path(QStringLiteral("dbs_mc")), path(QStringLiteral("dbs_mc/default")), table, folder})
        open(right, where.toString());
    QTRY_VERIFY(row(right, partition.toString()).isValid());
    right->scrollTo(row(right, partition.toString()));
    QTest::mouseClick(right->viewport(), Qt::LeftButton, {},
                      right->visualRect(row(right, partition.toString())).center());
    auto *documents = m_window->findChild<QTabWidget *>(QStringLiteral("documents"));
    QTRY_COMPARE(documents->count(), 1);
    QCOMPARE(documents->tabText(0), QStringLiteral("ods_user_info_d · dt=20240116"));
    auto *page = documents->currentWidget()->findChild<views::TablePage *>();
    QTRY_COMPARE(gridOf(page)->model()->rowCount(), 4);
    QCOMPARE(reader("dbs_mc").requests().last().table, partition);
}

void tst_Preview::theViewerFollowsTheCurrentCell()
{
    openWindow();
    auto *page = openOrders();
    auto *grid = gridOf(page);
    grid->setFocus();
    grid->setCurrentIndex(grid->model()->index(0, 0));
    QTest::keyClick(grid, Qt::Key_Return);
    QPointer<QDialog> viewer = m_window->findChild<QDialog *>(QStringLiteral("cellViewer"));
    QVERIFY(viewer && viewer->isVisible());
    const auto column = [&] { return viewer->findChild<QLabel *>(QStringLiteral("cellViewerColumn"))->text(); };
    QCOMPARE(column(), QStringLiteral("order_id"));
    QTest::keyClick(grid, Qt::Key_Right);
    QCOMPARE(column(), QStringLiteral("order_user_id"));
    QTest::mouseClick(grid->viewport(), Qt::LeftButton, {}, grid->visualRect(grid->model()->index(2, 4)).center());
    QCOMPARE(column(), QStringLiteral("order_fee"));
    m_window->perform(
        models::openTable(path(QStringLiteral("order_dw/public/product_catalog")), models::OpenDocument::How::NewTab));
    page->setPage(views::TablePage::Preview);
    Q_EMIT page->findChild<QToolButton *>(QStringLiteral("reloadPreview"))->clicked();
    QTRY_VERIFY(!viewer); // its row is gone
}

void tst_Preview::bytesAndPicturesHaveViews()
{
    QImage image(3, 2, QImage::Format_RGB32);
    image.fill(Qt::red);
    QByteArray png;
    QBuffer buffer(&png);
    buffer.open(QIODevice::WriteOnly);
    QVERIFY(image.save(&buffer, "PNG"));
    auto batch = std::make_shared<records::RecordBatch>(QList<catalog::Column>{
        column(QStringLiteral("b"), QStringLiteral("bytea")), column(QStringLiteral("t"), QStringLiteral("text"))});
    batch->vector(0).appendBytes(QByteArray("\x09\x00\xff\x41", 4));
    batch->vector(1).appendBytes("{\"a\": [1.50]}");
    batch->vector(0).appendBytes(png);
    batch->vector(1).appendBytes("\xE4\xB8\xAD");
    records::Preview preview;
    preview.rows = batch;
    preview.isComplete = true;
    reader("order_dw").setPreview(preview);
    openWindow();
    auto *grid = gridOf(openPage(QStringLiteral("order_dw/public/dwd_orders")));
    QTRY_COMPARE(grid->model()->rowCount(), 2);
    grid->setFocus();
    grid->setCurrentIndex(grid->model()->index(0, 0));
    QTest::keyClick(grid, Qt::Key_Return);
    auto *viewer = m_window->findChild<QDialog *>(QStringLiteral("cellViewer"));
    auto *tabs = viewer->findChild<QTabBar *>(QStringLiteral("cellViewerTabs"));
    const auto shown = [tabs] { return tabs->tabText(tabs->currentIndex()); };
    const auto remark = [viewer] { return viewer->findChild<QLabel *>(QStringLiteral("cellViewerRemark"))->text(); };
    QCOMPARE(shown(), QStringLiteral("Hex"));
    QVERIFY2(remark().contains(QStringLiteral("4 bytes")), qPrintable(remark()));
    QVERIFY(viewer->findChild<QPlainTextEdit *>(QStringLiteral("cellViewerHex"))
                ->toPlainText()
                .contains(QStringLiteral("09 00 ff 41")));
    grid->setCurrentIndex(grid->model()->index(0, 1));
    QCOMPARE(shown(), QStringLiteral("Text"));
    QVERIFY(tabs->isTabVisible(1)); // JSON
    tabs->setCurrentIndex(1);
    shoot(viewer, QStringLiteral("18-json-tree"));
    grid->setCurrentIndex(grid->model()->index(1, 0));
    QCOMPARE(shown(), QStringLiteral("Picture"));
    QCOMPARE(viewer->findChild<QLabel *>(QStringLiteral("cellViewerPicture"))->pixmap(Qt::ReturnByValue).size(),
             QSize(3, 2));
    grid->setCurrentIndex(grid->model()->index(1, 1));
    QVERIFY2(remark().contains(QStringLiteral("1 character, 3 bytes")), qPrintable(remark()));
}

QTEST_MAIN(tst_Preview)
#include "tst_preview.moc"
