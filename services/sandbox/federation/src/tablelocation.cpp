// SPDX-License-Identifier: GPL-3.0-or-later
#include <isthmus/catalog/jdbclocation.h>
#include <isthmus/sandbox/federation/tablelocation.h>

#include <QSet>
#include <QStringList>

namespace isthmus::sandbox {

namespace {

using catalog::JdbcLocation;

tl::unexpected<QString> wrong(const QString &what)
{
    return tl::unexpected<QString>(QStringLiteral("LOCATION: ") + what);
}

tl::unexpected<QString> wrong(JdbcLocation::Fault fault)
{
    switch (fault) {
    case JdbcLocation::Fault::TooLong:
        return wrong(QStringLiteral("it is longer than %1 characters").arg(JdbcLocation::maxLength));
    case JdbcLocation::Fault::OtherScheme:
        return wrong(QStringLiteral("it must begin with jdbc:postgresql://"));
    case JdbcLocation::Fault::NoHost:
        return wrong(QStringLiteral("the host is missing"));
    case JdbcLocation::Fault::BadPort:
        return wrong(QStringLiteral("the port is no port number"));
    case JdbcLocation::Fault::NoDatabase:
        break;
    }
    return wrong(QStringLiteral("the database is missing"));
}

// Any other parameter could change what the driver does: it is refused and not ignored.
tl::expected<void, QString> checkParameters(const JdbcLocation &location)
{
    static const QSet<QString> known{QStringLiteral("applicationname"), QStringLiteral("currentschema"),
                                     QStringLiteral("usessl"),          QStringLiteral("ssl"),
                                     QStringLiteral("table"),           QStringLiteral("preferquerymode")};
    QSet<QString> seen;
    for (const auto &parameter : location.parameters) {
        const QString key = parameter.key.toLower();
        if (!parameter.hasValue || !known.contains(key))
            return wrong(QStringLiteral("parameter '%1' is not known").arg(key));
        if (seen.contains(key))
            return wrong(QStringLiteral("parameter '%1' is given twice").arg(key));
        seen.insert(key);
    }
    return {};
}

} // namespace

tl::expected<TableLocation, QString> TableLocation::parse(const QString &text)
{
    const auto location = JdbcLocation::parse(text);
    if (!location)
        return wrong(location.error());
    if (location->hasCredential())
        return wrong(QStringLiteral("it must not hold a user or a password"));
    if (location->port == 0)
        return wrong(QStringLiteral("the port is missing"));
    if (const auto checked = checkParameters(*location); !checked)
        return tl::unexpected(checked.error());
    if (location->schema().isEmpty())
        return wrong(QStringLiteral("currentSchema is empty"));
    return TableLocation{location->host, location->port, location->database, location->schema(), location->table()};
}

} // namespace isthmus::sandbox
