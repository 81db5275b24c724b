// SPDX-License-Identifier: GPL-3.0-or-later
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

// What is known of a connection

catalog::ObjectKind rootKindOf(const Profile &)
{
    return catalog::ObjectKind::MaxComputeProject;
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
    return QStringLiteral("%1 %2").arg(shownEndpoint(profile), profile.text(field::project));
}

QString databaseOf(const Profile &profile)
{
    return profile.text(field::project);
}

QList<catalog::Fact> factsOf(const Profile &profile)
{
    using catalog::FactId;
    return {{FactId::Project, profile.text(field::project)},
            {FactId::Endpoint, shownEndpoint(profile)},
            {FactId::Region, profile.text(field::region)}};
}

QList<ConnectionField> fields()
{
    return {
        {.id = field::endpoint.toString(),
         .label = QT_TRANSLATE_NOOP("Connections", "&Endpoint"),
         .section = QT_TRANSLATE_NOOP("Connections", "Service"),
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
         .check = problemOfProject},
        {.id = field::region.toString(),
         .label = QT_TRANSLATE_NOOP("Connections", "Re&gion"),
         .help = QT_TRANSLATE_NOOP("Connections", "region, for V4 signatures."),
         .valueName = "REGION",
         .placeholder = QT_TRANSLATE_NOOP("Connections", "none: V2 signatures")},
        connections::authoritiesField(),
        connections::timeZoneField(QT_TRANSLATE_NOOP("Connections", "as the project has it")),
        connections::timeLimitField(),
        {.id = field::accessId.toString(),
         .label = QT_TRANSLATE_NOOP("Connections", "&AccessKey ID"),
         .section = QT_TRANSLATE_NOOP("Connections", "Identity"),
         .help = QT_TRANSLATE_NOOP("Connections", "AccessKey id."),
         .valueName = "ID",
         .missing = QT_TRANSLATE_NOOP("Connections", "The AccessKey ID is missing.")},
    };
}

core::Result<connections::Backend> makeBackend(const Profile &profile, const QString &secret)
{
    Settings settings;
    settings.connectionName = profile.name;
    settings.endpoint = profile.text(field::endpoint);
    settings.tunnelEndpoint = profile.text(field::tunnelEndpoint);
    settings.project = profile.text(field::project);
    settings.region = profile.text(field::region);
    settings.accessId = profile.text(field::accessId);
    settings.accessKey = secret;
    settings.authorities = profile.text(connections::authoritiesFieldId);
    settings.timeZone = profile.text(connections::timeZoneFieldId);
    settings.timeLimit = connections::timeLimitOf(profile);
    auto made = makeConnection(settings);
    if (!made)
        return core::fail(made.error());
    return connections::Backend{profile, made->catalog, made->reader, made->sql};
}

} // namespace

connections::ConnectionKind connectionKind()
{
    return {.id = kindId.toString(),
            .title = QStringLiteral("MaxCompute"),
            .icon = "eng-m",
            .connectText = QT_TRANSLATE_NOOP("Connections", "Connect to Max&Compute…"),
            .intro = QT_TRANSLATE_NOOP("Connections", "Project name, endpoint and an AccessKey."),
            .side = catalog::Side::Warehouse,
            .capabilities = Capability::Preview | Capability::Sql | Capability::MappedTo,
            .sqlDialect = dialect::Dialect::MaxCompute,
            .fields = fields(),
            .accountField = field::accessId.toString(),
            .secretMissing = QT_TRANSLATE_NOOP("Connections", "The AccessKey secret is missing."),
            .sandboxSecret = {QStringLiteral("access_key")},
            .rootKind = rootKindOf,
            .address = addressOf,
            .server = serverOf,
            .database = databaseOf,
            .facts = factsOf,
            .makeBackend = makeBackend};
}

} // namespace isthmus::maxcompute
