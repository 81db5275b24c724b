// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <isthmus/catalog/objectkind.h>

namespace isthmus::models {

/// Whether objects of \a kind are shown on a page of a table: relations, and partitions of one.
[[nodiscard]] inline bool hasTablePage(catalog::ObjectKind kind)
{
    return catalog::isRelation(kind) || kind == catalog::ObjectKind::Partition;
}

} // namespace isthmus::models
