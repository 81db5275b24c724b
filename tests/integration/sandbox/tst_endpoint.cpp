// SPDX-License-Identifier: GPL-3.0-or-later
#include "endpointclient.h"

#include <isthmus/core/error.h>

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QTest>

#include <pqxx/pqxx>

#include <atomic>
#include <thread>

using namespace isthmus;
using namespace Qt::StringLiterals;

namespace {

using test::Answer;
using test::EndpointClient;
using test::externalTable;
using test::JobOutcome;

test::SandboxFixture &sandbox()
{
    return test::SandboxFixture::shared();
}

const QString tutorialRole = u"acs:ram::1234567890:role/dbs-holo-role"_s;

QString withRole(const QString &arn)
{
    return u"WITH SERDEPROPERTIES ('odps.properties.rolearn'='%1')"_s.arg(arn);
}

} // namespace

/// The sandbox's MaxCompute endpoint, driven over HTTP against a real PostgreSQL.
class tst_Endpoint : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void wrongCredentialsAreRefused();
    void errorsCarryEverythingClientsNeed();
    void seedIsThere();
    void headGivesCsv();
    void queryRowsComeTypedThroughTheInstanceTunnel();
    void tableIsMadeFilledReadAndDropped();
    void overwriteReplacesOnlyItsPartition();
    void failedStatementLeavesNothing();
    void externalTableReadsHologresLive();
    void dualSignatureActsAsTheCaller();
    void dualSignatureCannotWrite();
    void ramRoleWithoutRightsIsRefused();
    void ramRoleWithoutGrantsGetsQueryFailed();
    void foreignHostIsUnreachable();
    void externalSchemaFollowsHologres();
    void schemaNamesNeedTheirSetting();
    void readOnlyAccountCannotWrite();
    void cancelStopsTheQuery();
    void downloadOfAChangedTableIsRefused();
    void uploadBecomesVisibleAtItsCommit();
    void brokenBlockIsRefused();
    void manyClientsAtOnce();
    void noPasswordStaysInTheDatabase();
    void killedServerLeavesWholeStatementsOnly();
};

void tst_Endpoint::initTestCase()
{
    QVERIFY2(sandbox().start(), qPrintable(sandbox().problem()));
}

void tst_Endpoint::wrongCredentialsAreRefused()
{
    EndpointClient wrongKey({sandbox().accessId(), u"wrong"_s});
    const Answer answer = wrongKey.send("GET", "/tables");
    QCOMPARE(answer.status, 401);
    QVERIFY(answer.body.contains("<Code>SignatureNotMatch</Code>"));
    EndpointClient nobody({u"nobody"_s, u"wrong"_s});
    QVERIFY(nobody.send("GET", "/tables").body.contains("<Code>InvalidAccessKeyId</Code>"));
}

void tst_Endpoint::errorsCarryEverythingClientsNeed()
{
    EndpointClient client(sandbox().admin());
    const Answer answer = client.send("GET", "/tables/nowhere");
    QCOMPARE(answer.status, 404);
    QVERIFY(!answer.requestId.isEmpty());
    for (const char *part : {"<Code>NoSuchObject</Code>", "<Message>ODPS-0130131", "<RequestId>", "<HostId>"})
        QVERIFY2(answer.body.contains(part), answer.body.constData());
    const Answer tunnel = client.send("POST", "/tables/nowhere?downloads");
    QCOMPARE(tunnel.status, 404);
    QCOMPARE(QJsonDocument::fromJson(tunnel.body)[u"Code"].toString(), u"NoSuchTable"_s);
    QCOMPARE(client.send("GET", "/unheard").status, 405);
}

