// SPDX-License-Identifier: GPL-3.0-or-later
#include <isthmus/pgwire/numericbinary.h>

#include <QTest>

using namespace isthmus::pgwire;

class tst_NumericBinary : public QObject {
    Q_OBJECT

private Q_SLOTS:
    // The bytes are those of SELECT '…'::numeric in PostgreSQL 15's binary form.
    void bytesAreThoseOfPostgres_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QByteArray>("hex");
        QTest::newRow("zero") << QByteArray("0") << QByteArray("0000000000000000");
        QTest::newRow("zero with places") << QByteArray("0.00") << QByteArray("0000000000000002");
        QTest::newRow("one") << QByteArray("1") << QByteArray("00010000000000000001");
        QTest::newRow("fraction") << QByteArray("123.45") << QByteArray("0002000000000002007b1194");
        QTest::newRow("negative") << QByteArray("-12345.6789") << QByteArray("000300014000000400010929 1a85");
        QTest::newRow("small") << QByteArray("0.00001234") << QByteArray("0001fffe0000000804d2");
        QTest::newRow("smaller") << QByteArray("0.0001") << QByteArray("0001ffff000000040001");
        QTest::newRow("whole groups") << QByteArray("100000000") << QByteArray("00010002000000000001");
    }
    void bytesAreThoseOfPostgres()
    {
        QFETCH(QByteArray, text);
        QFETCH(QByteArray, hex);
        QByteArray bytes;
        QVERIFY(appendNumeric(text, bytes));
        QCOMPARE(bytes.toHex(), QByteArray::fromHex(hex).toHex());
        QByteArray back;
        QVERIFY(appendNumericText(bytes, back));
        QCOMPARE(back, text);
    }

    void writtenFormsAreRead_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QByteArray>("plain");
        QTest::newRow("exponent") << QByteArray("1E-19") << QByteArray("0.0000000000000000001");
        QTest::newRow("positive exponent") << QByteArray("1.5e+3") << QByteArray("1500");
        QTest::newRow("leading zeros") << QByteArray("+000012.500") << QByteArray("12.500");
        QTest::newRow("no integer part") << QByteArray("-.5") << QByteArray("-0.5");
        QTest::newRow("38 digits") << QByteArray("12345678901234567890.123456789012345678")
                                   << QByteArray("12345678901234567890.123456789012345678");
        QTest::newRow("negative zero") << QByteArray("-0.0") << QByteArray("0.0");
    }
    void writtenFormsAreRead()
    {
        QFETCH(QByteArray, text);
        QFETCH(QByteArray, plain);
        QByteArray bytes;
        QVERIFY(appendNumeric(text, bytes));
        QByteArray back;
        QVERIFY(appendNumericText(bytes, back));
        QCOMPARE(back, plain);
    }

    void allPlacesComeBack()
    {
        for (int places = 0; places <= 18; ++places) {
            for (int digits = 1; digits <= 20; ++digits) {
                QByteArray text = QByteArray("98765432109876543210").first(digits);
                if (places > 0)
                    text += '.' + QByteArray("102030405060708090").first(places);
                QByteArray bytes;
                QVERIFY(appendNumeric(text, bytes));
                QByteArray back;
                QVERIFY(appendNumericText(bytes, back));
                QCOMPARE(back, text);
            }
        }
    }

    void whatIsNoNumberIsRefused_data()
    {
        QTest::addColumn<QByteArray>("text");
        for (const char *text : {"", "-", ".", "1.2.3", "abc", "1e", "1e9999", "NaN", " 1", "1 ", "0x10"})
            QTest::newRow(text) << QByteArray(text);
        QTest::newRow("too long") << QByteArray(500, '9');
    }
    void whatIsNoNumberIsRefused()
    {
        QFETCH(QByteArray, text);
        QByteArray bytes("before");
        QVERIFY(!appendNumeric(text, bytes));
        QCOMPARE(bytes, QByteArray("before"));
    }

    void brokenBytesAreRefused()
    {
        QByteArray text;
        QVERIFY(!appendNumericText("", text));
        QVERIFY(!appendNumericText(QByteArray::fromHex("0002000000000000 0001"), text));
        QVERIFY(appendNumericText(QByteArray::fromHex("00000000c0000000"), text));
        QCOMPARE(text, QByteArray("NaN"));
    }
};

QTEST_GUILESS_MAIN(tst_NumericBinary)
#include "tst_numericbinary.moc"
