// SPDX-License-Identifier: GPL-3.0-or-later
#include "windowtest.h"

#include <isthmus/core/async.h>
#include <isthmus/engine/localruns.h>
#include <isthmus/plan/words.h>
#include <isthmus/views/plans/dropexternalschemadialog.h>
#include <isthmus/views/plans/mapschemadialog.h>

#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QTableView>

using namespace isthmus;
using namespace Qt::StringLiterals;
using catalog::FactId;
using catalog::ObjectKind;
using testsupport::entry;
using testsupport::path;

class tst_MapSchemaDialog : public testsupport::WindowTest {
    Q_OBJECT

private Q_SLOTS:
    void aSchemaIsMappedByKeyboard();
    void whatIsWrongStandsBesideItsField();
    void anExternalSchemaIsDroppedByItsName();

private:
    [[nodiscard]] QString startedTask() const
    {
        const auto runs = core::await(m_runs->list({}));
        return runs && !runs->runs.isEmpty() ? plan::words(runs->runs.first().taskTitle) : QString();
    }
    void addServer(const QString &database)
    {
        const auto folder = path(u"dbs_mc"_s).child(catalog::foreignServersFolder);
        auto server = entry(folder, u"dbs_holo_external"_s, ObjectKind::ForeignServer);
        server.note = database;
        auto &target = m_fakes->catalog(u"dbs_mc"_s);
        target.setChildren(folder, {server});
        target.setFacts(QList<catalog::Fact>{{FactId::Host, u"holo.example:80"_s},
                                             {FactId::Database, database},
                                             {FactId::RoleArn, u"acs:ram::1:role/dbs-holo-reader"_s}});
    }
};

void tst_MapSchemaDialog::aSchemaIsMappedByKeyboard()
{
    openWindow();
    addServer(u"order_dw"_s);
    m_window->perform(models::mapSchema(path(u"order_dw/public"_s)));
    auto *dialog = m_window->findChild<views::MapSchemaDialog *>();
    QVERIFY(dialog && !dialog->isModal());
    QVERIFY(QTest::qWaitForWindowActive(dialog));
    auto *name = dialog->findChild<QLineEdit *>(u"schemaName"_s);
    QTRY_COMPARE(dialog->focusWidget(), name);
    QTest::keyClicks(name, u"live"_s); // over what was proposed
    auto *sql = dialog->findChild<QPlainTextEdit *>(u"planSql"_s);
    QTRY_VERIFY(sql->toPlainText().contains(u"CREATE EXTERNAL SCHEMA live\n  WITH dbs_holo_external\n  ON 'public';"));
    QCOMPARE(dialog->findChild<QComboBox *>(u"foreignServer"_s)->currentText(), u"dbs_holo_external"_s);
    QTRY_VERIFY(dialog->findChild<QLabel *>(u"serverText"_s)->text().contains(u"dbs-holo-reader"));
    auto *tables = dialog->findChild<QTableView *>(u"schemaTables"_s);
    QTRY_COMPARE(tables->model()->index(0, models::SchemaTablesModel::Columns).data().toString(), u"7 of 8"_s);
    auto *run = dialog->findChild<QPushButton *>(u"run"_s);
    QTRY_VERIFY(run->isEnabled());
    shoot(dialog, u"06-map-schema"_s);

    QTest::keyClick(name, Qt::Key_Return, Qt::ControlModifier);
    QTRY_COMPARE(startedTask(), u"Map schema public → dbs_mc.live"_s);
}

void tst_MapSchemaDialog::whatIsWrongStandsBesideItsField()
{
    openWindow();
    addServer(u"crm"_s);
    m_window->perform(models::mapSchema(path(u"order_dw/public"_s)));
    auto *dialog = m_window->findChild<views::MapSchemaDialog *>();
    QTRY_VERIFY(dialog->findChild<QLabel *>(u"serverText"_s)->text().contains(u"for the database crm"));
    QTRY_VERIFY(dialog->findChild<QLabel *>(u"nameCheck"_s)->text().contains(u"exists in dbs_mc already"));
    QVERIFY(!dialog->findChild<QPushButton *>(u"run"_s)->isEnabled());
    auto *on = dialog->findChild<QLineEdit *>(u"on"_s);
    QCOMPARE(on->placeholderText(), u"public"_s);
    on->setFocus();
    QTest::keyClicks(on, u"crm.public"_s);
    QTRY_VERIFY(!dialog->form().problem(u"on"_s).isEmpty());
}

void tst_MapSchemaDialog::anExternalSchemaIsDroppedByItsName()
{
    openWindow();
    m_window->perform(models::dropExternalSchema(path(u"dbs_mc/public"_s)));
    auto *dialog = m_window->findChild<views::DropExternalSchemaDialog *>();
    QVERIFY(dialog);
    auto *run = dialog->findChild<QPushButton *>(u"run"_s);
    auto *confirm = dialog->findChild<QLineEdit *>(u"confirmName"_s);
    QTRY_VERIFY(confirm->isVisible());
    QVERIFY(!run->isEnabled());
    QTest::keyClicks(confirm, u"public"_s);
    QTRY_VERIFY(run->isEnabled());
    QTest::mouseClick(run, Qt::LeftButton);
    QTRY_COMPARE(startedTask(), u"Drop external schema public"_s);
}

QTEST_MAIN(tst_MapSchemaDialog)
#include "tst_mapschemadialog.moc"
