// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFlags>

namespace isthmus::connections {

/// What the connections of a kind can do beside being browsed. Asked of the kind, so that a menu knows it before
/// anything is opened.
enum class Capability : quint8 {
    Preview = 1, ///< Backend::reader is there
    Sql = 2, ///< Backend::sql is there
    MappedFrom = 4, ///< a warehouse can read its tables through external tables
    MappedTo = 8, ///< holds external tables over tables of connections that can be MappedFrom
};
Q_DECLARE_FLAGS(Capabilities, Capability)
Q_DECLARE_OPERATORS_FOR_FLAGS(Capabilities)

} // namespace isthmus::connections
