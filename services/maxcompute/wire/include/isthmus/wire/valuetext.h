// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <isthmus/core/error.h>
#include <isthmus/records/columnvector.h>

#include <QByteArrayView>

#include <optional>

namespace isthmus::wire {

// Reading of values as MaxCompute prints them, the inverse of ColumnVector::displayText(). Pure; any thread.

/// Days since 1970-01-01, see records::parseDate().
[[nodiscard]] std::optional<int64_t> parseDate(QByteArrayView text);
/// The instant of a text as records::parseTime() reads it; without an offset it is in UTC.
[[nodiscard]] std::optional<records::Timestamp> parseTimestamp(QByteArrayView text);

/// Appends \a text to \a vector as a value of the vector's type. Bytes are taken as they are, except Binary, whose
/// "\x" form is decoded. Errors: Protocol, naming the type, when the text is no such value.
[[nodiscard]] core::Result<core::Done> appendText(records::ColumnVector &vector, QByteArrayView text);

} // namespace isthmus::wire
