// SPDX-License-Identifier: GPL-3.0-or-later
#include "cutvalues.h"

#include <isthmus/dialect/quoting.h>
#include <isthmus/records/columnvector.h>

#include <algorithm>

namespace isthmus::hologres {

namespace {

using Base = catalog::DataType::Base;

constexpr qint64 mostCharacters = 8192; // of a value: more than is read in a table of many
constexpr qint64 bytesPerCharacter = 4;

bool mayBeLong(const catalog::DataType &type)
{
    return records::storageFor(type) == records::Storage::Bytes && type.base != Base::Decimal
        && type.base != Base::Char;
}

} // namespace

CutValues cutValues(const QList<catalog::Column> &columns, qint64 maxRowBytes)
{
    CutValues cut;
    for (int i = 0; i < columns.size(); ++i) {
        if (mayBeLong(columns.at(i).type))
            cut.lengthsOf.append(i);
    }
    const qint64 share = maxRowBytes / bytesPerCharacter / std::max<qint64>(cut.lengthsOf.size(), 1);
    const qint64 characters = std::clamp<qint64>(share, 1, mostCharacters);
    QStringList lengths;
    for (int i = 0; i < columns.size(); ++i) {
        const QString name = dialect::quotePostgresName(columns.at(i).name);
        if (!cut.lengthsOf.contains(i)) {
            cut.expressions.append(name);
            continue;
        }
        const Base base = columns.at(i).type.base;
        const bool hasOwnLength = base == Base::String || base == Base::VarChar || base == Base::Binary;
        const QString length = hasOwnLength ? QStringLiteral("octet_length(%1)").arg(name)
                                            : QStringLiteral("octet_length(%1::text)").arg(name);
        // Printed, a byte takes two characters.
        const qint64 bytes = characters * (base == Base::Binary ? bytesPerCharacter / 2 : bytesPerCharacter);
        QString part = QStringLiteral("NULL");
        if (base == Base::String || base == Base::VarChar)
            part = QStringLiteral("left(%1, %2)").arg(name).arg(characters);
        else if (base == Base::Binary)
            part = QStringLiteral("substring(%1 FROM 1 FOR %2)").arg(name).arg(bytes);
        const QString isLong = QStringLiteral("CASE WHEN %1 > %2 THEN ").arg(length).arg(bytes);
        cut.expressions.append(isLong + part + QStringLiteral(" ELSE ") + name + QStringLiteral(" END"));
        lengths.append(isLong + length + QStringLiteral(" END"));
    }
    cut.expressions.append(QStringLiteral("ARRAY[") + lengths.join(QStringLiteral(", "))
                           + QStringLiteral("]::bigint[]"));
    return cut;
}

} // namespace isthmus::hologres
