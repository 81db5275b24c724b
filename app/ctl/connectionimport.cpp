// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectionimport.h"

#include "connectionlist.h"
#include "texttable.h"

#include <isthmus/connections/importing.h>
#include <isthmus/core/privatefile.h>

#include <QDir>
#include <QFile>
#include <QFileInfo>

#include <algorithm>

namespace isthmus::app {

namespace {

using connections::FoundConnections;
using connections::ImportCandidate;
using core::Result;

constexpr qint64 maxUrlBytes = 64 * 1024;

QString option(const char *name)
{
    return QString::fromLatin1(name);
}

QStringList listOf(const CtlArguments &args, const char *name)
{
    return args.value(option(name)).split(u',', Qt::SkipEmptyParts);
}

QStringList sourceIds()
{
    QStringList ids;
    for (const auto &source : connections::connectionSources())
        ids.append(source.id);
    return ids;
}

FoundConnections asFound(connections::FoundConnection connection)
{
    return {{std::move(connection)}, {}};
}

Result<FoundConnections> readUrlFromInput()
{
    QFile input;
    if (!input.open(stdin, QFile::ReadOnly))
        return core::fail(core::ErrorKind::Invalid, CtlText::tr("The URL cannot be read from standard input."));
    auto found = connections::readConnectionUrl(QString::fromUtf8(input.readLine(maxUrlBytes)).trimmed());
    if (!found)
        return core::fail(core::ErrorKind::Invalid, CtlText::tr("Standard input holds no URL of a connection."));
    return asFound(*std::move(found));
}

// What the positional argument, or its absence, asks for.
Result<FoundConnections> read(const CtlArguments &args)
{
    const auto places = connections::ForeignPlaces::ofUser();
    const QString from = args.positional(0);
    if (from.isEmpty())
        return connections::findConnections(places, listOf(args, "from"));
    if (from == u"-")
        return readUrlFromInput();
    if (auto found = connections::readConnectionUrl(from)) {
        if (found->secret.isEmpty())
            return asFound(*std::move(found));
        return core::fail(core::ErrorKind::Invalid,
                          CtlText::tr("The URL holds a secret, and everyone on this machine can read arguments."),
                          CtlText::tr("Give the URL on standard input, to \"connection import -\"."));
    }
    return connections::readConnections(QDir().absoluteFilePath(from), places);
}

// What was done with a candidate.
struct Taken {
    ImportCandidate candidate;
    bool isImported = false;
    QString result;
};

QString notesOf(const Taken &taken)
{
    QStringList notes{taken.result};
    notes.append(taken.candidate.found.notes);
    notes.removeAll(QString());
    return notes.join(u' ');
}

void printTaken(const CtlSession &session, const QList<Taken> &all, const QStringList &problems)
{
    if (session.json) {
        QJsonArray list;
        for (const Taken &taken : all) {
            const auto &profile = taken.candidate.found.profile;
            list.append(QJsonObject{{QStringLiteral("name"), profile.name},
                                    {QStringLiteral("system"), profile.kind},
                                    {QStringLiteral("address"), profile.info().address(profile)},
                                    {QStringLiteral("origin"), taken.candidate.found.origin},
                                    {QStringLiteral("has_secret"), !taken.candidate.found.secret.isEmpty()},
                                    {QStringLiteral("proposed"), taken.candidate.isProposed},
                                    {QStringLiteral("imported"), taken.isImported},
                                    {QStringLiteral("hindrance"), taken.candidate.hindrance},
                                    {QStringLiteral("notes"), notesOf(taken)}});
        }
        session.printJson(QJsonObject{{QStringLiteral("connections"), list},
                                      {QStringLiteral("problems"), QJsonArray::fromStringList(problems)}});
        return;
    }
    TextTable table({CtlText::tr("name"), CtlText::tr("kind"), CtlText::tr("address"), CtlText::tr("from"),
                     CtlText::tr("secret"), CtlText::tr("imported"), CtlText::tr("notes")});
    for (const Taken &taken : all) {
        const auto &found = taken.candidate.found;
        table.append({found.profile.name, found.profile.info().title, found.profile.info().address(found.profile),
                      found.origin, found.secret.isEmpty() ? CtlText::tr("no") : CtlText::tr("yes"),
                      taken.isImported ? CtlText::tr("yes") : CtlText::tr("no"), notesOf(taken)});
    }
    session.print(table.toString(TableWidths::of(standardOutput())));
    for (const QString &problem : problems)
        session.note(problem);
}

void addImportOptions(CtlArguments &args)
{
    args.addPositional(
        QStringLiteral("FROM"),
        CtlText::tr("A file (what \"connection export\" wrote, odps_config.ini, pg_service.conf, .pgpass), "
                    "a URL (jdbc:odps:…, jdbc:postgresql:…, postgresql:…), or \"-\" for a URL on standard "
                    "input. Without it: what this machine's programs keep."),
        true);
    args.addOption(option("from"),
                   CtlText::tr("Look only there: %1, several with commas.").arg(sourceIds().join(u", "_qs)),
                   option("SOURCES"));
    args.addOption(option("only"), CtlText::tr("Import only those called so, several with commas."), option("NAMES"));
    args.addOption(option("all"), CtlText::tr("Also those that may be of another PostgreSQL server."));
    args.addOption(option("name"), CtlText::tr("Name of the one connection that is imported."), option("NAME"));
    args.addOption(option("list"), CtlText::tr("Only say what would be imported."));
}

QString problemOf(const CtlArguments &args)
{
    const QStringList known = sourceIds();
    const QStringList from = listOf(args, "from");
    for (const QString &id : from) {
        if (!known.contains(id))
            return CtlText::tr("--from is one of %1.").arg(known.join(QStringLiteral(", ")));
    }
    if (args.isSet(option("from")) && !args.positional(0).isEmpty())
        return CtlText::tr("--from has no place beside %1.").arg(CtlText::tr("a file or URL"));
    return {};
}

bool isChosen(const ImportCandidate &candidate, const CtlArguments &args)
{
    if (args.isSet(option("only")))
        return listOf(args, "only").contains(candidate.found.profile.name);
    return candidate.isProposed || args.isSet(option("all")) || !args.positional(0).isEmpty();
}

} // namespace

int importConnections(const QStringList &arguments, CtlSession &session)
{
    CtlArguments args(QStringLiteral("connection import"),
                      CtlText::tr("Saves connections that other programs keep; their secrets go to the secret store."));
    addImportOptions(args);
    if (const auto exit = args.parse(arguments, session))
        return *exit;
    if (const QString problem = problemOf(args); !problem.isEmpty())
        return args.usageError(problem);
    auto found = read(args);
    if (!found)
        return session.fail(found.error());
    const auto services = session.services();
    if (!services)
        return session.fail(services.error());
    if (args.isSet(option("name"))) {
        if (found->connections.size() != 1)
            return args.usageError(
                CtlText::tr("--name is for one connection; %1 were found.").arg(found->connections.size()));
        found->connections.first().profile.name = args.value(option("name"));
    }
    int exitCode = exitDone;
    QList<Taken> all;
    const auto candidates = connections::importCandidates(found->connections, (*services)->connections().profiles());
    for (const ImportCandidate &candidate : candidates) {
        Taken taken{candidate, false, candidate.hindrance};
        if (candidate.hindrance.isEmpty() && isChosen(candidate, args) && !args.isSet(option("list"))) {
            const QString &secret = candidate.found.secret;
            const auto saved = saveProfile(session, candidate.found.profile, {},
                                           secret.isEmpty() ? std::nullopt : std::optional(secret));
            taken.isImported = saved.has_value();
            if (!saved) {
                taken.result = saved.error().message;
                exitCode = exitFailed;
            }
        }
        all.append(taken);
    }
    printTaken(session, all, found->problems);
    if (all.isEmpty() && !session.json)
        session.note(CtlText::tr("No connections were found."));
    return exitCode;
}

int exportConnections(const QStringList &arguments, CtlSession &session)
{
    CtlArguments args(
        QStringLiteral("connection export"),
        CtlText::tr("Writes the saved connections to a file, without secrets, for \"connection import\"."));
    args.addPositional(QStringLiteral("FILE"), CtlText::tr("File to write; \"-\" for standard output."));
    args.addOption(option("replace"), CtlText::tr("Replace the file if it is there."));
    if (const auto exit = args.parse(arguments, session))
        return *exit;
    const auto services = session.services();
    if (!services)
        return session.fail(services.error());
    QStringList leftOut;
    const auto profiles = (*services)->connections().profiles();
    const QByteArray text = connections::exportedConnections(profiles, &leftOut);
    const QString file = args.positional(0);
    if (file == u"-") {
        session.print(QString::fromUtf8(text).trimmed());
    } else {
        if (QFileInfo::exists(file) && !args.isSet(option("replace"))) {
            return session.fail({core::ErrorKind::AlreadyExists,
                                 CtlText::tr("%1 is there already.").arg(file),
                                 CtlText::tr("Choose another name, or say --replace."),
                                 {},
                                 {}});
        }
        if (const auto written = core::writePrivateFile(QDir().absoluteFilePath(file), text); !written)
            return session.fail(written.error());
        if (session.json)
            session.printJson(QJsonObject{{QStringLiteral("file"), file},
                                          {QStringLiteral("connections"), profiles.size() - leftOut.size()},
                                          {QStringLiteral("left_out"), QJsonArray::fromStringList(leftOut)}});
        else
            session.print(CtlText::tr("%1 connections were written to %2, without secrets.")
                              .arg(QString::number(profiles.size() - leftOut.size()), file));
    }
    if (!leftOut.isEmpty())
        session.note(CtlText::tr("Left out, since they are of a sandbox or have problems: %1.")
                         .arg(leftOut.join(QStringLiteral(", "))));
    return exitDone;
}

} // namespace isthmus::app
