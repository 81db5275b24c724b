// SPDX-License-Identifier: GPL-3.0-or-later
#include <isthmus/connections/connectionsfile.h>
#include <isthmus/connections/foreigntext.h>
#include <isthmus/connections/importing.h>

#include <QCoreApplication>

#include <algorithm>

namespace isthmus::connections {

namespace {

constexpr int maxNameLength = 60; // leaves room for a number, also where each takes two units

struct Text {
    Q_DECLARE_TR_FUNCTIONS(Connections)
};

// The same server, database and account: what a second entry of another file would only repeat.
bool isSame(const Profile &one, const Profile &other)
{
    const auto reached = [](Profile profile) {
        profile.name.clear();
        profile.readOnly = false;
        profile.hiddenSchemas.clear();
        profile.describeAs({});
        profile.damage.clear();
        return profile;
    };
    return reached(one) == reached(other);
}

// A file that was sent may hold anything.
bool isPlain(const Profile &profile)
{
    QStringList values = profile.hiddenSchemas;
    values.append({profile.description, profile.group, profile.colour});
    for (const ConnectionField &field : profile.info().fields)
        values.append(profile.text(field.id));
    return std::ranges::all_of(values, isPlainValue);
}

std::optional<FoundConnections> readOwnFile(const QByteArray &content, const QString &shownName)
{
    if (!content.trimmed().startsWith('{'))
        return std::nullopt;
    FoundConnections found;
    const auto file = ConnectionsFile::parse(content, shownName);
    if (!file) {
        found.problems.append(file.error().message);
        return found;
    }
    const QList<Profile> profiles = file->profiles();
    for (Profile profile : profiles) {
        FoundConnection connection;
        connection.origin = shownName;
        if (!profile.sandboxDir.isEmpty()) {
            found.problems.append(Text::tr("%1 belongs to a sandbox of one machine.").arg(freeName(profile.name, {})));
            continue;
        }
        if (!isPlain(profile)) {
            found.problems.append(
                Text::tr("%1 holds characters that cannot be shown.").arg(freeName(profile.name, {})));
            continue;
        }
        connection.profile = std::move(profile);
        found.connections.append(std::move(connection));
    }
    found.problems.append(file->unlisted());
    return found;
}

} // namespace

QList<ConnectionSource> connectionSources()
{
    QList<ConnectionSource> sources;
    for (const ConnectionKind *kind : connectionKinds())
        sources.append(kind->sources);
    return sources;
}

FoundConnections findConnections(const ForeignPlaces &places, const QStringList &ids)
{
    FoundConnections found;
    for (const ConnectionSource &source : connectionSources()) {
        if (!ids.isEmpty() && !ids.contains(source.id))
            continue;
        FoundConnections here = source.find(places);
        here.limit();
        found.problems.append(here.problems);
        for (FoundConnection &connection : here.connections) {
            const auto isTold = [&connection](const FoundConnection &told) {
                return isSame(told.profile, connection.profile)
                    && (connection.secret.isEmpty() || told.secret == connection.secret);
            };
            if (std::ranges::none_of(found.connections, isTold))
                found.connections.append(std::move(connection));
        }
    }
    found.limit();
    return found;
}

std::optional<FoundConnection> readConnectionUrl(const QString &url)
{
    for (const ConnectionKind *kind : connectionKinds()) {
        if (!kind->readUrl)
            continue;
        if (auto found = kind->readUrl(url))
            return found;
    }
    return std::nullopt;
}

core::Result<FoundConnections> readConnections(const QString &file, const ForeignPlaces &places)
{
    const auto read = readForeignFile(file);
    if (!read)
        return core::fail(read.error());
    const QString shownName = places.shown(file);
    if (auto own = readOwnFile(read->content, shownName)) {
        own->limit();
        return *own;
    }
    for (const ConnectionSource &source : connectionSources()) {
        if (!source.read)
            continue;
        if (auto found = source.read(read->content, shownName, places)) {
            found->limit();
            return *found;
        }
    }
    return core::fail(core::ErrorKind::Invalid, Text::tr("%1 holds no connections.").arg(shownName),
                      Text::tr("Files that can be read: what Isthmus exported, odps_config.ini, pg_service.conf."));
}

QList<ImportCandidate> importCandidates(const QList<FoundConnection> &found, const QList<Profile> &saved)
{
    QSet<QString> names;
    for (const Profile &profile : saved)
        names.insert(profile.name);
    QList<ImportCandidate> candidates;
    for (const FoundConnection &connection : found) {
        ImportCandidate candidate{connection, {}, connection.isLikely};
        Profile &profile = candidate.found.profile;
        profile.name = freeName(profile.name, names);
        if (const QString same = savedAs(profile, saved); !same.isEmpty())
            candidate.hindrance = Text::tr("It is saved already as %1.").arg(same);
        else
            candidate.hindrance = profile.problems().join(u' ');
        if (candidate.hindrance.isEmpty())
            names.insert(profile.name);
        else
            candidate.isProposed = false;
        if (candidate.hindrance.isEmpty() && profile.needsSecret() && connection.secret.isEmpty())
            candidate.found.notes.append(Text::tr("Its secret was not found; it has to be entered later."));
        candidates.append(std::move(candidate));
    }
    return candidates;
}

QByteArray exportedConnections(const QList<Profile> &profiles, QStringList *leftOut)
{
    ConnectionsFile file;
    for (const Profile &profile : profiles) {
        // What has problems may hold a password where none belongs.
        if (profile.sandboxDir.isEmpty() && profile.problems().isEmpty())
            file.add(profile);
        else if (leftOut)
            leftOut->append(profile.name);
    }
    return file.toJson();
}

QString freeName(const QString &wanted, const QSet<QString> &taken)
{
    QString name;
    int length = 0;
    for (const uint c : wanted.toUcs4()) {
        const bool isOption = c == u'-' && name.trimmed().isEmpty();
        if (c == u'/' || c == u'%' || c == QChar::ReplacementCharacter || isOption)
            name += u'_';
        else if (QChar::isPrint(c) && !isHidden(c) && length < maxNameLength)
            name += QString::fromUcs4(reinterpret_cast<const char32_t *>(&c), 1);
        ++length;
    }
    name = name.trimmed();
    if (name.isEmpty() || name == u"." || name == u"..")
        name = Text::tr("imported");
    QString free = name;
    for (int number = 2; taken.contains(free); ++number)
        free = QStringLiteral("%1 %2").arg(name).arg(number);
    return free;
}

QString savedAs(const Profile &profile, const QList<Profile> &saved)
{
    const auto found = std::ranges::find_if(saved, [&profile](const Profile &one) { return isSame(one, profile); });
    return found == saved.end() ? QString() : found->name;
}

} // namespace isthmus::connections
