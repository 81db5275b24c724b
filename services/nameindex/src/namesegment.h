// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "namestore.h"
#include "packednames.h"

#include <string_view>
#include <vector>

namespace isthmus::nameindex {

/// Folded texts one behind the other, with their spelling where that is another one: a name needs its letters and
/// sixteen bytes.
class NameList {
public:
    void reserve(qsizetype names, qsizetype bytes);
    void append(std::string_view utf8);
    void squeeze();

    [[nodiscard]] quint32 size() const { return quint32(m_letters.size()); }
    [[nodiscard]] std::string_view folded(quint32 index) const
    {
        const Item &item = m_items[index];
        return {m_text.constData() + item.begin, item.folded};
    }
    [[nodiscard]] std::string_view spelt(quint32 index) const
    {
        const Item &item = m_items[index];
        return item.spelt == 0 ? folded(index)
                               : std::string_view(m_text.constData() + item.begin + item.folded, item.spelt);
    }
    /// lettersOf(folded(index)).
    [[nodiscard]] quint32 letters(quint32 index) const { return m_letters[index]; }

private:
    struct Item {
        quint32 begin; // in m_text
        quint16 folded; // bytes
        quint16 spelt; // bytes behind them; 0: spelt as folded
    };
    QByteArray m_text;
    std::vector<Item> m_items;
    std::vector<quint32> m_letters; // apart: most names are passed over after a look at these
};

/// The names of one schema as they are searched.
class NameSegment {
public:
    /// Errors: those of NameStore; Protocol if its bytes are none of names.
    [[nodiscard]] static core::Result<NameSegment> read(NameStore &store, const StoredSchema &schema);

    [[nodiscard]] const StoredSchema &schema() const { return m_schema; }
    void setSchema(const StoredSchema &schema); ///< another place or time of the same names

    [[nodiscard]] const NameList &names() const { return m_names; }
    [[nodiscard]] catalog::ObjectKind kind(quint32 index) const { return catalog::ObjectKind(m_kinds[index]); }
    /// What the relations are in, folded, from the outside in: connection, database, schema.
    [[nodiscard]] const std::vector<QByteArray> &places() const { return m_places; }
    [[nodiscard]] catalog::ObjectPath pathOf(quint32 index) const;

    /// Columns by their names, each with the relations that have it.
    [[nodiscard]] const NameList &columns() const { return m_columns; }
    struct Use {
        quint32 relation;
        quint32 type; ///< of types()
    };
    [[nodiscard]] std::pair<const Use *, const Use *> usesOf(quint32 column) const
    {
        return {m_uses.data() + m_firstUses[column], m_uses.data() + m_firstUses[column + 1]};
    }
    /// All of them, by column.
    [[nodiscard]] const std::vector<Use> &uses() const { return m_uses; }
    [[nodiscard]] quint32 columnOf(quint32 use) const; ///< which has uses()[use]
    [[nodiscard]] QString type(quint32 type) const { return m_types[type]; }

private:
    [[nodiscard]] core::Result<core::Done> readColumns(NameStore &store);

    StoredSchema m_schema;
    NameList m_names; // in their order as the store has them
    std::vector<quint8> m_kinds;
    std::vector<QByteArray> m_places;
    NameList m_columns;
    std::vector<quint32> m_firstUses{0}; // by column, and the end
    std::vector<Use> m_uses;
    QStringList m_types;
};

} // namespace isthmus::nameindex
