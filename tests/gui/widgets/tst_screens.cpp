// SPDX-License-Identifier: GPL-3.0-or-later
// Every screen over fake services: what a user sees is asserted, and each is drawn to a PNG in $ISTHMUS_SCREENSHOTS
// (a temporary folder without it).
#include "tutorialfakes.h"

#include <isthmus/engine/localruns.h>
#include <isthmus/mapping/externaltable/definition.h>
#include <isthmus/models/plans/mapcolumnsmodel.h>
#include <isthmus/views/catalog/hovercard.h>
#include <isthmus/views/connections/connectiondialog.h>
#include <isthmus/views/plans/maptabledialog.h>
#include <isthmus/views/table/tablepage.h>
#include <isthmus/views/window/mainwindow.h>
#include <isthmus/views/window/welcomepage.h>
#include <isthmus/views/window/windowsettings.h>

#include <QApplication>
#include <QClipboard>
#include <QComboBox>
#include <QDir>
#include <QFontDatabase>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QPainter>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QRadioButton>
#include <QScrollBar>
#include <QSettings>
#include <QSignalSpy>
#include <QTabBar>
#include <QTabWidget>
#include <QTableView>
#include <QTest>
#include <QToolButton>
#include <QTreeView>

#include <memory>

using namespace isthmus;
using catalog::ObjectKind;
using models::CatalogTreeModel;
using testsupport::dwdOrders;
using testsupport::entry;
using testsupport::FakeConnections;
using testsupport::path;
using testsupport::previewOf;

class tst_Screens : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();
    void cleanup();

    void welcomeOffersThreeWays();
    void sandboxFailureIsToldWithRetry();
    void treesShowBothSides();
    void singleClickPreviewsAndDoubleClickKeeps();
    void nullAndEmptyArePaintedApart();
    void copyTakesTheSelectedCells();
    void pagesOfATable();
    void unreachableConnectionCanBeRetriedInTheTree();
    void failedPreviewShowsABandWithRetry();
    void disabledEntryTellsItsReason();
    void hoverCardFillsAsFactsArrive();
    void hoverCardLeavesWithItsRowAndForTheKeyboard();
    void hoverCardShowsAWholeError();
    void mapDialogPlansAndRuns();
    void mapDialogSaysWhyRunWaits();
    void connectionDialogNeverShowsASecret();
    void darkThemeRecoloursWhatIsOpen();
    void geometryAndOpenRowsSurviveARestart();
    void removingAConnectionAsksFirst();

private:
    class Answers final : public views::Prompter {
    public:
        bool answer = true;
        QStringList asked;
        void confirmRemoveConnection(QWidget *, const QString &name, std::function<void(bool)> done) override
        {
            asked.append(name);
            done(answer);
        }
        void confirmCloseDuringRuns(QWidget *, int active, std::function<void(bool)> done) override
        {
            asked.append(QString::number(active));
            done(answer);
        }
    };

    void openWindow();
    void shoot(QWidget *widget, const QString &name);
    [[nodiscard]] QTreeView *tree(const char *name) const
    {
        return m_window->findChild<QTreeView *>(QLatin1String(name));
    }
    [[nodiscard]] QModelIndex row(QTreeView *view, const QString &where) const;
    void open(QTreeView *view, const QString &where);
    [[nodiscard]] views::TablePage *openPage(const QString &where);

    QString m_folder;
    QTemporaryDir m_temporary;
    std::unique_ptr<views::Theme> m_theme;
    std::unique_ptr<FakeConnections> m_fakes;
    std::unique_ptr<engine::LocalRuns> m_runs;
    std::unique_ptr<QSettings> m_settings;
    Answers m_prompter;
    std::unique_ptr<views::MainWindow> m_window;
};

void tst_Screens::initTestCase()
{
    QVERIFY(m_temporary.isValid());
    m_folder = qEnvironmentVariable("ISTHMUS_SCREENSHOTS", m_temporary.path());
    QVERIFY(QDir().mkpath(m_folder));
    QFont font = QFontDatabase::systemFont(QFontDatabase::GeneralFont);
    if (QFontDatabase::hasFamily(QStringLiteral("Inter")))
        font.setFamily(QStringLiteral("Inter"));
    font.setPixelSize(13);
    QApplication::setFont(font);
    m_theme = std::make_unique<views::Theme>();
    m_theme->setChoice(views::Theme::Choice::Light);
}

