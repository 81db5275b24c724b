// SPDX-License-Identifier: GPL-3.0-or-later
#include "foreignconnections.h"

#include <isthmus/core/host.h>
#include <isthmus/hologres/connection.h>
#include <isthmus/hologres/connectionkind.h>

#include <QCoreApplication>

#include <algorithm>

namespace isthmus::hologres {

namespace {

using connections::Capability;
using connections::ConnectionField;
using connections::kindText;
using connections::Profile;
using Type = ConnectionField::Type;

bool isInstance(const Profile &profile)
{
    return profile.text(field::mode) == instanceMode;
}

// Checks of single fields

QString problemOfHost(const Profile &profile)
{
    const QString host = profile.text(field::host);
    if (std::none_of(host.begin(), host.end(), [](QChar c) { return c.isSpace() || c == u','; }))
        return {};
    return kindText(QT_TRANSLATE_NOOP("Connections", "The host \"%1\" holds a blank or a comma.")).arg(host);
}

QString problemOfDatabase(const Profile &profile)
{
    const QString database = profile.text(field::database);
    if (database.isEmpty() && !isInstance(profile))
        return kindText(QT_TRANSLATE_NOOP("Connections", "The database is missing."));
    if (database.contains(u'@'))
        return kindText(
            QT_TRANSLATE_NOOP("Connections", "The database holds \"@\"; the compute group has a field of its own."));
    return {};
}

QString problemOfTls(const Profile &profile)
{
    const QString host = profile.text(field::host);
    // Without a host there is nothing to say yet, and it is said beside the host.
    if (profile.text(field::tls) != u"disable" || host.isEmpty() || core::isLoopbackHost(host))
        return {};
    return kindText(QT_TRANSLATE_NOOP("Connections",
                                      "TLS cannot be switched off for %1: only for a server on this machine."))
        .arg(host);
}

// What is known of a connection

catalog::ObjectKind rootKindOf(const Profile &profile)
{
    return isInstance(profile) ? catalog::ObjectKind::HologresInstance : catalog::ObjectKind::HologresDataSource;
}

connections::ServerAddress serverOf(const Profile &profile)
{
    return {profile.text(field::host), profile.number(field::port)};
}

QString addressOf(const Profile &profile)
{
    return QStringLiteral("%1:%2/%3")
        .arg(profile.text(field::host))
        .arg(profile.number(field::port))
        .arg(profile.text(field::database));
}

QString databaseOf(const Profile &profile)
{
    return isInstance(profile) ? QString() : profile.text(field::database);
}

QList<catalog::Fact> factsOf(const Profile &profile)
{
    using catalog::FactId;
    const auto server = serverOf(profile);
    return {{FactId::Instance, profile.text(field::instanceName)},
            {FactId::Host, QStringLiteral("%1:%2").arg(server.host).arg(server.port)},
            {FactId::Database, databaseOf(profile)}};
}

QList<ConnectionField> fields()
{
    return {
        {.id = field::mode.toString(),
         .type = Type::Choice,
         .label = QT_TRANSLATE_NOOP("Connections", "See"),
         .choices = {{.value = dataSourceMode.toString(),
                      .title = QT_TRANSLATE_NOOP("Connections", "One database (data source)")},
                     {.value = instanceMode.toString(),
                      .title = QT_TRANSLATE_NOOP("Connections", "All databases (instance)"),
                      .option = "instance",
                      .help = QT_TRANSLATE_NOOP("Connections", "show all databases of the instance.")}},
         .hasButtons = true},
        {.id = field::host.toString(),
         .label = QT_TRANSLATE_NOOP("Connections", "&Host"),
         .section = QT_TRANSLATE_NOOP("Connections", "Server"),
         .help = QT_TRANSLATE_NOOP("Connections", "host name."),
         .valueName = "HOST",
         .missing = QT_TRANSLATE_NOOP("Connections", "The host is missing."),
         .check = problemOfHost},
        {.id = field::port.toString(),
         .type = Type::Number,
         .label = QT_TRANSLATE_NOOP("Connections", "&Port"),
         .help = QT_TRANSLATE_NOOP("Connections", "port, 80 if not given."),
         .valueName = "PORT",
         .byDefault = 80,
         .minimum = 1,
         .maximum = 65535},
        {.id = field::database.toString(),
         .label = QT_TRANSLATE_NOOP("Connections", "&Database"),
         .help = QT_TRANSLATE_NOOP("Connections", "database."),
         .valueName = "NAME",
         .check = problemOfDatabase},
        {.id = field::warehouse.toString(),
         .label = QT_TRANSLATE_NOOP("Connections", "Compute &group"),
         .help = QT_TRANSLATE_NOOP("Connections", "compute group."),
         .valueName = "NAME",
         .placeholder = QT_TRANSLATE_NOOP("Connections", "the default one")},
        {.id = field::tls.toString(),
         .type = Type::Choice,
         .label = QT_TRANSLATE_NOOP("Connections", "&TLS"),
         .help = QT_TRANSLATE_NOOP("Connections", "verify-full, or disable for this machine's own addresses."),
         .valueName = "MODE",
         .choices = {{.value = QStringLiteral("verify-full"),
                      .title = QT_TRANSLATE_NOOP("Connections", "Verify certificate and host name"),
                      .icon = "lock"},
                     {.value = QStringLiteral("disable"),
                      .title = QT_TRANSLATE_NOOP("Connections", "Off, this machine only")}},
         .check = problemOfTls},
        connections::authoritiesField(),
        connections::timeZoneField(QT_TRANSLATE_NOOP("Connections", "as the account has it")),
        connections::timeLimitField(),
        {.id = field::instanceName.toString(),
         .label = QT_TRANSLATE_NOOP("Connections", "&Instance name"),
         .help = QT_TRANSLATE_NOOP("Connections", "name of the instance, for display."),
         .valueName = "NAME",
         .placeholder = QT_TRANSLATE_NOOP("Connections", "for display")},
        {.id = field::accessId.toString(),
         .label = QT_TRANSLATE_NOOP("Connections", "&AccessKey ID or user"),
         .section = QT_TRANSLATE_NOOP("Connections", "Identity"),
         .help = QT_TRANSLATE_NOOP("Connections", "AccessKey id or user name."),
         .valueName = "ID",
         .missing = QT_TRANSLATE_NOOP("Connections", "The AccessKey ID or user name is missing.")},
    };
}

core::Result<connections::Backend> makeBackend(const Profile &profile, const QString &secret)
{
    Settings settings;
    settings.connectionName = profile.name;
    settings.wholeInstance = isInstance(profile);
    settings.host = profile.text(field::host);
    settings.port = profile.number(field::port);
    settings.database = profile.text(field::database);
    settings.warehouse = profile.text(field::warehouse);
    settings.isSandbox = !profile.sandboxDir.isEmpty();
    settings.tlsMode = profile.text(field::tls);
    settings.user = profile.text(field::accessId);
    settings.password = secret;
    settings.authorities = profile.text(connections::authoritiesFieldId);
    settings.timeZone = profile.text(connections::timeZoneFieldId);
    settings.timeLimit = connections::timeLimitOf(profile);
    settings.readOnly = profile.readOnly;
    settings.instanceName = profile.text(field::instanceName);
    settings.hiddenSchemas = profile.hiddenSchemas;
    settings.connectLog = std::make_shared<core::ConnectLog>();
    auto made = makeConnection(settings);
    if (!made)
        return core::fail(made.error());
    return connections::Backend{profile, made->catalog, made->reader, made->sql, settings.connectLog};
}

} // namespace

connections::ConnectionKind connectionKind()
{
    return {.id = kindId.toString(),
            .title = QStringLiteral("Hologres"),
            .icon = "eng-h",
            .connectText = QT_TRANSLATE_NOOP("Connections", "Connect to &Hologres…"),
            .intro =
                QT_TRANSLATE_NOOP("Connections", "Host, database and an account. One database, or a whole instance."),
            .side = catalog::Side::Sources,
            .capabilities = Capability::Preview | Capability::Sql | Capability::MappedFrom,
            .sqlDialect = dialect::Dialect::Hologres,
            .fields = fields(),
            .accountField = field::accessId.toString(),
            .computeGroupField = field::warehouse.toString(),
            .secretMissing = QT_TRANSLATE_NOOP("Connections", "The password or AccessKey secret is missing."),
            .sandboxSecret = {QStringLiteral("hologres"), QStringLiteral("password")},
            .tellsVersion = true,
            .rootKind = rootKindOf,
            .address = addressOf,
            .server = serverOf,
            .database = databaseOf,
            .facts = factsOf,
            .makeBackend = makeBackend,
            .sources = foreignSources(),
            .readUrl = readForeignUrl};
}

} // namespace isthmus::hologres
