// SPDX-License-Identifier: GPL-3.0-or-later
#include "endpointclient.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

#include <pqxx/pqxx>

using namespace isthmus;
using namespace Qt::StringLiterals;

namespace {

test::SandboxFixture &sandbox()
{
    return test::SandboxFixture::shared();
}

} // namespace

/// Statements of the sandbox's MaxCompute SQL, each with what it leaves behind.
class tst_SqlStatements : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();
    void cleanup();

    void queriesGiveTheirRows_data();
    void queriesGiveTheirRows();
    void refusalsHaveCodesAndPlaces_data();
    void refusalsHaveCodesAndPlaces();
    void insertWithAColumnListFillsTheOthersWithNull_data();
    void insertWithAColumnListFillsTheOthersWithNull();
    void mergeUpdatesDeletesAndInserts();
    void mergeOfTwoSourceRowsForOneChangesNothing();
    void mergeAndDeleteCountPartitions();
    void changesNeedATransactionalTable_data();
    void changesNeedATransactionalTable();
    void multiInsertReadsItsSourceOnce();
    void multiInsertIsAllOrNothing();
    void partitionsAreAddedRenamedTouchedAndDropped();
    void columnsAreAddedChangedAndDropped();
    void tableIsRenamedCommentedAndGivenALifecycle();
    void ifExistsAndIfNotExistsAreQuiet();
    void createTableLikeAndAsSelect();
    void showForms();
    void describeExtendedTellsEverything();
    void explainNamesSourcesAndOperators();
    void costCountsTheBytesThatAreRead();
    void samplesAreParts();
    void foreignServersAreMadeListedAndDropped();
    void externalSchemaNeedsARole();
    void roleWithoutRightsIsNamedAndHealed();
    void mappedTableKeepsTheColumnsItWasMadeWith();
    void partitionedParentIsReadAsAPlainTable();
    void dualSignatureNamesWhoHasNoRights();

private:
    /// Runs \a sql and answers the error, or an empty text.
    QString error(const QString &sql)
    {
        const test::JobOutcome job = m_client->run(sql);
        return job.isGood() ? QString() : u"%1: %2"_s.arg(sql, job.text);
    }
    QStringList rows(const QString &sql) { return m_client->resultRows(sql); }

    std::unique_ptr<test::EndpointClient> m_client;
};

#define RUN(sql) QCOMPARE(error(sql), QString())

void tst_SqlStatements::initTestCase()
{
    QVERIFY2(sandbox().start(), qPrintable(sandbox().problem()));
}

void tst_SqlStatements::init()
{
    m_client = std::make_unique<test::EndpointClient>(sandbox(), sandbox().admin());
}

// Every test leaves the sandbox with the tables it came with.
void tst_SqlStatements::cleanup()
{
    const QStringList tables = m_client->run(u"SHOW TABLES LIKE 's_*'"_s).text.split(u'\n', Qt::SkipEmptyParts);
    for (const QString &line : tables)
        RUN(u"DROP TABLE IF EXISTS "_s + line.section(u':', 1));
}

