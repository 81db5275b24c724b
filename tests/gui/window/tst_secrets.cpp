// SPDX-License-Identifier: GPL-3.0-or-later
// Known secrets are typed into the real window and used in it, then looked for in all that it shows and leaves.
#include "canary.h"
#include "relayedwindow.h"

#include <isthmus/core/async.h>
#include <isthmus/hologres/connectionkind.h>
#include <isthmus/views/connections/connectiondialog.h>
#include <isthmus/views/plans/maptabledialog.h>

#include <QAbstractItemView>
#include <QApplication>
#include <QClipboard>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QTableView>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace isthmus;
using namespace std::chrono_literals;
using catalog::ObjectPath;
using Part = models::TablePageModel::Part;
using PartState = models::TablePageModel::State;
using test::pathOf;

namespace {

constexpr int patience = 60'000;
const QString wrongSecret = u"wrong ca/na+ry=4712 & 'quoted' \"twice\" <b>%41</b> end"_s;

// Everything that \a view shows of its model, to its ground.
void addTexts(const QAbstractItemModel *model, const QModelIndex &parent, QStringList &texts)
{
    for (int row = 0; row < model->rowCount(parent); ++row) {
        for (int column = 0; column < model->columnCount(parent); ++column) {
            const QModelIndex index = model->index(row, column, parent);
            for (const int role : {int(Qt::DisplayRole), int(Qt::ToolTipRole), int(Qt::AccessibleTextRole),
                                   int(Qt::AccessibleDescriptionRole), int(Qt::EditRole)})
                texts.append(index.data(role).toString());
            if (column == 0)
                addTexts(model, index, texts);
        }
    }
}

QString textsOnScreen()
{
    QStringList texts{QApplication::clipboard()->text()};
    const auto widgets = QApplication::allWidgets();
    for (const QWidget *widget : widgets) {
        texts << widget->windowTitle() << widget->toolTip() << widget->whatsThis() << widget->statusTip()
              << widget->accessibleName() << widget->accessibleDescription() << widget->objectName();
        if (const auto *label = qobject_cast<const QLabel *>(widget))
            texts << label->text();
        if (const auto *edit = qobject_cast<const QLineEdit *>(widget))
            texts << edit->displayText(); // what a password field shows instead
        if (const auto *code = qobject_cast<const QPlainTextEdit *>(widget))
            texts << code->toPlainText();
        if (const auto *button = qobject_cast<const QAbstractButton *>(widget))
            texts << button->text();
        if (const auto *view = qobject_cast<const QAbstractItemView *>(widget); view && view->model())
            addTexts(view->model(), {}, texts);
    }
    return texts.join(u'\n');
}

} // namespace

class tst_Secrets : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void aConnectionIsAdded();
    void aFailingSignInIsTold_data();
    void aFailingSignInIsTold();
    void tablesAreReadAndExported();
    void aTableIsMapped();
    void connectionsAreExported();
    void nothingIsLeftBehind();
    void cleanupTestCase() { m_window.reset(); }

private:
    void lookAround(); ///< fails if a secret is on the screen
    [[nodiscard]] plan::RunSummary newestRun() const
    {
        return core::await(m_window->services().runs().list({})).value_or(tasks::RunPage()).runs.value(0);
    }

    std::unique_ptr<test::RelayedWindow> m_window;
    test::Canary m_canary;
};

void tst_Secrets::initTestCase()
{
    auto &sandbox = test::SandboxFixture::shared();
    QVERIFY2(sandbox.problem().isEmpty(), qPrintable(sandbox.problem()));
    m_canary.add(u"AccessKey"_s, sandbox.accessKey(), sandbox.accessId());
    m_canary.add(u"wrong secret"_s, wrongSecret, sandbox.accessId());
    m_canary.add(u"master password"_s, test::RelayedWindow::masterPassword());
    m_window = std::make_unique<test::RelayedWindow>(sandbox);
    QVERIFY(m_window->open(30s));
    auto &manager = m_window->services().connections();
    auto profile = *manager.profile(u"dw"_s);
    profile.set(hologres::field::port, sandbox.port()); // a mapped table leads to no other
    const auto saving = manager.save(profile, u"dw"_s, std::nullopt);
    QTRY_VERIFY_WITH_TIMEOUT(saving.isFinished(), patience);
    QVERIFY(core::outcomeOf(saving));
    m_window->services().names().begin();
}

void tst_Secrets::lookAround()
{
    const QString texts = textsOnScreen();
    QVERIFY(texts.size() > 1000);
    const QStringList leaks = m_canary.leaksIn(texts);
    QVERIFY2(leaks.isEmpty(), qPrintable(leaks.join(u'\n')));
}

void tst_Secrets::aConnectionIsAdded()
{
    const auto &sandbox = test::SandboxFixture::shared();
    m_window->window().perform(models::AddConnection{u"maxcompute"_s});
    auto *dialog = m_window->window().findChild<views::ConnectionDialog *>();
    QTRY_VERIFY(dialog && dialog->isVisible());
    const QList<std::pair<const char *, QString>> fields{{"name", u"typed"_s},
                                                         {"endpoint", sandbox.endpoint()},
                                                         {"project", sandbox.project()},
                                                         {"accessId", sandbox.accessId()},
                                                         {"secret", sandbox.accessKey()}};
    for (const auto &[name, text] : fields) {
        auto *field = dialog->findChild<QLineEdit *>(QLatin1String(name));
        QVERIFY2(field, name);
        field->setFocus();
        QTest::keyClicks(field, text);
    }
    lookAround();
    QTest::mouseClick(dialog->findChild<QPushButton *>(u"test"_s), Qt::LeftButton);
    QTRY_VERIFY_WITH_TIMEOUT(dialog->form().isTested(), patience);
    lookAround();
    QTest::mouseClick(dialog->findChild<QPushButton *>(u"save"_s), Qt::LeftButton);
    QTRY_VERIFY_WITH_TIMEOUT(m_window->services().connections().profile(u"typed"_s), patience);
    QVERIFY(m_window->expand(pathOf(u"typed/default"_s), patience));
    lookAround();
}

