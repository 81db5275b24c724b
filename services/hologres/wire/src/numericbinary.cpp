// SPDX-License-Identifier: GPL-3.0-or-later
#include <isthmus/pgwire/numericbinary.h>

#include <QtEndian>

#include <array>
#include <charconv>

namespace isthmus::pgwire {

namespace {

constexpr int maxDigits = 400;
constexpr int groupDigits = 4;
constexpr qsizetype headerBytes = 8;
constexpr quint16 positive = 0x0000;
constexpr quint16 negative = 0x4000;
constexpr quint16 notANumber = 0xC000;
constexpr quint16 positiveInfinity = 0xD000;
constexpr quint16 negativeInfinity = 0xF000;

void append16(QByteArray &out, int value)
{
    out += char(value >> 8);
    out += char(value);
}

int read16(QByteArrayView bytes, qsizetype at)
{
    return qFromBigEndian<qint16>(bytes.data() + at);
}

// A number taken apart: value = 0.d0d1d2… times 10 to the power of pointAt.
struct Digits {
    std::array<char, size_t(maxDigits)> digits; // 0 to 9
    int count = 0;
    int pointAt = 0;
    int scale = 0; // digits after the point as written
    bool isNegative = false;
};

bool readDigits(QByteArrayView text, Digits &number)
{
    qsizetype at = 0;
    if (!text.isEmpty() && (text[0] == '-' || text[0] == '+')) {
        number.isNegative = text[0] == '-';
        ++at;
    }
    bool hasPoint = false;
    bool hasDigit = false;
    for (; at < text.size(); ++at) {
        const char c = text[at];
        if (c == '.' && !hasPoint) {
            hasPoint = true;
            continue;
        }
        if (c < '0' || c > '9')
            break;
        hasDigit = true;
        number.scale += hasPoint ? 1 : 0;
        if (number.count == 0 && c == '0') { // a leading zero counts for its place only
            number.pointAt -= hasPoint ? 1 : 0;
            continue;
        }
        if (number.count == maxDigits)
            return false;
        number.digits[size_t(number.count++)] = char(c - '0');
        number.pointAt += hasPoint ? 0 : 1;
    }
    if (!hasDigit)
        return false;
    if (at == text.size())
        return true;
    if (text[at] != 'e' && text[at] != 'E')
        return false;
    ++at;
    if (at < text.size() && text[at] == '+')
        ++at;
    int exponent = 0;
    const auto [end, error] = std::from_chars(text.data() + at, text.data() + text.size(), exponent);
    if (error != std::errc() || end != text.data() + text.size() || qAbs(exponent) > maxDigits)
        return false;
    number.pointAt += exponent;
    number.scale = qMax(0, number.scale - exponent);
    return true;
}

} // namespace

bool appendNumeric(QByteArrayView text, QByteArray &out)
{
    Digits number;
    if (!readDigits(text, number) || number.scale > maxDigits)
        return false;
    while (number.count > 0 && number.digits[size_t(number.count - 1)] == 0)
        --number.count;
    if (number.count == 0) {
        append16(out, 0);
        append16(out, 0);
        append16(out, positive);
        append16(out, number.scale);
        return true;
    }
    // Weight of the first group: groups lie on both sides of the point.
    const int weight =
        number.pointAt > 0 ? (number.pointAt - 1) / groupDigits : (number.pointAt - groupDigits) / groupDigits;
    const int inFirst = number.pointAt - weight * groupDigits; // 1 to 4
    const int groups = (number.count - inFirst + groupDigits - 1) / groupDigits + 1;
    append16(out, groups);
    append16(out, weight);
    append16(out, number.isNegative ? negative : positive);
    append16(out, number.scale);
    int at = inFirst - groupDigits;
    for (int group = 0; group < groups; ++group) {
        int value = 0;
        for (int i = 0; i < groupDigits; ++i, ++at)
            value = value * 10 + (at >= 0 && at < number.count ? number.digits[size_t(at)] : 0);
        append16(out, value);
    }
    return true;
}

bool appendNumericText(QByteArrayView binary, QByteArray &out)
{
    if (binary.size() < headerBytes)
        return false;
    const int groups = read16(binary, 0);
    const int weight = read16(binary, 2);
    const auto sign = quint16(read16(binary, 4));
    const int scale = read16(binary, 6);
    if (sign == notANumber || sign == positiveInfinity || sign == negativeInfinity) {
        out += sign == notANumber ? "NaN" : sign == positiveInfinity ? "Infinity" : "-Infinity";
        return true;
    }
    if (groups < 0 || scale < 0 || binary.size() != headerBytes + 2 * qsizetype(groups))
        return false;
    const auto group = [&](int index) {
        return index >= 0 && index < groups ? read16(binary, headerBytes + 2 * qsizetype(index)) : 0;
    };
    if (sign == negative)
        out += '-';
    std::array<char, 8> text;
    if (weight < 0) {
        out += '0';
    } else {
        const auto first = std::to_chars(text.data(), text.data() + text.size(), group(0));
        out.append(text.data(), first.ptr - text.data());
    }
    const auto appendGroup = [&](int value, int digits) {
        for (int i = groupDigits - 1; i >= 0; --i, value /= 10)
            text[size_t(i)] = char('0' + value % 10);
        out.append(text.data(), digits);
    };
    for (int i = 1; i <= weight; ++i)
        appendGroup(group(i), groupDigits);
    if (scale == 0)
        return true;
    out += '.';
    int left = scale;
    for (int i = weight + 1; left > 0; ++i, left -= groupDigits)
        appendGroup(group(i), qMin(left, groupDigits));
    return true;
}

} // namespace isthmus::pgwire
