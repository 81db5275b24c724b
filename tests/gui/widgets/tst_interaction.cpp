// SPDX-License-Identifier: GPL-3.0-or-later
// What a user does with keyboard and mouse, over fake services: where the focus goes, what a drop opens, what is asked
// before something is lost, and that nothing is cut where letters are large and the window is small.
#include "tutorialfakes.h"

#include <isthmus/core/async.h>
#include <isthmus/engine/localruns.h>
#include <isthmus/views/connections/connectiondialog.h>
#include <isthmus/views/plans/maptabledialog.h>
#include <isthmus/views/table/tablepage.h>
#include <isthmus/views/window/mainwindow.h>
#include <isthmus/views/window/windowsettings.h>

#include <QApplication>
#include <QClipboard>
#include <QComboBox>
#include <QDir>
#include <QFontDatabase>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QMimeData>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSemaphore>
#include <QSettings>
#include <QSignalSpy>
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
using testsupport::FakeConnections;
using testsupport::path;

namespace {

/// Runs until it is cancelled.
class EndlessStep final : public plan::StepExecutor {
public:
    explicit EndlessStep(std::shared_ptr<QSemaphore> begun) : m_begun(std::move(begun)) { }
    [[nodiscard]] QString kind() const override { return QStringLiteral("sql"); }
    [[nodiscard]] plan::StepResult execute(const plan::Step &, const plan::StepContext &context) override
    {
        QSemaphore stopped;
        const auto guard = context.cancellation.interruptWith([&stopped] { stopped.release(); });
        m_begun->release();
        stopped.acquire();
        return core::fail(core::Error::cancelled());
    }

private:
    std::shared_ptr<QSemaphore> m_begun;
};

/// Is done at once.
class QuickStep final : public plan::StepExecutor {
public:
    [[nodiscard]] QString kind() const override { return QStringLiteral("quick"); }
    [[nodiscard]] plan::StepResult execute(const plan::Step &, const plan::StepContext &) override
    {
        return plan::StepOutcome{};
    }
};

} // namespace

class tst_Interaction : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();

    void controlDigitsAndF6GoToThePanes();
    void controlFFiltersAndControlPGoesToAnything();
    void aTableDroppedOnASchemaOpensItsMapping();
    void whatIsReplacedIsConfirmedByName();
    void theKeptSecretTestsAnEditedConnection();
    void aCellCanBeReadWhole();
    void openTabsAreThereAtTheNextStart();
    void aFinishedRunLeavesTheSelectionAlone();
    void closingDuringARunAsks();
    void theQuestionSaysWhatIsStopped();
    void nothingIsCut_data();
    void nothingIsCut();

private:
    class Answers final : public views::Prompter {
    public:
        bool answer = true;
        QList<int> activeRuns;
        void confirmRemoveConnection(QWidget *, const QString &, std::function<void(bool)> done) override
        {
            done(answer);
        }
        void confirmCloseDuringRuns(QWidget *, int active, std::function<void(bool)> done) override
        {
            activeRuns.append(active);
            done(answer);
        }
    };

    void openWindow(const QSize &size = {1440, 900});
    [[nodiscard]] QTreeView *tree(const char *name) const
    {
        return m_window->findChild<QTreeView *>(QLatin1String(name));
    }
    [[nodiscard]] QModelIndex row(QTreeView *view, const QString &where) const;
    void open(QTreeView *view, const QString &where);
    [[nodiscard]] views::TablePage *openOrders();
    [[nodiscard]] bool isFocusIn(const char *name) const;
    static QStringList cutTexts(const QWidget *top);
    void shoot(QWidget *widget, const QString &name) const;

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<views::Theme> m_theme;
    std::unique_ptr<FakeConnections> m_fakes;
    std::shared_ptr<QSemaphore> m_begun;
    std::unique_ptr<engine::LocalRuns> m_runs;
    std::unique_ptr<QSettings> m_settings;
    Answers m_prompter;
    std::unique_ptr<views::MainWindow> m_window;
};

