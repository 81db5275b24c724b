// SPDX-License-Identifier: GPL-3.0-or-later
#include "endpointclient.h"

#include <QTest>
#include <QUrl>

#include <pqxx/pqxx>

using namespace isthmus;
using namespace Qt::StringLiterals;

namespace {

test::SandboxFixture &sandbox()
{
    return test::SandboxFixture::shared();
}

test::EndpointClient &client()
{
    static test::EndpointClient client(sandbox(), sandbox().admin());
    return client;
}

} // namespace

/// Statements that the sandbox shows, the names by which statements reach objects, and partitions from DDL to Tunnel.
class tst_SqlDefinitions : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void cleanup();

    void shownStatementMakesTheSameObjectAgain_data();
    void shownStatementMakesTheSameObjectAgain();
    void externalTableIsShownAsItWasMade();
    void viewKeepsItsColumnsAndComments();
    void commentWithControlCharactersCanBeSentBack();
    void namesWithoutSchemasAreThoseOfProjects();
    void settingOfTheJobDecides();
    void scriptTellsAllItsTexts();
    void scriptShowsTheRowsOfOneQuery();
    void partitionsThatClientsCannotNameAreNotMade_data();
    void partitionsThatClientsCannotNameAreNotMade();
    void partitionIsFoundInEveryForm_data();
    void partitionIsFoundInEveryForm();
    void partOfAPartitionNamesWhatIsMissing();
    void numberOfAPartitionHasOneForm();
    void charOfAnyLengthIsText();

private:
    static QString error(const QString &sql)
    {
        const test::JobOutcome job = client().run(sql);
        return job.isGood() ? QString() : u"%1: %2"_s.arg(sql, job.text);
    }
};

#define RUN(sql) QCOMPARE(error(sql), QString())

void tst_SqlDefinitions::initTestCase()
{
    QVERIFY2(sandbox().start(), qPrintable(sandbox().problem()));
}

void tst_SqlDefinitions::cleanup()
{
    for (const QString &name : client().run(u"SHOW VIEWS LIKE 'd_*'"_s).text.split(u'\n', Qt::SkipEmptyParts))
        RUN(u"DROP VIEW "_s + name.section(u':', 1));
    for (const QString &name : client().run(u"SHOW TABLES LIKE 'd_*'"_s).text.split(u'\n', Qt::SkipEmptyParts))
        RUN(u"DROP TABLE "_s + name.section(u':', 1));
}

void tst_SqlDefinitions::shownStatementMakesTheSameObjectAgain_data()
{
    QTest::addColumn<QString>("made");
    const auto row = [](const char *name, const char *made) { QTest::newRow(name) << QString::fromUtf8(made); };
    row("types",
        "CREATE TABLE d_t (a TINYINT, b DECIMAL(38,18), c VARCHAR(3), d CHAR(2), e TIMESTAMP_NTZ, f JSON, "
        "g ARRAY<STRING>, h MAP<BIGINT,ARRAY<INT>>, i BINARY)");
    row("fields that are keywords", "CREATE TABLE d_t (s STRUCT<`from`:INT,`Group`:STRUCT<`a b`:INT,`中`:STRING>>)");
    row("columns that are keywords",
        "CREATE TABLE d_t (`from` INT, `Order` INT NOT NULL, PRIMARY KEY (`Order`)) "
        "PARTITIONED BY (`table` STRING)");
    row("everything",
        "CREATE TABLE d_t (a BIGINT NOT NULL DEFAULT 5 COMMENT 'it\\'s', b STRING DEFAULT 'x\\ty') COMMENT "
        "'two\\nlines' "
        "PARTITIONED BY (dt STRING COMMENT 'day', hh BIGINT) TBLPROPERTIES ('k'='v\\\\') LIFECYCLE 9");
    row("control characters",
        "CREATE TABLE d_t (a INT COMMENT 'x\\0012\\013\\177\\u009b\\uffff') COMMENT '\\033[31m\\r'");
    row("view", "CREATE VIEW d_t AS SELECT uid, COUNT(*) FROM ods_user_info_d GROUP BY uid");
    row("view with names",
        "CREATE VIEW d_t (a COMMENT 'x', `from`) COMMENT 'y' AS SELECT uid, gender FROM ods_user_info_d -- all");
}

