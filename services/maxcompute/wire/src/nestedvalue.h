// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "bytewriter.h"
#include "coding.h"

#include <isthmus/core/error.h>
#include <isthmus/wire/crc32c.h>

#include <string>

namespace isthmus::wire {

/// Reads one ARRAY, MAP or STRUCT value and appends it to \a json as JSON text; leaf values go into \a crc. Numbers
/// keep every digit, dates and timestamps are text, Binary is "\\x" and hex digits, NaN and infinities are text. \a
/// type must be one that canTravel(). Bad if the value is malformed or its text would pass \a maxBytes.
[[nodiscard]] Read readNested(const catalog::DataType &type, ByteCursor &cursor, qint64 maxBytes, Crc32c &crc,
                              std::string &json);

/// Writes the value whose JSON text is \a json. Errors: Invalid when the text does not fit \a type.
[[nodiscard]] core::Result<core::Done> writeNested(const catalog::DataType &type, QByteArrayView json, Crc32c &crc,
                                                   ByteWriter &out);

} // namespace isthmus::wire
