// SPDX-License-Identifier: GPL-3.0-or-later
#include "runtimeparts.h"

#include <isthmus/sandboxsql/runtime.h>

namespace isthmus::sandboxsql {

QString runtimeSchema()
{
    return QStringLiteral("mc_runtime");
}

QString runtimeSql()
{
    return QStringLiteral("BEGIN;\n"
                          "CREATE SCHEMA IF NOT EXISTS mc_runtime;\n"
                          "GRANT USAGE ON SCHEMA mc_runtime TO PUBLIC;\n")
        + conversionRuntime() + stringRuntime() + codeRuntime() + timeRuntime() + nestedRuntime() + otherRuntime()
        + QStringLiteral("COMMIT;\n");
}

} // namespace isthmus::sandboxsql
