// SPDX-License-Identifier: GPL-3.0-or-later
#include <isthmus/sandbox/sandboxinfo.h>

#include <QCoreApplication>
#include <QStandardPaths>

#include <array>

namespace isthmus::sandbox {

using namespace Qt::StringLiterals;

namespace {

struct Text {
    Q_DECLARE_TR_FUNCTIONS(Sandbox)
};

} // namespace

QString defaultDir()
{
    const QString own = qEnvironmentVariable("ISTHMUS_DATA_DIR");
    if (!own.isEmpty())
        return own + u"/sandbox"_s;
    return QStandardPaths::writableLocation(QStandardPaths::GenericDataLocation) + u"/isthmus/sandbox"_s;
}

core::Error damagedSandbox(const QString &what)
{
    // With its context: outside of a class lupdate would file Text::tr() under "Text".
    return {core::ErrorKind::Invalid,
            QCoreApplication::translate("Sandbox", "The sandbox's file sandbox.json is damaged: %1").arg(what),
            QCoreApplication::translate("Sandbox", "Delete the sandbox's folder and start the sandbox again."),
            {},
            {}};
}

QJsonObject SandboxInfo::publicJson() const
{
    return {{u"dir"_s, dir},
            {u"endpoint"_s, endpoint},
            {u"listen"_s, listen},
            {u"project"_s, project},
            {u"access_id"_s, accessId},
            {u"hologres"_s,
             QJsonObject{{u"host"_s, hologresHost},
                         {u"port"_s, hologresPort},
                         {u"user"_s, hologresUser},
                         {u"database"_s, hologresDatabase}}},
            {u"server_pid"_s, serverPid}};
}

QJsonObject SandboxInfo::toJson() const
{
    QJsonObject json = publicJson();
    json.insert(u"access_key"_s, accessKey);
    QJsonObject hologres = json[u"hologres"_s].toObject();
    hologres.insert(u"password"_s, hologresPassword);
    json.insert(u"hologres"_s, hologres);
    return json;
}

core::Result<SandboxInfo> SandboxInfo::fromJson(const QJsonObject &json)
{
    const QJsonObject hologres = json[u"hologres"_s].toObject();
    SandboxInfo info;
    info.dir = json[u"dir"_s].toString();
    info.endpoint = json[u"endpoint"_s].toString();
    info.listen = json[u"listen"_s].toString(info.listen);
    info.project = json[u"project"_s].toString();
    info.accessId = json[u"access_id"_s].toString();
    info.accessKey = json[u"access_key"_s].toString();
    info.hologresHost = hologres[u"host"_s].toString();
    info.hologresPort = hologres[u"port"_s].toInt();
    info.hologresUser = hologres[u"user"_s].toString();
    info.hologresPassword = hologres[u"password"_s].toString();
    info.hologresDatabase = hologres[u"database"_s].toString();
    info.serverPid = json[u"server_pid"_s].toInteger();
    const std::array<const QString *, 8> required{
        &info.dir,          &info.project,      &info.accessId,         &info.accessKey,
        &info.hologresHost, &info.hologresUser, &info.hologresPassword, &info.hologresDatabase};
    for (const QString *text : required) {
        if (text->isEmpty())
            return core::fail(damagedSandbox(Text::tr("an address or a credential is missing")));
    }
    if (info.listen != u"127.0.0.1" && info.listen != u"0.0.0.0")
        return core::fail(damagedSandbox(Text::tr("listen is %1; it can be 127.0.0.1 or 0.0.0.0").arg(info.listen)));
    if (info.hologresPort < 0 || info.hologresPort > 65535)
        return core::fail(damagedSandbox(Text::tr("port %1").arg(info.hologresPort)));
    return info;
}

} // namespace isthmus::sandbox
