// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "conversion.h"

namespace isthmus::sandboxsql {

/// \a value as jsonb in which times, also those inside, are text as CAST(… AS STRING) gives it: wall times of the
/// session's zone. As parts of nested values they are stored with the offset of whoever wrote them.
[[nodiscard]] QString jsonWithTimes(const SqlValue &value);

/// The reverse: the jsonb \a json of somebody's text as a nested value of \a type is stored. Times without an offset
/// are wall times of the session's zone; what is no time becomes null, and is left out as the key of a MAP.
[[nodiscard]] QString jsonOfTimes(const QString &json, const catalog::DataType &type);

/// Whether there are times with a time of day in \a type.
[[nodiscard]] bool holdsTimes(const catalog::DataType &type);

} // namespace isthmus::sandboxsql
