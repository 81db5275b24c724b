// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <isthmus/catalog/catalog.h>

#include <QList>

namespace isthmus::models {

/// What an overview says of a relation: rows, size, owner, comment, keys, lifecycle, times, properties; what is unknown
/// is left out. Pure; any thread.
[[nodiscard]] QList<catalog::FactLine> tableFacts(const catalog::TableInfo &info);

/// "about 48,213,900"; empty if unknown.
[[nodiscard]] QString rowEstimateText(const catalog::TableInfo &info);

/// Labels of tableFacts() that nearly every relation has: what a hover card reserves.
[[nodiscard]] QStringList commonTableFactLabels();

} // namespace isthmus::models
