// SPDX-License-Identifier: GPL-3.0-or-later
// The page of a table: preview, overview, columns, DDL, one cell.
#include "windowtest.h"

#include <isthmus/models/table/columnsmodel.h>
#include <isthmus/views/table/tablepage.h>

#include <QApplication>
#include <QClipboard>
#include <QDialog>
#include <QImage>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSet>
#include <QTabBar>
#include <QTabWidget>
#include <QTableView>
#include <QToolButton>

using namespace isthmus;
using testsupport::dwdOrders;
using testsupport::previewOf;

class tst_TablePage : public testsupport::WindowTest {
    Q_OBJECT

private Q_SLOTS:
    void singleClickPreviewsAndDoubleClickKeeps();
    void nullAndEmptyArePaintedApart();
    void previewTellsItsSizeAndAlignsNumbers();
    void copyTakesTheSelectedCells();
    void pagesOfATable();
    void columnsAreCopied();
    void whatIsNotKnownIsNotCounted();
    void refreshingItsRowReadsThePageAgain();
    void failedPreviewShowsABandWithRetry();
    void aCellCanBeReadWhole();
    void aHugeCellIsShownInPart();
    void theZoneStandsInTheFootAndCanBeChanged();
    void rowsWithoutColumnsAreTold();
    void whatWasCancelledIsNoError();
    void keysOfTheTreeWorkOnThePage();
};

void tst_TablePage::singleClickPreviewsAndDoubleClickKeeps()
{
    openWindow();
    auto *left = tree("hologresTree");
    open(left, QStringLiteral("order_dw"));
    open(left, QStringLiteral("order_dw/public"));
    QTRY_VERIFY(row(left, QStringLiteral("order_dw/public/v_order_funnel")).isValid());
    auto *documents = m_window->findChild<QTabWidget *>(QStringLiteral("documents"));
    const auto middle = [left, this](const QString &where) { return left->visualRect(row(left, where)).center(); };

    QTest::mouseClick(left->viewport(), Qt::LeftButton, {}, middle(QStringLiteral("order_dw/public/dwd_orders")));
    QCOMPARE(documents->count(), 1);
    QCOMPARE(documents->tabText(0), QStringLiteral("dwd_orders"));
    QCOMPARE(m_window->windowTitle(), QStringLiteral("dwd_orders — Isthmus"));
    QTest::mouseClick(left->viewport(), Qt::LeftButton, {}, middle(QStringLiteral("order_dw/public/product_catalog")));
    QCOMPARE(documents->count(), 1); // the preview tab is used again
    QCOMPARE(documents->tabText(0), QStringLiteral("product_catalog"));
    QTest::mouseDClick(left->viewport(), Qt::LeftButton, {}, middle(QStringLiteral("order_dw/public/product_catalog")));
    QTest::mouseClick(left->viewport(), Qt::LeftButton, {}, middle(QStringLiteral("order_dw/public/dwd_orders")));
    QCOMPARE(documents->count(), 2); // the kept one stays
}

void tst_TablePage::nullAndEmptyArePaintedApart()
{
    openWindow();
    auto *page = openPage(QStringLiteral("order_dw/public/dwd_orders"));
    QVERIFY(page);
    auto *grid = page->findChild<QTableView *>(QStringLiteral("previewGrid"));
    QTRY_COMPARE(grid->model()->rowCount(), 40);
    using Rows = models::RecordBatchModel;
    QVERIFY(grid->model()->index(1, 1).data(Rows::NullRole).toBool());
    QVERIFY(grid->model()->index(2, 1).data(Rows::EmptyRole).toBool());

    // What the delegate hands to the style for a NULL: italic, in the placeholder's colour.
    const auto drawn = [grid](const QModelIndex &index) {
        const QRect cell = grid->visualRect(index);
        QImage image = grid->viewport()->grab(cell).toImage();
        QSet<QRgb> colors;
        for (int y = 0; y < image.height(); ++y)
            for (int x = 0; x < image.width(); ++x)
                colors.insert(image.pixel(x, y));
        return colors;
    };
    const QRgb text = QApplication::palette().color(QPalette::Text).rgb();
    QVERIFY(drawn(grid->model()->index(0, 1)).contains(text)); // a value is in the text's colour
    QVERIFY(!drawn(grid->model()->index(1, 1)).contains(text)); // NULL is not
    QVERIFY(!drawn(grid->model()->index(2, 1)).contains(text)); // neither is "empty"
}

