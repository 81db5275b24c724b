// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <isthmus/core/jsonreader.h>
#include <isthmus/mapping/manytables/maptables.h>

#include <QJsonArray>

#include <array>

namespace isthmus::mapping {

// What definitions of many tables are written as, whichever way they go. What is wrong is noted in the reader.

template <typename Enum, size_t size>
Enum readName(core::JsonReader &reader, const QString &key, const std::array<const char *, size> &names)
{
    const QString name = reader.text(key);
    for (size_t i = 0; i < size; ++i) {
        if (name == QLatin1String(names[i]))
            return Enum(i);
    }
    reader.note(key);
    return Enum(0);
}

using IsPath = bool (*)(const catalog::ObjectPath &);

[[nodiscard]] catalog::ObjectPath readPath(core::JsonReader &reader, const QString &key, IsPath isPath);
[[nodiscard]] int readNumber(core::JsonReader &reader, const QString &key);
/// Of one connection, at least one.
[[nodiscard]] QList<MapTables::Source> readSources(core::JsonReader &reader, IsPath isSchema);
[[nodiscard]] QJsonArray sourcesToJson(const QList<MapTables::Source> &sources);

/// "Map 200 tables → default", "Map all tables of public → default".
[[nodiscard]] plan::Text tablesTitle(const QList<MapTables::Source> &sources, const QString &target);

} // namespace isthmus::mapping
