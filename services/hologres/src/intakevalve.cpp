// SPDX-License-Identifier: GPL-3.0-or-later
#include "intakevalve.h"

#include <fcntl.h>
#include <poll.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>

namespace isthmus::hologres {

namespace {

bool isOnlyLater(ssize_t count)
{
    return count < 0 && (errno == EAGAIN || errno == EINTR);
}

} // namespace

std::unique_ptr<IntakeValve> IntakeValve::insert(int socket)
{
    std::array<int, 2> pair{};
    if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0, pair.data()) != 0)
        return nullptr;
    const int server = ::fcntl(socket, F_DUPFD_CLOEXEC, 0);
    const bool isIn = server >= 0 && ::dup3(pair[1], socket, O_CLOEXEC) >= 0;
    ::close(pair[1]);
    if (isIn)
        return std::unique_ptr<IntakeValve>(new IntakeValve(server, pair[0], socket));
    ::close(pair[0]);
    if (server >= 0)
        ::close(server);
    return nullptr;
}

IntakeValve::~IntakeValve()
{
    sendAnswers();
    ::close(m_inner);
    ::close(m_server);
}

bool IntakeValve::pass(int timeoutMs, bool hasUnsent)
{
    const bool hasMadeRoom = sendAnswers() && hasUnsent;
    if (hasWaiting() || m_hasEnded)
        return true;
    if (!m_words.isEmpty()) {
        handWordsOn();
        return true;
    }
    std::array<pollfd, 2> waiting{pollfd{m_server, short(m_answers.isEmpty() ? POLLIN : POLLIN | POLLOUT), 0},
                                  pollfd{m_inner, short(m_answers.isEmpty() ? POLLIN : 0), 0}};
    if (::poll(waiting.data(), waiting.size(), hasMadeRoom ? 0 : timeoutMs) <= 0)
        return false;
    sendAnswers();
    return (waiting[0].revents & (POLLIN | POLLHUP | POLLERR)) != 0 && takeWords();
}

// Something that libpq has not read yet: its own memory was full.
bool IntakeValve::hasWaiting() const
{
    int waiting = 0;
    return ::ioctl(m_own, FIONREAD, &waiting) == 0 && waiting > 0;
}

// Answers whether anything went out.
bool IntakeValve::sendAnswers()
{
    bool isSent = false;
    for (;;) {
        if (m_answers.isEmpty()) {
            m_answers.resize(mostAtOnce);
            const auto count = ::recv(m_inner, m_answers.data(), size_t(mostAtOnce), 0);
            m_answers.truncate(std::max<qsizetype>(count, 0));
        }
        if (m_answers.isEmpty())
            return isSent;
        const auto count = ::send(m_server, m_answers.constData(), size_t(m_answers.size()), MSG_NOSIGNAL);
        if (count < 0) {
            if (!isOnlyLater(count)) {
                m_answers.clear(); // nobody listens
                end();
            }
            return isSent;
        }
        m_answers.remove(0, count);
        isSent = true;
    }
}

// Answers whether libpq has something to read.
bool IntakeValve::takeWords()
{
    m_words.resize(mostAtOnce);
    const auto count = ::recv(m_server, m_words.data(), size_t(mostAtOnce), 0);
    const bool isLater = isOnlyLater(count);
    m_words.truncate(std::max<qsizetype>(count, 0));
    if (isLater)
        return false;
    if (count <= 0) {
        end(); // libpq is to see it, and words it
        return true;
    }
    m_received += count;
    handWordsOn();
    return true;
}

// Some systems leave a pair of sockets less room than mostAtOnce.
void IntakeValve::handWordsOn()
{
    const auto count = ::send(m_inner, m_words.constData(), size_t(m_words.size()), MSG_NOSIGNAL);
    if (count >= 0)
        m_words.remove(0, count);
    else if (!isOnlyLater(count))
        end(); // libpq does not listen
}

void IntakeValve::end()
{
    m_hasEnded = true;
    m_words.clear();
    ::shutdown(m_inner, SHUT_WR);
}

} // namespace isthmus::hologres
