// SPDX-License-Identifier: GPL-3.0-or-later
// How one value is taken apart to be read: as a tree of JSON, as bytes.
#include <isthmus/models/table/hextext.h>
#include <isthmus/models/table/jsontree.h>

#include <QAbstractItemModelTester>
#include <QTest>

using namespace isthmus;
using models::JsonTree;

class tst_CellViews : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aTreeKeepsOrderAndDigits();
    void whatIsNoJsonHasNoTree();
    void aLargeTreeIsCut();
    void bytesStandInLinesOfSixteen();
};

void tst_CellViews::aTreeKeepsOrderAndDigits()
{
    JsonTree tree;
    const QAbstractItemModelTester tester(&tree, QAbstractItemModelTester::FailureReportingMode::QtTest);
    QVERIFY(tree.show(R"({"z": 12345678901234567890.10, "a": [true, null, "q\"\n"], "z": {}})"));
    QCOMPARE(tree.rowCount(), 3);
    const auto text = [&tree](int row, int column, const QModelIndex &parent = {}) {
        return tree.index(row, column, parent).data().toString();
    };
    QCOMPARE(text(0, JsonTree::Name), QStringLiteral("z"));
    QCOMPARE(text(0, JsonTree::Value), QStringLiteral("12345678901234567890.10"));
    QCOMPARE(text(1, JsonTree::Value), QStringLiteral("[ 3 ]"));
    const QModelIndex list = tree.index(1, JsonTree::Name);
    QCOMPARE(text(0, JsonTree::Name, list), QStringLiteral("[0]"));
    QCOMPARE(text(1, JsonTree::Value, list), QStringLiteral("null"));
    QCOMPARE(text(2, JsonTree::Value, list), QStringLiteral("q\"\n"));
    QCOMPARE(text(2, JsonTree::Name), QStringLiteral("z")); // a name twice is there twice
    QCOMPARE(text(2, JsonTree::Value), QStringLiteral("{ 0 }"));
    QVERIFY(!tree.isCut());
}

void tst_CellViews::whatIsNoJsonHasNoTree()
{
    JsonTree tree;
    QVERIFY(tree.show("[1]"));
    for (const char *text : {"", "12", "\"text\"", "{", "[1] x", "{\"a\" 1}", "hello"}) {
        QVERIFY2(!tree.show(text), text);
        QCOMPARE(tree.rowCount(), 0);
    }
    QVERIFY(!tree.show(QByteArray(1000, '['))); // nested deeper than anything is read
}

void tst_CellViews::aLargeTreeIsCut()
{
    QByteArray json = "[";
    for (int i = 0; i < 2 * JsonTree::mostNodes; ++i)
        json += "1,";
    json += "1]";
    JsonTree tree;
    QVERIFY(tree.show(json));
    QCOMPARE(tree.rowCount(), JsonTree::mostNodes);
    QVERIFY(tree.isCut());
}

void tst_CellViews::bytesStandInLinesOfSixteen()
{
    QCOMPARE(models::hexText({}, 100), QString());
    QCOMPARE(models::hexText(QByteArrayView("\x09\x00\xff"
                                            "A",
                                            4),
                             100),
             QStringLiteral("00000000  09 00 ff 41                                       |...A|"));
    const QByteArray many(40, 'x');
    const QStringList lines = models::hexText(many, 33).split(u'\n');
    QCOMPARE(lines.size(), 3);
    QVERIFY(lines.at(1).startsWith(QStringLiteral("00000010  78 78")));
    QVERIFY(lines.at(2).endsWith(QStringLiteral("|x|")));
}

QTEST_GUILESS_MAIN(tst_CellViews)
#include "tst_cellviews.moc"
