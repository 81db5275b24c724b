// SPDX-License-Identifier: GPL-3.0-or-later
#include "terminalwidth.h"
#include "texttable.h"

#include <QRandomGenerator>
#include <QTest>

#include <clocale>
#include <limits>

using namespace isthmus;
using namespace Qt::StringLiterals;

namespace {

records::RecordBatch batchOf(const QList<std::pair<const char *, const char *>> &columns)
{
    QList<catalog::Column> list;
    for (const auto &[name, type] : columns) {
        catalog::Column column;
        column.name = QString::fromUtf8(name);
        column.type = catalog::parseMaxComputeType(QString::fromUtf8(type));
        list.append(column);
    }
    return records::RecordBatch(list);
}

QString tableOf(const records::RecordBatch &rows, const app::TableWidths &widths = {}, qsizetype maxRows = 1000)
{
    QByteArray text;
    app::writeTable(
        rows, widths, rows.zone(),
        [&text](std::string_view piece) { text.append(piece.data(), qsizetype(piece.size())); }, maxRows);
    return QString::fromUtf8(text);
}

QString cellOf(const char *type, const QByteArray &text)
{
    auto rows = batchOf({{"c", type}});
    rows.vector(0).appendBytes(text);
    return app::cellText(rows.vector(0), 0, {});
}

} // namespace

