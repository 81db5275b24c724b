// SPDX-License-Identifier: GPL-3.0-or-later
#include "decimalbytes.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstring>

namespace isthmus::wire {

namespace {

constexpr size_t maxLimbs = 8; // 256 bits
constexpr int maxDigits = 77; // of 256 bits
constexpr uint32_t groupBase = 1'000'000'000;
constexpr int groupDigits = 9;

/// An unsigned number, least significant limb first.
struct Number {
    std::array<uint32_t, maxLimbs> limbs{};
    size_t count = 0; // limbs in use

    /// False if it grows beyond them.
    bool multiplyAdd(uint32_t factor, uint32_t more)
    {
        uint64_t carry = more;
        for (size_t i = 0; i < count; ++i) {
            carry += uint64_t(limbs[i]) * factor;
            limbs[i] = uint32_t(carry);
            carry >>= 32;
        }
        return carry == 0;
    }
    /// Divides by \a divisor and answers the rest.
    uint32_t divide(uint32_t divisor)
    {
        uint64_t rest = 0;
        for (size_t i = count; i-- > 0;) {
            rest = (rest << 32) | limbs[i];
            limbs[i] = uint32_t(rest / divisor);
            rest %= divisor;
        }
        return uint32_t(rest);
    }
    [[nodiscard]] bool isZero() const
    {
        return std::all_of(limbs.begin(), limbs.begin() + count, [](uint32_t limb) { return limb == 0; });
    }
    [[nodiscard]] bool isNegative() const { return (limbs[count - 1] >> 31) != 0; }
    void negate()
    {
        uint64_t carry = 1;
        for (size_t i = 0; i < count; ++i) {
            carry += uint32_t(~limbs[i]);
            limbs[i] = uint32_t(carry);
            carry >>= 32;
        }
    }
};

bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}

// Exponent of "e-3"; false if \a text is none.
bool readExponent(QByteArrayView text, int &exponent)
{
    text = text.sliced(1);
    if (text.startsWith('+'))
        text = text.sliced(1);
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), exponent);
    return error == std::errc() && end == text.data() + text.size() && std::abs(exponent) <= 2 * maxDigits;
}

} // namespace

bool appendDecimalBytes(QByteArrayView text, int scale, int width, QByteArray &out)
{
    Number number;
    number.count = size_t(width) / sizeof(uint32_t);
    const bool isNegative = text.startsWith('-');
    if (isNegative || text.startsWith('+'))
        text = text.sliced(1);
    const auto mark = std::find_if(text.begin(), text.end(), [](char c) { return c == 'e' || c == 'E'; });
    int exponent = 0;
    if (mark != text.end() && !readExponent(text.sliced(mark - text.begin()), exponent))
        return false;
    const QByteArrayView mantissa = text.first(mark - text.begin());
    const qsizetype point = mantissa.indexOf('.');
    const qsizetype whole = point < 0 ? mantissa.size() : point;
    if (mantissa.size() == (point < 0 ? 0 : 1))
        return false;
    // Digits from here on lie beyond the scale.
    const qsizetype end = whole + exponent + scale;
    qsizetype place = 0;
    for (const char &c : mantissa) {
        if (&c == mantissa.begin() + whole)
            continue;
        if (!isDigit(c) || (place >= end && c != '0'))
            return false;
        if (place++ < end && !number.multiplyAdd(10, uint32_t(c - '0')))
            return false;
    }
    for (; place < end; ++place) {
        if (number.isZero())
            break;
        if (!number.multiplyAdd(10, 0))
            return false;
    }
    if (number.isNegative())
        return false; // the sign has no bit left
    if (isNegative)
        number.negate();
    out.append(reinterpret_cast<const char *>(number.limbs.data()), width);
    return true;
}

void appendDecimalText(QByteArrayView bytes, int scale, std::string &text)
{
    Number number;
    number.count = size_t(bytes.size()) / sizeof(uint32_t);
    std::memcpy(number.limbs.data(), bytes.data(), number.count * sizeof(uint32_t));
    if (number.isNegative()) {
        text += '-';
        number.negate(); // the smallest number becomes its own magnitude, unsigned
    }
    std::array<char, 128> digits; // from the right
    size_t at = digits.size();
    while (!number.isZero()) {
        uint32_t group = number.divide(groupBase);
        for (int i = 0; i < groupDigits; ++i, group /= 10)
            digits[--at] = char('0' + group % 10);
    }
    while (at < digits.size() && digits[at] == '0')
        ++at;
    const auto count = int(digits.size() - at);
    const char *first = digits.data() + at;
    if (count > scale)
        text.append(first, size_t(count - scale));
    else
        text += '0';
    if (scale == 0)
        return;
    text += '.';
    text.append(size_t(std::max(0, scale - count)), '0');
    text.append(first + std::max(0, count - scale), size_t(std::min(count, scale)));
}

} // namespace isthmus::wire
