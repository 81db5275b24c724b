// SPDX-License-Identifier: GPL-3.0-or-later
#include <isthmus/core/privatefile.h>
#include <isthmus/sandbox/cluster/cluster.h>
#include <isthmus/sandbox/cluster/text.h>

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QStringList>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <cstdlib>

namespace isthmus::sandbox {

using core::Done;
using core::Error;
using core::Result;

namespace {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

constexpr auto startTimeout = 120s; // of one that recovers from a crash
constexpr qint64 walSegment = 16 * 1024 * 1024;
constexpr qint64 newCluster = 64 * 1024 * 1024; // initdb takes its files away again when the disk is full

// \a written: how much of the disk it would have taken.
Error serverError(core::ErrorKind kind, const QString &message, const ClusterPlace &place, qint64 written,
                  const QString &logFile)
{
    core::Error error{kind, message, Text::tr("The server's log is %1").arg(logFile), {}, {}};
    if (const QString hint = core::fullDiskHint(place.dir, written); !hint.isEmpty())
        error.hint = hint;
    QFile log(logFile);
    if (log.open(QIODevice::ReadOnly)) {
        log.seek(std::max<qint64>(0, log.size() - 2000));
        error.detail = QString::fromUtf8(log.readAll()).trimmed();
    }
    return error;
}

/// The lines of postmaster.pid: process, data folder, start time, port, socket folder, listen address, shared memory,
/// state. Source: PostgreSQL's src/include/utils/pidfile.h.
struct LockFile {
    pid_t process = 0;
    QByteArray state;
};

LockFile readLockFile(const QString &dataDir)
{
    QFile file(dataDir + u"/postmaster.pid"_s);
    if (!file.open(QIODevice::ReadOnly))
        return {};
    const QList<QByteArray> lines = file.read(4096).split('\n');
    LockFile lock;
    lock.process = std::abs(lines.value(0).trimmed().toInt()); // negative for a stand-alone backend
    lock.state = lines.value(7).trimmed();
    return lock;
}

bool isServerOf(pid_t pid, const QString &dataDir)
{
    return isAlive(pid) && programName(pid).startsWith(u"postgres"_s) && workingDirectory(pid) == dataDir;
}

QList<pid_t> serverProcesses(const QString &dataDir)
{
    QList<pid_t> found = processesWorkingIn(dataDir);
    found.removeIf([&](pid_t pid) { return !isServerOf(pid, dataDir); });
    return found;
}

sockaddr_in loopback(int port)
{
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(static_cast<uint16_t>(port));
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    return address;
}

/// Binds a socket as a server would and answers its port, 0 if it is taken.
int tryToBind(int port)
{
    const int fd = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (fd < 0)
        return 0;
    const int on = 1; // as PostgreSQL does: connections in TIME_WAIT do not count
    ::setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
    sockaddr_in address = loopback(port);
    socklen_t length = sizeof address;
    int bound = 0;
    if (::bind(fd, reinterpret_cast<const sockaddr *>(&address), length) == 0 && ::listen(fd, 1) == 0
        && ::getsockname(fd, reinterpret_cast<sockaddr *>(&address), &length) == 0)
        bound = ntohs(address.sin_port);
    ::close(fd);
    return bound;
}

/// A file that only \a user can read and that is deleted at the end of the scope.
class SecretFile {
public:
    SecretFile(const QString &path, const QString &text, const std::optional<OsUser> &user)
        : m_path(path), m_written(core::writePrivateFile(path, text.toUtf8() + '\n'))
    {
        const QByteArray name = QFile::encodeName(path);
        if (m_written && user && ::chown(name.constData(), user->uid, user->gid) != 0)
            m_written = core::fail(core::writeError(path, errno));
    }
    ~SecretFile() { QFile::remove(m_path); }
    SecretFile(const SecretFile &) = delete;
    SecretFile &operator=(const SecretFile &) = delete;

