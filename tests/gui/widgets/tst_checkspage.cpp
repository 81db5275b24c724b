// SPDX-License-Identifier: GPL-3.0-or-later
#include "windowtest.h"

#include <isthmus/core/async.h>
#include <isthmus/engine/localruns.h>
#include <isthmus/models/doctor/checksdocument.h>
#include <isthmus/plan/words.h>
#include <isthmus/views/doctor/checkspage.h>
#include <isthmus/views/plans/dropforeignserverdialog.h>
#include <isthmus/views/plans/hologresuserdialog.h>
#include <isthmus/views/plans/mapschemadialog.h>
#include <isthmus/views/plans/newforeignserverdialog.h>

#include <QAction>
#include <QApplication>
#include <QCheckBox>
#include <QClipboard>
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

/// The page of checks and the forms that mend what it finds, by mouse and keyboard.
class tst_ChecksPage : public testsupport::WindowTest {
    Q_OBJECT

private Q_SLOTS:
    void aSchemaIsCheckedFromTheTree();
    void theStatementOfACheckIsRunByItsPlan();
    void aCheckLeadsToItsCardAndATickIsKept();
    void aSchemaThatCannotBeListedIsCheckedByItsLink();
    void aForeignServerIsMadeByKeyboard();
    void whatIsWrongStandsBesideItsField();
    void theConsolesValuesAreShownWhereThereIsNoStatement();
    void aForeignServerIsMadeFromTheMappingOfASchema();
    void aForeignServerIsDroppedByItsName();

private:
    [[nodiscard]] QString startedTask() const
    {
        const auto runs = core::await(m_runs->list({}));
        return runs && !runs->runs.isEmpty() ? plan::words(runs->runs.first().taskTitle) : QString();
    }
    // Foreign servers are listed; those that \a databases name are there.
    void addServers(const QStringList &databases)
    {
        const auto folder = path(u"dbs_mc"_s).child(catalog::foreignServersFolder);
        QList<catalog::Entry> servers;
        for (const QString &database : databases) {
            auto server = entry(folder, u"for_"_s + database, ObjectKind::ForeignServer);
            server.note = database;
            servers.append(server);
        }
        auto &target = m_fakes->catalog(u"dbs_mc"_s);
        target.setChildren(folder, servers);
        target.setFacts(QList<catalog::Fact>{{FactId::TypeEdition, u"2.0"_s},
                                             {FactId::Host, u"holo.example:80"_s},
                                             {FactId::Database, databases.value(0)},
                                             {FactId::RoleArn, u"acs:ram::1:role/reader"_s}});
        const auto roles = path(u"order_dw/:roles"_s);
        auto role = entry(roles, u"p4_1"_s, ObjectKind::Role);
        role.comment = u"RAM$1:reader"_s;
        m_fakes->catalog(u"order_dw"_s).setChildren(roles, {role});
        m_fakes->side(u"order_dw"_s).sql->setAnswer([](const records::SqlRequest &) {
            return testsupport::textRow({u"true"_s, u"true"_s, u"3"_s, u"0"_s, u"dwd_orders"_s});
        });
    }
    [[nodiscard]] views::ChecksPage *page() const { return m_window->findChild<views::ChecksPage *>(); }
    [[nodiscard]] QWidget *card(const QString &id) const
    {
        for (auto *found : page()->findChildren<QWidget *>(u"check_"_s + id)) {
            if (!found->isHidden())
                return found;
        }
        return nullptr;
    }
    views::ChecksPage *check(const QString &where, ObjectKind kind)
    {
        m_window->perform(models::OpenDocument{models::checksAddress(path(where), kind)});
        return page();
    }
};

void tst_ChecksPage::aSchemaIsCheckedFromTheTree()
{
    addServers({});
    openWindow();
    auto *hologres = tree("hologresTree");
    open(hologres, u"order_dw"_s);
    hologres->setFocus();
    hologres->setCurrentIndex(row(hologres, u"order_dw/public"_s));
    QTRY_VERIFY(m_window->findChild<QAction *>(u"check.mapping"_s)->isEnabled());
    QTest::keyClick(hologres, Qt::Key_K, Qt::ControlModifier | Qt::ShiftModifier);
    QTRY_VERIFY(page() && page()->isVisible());
    QTRY_VERIFY(card(u"server_exists"_s));
    QCOMPARE(card(u"server_exists"_s)->findChild<QLabel *>(u"trouble"_s)->text(),
             u"There is no foreign server for the database order_dw"_s);
    auto *checks = page()->findChild<QTableView *>(u"checks"_s);
    const int all = checks->model()->rowCount();
    QVERIFY2(all > 17, qPrintable(QString::number(all)));
    QCOMPARE(checks->model()->index(0, 0).data().toString(), u"MaxCompute project dbs_mc"_s);
    QTRY_VERIFY(page()->findChild<QLabel *>(u"checksSummary"_s)->text().contains(u"read only"));
    QVERIFY(page()->findChild<QLabel *>(u"verdict"_s)->text().contains(u"would not work"));
    QTest::mouseClick(page()->findChild<QWidget *>(u"openOnly"_s), Qt::LeftButton);
    QVERIFY(checks->model()->rowCount() < all);
    shoot(m_window.get(), u"20-doctor"_s);

    // What it says is done elsewhere is seen by checking again.
    addServers({u"order_dw"_s});
    checks->setFocus();
    QTest::keyClick(checks, Qt::Key_F5);
    QTRY_VERIFY(!card(u"server_exists"_s) && card(u"rights"_s));
    QTest::mouseClick(page()->findChild<QPushButton *>(u"mapFromChecks"_s), Qt::LeftButton);
    QVERIFY(m_window->findChild<views::MapSchemaDialog *>());
}

