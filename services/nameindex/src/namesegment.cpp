// SPDX-License-Identifier: GPL-3.0-or-later
#include "namesegment.h"

#include "folding.h"
#include "indextext.h"

#include <QHash>

#include <algorithm>
#include <limits>
#include <optional>

namespace isthmus::nameindex {

namespace {

using core::Done;
using core::Result;

QString textOf(std::string_view utf8)
{
    return QString::fromUtf8(utf8.data(), qsizetype(utf8.size()));
}

QByteArray bytesOf(std::string_view utf8)
{
    return {utf8.data(), qsizetype(utf8.size())};
}

tl::unexpected<core::Error> damaged()
{
    return core::fail(core::ErrorKind::Protocol, Text::tr("The name index is damaged."));
}

} // namespace

void NameList::reserve(qsizetype names, qsizetype bytes)
{
    m_text.reserve(bytes);
    m_items.reserve(size_t(names));
    m_letters.reserve(size_t(names));
}

void NameList::append(std::string_view utf8)
{
    const auto begin = quint32(m_text.size());
    const bool isOther = appendFolded(m_text, utf8);
    const auto length = quint16(quint32(m_text.size()) - begin);
    if (isOther)
        m_text.append(utf8.data(), qsizetype(utf8.size()));
    m_items.push_back({begin, length, quint16(isOther ? utf8.size() : 0)});
    m_letters.push_back(lettersOf({m_text.constData() + begin, length}));
}

void NameList::squeeze()
{
    m_text.squeeze();
    m_items.shrink_to_fit();
    m_letters.shrink_to_fit();
}

Result<NameSegment> NameSegment::read(NameStore &store, const StoredSchema &schema)
{
    const auto bytes = store.names(schema.id);
    if (!bytes)
        return core::fail(bytes.error());
    NameSegment segment;
    segment.setSchema(schema);
    qsizetype count = 0;
    for (PackedNames packed(*bytes); packed.next();)
        ++count;
    segment.m_names.reserve(count, bytes->size());
    segment.m_kinds.reserve(size_t(count));
    PackedNames packed(*bytes);
    while (packed.next()) {
        segment.m_names.append(packed.name());
        segment.m_kinds.push_back(quint8(packed.kind()));
    }
    if (packed.isDamaged())
        return damaged();
    segment.m_names.squeeze();
    if (schema.columnsStamp > 0) {
        if (auto read = segment.readColumns(store); !read)
            return core::fail(read.error());
    }
    return segment;
}

void NameSegment::setSchema(const StoredSchema &schema)
{
    m_schema = schema;
    m_places.clear();
    for (const QString &place : {schema.connection, schema.database, schema.name}) {
        if (!place.isEmpty())
            m_places.push_back(folded(place));
    }
}

Result<Done> NameSegment::readColumns(NameStore &store)
{
    QHash<QByteArray, quint32> relations;
    relations.reserve(qsizetype(m_names.size()));
    for (quint32 i = 0; i < m_names.size(); ++i)
        relations.insert(bytesOf(m_names.spelt(i)), i);
    struct Found {
        quint32 column;
        Use use;
    };
    std::vector<Found> found;
    QHash<QByteArray, quint32> columns;
    QHash<QByteArray, quint32> types;
    bool isDamaged = false;
    std::vector<PackedColumn> unpacked;
    const auto take = [&](const QByteArray &relation, const QByteArray &packed) {
        const auto at = relations.constFind(relation);
        unpacked.clear();
        isDamaged = !unpackColumns(packed, unpacked) || isDamaged;
        if (at == relations.cend() || isDamaged)
            return;
        for (const PackedColumn &column : unpacked) {
            const QByteArray name = bytesOf(column.name);
            const QByteArray type = bytesOf(column.type);
            auto known = columns.constFind(name);
            if (known == columns.cend()) {
                known = columns.insert(name, m_columns.size());
                m_columns.append(column.name);
            }
            auto knownType = types.constFind(type);
            if (knownType == types.cend()) {
                knownType = types.insert(type, quint32(m_types.size()));
                m_types.append(textOf(column.type));
            }
            found.push_back({*known, {*at, *knownType}});
        }
    };
    if (auto read = store.columns(m_schema.id, take); !read)
        return read;
    if (isDamaged)
        return damaged();
    std::ranges::sort(found, {}, [](const Found &f) { return std::pair(f.column, f.use.relation); });
    m_columns.squeeze();
    m_firstUses.assign(m_columns.size() + 1, 0);
    m_uses.reserve(found.size());
    for (const Found &f : found) {
        ++m_firstUses[f.column + 1];
        m_uses.push_back(f.use);
    }
    for (size_t i = 1; i < m_firstUses.size(); ++i)
        m_firstUses[i] += m_firstUses[i - 1];
    return Done{};
}

quint32 NameSegment::columnOf(quint32 use) const
{
    return quint32(std::ranges::upper_bound(m_firstUses, use) - m_firstUses.begin()) - 1;
}

catalog::ObjectPath NameSegment::pathOf(quint32 index) const
{
    catalog::ObjectPath path{m_schema.connection, {}};
    if (!m_schema.database.isEmpty())
        path.names.append(m_schema.database);
    path.names.append(m_schema.name);
    path.names.append(textOf(m_names.spelt(index)));
    return path;
}

} // namespace isthmus::nameindex
