// SPDX-License-Identifier: GPL-3.0-or-later
#include "cputime.h"

#include <isthmus/mapping/structurediff/structurediff.h>
#include <isthmus/plan/words.h>

#include <QTest>

using namespace isthmus;
using namespace mapping;
using namespace Qt::StringLiterals;
using dialect::Dialect;

namespace {

catalog::Column column(Dialect system, const QString &name, const QString &type)
{
    catalog::Column column;
    column.name = name;
    column.type = system == Dialect::Hologres ? catalog::parsePostgresType(type) : catalog::parseMaxComputeType(type);
    return column;
}

DiffSide side(Dialect system, const QList<std::pair<QString, QString>> &columns)
{
    DiffSide side;
    side.system = system;
    side.table.name = u"orders"_s;
    side.table.schema = system == Dialect::Hologres ? u"public"_s : u"default"_s;
    side.table.database = system == Dialect::Hologres ? u"order_dw"_s : u"dbs_mc"_s;
    for (const auto &[name, type] : columns)
        side.table.columns.append(column(system, name, type));
    return side;
}

DiffSide hologres(const QList<std::pair<QString, QString>> &columns)
{
    return side(Dialect::Hologres, columns);
}

DiffSide maxCompute(const QList<std::pair<QString, QString>> &columns)
{
    return side(Dialect::MaxCompute, columns);
}

QString reasonsOf(const ColumnDiff &column)
{
    QStringList reasons;
    for (const plan::Text &reason : column.reasons)
        reasons.append(plan::words(reason));
    return reasons.join(u'\n');
}

// "=a ~b <c >d !e": the state of each row, and its name.
QString sketch(const StructureDiff &diff)
{
    static const QString marks = u"=~.^!<>"_s;
    QStringList rows;
    for (const ColumnDiff &column : diff.columns)
        rows.append(marks.at(int(column.state)) + (column.left ? column.left->name : column.right->name));
    return rows.join(u' ');
}

const FactDiff *factOf(const StructureDiff &diff, const QString &key)
{
    for (const FactDiff &fact : diff.facts) {
        if (fact.key == key)
            return &fact;
    }
    return nullptr;
}

} // namespace

class tst_StructureDiff : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void typesOfTwoSystems_data();
    void typesOfTwoSystems();
    void typesOfOneSystemAreComparedExactly();
    void whatIsOnlyOnOneSideStandsWhereItBelongs();
    void oneMovedColumnIsOneDifference();
    void valuesThatReadAlikeAreShownAsTheServerHasThem();
    void namesArePairedWhateverTheCapitals();
    void namesThatDifferInCapitalsAloneAreTold();
    void aNameThatMaxComputeCannotHaveIsPaired();
    void partitionColumnsAreFolded();
    void aPartitionColumnOfOneSystemDiffers();
    void nullabilityDefaultsAndComments();
    void defaultsAreValues_data();
    void defaultsAreValues();
    void viewsHaveNoKeysOfTheirOwn();
    void keysAndPropertiesOfOneSystem();
    void whatOneSystemHasAloneIsNoDifference();
    void theOtherWayRoundIsTheSame();
    void manyColumnsAreComparedAtOnce();
};

void tst_StructureDiff::typesOfTwoSystems_data()
{
    QTest::addColumn<QString>("left");
    QTest::addColumn<QString>("right");
    QTest::addColumn<DiffState>("state");
    QTest::addColumn<QString>("reason");
    const auto row = [](const char *left, const char *right, DiffState state, const char *reason) {
        QTest::addRow("%s, %s", left, right)
            << QString::fromUtf8(left) << QString::fromUtf8(right) << state << QString::fromUtf8(reason);
    };
    row("bigint", "BIGINT", DiffState::Equivalent, "BIGINT and BIGINT stand for each other: exact");
    row("numeric(20,2)", "DECIMAL(20,2)", DiffState::Equivalent,
        "NUMERIC(20,2) and DECIMAL(20,2) stand for each other: exact");
    row("numeric(20,2)", "DECIMAL(20,3)", DiffState::Differs, "not DECIMAL(20,3)");
    row("numeric", "DECIMAL(38,18)", DiffState::Equivalent, "lossy");
    row("character varying(32)", "VARCHAR(32)", DiffState::Equivalent, "exact");
    row("character varying(32)", "VARCHAR(33)", DiffState::Differs,
        "VARCHAR(32) becomes VARCHAR(32) in MaxCompute, not");
    row("character varying(32)", "STRING", DiffState::Differs, "STRING holds all values of VARCHAR(32)");
    row("timestamp without time zone", "TIMESTAMP_NTZ", DiffState::Equivalent, "wider");
    row("timestamp without time zone", "TIMESTAMP", DiffState::Differs, "not TIMESTAMP");
    row("timestamp with time zone", "DATETIME", DiffState::Equivalent,
        "DATETIME becomes TIMESTAMPTZ in Hologres: wider");
    row("text[]", "ARRAY<STRING>", DiffState::Equivalent, "narrower");
    row("smallint", "TINYINT", DiffState::Equivalent, "TINYINT becomes SMALLINT in Hologres: wider");
    row("uuid", "STRING", DiffState::Differs, "MaxCompute has no type for UUID");
    row("text", "MAP<STRING,STRING>", DiffState::Differs, "Hologres has no type for MAP<STRING,STRING>");
}

