// SPDX-License-Identifier: GPL-3.0-or-later
#include <isthmus/records/jsontext.h>

#include <QElapsedTimer>
#include <QTest>

using namespace isthmus;
using records::JsonCopied;
using records::JsonLayout;

namespace {

QByteArray copied(const QByteArray &json, JsonLayout layout = JsonLayout::Compact)
{
    std::string out = "before ";
    const JsonCopied how = records::appendJson(out, json, layout);
    if (how == JsonCopied::NoJson)
        return out == "before " ? QByteArray("no JSON") : QByteArray("left something behind");
    return QByteArray::fromStdString(out).mid(7);
}

QByteArray stringOf(const QByteArray &text)
{
    std::string out;
    records::appendJsonString(out, text);
    return QByteArray::fromStdString(out);
}

} // namespace

class tst_JsonText : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void tokensAreCopied_data();
    void tokensAreCopied();
    void brokenTextIsNoJson_data();
    void brokenTextIsNoJson();
    void stringsAreEscaped_data();
    void stringsAreEscaped();
    void numbersAreRecognised_data();
    void numbersAreRecognised();
    void layout();
    void depthCostsLittle();
    void cutsWhatIsTooLong();
};

void tst_JsonText::tokensAreCopied_data()
{
    QTest::addColumn<QByteArray>("json");
    QTest::addColumn<QByteArray>("expected");
    const auto row = [](const char *name, const char *json, const char *expected = nullptr) {
        QTest::newRow(name) << QByteArray(json) << QByteArray(expected ? expected : json);
    };
    row("every digit", "[12345678901234567890.123456789,0.10000000000000000001,1.10,-0,1e400,1E-7]");
    row("members in their order", R"({"c":3,"a":1,"b":2})");
    row("equal names", R"({"a":1,"a":2})");
    row("words", "[true,false,null]");
    row("a number alone", " 5 ", "5");
    row("null alone", "null");
    row("a string alone", R"("x")");
    row("blanks", "\r\n{ \"a\" :\t[ 1 , { } , [ ] ] }\n", R"({"a":[1,{},[]]})");
    row("blanks in strings", R"([" a  b "])");
    row("escapes as they are spelled", R"(["\u0041\/\b\ud800\n"])");
    row("Chinese and emoji", "[\"中文😀\"]");
    row("escape characters in strings", "[\"\xc2\x9b\x7f\xe2\x80\xae\"]", R"(["\u009b\u007f\u202e"])");
    row("what is no UTF-8", "[\"a\xff\xc0\x80z\"]", "[\"a\uFFFD\uFFFD\uFFFDz\"]");
    row("names too", "{\"\x7f\":1}", R"({"\u007f":1})");
}

void tst_JsonText::tokensAreCopied()
{
    QFETCH(QByteArray, json);
    QTEST(copied(json), "expected");
}

void tst_JsonText::brokenTextIsNoJson_data()
{
    QTest::addColumn<QByteArray>("json");
    for (const char *json :
         {"",        " ",        "{",          "[",         "}",           "[1",      "[1,",       "[1,]",  "[,1]",
          "{\"a\"}", "{\"a\":}", "{\"a\":1,}", "{a:1}",     "{1:2}",       "[1}",     "{\"a\":1]", "[1 2]", "1 2",
          "[]]",     "\"a",      "\"\\",       "\"\\u12\"", "\"\\u12g4\"", "\"\\x\"", "\"\n\"",    "tru",   "trueish",
          "nul",     "01",       "+1",         ".5",        "1.",          "1e",      "1e+",       "-",     "--1",
          "NaN",     "Infinity", "'a'",        "[1]//",     "{{}}"})
        QTest::newRow(json) << QByteArray(json);
    QTest::newRow("NUL behind it") << QByteArray("[1]\0", 4);
    QTest::newRow("NUL for a bracket") << QByteArray("[\0", 2);
}

