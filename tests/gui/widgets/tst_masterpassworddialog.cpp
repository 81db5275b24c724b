// SPDX-License-Identifier: GPL-3.0-or-later
#include <isthmus/views/connections/masterpassworddialog.h>

#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>

using namespace isthmus;
using connections::MasterPasswordQuestion;
using views::MasterPasswordDialog;

/// The question for the master password of the file of secrets.
class tst_MasterPasswordDialog : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aKnownPasswordIsTypedOnce();
    void aNewPasswordIsTypedTwice();
    void aWrongPasswordIsSaid();
};

namespace {

template <typename Widget>
Widget *find(const MasterPasswordDialog &dialog, const char *name)
{
    return dialog.findChild<Widget *>(QLatin1String(name));
}

} // namespace

void tst_MasterPasswordDialog::aKnownPasswordIsTypedOnce()
{
    MasterPasswordDialog dialog(MasterPasswordQuestion::Unlock, nullptr);
    const QSignalSpy entered(&dialog, &MasterPasswordDialog::entered);
    dialog.open();
    auto *password = find<QLineEdit>(dialog, "password");
    QVERIFY(!find<QLineEdit>(dialog, "passwordRepeated"));
    QCOMPARE(password->echoMode(), QLineEdit::Password);
    QVERIFY(!find<QPushButton>(dialog, "passwordAccept")->isEnabled());
    QTest::keyClick(password, Qt::Key_Return); // nothing to enter yet
    QCOMPARE(entered.count(), 0);
    QTest::keyClicks(password, QStringLiteral(" s3cret"));
    QTest::keyClick(password, Qt::Key_Return);
    QCOMPARE(entered.count(), 1);
    QCOMPARE(entered.first().first().toString(), QStringLiteral(" s3cret"));
    QVERIFY(!dialog.isVisible());
}

void tst_MasterPasswordDialog::aNewPasswordIsTypedTwice()
{
    MasterPasswordDialog dialog(MasterPasswordQuestion::New, nullptr);
    const QSignalSpy entered(&dialog, &MasterPasswordDialog::entered);
    dialog.open();
    auto *password = find<QLineEdit>(dialog, "password");
    auto *repeated = find<QLineEdit>(dialog, "passwordRepeated");
    auto *problem = find<QLabel>(dialog, "passwordProblem");
    QCOMPARE(repeated->echoMode(), QLineEdit::Password);
    QTest::keyClicks(password, QStringLiteral("abc"));
    QTest::keyClicks(repeated, QStringLiteral("ab"));
    QCOMPARE(problem->text(), QString()); // still being typed
    QTest::keyClicks(repeated, QStringLiteral("d"));
    QVERIFY(!problem->text().isEmpty());
    QVERIFY(!find<QPushButton>(dialog, "passwordAccept")->isEnabled());
    QTest::keyClick(repeated, Qt::Key_Return);
    QCOMPARE(entered.count(), 0);
    QTest::keyClick(repeated, Qt::Key_Backspace);
    QTest::keyClicks(repeated, QStringLiteral("c"));
    QCOMPARE(problem->text(), QString());
    QTest::keyClick(repeated, Qt::Key_Return);
    QCOMPARE(entered.count(), 1);
}

void tst_MasterPasswordDialog::aWrongPasswordIsSaid()
{
    MasterPasswordDialog dialog(MasterPasswordQuestion::Again, nullptr);
    const QSignalSpy rejected(&dialog, &QDialog::rejected);
    dialog.open();
    auto *problem = find<QLabel>(dialog, "passwordProblem");
    QVERIFY(!problem->text().isEmpty());
    QTest::keyClicks(find<QLineEdit>(dialog, "password"), QStringLiteral("x"));
    QCOMPARE(problem->text(), QString());
    QTest::keyClick(&dialog, Qt::Key_Escape);
    QCOMPARE(rejected.count(), 1);
}

QTEST_MAIN(tst_MasterPasswordDialog)
#include "tst_masterpassworddialog.moc"
