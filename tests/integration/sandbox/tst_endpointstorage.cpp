// SPDX-License-Identifier: GPL-3.0-or-later
#include "endpointclient.h"

#include <isthmus/wire/arrowdecoder.h>
#include <isthmus/wire/arrowencoder.h>

#include <QJsonArray>
#include <QTest>

using namespace isthmus;
using namespace Qt::StringLiterals;

namespace {

using test::Answer;
using test::columnsOf;
using test::EndpointClient;

test::SandboxFixture &sandbox()
{
    return test::SandboxFixture::shared();
}

QByteArray storagePath(const QByteArray &table, const QByteArray &rest)
{
    return "/api/storage/v1/projects/dbs_mc/schemas/default/tables/" + table + rest;
}

/// Answers what is asked of the Storage API about one table.
class StorageClient {
public:
    StorageClient(EndpointClient &client, QByteArray table) : m_client(client), m_table(std::move(table)) { }

    Answer post(const QByteArray &rest, const QJsonObject &body)
    {
        return m_client.send("POST", storagePath(m_table, rest), QJsonDocument(body).toJson());
    }
    Answer get(const QByteArray &rest, const EndpointClient::Headers &headers = {})
    {
        return m_client.send("GET", storagePath(m_table, rest), {}, headers);
    }
    Answer open(const QByteArray &type, const QJsonObject &body)
    {
        return post("/sessions?session_type=" + type, body);
    }
    Answer write(const QByteArray &session, const QByteArray &parameters, const QByteArray &stream)
    {
        return m_client.send("POST", storagePath(m_table, "/sessions/" + session + "/data?" + parameters), stream);
    }

private:
    EndpointClient &m_client;
    const QByteArray m_table;
};

QByteArray sessionId(const Answer &answer)
{
    return answer.json()[u"SessionId"].toString().toUtf8();
}

QJsonObject splits(const QString &mode, qint64 number)
{
    return {{u"SplitOptions"_s, QJsonObject{{u"SplitMode"_s, mode}, {u"SplitNumber"_s, number}}}};
}

/// Rows of the stream, values joined by '|'; what is wrong with it instead.
QStringList rowsOf(const QByteArray &stream, const QList<catalog::Column> &columns)
{
    QStringList rows;
    wire::ArrowDecoder decoder(
        columns, {.hasSchema = true}, [&](records::RecordBatch &&batch) -> core::Result<core::Done> {
            for (qsizetype row = 0; row < batch.rowCount(); ++row) {
                QStringList values;
                for (qsizetype i = 0; i < batch.columnCount(); ++i)
                    values.append(batch.vector(i).isNull(row) ? u"NULL"_s : batch.vector(i).displayText(row));
                rows.append(values.join(u'|'));
            }
            return core::Done{};
        });
    auto done = decoder.feed(stream);
    if (done)
        done = decoder.finish();
    return done ? rows : QStringList{done.error().message + u' ' + done.error().detail};
}

QByteArray streamOf(const records::RecordBatch &batch, wire::Compression compression = wire::Compression::None)
{
    auto encoder = wire::ArrowEncoder::make(batch.columns(), {.bodyCompression = compression});
    QByteArray stream;
    encoder->appendSchema(stream);
    if (!encoder->append(batch, stream))
        return {};
    wire::ArrowEncoder::appendEnd(stream);
    return stream;
}

QList<catalog::Column> idColumns()
{
    return columnsOf({{u"id"_s, u"BIGINT"_s}, {u"s"_s, u"STRING"_s}});
}

records::RecordBatch idRows(qint64 first, int count)
{
    records::RecordBatch batch(idColumns());
    for (int i = 0; i < count; ++i) {
        batch.vector(0).appendInt64(first + i);
        batch.vector(1).appendBytes("s" + QByteArray::number(first + i));
    }
    return batch;
}

QStringList idTexts(qint64 first, qint64 count)
{
    QStringList list;
    for (qint64 id = first; id < first + count; ++id)
        list.append(u"%1|s%1"_s.arg(id));
    return list;
}

} // namespace

