// SPDX-License-Identifier: GPL-3.0-or-later
#include <isthmus/wire/compression.h>

#include <QTest>

#include <random>

using namespace isthmus;
using namespace isthmus::wire;

namespace {

/// Text that compresses, with stretches that do not.
QByteArray someBytes(qsizetype size)
{
    std::mt19937 random(42);
    QByteArray bytes;
    bytes.reserve(size);
    while (bytes.size() < size) {
        bytes += "order " + QByteArray::number(bytes.size() / 100);
        for (int i = 0; i < 20; ++i)
            bytes += char(random());
    }
    bytes.truncate(size);
    return bytes;
}

QByteArray compressed(Compression compression, const QByteArray &bytes, qsizetype piece = 10'000)
{
    QByteArray out;
    const auto compressor = Compressor::make(compression);
    for (qsizetype at = 0; at < bytes.size(); at += piece) {
        if (!compressor->append(QByteArrayView(bytes).sliced(at, qMin(piece, bytes.size() - at)), out))
            return {};
    }
    return compressor->finish(out) ? out : QByteArray();
}

core::Result<QByteArray> decompressed(Compression compression, const QByteArray &stream, qsizetype piece)
{
    QByteArray out;
    const auto decompressor = Decompressor::make(compression);
    for (qsizetype at = 0; at < stream.size(); at += piece) {
        const auto fed = decompressor->feed(QByteArrayView(stream).sliced(at, qMin(piece, stream.size() - at)),
                                            [&](QByteArrayView bytes) -> core::Result<core::Done> {
                                                out.append(bytes.data(), bytes.size());
                                                return core::Done{};
                                            });
        if (!fed)
            return tl::unexpected(fed.error());
    }
    const auto finished = decompressor->finish();
    return finished ? core::Result<QByteArray>(out) : tl::unexpected(finished.error());
}

void addCompressions()
{
    QTest::addColumn<Compression>("compression");
    QTest::newRow("zlib") << Compression::Deflate;
    QTest::newRow("zstd") << Compression::Zstd;
    QTest::newRow("lz4") << Compression::Lz4;
    QTest::newRow("snappy") << Compression::Snappy;
}

} // namespace

Q_DECLARE_METATYPE(Compression)

class tst_Compression : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void streamsComeBackFromAnyPieces_data() { addCompressions(); }
    void streamsComeBackFromAnyPieces()
    {
        QFETCH(Compression, compression);
        for (const qsizetype size : {qsizetype(0), qsizetype(1), qsizetype(65536), qsizetype(1'000'000)}) {
            const QByteArray bytes = someBytes(size);
            for (const qsizetype piece : {qsizetype(1), qsizetype(4096), qsizetype(1 << 20)}) {
                if (piece == 1 && size > 65536)
                    continue;
                const auto back = decompressed(compression, compressed(compression, bytes, piece + 6), piece);
                QVERIFY2(back.has_value(), back ? "" : qPrintable(back.error().detail));
                QCOMPARE(*back, bytes);
            }
        }
        const QByteArray zeros(1'000'000, '\0');
        QVERIFY(compressed(compression, zeros).size() < zeros.size() / 10);
        QCOMPARE(decompressed(compression, compressed(compression, zeros), 7).value(), zeros);
    }

    void cutOrDamagedStreamsAreRefused_data() { addCompressions(); }
    void cutOrDamagedStreamsAreRefused()
    {
        QFETCH(Compression, compression);
        const QByteArray stream = compressed(compression, someBytes(200'000));
        for (const qsizetype size : {qsizetype(0), qsizetype(3), stream.size() / 2, stream.size() - 1}) {
            const auto back = decompressed(compression, stream.first(size), 4096);
            QVERIFY2(!back, qPrintable(QString::number(size)));
            QCOMPARE(back.error().kind, core::ErrorKind::Protocol);
        }
        QVERIFY(!decompressed(compression, QByteArray("this is no compressed stream at all, is it?"), 5));
        if (compression == Compression::Zstd)
            return; // the encoder writes no checksum: the records have theirs
        QByteArray flipped = stream;
        flipped[stream.size() / 2] = char(flipped[stream.size() / 2] ^ 0x10);
        QVERIFY(!decompressed(compression, flipped, 4096));
    }

    void errorOfTheSinkEndsTheStream_data() { addCompressions(); }
    void errorOfTheSinkEndsTheStream()
    {
        QFETCH(Compression, compression);
        const QByteArray bomb = compressed(compression, QByteArray(50'000'000, '\0'), 1 << 20);
        qsizetype seen = 0;
        const auto fed =
            Decompressor::make(compression)->feed(bomb, [&](QByteArrayView bytes) -> core::Result<core::Done> {
                seen += bytes.size();
                if (seen > 100'000)
                    return core::fail(core::ErrorKind::Invalid, QStringLiteral("enough"));
                return core::Done{};
            });
        QVERIFY(!fed);
        QCOMPARE(fed.error().message, QStringLiteral("enough"));
        QVERIFY(seen <= 100'000 + 65536);
    }

    // Made by other programs: zlib.compress, zstd, lz4 and python-snappy of "hello".
    void streamsOfOtherProgramsAreRead_data()
    {
        QTest::addColumn<Compression>("compression");
        QTest::addColumn<QByteArray>("hex");
        QTest::newRow("zlib") << Compression::Deflate << QByteArray("789ccb48cdc9c907 00062c0215");
        QTest::newRow("zstd") << Compression::Zstd << QByteArray("28b52ffd2005290000 68656c6c6f");
        QTest::newRow("lz4") << Compression::Lz4
                             << QByteArray("04224d1868400500000000000000 61 05000080 68656c6c6f 00000000");
        QTest::newRow("snappy") << Compression::Snappy
                                << QByteArray("ff060000734e61507059 01090000 bb1f1c19 68656c6c6f");
    }
    void streamsOfOtherProgramsAreRead()
    {
        QFETCH(Compression, compression);
        QFETCH(QByteArray, hex);
        const auto back = decompressed(compression, QByteArray::fromHex(hex), 3);
        QVERIFY2(back.has_value(), back ? "" : qPrintable(back.error().detail));
        QCOMPARE(*back, QByteArray("hello"));
    }

    void headersAreUnderstood()
    {
        QCOMPARE(compressionNamed(""), Compression::None);
        QCOMPARE(compressionNamed(" Identity"), Compression::None);
        QCOMPARE(compressionNamed("X-LZ4-Frame"), Compression::Lz4);
        QCOMPARE(compressionNamed("x-odps-lz4-frame"), Compression::Lz4);
        QCOMPARE(compressionNamed("br"), std::nullopt);
        QCOMPARE(acceptedCompression("zstd"), Compression::Zstd);
        QCOMPARE(acceptedCompression("gzip, deflate"), Compression::None); // what HTTP libraries send on their own
        for (const auto compression : {Compression::Deflate, Compression::Zstd, Compression::Lz4, Compression::Snappy})
            QCOMPARE(compressionNamed(compressionName(compression)), compression);
    }
};

QTEST_GUILESS_MAIN(tst_Compression)
#include "tst_compression.moc"