void tst_SqlStatements::queriesGiveTheirRows_data()
{
    QTest::addColumn<QString>("sql");
    QTest::addColumn<QString>("expected");
    const auto row = [](const char *name, const char *sql, const char *expected) {
        QTest::newRow(name) << QString::fromUtf8(sql) << QString::fromUtf8(expected);
    };
    row("integers divide to DOUBLE", "SELECT 5 / 2, 5 DIV 2, 5 % 2, -5 % 3", "2.5|2|1|-2");
    row("NULL is the smallest", "SELECT n FROM (VALUES (2), (null), (1)) AS v(n) ORDER BY n", "NULL;1;2");
    row("NULL is the smallest, descending", "SELECT n FROM (VALUES (2), (null), (1)) AS v(n) ORDER BY n DESC",
        "2;1;NULL");
    row("text compares with numbers as DOUBLE", "SELECT '10' > 9, '1e1' = 10, '2' + 1", "true|true|3.0");
    row("text compares with dates as dates", "SELECT cast('2024-01-15' as date) = '2024-01-15'", "true");
    row("DOUBLE is cut to BIGINT", "SELECT cast(2.9 as bigint), cast(-2.9 as bigint), cast('2.9' as bigint)", "2|-2|2");
    row("text that is no number is NULL", "SELECT cast('abc' as bigint), cast('' as double)", "NULL|NULL");
    row("only empty text is false", "SELECT cast('' as boolean), cast('false' as boolean)", "false|true");
    row("text with a time is no date", "SELECT cast('2022-12-20' as date), cast('2022-12-20 00:01:01' as date)",
        "2022-12-20|NULL");
    row("escapes", "SELECT length('a\\tb'), 'it\\'s', \"say \\\"x\\\"\", '\\u4e2d', 'a\\\\b'",
        "3|it's|say \"x\"|中|a\\b");
    row("LIKE and its escapes", "SELECT 'a%b' LIKE 'a\\%b', 'axb' LIKE 'a\\%b', 'abc' LIKE 'a_c', 'Abc' LIKE 'a%'",
        "true|false|true|false");
    row("RLIKE", "SELECT 'aliyun' RLIKE 'a.*n', 'x1' RLIKE '^[a-z]\\\\d$'", "true|true");
    row("LIKE ANY and ALL",
        "SELECT 'abc' LIKE ANY ('x%', 'a%'), 'abc' LIKE ALL ('%c', 'x%'), 'abc' NOT LIKE ALL ('x', 'y')",
        "true|false|true");
    row("decimals keep no zeros at the end", "SELECT 1.10BD + 2.205BD, 2BD * 1.50BD", "3.305|3");
    row("intervals", "SELECT date'2024-01-31' + interval 1 month, datetime'2024-01-01 00:00:00' - interval '1' second",
        "2024-02-29|2023-12-31 23:59:59");
    row("grouping sets",
        "SELECT a, b, count(*) FROM (VALUES (1, 'x'), (1, 'y'), (2, 'x')) AS v(a, b) GROUP BY a, b GROUPING "
        "SETS ((a), (b)) ORDER BY a, b",
        "NULL|x|2;NULL|y|1;1|NULL|2;2|NULL|1");
    row("rollup", "SELECT a, count(*) FROM (VALUES (1), (1), (2)) AS v(a) GROUP BY ROLLUP (a) ORDER BY a",
        "NULL|3;1|2;2|1");
    row("cube", "SELECT a, b, count(*) FROM (VALUES (1, 2)) AS v(a, b) GROUP BY CUBE (a, b) ORDER BY a, b",
        "NULL|NULL|1;NULL|2|1;1|NULL|1;1|2|1");
    row("sort by", "SELECT n FROM (VALUES (2), (3), (1)) AS v(n) DISTRIBUTE BY n SORT BY n DESC", "3;2;1");
    row("cluster by", "SELECT n FROM (VALUES (2), (3), (1)) AS v(n) CLUSTER BY n", "1;2;3");
    row("qualify",
        "SELECT k, n FROM (VALUES ('a', 1), ('a', 2), ('b', 3)) AS v(k, n) QUALIFY row_number() OVER "
        "(PARTITION BY k ORDER BY n DESC) = 1 ORDER BY k",
        "a|2;b|3");
    row("qualify by alias", "SELECT k, rank() OVER (ORDER BY k) r FROM (VALUES ('b'), ('a')) AS v(k) QUALIFY r = 1",
        "a|1");
    row("qualify sorted by what is not shown",
        "SELECT k FROM (VALUES ('a', 2), ('b', 1)) AS v(k, n) QUALIFY count(*) OVER () "
        "= 2 ORDER BY n",
        "b;a");
    row("named windows",
        "SELECT n, sum(n) OVER w, max(n) OVER (PARTITION BY 1) FROM (VALUES (1), (2), (3)) AS v(n) WINDOW w "
        "AS (ORDER BY n) ORDER BY n",
        "1|1|3;2|3|3;3|6|3");
    row("all columns but some", "SELECT * EXCEPT (b, C) FROM (SELECT 1 a, 2 b, 3 c, 4 d) t", "1|4");
    row("from first", "FROM (SELECT 1 a, 2 b) t SELECT b, a", "2|1");
    row("values table", "SELECT * FROM VALUES (1, 'x'), (2, NULL) AS t(a, b) ORDER BY a", "1|x;2|NULL");
    row("semi and anti join",
        "SELECT a.n FROM (VALUES (1), (2), (3)) AS a(n) LEFT SEMI JOIN (VALUES (1), (2)) AS b(n) ON a.n "
        "= b.n LEFT ANTI JOIN (VALUES (1)) AS c(n) ON a.n = c.n",
        "2");
    row("minus and intersect", "(SELECT 1 a UNION ALL SELECT 2) MINUS SELECT 1", "2");
    row("exists",
        "SELECT n FROM (VALUES (1), (2)) AS v(n) WHERE EXISTS (SELECT 1 FROM (VALUES (2)) AS w(m) WHERE m = n)", "2");
    row("lambda sees the query's columns", "SELECT n, transform(array(1, 2), x -> x * n) FROM (VALUES (3)) AS v(n)",
        "3|[3, 6]");
    row("lambdas nest",
        "SELECT transform(array(1, 2), x -> array_reduce(array(10, 20), 0, (s, y) -> s + x * y, s -> s))", "[30, 60]");
    row("lambda parameter hides a column", "SELECT filter(array(1, 2, 3), n -> n > 2) FROM (VALUES (9)) AS v(n)",
        "[3]");
    row("greatest partition", "SELECT count(*) FROM ods_user_info_d WHERE dt = max_pt('ods_user_info_d')", "120");
    row("lateral views chain",
        "SELECT a.x, b.y FROM (SELECT array(1, 2) l) t LATERAL VIEW explode(l) a AS x LATERAL VIEW "
        "posexplode(array('p')) b AS i, y ORDER BY x",
        "1|p;2|p");
    row("outer lateral view", "SELECT t.n, e.x FROM (SELECT 1 n, array() l) t LATERAL VIEW OUTER explode(l) e AS x",
        "1|NULL");
}

void tst_SqlStatements::queriesGiveTheirRows()
{
    QFETCH(QString, sql);
    QFETCH(QString, expected);
    QCOMPARE(rows(sql).join(u';'), expected);
}

