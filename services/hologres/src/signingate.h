// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QByteArrayView>
#include <QString>

#include <libpq-fe.h>

#include <optional>

namespace isthmus::hologres {

/// Why what a server without TLS asks for while signing in must not reach libpq, in English, for details; empty if it
/// may. \a type and \a body are those of one message. Without TLS whoever took the server's port could ask for the
/// password itself or for a hash that gives it away, so only SCRAM is answered, which proves both sides and shows
/// nothing; and its computation is bounded, since libpq does it at one go.
/// Source: PostgreSQL 15 manual, 55.7 (AuthenticationSASL…), RFC 5802.
[[nodiscard]] QString signInProblem(char type, QByteArrayView body);

/// Stands between libpq and a server without TLS until the server has accepted the user: each message is looked at as
/// a whole before libpq can see it. Between libpq and a server with TLS: until it has said so. Thread: that of the
/// dial.
class SignInGate {
public:
    enum class Turn : quint8 {
        Nothing, ///< the server has sent no whole message yet
        Poll, ///< there is something for PQconnectPoll()
        Passed, ///< as Poll; then remove(): nothing more is to be looked at
        Refused, ///< see problem()
    };

    SignInGate() = default;
    ~SignInGate();
    SignInGate(const SignInGate &) = delete;
    SignInGate &operator=(const SignInGate &) = delete;

    /// Between two calls of PQconnectPoll(), after libpq has sent its first message. False: no room for more files.
    [[nodiscard]] bool insert(PGconn *connection);
    [[nodiscard]] bool isInserted() const { return m_server >= 0; }
    /// Waits up to \a timeoutMs for the server, and lets the next message through.
    [[nodiscard]] Turn pass(int timeoutMs);
    /// Lets one byte through, which answers the question for TLS, and no more: what comes behind it is for TLS alone.
    /// Then remove().
    [[nodiscard]] Turn passByte(int timeoutMs);
    /// Sends on what libpq has answered; false: the connection broke.
    [[nodiscard]] bool sendAnswers();
    /// Gives libpq its own socket back.
    [[nodiscard]] bool remove(PGconn *connection);

    [[nodiscard]] const QString &problem() const { return m_problem; }
    /// What has come so far is nothing that a PostgreSQL server says.
    [[nodiscard]] bool isForeign() const { return m_isForeign; }
    /// The answer to the question for TLS; 0: none has come.
    [[nodiscard]] char tlsAnswer() const { return m_tlsAnswer; }

private:
    [[nodiscard]] qsizetype wholeBytes() const;
    [[nodiscard]] Turn takeMessage();
    [[nodiscard]] Turn refuse(const QString &problem);

    bool m_isForeign = false;
    char m_tlsAnswer = 0;
    int m_server = -1; // libpq's own socket
    int m_inner = -1; // our end of the pair that libpq reads meanwhile
    QByteArray m_received;
    bool m_hasEnded = false;
    QString m_problem;
};

} // namespace isthmus::hologres
