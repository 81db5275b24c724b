// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandboxfixture.h"

#include <QDir>
#include <QElapsedTimer>
#include <QFile>
#include <QFileInfo>
#include <QJsonDocument>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>
#include <QUrl>

#include <arpa/inet.h>
#include <pqxx/pqxx>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

#include <csignal>

using namespace isthmus::test;
using namespace Qt::StringLiterals;

namespace {

QByteArray readAll(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

/// Every process that has \a directory in its command line or works in it, this one left out.
QList<qint64> processesOf(const QString &directory)
{
    QList<qint64> found;
    for (const QString &entry : QDir(u"/proc"_s).entryList(QDir::Dirs)) {
        const qint64 pid = entry.toLongLong();
        if (pid <= 0 || pid == getpid())
            continue;
        const QString proc = u"/proc/"_s + entry;
        if (QString::fromUtf8(readAll(proc + u"/cmdline"_s)).contains(directory)
            || QFile::symLinkTarget(proc + u"/cwd"_s).startsWith(directory))
            found.append(pid);
    }
    return found;
}

bool isAlive(qint64 pid)
{
    return !readAll(u"/proc/%1/cmdline"_s.arg(pid)).isEmpty(); // empty for a zombie
}

/// Listens on a port of 127.0.0.1, so that nobody else can.
class PortTaker {
public:
    explicit PortTaker(int port) : m_fd(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0))
    {
        const int on = 1;
        ::setsockopt(m_fd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_port = htons(uint16_t(port));
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        m_ok =
            ::bind(m_fd, reinterpret_cast<const sockaddr *>(&address), sizeof address) == 0 && ::listen(m_fd, 1) == 0;
    }
    ~PortTaker() { ::close(m_fd); }
    PortTaker(const PortTaker &) = delete;
    PortTaker &operator=(const PortTaker &) = delete;
    [[nodiscard]] bool isOk() const { return m_ok; }

private:
    int m_fd;
    bool m_ok = false;
};

} // namespace

/// The verbs start, stop, status and reset, through the real isthmusctl, as a user of the machine sees them.
class tst_Lifecycle : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();
    void cleanup();

    void startsAndStopsTwiceInARow();
    void startOfARunningSandboxAnswersTheSame();
    void twoStartsAtOnceMakeOneSandbox();
    void killedServerIsStartedAgainWithItsData();
    void crashedServerReturnsByItself();
    void crashedServerThatLosesPostgresReturnsByItself();
    void suspendedPostgresOfAKilledServerIsStoppedFirst();
    void staleLockFileIsNotBelieved();
    void postgresIsStartedAgainWhenItDies();
    void postgresThatCannotStartIsTriedAgain();
    void aStoppedEndpointIsToldAsSilent();
    void stopEndsAPostgresThatTheServerLeft();
    void stopOfNoSandboxIsAnError();
    void takenPortsAreReplaced();
    void interruptedFirstStartIsMadeAnew();
    void secretsAreInNoCommandLineAndNoLog();
    void secretsAreShownOnlyWhenAskedFor();
    void existingSandboxIsReadyInFiveSeconds();
    void folderWithOtherFilesIsRefused();
    void resetRefusesAFolderThatIsNoSandbox();
    void resetDeletesAllOfIt();
    void folderThatPostgresCannotReachWorksAsRoot();
    void wrongUseIsToldWithExitCodeTwo();

private:
    [[nodiscard]] CtlOutcome ctl(const QString &verb, const QStringList &more = {}) const
    {
        return runCtl(QStringList{u"sandbox"_s, verb, u"--dir"_s, m_dir, u"--json"_s, u"--show-secrets"_s} + more);
    }
    [[nodiscard]] QJsonObject start() const
    {
        const CtlOutcome outcome = ctl(u"start"_s);
        if (outcome.exitCode != 0)
            qWarning("%s", outcome.err.constData());
        return outcome.json();
    }
    [[nodiscard]] QJsonValue stored(const QString &member) const
    {
        return QJsonDocument::fromJson(readAll(m_dir + u"/sandbox.json"_s))[u"private"][member];
    }
    [[nodiscard]] qint64 postmaster() const
    {
        const QByteArray pid = readAll(stored(u"cluster_dir"_s).toString() + u"/data/postmaster.pid"_s);
        return pid.left(pid.indexOf('\n')).toLongLong();
    }
    [[nodiscard]] bool isPostgresReady() const
    {
        const QByteArray lock = readAll(stored(u"cluster_dir"_s).toString() + u"/data/postmaster.pid"_s);
        return lock.split('\n').value(7).trimmed() == "ready";
    }
    [[nodiscard]] static std::string address(const QJsonObject &info)
    {
        const QJsonValue hologres = info[u"hologres"_s];
        return u"host=127.0.0.1 port=%1 user=%2 password=%3 dbname=%4"_s
            .arg(QString::number(hologres[u"port"].toInt()), hologres[u"user"].toString(),
                 hologres[u"password"].toString(), hologres[u"database"].toString())
            .toStdString();
    }
    static std::string ask(const QJsonObject &info, const char *sql)
    {
        pqxx::connection connection(address(info));
        const auto result = pqxx::nontransaction(connection).exec(sql);
        return result.empty() ? std::string() : result[0][0].c_str();
    }