void tst_ChecksPage::theStatementOfACheckIsRunByItsPlan()
{
    addServers({u"order_dw"_s});
    openWindow();
    check(u"order_dw/public"_s, ObjectKind::Schema);
    QTRY_VERIFY(card(u"rights"_s));
    QVERIFY(card(u"rights"_s)
                ->findChild<QPlainTextEdit *>(u"statement"_s)
                ->toPlainText()
                .contains(u"GRANT SELECT ON ALL TABLES IN SCHEMA public TO \"p4_1\";"));
    QTest::mouseClick(card(u"rights"_s)->findChild<QPushButton *>(u"runFix"_s), Qt::LeftButton);
    auto *dialog = m_window->findChild<views::HologresUserDialog *>();
    QVERIFY(dialog && !dialog->isModal());
    QCOMPARE(dialog->findChild<QLineEdit *>(u"user"_s)->text(), u"p4_1"_s);
    auto *sql = dialog->findChild<QPlainTextEdit *>(u"planSql"_s);
    QTRY_VERIFY(sql->toPlainText().contains(u"GRANT USAGE ON SCHEMA public TO \"p4_1\";"));
    // docs/requirements.md#h-50.
    auto *model = dialog->findChild<QComboBox *>(u"permissionModel"_s);
    model->setFocus();
    QTest::keyClick(model, Qt::Key_Down);
    auto *run = dialog->findChild<QPushButton *>(u"run"_s);
    QTRY_VERIFY(!run->isEnabled());
    const auto notices = dialog->findChildren<QWidget *>(u"notice"_s);
    QVERIFY(!notices.isEmpty());
    QTest::keyClick(model, Qt::Key_Up);
    QTRY_VERIFY(run->isEnabled());
    shoot(dialog, u"20-grant"_s);
    QTest::keyClick(dialog, Qt::Key_Return, Qt::ControlModifier);
    QTRY_COMPARE(startedTask(), u"Give p4_1 rights on schema public"_s);
    // Once the run has ended, however it did, all is checked again.
    m_fakes->side(u"order_dw"_s).sql->setAnswer([](const records::SqlRequest &) {
        return testsupport::textRow({u"true"_s, u"true"_s, u"3"_s, u"3"_s, QString()});
    });
    const auto runs = core::await(m_runs->list({}));
    m_runs->cancel(runs->runs.first().id);
    QTRY_VERIFY(!card(u"rights"_s));
}

void tst_ChecksPage::aCheckLeadsToItsCardAndATickIsKept()
{
    addServers({u"order_dw"_s});
    openWindow();
    check(u"order_dw/public"_s, ObjectKind::Schema);
    QTRY_VERIFY(card(u"role_trust"_s));
    auto *checks = page()->findChild<QTableView *>(u"checks"_s);
    for (int i = 0; i < checks->model()->rowCount(); ++i) {
        if (checks->model()->index(i, 0).data(models::FindingsModel::IdRole) == u"role_trust"_s)
            checks->setCurrentIndex(checks->model()->index(i, 0));
    }
    checks->setFocus();
    QTest::keyClick(checks, Qt::Key_Return);
    QVERIFY(card(u"role_trust"_s)->isAncestorOf(QApplication::focusWidget()));
    auto *tick = card(u"role_trust"_s)->findChild<QCheckBox *>(u"looked"_s);
    tick->setFocus();
    QTest::keyClick(tick, Qt::Key_Space);
    QVERIFY(card(u"role_trust"_s)->findChild<QLabel *>(u"lookedAt"_s)->text().startsWith(u"Looked at by you"));
    QVERIFY(page()->findChild<QLabel *>(u"passedText"_s)->text().contains(u"passed"));

    m_window->close();
    openAgain(); // the tab is there again, with what the user has said
    QTRY_VERIFY(page() && page()->isVisible());
    QTRY_VERIFY(card(u"role_trust"_s));
    QVERIFY(card(u"role_trust"_s)->findChild<QCheckBox *>(u"looked"_s)->isChecked());
}

