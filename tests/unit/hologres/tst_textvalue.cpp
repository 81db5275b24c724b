// SPDX-License-Identifier: GPL-3.0-or-later
#include <isthmus/hologres/textvalue.h>

#include <QTest>

using namespace isthmus;

class tst_TextValue : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void valuesAreDecoded_data();
    void valuesAreDecoded();
    void wrongTextIsRefused_data();
    void wrongTextIsRefused();
    void timestampsAreInstants();
    void printedOffsetsAreTold();
    void arraysOfInstantsAreShownInTheZone();
    void doublesKeepTheirBits();
    void binaryMayHoldAnyByte();
};

void tst_TextValue::valuesAreDecoded_data()
{
    QTest::addColumn<QString>("type");
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QString>("shown");

    const auto row = [](const char *name, const char *type, const char *text, const char *shown) {
        QTest::newRow(name) << QString::fromLatin1(type) << QByteArray(text) << QString::fromUtf8(shown);
    };
    row("boolean", "boolean", "t", "true");
    row("smallest bigint", "bigint", "-9223372036854775808", "-9223372036854775808");
    row("largest bigint", "bigint", "9223372036854775807", "9223372036854775807");
    row("NaN", "double precision", "NaN", "NaN");
    row("minus infinity", "real", "-Infinity", "-Infinity");
    row("smallest double", "double precision", "5e-324", "5e-324");
    row("numeric keeps its zeros", "numeric(20,2)", "5000.00", "5000.00");
    row("numeric of 38 digits", "numeric(38,18)", "-12345678901234567890.123456789012345678",
        "-12345678901234567890.123456789012345678");
    row("numeric NaN", "numeric", "NaN", "NaN");
    row("array of boxes", "box[]", "{(3,4),(1,2);(7,8),(5,6)}", "[\"(3,4),(1,2)\",\"(7,8),(5,6)\"]");
    row("array of geometries", "geometry(Point,4326)[]", "{0101:0102}", "[\"0101\",\"0102\"]");
    row("empty text", "text", "", "");
    row("text", "text", "\xE8\xAE\xA2\xE5\x8D\x95", "\xE8\xAE\xA2\xE5\x8D\x95");
    row("date", "date", "2024-02-29", "2024-02-29");
    row("first date", "date", "0001-01-01", "0001-01-01");
    row("date BC", "date", "0044-03-15 BC", "0044-03-15 BC");
    row("leap day BC", "date", "0001-02-29 BC", "0001-02-29 BC");
    row("last date", "date", "5874897-12-31", "5874897-12-31");
    row("date infinity", "date", "infinity", "infinity");
    row("date minus infinity", "date", "-infinity", "-infinity");
    row("timestamp", "timestamp without time zone", "2023-02-15 16:40:56.5", "2023-02-15 16:40:56.5");
    row("timestamp microseconds", "timestamp without time zone", "1969-12-31 23:59:59.999999",
        "1969-12-31 23:59:59.999999");
    row("timestamp BC", "timestamp without time zone", "4713-11-24 00:00:00 BC", "4713-11-24 00:00:00 BC");
    row("timestamp infinity", "timestamp without time zone", "infinity", "infinity");
    row("timestamptz", "timestamp with time zone", "2023-02-15 16:40:56+00", "2023-02-15 16:40:56");
    row("timestamptz east", "timestamp with time zone", "2023-02-15 16:40:56+05:30", "2023-02-15 11:10:56");
    row("timestamptz old Shanghai", "timestamp with time zone", "1900-01-01 08:05:43+08:05:43", "1900-01-01 00:00:00");
    row("timestamptz minus infinity", "timestamp with time zone", "-infinity", "-infinity");
    row("bytea", "bytea", "\\x00ff10", "\\x00ff10");
    row("empty bytea", "bytea", "\\x", "\\x");
    row("bytea in escape format", "bytea", "a\\000\\\\\\377", "\\x61005cff");
    row("bytea of letters", "bytea", "xyz", "\\x78797a");
    row("byteas", "bytea[]", "{\"\\\\x00ff\",NULL}", "[\"\\\\x00ff\",null]");
    row("byteas in escape format", "bytea[]", "{\"a\\\\000\",b}", "[\"\\\\x6100\",\"\\\\x62\"]");
    row("time stays text", "time without time zone", "24:00:00", "24:00:00");
    row("interval stays text", "interval", "1 mon -2 days +00:00:01", "1 mon -2 days +00:00:01");
    row("jsonb stays text", "jsonb", "{\"a\": [1, null]}", "{\"a\": [1, null]}");
    row("uuid stays text", "uuid", "a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11", "a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11");
    row("integers", "integer[]", "{1,NULL,-3}", "[1,null,-3]");
    row("no elements", "integer[]", "{}", "[]");
    row("lower bound", "integer[]", "[0:1]={1,2}", "[0:1]=[1,2]");
    row("lower bounds", "text[]", "[-1:0][2:2]={{a},{b}}", "[-1:0][2:2]=[[\"a\"],[\"b\"]]");
    row("two dimensions", "integer[]", "{{1,2},{3,4}}", "[[1,2],[3,4]]");
    row("booleans", "boolean[]", "{t,f,NULL}", "[true,false,null]");
    row("doubles", "double precision[]", "{1.5,NaN,-Infinity,1e+300}", "[1.5,\"NaN\",\"-Infinity\",1e+300]");
    row("texts", "text[]", "{plain,\"with,comma\",\"quo\\\"te\",\"back\\\\slash\",\"NULL\",\"\",NULL}",
        "[\"plain\",\"with,comma\",\"quo\\\"te\",\"back\\\\slash\",\"NULL\",\"\",null]");
    row("line breaks", "text[]", "{\"a\nb\tc\"}", "[\"a\\nb\\u0009c\"]");
    row("jsons", "jsonb[]", "{\"{\\\"a\\\": 1}\"}", "[{\"a\": 1}]");
    row("times of day", "time without time zone[]", "{24:00:00,07:37:16.5}", "[\"24:00:00\",\"07:37:16.5\"]");
    row("times with seconds of offset", "time with time zone[]", "{07:37:16+08:05:43}", "[\"07:37:16+08:05:43\"]");
    row("intervals", "interval[]", "{\"1 mon -2 days\",24:00:00}", "[\"1 mon -2 days\",\"24:00:00\"]");
    row("dates", "date[]", "{2024-01-01,infinity}", "[\"2024-01-01\",\"infinity\"]");
}

