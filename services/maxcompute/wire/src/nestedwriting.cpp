// SPDX-License-Identifier: GPL-3.0-or-later
#include "nestedvalue.h"

#include <isthmus/wire/valuetext.h>

#include <QCoreApplication>

#include <charconv>
#include <vector>

namespace isthmus::wire {

namespace {

using Base = catalog::DataType::Base;

constexpr int maxDepth = 64;

// Reads JSON text piece by piece, keeping order and digits; QJsonDocument would sort members and round numbers.
class JsonScanner {
public:
    explicit JsonScanner(QByteArrayView text) : m_text(text) { }

    char peek()
    {
        skipBlanks();
        return m_pos < m_text.size() ? m_text[m_pos] : '\0';
    }
    bool take(char c)
    {
        if (peek() != c)
            return false;
        ++m_pos;
        return true;
    }
    bool takeNull() { return takeWord("null"); }
    bool atEnd()
    {
        skipBlanks();
        return m_pos == m_text.size();
    }

    /// A string, or a bare number or word as its text.
    bool scalar(QByteArray &text)
    {
        if (peek() == '"')
            return string(text);
        const qsizetype begin = m_pos;
        while (m_pos < m_text.size() && isWordPart(m_text[m_pos]))
            ++m_pos;
        text = m_text.sliced(begin, m_pos - begin).toByteArray();
        return m_pos > begin;
    }

    bool string(QByteArray &text)
    {
        text.clear();
        if (!take('"'))
            return false;
        while (m_pos < m_text.size()) {
            const char c = m_text[m_pos++];
            if (c == '"')
                return true;
            if (c != '\\')
                text += c;
            else if (!escape(text))
                return false;
        }
        return false;
    }

    /// Passes over one value of any kind and answers its text.
    bool skipValue(QByteArrayView &text, int depth = 0)
    {
        if (depth > maxDepth)
            return false;
        const char first = peek();
        const qsizetype begin = m_pos;
        QByteArray ignored;
        if (first != '[' && first != '{') {
            const bool ok = scalar(ignored);
            text = m_text.sliced(begin, m_pos - begin);
            return ok;
        }
        const char last = first == '[' ? ']' : '}';
        ++m_pos;
        if (!take(last)) {
            do {
                QByteArrayView inner;
                if (first == '{' && (!string(ignored) || !take(':')))
                    return false;
                if (!skipValue(inner, depth + 1))
                    return false;
            } while (take(','));
            if (!take(last))
                return false;
        }
        text = m_text.sliced(begin, m_pos - begin);
        return true;
    }

private:
    static bool isWordPart(char c)
    {
        return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '-' || c == '+'
            || c == '.';
    }
    void skipBlanks()
    {
        while (m_pos < m_text.size()
               && (m_text[m_pos] == ' ' || m_text[m_pos] == '\n' || m_text[m_pos] == '\t' || m_text[m_pos] == '\r'))
            ++m_pos;
    }
    bool takeWord(QByteArrayView word)
    {
        skipBlanks();
        if (!m_text.sliced(m_pos).startsWith(word))
            return false;
        m_pos += word.size();
        return true;
    }
    bool hexUnit(char16_t &unit)
    {
        if (m_text.size() - m_pos < 4)
            return false;
        bool ok = false;
        unit = m_text.sliced(m_pos, 4).toByteArray().toUShort(&ok, 16);
        m_pos += 4;
        return ok;
    }
    bool escape(QByteArray &text)
    {
        if (m_pos == m_text.size())
            return false;
        const char c = m_text[m_pos++];
        constexpr char from[] = "\"\\/bfnrt";
        constexpr char to[] = "\"\\/\b\f\n\r\t";
        if (const char *found = c ? std::strchr(from, c) : nullptr) {
            text += to[found - from];
            return true;
        }
        char16_t units[2] = {};
        if (c != 'u' || !hexUnit(units[0]))
            return false;
        qsizetype count = 1;
        if (QChar::isHighSurrogate(units[0]) && m_text.sliced(m_pos).startsWith("\\u")) {
            m_pos += 2;
            if (!hexUnit(units[1]))
                return false;
            count = 2;
        }
        text += QString::fromUtf16(units, count).toUtf8();
        return true;
    }

    QByteArrayView m_text;
    qsizetype m_pos = 0;
};

// Every function answers false when the text does not fit the type.
class NestedWriter {
public:
    NestedWriter(Crc32c &crc, ByteWriter &out) : m_crc(crc), m_out(out) { }

    bool value(const catalog::DataType &type, JsonScanner &json)
    {
        if (type.base == Base::Array)
            return array(type.args.first(), json);
        if (type.base == Base::Map)
            return map(type, json);
        if (type.base == Base::Struct)
            return structure(type, json);
        if (type.base == Base::Json) {
            QByteArrayView text;
            QByteArray unquoted;
            if (json.peek() == '"') // how the reader writes it
                return json.string(unquoted) && bytes(unquoted);
            return json.skipValue(text) && bytes(text);
        }
        QByteArray text;
        return json.scalar(text) && leaf(type, text);
    }

private:
    bool elementOrNull(const catalog::DataType &type, JsonScanner &json)
    {
        m_out.claim(1);
        if (json.takeNull()) {
            m_out.byte(1);
            return true;
        }
        m_out.byte(0);
        return value(type, json);
    }

