// SPDX-License-Identifier: GPL-3.0-or-later
#include "endpointclient.h"

#include <isthmus/wire/compression.h>

#include <QFile>
#include <QJsonArray>
#include <QTest>

#include <pqxx/pqxx>

using namespace isthmus;
using namespace Qt::StringLiterals;

namespace {

using test::Answer;
using test::columnsOf;
using test::encoded;
using test::EndpointClient;
using wire::Compression;

test::SandboxFixture &sandbox()
{
    return test::SandboxFixture::shared();
}

/// A block of one column, id BIGINT.
QByteArray ids(qint64 first, int count)
{
    records::RecordBatch batch(columnsOf({{u"id"_s, u"BIGINT"_s}}));
    for (int i = 0; i < count; ++i)
        batch.vector(0).appendInt64(first + i);
    return encoded(batch);
}

QByteArray compressed(Compression compression, const QByteArray &bytes)
{
    QByteArray out;
    const auto compressor = wire::Compressor::make(compression);
    return compressor->append(bytes, out) && compressor->finish(out) ? out : QByteArray();
}

/// Runs one statement on the store of the MaxCompute side, and answers its first value.
QString store(const QString &statement)
{
    QFile file(sandbox().dir() + u"/sandbox.json"_s);
    if (!file.open(QIODevice::ReadOnly))
        return file.errorString();
    const QString password = QJsonDocument::fromJson(file.readAll())[u"private"][u"engine_password"].toString();
    pqxx::connection engine(sandbox().connectionString({u"maxcompute_engine"_s, password}, u"maxcompute"_s));
    pqxx::nontransaction sql(engine);
    const pqxx::result result = sql.exec(statement.toStdString());
    return result.empty() ? QString() : QString::fromUtf8(result[0][0].c_str());
}

} // namespace

Q_DECLARE_METATYPE(Compression)

/// Writing and reading sessions of the Tunnel, and who may use them.
class tst_EndpointTunnel : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void compressedBlocksComeBackCompressed_data();
    void compressedBlocksComeBackCompressed();
    void brokenCompressionIsRefused_data();
    void brokenCompressionIsRefused();
    void bombIsRefusedByWhatItHolds();
    void bytesAfterADeflateStreamEndTheRequest();
    void valuesThatDoNotFitAreRefused();
    void expiredSessionsEnd();
    void streamIsVisibleAtOnceAndWhole();
    void downloadUnderWayKeepsItsRows();
    void furtherAccountsAreHeldToTheirRights();
    void tablesAreLoadedTogether();
    void manyPartitionsArePaged();

private:
    /// A table of one column id BIGINT and an upload session of it; answers the session's address.
    QByteArray openUpload(EndpointClient &client, const QString &table);
};

void tst_EndpointTunnel::initTestCase()
{
    QVERIFY2(sandbox().start(), qPrintable(sandbox().problem()));
}

QByteArray tst_EndpointTunnel::openUpload(EndpointClient &client, const QString &table)
{
    client.run(u"DROP TABLE IF EXISTS "_s + table);
    if (client.run(u"CREATE TABLE %1 (id BIGINT)"_s.arg(table)).status != u"Success")
        return {};
    const QByteArray path = "/tables/" + table.toUtf8();
    const Answer made = client.send("POST", path + "?uploads=1");
    return path + "?uploadid=" + made.json()[u"UploadID"].toString().toUtf8();
}

void tst_EndpointTunnel::compressedBlocksComeBackCompressed_data()
{
    QTest::addColumn<Compression>("compression");
    for (const auto compression : {Compression::Deflate, Compression::Zstd, Compression::Lz4, Compression::Snappy})
        QTest::newRow(wire::compressionName(compression).constData()) << compression;
}

