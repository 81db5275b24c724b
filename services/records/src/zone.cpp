// SPDX-License-Identifier: GPL-3.0-or-later
#include "timewriting.h"

#include <isthmus/records/zone.h>

#include <QDateTime>
#include <QFile>
#include <QFileInfo>
#include <QHash>
#include <QMutex>
#include <QRegularExpression>
#include <QTimeZone>

#include <algorithm>
#include <ctime>
#include <limits>
#include <vector>

namespace isthmus::records {

namespace {

// Up to here the tz database lists clock changes one by one; from then on a rule repeats each year.
constexpr int64_t endOfList = 2145916800; // 2038-01-01
constexpr int64_t beginOfList = -10'000'000'000; // before any clock change
constexpr int64_t furthest = std::numeric_limits<int64_t>::max() / 1000;
constexpr int secondsPerHour = 3600;

QDateTime dateTimeAt(int64_t seconds)
{
    return QDateTime::fromMSecsSinceEpoch(std::clamp(seconds, -furthest, furthest) * 1000, Qt::UTC);
}

// QTimeZone takes more than names: "UTC+8", and POSIX specifications such as "CST8".
bool isDatabaseName(const QString &name)
{
    static const QRegularExpression pattern(QStringLiteral(R"(\A[A-Z][\w+-]*(/[A-Z][\w+-]*)*\z)"));
    if (!pattern.match(name).hasMatch())
        return false;
    return name == u"UTC" || QFileInfo(QStringLiteral("/usr/share/zoneinfo/") + name).isFile()
        || QTimeZone::availableTimeZoneIds().contains(name.toLatin1()); // another place for the files
}

// The offset of "<+08>-08", "FOO-3:30": a POSIX specification without summer time. In Qt "UTC+8" is not one.
std::optional<int> posixOffset(const QString &text)
{
    static const QRegularExpression pattern(
        QStringLiteral(R"(\A(?:<[\w+:-]+>|[A-Za-z]{3,})([+-]?)(\d{1,3})(?::(\d\d))?(?::(\d\d))?\z)"));
    const auto match = pattern.match(text);
    if (!match.hasMatch())
        return std::nullopt;
    const int seconds =
        match.captured(2).toInt() * secondsPerHour + match.captured(3).toInt() * 60 + match.captured(4).toInt();
    return match.captured(1) == u"-" ? seconds : -seconds;
}

// The C library's: it has read TZ when the process began to ask for local times, which nothing here changes.
int localOffsetAt(int64_t instant)
{
    const time_t at = std::clamp(instant, -furthest, furthest);
    tm local{};
    return localtime_r(&at, &local) ? int(local.tm_gmtoff) : 0;
}

bool isZoneFile(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) && file.read(4) == "TZif";
}

QString zonesFolder()
{
    return qEnvironmentVariable("TZDIR", QStringLiteral("/usr/share/zoneinfo"));
}

// The name of the database whose rules a file has: /etc/localtime usually is a link to one.
QString databaseName(const QString &path)
{
    const QString folder = QFileInfo(zonesFolder()).canonicalFilePath() + u'/';
    const QString file = QFileInfo(path).canonicalFilePath();
    return file.startsWith(folder) ? file.mid(folder.size()) : QString();
}

} // namespace

class Zone::Rules {
public:
    struct Local { };

    Rules(QString name, int fixedOffset) : m_name(std::move(name)), m_fixed(fixedOffset) { }
    Rules(QString name, Local) : m_name(std::move(name)), m_fixed(0), m_isLocal(true) { }

    Rules(QString name, const QTimeZone &zone)
        : m_name(std::move(name)), m_zone(zone), m_fixed(zone.offsetFromUtc(dateTimeAt(beginOfList)))
    {
        const auto changes = zone.transitions(dateTimeAt(beginOfList), dateTimeAt(endOfList));
        m_changes.reserve(size_t(changes.size()));
        for (const auto &change : changes)
            m_changes.push_back({change.atUtc.toSecsSinceEpoch(), change.offsetFromUtc});
        m_repeats = zone.offsetFromUtc(dateTimeAt(endOfList)) != zone.offsetFromUtc(dateTimeAt(endOfList + halfYear))
            || zone.nextTransition(dateTimeAt(endOfList)).atUtc.isValid();
    }

    [[nodiscard]] const QString &name() const { return m_name; }

    [[nodiscard]] int offsetAt(int64_t instant) const
    {
        if (m_isLocal)
            return localOffsetAt(instant);
        if (m_repeats && instant >= endOfList)
            return m_zone.offsetFromUtc(dateTimeAt(instant));
        const auto after = std::upper_bound(m_changes.begin(), m_changes.end(), instant,
                                            [](int64_t at, const Change &change) { return at < change.at; });
        return after == m_changes.begin() ? m_fixed : std::prev(after)->offset;
    }

private:
    static constexpr int64_t halfYear = 182LL * 86400;

    struct Change {
        int64_t at; // the first second of the new offset
        int offset;
    };

    QString m_name;
    QTimeZone m_zone;
    int m_fixed; // before the first change
    std::vector<Change> m_changes;
    bool m_repeats = false;
    bool m_isLocal = false; // the C library is asked for each instant
};