void tst_TablePage::previewTellsItsSizeAndAlignsNumbers()
{
    openWindow();
    auto *page = openOrders();
    QVERIFY(page);
    auto *grid = page->findChild<QTableView *>(QStringLiteral("previewGrid"));
    QTRY_COMPARE(page->findChild<QLabel *>(QStringLiteral("previewRowCount"))->text(),
                 QStringLiteral("40 of about 48,213,907 rows"));
    const auto alignment = [grid](int column) {
        return Qt::Alignment(grid->model()->index(0, column).data(Qt::TextAlignmentRole).toInt());
    };
    QVERIFY(alignment(0) & Qt::AlignRight); // a number
    QVERIFY(!(alignment(1) & Qt::AlignRight)); // a text
    auto *left = tree("hologresTree");
    open(left, QStringLiteral("order_dw"));
    open(left, QStringLiteral("order_dw/public"));
    grid->setCurrentIndex(grid->model()->index(3, 3));
    shoot(m_window.get(), QStringLiteral("01-main"));
}

void tst_TablePage::copyTakesTheSelectedCells()
{
    openWindow();
    auto *page = openPage(QStringLiteral("order_dw/public/dwd_orders"));
    auto *grid = page->findChild<QTableView *>(QStringLiteral("previewGrid"));
    QTRY_COMPARE(grid->model()->rowCount(), 40);
    grid->setCurrentIndex(grid->model()->index(0, 0));
    QTest::keyClick(grid, Qt::Key_C, Qt::ControlModifier);
    QCOMPARE(QApplication::clipboard()->text(), QStringLiteral("100001"));
    grid->selectionModel()->select(QItemSelection(grid->model()->index(0, 0), grid->model()->index(1, 1)),
                                   QItemSelectionModel::ClearAndSelect);
    QTest::keyClick(grid, Qt::Key_C, Qt::ControlModifier);
    QCOMPARE(QApplication::clipboard()->text(), QStringLiteral("order_id\torder_user_id\n100001\tuser_0\n100002\t\n"));
    // A NULL is copied too: what was copied before must not be pasted in its place.
    grid->selectionModel()->select(grid->model()->index(1, 1), QItemSelectionModel::ClearAndSelect);
    QTest::keyClick(grid, Qt::Key_C, Qt::ControlModifier);
    QCOMPARE(QApplication::clipboard()->text(), QString());
}

void tst_TablePage::pagesOfATable()
{
    openWindow();
    auto *page = openPage(QStringLiteral("order_dw/public/dwd_orders"));
    auto *tabs = page->findChild<QTabBar *>(QStringLiteral("tablePageTabs"));
    QTRY_COMPARE(tabs->tabText(views::TablePage::Columns), QStringLiteral("Columns 8"));
    page->setPage(views::TablePage::Overview);
    auto *facts = page->findChild<QTableView *>(QStringLiteral("overviewFacts"));
    QVERIFY(facts->isVisible());
    QVERIFY(facts->model()->rowCount() > 3);
    shoot(m_window.get(), QStringLiteral("01-overview"));
    page->setPage(views::TablePage::Columns);
    auto *columns = page->findChild<QTableView *>(QStringLiteral("columnsTable"));
    QVERIFY(columns->isVisible());
    QCOMPARE(columns->model()->rowCount(), 8);
    shoot(m_window.get(), QStringLiteral("01-columns"));
    auto *filter = page->findChild<QLineEdit *>(QStringLiteral("columnsFilter"));
    columns->setFocus();
    QTest::keyClick(columns, Qt::Key_F, Qt::ControlModifier);
    QVERIFY(filter->hasFocus());
    QTest::keyClicks(filter, QStringLiteral("TIMESTAMP create"));
    QCOMPARE(columns->model()->rowCount(), 1);
    QCOMPARE(columns->model()->index(0, models::ColumnsModel::Name).data().toString(),
             QStringLiteral("order_create_time"));
    QCOMPARE(page->findChild<QLabel *>(QStringLiteral("columnsCount"))->text(), QStringLiteral("1 of 8 columns"));
    QTest::keyClick(filter, Qt::Key_Down);
    QVERIFY(columns->hasFocus());
    QTest::keyClick(columns, Qt::Key_C, Qt::ControlModifier);
    QCOMPARE(QApplication::clipboard()->text(),
             QStringLiteral("Column\tType\tMay be NULL\tComment\norder_create_time\tTIMESTAMP\tyes\t\n"));
    QTest::keyClick(filter, Qt::Key_Escape);
    QCOMPARE(columns->model()->rowCount(), 8);
    page->setPage(views::TablePage::Ddl);
    auto *text = page->findChild<QPlainTextEdit *>(QStringLiteral("ddlText"));
    QTRY_COMPARE(text->toPlainText(), testsupport::dwdOrdersDdl);
    shoot(m_window.get(), QStringLiteral("01-ddl"));
}

