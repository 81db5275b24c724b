// SPDX-License-Identifier: GPL-3.0-or-later
// The window: reads its options, hangs the services together, shows the main window.
#include "appservices.h"
#include "connectionkinds.h"
#include "endsignals.h"
#include "masterpasswordprompt.h"
#include "picturetour.h"
#include "privacy.h"
#include "sandboxopener.h"

#include <isthmus/connections/connectionkeeper.h>
#include <isthmus/core/detached.h>
#include <isthmus/core/language.h>
#include <isthmus/views/window/firstpaint.h>
#include <isthmus/views/window/mainwindow.h>
#include <isthmus/views/window/windowsettings.h>

#include <QApplication>
#include <QCommandLineParser>
#include <QDir>
#include <QScreen>
#include <QSettings>
#include <QStyle>
#include <QTextStream>

#include <algorithm>
#include <csignal>
#include <cstdlib>
#include <optional>

using namespace isthmus;

namespace {

constexpr int signalledExitCode = 130; // as shells have it for Ctrl+C

struct Options {
    bool opensSandbox = false;
    QString sandboxDir; // empty: the default folder
    bool stopsSandbox = false;
    QString picturesDir; // empty: no pictures
};

Options readOptions(const QCoreApplication &app)
{
    QCommandLineParser parser;
    parser.setApplicationDescription(QCoreApplication::translate("Main", "Hologres and MaxCompute side by side."));
    parser.addHelpOption();
    parser.addVersionOption();
    const QCommandLineOption sandbox(QStringLiteral("sandbox"),
                                     QCoreApplication::translate("Main", "Open the sandbox in folder <dir> at once."),
                                     QStringLiteral("dir"));
    const QCommandLineOption stop(QStringLiteral("stop-sandbox"),
                                  QCoreApplication::translate("Main", "Stop the sandbox when the window is closed."));
    const QCommandLineOption pictures(
        QStringLiteral("pictures"),
        QCoreApplication::translate("Main",
                                    "Map dwd_orders in the sandbox, save pictures of the window to <dir>, end."),
        QStringLiteral("dir"));
    parser.addOptions({sandbox, stop, pictures});
    parser.process(app);
    Options options;
    options.picturesDir = parser.value(pictures);
    options.opensSandbox = parser.isSet(sandbox) || !options.picturesDir.isEmpty();
    options.sandboxDir = parser.isSet(sandbox) ? QDir(parser.value(sandbox)).absolutePath() : QString();
    options.stopsSandbox = parser.isSet(stop);
    return options;
}

int runWindow(QApplication &app, const Options &options, app::AppServices &services)
{
    QSettings settings(services.paths().configDir + QStringLiteral("/window.ini"), QSettings::IniFormat);
    core::installLanguage(app, settings.value(views::settings::language).toString());
    views::Theme theme;
    theme.setChoice(views::settings::themeChoice(settings.value(views::settings::theme).toString()));
    views::DialogPrompter prompter;
    const auto loaded = services.load();
    views::MainWindow window(services.connections(), services.planners(), {services.drift(), services.sources()},
                             services.lineage(), services.runs(), services.names(), settings, theme, prompter);
    // It may have been left on a larger screen; the title bar needs room as well.
    const QSize title(0, window.style()->pixelMetric(QStyle::PM_TitleBarHeight));
    window.resize(window.size().boundedTo(window.screen()->availableSize() - title));
    if (!loaded)
        window.showError(loaded.error(), views::MainWindow::Trouble::Connections);
    else if (const auto damage = services.connections().damage())
        window.showError(*damage, views::MainWindow::Trouble::Connections);

    app::SandboxOpener opener(services.connections(), options.sandboxDir);
    QObject::connect(&window, &views::MainWindow::sandboxRequested, &opener, &app::SandboxOpener::open);
    QObject::connect(&opener, &app::SandboxOpener::starting, &window, &views::MainWindow::sandboxStarting);
    QObject::connect(&opener, &app::SandboxOpener::ready, &window, &views::MainWindow::sandboxReady);
    QObject::connect(&opener, &app::SandboxOpener::failed, &window, &views::MainWindow::sandboxFailed);

    std::unique_ptr<app::PictureTour> tour;
    if (!options.picturesDir.isEmpty()) {
        tour = std::make_unique<app::PictureTour>(window, theme, services.runs(), options.picturesDir);
        QObject::connect(&opener, &app::SandboxOpener::ready, tour.get(), &app::PictureTour::start);
        QObject::connect(&opener, &app::SandboxOpener::failed, tour.get(), &app::PictureTour::fail);
    }
    window.show();
    std::optional<connections::ConnectionKeeper> keeper;
    views::afterFirstPaint(window, [&services, &keeper, &window] {
        services.beginRuns();
        services.connections().follow();
        keeper.emplace(services.connections());
        QObject::connect(&*keeper, &connections::ConnectionKeeper::cameBack, &window,
                         &views::MainWindow::connectionCameBack);
        services.names().begin();
    });
    if (options.opensSandbox)
        opener.open({});
    const int exitCode = QApplication::exec();
    if (window.isVisible())
        window.save(); // it was not closed: a signal ends the program
    return exitCode;
}

void nameProgram()
{
    QCoreApplication::setApplicationName(QStringLiteral("isthmus"));
    QCoreApplication::setApplicationVersion(QStringLiteral(ISTHMUS_VERSION));
}

// What is only asked for words needs no display. All other options are read once Qt has taken its own.
bool isAskedForWords(int argc, char **argv)
{
    const QStringList asking{QStringLiteral("-h"),         QStringLiteral("-?"), QStringLiteral("--help"),
                             QStringLiteral("--help-all"), QStringLiteral("-v"), QStringLiteral("--version")};
    return argc > 1 && std::any_of(argv + 1, argv + argc, [&asking](const char *argument) {
               return asking.contains(QString::fromLocal8Bit(argument));
           });
}

// Qt calls abort() where it finds no display: that is no fault of the program's, and tells nobody what to do.
void endWithoutDisplay(QtMsgType type, const QMessageLogContext &context, const QString &text)
{
    QTextStream(stderr) << qFormatLogMessage(type, context, text) << '\n';
    if (type != QtFatalMsg)
        return;
    QTextStream(stderr) << QCoreApplication::translate("Main",
                                                       "The window needs a display. Without one, use isthmusctl.")
                        << '\n';
    std::_Exit(1);
}

int runProgram(int argc, char **argv)
{
    app::keepPrivate();
    app::forgetEnvironment();
    std::signal(SIGPIPE, SIG_IGN); // a peer that is gone is an error of the write, too
    std::signal(SIGXFSZ, SIG_IGN); // a limit on the size of files is an error of the write, not the end of the program
    if (isAskedForWords(argc, argv)) {
        QCoreApplication app(argc, argv);
        nameProgram();
        core::installLanguage(app, {});
        readOptions(app); // prints them and ends the program
    }
    const auto usualHandler = qInstallMessageHandler(endWithoutDisplay);
    QApplication app(argc, argv);
    qInstallMessageHandler(usualHandler);
    nameProgram();
    QApplication::setApplicationDisplayName(QStringLiteral("Isthmus"));
    QApplication::setDesktopFileName(QStringLiteral("isthmus"));
    const Options options = readOptions(app);

    // The usual way out, without the question that a closed window may ask: nobody might be there to answer it.
    const app::EndSignals onSignals([] { QCoreApplication::exit(signalledExitCode); });
    app::MasterPasswordPrompt masterPassword;
    int exitCode = 0;
    {
        app::AppServices services(
            app::Paths::ofUser(),
            [&masterPassword](connections::MasterPasswordQuestion question) { return masterPassword.ask(question); },
            app::AppServices::Runs::Held);
        exitCode = runWindow(app, options, services);
        masterPassword.close(); // before the services wait for their threads
    }
    if (options.opensSandbox && options.stopsSandbox) {
        const auto stopped =
            isthmus::sandbox::stop(options.sandboxDir.isEmpty() ? sandbox::defaultDir() : options.sandboxDir);
        if (!stopped) {
            QTextStream(stderr) << stopped.error().message << '\n';
            exitCode = exitCode == 0 ? 1 : exitCode;
        }
    }
    return exitCode;
}

} // namespace

int main(int argc, char **argv)
{
    core::endProcess(runProgram(argc, argv));
}
