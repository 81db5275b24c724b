// SPDX-License-Identifier: GPL-3.0-or-later
#include "jsontext.h"
#include "nestedvalue.h"

#include <vector>

namespace isthmus::wire {

namespace {

using Base = catalog::DataType::Base;

class NestedReader {
public:
    NestedReader(ByteCursor &cursor, qint64 maxBytes, Crc32c &crc, std::string &json)
        : m_cursor(cursor), m_maxBytes(maxBytes), m_crc(crc), m_json(json), m_jsonBefore(json.size())
    {
    }

    Read value(const catalog::DataType &type)
    {
        switch (codingFor(type)) {
        case Coding::Integer:
            return integer(type);
        case Coding::Boolean:
            return boolean();
        case Coding::DateTime:
            return dateTime();
        case Coding::Float:
            return floating<float>();
        case Coding::Double:
            return floating<double>();
        case Coding::Bytes:
            return bytes(type);
        case Coding::Timestamp:
            return timestamp();
        case Coding::Nested:
            break;
        case Coding::Unsupported:
            return Read::Bad;
        }
        if (type.base == Base::Array)
            return array(type.args.first());
        return type.base == Base::Map ? map(type) : structure(type);
    }

private:
    // Text grows faster than the bytes it comes from (field names, "null"), so it has a bound of its own.
    [[nodiscard]] bool isTooLong() const { return qint64(m_json.size() - m_jsonBefore) > 4 * m_maxBytes; }

    Read elementOrNull(const catalog::DataType &type)
    {
        uint8_t isNull = 0;
        if (const Read read = m_cursor.fixed(isNull); read != Read::Done)
            return read;
        if (isNull > 1 || isTooLong())
            return Read::Bad;
        if (isNull == 0)
            return value(type);
        m_json += "null";
        return Read::Done;
    }

    Read count(uint64_t &n)
    {
        if (const Read read = m_cursor.varint(n); read != Read::Done)
            return read;
        return n > uint64_t(m_maxBytes) ? Read::Bad : Read::Done;
    }

    Read array(const catalog::DataType &element)
    {
        uint64_t n = 0;
        if (const Read read = count(n); read != Read::Done)
            return read;
        m_json += '[';
        for (uint64_t i = 0; i < n; ++i) {
            if (i > 0)
                m_json += ',';
            if (const Read read = elementOrNull(element); read != Read::Done)
                return read;
        }
        m_json += ']';
        return Read::Done;
    }

    // All keys come first, then all values: keys are remembered as the text between the quotes.
    Read map(const catalog::DataType &type)
    {
        uint64_t n = 0;
        if (const Read read = count(n); read != Read::Done)
            return read;
        std::vector<std::string> keys;
        const size_t begin = m_json.size();
        for (uint64_t i = 0; i < n; ++i) {
            if (const Read read = elementOrNull(type.args.at(0)); read != Read::Done)
                return read;
            std::string key = m_json.substr(begin);
            m_json.resize(begin);
            if (!key.starts_with('"')) {
                std::string quoted;
                appendQuoted(quoted, QByteArrayView(key.data(), qsizetype(key.size())));
                key = std::move(quoted);
            }
            m_keyBytes += qint64(key.size() + sizeof(std::string));
            if (m_keyBytes > 4 * m_maxBytes)
                return Read::Bad;
            keys.push_back(std::move(key));
        }
        uint64_t valueCount = 0;
        if (const Read read = count(valueCount); read != Read::Done)
            return read;
        if (valueCount != n)
            return Read::Bad;
        m_json += '{';
        for (uint64_t i = 0; i < n; ++i) {
            if (i > 0)
                m_json += ',';
            m_json += keys[i];
            m_json += ':';
            if (const Read read = elementOrNull(type.args.at(1)); read != Read::Done)
                return read;
        }
        m_json += '}';
        return Read::Done;
    }

    Read structure(const catalog::DataType &type)
    {
        m_json += '{';
        for (qsizetype i = 0; i < type.args.size(); ++i) {
            if (i > 0)
                m_json += ',';
            appendQuoted(m_json, type.fieldNames.at(i).toUtf8());
            m_json += ':';
            if (const Read read = elementOrNull(type.args.at(i)); read != Read::Done)
                return read;
        }
        m_json += '}';
        return Read::Done;
    }

    Read integer(const catalog::DataType &type)
    {
        uint64_t raw = 0;
        if (const Read read = m_cursor.varint(raw); read != Read::Done)
            return read;
        const int64_t number = unzigzag(raw);
        m_crc.add(&number, sizeof number);
        if (type.base != Base::Date) {
            appendInteger(m_json, number);
            return Read::Done;
        }
        if (number < -maxDays || number > maxDays)
            return Read::Bad;
        appendQuoted(m_json, records::dateText(number).toUtf8());
        return Read::Done;
    }

    Read boolean()
    {
        uint64_t raw = 0;
        if (const Read read = m_cursor.varint(raw); read != Read::Done)
            return read;
        if (raw > 1)
            return Read::Bad;
        const auto byte = uint8_t(raw);
        m_crc.add(&byte, 1);
        m_json += raw ? "true" : "false";
        return Read::Done;
    }

    Read dateTime()
    {
        uint64_t raw = 0;
        if (const Read read = m_cursor.varint(raw); read != Read::Done)
            return read;
        const int64_t millis = unzigzag(raw);
        m_crc.add(&millis, sizeof millis);
        appendQuoted(m_json, records::timestampText(fromMillis(millis)).toUtf8());
        return Read::Done;
    }

    template <typename Float>
    Read floating()
    {
        Float number = 0;
        if (const Read read = m_cursor.fixed(number); read != Read::Done)
            return read;
        m_crc.add(&number, sizeof number);
        appendFloat(m_json, number);
        return Read::Done;
    }

    Read bytes(const catalog::DataType &type)
    {
        QByteArrayView text;
        if (const Read read = m_cursor.bytes(text, m_maxBytes); read != Read::Done)
            return read;
        m_crc.add(text);
        if (type.base == Base::Binary)
            appendQuoted(m_json, "\\x" + text.toByteArray().toHex());
        else if (type.base == Base::Decimal && isJsonNumber(text))
            m_json.append(text.data(), size_t(text.size()));
        else if (type.base == Base::Json)
            appendJsonElement(m_json, text);
        else
            appendQuoted(m_json, text);
        return Read::Done;
    }

    Read timestamp()
    {
        int64_t seconds = 0;
        int32_t nanos = 0;
        records::Timestamp instant;
        if (const Read read = readTimestamp(m_cursor, seconds, nanos, instant); read != Read::Done)
            return read;
        m_crc.add(&seconds, sizeof seconds);
        m_crc.add(&nanos, sizeof nanos);
        appendQuoted(m_json, records::timestampText(instant).toUtf8());
        return Read::Done;
    }

    ByteCursor &m_cursor;
    qint64 m_maxBytes;
    Crc32c &m_crc;
    std::string &m_json;
    size_t m_jsonBefore;
    qint64 m_keyBytes = 0;
};

} // namespace

Read readNested(const catalog::DataType &type, ByteCursor &cursor, qint64 maxBytes, Crc32c &crc, std::string &json)
{
    return NestedReader(cursor, maxBytes, crc, json).value(type);
}

} // namespace isthmus::wire
