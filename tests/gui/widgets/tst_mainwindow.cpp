// SPDX-License-Identifier: GPL-3.0-or-later
// What the window remembers, what it asks before something is lost, and that nothing is cut where letters are large and
// the window is small.
#include "filesizelimit.h"
#include "windowtest.h"

#include <isthmus/core/async.h>
#include <isthmus/engine/localruns.h>
#include <isthmus/views/connections/connectiondialog.h>
#include <isthmus/views/plans/maptabledialog.h>
#include <isthmus/views/table/tablepage.h>
#include <isthmus/views/window/windowsettings.h>

#include <QAbstractButton>
#include <QApplication>
#include <QDialog>
#include <QFile>
#include <QLabel>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QTabBar>
#include <QTabWidget>
#include <QTableView>
#include <QToolButton>

using namespace isthmus;
using catalog::ObjectKind;
using models::CatalogTreeModel;
using testsupport::path;

namespace {

// Texts that are wider than their control and cannot be read in full elsewhere.
QStringList cutTexts(const QWidget *top)
{
    QStringList cut;
    const auto all = top->findChildren<QWidget *>();
    for (const QWidget *widget : all) {
        if (!widget->isVisibleTo(top) || !widget->toolTip().isEmpty())
            continue;
        // Tabs that find no room scroll; an open document's do so when there are many.
        const auto *tabs = qobject_cast<const QTabBar *>(widget);
        if (tabs && tabs->width() < tabs->sizeHint().width())
            cut.append(QStringLiteral("%1 is %2 wide instead of %3")
                           .arg(tabs->objectName())
                           .arg(tabs->width())
                           .arg(tabs->sizeHint().width()));
        const auto *label = qobject_cast<const QLabel *>(widget);
        const auto *button = qobject_cast<const QAbstractButton *>(widget);
        const bool elides =
            QByteArray(widget->metaObject()->className()).endsWith("ElidedLabel"); // has a tool tip then
        const QString text = label ? label->text() : button ? button->text() : QString();
        if (text.isEmpty() || elides)
            continue;
        const QSize wanted =
            label && label->wordWrap() ? QSize(0, label->heightForWidth(label->width())) : widget->minimumSizeHint();
        if (widget->width() < wanted.width() || widget->height() < wanted.height())
            cut.append(QStringLiteral("%1 \"%2\" is %3x%4 instead of %5x%6")
                           .arg(widget->objectName(), text)
                           .arg(widget->width())
                           .arg(widget->height())
                           .arg(wanted.width())
                           .arg(wanted.height()));
    }
    return cut;
}

} // namespace

class tst_MainWindow : public testsupport::WindowTest {
    Q_OBJECT

private Q_SLOTS:
    void darkThemeRecoloursWhatIsOpen();
    void geometryAndOpenRowsSurviveARestart();
    void openTabsAreThereAtTheNextStart();
    void tabsAreKeptWhileTheWindowIsOpen();
    void aFinishedRunLeavesTheSelectionAlone();
    void theTabsOfActivityStayWhereTheyAre();
    void whatIsMendedIsNoLongerTold();
    void closingDuringARunAsks();
    void theQuestionSaysWhatIsStopped();
    void aFullDiskIsToldBeforeTheWindowCloses();
    void nothingIsCut_data();
    void nothingIsCut();
};

void tst_MainWindow::darkThemeRecoloursWhatIsOpen()
{
    openWindow();
    auto *left = tree("hologresTree");
    open(left, QStringLiteral("order_dw"));
    open(left, QStringLiteral("order_dw/public"));
    auto *page = openPage(QStringLiteral("order_dw/public/dwd_orders"));
    QTRY_COMPARE(page->findChild<QTableView *>(QStringLiteral("previewGrid"))->model()->rowCount(), 40);
    const QColor light = left->palette().color(QPalette::Base);
    m_window->findChild<QAction *>(QStringLiteral("theme.dark"))->trigger();
    QVERIFY(m_theme->isDark());
    QVERIFY(left->palette().color(QPalette::Base) != light);
    QCOMPARE(left->palette().color(QPalette::Base), views::applicationPalette(true).color(QPalette::Base));
    QCOMPARE(left->palette().color(QPalette::Highlight), QColor(0x22, 0x3E, 0x5C)); // the soft selection
    left->setCurrentIndex(row(left, QStringLiteral("order_dw/public/dwd_orders")));
    shoot(m_window.get(), QStringLiteral("02-main-dark"));
    m_window->perform(models::mapTable(path(QStringLiteral("order_dw/public/dwd_orders"))));
    auto *dialog = m_window->findChild<views::MapTableDialog *>();
    QTRY_VERIFY(dialog->findChild<QPushButton *>(QStringLiteral("run"))->isEnabled());
    shoot(dialog, QStringLiteral("05-map-table-dark"));
    QCOMPARE(m_settings->value(views::settings::theme).toString(), QStringLiteral("dark"));
}

