// SPDX-License-Identifier: GPL-3.0-or-later
#include <isthmus/sandboxsql/types.h>

#include <QTest>

using namespace isthmus;
using namespace isthmus::sandboxsql;

class tst_Types : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everyTypeHasAStorageType_data();
    void everyTypeHasAStorageType();
    void resultTypesComeFromOids_data();
    void resultTypesComeFromOids();
};

void tst_Types::everyTypeHasAStorageType_data()
{
    QTest::addColumn<QString>("postgres");
    const auto add = [](const char *type, const char *postgres) {
        QTest::newRow(type) << QString::fromLatin1(postgres);
    };
    add("BOOLEAN", "boolean");
    add("TINYINT", "smallint");
    add("SMALLINT", "smallint");
    add("INT", "integer");
    add("BIGINT", "bigint");
    add("FLOAT", "real");
    add("DOUBLE", "double precision");
    add("DECIMAL", "numeric(38,18)");
    add("DECIMAL(20,2)", "numeric(20,2)");
    add("STRING", "text");
    add("VARCHAR(32)", "varchar(32)");
    add("CHAR(3)", "char(3)");
    add("BINARY", "bytea");
    add("DATE", "date");
    add("DATETIME", "timestamptz(3)");
    add("TIMESTAMP", "mc_type.instant");
    add("TIMESTAMP_NTZ", "mc_type.wall");
    add("JSON", "jsonb");
    add("MAP<STRING,INT>", "jsonb");
    add("STRUCT<a:INT>", "jsonb");
    add("ARRAY<STRING>", "text[]");
    add("ARRAY<DECIMAL(10,2)>", "numeric(10,2)[]");
    add("ARRAY<ARRAY<INT>>", "jsonb");
    add("ARRAY<MAP<STRING,INT>>", "jsonb");
    add("INTERVAL_DAY_TIME", "numeric(21,9)");
    add("INTERVAL_YEAR_MONTH", "integer");
    add("FOO", "");
}

void tst_Types::everyTypeHasAStorageType()
{
    QFETCH(QString, postgres);
    QCOMPARE(postgresType(catalog::parseMaxComputeType(QString::fromLatin1(QTest::currentDataTag()))), postgres);
}

void tst_Types::resultTypesComeFromOids_data()
{
    QTest::addColumn<quint32>("oid");
    QTest::addColumn<int>("typmod");
    QTest::addColumn<QString>("type");
    const auto add = [](const char *name, quint32 oid, int typmod, const char *type) {
        QTest::newRow(name) << oid << typmod << QString::fromLatin1(type);
    };
    add("bool", 16, -1, "BOOLEAN");
    add("int2", 21, -1, "SMALLINT");
    add("int4", 23, -1, "INT");
    add("int8", 20, -1, "BIGINT");
    add("float4", 700, -1, "FLOAT");
    add("float8", 701, -1, "DOUBLE");
    add("text", 25, -1, "STRING");
    add("bytea", 17, -1, "BINARY");
    add("varchar(32)", 1043, 36, "VARCHAR(32)");
    add("varchar", 1043, -1, "STRING");
    add("bpchar(3)", 1042, 7, "CHAR(3)");
    add("bpchar(300)", 1042, 304, "STRING");
    add("numeric", 1700, -1, "DECIMAL(38,18)");
    add("numeric(20,2)", 1700, (20 << 16 | 2) + 4, "DECIMAL(20,2)");
    add("numeric(60,30)", 1700, (60 << 16 | 30) + 4, "DECIMAL(38,18)");
    add("date", 1082, -1, "DATE");
    add("timestamp", 1114, -1, "TIMESTAMP_NTZ");
    add("timestamptz", 1184, -1, "TIMESTAMP");
    add("timestamptz(3)", 1184, 3, "DATETIME");
    add("jsonb", 3802, -1, "JSON");
    add("text[]", 1009, -1, "ARRAY<STRING>");
    add("int8[]", 1016, -1, "ARRAY<BIGINT>");
    add("uuid", 2950, -1, "STRING");
}

void tst_Types::resultTypesComeFromOids()
{
    QFETCH(quint32, oid);
    QFETCH(int, typmod);
    QFETCH(QString, type);
    QCOMPARE(maxComputeTypeOf(oid, typmod).text, type);
    // What a table of this type stores comes back as the same type.
    QCOMPARE(catalog::parseMaxComputeType(type).base, maxComputeTypeOf(oid, typmod).base);
}

QTEST_GUILESS_MAIN(tst_Types)
#include "tst_types.moc"
