// SPDX-License-Identifier: GPL-3.0-or-later
#include "program.h"

#include "sanitizers.h"

#include <QFile>

#include <fcntl.h>
#include <poll.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <vector>

extern char **environ;

namespace isthmus::hostile {

namespace {

using Clock = std::chrono::steady_clock;

QByteArray firstOf(const QString &path)
{
    constexpr qint64 most = 1024 * 1024;
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.read(most) : QByteArray();
}

std::vector<char *> pointersTo(std::vector<QByteArray> &texts)
{
    std::vector<char *> pointers;
    for (QByteArray &text : texts)
        pointers.push_back(text.data());
    pointers.push_back(nullptr);
    return pointers;
}

// In the child, where only what is safe after fork() may be called.
[[noreturn]] void become(const char *program, char *const *arguments, char *const *environment, const char *out,
                         const char *err)
{
    const int nothing = open("/dev/null", O_RDONLY);
    const int output = open(out, O_WRONLY | O_CREAT | O_TRUNC, 0600);
    const int errors = open(err, O_WRONLY | O_CREAT | O_TRUNC, 0600);
    dup2(nothing, STDIN_FILENO);
    dup2(output, STDOUT_FILENO);
    dup2(errors, STDERR_FILENO);
    if constexpr (!test::hasSanitizer) {
        constexpr rlim_t space = rlim_t(4) << 30; // so that a fault here harms no neighbour
        const rlimit limit{space, space};
        setrlimit(RLIMIT_AS, &limit);
    }
    const rlimit noCore{0, 0};
    setrlimit(RLIMIT_CORE, &noCore);
    execve(program, arguments, environment);
    _exit(127);
}

bool hasEnded(int pidfd, int timeoutMs)
{
    pollfd waiting{pidfd, POLLIN, 0};
    return poll(&waiting, 1, timeoutMs) > 0;
}

} // namespace

Ending runToEnd(const Running &running)
{
    std::vector<QByteArray> arguments{running.program.toUtf8()};
    for (const QString &argument : running.arguments)
        arguments.push_back(argument.toUtf8());
    std::vector<QByteArray> environment; // of two entries of one name the first counts
    for (const QString &entry : running.environment)
        environment.push_back(entry.toUtf8());
    for (char **entry = environ; *entry; ++entry)
        environment.emplace_back(*entry);
    auto argumentPointers = pointersTo(arguments);
    auto environmentPointers = pointersTo(environment);
    const QString outPath = running.directory + QStringLiteral("/out");
    const QString errPath = running.directory + QStringLiteral("/err");
    const QByteArray out = outPath.toUtf8();
    const QByteArray err = errPath.toUtf8();

    auto since = Clock::now();
    const pid_t pid = fork();
    if (pid == 0)
        become(arguments.front().constData(), argumentPointers.data(), environmentPointers.data(), out.constData(),
               err.constData());
    const int pidfd = int(syscall(SYS_pidfd_open, pid, 0));

    Ending ending;
    while (!hasEnded(pidfd, 10)) {
        if (running.interruptBy != 0 && !ending.isInterrupted && running.interruptWhen()) {
            ending.isInterrupted = true;
            since = Clock::now();
            kill(pid, running.interruptBy);
        }
        if (Clock::now() - since > running.limit && !ending.isOverdue) {
            ending.isOverdue = true;
            kill(pid, SIGKILL);
        }
    }
    ending.elapsed = std::chrono::duration_cast<std::chrono::milliseconds>(Clock::now() - since);
    int status = 0;
    rusage usage{};
    wait4(pid, &status, 0, &usage);
    close(pidfd);
    ending.peakBytes = qint64(usage.ru_maxrss) * 1024;
    if (WIFEXITED(status))
        ending.exitCode = WEXITSTATUS(status);
    else
        ending.signal = WTERMSIG(status);
    ending.out = firstOf(outPath);
    ending.err = firstOf(errPath);
    return ending;
}

} // namespace isthmus::hostile
