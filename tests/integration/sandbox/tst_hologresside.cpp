// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandboxfixture.h"

#include <QTest>

#include <pqxx/pqxx>

using namespace isthmus::test;
using namespace Qt::StringLiterals;

/// What a Hologres client finds in the sandbox: the tutorial's tables and rows, the hologres system schema, rights.
class tst_HologresSide : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();

    void answersHold_data();
    void answersHold();
    void tutorialRowsAreTheTutorials();
    void wideTableHasItsColumnsKeyAndComment();
    void everyTableHasItsProperties();
    void typeGalleryHasEveryHologresType();
    void dumpedScriptMakesTheSameTableAgain();
    void dumpedScriptSaysWhatColumnsAndConditionsAre_data();
    void dumpedScriptSaysWhatColumnsAndConditionsAre();
    void propertiesAreCheckedAndForgottenWithTheirTable();
    void tableGroupIsLoadedAndUnloaded();
    void permissionModelIsOffUntilEnabled();
    void schemaPermissionModelIsOffUntilEnabled();
    void usersHaveNamesOfHologresForms_data();
    void usersHaveNamesOfHologresForms();
    void sessionSwitchesItsComputeGroup();
    void queryLogShowsTheCallersStatements();
    void recycleBinListsWhatWasDropped();
    void sizesAreThoseOfPostgres();
    void statementsThatAreNotAllowedAreRefused_data();
    void statementsThatAreNotAllowedAreRefused();
    void wrongPasswordIsRefused();
    void postgresDownAndUpAgain();

private:
    [[nodiscard]] pqxx::result ask(const QString &sql, const QString &database = {}) const
    {
        return ask(SandboxFixture::shared().admin(), sql, database);
    }
    [[nodiscard]] static pqxx::result ask(const SandboxFixture::User &user, const QString &sql,
                                          const QString &database = {})
    {
        pqxx::connection connection(SandboxFixture::shared().connectionString(user, database));
        return pqxx::nontransaction(connection).exec(sql.toStdString());
    }
    /// All rows as "a|b", NULL as "~".
    [[nodiscard]] static QStringList rows(const pqxx::result &result)
    {
        QStringList lines;
        for (const auto &row : result) {
            QStringList fields;
            for (const auto &field : row)
                fields.append(field.is_null() ? u"~"_s : QString::fromUtf8(field.c_str()));
            lines.append(fields.join(u'|'));
        }
        return lines;
    }
    /// The SQLSTATE that the server refuses \a sql with; empty if it does not.
    [[nodiscard]] static QString refusal(const SandboxFixture::User &user, const QString &sql,
                                         const QString &database = {})
    {
        try {
            (void)ask(user, sql, database);
        } catch (const pqxx::insufficient_privilege &) {
            return u"42501"_s; // libpqxx 6.4 throws it without the state
        } catch (const pqxx::sql_error &e) {
            return e.sqlstate().empty() ? u"refused without a state"_s : QString::fromStdString(e.sqlstate());
        } catch (const pqxx::broken_connection &) {
            return u"no connection"_s;
        }
        return {};
    }
};

void tst_HologresSide::initTestCase()
{
    SandboxFixture &sandbox = SandboxFixture::shared();
    QVERIFY2(sandbox.problem().isEmpty(), qPrintable(sandbox.problem()));
    QCOMPARE(sandbox.database(), u"order_dw"_s);
}

