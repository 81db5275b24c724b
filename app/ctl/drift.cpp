// SPDX-License-Identifier: GPL-3.0-or-later
#include "planrun.h"
#include "texttable.h"

#include <isthmus/connections/connectionkind.h>
#include <isthmus/core/format.h>
#include <isthmus/mapping/drift/repairmappings.h>
#include <isthmus/plan/words.h>

#include <QSet>

#include <algorithm>
#include <memory>

namespace isthmus::app {

namespace {

using mapping::Drift;
using mapping::DriftReader;
using mapping::DriftScope;
using mapping::DriftState;
using plan::words;

// What was compared of all paths.
struct Compared {
    // A path that could not be looked at, or not all of it.
    struct Failed {
        catalog::ObjectPath path;
        core::Error error;
        bool isBegun = false; // some of its mappings were compared before
    };

    QList<Drift> mappings;
    qsizetype liveSchemas = 0;
    QList<Failed> failed;
};

void addPaths(CtlArguments &args)
{
    args.addPositionals(
        QStringLiteral("PATH"),
        CtlText::tr("External tables, schemas, projects or connections of MaxCompute, or foreign tables, "
                    "schemas, databases or connections of Hologres, for example dbs_mc/default; none: "
                    "all connections but those to Hologres instances."));
}

// The scopes that the arguments name; answers a problem in the user's words, or nothing.
QString readScopes(const CtlArguments &args, CtlSession &session, QList<DriftScope> &scopes)
{
    for (int i = 0; i < args.positionalCount(); ++i) {
        const auto path = catalog::ObjectPath::parse(args.positional(i));
        const bool isBelowProjects = path && session.showsDatabases(path->connection);
        if (!path || path->names.size() > (isBelowProjects ? 3 : 2)) {
            return CtlText::tr(
                "PATH is CONNECTION, CONNECTION/SCHEMA or CONNECTION/SCHEMA/TABLE; the project or database "
                "comes before the schema on a connection to a tenant or an instance.");
        }
        scopes.append({*path, isBelowProjects});
    }
    return {};
}

QList<DriftScope> allScopes(AppServices &services, CtlSession &session)
{
    QList<DriftScope> scopes;
    for (const auto &profile : services.connections().profiles()) {
        const bool showsDatabases = session.showsDatabases(profile.name);
        // What an instance has is compared by way of the connections to its databases, with the user of each.
        const bool isHologresDatabase = profile.can(connections::Capability::MappedFrom) && !showsDatabases;
        if (profile.can(connections::Capability::MappedTo) || isHologresDatabase)
            scopes.append({{profile.name, {}}, showsDatabases});
    }
    return scopes;
}

core::Result<Compared> compare(CtlSession &session, QList<DriftScope> scopes)
{
    const auto services = session.services();
    if (!services)
        return core::fail(services.error());
    if (scopes.isEmpty())
        scopes = allScopes(**services, session);
    Compared all;
    QSet<catalog::ObjectPath> seen;
    for (const DriftScope &scope : std::as_const(scopes)) {
        const auto told = std::make_shared<QList<Drift>>(); // by the reading thread, until it has answered
        const auto found =
            session.await((*services)->drift().checkLater(scope, (*services)->sources(),
                                                          [told](const QList<Drift> &some) { told->append(some); }),
                          scope.path);
        if (!found && found.error().isCancelled())
            return core::fail(found.error());
        if (!found)
            all.failed.append({scope.path, found.error(), !told->isEmpty()});
        for (const Drift &drift : found ? found->mappings : *told) {
            if (seen.contains(drift.table)) // of a path given twice, of a table and its schema
                continue;
            seen.insert(drift.table);
            all.mappings.append(drift);
        }
        all.liveSchemas += found ? found->liveSchemas : 0;
    }
    return all;
}

qsizetype countOf(const Compared &compared, DriftState state)
{
    return std::ranges::count(compared.mappings, state, &Drift::state);
}

QJsonObject json(const Compared &compared)
{
    QJsonArray mappings;
    for (const Drift &drift : compared.mappings)
        mappings.append(drift.toJson());
    QJsonObject counts;
    for (const auto state : {DriftState::Broken, DriftState::Differs, DriftState::Equal, DriftState::Unknown})
        counts.insert(mapping::driftStateName(state), countOf(compared, state));
    QJsonObject document{{QStringLiteral("mappings"), mappings},
                         {QStringLiteral("counts"), counts},
                         {QStringLiteral("live_schemas"), compared.liveSchemas}};
    if (!compared.failed.isEmpty()) {
        QJsonArray errors;
        QJsonArray paths;
        for (const Compared::Failed &failed : compared.failed) {
            errors.append(failed.error.toJson());
            paths.append(failed.path.toString());
        }
        document.insert(QStringLiteral("error"), errors.first()); // as every document of what failed
        document.insert(QStringLiteral("errors"), errors);
        document.insert(QStringLiteral("not_compared"), paths); // or not all of it; in the order of the errors
    }
    return document;
}

// A line for each difference; the table and its source in the first alone.
void addRows(const Drift &drift, TextTable &table)
{
    QStringList place{mapping::driftStateTitle(drift.state), drift.table.toString(), drift.sourceTitle};
    if (drift.differences.isEmpty() || drift.problem) {
        const plan::Text text = drift.problem ? drift.problem->message : drift.summary();
        const auto &why = drift.problem ? drift.problem : drift.unreadRecord;
        table.append(place + QStringList{words(text), why ? words(why->hint) : QString()});
        place = {QString(), QString(), QString()};
    }
    if (drift.unreadRecord && (drift.problem || drift.hasDrift())) { // else it is the summary
        table.append(place + QStringList{words(drift.unreadRecord->message), words(drift.unreadRecord->hint)});
        place = {QString(), QString(), QString()};
    }
    for (const auto &difference : drift.differences) {
        table.append(place + QStringList{words(difference.text), words(difference.effect)});
        place = {QString(), QString(), QString()};
    }
}

QString notComparedText(const Compared::Failed &failed)
{
    const QString path = failed.path.toString();
    return failed.isBegun ? CtlText::tr("Not all compared: %1").arg(path) : CtlText::tr("Not compared: %1").arg(path);
}

QString countsText(const Compared &compared)
{
    const qsizetype count = compared.mappings.size();
    return (count == 1 ? CtlText::tr("1 mapping compared")
                       : CtlText::tr("%1 mappings compared").arg(core::formatCount(count)))
        + QStringLiteral(": ")
        + CtlText::tr("%1 broken, %2 differ, %3 equal, %4 not known")
              .arg(countOf(compared, DriftState::Broken))
              .arg(countOf(compared, DriftState::Differs))
              .arg(countOf(compared, DriftState::Equal))
              .arg(countOf(compared, DriftState::Unknown));
}

void print(const CtlSession &session, const Compared &compared)
{
    TextTable table({CtlText::tr("state"), CtlText::tr("table"), CtlText::tr("source"), CtlText::tr("what changed"),
                     CtlText::tr("effect")});
    bool hasRows = false;
    for (const Drift &drift : compared.mappings) {
        if (drift.state == DriftState::Equal && compared.mappings.size() > 1)
            continue; // counted below
        addRows(drift, table);
        hasRows = true;
    }
    if (hasRows)
        standardOutput().text((table.toString(TableWidths::of(standardOutput())) + u'\n').toUtf8().toStdString());
    if (!compared.mappings.isEmpty() || compared.failed.isEmpty())
        session.print(countsText(compared));
    for (const Compared::Failed &failed : compared.failed)
        session.print(notComparedText(failed));
    if (compared.liveSchemas > 0)
        session.print(
            CtlText::tr("External schemas, which follow their source by themselves: %1").arg(compared.liveSchemas));
}

// Drift counts for more than what could not be looked at: it is what the caller asks for.
int exitCodeOf(const Compared &compared)
{
    if (std::ranges::any_of(compared.mappings, &Drift::hasDrift))
        return exitDrift;
    return countOf(compared, DriftState::Unknown) > 0 || !compared.failed.isEmpty() ? exitFailed : exitDone;
}

int tell(const CtlSession &session, const Compared &compared)
{
    if (session.json)
        session.printJson(json(compared));
    else
        print(session, compared);
    for (const Compared::Failed &failed : compared.failed)
        static_cast<void>(session.fail(failed.error));
    return exitCodeOf(compared);
}

QString unrepairable(const Drift &drift)
{
    return CtlText::tr("%1 cannot be repaired: %2").arg(drift.table.toString(), words(drift.unrepairable()));
}

QString passedOver(const Drift &drift)
{
    return CtlText::tr("%1 was not compared, and is not repaired: %2")
        .arg(drift.table.toString(), words(drift.problem->message));
}

// What can be repaired of what was compared; the rest is told.
mapping::RepairMappings repairable(const CtlSession &session, const Compared &compared)
{
    mapping::RepairMappings repair;
    for (const Drift &drift : compared.mappings) {
        if (drift.canBeRepaired())
            repair.tables.append(drift.table);
        else if (drift.hasDrift())
            session.note(unrepairable(drift));
        else if (drift.problem)
            session.note(passedOver(drift));
    }
    for (const Compared::Failed &failed : compared.failed) {
        if (!repair.tables.isEmpty()) // else tell() says so
            session.note(notComparedText(failed) + QStringLiteral(": ") + failed.error.message);
    }
    return repair;
}

// One plan writes to one connection.
QString severalConnections(const QList<DriftScope> &scopes)
{
    for (const DriftScope &scope : scopes) {
        if (scope.path.connection != scopes.first().path.connection)
            return CtlText::tr("Mappings are repaired in one connection at a time: name paths of one.");
    }
    return scopes.isEmpty() ? CtlText::tr("Say what is to be repaired: a table, a schema, a project or a connection.")
                            : QString();
}

} // namespace

int runPlanDriftVerb(const QStringList &arguments, CtlSession &session)
{
    CtlArguments args(QStringLiteral("plan drift"),
                      CtlText::tr("Shows what drift --repair would do; changes nothing."));
    addSaveOption(args);
    addPaths(args);
    if (const auto exit = args.parse(arguments, session))
        return *exit;
    QList<DriftScope> scopes;
    QString problem = readScopes(args, session, scopes);
    if (problem.isEmpty())
        problem = severalConnections(scopes);
    if (!problem.isEmpty())
        return args.usageError(problem);
    const auto compared = compare(session, scopes);
    if (!compared)
        return session.fail(compared.error());
    const auto repair = repairable(session, *compared);
    return repair.tables.isEmpty() ? tell(session, *compared) : showPlan(session, repair.toTask(), args);
}

int runDriftVerb(const QStringList &arguments, CtlSession &session)
{
    CtlArguments args(QStringLiteral("drift"),
                      CtlText::tr("Compares external tables with the Hologres tables that they show, and with what "
                                  "both were when Isthmus made the mapping; likewise foreign tables of Hologres with "
                                  "the MaxCompute tables that they show. The exit code is 0 where nothing differs, "
                                  "3 where something does, 1 where nothing differs but something could not be "
                                  "compared."));
    addPaths(args);
    args.addOption(QStringLiteral("repair"),
                   CtlText::tr("Make what differs anew: drop and create, with what was chosen for the mapping; foreign "
                               "tables are altered. \"plan drift\" shows the statements."));
    args.addOption(QStringLiteral("confirm"),
                   CtlText::tr("Name of the table to repair, of several that of their schema or project, without which "
                               "nothing is dropped."),
                   QStringLiteral("NAME"));
    addProductionOption(args);
    if (const auto exit = args.parse(arguments, session))
        return *exit;
    QList<DriftScope> scopes;
    QString problem = readScopes(args, session, scopes);
    const bool isRepairing = args.isSet(QStringLiteral("repair"));
    if (problem.isEmpty() && isRepairing)
        problem = severalConnections(scopes);
    if (!problem.isEmpty())
        return args.usageError(problem);
    const auto compared = compare(session, scopes);
    if (!compared)
        return session.fail(compared.error());
    const auto repair = isRepairing ? repairable(session, *compared) : mapping::RepairMappings();
    if (repair.tables.isEmpty())
        return tell(session, *compared);
    const int exitCode = runPlanned(session, repair.toTask(), args);
    const bool isAllRepaired = std::ranges::none_of(
        compared->mappings, [](const Drift &drift) { return drift.hasDrift() && !drift.canBeRepaired(); });
    return exitCode == exitDone && !isAllRepaired ? exitDrift : exitCode;
}

} // namespace isthmus::app
