// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <isthmus/dialect/dialect.h>

#include <QStringView>

namespace isthmus::dialect {

/// Whether all statements of \a script certainly write nothing, by their form: queries without INTO, without a lock
/// and, where WITH or MaxCompute's FROM begins them, without a word that changes rows; SHOW, DESC, MaxCompute's WHOAMI;
/// EXPLAIN of anything, which is not run without ANALYZE; and SET, but for the mode of transactions and what MaxCompute
/// sets for good (SET LABEL). Careful: what is not understood, is cut off, or is read in another way by another lexer
/// counts as writing. What a called function does is the server's to refuse. Linear. Pure; any thread.
[[nodiscard]] bool isReading(Dialect dialect, QStringView script);

} // namespace isthmus::dialect
