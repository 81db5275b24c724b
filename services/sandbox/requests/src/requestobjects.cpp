// SPDX-License-Identifier: GPL-3.0-or-later
#include <isthmus/catalog/partitionspec.h>
#include <isthmus/sandbox/federation/sourcecatalog.h>
#include <isthmus/sandbox/requests/requestobjects.h>
#include <isthmus/sandbox/store/partitionsql.h>
#include <isthmus/sandbox/store/settledtransaction.h>

#include <QHash>

namespace isthmus::sandbox {

Reply<ProjectRow> requireProject(PgSession &session, const QString &name)
{
    auto project = Metadata(session).project(name);
    if (!project)
        return refuse(ServiceError::fromStore(project.error()));
    if (!*project)
        return refuse(
            {404, QStringLiteral("NoSuchProject"), QStringLiteral("ODPS-0420111:Project not found - '%1'").arg(name)});
    return std::move(**project);
}

Reply<SchemaRow> requireSchema(PgSession &session, const QString &project, const QString &name)
{
    auto schema = Metadata(session).schema(project, name);
    if (!schema)
        return refuse(ServiceError::fromStore(schema.error()));
    if (*schema)
        return std::move(**schema);
    const auto owner = requireProject(session, project);
    if (!owner)
        return refuse(owner.error());
    // Where there are no schemas, the JDBC driver calls the project one.
    if (!owner->hasSchemas && name == project)
        return requireSchema(session, project, QStringLiteral("default"));
    return refuse(
        ServiceError::noSuchObject(QStringLiteral("ODPS-0110061:Schema not found - '%1.%2'").arg(project, name)));
}

Reply<TableRow> requireTable(const ServiceContext &context, PgSession &session, const HttpRequest &request,
                             const QString &name)
{
    const QString project = request.resource.project;
    const QString schemaName = request.schema();
    if (!mayUseTable(request.account, schemaName, name))
        return refuse(tableDenied(request.account, project, schemaName, name));
    auto table = Metadata(session).table(project, schemaName, name);
    if (!table)
        return refuse(ServiceError::fromStore(table.error()));
    if (*table)
        return std::move(**table);
    const auto schema = requireSchema(session, project, schemaName);
    if (!schema)
        return refuse(schema.error());
    if (schema->name != schemaName) {
        table = Metadata(session).table(project, schema->name, name);
        if (!table)
            return refuse(ServiceError::fromStore(table.error()));
        if (*table)
            return std::move(**table);
    }
    if (schema->isExternal()) {
        const auto server = Metadata(session).foreignServer(*schema->serverId);
        if (!server)
            return refuse(ServiceError::fromStore(server.error()));
        if (*server) {
            auto live = SourceCatalog(context.access, **server, *schema).table(name);
            if (!live)
                return refuse(live.error());
            if (*live)
                return std::move(**live);
        }
    }
    return refuse(ServiceError::tableNotFound(project, schemaName, name));
}

Reply<QStringList> parsePartition(const TableRow &table, const QString &spec, bool mayBePrefix)
{
    const auto wrong = [&](const QString &why) {
        return refuse(ServiceError::badArgument(
            QStringLiteral("Invalid partition spec '%1' of table '%2': %3").arg(spec.left(200), table.name, why)));
    };
    if (table.partitionColumns.isEmpty() && !spec.trimmed().isEmpty())
        return wrong(QStringLiteral("the table is not partitioned"));
    const auto parts = catalog::parsePartitionSpec(spec);
    if (!parts)
        return wrong(QStringLiteral("it is not column=value for each column"));
    QHash<QString, QString> given;
    for (const auto &[name, value] : *parts) {
        const QString column = name.toLower();
        if (given.contains(column))
            return wrong(QStringLiteral("column '%1' is given twice").arg(column));
        given.insert(column, value);
    }
    QStringList values;
    QStringList missing;
    for (const catalog::Column &column : table.partitionColumns) {
        if (!given.contains(column.name)) {
            missing.append(u'\'' + column.name + u'\'');
            continue;
        }
        if (!missing.isEmpty())
            return wrong(QStringLiteral("column %1 has no value").arg(missing.join(QStringLiteral(", "))));
        values.append(partitionValueText(column, given.take(column.name)));
    }
    if (!given.isEmpty())
        return wrong(QStringLiteral("the table has no partition column '%1'").arg(given.keys().first()));
    if (!missing.isEmpty() && !mayBePrefix)
        return wrong(QStringLiteral("column %1 has no value").arg(missing.join(QStringLiteral(", "))));
    return values;
}

QString serverAddress(const ServiceContext &context, const HttpRequest &request)
{
    const QString host = QString::fromLatin1(request.header("host"));
    if (host.count(u':') == 1)
        return host;
    return QStringLiteral("127.0.0.1:%1").arg(context.port);
}

Reply<HttpResponse> inTransaction(const ServiceContext &context,
                                  const std::function<Reply<HttpResponse>(PgSession &)> &work)
{
    return withSession<HttpResponse>(context, [&](PgSession &session) -> Reply<HttpResponse> {
        SettledTransaction transaction(session);
        if (const auto begun = transaction.begin(); !begun)
            return refuse(ServiceError::fromStore(begun.error()));
        auto reply = work(session);
        if (!reply)
            return reply;
        if (const auto done = transaction.commit(); !done)
            return refuse(ServiceError::fromStore(done.error()));
        return reply;
    });
}

} // namespace isthmus::sandbox
