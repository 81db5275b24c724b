// SPDX-License-Identifier: GPL-3.0-or-later
#include <isthmus/sandbox/requests/httptypes.h>

namespace isthmus::sandbox {

Reply<QByteArray> HttpRequest::body(qsizetype limit) const
{
    QByteArray bytes;
    bool isTooLong = false;
    const bool isComplete = readBody([&](QByteArrayView piece) {
        isTooLong = bytes.size() + piece.size() > limit;
        if (!isTooLong)
            bytes.append(piece.data(), piece.size());
        return !isTooLong;
    });
    if (isTooLong)
        return refuse(ServiceError::badArgument(QStringLiteral("The request body is longer than %1 bytes").arg(limit)));
    if (!isComplete)
        return refuse({400, QStringLiteral("IncompleteBody"), QStringLiteral("The request body was cut off")});
    return bytes;
}

QByteArray HttpRequest::header(QByteArrayView name) const
{
    for (const auto &[key, value] : headers) {
        if (key.compare(name, Qt::CaseInsensitive) == 0)
            return value;
    }
    return {};
}

QString HttpRequest::schema() const
{
    if (!resource.schema.isEmpty())
        return resource.schema;
    for (const QStringView key : {QStringView(u"curr_schema"), QStringView(u"schema_name")}) {
        const QString name = target.value(key).toLower();
        if (!name.isEmpty())
            return name;
    }
    return QStringLiteral("default");
}

bool isTunnelRequest(const RequestTarget &target, const Resource &resource)
{
    using Kind = Resource::Kind;
    if (resource.kind >= Kind::StorageSessions && resource.kind <= Kind::StorageCommit)
        return true;
    if (resource.kind == Kind::Streams || resource.kind == Kind::Upserts || resource.kind == Kind::Preview)
        return true;
    if (resource.kind != Kind::Table && resource.kind != Kind::Instance)
        return false;
    return target.has(u"downloads") || target.has(u"downloadid") || (target.has(u"cached") && target.has(u"data"))
        || target.has(u"uploads") || target.has(u"uploadid");
}

} // namespace isthmus::sandbox
