// SPDX-License-Identifier: GPL-3.0-or-later
#include "windowtest.h"

#include <isthmus/engine/localruns.h>
#include <isthmus/mapping/drift/repairmappings.h>
#include <isthmus/mapping/externalschema/dropexternalschema.h>
#include <isthmus/mapping/externalschema/mapschema.h>
#include <isthmus/mapping/externaltable/dropexternaltable.h>
#include <isthmus/mapping/foreigntable/dropforeigntable.h>
#include <isthmus/mapping/foreigntable/maptohologres.h>
#include <isthmus/plan/savedtask.h>
#include <isthmus/views/plans/maptabledialog.h>
#include <isthmus/views/plans/savedtaskdialog.h>

#include <QAction>
#include <QFile>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QTableView>
#include <QToolButton>

using namespace isthmus;
using testsupport::path;

/// Tasks go from a form to a file, and from a file to a plan that runs.
class tst_SavedTaskDialog : public testsupport::WindowTest {
    Q_OBJECT

private Q_SLOTS:
    void aTaskIsSavedAndOpenedAndRun();
    void whatNoFormShowsIsPlannedAsItIs();
    void everyKindOpensItsForm_data();
    void everyKindOpensItsForm();
    void whatIsNotOverwrittenIsSaid();
    void whatIsNoTaskIsSaid();
    void aKindThatNobodyPlansIsSaid();

private:
    [[nodiscard]] QString file() const { return m_folder->filePath(QStringLiteral("task.json")); }
    views::MapTableDialog *mapDialog();
    void write(const QByteArray &text) const;
    void openTask();
};

views::MapTableDialog *tst_SavedTaskDialog::mapDialog()
{
    m_window->perform(models::mapTable(path(QStringLiteral("order_dw/public/dwd_orders"))));
    auto *dialog = m_window->findChild<views::MapTableDialog *>();
    auto *name = dialog->findChild<QLineEdit *>(QStringLiteral("tableName"));
    name->selectAll();
    QTest::keyClicks(name, QStringLiteral("orders_of_a_file"));
    return dialog;
}

void tst_SavedTaskDialog::write(const QByteArray &text) const
{
    QFile written(file());
    QVERIFY(written.open(QIODevice::WriteOnly) && written.write(text) == text.size());
}

void tst_SavedTaskDialog::openTask()
{
    m_prompter.file = file();
    m_window->findChild<QAction *>(QStringLiteral("openTask"))->trigger();
}

void tst_SavedTaskDialog::aTaskIsSavedAndOpenedAndRun()
{
    openWindow();
    auto *dialog = mapDialog();
    auto *planned = dialog->findChild<QPlainTextEdit *>(QStringLiteral("planSql"));
    QTRY_VERIFY(planned->toPlainText().contains(QStringLiteral("orders_of_a_file")));
    m_prompter.file = file();
    QTest::mouseClick(dialog->findChild<QToolButton *>(QStringLiteral("saveTask")), Qt::LeftButton);
    auto *told = dialog->findChild<QWidget *>(QStringLiteral("savedBand"));
    QTRY_VERIFY(told->isVisible());
    QVERIFY2(m_prompter.proposedFile.endsWith(QStringLiteral("/Map_dwd_orders_default.orders_of_a_file.json")),
             qPrintable(m_prompter.proposedFile));
    shoot(dialog, QStringLiteral("05-task-saved"));
    const QString sql = planned->toPlainText();
    dialog->reject();

    openTask();
    views::MapTableDialog *opened = nullptr;
    QTRY_VERIFY((opened = m_window->findChild<views::MapTableDialog *>()) && opened != dialog && opened->isVisible());
    QVERIFY2(opened->windowTitle().endsWith(QStringLiteral(" (task.json)")), qPrintable(opened->windowTitle()));
    auto *again = opened->findChild<QPlainTextEdit *>(QStringLiteral("planSql"));
    QTRY_COMPARE(again->toPlainText(), sql);
    QCOMPARE(opened->findChild<QLineEdit *>(QStringLiteral("tableName"))->text(), QStringLiteral("orders_of_a_file"));
    shoot(opened, QStringLiteral("05-task-opened"));
    // What is changed there is saved to the file that it came from.
    auto *lifecycle = opened->findChild<QLineEdit *>(QStringLiteral("lifecycle"));
    QTest::keyClicks(lifecycle, QStringLiteral("30"));
    QTRY_VERIFY(again->toPlainText().contains(QStringLiteral("LIFECYCLE 30")));
    QTest::mouseClick(opened->findChild<QToolButton *>(QStringLiteral("saveTask")), Qt::LeftButton);
    QTRY_VERIFY(opened->findChild<QWidget *>(QStringLiteral("savedBand"))->isVisible());
    QCOMPARE(m_prompter.proposedFile, file());
    const auto saved = plan::readTaskFile(file());
    QVERIFY(saved);
    QCOMPARE(saved->definition.value(QStringLiteral("lifecycle_days")).toInt(), 30);
    auto *runButton = opened->findChild<QPushButton *>(QStringLiteral("run"));
    QTRY_VERIFY(runButton->isEnabled());
    QSignalSpy started(opened, &views::PlanDialog::runStarted);
    QTest::mouseClick(runButton, Qt::LeftButton);
    QTRY_COMPARE(started.size(), 1);
}

