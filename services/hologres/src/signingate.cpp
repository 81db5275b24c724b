// SPDX-License-Identifier: GPL-3.0-or-later
#include "signingate.h"

#include <QByteArrayList>
#include <QtEndian>

#include <fcntl.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>

namespace isthmus::hologres {

namespace {

constexpr qsizetype headerBytes = 5; // type and length
constexpr qsizetype maxMessage = 30'000; // as libpq has it
constexpr int maxRounds = 1'000'000; // servers ask for 4,096; a million takes about a second

enum Request : quint32 { Accepted = 0, Sasl = 10, SaslContinue = 11, SaslFinal = 12 };

bool offersScram(QByteArrayView mechanisms)
{
    for (const QByteArray &name : mechanisms.toByteArray().split('\0')) {
        if (name == "SCRAM-SHA-256")
            return true;
    }
    return false;
}

// Of "r=nonce,s=salt,i=rounds".
QString problemOfRounds(QByteArrayView challenge)
{
    for (const QByteArray &part : challenge.toByteArray().split(',')) {
        if (!part.startsWith("i="))
            continue;
        bool isNumber = false;
        const int rounds = part.mid(2).trimmed().toInt(&isNumber);
        if (!isNumber || rounds < 1 || rounds > maxRounds)
            return QStringLiteral("the server asks for a computation without measure");
    }
    return {};
}

bool sendAll(int socket, QByteArrayView bytes)
{
    while (!bytes.isEmpty()) {
        const auto sent = ::send(socket, bytes.data(), size_t(bytes.size()), MSG_NOSIGNAL);
        if (sent > 0) {
            bytes = bytes.sliced(sent);
            continue;
        }
        pollfd waiting{socket, POLLOUT, 0};
        constexpr int patience = 1000; // some hundred bytes: a peer that does not take them reads nothing
        if ((errno != EAGAIN && errno != EINTR) || poll(&waiting, 1, patience) <= 0)
            return false;
    }
    return true;
}

} // namespace

QString signInProblem(char type, QByteArrayView body)
{
    if (type == 'E' || type == 'v')
        return {}; // an error, and a protocol that is too new: libpq tells
    if (type != 'R' || body.size() < 4)
        return QStringLiteral("a message '%1' came where the server was to say how to sign in")
            .arg(QChar::fromLatin1(type));
    const quint32 request = qFromBigEndian<quint32>(body.data());
    const QByteArrayView rest = body.sliced(4);
    switch (request) {
    case Accepted:
    case SaslFinal:
        return {};
    case Sasl:
        return offersScram(rest) ? QString() : QStringLiteral("the server offers no SCRAM-SHA-256");
    case SaslContinue:
        return problemOfRounds(rest);
    default:
        return QStringLiteral("the server asks for the password in another way than SCRAM (%1)").arg(request);
    }
}

SignInGate::~SignInGate()
{
    for (const int end : {m_server, m_inner}) {
        if (end >= 0)
            ::close(end);
    }
}

bool SignInGate::insert(PGconn *connection)
{
    const int own = PQsocket(connection);
    std::array<int, 2> pair{};
    if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0, pair.data()) != 0)
        return false;
    m_inner = pair[0];
    m_server = ::fcntl(own, F_DUPFD_CLOEXEC, 0);
    const bool isIn = m_server >= 0 && ::dup3(pair[1], own, O_CLOEXEC) >= 0;
    ::close(pair[1]);
    return isIn;
}

SignInGate::Turn SignInGate::pass(int timeoutMs)
{
    pollfd waiting{m_server, POLLIN, 0};
    if (!m_hasEnded && poll(&waiting, 1, timeoutMs) <= 0)
        return Turn::Nothing;
    // Not a byte beyond the message: what comes behind the acceptance is for libpq alone.
    std::array<char, 4096> bytes;
    const auto wanted = std::min<qsizetype>(bytes.size(), wholeBytes() - m_received.size());
    const auto count = m_hasEnded ? 0 : ::recv(m_server, bytes.data(), size_t(wanted), 0);
    if (count < 0 && (errno == EAGAIN || errno == EINTR))
        return Turn::Nothing;
    if (count <= 0) { // libpq is to see it, and words it
        m_hasEnded = true;
        ::shutdown(m_inner, SHUT_WR);
        return Turn::Poll;
    }
    m_received.append(bytes.data(), count);
    return takeMessage();
}

SignInGate::Turn SignInGate::passByte(int timeoutMs)
{
    pollfd waiting{m_server, POLLIN, 0};
    if (poll(&waiting, 1, timeoutMs) <= 0)
        return Turn::Nothing;
    char byte = 0;
    const auto count = ::recv(m_server, &byte, 1, 0);
    if (count < 0 && (errno == EAGAIN || errno == EINTR))
        return Turn::Nothing;
    if (count <= 0)
        ::shutdown(m_inner, SHUT_WR); // libpq is to see it, and words it
    else if (!sendAll(m_inner, {&byte, 1}))
        return refuse(QStringLiteral("libpq does not read"));
    m_tlsAnswer = count > 0 ? byte : '\0';
    return Turn::Passed;
}

// As far as is known.
qsizetype SignInGate::wholeBytes() const
{
    if (m_received.size() < headerBytes)
        return headerBytes;
    return 1 + qsizetype(qFromBigEndian<quint32>(m_received.constData() + 1)); // its own four bytes included
}

SignInGate::Turn SignInGate::takeMessage()
{
    const qsizetype whole = wholeBytes();
    const char type = m_received.front();
    m_isForeign = type != 'R' && type != 'E' && type != 'v';
    if (whole < headerBytes || whole > maxMessage) {
        m_isForeign = true;
        return refuse(
            QStringLiteral("a message of %1 bytes came where the server was to say how to sign in").arg(whole));
    }
    if (m_received.size() < headerBytes || m_received.size() < whole)
        return Turn::Nothing;
    const QByteArrayView body = QByteArrayView(m_received).sliced(headerBytes);
    if (const QString problem = signInProblem(type, body); !problem.isEmpty())
        return refuse(problem);
    const bool isAccepted = type == 'R' && qFromBigEndian<quint32>(body.data()) == Accepted;
    if (!sendAll(m_inner, m_received))
        return refuse(QStringLiteral("libpq does not read"));
    m_received.clear();
    return isAccepted ? Turn::Passed : Turn::Poll;
}

SignInGate::Turn SignInGate::refuse(const QString &problem)
{
    m_problem = problem;
    return Turn::Refused;
}

bool SignInGate::sendAnswers()
{
    std::array<char, 4096> bytes;
    for (;;) {
        const auto count = ::recv(m_inner, bytes.data(), bytes.size(), 0);
        if (count <= 0)
            return count == 0 || errno == EAGAIN || errno == EINTR;
        if (!sendAll(m_server, {bytes.data(), count}))
            return false;
    }
}

bool SignInGate::remove(PGconn *connection)
{
    const bool isOut = ::dup3(m_server, PQsocket(connection), O_CLOEXEC) >= 0;
    ::close(m_server);
    ::close(m_inner);
    m_server = m_inner = -1;
    return isOut;
}

} // namespace isthmus::hologres
