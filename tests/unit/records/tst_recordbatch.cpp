// SPDX-License-Identifier: GPL-3.0-or-later
#include <isthmus/records/recordbatch.h>

#include <QTest>

#include <limits>

using namespace Qt::StringLiterals;
using namespace isthmus;
using catalog::Column;
using catalog::parseMaxComputeType;
using catalog::parsePostgresType;
using records::ColumnVector;
using records::Timestamp;

class tst_RecordBatch : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void nullsAndValuesKeepTheirRows();
    void bytesLieInOneArena();
    void displayTexts();
    void timestampTexts_data();
    void timestampTexts();
    void columnsAndVectorsBelongTogether();
    void rowsWithoutColumnsAreCounted();
    void instantsAreShownInTheirZone();
    void zonesMatterWhereInstantsAre();
};

void tst_RecordBatch::nullsAndValuesKeepTheirRows()
{
    ColumnVector vector(parsePostgresType(u"bigint"));
    for (int i = 0; i < 1000; ++i) {
        if (i % 3 == 0)
            vector.appendNull();
        else
            vector.appendInt64(i);
    }
    QCOMPARE(vector.size(), 1000);
    QCOMPARE(vector.nullCount(), 334);
    for (int i = 0; i < 1000; ++i) {
        QCOMPARE(vector.isNull(i), i % 3 == 0);
        if (i % 3 != 0)
            QCOMPARE(vector.int64At(i), int64_t(i));
    }
}

void tst_RecordBatch::bytesLieInOneArena()
{
    ColumnVector vector(parsePostgresType(u"text"));
    vector.appendBytes("a");
    vector.appendBytes("");
    vector.appendNull();
    vector.appendBytes("中文");
    QCOMPARE(vector.bytesAt(0).toByteArray(), QByteArray("a"));
    QCOMPARE(vector.bytesAt(1).size(), 0);
    QVERIFY(!vector.isNull(1)); // empty is not NULL
    QVERIFY(vector.isNull(2));
    QCOMPARE(vector.displayText(3), u"中文"_s);
    QCOMPARE(vector.displayText(2), QString());
}

void tst_RecordBatch::displayTexts()
{
    ColumnVector flag(parsePostgresType(u"boolean"));
    flag.appendBool(true);
    QCOMPARE(flag.displayText(0), u"true"_s);

    ColumnVector real(parsePostgresType(u"real"));
    real.appendFloat(0.1F);
    QCOMPARE(real.displayText(0), u"0.1"_s); // the shortest text that reads back as the same float
    ColumnVector number(parsePostgresType(u"double precision"));
    number.appendDouble(0.1);
    number.appendDouble(std::numeric_limits<double>::infinity());
    QCOMPARE(number.displayText(0), u"0.1"_s);
    QCOMPARE(number.displayText(1), u"Infinity"_s);

    ColumnVector decimal(parseMaxComputeType(u"DECIMAL(38,18)"));
    decimal.appendBytes("5000.050000000000000000");
    QCOMPARE(decimal.displayText(0), u"5000.050000000000000000"_s); // exactly as stored

    ColumnVector binary(parsePostgresType(u"bytea"));
    binary.appendBytes(QByteArray("\x00\x7f\xff", 3));
    QCOMPARE(binary.displayText(0), u"\\x007fff"_s);

    ColumnVector date(parsePostgresType(u"date"));
    date.appendInt64(19403);
    date.appendInt64(0);
    date.appendInt64(-1);
    date.appendInt64(-719468 - 60); // 0000-01-01, a year QDate does not know
    QCOMPARE(date.displayText(0), u"2023-02-15"_s);
    QCOMPARE(date.displayText(1), u"1970-01-01"_s);
    QCOMPARE(date.displayText(2), u"1969-12-31"_s);
    QCOMPARE(date.displayText(3), u"0001-01-01 BC"_s);
}

