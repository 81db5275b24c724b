// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <isthmus/plan/text.h>

#include <QList>
#include <QString>
#include <QStringList>

#include <optional>

namespace isthmus::mapping {

/// How rights are given in a Hologres database. Source: Hologres manual, "Simple permission model".
enum class PermissionModel : quint8 {
    Standard, ///< PostgreSQL's own GRANT
    Spm, ///< groups of a database: order_dw_developer
    Slpm, ///< groups of a schema: order_dw.public.developer
};

/// What a user may do with the tables of a schema.
enum class RightsLevel : quint8 { Viewer, Writer, Developer };

[[nodiscard]] QString permissionModelName(PermissionModel model); ///< "spm", for JSON and the command line
[[nodiscard]] std::optional<PermissionModel> permissionModelFromName(const QString &name);
[[nodiscard]] QString rightsLevelName(RightsLevel level); ///< "developer", the word in the names of groups
[[nodiscard]] std::optional<RightsLevel> rightsLevelFromName(const QString &name);
[[nodiscard]] plan::Text permissionModelText(PermissionModel model); ///< "SPM"

/// The models whose groups are among the \a roles of the instance. Which one is on no statement tells: groups of one
/// that was switched off stay until they are cleaned up. None: Standard.
[[nodiscard]] QList<PermissionModel> modelsAmong(const QStringList &roles, const QString &database,
                                                 const QString &schema);
/// The group of SPM or SLPM for \a level; empty for Standard.
[[nodiscard]] QString groupOf(PermissionModel model, RightsLevel level, const QString &database, const QString &schema);
/// What is given unless somebody says otherwise: the manual's Developer where there are groups, else reading.
[[nodiscard]] RightsLevel usualLevel(PermissionModel model);

/// The exact statements that give \a user rights on the tables of \a schema. Source:
/// docs/mapping.md#rights-of-the-role.
[[nodiscard]] QString grantStatement(PermissionModel model, RightsLevel level, const QString &database,
                                     const QString &schema, const QString &user);
/// Source: docs/mapping.md#rights-of-the-role.
[[nodiscard]] QString createUserStatement(const QString &user);

/// What a RAM role is called among the users of Hologres: "RAM$<account id>:<role>", which is also what
/// user_display_name() says of the id form "p4_<id>" (inferred). Empty for what is no ARN.
[[nodiscard]] QString userNameOfRole(const QString &roleArn);

} // namespace isthmus::mapping
