// SPDX-License-Identifier: GPL-3.0-or-later
#include "servedvalues.h"

#include <QTest>

using namespace isthmus;
using namespace isthmus::sandbox;
using namespace Qt::StringLiterals;

/// Nested values as the service hands them out.
class tst_ServedValues : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void nestedValues_data();
    void nestedValues();
    void zerosAreKeptOnDemand();
    void blanksAreNotStored();
    void columnsOfABatch();
};

void tst_ServedValues::nestedValues_data()
{
    QTest::addColumn<QString>("type");
    QTest::addColumn<QByteArray>("stored");
    QTest::addColumn<QByteArray>("served"); // empty: does not fit the type
    const auto add = [](const char *type, const char *stored, const char *served) {
        QTest::addRow("%s %s", type, stored) << QString::fromUtf8(type) << QByteArray(stored) << QByteArray(served);
    };
    add("ARRAY<CHAR(4)>", R"(["ab", null, "", "abcd"])", R"(["ab  ",null,"    ","abcd"])");
    add("ARRAY<CHAR(4)>", R"(["null"])", R"(["null"])");
    add("ARRAY<CHAR(3)>", R"(["中", "\u4e2d", "\""])", R"(["中  ","\u4e2d  ","\"  "])");
    add("ARRAY<CHAR(2)>", R"(["a ", "abc"])", R"(["a ","abc"])");
    add("MAP<CHAR(2),CHAR(3)>", R"({"k": "v"})", R"({"k ":"v  "})");
    add("MAP<STRING,DECIMAL(10,2)>", R"({"1.10": 1.10})", R"({"1.10":1.1})");
    add("MAP<DECIMAL(10,2),STRING>", R"({"1.10": "1.10"})", R"({"1.1":"1.10"})");
    add("MAP<ARRAY<CHAR(2)>,INT>", R"({"[\"a\"]": 1})", R"({"[\"a \"]":1})");
    add("STRUCT<c:CHAR(2),s:STRING,d:DECIMAL>", R"({"d": 1.500000000000000000, "c": "x", "s": "y"})",
        R"({"d":1.5,"c":"x ","s":"y"})");
    add("ARRAY<DECIMAL(10,2)>", "[10.00, 100, -0.50, 0.00, null]", "[10,100,-0.5,0,null]");
    add("ARRAY<ARRAY<CHAR(2)>>", R"([["a"], null, []])", R"([["a "],null,[]])");
    add("ARRAY<STRUCT<m:MAP<STRING,CHAR(2)>>>", R"([{"m": {"k": "v"}}])", R"([{"m":{"k":"v "}}])");
    add("STRUCT<j:JSON,c:CHAR(2)>", R"({"j": {"c": 1.10}, "c": "a"})", R"({"j":{"c": 1.10},"c":"a "})");
    add("ARRAY<CHAR(2)>", "[1]", "");
    add("ARRAY<CHAR(2)>", R"({"a": "b"})", "");
    add("STRUCT<c:CHAR(2)>", R"({"d": "b"})", "");
    add("ARRAY<CHAR(2)>", R"(["a"] 1)", "");
}

void tst_ServedValues::nestedValues()
{
    QFETCH(QString, type);
    QFETCH(QByteArray, stored);
    QFETCH(QByteArray, served);
    const auto made = asServed(catalog::parseMaxComputeType(type), stored);
    QCOMPARE(made.has_value(), !served.isEmpty());
    QCOMPARE(QByteArray::fromStdString(made.value_or("")), served);
}

void tst_ServedValues::zerosAreKeptOnDemand()
{
    const auto made = asServed(catalog::parseMaxComputeType(u"MAP<DECIMAL(3,2),STRUCT<d:DECIMAL(3,2),c:CHAR(2)>>"),
                               R"({"1.10": {"d": 1.10, "c": "a"}})", true);
    QCOMPARE(QByteArray::fromStdString(made.value_or("")), QByteArray(R"({"1.10":{"d":1.10,"c":"a "}})"));
}

void tst_ServedValues::blanksAreNotStored()
{
    const auto type = catalog::parseMaxComputeType(u"STRUCT<m:MAP<CHAR(3),CHAR(4)>,s:STRING,d:DECIMAL(3,2)>");
    const QByteArray sent = R"({"m": {"k ": "v   ", "l": " w "}, "s": "x ", "d": 1.10})";
    const QByteArray stored = R"({"m":{"k":"v","l":" w"},"s":"x ","d":1.10})";
    QCOMPARE(QByteArray::fromStdString(asStored(type, sent).value_or("")), stored);
    QCOMPARE(QByteArray::fromStdString(asStored(type, stored).value_or("")), stored);
    QVERIFY(!asStored(type, "[1]"));
    QVERIFY(mayHoldChars(type) && !mayHoldChars(catalog::parseMaxComputeType(u"ARRAY<VARCHAR(2)>")));
}

void tst_ServedValues::columnsOfABatch()
{
    records::RecordBatch batch({{.name = u"a"_s, .type = catalog::parseMaxComputeType(u"ARRAY<CHAR(2)>")},
                                {.name = u"b"_s, .type = catalog::parseMaxComputeType(u"ARRAY<STRING>")},
                                {.name = u"c"_s, .type = catalog::parseMaxComputeType(u"CHAR(2)")}});
    for (const char *text : {"[\"x\"]", "no JSON"}) {
        for (qsizetype column = 0; column < batch.columnCount(); ++column)
            batch.vector(column).appendBytes(text);
    }
    for (qsizetype column = 0; column < batch.columnCount(); ++column)
        batch.vector(column).appendNull();
    serveNested(batch, false);
    QCOMPARE(batch.vector(0).bytesAt(0).toByteArray(), QByteArray("[\"x \"]"));
    QCOMPARE(batch.vector(0).bytesAt(1).toByteArray(), QByteArray("no JSON"));
    QVERIFY(batch.vector(0).isNull(2));
    QCOMPARE(batch.vector(1).bytesAt(0).toByteArray(), QByteArray("[\"x\"]"));
    QCOMPARE(batch.vector(2).bytesAt(0).toByteArray(), QByteArray("[\"x\"]"));
    QCOMPARE(batch.rowCount(), 3);
}

QTEST_APPLESS_MAIN(tst_ServedValues)
#include "tst_servedvalues.moc"
