// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "conversion.h"

namespace isthmus::sandboxsql {

/// \a value as jsonb in which times, also those inside, are text as CAST(… AS STRING) gives it: wall times of the
/// session's zone. As parts of nested values they are stored with the offset of whoever wrote them.
[[nodiscard]] QString jsonWithTimes(const SqlValue &value);

} // namespace isthmus::sandboxsql
