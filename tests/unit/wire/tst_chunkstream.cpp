// SPDX-License-Identifier: GPL-3.0-or-later
#include <isthmus/wire/chunkstream.h>

#include <QTest>

using namespace isthmus;
using namespace isthmus::wire;

namespace {

QByteArray framed(const QByteArray &data, qsizetype chunkBytes)
{
    QByteArray out;
    ChunkWriter writer(chunkBytes);
    for (const char c : data) // one by one: chunks do not depend on how data come
        writer.append(QByteArrayView(&c, 1), out);
    writer.finish(out);
    return out;
}

/// What is in \a stream, fed in pieces; nothing if it is refused.
std::optional<QByteArray> unframed(const QByteArray &stream, qsizetype pieceBytes = 1'000'000)
{
    QByteArray data;
    ChunkReader reader;
    const auto sink = [&](QByteArrayView bytes) -> core::Result<core::Done> {
        data.append(bytes.data(), bytes.size());
        return core::Done();
    };
    for (qsizetype at = 0; at < stream.size(); at += pieceBytes) {
        if (!reader.feed(QByteArrayView(stream).sliced(at, std::min(pieceBytes, stream.size() - at)), sink))
            return std::nullopt;
    }
    if (!reader.finish())
        return std::nullopt;
    return data;
}

const QByteArray digits("123456789"); // CRC-32C 0xE3069283

} // namespace

class tst_ChunkStream : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void framesAreThoseOfTheProtocol()
    {
        // Chunk size, data of the short last chunk, checksum of all data.
        QCOMPARE(framed(digits, 65536).toHex(),
                 QByteArray("00010000"
                            "313233343536373839"
                            "e3069283"));
        // A whole chunk has a checksum of its own, and the last chunk may be empty.
        QCOMPARE(framed(digits, 9).toHex(),
                 QByteArray("00000009"
                            "313233343536373839"
                            "e3069283"
                            "e3069283"));
        QCOMPARE(framed({}, 9).toHex(),
                 QByteArray("00000009"
                            "00000000"));
    }

    void whatIsFramedComesBack()
    {
        for (const qsizetype chunk : {1, 2, 4, 5, 9, 10, 100}) {
            for (const qsizetype piece : {1, 2, 3, 7, 1000})
                QCOMPARE(unframed(framed(digits, chunk), piece), digits);
        }
        QCOMPARE(unframed(framed({}, 9)), QByteArray());
        QCOMPARE(unframed(QByteArray(4, '\0')), QByteArray()); // a sender without rows
    }

    void everyChangedBitIsSeen()
    {
        for (const qsizetype chunk : {4, 9, 65536}) {
            const QByteArray good = framed(digits, chunk);
            for (qsizetype bit = 8 * 4; bit < 8 * good.size(); ++bit) { // the chunk size has no checksum
                QByteArray bad = good;
                bad[bit / 8] = char(bad[bit / 8] ^ (1 << (bit % 8)));
                QVERIFY2(!unframed(bad), qPrintable(QStringLiteral("chunk %1, bit %2").arg(chunk).arg(bit)));
            }
        }
    }

    void everyCutIsSeen()
    {
        for (const qsizetype chunk : {4, 65536}) {
            const QByteArray good = framed(digits, chunk);
            for (qsizetype size = 0; size < good.size(); ++size)
                QVERIFY2(!unframed(good.first(size)), qPrintable(QString::number(size)));
            QVERIFY(!unframed(good + 'x'));
        }
        QVERIFY(!unframed(QByteArray(8, '\0')));
    }

    void aRefusalOfTheSinkIsTold()
    {
        ChunkReader reader;
        const auto done = reader.feed(framed(digits, 4), [](QByteArrayView) -> core::Result<core::Done> {
            return core::fail(core::ErrorKind::Cancelled, QStringLiteral("enough"));
        });
        QVERIFY(!done);
        QCOMPARE(done.error().message, QStringLiteral("enough"));
    }
};

QTEST_GUILESS_MAIN(tst_ChunkStream)
#include "tst_chunkstream.moc"