void tst_StructureDiff::typesOfTwoSystems()
{
    QFETCH(const QString, left);
    QFETCH(const QString, right);
    QFETCH(const DiffState, state);
    QFETCH(const QString, reason);
    const auto diff = structureDiff(hologres({{u"a"_s, left}}), maxCompute({{u"a"_s, right}}));
    QCOMPARE(diff.columns.size(), 1);
    QCOMPARE(diff.columns[0].state, state);
    QVERIFY2(reasonsOf(diff.columns[0]).contains(reason), qPrintable(reasonsOf(diff.columns[0])));
    const auto back = structureDiff(maxCompute({{u"a"_s, right}}), hologres({{u"a"_s, left}}));
    QCOMPARE(back.columns[0].state, state);
}

void tst_StructureDiff::typesOfOneSystemAreComparedExactly()
{
    const auto diff = structureDiff(
        hologres({{u"a"_s, u"timestamp(3) with time zone"_s}, {u"b"_s, u"app.\"Color\""_s}, {u"c"_s, u"bigint"_s}}),
        hologres({{u"a"_s, u"timestamp with time zone"_s}, {u"b"_s, u"app.\"color\""_s}, {u"c"_s, u"bigint"_s}}));
    QCOMPARE(sketch(diff), u"!a !b =c"_s);
    QCOMPARE(reasonsOf(diff.columns[0]), u"TIMESTAMPTZ(3) on the left, TIMESTAMPTZ on the right"_s);
    QVERIFY(diff.hasDifferences());
    QCOMPARE(diff.summary(), u"3 columns: 1 equal, 2 different"_s);
}

void tst_StructureDiff::whatIsOnlyOnOneSideStandsWhereItBelongs()
{
    const QString t = u"text"_s;
    const auto diff = structureDiff(hologres({{u"a"_s, t}, {u"b"_s, t}, {u"c"_s, t}, {u"e"_s, t}}),
                                    hologres({{u"x"_s, t}, {u"a"_s, t}, {u"y"_s, t}, {u"c"_s, t}, {u"z"_s, t}}));
    QCOMPARE(sketch(diff), u">x =a >y <b =c >z <e"_s);
}

void tst_StructureDiff::oneMovedColumnIsOneDifference()
{
    const QString t = u"text"_s;
    const auto diff = structureDiff(hologres({{u"a"_s, t}, {u"b"_s, t}, {u"c"_s, t}, {u"d"_s, t}}),
                                    hologres({{u"b"_s, t}, {u"c"_s, t}, {u"d"_s, t}, {u"a"_s, t}}));
    QCOMPARE(sketch(diff), u"^a =b =c =d"_s);
    QCOMPARE(reasonsOf(diff.columns[0]), u"Column 1 on the left, column 4 on the right"_s);
}

void tst_StructureDiff::namesArePairedWhateverTheCapitals()
{
    QCOMPARE(sketch(structureDiff(hologres({{u"OrderId"_s, u"bigint"_s}}), maxCompute({{u"orderid"_s, u"BIGINT"_s}}))),
             u"~OrderId"_s);
    QCOMPARE(
        sketch(structureDiff(maxCompute({{u"OrderId"_s, u"BIGINT"_s}}), maxCompute({{u"orderid"_s, u"BIGINT"_s}}))),
        u"=OrderId"_s);
    QCOMPARE(sketch(structureDiff(hologres({{u"OrderId"_s, u"bigint"_s}}), hologres({{u"orderid"_s, u"bigint"_s}}))),
             u">orderid <OrderId"_s);
}

