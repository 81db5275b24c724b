// SPDX-License-Identifier: GPL-3.0-or-later
#include "endpointclient.h"

#include <QTest>

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

// The rows that \a user gets, fields by "|", NULL as "~"; or what the server said instead.
QString answer(const test::SandboxFixture::User &user, const QString &sql, const QString &settings = {})
{
    try {
        pqxx::connection connection(sandbox().connectionString(user));
        pqxx::nontransaction work(connection);
        work.exec((u"SET timezone = 'UTC'; "_s + settings).toStdString());
        QStringList lines;
        for (const auto &row : work.exec(sql.toStdString())) {
            QStringList fields;
            for (const auto &field : row)
                fields.append(field.is_null() ? u"~"_s : QString::fromUtf8(field.c_str()));
            lines.append(fields.join(u'|'));
        }
        return lines.join(u'\n');
    } catch (const pqxx::failure &e) {
        return QString::fromUtf8(e.what()).trimmed();
    }
}

QString answer(const QString &sql)
{
    return answer(sandbox().admin(), sql);
}

QString importing(const QString &tables, const QString &options = {}, const QString &remote = u"dbs_mc#default"_s)
{
    return u"IMPORT FOREIGN SCHEMA \"%1\" %2 FROM SERVER odps_server INTO odps_test %3"_s.arg(
        remote, tables.isEmpty() ? QString() : u"LIMIT TO (%1)"_s.arg(tables),
        options.isEmpty() ? QString() : u"OPTIONS (%1)"_s.arg(options));
}

} // namespace

/// The sandbox's Hologres reads the tables of its MaxCompute side, by the statements that Hologres has for it.
class tst_OdpsServer : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();
    void cleanupTestCase();

    void rowsAreThoseOfMaxCompute();
    void valuesArriveAsTheTypeTableSays_data();
    void valuesArriveAsTheTypeTableSays();
    void importGivesTheTypesOfTheTable();
    void optionsDoWhatTheySay();
    void whatIsWrongIsRefused_data();
    void whatIsWrongIsRefused();
    void aProjectIsImportedWithoutWhatCannotBeRead();
    void onlyAccountsOfMaxComputeRead();
    void aJoinReadsTheTableAgain();
    void whatIsDroppedUnderAScanIsNamed_data();
    void whatIsDroppedUnderAScanIsNamed();
    void theNextStartReadsAsBefore();
};

void tst_OdpsServer::initTestCase()
{
    QVERIFY2(sandbox().start(), qPrintable(sandbox().problem()));
    for (const QString &sql :
         {u"CREATE TABLE odps_types (ti TINYINT, si SMALLINT, i INT, bi BIGINT, f FLOAT, d DOUBLE, de DECIMAL(38,18), "
          "dp DECIMAL(10,2), b BOOLEAN, s STRING, v VARCHAR(20), c CHAR(4), da DATE, dt DATETIME, ts TIMESTAMP, bin "
          "BINARY, "
          "ai ARRAY<BIGINT>, ax ARRAY<STRING>) COMMENT 'every type'"_s,
          u"INSERT INTO odps_types SELECT 127Y, -32768S, 2147483647, 9223372036854775807L, CAST('1.1' AS FLOAT), "
          "CAST('0.1' AS DOUBLE), 12345678901234567890.123456789012345678BD, -0.01BD, true, '中\"文', 'v', 'ab', "
          "DATE'0001-01-01', DATETIME'9999-12-31 23:59:59', TIMESTAMP'2023-01-01 00:00:00.123456789', X'00ff', "
          "array(1L, NULL), array('a', '')"_s,
          u"INSERT INTO odps_types (bi) VALUES (NULL)"_s, u"CREATE TABLE odps_maps (k BIGINT, m MAP<STRING,BIGINT>)"_s,
          u"CREATE VIEW odps_view AS SELECT 1 AS one"_s}) {
        const auto job = client().run(sql);
        QVERIFY2(job.isGood(), qPrintable(sql + u'\n' + job.text));
    }
}

void tst_OdpsServer::init()
{
    QCOMPARE(answer(u"DROP SCHEMA IF EXISTS odps_test CASCADE; CREATE SCHEMA odps_test"_s), QString());
}

void tst_OdpsServer::cleanupTestCase()
{
    answer(u"DROP SCHEMA IF EXISTS odps_test CASCADE; DROP ROLE IF EXISTS p4_odps_nobody"_s);
    for (const QString &sql : {u"DROP TABLE odps_types"_s, u"DROP TABLE odps_maps"_s, u"DROP VIEW odps_view"_s})
        client().run(sql);
}