void tst_TablePage::columnsAreCopied()
{
    openWindow();
    auto *page = openPage(QStringLiteral("order_dw/public/dwd_orders"));
    page->setPage(views::TablePage::Columns);
    auto *columns = page->findChild<QTableView *>(QStringLiteral("columnsTable"));
    QTRY_COMPARE(columns->model()->rowCount(), 8);
    auto *copy = page->findChild<QPushButton *>(QStringLiteral("copyColumns"));
    QVERIFY(copy->toolTip().contains(QStringLiteral("Ctrl+C")));
    const auto lines = [] { return QApplication::clipboard()->text().count(u'\n') - 1; }; // below the titles
    const auto byButton = [&] {
        QApplication::clipboard()->clear();
        QTest::mouseClick(copy, Qt::LeftButton);
        return lines();
    };
    const auto byKey = [&] {
        QApplication::clipboard()->clear();
        QTest::keyClick(columns, Qt::Key_C, Qt::ControlModifier);
        return lines();
    };
    columns->clearSelection();
    QCOMPARE(byButton(), 8);
    QCOMPARE(byKey(), 8);
    columns->selectRow(2);
    QCOMPARE(byButton(), 8);
    QCOMPARE(byKey(), 1);
    columns->selectionModel()->select(columns->model()->index(4, 0),
                                      QItemSelectionModel::Select | QItemSelectionModel::Rows);
    QCOMPARE(byButton(), 2);
    QCOMPARE(byKey(), 2);
    page->findChild<QLineEdit *>(QStringLiteral("columnsFilter"))->setText(QStringLiteral("timestamp"));
    columns->clearSelection();
    const int shown = columns->model()->rowCount();
    QVERIFY(shown > 0 && shown < 8);
    QCOMPARE(byButton(), shown);
}

void tst_TablePage::whatIsNotKnownIsNotCounted()
{
    const auto table = testsupport::path(QStringLiteral("order_dw/public/dwd_orders"));
    auto &catalog = m_fakes->catalog(QStringLiteral("order_dw"));
    catalog.setTableError(table, {core::ErrorKind::Permission, QStringLiteral("You may not look."), {}, {}, {}});
    catalog.setDdl(core::fail(core::ErrorKind::Permission, QStringLiteral("You may not look.")));
    openWindow();
    auto *page = openPage(QStringLiteral("order_dw/public/dwd_orders"));
    page->setPage(views::TablePage::Columns);
    auto *retry = page->findChild<QPushButton *>(QStringLiteral("retry"));
    QTRY_VERIFY(retry->isVisible());
    auto *count = page->findChild<QLabel *>(QStringLiteral("columnsCount"));
    auto *copy = page->findChild<QPushButton *>(QStringLiteral("copyColumns"));
    QCOMPARE(count->text(), QString());
    QVERIFY(!copy->isEnabled());
    shoot(m_window.get(), QStringLiteral("13-columns-unknown"));
    page->setPage(views::TablePage::Ddl);
    QVERIFY(!page->findChild<QPushButton *>(QStringLiteral("copyDdl"))->isEnabled());

    catalog::TableInfo info = dwdOrders();
    info.path = table;
    info.columns.clear(); // which PostgreSQL has
    catalog.setTable(info);
    page->setPage(views::TablePage::Columns);
    QTest::mouseClick(retry, Qt::LeftButton);
    QTRY_COMPARE(count->text(), QStringLiteral("0 columns"));
    info.columns = dwdOrders().columns.first(1);
    catalog.setTable(info);
    QTest::keyClick(page, Qt::Key_F5);
    QTRY_COMPARE(count->text(), QStringLiteral("1 column"));
    QVERIFY(copy->isEnabled());
}

void tst_TablePage::refreshingItsRowReadsThePageAgain()
{
    openWindow();
    const auto table = testsupport::path(QStringLiteral("order_dw/public/dwd_orders"));
    auto *page = openPage(table.toString());
    page->setPage(views::TablePage::Columns);
    auto *count = page->findChild<QLabel *>(QStringLiteral("columnsCount"));
    QTRY_COMPARE(count->text(), QStringLiteral("8 columns"));
    catalog::TableInfo info = dwdOrders();
    info.path = table;
    info.columns = info.columns.first(2);
    m_fakes->catalog(table.connection).setTable(info);
    m_window->perform(models::Refresh{{table}});
    QTRY_COMPARE(count->text(), QStringLiteral("2 columns"));
}

