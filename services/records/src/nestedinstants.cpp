// SPDX-License-Identifier: GPL-3.0-or-later
#include "timewriting.h"

#include <isthmus/records/arraybounds.h>
#include <isthmus/records/nestedinstants.h>
#include <isthmus/records/timetext.h>

#include <algorithm>

namespace isthmus::records {

namespace {

using Base = catalog::DataType::Base;

constexpr int maxDepth = 64; // of types and PostgreSQL's dimensions together; deeper is copied as it is

// Names of fields are compared for each value, so the usual ones without decoding.
bool isSameName(QByteArrayView utf8, QStringView name)
{
    const auto lower = [](char16_t c) { return c >= u'A' && c <= u'Z' ? char16_t(c + 32) : c; };
    qsizetype i = 0;
    while (i < utf8.size() && uchar(utf8[i]) < 0x80) {
        if (i >= name.size() || lower(char16_t(utf8[i])) != lower(name[i].unicode()))
            return false;
        ++i;
    }
    if (i == utf8.size())
        return i == name.size();
    return QString::fromUtf8(utf8).compare(name, Qt::CaseInsensitive) == 0;
}

// One pass over the JSON text: copies it, and writes the instants anew. Bytes that are no JSON are copied too.
class Rewriter {
public:
    Rewriter(const Zone &zone, const Zone &written, QByteArrayView json)
        : m_zone(zone), m_written(written), m_json(json)
    {
        m_out.reserve(json.size() + 64); // for the offsets of some instants
    }

    QByteArray rewritten(const catalog::DataType &type)
    {
        m_pos = arrayBoundsLength(m_json);
        value(&type, 0);
        copyTo(m_json.size());
        return std::move(m_out);
    }

private:
    // \a type null: nothing in here is an instant.
    void value(const catalog::DataType *type, int depth)
    {
        skipBlanks();
        if (depth > maxDepth || m_pos >= m_json.size())
            return;
        switch (m_json[m_pos]) {
        case '[':
            elements(type, depth);
            break;
        case '{':
            members(type, depth);
            break;
        case '"':
            if (type && isInstant(*type))
                instant();
            else
                skipString();
            break;
        default:
            while (m_pos < m_json.size() && !isStructure(m_json[m_pos]))
                ++m_pos;
        }
    }

    void elements(const catalog::DataType *type, int depth)
    {
        // PostgreSQL's arrays of several dimensions are of one type: brackets in brackets
        const auto *element = type && type->base == Base::Array ? &type->args.first() : type;
        ++m_pos;
        while (m_pos < m_json.size() && !take(']')) {
            const qsizetype before = m_pos;
            value(element, depth + 1);
            skipBlanks();
            if (!take(',') && m_pos == before)
                ++m_pos;
        }
    }

    void members(const catalog::DataType *type, int depth)
    {
        const bool isMap = type && type->base == Base::Map;
        ++m_pos;
        while (m_pos < m_json.size() && !take('}')) {
            const qsizetype before = m_pos;
            skipBlanks();
            const qsizetype nameAt = m_pos;
            if (isMap && isInstant(type->args.at(0)))
                instant();
            else
                skipString();
            const auto *member = isMap ? &type->args.at(1) : fieldType(type, m_json.sliced(nameAt, m_pos - nameAt));
            skipBlanks();
            if (take(':'))
                value(member, depth + 1);
            skipBlanks();
            if (!take(',') && m_pos == before)
                ++m_pos;
        }
    }

    static const catalog::DataType *fieldType(const catalog::DataType *type, QByteArrayView quotedName)
    {
        if (!type || type->base != Base::Struct || quotedName.size() < 2)
            return nullptr;
        const QByteArrayView name = quotedName.sliced(1, quotedName.size() - 2);
        for (qsizetype i = 0; i < type->args.size(); ++i) {
            if (isSameName(name, type->fieldNames.at(i)))
                return &type->args.at(i);
        }
        return nullptr;
    }

    void instant()
    {
        const qsizetype begin = m_pos;
        skipString();
        if (m_pos - begin < 2)
            return;
        const auto read = parseTime(m_json.sliced(begin + 1, m_pos - begin - 2));
        if (!read)
            return;
        Timestamp value = read->wallTime;
        value.seconds = read->offset ? value.seconds - *read->offset : m_written.instantOf(value.seconds);
        copyTo(begin + 1);
        TimeWriter writer;
        writer.instant(value, m_zone);
        m_out += writer.view();
        m_copied = m_pos - 1;
    }

    void skipString()
    {
        if (!take('"'))
            return;
        while (m_pos < m_json.size() && m_json[m_pos] != '"')
            m_pos += m_json[m_pos] == '\\' ? 2 : 1;
        m_pos = std::min(m_pos + 1, m_json.size());
    }

    void skipBlanks()
    {
        while (m_pos < m_json.size()
               && (m_json[m_pos] == ' ' || m_json[m_pos] == '\n' || m_json[m_pos] == '\t' || m_json[m_pos] == '\r'))
            ++m_pos;
    }

    static bool isStructure(char c) { return c == ',' || c == ']' || c == '}' || c == ':' || c == '"'; }

    bool take(char c)
    {
        if (m_pos >= m_json.size() || m_json[m_pos] != c)
            return false;
        ++m_pos;
        return true;
    }

    void copyTo(qsizetype end)
    {
        m_out += m_json.sliced(m_copied, end - m_copied);
        m_copied = end;
    }

    const Zone &m_zone;
    const Zone &m_written;
    QByteArrayView m_json;
    QByteArray m_out;
    qsizetype m_pos = 0;
    qsizetype m_copied = 0;
};

} // namespace

bool isInstant(const catalog::DataType &type)
{
    return type.base == Base::DateTime || type.base == Base::TimestampTz;
}

bool holdsInstants(const catalog::DataType &type)
{
    return std::any_of(type.args.begin(), type.args.end(),
                       [](const catalog::DataType &inner) { return isInstant(inner) || holdsInstants(inner); });
}

QByteArray withInstantsIn(const Zone &zone, QByteArrayView json, const catalog::DataType &type, const Zone &written)
{
    return Rewriter(zone, written, json).rewritten(type);
}

} // namespace isthmus::records
