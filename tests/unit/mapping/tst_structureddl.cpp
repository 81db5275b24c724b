// SPDX-License-Identifier: GPL-3.0-or-later
#include "cputime.h"

#include <isthmus/mapping/structurediff/structureddl.h>

#include <QTest>

using namespace isthmus;
using namespace mapping;
using namespace Qt::StringLiterals;
using dialect::Dialect;

namespace {

catalog::Column column(Dialect system, const QString &name, const QString &type, const QString &comment = {})
{
    catalog::Column column;
    column.name = name;
    column.type = system == Dialect::Hologres ? catalog::parsePostgresType(type) : catalog::parseMaxComputeType(type);
    column.comment = comment;
    return column;
}

DiffSide hologres(const QList<std::pair<QString, QString>> &columns)
{
    DiffSide side;
    side.table.schema = u"public"_s;
    side.table.name = u"Orders"_s;
    for (const auto &[name, type] : columns)
        side.table.columns.append(column(Dialect::Hologres, name, type));
    return side;
}

DiffSide maxCompute(const QList<std::pair<QString, QString>> &columns)
{
    DiffSide side;
    side.system = Dialect::MaxCompute;
    side.table.database = u"dbs_mc"_s;
    side.table.schema = u"default"_s;
    side.table.name = u"orders"_s;
    for (const auto &[name, type] : columns)
        side.table.columns.append(column(Dialect::MaxCompute, name, type));
    return side;
}

StructureDdl rightLikeLeft(const DiffSide &left, const DiffSide &right)
{
    return structureDdl(structureDiff(left, right), DiffTarget::Right);
}

} // namespace

class tst_StructureDdl : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void createsInMaxCompute();
    void createsInHologres();
    void createsWithinHologres();
    void altersMaxCompute();
    void altersHologres();
    void refusesTypesWithoutAnEqual();
    void takesATypeThatTheTableHasTheOtherWay();
    void namesCannotEndAComment();
    void tellsWhyNothingIsDone();
    void tellsWhatAlterCannotDo();
    void namesNoColumnThatTheTableWillNotHave();
    void marksWhatKeepsRowsShorter_data();
    void marksWhatKeepsRowsShorter();
    void takesADayAsTheDefault();
    void takesNoSequenceOfTheOtherTable();
    void columnsOfMaxComputeAreAddedAtOnce();
    void tellsWhatTheOtherSystemDoesNotHave();
    void equalTablesNeedNothing();
    void viewsAreNotAltered();
    void manyColumnsAreWrittenAtOnce();
    void widening_data();
    void widening();
};

void tst_StructureDdl::createsInMaxCompute()
{
    DiffSide left = hologres({{u"id"_s, u"bigint"_s}, {u"order"_s, u"text"_s}, {u"dt"_s, u"text"_s}});
    left.table.kind = catalog::ObjectKind::PartitionedTable;
    left.table.comment = u"it's"_s;
    left.table.columns[0].nullable = false;
    left.table.columns[0].keyPosition = 1;
    left.table.columns[0].defaultSql = u"'-1'::integer"_s;
    left.table.columns[1].comment = u"a\nb"_s;
    left.table.columns[2].isPartitionKey = true;
    left.table.columns[2].keyPosition = 2;
    left.table.columns[2].nullable = false;
    const auto ddl = rightLikeLeft(left, maxCompute({{u"id"_s, u"BIGINT"_s}}));
    QCOMPARE(ddl.create, uR"(SET odps.namespace.schema=true;
SET odps.sql.type.system.odps2=true;
-- dbs_mc.default.orders is there: drop or rename it before
CREATE TABLE dbs_mc.default.orders (
  id BIGINT NOT NULL DEFAULT -1,
  `order` STRING COMMENT 'a\nb',
  PRIMARY KEY (id)
)
COMMENT 'it\'s'
PARTITIONED BY (
  dt STRING
)
TBLPROPERTIES (
  'transactional'='true'
);
)"_s);
    QVERIFY(ddl.refused.isEmpty());
}

