// SPDX-License-Identifier: GPL-3.0-or-later
#include "foreignserver/sql.h"

#include "text.h"

#include <isthmus/dialect/quoting.h>

namespace isthmus::mapping {

QString createServerStatement(const NewForeignServer &definition)
{
    const auto option = [](const char *key, const QString &value) {
        return QStringLiteral("  %1=%2").arg(QLatin1String(key), dialect::quoteMaxComputeText(value));
    };
    QStringList options{option("host", definition.host), option("port", QString::number(definition.port)),
                        option("dbname", definition.database)};
    if (definition.identity == NewForeignServer::Identity::RamRole)
        options.append(option("rolearn", definition.roleArn));
    if (!definition.comment.isEmpty())
        options.append(option("comment", definition.comment));
    return QStringLiteral("CREATE FOREIGN SERVER %1 TYPE HOLOGRES OPTIONS (\n%2\n);")
        .arg(dialect::maxComputeName(definition.name), options.join(QStringLiteral(",\n")));
}

QString dropServerStatement(const QString &name)
{
    return QStringLiteral("DROP FOREIGN SERVER IF EXISTS %1;").arg(dialect::maxComputeName(name));
}

plan::Text createServerTitle(const NewForeignServer &definition)
{
    return coded("Mapping.create_server", QT_TRANSLATE_NOOP("Mapping", "Create foreign server %1"), {definition.name});
}

plan::Text dropServerTitle(const catalog::ObjectPath &server)
{
    return coded("Mapping.drop_server", QT_TRANSLATE_NOOP("Mapping", "Drop foreign server %1"), {server.name()});
}

QList<ConsoleValue> consoleValues(const NewForeignServer &definition)
{
    const bool isRole = definition.identity == NewForeignServer::Identity::RamRole;
    QList<ConsoleValue> values{
        {QStringLiteral("Foreign Server Type"), QStringLiteral("Hologres")},
        {QStringLiteral("Foreign Server Name"), definition.name},
        {QStringLiteral("Description"), definition.comment},
        {QStringLiteral("Host"), definition.host},
        {QStringLiteral("Port"), QString::number(definition.port)},
        {QStringLiteral("DBNAME"), definition.database},
        {QStringLiteral("Authentication & Authorization"),
         isRole ? QStringLiteral("RAMRole") : QStringLiteral("ExecuteWithUserAuth")},
        {QStringLiteral("RoleARN"), isRole ? definition.roleArn : QString()},
    };
    values.removeIf([](const ConsoleValue &value) { return value.value.isEmpty(); });
    return values;
}

QString consoleText(const NewForeignServer &definition)
{
    QStringList lines;
    for (const ConsoleValue &value : consoleValues(definition))
        lines.append(value.label + QStringLiteral(": ") + value.value);
    return lines.join(u'\n');
}

QString consolePlace()
{
    return QStringLiteral("Manage Configurations › Foreign Server › Create Foreign Server");
}

} // namespace isthmus::mapping
