// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QStringList>
#include <QStringView>

#include <cstdint>
#include <memory>
#include <optional>

namespace isthmus::records {

/// A time zone: by which wall time an instant is shown. Its rules are looked up once, when it is made; asking it for
/// an offset costs some nanoseconds. A value, cheap to copy. Thread: const members may be used from several threads.
/// Source of the rules: the system's tz database, which PostgreSQL uses too; before the first entry local mean time
/// holds (+08:05:43 in Shanghai until 1901).
class Zone {
public:
    Zone(); ///< UTC

    /// By the name of the tz database: "Asia/Shanghai", "UTC", "PRC". Nothing for other forms: abbreviations ("CST"),
    /// offsets ("GMT+8", "UTC+8", "+08:00"), names in another case. Reads a file the first time a name is asked for.
    [[nodiscard]] static std::optional<Zone> named(QStringView name);
    /// What PostgreSQL reports as its TimeZone: a name, or a POSIX specification ("<+08>-08", "FOO-3"), whose sign
    /// counts to the west. Nothing for a text that is neither.
    [[nodiscard]] static std::optional<Zone> reportedByPostgres(QStringView name);
    /// What a person asks for: "utc" and "local" in any case, or a name. Nothing for another text, and for "local"
    /// where local() is not known.
    [[nodiscard]] static std::optional<Zone> chosen(QStringView text);
    [[nodiscard]] static Zone fixed(int secondsEast); ///< "UTC+08:00"; without rules
    /// This process's, with the offsets that the C library gives its other programs: TZ as a name, a file (":/etc/…")
    /// or a POSIX specification, else /etc/localtime. Nothing where TZ is none of these: the C library then counts in
    /// UTC without a word. Reads files the first time. Source: glibc manual, "Specifying the Time Zone with TZ".
    [[nodiscard]] static std::optional<Zone> local();

    /// Names for named(), sorted; for lists to choose from. Reads a directory's index the first time.
    [[nodiscard]] static QStringList names();

    [[nodiscard]] const QString &name() const;
    /// Seconds east of UTC at an instant, in seconds since 1970-01-01 UTC.
    [[nodiscard]] int offsetAt(int64_t instant) const;
    /// The instant of a wall time, both in seconds since 1970-01-01. A wall time that occurs twice is the first of the
    /// two; one that is left out counts by the offset before the clock change, as Java and PostgreSQL do.
    [[nodiscard]] int64_t instantOf(int64_t wallTime) const;

    friend bool operator==(const Zone &left, const Zone &right) { return left.name() == right.name(); }

private:
    class Rules;
    [[nodiscard]] static std::optional<Zone> readLocal(const QString &tz);
    explicit Zone(std::shared_ptr<const Rules> rules) : m_rules(std::move(rules)) { }

    std::shared_ptr<const Rules> m_rules;
};

} // namespace isthmus::records
