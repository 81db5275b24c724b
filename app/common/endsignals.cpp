// SPDX-License-Identifier: GPL-3.0-or-later
#include "endsignals.h"

#include <QSocketNotifier>

#include <fcntl.h>
#include <unistd.h>

#include <array>
#include <csignal>

namespace isthmus::app {

namespace {

constexpr std::array endingSignals{SIGINT, SIGTERM, SIGHUP};

// A signal handler may do little more than write to a pipe. The pipe lives as long as the process.
int pipeEnds[2] = {-1, -1};
volatile std::sig_atomic_t firstSignal = 0;

void handleSignal(int number)
{
    if (firstSignal != 0)
        _exit(128 + number);
    firstSignal = number;
    const char byte = 1;
    [[maybe_unused]] const auto written = write(pipeEnds[1], &byte, 1);
}

auto handlerOf(int number)
{
    struct sigaction action = {};
    sigaction(number, nullptr, &action);
    return action.sa_handler;
}

} // namespace

EndSignals::EndSignals(std::function<void()> end)
{
    if (pipeEnds[0] < 0 && pipe2(pipeEnds, O_CLOEXEC | O_NONBLOCK) != 0)
        return; // without the pipe the signals keep their default: they end the process
    m_notifier = std::make_unique<QSocketNotifier>(pipeEnds[0], QSocketNotifier::Read);
    QObject::connect(m_notifier.get(), &QSocketNotifier::activated, m_notifier.get(),
                     [notifier = m_notifier.get(), end = std::move(end)] {
                         notifier->setEnabled(false);
                         end();
                     });
    for (const int number : endingSignals) {
        if (handlerOf(number) == SIG_IGN)
            continue; // nohup
        struct sigaction action = {};
        action.sa_handler = handleSignal;
        action.sa_flags = SA_RESTART;
        sigaction(number, &action, nullptr);
    }
}

int EndSignals::received()
{
    return firstSignal;
}

EndSignals::~EndSignals()
{
    for (const int number : endingSignals) {
        if (handlerOf(number) == handleSignal)
            std::signal(number, SIG_DFL);
    }
}

} // namespace isthmus::app
