// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

namespace isthmus::mapping {

/// What a schema of MaxCompute is that something is to be made in, or under whose name.
enum class TargetSchema : quint8 {
    Unknown, ///< nobody could tell, or nobody has asked
    There, ///< a schema of the project's own
    External, ///< one that shows the tables of another system
    Missing,
};

} // namespace isthmus::mapping