    /// Leaves the sandbox that the tests share, which exists already, for a folder that does not.
    void useNewFolder(const QString &name)
    {
        m_dir = m_root.filePath(name);
        QVERIFY(!QFileInfo::exists(m_dir));
    }

    QTemporaryDir m_root;
    QString m_dir;
};

void tst_Lifecycle::initTestCase()
{
    QVERIFY(m_root.isValid());
    ::chmod(QFile::encodeName(m_root.path()).constData(), 0711); // PostgreSQL's user reaches it when this is root
}

void tst_Lifecycle::init()
{
    m_dir = m_root.filePath(u"my sandbox, with spaces"_s);
}

void tst_Lifecycle::cleanup()
{
    const bool isSandbox = QFileInfo::exists(m_dir + u"/sandbox.json"_s);
    const CtlOutcome outcome = ctl(u"stop"_s);
    QVERIFY2(outcome.exitCode == (isSandbox ? 0 : 1), outcome.err.constData());
    QCOMPARE(processesOf(m_root.path()), QList<qint64>());
}

void tst_Lifecycle::startsAndStopsTwiceInARow()
{
    QCOMPARE(ctl(u"status"_s).exitCode, 1);
    QJsonObject before;
    for (int round = 0; round < 2; ++round) {
        const QJsonObject info = start();
        QVERIFY(info[u"endpoint"_s].toString().startsWith(u"http://127.0.0.1:"));
        QCOMPARE(info[u"project"_s].toString(), u"dbs_mc"_s);
        QVERIFY(info[u"access_id"_s].toString().startsWith(u"LTAIsandbox"));
        QCOMPARE(info[u"hologres"_s][u"database"].toString(), u"order_dw"_s);
        QCOMPARE(ask(info, "SELECT count(*) FROM public.dwd_orders"), std::string("1001"));
        QCOMPARE(ctl(u"status"_s).json(), info);
        if (round > 0) {
            for (const QString &member : {u"endpoint"_s, u"access_id"_s, u"access_key"_s, u"hologres"_s})
                QCOMPARE(info[member], before[member]);
        }
        before = info;

        QCOMPARE(ctl(u"stop"_s).exitCode, 0);
        QCOMPARE(processesOf(m_dir), QList<qint64>());
        const CtlOutcome status = ctl(u"status"_s);
        QCOMPARE(status.exitCode, 1);
        QVERIFY2(status.err.contains("does not run"), status.err.constData());
    }
    QCOMPARE(ctl(u"stop"_s).exitCode, 0);
}

void tst_Lifecycle::startOfARunningSandboxAnswersTheSame()
{
    const QJsonObject first = start();
    QVERIFY(!first.isEmpty());
    QCOMPARE(start(), first);
}

