// SPDX-License-Identifier: GPL-3.0-or-later
#include "arrowvectors.h"

#include <isthmus/wire/arrowdecoder.h>
#include <isthmus/wire/arrowencoder.h>

#include <QTest>

using namespace isthmus;
using namespace isthmus::wire;
using namespace Qt::StringLiterals;
using records::RecordBatch;

namespace {

const QStringList allTypes{u"TINYINT"_s,
                           u"BIGINT"_s,
                           u"FLOAT"_s,
                           u"BOOLEAN"_s,
                           u"STRING"_s,
                           u"BINARY"_s,
                           u"DECIMAL(10,2)"_s,
                           u"DECIMAL"_s,
                           u"DATE"_s,
                           u"DATETIME"_s,
                           u"TIMESTAMP"_s,
                           u"ARRAY<BIGINT>"_s,
                           u"MAP<STRING,INT>"_s,
                           u"STRUCT<a:INT,b:STRING>"_s,
                           u"ARRAY<STRUCT<k:STRING,v:MAP<BIGINT,DECIMAL(10,2)>>>"_s};
const QStringList firstRow{u"-128"_s,
                           u"4611686018427387904"_s,
                           u"0.5"_s,
                           u"true"_s,
                           u"héllo"_s,
                           u"\\x00ff"_s,
                           u"-12.50"_s,
                           u"12345678901234567890.500000000000000000"_s,
                           u"1969-07-20"_s,
                           u"2024-01-15 08:30:00.123"_s,
                           u"2024-01-15 08:30:00.123456789"_s,
                           u"[1,null,3]"_s,
                           u"{\"k\":7,\"z\":null}"_s,
                           u"{\"a\":1,\"b\":null}"_s,
                           u"[{\"k\":\"p\",\"v\":{\"5\":1.50}},null]"_s};
const QStringList lastRow{u"127"_s,
                          u"-1"_s,
                          u"-1.5"_s,
                          u"false"_s,
                          u""_s,
                          u"\\x78"_s,
                          u"99999999.99"_s,
                          u"-0.000000000000000001"_s,
                          u"2024-02-29"_s,
                          u"1969-12-31 23:59:59.999"_s,
                          u"1969-12-31 23:59:59.999999999"_s,
                          u"[]"_s,
                          u"{}"_s,
                          u"{\"a\":null,\"b\":\"y\"}"_s,
                          u"[]"_s};

QList<catalog::Column> columns(const QStringList &types)
{
    QList<catalog::Column> made;
    for (const QString &type : types)
        made.append({.name = u"c%1"_s.arg(made.size()), .type = catalog::parseMaxComputeType(type)});
    return made;
}

QStringList textsOf(const RecordBatch &batch, qsizetype row)
{
    QStringList texts;
    for (qsizetype i = 0; i < batch.columnCount(); ++i)
        texts.append(batch.vector(i).isNull(row) ? u"NULL"_s : batch.vector(i).displayText(row));
    return texts;
}

struct Decoded {
    std::optional<core::Error> error;
    QList<QStringList> rows;
    QList<qsizetype> batches; // rows of each
};

Decoded decode(const QByteArray &stream, const QStringList &types, ArrowLimits limits = {},
               qsizetype pieceBytes = 1'000'000)
{
    Decoded decoded;
    ArrowDecoder decoder(columns(types), limits, [&](RecordBatch &&batch) -> core::Result<core::Done> {
        decoded.batches.append(batch.rowCount());
        for (qsizetype row = 0; row < batch.rowCount(); ++row)
            decoded.rows.append(textsOf(batch, row));
        return core::Done();
    });
    core::Result<core::Done> done = core::Done();
    for (qsizetype at = 0; done && at < stream.size(); at += pieceBytes)
        done = decoder.feed(QByteArrayView(stream).sliced(at, std::min(pieceBytes, stream.size() - at)));
    if (done)
        done = decoder.finish();
    if (!done)
        decoded.error = done.error();
    return decoded;
}

/// Three rows of all types, the second all NULL.
RecordBatch allTypesRows()
{
    RecordBatch batch(columns(allTypes));
    ArrowDecoder decoder(batch.columns(), {}, [&](RecordBatch &&read) -> core::Result<core::Done> {
        batch = std::move(read);
        return core::Done();
    });
    return decoder.feed(allTypesBatch) ? batch : RecordBatch();
}

QByteArray encode(const RecordBatch &batch, ArrowOptions options = {})
{
    QByteArray out;
    auto encoder = ArrowEncoder::make(batch.columns(), options);
    return encoder && encoder->append(batch, out) ? out : QByteArray();
}

RecordBatch oneText(const QString &type, const QByteArray &text)
{
    RecordBatch batch(columns({type}));
    batch.vector(0).appendBytes(text);
    return batch;
}

/// \a message with the place of one buffer in its metadata written anew.
QByteArray withBuffer(QByteArray message, qint64 offset, qint64 length, qint64 newOffset, qint64 newLength)
{
    const auto bytes = [](qint64 a, qint64 b) {
        return QByteArray(reinterpret_cast<const char *>(&a), 8) + QByteArray(reinterpret_cast<const char *>(&b), 8);
    };
    const qsizetype at = message.lastIndexOf(bytes(offset, length));
    return at < 0 ? QByteArray() : message.replace(at, 16, bytes(newOffset, newLength));
}

} // namespace