void tst_HologresSide::answersHold_data()
{
    QTest::addColumn<QString>("sql");
    QTest::addColumn<QString>("expected");
    const auto row = [](const char *name, const char *sql, const char *expected) {
        QTest::newRow(name) << QString::fromUtf8(sql) << QString::fromUtf8(expected);
    };
    row("version", "SELECT substring(hg_version() from 'Hologres\\s+(\\d+\\.\\d+\\.\\d+)')", "3.0.18");
    row("warehouse", "SELECT current_warehouse()", "init_warehouse");
    row("going on after a crash", "SHOW recovery_init_sync_method", "syncfs");
    row("newest definitions",
        "SELECT hologres.hg_internal_check_table_meta('public.orders'), "
        "hologres.hg_internal_check_table_meta('\"public\".\"orders\"'), hologres.hg_internal_refresh_meta(5)",
        "Check meta succeeded|Check meta succeeded|t");
    row("most connections", "SELECT instance_max_connections()", "120");
    row("display name", "SELECT user_display_name('p4_280000000000000001')", "RAM$1234567890:dbs-holo-role");
    row("databases I may open",
        "SELECT string_agg(datname, ',' ORDER BY datname) FROM pg_database"
        " WHERE NOT datistemplate AND has_database_privilege(datname, 'CONNECT')",
        "crm,order_dw");
    row("another database exists", "SELECT count(*) FROM pg_database WHERE datname = 'finance'", "1");
    row("not a superuser", "SELECT usesuper FROM pg_user WHERE usename = current_user", "f");
    row("orders", "SELECT count(*), min(order_id), max(order_id) FROM public.orders", "1000|100001|101000");
    row("payments", "SELECT count(*), min(pay_id) FROM public.orders_pay", "669|2001");
    row("products", "SELECT string_agg(catalog_name, ',' ORDER BY product_id) FROM public.product_catalog",
        "phone_aaa,phone_bbb,phone_ccc,phone_ddd,phone_eee");
    row("wide table", "SELECT count(*), count(pay_id) FROM public.dwd_orders", "1001|669");
    row("null is not empty",
        "SELECT count(*) FILTER (WHERE order_user_id IS NULL) > 5, count(*) FILTER (WHERE order_user_id = '') > 5"
        " FROM public.dwd_orders",
        "t|t");
    row("partitions",
        "SELECT count(*), min(pg_get_expr(c.relpartbound, c.oid)) FROM pg_inherits i JOIN pg_class c"
        " ON c.oid = i.inhrelid WHERE i.inhparent = 'public.orders_by_day'::regclass",
        "6|FOR VALUES IN ('20230210')");
    row("all orders are in a partition", "SELECT count(*) FROM public.orders_by_day", "1000");
    row("view", "SELECT sum(orders), sum(paid_orders) FROM public.v_order_funnel", "1001|669");
    row("warehouses",
        "SELECT string_agg(warehouse_name || ':' || cpu, ',' ORDER BY warehouse_id)"
        " FROM hologres.hg_warehouses",
        "init_warehouse:64,read_warehouse_1:32");
    row("table groups", "SELECT tablegroup_name FROM hologres.hg_table_group_properties GROUP BY tablegroup_name",
        "order_dw_tg_default");
    row("storage",
        "SELECT count(*), sum(cold_size) > 0, string_agg(DISTINCT status, ',')"
        " FROM hg_table_storage_status('public', 'orders_by_day')",
        "6|t|cold,hot");
    row("partitioning",
        "SELECT nsp_name, tbl_name, enable, time_unit, num_precreate FROM hologres.hg_partitioning_config",
        "public|orders_by_day|t|DAY|4");
    row("dynamic table",
        "SELECT schema_name, dynamic_table_name, last_refresh_status FROM hologres.hg_dynamic_table_status",
        "public|dws_shop_daily|SUCCESS");
    row("its source", "SELECT table_namespace, table_name FROM hologres.hg_dynamic_table_dependencies",
        "public|orders");
    row("its properties",
        "SELECT property_value FROM hologres.hg_dynamic_table_properties"
        " WHERE dynamic_table_name = 'dws_shop_daily' AND property_key = 'auto_refresh_mode'",
        "auto");
    row("table info",
        "SELECT type, row_count, hot_storage_size > 0, partition_count, create_time < now(), owner_name = current_user,"
        " table_meta ->> 'binlog.ttl' FROM hologres.hg_table_info WHERE table_name = 'dwd_orders'",
        "TABLE|1001|t|~|t|t|604800");
    row("kinds of tables", "SELECT string_agg(DISTINCT type, ',' ORDER BY type) FROM hologres.hg_table_info",
        "FOREIGN TABLE,MATERIALIZED VIEW,PARTITION TABLE,TABLE,VIEW");
    row("parent of a partition",
        "SELECT is_partition, parent_schema_name, parent_table_name FROM hologres.hg_table_info"
        " WHERE table_name = 'orders_by_day_20230212'",
        "t|public|orders_by_day");
    row("statistics",
        "SELECT total_rows, analyze_timestamp IS NOT NULL FROM hologres_statistic.hg_table_statistic"
        " WHERE table_name = 'orders'",
        "1000|t");
    row("system schemas to hide",
        "SELECT count(*) FROM pg_namespace WHERE nspname IN ('hologres', 'hologres_statistic', 'hologres_sample',"
        " 'hologres_streaming_mv', 'hologres_object_table', 'hg_internal', 'hg_recyclebin')",
        "7");
    row("foreign table", "SELECT srvname FROM pg_foreign_table JOIN pg_foreign_server s ON s.oid = ftserver",
        "odps_server");
}

void tst_HologresSide::answersHold()
{
    QFETCH(QString, sql);
    QFETCH(QString, expected);
    QCOMPARE(rows(ask(sql)), QStringList{expected});
}