void tst_Endpoint::seedIsThere()
{
    EndpointClient client(sandbox().admin());
    const QByteArray schemas = client.send("GET", "/schemas?expectmarker=true").body;
    QVERIFY(schemas.contains("<Name>default</Name>"));
    const QByteArray tables = client.send("GET", "/tables?expectmarker=true&maxitems=1").body;
    QVERIFY(tables.contains("<Name>ods_raw_log_d</Name>") && !tables.contains("<Name>ods_user_info_d</Name>"));
    QVERIFY(tables.contains("<Marker>ods_raw_log_d</Marker>"));
    const QByteArray table = client.send("GET", "/tables/ODS_USER_INFO_D?extended").body;
    const QJsonObject json = QJsonDocument::fromJson(test::between(table, "<![CDATA[", "]]>")).object();
    QCOMPARE(json[u"lifecycle"].toInt(), 7);
    QCOMPARE(json[u"columns"].toArray().size(), 4);
    QCOMPARE(json[u"partitionKeys"][0][u"name"].toString(), u"dt"_s);
    const QByteArray partitions = client.send("GET", "/tables/ods_user_info_d?partitions&partition=dt='20240116'").body;
    QCOMPARE(partitions.count("<Partition>"), 1);
    QVERIFY(client.run(u"SHOW FOREIGN SERVERS"_s).text.contains(u"dbs_holo_external\torder_dw"));
    EndpointClient flat(sandbox().admin(), "dbs_mc_2layer");
    QVERIFY(flat.send("GET", "?properties=all")
                .body.contains("<Name>odps.schema.model.enabled</Name><Value>false</Value>"));
    QCOMPARE(flat.send("GET", "/schemas").status, 400);
}

void tst_Endpoint::headGivesCsv()
{
    EndpointClient client(sandbox().admin());
    const Answer answer =
        client.send("GET", "/tables/ods_user_info_d?data&linenum=4&partition=dt='20240115'&schema_name=default");
    QCOMPARE(answer.status, 200);
    const QList<QByteArray> lines = answer.body.trimmed().split('\n');
    QCOMPARE(lines.size(), 5);
    QCOMPARE(lines[0], QByteArray("\"uid\",\"gender\",\"age_range\",\"zodiac\",\"dt\""));
    QVERIFY(lines[1].startsWith("\"0000001\","));
    QVERIFY(lines[4].contains(",\\N,")); // age_range of the fourth row is NULL
}

void tst_Endpoint::queryRowsComeTypedThroughTheInstanceTunnel()
{
    EndpointClient client(sandbox().admin());
    QCOMPARE(client.rows(u"SELECT 1, 2L, 'it''s', 1.5, true, CAST('2024-01-15 08:30:00' AS DATETIME), "
                         "CAST('2024-01-15' AS DATE), CAST(12.30 AS DECIMAL(10,2)), CAST(NULL AS STRING)"_s.replace(
                             u"it''s"_s, u"it\\'s"_s)),
             QStringList{u"1|2|it's|1.5|true|2024-01-15 08:30:00|2024-01-15|12.3|NULL"_s});
    QCOMPARE(client.rows(u"SELECT dt, COUNT(*) FROM ods_user_info_d GROUP BY dt ORDER BY dt"_s),
             (QStringList{u"20240115|120"_s, u"20240116|120"_s, u"20240117|120"_s}));
    QCOMPARE(client.run(u"SELECT * FROM nowhere"_s).text.left(12), u"ODPS-0130131"_s);
    QCOMPARE(client.run(u"SELEC 1"_s).text.left(12), u"ODPS-0130161"_s);
}

void tst_Endpoint::tableIsMadeFilledReadAndDropped()
{
    EndpointClient client(sandbox().admin());
    QCOMPARE(client.run(u"CREATE TABLE t_life (id BIGINT, name STRING COMMENT 'n') LIFECYCLE 3"_s).status,
             u"Success"_s);
    QCOMPARE(client.run(u"CREATE TABLE t_life (id BIGINT)"_s).text.left(12), u"ODPS-0110061"_s);
    QCOMPARE(client.run(u"INSERT INTO t_life VALUES (1, 'a'), (2, NULL)"_s).status, u"Success"_s);
    QCOMPARE(client.download("/tables/t_life"), (QStringList{u"1|a"_s, u"2|NULL"_s}));
    QCOMPARE(client.download("/schemas/default/tables/t_life"), (QStringList{u"1|a"_s, u"2|NULL"_s}));
    QCOMPARE(client.run(u"INSERT OVERWRITE TABLE t_life SELECT id + 10, name FROM t_life"_s).status, u"Success"_s);
    QCOMPARE(client.rows(u"SELECT id FROM t_life ORDER BY id"_s), (QStringList{u"11"_s, u"12"_s}));
    QVERIFY(client.run(u"SHOW CREATE TABLE t_life"_s).text.contains(u"LIFECYCLE 3"));
    QCOMPARE(client.run(u"DROP TABLE t_life"_s).status, u"Success"_s);
    QCOMPARE(client.send("GET", "/tables/t_life").status, 404);
}

