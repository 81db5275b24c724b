// SPDX-License-Identifier: GPL-3.0-or-later
#include "sanitizers.h"

#include <isthmus/core/detached.h>

#include <QTest>

#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cstdio>
#include <cstdlib>

using namespace isthmus;

namespace {

void tellOfExit()
{
    [[maybe_unused]] const auto written = ::write(STDOUT_FILENO, "taken apart", 11);
}

/// What a process has written to its standard output by its end, and its exit code.
struct Ending {
    QByteArray output;
    int exitCode = -1;
};

/// Of a process in which something is still held back in a stream, and a library wants to take itself apart.
Ending ending(void (*end)(int))
{
    std::array<int, 2> ends{};
    if (::pipe(ends.data()) != 0)
        qFatal("no pipe");
    std::fflush(nullptr);
    const pid_t child = ::fork();
    if (child == 0) {
        ::dup2(ends[1], STDOUT_FILENO);
        ::close(ends[0]);
        ::close(ends[1]);
        std::atexit(tellOfExit);
        std::fputs("written, ", stdout);
        end(3);
    }
    ::close(ends[1]);
    Ending found;
    std::array<char, 100> piece{};
    for (ssize_t got = 0; (got = ::read(ends[0], piece.data(), piece.size())) > 0;)
        found.output.append(piece.data(), got);
    ::close(ends[0]);
    int status = 0;
    ::waitpid(child, &status, 0);
    found.exitCode = WIFEXITED(status) ? WEXITSTATUS(status) : -1;
    return found;
}

} // namespace

class tst_Detached : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void theEndLeavesLibrariesAsTheyAre()
    {
        if (test::hasSanitizer)
            QSKIP("a sanitizer looks for leaks at the exit");
        QVERIFY(ending(std::exit).output.contains("taken apart")); // as it is by itself
        const Ending found = ending(core::endProcess);
        QCOMPARE(found.exitCode, 3);
        QCOMPARE(found.output, QByteArray("written, "));
    }
};

QTEST_APPLESS_MAIN(tst_Detached)
#include "tst_detached.moc"
