// SPDX-License-Identifier: GPL-3.0-or-later
#include "testkinds.h"

#include <isthmus/connections/connectionkind.h>
#include <isthmus/connections/connectiontest.h>
#include <isthmus/core/async.h>

#include <QTest>

#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <thread>

using namespace isthmus;
using namespace isthmus::connections;
using Kind = core::ConnectStep::Kind;
using State = TestStep::State;

namespace {

/// A port of this machine. Answers one connection with \a answer, if it listens, and closes it.
class Port {
public:
    explicit Port(bool listens, QByteArray answer = {}) : m_socket(::socket(AF_INET, SOCK_STREAM, 0))
    {
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        socklen_t size = sizeof address;
        if (::bind(m_socket, reinterpret_cast<sockaddr *>(&address), size) != 0
            || ::getsockname(m_socket, reinterpret_cast<sockaddr *>(&address), &size) != 0)
            qFatal("no port");
        number = ntohs(address.sin_port);
        if (!listens || ::listen(m_socket, 5) != 0)
            return;
        m_thread = std::thread([this, answer] {
            for (;;) {
                const int client = ::accept(m_socket, nullptr, nullptr);
                if (client < 0)
                    return;
                char bytes[4096];
                static_cast<void>(::recv(client, bytes, sizeof bytes, 0));
                static_cast<void>(::send(client, answer.constData(), size_t(answer.size()), MSG_NOSIGNAL));
                ::close(client);
            }
        });
    }
    ~Port()
    {
        ::shutdown(m_socket, SHUT_RDWR); // wakes accept()
        if (m_thread.joinable())
            m_thread.join();
        ::close(m_socket);
    }

    int number = 0;

private:
    int m_socket;
    std::thread m_thread;
};

QList<Kind> kindsOf(const QList<core::ConnectStep> &steps)
{
    QList<Kind> kinds;
    for (const auto &step : steps)
        kinds.append(step.kind);
    return kinds;
}

} // namespace

/// A test tells how far it came, by what the back end noted down.
class tst_ConnectionTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { testsupport::registerTestKinds(); }
    void eachStepOfDiallingIsTold();
    void whereDiallingEndedIsTold();
    void theServersAnswerFailsSigningIn();
    void theNamesFailTheLastStep();
    void withoutNotesThereAreThreeSteps();
    void hologresNotesHowFarItCame_data();
    void hologresNotesHowFarItCame();
    void maxComputeNotesHowFarItCame();

private:
    [[nodiscard]] static Backend backend(const QList<core::ConnectStep> &steps)
    {
        auto log = std::make_shared<core::ConnectLog>();
        log->set(steps);
        Backend made;
        made.connectLog = log;
        return made;
    }
    [[nodiscard]] static QStringList lines(const ConnectionTest &test)
    {
        QStringList lines;
        for (const TestStep &step : test.steps())
            lines.append(step.title + u'|' + testStateName(step.state) + u'|' + step.detail);
        return lines;
    }

    const Profile m_profile =
        testsupport::hologresProfile(QStringLiteral("dw"), QStringLiteral("h.example"), QStringLiteral("d"));
};

void tst_ConnectionTest::eachStepOfDiallingIsTold()
{
    using std::chrono::milliseconds;
    ConnectionTest test(m_profile);
    QCOMPARE(test.steps().first().state, State::Running);
    test.opened(backend({{Kind::LookUp, QStringLiteral("1.2.3.4"), milliseconds(2)},
                         {Kind::Connect, QStringLiteral("1.2.3.4:80"), milliseconds(3)},
                         {Kind::Secure, QStringLiteral("TLSv1.3"), milliseconds(9)},
                         {Kind::SignIn, {}, milliseconds(31)}}));
    catalog::ServerInfo server;
    server.product = QStringLiteral("Hologres 3.0.18");
    server.identity = QStringLiteral("RAM$dev");
    test.accept(server);
    QCOMPARE(test.steps().last().state, State::Running);
    test.accept(catalog::Page{{{}, {}}, {}});
    QCOMPARE(lines(test),
             (QStringList{u"Find the host|passed|1.2.3.4"_qs, u"Open the port|passed|1.2.3.4:80"_qs,
                          u"Secure the line|passed|TLSv1.3"_qs, u"Sign in|passed|RAM$dev"_qs,
                          u"Recognize the server|passed|Hologres 3.0.18"_qs, u"Read the catalog|passed|2 names"_qs}));
    QCOMPARE(test.steps().at(3).elapsed, std::optional(milliseconds(31)));
    QVERIFY(test.summary().startsWith(u"6 passed"_qs));
}

void tst_ConnectionTest::whereDiallingEndedIsTold()
{
    ConnectionTest test(m_profile);
    test.opened(backend({{Kind::LookUp, {}, std::chrono::milliseconds(2)}, {Kind::Connect, {}, {}, true}}));
    test.fail({core::ErrorKind::Network, QStringLiteral("refused"), {}, {}, {}});
    QCOMPARE(lines(test),
             (QStringList{u"Find the host|passed|h.example:80"_qs, u"Open the port|failed|refused"_qs,
                          u"Sign in|not_tried|LTAI1"_qs, u"Read the catalog|not_tried|"_qs}));
    QCOMPARE(test.summary(), u"1 passed, 1 failed"_qs);
}