void tst_HologresSide::tutorialRowsAreTheTutorials()
{
    const QStringList expected{
        u"11111|user_test|12350|9|~|12.30|2023-02-15 09:58:41|0|~|~|~"_s,
        u"100001|user_001|12345|1|phone_aaa|5000.05|2023-02-15 16:40:56|1|2001|1|2023-02-15 17:40:56"_s,
        u"100002|user_002|12346|2|phone_bbb|4000.04|2023-02-15 15:40:56|1|2002|1|2023-02-15 17:40:56"_s,
        u"100003|user_003|12347|3|phone_ccc|3000.03|2023-02-15 14:40:56|1|2003|0|2023-02-15 17:40:56"_s,
        u"100004|user_001|12347|4|phone_ddd|2000.02|2023-02-15 13:40:56|1|2004|0|2023-02-15 17:40:56"_s,
        u"100005|user_002|12348|5|phone_eee|1000.01|2023-02-15 12:40:56|1|2005|0|2023-02-15 18:40:56"_s,
        u"100006|user_001|12348|1|phone_aaa|1000.01|2023-02-15 11:40:56|1|2006|0|2023-02-15 18:40:56"_s,
        u"100007|user_003|12347|4|phone_ddd|2000.02|2023-02-15 10:40:56|1|2007|0|2023-02-15 18:40:56"_s};
    QCOMPARE(rows(ask(u"SELECT order_id, order_user_id, order_shop_id, order_product_id, order_product_catalog_name,"
                      " order_fee, order_create_time, order_state, pay_id, pay_platform, pay_create_time"
                      " FROM dwd_orders ORDER BY order_id LIMIT 8"_s)),
             expected);
}

void tst_HologresSide::wideTableHasItsColumnsKeyAndComment()
{
    const QStringList columns = rows(ask(u"SELECT attname, format_type(atttypid, atttypmod), attnotnull,"
                                         " col_description(attrelid, attnum) FROM pg_attribute"
                                         " WHERE attrelid = 'public.dwd_orders'::regclass AND attnum > 0"
                                         " ORDER BY attnum"_s));
    QCOMPARE(columns.size(), 12);
    QCOMPARE(columns.first(), u"order_id|bigint|t|~"_s);
    QCOMPARE(columns.at(5), u"order_fee|numeric(20,2)|f|~"_s);
    QCOMPARE(columns.at(10), u"pay_platform|integer|f|platform 0: phone, 1: pc"_s);
    QCOMPARE(columns.filter(u"|f|"_s).size(), 11);
    QCOMPARE(
        rows(ask(u"SELECT pg_get_constraintdef(oid) FROM pg_constraint WHERE conrelid = 'dwd_orders'::regclass"_s)),
        QStringList{u"PRIMARY KEY (order_id)"_s});
}

void tst_HologresSide::everyTableHasItsProperties()
{
    QCOMPARE(
        rows(ask(u"SELECT c.oid::regclass, k FROM pg_class c CROSS JOIN unnest(ARRAY['table_id', 'schema_version',"
                 " 'orientation', 'table_group', 'storage_mode']) AS k WHERE c.relkind IN ('r', 'p')"
                 " AND c.relnamespace::regnamespace::text IN ('public', 'dim', 'ads') AND NOT EXISTS"
                 " (SELECT FROM hologres.hg_table_properties WHERE table_namespace = c.relnamespace::regnamespace::text"
                 " AND table_name = c.relname AND property_key = k AND property_value <> '')"_s)),
        QStringList());
    QCOMPARE(rows(ask(u"SELECT property_key, property_value FROM hologres.hg_table_properties WHERE table_namespace ="
                      " 'public' AND table_name = 'dwd_orders' AND property_key IN ('orientation', 'distribution_key',"
                      " 'primary_key', 'clustering_key', 'table_group', 'binlog.level', 'binlog.ttl') ORDER BY 1"_s)),
             (QStringList{u"binlog.level|replica"_s, u"binlog.ttl|604800"_s, u"clustering_key|order_create_time:asc"_s,
                          u"distribution_key|order_id"_s, u"orientation|column"_s, u"primary_key|order_id"_s,
                          u"table_group|order_dw_tg_default"_s}));
}

void tst_HologresSide::typeGalleryHasEveryHologresType()
{
    const QStringList types = rows(ask(u"SELECT DISTINCT format_type(atttypid, NULL) FROM pg_attribute WHERE attrelid ="
                                       " 'type_gallery'::regclass AND attnum > 0"_s));
    for (const QString &type : {u"smallint"_s,
                                u"integer"_s,
                                u"bigint"_s,
                                u"real"_s,
                                u"double precision"_s,
                                u"boolean"_s,
                                u"numeric"_s,
                                u"text"_s,
                                u"character varying"_s,
                                u"character"_s,
                                u"bytea"_s,
                                u"date"_s,
                                u"timestamp without time zone"_s,
                                u"timestamp with time zone"_s,
                                u"integer[]"_s,
                                u"bigint[]"_s,
                                u"real[]"_s,
                                u"double precision[]"_s,
                                u"boolean[]"_s,
                                u"text[]"_s,
                                u"json"_s,
                                u"jsonb"_s,
                                u"character varying[]"_s,
                                u"time without time zone"_s,
                                u"time with time zone"_s,
                                u"interval"_s,
                                u"bit"_s,
                                u"bit varying"_s,
                                u"inet"_s,
                                u"money"_s,
                                u"oid"_s,
                                u"uuid"_s})
        QVERIFY2(types.contains(type), qPrintable(type));
    QCOMPARE(rows(ask(u"SELECT count(*), count(c_text), count(*) FILTER (WHERE c_text = '') FROM type_gallery"_s)),
             QStringList{u"64|63|1"_s});
    QCOMPARE(rows(ask(u"SELECT c_bigint, c_numeric_38_18, c_date FROM type_gallery WHERE id = 1"_s)),
             QStringList{u"-9223372036854775808|-99999999999999999999.999999999999999999|0001-01-01"_s});
    QCOMPARE(rows(ask(u"SELECT c_varchar, c_real FROM type_gallery WHERE id = 5"_s)),
             QStringList{u"海峡 🌏 naïve ܀|Infinity"_s});
}