void tst_Endpoint::overwriteReplacesOnlyItsPartition()
{
    EndpointClient client(sandbox().admin());
    QCOMPARE(client.run(u"CREATE TABLE t_part (v STRING) PARTITIONED BY (dt STRING, hh STRING)"_s).status,
             u"Success"_s);
    QCOMPARE(client.run(u"INSERT INTO t_part PARTITION (dt='a', hh='1') VALUES ('x'), ('y')"_s).status, u"Success"_s);
    QCOMPARE(client.run(u"INSERT INTO t_part PARTITION (dt, hh) VALUES ('z', 'a', '2'), ('w', 'b', '1')"_s).status,
             u"Success"_s);
    QCOMPARE(client.run(u"INSERT OVERWRITE TABLE t_part PARTITION (dt='a', hh='1') VALUES ('new')"_s).status,
             u"Success"_s);
    QCOMPARE(client.rows(u"SELECT dt, hh, v FROM t_part ORDER BY dt, hh, v"_s),
             (QStringList{u"a|1|new"_s, u"a|2|z"_s, u"b|1|w"_s}));
    QCOMPARE(client.run(u"SHOW PARTITIONS t_part"_s).text, u"dt=a/hh=1\ndt=a/hh=2\ndt=b/hh=1\n"_s);
    QCOMPARE(client.download("/tables/t_part", "&partition=dt%3Da%2Chh%3D1"), QStringList{u"new"_s});
    QCOMPARE(client.run(u"ALTER TABLE t_part DROP PARTITION (dt='a', hh='1')"_s).status, u"Success"_s);
    QCOMPARE(client.rows(u"SELECT COUNT(*) FROM t_part"_s), QStringList{u"2"_s});
    QCOMPARE(client.run(u"DROP TABLE t_part"_s).status, u"Success"_s);
}

void tst_Endpoint::failedStatementLeavesNothing()
{
    EndpointClient client(sandbox().admin());
    QCOMPARE(client.run(u"CREATE TABLE t_half (id BIGINT NOT NULL) PARTITIONED BY (dt STRING)"_s).status, u"Success"_s);
    const JobOutcome failed =
        client.run(u"INSERT INTO t_half PARTITION (dt) VALUES (1L, 'a'), (2L, 'b'), (NULL, 'c')"_s);
    QCOMPARE(failed.status, u"Failed"_s);
    QVERIFY2(failed.text.startsWith(u"ODPS-0123144"), qPrintable(failed.text));
    QCOMPARE(client.rows(u"SELECT COUNT(*) FROM t_half"_s), QStringList{u"0"_s});
    QCOMPARE(client.run(u"SHOW PARTITIONS t_half"_s).text, QString());
    QCOMPARE(client.run(u"DROP TABLE t_half"_s).status, u"Success"_s);
}

void tst_Endpoint::externalTableReadsHologresLive()
{
    EndpointClient client(sandbox().admin());
    pqxx::connection hologres(sandbox().connectionString(sandbox().admin()));
    pqxx::nontransaction sql(hologres);
    sql.exec("DROP TABLE IF EXISTS live_src; CREATE TABLE live_src (id bigint, \"Name\" text, extra inet); "
             "INSERT INTO live_src VALUES (1, 'one', NULL)");
    const QString ddl = externalTable(u"t_live"_s, u"id BIGINT, n STRING"_s, u"live_src"_s)
                            .replace(u"'holo')"_s, u"'holo', 'odps.federation.jdbc.colmapping'='n:\"Name\"')"_s);
    const JobOutcome made = client.run(ddl);
    QVERIFY2(made.status == u"Success", qPrintable(made.text));
    QCOMPARE(client.rows(u"SELECT id, n FROM t_live"_s), QStringList{u"1|one"_s});
    sql.exec("INSERT INTO live_src VALUES (2, 'two', NULL)");
    QCOMPARE(client.rows(u"SELECT id, n FROM t_live ORDER BY id"_s), (QStringList{u"1|one"_s, u"2|two"_s}));
    // docs/requirements.md#h-68: a source column that is gone fails the query, one that came is ignored.
    sql.exec("ALTER TABLE live_src ADD COLUMN more int");
    QCOMPARE(client.rows(u"SELECT COUNT(*) FROM t_live"_s), QStringList{u"2"_s});
    sql.exec("ALTER TABLE live_src DROP COLUMN \"Name\"");
    QVERIFY(client.run(u"SELECT n FROM t_live"_s).text.contains(u"column \"Name\" does not exist"));
    QCOMPARE(client.run(u"DROP TABLE t_live"_s).status, u"Success"_s);
    QCOMPARE(sql.exec("SELECT count(*) FROM live_src")[0][0].as<int>(), 2);
    sql.exec("DROP TABLE live_src");
}

