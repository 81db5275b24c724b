// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <isthmus/records/columnvector.h>

#include <QByteArrayView>

#include <optional>

namespace isthmus::hologres {

/// Appends one value in PostgreSQL's text format to \a column, checked against the column's type. False, and nothing is
/// appended, if \a text is not a value of that type: numbers out of range, impossible dates, odd hex digits, unbalanced
/// array braces, dates of another DateStyle than ISO. Both values of bytea_output and any TimeZone are read; of an
/// instant \a offset, where given, becomes the printed offset in seconds east of UTC (none for the infinities). Expects
/// client encoding UTF-8. Arrays become JSON text; values of types without storage of their own stay text.
/// Source: PostgreSQL 15 manual, 8 (data types), 8.4 (bytea) and 8.15.6 (arrays).
[[nodiscard]] bool appendTextValue(records::ColumnVector &column, QByteArrayView text,
                                   std::optional<int> *offset = nullptr);

} // namespace isthmus::hologres