void tst_MainWindow::geometryAndOpenRowsSurviveARestart()
{
    openWindow();
    auto *left = tree("hologresTree");
    open(left, QStringLiteral("order_dw"));
    open(left, QStringLiteral("order_dw/public"));
    QTRY_VERIFY(row(left, QStringLiteral("order_dw/public/dwd_orders")).isValid());
    m_window->resize(1280, 700);
    m_window->close();
    openAgain();
    QCOMPARE(m_window->size(), QSize(1280, 700));
    left = tree("hologresTree");
    QTRY_VERIFY(row(left, QStringLiteral("order_dw/public/dwd_orders")).isValid());
    QVERIFY(left->isExpanded(row(left, QStringLiteral("order_dw/public"))));
}

void tst_MainWindow::openTabsAreThereAtTheNextStart()
{
    openWindow();
    auto *page = openOrders();
    QVERIFY(page);
    page->setPage(views::TablePage::Ddl);
    m_window->perform(models::openTable(path(QStringLiteral("gone/public/orders"))));
    m_window->perform(models::openTable(path(QStringLiteral("order_dw/public/product_catalog"))));
    m_window->close();
    m_window.reset();
    const int calls = m_fakes->side(QStringLiteral("order_dw")).reader->calls();

    openWindow();
    auto *documents = m_window->findChild<QTabWidget *>(QStringLiteral("documents"));
    QCOMPARE(documents->count(), 3);
    QCOMPARE(documents->tabText(0), QStringLiteral("dwd_orders"));
    QCOMPARE(m_window->windowTitle(), QStringLiteral("product_catalog — Isthmus"));
    QCOMPARE(m_window->findChildren<views::TablePage *>().size(), 1); // the others were not looked at
    QTRY_COMPARE(m_fakes->side(QStringLiteral("order_dw")).reader->calls(), calls + 1);

    documents->setCurrentIndex(0);
    auto *text = documents->currentWidget()->findChild<QPlainTextEdit *>(QStringLiteral("ddlText"));
    QVERIFY(text->isVisible());
    QTRY_COMPARE(text->toPlainText(), testsupport::dwdOrdersDdl);
    QCOMPARE(m_fakes->side(QStringLiteral("order_dw")).reader->calls(), calls + 1); // its preview was not shown

    documents->setCurrentIndex(1);
    QCOMPARE(m_window->windowTitle(), QStringLiteral("orders — Isthmus"));
    auto *message = documents->currentWidget()->findChild<QLabel *>(QStringLiteral("messageText"));
    QTRY_VERIFY(message->isVisible());
    QVERIFY2(message->text().contains(QStringLiteral("gone")), qPrintable(message->text()));
    QVERIFY(documents->currentWidget()->findChild<QPushButton *>(QStringLiteral("retry"))->isVisible());
    QVERIFY(!documents->currentWidget()->findChild<QPushButton *>(QStringLiteral("editConnection"))->isVisible());
    shoot(m_window.get(), QStringLiteral("01-vanished"));
}

void tst_MainWindow::tabsAreKeptWhileTheWindowIsOpen() // a program that is killed closes nothing
{
    openWindow();
    m_window->perform(models::openTable(path(QStringLiteral("order_dw/public/product_catalog"))));
    const auto kept = [this] { return m_settings->value(views::settings::documents).toByteArray(); };
    QTRY_VERIFY(kept().contains("product_catalog"));
    m_window->perform(models::openTable(path(QStringLiteral("order_dw/public/dwd_orders"))));
    QTRY_VERIFY(kept().contains("dwd_orders"));
}

