// SPDX-License-Identifier: GPL-3.0-or-later
#include "crashsupervision.h"

#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <cerrno>
#include <chrono>
#include <csignal>
#include <deque>

namespace isthmus::sandbox {

namespace {

using namespace std::chrono_literals;
using Clock = std::chrono::steady_clock;

constexpr std::array stopSignals{SIGTERM, SIGINT, SIGHUP};
constexpr std::array crashSignals{SIGABRT, SIGSEGV, SIGBUS, SIGFPE, SIGILL};
constexpr size_t mostCrashes = 5; // in a minute; then something is wrong that no restart mends

std::atomic<pid_t> supervised = 0;

void handOn(int number)
{
    const int saved = errno;
    if (const pid_t child = supervised; child > 0)
        ::kill(child, number);
    errno = saved;
}

void handleStopSignals(void (*handler)(int))
{
    struct sigaction action { };
    action.sa_handler = handler;
    ::sigemptyset(&action.sa_mask);
    for (const int number : stopSignals)
        ::sigaction(number, &action, nullptr);
}

/// The pid of a new child; 0 in it, and it dies with this process. Stop signals reach it, however early they come.
pid_t forkSupervised()
{
    sigset_t stop;
    sigset_t before;
    ::sigemptyset(&stop);
    for (const int number : stopSignals)
        ::sigaddset(&stop, number);
    ::sigprocmask(SIG_BLOCK, &stop, &before);
    const pid_t parent = ::getpid();
    const pid_t child = ::fork();
    if (child == 0) {
        handleStopSignals(SIG_DFL);
        ::prctl(PR_SET_PDEATHSIG, SIGKILL);
        if (::getppid() != parent)
            ::_exit(1);
    } else {
        supervised = child;
        handleStopSignals(handOn);
    }
    ::sigprocmask(SIG_SETMASK, &before, nullptr);
    return child;
}

int waitForEnd(pid_t child)
{
    int status = 0;
    while (::waitpid(child, &status, 0) < 0 && errno == EINTR) { }
    return status;
}

bool isCrash(int status)
{
    return WIFSIGNALED(status)
        && std::find(crashSignals.begin(), crashSignals.end(), WTERMSIG(status)) != crashSignals.end();
}

} // namespace

void goOnInSupervisedChild(const std::function<bool(pid_t)> &mayGoOn, const std::function<void()> &whenForked)
{
    std::deque<Clock::time_point> crashes;
    for (;;) {
        const pid_t child = forkSupervised();
        if (child <= 0)
            return; // the child; or there can be none, and all goes on here without a supervisor
        whenForked();
        const int status = waitForEnd(child);
        crashes.push_back(Clock::now());
        while (crashes.front() + 1min < Clock::now())
            crashes.pop_front();
        if (!isCrash(status) || crashes.size() > mostCrashes || !mayGoOn(child))
            ::_exit(WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status));
    }
}

} // namespace isthmus::sandbox
