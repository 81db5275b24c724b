// SPDX-License-Identifier: GPL-3.0-or-later
#include "storageforms.h"

#include <QJsonArray>
#include <QJsonDocument>

namespace isthmus::sandbox {

namespace {

constexpr qsizetype maxBodyBytes = 4 * 1024 * 1024;

QJsonArray columnsJson(const QList<catalog::Column> &columns)
{
    QJsonArray list;
    for (const catalog::Column &column : columns)
        list.append(QJsonObject{{QStringLiteral("Name"), column.name},
                                {QStringLiteral("Type"), column.type.text.toLower()},
                                {QStringLiteral("Comment"), column.comment},
                                {QStringLiteral("Nullable"), column.nullable}});
    return list;
}

} // namespace

Reply<QJsonObject> storageBody(const HttpRequest &request)
{
    const auto body = request.body(maxBodyBytes);
    if (!body)
        return refuse(body.error());
    const QJsonDocument document = QJsonDocument::fromJson(*body);
    if (!document.isObject())
        return refuse(ServiceError::badArgument(QStringLiteral("The request's body is no JSON object")));
    return document.object();
}

Reply<bool> requireArrowUnits(const QJsonObject &body)
{
    const QJsonObject units = body.value(u"ArrowOptions").toObject();
    const QString timestamp = units.value(u"TimestampUnit").toString(QStringLiteral("nano"));
    const QString dateTime = units.value(u"DatetimeUnit").toString(QStringLiteral("milli"));
    if (timestamp != u"nano" || dateTime != u"milli")
        return refuse(ServiceError::notSupported(
            QStringLiteral("TIMESTAMP in '%1' and DATETIME in '%2'").arg(timestamp.left(20), dateTime.left(20))));
    return true;
}

Reply<bool> requireArrowForm(const RequestTarget &target)
{
    const auto is = [&](QStringView key, QStringView wanted) {
        return !target.has(key) || target.value(key).compare(wanted, Qt::CaseInsensitive) == 0;
    };
    if (is(u"data_format_type", u"ARROW") && is(u"data_format_version", u"V5"))
        return true;
    return refuse(ServiceError::badArgument(
        QStringLiteral("Rows come as ARROW V5, not as '%1 %2'")
            .arg(target.value(u"data_format_type").left(50), target.value(u"data_format_version").left(50))));
}

QJsonObject StorageSessionText::json() const
{
    return {{QStringLiteral("SessionId"), id},
            {QStringLiteral("SessionType"), type},
            {QStringLiteral("SessionStatus"), status},
            {QStringLiteral("ExpirationTime"), expires.toMSecsSinceEpoch()},
            {QStringLiteral("Message"), QString()},
            {QStringLiteral("DataSchema"),
             QJsonObject{{QStringLiteral("DataColumns"), columnsJson(columns)},
                         {QStringLiteral("PartitionColumns"), columnsJson(partitionColumns)}}},
            {QStringLiteral("SupportedDataFormat"),
             QJsonArray{QJsonObject{{QStringLiteral("Type"), QStringLiteral("ARROW")},
                                    {QStringLiteral("Version"), QStringLiteral("V5")}}}}};
}

} // namespace isthmus::sandbox
