// SPDX-License-Identifier: GPL-3.0-or-later
#include "endpointclient.h"
#include "sanitizers.h"

#include <isthmus/wire/recordencoder.h>

#include <QFile>
#include <QJsonArray>
#include <QRegularExpression>
#include <QTest>

#include <atomic>
#include <random>
#include <thread>

using namespace isthmus;
using namespace Qt::StringLiterals;

namespace {

using test::Answer;
using test::EndpointClient;

constexpr int parallelClients = 64;

test::SandboxFixture &sandbox()
{
    return test::SandboxFixture::shared();
}

QByteArray ids(qint64 first, int count)
{
    records::RecordBatch batch({catalog::Column{.name = u"id"_s, .type = catalog::parseMaxComputeType(u"BIGINT")}});
    for (int i = 0; i < count; ++i)
        batch.vector(0).appendInt64(first + i);
    QByteArray bytes;
    wire::RecordEncoder encoder;
    if (!encoder.append(batch, 0, batch.rowCount(), bytes))
        return {};
    encoder.finish(bytes);
    return bytes;
}

/// Largest memory that the serving process ever had, in MB.
qint64 peakMegabytes(qint64 pid)
{
    QFile file(u"/proc/%1/status"_s.arg(pid));
    if (!file.open(QIODevice::ReadOnly))
        return -1;
    const auto match = QRegularExpression(u"VmHWM:\\s*(\\d+) kB"_s).match(QString::fromLatin1(file.readAll()));
    return match.captured(1).toLongLong() / 1024;
}

qint64 serverPid()
{
    QFile file(sandbox().dir() + u"/sandbox.json"_s);
    return file.open(QIODevice::ReadOnly) ? QJsonDocument::fromJson(file.readAll())[u"server_pid"].toInteger() : 0;
}

} // namespace

/// Many clients at once, and more bytes than memory should hold.
class tst_EndpointLoad : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void manyClientsWriteOneSessionAndRead();
    void manyClientsRunJobs();
    void uploadOfManyBytesDoesNotGrowTheServer();
};

void tst_EndpointLoad::initTestCase()
{
    QVERIFY2(sandbox().start(), qPrintable(sandbox().problem()));
}

void tst_EndpointLoad::manyClientsWriteOneSessionAndRead()
{
    EndpointClient client(sandbox().admin());
    QCOMPARE(client.run(u"CREATE TABLE t_crowd (id BIGINT)"_s).status, u"Success"_s);
    const QByteArray session = "/tables/t_crowd?uploadid="
        + client.send("POST", "/tables/t_crowd?uploads=1").json()[u"UploadID"].toString().toUtf8();
    constexpr int rows = 1000;
    std::atomic<int> good = 0;
    std::vector<std::thread> threads;
    for (int i = 0; i < parallelClients; ++i) {
        threads.emplace_back([&, i] {
            EndpointClient own(sandbox().admin());
            const QByteArray block = QByteArray::number(i);
            const bool put = own.send("PUT", session + "&blockid=" + block, ids(qint64(i) * rows, rows)).status == 200;
            const bool read = own.download("/tables/ods_user_info_d", "&partition=dt%3D20240115").size() == 120;
            if (put && read)
                ++good;
        });
    }
    for (std::thread &thread : threads)
        thread.join();
    QCOMPARE(good.load(), parallelClients);
    QCOMPARE(client.send("GET", session).json()[u"UploadedBlockList"].toArray().size(), parallelClients);
    QCOMPARE(client.send("POST", session).status, 200);
    const qint64 last = qint64(parallelClients) * rows - 1;
    QCOMPARE(client.rows(u"SELECT COUNT(*), SUM(id) FROM t_crowd"_s),
             QStringList{u"%1|%2"_s.arg(last + 1).arg(last * (last + 1) / 2)});
    QCOMPARE(client.run(u"DROP TABLE t_crowd"_s).status, u"Success"_s);
}

void tst_EndpointLoad::manyClientsRunJobs()
{
    std::atomic<int> good = 0;
    std::vector<std::thread> threads;
    for (int i = 0; i < parallelClients; ++i) {
        threads.emplace_back([&good, i] {
            EndpointClient own(sandbox().admin());
            const QByteArray id = own.submit(u"SELECT %1L + COUNT(*) FROM ods_user_info_d"_s.arg(i));
            for (int polls = 0; polls < 120; ++polls) { // each waits up to a second for the job
                if (own.send("GET", "/instances/" + id + "?instancestatus").body.contains("Terminated"))
                    break;
            }
            if (own.download("/instances/" + id) == QStringList{QString::number(360 + i)})
                ++good;
        });
    }
    for (std::thread &thread : threads)
        thread.join();
    QCOMPARE(good.load(), parallelClients);
}

/// ISTHMUS_TEST_UPLOAD_MB says how much is sent: 128 unless set, 10240 for the whole proof.
void tst_EndpointLoad::uploadOfManyBytesDoesNotGrowTheServer()
{
    bool isSet = false;
    const int given = qEnvironmentVariableIntValue("ISTHMUS_TEST_UPLOAD_MB", &isSet);
    const qint64 wanted = qint64(isSet ? given : 128) * 1024 * 1024;
    EndpointClient client(sandbox().admin());
    client.setReadTimeout(1800);
    QCOMPARE(client.run(u"CREATE TABLE t_large (s STRING)"_s).status, u"Success"_s);
    const QByteArray session = "/tables/t_large?uploadid="
        + client.send("POST", "/tables/t_large?uploads=1").json()[u"UploadID"].toString().toUtf8();

    // One body in chunks made while it is sent, so that this process stays small too.
    std::mt19937 random(7);
    QByteArray value(64 * 1024, Qt::Uninitialized);
    for (char &c : value)
        c = char('a' + random() % 26);
    const qint64 before = peakMegabytes(serverPid());
    QVERIFY(before > 0);
    wire::RecordEncoder encoder;
    records::RecordBatch batch({catalog::Column{.name = u"s"_s, .type = catalog::parseMaxComputeType(u"STRING")}});
    for (int i = 0; i < 16; ++i)
        batch.vector(0).appendBytes(value);
    qint64 sent = 0;
    const int status = client.put(session + "&blockid=0", [&](QByteArray &piece) {
        const bool isLast = sent >= wanted;
        if (isLast)
            encoder.finish(piece);
        else if (!encoder.append(batch, 0, batch.rowCount(), piece))
            return false;
        sent += piece.size();
        return !isLast;
    });
    QCOMPARE(status, 200);
    QCOMPARE(client.send("POST", session).status, 200);
    const QJsonObject download = client.send("POST", "/tables/t_large?downloads").json();
    QCOMPARE(download[u"RecordCount"].toInteger(), encoder.rowCount());
    qint64 received = 0;
    QCOMPARE(client.receive("/tables/t_large?data&rowrange=(0," + QByteArray::number(encoder.rowCount())
                                + ")&downloadid=" + download[u"DownloadID"].toString().toUtf8(),
                            [&](QByteArrayView piece) { received += piece.size(); }),
             200);
    QCOMPARE(received, sent);
    const qint64 growth = peakMegabytes(serverPid()) - before;
    qInfo("%lld MB sent and read back, the server's peak grew by %lld MB", sent / (1024 * 1024), growth);
    QVERIFY2(growth <= 300 + test::sanitizerMegabytes, qPrintable(QString::number(growth)));
    QCOMPARE(client.run(u"DROP TABLE t_large"_s).status, u"Success"_s);
}

QTEST_GUILESS_MAIN(tst_EndpointLoad)
#include "tst_endpointload.moc"
