// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectionedit.h"
#include "connectionimport.h"
#include "connectionlist.h"
#include "connectionoptions.h"
#include "connectionsecret.h"
#include "sandboxconnections.h"
#include "session.h"
#include "texttable.h"

#include <isthmus/connections/connectiontest.h>
#include <isthmus/core/format.h>

namespace isthmus::app {

namespace {

using connections::Profile;
using core::ErrorKind;
using core::Result;

void addProfileOptions(CtlArguments &args)
{
    const auto text = [](const char *t) { return QString::fromUtf8(t); };
    addKindOptions(args);
    addSecretOptions(args);
    addUseOptions(args);
    args.addOption(text("read-only"), CtlText::tr("Refuse everything that writes."));
    args.addOption(text("replace"), CtlText::tr("Replace the connection if the name is taken."));
    args.addOption(text("sandbox"), CtlText::tr("Add the three connections to the running sandbox of this folder."),
                   text("DIR"));
}

int addSandbox(CtlSession &session, const QString &dir, bool isReplacing)
{
    const auto info = sandbox::status(dir);
    if (!info)
        return session.fail(info.error());
    const auto services = session.services();
    if (!services)
        return session.fail(services.error());
    auto profiles = sandboxProfiles(*info);
    for (auto &profile : profiles) {
        const auto taken = (*services)->connections().profile(profile.name);
        // Adding the same sandbox again brings its connections up to date.
        const bool isOwn = taken && taken->sandboxDir == profile.sandboxDir;
        const bool replaces = taken && (isOwn || isReplacing);
        if (isOwn)
            keepOwnSettings(profile, *taken);
        const auto saved = saveProfile(session, profile, replaces ? profile.name : QString(), std::nullopt);
        if (!saved)
            return session.fail(saved.error());
    }
    printProfiles(session, profiles);
    return exitDone;
}

// What is given although the sandbox says it itself; empty if nothing is.
QString problemBesideSandbox(const CtlArguments &args)
{
    if (!args.positional(0).isEmpty())
        return CtlText::tr("The connections of a sandbox have names of their own: leave out %1.")
            .arg(args.positional(0));
    const auto given = args.given();
    for (const QString &option : given) {
        if (option != u"sandbox" && option != u"replace" && option != u"json")
            return CtlText::tr("--%1 has no place beside --sandbox.").arg(option);
    }
    return {};
}

int add(const QStringList &arguments, CtlSession &session)
{
    CtlArguments args(QStringLiteral("connection add"), CtlText::tr("Saves a connection, or those of a sandbox."));
    args.addPositional(QStringLiteral("NAME"), CtlText::tr("Name of the connection, first part of its paths."), true);
    addProfileOptions(args);
    if (const auto exit = args.parse(arguments, session))
        return *exit;
    const bool isReplacing = args.isSet(QStringLiteral("replace"));
    if (args.isSet(QStringLiteral("sandbox"))) {
        if (const QString problem = problemBesideSandbox(args); !problem.isEmpty())
            return args.usageError(problem);
        return addSandbox(session, args.value(QStringLiteral("sandbox")), isReplacing);
    }
    if (const QString problem = problemOfSecretOptions(args); !problem.isEmpty())
        return args.usageError(problem);
    Profile profile;
    if (const QString problem = readKindOptions(args, profile); !problem.isEmpty())
        return args.usageError(problem);
    profile.name = args.positional(0);
    if (profile.name.isEmpty())
        return args.usageError(CtlText::tr("The connection needs a name."));
    profile.readOnly = args.isSet(QStringLiteral("read-only"));
    if (const QString problem = readUseOptions(args, profile); !problem.isEmpty())
        return args.usageError(problem);
    if (const auto usable = checkFilesOf(profile); !usable)
        return session.fail(usable.error());
    const auto secret = readSecret(args, profile);
    if (!secret)
        return session.fail(secret.error());
    const auto services = session.services();
    if (!services)
        return session.fail(services.error());
    const bool isTaken = (*services)->connections().profile(profile.name).has_value();
    const auto saved = saveProfile(session, profile, isTaken && isReplacing ? profile.name : QString(), *secret);
    if (!saved)
        return session.fail(saved.error());
    printProfiles(session, {profile});
    return exitDone;
}

int list(const QStringList &arguments, CtlSession &session)
{
    CtlArguments args(QStringLiteral("connection list"), CtlText::tr("Lists the saved connections."));
    if (const auto exit = args.parse(arguments, session))
        return *exit;
    const auto services = session.services();
    if (!services)
        return session.fail(services.error());
    const auto &manager = (*services)->connections();
    printProfiles(session, manager.profiles());
    if (const auto damage = manager.damage()) {
        session.note(damage->message);
        session.note(damage->hint);
    }
    return exitDone;
}

QJsonArray stepsJson(const connections::ConnectionTest &test)
{
    QJsonArray steps;
    for (const auto &step : test.steps()) {
        QJsonObject json{{QStringLiteral("title"), step.title},
                         {QStringLiteral("state"), connections::testStateName(step.state)},
                         {QStringLiteral("detail"), step.detail}};
        if (step.elapsed)
            json.insert(QStringLiteral("ms"), qint64(step.elapsed->count()));
        steps.append(json);
    }
    return steps;
}

void printSteps(const CtlSession &session, const connections::ConnectionTest &test)
{
    TextTable table({CtlText::tr("step"), CtlText::tr("state"), CtlText::tr("time"), CtlText::tr("detail")});
    for (const auto &step : test.steps()) {
        table.append({step.title, connections::testStateTitle(step.state),
                      step.elapsed ? core::formatDuration(*step.elapsed) : QString(), step.detail});
    }
    session.print(table.toString(TableWidths::of(standardOutput())));
    session.print(test.summary());
}

// The last answer of the server is in \a server.
Result<core::Done> runTest(CtlSession &session, const Profile &profile, connections::ConnectionTest &test,
                           catalog::ServerInfo &server)
{
    const auto failed = [&test](const core::Error &error) {
        test.fail(error);
        return core::fail(error);
    };
    const auto backend = session.open(profile.name);
    if (!backend)
        return failed(backend.error());
    test.opened(*backend);
    const auto answered = session.await(backend->catalog->server());
    if (!answered)
        return failed(answered.error());
    server = *answered;
    test.accept(server);
    const auto names = session.await(backend->catalog->children(connections::ConnectionTest::firstNames(profile)));
    if (!names)
        return failed(names.error());
    test.accept(*names);
    return core::Done{};
}

int test(const QStringList &arguments, CtlSession &session)
{
    CtlArguments args(QStringLiteral("connection test"),
                      CtlText::tr("Connects, signs in and reads the first names; tells each step and its time."));
    args.addPositional(QStringLiteral("NAME"), CtlText::tr("Name of a saved connection."));
    if (const auto exit = args.parse(arguments, session))
        return *exit;
    const auto services = session.services();
    if (!services)
        return session.fail(services.error());
    const auto profile = (*services)->connections().profile(args.positional(0));
    if (!profile) // whose words open() has
        return session.fail(session.open(args.positional(0)).error());
    connections::ConnectionTest test(*profile);
    catalog::ServerInfo server;
    const auto done = runTest(session, *profile, test, server);
    if (!session.json)
        printSteps(session, test);
    if (!done && session.json)
        session.printJson(
            QJsonObject{{QStringLiteral("error"), done.error().toJson()}, {QStringLiteral("steps"), stepsJson(test)}});
    if (!done)
        return session.fail(done.error());
    if (session.json) {
        session.printJson(QJsonObject{{QStringLiteral("product"), server.product},
                                      {QStringLiteral("identity"), server.identity},
                                      {QStringLiteral("host"), server.host},
                                      {QStringLiteral("port"), server.port},
                                      {QStringLiteral("database"), server.database},
                                      {QStringLiteral("schemas_enabled"), server.schemasEnabled},
                                      {QStringLiteral("round_trip_ms"), qint64(server.roundTrip.count())},
                                      {QStringLiteral("steps"), stepsJson(test)}});
    }
    return exitDone;
}

int rename(const QStringList &arguments, CtlSession &session)
{
    CtlArguments args(QStringLiteral("connection rename"),
                      CtlText::tr("Gives a saved connection another name; its secret goes with it."));
    args.addPositional(QStringLiteral("NAME"), CtlText::tr("Name of a saved connection."));
    args.addPositional(QStringLiteral("NEW_NAME"), CtlText::tr("Its new name."));
    if (const auto exit = args.parse(arguments, session))
        return *exit;
    const auto services = session.services();
    if (!services)
        return session.fail(services.error());
    const QString name = args.positional(0);
    Profile profile = (*services)->connections().profile(name).value_or(Profile());
    profile.name = args.positional(1); // a connection that there is not, save() refuses by its name
    const auto saved = saveProfile(session, profile, name, std::nullopt);
    if (!saved)
        return session.fail(saved.error());
    printProfiles(session, {profile});
    return exitDone;
}

int remove(const QStringList &arguments, CtlSession &session)
{
    CtlArguments args(QStringLiteral("connection remove"), CtlText::tr("Removes a saved connection and its secret."));
    args.addPositional(QStringLiteral("NAME"), CtlText::tr("Name of a saved connection."));
    if (const auto exit = args.parse(arguments, session))
        return *exit;
    const auto services = session.services();
    if (!services)
        return session.fail(services.error());
    auto &manager = (*services)->connections();
    const QString name = args.positional(0);
    const auto removed = session.await(session.onMain([&] { return manager.remove(name); }));
    if (!removed)
        return session.fail(removed.error());
    if (session.json)
        session.printJson(QJsonObject{{QStringLiteral("removed"), name}});
    else
        session.print(CtlText::tr("Removed %1.").arg(name));
    return exitDone;
}

} // namespace

int runConnectionVerb(const QStringList &arguments, CtlSession &session)
{
    const QString verb = arguments.value(0);
    const QStringList rest = arguments.mid(1);
    if (verb == u"add")
        return add(rest, session);
    if (verb == u"edit")
        return editConnection(rest, session);
    if (verb == u"show")
        return showConnection(rest, session);
    if (verb == u"list")
        return list(rest, session);
    if (verb == u"import")
        return importConnections(rest, session);
    if (verb == u"export")
        return exportConnections(rest, session);
    if (verb == u"rename")
        return rename(rest, session);
    if (verb == u"test")
        return test(rest, session);
    if (verb == u"remove")
        return remove(rest, session);
    const QString usage =
        CtlText::tr("Usage: isthmusctl connection add|edit|show|list|import|export|rename|test|remove …; "
                    "\"connection add --help\" tells more.");
    if (verb == u"--help" || verb == u"-h") {
        session.print(usage);
        return exitDone;
    }
    const QString json = QStringLiteral("--json");
    const QString problem = verb.isEmpty() || verb == json ? CtlText::tr("A verb is missing.")
                                                           : CtlText::tr("%1 is no verb of connection.").arg(verb);
    return tellWrongUse(problem, usage, arguments.contains(json));
}

} // namespace isthmus::app