void tst_Endpoint::dualSignatureActsAsTheCaller()
{
    EndpointClient admin(sandbox().admin());
    QCOMPARE(admin.run(externalTable(u"t_dual"_s, u"order_id STRING"_s, u"dwd_orders"_s)).status, u"Success"_s);
    QVERIFY(admin.rows(u"SELECT COUNT(*) FROM t_dual"_s).first().toInt() > 0);
    EndpointClient unprivileged(sandbox().unprivileged());
    const JobOutcome refused = unprivileged.run(u"SELECT COUNT(*) FROM t_dual"_s);
    QCOMPARE(refused.status, u"Failed"_s);
    QVERIFY2(refused.text.startsWith(u"ODPS-0130013"), qPrintable(refused.text));
    QCOMPARE(admin.run(u"DROP TABLE t_dual"_s).status, u"Success"_s);
    QCOMPARE(
        admin.run(externalTable(u"t_dual"_s, u"order_id STRING"_s, u"dwd_orders"_s).section(u';', 1)).text.left(12),
        u"ODPS-0130071"_s); // without the setting
}

void tst_Endpoint::dualSignatureCannotWrite()
{
    EndpointClient client(sandbox().admin());
    pqxx::connection hologres(sandbox().connectionString(sandbox().admin()));
    pqxx::nontransaction sql(hologres);
    sql.exec("DROP TABLE IF EXISTS write_dst; CREATE TABLE write_dst (id bigint)");
    sql.exec("GRANT ALL ON write_dst TO PUBLIC");
    QCOMPARE(client.run(externalTable(u"t_w"_s, u"id BIGINT"_s, u"write_dst"_s)).status, u"Success"_s);
    QCOMPARE(client.run(u"INSERT INTO t_w VALUES (1)"_s).text.left(12), u"ODPS-0130071"_s);
    QCOMPARE(client.run(u"DROP TABLE t_w"_s).status, u"Success"_s);
    QCOMPARE(client.run(externalTable(u"t_w"_s, u"id BIGINT"_s, u"write_dst"_s, withRole(tutorialRole))).status,
             u"Success"_s);
    const JobOutcome written = client.run(u"INSERT INTO t_w VALUES (1), (2)"_s);
    QVERIFY2(written.status == u"Success", qPrintable(written.text));
    QCOMPARE(sql.exec("SELECT sum(id) FROM write_dst")[0][0].as<int>(), 3);
    QCOMPARE(client.run(u"INSERT OVERWRITE TABLE t_w VALUES (1)"_s).text.left(12), u"ODPS-0130071"_s);
    QCOMPARE(client.run(u"DROP TABLE t_w"_s).status, u"Success"_s);
    sql.exec("DROP TABLE write_dst");
}

namespace {

/// A foreign server \a name with role \a arn, and an external schema of the same name over its schema public.
void makeExternalSchema(EndpointClient &client, const QString &name, const QString &arn)
{
    QCOMPARE(client
                 .run(u"CREATE FOREIGN SERVER %1 TYPE HOLOGRES OPTIONS (host='%2', port='%3', dbname='order_dw', "
                      "rolearn='%4')"_s.arg(name, sandbox().host())
                          .arg(sandbox().port())
                          .arg(arn))
                 .status,
             u"Success"_s);
    QCOMPARE(
        client.run(u"SET odps.namespace.schema=true; CREATE EXTERNAL SCHEMA %1 WITH %1 ON 'public'"_s.arg(name)).status,
        u"Success"_s);
}

} // namespace

