// SPDX-License-Identifier: GPL-3.0-or-later
#include "arrowarray.h"

#include "coding.h"
#include "decimalbytes.h"
#include "jsontext.h"

namespace isthmus::wire {

namespace {

records::Timestamp fromNanos(qint64 nanos)
{
    constexpr qint64 second = 1'000'000'000;
    qint64 seconds = nanos / second;
    qint64 rest = nanos % second;
    if (rest < 0) {
        rest += second;
        --seconds;
    }
    return {seconds, qint32(rest)};
}

} // namespace

qint64 ArrowArray::byteCount(qint64 first, qint64 count) const
{
    if (count == 0)
        return 0;
    const auto ofChildren = [&](qint64 from, qint64 values) {
        qint64 sum = 0;
        for (const ArrowArray &child : m_children)
            sum += child.byteCount(from, values);
        return sum;
    };
    switch (m_layout->shape()) {
    case ArrowShape::Bits:
        return count;
    case ArrowShape::Fixed:
        return count * m_layout->width();
    case ArrowShape::Bytes:
        return offset(first + count) - offset(first);
    case ArrowShape::List:
        return count + ofChildren(offset(first), offset(first + count) - offset(first));
    case ArrowShape::Struct:
        return ofChildren(first, count);
    }
    return 0;
}

qint64 ArrowArray::integer(qint64 row) const
{
    switch (m_layout->width()) {
    case 1:
        return fixed<qint8>(row);
    case 2:
        return fixed<qint16>(row);
    case 4:
        return fixed<qint32>(row);
    default:
        return fixed<qint64>(row);
    }
}

QByteArrayView ArrowArray::bytes(qint64 row) const
{
    if (m_layout->shape() == ArrowShape::Fixed)
        return {m_values + row * m_layout->width(), m_layout->width()};
    const qint32 begin = offset(row);
    return m_values ? QByteArrayView(m_values + begin, offset(row + 1) - begin) : QByteArrayView("");
}

std::optional<records::Timestamp> ArrowArray::time(qint64 row) const
{
    if (m_layout->kind == ArrowKind::Millis)
        return fromMillis(fixed<qint64>(row));
    if (m_layout->kind == ArrowKind::Nanos)
        return fromNanos(fixed<qint64>(row));
    if (m_children[0].isNull(row) || m_children[1].isNull(row))
        return std::nullopt;
    const qint64 seconds = m_children[0].integer(row);
    const auto nanos = qint32(m_children[1].integer(row));
    constexpr qint32 second = 1'000'000'000;
    if (seconds < -maxSeconds || seconds > maxSeconds || nanos <= -second || nanos >= second)
        return std::nullopt;
    return nanos < 0 ? records::Timestamp{seconds - 1, nanos + second} : records::Timestamp{seconds, nanos};
}

bool ArrowArray::appendTo(records::ColumnVector &vector, qint64 first, qint64 count, qint64 maxFieldBytes) const
{
    for (qint64 row = first; row < first + count; ++row) {
        if (isNull(row))
            vector.appendNull();
        else if (!appendValue(vector, row, maxFieldBytes))
            return false;
    }
    return true;
}

bool ArrowArray::appendValue(records::ColumnVector &vector, qint64 row, qint64 maxFieldBytes) const
{
    switch (m_layout->kind) {
    case ArrowKind::Boolean:
        vector.appendBool(bit(m_values, row));
        return true;
    case ArrowKind::Integer:
    case ArrowKind::Date:
    case ArrowKind::Months:
        vector.appendInt64(integer(row));
        return true;
    case ArrowKind::Float:
        vector.appendFloat(fixed<float>(row));
        return true;
    case ArrowKind::Double:
        vector.appendDouble(fixed<double>(row));
        return true;
    case ArrowKind::Text:
    case ArrowKind::Binary: {
        const QByteArrayView value = bytes(row);
        if (value.size() > maxFieldBytes)
            return false;
        vector.appendBytes(value);
        return true;
    }
    case ArrowKind::Millis:
    case ArrowKind::Nanos:
    case ArrowKind::SecondsAndNanos: {
        const auto instant = time(row);
        if (instant)
            vector.appendTimestamp(*instant);
        return instant.has_value();
    }
    default: {
        std::string text;
        if (!appendJson(text, row, 4 * size_t(maxFieldBytes)))
            return false;
        vector.appendBytes(QByteArrayView(text.data(), qsizetype(text.size())));
        return true;
    }
    }
}

bool ArrowArray::appendJson(std::string &json, qint64 row, size_t maxSize) const
{
    if (json.size() > maxSize)
        return false;
    if (isNull(row)) {
        json += "null";
        return true;
    }
    switch (m_layout->kind) {
    case ArrowKind::Boolean:
        json += bit(m_values, row) ? "true" : "false";
        return true;
    case ArrowKind::Integer:
    case ArrowKind::Months:
        appendInteger(json, integer(row));
        return true;
    case ArrowKind::Float:
        appendFloat(json, fixed<float>(row));
        return true;
    case ArrowKind::Double:
        appendFloat(json, fixed<double>(row));
        return true;
    case ArrowKind::Text:
        if (m_layout->type.base == catalog::DataType::Base::Json)
            appendJsonElement(json, bytes(row));
        else
            appendQuoted(json, bytes(row));
        return true;
    case ArrowKind::Binary:
        appendQuoted(json, "\\x" + bytes(row).toByteArray().toHex());
        return true;
    case ArrowKind::Decimal:
        appendDecimalText(bytes(row), m_layout->scale(), json);
        return true;
    case ArrowKind::Date:
        appendQuoted(json, records::dateText(integer(row)).toUtf8());
        return true;
    case ArrowKind::Millis:
    case ArrowKind::Nanos:
    case ArrowKind::SecondsAndNanos: {
        const auto instant = time(row);
        if (instant)
            appendQuoted(json, records::timestampText(*instant).toUtf8());
        return instant.has_value();
    }
    case ArrowKind::List:
        return appendElements(json, row, maxSize);
    case ArrowKind::Map:
        return appendEntries(json, row, maxSize);
    case ArrowKind::Struct:
        break;
    }
    return appendMembers(json, row, maxSize);
}

bool ArrowArray::appendElements(std::string &json, qint64 row, size_t maxSize) const
{
    json += '[';
    for (qint64 i = offset(row); i < offset(row + 1); ++i) {
        if (i > offset(row))
            json += ',';
        if (!m_children[0].appendJson(json, i, maxSize))
            return false;
    }
    json += ']';
    return true;
}

bool ArrowArray::appendEntries(std::string &json, qint64 row, size_t maxSize) const
{
    const ArrowArray &entries = m_children[0];
    const ArrowArray &keys = entries.m_children[0];
    json += '{';
    std::string key;
    for (qint64 i = offset(row); i < offset(row + 1); ++i) {
        if (i > offset(row))
            json += ',';
        key.clear();
        if (entries.isNull(i) || keys.isNull(i) || !keys.appendJson(key, i, maxSize))
            return false;
        if (key.starts_with('"'))
            json += key;
        else
            appendQuoted(json, QByteArrayView(key.data(), qsizetype(key.size())));
        json += ':';
        if (!entries.m_children[1].appendJson(json, i, maxSize))
            return false;
    }
    json += '}';
    return true;
}

bool ArrowArray::appendMembers(std::string &json, qint64 row, size_t maxSize) const
{
    json += '{';
    for (size_t i = 0; i < m_children.size(); ++i) {
        if (i > 0)
            json += ',';
        appendQuoted(json, m_children[i].m_layout->name);
        json += ':';
        if (!m_children[i].appendJson(json, row, maxSize))
            return false;
    }
    json += '}';
    return true;
}

} // namespace isthmus::wire
