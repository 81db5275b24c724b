// SPDX-License-Identifier: GPL-3.0-or-later
#include "pgfixture.h"

#include <QSet>
#include <QTest>

using namespace isthmus;
using catalog::Entry;
using catalog::ObjectKind;
using catalog::ObjectPath;
using core::ErrorKind;

namespace {

// One connection of the test, with short ways to ask it.
struct Client {
    explicit Client(const hologres::Settings &settings) : connection(*hologres::makeConnection(settings)) { }

    core::Result<records::SqlResult> sql(const QString &text, qint64 maxRows = 10000)
    {
        return core::await(connection.sql->run({text, maxRows, {}}));
    }

    core::Result<catalog::Page> page(const QStringList &names, const QString &marker = {}, int size = 1000)
    {
        return core::await(connection.catalog->children({path(names), marker, size}));
    }

    static ObjectPath path(const QStringList &names) { return {QStringLiteral("test"), names}; }

    hologres::Connection connection;
};

QStringList namesOf(const QList<Entry> &entries)
{
    QStringList names;
    for (const auto &entry : entries)
        names.append(entry.name());
    return names;
}

std::optional<Entry> entryCalled(const QList<Entry> &entries, const QString &name)
{
    for (const auto &entry : entries) {
        if (entry.name() == name)
            return entry;
    }
    return std::nullopt;
}

const QString &world()
{
    static const QString sql = QStringLiteral(R"(
CREATE TABLE dwd_orders (
  order_id bigint NOT NULL, "user" text, shop bigint NOT NULL, fee numeric(20,2) DEFAULT 0.5, created timestamptz,
  platform int, PRIMARY KEY (shop, order_id));
COMMENT ON TABLE dwd_orders IS 'wide table of orders';
COMMENT ON COLUMN dwd_orders.platform IS 'platform 0: phone, 1: pc';
CREATE INDEX dwd_orders_user ON dwd_orders ("user");
INSERT INTO dwd_orders SELECT i, 'user_' || i, 1, i / 100.0, '2023-02-15 16:40:56+08', i % 2
FROM generate_series(1, 1000) i;
ANALYZE dwd_orders;
CREATE TABLE never_analysed (a int);
CREATE TABLE daily (id int, ds text NOT NULL) PARTITION BY LIST (ds);
CREATE TABLE daily_20240101 PARTITION OF daily FOR VALUES IN ('20240101');
CREATE TABLE daily_20240102 PARTITION OF daily FOR VALUES IN ('20240102');
INSERT INTO daily SELECT i, '20240101' FROM generate_series(1, 30) i;
INSERT INTO daily SELECT i, '20240102' FROM generate_series(1, 20) i;
CREATE VIEW v_orders AS SELECT order_id, fee FROM dwd_orders;
CREATE MATERIALIZED VIEW m_orders AS SELECT count(*) AS n FROM dwd_orders;
CREATE FOREIGN DATA WRAPPER nothing;
CREATE SERVER odps_server FOREIGN DATA WRAPPER nothing;
CREATE FOREIGN TABLE far (a int) SERVER odps_server OPTIONS (project_name 'p', table_name 't');
CREATE SEQUENCE s;
CREATE VIEW writes AS SELECT nextval('s') AS n;
CREATE SCHEMA empty_schema;
CREATE SCHEMA tmp_a;
CREATE SCHEMA hg_internal;
CREATE SCHEMA locked;
CREATE TABLE locked.t (a int);
CREATE TABLE secret (a int);
CREATE TYPE mood AS ENUM ('sad', 'happy');
CREATE ROLE guest LOGIN PASSWORD 'guest';
)");
    return sql;
}

} // namespace

class tst_HologresCatalog : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void serverTellsWhoItIs();
    void schemasAreListedWithoutTheSystemsAndTheHidden();
    void relationsAreListedWithTheirKinds();
    void entriesTellWhatAListLeavesOut();
    void fiveThousandTablesComeInOrderedPages();
    void columnsCarryTypesKeysAndComments();
    void partitionsAreBelowTheirParent();
    void tableTellsEverything();
    void missingObjectsAreNotFound();
    void ddlRecreatesTheTable();
    void ddlSaysOfWhichSortATableIs_data();
    void ddlSaysOfWhichSortATableIs();
    void hostileNamesAreOnlyNames();
    void instanceModeListsTheDatabasesOneMayConnectTo();
    void hologresObjectsAreUsedWhereTheyExist();
    void rolesAreListedWithWhatTheyMay();
    void deniedRolesAreOneErrorAndNoMore();
    void factsNameTheServerAndNoSecret();
    void theTreeDoesNotWaitForAHoverCard();
    void schemaWithoutUsageIsAPermissionError();
    void tableWithoutSelectIsAPermissionError();
    void browsingSessionsAreReadOnly();
    void aKilledSessionIsReplacedWithoutTheUserNoticing();
    void aStoppedServerIsANetworkErrorAndAfterItsStartBrowsingGoesOn();

private:
    PgFixture m_server;
    hologres::Settings m_settings;
};

void tst_HologresCatalog::initTestCase()
{
    QCOMPARE(m_server.create(), QString());
    Client postgres(m_server.settings(QStringLiteral("postgres")));
    const auto made = postgres.sql(QStringLiteral("CREATE DATABASE order_dw"));
    QVERIFY2(made, qPrintable(made ? QString() : made.error().detail));
    m_settings = m_server.settings(QStringLiteral("order_dw"));
    m_settings.hiddenSchemas = QStringList{QStringLiteral("tmp_*")};
    Client client(m_settings);
    const auto filled = client.sql(world());
    QVERIFY2(filled, qPrintable(filled ? QString() : filled.error().detail));
}

