// SPDX-License-Identifier: GPL-3.0-or-later
#include <isthmus/catalog/jdbclocation.h>

#include <QUrl>

#include <algorithm>

namespace isthmus::catalog {

namespace {

using Fault = JdbcLocation::Fault;

const JdbcLocation::Parameter *find(const JdbcLocation &location, QStringView key)
{
    const auto isMeant = [key](const JdbcLocation::Parameter &parameter) {
        return parameter.key.compare(key, Qt::CaseInsensitive) == 0;
    };
    const auto found = std::find_if(location.parameters.cbegin(), location.parameters.cend(), isMeant);
    return found == location.parameters.cend() ? nullptr : &*found;
}

QString decoded(QStringView text)
{
    return QUrl::fromPercentEncoding(text.toUtf8());
}

// "user:password@host:port", "[::1]:port"
tl::expected<void, Fault> readAuthority(QStringView text, JdbcLocation &location)
{
    if (const qsizetype at = text.lastIndexOf(u'@'); at >= 0) {
        location.hasUserInfo = true;
        text = text.sliced(at + 1);
    }
    const qsizetype colon = text.lastIndexOf(u':');
    const bool hasPort = colon >= 0 && text.indexOf(u']', colon) < 0;
    QStringView host = hasPort ? text.first(colon) : text;
    if (host.startsWith(u'[') && host.endsWith(u']'))
        host = host.sliced(1).chopped(1);
    location.host = host.toString().toLower();
    if (location.host.isEmpty())
        return tl::unexpected(Fault::NoHost);
    if (!hasPort)
        return {};
    bool isNumber = false;
    location.port = text.sliced(colon + 1).toInt(&isNumber);
    if (!isNumber || location.port < 1 || location.port > 65535)
        return tl::unexpected(Fault::BadPort);
    return {};
}

} // namespace

tl::expected<JdbcLocation, Fault> JdbcLocation::parse(const QString &text)
{
    constexpr QStringView prefix = u"jdbc:postgresql://";
    if (text.size() > maxLength)
        return tl::unexpected(Fault::TooLong);
    if (!text.startsWith(prefix, Qt::CaseInsensitive))
        return tl::unexpected(Fault::OtherScheme);
    QStringView rest = QStringView(text).sliced(prefix.size());
    if (rest.endsWith(u'/')) // ends the whole address, whichever part comes last
        rest.chop(1);
    const qsizetype mark = rest.indexOf(u'?');
    const QStringView address = mark < 0 ? rest : rest.first(mark);
    const qsizetype slash = address.indexOf(u'/');

    JdbcLocation location;
    if (const auto read = readAuthority(slash < 0 ? address : address.first(slash), location); !read)
        return tl::unexpected(read.error());
    const QStringView database = slash < 0 ? QStringView() : address.sliced(slash + 1);
    location.database = decoded(database);
    if (database.isEmpty() || database.contains(u'/'))
        return tl::unexpected(Fault::NoDatabase);
    if (mark < 0)
        return location;
    for (const QStringView part : rest.sliced(mark + 1).split(u'&', Qt::SkipEmptyParts)) {
        const qsizetype equals = part.indexOf(u'=');
        location.parameters.append({decoded(equals < 0 ? part : part.first(equals)),
                                    equals < 0 ? QString() : decoded(part.sliced(equals + 1)), equals >= 0});
    }
    return location;
}

QString JdbcLocation::value(QStringView key) const
{
    const Parameter *parameter = find(*this, key);
    return parameter ? parameter->value : QString();
}

QString JdbcLocation::schema() const
{
    const Parameter *parameter = find(*this, u"currentSchema");
    return parameter ? parameter->value : QStringLiteral("public");
}

QString JdbcLocation::table() const
{
    return value(u"table");
}

bool JdbcLocation::hasCredential() const
{
    return hasUserInfo || find(*this, u"user") || find(*this, u"password");
}

} // namespace isthmus::catalog
