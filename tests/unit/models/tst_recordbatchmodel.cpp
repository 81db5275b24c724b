// SPDX-License-Identifier: GPL-3.0-or-later
#include <isthmus/models/table/copyrows.h>
#include <isthmus/models/table/recordbatchmodel.h>

#include <QAbstractItemModelTester>
#include <QElapsedTimer>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSignalSpy>
#include <QTest>
#include <QThreadPool>

#include <array>

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
    void manyRowsAreSortedBesideTheWindow();
    void moreRowsComeBelow();
    void aFilterPicksRows_data();
    void aFilterPicksRows();
    void aFilterLooksAtWhatIsThereOfACutValue();
    void aFilterNarrowsWhatIsShown();
    void aFilterAndAnOrderGoTogether();
    void aFilterIsForRowsThatComeLaterToo();
    void aFilterLooksAtInstantsAsTheyAreShown();
    void manyRowsAreFilteredBitByBit();

private:
    // A row of texts for each number; the second column tells odd from even.
    static std::shared_ptr<records::RecordBatch> numbers(int first, int count)
    {
        auto made = std::make_shared<records::RecordBatch>(
            QList<catalog::Column>{column("n", "bigint"), column("kind", "text")});
        for (int number = first; number < first + count; ++number) {
            made->vector(0).appendInt64(number);
            made->vector(1).appendBytes(number % 2 == 0 ? "even" : "Odd");
        }
        return made;
    }
    static QString firstColumn(const RecordBatchModel &model)
    {
        QStringList texts;
        for (int row = 0; row < model.rowCount(); ++row)
            texts.append(model.index(row, 0).data().toString());
        return texts.join(u' ');
    }
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

void tst_RecordBatchModel::manyRowsAreSortedBesideTheWindow()
{
    constexpr int count = 200'000;
    const auto last = QString::number(count - 1);
    RecordBatchModel model;
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    model.setBatch(numbers(0, count));
    const QPersistentModelIndex seven = model.index(7, 0);
    QSignalSpy told(&model, &RecordBatchModel::sorted);
    model.sort(0, Qt::DescendingOrder);
    QVERIFY(model.isSorting());
    QCOMPARE(model.sortColumn(), 0);
    QCOMPARE(model.index(0, 0).data().toString(), QStringLiteral("0")); // meanwhile
    QTRY_VERIFY(!model.isSorting());
    QCOMPARE(told.size(), 2);
    QCOMPARE(model.index(0, 0).data().toString(), last);
    QCOMPARE(seven.row(), count - 8);
    model.setRowFilter(QStringLiteral("n: 19999")); // goes on with it
    QTRY_COMPARE(model.lookedAtRows(), count);
    QCOMPARE(model.index(0, 0).data().toString(), last);
    model.setRowFilter({});

    model.sort(1, Qt::AscendingOrder);
    model.sort(-1); // before it is done
    QVERIFY(!model.isSorting());
    model.sort(0, Qt::DescendingOrder);
    model.setBatch(numbers(5, count));
    QVERIFY(!model.isSorting());
    QThreadPool::globalInstance()->waitForDone();
    QCoreApplication::processEvents();
    QCOMPARE(model.index(0, 0).data().toString(), QStringLiteral("5")); // the order was of other rows
    QCOMPARE(model.sortColumn(), -1);
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

void tst_RecordBatchModel::aFilterPicksRows_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("ids"); // of the rows that are picked
    const auto row = [](const char *text, const char *ids) {
        QTest::newRow(text) << QString::fromUtf8(text) << QString::fromUtf8(ids);
    };
    row("", "1 2 3 4");
    row("  ", "1 2 3 4");
    row("alpha", "1 2");
    row(" ALPHA ", "1 2");
    row("12.30", "1");
    row("2.3", "1");
    row("中文", "3");
    row("ÉTÉ", "3");
    row("nothing", "");
    row("1970-01-01 00:00", "1");
    row("\\xdead", "2");
    row("null", "4"); // the text, not NULL
    row("empty", "");
    row("is null", "2 3 4");
    row("IS NULL", "2 3 4");
    row("fee: is null", "2");
    row("FEE :is null", "2"); // whatever the case, where no column is written so
    row("is empty", "2");
    row("note: \"\"", "2");
    row("fee: is empty", "");
    row("\"is null\"", "4");
    row("name: is null too", "4");
    row("name: alpha", "1");
    row("a:alpha", "2");
    row("fee:", "1 2 3 4"); // the value is still to be typed
    row("a:b: x", "3"); // the longest name counts
    row("12:30", "1"); // names no column
    row("\" 12:30\"", ""); // exactly so
}

