// SPDX-License-Identifier: GPL-3.0-or-later
#include <isthmus/sandbox/http/httpserver.h>

#include <QElapsedTimer>
#include <QTest>

#include <arpa/inet.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <vector>

using namespace isthmus;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr int patienceMs = 10'000;

/// A connection to the server that says what the test tells it.
class Stranger {
public:
    explicit Stranger(int port) : m_fd(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0))
    {
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_port = htons(uint16_t(port));
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        if (::connect(m_fd, reinterpret_cast<const sockaddr *>(&address), sizeof address) != 0)
            qFatal("no connection");
    }
    ~Stranger() { ::close(m_fd); }
    Stranger(const Stranger &) = delete;
    Stranger &operator=(const Stranger &) = delete;

    /// False when the server has closed the connection.
    bool say(const QByteArray &bytes)
    {
        return ::send(m_fd, bytes.constData(), size_t(bytes.size()), MSG_NOSIGNAL) == ssize_t(bytes.size());
    }
    /// The next reply, all of which is XML or JSON of an error; what came of it until the end or within 10 s.
    QByteArray hear()
    {
        QByteArray heard;
        std::array<char, 4096> buffer;
        pollfd wait{m_fd, POLLIN, 0};
        while (!heard.contains("</Error>") && !heard.endsWith('}') && ::poll(&wait, 1, patienceMs) > 0) {
            const ssize_t count = ::recv(m_fd, buffer.data(), buffer.size(), 0);
            if (count <= 0)
                return heard;
            heard.append(buffer.data(), count);
        }
        return heard;
    }
    /// Whether the server has closed the connection, waiting up to \a ms.
    bool isClosed(int ms)
    {
        std::array<char, 4096> buffer;
        pollfd wait{m_fd, POLLIN, 0};
        while (::poll(&wait, 1, ms) > 0) {
            if (::recv(m_fd, buffer.data(), buffer.size(), 0) <= 0)
                return true;
        }
        return false;
    }

private:
    int m_fd;
};

const QByteArray unsignedRequest = "GET /api/projects HTTP/1.1\r\nHost: h\r\n\r\n";

std::unique_ptr<sandbox::HttpServer> serverWith(sandbox::HttpLimits limits)
{
    auto server = sandbox::HttpServer::start(
        u"127.0.0.1"_s, 0, {}, [](const sandbox::HttpRequest &) { return sandbox::HttpResponse(); }, limits);
    if (!server)
        qFatal("no server");
    return std::move(*server);
}

} // namespace

/// What strangers can cost: time, bytes and threads.
class tst_HttpServer : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void requestThatDripsIsEnded();
    void endlessHeadersAreEnded();
    void unsignedBodyIsEnded();
    void idleConnectionIsEnded();
    void newConnectionTakesThePlaceOfTheOldest_data();
    void newConnectionTakesThePlaceOfTheOldest();
    void requestsFollowOnOneConnection();
    void endsWhileStrangersAreConnected();
};

void tst_HttpServer::requestThatDripsIsEnded()
{
    const auto server = serverWith({.threads = 2, .unsignedTime = 300ms});
    Stranger stranger(server->port());
    QElapsedTimer clock;
    clock.start();
    for (int i = 0; stranger.say(i == 0 ? "GET /api/projects HTTP/1.1\r\nA: " : "a") && !stranger.isClosed(20); ++i)
        QVERIFY(clock.elapsed() < patienceMs);
}

void tst_HttpServer::endlessHeadersAreEnded()
{
    const auto server = serverWith({.threads = 2});
    Stranger stranger(server->port());
    QVERIFY(stranger.say("GET /api/projects HTTP/1.1\r\n"));
    int sent = 0;
    while (stranger.say(QByteArray("A: b\r\n").repeated(1000)))
        QVERIFY(++sent < 10'000); // 60 MB
}

void tst_HttpServer::unsignedBodyIsEnded()
{
    const auto server = serverWith({.threads = 2, .unsignedTime = 300ms});
    Stranger stranger(server->port());
    QVERIFY(stranger.say("PUT /api/projects/p/tables/t?uploadid=u&blockid=0 HTTP/1.1\r\nHost: h\r\n"
                         "Content-Length: 999999999999\r\n\r\n"));
    QElapsedTimer clock;
    clock.start();
    const QByteArray heard = stranger.hear();
    QVERIFY2(heard.startsWith("HTTP/1.1 401"), heard.constData());
    QVERIFY(stranger.isClosed(patienceMs));
    QVERIFY(clock.elapsed() < patienceMs);
}

void tst_HttpServer::idleConnectionIsEnded()
{
    const auto server = serverWith({.threads = 2, .keepAlive = 300ms});
    Stranger silent(server->port());
    QVERIFY(silent.isClosed(patienceMs));
}

void tst_HttpServer::newConnectionTakesThePlaceOfTheOldest_data()
{
    QTest::addColumn<QByteArray>("said");
    QTest::newRow("silent") << QByteArray();
    QTest::newRow("half a request") << QByteArray("GET /api/projects HTTP/1.1\r\nHost:");
    QTest::newRow("half a body") << QByteArray(
        "PUT /api/projects/p/tables/t?uploadid=u HTTP/1.1\r\nHost: h\r\nContent-Length: 100\r\n\r\nabc");
}

void tst_HttpServer::newConnectionTakesThePlaceOfTheOldest()
{
    QFETCH(QByteArray, said);
    constexpr int threads = 4;
    const auto server = serverWith({.threads = threads});
    std::vector<std::unique_ptr<Stranger>> strangers;
    for (int i = 0; i < 10 * threads; ++i) {
        strangers.push_back(std::make_unique<Stranger>(server->port()));
        QVERIFY(strangers.back()->say(said));
        if (i % threads != 0)
            continue;
        Stranger other(server->port());
        QVERIFY(other.say(unsignedRequest));
        QElapsedTimer clock;
        clock.start();
        const QByteArray heard = other.hear();
        QVERIFY2(heard.startsWith("HTTP/1.1 401"), QByteArray::number(i) + ": " + heard);
        QVERIFY2(clock.elapsed() < 2000, qPrintable(QString::number(clock.elapsed())));
    }
    QVERIFY(strangers.front()->isClosed(patienceMs));
}

void tst_HttpServer::requestsFollowOnOneConnection()
{
    const auto server = serverWith({.threads = 2});
    Stranger stranger(server->port());
    for (int i = 0; i < 3; ++i) {
        QVERIFY(stranger.say(unsignedRequest));
        const QByteArray heard = stranger.hear();
        QVERIFY2(heard.startsWith("HTTP/1.1 401"), heard.constData());
    }
}

void tst_HttpServer::endsWhileStrangersAreConnected()
{
    auto server = serverWith({.threads = 2});
    std::vector<std::unique_ptr<Stranger>> strangers;
    for (int i = 0; i < 5; ++i) {
        strangers.push_back(std::make_unique<Stranger>(server->port()));
        QVERIFY(strangers.back()->say("GET /"));
    }
    QElapsedTimer clock;
    clock.start();
    server.reset();
    QVERIFY2(clock.elapsed() < 5000, qPrintable(QString::number(clock.elapsed())));
}

QTEST_GUILESS_MAIN(tst_HttpServer)
#include "tst_httpserver.moc"
