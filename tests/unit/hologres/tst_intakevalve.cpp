// SPDX-License-Identifier: GPL-3.0-or-later
#include "intakevalve.h"

#include <QTest>

#include <fcntl.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>

using isthmus::hologres::IntakeValve;

/// Between a server's end and libpq's, both in the test's hands.
class tst_IntakeValve : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void onePassHandsOnLittle();
    void whatWasNotReadStopsTheNext();
    void littleRoomCutsNoWords();
    void answersReachTheServerWhole();
    void theEndIsHandedOn();
    void lastWordsStillGoOut();

private:
    static QByteArray readAll(int socket);
    void fill(const QByteArray &words); // what the server says, as far as there is room

    static QList<int> sockets();

    int m_server = -1;
    int m_own = -1;
    QList<int> m_valveSockets;
    std::unique_ptr<IntakeValve> m_valve;
};

void tst_IntakeValve::init()
{
    std::array<int, 2> pair{};
    QCOMPARE(::socketpair(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK, 0, pair.data()), 0);
    m_server = pair[0];
    m_own = pair[1];
    const QList<int> before = sockets();
    m_valve = IntakeValve::insert(m_own);
    QVERIFY(m_valve);
    m_valveSockets = sockets();
    m_valveSockets.removeIf([&](int socket) { return before.contains(socket); });
}

void tst_IntakeValve::cleanup()
{
    m_valve.reset();
    for (const int socket : {m_server, m_own})
        ::close(socket);
}

// Of this program.
QList<int> tst_IntakeValve::sockets()
{
    QList<int> found;
    constexpr int enough = 256;
    for (int number = 0; number < enough; ++number) {
        int domain = 0;
        socklen_t size = sizeof(domain);
        if (::getsockopt(number, SOL_SOCKET, SO_DOMAIN, &domain, &size) == 0)
            found.append(number);
    }
    return found;
}

QByteArray tst_IntakeValve::readAll(int socket)
{
    QByteArray all;
    std::array<char, 4096> some;
    for (;;) {
        const auto count = ::recv(socket, some.data(), some.size(), 0);
        if (count <= 0)
            return all;
        all.append(some.data(), count);
    }
}

void tst_IntakeValve::fill(const QByteArray &words)
{
    QVERIFY(::send(m_server, words.constData(), size_t(words.size()), 0) > 0);
}

void tst_IntakeValve::onePassHandsOnLittle()
{
    fill(QByteArray(150'000, 'x'));
    QVERIFY(m_valve->pass(0, false));
    const qsizetype first = readAll(m_own).size();
    QVERIFY2(first > 0 && first <= IntakeValve::mostAtOnce, qPrintable(QString::number(first)));
    QCOMPARE(m_valve->received(), first);
    qsizetype all = first;
    while (m_valve->pass(0, false))
        all += readAll(m_own).size();
    QCOMPARE(all, 150'000);
}

void tst_IntakeValve::whatWasNotReadStopsTheNext()
{
    fill("first");
    QVERIFY(m_valve->pass(0, false));
    fill("second");
    QVERIFY(m_valve->pass(0, false)); // there is something still
    QCOMPARE(m_valve->received(), 5);
    QCOMPARE(readAll(m_own), QByteArray("first"));
    QVERIFY(m_valve->pass(0, false));
    QCOMPARE(readAll(m_own), QByteArray("second"));
}

void tst_IntakeValve::littleRoomCutsNoWords()
{
    QCOMPARE(m_valveSockets.size(), 2);
    for (const int socket : std::as_const(m_valveSockets)) {
        const int least = 1; // the system takes its own least for it
        QCOMPARE(::setsockopt(socket, SOL_SOCKET, SO_SNDBUF, &least, sizeof(least)), 0);
    }
    QByteArray words(60'000, 'x');
    for (qsizetype i = 0; i < words.size(); ++i)
        words[i] = char(i % 251);
    fill(words);
    QByteArray arrived;
    while (m_valve->pass(0, false)) {
        const QByteArray some = readAll(m_own);
        QVERIFY(some.size() < words.size()); // else nothing is tested
        arrived += some;
    }
    QCOMPARE(arrived, words);
}

void tst_IntakeValve::answersReachTheServerWhole()
{
    const QByteArray answer(2'000'000, 'a');
    QByteArray arrived;
    for (qsizetype sent = 0; arrived.size() < answer.size();) {
        if (sent < answer.size())
            sent += std::max<qsizetype>(0, ::send(m_own, answer.constData() + sent, size_t(answer.size() - sent), 0));
        QVERIFY(!m_valve->pass(0, true));
        arrived += readAll(m_server);
    }
    QCOMPARE(arrived, answer);
}

void tst_IntakeValve::theEndIsHandedOn()
{
    fill("last");
    ::shutdown(m_server, SHUT_WR);
    QVERIFY(m_valve->pass(0, false));
    QCOMPARE(readAll(m_own), QByteArray("last"));
    QVERIFY(m_valve->pass(0, false));
    char byte = 0;
    QCOMPARE(::recv(m_own, &byte, 1, 0), 0);
    QVERIFY(m_valve->pass(0, false)); // as often as it is asked
}

void tst_IntakeValve::lastWordsStillGoOut()
{
    QCOMPARE(::send(m_own, "bye", 3, 0), 3);
    ::close(std::exchange(m_own, -1));
    m_valve.reset();
    QCOMPARE(readAll(m_server), QByteArray("bye"));
}

QTEST_GUILESS_MAIN(tst_IntakeValve)
#include "tst_intakevalve.moc"