void tst_MainWindow::aFinishedRunLeavesTheSelectionAlone()
{
    openWindow();
    auto *left = tree("hologresTree");
    auto *right = tree("maxcomputeTree");
    open(left, QStringLiteral("order_dw"));
    open(left, QStringLiteral("order_dw/public"));
    open(right, QStringLiteral("dbs_mc"));
    open(right, QStringLiteral("dbs_mc/default"));
    left->setCurrentIndex(row(left, QStringLiteral("order_dw/public/product_catalog")));
    QTRY_VERIFY(row(right, QStringLiteral("dbs_mc/default/ods_user_info_d")).isValid());
    right->setCurrentIndex(row(right, QStringLiteral("dbs_mc/default/ods_user_info_d")));
    QCOMPARE(CatalogTreeModel::pathOf(right->currentIndex()).toString(),
             QStringLiteral("dbs_mc/default/ods_user_info_d"));
    m_window->perform(models::openTable(path(QStringLiteral("order_dw/public/product_catalog"))));

    const auto schema = path(QStringLiteral("dbs_mc/default"));
    m_fakes->catalog(QStringLiteral("dbs_mc"))
        .setChildren(schema,
                     {testsupport::entry(schema, QStringLiteral("ods_user_info_d"), ObjectKind::PartitionedTable),
                      testsupport::entry(schema, QStringLiteral("made_elsewhere"), ObjectKind::ExternalTable)});
    plan::Plan plan;
    plan.title = QStringLiteral("Work in the background");
    plan.touches = {{schema.child(QStringLiteral("made_elsewhere")).toString(), plan::Change::Created, {}}};
    plan::Step step;
    step.kind = QStringLiteral("quick");
    step.title = QStringLiteral("Work");
    step.connections = {QStringLiteral("dbs_mc")};
    plan.append(step);
    QVERIFY(core::await(m_runs->start({}, plan)).has_value());
    QTRY_VERIFY(row(right, QStringLiteral("dbs_mc/default/made_elsewhere")).isValid()); // it is there to be found
    QCOMPARE(CatalogTreeModel::pathOf(left->currentIndex()).toString(),
             QStringLiteral("order_dw/public/product_catalog"));
    QCOMPARE(CatalogTreeModel::pathOf(right->currentIndex()).toString(),
             QStringLiteral("dbs_mc/default/ods_user_info_d"));
    QCOMPARE(m_window->windowTitle(), QStringLiteral("product_catalog — Isthmus"));
}

void tst_MainWindow::theTabsOfActivityStayWhereTheyAre()
{
    openWindow();
    auto *tabs = m_window->findChild<QTabBar *>(QStringLiteral("activityTabs"));
    QVERIFY(tabs);
    plan::Plan plan;
    plan::Step step;
    step.kind = QStringLiteral("sql");
    step.connections = {QStringLiteral("dbs_mc")};
    plan.append(step);
    QVERIFY(core::await(m_runs->start({}, plan))); // whose log can be shown
    auto *table = m_window->findChild<QTableView *>(QStringLiteral("activityTable"));
    QTRY_COMPARE(table->model()->rowCount(), 1);
    table->setCurrentIndex(table->model()->index(0, 0));
    QVERIFY(tabs->isTabEnabled(1));
    for (const int page : {1, 0, 1}) {
        const QRect first = tabs->tabRect(0);
        QTest::mouseClick(tabs, Qt::LeftButton, {}, tabs->tabRect(page).center());
        QCOMPARE(tabs->currentIndex(), page);
        QCOMPARE(tabs->tabRect(0), first);
        QVERIFY(first.left() >= 0);
        QVERIFY(tabs->rect().contains(tabs->tabRect(1)));
        QVERIFY(tabs->width() >= tabs->sizeHint().width());
        for (const auto *arrow : tabs->findChildren<QToolButton *>())
            QVERIFY(!arrow->isVisible());
    }
}

