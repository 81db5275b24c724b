// SPDX-License-Identifier: GPL-3.0-or-later
#include <isthmus/core/format.h>
#include <isthmus/core/wordlist.h>
#include <isthmus/mapping/lineage/lineagewords.h>
#include <isthmus/plan/words.h>

#include <QCoreApplication>

#include <algorithm>
#include <array>

namespace isthmus::mapping {

namespace {

struct Text {
    Q_DECLARE_TR_FUNCTIONS(Lineage)
};

QString runText(const LineageRun &run)
{
    const QString when = core::formatTime(run.time);
    if (run.state == plan::RunState::Succeeded)
        return Text::tr("run of %1").arg(when);
    return Text::tr("run of %1, %2").arg(when, plan::runStateTitle(run.state));
}

} // namespace

QString lineageKind(const LineageNode &node)
{
    return catalog::objectKindTitle(node.kind);
}

QString lineagePlace(const LineageNode &node)
{
    QStringList names = node.path.names;
    if (!names.isEmpty())
        names.removeLast();
    names.removeAll(catalog::foreignServersFolder);
    if (!node.isElsewhere() && !node.path.isConnection())
        names.prepend(node.path.connection);
    return names.join(QStringLiteral(" › "));
}

QString lineageState(const LineageNode &node)
{
    if (node.isElsewhere())
        return Text::tr("no saved connection leads there");
    switch (node.state) {
    case LineageNode::State::Gone:
        return Text::tr("gone");
    case LineageNode::State::Unknown:
        return Text::tr("not known: %1").arg(node.error ? node.error->message : QString());
    case LineageNode::State::Unread:
    case LineageNode::State::There:
        return {};
    }
    Q_UNREACHABLE();
}

QString lineageOrigin(const LineageEdge &edge)
{
    QStringList parts;
    if (edge.definition == LineageEdge::Definition::Says)
        parts.append(Text::tr("definition"));
    if (edge.made)
        parts.append(runText(*edge.made));
    if (edge.ended)
        parts.append(Text::tr("ended by %1").arg(runText(*edge.ended)));
    else if (edge.definition == LineageEdge::Definition::Denies)
        parts.append(Text::tr("no longer so"));
    if (edge.tables == 1)
        parts.append(Text::tr("1 table"));
    else if (edge.tables > 1)
        parts.append(Text::tr("%1 tables").arg(core::formatCount(edge.tables)));
    return core::inOneLine(parts);
}

QString lineageDrift(const LineageEdge &edge)
{
    if (!edge.drift)
        return {};
    return Text::tr("drift: %1, compared %2").arg(driftStateTitle(*edge.drift), core::formatTime(edge.compared));
}

QString lineageMore(qsizetype more)
{
    return Text::tr("… and %1 more").arg(core::formatCount(more));
}

std::optional<DriftState> lineageDriftOf(const LineageGraph &graph, const catalog::ObjectPath &path)
{
    // From the best to the worst.
    constexpr std::array order{DriftState::Equal, DriftState::Unknown, DriftState::Differs, DriftState::Broken};
    const auto rank = [&order](DriftState state) { return std::ranges::find(order, state) - order.begin(); };
    std::optional<DriftState> worst;
    for (const auto &source : graph.neighbours(path, LineageWay::Sources)) {
        const LineageEdge *edge = graph.edge({path, source});
        if (edge && edge->drift && (!worst || rank(*edge->drift) > rank(*worst)))
            worst = edge->drift;
    }
    return worst;
}

} // namespace isthmus::mapping