void tst_SqlStatements::refusalsHaveCodesAndPlaces_data()
{
    QTest::addColumn<QString>("sql");
    QTest::addColumn<QString>("beginning");
    const auto row = [](const char *sql, const char *beginning) {
        QTest::newRow(sql) << QString::fromUtf8(sql) << QString::fromUtf8(beginning);
    };
    row("SELECT 1 +", "ODPS-0130161:[1,11] Parse exception - mismatched input '");
    row("SELECT\n  nope FROM ods_user_info_d", "ODPS-0130071:[2,3] Semantic analysis exception - column nope cannot");
    row("SELECT * FROM nope", "ODPS-0130131:[1,15] Table not found - table dbs_mc.default.nope cannot be resolved");
    row("SELECT * FROM ods_user_info_d PIVOT (max(uid) FOR dt IN ('1'))",
        "ODPS-0130161:[1,31] Semantic analysis exception - PIVOT");
    row("SELECT nofunction(1)",
        "ODPS-0130071:[1,8] Semantic analysis exception - function nofunction cannot be resolved");
    row("SELECT compress('a')", "ODPS-0130161:[1,8] Semantic analysis exception - function compress is not supported");
    row("SELECT transform(array(1), 2)",
        "ODPS-0130071:[1,8] Semantic analysis exception - function transform wants a lambda");
    row("SELECT lower(x -> x)", "ODPS-0130071:[1,8] Semantic analysis exception - function lower takes no lambda");
    row("SELECT filter(array(1), (a, b) -> a > b)",
        "ODPS-0130071:[1,25] Semantic analysis exception - the lambda function");
    row("SELECT sum(n) OVER w FROM (VALUES (1)) AS v(n)",
        "ODPS-0130071:[1,8] Semantic analysis exception - window w cannot");
    row("SELECT explode(array(1)), 2",
        "ODPS-0130161:[1,8] Semantic analysis exception - function explode anywhere but alone");
    row("ALTER TABLE ods_user_info_d MERGE PARTITION (dt='1') OVERWRITE PARTITION (dt='2')",
        "ODPS-0130161:[1,29] Semantic analysis exception - ALTER TABLE … MERGE is not supported");
    row("INSERT INTO ods_user_info_d PARTITION (dt='x') VALUES (1)",
        "ODPS-0130071:[1,48] Semantic analysis exception - 4 columns are wanted, the query has 1");
    row("INSERT INTO ods_user_info_d VALUES (1, 2, 3, 4)", "ODPS-0130071:[1,13] Semantic analysis exception - table");
    row("SET odps.sql.allow.fullscan=false; SELECT count(*) FROM ods_user_info_d",
        "ODPS-0130071:[1,57] Semantic analysis exception - ods_user_info_d is a full scan");
    row("SET odps.sql.type.system.odps2=false; CREATE TABLE edition_one (a BIGINT, b ARRAY<INT>)",
        "ODPS-0130071:[1,77] Semantic analysis exception - INT type is not enabled in current mode");
    row("SET odps.sql.type.system.odps2=false; SELECT cast('1' AS VARCHAR(3))",
        "ODPS-0130071:[1,58] Semantic analysis exception - VARCHAR type is not enabled in current mode");
    row("DROP TABLE nope", "ODPS-0130131:[1,12] Table not found");
    row("CREATE TABLE ods_user_info_d (a INT)", "ODPS-0110061:[1,14] Failed to run ddltask - AlreadyExistsException");
    row("DROP FOREIGN SERVER nope",
        "ODPS-0130071:[1,1] Semantic analysis exception - foreign server 'nope' does not exist");
    row("GRANT ALL ON TABLE t TO USER u", "ODPS-0130161:[1,1] Semantic analysis exception - statement GRANT");
    row("CREATE MATERIALIZED VIEW v AS SELECT 1",
        "ODPS-0130161:[1,1] Semantic analysis exception - CREATE MATERIALIZED");
}

void tst_SqlStatements::refusalsHaveCodesAndPlaces()
{
    QFETCH(QString, sql);
    QFETCH(QString, beginning);
    const test::JobOutcome job = m_client->run(sql);
    QCOMPARE(job.status, u"Failed"_s);
    QVERIFY2(job.text.startsWith(beginning), qPrintable(job.text));
}

void tst_SqlStatements::insertWithAColumnListFillsTheOthersWithNull_data()
{
    QTest::addColumn<QString>("statement");
    QTest::addColumn<QString>("expected");
    QTest::newRow("all columns, static partition")
        << u"INSERT INTO s_i PARTITION (p1='a', p2='b') (a, b, c) SELECT 'x', 1, 2.5"_s << u"x|1|2.5|a|b"_s;
    QTest::newRow("in another order") << u"INSERT INTO s_i PARTITION (p1='a', p2='b') (c, a, b) SELECT 2.5, 'x', 1"_s
                                      << u"x|1|2.5|a|b"_s;
    QTest::newRow("two of three columns")
        << u"INSERT INTO s_i PARTITION (p1='a', p2='b') (b, a) VALUES (1, 'x')"_s << u"x|1|NULL|a|b"_s;
    QTest::newRow("one partition column is dynamic")
        << u"INSERT INTO s_i PARTITION (p1='a', p2) (c, p2) SELECT 2.5, 'q'"_s << u"NULL|NULL|2.5|a|q"_s;
    QTest::newRow("all partition columns are dynamic")
        << u"INSERT INTO s_i PARTITION (p1, p2) (p2, b, p1) SELECT 'q', 7, 'r'"_s << u"NULL|7|NULL|r|q"_s;
    QTest::newRow("overwrite")
        << u"INSERT OVERWRITE TABLE s_i PARTITION (p1='a', p2='b') (a, b, c) SELECT 'x', 1, 2.5"_s << u"x|1|2.5|a|b"_s;
}

void tst_SqlStatements::insertWithAColumnListFillsTheOthersWithNull()
{
    QFETCH(QString, statement);
    QFETCH(QString, expected);
    RUN(u"CREATE TABLE s_i (a STRING, b BIGINT, c DOUBLE) PARTITIONED BY (p1 STRING, p2 STRING)"_s);
    RUN(statement);
    QCOMPARE(rows(u"SELECT a, b, c, p1, p2 FROM s_i"_s), QStringList{expected});
}

void tst_SqlStatements::mergeUpdatesDeletesAndInserts()
{
    RUN(u"CREATE TABLE s_m (id BIGINT, v STRING, n INT) TBLPROPERTIES ('transactional'='true')"_s);
    RUN(u"INSERT INTO s_m VALUES (1, 'one', 1), (2, 'two', 2), (3, 'three', 3)"_s);
    RUN(u"MERGE INTO s_m AS t USING (SELECT 1 id, 'uno' v UNION ALL SELECT 2, 'dos' UNION ALL SELECT 9, 'nine') s ON "
        "t.id = s.id WHEN MATCHED AND s.id = 2 THEN DELETE WHEN MATCHED THEN UPDATE SET t.v = concat(t.v, '/', s.v), n "
        "= "
        "t.n + 10 WHEN NOT MATCHED THEN INSERT VALUES (s.id, upper(s.v), '99')"_s);
    QCOMPARE(rows(u"SELECT * FROM s_m ORDER BY id"_s),
             (QStringList{u"1|one/uno|11"_s, u"3|three|3"_s, u"9|NINE|99"_s}));
    RUN(u"MERGE INTO s_m USING s_m s ON s_m.id = s.id AND s.id = 3 WHEN NOT MATCHED AND s.id = 1 THEN INSERT (id) "
        u"VALUES "
        "(s.id + 100)"_s);
    QCOMPARE(rows(u"SELECT id, v FROM s_m ORDER BY id DESC LIMIT 1"_s), QStringList{u"101|NULL"_s});
    QVERIFY(m_client->run(u"MERGE INTO s_m USING s_m s ON s_m.id = s.id WHEN NOT MATCHED THEN INSERT VALUES (1)"_s)
                .text.startsWith(u"ODPS-0130071:[1,45]"));
}

