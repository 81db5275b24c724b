// SPDX-License-Identifier: GPL-3.0-or-later
#include <isthmus/catalog/objectpath.h>
#include <isthmus/records/insertstatements.h>

#include <QTest>

#include <limits>

using namespace isthmus;
using namespace Qt::StringLiterals;
using catalog::Column;
using dialect::Dialect;

namespace {

Column columnOf(const QString &name, const QString &type, Dialect dialect)
{
    Column column;
    column.name = name;
    column.type = dialect == Dialect::Hologres ? catalog::parsePostgresType(type) : catalog::parseMaxComputeType(type);
    return column;
}

QString written(const records::RecordBatch &batch, Dialect dialect, const records::RowSelection &selection)
{
    QString text;
    records::writeInserts(batch, selection, {dialect, {u"s"_s, u"t"_s}}, [&text](std::string_view piece) {
        text += QString::fromUtf8(piece.data(), qsizetype(piece.size()));
        return true;
    });
    return text;
}

QString written(const records::RecordBatch &batch, Dialect dialect)
{
    return written(batch, dialect, records::wholeOf(batch));
}

// The literal of one value: what stands between the statement's head and its end.
QString literalOf(const QString &type, Dialect dialect, const std::function<void(records::ColumnVector &)> &append)
{
    records::RecordBatch batch({columnOf(u"c"_s, type, dialect)});
    append(batch.vector(0));
    const QString text = written(batch, dialect);
    const qsizetype values = text.indexOf(u"VALUES\n(");
    if (values >= 0)
        return text.mid(values + 8).chopped(3); // ");" and a line feed
    return text.mid(text.indexOf(u"\nSELECT ") + 8).chopped(2);
}

} // namespace

class tst_InsertStatements : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void literals_data();
    void literals();
    void typedLiterals();
    void hologresLeavesOutWhatTakesNoValue();
    void arraysHaveTheDelimiterOfTheirElements();
    void theTableIsNamed();
    void maxComputeWritesAStatementAPartition();
    void manyRowsShareStatements();
    void nullsInBranchesSayTheirType();
    void aViewIsSaidToTakeNoRows();
    void nothingWithoutColumns();
};

