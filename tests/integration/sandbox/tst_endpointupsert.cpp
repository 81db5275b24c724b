// SPDX-License-Identifier: GPL-3.0-or-later
#include "endpointclient.h"

#include <QJsonArray>
#include <QTest>

using namespace isthmus;
using namespace Qt::StringLiterals;

namespace {

using test::columnsOf;
using test::encoded;
using test::EndpointClient;

test::SandboxFixture &sandbox()
{
    return test::SandboxFixture::shared();
}

/// Rows of id BIGINT, v STRING with their operation, as upserts send them.
QByteArray changes(const QList<std::tuple<qint64, QByteArray, char>> &rows)
{
    records::RecordBatch batch(columnsOf({{u"id"_s, u"BIGINT"_s},
                                          {u"v"_s, u"STRING"_s},
                                          {u"__version"_s, u"BIGINT"_s},
                                          {u"__app_version"_s, u"BIGINT"_s},
                                          {u"__operation"_s, u"TINYINT"_s},
                                          {u"__key_cols"_s, u"ARRAY<BIGINT>"_s},
                                          {u"__value_cols"_s, u"ARRAY<BIGINT>"_s}}));
    for (const auto &[id, value, operation] : rows) {
        batch.vector(0).appendInt64(id);
        batch.vector(1).appendBytes(value);
        batch.vector(2).appendNull();
        batch.vector(3).appendNull();
        batch.vector(4).appendInt64(operation);
        batch.vector(5).appendNull();
        batch.vector(6).appendBytes("[]");
    }
    return encoded(batch);
}

} // namespace

/// Rows that replace others by their key.
class tst_EndpointUpsert : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void upsertAppliesTheLastOfEachKey();
    void upsertOfSomeColumnsKeepsTheOthers();
    void upsertIsCommittedOnce();
};

void tst_EndpointUpsert::initTestCase()
{
    QVERIFY2(sandbox().start(), qPrintable(sandbox().problem()));
}

void tst_EndpointUpsert::upsertAppliesTheLastOfEachKey()
{
    EndpointClient client(sandbox().admin());
    client.run(u"DROP TABLE IF EXISTS t_ups"_s);
    QCOMPARE(client
                 .run(u"CREATE TABLE t_ups (id BIGINT NOT NULL, v STRING, PRIMARY KEY (id)) "
                      "TBLPROPERTIES ('transactional'='true')"_s)
                 .status,
             u"Success"_s);
    QCOMPARE(client.run(u"INSERT INTO t_ups VALUES (1, 'one'), (2, 'two'), (3, 'three')"_s).status, u"Success"_s);
    QCOMPARE(client.send("POST", "/tables/t_ups?uploads=1").status, 400);
    const QByteArray path = "/tables/t_ups/upserts";
    const QJsonObject made = client.send("POST", path + "?slotnum=2").json();
    QCOMPARE(made[u"hash_key"].toArray(), QJsonArray{u"id"_s});
    QCOMPARE(made[u"slots"].toArray().size(), 2);
    QCOMPARE(made[u"slots"][1][u"buckets"][0].toInt(), 4);
    const QByteArray session = path + "?upsertid=" + made[u"id"].toString().toUtf8();
    QCOMPARE(client
                 .send("PUT", session + "&bucketid=0&slotid=0&record_count=3",
                       changes({{1, "eins", 'U'}, {2, "", 'D'}, {4, "vier", 'U'}}))
                 .status,
             200);
    QCOMPARE(client
                 .send("PUT", session + "&bucketid=9&slotid=1",
                       changes({{1, "uno", 'U'}, {4, "", 'D'}, {2, "due", 'U'}, {9, "", 'D'}}))
                 .status,
             200);
    QCOMPARE(client.send("PUT", session + "&record_count=7", changes({{5, "x", 'U'}})).code(),
             u"MalformedDataStream"_s);
    QCOMPARE(client.send("PUT", session, changes({{5, "x", 'X'}})).code(), u"MalformedDataStream"_s);
    QCOMPARE(client.rows(u"SELECT v FROM t_ups WHERE id = 1"_s), QStringList{u"one"_s});
    const QJsonObject done = client.send("POST", session).json();
    QCOMPARE(done[u"status"].toString(), u"committed"_s);
    QCOMPARE(done[u"slots"].toArray().size(), 2);
    QCOMPARE(client.rows(u"SELECT id, v FROM t_ups ORDER BY id"_s),
             (QStringList{u"1|uno"_s, u"2|due"_s, u"3|three"_s}));
    const QJsonObject download = client.send("POST", "/tables/t_ups?downloads").json();
    QCOMPARE(download[u"RecordCount"].toInt(), 3);
}