void tst_JsonText::brokenTextIsNoJson()
{
    QFETCH(QByteArray, json);
    QCOMPARE(copied(json), QByteArray("no JSON"));
    QCOMPARE(copied(json, JsonLayout::Indented), QByteArray("no JSON"));
}

void tst_JsonText::stringsAreEscaped_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("expected");
    QTest::newRow("plain") << QByteArray("it's / fine") << QByteArray("\"it's / fine\"");
    QTest::newRow("quotes") << QByteArray("a\"b\\c") << QByteArray(R"("a\"b\\c")");
    QTest::newRow("lines") << QByteArray("a\r\n\tb") << QByteArray(R"("a\r\n\tb")");
    QTest::newRow("NUL, ESC, DEL") << QByteArray("\0\x1b\x7f", 3) << QByteArray(R"("\u0000\u001b\u007f")");
    QTest::newRow("C1") << QByteArray("\xc2\x85") << QByteArray(R"("\u0085")");
    QTest::newRow("beyond U+FFFF") << QByteArray("\xf3\xa0\x81\x81") << QByteArray(R"("\udb40\udc41")");
    QTest::newRow("emoji") << QByteArray("😀") << QByteArray("\"😀\"");
    QTest::newRow("cut off") << QByteArray("\xe4\xb8") << QByteArray("\"\uFFFD\uFFFD\"");
    QTest::newRow("a surrogate in UTF-8") << QByteArray("\xed\xa0\x80") << QByteArray("\"\uFFFD\uFFFD\uFFFD\"");
    QTest::newRow("too long a form") << QByteArray("\xe0\x80\xaf") << QByteArray("\"\uFFFD\uFFFD\uFFFD\"");
}

void tst_JsonText::stringsAreEscaped()
{
    QFETCH(QByteArray, text);
    QTEST(stringOf(text), "expected");
}

void tst_JsonText::numbersAreRecognised_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<bool>("isNumber");
    for (const char *text : {"0", "-0", "10", "-1.50", "1e5", "1E+5", "0.1e-7", "123456789012345678901234567890"})
        QTest::newRow(text) << QByteArray(text) << true;
    for (const char *text : {"", "-", "01", "+1", ".5", "1.", "1e", "NaN", "Infinity", " 1", "1 ", "0x1"})
        QTest::newRow(text) << QByteArray(text) << false;
}

void tst_JsonText::numbersAreRecognised()
{
    QFETCH(QByteArray, text);
    QTEST(records::isJsonNumber(text), "isNumber");
}

void tst_JsonText::layout()
{
    QCOMPARE(copied(R"({"b":[1.10,{"x":null}],"a":{},"a":[]})", JsonLayout::Indented),
             QByteArray("{\n"
                        "    \"b\": [\n"
                        "        1.10,\n"
                        "        {\n"
                        "            \"x\": null\n"
                        "        }\n"
                        "    ],\n"
                        "    \"a\": {},\n"
                        "    \"a\": []\n"
                        "}"));
    QCOMPARE(copied("5", JsonLayout::Indented), QByteArray("5"));
}

void tst_JsonText::depthCostsLittle()
{
    constexpr qsizetype depth = 20'000;
    const QByteArray deep = QByteArray(depth, '[') + QByteArray(depth, ']');
    QCOMPARE(copied(deep), deep);
    // Indented it grows with the depth, not with its square.
    QVERIFY(copied(deep, JsonLayout::Indented).size() < depth * 2 * 300);
}

void tst_JsonText::cutsWhatIsTooLong()
{
    QByteArray json = "[0";
    for (int i = 1; i < 100'000; ++i)
        json += "," + QByteArray::number(i);
    std::string out;
    QCOMPARE(records::appendJson(out, json + " broken far behind", JsonLayout::Indented, 1000), JsonCopied::Cut);
    QVERIFY(out.size() > 1000 && out.size() < 1100);
    QVERIFY(QByteArray::fromStdString(out).startsWith("[\n    0,\n    1,\n"));
}

QTEST_GUILESS_MAIN(tst_JsonText)
#include "tst_jsontext.moc"
