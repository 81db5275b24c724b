// SPDX-License-Identifier: GPL-3.0-or-later
#include "nestedcsv.h"

#include "numbertext.h"

#include <isthmus/records/columnvector.h>
#include <isthmus/records/jsonscanner.h>
#include <isthmus/wire/valuetext.h>

#include <QDateTime>

#include <algorithm>
#include <charconv>

namespace isthmus::sandbox {

namespace {

using catalog::DataType;
using Base = DataType::Base;
using records::JsonScanner;

void appendQuoted(QByteArray &out, QByteArrayView text)
{
    out += '"';
    qsizetype backslashes = 0; // directly before the next character
    for (const char c : text) {
        if (c == '"') {
            if (backslashes % 2)
                out += '\\';
            out += '\\';
        }
        out += c;
        backslashes = c == '\\' ? backslashes + 1 : 0;
    }
    if (backslashes % 2)
        out += '\\';
    out += '"';
}

// Every function answers false when the text does not fit the type.
class Writer {
public:
    Writer(const QTimeZone &zone, QByteArray &out) : m_zone(zone), m_out(out) { }

    bool value(const DataType &type, JsonScanner &json)
    {
        if (json.takeNull()) {
            m_out += "\\N";
            return true;
        }
        switch (type.base) {
        case Base::Array:
            return array(type.args.first(), json);
        case Base::Map:
            return map(type, json);
        case Base::Struct:
            return structure(type, json);
        case Base::Json: {
            QByteArrayView text;
            if (!json.skipValue(text))
                return false;
            appendQuoted(m_out, text);
            return true;
        }
        default: {
            QByteArray text;
            return json.scalar(text) && scalar(type, text);
        }
        }
    }

private:
    bool array(const DataType &element, JsonScanner &json)
    {
        std::vector<QByteArrayView> items;
        if (!json.elements(items))
            return false;
        m_out += '[';
        for (size_t i = 0; i < items.size(); ++i) {
            m_out += i > 0 ? ", " : "";
            JsonScanner inner(items[i]);
            if (!value(element, inner))
                return false;
        }
        m_out += ']';
        return true;
    }

    bool map(const DataType &type, JsonScanner &json)
    {
        std::vector<JsonScanner::Member> members;
        if (!json.members(members))
            return false;
        m_out += '{';
        for (size_t i = 0; i < members.size(); ++i) {
            const JsonScanner::Member &member = members[i];
            m_out += i > 0 ? ", " : "";
            JsonScanner key(member.name);
            if (!(type.args.at(0).isNested() ? value(type.args.at(0), key) : scalar(type.args.at(0), member.name)))
                return false;
            m_out += ": ";
            JsonScanner inner(member.value);
            if (!value(type.args.at(1), inner))
                return false;
        }
        m_out += '}';
        return true;
    }

    bool structure(const DataType &type, JsonScanner &json)
    {
        std::vector<JsonScanner::Member> members;
        if (!json.members(members))
            return false;
        m_out += '{';
        for (qsizetype i = 0; i < type.args.size(); ++i) {
            m_out += i > 0 ? ", " : "";
            const QByteArray name = type.fieldNames.at(i).toUtf8();
            const auto found = std::find_if(members.begin(), members.end(),
                                            [&](const JsonScanner::Member &member) { return member.name == name; });
            appendQuoted(m_out, name);
            m_out += ": ";
            JsonScanner inner(found == members.end() ? QByteArrayView("null") : found->value);
            if (!value(type.args.at(i), inner))
                return false;
        }
        m_out += '}';
        return true;
    }

    bool scalar(const DataType &type, const QByteArray &text)
    {
        switch (type.base) {
        case Base::DateTime:
        case Base::TimestampTz:
        case Base::TimestampNtz: {
            auto time = wire::parseTimestamp(text);
            if (!time)
                return false;
            if (type.base != Base::TimestampNtz)
                time->seconds += m_zone.offsetFromUtc(QDateTime::fromSecsSinceEpoch(time->seconds, Qt::UTC));
            if (type.base == Base::DateTime)
                time->nanos = 0; // the client reads no fraction of a DATETIME
            appendQuoted(m_out, records::timestampText(*time).toUtf8());
            return true;
        }
        case Base::Boolean:
        case Base::TinyInt:
        case Base::SmallInt:
        case Base::Int:
        case Base::BigInt:
        case Base::Decimal:
            m_out += text;
            return true;
        case Base::Float:
            return floating<float>(text);
        case Base::Double:
            return floating<double>(text);
        default:
            appendQuoted(m_out, text);
            return true;
        }
    }

    template <typename Float>
    bool floating(QByteArrayView text)
    {
        Float value = 0;
        const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
        if (error != std::errc() || end != text.data() + text.size())
            return false;
        m_out += numberText(value);
        return true;
    }

    const QTimeZone &m_zone;
    QByteArray &m_out;
};

} // namespace

std::optional<QByteArray> nestedCsv(const DataType &type, QByteArrayView json, const QTimeZone &zone)
{
    QByteArray text;
    JsonScanner scanner(json);
    if (!Writer(zone, text).value(type, scanner) || !scanner.atEnd())
        return std::nullopt;
    return text;
}

} // namespace isthmus::sandbox
