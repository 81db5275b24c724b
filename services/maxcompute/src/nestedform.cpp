// SPDX-License-Identifier: GPL-3.0-or-later
#include "nestedform.h"

#include <isthmus/records/floatdigits.h>
#include <isthmus/records/jsonscanner.h>
#include <isthmus/records/jsontext.h>

#include <algorithm>
#include <charconv>
#include <cmath>

namespace isthmus::maxcompute {

namespace {

using catalog::DataType;
using Base = DataType::Base;
using records::JsonScanner;

void append(std::string &out, QByteArrayView text)
{
    out.append(text.data(), size_t(text.size()));
}

// Nothing is appended if the text is no finite number.
template <typename Float>
bool appendFloat(std::string &out, QByteArrayView text)
{
    Float value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc() || end != text.data() + text.size() || !std::isfinite(value))
        return false;
    out += records::FloatDigits(value).view();
    return true;
}

bool appendNumber(std::string &out, QByteArrayView text, const DataType &type)
{
    return type.base == Base::Float ? appendFloat<float>(out, text)
                                    : type.base == Base::Double && appendFloat<double>(out, text);
}

// Every function answers false, with \a out of no use, when the text does not fit the type.
class Writer {
public:
    explicit Writer(std::string &out) : m_out(out) { }

    bool value(QByteArrayView json, const DataType &type)
    {
        if (!hasForeignForm(type) || json == "null") {
            append(m_out, json);
            return true;
        }
        switch (type.base) {
        case Base::Array:
            return array(json, type.args.first());
        case Base::Map:
            return map(json, type);
        case Base::Struct:
            return structure(json, type);
        case Base::Json:
            return jsonValue(json);
        default:
            if (!appendNumber(m_out, json, type))
                append(m_out, json); // "NaN"
            return true;
        }
    }

private:
    bool array(QByteArrayView json, const DataType &element)
    {
        std::vector<QByteArrayView> items;
        if (!JsonScanner(json).elements(items))
            return false;
        m_out += '[';
        for (size_t i = 0; i < items.size(); ++i) {
            m_out += i > 0 ? "," : "";
            if (!value(items[i], element))
                return false;
        }
        m_out += ']';
        return true;
    }

    bool map(QByteArrayView json, const DataType &type)
    {
        return members(json, [&](QByteArrayView name, QByteArrayView member, qsizetype) {
            m_out += '"';
            const QByteArrayView key = name.sliced(1, name.size() - 2);
            if (!appendNumber(m_out, key, type.args.at(0)))
                append(m_out, key);
            m_out += "\":";
            return value(member, type.args.at(1));
        });
    }

    // By position, as the official client reads it.
    bool structure(QByteArrayView json, const DataType &type)
    {
        return members(json, [&](QByteArrayView name, QByteArrayView member, qsizetype position) {
            append(m_out, name);
            m_out += ':';
            return position < type.args.size() && value(member, type.args.at(position));
        });
    }

    // Calls \a take with each name, in its quotes, and the value.
    template <typename Take>
    bool members(QByteArrayView json, Take take)
    {
        JsonScanner scanner(json);
        if (!scanner.take('{'))
            return false;
        m_out += '{';
        for (qsizetype position = 0; !scanner.take('}'); ++position) {
            if (position > 0 && !scanner.take(','))
                return false;
            m_out += position > 0 ? "," : "";
            QByteArrayView name;
            QByteArrayView member;
            if (scanner.peek() != '"' || !scanner.skipValue(name) || !scanner.take(':') || !scanner.skipValue(member)
                || !take(name, member, position))
                return false;
        }
        m_out += '}';
        return true;
    }

    bool jsonValue(QByteArrayView json)
    {
        QByteArray text;
        const bool isText = json.startsWith('"') && JsonScanner(json).string(text)
            && records::appendJson(m_out, text) == records::JsonCopied::Whole;
        if (!isText)
            append(m_out, json);
        return true;
    }

    std::string &m_out;
};

} // namespace

bool hasForeignForm(const DataType &type)
{
    return type.base == Base::Float || type.base == Base::Double || type.base == Base::Json
        || std::any_of(type.args.begin(), type.args.end(), hasForeignForm);
}

QByteArray inTunnelForm(QByteArrayView json, const DataType &type)
{
    std::string out;
    out.reserve(size_t(json.size()));
    return Writer(out).value(json, type) ? QByteArray(out.data(), qsizetype(out.size())) : json.toByteArray();
}

} // namespace isthmus::maxcompute
