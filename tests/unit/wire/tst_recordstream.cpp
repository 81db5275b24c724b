// SPDX-License-Identifier: GPL-3.0-or-later
#include <isthmus/wire/recorddecoder.h>
#include <isthmus/wire/recordencoder.h>

#include <QTest>

#include <limits>
#include <random>

using namespace isthmus;
using namespace isthmus::wire;
using records::RecordBatch;
using records::Timestamp;

namespace {

QList<catalog::Column> columns(const QStringList &types)
{
    QList<catalog::Column> made;
    for (const QString &type : types) {
        catalog::Column column;
        column.name = QStringLiteral("c%1").arg(made.size());
        column.type = catalog::parseMaxComputeType(type);
        made.append(column);
    }
    return made;
}

const QStringList scalarTypes{QStringLiteral("bigint"),  QStringLiteral("string"),   QStringLiteral("double"),
                              QStringLiteral("boolean"), QStringLiteral("datetime"), QStringLiteral("decimal")};
const QStringList wideTypes{QStringLiteral("tinyint"),
                            QStringLiteral("smallint"),
                            QStringLiteral("int"),
                            QStringLiteral("float"),
                            QStringLiteral("date"),
                            QStringLiteral("varchar(10)"),
                            QStringLiteral("char(3)"),
                            QStringLiteral("binary"),
                            QStringLiteral("array<bigint>"),
                            QStringLiteral("map<string,bigint>"),
                            QStringLiteral("struct<a:int,b:string>")};

// The vectors of docs/protocol.md#record-vectors.
const QByteArray v1 = QByteArray::fromHex("0802120568656c6c6f19000000000000f83f200128f69eefc3a16332063132332e343580c0ff"
                                          "7fccf9d1e50bf0ffff7f02f8ffff7fadcee8b20c");
const QByteArray v2 = QByteArray::fromHex("08031203e4b8ad19000000000000d0bf200028cf0f32062d302e30303180c0ff7fead5dc9307"
                                          "80c0ff7f00"
                                          "08feffffffffffffffff01120080c0ff7f9eccc5b70c"
                                          "f0ffff7f06f8ffff7fd68f8ce508");
const QByteArray v3 = QByteArray::fromHex("f0ffff7f00f8ffff7f00");
const QByteArray v4 = QByteArray::fromHex("08fe011001188080"
                                          "08250000003f28b2b402320276633a036162634202007f"
                                          "4a0300020100065202"
                                          "00016b00017a02000e01"
                                          "5a00020180c0ff7fdade86ed0ff0ffff7f02f8ffff7faba3a2f70b");
const QByteArray v5 = QByteArray::fromHex("0a087b2261223a20317d80c0ff7ff3bed5cb0ff0ffff7f02f8ffff7fc58da4eb02");

struct Sample {
    QStringList types;
    QByteArray stream;
    QList<QStringList> rows; // display texts, "NULL" for NULL
};

QMap<QString, Sample> samples()
{
    const QString null = QStringLiteral("NULL");
    return {
        {QStringLiteral("V1"),
         {scalarTypes,
          v1,
          {{QStringLiteral("1"), QStringLiteral("hello"), QStringLiteral("1.5"), QStringLiteral("true"),
            QStringLiteral("2024-01-15 08:30:00.123"), QStringLiteral("123.45")}}}},
        {QStringLiteral("V2"),
         {scalarTypes,
          v2,
          {{QStringLiteral("-2"), QStringLiteral("中"), QStringLiteral("-0.25"), QStringLiteral("false"),
            QStringLiteral("1969-12-31 23:59:59"), QStringLiteral("-0.001")},
           {null, null, null, null, null, null},
           {QStringLiteral("9223372036854775807"), QString(), null, null, null, null}}}},
        {QStringLiteral("V3"), {scalarTypes, v3, {}}},
        {QStringLiteral("V4"),
         {wideTypes,
          v4,
          {{QStringLiteral("127"), QStringLiteral("-1"), QStringLiteral("65536"), QStringLiteral("0.5"),
            QStringLiteral("2024-01-15"), QStringLiteral("vc"), QStringLiteral("abc"), QStringLiteral("\\x007f"),
            QStringLiteral("[1,null,3]"), QStringLiteral(R"({"k":7,"z":null})"),
            QStringLiteral(R"({"a":1,"b":null})")}}}},
        {QStringLiteral("V5"), {{QStringLiteral("json")}, v5, {{QStringLiteral(R"({"a": 1})")}}}},
    };
}

QList<QStringList> texts(const RecordBatch &batch)
{
    QList<QStringList> rows;
    for (qsizetype r = 0; r < batch.rowCount(); ++r) {
        QStringList row;
        for (qsizetype c = 0; c < batch.columnCount(); ++c)
            row.append(batch.vector(c).isNull(r) ? QStringLiteral("NULL") : batch.vector(c).displayText(r));
        rows.append(row);
    }
    return rows;
}

core::Result<RecordBatch> decoded(const QStringList &types, const QByteArray &stream)
{
    RecordDecoder decoder(columns(types));
    if (const auto done = decoder.feed(stream); !done)
        return core::fail(done.error());
    if (const auto done = decoder.finish(); !done)
        return core::fail(done.error());
    return decoder.takeRows();
}

QByteArray encoded(const RecordBatch &batch)
{
    RecordEncoder encoder;
    QByteArray stream;
    const auto done = encoder.append(batch, 0, batch.rowCount(), stream);
    if (!done)
        return done.error().message.toUtf8();
    encoder.finish(stream);
    return stream;
}

RecordBatch batchOf(const QStringList &types, const std::function<void(RecordBatch &)> &fill)
{
    RecordBatch batch(columns(types));
    fill(batch);
    return batch;
}

} // namespace

