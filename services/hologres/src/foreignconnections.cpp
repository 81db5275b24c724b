// SPDX-License-Identifier: GPL-3.0-or-later
#include "foreignconnections.h"

#include "passwordfile.h"

#include <isthmus/connections/connectionkind.h>
#include <isthmus/connections/foreigntext.h>
#include <isthmus/core/host.h>
#include <isthmus/hologres/connectionkind.h>

#include <QCoreApplication>
#include <QFileInfo>
#include <QMap>
#include <QSet>

#include <algorithm>

namespace isthmus::hologres {

namespace {

using connections::ForeignPlaces;
using connections::FoundConnection;
using connections::FoundConnections;

constexpr int usualPort = 5432; // of PostgreSQL's programs; our own default is that of Hologres
constexpr qsizetype maxUrlLength = 16 * 1024;
constexpr qsizetype mostServices = 1000; // each may look through a long password file

struct Text {
    Q_DECLARE_TR_FUNCTIONS(Connections)
};

// Parameters of a connection by libpq's keywords; what was said first counts.
class Parameters {
public:
    void add(const QString &key, const QString &value)
    {
        if (!m_values.contains(key))
            m_values.insert(key, value);
    }
    [[nodiscard]] bool has(const QString &key) const { return !m_values.value(key).isEmpty(); }
    [[nodiscard]] QString value(const QString &key) const { return m_values.value(key); }
    // Those that are not among \a known.
    [[nodiscard]] QStringList keysBeside(const QStringList &known) const
    {
        QStringList keys;
        for (auto it = m_values.cbegin(); it != m_values.cend(); ++it) {
            if (!known.contains(it.key()))
                keys.append(it.key());
        }
        return keys;
    }

private:
    QMap<QString, QString> m_values;
};

const QStringList &takenKeys()
{
    static const QStringList keys{QStringLiteral("host"),    QStringLiteral("hostaddr"),    QStringLiteral("port"),
                                  QStringLiteral("dbname"),  QStringLiteral("user"),        QStringLiteral("password"),
                                  QStringLiteral("sslmode"), QStringLiteral("sslrootcert"), QStringLiteral("ssl")};
    return keys;
}

// What libpq takes from the environment where nothing else is said.
void addEnvironment(Parameters &parameters, const ForeignPlaces &places)
{
    const std::pair<const char *, const char *> variables[]{
        {"host", "PGHOST"}, {"hostaddr", "PGHOSTADDR"}, {"port", "PGPORT"},       {"dbname", "PGDATABASE"},
        {"user", "PGUSER"}, {"password", "PGPASSWORD"}, {"sslmode", "PGSSLMODE"}, {"sslrootcert", "PGSSLROOTCERT"}};
    for (const auto &[key, variable] : variables) {
        if (const QString value = places.variable(QLatin1String(variable)); !value.isEmpty())
            parameters.add(QLatin1String(key), value);
    }
}

// The first of several hosts or ports.
QString firstOf(const QString &list)
{
    return list.section(u',', 0, 0);
}

void takePort(FoundConnection &found, const QString &given)
{
    bool isNumber = false;
    const int port = given.isEmpty() ? usualPort : given.toInt(&isNumber);
    if (!given.isEmpty() && (!isNumber || port < 1 || port > 65535)) {
        found.notes.append(Text::tr("The port is no number from 1 to 65535, and was left out."));
        return;
    }
    found.profile.set(field::port, port);
}

// A name of a compute group may stand behind the database's.
void takeDatabase(FoundConnection &found, const QString &dialled)
{
    found.take(field::database, dialled.section(u'@', 0, 0), QStringLiteral("dbname"));
    found.take(field::warehouse, dialled.section(u'@', 1), QStringLiteral("dbname"));
}

void takeTls(FoundConnection &found, const Parameters &parameters, bool isLocal)
{
    QString mode = parameters.value(QStringLiteral("sslmode"));
    if (mode.isEmpty() && parameters.value(QStringLiteral("ssl")) == u"true") // pgJDBC's
        mode = QStringLiteral("verify-full");
    const bool mayBeWithout = mode.isEmpty() || mode == u"disable" || mode == u"allow" || mode == u"prefer";
    if (isLocal && mayBeWithout)
        found.profile.set(field::tls, QStringLiteral("disable"));
    else if (!mode.isEmpty() && mode != u"verify-full")
        found.notes.append(Text::tr("Certificate and host name are verified here, which its sslmode did not ask for."));
    if (const QString file = parameters.value(QStringLiteral("sslrootcert")); file != u"system")
        found.take(connections::authoritiesFieldId, file, QStringLiteral("sslrootcert"));
}

bool isHologresHost(const QString &host)
{
    return host.endsWith(QStringLiteral(".hologres.aliyuncs.com"), Qt::CaseInsensitive);
}

FoundConnection connectionOf(const Parameters &parameters, const QString &name, const QString &origin)
{
    FoundConnection found{connections::Profile(kindId.toString()), {}, origin, {}, true};
    found.profile.name = name;
    const QString hosts =
        parameters.value(parameters.has(QStringLiteral("host")) ? QStringLiteral("host") : QStringLiteral("hostaddr"));
    const QString host = firstOf(hosts);
    found.take(field::host, host, QStringLiteral("host"));
    if (hosts.contains(u','))
        found.notes.append(Text::tr("Only the first of its hosts was taken over."));
    takePort(found, firstOf(parameters.value(QStringLiteral("port"))));
    const QString user = parameters.value(QStringLiteral("user"));
    takeDatabase(found, parameters.has(QStringLiteral("dbname")) ? parameters.value(QStringLiteral("dbname")) : user);
    found.take(field::accessId, user, QStringLiteral("user"));
    found.takeSecret(parameters.value(QStringLiteral("password")), QStringLiteral("password"));
    takeTls(found, parameters, core::isLoopbackHost(host));
    found.noteLeftOut(parameters.keysBeside(takenKeys()));
    if (!isHologresHost(host)) {
        found.isLikely = false;
        found.notes.append(Text::tr("Its host is not of Hologres; it may be of another PostgreSQL server."));
    }
    return found;
}

void takePassword(FoundConnection &found, const PasswordFile &passwords)
{
    if (!found.secret.isEmpty())
        return;
    const auto &profile = found.profile;
    const QString warehouse = profile.text(field::warehouse);
    const QString database = profile.text(field::database) + (warehouse.isEmpty() ? QString() : u'@' + warehouse);
    found.takeSecret(passwords.passwordFor(profile.text(field::host), profile.number(field::port), database,
                                           profile.text(field::accessId)),
                     passwords.shownName());
}

// libpq's own file of authorities, where one is there.
void addAuthorities(Parameters &parameters, const ForeignPlaces &places)
{
    const QString file = places.inHome(QStringLiteral(".postgresql/root.crt"));
    if (QFileInfo(file).isFile())
        parameters.add(QStringLiteral("sslrootcert"), file);
}

// Service files

struct Service {
    QString name;
    Parameters parameters;
    QStringList notes;
};

struct Services {
    QList<Service> services;
    QStringList problems;
    bool isServiceFile = false; // has a section
};

QString trimmedEnd(QString line)
{
    while (!line.isEmpty() && line.back().isSpace())
        line.chop(1);
    return line;
}

Services readServices(const QByteArray &content, const QString &shownName)
{
    Services read;
    const auto lines = connections::foreignLines(content, shownName);
    read.problems = lines.problems;
    QSet<QString> names;
    Service *current = nullptr; // none before the first section, and in a section that is there twice
    for (const auto &line : lines.lines) {
        const QString text = trimmedEnd(line.text).trimmed();
        if (text.isEmpty() || text.startsWith(u'#'))
            continue;
        if (text.startsWith(u'[')) {
            read.isServiceFile = true;
            current = nullptr;
            const QString name = text.sliced(1).section(u']', 0, 0);
            if (!text.contains(u']') || !connections::isPlainValue(name)) {
                read.problems.append(
                    Text::tr("Line %1 of %2 is no name of a service.").arg(line.number).arg(shownName));
            } else if (!names.contains(name)) { // of two of one name libpq sees the first
                names.insert(name);
                read.services.append({name, {}, {}});
                current = &read.services.back();
            }
            continue;
        }
        if (!current)
            continue;
        const qsizetype equals = text.indexOf(u'=');
        if (text.startsWith(QStringLiteral("ldap"))) {
            current->notes.append(Text::tr("It is looked up by LDAP, which is not done here."));
        } else if (equals <= 0) {
            read.problems.append(Text::tr("Line %1 of %2 is not \"name=value\".").arg(line.number).arg(shownName));
        } else {
            current->parameters.add(text.first(equals), text.sliced(equals + 1));
        }
    }
    return read;
}

FoundConnections connectionsOf(Services &&read, const QString &shownName, const ForeignPlaces &places)
{
    FoundConnections found;
    found.problems = std::move(read.problems);
    const PasswordFile passwords = PasswordFile::ofUser(places);
    for (Service &service : read.services) {
        if (found.connections.size() > mostServices) // FoundConnections::limit() tells it
            break;
        addEnvironment(service.parameters, places);
        addAuthorities(service.parameters, places);
        auto connection =
            connectionOf(service.parameters, service.name, QStringLiteral("%1, [%2]").arg(shownName, service.name));
        connection.notes = service.notes + connection.notes;
        takePassword(connection, passwords);
        found.connections.append(std::move(connection));
    }
    return found;
}

// libpq looks for a service in the user's file, then in the system's.
QStringList serviceFiles(const ForeignPlaces &places)
{
    const QString own = places.variable(QStringLiteral("PGSERVICEFILE"));
    const QString folder = places.variable(QStringLiteral("PGSYSCONFDIR"));
    return {own.isEmpty() ? places.inHome(QStringLiteral(".pg_service.conf")) : own,
            (folder.isEmpty() ? QStringLiteral("/etc/postgresql-common") : folder)
                + QStringLiteral("/pg_service.conf")};
}

FoundConnections findServices(const ForeignPlaces &places)
{
    return connections::readForeignFiles(serviceFiles(places), places,
                                         [&](const QByteArray &content, const QString &shownName) {
                                             return connectionsOf(readServices(content, shownName), shownName, places);
                                         });
}

std::optional<FoundConnections> readServiceFile(const QByteArray &content, const QString &shownName,
                                                const ForeignPlaces &places)
{
    Services read = readServices(content, shownName);
    if (!read.isServiceFile)
        return std::nullopt;
    return connectionsOf(std::move(read), shownName, places);
}

// The password file

// An entry with "*" is no connection, but a password for several.
FoundConnections connectionsOf(const PasswordFile &passwords)
{
    FoundConnections found;
    found.problems = passwords.problems();
    for (const PasswordFile::Entry &entry : passwords.entries()) {
        if (!entry.host || entry.host->isEmpty() || !entry.database || !entry.user)
            continue;
        Parameters parameters;
        parameters.add(QStringLiteral("host"), *entry.host);
        parameters.add(QStringLiteral("port"), entry.port.value_or(QString()));
        parameters.add(QStringLiteral("dbname"), *entry.database);
        parameters.add(QStringLiteral("user"), *entry.user);
        parameters.add(QStringLiteral("password"), entry.password);
        found.connections.append(connectionOf(parameters, entry.database->section(u'@', 0, 0), passwords.shownName()));
    }
    return found;
}

FoundConnections findPasswords(const ForeignPlaces &places)
{
    return connectionsOf(PasswordFile::ofUser(places));
}

std::optional<FoundConnections> readPasswordFile(const QByteArray &content, const QString &shownName,
                                                 const ForeignPlaces &)
{
    const auto passwords = PasswordFile::parse(content, shownName);
    if (passwords.entries().isEmpty() || passwords.problems().size() > passwords.entries().size())
        return std::nullopt;
    return connectionsOf(passwords);
}

// The environment

FoundConnections findEnvironment(const ForeignPlaces &places)
{
    Parameters parameters;
    addEnvironment(parameters, places);
    if (!parameters.has(QStringLiteral("host")) && !parameters.has(QStringLiteral("hostaddr")))
        return {};
    addAuthorities(parameters, places);
    const QString database = parameters.value(QStringLiteral("dbname"));
    auto found = connectionOf(parameters, database.section(u'@', 0, 0), Text::tr("environment variables PGHOST …"));
    const PasswordFile passwords = PasswordFile::ofUser(places);
    takePassword(found, passwords);
    return {{found}, {}};
}

// URLs

struct UrlParts {
    QStringView authority; // with user information
    QStringView path; // without its "/"
    QStringView query;
};

// "//authority/path?query", or "path?query".
UrlParts partsOf(QStringView rest)
{
    UrlParts parts;
    if (const qsizetype mark = rest.indexOf(u'?'); mark >= 0) {
        parts.query = rest.sliced(mark + 1);
        rest = rest.first(mark);
    }
    if (rest.startsWith(u"//")) {
        rest = rest.sliced(2);
        const qsizetype slash = rest.indexOf(u'/');
        parts.authority = slash < 0 ? rest : rest.first(slash);
        rest = slash < 0 ? QStringView() : rest.sliced(slash + 1);
    } else if (rest.startsWith(u'/')) {
        rest = rest.sliced(1);
    }
    parts.path = rest;
    return parts;
}

void addHost(Parameters &parameters, QStringView address, QStringList &notes, bool plusIsBlank)
{
    const qsizetype bracket = address.lastIndexOf(u']');
    const qsizetype colon = address.lastIndexOf(u':');
    const bool hasPort = colon > bracket;
    QStringView host = hasPort ? address.first(colon) : address;
    if (host.startsWith(u'[') && host.endsWith(u']'))
        host = host.sliced(1, host.size() - 2);
    const auto decoded = connections::percentDecoded(host, plusIsBlank);
    if (!decoded)
        notes.append(Text::tr("The host of the URL is not encoded well."));
    else if (!decoded->isEmpty())
        parameters.add(QStringLiteral("host"), *decoded);
    if (hasPort)
        parameters.add(QStringLiteral("port"), address.sliced(colon + 1).toString());
}

void addDecoded(Parameters &parameters, const QString &key, QStringView text, QStringList &notes, bool plusIsBlank)
{
    const auto decoded = connections::percentDecoded(text, plusIsBlank);
    if (!decoded)
        notes.append(Text::tr("The parameter %1 of the URL is not encoded well.").arg(key));
    else if (!decoded->isEmpty())
        parameters.add(key, *decoded);
}

} // namespace

QList<connections::ConnectionSource> foreignSources()
{
    return {{QStringLiteral("pg_service"), QT_TRANSLATE_NOOP("Connections", "PostgreSQL's service files"), findServices,
             readServiceFile},
            {QStringLiteral("pgpass"), QT_TRANSLATE_NOOP("Connections", "PostgreSQL's password file"), findPasswords,
             readPasswordFile},
            {QStringLiteral("pg_environment"), QT_TRANSLATE_NOOP("Connections", "environment variables PGHOST …"),
             findEnvironment, nullptr}};
}

std::optional<FoundConnection> readForeignUrl(const QString &url)
{
    const QString text = url.trimmed();
    const bool isJdbc = text.startsWith(u"jdbc:postgresql:"_qs) || text.startsWith(u"jdbc:hologres:"_qs);
    const bool isUri = text.startsWith(u"postgresql://"_qs) || text.startsWith(u"postgres://"_qs);
    if ((!isJdbc && !isUri) || text.size() > maxUrlLength)
        return std::nullopt;
    const UrlParts parts =
        partsOf(QStringView(text).sliced(isJdbc ? text.indexOf(u':', 5) + 1 : text.indexOf(u"//"_qs)));
    Parameters parameters;
    QStringList notes;
    QStringView authority = parts.authority;
    // A password may hold an "@" that nobody encoded; hosts hold none.
    if (const qsizetype at = authority.lastIndexOf(u'@'); at >= 0) {
        const QStringView user = authority.first(at);
        const qsizetype colon = user.indexOf(u':');
        addDecoded(parameters, QStringLiteral("user"), colon < 0 ? user : user.first(colon), notes, false);
        if (colon >= 0)
            addDecoded(parameters, QStringLiteral("password"), user.sliced(colon + 1), notes, false);
        authority = authority.sliced(at + 1);
    }
    const auto addresses = authority.split(u',');
    if (!addresses.first().isEmpty())
        addHost(parameters, addresses.first(), notes, isJdbc);
    addDecoded(parameters, QStringLiteral("dbname"), parts.path, notes, isJdbc);
    const auto query = connections::foreignQuery(parts.query, isJdbc);
    notes.append(query.problems);
    for (const auto &[key, value] : query.parameters)
        parameters.add(key == u"databaseName" ? QStringLiteral("dbname") : key, value);
    parameters.add(QStringLiteral("host"), QStringLiteral("localhost"));
    const QString database = parameters.value(QStringLiteral("dbname"));
    auto found = connectionOf(parameters, database.section(u'@', 0, 0), Text::tr("URL"));
    if (addresses.size() > 1)
        notes.append(Text::tr("Only the first of its hosts was taken over."));
    found.notes = notes + found.notes;
    return found;
}

} // namespace isthmus::hologres
