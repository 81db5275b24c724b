// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <isthmus/catalog/datatype.h>
#include <isthmus/plan/text.h>

#include <QJsonObject>
#include <QList>
#include <QString>

#include <optional>

/// Which type of the other system takes the values of a type, and what is lost: the one table of the program. Pure; any
/// thread. Source: docs/mapping.md#types.
namespace isthmus::mapping {

/// A way on which values go from one system to the other. The first four lead from Hologres to MaxCompute.
enum class MappingPath : quint8 {
    ExternalSchema,
    ExternalTable, ///< read through JDBC
    DirectRead, ///< an external table read with odps.table.api.enable.holo.table
    Sync, ///< copied into a managed table
    ToHologres, ///< from MaxCompute to Hologres
};

[[nodiscard]] const QList<MappingPath> &mappingPaths(); ///< all, in their order
[[nodiscard]] QString mappingPathTitle(MappingPath path); ///< "external table", translated
[[nodiscard]] QString mappingPathName(MappingPath path); ///< "external-table", for programs
[[nodiscard]] std::optional<MappingPath> mappingPathFromName(const QString &name);

/// What becomes of the ordinary values of a type; Risk says which others there are. The order is that of the loss.
enum class Verdict : quint8 {
    Exact, ///< all arrive as they are
    Wider, ///< all arrive; the other type holds more
    Narrower, ///< some have no place: reading them fails
    Lossy, ///< some arrive as others
    Unsupported, ///< no type takes them
};

[[nodiscard]] QString verdictTitle(Verdict verdict); ///< "exact", translated
[[nodiscard]] QString verdictName(Verdict verdict); ///< the same for programs

/// Values of a type for which the other system has none. A server can count them.
enum class Risk : quint8 {
    LowestBigInt, ///< -2^63
    NotANumber, ///< NaN in a decimal
    InfiniteNumber, ///< in a decimal
    TooManyDigits, ///< before the point
    FinerScale, ///< behind the point
    TooLong, ///< text or bytes
    InfiniteTime,
    YearOutside, ///< before 1 or after 9999
    ShiftedTime, ///< by direct read
    NullElement, ///< in an array
    Dimensions, ///< an array of several
    LowerBound, ///< an array that does not begin at 1
    AnyValue, ///< every value but NULL: there is no type
    FinerTime, ///< than milliseconds; of MaxCompute
    NoText, ///< bytes that are no UTF-8, or U+0000; of MaxCompute
};

[[nodiscard]] QString riskTitle(Risk risk); ///< "infinity", "NULL elements", translated
[[nodiscard]] QString riskName(Risk risk); ///< "infinite_time", for programs
/// What becomes of such a value: Narrower, Lossy or Unsupported.
[[nodiscard]] Verdict riskVerdict(Risk risk);

/// What people decide where the sources disagree; a new value is what is suggested. Source:
/// docs/mapping.md#contradictions.
struct TypeSettings {
    enum class Arrays : quint8 { Map, LeaveOut };
    enum class Decimals : quint8 {
        Declared, ///< DECIMAL(p,s) as in Hologres
        Largest, ///< always DECIMAL(38,18)
        Text, ///< STRING, which queries cast
    };
    enum class SmallIntegers : quint8 { Int2, Int8 }; ///< what TINYINT and SMALLINT become in Hologres
    enum class SizedTexts : quint8 { Sized, Text }; ///< what VARCHAR(n) and CHAR(n) become in Hologres

    Arrays arrays = Arrays::Map;
    Decimals decimals = Decimals::Declared;
    SmallIntegers smallIntegers = SmallIntegers::Int2;
    SizedTexts sizedTexts = SizedTexts::Sized;

    /// Names of settings and values: "arrays": "map", "leave-out"; "decimals": "declared", "largest", "text";
    /// "small_integers": "int2", "int8"; "sized_texts": "sized", "text".
    [[nodiscard]] QJsonObject toJson() const;
    /// False for a name or a value that there is not; nothing is changed then.
    [[nodiscard]] bool set(const QString &name, const QString &value);

    friend bool operator==(const TypeSettings &, const TypeSettings &) = default;
};

/// One of the decisions of TypeSettings, for people.
struct TypeDispute {
    struct Choice {
        QString value; ///< as TypeSettings::set() takes it
        plan::Text meaning;
    };

    QString name; ///< as TypeSettings::set() takes it
    bool isToHologres = false; ///< belongs to MappingPath::ToHologres, else to all others
    plan::Text subject;
    plan::Text sources; ///< who says what
    QList<Choice> choices; ///< the suggested one first
};

[[nodiscard]] QList<TypeDispute> typeDisputes();

/// What the table says of one type on one path.
struct TypeVerdict {
    catalog::DataType target; ///< Base::Unknown where there is none
    Verdict verdict = Verdict::Exact;
    bool isDisputed = false; ///< the sources disagree, or the reader has to know something: worth a look
    plan::Text note; ///< a few words: "µs to ns"; may be empty
    plan::Text reason; ///< one or two sentences where there is something to decide; may be empty
    plan::Text advice; ///< what to do, and what programs can read of the target; may be empty
    QList<Risk> risks; ///< each at most once
    QList<catalog::DataType> alternatives; ///< other targets that may be chosen, best first
};

/// \a source: a Hologres type, for MappingPath::ToHologres one of MaxCompute.
[[nodiscard]] TypeVerdict judge(const catalog::DataType &source, MappingPath path, const TypeSettings &settings = {});

/// Types that stand for all that the table tells apart on \a path, in the order of the manual.
[[nodiscard]] QList<catalog::DataType> tableTypes(MappingPath path);

// Limits. Source: MaxCompute data types edition 2.0.
inline constexpr int maxDecimalPrecision = 38;
inline constexpr int maxDecimalScale = 18;
inline constexpr int maxVarCharLength = 65'535;
inline constexpr int maxCharLength = 255;
inline constexpr qint64 maxValueBytes = 8 * 1024 * 1024; ///< of STRING and BINARY
/// What is left before the point when MaxCompute reads an external DECIMAL as (38,18).
inline constexpr int externalDecimalIntegerDigits = maxDecimalPrecision - maxDecimalScale;

} // namespace isthmus::mapping