void tst_InsertStatements::literals_data()
{
    QTest::addColumn<QString>("type");
    QTest::addColumn<int>("dialect");
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QString>("literal");
    const auto pg = [](const QString &type, const QByteArray &bytes, const QString &literal) {
        QTest::addRow("pg %s %s", qPrintable(type), bytes.constData())
            << type << int(Dialect::Hologres) << bytes << literal;
    };
    const auto mc = [](const QString &type, const QByteArray &bytes, const QString &literal) {
        QTest::addRow("mc %s %s", qPrintable(type), bytes.constData())
            << type << int(Dialect::MaxCompute) << bytes << literal;
    };
    pg(u"text"_s, "it's", u"'it''s'"_s);
    pg(u"text"_s, "a\\b\n\x1b", u"E'a\\\\b\\n\\u001b'"_s);
    pg(u"numeric"_s, "12345678901234567890.10", u"12345678901234567890.10"_s);
    pg(u"numeric"_s, "NaN", u"'NaN'"_s);
    pg(u"jsonb"_s, "{\"a\": 1}", u"'{\"a\": 1}'"_s);
    pg(u"uuid"_s, "a0eebc99", u"'a0eebc99'"_s);
    pg(u"int4range"_s, "[1,5)", u"'[1,5)'"_s);
    pg(u"integer[]"_s, "[1,null]", u"'{1,NULL}'"_s);
    pg(u"text[]"_s, R"(["a,b","NULL",null,"","q\"\\"])", u"E'{\"a,b\",\"NULL\",NULL,\"\",\"q\\\\\"\\\\\\\\\"}'"_s);
    pg(u"integer[]"_s, "[[1,2],[3,4]]", u"'{{1,2},{3,4}}'"_s);
    pg(u"integer[]"_s, "[0:1]=[1,null]", u"'[0:1]={1,NULL}'"_s);
    pg(u"text[]"_s, R"([-1:0][2:2]=[["a"],["[0:1]=["]])", u"'[-1:0][2:2]={{\"a\"},{\"[0:1]=[\"}}'"_s);
    pg(u"integer[]"_s, "[]", u"'{}'"_s);
    pg(u"boolean[]"_s, "[true,false]", u"'{true,false}'"_s);
    pg(u"jsonb[]"_s, R"([{"a":[1]},5])", u"E'{\"{\\\\\"a\\\\\":[1]}\",\"5\"}'"_s);
    pg(u"jsonb[]"_s, R"([ null,null, [1],[{}]])", u"'{\"null\",NULL,\"[1]\",{\"{}\"}}'"_s);
    mc(u"STRING"_s, "it's \\ \n", u"'it\\'s \\\\ \\n'"_s);
    mc(u"STRING"_s, "a\xff", u"CAST(unhex('61FF') AS STRING)"_s);
    mc(u"VARCHAR(5)"_s, "a", u"'a'"_s);
    mc(u"BINARY"_s, "\x01\xff'", u"unhex('01FF27')"_s);
    mc(u"BINARY"_s, "", u"unhex('')"_s);
    mc(u"DECIMAL(38,18)"_s, "-1.5", u"-1.5BD"_s);
    mc(u"JSON"_s, "{\"a\": 1.10}", u"json_parse('{\"a\": 1.10}')"_s);
    mc(u"ARRAY<BIGINT>"_s, "[1,null]", u"array(1L, CAST(NULL AS BIGINT))"_s);
    mc(u"ARRAY<INT>"_s, "[]", u"CAST(array() AS ARRAY<INT>)"_s);
    mc(u"ARRAY<DECIMAL(20,2)>"_s, "[1.10]", u"array(CAST(1.10BD AS DECIMAL(20,2)))"_s);
    mc(u"ARRAY<DOUBLE>"_s, R"([0.5,1e+300,"NaN"])", u"array(0.5E0, 1e+300, CAST('NaN' AS DOUBLE))"_s);
    mc(u"ARRAY<BINARY>"_s, R"(["\\x00ff"])", u"array(unhex('00FF'))"_s);
    mc(u"ARRAY<DATETIME>"_s, R"(["2024-01-01 08:00:00.5+08:00","2023-12-31 16:00:00"])",
       u"array(DATETIME '2024-01-01 00:00:00.5', DATETIME '2023-12-31 16:00:00')"_s);
    mc(u"ARRAY<TIMESTAMP_NTZ>"_s, R"(["2024-01-01T00:00:00.5"])", u"array(TIMESTAMP_NTZ '2024-01-01 00:00:00.5')"_s);
    mc(u"ARRAY<JSON>"_s, R"([{"a":1},"x","5",5,null])",
       u"array(json_parse('{\"a\":1}'), json_parse('\"x\"'), json_parse('\"5\"'), json_parse('5'), CAST(NULL AS JSON))"_s);
    mc(u"MAP<INT,STRING>"_s, R"({"1":"a","2":null})", u"map(1, 'a', 2, CAST(NULL AS STRING))"_s);
    mc(u"MAP<STRING,INT>"_s, "{}", u"map_from_arrays(CAST(array() AS ARRAY<STRING>), CAST(array() AS ARRAY<INT>))"_s);
    mc(u"STRUCT<b:TINYINT,a:MAP<STRING,ARRAY<INT>>>"_s, R"({"b":1,"a":{"k":[2]}})",
       u"named_struct('b', 1Y, 'a', map('k', array(2)))"_s);
    mc(u"STRUCT<f:FLOAT,v:VARCHAR(3)>"_s, R"({"f":0.1,"v":"x"})",
       u"named_struct('f', CAST('0.1' AS FLOAT), 'v', CAST('x' AS VARCHAR(3)))"_s);
}

void tst_InsertStatements::literals()
{
    QFETCH(QString, type);
    QFETCH(int, dialect);
    QFETCH(QByteArray, bytes);
    QTEST(literalOf(type, Dialect(dialect), [&](auto &vector) { vector.appendBytes(bytes); }), "literal");
}

