// SPDX-License-Identifier: GPL-3.0-or-later
#include <isthmus/connections/connectionsfile.h>
#include <isthmus/records/jsonscanner.h>
#include <isthmus/records/jsontext.h>

#include <QCoreApplication>
#include <QJsonArray>
#include <QJsonDocument>

#include <algorithm>
#include <string>
#include <vector>

namespace isthmus::connections {

namespace {

using records::JsonScanner;

constexpr int formatVersion = 1;
constexpr QByteArrayView listName = "connections";
constexpr QByteArrayView byteOrderMark = "\xEF\xBB\xBF"; // QJsonDocument passes over it, as editors write it

QString text(const char *source)
{
    return QCoreApplication::translate("Connections", source);
}

tl::unexpected<core::Error> unreadable(const QString &file, const QString &why)
{
    return core::fail(
        core::ErrorKind::Invalid,
        text(QT_TRANSLATE_NOOP("Connections", "The file of saved connections %1 cannot be read.")).arg(file),
        text(QT_TRANSLATE_NOOP("Connections", "It was left as it is. Mend it, or move it away and begin anew.")), {},
        why);
}

core::Result<core::Done> checkVersion(const QJsonValue &version, const QString &file)
{
    if (version.toDouble() == formatVersion)
        return core::Done{};
    if (version.toDouble() > formatVersion) {
        return core::fail(
            core::ErrorKind::Invalid,
            text(QT_TRANSLATE_NOOP("Connections", "A newer version of Isthmus wrote the saved connections %1."))
                .arg(file),
            text(QT_TRANSLATE_NOOP("Connections",
                                   "The file was left as it is. Use that version, or move the file away and begin "
                                   "anew.")));
    }
    return unreadable(file, text(QT_TRANSLATE_NOOP("Connections", "The file tells no version that is known.")));
}

std::vector<JsonScanner::Member> membersOf(QByteArrayView json)
{
    std::vector<JsonScanner::Member> members;
    if (!JsonScanner(json).members(members))
        members.clear();
    return members;
}

QByteArrayView valueOf(const std::vector<JsonScanner::Member> &members, QByteArrayView name)
{
    const auto found = std::ranges::find(members, name, [](const auto &member) { return QByteArrayView(member.name); });
    return found == members.end() ? QByteArrayView() : found->value;
}

void appendMember(std::string &json, QByteArrayView name, QByteArrayView value)
{
    json += json.size() == 1 ? "" : ",";
    records::appendJsonString(json, name);
    json += ':';
    json.append(value.data(), size_t(value.size()));
}

// The entry of \a profile: what stands in \a before and is no member of the profile stays where it is.
QByteArray entryText(const Profile &profile, const QByteArray &before)
{
    const QByteArray own = QJsonDocument(profile.toJson()).toJson(QJsonDocument::Compact);
    const auto ownMembers = membersOf(own);
    const auto others = membersOf(before);
    std::string compact = "{";
    const auto isOwn = [&ownMembers](const QByteArray &name) {
        // Those that are not written where there is nothing to say.
        return !valueOf(ownMembers, name).isEmpty() || name == "sandbox_dir" || name == "description"
            || name == "environment" || name == "group" || name == "colour";
    };
    for (const auto &member : others) {
        if (!isOwn(member.name))
            appendMember(compact, member.name, member.value);
    }
    for (const auto &member : ownMembers)
        appendMember(compact, member.name, member.value);
    compact += '}';
    std::string laidOut;
    records::appendJson(laidOut, QByteArrayView(compact.data(), qsizetype(compact.size())),
                        records::JsonLayout::Indented);
    // Two levels deeper. A line feed inside a string is an escape: these all end lines.
    return QByteArray::fromStdString(laidOut).trimmed().replace("\n", "\n        ");
}

} // namespace

ConnectionsFile::ConnectionsFile()
    : m_members{{listName.toByteArray(), {}}, {QByteArrayLiteral("version"), QByteArray::number(formatVersion)}}
{
}

core::Result<ConnectionsFile> ConnectionsFile::parse(const QByteArray &json, const QString &name)
{
    QJsonParseError parsing;
    const QJsonObject document = QJsonDocument::fromJson(json, &parsing).object();
    if (parsing.error != QJsonParseError::NoError)
        return unreadable(name, parsing.errorString());
    if (auto known = checkVersion(document.value(QStringLiteral("version")), name); !known)
        return core::fail(known.error());
    const auto noList = [&name] {
        return unreadable(name, text(QT_TRANSLATE_NOOP("Connections", "There is no list \"connections\".")));
    };
    ConnectionsFile file;
    file.m_members.clear();
    const bool isMarked = json.startsWith(byteOrderMark);
    QByteArrayView list;
    for (const auto &member : membersOf(isMarked ? QByteArrayView(json).sliced(byteOrderMark.size()) : json)) {
        if (member.name == listName)
            list = member.value;
        file.m_members.append({member.name, member.value.toByteArray()});
    }
    std::vector<QByteArrayView> entries;
    if (!JsonScanner(list).elements(entries))
        return noList();
    for (const QByteArrayView entry : entries)
        file.readEntry(entry.toByteArray());
    return file;
}

void ConnectionsFile::readEntry(const QByteArray &json)
{
    Entry entry{json, Profile::fromJson(QJsonDocument::fromJson(json).object()), {}};
    const qsizetype number = m_entries.size() + 1;
    if (!entry.profile) {
        entry.problem = text(QT_TRANSLATE_NOOP("Connections", "Entry %1 has no name.")).arg(number);
    } else if (const QString name = entry.profile->name; profile(name)) {
        entry.problem =
            text(QT_TRANSLATE_NOOP("Connections", "Entry %1 is called \"%2\" as one before it.")).arg(number).arg(name);
        entry.profile.reset();
    }
    m_entries.append(std::move(entry));
}

QList<Profile> ConnectionsFile::profiles() const
{
    QList<Profile> profiles;
    for (const Entry &entry : m_entries) {
        if (entry.profile)
            profiles.append(*entry.profile);
    }
    return profiles;
}

std::optional<Profile> ConnectionsFile::profile(const QString &name) const
{
    const auto isIt = [&name](const Entry &entry) { return entry.profile && entry.profile->name == name; };
    const auto found = std::ranges::find_if(m_entries, isIt);
    return found == m_entries.end() ? std::nullopt : found->profile;
}

QStringList ConnectionsFile::unlisted() const
{
    QStringList problems;
    for (const Entry &entry : m_entries) {
        if (!entry.profile)
            problems.append(entry.problem);
    }
    return problems;
}

QList<ConnectionsFile::Entry>::iterator ConnectionsFile::find(const QString &name)
{
    const auto isIt = [&name](const Entry &entry) { return entry.profile && entry.profile->name == name; };
    return std::find_if(m_entries.begin(), m_entries.end(), isIt);
}

void ConnectionsFile::add(const Profile &profile)
{
    m_entries.append({entryText(profile, {}), profile, {}});
}

void ConnectionsFile::replace(const QString &name, const Profile &profile)
{
    const auto entry = find(name);
    if (entry == m_entries.end())
        return;
    const bool isSameKind = entry->profile->kind == profile.kind;
    *entry = {entryText(profile, isSameKind ? entry->text : QByteArray()), profile, {}};
}

void ConnectionsFile::remove(const QString &name)
{
    if (const auto entry = find(name); entry != m_entries.end())
        m_entries.erase(entry);
}

std::string ConnectionsFile::listText() const
{
    std::string list;
    for (const Entry &entry : m_entries)
        list += (list.empty() ? "\n        " : ",\n        ") + entry.text.toStdString();
    return list.empty() ? "[]" : '[' + list + "\n    ]";
}

QByteArray ConnectionsFile::toJson() const
{
    std::string json;
    for (const Member &member : m_members) {
        json += json.empty() ? "{\n    " : ",\n    ";
        records::appendJsonString(json, member.name);
        json += ": " + (member.name == listName ? listText() : member.text.toStdString());
    }
    return QByteArray::fromStdString(json + "\n}\n");
}

} // namespace isthmus::connections
