// SPDX-License-Identifier: GPL-3.0-or-later
#include "endpointclient.h"

#include <isthmus/records/recordbatch.h>

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

const QString shanghai = u"SET odps.sql.timezone=Asia/Shanghai; "_s;

} // namespace

/// The keys of a MAP: a value has one text there, whatever the zone of the session, and finds its entry again.
/// Results of the Tunnel are read here in UTC.
class tst_MapKeys : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void keysAreTheInstantsThatWereGiven_data();
    void keysAreTheInstantsThatWereGiven();
    void keysAreReadInTheZoneOfTheStatement();
    void keysOfTheTunnelAreUtc();
};

void tst_MapKeys::initTestCase()
{
    QVERIFY2(sandbox().start(), qPrintable(sandbox().problem()));
}

void tst_MapKeys::keysAreTheInstantsThatWereGiven_data()
{
    QTest::addColumn<QString>("sql");
    QTest::addColumn<QString>("expected");
    const auto row = [](const char *sql, const char *expected) {
        QTest::newRow(sql) << QString::fromUtf8(sql) << QString::fromUtf8(expected);
    };
    row("map(DATETIME '2024-01-01 00:00:00', 'x')", R"({"2023-12-31 16:00:00":"x"})");
    row("map(CAST('2024-01-01 00:00:00.120' AS DATETIME), 'x')", R"({"2023-12-31 16:00:00.12":"x"})");
    row("map(TIMESTAMP '2024-01-01 00:00:00.123456789', 1)", R"({"2023-12-31 16:00:00.123456789":1})");
    row("map(TIMESTAMP_NTZ '2024-01-01 00:00:00.1', 1)", R"({"2024-01-01 00:00:00.1":1})");
    row("map(DATE '2024-01-01', 1)[DATE '2024-01-01']", "1");
    row("map(DATETIME '2024-01-01 00:00:00', 'x')[DATETIME '2024-01-01 00:00:00']", "x");
    row("map(DATETIME '2024-01-01 00:00:00', 'x')[CAST('2024-01-01 00:00:00.001' AS DATETIME)]", "NULL");
    row("map(TIMESTAMP '2024-01-01 00:00:00.000000001', 'x')[TIMESTAMP '2024-01-01 00:00:00.000000001']", "x");
    row("map(1.0, 'x')[1]", "x");
    row("map(1.10BD, 'x')[1.1BD]", "x");
    row("map(1, 'x', 2.5, 'y')[1.0]", "x");
    row("map_keys(map(DATETIME '2024-01-01 00:00:00', 1))", R"(["2023-12-31 16:00:00"])");
    row("map_keys(map(TIMESTAMP '2024-01-01 00:00:00.123456789', 1))", R"(["2023-12-31 16:00:00.123456789"])");
    row("map_values(map(1, TIMESTAMP '2024-01-01 00:00:00.5'))", R"(["2023-12-31 16:00:00.5"])");
    row("map_entries(map(DATETIME '2024-01-01 00:00:00', 1))", R"([{"key":"2023-12-31 16:00:00","value":1}])");
    row("map_from_entries(array(struct(DATETIME '2024-01-01 00:00:00', 1)))", R"({"2023-12-31 16:00:00":1})");
    row("map_from_entries(map_entries(map(TIMESTAMP '2024-01-01 00:00:00.000000001', 1)))"
        "[TIMESTAMP '2024-01-01 00:00:00.000000001']",
        "1");
    row("map_from_arrays(array(DATETIME '2024-01-01 00:00:00'), array(1))", R"({"2023-12-31 16:00:00":1})");
    row("map_concat(map(DATETIME '2024-01-01 00:00:00', 1), map(DATETIME '2024-01-01 00:00:00', 2))",
        R"({"2023-12-31 16:00:00":2})");
    row("map_filter(map(DATETIME '2024-01-01 00:00:00', 1, DATETIME '2025-01-01 00:00:00', 2), (k, v) -> k > DATETIME "
        "'2024-06-01 00:00:00')",
        R"({"2024-12-31 16:00:00":2})");
    row("transform_values(map(TIMESTAMP '2024-01-01 00:00:00', 1), (k, v) -> v + 1)", R"({"2023-12-31 16:00:00":2})");
    row("transform_keys(map('2024-01-01 00:00:00', 1), (k, v) -> CAST(k AS DATETIME))", R"({"2023-12-31 16:00:00":1})");
    row("CAST(map(DATETIME '2024-01-01 00:00:00', 1) AS MAP<STRING,BIGINT>)", R"({"2024-01-01 00:00:00":1})");
    row("CAST(map('2024-01-01 00:00:00', 1) AS MAP<TIMESTAMP,BIGINT>)", R"({"2023-12-31 16:00:00":1})");
    row("CAST(map(DATETIME '2024-01-01 00:00:00', 1) AS MAP<TIMESTAMP_NTZ,BIGINT>)", R"({"2024-01-01 00:00:00":1})");
    row("map_agg(d, 1) FROM (SELECT DATETIME '2024-01-01 00:00:00' AS d) q", R"({"2023-12-31 16:00:00":1})");
    row("CAST(k AS STRING), v FROM (SELECT map(DATETIME '2024-01-01 00:00:00', 1) AS m) q LATERAL VIEW explode(m) e AS "
        "k, v",
        "2024-01-01 00:00:00|1");
    row("to_json(map(DATETIME '2024-01-01 00:00:00', TIMESTAMP '2024-01-01 00:00:00'))",
        R"({"2024-01-01 00:00:00":"2024-01-01 00:00:00"})");
}