void tst_MainWindow::whatIsMendedIsNoLongerTold()
{
    openWindow();
    auto *band = m_window->findChild<QWidget *>(QStringLiteral("windowBand"));
    QVERIFY(band);
    const core::Error full{core::ErrorKind::Internal, QStringLiteral("The disk is full."), {}, {}, {}};
    Q_EMIT m_runs->storeFailed(full);
    QVERIFY(band->isVisible());
    Q_EMIT m_runs->storeRecovered();
    QVERIFY(!band->isVisible());
    // What it says by then is another matter.
    Q_EMIT m_runs->storeFailed(full);
    m_window->showError({core::ErrorKind::Invalid, QStringLiteral("Something else."), {}, {}, {}});
    Q_EMIT m_runs->storeRecovered();
    QVERIFY(band->isVisible());
    // The list of connections, likewise.
    m_window->showError(full, views::MainWindow::Trouble::Connections);
    auto &manager = m_fakes->manager();
    auto profile = *manager.profile(QStringLiteral("order_dw"));
    profile.description = QStringLiteral("another");
    QVERIFY(core::await(manager.save(profile, profile.name, std::nullopt)));
    QTRY_VERIFY(!band->isVisible());
}

void tst_MainWindow::closingDuringARunAsks()
{
    openWindow();
    plan::Plan plan;
    plan.title = QStringLiteral("Long work");
    plan::Step step;
    step.kind = QStringLiteral("sql");
    step.title = QStringLiteral("Work");
    step.connections = {QStringLiteral("dbs_mc")};
    plan.append(step);
    const auto id = core::await(m_runs->start({}, plan));
    QVERIFY2(id, qPrintable(id ? QString() : id.error().message));
    QVERIFY(m_begun->tryAcquire(1, 10000));
    QTRY_COMPARE(m_window->findChild<QLabel *>(QStringLiteral("activeRuns"))->text(), QStringLiteral("1 run active"));

    m_prompter.answer = false;
    m_window->close();
    QCOMPARE(m_prompter.activeRuns, QList<int>{1});
    QVERIFY(m_window->isVisible());
    QTRY_COMPARE(core::await(m_runs->run(*id))->state, plan::RunState::Running);

    m_prompter.answer = true;
    m_window->close();
    QCOMPARE(m_prompter.activeRuns.size(), 2);
    QTRY_VERIFY(!m_window->isVisible());
    // The program ends: the run is stopped, and the next start knows of it.
    endRuns();
    engine::Setup setup;
    setup.storeFile = m_folder->filePath(QStringLiteral("runs.sqlite"));
    engine::LocalRuns later(std::move(setup));
    const auto runs = core::await(later.list({}))->runs;
    QCOMPARE(runs.size(), 1);
    QCOMPARE(runs.first().id, *id);
    QVERIFY(plan::isFinal(runs.first().state));
}

void tst_MainWindow::aFullDiskIsToldBeforeTheWindowCloses()
{
    openWindow();
    m_window->perform(models::openTable(path(QStringLiteral("order_dw/public/product_catalog"))));
    m_settings->sync();
    const QString file = m_settings->fileName();
    m_prompter.answer = false;
    {
        const testsupport::FileSizeLimit full(0);
        m_window->close();
        QTRY_COMPARE(m_prompter.unremembered.size(), 1);
    }
    QVERIFY2(m_prompter.unremembered.first().contains(file)
                 && !m_prompter.unremembered.first().contains(QStringLiteral("trial")),
             qPrintable(m_prompter.unremembered.first()));
    QVERIFY(m_window->isVisible());
    QVERIFY(!QFile::exists(file + QStringLiteral(".trial")));

    m_prompter.answer = true;
    {
        const testsupport::FileSizeLimit full(0);
        m_window->close(); // all the same
        QTRY_VERIFY(!m_window->isVisible());
    }
    QCOMPARE(m_prompter.unremembered.size(), 2);

    openWindow();
    m_window->close(); // where there is room nothing is asked
    QTRY_VERIFY(!m_window->isVisible());
    QCOMPARE(m_prompter.unremembered.size(), 2);
    const QSettings kept(file, QSettings::IniFormat);
    QVERIFY(kept.value(views::settings::documents).toByteArray().contains("product_catalog"));
}

