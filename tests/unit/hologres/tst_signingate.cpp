// SPDX-License-Identifier: GPL-3.0-or-later
#include "signingate.h"

#include <QTest>
#include <QtEndian>

using isthmus::hologres::signInProblem;

class tst_SignInGate : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void onlyScramPasses_data();
    void onlyScramPasses();
};

namespace {

QByteArray request(quint32 code, const QByteArray &rest = {})
{
    QByteArray body(4, 0);
    qToBigEndian(code, body.data());
    return body + rest;
}

} // namespace

void tst_SignInGate::onlyScramPasses_data()
{
    QTest::addColumn<char>("type");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QString>("problem"); // empty: it passes
    const auto row = [](const char *name, char type, const QByteArray &body, const char *problem) {
        QTest::newRow(name) << type << body << QString::fromLatin1(problem);
    };
    const QByteArray scram("SCRAM-SHA-256\0\0", 15);
    const QByteArray both("SCRAM-SHA-256-PLUS\0SCRAM-SHA-256\0\0", 34);
    row("accepted", 'R', request(0), "");
    row("SCRAM", 'R', request(10, scram), "");
    row("SCRAM beside another", 'R', request(10, both), "");
    row("challenge", 'R', request(11, "r=abc,s=QQ==,i=4096"), "");
    row("challenge at the bound", 'R', request(11, "r=abc,s=QQ==,i=1000000"), "");
    row("final", 'R', request(12, "v=abc"), "");
    row("error", 'E', "SFATAL", "");
    row("protocol", 'v', request(0), "");
    row("password in clear", 'R', request(3), "another way than SCRAM (3)");
    row("MD5", 'R', request(5, "salt"), "another way than SCRAM (5)");
    row("Kerberos", 'R', request(7), "another way than SCRAM (7)");
    row("unknown way", 'R', request(99), "another way than SCRAM (99)");
    row("other mechanism", 'R', request(10, QByteArray("PLAIN\0\0", 7)), "no SCRAM-SHA-256");
    row("mechanism whose name begins so", 'R', request(10, QByteArray("SCRAM-SHA-256X\0\0", 16)), "no SCRAM-SHA-256");
    row("no mechanism", 'R', request(10), "no SCRAM-SHA-256");
    row("challenge beyond the bound", 'R', request(11, "r=abc,s=QQ==,i=1000001"), "without measure");
    row("challenge with another one behind it", 'R', request(11, "r=abc,s=QQ==,i=1,i=1000001"), "without measure");
    row("no number", 'R', request(11, "r=abc,s=QQ==,i=x"), "without measure");
    row("negative", 'R', request(11, "r=abc,s=QQ==,i=-1"), "without measure");
    row("cut off", 'R', "\0\0", "a message 'R'");
    row("row", 'D', request(0), "a message 'D'");
    row("notice", 'N', "SNOTICE", "a message 'N'");
    row("setting", 'S', "a", "a message 'S'");
}

void tst_SignInGate::onlyScramPasses()
{
    QFETCH(char, type);
    QFETCH(QByteArray, body);
    QFETCH(QString, problem);
    const QString found = signInProblem(type, body);
    QCOMPARE(found.isEmpty(), problem.isEmpty());
    QVERIFY2(found.contains(problem), qPrintable(found));
}

QTEST_GUILESS_MAIN(tst_SignInGate)
#include "tst_signingate.moc"
