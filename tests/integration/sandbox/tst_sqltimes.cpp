// SPDX-License-Identifier: GPL-3.0-or-later
#include "endpointclient.h"

#include <QRegularExpression>
#include <QTest>

#include <pqxx/pqxx>

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

// The id of a session that \a made answered under \a member.
QByteArray idOf(const test::Answer &made, QLatin1StringView member)
{
    return made.json()[member].toString().toUtf8();
}

// An upload of the rows 1 to 4 into a table of its own, whose second block came first: the request that commits it.
QByteArray uploadOfTwoBlocks(test::EndpointClient &client)
{
    client.run(u"CREATE TABLE times_upload (id BIGINT)"_s);
    const QByteArray path = "/tables/times_upload";
    const QByteArray session = path + "?uploadid=" + idOf(client.send("POST", path + "?uploads=1"), "UploadID"_L1);
    for (const int block : {1, 0}) {
        records::RecordBatch batch(test::columnsOf({{u"id"_s, u"BIGINT"_s}}));
        batch.vector(0).appendInt64(2 * block + 1);
        batch.vector(0).appendInt64(2 * block + 2);
        client.send("PUT", session + "&blockid=" + QByteArray::number(block), test::encoded(batch));
    }
    return session;
}

QList<catalog::Column> timeColumns()
{
    return test::columnsOf({{u"id"_s, u"BIGINT"_s},
                            {u"t"_s, u"TIMESTAMP"_s},
                            {u"n"_s, u"TIMESTAMP_NTZ"_s},
                            {u"d"_s, u"DATETIME"_s},
                            {u"a"_s, u"ARRAY<TIMESTAMP>"_s},
                            {u"m"_s, u"MAP<STRING,TIMESTAMP_NTZ>"_s},
                            {u"s"_s, u"STRUCT<t:TIMESTAMP,d:DATETIME>"_s}});
}

const char columnsSql[] = "id BIGINT, t TIMESTAMP, n TIMESTAMP_NTZ, d DATETIME, a ARRAY<TIMESTAMP>, "
                          "m MAP<STRING,TIMESTAMP_NTZ>, s STRUCT<t:TIMESTAMP,d:DATETIME>";

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
    void nanosecondsSurviveExpressions_data();
    void nanosecondsSurviveExpressions();
    void nanosecondsSurviveStatements();
    void nanosecondsGroupSortAndJoin();
    void nanosecondsComeAndGoByTunnel_data();
    void nanosecondsComeAndGoByTunnel();
    void nanosecondsAreKeysOfUpserts();
    void jsonIsInTheZoneOfTheStatement();
    void storesOfMicrosecondsAreConverted();
    void intervals_data();
    void intervals();
    void intervalsAreColumns();
    void timesOutsideTheYearsAreErrors_data();
    void timesOutsideTheYearsAreErrors();
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