void tst_Screens::init()
{
    m_fakes = std::make_unique<FakeConnections>();
    QTemporaryDir fresh;
    fresh.setAutoRemove(false);
    engine::Setup setup;
    setup.storeFile = fresh.filePath(QStringLiteral("runs.sqlite"));
    setup.isReadOnly = [](const QString &) { return false; };
    m_runs = std::make_unique<engine::LocalRuns>(std::move(setup));
    m_settings = std::make_unique<QSettings>(fresh.filePath(QStringLiteral("settings.ini")), QSettings::IniFormat);
    m_settings->setValue(views::settings::theme, QStringLiteral("light"));
    m_prompter = {};
    testsupport::fillTutorial(*m_fakes);
}

void tst_Screens::cleanup()
{
    m_window.reset();
    m_runs.reset();
    const QString folder = QFileInfo(m_settings->fileName()).absolutePath();
    m_settings.reset();
    m_fakes.reset();
    QDir(folder).removeRecursively();
}

void tst_Screens::openWindow()
{
    m_window = std::make_unique<views::MainWindow>(m_fakes->manager(), *m_runs, *m_settings, *m_theme, m_prompter);
    m_window->resize(1440, 860);
    m_window->show();
    QVERIFY(QTest::qWaitForWindowExposed(m_window.get()));
    QApplication::setActiveWindow(m_window.get());
}

void tst_Screens::shoot(QWidget *widget, const QString &name)
{
    QCoreApplication::sendPostedEvents(); // layouts that changed just now
    const QPixmap picture = widget->grab();
    QVERIFY(!picture.isNull());
    const QString file = QDir(m_folder).filePath(name + QStringLiteral(".png"));
    QVERIFY2(picture.save(file), qPrintable(file));
}

QModelIndex tst_Screens::row(QTreeView *view, const QString &where) const
{
    const auto wanted = path(where);
    QModelIndex at;
    QList<catalog::ObjectPath> chain;
    for (auto step = wanted;; step = step.parent()) {
        chain.prepend(step);
        if (step.isConnection())
            break;
    }
    for (const auto &step : chain) {
        QModelIndex found;
        for (int number = 0; number < view->model()->rowCount(at); ++number) {
            const QModelIndex child = view->model()->index(number, 0, at);
            if (!child.data(CatalogTreeModel::IsMessageRole).toBool() && CatalogTreeModel::pathOf(child) == step)
                found = child;
        }
        if (!found.isValid())
            return {};
        at = found;
    }
    return at;
}

void tst_Screens::open(QTreeView *view, const QString &where)
{
    QTRY_VERIFY(row(view, where).isValid());
    view->expand(row(view, where));
}

views::TablePage *tst_Screens::openPage(const QString &where)
{
    m_window->perform(models::openTable(path(where)));
    auto *documents = m_window->findChild<QTabWidget *>(QStringLiteral("documents"));
    return documents->currentWidget()->findChild<views::TablePage *>();
}

void tst_Screens::welcomeOffersThreeWays()
{
    m_fakes = std::make_unique<FakeConnections>(QList<connections::Profile>{});
    openWindow();
    QSignalSpy requested(m_window.get(), &views::MainWindow::sandboxRequested);
    auto *page = m_window->findChild<views::WelcomePage *>();
    QVERIFY(page);
    for (const auto *name : {"openSandbox", "connectMaxCompute", "connectHologres"}) {
        auto *card = page->findChild<QAbstractButton *>(QLatin1String(name));
        QVERIFY2(card && card->isVisible(), name);
        QVERIFY(!card->accessibleName().isEmpty());
    }
    QVERIFY(m_window->findChild<QPushButton *>(QStringLiteral("hologresConnect"))->isVisible());
    shoot(m_window.get(), QStringLiteral("11-welcome"));
    QTest::mouseClick(page->findChild<QAbstractButton *>(QStringLiteral("openSandbox")), Qt::LeftButton);
    QCOMPARE(requested.count(), 1);
    m_window->sandboxStarting(QStringLiteral("Starting PostgreSQL"));
    QCOMPARE(page->findChild<QLabel *>(QStringLiteral("sandboxProgress"))->text(),
             QStringLiteral("Starting PostgreSQL"));
    QVERIFY(!page->findChild<QAbstractButton *>(QStringLiteral("openSandbox"))->isEnabled());
}