void tst_Secrets::aFailingSignInIsTold_data()
{
    QTest::addColumn<QString>("connection");
    QTest::addColumn<ObjectPath>("table");
    QTest::newRow("Hologres") << u"dw"_s << pathOf(u"dw/public/orders"_s);
    QTest::newRow("MaxCompute") << u"mc"_s << pathOf(u"mc/default/ods_user_info_d"_s);
}

void tst_Secrets::aFailingSignInIsTold()
{
    QFETCH(QString, connection);
    QFETCH(ObjectPath, table);
    auto &manager = m_window->services().connections();
    const auto save = [&](const QString &secret) {
        const auto saving = manager.save(*manager.profile(connection), connection, secret);
        return QTest::qWaitFor([&saving] { return saving.isFinished(); }, patience) && core::outcomeOf(saving);
    };
    QVERIFY(save(wrongSecret));
    auto *page = m_window->openPreview(table);
    QVERIFY(page);
    test::reload(page);
    QTRY_COMPARE_WITH_TIMEOUT(page->model().state(Part::Preview), PartState::Failed, patience);
    m_window->tree(connection)->expand(m_window->find({connection, {}}));
    QTRY_COMPARE_WITH_TIMEOUT(m_window->stateOf({connection, {}}), models::CatalogTreeModel::State::Failed, patience);
    lookAround();
    QVERIFY(save(test::SandboxFixture::shared().accessKey()));
    m_window->window().perform(models::Refresh{{{connection, {}}}});
    QVERIFY(m_window->expand(table.parent(), patience));
    test::reload(page);
    QTRY_COMPARE_WITH_TIMEOUT(page->model().state(Part::Preview), PartState::Ready, patience);
}

void tst_Secrets::tablesAreReadAndExported()
{
    for (const char *name : {"dw/public/dwd_orders", "mc/default/ods_user_info_d"}) {
        auto *page = m_window->openPreview(pathOf(QLatin1String(name)));
        QVERIFY(page);
        QTRY_COMPARE_WITH_TIMEOUT(page->model().state(Part::Preview), PartState::Ready, patience);
        QTest::keyClick(page->findChild<QTableView *>(u"previewGrid"_s), Qt::Key_C, Qt::ControlModifier);
        page->setPage(views::TablePage::Ddl);
        QTRY_COMPARE_WITH_TIMEOUT(page->model().state(Part::Ddl), PartState::Ready, patience);
        lookAround();
        const QString before = newestRun().id;
        const auto task = page->model().exportTask(m_window->folder() + u"/%1.xlsx"_s.arg(page->model().path().name()),
                                                   exporting::FileFormat::Xlsx, false);
        const auto plan = core::await(m_window->services().planners().plan(task));
        QVERIFY(plan);
        QVERIFY(core::await(m_window->services().runs().start(task, *plan, {})));
        QTRY_VERIFY_WITH_TIMEOUT(newestRun().id != before && plan::isFinal(newestRun().state), patience);
        QCOMPARE(newestRun().state, plan::RunState::Succeeded);
    }
}

void tst_Secrets::aTableIsMapped()
{
    const QString before = newestRun().id;
    m_window->window().perform(models::mapTable(pathOf(u"dw/public/dwd_orders"_s)));
    QTRY_VERIFY_WITH_TIMEOUT(m_window->window().findChild<views::MapTableDialog *>(), patience);
    auto *dialog = m_window->window().findChild<views::MapTableDialog *>();
    auto *run = dialog->findChild<QPushButton *>(u"run"_s);
    QTRY_VERIFY_WITH_TIMEOUT(run->isEnabled(), patience);
    lookAround();
    QVERIFY(dialog->form().planText().contains(u"CREATE EXTERNAL TABLE"));
    QCOMPARE(m_canary.leaksIn(dialog->form().planText()), QStringList());
    QTest::mouseClick(run, Qt::LeftButton);
    QTRY_VERIFY_WITH_TIMEOUT(newestRun().id != before && plan::isFinal(newestRun().state), patience);
    const auto error = newestRun().error;
    QVERIFY2(newestRun().state == plan::RunState::Succeeded, qPrintable(error ? error->detail : QString()));
    lookAround();
}

void tst_Secrets::connectionsAreExported()
{
    m_window->answers().file = m_window->folder() + u"/connections of others.json"_s;
    m_window->window().perform(models::ExportConnections{});
    QTRY_VERIFY_WITH_TIMEOUT(QFileInfo(m_window->answers().file).size() > 0, patience);
}

void tst_Secrets::nothingIsLeftBehind()
{
    const QString folder = m_window->folder();
    QTRY_VERIFY_WITH_TIMEOUT(QFileInfo(folder + u"/data/names.sqlite"_s).size() > 0, patience);
    m_window->window().close(); // keeps what is open
    m_window->close();
    for (const char *name : {"config/connections.json", "config/secrets.json", "config/window.ini", "data/runs.sqlite",
                             "dwd_orders.xlsx", "connections of others.json"})
        QVERIFY2(QFileInfo(folder + u'/' + QLatin1String(name)).size() > 0, name);
    const QStringList leaks = m_canary.leaksBelow(folder);
    QVERIFY2(leaks.isEmpty(), qPrintable(leaks.join(u'\n')));
}

QTEST_MAIN(tst_Secrets)
#include "tst_secrets.moc"
