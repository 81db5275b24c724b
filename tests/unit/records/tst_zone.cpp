// SPDX-License-Identifier: GPL-3.0-or-later
#include <isthmus/records/timetext.h>
#include <isthmus/records/zone.h>

#include <QTest>

#include <ctime>

using namespace isthmus;
using namespace isthmus::records;
using namespace Qt::StringLiterals;

class tst_Zone : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void namesOfTheDatabaseAreTaken_data();
    void namesOfTheDatabaseAreTaken();
    void otherFormsAreRefused_data();
    void otherFormsAreRefused();
    void postgresReportsAreUnderstood_data();
    void postgresReportsAreUnderstood();
    void offsetsFollowTheRules_data();
    void offsetsFollowTheRules();
    void wallTimesBecomeInstants_data();
    void wallTimesBecomeInstants();
    void fixedZonesHaveTheirOffsetAsName();
    void peopleChooseByWordOrName();
    void localTimesAreTheCLibrarys_data();
    void localTimesAreTheCLibrarys();
};

void tst_Zone::namesOfTheDatabaseAreTaken_data()
{
    QTest::addColumn<QString>("name");
    for (const char *name : {"UTC", "Asia/Shanghai", "America/Los_Angeles", "PRC", "Etc/GMT-8", "CST6CDT",
                             "America/Argentina/ComodRivadavia", "Asia/Chongqing", "GMT"})
        QTest::newRow(name) << QString::fromLatin1(name);
}

void tst_Zone::namesOfTheDatabaseAreTaken()
{
    QFETCH(QString, name);
    const auto zone = Zone::named(name);
    QVERIFY(zone);
    QCOMPARE(zone->name(), name);
}

void tst_Zone::otherFormsAreRefused_data()
{
    QTest::addColumn<QString>("name");
    for (const char *name : {"", "GMT+8", "GMT+9", "UTC+8", "UTC+08:00", "+08:00", "8", "CST", "CST8", "<+08>-08",
                             "Asia/Beijing", "Asia", "asia/shanghai", "posix/Asia/Shanghai", "localtime",
                             "../zoneinfo/UTC", "Asia/../UTC", "UTC ", "Asia/Shanghai;"})
        QTest::newRow(name) << QString::fromLatin1(name);
}

void tst_Zone::otherFormsAreRefused()
{
    QFETCH(QString, name);
    QVERIFY(!Zone::named(name));
}

void tst_Zone::postgresReportsAreUnderstood_data()
{
    QTest::addColumn<QString>("report");
    QTest::addColumn<int>("offset"); // in January 2024
    QTest::addColumn<QString>("name");
    QTest::newRow("name") << u"Asia/Shanghai"_s << 28800 << u"Asia/Shanghai"_s;
    QTest::newRow("SET TimeZone = 8") << u"<+08>-08"_s << 28800 << u"UTC+08:00"_s;
    QTest::newRow("interval with minutes") << u"<+05:30>-05:30"_s << 19800 << u"UTC+05:30"_s;
    QTest::newRow("POSIX sign") << u"UTC+8"_s << -28800 << u"UTC-08:00"_s;
    QTest::newRow("POSIX name") << u"FOO-3"_s << 10800 << u"UTC+03:00"_s;
    QTest::newRow("with summer time") << u"FOO5BAR,M3.2.0,M11.1.0"_s << -18000 << u"FOO5BAR,M3.2.0,M11.1.0"_s;
}

void tst_Zone::postgresReportsAreUnderstood()
{
    QFETCH(QString, report);
    const auto zone = Zone::reportedByPostgres(report);
    QVERIFY(zone);
    QTEST(zone->offsetAt(1704067200), "offset");
    QTEST(zone->name(), "name");
    QVERIFY(!Zone::reportedByPostgres(u"no zone"));
    QVERIFY(!Zone::reportedByPostgres(u"../../etc/passwd"));
    QVERIFY(!Zone::reportedByPostgres(u""));
}

void tst_Zone::offsetsFollowTheRules_data()
{
    QTest::addColumn<QString>("zone");
    QTest::addColumn<qint64>("instant");
    QTest::addColumn<QString>("text");
    // What PostgreSQL 15 prints for to_timestamp(instant), with minutes in each offset.
    const auto row = [](const char *zone, qint64 instant, const char *text) {
        QTest::addRow("%s %lld", zone, instant) << QString::fromLatin1(zone) << instant << QString::fromLatin1(text);
    };
    row("UTC", 0, "1970-01-01 00:00:00+00:00");
    row("Asia/Shanghai", 1704038400, "2024-01-01 00:00:00+08:00");
    row("Asia/Shanghai", -2177481944, "1900-12-31 23:59:59+08:05:43");
    row("Asia/Shanghai", -2177481943, "1900-12-31 23:54:17+08:00");
    row("Asia/Shanghai", 684867599, "1991-09-15 01:59:59+09:00"); // the last summer time
    row("Asia/Shanghai", 684867600, "1991-09-15 01:00:00+08:00");
    row("Asia/Shanghai", -63517852800, "0044-03-15 00:05:43+08:05:43 BC");
    row("Asia/Shanghai", 253402300800, "10000-01-01 08:00:00+08:00");
    row("America/New_York", 1710054000, "2024-03-10 03:00:00-04:00");
    row("America/New_York", 1710053999, "2024-03-10 01:59:59-05:00");
    row("America/New_York", 4087267200, "2099-07-09 04:00:00-04:00"); // beyond the list, by the yearly rule
    row("America/New_York", 4071384000, "2099-01-06 07:00:00-05:00");
    row("America/New_York", -5000000000, "1811-07-23 10:10:38-04:56:02");
    row("Asia/Kolkata", 0, "1970-01-01 05:30:00+05:30");
    row("Africa/Casablanca", 4117881600, "2100-06-28 17:00:00+01:00"); // lists years beyond 2038
}

