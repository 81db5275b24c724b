// SPDX-License-Identifier: GPL-3.0-or-later
#include "windowtest.h"

#include <isthmus/core/async.h>
#include <isthmus/engine/localruns.h>
#include <isthmus/mapping/manytables/maptables.h>
#include <isthmus/plan/words.h>
#include <isthmus/views/plans/maptablesdialog.h>

#include <QApplication>
#include <QClipboard>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QMimeData>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSpinBox>
#include <QTableView>

using namespace isthmus;
using namespace Qt::StringLiterals;
using catalog::ObjectKind;
using models::TableRunsModel;
using testsupport::entry;
using testsupport::path;

class tst_MapTablesDialog : public testsupport::WindowTest {
    Q_OBJECT

private Q_SLOTS:
    void aSchemaIsMappedAndShownTableByTable();
    void whatIsWrongStandsBesideItsField();
    void whatIsDroppedIsConfirmedByTheSchema();
    void severalTablesAreDroppedOnASchema();

private:
    static constexpr int count = 30;

    // A schema of many tables, one of them dynamic.
    void addTables()
    {
        auto &source = m_fakes->catalog(u"order_dw"_s);
        const auto schema = path(u"order_dw/erp"_s);
        QList<catalog::Entry> entries;
        for (int i = 0; i < count; ++i) {
            auto info = testsupport::dwdOrders();
            info.schema = schema.name();
            info.name = u"t%1"_s.arg(i, 2, 10, QChar(u'0'));
            info.path = schema.child(info.name);
            source.setTable(info);
            entries.append(entry(schema, info.name, i == 7 ? ObjectKind::DynamicTable : ObjectKind::Table));
        }
        source.setChildren(schema, entries);
    }
    views::MapTablesDialog *openDialog()
    {
        openWindow();
        addTables();
        m_window->perform(models::mapTables({path(u"order_dw/erp"_s)}));
        auto *dialog = m_window->findChild<views::MapTablesDialog *>();
        return dialog && QTest::qWaitForWindowActive(dialog) ? dialog : nullptr;
    }
    [[nodiscard]] plan::Run lastRun() const
    {
        const auto runs = core::await(m_runs->list({}));
        if (!runs || runs->runs.isEmpty())
            return {};
        return core::await(m_runs->run(runs->runs.first().id)).value_or(plan::Run());
    }
};