void tst_InsertStatements::typedLiterals()
{
    const auto mc = [](const QString &type, auto append) { return literalOf(type, Dialect::MaxCompute, append); };
    const auto pg = [](const QString &type, auto append) { return literalOf(type, Dialect::Hologres, append); };
    const auto integer = [](int64_t value) { return [value](auto &vector) { vector.appendInt64(value); }; };
    QCOMPARE(mc(u"TINYINT"_s, integer(-127)), u"-127Y"_s);
    QCOMPARE(mc(u"TINYINT"_s, integer(-128)), u"CAST('-128' AS TINYINT)"_s);
    QCOMPARE(mc(u"SMALLINT"_s, integer(5)), u"5S"_s);
    QCOMPARE(mc(u"INT"_s, integer(-2147483648)), u"CAST('-2147483648' AS INT)"_s);
    QCOMPARE(mc(u"BIGINT"_s, integer(std::numeric_limits<int64_t>::max())), u"9223372036854775807L"_s);
    QCOMPARE(mc(u"BIGINT"_s, integer(std::numeric_limits<int64_t>::min())),
             u"CAST('-9223372036854775808' AS BIGINT)"_s);
    QCOMPARE(mc(u"DATE"_s, integer(0)), u"DATE '1970-01-01'"_s);
    QCOMPARE(pg(u"bigint"_s, integer(std::numeric_limits<int64_t>::min())), u"-9223372036854775808"_s);
    QCOMPARE(pg(u"date"_s, integer(0)), u"'1970-01-01'"_s);
    const auto real = [](float value) { return [value](auto &vector) { vector.appendFloat(value); }; };
    QCOMPARE(mc(u"FLOAT"_s, real(0.1F)), u"CAST('0.1' AS FLOAT)"_s);
    QCOMPARE(pg(u"real"_s, real(0.1F)), u"0.1"_s);
    const auto wide = [](double value) { return [value](auto &vector) { vector.appendDouble(value); }; };
    QCOMPARE(mc(u"DOUBLE"_s, wide(5)), u"5E0"_s);
    QCOMPARE(mc(u"DOUBLE"_s, wide(-0.0)), u"-0E0"_s);
    QCOMPARE(pg(u"float8"_s, wide(-0.0)), u"'-0'"_s);
    const auto time = [](auto &vector) { vector.appendTimestamp({1704067200, 500'000'000}); };
    QCOMPARE(mc(u"DATETIME"_s, time), u"DATETIME '2024-01-01 00:00:00.5'"_s);
    QCOMPARE(mc(u"TIMESTAMP"_s, time), u"TIMESTAMP '2024-01-01 00:00:00.5'"_s);
    QCOMPARE(mc(u"TIMESTAMP_NTZ"_s, time), u"TIMESTAMP_NTZ '2024-01-01 00:00:00.5'"_s);
    QCOMPARE(pg(u"timestamp"_s, time), u"'2024-01-01 00:00:00.5'"_s);
    QVERIFY(pg(u"timestamptz"_s, time).startsWith(u"'2024-01-01 00:00:00.5+00"));
    QCOMPARE(mc(u"INTERVAL_YEAR_MONTH"_s, integer(-14)), u"INTERVAL '-1-2' YEAR TO MONTH"_s);
    QCOMPARE(mc(u"INTERVAL_DAY_TIME"_s,
                [](auto &vector) {
                    vector.appendTimestamp({-93785, 500'000'000});
                }),
             u"INTERVAL '-1 02:03:04.500000000' DAY TO SECOND"_s);
    const auto null = [](auto &vector) { vector.appendNull(); };
    QCOMPARE(mc(u"BIGINT"_s, null), u"NULL"_s);
    QCOMPARE(mc(u"ARRAY<INT>"_s, null), u"CAST(NULL AS ARRAY<INT>)"_s);
    QCOMPARE(pg(u"integer[]"_s, null), u"NULL"_s);
}

void tst_InsertStatements::hologresLeavesOutWhatTakesNoValue()
{
    QList<Column> columns{columnOf(u"id"_s, u"integer"_s, Dialect::Hologres),
                          columnOf(u"Twice \"x\""_s, u"integer"_s, Dialect::Hologres),
                          columnOf(u"n"_s, u"integer"_s, Dialect::Hologres)};
    columns[0].identity = Column::Identity::Always;
    columns[1].generatedSql = u"(n * 2)"_s;
    records::RecordBatch batch(columns);
    for (int i = 0; i < 3; ++i)
        batch.vector(i).appendInt64(i);
    QCOMPARE(written(batch, Dialect::Hologres),
             u"INSERT INTO \"s\".\"t\" (\"id\", \"n\") OVERRIDING SYSTEM VALUE VALUES\n(0, 2);\n"_s);
    QCOMPARE(written(batch, Dialect::Hologres, {{0}, {2}}), u"INSERT INTO \"s\".\"t\" (\"n\") VALUES\n(2);\n"_s);
    QCOMPARE(written(batch, Dialect::Hologres, {{0}, {1}}), u"-- None of these columns can be written by INSERT.\n"_s);

    // Rows of which nothing can be said but that they are there.
    records::RecordBatch generated({columns[1]});
    generated.vector(0).appendInt64(1);
    generated.vector(0).appendInt64(1);
    const QString row = u"INSERT INTO \"s\".\"t\" DEFAULT VALUES;\n"_s;
    QCOMPARE(written(generated, Dialect::Hologres), row + row);
}

