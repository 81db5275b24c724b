// SPDX-License-Identifier: GPL-3.0-or-later
#include <isthmus/sandbox/access/permissions.h>

namespace isthmus::sandbox {

Reply<bool> requireWriter(const Account &account)
{
    if (account.readOnly)
        return refuse(ServiceError::noPermission(
            QStringLiteral("ODPS-0420095:Access Denied - account '%1' may only read").arg(account.accessId)));
    return true;
}

bool mayUseProject(const Account &account, const QString &project)
{
    return account.projects.isEmpty() || account.projects.contains(project);
}

ServiceError projectDenied(const Account &account, const QString &project)
{
    return ServiceError::noPermission(
        QStringLiteral("ODPS-0420095:Access Denied - Authorization Failed [4019], account '%1' has no right to project "
                       "'%2'")
            .arg(account.accessId, project));
}

bool mayUseTable(const Account &account, const QString &schema, const QString &table)
{
    return account.tables.isEmpty() || account.tables.contains(QString(schema + u'.' + table))
        || account.tables.contains(QString(schema + QStringLiteral(".*")));
}

ServiceError tableDenied(const Account &account, const QString &project, const QString &schema, const QString &table)
{
    return ServiceError::noPermission(
        QStringLiteral("ODPS-0420095:Access Denied - account '%1' has no right to table '%2.%3.%4'")
            .arg(account.accessId, project, schema, table));
}

} // namespace isthmus::sandbox
