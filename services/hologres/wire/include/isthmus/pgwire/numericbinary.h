// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QByteArrayView>

namespace isthmus::pgwire {

// PostgreSQL's binary form of NUMERIC: number of digits, weight of the first, sign, digits after the point, and the
// digits to base 10,000. Source: PostgreSQL 15, src/backend/utils/adt/numeric.c, numeric_send() and numeric_recv().

/// Appends the binary form of a number written as text, "-12.50" or "1.5E-7". False, and nothing appended, for text
/// that is no finite number or has more than 400 digits.
[[nodiscard]] bool appendNumeric(QByteArrayView text, QByteArray &out);
/// Appends the number as text with all digits after the point that it was stored with; "NaN" and "Infinity" as such.
/// False for bytes that are no number.
[[nodiscard]] bool appendNumericText(QByteArrayView binary, QByteArray &out);

} // namespace isthmus::pgwire