void tst_HologresSide::dumpedScriptMakesTheSameTableAgain()
{
    for (const QString &table : {u"public.dwd_orders"_s, u"public.orders_by_day"_s, u"dim.dim_platform"_s}) {
        const QString script = rows(ask(u"SELECT hg_dump_script('%1')"_s.arg(table))).value(0);
        const QString name = table.section(u'.', 1);
        QString again = script;
        again.replace(table, u"again."_s + name);
        (void)ask(u"DROP SCHEMA IF EXISTS again CASCADE; CREATE SCHEMA again"_s);
        (void)ask(again);
        QString back = rows(ask(u"SELECT hg_dump_script('again.%1')"_s.arg(name))).value(0);
        (void)ask(u"DROP SCHEMA again CASCADE"_s);
        back.replace(u"again."_s + name, table);
        QCOMPARE(back, script);
        QVERIFY(script.contains(u"CALL set_table_property('%1', 'orientation'"_s.arg(table)));
    }
}

// Every reader gets the same text, whatever his path, zone and forms, and it makes the same again.
void tst_HologresSide::dumpedScriptSaysWhatColumnsAndConditionsAre_data()
{
    QTest::addColumn<QString>("made");
    QTest::addColumn<QString>("line");
    const auto row = [](const char *name, const char *made, const char *line) {
        QTest::newRow(name) << QString::fromLatin1(made) << QString::fromLatin1(line);
    };
    row("generated", "CREATE TABLE again.t (a int, b int GENERATED ALWAYS AS (a * 2) STORED)",
        "b integer GENERATED ALWAYS AS ((a * 2)) STORED");
    row("identity", "CREATE TABLE again.t (a bigint GENERATED ALWAYS AS IDENTITY)",
        "a bigint GENERATED ALWAYS AS IDENTITY");
    row("identity with options",
        "CREATE TABLE again.t (a int GENERATED BY DEFAULT AS IDENTITY (START 10 INCREMENT 5 MINVALUE -100 CACHE 3 "
        "CYCLE))",
        "a integer GENERATED BY DEFAULT AS IDENTITY (START WITH 10 INCREMENT BY 5 MINVALUE -100 CACHE 3 CYCLE)");
    row("serial", "CREATE TABLE again.t (a serial, b bigserial, c smallserial)",
        "a serial,\n    b bigserial,\n    c smallserial");
    row("unique", "CREATE TABLE again.t (a int PRIMARY KEY, b text UNIQUE)", "CONSTRAINT t_b_key UNIQUE (b)");
    row("check", "CREATE TABLE again.t (a int CHECK (a > 0), CONSTRAINT \"Two\" CHECK (a < 9))",
        "CONSTRAINT \"Two\" CHECK ((a < 9))");
    row("foreign key", "CREATE TABLE again.o (k int PRIMARY KEY); CREATE TABLE again.t (a int REFERENCES again.o)",
        "FOREIGN KEY (a) REFERENCES again.o(k)");
    row("collation", "CREATE TABLE again.t (a text COLLATE \"C\", b text)",
        "a text COLLATE pg_catalog.\"C\",\n    b text");
    row("default with a zone",
        "CREATE TABLE again.t (a timestamptz DEFAULT '2024-01-01 00:00:00+08', b interval DEFAULT '1 day')",
        "DEFAULT '2023-12-31 16:00:00+00'::timestamp with time zone");
    row("default from a sequence", "CREATE SEQUENCE again.sq; CREATE TABLE again.t (a int DEFAULT nextval('again.sq'))",
        "DEFAULT nextval('again.sq'::regclass)");
    row("indexes",
        "CREATE TABLE again.t (a int PRIMARY KEY, b text, c int); CREATE INDEX \"By b\" ON again.t (lower(b) DESC) "
        "WHERE c > 0; CREATE UNIQUE INDEX ON again.t USING btree (c)",
        "CREATE INDEX \"By b\" ON again.t USING btree (lower(b) DESC) WHERE (c > 0);\n"
        "CREATE UNIQUE INDEX t_c_idx ON again.t USING btree (c);\n");
    row("index of a partitioned table",
        "CREATE TABLE again.t (a int, b int) PARTITION BY LIST (a); CREATE INDEX i ON again.t (b)",
        "CREATE INDEX i ON again.t USING btree (b);");
    row("unlogged", "CREATE UNLOGGED TABLE again.t (a int) WITH (fillfactor = 70)",
        "CREATE UNLOGGED TABLE again.t (\n    a integer\n) WITH (fillfactor='70');");
    row("of a type", "CREATE TYPE again.\"Ty\" AS (a int, b text); CREATE TABLE again.t OF again.\"Ty\"",
        "CREATE TABLE again.t OF again.\"Ty\";");
    row("of a type, with more",
        "CREATE TYPE again.ty AS (a int, b text); CREATE TABLE again.t OF again.ty (b DEFAULT 'x' NOT NULL, PRIMARY "
        "KEY (a))",
        "CREATE TABLE again.t OF again.ty (\n    a WITH OPTIONS NOT NULL,\n    b WITH OPTIONS NOT NULL DEFAULT "
        "'x'::text,\n"
        "    PRIMARY KEY (a)\n);");
    row("inherited", "CREATE TABLE again.p (a int, b int); CREATE TABLE again.t (c int) INHERITS (again.p)",
        "CREATE TABLE again.t (\n    c integer\n) INHERITS (again.p);");
    row("a partition with a condition of its own",
        "CREATE TABLE again.p (a int, b int) PARTITION BY LIST (a); CREATE INDEX ON again.p (b); CREATE TABLE again.t "
        "PARTITION OF again.p (CONSTRAINT k CHECK (b > 0)) FOR VALUES IN (1)",
        "CREATE TABLE again.t PARTITION OF again.p (\n    CONSTRAINT k CHECK ((b > 0))\n) FOR VALUES IN (1);\n\nCALL");
    row("view with options",
        "CREATE TABLE again.o (k int); CREATE VIEW again.t WITH (security_barrier) AS SELECT k FROM again.o",
        "CREATE VIEW again.t WITH (security_barrier='true') AS");
    row("view", "CREATE TABLE again.o (k int); CREATE VIEW again.t AS SELECT k FROM again.o", "FROM again.o");
}