/// The Storage API, as the Python client, Spark and Trino use it.
class tst_EndpointStorage : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void splitsTogetherAreTheTable_data();
    void splitsTogetherAreTheTable();
    void rangesAreReadByNumber();
    void columnsAndPartitionsAreChosen();
    void buffersAreCompressed_data();
    void buffersAreCompressed();
    void whatCannotBeReadIsRefused();
    void changedTableIsTold();
    void blocksBecomeVisibleAtTheCommit();
    void partitionIsOverwritten();
    void otherSchemasAreRefused_data();
    void otherSchemasAreRefused();
    void sessionsAreTheirMakers();
};

void tst_EndpointStorage::initTestCase()
{
    QVERIFY2(sandbox().start(), qPrintable(sandbox().problem()));
    EndpointClient client(sandbox().admin());
    QVERIFY(client.run(u"CREATE TABLE st_r (id BIGINT, s STRING) PARTITIONED BY (p STRING, q BIGINT)"_s).isGood());
    QVERIFY(client
                .run(u"INSERT INTO st_r PARTITION (p, q) SELECT id, concat('s', id), IF(id < 120, 'a', 'b'), "
                     "CAST(id % 2 AS BIGINT) FROM (SELECT EXPLODE(SEQUENCE(0L, 199L)) AS id) x ORDER BY id LIMIT 200"_s)
                .isGood());
}

void tst_EndpointStorage::splitsTogetherAreTheTable_data()
{
    QTest::addColumn<QString>("mode");
    QTest::addColumn<qint64>("number");
    QTest::addColumn<int>("count");
    QTest::newRow("by size") << u"Size"_s << qint64(256 * 1024 * 1024) << 1;
    QTest::newRow("one") << u"Parallelism"_s << qint64(1) << 1;
    QTest::newRow("seven") << u"Parallelism"_s << qint64(7) << 7;
    QTest::newRow("more than rows") << u"Parallelism"_s << qint64(5000) << 200;
}

void tst_EndpointStorage::splitsTogetherAreTheTable()
{
    QFETCH(QString, mode);
    QFETCH(qint64, number);
    QFETCH(int, count);
    EndpointClient client(sandbox().admin());
    StorageClient storage(client, "st_r");
    QJsonObject body = splits(mode, number);
    body.insert(u"RequiredDataColumns"_s, QJsonArray{u"id"_s, u"s"_s});
    const Answer made = storage.open("batch_read", body);
    QCOMPARE(made.status, 201);
    QCOMPARE(made.json()[u"SplitsCount"].toInt(), count);
    QCOMPARE(made.json()[u"RecordCount"].toInt(), 200);
    const Answer shown = storage.get("/sessions/" + sessionId(made) + "?session_type=batch_read");
    QCOMPARE(shown.json()[u"SessionStatus"].toString(), u"NORMAL"_s);
    QStringList all;
    for (int split = 0; split < count; ++split) {
        const Answer data =
            storage.get("/data?session_id=" + sessionId(made) + "&split_index=" + QByteArray::number(split));
        QCOMPARE(data.status, 200);
        all += rowsOf(data.body, idColumns());
    }
    QCOMPARE(all, idTexts(0, 200));
    QCOMPARE(storage.get("/data?session_id=" + sessionId(made) + "&split_index=" + QByteArray::number(count)).status,
             400);
}

void tst_EndpointStorage::rangesAreReadByNumber()
{
    EndpointClient client(sandbox().admin());
    StorageClient storage(client, "st_r");
    QJsonObject body = splits(u"RowOffset"_s, 0);
    body.insert(u"RequiredDataColumns"_s, QJsonArray{u"id"_s, u"s"_s});
    const QByteArray data = "/data?session_id=" + sessionId(storage.open("batch_read", body));
    QCOMPARE(rowsOf(storage.get(data + "&row_index=10&row_count=5").body, idColumns()), idTexts(10, 5));
    QCOMPARE(rowsOf(storage.get(data + "&row_index=200&row_count=0").body, idColumns()), QStringList());
    QCOMPARE(storage.get(data + "&row_index=199&row_count=2").code(), u"InvalidRowRange"_s);
}

