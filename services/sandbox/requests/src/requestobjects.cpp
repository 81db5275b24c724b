// SPDX-License-Identifier: GPL-3.0-or-later
#include <isthmus/sandbox/federation/sourcecatalog.h>
#include <isthmus/sandbox/http/accountresources.h>
#include <isthmus/sandbox/http/catalogresources.h>
#include <isthmus/sandbox/http/fileresources.h>
#include <isthmus/sandbox/http/instanceresources.h>
#include <isthmus/sandbox/http/tableresources.h>
#include <isthmus/sandbox/requests/requestobjects.h>
#include <isthmus/sandbox/tunnel/downloads.h>
#include <isthmus/sandbox/tunnel/preview.h>
#include <isthmus/sandbox/tunnel/streams.h>
#include <isthmus/sandbox/tunnel/tunnelsession.h>
#include <isthmus/sandbox/tunnel/uploads.h>
#include <isthmus/sandbox/tunnel/upserts.h>

#include <QHash>

namespace isthmus::sandbox {

namespace {

Reply<HttpResponse> serveTableRequest(const ServiceContext &context, const HttpRequest &request)
{
    const RequestTarget &target = request.target;
    if (target.has(u"downloads") || target.has(u"downloadid"))
        return serveTableDownload(context, request);
    if (target.has(u"uploads") || target.has(u"uploadid"))
        return serveUpload(context, request);
    return serveTable(context, request);
}

} // namespace

Reply<HttpResponse> serve(const ServiceContext &context, const HttpRequest &request)
{
    using Kind = Resource::Kind;
    switch (request.resource.kind) {
    case Kind::Projects:
        return serveProjects(context, request);
    case Kind::Project:
        return serveProject(context, request);
    case Kind::Tenants:
        return serveTenants(request);
    case Kind::LogviewHost:
        return HttpResponse::text({});
    case Kind::Quotas:
        return serveQuotas();
    case Kind::Quota:
        return serveQuota(request);
    case Kind::TunnelAddress:
        return HttpResponse::text(serverAddress(context, request).toLatin1() + "/api");
    case Kind::Logs:
        return HttpResponse::text({});
    case Kind::Schemas:
        return serveSchemas(context, request);
    case Kind::Schema:
        return serveSchema(context, request);
    case Kind::Tables:
        return serveTables(context, request);
    case Kind::Table:
        return serveTableRequest(context, request);
    case Kind::Instances:
        return serveInstances(context, request);
    case Kind::QueuedInstances:
        return serveQueuedInstances(context, request);
    case Kind::Instance:
        return serveInstance(context, request);
    case Kind::Functions:
        return serveFunctions(context, request);
    case Kind::Function:
        return serveFunction(context, request);
    case Kind::Resources:
        return serveResources(context, request);
    case Kind::FileResource:
        return serveResource(context, request);
    case Kind::Users:
        return serveUsers(context);
    case Kind::User:
        return serveUser(context, request);
    case Kind::Roles:
        return serveRoles();
    case Kind::Role:
        return serveRole(context, request);
    case Kind::Permission:
        return servePermission(request);
    case Kind::Authorization:
        return serveAuthorization(context, request);
    case Kind::Streams:
        return serveStream(context, request);
    case Kind::Upserts:
        return serveUpsert(context, request);
    case Kind::Preview:
        return servePreview(context, request);
    case Kind::Unknown:
        break;
    }
    return refuse(ServiceError::notSupported(QStringLiteral("The resource '%1'").arg(request.target.path().left(200))));
}

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
    if (const auto owner = requireProject(session, project); !owner)
        return refuse(owner.error());
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
    if (schema->isExternal()) {
        const auto server = Metadata(session).foreignServer(*schema->serverId);
        if (!server)
            return refuse(ServiceError::fromStore(server.error()));
        if (*server) {
            auto live = HologresCatalog(context.access, **server, *schema).table(name);
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
    const auto wrong = [&] {
        return refuse(ServiceError::badArgument(
            QStringLiteral("Invalid partition spec '%1' of table '%2'").arg(spec.left(200), table.name)));
    };
    QHash<QString, QString> given;
    qsizetype at = 0;
    while (at < spec.size()) {
        const qsizetype equals = spec.indexOf(u'=', at);
        if (equals < 0)
            return wrong();
        const QString column = spec.mid(at, equals - at).trimmed().toLower();
        at = equals + 1;
        QString value;
        const QChar quote = at < spec.size() ? spec[at] : QChar();
        if (quote == u'\'' || quote == u'"') {
            const qsizetype end = spec.indexOf(quote, at + 1);
            if (end < 0)
                return wrong();
            value = spec.mid(at + 1, end - at - 1);
            at = end + 1;
        } else {
            qsizetype end = at;
            while (end < spec.size() && spec[end] != u',' && spec[end] != u'/')
                ++end;
            value = spec.mid(at, end - at).trimmed();
            at = end;
        }
        if (at < spec.size() && spec[at] != u',' && spec[at] != u'/')
            return wrong();
        ++at;
        if (given.contains(column))
            return wrong();
        given.insert(column, value);
    }
    QStringList values;
    for (const catalog::Column &column : table.partitionColumns) {
        if (!given.contains(column.name))
            break;
        values.append(given.take(column.name));
    }
    if (!given.isEmpty() || (!mayBePrefix && (values.isEmpty() || values.size() != table.partitionColumns.size())))
        return wrong();
    return values;
}

} // namespace isthmus::sandbox
