// SPDX-License-Identifier: GPL-3.0-or-later
#include <isthmus/sandbox/cluster/cluster.h>
#include <isthmus/sandbox/cluster/process.h>
#include <isthmus/sandbox/cluster/sandboxfolder.h>
#include <isthmus/sandbox/cluster/sandboxlock.h>
#include <isthmus/sandbox/cluster/sandboxreport.h>
#include <isthmus/sandbox/cluster/sandboxstate.h>
#include <isthmus/sandbox/cluster/text.h>
#include <isthmus/sandbox/sandbox.h>

#include <QFile>
#include <QScopeGuard>
#include <QUrl>

#include <fcntl.h>
#include <libpq-fe.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <chrono>
#include <csignal>

namespace isthmus::sandbox {

using core::Done;
using core::Error;
using core::Result;

namespace {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using Clock = std::chrono::steady_clock;

constexpr auto startTimeout = 150s; // longer than PostgreSQL may take
constexpr auto answerTimeout = 5s; // of the endpoint
constexpr auto returnTimeout = 15s; // of a sandbox that was complete: PostgreSQL is started again meanwhile

/// Reading end of the pipe through which a serving process reports.
class ReportPipe {
public:
    ReportPipe() = default;
    ~ReportPipe() { close(); }
    ReportPipe(const ReportPipe &) = delete;
    ReportPipe &operator=(const ReportPipe &) = delete;

    /// Starts the server with the writing end. False if there is no pipe to be had.
    core::Result<core::Done> startServer(const QString &dir, const StartOptions &options)
    {
        std::array<int, 2> ends{};
        if (::pipe2(ends.data(), O_CLOEXEC) != 0)
            return core::fail(core::ErrorKind::Internal, Text::tr("The sandbox could not be started"));
        m_fd = ends[0];
        SpawnOptions server;
        server.program = options.serverProgram;
        server.arguments = {u"sandbox"_s,    u"serve"_s,
                            u"--dir"_s,      dir,
                            u"--scale"_s,    QString::number(options.scale),
                            u"--ready-fd"_s, QString::number(ends[1])};
        server.outputFile = serveLog(dir);
        server.newSession = true;
        server.inheritedFd = ends[1];
        const auto started = spawn(server);
        ::close(ends[1]);
        if (!started)
            return core::fail(started.error());
        return core::Done{};
    }

    /// The report once it is complete, waiting up to \a timeout; nothing before that, or when no server was started.
    std::optional<core::Result<core::Done>> poll(std::chrono::milliseconds timeout)
    {
        pollfd wait{m_fd, POLLIN, 0};
        if (::poll(&wait, 1, int(timeout.count())) <= 0)
            return std::nullopt;
        std::array<char, 4096> buffer{};
        const ssize_t length = ::read(m_fd, buffer.data(), buffer.size());
        if (length > 0) {
            m_bytes.append(buffer.data(), length);
            return std::nullopt;
        }
        if (length < 0 && errno == EINTR)
            return std::nullopt;
        close();
        return parseReport(m_bytes);
    }

private:
    void close()
    {
        if (m_fd >= 0)
            ::close(m_fd);
        m_fd = -1; // poll() ignores negative descriptors and only waits
    }

