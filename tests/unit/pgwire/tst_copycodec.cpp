// SPDX-License-Identifier: GPL-3.0-or-later
#include <isthmus/pgwire/copydecoder.h>
#include <isthmus/pgwire/copyencoder.h>

#include <QTest>

#include <cmath>
#include <limits>

using namespace isthmus;
using catalog::DataType;
using Base = DataType::Base;
using pgwire::CopyDecoder;
using pgwire::CopyEncoder;
using Message = CopyDecoder::Message;

namespace {

// What PostgreSQL 15 sends for
//   COPY (SELECT true, '-128'::smallint, '-2147483648'::integer, '9223372036854775807'::bigint, '1.5'::real,
//         '-0'::double precision, '0001-01-01'::date, a mc_type.wall of
//         9999-12-31 23:59:59.999999999, a mc_type.instant of 1969-12-31 23:59:59.5 UTC, '-12.50'::numeric, 'é'::text,
//         '\x00ff'::bytea, '{"a": 1}'::jsonb, NULL::bigint) TO STDOUT (FORMAT binary)
const QByteArray header = QByteArray::fromHex("5047434f50590aff0d0a000000000000000000");
const QByteArray row =
    QByteArray::fromHex("000e000000010100000002ff800000000480000000000000087fffffffffffffff000000043f"
                        "c0000000000008800000000000000000000004fff4dbf90000000c0000006c1898537f3b9ac9ff"
                        "0000000c0000003118a411ff1dcd6500"
                        "0000000c0002000040000002000c138800000002c3a90000000200ff00"
                        "000009017b2261223a20317dffffffff");
const QByteArray trailer = QByteArray::fromHex("ffff");

constexpr Base bases[] = {Base::Boolean, Base::TinyInt, Base::Int,          Base::BigInt,      Base::Float,
                          Base::Double,  Base::Date,    Base::TimestampNtz, Base::TimestampTz, Base::Decimal,
                          Base::String,  Base::Binary,  Base::Json,         Base::BigInt};
constexpr qsizetype jsonColumn = 12;

QList<catalog::Column> columnsOf(std::initializer_list<Base> types)
{
    QList<catalog::Column> columns;
    for (const Base base : types) {
        catalog::Column column;
        column.name = QStringLiteral("c%1").arg(columns.size());
        column.type.base = base;
        columns.append(column);
    }
    return columns;
}

QList<catalog::Column> galleryColumns()
{
    QList<catalog::Column> columns;
    for (const Base base : bases)
        columns += columnsOf({base});
    return columns;
}

records::RecordBatch gallery()
{
    records::RecordBatch batch(galleryColumns());
    batch.vector(0).appendBool(true);
    batch.vector(1).appendInt64(-128);
    batch.vector(2).appendInt64(std::numeric_limits<qint32>::min());
    batch.vector(3).appendInt64(std::numeric_limits<qint64>::max());
    batch.vector(4).appendFloat(1.5F);
    batch.vector(5).appendDouble(-0.0);
    batch.vector(6).appendInt64(-719'162);
    batch.vector(7).appendTimestamp({253'402'300'799, 999'999'999});
    batch.vector(8).appendTimestamp({-1, 500'000'000});
    batch.vector(9).appendBytes("-12.50");
    batch.vector(10).appendBytes("\xc3\xa9");
    batch.vector(11).appendBytes(QByteArrayView("\0\xff", 2));
    batch.vector(jsonColumn).appendBytes("{\"a\": 1}");
    batch.vector(13).appendNull();
    return batch;
}

QByteArray withSize(QByteArrayView field)
{
    QByteArray bytes = QByteArray::fromHex("0001") + QByteArray(4, '\0');
    bytes[5] = char(field.size());
    return bytes + field.toByteArray();
}

} // namespace

class tst_CopyCodec : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void whatIsWrittenIsWhatPostgresSends();
    void numbersOfRowsStandBeforeTheFields();
    void whatPostgresSendsIsRead();
    void theEndIsNoRow();
    void valuesOutsideTheirTypeAreRefused_data();
    void valuesOutsideTheirTypeAreRefused();
    void timesOutsideTheirTypeAreRefused_data();
    void timesOutsideTheirTypeAreRefused();
    void dateTimesAreCutToMilliseconds();
    void intervalsComeBackAsTheyWent_data();
    void intervalsComeBackAsTheyWent();
    void tooManyDigitsAreRefused_data();
    void tooManyDigitsAreRefused();
    void infinitiesStayInfinities();
    void damagedMessagesAreBroken();
};

void tst_CopyCodec::whatIsWrittenIsWhatPostgresSends()
{
    std::vector<bool> isJsonb(std::size(bases), false);
    isJsonb[jsonColumn] = true;
    CopyEncoder encoder(isJsonb);
    QByteArray out;
    encoder.appendHeader(out);
    QCOMPARE(encoder.appendRow(gallery(), 0, out), std::nullopt);
    encoder.appendTrailer(out);
    QCOMPARE(out.toHex(), (header + row + trailer).toHex());
}

void tst_CopyCodec::numbersOfRowsStandBeforeTheFields()
{
    records::RecordBatch batch(columnsOf({Base::Boolean}));
    batch.vector(0).appendBool(false);
    CopyEncoder encoder({false}, 0x00000005FFFFFFFF);
    QByteArray out;
    QCOMPARE(encoder.appendRow(batch, 0, out), std::nullopt);
    QCOMPARE(encoder.appendRow(batch, 0, out), std::nullopt);
    QCOMPARE(out.toHex(),
             QByteArray("0002"
                        "00000008"
                        "00000005ffffffff"
                        "00000001"
                        "00"
                        "0002"
                        "00000008"
                        "0000000600000000"
                        "00000001"
                        "00"));
}

void tst_CopyCodec::whatPostgresSendsIsRead()
{
    CopyDecoder decoder(galleryColumns());
    records::RecordBatch batch(galleryColumns());
    // jsonb is asked for as text: there without the version byte in front.
    QByteArray asText = row;
    asText.replace(QByteArray::fromHex("00000009017b"), QByteArray::fromHex("000000087b"));
    QCOMPARE(decoder.take(header + asText, batch), Message::Row);
    QCOMPARE(decoder.take(asText, batch), Message::Row);
    const records::RecordBatch expected = gallery();
    for (qsizetype i = 0; i < batch.columnCount(); ++i) {
        QCOMPARE(batch.vector(i).size(), 2);
        QCOMPARE(batch.vector(i).isNull(1), expected.vector(i).isNull(0));
        QCOMPARE(batch.vector(i).displayText(1), expected.vector(i).displayText(0));
    }
    QVERIFY(std::signbit(batch.vector(5).doubleAt(0)));
    QCOMPARE(batch.vector(7).timestampAt(0).nanos, 999'999'999);
    QVERIFY(batch.vector(8).timestampAt(0) == (records::Timestamp{-1, 500'000'000}));
}

void tst_CopyCodec::theEndIsNoRow()
{
    CopyDecoder decoder(galleryColumns());
    records::RecordBatch batch(galleryColumns());
    QCOMPARE(decoder.take(header, batch), Message::NoRow);
    QCOMPARE(decoder.take(trailer, batch), Message::NoRow);
    QCOMPARE(batch.rowCount(), 0);
}

void tst_CopyCodec::valuesOutsideTheirTypeAreRefused_data()
{
    QTest::addColumn<int>("base");
    QTest::addColumn<qint64>("value");
    QTest::addColumn<bool>("fits");
    const auto both = [](const char *name, Base base, qint64 low, qint64 high) {
        QTest::addRow("%s: lowest", name) << int(base) << low << true;
        QTest::addRow("%s: below", name) << int(base) << low - 1 << false;
        QTest::addRow("%s: highest", name) << int(base) << high << true;
        QTest::addRow("%s: above", name) << int(base) << high + 1 << false;
    };
    both("TINYINT", Base::TinyInt, -128, 127);
    both("SMALLINT", Base::SmallInt, -32'768, 32'767);
    both("INT", Base::Int, std::numeric_limits<qint32>::min(), std::numeric_limits<qint32>::max());
    both("DATE", Base::Date, -719'162, 2'932'896);
    QTest::addRow("BIGINT: lowest") << int(Base::BigInt) << -std::numeric_limits<qint64>::max() << true;
    QTest::addRow("BIGINT: below") << int(Base::BigInt) << std::numeric_limits<qint64>::min() << false;
    QTest::addRow("BIGINT: highest") << int(Base::BigInt) << std::numeric_limits<qint64>::max() << true;
}

void tst_CopyCodec::valuesOutsideTheirTypeAreRefused()
{
    QFETCH(int, base);
    QFETCH(qint64, value);
    QFETCH(bool, fits);
    records::RecordBatch batch(columnsOf({Base::BigInt, Base(base)}));
    batch.vector(0).appendInt64(1);
    batch.vector(1).appendInt64(value);
    QByteArray out;
    const auto refused = CopyEncoder({false, false}).appendRow(batch, 0, out);
    QCOMPARE(refused, fits ? std::nullopt : std::optional<qsizetype>(1)); // the column is named
}

void tst_CopyCodec::timesOutsideTheirTypeAreRefused_data()
{
    QTest::addColumn<int>("base");
    QTest::addColumn<qint64>("seconds");
    QTest::addColumn<bool>("fits");
    constexpr qint64 day = 86'400;
    constexpr qint64 first = -719'162 * day;
    constexpr qint64 end = 2'932'897 * day;
    for (const Base base : {Base::TimestampNtz, Base::TimestampTz, Base::DateTime}) {
        // Instants are inside in some zone.
        const qint64 slack = base == Base::TimestampNtz ? 0 : day;
        QTest::addRow("%d: first", int(base)) << int(base) << first - slack << true;
        QTest::addRow("%d: before", int(base)) << int(base) << first - slack - 1 << false;
        QTest::addRow("%d: last", int(base)) << int(base) << end + slack - 1 << true;
        QTest::addRow("%d: after", int(base)) << int(base) << end + slack << false;
    }
}

void tst_CopyCodec::timesOutsideTheirTypeAreRefused()
{
    QFETCH(int, base);
    QFETCH(qint64, seconds);
    QFETCH(bool, fits);
    records::RecordBatch batch(columnsOf({Base(base)}));
    batch.vector(0).appendTimestamp({seconds, 999'999'999});
    QByteArray out;
    const auto refused = CopyEncoder({false}).appendRow(batch, 0, out);
    QCOMPARE(refused, fits ? std::nullopt : std::optional<qsizetype>(0));
}

void tst_CopyCodec::dateTimesAreCutToMilliseconds()
{
    records::RecordBatch batch(columnsOf({Base::DateTime}));
    batch.vector(0).appendTimestamp({253'402'300'799, 999'999'999});
    QByteArray out;
    QCOMPARE(CopyEncoder({false}).appendRow(batch, 0, out), std::nullopt);
    CopyDecoder decoder(columnsOf({Base::DateTime}));
    records::RecordBatch read(decoder.columns());
    QCOMPARE(decoder.take(header + out, read), Message::Row);
    QCOMPARE(read.vector(0).displayText(0), QStringLiteral("9999-12-31 23:59:59.999"));
}

void tst_CopyCodec::intervalsComeBackAsTheyWent_data()
{
    QTest::addColumn<qint64>("seconds");
    QTest::addColumn<int>("nanos");
    QTest::newRow("zero") << Q_INT64_C(0) << 0;
    QTest::newRow("positive") << Q_INT64_C(93'784) << 5;
    QTest::newRow("negative") << Q_INT64_C(-1) << 0;
    QTest::newRow("negative fraction") << Q_INT64_C(-2) << 999'999'999;
    QTest::newRow("above minus one") << Q_INT64_C(-1) << 1;
    QTest::newRow("long") << Q_INT64_C(-315'537'897'600) << 123'456'789;
}

void tst_CopyCodec::intervalsComeBackAsTheyWent()
{
    QFETCH(qint64, seconds);
    QFETCH(int, nanos);
    const QList<catalog::Column> columns = columnsOf({Base::IntervalDayTime, Base::IntervalYearMonth});
    records::RecordBatch batch(columns);
    batch.vector(0).appendTimestamp({seconds, nanos});
    batch.vector(1).appendInt64(seconds % 1000);
    QByteArray out;
    QCOMPARE(CopyEncoder({false, false}).appendRow(batch, 0, out), std::nullopt);
    CopyDecoder decoder(columns);
    records::RecordBatch read(columns);
    QCOMPARE(decoder.take(header + out, read), Message::Row);
    QVERIFY(read.vector(0).timestampAt(0) == (records::Timestamp{seconds, nanos}));
    QCOMPARE(read.vector(1).int64At(0), seconds % 1000);
}

void tst_CopyCodec::tooManyDigitsAreRefused_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<bool>("fits");
    for (const char *text : {"999.99", "-999.99", "0", "000999", "+1.5", "0.001", ".5"})
        QTest::newRow(text) << QByteArray(text) << true;
    for (const char *text : {"1000", "-1000.00", "NaN", "Infinity", "-Infinity", "", "x"})
        QTest::newRow(*text ? text : "empty") << QByteArray(text) << false;
}

void tst_CopyCodec::tooManyDigitsAreRefused()
{
    QFETCH(QByteArray, text);
    QFETCH(bool, fits);
    QList<catalog::Column> columns = columnsOf({Base::Decimal});
    columns[0].type = catalog::parseMaxComputeType(u"DECIMAL(5,2)");
    records::RecordBatch batch(columns);
    batch.vector(0).appendBytes(text);
    QByteArray out;
    const auto refused = CopyEncoder({false}).appendRow(batch, 0, out);
    QCOMPARE(refused, fits ? std::nullopt : std::optional<qsizetype>(0));
}

// They were the year 9999 in one type and a year of six digits in the others.
void tst_CopyCodec::infinitiesStayInfinities()
{
    const auto text = [](Base base, const char *hex) {
        CopyDecoder decoder(columnsOf({base}));
        records::RecordBatch batch(decoder.columns());
        const auto read = decoder.take(header + withSize(QByteArray::fromHex(hex)), batch);
        const bool isTold = decoder.tookUnusual() && !decoder.tookUnusual(); // once
        return read == Message::Row && isTold ? batch.vector(0).displayText(0) : QString();
    };
    QCOMPARE(text(Base::DateTime, "7fffffffffffffff"), QStringLiteral("infinity"));
    QCOMPARE(text(Base::DateTime, "8000000000000000"), QStringLiteral("-infinity"));
    QCOMPARE(text(Base::Date, "7fffffff"), QStringLiteral("infinity"));
    QCOMPARE(text(Base::Date, "80000000"), QStringLiteral("-infinity"));
    QCOMPARE(text(Base::BigInt, "8000000000000000"), QStringLiteral("-9223372036854775808"));
    QCOMPARE(text(Base::Decimal, "00000000c0000000"), QStringLiteral("NaN"));
    QCOMPARE(text(Base::BigInt, "8000000000000001"), QString()); // nothing unusual
}

void tst_CopyCodec::damagedMessagesAreBroken()
{
    const auto read = [](const QByteArray &message, std::initializer_list<Base> types) {
        CopyDecoder decoder(columnsOf(types));
        records::RecordBatch batch(decoder.columns());
        return decoder.take(message, batch);
    };
    QCOMPARE(read("PGCOPY", {Base::Int}), Message::Broken);
    QCOMPARE(read(QByteArray(19, 'x'), {Base::Int}), Message::Broken);
    QCOMPARE(read(header + withSize("1234"), {Base::Int}), Message::Row);
    QCOMPARE(read(header + withSize("123"), {Base::Int}), Message::Broken); // of no integer
    QCOMPARE(read(header + withSize("1234"), {Base::Int, Base::Int}), Message::Broken);
    QCOMPARE(read(header + withSize("12345678"), {Base::Float}), Message::Broken);
    QCOMPARE(read(header + withSize(QByteArray(8, '\0') + "\x3b\x9a\xca\x00"), {Base::TimestampTz}), Message::Broken);
    QCOMPARE(read(header + withSize("1234") + 'x', {Base::Int}), Message::Broken);
    for (qsizetype cut = 1; cut < withSize("1234").size(); ++cut)
        QCOMPARE(read(header + withSize("1234").first(cut), {Base::Int}), Message::Broken);
}

QTEST_GUILESS_MAIN(tst_CopyCodec)
#include "tst_copycodec.moc"
