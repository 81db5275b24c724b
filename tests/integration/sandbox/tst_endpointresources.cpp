// SPDX-License-Identifier: GPL-3.0-or-later
#include "endpointclient.h"

#include <isthmus/wire/recorddecoder.h>

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>
#include <QTest>

using namespace isthmus;
using namespace Qt::StringLiterals;

namespace {

using test::Answer;
using test::EndpointClient;
using test::JobOutcome;
using test::SandboxFixture;

SandboxFixture &sandbox()
{
    return SandboxFixture::shared();
}

// Contents of all elements \a name, in order.
QStringList all(const QByteArray &xml, const QString &name)
{
    QStringList values;
    const QRegularExpression element(u"<%1>([^<]*)</%1>"_s.arg(name));
    for (auto matches = element.globalMatch(QString::fromUtf8(xml)); matches.hasNext();)
        values.append(matches.next().captured(1));
    return values;
}

} // namespace

// What clients ask a project beside its tables and jobs.
class tst_EndpointResources : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void listsAreFilteredByOwner();
    void securityConfigurationIsTold();
    void usersAndRolesNameEachOther();
    void permissionsFollowTheAccount();
    void partitionNamesComeAtOnce();
    void instancesAreListedPageByPage();
    void queueHoldsWhatRuns();
    void lineageTellsColumnsAndRunsNothing();
    void explainOutputTellsColumns();
    void emptyResultIsNotCalledBase64();
    void rowsAreReadWithoutASession();
};

void tst_EndpointResources::initTestCase()
{
    QVERIFY2(sandbox().start(), qPrintable(sandbox().problem()));
}

void tst_EndpointResources::listsAreFilteredByOwner()
{
    EndpointClient client(sandbox().admin());
    const QByteArray me = sandbox().admin().name.toUtf8();
    QVERIFY(all(client.send("GET", "/schemas?owner=" + me).body, u"Name"_s).contains(u"default"_s));
    QCOMPARE(all(client.send("GET", "/schemas?owner=nobody").body, u"Name"_s), QStringList());
    QCOMPARE(all(client.send("GET", "/tables?owner=nobody").body, u"Name"_s), QStringList());
    QCOMPARE(all(client.send("GET", "/tables?name=ods_&owner=" + me).body, u"Name"_s),
             (QStringList{u"ods_raw_log_d"_s, u"ods_user_info_d"_s}));
}

void tst_EndpointResources::securityConfigurationIsTold()
{
    EndpointClient client(sandbox().admin());
    const QByteArray xml = client.send("GET", "?security_configuration").body;
    QCOMPARE(all(xml, u"CheckPermissionUsingAcl"_s), QStringList{u"true"_s});
    QCOMPARE(all(xml, u"LabelSecurity"_s), QStringList{u"false"_s});
    QVERIFY2(xml.contains("<ProjectProtection Protected=\"false\""), xml.constData());
    QCOMPARE(client.send("PUT", "?security_configuration", "<SecurityConfiguration/>").status, 405);
}

void tst_EndpointResources::usersAndRolesNameEachOther()
{
    EndpointClient client(sandbox().admin());
    const QString me = sandbox().admin().name;
    const QString reader = sandbox().restricted().name;
    QCOMPARE(all(client.send("GET", "/users/" + me.toUtf8()).body, u"Role"_s), QStringList{u"admin"_s});
    QCOMPARE(all(client.send("GET", "/users/ALIYUN$" + reader.toUtf8() + "?roles&type=displayname").body, u"Name"_s),
             QStringList{u"reader"_s});
    const QStringList readers = all(client.send("GET", "/roles/reader?users").body, u"ID"_s);
    QVERIFY(readers.contains(reader) && !readers.contains(me));
    QCOMPARE(all(client.send("GET", "/roles/admin").body, u"Name"_s), QStringList{u"admin"_s});
    QCOMPARE(client.send("GET", "/users/nobody").status, 404);
    QCOMPARE(client.send("GET", "/roles/nobody").status, 404);
}

