// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <isthmus/catalog/datatype.h>

#include <QByteArray>

#include <vector>

namespace isthmus::wire {

/// What the values of an Arrow array are.
enum class ArrowKind : quint8 {
    Boolean,
    Integer, ///< of width() bytes
    Float,
    Double,
    Text,
    Binary,
    Decimal, ///< two's complement of width() bytes, to be divided by 10^scale
    Date, ///< days, 32 bits
    Millis, ///< DATETIME: since 1970
    Nanos, ///< TIMESTAMP, TIMESTAMP_NTZ: since 1970
    SecondsAndNanos, ///< the two as children, for instants that nanoseconds since 1970 cannot hold
    Months,
    List, ///< one child
    Map, ///< one child: structs of key and value
    Struct,
};

/// How they lie. Each array begins with a bitmap of what is not NULL.
enum class ArrowShape : quint8 {
    Bits,
    Fixed, ///< values of one width
    Bytes, ///< offsets and bytes
    List, ///< offsets into the child
    Struct, ///< children of the same length
};

/// An Arrow field. Source: Arrow columnar format 1.5; types as docs/protocol.md#compression-and-arrow says.
struct ArrowLayout {
    QByteArray name; ///< UTF-8
    catalog::DataType type;
    ArrowKind kind = ArrowKind::Boolean;
    bool nullable = true;
    std::vector<ArrowLayout> children;

    [[nodiscard]] ArrowShape shape() const;
    [[nodiscard]] int width() const; ///< bytes of a value of shape Fixed
    /// Decimal; where the type declares none they are 54 and 18, which take 256 bits.
    [[nodiscard]] int precision() const { return type.precision.value_or(54); }
    [[nodiscard]] int scale() const { return type.precision ? type.scale.value_or(0) : 18; }
};

/// Layout of values of \a type, which must be one that canTravel().
[[nodiscard]] ArrowLayout arrowLayout(const QString &name, const catalog::DataType &type, bool timestampsAsStructs);

/// \a type with DECIMAL(38,18) for each DECIMAL without a size.
[[nodiscard]] catalog::DataType sizedDecimals(catalog::DataType type);

} // namespace isthmus::wire
