// SPDX-License-Identifier: GPL-3.0-or-later
#include "readonlysql.h"

#include <QTest>

class tst_ReadOnlySql : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void onlyWhatCertainlyReadsPasses_data()
    {
        QTest::addColumn<bool>("reads");
        const auto row = [](const char *sql, bool reads) { QTest::newRow(sql) << reads; };
        row("SELECT 1", true);
        row("select * from t;", true);
        row("SET odps.namespace.schema=true; SELECT * FROM t;", true);
        row("SHOW TABLES", true);
        row("desc t", true);
        row("EXPLAIN SELECT 1", true);
        row("", true);
        row("DROP TABLE t", false);
        row("SELECT 1; DROP TABLE t", false);
        row("SELECT * INTO u FROM t", false);
        row("EXPLAIN ANALYZE DELETE FROM t", false);
        row("explain (analyze) delete from t", false);
        row("-- SELECT\nDROP TABLE t", false);
        row("/* SELECT */ DROP TABLE t", false);
        row("WITH x AS (DELETE FROM t RETURNING 1) SELECT 1", false);
        row("CALL f()", false);
        row("SET default_transaction_read_only = off; SELECT nextval('s')", false);
        row("SET SESSION CHARACTERISTICS AS TRANSACTION READ WRITE", false);
        row("set /* */ transaction\nread write", false);
        row("SELECT set_config('default_transaction_read_only', 'off', false)", false);
        row("selectx", false);
        row("-- header; with a semicolon\n\n/* another */\nSELECT 1", true);
        row("-- only a note", true);
        row("SELECT 1; -- next\nSHOW TABLES", true);
        row("-- SELECT\rDROP TABLE t", false); // ends the comment in PostgreSQL
        row("/* /* */ DROP TABLE t -- */ */ SELECT 1", false); // nested in PostgreSQL, not in MaxCompute
        row("/* a */ -- b\nDELETE FROM t", false);
    }

    void onlyWhatCertainlyReadsPasses()
    {
        QFETCH(bool, reads);
        QCOMPARE(isthmus::app::isReadOnlySql(QString::fromUtf8(QTest::currentDataTag())), reads);
    }
};

QTEST_GUILESS_MAIN(tst_ReadOnlySql)
#include "tst_readonlysql.moc"
