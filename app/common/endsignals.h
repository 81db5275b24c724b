// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <memory>

class QSocketNotifier;

namespace isthmus::app {

/// While it lives, the first of Ctrl+C (SIGINT), SIGTERM and a closed terminal (SIGHUP) calls \a end from the event
/// loop; a second one ends the process at once. Thread: the main thread, with an event loop; one object at a time.
class EndSignals {
public:
    explicit EndSignals(std::function<void()> end);
    ~EndSignals();
    EndSignals(const EndSignals &) = delete;
    EndSignals &operator=(const EndSignals &) = delete;

    /// The first one that came to this process; 0: none.
    [[nodiscard]] static int received();

private:
    std::unique_ptr<QSocketNotifier> m_notifier;
};

} // namespace isthmus::app
