// SPDX-License-Identifier: GPL-3.0-or-later
#include "mappingoptions.h"

#include "namelist.h"

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

void addColumnsOption(CtlArguments &args)
{
    args.addOption(
        columnsOption,
        CtlText::tr("Only these columns, separated by commas. A name with a comma, or with blanks or a double "
                    "quote at its begin, stands in double quotes, doubled inside: 'a,\"b,c\",\"say \"\"d\"\"\"'."),
        QStringLiteral("A,B"));
}

QString readColumnsOption(const CtlArguments &args, QList<mapping::ColumnChoice> &columns)
{
    if (!args.isSet(columnsOption))
        return {};
    const auto names = namesInList(args.value(columnsOption));
    if (!names)
        return CtlText::tr("--columns is a list such as id,\"unit price, net\"; see --help.");
    for (const auto &name : *names)
        columns.append({name, true, {}, {}});
    return {};
}

void addNamingOptions(CtlArguments &args)
{
    const QString text = QStringLiteral("TEXT");
    args.addOption(QStringLiteral("prefix"), CtlText::tr("What comes before the name of each new table."), text);
    args.addOption(QStringLiteral("suffix"), CtlText::tr("What comes behind it."), text);
    args.addOption(QStringLiteral("pattern"),
                   CtlText::tr("The name between them, with {table}, {schema} and {database}; {table} if not given."),
                   text);
}

mapping::NamingRule readNaming(const CtlArguments &args)
{
    mapping::NamingRule rule;
    rule.prefix = args.value(QStringLiteral("prefix"));
    rule.suffix = args.value(QStringLiteral("suffix"));
    if (args.isSet(QStringLiteral("pattern")))
        rule.pattern = args.value(QStringLiteral("pattern"));
    return rule;
}

void addPaceOptions(CtlArguments &args)
{
    args.addOption(QStringLiteral("in-flight"), CtlText::tr("Statements at a time, 1 to 16; 4 if not given."),
                   QStringLiteral("N"));
    args.addOption(QStringLiteral("stop-on-error"),
                   CtlText::tr("Stop at the first table that fails; else the others go on."));
}

QString readPace(const CtlArguments &args, int &inFlight, bool &continuesOnError)
{
    continuesOnError = !args.isSet(QStringLiteral("stop-on-error"));
    bool isNumber = true;
    if (args.isSet(QStringLiteral("in-flight")))
        inFlight = args.value(QStringLiteral("in-flight")).toInt(&isNumber);
    if (!isNumber || inFlight < 1 || inFlight > mapping::MapTables::maxInFlight)
        return CtlText::tr("--in-flight is 1 to %1.").arg(mapping::MapTables::maxInFlight);
    return {};
}

QString addTables(const catalog::ObjectPath &path, bool isTable, QList<mapping::MapTables::Source> &sources)
{
    if (!sources.isEmpty() && sources.first().schema.connection != path.connection)
        return CtlText::tr("All tables are of one connection; %1 is of another.").arg(path.toString());
    mapping::MapTables::add(isTable ? path.parent() : path, isTable ? QStringList{path.name()} : QStringList(),
                            sources);
    return {};
}

} // namespace isthmus::app
