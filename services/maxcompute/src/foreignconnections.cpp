// SPDX-License-Identifier: GPL-3.0-or-later
#include "foreignconnections.h"

#include <isthmus/connections/connectionkind.h>
#include <isthmus/connections/foreigntext.h>
#include <isthmus/core/host.h>
#include <isthmus/maxcompute/connectionkind.h>

#include <QCoreApplication>
#include <QFileInfo>
#include <QUrl>

#include <algorithm>

namespace isthmus::maxcompute {

namespace {

using connections::ForeignPlaces;
using connections::FoundConnection;
using connections::FoundConnections;
using connections::SecretParts;

constexpr qsizetype maxUrlLength = 16 * 1024;

struct Text {
    Q_DECLARE_TR_FUNCTIONS(Connections)
};

// Another program's values, with the names it has for them.
struct Values {
    struct Value {
        QString name;
        QString value;
    };
    Value endpoint;
    Value tunnelEndpoint;
    Value project;
    Value schema;
    Value quota;
    Value region;
    Value timeZone;
    Value accessId;
    Value accessKey;
    Value token;
};

// Other programs may speak http to the public service; we do not.
QString secured(const QString &endpoint, FoundConnection &found)
{
    const QUrl url(endpoint, QUrl::StrictMode);
    if (url.scheme() != u"http" || url.host().isEmpty() || core::isLoopbackHost(url.host()))
        return endpoint;
    found.notes.append(Text::tr("Its endpoint begins with https here."));
    QUrl safe = url;
    safe.setScheme(QStringLiteral("https"));
    return safe.toString(QUrl::FullyEncoded);
}

FoundConnection connectionOf(const Values &values, const QString &origin)
{
    FoundConnection found{connections::Profile(kindId.toString()), {}, origin, {}, true};
    const auto take = [&found](QStringView id, const Values::Value &value) { found.take(id, value.value, value.name); };
    found.profile.name = connections::isPlainValue(values.project.value) ? values.project.value : QString();
    found.take(field::endpoint, secured(values.endpoint.value, found), values.endpoint.name);
    found.take(field::tunnelEndpoint, secured(values.tunnelEndpoint.value, found), values.tunnelEndpoint.name);
    take(field::project, values.project);
    take(field::schema, values.schema);
    take(field::quota, values.quota);
    take(field::region, values.region);
    take(connections::timeZoneFieldId, values.timeZone);
    take(field::accessId, values.accessId);
    found.takeSecret(values.accessKey.value, values.accessKey.name);
    if (!values.token.value.isEmpty()) {
        FoundConnection token = found;
        token.secret.clear();
        token.takeSecret(values.token.value, values.token.name);
        found.notes = token.notes;
        if (!token.secret.isEmpty() && !found.secret.isEmpty()) {
            found.secret = SecretParts{found.secret, token.secret}.joined();
            found.profile.set(field::signIn, signInToken.toString());
            found.notes.append(Text::tr("Its security token ends after some hours."));
        }
    }
    found.notes.removeDuplicates();
    return found;
}

// odpscmd

const QStringList &configKeys()
{
    static const QStringList keys{QStringLiteral("end_point"),    QStringLiteral("tunnel_endpoint"),
                                  QStringLiteral("project_name"), QStringLiteral("schema_name"),
                                  QStringLiteral("access_id"),    QStringLiteral("access_key"),
                                  QStringLiteral("sts_token")};
    return keys;
}

// What concerns odpscmd's own ways to show and to ask.
const QStringList &quietKeys()
{
    static const QStringList keys{QStringLiteral("log_view_host"),
                                  QStringLiteral("log_view_life"),
                                  QStringLiteral("data_size_confirm"),
                                  QStringLiteral("update_url"),
                                  QStringLiteral("use_instance_tunnel"),
                                  QStringLiteral("debug"),
                                  QStringLiteral("instance_tunnel_max_record"),
                                  QStringLiteral("instance_tunnel_max_size"),
                                  QStringLiteral("https_check")};
    return keys;
}

std::optional<FoundConnections> readConfig(const QByteArray &content, const QString &shownName, const ForeignPlaces &)
{
    const auto config = connections::foreignProperties(content, shownName);
    const auto value = [&config](const char *key) {
        const QString name = QString::fromLatin1(key);
        return Values::Value{name, config.value(name)};
    };
    Values values;
    values.endpoint = value("end_point");
    values.tunnelEndpoint = value("tunnel_endpoint");
    values.project = value("project_name");
    values.schema = value("schema_name");
    values.accessId = value("access_id");
    values.accessKey = value("access_key");
    values.token = value("sts_token");
    const auto isOurs = [](const auto &pair) { return configKeys().contains(pair.first); };
    if (std::ranges::none_of(config.values, isOurs))
        return std::nullopt;
    // As odpscmd installs it: nothing is filled in yet.
    if (values.project.value.isEmpty() && values.endpoint.value.isEmpty() && values.accessId.value.isEmpty())
        return FoundConnections{{}, config.problems};
    FoundConnection found = connectionOf(values, shownName);
    QStringList leftOut;
    for (const auto &[key, text] : config.values) {
        if (!text.trimmed().isEmpty() && !configKeys().contains(key) && !quietKeys().contains(key))
            leftOut.append(key);
    }
    found.noteLeftOut(leftOut);
    return FoundConnections{{found}, config.problems};
}

// The folder of its packages, the name that other tools know, and beside the program itself.
QStringList configFiles(const ForeignPlaces &places)
{
    QStringList files{places.inHome(QStringLiteral(".odpscmd/odps_config.ini")),
                      places.inHome(QStringLiteral(".odps_config.ini"))};
    const QStringList folders = places.variable(QStringLiteral("PATH")).split(u':', Qt::SkipEmptyParts);
    for (const QString &folder : folders) {
        const QString program = QFileInfo(folder + QStringLiteral("/odpscmd")).canonicalFilePath();
        if (program.isEmpty())
            continue;
        files.append(
            QFileInfo(QFileInfo(program).path() + QStringLiteral("/../conf/odps_config.ini")).canonicalFilePath());
        break; // the one that is started
    }
    files.removeAll(QString());
    files.removeDuplicates();
    return files;
}

FoundConnections findConfigs(const ForeignPlaces &places)
{
    return connections::readForeignFiles(configFiles(places), places,
                                         [&](const QByteArray &content, const QString &shownName) {
                                             return readConfig(content, shownName, places).value_or(FoundConnections());
                                         });
}

// The environment

FoundConnections findEnvironment(const ForeignPlaces &places)
{
    const auto value = [&places](const char *name) {
        return Values::Value{QLatin1String(name), places.variable(QLatin1String(name))};
    };
    // The first that is set, as the programs choose.
    const auto first = [&value](const char *one, const char *other) {
        const auto chosen = value(one);
        return chosen.value.isEmpty() ? value(other) : chosen;
    };
    Values values;
    values.endpoint = first("ODPS_ENDPOINT", "PYODPS_ENDPOINT");
    values.project = value("ODPS_PROJECT_NAME");
    values.region = value("ODPS_REGION_NAME");
    values.tunnelEndpoint = value("ODPS_TUNNEL_ENDPOINT");
    values.accessId = first("ODPS_STS_ACCESS_KEY_ID", "ALIBABA_CLOUD_ACCESS_KEY_ID");
    values.accessKey = first("ODPS_STS_ACCESS_KEY_SECRET", "ALIBABA_CLOUD_ACCESS_KEY_SECRET");
    values.token = first("ODPS_STS_TOKEN", "ALIBABA_CLOUD_SECURITY_TOKEN");
    if (values.accessId.value.isEmpty() && values.endpoint.value.isEmpty() && values.project.value.isEmpty())
        return {};
    auto found = connectionOf(values, Text::tr("environment variables ODPS_…, ALIBABA_CLOUD_…"));
    QStringList leftOut;
    for (const char *name : {"ODPS_STS_ACCOUNT_FILE", "ODPS_BEARER_TOKEN", "ODPS_BEARER_TOKEN_FILE", "ODPS_NAMESPACE",
                             "ALIBABA_CLOUD_CREDENTIALS_URI", "ALIBABA_CLOUD_ROLE_ARN"}) {
        if (!places.variable(QLatin1String(name)).isEmpty())
            leftOut.append(QLatin1String(name));
    }
    found.noteLeftOut(leftOut);
    return {{found}, {}};
}

// URLs

// By the driver's name of the parameter in a URL, and that of the property.
struct Parameter {
    const char *url;
    const char *property;
    Values::Value Values::*value;
};

constexpr Parameter urlParameters[]{
    {"accessId", "access_id", &Values::accessId},  {"accessKey", "access_key", &Values::accessKey},
    {"project", "project_name", &Values::project}, {"tunnelEndpoint", "tunnel_endpoint", &Values::tunnelEndpoint},
    {"stsToken", "sts_token", &Values::token},     {"schema", "schema", &Values::schema},
    {"quotaName", "quota_name", &Values::quota},   {"timezone", "timezone", &Values::timeZone},
    {"user", "user", &Values::accessId},           {"password", "password", &Values::accessKey}};

} // namespace

QList<connections::ConnectionSource> foreignSources()
{
    return {{QStringLiteral("odpscmd"), QT_TRANSLATE_NOOP("Connections", "odpscmd's odps_config.ini"), findConfigs,
             readConfig},
            {QStringLiteral("odps_environment"),
             QT_TRANSLATE_NOOP("Connections", "environment variables ODPS_…, ALIBABA_CLOUD_…"), findEnvironment,
             nullptr}};
}

std::optional<FoundConnection> readForeignUrl(const QString &url)
{
    const QString text = url.trimmed();
    const QString prefix = QStringLiteral("jdbc:odps:");
    if (!text.startsWith(prefix) || text.size() > maxUrlLength)
        return std::nullopt;
    const QStringView rest = QStringView(text).sliced(prefix.size());
    const qsizetype mark = rest.indexOf(u'?');
    Values values;
    values.endpoint = {Text::tr("the endpoint"), (mark < 0 ? rest : rest.first(mark)).toString()};
    const auto query = connections::foreignQuery(mark < 0 ? QStringView() : rest.sliced(mark + 1), true);
    QStringList notes = query.problems;
    QStringList leftOut;
    bool isReadOnly = false;
    for (const auto &[key, value] : query.parameters) {
        if (key == u"readOnly") {
            isReadOnly = value.compare(u"true", Qt::CaseInsensitive) == 0;
            continue;
        }
        const auto known = std::ranges::find_if(urlParameters, [&key = key](const Parameter &parameter) {
            return key == QLatin1String(parameter.url) || key == QLatin1String(parameter.property);
        });
        if (known == std::end(urlParameters)) {
            leftOut.append(key);
            continue;
        }
        QString taken = value;
        if (known->value == &Values::accessKey) // which the driver decodes once more
            taken = connections::percentDecoded(value, true).value_or(value);
        values.*(known->value) = {key, taken};
    }
    FoundConnection found = connectionOf(values, Text::tr("URL"));
    found.profile.readOnly = isReadOnly;
    found.notes = notes + found.notes;
    found.noteLeftOut(leftOut);
    return found;
}

} // namespace isthmus::maxcompute
