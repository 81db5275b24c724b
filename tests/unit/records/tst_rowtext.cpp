// SPDX-License-Identifier: GPL-3.0-or-later
#include <isthmus/records/rowtext.h>

#include <QSet>
#include <QTest>

#include <limits>

using namespace isthmus;
using namespace Qt::StringLiterals;
using records::RowFormat;

namespace {

records::RecordBatch batchOf(const QList<std::pair<QString, QString>> &columns, bool isHologres = false)
{
    QList<catalog::Column> list;
    for (const auto &[name, type] : columns) {
        catalog::Column column;
        column.name = name;
        column.type = isHologres ? catalog::parsePostgresType(type) : catalog::parseMaxComputeType(type);
        list.append(column);
    }
    return records::RecordBatch(list);
}

QByteArray written(const records::RecordBatch &batch, RowFormat format)
{
    QByteArray text;
    const bool isWhole = records::writeRows(batch, records::wholeOf(batch), format, [&text](std::string_view piece) {
        text.append(piece.data(), qsizetype(piece.size()));
        return true;
    });
    return isWhole ? text : QByteArray("ended early");
}

QByteArray jsonOf(const QString &type, bool isHologres, const std::function<void(records::ColumnVector &)> &append)
{
    auto batch = batchOf({{u"c"_s, type}}, isHologres);
    append(batch.vector(0));
    std::string json;
    records::appendJsonValue(json, batch.vector(0), 0, {});
    return QByteArray::fromStdString(json);
}

// One text column of one row.
QByteArray writtenText(const QByteArray &text, RowFormat format)
{
    auto batch = batchOf({{u"c"_s, u"STRING"_s}});
    batch.vector(0).appendBytes(text);
    const QByteArray all = written(batch, format);
    return all.mid(all.lastIndexOf('\n', format == RowFormat::Markdown ? all.size() - 2 : all.indexOf('\n')) + 1)
        .chopped(1);
}

} // namespace

class tst_RowText : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everyTypeHasOneJsonType_data();
    void everyTypeHasOneJsonType();
    void columnsKeepTheirOrderAndGetDistinctNames();
    void rowsOfJson();
    void delimitedFields_data();
    void delimitedFields();
    void nullIsNotTheEmptyText();
    void markdownIsPlainText_data();
    void markdownIsPlainText();
    void goesOutInPieces();
};

void tst_RowText::everyTypeHasOneJsonType_data()
{
    QTest::addColumn<QString>("type");
    QTest::addColumn<bool>("isHologres");
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QByteArray>("json");
    const auto hologres = [](const char *name, const QString &type, const QByteArray &bytes, const QByteArray &json) {
        QTest::newRow(name) << type << true << bytes << json;
    };
    const auto maxCompute = [](const char *name, const QString &type, const QByteArray &bytes, const QByteArray &json) {
        QTest::newRow(name) << type << false << bytes << json;
    };
    hologres("numeric[]", u"numeric[]"_s, "[12345678901234567890.123456789,0.10000000000000000001,1.10]",
             "[12345678901234567890.123456789,0.10000000000000000001,1.10]");
    hologres("jsonb[]", u"jsonb[]"_s, R"([{"d":12345678901234567890.1234567890}])",
             R"([{"d":12345678901234567890.1234567890}])");
    hologres("numeric", u"numeric"_s, "12345678901234567890.1234567890", "12345678901234567890.1234567890");
    hologres("numeric NaN", u"numeric"_s, "NaN", "\"NaN\"");
    hologres("numeric -Infinity", u"numeric"_s, "-Infinity", "\"-Infinity\"");
    hologres("jsonb null", u"jsonb"_s, "null", "null");
    hologres("jsonb 5", u"jsonb"_s, "5", "5");
    hologres("jsonb string", u"jsonb"_s, "\"x\"", "\"x\"");
    hologres("json over lines", u"json"_s, "{\"a\" :\n 1, \"a\": 2}", R"({"a":1,"a":2})");
    hologres("no JSON in a json column", u"json"_s, "{oops", "\"{oops\"");
    hologres("uuid", u"uuid"_s, "a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11", "\"a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11\"");
    hologres("text that looks like a number", u"text"_s, "5", "\"5\"");
    maxCompute("decimal", u"DECIMAL(38,18)"_s, "1.100000000000000000", "1.100000000000000000");
    maxCompute("struct", u"STRUCT<y:DECIMAL(38,18),x:INT>"_s, R"({"y":12345678901234567890.123456789012345678,"x":1})",
               R"({"y":12345678901234567890.123456789012345678,"x":1})");
    maxCompute("JSON", u"JSON"_s, "1e400", "1e400");
    maxCompute("binary", u"BINARY"_s, QByteArray("\0\xff", 2), "\"\\\\x00ff\"");
    maxCompute("NUL and broken UTF-8", u"STRING"_s, QByteArray("a\0\xff", 3), "\"a\\u0000\uFFFD\"");
}

