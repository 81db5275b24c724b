// SPDX-License-Identifier: GPL-3.0-or-later
#include <isthmus/models/actions/actions.h>

#include <QCoreApplication>

#include <algorithm>
#include <array>

namespace isthmus::models {

namespace {

using catalog::ObjectKind;
using connections::Profile;
using Status = connections::ConnectionStatus::State;
using Show = Verdict::Show;

QString say(const char *text)
{
    return QCoreApplication::translate("Actions", text);
}

Verdict enabled()
{
    return {};
}

Verdict hidden()
{
    return {Show::Hidden, {}, {}, {}, {}};
}

Verdict onlyFor(bool applies)
{
    return applies ? enabled() : hidden();
}

Verdict disabled(const QString &shortReason, const QString &title, const QString &why, const QString &instead)
{
    return {Show::Disabled, shortReason, title, why, instead};
}

bool all(const Selection &selection, bool (*is)(const SelectedObject &))
{
    return !selection.objects.isEmpty() && std::ranges::all_of(selection.objects, is);
}

bool isConnection(const SelectedObject &object)
{
    return object.path.isConnection();
}

bool isRelation(const SelectedObject &object)
{
    return catalog::isRelation(object.kind);
}

bool isHologresRelation(const SelectedObject &object)
{
    return isRelation(object) && object.system == Profile::System::Hologres;
}

Verdict singleConnection(const Selection &selection)
{
    return onlyFor(selection.isSingle() && isConnection(selection.objects.first()));
}

Verdict opens(const Selection &selection)
{
    if (!all(selection, isRelation))
        return hidden();
    if (!selection.isSingle())
        return disabled(say(QT_TRANSLATE_NOOP("Actions", "select one")),
                        say(QT_TRANSLATE_NOOP("Actions", "One table at a time")),
                        say(QT_TRANSLATE_NOOP("Actions", "%1 objects are selected; a page shows one."))
                            .arg(selection.objects.size()),
                        say(QT_TRANSLATE_NOOP("Actions", "Select one of them.")));
    return enabled();
}

Verdict selectOneToMap(const Selection &selection)
{
    return disabled(say(QT_TRANSLATE_NOOP("Actions", "select one")),
                    say(QT_TRANSLATE_NOOP("Actions", "One table at a time")),
                    say(QT_TRANSLATE_NOOP("Actions", "%1 objects are selected; the form maps one table."))
                        .arg(selection.objects.size()),
                    say(QT_TRANSLATE_NOOP("Actions", "Select one of them.")));
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

Verdict mapsTable(const Selection &selection)
{
    if (!all(selection, isHologresRelation))
        return hidden();
    if (!selection.isSingle())
        return selectOneToMap(selection);
    const SelectedObject &object = selection.objects.first();
    if (auto verdict = notStoredInHologres(object))
        return *verdict;
    if (!selection.hasMaxCompute)
        return disabled(say(QT_TRANSLATE_NOOP("Actions", "no MaxCompute")),
                        say(QT_TRANSLATE_NOOP("Actions", "No MaxCompute connection yet")),
                        say(QT_TRANSLATE_NOOP("Actions", "The external table is made in a MaxCompute project.")),
                        say(QT_TRANSLATE_NOOP("Actions", "Connect to MaxCompute first.")));
    if (!selection.hasWritableMaxCompute)
        return disabled(
            say(QT_TRANSLATE_NOOP("Actions", "read-only")),
            say(QT_TRANSLATE_NOOP("Actions", "All MaxCompute connections are read-only")),
            say(QT_TRANSLATE_NOOP("Actions", "A mapping writes an external table into a MaxCompute project.")),
            say(QT_TRANSLATE_NOOP("Actions", "Edit a connection and allow plans that write.")));
    if (object.connectionState == Status::Failed)
        return notConnected(object);
    return enabled();
}

// Instance mode maps and does not synchronize: docs/requirements.md#h-42.
Verdict syncsTable(const Selection &selection)
{
    if (!all(selection, isHologresRelation))
        return hidden();
    if (!selection.isSingle())
        return selectOneToMap(selection);
    const SelectedObject &object = selection.objects.first();
    const QString title = say(QT_TRANSLATE_NOOP("Actions", "Cannot synchronize from this connection"));
    if (object.mode == Profile::Mode::Instance) {
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

Verdict refreshes(const Selection &selection)
{
    // Columns and partitions are read with their relation or folder.
    return onlyFor(all(selection, [](const SelectedObject &object) {
        return object.kind != ObjectKind::Column && object.kind != ObjectKind::Partition;
    }));
}

Verdict copies(const Selection &selection)
{
    return onlyFor(all(selection, [](const SelectedObject &object) { return !catalog::isFolder(object.kind); }));
}

Verdict showsProperties(const Selection &selection)
{
    return onlyFor(selection.isSingle() && copies(selection).show == Show::Enabled
                   && selection.objects.first().kind != ObjectKind::Column);
}

Verdict always(const Selection &)
{
    return enabled();
}

const QString &connectionOf(const Selection &selection)
{
    return selection.objects.first().path.connection;
}

// In menu order.
constexpr std::array specs{
    ActionSpec{"table.open", QT_TRANSLATE_NOOP("Actions", "&Open"), "table", "F4", ActionGroup::Open, true, opens,
               [](ActionHost &host, const Selection &s) { host.openTable(s.objects.first().path, false); }},
    ActionSpec{"table.openNewTab", QT_TRANSLATE_NOOP("Actions", "Open in a new &tab"), "pin", "Shift+F4",
               ActionGroup::Open, true, opens,
               [](ActionHost &host, const Selection &s) { host.openTable(s.objects.first().path, true); }},
    ActionSpec{"map.table", QT_TRANSLATE_NOOP("Actions", "&Map metadata to MaxCompute…"), "map", "Ctrl+M",
               ActionGroup::Map, true, mapsTable,
               [](ActionHost &host, const Selection &s) { host.mapTable(s.objects.first().path); }},
    // Never enabled in this version: see syncsTable().
    ActionSpec{"sync.table", QT_TRANSLATE_NOOP("Actions", "&Synchronize data to MaxCompute…"), "sync", "",
               ActionGroup::Map, true, syncsTable, [](ActionHost &, const Selection &) {}},
    ActionSpec{"node.copyName", QT_TRANSLATE_NOOP("Actions", "&Copy name"), "copy", "Ctrl+C", ActionGroup::Name, true,
               copies, [](ActionHost &host, const Selection &s) { host.copyName(s.paths()); }},
    ActionSpec{"node.refresh", QT_TRANSLATE_NOOP("Actions", "&Refresh"), "refresh", "F5", ActionGroup::Node, true,
               refreshes,
               [](ActionHost &host, const Selection &s) {
                   for (const catalog::ObjectPath &path : s.paths())
                       host.refresh(path);
               }},
    ActionSpec{"node.properties", QT_TRANSLATE_NOOP("Actions", "&Properties"), "info", "Alt+Return", ActionGroup::Node,
               true, showsProperties,
               [](ActionHost &host, const Selection &s) { host.showProperties(s.objects.first().path); }},
    ActionSpec{"connection.test", QT_TRANSLATE_NOOP("Actions", "&Test connection"), "play", "", ActionGroup::Connection,
               true, singleConnection,
               [](ActionHost &host, const Selection &s) { host.testConnection(connectionOf(s)); }},
    ActionSpec{"connection.edit", QT_TRANSLATE_NOOP("Actions", "&Edit connection…"), "edit", "",
               ActionGroup::Connection, true, singleConnection,
               [](ActionHost &host, const Selection &s) { host.editConnection(connectionOf(s)); }},
    ActionSpec{"connection.remove", QT_TRANSLATE_NOOP("Actions", "Re&move connection…"), "trash", "",
               ActionGroup::Connection, true, singleConnection,
               [](ActionHost &host, const Selection &s) { host.removeConnection(connectionOf(s)); }},
    ActionSpec{"connection.add.hologres", QT_TRANSLATE_NOOP("Actions", "Connect to &Hologres…"), "eng-h", "",
               ActionGroup::Add, false, always,
               [](ActionHost &host, const Selection &) { host.addConnection(Profile::System::Hologres); }},
    ActionSpec{"connection.add.maxcompute", QT_TRANSLATE_NOOP("Actions", "Connect to Max&Compute…"), "eng-m", "",
               ActionGroup::Add, false, always,
               [](ActionHost &host, const Selection &) { host.addConnection(Profile::System::MaxCompute); }},
    ActionSpec{"sandbox.open", QT_TRANSLATE_NOOP("Actions", "Open the &sandbox"), "box", "", ActionGroup::Add, false,
               always, [](ActionHost &host, const Selection &) { host.openSandbox(); }},
};

} // namespace

QString Verdict::explanation() const
{
    if (show != Show::Disabled)
        return {};
    QStringList lines{title, why, instead};
    lines.removeAll(QString());
    return lines.join(u'\n');
}

std::span<const ActionSpec> actionSpecs()
{
    return specs;
}

const ActionSpec *findAction(QStringView id)
{
    const auto *found =
        std::ranges::find_if(specs, [&](const ActionSpec &spec) { return id == QLatin1String(spec.id); });
    return found == specs.end() ? nullptr : found;
}

QString actionText(const ActionSpec &spec)
{
    return say(spec.text);
}

} // namespace isthmus::models