void tst_EndpointStorage::columnsAndPartitionsAreChosen()
{
    EndpointClient client(sandbox().admin());
    StorageClient storage(client, "st_r");
    QJsonObject body = splits(u"Parallelism"_s, 1);
    body.insert(u"RequiredPartitions"_s, QJsonArray{u"p=a/q=1"_s, u"p='b',q='0'"_s});
    body.insert(u"RequiredDataColumns"_s, QJsonArray{u"S"_s});
    body.insert(u"RequiredPartitionColumns"_s, QJsonArray{u"q"_s});
    const Answer made = storage.open("batch_read", body);
    QCOMPARE(made.json()[u"DataSchema"][u"DataColumns"][0][u"Name"].toString(), u"s"_s);
    QCOMPARE(made.json()[u"DataSchema"][u"PartitionColumns"][0][u"Type"].toString(), u"bigint"_s);
    const QStringList rows = rowsOf(storage.get("/data?split_index=0&session_id=" + sessionId(made)).body,
                                    columnsOf({{u"s"_s, u"STRING"_s}, {u"q"_s, u"BIGINT"_s}}));
    QCOMPARE(rows.size(), 60 + 40);
    QCOMPARE(rows.first(), u"s1|1"_s);
    QCOMPARE(rows.last(), u"s198|0"_s);
    // Who names nothing gets everything.
    const Answer whole = storage.open("batch_read", splits(u"Parallelism"_s, 1));
    QCOMPARE(rowsOf(storage.get("/data?split_index=0&session_id=" + sessionId(whole)).body,
                    idColumns() + columnsOf({{u"p"_s, u"STRING"_s}, {u"q"_s, u"BIGINT"_s}}))
                 .first(),
             u"0|s0|a|0"_s);
}

void tst_EndpointStorage::buffersAreCompressed_data()
{
    QTest::addColumn<QByteArray>("accepted");
    QTest::newRow("zstd") << QByteArray("ZSTD");
    QTest::newRow("lz4") << QByteArray("LZ4_FRAME");
}

void tst_EndpointStorage::buffersAreCompressed()
{
    QFETCH(QByteArray, accepted);
    EndpointClient client(sandbox().admin());
    StorageClient storage(client, "st_r");
    QJsonObject body = splits(u"Parallelism"_s, 1);
    body.insert(u"RequiredDataColumns"_s, QJsonArray{u"id"_s, u"s"_s});
    const QByteArray data = "/data?split_index=0&session_id=" + sessionId(storage.open("batch_read", body));
    const Answer packed = storage.get(data, {{"Accept-Encoding", accepted}});
    QVERIFY(packed.body.size() < storage.get(data).body.size());
    QCOMPARE(rowsOf(packed.body, idColumns()), idTexts(0, 200));
}

void tst_EndpointStorage::whatCannotBeReadIsRefused()
{
    EndpointClient client(sandbox().admin());
    StorageClient storage(client, "st_r");
    const auto code = [&](const QJsonObject &body) { return storage.open("batch_read", body).code(); };
    QCOMPARE(code({{u"RequiredDataColumns"_s, QJsonArray{u"none"_s}}}), u"NoSuchColumn"_s);
    QCOMPARE(code({{u"RequiredDataColumns"_s, QJsonArray{1}}}), u"InvalidArgument"_s);
    QCOMPARE(code({{u"RequiredPartitions"_s, QJsonArray{u"p=z/q=1"_s}}}), u"NoSuchPartition"_s);
    QCOMPARE(code({{u"RequiredBucketIds"_s, QJsonArray{1}}}), u"MethodNotAllowed"_s);
    QCOMPARE(code({{u"ArrowOptions"_s, QJsonObject{{u"TimestampUnit"_s, u"micro"_s}}}}), u"MethodNotAllowed"_s);
    QCOMPARE(code(splits(u"Bucket"_s, 1)), u"MethodNotAllowed"_s);
    QCOMPARE(code(splits(u"Size"_s, 1)), u"InvalidArgument"_s);
    QCOMPARE(code(splits(u"Parallelism"_s, 0)), u"InvalidArgument"_s);
    QCOMPARE(storage.post("/sessions?session_type=batch_read", {}).code(), u"InvalidArgument"_s); // no split options
    QCOMPARE(storage.open("stream_read", {}).code(), u"MethodNotAllowed"_s);
    QCOMPARE(StorageClient(client, "st_none").open("batch_read", splits(u"Size"_s, 1)).code(), u"NoSuchTable"_s);
    QCOMPARE(storage.get("/data?split_index=0&session_id=none").code(), u"SessionNotFound"_s);
    const QByteArray data =
        "/data?split_index=0&session_id=" + sessionId(storage.open("batch_read", splits(u"Parallelism"_s, 1)));
    QCOMPARE(storage.get(data + "&data_format_type=csv").code(), u"InvalidArgument"_s);
    QCOMPARE(storage.get(data + "&data_format_type=arrow&data_format_version=v5").status, 200);
}