void tst_SqlDefinitions::shownStatementMakesTheSameObjectAgain()
{
    QFETCH(QString, made);
    const QString drop = made.startsWith(u"CREATE VIEW") ? u"DROP VIEW d_t"_s : u"DROP TABLE d_t"_s;
    RUN(made);
    const QString shown = client().run(u"SHOW CREATE TABLE d_t"_s).text;
    QVERIFY2(shown.startsWith(u"CREATE"), qPrintable(shown));
    RUN(drop);
    RUN(shown);
    QCOMPARE(client().run(u"SHOW CREATE TABLE d_t"_s).text, shown);
    // With schema names too.
    const QString named = client().run(u"SET odps.namespace.schema=true; SHOW CREATE TABLE d_t"_s).text;
    QVERIFY2(named.contains(u"`default`.d_t") || named.contains(u"default.d_t"), qPrintable(named));
    RUN(drop);
    RUN(u"SET odps.namespace.schema=true; "_s + named);
    QCOMPARE(client().run(u"SHOW CREATE TABLE d_t"_s).text, shown);
}

void tst_SqlDefinitions::externalTableIsShownAsItWasMade()
{
    RUN(test::externalTable(u"d_x"_s, u"`order` BIGINT COMMENT 'a\\001', order_amount DECIMAL(20,2)"_s, u"dwd_orders"_s)
            .replace(u"'holo')"_s, u"'holo', 'odps.federation.jdbc.colmapping'='order:order_id')"_s));
    const QString shown = client().run(u"SHOW CREATE TABLE d_x"_s).text;
    QVERIFY2(shown.contains(u"`order` BIGINT COMMENT 'a\\001'"), qPrintable(shown));
    RUN(u"DROP TABLE d_x"_s);
    RUN(u"SET odps.sql.common.table.planner.ext.hive.bridge=true; "_s + shown);
    QCOMPARE(client().run(u"SHOW CREATE TABLE d_x"_s).text, shown);
}

void tst_SqlDefinitions::viewKeepsItsColumnsAndComments()
{
    RUN(u"CREATE VIEW d_v (a COMMENT 'x', b) COMMENT 'y' AS SELECT uid, gender FROM ods_user_info_d"_s);
    QCOMPARE(client().run(u"SHOW CREATE TABLE d_v"_s).text,
             u"CREATE VIEW IF NOT EXISTS d_v (\n  a COMMENT 'x',\n  b\n)\nCOMMENT 'y'\nAS\n"
             "SELECT uid, gender FROM ods_user_info_d;"_s);
}

void tst_SqlDefinitions::commentWithControlCharactersCanBeSentBack()
{
    RUN(u"CREATE TABLE d_t (a INT) COMMENT 'a\\001b\\0337'"_s);
    QVERIFY(client().run(u"SHOW CREATE TABLE d_t"_s).text.contains(u"COMMENT 'a\\001b\\0337'"));
}

// Source: MaxCompute, "Schema-related operations", schema syntax switch.
void tst_SqlDefinitions::namesWithoutSchemasAreThoseOfProjects()
{
    RUN(u"SET odps.namespace.schema=true; CREATE SCHEMA d_schema"_s);
    RUN(u"SET odps.namespace.schema=true; CREATE TABLE d_schema.t AS SELECT 7 AS n"_s);
    const QString off = u"SET odps.namespace.schema=false; "_s;
    // Clients that know of schemas send the older key along.
    for (const QString &more : {QString(), u"SET odps.sql.allow.namespace.schema=true; "_s}) {
        QCOMPARE(client().rows(off + more + u"SELECT COUNT(*) FROM dbs_mc.ods_user_info_d WHERE dt = '20240115'"_s),
                 QStringList{u"120"_s});
        const test::JobOutcome refused = client().run(off + more + u"SELECT * FROM d_schema.t"_s);
        QCOMPARE(refused.code(), u"ODPS-0130131"_s);
        QVERIFY2(refused.text.contains(u"'d_schema' is read as a project; set odps.namespace.schema=true"),
                 qPrintable(refused.text));
        QCOMPARE(client().run(off + more + u"SELECT * FROM dbs_mc.d_schema.t"_s).code(), u"ODPS-0130071"_s);
    }
    QCOMPARE(client().rows(u"SET odps.namespace.schema=true; SELECT n FROM d_schema.t"_s), QStringList{u"7"_s});
    RUN(u"SET odps.namespace.schema=true; DROP TABLE d_schema.t"_s);
    RUN(u"SET odps.namespace.schema=true; DROP SCHEMA d_schema"_s);
}

void tst_SqlDefinitions::settingOfTheJobDecides()
{
    // The older spelling alone still counts.
    QCOMPARE(client().rows(u"SET odps.sql.allow.namespace.schema=true; SELECT COUNT(*) FROM default.ods_user_info_d "
                           "WHERE dt = '20240115'"_s),
             QStringList{u"120"_s});
    QCOMPARE(client().rows(u"SET odps.namespace.schema=true; SET odps.sql.allow.namespace.schema=false; "
                           "SELECT COUNT(*) FROM default.ods_user_info_d WHERE dt = '20240115'"_s),
             QStringList{u"120"_s});
}

