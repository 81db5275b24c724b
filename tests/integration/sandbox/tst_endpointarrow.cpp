// SPDX-License-Identifier: GPL-3.0-or-later
#include "endpointclient.h"

#include <isthmus/wire/arrowdecoder.h>
#include <isthmus/wire/arrowencoder.h>
#include <isthmus/wire/chunkstream.h>
#include <isthmus/wire/compression.h>

#include <QJsonArray>
#include <QRandomGenerator>
#include <QTest>
#include <QtEndian>

using namespace isthmus;
using namespace Qt::StringLiterals;

namespace {

using test::Answer;
using test::EndpointClient;
using wire::Compression;

test::SandboxFixture &sandbox()
{
    return test::SandboxFixture::shared();
}

const QStringList plainTypes{u"BIGINT"_s, u"STRING"_s, u"ARRAY<BIGINT>"_s};

QList<catalog::Column> columnsOf(const QStringList &types)
{
    QList<catalog::Column> columns;
    for (const QString &type : types)
        columns.append({.name = u"c%1"_s.arg(columns.size()), .type = catalog::parseMaxComputeType(type)});
    return columns;
}

/// Rows (n, "n", [n]) of plainTypes; the text of every third is NULL.
records::RecordBatch plainRows(qint64 first, int count)
{
    records::RecordBatch batch(columnsOf(plainTypes));
    for (qint64 n = first; n < first + count; ++n) {
        batch.vector(0).appendInt64(n);
        if (n % 3 == 0)
            batch.vector(1).appendNull();
        else
            batch.vector(1).appendBytes(QByteArray::number(n));
        batch.vector(2).appendBytes("[" + QByteArray::number(n) + "]");
    }
    return batch;
}

QByteArray message(const records::RecordBatch &batch)
{
    QByteArray out;
    auto encoder = wire::ArrowEncoder::make(batch.columns());
    return encoder && encoder->append(batch, out) ? out : QByteArray();
}

QByteArray framed(const QByteArray &data)
{
    QByteArray out;
    wire::ChunkWriter chunks;
    chunks.append(data, out);
    chunks.finish(out);
    return out;
}

QByteArray block(qint64 first, int count)
{
    return framed(message(plainRows(first, count)));
}

/// Rows of Arrow messages, values joined by '|'; the error's text if they cannot be read.
QStringList rowsOf(const QByteArray &messages, const QStringList &types)
{
    QStringList rows;
    wire::ArrowDecoder decoder(columnsOf(types), {}, [&](records::RecordBatch &&batch) -> core::Result<core::Done> {
        for (qsizetype row = 0; row < batch.rowCount(); ++row) {
            QStringList values;
            for (qsizetype i = 0; i < batch.columnCount(); ++i)
                values.append(batch.vector(i).isNull(row) ? u"NULL"_s : batch.vector(i).displayText(row));
            rows.append(values.join(u'|'));
        }
        return core::Done();
    });
    auto done = decoder.feed(messages);
    if (done)
        done = decoder.finish();
    return done ? rows : QStringList{done.error().message + done.error().detail};
}

QByteArray undone(Compression compression, const QByteArray &bytes)
{
    QByteArray out;
    const auto decompressor = wire::Decompressor::make(compression);
    const auto take = [&](QByteArrayView piece) -> core::Result<core::Done> {
        out.append(piece.data(), piece.size());
        return core::Done();
    };
    return decompressor->feed(bytes, take) && decompressor->finish() ? out : QByteArray();
}

QByteArray unframed(const QByteArray &body)
{
    QByteArray data;
    wire::ChunkReader chunks;
    const auto take = [&](QByteArrayView piece) -> core::Result<core::Done> {
        data.append(piece.data(), piece.size());
        return core::Done();
    };
    return chunks.feed(body, take) && chunks.finish() ? data : QByteArray("broken frame");
}

/// An Arrow stream without its first message, the schema.
QByteArray withoutSchema(const QByteArray &stream)
{
    return stream.size() < 8 ? stream : stream.mid(8 + qFromLittleEndian<qint32>(stream.constData() + 4));
}

} // namespace

/// Arrow on the Tunnel: blocks, downloads and previews.
class tst_EndpointArrow : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void rowsGoAndComeAsArrow();
    void columnsComeInTheTablesOrder();
    void compressedBodies_data();
    void compressedBodies();
    void garbageIsRefusedAndNotStored();
    void streamsTakeArrow();
    void largeMessagesAreRefusedBeforeTheyCome();
    void valuesThatDoNotFitAreRefused();
    void instantsBeyondNanosecondsAreTold();
    void previewIsAStream();
    void previewOfPartitions();
    void previewIsHeldToTheRights();

