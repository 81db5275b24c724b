// SPDX-License-Identifier: GPL-3.0-or-later
#include <isthmus/sandbox/http/fileresources.h>
#include <isthmus/sandbox/requests/xmltext.h>

#include <QCryptographicHash>
#include <QXmlStreamReader>

namespace isthmus::sandbox {

namespace {

// As an encoded word of RFC 2047 where it is not ASCII: the Java client decodes its headers so.
QByteArray headerText(const QString &text)
{
    const QByteArray utf8 = text.toUtf8();
    const bool isAscii = std::all_of(utf8.begin(), utf8.end(), [](char c) { return uchar(c) < 0x80; });
    return isAscii ? utf8 : "=?UTF-8?B?" + utf8.toBase64() + "?=";
}

constexpr qsizetype maxFileBytes = 64 * 1024 * 1024;
constexpr qsizetype maxSmallBody = 64 * 1024;
constexpr qsizetype maxNameBytes = 256;

HttpResponse created(int status)
{
    return {status, "application/xml", {}, {}, {}};
}

ServiceError alreadyExists(const QString &what, const QString &name)
{
    return {409, QStringLiteral("ObjectAlreadyExists"), QStringLiteral("%1 '%2' already exists").arg(what, name)};
}

ServiceError resourceNotFound(const QString &name)
{
    return ServiceError::noSuchObject(QStringLiteral("ODPS-0410071:Resource not found - '%1'").arg(name.left(200)));
}

ServiceError functionNotFound(const QString &name)
{
    return ServiceError::noSuchObject(QStringLiteral("ODPS-0110011:Function not found - '%1'").arg(name.left(200)));
}

bool isName(const QString &name)
{
    return !name.isEmpty() && name.toUtf8().size() <= maxNameBytes && !name.contains(u'/');
}

// \a nothing is the error if no row was changed.
Reply<HttpResponse> done(const PgOutcome<PgResult> &outcome, int status, const ServiceError &nothing)
{
    if (!outcome)
        return refuse(ServiceError::fromStore(outcome.error()));
    if (outcome->affectedRows() == 0)
        return refuse(nothing);
    return created(status);
}

// Content of a file that came in parts, each stored as a resource of its own before: \a list is the MD5 of the whole in
// hex, '|', and the parts' names in order. The parts go.
Reply<QByteArray> mergedParts(PgSession &session, const ProjectRow &project, const QByteArray &list)
{
    const qsizetype bar = list.indexOf('|');
    const QStringList names = QString::fromUtf8(list.mid(bar + 1)).split(u',', Qt::SkipEmptyParts);
    if (bar < 0 || names.isEmpty())
        return refuse(ServiceError::badArgument(QStringLiteral("The list of the resource's parts cannot be read")));
    const auto rows = session.exec(
        QStringLiteral("SELECT encode(r.content, 'hex') FROM unnest($2::text[]) WITH ORDINALITY AS p(name, n) "
                       "JOIN mc.resources r ON r.project_id = $1 AND r.name = p.name ORDER BY p.n"),
        {project.id, pgTextArray(names)});
    if (!rows)
        return refuse(ServiceError::fromStore(rows.error()));
    if (rows->rowCount() != names.size())
        return refuse(resourceNotFound(names.join(u',')));
    QByteArray content;
    for (int i = 0; i < rows->rowCount() && content.size() <= maxFileBytes; ++i)
        content += QByteArray::fromHex(rows->bytes(i, 0).toByteArray());
    if (content.size() > maxFileBytes)
        return refuse(ServiceError::badArgument(QStringLiteral("The resource is longer than 64 MiB")));
    if (QCryptographicHash::hash(content, QCryptographicHash::Md5).toHex() != list.left(bar).trimmed().toLower())
        return refuse(ServiceError::badArgument(QStringLiteral("The resource's parts do not have its checksum")));
    const auto dropped =
        session.exec(QStringLiteral("DELETE FROM mc.resources WHERE project_id = $1 AND name = ANY ($2::text[])"),
                     {project.id, pgTextArray(names)});
    if (!dropped)
        return refuse(ServiceError::fromStore(dropped.error()));
    return content;
}

Reply<HttpResponse> putFile(PgSession &session, const ProjectRow &project, const HttpRequest &request, bool replace)
{
    const QString type = QString::fromUtf8(request.header("x-odps-resource-type")).toLower();
    const QString name = replace ? request.resource.name : QString::fromUtf8(request.header("x-odps-resource-name"));
    if (!isName(name))
        return refuse(ServiceError::badArgument(QStringLiteral("A resource needs a name of 1 to 256 bytes")));
    static const QStringList types{QStringLiteral("py"), QStringLiteral("jar"), QStringLiteral("archive"),
                                   QStringLiteral("file")};
    if (!types.contains(type))
        return refuse(ServiceError::notSupported(QStringLiteral("A resource of type '%1'").arg(type.left(50))));
    auto content = request.body(maxFileBytes);
    if (content && request.target.has(u"rOpMerge"))
        content = mergedParts(session, project, *content);
    if (!content)
        return refuse(content.error());
    const QString comment = QString::fromUtf8(request.header("x-odps-comment"));
    const QList<PgValue> values{
        project.id, name, type, comment, request.account.accessId, QByteArray("\\x" + content->toHex())};
    if (replace)
        return done(
            session.exec(QStringLiteral("UPDATE mc.resources SET type = $3, comment = $4, updater = $5, content "
                                        "= $6, modified = now() WHERE project_id = $1 AND name = $2"),
                         values),
            200, resourceNotFound(name));
    return done(
        session.exec(QStringLiteral("INSERT INTO mc.resources (project_id, name, type, comment, owner, updater, "
                                    "content) VALUES ($1, $2, $3, $4, $5, $5, $6) ON CONFLICT DO NOTHING"),
                     values),
        201, alreadyExists(QStringLiteral("Resource"), name));
}

Reply<HttpResponse> getFile(PgSession &session, const ProjectRow &project, const HttpRequest &request)
{
    const QString &name = request.resource.name;
    const bool isMeta = request.target.has(u"meta");
    const qint64 offset = request.target.number(u"rOffset", 0, 0, maxFileBytes);
    const qint64 wanted = isMeta ? 0 : request.target.number(u"rSize", maxFileBytes, 0, maxFileBytes);
    const auto row = session.exec(
        QStringLiteral("SELECT type, comment, owner, updater, length(content), extract(epoch from created)::bigint, "
                       "extract(epoch from modified)::bigint, md5(content), "
                       "encode(substring(content from $3::int + 1 for $4::int), 'hex') "
                       "FROM mc.resources WHERE project_id = $1 AND name = $2"),
        {project.id, name, offset, wanted});
    if (!row)
        return refuse(ServiceError::fromStore(row.error()));
    if (row->rowCount() == 0)
        return refuse(resourceNotFound(name));
    HttpResponse response;
    response.contentType = "application/octet-stream";
    response.headers = {{"x-odps-resource-type", row->text(0, 0).toLatin1()},
                        {"x-odps-resource-name", name.toUtf8()},
                        {"x-odps-comment", headerText(xmlSafe(row->text(0, 1)).simplified())},
                        {"x-odps-owner", row->text(0, 2).toUtf8()},
                        {"x-odps-updator", row->text(0, 3).toUtf8()},
                        {"x-odps-resource-size", row->text(0, 4).toLatin1()},
                        {"x-odps-creation-time", httpTime(row->integer(0, 5)).toLatin1()},
                        {"Last-Modified", httpTime(row->integer(0, 6)).toLatin1()},
                        {"x-odps-resource-istemp", "false"},
                        {"Content-MD5", row->text(0, 7).toLatin1()}};
    if (!isMeta) {
        response.body = QByteArray::fromHex(row->bytes(0, 8).toByteArray());
        const bool hasMore = offset + response.body.size() < row->integer(0, 4);
        response.headers.append(
            qMakePair(QByteArray("x-odps-resource-has-remaining"), QByteArray(hasMore ? "true" : "false")));
    }
    return response;
}

Reply<HttpResponse> listFiles(PgSession &session, const ProjectRow &project, const HttpRequest &request)
{
    const auto rows = session.exec(
        QStringLiteral(
            "SELECT name, type, comment, owner, updater, length(content), extract(epoch from created)::bigint,"
            " extract(epoch from modified)::bigint FROM mc.resources WHERE project_id = $1 AND "
            "starts_with(name, $2) AND ($3 = '' OR owner = $3) ORDER BY name"),
        {project.id, request.target.value(u"name"), request.target.value(u"owner")});
    if (!rows)
        return refuse(ServiceError::fromStore(rows.error()));
    XmlText xml;
    xml.open("Resources");
    xml.text("Marker", QString());
    xml.text("MaxItems", QStringLiteral("1000"));
    for (int i = 0; i < rows->rowCount(); ++i) {
        xml.open("Resource");
        xml.text("Name", rows->text(i, 0));
        xml.text("ResourceType", rows->text(i, 1));
        xml.text("Comment", rows->text(i, 2));
        xml.text("Owner", rows->text(i, 3));
        xml.text("LastUpdator", rows->text(i, 4));
        xml.text("ResourceSize", rows->text(i, 5));
        xml.text("CreationTime", httpTime(rows->integer(i, 6)));
        xml.text("LastModifiedTime", httpTime(rows->integer(i, 7)));
        xml.close();
    }
    return HttpResponse::xml(xml.finished());
}

struct FunctionRequest {
    QString name;
    QString classType;
    QStringList resources;
};

Reply<FunctionRequest> parseFunction(const QByteArray &body)
{
    if (const QString problem = xmlProblem(body); !problem.isEmpty())
        return refuse(ServiceError::badArgument(QStringLiteral("The function cannot be read: ") + problem));
    QXmlStreamReader xml(body);
    FunctionRequest function;
    while (!xml.atEnd()) {
        if (xml.readNext() != QXmlStreamReader::StartElement)
            continue;
        if (xml.name() == u"Alias")
            function.name = xml.readElementText().trimmed().toLower();
        else if (xml.name() == u"ClassType")
            function.classType = xml.readElementText().trimmed();
        else if (xml.name() == u"ResourceName")
            function.resources.append(xml.readElementText().trimmed());
    }
    if (xml.hasError())
        return refuse(ServiceError::badArgument(QStringLiteral("The function is no XML: ") + xml.errorString()));
    if (!isName(function.name) || function.classType.isEmpty())
        return refuse(ServiceError::badArgument(QStringLiteral("A function needs a name and a class")));
    return function;
}

Reply<HttpResponse> putFunction(PgSession &session, const ProjectRow &project, const HttpRequest &request, bool replace)
{
    const auto body = request.body(maxSmallBody);
    if (!body)
        return refuse(body.error());
    auto function = parseFunction(*body);
    if (!function)
        return refuse(function.error());
    if (replace)
        function->name = request.resource.name;
    const QList<PgValue> values{project.id, function->name, function->classType, pgTextArray(function->resources)};
    if (replace)
        return done(session.exec(QStringLiteral("UPDATE mc.functions SET class = $3, resources = $4 "
                                                "WHERE project_id = $1 AND name = $2"),
                                 values),
                    200, functionNotFound(function->name));
    return done(session.exec(QStringLiteral("INSERT INTO mc.functions (project_id, name, class, resources, owner) "
                                            "VALUES ($1, $2, $3, $4, $5) ON CONFLICT DO NOTHING"),
                             values + QList<PgValue>{request.account.accessId}),
                201, alreadyExists(QStringLiteral("Function"), function->name));
}

// All functions, or the one called \a name.
Reply<HttpResponse> getFunctions(PgSession &session, const ProjectRow &project, const HttpRequest &request,
                                 const QString &name)
{
    const auto rows = session.exec(
        QStringLiteral(
            "SELECT name, class, owner, extract(epoch from created)::bigint, array_to_string(resources, E'\\n') "
            "FROM mc.functions WHERE project_id = $1 AND ($2 = '' OR name = $2) AND starts_with(name, $3) "
            "ORDER BY name"),
        {project.id, name, request.target.value(u"name").toLower()});
    if (!rows)
        return refuse(ServiceError::fromStore(rows.error()));
    if (!name.isEmpty() && rows->rowCount() == 0)
        return refuse(functionNotFound(name));
    XmlText xml;
    if (name.isEmpty()) {
        xml.open("Functions");
        xml.text("Marker", QString());
        xml.text("MaxItems", QStringLiteral("1000"));
    }
    for (int i = 0; i < rows->rowCount(); ++i) {
        xml.open("Function");
        xml.text("Alias", rows->text(i, 0));
        xml.text("ClassType", rows->text(i, 1));
        xml.text("Owner", rows->text(i, 2));
        xml.text("CreationTime", httpTime(rows->integer(i, 3)));
        xml.open("Resources");
        for (const QString &resource : rows->text(i, 4).split(u'\n', Qt::SkipEmptyParts))
            xml.text("ResourceName", resource);
        xml.close();
        xml.close();
    }
    return HttpResponse::xml(xml.finished());
}

Reply<HttpResponse> withProject(const ServiceContext &context, const HttpRequest &request,
                                const std::function<Reply<HttpResponse>(PgSession &, const ProjectRow &)> &work)
{
    if (request.method != "GET") {
        if (const auto allowed = requireWriter(request.account); !allowed)
            return refuse(allowed.error());
    }
    return inTransaction(context, [&](PgSession &session) -> Reply<HttpResponse> {
        const auto project = requireProject(session, request.resource.project);
        if (!project)
            return refuse(project.error());
        return work(session, *project);
    });
}

} // namespace

Reply<HttpResponse> serveResources(const ServiceContext &context, const HttpRequest &request)
{
    return withProject(context, request, [&](PgSession &session, const ProjectRow &project) {
        return request.method == "POST" ? putFile(session, project, request, false)
                                        : listFiles(session, project, request);
    });
}

Reply<HttpResponse> serveResource(const ServiceContext &context, const HttpRequest &request)
{
    return withProject(context, request, [&](PgSession &session, const ProjectRow &project) {
        if (request.method == "PUT")
            return putFile(session, project, request, true);
        if (request.method == "DELETE")
            return done(session.exec(QStringLiteral("DELETE FROM mc.resources WHERE project_id = $1 AND name = $2"),
                                     {project.id, request.resource.name}),
                        204, resourceNotFound(request.resource.name));
        return getFile(session, project, request);
    });
}

Reply<HttpResponse> serveFunctions(const ServiceContext &context, const HttpRequest &request)
{
    return withProject(context, request, [&](PgSession &session, const ProjectRow &project) {
        return request.method == "POST" ? putFunction(session, project, request, false)
                                        : getFunctions(session, project, request, {});
    });
}

Reply<HttpResponse> serveFunction(const ServiceContext &context, const HttpRequest &request)
{
    return withProject(context, request, [&](PgSession &session, const ProjectRow &project) {
        if (request.method == "PUT")
            return putFunction(session, project, request, true);
        if (request.method == "DELETE")
            return done(session.exec(QStringLiteral("DELETE FROM mc.functions WHERE project_id = $1 AND name = $2"),
                                     {project.id, request.resource.name}),
                        204, functionNotFound(request.resource.name));
        return getFunctions(session, project, request, request.resource.name);
    });
}

} // namespace isthmus::sandbox
