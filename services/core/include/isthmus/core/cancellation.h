// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <functional>
#include <initializer_list>
#include <memory>
#include <thread>

namespace isthmus::core {

class Lane;

/// What a task that runs on a Lane (or a step that runs on the runner) sees of its own cancellation.
/// A value; copies share one state. Thread: all members may be called from any thread.
class Cancellation {
public:
    /// Interrupts registered work while it lives. Its destructor waits for an interrupt that is just running,
    /// so that the interrupt never reaches the next piece of work.
    class Guard {
    public:
        Guard(Guard &&) noexcept = default;
        Guard &operator=(Guard &&) = delete;
        Guard(const Guard &) = delete;
        Guard &operator=(const Guard &) = delete;
        ~Guard();

    private:
        friend class Cancellation;
        struct Entry;
        explicit Guard(std::shared_ptr<Entry> entry) : m_entry(std::move(entry)) { }
        std::shared_ptr<Entry> m_entry;
    };

    Cancellation();

    [[nodiscard]] bool isRequested() const;

    /// Asks for cancellation. Returns at once; interrupts run on a thread of their own.
    void request() const;

    /// Until the guard is gone, \a interrupt is called from another thread once cancellation is requested, and again
    /// every 100 ms: an interrupt that arrives before the blocking call has begun is lost, the next one is not.
    /// \a interrupt must be safe beside the work it interrupts (PQcancel, closing a socket, QFuture::cancel).
    [[nodiscard]] Guard interruptWith(std::function<void()> interrupt) const;

private:
    struct State;
    std::shared_ptr<State> m_state;
};

/// Blocks for \a time. False if one of \a cancellations is requested, before or meanwhile.
[[nodiscard]] bool pauseFor(std::chrono::milliseconds time, std::initializer_list<Cancellation> cancellations);

/// Requests its cancellation once a time is over, unless it is gone before.
class TimeLimit {
public:
    explicit TimeLimit(std::chrono::milliseconds limit);

    [[nodiscard]] const Cancellation &cancellation() const { return m_cancellation; }

private:
    Cancellation m_cancellation;
    std::jthread m_clock;
};

} // namespace isthmus::core