void tst_OdpsServer::rowsAreThoseOfMaxCompute()
{
    QCOMPARE(answer(u"SELECT uid, gender, dt FROM dim.mc_user_info WHERE dt = '20240116' ORDER BY uid LIMIT 2"_s),
             u"0000001|Female|20240116\n0000002|Unknown|20240116"_s);
    QCOMPARE(answer(u"SELECT dt, count(*), count(age_range) FROM dim.mc_user_info GROUP BY dt ORDER BY dt"_s),
             u"20240115|120|96\n20240116|120|96\n20240117|120|96"_s);
    // What MaxCompute itself says.
    const auto job = client().run(u"SET odps.sql.allow.fullscan=true; SELECT COUNT(*), COUNT(age_range) FROM "
                                  "ods_user_info_d;"_s);
    QVERIFY2(job.isGood(), qPrintable(job.text));
    QCOMPARE(answer(u"SELECT count(*) || ',' || count(age_range) FROM dim.mc_user_info"_s),
             QString(job.text).remove(u'"').section(u'\n', 1, 1));
}

void tst_OdpsServer::valuesArriveAsTheTypeTableSays_data()
{
    QTest::addColumn<QString>("column");
    QTest::addColumn<QString>("value");
    const auto row = [](const char *column, const char *value) {
        QTest::newRow(column) << QString::fromUtf8(column) << QString::fromUtf8(value);
    };
    row("ti", "127");
    row("si", "-32768");
    row("i", "2147483647");
    row("bi", "9223372036854775807");
    row("f", "1.1");
    row("d", "0.1");
    row("de", "12345678901234567890.123456789012345678");
    row("dp", "-0.01");
    row("b", "t");
    row("s", "中\"文");
    row("v", "v");
    row("c", "ab  ");
    row("da", "0001-01-01");
    row("dt", "9999-12-31 23:59:59+00");
    row("ts", "2023-01-01 00:00:00.123+00"); // milliseconds
    row("bin", "\\x00ff");
    row("ai", "{1,NULL}");
    row("ax", "{a,\"\"}");
}

void tst_OdpsServer::valuesArriveAsTheTypeTableSays()
{
    QFETCH(const QString, column);
    QFETCH(const QString, value);
    QCOMPARE(answer(importing(u"odps_types"_s)), QString());
    QCOMPARE(answer(u"SELECT %1 FROM odps_test.odps_types WHERE ti IS NOT NULL"_s.arg(column)), value);
    QCOMPARE(answer(u"SELECT %1 FROM odps_test.odps_types WHERE ti IS NULL"_s.arg(column)), u"~"_s);
}

void tst_OdpsServer::importGivesTheTypesOfTheTable()
{
    QCOMPARE(answer(importing(u"odps_types, ods_user_info_d"_s)), QString());
    QCOMPARE(answer(u"SELECT string_agg(format_type(atttypid, atttypmod), ',' ORDER BY attnum) FROM pg_attribute "
                    "WHERE attrelid = 'odps_test.odps_types'::regclass AND attnum > 0"_s),
             u"smallint,smallint,integer,bigint,real,double precision,numeric(38,18),numeric(10,2),boolean,text,"
             "character varying(20),character(4),date,timestamp with time zone,timestamp with time zone,bytea,"
             "bigint[],text[]"_s);
    // Columns of partitions come last.
    QCOMPARE(answer(u"SELECT string_agg(attname, ',' ORDER BY attnum) FROM pg_attribute WHERE attrelid = "
                    "'odps_test.ods_user_info_d'::regclass AND attnum > 0"_s),
             u"uid,gender,age_range,zodiac,dt"_s);
    QCOMPARE(answer(u"SELECT array_to_string(ftoptions, ', ') FROM pg_foreign_table WHERE ftrelid = "
                    "'odps_test.ods_user_info_d'::regclass"_s),
             u"project_name=dbs_mc#default, table_name=ods_user_info_d"_s);
}

