// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <isthmus/catalog/objectkind.h>

#include <QByteArray>
#include <QStringView>

#include <string_view>
#include <vector>

namespace isthmus::nameindex {

/// Bytes of UTF-8: a longer name is no name of either system, and is left out.
inline constexpr qsizetype longestName = 1024;

/// The relations of one schema as bytes for the store: sorted by name, each once.
class NamePacker {
public:
    /// Passes over what is no relation, and names that are too long.
    void add(QStringView name, catalog::ObjectKind kind);
    [[nodiscard]] qsizetype size() const { return qsizetype(m_entries.size()); }

    struct Packed {
        QByteArray bytes;
        qint64 count = 0;
    };
    /// Once.
    [[nodiscard]] Packed finish();

private:
    struct Entry {
        quint32 begin;
        quint16 length;
        char kind;
    };
    [[nodiscard]] std::string_view text(const Entry &entry) const
    {
        return {m_text.constData() + entry.begin, entry.length};
    }

    QByteArray m_text;
    std::vector<Entry> m_entries;
};

/// Goes through packed names in their order. Whatever the bytes are, it ends inside of them.
class PackedNames {
public:
    /// \a bytes outlive this object.
    explicit PackedNames(const QByteArray &bytes) : m_rest(bytes.constData(), size_t(bytes.size())) { }

    /// The next name. False at the end, and where the bytes are none of names: see isDamaged().
    [[nodiscard]] bool next();
    [[nodiscard]] std::string_view name() const { return m_name; } ///< UTF-8
    [[nodiscard]] catalog::ObjectKind kind() const { return m_kind; }
    [[nodiscard]] bool isDamaged() const { return m_isDamaged; }

private:
    std::string_view m_rest;
    std::string_view m_name;
    catalog::ObjectKind m_kind = catalog::ObjectKind::Table;
    bool m_isDamaged = false;
};

/// Columns of one relation, in their order, in the same way.
struct PackedColumn {
    std::string_view name;
    std::string_view type; ///< as its system spells it
};
[[nodiscard]] QByteArray packColumn(QStringView name, QStringView type); ///< empty if the name is too long
/// False if \a bytes are none of columns.
[[nodiscard]] bool unpackColumns(const QByteArray &bytes, std::vector<PackedColumn> &columns);

} // namespace isthmus::nameindex