void tst_SqlStatements::mergeOfTwoSourceRowsForOneChangesNothing()
{
    RUN(u"CREATE TABLE s_m (id BIGINT, v STRING) TBLPROPERTIES ('transactional'='true')"_s);
    RUN(u"INSERT INTO s_m VALUES (1, 'one')"_s);
    const test::JobOutcome job =
        m_client->run(u"MERGE INTO s_m t USING (VALUES (1, 'a'), (1, 'b')) AS s(id, v) ON t.id = "
                      "s.id WHEN MATCHED THEN UPDATE SET v = s.v"_s);
    QCOMPARE(job.status, u"Failed"_s);
    QCOMPARE(rows(u"SELECT v FROM s_m"_s), QStringList{u"one"_s});
}

void tst_SqlStatements::mergeAndDeleteCountPartitions()
{
    RUN(u"CREATE TABLE s_m (id BIGINT) PARTITIONED BY (dt STRING) TBLPROPERTIES ('transactional'='true')"_s);
    RUN(u"INSERT INTO s_m PARTITION (dt) VALUES (1, 'a'), (2, 'a'), (3, 'b')"_s);
    const auto count = [this](const QString &dt) {
        const QString text = m_client->run(u"DESC s_m PARTITION (dt='%1')"_s.arg(dt)).text;
        return text.mid(text.indexOf(u"PartitionRecordNum:") + 19).section(u'|', 0, 0).trimmed();
    };
    QCOMPARE(count(u"a"_s), u"2"_s);
    RUN(u"DELETE FROM s_m WHERE dt = 'a' AND id = 1"_s);
    QCOMPARE(count(u"a"_s), u"1"_s);
    RUN(u"DELETE FROM s_m WHERE dt = 'b'"_s);
    QCOMPARE(count(u"b"_s), u"0"_s);
    RUN(u"MERGE INTO s_m t USING (SELECT 7 id, 'c' dt) s ON t.id = s.id WHEN NOT MATCHED THEN INSERT VALUES (s.id, s.dt)"_s);
    QCOMPARE(count(u"c"_s), u"1"_s);
    QCOMPARE(m_client->run(u"SHOW PARTITIONS s_m"_s).text, u"dt=a\ndt=b\ndt=c\n"_s);
    QVERIFY(m_client
                ->run(u"MERGE INTO s_m t USING (SELECT 8 id) s ON t.id = s.id WHEN NOT MATCHED THEN INSERT (id) VALUES "
                      "(s.id)"_s)
                .text.startsWith(u"ODPS-0123031"));
    QCOMPARE(rows(u"SELECT count(*) FROM s_m WHERE dt > ''"_s), QStringList{u"2"_s});
}

void tst_SqlStatements::changesNeedATransactionalTable_data()
{
    QTest::addColumn<QString>("sql");
    QTest::newRow("UPDATE") << u"UPDATE s_plain SET a = 2"_s;
    QTest::newRow("DELETE") << u"DELETE FROM s_plain"_s;
    QTest::newRow("MERGE") << u"MERGE INTO s_plain t USING s_plain s ON t.a = s.a WHEN MATCHED THEN DELETE"_s;
}

void tst_SqlStatements::changesNeedATransactionalTable()
{
    QFETCH(QString, sql);
    RUN(u"CREATE TABLE s_plain AS SELECT 1 a"_s);
    const test::JobOutcome job = m_client->run(sql);
    QCOMPARE(job.code(), u"ODPS-0130071"_s);
    QVERIFY2(job.text.contains(u"%1 needs TBLPROPERTIES ('transactional'='true')"_s.arg(
                 QString::fromLatin1(QTest::currentDataTag()))),
             qPrintable(job.text));
    QCOMPARE(rows(u"SELECT a FROM s_plain"_s), QStringList{u"1"_s});
}

void tst_SqlStatements::multiInsertReadsItsSourceOnce()
{
    RUN(u"CREATE TABLE s_a AS SELECT * FROM VALUES (1), (2), (3), (4) AS v(n)"_s);
    RUN(u"CREATE TABLE s_b (n INT) PARTITIONED BY (p STRING)"_s);
    // The first insert overwrites what the second still reads.
    RUN(u"FROM s_a INSERT OVERWRITE TABLE s_a SELECT n * 10 WHERE n < 3 INSERT OVERWRITE TABLE s_b PARTITION (p='odd') "
        "SELECT n WHERE n % 2 = 1 INSERT INTO s_b PARTITION (p) SELECT n, concat('p', n) WHERE n = 4"_s);
    QCOMPARE(rows(u"SELECT n FROM s_a ORDER BY n"_s), (QStringList{u"10"_s, u"20"_s}));
    QCOMPARE(rows(u"SELECT p, n FROM s_b ORDER BY n"_s), (QStringList{u"odd|1"_s, u"odd|3"_s, u"p4|4"_s}));
    RUN(u"WITH c AS (SELECT 5 n) FROM c INSERT INTO s_a SELECT n INSERT INTO s_a SELECT n + 1"_s);
    QCOMPARE(rows(u"SELECT n FROM s_a ORDER BY n LIMIT 2"_s), (QStringList{u"5"_s, u"6"_s}));
}

void tst_SqlStatements::multiInsertIsAllOrNothing()
{
    RUN(u"CREATE TABLE s_a (n BIGINT)"_s);
    RUN(u"CREATE TABLE s_b (n BIGINT NOT NULL)"_s);
    const test::JobOutcome job =
        m_client->run(u"FROM (SELECT 1 n) t INSERT INTO s_a SELECT n INSERT INTO s_b SELECT NULL"_s);
    QCOMPARE(job.status, u"Failed"_s);
    QCOMPARE(rows(u"SELECT count(*) FROM s_a"_s), QStringList{u"0"_s});
}