void tst_TextValue::valuesAreDecoded()
{
    QFETCH(QString, type);
    QFETCH(QByteArray, text);
    records::ColumnVector column(catalog::parsePostgresType(type));
    column.appendNull();
    QVERIFY(hologres::appendTextValue(column, text));
    QCOMPARE(column.size(), 2);
    QVERIFY(column.isNull(0));
    QVERIFY(!column.isNull(1));
    QTEST(column.displayText(1), "shown");
}

void tst_TextValue::wrongTextIsRefused_data()
{
    QTest::addColumn<QString>("type");
    QTest::addColumn<QByteArray>("text");

    const auto row = [](const char *name, const char *type, const char *text) {
        QTest::newRow(name) << QString::fromLatin1(type) << QByteArray(text);
    };
    row("boolean", "boolean", "true");
    row("bigint too large", "bigint", "9223372036854775808");
    row("bigint with rest", "bigint", "12 ");
    row("empty integer", "integer", "");
    row("double", "double precision", "1.5x");
    row("numeric with two points", "numeric", "1.2.3");
    row("numeric with exponent", "numeric", "1e5");
    row("numeric without digits", "numeric", "-.");
    row("date of a short month", "date", "2023-02-29");
    row("month 13", "date", "2023-13-01");
    row("year 0", "date", "0000-01-01");
    row("date with rest", "date", "2023-01-01 ");
    row("German date", "date", "01.02.2023");
    row("year of ten digits", "date", "1234567890-01-01");
    row("hour 25", "timestamp without time zone", "2023-01-01 25:00:00");
    row("timestamp without seconds", "timestamp without time zone", "2023-01-01 10:00");
    row("timestamp with a zone", "timestamp without time zone", "2023-01-01 10:00:00+08");
    row("zone without digits", "timestamp with time zone", "2023-01-01 10:00:00+");
    row("fraction without digits", "timestamp without time zone", "2023-01-01 10:00:00.");
    row("odd hex", "bytea", "\\x0");
    row("hex digit g", "bytea", "\\x0g");
    row("octal digits cut off", "bytea", "a\\00");
    row("no octal digit", "bytea", "\\008");
    row("a byte beyond 255", "bytea", "\\400");
    row("a lone backslash", "bytea", "a\\");
    row("bytes in an array", "bytea[]", "{\"\\\\xzz\"}");
    row("SQL date", "date", "17/12/1997");
    row("PostgreSQL's old timestamp", "timestamp without time zone", "Wed 17 Dec 07:37:16 1997");
    row("array without end", "integer[]", "{1,2");
    row("array with rest", "integer[]", "{1}2");
    row("array of seven dimensions", "integer[]", "{{{{{{{1}}}}}}}");
    row("array with an open quote", "text[]", "{\"a}");
    row("array with a last backslash", "text[]", "{\"a\\");
    row("array with a hole", "integer[]", "{1,,2}");
    row("array without braces", "integer[]", "1,2");
    row("bounds without array", "integer[]", "[0:1]");
}

