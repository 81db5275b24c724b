// SPDX-License-Identifier: GPL-3.0-or-later
#include <isthmus/core/redact.h>
#include <isthmus/sandbox/store/pgsession.h>
#include <isthmus/sandbox/store/serviceerror.h>

#include <QJsonDocument>
#include <QJsonObject>
#include <QXmlStreamWriter>

namespace isthmus::sandbox {

ServiceError ServiceError::noSuchObject(const QString &message)
{
    return {404, QStringLiteral("NoSuchObject"), message};
}

ServiceError ServiceError::tableNotFound(const QString &project, const QString &schema, const QString &table)
{
    const QString name = schema.isEmpty() ? project + u'.' + table : project + u'.' + schema + u'.' + table;
    return noSuchObject(QStringLiteral("ODPS-0130131:Table not found - '%1'").arg(name));
}

ServiceError ServiceError::badArgument(const QString &message)
{
    return {400, QStringLiteral("InvalidArgument"), message};
}

ServiceError ServiceError::noPermission(const QString &message)
{
    return {403, QStringLiteral("NoPermission"), message};
}

ServiceError ServiceError::notSupported(const QString &feature)
{
    return {405, QStringLiteral("MethodNotAllowed"), QStringLiteral("%1 is not supported by the sandbox").arg(feature)};
}

ServiceError ServiceError::internal(const QString &message)
{
    return {500, QStringLiteral("InternalServerError"), message};
}

ServiceError ServiceError::fromStore(const PgError &error)
{
    if (error.isConnectionLost())
        return {
            503, QStringLiteral("ServiceUnavailable"),
            QStringLiteral("The sandbox's PostgreSQL server does not answer: %1").arg(core::redacted(error.message))};
    if (error.isDiskFull())
        return internal(
            QStringLiteral("The disk that holds the sandbox's data is full: %1").arg(core::redacted(error.message)));
    if (error.sqlState == u"40003")
        return internal(
            QStringLiteral("The sandbox's PostgreSQL server ended, and it is not known whether this request "
                           "was done before: look before it is sent again"));
    // A value that the request's form cannot have.
    if (error.sqlState == u"22008")
        return badArgument(core::redacted(error.message));
    return internal(QStringLiteral("Metadata store: %1").arg(core::redacted(error.message)));
}

QByteArray ServiceError::toXml(const QString &requestId) const
{
    QByteArray text;
    QXmlStreamWriter xml(&text);
    xml.writeStartDocument();
    xml.writeStartElement(QStringLiteral("Error"));
    xml.writeTextElement(QStringLiteral("Code"), code);
    xml.writeTextElement(QStringLiteral("Message"), message);
    xml.writeTextElement(QStringLiteral("RequestId"), requestId);
    xml.writeTextElement(QStringLiteral("HostId"), QStringLiteral("sandbox"));
    xml.writeEndElement();
    xml.writeEndDocument();
    return text;
}

QByteArray ServiceError::toJson(const QString &requestId) const
{
    return QJsonDocument(QJsonObject{{QStringLiteral("Code"), code},
                                     {QStringLiteral("Message"), message},
                                     {QStringLiteral("RequestId"), requestId}})
        .toJson(QJsonDocument::Compact);
}

} // namespace isthmus::sandbox
