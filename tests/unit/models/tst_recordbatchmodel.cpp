// SPDX-License-Identifier: GPL-3.0-or-later
#include <isthmus/models/table/copyrows.h>
#include <isthmus/models/table/recordbatchmodel.h>

#include <QAbstractItemModelTester>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

using namespace isthmus;
using models::CopyFormat;
using models::RecordBatchModel;

namespace {

catalog::Column column(const char *name, const char *type)
{
    catalog::Column made;
    made.name = QString::fromLatin1(name);
    made.type = catalog::parsePostgresType(QString::fromLatin1(type));
    return made;
}

// Two rows: (9007199254740993, 'a|"b"<tab>c', 12.30, an instant), (-1, '', NULL, NULL)
std::shared_ptr<const records::RecordBatch> batch()
{
    QList<catalog::Column> columns{column("order_id", "bigint"), column("user name", "text"),
                                   column("fee", "numeric(20,2)"), column("at", "timestamp with time zone")};
    columns[0].keyPosition = 1;
    columns[0].comment = QStringLiteral("Order ID");
    auto made = std::make_shared<records::RecordBatch>(columns);
    made->vector(0).appendInt64(9007199254740993);
    made->vector(1).appendBytes("a|\"b\"\tc");
    made->vector(2).appendBytes("12.30");
    made->vector(3).appendTimestamp({0, 0});
    made->vector(0).appendInt64(-1);
    made->vector(1).appendBytes("");
    made->vector(2).appendNull();
    made->vector(3).appendNull();
    return made;
}

} // namespace

class tst_RecordBatchModel : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void isAProperItemModel();
    void nullAndEmptyAreToldApart();
    void headersCarryTypeKeyAndSide();
    void longTextIsCutInTheCellOnly();
    void copies_data();
    void copies();
    void copyingPassesOverWhatIsNotThere();
    void aCutValueIsMarkedAndNotCopied();
    void rowsAreSortedByValue_data();
    void rowsAreSortedByValue();
    void sortingKeepsCellsAndNumbers();
    void moreRowsComeBelow();
};

void tst_RecordBatchModel::isAProperItemModel()
{
    RecordBatchModel model;
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    model.setBatch(batch());
    QCOMPARE(model.rowCount(), 2);
    QCOMPARE(model.columnCount(), 4);
    model.setBatch(nullptr);
    QCOMPARE(model.rowCount(), 0);
}

void tst_RecordBatchModel::nullAndEmptyAreToldApart()
{
    RecordBatchModel model;
    model.setBatch(batch());
    const QModelIndex null = model.index(1, 2);
    QCOMPARE(null.data().toString(), QStringLiteral("NULL"));
    QVERIFY(null.data(RecordBatchModel::NullRole).toBool());
    QVERIFY(!null.data(RecordBatchModel::EmptyRole).toBool());
    QVERIFY(!null.data(RecordBatchModel::FullTextRole).isValid());
    const QModelIndex empty = model.index(1, 1);
    QCOMPARE(empty.data().toString(), QStringLiteral("empty"));
    QVERIFY(!empty.data(RecordBatchModel::NullRole).toBool());
    QVERIFY(empty.data(RecordBatchModel::EmptyRole).toBool());
    QCOMPARE(model.index(0, 0).data().toString(), QStringLiteral("9007199254740993"));
    QCOMPARE(model.index(0, 2).data().toString(), QStringLiteral("12.30"));
    QCOMPARE(model.index(0, 3).data().toString(), QStringLiteral("1970-01-01 00:00:00+00:00"));
}

void tst_RecordBatchModel::headersCarryTypeKeyAndSide()
{
    RecordBatchModel model;
    model.setBatch(batch());
    QCOMPARE(model.headerData(0, Qt::Horizontal, Qt::DisplayRole).toString(), QStringLiteral("order_id"));
    QCOMPARE(model.headerData(2, Qt::Horizontal, RecordBatchModel::TypeTextRole).toString(),
             QStringLiteral("NUMERIC(20,2)"));
    QVERIFY(model.headerData(0, Qt::Horizontal, RecordBatchModel::KeyRole).toBool());
    QVERIFY(!model.headerData(1, Qt::Horizontal, RecordBatchModel::KeyRole).toBool());
    QVERIFY(model.headerData(0, Qt::Horizontal, Qt::TextAlignmentRole).toInt() & Qt::AlignRight);
    QVERIFY(model.headerData(1, Qt::Horizontal, Qt::TextAlignmentRole).toInt() & Qt::AlignLeft);
    QCOMPARE(model.headerData(1, Qt::Vertical, Qt::DisplayRole).toInt(), 2);
    QVERIFY(!model.headerData(9, Qt::Horizontal, Qt::DisplayRole).isValid());
}