/// Arrow's messages, against bytes that another implementation wrote or reads.
class tst_Arrow : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void decodesWhatArrowWrites();
    void decodesCompressedBuffers();
    void encodesKnownBytes();
    void whatIsEncodedComesBack_data();
    void whatIsEncodedComesBack();
    void batchesAreBounded();
    void decimals_data();
    void decimals();
    void valuesThatDoNotFitAreTold();
    void typesThatCannotTravelAreTold();
    void everyCutIsRefused();
    void noChangedByteIsHarmful();
    void buffersOutsideTheMessageAreRefused();
    void offsetsAreChecked();
    void sizesAreBounded();
};

void tst_Arrow::decodesWhatArrowWrites()
{
    for (const qsizetype piece : {1, 7, 1'000'000}) {
        const Decoded decoded = decode(allTypesBatch, allTypes, {}, piece);
        QVERIFY2(!decoded.error, qPrintable(decoded.error ? decoded.error->detail : QString()));
        QCOMPARE(decoded.rows, (QList<QStringList>{firstRow, QStringList(allTypes.size(), u"NULL"_s), lastRow}));
    }
    QCOMPARE(decode(slicedBatch, {u"STRING"_s}).rows, (QList<QStringList>{{u"a"_s}, {u"bc"_s}}));
    QCOMPARE(decode({}, allTypes).rows.size(), 0);
}

void tst_Arrow::decodesCompressedBuffers()
{
    for (const QByteArray &message : {lz4Batch, zstdBatch}) {
        const Decoded decoded = decode(message + message, {u"BIGINT"_s});
        QVERIFY2(!decoded.error, qPrintable(decoded.error ? decoded.error->detail : QString()));
        QCOMPARE(decoded.rows, (QList<QStringList>{{u"1"_s}, {u"NULL"_s}, {u"1"_s}, {u"NULL"_s}}));
    }
}

void tst_Arrow::encodesKnownBytes()
{
    RecordBatch batch({{.name = u"id"_s, .type = catalog::parseMaxComputeType(u"BIGINT")},
                       {.name = u"name"_s, .type = catalog::parseMaxComputeType(u"STRING")}});
    batch.vector(0).appendInt64(1);
    batch.vector(0).appendNull();
    batch.vector(1).appendBytes("a");
    batch.vector(1).appendBytes("bc");
    QByteArray out;
    auto encoder = ArrowEncoder::make(batch.columns());
    QVERIFY(encoder.has_value());
    encoder->appendSchema(out);
    QVERIFY(encoder->append(batch, out).has_value());
    ArrowEncoder::appendEnd(out);
    QCOMPARE(encoder->rowCount(), 2);
    QCOMPARE(out, knownStream);
}

void tst_Arrow::whatIsEncodedComesBack_data()
{
    QTest::addColumn<int>("compression");
    QTest::newRow("plain") << int(Compression::None);
    QTest::newRow("zstd") << int(Compression::Zstd);
    QTest::newRow("lz4") << int(Compression::Lz4);
}

