// SPDX-License-Identifier: GPL-3.0-or-later
#include "windowtest.h"

#include <isthmus/core/async.h>
#include <isthmus/engine/localruns.h>
#include <isthmus/mapping/drift/fingerprints.h>
#include <isthmus/mapping/drift/repairmappings.h>
#include <isthmus/views/drift/driftpage.h>
#include <isthmus/views/plans/repairmappingsdialog.h>
#include <isthmus/views/table/tablepage.h>

#include <QAction>
#include <QDirIterator>
#include <QFile>
#include <QLabel>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QTabWidget>
#include <QTableView>

using namespace isthmus;
using namespace Qt::StringLiterals;
using catalog::ObjectKind;
using models::CatalogTreeModel;
using testsupport::path;

/// Drift of foreign tables as a user meets it: in the Hologres tree, on the table's page, and on a page of its own.
class tst_ForeignDrift : public testsupport::WindowTest {
    Q_OBJECT

private Q_SLOTS:
    void anOpenedTableThatDriftedSaysSo();
    void aRefreshComparesAnew();
    void aForeignTableOfAnotherServerIsNotCompared();
    void thePageListsAndRepairs();
    void aRenamedColumnIsToldAndRenamed();
    void aRecordThatCannotBeReadIsTold();

private:
    void map(const QString &server = u"odps_server"_s);
    // As it was made, when the second of three columns had another name.
    void remember();
    void openTree();
};

// public.mc_users over default.users, which has got a column since and lost another.
void tst_ForeignDrift::map(const QString &server)
{
    const auto schema = path(u"order_dw/public"_s);
    catalog::TableInfo table;
    table.path = schema.child(u"mc_users"_s);
    table.kind = ObjectKind::ForeignTable;
    table.schema = u"public"_s;
    table.name = u"mc_users"_s;
    for (const QString &name : {u"id"_s, u"age"_s}) {
        catalog::Column column;
        column.name = name;
        column.type = catalog::parsePostgresType(u"bigint"_s);
        table.columns.append(column);
    }
    table.properties = {{u"foreign_options"_s, u"project_name=dbs_mc#default, table_name=users"_s},
                        {u"foreign_server"_s, server}};
    auto &holo = m_fakes->catalog(u"order_dw"_s);
    holo.setTable(table);
    holo.setChildren(schema, {testsupport::entry(schema, u"mc_users"_s, ObjectKind::ForeignTable)});
    holo.setExternalLinks({{table.path, server + u"?project_name=dbs_mc#default&table_name=users"_s}});
    catalog::TableInfo source;
    source.path = path(u"dbs_mc/default/users"_s);
    source.database = u"dbs_mc"_s;
    source.schema = u"default"_s;
    source.name = u"users"_s;
    for (const QString &name : {u"id"_s, u"mail"_s}) {
        catalog::Column column;
        column.name = name;
        column.type = catalog::parseMaxComputeType(name == u"id" ? u"BIGINT"_s : u"STRING"_s);
        source.columns.append(column);
    }
    m_fakes->catalog(u"dbs_mc"_s).setTable(source);
}

void tst_ForeignDrift::remember()
{
    map();
    auto &holo = m_fakes->catalog(u"order_dw"_s);
    auto &mc = m_fakes->catalog(u"dbs_mc"_s);
    auto table = *core::await(holo.table(path(u"order_dw/public/mc_users"_s)));
    auto source = *core::await(mc.table(path(u"dbs_mc/default/users"_s)));
    table.columns.append(table.columns.first());
    table.columns.last().name = u"born"_s;
    table.identity = u"16400"_s;
    holo.setTable(table);
    source.identity = u"5f1e"_s;
    source.columns.append(source.columns.first());
    source.columns.last().name = u"born"_s;
    source.columns[1] = source.columns.first();
    source.columns[1].name = u"age"_s;
    mapping::Fingerprint made;
    made.source = mapping::comparable(source);
    made.target = mapping::comparable(table);
    made.isTargetSeen = true;
    made.foreign = mapping::Fingerprint::Foreign{core::await(mc.server())->host, {}};
    const auto key = mapping::MappingKey::ofForeign(*core::await(holo.server()), u"public"_s, u"mc_users"_s);
    QVERIFY(mapping::Fingerprints(fingerprints()).keep(key, made));
    source.columns[1].name = u"years"_s;
    mc.setTable(source);
}

void tst_ForeignDrift::openTree()
{
    openWindow();
    auto *view = tree("hologresTree");
    open(view, u"order_dw"_s);
    open(view, u"order_dw/public"_s);
}

