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
//         '-0'::double precision, '0001-01-01'::date, '9999-12-31 23:59:59.999999'::timestamp,
//         '1969-12-31 23:59:59.5+00'::timestamptz, '-12.50'::numeric, 'é'::text, '\x00ff'::bytea, '{"a": 1}'::jsonb,
//         NULL::bigint) TO STDOUT (FORMAT binary)
const QByteArray header = QByteArray::fromHex("5047434f50590aff0d0a000000000000000000");
const QByteArray row =
    QByteArray::fromHex("000e000000010100000002ff800000000480000000000000087fffffffffffffff000000043f"
                        "c0000000000008800000000000000000000004fff4dbf9000000080380e70b913b7fff000000"
                        "08fffca2fec4c07ee00000000c0002000040000002000c138800000002c3a90000000200ff00"
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
    batch.vector(7).appendTimestamp({253'402'300'799, 999'999'000});
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
    void fixedFieldsStandBeforeTheOthers();
    void whatPostgresSendsIsRead();
    void theEndIsNoRow();
    void valuesOutsideTheirTypeAreRefused_data();
    void valuesOutsideTheirTypeAreRefused();
    void infinityIsTheLastSecond();
    void damagedMessagesAreBroken();
};

void tst_CopyCodec::whatIsWrittenIsWhatPostgresSends()
{
    std::vector<bool> isJsonb(std::size(bases), false);
    isJsonb[jsonColumn] = true;
    const CopyEncoder encoder(isJsonb, {});
    QByteArray out;
    encoder.appendHeader(out);
    QCOMPARE(encoder.appendRow(gallery(), 0, out), std::nullopt);
    encoder.appendTrailer(out);
    QCOMPARE(out.toHex(), (header + row + trailer).toHex());
}

void tst_CopyCodec::fixedFieldsStandBeforeTheOthers()
{
    records::RecordBatch batch(columnsOf({Base::Boolean}));
    batch.vector(0).appendBool(false);
    const CopyEncoder encoder({false}, {QByteArray("ab"), std::nullopt});
    QByteArray out;
    QCOMPARE(encoder.appendRow(batch, 0, out), std::nullopt);
    QCOMPARE(out.toHex(), QByteArray("0003000000026162ffffffff0000000100"));
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
    QCOMPARE(batch.vector(7).timestampAt(0).nanos, 999'999'000);
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
    const auto refused = CopyEncoder({false, false}, {}).appendRow(batch, 0, out);
    QCOMPARE(refused, fits ? std::nullopt : std::optional<qsizetype>(1)); // the column is named
}

void tst_CopyCodec::infinityIsTheLastSecond()
{
    CopyDecoder decoder(columnsOf({Base::TimestampTz}));
    records::RecordBatch batch(decoder.columns());
    QCOMPARE(decoder.take(header + withSize(QByteArray::fromHex("7fffffffffffffff")), batch), Message::Row);
    QCOMPARE(batch.vector(0).displayText(0), QStringLiteral("9999-12-31 23:59:59"));
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
    QCOMPARE(read(header + withSize("1234") + 'x', {Base::Int}), Message::Broken);
    for (qsizetype cut = 1; cut < withSize("1234").size(); ++cut)
        QCOMPARE(read(header + withSize("1234").first(cut), {Base::Int}), Message::Broken);
}

QTEST_GUILESS_MAIN(tst_CopyCodec)
#include "tst_copycodec.moc"