Zone::Zone()
{
    static const auto utc = std::make_shared<const Rules>(QStringLiteral("UTC"), 0);
    m_rules = utc;
}

std::optional<Zone> Zone::named(QStringView name)
{
    static QMutex mutex;
    static QHash<QString, Zone> known; // of the database's some 600 names at most
    const QString key = name.toString();
    const QMutexLocker lock(&mutex);
    if (const auto it = known.constFind(key); it != known.cend())
        return *it;
    if (!isDatabaseName(key))
        return std::nullopt;
    const QTimeZone zone(key.toLatin1());
    if (!zone.isValid())
        return std::nullopt;
    return *known.insert(key, Zone(std::make_shared<const Rules>(key, zone)));
}

std::optional<Zone> Zone::reportedByPostgres(QStringView name)
{
    if (auto zone = named(name))
        return zone;
    const QString text = name.toString();
    if (const auto offset = posixOffset(text))
        return fixed(*offset);
    static const QRegularExpression withSummerTime(
        QStringLiteral(R"(\A(?:<[\w+:-]+>|[A-Za-z]{3,})[+-]?[\d:]+(?:<[\w+:-]+>|[A-Za-z]{3,})[\w+,./:-]*\z)"));
    if (text.size() > 100 || !withSummerTime.match(text).hasMatch())
        return std::nullopt;
    const QTimeZone zone(text.toLatin1());
    return zone.isValid() ? std::optional(Zone(std::make_shared<const Rules>(text, zone))) : std::nullopt;
}

std::optional<Zone> Zone::chosen(QStringView text)
{
    if (text.compare(u"utc", Qt::CaseInsensitive) == 0)
        return Zone();
    if (text.compare(u"local", Qt::CaseInsensitive) == 0)
        return local();
    return named(text);
}

Zone Zone::fixed(int secondsEast)
{
    if (secondsEast == 0)
        return {};
    TimeWriter name;
    name.offset(secondsEast);
    return Zone(std::make_shared<const Rules>(QStringLiteral("UTC") + name.toString(), secondsEast));
}

std::optional<Zone> Zone::local()
{
    static const QString systems = QStringLiteral("/etc/localtime");
    static QMutex mutex;
    static QHash<QString, std::optional<Zone>> known; // by TZ, which changes in tests alone
    const bool isSet = qEnvironmentVariableIsSet("TZ");
    const QString tz = isSet ? qEnvironmentVariable("TZ") : u':' + systems;
    const QMutexLocker lock(&mutex);
    if (const auto it = known.constFind(tz); it != known.cend())
        return *it;
    const bool isUtc = !isSet && !QFileInfo::exists(systems); // to the C library too
    return *known.insert(tz, isUtc ? Zone() : readLocal(tz));
}

std::optional<Zone> Zone::readLocal(const QString &tz)
{
    const QString text = tz.startsWith(u':') ? tz.mid(1) : tz;
    if (text.isEmpty())
        return Zone();
    const QString path = text.startsWith(u'/') ? text : zonesFolder() + u'/' + text;
    if (isZoneFile(path)) {
        for (const QString &name : {text, databaseName(path)}) {
            if (auto zone = named(name))
                return zone;
        }
        return Zone(std::make_shared<const Rules>(text, Rules::Local{}));
    }
    static const QRegularExpression specification(QStringLiteral(
        R"(\A(?:<[A-Za-z0-9+-]{3,}>|[A-Za-z]{3,})[+-]?\d{1,2}(?::\d{2}){0,2})"
        R"(((?:<[A-Za-z0-9+-]{3,}>|[A-Za-z]{3,})(?:[+-]?\d{1,2}(?::\d{2}){0,2})?(?:,[\w.+:/-]+){0,2})?\z)"));
    const auto match = specification.match(text);
    if (!match.hasMatch())
        return std::nullopt;
    if (match.captured(1).isEmpty())
        return fixed(localOffsetAt(0));
    return Zone(std::make_shared<const Rules>(text, Rules::Local{}));
}

QStringList Zone::names()
{
    static const QStringList names = [] {
        QStringList found;
        const auto ids = QTimeZone::availableTimeZoneIds();
        for (const QByteArray &id : ids) {
            if (!id.startsWith("UTC") || id == "UTC") // Qt's own "UTC+08:00"
                found.append(QString::fromLatin1(id));
        }
        found.sort();
        return found;
    }();
    return names;
}

const QString &Zone::name() const
{
    return m_rules->name();
}

int Zone::offsetAt(int64_t instant) const
{
    return m_rules->offsetAt(instant);
}

int64_t Zone::instantOf(int64_t wallTime) const
{
    constexpr int64_t day = 86400;
    const int before = offsetAt(wallTime - day);
    const int after = offsetAt(wallTime + day);
    // The earlier instant comes by the offset further east: before a change back it is the one before it.
    const bool isBefore = offsetAt(wallTime - before) == before || offsetAt(wallTime - after) != after;
    return wallTime - (isBefore ? before : after);
}

} // namespace isthmus::records
