// SPDX-License-Identifier: GPL-3.0-or-later
#include "actions/actiontables.h"
#include "actions/verdicts.h"

#include <isthmus/models/catalog/pinnedmodel.h>

#include <QCoreApplication>

#include <array>

namespace isthmus::models {

namespace {

using catalog::ObjectKind;

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
    return onlyFor(selection.isSingle() && copies(selection).show == Verdict::Show::Enabled
                   && selection.objects.first().kind != ObjectKind::Column);
}

Verdict pins(const Selection &selection)
{
    const bool mayAll = all(selection, [](const SelectedObject &object) { return PinnedModel::canPin(object.kind); });
    return onlyFor(mayAll && !all(selection, [](const SelectedObject &object) { return object.isPinned; }));
}

Verdict unpins(const Selection &selection)
{
    return onlyFor(all(selection, [](const SelectedObject &object) { return object.isPinned; }));
}

Verdict movesUp(const Selection &selection)
{
    if (!selection.isSingle() || selection.objects.first().pinsAbove < 0)
        return hidden();
    return selection.objects.first().pinsAbove > 0
        ? enabled()
        : disabled(say(QT_TRANSLATE_NOOP("Actions", "first")), say(QT_TRANSLATE_NOOP("Actions", "Cannot move up")),
                   say(QT_TRANSLATE_NOOP("Actions", "It is the first of what is pinned.")), {});
}

Verdict movesDown(const Selection &selection)
{
    if (!selection.isSingle() || selection.objects.first().pinsBelow < 0)
        return hidden();
    return selection.objects.first().pinsBelow > 0
        ? enabled()
        : disabled(say(QT_TRANSLATE_NOOP("Actions", "last")), say(QT_TRANSLATE_NOOP("Actions", "Cannot move down")),
                   say(QT_TRANSLATE_NOOP("Actions", "It is the last of what is pinned.")), {});
}

Command movePin(const Selection &selection, int by)
{
    return MovePin{selection.objects.first().path, by};
}

Command setPinned(const Selection &selection, bool isPinned)
{
    SetPinned command{{}, isPinned};
    for (const SelectedObject &object : selection.objects)
        command.objects.append({object.path, object.kind});
    return command;
}

// A relation has a page for its facts; the others have a card.
Command showFacts(const Selection &selection)
{
    const SelectedObject &object = selection.objects.first();
    if (isRelation(object))
        return openTable(object.path, OpenDocument::How::Keep, QStringLiteral("overview"));
    return ShowProperties{object.path};
}

constexpr std::array specs{
    ActionSpec{"node.copyName", QT_TRANSLATE_NOOP("Actions", "&Copy name"), "copy", "Ctrl+C", ActionGroup::Name, true,
               copies,
               [](const Selection &s) -> Command {
                   return CopyText{s.columns.isEmpty() ? namesOf(s.paths()) : s.columns.join(u'\n')};
               }},
    ActionSpec{"node.refresh", QT_TRANSLATE_NOOP("Actions", "&Refresh"), "refresh", "F5", ActionGroup::Node, true,
               refreshes, [](const Selection &s) -> Command { return Refresh{s.paths()}; }},
    ActionSpec{"node.pin", QT_TRANSLATE_NOOP("Actions", "P&in to the top"), "pin", "Ctrl+D", ActionGroup::Node, true,
               pins, [](const Selection &s) -> Command { return setPinned(s, true); }},
    ActionSpec{"node.unpin", QT_TRANSLATE_NOOP("Actions", "Unp&in"), "pin", "Ctrl+Shift+D", ActionGroup::Node, true,
               unpins, [](const Selection &s) -> Command { return setPinned(s, false); }},
    ActionSpec{"node.pinUp", QT_TRANSLATE_NOOP("Actions", "Move &up"), "", "Alt+Up", ActionGroup::Node, true, movesUp,
               [](const Selection &s) -> Command { return movePin(s, -1); }},
    ActionSpec{"node.pinDown", QT_TRANSLATE_NOOP("Actions", "Move do&wn"), "", "Alt+Down", ActionGroup::Node, true,
               movesDown, [](const Selection &s) -> Command { return movePin(s, 1); }},
    ActionSpec{"node.properties", QT_TRANSLATE_NOOP("Actions", "&Properties"), "info", "Alt+Return", ActionGroup::Node,
               true, showsProperties, showFacts},
};

} // namespace

std::span<const ActionSpec> nodeActions()
{
    return specs;
}

} // namespace isthmus::models
