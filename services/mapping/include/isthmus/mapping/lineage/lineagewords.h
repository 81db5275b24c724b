// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <isthmus/mapping/lineage/lineagegraph.h>

#include <QString>

namespace isthmus::mapping {

// What a lineage says to people, translated. Pure; any thread.

[[nodiscard]] QString lineageKind(const LineageNode &node); ///< "external table"
[[nodiscard]] QString lineagePlace(const LineageNode &node); ///< "dbs_mc/default"; of a server elsewhere its address
/// Why a node is not simply there: "gone", "not known: …", "no saved connection"; empty if it is.
[[nodiscard]] QString lineageState(const LineageNode &node);
/// What is known of an edge: "definition, run of 2026-11-20 15:41:40 +08:00", "run of …, dropped …".
[[nodiscard]] QString lineageOrigin(const LineageEdge &edge);
/// "drift: broken, compared 2026-…"; empty where it was not compared.
[[nodiscard]] QString lineageDrift(const LineageEdge &edge);
[[nodiscard]] QString lineageMore(qsizetype more); ///< "… and 900 more"

/// The worst that the mappings of \a path have become; nothing where none was compared.
[[nodiscard]] std::optional<DriftState> lineageDriftOf(const LineageGraph &graph, const catalog::ObjectPath &path);

} // namespace isthmus::mapping
