// SPDX-License-Identifier: GPL-3.0-or-later
#include "session.h"

#include <isthmus/connections/databaseat.h>
#include <isthmus/mapping/doctor/doctor.h>
#include <isthmus/mapping/doctor/report.h>
#include <isthmus/tasks/newestrun.h>

#include <QPromise>

namespace isthmus::app {

namespace {

using connections::Capability;
using connections::ConnectionManager;
using mapping::Doctor;
using mapping::Examination;

const QString toOption = QStringLiteral("to");
const QString fromOption = QStringLiteral("from");
const QString serverOption = QStringLiteral("server");
const QString roleOption = QStringLiteral("role-arn");
const QString userOption = QStringLiteral("user");
const QString nameOption = QStringLiteral("name");

void addArguments(CtlArguments &args)
{
    args.addPositional(
        QStringLiteral("PATH"),
        CtlText::tr("Hologres schema or table that is to be mapped (order_dw/public), or external schema or "
                    "table of MaxCompute (dbs_mc/public)."));
    args.addOption(toOption,
                   CtlText::tr("MaxCompute project that it is to be mapped to; need not be given where one is saved."),
                   QStringLiteral("PROJECT"));
    args.addOption(fromOption, CtlText::tr("Hologres schema or table behind an external one, where it is not found."),
                   QStringLiteral("SOURCE"));
    args.addOption(serverOption, CtlText::tr("Foreign server of a schema; the first that fits if not given."),
                   QStringLiteral("NAME"));
    args.addOption(roleOption, CtlText::tr("RAM role of a table that is to be mapped; dual signature if not given."),
                   QStringLiteral("ARN"));
    args.addOption(userOption, CtlText::tr("Who the RAM role is in Hologres; looked for by its name if not given."),
                   QStringLiteral("USER"));
    args.addOption(nameOption, CtlText::tr("Name of what is to be made; the source's own if not given."),
                   QStringLiteral("NAME"));
}

struct Place {
    catalog::ObjectPath path;
    bool isHologres = false;
    qsizetype depth = 0; // names below a database or project
};

// What \a text names of a saved connection; nothing if it names none that maps.
std::optional<Place> placeOf(const QString &text, CtlSession &session, const ConnectionManager &manager)
{
    const auto path = catalog::ObjectPath::parse(text);
    const auto profile = path ? manager.profile(path->connection) : std::nullopt;
    if (!profile || !(profile->can(Capability::MappedFrom) || profile->can(Capability::MappedTo)))
        return std::nullopt;
    const qsizetype levels = session.showsDatabases(path->connection) ? 1 : 0;
    return Place{*path, profile->can(Capability::MappedFrom), path->names.size() - levels};
}

// The project that is named, or the only one that is saved.
QString readProject(const CtlArguments &args, CtlSession &session, const ConnectionManager &manager, Examination &what)
{
    if (args.isSet(toOption)) {
        const auto project = placeOf(args.value(toOption), session, manager);
        if (!project || project->isHologres || project->depth != 0)
            return CtlText::tr("--to is a MaxCompute project: CONNECTION, or CONNECTION/PROJECT of a tenant.");
        what.project = project->path;
        return {};
    }
    QStringList projects;
    for (const auto &profile : manager.profiles()) {
        if (profile.can(Capability::MappedTo) && !session.showsDatabases(profile.name))
            projects.append(profile.name);
    }
    if (projects.size() != 1)
        return CtlText::tr("Say --to PROJECT: the MaxCompute project that it is to be mapped to.");
    what.project = {projects.first(), {}};
    return {};
}

QString wrongPath()
{
    return CtlText::tr("PATH is that of a Hologres schema or table, or of an external schema or table of MaxCompute.");
}

// Sets what the arguments say; answers a problem in the user's words, or nothing.
QString readExamination(const CtlArguments &args, CtlSession &session, const ConnectionManager &manager,
                        Examination &what)
{
    const auto place = placeOf(args.positional(0), session, manager);
    if (!place || place->depth < 1 || place->depth > 2)
        return wrongPath();
    what.way = place->depth == 1 ? Examination::Way::Schema : Examination::Way::Table;
    what.foreignServer = args.value(serverOption);
    what.user = args.value(userOption);
    what.name = args.value(nameOption);
    what.roleArn = args.value(roleOption);
    if (!what.roleArn.isEmpty())
        what.access = mapping::MapTable::Access::RamRole;
    if (place->isHologres) {
        what.source = place->path;
        return readProject(args, session, manager, what);
    }
    if (args.isSet(toOption))
        return CtlText::tr("--to is for what is to be mapped; %1 is in MaxCompute already.").arg(args.positional(0));
    what.existing = place->path;
    what.project = place->depth == 1 ? place->path.parent() : place->path.parent().parent();
    if (!args.isSet(fromOption))
        return {};
    const auto source = placeOf(args.value(fromOption), session, manager);
    if (!source || !source->isHologres || source->depth != place->depth)
        return place->depth == 1 ? CtlText::tr("--from is a Hologres schema.")
                                 : CtlText::tr("--from is a Hologres table.");
    what.source = source->path;
    return {};
}

Doctor::Sides sidesOf(ConnectionManager &manager, tasks::Runs &runs)
{
    return {
        [&manager](const QString &connection) {
            return core::andThen<Doctor::Side>(
                manager.open(connection), &manager, [](const connections::Backend &backend) {
                    return core::ready<Doctor::Side>(Doctor::Side{backend.catalog, backend.sql});
                });
        },
        [&manager](const QString &host, int port, const QString &database) {
            return connections::databaseAt(manager.profiles(), host, port, database).value_or(catalog::ObjectPath());
        },
        [&runs](const catalog::ObjectPath &schema) {
            return core::andThen<mapping::MapSchema>(
                tasks::newestRun(runs, mapping::MapSchema::taskKind, schema.toString()), &runs,
                [](const plan::Run &run) { return core::ready(mapping::MapSchema::fromJson(run.definition)); });
        }};
}

struct Examined {
    Examination what;
    mapping::ExaminationFacts facts;
};

// Runs the doctor on the main thread to its end.
core::Result<Examined> examine(CtlSession &session, AppServices &services, const Examination &what)
{
    std::unique_ptr<Doctor> doctor;
    const auto promise = std::make_shared<QPromise<core::Result<core::Done>>>();
    promise->start();
    session.onMain([&] {
        if (what.isThere())
            services.beginRuns(); // one of them may have made it
        doctor = std::make_unique<Doctor>(what, sidesOf(services.connections(), services.runs()));
        QObject::connect(doctor.get(), &Doctor::finished, doctor.get(), [promise] {
            promise->addResult(core::Done{});
            promise->finish();
        });
        auto *watcher = new QFutureWatcher<core::Result<core::Done>>(doctor.get());
        QObject::connect(watcher, &QFutureWatcherBase::canceled, doctor.get(), &Doctor::cancel);
        watcher->setFuture(promise->future());
        doctor->start();
    });
    const auto done = session.await(promise->future(), what.hasSource() ? what.source : what.existing);
    Examined examined;
    session.onMain([&] {
        examined = {doctor->what(), doctor->facts()};
        doctor.reset();
    });
    if (!done)
        return core::fail(done.error());
    return examined;
}

} // namespace

int runDoctorVerb(const QStringList &arguments, CtlSession &session)
{
    CtlArguments args(
        QStringLiteral("doctor"),
        CtlText::tr("Checks what a mapping needs on both sides, and says how to mend what is missing. "
                    "Changes nothing. Exit code 1 if a check failed; what cannot be known is no failure."));
    addArguments(args);
    if (const auto exit = args.parse(arguments, session))
        return *exit;
    const auto services = session.services();
    if (!services)
        return session.fail(services.error());
    ConnectionManager &manager = (*services)->connections();
    if (const auto path = catalog::ObjectPath::parse(args.positional(0)); path && !manager.profile(path->connection)) {
        if (const auto unknown = session.open(path->connection); !unknown)
            return session.fail(unknown.error());
    }
    Examination what;
    if (const QString problem = readExamination(args, session, manager, what); !problem.isEmpty())
        return args.usageError(problem);
    const auto examined = examine(session, **services, what);
    if (!examined)
        return session.fail(examined.error());
    const auto found = mapping::findings(examined->what, examined->facts);
    const mapping::FindingCounts counts = mapping::countsOf(found);
    const core::Error failed{core::ErrorKind::Invalid,
                             counts.failed == 1 ? CtlText::tr("1 check failed.")
                                                : CtlText::tr("%1 checks failed.").arg(counts.failed),
                             {},
                             {},
                             {}};
    if (session.json) {
        QJsonObject told = mapping::reportJson(examined->what, examined->facts, found);
        if (counts.failed > 0)
            told.insert(QStringLiteral("error"), failed.toJson());
        session.printJson(told);
    } else {
        session.print(mapping::reportText(examined->what, examined->facts, found));
    }
    return counts.failed == 0 ? exitDone : session.fail(failed);
}

} // namespace isthmus::app