void tst_MainWindow::theQuestionSaysWhatIsStopped()
{
    openWindow();
    views::DialogPrompter prompter;
    QList<bool> answers;
    for (const char *button : {"cancel", "stopAndClose"}) {
        prompter.confirmCloseDuringRuns(m_window.get(), 2, [&answers](bool yes) { answers.append(yes); });
        auto *dialog = m_window->findChild<QDialog *>(QStringLiteral("confirmCloseDuringRuns"));
        QVERIFY(dialog && dialog->isVisible());
        bool isTold = false;
        for (const auto *label : dialog->findChildren<QLabel *>())
            isTold = isTold || label->text() == QStringLiteral("2 runs are active.");
        QVERIFY(isTold);
        auto *safe = dialog->findChild<QPushButton *>(QStringLiteral("cancel"));
        QVERIFY(safe->isDefault());
        QTest::mouseClick(dialog->findChild<QPushButton *>(QLatin1String(button)), Qt::LeftButton);
        QTRY_VERIFY(!m_window->findChild<QDialog *>(QStringLiteral("confirmCloseDuringRuns")));
    }
    QCOMPARE(answers, QList<bool>({false, true}));
}

void tst_MainWindow::nothingIsCut_data()
{
    QTest::addColumn<int>("pixels");
    QTest::addColumn<QSize>("size");
    QTest::newRow("usual") << 13 << QSize(1440, 900);
    QTest::newRow("small window") << 13 << QSize(1280, 800);
    QTest::newRow("large letters") << 20 << QSize(1440, 900);
    QTest::newRow("20 pt") << 27 << QSize(1600, 1000);
}

void tst_MainWindow::nothingIsCut()
{
    QFETCH(int, pixels);
    QFETCH(QSize, size);
    QFont font = QApplication::font();
    font.setPixelSize(pixels);
    QApplication::setFont(font);
    openWindow(size);
    QVERIFY2(m_window->width() <= size.width() && m_window->height() <= size.height(),
             qPrintable(QStringLiteral("%1x%2").arg(m_window->width()).arg(m_window->height())));
    auto *page = openOrders();
    QVERIFY(page);
    auto *left = tree("hologresTree");
    open(left, QStringLiteral("order_dw"));
    open(left, QStringLiteral("order_dw/public"));
    shoot(m_window.get(), QStringLiteral("size-main-%1-%2").arg(pixels).arg(size.width()));
    QVERIFY2(cutTexts(m_window.get()).isEmpty(), qPrintable(cutTexts(m_window.get()).join(u'\n')));
    QVERIFY(left->visualRect(left->model()->index(0, 0)).height() >= left->fontMetrics().height());
    auto *grid = page->findChild<QTableView *>(QStringLiteral("previewGrid"));
    QVERIFY(grid->rowHeight(0) >= grid->fontMetrics().height());

    m_window->perform(models::mapTable(path(QStringLiteral("order_dw/public/dwd_orders"))));
    auto *map = m_window->findChild<views::MapTableDialog *>();
    QTRY_VERIFY(map->findChild<QPushButton *>(QStringLiteral("run"))->isEnabled());
    shoot(map, QStringLiteral("size-map-%1-%2").arg(pixels).arg(size.width()));
    QVERIFY2(map->width() <= size.width() && map->height() <= size.height(),
             qPrintable(QStringLiteral("%1x%2").arg(map->width()).arg(map->height())));
    QVERIFY2(cutTexts(map).isEmpty(), qPrintable(cutTexts(map).join(u'\n')));
    map->reject();

    m_window->perform(models::EditConnection{QStringLiteral("order_dw")});
    auto *connection = m_window->findChild<views::ConnectionDialog *>();
    QTRY_VERIFY(connection->isVisible());
    shoot(connection, QStringLiteral("size-connection-%1-%2").arg(pixels).arg(size.width()));
    QVERIFY2(cutTexts(connection).isEmpty(), qPrintable(cutTexts(connection).join(u'\n')));
}

QTEST_MAIN(tst_MainWindow)
#include "tst_mainwindow.moc"