void tst_StructureDiff::namesThatDifferInCapitalsAloneAreTold()
{
    const auto diff =
        structureDiff(hologres({{u"ID"_s, u"bigint"_s}, {u"id"_s, u"bigint"_s}}), maxCompute({{u"id"_s, u"BIGINT"_s}}));
    QCOMPARE(sketch(diff), u"<ID ~id"_s);
    for (const ColumnDiff &column : diff.columns)
        QVERIFY2(reasonsOf(column).contains(u"Ambiguous"_s), qPrintable(reasonsOf(column)));
}

void tst_StructureDiff::aNameThatMaxComputeCannotHaveIsPaired()
{
    DiffSide left = hologres({{u"Größe in m²"_s, u"bigint"_s}, {u"a.b\"c"_s, u"text"_s}});
    DiffSide right = maxCompute({{u"gro_e_in_m2"_s, u"BIGINT"_s}, {u"a_b_c"_s, u"STRING"_s}});
    left.table.columns[1].keyPosition = 1;
    right.table.columns[1].keyPosition = 1;
    const auto diff = structureDiff(left, right);
    QCOMPARE(factOf(diff, u"primary_key"_s)->state, DiffState::Equivalent);
    right.table.columns[1].keyPosition.reset();
    right.table.columns[0].keyPosition = 1;
    QCOMPARE(factOf(structureDiff(left, right), u"primary_key"_s)->state, DiffState::Differs);
    QCOMPARE(diff.count(DiffState::OnlyLeft), 0);
    QCOMPARE(diff.columns.size(), 2);
    QVERIFY2(reasonsOf(diff.columns[1]).contains(u"a.b\"c: a mapping calls it a_b_c"_s),
             qPrintable(reasonsOf(diff.columns[1])));
}

void tst_StructureDiff::partitionColumnsAreFolded()
{
    DiffSide left = maxCompute({{u"id"_s, u"BIGINT"_s}, {u"dt"_s, u"STRING"_s}, {u"hh"_s, u"STRING"_s}});
    left.table.kind = catalog::ObjectKind::PartitionedTable;
    left.table.columns[1].isPartitionKey = left.table.columns[2].isPartitionKey = true;
    DiffSide right = hologres({{u"dt"_s, u"text"_s}, {u"id"_s, u"bigint"_s}, {u"hh"_s, u"text"_s}});
    right.table.kind = catalog::ObjectKind::PartitionedTable;
    right.table.columns[0].isPartitionKey = true;
    right.table.columns[0].nullable = false;
    const auto diff = structureDiff(left, right);
    QCOMPARE(sketch(diff), u"~id ~dt ~hh"_s);
    QVERIFY(!diff.hasDifferences());
    QVERIFY(reasonsOf(diff.columns[2]).contains(u"A partition column on the left, an ordinary one on the right"_s));
    QCOMPARE(factOf(diff, u"partition_columns"_s)->state, DiffState::Equivalent);
    right.table.columns.removeFirst(); // of which the left one is a partition
    QCOMPARE(factOf(structureDiff(left, right), u"partition_columns"_s)->state, DiffState::OnlyLeft);
}

void tst_StructureDiff::aPartitionColumnOfOneSystemDiffers()
{
    DiffSide left = maxCompute({{u"dt"_s, u"STRING"_s}});
    left.table.columns[0].isPartitionKey = true;
    const auto diff = structureDiff(left, maxCompute({{u"dt"_s, u"STRING"_s}}));
    QCOMPARE(diff.columns[0].state, DiffState::Differs);
    QCOMPARE(diff.columns[0].aspects, DiffAspects(DiffAspect::Partition));
}

void tst_StructureDiff::nullabilityDefaultsAndComments()
{
    DiffSide left = hologres({{u"a"_s, u"bigint"_s}, {u"b"_s, u"text"_s}, {u"c"_s, u"bigint"_s}});
    DiffSide right = left;
    left.table.columns[0].nullable = false;
    left.table.columns[1].defaultSql = u"now()"_s;
    left.table.columns[2].identity = catalog::Column::Identity::Always;
    right.table.columns[1].comment = u"who"_s;
    const auto diff = structureDiff(left, right);
    QCOMPARE(diff.columns[0].aspects, DiffAspects(DiffAspect::Nullability));
    QCOMPARE(diff.columns[1].aspects, DiffAspect::Default | DiffAspect::Comment);
    QVERIFY(reasonsOf(diff.columns[1]).contains(u"DEFAULT now() on the left only"_s));
    QCOMPARE(diff.columns[2].aspects, DiffAspects(DiffAspect::Generated));
    QVERIFY(
        reasonsOf(diff.columns[2]).contains(u"On the left numbered by the server, on the right an ordinary column"_s));
}

