// SPDX-License-Identifier: GPL-3.0-or-later
#include "arrowbuilder.h"

#include "coding.h"
#include "decimalbytes.h"

#include <isthmus/wire/valuetext.h>

#include <charconv>
#include <limits>

namespace isthmus::wire {

namespace {

using Base = catalog::DataType::Base;

template <typename T>
void appendRaw(QByteArray &out, T value)
{
    out.append(reinterpret_cast<const char *>(&value), sizeof value);
}

// Sets bit \a index, the one after the last.
void appendBit(QByteArray &bits, qint64 index, bool isSet)
{
    if (index % 8 == 0)
        bits.append('\0');
    if (isSet)
        bits.back() = char(uint8_t(bits.back()) | (1U << (index % 8)));
}

template <typename Number>
std::optional<Number> numberOf(QByteArrayView text)
{
    Number value{};
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    return error == std::errc() && end == text.data() + text.size() ? std::optional(value) : std::nullopt;
}

} // namespace

ArrowBuilder::ArrowBuilder(const ArrowLayout &layout) : m_layout(layout)
{
    for (const ArrowLayout &child : layout.children)
        m_children.emplace_back(child);
    clear();
}

void ArrowBuilder::clear()
{
    m_length = 0;
    m_nullCount = 0;
    m_validity.resize(0);
    m_values.resize(0);
    m_offsets.resize(0);
    appendRaw<qint32>(m_offsets, 0);
    for (ArrowBuilder &child : m_children)
        child.clear();
}

void ArrowBuilder::note(bool isValid)
{
    appendBit(m_validity, m_length, isValid);
    m_nullCount += isValid ? 0 : 1;
    ++m_length;
}

void ArrowBuilder::appendNull()
{
    switch (m_layout.shape()) {
    case ArrowShape::Bits:
        appendBit(m_values, m_length, false);
        break;
    case ArrowShape::Fixed:
        m_values.append(m_layout.width(), '\0');
        break;
    case ArrowShape::Bytes:
        appendRaw(m_offsets, qint32(m_values.size()));
        break;
    case ArrowShape::List:
        appendRaw(m_offsets, qint32(m_children.front().length()));
        break;
    case ArrowShape::Struct:
        for (ArrowBuilder &child : m_children)
            child.appendNull();
        break;
    }
    note(false);
}

template <typename T>
bool ArrowBuilder::appendFixed(T value)
{
    appendRaw(m_values, value);
    note(true);
    return true;
}

bool ArrowBuilder::appendInteger(qint64 value)
{
    switch (m_layout.width()) {
    case 1:
        return value == qint8(value) && appendFixed(qint8(value));
    case 2:
        return value == qint16(value) && appendFixed(qint16(value));
    case 4:
        return value == qint32(value) && appendFixed(qint32(value));
    default:
        return appendFixed(value);
    }
}

bool ArrowBuilder::appendBoolean(bool value)
{
    appendBit(m_values, m_length, value);
    note(true);
    return true;
}

bool ArrowBuilder::appendBytes(QByteArrayView bytes)
{
    if (m_layout.kind == ArrowKind::Decimal) {
        if (!appendDecimalBytes(bytes, m_layout.scale(), m_layout.width(), m_values))
            return false;
    } else {
        if (m_values.size() + bytes.size() > std::numeric_limits<qint32>::max())
            return false;
        m_values.append(bytes.data(), bytes.size());
        appendRaw(m_offsets, qint32(m_values.size()));
    }
    note(true);
    return true;
}

bool ArrowBuilder::appendTime(records::Timestamp time)
{
    if (time.seconds < -maxSeconds || time.seconds > maxSeconds)
        return false;
    if (m_layout.kind == ArrowKind::Millis)
        return appendFixed<qint64>(toMillis(time));
    if (m_layout.kind == ArrowKind::SecondsAndNanos) {
        note(true);
        return m_children[0].appendInteger(time.seconds) && m_children[1].appendInteger(time.nanos);
    }
    qint64 nanos = 0;
    // In this order, so that the first instant of the range is inside it.
    const qint64 sooner = time.seconds < 0 ? 1 : 0;
    if (__builtin_mul_overflow(time.seconds + sooner, qint64(1'000'000'000), &nanos)
        || __builtin_add_overflow(nanos, time.nanos - sooner * 1'000'000'000, &nanos))
        return false;
    return appendFixed(nanos);
}

bool ArrowBuilder::append(const records::ColumnVector &vector, qsizetype row)
{
    if (vector.isNull(row)) {
        appendNull();
        return true;
    }
    switch (vector.storage()) {
    case records::Storage::Bool:
        return appendBoolean(vector.boolAt(row));
    case records::Storage::Int64:
        return appendInteger(vector.int64At(row));
    case records::Storage::Float:
        return appendFixed(vector.floatAt(row));
    case records::Storage::Double:
        return appendFixed(vector.doubleAt(row));
    case records::Storage::Timestamp:
        return appendTime(vector.timestampAt(row));
    case records::Storage::Bytes:
        break;
    }
    const QByteArrayView bytes = vector.bytesAt(row);
    if (!m_layout.type.isNested())
        return appendBytes(bytes);
    JsonScanner json(bytes);
    return appendJson(json) && json.atEnd();
}

bool ArrowBuilder::appendJson(JsonScanner &json)
{
    if (json.takeNull()) {
        appendNull();
        return m_layout.nullable;
    }
    switch (m_layout.kind) {
    case ArrowKind::List:
        return appendList(json);
    case ArrowKind::Map:
        return appendMap(json);
    case ArrowKind::Struct:
        return appendStruct(json);
    default:
        break;
    }
    if (m_layout.type.base == Base::Json) {
        QByteArrayView text;
        return json.skipValue(text) && appendBytes(text);
    }
    QByteArray text;
    return json.scalar(text) && appendText(text);
}

bool ArrowBuilder::endList(bool isWhole)
{
    const qint64 end = m_children.front().length();
    if (!isWhole || end > std::numeric_limits<qint32>::max())
        return false;
    appendRaw(m_offsets, qint32(end));
    note(true);
    return true;
}

bool ArrowBuilder::appendList(JsonScanner &json)
{
    std::vector<QByteArrayView> items;
    if (!json.elements(items))
        return false;
    return endList(std::all_of(items.begin(), items.end(), [&](QByteArrayView item) {
        JsonScanner inner(item);
        return m_children.front().appendJson(inner);
    }));
}

bool ArrowBuilder::appendMap(JsonScanner &json)
{
    std::vector<JsonScanner::Member> members;
    if (!json.members(members))
        return false;
    ArrowBuilder &entries = m_children.front();
    ArrowBuilder &keys = entries.m_children[0];
    ArrowBuilder &values = entries.m_children[1];
    return endList(std::all_of(members.begin(), members.end(), [&](const JsonScanner::Member &member) {
        JsonScanner value(member.value);
        JsonScanner nestedKey(member.name);
        entries.note(true);
        return (keys.m_layout.type.isNested() ? keys.appendJson(nestedKey) : keys.appendText(member.name))
            && values.appendJson(value);
    }));
}

bool ArrowBuilder::appendStruct(JsonScanner &json)
{
    std::vector<JsonScanner::Member> members;
    if (!json.members(members))
        return false;
    for (ArrowBuilder &child : m_children) {
        const auto found = std::find_if(members.begin(), members.end(), [&](const JsonScanner::Member &member) {
            return member.name == child.m_layout.name;
        });
        JsonScanner value(found == members.end() ? QByteArrayView("null") : found->value);
        if (!child.appendJson(value))
            return false;
    }
    note(true);
    return true;
}

bool ArrowBuilder::appendText(QByteArrayView text)
{
    switch (m_layout.kind) {
    case ArrowKind::Boolean:
        return (text == "true" || text == "false") && appendBoolean(text == "true");
    case ArrowKind::Integer:
    case ArrowKind::Months: {
        const auto number = numberOf<qint64>(text);
        return number && appendInteger(*number);
    }
    case ArrowKind::Float: {
        const auto number = numberOf<float>(text);
        return number && appendFixed(*number);
    }
    case ArrowKind::Double: {
        const auto number = numberOf<double>(text);
        return number && appendFixed(*number);
    }
    case ArrowKind::Date: {
        const auto days = parseDate(text);
        return days && appendInteger(*days);
    }
    case ArrowKind::Millis:
    case ArrowKind::Nanos:
    case ArrowKind::SecondsAndNanos: {
        const auto time = parseTimestamp(text);
        return time && appendTime(*time);
    }
    case ArrowKind::Binary:
        if (text.startsWith("\\x"))
            return appendBytes(QByteArray::fromHex(text.sliced(2).toByteArray()));
        return appendBytes(text);
    default:
        return appendBytes(text);
    }
}

} // namespace isthmus::wire
