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

const QString newYork = u"SET odps.sql.timezone=America/New_York; "_s;

} // namespace

/// Wall times that a clock change repeats or leaves out. In New York 01:00 to 02:00 of 2024-11-03 is there twice, from
/// 05:00 UTC and from 06:00 UTC; 02:00 to 03:00 of 2024-03-10 is not there. Results of the Tunnel are read in UTC.
class tst_RepeatedHours : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void instantsAreKept_data();
    void instantsAreKept();
    void instantsAreStored();
    void wallTimesAreTheFirst_data();
    void wallTimesAreTheFirst();
    void zonesOfAllKinds_data();
    void zonesOfAllKinds();
    void defaultsAreTheFirst();
};

void tst_RepeatedHours::initTestCase()
{
    QVERIFY2(sandbox().start(), qPrintable(sandbox().problem()));
    // Both are 01:30 in New York.
    QVERIFY(client()
                .run(u"DROP TABLE IF EXISTS fold; CREATE TABLE fold (i INT, t TIMESTAMP, d DATETIME); INSERT INTO fold "
                     u"VALUES "
                     "(1, TIMESTAMP '2024-11-03 05:30:00.000000001', DATETIME '2024-11-03 05:30:00'), (2, TIMESTAMP "
                     "'2024-11-03 06:30:00.000000001', DATETIME '2024-11-03 06:30:00')"_s)
                .isGood());
}

void tst_RepeatedHours::instantsAreKept_data()
{
    QTest::addColumn<QString>("sql");
    QTest::addColumn<QString>("first");
    QTest::addColumn<QString>("second");
    const auto both = [](const char *sql, const char *first, const char *second) {
        QTest::newRow(sql) << QString::fromUtf8(sql) << QString::fromUtf8(first) << QString::fromUtf8(second);
    };
    const char *first = "2024-11-03 05:30:00";
    const char *second = "2024-11-03 06:30:00";
    const char *firstNano = "2024-11-03 05:30:00.000000001";
    const char *secondNano = "2024-11-03 06:30:00.000000001";
    both("CAST(t AS DATETIME)", first, second);
    both("CAST(d AS TIMESTAMP)", first, second);
    both("CAST(t AS DATETIME) = d", "true", "true");
    both("CAST(d AS TIMESTAMP) < t", "true", "true");
    both("t = d", "false", "false"); // by a nanosecond
    both("t > d", "true", "true");
    both("d BETWEEN CAST(d AS TIMESTAMP) AND t", "true", "true");
    both("d IN (CAST(d AS TIMESTAMP))", "true", "true");
    both("coalesce(NULL, d, t)", first, second);
    both("nvl(t, d)", firstNano, secondNano);
    both("if(i > 0, d, t)", first, second);
    both("CASE WHEN i > 0 THEN d ELSE t END", first, second);
    both("decode(i, 1, d, 2, d, t)", first, second);
    both("greatest(t, d)", firstNano, secondNano);
    both("least(t, d)", first, second);
    both("nullif(t, d)", firstNano, secondNano);
    both("array(d, t)", R"(["2024-11-03 05:30:00","2024-11-03 05:30:00.000000001"])",
         R"(["2024-11-03 06:30:00","2024-11-03 06:30:00.000000001"])");
    both("CAST(array(t) AS ARRAY<DATETIME>)", R"(["2024-11-03 05:30:00"])", R"(["2024-11-03 06:30:00"])");
    both("named_struct('t', t).t", firstNano, secondNano);
    both("CAST(named_struct('a', d) AS STRUCT<a:TIMESTAMP>).a", first, second);
    both("map(d, t)[CAST(d AS TIMESTAMP)]", firstNano, secondNano);
    both("CAST(map(t, d) AS MAP<DATETIME,TIMESTAMP>)[d]", first, second);
    both("array_max(array(d, CAST('2000-01-01 00:00:00' AS TIMESTAMP)))", first, second);
    both("unix_timestamp(t)", "1730611800", "1730615400");
    both("unix_timestamp(d)", "1730611800", "1730615400");
    both("to_millis(d)", "1730611800000", "1730615400000");
    both("from_unixtime(unix_timestamp(d))", first, second);
    both("to_date(t)", "2024-11-03", "2024-11-03");
    both("CAST(t AS STRING)", "2024-11-03 01:30:00.000000001", "2024-11-03 01:30:00.000000001");
    both("max(t) OVER (PARTITION BY i)", firstNano, secondNano);
    both("lag(d, 0) OVER (ORDER BY i)", first, second);
    both("datediff(t, d, 'ss')", "0", "0");
}

