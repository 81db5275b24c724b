// SPDX-License-Identifier: GPL-3.0-or-later
#include <isthmus/maxcompute/connection.h>

#include <QTest>

using namespace isthmus;

class tst_Connection : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void takesGoodEndpoints_data()
    {
        QTest::addColumn<QString>("endpoint");
        QTest::newRow("public") << QStringLiteral("https://service.cn-hangzhou.maxcompute.aliyun.com/api");
        QTest::newRow("loopback address") << QStringLiteral("http://127.0.0.1:8080/api");
        QTest::newRow("loopback name, no path") << QStringLiteral("http://localhost:8080");
        QTest::newRow("loopback IPv6") << QStringLiteral("http://[::1]:8080/api/");
    }

    void takesGoodEndpoints()
    {
        QFETCH(QString, endpoint);
        maxcompute::Settings settings;
        settings.endpoint = endpoint;
        settings.project = QStringLiteral("p");
        const auto connection = maxcompute::makeConnection(settings);
        QVERIFY2(connection, qPrintable(connection ? QString() : connection.error().message));
        QVERIFY(connection->catalog && connection->reader && connection->sql);
    }

    void refusesBadSettings_data()
    {
        QTest::addColumn<QString>("endpoint");
        QTest::addColumn<QString>("tunnel");
        QTest::addColumn<QString>("project");
        const QString good = QStringLiteral("https://host/api");
        const QString p = QStringLiteral("p");
        QTest::newRow("empty") << QString() << QString() << p;
        QTest::newRow("no scheme") << QStringLiteral("host/api") << QString() << p;
        QTest::newRow("another scheme") << QStringLiteral("ftp://host/api") << QString() << p;
        QTest::newRow("http to another machine") << QStringLiteral("http://10.0.0.1/api") << QString() << p;
        QTest::newRow("http to a name like loopback")
            << QStringLiteral("http://127.0.0.1.example.com") << QString() << p;
        QTest::newRow("a password in it") << QStringLiteral("https://a:b@host/api") << QString() << p;
        QTest::newRow("a query") << QStringLiteral("https://host/api?x=1") << QString() << p;
        QTest::newRow("http tunnel to another machine") << good << QStringLiteral("http://dt.example.com") << p;
        QTest::newRow("no project") << good << QString() << QString();
    }

    void refusesBadSettings()
    {
        QFETCH(QString, endpoint);
        QFETCH(QString, tunnel);
        QFETCH(QString, project);
        maxcompute::Settings settings;
        settings.endpoint = endpoint;
        settings.tunnelEndpoint = tunnel;
        settings.project = project;
        const auto connection = maxcompute::makeConnection(settings);
        QVERIFY(!connection);
        QCOMPARE(connection.error().kind, core::ErrorKind::Invalid);
        QVERIFY(!connection.error().message.isEmpty());
    }
};

QTEST_GUILESS_MAIN(tst_Connection)
#include "tst_connection.moc"
