// SPDX-License-Identifier: GPL-3.0-or-later
#include "windowtest.h"

#include <isthmus/core/async.h>
#include <isthmus/engine/localruns.h>
#include <isthmus/mapping/externaltable/definition.h>
#include <isthmus/mapping/externaltable/dropexternaltable.h>
#include <isthmus/mapping/externaltable/dropexternaltableexecutor.h>
#include <isthmus/mapping/externaltable/verifymappingexecutor.h>
#include <isthmus/plan/sqlstep.h>
#include <isthmus/views/plans/dropexternaltabledialog.h>

#include <QApplication>
#include <QClipboard>
#include <QDialog>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QTabBar>
#include <QTableView>
#include <QToolButton>
#include <QToolTip>

using namespace isthmus;
using catalog::ObjectKind;
using testsupport::path;

class tst_DropExternalTableDialog : public testsupport::WindowTest {
    Q_OBJECT

private Q_SLOTS:
    void aTableIsDroppedOnceItsNameIsTyped();
    void onProductionTheConnectionIsTypedToo();
    void aRunOnProductionIsResumedOnceThatIsConfirmed();
    void theQuestionWantsTheNameTyped();
    void whatIsNoExternalTableStays();
    void whatAFailedMappingLeftIsOffered();
    void howTheTableComesBackIsCopied();

private:
    // A table of that kind, which the dialog is opened for.
    views::DropExternalTableDialog *openFor(ObjectKind kind);
    void makeProduction();
    const catalog::ObjectPath m_table = path(QStringLiteral("dbs_mc/default/dwd_orders"));
};

views::DropExternalTableDialog *tst_DropExternalTableDialog::openFor(ObjectKind kind)
{
    catalog::TableInfo info;
    info.path = m_table;
    info.kind = kind;
    info.name = m_table.name();
    info.external = catalog::ExternalSource{
        QStringLiteral("jdbc:postgresql://h:80/order_dw?currentSchema=public&table=dwd_orders/"), {}, {}, {}};
    m_fakes->catalog(m_table.connection).setTable(info);
    openWindow();
    m_window->perform(models::dropExternalTable(m_table));
    return m_window->findChild<views::DropExternalTableDialog *>();
}

