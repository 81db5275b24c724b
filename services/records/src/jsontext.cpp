// SPDX-License-Identifier: GPL-3.0-or-later
#include <isthmus/core/printable.h>
#include <isthmus/records/jsontext.h>

#include <array>
#include <vector>

namespace isthmus::records {

namespace {

constexpr qsizetype indentWidth = 4;
constexpr size_t maxIndentedLevels = 64; // deeper ones stand below each other: else the blanks would grow as the square

void appendHex4(std::string &out, unsigned unit)
{
    constexpr char digits[] = "0123456789abcdef";
    out += "\\u";
    for (int shift = 12; shift >= 0; shift -= 4)
        out += digits[(unit >> unsigned(shift)) & 0xFU];
}

void appendEscape(std::string &out, char32_t c)
{
    if (c <= 0xFFFF) {
        appendHex4(out, unsigned(c));
        return;
    }
    appendHex4(out, QChar::highSurrogate(c));
    appendHex4(out, QChar::lowSurrogate(c));
}

// Bytes that stand in a string as they are: printable ASCII but the quote and the backslash.
constexpr std::array<bool, 256> plainBytes()
{
    std::array<bool, 256> plain{};
    for (size_t c = 0x20; c < 0x7F; ++c)
        plain[c] = c != '"' && c != '\\';
    return plain;
}

constexpr std::array<bool, 256> isPlain = plainBytes();

// Length of the UTF-8 sequence at \a text's begin and its code point; 0 if it is none (too long, cut, a surrogate).
// Source: Unicode 15, table 3-7.
int codePointAt(QByteArrayView text, char32_t &c)
{
    const auto byte = [&](qsizetype i) { return static_cast<unsigned char>(text[i]); };
    const unsigned first = byte(0);
    const int length = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : first >= 0xC2 ? 2 : 0;
    if (length == 0 || first > 0xF4 || text.size() < length)
        return 0;
    c = first & (0xFFU >> (length + 1));
    for (int i = 1; i < length; ++i) {
        if ((byte(i) & 0xC0U) != 0x80)
            return 0;
        c = (c << 6U) | (byte(i) & 0x3FU);
    }
    const bool isTooLong = (length == 3 && c < 0x800) || (length == 4 && c < 0x10000);
    return isTooLong || QChar::isSurrogate(c) || c > 0x10FFFF ? 0 : length;
}

// One character of a string that is no plain byte, from text[i] on; answers how many bytes it took.
qsizetype appendSpecial(std::string &out, QByteArrayView text)
{
    const char first = text[0];
    switch (first) {
    case '"':
        out += "\\\"";
        return 1;
    case '\\':
        out += "\\\\";
        return 1;
    case '\n':
        out += "\\n";
        return 1;
    case '\r':
        out += "\\r";
        return 1;
    case '\t':
        out += "\\t";
        return 1;
    default:
        break;
    }
    const auto byte = static_cast<unsigned char>(first);
    if (byte < 0x80) {
        appendHex4(out, byte);
        return 1;
    }
    char32_t c = 0;
    const int length = codePointAt(text, c);
    if (length == 0) {
        out += "\uFFFD";
        return 1;
    }
    if (core::isControlling(c))
        appendEscape(out, c);
    else
        out.append(text.data(), size_t(length));
    return length;
}

bool isBlank(char c)
{
    return c == ' ' || c == '\n' || c == '\t' || c == '\r';
}

bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}

// Length of the number at the begin of \a text; 0 if there is none.
qsizetype numberLength(QByteArrayView text)
{
    qsizetype i = 0;
    const auto digits = [&] {
        const qsizetype begin = i;
        while (i < text.size() && isDigit(text[i]))
            ++i;
        return i > begin;
    };
    const auto at = [&](char a, char b) { return i < text.size() && (text[i] == a || text[i] == b); };
    if (at('-', '-'))
        ++i;
    if (at('0', '0'))
        ++i;
    else if (!digits())
        return 0;
    if (at('.', '.')) {
        ++i;
        if (!digits())
            return 0;
    }
    if (at('e', 'E')) {
        ++i;
        if (at('+', '-'))
            ++i;
        if (!digits())
            return 0;
    }
    return i;
}

// Checks and copies in one pass. Open brackets lie in a list and not on the stack, so that depth costs a byte a level.
class JsonCopier {
public:
    JsonCopier(std::string &out, QByteArrayView json, JsonLayout layout, qsizetype maxBytes)
        : m_out(out), m_json(json), m_isIndented(layout == JsonLayout::Indented), m_begin(out.size()),
          m_maxBytes(size_t(maxBytes))
    {
    }

    JsonCopied copy()
    {
        for (;;) {
            if (m_out.size() - m_begin > m_maxBytes)
                return JsonCopied::Cut;
            if (!value())
                return JsonCopied::NoJson;
            // An opened bracket wants a value next, unless it is closed at once.
            if (m_hasOpened) {
                m_hasOpened = false;
                continue;
            }
            switch (afterValue()) {
            case After::Next:
                continue;
            case After::End:
                return JsonCopied::Whole;
            case After::Broken:
                return JsonCopied::NoJson;
            }
        }
    }

private:
    enum class After : quint8 { Next, End, Broken };