void tst_Zone::offsetsFollowTheRules()
{
    QFETCH(QString, zone);
    QFETCH(qint64, instant);
    QTEST(instantText({instant, 0}, *Zone::named(zone)), "text");
}

void tst_Zone::wallTimesBecomeInstants_data()
{
    QTest::addColumn<QString>("zone");
    QTest::addColumn<QByteArray>("wallTime");
    QTest::addColumn<QString>("instant");
    const auto row = [](const char *zone, const char *wallTime, const char *instant) {
        QTest::addRow("%s %s", zone, wallTime)
            << QString::fromLatin1(zone) << QByteArray(wallTime) << QString::fromLatin1(instant);
    };
    row("UTC", "2024-01-01 00:00:00", "2024-01-01 00:00:00+00:00");
    row("Asia/Shanghai", "2024-01-01 00:00:00", "2024-01-01 00:00:00+08:00");
    row("Asia/Shanghai", "1900-01-01 00:00:00", "1900-01-01 00:00:00+08:05:43");
    row("Europe/Berlin", "2024-10-27 02:30:00", "2024-10-27 02:30:00+02:00"); // occurs twice: the first
    row("Europe/Berlin", "2024-03-31 02:30:00", "2024-03-31 03:30:00+02:00"); // left out
    row("Europe/Berlin", "2024-03-31 03:00:00", "2024-03-31 03:00:00+02:00");
    row("Europe/Berlin", "2024-10-27 03:00:00", "2024-10-27 03:00:00+01:00");
}

void tst_Zone::wallTimesBecomeInstants()
{
    QFETCH(QString, zone);
    QFETCH(QByteArray, wallTime);
    const auto there = *Zone::named(zone);
    const auto read = parseTime(wallTime);
    QVERIFY(read && !read->offset);
    QTEST(instantText({there.instantOf(read->wallTime.seconds), 0}, there), "instant");
}

void tst_Zone::fixedZonesHaveTheirOffsetAsName()
{
    QCOMPARE(Zone::fixed(28800).name(), u"UTC+08:00"_s);
    QCOMPARE(Zone::fixed(-12600).name(), u"UTC-03:30"_s);
    QCOMPARE(Zone::fixed(29143).name(), u"UTC+08:05:43"_s);
    QCOMPARE(Zone::fixed(0), Zone());
    QCOMPARE(Zone::fixed(29143).offsetAt(0), 29143);
    QVERIFY(Zone::names().contains(u"Asia/Shanghai"_s));
    QVERIFY(!Zone::local()->name().isEmpty());
}

void tst_Zone::peopleChooseByWordOrName()
{
    QCOMPARE(Zone::chosen(u"utc"), Zone());
    QCOMPARE(*Zone::chosen(u"Local"), *Zone::local());
    QCOMPARE(Zone::chosen(u"Asia/Shanghai")->name(), u"Asia/Shanghai"_s);
    QVERIFY(!Zone::chosen(u"GMT+8"));
    QVERIFY(!Zone::chosen(u""));
}

void tst_Zone::localTimesAreTheCLibrarys_data()
{
    QTest::addColumn<QByteArray>("tz");
    QTest::addColumn<int>("january"); // offset in 2024, as date(1) of the same system prints it
    QTest::addColumn<int>("july");
    QTest::addColumn<QString>("name"); // empty: no zone
    const auto row = [](const char *tz, int january, int july, const char *name) {
        QTest::newRow(tz) << QByteArray(tz) << january << july << QString::fromLatin1(name);
    };
    row("Asia/Shanghai", 28800, 28800, "Asia/Shanghai");
    row(":Asia/Tokyo", 32400, 32400, "Asia/Tokyo");
    row("/usr/share/zoneinfo/Asia/Tokyo", 32400, 32400, "Asia/Tokyo");
    row("CST6CDT", -21600, -18000, "CST6CDT");
    row("EST5EDT,M3.2.0,M11.1.0", -18000, -14400, "EST5EDT,M3.2.0,M11.1.0");
    row("<-03>3<-02>,M3.5.0/-2,M10.5.0/-1", -10800, -7200, "<-03>3<-02>,M3.5.0/-2,M10.5.0/-1");
    row("<+08>-8", 28800, 28800, "UTC+08:00");
    row("CST-8", 28800, 28800, "UTC+08:00");
    row("IST-5:30", 19800, 19800, "UTC+05:30");
    row("GMT+8", -28800, -28800, "UTC-08:00"); // counts to the west, as in all of these
    row("UTC+8", -28800, -28800, "UTC-08:00");
    row("", 0, 0, "UTC");
    row(":", 0, 0, "UTC");
    row("CST", 0, 0, ""); // the C library counts in UTC, and calls it so
    row("Asia/Beijing", 0, 0, "");
    row("+08:00", 0, 0, "");
    row("8", 0, 0, "");
    row("/etc/hostname", 0, 0, "");
}

void tst_Zone::localTimesAreTheCLibrarys()
{
    QFETCH(QByteArray, tz);
    const QByteArray before = qgetenv("TZ");
    const bool wasSet = qEnvironmentVariableIsSet("TZ");
    qputenv("TZ", tz);
    tzset(); // as when a process begins
    const auto zone = Zone::local();
    const int january = zone ? zone->offsetAt(1704067200) : 0;
    const int july = zone ? zone->offsetAt(1720000000) : 0;
    wasSet ? qputenv("TZ", before) : qunsetenv("TZ");
    tzset();
    QTEST(zone ? zone->name() : QString(), "name");
    QTEST(january, "january");
    QTEST(july, "july");
}

QTEST_GUILESS_MAIN(tst_Zone)
#include "tst_zone.moc"
