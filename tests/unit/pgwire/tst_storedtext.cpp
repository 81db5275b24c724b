// SPDX-License-Identifier: GPL-3.0-or-later
#include <isthmus/pgwire/storedtext.h>

#include <QRandomGenerator>
#include <QTest>

using namespace isthmus::pgwire;

Q_DECLARE_METATYPE(isthmus::pgwire::TextForm)

namespace {

QByteArray stored(QByteArrayView bytes, TextForm form)
{
    QByteArray out;
    appendStored(out, bytes, form);
    return out;
}

QByteArray read(QByteArrayView text, TextForm form)
{
    QByteArray out;
    appendRead(out, text, form);
    return out;
}

} // namespace

/// Bytes of a STRING in PostgreSQL's text.
class tst_StoredText : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void textIsStoredAsItIs_data();
    void textIsStoredAsItIs();
    void otherBytesAreStoredAsStandIns_data();
    void otherBytesAreStoredAsStandIns();
    void anyBytesComeBack();
};

void tst_StoredText::textIsStoredAsItIs_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<TextForm>("form");
    QTest::newRow("empty") << QByteArray() << TextForm::Plain;
    QTest::newRow("ASCII") << QByteArray("abc\n\x7F") << TextForm::Plain;
    QTest::newRow("Chinese") << QByteArray("中文") << TextForm::Plain;
    QTest::newRow("plane 16") << QByteArray("\xF4\x80\x80\x80") << TextForm::Plain;
    QTest::newRow("spelled escape") << QByteArray("\\u0000") << TextForm::Plain;
    QTest::newRow("JSON") << QByteArray(R"({"a":"中\n\u0001"})") << TextForm::Json;
}

void tst_StoredText::textIsStoredAsItIs()
{
    QFETCH(QByteArray, text);
    QFETCH(TextForm, form);
    QVERIFY(isStorable(text, form));
    QCOMPARE(stored(text, form), text);
    QCOMPARE(read(text, form), text);
}

void tst_StoredText::otherBytesAreStoredAsStandIns_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<TextForm>("form");
    QTest::addColumn<QByteArray>("text");
    QTest::newRow("NUL") << QByteArray("a\0b", 3) << TextForm::Plain
                         << QByteArray("a\xF4\x8F\xBC\x80"
                                       "b");
    QTest::newRow("0x80") << QByteArray("\x80") << TextForm::Plain << QByteArray("\xF4\x8F\xBE\x80");
    QTest::newRow("0xFF") << QByteArray("\xFF") << TextForm::Plain << QByteArray("\xF4\x8F\xBF\xBF");
    QTest::newRow("a stand-in") << QByteArray("\xF4\x8F\xBC\x80") << TextForm::Plain
                                << QByteArray("\xF4\x8F\xBF\xB4\xF4\x8F\xBE\x8F\xF4\x8F\xBE\xBC\xF4\x8F\xBE\x80");
    QTest::newRow("before them") << QByteArray("\xF4\x8F\xBB\xBF") << TextForm::Plain << QByteArray("\xF4\x8F\xBB\xBF");
    QTest::newRow("escape of JSON") << QByteArray(R"(["\u0000","\\u0000"])") << TextForm::Json
                                    << QByteArray("[\"\xF4\x8F\xBC\x80\",\"\\\\u0000\"]");
}

void tst_StoredText::otherBytesAreStoredAsStandIns()
{
    QFETCH(QByteArray, bytes);
    QFETCH(TextForm, form);
    QFETCH(QByteArray, text);
    QVERIFY(!isStorable(bytes, form));
    QCOMPARE(stored(bytes, form), text);
    QVERIFY(text.isValidUtf8());
    QVERIFY(mayHoldBytes(text));
    QCOMPARE(read(text, form), bytes);
}

void tst_StoredText::anyBytesComeBack()
{
    QRandomGenerator random(1);
    // Of those that make or break a character, so that beginnings of characters are met.
    const QByteArray letters("a\\u0\x80\xBC\xBF\xC2\xE4\xED\xA0\xF0\xF4\x8F\xFF\0\"", 18);
    for (int i = 0; i < 20'000; ++i) {
        QByteArray bytes;
        for (int length = random.bounded(12); length > 0; --length)
            bytes += letters[random.bounded(int(letters.size()))];
        const QByteArray text = stored(bytes, TextForm::Plain);
        QVERIFY2(text.isValidUtf8() && !text.contains('\0'), bytes.toHex().constData());
        QCOMPARE(read(text, TextForm::Plain), bytes);
        QCOMPARE(isStorable(bytes, TextForm::Plain) ? text : bytes, bytes);
    }
}

QTEST_APPLESS_MAIN(tst_StoredText)
#include "tst_storedtext.moc"