void tst_EndpointStorage::changedTableIsTold()
{
    EndpointClient client(sandbox().admin());
    QVERIFY(client.run(u"CREATE TABLE IF NOT EXISTS st_c (id BIGINT, s STRING)"_s).isGood());
    StorageClient storage(client, "st_c");
    const Answer made = storage.open("batch_read", splits(u"Parallelism"_s, 1));
    QCOMPARE(made.json()[u"SplitsCount"].toInt(-1), 0);
    QVERIFY(client.run(u"INSERT INTO st_c VALUES (1, 'x')"_s).isGood());
    QCOMPARE(storage.get("/data?split_index=0&session_id=" + sessionId(made)).code(), u"TableModified"_s);
}

void tst_EndpointStorage::blocksBecomeVisibleAtTheCommit()
{
    EndpointClient client(sandbox().admin());
    client.run(u"DROP TABLE IF EXISTS st_w"_s);
    QVERIFY(client.run(u"CREATE TABLE st_w (id BIGINT, s STRING)"_s).isGood());
    QVERIFY(client.run(u"INSERT INTO st_w VALUES (-1, 'before')"_s).isGood());
    StorageClient storage(client, "st_w");
    const Answer made = storage.open("batch_write", {{u"Overwrite"_s, false}});
    QCOMPARE(made.status, 201);
    const QByteArray id = sessionId(made);
    const auto put = [&](const QByteArray &parameters, const QByteArray &stream) {
        const Answer answer = storage.write(id, parameters, stream);
        return answer.status == 200 ? answer.json()[u"CommitMessage"].toString() : answer.code();
    };
    const QString second = put("block_number=1&attempt_number=0", streamOf(idRows(100, 50), wire::Compression::Zstd));
    const QString failed = put("block_number=0&attempt_number=0", streamOf(idRows(0, 7)));
    const QString first = put("block_number=0&attempt_number=1", streamOf(idRows(0, 100)));
    const QString dropped = put("block_number=2&attempt_number=0", streamOf(idRows(900, 5)));
    QVERIFY(failed != first);
    const auto commit = [&](const QJsonArray &messages) {
        return storage.post("/commit?session_id=" + id, {{u"CommitMessages"_s, messages}});
    };
    QCOMPARE(commit({first, failed}).code(), u"InvalidArgument"_s);
    QCOMPARE(commit({u"77"_s}).code(), u"InvalidArgument"_s);
    QCOMPARE(client.download("/tables/st_w"), QStringList{u"-1|before"_s});
    const Answer committed = commit({second, first});
    QCOMPARE(committed.status, 201);
    QCOMPARE(committed.json()[u"SessionStatus"].toString(), u"COMMITTED"_s);
    QCOMPARE(client.download("/tables/st_w"), QStringList{u"-1|before"_s} + idTexts(0, 150));
    QCOMPARE(put("block_number=3&attempt_number=0", streamOf(idRows(0, 1))), u"StatusConflict"_s);
    QCOMPARE(commit({dropped}).code(), u"StatusConflict"_s);
}