void tst_RecordBatchModel::longTextIsCutInTheCellOnly()
{
    auto made = std::make_shared<records::RecordBatch>(QList<catalog::Column>{column("t", "text")});
    made->vector(0).appendBytes(QByteArray(5000, 'x'));
    RecordBatchModel model;
    model.setBatch(made);
    QVERIFY(model.index(0, 0).data().toString().size() < 1100);
    QCOMPARE(model.index(0, 0).data(RecordBatchModel::FullTextRole).toString().size(), 5000);
}

void tst_RecordBatchModel::copies_data()
{
    QTest::addColumn<int>("format");
    QTest::addColumn<QString>("expected");
    QTest::newRow("tsv") << int(CopyFormat::Tsv)
                         << QStringLiteral("order_id\tuser name\tfee\n"
                                           "9007199254740993\t\"a|\"\"b\"\"\tc\"\t12.30\n"
                                           "-1\t\"\"\t\n");
    QTest::newRow("csv") << int(CopyFormat::Csv)
                         << QStringLiteral("order_id,user name,fee\n"
                                           "9007199254740993,\"a|\"\"b\"\"\tc\",12.30\n"
                                           "-1,\"\",\n");
    QTest::newRow("json") << int(CopyFormat::Json)
                          << QStringLiteral("[\n"
                                            "  {\"order_id\": 9007199254740993, \"user name\": \"a|\\\"b\\\"\\tc\", "
                                            "\"fee\": 12.30},\n"
                                            "  {\"order_id\": -1, \"user name\": \"\", \"fee\": null}\n"
                                            "]\n");
    QTest::newRow("markdown") << int(CopyFormat::Markdown)
                              << QStringLiteral("| order_id | user name | fee |\n"
                                                "| --: | --- | --: |\n"
                                                "| 9007199254740993 | a\\|\"b\"\tc | 12.30 |\n"
                                                "| -1 |  | *NULL* |\n");
    QTest::newRow("insert") << int(CopyFormat::Insert)
                            << QStringLiteral("INSERT INTO \"public\".\"or\"\"ders\" (\"order_id\", \"user name\", "
                                              "\"fee\") VALUES\n(9007199254740993, E'a|\"b\"\\tc', 12.30),\n"
                                              "(-1, '', NULL);\n");
}

void tst_RecordBatchModel::copies()
{
    QFETCH(int, format);
    const models::CopyTable table{dialect::Dialect::Hologres, {QStringLiteral("public"), QStringLiteral("or\"ders")}};
    const QString text = *models::copyText(*batch(), {{0, 1}, {0, 1, 2}}, CopyFormat(format), table);
    QTEST(text, "expected");
    if (CopyFormat(format) == CopyFormat::Json)
        QCOMPARE(QJsonDocument::fromJson(text.toUtf8()).array().size(), 2);
}

void tst_RecordBatchModel::copyingPassesOverWhatIsNotThere()
{
    QCOMPARE(*models::copyText(*batch(), {{1, 7, -1}, {0, 9}}, CopyFormat::Csv), QStringLiteral("order_id\n-1\n"));
    QVERIFY(models::copyText(*batch(), {{0}, {}}, CopyFormat::Csv)->isEmpty());
    QCOMPARE(*models::copyText(*batch(), {{1}, {1}}, CopyFormat::Insert,
                               {dialect::Dialect::MaxCompute, {QStringLiteral("t")}}),
             QStringLiteral("INSERT INTO `t` (`user name`) VALUES\n('');\n"));
}

// What is there of a long value must not pass for the value, nor a NULL in its place for NULL.
void tst_RecordBatchModel::aCutValueIsMarkedAndNotCopied()
{
    auto made = std::make_shared<records::RecordBatch>(
        QList<catalog::Column>{column("id", "bigint"), column("t", "text"), column("a", "text[]")});
    made->vector(0).appendInt64(1);
    made->vector(1).appendBytes("begin");
    made->vector(2).appendNull();
    records::CutCells cuts;
    cuts.note(0, 1, 100 * 1024 * 1024);
    cuts.note(0, 2, 2048);
    RecordBatchModel model;
    model.setBatch(made, cuts);
    const QModelIndex text = model.index(0, 1);
    QCOMPARE(text.data().toString(), QStringLiteral("begin…"));
    QCOMPARE(text.data(RecordBatchModel::CutRole).toLongLong(), 100 * 1024 * 1024);
    QVERIFY(text.data(Qt::ToolTipRole).toString().contains(QStringLiteral("100 MiB")));
    QVERIFY(text.data(Qt::AccessibleTextRole).toString().contains(QStringLiteral("100 MiB")));
    const QModelIndex array = model.index(0, 2);
    QVERIFY(!array.data(RecordBatchModel::NullRole).toBool());
    QVERIFY(!array.data(RecordBatchModel::EmptyRole).toBool());
    QCOMPARE(array.data().toString(), QStringLiteral("…"));
    QVERIFY(!model.index(0, 0).data(RecordBatchModel::CutRole).isValid());
    for (const auto format :
         {CopyFormat::Tsv, CopyFormat::Csv, CopyFormat::Json, CopyFormat::Markdown, CopyFormat::Insert}) {
        const auto refused = models::copyText(*made, {{0}, {0, 1}}, format, {}, cuts);
        QVERIFY(!refused);
        QVERIFY(refused.error().message.contains(QStringLiteral("100 MiB")));
        QVERIFY(models::copyText(*made, {{0}, {0}}, format, {}, cuts));
    }
}

