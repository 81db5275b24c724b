// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <isthmus/records/floatdigits.h>
#include <isthmus/records/jsontext.h>

#include <QByteArrayView>

#include <array>
#include <charconv>
#include <cmath>
#include <string>

namespace isthmus::wire {

// How nested values are written as JSON text.

inline void appendQuoted(std::string &json, QByteArrayView text)
{
    json += '"';
    for (const char c : text) {
        switch (c) {
        case '"':
            json += "\\\"";
            break;
        case '\\':
            json += "\\\\";
            break;
        case '\n':
            json += "\\n";
            break;
        case '\r':
            json += "\\r";
            break;
        case '\t':
            json += "\\t";
            break;
        default:
            if (uint8_t(c) < 0x20U) {
                constexpr char digits[] = "0123456789abcdef";
                json += "\\u00";
                json += digits[uint8_t(c) >> 4];
                json += digits[uint8_t(c) & 0xFU];
            } else {
                json += c;
            }
        }
    }
    json += '"';
}

inline void appendInteger(std::string &json, int64_t value)
{
    std::array<char, 24> buffer;
    const auto [end, error] = std::to_chars(buffer.data(), buffer.data() + buffer.size(), value);
    Q_ASSERT(error == std::errc());
    json.append(buffer.data(), end);
}

/// As a value of its own is written; NaN and infinities as text.
template <typename Float>
void appendFloat(std::string &json, Float value)
{
    if (std::isfinite(value))
        json += records::FloatDigits(value).view();
    else if (std::isnan(value))
        json += "\"NaN\"";
    else
        json += value > 0 ? "\"Infinity\"" : "\"-Infinity\"";
}

/// A value of type JSON is that value itself; text that is none becomes a JSON string.
inline void appendJsonElement(std::string &json, QByteArrayView text)
{
    if (records::appendJson(json, text) != records::JsonCopied::Whole)
        appendQuoted(json, text);
}

/// A decimal goes bare where its text is a JSON number, else as text ("+1", ".5").
inline bool isJsonNumber(QByteArrayView text)
{
    qsizetype i = 0;
    const auto digits = [&] {
        const qsizetype begin = i;
        while (i < text.size() && text[i] >= '0' && text[i] <= '9')
            ++i;
        return i - begin;
    };
    if (i < text.size() && text[i] == '-')
        ++i;
    const bool leadsWithZero = i < text.size() && text[i] == '0';
    const qsizetype whole = digits();
    if (whole == 0 || (leadsWithZero && whole > 1))
        return false;
    if (i < text.size() && text[i] == '.') {
        ++i;
        if (digits() == 0)
            return false;
    }
    if (i < text.size() && (text[i] == 'e' || text[i] == 'E')) {
        ++i;
        if (i < text.size() && (text[i] == '+' || text[i] == '-'))
            ++i;
        if (digits() == 0)
            return false;
    }
    return i == text.size();
}

} // namespace isthmus::wire
