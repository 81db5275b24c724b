// SPDX-License-Identifier: GPL-3.0-or-later
#include "externalschema/sql.h"

#include "externaltable/sql.h"
#include "text.h"

#include <isthmus/dialect/quoting.h>

namespace isthmus::mapping {

QString defaultOn(const MapSchema &definition, const MapSchemaFacts &facts)
{
    const QString schema = definition.source.name();
    return schema.contains(u'.') ? facts.database + u'.' + schema : schema; // the first point ends a database
}

QString createStatement(const MapSchema &definition, const MapSchemaFacts &facts)
{
    const bool isKeeping = definition.ifTaken == MapSchema::IfTaken::Keep;
    return QStringLiteral("%1\nCREATE EXTERNAL SCHEMA %2%3\n  WITH %4\n  ON %5;")
        .arg(namespaceSetting, isKeeping ? QStringLiteral("IF NOT EXISTS ") : QString(),
             dialect::maxComputeName(definition.schemaName), dialect::maxComputeName(definition.foreignServer),
             dialect::quoteMaxComputeText(definition.on.isEmpty() ? defaultOn(definition, facts) : definition.on));
}

QString dropSchemaStatement(const catalog::ObjectPath &schema)
{
    return QStringLiteral("%1\nDROP SCHEMA IF EXISTS %2;")
        .arg(namespaceSetting, dialect::maxComputeName(schema.name()));
}

plan::Text mapSchemaTitle(const MapSchema &definition)
{
    return coded("Mapping.map_schema", QT_TRANSLATE_NOOP("Mapping", "Map schema %1 → %2.%3"),
                 {definition.source.name(), definition.targetProject.name(), definition.schemaName});
}

plan::Text dropSchemaTitle(const catalog::ObjectPath &schema)
{
    return coded("Mapping.drop_schema", QT_TRANSLATE_NOOP("Mapping", "Drop external schema %1"), {schema.name()});
}

} // namespace isthmus::mapping
