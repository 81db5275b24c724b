// SPDX-License-Identifier: GPL-3.0-or-later
#include "windowtest.h"

#include <isthmus/core/async.h>
#include <isthmus/engine/localruns.h>
#include <isthmus/mapping/externaltable/definition.h>
#include <isthmus/mapping/externaltable/dropexternaltable.h>
#include <isthmus/mapping/externaltable/dropexternaltableexecutor.h>
#include <isthmus/mapping/externaltable/verifymappingexecutor.h>
#include <isthmus/views/plans/dropexternaltabledialog.h>

#include <QApplication>
#include <QClipboard>
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
    void whatIsNoExternalTableStays();
    void whatAFailedMappingLeftIsOffered();
    void howTheTableComesBackIsCopied();

private:
    // A table of that kind, which the dialog is opened for.
    views::DropExternalTableDialog *openFor(ObjectKind kind);
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
