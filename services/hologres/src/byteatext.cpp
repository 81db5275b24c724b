// SPDX-License-Identifier: GPL-3.0-or-later
#include "byteatext.h"

namespace isthmus::hologres {

namespace {

int hexDigit(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

std::optional<QByteArray> fromHex(QByteArrayView digits)
{
    if (digits.size() % 2 != 0)
        return std::nullopt;
    QByteArray bytes;
    bytes.reserve(digits.size() / 2);
    for (qsizetype i = 0; i < digits.size(); i += 2) {
        const int high = hexDigit(digits[i]);
        const int low = hexDigit(digits[i + 1]);
        if (high < 0 || low < 0)
            return std::nullopt;
        bytes.append(char(high * 16 + low));
    }
    return bytes;
}

bool isOctal(char c, char last)
{
    return c >= '0' && c <= last;
}

} // namespace

std::optional<QByteArray> bytesFromText(QByteArrayView text)
{
    if (text.startsWith("\\x"))
        return fromHex(text.sliced(2));
    QByteArray bytes;
    bytes.reserve(text.size());
    for (qsizetype i = 0; i < text.size(); ++i) {
        if (text[i] != '\\') {
            bytes.append(text[i]);
        } else if (i + 1 < text.size() && text[i + 1] == '\\') {
            bytes.append('\\');
            ++i;
        } else if (i + 3 < text.size() && isOctal(text[i + 1], '3') && isOctal(text[i + 2], '7')
                   && isOctal(text[i + 3], '7')) {
            bytes.append(char((text[i + 1] - '0') * 64 + (text[i + 2] - '0') * 8 + (text[i + 3] - '0')));
            i += 3;
        } else {
            return std::nullopt;
        }
    }
    return bytes;
}

} // namespace isthmus::hologres