void tst_EndpointTunnel::compressedBlocksComeBackCompressed()
{
    QFETCH(Compression, compression);
    EndpointClient client(sandbox().admin());
    const QByteArray session = openUpload(client, u"t_zip"_s);
    const QByteArray name = wire::compressionName(compression);
    const QByteArray block = ids(1, 50'000);
    const Answer put =
        client.send("PUT", session + "&blockid=0", compressed(compression, block), {{"Content-Encoding", name}});
    QVERIFY2(put.status == 200, put.body.constData());
    QCOMPARE(client.send("POST", session).status, 200);

    const QJsonObject download = client.send("POST", "/tables/t_zip?downloads").json();
    QCOMPARE(download[u"RecordCount"].toInt(), 50'000);
    const QByteArray get =
        "/tables/t_zip?data&rowrange=(0,50000)&downloadid=" + download[u"DownloadID"].toString().toUtf8();
    const Answer packed = client.send("GET", get, {}, {{"Accept-Encoding", name}});
    QCOMPARE(packed.encoding, name);
    QVERIFY(packed.body.size() < block.size());
    QByteArray unpacked;
    const auto decompressor = wire::Decompressor::make(compression);
    QVERIFY(decompressor
                ->feed(packed.body,
                       [&](QByteArrayView bytes) -> core::Result<core::Done> {
                           unpacked.append(bytes.data(), bytes.size());
                           return core::Done{};
                       })
                .has_value());
    QVERIFY(decompressor->finish().has_value());
    QCOMPARE(unpacked, block);
    const Answer plain = client.send("GET", get, {}, {{"Accept-Encoding", "gzip, deflate"}});
    QCOMPARE(plain.encoding, QByteArray());
    QCOMPARE(plain.body, block);
    QCOMPARE(client.run(u"DROP TABLE t_zip"_s).status, u"Success"_s);
}

void tst_EndpointTunnel::brokenCompressionIsRefused_data()
{
    compressedBlocksComeBackCompressed_data();
}

void tst_EndpointTunnel::brokenCompressionIsRefused()
{
    QFETCH(Compression, compression);
    EndpointClient client(sandbox().admin());
    const QByteArray session = openUpload(client, u"t_cut"_s);
    const QByteArray name = wire::compressionName(compression);
    const QByteArray good = compressed(compression, ids(1, 10'000));
    for (const QByteArray &bad : {good.first(good.size() / 2), QByteArray("no compressed stream"), ids(1, 10)}) {
        const Answer answer = client.send("PUT", session + "&blockid=0", bad, {{"Content-Encoding", name}});
        QVERIFY2(answer.status == 400, QByteArray::number(answer.status));
    }
    QVERIFY(client.send("GET", session).json()[u"UploadedBlockList"].toArray().isEmpty());
    QCOMPARE(client.send("PUT", session + "&blockid=0", good, {{"Content-Encoding", "lzma"}}).code(),
             u"MethodNotAllowed"_s);
    QCOMPARE(client.send("POST", session).status, 200);
    QCOMPARE(client.rows(u"SELECT COUNT(*) FROM t_cut"_s), QStringList{u"0"_s});
    QCOMPARE(client.run(u"DROP TABLE t_cut"_s).status, u"Success"_s);
}

void tst_EndpointTunnel::bombIsRefusedByWhatItHolds()
{
    EndpointClient client(sandbox().admin());
    const QByteArray session = openUpload(client, u"t_bomb"_s);
    const QByteArray bomb = compressed(Compression::Zstd, QByteArray(200'000'000, '\0'));
    QVERIFY(bomb.size() < 100'000);
    const Answer answer = client.send("PUT", session + "&blockid=0", bomb, {{"Content-Encoding", "zstd"}});
    QCOMPARE(answer.code(), u"MalformedDataStream"_s);
    QCOMPARE(client.run(u"DROP TABLE t_bomb"_s).status, u"Success"_s);
}

void tst_EndpointTunnel::bytesAfterADeflateStreamEndTheRequest()
{
    EndpointClient client(sandbox().admin());
    const QByteArray session = openUpload(client, u"t_tail"_s);
    const QByteArray body = compressed(Compression::Deflate, ids(1, 1000)) + QByteArray(10'000, 'x');
    const Answer answer = client.send("PUT", session + "&blockid=0", body, {{"Content-Encoding", "deflate"}});
    QVERIFY2(answer.status == 400 || answer.status == 0, QByteArray::number(answer.status));
    EndpointClient other(sandbox().admin());
    QVERIFY(other.send("GET", session).json()[u"UploadedBlockList"].toArray().isEmpty());
    QCOMPARE(other.run(u"DROP TABLE t_tail"_s).status, u"Success"_s);
}

void tst_EndpointTunnel::valuesThatDoNotFitAreRefused()
{
    EndpointClient client(sandbox().admin());
    client.run(u"DROP TABLE IF EXISTS t_fit"_s);
    QCOMPARE(client.run(u"CREATE TABLE t_fit (t TINYINT, d DECIMAL(4,2), v VARCHAR(3), j JSON)"_s).status,
             u"Success"_s);
    const auto columns = columnsOf(
        {{u"t"_s, u"TINYINT"_s}, {u"d"_s, u"DECIMAL(4,2)"_s}, {u"v"_s, u"VARCHAR(3)"_s}, {u"j"_s, u"JSON"_s}});
    const QByteArray session = "/tables/t_fit?uploadid="
        + client.send("POST", "/tables/t_fit?uploads=1").json()[u"UploadID"].toString().toUtf8();
    const auto put = [&](qint64 t, const QByteArray &d, const QByteArray &v, const QByteArray &j) {
        records::RecordBatch batch(columns);
        batch.vector(0).appendInt64(t);
        batch.vector(1).appendBytes(d);
        batch.vector(2).appendBytes(v);
        batch.vector(3).appendBytes(j);
        return client.send("PUT", session + "&blockid=0", encoded(batch));
    };
    QCOMPARE(put(128, "1", "v", "{}").code(), u"MalformedDataStream"_s);
    QCOMPARE(put(-129, "1", "v", "{}").status, 400);
    QCOMPARE(put(1, "123.00", "v", "{}").code(), u"MalformedDataStream"_s);
    QCOMPARE(put(1, "one", "v", "{}").status, 400);
    QCOMPARE(put(1, "1", "four", "{}").status, 400);
    QCOMPARE(put(1, "1", "\xff", "{}").status, 200); // a text is any bytes; the block is sent again below
    QCOMPARE(put(1, "1", "v", "{").status, 400);
    QCOMPARE(put(-128, "1E1", "äöü", "{\"a\": 1}").status, 200);
    QCOMPARE(client.send("POST", session).status, 200);
    QCOMPARE(client.download("/tables/t_fit"), QStringList{u"-128|10|äöü|{\"a\": 1}"_s});
    QCOMPARE(client.run(u"DROP TABLE t_fit"_s).status, u"Success"_s);
}

void tst_EndpointTunnel::expiredSessionsEnd()
{
    EndpointClient client(sandbox().admin());
    const QByteArray session = openUpload(client, u"t_old"_s);
    QCOMPARE(client.send("PUT", session + "&blockid=0", ids(1, 3)).status, 200);
    const QString id = QString::fromUtf8(session.mid(session.indexOf("uploadid=") + 9));
    store(u"UPDATE mc.tunnel_sessions SET expires = now() - interval '1 second' WHERE id = '%1'"_s.arg(id));
    QCOMPARE(client.send("GET", session).json()[u"Status"].toString(), u"EXPIRED"_s);
    QCOMPARE(client.send("PUT", session + "&blockid=1", ids(4, 1)).code(), u"StatusConflict"_s);
    QCOMPARE(client.send("POST", session).code(), u"StatusConflict"_s);
    QCOMPARE(client.rows(u"SELECT COUNT(*) FROM t_old"_s), QStringList{u"0"_s});
    const QString relation = u"SELECT coalesce(to_regclass('mc_upload.u_%1')::text, 'none')"_s.arg(id);
    QVERIFY(store(relation) != u"none");
    QCOMPARE(client.send("POST", "/tables/t_old?uploads=1").status, 200); // housekeeping goes with it
    QCOMPARE(store(relation), u"none"_s);
    QCOMPARE(client.send("GET", session).json()[u"Status"].toString(), u"EXPIRED"_s);
    QCOMPARE(client.run(u"DROP TABLE t_old"_s).status, u"Success"_s);
}

void tst_EndpointTunnel::streamIsVisibleAtOnceAndWhole()
{
    EndpointClient client(sandbox().admin());
    client.run(u"DROP TABLE IF EXISTS t_str"_s);
    QCOMPARE(client.run(u"CREATE TABLE t_str (id BIGINT) PARTITIONED BY (dt STRING)"_s).status, u"Success"_s);
    const QByteArray path = "/schemas/default/tables/t_str/streams";
    QCOMPARE(client.send("POST", path + "?partition=dt=a").code(), u"NoSuchPartition"_s);
    const QJsonObject made =
        client.send("POST", path + "?create_partition&partition=dt=a", {}, {{"odps-slot-num", "3"}}).json();
    QCOMPARE(made[u"status"].toString(), u"normal"_s);
    QCOMPARE(made[u"slots"].toArray().size(), 3);
    QCOMPARE(made[u"slots"][1][1].toString(), u"127.0.0.1:%1"_s.arg(QUrl(sandbox().endpoint()).port()));
    const QByteArray session = path + "?partition=dt=a&slotid=0&uploadid=" + made[u"session_name"].toString().toUtf8();
    QCOMPARE(client.send("PUT", session, ids(1, 3).chopped(1)).code(), u"MalformedDataStream"_s);
    QCOMPARE(client.rows(u"SELECT COUNT(*) FROM t_str"_s), QStringList{u"0"_s});
    QCOMPARE(client.send("PUT", session, ids(1, 3)).status, 200);
    QCOMPARE(client.download("/tables/t_str", "&partition=dt=a"), (QStringList{u"1"_s, u"2"_s, u"3"_s}));
    QCOMPARE(client.send("POST", path + "?dynamic_partition=true&partition=dt=a").code(), u"MethodNotAllowed"_s);
    QCOMPARE(client.send("POST", session).status, 200); // aborts
    QCOMPARE(client.send("PUT", session, ids(4, 1)).code(), u"StreamSessionNotFound"_s);
    const Answer stale = client.send("POST", path + "?check_latest_schema=true&schema_version=1&partition=dt=a");
    QCOMPARE(stale.code(), u"SchemaModified"_s);
    QCOMPARE(client.run(u"DROP TABLE t_str"_s).status, u"Success"_s);
}

void tst_EndpointTunnel::downloadUnderWayKeepsItsRows()
{
    EndpointClient client(sandbox().admin());
    const QByteArray session = openUpload(client, u"t_wide"_s);
    constexpr int rows = 400'000; // more than sockets buffer
    QCOMPARE(client.send("PUT", session + "&blockid=0", ids(1, rows)).status, 200);
    QCOMPARE(client.send("POST", session).status, 200);
    const QJsonObject download = client.send("POST", "/tables/t_wide?downloads").json();
    const QByteArray get = "/tables/t_wide?data&rowrange=(0," + QByteArray::number(rows)
        + ")&downloadid=" + download[u"DownloadID"].toString().toUtf8();
    EndpointClient writer(sandbox().admin());
    bool overwritten = false;
    QByteArray body;
    const int status = client.receive(get, [&](QByteArrayView piece) {
        body.append(piece.data(), piece.size());
        if (!overwritten)
            overwritten = writer.run(u"INSERT OVERWRITE TABLE t_wide VALUES (0L)"_s).status == u"Success";
    });
    QVERIFY(overwritten);
    QCOMPARE(status, 200);
    QVERIFY(body == ids(1, rows));
    QCOMPARE(client.send("GET", get).code(), u"TableModified"_s);
    QCOMPARE(client.download("/tables/t_wide"), QStringList{u"0"_s});
    QCOMPARE(client.run(u"DROP TABLE t_wide"_s).status, u"Success"_s);
}

void tst_EndpointTunnel::furtherAccountsAreHeldToTheirRights()
{
    sandbox().stop();
    const QString path = sandbox().dir() + u"/sandbox.json"_s;
    QFile file(path);
    QVERIFY(file.open(QIODevice::ReadOnly));
    QJsonObject state = QJsonDocument::fromJson(file.readAll()).object();
    file.close();
    QJsonObject own = state[u"private"].toObject();
    own[u"accounts"_s] = QJsonArray{
        QJsonObject{{u"access_id"_s, u"STS.temporary"_s}, {u"access_key"_s, u"k1"_s}, {u"sts_token"_s, u"TOKEN=="_s}},
        QJsonObject{{u"access_id"_s, u"few"_s},
                    {u"access_key"_s, u"k2"_s},
                    {u"tables"_s, QJsonArray{u"default.ods_user_info_d"_s}}}};
    state[u"private"_s] = own;
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(QJsonDocument(state).toJson());
    file.close();
    QVERIFY2(sandbox().start(), qPrintable(sandbox().problem()));

    QCOMPARE(EndpointClient({u"STS.temporary"_s, u"k1"_s}, "dbs_mc", "TOKEN==").send("GET", "/tables").status, 200);
    const Answer without = EndpointClient({u"STS.temporary"_s, u"k1"_s}).send("GET", "/tables");
    QCOMPARE(without.status, 401);
    QVERIFY(without.body.contains("security token is missing"));
    QCOMPARE(EndpointClient({u"STS.temporary"_s, u"k1"_s}, "dbs_mc", "TOKEN=").send("GET", "/tables").status, 401);
    QCOMPARE(EndpointClient(sandbox().admin(), "dbs_mc", "TOKEN==").send("GET", "/tables").status, 401);

    EndpointClient few({u"few"_s, u"k2"_s});
    QCOMPARE(few.rows(u"SELECT COUNT(*) FROM ods_user_info_d"_s), QStringList{u"360"_s});
    QVERIFY(few.run(u"SELECT COUNT(*) FROM ods_raw_log_d"_s).text.startsWith(u"ODPS-0130013"));
    QCOMPARE(few.send("GET", "/tables/ods_raw_log_d").status, 403);
    QCOMPARE(few.send("POST", "/tables/ods_raw_log_d?downloads&partition=dt=20240115").code(), u"NoPermission"_s);
    QCOMPARE(few.send("POST", "/tables/ods_user_info_d?downloads&partition=dt=20240115").status, 200);
    EndpointClient reader(sandbox().restricted());
    for (const char *address : {"/tables/ods_user_info_d?uploads=1&partition=dt=20240115",
                                "/tables/ods_user_info_d/streams?partition=dt=20240115", "/tables/t/upserts"})
        QCOMPARE(reader.send("POST", address).code(), u"NoPermission"_s);
}

void tst_EndpointTunnel::tablesAreLoadedTogether()
{
    EndpointClient client(sandbox().admin());
    const auto entry = [](const QByteArray &name) {
        return "<Table><Project>dbs_mc</Project><Name>" + name + "</Name></Table>";
    };
    const Answer answer =
        client.send("POST", "/tables?query",
                    "<Tables>" + entry("ods_user_info_d") + entry("nowhere") + entry("ods_raw_log_d") + "</Tables>");
    QCOMPARE(answer.status, 200);
    QCOMPARE(answer.body.count("<Table>"), 2);
    QVERIFY(answer.body.contains("\"name\":\"zodiac\""));
    QCOMPARE(client.send("POST", "/tables?query", "<Tables>" + entry("t").repeated(101) + "</Tables>").status, 400);
    QCOMPARE(client.send("POST", "/tables?query", "<Tables><Table>").status, 400);
}

void tst_EndpointTunnel::manyPartitionsArePaged()
{
    EndpointClient client(sandbox().admin());
    client.run(u"DROP TABLE IF EXISTS t_60k"_s);
    QCOMPARE(client.run(u"CREATE TABLE t_60k (id BIGINT) PARTITIONED BY (dt STRING, hh BIGINT)"_s).status,
             u"Success"_s);
    store(u"INSERT INTO mc.partitions (table_id, spec) SELECT t.id, ARRAY['d' || lpad((n / 100)::text, 4, '0'), (n % "
          "100)::text] FROM mc.tables t, generate_series(0, 59999) AS n WHERE t.name = 't_60k'"_s);
    QByteArray marker;
    int count = 0;
    int pages = 0;
    do {
        const QByteArray page =
            client.send("GET", "/tables/t_60k?partitions&expectmarker=true&marker=" + marker.toPercentEncoding()).body;
        count += int(page.count("<Partition>"));
        ++pages;
        marker = test::between(page, "<Marker>", "</Marker>");
        marker.replace("&quot;", "\"");
    } while (!marker.isEmpty() && pages < 100);
    QCOMPARE(count, 60'000);
    QCOMPARE(pages, 60);
    QCOMPARE(client.send("GET", "/tables/t_60k?partitions&partition=dt='d0007'").body.count("<Partition>"), 100);
    QCOMPARE(client.run(u"DROP TABLE t_60k"_s).status, u"Success"_s);
}

QTEST_GUILESS_MAIN(tst_EndpointTunnel)
#include "tst_endpointtunnel.moc"