void tst_ChecksPage::aSchemaThatCannotBeListedIsCheckedByItsLink()
{
    addServers({u"order_dw"_s});
    const core::Error failed{
        core::ErrorKind::Permission, u"Query Failed"_s, {}, {}, u"the RAM role cannot be assumed"_s};
    m_fakes->catalog(u"dbs_mc"_s).setChildrenError(path(u"dbs_mc/public"_s), failed);
    openWindow();
    auto *maxcompute = tree("maxcomputeTree");
    open(maxcompute, u"dbs_mc"_s);
    open(maxcompute, u"dbs_mc/public"_s);
    const auto schema = row(maxcompute, u"dbs_mc/public"_s);
    QList<int> actions;
    for (int i = 0; i < maxcompute->model()->rowCount(schema); ++i)
        actions += maxcompute->model()
                       ->index(i, 0, schema)
                       .data(models::CatalogTreeModel::MessageActionsRole)
                       .value<QList<int>>();
    const int checkMapping = int(models::CatalogTreeModel::MessageAction::CheckMapping);
    QVERIFY(actions.contains(checkMapping));
    // The second of the links, beside Retry.
    QModelIndex links;
    for (int i = 0; i < maxcompute->model()->rowCount(schema); ++i) {
        const auto index = maxcompute->model()->index(i, 0, schema);
        if (!index.data(models::CatalogTreeModel::MessageActionsRole).value<QList<int>>().isEmpty())
            links = index;
    }
    const QRect rect = maxcompute->visualRect(links);
    for (int x = rect.left() + 2; x < rect.right() && !page(); x += 6) {
        if (x > rect.left() + 60) // Retry comes first
            QTest::mouseClick(maxcompute->viewport(), Qt::LeftButton, {}, {x, rect.center().y()});
    }
    QVERIFY(page());
    QTRY_VERIFY(card(u"role_trust"_s));
    QVERIFY(card(u"role_trust"_s)->findChild<QLabel *>(u"trouble"_s)->text().contains(u"may not take on the role"));
}

void tst_ChecksPage::aForeignServerIsMadeByKeyboard()
{
    addServers({});
    openWindow();
    m_window->perform(models::newForeignServer(path(u"dbs_mc"_s)));
    auto *dialog = m_window->findChild<views::NewForeignServerDialog *>();
    QVERIFY(dialog && !dialog->isModal());
    QVERIFY(QTest::qWaitForWindowActive(dialog));
    auto *name = dialog->findChild<QLineEdit *>(u"name"_s);
    QTRY_COMPARE(dialog->focusWidget(), name);
    QTest::keyClicks(name, u"ours"_s);
    auto *from = dialog->findChild<QComboBox *>(u"fillFrom"_s);
    from->setFocus();
    QTest::keyClick(from, Qt::Key_Down);
    QCOMPARE(dialog->findChild<QLineEdit *>(u"host"_s)->text(), u"holo.example"_s);
    QCOMPARE(dialog->findChild<QLineEdit *>(u"database"_s)->text(), u"order_dw"_s);
    auto *arn = dialog->findChild<QLineEdit *>(u"roleArn"_s);
    arn->setFocus();
    QTest::keyClicks(arn, u"acs:ram::1:role/reader"_s);
    auto *sql = dialog->findChild<QPlainTextEdit *>(u"planSql"_s);
    QTRY_VERIFY(
        sql->toPlainText().startsWith(u"CREATE FOREIGN SERVER ours TYPE HOLOGRES OPTIONS (\n  host='holo.example'"));
    QTRY_VERIFY(dialog->findChild<QPushButton *>(u"run"_s)->isEnabled());
    QVERIFY(!dialog->findChild<QWidget *>(u"console"_s)->isVisible());
    shoot(dialog, u"20-new-foreign-server"_s);
    QTest::keyClick(arn, Qt::Key_Return, Qt::ControlModifier);
    QTRY_COMPARE(startedTask(), u"Create foreign server ours"_s);
}