void tst_Lifecycle::twoStartsAtOnceMakeOneSandbox()
{
    useNewFolder(u"two starts"_s);
    const QStringList arguments{u"sandbox"_s, u"start"_s, u"--dir"_s, m_dir, u"--json"_s, u"--show-secrets"_s};
    QProcess other;
    other.start(ctlProgram(), arguments);
    const QJsonObject info = start();
    QVERIFY(other.waitForFinished(90'000));
    QVERIFY2(other.exitCode() == 0, other.readAllStandardError().constData());
    QVERIFY(!info.isEmpty());
    QCOMPARE(QJsonDocument::fromJson(other.readAllStandardOutput()).object(), info);
}

void tst_Lifecycle::killedServerIsStartedAgainWithItsData()
{
    const QJsonObject before = start();
    ask(before, "INSERT INTO public.product_catalog VALUES (77, 'kept')");
    const qint64 server = before[u"server_pid"_s].toInteger();
    const qint64 postgres = postmaster();
    QVERIFY(server > 1 && postgres > 1);
    QCOMPARE(::kill(pid_t(server), SIGKILL), 0);
    QTRY_VERIFY_WITH_TIMEOUT(!isAlive(postgres), 10'000); // it dies with its server

    const QJsonObject after = start();
    QCOMPARE(after[u"hologres"_s], before[u"hologres"_s]);
    QCOMPARE(after[u"endpoint"_s], before[u"endpoint"_s]);
    QCOMPARE(ask(after, "SELECT catalog_name FROM public.product_catalog WHERE product_id = 77"), std::string("kept"));
}

void tst_Lifecycle::crashedServerReturnsByItself()
{
    const QJsonObject before = start();
    const qint64 server = before[u"server_pid"_s].toInteger();
    QVERIFY(server > 1);
    QCOMPARE(::kill(pid_t(server), SIGABRT), 0); // as a failed assertion ends it
    QJsonObject after;
    QTRY_VERIFY_WITH_TIMEOUT((after = ctl(u"status"_s).json()).contains(u"endpoint"_s), 30'000);
    QVERIFY(after[u"server_pid"_s].toInteger() != server);
    for (const QString &member : {u"endpoint"_s, u"access_id"_s, u"access_key"_s, u"hologres"_s})
        QCOMPARE(after[member], before[member]);
    QCOMPARE(ask(after, "SELECT count(*) FROM public.orders"), std::string("1000"));
}

// PostgreSQL ends while the server that has crashed makes itself ready again, twice in a row.
void tst_Lifecycle::crashedServerThatLosesPostgresReturnsByItself()
{
    const QJsonObject before = start();
    qint64 postgres = postmaster();
    ::kill(pid_t(before[u"server_pid"_s].toInteger()), SIGABRT);
    for (int i = 0; i < 2; ++i) {
        QVERIFY(postgres > 1);
        QTRY_VERIFY_WITH_TIMEOUT(!isAlive(postgres), 30'000);
        QElapsedTimer clock;
        clock.start();
        while (postmaster() <= 1 || postmaster() == postgres || !isPostgresReady()) // QTRY_ looks too seldom
            QVERIFY(clock.elapsed() < 30'000);
        postgres = postmaster();
        QVERIFY(stored(u"server_pid"_s).toInteger() == 0); // it is not ready itself
        ::kill(pid_t(postgres), SIGKILL);
    }
    QJsonObject after;
    QTRY_VERIFY_WITH_TIMEOUT((after = ctl(u"status"_s).json()).contains(u"endpoint"_s), 60'000);
    for (const QString &member : {u"endpoint"_s, u"access_id"_s, u"access_key"_s, u"hologres"_s})
        QCOMPARE(after[member], before[member]);
    QCOMPARE(ask(after, "SELECT count(*) FROM public.orders"), std::string("1000"));
}

void tst_Lifecycle::suspendedPostgresOfAKilledServerIsStoppedFirst()
{
    const QJsonObject before = start();
    ask(before, "INSERT INTO public.product_catalog VALUES (78, 'kept')");
    const qint64 postgres = postmaster();
    QVERIFY(postgres > 1);
    ::kill(pid_t(postgres), SIGSTOP);
    ::kill(pid_t(before[u"server_pid"_s].toInteger()), SIGKILL);
    QTRY_VERIFY(!isAlive(before[u"server_pid"_s].toInteger()));
    QVERIFY(isAlive(postgres));

    const QJsonObject after = start();
    QVERIFY(!isAlive(postgres));
    QCOMPARE(ask(after, "SELECT catalog_name FROM public.product_catalog WHERE product_id = 78"), std::string("kept"));
}

void tst_Lifecycle::staleLockFileIsNotBelieved()
{
    const QJsonObject before = start();
    QVERIFY(!before.isEmpty());
    const QString lockFile = stored(u"cluster_dir"_s).toString() + u"/data/postmaster.pid"_s;
    const QByteArray lock = readAll(lockFile);
    QVERIFY(!lock.isEmpty());
    QCOMPARE(ctl(u"stop"_s).exitCode, 0);
    // The process number was given to somebody else since: this test, which must survive.
    QFile file(lockFile);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(QByteArray::number(getpid()) + lock.mid(lock.indexOf('\n')));
    file.close();
    QVERIFY(!start().isEmpty());
}

void tst_Lifecycle::postgresIsStartedAgainWhenItDies()
{
    const QJsonObject info = start();
    const qint64 postgres = postmaster();
    QVERIFY(postgres > 1);
    ::kill(pid_t(postgres), SIGKILL);
    QTRY_VERIFY_WITH_TIMEOUT(postmaster() > 1 && postmaster() != postgres, 30'000);
    QTRY_COMPARE_WITH_TIMEOUT(ctl(u"status"_s).json(), info, 30'000);
    QCOMPARE(ask(info, "SELECT count(*) FROM public.orders"), std::string("1000"));
}

void tst_Lifecycle::postgresThatCannotStartIsTriedAgain()
{
    const QJsonObject info = start();
    const qint64 postgres = postmaster();
    QVERIFY(postgres > 1);
    const QString control = stored(u"cluster_dir"_s).toString() + u"/data/global/pg_control"_s;
    const QString log = m_dir + u"/log/serve.log"_s;
    const qsizetype before = readAll(log).size();
    QVERIFY(QFile::rename(control, control + u".away"_s)); // as on a disk that is full, it cannot go on
    ::kill(pid_t(postgres), SIGKILL);
    QTRY_VERIFY_WITH_TIMEOUT(readAll(log).mid(before).contains("trying again"), 30'000);
    QVERIFY(!readAll(log).mid(before).contains("answers again"));
    QVERIFY(QFile::rename(control + u".away"_s, control));
    QTRY_COMPARE_WITH_TIMEOUT(ctl(u"status"_s).json(), info, 30'000);
    QCOMPARE(ask(info, "SELECT count(*) FROM public.orders"), std::string("1000"));
    QTRY_COMPARE(readAll(log).mid(before).count("answers again"), 1); // whoever reads the log sees the end of it
}

// The kernel still connects to a process that is stopped; only an answer tells that there is somebody.
void tst_Lifecycle::aStoppedEndpointIsToldAsSilent()
{
    const QJsonObject info = start();
    const auto server = pid_t(info[u"server_pid"_s].toInteger());
    QVERIFY(server > 1);
    QCOMPARE(::kill(server, SIGSTOP), 0);
    for (const QString &verb : {u"status"_s, u"start"_s}) {
        QElapsedTimer timer;
        timer.start();
        const CtlOutcome outcome = ctl(verb);
        QVERIFY(timer.elapsed() < 30'000);
        QCOMPARE(outcome.exitCode, 1);
        QVERIFY2(outcome.err.contains("MaxCompute endpoint does not answer"), outcome.err.constData());
        QVERIFY2(outcome.err.contains("kill -CONT " + QByteArray::number(server)), outcome.err.constData());
    }
    QCOMPARE(::kill(server, SIGCONT), 0);
    QTRY_COMPARE_WITH_TIMEOUT(ctl(u"status"_s).json(), info, 30'000);
    // The same for the other side.
    const auto postgres = pid_t(postmaster());
    QCOMPARE(::kill(postgres, SIGSTOP), 0);
    const CtlOutcome outcome = ctl(u"status"_s);
    QCOMPARE(::kill(postgres, SIGCONT), 0);
    QVERIFY2(outcome.exitCode == 1 && outcome.err.contains("PostgreSQL does not answer"), outcome.err.constData());
}

void tst_Lifecycle::stopEndsAPostgresThatTheServerLeft()
{
    const QJsonObject info = start();
    const qint64 postgres = postmaster();
    QVERIFY(postgres > 1);
    ::kill(pid_t(postgres), SIGSTOP);
    ::kill(pid_t(info[u"server_pid"_s].toInteger()), SIGKILL);
    QTRY_VERIFY(!isAlive(info[u"server_pid"_s].toInteger()));
    QCOMPARE(ctl(u"stop"_s).exitCode, 0);
    QVERIFY(!isAlive(postgres));
}

void tst_Lifecycle::stopOfNoSandboxIsAnError()
{
    useNewFolder(u"nothing"_s);
    const CtlOutcome outcome = ctl(u"stop"_s);
    QCOMPARE(outcome.exitCode, 1);
    QVERIFY2(outcome.err.contains("There is no sandbox in the folder"), outcome.err.constData());
    QVERIFY(!QFileInfo::exists(m_dir));
}

void tst_Lifecycle::takenPortsAreReplaced()
{
    const QJsonObject before = start();
    QCOMPARE(ctl(u"stop"_s).exitCode, 0);
    const int postgresPort = before[u"hologres"_s][u"port"].toInt();
    const int endpointPort = QUrl(before[u"endpoint"_s].toString()).port();
    const PortTaker takesPostgres(postgresPort);
    const PortTaker takesEndpoint(endpointPort);
    QVERIFY(takesPostgres.isOk() && takesEndpoint.isOk());
    const QJsonObject after = start();
    QVERIFY(after[u"hologres"_s][u"port"].toInt() > 0);
    QVERIFY(after[u"hologres"_s][u"port"].toInt() != postgresPort);
    QVERIFY(QUrl(after[u"endpoint"_s].toString()).port() != endpointPort);
    QCOMPARE(ask(after, "SELECT count(*) FROM public.orders"), std::string("1000"));
}

void tst_Lifecycle::interruptedFirstStartIsMadeAnew()
{
    useNewFolder(u"interrupted"_s);
    QProcess first;
    first.start(ctlProgram(), {u"sandbox"_s, u"serve"_s, u"--dir"_s, m_dir});
    QTRY_VERIFY_WITH_TIMEOUT(stored(u"seed_version"_s).isDouble() && postmaster() > 1, 60'000);
    QCOMPARE(stored(u"seed_version"_s).toInt(), 0); // PostgreSQL runs, its content is not complete
    first.kill();
    QVERIFY(first.waitForFinished());
    const QJsonObject info = start();
    QCOMPARE(ask(info, "SELECT count(*) FROM public.dwd_orders"), std::string("1001"));
}

void tst_Lifecycle::secretsAreInNoCommandLineAndNoLog()
{
    const QJsonObject info = start();
    const QStringList secrets{info[u"access_key"_s].toString(), stored(u"superuser_password"_s).toString(),
                              stored(u"engine_password"_s).toString(),
                              stored(u"unprivileged"_s)[u"password"].toString()};
    QByteArray visible;
    for (const qint64 pid : processesOf(m_dir))
        visible += readAll(u"/proc/%1/cmdline"_s.arg(pid)) + readAll(u"/proc/%1/environ"_s.arg(pid));
    QVERIFY(visible.contains("serve"));
    for (const QString &log : QDir(m_dir + u"/log"_s).entryList(QDir::Files))
        visible += readAll(m_dir + u"/log/"_s + log);
    QVERIFY(visible.contains("database system is ready"));
    for (const QString &secret : secrets) {
        QVERIFY(secret.size() >= 30);
        QVERIFY(!visible.contains(secret.toUtf8()));
    }
    for (const QString &name : {u"/sandbox.json"_s, u"/lock"_s, u"/log/serve.log"_s, u"/log/postgres.log"_s}) {
        struct stat file { };
        QCOMPARE(::stat(QFile::encodeName(m_dir + name).constData(), &file), 0);
        QCOMPARE(file.st_mode & 0777U, 0600U);
    }
}

void tst_Lifecycle::secretsAreShownOnlyWhenAskedFor()
{
    const QByteArray key = start()[u"access_key"_s].toString().toUtf8();
    QVERIFY(key.size() >= 30);
    for (const QString &verb : {u"start"_s, u"status"_s}) {
        for (const QStringList &form : {QStringList{}, QStringList{u"--json"_s}}) {
            const QStringList arguments = QStringList{u"sandbox"_s, verb, u"--dir"_s, m_dir} + form;
            const CtlOutcome plain = runCtl(arguments);
            QCOMPARE(plain.exitCode, 0);
            QVERIFY(plain.out.contains("LTAIsandbox") && plain.out.contains("order_dw"));
            QVERIFY2(!(plain.out + plain.err).contains(key), qPrintable(arguments.join(u' ')));
            QCOMPARE(runCtl(arguments + QStringList{u"--show-secrets"_s}).out.count(key), 2); // on both sides
        }
    }
}

void tst_Lifecycle::existingSandboxIsReadyInFiveSeconds()
{
    useNewFolder(u"timed"_s);
    QElapsedTimer timer;
    timer.start();
    QVERIFY(!start().isEmpty());
    const qint64 first = timer.elapsed();
    QCOMPARE(ctl(u"stop"_s).exitCode, 0);
    timer.restart();
    QVERIFY(!start().isEmpty());
    const qint64 again = timer.elapsed();
    qInfo("ready after %lld ms when new, %lld ms when it exists", first, again);
    QVERIFY(again < 5'000);
}

void tst_Lifecycle::folderWithOtherFilesIsRefused()
{
    useNewFolder(u"other files"_s);
    QVERIFY(QDir().mkpath(m_dir));
    QFile other(m_dir + u"/thesis.odt"_s);
    QVERIFY(other.open(QIODevice::WriteOnly));
    const CtlOutcome outcome = ctl(u"start"_s);
    QCOMPARE(outcome.exitCode, 1);
    QVERIFY2(outcome.err.contains("holds other files"), outcome.err.constData());
    QCOMPARE(QDir(m_dir).entryList(QDir::Files), QStringList{u"thesis.odt"_s});
}

void tst_Lifecycle::resetRefusesAFolderThatIsNoSandbox()
{
    useNewFolder(u"no sandbox"_s);
    QVERIFY(QDir().mkpath(m_dir + u"/postgres/data"_s));
    const CtlOutcome outcome = ctl(u"reset"_s);
    QCOMPARE(outcome.exitCode, 1);
    QVERIFY2(outcome.err.contains("is not a sandbox"), outcome.err.constData());
    QVERIFY(QFileInfo::exists(m_dir + u"/postgres/data"_s));
}

void tst_Lifecycle::resetDeletesAllOfIt()
{
    useNewFolder(u"deleted"_s);
    const QJsonObject info = start();
    QVERIFY(!info.isEmpty());
    const qint64 postgres = postmaster();
    QCOMPARE(ctl(u"reset"_s).exitCode, 0);
    QVERIFY(!QFileInfo::exists(m_dir));
    QVERIFY(!isAlive(postgres));
    QVERIFY(!isAlive(info[u"server_pid"_s].toInteger()));
}

void tst_Lifecycle::folderThatPostgresCannotReachWorksAsRoot()
{
    if (::geteuid() != 0)
        QSKIP("PostgreSQL runs as the same user, who reaches every folder it may write to");
    const QString closed = m_root.filePath(u"closed"_s);
    QVERIFY(QDir().mkpath(closed));
    ::chmod(QFile::encodeName(closed).constData(), 0700);
    useNewFolder(u"closed/sandbox"_s);
    const QJsonObject info = start();
    QCOMPARE(ask(info, "SELECT count(*) FROM public.orders"), std::string("1000"));
    const QString cluster = stored(u"cluster_dir"_s).toString();
    QVERIFY2(cluster.startsWith(u"/var/lib/isthmus/"), qPrintable(cluster));
    QCOMPARE(ctl(u"reset"_s).exitCode, 0);
    QVERIFY(!QFileInfo::exists(cluster));
    QCOMPARE(processesOf(cluster), QList<qint64>());
}

void tst_Lifecycle::wrongUseIsToldWithExitCodeTwo()
{
    QCOMPARE(runCtl({u"sandbox"_s}).exitCode, 2);
    QCOMPARE(runCtl({u"sandbox"_s, u"begin"_s}).exitCode, 2);
    QCOMPARE(runCtl({u"sandbox"_s, u"start"_s, u"--scale"_s, u"many"_s}).exitCode, 2);
    const CtlOutcome outcome = ctl(u"start"_s, {u"--scale"_s, u"-1"_s});
    QCOMPARE(outcome.exitCode, 1);
    QVERIFY2(outcome.err.contains("scale"), outcome.err.constData());
}

QTEST_GUILESS_MAIN(tst_Lifecycle)
#include "tst_lifecycle.moc"
