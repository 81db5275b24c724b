// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox.h"

#include "output.h"
#include "session.h"

#include <isthmus/sandbox/sandbox.h>

#include <QCommandLineParser>
#include <QCoreApplication>
#include <QJsonObject>

namespace isthmus::app {

namespace {

using namespace Qt::StringLiterals;

constexpr int done = 0;
constexpr int failed = 1;

int report(const core::Error &error, bool asJson)
{
    if (asJson) {
        printErrorJson(error);
        return failed;
    }
    for (const QString &line : {error.message, error.hint, error.detail}) {
        if (!line.isEmpty())
            standardError().line(line);
    }
    return failed;
}

int reportUse(const QString &problem, bool asJson)
{
    return tellWrongUse(
        problem,
        CtlText::tr(
            "Usage: isthmusctl sandbox start|stop|status|reset [--dir DIR] [--scale N] [--show-secrets] [--json]"),
        asJson);
}

struct Arguments {
    QString verb;
    QString dir;
    double scale = 1.0;
    int readyFd = -1;
    bool json = false;
    bool showsSecrets = false;
};

int show(const core::Result<sandbox::SandboxInfo> &info, const Arguments &arguments)
{
    if (!info)
        return report(info.error(), arguments.json);
    if (info->listen != u"127.0.0.1")
        standardError().line(
            CtlText::tr("Warning: this sandbox listens on %1. Whoever reaches this machine reaches its endpoint, over "
                        "plain HTTP.")
                .arg(info->listen));
    if (arguments.json) {
        standardOutput().line(jsonText(arguments.showsSecrets ? info->toJson() : info->publicJson()));
        return done;
    }
    const auto secret = [&](const QString &value) {
        return arguments.showsSecrets ? value : CtlText::tr("not shown; --show-secrets prints it");
    };
    const QList<std::pair<QString, QString>> lines{
        {u"dir"_s, info->dir},
        {u"endpoint"_s, info->endpoint},
        {u"listen"_s, info->listen},
        {u"project"_s, info->project},
        {u"access_id"_s, info->accessId},
        {u"access_key"_s, secret(info->accessKey)},
        {u"hologres.host"_s, info->hologresHost},
        {u"hologres.port"_s, QString::number(info->hologresPort)},
        {u"hologres.user"_s, info->hologresUser},
        {u"hologres.password"_s, secret(info->hologresPassword)},
        {u"hologres.database"_s, info->hologresDatabase},
    };
    for (const auto &[name, value] : lines)
        standardOutput().line(name.leftJustified(18) + value);
    return done;
}

int conclude(const core::Result<core::Done> &outcome, const QString &text, bool asJson)
{
    if (!outcome)
        return report(outcome.error(), asJson);
    if (asJson)
        standardOutput().line(jsonText(QJsonObject{{u"ok"_s, true}}));
    else
        standardOutput().line(text);
    return done;
}

int run(const Arguments &arguments)
{
    const bool json = arguments.json;
    if (arguments.verb == u"start") {
        sandbox::StartOptions options;
        options.dir = arguments.dir;
        options.scale = arguments.scale;
        options.serverProgram = QCoreApplication::applicationFilePath();
        return show(sandbox::start(options, core::Cancellation()), arguments);
    }
    if (arguments.verb == u"status")
        return show(sandbox::status(arguments.dir), arguments);
    if (arguments.verb == u"stop")
        return conclude(sandbox::stop(arguments.dir), CtlText::tr("The sandbox is stopped."), json);
    if (arguments.verb == u"reset")
        return conclude(sandbox::reset(arguments.dir),
                        CtlText::tr("The sandbox is deleted. The next start makes a new one."), json);
    if (arguments.verb == u"serve")
        return conclude(sandbox::serve({arguments.dir, arguments.scale, arguments.readyFd}),
                        CtlText::tr("The sandbox is stopped."), json);
    return reportUse(arguments.verb.isEmpty() ? CtlText::tr("A verb is missing.")
                                              : CtlText::tr("%1 is no verb of sandbox.").arg(arguments.verb),
                     json);
}

} // namespace

int runSandboxVerb(const QStringList &args)
{
    QCommandLineParser parser;
    const QCommandLineOption dir(u"dir"_s, CtlText::tr("Folder of the sandbox."), u"DIR"_s);
    const QCommandLineOption scale(u"scale"_s, CtlText::tr("Rows of generated data in a new sandbox, relative."),
                                   u"N"_s, u"1"_s);
    const QCommandLineOption json(u"json"_s, CtlText::tr("Print JSON."));
    const QCommandLineOption showSecrets(
        u"show-secrets"_s, CtlText::tr("With start and status: print the access key and the password too."));
    const QCommandLineOption help({u"h"_s, u"help"_s}, CtlText::tr("Show this help."));
    QCommandLineOption readyFd(u"ready-fd"_s, {}, u"FD"_s, u"-1"_s);
    readyFd.setFlags(QCommandLineOption::HiddenFromHelp);
    parser.addOptions({dir, scale, showSecrets, json, help, readyFd});
    parser.addPositionalArgument(u"verb"_s, CtlText::tr("start, stop, status, reset or serve"));
    parser.setApplicationDescription(CtlText::tr(
        "The private stand-ins of Hologres and MaxCompute. \"serve\" runs in the foreground until it is interrupted."));
    if (!parser.parse(QStringList{u"isthmusctl sandbox"_s} + args))
        return reportUse(parser.errorText(), parser.isSet(json));
    if (parser.isSet(help)) {
        standardOutput().line(parser.helpText());
        return done;
    }
    if (parser.positionalArguments().size() > 1)
        return reportUse(CtlText::tr("Too many arguments."), parser.isSet(json));
    Arguments arguments;
    arguments.verb = parser.positionalArguments().value(0);
    arguments.dir = parser.value(dir);
    arguments.readyFd = parser.value(readyFd).toInt();
    arguments.json = parser.isSet(json);
    arguments.showsSecrets = parser.isSet(showSecrets);
    bool isNumber = false;
    arguments.scale = parser.value(scale).toDouble(&isNumber);
    if (!isNumber)
        return reportUse(CtlText::tr("The scale %1 is not a number.").arg(parser.value(scale)), arguments.json);
    return run(arguments);
}

} // namespace isthmus::app
