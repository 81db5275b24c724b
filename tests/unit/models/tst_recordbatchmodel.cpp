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
    const QString text = models::copyText(*batch(), {{0, 1}, {0, 1, 2}}, CopyFormat(format), table);
    QTEST(text, "expected");
    if (CopyFormat(format) == CopyFormat::Json)
        QCOMPARE(QJsonDocument::fromJson(text.toUtf8()).array().size(), 2);
}

void tst_RecordBatchModel::copyingPassesOverWhatIsNotThere()
{
    QCOMPARE(models::copyText(*batch(), {{1, 7, -1}, {0, 9}}, CopyFormat::Csv), QStringLiteral("order_id\n-1\n"));
    QVERIFY(models::copyText(*batch(), {{0}, {}}, CopyFormat::Csv).isEmpty());
    QCOMPARE(models::copyText(*batch(), {{1}, {1}}, CopyFormat::Insert,
                              {dialect::Dialect::MaxCompute, {QStringLiteral("t")}}),
             QStringLiteral("INSERT INTO `t` (`user name`) VALUES\n('');\n"));
}

QTEST_GUILESS_MAIN(tst_RecordBatchModel)

#include "tst_recordbatchmodel.moc"
