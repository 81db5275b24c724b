// SPDX-License-Identifier: GPL-3.0-or-later
#include "endpointclient.h"

#include <isthmus/wire/signature.h>

#include <QTest>

#include <arpa/inet.h>
#include <httplib.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <random>

using namespace isthmus;
using namespace Qt::StringLiterals;

namespace {

using test::Answer;
using test::EndpointClient;

test::SandboxFixture &sandbox()
{
    return test::SandboxFixture::shared();
}

/// Sends \a bytes as they are, says that no more come, and answers what the server sent until it closed.
QByteArray exchange(const QByteArray &bytes)
{
    const int fd = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(uint16_t(QUrl(sandbox().endpoint()).port()));
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    QByteArray answer;
    if (::connect(fd, reinterpret_cast<const sockaddr *>(&address), sizeof address) == 0) {
        qsizetype sent = 0;
        while (sent < bytes.size()) {
            const ssize_t n = ::send(fd, bytes.constData() + sent, size_t(bytes.size() - sent), MSG_NOSIGNAL);
            if (n <= 0)
                break; // the server has heard enough
            sent += n;
        }
        ::shutdown(fd, SHUT_WR);
        std::array<char, 4096> buffer;
        pollfd wait{fd, POLLIN, 0};
        while (::poll(&wait, 1, 20'000) > 0) {
            const ssize_t n = ::recv(fd, buffer.data(), buffer.size(), 0);
            if (n <= 0)
                break;
            answer.append(buffer.data(), n);
        }
    }
    ::close(fd);
    return answer;
}

QByteArray job(const QByteArray &query, const QByteArray &settings = "{}")
{
    return "<Instance><Job><Tasks><SQL><Name>T</Name><Config><Property><Name>settings</Name><Value>" + settings
        + "</Value></Property></Config><Query><![CDATA[" + query + "]]></Query></SQL></Tasks></Job></Instance>";
}

} // namespace

/// What no client should send. Each is refused or ignored, and the server answers the next request as ever.
class tst_EndpointGarbage : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void cleanup();
    void rawBytes_data();
    void rawBytes();
    void formsAreReadAndRefused();
    void randomBytes();
    void jobDocuments_data();
    void jobDocuments();
    void deepStatementsFailAsJobs();
    void hostileNamesAreNames();
    void randomBlocksAreRefused();
    void randomChangesOfARealBlockAreRefused();
};

void tst_EndpointGarbage::initTestCase()
{
    QVERIFY2(sandbox().start(), qPrintable(sandbox().problem()));
}

void tst_EndpointGarbage::cleanup()
{
    EndpointClient client(sandbox().admin());
    QCOMPARE(client.send("GET", "/tables?name=ods_raw").body.count("<Table>"), 1);
}

