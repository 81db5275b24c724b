// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandboxfixture.h"

#include <QTemporaryDir>
#include <QTest>

using isthmus::test::CtlOutcome;
using isthmus::test::runCtl;
using isthmus::test::SandboxFixture;

#define VERIFY_DONE(call)                                                                                              \
    do {                                                                                                               \
        const auto done = (call);                                                                                      \
        QVERIFY2(done.exitCode == 0, (done.err + done.out).constData());                                               \
    } while (false)

/// Rows written as INSERT statements, run again on the same system: the copy holds the same values. Values are compared
/// as CSV, in which no two are written alike.
class tst_CopyInsert : public QObject {
    Q_OBJECT

private:
    QTemporaryDir m_dir;

    static CtlOutcome sql(const QString &connection, const QString &text)
    {
        return runCtl({u"sql"_qs, connection, text});
    }

    // The statements of source's rows, run for a table called copy.
    static void pasteAndCompare(const QString &connection, const QString &source, const QString &copy,
                                const QString &quotedSource, const QString &quotedCopy)
    {
        const auto copied = runCtl({u"preview"_qs, source, u"--format"_qs, u"insert"_qs});
        VERIFY_DONE(copied);
        QString statements = QString::fromUtf8(copied.out);
        QVERIFY(statements.contains(quotedSource));
        statements.replace(quotedSource, quotedCopy);
        const auto pasted = sql(connection, statements);
        QVERIFY2(pasted.exitCode == 0, (pasted.err + statements.toUtf8()).constData());
        const auto before = runCtl({u"preview"_qs, source, u"--format"_qs, u"csv"_qs});
        const auto after = runCtl({u"preview"_qs, copy, u"--format"_qs, u"csv"_qs});
        VERIFY_DONE(before);
        VERIFY_DONE(after);
        QVERIFY(before.out.count('\n') > 1);
        QCOMPARE(after.out, before.out);
    }

private Q_SLOTS:
    void initTestCase()
    {
        qputenv("ISTHMUS_CONFIG_DIR", m_dir.filePath(u"config"_qs).toUtf8());
        qputenv("ISTHMUS_DATA_DIR", m_dir.filePath(u"data"_qs).toUtf8());
        qputenv("ISTHMUS_MASTER_PASSWORD", "for this test");
        auto &sandbox = SandboxFixture::shared();
        QVERIFY2(sandbox.problem().isEmpty(), qPrintable(sandbox.problem()));
        VERIFY_DONE(runCtl({u"connection"_qs, u"add"_qs, u"--sandbox"_qs, sandbox.dir()}));
    }

    void maxComputeStoresTheSameValues()
    {
        const QString columns =
            u"`n` BIGINT, t TINYINT, s SMALLINT, i INT, f FLOAT, d DOUBLE, dec DECIMAL(38,18), b BOOLEAN, "
            "str STRING, v VARCHAR(10), c CHAR(3), bin BINARY, day DATE, dt DATETIME, ts TIMESTAMP, "
            "ntz TIMESTAMP_NTZ, j JSON, iv INTERVAL_DAY_TIME, ym INTERVAL_YEAR_MONTH, `from` STRING"_qs;
        for (const auto &name : {u"vals"_qs, u"vals_copy"_qs})
            VERIFY_DONE(sql(u"dbs_mc"_qs, u"CREATE TABLE dbs_mc.default."_qs + name + u" ("_qs + columns + u");"_qs));
        VERIFY_DONE(sql(
            u"dbs_mc"_qs,
            u"SET odps.sql.timezone=Asia/Shanghai;\n"
            "INSERT INTO dbs_mc.default.vals VALUES\n"
            " (9223372036854775807L, 127Y, 32767S, 2147483647, CAST('0.1' AS FLOAT), 0.1, "
            "12345678901234567890.123456789012345678BD,\n"
            "  true, 'it\\'s \\\\ \"quoted\"\\n\\t\\r', '订单', 'ab', unhex('00FF27'), DATE '2024-02-29', DATETIME "
            "'2024-01-01 00:00:00.123',\n"
            "  TIMESTAMP '2024-01-01 00:00:00.123456789', TIMESTAMP_NTZ '2024-01-01 00:00:00.5', "
            "json_parse('{\"b\":1.10,\"a\":[null]}'), INTERVAL '1 02:03:04.5' DAY TO SECOND, INTERVAL '1-2' YEAR TO "
            "MONTH, 'x'),\n"
            " (-9223372036854775807L, CAST(-128 AS TINYINT), CAST(-32768 AS SMALLINT), CAST(-2147483648 AS INT), "
            "CAST('NaN' AS FLOAT),\n"
            "  CAST('-Infinity' AS DOUBLE), -0.000000000000000001BD, false, '', 'a\\001b', '', unhex(''), DATE "
            "'0001-01-01',\n"
            "  DATETIME '1991-09-15 00:30:00', TIMESTAMP '1969-12-31 23:59:59.999999', TIMESTAMP_NTZ '9999-12-31 "
            "23:59:59.5',\n"
            "  json_parse('\"x\"'), INTERVAL '-0 00:00:00.000000001' DAY TO SECOND, INTERVAL '-1-2' YEAR TO MONTH, "
            "';--'),\n"
            " (NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL);"_qs));
        pasteAndCompare(u"dbs_mc"_qs, u"dbs_mc/default/vals"_qs, u"dbs_mc/default/vals_copy"_qs, u"`vals`"_qs,
                        u"`vals_copy`"_qs);
    }