// Comments of its own, which repairs keep, have no field; nor has a destination that there is not.
void tst_SavedTaskDialog::whatNoFormShowsIsPlannedAsItIs()
{
    openWindow();
    mapping::MapTable map;
    map.source = path(QStringLiteral("order_dw/public/dwd_orders"));
    map.targetSchema = path(QStringLiteral("dbs_mc/default"));
    map.tableName = QStringLiteral("orders_of_a_file");
    map.comment = QStringLiteral("mine");
    QVERIFY(plan::writeTaskFile(map.toTask(), file()));
    openTask();
    views::SavedTaskDialog *opened = nullptr;
    QTRY_VERIFY((opened = m_window->findChild<views::SavedTaskDialog *>()));
    auto *planned = opened->findChild<QPlainTextEdit *>(QStringLiteral("planSql"));
    QTRY_VERIFY(planned->toPlainText().contains(QStringLiteral("COMMENT 'mine'")));
    auto *facts = opened->findChild<QAbstractItemView *>(QStringLiteral("taskFacts"))->model();
    QCOMPARE(facts->index(0, 1).data().toString(), file());
    QCOMPARE(facts->index(1, 1).data().toString(), QStringLiteral("Map dwd_orders → default.orders_of_a_file"));
    QCOMPARE(facts->index(2, 1).data().toString(), QStringLiteral("dbs_mc/default"));
    shoot(opened, QStringLiteral("05-task-planned"));
    opened->reject();
    map.comment.reset();
    map.targetSchema = path(QStringLiteral("elsewhere/default"));
    QVERIFY(plan::writeTaskFile(map.toTask(), file()));
    openTask();
    QTRY_VERIFY((opened = m_window->findChild<views::SavedTaskDialog *>()) && opened->isVisible());
    auto *band = opened->findChild<QWidget *>(QStringLiteral("readingBand"));
    QTRY_VERIFY(band->isVisible());
    QVERIFY(band->findChild<QLabel *>(QStringLiteral("messageText"))->text().contains(QStringLiteral("elsewhere")));
}

void tst_SavedTaskDialog::everyKindOpensItsForm_data()
{
    QTest::addColumn<plan::Task>("task");
    QTest::addColumn<QString>("dialog");
    const auto hologres = path(QStringLiteral("order_dw/public"));
    const auto maxCompute = path(QStringLiteral("dbs_mc/default"));
    mapping::MapSchema schema;
    schema.source = hologres;
    schema.targetProject = path(QStringLiteral("dbs_mc"));
    schema.schemaName = QStringLiteral("ext");
    schema.foreignServer = QStringLiteral("ours");
    schema.on = QStringLiteral("public");
    schema.ifTaken = mapping::MapSchema::IfTaken::Keep;
    QTest::newRow("schema") << schema.toTask() << QStringLiteral("mapSchemaDialog");
    mapping::MapTables tables;
    tables.sources = {{hologres, {QStringLiteral("dwd_orders"), QStringLiteral("users")}}};
    tables.targetSchema = maxCompute;
    tables.naming = {QStringLiteral("a_"), QStringLiteral("_z"), QStringLiteral("{schema}_{table}")};
    tables.ifTaken = mapping::MapTables::IfTaken::Rename;
    tables.access = mapping::MapTable::Access::RamRole;
    tables.roleArn = QStringLiteral("acs:ram::1:role/r");
    tables.lifecycleDays = 7;
    tables.inFlight = 9;
    tables.continuesOnError = false;
    tables.readsRows = true;
    QTest::newRow("tables") << tables.toTask() << QStringLiteral("mapTablesDialog");
    mapping::MapToHologres back;
    back.sources = {{maxCompute, {QStringLiteral("orders")}}};
    back.targetSchema = hologres;
    back.tableName = QStringLiteral("My orders");
    back.columns = {{QStringLiteral("dbs_mc/default/orders"), {{QStringLiteral("id"), true, {}, {}}}}};
    back.ifTaken = mapping::MapToHologres::IfTaken::Stop;
    back.ifUnsupported = mapping::MapToHologres::IfUnsupported::Stop;
    back.types.sizedTexts = mapping::TypeSettings::SizedTexts::Text;
    back.inFlight = 16;
    QTest::newRow("to Hologres") << back.toTask() << QStringLiteral("mapToHologresDialog");
    back.sources = {{maxCompute, {}}}; // the name of one table has no field where a schema is mapped
    QTest::newRow("a name without a field") << back.toTask() << QStringLiteral("savedTaskDialog");
    tables.inFlight = 17;
    QTest::newRow("too many at a time") << tables.toTask() << QStringLiteral("savedTaskDialog");
    QTest::newRow("drop") << mapping::DropExternalTable{maxCompute.child(QStringLiteral("e"))}.toTask()
                          << QStringLiteral("dropExternalTableDialog");
    QTest::newRow("drop foreign table") << mapping::DropForeignTable{hologres.child(QStringLiteral("f"))}.toTask()
                                        << QStringLiteral("dropForeignTableDialog");
    QTest::newRow("drop schema") << mapping::DropExternalSchema{path(QStringLiteral("dbs_mc/ext"))}.toTask()
                                 << QStringLiteral("dropExternalSchemaDialog");
    QTest::newRow("of no connection") << mapping::DropForeignTable{path(QStringLiteral("gone/public/f"))}.toTask()
                                      << QStringLiteral("savedTaskDialog");
    QTest::newRow("repair") << mapping::RepairMappings{{maxCompute.child(QStringLiteral("e"))}}.toTask()
                            << QStringLiteral("repairMappingsDialog");
}