void tst_ForeignDrift::anOpenedTableThatDriftedSaysSo()
{
    map();
    openTree();
    auto *page = openPage(u"order_dw/public/mc_users"_s);
    QVERIFY(page);
    QTRY_VERIFY(page->findChild<QWidget *>(u"driftBand"_s)->isVisible());
    const QString words = page->findChild<QLabel *>(u"driftText"_s)->text();
    QVERIFY2(words.contains(u"age is declared and not in MaxCompute; 1 more"_s)
                 && words.contains(u"Queries that read the column fail"_s),
             qPrintable(words));
    const QModelIndex index = row(tree("hologresTree"), u"order_dw/public/mc_users"_s);
    QCOMPARE(mapping::DriftState(index.data(CatalogTreeModel::DriftRole).toInt()), mapping::DriftState::Broken);
    shoot(m_window.get(), u"foreign-drift-page"_s);

    auto *repair = page->findChild<QPushButton *>(u"repairMapping"_s);
    QVERIFY(repair->isVisible());
    QTest::mouseClick(repair, Qt::LeftButton);
    auto *dialog = m_window->findChild<views::RepairMappingsDialog *>();
    QVERIFY(dialog);
    auto *sql = dialog->findChild<QPlainTextEdit *>(u"planSql"_s);
    QTRY_VERIFY(sql->toPlainText().contains(u"DROP COLUMN \"age\""_s));
    QVERIFY(sql->toPlainText().contains(u"ADD COLUMN \"mail\" TEXT"_s));
    auto *list = dialog->findChild<QTableView *>(u"mappingsToRepair"_s);
    QCOMPARE(list->model()->headerData(models::DriftListModel::Table, Qt::Horizontal).toString(), u"Foreign table"_s);
    shoot(dialog, u"foreign-drift-repair"_s);
}

void tst_ForeignDrift::aRefreshComparesAnew()
{
    map();
    openTree();
    auto *page = openPage(u"order_dw/public/mc_users"_s);
    QVERIFY(page);
    auto *band = page->findChild<QWidget *>(u"driftBand"_s);
    QTRY_VERIFY(band->isVisible());
    catalog::TableInfo source;
    source.path = path(u"dbs_mc/default/users"_s);
    source.name = u"users"_s;
    for (const QString &name : {u"id"_s, u"age"_s}) {
        catalog::Column column;
        column.name = name;
        column.type = catalog::parseMaxComputeType(u"BIGINT"_s);
        source.columns.append(column);
    }
    m_fakes->catalog(u"dbs_mc"_s).setTable(source);
    page->findChild<QAction *>(u"reloadPage"_s)->trigger();
    QTRY_VERIFY(!band->isVisible());
    QVERIFY(!row(tree("hologresTree"), u"order_dw/public/mc_users"_s).data(CatalogTreeModel::DriftRole).isValid());
}

void tst_ForeignDrift::aForeignTableOfAnotherServerIsNotCompared()
{
    map(u"another_server"_s);
    openTree();
    auto *page = openPage(u"order_dw/public/mc_users"_s);
    QVERIFY(page);
    QTRY_VERIFY(page->model().info().has_value());
    QVERIFY(!page->findChild<QWidget *>(u"driftBand"_s)->isVisible());
    QCOMPARE(m_fakes->catalog(u"dbs_mc"_s).tablesCalls(path(u"dbs_mc/default"_s)), 0);
}