void tst_Interaction::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    QFont font = QFontDatabase::systemFont(QFontDatabase::GeneralFont);
    font.setPixelSize(13);
    QApplication::setFont(font);
    m_fakes = std::make_unique<FakeConnections>();
    testsupport::fillTutorial(*m_fakes);
    m_begun = std::make_shared<QSemaphore>();
    engine::Setup setup;
    setup.storeFile = m_folder->filePath(QStringLiteral("runs.sqlite"));
    setup.isReadOnly = [](const QString &) { return false; };
    setup.executors.push_back(std::make_unique<EndlessStep>(m_begun));
    setup.executors.push_back(std::make_unique<QuickStep>());
    m_runs = std::make_unique<engine::LocalRuns>(std::move(setup));
    m_settings = std::make_unique<QSettings>(m_folder->filePath(QStringLiteral("settings.ini")), QSettings::IniFormat);
    m_settings->setValue(views::settings::theme, QStringLiteral("light"));
    m_prompter = {};
}

void tst_Interaction::cleanup()
{
    m_window.reset();
    m_runs.reset();
    m_settings.reset();
    m_fakes.reset();
    m_theme.reset();
    m_folder.reset();
}

void tst_Interaction::openWindow(const QSize &size)
{
    m_theme = std::make_unique<views::Theme>();
    m_window = std::make_unique<views::MainWindow>(m_fakes->manager(), *m_runs, *m_settings, *m_theme, m_prompter);
    m_window->resize(size);
    m_window->show();
    QVERIFY(QTest::qWaitForWindowExposed(m_window.get()));
    QApplication::setActiveWindow(m_window.get());
}

