// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandboxfixture.h"

#include <isthmus/views/window/windowsettings.h>

#include <QDir>
#include <QFileInfo>
#include <QProcess>
#include <QScopeGuard>
#include <QSettings>
#include <QTemporaryDir>
#include <QTest>

#include <csignal>

using isthmus::test::runCtl;
using namespace Qt::StringLiterals;

namespace {

QString windowProgram()
{
    return QFileInfo(QCoreApplication::applicationDirPath() + u"/../bin/isthmus"_s).absoluteFilePath();
}

} // namespace

/// The window program is told to end: by Ctrl+C, by the system, by a terminal that is closed; or finds no display.
class tst_EndSignals : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void wordsNeedNoDisplay_data()
    {
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<int>("exitCode");
        QTest::addColumn<QByteArray>("told");
        QTest::newRow("help") << QStringList{u"--help"_s} << 0 << QByteArray("--stop-sandbox");
        QTest::newRow("version") << QStringList{u"--version"_s} << 0 << QByteArray("isthmus ");
        QTest::newRow("a window") << QStringList{} << 1 << QByteArray("use isthmusctl");
    }

    void wordsNeedNoDisplay()
    {
        QFETCH(QStringList, arguments);
        QFETCH(int, exitCode);
        QFETCH(QByteArray, told);
        QProcess program;
        program.setProcessChannelMode(QProcess::MergedChannels);
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        environment.insert(u"QT_QPA_PLATFORM"_s, u"xcb"_s);
        environment.remove(u"DISPLAY"_s);
        environment.remove(u"WAYLAND_DISPLAY"_s);
        program.setProcessEnvironment(environment);
        program.start(windowProgram(), arguments);
        QVERIFY2(program.waitForFinished(), qPrintable(program.errorString()));
        QCOMPARE(program.exitStatus(), QProcess::NormalExit);
        QCOMPARE(program.exitCode(), exitCode);
        const QByteArray words = program.readAll();
        QVERIFY2(words.contains(told), words.constData());
    }

    void theSandboxIsStoppedAsByClosing_data()
    {
        QTest::addColumn<int>("number");
        QTest::newRow("Ctrl+C") << SIGINT;
        QTest::newRow("end") << SIGTERM;
        QTest::newRow("closed terminal") << SIGHUP;
    }

    void theSandboxIsStoppedAsByClosing()
    {
        QFETCH(int, number);
        const QTemporaryDir dir;
        const QString sandbox = dir.filePath(u"sandbox"_s);
        QProcess window;
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        environment.insert(u"QT_QPA_PLATFORM"_s, u"offscreen"_s);
        environment.insert(u"ISTHMUS_CONFIG_DIR"_s, dir.filePath(u"config"_s));
        environment.insert(u"ISTHMUS_DATA_DIR"_s, dir.filePath(u"data"_s));
        window.setProcessEnvironment(environment);
        window.start(windowProgram(), {u"--sandbox"_s, sandbox, u"--stop-sandbox"_s});
        QVERIFY2(window.waitForStarted(), qPrintable(window.errorString()));
        const auto cleanUp = qScopeGuard([&] { // should it still run after all
            window.kill();
            window.waitForFinished();
            static_cast<void>(runCtl({u"sandbox"_s, u"stop"_s, u"--dir"_s, sandbox}));
        });
        const auto status = [&] { return runCtl({u"sandbox"_s, u"status"_s, u"--dir"_s, sandbox}).exitCode; };
        QTRY_COMPARE_WITH_TIMEOUT(status(), 0, 60'000);
        QCOMPARE(::kill(pid_t(window.processId()), number), 0);
        QVERIFY(window.waitForFinished(30'000));
        QCOMPARE(window.exitStatus(), QProcess::NormalExit);
        QCOMPARE(window.exitCode(), 130);
        QVERIFY(status() != 0);
        // And it is as it was at the next start.
        const QSettings settings(dir.filePath(u"config/window.ini"_s), QSettings::IniFormat);
        QVERIFY(settings.contains(isthmus::views::settings::geometry));
        QVERIFY(settings.contains(isthmus::views::settings::documents));
    }
};

QTEST_GUILESS_MAIN(tst_EndSignals)
#include "tst_endsignals.moc"
