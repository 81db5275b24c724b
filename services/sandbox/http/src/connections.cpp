// SPDX-License-Identifier: GPL-3.0-or-later
#include "connections.h"

#include <sys/socket.h>

namespace isthmus::sandbox {

namespace {

using Clock = std::chrono::steady_clock;

constexpr std::chrono::milliseconds grace{100};

} // namespace

// The thread that serves it reads the end of the connection and closes the socket.
void Connections::drop(int socket, State &state)
{
    state.isDropped = true;
    ::shutdown(socket, SHUT_RDWR);
}

void Connections::add(int socket)
{
    const std::lock_guard lock(m_mutex);
    State &state = m_open[socket];
    state = {Phase::Idle, Clock::now(), false};
    if (m_isOver)
        drop(socket, state);
}

void Connections::remove(int socket)
{
    const std::lock_guard lock(m_mutex);
    m_open.erase(socket);
}

void Connections::enter(int socket, Phase phase)
{
    const std::lock_guard lock(m_mutex);
    State &state = m_open.at(socket);
    state.phase = phase;
    state.since = Clock::now();
}

void Connections::dropOldest(int count)
{
    const std::lock_guard lock(m_mutex);
    std::multimap<Clock::time_point, int> candidates;
    for (const auto &[socket, state] : m_open) {
        if (state.isDropped)
            --count;
        else if (state.phase != Phase::Signed && state.since + grace <= Clock::now())
            candidates.emplace(state.since, socket);
    }
    for (const auto &[since, socket] : candidates) {
        if (count-- <= 0)
            return;
        drop(socket, m_open.at(socket));
    }
}

void Connections::dropAll()
{
    const std::lock_guard lock(m_mutex);
    m_isOver = true;
    for (auto &[socket, state] : m_open)
        drop(socket, state);
}

} // namespace isthmus::sandbox