void tst_EndpointResources::permissionsFollowTheAccount()
{
    const auto answer = [](const SandboxFixture::User &user, const QByteArray &action, const QByteArray &table) {
        EndpointClient client(user);
        const QByteArray question =
            "[{\"Action\":\"" + action + "\",\"Resource\":\"/projects/dbs_mc/tables/" + table + "\"}]";
        return all(client.send("POST", "/auth/", question).body, u"Result"_s);
    };
    QCOMPARE(answer(sandbox().admin(), "Drop", "ods_user_info_d"), QStringList{u"Allow"_s});
    QCOMPARE(answer(sandbox().restricted(), "Select", "ods_user_info_d"), QStringList{u"Allow"_s});
    QCOMPARE(answer(sandbox().restricted(), "Drop", "ods_user_info_d"), QStringList{u"Deny"_s});
    EndpointClient reader(sandbox().restricted());
    QCOMPARE(all(reader.send("GET", "/auth?type=Project&name=dbs_mc&grantee=CreateTable").body, u"Result"_s),
             QStringList{u"Deny"_s});
    QCOMPARE(reader.send("GET", "/auth").status, 400);
}

void tst_EndpointResources::partitionNamesComeAtOnce()
{
    EndpointClient client(sandbox().admin());
    QCOMPARE(all(client.send("GET", "/tables/ods_user_info_d?partitions&name").body, u"Name"_s),
             (QStringList{u"dt='20240115'"_s, u"dt='20240116'"_s, u"dt='20240117'"_s}));
}

void tst_EndpointResources::instancesAreListedPageByPage()
{
    EndpointClient client(sandbox().admin(), "dbs_mc_2layer");
    QSet<QString> made;
    for (int i = 0; i < 7; ++i)
        made.insert(QString::fromLatin1(client.run(u"SELECT %1"_s.arg(i)).id));
    QCOMPARE(made.size(), 7);
    QStringList listed;
    int pages = 0;
    QByteArray marker;
    do {
        const QByteArray page = client.send("GET", "/instances?maxitems=3&marker=" + marker).body;
        const QStringList names = all(page, u"Name"_s);
        QVERIFY(names.size() <= 3);
        listed += names;
        marker = all(page, u"Marker"_s).value(0).toLatin1();
        ++pages;
    } while (!marker.isEmpty() && pages < 10);
    QCOMPARE(pages, 3);
    QCOMPARE(listed.size(), 7); // none twice
    QCOMPARE(QSet<QString>(listed.cbegin(), listed.cend()), made);
    QCOMPARE(all(client.send("GET", "/instances?marker=nowhere").body, u"Name"_s), QStringList());
}

void tst_EndpointResources::queueHoldsWhatRuns()
{
    EndpointClient client(sandbox().admin());
    const QByteArray id =
        client.submit(u"SELECT COUNT(*) FROM ods_raw_log_d a CROSS JOIN ods_raw_log_d b CROSS JOIN ods_raw_log_d c"_s);
    const auto queued = [&] {
        const QString content =
            all(client.send("GET", "/cachedinstances").body, u"Content"_s).value(0).replace(u"&quot;"_s, u"\""_s);
        return QJsonDocument::fromJson(content.toUtf8()).array();
    };
    const QJsonArray running = queued();
    QCOMPARE(running.size(), 1);
    QCOMPARE(running[0][u"instanceId"].toString(), QString::fromLatin1(id));
    QCOMPARE(running[0][u"status"].toString(), u"Running"_s);
    QCOMPARE(client.send("PUT", "/instances/" + id, "<Instance><Status>Terminated</Status></Instance>").status, 200);
    QCOMPARE(client.finish(id).status, u"Cancelled"_s);
    QCOMPARE(queued().size(), 0);
    const QJsonObject place = QJsonDocument::fromJson(client.send("GET", "/instances/" + id + "?cached").body).object();
    QCOMPARE(place[u"status"].toString(), u"Terminated"_s);
}

