// SPDX-License-Identifier: GPL-3.0-or-later
#include "windowtest.h"

#include <isthmus/core/async.h>
#include <isthmus/engine/localruns.h>
#include <isthmus/mapping/foreigntable/maptohologres.h>
#include <isthmus/plan/words.h>
#include <isthmus/views/plans/maptohologresdialog.h>

#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QMimeData>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QScrollArea>
#include <QScrollBar>
#include <QTabWidget>
#include <QTableView>

using namespace isthmus;
using namespace Qt::StringLiterals;
using catalog::ObjectKind;
using models::MapColumnsModel;
using models::TableRunsModel;
using testsupport::entry;
using testsupport::path;

/// MaxCompute tables are mapped to Hologres in the window: by form, by key, by dragging.
class tst_MapToHologresDialog : public testsupport::WindowTest {
    Q_OBJECT

private Q_SLOTS:
    void aSchemaIsMappedAndShownTableByTable();
    void inASmallWindowThePlanGivesWay();
    void oneTableIsGivenANameOfItsOwn();
    void columnsAreChosenByTheKeyboard();
    void eachTableHasColumnsOfItsOwn();
    void aNameMayHoldWhatAnIdentifierHolds();
    void whatIsDroppedIsConfirmedByTheSchema();
    void tablesAreDroppedOnAHologresSchema();

private:
    // Two stored tables, one of them with a type that Hologres does not have, and a view.
    void addTables()
    {
        auto &source = m_fakes->catalog(u"dbs_mc"_s);
        const auto schema = path(u"dbs_mc/sales"_s);
        QList<catalog::Entry> entries{entry(schema, u"v"_s, ObjectKind::View)};
        for (const auto &[name, type] : {std::pair(u"plain"_s, u"VARCHAR(9)"_s), {u"nested"_s, u"MAP<STRING,INT>"_s}}) {
            catalog::TableInfo info;
            info.path = schema.child(name);
            info.database = u"dbs_mc"_s;
            info.schema = schema.name();
            info.name = name;
            for (const auto &[column, of] : {std::pair(u"id"_s, u"BIGINT"_s), {u"value"_s, type}}) {
                catalog::Column made;
                made.name = column;
                made.type = catalog::parseMaxComputeType(of);
                info.columns.append(made);
            }
            source.setTable(info);
            entries.append(entry(schema, name, ObjectKind::Table));
        }
        source.setChildren(schema, entries);
        source.setChildren(path(u"dbs_mc"_s), {entry(path(u"dbs_mc"_s), u"sales"_s, ObjectKind::Schema)});
    }
    views::MapToHologresDialog *openDialog(const QList<catalog::ObjectPath> &sources, const QSize &size = {1440, 900})
    {
        openWindow(size);
        addTables();
        m_window->perform(models::mapToHologres(sources, path(u"order_dw/public"_s)));
        auto *dialog = m_window->findChild<views::MapToHologresDialog *>();
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

void tst_MapToHologresDialog::aSchemaIsMappedAndShownTableByTable()
{
    auto *dialog = openDialog({path(u"dbs_mc/sales"_s)});
    QVERIFY(dialog && !dialog->isModal());
    auto *prefix = dialog->findChild<QLineEdit *>(u"prefix"_s);
    QTRY_COMPARE(dialog->focusWidget(), prefix);
    QVERIFY(!dialog->findChild<QLineEdit *>(u"tableName"_s));
    QTest::keyClicks(prefix, u"mc_"_s);
    auto *tables = dialog->findChild<QTableView *>(u"plannedTables"_s);
    const auto cell = [&](int row, int column) { return tables->model()->index(row, column).data().toString(); };
    QTRY_COMPARE(cell(0, TableRunsModel::Target), u"mc_plain"_s);
    QCOMPARE(tables->model()->headerData(TableRunsModel::Source, Qt::Horizontal).toString(), u"MaxCompute table"_s);
    QCOMPARE(tables->model()->headerData(TableRunsModel::Target, Qt::Horizontal).toString(), u"Foreign table"_s);
    auto *summary = dialog->findChild<QLabel *>(u"tablesSummary"_s);
    QCOMPARE(summary->text(), u"1 to make, 2 left out"_s);
    auto *sql = dialog->findChild<QPlainTextEdit *>(u"planSql"_s);
    QTRY_VERIFY(sql->toPlainText().contains(u"IMPORT FOREIGN SCHEMA \"dbs_mc#sales\" LIMIT TO (\"plain\")"));
    auto *unsupported = dialog->findChild<QComboBox *>(u"ifUnsupported"_s);
    unsupported->setFocus();
    QTest::keyClick(unsupported, Qt::Key_Down); // leave out the column
    QTRY_COMPARE(summary->text(), u"2 to make, 1 left out"_s);
    QCOMPARE(cell(1, TableRunsModel::Columns), u"1 of 2"_s);
    auto *texts = dialog->findChild<QComboBox *>(u"typeSetting_sized_texts"_s);
    texts->setFocus();
    QTest::keyClick(texts, Qt::Key_Down);
    QTRY_VERIFY(sql->toPlainText().contains(u"\"value\" TEXT"));
    // Nothing is cut off at the side of the fields.
    const auto *fields = dialog->findChild<QScrollArea *>();
    QVERIFY2(fields->horizontalScrollBar()->maximum() == 0,
             qPrintable(QString::number(fields->horizontalScrollBar()->maximum())));
    shoot(dialog, u"34-map-to-hologres"_s);
    auto *run = dialog->findChild<QPushButton *>(u"run"_s);
    QTRY_VERIFY(run->isEnabled());
    QTest::keyClick(prefix, Qt::Key_Return, Qt::ControlModifier);
    QTRY_VERIFY(m_window->findChild<QTableView *>(u"tableRuns"_s)); // its page opens
    QTRY_COMPARE(plan::words(lastRun().taskTitle), u"Map all tables of sales → public"_s);
    QCOMPARE(lastRun().taskKind, mapping::MapToHologres::taskKind);

    // Its page is opened again from Activity, by the keyboard.
    auto *documents = m_window->findChild<QTabWidget *>(u"documents"_s);
    const int tabs = documents->count();
    Q_EMIT documents->tabCloseRequested(documents->currentIndex());
    QTRY_COMPARE(documents->count(), tabs - 1);
    auto *activity = m_window->findChild<QTableView *>(u"activityTable"_s);
    QTRY_COMPARE(activity->model()->rowCount(), 1);
    activity->setCurrentIndex(activity->model()->index(0, 0));
    activity->setFocus();
    QTest::keyClick(activity, Qt::Key_Return);
    QTRY_COMPARE(documents->count(), tabs);
}

void tst_MapToHologresDialog::inASmallWindowThePlanGivesWay()
{
    auto *dialog = openDialog({path(u"dbs_mc/sales"_s)}, {1024, 700});
    QVERIFY(dialog);
    QCOMPARE(dialog->width(), 1024);
    auto *sql = dialog->findChild<QPlainTextEdit *>(u"planSql"_s);
    QTRY_VERIFY(sql->toPlainText().contains(u"IMPORT FOREIGN SCHEMA"));
    const auto *fields = dialog->findChild<QScrollArea *>();
    QTRY_COMPARE(fields->horizontalScrollBar()->maximum(), 0);
}

void tst_MapToHologresDialog::oneTableIsGivenANameOfItsOwn()
{
    auto *dialog = openDialog({path(u"dbs_mc/sales/plain"_s)});
    QVERIFY(dialog);
    auto *name = dialog->findChild<QLineEdit *>(u"tableName"_s);
    QVERIFY(name);
    QTRY_COMPARE(dialog->focusWidget(), name);
    QVERIFY(!dialog->findChild<QLineEdit *>(u"prefix"_s)->isVisible());
    QTest::keyClicks(name, QString(64, u'x'));
    auto *run = dialog->findChild<QPushButton *>(u"run"_s);
    QTRY_COMPARE(dialog->form().problem(u"tableName"_s), u"A name of Hologres has at most 63 bytes"_s);
    QVERIFY(!run->isEnabled());
    name->selectAll();
    QTest::keyClicks(name, u"Mine"_s);
    auto *sql = dialog->findChild<QPlainTextEdit *>(u"planSql"_s);
    QTRY_VERIFY(sql->toPlainText().contains(u"CREATE FOREIGN TABLE \"public\".\"Mine\""));
    QTRY_VERIFY(run->isEnabled());
}

void tst_MapToHologresDialog::columnsAreChosenByTheKeyboard()
{
    auto *dialog = openDialog({path(u"dbs_mc/sales/plain"_s)});
    QVERIFY(dialog);
    auto *columns = dialog->findChild<QTableView *>(u"mapColumns"_s);
    QVERIFY(columns);
    QTRY_COMPARE(columns->model()->rowCount(), 2);
    const auto cell = [columns](int row, int column) { return columns->model()->index(row, column); };
    QCOMPARE(columns->model()->headerData(MapColumnsModel::Source, Qt::Horizontal).toString(), u"MaxCompute column"_s);
    QCOMPARE(cell(1, MapColumnsModel::Target).data().toString(), u"value"_s);
    // No option of Hologres says which column another name shows.
    QVERIFY(!(cell(1, MapColumnsModel::Target).flags() & Qt::ItemIsEditable));
    QVERIFY(!columns->model()->setData(cell(1, MapColumnsModel::Target), u"renamed"_s));
    QCOMPARE(cell(1, MapColumnsModel::TargetType).data(MapColumnsModel::AlternativesRole).toStringList(),
             (QStringList{u"VARCHAR(9)"_s, u"TEXT"_s}));
    QVERIFY(!(cell(0, MapColumnsModel::TargetType).flags() & Qt::ItemIsEditable)); // there is one type for it
    auto *reset = dialog->findChild<QPushButton *>(u"resetColumns"_s);
    QVERIFY(!reset->isVisible());

    auto *sql = dialog->findChild<QPlainTextEdit *>(u"planSql"_s);
    QTRY_VERIFY(sql->toPlainText().startsWith(u"IMPORT FOREIGN SCHEMA"_s));
    columns->setFocus();
    columns->setCurrentIndex(cell(0, MapColumnsModel::Source));
    QTest::keyClick(columns, Qt::Key_Space);
    QTRY_VERIFY(sql->toPlainText().contains(u"(\n    \"value\" VARCHAR(9)\n)"_s));
    columns->setCurrentIndex(cell(1, MapColumnsModel::Source));
    QTest::keyClick(columns, Qt::Key_Down, Qt::AltModifier);
    auto *types = columns->findChild<QComboBox *>(u"columnTypeEditor"_s);
    QTRY_VERIFY(types && types->isVisible());
    QTest::keyClick(types, Qt::Key_Down);
    QTest::keyClick(types, Qt::Key_Return);
    QTRY_VERIFY(sql->toPlainText().contains(u"(\n    \"value\" TEXT\n)"_s));
    QCOMPARE(dialog->findChild<QLabel *>(u"columnsSummary"_s)->text(),
             u"1 of 2 included · 0 exact, 1 wider, 0 to check, 1 left out"_s);
    const QList<mapping::ColumnChoice> chosen{{u"id"_s, false, {}, {}}, {u"value"_s, true, {}, u"TEXT"_s}};
    QCOMPARE(dialog->form().definition().columns.value(u"dbs_mc/sales/plain"_s), chosen);
    shoot(dialog, u"35-columns-to-hologres"_s);

    QVERIFY(reset->isVisible());
    reset->setFocus();
    QTest::keyClick(reset, Qt::Key_Space);
    QTRY_VERIFY(sql->toPlainText().startsWith(u"IMPORT FOREIGN SCHEMA"_s));
    QVERIFY(dialog->form().definition().columns.isEmpty());
    // What is taken back by hand leaves nothing chosen either.
    columns->setFocus();
    for (int i = 0; i < 2; ++i)
        QTest::keyClick(columns, Qt::Key_Space);
    QVERIFY(dialog->form().definition().columns.isEmpty());
}

void tst_MapToHologresDialog::eachTableHasColumnsOfItsOwn()
{
    auto *dialog = openDialog({path(u"dbs_mc/sales"_s)});
    QVERIFY(dialog);
    auto *tables = dialog->findChild<QTableView *>(u"plannedTables"_s);
    auto *columns = dialog->findChild<QTableView *>(u"mapColumns"_s);
    QTRY_COMPARE(tables->model()->rowCount(), 3);
    const auto source = [tables](int row) {
        return tables->model()->index(row, TableRunsModel::Source).data().toString();
    };
    QTRY_COMPARE(tables->currentIndex().row(), 0);
    QCOMPARE(source(0), u"sales.plain"_s);
    int nested = 1;
    while (nested < 3 && source(nested) != u"sales.nested"_s)
        ++nested;
    tables->setFocus();
    for (int row = 0; row < nested; ++row)
        QTest::keyClick(tables, Qt::Key_Down);
    QCOMPARE(dialog->form().columnsTitle(), u"Columns of nested"_s);
    QCOMPARE(columns->model()->index(1, MapColumnsModel::SourceType).data().toString(), u"MAP<STRING,INT>"_s);
    auto *summary = dialog->findChild<QLabel *>(u"tablesSummary"_s);
    QCOMPARE(summary->text(), u"1 to make, 2 left out"_s);
    // Without the column that has no type it can be made. It stays the current one, wherever its line goes.
    dialog->form().columns()->setAllIncluded(true);
    QTRY_COMPARE(summary->text(), u"2 to make, 1 left out"_s);
    QCOMPARE(dialog->form().columnsTitle(), u"Columns of nested"_s);
    QCOMPARE(source(tables->currentIndex().row()), u"sales.nested"_s);
    auto *sql = dialog->findChild<QPlainTextEdit *>(u"planSql"_s);
    QTRY_VERIFY(sql->toPlainText().contains(u"CREATE FOREIGN TABLE \"public\".\"nested\" (\n    \"id\" BIGINT\n)"_s));
    QCOMPARE(dialog->form().definition().columns.keys(), QStringList{u"dbs_mc/sales/nested"_s});
    // A view has no columns to choose.
    tables->setCurrentIndex(tables->model()->index(2, 0));
    QCOMPARE(columns->model()->rowCount(), 0);
}

void tst_MapToHologresDialog::aNameMayHoldWhatAnIdentifierHolds()
{
    auto *dialog = openDialog({path(u"dbs_mc/sales"_s)});
    QVERIFY(dialog);
    auto *prefix = dialog->findChild<QLineEdit *>(u"prefix"_s);
    QTest::keyClicks(prefix, u"My "_s);
    auto *sql = dialog->findChild<QPlainTextEdit *>(u"planSql"_s);
    QTRY_VERIFY(sql->toPlainText().contains(u"CREATE FOREIGN TABLE \"public\".\"My plain\""_s));
    QCOMPARE(dialog->findChild<QLabel *>(u"exampleName"_s)->text(), u"plain → My plain"_s);
    QCOMPARE(prefix->text(), u"My "_s);
}

void tst_MapToHologresDialog::whatIsDroppedIsConfirmedByTheSchema()
{
    openWindow();
    addTables();
    auto &target = m_fakes->catalog(u"order_dw"_s);
    const auto schema = path(u"order_dw/public"_s);
    target.setChildren(schema, {entry(schema, u"plain"_s, ObjectKind::ForeignTable)});
    m_window->perform(models::mapToHologres({path(u"dbs_mc/sales/plain"_s)}, schema));
    auto *dialog = m_window->findChild<views::MapToHologresDialog *>();
    QVERIFY(dialog);
    auto *summary = dialog->findChild<QLabel *>(u"tablesSummary"_s);
    QTRY_COMPARE(summary->text(), u"0 to make, 1 kept"_s);
    auto *taken = dialog->findChild<QComboBox *>(u"ifTaken"_s);
    taken->setFocus();
    QTest::keyClick(taken, Qt::Key_Down); // drop and make anew
    QTRY_COMPARE(summary->text(), u"1 to make"_s);
    auto *confirm = dialog->findChild<QLineEdit *>(u"confirmName"_s);
    auto *run = dialog->findChild<QPushButton *>(u"run"_s);
    QTRY_VERIFY(confirm->isVisible());
    QVERIFY(!run->isEnabled());
    QTest::keyClicks(confirm, u"public"_s);
    QTRY_VERIFY(run->isEnabled());
    QTest::mouseClick(run, Qt::LeftButton);
    QTRY_COMPARE(lastRun().plan.stepCount(), 3);
}

void tst_MapToHologresDialog::tablesAreDroppedOnAHologresSchema()
{
    openWindow();
    addTables();
    auto &tree = const_cast<models::CatalogTreeModel &>(m_window->catalogs());
    open(this->tree("hologresTree"), u"order_dw"_s);
    open(this->tree("maxcomputeTree"), u"dbs_mc"_s);
    open(this->tree("maxcomputeTree"), u"dbs_mc/sales"_s);
    const auto indexOf = [&tree](const QString &where) { return tree.indexOf(path(where)); };
    const auto target = indexOf(u"order_dw/public"_s);
    const std::unique_ptr<QMimeData> data(
        tree.mimeData({indexOf(u"dbs_mc/sales/plain"_s), indexOf(u"dbs_mc/sales/nested"_s)}));
    QVERIFY(data);
    QVERIFY(tree.canDropMimeData(data.get(), Qt::LinkAction, -1, -1, target));
    QVERIFY(!tree.canDropMimeData(data.get(), Qt::LinkAction, -1, -1, indexOf(u"dbs_mc/sales"_s))); // its own side
    tree.dropMimeData(data.get(), Qt::LinkAction, -1, -1, target);
    auto *dialog = m_window->findChild<views::MapToHologresDialog *>();
    QVERIFY(dialog);
    QTRY_COMPARE(dialog->findChild<QLabel *>(u"tablesSummary"_s)->text(), u"1 to make, 1 left out"_s);
    QCOMPARE(dialog->form().schema(), u"public"_s);
    // A project as a whole too.
    const std::unique_ptr<QMimeData> project(tree.mimeData({indexOf(u"dbs_mc"_s)}));
    QVERIFY(tree.canDropMimeData(project.get(), Qt::LinkAction, -1, -1, target));
}

QTEST_MAIN(tst_MapToHologresDialog)
#include "tst_maptohologresdialog.moc"