void tst_RowText::everyTypeHasOneJsonType()
{
    QFETCH(QString, type);
    QFETCH(bool, isHologres);
    QFETCH(QByteArray, bytes);
    QTEST(jsonOf(type, isHologres, [&](auto &vector) { vector.appendBytes(bytes); }), "json");
    QCOMPARE(jsonOf(type, isHologres, [&](auto &vector) { vector.appendNull(); }), QByteArray("null"));
    const auto integer = [](int64_t value) { return [value](auto &vector) { vector.appendInt64(value); }; };
    QCOMPARE(jsonOf(u"int8"_s, true, integer(9007199254740992)), QByteArray("9007199254740992"));
    QCOMPARE(jsonOf(u"int8"_s, true, integer(9007199254740993)), QByteArray("9007199254740993"));
    QCOMPARE(jsonOf(u"int8"_s, true, integer(std::numeric_limits<int64_t>::min())), QByteArray("-9223372036854775808"));
    QCOMPARE(jsonOf(u"DATE"_s, false, integer(0)), QByteArray("\"1970-01-01\""));
    const auto real = [](float value) { return [value](auto &vector) { vector.appendFloat(value); }; };
    QCOMPARE(jsonOf(u"real"_s, true, real(0.1F)), QByteArray("0.1"));
    QCOMPARE(jsonOf(u"FLOAT"_s, false, real(std::numeric_limits<float>::infinity())), QByteArray("\"Infinity\""));
    const auto wide = [](double value) { return [value](auto &vector) { vector.appendDouble(value); }; };
    QCOMPARE(jsonOf(u"DOUBLE"_s, false, wide(-0.0)), QByteArray("-0"));
    QCOMPARE(jsonOf(u"DOUBLE"_s, false, wide(5e-324)), QByteArray("5e-324"));
    QCOMPARE(jsonOf(u"DOUBLE"_s, false, wide(std::numeric_limits<double>::quiet_NaN())), QByteArray("\"NaN\""));
    QCOMPARE(jsonOf(u"BOOLEAN"_s, false, [](auto &vector) { vector.appendBool(true); }), QByteArray("true"));
}