private:
    /// A table of plainTypes and an upload session of it; answers the session's address.
    QByteArray openUpload(EndpointClient &client, const QString &table);
    /// Address of a download of all rows of \a resource as Arrow.
    QByteArray openDownload(EndpointClient &client, const QByteArray &resource, int rows);
};

void tst_EndpointArrow::initTestCase()
{
    QVERIFY2(sandbox().start(), qPrintable(sandbox().problem()));
}

QByteArray tst_EndpointArrow::openUpload(EndpointClient &client, const QString &table)
{
    client.run(u"DROP TABLE IF EXISTS "_s + table);
    if (client.run(u"CREATE TABLE %1 (id BIGINT, name STRING, tags ARRAY<BIGINT>)"_s.arg(table)).status != u"Success")
        return {};
    const QByteArray path = "/tables/" + table.toUtf8();
    return path + "?uploadid=" + client.send("POST", path + "?uploads=1").json()[u"UploadID"].toString().toUtf8();
}

QByteArray tst_EndpointArrow::openDownload(EndpointClient &client, const QByteArray &resource, int rows)
{
    const QJsonObject made = client.send("POST", resource + "?downloads").json();
    return resource + "?data&arrow&rowrange=(0," + QByteArray::number(rows)
        + ")&downloadid=" + made[u"DownloadID"].toString().toUtf8();
}

