// SPDX-License-Identifier: GPL-3.0-or-later
#include <isthmus/sandbox/access/bearertoken.h>
#include <isthmus/sandbox/http/accountresources.h>
#include <isthmus/sandbox/requests/xmltext.h>

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>
#include <iterator>

namespace isthmus::sandbox {

namespace {

constexpr qsizetype maxSmallBody = 64 * 1024;
constexpr int defaultTokenHours = 24;

QString displayName(const Account &account)
{
    return QStringLiteral("ALIYUN$") + account.accessId;
}

QString roleOf(const Account &account)
{
    return account.readOnly ? QStringLiteral("reader") : QStringLiteral("admin");
}

void writeUser(XmlText &xml, const Account &account)
{
    xml.text("ID", account.accessId);
    xml.text("DisplayName", displayName(account));
}

HttpResponse userList(const QList<Account> &accounts)
{
    XmlText xml;
    xml.open("Users");
    for (const Account &account : accounts) {
        xml.open("User");
        writeUser(xml, account);
        xml.close();
    }
    return HttpResponse::xml(xml.finished());
}

HttpResponse roleList(const QStringList &names)
{
    XmlText xml;
    xml.open("Roles");
    for (const QString &name : names) {
        xml.open("Role");
        xml.text("Name", name);
        xml.close();
    }
    return HttpResponse::xml(xml.finished());
}

QStringList roleNames()
{
    return {QStringLiteral("admin"), QStringLiteral("reader")};
}

void writeQuota(XmlText &xml)
{
    xml.open("Quota");
    xml.text("Nickname", quotaNickname());
    xml.text("Name", quotaNickname());
    xml.text("ID", QStringLiteral("1"));
    xml.text("Cluster", QStringLiteral("sandbox"));
    xml.text("Region", QStringLiteral("sandbox"));
    xml.text("TenantId", QStringLiteral("1"));
    xml.text("ResourceSystemType", QStringLiteral("FUXI_OFFLINE"));
    xml.text("IsEnabled", QStringLiteral("true"));
    xml.text("Status", QStringLiteral("ON"));
    xml.close();
}

HttpResponse authorizationResult(const QString &text)
{
    XmlText xml;
    xml.open("Authorization");
    xml.text("Result", text);
    return HttpResponse::xml(xml.finished());
}

QString compact(const QJsonObject &object)
{
    return QString::fromUtf8(QJsonDocument(object).toJson(QJsonDocument::Compact));
}

Reply<HttpResponse> signToken(const HttpRequest &request, const QByteArray &body)
{
    const QJsonObject wanted = QJsonDocument::fromJson(body).object();
    const auto token = makeBearerToken(request.account, wanted.value(u"expires_in_hours").toInt(defaultTokenHours),
                                       wanted.value(u"policy").toObject(), QDateTime::currentDateTimeUtc());
    if (!token)
        return refuse(token.error());
    return authorizationResult(QString::fromLatin1(*token));
}

} // namespace

QString quotaNickname()
{
    return QStringLiteral("sandbox");
}

HttpResponse serveUsers(const ServiceContext &context)
{
    return userList(context.accounts);
}

Reply<HttpResponse> serveUser(const ServiceContext &context, const HttpRequest &request)
{
    if (request.method != "GET")
        return refuse(ServiceError::notSupported(QStringLiteral("Changing users")));
    const QString &name = request.resource.name;
    const auto account = std::find_if(context.accounts.cbegin(), context.accounts.cend(), [&](const Account &each) {
        return each.accessId == name || displayName(each) == name;
    });
    if (account == context.accounts.cend())
        return refuse(
            ServiceError::noSuchObject(QStringLiteral("ODPS-0420111:User not found - '%1'").arg(name.left(100))));
    if (request.target.has(u"roles"))
        return roleList({roleOf(*account)});
    XmlText xml;
    xml.open("User");
    writeUser(xml, *account);
    xml.open("Roles");
    xml.text("Role", roleOf(*account));
    return HttpResponse::xml(xml.finished());
}

HttpResponse serveRoles()
{
    return roleList(roleNames());
}

Reply<HttpResponse> serveRole(const ServiceContext &context, const HttpRequest &request)
{
    const QString &name = request.resource.name;
    if (request.method != "GET" || request.target.has(u"policy"))
        return refuse(ServiceError::notSupported(QStringLiteral("Changing roles, and their policies")));
    if (!roleNames().contains(name))
        return refuse(
            ServiceError::noSuchObject(QStringLiteral("ODPS-0420111:Role not found - '%1'").arg(name.left(100))));
    if (request.target.has(u"users")) {
        QList<Account> members;
        std::copy_if(context.accounts.cbegin(), context.accounts.cend(), std::back_inserter(members),
                     [&](const Account &each) { return roleOf(each) == name; });
        return userList(members);
    }
    XmlText xml;
    xml.open("Role");
    xml.text("Name", name);
    return HttpResponse::xml(xml.finished());
}

Reply<HttpResponse> servePermission(const HttpRequest &request)
{
    QString action = request.target.value(u"grantee");
    Resource object;
    if (request.method == "POST") {
        const auto body = request.body(maxSmallBody);
        if (!body)
            return refuse(body.error());
        const QJsonObject asked = QJsonDocument::fromJson(*body).array().at(0).toObject();
        action = asked.value(u"Action").toString();
        object = resourceOf(asked.value(u"Resource").toString().split(u'/', Qt::SkipEmptyParts));
    } else if (request.target.value(u"type").compare(u"table", Qt::CaseInsensitive) == 0) {
        object = {Resource::Kind::Table, request.resource.project, {}, request.target.value(u"name").toLower()};
    }
    if (action.isEmpty())
        return refuse(ServiceError::badArgument(QStringLiteral("The question names no action")));
    static const QStringList reading{QStringLiteral("read"),     QStringLiteral("list"),
                                     QStringLiteral("describe"), QStringLiteral("select"),
                                     QStringLiteral("download"), QStringLiteral("createinstance")};
    const bool isAllowed = (!request.account.readOnly || reading.contains(action.toLower()))
        && (object.kind != Resource::Kind::Table
            || mayUseTable(request.account, object.schema.isEmpty() ? request.schema() : object.schema, object.name));
    XmlText xml;
    xml.open("Auth");
    xml.text("Result", isAllowed ? QStringLiteral("Allow") : QStringLiteral("Deny"));
    return HttpResponse::xml(xml.finished());
}

HttpResponse serveQuotas()
{
    XmlText xml;
    xml.open("Quotas");
    xml.text("Marker", QString());
    xml.text("MaxItems", QStringLiteral("1000"));
    writeQuota(xml);
    return HttpResponse::xml(xml.finished());
}

Reply<HttpResponse> serveQuota(const HttpRequest &request)
{
    if (request.resource.name.compare(quotaNickname(), Qt::CaseInsensitive) != 0)
        return refuse(ServiceError::noSuchObject(
            QStringLiteral("ODPS-0422155:Quota not found - '%1'").arg(request.resource.name.left(100))));
    XmlText xml;
    writeQuota(xml);
    return HttpResponse::xml(xml.finished());
}

Reply<HttpResponse> serveAuthorization(const ServiceContext &context, const HttpRequest &request)
{
    const auto body = request.body(maxSmallBody);
    if (!body)
        return refuse(body.error());
    if (request.target.has(u"sign_bearer_token"))
        return signToken(request, *body);
    QString query = childText(*body, u"Query").value_or(QString()).simplified().toLower();
    if (query.endsWith(u';'))
        query.chop(1);
    if (query == u"whoami")
        return authorizationResult(compact({{QStringLiteral("ID"), request.account.accessId},
                                            {QStringLiteral("DisplayName"), displayName(request.account)},
                                            {QStringLiteral("ProjectName"), request.resource.project}}));
    if (query == u"list users") {
        QJsonArray users;
        for (const Account &account : context.accounts)
            users.append(QJsonObject{{QStringLiteral("ID"), account.accessId},
                                     {QStringLiteral("DisplayName"), displayName(account)},
                                     {QStringLiteral("Role"), roleOf(account)}});
        return authorizationResult(compact({{QStringLiteral("users"), users}}));
    }
    if (query == u"list roles")
        return authorizationResult(
            compact({{QStringLiteral("roles"), QJsonArray{QStringLiteral("admin"), QStringLiteral("reader")}}}));
    return refuse(ServiceError::notSupported(QStringLiteral("The security query '%1'").arg(query.left(100))));
}

} // namespace isthmus::sandbox
