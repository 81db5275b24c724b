// SPDX-License-Identifier: GPL-3.0-or-later
#include "actions/actiontables.h"
#include "actions/verdicts.h"

#include <isthmus/models/table/tablekinds.h>

#include <QCoreApplication>

#include <array>

namespace isthmus::models {

namespace {

Verdict opens(const Selection &selection)
{
    const auto hasPage = [](const SelectedObject &object) { return hasTablePage(object.kind); };
    if (!all(selection, hasPage))
        return hidden();
    if (!selection.isSingle())
        return oneAtATime(selection, say(QT_TRANSLATE_NOOP("Actions", "%1 objects are selected; a page shows one.")));
    return enabled();
}

constexpr std::array specs{
    ActionSpec{"table.open", QT_TRANSLATE_NOOP("Actions", "&Open"), "table", "F4", ActionGroup::Open, true, opens,
               [](const Selection &s) -> Command { return openTable(s.objects.first().path); }},
    ActionSpec{
        "table.openNewTab", QT_TRANSLATE_NOOP("Actions", "Open in a new &tab"), "pin", "Shift+F4", ActionGroup::Open,
        true, opens,
        [](const Selection &s) -> Command { return openTable(s.objects.first().path, OpenDocument::How::NewTab); }},
};

} // namespace

std::span<const ActionSpec> tableActions()
{
    return specs;
}

} // namespace isthmus::models
