// SPDX-License-Identifier: GPL-3.0-or-later
#include "hologrestypes.h"

#include <isthmus/dialect/quoting.h>
#include <isthmus/sandbox/federation/foreigntables.h>
#include <isthmus/sandbox/store/joberror.h>

namespace isthmus::sandbox {

using dialect::quotePostgresName;
using dialect::quotePostgresText;
using sandboxsql::SqlError;

namespace {

QString sourceColumn(const ExternalDefinition &source, const QString &column)
{
    for (const auto &[ours, theirs] : source.columnMapping) {
        if (ours == column)
            return theirs;
    }
    return column;
}

} // namespace

sandboxsql::SqlResult<HologresIdentity> ForeignTables::identityOf(const TableRow &table, const Account &caller,
                                                                  sandboxsql::SourcePosition at) const
{
    const QString &arn = table.external->roleArn;
    const auto identity = arn.isEmpty() ? HologresAccess::callerIdentity(caller) : m_access.ramRole(arn);
    if (identity)
        return *identity;
    return tl::unexpected(SqlError{
        QStringLiteral("ODPS-0130013"), at,
        arn.isEmpty()
            ? QStringLiteral("Authorization exception - account '%1' has no identity in Hologres").arg(caller.accessId)
            : QStringLiteral("Authorization exception - RAM role '%1' cannot be assumed; check that it is a user of "
                             "the Hologres instance and has the Developer permission")
                  .arg(arn)});
}

PgOutcome<QString> ForeignTables::server(const QString &database, const HologresIdentity &identity)
{
    const QString key = database + QChar(0) + identity.role;
    if (const auto known = m_servers.constFind(key); known != m_servers.constEnd())
        return *known;
    const QString name = quotePostgresName(QStringLiteral("%1_s%2").arg(m_prefix).arg(m_servers.size()));
    // fetch_size bounds the memory of a scan; the address is the cluster's own, never text from the statement.
    auto made = m_session.exec(
        QStringLiteral("CREATE SERVER %1 FOREIGN DATA WRAPPER postgres_fdw OPTIONS (host %2, port %3, dbname %4, "
                       "fetch_size '2000', application_name 'MaxCompute')")
            .arg(name, quotePostgresText(m_access.serverHost()),
                 quotePostgresText(QString::number(m_access.serverPort())), quotePostgresText(database)));
    if (!made)
        return tl::unexpected(made.error());
    made =
        m_session.exec(QStringLiteral("CREATE USER MAPPING FOR CURRENT_USER SERVER %1 OPTIONS (user %2, password %3)")
                           .arg(name, quotePostgresText(identity.role), quotePostgresText(identity.password)));
    if (!made)
        return tl::unexpected(PgError{made.error().sqlState, QStringLiteral("the user mapping could not be made")});
    m_servers.insert(key, name);
    return name;
}

sandboxsql::SqlResult<QString> ForeignTables::attach(const TableRow &table, const Account &caller,
                                                     sandboxsql::SourcePosition at)
{
    const QString key = table.schema + QChar(0) + table.name;
    if (const auto known = m_tables.constFind(key); known != m_tables.constEnd())
        return *known;
    const ExternalDefinition &source = *table.external;
    if (!m_access.isReachable(source.host, source.port))
        return tl::unexpected(
            SqlError{QStringLiteral("ODPS-0123144"), at,
                     QStringLiteral(
                         "Fuxi job failed - Connection to %1:%2 refused. Check that the host name and port are correct")
                         .arg(source.host)
                         .arg(source.port)});
    const auto identity = identityOf(table, caller, at);
    if (!identity)
        return tl::unexpected(identity.error());
    const auto server = this->server(source.database, *identity);
    if (!server)
        return tl::unexpected(jobError(server.error(), at));

    QStringList columns;
    for (const catalog::Column &column : table.columns)
        columns.append(QStringLiteral("%1 %2 OPTIONS (column_name %3)")
                           .arg(quotePostgresName(column.name), foreignColumnType(column.type),
                                quotePostgresText(sourceColumn(source, column.name))));
    const QString name = quotePostgresName(QStringLiteral("%1_t%2").arg(m_prefix).arg(m_tables.size()));
    const QString relation = QStringLiteral("mc_result.") + name;
    const auto made =
        m_session.exec(QStringLiteral("CREATE FOREIGN TABLE %1 (%2) SERVER %3 OPTIONS (schema_name %4, "
                                      "table_name %5)")
                           .arg(relation, columns.join(QStringLiteral(", ")), *server,
                                quotePostgresText(source.sourceSchema), quotePostgresText(source.sourceTable)));
    if (!made)
        return tl::unexpected(jobError(made.error(), at));
    m_tables.insert(key, relation);
    return relation;
}

PgOutcome<PgResult> ForeignTables::drop()
{
    PgOutcome<PgResult> dropped = PgResult(nullptr);
    for (const QString &server : std::as_const(m_servers)) {
        dropped = m_session.exec(QStringLiteral("DROP SERVER %1 CASCADE").arg(server));
        if (!dropped)
            return dropped;
    }
    m_servers.clear();
    m_tables.clear();
    return dropped;
}

} // namespace isthmus::sandbox
