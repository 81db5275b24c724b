// SPDX-License-Identifier: GPL-3.0-or-later
#include <isthmus/connections/masterpassword.h>

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace isthmus::connections;

/// One after the other: what was taken stays.
class tst_MasterPassword : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void withoutVariablesThereIsNone()
    {
        qunsetenv("ISTHMUS_MASTER_PASSWORD");
        qunsetenv("ISTHMUS_MASTER_PASSWORD_FILE");
        takeMasterPassword();
        QVERIFY(!hasMasterPasswordOfEnvironment());
        QCOMPARE(masterPasswordOfEnvironment().value(), std::nullopt);
    }

    void itIsTheFirstLineOfAFile()
    {
        const QTemporaryDir dir;
        const QString name = dir.filePath(QStringLiteral("password"));
        QFile file(name);
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write("of a file\r\nmore") > 0);
        file.close();
        qputenv("ISTHMUS_MASTER_PASSWORD_FILE", name.toUtf8());
        QVERIFY(hasMasterPasswordOfEnvironment());
        QCOMPARE(masterPasswordOfEnvironment().value(), QByteArray("of a file"));
        QVERIFY(QFile::remove(name));
        QVERIFY(!masterPasswordOfEnvironment());
    }

    void itIsTakenOutOfTheEnvironment()
    {
        qputenv("ISTHMUS_MASTER_PASSWORD", "of a variable"); // which goes before the file
        QCOMPARE(masterPasswordOfEnvironment().value(), QByteArray("of a variable"));
        const char *where = std::getenv("ISTHMUS_MASTER_PASSWORD");
        takeMasterPassword();
        QVERIFY(!qEnvironmentVariableIsSet("ISTHMUS_MASTER_PASSWORD"));
        QCOMPARE(*where, '\0'); // what was there is gone too
        QVERIFY(hasMasterPasswordOfEnvironment());
        QCOMPARE(masterPasswordOfEnvironment().value(), QByteArray("of a variable"));
    }
};

QTEST_GUILESS_MAIN(tst_MasterPassword)
#include "tst_masterpassword.moc"
