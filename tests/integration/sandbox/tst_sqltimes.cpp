// SPDX-License-Identifier: GPL-3.0-or-later
#include "endpointclient.h"

#include <QTest>

using namespace isthmus;
using namespace Qt::StringLiterals;

namespace {

test::SandboxFixture &sandbox()
{
    return test::SandboxFixture::shared();
}

test::EndpointClient &client()
{
    static test::EndpointClient client(sandbox(), sandbox().admin());
    return client;
}

} // namespace

/// Time zones and points in time of the sandbox's SQL.
class tst_SqlTimes : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void zonesThatAreNoNamesAreRefused_data();
    void zonesThatAreNoNamesAreRefused();
    void namesOfZonesAreTaken_data();
    void namesOfZonesAreTaken();
    void csvIsInTheZoneOfTheStatement();
    void offsetsOfFunctionsCountEastwards();
    void projectNamesItsZone();
};

void tst_SqlTimes::initTestCase()
{
    QVERIFY2(sandbox().start(), qPrintable(sandbox().problem()));
}

void tst_SqlTimes::zonesThatAreNoNamesAreRefused_data()
{
    QTest::addColumn<QString>("zone");
    for (const char *zone : {"GMT+9",
                             "GMT-9",
                             "UTC+8",
                             "UTC+08:00",
                             "+08:00",
                             "+8",
                             "-3",
                             "8",
                             "CST",
                             "EST",
                             "EST5EDT",
                             "asia/shanghai",
                             "Nowhere/Land",
                             "Nowhere/Land+8",
                             "<+08>-8",
                             "posix/Asia/Shanghai",
                             "right/Asia/Shanghai",
                             "localtime",
                             "Asia",
                             "Asia/",

                             "DEFAULT"})
        QTest::newRow(zone) << QString::fromLatin1(zone);
}

// PostgreSQL takes most of these, and GMT+9 for nine hours west.
void tst_SqlTimes::zonesThatAreNoNamesAreRefused()
{
    QFETCH(QString, zone);
    const test::JobOutcome outcome =
        client().run(u"SET odps.sql.timezone=%1; SELECT CAST(from_unixtime(0) AS STRING)"_s.arg(zone));
    QCOMPARE(outcome.status, u"Failed"_s);
    QCOMPARE(outcome.code(), u"ODPS-0130071"_s);
    QVERIFY2(outcome.text.contains(zone) && outcome.text.contains(u"odps.sql.timezone"), qPrintable(outcome.text));
}

void tst_SqlTimes::namesOfZonesAreTaken_data()
{
    QTest::addColumn<QString>("zone");
    QTest::addColumn<QString>("text");
    QTest::newRow("Shanghai") << u"Asia/Shanghai"_s << u"1970-01-01 08:00:00"_s;
    QTest::newRow("three parts") << u"America/Argentina/Buenos_Aires"_s << u"1969-12-31 21:00:00"_s;
    QTest::newRow("half an hour") << u"Asia/Kolkata"_s << u"1970-01-01 05:30:00"_s;
    QTest::newRow("UTC") << u"UTC"_s << u"1970-01-01 00:00:00"_s;
    QTest::newRow("GMT") << u"GMT"_s << u"1970-01-01 00:00:00"_s;
    // The names of this area count westwards, by their definition.
    QTest::newRow("Etc") << u"Etc/GMT-9"_s << u"1970-01-01 09:00:00"_s;
    QTest::newRow("none") << QString() << u"1970-01-01 00:00:00"_s;
}

void tst_SqlTimes::namesOfZonesAreTaken()
{
    QFETCH(QString, zone);
    QFETCH(QString, text);
    const QString set = zone.isEmpty() ? QString() : u"SET odps.sql.timezone=%1; "_s.arg(zone);
    QCOMPARE(client().rows(set + u"SELECT CAST(from_unixtime(0) AS STRING), current_timezone()"_s),
             QStringList(text + u'|' + (zone.isEmpty() ? u"UTC"_s : zone)));
}

// The first input: it gave 2023-12-31 16:00:00.
void tst_SqlTimes::csvIsInTheZoneOfTheStatement()
{
    const QString values = u"SELECT DATETIME '2024-01-01 00:00:00', TIMESTAMP '2024-01-01 00:00:00.5', "
                           "TIMESTAMP_NTZ '2024-01-01 00:00:00', DATE '2024-01-01'"_s;
    const QString same = u"2024-01-01 00:00:00|2024-01-01 00:00:00.5|2024-01-01 00:00:00|2024-01-01"_s;
    QCOMPARE(client().resultRows(u"SET odps.sql.timezone=Asia/Shanghai; "_s + values), QStringList(same));
    QCOMPARE(client().resultRows(values), QStringList(same));
    // A SET behind the query comes too late.
    QCOMPARE(client().resultRows(values + u"; SET odps.sql.timezone=Asia/Shanghai"_s), QStringList(same));

    QVERIFY(client().run(u"CREATE TABLE times_zone (t TIMESTAMP)"_s).isGood());
    QVERIFY(client()
                .run(u"SET odps.sql.timezone=Asia/Shanghai; INSERT INTO times_zone VALUES (TIMESTAMP "
                     "'1970-01-01 00:00:00')"_s)
                .isGood());
    QCOMPARE(client().resultRows(u"SET odps.sql.timezone=Asia/Shanghai; SELECT t FROM times_zone"_s),
             QStringList(u"1970-01-01 00:00:00"_s));
    QCOMPARE(client().resultRows(u"SET odps.sql.timezone=UTC; SELECT t FROM times_zone"_s),
             QStringList(u"1969-12-31 16:00:00"_s));
    QVERIFY(client().run(u"DROP TABLE times_zone"_s).isGood());
}

void tst_SqlTimes::offsetsOfFunctionsCountEastwards()
{
    QCOMPARE(client().rows(u"SELECT from_utc_timestamp('1970-01-01 00:00:00', 'GMT+8'), "
                           "from_utc_timestamp('1970-01-01 00:00:00', '-03:30'), "
                           "to_utc_timestamp('1970-01-01 08:00:00', 'UTC+8'), "
                           "from_utc_timestamp('1970-01-01 00:00:00', 'Asia/Shanghai')"_s),
             QStringList(u"1970-01-01 08:00:00|1969-12-31 20:30:00|1970-01-01 00:00:00|1970-01-01 08:00:00"_s));
}

void tst_SqlTimes::projectNamesItsZone()
{
    const test::Answer answer = client().send("GET", "");
    QCOMPARE(answer.status, 200);
    QVERIFY(answer.body.contains("<Name>odps.sql.timezone</Name><Value>UTC</Value>"));
}

QTEST_GUILESS_MAIN(tst_SqlTimes)
#include "tst_sqltimes.moc"