void tst_SqlDefinitions::scriptTellsAllItsTexts()
{
    RUN(u"-- a header\n/* and another */ CREATE TABLE d_one (a INT); -- between\nCREATE TABLE d_two (b INT);"_s);
    const test::JobOutcome job = client().run(u"SHOW CREATE TABLE d_one; SHOW CREATE TABLE d_two;"_s);
    QVERIFY2(job.text.contains(u"d_one (\n  a INT\n);\nCREATE TABLE IF NOT EXISTS d_two"), qPrintable(job.text));
}

void tst_SqlDefinitions::scriptShowsTheRowsOfOneQuery()
{
    QCOMPARE(client().rows(u"CREATE TABLE d_one (a INT); SELECT 5; INSERT INTO d_one VALUES (1)"_s),
             QStringList{u"5"_s});
    const test::JobOutcome job = client().run(u"INSERT INTO d_one VALUES (2); SELECT 1;\nSELECT 2"_s);
    QCOMPARE(job.code(), u"ODPS-0130071"_s);
    QVERIFY2(job.text.contains(u"[2,1]") && job.text.contains(u"a script shows the rows of one query"),
             qPrintable(job.text));
    QCOMPARE(client().rows(u"SELECT COUNT(*) FROM d_one"_s), QStringList{u"1"_s}); // refused before anything ran
}

void tst_SqlDefinitions::partitionsThatClientsCannotNameAreNotMade_data()
{
    QTest::addColumn<QString>("value");
    QTest::addColumn<bool>("isMade");
    for (const char *value : {"a b", "2024-01-01", "a:b#c$d@e!f.g", "a+b&c%d"})
        QTest::newRow(value) << QString::fromUtf8(value) << true;
    for (const char *value : {"a,b", "a/b", "it's", "a=b", "a\"b", "a\\b", "", " ", "a ", "中文", "a\tb"})
        QTest::newRow(value) << QString::fromUtf8(value) << false;
}

void tst_SqlDefinitions::partitionsThatClientsCannotNameAreNotMade()
{
    QFETCH(QString, value);
    QFETCH(bool, isMade);
    QString text = value;
    text.replace(u'\\', u"\\\\"_s).replace(u'\'', u"\\'"_s);
    RUN(u"CREATE TABLE d_p (a INT) PARTITIONED BY (pt STRING)"_s);
    for (const QString &sql :
         {u"ALTER TABLE d_p ADD PARTITION (pt='%1')"_s, u"INSERT INTO d_p PARTITION (pt='%1') SELECT 1"_s,
          u"INSERT INTO d_p PARTITION (pt) SELECT 1, '%1'"_s,
          u"INSERT OVERWRITE TABLE d_p PARTITION (pt) SELECT 1, '%1'"_s}) {
        const test::JobOutcome job = client().run(sql.arg(text));
        QVERIFY2(job.isGood() == isMade, qPrintable(sql + job.text));
        QVERIFY2(isMade || job.text.contains(u"' is no value of partition column 'pt': it "), qPrintable(job.text));
        RUN(u"ALTER TABLE d_p DROP IF EXISTS PARTITION (pt='%1')"_s.arg(text));
    }
    RUN(u"ALTER TABLE d_p ADD PARTITION (pt='x')"_s);
    QCOMPARE(client().run(u"ALTER TABLE d_p PARTITION (pt='x') RENAME TO PARTITION (pt='%1')"_s.arg(text)).isGood(),
             isMade);
    // The Tunnel makes and finds the same ones.
    const QByteArray spec = QUrl::toPercentEncoding(u"pt='%1'"_s.arg(value));
    const test::Answer session = client().send("POST", "/tables/d_p?uploads&create_partition=true&partition=" + spec);
    QVERIFY2((session.status == 200) == isMade, session.body.constData());
    if (isMade)
        QCOMPARE(client().send("POST", "/tables/d_p?downloads&partition=" + spec).status, 200);
}

void tst_SqlDefinitions::partitionIsFoundInEveryForm_data()
{
    QTest::addColumn<QString>("spec");
    for (const char *spec :
         {"dt=20240101,hh=01", "dt='20240101',hh='01'", "dt=\"20240101\",hh=\"01\"", "dt=20240101/hh=01",
          "dt='20240101'/hh='01'/", "HH=01, DT = '20240101'", "dt='20240101' , hh=01"})
        QTest::newRow(spec) << QString::fromLatin1(spec);
}

