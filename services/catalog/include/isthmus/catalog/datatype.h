// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QString>
#include <QStringView>

#include <optional>

namespace isthmus::catalog {

/// A column type of either system. `base` says what the values are, `text` how the owning system spells it.
struct DataType {
    enum class Base : quint8 {
        Unknown, ///< known by name only (uuid, inet, a user's enum …): values travel as text
        Boolean,
        TinyInt,
        SmallInt,
        Int,
        BigInt,
        Float,
        Double,
        Decimal, ///< precision and scale where declared
        String, ///< unbounded text: TEXT, STRING
        VarChar, ///< length where declared
        Char, ///< length where declared
        Binary,
        Date,
        Time, ///< time of day
        DateTime, ///< MaxCompute DATETIME: an instant, milliseconds
        TimestampTz, ///< an instant: Hologres TIMESTAMPTZ (µs), MaxCompute TIMESTAMP (ns)
        TimestampNtz, ///< wall time: Hologres TIMESTAMP (µs), MaxCompute TIMESTAMP_NTZ (ns)
        IntervalDayTime,
        IntervalYearMonth,
        Interval,
        Json, ///< text form kept
        Jsonb,
        Array, ///< args[0] = element
        Map, ///< args[0] = key, args[1] = value
        Struct, ///< args with fieldNames
    };

    Base base = Base::Unknown;
    QString text; ///< canonical spelling, e.g. "NUMERIC(20,2)", "TEXT[]", "ARRAY<STRING>"
    std::optional<int> precision; ///< Decimal
    std::optional<int> scale; ///< Decimal
    std::optional<int> length; ///< VarChar, Char
    QList<DataType> args;
    QStringList fieldNames; ///< Struct: one per arg; MaxCompute's are in lower case

    /// Values are aligned right and sort as numbers.
    [[nodiscard]] bool isNumeric() const;
    [[nodiscard]] bool isNested() const { return base == Base::Array || base == Base::Map || base == Base::Struct; }

    friend bool operator==(const DataType &, const DataType &) = default;
};

/// From PostgreSQL's format_type() text ("character varying(32)", "timestamp without time zone", "integer[]").
/// Anything unknown gives Base::Unknown, its text in upper case outside quotes and cut at 256 characters. Never fails.
[[nodiscard]] DataType parsePostgresType(QStringView text);

/// What stands between the elements of PostgreSQL's array text of \a element: a comma but for box, and for PostGIS'
/// geometry and geography. Source: pg_type.typdelim of PostgreSQL 15 and PostGIS 3.
[[nodiscard]] char postgresArrayDelimiter(const DataType &element);

/// From a MaxCompute type in any case ("decimal(20,2)", "ARRAY<STRUCT<a:INT,`b c`:STRING>>"). Names of fields are
/// folded to lower case, and quoted in the text where SQL needs it. Nesting deeper than 32 or broken syntax gives
/// Base::Unknown. Source of spellings: MaxCompute data type edition 2.0.
[[nodiscard]] DataType parseMaxComputeType(QStringView text);

} // namespace isthmus::catalog