void tst_TextValue::wrongTextIsRefused()
{
    QFETCH(QString, type);
    QFETCH(QByteArray, text);
    records::ColumnVector column(catalog::parsePostgresType(type));
    QVERIFY(!hologres::appendTextValue(column, text));
    QCOMPARE(column.size(), 0);
}

void tst_TextValue::timestampsAreInstants()
{
    records::ColumnVector column(catalog::parsePostgresType(u"timestamp with time zone"));
    QVERIFY(hologres::appendTextValue(column, "2000-01-01 08:00:00.000001+08"));
    QCOMPARE(column.timestampAt(0), (records::Timestamp{946684800, 1000}));
    QVERIFY(hologres::appendTextValue(column, "1969-12-31 23:59:59.25-00"));
    QCOMPARE(column.timestampAt(1), (records::Timestamp{-1, 250'000'000}));
}

void tst_TextValue::printedOffsetsAreTold()
{
    records::ColumnVector column(catalog::parsePostgresType(u"timestamp with time zone"));
    const auto offsetOf = [&](const char *text) {
        std::optional<int> offset;
        return hologres::appendTextValue(column, text, &offset) ? offset : std::nullopt;
    };
    QCOMPARE(offsetOf("2024-01-01 00:00:00+08"), std::optional(28800));
    QCOMPARE(offsetOf("2024-01-01 00:00:00-03:30"), std::optional(-12600));
    QCOMPARE(offsetOf("0044-03-15 00:00:00+08:05:43 BC"), std::optional(29143));
    QCOMPARE(offsetOf("infinity"), std::nullopt);
    QCOMPARE(column.size(), 4);
}

void tst_TextValue::arraysOfInstantsAreShownInTheZone()
{
    records::ColumnVector column(catalog::parsePostgresType(u"timestamp with time zone[]"));
    QVERIFY(hologres::appendTextValue(column, "{\"2024-01-01 00:00:00+08\",NULL,infinity}"));
    QCOMPARE(column.displayText(0, *records::Zone::named(u"Asia/Shanghai")),
             QStringLiteral("[\"2024-01-01 00:00:00+08:00\",null,\"infinity\"]"));
    QCOMPARE(column.displayText(0, records::Zone()),
             QStringLiteral("[\"2023-12-31 16:00:00+00:00\",null,\"infinity\"]"));
}

void tst_TextValue::doublesKeepTheirBits()
{
    records::ColumnVector column(catalog::parsePostgresType(u"double precision"));
    QVERIFY(hologres::appendTextValue(column, "0.1"));
    QVERIFY(hologres::appendTextValue(column, "1.7976931348623157e+308"));
    QCOMPARE(column.doubleAt(0), 0.1);
    QVERIFY(column.doubleAt(1) == std::numeric_limits<double>::max());
}

void tst_TextValue::binaryMayHoldAnyByte()
{
    records::ColumnVector column(catalog::parsePostgresType(u"bytea"));
    QByteArray all;
    for (int i = 0; i < 256; ++i)
        all.append(char(i));
    QVERIFY(hologres::appendTextValue(column, "\\x" + all.toHex()));
    QCOMPARE(column.bytesAt(0).toByteArray(), all);
}

QTEST_GUILESS_MAIN(tst_TextValue)
#include "tst_textvalue.moc"