void tst_SqlStatements::partitionsAreAddedRenamedTouchedAndDropped()
{
    RUN(u"CREATE TABLE s_p (v STRING) PARTITIONED BY (dt STRING, hh BIGINT)"_s);
    RUN(u"ALTER TABLE s_p ADD PARTITION (dt='a', hh=1) PARTITION (dt='a', hh=2)"_s);
    QVERIFY(m_client->run(u"ALTER TABLE s_p ADD PARTITION (dt='a', hh=1)"_s).code() == u"ODPS-0130071");
    RUN(u"ALTER TABLE s_p ADD IF NOT EXISTS PARTITION (dt='a', hh=1)"_s);
    RUN(u"INSERT INTO s_p PARTITION (dt='a', hh=1) VALUES ('x')"_s);
    RUN(u"ALTER TABLE s_p PARTITION (dt='a', hh=1) RENAME TO PARTITION (dt='b', hh=7)"_s);
    QCOMPARE(rows(u"SELECT dt, hh, v FROM s_p"_s), QStringList{u"b|7|x"_s});
    RUN(u"ALTER TABLE s_p TOUCH PARTITION (dt='b', hh=7)"_s);
    QCOMPARE(m_client->run(u"SHOW PARTITIONS s_p"_s).text, u"dt=a/hh=2\ndt=b/hh=7\n"_s);
    QCOMPARE(m_client->run(u"SHOW PARTITIONS s_p PARTITION (dt='b')"_s).text, u"dt=b/hh=7\n"_s);
    RUN(u"TRUNCATE TABLE s_p PARTITION (dt='b', hh=7)"_s);
    QCOMPARE(rows(u"SELECT count(*) FROM s_p"_s), QStringList{u"0"_s});
    RUN(u"ALTER TABLE s_p DROP PARTITION (dt='a', hh=2), PARTITION (dt='b', hh=7)"_s);
    QCOMPARE(m_client->run(u"SHOW PARTITIONS s_p"_s).text, QString());
    QCOMPARE(m_client->run(u"ALTER TABLE s_p DROP PARTITION (dt='a', hh=2)"_s).code(), u"ODPS-0130071"_s);
    RUN(u"ALTER TABLE s_p DROP IF EXISTS PARTITION (dt='a', hh=2)"_s);
    QCOMPARE(m_client->run(u"ALTER TABLE s_p ADD PARTITION (dt='a')"_s).code(), u"ODPS-0130071"_s);
}

void tst_SqlStatements::columnsAreAddedChangedAndDropped()
{
    RUN(u"CREATE TABLE s_c (a INT NOT NULL, b STRING COMMENT 'old')"_s);
    RUN(u"INSERT INTO s_c VALUES (1, 'x')"_s);
    RUN(u"ALTER TABLE s_c ADD COLUMNS (c DOUBLE, d STRING COMMENT 'new')"_s);
    RUN(u"ALTER TABLE s_c ADD COLUMNS IF NOT EXISTS (c DOUBLE)"_s);
    RUN(u"ALTER TABLE s_c CHANGE COLUMN b COMMENT 'newer'"_s);
    RUN(u"ALTER TABLE s_c CHANGE COLUMN c RENAME TO cc"_s);
    RUN(u"ALTER TABLE s_c CHANGE COLUMN a a BIGINT"_s);
    RUN(u"ALTER TABLE s_c CHANGE COLUMN a NULL"_s);
    RUN(u"ALTER TABLE s_c DROP COLUMNS d"_s);
    RUN(u"INSERT INTO s_c (cc) VALUES (2.5)"_s);
    QCOMPARE(rows(u"SELECT * FROM s_c ORDER BY a"_s), (QStringList{u"NULL|NULL|2.5"_s, u"1|x|NULL"_s}));
    const QString ddl = m_client->run(u"SHOW CREATE TABLE s_c"_s).text;
    QVERIFY2(ddl.contains(u"`a` BIGINT,") || ddl.contains(u"  a BIGINT,"), qPrintable(ddl));
    QVERIFY2(ddl.contains(u"COMMENT 'newer'"), qPrintable(ddl));
    QCOMPARE(m_client->run(u"ALTER TABLE s_c DROP COLUMNS nope"_s).code(), u"ODPS-0130071"_s);
}

void tst_SqlStatements::tableIsRenamedCommentedAndGivenALifecycle()
{
    RUN(u"CREATE TABLE s_t (a INT) LIFECYCLE 3"_s);
    RUN(u"ALTER TABLE s_t SET COMMENT 'what it is'"_s);
    RUN(u"ALTER TABLE s_t SET LIFECYCLE 30"_s);
    RUN(u"ALTER TABLE s_t SET TBLPROPERTIES ('k'='v')"_s);
    RUN(u"ALTER TABLE s_t TOUCH"_s);
    RUN(u"ALTER TABLE s_t RENAME TO s_renamed"_s);
    const QString ddl = m_client->run(u"SHOW CREATE TABLE s_renamed"_s).text;
    for (const QString &part : {u"COMMENT 'what it is'"_s, u"LIFECYCLE 30"_s, u"'k'='v'"_s})
        QVERIFY2(ddl.contains(part), qPrintable(ddl));
    QCOMPARE(m_client->run(u"SELECT * FROM s_t"_s).code(), u"ODPS-0130131"_s);
    QCOMPARE(m_client->run(u"ALTER TABLE s_renamed SET LIFECYCLE 0"_s).code(), u"ODPS-0130071"_s);
    QCOMPARE(m_client->run(u"ALTER TABLE s_renamed RENAME TO ods_user_info_d"_s).code(), u"ODPS-0110061"_s);
}