class tst_TextTable : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aFlowingTableIsDecidedByItsFirstRows()
    {
        QByteArray printed;
        const QStringList header{u"name"_s, u"rows"_s};
        app::FlowingTable flowing(header, {1}, {}, [&printed](std::string_view lines) {
            printed.append(lines.data(), qsizetype(lines.size()));
        });
        app::TextTable whole(header);
        whole.setRightAligned(1);
        const auto append = [&](const QStringList &cells) {
            flowing.append(cells);
            whole.append(cells);
        };
        append({u"first"_s, u"7"_s});
        for (int row = 1; row < 10'000; ++row) {
            QVERIFY(printed.isEmpty()); // nothing is decided
            append({u"n%1"_s.arg(row), QString::number(row)});
        }
        QCOMPARE(printed, whole.toString().toUtf8() + '\n');
        printed.clear();
        flowing.append({u"longer than the first ones"_s, u"1"_s});
        QCOMPARE(printed, "longer than the first ones     1\n");
        flowing.append({u"short"_s, u"2"_s});
        flowing.finish();
        QCOMPARE(printed, "longer than the first ones     1\nshort     2\n");

        printed.clear();
        app::FlowingTable empty(header, {1}, {}, [&printed](std::string_view lines) {
            printed.append(lines.data(), qsizetype(lines.size()));
        });
        empty.finish();
        QCOMPARE(printed, app::TextTable(header).toString().toUtf8() + '\n');
    }
    // The rows behind those that decide are written another way where they are plain.
    void everyRowOfAFlowingTableLooksAlike()
    {
        const QStringList header{u"name"_s, u"rows"_s, u"note"_s};
        const QStringList texts{{},        u"a"_s,    u"orders_1"_s, u"b "_s,   u" "_s,
                                u"x\\y"_s, u"\\n"_s,  u"订单"_s,     u"é"_s,    u"two words"_s,
                                u"~"_s,    u"\x7f"_s, u"a\nb"_s,     u"\x1b"_s, u"longer than most"_s};
        auto &random = *QRandomGenerator::global();
        for (const int most : {std::numeric_limits<int>::max(), 10}) {
            QByteArray printed;
            const app::TableWidths widths{most, 200};
            app::FlowingTable flowing(header, {1}, widths, [&printed](std::string_view lines) {
                printed.append(lines.data(), qsizetype(lines.size()));
            });
            app::TextTable whole(header);
            whole.setRightAligned(1);
            const auto append = [&](const QStringList &cells) {
                flowing.append(cells);
                whole.append(cells);
            };
            append(texts.last(3));
            append({u"longer than most"_s, u"longer than most"_s, u"longer than most"_s});
            for (int row = 2; row < 12'000; ++row) {
                QStringList cells;
                for (int i = random.bounded(4); i > 0; --i)
                    cells.append(texts.at(random.bounded(texts.size())));
                append(cells);
            }
            flowing.finish();
            QCOMPARE(printed, whole.toString(widths).toUtf8() + '\n');
        }
    }
    void numbersStandRightAndNullIsNull()
    {
        auto rows = batchOf({{"id", "BIGINT"}, {"name", "STRING"}, {"fee", "DECIMAL(20,2)"}});
        rows.vector(0).appendInt64(7);
        rows.vector(1).appendBytes("phone_aaa");
        rows.vector(2).appendBytes("5000.05");
        rows.vector(0).appendInt64(100001);
        rows.vector(1).appendNull();
        rows.vector(2).appendNull();
        QCOMPARE(tableOf(rows),
                 QStringLiteral("    id  name           fee\n"
                                "------  ---------  -------\n"
                                "     7  phone_aaa  5000.05\n"
                                "100001  NULL          NULL\n"));
        QCOMPARE(tableOf(rows, {}, 1).count(u'\n'), 3);
    }

    void aCellNeverBreaksTheLineOrSteersTheTerminal()
    {
        app::TextTable table({QStringLiteral("a"), QStringLiteral("b")});
        table.append({QStringLiteral("x\ny\tz\r\x1b[31m"), QStringLiteral("end")});
        QCOMPARE(table.toString().section(u'\n', 2), QStringLiteral("x\\ny\\tz\\r\\u001b[31m  end"));
        auto rows = batchOf({{"c\x1b]0;title\x07", "STRING"}});
        rows.vector(0).appendBytes("\xe2\x80\xae\xc2\x9b");
        QCOMPARE(tableOf(rows), u"c\\u001b]0;title\\u0007\n---------------------\n\\u202e\\u009b\n"_s);
    }

    void cellsThatDifferPrintDifferently()
    {
        QCOMPARE(cellOf("STRING", "a\nb"), u"a\\nb"_s);
        QCOMPARE(cellOf("STRING", "a\\nb"), u"a\\\\nb"_s);
        QCOMPARE(cellOf("STRING", "NULL"), u"\"NULL\""_s);
        QCOMPARE(cellOf("STRING", "\"NULL\""), u"\"\"NULL\"\""_s);
        QCOMPARE(cellOf("STRING", "NULLs"), u"NULLs"_s);
        QCOMPARE(cellOf("STRING", ""), QString());
        QCOMPARE(cellOf("BINARY", QByteArray("\0\xff", 2)), u"\\x00ff"_s);
    }

    void jsonKeepsItsOwnEscapes()
    {
        QCOMPARE(cellOf("ARRAY<STRING>", R"(["a\nb","c\\d"])"), uR"(["a\nb","c\\d"])"_s);
        QCOMPARE(cellOf("JSON", R"({"a": 1.10})"), uR"({"a": 1.10})"_s);
        QCOMPARE(cellOf("JSON", "{\"a\":\n\t\"\x7f\"}"), uR"({"a":"\u007f"})"_s);
        QCOMPARE(cellOf("JSON", "no\njson"), u"no\\njson"_s);
    }

    void wideCharactersTakeTwoColumns_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<int>("width");
        QTest::newRow("Latin") << u"abc"_s << 3;
        QTest::newRow("Chinese") << u"订单"_s << 4;
        QTest::newRow("full width") << u"ＡＢ"_s << 4;
        QTest::newRow("Korean") << u"한국"_s << 4;
        QTest::newRow("combining") << u"e\u0301"_s << 1;
        QTest::newRow("emoji") << u"😀"_s << 2;
        QTest::newRow("Arabic") << u"عربى"_s << 4;
        QTest::newRow("newer than the C library") << u"\U0001FAE8"_s << 2;
    }

    void wideCharactersTakeTwoColumns()
    {
        QFETCH(QString, text);
        QFETCH(int, width);
        const QByteArray before = setlocale(LC_CTYPE, nullptr);
        for (const char *locale : {"C", "C.UTF-8"}) {
            setlocale(LC_CTYPE, locale);
            QCOMPARE(app::terminalWidth(text), width);
        }
        setlocale(LC_CTYPE, before.constData());
        app::TextTable table({QStringLiteral("n"), QStringLiteral("b")});
        table.append({text, QStringLiteral("x")});
        table.append({u"abcd"_s, QStringLiteral("y")});
        QCOMPARE(table.toString().section(u'\n', 2), text + QString(6 - width, u' ') + u"x\nabcd  y"_s);
    }

    void wideCellsAreCutOnATerminal()
    {
        auto rows = batchOf({{"a", "STRING"}, {"b", "STRING"}});
        rows.vector(0).appendBytes("订单订单");
        rows.vector(1).appendBytes("x");
        rows.vector(0).appendBytes("e\xcc\x81"
                                   "fghij");
        rows.vector(1).appendBytes("y");
        rows.vector(0).appendBytes("123456");
        rows.vector(1).appendBytes("z");
        const app::TableWidths narrow{6, 6};
        QCOMPARE(tableOf(rows, narrow), u"a       b\n------  -\n订单…   x\ne\u0301fghij  y\n123456  z\n"_s);
        QCOMPARE(tableOf(rows, {5, 5}), u"a      b\n-----  -\n订单…  x\ne\u0301fgh…  y\n1234…  z\n"_s);
    }

    void elsewhereAWideCellPushesItsOwnLineOnly()
    {
        auto rows = batchOf({{"n", "DECIMAL(38,18)"}, {"b", "STRING"}});
        const QByteArray wide(131'072, '7');
        rows.vector(0).appendBytes(wide);
        rows.vector(1).appendBytes("x");
        rows.vector(0).appendBytes("1");
        rows.vector(1).appendBytes("y");
        const QStringList lines = tableOf(rows).split(u'\n');
        QCOMPARE(lines.at(2), QString::fromLatin1(wide) + u"  x"_s);
        for (const int other : {0, 1, 3})
            QVERIFY(lines.at(other).size() <= 203);
    }
};

QTEST_GUILESS_MAIN(tst_TextTable)
#include "tst_texttable.moc"
