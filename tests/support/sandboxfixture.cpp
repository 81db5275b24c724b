// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandboxfixture.h"

#include "sanitizers.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QJsonDocument>
#include <QTest>

#include <arpa/inet.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <csignal>
#include <cstdlib>

namespace isthmus::test {

using namespace Qt::StringLiterals;

namespace {

constexpr int startTimeoutMs = 60'000;

std::unique_ptr<SandboxFixture> &sharedInstance()
{
    static std::unique_ptr<SandboxFixture> instance;
    return instance;
}

/// value quoted for a libpq connection string.
QString quoted(QString value)
{
    value.replace(u'\\', u"\\\\"_s).replace(u'\'', u"\\'"_s);
    return u'\'' + value + u'\'';
}

/// What follows the name in /proc/PID/stat: "S 1 …", state and parent first. Empty if there is no such process.
QByteArrayList statOf(qint64 pid)
{
    QFile file(u"/proc/%1/stat"_s.arg(pid));
    if (!file.open(QIODevice::ReadOnly))
        return {};
    const QByteArray stat = file.readAll();
    return stat.mid(stat.lastIndexOf(')') + 2).split(' ');
}

bool isGone(qint64 pid)
{
    const QByteArrayList stat = statOf(pid);
    return stat.isEmpty() || stat.first() == "Z"; // a zombie does nothing any more
}

QList<qint64> childrenOf(qint64 parent)
{
    QList<qint64> children;
    for (const QString &entry : QDir(u"/proc"_s).entryList(QDir::Dirs)) {
        const qint64 pid = entry.toLongLong();
        if (pid > 0 && statOf(pid).value(1).toLongLong() == parent)
            children.append(pid);
    }
    return children;
}

// Fails the test that runs, or the program when none does any more.
void failTest(const QString &problem)
{
    if (QTest::currentTestFunction())
        return QTest::qFail(qPrintable(problem), __FILE__, __LINE__);
    qWarning("%ls", qUtf16Printable(problem));
    std::_Exit(EXIT_FAILURE);
}

} // namespace

QJsonObject CtlOutcome::json() const
{
    return QJsonDocument::fromJson(out).object();
}

QString ctlProgram()
{
    const QString given = qEnvironmentVariable("ISTHMUS_CTL");
    if (!given.isEmpty())
        return given;
    return QFileInfo(QCoreApplication::applicationDirPath() + u"/../bin/isthmusctl"_s).absoluteFilePath();
}

CtlOutcome runCtl(const QStringList &arguments)
{
    QProcess process;
    process.start(ctlProgram(), arguments);
    const bool finished = process.waitForFinished(90'000) && process.exitStatus() == QProcess::NormalExit;
    return {finished ? process.exitCode() : -1, process.readAllStandardOutput(), process.readAllStandardError()};
}

SandboxFixture::SandboxFixture()
{
    // As root, PostgreSQL's own user has to reach the cluster in it.
    ::chmod(QFile::encodeName(m_root.path()).constData(), 0711);
    m_server.setProcessChannelMode(QProcess::MergedChannels);
    m_server.setStandardOutputFile(m_root.filePath(u"serve.log"_s), QIODevice::Append);
    m_server.setChildProcessModifier([] { ::prctl(PR_SET_PDEATHSIG, SIGTERM); });
}

SandboxFixture::~SandboxFixture()
{
    stop();
}

SandboxFixture &SandboxFixture::shared()
{
    auto &instance = sharedInstance();
    if (!instance) {
        instance = std::make_unique<SandboxFixture>();
        qAddPostRoutine([] { sharedInstance().reset(); });
        [[maybe_unused]] const bool started = instance->start(); // problem() tells
    }
    return *instance;
}

QString SandboxFixture::dir() const
{
    return m_root.filePath(u"sandbox of a test"_s);
}

bool SandboxFixture::start()
{
    m_problem.clear();
    if (m_server.state() == QProcess::NotRunning)
        m_server.start(ctlProgram(), {u"sandbox"_s, u"serve"_s, u"--dir"_s, dir()});
    if (!m_server.waitForStarted()) {
        m_problem = ctlProgram() + u": "_s + m_server.errorString();
        return false;
    }
    return waitUntilAnswering();
}

bool SandboxFixture::waitUntilAnswering()
{
    const QStringList status{u"sandbox"_s, u"status"_s, u"--dir"_s, dir(), u"--json"_s};
    const bool answers = QTest::qWaitFor(
        [&] { return m_server.state() == QProcess::NotRunning || runCtl(status).exitCode == 0; }, startTimeoutMs);
    if (!answers || m_server.state() == QProcess::NotRunning) {
        m_problem = u"The sandbox does not answer: "_s + serverLog();
        return false;
    }
    QFile file(dir() + u"/sandbox.json"_s);
    m_info = file.open(QIODevice::ReadOnly) ? QJsonDocument::fromJson(file.readAll()).object() : QJsonObject();
    return true;
}

void SandboxFixture::stop()
{
    if (m_server.state() == QProcess::NotRunning)
        return;
    if (const pid_t server = serverPid(); server > 0)
        ::kill(server, SIGCONT); // in case PostgreSQL is held down
    m_server.terminate();
    const bool hasEnded = m_server.waitForFinished(20'000 * sanitizerSlowness);
    if (!hasEnded)
        m_server.kill();
    m_server.waitForFinished(5'000);
    if (!hasEnded || m_server.exitStatus() != QProcess::NormalExit || m_server.exitCode() != 0)
        failTest(u"The sandbox did not end as it should (%1): "_s.arg(m_server.exitCode()) + serverLog());
    else
        expectNoReports();
}

void SandboxFixture::killServer()
{
    m_server.kill();
    m_server.waitForFinished(5'000);
    expectNoReports();
    QVERIFY2(QTest::qWaitFor([this] { return !postgresAccepts(); }, 10'000), "PostgreSQL outlives its server");
}

QString SandboxFixture::serverLog() const
{
    QFile log(m_root.filePath(u"serve.log"_s));
    return log.open(QIODevice::ReadOnly) ? QString::fromUtf8(log.readAll()) : log.errorString();
}

// The server goes on after a report of the thread sanitizer, and one of leaks comes when nobody asks it any more.
void SandboxFixture::expectNoReports() const
{
    const QString log = serverLog();
    if (log.contains(u"Sanitizer: ") || log.contains(u"runtime error: "))
        failTest(u"A sanitizer has reported a fault of the sandbox: "_s + log);
}

void SandboxFixture::killPostgres()
{
    ::kill(serverPid(), SIGSTOP); // it would start PostgreSQL again at once
    const qint64 postmaster = postmasterPid();
    const QList<qint64> backends = childrenOf(postmaster);
    ::kill(pid_t(postmaster), SIGKILL);
    QVERIFY2(QTest::qWaitFor([this] { return !postgresAccepts(); }, 10'000), "PostgreSQL still accepts connections");
    // They see that their postmaster is gone, but one that is asked something just then answers first.
    QVERIFY2(QTest::qWaitFor([&] { return std::all_of(backends.begin(), backends.end(), isGone); }, 10'000),
             "a process of PostgreSQL lives on");
}

bool SandboxFixture::restartPostgres()
{
    ::kill(serverPid(), SIGCONT);
    return QTest::qWaitFor([this] { return postgresAccepts(); }, startTimeoutMs) && waitUntilAnswering();
}

pid_t SandboxFixture::serverPid() const
{
    QFile file(dir() + u"/sandbox.json"_s);
    const QJsonDocument state =
        file.open(QIODevice::ReadOnly) ? QJsonDocument::fromJson(file.readAll()) : QJsonDocument();
    return pid_t(state[u"server_pid"].toInteger());
}

qint64 SandboxFixture::postmasterPid() const
{
    const QString clusterDir = m_info[u"private"_s][u"cluster_dir"].toString();
    QFile file(clusterDir + u"/data/postmaster.pid"_s);
    const qint64 pid = file.open(QIODevice::ReadOnly) ? file.readLine().trimmed().toLongLong() : 0;
    Q_ASSERT(pid > 1); // kill(0) or kill(-1) would end everything
    return pid;
}

bool SandboxFixture::postgresAccepts() const
{
    const int fd = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(uint16_t(port()));
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    const bool accepted = ::connect(fd, reinterpret_cast<const sockaddr *>(&address), sizeof address) == 0;
    ::close(fd);
    return accepted;
}

int SandboxFixture::port() const
{
    return m_info[u"hologres"_s][u"port"].toInt();
}

QString SandboxFixture::hologres(const QString &member) const
{
    return m_info[u"hologres"_s][member].toString();
}

SandboxFixture::User SandboxFixture::user(const QString &member) const
{
    const QJsonValue user = m_info[u"private"_s][member];
    return {user[u"name"].toString(), user[u"password"].toString()};
}

SandboxFixture::User SandboxFixture::engine() const
{
    return {u"maxcompute_engine"_s, m_info[u"private"_s][u"engine_password"].toString()};
}

std::string SandboxFixture::connectionString(const User &who, const QString &databaseName) const
{
    return u"host=%1 port=%2 dbname=%3 user=%4 password=%5 connect_timeout=5"_s
        .arg(host(), QString::number(port()), quoted(databaseName.isEmpty() ? database() : databaseName),
             quoted(who.name), quoted(who.password))
        .toStdString();
}

} // namespace isthmus::test