void tst_Endpoint::ramRoleWithoutRightsIsRefused()
{
    EndpointClient client(sandbox().admin());
    QCOMPARE(client
                 .run(externalTable(u"t_role"_s, u"order_id STRING"_s, u"dwd_orders"_s,
                                    withRole(u"acs:ram::1:role/stranger"_s)))
                 .status,
             u"Success"_s);
    QVERIFY(client.run(u"SELECT * FROM t_role"_s).text.startsWith(u"ODPS-0130013"));
    QCOMPARE(client.run(u"DROP TABLE t_role"_s).status, u"Success"_s);
    makeExternalSchema(client, u"weak"_s, u"acs:ram::1:role/stranger"_s);
    const Answer listed = client.send("GET", "/tables?curr_schema=weak");
    QCOMPARE(listed.status, 403);
    QVERIFY2(listed.body.contains("Query Failed"), listed.body.constData());
    QCOMPARE(client.run(u"DROP FOREIGN SERVER weak"_s).status, u"Failed"_s);
    QCOMPARE(client.run(u"DROP SCHEMA weak"_s).status, u"Success"_s);
    QCOMPARE(client.run(u"DROP FOREIGN SERVER weak"_s).status, u"Success"_s);
}

void tst_Endpoint::ramRoleWithoutGrantsGetsQueryFailed()
{
    EndpointClient client(sandbox().admin());
    makeExternalSchema(client, u"bare"_s, u"acs:ram::1234567890:role/dbs-holo-role-without-rights"_s);
    const Answer listed = client.send("GET", "/tables?curr_schema=bare");
    QCOMPARE(listed.status, 403);
    QVERIFY2(listed.body.contains("Query Failed"), listed.body.constData());
    const QString select = u"SET odps.namespace.schema=true; SELECT * FROM bare."_s;
    const JobOutcome refused = client.run(select + u"dwd_orders"_s);
    QVERIFY2(refused.text.startsWith(u"ODPS-0130013:") && refused.text.contains(u"permission denied for table"),
             qPrintable(refused.text));
    const JobOutcome missing = client.run(select + u"nope"_s);
    QVERIFY2(missing.text.startsWith(u"ODPS-0130131:"), qPrintable(missing.text));
    QCOMPARE(client.run(u"DROP SCHEMA bare"_s).status, u"Success"_s);
    QCOMPARE(client.run(u"DROP FOREIGN SERVER bare"_s).status, u"Success"_s);
}

void tst_Endpoint::foreignHostIsUnreachable()
{
    EndpointClient client(sandbox().admin());
    const QString ddl =
        externalTable(u"t_far"_s, u"id BIGINT"_s, u"dwd_orders"_s).replace(sandbox().host() + u':', u"203.0.113.9:"_s);
    QCOMPARE(client.run(ddl).status, u"Success"_s);
    const JobOutcome read = client.run(u"SELECT * FROM t_far"_s);
    QVERIFY2(read.text.contains(u"203.0.113.9") && read.text.contains(u"refused"), qPrintable(read.text));
    QCOMPARE(client.run(u"DROP TABLE t_far"_s).status, u"Success"_s);
}

void tst_Endpoint::externalSchemaFollowsHologres()
{
    EndpointClient client(sandbox().admin());
    const JobOutcome made =
        client.run(u"SET odps.namespace.schema=true; CREATE EXTERNAL SCHEMA holo WITH dbs_holo_external ON 'public'"_s);
    QVERIFY2(made.status == u"Success", qPrintable(made.text));
    QVERIFY(client.send("GET", "/schemas/holo").body.contains("<Type>EXTERNAL</Type>"));
    QVERIFY(client.send("GET", "/tables?curr_schema=holo").body.contains("<Name>dwd_orders</Name>"));
    pqxx::connection hologres(sandbox().connectionString(sandbox().admin()));
    pqxx::nontransaction sql(hologres);
    sql.exec("DROP TABLE IF EXISTS live_new; CREATE TABLE live_new (id int, addr inet, t text)");
    sql.exec("INSERT INTO live_new VALUES (7, '10.0.0.1', 'seven')");
    sql.exec("GRANT SELECT ON live_new TO PUBLIC");
    const QByteArray table = client.send("GET", "/tables/live_new?curr_schema=holo").body;
    QVERIFY2(table.contains("\"name\":\"t\"") && !table.contains("\"name\":\"addr\""), table.constData());
    QCOMPARE(client.rows(u"SET odps.namespace.schema=true; SELECT * FROM holo.live_new"_s), QStringList{u"7|seven"_s});
    sql.exec("ALTER TABLE live_new ADD COLUMN x double precision; UPDATE live_new SET x = 0.5");
    QCOMPARE(client.rows(u"SET odps.namespace.schema=true; SELECT * FROM holo.live_new"_s),
             QStringList{u"7|seven|0.5"_s});
    QVERIFY(client.run(u"SET odps.namespace.schema=true; SHOW TABLES IN holo"_s).text.contains(u":live_new\n"));
    QCOMPARE(client.run(u"SET odps.namespace.schema=true; CREATE TABLE holo.t (a INT)"_s).text.left(12),
             u"ODPS-0130071"_s);
    sql.exec("DROP TABLE live_new");
    QCOMPARE(client.run(u"DROP SCHEMA holo"_s).status, u"Success"_s);
}

