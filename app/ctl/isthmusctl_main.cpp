// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectionkinds.h"
#include "endsignals.h"
#include "output.h"
#include "privacy.h"
#include "sandbox.h"
#include "session.h"

#include <isthmus/core/detached.h>
#include <isthmus/core/language.h>

#include <QCoreApplication>
#include <QThread>

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>

using namespace isthmus::app;

namespace {

QList<CtlVerb> verbs()
{
    return {
        {QStringLiteral("connection"),
         CtlText::tr("add, edit, show, list, import, export, rename, test or remove saved connections"),
         runConnectionVerb},
        {QStringLiteral("ls"), CtlText::tr("list connections, or what is below a path"), runLsVerb},
        {QStringLiteral("find"), CtlText::tr("find tables, schemas and columns of all connections by name"),
         runFindVerb},
        {QStringLiteral("show"), CtlText::tr("show everything about one object"), runShowVerb},
        {QStringLiteral("preview"), CtlText::tr("show the first rows of a table"), runPreviewVerb},
        {QStringLiteral("count"), CtlText::tr("count the rows of a table, or sum up a column"), runCountVerb},
        {QStringLiteral("export"), CtlText::tr("write all rows of a table into a file"), runExportVerb},
        {QStringLiteral("sql"), CtlText::tr("run SQL on a connection"), runSqlVerb},
        {QStringLiteral("types"), CtlText::tr("show which types the other system has for columns, and what is lost"),
         runTypesVerb},
        {QStringLiteral("diff"), CtlText::tr("compare the structure of two tables, with DDL for either direction"),
         runDiffVerb},
        {QStringLiteral("plan map-table"), CtlText::tr("show what map-table would do"), runPlanMapTableVerb},
        {QStringLiteral("map-table"), CtlText::tr("map a Hologres table to MaxCompute"), runMapTableVerb},
        {QStringLiteral("plan map-tables"), CtlText::tr("show what map-tables would do"), runPlanMapTablesVerb},
        {QStringLiteral("map-tables"), CtlText::tr("map many Hologres tables, or a schema of them, to MaxCompute"),
         runMapTablesVerb},
        {QStringLiteral("plan map-to-hologres"), CtlText::tr("show what map-to-hologres would do"),
         runPlanMapToHologresVerb},
        {QStringLiteral("map-to-hologres"), CtlText::tr("map MaxCompute tables, schemas or a project to Hologres"),
         runMapToHologresVerb},
        {QStringLiteral("plan map-schema"), CtlText::tr("show what map-schema would do"), runPlanMapSchemaVerb},
        {QStringLiteral("map-schema"), CtlText::tr("make an external schema over a Hologres schema"), runMapSchemaVerb},
        {QStringLiteral("plan drop-schema"), CtlText::tr("show what drop-schema would do"), runPlanDropSchemaVerb},
        {QStringLiteral("drop-schema"), CtlText::tr("drop an external schema of MaxCompute"), runDropSchemaVerb},
        {QStringLiteral("plan drop-table"), CtlText::tr("show what drop-table would do"), runPlanDropTableVerb},
        {QStringLiteral("drop-table"), CtlText::tr("drop an external or foreign table"), runDropTableVerb},
        {QStringLiteral("doctor"), CtlText::tr("check what a mapping needs on both sides"), runDoctorVerb},
        {QStringLiteral("plan create-foreign-server"), CtlText::tr("show what create-foreign-server would do"),
         runPlanCreateServerVerb},
        {QStringLiteral("create-foreign-server"), CtlText::tr("make a foreign server of MaxCompute"),
         runCreateServerVerb},
        {QStringLiteral("plan drop-foreign-server"), CtlText::tr("show what drop-foreign-server would do"),
         runPlanDropServerVerb},
        {QStringLiteral("drop-foreign-server"), CtlText::tr("drop a foreign server of MaxCompute"), runDropServerVerb},
        {QStringLiteral("plan add-user"), CtlText::tr("show what add-user would do"), runPlanAddUserVerb},
        {QStringLiteral("add-user"), CtlText::tr("add a RAM role or account to a Hologres instance"), runAddUserVerb},
        {QStringLiteral("plan grant"), CtlText::tr("show what grant would do"), runPlanGrantVerb},
        {QStringLiteral("grant"), CtlText::tr("give a user of Hologres rights on the tables of a schema"),
         runGrantVerb},
        {QStringLiteral("plan drift"), CtlText::tr("show what drift --repair would do"), runPlanDriftVerb},
        {QStringLiteral("drift"), CtlText::tr("compare mappings with what they were made from"), runDriftVerb},
        {QStringLiteral("lineage"), CtlText::tr("tell what an object reads, and who reads it"), runLineageVerb},
        {QStringLiteral("plan load-table-group"), CtlText::tr("show what load-table-group would do"),
         runPlanLoadTableGroupVerb},
        {QStringLiteral("load-table-group"), CtlText::tr("load a table group of Hologres to a compute group"),
         runLoadTableGroupVerb},
        {QStringLiteral("plan task"), CtlText::tr("show what a task file would do"), runPlanTaskVerb},
        {QStringLiteral("run"), CtlText::tr("run a task file, as \"plan\" saves it"), runTaskVerb},
        {QStringLiteral("runs"), CtlText::tr("list what was run, newest first, or show one run and its log"),
         runRunsVerb},
        {QStringLiteral("resume"), CtlText::tr("go on with a run that failed or was cut off"), runResumeVerb},
        {QStringLiteral("tour"), CtlText::tr("perform the main job on a sandbox, telling each step"), runTourVerb},
    };
}

void printUsage(Output &output)
{
    QString text = CtlText::tr("Usage: isthmusctl VERB [arguments] [--json]\n\nVerbs:\n");
    for (const auto &verb : verbs())
        text += QStringLiteral("  %1 %2\n").arg(verb.name.leftJustified(16), verb.summary);
    text += QStringLiteral("  %1 %2\n")
                .arg(QStringLiteral("sandbox").leftJustified(16),
                     CtlText::tr("start, stop, status or reset the local stand-ins"));
    text += CtlText::tr(
        "\nPaths are CONNECTION/…, for example order_dw/public/dwd_orders. \"VERB --help\" tells more.\n"
        "Exit codes: 0 done, 1 failed, 2 wrong use, 3 something differs (drift, diff), 130, 143, 129 or 141 when "
        "Ctrl+C, SIGTERM, SIGHUP or a closed pipe ended it.\n");
    output.line(text.trimmed());
}

// The verb that the arguments begin with, and how many of them are its name.
std::pair<CtlVerb, int> verbOf(const QStringList &arguments)
{
    for (const auto &verb : verbs()) {
        const QStringList words = verb.name.split(u' ');
        if (arguments.mid(0, words.size()) == words)
            return {verb, int(words.size())};
    }
    return {};
}

// The verb works on a thread of its own, so that the event loop here can serve the services it waits for.
int runVerb(const CtlVerb &verb, const QStringList &arguments)
{
    const isthmus::core::Cancellation cancellation;
    const EndSignals onSignals([cancellation] { cancellation.request(); });
    standardOutput().whenClosed([cancellation] { cancellation.request(); });
    CtlSession session(cancellation);
    int exitCode = exitFailed;
    const std::unique_ptr<QThread> thread(QThread::create([&] { exitCode = verb.run(arguments, session); }));
    QObject::connect(thread.get(), &QThread::finished, qApp, &QCoreApplication::quit, Qt::QueuedConnection);
    thread->start();
    QCoreApplication::exec();
    thread->wait();
    const int signal = EndSignals::received(); // too late for a verb that has done its work
    return signal != 0 && exitCode != exitDone ? exitSignalled + signal : exitCode;
}

// A file that is opened later must not get the number of a standard stream that came closed: what is printed would land
// in it. Writing to what stands there instead fails.
void holdStandardStreams()
{
    for (int descriptor = STDIN_FILENO; descriptor <= STDERR_FILENO; ++descriptor) {
        if (fcntl(descriptor, F_GETFD) == -1 && errno == EBADF)
            static_cast<void>(open("/dev/null", O_RDONLY)); // gets the lowest number that is free
    }
}

// What the libraries log may hold text of servers.
void logMessage(QtMsgType type, const QMessageLogContext &context, const QString &text)
{
    standardError().line(qFormatLogMessage(type, context, text));
}

int run(const QStringList &arguments)
{
    const QString first = arguments.value(0);
    if (first == u"sandbox")
        return runSandboxVerb(arguments.mid(1));
    if (first == u"--version") {
        standardOutput().line(QStringLiteral("isthmusctl ") + QCoreApplication::applicationVersion());
        return exitDone;
    }
    if (first == u"--help" || first == u"-h") {
        printUsage(standardOutput());
        return exitDone;
    }
    const auto [verb, words] = verbOf(arguments);
    if (!verb.run) {
        const QString given = arguments.mid(0, first == u"plan" ? 2 : 1).join(u' ');
        if (arguments.contains(QStringLiteral("--json"))) {
            const bool isMissing = first.isEmpty() || first == u"--json";
            return tellWrongUse(isMissing ? CtlText::tr("A verb is missing.")
                                          : CtlText::tr("%1 is no verb.").arg(given),
                                CtlText::tr("\"isthmusctl --help\" lists the verbs."), true);
        }
        if (!first.isEmpty())
            standardError().line(CtlText::tr("%1 is no verb.").arg(given));
        printUsage(standardError());
        return exitUsage;
    }
    return runVerb(verb, arguments.mid(words));
}

int runProgram(int argc, char **argv)
{
    isthmus::app::keepPrivate();
    isthmus::app::forgetEnvironment();
    holdStandardStreams();
    // A reader that goes ("| head") ends a verb as Ctrl+C does: what runs is told as cancelled, what was started stops.
    std::signal(SIGPIPE, SIG_IGN);
    std::signal(SIGXFSZ, SIG_IGN); // a limit on the size of files is an error of the write, not the end of the program
    QCoreApplication app(argc, argv);
    QCoreApplication::setApplicationName(QStringLiteral("isthmusctl"));
    QCoreApplication::setApplicationVersion(QStringLiteral(ISTHMUS_VERSION));
    qInstallMessageHandler(logMessage);
    isthmus::core::installLanguage(app, {});
    isthmus::app::registerConnectionKinds();
    int exitCode = run(QCoreApplication::arguments().mid(1));
    if (QString problem; !standardOutput().finish(&problem)) {
        if (standardOutput().isClosed())
            return exitSignalled + SIGPIPE; // as a shell tells it of programs that the signal ends
        standardError().line(CtlText::tr("The output could not be written: %1").arg(problem));
        exitCode = exitCode == exitDone ? exitFailed : exitCode;
    }
    return exitCode;
}

} // namespace

int main(int argc, char **argv)
{
    isthmus::core::endProcess(runProgram(argc, argv));
}
