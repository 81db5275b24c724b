// SPDX-License-Identifier: GPL-3.0-or-later
#include "externaltable/names.h"
#include "foreigntable/foreigntable.h"
#include "text.h"

#include <isthmus/mapping/externaltable/definition.h>
#include <isthmus/mapping/manytables/naming.h>

#include <QRegularExpression>

namespace isthmus::mapping {

namespace {

const QString tablePlace = QStringLiteral("{table}");
const QString schemaPlace = QStringLiteral("{schema}");
const QString databasePlace = QStringLiteral("{database}");

} // namespace

plan::Text ruleProblem(const NamingRule &rule, NamesOf system)
{
    if (!rule.pattern.contains(tablePlace))
        return coded("Mapping.pattern_without_table",
                     QT_TRANSLATE_NOOP("Mapping", "The pattern must hold %1, or all tables get one name"),
                     {tablePlace});
    static const QRegularExpression place(QStringLiteral("\\{[^{}]*\\}?|\\}"));
    auto places = place.globalMatch(rule.pattern);
    while (places.hasNext()) {
        const QString found = places.next().captured();
        if (found != tablePlace && found != schemaPlace && found != databasePlace)
            return coded("Mapping.pattern_place",
                         QT_TRANSLATE_NOOP("Mapping", "The pattern knows %1, %2 and %3, and no %4"),
                         {tablePlace, schemaPlace, databasePlace, found});
    }
    catalog::TableInfo shortest;
    shortest.database = shortest.schema = shortest.name = QStringLiteral("t");
    const QString name = nameByRule(rule, shortest, {}, system);
    return system == NamesOf::Hologres ? foreignNameProblem(name) : tableNameProblem(name);
}

QString nameByRule(const NamingRule &rule, const catalog::TableInfo &source, const QString &table, NamesOf system)
{
    const auto valueOf = [&](const QString &place) -> QString {
        if (place == tablePlace)
            return table.isEmpty() ? proposedTableName(source.name) : table;
        return proposedTableName(place == schemaPlace ? source.schema : source.database.section(u'@', 0, 0));
    };
    // In one go: a name that holds a place itself stays as it is.
    static const QRegularExpression place(QStringLiteral("\\{(table|schema|database)\\}"));
    QString name = rule.prefix;
    qsizetype end = 0;
    auto places = place.globalMatch(rule.pattern);
    while (places.hasNext()) {
        const auto match = places.next();
        name += rule.pattern.mid(end, match.capturedStart() - end) + valueOf(match.captured());
        end = match.capturedEnd();
    }
    name += rule.pattern.mid(end) + rule.suffix;
    return system == NamesOf::Hologres ? name : name.toLower();
}

} // namespace isthmus::mapping
