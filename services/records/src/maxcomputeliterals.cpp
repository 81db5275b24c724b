// SPDX-License-Identifier: GPL-3.0-or-later
#include "sqlliterals.h"
#include "valuetext.h"

#include <isthmus/dialect/quoting.h>
#include <isthmus/records/jsonscanner.h>

#include <QStringDecoder>

#include <optional>

namespace isthmus::records {

namespace {

using Base = catalog::DataType::Base;
using catalog::DataType;

QByteArrayView viewOf(const std::string &text)
{
    return {text.data(), qsizetype(text.size())};
}

std::string castOf(std::string_view literal, const DataType &type)
{
    return "CAST(" + std::string(literal) + " AS " + type.text.toStdString() + ')';
}

std::string nullOf(const DataType &type)
{
    // Texts stand as STRING in every row, so NULL does too.
    const bool isText = type.base == Base::VarChar || type.base == Base::Char;
    return isText ? "CAST(NULL AS STRING)" : castOf("NULL", type);
}

std::string unhexOf(QByteArrayView bytes)
{
    return "unhex('" + bytes.toByteArray().toHex().toUpper().toStdString() + "')";
}

std::string textLiteral(QByteArrayView bytes)
{
    QStringDecoder decoder(QStringDecoder::Utf8, QStringDecoder::Flag::ConvertInitialBom);
    const QString text = decoder(bytes);
    if (decoder.hasError()) // a STRING holds any bytes, a statement is UTF-8
        return "CAST(" + unhexOf(bytes) + " AS STRING)";
    return dialect::quoteMaxComputeText(text).toStdString();
}

// The least number of a type has no literal of its own: what is written is the greatest and one more, negated.
std::string integerLiteral(QByteArrayView text, const DataType &type)
{
    const auto least = [&] {
        switch (type.base) {
        case Base::TinyInt:
            return QByteArrayView("-128");
        case Base::SmallInt:
            return QByteArrayView("-32768");
        case Base::Int:
            return QByteArrayView("-2147483648");
        default:
            return QByteArrayView("-9223372036854775808");
        }
    }();
    std::string literal(text.data(), size_t(text.size()));
    if (text == least)
        return castOf('\'' + literal + '\'', type);
    if (type.base == Base::TinyInt)
        literal += 'Y';
    else if (type.base == Base::SmallInt)
        literal += 'S';
    else if (type.base == Base::BigInt)
        literal += 'L';
    return literal;
}

// With an exponent a number is a DOUBLE in every edition of the types.
std::string doubleLiteral(QByteArrayView text, const DataType &type)
{
    std::string literal(text.data(), size_t(text.size()));
    const bool isNumber = !text.isEmpty() && (text.back() >= '0' && text.back() <= '9');
    if (!isNumber) // NaN and the infinities, as the program or the server spells them
        return castOf("'" + literal + "'", type);
    return literal.find_first_of("eE") == std::string::npos ? literal + "E0" : literal;
}

// An instant as a wall time in UTC, in which the statement's literals are read; a wall time as it is. Inside nested
// values an instant may have an offset, and has none where it is UTC already. Other text stays as it is: the server
// then says what is wrong with it.
std::string inUtc(QByteArrayView text)
{
    const auto time = parseTime(text);
    if (!time)
        return {text.data(), size_t(text.size())};
    Timestamp value = time->wallTime;
    value.seconds -= time->offset.value_or(0);
    return timestampText(value).toStdString();
}

// A value that is no ARRAY, MAP or STRUCT, from its text; \a isInside one of these its type must be exact, for what is
// made of it is not converted.
std::string leafLiteral(QByteArrayView text, const DataType &type, bool isInside)
{
    const std::string bare(text.data(), size_t(text.size()));
    switch (type.base) {
    case Base::Boolean:
        return bare;
    case Base::TinyInt:
    case Base::SmallInt:
    case Base::Int:
    case Base::BigInt:
        return integerLiteral(text, type);
    case Base::Float: // by way of DOUBLE it would be rounded twice
        return castOf('\'' + bare + '\'', type);
    case Base::Double:
        return doubleLiteral(text, type);
    case Base::Decimal:
        return isInside ? castOf(bare + "BD", type) : bare + "BD";
    case Base::Binary:
        return unhexOf(text.startsWith("\\x") ? QByteArrayView(QByteArray::fromHex(text.sliced(2).toByteArray()))
                                              : text);
    case Base::Date:
        return "DATE '" + bare + '\'';
    case Base::DateTime:
        return "DATETIME '" + inUtc(text) + '\'';
    case Base::TimestampTz:
        return "TIMESTAMP '" + inUtc(text) + '\'';
    case Base::TimestampNtz:
        return "TIMESTAMP_NTZ '" + inUtc(text) + '\''; // as it is, in the notation of literals
    case Base::Json:
        return "json_parse(" + textLiteral(text) + ')';
    case Base::VarChar:
    case Base::Char:
        return isInside ? castOf(textLiteral(text), type) : textLiteral(text);
    case Base::IntervalYearMonth:
        return "INTERVAL '" + bare + "' YEAR TO MONTH";
    case Base::IntervalDayTime:
        return "INTERVAL '" + bare + "' DAY TO SECOND";
    default:
        return textLiteral(text);
    }
}

// The value whose JSON text \a json is; nothing if the text does not fit the type.
std::optional<std::string> nestedLiteral(QByteArrayView json, const DataType &type);

std::optional<std::string> arrayLiteral(QByteArrayView json, const DataType &type)
{
    std::vector<QByteArrayView> items;
    if (!JsonScanner(json).elements(items))
        return std::nullopt;
    if (items.empty())
        return castOf("array()", type);
    std::string out = "array(";
    for (const QByteArrayView item : items) {
        const auto literal = nestedLiteral(item, type.args.first());
        if (!literal)
            return std::nullopt;
        out += (out.back() == '(' ? "" : ", ") + *literal;
    }
    return out + ')';
}

std::optional<std::string> mapLiteral(QByteArrayView json, const DataType &type)
{
    std::vector<JsonScanner::Member> members;
    if (!JsonScanner(json).members(members))
        return std::nullopt;
    const auto emptyArray = [](const DataType &element) {
        return "CAST(array() AS ARRAY<" + element.text.toStdString() + ">)";
    };
    if (members.empty())
        return "map_from_arrays(" + emptyArray(type.args.at(0)) + ", " + emptyArray(type.args.at(1)) + ')';
    std::string out = "map(";
    for (const auto &member : members) {
        const auto value = nestedLiteral(member.value, type.args.at(1));
        if (!value)
            return std::nullopt;
        out += (out.back() == '(' ? "" : ", ") + leafLiteral(member.name, type.args.at(0), true) + ", " + *value;
    }
    return out + ')';
}

std::optional<std::string> structLiteral(QByteArrayView json, const DataType &type)
{
    std::vector<JsonScanner::Member> members;
    if (!JsonScanner(json).members(members))
        return std::nullopt;
    std::string out = "named_struct(";
    for (qsizetype i = 0; i < type.args.size(); ++i) {
        const QByteArray name = type.fieldNames.at(i).toUtf8();
        const auto member = std::find_if(members.begin(), members.end(),
                                         [&name](const auto &candidate) { return candidate.name == name; });
        const auto value =
            member == members.end() ? nullOf(type.args.at(i)) : nestedLiteral(member->value, type.args.at(i));
        if (!value)
            return std::nullopt;
        out += (i == 0 ? "" : ", ") + textLiteral(name) + ", " + *value;
    }
    return out + ')';
}

std::optional<std::string> nestedLiteral(QByteArrayView json, const DataType &type)
{
    if (json == "null")
        return castOf("NULL", type);
    switch (type.base) {
    case Base::Array:
        return arrayLiteral(json, type);
    case Base::Map:
        return mapLiteral(json, type);
    case Base::Struct:
        return structLiteral(json, type);
    default:
        break;
    }
    if (type.base == Base::Json)
        return leafLiteral(json, type, true);
    QByteArray text;
    if (!JsonScanner(json).scalar(text))
        return std::nullopt;
    return leafLiteral(text, type, true);
}

} // namespace

void appendMaxComputeLiteral(std::string &out, const ColumnVector &cells, qsizetype row, bool isTyped)
{
    const DataType &type = cells.type();
    if (cells.isNull(row)) {
        out += isTyped ? nullOf(type) : "NULL";
        return;
    }
    switch (type.base) {
    case Base::Array:
    case Base::Map:
    case Base::Struct:
        if (const auto literal = nestedLiteral(cells.bytesAt(row), type)) {
            out += *literal;
            return;
        }
        break;
    case Base::DateTime:
    case Base::TimestampTz:
    case Base::TimestampNtz:
        out += leafLiteral(timestampText(cells.timestampAt(row)).toLatin1(), type, false);
        return;
    case Base::Binary:
        out += unhexOf(cells.bytesAt(row));
        return;
    default:
        break;
    }
    std::string text;
    appendValueText(text, cells, row, Zone());
    out += leafLiteral(viewOf(text), type, false);
}

void appendMaxComputePartitionValue(std::string &out, const ColumnVector &cells, qsizetype row)
{
    std::string text;
    appendValueText(text, cells, row, Zone());
    out += cells.type().isNumeric() ? text : textLiteral(viewOf(text));
}

} // namespace isthmus::records
