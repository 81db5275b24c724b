// SPDX-License-Identifier: GPL-3.0-or-later
#include "location.h"

#include <isthmus/core/sentences.h>

#include <QCoreApplication>

#include <utility>

namespace isthmus::hologres {

using Level = Location::Level;

QString Location::title() const
{
    switch (level) {
    case Level::Schema:
        return core::said("Hologres", QT_TRANSLATE_NOOP("Hologres", "schema %1")).arg(schema);
    case Level::Relation:
    case Level::Partitions:
        return schema + u'.' + relation;
    case Level::Partition:
        return schema + u'.' + partition;
    case Level::Instance:
    case Level::ComputeGroups:
        return core::said("Hologres", QT_TRANSLATE_NOOP("Hologres", "the instance"));
    case Level::TableGroup:
        return core::said("Hologres", QT_TRANSLATE_NOOP("Hologres", "table group %1")).arg(tableGroup);
    case Level::Roles:
        return core::said("Hologres", QT_TRANSLATE_NOOP("Hologres", "the list of roles"));
    default:
        return core::said("Hologres", QT_TRANSLATE_NOOP("Hologres", "database %1")).arg(database);
    }
}

core::Error noTable(const catalog::ObjectPath &path, const Settings &settings)
{
    QStringList levels{QStringLiteral("SCHEMA"), QStringLiteral("TABLE")};
    if (settings.wholeInstance)
        levels.prepend(QStringLiteral("DATABASE"));
    return catalog::noTablePath(path, levels);
}

core::Result<Location> locate(const catalog::ObjectPath &path, const Settings &settings, const QString &firstDatabase)
{
    const auto wrong =
        core::fail(core::ErrorKind::Invalid,
                   core::said("Hologres", QT_TRANSLATE_NOOP("Hologres", "%1 is not the path of a Hologres object."))
                       .arg(path.toString()));
    if (path.connection != settings.connectionName)
        return wrong;

    Location location;
    location.database = firstDatabase;
    QStringList names = path.names;
    // Of the whole instance, whichever of its databases is dialled.
    for (const auto &[folder, level] : {std::pair(catalog::computeGroupsFolder, Level::ComputeGroups),
                                        std::pair(catalog::rolesFolder, Level::Roles)}) {
        if (!names.isEmpty() && names.first() == folder && names.size() <= 2) {
            location.level = names.size() == 1 ? level : Level::Other;
            return location;
        }
    }
    if (settings.wholeInstance) {
        if (names.isEmpty()) {
            location.level = Level::Instance;
            return location;
        }
        location.database = names.takeFirst();
    }
    if (names.isEmpty())
        return location;

    if (names.first() == catalog::tableGroupsFolder && names.size() <= 3) {
        location.level = names.size() == 1 ? Level::TableGroups : names.size() == 2 ? Level::TableGroup : Level::Other;
        location.tableGroup = names.value(1);
        return location;
    }
    location.schema = names.value(0);
    location.relation = names.value(1);
    const bool belowPartitions = names.size() >= 3 && names.at(2) == catalog::partitionsFolder;
    switch (names.size()) {
    case 1:
        location.level = Level::Schema;
        return location;
    case 2:
        location.level = Level::Relation;
        return location;
    case 3:
        location.level = belowPartitions ? Level::Partitions : Level::Other;
        return location;
    case 4:
        if (!belowPartitions)
            return wrong;
        location.level = Level::Partition;
        location.partition = names.at(3);
        return location;
    default:
        return wrong;
    }
}

} // namespace isthmus::hologres
