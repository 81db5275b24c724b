// SPDX-License-Identifier: GPL-3.0-or-later
#include <isthmus/sandbox/access/permissions.h>
#include <isthmus/sandbox/http/accountresources.h>
#include <isthmus/sandbox/http/catalogresources.h>
#include <isthmus/sandbox/http/dispatch.h>
#include <isthmus/sandbox/http/fileresources.h>
#include <isthmus/sandbox/http/instanceresources.h>
#include <isthmus/sandbox/http/tableresources.h>
#include <isthmus/sandbox/requests/requestobjects.h>
#include <isthmus/sandbox/tunnel/downloads.h>
#include <isthmus/sandbox/tunnel/preview.h>
#include <isthmus/sandbox/tunnel/storage.h>
#include <isthmus/sandbox/tunnel/streams.h>
#include <isthmus/sandbox/tunnel/uploads.h>
#include <isthmus/sandbox/tunnel/upserts.h>

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

Reply<HttpResponse> serveTunnelAddress(const ServiceContext &context, const HttpRequest &request)
{
    return withSession<HttpResponse>(context, [&](PgSession &session) -> Reply<HttpResponse> {
        if (const auto project = requireProject(session, request.resource.project); !project)
            return refuse(project.error());
        return HttpResponse::text(serverAddress(context, request).toLatin1() + "/api");
    });
}

} // namespace

Reply<HttpResponse> serve(const ServiceContext &context, const HttpRequest &request)
{
    using Kind = Resource::Kind;
    const QString &project = request.resource.project;
    if (!project.isEmpty() && !mayUseProject(request.account, project))
        return refuse(projectDenied(request.account, project));
    switch (request.resource.kind) {
    case Kind::Projects:
        return serveProjects(context, request);
    case Kind::Project:
        return serveProject(context, request);
    case Kind::Tenants:
        return serveTenants(context, request);
    case Kind::LogviewHost:
        return HttpResponse::text({});
    case Kind::Quotas:
        return serveQuotas();
    case Kind::Quota:
        return serveQuota(request);
    case Kind::TunnelAddress:
        return serveTunnelAddress(context, request);
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
    case Kind::StorageSessions:
    case Kind::StorageSession:
        return serveStorageSession(context, request);
    case Kind::StorageBlocks:
        return serveStorageBlock(context, request);
    case Kind::StorageData:
        return serveStorageData(context, request);
    case Kind::StorageCommit:
        return serveStorageCommit(context, request);
    case Kind::Unknown:
        break;
    }
    return refuse(ServiceError::notSupported(QStringLiteral("The resource '%1'").arg(request.target.path().left(200))));
}

} // namespace isthmus::sandbox
