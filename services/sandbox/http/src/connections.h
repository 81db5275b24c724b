// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

#include <chrono>
#include <map>
#include <mutex>

namespace isthmus::sandbox {

/// The connections that are served and what each of them is doing, so that those of strangers give way to new ones.
/// Thread: any.
class Connections {
public:
    enum class Phase : quint8 {
        Idle, ///< between two requests, or before the first
        Unsigned, ///< in a request whose sender is not known yet, or never will be
        Signed,
    };

    void add(int socket);
    void remove(int socket); ///< before it is closed: its number may be given to another one at once
    void enter(int socket, Phase phase);
    /// Ends those that have been idle or unsigned for longest, until \a count of the open ones are on their way out.
    /// One that came or did something just now is spared: its request may be on its way.
    void dropOldest(int count);
    /// Ends all, and every one that is added from now on.
    void dropAll();

private:
    struct State {
        Phase phase = Phase::Idle;
        std::chrono::steady_clock::time_point since;
        bool isDropped = false;
    };
    static void drop(int socket, State &state);

    std::mutex m_mutex;
    std::map<int, State> m_open;
    bool m_isOver = false;
};

} // namespace isthmus::sandbox
