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

const QString shanghai = u"SET odps.sql.timezone=Asia/Shanghai; "_s;

} // namespace

/// Times in the text of JSON: to_json() writes them in the statement's zone, from_json() reads them in it. Results of
/// the Tunnel are read in UTC.
class tst_JsonTimes : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void textIsOfTheStatementsZone_data();
    void textIsOfTheStatementsZone();
    void jsonIsReadAsItWasWritten_data();
    void jsonIsReadAsItWasWritten();
    void readTimesAreStored();
};

void tst_JsonTimes::initTestCase()
{
    QVERIFY2(sandbox().start(), qPrintable(sandbox().problem()));
}

void tst_JsonTimes::textIsOfTheStatementsZone_data()
{
    QTest::addColumn<QString>("json");
    QTest::addColumn<QString>("type");
    QTest::addColumn<QString>("utc");
    const auto add = [](const char *json, const char *type, const char *utc) {
        QTest::addRow("%s %s", json, type)
            << QString::fromUtf8(json) << QString::fromUtf8(type) << QString::fromUtf8(utc);
    };
    add(R"({"t":"2024-01-01 00:00:00"})", "t TIMESTAMP", R"({"t":"2023-12-31 16:00:00"})");
    add(R"({"t":"2024-01-01 00:00:00.123456789"})", "t TIMESTAMP", R"({"t":"2023-12-31 16:00:00.123456789"})");
    add(R"({"d":"2024-01-01 00:00:00.123456789"})", "d DATETIME", R"({"d":"2023-12-31 16:00:00.123"})");
    add(R"({"n":"2024-01-01 00:00:00.5"})", "n TIMESTAMP_NTZ", R"({"n":"2024-01-01 00:00:00.5"})");
    add(R"({"d":"2024-01-01"})", "d DATE", R"({"d":"2024-01-01"})");
    add(R"({"t":"2024-01-01"})", "t TIMESTAMP", R"({"t":"2023-12-31 16:00:00"})");
    add(R"({"t":"2024-01-01T00:00:00"})", "t TIMESTAMP", R"({"t":"2023-12-31 16:00:00"})");
    add(R"({"t":"2024-01-01T00:00:00Z"})", "t TIMESTAMP", R"({"t":"2024-01-01 00:00:00"})");
    add(R"({"t":"2024-01-01 00:00:00.5-05:00"})", "t DATETIME", R"({"t":"2024-01-01 05:00:00.5"})");
    add(R"({"t":null,"d":"x","n":1})", "t TIMESTAMP, d DATETIME, n TIMESTAMP_NTZ", R"({"t":null,"d":null,"n":null})");
    add(R"({"t":"2024-13-01 00:00:00","d":{"a":1}})", "t TIMESTAMP, d DATETIME", R"({"t":null,"d":null})");
    add(R"({"t":"2024-01-01 00:00:00+99:99"})", "t TIMESTAMP", R"({"t":null})");
    add("{}", "t TIMESTAMP", R"({"t":null})");
    add("[1", "t TIMESTAMP", "NULL");
    add(R"(["2024-01-01 00:00:00",null,"x"])", "ARRAY<TIMESTAMP>", R"(["2023-12-31 16:00:00",null,null])");
    add(R"(["2024-01-01 00:00:00.5"])", "ARRAY<DATETIME>", R"(["2023-12-31 16:00:00.5"])");
    add(R"(["2024-01-01 00:00:00"])", "ARRAY<TIMESTAMP_NTZ>", R"(["2024-01-01 00:00:00"])");
    add("[]", "ARRAY<DATETIME>", "[]");
    add("1", "ARRAY<DATETIME>", "NULL");
    add(R"([["2024-01-01 00:00:00"],[],null,1])", "ARRAY<ARRAY<DATETIME>>",
        R"([["2023-12-31 16:00:00"],[],null,null])");
    add(R"({"k":"2024-01-01 00:00:00"})", "MAP<STRING,TIMESTAMP>", R"({"k":"2023-12-31 16:00:00"})");
    add(R"({"2024-01-01 00:00:00":1,"x":2})", "MAP<TIMESTAMP,BIGINT>", R"({"2023-12-31 16:00:00":1})");
    add(R"({"2024-01-01 00:00:00.5":"2024-01-01 00:00:00"})", "MAP<DATETIME,DATETIME>",
        R"({"2023-12-31 16:00:00.5":"2023-12-31 16:00:00"})");
    add(R"({"2024-01-01 00:00:00":1})", "MAP<TIMESTAMP_NTZ,BIGINT>", R"({"2024-01-01 00:00:00":1})");
    add(R"({"A":[{"T":"2024-01-01 00:00:00"},null]})", "STRUCT<a:ARRAY<STRUCT<t:DATETIME>>>",
        R"({"a":[{"t":"2023-12-31 16:00:00"},null]})");
    add(R"({"m":{"k":["2024-01-01 00:00:00"]}})", "m MAP<STRING,ARRAY<TIMESTAMP>>",
        R"({"m":{"k":["2023-12-31 16:00:00"]}})");
    add(R"("2024-01-01 00:00:00")", "TIMESTAMP", "2023-12-31 16:00:00");
    add(R"("2024-01-01 00:00:00.5")", "DATETIME", "2023-12-31 16:00:00.5");
    add("null", "TIMESTAMP", "NULL");
}

