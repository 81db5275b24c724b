// SPDX-License-Identifier: GPL-3.0-or-later
#include "rawserver.h"

#include <isthmus/core/async.h>

#include <QElapsedTimer>
#include <QTest>

using namespace isthmus;
using namespace isthmus::test;
using core::ErrorKind;

namespace {

core::Error failureOf(const maxcompute::Settings &settings)
{
    auto connection = maxcompute::makeConnection(settings);
    if (!connection)
        return connection.error();
    const auto info = core::await(connection->catalog->server());
    return info ? core::Error{ErrorKind::Internal, QStringLiteral("no failure"), {}, {}, {}} : info.error();
}

QByteArray okReply(const QByteArray &body, qsizetype length)
{
    return "HTTP/1.1 200 OK\r\nContent-Type: application/xml\r\nContent-Length: " + QByteArray::number(length)
        + "\r\n\r\n" + body;
}

} // namespace

class tst_Failures : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void refusalsByTheServiceHaveTheirKind_data()
    {
        QTest::addColumn<int>("status");
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<ErrorKind>("kind");
        QTest::addColumn<QString>("code");
        const auto row = [](const char *name, const Reply &answer, ErrorKind kind, const char *code) {
            QTest::newRow(name) << answer.status << answer.body << kind << QString::fromLatin1(code);
        };
        row("wrong key", error(401, "Unauthorized", "The AccessKey is wrong"), ErrorKind::Authentication,
            "Unauthorized");
        row("wrong key by number", error(401, "Other", "ODPS-0410042:Invalid signature value"),
            ErrorKind::Authentication, "ODPS-0410042");
        row("clock is off", error(400, "RequestTimeTooSkewed", "max_interval_date:900000"), ErrorKind::Authentication,
            "RequestTimeTooSkewed");
        row("no permission", error(403, "NoPermission", "ODPS-0420095: Access Denied - You have NO privilege"),
            ErrorKind::Permission, "ODPS-0420095");
        row("no such project", error(404, "NoSuchProject", "ODPS-0420111: Project not found - p1"), ErrorKind::NotFound,
            "ODPS-0420111");
        row("not implemented", error(405, "MethodNotAllowed", "no"), ErrorKind::Unsupported, "MethodNotAllowed");
        row("bad argument", error(400, "InvalidParameter", "bad"), ErrorKind::Invalid, "InvalidParameter");
        row("fault", error(500, "InternalServerError", "boom"), ErrorKind::Internal, "InternalServerError");
        row("unknown code", error(403, "Whatever", "no"), ErrorKind::Permission, "Whatever");
        row("JSON", Reply{404, R"({"Code":"NoSuchTable","Message":"gone"})", {}, {}}, ErrorKind::NotFound,
            "NoSuchTable");
        row("empty 401", Reply{401, {}, {}, {}}, ErrorKind::Authentication, "HTTP 401");
        row("empty 404", Reply{404, {}, {}, {}}, ErrorKind::NotFound, "HTTP 404");
        row("XML without code", Reply{500, "<Error><Message>m</Message></Error>", {}, {}}, ErrorKind::Internal,
            "HTTP 500");
        row("HTML of a proxy", Reply{404, "<html><body>Not <b>Found</body>", {}, {}}, ErrorKind::Protocol, "HTTP 404");
        row("redirect", Reply{302, "<html>moved</html>", {}, {}}, ErrorKind::Protocol, "HTTP 302");
    }

    void refusalsByTheServiceHaveTheirKind()
    {
        QFETCH(int, status);
        QFETCH(QByteArray, body);
        QFETCH(ErrorKind, kind);
        FakeService service([&](const Seen &) { return Reply{status, body, "application/xml", {}}; });
        const core::Error failure = failureOf(service.settings());
        QCOMPARE(failure.kind, kind);
        QTEST(failure.code, "code");
        QVERIFY(!failure.message.isEmpty());
        QVERIFY(!(failure.message + failure.detail).contains(QLatin1String(accessKey)));
        QCOMPARE(service.count("GET", "/projects/p1"), 1);
    }

    // The project's owner cannot help there.
    void whoRefusedIsTold()
    {
        const auto hintOf = [](const char *code, const char *message) {
            FakeService service([=](const Seen &) {
                const Reply answer = error(403, code, message);
                return Reply{answer.status, answer.body, "application/xml", {}};
            });
            return failureOf(service.settings()).hint;
        };
        QVERIFY(hintOf("NoPermission", "ODPS-0420095: Access Denied").contains(QStringLiteral("owner of the project")));
        const QString source = hintOf("NoPermission", "ODPS-0130013:ERROR: permission denied for schema ods");
        QVERIFY2(source.startsWith(QStringLiteral("In Hologres, grant")), qPrintable(source));
    }

    void repliesThatAreNoRepliesAreProtocolErrors_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        const auto whole = [](const QByteArray &body) { return okReply(body, body.size()); };
        QTest::newRow("noise") << QByteArray("\x01\x02 not HTTP at all\r\n\r\n");
        QTest::newRow("HTML") << whole("<html><body>Welcome</body></html>");
        QTest::newRow("text") << whole("hello");
        QTest::newRow("empty body") << whole("");
        QTest::newRow("half an XML") << whole("<?xml version=\"1.0\"?><Project><Name>p1</Na");
        QTest::newRow("another document") << whole("<Tables/>");
        QTest::newRow("entity bomb") << whole(
            "<?xml version=\"1.0\"?><!DOCTYPE p [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;&a;\">"
            "<!ENTITY c \"&b;&b;&b;&b;&b;\">]><Project><Name>&c;</Name></Project>");
        QTest::newRow("depth bomb") << whole("<Project>" + QByteArray("<a>").repeated(50'000)
                                             + QByteArray("</a>").repeated(50'000) + "</Project>");
        QByteArray crowded = "<Project"; // just over the bound of a tag
        for (int i = 0; i <= 64; ++i)
            crowded += " a" + QByteArray::number(i) + "='1'";
        QTest::newRow("crowded tag") << whole(crowded + "/>");
        QTest::newRow("another encoding") << whole("<?xml version=\"1.0\" encoding=\"UTF-7\"?><Project/>");
        QTest::newRow("not UTF-8") << whole("<Project><Name>\xff\xfe</Name></Project>");
    }

    void repliesThatAreNoRepliesAreProtocolErrors()
    {
        QFETCH(QByteArray, bytes);
        RawServer server(bytes);
        const core::Error failure = failureOf(server.settings());
        QCOMPARE(failure.kind, ErrorKind::Protocol);
        QVERIFY2(failure.message.contains(QStringLiteral("127.0.0.1")), qPrintable(failure.message));
    }

    void aReplyCutOffIsANetworkErrorAfterThreeTries_data()
    {
        QTest::addColumn<QByteArray>("reply");
        QTest::newRow("in its body") << okReply("<Project><Name>p1", 1000);
        QTest::newRow("behind a header") << QByteArray("HTTP/1.1 200 OK\r\nServer: a\r\n");
        QTest::newRow("within a header") << QByteArray("HTTP/1.1 200 OK\r\nContent-Le");
        QTest::newRow("within its first line") << QByteArray("HTTP/1.1 20");
    }

    void aReplyCutOffIsANetworkErrorAfterThreeTries()
    {
        QFETCH(QByteArray, reply);
        RawServer server(reply);
        const core::Error failure = failureOf(server.settings());
        QCOMPARE(failure.kind, ErrorKind::Network);
        QVERIFY2(failure.message.contains(QStringLiteral("cut off")), qPrintable(failure.message));
        QVERIFY(!failure.isUnsent);
        QCOMPARE(server.connections(), 3);
    }

    void aReplyThatIsTooLongIsRefused()
    {
        FakeService service([](const Seen &) {
            return Reply{200, "<Project>" + QByteArray(25 * 1024 * 1024, ' '), "application/xml", {}};
        });
        const core::Error failure = failureOf(service.settings());
        QCOMPARE(failure.kind, ErrorKind::Protocol);
        QVERIFY2(failure.message.contains(QStringLiteral("24")), qPrintable(failure.message));
    }

    void theRestOfALongErrorIsNotWaitedFor()
    {
        const QByteArray begin =
            "HTTP/1.1 500 Broken\r\nContent-Type: text/plain\r\nContent-Length: 9000000000\r\n\r\n";
        RawServer server(begin + QByteArray(1024 * 1024 + 100'000, 'x'), RawServer::Then::Hold);
        QElapsedTimer timer;
        timer.start();
        const core::Error failure = failureOf(server.settings());
        QCOMPARE(failure.code, QStringLiteral("HTTP 500"));
        QVERIFY(timer.elapsed() < 5000);
        QCOMPARE(server.connections(), 1);
    }

    void anExchangeHasAnEnd_data()
    {
        using std::chrono::milliseconds;
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<milliseconds>("exchange");
        QTest::addColumn<std::optional<milliseconds>>("limit");
        const QByteArray half = okReply("<Project><Name>p1", 1000);
        const QByteArray more = "HTTP/1.1 100 Continue\r\n\r\n";
        const std::optional<milliseconds> none;
        QTest::newRow("half an answer") << half << milliseconds(300) << none;
        QTest::newRow("only that there will be one") << more << milliseconds(300) << none;
        QTest::newRow("limit of the connection") << half << milliseconds(60'000) << std::optional(milliseconds(300));
    }

    void anExchangeHasAnEnd()
    {
        QFETCH(QByteArray, bytes);
        QFETCH(std::chrono::milliseconds, exchange);
        QFETCH(std::optional<std::chrono::milliseconds>, limit);
        RawServer server(bytes, RawServer::Then::Hold);
        maxcompute::Settings settings = server.settings();
        settings.exchangeTimeout = exchange;
        settings.timeLimit = limit;
        QElapsedTimer timer;
        timer.start();
        const core::Error failure = failureOf(settings);
        QCOMPARE(failure.kind, ErrorKind::Timeout);
        QVERIFY(timer.elapsed() >= 300);
        QVERIFY(timer.elapsed() < 5000);
    }

    void aClosedPortIsRefusedQuickly()
    {
        maxcompute::Settings settings;
        {
            RawServer gone({});
            settings = gone.settings();
        }
        QElapsedTimer timer;
        timer.start();
        const core::Error failure = failureOf(settings);
        QCOMPARE(failure.kind, ErrorKind::Network);
        const QString place = QStringLiteral("127.0.0.1:") + settings.endpoint.section(u':', -1).section(u'/', 0, 0);
        QCOMPARE(failure.message, place + QStringLiteral(" refused the connection."));
        QVERIFY(!failure.hint.isEmpty());
        QVERIFY(failure.isUnsent);
        QVERIFY(timer.elapsed() < 3000);
    }

    void thePortIsNamedUnlessItIsTheUsualOne()
    {
        const auto hostOf = [](const char *endpoint) {
            maxcompute::Settings settings;
            settings.endpoint = QString::fromLatin1(endpoint);
            settings.project = QStringLiteral("p1");
            return failureOf(settings).message;
        };
        QVERIFY(hostOf("https://no-such-host.invalid:8443/api").contains(QStringLiteral("no-such-host.invalid:8443")));
        QVERIFY(!hostOf("https://no-such-host.invalid:443/api").contains(QStringLiteral(":443")));
    }

    // A server that waits for TLS closes at a plain request, answers with an alert, or says so in plain text.
    void whoWaitsForTlsIsTold_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::newRow("closes") << QByteArray();
        QTest::newRow("alert") << QByteArray("\x15\x03\x01\x00\x02\x02\x46", 7);
        const QByteArray told = "<center>The plain HTTP request was sent to HTTPS port</center>";
        QTest::newRow("says so") << "HTTP/1.1 400 Bad Request\r\nContent-Length: " + QByteArray::number(told.size())
                + "\r\n\r\n" + told;
    }

    void whoWaitsForTlsIsTold()
    {
        QFETCH(QByteArray, bytes);
        RawServer server(bytes);
        const core::Error failure = failureOf(server.settings());
        QVERIFY2(failure.hint.contains(QStringLiteral("https://")), qPrintable(failure.message + failure.hint));
    }

    void anUnknownHostIsNamed()
    {
        maxcompute::Settings settings;
        settings.endpoint = QStringLiteral("https://no-such-host.invalid/api"); // RFC 2606: never resolves
        settings.project = QStringLiteral("p1");
        const core::Error failure = failureOf(settings);
        QCOMPARE(failure.kind, ErrorKind::Network);
        QVERIFY2(failure.message.contains(QStringLiteral("no-such-host.invalid")), qPrintable(failure.message));
    }

    void aServerThatSpeaksNoTlsIsATlsError()
    {
        RawServer server("HTTP/1.1 200 OK\r\n\r\n");
        maxcompute::Settings settings = server.settings();
        settings.endpoint.replace(QStringLiteral("http:"), QStringLiteral("https:"));
        const core::Error failure = failureOf(settings);
        QCOMPARE(failure.kind, ErrorKind::Network);
        QVERIFY2(failure.message.contains(QStringLiteral("TLS")), qPrintable(failure.message));
    }

    void aSilentServerTimesOut_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::newRow("from the start") << QByteArray();
        QTest::newRow("in the middle") << okReply("<Project><Name>p1", 1000);
    }

    void aSilentServerTimesOut()
    {
        QFETCH(QByteArray, bytes);
        RawServer server(bytes, RawServer::Then::Hold);
        maxcompute::Settings settings = server.settings();
        settings.idleTimeout = std::chrono::milliseconds(300);
        QElapsedTimer timer;
        timer.start();
        const core::Error failure = failureOf(settings);
        QCOMPARE(failure.kind, ErrorKind::Timeout);
        QVERIFY(timer.elapsed() >= 300);
        QVERIFY(timer.elapsed() < 5000);
        QVERIFY(!failure.hint.isEmpty());
    }

    void cancellingEndsAWaitWithinASecond_data() { aSilentServerTimesOut_data(); }
    void cancellingEndsAWaitWithinASecond()
    {
        QFETCH(QByteArray, bytes);
        RawServer server(bytes, RawServer::Then::Hold);
        auto connection = maxcompute::makeConnection(server.settings());
        QVERIFY(connection);
        auto future = connection->catalog->server();
        QTRY_COMPARE(server.connections(), 1);
        QElapsedTimer timer;
        timer.start();
        future.cancel();
        // The lane is free again only when the request is really given up: a second call gets through to the server.
        auto next = connection->catalog->server();
        QTRY_COMPARE_WITH_TIMEOUT(server.connections(), 2, 1000);
        QVERIFY(timer.elapsed() < 1000);
        QVERIFY(core::await(future).error().isCancelled());
        next.cancel();
    }

    void droppingTheConnectionEndsAWaitWithinASecond()
    {
        RawServer server({}, RawServer::Then::Hold);
        auto connection = maxcompute::makeConnection(server.settings());
        QVERIFY(connection);
        const auto future = connection->catalog->server();
        QTRY_COMPARE(server.connections(), 1);
        QElapsedTimer timer;
        timer.start();
        *connection = {};
        QVERIFY(timer.elapsed() < 1000);
        QVERIFY(future.isFinished());
    }

    void aBusyServiceIsAskedAgain()
    {
        std::atomic<int> asked = 0;
        FakeService service([&asked](const Seen &seen) {
            if (seen.path == "/projects/p1" && ++asked < 3)
                return Reply{asked == 1 ? 503 : 429, {}, "text/plain", {}};
            return seen.path == "/projects/p1" ? project() : error(405, "MethodNotAllowed", "no whoami");
        });
        auto connection = maxcompute::makeConnection(service.settings());
        QVERIFY(connection);
        const auto info = core::await(connection->catalog->server());
        QVERIFY(info);
        QCOMPARE(service.count("GET", "/projects/p1"), 3);
        QCOMPARE(info->identity, QString::fromLatin1(accessId)); // the service does not say who we are
        QVERIFY(service.allSigned());
    }

    void aBusyServiceIsNotAskedForEver()
    {
        FakeService service([](const Seen &) { return Reply{503, {}, "text/plain", {}}; });
        const core::Error failure = failureOf(service.settings());
        QCOMPARE(failure.kind, ErrorKind::Network);
        QCOMPARE(service.count("GET", "/projects/p1"), 3);
    }

    void aPageThatFollowsItselfIsRefused()
    {
        FakeService service([](const Seen &seen) {
            return seen.path == "/projects/p1" ? project() : xml("<Schemas><Marker>again</Marker></Schemas>");
        });
        auto connection = maxcompute::makeConnection(service.settings());
        QVERIFY(connection);
        const auto page =
            core::await(connection->catalog->children({{QStringLiteral("mc"), {}}, QStringLiteral("again"), 10}));
        QVERIFY(!page);
        QCOMPARE(page.error().kind, ErrorKind::Protocol);
    }
};

QTEST_GUILESS_MAIN(tst_Failures)
#include "tst_failures.moc"