void tst_StructureDiff::defaultsAreValues_data()
{
    QTest::addColumn<QString>("type");
    QTest::addColumn<QString>("left");
    QTest::addColumn<QString>("right");
    QTest::addColumn<bool>("isEqual");
    QTest::newRow("negative") << u"bigint"_s << u"'-1'::integer"_s << u"-1"_s << true;
    QTest::newRow("marked") << u"bigint"_s << u"0"_s << u"0L"_s << true;
    QTest::newRow("text") << u"text"_s << u"'it''s'::text"_s << u"\"it's\""_s << true;
    QTest::newRow("another text") << u"text"_s << u"'a'::text"_s << u"'b'"_s << false;
    QTest::newRow("a number as text") << u"text"_s << u"'1'::text"_s << u"1"_s << false;
    QTest::newRow("escapes") << u"text"_s << uR"(E'a\\b\n''c'::text)"_s << uR"('a\\b\n\'c')"_s << true;
    QTest::newRow("an escape of one system") << u"text"_s << uR"(E'\x41')"_s << uR"('\x41')"_s << false;
    QTest::newRow("a backslash that escapes nothing") << u"text"_s << uR"('a\b'::text)"_s << uR"('a\\b')"_s << true;
    QTest::newRow("a backslash before an n") << u"text"_s << uR"('a\nb'::text)"_s << uR"('a\nb')"_s << false;
    QTest::newRow("a day") << u"date"_s << u"'2024-01-01'::date"_s << u"DATE'2024-01-01'"_s << true;
    QTest::newRow("another day") << u"date"_s << u"'2024-01-01'::date"_s << u"DATE '2024-01-02'"_s << false;
    QTest::newRow("today") << u"date"_s << u"CURRENT_DATE"_s << u"DATE '2024-01-02'"_s << false;
    QTest::newRow("truth") << u"boolean"_s << u"true"_s << u"TRUE"_s << true;
    QTest::newRow("an expression") << u"text"_s << u"upper('a')"_s << u"'A'"_s << false;
    QTest::newRow("one quote after another") << u"text"_s << u"'a' || 'b'"_s << u"'a'"_s << false;
}

void tst_StructureDiff::defaultsAreValues()
{
    QFETCH(const QString, type);
    QFETCH(const QString, left);
    QFETCH(const QString, right);
    DiffSide one = hologres({{u"a"_s, type}});
    DiffSide other = maxCompute({{u"a"_s, type == u"text" ? u"STRING"_s : type}});
    one.table.columns[0].defaultSql = left;
    other.table.columns[0].defaultSql = right;
    QTEST(!structureDiff(one, other).columns[0].aspects.testFlag(DiffAspect::Default), "isEqual");
}

void tst_StructureDiff::viewsHaveNoKeysOfTheirOwn()
{
    DiffSide left = hologres({{u"a"_s, u"bigint"_s}});
    left.table.columns[0].nullable = false;
    left.table.columns[0].keyPosition = 1;
    DiffSide right = maxCompute({{u"a"_s, u"BIGINT"_s}});
    right.table.kind = catalog::ObjectKind::ExternalTable;
    const auto diff = structureDiff(left, right);
    QVERIFY(!diff.hasDifferences());
    QVERIFY(reasonsOf(diff.columns[0]).contains(u"NOT NULL on the left only"_s));
    QCOMPARE(factOf(diff, u"primary_key"_s)->state, DiffState::OneSystem);
    QCOMPARE(factOf(diff, u"kind"_s)->right, u"external table"_s);

    DiffSide view = hologres({{u"a"_s, u"bigint"_s}});
    view.table.kind = catalog::ObjectKind::View;
    QCOMPARE(factOf(structureDiff(left, view), u"kind"_s)->state, DiffState::Differs);
}

// "by rows and by columns" is said of both.
void tst_StructureDiff::valuesThatReadAlikeAreShownAsTheServerHasThem()
{
    DiffSide left = hologres({{u"a"_s, u"bigint"_s}});
    DiffSide right = left;
    left.table.properties = {{u"orientation"_s, u"row,column"_s}};
    right.table.properties = {{u"orientation"_s, u"column,row"_s}};
    const auto diff = structureDiff(left, right);
    const auto *fact = factOf(diff, u"orientation"_s);
    QVERIFY(fact);
    QCOMPARE(fact->state, DiffState::Differs);
    QCOMPARE(fact->left, u"row,column"_s);
    QCOMPARE(fact->right, u"column,row"_s);
}