    void maxComputeStoresTheSameNestedValues()
    {
        const QString columns =
            u"id BIGINT, a ARRAY<BIGINT>, ad ARRAY<DECIMAL(20,2)>, at ARRAY<DATETIME>, ab ARRAY<BINARY>, m "
            u"MAP<STRING,DOUBLE>, "
            "mi MAP<INT,TIMESTAMP>, st STRUCT<y:INT,x:ARRAY<STRING>>, aa ARRAY<ARRAY<INT>>, v VARCHAR(5)"_qs;
        for (const auto &name : {u"nested"_qs, u"nested_copy"_qs})
            VERIFY_DONE(sql(u"dbs_mc"_qs, u"CREATE TABLE dbs_mc.default."_qs + name + u" ("_qs + columns + u");"_qs));
        VERIFY_DONE(sql(
            u"dbs_mc"_qs,
            u"SET odps.sql.timezone=Asia/Shanghai;\n"
            "INSERT INTO dbs_mc.default.nested\n"
            "SELECT 1L, array(1L, NULL, -5L), array(CAST(1.10BD AS DECIMAL(20,2))), array(DATETIME '2024-01-01 "
            "00:00:00', NULL),\n"
            "  array(unhex('00FF')), map('k', 0.5, 'it\\'s', CAST('NaN' AS DOUBLE)), map(7, TIMESTAMP '2024-01-01 "
            "00:00:00.5'),\n"
            "  named_struct('y', 1, 'x', array('a\\nb', NULL, '\"')), array(array(1), NULL), 'v'\n"
            "UNION ALL SELECT 2L, CAST(array() AS ARRAY<BIGINT>), CAST(array() AS ARRAY<DECIMAL(20,2)>), CAST(array() "
            "AS ARRAY<DATETIME>),\n"
            "  CAST(array() AS ARRAY<BINARY>), map_from_arrays(CAST(array() AS ARRAY<STRING>), CAST(array() AS "
            "ARRAY<DOUBLE>)),\n"
            "  map_from_arrays(CAST(array() AS ARRAY<INT>), CAST(array() AS ARRAY<TIMESTAMP>)),\n"
            "  named_struct('y', CAST(NULL AS INT), 'x', CAST(NULL AS ARRAY<STRING>)), array(CAST(array() AS "
            "ARRAY<INT>)), ''\n"
            "UNION ALL SELECT 3L, CAST(NULL AS ARRAY<BIGINT>), CAST(NULL AS ARRAY<DECIMAL(20,2)>), CAST(NULL AS "
            "ARRAY<DATETIME>),\n"
            "  CAST(NULL AS ARRAY<BINARY>), CAST(NULL AS MAP<STRING,DOUBLE>), CAST(NULL AS MAP<INT,TIMESTAMP>),\n"
            "  CAST(NULL AS STRUCT<y:INT,x:ARRAY<STRING>>), CAST(NULL AS ARRAY<ARRAY<INT>>), CAST(NULL AS STRING);"_qs));
        pasteAndCompare(u"dbs_mc"_qs, u"dbs_mc/default/nested"_qs, u"dbs_mc/default/nested_copy"_qs, u"`nested`"_qs,
                        u"`nested_copy`"_qs);
    }

