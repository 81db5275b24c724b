// SPDX-License-Identifier: GPL-3.0-or-later
#include <isthmus/core/format.h>

#include <QCoreApplication>

#include <array>
#include <cmath>

namespace isthmus::core {

namespace {

// Three significant digits without a trailing ".0": 48.2, 482, 4.82 -> "4.8" is avoided by keeping two decimals
// below 10.
QString threeDigits(double value)
{
    const int decimals = value < 9.995 ? 2 : value < 99.95 ? 1 : 0;
    QString text = QString::number(value, 'f', decimals);
    while (text.contains(u'.') && (text.endsWith(u'0') || text.endsWith(u'.')))
        text.chop(1);
    return text;
}

} // namespace

QString formatCount(qint64 count)
{
    return QLocale(QLocale::English, QLocale::UnitedStates).toString(count);
}

QString formatCompactCount(qint64 count, const QLocale &locale)
{
    if (count < 10000)
        return formatCount(count);
    if (locale.language() == QLocale::Chinese) {
        if (count < 100'000'000)
            return formatCount(count / 10'000) + QStringLiteral(" 万");
        return threeDigits(double(count) / 1e8) + QStringLiteral(" 亿");
    }
    struct Unit {
        double size;
        const char *name;
    };
    constexpr std::array<Unit, 4> units{{{1e3, " K"}, {1e6, " M"}, {1e9, " G"}, {1e12, " T"}}};
    size_t unit = 0;
    while (unit + 1 < units.size() && double(count) / units[unit].size >= 999.5)
        ++unit;
    return threeDigits(double(count) / units[unit].size) + QLatin1String(units[unit].name);
}

QString formatBytes(qint64 bytes)
{
    constexpr std::array<const char *, 6> names{"B", "KiB", "MiB", "GiB", "TiB", "PiB"};
    double value = double(bytes);
    size_t unit = 0;
    while (unit + 1 < names.size() && std::abs(value) >= 1023.5) {
        value /= 1024;
        ++unit;
    }
    const QString number = unit == 0 ? QString::number(bytes) : threeDigits(value);
    return number + u' ' + QLatin1String(names[unit]);
}

QString formatDuration(std::chrono::milliseconds duration)
{
    const qint64 ms = duration.count();
    if (ms < 1)
        return QStringLiteral("<1 ms");
    if (ms < 1000)
        return QStringLiteral("%1 ms").arg(ms);
    if (ms < 60'000)
        return QStringLiteral("%1 s").arg(QString::number(double(ms) / 1000, 'f', 1));
    const qint64 seconds = ms / 1000;
    if (seconds < 3600)
        return QStringLiteral("%1 min %2 s").arg(seconds / 60).arg(seconds % 60);
    return QStringLiteral("%1 h %2 min").arg(seconds / 3600).arg(seconds % 3600 / 60);
}

QString formatTime(const QDateTime &time)
{
    if (!time.isValid())
        return {};
    const QDateTime local = time.toLocalTime();
    const int offset = local.offsetFromUtc() / 60;
    return local.toString(QStringLiteral("yyyy-MM-dd HH:mm:ss"))
        + QStringLiteral(" %1%2:%3")
              .arg(offset < 0 ? QLatin1Char('-') : QLatin1Char('+'))
              .arg(std::abs(offset) / 60, 2, 10, QLatin1Char('0'))
              .arg(std::abs(offset) % 60, 2, 10, QLatin1Char('0'));
}

} // namespace isthmus::core