void tst_DropExternalTableDialog::aTableIsDroppedOnceItsNameIsTyped()
{
    auto *dialog = openFor(ObjectKind::ExternalTable);
    QVERIFY(dialog);
    QVERIFY(!dialog->isModal());
    auto *sql = dialog->findChild<QPlainTextEdit *>(QStringLiteral("planSql"));
    QTRY_VERIFY(sql->toPlainText().contains(QStringLiteral("DROP TABLE IF EXISTS dbs_mc.default.dwd_orders;")));
    auto *confirm = dialog->findChild<QLineEdit *>(QStringLiteral("confirmName"));
    QTRY_VERIFY(confirm->isVisible());
    auto *run = dialog->findChild<QPushButton *>(QStringLiteral("run"));
    QVERIFY(!run->isEnabled());
    auto *facts = dialog->findChild<QTableView *>(QStringLiteral("tableFacts"));
    QVERIFY(facts && facts->model()->rowCount() >= 2);
    shoot(dialog, QStringLiteral("06-drop-external-table"));
    QTRY_VERIFY(confirm->hasFocus());
    QTest::keyClicks(confirm, m_table.name());
    QTRY_VERIFY(run->isEnabled());
    QTest::keyClick(confirm, Qt::Key_Return, Qt::ControlModifier);
    QVERIFY(m_begun->tryAcquire(1, 10'000)); // the step runs
    const auto runs = core::await(m_runs->list({}));
    QCOMPARE(runs->runs.size(), 1);
    QCOMPARE(runs->runs.first().taskKind, mapping::DropExternalTable::taskKind);
}

void tst_DropExternalTableDialog::makeProduction()
{
    auto profile = *m_fakes->manager().profile(m_table.connection);
    profile.environment = connections::Environment::Production;
    QVERIFY(core::await(m_fakes->manager().save(profile, profile.name, std::nullopt)));
}

void tst_DropExternalTableDialog::onProductionTheConnectionIsTypedToo()
{
    makeProduction();
    auto *dialog = openFor(ObjectKind::ExternalTable);
    QVERIFY(dialog);
    auto *confirm = dialog->findChild<QLineEdit *>(QStringLiteral("confirmName"));
    auto *production = dialog->findChild<QLineEdit *>(QStringLiteral("confirmProduction"));
    auto *run = dialog->findChild<QPushButton *>(QStringLiteral("run"));
    QTRY_VERIFY(confirm->isVisible() && production->isVisible());
    QVERIFY(production->accessibleName().contains(QStringLiteral("dbs_mc")));
    QTest::keyClicks(confirm, m_table.name());
    QVERIFY(!run->isEnabled());
    QVERIFY2(run->toolTip().contains(QStringLiteral("production")), qPrintable(run->toolTip()));
    QTest::keyClick(confirm, Qt::Key_Return, Qt::ControlModifier); // the keyboard is held back too
    QVERIFY(dialog->isVisible());
    shoot(dialog, QStringLiteral("06-drop-on-production"));
    QTest::keyClicks(production, QStringLiteral("dbs_mc"));
    QTRY_VERIFY(run->isEnabled());
    QTest::mouseClick(run, Qt::LeftButton);
    QVERIFY(m_begun->tryAcquire(1, 10'000)); // the engine was told
}

void tst_DropExternalTableDialog::aRunOnProductionIsResumedOnceThatIsConfirmed()
{
    openWindow();
    plan::Plan plan;
    plan::Step step;
    step.kind = plan::SqlStep::kind;
    step.title = QStringLiteral("Write");
    step.connections = {m_table.connection};
    step.canResume = true;
    plan.append(step);
    const auto id = core::await(m_runs->start({}, plan));
    QVERIFY(id);
    QVERIFY(m_begun->tryAcquire(1, 10'000));
    QVERIFY(core::await(m_runs->cancel(*id)));
    auto *table = m_window->findChild<QTableView *>(QStringLiteral("activityTable"));
    auto *resume = m_window->findChild<QToolButton *>(QStringLiteral("resumeRun"));
    QTRY_COMPARE(table->model()->rowCount(), 1);
    table->setCurrentIndex(table->model()->index(0, 0));
    QTRY_VERIFY(resume->isEnabled());
    makeProduction(); // since it was started
    QTRY_COMPARE(m_fakes->manager().profile(m_table.connection)->environment, connections::Environment::Production);
    m_prompter.answer = false;
    QTest::mouseClick(resume, Qt::LeftButton);
    QTRY_COMPARE(m_prompter.production, QStringList{m_table.connection});
    QCOMPARE(core::await(m_runs->run(*id))->state, plan::RunState::Cancelled);
    m_prompter.answer = true;
    QTest::mouseClick(resume, Qt::LeftButton);
    QVERIFY(QTest::qWaitFor([&] { return m_begun->tryAcquire(); }));
    QCOMPARE(m_prompter.production.size(), 2);
}

void tst_DropExternalTableDialog::theQuestionWantsTheNameTyped()
{
    openWindow();
    views::DialogPrompter prompter;
    QList<bool> answers;
    const auto ask = [&] {
        prompter.confirmProduction(m_window.get(), QStringLiteral("Map dwd_orders"), {QStringLiteral("dbs_mc")},
                                   [&answers](bool confirmed) { answers.append(confirmed); });
        return m_window->findChildren<QDialog *>(QStringLiteral("confirmProduction")).last();
    };
    QDialog *dialog = ask();
    QTRY_VERIFY(dialog->isVisible());
    auto *typed = dialog->findChild<QLineEdit *>(QStringLiteral("confirmName"));
    auto *resume = dialog->findChild<QPushButton *>(QStringLiteral("resume"));
    QVERIFY(!resume->isEnabled());
    QTRY_VERIFY(typed->hasFocus());
    QTest::keyClicks(typed, QStringLiteral("dbs"));
    QTest::keyClick(typed, Qt::Key_Return);
    QVERIFY(dialog->isVisible() && answers.isEmpty());
    QTest::keyClicks(typed, QStringLiteral("_mc"));
    QVERIFY(resume->isEnabled());
    shoot(dialog, QStringLiteral("resume-on-production"));
    QTest::keyClick(typed, Qt::Key_Return);
    QTRY_COMPARE(answers, QList<bool>{true});
    dialog = ask();
    QTRY_VERIFY(dialog->isVisible());
    QTest::keyClick(dialog, Qt::Key_Escape);
    QTRY_COMPARE(answers, (QList<bool>{true, false}));
}

void tst_DropExternalTableDialog::whatIsNoExternalTableStays()
{
    auto *dialog = openFor(ObjectKind::Table);
    QVERIFY(dialog);
    auto *confirm = dialog->findChild<QLineEdit *>(QStringLiteral("confirmName"));
    QTRY_VERIFY(confirm->isVisible());
    QTest::keyClicks(confirm, m_table.name());
    const auto *foot = dialog->findChild<QLabel *>(QStringLiteral("footText"));
    QTRY_VERIFY2(foot->text().contains(QStringLiteral("no external table")), qPrintable(foot->text()));
    QVERIFY(!dialog->findChild<QPushButton *>(QStringLiteral("run"))->isEnabled());
}

void tst_DropExternalTableDialog::whatAFailedMappingLeftIsOffered()
{
    openWindow();
    mapping::MapTable map;
    map.source = path(QStringLiteral("order_dw/public/dwd_orders"));
    map.targetSchema = m_table.parent();
    map.tableName = m_table.name();
    plan::Plan plan;
    plan.touches = {{m_table.toString(), plan::Change::Created, map.source.toString()}};
    plan::Step create;
    create.kind = QStringLiteral("quick");
    create.title = QStringLiteral("Create it");
    create.connections = {m_table.connection};
    plan.append(create);
    mapping::VerifyMapping verify;
    verify.target = m_table;
    verify.columns = {{QStringLiteral("order_id"), QStringLiteral("BIGINT")}};
    verify.dropStatement = QStringLiteral("DROP TABLE IF EXISTS dbs_mc.default.dwd_orders;");
    plan.append(verify.toStep());
    auto *drop = m_window->findChild<QToolButton *>(QStringLiteral("dropLeftBehind"));
    QVERIFY(drop && drop->isHidden());
    QVERIFY(core::await(m_runs->start(map.toTask(), plan)));

    auto *table = m_window->findChild<QTableView *>(QStringLiteral("activityTable"));
    QTRY_COMPARE(table->model()->rowCount(), 1);
    table->setCurrentIndex(table->model()->index(0, 0));
    QTRY_VERIFY(!drop->isHidden());
    QTest::mouseClick(drop, Qt::LeftButton);
    QVERIFY(m_window->findChild<views::DropExternalTableDialog *>());
}

void tst_DropExternalTableDialog::howTheTableComesBackIsCopied()
{
    openWindow();
    mapping::DropExternalTableStep step;
    step.table = m_table;
    step.sql.connection = m_table.connection;
    step.sql.sql = QStringLiteral("DROP TABLE IF EXISTS dbs_mc.default.dwd_orders;");
    plan::Plan plan;
    plan.append(step.toStep());
    const auto run = core::await(m_runs->start(mapping::DropExternalTable{m_table}.toTask(), plan));
    QVERIFY(run);
    auto *copy = m_window->findChild<QToolButton *>(QStringLiteral("copyFormerTable"));
    auto *table = m_window->findChild<QTableView *>(QStringLiteral("activityTable"));
    QTRY_COMPARE(table->model()->rowCount(), 1);
    table->setCurrentIndex(table->model()->index(0, 0));
    QVERIFY(m_begun->tryAcquire(1, 10'000)); // the step runs
    QVERIFY(copy->isHidden());
    QVERIFY(core::await(m_runs->cancel(*run)));
    QTRY_VERIFY(!copy->isHidden());
    QApplication::clipboard()->clear();
    QTest::mouseClick(copy, Qt::LeftButton);
    QCOMPARE(QApplication::clipboard()->text(), QStringLiteral("CREATE EXTERNAL TABLE t;"));
    QVERIFY(QToolTip::isVisible());
    QVERIFY2(QToolTip::text().startsWith(QStringLiteral("Copied.")), qPrintable(QToolTip::text()));
    auto *tabs = m_window->findChild<QTabBar *>(QStringLiteral("activityTabs"));
    tabs->setCurrentIndex(1);
    auto *log = m_window->findChild<QToolButton *>(QStringLiteral("copyLog"));
    QTRY_VERIFY(log->isVisible());
    QTest::mouseClick(log, Qt::LeftButton);
    QTRY_COMPARE(QToolTip::text(), QStringLiteral("Copied"));
}

QTEST_MAIN(tst_DropExternalTableDialog)
#include "tst_dropexternaltabledialog.moc"