void tst_StructureDdl::createsInHologres()
{
    DiffSide left = maxCompute({{u"id"_s, u"BIGINT"_s}, {u"price"_s, u"DECIMAL(20,2)"_s}, {u"dt"_s, u"STRING"_s}});
    left.table.columns[0].keyPosition = 1;
    left.table.columns[0].nullable = false;
    left.table.columns[1].comment = u"CNY"_s;
    left.table.columns[2].isPartitionKey = true;
    left.table.lifecycleDays = 7;
    QCOMPARE(rightLikeLeft(left, hologres({})).create, uR"(BEGIN;
-- public."Orders" is there: drop or rename it before
-- Only MaxCompute has: Lifecycle
CREATE TABLE public."Orders" (
    id BIGINT NOT NULL,
    price NUMERIC(20,2),
    dt TEXT,
    PRIMARY KEY (id, dt)
) PARTITION BY LIST (dt);
COMMENT ON COLUMN public."Orders".price IS 'CNY';
COMMIT;
)"_s);
    left.table.columns[0].isPartitionKey = true; // two levels
    QVERIFY(!rightLikeLeft(left, hologres({})).create.contains(u"PARTITION BY"_s));
}

void tst_StructureDdl::createsWithinHologres()
{
    DiffSide left = hologres({{u"id"_s, u"bigint"_s}, {u"state"_s, u"app.\"State\""_s}, {u"twice"_s, u"bigint"_s}});
    left.table.columns[0].identity = catalog::Column::Identity::Always;
    left.table.columns[0].nullable = false;
    left.table.columns[2].generatedSql = u"(id * 2)"_s;
    left.table.properties = {{u"orientation"_s, u"row"_s}, {u"table_group"_s, u"dev_tg"_s}, {u"table_id"_s, u"7"_s}};
    const auto create = rightLikeLeft(left, hologres({})).create;
    QVERIFY2(create.contains(u"    id BIGINT GENERATED ALWAYS AS IDENTITY NOT NULL,\n"_s), qPrintable(create));
    QVERIFY2(create.contains(u"    state APP.\"State\",\n"_s), qPrintable(create));
    QVERIFY2(create.contains(u"    twice BIGINT GENERATED ALWAYS AS ((id * 2)) STORED\n"_s), qPrintable(create));
    QVERIFY2(create.contains(u"CALL set_table_property('public.\"Orders\"', 'orientation', 'row');"_s),
             qPrintable(create));
    QVERIFY2(create.contains(u"-- Not done here: property table_group = dev_tg"_s), qPrintable(create));
    QVERIFY(!create.contains(u"table_id"_s));
}

void tst_StructureDdl::altersMaxCompute()
{
    DiffSide left = hologres({{u"a"_s, u"bigint"_s}, {u"b"_s, u"text"_s}, {u"c"_s, u"numeric(20,2)"_s}});
    left.table.columns[1].comment = u"new"_s;
    left.table.columns[2].comment = u"price"_s;
    left.table.comment = u"orders"_s;
    DiffSide right = maxCompute({{u"a"_s, u"INT"_s}, {u"b"_s, u"STRING"_s}, {u"old"_s, u"STRING"_s}});
    right.table.columns[0].nullable = false;
    const auto ddl = rightLikeLeft(left, right);
    QCOMPARE(ddl.alter, uR"(SET odps.namespace.schema=true;
SET odps.sql.type.system.odps2=true;
ALTER TABLE dbs_mc.default.orders ADD COLUMNS (c DECIMAL(20,2) COMMENT 'price');
ALTER TABLE dbs_mc.default.orders CHANGE COLUMN a a BIGINT;
ALTER TABLE dbs_mc.default.orders CHANGE COLUMN a NULL;
ALTER TABLE dbs_mc.default.orders CHANGE COLUMN b COMMENT 'new';
ALTER TABLE dbs_mc.default.orders SET COMMENT 'orders';
-- DESTRUCTIVE: drops old with all of its values
ALTER TABLE dbs_mc.default.orders DROP COLUMN old;
)"_s);
    QCOMPARE(ddl.statements, 6);
    QCOMPARE(ddl.destructive, 1);
    QCOMPARE(ddl.remaining, 0);
}