    int m_fd = -1;
    QByteArray m_bytes;
};

/// Waits until \a fd is ready for \a events; false once \a deadline has passed.
bool waitForSocket(int fd, short events, Clock::time_point deadline)
{
    pollfd wait{fd, events, 0};
    const auto left = std::chrono::ceil<std::chrono::milliseconds>(deadline - Clock::now());
    return left.count() > 0 && ::poll(&wait, 1, int(left.count())) > 0;
}

/// True if the endpoint on \a port of 127.0.0.1 answers a request in time. That it is connected to says nothing: the
/// kernel does that for a process that is stopped. No account is needed to ask.
bool endpointAnswers(int port)
{
    constexpr QByteArrayView request("GET / HTTP/1.0\r\nHost: 127.0.0.1\r\n\r\n");
    constexpr QByteArrayView answer("HTTP/");
    const int fd = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    if (fd < 0)
        return false;
    const auto close = qScopeGuard([fd] { ::close(fd); });
    const auto deadline = Clock::now() + answerTimeout;
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(static_cast<uint16_t>(port));
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    if (::connect(fd, reinterpret_cast<const sockaddr *>(&address), sizeof address) != 0
        && (errno != EINPROGRESS || !waitForSocket(fd, POLLOUT, deadline)))
        return false;
    if (::send(fd, request.data(), size_t(request.size()), MSG_NOSIGNAL) != ssize_t(request.size()))
        return false;
    std::array<char, 5> head{};
    static_assert(head.size() == answer.size());
    size_t length = 0;
    while (length < head.size()) {
        if (!waitForSocket(fd, POLLIN, deadline))
            return false;
        const ssize_t got = ::recv(fd, head.data() + length, head.size() - length, 0);
        if (got <= 0)
            return false;
        length += size_t(got);
    }
    return QByteArrayView(head.data(), head.size()) == answer;
}

/// True if PostgreSQL on \a port is through with starting or recovering. No account is needed to ask.
bool postgresAnswers(const QString &host, int port)
{
    const QByteArray hostText = host.toUtf8();
    const QByteArray portText = QByteArray::number(port);
    const std::array<const char *, 8> keywords{
        "host", "port", "dbname", "connect_timeout", "sslmode", "gssencmode", "target_session_attrs", nullptr};
    const std::array<const char *, 8> values{
        hostText.constData(), portText.constData(), "postgres", "2", "disable", "disable", "any", nullptr};
    return PQpingParams(keywords.data(), values.data(), 0) == PQPING_OK;
}

/// What is to be seen of a sandbox that exists.
struct Sight {
    enum class State : quint8 { Stopped, Starting, EndpointSilent, PostgresSilent, Answering };
    State state = State::Stopped;
    SandboxInfo info; ///< unless Stopped or Starting
};

Sight lookAt(const QString &dir)
{
    const pid_t server = sandboxServer(dir);
    if (server == 0)
        return {};
    const auto state = loadState(dir);
    if (!state || state->info.serverPid != server) // it says so itself once it is complete
        return {Sight::State::Starting, {}};
    if (!postgresAnswers(state->info.hologresHost, state->info.hologresPort))
        return {Sight::State::PostgresSilent, state->info};
    if (!endpointAnswers(QUrl(state->info.endpoint).port()))
        return {Sight::State::EndpointSilent, state->info};
    return {Sight::State::Answering, state->info};
}

Error silenceOf(const Sight &sight, const QString &dir)
{
    const QString process = QString::number(sight.info.serverPid);
    if (sight.state == Sight::State::EndpointSilent) {
        return {
            core::ErrorKind::Timeout,
            Text::tr("The sandbox in %1 runs, but its MaxCompute endpoint does not answer").arg(dir),
            Text::tr("If its process %1 was stopped, let it go on: kill -CONT %1. Otherwise stop the sandbox and start "
                     "it again; its log is %2")
                .arg(process, serveLog(dir)),
            {},
            {}};
    }
    return {
        core::ErrorKind::Timeout,
        Text::tr("The sandbox in %1 runs, but its PostgreSQL does not answer").arg(dir),
        Text::tr("One that has ended is started again by itself: try again in a moment. If it lasts, stop the sandbox "
                 "and start it again; its log is %1")
            .arg(serveLog(dir)),
        {},
        {}};
}

Error withLog(core::Error error, const QString &dir)
{
    if (error.hint.isEmpty())
        error.hint = Text::tr("The sandbox's log is %1").arg(serveLog(dir));
    return error;
}

Result<SandboxInfo> waitForSandbox(const QString &dir, ReportPipe &pipe, const core::Cancellation &cancellation)
{
    const auto begin = Clock::now();
    while (!cancellation.isRequested()) {
        const auto report = pipe.poll(20ms);
        // Another process may have been quicker to start the same sandbox; then it is waited for like our own.
        if (report && !*report && report->error().kind != core::ErrorKind::AlreadyExists)
            return core::fail(withLog(report->error(), dir));
        const Sight sight = lookAt(dir);
        if (sight.state == Sight::State::Answering)
            return sight.info;
        const bool isSilent =
            sight.state == Sight::State::EndpointSilent || sight.state == Sight::State::PostgresSilent;
        if (isSilent && Clock::now() - begin >= returnTimeout)
            return core::fail(silenceOf(sight, dir));
        if (Clock::now() - begin >= startTimeout)
            return core::fail(
                withLog({core::ErrorKind::Timeout, Text::tr("The sandbox did not answer in time"), {}, {}, {}}, dir));
    }
    return core::fail(core::Error::cancelled());
}

/// True if \a pid is a process that serves a sandbox, going by its command line.
bool isServing(pid_t pid)
{
    const QStringList arguments = commandLine(pid);
    return arguments.size() >= 3 && arguments.contains(u"sandbox"_s) && arguments.contains(u"serve"_s);
}

/// The process that starts \a server again when it crashes, see goOnInSupervisedChild(); 0 if there is none.
pid_t supervisorOf(pid_t server)
{
    QFile stat(u"/proc/%1/stat"_s.arg(server));
    if (!stat.open(QIODevice::ReadOnly))
        return 0;
    const QByteArray text = stat.readAll();
    // Behind the name in parentheses, which may hold anything: state, parent.
    const pid_t parent = text.mid(text.lastIndexOf(')') + 2).split(' ').value(1).toInt();
    return parent > 1 && isServing(parent) ? parent : 0;
}

/// Ends the process that serves the sandbox in \a dir. False if none does.
Result<bool> endServer(const QString &dir)
{
    const pid_t server = sandboxServer(dir);
    if (server == 0)
        return false;
    if (!isServing(server))
        return core::fail(core::ErrorKind::Internal,
                          Text::tr("Process %1 holds the sandbox in %2 but is no sandbox").arg(server).arg(dir));
    const pid_t supervisor = supervisorOf(server);
    for (const int number : {SIGTERM, SIGKILL}) {
        if (::kill(server, number) != 0 && errno == EPERM)
            return core::fail(core::ErrorKind::Permission,
                              Text::tr("The sandbox in %1 belongs to another user").arg(dir));
        if (waitUntil([&] { return !isAlive(server); }, number == SIGTERM ? 15s : 5s)) {
            if (supervisor != 0)
                (void)waitUntil([&] { return !isAlive(supervisor); }, 2s); // it follows at once
            return true;
        }
    }
    return core::fail(core::ErrorKind::Timeout, Text::tr("The sandbox in %1 does not stop").arg(dir));
}

} // namespace

Result<SandboxInfo> start(const StartOptions &options, const core::Cancellation &cancellation)
{
    if (!(options.scale >= 0 && options.scale <= 10'000))
        return core::fail(core::ErrorKind::Invalid,
                          Text::tr("The scale %1 is not between 0 and 10,000").arg(options.scale));
    const auto dir = prepareSandboxDir(options.dir);
    if (!dir)
        return core::fail(dir.error());
    if (const Sight sight = lookAt(*dir); sight.state == Sight::State::Answering)
        return sight.info;
    prepareLogs(*dir);
    ReportPipe pipe;
    if (sandboxServer(*dir) == 0) {
        if (auto started = pipe.startServer(*dir, options); !started)
            return core::fail(started.error());
    }
    return waitForSandbox(*dir, pipe, cancellation);
}

core::Result<core::Done> stop(const QString &dir)
{
    const QString path = resolvedDir(dir);
    const auto ended = endServer(path);
    if (!ended)
        return core::fail(ended.error());
    auto state = loadState(path);
    if (!state) { // no sandbox, or one whose first start was cut off just now
        if (*ended && state.error().kind == core::ErrorKind::NotFound)
            return core::Done{};
        return core::fail(state.error());
    }
    if (!state->clusterDir.isEmpty()) { // what a server that was killed left behind
        if (auto stopped = stopLeftoverServer(state->clusterDir + u"/data"_s); !stopped)
            return stopped;
    }
    if (state->info.serverPid == 0)
        return core::Done{};
    state->info.serverPid = 0;
    return saveState(*state);
}

Result<SandboxInfo> status(const QString &dir)
{
    const QString path = resolvedDir(dir);
    const auto state = loadState(path);
    if (!state)
        return core::fail(state.error());
    const Sight sight = lookAt(path);
    switch (sight.state) {
    case Sight::State::Answering:
        return sight.info;
    case Sight::State::EndpointSilent:
    case Sight::State::PostgresSilent:
        return core::fail(silenceOf(sight, path));
    case Sight::State::Starting:
        return core::fail(core::ErrorKind::NotFound, Text::tr("The sandbox in %1 is starting").arg(path),
                          Text::tr("Try again in a moment."));
    case Sight::State::Stopped:
        break;
    }
    return core::fail(core::ErrorKind::NotFound, Text::tr("The sandbox in %1 does not run").arg(path),
                      Text::tr("Start it with: isthmusctl sandbox start --dir \"%1\"").arg(path));
}

Result<Done> reset(const QString &dir)
{
    const QString path = resolvedDir(dir);
    if (const auto state = loadState(path); !state) {
        core::Error error = state.error();
        if (error.kind == core::ErrorKind::NotFound) {
            error.message = Text::tr("The folder %1 is not a sandbox").arg(path);
            error.hint = Text::tr("Nothing was deleted.");
        }
        return core::fail(error);
    }
    if (auto stopped = stop(path); !stopped)
        return stopped;
    return deleteSandboxFiles(path);
}

} // namespace isthmus::sandbox