void tst_Endpoint::schemaNamesNeedTheirSetting()
{
    EndpointClient client(sandbox().admin());
    const JobOutcome job = client.run(u"SELECT * FROM default.ods_user_info_d"_s);
    QCOMPARE(job.text.left(12), u"ODPS-0130131"_s);
    QVERIFY2(job.text.contains(u"odps.namespace.schema=true"), qPrintable(job.text));
    QCOMPARE(client.rows(u"SET odps.namespace.schema=true; SELECT COUNT(*) FROM default.ods_user_info_d"_s),
             QStringList{u"360"_s});
    QCOMPARE(client.rows(u"SELECT COUNT(*) FROM dbs_mc.ods_user_info_d"_s), QStringList{u"360"_s});
}

void tst_Endpoint::readOnlyAccountCannotWrite()
{
    EndpointClient client(sandbox().restricted());
    QCOMPARE(client.run(u"CREATE TABLE t_no (a INT)"_s).text.left(12), u"ODPS-0130013"_s);
    QCOMPARE(client.rows(u"SELECT COUNT(*) FROM ods_user_info_d"_s), QStringList{u"360"_s});
}

void tst_Endpoint::cancelStopsTheQuery()
{
    EndpointClient client(sandbox().admin());
    const QByteArray id = client.submit(u"SELECT COUNT(*) FROM ods_raw_log_d a CROSS JOIN ods_raw_log_d b CROSS JOIN "
                                        "ods_raw_log_d c CROSS JOIN ods_raw_log_d d"_s);
    QVERIFY(!id.isEmpty());
    pqxx::connection hologres(sandbox().connectionString(sandbox().admin()));
    pqxx::nontransaction sql(hologres);
    const auto runs = [&] { // of the engine's role nothing but its state can be seen
        return sql.exec(
                      "SELECT count(*) FROM pg_stat_activity WHERE datname = 'maxcompute' AND pid <> pg_backend_pid()")
                   [0][0]
                       .as<int>()
            > 0
            && client.send("GET", "/instances/" + id).body.contains("Running");
    };
    QTRY_VERIFY(runs());
    QCOMPARE(client.send("PUT", "/instances/" + id, "<Instance><Status>Terminated</Status></Instance>").status, 200);
    const JobOutcome outcome = client.finish(id, 5000);
    QCOMPARE(outcome.status, u"Cancelled"_s);
}

void tst_Endpoint::downloadOfAChangedTableIsRefused()
{
    EndpointClient client(sandbox().admin());
    QCOMPARE(client.run(u"CREATE TABLE t_snap AS SELECT 1L AS id"_s).status, u"Success"_s);
    const QJsonObject session = QJsonDocument::fromJson(client.send("POST", "/tables/t_snap?downloads").body).object();
    const QByteArray id = session[u"DownloadID"].toString().toUtf8();
    const QByteArray get = "/tables/t_snap?data&rowrange=(0,1)&downloadid=" + id;
    QCOMPARE(client.send("GET", get).status, 200);
    QCOMPARE(client.send("GET", "/tables/t_snap?data&rowrange=(2,1)&downloadid=" + id).status, 400);
    QCOMPARE(client.run(u"INSERT INTO t_snap VALUES (2L)"_s).status, u"Success"_s);
    const Answer changed = client.send("GET", get);
    QCOMPARE(changed.status, 400);
    QCOMPARE(QJsonDocument::fromJson(changed.body)[u"Code"].toString(), u"TableModified"_s);
    QCOMPARE(client.send("GET", get + "x").status, 404);
    QCOMPARE(client.run(u"DROP TABLE t_snap"_s).status, u"Success"_s);
}

