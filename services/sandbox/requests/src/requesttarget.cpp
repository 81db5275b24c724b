// SPDX-License-Identifier: GPL-3.0-or-later
#include <isthmus/sandbox/requests/requesttarget.h>

#include <QHash>
#include <QStringDecoder>

#include <optional>

namespace isthmus::sandbox {

namespace {

constexpr qsizetype maxTargetBytes = 8192;
constexpr qsizetype maxParameters = 64;

int hexDigit(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    const char lower = char(c | 0x20);
    return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
}

std::optional<QString> decoded(QByteArrayView text, bool plusIsBlank)
{
    QByteArray bytes;
    bytes.reserve(text.size());
    for (qsizetype i = 0; i < text.size(); ++i) {
        const char c = text[i];
        if (c == '%') {
            if (i + 2 >= text.size())
                return std::nullopt;
            const int high = hexDigit(text[i + 1]);
            const int low = hexDigit(text[i + 2]);
            if (high < 0 || low < 0)
                return std::nullopt;
            bytes += char(high * 16 + low);
            i += 2;
        } else {
            bytes += plusIsBlank && c == '+' ? ' ' : c;
        }
    }
    QStringDecoder toText(QStringDecoder::Utf8);
    QString result = toText(bytes);
    if (toText.hasError() || result.contains(QChar::Null))
        return std::nullopt;
    return result;
}

} // namespace

Reply<RequestTarget> RequestTarget::parse(QByteArrayView target)
{
    if (target.size() > maxTargetBytes)
        return refuse(ServiceError::badArgument(QStringLiteral("The request address is too long")));
    const qsizetype mark = target.indexOf('?');
    const QByteArrayView rawPath = mark < 0 ? target : target.first(mark);

    RequestTarget result;
    const auto path = decoded(rawPath, false);
    if (!path || !path->startsWith(u'/'))
        return refuse(ServiceError::badArgument(QStringLiteral("The request path cannot be decoded")));
    result.m_path = *path;
    if (result.m_path == u"/api" || result.m_path.startsWith(u"/api/"))
        result.m_path.remove(0, 4);
    result.m_segments = result.m_path.split(u'/', Qt::SkipEmptyParts);

    if (mark < 0)
        return result;
    result.m_rawQuery = target.sliced(mark + 1).toByteArray();
    const QList<QByteArray> parts = result.m_rawQuery.split('&');
    if (parts.size() > maxParameters)
        return refuse(ServiceError::badArgument(QStringLiteral("The request has too many parameters")));
    for (const QByteArray &part : parts) {
        if (part.isEmpty())
            continue;
        const qsizetype equals = part.indexOf('=');
        const auto key = decoded(equals < 0 ? QByteArrayView(part) : QByteArrayView(part).first(equals), true);
        const auto value = equals < 0 ? QString() : decoded(QByteArrayView(part).sliced(equals + 1), true);
        if (!key || !value)
            return refuse(ServiceError::badArgument(QStringLiteral("A request parameter cannot be decoded")));
        result.m_query.append({*key, *value});
    }
    return result;
}

bool RequestTarget::has(QStringView key) const
{
    for (const auto &[name, value] : m_query) {
        if (name == key)
            return true;
    }
    return false;
}

QString RequestTarget::value(QStringView key) const
{
    for (auto it = m_query.crbegin(); it != m_query.crend(); ++it) {
        if (it->first == key)
            return it->second;
    }
    return {};
}

bool RequestTarget::isSet(QStringView key) const
{
    const QString text = value(key).toLower();
    return has(key) && (text.isEmpty() || text == u"1" || text == u"true");
}

qint64 RequestTarget::number(QStringView key, qint64 fallback, qint64 low, qint64 high) const
{
    bool ok = false;
    const qint64 number = value(key).toLongLong(&ok);
    return ok && number >= low && number <= high ? number : fallback;
}

namespace {

Resource::Kind listKind(const QString &word)
{
    using Kind = Resource::Kind;
    static const QHash<QString, Kind> kinds{
        {QStringLiteral("tunnel"), Kind::TunnelAddress}, {QStringLiteral("logs"), Kind::Logs},
        {QStringLiteral("schemas"), Kind::Schemas},      {QStringLiteral("tables"), Kind::Tables},
        {QStringLiteral("instances"), Kind::Instances},  {QStringLiteral("cachedinstances"), Kind::QueuedInstances},
        {QStringLiteral("resources"), Kind::Resources},  {QStringLiteral("users"), Kind::Users},
        {QStringLiteral("roles"), Kind::Roles},          {QStringLiteral("authorization"), Kind::Authorization},
        {QStringLiteral("auth"), Kind::Permission},
    };
    return kinds.value(word, Kind::Unknown);
}

// …/tables[/t[/streams|/upserts|/preview]], below a project or a schema.
void readTablePath(const QStringList &rest, Resource &resource)
{
    using Kind = Resource::Kind;
    if (rest.size() == 1)
        resource.kind = Kind::Tables;
    else if (rest.size() == 2)
        resource.kind = Kind::Table;
    else if (rest.size() == 3 && rest[2] == u"streams")
        resource.kind = Kind::Streams;
    else if (rest.size() == 3 && rest[2] == u"upserts")
        resource.kind = Kind::Upserts;
    else if (rest.size() == 3 && rest[2] == u"preview")
        resource.kind = Kind::Preview;
    if (rest.size() >= 2)
        resource.name = rest[1].toLower();
}

// storage/v1/projects/p/schemas/s/tables/t/… with …: sessions[/id[/data]], data, commit.
Resource storageResourceOf(const QStringList &path)
{
    using Kind = Resource::Kind;
    const bool isTable =
        path.size() >= 9 && path[1] == u"v1" && path[2] == u"projects" && path[4] == u"schemas" && path[6] == u"tables";
    if (!isTable)
        return {};
    Resource resource{Kind::Unknown, path[3].toLower(), path[5].toLower(), path[7].toLower()};
    const QStringList rest = path.sliced(8);
    if (rest[0] == u"sessions" && rest.size() <= 3) {
        resource.session = rest.value(1);
        if (rest.size() == 3)
            resource.kind = rest[2] == u"data" ? Kind::StorageBlocks : Kind::Unknown;
        else
            resource.kind = rest.size() == 2 ? Kind::StorageSession : Kind::StorageSessions;
    } else if (rest.size() == 1 && (rest[0] == u"data" || rest[0] == u"commit")) {
        resource.kind = rest[0] == u"data" ? Kind::StorageData : Kind::StorageCommit;
    }
    return resource;
}

} // namespace

Resource resourceOf(const QStringList &segments)
{
    using Kind = Resource::Kind;
    Resource resource;
    const qsizetype count = segments.size();
    if (count == 0)
        return resource;
    // The Storage API's paths begin with "/api" themselves, below an endpoint that may be "/api" already.
    if (segments[0] == u"storage" || (count > 1 && segments[0] == u"api" && segments[1] == u"storage"))
        return storageResourceOf(segments.sliced(segments[0] == u"storage" ? 0 : 1));
    if (segments[0] != u"projects") {
        if (segments[0] == u"tenants")
            resource.kind = Kind::Tenants;
        else if (segments[0] == u"quotas" && count == 1)
            resource.kind = Kind::Quotas;
        else if (segments[0] == u"quotas" && count == 2)
            resource = {Kind::Quota, {}, {}, segments[1]};
        else if (count == 2 && segments[0] == u"logview" && segments[1] == u"host")
            resource.kind = Kind::LogviewHost;
        return resource;
    }
    if (count == 1) {
        resource.kind = Kind::Projects;
        return resource;
    }
    resource.project = segments[1].toLower();
    if (count == 2) {
        resource.kind = Kind::Project;
        return resource;
    }
    const QString &word = segments[2];
    if (word == u"tables") {
        readTablePath(segments.sliced(2), resource);
    } else if (word == u"schemas" && count >= 4) {
        resource.schema = segments[3].toLower();
        resource.name = resource.schema;
        if (count == 4)
            resource.kind = Kind::Schema;
        else if (segments[4] == u"tables")
            readTablePath(segments.sliced(4), resource);
    } else if (word == u"instances" && count == 4) {
        resource.kind = Kind::Instance;
        resource.name = segments[3];
    } else if (word == u"registration" && count >= 4 && count <= 5 && segments[3] == u"functions") {
        resource.kind = count == 4 ? Kind::Functions : Kind::Function;
        resource.name = segments.value(4).toLower();
    } else if (word == u"resources" && count == 4) {
        resource.kind = Kind::FileResource;
        resource.name = segments[3];
    } else if ((word == u"users" || word == u"roles") && count == 4) {
        resource.kind = word == u"users" ? Kind::User : Kind::Role;
        resource.name = segments[3];
    } else if (count == 3) {
        resource.kind = listKind(word);
    }
    return resource;
}

} // namespace isthmus::sandbox