void tst_EndpointArrow::rowsGoAndComeAsArrow()
{
    EndpointClient client(sandbox().admin());
    const QByteArray session = openUpload(client, u"t_arw"_s);
    QCOMPARE(client.send("PUT", session + "&blockid=0&arrow", block(1, 10'000)).status, 200);
    // Several messages, and one without rows.
    const QByteArray more = message(plainRows(10'001, 2)) + message(plainRows(0, 0)) + message(plainRows(10'003, 1));
    QCOMPARE(client.send("PUT", session + "&blockid=1&arrow", framed(more)).status, 200);
    QCOMPARE(client.send("POST", session).status, 200);
    const QStringList all = client.download("/tables/t_arw"); // as records
    QCOMPARE(all.size(), 10'003);
    QCOMPARE(all.first(), u"1|1|[1]"_s);
    QCOMPARE(all.last(), u"10003|10003|[10003]"_s);

    const Answer answer = client.send("GET", openDownload(client, "/tables/t_arw", 10'003));
    QCOMPARE(answer.status, 200);
    QCOMPARE(rowsOf(unframed(answer.body), plainTypes), all);
    const QByteArray job = client.run(u"SELECT id, name, tags FROM t_arw WHERE id > 10001"_s).id;
    const Answer result = client.send("GET", openDownload(client, "/instances/" + job, 2));
    QCOMPARE(rowsOf(unframed(result.body), plainTypes),
             (QStringList{u"10002|NULL|[10002]"_s, u"10003|10003|[10003]"_s}));
    const Answer none = client.send("GET", openDownload(client, "/instances/" + job, 0));
    QCOMPARE(unframed(none.body), QByteArray());
}

void tst_EndpointArrow::columnsComeInTheTablesOrder()
{
    EndpointClient client(sandbox().admin());
    const QByteArray get = openDownload(client, "/tables/t_arw", 2);
    const Answer some = client.send("GET", get + "&columns=tags,id");
    QCOMPARE(rowsOf(unframed(some.body), {u"BIGINT"_s, u"ARRAY<BIGINT>"_s}), (QStringList{u"1|[1]"_s, u"2|[2]"_s}));
    QCOMPARE(client.send("GET", get + "&columns=nothing").code(), u"NoSuchColumn"_s);
    QCOMPARE(client.run(u"DROP TABLE t_arw"_s).status, u"Success"_s);
}

void tst_EndpointArrow::compressedBodies_data()
{
    QTest::addColumn<QByteArray>("name");
    for (const char *name : {"deflate", "zstd", "x-lz4-frame", "x-odps-lz4-frame", "x-snappy-framed"})
        QTest::newRow(name) << QByteArray(name);
}

void tst_EndpointArrow::compressedBodies()
{
    QFETCH(QByteArray, name);
    const Compression compression = wire::compressionNamed(name).value_or(Compression::None);
    EndpointClient client(sandbox().admin());
    const QByteArray session = openUpload(client, u"t_arz"_s);
    const QByteArray plain = block(1, 5000);
    QByteArray packed;
    const auto compressor = wire::Compressor::make(compression);
    QVERIFY(compressor->append(plain, packed) && compressor->finish(packed));
    QVERIFY(packed.size() < plain.size());
    const EndpointClient::Headers encoding{{"Content-Encoding", name}};
    QCOMPARE(client.send("PUT", session + "&blockid=0&arrow", packed, encoding).status, 200);
    QCOMPARE(client.send("PUT", session + "&blockid=1&arrow", packed.chopped(packed.size() / 2), encoding).status, 400);
    QCOMPARE(client.send("POST", session).status, 200);
    const Answer answer =
        client.send("GET", openDownload(client, "/tables/t_arz", 5000), {}, {{"Accept-Encoding", name}});
    QCOMPARE(answer.encoding, name);
    const QStringList rows = rowsOf(unframed(undone(compression, answer.body)), plainTypes);
    QCOMPARE(rows.size(), 5000);
    QCOMPARE(rows.last(), u"5000|5000|[5000]"_s);
    QCOMPARE(client.run(u"DROP TABLE t_arz"_s).status, u"Success"_s);
}

void tst_EndpointArrow::garbageIsRefusedAndNotStored()
{
    EndpointClient client(sandbox().admin());
    const QByteArray session = openUpload(client, u"t_arg"_s);
    const QByteArray put = session + "&blockid=0&arrow";
    const QByteArray data = message(plainRows(1, 5000)); // beyond the batches that go to the table together
    const QByteArray good = framed(data);
    QList<QByteArray> bad{{},
                          "no rows",
                          good.chopped(1),
                          good.first(5),
                          good + 'x',
                          data,
                          framed(data.chopped(8)),
                          framed(data + "x"),
                          framed(QByteArray(1000, '\0')),
                          framed(QByteArray(1000, '\xff'))};
    QRandomGenerator random(20'240'115);
    for (int i = 0; i < 40; ++i) {
        QByteArray changed = good;
        changed[4 + random.bounded(changed.size() - 4)] ^= char(1 << random.bounded(8)); // caught by the checksums
        bad.append(changed);
    }
    for (int i = 0; i < 20; ++i) {
        QByteArray noise(1 + random.bounded(2000), Qt::Uninitialized); // no data at all would be a block without rows
        for (char &c : noise)
            c = char(random.bounded(256));
        bad.append(framed(noise));
    }
    // Another table's rows, and records.
    records::RecordBatch texts(columnsOf({u"STRING"_s, u"STRING"_s, u"STRING"_s}));
    for (qsizetype i = 0; i < 3; ++i)
        texts.vector(i).appendBytes("x");
    bad.append(framed(message(texts)));
    for (const QByteArray &body : std::as_const(bad)) {
        const Answer answer = client.send("PUT", put, body);
        QVERIFY2(answer.code() == u"MalformedDataStream", (answer.body + body.left(100).toHex()).constData());
        QCOMPARE(answer.status, 400);
    }
    QCOMPARE(client.send("PUT", session + "&blockid=0", good).code(), u"MalformedDataStream"_s);
    QVERIFY(client.send("GET", session).json()[u"UploadedBlockList"].toArray().isEmpty());
    QCOMPARE(client.send("PUT", put, good).status, 200);
    QCOMPARE(client.send("PUT", put, good.chopped(1)).status, 400); // and leaves the block as it was
    QCOMPARE(client.send("POST", session).status, 200);
    QCOMPARE(client.rows(u"SELECT COUNT(*), SUM(id) FROM t_arg"_s), QStringList{u"5000|12502500"_s});
    QCOMPARE(client.run(u"DROP TABLE t_arg"_s).status, u"Success"_s);
}

void tst_EndpointArrow::streamsTakeArrow()
{
    EndpointClient client(sandbox().admin());
    QVERIFY(!openUpload(client, u"t_ars"_s).isEmpty());
    const QByteArray path = "/schemas/default/tables/t_ars/streams";
    const QByteArray session =
        path + "?uploadid=" + client.send("POST", path).json()[u"session_name"].toString().toUtf8() + "&arrow";
    QCOMPARE(client.send("PUT", session, block(1, 3).chopped(1)).code(), u"MalformedDataStream"_s);
    QCOMPARE(client.send("PUT", session, block(1, 2)).status, 200);
    QCOMPARE(client.download("/tables/t_ars"), (QStringList{u"1|1|[1]"_s, u"2|2|[2]"_s}));
    QCOMPARE(client.run(u"DROP TABLE t_ars"_s).status, u"Success"_s);
}

void tst_EndpointArrow::largeMessagesAreRefusedBeforeTheyCome()
{
    EndpointClient client(sandbox().admin());
    const QByteArray session = openUpload(client, u"t_arl"_s);
    // The size of the body is the last number but one that a message's metadata begin with: find and change it.
    const QByteArray small = message(plainRows(1, 4));
    const auto metadata = qFromLittleEndian<qint32>(small.constData() + 4);
    const qint64 size = small.size() - 8 - metadata;
    const qint64 large = qint64(1) << 40;
    const QByteArray from(reinterpret_cast<const char *>(&size), sizeof size);
    const QByteArray to(reinterpret_cast<const char *>(&large), sizeof large);
    const qsizetype at = small.indexOf(from);
    QVERIFY(at > 0 && at < metadata);
    QByteArray lying = small;
    lying.replace(at, from.size(), to);
    const Answer answer = client.send("PUT", session + "&blockid=0&arrow", framed(lying));
    QCOMPARE(answer.code(), u"MalformedDataStream"_s);
    QVERIFY2(answer.body.contains("1099511627776"), answer.body.constData());
    QCOMPARE(client.run(u"DROP TABLE t_arl"_s).status, u"Success"_s);
}

void tst_EndpointArrow::valuesThatDoNotFitAreRefused()
{
    EndpointClient client(sandbox().admin());
    client.run(u"DROP TABLE IF EXISTS t_arf"_s);
    QCOMPARE(client.run(u"CREATE TABLE t_arf (d DECIMAL(4,2), v VARCHAR(3), at DATETIME)"_s).status, u"Success"_s);
    const QByteArray session = "/tables/t_arf?uploadid="
        + client.send("POST", "/tables/t_arf?uploads=1").json()[u"UploadID"].toString().toUtf8();
    const auto put = [&](const QByteArray &d, const QByteArray &v, qint64 seconds) {
        records::RecordBatch batch(columnsOf({u"DECIMAL(4,2)"_s, u"VARCHAR(3)"_s, u"DATETIME"_s}));
        batch.vector(0).appendBytes(d);
        batch.vector(1).appendBytes(v);
        batch.vector(2).appendTimestamp({seconds, 500'000'000});
        return client.send("PUT", session + "&blockid=0&arrow", framed(message(batch)));
    };
    QCOMPARE(put("123.00", "v", 0).code(), u"MalformedDataStream"_s);
    QCOMPARE(put("1", "four", 0).code(), u"MalformedDataStream"_s);
    QCOMPARE(put("1", "\xff", 0).status, 200); // a text is any bytes; the block is sent again below
    QCOMPARE(put("1", "v", 253'402'387'200).code(),
             u"MalformedDataStream"_s); // 2 January of the year 10000: no zone has it in 9999
    QCOMPARE(put("-1.5", "äöü", -1).status, 200);
    QCOMPARE(client.send("POST", session).status, 200);
    QCOMPARE(client.download("/tables/t_arf"), QStringList{u"-1.5|äöü|1969-12-31 23:59:59.5"_s});
    QCOMPARE(client.run(u"DROP TABLE t_arf"_s).status, u"Success"_s);
}

void tst_EndpointArrow::instantsBeyondNanosecondsAreTold()
{
    EndpointClient client(sandbox().admin());
    client.run(u"DROP TABLE IF EXISTS t_art"_s);
    QCOMPARE(client.run(u"CREATE TABLE t_art (at TIMESTAMP)"_s).status, u"Success"_s);
    QCOMPARE(client.run(u"INSERT INTO t_art VALUES (TIMESTAMP '9999-12-31 00:00:00')"_s).status, u"Success"_s);
    const Answer answer = client.send("GET", openDownload(client, "/tables/t_art", 1));
    QCOMPARE(answer.status, 400);
    QCOMPARE(answer.code(), u"MalformedDataStream"_s);
    QVERIFY2(answer.body.contains("9999-12-31") && answer.body.contains(" at "), answer.body.constData());
    QCOMPARE(client.send("GET", "/tables/t_art/preview?limit=1").status, 200);
    QCOMPARE(client.run(u"DROP TABLE t_art"_s).status, u"Success"_s);
}

void tst_EndpointArrow::previewIsAStream()
{
    EndpointClient client(sandbox().admin());
    const QByteArray session = openUpload(client, u"t_arp"_s);
    QCOMPARE(client.send("PUT", session + "&blockid=0&arrow", block(1, 12'000)).status, 200);
    QCOMPARE(client.send("POST", session).status, 200);
    const auto preview = [&](const QByteArray &query, const QByteArray &accepted = {}) {
        return client.send("GET", "/schemas/default/tables/t_arp/preview?" + query, {},
                           {{"Accept-Encoding", accepted}});
    };
    const Answer two = preview("limit=2");
    QCOMPARE(two.status, 200);
    QVERIFY(two.body.startsWith("\xff\xff\xff\xff"));
    QVERIFY(two.body.contains("name")); // the schema
    QCOMPARE(rowsOf(withoutSchema(two.body), plainTypes), (QStringList{u"1|1|[1]"_s, u"2|2|[2]"_s}));
    QCOMPARE(rowsOf(withoutSchema(preview("limit=1&columns=name").body), {u"STRING"_s}), QStringList{u"1"_s});
    QCOMPARE(rowsOf(withoutSchema(preview("limit=0").body), plainTypes), QStringList());
    for (const QByteArray &limit :
         {QByteArray("limit=-1"), QByteArray("limit=99999"), QByteArray("limit=x"), QByteArray()})
        QCOMPARE(rowsOf(withoutSchema(preview(limit).body), plainTypes).size(), 10'000);

    const Answer plain = preview("limit=5000", "gzip, deflate, zstd");
    for (const QByteArray &name : {QByteArray("ZSTD"), QByteArray("LZ4_FRAME")}) {
        const Answer packed = preview("limit=5000", name);
        QCOMPARE(packed.encoding, QByteArray()); // it is the buffers that are compressed
        QVERIFY(packed.body.size() < plain.body.size());
        QCOMPARE(rowsOf(withoutSchema(packed.body), plainTypes), rowsOf(withoutSchema(plain.body), plainTypes));
    }
    QCOMPARE(preview("limit=1&columns=nothing").code(), u"NoSuchColumn"_s);
    QCOMPARE(preview("limit=1&partition=dt=1").code(), u"InvalidArgument"_s);
    QCOMPARE(client.send("POST", "/tables/t_arp/preview").code(), u"MethodNotAllowed"_s);
    QCOMPARE(client.run(u"DROP TABLE t_arp"_s).status, u"Success"_s);
}

void tst_EndpointArrow::previewOfPartitions()
{
    EndpointClient client(sandbox().admin());
    const QByteArray path = "/tables/ods_user_info_d/preview?columns=dt,uid&limit=";
    const QStringList types{u"STRING"_s, u"STRING"_s};
    QCOMPARE(rowsOf(withoutSchema(client.send("GET", path + "1&partition=dt=20240116").body), types),
             QStringList{u"0000001|20240116"_s});
    QCOMPARE(rowsOf(withoutSchema(client.send("GET", path + "1000").body), types).size(), 360);
    QCOMPARE(client.send("GET", path + "1&partition=dt=19990101").code(), u"NoSuchPartition"_s);
    QCOMPARE(client.send("GET", path + "1&partition=hh=1").code(), u"InvalidArgument"_s);
    QCOMPARE(client.send("GET", "/tables/nowhere/preview?limit=1").code(), u"NoSuchTable"_s);
}

void tst_EndpointArrow::previewIsHeldToTheRights()
{
    EndpointClient reader(sandbox().restricted());
    QCOMPARE(reader.send("GET", "/tables/ods_user_info_d/preview?limit=1").status, 200);
    QCOMPARE(reader.send("PUT", "/tables/ods_user_info_d?uploadid=x&blockid=0&arrow", block(1, 1)).code(),
             u"NoPermission"_s);
    EndpointClient client(sandbox().admin());
    QCOMPARE(client.run(u"CREATE OR REPLACE VIEW v_arrow AS SELECT 1 AS one"_s).status, u"Success"_s);
    QCOMPARE(client.send("GET", "/tables/v_arrow/preview?limit=1").code(), u"InvalidArgument"_s);
    QCOMPARE(client.run(u"DROP VIEW v_arrow"_s).status, u"Success"_s);
}

QTEST_GUILESS_MAIN(tst_EndpointArrow)
#include "tst_endpointarrow.moc"
