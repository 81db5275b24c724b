// SPDX-License-Identifier: GPL-3.0-or-later
#include "crashsupervision.h"
#include "endpoint.h"

#include <isthmus/core/privatefile.h>
#include <isthmus/sandbox/cluster/cluster.h>
#include <isthmus/sandbox/cluster/odpsserver.h>
#include <isthmus/sandbox/cluster/sandboxfolder.h>
#include <isthmus/sandbox/cluster/sandboxlock.h>
#include <isthmus/sandbox/cluster/sandboxreport.h>
#include <isthmus/sandbox/cluster/sandboxstate.h>
#include <isthmus/sandbox/cluster/seed.h>
#include <isthmus/sandbox/cluster/text.h>
#include <isthmus/sandbox/sandbox.h>

#include <QLoggingCategory>

#include <fcntl.h>
#include <poll.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <chrono>
#include <csignal>
#include <functional>

namespace isthmus::sandbox {

using core::Done;
using core::Result;

namespace {

using namespace Qt::StringLiterals;

Q_LOGGING_CATEGORY(log, "isthmus.sandbox", QtInfoMsg)

using Report = std::function<void(const core::Result<core::Done> &)>;

constexpr std::chrono::milliseconds retry{2000}; // between two tries to start what does not start

std::array<int, 2> stopPipe{-1, -1};

void onStopSignal(int)
{
    const int saved = errno;
    [[maybe_unused]] const ssize_t written = ::write(stopPipe[1], "x", 1);
    errno = saved;
}

bool catchStopSignals()
{
    if (::pipe2(stopPipe.data(), O_CLOEXEC | O_NONBLOCK) != 0)
        return false;
    struct sigaction action { };
    action.sa_handler = onStopSignal;
    action.sa_flags = SA_RESTART;
    ::sigemptyset(&action.sa_mask);
    for (const int number : {SIGTERM, SIGINT, SIGHUP})
        ::sigaction(number, &action, nullptr);
    ::signal(SIGPIPE, SIG_IGN); // a starter that was cancelled has closed its end
    return true;
}

/// Waits for a stop signal; false after \a timeout without one.
bool stopRequested(std::chrono::milliseconds timeout)
{
    pollfd wait{stopPipe[0], POLLIN, 0};
    return ::poll(&wait, 1, int(timeout.count())) > 0;
}

/// Both sides of one sandbox. Members go in reverse order: the endpoint before the cluster it reads from.
class Server {
public:
    Server(SandboxState state, ClusterPlace place)
        : m_state(std::move(state)), m_cluster(std::move(place), postgresLog(m_state.info.dir))
    {
    }

    core::Result<core::Done> start();
    void superviseUntilStopped();
    void stop();
    /// PostgreSQL was up and has ended.
    [[nodiscard]] bool hasLostDatabase() { return m_cluster.hasDied(); }

private:
    core::Result<core::Done> startCluster();
    core::Result<core::Done> seed();
    core::Result<core::Done> startEndpoint();