void tst_RepeatedHours::instantsAreKept()
{
    QFETCH(QString, sql);
    QFETCH(QString, first);
    QFETCH(QString, second);
    QCOMPARE(client().rows(newYork + u"SELECT %1 FROM fold ORDER BY i"_s.arg(sql)), (QStringList{first, second}));
}

void tst_RepeatedHours::instantsAreStored()
{
    const QStringList both{u"2024-11-03 05:30:00|2024-11-03 05:30:00"_s, u"2024-11-03 06:30:00|2024-11-03 06:30:00"_s};
    QVERIFY(client()
                .run(u"DROP TABLE IF EXISTS fold_copy; CREATE TABLE fold_copy (t TIMESTAMP, d DATETIME) "
                     "TBLPROPERTIES ('transactional'='true'); DROP TABLE IF EXISTS fold_made; "_s
                     + newYork
                     + u"INSERT INTO fold_copy SELECT d, t FROM fold; CREATE TABLE fold_made AS SELECT "
                       "CAST(d AS TIMESTAMP) AS t, CAST(t AS DATETIME) AS d FROM fold"_s)
                .isGood());
    QCOMPARE(client().rows(u"SELECT t, d FROM fold_copy ORDER BY t"_s), both);
    QCOMPARE(client().rows(u"SELECT t, d FROM fold_made ORDER BY t"_s), both);
    QVERIFY(client().run(newYork + u"UPDATE fold_copy SET t = d"_s).isGood());
    QCOMPARE(client().rows(u"SELECT t, d FROM fold_copy ORDER BY t"_s), both);
    QCOMPARE(client().rows(newYork
                           + u"SELECT x FROM (SELECT d AS x FROM fold UNION ALL SELECT t FROM fold_copy) u "
                             "ORDER BY x"_s),
             (QStringList{u"2024-11-03 05:30:00"_s, u"2024-11-03 05:30:00"_s, u"2024-11-03 06:30:00"_s,
                          u"2024-11-03 06:30:00"_s}));
    QCOMPARE(client().rows(newYork + u"SELECT f.i FROM fold f JOIN fold_copy c ON f.d = c.t ORDER BY f.i"_s),
             (QStringList{u"1"_s, u"2"_s}));
    QVERIFY(client().run(u"DROP TABLE fold_copy; DROP TABLE fold_made"_s).isGood());
}

void tst_RepeatedHours::wallTimesAreTheFirst_data()
{
    QTest::addColumn<QString>("sql");
    QTest::addColumn<QString>("utc");
    const auto add = [](const char *sql, const char *utc) {
        QTest::newRow(sql) << QString::fromUtf8(sql) << QString::fromUtf8(utc);
    };
    add("TIMESTAMP '2024-11-03 01:30:00'", "2024-11-03 05:30:00");
    add("TIMESTAMP '2024-11-03 01:59:59.999999999'", "2024-11-03 05:59:59.999999999");
    add("TIMESTAMP '2024-11-03 00:59:59'", "2024-11-03 04:59:59");
    add("TIMESTAMP '2024-11-03 01:00:00'", "2024-11-03 05:00:00");
    add("TIMESTAMP '2024-11-03 02:00:00'", "2024-11-03 07:00:00");
    add("DATETIME '2024-11-03 01:30:00.5'", "2024-11-03 05:30:00.5");
    add("DATETIME '2024-03-10 02:30:00'", "2024-03-10 07:30:00");
    add("TIMESTAMP '2024-03-10 02:30:00.000000001'", "2024-03-10 07:30:00.000000001");
    add("CAST('2024-11-03 01:30:00' AS DATETIME)", "2024-11-03 05:30:00");
    add("CAST('2024-11-03 01:30:00.000000001' AS TIMESTAMP)", "2024-11-03 05:30:00.000000001");
    add("CAST('2024-03-10 02:30:00' AS TIMESTAMP)", "2024-03-10 07:30:00");
    add("CAST(TIMESTAMP_NTZ '2024-11-03 01:30:00' AS TIMESTAMP)", "2024-11-03 05:30:00");
    add("CAST(TIMESTAMP_NTZ '2024-11-03 01:30:00' AS DATETIME)", "2024-11-03 05:30:00");
    add("CAST(array('2024-11-03 01:30:00') AS ARRAY<DATETIME>)[0]", "2024-11-03 05:30:00");
    add("to_date('2024-11-03 01:30', 'yyyy-mm-dd hh:mi')", "2024-11-03 05:30:00");
    add("dateadd(DATETIME '2024-11-02 01:30:00', 1, 'dd')", "2024-11-03 05:30:00");
    add("dateadd(TIMESTAMP '2024-11-02 01:30:00.000000001', 1, 'dd')", "2024-11-03 05:30:00.000000001");
    add("TIMESTAMP '2024-11-02 01:30:00' + INTERVAL 1 DAY", "2024-11-03 05:30:00");
    add("DATETIME '2024-11-02 01:30:00' + INTERVAL 1 DAY", "2024-11-03 05:30:00");
    add("datetrunc(DATETIME '2024-11-03 01:30:00', 'hh')", "2024-11-03 05:00:00");
    add("datetrunc(TIMESTAMP '2024-11-03 01:30:00.5', 'mi')", "2024-11-03 05:30:00");
    add("unix_timestamp('2024-11-03 01:30:00')", "1730611800");
    add("unix_timestamp('20241103 01:30', 'yyyymmdd hh:mi')", "1730611800");
    add("to_millis(TIMESTAMP_NTZ '2024-11-03 01:30:00')", "1730611800000");
    add("from_utc_timestamp('2024-11-03 05:30:00', 'America/New_York')", "2024-11-03 05:30:00");
    add("TIMESTAMP '2024-11-03 01:30:00' = '2024-11-03 01:30:00'", "true");
    add("TIMESTAMP '2024-11-03 01:30:00' = TIMESTAMP_NTZ '2024-11-03 01:30:00'", "true");
    add("coalesce(NULL, TIMESTAMP_NTZ '2024-11-03 01:30:00', TIMESTAMP '2000-01-01 00:00:00')", "2024-11-03 05:30:00");
}