void tst_SqlDefinitions::partitionIsFoundInEveryForm()
{
    QFETCH(QString, spec);
    RUN(u"CREATE TABLE d_p (a INT) PARTITIONED BY (dt STRING, hh STRING)"_s);
    RUN(u"INSERT INTO d_p PARTITION (HH='01', DT='20240101') SELECT 1"_s);
    const QByteArray encoded = QUrl::toPercentEncoding(spec);
    const test::Answer download = client().send("POST", "/tables/d_p?downloads&partition=" + encoded);
    QCOMPARE(download.status, 200);
    QCOMPARE(download.json()[u"RecordCount"].toInt(), 1);
    QCOMPARE(client().send("GET", "/tables/d_p?data&linenum=5&partition=" + encoded).body,
             QByteArray("\"a\",\"dt\",\"hh\"\n\"1\",\"20240101\",\"01\"\n"));
    QCOMPARE(client().send("GET", "/tables/d_p?partition=" + encoded).status, 200);
}

void tst_SqlDefinitions::partOfAPartitionNamesWhatIsMissing()
{
    RUN(u"CREATE TABLE d_p (a INT) PARTITIONED BY (dt STRING, hh STRING)"_s);
    RUN(u"ALTER TABLE d_p ADD PARTITION (dt='1', hh='2') PARTITION (dt='1', hh='3')"_s);
    const test::Answer part = client().send("POST", "/tables/d_p?downloads&partition=dt=1");
    QCOMPARE(part.status, 400);
    QVERIFY2(part.json()[u"Message"].toString().contains(u"column 'hh' has no value"), part.body.constData());
    QCOMPARE(client().send("POST", "/tables/d_p?downloads&partition=dt=1,hh=9").code(), u"NoSuchPartition"_s);
    QVERIFY(
        client().run(u"ALTER TABLE d_p ADD PARTITION (hh='2')"_s).text.contains(u"partition column 'dt' has no value"));
    QCOMPARE(client().run(u"SHOW PARTITIONS d_p PARTITION (dt='1')"_s).text, u"dt=1/hh=2\ndt=1/hh=3\n"_s);
    QCOMPARE(client().run(u"SHOW PARTITIONS d_p PARTITION (hh='3', dt='1')"_s).text, u"dt=1/hh=3\n"_s);
    QVERIFY(
        client().run(u"SHOW PARTITIONS d_p PARTITION (hh='3')"_s).text.contains(u"partition column 'dt' has no value"));
}

void tst_SqlDefinitions::numberOfAPartitionHasOneForm()
{
    RUN(u"CREATE TABLE d_p (a INT) PARTITIONED BY (pt BIGINT)"_s);
    RUN(u"ALTER TABLE d_p ADD PARTITION (pt='007')"_s);
    RUN(u"INSERT INTO d_p PARTITION (pt=7) SELECT 1"_s);
    RUN(u"INSERT INTO d_p PARTITION (pt) SELECT 2, 7L"_s);
    QCOMPARE(client().run(u"SHOW PARTITIONS d_p"_s).text, u"pt=7\n"_s);
    QCOMPARE(client().send("POST", "/tables/d_p?downloads&partition=pt=07").json()[u"RecordCount"].toInt(), 2);
    QVERIFY(client().run(u"ALTER TABLE d_p ADD PARTITION (pt='x')"_s).text.contains(u"it is no BIGINT"));
}

void tst_SqlDefinitions::charOfAnyLengthIsText()
{
    pqxx::connection hologres(sandbox().connectionString(sandbox().admin()));
    pqxx::nontransaction sql(hologres);
    sql.exec("DROP TABLE IF EXISTS public.d_any; CREATE TABLE public.d_any (a bpchar, b char, c char(3), d bpchar[]); "
             "INSERT INTO public.d_any VALUES ('any length', 'x', 'y', '{long one,z}')");
    RUN(u"SET odps.namespace.schema=true; CREATE EXTERNAL SCHEMA d_live WITH dbs_holo_external ON 'public'"_s);
    QCOMPARE(client().rows(u"SET odps.namespace.schema=true; SELECT a, b, c, d FROM d_live.d_any"_s),
             QStringList{uR"(any length|x|y  |["long one","z"])"_s});
    const QString described = client().run(u"SET odps.namespace.schema=true; DESC d_live.d_any"_s).text;
    QVERIFY2(described.contains(u"a               | string"), qPrintable(described));
    QVERIFY(described.contains(u"b               | char(1)") && described.contains(u"c               | char(3)"));
    RUN(u"SET odps.namespace.schema=true; DROP SCHEMA d_live"_s);
    sql.exec("DROP TABLE public.d_any");
}

QTEST_GUILESS_MAIN(tst_SqlDefinitions)
#include "tst_sqldefinitions.moc"