void tst_Screens::sandboxFailureIsToldWithRetry()
{
    m_fakes = std::make_unique<FakeConnections>(QList<connections::Profile>{});
    openWindow();
    QSignalSpy requested(m_window.get(), &views::MainWindow::sandboxRequested);
    m_window->sandboxFailed({core::ErrorKind::NotFound,
                             QStringLiteral("PostgreSQL 15 is not installed."),
                             QStringLiteral("Install the package postgresql."),
                             {},
                             QStringLiteral("initdb: command not found")});
    auto *page = m_window->findChild<views::WelcomePage *>();
    QTRY_VERIFY(page->findChild<QLabel *>(QStringLiteral("messageText"))->isVisible());
    QVERIFY(page->findChild<QLabel *>(QStringLiteral("messageText"))->text().contains(QStringLiteral("not installed")));
    auto *words = page->findChild<QPlainTextEdit *>(QStringLiteral("serverWordsText"));
    QVERIFY(!words->isVisible());
    QTest::mouseClick(page->findChild<QPushButton *>(QStringLiteral("serverWords")), Qt::LeftButton);
    QVERIFY(words->isVisible());
    QCOMPARE(words->toPlainText(), QStringLiteral("initdb: command not found"));
    shoot(m_window.get(), QStringLiteral("11-sandbox-failed"));
    QTest::mouseClick(page->findChild<QPushButton *>(QStringLiteral("retrySandbox")), Qt::LeftButton);
    QCOMPARE(requested.count(), 1);
}

void tst_Screens::treesShowBothSides()
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

void tst_Screens::singleClickPreviewsAndDoubleClickKeeps()
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

void tst_Screens::nullAndEmptyArePaintedApart()
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

    QTRY_COMPARE(page->findChild<QLabel *>(QStringLiteral("previewRowCount"))->text(),
                 QStringLiteral("40 of about 48,213,907 rows"));
    const auto alignment = Qt::Alignment(grid->model()->index(0, 0).data(Qt::TextAlignmentRole).toInt());
    QVERIFY(alignment & Qt::AlignRight);
    auto *left = tree("hologresTree");
    open(left, QStringLiteral("order_dw"));
    open(left, QStringLiteral("order_dw/public"));
    QTRY_VERIFY(row(left, QStringLiteral("order_dw/public/dwd_orders")).isValid());
    grid->setCurrentIndex(grid->model()->index(3, 3));
    shoot(m_window.get(), QStringLiteral("01-main"));
}

void tst_Screens::copyTakesTheSelectedCells()
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
}

void tst_Screens::pagesOfATable()
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
    page->setPage(views::TablePage::Ddl);
    auto *text = page->findChild<QPlainTextEdit *>(QStringLiteral("ddlText"));
    QTRY_COMPARE(text->toPlainText(), testsupport::dwdOrdersDdl);
    shoot(m_window.get(), QStringLiteral("01-ddl"));
}

void tst_Screens::unreachableConnectionCanBeRetriedInTheTree()
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

void tst_Screens::failedPreviewShowsABandWithRetry()
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

void tst_Screens::disabledEntryTellsItsReason()
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

void tst_Screens::hoverCardFillsAsFactsArrive()
{
    openWindow();
    auto *left = tree("hologresTree");
    left->setFocus();
    left->setCurrentIndex(row(left, QStringLiteral("order_dw")));
    QTest::keyClick(left, Qt::Key_F2);
    auto *card = m_window->findChild<views::HoverCard *>();
    QVERIFY(card);
    QTRY_VERIFY(card->isVisible());
    QVERIFY(card->isPinned());
    QCOMPARE(card->findChild<QLabel *>(QStringLiteral("hoverCardTitle"))->text(), QStringLiteral("order_dw"));
    auto *facts = card->findChild<QTableView *>(QStringLiteral("hoverCardFacts"));
    QTRY_VERIFY(facts->model()->match(facts->model()->index(0, 0), Qt::DisplayRole, QStringLiteral("Contents")).size()
                == 1);
    shoot(card, QStringLiteral("03-hover-card"));
    QTest::keyClick(card, Qt::Key_Escape);
    QVERIFY(!card->isVisible());
}

void tst_Screens::hoverCardLeavesWithItsRowAndForTheKeyboard()
{
    openWindow();
    auto *left = tree("hologresTree");
    open(left, QStringLiteral("order_dw"));
    open(left, QStringLiteral("order_dw/public"));
    m_window->resize(m_window->width(), m_window->minimumSizeHint().height());
    QTRY_VERIFY(left->verticalScrollBar()->maximum() > 0);
    left->verticalScrollBar()->setValue(0);
    const QRect first = left->visualRect(row(left, QStringLiteral("order_dw")));
    QTest::mouseMove(left->viewport(), first.center());
    auto *card = m_window->findChild<views::HoverCard *>();
    QTRY_VERIFY(card->isVisible());
    left->verticalScrollBar()->setValue(left->verticalScrollBar()->maximum());
    QTRY_VERIFY(!card->isVisible());
    left->verticalScrollBar()->setValue(0);
    QTest::mouseMove(left->viewport(), first.center() + QPoint(1, 0));
    QTRY_VERIFY(card->isVisible());
    QTest::keyClick(left, Qt::Key_Down);
    QTRY_VERIFY(!card->isVisible());
}

