// SPDX-License-Identifier: GPL-3.0-or-later
#include <isthmus/catalog/tableinfo.h>

#include <algorithm>

namespace isthmus::catalog {

QStringList TableInfo::primaryKey() const
{
    QList<const Column *> keys;
    for (const auto &column : columns) {
        if (column.keyPosition)
            keys.append(&column);
    }
    std::sort(keys.begin(), keys.end(), [](auto *a, auto *b) { return *a->keyPosition < *b->keyPosition; });
    QStringList names;
    for (const auto *column : keys)
        names.append(column->name);
    return names;
}

QStringList TableInfo::partitionColumns() const
{
    QStringList names;
    for (const auto &column : columns) {
        if (column.isPartitionKey)
            names.append(column.name);
    }
    return names;
}

QString TableInfo::property(const QString &key) const
{
    for (const auto &[propertyKey, value] : properties) {
        if (propertyKey == key)
            return value;
    }
    return {};
}

} // namespace isthmus::catalog
