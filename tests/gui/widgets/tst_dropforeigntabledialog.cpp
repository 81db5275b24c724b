// SPDX-License-Identifier: GPL-3.0-or-later
#include "windowtest.h"

#include <isthmus/core/async.h>
#include <isthmus/engine/localruns.h>
#include <isthmus/mapping/foreigntable/dropforeigntable.h>
#include <isthmus/views/plans/dropforeigntabledialog.h>

#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QTableView>

using namespace isthmus;
using namespace Qt::StringLiterals;
using catalog::ObjectKind;
using testsupport::path;

class tst_DropForeignTableDialog : public testsupport::WindowTest {
    Q_OBJECT

private Q_SLOTS:
    void aTableIsDroppedOnceItsNameIsTyped();
    void whatIsNoForeignTableStays();

private:
    views::DropForeignTableDialog *openFor(ObjectKind kind);
    const catalog::ObjectPath m_table = path(u"order_dw/public/mc_orders"_s);
};

views::DropForeignTableDialog *tst_DropForeignTableDialog::openFor(ObjectKind kind)
{
    catalog::TableInfo info;
    info.path = m_table;
    info.kind = kind;
    info.name = m_table.name();
    info.properties = {{u"foreign_options"_s, u"project_name=dbs_mc#default, table_name=orders"_s},
                       {u"foreign_server"_s, u"odps_server"_s}};
    m_fakes->catalog(m_table.connection).setTable(info);
    openWindow();
    m_window->perform(models::dropForeignTable(m_table));
    return m_window->findChild<views::DropForeignTableDialog *>();
}

void tst_DropForeignTableDialog::aTableIsDroppedOnceItsNameIsTyped()
{
    auto *dialog = openFor(ObjectKind::ForeignTable);
    QVERIFY(dialog);
    auto *sql = dialog->findChild<QPlainTextEdit *>(u"planSql"_s);
    QTRY_VERIFY(sql->toPlainText().contains(u"DROP FOREIGN TABLE \"public\".\"mc_orders\";"_s));
    auto *confirm = dialog->findChild<QLineEdit *>(u"confirmName"_s);
    QTRY_VERIFY(confirm->isVisible() && confirm->hasFocus());
    auto *run = dialog->findChild<QPushButton *>(u"run"_s);
    QVERIFY(!run->isEnabled());
    auto *facts = dialog->findChild<QTableView *>(u"tableFacts"_s);
    QVERIFY(facts && facts->model()->rowCount() >= 2);
    shoot(dialog, u"drop-foreign-table"_s);
    QTest::keyClicks(confirm, m_table.name());
    QTRY_VERIFY(run->isEnabled());
    QTest::keyClick(confirm, Qt::Key_Return, Qt::ControlModifier);
    QVERIFY(m_begun->tryAcquire(1, 10'000)); // the step runs
    const auto runs = core::await(m_runs->list({}));
    QCOMPARE(runs->runs.size(), 1);
    QCOMPARE(runs->runs.first().taskKind, mapping::DropForeignTable::taskKind);
}

void tst_DropForeignTableDialog::whatIsNoForeignTableStays()
{
    auto *dialog = openFor(ObjectKind::Table);
    QVERIFY(dialog);
    auto *confirm = dialog->findChild<QLineEdit *>(u"confirmName"_s);
    QTRY_VERIFY(confirm->isVisible());
    QTest::keyClicks(confirm, m_table.name());
    const auto *foot = dialog->findChild<QLabel *>(u"footText"_s);
    QTRY_VERIFY2(foot->text().contains(u"no foreign table"_s), qPrintable(foot->text()));
    QVERIFY(!dialog->findChild<QPushButton *>(u"run"_s)->isEnabled());
}

QTEST_MAIN(tst_DropForeignTableDialog)
#include "tst_dropforeigntabledialog.moc"