void tst_OdpsServer::optionsDoWhatTheySay()
{
    QCOMPARE(answer(importing(u"ods_user_info_d"_s, u"prefix 'p_', suffix '_s'"_s)), QString());
    QCOMPARE(answer(u"SELECT count(*) FROM odps_test.p_ods_user_info_d_s"_s), u"360"_s);
    QVERIFY(answer(importing(u"ods_user_info_d"_s, u"prefix 'p_', suffix '_s'"_s))
                .contains(u"relation \"p_ods_user_info_d_s\" already exists"_s));
    const QString identity = u"SELECT 'odps_test.p_ods_user_info_d_s'::regclass::oid"_s;
    const QString first = answer(identity);
    QCOMPARE(answer(importing(u"ods_user_info_d"_s, u"prefix 'p_', suffix '_s', if_table_exist 'ignore'"_s)),
             QString());
    QCOMPARE(answer(identity), first);
    QCOMPARE(answer(importing(u"ods_user_info_d"_s, u"prefix 'p_', suffix '_s', if_table_exist 'update'"_s)),
             QString());
    QVERIFY(answer(identity) != first);
    // A table with rows of its own is never updated away.
    QCOMPARE(answer(u"CREATE TABLE odps_test.ods_user_info_d (a int)"_s), QString());
    QVERIFY(answer(importing(u"ods_user_info_d"_s, u"if_table_exist 'update'"_s)).contains(u"already exists"_s));
    QCOMPARE(answer(u"SELECT relkind FROM pg_class WHERE oid = 'odps_test.ods_user_info_d'::regclass"_s), u"r"_s);
    // One table that cannot be made, and none is.
    QVERIFY(answer(importing(u"ods_raw_log_d, nowhere"_s)).contains(u"Table not found - nowhere"_s));
    QCOMPARE(answer(u"SELECT to_regclass('odps_test.ods_raw_log_d')"_s), u"~"_s);
    QCOMPARE(answer(importing(u"ods_raw_log_d, ods_raw_log_d"_s)), QString()); // named twice, once
    QCOMPARE(answer(importing(u"odps_maps"_s, u"if_unsupported_type 'skip'"_s)), QString());
    QCOMPARE(answer(u"SELECT to_regclass('odps_test.odps_maps')"_s), u"~"_s);
}

void tst_OdpsServer::whatIsWrongIsRefused_data()
{
    QTest::addColumn<QString>("sql");
    QTest::addColumn<QString>("words");
    const auto row = [](const char *name, const QString &sql, const char *words) {
        QTest::newRow(name) << sql << QString::fromUtf8(words);
    };
    const auto made = [](const QString &columns, const QString &options) {
        return u"CREATE FOREIGN TABLE odps_test.made (%1) SERVER odps_server OPTIONS (%2); SELECT * FROM odps_test.made"_s
            .arg(columns, options);
    };
    const QString table = u"project_name 'dbs_mc#default', table_name 'odps_types'"_s;
    row("unsupported type", importing(u"odps_maps"_s, u"if_unsupported_type 'error'"_s),
        "column \"m\" has type MAP<STRING,BIGINT>");
    row("option", importing(u"ods_user_info_d"_s, u"if_tabel_exist 'error'"_s), "invalid option \"if_tabel_exist\"");
    row("value", importing(u"ods_user_info_d"_s, u"if_table_exist 'replace'"_s), "invalid value \"replace\"");
    row("project", importing(u"a"_s, {}, u"elsewhere#default"_s), "Project not found - 'elsewhere'");
    row("schema", importing(u"a"_s, {}, u"dbs_mc#nowhere"_s), "Schema not found - 'dbs_mc#nowhere'");
    row("two layers of three", importing(u"ods_user_info_d"_s, {}, u"dbs_mc"_s), "Table not found - ods_user_info_d");
    row("three layers of two", importing(u"a"_s, {}, u"dbs_mc_2layer#default"_s), "Table not found - a");
    row("view", importing(u"odps_view"_s), "is a view");
    row("no table", made(u"a int"_s, u"project_name 'dbs_mc#default'"_s), "are required");
    row("option of a table", made(u"a int"_s, table + u", schema_name 'x'"_s), "invalid option \"schema_name\"");
    row("column", made(u"nowhere int"_s, table), "column \"nowhere\" is not in the MaxCompute table");
    row("type", made(u"bi int"_s, table), "column \"bi\" is declared as integer, and has type BIGINT in MaxCompute");
    row("writing", u"INSERT INTO dim.mc_user_info VALUES ('1')"_s, "cannot insert into foreign table");
}

void tst_OdpsServer::whatIsWrongIsRefused()
{
    QFETCH(const QString, sql);
    QFETCH(const QString, words);
    const QString said = answer(sql);
    QVERIFY2(said.contains(words), qPrintable(said));
}

void tst_OdpsServer::aProjectIsImportedWithoutWhatCannotBeRead()
{
    QCOMPARE(answer(importing({})), QString());
    const QString names = answer(u"SELECT string_agg(relname, ',' ORDER BY relname) FROM pg_class WHERE relnamespace = "
                                 "'odps_test'::regnamespace"_s);
    QVERIFY2(names.contains(u"odps_types,ods_raw_log_d,ods_user_info_d"_s), qPrintable(names));
    QVERIFY2(!names.contains(u"odps_maps"_s) && !names.contains(u"odps_view"_s), qPrintable(names));
}

