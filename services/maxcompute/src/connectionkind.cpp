// SPDX-License-Identifier: GPL-3.0-or-later
#include "foreignconnections.h"

#include <isthmus/core/host.h>
#include <isthmus/core/redact.h>
#include <isthmus/maxcompute/connection.h>
#include <isthmus/maxcompute/connectionkind.h>

#include <QCoreApplication>
#include <QUrl>

#include <algorithm>

namespace isthmus::maxcompute {

namespace {

using connections::Capability;
using connections::ConnectionField;
using connections::kindText;
using connections::Profile;

bool isTenant(const Profile &profile)
{
    return profile.text(field::mode) == tenantMode;
}

bool isOneProject(const Profile &profile)
{
    return !isTenant(profile);
}

// Checks of single fields

QString problemOfUrl(const QString &endpoint)
{
    if (endpoint.isEmpty())
        return {};
    const QUrl url(endpoint, QUrl::StrictMode);
    const QString scheme = url.scheme();
    if (!url.isValid() || url.host().isEmpty() || (scheme != u"https" && scheme != u"http")) {
        return kindText(QT_TRANSLATE_NOOP("Connections",
                                          "The endpoint \"%1\" is not an address such as "
                                          "https://service.cn-shanghai.maxcompute.aliyun.com/api."))
            .arg(url.isValid() ? url.toDisplayString() : endpoint.section(u'@', -1));
    }
    if (!url.userInfo().isEmpty())
        return kindText(
            QT_TRANSLATE_NOOP("Connections", "The endpoint holds a user or password; they have fields of their own."));
    if (url.hasQuery() || url.hasFragment())
        return kindText(QT_TRANSLATE_NOOP("Connections", "The endpoint ends at its path: no \"?\" or \"#\"."));
    if (scheme == u"http" && !core::isLoopbackHost(url.host()))
        return kindText(QT_TRANSLATE_NOOP("Connections",
                                          "The endpoint %1 must begin with https: http is for this machine only."))
            .arg(url.host());
    return {};
}

QString problemOfEndpoint(const Profile &profile)
{
    return problemOfUrl(profile.text(field::endpoint));
}

QString problemOfTunnelEndpoint(const Profile &profile)
{
    return problemOfUrl(profile.text(field::tunnelEndpoint));
}

QString problemOfProject(const Profile &profile)
{
    const QString project = profile.text(field::project);
    const auto isProjectCharacter = [](QChar c) {
        return (c >= u'a' && c <= u'z') || (c >= u'A' && c <= u'Z') || (c >= u'0' && c <= u'9') || c == u'_';
    };
    if (std::all_of(project.begin(), project.end(), isProjectCharacter))
        return {};
    return kindText(QT_TRANSLATE_NOOP("Connections", "The project \"%1\" may hold letters, digits and \"_\" only."))
        .arg(project);
}

QString problemOfSchema(const Profile &profile)
{
    const QString schema = profile.text(field::schema);
    const auto isWordCharacter = [](QChar c) { return c == u'_' || (c.unicode() < 128 && c.isLetterOrNumber()); };
    if (std::all_of(schema.begin(), schema.end(), isWordCharacter))
        return {};
    return kindText(QT_TRANSLATE_NOOP("Connections", "The schema \"%1\" may hold letters, digits and \"_\" only."))
        .arg(schema);
}

bool signsInByEnvironment(const Profile &profile)
{
    return profile.text(field::signIn) == signInEnvironment;
}

bool hasAccessId(const Profile &profile)
{
    return !signsInByEnvironment(profile);
}

bool hasToken(const Profile &profile)
{
    return profile.text(field::signIn) == signInToken;
}

// The public endpoint of every region has this form.
QString endpointOf(const QString &region)
{
    return QStringLiteral("https://service.%1.maxcompute.aliyun.com/api").arg(region);
}

void takeRegion(Profile &profile)
{
    profile.set(field::endpoint, endpointOf(profile.text(field::region)));
    profile.set(field::tunnelEndpoint, QString()); // of another region
}

// Regions with a public endpoint: "Endpoints" in the manual, alibabacloud.com/help/en/maxcompute/user-guide/endpoints.
QList<ConnectionField::Choice> regions()
{
    return {
        {.value = QStringLiteral("cn-hangzhou"), .title = QT_TRANSLATE_NOOP("Connections", "China (Hangzhou)")},
        {.value = QStringLiteral("cn-shanghai"), .title = QT_TRANSLATE_NOOP("Connections", "China (Shanghai)")},
        {.value = QStringLiteral("cn-beijing"), .title = QT_TRANSLATE_NOOP("Connections", "China (Beijing)")},
        {.value = QStringLiteral("cn-zhangjiakou"), .title = QT_TRANSLATE_NOOP("Connections", "China (Zhangjiakou)")},
        {.value = QStringLiteral("cn-wulanchabu"), .title = QT_TRANSLATE_NOOP("Connections", "China (Ulanqab)")},
        {.value = QStringLiteral("cn-shenzhen"), .title = QT_TRANSLATE_NOOP("Connections", "China (Shenzhen)")},
        {.value = QStringLiteral("cn-chengdu"), .title = QT_TRANSLATE_NOOP("Connections", "China (Chengdu)")},
        {.value = QStringLiteral("cn-hongkong"), .title = QT_TRANSLATE_NOOP("Connections", "China (Hong Kong)")},
        {.value = QStringLiteral("ap-southeast-1"), .title = QT_TRANSLATE_NOOP("Connections", "Singapore")},
        {.value = QStringLiteral("ap-southeast-3"),
         .title = QT_TRANSLATE_NOOP("Connections", "Malaysia (Kuala Lumpur)")},
        {.value = QStringLiteral("ap-southeast-5"), .title = QT_TRANSLATE_NOOP("Connections", "Indonesia (Jakarta)")},
        {.value = QStringLiteral("ap-northeast-1"), .title = QT_TRANSLATE_NOOP("Connections", "Japan (Tokyo)")},
        {.value = QStringLiteral("eu-central-1"), .title = QT_TRANSLATE_NOOP("Connections", "Germany (Frankfurt)")},
        {.value = QStringLiteral("eu-west-1"), .title = QT_TRANSLATE_NOOP("Connections", "UK (London)")},
        {.value = QStringLiteral("us-west-1"), .title = QT_TRANSLATE_NOOP("Connections", "US (Silicon Valley)")},
        {.value = QStringLiteral("us-east-1"), .title = QT_TRANSLATE_NOOP("Connections", "US (Virginia)")},
        {.value = QStringLiteral("me-east-1"), .title = QT_TRANSLATE_NOOP("Connections", "UAE (Dubai)")}};
}

// What is known of a connection

catalog::ObjectKind rootKindOf(const Profile &profile)
{
    return isTenant(profile) ? catalog::ObjectKind::MaxComputeTenant : catalog::ObjectKind::MaxComputeProject;
}

connections::ServerAddress serverOf(const Profile &profile)
{
    return {QUrl(profile.text(field::endpoint)).adjusted(QUrl::RemoveUserInfo).authority()};
}

// A hand-written file may hold one with a password, which is told to be wrong and must not be seen.
QString shownEndpoint(const Profile &profile)
{
    return core::redacted(profile.text(field::endpoint));
}

QString addressOf(const Profile &profile)
{
    const QString endpoint = shownEndpoint(profile);
    return isTenant(profile) ? endpoint : QStringLiteral("%1 %2").arg(endpoint, profile.text(field::project));
}

QString databaseOf(const Profile &profile)
{
    return isTenant(profile) ? QString() : profile.text(field::project);
}

QList<catalog::Fact> factsOf(const Profile &profile)
{
    using catalog::FactId;
    return {{FactId::Project, databaseOf(profile)},
            {FactId::Endpoint, shownEndpoint(profile)},
            {FactId::Region, profile.text(field::region)}};
}

QList<ConnectionField> fields()
{
    return {
        {.id = field::mode.toString(),
         .type = ConnectionField::Type::Choice,
         .label = QT_TRANSLATE_NOOP("Connections", "See"),
         .choices = {{.value = projectMode.toString(), .title = QT_TRANSLATE_NOOP("Connections", "One project")},
                     {.value = tenantMode.toString(),
                      .title = QT_TRANSLATE_NOOP("Connections", "All projects of the tenant"),
                      .option = "tenant",
                      .help = QT_TRANSLATE_NOOP("Connections", "show all projects of the tenant.")}},
         .hasButtons = true},
        {.id = field::region.toString(),
         .label = QT_TRANSLATE_NOOP("Connections", "Re&gion"),
         .section = QT_TRANSLATE_NOOP("Connections", "Service"),
         .help = QT_TRANSLATE_NOOP("Connections",
                                   "region, for V4 signatures; its public endpoint is taken if none is given."),
         .valueName = "REGION",
         .placeholder = QT_TRANSLATE_NOOP("Connections", "none: V2 signatures"),
         .choices = regions(),
         .chosen = takeRegion},
        {.id = field::endpoint.toString(),
         .label = QT_TRANSLATE_NOOP("Connections", "&Endpoint"),
         .help = QT_TRANSLATE_NOOP("Connections", "service endpoint."),
         .valueName = "URL",
         .placeholder = "https://service.cn-shanghai.maxcompute.aliyun.com/api",
         .missing = QT_TRANSLATE_NOOP("Connections", "The endpoint is missing."),
         .check = problemOfEndpoint},
        {.id = field::tunnelEndpoint.toString(),
         .label = QT_TRANSLATE_NOOP("Connections", "T&unnel endpoint"),
         .help = QT_TRANSLATE_NOOP("Connections", "Tunnel endpoint; asked of the service if not given."),
         .valueName = "URL",
         .placeholder = QT_TRANSLATE_NOOP("Connections", "assigned by the service"),
         .check = problemOfTunnelEndpoint},
        {.id = field::project.toString(),
         .label = QT_TRANSLATE_NOOP("Connections", "&Project"),
         .help = QT_TRANSLATE_NOOP("Connections", "project."),
         .valueName = "NAME",
         .missing = QT_TRANSLATE_NOOP("Connections", "The project is missing."),
         .applies = isOneProject,
         .check = problemOfProject},
        {.id = field::schema.toString(),
         .label = QT_TRANSLATE_NOOP("Connections", "Default s&chema"),
         .help = QT_TRANSLATE_NOOP("Connections", "schema of bare names in SQL, \"default\" if not given."),
         .valueName = "NAME",
         .placeholder = "default",
         .check = problemOfSchema},
        {.id = field::quota.toString(),
         .label = QT_TRANSLATE_NOOP("Connections", "&Quota"),
         .help = QT_TRANSLATE_NOOP("Connections", "computing quota that SQL jobs run in."),
         .valueName = "NAME",
         .placeholder = QT_TRANSLATE_NOOP("Connections", "as the project has it")},
        connections::authoritiesField(),
        connections::timeZoneField(QT_TRANSLATE_NOOP("Connections", "as the project has it")),
        connections::timeLimitField(),
        {.id = field::signIn.toString(),
         .type = ConnectionField::Type::Choice,
         .label = QT_TRANSLATE_NOOP("Connections", "Sign in &with"),
         .section = QT_TRANSLATE_NOOP("Connections", "Identity"),
         .help = QT_TRANSLATE_NOOP("Connections", "access_key, sts (with a security token), or environment."),
         .valueName = "WAY",
         .choices = {{.value = signInKey.toString(), .title = QT_TRANSLATE_NOOP("Connections", "AccessKey")},
                     {.value = signInToken.toString(),
                      .title = QT_TRANSLATE_NOOP("Connections", "AccessKey and security token (STS)")},
                     {.value = signInEnvironment.toString(),
                      .title = QT_TRANSLATE_NOOP("Connections", "AccessKey in environment variables")}}},
        {.id = field::accessId.toString(),
         .label = QT_TRANSLATE_NOOP("Connections", "&AccessKey ID"),
         .help = QT_TRANSLATE_NOOP("Connections", "AccessKey id."),
         .valueName = "ID",
         .missing = QT_TRANSLATE_NOOP("Connections", "The AccessKey ID is missing."),
         .applies = hasAccessId},
    };
}

core::Result<core::Done> takeEnvironment(Settings &settings)
{
    const auto read = [](const char *name, QString &value) -> core::Result<core::Done> {
        value = qEnvironmentVariable(name);
        if (!value.isEmpty())
            return core::Done{};
        return core::fail(core::ErrorKind::Authentication,
                          kindText(QT_TRANSLATE_NOOP("Connections", "The environment variable %1 is not set."))
                              .arg(QLatin1String(name)),
                          kindText(QT_TRANSLATE_NOOP(
                              "Connections", "Set it before Isthmus is started, or choose another way to sign in.")));
    };
    if (auto id = read("ALIBABA_CLOUD_ACCESS_KEY_ID", settings.accessId); !id)
        return id;
    settings.stsToken = qEnvironmentVariable("ALIBABA_CLOUD_SECURITY_TOKEN");
    return read("ALIBABA_CLOUD_ACCESS_KEY_SECRET", settings.accessKey);
}

core::Result<connections::Backend> makeBackend(const Profile &profile, const QString &secret)
{
    Settings settings;
    settings.connectionName = profile.name;
    settings.endpoint = profile.text(field::endpoint);
    settings.tunnelEndpoint = profile.text(field::tunnelEndpoint);
    settings.wholeTenant = isTenant(profile);
    settings.project = databaseOf(profile);
    settings.region = profile.text(field::region);
    settings.schema = profile.text(field::schema);
    settings.quota = profile.text(field::quota);
    if (signsInByEnvironment(profile) && profile.sandboxDir.isEmpty()) {
        if (auto taken = takeEnvironment(settings); !taken)
            return core::fail(taken.error());
    } else {
        const auto parts = connections::SecretParts::of(secret);
        settings.accessId = profile.text(field::accessId);
        settings.accessKey = parts.secret;
        if (hasToken(profile))
            settings.stsToken = parts.token;
    }
    settings.authorities = profile.text(connections::authoritiesFieldId);
    settings.timeZone = profile.text(connections::timeZoneFieldId);
    settings.timeLimit = connections::timeLimitOf(profile);
    settings.connectLog = std::make_shared<core::ConnectLog>();
    auto made = makeConnection(settings);
    if (!made)
        return core::fail(made.error());
    return connections::Backend{profile, made->catalog, made->reader, made->sql, settings.connectLog};
}

} // namespace

connections::ConnectionKind connectionKind()
{
    return {.id = kindId.toString(),
            .title = QStringLiteral("MaxCompute"),
            .icon = "eng-m",
            .connectText = QT_TRANSLATE_NOOP("Connections", "Connect to Max&Compute…"),
            .intro = QT_TRANSLATE_NOOP("Connections",
                                       "Region or endpoint, and an AccessKey or STS token. One project, or all of a "
                                       "tenant."),
            .side = catalog::Side::Warehouse,
            .capabilities = Capability::Preview | Capability::Sql | Capability::MappedTo,
            .sqlDialect = dialect::Dialect::MaxCompute,
            .fields = fields(),
            .accountField = field::accessId.toString(),
            .secretMissing = QT_TRANSLATE_NOOP("Connections", "The AccessKey secret is missing."),
            .tokenMissing = QT_TRANSLATE_NOOP("Connections", "The security token is missing."),
            .signsInAlone = signsInByEnvironment,
            .hasToken = hasToken,
            .sandboxSecret = {QStringLiteral("access_key")},
            .rootKind = rootKindOf,
            .address = addressOf,
            .server = serverOf,
            .database = databaseOf,
            .facts = factsOf,
            .makeBackend = makeBackend,
            .sources = foreignSources(),
            .readUrl = readForeignUrl};
}

} // namespace isthmus::maxcompute