void tst_ConnectionTest::theServersAnswerFailsSigningIn()
{
    // HTTP: the line stands, and the first request is refused.
    ConnectionTest test(testsupport::maxComputeProfile(QStringLiteral("mc"), QStringLiteral("https://mc.example/api")));
    test.opened(backend({{Kind::LookUp, {}, {}}, {Kind::Connect, {}, {}}, {Kind::Secure, {}, {}}}));
    test.fail({core::ErrorKind::Authentication, QStringLiteral("wrong key"), {}, QStringLiteral("ODPS-1"), {}});
    QCOMPARE(lines(test).at(3), u"Sign in|failed|wrong key"_qs);
    QCOMPARE(test.steps().size(), 5);
}

void tst_ConnectionTest::theNamesFailTheLastStep()
{
    ConnectionTest test(m_profile);
    test.opened(backend({{Kind::SignIn, {}, {}}}));
    test.accept(catalog::ServerInfo());
    test.fail({core::ErrorKind::Permission, QStringLiteral("not allowed"), {}, {}, {}});
    QCOMPARE(lines(test).last(), u"Read the catalog|failed|not allowed"_qs);
    QVERIFY(test.steps().last().elapsed);
}

void tst_ConnectionTest::withoutNotesThereAreThreeSteps()
{
    ConnectionTest test(m_profile);
    test.opened(Backend());
    test.accept(catalog::ServerInfo());
    test.accept(catalog::Page());
    QCOMPARE(test.steps().size(), 3);
    ConnectionTest stopped(m_profile);
    stopped.fail(core::Error::cancelled());
    QCOMPARE(stopped.steps().first().state, State::Failed);
    QCOMPARE(stopped.summary(), u"Stopped"_qs);
}

void tst_ConnectionTest::hologresNotesHowFarItCame_data()
{
    QTest::addColumn<bool>("listens");
    QTest::addColumn<QByteArray>("answer");
    QTest::addColumn<QString>("tls");
    QTest::addColumn<int>("failed");
    QTest::newRow("refused") << false << QByteArray() << u"verify-full"_qs << int(Kind::Connect);
    QTest::newRow("no TLS there") << true << QByteArray("N") << u"verify-full"_qs << int(Kind::Secure);
    QTest::newRow("closed") << true << QByteArray() << u"disable"_qs << int(Kind::SignIn);
}

void tst_ConnectionTest::hologresNotesHowFarItCame()
{
    QFETCH(const bool, listens);
    QFETCH(const QByteArray, answer);
    QFETCH(const QString, tls);
    QFETCH(const int, failed);
    const Port port(listens, answer);
    Profile profile = m_profile;
    profile.set(u"host", QStringLiteral("127.0.0.1"));
    profile.set(u"port", port.number);
    profile.set(u"tls", tls);
    const auto made = profile.info().makeBackend(profile, QStringLiteral("s"));
    QVERIFY(made);
    QVERIFY(!core::await(made->catalog->server()));
    const auto steps = made->connectLog->steps();
    QVERIFY(!steps.isEmpty());
    QCOMPARE(int(steps.last().kind), failed);
    QVERIFY(steps.last().hasFailed && steps.last().elapsed);
    for (qsizetype i = 0; i + 1 < steps.size(); ++i)
        QVERIFY(!steps.at(i).hasFailed);
}

void tst_ConnectionTest::maxComputeNotesHowFarItCame()
{
    const auto stepsOf = [](const QString &endpoint) {
        const auto profile = testsupport::maxComputeProfile(QStringLiteral("mc"), endpoint);
        const auto made = profile.info().makeBackend(profile, QStringLiteral("s"));
        if (!made || core::await(made->catalog->server()))
            qFatal("it was reached");
        return made->connectLog->steps();
    };
    {
        const Port refused(false);
        const auto steps = stepsOf(u"http://127.0.0.1:%1/api"_qs.arg(refused.number));
        QCOMPARE(kindsOf(steps), (QList<Kind>{Kind::LookUp, Kind::Connect}));
        QVERIFY(!steps.first().hasFailed && steps.last().hasFailed);
    }
    {
        const Port closed(true, "no handshake");
        const auto steps = stepsOf(u"https://127.0.0.1:%1/api"_qs.arg(closed.number));
        QCOMPARE(kindsOf(steps), (QList<Kind>{Kind::LookUp, Kind::Connect, Kind::Secure}));
        QVERIFY(steps.last().hasFailed);
    }
    const Port answers(true, "HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
    const auto steps = stepsOf(u"http://127.0.0.1:%1/api"_qs.arg(answers.number));
    QCOMPARE(kindsOf(steps), (QList<Kind>{Kind::LookUp, Kind::Connect}));
    QVERIFY(!steps.last().hasFailed); // what was refused is no matter of the line
    QCOMPARE(steps.last().detail, u"127.0.0.1"_qs);
}

QTEST_GUILESS_MAIN(tst_ConnectionTest)
#include "tst_connectiontest.moc"