void tst_SqlTimes::nanosecondsSurviveExpressions_data()
{
    QTest::addColumn<QString>("expression");
    QTest::addColumn<QString>("expected");
    const auto add = [](const char *expression, const char *expected) {
        QTest::newRow(expression) << QString::fromUtf8(expression) << QString::fromUtf8(expected);
    };
    add("TIMESTAMP '2024-01-01 00:00:00.123456789'", "2024-01-01 00:00:00.123456789");
    add("TIMESTAMP_NTZ '2024-01-01 00:00:00.000000001'", "2024-01-01 00:00:00.000000001");
    add("TIMESTAMP '9999-12-31 23:59:59.999999999'", "9999-12-31 23:59:59.999999999");
    add("TIMESTAMP_NTZ '9999-12-31 23:59:59.5'", "9999-12-31 23:59:59.5");
    add("TIMESTAMP '0001-01-01 00:00:00.000000001'", "0001-01-01 00:00:00.000000001");
    add("TIMESTAMP '1969-12-31 23:59:59.999999999'", "1969-12-31 23:59:59.999999999");
    add("CAST(' 2024-1-2 3:4:5.123456789 ' AS TIMESTAMP)", "2024-01-02 03:04:05.123456789");
    add("CAST('2024-01-01' AS TIMESTAMP_NTZ)", "2024-01-01 00:00:00");
    add("CAST('2024-01-01 00:00:00.1234567891' AS TIMESTAMP)", "NULL"); // ten digits
    add("CAST('2024-13-01 00:00:00' AS TIMESTAMP)", "NULL");
    add("CAST(NULL AS TIMESTAMP_NTZ)", "NULL");
    add("CAST(TIMESTAMP '2024-01-01 00:00:00.123456789' AS STRING)", "2024-01-01 00:00:00.123456789");
    add("concat(TIMESTAMP_NTZ '2024-01-01 00:00:00.100000000', '')", "2024-01-01 00:00:00.1");
    add("TIMESTAMP '2024-01-01 00:00:00.000000002' > TIMESTAMP '2024-01-01 00:00:00.000000001'", "true");
    add("TIMESTAMP '2024-01-01 00:00:00.000000001' = TIMESTAMP_NTZ '2024-01-01 00:00:00.000000001'", "true");
    add("TIMESTAMP '2024-01-01 00:00:00.000000001' = DATETIME '2024-01-01 00:00:00'", "false");
    add("TIMESTAMP_NTZ '2024-01-01 00:00:00.000000001' > '2024-01-01'", "true");
    add("TIMESTAMP '2024-01-01 00:00:00.1' BETWEEN DATE '2024-01-01' AND DATETIME '2024-01-02 00:00:00'", "true");
    add("TIMESTAMP '2024-01-01 00:00:00' IN (TIMESTAMP '2024-01-01 00:00:00.000000001')", "false");
    add("CAST(TIMESTAMP '2024-01-01 00:00:00.999999999' AS DATETIME)", "2024-01-01 00:00:00.999");
    add("CAST(TIMESTAMP '9999-12-31 23:59:59.999999999' AS DATETIME)", "9999-12-31 23:59:59.999");
    add("CAST('9999-12-31 23:59:59.9999' AS DATETIME)", "9999-12-31 23:59:59.999");
    add("DATETIME '9999-12-31 23:59:59.9999'", "9999-12-31 23:59:59.999");
    add("CAST(TIMESTAMP '9999-12-31 23:59:59.999999999' AS DATE)", "9999-12-31");
    add("CAST(DATE '2024-01-01' AS TIMESTAMP)", "2024-01-01 00:00:00");
    add("CAST(TIMESTAMP '2024-01-01 00:00:00.123456789' AS TIMESTAMP_NTZ)", "2024-01-01 00:00:00.123456789");
    add("dateadd(TIMESTAMP '2024-01-31 00:00:00.123456789', 1, 'mm')", "2024-02-29 00:00:00.123456789");
    add("dateadd(TIMESTAMP_NTZ '2024-01-31 00:00:00.123456789', -1, 'ff3')", "2024-01-31 00:00:00.122456789");
    add("dateadd(TIMESTAMP_NTZ '2024-01-31 00:00:00.999999999', 1, 'ff6')", "2024-01-31 00:00:01.000000999");
    add("TIMESTAMP '2024-01-01 00:00:00.123456789' - INTERVAL '1' DAY", "2023-12-31 00:00:00.123456789");
    add("datetrunc(TIMESTAMP '2024-01-31 10:11:12.123456789', 'dd')", "2024-01-31 00:00:00");
    add("datediff(TIMESTAMP '2024-01-02 00:00:00', TIMESTAMP '2024-01-01 00:00:00.999999999', 'dd')", "1");
    add("second(TIMESTAMP '2024-01-01 00:00:59.999999999')", "59");
    add("unix_timestamp(TIMESTAMP '1969-12-31 23:59:59.999999999')", "-1");
    add("to_millis(TIMESTAMP '1969-12-31 23:59:59.999999999')", "-1");
    add("to_char(TIMESTAMP '2024-01-31 01:02:03.123456789', 'yyyymmdd hh:mi:ss.ff9')", "20240131 01:02:03.123456789");
    add("to_char(TIMESTAMP '2024-01-31 01:02:03.123456789', 'ss.ff3')", "03.123");
    add("date_format(TIMESTAMP_NTZ '2024-01-31 01:02:03.000000009', 'ss.SSSSSSSSS')", "03.000000009");
    add("from_utc_timestamp(TIMESTAMP '2024-01-01 00:00:00.123456789', 'Asia/Shanghai')",
        "2024-01-01 08:00:00.123456789");
    add("greatest(TIMESTAMP '2024-01-01 00:00:00.000000001', TIMESTAMP '2024-01-01 00:00:00.000000002')",
        "2024-01-01 00:00:00.000000002");
    add("CASE WHEN 1 = 2 THEN NULL ELSE TIMESTAMP_NTZ '2024-01-01 00:00:00.000000001' END",
        "2024-01-01 00:00:00.000000001");
    add("array(TIMESTAMP '2024-01-01 00:00:00.123456789')[0]", "2024-01-01 00:00:00.123456789");
    add("map('k', TIMESTAMP_NTZ '2024-01-01 00:00:00.123456789')['k']", "2024-01-01 00:00:00.123456789");
    add("named_struct('x', TIMESTAMP '2024-01-01 00:00:00.123456789').x", "2024-01-01 00:00:00.123456789");
    add("array_max(array(TIMESTAMP '2024-01-01 00:00:00.1', TIMESTAMP '2024-01-01 00:00:00.2'))",
        "2024-01-01 00:00:00.2");
    add("array_join(array(TIMESTAMP_NTZ '2024-01-01 00:00:00.000000001', NULL), ',', '-')",
        "2024-01-01 00:00:00.000000001,-");
    add("array_contains(array(TIMESTAMP '2024-01-01 00:00:00.1'), TIMESTAMP '2024-01-01 00:00:00.1')", "true");
    add("transform(array(TIMESTAMP '2024-01-01 00:00:00.000000001'), x -> dateadd(x, 1, 'dd'))[0]",
        "2024-01-02 00:00:00.000000001");
}