void tst_SqlStatements::ifExistsAndIfNotExistsAreQuiet()
{
    RUN(u"CREATE TABLE IF NOT EXISTS s_x (a INT)"_s);
    RUN(u"CREATE TABLE IF NOT EXISTS s_x (b STRING)"_s);
    QCOMPARE(rows(u"SELECT count(a) FROM s_x"_s), QStringList{u"0"_s});
    RUN(u"DROP TABLE IF EXISTS s_x"_s);
    RUN(u"DROP TABLE IF EXISTS s_x"_s);
    RUN(u"CREATE VIEW IF NOT EXISTS sv_x AS SELECT 1 a"_s);
    RUN(u"CREATE VIEW IF NOT EXISTS sv_x AS SELECT 2 a"_s);
    QCOMPARE(rows(u"SELECT a FROM sv_x"_s), QStringList{u"1"_s});
    RUN(u"CREATE OR REPLACE VIEW sv_x AS SELECT 3 a"_s);
    QCOMPARE(rows(u"SELECT a FROM sv_x"_s), QStringList{u"3"_s});
    RUN(u"DROP VIEW IF EXISTS sv_x"_s);
    RUN(u"DROP VIEW IF EXISTS sv_x"_s);
    RUN(u"CREATE SCHEMA IF NOT EXISTS s_schema"_s);
    RUN(u"CREATE SCHEMA IF NOT EXISTS s_schema"_s);
    QVERIFY(m_client->run(u"SHOW SCHEMAS"_s).text.contains(u"s_schema\n"));
    RUN(u"DROP SCHEMA IF EXISTS s_schema"_s);
    RUN(u"DROP SCHEMA IF EXISTS s_schema"_s);
    RUN(u"DROP FOREIGN SERVER IF EXISTS nope"_s);
}

void tst_SqlStatements::createTableLikeAndAsSelect()
{
    RUN(u"CREATE TABLE s_like LIKE ods_user_info_d"_s);
    RUN(u"INSERT INTO s_like PARTITION (dt='z') SELECT uid, gender, age_range, zodiac FROM ods_user_info_d WHERE dt = "
        "'20240115' LIMIT 5"_s);
    QCOMPARE(rows(u"SELECT dt, count(*) FROM s_like GROUP BY dt"_s), QStringList{u"z|5"_s});
    RUN(u"CREATE TABLE s_copy LIFECYCLE 2 AS SELECT uid, dt day, 1.5 f, cast(1 as bigint) n FROM ods_user_info_d LIMIT 2"_s);
    const QString ddl = m_client->run(u"SHOW CREATE TABLE s_copy"_s).text;
    for (const QString &part : {u"uid STRING"_s, u"day STRING"_s, u"f DOUBLE"_s, u"n BIGINT"_s, u"LIFECYCLE 2"_s})
        QVERIFY2(QString(ddl).remove(u'`').contains(part), qPrintable(ddl));
}

void tst_SqlStatements::showForms()
{
    RUN(u"CREATE TABLE s_one (a INT)"_s);
    RUN(u"CREATE TABLE s_two (a INT)"_s);
    const auto names = [this](const QString &sql) {
        QStringList result;
        for (const QString &line : m_client->run(sql).text.split(u'\n', Qt::SkipEmptyParts))
            result.append(line.section(u':', -1));
        return result;
    };
    QCOMPARE(names(u"SHOW TABLES LIKE 's_*'"_s), (QStringList{u"s_one"_s, u"s_two"_s}));
    QCOMPARE(names(u"SHOW TABLES LIKE 's_o*|s_t*'"_s).size(), 2);
    QCOMPARE(names(u"SHOW TABLES IN default LIKE 's_one'"_s), QStringList{u"s_one"_s});
    QCOMPARE(names(u"SHOW TABLES IN dbs_mc LIKE 's_two'"_s), QStringList{u"s_two"_s});
    QVERIFY(names(u"SHOW FUNCTIONS"_s).contains(u"get_json_object"_s));
    QVERIFY(!names(u"SHOW FUNCTIONS"_s).contains(u"compress"_s));
    QCOMPARE(names(u"SHOW SCHEMAS LIKE 'def*'"_s), QStringList{u"default"_s});
}

void tst_SqlStatements::describeExtendedTellsEverything()
{
    RUN(u"CREATE TABLE s_d (id BIGINT COMMENT 'the key', v STRING) COMMENT 'a table' PARTITIONED BY (dt STRING) "
        "TBLPROPERTIES ('transactional'='true') LIFECYCLE 9"_s);
    const QString text = m_client->run(u"DESC EXTENDED s_d"_s).text;
    for (const QString &part :
         {u"TableComment:"_s, u"a table"_s, u"Lifecycle:"_s, u"InternalTable: YES"_s, u"the key"_s,
          u"Partition Columns:"_s, u"dt"_s, u"Extended Info:"_s, u"transactional:"_s})
        QVERIFY2(text.contains(part), qPrintable(text));
    QVERIFY(!m_client->run(u"DESC s_d"_s).text.contains(u"Extended Info:"));
}

void tst_SqlStatements::explainNamesSourcesAndOperators()
{
    const QString plan =
        m_client
            ->run(u"EXPLAIN SELECT gender, count(*) FROM ods_user_info_d WHERE dt = '20240115' GROUP BY gender "
                  "ORDER BY gender LIMIT 2"_s)
            .text;
    QVERIFY2(plan.startsWith(u"job0 is root job\n"), qPrintable(plan));
    for (const QString &part :
         {u"Data source: dbs_mc.default.ods_user_info_d"_s, u"TS: dbs_mc.default.ods_user_info_d"_s, u"AGGREGATE"_s,
          u"SORT"_s, u"LIM"_s, u"Statistics: Num rows: 2,"_s, u"FS: output: Screen"_s})
        QVERIFY2(plan.contains(part), qPrintable(plan));
    QVERIFY(m_client->run(u"EXPLAIN SELECT a.uid FROM ods_user_info_d a JOIN ods_user_info_d b ON a.uid = b.uid"_s)
                .text.contains(u"JOIN"));
    QCOMPARE(m_client->run(u"EXPLAIN SELECT nope"_s).code(), u"ODPS-0130071"_s);
    const QString insert = u"INSERT OVERWRITE TABLE ods_user_info_d PARTITION (dt='explained') "
                           "SELECT uid, gender, age_range, zodiac FROM ods_user_info_d WHERE dt = '20240115'"_s;
    const QString insertPlan = m_client->run(u"EXPLAIN "_s + insert).text;
    QVERIFY2(insertPlan.contains(u"TS: dbs_mc.default.ods_user_info_d")
                 && insertPlan.contains(u"FS: output: dbs_mc.default.ods_user_info_d"),
             qPrintable(insertPlan));
    QCOMPARE(m_client->resultRows(u"SELECT count(*) FROM ods_user_info_d WHERE dt = 'explained'"_s),
             QStringList{u"0"_s});
    QVERIFY(m_client->run(u"COST SQL "_s + insert).text.contains(u"\"Input\":"));
    QCOMPARE(m_client->run(u"EXPLAIN INSERT INTO nowhere SELECT 1"_s).code(), u"ODPS-0130131"_s);
    QCOMPARE(m_client->run(u"EXPLAIN DROP TABLE ods_user_info_d"_s).code(), u"ODPS-0130161"_s);
}

