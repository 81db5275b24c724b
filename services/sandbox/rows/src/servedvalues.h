// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <isthmus/records/recordbatch.h>

#include <optional>
#include <string>

namespace isthmus::sandbox {

/// \a json, a nested value of \a type, as the service hands it out: each CHAR(n) inside filled up with blanks, and,
/// unless \a keepsDecimalZeros, each DECIMAL without zeros behind its last digit. Nothing if the text does not fit the
/// type. Pure; any thread. Source: docs/protocol.md#values-of-columns.
[[nodiscard]] std::optional<std::string> asServed(const catalog::DataType &type, QByteArrayView json,
                                                  bool keepsDecimalZeros = false);

/// \a json, a nested value of \a type, as it is stored: each CHAR(n) inside without the blanks at its end, which do not
/// count. Nothing if the text does not fit the type. Pure; any thread.
[[nodiscard]] std::optional<std::string> asStored(const catalog::DataType &type, QByteArrayView json);
[[nodiscard]] bool mayHoldChars(const catalog::DataType &type);

/// Does asServed() with the nested values of \a batch that have such parts. What does not fit its type stays.
void serveNested(records::RecordBatch &batch, bool keepsDecimalZeros);

} // namespace isthmus::sandbox
