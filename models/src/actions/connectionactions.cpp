// SPDX-License-Identifier: GPL-3.0-or-later
#include "actions/actiontables.h"
#include "actions/verdicts.h"

#include <isthmus/connections/connectionkind.h>

#include <QCoreApplication>

#include <array>
#include <deque>
#include <vector>

namespace isthmus::models {

namespace {

Verdict singleConnection(const Selection &selection)
{
    return onlyFor(selection.isSingle() && isConnection(selection.objects.first()));
}

Verdict always(const Selection &)
{
    return enabled();
}

const QString &connectionOf(const Selection &selection)
{
    return selection.objects.first().path.connection;
}

Verdict usesComputeGroup(const Selection &selection)
{
    if (!selection.isSingle() || selection.objects.first().kind != catalog::ObjectKind::ComputeGroup)
        return hidden();
    const SelectedObject &object = selection.objects.first();
    if (object.computeGroup != object.path.name())
        return enabled();
    return disabled(say(QT_TRANSLATE_NOOP("Actions", "in use")),
                    say(QT_TRANSLATE_NOOP("Actions", "%1 is in use")).arg(object.path.name()),
                    say(QT_TRANSLATE_NOOP("Actions", "The sessions of %1 are of this compute group already."))
                        .arg(object.path.connection),
                    say(QT_TRANSLATE_NOOP("Actions", "Choose another one, or edit the connection to choose none.")));
}

constexpr std::array specs{
    ActionSpec{"connection.useComputeGroup", QT_TRANSLATE_NOOP("Actions", "&Use this compute group"), "play", "",
               ActionGroup::Connection, true, usesComputeGroup,
               [](const Selection &s) -> Command {
                   return UseComputeGroup{connectionOf(s), s.objects.first().path.name()};
               }},
    ActionSpec{"connection.test", QT_TRANSLATE_NOOP("Actions", "&Test connection"), "play", "", ActionGroup::Connection,
               true, singleConnection, [](const Selection &s) -> Command { return TestConnection{connectionOf(s)}; }},
    ActionSpec{"connection.edit", QT_TRANSLATE_NOOP("Actions", "&Edit connection…"), "edit", "",
               ActionGroup::Connection, true, singleConnection,
               [](const Selection &s) -> Command { return EditConnection{connectionOf(s)}; }},
    ActionSpec{"connection.remove", QT_TRANSLATE_NOOP("Actions", "Re&move connection…"), "trash", "",
               ActionGroup::Connection, true, singleConnection,
               [](const Selection &s) -> Command { return RemoveConnection{connectionOf(s)}; }},
};

} // namespace

std::span<const ActionSpec> connectionActions()
{
    return specs;
}

std::span<const ActionSpec> addActions()
{
    static const std::vector<ActionSpec> all = [] {
        static std::deque<QByteArray> ids; // the table points to them
        std::vector<ActionSpec> made;
        for (const connections::ConnectionKind *kind : connections::connectionKinds()) {
            ids.push_back(addConnectionAction(kind->id).toLatin1());
            made.push_back({ids.back().constData(), kind->connectText, kind->icon ? kind->icon : "", "",
                            ActionGroup::Add, false, always, nullptr, kind});
        }
        made.push_back({"connection.import", QT_TRANSLATE_NOOP("Actions", "&Import connections…"), "import", "",
                        ActionGroup::Add, false, always,
                        [](const Selection &) -> Command { return ImportConnections{}; }});
        made.push_back({"connection.export", QT_TRANSLATE_NOOP("Actions", "E&xport connections…"), "export", "",
                        ActionGroup::Add, false, always,
                        [](const Selection &) -> Command { return ExportConnections{}; }});
        made.push_back({"sandbox.open", QT_TRANSLATE_NOOP("Actions", "Open the &sandbox"), "box", "", ActionGroup::Add,
                        false, always, [](const Selection &) -> Command { return OpenSandbox{}; }});
        return made;
    }();
    return all;
}

} // namespace isthmus::models