void tst_InsertStatements::arraysHaveTheDelimiterOfTheirElements()
{
    const auto literal = [](const QString &type, const char *json) {
        records::RecordBatch batch({columnOf(u"a"_s, type, Dialect::Hologres)});
        batch.vector(0).appendBytes(json);
        return written(batch, Dialect::Hologres).section(u'\n', 1, 1);
    };
    QCOMPARE(literal(u"box[]"_s, R"j(["(3,4),(1,2)","(7,8),(5,6)"])j"), u"('{\"(3,4),(1,2)\";\"(7,8),(5,6)\"}');"_s);
    QCOMPARE(literal(u"point[]"_s, R"j(["(1,2)"])j"), u"('{\"(1,2)\"}');"_s);
}

void tst_InsertStatements::theTableIsNamed()
{
    const auto headOf = [](Dialect dialect, const QStringList &names) {
        records::RecordBatch batch({columnOf(u"a"_s, u"INT"_s, dialect)});
        batch.vector(0).appendInt64(1);
        QString text;
        records::writeInserts(batch, records::wholeOf(batch), {dialect, names}, [&text](std::string_view piece) {
            text += QString::fromUtf8(piece.data(), qsizetype(piece.size()));
            return true;
        });
        return text.section(u' ', 2, 2);
    };
    QCOMPARE(headOf(Dialect::Hologres, {u"db"_s, u"s"_s, u"t\""_s}), u"\"s\".\"t\"\"\""_s);
    QCOMPARE(headOf(Dialect::MaxCompute, {u"s"_s, u"t`"_s}), u"`s`.`t```"_s);
    QCOMPARE(headOf(Dialect::MaxCompute, {u"t"_s}), u"`t`"_s);
    const QString folder = catalog::partitionsFolder;
    QCOMPARE(headOf(Dialect::MaxCompute, {u"s"_s, u"t"_s, folder, u"pt=1"_s}), u"`s`.`t`"_s);
    QCOMPARE(headOf(Dialect::Hologres, {u"s"_s, u"t"_s, folder, u"t_1"_s}), u"\"s\".\"t\""_s);
}

void tst_InsertStatements::maxComputeWritesAStatementAPartition()
{
    QList<Column> columns{
        columnOf(u"a"_s, u"BIGINT"_s, Dialect::MaxCompute), columnOf(u"at"_s, u"DATETIME"_s, Dialect::MaxCompute),
        columnOf(u"pt"_s, u"STRING"_s, Dialect::MaxCompute), columnOf(u"hh"_s, u"INT"_s, Dialect::MaxCompute)};
    columns[2].isPartitionKey = columns[3].isPartitionKey = true;
    records::RecordBatch batch(columns);
    for (int row = 0; row < 3; ++row) {
        batch.vector(0).appendInt64(row);
        batch.vector(1).appendTimestamp({0, 0});
        batch.vector(2).appendBytes(row == 1 ? "it's" : "x");
        batch.vector(3).appendInt64(7);
    }
    QCOMPARE(written(batch, Dialect::MaxCompute),
             u"SET odps.sql.timezone=UTC;\n"
             "INSERT INTO `s`.`t` PARTITION (`pt`='x', `hh`=7) (`a`, `at`) VALUES\n"
             "(0L, DATETIME '1970-01-01 00:00:00'),\n"
             "(2L, DATETIME '1970-01-01 00:00:00');\n"
             "INSERT INTO `s`.`t` PARTITION (`pt`='it\\'s', `hh`=7) (`a`, `at`) VALUES\n"
             "(1L, DATETIME '1970-01-01 00:00:00');\n"_s);
    // The partition is known although its columns are not selected.
    QCOMPARE(written(batch, Dialect::MaxCompute, {{1}, {0}}),
             u"INSERT INTO `s`.`t` PARTITION (`pt`='it\\'s', `hh`=7) (`a`) VALUES\n(1L);\n"_s);
    QCOMPARE(written(batch, Dialect::MaxCompute, {{1}, {2, 3}}),
             u"-- None of these columns can be written by INSERT.\n"_s);
}

