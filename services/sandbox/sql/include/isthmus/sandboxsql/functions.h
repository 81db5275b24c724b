// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QString>

namespace isthmus::sandboxsql {

struct FunctionInfo {
    QString name; ///< lower case
    QString group; ///< "string", "date", "conditional", "mathematical", "aggregate", "window", "complex", "other"
    QString signature; ///< "substr(string, start[, length])"
    bool supported = true;
};

/// Every function name the sandbox knows of, by group and name, also those that it refuses by name. For the docs.
[[nodiscard]] QList<FunctionInfo> supportedFunctions();

} // namespace isthmus::sandboxsql
