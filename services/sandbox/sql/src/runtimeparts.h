// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace isthmus::sandboxsql {

// Parts of runtimeSql(). Functions are STRICT where nothing else is said: NULL in, NULL out, as in MaxCompute.
[[nodiscard]] QString conversionRuntime();
[[nodiscard]] QString stringRuntime();
[[nodiscard]] QString codeRuntime();
[[nodiscard]] QString timeRuntime();
[[nodiscard]] QString nestedRuntime();
[[nodiscard]] QString otherRuntime();

} // namespace isthmus::sandboxsql