namespace {

/// A block of two columns, id BIGINT and amount DECIMAL(10,2).
QByteArray block(const QList<QPair<qint64, QByteArray>> &rows)
{
    QList<catalog::Column> columns(2);
    columns[0].name = u"id"_s;
    columns[0].type = catalog::parseMaxComputeType(u"BIGINT");
    columns[1].name = u"amount"_s;
    columns[1].type = catalog::parseMaxComputeType(u"DECIMAL(10,2)");
    records::RecordBatch batch(columns);
    for (const auto &[id, amount] : rows) {
        batch.vector(0).appendInt64(id);
        if (amount.isEmpty())
            batch.vector(1).appendNull();
        else
            batch.vector(1).appendBytes(amount);
    }
    return test::encoded(batch);
}

} // namespace

void tst_Endpoint::uploadBecomesVisibleAtItsCommit()
{
    EndpointClient client(sandbox().admin());
    QCOMPARE(client.run(u"CREATE TABLE t_up (id BIGINT, amount DECIMAL(10,2)) PARTITIONED BY (dt STRING)"_s).status,
             u"Success"_s);
    const QByteArray table = "/schemas/default/tables/t_up";
    QCOMPARE(client.send("POST", table + "?uploads=1&partition=dt=a").status, 404);
    const Answer made = client.send("POST", table + "?uploads=1&create_partition=true&partition=dt=a");
    QVERIFY2(made.status == 200, made.body.constData());
    const QByteArray session =
        table + "?partition=dt=a&uploadid=" + QJsonDocument::fromJson(made.body)[u"UploadID"].toString().toUtf8();
    QCOMPARE(client.send("PUT", session + "&blockid=1", block({{9, "9.00"}})).status, 200);
    QCOMPARE(client.send("PUT", session + "&blockid=1", block({{1, "1.50"}, {2, {}}})).status, 200); // replaces it
    QCOMPARE(client.send("PUT", session + "&blockid=0", block({{0, "0.25"}})).status, 200);
    QCOMPARE(client.send("PUT", session + "&blockid=20000", block({{0, "0.25"}})).status, 400);
    QCOMPARE(client.rows(u"SELECT COUNT(*) FROM t_up"_s), QStringList{u"0"_s});
    const Answer listed = client.send("GET", session);
    QCOMPARE(QJsonDocument::fromJson(listed.body)[u"UploadedBlockList"].toArray().size(), 2);
    QCOMPARE(client.send("POST", session).status, 200);
    QCOMPARE(client.rows(u"SELECT dt, id, amount FROM t_up ORDER BY id"_s),
             (QStringList{u"a|0|0.25"_s, u"a|1|1.5"_s, u"a|2|NULL"_s}));
    QCOMPARE(QJsonDocument::fromJson(client.send("POST", session).body)[u"Code"].toString(), u"StatusConflict"_s);

    const QByteArray over =
        QJsonDocument::fromJson(
            client.send("POST", table + "?uploads=1&overwrite=true&partition=dt=a").body)[u"UploadID"]
            .toString()
            .toUtf8();
    QCOMPARE(client.send("PUT", table + "?partition=dt=a&blockid=0&uploadid=" + over, block({{7, "7.00"}})).status,
             200);
    QCOMPARE(client.send("POST", table + "?partition=dt=a&uploadid=" + over).status, 200);
    QCOMPARE(client.download("/tables/t_up", "&partition=dt=a"), QStringList{u"7|7"_s});
    QCOMPARE(client.run(u"DROP TABLE t_up"_s).status, u"Success"_s);
}

