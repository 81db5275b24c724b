// SPDX-License-Identifier: GPL-3.0-or-later
#include "manytables/definitionjson.h"

#include "text.h"

#include <algorithm>

namespace isthmus::mapping {

catalog::ObjectPath readPath(core::JsonReader &reader, const QString &key, IsPath isPath)
{
    const auto path = catalog::ObjectPath::parse(reader.text(key));
    if (!path || !isPath(*path))
        reader.note(key);
    return path.value_or(catalog::ObjectPath());
}

namespace {

bool isBelow(const catalog::ObjectPath &path, const catalog::ObjectPath &parent)
{
    return path.connection == parent.connection && path.names.size() > parent.names.size()
        && path.names.mid(0, parent.names.size()) == parent.names;
}

} // namespace

void MapTables::add(const catalog::ObjectPath &schema, const QStringList &tables, QList<Source> &sources)
{
    const auto holdsIt = [&schema](const Source &other) { return isBelow(schema, other.schema); }; // a whole project
    if (std::ranges::any_of(sources, holdsIt))
        return;
    sources.removeIf([&schema](const Source &other) { return isBelow(other.schema, schema); });
    const auto known = std::ranges::find(sources, schema, &Source::schema);
    if (known == sources.end()) {
        sources.append({schema, tables});
        sources.last().tables.removeDuplicates();
    } else if (tables.isEmpty() || known->tables.isEmpty()) {
        known->tables.clear(); // all of them, those that were named too
    } else {
        known->tables += tables;
        known->tables.removeDuplicates();
    }
}

QList<MapTables::Source> readSources(core::JsonReader &reader, IsPath isSchema)
{
    const QString key = QStringLiteral("sources");
    QList<MapTables::Source> sources;
    const QString tablesKey = QStringLiteral("tables");
    for (auto &source : reader.objects(key)) {
        const auto schema = readPath(source, QStringLiteral("schema"), isSchema);
        const QStringList tables = source.texts(tablesKey, {});
        if (source.contains(tablesKey) && tables.isEmpty())
            source.note(tablesKey); // no table is not all of them
        MapTables::add(schema, tables, sources);
    }
    for (const auto &source : std::as_const(sources)) {
        if (source.schema.connection != sources.first().schema.connection)
            reader.note(key);
    }
    if (sources.isEmpty())
        reader.note(key);
    return sources;
}

int readNumber(core::JsonReader &reader, const QString &key)
{
    const qint64 number = reader.integer(key);
    if (number != int(number))
        reader.note(key);
    return int(number);
}

QJsonArray sourcesToJson(const QList<MapTables::Source> &sources)
{
    QJsonArray array;
    for (const MapTables::Source &source : sources) {
        QJsonObject json{{QStringLiteral("schema"), source.schema.toString()}};
        if (!source.tables.isEmpty())
            json.insert(QStringLiteral("tables"), QJsonArray::fromStringList(source.tables));
        array.append(json);
    }
    return array;
}

plan::Text tablesTitle(const QList<MapTables::Source> &sources, const QString &target)
{
    qsizetype tables = 0;
    QStringList schemas; // that are mapped as a whole
    for (const MapTables::Source &source : sources) {
        tables += source.tables.size();
        if (source.tables.isEmpty())
            schemas.append(source.schema.name());
    }
    if (!schemas.isEmpty())
        return coded("Mapping.map_all_tables", QT_TRANSLATE_NOOP("Mapping", "Map all tables of %1 → %2"),
                     {QJsonValue(QJsonArray::fromStringList(schemas)), target});
    if (tables == 1)
        return coded("Mapping.map_one_table", QT_TRANSLATE_NOOP("Mapping", "Map 1 table → %1"), {target});
    return coded("Mapping.map_tables", QT_TRANSLATE_NOOP("Mapping", "Map %1 tables → %2"), {tables, target});
}

} // namespace isthmus::mapping
