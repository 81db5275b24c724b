// SPDX-License-Identifier: GPL-3.0-or-later
#include <isthmus/core/printable.h>

#include <QSet>
#include <QTest>

using namespace isthmus;
using namespace Qt::StringLiterals;

class tst_Printable : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void whatSteersATerminalIsEscaped_data();
    void whatSteersATerminalIsEscaped();
    void readableTextStaysAsItIs_data();
    void readableTextStaysAsItIs();
    void linesStayLines();
    void differentTextsStayDifferentLines();
    void marksAreBounded();
};

void tst_Printable::whatSteersATerminalIsEscaped_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("line");
    QTest::newRow("escape") << u"\x1b[31mred"_s << u"\\u001b[31mred"_s;
    QTest::newRow("bell, backspace") << u"\a\b"_s << u"\\u0007\\u0008"_s;
    QTest::newRow("delete") << u"\x7f"_s << u"\\u007f"_s;
    QTest::newRow("C1: control sequence introducer") << u"\u009b31m"_s << u"\\u009b31m"_s;
    QTest::newRow("NUL") << QString(QChar(0)) << u"\\u0000"_s;
    QTest::newRow("right-to-left override") << u"a\u202eb"_s << u"a\\u202eb"_s;
    QTest::newRow("isolate") << u"\u2066\u2069"_s << u"\\u2066\\u2069"_s;
    QTest::newRow("zero width") << u"\u200b\u200d\ufeff"_s << u"\\u200b\\u200d\\ufeff"_s;
    QTest::newRow("soft hyphen") << u"a\u00adb"_s << u"a\\u00adb"_s;
    QTest::newRow("line separators") << u"\u2028\u2029\u0085"_s << u"\\u2028\\u2029\\u0085"_s;
    QTest::newRow("invisible fillers") << u"\u3164\u115f\u034f"_s << u"\\u3164\\u115f\\u034f"_s;
    QTest::newRow("tag") << u"\U000E0041"_s << u"\\U000e0041"_s;
    QTest::newRow("half a pair") << QString(QChar(0xD83D)) << u"\\ud83d"_s;
    QTest::newRow("no characters") << QString(QChar(0xFFFE)) + QChar(0xFFFF) + QChar(0xFDD0) + QChar(0xFDEF)
                                   << u"\\ufffe\\uffff\\ufdd0\\ufdef"_s;
    QTest::newRow("no character of another plane") << u"\U0001FFFE\U0010FFFF"_s << u"\\U0001fffe\\U0010ffff"_s;
    QTest::newRow("the other half") << u"x"_s + QChar(0xDE00) << u"x\\ude00"_s;
}

void tst_Printable::whatSteersATerminalIsEscaped()
{
    QFETCH(QString, text);
    QFETCH(QString, line);
    QCOMPARE(core::printableLine(text), line);
    QCOMPARE(core::printable(text), line);
}

void tst_Printable::readableTextStaysAsItIs_data()
{
    QTest::addColumn<QString>("text");
    QTest::newRow("none") << QString();
    QTest::newRow("Chinese") << u"订单 编号"_s;
    QTest::newRow("Korean, Arabic, Thai") << u"한국어 عربى ไทย"_s;
    QTest::newRow("emoji") << u"😀👍🏽 ❤\ufe0f"_s;
    QTest::newRow("combining") << u"e\u0301 n\u0303"_s;
    QTest::newRow("a path") << u"C:\\data\\orders\\"_s;
    QTest::newRow("bytes") << u"\\x00ff27"_s;
    QTest::newRow("private use") << u"\ue000"_s;
    QTest::newRow("beside what is no character") << u"\ufdcf\ufdf0\ufffd"_s;
}

void tst_Printable::readableTextStaysAsItIs()
{
    QFETCH(QString, text);
    QCOMPARE(core::printable(text), text);
    QCOMPARE(core::printableLine(text), text);
}

void tst_Printable::linesStayLines()
{
    QCOMPARE(core::printable(u"a\n\tb\r\nc"), u"a\n\tb\nc"_s);
    QCOMPARE(core::printable(u"over\rwritten"), u"over\\u000dwritten"_s);
    QCOMPARE(core::printable(u"end\r"), u"end\\u000d"_s);
    QCOMPARE(core::printable(u"a\\nb"), u"a\\nb"_s); // no escape: a line feed is a line feed here
    QCOMPARE(core::printableLine(u"a\n\tb\r\nc"), u"a\\n\\tb\\r\\nc"_s);
}

// Every text of up to four of these characters has a line of its own.
void tst_Printable::differentTextsStayDifferentLines()
{
    const QString alphabet = u"\\nrtuU\n\r\t\x1b"
                             "0"_s;
    QStringList texts{QString()};
    qsizetype begin = 0;
    for (int length = 0; length < 4; ++length) {
        const qsizetype end = texts.size();
        for (; begin < end; ++begin) {
            for (const QChar c : alphabet)
                texts.append(texts.at(begin) + c);
        }
    }
    texts << u"\x1b"_s << u"\\u001b"_s << u"\\\\u001b"_s << u"\\\x1b"_s << u"\U000E0041"_s << u"\\U000e0041"_s;
    texts.removeDuplicates();
    QSet<QString> lines;
    for (const QString &text : texts) {
        const QString line = core::printableLine(text);
        QVERIFY2(!lines.contains(line), qPrintable(line));
        lines.insert(line);
    }
}

void tst_Printable::marksAreBounded()
{
    const QString stacked = u"a"_s + QString(6, QChar(0x0301)) + u"b"_s;
    const QString bounded = u"a"_s + QString(4, QChar(0x0301)) + u"\\u0301\\u0301b"_s;
    QCOMPARE(core::printableLine(stacked), bounded);
    QCOMPARE(core::printable(stacked), bounded);
}

QTEST_GUILESS_MAIN(tst_Printable)
#include "tst_printable.moc"