QModelIndex tst_Interaction::row(QTreeView *view, const QString &where) const
{
    const auto wanted = path(where);
    QModelIndex at;
    for (qsizetype depth = 0; depth <= wanted.names.size(); ++depth) {
        const catalog::ObjectPath step{wanted.connection, wanted.names.first(depth)};
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

void tst_Interaction::open(QTreeView *view, const QString &where)
{
    QTRY_VERIFY(row(view, where).isValid());
    view->expand(row(view, where));
    QTRY_COMPARE(CatalogTreeModel::stateOf(row(view, where)), CatalogTreeModel::State::Loaded);
}

views::TablePage *tst_Interaction::openOrders()
{
    m_window->perform(models::openTable(path(QStringLiteral("order_dw/public/dwd_orders"))));
    auto *documents = m_window->findChild<QTabWidget *>(QStringLiteral("documents"));
    auto *page = documents->currentWidget()->findChild<views::TablePage *>();
    const auto hasRows = [page] {
        return page && page->findChild<QTableView *>(QStringLiteral("previewGrid"))->model()->rowCount() == 40;
    };
    return QTest::qWaitFor(hasRows) ? page : nullptr;
}

bool tst_Interaction::isFocusIn(const char *name) const
{
    const QWidget *focus = QApplication::focusWidget();
    const auto *area = m_window->findChild<QWidget *>(QLatin1String(name));
    return focus && area && (area == focus || area->isAncestorOf(focus));
}

void tst_Interaction::shoot(QWidget *widget, const QString &name) const
{
    const QString folder = qEnvironmentVariable("ISTHMUS_SCREENSHOTS");
    if (!folder.isEmpty())
        QVERIFY(QDir().mkpath(folder) && widget->grab().save(QDir(folder).filePath(name + QStringLiteral(".png"))));
}

void tst_Interaction::controlDigitsAndF6GoToThePanes()
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

void tst_Interaction::controlFFiltersAndControlPGoesToAnything()
{
    openWindow();
    QTest::keyClick(m_window.get(), Qt::Key_2, Qt::ControlModifier);
    QTest::keyClick(m_window.get(), Qt::Key_F, Qt::ControlModifier);
    QVERIFY(isFocusIn("maxcomputeFilter")); // of the pane that was used last

    QTest::keyClick(m_window.get(), Qt::Key_P, Qt::ControlModifier);
    QVERIFY(isFocusIn("goTo"));
    auto *left = tree("hologresTree");
    QTRY_VERIFY(row(left, QStringLiteral("order_dw/public")).isValid()); // read so that it can be found
    left->expand(row(left, QStringLiteral("order_dw")));
    open(left, QStringLiteral("order_dw/public"));
    auto *field = m_window->findChild<QLineEdit *>(QStringLiteral("goTo"));
    QTest::keyClicks(field, QStringLiteral("prodcat"));
    QListView *matches = nullptr;
    const auto tops = QApplication::topLevelWidgets();
    for (QWidget *top : tops) {
        if (top->objectName() == QLatin1String("goToMatches"))
            matches = qobject_cast<QListView *>(top);
    }
    QVERIFY(matches);
    QTRY_VERIFY(matches->isVisible());
    QCOMPARE(matches->currentIndex().data().toString(), QStringLiteral("product_catalog"));
    shoot(matches, QStringLiteral("01-go-to"));
    QTest::keyClick(matches, Qt::Key_Return);
    QTRY_COMPARE(CatalogTreeModel::pathOf(left->currentIndex()),
                 path(QStringLiteral("order_dw/public/product_catalog")));
    auto *documents = m_window->findChild<QTabWidget *>(QStringLiteral("documents"));
    QCOMPARE(documents->tabText(documents->currentIndex()), QStringLiteral("product_catalog"));
    QVERIFY(field->text().isEmpty());
    QVERIFY(!isFocusIn("goToBox")); // but where it went

    QTest::keyClick(m_window.get(), Qt::Key_P, Qt::ControlModifier);
    QTest::keyClicks(field, QStringLiteral("dbs_mc"));
    QTRY_VERIFY(matches->isVisible());
    QTest::keyClick(matches, Qt::Key_Return);
    QTRY_VERIFY(isFocusIn("maxcomputeTree"));
}

void tst_Interaction::aTableDroppedOnASchemaOpensItsMapping()
{
    openWindow();
    auto *left = tree("hologresTree");
    auto *right = tree("maxcomputeTree");
    open(left, QStringLiteral("order_dw"));
    open(left, QStringLiteral("order_dw/public"));
    open(right, QStringLiteral("dbs_mc"));
    const QModelIndex table = row(left, QStringLiteral("order_dw/public/dwd_orders"));
    const QModelIndex schema = row(right, QStringLiteral("dbs_mc/default"));
    QVERIFY(table.flags() & Qt::ItemIsDragEnabled);
    const std::unique_ptr<QMimeData> dragged(left->model()->mimeData({table}));
    QVERIFY(dragged);

    // As the platform does while the mouse moves and when it is let go.
    const auto drop = [&](QTreeView *view, const QModelIndex &on) {
        const QPoint at = view->visualRect(on).center();
        QDragEnterEvent enter(at, Qt::LinkAction | Qt::CopyAction, dragged.get(), Qt::LeftButton, Qt::NoModifier);
        QApplication::sendEvent(view->viewport(), &enter);
        QDragMoveEvent move(at, Qt::LinkAction | Qt::CopyAction, dragged.get(), Qt::LeftButton, Qt::NoModifier);
        QApplication::sendEvent(view->viewport(), &move);
        QDropEvent release(at, Qt::LinkAction | Qt::CopyAction, dragged.get(), Qt::LeftButton, Qt::NoModifier);
        QApplication::sendEvent(view->viewport(), &release);
        return move.isAccepted();
    };
    QVERIFY(!drop(left, row(left, QStringLiteral("order_dw/public")))); // nothing is mapped to Hologres
    QVERIFY(!m_window->findChild<views::MapTableDialog *>());
    QVERIFY(drop(right, schema));
    QTRY_VERIFY(m_window->findChild<views::MapTableDialog *>());
    const auto &form = m_window->findChild<views::MapTableDialog *>()->form();
    QCOMPARE(form.source(), path(QStringLiteral("order_dw/public/dwd_orders")));
    QCOMPARE(form.target(), path(QStringLiteral("dbs_mc/default/dwd_orders")));
    QVERIFY(row(left, QStringLiteral("order_dw/public/dwd_orders")).isValid()); // no row was moved
}

void tst_Interaction::whatIsReplacedIsConfirmedByName()
{
    catalog::TableInfo existing = dwdOrders();
    existing.path = path(QStringLiteral("dbs_mc/default/dwd_orders"));
    existing.kind = ObjectKind::ExternalTable;
    m_fakes->catalog(QStringLiteral("dbs_mc")).setTable(existing);
    openWindow();
    m_window->perform(models::mapTable(path(QStringLiteral("order_dw/public/dwd_orders"))));
    auto *dialog = m_window->findChild<views::MapTableDialog *>();
    auto *run = dialog->findChild<QPushButton *>(QStringLiteral("run"));
    auto *confirm = dialog->findChild<QLineEdit *>(QStringLiteral("confirmName"));
    auto *foot = dialog->findChild<QLabel *>(QStringLiteral("footText"));
    QTRY_VERIFY(foot->text().contains(QStringLiteral("External table: dwd_orders exists in"))); // by its label
    QVERIFY(!confirm->isVisible());
    QVERIFY(!run->isEnabled());

    auto *ifTaken = dialog->findChild<QComboBox *>(QStringLiteral("ifTaken"));
    QVERIFY(ifTaken);
    ifTaken->setCurrentIndex(ifTaken->findText(QStringLiteral("Replace")));
    Q_EMIT ifTaken->activated(ifTaken->currentIndex());
    QTRY_VERIFY(confirm->isVisible());
    QVERIFY(!run->isEnabled());
    shoot(dialog, QStringLiteral("05-confirm"));
    const QString name = dialog->form().confirmName();
    QVERIFY(!name.isEmpty());
    confirm->setFocus();
    QTest::keyClicks(confirm, name.chopped(1));
    QVERIFY(!run->isEnabled());
    QTest::keyClicks(confirm, name.right(1));
    QVERIFY(run->isEnabled());
    QTest::keyClick(confirm, Qt::Key_Return); // Enter in a field starts nothing
    QVERIFY(core::await(m_runs->list({}))->runs.isEmpty());
}

void tst_Interaction::theKeptSecretTestsAnEditedConnection()
{
    openWindow();
    m_window->perform(models::EditConnection{QStringLiteral("order_dw")});
    auto *dialog = m_window->findChild<views::ConnectionDialog *>();
    QTRY_VERIFY(dialog->isVisible());
    auto *warehouse = dialog->findChild<QLineEdit *>(QStringLiteral("warehouse"));
    warehouse->setFocus();
    QTest::keyClicks(warehouse, QStringLiteral("read_warehouse_1"));
    auto *test = dialog->findChild<QPushButton *>(QStringLiteral("test"));
    QVERIFY(test->isEnabled());
    QTest::mouseClick(test, Qt::LeftButton);
    QTRY_VERIFY(dialog->form().isTested());
    QCOMPARE(m_fakes->lastSecret(), QStringLiteral("secret of order_dw"));
    QCOMPARE(dialog->findChild<QLineEdit *>(QStringLiteral("secret"))->text(), QString());
    auto *steps = dialog->findChild<QAbstractItemView *>(QStringLiteral("testSteps"));
    QCOMPARE(steps->model()->rowCount(), 3);
    QCOMPARE(steps->model()->index(2, models::TestStepsModel::Detail).data().toString(), QStringLiteral("2 names"));
    QCOMPARE(m_fakes->manager().profile(QStringLiteral("order_dw"))->text(u"warehouse"), QString()); // not saved yet
}

void tst_Interaction::aCellCanBeReadWhole()
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

void tst_Interaction::openTabsAreThereAtTheNextStart()
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

void tst_Interaction::aFinishedRunLeavesTheSelectionAlone()
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

void tst_Interaction::closingDuringARunAsks()
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
    m_window.reset();
    m_runs.reset();
    engine::Setup setup;
    setup.storeFile = m_folder->filePath(QStringLiteral("runs.sqlite"));
    engine::LocalRuns later(std::move(setup));
    const auto runs = core::await(later.list({}))->runs;
    QCOMPARE(runs.size(), 1);
    QCOMPARE(runs.first().id, *id);
    QVERIFY(plan::isFinal(runs.first().state));
}

void tst_Interaction::theQuestionSaysWhatIsStopped()
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

// Texts that are wider than their control and cannot be read in full elsewhere.
QStringList tst_Interaction::cutTexts(const QWidget *top)
{
    QStringList cut;
    const auto all = top->findChildren<QWidget *>();
    for (const QWidget *widget : all) {
        if (!widget->isVisibleTo(top) || !widget->toolTip().isEmpty())
            continue;
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

void tst_Interaction::nothingIsCut_data()
{
    QTest::addColumn<int>("pixels");
    QTest::addColumn<QSize>("size");
    QTest::newRow("usual") << 13 << QSize(1440, 900);
    QTest::newRow("small window") << 13 << QSize(1280, 800);
    QTest::newRow("large letters") << 20 << QSize(1440, 900);
    QTest::newRow("20 pt") << 27 << QSize(1600, 1000);
}

void tst_Interaction::nothingIsCut()
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

QTEST_MAIN(tst_Interaction)
#include "tst_interaction.moc"