    void maxComputeKeepsPartitions()
    {
        for (const auto &name : {u"parts"_qs, u"parts_copy"_qs}) {
            VERIFY_DONE(sql(u"dbs_mc"_qs,
                            u"CREATE TABLE dbs_mc.default."_qs + name
                                + u" (a BIGINT, dt DATETIME) PARTITIONED BY (pt STRING, hh BIGINT);"_qs));
        }
        VERIFY_DONE(
            sql(u"dbs_mc"_qs,
                u"INSERT INTO dbs_mc.default.parts PARTITION (pt='20240101', hh=7) VALUES (1L, NULL), (2L, NULL);"
                "INSERT INTO dbs_mc.default.parts PARTITION (pt='a b', hh=-1) VALUES (3L, NULL);"_qs));
        pasteAndCompare(u"dbs_mc"_qs, u"dbs_mc/default/parts"_qs, u"dbs_mc/default/parts_copy"_qs, u"`parts`"_qs,
                        u"`parts_copy`"_qs);
    }

    void hologresStoresTheSameValues()
    {
        VERIFY_DONE(sql(
            u"order_dw"_qs,
            u"\n"
            "CREATE SCHEMA \"Paste me\";\n"
            "CREATE TYPE \"Paste me\".mood AS ENUM ('sad', 'it''s');\n"
            "CREATE TYPE \"Paste me\".pair AS (a int, b text);\n"
            "CREATE TABLE \"Paste me\".vals (id int GENERATED ALWAYS AS IDENTITY, own int GENERATED BY DEFAULT AS "
            "IDENTITY, twice int GENERATED ALWAYS AS (i4 * 2) STORED,\n"
            "  i2 smallint, i4 int, i8 bigint, f4 real, f8 double precision, n numeric, n2 numeric(20,2), b boolean, t "
            "text, v varchar(20),\n"
            "  c char(3), bp bpchar, by bytea, d date, tm time, tmz timetz, ts timestamp, tz timestamptz, iv interval, "
            "js json, jb jsonb,\n"
            "  u uuid, ip inet, r int4range, mr int4multirange, bits bit(4), m \"Paste me\".mood, p \"Paste me\".pair, "
            "\"订单 \"\"x\"\"\" text,\n"
            "  ai int[], at text[], an numeric[], ab bool[], aby bytea[], atz timestamptz[], aj jsonb[], aiv "
            "interval[], af float8[]);\n"
            "INSERT INTO \"Paste me\".vals (i2, i4, i8, f4, f8, n, n2, b, t, v, c, bp, by, d, tm, tmz, ts, tz, iv, js, "
            "jb, u, ip, r, mr, bits, m, p,\n"
            "  \"订单 \"\"x\"\"\", ai, at, an, ab, aby, atz, aj, aiv, af) VALUES\n"
            " (-32768, -1073741824, -9223372036854775808, 0.1, 1e300, 'NaN', 12.30, true, E'it''s \\\\ "
            "\\n\\r\\t\\x1b', '中文', 'ab', 'x  ', '\\x00ff27',\n"
            "  '2024-02-29', '23:59:59.999999', '12:00:00+08', '2024-01-01 00:00:00.5', '2024-01-01 00:00:00+08', '1 "
            "mon 2 days 03:04:05.6',\n"
            "  '{\"a\" : 1, \"a\":2}', '{\"b\":1.10}', 'a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11', '10.0.0.1/8', '[1,5)', "
            "'{[1,3),[5,7)}', B'1010', 'it''s',\n"
            "  ROW(1, 'a,\"b'), 'x', '{1,NULL,-3}', ARRAY['a,b', 'NULL', NULL, '', E'q\"\\\\\\n{}'], '{1.10,NaN}', "
            "'{t,f,NULL}',\n"
            "  ARRAY['\\x00ff'::bytea], '{\"2024-01-01 00:00:00+08\",infinity}', ARRAY['{\"a\":[1,null]}'::jsonb, "
            "'\"x\"', NULL, 'null', '[1]'], '{1 day}', '{-0,Infinity,1e-300}'),\n"
            " (32767, 1073741823, 9223372036854775807, '-Infinity', '-0', 12345678901234567890.12345678901234567890, "
            "-0.01, false, '', '', '', '', '',\n"
            "  '0044-03-15 BC', '24:00', '00:00-15:59', 'infinity', '0001-01-01 00:00:00+00 BC', '-1 year', 'null', "
            "'5', NULL, '::1', 'empty', '{}',\n"
            "  B'0000', 'sad', ROW(NULL, ''), '', '{}', '{}', '{}', '{}', '{}', '{}', '{}', '{}', '{NaN}'),\n"
            " (NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, "
            "NULL, NULL, NULL, NULL,\n"
            "  NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, '[0:1][2:3]={{1,2},{3,NULL}}', NULL, NULL, NULL, NULL, "
            "NULL, NULL, "
            "NULL, NULL);\n"
            "DELETE FROM \"Paste me\".vals WHERE id = 2;\n"
            "INSERT INTO \"Paste me\".vals (i4, n) OVERRIDING SYSTEM VALUE VALUES (2, 'Infinity');\n"
            "CREATE TABLE \"Paste me\".\"Copy\" (LIKE \"Paste me\".vals INCLUDING GENERATED INCLUDING IDENTITY);"_qs));
        pasteAndCompare(u"order_dw"_qs, u"order_dw/Paste me/vals"_qs, u"order_dw/Paste me/Copy"_qs, u"\"vals\""_qs,
                        u"\"Copy\""_qs);
        // What texts cannot tell: the rows as the server compares them.
        const auto differences = runCtl(
            {u"sql"_qs, u"order_dw"_qs,
             u"SELECT count(*) AS n FROM \"Paste me\".vals a JOIN \"Paste me\".\"Copy\" b USING (id)\n"
             "WHERE to_jsonb(a.*) - 'js' = to_jsonb(b.*) - 'js' AND a.js::text IS NOT DISTINCT FROM b.js::text AND a.ai IS NOT DISTINCT FROM b.ai"_qs,
             u"--format"_qs, u"csv"_qs});
        VERIFY_DONE(differences);
        QCOMPARE(differences.out, QByteArray("n\n3\n"));
        VERIFY_DONE(sql(u"order_dw"_qs, u"DROP SCHEMA \"Paste me\" CASCADE"_qs));
    }