void tst_OdpsServer::onlyAccountsOfMaxComputeRead()
{
    QCOMPARE(answer(u"CREATE ROLE p4_odps_nobody LOGIN PASSWORD 'nothing'; GRANT CONNECT ON DATABASE order_dw TO "
                    "p4_odps_nobody; GRANT USAGE ON SCHEMA dim TO p4_odps_nobody, \"%1\"; "
                    "GRANT SELECT ON dim.mc_user_info TO p4_odps_nobody, \"%1\""_s.arg(sandbox().restricted().name)),
             QString());
    const QString count = u"SELECT count(*) FROM dim.mc_user_info"_s;
    QCOMPARE(answer(sandbox().restricted(), count), u"360"_s);
    const QString said = answer({u"p4_odps_nobody"_s, u"nothing"_s}, count);
    QVERIFY2(said.contains(u"\"p4_odps_nobody\" has no account in MaxCompute"_s), qPrintable(said));
    answer(u"REVOKE CONNECT ON DATABASE order_dw FROM p4_odps_nobody; REVOKE USAGE ON SCHEMA dim FROM p4_odps_nobody; "
           "REVOKE SELECT ON dim.mc_user_info FROM p4_odps_nobody, \"%1\""_s.arg(sandbox().restricted().name));
    // How the server signs in there is nobody's to see.
    QCOMPARE(answer(u"SELECT umoptions FROM pg_user_mappings WHERE srvname = 'odps_server'"_s), u"~"_s);
}

void tst_OdpsServer::aJoinReadsTheTableAgain()
{
    QCOMPARE(answer(sandbox().admin(),
                    u"SELECT count(*) FROM generate_series(1, 3) AS n, LATERAL (SELECT uid FROM dim.mc_user_info "
                    "WHERE dt = '20240115' AND uid = lpad(n::text, 7, '0')) AS u"_s,
                    u"SET enable_hashjoin = off; SET enable_mergejoin = off; SET enable_material = off"_s),
             u"3"_s);
    QCOMPARE(answer(u"SELECT (SELECT uid FROM dim.mc_user_info LIMIT 1)"_s), u"0000001"_s); // ended before its end
    QCOMPARE(answer(u"SELECT count(*) FROM dim.mc_user_info a JOIN dim.mc_user_info b USING (uid, dt)"_s), u"360"_s);
}

void tst_OdpsServer::whatIsDroppedUnderAScanIsNamed_data()
{
    QTest::addColumn<QString>("change");
    QTest::addColumn<QString>("words");
    QTest::newRow("the table") << u"DROP TABLE odps_gone"_s << u"Table not found - odps_gone"_s;
    QTest::newRow("a column") << u"ALTER TABLE odps_gone DROP COLUMN b"_s
                              << u"columns of odps_gone were dropped while it was read"_s;
}

// The name that the store has for it is nobody's to see.
void tst_OdpsServer::whatIsDroppedUnderAScanIsNamed()
{
    QFETCH(QString, change);
    QFETCH(QString, words);
    for (const QString &sql : {u"DROP TABLE IF EXISTS odps_gone"_s, u"CREATE TABLE odps_gone (a BIGINT, b BIGINT)"_s})
        QVERIFY(client().run(sql).isGood());
    QCOMPARE(answer(importing(u"odps_gone"_s)), QString());
    pqxx::connection connection(sandbox().connectionString(sandbox().admin()));
    pqxx::work work(connection);
    work.exec("DECLARE opened CURSOR FOR SELECT * FROM odps_test.odps_gone");
    QVERIFY(client().run(change).isGood());
    QString said;
    try {
        work.exec("FETCH 1 FROM opened");
    } catch (const pqxx::failure &e) {
        said = QString::fromUtf8(e.what());
    }
    QVERIFY2(said.contains(words), qPrintable(said));
}

void tst_OdpsServer::theNextStartReadsAsBefore()
{
    QCOMPARE(answer(importing(u"ods_user_info_d"_s)), QString());
    sandbox().stop();
    QVERIFY2(sandbox().start(), qPrintable(sandbox().problem()));
    QCOMPARE(answer(u"SELECT count(*) FROM odps_test.ods_user_info_d"_s), u"360"_s);
    QCOMPARE(answer(u"CREATE DATABASE odps_new"_s), QString());
}

QTEST_GUILESS_MAIN(tst_OdpsServer)
#include "tst_odpsserver.moc"