void tst_HologresSide::dumpedScriptSaysWhatColumnsAndConditionsAre()
{
    QFETCH(QString, made);
    QFETCH(QString, line);
    (void)ask(u"DROP SCHEMA IF EXISTS again CASCADE; CREATE SCHEMA again; "_s + made);
    const QString dump = u"SELECT hg_dump_script('t')"_s;
    const QString script = rows(ask(u"SET search_path = again; "_s + dump)).value(0);
    QVERIFY2(script.contains(line), qPrintable(script));
    QCOMPARE(rows(ask(u"SET search_path = again, public; SET timezone = 'Asia/Shanghai'; SET datestyle = 'SQL, DMY'; "
                      "SET intervalstyle = 'iso_8601'; SET quote_all_identifiers = on; "_s
                      + dump))
                 .value(0),
             script);
    (void)ask(u"DROP %1 again.t CASCADE"_s.arg(made.contains(u"VIEW") ? u"VIEW"_s : u"TABLE"_s));
    (void)ask(script);
    QCOMPARE(rows(ask(u"SELECT hg_dump_script('again.t')"_s)).value(0), script);
    (void)ask(u"DROP SCHEMA again CASCADE"_s);
}

void tst_HologresSide::propertiesAreCheckedAndForgottenWithTheirTable()
{
    const auto admin = SandboxFixture::shared().admin();
    (void)ask(u"CREATE TABLE public.passing (a int, b text);"
              "CALL set_table_property('public.passing', 'orientation', 'row');"
              "CALL set_table_property('passing', 'time_to_live_in_seconds', '60')"_s);
    const QString properties = u"SELECT property_value FROM hologres.hg_table_properties WHERE table_name = 'passing'"
                               " AND property_key IN ('orientation', 'time_to_live_in_seconds') ORDER BY 1"_s;
    QCOMPARE(rows(ask(properties)), (QStringList{u"60"_s, u"row"_s}));
    QCOMPARE(refusal(admin, u"CALL set_table_property('passing', 'orientation', 'column')"_s), u"55000"_s);
    QCOMPARE(refusal(admin, u"CALL set_table_property('passing', 'bitmap_columns', 'z:on')"_s), u"42703"_s);
    QCOMPARE(refusal(admin, u"CALL set_table_property('passing', 'colour', 'red')"_s), u"22023"_s);
    QCOMPARE(refusal(SandboxFixture::shared().restricted(),
                     u"CALL set_table_property('passing', 'time_to_live_in_seconds', '1')"_s),
             u"42501"_s);
    QCOMPARE(rows(ask(properties)), (QStringList{u"60"_s, u"row"_s}));
    (void)ask(u"DROP TABLE public.passing"_s);
    QCOMPARE(rows(ask(properties)), QStringList());
}