void tst_StructureDdl::altersHologres()
{
    DiffSide left = maxCompute({{u"a"_s, u"STRING"_s}, {u"it's"_s, u"BIGINT"_s}});
    left.table.columns[1].comment = u"new \\ one"_s;
    left.table.columns[1].defaultSql = u"0L"_s;
    DiffSide right = hologres({{u"a"_s, u"character varying(10)"_s}, {u"Gone"_s, u"text"_s}});
    right.table.columns[0].comment = u"x"_s;
    right.table.columns[0].defaultSql = u"'y'::character varying"_s;
    right.table.comment = u"y"_s;
    const auto ddl = rightLikeLeft(left, right);
    QCOMPARE(ddl.alter, uR"(ALTER TABLE public."Orders" ADD COLUMN "it's" BIGINT DEFAULT 0;
COMMENT ON COLUMN public."Orders"."it's" IS E'new \\ one';
ALTER TABLE public."Orders" ALTER COLUMN a TYPE TEXT;
ALTER TABLE public."Orders" ALTER COLUMN a DROP DEFAULT;
COMMENT ON COLUMN public."Orders".a IS NULL;
COMMENT ON TABLE public."Orders" IS NULL;
-- DESTRUCTIVE: drops Gone with all of its values
ALTER TABLE public."Orders" DROP COLUMN "Gone";
)"_s);
    // The other way: what is in Hologres is added to MaxCompute.
    const auto back = structureDdl(structureDiff(left, right), DiffTarget::Left);
    QVERIFY2(back.alter.contains(u"ADD COLUMNS (gone STRING)"_s), qPrintable(back.alter));
    QVERIFY2(back.alter.contains(u"DROP COLUMN `it's`"_s), qPrintable(back.alter));
}

void tst_StructureDdl::refusesTypesWithoutAnEqual()
{
    const DiffSide left = hologres({{u"id"_s, u"bigint"_s}, {u"key"_s, u"uuid"_s}});
    const auto ddl = rightLikeLeft(left, maxCompute({{u"id"_s, u"BIGINT"_s}}));
    QCOMPARE(ddl.refused, QStringList{u"key"_s});
    QVERIFY2(ddl.create.contains(u"-- Not done here: column key: MaxCompute has no type for UUID\n"_s),
             qPrintable(ddl.create));
    QVERIFY(!ddl.create.contains(u"key "_s + u"STRING"_s));
    QCOMPARE(ddl.alter, u"-- Not done here: column key: MaxCompute has no type for UUID\n"_s);
    QCOMPARE(ddl.statements, 0);
}

void tst_StructureDdl::takesATypeThatTheTableHasTheOtherWay()
{
    const auto ddl = rightLikeLeft(maxCompute({{u"at"_s, u"TIMESTAMP_NTZ"_s}}), hologres({{u"x"_s, u"text"_s}}));
    QVERIFY2(ddl.create.contains(u"    at TIMESTAMP\n"_s), qPrintable(ddl.create));
    QVERIFY2(ddl.alter.contains(u"-- at: TIMESTAMP for TIMESTAMP_NTZ: the type table has it in the other"_s),
             qPrintable(ddl.alter));
}

void tst_StructureDdl::namesCannotEndAComment()
{
    const QString name = u"a\nDROP TABLE x; --"_s;
    const auto ddl = rightLikeLeft(hologres({{name, u"uuid"_s}}), maxCompute({{u"b"_s, u"BIGINT"_s}}));
    for (const QString &text : {ddl.create, ddl.alter}) {
        QVERIFY(text.contains(u"a\\nDROP TABLE x"_s));
        QVERIFY(!text.contains(u"\nDROP TABLE x"_s));
    }
}

void tst_StructureDdl::tellsWhyNothingIsDone()
{
    DiffSide left = maxCompute({{u"id"_s, u"BIGINT"_s}, {u"v"_s, u"STRING"_s}, {u"d"_s, u"STRING"_s}});
    DiffSide right = left;
    right.table.columns[0].nullable = false;
    right.table.columns[0].keyPosition = 1;
    left.table.columns[1].defaultSql = u"'x'"_s;
    right.table.columns[2].defaultSql = u"'y'"_s;
    right.table.lifecycleDays = 30;
    left.table.comment = right.table.comment = u"one"_s;
    const QString toRight = rightLikeLeft(left, right).alter;
    for (const auto &line :
         {u"id stays NOT NULL: it is of the primary key\n"_s, u"DEFAULT 'x' of v, which only a new table gets\n"_s,
          u"d keeps its DEFAULT, which ALTER TABLE does not take away\n"_s,
          u"Lifecycle stays: 30 days; the other table has none\n"_s,
          u"Primary key stays: id; the other table has none\n"_s})
        QVERIFY2(toRight.contains(u"-- Not done here: "_s + line), qPrintable(line + u'\n' + toRight));
    DiffSide nullable = hologres({{u"a"_s, u"text"_s}});
    DiffSide required = nullable;
    required.table.columns[0].nullable = false;
    QCOMPARE(rightLikeLeft(nullable, required).alter,
             u"-- Not done here: a stays NOT NULL, which ALTER TABLE of Hologres does not take away\n"_s);
    QCOMPARE(rightLikeLeft(required, nullable).alter,
             u"-- Not done here: NOT NULL of a: rows that are there may have no value\n"_s);
    DiffSide since = hologres({{u"at"_s, u"timestamptz"_s}});
    since.table.columns[0].defaultSql = u"'2024-01-01 00:00:00+00'::timestamp with time zone"_s;
    const QString create = rightLikeLeft(since, maxCompute({{u"at"_s, u"TIMESTAMP"_s}})).create;
    QVERIFY2(create.contains(u"of at is in words of Hologres and is not translated\n"_s), qPrintable(create));
}

