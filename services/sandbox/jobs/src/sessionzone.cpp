// SPDX-License-Identifier: GPL-3.0-or-later
#include <isthmus/sandbox/jobs/sessionzone.h>

#include <QRegularExpression>
#include <QSet>

#include <mutex>

namespace isthmus::sandbox {

using sandboxsql::SqlError;

namespace {

const QString projectZone = QStringLiteral("UTC");

// Names that were found. PostgreSQL reads its whole database of zones for each question, which takes a tenth of a
// second.
class KnownZones {
public:
    bool contains(const QString &zone)
    {
        const std::lock_guard lock(m_mutex);
        return m_zones.contains(zone);
    }
    void add(const QString &zone)
    {
        const std::lock_guard lock(m_mutex);
        m_zones.insert(zone);
    }

private:
    std::mutex m_mutex;
    QSet<QString> m_zones{QStringLiteral("UTC"), QStringLiteral("GMT")};
};

KnownZones &knownZones()
{
    static KnownZones zones;
    return zones;
}

// Area and place; "posix/…" and "right/…" are further copies of the whole database.
bool looksLikeZone(const QString &zone)
{
    static const QRegularExpression form(QStringLiteral("\\A(?!posix/|right/)[A-Za-z_]+(/[A-Za-z0-9_+-]+)+\\z"));
    return form.match(zone).hasMatch();
}

} // namespace

QString zoneSetting(const QJsonObject &settings)
{
    const QString zone = settings.value(u"odps.sql.timezone").toString();
    return zone.isEmpty() ? projectZone : zone;
}

JobResult<QString> sessionZone(PgSession &session, const QJsonObject &settings)
{
    const QString zone = zoneSetting(settings);
    if (knownZones().contains(zone))
        return zone;
    const auto refused = [&] {
        return tl::unexpected(
            SqlError::semantic({},
                               QStringLiteral("time zone '%1' is not supported, set odps.sql.timezone to a name of the "
                                              "IANA time zone database such as Asia/Shanghai, Europe/Berlin or UTC")
                                   .arg(zone.left(64))));
    };
    if (!looksLikeZone(zone))
        return refused();
    const auto found =
        session.exec(QStringLiteral("SELECT EXISTS (SELECT FROM pg_timezone_names WHERE name = $1)"), {zone});
    if (!found)
        return tl::unexpected(jobError(found.error()));
    if (!found->flag(0, 0))
        return refused();
    knownZones().add(zone);
    return zone;
}

} // namespace isthmus::sandbox
