// SPDX-License-Identifier: GPL-3.0-or-later
#include <isthmus/core/privatefile.h>
#include <isthmus/sandbox/cluster/process.h>
#include <isthmus/sandbox/cluster/text.h>

#include <QDir>
#include <QFile>
#include <QFileInfo>

#include <fcntl.h>
#include <grp.h>
#include <pwd.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <csignal>
#include <cstring>
#include <string>
#include <thread>
#include <vector>

namespace isthmus::sandbox {

using core::Error;
using core::Result;

namespace {

using namespace Qt::StringLiterals;

Error startError(const QString &program, int errorNumber)
{
    core::Error error;
    error.message = Text::tr("%1 could not be started").arg(program);
    error.detail = QString::fromLocal8Bit(std::strerror(errorNumber));
    if (errorNumber == ENOENT)
        error.kind = core::ErrorKind::NotFound;
    else if (errorNumber == EACCES || errorNumber == EPERM)
        error.kind = core::ErrorKind::Permission;
    else
        error.kind = core::ErrorKind::Internal;
    return error;
}

/// Everything the child needs, made before fork(): after it only async-signal-safe calls are allowed.
struct Prepared {
    QByteArray program;
    std::vector<QByteArray> argumentBytes;
    std::vector<char *> arguments;
    std::vector<QByteArray> variableBytes;
    std::vector<char *> variables;
    QByteArray directory;
    int output = -1;
    pid_t parent = 0;
};

/// Secrets may stand in any variable, and whoever runs as the user of a child may read all it got: it gets what
/// programs need to find their libraries, files, language and zone, and what steers Qt and the sanitizers.
bool isForChildren(const QByteArray &variable)
{
    const QByteArray name = variable.left(variable.indexOf('='));
    static const QByteArrayList names{"PATH", "HOME", "USER", "LOGNAME", "SHELL", "TMPDIR", "TZ", "LANG", "LANGUAGE"};
    static const QByteArrayList beginnings{"LC_", "LD_", "XDG_", "QT_", "ISTHMUS_"};
    return names.contains(name) || name.endsWith("SAN_OPTIONS")
        || (!name.startsWith("ISTHMUS_MASTER_PASSWORD")
            && std::ranges::any_of(beginnings, [&name](const auto &begin) { return name.startsWith(begin); }));
}

[[noreturn]] void reportAndExit(int pipe)
{
    const int number = errno;
    [[maybe_unused]] const ssize_t written = ::write(pipe, &number, sizeof number);
    _exit(127);
}

bool becomeUser(const OsUser &user)
{
    // Plain system calls: glibc's wrappers signal the other threads of the process, which this child does not have.
    const gid_t group = user.gid;
    return ::syscall(SYS_setgroups, 1, &group) == 0 && ::syscall(SYS_setgid, user.gid) == 0
        && ::syscall(SYS_setuid, user.uid) == 0;
}

[[noreturn]] void runChild(const SpawnOptions &options, const Prepared &prepared, int errorPipe)
{
    if (options.newSession) {
        ::setsid();
        if (const pid_t second = ::fork(); second != 0) // not a session leader: can never get a terminal
            _exit(second < 0 ? 127 : 0);
    }
    const int null = ::open("/dev/null", O_RDWR);
    ::dup2(null, STDIN_FILENO);
    ::dup2(prepared.output < 0 ? null : prepared.output, STDOUT_FILENO);
    ::dup2(prepared.output < 0 ? null : prepared.output, STDERR_FILENO);
    for (int fd = STDERR_FILENO + 1; fd < 1024; ++fd) { // what libraries opened without close-on-exec
        if (fd != errorPipe && fd != options.inheritedFd)
            ::close(fd);
    }
    if (options.inheritedFd >= 0)
        ::fcntl(options.inheritedFd, F_SETFD, 0);
    sigset_t none;
    ::sigemptyset(&none);
    ::sigprocmask(SIG_SETMASK, &none, nullptr);
    for (const int number : {SIGINT, SIGTERM, SIGHUP, SIGPIPE, SIGCHLD})
        ::signal(number, SIG_DFL);
    ::umask(077);
    if (::chdir(prepared.directory.constData()) != 0)
        reportAndExit(errorPipe);
    if (options.user && !becomeUser(*options.user))
        reportAndExit(errorPipe);
    if (options.diesWithParent) { // after the change of user, which clears it
        ::prctl(PR_SET_PDEATHSIG, SIGINT);
        if (::getppid() != prepared.parent)
            _exit(127);
    }
    ::execve(prepared.program.constData(), prepared.arguments.data(), prepared.variables.data());
    reportAndExit(errorPipe);
}

int exitCodeOf(int status)
{
    return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

QByteArray procFile(pid_t pid, const char *name)
{
    QFile file(u"/proc/%1/%2"_s.arg(pid).arg(QLatin1StringView(name)));
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

QString procLink(pid_t pid, const char *name)
{
    std::array<char, 4096> buffer{};
    const std::string path = "/proc/" + std::to_string(pid) + "/" + name;
    const ssize_t length = ::readlink(path.c_str(), buffer.data(), buffer.size());
    return length < 0 ? QString() : QFile::decodeName(QByteArray(buffer.data(), length));
}

} // namespace

Result<std::optional<OsUser>> unprivilegedUser()
{
    if (::geteuid() != 0)
        return std::nullopt;
    for (const char *name : {"postgres", "nobody"}) {
        passwd entry{};
        passwd *found = nullptr;
        std::array<char, 16384> buffer{};
        if (::getpwnam_r(name, &entry, buffer.data(), buffer.size(), &found) == 0 && found)
            return OsUser{found->pw_uid, found->pw_gid, QString::fromLatin1(name)};
    }
    return core::fail(core::ErrorKind::NotFound,
                      Text::tr("PostgreSQL does not run as root, and there is no user it could run as"),
                      Text::tr("Install the package postgresql-15, which makes the user postgres."));
}

core::Result<pid_t> spawn(const SpawnOptions &options)
{
    Prepared prepared;
    prepared.program = QFile::encodeName(options.program);
    prepared.directory = options.workingDirectory.isEmpty() ? "/" : QFile::encodeName(options.workingDirectory);
    prepared.parent = ::getpid();
    prepared.argumentBytes.push_back(prepared.program);
    for (const QString &argument : options.arguments)
        prepared.argumentBytes.push_back(QFile::encodeName(argument));
    for (QByteArray &argument : prepared.argumentBytes)
        prepared.arguments.push_back(argument.data());
    prepared.arguments.push_back(nullptr);
    for (char **variable = environ; *variable; ++variable) {
        if (isForChildren(*variable))
            prepared.variableBytes.emplace_back(*variable);
    }
    for (QByteArray &variable : prepared.variableBytes)
        prepared.variables.push_back(variable.data());
    prepared.variables.push_back(nullptr);
    if (!options.outputFile.isEmpty()) {
        prepared.output =
            ::open(QFile::encodeName(options.outputFile).constData(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
        if (prepared.output < 0)
            return core::fail(core::writeError(options.outputFile, errno));
    }
    std::array<int, 2> errorPipe{};
    if (::pipe2(errorPipe.data(), O_CLOEXEC) != 0) {
        const int number = errno;
        if (prepared.output >= 0)
            ::close(prepared.output);
        return core::fail(startError(options.program, number));
    }

    const pid_t pid = ::fork();
    const int forkError = errno;
    if (pid == 0)
        runChild(options, prepared, errorPipe[1]);
    ::close(errorPipe[1]);
    if (prepared.output >= 0)
        ::close(prepared.output);
    if (pid < 0) {
        ::close(errorPipe[0]);
        return core::fail(startError(options.program, forkError));
    }
    int number = 0;
    ssize_t length = 0;
    do { // ends when exec has closed the other end, or with the reason why it failed
        length = ::read(errorPipe[0], &number, sizeof number);
    } while (length < 0 && errno == EINTR);
    ::close(errorPipe[0]);
    const bool failed = length == sizeof number;
    if (options.newSession || failed) {
        int status = 0;
        while (::waitpid(pid, &status, 0) < 0 && errno == EINTR) { }
    }
    if (failed)
        return core::fail(startError(options.program, number));
    return options.newSession ? 0 : pid;
}

core::Result<int> runToEnd(const SpawnOptions &options, std::chrono::milliseconds timeout)
{
    const auto pid = spawn(options);
    if (!pid)
        return core::fail(pid.error());
    std::optional<int> code;
    const auto ended = [&] { return (code = exitCodeIfEnded(*pid)).has_value(); };
    if (!waitUntil(ended, timeout)) {
        ::kill(*pid, SIGKILL);
        if (!waitUntil(ended, std::chrono::seconds(5)))
            code = 128 + SIGKILL;
    }
    return *code;
}

std::optional<int> exitCodeIfEnded(pid_t pid)
{
    int status = 0;
    const pid_t ended = ::waitpid(pid, &status, WNOHANG);
    if (ended == pid)
        return exitCodeOf(status);
    if (ended < 0 && errno == ECHILD) // collected elsewhere, or never ours
        return 127;
    return std::nullopt;
}

bool isAlive(pid_t pid)
{
    const QByteArray stat = procFile(pid, "stat"); // "pid (name) state …"; the name may hold blanks and brackets
    const qsizetype state = stat.lastIndexOf(')') + 2;
    return pid > 0 && state >= 2 && state < stat.size() && stat.at(state) != 'Z' && stat.at(state) != 'X';
}

QStringList commandLine(pid_t pid)
{
    QStringList arguments;
    QByteArray bytes = procFile(pid, "cmdline");
    if (bytes.endsWith('\0'))
        bytes.chop(1);
    if (bytes.isEmpty())
        return arguments;
    for (const QByteArray &argument : bytes.split('\0'))
        arguments.append(QFile::decodeName(argument));
    return arguments;
}

QString workingDirectory(pid_t pid)
{
    return procLink(pid, "cwd");
}

QString programName(pid_t pid)
{
    return QFileInfo(procLink(pid, "exe")).fileName();
}

QList<pid_t> processesWorkingIn(const QString &directory)
{
    QList<pid_t> found;
    const QStringList entries = QDir(u"/proc"_s).entryList(QDir::Dirs | QDir::NoDotAndDotDot);
    for (const QString &entry : entries) {
        bool isNumber = false;
        const pid_t pid = entry.toInt(&isNumber);
        if (!isNumber)
            continue;
        const QString where = workingDirectory(pid);
        if ((where == directory || where.startsWith(directory + u'/')) && isAlive(pid))
            found.append(pid);
    }
    return found;
}

bool waitUntil(const std::function<bool()> &condition, std::chrono::milliseconds timeout)
{
    const auto deadline = std::chrono::steady_clock::now() + timeout;
    while (!condition()) {
        if (std::chrono::steady_clock::now() >= deadline)
            return condition();
        std::this_thread::sleep_for(std::chrono::milliseconds(10));
    }
    return true;
}

} // namespace isthmus::sandbox
