// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "namestore.h"
#include "packednames.h"

#include <QDateTime>
#include <QStringList>

namespace isthmus::testsupport {

inline nameindex::SchemaListing listingOf(const QString &schema, const QStringList &names,
                                          catalog::ObjectKind kind = catalog::ObjectKind::Table)
{
    nameindex::NamePacker packer;
    for (const QString &name : names)
        packer.add(name, kind);
    const auto packed = packer.finish();
    return {schema, catalog::ObjectKind::Schema, packed.bytes, packed.count};
}

inline nameindex::RelationColumns columnsOf(const QString &relation, const QStringList &columns)
{
    nameindex::RelationColumns result{relation, {}};
    for (const QString &column : columns)
        result.columns += nameindex::packColumn(column, u"BIGINT");
    return result;
}

inline QStringList namesIn(const QByteArray &packed)
{
    QStringList names;
    nameindex::PackedNames all(packed);
    while (all.next())
        names.append(QString::fromUtf8(all.name().data(), qsizetype(all.name().size())));
    return names;
}

} // namespace isthmus::testsupport