void tst_MapTablesDialog::aSchemaIsMappedAndShownTableByTable()
{
    auto *dialog = openDialog();
    QVERIFY(dialog && !dialog->isModal());
    auto *prefix = dialog->findChild<QLineEdit *>(u"prefix"_s);
    QTRY_COMPARE(dialog->focusWidget(), prefix);
    QTest::keyClicks(prefix, u"ods_"_s);
    auto *tables = dialog->findChild<QTableView *>(u"plannedTables"_s);
    QTRY_COMPARE(tables->model()->rowCount(), count);
    const auto cell = [&](int row, int column) { return tables->model()->index(row, column).data().toString(); };
    QTRY_COMPARE(cell(0, TableRunsModel::Target), u"ods_t00"_s);
    QCOMPARE(cell(0, TableRunsModel::Source), u"erp.t00"_s);
    QCOMPARE(cell(0, TableRunsModel::Columns), u"7 of 8"_s);
    QCOMPARE(cell(count - 1, TableRunsModel::State), u"Left out"_s);
    QCOMPARE(dialog->findChild<QLabel *>(u"exampleName"_s)->text(), u"t00 → ods_t00"_s);
    QCOMPARE(dialog->findChild<QLabel *>(u"tablesSummary"_s)->text(), u"29 to make, 1 left out"_s);
    // The plan is one line, its SQL that of the current table.
    QCOMPARE(dialog->findChild<QTableView *>(u"planSteps"_s)->model()->rowCount(), 2);
    auto *sql = dialog->findChild<QPlainTextEdit *>(u"planSql"_s);
    QTRY_VERIFY(sql->toPlainText().contains(u"CREATE EXTERNAL TABLE dbs_mc.default.ods_t00 ("));
    tables->setCurrentIndex(tables->model()->index(3, 0));
    QTRY_VERIFY(sql->toPlainText().contains(u"ods_t03 ("));
    dialog->findChild<QSpinBox *>(u"inFlight"_s)->setValue(3);
    auto *run = dialog->findChild<QPushButton *>(u"run"_s);
    QTRY_VERIFY(run->isEnabled());
    shoot(dialog, u"09-map-tables"_s);
    QTest::keyClick(prefix, Qt::Key_Return, Qt::ControlModifier);

    QTRY_VERIFY(m_window->findChild<QTableView *>(u"tableRuns"_s));
    auto *runs = m_window->findChild<QTableView *>(u"tableRuns"_s);
    QTRY_COMPARE(runs->model()->rowCount(), count);
    const auto text = [&](const char *filter) {
        return m_window->findChild<QPushButton *>(QLatin1String(filter))->text();
    };
    QTRY_COMPARE(text("filterRunning"), u"Running 3"_s);
    QCOMPARE(text("filterLeftOut"), u"Left out 1"_s); // as its row says
    const auto isVisible = [&](const char *filter) {
        return m_window->findChild<QPushButton *>(QLatin1String(filter))->isVisible();
    };
    QVERIFY(isVisible("filterLeftOut") && !isVisible("filterKept") && !isVisible("filterStopped"));
    QCOMPARE(m_window->findChild<QLabel *>(u"runDone"_s)->text(), u"0 of 29"_s);
    QTest::mouseClick(m_window->findChild<QPushButton *>(u"filterLeftOut"_s), Qt::LeftButton);
    QCOMPARE(runs->model()->rowCount(), 1);
    QVERIFY(runs->model()->index(0, TableRunsModel::Note).data().toString().contains(u"dynamic table"));
    QCOMPARE(runs->model()->index(0, TableRunsModel::State).data().toString(), u"Left out"_s);
    m_window->activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
    QTest::keyClick(runs, Qt::Key_1, Qt::AltModifier);
    QTRY_COMPARE(runs->model()->rowCount(), count);
    QTest::keyClick(runs, Qt::Key_8, Qt::AltModifier);
    QTRY_COMPARE(runs->model()->rowCount(), 1);
    QTest::mouseClick(m_window->findChild<QPushButton *>(u"filterAll"_s), Qt::LeftButton);
    m_window->findChild<QSpinBox *>(u"runInFlight"_s)->setValue(5);
    QTRY_COMPARE(text("filterRunning"), u"Running 5"_s);
    shoot(m_window.get(), u"09-map-tables-run"_s);

    auto *cancel = m_window->findChild<QPushButton *>(u"cancelRest"_s);
    auto *resume = m_window->findChild<QPushButton *>(u"resumeTables"_s);
    QVERIFY(cancel->isVisible() && !resume->isVisible());
    QTest::mouseClick(cancel, Qt::LeftButton);
    QTRY_COMPARE(text("filterStopped"), u"Stopped 5"_s); // they may have been made
    QVERIFY(isVisible("filterStopped"));
    QCOMPARE(text("filterWaiting"), u"Waiting 24"_s);
    QTRY_VERIFY(resume->isVisible() && !cancel->isVisible());
    QTest::mouseClick(m_window->findChild<QPushButton *>(u"copyReport"_s), Qt::LeftButton);
    const QStringList report = QApplication::clipboard()->text().split(u'\n');
    QCOMPARE(report.size(), count + 1);
    QVERIFY2(report.at(1).startsWith(u"erp.t00\tods_t00\t7 of 8\tStopped"), qPrintable(report.at(1)));
    QTest::mouseClick(resume, Qt::LeftButton);
    QTRY_COMPARE(text("filterRunning"), u"Running 3"_s); // as it was planned
    QTRY_VERIFY(!isVisible("filterStopped"));
}

