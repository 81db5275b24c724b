// SPDX-License-Identifier: GPL-3.0-or-later
#include "cellcutter.h"
#include "csv.h"

#include <QTest>

using namespace isthmus;
using maxcompute::CellCut;
using maxcompute::CellCutter;

class tst_CellCutter : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void cuts_data();
    void cuts();
    void rowsWithCutCellsAreRead();
};

namespace {

struct Through {
    QByteArray text;
    QList<CellCut> cuts;
};

// In pieces of \a size bytes, as a network may part it.
Through through(const QByteArray &text, qsizetype maxCellBytes, qsizetype size)
{
    CellCutter cutter(maxCellBytes);
    Through result;
    for (qsizetype at = 0; at < text.size(); at += size)
        cutter.feed(QByteArrayView(text).sliced(at, std::min(size, text.size() - at)), result.text);
    cutter.finish(result.text);
    result.cuts = cutter.cuts();
    return result;
}

} // namespace

void tst_CellCutter::cuts_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("expected");
    QTest::addColumn<QString>("cuts"); // row:column=bytes
    const auto row = [](const char *name, const char *text, const char *expected, const char *cuts) {
        QTest::newRow(name) << QByteArray(text) << QByteArray(expected) << QString::fromLatin1(cuts);
    };
    row("short ones", "a,b\n1,\"x,\"\"y\"\n", "a,b\n1,\"x,\"\"y\"\n", "");
    row("as long as may be", "a\nabcd\n", "a\nabcd\n", "");
    row("plain", "a,b\nabcdefg,1\n", "a,b\nabcd,1\n", "1:0=7");
    row("at the end of the text", "a\nabcdefg", "a\nabcd", "1:0=7");
    row("in quotes", "a,b\n1,\"ab,de\nfg\"\n2,3\n", "a,b\n1,\"ab,d\"\n2,3\n", "1:1=8");
    row("quotes inside", "a\n\"\"\"\"\"\"\"\"\"\"\"\"\n", "a\n\"\"\"\"\"\"\"\"\"\"\n", "1:0=5"); // five, written as ten
    row("quotes at the end", "a\n\"abcde\"", "a\n\"abcd\"", "1:0=5");
    row("a character is not parted", "a\nabc\xE4\xB8\xAD\n", "a\nabc\n", "1:0=6");
    row("a whole character stays", "a\na\xE4\xB8\xAD\xE4\xB8\xAD\n", "a\na\xE4\xB8\xAD\n", "1:0=7");
    row("lines ended by both", "a\r\nabcdefg\r\nabcdefg\r\n", "a\r\nabcd\r\nabcd\r\n", "1:0=7 2:0=7");
    row("lines ended by a return", "a\rabcdefg\r\rb\r", "a\rabcd\r\rb\r", "1:0=7");
    row("NULL", "a,b\n\\N,\n", "a,b\n\\N,\n", "");
}

void tst_CellCutter::cuts()
{
    QFETCH(QByteArray, text);
    for (const qsizetype size : {1, 2, 3, 1000}) {
        const Through out = through(text, 4, size);
        QTEST(out.text, "expected");
        QStringList cuts;
        for (const CellCut &cut : out.cuts)
            cuts.append(QStringLiteral("%1:%2=%3").arg(cut.row).arg(cut.column).arg(cut.bytes));
        QTEST(cuts.join(u' '), "cuts");
    }
}

void tst_CellCutter::rowsWithCutCellsAreRead()
{
    const auto column = [](const char *name, const char *type) {
        catalog::Column made;
        made.name = QString::fromLatin1(name);
        made.type = catalog::parseMaxComputeType(QString::fromLatin1(type));
        return made;
    };
    const Through out = through("s,a,n\nabcdefg,\"[\"\"x\"\",\"\"y\"\"]\",123456\nab,[],1\n", 4, 5);
    const auto rows =
        maxcompute::parseCsv(out.text, {column("s", "string"), column("a", "array<string>"), column("n", "bigint")},
                             records::Zone(), 10, false, out.cuts);
    QVERIFY(rows);
    QCOMPARE(rows->rows.rowCount(), 2);
    QCOMPARE(rows->rows.vector(0).displayText(0), QStringLiteral("abcd"));
    QCOMPARE(rows->cuts.bytesOf(0, 0), 7);
    QVERIFY(rows->rows.vector(1).isNull(0)); // a part of an array or number would be another one
    QCOMPARE(rows->cuts.bytesOf(0, 1), 9);
    QVERIFY(rows->rows.vector(2).isNull(0));
    QCOMPARE(rows->cuts.bytesOf(0, 2), 6);
    QVERIFY(rows->rows.column(1).type.isNested()); // and the column keeps its type
    QVERIFY(!rows->cuts.bytesOf(1, 0));
    QCOMPARE(rows->rows.vector(2).int64At(1), 1);
}

QTEST_GUILESS_MAIN(tst_CellCutter)
#include "tst_cellcutter.moc"
