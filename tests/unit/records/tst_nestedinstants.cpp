// SPDX-License-Identifier: GPL-3.0-or-later
#include <isthmus/records/nestedinstants.h>

#include <QTest>

using namespace isthmus;
using namespace isthmus::records;

class tst_NestedInstants : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void instantsAreWrittenInTheZone_data()
    {
        QTest::addColumn<QString>("type");
        QTest::addColumn<QByteArray>("json");
        QTest::addColumn<QByteArray>("shown"); // in Asia/Shanghai
        const auto row = [](const char *name, const char *type, const char *json, const char *shown) {
            QTest::newRow(name) << QString::fromLatin1(type) << QByteArray(json) << QByteArray(shown);
        };
        row("array", "ARRAY<DATETIME>", R"(["2023-12-31 16:00:00",null])", R"(["2024-01-01 00:00:00+08:00",null])");
        row("with offsets", "ARRAY<TIMESTAMP>", R"(["2023-12-31T16:00:00+00:00", "2024-01-01 00:00:00.5+08"])",
            R"(["2024-01-01 00:00:00+08:00", "2024-01-01 00:00:00.5+08:00"])");
        row("map of values", "MAP<STRING,TIMESTAMP>", R"({"2023-12-31 16:00:00":"2023-12-31 16:00:00"})",
            R"({"2023-12-31 16:00:00":"2024-01-01 00:00:00+08:00"})");
        row("map of keys", "MAP<DATETIME,STRING>", R"({"2023-12-31 16:00:00":"2023-12-31 16:00:00"})",
            R"({"2024-01-01 00:00:00+08:00":"2023-12-31 16:00:00"})");
        row("struct", "STRUCT<a:DATETIME,b:TIMESTAMP_NTZ,c:STRING>",
            R"({"a":"2023-12-31 16:00:00","b":"2023-12-31 16:00:00","c":"2023-12-31 16:00:00"})",
            R"({"a":"2024-01-01 00:00:00+08:00","b":"2023-12-31 16:00:00","c":"2023-12-31 16:00:00"})");
        row("struct in another order", "STRUCT<a:STRING,b:DATETIME>",
            R"({ "B" : "2023-12-31 16:00:00" , "a" : "x" , "more":[1,{"q":2}] })",
            R"({ "B" : "2024-01-01 00:00:00+08:00" , "a" : "x" , "more":[1,{"q":2}] })");
        row("deep", "ARRAY<MAP<STRING,STRUCT<t:ARRAY<DATETIME>>>>", R"([{"k":{"t":["2023-12-31 16:00:00"]}},{},null])",
            R"([{"k":{"t":["2024-01-01 00:00:00+08:00"]}},{},null])");
        row("several dimensions", "ARRAY<TIMESTAMP>", R"([["2023-12-31 16:00:00+00"],["-infinity"]])",
            R"([["2024-01-01 00:00:00+08:00"],["-infinity"]])");
        row("bounds of Hologres", "ARRAY<TIMESTAMP>", "[0:0]=[\"2023-12-31 16:00:00+00\"]",
            "[0:0]=[\"2024-01-01 00:00:00+08:00\"]");
        row("years of PostgreSQL", "ARRAY<TIMESTAMP>", R"(["0044-03-15 00:00:00+00 BC","10000-01-01 00:00:00+08"])",
            R"(["0044-03-15 08:05:43+08:05:43 BC","10000-01-01 00:00:00+08:00"])");
        row("quotes and numbers", "STRUCT<`a\"b`:STRING,n:DECIMAL(38,18),t:DATETIME>",
            "{\"a\\\"b\":\"x\\\\\",\"n\":12345678901234567890.10,\"t\":\"2023-12-31 16:00:00\"}",
            "{\"a\\\"b\":\"x\\\\\",\"n\":12345678901234567890.10,\"t\":\"2024-01-01 00:00:00+08:00\"}");
        row("no instants", "ARRAY<STRING>", R"(["2023-12-31 16:00:00"])", R"(["2023-12-31 16:00:00"])");
        row("empty", "ARRAY<DATETIME>", "[ ]", "[ ]");
        for (const char *broken : {"", "[", "{", "[\"2023", "{\"a\"", "{\"a\":", "]", "x", "[\"a\\", "[,,]", "{,:}",
                                   "{{\"a\":1}}", "[[[[}}]]", "{\"a\" \"b\"}"})
            row(broken, "STRUCT<a:ARRAY<DATETIME>>", broken, broken);
    }

    void instantsAreWrittenInTheZone()
    {
        QFETCH(QString, type);
        QFETCH(QByteArray, json);
        QTEST(withInstantsIn(*Zone::named(u"Asia/Shanghai"), json, catalog::parseMaxComputeType(type)), "shown");
    }

    void textWithoutOffsetMayBeOfAnotherZone()
    {
        const auto shanghai = *Zone::named(u"Asia/Shanghai");
        QCOMPARE(withInstantsIn({}, R"(["2024-01-01 00:00:00","2024-01-01 00:00:00+09:00"])",
                                catalog::parseMaxComputeType(u"ARRAY<DATETIME>"), shanghai),
                 QByteArray(R"(["2023-12-31 16:00:00+00:00","2023-12-31 15:00:00+00:00"])"));
    }

    void deepTextEnds()
    {
        const QByteArray deep(100'000, '[');
        QCOMPARE(withInstantsIn({}, deep, catalog::parseMaxComputeType(u"ARRAY<DATETIME>")), deep);
    }
};

QTEST_GUILESS_MAIN(tst_NestedInstants)
#include "tst_nestedinstants.moc"