void tst_InsertStatements::manyRowsShareStatements()
{
    const auto statementsOf = [](Dialect dialect, const QString &type, int rows, const QByteArray &bytes) {
        records::RecordBatch batch({columnOf(u"c"_s, type, dialect)});
        for (int row = 0; row < rows; ++row)
            batch.vector(0).appendBytes(bytes);
        const QString text = written(batch, dialect);
        for (const QString &statement : text.split(u';')) {
            if (statement.size() > 1'500'000) // MaxCompute takes 2 MB
                return qsizetype(-1);
        }
        return text.count(u"INSERT INTO");
    };
    QCOMPARE(statementsOf(Dialect::Hologres, u"text"_s, 1000, "x"), 1);
    QCOMPARE(statementsOf(Dialect::Hologres, u"text"_s, 1001, "x"), 2);
    QCOMPARE(statementsOf(Dialect::MaxCompute, u"STRING"_s, 2500, "x"), 3);
    QCOMPARE(statementsOf(Dialect::MaxCompute, u"ARRAY<INT>"_s, 500, "[1]"), 3); // a UNION ALL has 256 branches at most
    QCOMPARE(statementsOf(Dialect::MaxCompute, u"STRING"_s, 10, QByteArray(600'000, 'x')), 10);
}

void tst_InsertStatements::nullsInBranchesSayTheirType()
{
    records::RecordBatch batch({columnOf(u"a"_s, u"ARRAY<INT>"_s, Dialect::MaxCompute),
                                columnOf(u"v"_s, u"VARCHAR(5)"_s, Dialect::MaxCompute),
                                columnOf(u"n"_s, u"BIGINT"_s, Dialect::MaxCompute)});
    batch.vector(0).appendBytes("[1]");
    batch.vector(1).appendBytes("x");
    batch.vector(2).appendInt64(1);
    for (int i = 0; i < 3; ++i)
        batch.vector(i).appendNull();
    QCOMPARE(written(batch, Dialect::MaxCompute),
             u"INSERT INTO `s`.`t` (`a`, `v`, `n`)\n"
             "SELECT array(1), 'x', 1L\n"
             "UNION ALL SELECT CAST(NULL AS ARRAY<INT>), CAST(NULL AS STRING), CAST(NULL AS BIGINT);\n"_s);
}

void tst_InsertStatements::aViewIsSaidToTakeNoRows()
{
    QVERIFY(!records::takesRows(catalog::ObjectKind::View));
    QVERIFY(!records::takesRows(catalog::ObjectKind::DynamicTable));
    QVERIFY(records::takesRows(catalog::ObjectKind::Partition));
    records::RecordBatch batch({columnOf(u"a"_s, u"integer"_s, Dialect::Hologres)});
    batch.vector(0).appendInt64(1);
    std::string text;
    const auto sink = [&text](std::string_view piece) {
        text += piece;
        return true;
    };
    records::writeInserts(batch, records::wholeOf(batch), {Dialect::Hologres, {u"v"_s}, true}, sink);
    QVERIFY2(text.starts_with("-- This is a view"), text.c_str());
    QVERIFY(text.ends_with("(1);\n"));
}

void tst_InsertStatements::nothingWithoutColumns()
{
    records::RecordBatch batch({columnOf(u"a"_s, u"DATETIME"_s, Dialect::MaxCompute)});
    QCOMPARE(written(batch, Dialect::MaxCompute), QString()); // no rows
    batch.vector(0).appendNull();
    QCOMPARE(written(batch, Dialect::MaxCompute, {{0}, {}}), QString());
    QCOMPARE(written(batch, Dialect::Hologres, {{0}, {}}), QString());
}

QTEST_GUILESS_MAIN(tst_InsertStatements)
#include "tst_insertstatements.moc"
