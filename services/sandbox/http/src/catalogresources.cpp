// SPDX-License-Identifier: GPL-3.0-or-later
#include <isthmus/sandbox/http/accountresources.h>
#include <isthmus/sandbox/http/catalogresources.h>
#include <isthmus/sandbox/jobs/sessionzone.h>
#include <isthmus/sandbox/requests/xmltext.h>

#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>
#include <utility>

namespace isthmus::sandbox {

namespace {

constexpr qsizetype maxSmallBody = 64 * 1024;
constexpr int maxProjects = 1000; // of a page

void writeProject(XmlText &xml, const ProjectRow &project)
{
    xml.text("Name", project.name);
    xml.text("Owner", project.owner);
    xml.text("Comment", project.comment);
    xml.text("CreationTime", httpTime(project.created));
    xml.text("LastModifiedTime", httpTime(project.modified));
    xml.text("Region", QStringLiteral("sandbox"));
}

void writeProperty(XmlText &xml, const char *name, const QString &value)
{
    xml.open("Property");
    xml.text("Name", QLatin1String(name));
    xml.text("Value", value);
    xml.close();
}

void writeSchema(XmlText &xml, const SchemaRow &schema)
{
    xml.text("Name", schema.name);
    xml.text("Project", schema.project);
    xml.text("Owner", schema.owner);
    xml.text("Comment", schema.comment);
    xml.text("Type", schema.isExternal() ? QStringLiteral("EXTERNAL") : QStringLiteral("MANAGED"));
    xml.text("CreateTime", httpTime(schema.created));
    xml.text("ModifiedTime", httpTime(schema.modified));
    xml.text("ModifyTime", httpTime(schema.modified));
}

QList<QPair<QByteArray, QByteArray>> ownerHeaders(const QString &owner, qint64 created, qint64 modified)
{
    return {{"x-odps-owner", owner.toUtf8()},
            {"x-odps-creation-time", httpTime(created).toLatin1()},
            {"Last-Modified", httpTime(modified).toLatin1()}};
}

// Whether a list's filters, prefix of the name and owner, let it in.
bool isWanted(const QString &name, const QString &owner, const RequestTarget &target)
{
    const QString wantedOwner = target.value(u"owner");
    return name.startsWith(target.value(u"name").toLower()) && (wantedOwner.isEmpty() || owner == wantedOwner);
}

// What holds in the sandbox: rights are checked, and nothing else that a project could be told to guard.
HttpResponse securityConfiguration()
{
    XmlText xml;
    xml.open("SecurityConfiguration");
    for (const char *name : {"CheckPermissionUsingAcl", "SupportACL", "ObjectCreatorHasAccessPermission",
                             "ObjectCreatorHasGrantPermission"})
        xml.text(name, QStringLiteral("true"));
    for (const char *name : {"CheckPermissionUsingPolicy", "CheckPermissionUsingPackage", "SupportPolicy",
                             "SupportPackage", "CreatePackage", "LabelSecurity", "EnableDownloadPrivilege"})
        xml.text(name, QStringLiteral("false"));
    xml.open("ProjectProtection");
    xml.attribute("Protected", QStringLiteral("false"));
    xml.close();
    return HttpResponse::xml(xml.finished());
}

} // namespace

Reply<HttpResponse> serveProjects(const ServiceContext &context, const HttpRequest &request)
{
    if (request.method != "GET")
        return refuse(ServiceError::notSupported(QStringLiteral("Creating a project")));
    const auto projects = withSession<QList<ProjectRow>>(
        context, [](PgSession &session) { return replyOf(Metadata(session).projects()); });
    if (!projects)
        return refuse(projects.error());
    const QString after = request.target.value(u"marker");
    QList<ProjectRow> page;
    for (const ProjectRow &project : *projects) {
        if (isWanted(project.name, project.owner, request.target) && project.name > after)
            page.append(project);
    }
    const qsizetype limit = request.target.number(u"maxitems", maxProjects, 1, maxProjects);
    const bool isLast = page.size() <= limit;
    page.resize(std::min(page.size(), limit));
    XmlText xml;
    xml.open("Projects");
    xml.text("Marker", isLast ? QString() : page.last().name);
    xml.text("MaxItems", QString::number(limit));
    for (const ProjectRow &project : std::as_const(page)) {
        xml.open("Project");
        writeProject(xml, project);
        xml.close();
    }
    return HttpResponse::xml(xml.finished());
}

Reply<HttpResponse> serveProject(const ServiceContext &context, const HttpRequest &request)
{
    if (request.method != "GET")
        return refuse(ServiceError::notSupported(QStringLiteral("Changing a project")));
    if (request.target.has(u"policy"))
        return refuse(ServiceError::notSupported(QStringLiteral("A project's policy")));
    const auto project = withSession<ProjectRow>(
        context, [&](PgSession &session) { return requireProject(session, request.resource.project); });
    if (!project)
        return refuse(project.error());
    if (request.target.has(u"security_configuration"))
        return securityConfiguration();
    const QString hasSchemas = project->hasSchemas ? QStringLiteral("true") : QStringLiteral("false");
    XmlText xml;
    xml.open("Project");
    if (request.target.has(u"extended")) {
        xml.open("ExtendedProperties");
        xml.close();
    } else {
        writeProject(xml, *project);
        xml.text("Type", QStringLiteral("managed"));
        xml.text("State", QStringLiteral("AVAILABLE"));
        xml.text("ProjectGroupName", QString());
        xml.text("TenantId", QStringLiteral("1"));
        xml.text("DefaultQuotaNickname", quotaNickname());
        xml.text("Allow3Tier", hasSchemas);
        xml.text("IsExternalCatalogBound", QStringLiteral("false"));
        xml.open("Clusters");
        xml.close();
        xml.open("Properties");
        writeProperty(xml, "odps.schema.model.enabled", hasSchemas);
        writeProperty(xml, "odps.sql.type.system.odps2", QStringLiteral("true"));
        writeProperty(xml, "odps.sql.allow.fullscan", QStringLiteral("true"));
        writeProperty(xml, "odps.sql.timezone", zoneSetting({}));
        xml.close();
    }
    HttpResponse response = HttpResponse::xml(xml.finished());
    response.headers = ownerHeaders(project->owner, project->created, project->modified);
    return response;
}

Reply<HttpResponse> serveSchemas(const ServiceContext &context, const HttpRequest &request)
{
    return inTransaction(context, [&](PgSession &session) -> Reply<HttpResponse> {
        const auto project = requireProject(session, request.resource.project);
        if (!project)
            return refuse(project.error());
        Metadata metadata(session);
        if (!project->hasSchemas)
            return refuse(ServiceError::badArgument(
                QStringLiteral("ODPS-0410031:Project '%1' has no schemas").arg(project->name)));
        if (request.method == "POST") {
            const auto body = request.body(maxSmallBody);
            if (!body)
                return refuse(body.error());
            const QString name = childText(*body, u"Name").value_or(QString()).trimmed().toLower();
            if (name.isEmpty() || name.toUtf8().size() > 128)
                return refuse(ServiceError::badArgument(QStringLiteral("A schema name has 1 to 128 bytes")));
            if (const auto allowed = requireWriter(request.account); !allowed)
                return refuse(allowed.error());
            SchemaRow row;
            row.projectId = project->id;
            row.name = name;
            row.owner = request.account.accessId;
            row.comment = childText(*body, u"Comment").value_or(QString());
            if (const auto saved = session.execScript("SAVEPOINT making"); !saved)
                return refuse(ServiceError::fromStore(saved.error()));
            const auto made = metadata.createSchema(row);
            if (!made && made.error().sqlState == u"23505") {
                if (childText(*body, u"IfNotExists").value_or(QString()) == u"true"
                    && session.execScript("ROLLBACK TO making"))
                    return HttpResponse{200, "application/xml", {}, {}, {}};
                return refuse({409, QStringLiteral("ObjectAlreadyExists"),
                               QStringLiteral("Schema '%1' already exists").arg(name)});
            }
            if (!made)
                return refuse(ServiceError::fromStore(made.error()));
            return HttpResponse{201, "application/xml", {}, {}, {}};
        }
        const auto schemas = metadata.schemas(project->id);
        if (!schemas)
            return refuse(ServiceError::fromStore(schemas.error()));
        XmlText xml;
        xml.open("Schemas");
        xml.text("Marker", QString());
        xml.text("MaxItems", QStringLiteral("1000"));
        for (const SchemaRow &schema : *schemas) {
            if (!isWanted(schema.name, schema.owner, request.target))
                continue;
            xml.open("Schema");
            writeSchema(xml, schema);
            xml.close();
        }
        return HttpResponse::xml(xml.finished());
    });
}

Reply<HttpResponse> serveSchema(const ServiceContext &context, const HttpRequest &request)
{
    return inTransaction(context, [&](PgSession &session) -> Reply<HttpResponse> {
        const auto schema = requireSchema(session, request.resource.project, request.resource.name);
        if (!schema)
            return refuse(schema.error());
        if (request.method == "DELETE") {
            if (request.account.readOnly || schema->name == u"default")
                return refuse(ServiceError::noPermission(
                    QStringLiteral("ODPS-0420095:Access Denied - schema '%1' cannot be dropped").arg(schema->name)));
            const auto tables = Metadata(session).tables(schema->id, {.limit = 1});
            if (!tables)
                return refuse(ServiceError::fromStore(tables.error()));
            if (!tables->rows.isEmpty())
                return refuse(ServiceError::badArgument(
                    QStringLiteral("ODPS-0110061:Schema '%1' is not empty").arg(schema->name)));
            if (const auto dropped = Metadata(session).dropSchema(*schema); !dropped)
                return refuse(ServiceError::fromStore(dropped.error()));
            return HttpResponse{204, "application/xml", {}, {}, {}};
        }
        if (request.method != "GET")
            return refuse(ServiceError::notSupported(QStringLiteral("Changing a schema")));
        XmlText xml;
        xml.open("Schema");
        writeSchema(xml, *schema);
        HttpResponse response = HttpResponse::xml(xml.finished());
        response.headers = ownerHeaders(schema->owner, schema->created, schema->modified);
        return response;
    });
}

Reply<HttpResponse> serveTenants(const ServiceContext &context, const HttpRequest &request)
{
    // A tenant says it for all of its projects. Ours has some of both kinds, so it says what is true of the project
    // that the client works with.
    bool hasSchemas = true;
    if (const QString name = request.target.value(u"curr_project").toLower(); !name.isEmpty()) {
        const auto project =
            withSession<ProjectRow>(context, [&](PgSession &session) { return requireProject(session, name); });
        hasSchemas = !project || project->hasSchemas;
    }
    const QJsonObject tenant{
        {QStringLiteral("TenantId"), QStringLiteral("1")},
        {QStringLiteral("Name"), QStringLiteral("sandbox")},
        {QStringLiteral("OwnerId"), request.account.accessId},
        {QStringLiteral("TenantState"), QStringLiteral("NORMAL")},
        {QStringLiteral("CreateTime"), 1'700'000'000},
        {QStringLiteral("UpdateTime"), 1'700'000'000},
        {QStringLiteral("TenantMeta"), QString()},
        {QStringLiteral("Parameters"),
         QJsonObject{
             {QStringLiteral("odps.namespace.schema"), hasSchemas ? QStringLiteral("true") : QStringLiteral("false")}}},
    };
    return HttpResponse::json(
        QJsonDocument(QJsonObject{{QStringLiteral("Tenant"), tenant}}).toJson(QJsonDocument::Compact));
}

} // namespace isthmus::sandbox
