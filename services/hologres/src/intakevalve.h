// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QtGlobal>

#include <memory>

namespace isthmus::hologres {

/// Stands between libpq and its server for as long as they talk. One call of libpq reads on while a large message keeps
/// coming, up to 2 GB, and looks at no bound of ours meanwhile; behind a valve it finds mostAtOnce bytes, and then
/// nothing more. With TLS these are the encrypted ones. Thread: that of the connection.
class IntakeValve {
public:
    static constexpr qsizetype mostAtOnce = 64 * 1024;

    /// Into the connection of \a socket, which is not blocking; libpq keeps the number. Null: the system has no room.
    [[nodiscard]] static std::unique_ptr<IntakeValve> insert(int socket);
    /// Last words of libpq still go out. After PQfinish().
    ~IntakeValve();
    IntakeValve(const IntakeValve &) = delete;
    IntakeValve &operator=(const IntakeValve &) = delete;

    /// Hands on what both sides have said; while that is nothing, waits up to \a timeoutMs. Not if libpq \a hasUnsent
    /// words and there is room for them again. True: there is something for PQconsumeInput(), the end at least.
    [[nodiscard]] bool pass(int timeoutMs, bool hasUnsent);
    /// Bytes that came from the server and were handed on.
    [[nodiscard]] qint64 received() const { return m_received; }

private:
    IntakeValve(int server, int inner, int own) : m_server(server), m_inner(inner), m_own(own) { }
    [[nodiscard]] bool hasWaiting() const;
    bool sendAnswers();
    bool takeWords();
    void handWordsOn();
    void end();

    int m_server; // to the server
    int m_inner; // to libpq
    int m_own; // libpq's, not ours to close
    QByteArray m_words; // of the server, for which libpq has no room
    QByteArray m_answers; // of libpq, for which the server has no room
    qint64 m_received = 0;
    bool m_hasEnded = false;
};

} // namespace isthmus::hologres