void tst_HologresSide::tableGroupIsLoadedAndUnloaded()
{
    const QString loaded = u"SELECT warehouse_name, leader FROM hologres.hg_warehouse_table_groups ORDER BY 1"_s;
    QCOMPARE(rows(ask(loaded)), QStringList{u"init_warehouse|t"_s});
    (void)ask(u"CALL hg_table_group_load_to_warehouse ('order_dw.order_dw_tg_default', 'read_warehouse_1', 1)"_s);
    QCOMPARE(rows(ask(loaded)), (QStringList{u"init_warehouse|t"_s, u"read_warehouse_1|f"_s}));
    (void)ask(u"CALL hg_table_group_unload_from_warehouse ('order_dw.order_dw_tg_default', 'read_warehouse_1')"_s);
    QCOMPARE(rows(ask(loaded)), QStringList{u"init_warehouse|t"_s});
    QCOMPARE(refusal(SandboxFixture::shared().admin(),
                     u"CALL hg_table_group_load_to_warehouse ('order_dw.none', 'read_warehouse_1', 1)"_s),
             u"42704"_s);
}

void tst_HologresSide::permissionModelIsOffUntilEnabled()
{
    const auto admin = SandboxFixture::shared().admin();
    const auto newcomer = SandboxFixture::shared().unprivileged();
    const QString select = u"SELECT count(*) FROM public.orders"_s;
    const QString grant = u"CALL spm_grant('order_dw_developer', '%1')"_s.arg(newcomer.name);
    try {
        (void)ask(grant);
        QFAIL("granted although SPM is off");
    } catch (const pqxx::sql_error &e) {
        QVERIFY2(QString::fromUtf8(e.what()).contains(u"SPM not enabled"), e.what());
    }
    QCOMPARE(refusal(newcomer, select), u"42501"_s);
    (void)ask(u"CALL spm_enable()"_s);
    (void)ask(grant);
    QCOMPARE(refusal(newcomer, select), QString());
    QCOMPARE(refusal(admin, u"CALL spm_grant('crm_developer', '%1')"_s.arg(newcomer.name)), u"42704"_s);
    (void)ask(u"CALL spm_revoke('order_dw_developer', '%1')"_s.arg(newcomer.name));
    QCOMPARE(refusal(newcomer, select), u"42501"_s);
    (void)ask(u"CALL spm_disable()"_s);
    QCOMPARE(refusal(admin, grant), u"55000"_s);
}

void tst_HologresSide::schemaPermissionModelIsOffUntilEnabled()
{
    const auto admin = SandboxFixture::shared().admin();
    const auto newcomer = SandboxFixture::shared().unprivileged();
    const QString inPublic = u"SELECT count(*) FROM public.orders"_s;
    const QString inDim = u"SELECT count(*) FROM dim.dim_platform"_s;
    const QString grant = u"CALL slpm_grant('order_dw.public.viewer', '%1')"_s.arg(newcomer.name);
    QCOMPARE(refusal(admin, grant), u"55000"_s);
    (void)ask(u"CALL slpm_enable()"_s);
    QCOMPARE(refusal(newcomer, inPublic), u"42501"_s);
    (void)ask(grant);
    QCOMPARE(refusal(newcomer, inPublic), QString());
    QCOMPARE(refusal(newcomer, inDim), u"42501"_s); // the other schema is another group's
    QCOMPARE(refusal(newcomer, u"DELETE FROM public.orders WHERE order_id = -1"_s), u"42501"_s);
    (void)ask(u"CALL slpm_grant('order_dw.public.writer', '%1')"_s.arg(newcomer.name));
    QCOMPARE(refusal(newcomer, u"DELETE FROM public.orders WHERE order_id = -1"_s), QString());
    (void)ask(u"CALL slpm_grant('order_dw.admin', '%1')"_s.arg(newcomer.name));
    QCOMPARE(refusal(newcomer, inDim), QString());
    QCOMPARE(refusal(admin, u"CALL slpm_grant('crm.public.viewer', '%1')"_s.arg(newcomer.name)), u"42704"_s);
    QCOMPARE(refusal(newcomer, u"CALL slpm_disable()"_s), u"42501"_s);
    for (const QString &role : {u"public.viewer"_s, u"public.writer"_s, u"admin"_s})
        (void)ask(u"CALL slpm_revoke('order_dw.%1', '%2')"_s.arg(role, newcomer.name));
    QCOMPARE(refusal(newcomer, inPublic), u"42501"_s);
    (void)ask(u"CALL slpm_create_user('p4_77', 'order_dw.dim.viewer')"_s);
    QCOMPARE(rows(ask(u"SELECT pg_has_role('p4_77', 'order_dw.dim.viewer', 'MEMBER')"_s)), QStringList{u"t"_s});
    QCOMPARE(refusal(admin, u"CALL slpm_cleanup('order_dw')"_s), u"55000"_s); // it is still on
    (void)ask(u"CALL slpm_disable()"_s);
    (void)ask(u"CALL slpm_cleanup('order_dw'); DROP USER \"p4_77\""_s);
    QCOMPARE(rows(ask(u"SELECT count(*) FROM pg_roles WHERE rolname LIKE 'order\\_dw.%'"_s)), QStringList{u"0"_s});
}