void tst_StructureDdl::tellsWhatAlterCannotDo()
{
    DiffSide left = hologres({{u"a"_s, u"bigint"_s}, {u"b"_s, u"text"_s}, {u"c"_s, u"text"_s}});
    DiffSide right = hologres({{u"b"_s, u"text"_s}, {u"a"_s, u"integer"_s}, {u"k"_s, u"text"_s}});
    left.table.columns[2].nullable = false;
    left.table.columns[1].keyPosition = 1;
    right.table.columns[2].keyPosition = 1;
    left.table.properties = {{u"orientation"_s, u"row"_s}, {u"binlog.ttl"_s, u"60"_s}};
    right.table.properties = {{u"orientation"_s, u"column"_s}, {u"binlog.ttl"_s, u"70"_s}};
    const auto ddl = rightLikeLeft(left, right);
    for (const auto &line :
         {u"the type of a: Hologres does not change INTEGER to BIGINT"_s,
          u"NOT NULL of c: rows that are there have no value"_s, u"Primary key stays: k; the other table has b"_s,
          u"Stored stays: by columns; the other table has by rows"_s, u"k stays: a column of the key"_s,
          u"the place of "_s})
        QVERIFY2(ddl.alter.contains(u"-- Not done here: "_s + line), qPrintable(line + u'\n' + ddl.alter));
    QVERIFY(ddl.alter.contains(u"CALL set_table_property('public.\"Orders\"', 'binlog.ttl', '60');"_s));
    QVERIFY(!ddl.alter.contains(u"DROP COLUMN"_s));
    QCOMPARE(ddl.remaining, 6);
    QCOMPARE(ddl.alter.count(u"ADD COLUMN"_s), 1);
}

void tst_StructureDdl::namesNoColumnThatTheTableWillNotHave()
{
    DiffSide left = hologres({{u"id"_s, u"bigint"_s}, {u"Added"_s, u"text"_s}});
    DiffSide right = hologres({{u"id"_s, u"bigint"_s}});
    left.table.properties = {{u"bitmap_columns"_s, u"id:auto,\"Added\":on"_s}};
    right.table.properties = {{u"bitmap_columns"_s, u"id:auto"_s}};
    auto ddl = rightLikeLeft(left, right);
    const QString changed = uR"(CALL set_table_property('public."Orders"', 'bitmap_columns', 'id:auto,"Added":on');)"_s;
    QVERIFY2(ddl.alter.contains(changed), qPrintable(ddl.alter));
    left.table.columns.removeLast();
    ddl = rightLikeLeft(left, right);
    QVERIFY2(!ddl.alter.contains(u"set_table_property"_s), qPrintable(ddl.alter));
    QVERIFY2(ddl.alter.contains(u"-- Not done here: "_s), qPrintable(ddl.alter));
}

void tst_StructureDdl::marksWhatKeepsRowsShorter_data()
{
    QTest::addColumn<QString>("key");
    QTest::addColumn<QString>("before");
    QTest::addColumn<QString>("after");
    QTest::addColumn<int>("destructive");
    const QString rows = u"time_to_live_in_seconds"_s;
    QTest::newRow("shorter") << rows << u"3153600000"_s << u"86400"_s << 1;
    QTest::newRow("longer") << rows << u"86400"_s << u"86401"_s << 0;
    QTest::newRow("none of its own") << rows << QString() << u"86400"_s << 1;
    QTest::newRow("changes") << u"binlog.ttl"_s << u"70"_s << u"60"_s << 1;
    QTest::newRow("changes no more") << u"binlog.level"_s << u"replica"_s << u"none"_s << 1;
    QTest::newRow("changes from now on") << u"binlog.level"_s << u"none"_s << u"replica"_s << 0;
    QTest::newRow("partitions") << u"auto_partitioning.num_retention"_s << u"-1"_s << u"3"_s << 1;
    QTest::newRow("partitions for ever") << u"auto_partitioning.num_retention"_s << u"3"_s << u"-1"_s << 0;
    QTest::newRow("a lifecycle") << u"lifecycle"_s << u"1000"_s << u"1"_s << 1;
    QTest::newRow("a first lifecycle") << u"lifecycle"_s << QString() << u"1"_s << 1;
    QTest::newRow("a longer lifecycle") << u"lifecycle"_s << u"1"_s << u"1000"_s << 0;
}