void tst_EndpointResources::lineageTellsColumnsAndRunsNothing()
{
    EndpointClient client(sandbox().admin());
    const JobOutcome asked = client.run(u"SET odps.sql.task.mode=LINEAGE; SELECT uid, COUNT(*) AS n, 1 / 0 AS x "
                                        "FROM ods_user_info_d GROUP BY uid"_s);
    QCOMPARE(asked.status, u"Success"_s);
    const QJsonArray columns = QJsonDocument::fromJson(asked.text.toUtf8())[u"outputTables"][0][u"columns"].toArray();
    QCOMPARE(columns.size(), 3);
    QCOMPARE(columns[1][u"name"].toString(), u"n"_s);
    QCOMPARE(columns[1][u"type"].toString(), u"bigint"_s);
    QCOMPARE(client.run(u"SET odps.sql.task.mode=LINEAGE; CREATE TABLE t_lineage (a INT)"_s).text.left(12),
             u"ODPS-0130161"_s);
    QCOMPARE(client.send("GET", "/tables/t_lineage").status, 404);
}

void tst_EndpointResources::explainOutputTellsColumns()
{
    EndpointClient client(sandbox().admin());
    QCOMPARE(client.run(u"EXPLAIN OUTPUT SELECT uid, COUNT(*) AS n FROM ods_user_info_d GROUP BY uid"_s).text,
             uR"({"columns":[{"name":"uid","type":"string"},{"name":"n","type":"bigint"}]})"_s);
    QCOMPARE(client.run(u"EXPLAIN OUTPUT CREATE TABLE t_explained (a INT)"_s).text, u"nothing to explain"_s);
    QCOMPARE(client.send("GET", "/tables/t_explained").status, 404);
    QCOMPARE(client.run(u"EXPLAIN OUTPUT SELECT * FROM nowhere"_s).text.left(12), u"ODPS-0130131"_s);
    QCOMPARE(client.run(u"EXPLAIN OUTPUT SELEC 1"_s).text.left(12), u"ODPS-0130161"_s);
    QCOMPARE(client.run(u"EXPLAIN OUTPUT EXPLAIN OUTPUT SELECT 1"_s).text.left(12), u"ODPS-0130161"_s);
}

void tst_EndpointResources::emptyResultIsNotCalledBase64()
{
    EndpointClient client(sandbox().admin());
    const QByteArray quiet = client.run(u"CREATE SCHEMA IF NOT EXISTS quiet"_s).id;
    QVERIFY(!client.send("GET", "/instances/" + quiet + "?result").body.contains("Base64"));
    QCOMPARE(client.send("DELETE", "/schemas/quiet").status, 204);
    const QByteArray told = client.run(u"SHOW SCHEMAS"_s).id;
    QVERIFY(client.send("GET", "/instances/" + told + "?result").body.contains("Transform=\"Base64\""));
}

void tst_EndpointResources::rowsAreReadWithoutASession()
{
    EndpointClient client(sandbox().admin());
    const QByteArray query = "?cached&taskname=T&queryid=0&data&schema_in_stream";
    const auto decoded = [](const Answer &answer) {
        catalog::Column column;
        column.name = u"uid"_s;
        column.type = catalog::parseMaxComputeType(u"STRING");
        wire::RecordDecoder decoder({column});
        QStringList values;
        if (!decoder.feed(answer.body) || !decoder.finish())
            return QStringList{QString::fromUtf8(answer.body)};
        const records::RecordBatch batch = decoder.takeRows();
        for (qsizetype row = 0; row < batch.rowCount(); ++row)
            values.append(batch.vector(0).displayText(row));
        return values;
    };
    // The job is not waited for: the request does.
    QByteArray id = client.submit(u"SELECT uid FROM ods_user_info_d WHERE dt = '20240115' ORDER BY uid LIMIT 3"_s);
    QCOMPARE(decoded(client.send("GET", "/instances/" + id + query)),
             (QStringList{u"0000001"_s, u"0000002"_s, u"0000003"_s}));
    QCOMPARE(decoded(client.send("GET", "/instances/" + id + query + "&rowrange=(1,1)")), QStringList{u"0000002"_s});
    id = client.submit(u"SELECT * FROM nowhere"_s);
    const Answer refused = client.send("GET", "/instances/" + id + query);
    QCOMPARE(refused.status, 400);
    QVERIFY2(refused.body.contains("ODPS-0130131"), refused.body.constData());
}

QTEST_GUILESS_MAIN(tst_EndpointResources)
#include "tst_endpointresources.moc"

#include <isthmus/wire/recorddecoder.h>