void tst_RecordBatchModel::aFilterPicksRows()
{
    QFETCH(QString, text);
    QFETCH(QString, ids);
    records::RecordBatch rows({column("id", "bigint"), column("name", "text"), column("note", "text"),
                               column("fee", "numeric(20,2)"), column("at", "timestamp with time zone"),
                               column("raw", "bytea"), column("a", "text"), column("a:b", "text")});
    using Values = std::array<const char *, 6>;
    const auto add = [&](int id, std::optional<qint64> seconds, const Values &values) {
        rows.vector(0).appendInt64(id);
        if (seconds)
            rows.vector(4).appendTimestamp({*seconds, 0});
        else
            rows.vector(4).appendNull();
        const std::array places{1, 2, 3, 5, 6, 7};
        for (size_t i = 0; i < values.size(); ++i) {
            if (values[i])
                rows.vector(places[i]).appendBytes(values[i]);
            else
                rows.vector(places[i]).appendNull();
        }
    };
    add(1, 0, {"Alpha", "12:30", "12.30", "\x01", "b: x", "z"});
    add(2, 86400, {"beta", "", nullptr, "\xde\xad", "alpha", "z"});
    add(3, std::nullopt, {"中文 été", "b", "7.00", "\x01", "q", "x"});
    add(4, 86400, {"is null too", nullptr, "7.00", "\x01", "q", "z"});
    const models::RowFilter filter(text, rows.columns());
    QStringList picked;
    for (int row = 0; row < rows.rowCount(); ++row) {
        if (filter.picks(rows, row, {}, records::Zone()))
            picked.append(QString::number(rows.vector(0).int64At(row)));
    }
    QCOMPARE(picked.join(u' '), ids);
}

void tst_RecordBatchModel::aFilterLooksAtWhatIsThereOfACutValue()
{
    records::RecordBatch rows({column("t", "text"), column("a", "text[]")});
    rows.vector(0).appendBytes("begin");
    rows.vector(1).appendNull();
    records::CutCells cuts;
    cuts.note(0, 0, 1024);
    cuts.note(0, 1, 2048);
    const auto picks = [&](const char *text) {
        return models::RowFilter(QString::fromLatin1(text), rows.columns()).picks(rows, 0, cuts, records::Zone());
    };
    QVERIFY(picks("egi"));
    QVERIFY(!picks("is null")); // NULL stands in the place of a value
    QVERIFY(!picks("is empty"));
    rows.vector(0).appendBytes("");
    rows.vector(1).appendNull();
    cuts.note(1, 0, 1024);
    QVERIFY(!models::RowFilter(QStringLiteral("t: is empty"), rows.columns()).picks(rows, 1, cuts, records::Zone()));
}

void tst_RecordBatchModel::aFilterNarrowsWhatIsShown()
{
    RecordBatchModel model;
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    model.setBatch(numbers(1, 12));
    model.setMayGrow(true);
    const QPersistentModelIndex ten = model.index(9, 1);
    const QPersistentModelIndex three = model.index(2, 1);
    QSignalSpy resets(&model, &QAbstractItemModel::modelReset);
    model.setRowFilter(QStringLiteral("n: 1"));
    QVERIFY(model.isFiltered());
    QCOMPARE(firstColumn(model), QStringLiteral("1 10 11 12"));
    QCOMPARE(model.headerData(1, Qt::Vertical, Qt::DisplayRole).toInt(), 10); // as it was read
    QCOMPARE(model.batchRow(3), 11);
    QCOMPARE(ten.row(), 1);
    QCOMPARE(ten.data().toString(), QStringLiteral("even"));
    QVERIFY(!three.isValid());
    QCOMPARE(model.loadedRows(), 12);
    QCOMPARE(model.lookedAtRows(), 12);
    QVERIFY(!model.canFetchMore({})); // the end is near, and would be asked for again and again
    model.setRowFilter(QStringLiteral("n:")); // nothing to look for yet
    QVERIFY(!model.isFiltered());
    QCOMPARE(model.rowCount(), 12);
    QCOMPARE(ten.row(), 9);
    model.setRowFilter(QStringLiteral("kind: odd"));
    QCOMPARE(model.rowCount(), 6);
    QVERIFY(!ten.isValid());
    model.setRowFilter({});
    QVERIFY(model.canFetchMore({}));
    QCOMPARE(resets.size(), 0); // which would close what shows a cell
}

