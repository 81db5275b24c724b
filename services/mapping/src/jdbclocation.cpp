// SPDX-License-Identifier: GPL-3.0-or-later
#include <isthmus/mapping/jdbclocation.h>

#include <QUrl>
#include <QUrlQuery>

namespace isthmus::mapping {

namespace {

constexpr qsizetype maxLocationLength = 4096;

} // namespace

std::optional<JdbcLocation> parseJdbcLocation(const QString &text)
{
    static const QString prefix = QStringLiteral("jdbc:postgresql://");
    if (text.size() > maxLocationLength || !text.startsWith(prefix))
        return std::nullopt;
    QString rest = text;
    if (rest.endsWith(u'/')) // closes the address, belongs to no value
        rest.chop(1);
    const QUrl url(rest.mid(qsizetype(sizeof("jdbc:")) - 1), QUrl::StrictMode);
    if (!url.isValid() || url.host().isEmpty() || url.hasFragment())
        return std::nullopt;
    JdbcLocation location;
    location.host = url.host();
    location.port = url.port(80);
    location.database = url.path(QUrl::FullyDecoded).mid(1);
    location.schema = QStringLiteral("public");
    location.hasCredential = !url.userInfo().isEmpty();
    const auto items = QUrlQuery(url).queryItems(QUrl::FullyDecoded);
    for (const auto &[key, value] : items) {
        if (key == u"currentSchema")
            location.schema = value;
        else if (key == u"table")
            location.table = value;
        else if (key == u"user" || key == u"password")
            location.hasCredential = true;
    }
    if (location.database.isEmpty() || location.table.isEmpty())
        return std::nullopt;
    return location;
}

} // namespace isthmus::mapping