// Filled in with all that was saved: what would be saved again is what was read.
void tst_SavedTaskDialog::everyKindOpensItsForm()
{
    QFETCH(const plan::Task, task);
    QFETCH(const QString, dialog);
    openWindow();
    QVERIFY(plan::writeTaskFile(task, file()));
    openTask();
    views::PlanDialog *opened = nullptr;
    QTRY_VERIFY((opened = m_window->findChild<views::PlanDialog *>()));
    QCOMPARE(opened->objectName(), dialog);
    QCOMPARE(std::as_const(*opened).planForm().savedTask().definition, task.definition);
    // Neither what is read now nor the fields that are shown change it.
    QTRY_VERIFY(std::as_const(*opened).planForm().reading() != models::PlanForm::Reading::Loading);
    QCOMPARE(std::as_const(*opened).planForm().savedTask().definition, task.definition);
}

void tst_SavedTaskDialog::whatIsNotOverwrittenIsSaid()
{
    openWindow();
    auto *dialog = mapDialog();
    write("SELECT 1;");
    m_prompter.file = file();
    QTest::mouseClick(dialog->findChild<QToolButton *>(QStringLiteral("saveTask")), Qt::LeftButton);
    auto *told = dialog->findChild<QWidget *>(QStringLiteral("savedBand"));
    QTRY_VERIFY(told->isVisible());
    QVERIFY(told->findChild<QLabel *>(QStringLiteral("messageText"))
                ->text()
                .contains(QStringLiteral("is there already, and is no task file.")));
}

void tst_SavedTaskDialog::whatIsNoTaskIsSaid()
{
    openWindow();
    write("{\n\"isthmus_task\": 1,\n");
    openTask();
    auto *band = m_window->findChild<QWidget *>(QStringLiteral("windowBand"));
    QTRY_VERIFY(band->isVisible());
    QVERIFY(band->findChild<QLabel *>(QStringLiteral("messageText"))->text().contains(QStringLiteral("is no JSON")));
    QVERIFY(!m_window->findChild<views::SavedTaskDialog *>());
}

void tst_SavedTaskDialog::aKindThatNobodyPlansIsSaid()
{
    openWindow();
    write(R"({"isthmus_task": 1, "kind": "sync_of_tomorrow", "definition": {}})");
    openTask();
    views::SavedTaskDialog *opened = nullptr;
    QTRY_VERIFY((opened = m_window->findChild<views::SavedTaskDialog *>()));
    auto *band = opened->findChild<QWidget *>(QStringLiteral("readingBand"));
    QTRY_VERIFY(band->isVisible());
    QVERIFY(!opened->findChild<QPushButton *>(QStringLiteral("run"))->isEnabled());
    QVERIFY(!opened->findChild<QPushButton *>(QStringLiteral("editSourceConnection"))->isVisible());
}

QTEST_MAIN(tst_SavedTaskDialog)
#include "tst_savedtaskdialog.moc"
