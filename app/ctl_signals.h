// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <isthmus/core/cancellation.h>

#include <memory>

class QSocketNotifier;

namespace isthmus::app {

/// While it lives, Ctrl+C (SIGINT) and SIGTERM request \a cancellation; a second one ends the process at once.
/// Thread: the main thread, with an event loop; one object at a time.
class CancelOnSignals {
public:
    explicit CancelOnSignals(const core::Cancellation &cancellation);
    ~CancelOnSignals();
    CancelOnSignals(const CancelOnSignals &) = delete;
    CancelOnSignals &operator=(const CancelOnSignals &) = delete;

private:
    std::unique_ptr<QSocketNotifier> m_notifier;
};

} // namespace isthmus::app
