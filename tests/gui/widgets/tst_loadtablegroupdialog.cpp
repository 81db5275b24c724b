// SPDX-License-Identifier: GPL-3.0-or-later
#include "windowtest.h"

#include <isthmus/core/async.h>
#include <isthmus/engine/localruns.h>
#include <isthmus/views/plans/loadtablegroupdialog.h>

#include <QComboBox>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSpinBox>
#include <QTableView>

using namespace isthmus;
using catalog::ObjectKind;
using testsupport::entry;
using testsupport::path;

class tst_LoadTableGroupDialog : public testsupport::WindowTest {
    Q_OBJECT

private Q_SLOTS:
    void whereItIsLoadedIsShownAndTheRestOffered();
    void theFieldsChangeThePlanAndItRuns();
    void aServerThatRefusesIsTold();

private:
    views::LoadTableGroupDialog *openFor();
    void fill();
    const catalog::ObjectPath m_group = path(QStringLiteral("order_dw/:table_groups/order_dw_tg_default"));
};

void tst_LoadTableGroupDialog::fill()
{
    auto &catalog = m_fakes->catalog(m_group.connection);
    catalog::ServerInfo server;
    server.product = QStringLiteral("Hologres 3.0.18");
    server.database = QStringLiteral("order_dw");
    catalog.setServer(server);
    catalog::Entry loaded = entry(m_group, QStringLiteral("init_warehouse"), ObjectKind::ComputeGroup);
    loaded.note = QStringLiteral("1 replica · leader");
    catalog.setChildren(m_group.parent(), {entry(m_group.parent(), m_group.name(), ObjectKind::TableGroup)});
    catalog.setChildren(m_group, {loaded});
    const auto all = path(QStringLiteral("order_dw/:compute_groups"));
    catalog.setChildren(all,
                        {entry(all, QStringLiteral("init_warehouse"), ObjectKind::ComputeGroup),
                         entry(all, QStringLiteral("read_warehouse_1"), ObjectKind::ComputeGroup),
                         entry(all, QStringLiteral("read_warehouse_2"), ObjectKind::ComputeGroup)});
}

views::LoadTableGroupDialog *tst_LoadTableGroupDialog::openFor()
{
    openWindow();
    m_window->perform(models::loadTableGroup(m_group));
    return m_window->findChild<views::LoadTableGroupDialog *>();
}

void tst_LoadTableGroupDialog::whereItIsLoadedIsShownAndTheRestOffered()
{
    fill();
    auto *dialog = openFor();
    QVERIFY(dialog);
    QVERIFY(!dialog->isModal());
    auto *groups = dialog->findChild<QComboBox *>(QStringLiteral("computeGroup"));
    QTRY_COMPARE(groups->count(), 3);
    QCOMPARE(groups->currentText(), QStringLiteral("read_warehouse_1")); // the first that has it not
    auto *facts = dialog->findChild<QTableView *>(QStringLiteral("loadedFacts"));
    QCOMPARE(facts->model()->rowCount(), 3);
    QCOMPARE(facts->model()->index(2, 0).data().toString(), QStringLiteral("init_warehouse"));
    QCOMPARE(facts->model()->index(2, 1).data().toString(), QStringLiteral("1 replica · leader"));
    auto *run = dialog->findChild<QPushButton *>(QStringLiteral("run"));
    QTRY_VERIFY2(run->isEnabled(), qPrintable(run->toolTip()));
    for (auto *field : {static_cast<QWidget *>(groups), static_cast<QWidget *>(facts),
                        static_cast<QWidget *>(dialog->findChild<QSpinBox *>(QStringLiteral("replicas")))})
        QVERIFY2(!field->accessibleName().isEmpty(), qPrintable(field->objectName()));
    shoot(dialog, QStringLiteral("19-load-table-group"));
}

void tst_LoadTableGroupDialog::theFieldsChangeThePlanAndItRuns()
{
    fill();
    auto *dialog = openFor();
    auto *groups = dialog->findChild<QComboBox *>(QStringLiteral("computeGroup"));
    auto *replicas = dialog->findChild<QSpinBox *>(QStringLiteral("replicas"));
    auto *sql = dialog->findChild<QPlainTextEdit *>(QStringLiteral("planSql"));
    auto *run = dialog->findChild<QPushButton *>(QStringLiteral("run"));
    QTRY_COMPARE(groups->count(), 3);
    QTRY_VERIFY(run->isEnabled());
    groups->setFocus();
    QTest::keyClick(groups, Qt::Key_Down);
    replicas->setFocus();
    QTest::keyClick(replicas, Qt::Key_Up);
    QTRY_VERIFY2(sql->toPlainText().contains(QStringLiteral(
                     "CALL hg_table_group_load_to_warehouse('order_dw.order_dw_tg_default', 'read_warehouse_2', 2);")),
                 qPrintable(sql->toPlainText()));
    QTRY_VERIFY(run->isEnabled());
    QTest::mouseClick(run, Qt::LeftButton);
    QVERIFY(m_begun->tryAcquire(1, 10'000)); // the step runs
    const auto runs = core::await(m_runs->list({}));
    QCOMPARE(runs->runs.first().taskKind, computegroups::LoadTableGroup::taskKind);
}

void tst_LoadTableGroupDialog::aServerThatRefusesIsTold()
{
    fill();
    m_fakes->catalog(m_group.connection)
        .setChildrenError(path(QStringLiteral("order_dw/:compute_groups")),
                          {core::ErrorKind::Permission, QStringLiteral("You may not list them."), {}, {}, {}});
    auto *dialog = openFor();
    auto *run = dialog->findChild<QPushButton *>(QStringLiteral("run"));
    QTRY_COMPARE(run->toolTip(), QStringLiteral("You may not list them."));
    QVERIFY(!run->isEnabled());
    QVERIFY(!dialog->findChild<QComboBox *>(QStringLiteral("computeGroup"))->isEnabled());
}

QTEST_MAIN(tst_LoadTableGroupDialog)
#include "tst_loadtablegroupdialog.moc"