void tst_EndpointStorage::partitionIsOverwritten()
{
    EndpointClient client(sandbox().admin());
    client.run(u"DROP TABLE IF EXISTS st_p"_s);
    QVERIFY(client.run(u"CREATE TABLE st_p (id BIGINT, s STRING) PARTITIONED BY (p STRING)"_s).isGood());
    QVERIFY(client.run(u"INSERT INTO st_p PARTITION (p='a') VALUES (-1, 'before')"_s).isGood());
    StorageClient storage(client, "st_p");
    QCOMPARE(storage.open("batch_write", {{u"Overwrite"_s, true}}).code(), u"MethodNotAllowed"_s);
    for (const QString &partition : {u"a"_s, u"new"_s}) {
        const QByteArray id = sessionId(
            storage.open("batch_write", {{u"Overwrite"_s, true}, {u"PartitionSpec"_s, QString(u"p="_s + partition)}}));
        const Answer put = storage.write(id, "block_number=0", streamOf(idRows(5, 2)));
        QCOMPARE(put.status, 200);
        QCOMPARE(
            storage.post("/commit?session_id=" + id, {{u"CommitMessages"_s, QJsonArray{put.json()[u"CommitMessage"]}}})
                .status,
            201);
    }
    QCOMPARE(client.rows(u"SELECT p, COUNT(*), MIN(id) FROM st_p GROUP BY p ORDER BY p"_s),
             (QStringList{u"a|2|5"_s, u"new|2|5"_s}));
}

void tst_EndpointStorage::otherSchemasAreRefused_data()
{
    QTest::addColumn<QByteArray>("stream");
    const auto stream = [](const QList<QPair<QString, QString>> &columns) {
        return streamOf(records::RecordBatch(columnsOf(columns)));
    };
    QTest::newRow("another name") << stream({{u"id"_s, u"BIGINT"_s}, {u"t"_s, u"STRING"_s}});
    QTest::newRow("another type") << stream({{u"id"_s, u"INT"_s}, {u"s"_s, u"STRING"_s}});
    QTest::newRow("another order") << stream({{u"s"_s, u"STRING"_s}, {u"id"_s, u"BIGINT"_s}});
    QTest::newRow("too few") << stream({{u"id"_s, u"BIGINT"_s}});
    QTest::newRow("too many") << stream({{u"id"_s, u"BIGINT"_s}, {u"s"_s, u"STRING"_s}, {u"x"_s, u"BIGINT"_s}});
    const QByteArray good = streamOf(idRows(1, 10));
    QTest::newRow("cut off") << good.left(good.size() - 40);
    QByteArray withoutSchema;
    auto encoder = wire::ArrowEncoder::make(idColumns());
    QVERIFY(encoder->append(idRows(1, 1), withoutSchema));
    QTest::newRow("none") << withoutSchema;
    QTest::newRow("no Arrow") << QByteArray("id,s\n1,x\n");
}

void tst_EndpointStorage::otherSchemasAreRefused()
{
    QFETCH(QByteArray, stream);
    EndpointClient client(sandbox().admin());
    QVERIFY(client.run(u"CREATE TABLE IF NOT EXISTS st_s (id BIGINT, s STRING)"_s).isGood());
    StorageClient storage(client, "st_s");
    const QByteArray id = sessionId(storage.open("batch_write", {{u"Overwrite"_s, true}}));
    QCOMPARE(storage.write(id, "block_number=0", stream).code(), u"MalformedDataStream"_s);
    // The session goes on.
    QCOMPARE(storage.write(id, "block_number=0", streamOf(idRows(1, 1))).status, 200);
}

void tst_EndpointStorage::sessionsAreTheirMakers()
{
    EndpointClient admin(sandbox().admin());
    EndpointClient reader(sandbox().restricted());
    StorageClient own(admin, "st_r");
    StorageClient others(reader, "st_r");
    const QByteArray id = sessionId(own.open("batch_read", splits(u"Parallelism"_s, 1)));
    QCOMPARE(own.get("/data?split_index=0&session_id=" + id).status, 200);
    QCOMPARE(others.get("/data?split_index=0&session_id=" + id).code(), u"SessionNotFound"_s);
    QCOMPARE(others.open("batch_read", splits(u"Parallelism"_s, 1)).status, 201);
    QCOMPARE(others.open("batch_write", {{u"PartitionSpec"_s, u"p=a,q=0"_s}}).code(), u"NoPermission"_s);
}

QTEST_GUILESS_MAIN(tst_EndpointStorage)
#include "tst_endpointstorage.moc"