void tst_RecordBatchModel::aFilterAndAnOrderGoTogether()
{
    RecordBatchModel model;
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    model.setBatch(numbers(1, 12));
    model.setRowFilter(QStringLiteral("n: 1"));
    const QPersistentModelIndex eleven = model.index(2, 0);
    model.sort(0, Qt::DescendingOrder);
    QCOMPARE(firstColumn(model), QStringLiteral("12 11 10 1"));
    QCOMPARE(eleven.row(), 1);
    model.setRowFilter(QStringLiteral("odd"));
    QCOMPARE(firstColumn(model), QStringLiteral("11 9 7 5 3 1"));
    QCOMPARE(eleven.row(), 0);
    model.setRowFilter({});
    QVERIFY(firstColumn(model).startsWith(QStringLiteral("12 11 10")));
    QCOMPARE(model.rowCount(), 12);
    model.setRowFilter(QStringLiteral("odd"));
    model.sort(-1);
    QCOMPARE(firstColumn(model), QStringLiteral("1 3 5 7 9 11"));
}

void tst_RecordBatchModel::aFilterIsForRowsThatComeLaterToo()
{
    RecordBatchModel model;
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    model.setBatch(numbers(1, 10));
    model.setRowFilter(QStringLiteral("n: 1"));
    const QPersistentModelIndex ten = model.index(1, 0);
    model.sort(0, Qt::DescendingOrder);
    QVERIFY(model.growTo(numbers(1, 20), {}));
    QCOMPARE(firstColumn(model), QStringLiteral("1 10 11 12 13 14 15 16 17 18 19"));
    QCOMPARE(ten.row(), 1);
    QCOMPARE(model.loadedRows(), 20);
    model.setBatch(numbers(100, 10)); // read again
    QCOMPARE(model.rowFilter(), QStringLiteral("n: 1"));
    QCOMPARE(model.rowCount(), 10);
    model.setBatch(nullptr);
    QCOMPARE(model.rowCount(), 0);
    QCOMPARE(model.columnCount(), 0);
    model.setBatch(numbers(1, 1));
    QCOMPARE(model.rowCount(), 1);
}

void tst_RecordBatchModel::aFilterLooksAtInstantsAsTheyAreShown()
{
    RecordBatchModel model;
    model.setBatch(batch()); // 1970-01-01 00:00:00+00:00, and NULL
    model.setRowFilter(QStringLiteral("1970-01-01 08:00"));
    QCOMPARE(model.rowCount(), 0);
    model.setZone(records::Zone::chosen(QStringLiteral("Asia/Shanghai")));
    QCOMPARE(model.rowCount(), 1);
    model.setZone({});
    QCOMPARE(model.rowCount(), 0);
}

// As many rows as a preview may hold, of which most are picked: what is done at once stays short.
void tst_RecordBatchModel::manyRowsAreFilteredBitByBit()
{
    constexpr int count = 1'000'000;
    constexpr int longestMs = 500; // of a slice of 8 ms, on a machine that does other things too
    RecordBatchModel model;
    model.setBatch(numbers(0, count));
    QElapsedTimer timer;
    timer.start();
    model.setRowFilter(QStringLiteral("odd"));
    QVERIFY(timer.elapsed() < longestMs);
    QVERIFY(model.lookedAtRows() < count);
    QVERIFY(model.rowCount() > 0); // those that are found already
    int told = 0;
    connect(&model, &QAbstractItemModel::rowsInserted, this, [&] { ++told; });
    qint64 longest = 0;
    while (model.lookedAtRows() < count) {
        timer.restart();
        QCoreApplication::processEvents();
        longest = std::max(longest, timer.elapsed());
    }
    QCOMPARE(model.rowCount(), count / 2);
    QVERIFY2(longest < longestMs, qPrintable(QString::number(longest)));
    QVERIFY2(told < 100, qPrintable(QString::number(told)));
    QCOMPARE(model.index(count / 2 - 1, 0).data().toString(), QString::number(count - 1));

    model.setRowFilter(QStringLiteral("even")); // and another, before it has looked at all
    QVERIFY(model.lookedAtRows() < count);
    model.sort(0, Qt::DescendingOrder);
    QTRY_VERIFY_WITH_TIMEOUT(!model.isSorting() && model.lookedAtRows() == count, 30'000);
    QCOMPARE(model.rowCount(), count / 2);
    QCOMPARE(model.index(0, 0).data().toString(), QString::number(count - 2));
    model.setRowFilter(QStringLiteral("odd"));
    model.setRowFilter({});
    QCOMPARE(model.rowCount(), count);
}

QTEST_GUILESS_MAIN(tst_RecordBatchModel)

#include "tst_recordbatchmodel.moc"
