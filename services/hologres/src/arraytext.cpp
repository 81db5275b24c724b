// SPDX-License-Identifier: GPL-3.0-or-later
#include "arraytext.h"

#include "byteatext.h"

#include <isthmus/records/arraybounds.h>

#include <algorithm>

namespace isthmus::hologres {

namespace {

using Base = catalog::DataType::Base;

constexpr int maxDimensions = 6; // MAXDIM of PostgreSQL

void appendJsonString(QByteArray &json, QByteArrayView value)
{
    constexpr char digits[] = "0123456789abcdef";
    json += '"';
    for (const char c : value) {
        const auto byte = static_cast<unsigned char>(c);
        if (c == '"' || c == '\\') {
            json += '\\';
            json += c;
        } else if (c == '\n') {
            json += "\\n";
        } else if (byte < 0x20) {
            json += "\\u00";
            json += digits[byte >> 4U];
            json += digits[byte & 0xFU];
        } else {
            json += c;
        }
    }
    json += '"';
}

// One pass over the text; every function answers false on text that is no array.
class ArrayReader {
public:
    ArrayReader(QByteArrayView text, const catalog::DataType &element)
        : m_text(text), m_element(element), m_delimiter(catalog::postgresArrayDelimiter(element))
    {
    }

    bool readAll()
    {
        if (next() == '[') {
            const qsizetype bounds = records::arrayBoundsLength(m_text);
            if (bounds == 0)
                return false;
            json += m_text.first(bounds);
            m_pos = bounds;
        }
        return readBraces(1) && m_pos == m_text.size();
    }

    QByteArray json;

private:
    [[nodiscard]] char next() const { return m_pos < m_text.size() ? m_text[m_pos] : '\0'; }

    bool take(char c)
    {
        if (next() != c)
            return false;
        ++m_pos;
        return true;
    }

    bool readBraces(int depth)
    {
        if (depth > maxDimensions || !take('{'))
            return false;
        json += '[';
        if (!take('}')) {
            do {
                if (json.back() != '[')
                    json += ',';
                if (!(next() == '{' ? readBraces(depth + 1) : readElement()))
                    return false;
            } while (take(m_delimiter));
            if (!take('}'))
                return false;
        }
        json += ']';
        return true;
    }

    bool readElement()
    {
        if (take('"')) {
            QByteArray value;
            while (m_pos < m_text.size() && m_text[m_pos] != '"') {
                if (m_text[m_pos] == '\\' && ++m_pos == m_text.size())
                    return false;
                value += m_text[m_pos++];
            }
            return appendElement(value) && take('"');
        }
        const auto begin = m_pos;
        while (m_pos < m_text.size() && m_text[m_pos] != m_delimiter && m_text[m_pos] != '}' && m_text[m_pos] != '{'
               && m_text[m_pos] != '"')
            ++m_pos;
        const QByteArrayView bare = m_text.sliced(begin, m_pos - begin);
        if (bare.isEmpty())
            return false;
        if (bare.compare("NULL", Qt::CaseInsensitive) == 0)
            json += "null";
        else
            return appendElement(bare);
        return true;
    }

    bool appendElement(QByteArrayView value)
    {
        if (m_element.base == Base::Binary) { // one form whatever bytea_output is
            const auto bytes = bytesFromText(value);
            if (bytes)
                appendJsonString(json, "\\x" + bytes->toHex());
            return bytes.has_value();
        }
        const auto isNumberCharacter = [](char c) {
            return (c >= '0' && c <= '9') || c == '-' || c == '+' || c == '.' || c == 'e' || c == 'E';
        };
        if (m_element.isNumeric() && std::all_of(value.begin(), value.end(), isNumberCharacter)) {
            json += value; // NaN and Infinity are no JSON numbers and stay strings
        } else if (m_element.base == Base::Boolean && (value == "t" || value == "f")) {
            json += value == "t" ? "true" : "false";
        } else if (m_element.base == Base::Json || m_element.base == Base::Jsonb) {
            if (value == "null" || value.startsWith('['))
                json += ' ';
            json += value;
        } else {
            appendJsonString(json, value);
        }
        return true;
    }

    QByteArrayView m_text;
    const catalog::DataType &m_element;
    char m_delimiter;
    qsizetype m_pos = 0;
};

} // namespace

std::optional<QByteArray> jsonFromArrayText(QByteArrayView text, const catalog::DataType &element)
{
    ArrayReader reader(text, element);
    if (!reader.readAll())
        return std::nullopt;
    return reader.json;
}

} // namespace isthmus::hologres
