// SPDX-License-Identifier: GPL-3.0-or-later
#include "text.h"

#include <isthmus/dialect/quoting.h>
#include <isthmus/mapping/access/permissionmodel.h>
#include <isthmus/mapping/foreignserver/foreignserver.h>

#include <algorithm>
#include <array>
#include <utility>

namespace isthmus::mapping {

namespace {

constexpr std::array models{std::pair{PermissionModel::Standard, "standard"}, std::pair{PermissionModel::Spm, "spm"},
                            std::pair{PermissionModel::Slpm, "slpm"}};
constexpr std::array levels{std::pair{RightsLevel::Viewer, "viewer"}, std::pair{RightsLevel::Writer, "writer"},
                            std::pair{RightsLevel::Developer, "developer"}};

template <typename Table, typename Value>
QString nameIn(const Table &table, Value value)
{
    const auto row = std::ranges::find(table, value, &Table::value_type::first);
    return row == table.end() ? QString() : QString::fromLatin1(row->second);
}

template <typename Value, typename Table>
std::optional<Value> valueIn(const Table &table, const QString &name)
{
    const auto isIt = [&name](const auto &row) { return name == QLatin1String(row.second); };
    const auto row = std::ranges::find_if(table, isIt);
    return row == table.end() ? std::nullopt : std::optional(row->first);
}

} // namespace

QString permissionModelName(PermissionModel model)
{
    return nameIn(models, model);
}

std::optional<PermissionModel> permissionModelFromName(const QString &name)
{
    return valueIn<PermissionModel>(models, name);
}

QString rightsLevelName(RightsLevel level)
{
    return nameIn(levels, level);
}

std::optional<RightsLevel> rightsLevelFromName(const QString &name)
{
    return valueIn<RightsLevel>(levels, name);
}

plan::Text permissionModelText(PermissionModel model)
{
    switch (model) {
    case PermissionModel::Spm:
        return QStringLiteral("SPM");
    case PermissionModel::Slpm:
        return QStringLiteral("SLPM");
    case PermissionModel::Standard:
        break;
    }
    return coded("Mapping.standard_model", QT_TRANSLATE_NOOP("Mapping", "PostgreSQL's own GRANT"));
}

QString groupOf(PermissionModel model, RightsLevel level, const QString &database, const QString &schema)
{
    switch (model) {
    case PermissionModel::Spm:
        return database + u'_' + rightsLevelName(level);
    case PermissionModel::Slpm:
        return database + u'.' + schema + u'.' + rightsLevelName(level);
    case PermissionModel::Standard:
        break;
    }
    return {};
}

QList<PermissionModel> modelsAmong(const QStringList &roles, const QString &database, const QString &schema)
{
    QList<PermissionModel> found;
    for (const PermissionModel model : {PermissionModel::Spm, PermissionModel::Slpm}) {
        const auto isThere = [&](const auto &level) {
            return roles.contains(groupOf(model, level.first, database, schema));
        };
        if (std::ranges::all_of(levels, isThere))
            found.append(model);
    }
    // A schema that is younger than SLPM has no groups of its own yet.
    if (!found.contains(PermissionModel::Slpm) && roles.contains(database + QStringLiteral(".admin")))
        found.append(PermissionModel::Slpm);
    return found.isEmpty() ? QList{PermissionModel::Standard} : found;
}

RightsLevel usualLevel(PermissionModel model)
{
    return model == PermissionModel::Standard ? RightsLevel::Viewer : RightsLevel::Developer;
}

QString grantStatement(PermissionModel model, RightsLevel level, const QString &database, const QString &schema,
                       const QString &user)
{
    if (model != PermissionModel::Standard)
        return QStringLiteral("CALL %1(%2, %3);")
            .arg(model == PermissionModel::Spm ? QStringLiteral("spm_grant") : QStringLiteral("slpm_grant"),
                 dialect::quotePostgresText(groupOf(model, level, database, schema)), dialect::quotePostgresText(user));
    const QString to = dialect::quotePostgresName(user);
    const QString on = dialect::postgresName(schema);
    const QString rights = level == RightsLevel::Viewer ? QStringLiteral("SELECT")
        : level == RightsLevel::Writer                  ? QStringLiteral("SELECT, INSERT, UPDATE, DELETE")
                                                        : QStringLiteral("ALL");
    QStringList statements{
        QStringLiteral("GRANT CONNECT ON DATABASE %1 TO %2;").arg(dialect::postgresName(database), to),
        QStringLiteral("GRANT USAGE ON SCHEMA %1 TO %2;").arg(on, to),
        QStringLiteral("GRANT %1 ON ALL TABLES IN SCHEMA %2 TO %3;").arg(rights, on, to)};
    if (level == RightsLevel::Developer)
        statements.append(QStringLiteral("GRANT CREATE ON SCHEMA %1 TO %2;").arg(on, to));
    return statements.join(u'\n');
}

QString createUserStatement(const QString &user)
{
    return QStringLiteral("CREATE USER %1;").arg(dialect::quotePostgresName(user));
}

QString userNameOfRole(const QString &roleArn)
{
    if (!roleArnProblem(roleArn).isEmpty())
        return {};
    return QStringLiteral("RAM$%1:%2").arg(roleArn.section(u':', 3, 3), roleArn.section(u'/', 1));
}

} // namespace isthmus::mapping
