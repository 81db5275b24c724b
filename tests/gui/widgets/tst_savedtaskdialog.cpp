// SPDX-License-Identifier: GPL-3.0-or-later
#include "windowtest.h"

#include <isthmus/engine/localruns.h>
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
    views::SavedTaskDialog *opened = nullptr;
    QTRY_VERIFY((opened = m_window->findChild<views::SavedTaskDialog *>()));
    auto *again = opened->findChild<QPlainTextEdit *>(QStringLiteral("planSql"));
    QTRY_COMPARE(again->toPlainText(), sql);
    auto *facts = opened->findChild<QAbstractItemView *>(QStringLiteral("taskFacts"))->model();
    QCOMPARE(facts->index(0, 1).data().toString(), file());
    QCOMPARE(facts->index(1, 1).data().toString(), QStringLiteral("Map dwd_orders → default.orders_of_a_file"));
    QCOMPARE(facts->index(2, 1).data().toString(), QStringLiteral("dbs_mc/default"));
    shoot(opened, QStringLiteral("05-task-opened"));
    auto *runButton = opened->findChild<QPushButton *>(QStringLiteral("run"));
    QTRY_VERIFY(runButton->isEnabled());
    QSignalSpy started(opened, &views::PlanDialog::runStarted);
    QTest::mouseClick(runButton, Qt::LeftButton);
    QTRY_COMPARE(started.size(), 1);
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
