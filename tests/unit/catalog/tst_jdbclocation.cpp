// SPDX-License-Identifier: GPL-3.0-or-later
#include <isthmus/catalog/jdbclocation.h>

#include <QTest>

using namespace isthmus;
using namespace Qt::StringLiterals;
using catalog::JdbcLocation;

class tst_JdbcLocation : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void parts_data();
    void parts();
    void credentials_data();
    void credentials();
    void faults_data();
    void faults();
};

void tst_JdbcLocation::parts_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QStringList>("expected"); // host, port, database, schema, table
    QTest::newRow("as the tutorial has it")
        << u"jdbc:postgresql://Holo.example:80/order_dw?ApplicationName=MaxCompute&currentSchema=ads&useSSL=false&table=t/"_s
        << QStringList{u"holo.example"_s, u"80"_s, u"order_dw"_s, u"ads"_s, u"t"_s};
    QTest::newRow("without a schema") << u"jdbc:postgresql://127.0.0.1:5432/d?table=t"_s
                                      << QStringList{u"127.0.0.1"_s, u"5432"_s, u"d"_s, u"public"_s, u"t"_s};
    QTest::newRow("without port and parameters")
        << u"jdbc:postgresql://h/d/"_s << QStringList{u"h"_s, u"0"_s, u"d"_s, u"public"_s, QString()};
    QTest::newRow("odd names") << u"jdbc:postgresql://h:1/%E4%B8%AD%2F?currentSchema=a%26b&table=T%20x%3D1/"_s
                               << QStringList{u"h"_s, u"1"_s, u"\u4e2d/"_s, u"a&b"_s, u"T x=1"_s};
    QTest::newRow("capitals of keys") << u"JDBC:postgresql://h:1/d?CURRENTSCHEMA=s&Table=t"_s
                                      << QStringList{u"h"_s, u"1"_s, u"d"_s, u"s"_s, u"t"_s};
    QTest::newRow("IPv6") << u"jdbc:postgresql://[::1]:80/d?table=t"_s
                          << QStringList{u"::1"_s, u"80"_s, u"d"_s, u"public"_s, u"t"_s};
    QTest::newRow("IPv6 without port") << u"jdbc:postgresql://[::1]/d?table=t"_s
                                       << QStringList{u"::1"_s, u"0"_s, u"d"_s, u"public"_s, u"t"_s};
}

void tst_JdbcLocation::parts()
{
    QFETCH(QString, text);
    QFETCH(QStringList, expected);
    const auto location = JdbcLocation::parse(text);
    QVERIFY(location.has_value());
    QCOMPARE((QStringList{location->host, QString::number(location->port), location->database, location->schema(),
                          location->table()}),
             expected);
    QVERIFY(!location->hasCredential());
}

void tst_JdbcLocation::credentials_data()
{
    QTest::addColumn<QString>("text");
    QTest::newRow("before the host") << u"jdbc:postgresql://u:p@h:1/d?table=t"_s;
    QTest::newRow("two marks") << u"jdbc:postgresql://u:p@x@h:1/d?table=t"_s;
    QTest::newRow("user") << u"jdbc:postgresql://h:1/d?table=t&user=u"_s;
    QTest::newRow("password") << u"jdbc:postgresql://h:1/d?table=t&PASSWORD=p"_s;
    QTest::newRow("written with percent signs") << u"jdbc:postgresql://h:1/d?table=t&pass%77ord=p"_s;
}

void tst_JdbcLocation::credentials()
{
    QFETCH(QString, text);
    const auto location = JdbcLocation::parse(text);
    QVERIFY(location.has_value());
    QCOMPARE(location->host, u"h"_s);
    QVERIFY(location->hasCredential());
}

void tst_JdbcLocation::faults_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<int>("fault");
    using Fault = JdbcLocation::Fault;
    QTest::newRow("empty") << QString() << int(Fault::OtherScheme);
    QTest::newRow("other driver") << u"jdbc:mysql://h:1/d?table=t"_s << int(Fault::OtherScheme);
    QTest::newRow("no host") << u"jdbc:postgresql://:1/d?table=t"_s << int(Fault::NoHost);
    QTest::newRow("port out of range") << u"jdbc:postgresql://h:70000/d?table=t"_s << int(Fault::BadPort);
    QTest::newRow("port 0") << u"jdbc:postgresql://h:0/d?table=t"_s << int(Fault::BadPort);
    QTest::newRow("no number") << u"jdbc:postgresql://h:/d?table=t"_s << int(Fault::BadPort);
    QTest::newRow("no database") << u"jdbc:postgresql://h:1/?table=t"_s << int(Fault::NoDatabase);
    QTest::newRow("host only") << u"jdbc:postgresql://h:1/"_s << int(Fault::NoDatabase);
    QTest::newRow("two databases") << u"jdbc:postgresql://h:1/a/b?table=t"_s << int(Fault::NoDatabase);
    QTest::newRow("endless") << u"jdbc:postgresql://h:1/d?table="_s + QString(5000, u'x') << int(Fault::TooLong);
}

void tst_JdbcLocation::faults()
{
    QFETCH(QString, text);
    QFETCH(int, fault);
    const auto location = JdbcLocation::parse(text);
    QVERIFY(!location);
    QCOMPARE(int(location.error()), fault);
}

QTEST_APPLESS_MAIN(tst_JdbcLocation)
#include "tst_jdbclocation.moc"