    SandboxState m_state;
    Cluster m_cluster;
    std::unique_ptr<Endpoint> m_endpoint;
};

core::Result<core::Done> Server::start()
{
    if (auto saved = saveState(m_state); !saved) // before the first file of the cluster: reset finds what to delete
        return saved;
    if (auto started = startCluster(); !started)
        return started;
    if (auto seeded = seed(); !seeded)
        return seeded;
    if (auto started = startEndpoint(); !started)
        return started;
    m_state.info.serverPid = ::getpid();
    return saveState(m_state);
}

core::Result<core::Done> Server::startCluster()
{
    if (m_state.seedVersion == 0) { // new, or the first start was cut off in the middle
        if (auto destroyed = m_cluster.destroy(); !destroyed)
            return destroyed;
    }
    if (!m_cluster.exists()) {
        if (auto created = m_cluster.create(m_state.superuserPassword); !created)
            return created;
    }
    if (auto started = m_cluster.start(m_state.info.hologresPort); !started)
        return started;
    m_state.info.hologresPort = m_cluster.port();
    qCInfo(log, "PostgreSQL answers on port %d", m_cluster.port());
    return core::Done{};
}

core::Result<core::Done> Server::seed()
{
    if (m_state.seedVersion > 0)
        return core::Done{};
    if (auto seeded = seedCluster(m_state); !seeded)
        return seeded;
    m_state.seedVersion = seedVersion();
    return saveState(m_state);
}

core::Result<core::Done> Server::startEndpoint()
{
    if (auto prepared = prepareEngineTypes(m_state); !prepared)
        return prepared;
    EndpointSettings settings = endpointSettings(m_state);
    if (!isPortFree(settings.port))
        settings.port = 0;
    auto endpoint = Endpoint::start(settings);
    if (!endpoint)
        return core::fail(endpoint.error());
    m_endpoint = std::move(*endpoint);
    if (auto prepared = prepareOdpsServer(m_state, settings.accounts); !prepared)
        return prepared;
    m_state.endpointPort = m_endpoint->port();
    m_state.info.endpoint = u"http://127.0.0.1:%1/api"_s.arg(m_endpoint->port());
    qCInfo(log, "The MaxCompute endpoint answers on port %d", m_endpoint->port());
    return core::Done{};
}

void Server::superviseUntilStopped()
{
    constexpr std::chrono::milliseconds look{200};
    bool isDown = false;
    QString told; // once, not every two seconds while a disk is full
    while (!stopRequested(isDown ? retry : look)) {
        if (!isDown && !m_cluster.hasDied())
            continue;
        if (!isDown)
            qCWarning(log, "PostgreSQL has ended; starting it again");
        const auto restarted = m_cluster.restart();
        isDown = !restarted;
        if (restarted)
            qCInfo(log, "PostgreSQL answers again on port %d", m_cluster.port());
        const QString problem = restarted ? QString() : restarted.error().message;
        if (!problem.isEmpty() && problem != told)
            qCWarning(log, "%ls; trying again", qUtf16Printable(problem));
        told = problem;
    }
}

void Server::stop()
{
    m_endpoint.reset();
    m_cluster.stop();
    m_state.info.serverPid = 0;
    if (const auto saved = saveState(m_state); !saved)
        qCWarning(log, "%ls", qUtf16Printable(saved.error().message));
}

/// The state kept in \a dir, or a new one, fitted to where things are now.
core::Result<SandboxState> currentState(const QString &dir, double scale, const ClusterPlace &place)
{
    auto state = loadState(dir);
    if (!state && state.error().kind == core::ErrorKind::NotFound)
        state = SandboxState::make(dir, scale);
    if (state) {
        state->info.dir = dir; // the folder may have been moved
        state->info.serverPid = 0;
        state->clusterDir = place.dir;
    }
    return state;
}

/// Starts \a server. Whoever started it is told of a failure, except that PostgreSQL may be lost while it starts; after
/// a crash nobody would be told, and it is tried until it succeeds or is stopped.
Result<Done> startPersistently(Server &server, bool isAfterCrash)
{
    constexpr int tries = 3;
    QString told;
    for (int attempt = 1;; ++attempt) {
        const auto started = server.start();
        const bool isWorthIt = isAfterCrash || (server.hasLostDatabase() && attempt < tries);
        if (started || !isWorthIt)
            return started;
        if (started.error().message != told)
            qCWarning(log, "%ls; trying again", qUtf16Printable(started.error().message));
        told = started.error().message;
        server.stop();
        if (stopRequested(retry))
            return started;
    }
}

core::Result<core::Done> serveFolder(const QString &dir, double scale, bool isAfterCrash, const Report &report)
{
    const auto place = prepareClusterPlace(dir);
    if (!place)
        return core::fail(place.error());
    const auto state = currentState(dir, scale, *place);
    if (!state)
        return core::fail(state.error());
    Server server(*state, *place);
    const auto started = startPersistently(server, isAfterCrash);
    if (started) {
        report(started);
        server.superviseUntilStopped();
    }
    server.stop();
    return started;
}

Result<Done> takeAndServe(const ServeOptions &options, bool isAfterCrash, const Report &report)
{
    const auto dir = prepareSandboxDir(options.dir);
    if (!dir)
        return core::fail(dir.error());
    prepareLogs(*dir);
    SandboxLock lock(*dir);
    if (const int errnum = lock.openError(); errnum != 0)
        return core::fail(core::writeError(*dir + u"/lock"_s, errnum));
    if (!lock.tryToTake())
        return core::fail(core::ErrorKind::AlreadyExists, Text::tr("The sandbox in %1 runs already").arg(*dir));
    if (!catchStopSignals())
        return core::fail(core::ErrorKind::Internal, Text::tr("The signals that stop the sandbox cannot be caught"));
    return serveFolder(*dir, options.scale, isAfterCrash, report);
}

} // namespace

core::Result<core::Done> serve(const ServeOptions &options)
{
    bool wasReady = false; // one before: what crashes again while it starts again is still not given up
    const auto mayGoOn = [&wasReady, dir = resolvedDir(options.dir)](pid_t server) {
        const auto state = loadState(dir);
        wasReady = wasReady || (state && state->info.serverPid == server);
        if (wasReady)
            qCWarning(log, "The sandbox has crashed; starting it again");
        return wasReady;
    };
    int readyFd = options.readyFd;
    goOnInSupervisedChild(mayGoOn, [&readyFd] { // whoever reads the report waits until nobody can write it
        if (readyFd >= 0)
            ::close(readyFd);
        readyFd = -1;
    });
    removeAbandonedClusters();
    const Report report = [fd = readyFd](const auto &outcome) { sendReport(fd, outcome); };
    const auto outcome = takeAndServe(options, wasReady, report);
    if (!outcome)
        report(outcome);
    return outcome;
}

} // namespace isthmus::sandbox