void tst_EndpointGarbage::rawBytes_data()
{
    QTest::addColumn<QByteArray>("bytes");
    const QByteArray put = "PUT /api/projects/dbs_mc/tables/t?uploadid=x&blockid=0 HTTP/1.1\r\nHost: h\r\n";
    QTest::newRow("nothing") << QByteArray();
    QTest::newRow("no HTTP") << QByteArray("hello\r\n\r\n");
    QTest::newRow("TLS hello") << QByteArray::fromHex("16030100a5010000a10303") + QByteArray(150, '\x5a');
    QTest::newRow("unknown method") << QByteArray("EAT /api/projects HTTP/1.1\r\nHost: h\r\n\r\n");
    QTest::newRow("long request line") << "GET /api/" + QByteArray(100'000, 'a') + " HTTP/1.1\r\n\r\n";
    QTest::newRow("huge header") << "GET /api/projects HTTP/1.1\r\nX: " + QByteArray(4'000'000, 'a') + "\r\n\r\n";
    QTest::newRow("many headers") << "GET /api/projects HTTP/1.1\r\n" + QByteArray("A: b\r\n").repeated(50'000)
            + "\r\n";
    QTest::newRow("endless header") << "GET /api/projects HTTP/1.1\r\n" + QByteArray(1'000'000, 'b');
    QTest::newRow("no UTF-8") << QByteArray("GET /api/projects/\xff\xfe HTTP/1.1\r\nHost: h\r\n\r\n");
    QTest::newRow("zero in path") << QByteArray("GET /api/projects/a%00b HTTP/1.1\r\nHost: h\r\n\r\n");
    QTest::newRow("cut-off chunk") << put + "Transfer-Encoding: chunked\r\n\r\nFFFF\r\nabc";
    QTest::newRow("chunk that is none") << put + "Transfer-Encoding: chunked\r\n\r\nxyz\r\nabc\r\n0\r\n\r\n";
    QTest::newRow("chunk without end") << put + "Transfer-Encoding: chunked\r\n\r\nFFFFFFFFFFFFFFFFFF\r\nabc";
    QTest::newRow("negative length") << put + "Content-Length: -5\r\n\r\nabc";
    QTest::newRow("length beyond the body") << put + "Content-Length: 999999999999\r\n\r\nabc";
    QTest::newRow("length that is none") << put + "Content-Length: abc\r\n\r\nabc";
    QTest::newRow("broken authorization") << QByteArray("GET /api/projects HTTP/1.1\r\nAuthorization: ODPS "
                                                        + QByteArray(6000, ':') + "\r\nDate: now\r\n\r\n");
    QTest::newRow("broken bearer token") << QByteArray(
        "GET /api/projects HTTP/1.1\r\nx-odps-bearer-token: e30.\xff\xfe\r\n\r\n");
    QTest::newRow("form") << QByteArray("POST /api/projects HTTP/1.1\r\nContent-Type: multipart/form-data; "
                                        "boundary=x\r\nContent-Length: 10\r\n\r\n--x\r\n\r\n\r\n\r\n");
}

void tst_EndpointGarbage::rawBytes()
{
    QFETCH(QByteArray, bytes);
    const QByteArray answer = exchange(bytes);
    QVERIFY2(answer.isEmpty() || answer.startsWith("HTTP/1.1 4"), answer.left(200).constData());
}

void tst_EndpointGarbage::formsAreReadAndRefused()
{
    httplib::Client client("127.0.0.1", QUrl(sandbox().endpoint()).port());
    client.set_keep_alive(true);
    const httplib::MultipartFormDataItems form{{"a", "value", "", ""}};
    for (int i = 0; i < 3; ++i) {
        const auto answer = client.Post("/api/projects", form);
        QVERIFY(answer);
        QCOMPARE(answer->status, 400);
        QVERIFY2(answer->body.find("Form data are not accepted") != std::string::npos, answer->body.c_str());
    }
}

void tst_EndpointGarbage::randomBytes()
{
    std::mt19937 random(20240115);
    for (int round = 0; round < 200; ++round) {
        QByteArray bytes(int(random() % 3000), Qt::Uninitialized);
        for (char &c : bytes)
            c = char(random());
        if (round % 2 == 0)
            bytes.prepend("POST /api/projects/dbs_mc/instances HTTP/1.1\r\n");
        const QByteArray answer = exchange(bytes);
        QVERIFY2(answer.isEmpty() || answer.startsWith("HTTP/1.1 4"), answer.left(200).constData());
    }
}

void tst_EndpointGarbage::jobDocuments_data()
{
    QTest::addColumn<QByteArray>("document");
    QTest::newRow("no XML") << QByteArray("select 1");
    QTest::newRow("empty") << QByteArray(" ");
    QTest::newRow("deep nesting") << QByteArray("<a>").repeated(200'000);
    QTest::newRow("document type") << QByteArray(
        "<!DOCTYPE a [<!ENTITY b \"bbbbbbbbbb\"><!ENTITY c \"&b;&b;&b;&b;\">]><Instance>&c;</Instance>");
    QTest::newRow("no UTF-8") << QByteArray("<Instance>\xff\xfe</Instance>");
    QTest::newRow("two tasks") << job("SELECT 1").replace("</Tasks>", "<SQL><Query>SELECT 2</Query></SQL></Tasks>");
    QTest::newRow("too long") << job("SELECT '" + QByteArray(10'000'000, 'a') + "'");
}

void tst_EndpointGarbage::jobDocuments()
{
    QFETCH(QByteArray, document);
    EndpointClient client(sandbox().admin());
    const Answer answer = client.send("POST", "/instances", document);
    QVERIFY2(answer.status == 400, QByteArray::number(answer.status) + answer.body.left(200));
    QVERIFY(answer.body.contains("<Code>"));
}

void tst_EndpointGarbage::deepStatementsFailAsJobs()
{
    EndpointClient client(sandbox().admin());
    const QByteArray deepSettings = QByteArray("[").repeated(20'000);
    for (const QByteArray &body :
         {job("SELECT " + QByteArray("(").repeated(100'000) + "1" + QByteArray(")").repeated(100'000)),
          job("SELECT " + QByteArray("-").repeated(100'000) + "1"), job("SELECT 'no end"), job("/* no end"),
          job(QByteArray("SELECT \xC3\x28")), job("SELECT 1 +", deepSettings)}) {
        const Answer answer = client.send("POST", "/instances", body);
        if (answer.status == 400)
            continue;
        QCOMPARE(answer.status, 201);
        const auto outcome = client.finish(answer.location.mid(answer.location.lastIndexOf('/') + 1));
        QCOMPARE(outcome.status, u"Failed"_s);
        QVERIFY2(outcome.text.startsWith(u"ODPS-"), qPrintable(outcome.text.left(200)));
    }
}

void tst_EndpointGarbage::hostileNamesAreNames()
{
    EndpointClient client(sandbox().admin());
    for (const QByteArray &name :
         {QByteArray("x'; DROP TABLE mc.tables; --"), QByteArray("x\"; DROP SCHEMA mc CASCADE; --"),
          QByteArray("..%2f..%2fetc%2fpasswd"), QByteArray("\\"), QByteArray("%s%n"), QByteArray(5000, 'n')}) {
        const QByteArray segment = wire::encodeSegment(name);
        QVERIFY(client.send("GET", "/tables/" + segment).status / 100 == 4);
        QVERIFY(client.send("POST", "/tables/" + segment + "?downloads").status / 100 == 4);
        QVERIFY(client.send("GET", "/instances/" + segment).status / 100 == 4);
        QVERIFY(client.send("GET", "/resources/" + segment).status / 100 == 4);
        QVERIFY(client.send("GET", "/tables/ods_raw_log_d?partition=dt%3D" + segment).status / 100 == 4);
        QVERIFY(client.send("GET", "/tables/ods_raw_log_d?data&downloadid=" + segment + "&partition=dt=20240115").status
                    / 100
                == 4);
        QVERIFY(client.send("GET", "/tables?marker=" + segment + "&name=" + segment).status / 100 <= 4);
    }
}

void tst_EndpointGarbage::randomBlocksAreRefused()
{
    EndpointClient client(sandbox().admin());
    QCOMPARE(client.run(u"CREATE TABLE t_noise (a BIGINT, b STRING, c ARRAY<MAP<STRING,BIGINT>>)"_s).status,
             u"Success"_s);
    const QByteArray session = "/tables/t_noise?uploadid="
        + client.send("POST", "/tables/t_noise?uploads=1").json()[u"UploadID"].toString().toUtf8();
    std::mt19937 random(99);
    const QList<QByteArray> encodings{"", "zstd", "x-lz4-frame", "x-snappy-framed", "deflate"};
    for (int round = 0; round < 200; ++round) {
        QByteArray bytes(int(random() % 500 + 1), Qt::Uninitialized);
        for (char &c : bytes)
            c = char(random());
        const QByteArray &encoding = encodings[round % encodings.size()];
        const Answer answer = client.send("PUT", session + "&blockid=0", bytes,
                                          encoding.isEmpty() ? EndpointClient::Headers()
                                                             : EndpointClient::Headers{{"Content-Encoding", encoding}});
        QVERIFY2(answer.status == 400, QByteArray::number(answer.status) + encoding);
    }
    QVERIFY(!client.send("GET", session).body.contains("BlockID"));
    QCOMPARE(client.run(u"DROP TABLE t_noise"_s).status, u"Success"_s);
}

void tst_EndpointGarbage::randomChangesOfARealBlockAreRefused()
{
    EndpointClient client(sandbox().admin());
    const QByteArray partition = "&partition=dt=20240115";
    const QByteArray id =
        client.send("POST", "/tables/ods_user_info_d?downloads" + partition).json()[u"DownloadID"].toString().toUtf8();
    const QByteArray block =
        client.send("GET", "/tables/ods_user_info_d?data&rowrange=(0,120)&downloadid=" + id + partition).body;
    QVERIFY(block.size() > 1000);
    QCOMPARE(client.run(u"CREATE TABLE t_flip (uid STRING, gender STRING, age_range STRING, zodiac STRING)"_s).status,
             u"Success"_s);
    const QByteArray session = "/tables/t_flip?blockid=0&uploadid="
        + client.send("POST", "/tables/t_flip?uploads=1").json()[u"UploadID"].toString().toUtf8();
    std::mt19937 random(3);
    for (int round = 0; round < 300; ++round) {
        QByteArray changed = block;
        changed[qsizetype(random() % size_t(block.size()))] ^= char(1U << (random() % 8));
        const Answer answer = client.send("PUT", session, changed);
        QVERIFY2(answer.status == 400, QByteArray::number(round));
    }
    QCOMPARE(client.send("PUT", session, block).status, 200);
    QCOMPARE(client.run(u"DROP TABLE t_flip"_s).status, u"Success"_s);
}

QTEST_GUILESS_MAIN(tst_EndpointGarbage)
#include "tst_endpointgarbage.moc"

#include <isthmus/wire/signature.h>

#include <httplib.h>
