// SPDX-License-Identifier: GPL-3.0-or-later
#include <isthmus/connections/profile.h>
#include <isthmus/core/host.h>

#include <QCoreApplication>
#include <QJsonArray>
#include <QUrl>

#include <algorithm>
#include <limits>

namespace isthmus::connections {

namespace {

constexpr qsizetype maxNameLength = 128;

QString text(const char *source)
{
    return QCoreApplication::translate("Connections", source);
}

bool hasControlCharacter(const QString &value)
{
    return std::any_of(value.begin(), value.end(), [](QChar c) { return c.category() == QChar::Other_Control; });
}

void checkName(const QString &name, QStringList &problems)
{
    if (name.isEmpty())
        problems.append(text(QT_TRANSLATE_NOOP("Connections", "The connection needs a name.")));
    else if (name.size() > maxNameLength)
        problems.append(
            text(QT_TRANSLATE_NOOP("Connections", "The name is longer than %1 characters.")).arg(maxNameLength));
    else if (name.trimmed() != name)
        problems.append(text(QT_TRANSLATE_NOOP("Connections", "The name begins or ends with a blank.")));
    else if (hasControlCharacter(name))
        problems.append(text(QT_TRANSLATE_NOOP("Connections", "The name holds a character that cannot be shown.")));
}

void checkHologres(const Profile &profile, QStringList &problems)
{
    if (profile.host.isEmpty())
        problems.append(text(QT_TRANSLATE_NOOP("Connections", "The host is missing.")));
    else if (std::any_of(profile.host.begin(), profile.host.end(), [](QChar c) { return c.isSpace() || c == u','; }))
        problems.append(
            text(QT_TRANSLATE_NOOP("Connections", "The host \"%1\" holds a blank or a comma.")).arg(profile.host));
    if (profile.port < 1 || profile.port > 65535)
        problems.append(
            text(QT_TRANSLATE_NOOP("Connections", "The port %1 is not between 1 and 65535.")).arg(profile.port));
    if (profile.mode == Profile::Mode::DataSource && profile.database.isEmpty())
        problems.append(text(QT_TRANSLATE_NOOP("Connections", "The database is missing.")));
    if (profile.database.contains(u'@'))
        problems.append(text(
            QT_TRANSLATE_NOOP("Connections", "The database holds \"@\"; the compute group has a field of its own.")));
    if (profile.tlsMode == u"disable") {
        if (!profile.host.isEmpty() && !core::isLoopbackHost(profile.host))
            problems.append(
                text(QT_TRANSLATE_NOOP("Connections",
                                       "TLS cannot be switched off for %1: only for a server on this machine."))
                    .arg(profile.host));
    } else if (profile.tlsMode != u"verify-full") {
        problems.append(text(QT_TRANSLATE_NOOP("Connections",
                                               "The TLS mode \"%1\" is not known; use verify-full or, on this machine, "
                                               "disable."))
                            .arg(profile.tlsMode));
    }
}

void checkEndpoint(const QString &endpoint, QStringList &problems)
{
    const QUrl url(endpoint, QUrl::StrictMode);
    const QString scheme = url.scheme();
    if (!url.isValid() || url.host().isEmpty() || (scheme != u"https" && scheme != u"http")) {
        problems.append(text(QT_TRANSLATE_NOOP("Connections",
                                               "The endpoint \"%1\" is not an address such as "
                                               "https://service.cn-shanghai.maxcompute.aliyun.com/api."))
                            .arg(url.isValid() ? url.toDisplayString() : endpoint.section(u'@', -1)));
        return;
    }
    if (!url.userInfo().isEmpty())
        problems.append(text(
            QT_TRANSLATE_NOOP("Connections", "The endpoint holds a user or password; they have fields of their own.")));
    if (url.hasQuery() || url.hasFragment())
        problems.append(text(QT_TRANSLATE_NOOP("Connections", "The endpoint ends at its path: no \"?\" or \"#\".")));
    if (scheme == u"http" && !core::isLoopbackHost(url.host()))
        problems.append(text(QT_TRANSLATE_NOOP("Connections",
                                               "The endpoint %1 must begin with https: http is for this machine only."))
                            .arg(url.host()));
}

void checkMaxCompute(const Profile &profile, QStringList &problems)
{
    if (profile.endpoint.isEmpty())
        problems.append(text(QT_TRANSLATE_NOOP("Connections", "The endpoint is missing.")));
    else
        checkEndpoint(profile.endpoint, problems);
    if (!profile.tunnelEndpoint.isEmpty())
        checkEndpoint(profile.tunnelEndpoint, problems);
    const auto isProjectCharacter = [](QChar c) {
        return (c >= u'a' && c <= u'z') || (c >= u'A' && c <= u'Z') || (c >= u'0' && c <= u'9') || c == u'_';
    };
    if (profile.project.isEmpty())
        problems.append(text(QT_TRANSLATE_NOOP("Connections", "The project is missing.")));
    else if (!std::all_of(profile.project.begin(), profile.project.end(), isProjectCharacter))
        problems.append(
            text(QT_TRANSLATE_NOOP("Connections", "The project \"%1\" may hold letters, digits and \"_\" only."))
                .arg(profile.project));
}

// Reads members of one JSON object and remembers the first of the wrong type. Members that are absent keep the default,
// unless they are required.
class MemberReader {
public:
    explicit MemberReader(const QJsonObject &object) : m_object(object) { }

    QString required(const QString &key)
    {
        if (!m_object.contains(key))
            note(key);
        return string(key, {});
    }

    QString string(const QString &key, const QString &byDefault)
    {
        const auto value = m_object.value(key);
        if (value.isUndefined())
            return byDefault;
        if (!value.isString())
            note(key);
        return value.toString();
    }

