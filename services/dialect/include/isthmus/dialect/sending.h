// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <isthmus/core/error.h>
#include <isthmus/dialect/dialect.h>

#include <QStringView>

namespace isthmus::dialect {

/// Whether every character of \a sql reaches the server as it is: Invalid, with the first that does not and its line
/// and column (both from 1, in characters). To MaxCompute a statement travels as XML 1.0, which has no control
/// characters but tab and line ends; to Hologres as text that ends at U+0000. Pure; any thread. Sources: XML 1.0, 2.2;
/// PostgreSQL 15 manual, 55.7.
[[nodiscard]] core::Result<core::Done> checkSendable(Dialect dialect, QStringView sql);

} // namespace isthmus::dialect