void tst_StructureDdl::marksWhatKeepsRowsShorter()
{
    QFETCH(const QString, key);
    QFETCH(const QString, before);
    QFETCH(const QString, after);
    const auto side = [&key](const QString &value) {
        if (key == u"lifecycle") {
            DiffSide table = maxCompute({{u"id"_s, u"BIGINT"_s}});
            if (!value.isEmpty())
                table.table.lifecycleDays = value.toInt();
            return table;
        }
        DiffSide table = hologres({{u"id"_s, u"bigint"_s}});
        if (!value.isEmpty())
            table.table.properties = {{key, value}};
        return table;
    };
    const auto ddl = rightLikeLeft(side(after), side(before));
    QCOMPARE(ddl.statements, 1);
    QTEST(ddl.destructive, "destructive");
    QCOMPARE(ddl.alter.contains(u"-- DESTRUCTIVE: with "_s), ddl.destructive == 1);
}

void tst_StructureDdl::takesADayAsTheDefault()
{
    DiffSide left = hologres({{u"id"_s, u"bigint"_s}, {u"day"_s, u"date"_s}});
    left.table.columns[1].defaultSql = u"'2024-01-01'::date"_s;
    QVERIFY(rightLikeLeft(left, maxCompute({{u"id"_s, u"BIGINT"_s}})).create.contains(u"DEFAULT DATE '2024-01-01'"_s));
}

void tst_StructureDdl::takesNoSequenceOfTheOtherTable()
{
    DiffSide left = hologres({{u"id"_s, u"bigint"_s}});
    left.table.columns[0].defaultSql = u"nextval('dev.orders_id_seq'::regclass)"_s;
    const auto ddl = rightLikeLeft(left, hologres({{u"id"_s, u"bigint"_s}}));
    for (const QString &text : {ddl.create, ddl.alter})
        QVERIFY2(text.contains(u"-- Not done here: DEFAULT nextval('dev.orders_id_seq'::regclass) of id"_s),
                 qPrintable(text));
    QCOMPARE(ddl.statements, 0);
}

void tst_StructureDdl::columnsOfMaxComputeAreAddedAtOnce()
{
    DiffSide left = hologres({{u"a"_s, u"bigint"_s}, {u"b"_s, u"text"_s}, {u"c"_s, u"bigint"_s}});
    left.table.columns[1].identity = catalog::Column::Identity::ByDefault;
    const auto ddl = rightLikeLeft(left, maxCompute({{u"a"_s, u"BIGINT"_s}}));
    QVERIFY2(ddl.alter.contains(u"ALTER TABLE dbs_mc.default.orders ADD COLUMNS (\n  b STRING,\n  c BIGINT\n);\n"_s),
             qPrintable(ddl.alter));
    QCOMPARE(ddl.statements, 1);
    QVERIFY2(ddl.alter.contains(u"-- Not done here: how values of b are made by the server"_s), qPrintable(ddl.alter));
}

void tst_StructureDdl::tellsWhatTheOtherSystemDoesNotHave()
{
    DiffSide left = hologres({{u"a"_s, u"bigint"_s}, {u"twice"_s, u"bigint"_s}});
    left.table.columns[1].generatedSql = u"(a * 2)"_s;
    left.table.properties = {{u"orientation"_s, u"row"_s}, {u"binlog.ttl"_s, u"60"_s}};
    DiffSide right = maxCompute({{u"a"_s, u"BIGINT"_s}});
    right.table.kind = catalog::ObjectKind::ExternalTable;
    const auto create = rightLikeLeft(left, right).create;
    QVERIFY2(create.contains(u"-- Only Hologres has: Binary log kept, Stored\n"_s), qPrintable(create));
    QVERIFY2(create.contains(u"-- Not done here: how values of twice are made by the server"_s), qPrintable(create));
    QVERIFY2(create.contains(u"this makes a table with rows of its own"_s), qPrintable(create));
}