void tst_TablePage::failedPreviewShowsABandWithRetry()
{
    auto &reader = *m_fakes->side(QStringLiteral("order_dw")).reader;
    reader.setPreview(core::fail(core::ErrorKind::Permission, QStringLiteral("You may not read dwd_orders."),
                                 QStringLiteral("Ask etl_dev for SELECT."), QStringLiteral("42501"),
                                 QStringLiteral("permission denied for table dwd_orders")));
    openWindow();
    auto *page = openPage(QStringLiteral("order_dw/public/dwd_orders"));
    auto *retry = page->findChild<QPushButton *>(QStringLiteral("retry"));
    QTRY_VERIFY(retry->isVisible());
    QVERIFY(!page->findChild<QTableView *>(QStringLiteral("previewGrid"))->isVisible()); // no header without columns
    const auto topOf = [page](const char *name) {
        auto *widget = page->findChild<QWidget *>(QLatin1String(name));
        return widget->mapTo(page, QPoint()).y();
    };
    QTRY_VERIFY(topOf("chooseColumns") - topOf("previewWhere") < 60); // not spread over the page
    shoot(m_window.get(), QStringLiteral("13-preview-denied"));
    reader.setPreview(previewOf(dwdOrders()));
    QTest::mouseClick(retry, Qt::LeftButton);
    QTRY_VERIFY(!retry->isVisible());
    auto *grid = page->findChild<QTableView *>(QStringLiteral("previewGrid"));
    QTRY_COMPARE(grid->model()->rowCount(), 40);
    QVERIFY(grid->isVisible());
    // Rows that were read stay when reading them again fails, below the band.
    reader.setPreview(core::fail(core::ErrorKind::Timeout, QStringLiteral("No answer.")));
    QTest::mouseClick(page->findChild<QToolButton *>(QStringLiteral("reloadPreview")), Qt::LeftButton);
    QTRY_VERIFY(retry->isVisible());
    QVERIFY(grid->isVisible());
    QCOMPARE(grid->model()->rowCount(), 40);
}

void tst_TablePage::aCellCanBeReadWhole()
{
    openWindow();
    auto *page = openOrders();
    QVERIFY(page);
    auto *grid = page->findChild<QTableView *>(QStringLiteral("previewGrid"));
    const QModelIndex json = grid->model()->index(0, 7);
    grid->scrollTo(json);
    QTest::mouseClick(grid->viewport(), Qt::LeftButton, {}, grid->visualRect(json).center());
    QTest::mouseDClick(grid->viewport(), Qt::LeftButton, {}, grid->visualRect(json).center());
    auto *viewer = m_window->findChild<QDialog *>(QStringLiteral("cellViewer"));
    QVERIFY(viewer && viewer->isVisible());
    QCOMPARE(viewer->findChild<QLabel *>(QStringLiteral("cellViewerColumn"))->text(), QStringLiteral("tags"));
    auto *text = viewer->findChild<QPlainTextEdit *>(QStringLiteral("cellViewerText"));
    QCOMPARE(text->toPlainText(), QStringLiteral("{\n    \"coupon\": false\n}")); // laid out
    QTest::mouseClick(viewer->findChild<QPushButton *>(QStringLiteral("cellViewerCopy")), Qt::LeftButton);
    QCOMPARE(QApplication::clipboard()->text(), QStringLiteral("{\"coupon\": false}")); // as stored
    shoot(viewer, QStringLiteral("01-cell"));

    grid->setCurrentIndex(grid->model()->index(1, 1));
    grid->setFocus();
    QTest::keyClick(grid, Qt::Key_Return);
    QCOMPARE(m_window->findChildren<QDialog *>(QStringLiteral("cellViewer")).size(), 1);
    QVERIFY(viewer->findChild<QLabel *>(QStringLiteral("cellViewerRemark"))->text().contains(QStringLiteral("NULL")));
    QVERIFY(text->toPlainText().isEmpty());
}