void tst_RowText::columnsKeepTheirOrderAndGetDistinctNames()
{
    const auto batch = batchOf({{u"c"_s, u"INT"_s},
                                {u"a"_s, u"INT"_s},
                                {u"c"_s, u"INT"_s},
                                {u"c_2"_s, u"INT"_s},
                                {u"c"_s, u"INT"_s},
                                {QString(), u"INT"_s},
                                {QString(), u"INT"_s}});
    QCOMPARE(records::distinctNames(batch.columns()),
             (QStringList{u"c"_s, u"a"_s, u"c_3"_s, u"c_2"_s, u"c_4"_s, QString(), u"_2"_s}));

    // As many as a server may send: the time grows with their number, not with its square (50,000,000 names).
    const QStringList many = records::distinctNames(QList<catalog::Column>(10'000));
    QCOMPARE(many.last(), u"_10000"_s);
    QCOMPARE(QSet<QString>(many.begin(), many.end()).size(), 10'000);
}

void tst_RowText::rowsOfJson()
{
    auto batch = batchOf({{u"c"_s, u"BIGINT"_s}, {u"a\"b"_s, u"STRING"_s}});
    QCOMPARE(written(batch, RowFormat::Json), QByteArray("[]\n"));
    batch.vector(0).appendInt64(3);
    batch.vector(1).appendBytes("x");
    batch.vector(0).appendNull();
    batch.vector(1).appendBytes("");
    QCOMPARE(written(batch, RowFormat::Json),
             QByteArray("[\n  {\"c\": 3, \"a\\\"b\": \"x\"},\n  {\"c\": null, \"a\\\"b\": \"\"}\n]\n"));
}

void tst_RowText::delimitedFields_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("csv");
    QTest::addColumn<QByteArray>("tsv");
    QTest::newRow("plain") << QByteArray("it's") << QByteArray("it's") << QByteArray("it's");
    QTest::newRow("empty") << QByteArray("") << QByteArray("\"\"") << QByteArray("\"\"");
    QTest::newRow("comma") << QByteArray("a,b") << QByteArray("\"a,b\"") << QByteArray("a,b");
    QTest::newRow("tab") << QByteArray("a\tb") << QByteArray("a\tb") << QByteArray("\"a\tb\"");
    QTest::newRow("quote") << QByteArray("a\"b") << QByteArray("\"a\"\"b\"") << QByteArray("\"a\"\"b\"");
    QTest::newRow("line feed") << QByteArray("a\nb") << QByteArray("\"a\nb\"") << QByteArray("\"a\nb\"");
    QTest::newRow("carriage return") << QByteArray("a\r") << QByteArray("\"a\r\"") << QByteArray("\"a\r\"");
    QTest::newRow("leading blank") << QByteArray(" a") << QByteArray("\" a\"") << QByteArray("\" a\"");
    QTest::newRow("trailing blank") << QByteArray("a ") << QByteArray("\"a \"") << QByteArray("\"a \"");
    QTest::newRow("bytes stay") << QByteArray("\x1b\xff") << QByteArray("\x1b\xff") << QByteArray("\x1b\xff");
}

void tst_RowText::delimitedFields()
{
    QFETCH(QByteArray, text);
    QTEST(written(
              [&] {
                  auto batch = batchOf({{u"c"_s, u"STRING"_s}});
                  batch.vector(0).appendBytes(text);
                  return batch;
              }(),
              RowFormat::Csv)
              .mid(2)
              .chopped(1),
          "csv");
    QTEST(writtenText(text, RowFormat::Tsv), "tsv");
}

void tst_RowText::nullIsNotTheEmptyText()
{
    auto batch = batchOf({{u"a"_s, u"STRING"_s}, {u"b,"_s, u"STRING"_s}});
    batch.vector(0).appendNull();
    batch.vector(1).appendBytes("");
    QCOMPARE(written(batch, RowFormat::Csv), QByteArray("a,\"b,\"\n,\"\"\n"));
    QCOMPARE(written(batch, RowFormat::Tsv), QByteArray("a\tb,\n\t\"\"\n"));
    QCOMPARE(written(batch, RowFormat::Markdown), QByteArray("| a | b, |\n| --- | --- |\n| *NULL* |  |\n"));
}

void tst_RowText::markdownIsPlainText_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("markdown");
    QTest::newRow("pipe") << QByteArray("a|b") << QByteArray("a\\|b");
    QTest::newRow("backslash before a pipe") << QByteArray("a\\|b") << QByteArray("a\\\\\\|b");
    QTest::newRow("code") << QByteArray("`rm`") << QByteArray("\\`rm\\`");
    QTest::newRow("html") << QByteArray("<b>&amp;</b>") << QByteArray("\\<b\\>\\&amp;\\</b\\>");
    QTest::newRow("emphasis") << QByteArray("*NULL* ~x~ _y_ user_id")
                              << QByteArray("\\*NULL\\* \\~x\\~ \\_y\\_ user_id");
    QTest::newRow("link") << QByteArray("[a](b)") << QByteArray("\\[a\\](b)");
    QTest::newRow("lines") << QByteArray("a\r\nb\nc\rd") << QByteArray("a<br>b<br>c<br>d");
    QTest::newRow("blanks") << QByteArray(" a  b ") << QByteArray("&nbsp;a &nbsp;b&nbsp;");
    QTest::newRow("control") << QByteArray("\x1b") << QByteArray("\\\\u001b");
}

void tst_RowText::markdownIsPlainText()
{
    QFETCH(QByteArray, text);
    QFETCH(QByteArray, markdown);
    QCOMPARE(writtenText(text, RowFormat::Markdown), "| " + markdown + " |");
}

void tst_RowText::goesOutInPieces()
{
    auto batch = batchOf({{u"c"_s, u"STRING"_s}});
    const QByteArray text(1000, 'x');
    for (int row = 0; row < 1000; ++row)
        batch.vector(0).appendBytes(text);
    for (const auto format : {RowFormat::Csv, RowFormat::Json, RowFormat::Markdown}) {
        size_t longest = 0;
        int pieces = 0;
        QVERIFY(records::writeRows(batch, records::wholeOf(batch), format, [&](std::string_view piece) {
            longest = std::max(longest, piece.size());
            ++pieces;
            return true;
        }));
        QVERIFY(longest < 70'000 && pieces > 10);
        pieces = 0;
        QVERIFY(!records::writeRows(batch, records::wholeOf(batch), format, [&](std::string_view) {
            ++pieces;
            return false;
        }));
        QCOMPARE(pieces, 1);
    }
}

QTEST_GUILESS_MAIN(tst_RowText)
#include "tst_rowtext.moc"