void tst_MapTablesDialog::whatIsWrongStandsBesideItsField()
{
    auto *dialog = openDialog();
    QVERIFY(dialog);
    auto *run = dialog->findChild<QPushButton *>(u"run"_s);
    QTRY_VERIFY(run->isEnabled());
    auto *pattern = dialog->findChild<QLineEdit *>(u"pattern"_s);
    pattern->setFocus();
    pattern->selectAll();
    QTest::keyClicks(pattern, u"same"_s);
    QTRY_VERIFY(!run->isEnabled());
    QTRY_VERIFY(dialog->findChild<QLabel *>(u"exampleName"_s)->text().contains(u"must hold {table}"));
    pattern->selectAll();
    QTest::keyClicks(pattern, u"{schema}_{table}"_s);
    QTRY_VERIFY(run->isEnabled());
    auto *tables = dialog->findChild<QTableView *>(u"plannedTables"_s);
    QTRY_COMPARE(tables->model()->index(0, TableRunsModel::Target).data().toString(), u"erp_t00"_s);
    auto *lifecycle = dialog->findChild<QLineEdit *>(u"lifecycle"_s);
    lifecycle->setFocus();
    QTest::keyClicks(lifecycle, u"soon"_s);
    QTRY_VERIFY(!run->isEnabled());
    QTRY_VERIFY(!dialog->form().problem(u"lifecycle"_s).isEmpty());
}

void tst_MapTablesDialog::whatIsDroppedIsConfirmedByTheSchema()
{
    openWindow();
    addTables();
    auto &target = m_fakes->catalog(u"dbs_mc"_s);
    const auto schema = path(u"dbs_mc/default"_s);
    target.setChildren(schema, {entry(schema, u"t00"_s, ObjectKind::ExternalTable)});
    m_window->perform(models::mapTables({path(u"order_dw/erp/t00"_s), path(u"order_dw/erp/t01"_s)}));
    auto *dialog = m_window->findChild<views::MapTablesDialog *>();
    QVERIFY(dialog);
    auto *summary = dialog->findChild<QLabel *>(u"tablesSummary"_s);
    QTRY_COMPARE(summary->text(), u"1 to make, 1 kept"_s);
    auto *taken = dialog->findChild<QComboBox *>(u"ifTaken"_s);
    taken->setFocus();
    QTest::keyClick(taken, Qt::Key_Down); // drop and make anew
    QTRY_COMPARE(summary->text(), u"2 to make"_s);
    auto *confirm = dialog->findChild<QLineEdit *>(u"confirmName"_s);
    auto *run = dialog->findChild<QPushButton *>(u"run"_s);
    QTRY_VERIFY(confirm->isVisible());
    QVERIFY(!run->isEnabled());
    QTest::keyClicks(confirm, u"default"_s);
    QTRY_VERIFY(run->isEnabled());
    QTest::mouseClick(run, Qt::LeftButton);
    QTRY_COMPARE(plan::words(lastRun().taskTitle), u"Map 2 tables → default"_s);
    QCOMPARE(lastRun().plan.stepCount(), 4);
}

void tst_MapTablesDialog::severalTablesAreDroppedOnASchema()
{
    openWindow();
    addTables();
    auto &tree = const_cast<models::CatalogTreeModel &>(m_window->catalogs());
    auto *hologres = this->tree("hologresTree");
    auto *maxcompute = this->tree("maxcomputeTree");
    auto &source = m_fakes->catalog(u"order_dw"_s);
    source.setChildren(path(u"order_dw"_s), {entry(path(u"order_dw"_s), u"erp"_s, ObjectKind::Schema)});
    open(hologres, u"order_dw"_s);
    open(hologres, u"order_dw/erp"_s);
    open(maxcompute, u"dbs_mc"_s);
    const auto indexOf = [&tree](const QString &where) { return tree.indexOf(path(where)); };
    const std::unique_ptr<QMimeData> data(
        tree.mimeData({indexOf(u"order_dw/erp/t00"_s), indexOf(u"order_dw/erp/t01"_s)}));
    QVERIFY(data);
    QVERIFY(tree.canDropMimeData(data.get(), Qt::LinkAction, -1, -1, indexOf(u"dbs_mc/default"_s)));
    tree.dropMimeData(data.get(), Qt::LinkAction, -1, -1, indexOf(u"dbs_mc/default"_s));
    auto *dialog = m_window->findChild<views::MapTablesDialog *>();
    QVERIFY(dialog);
    QTRY_COMPARE(dialog->findChild<QLabel *>(u"tablesSummary"_s)->text(), u"2 to make"_s);
    QCOMPARE(dialog->form().schema(), u"default"_s);
}

QTEST_MAIN(tst_MapTablesDialog)
#include "tst_maptablesdialog.moc"
