// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <isthmus/catalog/objectpath.h>
#include <isthmus/core/error.h>

#include <QString>

namespace isthmus::models {

// Sentences of the catalog tree's message rows, translated. Pure.

[[nodiscard]] QString folderTitle(catalog::ObjectKind folder); ///< "Foreign servers"
[[nodiscard]] QString readingText(catalog::ObjectKind container); ///< "Reading tables"
[[nodiscard]] QString readingMoreText(int loaded); ///< "4,000 names, reading more"
[[nodiscard]] QString emptyText(catalog::ObjectKind container); ///< "No tables yet"
/// First line of an error below \a name.
[[nodiscard]] QString errorTitle(const core::Error &error, const QString &name);
[[nodiscard]] QString errorDetail(const core::Error &error); ///< second line; may be empty

} // namespace isthmus::models