void tst_Endpoint::brokenBlockIsRefused()
{
    EndpointClient client(sandbox().admin());
    QCOMPARE(client.run(u"CREATE TABLE t_broken (id BIGINT, amount DECIMAL(10,2))"_s).status, u"Success"_s);
    const Answer made = client.send("POST", "/tables/t_broken?uploads=1");
    const QByteArray session =
        "/tables/t_broken?uploadid=" + QJsonDocument::fromJson(made.body)[u"UploadID"].toString().toUtf8();
    const QByteArray good = block({{1, "1.00"}, {2, "2.00"}});
    QByteArray flipped = good;
    flipped[3] = char(flipped[3] ^ 1);
    for (const QByteArray &bad : {flipped, good.chopped(1), QByteArray("random"), QByteArray()}) {
        const Answer answer = client.send("PUT", session + "&blockid=0", bad);
        QCOMPARE(answer.status, 400);
        QCOMPARE(QJsonDocument::fromJson(answer.body)[u"Code"].toString(), u"MalformedDataStream"_s);
    }
    QVERIFY(QJsonDocument::fromJson(client.send("GET", session).body)[u"UploadedBlockList"].toArray().isEmpty());
    QCOMPARE(client.send("PUT", session + "&blockid=0", good).status, 200);
    QCOMPARE(client.send("POST", session).status, 200);
    QCOMPARE(client.rows(u"SELECT SUM(id) FROM t_broken"_s), QStringList{u"3"_s});
    QCOMPARE(client.run(u"DROP TABLE t_broken"_s).status, u"Success"_s);
}

void tst_Endpoint::manyClientsAtOnce()
{
    std::atomic<int> good = 0;
    std::vector<std::thread> threads;
    threads.reserve(64);
    for (int i = 0; i < 64; ++i) {
        threads.emplace_back([&good] {
            EndpointClient client(sandbox().admin());
            const bool listed = client.send("GET", "/tables").body.contains("ods_raw_log_d");
            const QStringList rows = client.download("/tables/ods_user_info_d", "&partition=dt%3D20240115");
            if (listed && rows.size() == 120)
                ++good;
        });
    }
    for (std::thread &thread : threads)
        thread.join();
    QCOMPARE(good.load(), 64);
}

void tst_Endpoint::noPasswordStaysInTheDatabase()
{
    EndpointClient client(sandbox().admin());
    QCOMPARE(client.run(externalTable(u"t_secret"_s, u"order_id STRING"_s, u"dwd_orders"_s)).status, u"Success"_s);
    QCOMPARE(client.run(u"SELECT COUNT(*) FROM t_secret"_s).status, u"Success"_s);
    QFile file(sandbox().dir() + u"/sandbox.json"_s);
    QVERIFY(file.open(QIODevice::ReadOnly));
    const QString password = QJsonDocument::fromJson(file.readAll())[u"private"][u"engine_password"].toString();
    pqxx::connection engine(sandbox().connectionString({u"maxcompute_engine"_s, password}, u"maxcompute"_s));
    pqxx::nontransaction sql(engine);
    QCOMPARE(sql.exec("SELECT count(*) FROM pg_foreign_server")[0][0].as<int>(), 0);
    QCOMPARE(sql.exec("SELECT count(*) FROM pg_user_mappings")[0][0].as<int>(), 0);
    QCOMPARE(client.run(u"DROP TABLE t_secret"_s).status, u"Success"_s);
}

void tst_Endpoint::killedServerLeavesWholeStatementsOnly()
{
    const QString endpoint = sandbox().endpoint();
    QByteArray running;
    {
        EndpointClient client(sandbox().admin());
        QCOMPARE(client.run(u"CREATE TABLE t_kill (id BIGINT)"_s).status, u"Success"_s);
        QCOMPARE(client.run(u"INSERT INTO t_kill VALUES (1)"_s).status, u"Success"_s);
        running = client.submit(
            u"INSERT INTO t_kill SELECT 1L FROM ods_raw_log_d a CROSS JOIN ods_raw_log_d b CROSS JOIN ods_raw_log_d c"_s);
        QTRY_VERIFY(client.send("GET", "/instances/" + running).body.contains("Running"));
    }
    sandbox().killServer();
    QVERIFY2(sandbox().start(), qPrintable(sandbox().problem()));
    QCOMPARE(sandbox().endpoint(), endpoint);
    EndpointClient client(sandbox().admin());
    QCOMPARE(client.rows(u"SELECT COUNT(*) FROM t_kill"_s), QStringList{u"1"_s});
    QCOMPARE(client.download("/tables/t_kill"), QStringList{u"1"_s});
    const JobOutcome job = client.finish(running);
    QCOMPARE(job.status, u"Failed"_s);
    QVERIFY(job.text.startsWith(u"ODPS-0010000"));
    QCOMPARE(client.run(u"DROP TABLE t_kill"_s).status, u"Success"_s);
}

QTEST_GUILESS_MAIN(tst_Endpoint)
#include "tst_endpoint.moc"