void tst_SqlStatements::costCountsTheBytesThatAreRead()
{
    const auto input = [this](const QString &sql) {
        const QJsonDocument cost = QJsonDocument::fromJson(m_client->run(u"COST SQL "_s + sql).text.toUtf8());
        return cost[u"Cost"][u"SQL"][u"Input"].toInteger(-1);
    };
    QCOMPARE(input(u"SELECT 1"_s), 0);
    const qint64 one = input(u"SELECT * FROM ods_user_info_d"_s);
    QVERIFY(one >= 8192);
    QVERIFY(input(u"SELECT * FROM ods_user_info_d a JOIN ods_raw_log_d b ON a.uid = b.col"_s) > one);
}

void tst_SqlStatements::samplesAreParts()
{
    QCOMPARE(rows(u"SELECT count(*) FROM ods_user_info_d TABLESAMPLE (10 ROWS) t"_s), QStringList{u"10"_s});
    QCOMPARE(rows(u"SELECT count(*) FROM ods_user_info_d TABLESAMPLE (0 PERCENT)"_s), QStringList{u"0"_s});
    QCOMPARE(rows(u"SELECT count(*) FROM ods_user_info_d TABLESAMPLE (100 PERCENT)"_s), QStringList{u"360"_s});
    const int part = rows(u"SELECT count(*) FROM ods_user_info_d TABLESAMPLE (50 PERCENT)"_s).value(0).toInt();
    QVERIFY2(part > 100 && part < 260, qPrintable(QString::number(part)));
}

// The sandbox's own statements: MaxCompute has a console page for them.
void tst_SqlStatements::foreignServersAreMadeListedAndDropped()
{
    const QString options =
        u"(host='%1', port='%2', dbname='order_dw', rolearn='acs:ram::1234567890:role/dbs-holo-role', "
        "comment='second')"_s.arg(sandbox().host())
            .arg(sandbox().port());
    RUN(u"CREATE FOREIGN SERVER s_server TYPE HOLOGRES OPTIONS "_s + options);
    QCOMPARE(m_client->run(u"CREATE FOREIGN SERVER s_server TYPE HOLOGRES OPTIONS "_s + options).code(),
             u"ODPS-0110061"_s);
    RUN(u"CREATE FOREIGN SERVER IF NOT EXISTS s_server TYPE HOLOGRES OPTIONS "_s + options);
    QCOMPARE(m_client->run(u"SHOW FOREIGN SERVERS"_s).text, u"dbs_holo_external\torder_dw\ns_server\torder_dw\n"_s);
    const QString text = m_client->run(u"DESC FOREIGN SERVER s_server"_s).text;
    for (const QString &part : {u"s_server"_s, sandbox().host(), QString::number(sandbox().port()), u"order_dw"_s,
                                u"acs:ram::1234567890:role/dbs-holo-role"_s, u"second"_s})
        QVERIFY2(text.contains(part), qPrintable(text));
    RUN(u"SET odps.namespace.schema=true; CREATE EXTERNAL SCHEMA s_mirror WITH s_server ON 'order_dw.public'"_s);
    QCOMPARE(m_client->run(u"DROP FOREIGN SERVER s_server"_s).code(), u"ODPS-0130071"_s);
    QCOMPARE(rows(u"SET odps.namespace.schema=true; SELECT count(*) FROM s_mirror.dwd_orders"_s),
             QStringList{u"1001"_s});
    RUN(u"DROP SCHEMA s_mirror"_s);
    RUN(u"DROP FOREIGN SERVER s_server"_s);
    QCOMPARE(m_client->run(u"SHOW FOREIGN SERVERS"_s).text, u"dbs_holo_external\torder_dw\n"_s);
    // docs/requirements.md#h-48, and what a server cannot do without.
    QVERIFY(m_client
                ->run(u"CREATE FOREIGN SERVER s_v TYPE HOLOGRES OPTIONS (host='x-vpc-st.hologres.aliyuncs.com', "
                      "port='80', dbname='d')"_s)
                .text.contains(u"VPC"));
    QCOMPARE(m_client->run(u"CREATE FOREIGN SERVER s_v TYPE HOLOGRES OPTIONS (host='h', dbname='d')"_s).code(),
             u"ODPS-0130071"_s);
    QCOMPARE(m_client->run(u"CREATE FOREIGN SERVER s_v TYPE MYSQL OPTIONS (host='h')"_s).code(), u"ODPS-0130161"_s);
}

// docs/requirements.md#h-47 and #h-54.
void tst_SqlStatements::externalSchemaNeedsARole()
{
    RUN(u"CREATE FOREIGN SERVER s_norole TYPE HOLOGRES OPTIONS (host='%1', port='%2', dbname='order_dw')"_s
            .arg(sandbox().host())
            .arg(sandbox().port()));
    const test::JobOutcome noRole =
        m_client->run(u"SET odps.namespace.schema=true; CREATE EXTERNAL SCHEMA s_x WITH s_norole ON 'public'"_s);
    QVERIFY2(noRole.text.contains(u"needs one with a RAM role"), qPrintable(noRole.text));
    RUN(u"DROP FOREIGN SERVER s_norole"_s);
    const test::JobOutcome otherDatabase = m_client->run(
        u"SET odps.namespace.schema=true; CREATE EXTERNAL SCHEMA s_x WITH dbs_holo_external ON 'crm.public'"_s);
    QVERIFY2(otherDatabase.text.contains(u"is for database 'order_dw', not 'crm'"), qPrintable(otherDatabase.text));
    QCOMPARE(m_client->run(u"CREATE EXTERNAL SCHEMA s_x WITH dbs_holo_external ON 'public'"_s).code(),
             u"ODPS-0130071"_s);
}

