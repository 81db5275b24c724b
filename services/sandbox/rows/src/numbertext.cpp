// SPDX-License-Identifier: GPL-3.0-or-later
#include "numbertext.h"

#include <array>
#include <charconv>
#include <cmath>

namespace isthmus::sandbox {

namespace {

// Where Java changes to an exponent.
constexpr int leastPower = -3;
constexpr int greatestPower = 6;

template <typename Float>
QByteArray textOf(Float value)
{
    if (std::isnan(value))
        return "NaN";
    if (std::isinf(value))
        return value > 0 ? "Infinity" : "-Infinity";
    std::array<char, 64> buffer;
    const auto [end, error] =
        std::to_chars(buffer.data(), buffer.data() + buffer.size(), std::fabs(value), std::chars_format::scientific);
    Q_ASSERT(error == std::errc()); // 24 characters at most
    const QByteArrayView text(buffer.data(), end - buffer.data());
    const qsizetype mark = text.indexOf('e');
    QByteArray digits = text.first(mark).toByteArray();
    digits.remove(1, 1); // the point, if there is one
    const int power = text.sliced(mark + 1).toInt();
    QByteArray result = std::signbit(value) ? "-" : "";
    if (power < leastPower || power > greatestPower) {
        result += digits.left(1) + '.' + (digits.size() > 1 ? digits.mid(1) : QByteArray("0")) + 'E'
            + QByteArray::number(power);
    } else if (power < 0) {
        result += "0." + QByteArray(-power - 1, '0') + digits;
    } else {
        digits = digits.leftJustified(power + 2, '0');
        result += digits.left(power + 1) + '.' + digits.mid(power + 1);
    }
    return result;
}

} // namespace

QByteArray numberText(double value)
{
    return textOf(value);
}

QByteArray numberText(float value)
{
    return textOf(value);
}

QByteArray intervalText(records::Timestamp value)
{
    const bool isNegative = value.seconds < 0;
    if (isNegative) { // nanoseconds count upwards from the second below
        value.seconds = -value.seconds - (value.nanos > 0 ? 1 : 0);
        value.nanos = value.nanos > 0 ? 1'000'000'000 - value.nanos : 0;
    }
    const auto padded = [](qint64 number, int width) { return QByteArray::number(number).rightJustified(width, '0'); };
    return (isNegative ? "-" : "") + QByteArray::number(qint64(value.seconds / 86'400)) + ' '
        + padded(value.seconds / 3600 % 24, 2) + ':' + padded(value.seconds / 60 % 60, 2) + ':'
        + padded(value.seconds % 60, 2) + '.' + padded(value.nanos, 9);
}

QByteArray intervalText(qint64 months)
{
    const qint64 size = qAbs(months);
    return (months < 0 ? "-" : "") + QByteArray::number(size / 12) + '-' + QByteArray::number(size % 12);
}

QByteArray trimmedDecimal(QByteArrayView text)
{
    if (!text.contains('.'))
        return text.toByteArray();
    while (text.endsWith('0'))
        text.chop(1);
    if (text.endsWith('.'))
        text.chop(1);
    return text.toByteArray();
}

} // namespace isthmus::sandbox
