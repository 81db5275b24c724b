// SPDX-License-Identifier: GPL-3.0-or-later
#include "watchdog.h"

#include <QCoreApplication>

#include <pthread.h>

#include <chrono>

namespace isthmus::test {

namespace {

const auto question = QEvent::Type(QEvent::registerEventType());

double msOf(clockid_t clock)
{
    timespec time{};
    clock_gettime(clock, &time);
    return double(time.tv_sec) * 1000 + double(time.tv_nsec) / 1e6;
}

} // namespace

Watchdog::Watchdog()
{
    pthread_getcpuclockid(pthread_self(), &m_cpuClock);
    m_thread = std::thread([this] { ask(); });
}

Watchdog::~Watchdog()
{
    m_isEnding = true;
    m_thread.join();
    QCoreApplication::removePostedEvents(this);
}

double Watchdog::threadCpuMs()
{
    return msOf(CLOCK_THREAD_CPUTIME_ID);
}

void Watchdog::ask()
{
    while (!m_isEnding) {
        if (!m_isAsked.exchange(true)) {
            m_askedMs = msOf(CLOCK_MONOTONIC);
            m_askedCpuMs = msOf(m_cpuClock);
            // After what is posted already, as a key press would come.
            QCoreApplication::postEvent(this, new QEvent(question), Qt::LowEventPriority);
        }
        std::this_thread::sleep_for(std::chrono::milliseconds(2));
    }
}

bool Watchdog::event(QEvent *event)
{
    if (event->type() != question)
        return QObject::event(event);
    m_longestMs = std::max(m_longestMs, msOf(CLOCK_MONOTONIC) - m_askedMs);
    m_longestCpuMs = std::max(m_longestCpuMs, msOf(m_cpuClock) - m_askedCpuMs);
    m_isAsked = false;
    return true;
}

} // namespace isthmus::test