// docs/requirements.md#h-58 and #h-60: what the role lacks is told; once granted, the same mapping works.
void tst_SqlStatements::roleWithoutRightsIsNamedAndHealed()
{
    pqxx::connection hologres(sandbox().connectionString(sandbox().admin()));
    pqxx::nontransaction sql(hologres);
    sql.exec("DROP TABLE IF EXISTS public.s_secret; CREATE TABLE public.s_secret AS SELECT 7 AS n");
    const std::string role = sql.exec("SELECT rolname FROM pg_roles WHERE user_display_name(rolname::text) = "
                                      "'RAM$1234567890:dbs-holo-role'")[0][0]
                                 .as<std::string>();
    sql.exec("REVOKE ALL ON public.s_secret FROM " + sql.quote_name(role));
    RUN(test::externalTable(
        u"s_secret"_s, u"n INT"_s, u"s_secret"_s,
        u"WITH SERDEPROPERTIES ('odps.properties.rolearn'='acs:ram::1234567890:role/dbs-holo-role')"_s));
    const test::JobOutcome refused = m_client->run(u"SELECT * FROM s_secret"_s);
    QCOMPARE(refused.code(), u"ODPS-0130013"_s);
    QVERIFY2(refused.text.contains(u"permission denied for table s_secret"), qPrintable(refused.text));
    RUN(u"SET odps.namespace.schema=true; CREATE EXTERNAL SCHEMA s_live WITH dbs_holo_external ON 'public'"_s);
    QVERIFY(!m_client->run(u"SET odps.namespace.schema=true; SHOW TABLES IN s_live"_s).text.contains(u":s_secret\n"));
    sql.exec("GRANT SELECT ON public.s_secret TO " + sql.quote_name(role));
    QCOMPARE(rows(u"SELECT * FROM s_secret"_s), QStringList{u"7"_s});
    QVERIFY(m_client->run(u"SET odps.namespace.schema=true; SHOW TABLES IN s_live"_s).text.contains(u":s_secret\n"));
    RUN(u"DROP SCHEMA s_live"_s);
    sql.exec("DROP TABLE public.s_secret");
}

// docs/requirements.md#h-67 and #h-68: a mapping is a snapshot of the columns, the rows are live.
void tst_SqlStatements::mappedTableKeepsTheColumnsItWasMadeWith()
{
    pqxx::connection hologres(sandbox().connectionString(sandbox().admin()));
    pqxx::nontransaction sql(hologres);
    sql.exec("DROP TABLE IF EXISTS public.s_drift; CREATE TABLE public.s_drift AS SELECT 1 AS a, 'x'::text AS b");
    RUN(test::externalTable(u"s_drift"_s, u"a INT, b STRING"_s, u"s_drift"_s));
    sql.exec("ALTER TABLE public.s_drift ADD COLUMN c int; UPDATE public.s_drift SET c = 3");
    QCOMPARE(rows(u"SELECT * FROM s_drift"_s), QStringList{u"1|x"_s});
    sql.exec("UPDATE public.s_drift SET b = 'new'");
    QCOMPARE(rows(u"SELECT b FROM s_drift"_s), QStringList{u"new"_s});
    RUN(u"DROP TABLE s_drift"_s);
    RUN(test::externalTable(u"s_drift"_s, u"a STRING, b INT"_s, u"s_drift"_s));
    QCOMPARE(rows(u"SELECT a FROM s_drift"_s), QStringList{u"1"_s}); // text takes everything
    QCOMPARE(m_client->run(u"SELECT b FROM s_drift"_s).code(), u"ODPS-0123144"_s); // numbers do not take text
    RUN(u"DROP TABLE s_drift"_s);
    RUN(test::externalTable(u"s_drift"_s, u"a INT, gone STRING"_s, u"s_drift"_s));
    QVERIFY(m_client->run(u"SELECT * FROM s_drift"_s).text.contains(u"column \"gone\" does not exist"));
    sql.exec("DROP TABLE public.s_drift");
}

// docs/requirements.md#h-73.
void tst_SqlStatements::partitionedParentIsReadAsAPlainTable()
{
    RUN(test::externalTable(u"s_parent"_s, u"order_id BIGINT"_s, u"orders_by_day"_s));
    QCOMPARE(rows(u"SELECT count(*) FROM s_parent"_s), QStringList{u"1000"_s});
    QCOMPARE(m_client->run(u"SHOW PARTITIONS s_parent"_s).code(), u"ODPS-0130071"_s);
    QCOMPARE(m_client
                 ->run(test::externalTable(u"s_p2"_s, u"order_id BIGINT"_s, u"orders_by_day"_s)
                           .replace(u"STORED BY"_s, u"PARTITIONED BY (ds STRING) STORED BY"_s))
                 .code(),
             u"ODPS-0130071"_s);
}

// docs/requirements.md#h-61.
void tst_SqlStatements::dualSignatureNamesWhoHasNoRights()
{
    RUN(test::externalTable(u"s_dual"_s, u"order_id BIGINT"_s, u"orders"_s));
    QCOMPARE(rows(u"SELECT count(*) FROM s_dual"_s), QStringList{u"1000"_s});
    test::EndpointClient restricted(sandbox(), sandbox().restricted());
    const test::JobOutcome refused = restricted.run(u"SELECT count(*) FROM s_dual"_s);
    QCOMPARE(refused.code(), u"ODPS-0130013"_s);
    QVERIFY2(refused.text.contains(u"permission denied for table orders"), qPrintable(refused.text));
}

QTEST_GUILESS_MAIN(tst_SqlStatements)
#include "tst_sqlstatements.moc"
