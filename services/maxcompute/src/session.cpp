// SPDX-License-Identifier: GPL-3.0-or-later
#include "session.h"

#include "errors.h"

#include <isthmus/core/sentences.h>

#include <QCoreApplication>
#include <QJsonDocument>

namespace isthmus::maxcompute {

namespace {

const QByteArray userAgent = QByteArrayLiteral("Isthmus");

constexpr qint64 maxJson = 8 * 1024 * 1024; // values of it take eight times as much

QString typeEditionOf(const QHash<QString, QString> &properties)
{
    const auto isOn = [&properties](const QString &key) {
        return properties.value(key).compare(QLatin1String("true"), Qt::CaseInsensitive) == 0;
    };
    if (isOn(QStringLiteral("odps.sql.hive.compatible")))
        return core::said("MaxCompute", QT_TRANSLATE_NOOP("MaxCompute", "Hive compatible"));
    const QString key = QStringLiteral("odps.sql.type.system.odps2");
    if (!properties.contains(key))
        return {};
    return isOn(key) ? QStringLiteral("2.0") : QStringLiteral("1.0");
}

// Projects are in China Standard Time unless they are set otherwise. Source: MaxCompute, "Time zone configuration
// operations".
records::Zone timeZoneOf(const QHash<QString, QString> &properties)
{
    if (auto zone = records::Zone::named(properties.value(QStringLiteral("odps.sql.timezone"))))
        return *zone;
    return records::Zone::named(u"Asia/Shanghai").value_or(records::Zone::fixed(8 * 3600));
}

} // namespace

std::optional<std::chrono::milliseconds> shorter(std::optional<std::chrono::milliseconds> a,
                                                 std::optional<std::chrono::milliseconds> b)
{
    return a && b ? std::min(*a, *b) : a ? a : b;
}

std::shared_ptr<HttpClient> Session::makeHttp(const Settings &settings)
{
    return std::make_shared<HttpClient>(
        HttpTimeouts{settings.connectTimeout, settings.idleTimeout, settings.exchangeTimeout}, settings.authorities,
        settings.connectLog);
}

Session::Session(Settings settings, Endpoint endpoint, std::shared_ptr<HttpClient> http)
    : m_settings(std::move(settings)), m_endpoint(std::move(endpoint)),
      m_signer({m_settings.accessId.toUtf8(), m_settings.accessKey.toUtf8(), m_settings.stsToken.toUtf8()},
               m_settings.region.toUtf8()),
      m_http(std::move(http))
{
}

QStringList Session::projectPath(const QStringList &rest) const
{
    return QStringList{QStringLiteral("projects"), m_settings.project} + rest;
}

core::Result<HttpReply> Session::send(const Call &call, const core::Cancellation &cancellation)
{
    Endpoint endpoint = m_endpoint;
    if (call.isTunnel) {
        const auto found = tunnelEndpoint(cancellation);
        if (!found)
            return core::fail(found.error());
        endpoint = *found;
    }
    wire::Request unsignedRequest;
    unsignedRequest.method = call.method;
    QByteArray encodedPath;
    for (const QString &segment : call.path) {
        unsignedRequest.path += '/' + segment.toUtf8();
        encodedPath += '/' + wire::encodeSegment(segment.toUtf8());
    }
    wire::QueryItems query = call.query;
    if (!m_settings.project.isEmpty())
        query.append({QByteArrayLiteral("curr_project"), m_settings.project.toUtf8()});
    unsignedRequest.query = wire::encodeQuery(query);
    unsignedRequest.headers = call.headers;
    unsignedRequest.setHeader(QByteArrayLiteral("User-Agent"), userAgent);
    unsignedRequest.setHeader(QByteArrayLiteral("x-odps-user-agent"), userAgent);
    if (call.isTunnel)
        unsignedRequest.setHeader(QByteArrayLiteral("x-odps-tunnel-version"), QByteArrayLiteral("6"));

    HttpRequest http;
    http.method = call.method;
    http.isRead = call.isRead;
    http.url = endpoint.origin + endpoint.pathPrefix + encodedPath;
    if (!unsignedRequest.query.isEmpty())
        http.url += '?' + unsignedRequest.query;
    http.host = endpoint.host;
    http.isLoopback = endpoint.isLoopback;
    http.body = call.body;
    http.sink = call.sink;
    http.maxBody = call.maxBody;
    http.deadline = shorter(call.deadline, m_settings.timeLimit);
    http.cancelGrace = call.cancelGrace;
    const auto sign = [this, &unsignedRequest](HttpRequest &request) {
        wire::Request signedRequest = unsignedRequest;
        m_signer.sign(signedRequest);
        request.headers = signedRequest.headers;
        if (request.body.isEmpty() && request.method != "GET")
            request.headers.append({QByteArrayLiteral("Content-Type"), {}}); // without it curl names a form
    };
    auto reply = m_http->send(http, sign, cancellation);
    if (reply && (reply->status < 200 || reply->status >= 300))
        return core::fail(replyError(reply->status, reply->body, endpoint.host, call.subject));
    return reply;
}

core::Result<XmlNode> Session::sendForXml(const Call &call, QStringView root, const core::Cancellation &cancellation,
                                          HttpReply *head)
{
    const auto reply = send(call, cancellation);
    if (!reply)
        return core::fail(reply.error());
    auto xml = parseXml(reply->body);
    if (!xml)
        return core::fail(garbledError(host(), xml.error().detail + u' ' + QString::fromUtf8(reply->body.left(200))));
    if (xml->name != root)
        return core::fail(
            garbledError(host(), QStringLiteral("<%1> came where <%2> was expected").arg(xml->name.left(50), root)));
    if (head) {
        *head = *reply;
        head->body.clear();
    }
    return xml;
}

core::Result<QJsonObject> Session::sendForJson(const Call &call, const core::Cancellation &cancellation)
{
    Call bounded = call;
    bounded.maxBody = std::min(call.maxBody, maxJson);
    const auto reply = send(bounded, cancellation);
    if (!reply)
        return core::fail(reply.error());
    QJsonParseError problem;
    const auto json = QJsonDocument::fromJson(reply->body, &problem);
    if (!json.isObject())
        return core::fail(
            garbledError(host(), problem.errorString() + u' ' + QString::fromUtf8(reply->body.left(200))));
    return json.object();
}

bool Session::pause(std::chrono::milliseconds time, const core::Cancellation &cancellation)
{
    return m_http->pause(time, cancellation);
}

core::Result<Endpoint> Session::tunnelEndpoint(const core::Cancellation &cancellation)
{
    if (m_tunnel)
        return *m_tunnel;
    QString text = m_settings.tunnelEndpoint;
    if (text.isEmpty()) {
        Call call;
        call.path = projectPath({QStringLiteral("tunnel")});
        call.query = {{"service", {}}};
        call.maxBody = 4096;
        const auto reply = send(call, cancellation);
        if (!reply)
            return core::fail(reply.error());
        text = QString::fromUtf8(reply->body).trimmed();
        if (!text.contains(QLatin1String("://"))) // the service names only the host
            text.prepend(QString::fromLatin1(m_endpoint.origin.split(':').first()) + QStringLiteral("://"));
    }
    auto endpoint = parseEndpoint(text);
    if (!endpoint)
        return core::fail(garbledError(host(), QStringLiteral("Tunnel endpoint \"%1\"").arg(text.left(200))));
    if (endpoint->isLoopback && !m_endpoint.isLoopback) // what listens there is no part of the service
        return core::fail(garbledError(host(), QStringLiteral("Tunnel endpoint \"%1\"").arg(text.left(200))));
    m_tunnel = *endpoint;
    return endpoint;
}

core::Result<Project> Session::project(const core::Cancellation &cancellation, bool refresh)
{
    if (m_project && !refresh)
        return *m_project;
    Call call;
    call.path = projectPath();
    call.query = {{"properties", "all"}};
    call.subject = core::said("MaxCompute", QT_TRANSLATE_NOOP("MaxCompute", "Project %1")).arg(m_settings.project);
    const auto reply = send(call, cancellation);
    if (!reply) {
        core::Error error = reply.error();
        // A project that is only listed is closed as a whole, where the details name no right.
        if (error.kind == core::ErrorKind::Permission && m_settings.wholeTenant) {
            // Source: MaxCompute, "Manage user permissions by using commands".
            error.hint = core::said("MaxCompute",
                                    QT_TRANSLATE_NOOP("MaxCompute",
                                                      "Its owner can let you in. In that project: ADD USER <account>; "
                                                      "GRANT List, Read ON PROJECT %1 TO USER <account>;"))
                             .arg(m_settings.project);
        }
        return core::fail(error);
    }
    const auto xml = parseXml(reply->body);
    if (!xml || xml->name != u"Project")
        return core::fail(garbledError(host(), QString::fromUtf8(reply->body.left(300))));

    QHash<QString, QString> properties;
    if (const XmlNode *list = xml->child(u"Properties")) {
        for (const XmlNode &property : list->children)
            properties.insert(property.childText(u"Name"), property.childText(u"Value"));
    }
    Project project;
    project.owner = QString::fromUtf8(reply->header("x-odps-owner"));
    if (project.owner.isEmpty())
        project.owner = xml->childText(u"Owner");
    project.created = wire::parseHttpDate(reply->header("x-odps-creation-time"));
    project.region = xml->childText(u"Region");
    project.comment = xml->childText(u"Comment");
    project.schemasEnabled =
        properties.value(QStringLiteral("odps.schema.model.enabled")).compare(u"true", Qt::CaseInsensitive) == 0;
    project.timeZone = timeZoneOf(properties);
    project.typeEdition = typeEditionOf(properties);
    project.roundTrip = reply->serverTime;
    project.reachTime = reply->reachTime;
    m_project = project;
    return project;
}

core::Result<QString> Session::identity(const core::Cancellation &cancellation)
{
    if (!m_identity.isEmpty())
        return m_identity;
    Call call;
    call.method = QByteArrayLiteral("POST");
    call.isRead = true;
    call.path = projectPath({QStringLiteral("authorization")});
    call.headers = {{"Content-Type", "application/xml"}};
    call.body = QByteArrayLiteral("<?xml version=\"1.0\" encoding=\"utf-8\"?><Authorization><Query>whoami</Query>"
                                  "<ResponseInJsonFormat>true</ResponseInJsonFormat></Authorization>");
    const auto xml = sendForXml(call, u"Authorization", cancellation);
    if (!xml && (xml.error().isCancelled() || xml.error().isTransient()))
        return core::fail(xml.error());
    QString name;
    if (xml) {
        const auto json = QJsonDocument::fromJson(xml->childText(u"Result").toUtf8()).object();
        name = json.value(u"DisplayName").toString();
    }
    // A service that does not say who we are is no reason to fail: the key says it too.
    m_identity = name.isEmpty() ? m_settings.accessId : name.left(200);
    return m_identity;
}

} // namespace isthmus::maxcompute