void tst_TablePage::aHugeCellIsShownInPart()
{
    const QByteArray huge(4 * 1024 * 1024, '7'); // without a blank, which is the slowest to break
    catalog::Column column;
    column.name = QStringLiteral("digits");
    column.type = catalog::parsePostgresType(u"text");
    auto batch = std::make_shared<records::RecordBatch>(QList<catalog::Column>{column});
    batch->vector(0).appendBytes(huge);
    records::Preview preview;
    preview.rows = batch;
    m_fakes->side(QStringLiteral("order_dw")).reader->setPreview(preview);
    openWindow();
    auto *page = openPage(QStringLiteral("order_dw/public/dwd_orders"));
    auto *grid = page->findChild<QTableView *>(QStringLiteral("previewGrid"));
    QTRY_COMPARE(grid->model()->rowCount(), 1);
    grid->setCurrentIndex(grid->model()->index(0, 0));
    grid->setFocus();
    QTest::keyClick(grid, Qt::Key_Return);
    auto *viewer = m_window->findChild<QDialog *>(QStringLiteral("cellViewer"));
    QVERIFY(viewer && viewer->isVisible());
    auto *text = viewer->findChild<QPlainTextEdit *>(QStringLiteral("cellViewerText"));
    QCOMPARE(text->toPlainText().size(), 50'000);
    QCOMPARE(text->wordWrapMode(), QTextOption::WrapAnywhere);
    const QString remark = viewer->findChild<QLabel *>(QStringLiteral("cellViewerRemark"))->text();
    QVERIFY2(remark.contains(QStringLiteral("4,194,304")) && remark.contains(QStringLiteral("50,000")),
             qPrintable(remark));
    QTest::mouseClick(viewer->findChild<QPushButton *>(QStringLiteral("cellViewerCopy")), Qt::LeftButton);
    QCOMPARE(QApplication::clipboard()->text().size(), huge.size());
}

namespace {

records::Preview previewOfTimes()
{
    auto batch = std::make_shared<records::RecordBatch>(
        QList<catalog::Column>{testsupport::column(QStringLiteral("at"), QStringLiteral("timestamptz")),
                               testsupport::column(QStringLiteral("wall"), QStringLiteral("timestamp"))});
    batch->setZone(*records::Zone::named(u"Asia/Shanghai"));
    batch->vector(0).appendTimestamp({1704038400, 0});
    batch->vector(1).appendTimestamp({1704038400, 0});
    records::Preview preview;
    preview.rows = batch;
    preview.isComplete = true;
    return preview;
}

} // namespace

void tst_TablePage::theZoneStandsInTheFootAndCanBeChanged()
{
    m_fakes->side(QStringLiteral("order_dw")).reader->setPreview(previewOfTimes());
    openWindow();
    auto *page = openPage(QStringLiteral("order_dw/public/dwd_orders"));
    QVERIFY(page);
    auto *grid = page->findChild<QTableView *>(QStringLiteral("previewGrid"));
    auto *zone = page->findChild<QPushButton *>(QStringLiteral("previewZone"));
    QTRY_VERIFY(zone->isVisible());
    const auto shown = [grid](int column) { return grid->model()->index(0, column).data().toString(); };
    QCOMPARE(zone->text(), QStringLiteral("Asia/Shanghai"));
    QCOMPARE(shown(0), QStringLiteral("2024-01-01 00:00:00+08:00"));
    QCOMPARE(shown(1), QStringLiteral("2023-12-31 16:00:00"));
    shoot(m_window.get(), QStringLiteral("18-time-zone"));

    const auto choose = [zone](const QString &text) {
        Q_EMIT zone->menu()->aboutToShow(); // as when it opens
        for (QAction *action : zone->menu()->actions()) {
            if (action->text().startsWith(text)) {
                action->trigger();
                return true;
            }
        }
        return false;
    };
    QVERIFY(choose(QStringLiteral("UTC")));
    QCOMPARE(zone->text(), QStringLiteral("UTC"));
    QCOMPARE(shown(0), QStringLiteral("2023-12-31 16:00:00+00:00"));
    QCOMPARE(shown(1), QStringLiteral("2023-12-31 16:00:00"));
    grid->setCurrentIndex(grid->model()->index(0, 0));
    QTest::keyClick(grid, Qt::Key_C, Qt::ControlModifier);
    QCOMPARE(QApplication::clipboard()->text(), QStringLiteral("2023-12-31 16:00:00+00:00")); // as shown

    QVERIFY(choose(QStringLiteral("Another zone")));
    auto *dialog = page->findChild<QDialog *>(QStringLiteral("zoneDialog"));
    QVERIFY(dialog && dialog->isVisible());
    auto *name = dialog->findChild<QLineEdit *>(QStringLiteral("zoneName"));
    auto *accept = dialog->findChild<QPushButton *>(QStringLiteral("zoneAccept"));
    name->setText(QStringLiteral("GMT+8"));
    QVERIFY(!accept->isEnabled());
    name->setText(QStringLiteral("America/New_York"));
    QVERIFY(accept->isEnabled());
    shoot(dialog, QStringLiteral("18-time-zone-by-name"));
    QTest::mouseClick(accept, Qt::LeftButton);
    QCOMPARE(zone->text(), QStringLiteral("America/New_York"));
    QCOMPARE(shown(0), QStringLiteral("2023-12-31 11:00:00-05:00"));
    QVERIFY(choose(QStringLiteral("Session")));
    QCOMPARE(shown(0), QStringLiteral("2024-01-01 00:00:00+08:00"));

    // Where no instants are, no zone is told.
    m_fakes->side(QStringLiteral("order_dw")).reader->setPreview(previewOf(dwdOrders()));
    QTest::mouseClick(page->findChild<QToolButton *>(QStringLiteral("reloadPreview")), Qt::LeftButton);
    QTRY_COMPARE(grid->model()->rowCount(), 40);
    QVERIFY(!zone->isVisible());
}

void tst_TablePage::whatWasCancelledIsNoError()
{
    auto &catalog = m_fakes->catalog(QStringLiteral("order_dw"));
    catalog.hold(true);
    openWindow();
    auto *page = openPage(QStringLiteral("order_dw/public/dwd_orders"));
    page->setPage(views::TablePage::Overview);
    auto *cancel = page->findChild<QPushButton *>(QStringLiteral("cancelReading"));
    QTRY_VERIFY(cancel->isVisible()); // the server does not answer
    QTest::mouseClick(cancel, Qt::LeftButton);
    auto *load = page->findChild<QPushButton *>(QStringLiteral("retry"));
    QVERIFY(load->isVisible());
    QCOMPARE(load->text(), QStringLiteral("Load"));
    QCOMPARE(page->findChild<QLabel *>(QStringLiteral("messageText"))->text(),
             QStringLiteral("Reading was cancelled."));
    QVERIFY(!page->findChild<QPushButton *>(QStringLiteral("editConnection"))->isVisible());
    shoot(m_window.get(), QStringLiteral("01-cancelled"));
    catalog.heldTables().back().promise->finish();
    catalog.hold(false);
    QTest::mouseClick(load, Qt::LeftButton);
    QTRY_VERIFY(!load->isVisible());
    catalog.setTableError(testsupport::path(QStringLiteral("order_dw/public/dwd_orders")),
                          core::Error{core::ErrorKind::Permission, QStringLiteral("no"), {}, {}, {}});
    page->findChild<QAction *>(QStringLiteral("reloadPage"))->trigger();
    QTRY_VERIFY(load->isVisible());
    QCOMPARE(load->text(), QStringLiteral("Retry"));
    QVERIFY(page->findChild<QPushButton *>(QStringLiteral("editConnection"))->isVisible());
}

void tst_TablePage::rowsWithoutColumnsAreTold()
{
    auto batch = std::make_shared<records::RecordBatch>(QList<catalog::Column>());
    batch->appendBareRow();
    records::Preview preview;
    preview.rows = batch;
    preview.isComplete = true;
    m_fakes->side(QStringLiteral("order_dw")).reader->setPreview(preview);
    openWindow();
    auto *page = openPage(QStringLiteral("order_dw/public/dwd_orders"));
    auto *empty = page->findChild<QLabel *>(QStringLiteral("emptyPreview"));
    QTRY_VERIFY(empty->isVisible());
    QCOMPARE(empty->text(), QStringLiteral("This table has no columns; its rows are empty."));
    QCOMPARE(page->findChild<QLabel *>(QStringLiteral("previewRowCount"))->text(), QStringLiteral("1 row"));
}

void tst_TablePage::keysOfTheTreeWorkOnThePage()
{
    openWindow();
    auto *page = openPage(QStringLiteral("order_dw/public/dwd_orders"));
    QVERIFY(page);
    auto *grid = page->findChild<QTableView *>(QStringLiteral("previewGrid"));
    QTRY_COMPARE(grid->model()->rowCount(), 40);
    m_window->activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
    grid->setFocus();
    QTest::keyClick(grid, Qt::Key_L, Qt::ControlModifier);
    QTRY_COMPARE(m_window->windowTitle(), QStringLiteral("Lineage of dwd_orders — Isthmus"));
}

QTEST_MAIN(tst_TablePage)
#include "tst_tablepage.moc"
