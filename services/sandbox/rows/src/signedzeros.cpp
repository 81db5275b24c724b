// SPDX-License-Identifier: GPL-3.0-or-later
#include "signedzeros.h"

#include <isthmus/records/jsonscanner.h>
#include <isthmus/records/jsontext.h>
#include <isthmus/sandboxsql/types.h>

#include <algorithm>

namespace isthmus::sandbox {

namespace {

using catalog::DataType;
using Base = DataType::Base;
using records::JsonScanner;

bool holdsFractions(const DataType &type)
{
    return type.base == Base::Float || type.base == Base::Double
        || std::any_of(type.args.cbegin(), type.args.cend(), holdsFractions);
}

bool isNegativeZero(QByteArrayView text)
{
    const auto isExponent = [](char c) { return c == 'e' || c == 'E'; };
    const auto *const end = std::find_if(text.begin(), text.end(), isExponent);
    return text.startsWith("-0") && std::all_of(text.begin() + 1, end, [](char c) { return c == '0' || c == '.'; });
}

void append(std::string &out, QByteArrayView text)
{
    out.append(text.data(), size_t(text.size()));
}

// Writes the value that \a json is at; false where it does not fit \a type.
bool rewrite(const DataType &type, JsonScanner &json, std::string &out)
{
    if (!holdsFractions(type) || json.peek() == 'n') {
        QByteArrayView text;
        const bool ok = json.skipValue(text);
        append(out, text);
        return ok;
    }
    if (type.base == Base::Array) {
        std::vector<QByteArrayView> items;
        if (!json.elements(items))
            return false;
        out += '[';
        for (size_t i = 0; i < items.size(); ++i) {
            out += i > 0 ? "," : "";
            JsonScanner inner(items[i]);
            if (!rewrite(type.args.first(), inner, out))
                return false;
        }
        out += ']';
        return true;
    }
    if (!type.isNested()) {
        QByteArrayView text;
        if (!json.skipValue(text))
            return false;
        append(out, isNegativeZero(text) ? QByteArrayView("\"-0\"") : text);
        return true;
    }
    std::vector<JsonScanner::Member> members;
    if (!json.members(members))
        return false;
    out += '{';
    for (size_t i = 0; i < members.size(); ++i) {
        const qsizetype field = type.fieldNames.indexOf(QString::fromUtf8(members[i].name));
        if (type.base == Base::Struct && field < 0)
            return false;
        out += i > 0 ? "," : "";
        records::appendJsonString(out, members[i].name);
        out += ':';
        JsonScanner inner(members[i].value);
        if (!rewrite(type.base == Base::Struct ? type.args.at(field) : type.args.at(1), inner, out))
            return false;
    }
    out += '}';
    return true;
}

} // namespace

bool mayHoldSignedZeros(const DataType &type)
{
    return sandboxsql::postgresType(type) == u"jsonb" && holdsFractions(type);
}

std::optional<std::string> withSignedZeros(const DataType &type, QByteArrayView json)
{
    if (!json.contains("-0"))
        return std::nullopt;
    JsonScanner scanner(json);
    std::string text;
    if (!rewrite(type, scanner, text) || !scanner.atEnd())
        return std::nullopt;
    return text;
}

} // namespace isthmus::sandbox