void tst_SqlTimes::nanosecondsSurviveExpressions()
{
    QFETCH(QString, expression);
    QFETCH(QString, expected);
    QCOMPARE(client().rows(u"SELECT "_s + expression), QStringList(expected));
    QCOMPARE(client().resultRows(u"SELECT "_s + expression), QStringList(expected));
    // What a zone shifts on the way in, it shifts back on the way out.
    QCOMPARE(client().resultRows(u"SET odps.sql.timezone=Asia/Shanghai; SELECT "_s + expression),
             QStringList(expression.startsWith(u"unix_") || expression.startsWith(u"to_millis") ? QString::number(
                             expected.toLongLong() - (expression.startsWith(u"unix_") ? 28'800 : 28'800'000))
                                                                                                : expected));
}

void tst_SqlTimes::nanosecondsSurviveStatements()
{
    const auto run = [](const QString &sql) {
        const test::JobOutcome outcome = client().run(sql);
        return outcome.isGood() ? QString() : outcome.text;
    };
    QCOMPARE(
        run(u"DROP TABLE IF EXISTS times_all; CREATE TABLE times_all (%1) TBLPROPERTIES ('transactional'='true')"_s.arg(
            QLatin1StringView(columnsSql))),
        QString());
    QCOMPARE(run(u"SET odps.sql.timezone=Asia/Shanghai; INSERT INTO times_all SELECT 1, x, CAST(x AS TIMESTAMP_NTZ), "
                 "CAST(x AS DATETIME), array(x, NULL), map('k', CAST(x AS TIMESTAMP_NTZ)), named_struct('t', x, 'd', "
                 "CAST(x AS DATETIME)) FROM (SELECT TIMESTAMP '2024-01-01 08:00:00.123456789' AS x) q"_s),
             QString());
    const QString read = u"SELECT t, n, d, a[0], m['k'], s.t, s.d FROM times_all"_s;
    QCOMPARE(client().rows(read),
             QStringList(u"2024-01-01 00:00:00.123456789|2024-01-01 08:00:00.123456789|2024-01-01 00:00:00.123|"
                         "2024-01-01 00:00:00.123456789|2024-01-01 08:00:00.123456789|2024-01-01 00:00:00.123456789|"
                         "2024-01-01 00:00:00.123"_s));
    QCOMPARE(client().resultRows(u"SET odps.sql.timezone=Asia/Shanghai; "_s + read),
             QStringList(u"2024-01-01 08:00:00.123456789|2024-01-01 08:00:00.123456789|2024-01-01 08:00:00.123|"
                         "2024-01-01 08:00:00.123456789|2024-01-01 08:00:00.123456789|2024-01-01 08:00:00.123456789|"
                         "2024-01-01 08:00:00.123"_s));
    QCOMPARE(run(u"UPDATE times_all SET n = TIMESTAMP_NTZ '9999-12-31 23:59:59.999999999' WHERE t = TIMESTAMP "
                 "'2024-01-01 00:00:00.123456789'"_s),
             QString());
    QCOMPARE(client().rows(u"SELECT n FROM times_all"_s), QStringList(u"9999-12-31 23:59:59.999999999"_s));
    QCOMPARE(
        run(u"MERGE INTO times_all x USING (SELECT TIMESTAMP '2024-01-01 00:00:00.123456789' AS t) y ON x.t = y.t WHEN "
            "MATCHED THEN UPDATE SET t = TIMESTAMP '2024-01-01 00:00:00.000000001'"_s),
        QString());
    QCOMPARE(client().rows(u"SELECT t FROM times_all"_s), QStringList(u"2024-01-01 00:00:00.000000001"_s));
    QCOMPARE(run(u"INSERT OVERWRITE TABLE times_all SELECT * FROM times_all"_s), QString());
    QCOMPARE(client().rows(u"SELECT t, n FROM times_all"_s),
             QStringList(u"2024-01-01 00:00:00.000000001|9999-12-31 23:59:59.999999999"_s));
    QCOMPARE(run(u"ALTER TABLE times_all ADD COLUMNS (x TIMESTAMP); DROP TABLE times_all"_s), QString());
}

void tst_SqlTimes::nanosecondsGroupSortAndJoin()
{
    const QString rows =
        u"(VALUES (TIMESTAMP '2024-01-01 00:00:00.000000001', 1), (TIMESTAMP '2024-01-01 "
        "00:00:00.000000002', 2), (TIMESTAMP '2024-01-01 00:00:00.000000002', 3), (NULL, 4)) AS v(t, i)"_s;
    QCOMPARE(client().rows(u"SELECT t, count(*) FROM %1 GROUP BY t ORDER BY t DESC"_s.arg(rows)),
             (QStringList{u"2024-01-01 00:00:00.000000002|2"_s, u"2024-01-01 00:00:00.000000001|1"_s, u"NULL|1"_s}));
    QCOMPARE(client().rows(u"SELECT max(t), min(t), count(DISTINCT t), any_value(i) > 0 FROM %1"_s.arg(rows)),
             QStringList(u"2024-01-01 00:00:00.000000002|2024-01-01 00:00:00.000000001|2|true"_s));
    QCOMPARE(client().rows(
                 u"SELECT count(*) FROM %1 JOIN %2 ON v.t = w.t"_s.arg(rows, QString(rows).replace(u"v("_s, u"w("_s))),
             QStringList(u"5"_s));
    QCOMPARE(client().rows(u"SELECT DISTINCT t FROM %1 WHERE t IS NOT NULL ORDER BY t LIMIT 1"_s.arg(rows)),
             QStringList(u"2024-01-01 00:00:00.000000001"_s));
    QCOMPARE(
        client().rows(u"SELECT i, lag(t) OVER (ORDER BY t, i), max(t) OVER (PARTITION BY t) FROM %1 WHERE i < 3 ORDER "
                      "BY i"_s.arg(rows)),
        (QStringList{u"1|NULL|2024-01-01 00:00:00.000000001"_s,
                     u"2|2024-01-01 00:00:00.000000001|2024-01-01 00:00:00.000000002"_s}));
    QCOMPARE(
        client().rows(
            u"SELECT t FROM %1 WHERE i = 1 UNION SELECT TIMESTAMP_NTZ '2024-01-01 00:00:00.000000001'"_s.arg(rows)),
        QStringList(u"2024-01-01 00:00:00.000000001"_s));
}

void tst_SqlTimes::nanosecondsComeAndGoByTunnel_data()
{
    QTest::addColumn<qint64>("seconds");
    QTest::addColumn<int>("nanos");
    QTest::addColumn<QString>("text");
    QTest::newRow("now") << Q_INT64_C(1'704'067'200) << 123'456'789 << u"2024-01-01 00:00:00.123456789"_s;
    QTest::newRow("whole") << Q_INT64_C(1'704'067'200) << 0 << u"2024-01-01 00:00:00"_s;
    QTest::newRow("before 1970") << Q_INT64_C(-1) << 999'999'999 << u"1969-12-31 23:59:59.999999999"_s;
    QTest::newRow("last") << Q_INT64_C(253'402'300'799) << 999'999'999 << u"9999-12-31 23:59:59.999999999"_s;
    QTest::newRow("first") << Q_INT64_C(-62'135'596'800) << 0 << u"0001-01-01 00:00:00"_s;
}

void tst_SqlTimes::nanosecondsComeAndGoByTunnel()
{
    QFETCH(qint64, seconds);
    QFETCH(int, nanos);
    QFETCH(QString, text);
    QVERIFY(client()
                .run(u"DROP TABLE IF EXISTS times_tunnel; CREATE TABLE times_tunnel (%1)"_s.arg(
                    QLatin1StringView(columnsSql)))
                .isGood());
    records::RecordBatch batch(timeColumns());
    const QByteArray json = '"' + text.toUtf8() + '"';
    const QString millis = text.left(23);
    const QByteArray dateTime = '"' + millis.toUtf8() + '"';
    batch.vector(0).appendInt64(1);
    for (qsizetype i = 1; i <= 3; ++i)
        batch.vector(i).appendTimestamp({seconds, nanos});
    batch.vector(4).appendBytes('[' + json + ",null]");
    batch.vector(5).appendBytes("{\"k\":" + json + '}');
    batch.vector(6).appendBytes("{\"t\":" + json + ",\"d\":" + dateTime + '}');
    const QByteArray path = "/tables/times_tunnel";
    const QByteArray id = idOf(client().send("POST", path + "?uploads=1"), "UploadID"_L1);
    QCOMPARE(client().send("PUT", path + "?blockid=0&uploadid=" + id, test::encoded(batch)).status, 200);
    QCOMPARE(client().send("POST", path + "?uploadid=" + id).status, 200);
    const QString json8 = QString::fromUtf8(json);
    QCOMPARE(client().download(path),
             QStringList(u"1|%1|%1|%2|[%3,null]|{\"k\":%3}|{\"t\":%3,\"d\":\"%2\"}"_s.arg(text, millis, json8)));
    // SQL reads the same instants, in a zone that is not the Tunnel's too.
    for (const QString &zone : {u"UTC"_s, u"Asia/Shanghai"_s})
        QCOMPARE(client().rows(
                     u"SET odps.sql.timezone=%1; SELECT t, n, d, a[0], m['k'], s.t, s.d FROM times_tunnel"_s.arg(zone)),
                 QStringList(u"%1|%1|%2|%1|%1|%1|%2"_s.arg(text, millis)));
}

void tst_SqlTimes::nanosecondsAreKeysOfUpserts()
{
    QVERIFY(client()
                .run(u"DROP TABLE IF EXISTS times_ups; CREATE TABLE times_ups (t TIMESTAMP NOT NULL, v STRING, PRIMARY "
                     u"KEY (t)) "
                     "TBLPROPERTIES ('transactional'='true'); INSERT INTO times_ups VALUES (TIMESTAMP '2024-01-01 "
                     "00:00:00.000000001', 'one'), (TIMESTAMP '2024-01-01 00:00:00.000000002', 'two')"_s)
                .isGood());
    records::RecordBatch batch(test::columnsOf({{u"t"_s, u"TIMESTAMP"_s},
                                                {u"v"_s, u"STRING"_s},
                                                {u"__version"_s, u"BIGINT"_s},
                                                {u"__app_version"_s, u"BIGINT"_s},
                                                {u"__operation"_s, u"TINYINT"_s},
                                                {u"__key_cols"_s, u"ARRAY<BIGINT>"_s},
                                                {u"__value_cols"_s, u"ARRAY<BIGINT>"_s}}));
    batch.vector(0).appendTimestamp({1'704'067'200, 2});
    batch.vector(1).appendBytes("zwei");
    batch.vector(2).appendNull();
    batch.vector(3).appendNull();
    batch.vector(4).appendInt64('U');
    batch.vector(5).appendNull();
    batch.vector(6).appendBytes("[]");
    const QByteArray path = "/tables/times_ups/upserts";
    const QByteArray session = path + "?upsertid=" + idOf(client().send("POST", path), "id"_L1);
    QCOMPARE(client().send("PUT", session, test::encoded(batch)).status, 200);
    QCOMPARE(client().send("POST", session).status, 200);
    QCOMPARE(client().rows(u"SELECT t, v FROM times_ups ORDER BY t"_s),
             (QStringList{u"2024-01-01 00:00:00.000000001|one"_s, u"2024-01-01 00:00:00.000000002|zwei"_s}));
}

// An array was in UTC, maps and structs in the zone of whoever wrote them.
void tst_SqlTimes::jsonIsInTheZoneOfTheStatement()
{
    QVERIFY(
        client()
            .run(u"DROP TABLE IF EXISTS times_json; CREATE TABLE times_json (%1); SET odps.sql.timezone=Asia/Shanghai; "
                 "INSERT INTO times_json SELECT 1, x, CAST(x AS TIMESTAMP_NTZ), CAST(x AS DATETIME), array(x, NULL), "
                 "map('k', CAST(x AS TIMESTAMP_NTZ)), named_struct('t', x, 'd', CAST(x AS DATETIME)) FROM (SELECT "
                 "TIMESTAMP '2024-01-01 00:00:00.123456789' AS x) q"_s.arg(QLatin1StringView(columnsSql)))
            .isGood());
    const QString read =
        u"SELECT to_json(t), to_json(n), to_json(d), to_json(a), to_json(m), to_json(map('x', s)['x'].t), "
        "to_json(array(s)) FROM times_json"_s;
    const QString shanghai = u"2024-01-01 00:00:00.123456789"_s;
    const QString utc = u"2023-12-31 16:00:00.123456789"_s;
    const auto expected = [&](const QString &time) {
        return QStringList(
            u"\"%1\"|\"%2\"|\"%3\"|[\"%1\",null]|{\"k\":\"%2\"}|\"%1\"|[{\"d\":\"%3\",\"t\":\"%1\"}]"_s.arg(
                time, shanghai, time.left(23)));
    };
    const auto sorted = [](QStringList rows) { // a struct's members come in any order
        rows.replaceInStrings(QRegularExpression(u"\\{(\"t\":\"[^\"]*\"),(\"d\":\"[^\"]*\")\\}"_s), u"{\\2,\\1}"_s);
        return rows;
    };
    QCOMPARE(sorted(client().rows(u"SET odps.sql.timezone=Asia/Shanghai; "_s + read)), expected(shanghai));
    QCOMPARE(sorted(client().rows(read)), expected(utc));
    QVERIFY(client().run(u"DROP TABLE times_json"_s).isGood());
}

// What a store of version 3 holds is made by hand: its columns, and values that only it could have.
void tst_SqlTimes::storesOfMicrosecondsAreConverted()
{
    test::SandboxFixture old;
    QVERIFY2(old.start(), qPrintable(old.problem()));
    const std::string engine = old.connectionString(old.engine(), u"maxcompute"_s);
    QByteArray upload;
    {
        test::EndpointClient client(old, old.admin());
        upload = uploadOfTwoBlocks(client);
        QVERIFY(client
                    .run(u"CREATE TABLE times_old (id BIGINT, t TIMESTAMP, n TIMESTAMP_NTZ, d DATETIME, a "
                         "ARRAY<TIMESTAMP>, f TIMESTAMP DEFAULT TIMESTAMP '2024-01-01 00:00:00')"_s)
                    .isGood());
        pqxx::connection connection(engine);
        pqxx::nontransaction sql(connection);
        const auto relation =
            sql.exec("SELECT format('mc_data_%s.t%s', schema_id, id) FROM mc.tables WHERE name = 'times_old'")[0][0]
                .as<std::string>();
        sql.exec("ALTER TABLE " + relation
                 + " ALTER f DROP DEFAULT, ALTER t TYPE timestamptz, ALTER n TYPE timestamp, ALTER a TYPE "
                   "timestamptz[] USING "
                   "NULL, ALTER f TYPE timestamptz, ALTER f SET DEFAULT '2024-01-01 00:00:00+00'::timestamptz");
        sql.exec("INSERT INTO " + relation
                 + " VALUES (1, '9999-12-31 23:59:59.999999+00', '0001-01-01 00:00:00', '2024-01-01 00:00:00.5+00', "
                   "'{\"2024-01-01 00:00:00.000001+00\",NULL}'), (2, 'infinity', '-infinity', NULL, NULL)");
        // What the versions since have added.
        const auto staging = sql.exec("SELECT attrelid::regclass::text FROM pg_attribute WHERE attname = 'mc row' AND "
                                      "attrelid::regclass::text LIKE 'mc_upload%'")[0][0]
                                 .as<std::string>();
        sql.exec("ALTER TABLE " + staging + " ADD mc_block integer");
        sql.exec("UPDATE " + staging + " SET mc_block = \"mc row\" >> 32");
        sql.exec("ALTER TABLE " + staging + " DROP \"mc row\"");
        sql.exec("DROP TABLE mc.commits");
        sql.exec("ALTER TABLE mc.instances DROP COLUMN outputs, DROP COLUMN job_name, DROP COLUMN job_comment, "
                 "DROP COLUMN running_cluster");
        sql.exec("DO $$ DECLARE r regclass; BEGIN FOR r IN SELECT attrelid FROM pg_attribute WHERE attname = 'mc row' "
                 "AND attrelid::regclass::text LIKE 'mc_data%' LOOP "
                 "EXECUTE format('ALTER TABLE %s DROP COLUMN \"mc row\"', r); END LOOP; END $$");
        sql.exec("UPDATE mc.store SET version = 3");
    }
    old.stop();
    QVERIFY2(old.start(), qPrintable(old.problem()));
    test::EndpointClient client(old, old.admin());
    QCOMPARE(client.send("POST", upload).status, 200);
    QCOMPARE(client.download("/tables/times_upload"), (QStringList{u"1"_s, u"2"_s, u"3"_s, u"4"_s}));
    QCOMPARE(client.rows(u"SELECT id, t, n, d, a[0], size(a), f FROM times_old ORDER BY id"_s),
             (QStringList{u"1|9999-12-31 23:59:59.999999|0001-01-01 00:00:00|2024-01-01 00:00:00.5|"
                          "2024-01-01 00:00:00.000001|2|2024-01-01 00:00:00"_s,
                          u"2|NULL|NULL|NULL|NULL|NULL|2024-01-01 00:00:00"_s}));
    QVERIFY(
        client.run(u"INSERT INTO times_old (id, t) VALUES (3, TIMESTAMP '2024-01-01 00:00:00.000000001')"_s).isGood());
    QCOMPARE(client.rows(u"SELECT t, f FROM times_old WHERE id = 3"_s),
             QStringList(u"2024-01-01 00:00:00.000000001|2024-01-01 00:00:00"_s));
}

void tst_SqlTimes::intervals_data()
{
    QTest::addColumn<QString>("expression");
    QTest::addColumn<QString>("expected");
    const auto add = [](const char *expression, const char *expected) {
        QTest::newRow(expression) << QString::fromUtf8(expression) << QString::fromUtf8(expected);
    };
    add("INTERVAL '1' DAY", "1 00:00:00.000000000");
    add("INTERVAL '1-2' YEAR TO MONTH", "1-2");
    add("INTERVAL '-1 2:03:04.000000005' DAY TO SECOND", "-1 02:03:04.000000005");
    add("INTERVAL '1.5' SECOND", "0 00:00:01.500000000");
    add("INTERVAL -14 MONTHS", "-1-2");
    add("- INTERVAL 1 YEAR", "-1-0");
    add("CAST(INTERVAL '1 2:3:4.5' DAY TO SECOND AS STRING)", "1 02:03:04.500000000");
    add("CAST(INTERVAL -1 SECOND AS STRING)", "-0 00:00:01.000000000");
    add("CAST(NULL AS INTERVAL_DAY_TIME)", "NULL");
    add("INTERVAL 1 DAY + INTERVAL 2 HOUR", "1 02:00:00.000000000");
    add("INTERVAL 1 YEAR - INTERVAL 1 MONTH", "0-11");
    add("INTERVAL 24 HOUR = INTERVAL 1 DAY", "true");
    add("INTERVAL 1 MONTH < INTERVAL 1 YEAR", "true");
    add("INTERVAL 1 MONTH + DATE '2024-01-31'", "2024-02-29");
    add("DATETIME '2024-01-01 00:00:00' - INTERVAL '1' second", "2023-12-31 23:59:59");
    add("TIMESTAMP '2024-01-01 00:00:00' - INTERVAL '0.000000001' SECOND", "2023-12-31 23:59:59.999999999");
    add("TIMESTAMP_NTZ '2024-01-01 00:00:00.999999999' + INTERVAL '1 0:0:0.000000001' DAY TO SECOND",
        "2024-01-02 00:00:01");
    add("TIMESTAMP '2024-02-29 00:00:00.000000001' + INTERVAL 1 YEAR", "2025-02-28 00:00:00.000000001");
    add("'2024-01-01 00:00:00' + INTERVAL 1 DAY", "2024-01-02 00:00:00");
}

void tst_SqlTimes::intervals()
{
    QFETCH(QString, expression);
    QFETCH(QString, expected);
    QCOMPARE(client().resultRows(u"SELECT "_s + expression), QStringList(expected));
}

void tst_SqlTimes::intervalsAreColumns()
{
    QVERIFY(
        client()
            .run(
                u"DROP TABLE IF EXISTS times_spans; CREATE TABLE times_spans (id BIGINT, d INTERVAL_DAY_TIME, y "
                "INTERVAL_YEAR_MONTH); INSERT INTO times_spans VALUES (1, INTERVAL '1 2:3:4.5' DAY TO SECOND, INTERVAL "
                "14 MONTH), (2, NULL, NULL), (3, INTERVAL -1 SECOND, INTERVAL -1 YEAR)"_s)
            .isGood());
    records::RecordBatch batch(test::columnsOf(
        {{u"id"_s, u"BIGINT"_s}, {u"d"_s, u"INTERVAL_DAY_TIME"_s}, {u"y"_s, u"INTERVAL_YEAR_MONTH"_s}}));
    batch.vector(0).appendInt64(4);
    batch.vector(1).appendTimestamp({-2, 999'999'999}); // -1.000000001 seconds
    batch.vector(2).appendInt64(-1);
    const QByteArray path = "/tables/times_spans";
    const QByteArray id = idOf(client().send("POST", path + "?uploads=1"), "UploadID"_L1);
    QCOMPARE(client().send("PUT", path + "?blockid=0&uploadid=" + id, test::encoded(batch)).status, 200);
    QCOMPARE(client().send("POST", path + "?uploadid=" + id).status, 200);
    QCOMPARE(client().resultRows(u"SELECT * FROM times_spans ORDER BY d DESC, id"_s),
             (QStringList{u"1|1 02:03:04.500000000|1-2"_s, u"3|-0 00:00:01.000000000|-1-0"_s,
                          u"4|-0 00:00:01.000000001|-0-1"_s, u"2|NULL|NULL"_s}));
    QCOMPARE(client().resultRows(u"SELECT max(d), min(y), count(DISTINCT d) FROM times_spans"_s),
             QStringList(u"1 02:03:04.500000000|-1-0|3"_s));
    QCOMPARE(client().resultRows(
                 u"SELECT DATE '2024-01-01' + y, TIMESTAMP '2024-01-01 00:00:00' + d FROM times_spans WHERE id = "
                 "4"_s),
             QStringList(u"2023-12-01|2023-12-31 23:59:58.999999999"_s));
    for (const QString &wrong :
         {u"INTERVAL 1 DAY * 2"_s, u"INTERVAL 1 DAY + INTERVAL 1 MONTH"_s, u"INTERVAL 1 DAY - DATE '2024-01-01'"_s,
          u"CAST(INTERVAL 1 DAY AS BIGINT)"_s, u"INTERVAL '1-2' DAY"_s, u"INTERVAL 1 DAY < INTERVAL 1 MONTH"_s})
        QVERIFY2(client().run(u"SELECT "_s + wrong).text.startsWith(u"ODPS-0130"), qPrintable(wrong));
}

void tst_SqlTimes::timesOutsideTheYearsAreErrors_data()
{
    QTest::addColumn<QString>("expression");
    QTest::addColumn<QString>("named"); // in the error
    const auto add = [](const char *expression, const char *named) {
        QTest::newRow(expression) << QString::fromUtf8(expression) << QString::fromUtf8(named);
    };
    add("dateadd(DATETIME '9999-12-31 23:59:59', 1, 'ss')", "10000-01-01");
    add("dateadd(DATE '9999-12-31', 1, 'dd')", "10000-01-01");
    add("dateadd(TIMESTAMP '9999-12-31 23:59:59.5', 1, 'ss')", "10000-01-01");
    add("dateadd(TIMESTAMP_NTZ '9999-01-31 23:59:59.5', 12, 'month')", "10000-01-31");
    add("dateadd(DATE '0001-01-01', -1, 'dd')", "0001-12-31 00:00:00 BC");
    add("DATE '0001-01-01' - INTERVAL '1' DAY", "BC");
    add("DATETIME '9999-12-31 00:00:00' + INTERVAL '1' YEAR", "10000-12-31");
    add("date_add(DATE '9999-12-31', 1)", "10000-01-01");
    add("date_sub(DATE '0001-01-01', 1)", "BC");
    add("add_months(DATE '9999-12-31', 1)", "10000-01-31");
    add("next_day(DATE '9999-12-31', 'MO')", "10000-01-0");
    add("from_unixtime(253402300800)", "10000-01-01");
    add("from_utc_timestamp(TIMESTAMP '9999-12-31 23:00:00', 'Asia/Shanghai')", "10000-01-01");
    add("-9223372036854775808L", "-9223372036854775808");
    add("-9223372036854775807L - 1L", "-9223372036854775808");
    add("CAST(CAST('NaN' AS DOUBLE) AS DECIMAL(10,2))", "NaN");
    add("CAST(CAST('Infinity' AS DOUBLE) AS DECIMAL(10,2))", "Infinity");
    add("CAST('12345.67' AS DECIMAL(5,2))", "12345.67");
    add("CAST(999.995BD AS DECIMAL(5,2))", "999.995"); // rounded it has a digit too many
}

void tst_SqlTimes::timesOutsideTheYearsAreErrors()
{
    QFETCH(QString, expression);
    QFETCH(QString, named);
    const test::JobOutcome outcome = client().run(u"SELECT %1 AS x"_s.arg(expression));
    QCOMPARE(outcome.status, u"Failed"_s);
    QVERIFY2(outcome.text.contains(named), qPrintable(outcome.text));
}

QTEST_GUILESS_MAIN(tst_SqlTimes)
#include "tst_sqltimes.moc"