    int integer(const QString &key, int byDefault)
    {
        const auto value = m_object.value(key);
        if (value.isUndefined())
            return byDefault;
        constexpr int none = std::numeric_limits<int>::min(); // what toInt() answers for fractions and for texts
        if (value.toInt(none) == none)
            note(key);
        return value.toInt();
    }

    bool boolean(const QString &key)
    {
        const auto value = m_object.value(key);
        if (!value.isUndefined() && !value.isBool())
            note(key);
        return value.toBool();
    }

    QStringList strings(const QString &key)
    {
        const auto value = m_object.value(key);
        QStringList result;
        if (!value.isUndefined() && !value.isArray())
            note(key);
        for (const auto &item : value.toArray()) {
            if (!item.isString())
                note(key);
            result.append(item.toString());
        }
        return result;
    }

    void note(const QString &key)
    {
        if (m_wrong.isEmpty())
            m_wrong = key;
    }

    [[nodiscard]] const QString &wrongMember() const { return m_wrong; }

private:
    const QJsonObject &m_object;
    QString m_wrong;
};

void readHologres(Profile &profile, MemberReader &reader)
{
    const QString mode = reader.string(QStringLiteral("mode"), QStringLiteral("data_source"));
    if (mode == u"instance")
        profile.mode = Profile::Mode::Instance;
    else if (mode != u"data_source")
        reader.note(QStringLiteral("mode"));
    profile.host = reader.required(QStringLiteral("host"));
    profile.port = reader.integer(QStringLiteral("port"), profile.port);
    profile.database = reader.string(QStringLiteral("database"), {});
    profile.warehouse = reader.string(QStringLiteral("warehouse"), {});
    profile.tlsMode = reader.string(QStringLiteral("tls"), profile.tlsMode);
    profile.instanceName = reader.string(QStringLiteral("instance_name"), {});
}

void readMaxCompute(Profile &profile, MemberReader &reader)
{
    profile.endpoint = reader.required(QStringLiteral("endpoint"));
    profile.tunnelEndpoint = reader.string(QStringLiteral("tunnel_endpoint"), {});
    profile.project = reader.required(QStringLiteral("project"));
    profile.region = reader.string(QStringLiteral("region"), {});
}

} // namespace

catalog::ObjectKind Profile::rootKind() const
{
    if (system == System::MaxCompute)
        return catalog::ObjectKind::MaxComputeProject;
    return mode == Mode::Instance ? catalog::ObjectKind::HologresInstance : catalog::ObjectKind::HologresDataSource;
}

QStringList Profile::problems() const
{
    QStringList problems;
    checkName(name, problems);
    if (system == System::Hologres)
        checkHologres(*this, problems);
    else
        checkMaxCompute(*this, problems);
    if (accessId.isEmpty())
        problems.append(text(QT_TRANSLATE_NOOP("Connections", "The AccessKey ID or user name is missing.")));
    return problems;
}

QJsonObject Profile::toJson() const
{
    QJsonObject json{{QStringLiteral("name"), name},
                     {QStringLiteral("system"), system == System::Hologres ? u"hologres"_qs : u"maxcompute"_qs},
                     {QStringLiteral("access_id"), accessId},
                     {QStringLiteral("read_only"), readOnly},
                     {QStringLiteral("hidden_schemas"), QJsonArray::fromStringList(hiddenSchemas)}};
    if (!sandboxDir.isEmpty())
        json.insert(QStringLiteral("sandbox_dir"), sandboxDir);
    if (system == System::Hologres) {
        json.insert(QStringLiteral("mode"), mode == Mode::Instance ? u"instance"_qs : u"data_source"_qs);
        json.insert(QStringLiteral("host"), host);
        json.insert(QStringLiteral("port"), port);
        json.insert(QStringLiteral("database"), database);
        json.insert(QStringLiteral("warehouse"), warehouse);
        json.insert(QStringLiteral("tls"), tlsMode);
        json.insert(QStringLiteral("instance_name"), instanceName);
    } else {
        json.insert(QStringLiteral("endpoint"), endpoint);
        json.insert(QStringLiteral("tunnel_endpoint"), tunnelEndpoint);
        json.insert(QStringLiteral("project"), project);
        json.insert(QStringLiteral("region"), region);
    }
    return json;
}

core::Result<Profile> Profile::fromJson(const QJsonObject &json)
{
    MemberReader reader(json);
    Profile profile;
    profile.name = reader.required(QStringLiteral("name"));
    if (profile.name.isEmpty())
        reader.note(QStringLiteral("name"));
    const QString system = reader.required(QStringLiteral("system"));
    if (system == u"maxcompute")
        profile.system = System::MaxCompute;
    else if (system != u"hologres")
        reader.note(QStringLiteral("system"));
    profile.accessId = reader.string(QStringLiteral("access_id"), {});
    profile.readOnly = reader.boolean(QStringLiteral("read_only"));
    profile.hiddenSchemas = reader.strings(QStringLiteral("hidden_schemas"));
    profile.sandboxDir = reader.string(QStringLiteral("sandbox_dir"), {});
    if (profile.system == System::Hologres)
        readHologres(profile, reader);
    else
        readMaxCompute(profile, reader);
    if (!reader.wrongMember().isEmpty()) {
        return core::fail(core::ErrorKind::Invalid,
                          text(QT_TRANSLATE_NOOP("Connections", "The saved connection \"%1\" lacks a proper \"%2\"."))
                              .arg(profile.name, reader.wrongMember()),
                          text(QT_TRANSLATE_NOOP("Connections", "It was damaged, or written by another version.")));
    }
    return profile;
}

} // namespace isthmus::connections