void tst_ChecksPage::whatIsWrongStandsBesideItsField()
{
    addServers({});
    openWindow();
    m_window->perform(models::newForeignServer(path(u"dbs_mc"_s)));
    auto *dialog = m_window->findChild<views::NewForeignServerDialog *>();
    const auto type = [dialog](const QString &field, const QString &text) {
        auto *edit = dialog->findChild<QLineEdit *>(field);
        edit->setFocus();
        edit->selectAll();
        QTest::keyClicks(edit, text);
        return dialog->findChild<QLabel *>(field + u"Problem"_s);
    };
    auto *name = type(u"name"_s, u"Dbs_Holo"_s);
    QTRY_VERIFY(name->isVisible() && name->text().contains(u"begins with a lower-case letter"));
    auto *host = type(u"host"_s, u"x-cn-shanghai-vpc-st.hologres.aliyuncs.com"_s);
    QTRY_VERIFY(host->isVisible() && host->text().contains(u"is a VPC address"));
    auto *arn = type(u"roleArn"_s, u"reader"_s);
    QTRY_VERIFY(arn->isVisible() && arn->text().contains(u"Expected acs:ram::"));
    QVERIFY(!dialog->findChild<QPushButton *>(u"run"_s)->isEnabled());
    auto *identity = dialog->findChild<QComboBox *>(u"identity"_s); // docs/requirements.md#h-47
    identity->setFocus();
    QTest::keyClick(identity, Qt::Key_Down);
    QTRY_VERIFY(!arn->isVisible());
    QVERIFY(!dialog->findChild<QLineEdit *>(u"roleArn"_s)->isEnabled());
}

void tst_ChecksPage::theConsolesValuesAreShownWhereThereIsNoStatement()
{
    openWindow(); // whose project lists no foreign servers
    m_window->perform(models::newForeignServer(path(u"dbs_mc"_s)));
    auto *dialog = m_window->findChild<views::NewForeignServerDialog *>();
    auto *console = dialog->findChild<QWidget *>(u"console"_s);
    QTRY_VERIFY(console->isVisible());
    QTest::keyClicks(dialog->findChild<QLineEdit *>(u"database"_s), u"order_dw"_s);
    auto *values = dialog->findChild<QTableView *>(u"consoleValues"_s);
    QTRY_VERIFY(values->model()->rowCount() >= 4);
    QTest::mouseClick(dialog->findChild<QWidget *>(u"copyConsole"_s), Qt::LeftButton);
    QVERIFY(QGuiApplication::clipboard()->text().contains(u"DBNAME: order_dw\n"));
    QVERIFY(!dialog->findChild<QPushButton *>(u"run"_s)->isEnabled());
    shoot(dialog, u"20-foreign-server-console"_s);
}

void tst_ChecksPage::aForeignServerIsMadeFromTheMappingOfASchema()
{
    addServers({u"crm"_s});
    openWindow();
    m_window->perform(models::mapSchema(path(u"order_dw/public"_s)));
    auto *mapping = m_window->findChild<views::MapSchemaDialog *>();
    QTRY_VERIFY(mapping->findChild<QLabel *>(u"serverText"_s)->text().contains(u"for the database crm"));
    QTest::mouseClick(mapping->findChild<QPushButton *>(u"newForeignServer"_s), Qt::LeftButton);
    auto *dialog = m_window->findChild<views::NewForeignServerDialog *>();
    QVERIFY(dialog);
    QCOMPARE(dialog->findChild<QLineEdit *>(u"name"_s)->text(), u"order_dw"_s);
    QCOMPARE(dialog->findChild<QLineEdit *>(u"host"_s)->text(), u"holo.example"_s);
    QTRY_VERIFY(dialog->findChild<QPushButton *>(u"run"_s)->isEnabled());
    // What a run has made is chosen in the form.
    plan::RunSummary run;
    run.taskKind = mapping::NewForeignServer::taskKind;
    run.state = plan::RunState::Succeeded;
    run.touches = {{u"dbs_mc/:foreign_servers/made"_s, plan::Change::Created, {}}};
    Q_EMIT m_runs->summaryChanged(run);
    QCOMPARE(mapping->findChild<QComboBox *>(u"foreignServer"_s)->currentText(), u"made"_s);
}

void tst_ChecksPage::aForeignServerIsDroppedByItsName()
{
    addServers({u"crm"_s});
    openWindow();
    m_window->perform(models::dropForeignServer(path(u"dbs_mc/:foreign_servers/for_crm"_s)));
    auto *dialog = m_window->findChild<views::DropForeignServerDialog *>();
    QVERIFY(dialog);
    auto *confirm = dialog->findChild<QLineEdit *>(u"confirmName"_s);
    QTRY_VERIFY(confirm->isVisible());
    auto *run = dialog->findChild<QPushButton *>(u"run"_s);
    QVERIFY(!run->isEnabled());
    QTest::keyClicks(confirm, u"for_crm"_s);
    QTRY_VERIFY(run->isEnabled());
    QTest::mouseClick(run, Qt::LeftButton);
    QTRY_COMPARE(startedTask(), u"Drop foreign server for_crm"_s);
}

QTEST_MAIN(tst_ChecksPage)
#include "tst_checkspage.moc"