void tst_HologresSide::usersHaveNamesOfHologresForms_data()
{
    QTest::addColumn<QString>("name");
    for (const char *name : {"p4_220000000000000042", "RAM$main_account:sub_user", "BASIC$dev_user", "1234567890123456",
                             "ALIYUN$someone@example.com"})
        QTest::newRow(name) << QString::fromLatin1(name);
}

void tst_HologresSide::usersHaveNamesOfHologresForms()
{
    QFETCH(QString, name);
    const SandboxFixture::User user{name, u"a pass'word"_s};
    (void)ask(u"CREATE USER \"%1\" WITH PASSWORD 'a pass''word'"_s.arg(name));
    (void)ask(u"GRANT CONNECT ON DATABASE order_dw TO \"%1\""_s.arg(name));
    QCOMPARE(rows(ask(user, u"SELECT current_user, user_display_name(current_user::text)"_s)),
             QStringList{name + u'|' + name});
    QCOMPARE(refusal(user, u"SELECT count(*) FROM public.orders"_s), u"42501"_s);
    (void)ask(u"REVOKE CONNECT ON DATABASE order_dw FROM \"%1\"; DROP USER \"%1\""_s.arg(name));
}

void tst_HologresSide::sessionSwitchesItsComputeGroup()
{
    const SandboxFixture &sandbox = SandboxFixture::shared();
    const QString current = u"SELECT current_warehouse()"_s;
    QCOMPARE(rows(ask(current)), QStringList{u"init_warehouse"_s});
    QCOMPARE(rows(ask(u"SET hologres.warehouse = 'read_warehouse_1'; "_s + current)),
             QStringList{u"read_warehouse_1"_s});
    pqxx::connection dialled(sandbox.connectionString(sandbox.admin())
                             + " options='-c hologres.warehouse=read_warehouse_1'");
    QCOMPARE(rows(pqxx::nontransaction(dialled).exec(current.toStdString())), QStringList{u"read_warehouse_1"_s});
    QCOMPARE(refusal(sandbox.admin(), u"SET hologres.warehouse = 'none'; "_s + current), u"42704"_s);
    (void)ask(u"CALL hg_set_default_warehouse('read_warehouse_1')"_s);
    QCOMPARE(rows(ask(current)), QStringList{u"read_warehouse_1"_s});
    QCOMPARE(rows(ask(u"SELECT warehouse_name FROM hologres.hg_warehouses WHERE is_default"_s)),
             QStringList{u"read_warehouse_1"_s});
    (void)ask(u"CALL hg_set_default_warehouse('init_warehouse')"_s);
    QCOMPARE(refusal(sandbox.admin(), u"CALL hg_set_default_warehouse('none')"_s), u"42704"_s);
    QCOMPARE(refusal(sandbox.restricted(), u"CALL hg_set_default_warehouse('init_warehouse')"_s), u"42501"_s);
}

void tst_HologresSide::queryLogShowsTheCallersStatements()
{
    const QString seen = u"SELECT status, datname, command_tag, query_date = to_char(now(), 'YYYYMMDD') FROM "
                         "hologres.hg_query_log WHERE pid = pg_backend_pid()"_s;
    QCOMPARE(rows(ask(seen)), QStringList{u"RUNNING|order_dw|SELECT|t"_s});
    const auto restricted = SandboxFixture::shared().restricted();
    pqxx::connection other(SandboxFixture::shared().connectionString(SandboxFixture::shared().admin()));
    pqxx::nontransaction(other).exec("SELECT 'of somebody else'");
    QCOMPARE(rows(ask(u"SELECT status FROM hologres.hg_query_log WHERE query LIKE '%of somebody else%' AND pid <> "
                      "pg_backend_pid()"_s)),
             QStringList{u"SUCCESS"_s});
    QCOMPARE(rows(ask(restricted, u"SELECT count(*) FROM hologres.hg_query_log WHERE usename <> current_user"_s)),
             QStringList{u"0"_s});
}