void tst_Arrow::whatIsEncodedComesBack()
{
    QFETCH(int, compression);
    const RecordBatch batch = allTypesRows();
    QCOMPARE(batch.rowCount(), 3);
    const QByteArray message = encode(batch, {.bodyCompression = Compression(compression)});
    QVERIFY(!message.isEmpty());
    QCOMPARE(message.size() % 8, 0);
    const Decoded decoded = decode(message + message, allTypes, {}, 100);
    QVERIFY2(!decoded.error, qPrintable(decoded.error ? decoded.error->detail : QString()));
    const QStringList nothing(allTypes.size(), u"NULL"_s);
    QCOMPARE(decoded.rows, (QList<QStringList>{firstRow, nothing, lastRow, firstRow, nothing, lastRow}));
    // Timestamps as structs are another layout.
    QVERIFY(decode(encode(batch, {.timestampsAsStructs = true}), allTypes).error.has_value());
}

void tst_Arrow::batchesAreBounded()
{
    RecordBatch batch(columns({u"STRING"_s, u"ARRAY<STRING>"_s}));
    for (int i = 0; i < 1000; ++i) {
        batch.vector(0).appendBytes(QByteArray(100, 'x'));
        batch.vector(1).appendBytes("[\"" + QByteArray::number(i) + "\"]");
    }
    const QByteArray message = encode(batch);
    QCOMPARE(decode(message, {u"STRING"_s, u"ARRAY<STRING>"_s}, {.rowsPerBatch = 400}).batches,
             (QList<qsizetype>{400, 400, 200}));
    const Decoded small = decode(message, {u"STRING"_s, u"ARRAY<STRING>"_s}, {.bytesPerBatch = 30'000});
    QCOMPARE(small.batches.first(), 250);
    QCOMPARE(small.rows.size(), 1000);
    QCOMPARE(small.rows.at(777).at(1), u"[\"777\"]"_s);
}

void tst_Arrow::decimals_data()
{
    QTest::addColumn<QString>("type");
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QString>("found"); // empty: refused
    const auto row = [](const char *type, const char *text, const char *found) {
        QTest::addRow("%s as %s", text, type)
            << QString::fromLatin1(type) << QByteArray(text) << QString::fromLatin1(found);
    };
    row("DECIMAL(10,2)", "1", "1.00");
    row("DECIMAL(10,2)", "-0.01", "-0.01");
    row("DECIMAL(10,2)", "+.5", "0.50");
    row("DECIMAL(10,2)", "5.", "5.00");
    row("DECIMAL(10,2)", "1.500", "1.50");
    row("DECIMAL(10,2)", "1E3", "1000.00");
    row("DECIMAL(10,2)", "12e-1", "1.20");
    row("DECIMAL(10,2)", "0", "0.00");
    row("DECIMAL(10,0)", "-7", "-7");
    row("DECIMAL(10,0)", "0", "0");
    row("DECIMAL(38,18)", "99999999999999999999.999999999999999999", "99999999999999999999.999999999999999999");
    row("DECIMAL(38,18)", "-99999999999999999999.999999999999999999", "-99999999999999999999.999999999999999999");
    row("DECIMAL(38,0)", "170141183460469231731687303715884105727", "170141183460469231731687303715884105727");
    row("DECIMAL(38,0)", "170141183460469231731687303715884105728", "");
    row("DECIMAL(38,0)", "1000000000000000000000000000000000000000000", "");
    row("DECIMAL", "-12345678901234567890.000000000000000001", "-12345678901234567890.000000000000000001");
    row("DECIMAL(10,2)", "1.001", "");
    row("DECIMAL(10,2)", "1e-3", "");
    row("DECIMAL(10,2)", "1e999", "");
    row("DECIMAL(10,2)", "", "");
    row("DECIMAL(10,2)", "-", "");
    row("DECIMAL(10,2)", ".", "");
    row("DECIMAL(10,2)", "1.2.3", "");
    row("DECIMAL(10,2)", "NaN", "");
}

void tst_Arrow::decimals()
{
    QFETCH(QString, type);
    QFETCH(QByteArray, text);
    QFETCH(QString, found);
    const QByteArray message = encode(oneText(type, text));
    QCOMPARE(message.isEmpty(), found.isEmpty());
    if (!found.isEmpty())
        QCOMPARE(decode(message, {type}).rows, QList<QStringList>{{found}});
}

void tst_Arrow::valuesThatDoNotFitAreTold()
{
    const auto isRefused = [](const RecordBatch &batch, ArrowOptions options = {}) {
        auto encoder = ArrowEncoder::make(batch.columns(), options);
        QByteArray out("before");
        const auto done = encoder->append(batch, out);
        return !done && done.error().kind == core::ErrorKind::Invalid && out == "before";
    };
    RecordBatch number(columns({u"TINYINT"_s}));
    number.vector(0).appendInt64(128);
    QVERIFY(isRefused(number));
    for (const char *json : {"[1", "[1]x", "{}", "[\"a\"]", "[99999999999]"})
        QVERIFY2(isRefused(oneText(u"ARRAY<INT>"_s, json)), json);
    QVERIFY(isRefused(oneText(u"MAP<BIGINT,STRING>"_s, "{\"a\":\"b\"}")));

    RecordBatch late(columns({u"TIMESTAMP"_s}));
    late.vector(0).appendTimestamp({253'402'300'799, 0}); // 9999-12-31 23:59:59
    QVERIFY(isRefused(late));
    QVERIFY(!isRefused(late, {.timestampsAsStructs = true}));
    for (const records::Timestamp edge :
         {records::Timestamp{-9'223'372'037, 145'224'192}, {9'223'372'036, 854'775'807}}) {
        RecordBatch batch(columns({u"TIMESTAMP"_s}));
        batch.vector(0).appendTimestamp(edge);
        QCOMPARE(decode(encode(batch), {u"TIMESTAMP"_s}).rows, QList<QStringList>{{records::timestampText(edge)}});
    }
}

void tst_Arrow::typesThatCannotTravelAreTold()
{
    const auto encoder = ArrowEncoder::make(columns({u"nothing"_s}));
    QVERIFY(!encoder);
    QCOMPARE(encoder.error().kind, core::ErrorKind::Unsupported);
    QCOMPARE(decode(lz4Batch, {u"nothing"_s}).error->kind, core::ErrorKind::Unsupported);
}

void tst_Arrow::everyCutIsRefused()
{
    for (qsizetype size = 1; size < allTypesBatch.size(); ++size) {
        const Decoded decoded = decode(allTypesBatch.first(size), allTypes);
        QVERIFY2(decoded.error, qPrintable(QString::number(size)));
        QCOMPARE(decoded.error->kind, core::ErrorKind::Protocol);
        QVERIFY(decoded.rows.isEmpty());
    }
    QVERIFY(decode(allTypesBatch + 'x', allTypes).error.has_value());
    QByteArray ended = allTypesBatch;
    ArrowEncoder::appendEnd(ended);
    QVERIFY(!decode(ended, allTypes).error);
    QVERIFY(decode(ended + 'x', allTypes).error.has_value());
    QByteArray schema;
    ArrowEncoder::make(columns(allTypes))->appendSchema(schema);
    QVERIFY(decode(schema, allTypes).error.has_value()); // the columns are known, nobody may say others
    QStringList types = allTypes;
    types.removeLast();
    QVERIFY(decode(allTypesBatch, types).error.has_value());
    QVERIFY(decode(allTypesBatch, allTypes + QStringList{u"BIGINT"_s}).error.has_value());
}

void tst_Arrow::noChangedByteIsHarmful()
{
    int refused = 0;
    for (const QByteArray &good : {allTypesBatch, lz4Batch, zstdBatch}) {
        const QStringList types = good == allTypesBatch ? allTypes : QStringList{u"BIGINT"_s};
        for (qsizetype i = 0; i < good.size(); ++i) {
            for (const uint8_t value : {0x00, 0x7F, 0xFF}) {
                QByteArray bad = good;
                bad[i] = char(value);
                refused += decode(bad, types).error ? 1 : 0;
            }
        }
    }
    QVERIFY2(refused > 400, qPrintable(QString::number(refused)));
}

void tst_Arrow::buffersOutsideTheMessageAreRefused()
{
    RecordBatch batch(columns({u"BIGINT"_s, u"BIGINT"_s}));
    for (int i = 0; i < 4; ++i) {
        batch.vector(0).appendInt64(i);
        batch.vector(1).appendInt64(10 + i);
    }
    const QStringList types{u"BIGINT"_s, u"BIGINT"_s};
    const QByteArray good = encode(batch);
    QCOMPARE(decode(good, types).rows.size(), 4);
    const auto changed = [&](qint64 offset, qint64 length) {
        const QByteArray bad = withBuffer(good, 32, 32, offset, length); // of the second column
        return bad.isEmpty() ? std::optional<core::Error>() : decode(bad, types).error;
    };
    QVERIFY(!decode(withBuffer(good, 32, 32, 32, 32), types).error);
    constexpr qint64 most = std::numeric_limits<qint64>::max();
    for (const auto &[offset, length] : {std::pair<qint64, qint64>{0, 32}, // the first column's
                                         {31, 32},
                                         {40, 32},
                                         {64, 32},
                                         {32, 24},
                                         {32, 40},
                                         {32, 0},
                                         {32, -32},
                                         {-32, 32},
                                         {most, 32},
                                         {32, most}})
        QVERIFY2(changed(offset, length), qPrintable(u"%1, %2"_s.arg(offset).arg(length)));
}

void tst_Arrow::offsetsAreChecked()
{
    RecordBatch batch(columns({u"STRING"_s}));
    batch.vector(0).appendBytes("ab");
    batch.vector(0).appendBytes("cd");
    const QByteArray good = encode(batch);
    const qint32 offsets[] = {0, 2, 4};
    const QByteArray bytes(reinterpret_cast<const char *>(offsets), sizeof offsets);
    QCOMPARE(good.count(bytes), 1);
    const auto with = [&](qint32 a, qint32 b, qint32 c) {
        const qint32 other[] = {a, b, c};
        return decode(QByteArray(good).replace(bytes, QByteArray(reinterpret_cast<const char *>(other), sizeof other)),
                      {u"STRING"_s});
    };
    QCOMPARE(with(1, 1, 3).rows, (QList<QStringList>{{QString()}, {u"bc"_s}}));
    QVERIFY(with(0, 5, 4).error.has_value());
    QVERIFY(with(0, 2, 5).error.has_value());
    QVERIFY(with(-1, 2, 4).error.has_value());
    QVERIFY(with(0, -2, 4).error.has_value());
    QVERIFY(with(0, 2, std::numeric_limits<qint32>::max()).error.has_value());
}

void tst_Arrow::sizesAreBounded()
{
    const QByteArray message = encode(oneText(u"STRING"_s, QByteArray(1000, 'x')));
    QVERIFY(!decode(message, {u"STRING"_s}, {.maxFieldBytes = 1000}).error);
    QVERIFY(decode(message, {u"STRING"_s}, {.maxFieldBytes = 999}).error.has_value());
    QVERIFY(decode(message, {u"STRING"_s}, {.maxMessageBytes = 1000}).error.has_value());
    QVERIFY(decode(message + message, {u"STRING"_s}, {.maxTotalBytes = message.size()}).error.has_value());
    // Small on the wire, large when decompressed.
    const QByteArray bomb =
        encode(oneText(u"STRING"_s, QByteArray(10'000'000, '\0')), {.bodyCompression = Compression::Zstd});
    QVERIFY(bomb.size() < 10'000);
    QVERIFY(!decode(bomb, {u"STRING"_s}).error);
    QVERIFY(decode(bomb, {u"STRING"_s}, {.maxMessageBytes = 1'000'000}).error.has_value());
    const QByteArray list = encode(oneText(u"ARRAY<BIGINT>"_s, "[" + QByteArray("1,").repeated(999) + "1]"));
    QVERIFY(!decode(list, {u"ARRAY<BIGINT>"_s}, {.maxFieldBytes = 1000}).error);
    QVERIFY(decode(list, {u"ARRAY<BIGINT>"_s}, {.maxFieldBytes = 400}).error.has_value());
}

QTEST_GUILESS_MAIN(tst_Arrow)
#include "tst_arrow.moc"