void tst_StructureDdl::equalTablesNeedNothing()
{
    const DiffSide side = maxCompute({{u"id"_s, u"BIGINT"_s}});
    const auto ddl = rightLikeLeft(side, side);
    QVERIFY(ddl.alter.isEmpty());
    QCOMPARE(ddl.remaining, 0);
}

void tst_StructureDdl::viewsAreNotAltered()
{
    DiffSide view = hologres({{u"id"_s, u"bigint"_s}});
    view.table.kind = catalog::ObjectKind::View;
    const auto ddl = rightLikeLeft(hologres({{u"id"_s, u"bigint"_s}, {u"x"_s, u"text"_s}}), view);
    QCOMPARE(ddl.statements, 0);
    QVERIFY2(ddl.alter.contains(u"another kind of relation (view)"_s), qPrintable(ddl.alter));
    QVERIFY(rightLikeLeft(view, hologres({})).create.contains(u"this makes a table with its columns"_s));
}

// In time in proportion to the columns: ten times as many take a hundred times as long where each looks at all.
void tst_StructureDdl::manyColumnsAreWrittenAtOnce()
{
    const auto wide = [](int count) {
        QList<std::pair<QString, QString>> columns;
        for (int i = 0; i < count; ++i)
            columns.append({u"a column with a long name %1"_s.arg(i), u"bigint"_s});
        return hologres(columns);
    };
    const auto check = [](const StructureDiff &small, const StructureDiff &large) {
        const auto nanos = [](const StructureDiff &diff) {
            return test::cpuNanos([&diff] { QVERIFY(!structureDdl(diff, DiffTarget::Right).create.isEmpty()); });
        };
        const double ratio = double(nanos(large)) / double(nanos(small));
        QVERIFY2(ratio < 40, qPrintable(QString::number(ratio)));
    };
    const DiffSide small = wide(600);
    const DiffSide large = wide(6'000);
    for (const DiffSide &right : {maxCompute({{u"a"_s, u"BIGINT"_s}}), hologres({{u"a"_s, u"bigint"_s}})})
        check(structureDiff(small, right), structureDiff(large, right));
    check(structureDiff(small, small), structureDiff(large, large));
}

void tst_StructureDdl::widening_data()
{
    QTest::addColumn<bool>("isMaxCompute");
    QTest::addColumn<QString>("from");
    QTest::addColumn<QString>("to");
    QTest::addColumn<bool>("isChanged");
    const auto row = [](bool isMaxCompute, const char *from, const char *to, bool isChanged) {
        QTest::addRow("%s: %s, %s", isMaxCompute ? "MaxCompute" : "Hologres", from, to)
            << isMaxCompute << QString::fromLatin1(from) << QString::fromLatin1(to) << isChanged;
    };
    row(true, "INT", "BIGINT", true);
    row(true, "BIGINT", "INT", false);
    row(true, "STRING", "BIGINT", false);
    row(true, "VARCHAR(10)", "VARCHAR(11)", true);
    row(true, "VARCHAR(11)", "VARCHAR(10)", false);
    row(true, "DECIMAL(10,2)", "DECIMAL(12,2)", true);
    row(true, "DECIMAL(10,2)", "DECIMAL(10,3)", false);
    row(true, "TIMESTAMP", "STRING", true);
    row(true, "BOOLEAN", "STRING", false);
    row(true, "ARRAY<INT>", "ARRAY<BIGINT>", false);
    row(false, "character varying(10)", "text", true);
    row(false, "character(10)", "character varying(10)", true);
    row(false, "character varying(10)", "character(12)", false);
    row(false, "character varying(10)[]", "text[]", true);
    row(false, "json", "text", true);
    row(false, "integer", "bigint", false);
    row(false, "text", "character varying(10)", false);
}

void tst_StructureDdl::widening()
{
    QFETCH(const bool, isMaxCompute);
    QFETCH(const QString, from);
    QFETCH(const QString, to);
    QFETCH(const bool, isChanged);
    const auto side = [isMaxCompute](const QString &type) {
        return isMaxCompute ? maxCompute({{u"a"_s, type}}) : hologres({{u"a"_s, type}});
    };
    const auto ddl = rightLikeLeft(side(to), side(from));
    QCOMPARE(ddl.statements, isChanged ? 1 : 0);
    QCOMPARE(ddl.remaining, isChanged ? 0 : 1);
}

QTEST_GUILESS_MAIN(tst_StructureDdl)
#include "tst_structureddl.moc"
