// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <isthmus/sandboxsql/expression.h>

namespace isthmus::sandboxsql {

/// Height of the highest child of \a node, 0 if it has none.
[[nodiscard]] int heightBelow(const Expression::Node &node);

} // namespace isthmus::sandboxsql
