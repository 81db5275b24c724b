// SPDX-License-Identifier: GPL-3.0-or-later
#include "windowtest.h"

#include <isthmus/views/connections/connectiondialog.h>

#include <QAbstractItemView>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>

using namespace isthmus;

class tst_ConnectionDialog : public testsupport::WindowTest {
    Q_OBJECT

private Q_SLOTS:
    void connectionDialogNeverShowsASecret();
    void theKeptSecretTestsAnEditedConnection();
    void removingAConnectionAsksFirst();
};

void tst_ConnectionDialog::connectionDialogNeverShowsASecret()
{
    openWindow();
    m_window->perform(models::EditConnection{QStringLiteral("order_dw")});
    auto *dialog = m_window->findChild<views::ConnectionDialog *>();
    QVERIFY(dialog);
    QTRY_VERIFY(dialog->isVisible());
    auto *secret = dialog->findChild<QLineEdit *>(QStringLiteral("secret"));
    QCOMPARE(secret->text(), QString());
    QCOMPARE(secret->echoMode(), QLineEdit::Password);
    QCOMPARE(dialog->findChild<QLineEdit *>(QStringLiteral("host"))->text(), QStringLiteral("holo.example"));
    auto *save = dialog->findChild<QPushButton *>(QStringLiteral("save"));
    QTRY_VERIFY(save->isEnabled());
    auto *host = dialog->findChild<QLineEdit *>(QStringLiteral("host"));
    host->setFocus();
    host->selectAll();
    QTest::keyClick(host, Qt::Key_Delete);
    QTRY_VERIFY(!save->isEnabled());
    QVERIFY(dialog->findChild<QLabel *>(QStringLiteral("hostProblem"))->isVisible());
    shoot(dialog, QStringLiteral("14-connection-problem"));
    QTest::keyClicks(host, QStringLiteral("holo.example"));
    QTRY_VERIFY(save->isEnabled());
    QTest::mouseClick(dialog->findChild<QPushButton *>(QStringLiteral("test")), Qt::LeftButton);
    QTRY_VERIFY(dialog->form().isTested());
    shoot(dialog, QStringLiteral("14-connection"));
    dialog->reject();

    m_window->perform(models::AddConnection{QStringLiteral("maxcompute")});
    auto *fresh = m_window->findChildren<views::ConnectionDialog *>().last();
    QTRY_COMPARE(fresh->focusWidget(), fresh->findChild<QLineEdit *>(QStringLiteral("name"))); // typing goes there
    QVERIFY(fresh->findChild<QLineEdit *>(QStringLiteral("endpoint")));
    QVERIFY(!fresh->findChild<QLineEdit *>(QStringLiteral("host")));
    shoot(fresh, QStringLiteral("14-connection-maxcompute"));
}

void tst_ConnectionDialog::theKeptSecretTestsAnEditedConnection()
{
    openWindow();
    m_window->perform(models::EditConnection{QStringLiteral("order_dw")});
    auto *dialog = m_window->findChild<views::ConnectionDialog *>();
    QTRY_VERIFY(dialog->isVisible());
    auto *warehouse = dialog->findChild<QLineEdit *>(QStringLiteral("warehouse"));
    warehouse->setFocus();
    QTest::keyClicks(warehouse, QStringLiteral("read_warehouse_1"));
    auto *test = dialog->findChild<QPushButton *>(QStringLiteral("test"));
    QVERIFY(test->isEnabled());
    QTest::mouseClick(test, Qt::LeftButton);
    QTRY_VERIFY(dialog->form().isTested());
    QCOMPARE(m_fakes->lastSecret(), QStringLiteral("secret of order_dw"));
    QCOMPARE(dialog->findChild<QLineEdit *>(QStringLiteral("secret"))->text(), QString());
    auto *steps = dialog->findChild<QAbstractItemView *>(QStringLiteral("testSteps"));
    QCOMPARE(steps->model()->rowCount(), 3);
    QCOMPARE(steps->model()->index(2, models::TestStepsModel::Detail).data().toString(), QStringLiteral("2 names"));
    QCOMPARE(m_fakes->manager().profile(QStringLiteral("order_dw"))->text(u"warehouse"), QString()); // not saved yet
}

void tst_ConnectionDialog::removingAConnectionAsksFirst()
{
    openWindow();
    m_prompter.answer = false;
    m_window->perform(models::RemoveConnection{QStringLiteral("test_dbs_holo")});
    QCOMPARE(m_prompter.removed, QStringList{QStringLiteral("test_dbs_holo")});
    m_prompter.answer = true;
    m_window->perform(models::RemoveConnection{QStringLiteral("dbs_mc")});
    QTRY_VERIFY(!m_fakes->manager().profile(QStringLiteral("dbs_mc")));
    QTRY_COMPARE(tree("maxcomputeTree")->model()->rowCount(), 0);
    // A removal that was asked for earlier would be done by now.
    QVERIFY(m_fakes->manager().profile(QStringLiteral("test_dbs_holo")));
    QCOMPARE(tree("hologresTree")->model()->rowCount(), 2);
}

QTEST_MAIN(tst_ConnectionDialog)
#include "tst_connectiondialog.moc"
