// SPDX-License-Identifier: GPL-3.0-or-later
#include "packednames.h"

#include <QString>

#include <algorithm>
#include <array>
#include <limits>
#include <utility>

namespace isthmus::nameindex {

namespace {

using catalog::ObjectKind;

constexpr qsizetype longestType = 200;

// Letters of the file; they stay what they are whatever becomes of the enumeration.
constexpr std::array<std::pair<ObjectKind, char>, 7> kindLetters{{{ObjectKind::Table, 't'},
                                                                  {ObjectKind::PartitionedTable, 'p'},
                                                                  {ObjectKind::ExternalTable, 'e'},
                                                                  {ObjectKind::ForeignTable, 'f'},
                                                                  {ObjectKind::DynamicTable, 'd'},
                                                                  {ObjectKind::View, 'v'},
                                                                  {ObjectKind::MaterializedView, 'm'}}};

// Two bytes, the lower one first.
void appendLength(QByteArray &bytes, qsizetype length)
{
    bytes.append(char(length & 0xFF));
    bytes.append(char(length >> 8));
}

// Takes a length and as many bytes from \a rest.
bool takeText(std::string_view &rest, std::string_view &text)
{
    if (rest.size() < 2)
        return false;
    const size_t length =
        size_t(static_cast<unsigned char>(rest[0])) + size_t(static_cast<unsigned char>(rest[1])) * 256;
    if (rest.size() - 2 < length)
        return false;
    text = rest.substr(2, length);
    rest.remove_prefix(2 + length);
    return true;
}

} // namespace

void NamePacker::add(QStringView name, ObjectKind kind)
{
    const auto letter = std::ranges::find(kindLetters, kind, &std::pair<ObjectKind, char>::first);
    if (letter == kindLetters.end() || name.isEmpty())
        return;
    const QByteArray utf8 = name.toUtf8();
    if (utf8.size() > longestName || m_text.size() + utf8.size() > std::numeric_limits<int>::max())
        return;
    m_entries.push_back({quint32(m_text.size()), quint16(utf8.size()), letter->second});
    m_text.append(utf8);
}

NamePacker::Packed NamePacker::finish()
{
    const auto isBefore = [this](const Entry &a, const Entry &b) { return text(a) < text(b); };
    if (!std::ranges::is_sorted(m_entries, isBefore)) // most servers list them so
        std::ranges::stable_sort(m_entries, isBefore);
    const auto twice =
        std::ranges::unique(m_entries, [this](const Entry &a, const Entry &b) { return text(a) == text(b); });
    m_entries.erase(twice.begin(), twice.end());
    Packed packed;
    packed.count = qint64(m_entries.size());
    packed.bytes.reserve(m_text.size() + 3 * qsizetype(m_entries.size()));
    for (const Entry &entry : m_entries) {
        packed.bytes.append(entry.kind);
        appendLength(packed.bytes, entry.length);
        packed.bytes.append(m_text.constData() + entry.begin, entry.length);
    }
    return packed;
}

bool PackedNames::next()
{
    if (m_rest.empty())
        return false;
    const auto kind = std::ranges::find(kindLetters, m_rest.front(), &std::pair<ObjectKind, char>::second);
    m_rest.remove_prefix(1);
    if (kind == kindLetters.end() || !takeText(m_rest, m_name) || m_name.empty()
        || m_name.size() > size_t(longestName)) {
        m_isDamaged = true;
        m_rest = {};
        return false;
    }
    m_kind = kind->first;
    return true;
}

QByteArray packColumn(QStringView name, QStringView type)
{
    const QByteArray utf8 = name.toUtf8();
    if (utf8.isEmpty() || utf8.size() > longestName)
        return {};
    const QByteArray typeText = type.left(longestType).toUtf8();
    QByteArray bytes;
    appendLength(bytes, utf8.size());
    bytes.append(utf8);
    appendLength(bytes, typeText.size());
    bytes.append(typeText);
    return bytes;
}

bool unpackColumns(const QByteArray &bytes, std::vector<PackedColumn> &columns)
{
    std::string_view rest(bytes.constData(), size_t(bytes.size()));
    while (!rest.empty()) {
        PackedColumn column;
        if (!takeText(rest, column.name) || column.name.empty() || column.name.size() > size_t(longestName)
            || !takeText(rest, column.type))
            return false;
        columns.push_back(column);
    }
    return true;
}

} // namespace isthmus::nameindex