// The first input: the instants were eight hours later.
void tst_JsonTimes::textIsOfTheStatementsZone()
{
    QFETCH(QString, json);
    QFETCH(QString, type);
    QFETCH(QString, utc);
    QCOMPARE(client().rows(shanghai + u"SELECT from_json('%1', '%2')"_s.arg(json, type)), QStringList(utc));
}

void tst_JsonTimes::jsonIsReadAsItWasWritten_data()
{
    QTest::addColumn<QString>("value");
    QTest::addColumn<QString>("type");
    const auto add = [](const char *value, const char *type) {
        QTest::newRow(value) << QString::fromUtf8(value) << QString::fromUtf8(type);
    };
    add("TIMESTAMP '2024-01-01 00:00:00.000000001'", "TIMESTAMP");
    add("named_struct('t', TIMESTAMP '2024-01-01 00:00:00', 'd', DATETIME '2024-01-01 00:00:00')",
        "t TIMESTAMP, d DATETIME");
    add("array(DATETIME '2024-01-01 00:00:00', NULL)", "ARRAY<DATETIME>");
    add("map(DATETIME '2024-01-01 00:00:00', TIMESTAMP '0001-01-01 00:00:00')", "MAP<DATETIME,TIMESTAMP>");
    add("array(named_struct('n', TIMESTAMP_NTZ '9999-12-31 23:59:59.999999999'))", "ARRAY<STRUCT<n:TIMESTAMP_NTZ>>");
}

void tst_JsonTimes::jsonIsReadAsItWasWritten()
{
    QFETCH(QString, value);
    QFETCH(QString, type);
    for (const QString &zone : {u"UTC"_s, u"Asia/Shanghai"_s, u"America/New_York"_s}) {
        const QStringList rows = client().resultRows(
            u"SET odps.sql.timezone=%1; SELECT to_json(%2), to_json(from_json(to_json(%2), '%3'))"_s.arg(zone, value,
                                                                                                         type));
        QCOMPARE(rows.size(), 1);
        const QStringList texts = rows.first().split(u'|');
        QCOMPARE(texts.size(), 2);
        QCOMPARE(texts.at(1), texts.at(0));
    }
}

void tst_JsonTimes::readTimesAreStored()
{
    QVERIFY(client()
                .run(u"DROP TABLE IF EXISTS json_times; CREATE TABLE json_times (s STRUCT<t:TIMESTAMP>, a "
                     u"ARRAY<DATETIME>, m "
                     "MAP<TIMESTAMP,STRING>); "_s
                     + shanghai
                     + u"INSERT INTO json_times SELECT from_json('{\"t\":\"2024-01-01 00:00:00\"}', 't TIMESTAMP'), "
                       "from_json('[\"2024-01-01 00:00:00\"]', 'ARRAY<DATETIME>'), "
                       "from_json('{\"2024-01-01 00:00:00\":\"x\"}', 'MAP<TIMESTAMP,STRING>')"_s)
                .isGood());
    QCOMPARE(client().rows(u"SELECT s.t, a[0], m[TIMESTAMP '2023-12-31 16:00:00'] FROM json_times"_s),
             QStringList(u"2023-12-31 16:00:00|2023-12-31 16:00:00|x"_s));
    QVERIFY(client().run(u"DROP TABLE json_times"_s).isGood());
}

QTEST_GUILESS_MAIN(tst_JsonTimes)
#include "tst_jsontimes.moc"
