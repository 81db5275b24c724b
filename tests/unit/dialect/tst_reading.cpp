// SPDX-License-Identifier: GPL-3.0-or-later
#include <isthmus/dialect/reading.h>

#include <QTest>

using isthmus::dialect::Dialect;
using isthmus::dialect::isReading;

namespace {

// In which of the two systems it certainly reads.
enum Reads : quint8 { Nowhere, InHologres, InMaxCompute, InBoth };

} // namespace

class tst_Reading : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void onlyWhatCertainlyReadsPasses_data()
    {
        QTest::addColumn<int>("reads");
        const auto row = [](const char *sql, Reads reads) { QTest::newRow(sql) << int(reads); };
        row("SELECT 1", InBoth);
        row("select * from t;", InBoth);
        row("SELECT ';'; SHOW TABLES", InBoth);
        row("SELECT 'DROP TABLE t; --'", InBoth);
        row("SELECT 'DELETE' AS \"into\" FROM t", InBoth); // MaxCompute: a text
        row("SELECT update FROM t", InBoth);
        row("SHOW TABLES", InBoth);
        row("desc t", InBoth);
        row("", InBoth);
        row("selectx", Nowhere);

        row("VALUES (1)", InBoth);
        row("TABLE t", InHologres);
        row("(SELECT 1)", InBoth);
        row("((SELECT 1) UNION (VALUES (2))) ORDER BY 1", InBoth);
        row("( DROP TABLE t )", Nowhere);
        row("(SET a = 1)", Nowhere);
        row("(SELECT 1", Nowhere);
        row("SELECT 1)", Nowhere);
        row("SELECT (1; DROP TABLE t)", Nowhere);
        row("DROP TABLE t", Nowhere);
        row("SELECT 1; DROP TABLE t", Nowhere);
        row("SELECT * INTO u FROM t", Nowhere);
        row("SELECT * FROM t FOR UPDATE", Nowhere);
        row("SELECT * FROM t FOR NO KEY UPDATE", Nowhere);
        row("SELECT * FROM t FOR SHARE", Nowhere);
        row("CALL f()", Nowhere);
        row("@a := SELECT 1;", Nowhere);

        row("WITH x AS (SELECT 1) SELECT * FROM x", InBoth);
        row("WITH RECURSIVE x AS (VALUES (1) UNION ALL SELECT 1) TABLE x", InBoth);
        row("with x as (select 'insert' as \"a\") select * from x -- update", InBoth);
        row("WITH x AS (DELETE FROM t RETURNING 1) SELECT 1", Nowhere);
        row("WITH x AS (/* */ insert INTO t VALUES (1) RETURNING 1) SELECT 1", Nowhere);
        row("WITH x AS (UPDATE t SET a = 1 RETURNING 1) SELECT 1", Nowhere);
        row("WITH x AS (MERGE INTO t USING u ON true WHEN MATCHED THEN DO NOTHING) SELECT 1", Nowhere);
        row("(WITH x AS (DELETE FROM t RETURNING 1) SELECT 1)", Nowhere);
        row("SELECT 1 UNION (WITH x AS (DELETE FROM t RETURNING 1) SELECT * FROM x)", Nowhere);
        row("WITH x AS (SELECT 1) INSERT INTO t SELECT * FROM x", Nowhere);
        row("WITH x AS (SELECT 1) INSERT OVERWRITE TABLE t SELECT * FROM x", Nowhere);
        row("WITH x AS (SELECT 1 AS a) SELECT * INTO u FROM x", Nowhere);
        row("FROM t SELECT a", InMaxCompute);
        row("FROM t INSERT INTO u SELECT a", Nowhere);
        row("FROM t INSERT OVERWRITE TABLE u SELECT a", Nowhere);
        row("(FROM t SELECT a)", Nowhere);

        row("EXPLAIN SELECT 1", InBoth);
        row("EXPLAIN INSERT INTO t SELECT 1", InBoth);
        row("explain (verbose, costs off) delete from t", InBoth);
        row("EXPLAIN CREATE TABLE u AS SELECT 1", InBoth);
        row("EXPLAIN DELETE FROM t; DELETE FROM t", Nowhere);
        row("EXPLAIN ANALYZE DELETE FROM t", Nowhere);
        row("EXPLAIN VERBOSE ANALYSE DELETE FROM t", Nowhere);
        row("explain (analyze) delete from t", Nowhere);
        row("EXPLAIN (costs off, \"analyze\") DELETE FROM t", Nowhere);
        row("EXPLAIN /**/ ANALYZE SELECT 1", Nowhere);
        row("EXPLAIN (U&\"an\\0061lyze\") DELETE FROM t", Nowhere);

        row("WHOAMI", InMaxCompute);
        row("whoami;", InMaxCompute);
        row("WHOAMI x", Nowhere);

        row("SET odps.namespace.schema=true; SELECT * FROM t;", InBoth);
        row("SET odps.sql.type.system.odps2 = true", InBoth);
        row("SET LABEL 2 TO TABLE t", InHologres); // where it is none
        row("SET LABEL S2 TO USER x", InHologres);
        row("SET search_path TO a, b", InHologres);
        row("SET", InHologres);
        row("SET default_transaction_read_only = off; SELECT nextval('s')", Nowhere);
        row("SET \"default_transaction_read_only\" = off", Nowhere);
        row("SET SESSION CHARACTERISTICS AS TRANSACTION READ WRITE", Nowhere);
        row("set /* */ transaction\nread write", Nowhere);
        row("SELECT set_config('default_transaction_read_only', 'off', false)", Nowhere);
        row("SELECT \"set_config\"('a', 'b', false)", Nowhere);
        row("SELECT U&\"set\\005fconfig\"('a', 'off', false)", Nowhere);

        row("-- header; with a semicolon\n\n/* another */\nSELECT 1", InBoth);
        row("-- header\r\nSELECT 1\r\n", InBoth);
        row("-- only a note", InBoth);
        row("SELECT 1; -- next\nSHOW TABLES", InBoth);
        row("-- SELECT\nDROP TABLE t", Nowhere);
        row("/* SELECT */ DROP TABLE t", Nowhere);
        row("/* a */ -- b\nDELETE FROM t", Nowhere);
        row("-- SELECT\rDROP TABLE t", Nowhere); // ends the comment in PostgreSQL
        row("SELECT 1 -- \r ' \n; DROP TABLE t -- '", Nowhere); // if it does not
        row("/* /* */ DROP TABLE t -- */ */ SELECT 1", Nowhere); // nested in PostgreSQL, not in MaxCompute
        row("SELECT 1 /* /* */ ; DROP TABLE t -- */", Nowhere);
        row("SELECT '\\'; DROP TABLE t; --'", InMaxCompute); // PostgreSQL's depends on a setting
        row("SELECT '\\''; DROP TABLE t; --'", Nowhere);
        row("SELECT E'\\'; DROP TABLE t; --'", InBoth);
        row("SELECT $$; DROP TABLE t; $$", InHologres);
        row("SELECT $a$ $$; DROP TABLE t; $a$", InHologres);
        row("SELECT a$$; DROP TABLE t; $$", Nowhere); // a name
        row("SELECT $$ $$; DROP TABLE t; $$ $$", Nowhere);
        row("SELECT 'a", Nowhere);
        row("SELECT 1 /* a", Nowhere);
        row("SELECT \"a", Nowhere);
        row("SELECT `a;b` FROM t", InMaxCompute);
        row("SELECT \"a;b\" FROM t", InBoth);
    }

    void onlyWhatCertainlyReadsPasses()
    {
        QFETCH(int, reads);
        const QString sql = QString::fromUtf8(QTest::currentDataTag());
        QCOMPARE(isReading(Dialect::Hologres, sql), reads == InHologres || reads == InBoth);
        QCOMPARE(isReading(Dialect::MaxCompute, sql), reads == InMaxCompute || reads == InBoth);
    }
};

QTEST_GUILESS_MAIN(tst_Reading)
#include "tst_reading.moc"
