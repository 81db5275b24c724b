// SPDX-License-Identifier: GPL-3.0-or-later
#include "waitteller.h"

#include "session.h"

#include <isthmus/core/format.h>

#include <chrono>

namespace isthmus::app {

using namespace std::chrono_literals;

namespace {

// When the next line is due that comes after \a waited.
std::chrono::seconds nextLine(std::chrono::seconds waited)
{
    for (const std::chrono::seconds at : {2s, 10s, 30s}) {
        if (waited < at)
            return at;
    }
    return waited - waited % 60s + 60s;
}

} // namespace

WaitTeller::WaitTeller(std::function<QString()> what, std::function<void(const QString &line)> tell)
    : m_what(std::move(what)), m_tell(std::move(tell)), m_thread([this](const std::stop_token &stop) { run(stop); })
{
}

void WaitTeller::run(const std::stop_token &stop)
{
    const auto begin = std::chrono::steady_clock::now();
    std::unique_lock lock(m_mutex);
    for (auto at = nextLine(0s);; at = nextLine(at)) {
        m_stopped.wait_until(lock, stop, begin + at, [] { return false; });
        if (stop.stop_requested())
            return;
        if (const QString what = m_what(); !what.isEmpty())
            m_tell(CtlText::tr("Waiting for %1, %2 so far. Ctrl+C stops it.").arg(what, core::formatDuration(at)));
    }
}

} // namespace isthmus::app
