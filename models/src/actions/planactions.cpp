// SPDX-License-Identifier: GPL-3.0-or-later
#include "actions/actiontables.h"
#include "actions/verdicts.h"

#include <isthmus/catalog/foreignsource.h>
#include <isthmus/core/format.h>
#include <isthmus/mapping/lineage/lineagereader.h>
#include <isthmus/models/doctor/checksdocument.h>

#include <QCoreApplication>

#include <algorithm>
#include <array>
#include <optional>

namespace isthmus::models {

namespace {

using catalog::ObjectKind;
using Status = connections::ConnectionStatus::State;

bool canBeMapped(const SelectedObject &object)
{
    return isRelation(object) && object.capabilities.testFlag(connections::Capability::MappedFrom);
}

Verdict notConnected(const SelectedObject &object)
{
    return disabled(say(QT_TRANSLATE_NOOP("Actions", "no connection")),
                    say(QT_TRANSLATE_NOOP("Actions", "%1 has no connection")).arg(object.path.connection),
                    say(QT_TRANSLATE_NOOP("Actions", "The columns of %1 cannot be read now.")).arg(object.path.name()),
                    say(QT_TRANSLATE_NOOP("Actions", "Retry the connection first.")));
}

// Only what Hologres itself stores can be mapped: docs/requirements.md#h-73.
std::optional<Verdict> notStoredInHologres(const SelectedObject &object)
{
    const auto cannot = [&](const QString &shortReason, const QString &why, const QString &instead) {
        return disabled(shortReason, say(QT_TRANSLATE_NOOP("Actions", "Cannot map %1")).arg(object.path.name()), why,
                        instead);
    };
    switch (object.kind) {
    case ObjectKind::View:
    case ObjectKind::MaterializedView:
        return cannot(say(QT_TRANSLATE_NOOP("Actions", "a view")),
                      say(QT_TRANSLATE_NOOP("Actions", "A mapping is made of a table; a view stores no rows.")),
                      say(QT_TRANSLATE_NOOP("Actions", "Map the tables that it reads.")));
    case ObjectKind::DynamicTable:
        return cannot(say(QT_TRANSLATE_NOOP("Actions", "dynamic table")),
                      say(QT_TRANSLATE_NOOP("Actions", "MaxCompute cannot read a dynamic table.")),
                      say(QT_TRANSLATE_NOOP("Actions", "Map the tables that it is computed from.")));
    case ObjectKind::ForeignTable:
        return cannot(say(QT_TRANSLATE_NOOP("Actions", "foreign table")),
                      say(QT_TRANSLATE_NOOP("Actions", "Its rows are not in Hologres.")),
                      say(QT_TRANSLATE_NOOP("Actions", "Use the table that it stands for.")));
    default:
        return std::nullopt;
    }
}

bool isSourceSchema(const SelectedObject &object)
{
    return object.kind == ObjectKind::Schema && object.capabilities.testFlag(connections::Capability::MappedFrom);
}

// Whether there is somewhere to map \a object to, and it can be read.
Verdict mapsFrom(const Selection &selection, const SelectedObject &object)
{
    if (!selection.hasMaxCompute)
        return disabled(say(QT_TRANSLATE_NOOP("Actions", "no MaxCompute")),
                        say(QT_TRANSLATE_NOOP("Actions", "No MaxCompute connection yet")),
                        say(QT_TRANSLATE_NOOP("Actions", "The mapping is made in a MaxCompute project.")),
                        say(QT_TRANSLATE_NOOP("Actions", "Connect to MaxCompute first.")));
    if (!selection.hasWritableMaxCompute)
        return disabled(say(QT_TRANSLATE_NOOP("Actions", "read-only")),
                        say(QT_TRANSLATE_NOOP("Actions", "All MaxCompute connections are read-only")),
                        say(QT_TRANSLATE_NOOP("Actions", "A mapping is written into a MaxCompute project.")),
                        say(QT_TRANSLATE_NOOP("Actions", "Edit a connection and allow plans that write.")));
    if (object.connectionState == Status::Failed)
        return notConnected(object);
    return enabled();
}

// Types are told of everything that has columns, whether it can be mapped or not.
bool hasTypes(const SelectedObject &object)
{
    const bool isSchema = object.kind == ObjectKind::Schema || object.kind == ObjectKind::ExternalSchema;
    return (isSchema || isRelation(object))
        && (object.capabilities.testFlag(connections::Capability::MappedFrom)
            || object.capabilities.testFlag(connections::Capability::MappedTo));
}

Verdict reportsTypes(const Selection &selection)
{
    if (!all(selection, hasTypes))
        return hidden();
    if (!selection.isSingle())
        return oneAtATime(selection, say(QT_TRANSLATE_NOOP("Actions", "%1 objects are selected; a report is of one.")));
    if (selection.objects.first().connectionState == Status::Failed)
        return notConnected(selection.objects.first());
    return enabled();
}

// What has rows of its own in MaxCompute, or lists such tables.
bool mayMapToHologres(const SelectedObject &object)
{
    if (!object.capabilities.testFlag(connections::Capability::MappedTo))
        return false;
    return isRelation(object) || object.kind == ObjectKind::Schema || object.kind == ObjectKind::MaxComputeProject
        || object.kind == ObjectKind::Project;
}

Verdict oneConnection(const QString &why)
{
    return disabled(say(QT_TRANSLATE_NOOP("Actions", "two connections")),
                    say(QT_TRANSLATE_NOOP("Actions", "Tables of one connection")), why,
                    say(QT_TRANSLATE_NOOP("Actions", "Select tables of one connection.")));
}

bool areOfOneConnection(const Selection &selection)
{
    return std::ranges::all_of(selection.objects, [&selection](const SelectedObject &object) {
        return object.path.connection == selection.objects.first().path.connection;
    });
}

// Tables, schemas or a project: those among them that cannot be mapped are left out by the plan, with the reason.
Verdict mapsToHologres(const Selection &selection)
{
    if (!all(selection, mayMapToHologres))
        return hidden();
    const SelectedObject &first = selection.objects.first();
    if (!areOfOneConnection(selection))
        return oneConnection(say(QT_TRANSLATE_NOOP("Actions", "One plan maps tables of one MaxCompute connection.")));
    if (selection.isSingle() && isRelation(first) && first.kind != ObjectKind::Table
        && first.kind != ObjectKind::PartitionedTable)
        return disabled(say(QT_TRANSLATE_NOOP("Actions", "no stored table")),
                        say(QT_TRANSLATE_NOOP("Actions", "Cannot map %1")).arg(first.path.name()),
                        say(QT_TRANSLATE_NOOP("Actions", "Hologres reads stored tables of MaxCompute only.")),
                        say(QT_TRANSLATE_NOOP("Actions", "Map the table whose rows it shows.")));
    if (!selection.hasHologres)
        return disabled(say(QT_TRANSLATE_NOOP("Actions", "no Hologres")),
                        say(QT_TRANSLATE_NOOP("Actions", "No Hologres connection yet")),
                        say(QT_TRANSLATE_NOOP("Actions", "The mapping is made in a Hologres database.")),
                        say(QT_TRANSLATE_NOOP("Actions", "Connect to Hologres first.")));
    if (!selection.hasWritableHologres)
        return disabled(say(QT_TRANSLATE_NOOP("Actions", "read-only")),
                        say(QT_TRANSLATE_NOOP("Actions", "All Hologres connections are read-only")),
                        say(QT_TRANSLATE_NOOP("Actions", "A mapping is written into a Hologres database.")),
                        say(QT_TRANSLATE_NOOP("Actions", "Edit a connection and allow plans that write.")));
    if (first.connectionState == Status::Failed)
        return notConnected(first);
    return enabled();
}

// Of any two connections; a view has columns too.
Verdict comparesTwo(const Selection &selection)
{
    if (selection.objects.size() < 2 || !all(selection, isRelation))
        return hidden();
    if (selection.objects.size() > 2)
        return disabled(say(QT_TRANSLATE_NOOP("Actions", "two tables")),
                        say(QT_TRANSLATE_NOOP("Actions", "Two tables at a time")),
                        say(QT_TRANSLATE_NOOP("Actions", "%1 objects are selected; two are compared."))
                            .arg(core::formatCount(selection.objects.size())),
                        say(QT_TRANSLATE_NOOP("Actions", "Select two of them.")));
    for (const SelectedObject &object : selection.objects) {
        if (object.connectionState == Status::Failed)
            return notConnected(object);
    }
    return enabled();
}

Verdict comparesWith(const Selection &selection)
{
    if (!selection.isSingle() || !all(selection, isRelation))
        return hidden();
    const SelectedObject &object = selection.objects.first();
    return object.connectionState == Status::Failed ? notConnected(object) : enabled();
}

// Several tables, or all of a schema: those among them that cannot be mapped are left out by the plan, with the reason.
Verdict mapsMany(const Selection &selection)
{
    const bool isOfSchemas = all(selection, isSourceSchema);
    const bool isOfTables = selection.objects.size() > 1 && all(selection, canBeMapped);
    if (!isOfSchemas && !isOfTables)
        return hidden();
    const SelectedObject &first = selection.objects.first();
    if (!areOfOneConnection(selection))
        return oneConnection(say(QT_TRANSLATE_NOOP("Actions", "One plan maps tables of one Hologres connection.")));
    return mapsFrom(selection, first);
}

// A table becomes an external table, a schema an external schema: one entry, as in the vendor's own menus.
Verdict maps(const Selection &selection)
{
    const bool isOfSchemas = all(selection, isSourceSchema);
    if (!isOfSchemas && !all(selection, canBeMapped))
        return hidden();
    if (!selection.isSingle() && !isOfSchemas)
        return hidden(); // there is an entry for many
    if (!selection.isSingle())
        return oneAtATime(selection, say(QT_TRANSLATE_NOOP("Actions", "%1 schemas are selected; the form maps one.")));
    const SelectedObject &object = selection.objects.first();
    if (auto verdict = notStoredInHologres(object))
        return *verdict;
    return mapsFrom(selection, object);
}

// Instance mode maps and does not synchronize: docs/requirements.md#h-42.
Verdict syncsTable(const Selection &selection)
{
    if (!all(selection, canBeMapped))
        return hidden();
    if (!selection.isSingle())
        return oneAtATime(selection,
                          say(QT_TRANSLATE_NOOP("Actions", "%1 objects are selected; the form maps one table.")));
    const SelectedObject &object = selection.objects.first();
    const QString title = say(QT_TRANSLATE_NOOP("Actions", "Cannot synchronize from this connection"));
    if (object.showsDatabases) {
        const QString instead = object.dataSource.isEmpty()
            ? say(QT_TRANSLATE_NOOP("Actions",
                                    "Do this instead: connect to the database %1 as a data source, and right-click "
                                    "%2 there."))
                  .arg(object.path.names.value(0), object.path.name())
            : say(QT_TRANSLATE_NOOP("Actions", "Do this instead: right-click %1 under the data source %2."))
                  .arg(object.path.name(), object.dataSource);
        return disabled(say(QT_TRANSLATE_NOOP("Actions", "instance mode")), title,
                        say(QT_TRANSLATE_NOOP("Actions",
                                              "%1 is an instance connection: it can map metadata, but a "
                                              "synchronization needs the identity of one database."))
                            .arg(object.path.connection),
                        instead);
    }
    return disabled(say(QT_TRANSLATE_NOOP("Actions", "not available")),
                    say(QT_TRANSLATE_NOOP("Actions", "Synchronization is not available in this version")),
                    say(QT_TRANSLATE_NOOP("Actions", "This version maps tables; it does not copy their rows.")),
                    say(QT_TRANSLATE_NOOP("Actions",
                                          "Do this instead: map %1, then copy its rows in MaxCompute with "
                                          "INSERT … SELECT."))
                        .arg(object.path.name()));
}

bool isExternalTable(const SelectedObject &object)
{
    return object.kind == ObjectKind::ExternalTable && object.capabilities.testFlag(connections::Capability::MappedTo);
}

bool isExternalSchema(const SelectedObject &object)
{
    return object.kind == ObjectKind::ExternalSchema && object.capabilities.testFlag(connections::Capability::MappedTo);
}

Verdict drops(const SelectedObject &object)
{
    if (object.readOnly)
        return disabled(
            say(QT_TRANSLATE_NOOP("Actions", "read-only")),
            say(QT_TRANSLATE_NOOP("Actions", "Cannot drop %1")).arg(object.path.name()),
            say(QT_TRANSLATE_NOOP("Actions", "The connection %1 is read-only.")).arg(object.path.connection),
            say(QT_TRANSLATE_NOOP("Actions", "Edit the connection and allow plans that write.")));
    return enabled();
}

Verdict dropsExternalTable(const Selection &selection)
{
    if (!all(selection, isExternalTable))
        return hidden();
    if (!selection.isSingle())
        return oneAtATime(selection,
                          say(QT_TRANSLATE_NOOP("Actions", "%1 objects are selected; the form drops one table.")));
    return drops(selection.objects.first());
}

bool isForeignTable(const SelectedObject &object)
{
    return object.kind == ObjectKind::ForeignTable && object.capabilities.testFlag(connections::Capability::MappedFrom);
}

// Which foreign server is behind it is not known of a row that was not read whole: then the plan refuses all others
// than MaxCompute's.
Verdict dropsForeignTable(const Selection &selection)
{
    if (!all(selection, isForeignTable))
        return hidden();
    if (!selection.isSingle())
        return oneAtATime(selection,
                          say(QT_TRANSLATE_NOOP("Actions", "%1 objects are selected; the form drops one table.")));
    const SelectedObject &table = selection.objects.first();
    if (!table.foreignServer.isEmpty() && table.foreignServer != catalog::ForeignSource::server)
        return disabled(
            say(QT_TRANSLATE_NOOP("Actions", "of %1")).arg(table.foreignServer),
            say(QT_TRANSLATE_NOOP("Actions", "Cannot drop %1")).arg(table.path.name()),
            say(QT_TRANSLATE_NOOP("Actions", "It shows no table of MaxCompute: its foreign server is %1, not %2."))
                .arg(table.foreignServer, catalog::ForeignSource::server),
            say(QT_TRANSLATE_NOOP("Actions", "Drop it with DROP FOREIGN TABLE in a tool of PostgreSQL.")));
    return drops(table);
}

Verdict dropsExternalSchema(const Selection &selection)
{
    if (!all(selection, isExternalSchema))
        return hidden();
    if (!selection.isSingle())
        return oneAtATime(selection, say(QT_TRANSLATE_NOOP("Actions", "%1 schemas are selected; the form drops one.")));
    return drops(selection.objects.first());
}

// What maps, or is mapped: a schema or relation of Hologres, an external schema or table of MaxCompute.
Verdict checksMapping(const Selection &selection)
{
    const auto is = [](const SelectedObject &object) {
        return isSourceSchema(object) || canBeMapped(object) || isExternalTable(object) || isExternalSchema(object);
    };
    if (!all(selection, is))
        return hidden();
    if (!selection.isSingle())
        return oneAtATime(selection, say(QT_TRANSLATE_NOOP("Actions", "%1 objects are selected; a page checks one.")));
    return enabled();
}

// Of the project itself, or of the folder of those that it has.
bool hasForeignServers(const SelectedObject &object)
{
    const bool isProject = object.kind == ObjectKind::MaxComputeProject || object.kind == ObjectKind::Project;
    return (isProject || object.kind == ObjectKind::ForeignServers)
        && object.capabilities.testFlag(connections::Capability::MappedTo);
}

Verdict makesForeignServer(const Selection &selection)
{
    if (!selection.isSingle() || !hasForeignServers(selection.objects.first()))
        return hidden();
    return enabled(); // of a read-only connection too: the form says what to enter elsewhere
}

Verdict dropsForeignServer(const Selection &selection)
{
    if (!selection.isSingle() || selection.objects.first().kind != ObjectKind::ForeignServer)
        return hidden();
    return drops(selection.objects.first());
}

catalog::ObjectPath projectOf(const SelectedObject &object)
{
    return object.kind == ObjectKind::ForeignServers ? object.path.parent() : object.path;
}

// What has mappings below it; external schemas follow their source by themselves.
bool mayDrift(const SelectedObject &object)
{
    const bool isLevel =
        catalog::isRoot(object.kind) || catalog::isDatabase(object.kind) || object.kind == ObjectKind::Schema;
    if (object.capabilities.testFlag(connections::Capability::MappedTo))
        return isLevel || object.kind == ObjectKind::ExternalTable;
    return isForeignTable(object) || (isLevel && object.capabilities.testFlag(connections::Capability::MappedFrom));
}

Verdict checksDrift(const Selection &selection)
{
    if (!all(selection, mayDrift))
        return hidden();
    if (!selection.isSingle())
        return oneAtATime(selection, say(QT_TRANSLATE_NOOP("Actions", "%1 objects are selected; a page shows one.")));
    return enabled();
}

bool hasLineage(const SelectedObject &object)
{
    return mapping::LineageReader::hasLineage(object.kind)
        && (object.capabilities.testFlag(connections::Capability::MappedFrom)
            || object.capabilities.testFlag(connections::Capability::MappedTo));
}

Verdict showsLineage(const Selection &selection)
{
    if (!all(selection, hasLineage))
        return hidden();
    if (!selection.isSingle())
        return oneAtATime(selection, say(QT_TRANSLATE_NOOP("Actions", "%1 objects are selected; a page shows one.")));
    return enabled();
}

Verdict repairsMapping(const Selection &selection)
{
    if (!all(selection, isExternalTable) && !all(selection, isForeignTable))
        return hidden();
    const SelectedObject &object = selection.objects.first();
    if (object.readOnly)
        return disabled(
            say(QT_TRANSLATE_NOOP("Actions", "read-only")),
            say(QT_TRANSLATE_NOOP("Actions", "Cannot repair %1")).arg(object.path.name()),
            say(QT_TRANSLATE_NOOP("Actions", "The connection %1 is read-only.")).arg(object.path.connection),
            say(QT_TRANSLATE_NOOP("Actions", "Edit the connection and allow plans that write.")));
    for (const SelectedObject &other : selection.objects) {
        if (other.path.connection != object.path.connection)
            return oneAtATime(selection,
                              say(QT_TRANSLATE_NOOP("Actions",
                                                    "%1 objects are selected; mappings of one connection are repaired "
                                                    "at a time.")));
    }
    return enabled();
}

Verdict loadsTableGroup(const Selection &selection)
{
    if (!selection.isSingle() || selection.objects.first().kind != ObjectKind::TableGroup)
        return hidden();
    const SelectedObject &object = selection.objects.first();
    if (!object.readOnly)
        return enabled();
    return disabled(say(QT_TRANSLATE_NOOP("Actions", "read-only")),
                    say(QT_TRANSLATE_NOOP("Actions", "Cannot load %1")).arg(object.path.name()),
                    say(QT_TRANSLATE_NOOP("Actions", "The connection %1 is read-only.")).arg(object.path.connection),
                    say(QT_TRANSLATE_NOOP("Actions", "Edit the connection and allow plans that write.")));
}

constexpr std::array specs{
    ActionSpec{"map.table", QT_TRANSLATE_NOOP("Actions", "&Map metadata to MaxCompute…"), "map", "Ctrl+M",
               ActionGroup::Map, true, maps,
               [](const Selection &s) -> Command {
                   const SelectedObject &object = s.objects.first();
                   return isSourceSchema(object) ? mapSchema(object.path) : mapTable(object.path);
               }},
    ActionSpec{"check.mapping", QT_TRANSLATE_NOOP("Actions", "Chec&k mapping…"), "doctor", "Ctrl+Shift+K",
               ActionGroup::Map, true, checksMapping,
               [](const Selection &s) -> Command {
                   const SelectedObject &object = s.objects.first();
                   return OpenDocument{checksAddress(object.path, object.kind), OpenDocument::How::Keep, {}};
               }},
    ActionSpec{"types.report", QT_TRANSLATE_NOOP("Actions", "T&ype-loss report"), "doc", "", ActionGroup::Map, true,
               reportsTypes, [](const Selection &s) -> Command { return openTypes(s.objects.first().path); }},
    ActionSpec{
        "structure.compare", QT_TRANSLATE_NOOP("Actions", "Compare struct&ure"), "differ", "", ActionGroup::Map, true,
        comparesTwo,
        [](const Selection &s) -> Command { return compareStructure(s.objects.first().path, s.objects.last().path); }},
    ActionSpec{"structure.compareWith", QT_TRANSLATE_NOOP("Actions", "Compare struct&ure with…"), "differ", "",
               ActionGroup::Map, true, comparesWith,
               [](const Selection &s) -> Command { return CompareWith{s.objects.first().path}; }},
    ActionSpec{"map.tables", QT_TRANSLATE_NOOP("Actions", "Map &tables to MaxCompute…"), "map", "Ctrl+Shift+M",
               ActionGroup::Map, true, mapsMany, [](const Selection &s) -> Command { return mapTables(s.paths()); }},
    ActionSpec{"map.toHologres", QT_TRANSLATE_NOOP("Actions", "Map metadata to Holo&gres…"), "map", "Ctrl+Shift+H",
               ActionGroup::Map, true, mapsToHologres,
               [](const Selection &s) -> Command { return mapToHologres(s.paths()); }},
    ActionSpec{"sync.table", QT_TRANSLATE_NOOP("Actions", "&Synchronize data to MaxCompute…"), "sync", "",
               ActionGroup::Map, true, syncsTable, nullptr},
    ActionSpec{"lineage.show", QT_TRANSLATE_NOOP("Actions", "&Lineage"), "lineage", "Ctrl+L", ActionGroup::Map, true,
               showsLineage, [](const Selection &s) -> Command { return openLineage(s.objects.first().path); }},
    ActionSpec{"drift.check", QT_TRANSLATE_NOOP("Actions", "C&heck drift"), "drift", "", ActionGroup::Map, true,
               checksDrift, [](const Selection &s) -> Command { return checkDrift(s.objects.first().path); }},
    ActionSpec{"drift.repair", QT_TRANSLATE_NOOP("Actions", "Rep&air mapping…"), "edit", "", ActionGroup::Map, true,
               repairsMapping, [](const Selection &s) -> Command { return repairMappings(s.paths()); }},
    ActionSpec{"drop.externalTable", QT_TRANSLATE_NOOP("Actions", "&Drop external table…"), "trash", "",
               ActionGroup::Map, true, dropsExternalTable,
               [](const Selection &s) -> Command { return dropExternalTable(s.objects.first().path); }},
    ActionSpec{"drop.foreignTable", QT_TRANSLATE_NOOP("Actions", "&Drop foreign table…"), "trash", "", ActionGroup::Map,
               true, dropsForeignTable,
               [](const Selection &s) -> Command { return dropForeignTable(s.objects.first().path); }},
    ActionSpec{"drop.externalSchema", QT_TRANSLATE_NOOP("Actions", "&Drop external schema…"), "trash", "",
               ActionGroup::Map, true, dropsExternalSchema,
               [](const Selection &s) -> Command { return dropExternalSchema(s.objects.first().path); }},
    ActionSpec{"foreignServer.new", QT_TRANSLATE_NOOP("Actions", "New &foreign server…"), "plus", "", ActionGroup::Map,
               true, makesForeignServer,
               [](const Selection &s) -> Command { return newForeignServer(projectOf(s.objects.first())); }},
    ActionSpec{"foreignServer.drop", QT_TRANSLATE_NOOP("Actions", "&Drop foreign server…"), "trash", "",
               ActionGroup::Map, true, dropsForeignServer,
               [](const Selection &s) -> Command { return dropForeignServer(s.objects.first().path); }},
    ActionSpec{"tableGroup.load", QT_TRANSLATE_NOOP("Actions", "&Load to compute group…"), "play", "", ActionGroup::Map,
               true, loadsTableGroup,
               [](const Selection &s) -> Command { return loadTableGroup(s.objects.first().path); }},
};

} // namespace

std::span<const ActionSpec> planActions()
{
    return specs;
}

} // namespace isthmus::models