    [[nodiscard]] char peek() const { return m_pos < m_json.size() ? m_json[m_pos] : '\0'; }
    [[nodiscard]] QByteArrayView rest() const { return m_json.sliced(m_pos); }

    void skipBlanks()
    {
        while (m_pos < m_json.size() && isBlank(m_json[m_pos]))
            ++m_pos;
    }

    void newLine()
    {
        if (!m_isIndented)
            return;
        m_out += '\n';
        m_out.append(std::min(m_open.size(), maxIndentedLevels) * indentWidth, ' ');
    }

    // A scalar whole, or an opening bracket with the name of its first member; sets m_hasOpened for the latter.
    bool value()
    {
        skipBlanks();
        switch (peek()) {
        case '{':
            return open('{', '}');
        case '[':
            return open('[', ']');
        case '"':
            return string();
        case 't':
            return word("true");
        case 'f':
            return word("false");
        case 'n':
            return word("null");
        default:
            return number();
        }
    }

    bool open(char opening, char closing)
    {
        ++m_pos;
        m_out += opening;
        skipBlanks();
        if (peek() == closing && m_pos < m_json.size()) {
            ++m_pos;
            m_out += closing;
            return true;
        }
        m_open.push_back(closing);
        newLine();
        m_hasOpened = true;
        return closing == ']' || name();
    }

    // What follows a value: the next one of the same bracket, ends of brackets, the end of all.
    After afterValue()
    {
        for (;;) {
            skipBlanks();
            if (m_open.empty())
                return m_pos == m_json.size() ? After::End : After::Broken;
            if (m_pos == m_json.size())
                return After::Broken;
            const char c = m_json[m_pos++];
            if (c == ',') {
                m_out += ',';
                newLine();
                return m_open.back() == ']' || name() ? After::Next : After::Broken;
            }
            if (c != m_open.back())
                return After::Broken;
            m_open.pop_back();
            newLine();
            m_out += c;
        }
    }

    bool name()
    {
        skipBlanks();
        if (peek() != '"' || !string())
            return false;
        skipBlanks();
        if (peek() != ':')
            return false;
        ++m_pos;
        m_out += m_isIndented ? ": " : ":";
        return true;
    }

    bool string()
    {
        m_out += '"';
        ++m_pos;
        for (;;) {
            const qsizetype begin = m_pos;
            while (m_pos < m_json.size() && isPlain[static_cast<unsigned char>(m_json[m_pos])])
                ++m_pos;
            m_out.append(m_json.data() + begin, size_t(m_pos - begin));
            if (m_pos == m_json.size())
                return false;
            const char c = m_json[m_pos];
            if (c == '"') {
                ++m_pos;
                m_out += '"';
                return true;
            }
            if (c == '\\') {
                if (!escape())
                    return false;
            } else if (static_cast<unsigned char>(c) < 0x20) {
                return false;
            } else {
                m_pos += appendSpecial(m_out, rest());
            }
        }
    }

    bool escape()
    {
        const auto isHex = [](char c) { return isDigit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F'); };
        if (m_json.size() - m_pos < 2)
            return false;
        qsizetype length = 2;
        switch (m_json[m_pos + 1]) {
        case '"':
        case '\\':
        case '/':
        case 'b':
        case 'f':
        case 'n':
        case 'r':
        case 't':
            break;
        case 'u':
            length = 6;
            if (m_json.size() - m_pos < length)
                return false;
            for (qsizetype i = 2; i < length; ++i) {
                if (!isHex(m_json[m_pos + i]))
                    return false;
            }
            break;
        default:
            return false;
        }
        m_out.append(m_json.data() + m_pos, size_t(length));
        m_pos += length;
        return true;
    }

    bool word(QByteArrayView word)
    {
        if (!rest().startsWith(word))
            return false;
        m_out.append(word.data(), size_t(word.size()));
        m_pos += word.size();
        return true;
    }

    bool number()
    {
        const qsizetype length = numberLength(rest());
        m_out.append(m_json.data() + m_pos, size_t(length));
        m_pos += length;
        return length > 0;
    }

    std::string &m_out;
    QByteArrayView m_json;
    bool m_isIndented;
    size_t m_begin;
    size_t m_maxBytes;
    std::vector<char> m_open; // the brackets that will close what is open
    qsizetype m_pos = 0;
    bool m_hasOpened = false;
};

} // namespace

JsonCopied appendJson(std::string &out, QByteArrayView json, JsonLayout layout, qsizetype maxBytes)
{
    const size_t before = out.size();
    const JsonCopied copied = JsonCopier(out, json, layout, maxBytes).copy();
    if (copied == JsonCopied::NoJson)
        out.resize(before);
    return copied;
}

void appendJsonString(std::string &out, QByteArrayView text)
{
    out += '"';
    qsizetype i = 0;
    while (i < text.size()) {
        const qsizetype begin = i;
        while (i < text.size() && isPlain[static_cast<unsigned char>(text[i])])
            ++i;
        out.append(text.data() + begin, size_t(i - begin));
        if (i < text.size())
            i += appendSpecial(out, text.sliced(i));
    }
    out += '"';
}

bool isJsonNumber(QByteArrayView text)
{
    return !text.isEmpty() && numberLength(text) == text.size();
}

} // namespace isthmus::records
