// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "conversion.h"

#include <isthmus/sandboxsql/expression.h>

namespace isthmus::sandboxsql {

/// PostgreSQL text and MaxCompute type of a literal. Throws SqlError at \a at for a number out of range, a date that
/// does not exist, an odd hex text, U+0000 (which PostgreSQL cannot hold).
[[nodiscard]] SqlValue translateLiteral(const Literal &literal, SourcePosition at);

} // namespace isthmus::sandboxsql
