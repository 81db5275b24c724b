// SPDX-License-Identifier: GPL-3.0-or-later
#include "servedvalues.h"

#include "numbertext.h"

#include <isthmus/records/jsonscanner.h>
#include <isthmus/records/jsontext.h>

#include <algorithm>

namespace isthmus::sandbox {

namespace {

using catalog::DataType;
using Base = DataType::Base;
using records::JsonScanner;

bool isFilledUp(const DataType &type)
{
    return type.base == Base::Char && type.length;
}

bool mayDiffer(const DataType &type)
{
    return isFilledUp(type) || type.base == Base::Decimal
        || std::any_of(type.args.cbegin(), type.args.cend(), mayDiffer);
}

enum class Form : quint8 { Served, ServedWithZeros, Stored };

QByteArrayView withoutBlanks(QByteArrayView text)
{
    while (text.endsWith(' '))
        text.chop(1);
    return text;
}

// How many blanks \a text lacks of its \a length, which counts characters.
size_t missingBlanks(QByteArrayView text, int length)
{
    const auto isFollowing = [](char byte) { return (byte & 0xC0) == 0x80; };
    const auto characters = text.size() - std::count_if(text.begin(), text.end(), isFollowing);
    return size_t(std::max<qsizetype>(length - characters, 0));
}

// Every function answers false when the text does not fit the type.
class Rewriter {
public:
    Rewriter(Form form, std::string &out) : m_form(form), m_out(out) { }

    bool value(const DataType &type, JsonScanner &json)
    {
        if (!mayDiffer(type) || json.peek() == 'n')
            return copy(json);
        if (type.base == Base::Array)
            return array(type.args.first(), json);
        if (type.isNested())
            return object(type, json);
        return leaf(type, json);
    }

private:
    void append(QByteArrayView text) { m_out.append(text.data(), size_t(text.size())); }

    bool copy(JsonScanner &json)
    {
        QByteArrayView text;
        if (!json.skipValue(text))
            return false;
        append(text);
        return true;
    }

    bool array(const DataType &element, JsonScanner &json)
    {
        std::vector<QByteArrayView> items;
        if (!json.elements(items))
            return false;
        m_out += '[';
        for (size_t i = 0; i < items.size(); ++i) {
            m_out += i > 0 ? "," : "";
            JsonScanner inner(items[i]);
            if (!value(element, inner))
                return false;
        }
        m_out += ']';
        return true;
    }

    // MAP and STRUCT.
    bool object(const DataType &type, JsonScanner &json)
    {
        std::vector<JsonScanner::Member> members;
        if (!json.members(members))
            return false;
        m_out += '{';
        for (size_t i = 0; i < members.size(); ++i) {
            const JsonScanner::Member &member = members[i];
            const qsizetype field =
                type.base == Base::Struct ? type.fieldNames.indexOf(QString::fromUtf8(member.name)) : 1;
            m_out += i > 0 ? "," : "";
            if (field < 0 || (type.base == Base::Map && !key(type.args.first(), member.name)))
                return false;
            if (type.base == Base::Struct)
                records::appendJsonString(m_out, member.name);
            m_out += ':';
            JsonScanner inner(member.value);
            if (!value(type.args.at(field), inner))
                return false;
        }
        m_out += '}';
        return true;
    }

    // The key of a MAP is its value's text; that of a nested one is JSON.
    bool key(const DataType &type, const QByteArray &text)
    {
        if (type.isNested()) {
            std::string served;
            JsonScanner inner(text);
            if (!Rewriter(m_form, served).value(type, inner))
                return false;
            records::appendJsonString(m_out, {served.data(), qsizetype(served.size())});
        } else if (isFilledUp(type)) {
            const QByteArrayView bare = withoutBlanks(text);
            const size_t blanks = m_form == Form::Stored ? 0 : missingBlanks(bare, *type.length);
            records::appendJsonString(m_out, bare.toByteArray() + QByteArray(qsizetype(blanks), ' '));
        } else {
            const bool isTrimmed = type.base == Base::Decimal && m_form == Form::Served;
            records::appendJsonString(m_out, isTrimmed ? trimmedDecimal(text) : text);
        }
        return true;
    }

    bool leaf(const DataType &type, JsonScanner &json)
    {
        JsonScanner ahead = json;
        QByteArray text;
        QByteArrayView token;
        if (!ahead.scalar(text) || !json.skipValue(token))
            return false;
        if (type.base == Base::Decimal) {
            append(m_form == Form::Served ? QByteArrayView(trimmedDecimal(token)) : token);
            return true;
        }
        if (!token.endsWith('"'))
            return false;
        append(withoutBlanks(token.chopped(1)));
        m_out.append(m_form == Form::Stored ? 0 : missingBlanks(withoutBlanks(text), *type.length), ' ');
        m_out += '"';
        return true;
    }

    const Form m_form;
    std::string &m_out;
};

std::optional<std::string> rewritten(Form form, const DataType &type, QByteArrayView json)
{
    std::string text;
    JsonScanner scanner(json);
    if (!Rewriter(form, text).value(type, scanner) || !scanner.atEnd())
        return std::nullopt;
    return text;
}

} // namespace

std::optional<std::string> asServed(const DataType &type, QByteArrayView json, bool keepsDecimalZeros)
{
    return rewritten(keepsDecimalZeros ? Form::ServedWithZeros : Form::Served, type, json);
}

std::optional<std::string> asStored(const DataType &type, QByteArrayView json)
{
    return rewritten(Form::Stored, type, json);
}

bool mayHoldChars(const DataType &type)
{
    return isFilledUp(type) || std::any_of(type.args.cbegin(), type.args.cend(), mayHoldChars);
}

void serveNested(records::RecordBatch &batch, bool keepsDecimalZeros)
{
    for (qsizetype i = 0; i < batch.columnCount(); ++i) {
        const records::ColumnVector &vector = batch.vector(i);
        if (!vector.type().isNested() || !mayDiffer(vector.type()))
            continue;
        records::ColumnVector made(vector.type());
        for (qsizetype row = 0; row < batch.rowCount(); ++row) {
            if (vector.isNull(row)) {
                made.appendNull();
                continue;
            }
            const auto served = asServed(vector.type(), vector.bytesAt(row), keepsDecimalZeros);
            made.appendBytes(served ? QByteArrayView(served->data(), qsizetype(served->size())) : vector.bytesAt(row));
        }
        batch.vector(i) = std::move(made);
    }
}

} // namespace isthmus::sandbox