class tst_RecordStream : public QObject {
    Q_OBJECT

private:
    static void addVectors()
    {
        QTest::addColumn<QString>("name");
        const auto all = samples();
        for (auto it = all.cbegin(); it != all.cend(); ++it)
            QTest::newRow(qPrintable(it.key())) << it.key();
    }

private Q_SLOTS:
    void readsTheVectors_data() { addVectors(); }
    void readsTheVectors()
    {
        QFETCH(QString, name);
        const Sample sample = samples().value(name);
        const auto batch = decoded(sample.types, sample.stream);
        QVERIFY2(batch, qPrintable(batch ? QString() : batch.error().detail));
        QCOMPARE(texts(*batch), sample.rows);
    }

    void writesTheVectorsByteForByte_data() { addVectors(); }
    void writesTheVectorsByteForByte()
    {
        QFETCH(QString, name);
        const Sample sample = samples().value(name);
        const auto batch = decoded(sample.types, sample.stream);
        QVERIFY(batch);
        QCOMPARE(encoded(*batch).toHex(), sample.stream.toHex());
    }

    void pieceBoundariesDoNotMatter_data() { addVectors(); }
    void pieceBoundariesDoNotMatter()
    {
        QFETCH(QString, name);
        const Sample sample = samples().value(name);
        for (qsizetype cut = 0; cut <= sample.stream.size(); ++cut) {
            RecordDecoder decoder(columns(sample.types));
            QVERIFY(decoder.feed(QByteArrayView(sample.stream).first(cut)));
            QVERIFY(decoder.feed(QByteArrayView(sample.stream).sliced(cut)));
            QVERIFY(decoder.finish());
            QCOMPARE(texts(decoder.takeRows()), sample.rows);
        }
        RecordDecoder byByte(columns(sample.types));
        for (qsizetype i = 0; i < sample.stream.size(); ++i)
            QVERIFY(byByte.feed(QByteArrayView(sample.stream).sliced(i, 1)));
        QVERIFY(byByte.finish());
        QCOMPARE(texts(byByte.takeRows()), sample.rows);
    }

    void aStreamCutAnywhereIsAnError_data() { addVectors(); }
    void aStreamCutAnywhereIsAnError()
    {
        QFETCH(QString, name);
        const Sample sample = samples().value(name);
        for (qsizetype cut = 0; cut < sample.stream.size(); ++cut) {
            const auto batch = decoded(sample.types, sample.stream.first(cut));
            QVERIFY2(!batch, qPrintable(QStringLiteral("cut at %1").arg(cut)));
            QCOMPARE(batch.error().kind, core::ErrorKind::Protocol);
        }
    }

    // Every value, checksum and count is covered by some check; nested counts are not in the checksum, yet a wrong one
    // shifts everything after it.
    void everyFlippedBitIsNoticed_data() { addVectors(); }
    void everyFlippedBitIsNoticed()
    {
        QFETCH(QString, name);
        const Sample sample = samples().value(name);
        for (qsizetype bit = 0; bit < sample.stream.size() * 8; ++bit) {
            QByteArray altered = sample.stream;
            altered[bit / 8] = char(altered[bit / 8] ^ (1 << (bit % 8)));
            QVERIFY2(!decoded(sample.types, altered), qPrintable(QStringLiteral("bit %1").arg(bit)));
        }
    }