void tst_EndpointUpsert::upsertOfSomeColumnsKeepsTheOthers()
{
    EndpointClient client(sandbox().admin());
    client.run(u"DROP TABLE IF EXISTS t_part"_s);
    QCOMPARE(client
                 .run(u"CREATE TABLE t_part (id BIGINT NOT NULL, a STRING, b DECIMAL(10,2), c ARRAY<BIGINT>, "
                      "PRIMARY KEY (id)) TBLPROPERTIES ('transactional'='true', "
                      "'acid.partial.fields.update.enable'='true')"_s)
                 .status,
             u"Success"_s);
    QCOMPARE(client
                 .run(u"INSERT INTO t_part SELECT 1, 'one', 1.5BD, array(1L) UNION ALL "
                      "SELECT 2, 'two', 2.5BD, array(2L, 22L) UNION ALL SELECT 3, 'three', 3.5BD, array(3L)"_s)
                 .status,
             u"Success"_s);
    const QByteArray path = "/tables/t_part/upserts";
    const QJsonObject made = client.send("POST", path).json();
    QVERIFY(made[u"enable_partial_update"].toBool());
    QCOMPARE(made[u"schema"][u"columns"][2][u"column_id"].toString(), u"2"_s);
    records::RecordBatch batch(columnsOf({{u"id"_s, u"BIGINT"_s},
                                          {u"a"_s, u"STRING"_s},
                                          {u"b"_s, u"DECIMAL(10,2)"_s},
                                          {u"c"_s, u"ARRAY<BIGINT>"_s},
                                          {u"__version"_s, u"BIGINT"_s},
                                          {u"__app_version"_s, u"BIGINT"_s},
                                          {u"__operation"_s, u"TINYINT"_s},
                                          {u"__key_cols"_s, u"ARRAY<BIGINT>"_s},
                                          {u"__value_cols"_s, u"ARRAY<BIGINT>"_s}}));
    const auto add = [&](qint64 id, const QByteArray &a, const QByteArray &b, char operation,
                         const QByteArray &brought) {
        batch.vector(0).appendInt64(id);
        a.isEmpty() ? batch.vector(1).appendNull() : batch.vector(1).appendBytes(a);
        b.isEmpty() ? batch.vector(2).appendNull() : batch.vector(2).appendBytes(b);
        batch.vector(3).appendNull();
        batch.vector(4).appendNull();
        batch.vector(5).appendNull();
        batch.vector(6).appendInt64(operation);
        batch.vector(7).appendNull();
        batch.vector(8).appendBytes(brought);
    };
    add(1, "eins", "", 'U', "[0,1]"); // a alone
    add(1, "", "7.25", 'U', "[2]"); // then b, a stays "eins"
    add(2, "", "", 'U', "[1]"); // a becomes NULL
    add(3, "", "", 'D', "[]"); // a deletion forgets the old row,
    add(3, "drei", "", 'U', "[1]"); // so b and c are NULL
    add(4, "vier", "4.00", 'U', "[]"); // a whole row,
    add(4, "four", "", 'U', "[1]"); // of which b stays
    add(5, "gone", "", 'U', "[1]");
    add(5, "", "", 'D', "[]");
    const QByteArray session = path + "?upsertid=" + made[u"id"].toString().toUtf8();
    QCOMPARE(client.send("PUT", session, encoded(batch)).status, 200);
    batch = records::RecordBatch(batch.columns());
    add(1, "x", "", 'U', "[9]");
    QCOMPARE(client.send("PUT", session, encoded(batch)).code(), u"MalformedDataStream"_s);
    QCOMPARE(client.send("POST", session).json()[u"status"].toString(), u"committed"_s);
    QCOMPARE(client.rows(u"SELECT id, a, b, c FROM t_part ORDER BY id"_s),
             (QStringList{u"1|eins|7.25|[1]"_s, u"2|NULL|2.5|[2,22]"_s, u"3|drei|NULL|NULL"_s, u"4|four|4|NULL"_s}));
    QCOMPARE(client.run(u"ALTER TABLE t_part SET TBLPROPERTIES ('acid.partial.fields.update.enable'='false')"_s).status,
             u"Success"_s);
    const QJsonObject whole = client.send("POST", path).json();
    QVERIFY(!whole[u"enable_partial_update"].toBool(true));
    batch = records::RecordBatch(batch.columns());
    add(1, "x", "", 'U', "[1]");
    QCOMPARE(client.send("PUT", path + "?upsertid=" + whole[u"id"].toString().toUtf8(), encoded(batch)).code(),
             u"MalformedDataStream"_s);
    QCOMPARE(client.run(u"DROP TABLE t_part"_s).status, u"Success"_s);
}

void tst_EndpointUpsert::upsertIsCommittedOnce()
{
    EndpointClient client(sandbox().admin());
    const QByteArray path = "/tables/t_ups/upserts";
    const auto open = [&] { return path + "?upsertid=" + client.send("POST", path).json()[u"id"].toString().toUtf8(); };
    const QByteArray session = open();
    QCOMPARE(client.send("PUT", session, changes({{7, "seven", 'U'}})).status, 200);
    QCOMPARE(client.send("POST", session).status, 200);
    QCOMPARE(client.run(u"DELETE FROM t_ups WHERE id = 7"_s).status, u"Success"_s);
    QCOMPARE(client.send("POST", session).json()[u"status"].toString(), u"committed"_s); // and is not applied again
    QCOMPARE(client.rows(u"SELECT COUNT(*) FROM t_ups WHERE id = 7"_s), QStringList{u"0"_s});
    QCOMPARE(client.send("PUT", session, changes({{7, "seven", 'U'}})).code(), u"StatusConflict"_s);
    const QByteArray aborted = open();
    QCOMPARE(client.send("PUT", aborted, changes({{1, "", 'D'}})).status, 200);
    QCOMPARE(client.send("DELETE", aborted).json()[u"status"].toString(), u"aborted"_s);
    QCOMPARE(client.send("POST", aborted).code(), u"StatusConflict"_s);
    QCOMPARE(client.rows(u"SELECT COUNT(*) FROM t_ups WHERE id = 1"_s), QStringList{u"1"_s});
    QCOMPARE(client.send("GET", path + "?upsertid=nothing").code(), u"UpsertSessionNotFound"_s);
    QCOMPARE(client.run(u"DROP TABLE t_ups"_s).status, u"Success"_s);
}

QTEST_GUILESS_MAIN(tst_EndpointUpsert)
#include "tst_endpointupsert.moc"