void tst_Screens::hoverCardShowsAWholeError()
{
    auto &catalog = m_fakes->catalog(QStringLiteral("order_dw"));
    catalog.setFacts(
        core::fail(core::ErrorKind::Network, QStringLiteral("holo.example refused the connection."),
                   QStringLiteral("Check that the instance is running, that this machine may reach it, and "
                                  "that its host and port are right.")));
    openWindow();
    auto *left = tree("hologresTree");
    open(left, QStringLiteral("order_dw"));
    QTRY_VERIFY(row(left, QStringLiteral("order_dw/public")).isValid());
    left->setFocus();
    left->setCurrentIndex(row(left, QStringLiteral("order_dw/public"))); // a schema: nothing but the error to show
    QTest::keyClick(left, Qt::Key_F2);
    auto *card = m_window->findChild<views::HoverCard *>();
    QVERIFY(card);
    auto *error = card->findChild<QLabel *>(QStringLiteral("hoverCardError"));
    QTRY_VERIFY(error->isVisible());
    QVERIFY(error->text().startsWith(QStringLiteral("holo.example refused")));
    QTRY_VERIFY(error->height() >= error->heightForWidth(error->width()));
    QVERIFY(card->rect().contains(QRect(error->mapTo(card, QPoint()), error->size())));
    shoot(card, QStringLiteral("03-hover-card-error"));
    QTest::keyClick(card, Qt::Key_Escape);
}

void tst_Screens::mapDialogPlansAndRuns()
{
    openWindow();
    m_window->perform(models::mapTable(path(QStringLiteral("order_dw/public/dwd_orders"))));
    auto *dialog = m_window->findChild<views::MapTableDialog *>();
    QVERIFY(dialog);
    QVERIFY(!dialog->isModal());
    auto *sql = dialog->findChild<QPlainTextEdit *>(QStringLiteral("planSql"));
    QTRY_VERIFY(sql->toPlainText().contains(QStringLiteral("CREATE EXTERNAL TABLE")));
    QCOMPARE(dialog->findChild<QLineEdit *>(QStringLiteral("tableName"))->text(), QStringLiteral("dwd_orders"));
    QCOMPARE(dialog->findChild<QComboBox *>(QStringLiteral("project"))->currentText(), QStringLiteral("dbs_mc"));
    auto *columns = dialog->findChild<QTableView *>(QStringLiteral("mapColumns"));
    QCOMPARE(columns->model()->rowCount(), 8);
    auto *runButton = dialog->findChild<QPushButton *>(QStringLiteral("run"));
    QTRY_VERIFY(runButton->isEnabled());
    shoot(dialog, QStringLiteral("05-map-table"));

    // Space leaves a column out, and the plan follows.
    columns->setFocus();
    columns->setCurrentIndex(columns->model()->index(1, models::MapColumnsModel::Target));
    QTest::keyClick(columns, Qt::Key_Space);
    QTRY_VERIFY(!sql->toPlainText().contains(QStringLiteral("order_user_id")));

    auto *name = dialog->findChild<QLineEdit *>(QStringLiteral("tableName"));
    name->setFocus();
    name->selectAll();
    QTest::keyClicks(name, QStringLiteral("orders_ext"));
    QTRY_VERIFY(sql->toPlainText().contains(QStringLiteral("orders_ext")));

    QTest::mouseClick(dialog->findChild<QRadioButton *>(QStringLiteral("accessRamRole")), Qt::LeftButton);
    auto *arn = dialog->findChild<QLineEdit *>(QStringLiteral("roleArn"));
    QTRY_VERIFY(arn->isVisible());
    QTRY_VERIFY(!runButton->isEnabled()); // without a role there is nothing to run
}

