// SPDX-License-Identifier: GPL-3.0-or-later
#include "actions/actiontables.h"
#include "actions/verdicts.h"

#include <isthmus/connections/connectionkind.h>

#include <algorithm>
#include <vector>

namespace isthmus::models {

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
    static const std::vector<ActionSpec> specs = [] {
        std::vector<ActionSpec> all;
        for (const auto part : {tableActions(), planActions(), nodeActions(), connectionActions(), addActions()})
            all.insert(all.end(), part.begin(), part.end());
        return all;
    }();
    return specs;
}

const ActionSpec *findAction(QStringView id)
{
    const auto specs = actionSpecs();
    const auto found =
        std::ranges::find_if(specs, [&](const ActionSpec &spec) { return id == QLatin1String(spec.id); });
    return found == specs.end() ? nullptr : &*found;
}

QString actionText(const ActionSpec &spec)
{
    return spec.connectionKind ? connections::kindText(spec.text) : say(spec.text);
}

Command commandOf(const ActionSpec &spec, const Selection &selection)
{
    return spec.connectionKind ? AddConnection{spec.connectionKind->id} : spec.command(selection);
}

QString addConnectionAction(const QString &kind)
{
    return QStringLiteral("connection.add.") + kind;
}

} // namespace isthmus::models