    void rowsOfAViewGoWhereTheyAreSent()
    {
        VERIFY_DONE(sql(u"order_dw"_qs,
                        u"CREATE SCHEMA pv; CREATE VIEW pv.v AS SELECT 1 AS a; CREATE TABLE pv.\"T\" (a int)"_qs));
        const QStringList preview{u"preview"_qs, u"order_dw/pv/v"_qs, u"--format"_qs, u"insert"_qs};
        const auto refused = runCtl(preview);
        QCOMPARE(refused.exitCode, 1);
        QVERIFY(refused.out.isEmpty());
        QVERIFY2(refused.err.contains("order_dw/pv/v takes no rows") && refused.err.contains("--into"),
                 refused.err.constData());
        const auto sent = runCtl(preview + QStringList{u"--into"_qs, u"order_dw/pv/T"_qs});
        VERIFY_DONE(sent);
        QCOMPARE(sent.out, QByteArray("INSERT INTO \"pv\".\"T\" (\"a\") VALUES\n(1);\n"));
        VERIFY_DONE(sql(u"order_dw"_qs, QString::fromUtf8(sent.out)));
        QCOMPARE(runCtl({u"preview"_qs, u"order_dw/pv/v"_qs, u"--into"_qs, u"order_dw/pv/T"_qs}).exitCode, 2);
        VERIFY_DONE(sql(u"dbs_mc"_qs, u"CREATE VIEW pv_mc AS SELECT 1L AS a;"_qs));
        QCOMPARE(runCtl({u"preview"_qs, u"dbs_mc/default/pv_mc"_qs, u"--format"_qs, u"insert"_qs}).exitCode, 1);
        VERIFY_DONE(sql(u"dbs_mc"_qs, u"DROP VIEW pv_mc;"_qs));
        VERIFY_DONE(sql(u"order_dw"_qs, u"DROP SCHEMA pv CASCADE"_qs));
    }

    void cleanupTestCase()
    {
        for (const auto &name :
             {u"vals"_qs, u"vals_copy"_qs, u"nested"_qs, u"nested_copy"_qs, u"parts"_qs, u"parts_copy"_qs})
            VERIFY_DONE(sql(u"dbs_mc"_qs, u"DROP TABLE IF EXISTS dbs_mc.default."_qs + name + u';'));
    }
};

QTEST_GUILESS_MAIN(tst_CopyInsert)
#include "tst_copyinsert.moc"
