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

QString nameProblem(const QString &name, bool mayStartWithUnderscore)
{
    if (name.isEmpty())
        return Text::tr("Name is empty");
    if (!std::all_of(name.begin(), name.end(), isNameCharacter))
        return Text::tr("Only letters, digits and _ are allowed");
    if (name.size() > maxNameBytes)
        return Text::tr("Name is longer than %1 bytes").arg(maxNameBytes);
    if (!isAsciiLetter(name.front()) && !(mayStartWithUnderscore && name.front() == u'_'))
        return Text::tr("Name must start with a letter");
    return {};
}

// "default" is a keyword and yet stands bare as a schema in MaxCompute's own samples.
QString schemaText(const QString &schema)
{
    return schema == u"default" ? schema : dialect::maxComputeName(schema);
}

} // namespace

QString tableNameProblem(const QString &name)
{
    return nameProblem(name, false);
}

QString columnNameProblem(const QString &name)
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

} // namespace isthmus::mapping
