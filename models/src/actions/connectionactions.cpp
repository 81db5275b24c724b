// SPDX-License-Identifier: GPL-3.0-or-later
#include "actions/actiontables.h"
#include "actions/verdicts.h"

#include <QCoreApplication>

#include <array>

namespace isthmus::models {

namespace {

using connections::Profile;

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
    ActionSpec{"connection.add.hologres", QT_TRANSLATE_NOOP("Actions", "Connect to &Hologres…"), "eng-h", "",
               ActionGroup::Add, false, always,
               [](const Selection &) -> Command { return AddConnection{Profile::System::Hologres}; }},
    ActionSpec{"connection.add.maxcompute", QT_TRANSLATE_NOOP("Actions", "Connect to Max&Compute…"), "eng-m", "",
               ActionGroup::Add, false, always,
               [](const Selection &) -> Command { return AddConnection{Profile::System::MaxCompute}; }},
    ActionSpec{"sandbox.open", QT_TRANSLATE_NOOP("Actions", "Open the &sandbox"), "box", "", ActionGroup::Add, false,
               always, [](const Selection &) -> Command { return OpenSandbox{}; }},
};

} // namespace

std::span<const ActionSpec> connectionActions()
{
    return specs;
}

} // namespace isthmus::models