    void garbageNeverCrashesAndKeepsLittle()
    {
        std::mt19937 random(20240115);
        const auto all = samples().values();
        for (int round = 0; round < 20'000; ++round) {
            const Sample &sample = all.at(int(random() % size_t(all.size())));
            QByteArray bytes;
            if (round % 2 == 0) { // pure noise
                bytes.resize(int(random() % 400));
                for (char &c : bytes)
                    c = char(random());
            } else { // a real stream with a few bytes changed
                bytes = sample.stream;
                for (unsigned i = 0; i <= random() % 4; ++i)
                    bytes[qsizetype(random() % size_t(bytes.size()))] = char(random());
            }
            RecordDecoder decoder(columns(sample.types));
            const qsizetype cut = bytes.isEmpty() ? 0 : qsizetype(random() % size_t(bytes.size()));
            const bool ok = decoder.feed(QByteArrayView(bytes).first(cut))
                && decoder.feed(QByteArrayView(bytes).sliced(cut)) && decoder.finish();
            if (ok)
                QCOMPARE(qsizetype(decoder.rowCount()), qsizetype(sample.rows.size()));
            QVERIFY(decoder.takeRows().memoryBytes() < 64 * 1024);
        }
    }

    void acceptsChecksumsOfTenBytes()
    {
        // The last varint of V1, 0xC65A272D, sign-extended to 64 bits as the compiled Python encoder writes it.
        QByteArray wide = v1;
        wide.chop(5);
        wide += QByteArray::fromHex("adcee8b2fcffffffff01");
        const auto batch = decoded(scalarTypes, wide);
        QVERIFY2(batch, qPrintable(batch ? QString() : batch.error().detail));
        QCOMPARE(texts(*batch), samples().value(QStringLiteral("V1")).rows);
    }

    void normalisesNegativeNanoseconds()
    {
        // A record of one TIMESTAMP, -1 s and -500,000,000 ns, with checksums over what was sent.
        Crc32c crc;
        crc.addNumbered(1, int64_t(-1));
        crc.addInt32(-500'000'000);
        Crc32c all;
        all.addInt32(int32_t(crc.value()));
        const auto varint = [](uint64_t value) {
            QByteArray bytes;
            for (; value >= 0x80; value >>= 7)
                bytes += char(value | 0x80);
            return bytes + char(value);
        };
        const QByteArray stream = QByteArray::fromHex("0a01") + varint(999'999'999) + QByteArray::fromHex("80c0ff7f")
            + varint(crc.value()) + QByteArray::fromHex("f0ffff7f02f8ffff7f") + varint(all.value());
        const auto batch = decoded({QStringLiteral("timestamp")}, stream);
        QVERIFY2(batch, qPrintable(batch ? QString() : batch.error().detail));
        QCOMPARE(batch->vector(0).timestampAt(0), (Timestamp{-2, 500'000'000}));
    }

    void passesOverDownloadMetrics()
    {
        const QByteArray metrics = R"({"ms":1})";
        Crc32c crc;
        crc.addInt32(1);
        crc.add(metrics);
        QByteArray stream = v3.first(5) + QByteArray::fromHex("0a08") + metrics + QByteArray::fromHex("80f0ff7f");
        for (uint64_t rest = crc.value(); rest > 0; rest >>= 7)
            stream += char((rest & 0x7F) | (rest >= 0x80 ? 0x80 : 0));
        QVERIFY(decoded(scalarTypes, stream + v3.sliced(5)));
        QByteArray altered = stream;
        altered[8] = 'x';
        QVERIFY(!decoded(scalarTypes, altered + v3.sliced(5)));
    }