    void count(size_t n)
    {
        m_out.claim(10);
        m_out.varint(n);
    }

    // The number of elements stands before them, so their texts are found first.
    bool array(const catalog::DataType &element, JsonScanner &json)
    {
        std::vector<QByteArrayView> items;
        if (!json.take('['))
            return false;
        if (!json.take(']')) {
            do {
                QByteArrayView item;
                if (!json.skipValue(item))
                    return false;
                items.push_back(item);
            } while (json.take(','));
            if (!json.take(']'))
                return false;
        }
        count(items.size());
        return std::all_of(items.begin(), items.end(), [&](QByteArrayView item) {
            JsonScanner inner(item);
            return elementOrNull(element, inner);
        });
    }

    struct Member {
        QByteArray name;
        QByteArrayView value;
    };

    static bool members(JsonScanner &json, std::vector<Member> &found)
    {
        if (!json.take('{'))
            return false;
        if (json.take('}'))
            return true;
        do {
            Member member;
            if (!json.string(member.name) || !json.take(':') || !json.skipValue(member.value))
                return false;
            found.push_back(std::move(member));
        } while (json.take(','));
        return json.take('}');
    }

    bool map(const catalog::DataType &type, JsonScanner &json)
    {
        std::vector<Member> found;
        if (!members(json, found))
            return false;
        count(found.size());
        for (const Member &member : found) {
            m_out.claim(1);
            m_out.byte(0);
            if (type.args.at(0).isNested()) {
                JsonScanner inner(member.name);
                if (!value(type.args.at(0), inner))
                    return false;
            } else if (!leaf(type.args.at(0), member.name)) {
                return false;
            }
        }
        count(found.size());
        return std::all_of(found.begin(), found.end(), [&](const Member &member) {
            JsonScanner inner(member.value);
            return elementOrNull(type.args.at(1), inner);
        });
    }

    bool structure(const catalog::DataType &type, JsonScanner &json)
    {
        std::vector<Member> found;
        if (!members(json, found))
            return false;
        for (qsizetype i = 0; i < type.args.size(); ++i) {
            const QByteArray name = type.fieldNames.at(i).toUtf8();
            const auto it = std::find_if(found.begin(), found.end(), [&](const Member &m) { return m.name == name; });
            JsonScanner inner(it == found.end() ? QByteArrayView("null") : it->value);
            if (!elementOrNull(type.args.at(i), inner))
                return false;
        }
        return true;
    }

    bool bytes(QByteArrayView text)
    {
        m_crc.add(text);
        m_out.claim(10 + text.size());
        m_out.varint(uint64_t(text.size()));
        m_out.raw(text);
        return true;
    }

    void integer(int64_t number)
    {
        m_crc.add(&number, sizeof number);
        m_out.claim(10);
        m_out.varint(zigzag(number));
    }

    template <typename Number>
    static std::optional<Number> number(QByteArrayView text)
    {
        Number value{};
        const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
        return error == std::errc() && end == text.data() + text.size() ? std::optional(value) : std::nullopt;
    }

    template <typename Float>
    bool floating(QByteArrayView text)
    {
        const auto read = number<Float>(text);
        if (!read)
            return false;
        m_crc.add(&*read, sizeof *read);
        m_out.claim(sizeof *read);
        m_out.fixed(*read);
        return true;
    }

    bool leaf(const catalog::DataType &type, QByteArrayView text)
    {
        switch (codingFor(type)) {
        case Coding::Integer: {
            const auto read = type.base == Base::Date ? parseDate(text) : number<int64_t>(text);
            if (read)
                integer(*read);
            return read.has_value();
        }
        case Coding::Boolean: {
            const auto flag = uint8_t(text == "true" ? 1 : 0);
            m_crc.add(&flag, 1);
            m_out.claim(1);
            m_out.byte(flag);
            return text == "true" || text == "false";
        }
        case Coding::DateTime: {
            const auto instant = parseTimestamp(text);
            if (instant)
                integer(toMillis(*instant));
            return instant.has_value();
        }
        case Coding::Float:
            return floating<float>(text);
        case Coding::Double:
            return floating<double>(text);
        case Coding::Bytes:
            if (type.base == Base::Binary && text.startsWith("\\x"))
                return bytes(QByteArray::fromHex(text.sliced(2).toByteArray()));
            return bytes(text);
        case Coding::Timestamp: {
            const auto instant = parseTimestamp(text);
            if (!instant)
                return false;
            m_crc.add(&instant->seconds, sizeof instant->seconds);
            m_crc.add(&instant->nanos, sizeof instant->nanos);
            m_out.claim(20);
            m_out.varint(zigzag(instant->seconds));
            m_out.varint(zigzag(instant->nanos));
            return true;
        }
        default:
            return false;
        }
    }

    Crc32c &m_crc;
    ByteWriter &m_out;
};

} // namespace

core::Result<core::Done> writeNested(const catalog::DataType &type, QByteArrayView json, Crc32c &crc, ByteWriter &out)
{
    JsonScanner scanner(json);
    if (NestedWriter(crc, out).value(type, scanner) && scanner.atEnd())
        return core::Done{};
    return core::fail(core::ErrorKind::Invalid,
                      QCoreApplication::translate("MaxCompute", "A value does not fit the type %1.").arg(type.text), {},
                      {}, QString::fromUtf8(json.first(std::min<qsizetype>(json.size(), 200))));
}

} // namespace isthmus::wire