void tst_HologresCatalog::serverTellsWhoItIs()
{
    Client client(m_settings);
    const auto server = core::await(client.connection.catalog->server());
    QVERIFY(server);
    QVERIFY(server->product.startsWith(QStringLiteral("PostgreSQL 15.")));
    QCOMPARE(server->identity, QStringLiteral("admin"));
    QCOMPARE(server->database, QStringLiteral("order_dw"));
    QCOMPARE(server->port, m_server.port());
    QVERIFY(server->reachTime);
    QVERIFY(server->reachTime->count() < 10'000);
}

void tst_HologresCatalog::schemasAreListedWithoutTheSystemsAndTheHidden()
{
    Client client(m_settings);
    const auto page = client.page({});
    QVERIFY(page);
    QCOMPARE(namesOf(page->entries),
             (QStringList{QStringLiteral("empty_schema"), QStringLiteral("locked"), QStringLiteral("public"),
                          catalog::rolesFolder}));
    QVERIFY(page->nextMarker.isEmpty());
    QVERIFY(page->hidden.contains(QStringLiteral("pg_catalog"))
            && page->hidden.contains(QStringLiteral("information_schema")));
    QVERIFY(!page->hidden.contains(QStringLiteral("public")));
    QCOMPARE(page->entries.first().kind, ObjectKind::Schema);
    QVERIFY(page->entries.first().mayHaveChildren);
    const auto none = client.page({QStringLiteral("empty_schema")});
    QVERIFY(none);
    QVERIFY(none->entries.isEmpty());
}

void tst_HologresCatalog::relationsAreListedWithTheirKinds()
{
    Client client(m_settings);
    const auto page = client.page({QStringLiteral("public")});
    QVERIFY(page);
    const auto kind = [&](const char *name) {
        const auto entry = entryCalled(page->entries, QLatin1String(name));
        return entry ? entry->kind : ObjectKind::Column;
    };
    QCOMPARE(kind("dwd_orders"), ObjectKind::Table);
    QCOMPARE(kind("daily"), ObjectKind::PartitionedTable);
    QCOMPARE(kind("v_orders"), ObjectKind::View);
    QCOMPARE(kind("m_orders"), ObjectKind::MaterializedView);
    QCOMPARE(kind("far"), ObjectKind::ForeignTable);
    QVERIFY(!entryCalled(page->entries, QStringLiteral("daily_20240101")));
    QVERIFY(entryCalled(page->entries, QStringLiteral("dwd_orders"))->isBrief);
}

void tst_HologresCatalog::entriesTellWhatAListLeavesOut()
{
    Client client(m_settings);
    const QStringList names{QStringLiteral("v_orders"),       QStringLiteral("dwd_orders"),
                            QStringLiteral("not there"),      QStringLiteral("daily"),
                            QStringLiteral("never_analysed"), QStringLiteral("daily_20240101")};
    const auto entries =
        core::await(client.connection.catalog->entries(Client::path({QStringLiteral("public")}), names));
    QVERIFY2(entries, qPrintable(entries ? QString() : entries.error().detail));
    QCOMPARE(namesOf(*entries), // in the order of the question; a partition is no row of a schema
             (QStringList{QStringLiteral("v_orders"), QStringLiteral("dwd_orders"), QStringLiteral("daily"),
                          QStringLiteral("never_analysed")}));
    const Entry orders = entries->at(1);
    QCOMPARE(orders.path, Client::path({QStringLiteral("public"), QStringLiteral("dwd_orders")}));
    QVERIFY(!orders.isBrief && orders.mayHaveChildren);
    QCOMPARE(orders.rowEstimate, std::optional<qint64>(1000));
    QCOMPARE(orders.comment, QStringLiteral("wide table of orders"));
    QCOMPARE(entries->at(2).kind, ObjectKind::PartitionedTable);
    QCOMPARE(entries->at(2).note, QStringLiteral("ds"));
    QVERIFY(!entries->at(3).rowEstimate);
    QVERIFY(orders.foreignServer.isEmpty());
    const auto far = core::await(
        client.connection.catalog->entries(Client::path({QStringLiteral("public")}), {QStringLiteral("far")}));
    QVERIFY(far && far->size() == 1);
    QCOMPARE(far->first().foreignServer, QStringLiteral("odps_server"));
    QCOMPARE(core::await(client.connection.catalog->entries(Client::path({}), names)).error().kind, ErrorKind::Invalid);
}

void tst_HologresCatalog::fiveThousandTablesComeInOrderedPages()
{
    Client client(m_settings);
    // One transaction per thousand: each table takes a lock until its end.
    for (int part = 0; part < 5; ++part) {
        const auto made = client.sql(
            QStringLiteral("CREATE SCHEMA IF NOT EXISTS many; DO $$ BEGIN FOR i IN %1..%2 LOOP EXECUTE "
                           "format('CREATE TABLE many.t_%s (a int)', lpad(i::text, 4, '0')); END LOOP; END $$")
                .arg(part * 1000)
                .arg(part * 1000 + 999));
        QVERIFY2(made, qPrintable(made ? QString() : made.error().detail));
    }
    QStringList names;
    QString marker;
    int pages = 0;
    do {
        const auto page = client.page({QStringLiteral("many")}, marker, 700);
        QVERIFY(page);
        QVERIFY(page->entries.size() <= 700);
        names += namesOf(page->entries);
        marker = page->nextMarker;
        ++pages;
    } while (!marker.isEmpty() && pages < 20);
    QCOMPARE(pages, 8);
    QCOMPARE(names.size(), 5000);
    QVERIFY(std::is_sorted(names.begin(), names.end()));
    QCOMPARE(QSet<QString>(names.begin(), names.end()).size(), 5000);
    QVERIFY(client.sql(QStringLiteral("DROP SCHEMA IF EXISTS nothing")));
}

void tst_HologresCatalog::columnsCarryTypesKeysAndComments()
{
    Client client(m_settings);
    const auto first = client.page({QStringLiteral("public"), QStringLiteral("dwd_orders")}, {}, 4);
    QVERIFY(first);
    QCOMPARE(first->entries.size(), 4);
    QVERIFY(!first->nextMarker.isEmpty());
    const auto second = client.page({QStringLiteral("public"), QStringLiteral("dwd_orders")}, first->nextMarker, 4);
    QVERIFY(second);
    QVERIFY(second->nextMarker.isEmpty());
    const auto all = first->entries + second->entries;
    QCOMPARE(namesOf(all), QStringLiteral("order_id user shop fee created platform").split(u' '));
    QCOMPARE(all.at(0).keyPosition, std::optional<int>(2));
    QCOMPARE(all.at(2).keyPosition, std::optional<int>(1));
    QVERIFY(!all.at(1).keyPosition);
    QCOMPARE(all.at(3).note, QStringLiteral("NUMERIC(20,2)"));
    QCOMPARE(all.at(4).note, QStringLiteral("TIMESTAMPTZ"));
    QCOMPARE(all.at(5).comment, QStringLiteral("platform 0: phone, 1: pc"));
}

void tst_HologresCatalog::partitionsAreBelowTheirParent()
{
    Client client(m_settings);
    const auto below = client.page({QStringLiteral("public"), QStringLiteral("daily")});
    QVERIFY(below);
    QCOMPARE(below->entries.last().kind, ObjectKind::Partitions);
    const auto partitions = core::await(client.connection.catalog->children({below->entries.last().path, {}, 10}));
    QVERIFY(partitions);
    QCOMPARE(namesOf(partitions->entries),
             (QStringList{QStringLiteral("daily_20240101"), QStringLiteral("daily_20240102")}));
    QCOMPARE(partitions->entries.first().note, QStringLiteral("IN ('20240101')"));
    const auto child = core::await(client.connection.catalog->table(partitions->entries.first().path));
    QVERIFY(child);
    QCOMPARE(child->kind, ObjectKind::Partition);
    QCOMPARE(child->name, QStringLiteral("daily_20240101"));
    const auto rows =
        core::await(client.connection.reader->preview({partitions->entries.last().path, 200, 1 << 20, {}}));
    QVERIFY(rows);
    QCOMPARE(rows->rows->rowCount(), 20);
}

void tst_HologresCatalog::tableTellsEverything()
{
    Client client(m_settings);
    const auto table = core::await(
        client.connection.catalog->table(Client::path({QStringLiteral("public"), QStringLiteral("dwd_orders")})));
    QVERIFY(table);
    QCOMPARE(table->database, QStringLiteral("order_dw"));
    QCOMPARE(table->schema, QStringLiteral("public"));
    QCOMPARE(table->owner, QStringLiteral("admin"));
    QCOMPARE(table->comment, QStringLiteral("wide table of orders"));
    QCOMPARE(table->primaryKey(), (QStringList{QStringLiteral("shop"), QStringLiteral("order_id")}));
    QCOMPARE(table->rowEstimate, std::optional<qint64>(1000));
    QVERIFY(table->rowEstimateAsOf.isValid());
    QVERIFY(table->sizeBytes.value_or(0) > 10000);
    QCOMPARE(table->columns.size(), 6);
    QVERIFY(!table->columns.at(0).nullable);
    QVERIFY(table->columns.at(1).nullable);
    QCOMPARE(table->columns.at(3).defaultSql, std::optional<QString>(QStringLiteral("0.5")));

    const auto daily = core::await(
        client.connection.catalog->table(Client::path({QStringLiteral("public"), QStringLiteral("daily")})));
    QVERIFY(daily);
    QCOMPARE(daily->kind, ObjectKind::PartitionedTable);
    QCOMPARE(daily->partitionColumns(), QStringList{QStringLiteral("ds")});
    QVERIFY(daily->sizeBytes.value_or(0) > 0);
    const auto view = core::await(
        client.connection.catalog->table(Client::path({QStringLiteral("public"), QStringLiteral("v_orders")})));
    QVERIFY(view);
    QVERIFY(view->viewText.contains(QStringLiteral("FROM public.dwd_orders")));
    QVERIFY(!view->sizeBytes);
}

void tst_HologresCatalog::missingObjectsAreNotFound()
{
    Client client(m_settings);
    const auto schema = client.page({QStringLiteral("nowhere")});
    QVERIFY(!schema);
    QCOMPARE(schema.error().kind, ErrorKind::NotFound);
    QVERIFY(schema.error().message.contains(QStringLiteral("nowhere")));
    const auto path = Client::path({QStringLiteral("public"), QStringLiteral("gone")});
    QCOMPARE(core::await(client.connection.catalog->table(path)).error().kind, ErrorKind::NotFound);
    QCOMPARE(core::await(client.connection.catalog->children({path, {}, 10})).error().kind, ErrorKind::NotFound);
    QCOMPARE(core::await(client.connection.catalog->ddl(path)).error().kind, ErrorKind::NotFound);
    const ObjectPath other{QStringLiteral("other"), {}};
    QCOMPARE(core::await(client.connection.catalog->children({other, {}, 10})).error().kind, ErrorKind::Invalid);
}

void tst_HologresCatalog::ddlRecreatesTheTable()
{
    Client client(m_settings);
    QVERIFY(client.sql(QStringLiteral(
        "CREATE SCHEMA \"odd schema\"; CREATE TABLE \"odd schema\".\"T\" (id int GENERATED ALWAYS AS IDENTITY, "
        "\"select\" varchar(5) DEFAULT 'a''b' NOT NULL, twice int GENERATED ALWAYS AS (1 + 1) STORED, tags text[], "
        "CHECK (\"select\" <> ''), PRIMARY KEY (id)); COMMENT ON COLUMN \"odd schema\".\"T\".tags IS 'it''s'; "
        "CREATE INDEX ON \"odd schema\".\"T\" (tags)")));
    const auto path = Client::path({QStringLiteral("odd schema"), QStringLiteral("T")});
    const auto before = core::await(client.connection.catalog->table(path));
    const auto ddl = core::await(client.connection.catalog->ddl(path));
    QVERIFY(before && ddl);
    QVERIFY(client.sql(QStringLiteral("DROP TABLE \"odd schema\".\"T\"")));
    const auto made = client.sql(*ddl);
    QVERIFY2(made, qPrintable(*ddl));
    const auto after = core::await(client.connection.catalog->table(path));
    QVERIFY(after);
    QCOMPARE(after->columns, before->columns);
    QCOMPARE(*core::await(client.connection.catalog->ddl(path)), *ddl);
    for (const char *name : {"daily", "v_orders", "m_orders", "far"}) {
        const auto other = Client::path({QStringLiteral("public"), QLatin1String(name)});
        const auto text = core::await(client.connection.catalog->ddl(other));
        QVERIFY(text);
        QVERIFY(text->startsWith(QStringLiteral("CREATE ")));
        QVERIFY(text->contains(QLatin1String(name)));
    }
}

void tst_HologresCatalog::ddlSaysOfWhichSortATableIs_data()
{
    QTest::addColumn<QString>("made");
    QTest::addColumn<QString>("text");
    const auto row = [](const char *name, const char *made, const char *text) {
        QTest::newRow(name) << QString::fromLatin1(made) << QString::fromLatin1(text);
    };
    row("unlogged", "CREATE UNLOGGED TABLE again.t (a int) WITH (fillfactor = 70)",
        "CREATE UNLOGGED TABLE again.t (\n    a integer\n) WITH (fillfactor='70');\n");
    row("of a type", "CREATE TYPE again.\"Ty\" AS (a int, b text); CREATE TABLE again.t OF again.\"Ty\"",
        "CREATE TABLE again.t OF again.\"Ty\";\n");
    row("of a type, with more",
        "CREATE TYPE again.ty AS (a int, b text); CREATE TABLE again.t OF again.ty (b DEFAULT 'x' NOT NULL)",
        "CREATE TABLE again.t OF again.ty (\n    b WITH OPTIONS DEFAULT 'x'::text NOT NULL\n);\n");
    row("inherited", "CREATE TABLE again.p (a int, b int); CREATE TABLE again.t (c int) INHERITS (again.p)",
        "CREATE TABLE again.t (\n    c integer\n) INHERITS (again.p);\n");
    row("a partition with a condition of its own",
        "CREATE TABLE again.p (a int, b int) PARTITION BY LIST (a); CREATE INDEX ON again.p (b); CREATE TABLE again.t "
        "PARTITION OF again.p (CONSTRAINT k CHECK (b > 0)) FOR VALUES IN (1) PARTITION BY LIST (b)",
        "CREATE TABLE again.t PARTITION OF again.p (\n    CONSTRAINT k CHECK (b > 0)\n) FOR VALUES IN (1) PARTITION BY "
        "LIST "
        "(b);\n");
    row("indexes of a partitioned table",
        "CREATE TABLE again.t (a int, b int) PARTITION BY LIST (a); CREATE INDEX \"I\" ON again.t (b DESC) WHERE b > 0",
        "CREATE TABLE again.t (\n    a integer,\n    b integer\n) PARTITION BY LIST (a);\n"
        "CREATE INDEX \"I\" ON again.t USING btree (b DESC) WHERE (b > 0);\n");
    row("a view with options", "CREATE VIEW again.t WITH (security_barrier) AS SELECT 1 AS a",
        "CREATE VIEW again.t WITH (security_barrier='true') AS\nSELECT 1 AS a;\n");
}

void tst_HologresCatalog::ddlSaysOfWhichSortATableIs()
{
    QFETCH(QString, made);
    QFETCH(QString, text);
    Client client(m_settings);
    const QString kind = made.startsWith(u"CREATE VIEW") ? QStringLiteral("VIEW") : QStringLiteral("TABLE");
    const auto begun = client.sql(QStringLiteral("DROP SCHEMA IF EXISTS again CASCADE; CREATE SCHEMA again; ") + made);
    QVERIFY2(begun, qPrintable(begun ? QString() : begun.error().detail));
    const auto path = Client::path({QStringLiteral("again"), QStringLiteral("t")});
    const auto ddl = core::await(client.connection.catalog->ddl(path));
    QVERIFY(ddl);
    QCOMPARE(*ddl, text);
    QVERIFY(client.sql(QStringLiteral("DROP %1 again.t").arg(kind)));
    const auto again = client.sql(*ddl);
    QVERIFY2(again, qPrintable(again ? QString() : again.error().detail));
    QCOMPARE(*core::await(client.connection.catalog->ddl(path)), text);
    QVERIFY(client.sql(QStringLiteral("DROP SCHEMA again CASCADE")));
}

void tst_HologresCatalog::hostileNamesAreOnlyNames()
{
    Client client(m_settings);
    const QStringList names{QStringLiteral("a\"b"),
                            QStringLiteral("x'; DROP TABLE dwd_orders; --"),
                            QStringLiteral("订单 表"),
                            QString(63, u'n'),
                            QStringLiteral("back\\slash %1 $1"),
                            QStringLiteral("{a,b}")};
    QVERIFY(client.sql(QStringLiteral("CREATE SCHEMA \"h\"\"s\"")));
    for (const auto &name : names) {
        const QString quoted = u'"' + QString(name).replace(u'"', QStringLiteral("\"\"")) + u'"';
        QVERIFY(client.sql(QStringLiteral("CREATE TABLE \"h\"\"s\".") + quoted + QStringLiteral(" (") + quoted
                           + QStringLiteral(" int); INSERT INTO \"h\"\"s\".") + quoted
                           + QStringLiteral(" VALUES (7)")));
    }
    const auto page = client.page({QStringLiteral("h\"s")});
    QVERIFY(page);
    QCOMPARE(page->entries.size(), names.size());
    const auto entries = core::await(client.connection.catalog->entries(Client::path({QStringLiteral("h\"s")}), names));
    QVERIFY(entries);
    QCOMPARE(namesOf(*entries), names);
    for (const auto &name : names) {
        const auto path = Client::path({QStringLiteral("h\"s"), name});
        const auto table = core::await(client.connection.catalog->table(path));
        QVERIFY2(table, qPrintable(name));
        QCOMPARE(table->columns.value(0).name, name);
        const auto preview = core::await(client.connection.reader->preview({path, 5, 1 << 20, {}}));
        QVERIFY2(preview, qPrintable(name));
        QCOMPARE(preview->rows->vector(0).int64At(0), 7);
        QVERIFY(core::await(client.connection.catalog->ddl(path)));
    }
}

void tst_HologresCatalog::instanceModeListsTheDatabasesOneMayConnectTo()
{
    Client admin(m_settings);
    QVERIFY(admin.sql(QStringLiteral("CREATE DATABASE crm")));
    QVERIFY(admin.sql(QStringLiteral("CREATE DATABASE closed")));
    QVERIFY(admin.sql(QStringLiteral("REVOKE CONNECT ON DATABASE closed FROM PUBLIC")));
    auto settings = m_settings;
    settings.wholeInstance = true;
    settings.user = settings.password = QStringLiteral("guest");
    Client client(settings);
    const auto databases = client.page({});
    QVERIFY(databases);
    const QStringList names = namesOf(databases->entries);
    QVERIFY(names.contains(QStringLiteral("crm")));
    QVERIFY(names.contains(QStringLiteral("order_dw")));
    QVERIFY(!names.contains(QStringLiteral("closed")));
    QVERIFY(!names.contains(QStringLiteral("template1")));
    const auto schemas = client.page({QStringLiteral("crm")});
    QVERIFY(schemas);
    QCOMPARE(namesOf(schemas->entries), QStringList{QStringLiteral("public")});
    const auto columns = client.page({QStringLiteral("order_dw"), QStringLiteral("public"), QStringLiteral("daily")});
    QVERIFY(columns);
    QCOMPARE(columns->entries.first().path.names.size(), 4);
    const auto denied = client.page({QStringLiteral("closed")});
    QVERIFY(!denied);
    QCOMPARE(denied.error().kind, ErrorKind::Permission);
    QVERIFY(denied.error().message.contains(QStringLiteral("closed")));
}

void tst_HologresCatalog::hologresObjectsAreUsedWhereTheyExist()
{
    Client admin(m_settings);
    QVERIFY(admin.sql(QStringLiteral("CREATE DATABASE holo")));
    auto settings = m_settings;
    settings.database = QStringLiteral("holo");
    Client client(settings);
    QVERIFY(client.sql(QStringLiteral(R"(
CREATE SCHEMA hologres; CREATE SCHEMA hologres_statistic;
CREATE FUNCTION pg_catalog.hg_version() RETURNS text LANGUAGE sql AS $$ SELECT 'Hologres 3.0.18 (tag: test)' $$;
CREATE FUNCTION pg_catalog.user_display_name(text) RETURNS text LANGUAGE sql AS $$ SELECT 'RAM$test:' || $1 $$;
CREATE FUNCTION pg_catalog.hg_dump_script(text) RETURNS text LANGUAGE sql AS $$ SELECT 'DUMP OF ' || $1 $$;
CREATE TABLE t (a int); CREATE TABLE dyn (a int); INSERT INTO t SELECT generate_series(1, 10); ANALYZE t;
CREATE TABLE hologres.hg_table_properties AS SELECT 'public' AS table_namespace, 't' AS table_name,
  'orientation' AS property_key, 'column' AS property_value;
CREATE TABLE hologres.hg_table_group_properties AS SELECT 'holo_tg_default' AS tablegroup_name,
  'shard_count' AS property_key, '3' AS property_value;
CREATE TABLE hologres.hg_warehouses AS SELECT 1 AS warehouse_id, 'init_warehouse' AS warehouse_name, 64 AS cpu,
  1 AS status, true AS is_default UNION SELECT 2, 'read_warehouse_1', 32, 1, false;
CREATE TABLE hologres.hg_warehouse_table_groups AS SELECT 'init_warehouse' AS warehouse_name, 1 AS warehouse_id,
  'holo' AS database_name, 'holo_tg_default' AS tablegroup_name, true AS leader, 1 AS replica_count
  UNION SELECT 'read_warehouse_1', 2, 'holo', 'holo_tg_default', false, 2
  UNION SELECT 'read_warehouse_2', 3, 'holo', 'other', false, 1
  UNION SELECT 'read_warehouse_3', 4, 'other', 'holo_tg_default', false, 1;
CREATE TABLE hologres.hg_dynamic_table_properties AS SELECT 'public' AS dynamic_table_namespace,
  'dyn' AS dynamic_table_name, 'freshness' AS property_key, '5 minutes' AS property_value;
CREATE TABLE hologres.hg_table_info AS SELECT 'holo' AS db_name, 'public' AS schema_name, 't' AS table_name,
  '2024-01-01 00:00:00+00'::timestamptz AS create_time, NULL::timestamptz AS last_ddl_time,
  '2024-01-02 00:00:00+00'::timestamptz AS last_modify_time, 5 AS row_count,
  '2024-01-03 00:00:00+00'::timestamptz AS collect_time, 10 AS hot_storage_size, 20 AS cold_storage_size;
CREATE TABLE hologres_statistic.hg_table_statistic AS SELECT 'public' AS schema_name, 't' AS table_name,
  123456789012 AS total_rows, '2024-01-04 00:00:00+00'::timestamptz AS analyze_timestamp
  UNION SELECT 'public', 't', 7, '2020-01-01 00:00:00+00';
)")));
    const auto server = core::await(client.connection.catalog->server());
    QVERIFY(server);
    QCOMPARE(server->product, QStringLiteral("Hologres 3.0.18"));
    QCOMPARE(server->identity, QStringLiteral("RAM$test:admin"));
    const auto root = client.page({});
    QVERIFY(root);
    QCOMPARE(namesOf(root->entries),
             (QStringList{QStringLiteral("public"), catalog::tableGroupsFolder, catalog::rolesFolder}));
    const auto groups = client.page({catalog::tableGroupsFolder});
    QVERIFY(groups);
    QCOMPARE(namesOf(groups->entries), QStringList{QStringLiteral("holo_tg_default")});
    QVERIFY(groups->entries.first().mayHaveChildren);
    const auto loaded = client.page({catalog::tableGroupsFolder, QStringLiteral("holo_tg_default")});
    QVERIFY2(loaded, qPrintable(loaded ? QString() : loaded.error().detail));
    QCOMPARE(namesOf(loaded->entries),
             (QStringList{QStringLiteral("init_warehouse"), QStringLiteral("read_warehouse_1")}));
    QCOMPARE(loaded->entries.first().kind, ObjectKind::ComputeGroup);
    QCOMPARE(loaded->entries.first().note, QStringLiteral("1 replica · leader"));
    QCOMPARE(loaded->entries.last().note, QStringLiteral("2 replicas"));
    const auto relations = client.page({QStringLiteral("public")});
    QVERIFY(relations);
    QCOMPARE(entryCalled(relations->entries, QStringLiteral("dyn"))->kind, ObjectKind::DynamicTable);
    const auto entries = core::await(client.connection.catalog->entries(Client::path({QStringLiteral("public")}),
                                                                        {QStringLiteral("dyn"), QStringLiteral("t")}));
    QVERIFY2(entries, qPrintable(entries ? QString() : entries.error().detail));
    QCOMPARE(entries->at(0).kind, ObjectKind::DynamicTable);
    QCOMPARE(entries->at(1).rowEstimate, std::optional<qint64>(123456789012));
    const auto path = Client::path({QStringLiteral("public"), QStringLiteral("t")});
    const auto table = core::await(client.connection.catalog->table(path));
    QVERIFY(table);
    QCOMPARE(table->property(QStringLiteral("orientation")), QStringLiteral("column"));
    QCOMPARE(table->rowEstimate, std::optional<qint64>(123456789012));
    QCOMPARE(table->rowEstimateAsOf.toSecsSinceEpoch(), 1704326400);
    QCOMPARE(table->created.toSecsSinceEpoch(), 1704067200);
    QVERIFY(!table->lastDdl.isValid());
    QCOMPARE(*core::await(client.connection.catalog->ddl(path)), QStringLiteral("DUMP OF public.t"));

    settings.wholeInstance = true;
    Client instance(settings);
    const auto databases = instance.page({});
    QVERIFY(databases);
    QVERIFY(!namesOf(databases->entries).contains(QStringLiteral("postgres")));
    QCOMPARE(databases->entries.at(databases->entries.size() - 2).kind, ObjectKind::ComputeGroups);
    QCOMPARE(databases->entries.last().kind, ObjectKind::Roles);
    const auto computeGroups = instance.page({catalog::computeGroupsFolder});
    QVERIFY(computeGroups);
    QCOMPARE(namesOf(computeGroups->entries),
             (QStringList{QStringLiteral("init_warehouse"), QStringLiteral("read_warehouse_1")}));
    QCOMPARE(computeGroups->entries.last().note, QStringLiteral("32 CU"));
}

void tst_HologresCatalog::rolesAreListedWithWhatTheyMay()
{
    Client admin(m_settings);
    QVERIFY(admin.sql(QStringLiteral(R"(
CREATE ROLE order_dw_developer; CREATE ROLE "order_dw.public.viewer"; CREATE ROLE order_dw_other;
CREATE ROLE "p4_1" LOGIN; COMMENT ON ROLE "p4_1" IS 'RAM$main:one';
GRANT order_dw_developer, "order_dw.public.viewer" TO "p4_1"; CREATE ROLE "a/b%" SUPERUSER LOGIN;)")));
    const auto root = Client(m_settings).page({});
    QVERIFY(root);
    QCOMPARE(root->entries.last().kind, ObjectKind::Roles);
    const auto roles = Client(m_settings).page({catalog::rolesFolder});
    QVERIFY2(roles, qPrintable(roles ? QString() : roles.error().detail));
    QHash<QString, Entry> byName;
    for (const Entry &role : roles->entries) {
        QCOMPARE(role.kind, ObjectKind::Role);
        QVERIFY(!role.mayHaveChildren);
        QVERIFY2(!role.name().startsWith(QStringLiteral("pg_")), qPrintable(role.name()));
        byName.insert(role.name(), role);
    }
    const auto noteOf = [&](const char *name) { return byName.value(QString::fromLatin1(name)).note; };
    QCOMPARE(noteOf("admin"), QStringLiteral("superuser"));
    QCOMPARE(noteOf("a/b%"), QStringLiteral("superuser"));
    QCOMPARE(noteOf("guest"), QString()); // may sign in, and nothing else
    QCOMPARE(noteOf("order_dw_developer"), QStringLiteral("SPM group"));
    QCOMPARE(noteOf("order_dw.public.viewer"), QStringLiteral("SLPM group"));
    QCOMPARE(noteOf("order_dw_other"), QStringLiteral("no login"));
    QCOMPARE(noteOf("p4_1"), QStringLiteral("member of order_dw.public.viewer, order_dw_developer"));
    QCOMPARE(byName.value(QStringLiteral("p4_1")).comment, QStringLiteral("RAM$main:one"));

    // Page by page, and by the beginning of their names; the same below an instance.
    auto settings = m_settings;
    settings.wholeInstance = true;
    QStringList names;
    QString marker;
    do {
        const auto page = core::await(Client(settings).connection.catalog->children(
            {{settings.connectionName, {catalog::rolesFolder}}, marker, 2}));
        QVERIFY(page);
        names += namesOf(page->entries);
        marker = page->nextMarker;
    } while (!marker.isEmpty());
    QCOMPARE(names, namesOf(roles->entries));
    const auto some = core::await(Client(settings).connection.catalog->children(
        {{settings.connectionName, {catalog::rolesFolder}}, {}, 100, QStringLiteral("ORDER_DW_")}));
    QVERIFY(some);
    QCOMPARE(namesOf(some->entries),
             (QStringList{QStringLiteral("order_dw_developer"), QStringLiteral("order_dw_other")}));
}

void tst_HologresCatalog::deniedRolesAreOneErrorAndNoMore()
{
    Client admin(m_settings);
    QVERIFY(admin.sql(QStringLiteral("REVOKE SELECT ON pg_catalog.pg_roles FROM PUBLIC")));
    auto settings = m_settings;
    settings.user = settings.password = QStringLiteral("guest");
    Client guest(settings);
    QVERIFY(guest.page({}));
    const auto denied = guest.page({catalog::rolesFolder});
    QVERIFY(admin.sql(QStringLiteral("GRANT SELECT ON pg_catalog.pg_roles TO PUBLIC")));
    QVERIFY(!denied);
    QCOMPARE(denied.error().kind, ErrorKind::Permission);
    QCOMPARE(denied.error().message, QStringLiteral("guest has no right to read the list of roles."));
    QVERIFY(!denied.error().hint.isEmpty());
}

void tst_HologresCatalog::factsNameTheServerAndNoSecret()
{
    auto settings = m_settings;
    settings.instanceName = QStringLiteral("test_dbs_holo");
    settings.wholeInstance = true;
    settings.database = QStringLiteral("holo");
    Client client(settings);
    for (const QStringList &names : {QStringList(), QStringList{QStringLiteral("order_dw")},
                                     QStringList{QStringLiteral("order_dw"), QStringLiteral("public")}}) {
        const auto facts = core::await(client.connection.catalog->facts(Client::path(names)));
        QVERIFY(facts);
        QString all;
        for (const auto &line : catalog::factLines(*facts))
            all += line.label + u'=' + line.value + u'\n';
        QVERIFY(!all.contains(QLatin1String(PgFixture::adminPassword)));
        if (names.isEmpty()) {
            for (const char *part : {"Instance=test_dbs_holo", "Version=Hologres 3.0.18", "Host=127.0.0.1", "order_dw",
                                     "init_warehouse 64 CU, read_warehouse_1 32 CU", "Identity=RAM$test:admin"})
                QVERIFY2(all.contains(QLatin1String(part)), qPrintable(all));
        } else if (names.size() == 1) {
            for (const char *part : {"Database=order_dw", "Version=PostgreSQL 15", "Stored size=", "Contents="})
                QVERIFY2(all.contains(QLatin1String(part)), qPrintable(all));
        } else {
            QVERIFY2(all.contains(QStringLiteral("Contents=")), qPrintable(all));
        }
    }
}

void tst_HologresCatalog::theTreeDoesNotWaitForAHoverCard()
{
    Client client(m_settings);
    Client other(m_settings);
    const ObjectPath root = Client::path({});
    // Both lanes have their connection: the lock below would stop a new one.
    QVERIFY(core::await(client.connection.catalog->facts(root)));
    QVERIFY(client.page({}));
    QVERIFY(other.sql(QStringLiteral("SELECT 1")));
    Client locking(m_settings);
    auto lock = locking.connection.sql->run(
        {QStringLiteral("BEGIN; LOCK TABLE pg_catalog.pg_database IN ACCESS EXCLUSIVE MODE; SELECT pg_sleep(25)"),
         1,
         {}});
    const auto locks = [&other](const QString &granted) {
        const auto rows = other.sql(QStringLiteral("SELECT count(*) FROM pg_locks WHERE relation = "
                                                   "'pg_catalog.pg_database'::regclass AND %1 granted AND mode LIKE "
                                                   "'Access%'")
                                        .arg(granted));
        return rows ? rows->rows->vector(0).int64At(0) : -1;
    };
    QTRY_COMPARE(locks(QString()), 1);
    auto facts = client.connection.catalog->facts(root); // counts the database and cannot
    QTRY_COMPARE(locks(QStringLiteral("NOT")), 1);
    QVERIFY(client.page({}));
    QVERIFY(client.page({QStringLiteral("public")}));
    QVERIFY(!facts.isFinished());
    lock.cancel();
    QVERIFY(!core::await(lock));
    QVERIFY(core::await(facts));
}

void tst_HologresCatalog::schemaWithoutUsageIsAPermissionError()
{
    auto settings = m_settings;
    settings.user = settings.password = QStringLiteral("guest");
    Client client(settings);
    const auto page = client.page({QStringLiteral("locked")});
    QVERIFY(!page);
    QCOMPARE(page.error().kind, ErrorKind::Permission);
    QVERIFY(page.error().message.contains(QStringLiteral("locked")));
    QVERIFY(page.error().hint.contains(QStringLiteral("admin")));
}

void tst_HologresCatalog::tableWithoutSelectIsAPermissionError()
{
    auto settings = m_settings;
    settings.user = settings.password = QStringLiteral("guest");
    Client client(settings);
    const auto path = Client::path({QStringLiteral("public"), QStringLiteral("secret")});
    const auto preview = core::await(client.connection.reader->preview({path, 10, 1 << 20, {}}));
    QVERIFY(!preview);
    QCOMPARE(preview.error().kind, ErrorKind::Permission);
    QCOMPARE(preview.error().code, QStringLiteral("42501"));
    QVERIFY(preview.error().message.contains(QStringLiteral("guest")));
    QVERIFY(preview.error().message.contains(QStringLiteral("public.secret")));
}

void tst_HologresCatalog::browsingSessionsAreReadOnly()
{
    Client client(m_settings);
    const auto path = Client::path({QStringLiteral("public"), QStringLiteral("writes")});
    const auto preview = core::await(client.connection.reader->preview({path, 10, 1 << 20, {}}));
    QVERIFY(!preview);
    QCOMPARE(preview.error().code, QStringLiteral("25006"));
    QVERIFY(client.sql(QStringLiteral("SELECT * FROM writes"))); // the SQL lane is the user's own
}

void tst_HologresCatalog::aKilledSessionIsReplacedWithoutTheUserNoticing()
{
    Client client(m_settings);
    Client admin(m_settings);
    QVERIFY(client.page({}));
    const auto killed = admin.sql(QStringLiteral("SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity "
                                                 "WHERE application_name = 'isthmus' AND pid <> pg_backend_pid()"));
    QVERIFY(killed);
    QCOMPARE(killed->rows->vector(0).int64At(0), 1);
    QVERIFY(client.page({}));
}

void tst_HologresCatalog::aStoppedServerIsANetworkErrorAndAfterItsStartBrowsingGoesOn()
{
    Client client(m_settings);
    QVERIFY(client.page({}));
    m_server.stop(SIGINT);
    const auto down = client.page({QStringLiteral("public")});
    QVERIFY(!down);
    QCOMPARE(down.error().kind, ErrorKind::Network);
    QVERIFY(down.error().message.contains(QString::number(m_server.port())));
    QVERIFY(!down.error().hint.isEmpty());
    QCOMPARE(m_server.start(), QString());
    QVERIFY(client.page({QStringLiteral("public")}));
}

QTEST_GUILESS_MAIN(tst_HologresCatalog)
#include "tst_hologrescatalog.moc"