    void extremesSurviveTheJourney()
    {
        const QStringList types{QStringLiteral("bigint"),
                                QStringLiteral("timestamp"),
                                QStringLiteral("datetime"),
                                QStringLiteral("timestamp_ntz"),
                                QStringLiteral("string"),
                                QStringLiteral("double"),
                                QStringLiteral("interval_year_month")};
        const RecordBatch batch = batchOf(types, [](RecordBatch &b) {
            b.vector(0).appendInt64(std::numeric_limits<int64_t>::min());
            b.vector(1).appendTimestamp({-1, 999'999'999});
            b.vector(2).appendTimestamp({-62135596800, 1'000'000});
            b.vector(3).appendTimestamp({253402300799, 999'999'999});
            b.vector(4).appendBytes(QByteArray(100'000, '\0'));
            b.vector(5).appendDouble(-std::numeric_limits<double>::infinity());
            b.vector(6).appendInt64(-13);
        });
        const auto back = decoded(types, encoded(batch));
        QVERIFY(back);
        QCOMPARE(back->vector(0).int64At(0), std::numeric_limits<int64_t>::min());
        QCOMPARE(back->vector(1).timestampAt(0), (Timestamp{-1, 999'999'999}));
        QCOMPARE(back->vector(2).timestampAt(0), (Timestamp{-62135596800, 1'000'000}));
        QCOMPARE(back->vector(3).timestampAt(0), (Timestamp{253402300799, 999'999'999}));
        QCOMPARE(back->vector(4).bytesAt(0).toByteArray(), QByteArray(100'000, '\0'));
        QCOMPARE(back->vector(5).doubleAt(0), -std::numeric_limits<double>::infinity());
        QCOMPARE(back->vector(6).int64At(0), -13);
    }

    void nestedValuesSurviveTheJourney_data()
    {
        QTest::addColumn<QString>("type");
        QTest::addColumn<QByteArray>("json");
        QTest::newRow("order and digits are kept")
            << QStringLiteral("map<string,bigint>") << QByteArray(R"({"z":9223372036854775807,"a":-1,"m":null})");
        QTest::newRow("keys that are numbers") << QStringLiteral("map<int,string>") << QByteArray(R"({"7":"x"})");
        QTest::newRow("keys that are dates") << QStringLiteral("map<date,int>") << QByteArray(R"({"2024-01-15":1})");
        QTest::newRow("text with escapes")
            << QStringLiteral("array<string>") << QByteArray("[\"a\\\"b\\\\c\\nd\\u0001\",\"\xe4\xb8\xad\",\"\"]");
        QTest::newRow("deep") << QStringLiteral("array<struct<f:map<string,array<double>>,`g h`:boolean>>")
                              << QByteArray(R"([{"f":{"k":[1.5,null,"NaN"]},"g h":true},null])");
        QTest::newRow("times")
            << QStringLiteral("struct<d:date,t:datetime,s:timestamp>")
            << QByteArray(R"({"d":"1969-12-31","t":"1969-12-31 23:59:59.5","s":"0001-01-01 00:00:00.000000001"})");
        QTest::newRow("decimals and bytes") << QStringLiteral("struct<a:decimal(38,18),b:binary,c:float>")
                                            << QByteArray(R"({"a":12345678901234567890.123,"b":"\\x00ff","c":0.1})");
        QTest::newRow("values of JSON") << QStringLiteral("struct<a:array<json>,m:map<string,json>>")
                                        << QByteArray(R"({"a":[{"b":1.10,"a":[]},"x","5",5,true,null],"m":{"k":"y"}})");
        QTest::newRow("numbers as they stand alone")
            << QStringLiteral("array<double>") << QByteArray("[100000,1e+15,0.0001,1e-05,-0,123456789]");
        QTest::newRow("empty") << QStringLiteral("struct<a:array<int>,b:map<string,string>>")
                               << QByteArray(R"({"a":[],"b":{}})");
    }

    void nestedValuesSurviveTheJourney()
    {
        QFETCH(QString, type);
        QFETCH(QByteArray, json);
        const RecordBatch batch = batchOf({type}, [&](RecordBatch &b) { b.vector(0).appendBytes(json); });
        const auto back = decoded({type}, encoded(batch));
        QVERIFY2(back, qPrintable(back ? QString() : back.error().detail));
        QCOMPARE(back->vector(0).bytesAt(0).toByteArray(), json);
    }

    void nestedTextThatDoesNotFitIsRefused_data()
    {
        QTest::addColumn<QString>("type");
        QTest::addColumn<QByteArray>("json");
        QTest::newRow("no array") << QStringLiteral("array<int>") << QByteArray(R"({"a":1})");
        QTest::newRow("text for a number") << QStringLiteral("array<int>") << QByteArray(R"(["x"])");
        QTest::newRow("cut off") << QStringLiteral("array<int>") << QByteArray("[1,2");
        QTest::newRow("more after it") << QStringLiteral("array<int>") << QByteArray("[1] 2");
        QTest::newRow("empty") << QStringLiteral("map<string,int>") << QByteArray();
        QTest::newRow("a bomb") << QStringLiteral("array<string>") << QByteArray(100'000, '[');
    }

    void nestedTextThatDoesNotFitIsRefused()
    {
        QFETCH(QString, type);
        QFETCH(QByteArray, json);
        const RecordBatch batch = batchOf({type}, [&](RecordBatch &b) { b.vector(0).appendBytes(json); });
        RecordEncoder encoder;
        QByteArray out;
        const auto done = encoder.append(batch, 0, 1, out);
        QVERIFY(!done);
        QCOMPARE(done.error().kind, core::ErrorKind::Invalid);
    }

    void typesThatCannotTravelAreRefusedByName()
    {
        const QStringList types{QStringLiteral("vector(float,4)")};
        RecordDecoder decoder(columns(types));
        const auto fed = decoder.feed(v3);
        QVERIFY(!fed);
        QCOMPARE(fed.error().kind, core::ErrorKind::Unsupported);
        QVERIFY(fed.error().message.contains(QStringLiteral("VECTOR")));
    }

    void boundsAreKept()
    {
        RecordDecoder tooManyRows(columns(scalarTypes), RecordLimits{.maxRows = 2});
        QVERIFY(!tooManyRows.feed(v2));
        RecordDecoder tooLong(columns(scalarTypes), RecordLimits{.maxFieldBytes = 4});
        QVERIFY(!tooLong.feed(v1)); // "hello"
        RecordDecoder tooMuch(columns(scalarTypes), RecordLimits{.maxTotalBytes = 10});
        QVERIFY(!tooMuch.feed(v1));
        // A length of 2^60 is refused at once, not waited for.
        RecordDecoder hugeLength(columns({QStringLiteral("string")}));
        QVERIFY(!hugeLength.feed(QByteArray::fromHex("0a808080808080808010")));
    }

    void handsOutBatchesOfTheAskedSize()
    {
        const RecordBatch batch = batchOf({QStringLiteral("bigint")}, [](RecordBatch &b) {
            for (int i = 0; i < 25; ++i)
                b.vector(0).appendInt64(i);
        });
        RecordDecoder decoder(batch.columns(), RecordLimits{.rowsPerBatch = 10});
        QList<qsizetype> sizes;
        int64_t sum = 0;
        decoder.onBatch([&](RecordBatch &&part) -> core::Result<core::Done> {
            sizes.append(part.rowCount());
            for (qsizetype r = 0; r < part.rowCount(); ++r)
                sum += part.vector(0).int64At(r);
            return core::Done{};
        });
        QVERIFY(decoder.feed(encoded(batch)));
        QVERIFY(decoder.finish());
        QCOMPARE(sizes, (QList<qsizetype>{10, 10, 5}));
        QCOMPARE(sum, 300);
    }

    void stopsAtARecordWhenItHasEnough()
    {
        RecordDecoder decoder(columns(scalarTypes), RecordLimits{.enoughBytes = 1});
        QVERIFY(decoder.feed(v2));
        QVERIFY(decoder.isEnough());
        QVERIFY(decoder.feed(QByteArrayView("anything")));
        QVERIFY(decoder.finish());
        QCOMPARE(texts(decoder.takeRows()), samples().value(QStringLiteral("V2")).rows.first(1));
    }

    void aRangeOfRowsCanBeWritten()
    {
        const RecordBatch batch = batchOf({QStringLiteral("bigint")}, [](RecordBatch &b) {
            for (int i = 0; i < 5; ++i)
                b.vector(0).appendInt64(i);
        });
        RecordEncoder encoder;
        QByteArray stream;
        QVERIFY(encoder.append(batch, 3, 2, stream));
        QVERIFY(encoder.append(batch, 0, 1, stream));
        encoder.finish(stream);
        const auto back = decoded({QStringLiteral("bigint")}, stream);
        QVERIFY(back);
        QCOMPARE(texts(*back),
                 (QList<QStringList>{{QStringLiteral("3")}, {QStringLiteral("4")}, {QStringLiteral("0")}}));
    }
};

QTEST_GUILESS_MAIN(tst_RecordStream)
#include "tst_recordstream.moc"