void tst_HologresSide::recycleBinListsWhatWasDropped()
{
    (void)ask(u"CREATE TABLE public.passing_by (a int); DROP TABLE public.passing_by"_s);
    (void)ask(u"CREATE TEMPORARY TABLE passing_temp (a int); DROP TABLE passing_temp"_s);
    QCOMPARE(
        rows(ask(u"SELECT schema_name, table_name, dropby = session_user, drop_time > now() - interval '1 hour' FROM "
                 "hologres.hg_recyclebin WHERE table_name LIKE 'passing\\__%' AND table_name <> 'passing'"_s)),
        QStringList{u"public|passing_by|t|t"_s});
}

void tst_HologresSide::sizesAreThoseOfPostgres()
{
    QCOMPARE(rows(ask(u"SELECT hologres.hg_relation_size('public.orders') = pg_total_relation_size('public.orders'), "
                      "hologres.hg_relation_size('public.orders', 'index') = pg_indexes_size('public.orders'), "
                      "hologres.hg_relation_size('public.orders', 'data') > 0"_s)),
             QStringList{u"t|t|t"_s});
    QCOMPARE(rows(ask(u"SELECT count(*) FROM hologres.hg_list_logical_partition('public.orders')"_s)),
             QStringList{u"0"_s});
    QCOMPARE(
        rows(ask(u"SELECT schema_name, dynamic_table_name, status FROM hologres.hg_dynamic_table_refresh_history"_s)),
        QStringList{u"public|dws_shop_daily|SUCCESS"_s});
}

void tst_HologresSide::statementsThatAreNotAllowedAreRefused_data()
{
    QTest::addColumn<QString>("user");
    QTest::addColumn<QString>("database");
    QTest::addColumn<QString>("sql");
    QTest::addColumn<QString>("state");
    const auto row = [](const char *name, const QString &user, const QString &database, const QString &sql,
                        const QString &state) { QTest::newRow(name) << user << database << sql << state; };
    row("unprivileged reads", u"unprivileged"_s, {}, u"SELECT * FROM public.dwd_orders"_s, u"42501"_s);
    row("restricted reads what it may", u"restricted"_s, {}, u"SELECT * FROM public.dwd_orders"_s, {});
    row("restricted reads more", u"restricted"_s, {}, u"SELECT * FROM public.orders"_s, u"42501"_s);
    row("restricted writes", u"restricted"_s, {}, u"DELETE FROM public.dwd_orders"_s, u"42501"_s);
    row("restricted opens crm", u"restricted"_s, u"crm"_s, u"SELECT 1"_s, u"no connection"_s);
    row("admin opens crm", u"admin"_s, u"crm"_s, u"SELECT count(*) FROM campaigns"_s, {});
    row("admin opens finance", u"admin"_s, u"finance"_s, u"SELECT 1"_s, u"no connection"_s);
    row("admin opens the engine's database", u"admin"_s, u"maxcompute"_s, u"SELECT 1"_s, u"no connection"_s);
    row("admin makes a table", u"admin"_s, {}, u"CREATE TABLE public.made (a int); DROP TABLE public.made"_s, {});
    row("admin makes a user", u"admin"_s, {}, u"CREATE USER \"p4_1\"; DROP USER \"p4_1\""_s, {});
    row("admin reads the store", u"admin"_s, {}, u"SELECT * FROM hg_internal.table_property"_s, u"42501"_s);
}

void tst_HologresSide::statementsThatAreNotAllowedAreRefused()
{
    QFETCH(QString, user);
    QFETCH(QString, database);
    QFETCH(QString, sql);
    const SandboxFixture &sandbox = SandboxFixture::shared();
    const auto who = user == u"admin" ? sandbox.admin()
        : user == u"restricted"       ? sandbox.restricted()
                                      : sandbox.unprivileged();
    QTEST(refusal(who, sql, database), "state");
}

void tst_HologresSide::wrongPasswordIsRefused()
{
    SandboxFixture::User admin = SandboxFixture::shared().admin();
    admin.password = u"wrong"_s;
    QCOMPARE(refusal(admin, u"SELECT 1"_s), u"no connection"_s);
}

void tst_HologresSide::postgresDownAndUpAgain()
{
    SandboxFixture &sandbox = SandboxFixture::shared();
    const auto admin = sandbox.admin();
    sandbox.killPostgres();
    QCOMPARE(refusal(admin, u"SELECT 1"_s), u"no connection"_s);
    QVERIFY2(sandbox.restartPostgres(), qPrintable(sandbox.problem()));
    QCOMPARE(refusal(admin, u"SELECT 1"_s), QString());
    sandbox.killServer();
    QCOMPARE(refusal(admin, u"SELECT 1"_s), u"no connection"_s);
    QVERIFY2(sandbox.start(), qPrintable(sandbox.problem()));
    QCOMPARE(rows(ask(u"SELECT count(*) FROM public.orders"_s)), QStringList{u"1000"_s});
}

QTEST_GUILESS_MAIN(tst_HologresSide)
#include "tst_hologresside.moc"
