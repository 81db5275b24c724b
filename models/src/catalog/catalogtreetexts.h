// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <isthmus/catalog/objectpath.h>
#include <isthmus/core/error.h>
#include <isthmus/mapping/drift/drift.h>

#include <QString>

namespace isthmus::models {

// Sentences of the catalog tree's message rows, translated. Pure.

[[nodiscard]] QString readingMoreText(int loaded);
/// "Reading tables · 3 s".
[[nodiscard]] QString waitingText(const QString &reading, int seconds); ///< "4,000 names, reading more"
[[nodiscard]] QString hiddenText(int count); ///< "7 schemas hidden"
/// First line of an error below \a name.
[[nodiscard]] QString errorTitle(const core::Error &error, const catalog::ObjectPath &path);
[[nodiscard]] QString errorDetail(const core::Error &error); ///< second line; may be empty

/// What a screen reader says of an external table that is not as it was.
[[nodiscard]] QString driftText(mapping::DriftState state);

} // namespace isthmus::models
