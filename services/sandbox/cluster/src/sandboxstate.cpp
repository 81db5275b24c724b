// SPDX-License-Identifier: GPL-3.0-or-later
#include <isthmus/core/privatefile.h>
#include <isthmus/sandbox/cluster/cluster.h>
#include <isthmus/sandbox/cluster/sandboxstate.h>
#include <isthmus/sandbox/cluster/text.h>

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QRandomGenerator>

namespace isthmus::sandbox {

using core::Done;
using core::Result;

namespace {

using namespace Qt::StringLiterals;

constexpr qint64 maxStateBytes = 64 * 1024;

/// \a length letters and digits from the system's random source.
QString randomText(int length)
{
    const QLatin1StringView letters = "ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz23456789"_L1;
    QString text;
    for (int i = 0; i < length; ++i)
        text += letters.at(QRandomGenerator::system()->bounded(int(letters.size())));
    return text;
}

QJsonObject userJson(const HologresUser &user)
{
    return {{u"name"_s, user.name}, {u"password"_s, user.password}};
}

QJsonArray accountsJson(const QList<Account> &accounts)
{
    QJsonArray array;
    for (const Account &account : accounts)
        array.append(QJsonObject{{u"access_id"_s, account.accessId},
                                 {u"access_key"_s, account.accessKey},
                                 {u"sts_token"_s, account.stsToken},
                                 {u"read_only"_s, account.readOnly},
                                 {u"tables"_s, QJsonArray::fromStringList(account.tables)},
                                 {u"projects"_s, QJsonArray::fromStringList(account.projects)},
                                 {u"hologres_user"_s, account.hologresRole},
                                 {u"hologres_password"_s, account.hologresPassword}});
    return array;
}

/// An account without id or key is left out: everybody could be it.
QList<Account> accountsFromJson(const QJsonArray &array)
{
    QList<Account> accounts;
    for (const QJsonValue &value : array) {
        Account account;
        account.accessId = value[u"access_id"].toString();
        account.accessKey = value[u"access_key"].toString();
        account.stsToken = value[u"sts_token"].toString();
        account.readOnly = value[u"read_only"].toBool();
        for (const QJsonValue &table : value[u"tables"].toArray())
            account.tables.append(table.toString().toLower());
        for (const QJsonValue &project : value[u"projects"].toArray())
            account.projects.append(project.toString().toLower());
        account.hologresRole = value[u"hologres_user"].toString();
        account.hologresPassword = value[u"hologres_password"].toString();
        if (!account.accessId.isEmpty() && !account.accessKey.isEmpty())
            accounts.append(account);
    }
    return accounts;
}

HologresUser userFromJson(const QJsonValue &value)
{
    return {value[u"name"].toString(), value[u"password"].toString()};
}

} // namespace

SandboxState SandboxState::make(const QString &dir, double scale)
{
    SandboxState state;
    state.scale = scale;
    state.info.dir = dir;
    state.info.project = names::project;
    state.info.accessId = u"LTAIsandbox"_s + randomText(9);
    state.info.accessKey = randomText(30);
    state.info.hologresHost = u"127.0.0.1"_s;
    state.info.hologresUser = state.info.accessId; // Hologres takes an AccessKey pair as user and password
    state.info.hologresPassword = state.info.accessKey;
    state.info.hologresDatabase = names::hologresDatabase;
    state.superuserPassword = randomText(30);
    state.enginePassword = randomText(30);
    state.restricted = {u"p4_260000000000000001"_s, randomText(30)};
    state.unprivileged = {u"p4_270000000000000001"_s, randomText(30)};
    state.ramRole = {u"p4_280000000000000001"_s, randomText(30)};
    return state;
}

QJsonObject SandboxState::toJson() const
{
    QJsonObject json = info.toJson();
    json[u"isthmus_sandbox"_s] = 1; // format of this file
    json[u"private"_s] = QJsonObject{{u"cluster_dir"_s, clusterDir},
                                     {u"scale"_s, scale},
                                     {u"seed_version"_s, seedVersion},
                                     {u"endpoint_port"_s, endpointPort},
                                     {u"superuser_password"_s, superuserPassword},
                                     {u"engine_password"_s, enginePassword},
                                     {u"restricted"_s, userJson(restricted)},
                                     {u"unprivileged"_s, userJson(unprivileged)},
                                     {u"ram_role"_s, userJson(ramRole)},
                                     {u"accounts"_s, accountsJson(furtherAccounts)}};
    return json;
}

core::Result<SandboxState> SandboxState::fromJson(const QJsonObject &json)
{
    if (json[u"isthmus_sandbox"_s].toInt() != 1)
        return core::fail(damagedSandbox(Text::tr("its format is not known to this version")));
    const auto info = SandboxInfo::fromJson(json);
    if (!info)
        return core::fail(info.error());
    const QJsonObject own = json[u"private"_s].toObject();
    SandboxState state;
    state.info = *info;
    state.clusterDir = own[u"cluster_dir"_s].toString();
    state.scale = own[u"scale"_s].toDouble(1.0);
    state.seedVersion = own[u"seed_version"_s].toInt();
    state.endpointPort = own[u"endpoint_port"_s].toInt();
    state.superuserPassword = own[u"superuser_password"_s].toString();
    state.enginePassword = own[u"engine_password"_s].toString();
    state.restricted = userFromJson(own[u"restricted"_s]);
    state.unprivileged = userFromJson(own[u"unprivileged"_s]);
    state.ramRole = userFromJson(own[u"ram_role"_s]);
    state.furtherAccounts = accountsFromJson(own[u"accounts"_s].toArray());
    if (state.superuserPassword.isEmpty() || state.enginePassword.isEmpty() || state.restricted.name.isEmpty()
        || state.unprivileged.name.isEmpty() || state.ramRole.name.isEmpty())
        return core::fail(damagedSandbox(Text::tr("a credential is missing")));
    return state;
}

PgAddress SandboxState::superuserAddress(const QString &database) const
{
    return {info.hologresHost, info.hologresPort, Cluster::superuser(), superuserPassword, database};
}

QString stateFile(const QString &dir)
{
    return dir + u"/sandbox.json"_s;
}

Result<SandboxState> loadState(const QString &dir)
{
    QFile file(stateFile(dir));
    if (!file.exists())
        return core::fail(core::ErrorKind::NotFound, Text::tr("There is no sandbox in the folder %1").arg(dir),
                          Text::tr("Start one with: isthmusctl sandbox start --dir \"%1\"").arg(dir));
    if (!file.open(QIODevice::ReadOnly))
        return core::fail(core::ErrorKind::Permission, Text::tr("The file %1 cannot be read").arg(file.fileName()), {},
                          {}, file.errorString());
    const QJsonDocument document = QJsonDocument::fromJson(file.read(maxStateBytes));
    if (!document.isObject())
        return core::fail(damagedSandbox(Text::tr("it holds no JSON object")));
    return SandboxState::fromJson(document.object());
}

Result<Done> saveState(const SandboxState &state)
{
    return core::writePrivateFile(stateFile(state.info.dir), QJsonDocument(state.toJson()).toJson());
}

} // namespace isthmus::sandbox