void tst_StructureDiff::keysAndPropertiesOfOneSystem()
{
    DiffSide left = hologres({{u"a"_s, u"bigint"_s}, {u"b"_s, u"bigint"_s}});
    DiffSide right = left;
    left.table.columns[0].keyPosition = 1;
    right.table.columns[1].keyPosition = 1;
    left.table.properties = {{u"binlog.ttl"_s, u"604800"_s}, {u"table_id"_s, u"1"_s}};
    right.table.properties = {{u"binlog.ttl"_s, u"2592000"_s}, {u"storage_mode"_s, u"hot"_s}, {u"table_id"_s, u"2"_s}};
    const auto diff = structureDiff(left, right);
    QCOMPARE(factOf(diff, u"primary_key"_s)->state, DiffState::Differs);
    QCOMPARE(factOf(diff, u"binlog.ttl"_s)->left, u"7 days"_s);
    QCOMPARE(factOf(diff, u"binlog.ttl"_s)->leftSource, u"604800"_s);
    QCOMPARE(factOf(diff, u"binlog.ttl"_s)->state, DiffState::Differs);
    QCOMPARE(factOf(diff, u"storage_mode"_s)->state, DiffState::OnlyRight);
    QCOMPARE(factOf(diff, u"table_id"_s), nullptr);
    QCOMPARE(diff.factDifferences(), 3);
    QCOMPARE(diff.summary(), u"2 columns: 2 equal · 3 differences of the table"_s);
}

void tst_StructureDiff::whatOneSystemHasAloneIsNoDifference()
{
    DiffSide left = maxCompute({{u"a"_s, u"BIGINT"_s}});
    left.table.lifecycleDays = 7;
    DiffSide right = hologres({{u"a"_s, u"bigint"_s}});
    right.table.properties = {{u"orientation"_s, u"column"_s}};
    right.table.columns[0].generatedSql = u"1 + 1"_s;
    const auto diff = structureDiff(left, right);
    QVERIFY(!diff.hasDifferences());
    QCOMPARE(factOf(diff, u"lifecycle"_s)->state, DiffState::OneSystem);
    QCOMPARE(factOf(diff, u"lifecycle"_s)->left, u"7 days"_s);
    QCOMPARE(factOf(diff, u"orientation"_s)->state, DiffState::OneSystem);
    QVERIFY(reasonsOf(diff.columns[0]).contains(u"computed as 1 + 1"_s));
    right.table.columns[0].generatedSql.reset();
    right.table.columns[0].defaultSql = u"nextval('s'::regclass)"_s;
    QVERIFY(!structureDiff(left, right).hasDifferences());
    right.table.columns[0].defaultSql = u"7"_s;
    QVERIFY(structureDiff(left, right).hasDifferences());
}

void tst_StructureDiff::theOtherWayRoundIsTheSame()
{
    const DiffSide left = hologres({{u"a"_s, u"bigint"_s}, {u"b"_s, u"text"_s}});
    const DiffSide right = maxCompute({{u"b"_s, u"STRING"_s}, {u"c"_s, u"BIGINT"_s}});
    const auto diff = structureDiff(left, right);
    const auto swapped = diff.swapped();
    QCOMPARE(sketch(swapped), u">a ~b <c"_s);
    QCOMPARE(swapped.swapped(), diff);
    const QJsonObject json = diff.toJson();
    QCOMPARE(json.value(u"equal"_s).toBool(), false);
    QCOMPARE(json.value(u"counts"_s).toObject().value(u"only_left"_s).toInt(), 1);
    QCOMPARE(json.value(u"left"_s).toObject().value(u"system"_s).toString(), u"hologres"_s);
}

// In time in proportion to the columns, all of which stand elsewhere on the other side.
void tst_StructureDiff::manyColumnsAreComparedAtOnce()
{
    const auto nanos = [](int count) {
        QList<std::pair<QString, QString>> columns;
        for (int i = 0; i < count; ++i)
            columns.append({u"column_%1"_s.arg(i), u"bigint"_s});
        const DiffSide left = hologres(columns);
        std::reverse(columns.begin(), columns.end());
        const DiffSide right = maxCompute(columns);
        return test::cpuNanos([&] { QCOMPARE(structureDiff(left, right).count(DiffState::Moved), count - 1); });
    };
    const double ratio = double(nanos(6'000)) / double(nanos(600));
    QVERIFY2(ratio < 40, qPrintable(QString::number(ratio)));
}

QTEST_GUILESS_MAIN(tst_StructureDiff)
#include "tst_structurediff.moc"
