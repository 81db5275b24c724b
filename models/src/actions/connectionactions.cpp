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

constexpr std::array specs{
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
