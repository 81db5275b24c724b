// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "namestore.h"
#include "packednames.h"

#include <isthmus/catalog/catalog.h>
#include <isthmus/connections/profile.h>

#include <map>
#include <utility>

namespace isthmus::nameindex {

/// Puts lists together that somebody else reads page by page, and writes those that are whole. Thread: one.
class ListingWatch {
public:
    /// Lists that are being read at the same time; the oldest is given up for one more.
    static constexpr size_t mostLists = 32;

    /// Errors: those of NameStore; they end what was collected.
    [[nodiscard]] core::Result<core::Done> takePage(NameStore &store, const connections::Profile &profile,
                                                    const catalog::ListRequest &request, const catalog::Page &page);
    /// What the server says of one relation: its columns, or that it is not there.
    [[nodiscard]] static core::Result<core::Done> takeTable(NameStore &store, const connections::Profile &profile,
                                                            const catalog::ObjectPath &path,
                                                            const core::Result<catalog::TableInfo> &table);

private:
    struct List {
        quint64 age = 0;
        QDateTime began;
        QStringList databases;
        QList<SchemaEntry> schemas;
        NamePacker relations;
        QByteArray columns;
    };
    std::map<std::pair<catalog::ObjectPath, QString>, List,
             bool (*)(const std::pair<catalog::ObjectPath, QString> &, const std::pair<catalog::ObjectPath, QString> &)>
        m_lists{[](const auto &a, const auto &b) {
            return std::tie(a.first.connection, a.first.names, a.second)
                < std::tie(b.first.connection, b.first.names, b.second);
        }}; // by parent, and the marker of the page that comes next
    quint64 m_age = 0;
};

} // namespace isthmus::nameindex