void tst_RepeatedHours::wallTimesAreTheFirst()
{
    QFETCH(QString, sql);
    QFETCH(QString, utc);
    QCOMPARE(client().rows(newYork + u"SELECT "_s + sql), QStringList(utc));
}

void tst_RepeatedHours::zonesOfAllKinds_data()
{
    QTest::addColumn<QString>("zone");
    QTest::addColumn<QString>("wall");
    QTest::addColumn<QString>("utc");
    const auto add = [](const char *zone, const char *wall, const char *utc) {
        QTest::addRow("%s %s", zone, wall)
            << QString::fromUtf8(zone) << QString::fromUtf8(wall) << QString::fromUtf8(utc);
    };
    add("Australia/Lord_Howe", "2024-04-07 01:45:00", "2024-04-06 14:45:00"); // half an hour
    add("Australia/Lord_Howe", "2024-10-06 02:15:00", "2024-10-05 15:45:00");
    add("Europe/Berlin", "2024-10-27 02:30:00", "2024-10-27 00:30:00");
    add("Antarctica/Troll", "2024-10-27 02:30:00", "2024-10-27 00:30:00"); // two hours
    add("America/Havana", "2024-11-03 00:30:00", "2024-11-03 04:30:00"); // over midnight
    add("Asia/Shanghai", "1991-09-15 01:30:00", "1991-09-14 16:30:00");
    add("Asia/Shanghai", "2024-01-01 00:00:00", "2023-12-31 16:00:00");
    add("Pacific/Apia", "2011-12-30 12:00:00", "2011-12-30 22:00:00"); // a day that was left out
    add("Pacific/Kwajalein", "1969-09-30 12:00:00", "1969-09-30 01:00:00"); // a day that was repeated
    add("America/Juneau", "1867-10-18 16:00:00", "1867-10-18 00:57:41");
    add("UTC", "2024-11-03 01:30:00", "2024-11-03 01:30:00");
}

void tst_RepeatedHours::zonesOfAllKinds()
{
    QFETCH(QString, zone);
    QFETCH(QString, wall);
    QFETCH(QString, utc);
    QCOMPARE(
        client().rows(u"SET odps.sql.timezone=%1; SELECT TIMESTAMP '%2', CAST('%2' AS DATETIME)"_s.arg(zone, wall)),
        QStringList(utc + u'|' + utc));
    QCOMPARE(client().rows(u"SELECT to_utc_timestamp('%2', '%1')"_s.arg(zone, wall)), QStringList(utc));
}

void tst_RepeatedHours::defaultsAreTheFirst()
{
    QVERIFY(
        client()
            .run(u"DROP TABLE IF EXISTS fold_default; "_s + newYork
                 + u"CREATE TABLE fold_default (i INT, t TIMESTAMP DEFAULT TIMESTAMP '2024-11-03 01:30:00', d DATETIME "
                   "DEFAULT DATETIME '2024-11-03 01:30:00'); INSERT INTO fold_default (i) VALUES (1)"_s)
            .isGood());
    QCOMPARE(client().rows(u"SELECT t, d FROM fold_default"_s),
             QStringList(u"2024-11-03 05:30:00|2024-11-03 05:30:00"_s));
    QVERIFY(client().run(u"DROP TABLE fold_default"_s).isGood());
}

QTEST_GUILESS_MAIN(tst_RepeatedHours)
#include "tst_repeatedhours.moc"
