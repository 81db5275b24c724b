// SPDX-License-Identifier: GPL-3.0-or-later
#include "arrowlayout.h"

namespace isthmus::wire {

namespace {

using catalog::DataType;
using Base = DataType::Base;

ArrowKind kindOf(const DataType &type, bool timestampsAsStructs)
{
    switch (type.base) {
    case Base::Boolean:
        return ArrowKind::Boolean;
    case Base::TinyInt:
    case Base::SmallInt:
    case Base::Int:
    case Base::BigInt:
        return ArrowKind::Integer;
    case Base::Float:
        return ArrowKind::Float;
    case Base::Double:
        return ArrowKind::Double;
    case Base::Binary:
        return ArrowKind::Binary;
    case Base::Decimal:
        return ArrowKind::Decimal;
    case Base::Date:
        return ArrowKind::Date;
    case Base::DateTime:
        return ArrowKind::Millis;
    case Base::TimestampTz:
    case Base::TimestampNtz:
        return timestampsAsStructs ? ArrowKind::SecondsAndNanos : ArrowKind::Nanos;
    case Base::IntervalDayTime:
        return ArrowKind::SecondsAndNanos;
    case Base::IntervalYearMonth:
        return ArrowKind::Months;
    case Base::Array:
        return ArrowKind::List;
    case Base::Map:
        return ArrowKind::Map;
    case Base::Struct:
        return ArrowKind::Struct;
    default:
        return ArrowKind::Text;
    }
}

DataType plain(Base base)
{
    DataType type;
    type.base = base;
    return type;
}

} // namespace

ArrowShape ArrowLayout::shape() const
{
    switch (kind) {
    case ArrowKind::Boolean:
        return ArrowShape::Bits;
    case ArrowKind::Text:
    case ArrowKind::Binary:
        return ArrowShape::Bytes;
    case ArrowKind::List:
    case ArrowKind::Map:
        return ArrowShape::List;
    case ArrowKind::Struct:
    case ArrowKind::SecondsAndNanos:
        return ArrowShape::Struct;
    default:
        return ArrowShape::Fixed;
    }
}

int ArrowLayout::width() const
{
    switch (kind) {
    case ArrowKind::Integer:
        return type.base == Base::TinyInt ? 1 : type.base == Base::SmallInt ? 2 : type.base == Base::Int ? 4 : 8;
    case ArrowKind::Float:
    case ArrowKind::Date:
    case ArrowKind::Months:
        return 4;
    case ArrowKind::Decimal:
        return precision() > 38 ? 32 : 16;
    default:
        return 8;
    }
}

ArrowLayout arrowLayout(const QString &name, const DataType &type, bool timestampsAsStructs)
{
    ArrowLayout layout;
    layout.name = name.toUtf8();
    layout.type = type;
    layout.kind = kindOf(type, timestampsAsStructs);
    const auto child = [&](const QString &childName, const DataType &childType) {
        return arrowLayout(childName, childType, timestampsAsStructs);
    };
    switch (layout.kind) {
    case ArrowKind::List:
        layout.children.push_back(child(QStringLiteral("item"), type.args.at(0)));
        break;
    case ArrowKind::Map: {
        ArrowLayout entries;
        entries.name = QByteArrayLiteral("entries");
        entries.kind = ArrowKind::Struct;
        entries.nullable = false;
        entries.children = {child(QStringLiteral("key"), type.args.at(0)),
                            child(QStringLiteral("value"), type.args.at(1))};
        entries.children[0].nullable = false;
        layout.children.push_back(std::move(entries));
        break;
    }
    case ArrowKind::Struct:
        for (qsizetype i = 0; i < type.args.size(); ++i)
            layout.children.push_back(child(type.fieldNames.at(i), type.args.at(i)));
        break;
    case ArrowKind::SecondsAndNanos:
        layout.children = {child(QStringLiteral("sec"), plain(Base::BigInt)),
                           child(QStringLiteral("nano"), plain(Base::Int))};
        break;
    default:
        break;
    }
    return layout;
}

DataType sizedDecimals(DataType type)
{
    if (type.base == Base::Decimal && !type.precision) {
        type.precision = 38;
        type.scale = 18;
    }
    for (DataType &part : type.args)
        part = sizedDecimals(part);
    return type;
}

} // namespace isthmus::wire
