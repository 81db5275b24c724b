// SPDX-License-Identifier: GPL-3.0-or-later
#include "passwordfile.h"

#include <isthmus/connections/foreigntext.h>

#include <QCoreApplication>

#include <algorithm>

namespace isthmus::hologres {

namespace {

struct Text {
    Q_DECLARE_TR_FUNCTIONS(Connections)
};

// The parts of a line between its ":", with their "\"; the last is the rest of the line.
QStringList partsOf(const QString &line)
{
    constexpr qsizetype names = 4;
    QStringList parts;
    qsizetype begin = 0;
    for (qsizetype i = 0; i < line.size() && parts.size() < names; ++i) {
        if (line[i] == u'\\') {
            ++i;
        } else if (line[i] == u':') {
            parts.append(line.sliced(begin, i - begin));
            begin = i + 1;
        }
    }
    parts.append(line.sliced(begin));
    return parts;
}

// Until the first ":" that no "\" stands before, where libpq ends a password too.
QString unescaped(const QString &part)
{
    QString result;
    for (qsizetype i = 0; i < part.size() && part[i] != u':'; ++i) {
        if (part[i] == u'\\' && i + 1 < part.size())
            ++i;
        result += part[i];
    }
    return result;
}

std::optional<QString> pattern(const QString &part)
{
    return part == u"*" ? std::nullopt : std::optional(unescaped(part));
}

bool fits(const std::optional<QString> &wanted, const QString &value)
{
    return !wanted || *wanted == value;
}

} // namespace

PasswordFile PasswordFile::ofUser(const connections::ForeignPlaces &places)
{
    const QString named = places.variable(QStringLiteral("PGPASSFILE"));
    const QString file = named.isEmpty() ? places.inHome(QStringLiteral(".pgpass")) : named;
    PasswordFile passwords;
    passwords.m_shownName = places.shown(file);
    const auto read = connections::readForeignFile(file);
    if (!read) {
        if (read.error().kind != core::ErrorKind::NotFound)
            passwords.m_problems.append(read.error().message);
        return passwords;
    }
    if (!read->isPrivate) {
        passwords.m_problems.append(
            Text::tr("%1 was passed over, as PostgreSQL's programs do: others may read it. chmod 0600 mends that.")
                .arg(passwords.m_shownName));
        return passwords;
    }
    return parse(read->content, passwords.m_shownName);
}

PasswordFile PasswordFile::parse(const QByteArray &content, const QString &shownName)
{
    PasswordFile passwords;
    passwords.m_shownName = shownName;
    auto lines = connections::foreignLines(content, shownName);
    passwords.m_problems = std::move(lines.problems);
    for (const auto &line : std::as_const(lines.lines)) {
        if (line.text.isEmpty() || line.text.startsWith(u'#'))
            continue;
        const QStringList parts = partsOf(line.text);
        if (parts.size() < 5) {
            passwords.m_problems.append(
                Text::tr("Line %1 of %2 is no entry of a password file.").arg(line.number).arg(shownName));
            continue;
        }
        passwords.m_entries.append(
            {pattern(parts[0]), pattern(parts[1]), pattern(parts[2]), pattern(parts[3]), unescaped(parts[4])});
    }
    return passwords;
}

QString PasswordFile::passwordFor(const QString &host, int port, const QString &database, const QString &user) const
{
    const bool isDefaultSocket = host.isEmpty() || host == u"/var/run/postgresql" || host == u"/tmp";
    const QString wantedHost = isDefaultSocket ? QStringLiteral("localhost") : host;
    const auto found = std::ranges::find_if(m_entries, [&](const Entry &entry) {
        return fits(entry.host, wantedHost) && fits(entry.port, QString::number(port)) && fits(entry.database, database)
            && fits(entry.user, user);
    });
    return found == m_entries.end() ? QString() : found->password;
}

} // namespace isthmus::hologres