void tst_MapKeys::keysAreTheInstantsThatWereGiven()
{
    QFETCH(QString, sql);
    QFETCH(QString, expected);
    QCOMPARE(client().rows(shanghai + u"SELECT "_s + sql), QStringList{expected});
}

// One row, written in one zone and read in two: the same instant, and found by it.
void tst_MapKeys::keysAreReadInTheZoneOfTheStatement()
{
    QVERIFY(client()
                .run(shanghai
                     + u"DROP TABLE IF EXISTS k_zones; CREATE TABLE k_zones (d MAP<DATETIME,BIGINT>, t "
                       "MAP<TIMESTAMP,STRUCT<a:ARRAY<DATETIME>>>); INSERT INTO k_zones SELECT map(DATETIME '2024-01-01 "
                       "00:00:00', 1), map(TIMESTAMP '2024-01-01 00:00:00.000000001', named_struct('a', array(DATETIME "
                       "'2024-01-01 00:00:00')))"_s)
                .isGood());
    const QString read = u"SELECT CAST(map_keys(d)[0] AS STRING), CAST(map_keys(t)[0] AS STRING), "
                         "d[DATETIME '%1'], CAST(t[TIMESTAMP '%1.000000001'].a[0] AS STRING) FROM k_zones"_s;
    const auto expected = [](const QString &time) { return QStringList(u"%1|%1.000000001|1|%1"_s.arg(time)); };
    const QString east = u"2024-01-01 00:00:00"_s;
    const QString utc = u"2023-12-31 16:00:00"_s;
    QCOMPARE(client().rows(shanghai + read.arg(east)), expected(east));
    QCOMPARE(client().rows(read.arg(utc)), expected(utc));
    QCOMPARE(client().resultRows(shanghai + u"SELECT d FROM k_zones"_s), QStringList{u"{\"%1\": 1}"_s.arg(east)});
    QCOMPARE(client().resultRows(u"SELECT d FROM k_zones"_s), QStringList{u"{\"%1\": 1}"_s.arg(utc)});
    QVERIFY(client().run(u"DROP TABLE k_zones"_s).isGood());
}

// What the Tunnel stored says no zone; SQL in another one reads the same instants, keys and arrays inside alike.
void tst_MapKeys::keysOfTheTunnelAreUtc()
{
    QVERIFY(client()
                .run(u"DROP TABLE IF EXISTS k_tunnel; CREATE TABLE k_tunnel (m MAP<DATETIME,STRING>, s "
                     "STRUCT<a:ARRAY<DATETIME>>)"_s)
                .isGood());
    records::RecordBatch batch(
        test::columnsOf({{u"m"_s, u"MAP<DATETIME,STRING>"_s}, {u"s"_s, u"STRUCT<a:ARRAY<DATETIME>>"_s}}));
    batch.vector(0).appendBytes(R"({"2023-12-31 16:00:00":"x"})");
    batch.vector(1).appendBytes(R"({"a":["2023-12-31 16:00:00"]})");
    const QByteArray path = "/tables/k_tunnel";
    const QByteArray id = client().send("POST", path + "?uploads=1").json()[u"UploadID"].toString().toUtf8();
    QCOMPARE(client().send("PUT", path + "?blockid=0&uploadid=" + id, test::encoded(batch)).status, 200);
    QCOMPARE(client().send("POST", path + "?uploadid=" + id).status, 200);
    const QString read = u"SELECT CAST(map_keys(m)[0] AS STRING), m[DATETIME '%1'], CAST(s.a[0] AS STRING) FROM "
                         "k_tunnel"_s;
    QCOMPARE(client().rows(shanghai + read.arg(u"2024-01-01 00:00:00"_s)),
             QStringList{u"2024-01-01 00:00:00|x|2024-01-01 00:00:00"_s});
    QCOMPARE(client().rows(read.arg(u"2023-12-31 16:00:00"_s)),
             QStringList{u"2023-12-31 16:00:00|x|2023-12-31 16:00:00"_s});
    QVERIFY(client().run(u"DROP TABLE k_tunnel"_s).isGood());
}

QTEST_GUILESS_MAIN(tst_MapKeys)
#include "tst_mapkeys.moc"