    [[nodiscard]] const Result<Done> &written() const { return m_written; }

private:
    QString m_path;
    Result<Done> m_written;
};

} // namespace

QString Cluster::superuser()
{
    return u"isthmus_sandbox"_s;
}

Cluster::Cluster(ClusterPlace place, QString logFile) : m_place(std::move(place)), m_logFile(std::move(logFile)) { }

Cluster::~Cluster()
{
    stop();
}

bool Cluster::exists() const
{
    return QFileInfo::exists(m_place.dataDir() + u"/PG_VERSION"_s);
}

core::Result<core::Done> Cluster::create(const QString &superuserPassword)
{
    const QString unfinished = m_place.dir + u"/data.new"_s;
    const QString passwordFile = m_place.dir + u"/password"_s;
    if (!QDir(unfinished).removeRecursively())
        return core::fail(core::ErrorKind::Permission, Text::tr("The folder %1 cannot be deleted").arg(unfinished));
    const SecretFile password(passwordFile, superuserPassword, m_place.user);
    if (!password.written())
        return password.written();

    SpawnOptions options;
    options.program = m_place.programDir + u"/initdb"_s;
    // --no-sync: a cluster that a power cut damages before it is renamed is made again.
    options.arguments = {
        u"--pgdata=data.new"_s, u"--username="_s + superuser(), u"--pwfile=password"_s, u"--auth=scram-sha-256"_s,
        u"--encoding=UTF8"_s,   u"--locale=C.UTF-8"_s,          u"--no-instructions"_s, u"--no-sync"_s};
    options.workingDirectory = m_place.dir;
    options.outputFile = m_logFile;
    options.user = m_place.user;
    options.diesWithParent = true;
    const auto code = runToEnd(options, 60s);
    if (!code)
        return core::fail(code.error());
    if (*code != 0 || !QDir().rename(unfinished, m_place.dataDir()))
        return core::fail(serverError(core::ErrorKind::Internal,
                                      Text::tr("PostgreSQL's cluster could not be made in %1").arg(m_place.dir),
                                      m_place, newCluster, m_logFile));
    return core::Done{};
}

core::Result<core::Done> Cluster::destroy()
{
    if (auto stopped = stopLeftoverServer(m_place.dataDir()); !stopped)
        return stopped;
    if (!QDir(m_place.dataDir()).removeRecursively())
        return core::fail(core::ErrorKind::Permission,
                          Text::tr("The folder %1 cannot be deleted").arg(m_place.dataDir()));
    return core::Done{};
}

core::Result<core::Done> Cluster::start(int preferredPort)
{
    if (auto stopped = stopLeftoverServer(m_place.dataDir()); !stopped)
        return stopped;
    constexpr int tries = 5; // another program may take the port between our look and the server's bind()
    for (int attempt = 1;; ++attempt) {
        const bool keep = attempt == 1 && preferredPort > 0 && isPortFree(preferredPort);
        const int port = keep ? preferredPort : findFreePort();
        if (auto launched = launch(port); !launched)
            return launched;
        const Readiness readiness = waitUntilReady();
        if (readiness == Readiness::Ready)
            return core::Done{};
        const bool portWasTaken = readiness == Readiness::Ended && !isPortFree(port);
        stop();
        if (portWasTaken && attempt < tries)
            continue;
        return core::fail(startError(readiness));
    }
}

core::Result<core::Done> Cluster::restart()
{
    if (auto stopped = stopLeftoverServer(m_place.dataDir()); !stopped)
        return stopped;
    if (!isPortFree(m_port))
        return core::fail(core::ErrorKind::Network, Text::tr("The port %1 is taken").arg(m_port));
    if (auto launched = launch(m_port); !launched)
        return launched;
    const Readiness readiness = waitUntilReady();
    if (readiness == Readiness::Ready)
        return core::Done{};
    stop();
    return core::fail(startError(readiness));
}

core::Error Cluster::startError(Readiness readiness) const
{
    return readiness == Readiness::TimedOut
        ? serverError(core::ErrorKind::Timeout, Text::tr("PostgreSQL was not ready in time"), m_place, walSegment,
                      m_logFile)
        : serverError(core::ErrorKind::Internal, Text::tr("PostgreSQL could not be started"), m_place, walSegment,
                      m_logFile);
}

core::Result<core::Done> Cluster::launch(int port)
{
    const QStringList settings{
        u"listen_addresses=127.0.0.1"_s, u"unix_socket_directories="_s, u"port=%1"_s.arg(port),
        u"max_connections=120"_s, u"shared_buffers=64MB"_s, u"password_encryption=scram-sha-256"_s,
        // After a crash, before it goes on: each file by itself would take minutes where there are 200,000 tables.
        u"recovery_init_sync_method=syncfs"_s,
        u"max_locks_per_transaction=256"_s, // a schema-wide mapping touches every table of it in one transaction
        u"log_min_error_statement=panic"_s, // statements may hold passwords of user mappings
        u"logging_collector=off"_s, u"log_line_prefix=%m [%p] %u@%d "_s, u"timezone=UTC"_s, u"lc_messages=C.UTF-8"_s};
    SpawnOptions options;
    options.program = m_place.programDir + u"/postgres"_s;
    options.arguments = {u"-D"_s, m_place.dataDir()};
    for (const QString &setting : settings)
        options.arguments << u"-c"_s << setting;
    options.workingDirectory = m_place.dir;
    options.outputFile = m_logFile;
    options.user = m_place.user;
    options.diesWithParent = true;
    const auto pid = spawn(options);
    if (!pid)
        return core::fail(pid.error());
    m_postmaster = *pid;
    m_port = port;
    return core::Done{};
}

Cluster::Readiness Cluster::waitUntilReady()
{
    bool ended = false;
    const bool done = waitUntil(
        [&] {
            if (hasDied())
                return ended = true;
            const LockFile lock = readLockFile(m_place.dataDir());
            return lock.process == m_postmaster && lock.state == "ready";
        },
        startTimeout);
    if (ended)
        return Readiness::Ended;
    return done ? Readiness::Ready : Readiness::TimedOut;
}

void Cluster::stop()
{
    if (m_postmaster <= 0)
        return;
    for (const int number : {SIGINT, SIGQUIT, SIGKILL}) {
        ::kill(m_postmaster, number);
        if (waitUntil([this] { return hasDied(); }, number == SIGKILL ? 5s : 10s))
            break;
    }
    m_postmaster = 0;
}

bool Cluster::hasDied()
{
    if (m_postmaster > 0 && exitCodeIfEnded(m_postmaster))
        m_postmaster = -1;
    return m_postmaster < 0;
}

Result<Done> stopLeftoverServer(const QString &dataDir)
{
    const pid_t server = readLockFile(dataDir).process;
    for (const int number : {SIGINT, SIGQUIT, SIGKILL}) {
        if (!isServerOf(server, dataDir))
            break;
        if (::kill(server, number) != 0 && errno == EPERM)
            return core::fail(core::ErrorKind::Permission,
                              Text::tr("Another user's PostgreSQL runs in the folder %1").arg(dataDir));
        ::kill(server, SIGCONT); // a server that was suspended would never see the signal
        if (waitUntil([&] { return !isServerOf(server, dataDir); }, 10s))
            break;
    }
    // Without their postmaster, backends end by themselves; those that hang are ended.
    if (!waitUntil([&] { return serverProcesses(dataDir).isEmpty(); }, 5s)) {
        for (const pid_t pid : serverProcesses(dataDir))
            ::kill(pid, SIGKILL);
        if (!waitUntil([&] { return serverProcesses(dataDir).isEmpty(); }, 5s))
            return core::fail(core::ErrorKind::Timeout,
                              Text::tr("PostgreSQL still runs in the folder %1 and does not end").arg(dataDir));
    }
    QFile::remove(dataDir + u"/postmaster.pid"_s);
    return core::Done{};
}

int findFreePort()
{
    return tryToBind(0);
}

bool isPortFree(int port)
{
    return port > 0 && port < 65536 && tryToBind(port) == port;
}

} // namespace isthmus::sandbox
