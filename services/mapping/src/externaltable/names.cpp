// SPDX-License-Identifier: GPL-3.0-or-later
#include "externaltable/names.h"

#include "text.h"

#include <isthmus/core/sqltext.h>

#include <QSet>

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

// Source: PostgreSQL 15 manual, appendix C: words that cannot name a column without quotes, and those that the Hologres
// manual quotes in colmapping all the same.
bool isPostgresKeyword(const QString &lower)
{
    static const QSet<QString> words = [] {
        const QString list = QStringLiteral(
            "all analyse analyze and any array as asc asymmetric authorization between bigint binary bit boolean both "
            "case cast char character check coalesce collate collation column concurrently constraint create cross "
            "current_catalog current_date current_role current_schema current_time current_timestamp current_user dec "
            "decimal default deferrable desc distinct do else end except exists extract false fetch float for foreign "
            "freeze from full grant greatest group grouping having ilike in initially inner inout int integer "
            "intersect interval into is isnull join lateral leading least left like limit localtime localtimestamp "
            "national natural nchar none normalize not notnull null nullif numeric offset on only or order out outer "
            "overlaps overlay placing position precision primary real references returning right row select "
            "session_user setof similar smallint some substring symmetric table tablesample then time timestamp to "
            "trailing treat trim true union unique user using values varchar variadic verbose when where window with");
        const QStringList parts = list.split(u' ');
        return QSet<QString>(parts.begin(), parts.end());
    }();
    return words.contains(lower);
}

// "default" is a keyword and yet stands bare as a schema in MaxCompute's own samples.
QString schemaText(const QString &schema)
{
    return schema == u"default" ? schema : core::maxComputeName(schema);
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
    const auto isPlain = [](QChar c) { return isNameCharacter(c) && !c.isUpper(); };
    const bool plain = !name.isEmpty() && std::all_of(name.begin(), name.end(), isPlain) && !name.front().isDigit()
        && !isPostgresKeyword(name);
    return plain ? name : core::quotePostgresName(name);
}

QString externalTableText(const MapTable &definition, const MapTableFacts &facts)
{
    QStringList parts{core::maxComputeName(facts.targetServer.database)};
    if (facts.targetServer.schemasEnabled)
        parts.append(schemaText(definition.targetSchema.name()));
    parts.append(core::maxComputeName(definition.tableName));
    return parts.join(u'.');
}

QString targetSchemaTitle(const MapTable &definition, const MapTableFacts &facts)
{
    return facts.targetServer.database + u'.' + definition.targetSchema.name();
}

} // namespace isthmus::mapping
