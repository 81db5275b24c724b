// SPDX-License-Identifier: GPL-3.0-or-later
#include "session.h"
#include "terminalwidth.h"
#include "texttable.h"

#include <isthmus/catalog/propertywords.h>
#include <isthmus/core/format.h>
#include <isthmus/core/printable.h>

#include <QRegularExpression>

#include <algorithm>

namespace isthmus::app {

namespace {

using catalog::TableInfo;

QJsonValue optionalJson(const std::optional<qint64> &value)
{
    return value ? QJsonValue(*value) : QJsonValue();
}

QJsonObject columnJson(const catalog::Column &column)
{
    QJsonObject json{{QStringLiteral("name"), column.name},
                     {QStringLiteral("type"), column.type.text},
                     {QStringLiteral("nullable"), column.nullable},
                     {QStringLiteral("comment"), column.comment}};
    if (column.keyPosition)
        json.insert(QStringLiteral("key_position"), *column.keyPosition);
    if (column.defaultSql)
        json.insert(QStringLiteral("default"), *column.defaultSql);
    if (column.generatedSql)
        json.insert(QStringLiteral("generated"), *column.generatedSql);
    if (column.identity != catalog::Column::Identity::No) {
        json.insert(QStringLiteral("identity"),
                    column.identity == catalog::Column::Identity::Always ? QStringLiteral("always")
                                                                         : QStringLiteral("by default"));
    }
    if (column.isPartitionKey)
        json.insert(QStringLiteral("partition_key"), true);
    return json;
}

QJsonObject tableJson(const TableInfo &info)
{
    QJsonArray columns;
    for (const auto &column : info.columns)
        columns.append(columnJson(column));
    QJsonObject properties;
    for (const auto &[key, value] : info.properties)
        properties.insert(key, value);
    QJsonObject json{
        {QStringLiteral("path"), info.path.toString()},
        {QStringLiteral("kind"), catalog::objectKindName(info.kind)},
        {QStringLiteral("database"), info.database},
        {QStringLiteral("schema"), info.schema},
        {QStringLiteral("name"), info.name},
        {QStringLiteral("owner"), info.owner},
        {QStringLiteral("comment"), info.comment},
        {QStringLiteral("columns"), columns},
        {QStringLiteral("row_estimate"), optionalJson(info.rowEstimate)},
        {QStringLiteral("size_bytes"), optionalJson(info.sizeBytes)},
        {QStringLiteral("lifecycle_days"), info.lifecycleDays ? QJsonValue(*info.lifecycleDays) : QJsonValue()},
        {QStringLiteral("created"), info.created.toString(Qt::ISODate)},
        {QStringLiteral("last_modified"), info.lastModified.toString(Qt::ISODate)},
        {QStringLiteral("properties"), properties}};
    if (info.external) {
        json.insert(QStringLiteral("external"),
                    QJsonObject{{QStringLiteral("location"), info.external->location},
                                {QStringLiteral("handler"), info.external->handler},
                                {QStringLiteral("role_arn"), info.external->roleArn},
                                {QStringLiteral("column_mapping"), info.external->columnMapping}});
    }
    return json;
}

constexpr int leastLabelWidth = 18;

void printFacts(const CtlSession &session, const QList<catalog::FactLine> &facts)
{
    int width = leastLabelWidth;
    for (const auto &fact : facts) {
        if (!fact.source.isEmpty()) // keys of the server's own may be of any length
            width = std::max(width, terminalWidth(fact.label));
    }
    for (const auto &fact : facts) {
        if (fact.value.isEmpty())
            continue;
        // Lines after the first stand below it, so that none can be taken for another fact.
        QString value = fact.value;
        value.replace(QRegularExpression(QStringLiteral("\\r\\n?|\\n")), u'\n' + QString(width + 1, u' '));
        const QString source =
            fact.source.isEmpty() ? QString() : QStringLiteral("  [%1]").arg(core::printableLine(fact.source));
        const QString label = core::printableLine(fact.label);
        const QString gap(std::max(1, width + 1 - terminalWidth(label)), u' ');
        session.print(label + gap + value + source);
    }
}

void printTable(const CtlSession &session, const TableInfo &info)
{
    QList<catalog::FactLine> facts;
    const auto add = [&](const QString &label, const QString &value) { facts.append({label, value}); };
    add(CtlText::tr("Object"), info.path.toString());
    add(CtlText::tr("Kind"), catalog::objectKindTitle(info.kind));
    add(CtlText::tr("Comment"), info.comment);
    add(CtlText::tr("Owner"), info.owner);
    if (info.rowEstimate)
        add(CtlText::tr("Rows"), CtlText::tr("about %1").arg(core::formatCount(*info.rowEstimate)));
    if (info.sizeBytes)
        add(CtlText::tr("Size"), core::formatBytes(*info.sizeBytes));
    add(CtlText::tr("Primary key"), info.primaryKey().join(QStringLiteral(", ")));
    add(CtlText::tr("Partitioned by"), info.partitionColumns().join(QStringLiteral(", ")));
    if (info.lifecycleDays)
        add(CtlText::tr("Lifecycle"), CtlText::tr("%1 days").arg(*info.lifecycleDays));
    add(CtlText::tr("Created"), core::formatTime(info.created));
    add(CtlText::tr("Last modified"), core::formatTime(info.lastModified));
    if (info.external) {
        add(CtlText::tr("Location"), info.external->location);
        add(CtlText::tr("RAM role"), info.external->roleArn);
        add(CtlText::tr("Column mapping"), info.external->columnMapping);
    }
    printFacts(session, facts + catalog::propertyLines(info));
    TextTable columns(
        {CtlText::tr("column"), CtlText::tr("type"), CtlText::tr("key"), CtlText::tr("NULL"), CtlText::tr("comment")});
    for (const auto &column : info.columns) {
        columns.append({column.name, column.type.text,
                        column.keyPosition ? QString::number(*column.keyPosition) : QString(),
                        column.nullable ? CtlText::tr("yes") : CtlText::tr("no"), column.comment});
    }
    session.print({});
    session.print(columns.toString(TableWidths::of(standardOutput())));
}

int showTable(CtlSession &session, const connections::Backend &backend, const catalog::ObjectPath &path)
{
    const auto info = session.await(backend.catalog->table(path), path);
    if (!info)
        return session.fail(info.error());
    if (session.json)
        session.printJson(tableJson(*info));
    else
        printTable(session, *info);
    return exitDone;
}

int showFacts(CtlSession &session, const connections::Backend &backend, const catalog::ObjectPath &path)
{
    const auto facts = session.await(backend.catalog->facts(path), path);
    if (!facts)
        return session.fail(facts.error());
    if (facts->isEmpty()) {
        return session.fail(
            {core::ErrorKind::Invalid,
             CtlText::tr("There is nothing to show of %1.").arg(path.toString()),
             CtlText::tr("show takes a connection, database or project, schema, table or partition; ls lists what "
                         "is below one."),
             {},
             {}});
    }
    if (!session.json) {
        printFacts(session, catalog::factLines(*facts));
        return exitDone;
    }
    QJsonArray array;
    for (const auto &fact : *facts) {
        for (const auto &line : catalog::factLines({fact})) {
            array.append(QJsonObject{{QStringLiteral("id"), catalog::factIdName(fact.id)},
                                     {QStringLiteral("label"), line.label},
                                     {QStringLiteral("value"), line.value}});
        }
    }
    session.printJson(array);
    return exitDone;
}

int showDdl(CtlSession &session, const connections::Backend &backend, const catalog::ObjectPath &path)
{
    const auto ddl = session.await(backend.catalog->ddl(path), path);
    if (!ddl)
        return session.fail(ddl.error());
    if (session.json)
        session.printJson(QJsonObject{{QStringLiteral("ddl"), *ddl}});
    else
        session.print(*ddl);
    return exitDone;
}

// A relation is named by schema and table, where there are several databases after theirs; a partition stands below it.
bool isRelationPath(const connections::Profile &profile, const catalog::ObjectPath &path)
{
    const qsizetype levels = profile.database().isEmpty() ? 3 : 2;
    const bool isPartition = path.names.size() == levels + 2 && path.names.at(levels) == catalog::partitionsFolder;
    return isPartition || (path.names.size() == levels && !path.names.at(levels - 2).startsWith(u':'));
}

} // namespace

int runShowVerb(const QStringList &arguments, CtlSession &session)
{
    CtlArguments args(QStringLiteral("show"), CtlText::tr("Shows everything about one object."));
    args.addPositional(QStringLiteral("PATH"),
                       CtlText::tr("Connection, database or project, schema, table or partition."));
    args.addOption(QStringLiteral("ddl"), CtlText::tr("Show the statement that would create it."));
    if (const auto exit = args.parse(arguments, session))
        return *exit;
    const auto path = catalog::ObjectPath::parse(args.positional(0));
    if (!path)
        return session.fail(path.error());
    const auto backend = session.open(path->connection);
    if (!backend)
        return session.fail(backend.error());
    if (args.isSet(QStringLiteral("ddl")))
        return showDdl(session, *backend, *path);
    return isRelationPath(backend->profile, *path) ? showTable(session, *backend, *path)
                                                   : showFacts(session, *backend, *path);
}

} // namespace isthmus::app
