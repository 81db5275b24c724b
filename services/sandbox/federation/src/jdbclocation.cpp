// SPDX-License-Identifier: GPL-3.0-or-later
#include <isthmus/sandbox/federation/jdbclocation.h>

#include <QHash>
#include <QSet>
#include <QStringList>
#include <QUrl>

namespace isthmus::sandbox {

namespace {

constexpr qsizetype maxLength = 4096;

tl::unexpected<QString> wrong(const QString &what)
{
    return tl::unexpected<QString>(QStringLiteral("LOCATION: ") + what);
}

tl::expected<QHash<QString, QString>, QString> parameters(const QString &text)
{
    static const QSet<QString> known{QStringLiteral("applicationname"), QStringLiteral("currentschema"),
                                     QStringLiteral("usessl"),          QStringLiteral("ssl"),
                                     QStringLiteral("table"),           QStringLiteral("preferquerymode")};
    QHash<QString, QString> values;
    for (const QString &part : text.split(u'&', Qt::SkipEmptyParts)) {
        const qsizetype equals = part.indexOf(u'=');
        const QString key = part.left(equals < 0 ? part.size() : equals).toLower();
        if (key == u"user" || key == u"password")
            return wrong(QStringLiteral("it must not hold a user or a password"));
        if (equals < 0 || !known.contains(key))
            return wrong(QStringLiteral("parameter '%1' is not known").arg(key));
        if (values.contains(key))
            return wrong(QStringLiteral("parameter '%1' is given twice").arg(key));
        values.insert(key, QUrl::fromPercentEncoding(part.mid(equals + 1).toUtf8()));
    }
    return values;
}

} // namespace

tl::expected<JdbcLocation, QString> JdbcLocation::parse(const QString &text)
{
    static const QString prefix = QStringLiteral("jdbc:postgresql://");
    if (text.size() > maxLength)
        return wrong(QStringLiteral("it is longer than %1 characters").arg(maxLength));
    if (!text.startsWith(prefix, Qt::CaseInsensitive))
        return wrong(QStringLiteral("it must begin with %1").arg(prefix));
    const QString rest = text.mid(prefix.size());
    const qsizetype mark = rest.indexOf(u'?');
    const QString address = mark < 0 ? rest : rest.left(mark);
    const qsizetype slash = address.indexOf(u'/');
    if (slash < 0)
        return wrong(QStringLiteral("the database is missing"));
    const QString authority = address.left(slash);
    const qsizetype colon = authority.lastIndexOf(u':');

    JdbcLocation location;
    if (authority.contains(u'@'))
        return wrong(QStringLiteral("it must not hold a user or a password"));
    location.host = authority.left(colon < 0 ? authority.size() : colon).toLower();
    if (location.host.isEmpty())
        return wrong(QStringLiteral("the host is missing"));
    bool isNumber = false;
    location.port = colon < 0 ? 0 : authority.mid(colon + 1).toInt(&isNumber);
    if (!isNumber || location.port < 1 || location.port > 65535)
        return wrong(QStringLiteral("the port is missing or no port number"));
    QString database = address.mid(slash + 1);
    if (mark < 0 && database.endsWith(u'/'))
        database.chop(1);
    location.database = QUrl::fromPercentEncoding(database.toUtf8());
    if (location.database.isEmpty() || database.contains(u'/'))
        return wrong(QStringLiteral("the database is missing"));

    // The closing '/' ends the whole address, whichever parameter comes last.
    QString query = mark < 0 ? QString() : rest.mid(mark + 1);
    if (query.endsWith(u'/'))
        query.chop(1);
    const auto values = parameters(query);
    if (!values)
        return tl::unexpected(values.error());
    location.schema = values->value(QStringLiteral("currentschema"), QStringLiteral("public"));
    location.table = values->value(QStringLiteral("table"));
    if (location.schema.isEmpty())
        return wrong(QStringLiteral("currentSchema is empty"));
    return location;
}

} // namespace isthmus::sandbox
