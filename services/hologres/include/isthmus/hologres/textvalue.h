// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <isthmus/records/columnvector.h>

#include <QByteArrayView>

namespace isthmus::hologres {

/// Appends one value in PostgreSQL's text format to \a column, checked against the column's type. False, and nothing is
/// appended, if \a text is not a value of that type: numbers out of range, impossible dates, odd hex digits, unbalanced
/// array braces. Expects DateStyle ISO, bytea_output hex, client encoding UTF-8. Arrays become JSON text; values of
/// types without storage of their own stay text.
/// Source: PostgreSQL 15 manual, 8 (data types) and 8.15.6 (arrays).
[[nodiscard]] bool appendTextValue(records::ColumnVector &column, QByteArrayView text);

} // namespace isthmus::hologres
