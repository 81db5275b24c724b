// SPDX-License-Identifier: GPL-3.0-or-later
#include <isthmus/sandbox/cluster/process.h>
#include <isthmus/sandbox/cluster/sandboxlock.h>

#include <QFile>
#include <QScopeGuard>
#include <QTemporaryDir>
#include <QTest>

#include <sys/prctl.h>
#include <unistd.h>

#include <csignal>
#include <thread>

using namespace isthmus;
using namespace isthmus::sandbox;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

SpawnOptions shell(const QString &script)
{
    SpawnOptions options;
    options.program = u"/bin/sh"_s;
    options.arguments = {u"-c"_s, script};
    return options;
}

QByteArray readAll(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

} // namespace

class tst_Process : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void exitCodesAreAnswered();
    void programThatHangsIsKilled();
    void missingProgramIsNotFound();
    void outputAndFolderAreAsAsked();
    void secretsOfTheEnvironmentStayHere();
    void childDiesWithTheThreadThatStartedIt();
    void newSessionIsNoChild();
    void rightsAreDroppedAsRoot();
    void zombieIsNotAlive();
    void processesAreFoundByFolder();
    void lockNamesItsHolder();
};

void tst_Process::exitCodesAreAnswered()
{
    QCOMPARE(runToEnd(shell(u"exit 0"_s), 10s).value(), 0);
    QCOMPARE(runToEnd(shell(u"exit 3"_s), 10s).value(), 3);
    QCOMPARE(runToEnd(shell(u"kill -TERM $$"_s), 10s).value(), 128 + SIGTERM);
}

void tst_Process::programThatHangsIsKilled()
{
    QCOMPARE(runToEnd(shell(u"exec sleep 600"_s), 50ms).value(), 128 + SIGKILL);
}

void tst_Process::missingProgramIsNotFound()
{
    SpawnOptions options;
    options.program = u"/nonexistent/postgres"_s;
    const auto pid = spawn(options);
    QVERIFY(!pid);
    QCOMPARE(pid.error().kind, core::ErrorKind::NotFound);
    QVERIFY(pid.error().message.contains(u"/nonexistent/postgres"));
    options.newSession = true;
    QVERIFY(!spawn(options));
}

void tst_Process::outputAndFolderAreAsAsked()
{
    const QTemporaryDir dir;
    SpawnOptions options = shell(u"pwd; echo wrong >&2; echo \"$1\""_s);
    options.arguments << u"sh"_s << u"two words"_s;
    options.workingDirectory = dir.path();
    options.outputFile = dir.filePath(u"out put"_s);
    QCOMPARE(runToEnd(options, 10s).value(), 0);
    QCOMPARE(QString::fromUtf8(readAll(options.outputFile)), dir.path() + u"\nwrong\ntwo words\n"_s);
}

void tst_Process::secretsOfTheEnvironmentStayHere()
{
    const QTemporaryDir dir;
    for (const char *name : {"ALIBABA_CLOUD_ACCESS_KEY_SECRET", "ISTHMUS_MASTER_PASSWORD", "LC_MESSAGES"})
        qputenv(name, "a value");
    const auto restored = qScopeGuard([] {
        for (const char *name : {"ALIBABA_CLOUD_ACCESS_KEY_SECRET", "ISTHMUS_MASTER_PASSWORD", "LC_MESSAGES"})
            qunsetenv(name);
    });
    SpawnOptions options = shell(u"echo \"$ALIBABA_CLOUD_ACCESS_KEY_SECRET;$ISTHMUS_MASTER_PASSWORD;$LC_MESSAGES\""_s);
    options.outputFile = dir.filePath(u"out"_s);
    QCOMPARE(runToEnd(options, 10s).value(), 0);
    QCOMPARE(readAll(options.outputFile), QByteArray(";;a value\n"));
}

void tst_Process::childDiesWithTheThreadThatStartedIt()
{
    pid_t pid = 0;
    std::thread starter([&] {
        SpawnOptions options = shell(u"exec sleep 600"_s);
        options.diesWithParent = true;
        pid = spawn(options).value_or(0);
        QVERIFY(pid > 0);
        QVERIFY(isAlive(pid));
    });
    starter.join();
    QVERIFY(pid > 0);
    std::optional<int> code; // answered once, so not within QTRY_VERIFY, which asks again
    QVERIFY(waitUntil([&] { return (code = exitCodeIfEnded(pid)).has_value(); }, 10s));
    QCOMPARE(*code, 128 + SIGINT);
}