void tst_Screens::mapDialogSaysWhyRunWaits()
{
    openWindow();
    m_window->perform(models::mapTable(path(QStringLiteral("order_dw/public/dwd_orders"))));
    auto *dialog = m_window->findChild<views::MapTableDialog *>();
    auto *runButton = dialog->findChild<QPushButton *>(QStringLiteral("run"));
    QTRY_VERIFY(runButton->isEnabled());
    auto *name = dialog->findChild<QLineEdit *>(QStringLiteral("tableName"));
    name->setFocus();
    name->selectAll();
    QTest::keyClick(name, Qt::Key_Delete);
    QTRY_VERIFY(!runButton->isEnabled());
    auto *foot = dialog->findChild<QLabel *>(QStringLiteral("footText"));
    QCOMPARE(foot->text(), dialog->form().runBlockedReason());
    QVERIFY(!foot->text().isEmpty());
    QTRY_VERIFY(name->property("problem").toBool());
    shoot(dialog, QStringLiteral("05-run-waits"));
}

void tst_Screens::connectionDialogNeverShowsASecret()
{
    openWindow();
    m_window->perform(models::EditConnection{QStringLiteral("order_dw")});
    auto *dialog = m_window->findChild<views::ConnectionDialog *>();
    QVERIFY(dialog);
    QTRY_VERIFY(dialog->isVisible());
    auto *secret = dialog->findChild<QLineEdit *>(QStringLiteral("secret"));
    QCOMPARE(secret->text(), QString());
    QCOMPARE(secret->echoMode(), QLineEdit::Password);
    QCOMPARE(dialog->findChild<QLineEdit *>(QStringLiteral("host"))->text(), QStringLiteral("holo.example"));
    auto *save = dialog->findChild<QPushButton *>(QStringLiteral("save"));
    QTRY_VERIFY(save->isEnabled());
    auto *host = dialog->findChild<QLineEdit *>(QStringLiteral("host"));
    host->setFocus();
    host->selectAll();
    QTest::keyClick(host, Qt::Key_Delete);
    QTRY_VERIFY(!save->isEnabled());
    QVERIFY(dialog->findChild<QLabel *>(QStringLiteral("hostProblem"))->isVisible());
    shoot(dialog, QStringLiteral("14-connection-problem"));
    QTest::keyClicks(host, QStringLiteral("holo.example"));
    QTRY_VERIFY(save->isEnabled());
    QTest::mouseClick(dialog->findChild<QPushButton *>(QStringLiteral("test")), Qt::LeftButton);
    QTRY_VERIFY(dialog->form().isTested());
    shoot(dialog, QStringLiteral("14-connection"));
    dialog->reject();

    m_window->perform(models::AddConnection{QStringLiteral("maxcompute")});
    auto *fresh = m_window->findChildren<views::ConnectionDialog *>().last();
    QVERIFY(fresh->findChild<QLineEdit *>(QStringLiteral("endpoint")));
    QVERIFY(!fresh->findChild<QLineEdit *>(QStringLiteral("host")));
    shoot(fresh, QStringLiteral("14-connection-maxcompute"));
}

void tst_Screens::darkThemeRecoloursWhatIsOpen()
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

void tst_Screens::geometryAndOpenRowsSurviveARestart()
{
    openWindow();
    auto *left = tree("hologresTree");
    open(left, QStringLiteral("order_dw"));
    open(left, QStringLiteral("order_dw/public"));
    QTRY_VERIFY(row(left, QStringLiteral("order_dw/public/dwd_orders")).isValid());
    m_window->resize(1280, 700);
    m_window->close();
    m_window.reset();
    m_window = std::make_unique<views::MainWindow>(m_fakes->manager(), *m_runs, *m_settings, *m_theme, m_prompter);
    m_window->show();
    QCOMPARE(m_window->size(), QSize(1280, 700));
    left = tree("hologresTree");
    QTRY_VERIFY(row(left, QStringLiteral("order_dw/public/dwd_orders")).isValid());
    QVERIFY(left->isExpanded(row(left, QStringLiteral("order_dw/public"))));
}

void tst_Screens::removingAConnectionAsksFirst()
{
    openWindow();
    m_prompter.answer = false;
    m_window->perform(models::RemoveConnection{QStringLiteral("test_dbs_holo")});
    QCOMPARE(m_prompter.asked, QStringList{QStringLiteral("test_dbs_holo")});
    m_prompter.answer = true;
    m_window->perform(models::RemoveConnection{QStringLiteral("dbs_mc")});
    QTRY_VERIFY(!m_fakes->manager().profile(QStringLiteral("dbs_mc")));
    QTRY_COMPARE(tree("maxcomputeTree")->model()->rowCount(), 0);
    // A removal that was asked for earlier would be done by now.
    QVERIFY(m_fakes->manager().profile(QStringLiteral("test_dbs_holo")));
    QCOMPARE(tree("hologresTree")->model()->rowCount(), 2);
}

QTEST_MAIN(tst_Screens)
#include "tst_screens.moc"
