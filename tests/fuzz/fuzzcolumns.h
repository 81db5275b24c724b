// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <isthmus/catalog/tableinfo.h>

#include <initializer_list>

namespace isthmus {

/// Columns c0, c1 … of the MaxCompute types.
inline QList<catalog::Column> columnsOf(std::initializer_list<const char *> types)
{
    QList<catalog::Column> columns;
    for (const char *type : types) {
        catalog::Column column;
        column.name = QStringLiteral("c%1").arg(columns.size());
        column.type = catalog::parseMaxComputeType(QString::fromLatin1(type));
        columns.append(column);
    }
    return columns;
}

} // namespace isthmus