void tst_Process::newSessionIsNoChild()
{
    const QTemporaryDir dir;
    const QString file = dir.filePath(u"ids"_s);
    SpawnOptions options = shell(u"echo $$ $(cut -d' ' -f6 /proc/$$/stat)"_s);
    options.outputFile = file;
    options.newSession = true;
    QCOMPARE(spawn(options).value(), 0);
    QTRY_VERIFY(readAll(file).endsWith('\n'));
    const QList<QByteArray> ids = readAll(file).simplified().split(' ');
    QCOMPARE(ids.size(), 2);
    QVERIFY(ids.at(1).toInt() != getsid(0)); // another session
    QVERIFY(ids.at(1) != ids.at(0)); // which it does not lead, so it never gets a terminal
}

void tst_Process::rightsAreDroppedAsRoot()
{
    const auto user = unprivilegedUser();
    QVERIFY(user);
    if (::geteuid() != 0) {
        QVERIFY(!user->has_value());
        QSKIP("only root can drop rights");
    }
    const QTemporaryDir dir;
    SpawnOptions options = shell(u"id -u; id -g; id -G"_s);
    options.outputFile = dir.filePath(u"ids"_s);
    options.user = **user;
    QCOMPARE(runToEnd(options, 10s).value(), 0);
    const QByteArray gid = QByteArray::number((*user)->gid);
    QCOMPARE(readAll(options.outputFile), QByteArray::number((*user)->uid) + '\n' + gid + '\n' + gid + '\n');
}

void tst_Process::zombieIsNotAlive()
{
    const pid_t pid = spawn(shell(u"exit 7"_s)).value();
    QTRY_VERIFY(!isAlive(pid));
    QCOMPARE(::kill(pid, 0), 0); // it is still there, uncollected
    QCOMPARE(exitCodeIfEnded(pid), std::optional<int>(7));
    QVERIFY(isAlive(getpid()));
    QVERIFY(!isAlive(0));
}

void tst_Process::processesAreFoundByFolder()
{
    const QTemporaryDir dir;
    SpawnOptions options = shell(u"exec sleep 600"_s);
    options.workingDirectory = dir.path();
    options.diesWithParent = true;
    const pid_t pid = spawn(options).value();
    QTRY_COMPARE(programName(pid), u"sleep"_s);
    QCOMPARE(processesWorkingIn(dir.path()), QList<pid_t>{pid});
    QCOMPARE(processesWorkingIn(dir.path().chopped(1)), QList<pid_t>());
    QCOMPARE(workingDirectory(pid), dir.path());
    QCOMPARE(commandLine(pid), (QStringList{u"sleep"_s, u"600"_s}));
    ::kill(pid, SIGKILL);
    QVERIFY(waitUntil([&] { return exitCodeIfEnded(pid).has_value(); }, 10s));
    QCOMPARE(processesWorkingIn(dir.path()), QList<pid_t>());
}

void tst_Process::lockNamesItsHolder()
{
    const QTemporaryDir dir;
    QCOMPARE(sandboxServer(dir.path()), 0);
    const pid_t holder = ::fork(); // record locks belong to processes
    if (holder == 0) {
        ::prctl(PR_SET_PDEATHSIG, SIGKILL); // not left behind when this test fails
        SandboxLock lock(dir.path());
        const bool taken = lock.tryToTake();
        ::pause();
        _exit(taken ? 0 : 1);
    }
    QTRY_COMPARE(sandboxServer(dir.path()), holder);
    {
        SandboxLock other(dir.path());
        QCOMPARE(other.openError(), 0);
        QVERIFY(!other.tryToTake());
    }
    ::kill(holder, SIGKILL);
    QVERIFY(waitUntil([&] { return exitCodeIfEnded(holder).has_value(); }, 10s));
    QCOMPARE(sandboxServer(dir.path()), 0);
    SandboxLock lock(dir.path());
    QVERIFY(lock.tryToTake());
}

QTEST_GUILESS_MAIN(tst_Process)
#include "tst_process.moc"
