// SPDX-License-Identifier: GPL-3.0-or-later
#include "mappingoptions.h"

namespace isthmus::app {

using Access = mapping::MapTable::Access;

QString readAccess(const CtlArguments &args, Access &access, QString &roleArn)
{
    roleArn = args.value(QStringLiteral("role-arn"));
    const QString asked = args.value(QStringLiteral("access"));
    if (asked == u"ram-role")
        access = Access::RamRole;
    else if (!asked.isEmpty() && asked != u"dual-signature")
        return CtlText::tr("--access is dual-signature or ram-role.");
    if (access == Access::DualSignature && !roleArn.isEmpty())
        return CtlText::tr("--role-arn belongs to --access ram-role.");
    return {};
}

QString readLifecycle(const CtlArguments &args, std::optional<int> &days)
{
    if (!args.isSet(QStringLiteral("lifecycle")))
        return {};
    bool isNumber = false;
    days = args.value(QStringLiteral("lifecycle")).toInt(&isNumber);
    return isNumber ? QString() : CtlText::tr("--lifecycle takes a number of days.");
}

} // namespace isthmus::app
