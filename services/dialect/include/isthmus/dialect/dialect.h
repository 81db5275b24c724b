// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

namespace isthmus::dialect {

/// Whose SQL a text is.
enum class Dialect : quint8 {
    Hologres, ///< PostgreSQL's, with Hologres' statements
    MaxCompute,
};

} // namespace isthmus::dialect