void tst_RecordBatch::timestampTexts_data()
{
    QTest::addColumn<qint64>("seconds");
    QTest::addColumn<int>("nanos");
    QTest::addColumn<QString>("text");
    QTest::newRow("epoch") << qint64(0) << 0 << u"1970-01-01 00:00:00"_s;
    QTest::newRow("fraction") << qint64(1676479256) << 500'000'000 << u"2023-02-15 16:40:56.5"_s;
    QTest::newRow("one nanosecond") << qint64(0) << 1 << u"1970-01-01 00:00:00.000000001"_s;
    QTest::newRow("just before the epoch") << qint64(-1) << 999'999'999 << u"1969-12-31 23:59:59.999999999"_s;
    QTest::newRow("last second of 9999") << qint64(253402300799) << 0 << u"9999-12-31 23:59:59"_s;
    QTest::newRow("year 10000") << qint64(253402300800) << 0 << u"10000-01-01 00:00:00"_s;
}

void tst_RecordBatch::timestampTexts()
{
    QFETCH(qint64, seconds);
    QFETCH(int, nanos);
    QTEST(records::timestampText(Timestamp{seconds, nanos}), "text");
}

void tst_RecordBatch::columnsAndVectorsBelongTogether()
{
    records::RecordBatch batch({Column{.name = u"id"_s, .type = parsePostgresType(u"bigint")},
                                Column{.name = u"name"_s, .type = parsePostgresType(u"text")}});
    QCOMPARE(batch.rowCount(), 0);
    batch.vector(0).appendInt64(1);
    batch.vector(1).appendBytes("x");
    QCOMPARE(batch.columnCount(), 2);
    QCOMPARE(batch.rowCount(), 1);
    QCOMPARE(batch.column(1).name, u"name"_s);
    QVERIFY(batch.memoryBytes() > 0);
    QCOMPARE(records::RecordBatch().rowCount(), 0);
}

void tst_RecordBatch::rowsWithoutColumnsAreCounted()
{
    records::RecordBatch batch{QList<Column>()};
    for (int i = 0; i < 3; ++i)
        batch.appendBareRow();
    QCOMPARE(batch.rowCount(), 3);
    QCOMPARE(batch.columnCount(), 0);
}

void tst_RecordBatch::instantsAreShownInTheirZone()
{
    const auto shanghai = *records::Zone::named(u"Asia/Shanghai");
    ColumnVector instant(parsePostgresType(u"timestamptz"));
    ColumnVector wall(parsePostgresType(u"timestamp"));
    for (ColumnVector *each : {&instant, &wall}) {
        each->appendTimestamp({1704038400, 0});
        each->appendTimestamp({records::positiveInfinity, 0});
        each->appendNull();
    }
    QCOMPARE(instant.displayText(0, shanghai), u"2024-01-01 00:00:00+08:00"_s);
    QCOMPARE(instant.displayText(0, records::Zone()), u"2023-12-31 16:00:00+00:00"_s);
    QCOMPARE(instant.displayText(0), u"2023-12-31 16:00:00"_s);
    QCOMPARE(instant.displayText(1, shanghai), u"infinity"_s); // no offset
    QCOMPARE(instant.displayText(2, shanghai), QString());
    QCOMPARE(wall.displayText(0, shanghai), u"2023-12-31 16:00:00"_s);

    ColumnVector nested(parseMaxComputeType(u"ARRAY<DATETIME>"));
    nested.appendBytes(R"(["2023-12-31 16:00:00",null])");
    QCOMPARE(nested.displayText(0, shanghai), u"[\"2024-01-01 00:00:00+08:00\",null]"_s);
}

void tst_RecordBatch::zonesMatterWhereInstantsAre()
{
    const auto matters = [](const char *type) {
        return records::RecordBatch({Column{.name = u"c"_s, .type = parseMaxComputeType(QString::fromLatin1(type))}})
            .holdsInstants();
    };
    QVERIFY(matters("DATETIME"));
    QVERIFY(matters("TIMESTAMP"));
    QVERIFY(matters("MAP<STRING,ARRAY<STRUCT<a:INT,b:DATETIME>>>"));
    QVERIFY(!matters("TIMESTAMP_NTZ"));
    QVERIFY(!matters("ARRAY<DATE>"));
    QCOMPARE(records::RecordBatch().zone().name(), u"UTC"_s);
}

QTEST_GUILESS_MAIN(tst_RecordBatch)
#include "tst_recordbatch.moc"
