// SPDX-License-Identifier: GPL-3.0-or-later
#include "arrowschema.h"

namespace isthmus::wire {

namespace {

bool isInteger(const ipc::Field &field, const ArrowLayout &layout)
{
    const ipc::Int *type = field.type_as_Int();
    return type && type->is_signed() && type->bit_width() == 8 * layout.width();
}

bool isFloating(const ipc::Field &field, ipc::Precision precision)
{
    const ipc::FloatingPoint *type = field.type_as_FloatingPoint();
    return type && type->precision() == precision;
}

bool isDecimal(const ipc::Field &field, const ArrowLayout &layout)
{
    const ipc::Decimal *type = field.type_as_Decimal();
    return type && type->precision() == layout.precision() && type->scale() == layout.scale()
        && type->bit_width() == 8 * layout.width();
}

bool isTimestamp(const ipc::Field &field, ipc::TimeUnit unit)
{
    const ipc::Timestamp *type = field.type_as_Timestamp();
    return type && type->unit() == unit;
}

bool isOfKind(const ipc::Field &field, const ArrowLayout &layout)
{
    switch (layout.kind) {
    case ArrowKind::Boolean:
        return field.type_type() == ipc::Type::Bool;
    case ArrowKind::Integer:
        return isInteger(field, layout);
    case ArrowKind::Float:
        return isFloating(field, ipc::Precision::Single);
    case ArrowKind::Double:
        return isFloating(field, ipc::Precision::Double);
    case ArrowKind::Text:
        return field.type_type() == ipc::Type::Utf8;
    case ArrowKind::Binary:
        return field.type_type() == ipc::Type::Binary;
    case ArrowKind::Decimal:
        return isDecimal(field, layout);
    case ArrowKind::Date:
        return field.type_as_Date() && field.type_as_Date()->unit() == ipc::DateUnit::Day;
    case ArrowKind::Millis:
        return isTimestamp(field, ipc::TimeUnit::Millisecond);
    case ArrowKind::Nanos:
        return isTimestamp(field, ipc::TimeUnit::Nanosecond);
    case ArrowKind::Months:
        return field.type_as_Interval() && field.type_as_Interval()->unit() == ipc::IntervalUnit::YearMonth;
    case ArrowKind::List:
        return field.type_type() == ipc::Type::List;
    case ArrowKind::Map:
        return field.type_type() == ipc::Type::Map;
    case ArrowKind::Struct:
    case ArrowKind::SecondsAndNanos:
        return field.type_type() == ipc::Type::Struct;
    }
    return false;
}

bool fits(const ipc::Field &field, const ArrowLayout &layout)
{
    // A dictionary's numbers would be taken for values.
    if (field.dictionary() || !isOfKind(field, layout))
        return false;
    const size_t children = field.children() ? field.children()->size() : 0;
    if (children != layout.children.size())
        return false;
    for (size_t i = 0; i < children; ++i) {
        if (!fits(*field.children()->Get(flatbuffers::uoffset_t(i)), layout.children[i]))
            return false;
    }
    return true;
}

void adopt(const ipc::Field &field, ArrowLayout &layout)
{
    const ipc::Decimal *type = field.type_as_Decimal();
    if (layout.kind == ArrowKind::Decimal && !layout.type.precision && type && type->bit_width() == 128
        && type->precision() == 38 && type->scale() == 18)
        layout.type = sizedDecimals(layout.type);
    const size_t children = field.children() ? field.children()->size() : 0;
    for (size_t i = 0; i < std::min(children, layout.children.size()); ++i)
        adopt(*field.children()->Get(flatbuffers::uoffset_t(i)), layout.children[i]);
}

} // namespace

void adoptDecimals(const ipc::Schema &schema, std::deque<ArrowLayout> &layouts)
{
    const size_t count = schema.fields() ? schema.fields()->size() : 0;
    for (size_t i = 0; i < std::min(count, layouts.size()); ++i)
        adopt(*schema.fields()->Get(flatbuffers::uoffset_t(i)), layouts[i]);
}

QString schemaProblem(const ipc::Schema &schema, const std::deque<ArrowLayout> &layouts)
{
    const size_t count = schema.fields() ? schema.fields()->size() : 0;
    if (schema.endianness() != ipc::Endianness::Little)
        return QStringLiteral("numbers with their high bytes first");
    if (count != layouts.size())
        return QStringLiteral("%1 columns instead of %2").arg(count).arg(layouts.size());
    for (size_t i = 0; i < count; ++i) {
        const ipc::Field &field = *schema.fields()->Get(flatbuffers::uoffset_t(i));
        const QString name = field.name() ? QString::fromUtf8(field.name()->c_str(), field.name()->size()) : QString();
        const QString wanted = QString::fromUtf8(layouts[i].name);
        if (name.compare(wanted, Qt::CaseInsensitive) != 0)
            return QStringLiteral("column %1 is '%2' instead of '%3'").arg(i + 1).arg(name.left(100), wanted);
        if (!fits(field, layouts[i]))
            return QStringLiteral("column '%1' is not what %2 is in Arrow").arg(wanted, layouts[i].type.text);
    }
    return {};
}

} // namespace isthmus::wire
