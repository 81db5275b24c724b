// SPDX-License-Identifier: GPL-3.0-or-later
#include "externaltable/sql.h"

#include "externaltable/names.h"
#include "externaltable/targetschema.h"

#include <isthmus/dialect/quoting.h>

#include <QSet>
#include <QUrl>

namespace isthmus::mapping {

namespace {

QString percentEncoded(const QString &text)
{
    return QString::fromLatin1(QUrl::toPercentEncoding(text));
}

QString hostText(const QString &host)
{
    return host.contains(u':') ? u'[' + host + u']' : host; // IPv6
}

QString columnText(const PlannedColumn &column)
{
    QString text = dialect::maxComputeName(column.choice.target) + u' ' + column.mapping.target.text;
    if (const QString comment = targetComment(column); !comment.isEmpty())
        text += QStringLiteral(" COMMENT ") + dialect::quoteMaxComputeText(boundedComment(comment));
    return text;
}

QString propertyText(const QString &key, const QString &value)
{
    return QStringLiteral("  %1=%2").arg(dialect::quoteMaxComputeText(key), dialect::quoteMaxComputeText(value));
}

QString serdePropertiesText(const MapTable &definition)
{
    return QStringLiteral("WITH SERDEPROPERTIES (\n%1\n)")
        .arg(propertyText(QStringLiteral("odps.properties.rolearn"), definition.roleArn));
}

const QString driverKey = QStringLiteral("mcfed.mapreduce.jdbc.driver.class");
const QString systemKey = QStringLiteral("odps.federation.jdbc.target.db.type");
const QString columnsKey = QStringLiteral("odps.federation.jdbc.colmapping");

QString tablePropertiesText(const QList<PlannedColumn> &included)
{
    QStringList properties{propertyText(driverKey, QStringLiteral("org.postgresql.Driver")),
                           propertyText(systemKey, QStringLiteral("holo"))};
    const QString columnMapping = columnMappingText(included);
    if (!columnMapping.isEmpty())
        properties.append(propertyText(columnsKey, columnMapping));
    return QStringLiteral("TBLPROPERTIES (\n%1\n)").arg(properties.join(QStringLiteral(",\n")));
}

} // namespace

QStringList furtherProperties(const catalog::TableInfo &existing)
{
    // The last three are not of TBLPROPERTIES: the reader of tables tells them beside.
    static const QSet<QString> known{driverKey,
                                     systemKey,
                                     columnsKey,
                                     QStringLiteral("transactional"),
                                     QStringLiteral("cluster_type"),
                                     QStringLiteral("bucket_num")};
    QStringList further;
    for (const auto &[key, value] : existing.properties) {
        if (!known.contains(key))
            further.append(key + QStringLiteral(" = ") + value);
    }
    return further;
}

QList<PlannedColumn> includedColumns(const MapTable &definition, const catalog::TableInfo &source)
{
    QList<PlannedColumn> columns = plannedColumns(definition, source);
    columns.removeIf(
        [](const PlannedColumn &column) { return !column.choice.include || column.mapping.fit == Fit::LeftOut; });
    return columns;
}

QString columnMappingText(const QList<PlannedColumn> &included)
{
    QStringList pairs;
    bool isNeeded = false;
    for (const auto &column : included) {
        const QString hologres = hologresColumnText(column.source.name);
        isNeeded = isNeeded || hologres != column.choice.target;
        pairs.append(column.choice.target + u':' + hologres);
    }
    return isNeeded ? pairs.join(u',') : QString();
}

QString targetComment(const PlannedColumn &column)
{
    if (column.choice.comment)
        return *column.choice.comment;
    const bool isRenamed = column.choice.target == column.proposedName && column.proposedName != column.source.name;
    return isRenamed ? commentWithName(column.source.comment, column.source.name) : column.source.comment;
}

// As for columns: a name that was changed without being asked stands in the comment.
QString targetTableComment(const MapTable &definition, const catalog::TableInfo &source)
{
    if (definition.comment)
        return *definition.comment;
    const bool isRenamed =
        definition.tableName == proposedTableName(source.name) && definition.tableName != source.name;
    return isRenamed ? commentWithName(source.comment, source.name) : source.comment;
}

QString boundedComment(const QString &comment)
{
    if (comment.toUtf8().size() <= maxCommentBytes)
        return comment;
    QString cut;
    qsizetype bytes = 0;
    for (const char32_t c : comment.toUcs4()) {
        const QString text = QString::fromUcs4(&c, 1);
        bytes += text.toUtf8().size();
        if (bytes > maxCommentBytes)
            break;
        cut += text;
    }
    return cut;
}

QString defaultLocation(const MapTable &definition, const MapTableFacts &facts)
{
    const QString mode =
        definition.access == MapTable::Access::DualSignature ? QStringLiteral("&preferQueryMode=simple") : QString();
    return QStringLiteral(
               "jdbc:postgresql://%1:%2/%3?ApplicationName=MaxCompute&currentSchema=%4%5&useSSL=false&table=%6/")
        .arg(hostText(facts.sourceServer.host), QString::number(facts.sourceServer.port),
             percentEncoded(facts.source.database), percentEncoded(facts.source.schema), mode,
             percentEncoded(facts.source.name));
}

QString locationOf(const MapTable &definition, const MapTableFacts &facts)
{
    return definition.location.isEmpty() ? defaultLocation(definition, facts) : definition.location;
}

QString createStatement(const MapTable &definition, const MapTableFacts &facts)
{
    const auto included = includedColumns(definition, facts.source);
    QStringList columns;
    for (const auto &column : included)
        columns.append(QStringLiteral("  ") + columnText(column));
    const bool isKeeping = definition.ifTaken == MapTable::IfTaken::Keep; // docs/requirements.md#h-72

    QStringList lines =
        makingSettings(facts.targetServer.schemasEnabled, definition.access == MapTable::Access::DualSignature);
    lines.append(
        QStringLiteral("CREATE EXTERNAL TABLE %1%2 (")
            .arg(isKeeping ? QStringLiteral("IF NOT EXISTS ") : QString(), externalTableText(definition, facts)));
    lines.append(columns.join(QStringLiteral(",\n")));
    lines.append(QStringLiteral(")"));
    if (const QString comment = targetTableComment(definition, facts.source); !comment.isEmpty())
        lines.append(QStringLiteral("COMMENT ") + dialect::quoteMaxComputeText(boundedComment(comment)));
    lines.append(QStringLiteral("STORED BY 'com.aliyun.odps.jdbc.JdbcStorageHandler'"));
    if (definition.access == MapTable::Access::RamRole)
        lines.append(serdePropertiesText(definition));
    lines.append(QStringLiteral("LOCATION ") + dialect::quoteMaxComputeText(locationOf(definition, facts)));
    lines.append(tablePropertiesText(included));
    if (definition.lifecycleDays)
        lines.append(QStringLiteral("LIFECYCLE %1").arg(*definition.lifecycleDays));
    return lines.join(u'\n') + u';';
}

QString dropStatement(const MapTable &definition, const MapTableFacts &facts)
{
    return dropStatement(facts.targetServer, definition.targetSchema.name(), definition.tableName);
}

QString dropStatement(const catalog::ServerInfo &server, const QString &schema, const QString &table)
{
    QStringList lines;
    if (server.schemasEnabled)
        lines.append(namespaceSetting);
    lines.append(QStringLiteral("DROP TABLE IF EXISTS %1;").arg(maxComputeTableText(server, schema, table)));
    return lines.join(u'\n');
}

QStringList makingSettings(bool hasSchemas, bool isDualSignature)
{
    QStringList lines;
    if (hasSchemas)
        lines.append(namespaceSetting);
    lines.append(QStringLiteral("SET odps.sql.type.system.odps2=true;"));
    if (isDualSignature)
        lines.append(QStringLiteral("SET odps.sql.common.table.planner.ext.hive.bridge=true;"));
    return lines;
}

} // namespace isthmus::mapping
