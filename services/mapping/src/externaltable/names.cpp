// SPDX-License-Identifier: GPL-3.0-or-later
#include "externaltable/names.h"

#include "text.h"

#include <isthmus/dialect/quoting.h>

#include <algorithm>

namespace isthmus::mapping {

namespace {

bool isAsciiLetter(QChar c)
{
    return (c >= u'a' && c <= u'z') || (c >= u'A' && c <= u'Z');
}

bool isNameCharacter(QChar c)
{
    return isAsciiLetter(c) || (c >= u'0' && c <= u'9') || c == u'_';
}

plan::Text nameProblem(const QString &name, bool mayStartWithUnderscore)
{
    if (name.isEmpty())
        return coded("Mapping.name_empty", QT_TRANSLATE_NOOP("Mapping", "Name is empty"));
    if (!std::all_of(name.begin(), name.end(), isNameCharacter))
        return coded("Mapping.name_characters", QT_TRANSLATE_NOOP("Mapping", "Only letters, digits and _ are allowed"));
    if (name.size() > maxNameBytes)
        return coded("Mapping.name_too_long", QT_TRANSLATE_NOOP("Mapping", "Name is longer than %1 bytes"),
                     {QString::number(maxNameBytes)});
    if (!isAsciiLetter(name.front()) && !(mayStartWithUnderscore && name.front() == u'_'))
        return coded("Mapping.name_start", QT_TRANSLATE_NOOP("Mapping", "Name must start with a letter"));
    return {};
}

// "default" is a keyword and yet stands bare as a schema in MaxCompute's own samples.
QString schemaText(const QString &schema)
{
    return schema == u"default" ? schema : dialect::maxComputeName(schema);
}

} // namespace

plan::Text tableNameProblem(const QString &name)
{
    return nameProblem(name, false);
}

plan::Text columnNameProblem(const QString &name)
{
    return nameProblem(name, true);
}

QString defaultColumnName(const QString &source)
{
    QString name = source.toLower();
    std::replace_if(
        name.begin(), name.end(), [](QChar c) { return !isNameCharacter(c); }, QChar(u'_'));
    if (!name.isEmpty() && name.front().isDigit())
        name.prepend(u"c_");
    return name.left(maxNameBytes);
}

QString hologresColumnText(const QString &name)
{
    return dialect::postgresName(name);
}

QString externalTableText(const MapTable &definition, const MapTableFacts &facts)
{
    QStringList parts{dialect::maxComputeName(facts.targetServer.database)};
    if (facts.targetServer.schemasEnabled)
        parts.append(schemaText(definition.targetSchema.name()));
    parts.append(dialect::maxComputeName(definition.tableName));
    return parts.join(u'.');
}

QString targetSchemaTitle(const MapTable &definition, const MapTableFacts &facts)
{
    return facts.targetServer.database + u'.' + definition.targetSchema.name();
}

plan::Text mapTableTitle(const MapTable &definition)
{
    return coded("Mapping.map_table", QT_TRANSLATE_NOOP("Mapping", "Map %1 → %2.%3"),
                 {definition.source.name(), definition.targetSchema.name(), definition.tableName});
}

} // namespace isthmus::mapping
