// SPDX-License-Identifier: GPL-3.0-or-later
#include <isthmus/wire/crc32c.h>

#include <QTest>

#include <random>

using namespace isthmus::wire;

class tst_Crc32c : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void givesThePublishedCheckValue()
    {
        Crc32c crc;
        crc.add(QByteArrayView("123456789"));
        QCOMPARE(crc.value(), 0xE3069283U);
        QCOMPARE(Crc32c::portable("123456789"), 0xE3069283U);
        QCOMPARE(Crc32c().value(), 0U);
    }

    void instructionTableAndPiecesAgree()
    {
        std::mt19937 random(4711);
        for (int round = 0; round < 500; ++round) {
            QByteArray bytes(int(random() % 300), Qt::Uninitialized);
            for (char &c : bytes)
                c = char(random());
            Crc32c pieces;
            for (qsizetype at = 0; at < bytes.size();) {
                const qsizetype size = std::min<qsizetype>(1 + qsizetype(random() % 20), bytes.size() - at);
                pieces.add(QByteArrayView(bytes).sliced(at, size));
                at += size;
            }
            QCOMPARE(pieces.value(), Crc32c::portable(bytes));
        }
    }

    void numberedValuesAreLittleEndian()
    {
        Crc32c numbered;
        numbered.addNumbered(1, int64_t(-2));
        QCOMPARE(numbered.value(), Crc32c::portable(QByteArray::fromHex("01000000feffffffffffffff")));
    }
};

QTEST_GUILESS_MAIN(tst_Crc32c)
#include "tst_crc32c.moc"
