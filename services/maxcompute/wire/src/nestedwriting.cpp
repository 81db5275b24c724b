// SPDX-License-Identifier: GPL-3.0-or-later
#include "nestedvalue.h"

#include <isthmus/records/jsonscanner.h>
#include <isthmus/wire/valuetext.h>

#include <QCoreApplication>

#include <charconv>
#include <vector>

namespace isthmus::wire {

namespace {

using records::JsonScanner;
using Base = catalog::DataType::Base;

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
        if (!json.elements(items))
            return false;
        count(items.size());
        return std::all_of(items.begin(), items.end(), [&](QByteArrayView item) {
            JsonScanner inner(item);
            return elementOrNull(element, inner);
        });
    }

    bool map(const catalog::DataType &type, JsonScanner &json)
    {
        std::vector<JsonScanner::Member> found;
        if (!json.members(found))
            return false;
        count(found.size());
        for (const JsonScanner::Member &member : found) {
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
        return std::all_of(found.begin(), found.end(), [&](const JsonScanner::Member &member) {
            JsonScanner inner(member.value);
            return elementOrNull(type.args.at(1), inner);
        });
    }

    bool structure(const catalog::DataType &type, JsonScanner &json)
    {
        std::vector<JsonScanner::Member> found;
        if (!json.members(found))
            return false;
        for (qsizetype i = 0; i < type.args.size(); ++i) {
            const QByteArray name = type.fieldNames.at(i).toUtf8();
            const auto it =
                std::find_if(found.begin(), found.end(), [&](const JsonScanner::Member &m) { return m.name == name; });
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
