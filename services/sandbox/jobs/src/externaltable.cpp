// SPDX-License-Identifier: GPL-3.0-or-later
#include "externaltable.h"

#include <isthmus/catalog/columnmapping.h>
#include <isthmus/sandbox/federation/tablelocation.h>

#include <algorithm>

namespace isthmus::sandbox {

using sandboxsql::Properties;
using sandboxsql::SourcePosition;
using sandboxsql::SqlError;

namespace {

const QString jdbcHandler = QStringLiteral("com.aliyun.odps.jdbc.JdbcStorageHandler");
const QString driverKey = QStringLiteral("mcfed.mapreduce.jdbc.driver.class");
const QString databaseTypeKey = QStringLiteral("odps.federation.jdbc.target.db.type");
const QString mappingKey = QStringLiteral("odps.federation.jdbc.colmapping");
const QString inputQueryKey = QStringLiteral("mcfed.mapreduce.jdbc.input.query");
const QString roleKey = QStringLiteral("odps.properties.rolearn");

QString valueOf(const Properties &properties, const QString &key)
{
    for (const auto &[name, value] : properties) {
        if (name.compare(key, Qt::CaseInsensitive) == 0)
            return value;
    }
    return {};
}

JobResult<Done> checkClauses(const JobContext &context, const sandboxsql::CreateTable &statement)
{
    const SourcePosition at = statement.table.position;
    const auto wrong = [at](const QString &what) { return tl::unexpected(SqlError::semantic(at, what)); };
    if (statement.storageHandler != jdbcHandler)
        return tl::unexpected(SqlError::unsupported(
            at,
            statement.storageHandler.isEmpty() ? QStringLiteral("an external table without STORED BY")
                                               : QStringLiteral("storage handler '%1'").arg(statement.storageHandler)));
    if (statement.query || statement.like)
        return wrong(QStringLiteral("an external table cannot be made AS SELECT or LIKE another"));
    if (!statement.partitionColumns.isEmpty())
        return wrong(QStringLiteral("an external table over Hologres cannot be partitioned"));
    if (!statement.primaryKey.isEmpty())
        return wrong(QStringLiteral("an external table over Hologres has no primary key"));
    if (valueOf(statement.properties, driverKey) != u"org.postgresql.Driver")
        return wrong(QStringLiteral("TBLPROPERTIES '%1' must be 'org.postgresql.Driver'").arg(driverKey));
    if (valueOf(statement.properties, databaseTypeKey) != u"holo")
        return wrong(QStringLiteral("TBLPROPERTIES '%1' must be 'holo'").arg(databaseTypeKey));
    if (!valueOf(statement.properties, inputQueryKey).isEmpty())
        return tl::unexpected(SqlError::unsupported(at, QStringLiteral("property '%1'").arg(inputQueryKey)));
    const QString arn = valueOf(statement.serdeProperties, roleKey);
    if (!arn.isEmpty() && !(arn.startsWith(u"acs:ram::") && arn.contains(u":role/")))
        return wrong(QStringLiteral("'%1' is no ARN of a RAM role: acs:ram::<uid>:role/<name>").arg(arn));
    if (arn.isEmpty() && !context.isOn(u"odps.sql.common.table.planner.ext.hive.bridge"))
        return wrong(QStringLiteral("dual signature needs SET odps.sql.common.table.planner.ext.hive.bridge=true; "
                                    "with a RAM role give SERDEPROPERTIES '%1'")
                         .arg(roleKey));
    return Done{};
}

} // namespace

JobResult<ExternalDefinition> externalDefinition(const JobContext &context, const sandboxsql::CreateTable &statement)
{
    const SourcePosition at = statement.table.position;
    if (const auto checked = checkClauses(context, statement); !checked)
        return tl::unexpected(checked.error());
    const auto location = TableLocation::parse(statement.location);
    if (!location)
        return tl::unexpected(SqlError::semantic(at, location.error()));
    if (location->table.isEmpty())
        return tl::unexpected(SqlError::semantic(at, QStringLiteral("LOCATION: parameter 'table' is missing")));
    auto mapping = catalog::parseColumnMapping(valueOf(statement.properties, mappingKey));
    if (!mapping)
        return tl::unexpected(SqlError::semantic(at, mapping.error()));
    for (const auto &[column, source] : *mapping) {
        const auto isCalledSo = [&name = column](const catalog::Column &declared) { return declared.name == name; };
        if (std::none_of(statement.columns.cbegin(), statement.columns.cend(), isCalledSo))
            return tl::unexpected(
                SqlError::semantic(at, QStringLiteral("colmapping: the table has no column '%1'").arg(column)));
    }
    ExternalDefinition definition;
    definition.location = statement.location;
    definition.storageHandler = statement.storageHandler;
    definition.host = location->host;
    definition.port = location->port;
    definition.database = location->database;
    definition.sourceSchema = location->schema;
    definition.sourceTable = location->table;
    definition.roleArn = valueOf(statement.serdeProperties, roleKey);
    definition.columnMapping = std::move(*mapping);
    definition.serdeProperties = statement.serdeProperties;
    return definition;
}

} // namespace isthmus::sandbox