void tst_RecordBatchModel::rowsAreSortedByValue_data()
{
    QTest::addColumn<QByteArray>("type");
    QTest::addColumn<QStringList>("values"); // "-": NULL
    QTest::addColumn<QStringList>("sorted");
    const auto row = [](const char *type, const char *values, const char *sorted) {
        QTest::newRow(type) << QByteArray(type) << QString::fromUtf8(values).split(u' ')
                            << QString::fromUtf8(sorted).split(u' ');
    };
    row("numeric(38,2)", "10.5 9 -1.25 -1.3 - 0 -0.00 NaN 100000000000000000000 100000000000000000001",
        "-1.3 -1.25 0 -0.00 9 10.5 100000000000000000000 100000000000000000001 NaN -");
    row("bigint", "10 9 - -1", "-1 9 10 -");
    row("double precision", "1e3 NaN -1 - 2", "-1 2 1000 NaN -");
    row("boolean", "true false - true", "false true true -");
    row("text", "b a ab - B 中 z", "B a ab b z 中 -");
}

void tst_RecordBatchModel::rowsAreSortedByValue()
{
    QFETCH(QByteArray, type);
    QFETCH(QStringList, values);
    QFETCH(QStringList, sorted);
    auto made = std::make_shared<records::RecordBatch>(QList<catalog::Column>{column("v", type.constData())});
    auto &cells = made->vector(0);
    for (const QString &value : values) {
        if (value == u"-")
            cells.appendNull();
        else if (cells.storage() == records::Storage::Int64)
            cells.appendInt64(value.toLongLong());
        else if (cells.storage() == records::Storage::Double)
            cells.appendDouble(value == u"NaN" ? qQNaN() : value.toDouble());
        else if (cells.storage() == records::Storage::Bool)
            cells.appendBool(value == u"true");
        else
            cells.appendBytes(value.toUtf8());
    }
    RecordBatchModel model;
    model.setBatch(made);
    const auto shown = [&model] {
        QStringList texts;
        for (int row = 0; row < model.rowCount(); ++row)
            texts.append(model.index(row, 0).data(RecordBatchModel::NullRole).toBool()
                             ? QStringLiteral("-")
                             : model.index(row, 0).data().toString());
        return texts;
    };
    model.sort(0, Qt::AscendingOrder);
    QCOMPARE(shown(), sorted);
    model.sort(0, Qt::DescendingOrder);
    QCOMPARE(shown().first(), sorted.last());
    QCOMPARE(shown().last(), sorted.first());
    model.sort(-1);
    QCOMPARE(model.headerData(0, Qt::Vertical, Qt::DisplayRole).toInt(), 1);
}

void tst_RecordBatchModel::sortingKeepsCellsAndNumbers()
{
    RecordBatchModel model;
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    model.setBatch(batch());
    const QPersistentModelIndex cell = model.index(0, 1);
    const QString text = cell.data().toString();
    model.setMayGrow(true);
    QVERIFY(model.canFetchMore({}));
    model.sort(0, Qt::AscendingOrder); // -1 before the large one
    QCOMPARE(model.sortColumn(), 0);
    QVERIFY(!model.canFetchMore({})); // more would come in between
    QCOMPARE(cell.row(), 1);
    QCOMPARE(cell.data().toString(), text);
    QCOMPARE(model.headerData(0, Qt::Vertical, Qt::DisplayRole).toInt(), 2); // as it was read
    QCOMPARE(model.batchRow(0), 1);
    model.sort(-1);
    QCOMPARE(cell.row(), 0);
    QVERIFY(model.canFetchMore({}));
}

void tst_RecordBatchModel::moreRowsComeBelow()
{
    const auto rows = [](std::initializer_list<int> numbers) {
        auto made = std::make_shared<records::RecordBatch>(QList<catalog::Column>{column("n", "bigint")});
        for (const int number : numbers)
            made->vector(0).appendInt64(number);
        return made;
    };
    RecordBatchModel model;
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    model.setBatch(rows({1, 2}));
    const QPersistentModelIndex second = model.index(1, 0);
    QVERIFY(model.growTo(rows({1, 2, 3, 4}), {}));
    QCOMPARE(model.rowCount(), 4);
    QVERIFY(second.isValid());
    QCOMPARE(model.index(3, 0).data().toString(), QStringLiteral("4"));
    QVERIFY(!model.growTo(rows({2, 1, 3, 4, 5}), {})); // in another order
    QCOMPARE(model.rowCount(), 4);
    QVERIFY(!model.growTo(rows({1, 2, 3}), {})); // fewer
}

QTEST_GUILESS_MAIN(tst_RecordBatchModel)

#include "tst_recordbatchmodel.moc"
