// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QEvent>
#include <QObject>

#include <atomic>
#include <ctime>
#include <thread>

namespace isthmus::test {

/// Asks the thread it was made on every two milliseconds whether it handles events, and remembers how long it did not.
/// Its own loop must handle events; the longest time without is what a user feels as a block.
class Watchdog final : public QObject {
public:
    Watchdog();
    ~Watchdog() override;

    [[nodiscard]] double longestMs() const { return m_longestMs; }
    /// Of processor time that the thread used meanwhile: what its neighbours on the machine took is not counted.
    [[nodiscard]] double longestCpuMs() const { return m_longestCpuMs; }

    [[nodiscard]] static double threadCpuMs(); ///< of the calling thread

protected:
    bool event(QEvent *event) override;

private:
    void ask();

    clockid_t m_cpuClock{};
    std::atomic<bool> m_isAsked = false;
    std::atomic<bool> m_isEnding = false;
    std::atomic<double> m_askedMs = 0; // on the wall's clock
    std::atomic<double> m_askedCpuMs = 0;
    double m_longestMs = 0;
    double m_longestCpuMs = 0;
    std::thread m_thread;
};

} // namespace isthmus::test