void tst_ForeignDrift::thePageListsAndRepairs()
{
    map();
    openTree();
    auto *view = tree("hologresTree");
    view->setFocus();
    view->setCurrentIndex(row(view, u"order_dw/public"_s));
    auto *check = m_window->findChild<QAction *>(u"drift.check"_s);
    QTRY_VERIFY(check->isEnabled() && check->isVisible());
    check->trigger();
    auto *documents = m_window->findChild<QTabWidget *>(u"documents"_s);
    auto *page = documents->currentWidget()->findChild<views::DriftPage *>();
    QVERIFY(page);
    auto *list = page->findChild<QTableView *>(u"driftList"_s);
    QTRY_COMPARE(list->model()->rowCount(), 1);
    using List = models::DriftListModel;
    QCOMPARE(list->model()->headerData(List::Source, Qt::Horizontal).toString(), u"MaxCompute table"_s);
    const auto text = [list](int column) { return list->model()->index(0, column).data().toString(); };
    QCOMPARE(text(List::Source), u"dbs_mc.default.users"_s);
    QCOMPARE(text(List::Table), u"public.mc_users"_s);
    QCOMPARE(text(List::Repair), u"Alter"_s);
    QVERIFY(page->findChild<QLabel *>(u"driftFoot"_s)->text().contains(u"No row in MaxCompute"_s));
    QVERIFY(page->findChild<QLabel *>(u"differencesTitle"_s)->text().contains(u"compared as they are"_s));
    shoot(m_window.get(), u"foreign-drift-list"_s);
    list->setFocus();
    list->setCurrentIndex(list->model()->index(0, 0));
    QTest::keyClick(list, Qt::Key_Space);
    QTest::keyClick(list, Qt::Key_Return, Qt::ControlModifier);
    auto *dialog = m_window->findChild<views::RepairMappingsDialog *>();
    QVERIFY(dialog);
    auto *run = dialog->findChild<QPushButton *>(u"run"_s);
    QTRY_VERIFY(run->isEnabled()); // nothing is dropped: nothing is to be confirmed
    QTest::mouseClick(run, Qt::LeftButton);
    QVERIFY(m_begun->tryAcquire(1, 10'000)); // the step runs
    const auto runs = core::await(m_runs->list({}));
    QCOMPARE(runs->runs.size(), 1);
    QCOMPARE(runs->runs.first().taskKind, mapping::RepairMappings::taskKind);
}

void tst_ForeignDrift::aRenamedColumnIsToldAndRenamed()
{
    remember();
    openTree();
    auto *page = openPage(u"order_dw/public/mc_users"_s);
    QVERIFY(page);
    QTRY_VERIFY(page->findChild<QWidget *>(u"driftBand"_s)->isVisible());
    const QString words = page->findChild<QLabel *>(u"driftText"_s)->text();
    QVERIFY2(words.contains(u"age is called years in MaxCompute now"_s), qPrintable(words));
    QTest::mouseClick(page->findChild<QPushButton *>(u"repairMapping"_s), Qt::LeftButton);
    auto *dialog = m_window->findChild<views::RepairMappingsDialog *>();
    QVERIFY(dialog);
    auto *sql = dialog->findChild<QPlainTextEdit *>(u"planSql"_s);
    QTRY_VERIFY(sql->toPlainText().contains(u"RENAME COLUMN \"age\" TO \"years\""_s));
    shoot(dialog, u"foreign-drift-rename"_s);
}

void tst_ForeignDrift::aRecordThatCannotBeReadIsTold()
{
    remember();
    QDirIterator files(fingerprints(), {u"*.json"_s}, QDir::Files, QDirIterator::Subdirectories);
    QVERIFY(files.hasNext());
    QFile file(files.next());
    QVERIFY(file.open(QIODevice::WriteOnly | QIODevice::Truncate));
    file.close();
    openTree();
    auto *table = openPage(u"order_dw/public/mc_users"_s);
    QVERIFY(table);
    QTRY_VERIFY(table->findChild<QWidget *>(u"driftBand"_s)->isVisible());
    QVERIFY(!table->findChild<QPushButton *>(u"repairMapping"_s)->isVisible());
    const QString words = table->findChild<QLabel *>(u"driftText"_s)->text();
    QVERIFY2(words.contains(u"age is declared and not in MaxCompute"_s)
                 && words.contains(u"The record of mc_users cannot be read; compared without it"_s),
             qPrintable(words));
    QTest::mouseClick(table->findChild<QPushButton *>(u"showDrift"_s), Qt::LeftButton);
    auto *page = m_window->findChild<QTabWidget *>(u"documents"_s)->currentWidget()->findChild<views::DriftPage *>();
    QVERIFY(page);
    auto *list = page->findChild<QTableView *>(u"driftList"_s);
    QTRY_COMPARE(list->model()->rowCount(), 1);
    QVERIFY(!list->model()->index(0, 0).data(Qt::CheckStateRole).isValid()); // nothing is repaired without it
    const QString changed = list->model()->index(0, models::DriftListModel::Changed).data().toString();
    QVERIFY2(changed.contains(u"record cannot be read"_s), qPrintable(changed));
    auto *differences = page->findChild<QTableView *>(u"differences"_s);
    QTRY_VERIFY(differences->model()->rowCount() > 1);
    const auto text = [differences](int column) { return differences->model()->index(0, column).data().toString(); };
    QVERIFY2(text(0).contains(u"compared without it: "_s + file.fileName()), qPrintable(text(0)));
    QVERIFY2(text(1).contains(u"remove that file"_s), qPrintable(text(1)));
    shoot(m_window.get(), u"foreign-drift-unread"_s);
}

QTEST_MAIN(tst_ForeignDrift)
#include "tst_foreigndrift.moc"
