// SPDX-License-Identifier: GPL-3.0-or-later
#include <isthmus/core/filelock.h>

#include <QDir>
#include <QElapsedTimer>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <thread>

using namespace isthmus;
using namespace std::chrono_literals;
using core::Cancellation;
using core::ErrorKind;
using core::FileLock;

class tst_FileLock : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { m_dir = std::make_unique<QTemporaryDir>(); }
    void itsFileIsPrivateAndStays();
    void oneAtATime();
    void aBusyLockIsWaitedForButNotForEver();
    void waitingCanBeCancelled();
    void aKilledProgramHoldsNothing();
    void afterwardsTheNextOneGetsIt();

private:
    [[nodiscard]] QString file() const { return m_dir->filePath(QStringLiteral("sub/data.json")); }
    [[nodiscard]] core::Result<FileLock> take(std::chrono::milliseconds timeout = 0ms) const
    {
        return FileLock::take(file(), timeout, Cancellation());
    }

    std::unique_ptr<QTemporaryDir> m_dir;
};

void tst_FileLock::itsFileIsPrivateAndStays()
{
    const mode_t before = ::umask(0);
    {
        const auto lock = take();
        QVERIFY(lock);
    }
    ::umask(before);
    const auto modeOf = [](const QString &path) {
        struct stat info { };
        return ::stat(QFile::encodeName(path).constData(), &info) == 0 ? info.st_mode & 07777U : 0;
    };
    QCOMPARE(modeOf(file() + QStringLiteral(".lock")), 0600U);
    QCOMPARE(modeOf(m_dir->filePath(QStringLiteral("sub"))), 0700U);
    QVERIFY(!QFile::exists(file()));
}

void tst_FileLock::oneAtATime()
{
    const auto first = take();
    QVERIFY(first);
    QVERIFY(!take());
    QVERIFY(FileLock::take(file() + u'2', 0ms, Cancellation())); // another file
}

void tst_FileLock::aBusyLockIsWaitedForButNotForEver()
{
    const auto first = take();
    QVERIFY(first);
    QElapsedTimer timer;
    timer.start();
    const auto second = take(200ms);
    QVERIFY(timer.elapsed() >= 200);
    QVERIFY(!second);
    QCOMPARE(second.error().kind, ErrorKind::Timeout);
    QVERIFY(second.error().message.contains(file()));
    QVERIFY2(second.error().hint.contains(QStringLiteral("Try again")), qPrintable(second.error().hint));
}

void tst_FileLock::waitingCanBeCancelled()
{
    const auto first = take();
    QVERIFY(first);
    const Cancellation cancellation;
    std::thread canceller([cancellation] { cancellation.request(); });
    const auto second = FileLock::take(file(), 1h, cancellation);
    canceller.join();
    QVERIFY(!second);
    QVERIFY(second.error().isCancelled());
}

void tst_FileLock::aKilledProgramHoldsNothing()
{
    int ends[2];
    QCOMPARE(::pipe(ends), 0);
    const pid_t child = ::fork();
    if (child == 0) {
        const auto lock = take();
        const char byte = lock ? 'y' : 'n';
        [[maybe_unused]] const auto told = ::write(ends[1], &byte, 1);
        ::pause();
        ::_exit(0);
    }
    char byte = 0;
    QCOMPARE(::read(ends[0], &byte, 1), ssize_t(1));
    const bool isHeld = byte == 'y' && !take();
    ::kill(child, SIGKILL);
    ::waitpid(child, nullptr, 0);
    ::close(ends[0]);
    ::close(ends[1]);
    QVERIFY(isHeld);
    QVERIFY(take());
}

void tst_FileLock::afterwardsTheNextOneGetsIt()
{
    auto first = std::make_unique<core::Result<FileLock>>(take());
    QVERIFY(*first);
    core::Result<FileLock> second = core::fail(ErrorKind::Internal, QStringLiteral("not asked yet"));
    std::thread waiting([this, &second] { second.emplace(*take(1h)); });
    first.reset();
    waiting.join();
    QVERIFY(second);
    QVERIFY(!take());
}

QTEST_GUILESS_MAIN(tst_FileLock)
#include "tst_filelock.moc"
