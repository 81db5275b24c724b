// SPDX-License-Identifier: GPL-3.0-or-later
#include "text.h"
#include "types/typetables.h"

#include <algorithm>
#include <array>

namespace isthmus::mapping {

namespace {

using catalog::DataType;
using Base = DataType::Base;

DataType mcType(const QString &text)
{
    return catalog::parseMaxComputeType(text);
}

DataType stringType()
{
    return mcType(QStringLiteral("STRING"));
}

TypeVerdict to(const DataType &target, Verdict verdict, const QList<Risk> &risks = {})
{
    TypeVerdict judged;
    judged.target = target;
    judged.verdict = verdict;
    judged.risks = risks;
    return judged;
}

// The same values under the same name; text takes them too.
TypeVerdict same(const char *target, const QList<Risk> &risks = {})
{
    TypeVerdict judged = to(mcType(QString::fromLatin1(target)), Verdict::Exact, risks);
    judged.alternatives = {stringType()};
    return judged;
}

TypeVerdict unsupported(const plan::Text &note, const plan::Text &reason, const plan::Text &advice = {})
{
    TypeVerdict judged;
    judged.verdict = Verdict::Unsupported;
    judged.note = note;
    judged.reason = reason;
    judged.advice = advice;
    judged.risks = {Risk::AnyValue};
    return judged;
}

bool isNamed(const DataType &type, std::initializer_list<const char *> names)
{
    const QString name = type.text.section(u'(', 0, 0);
    return std::any_of(names.begin(), names.end(), [&](const char *n) { return name == QLatin1String(n); });
}

plan::Text adviceForNoType(const DataType &type, MappingPath path)
{
    if (path == MappingPath::Sync && isNamed(type, {"TIME", "BIT"}))
        return coded("Mapping.by_data_integration",
                     QT_TRANSLATE_NOOP("Mapping", "The reader of DataWorks Data Integration takes %1."), {type.text});
    if (isNamed(type, {"MONEY"}))
        return coded("Mapping.money_as_numeric",
                     QT_TRANSLATE_NOOP("Mapping", "A copy in a NUMERIC column keeps amounts as numbers."));
    if (isNamed(type, {"OID"}))
        return coded("Mapping.oid_as_bigint", QT_TRANSLATE_NOOP("Mapping", "A copy in a BIGINT column keeps numbers."));
    return {};
}

TypeVerdict noType(const DataType &type, MappingPath path)
{
    return unsupported(
        coded("Mapping.no_type", QT_TRANSLATE_NOOP("Mapping", "No MaxCompute type")),
        coded("Mapping.no_type_long",
              QT_TRANSLATE_NOOP(
                  "Mapping",
                  "MaxCompute cannot read %1 from Hologres; a copy of the values in a TEXT column can be mapped."),
              {type.text}),
        adviceForNoType(type, path));
}

TypeVerdict decimalAsText(const DataType &type)
{
    TypeVerdict judged = to(stringType(), Verdict::Wider);
    judged.isDisputed = true;
    judged.note = coded("Mapping.as_text", QT_TRANSLATE_NOOP("Mapping", "Read as text"));
    judged.reason = coded(
        "Mapping.as_text_long",
        QT_TRANSLATE_NOOP("Mapping", "Values of %1 arrive as text; queries cast them where they compute with them."),
        {type.text});
    return judged;
}

TypeVerdict decimalWithoutSize()
{
    TypeVerdict judged = to(mcType(QStringLiteral("DECIMAL(38,18)")), Verdict::Lossy,
                            {Risk::NotANumber, Risk::InfiniteNumber, Risk::TooManyDigits, Risk::FinerScale});
    judged.note = coded("Mapping.no_size", QT_TRANSLATE_NOOP("Mapping", "No declared size"));
    judged.reason = coded("Mapping.no_size_long",
                          QT_TRANSLATE_NOOP("Mapping",
                                            "NUMERIC without precision holds any number; DECIMAL(38,18) holds 20 "
                                            "digits before the point and 18 "
                                            "after it. Choose STRING if values are larger."));
    judged.alternatives = {stringType()};
    return judged;
}

bool isBeyondDecimal(int precision, int scale)
{
    return precision < 1 || precision > maxDecimalPrecision || scale < 0 || scale > maxDecimalScale
        || scale > precision;
}

TypeVerdict decimalOfSize(const DataType &type, TypeSettings::Decimals setting)
{
    const int precision = *type.precision;
    const int scale = type.scale.value_or(0);
    const bool isLargest = precision == maxDecimalPrecision && scale == maxDecimalScale;
    const bool mayFail = precision - scale > externalDecimalIntegerDigits;
    const QString target = setting == TypeSettings::Decimals::Largest
        ? QStringLiteral("DECIMAL(38,18)")
        : QStringLiteral("DECIMAL(%1,%2)").arg(precision).arg(scale);
    TypeVerdict judged = same("DECIMAL", {Risk::NotANumber});
    judged.target = mcType(target);
    if (isLargest)
        return judged;
    judged.isDisputed = true;
    judged.note = coded("Mapping.decimal_as_largest", QT_TRANSLATE_NOOP("Mapping", "May read as (38,18)"));
    if (mayFail) {
        judged.verdict = Verdict::Narrower;
        judged.risks.append(Risk::TooManyDigits);
        judged.reason = coded(
            "Mapping.decimal_may_fail",
            QT_TRANSLATE_NOOP("Mapping",
                              "MaxCompute may read an external DECIMAL as (38,18), which holds 20 digits before the "
                              "point; larger values would fail. Use STRING and cast, or keep %1."),
            {target});
    } else {
        judged.verdict = setting == TypeSettings::Decimals::Largest ? Verdict::Wider : Verdict::Exact;
        judged.reason =
            coded("Mapping.decimal_scale_may_differ",
                  QT_TRANSLATE_NOOP("Mapping",
                                    "MaxCompute may read an external DECIMAL as (38,18). Values stay equal; the shown "
                                    "scale can differ. Use STRING and cast, or keep %1."),
                  {target});
    }
    return judged;
}

TypeVerdict decimal(const DataType &type, TypeSettings::Decimals setting)
{
    if (setting == TypeSettings::Decimals::Text)
        return decimalAsText(type);
    if (!type.precision)
        return decimalWithoutSize();
    if (!isBeyondDecimal(*type.precision, type.scale.value_or(0)))
        return decimalOfSize(type, setting);
    TypeVerdict judged = decimalAsText(type);
    judged.note = coded("Mapping.beyond_decimal", QT_TRANSLATE_NOOP("Mapping", "Beyond DECIMAL(38,18)"));
    judged.reason =
        coded("Mapping.beyond_decimal_long",
              QT_TRANSLATE_NOOP("Mapping", "MaxCompute's DECIMAL ends at (38,18); values of %1 are read as text."),
              {type.text});
    return judged;
}

TypeVerdict text()
{
    TypeVerdict judged = to(stringType(), Verdict::Exact, {Risk::TooLong});
    judged.alternatives = {mcType(QStringLiteral("VARCHAR(%1)").arg(maxVarCharLength))};
    return judged;
}

TypeVerdict varChar(const DataType &type)
{
    if (!type.length)
        return to(stringType(), Verdict::Exact, {Risk::TooLong});
    if (*type.length <= maxVarCharLength) {
        TypeVerdict judged = to(mcType(QStringLiteral("VARCHAR(%1)").arg(*type.length)), Verdict::Exact);
        judged.alternatives = {stringType()};
        return judged;
    }
    TypeVerdict judged = to(stringType(), Verdict::Wider, {Risk::TooLong});
    judged.note = coded("Mapping.beyond_varchar", QT_TRANSLATE_NOOP("Mapping", "Longer than VARCHAR"));
    return judged;
}

TypeVerdict character(const DataType &type)
{
    if (!type.length || *type.length > maxCharLength) {
        TypeVerdict judged = to(stringType(), Verdict::Wider, {Risk::TooLong});
        judged.note = coded("Mapping.beyond_char", QT_TRANSLATE_NOOP("Mapping", "Longer than CHAR"));
        return judged;
    }
    TypeVerdict judged = to(mcType(QStringLiteral("CHAR(%1)").arg(*type.length)), Verdict::Exact);
    judged.note = coded("Mapping.padded", QT_TRANSLATE_NOOP("Mapping", "Padded with blanks"));
    judged.alternatives = {stringType()};
    return judged;
}

TypeVerdict binary()
{
    TypeVerdict judged = to(mcType(QStringLiteral("BINARY")), Verdict::Narrower, {Risk::TooLong});
    judged.note = coded("Mapping.binary_limit", QT_TRANSLATE_NOOP("Mapping", "Up to 8 MiB a value"));
    judged.reason = coded(
        "Mapping.binary_limit_long",
        QT_TRANSLATE_NOOP(
            "Mapping", "BYTEA holds up to 1 GiB a value, BINARY up to 8 MiB; larger values fail when they are read."));
    return judged;
}

TypeVerdict date()
{
    TypeVerdict judged = same("DATE", {Risk::InfiniteTime, Risk::YearOutside});
    judged.note = coded("Mapping.date_years", QT_TRANSLATE_NOOP("Mapping", "Years 1 to 9999"));
    return judged;
}

TypeVerdict timestamp(const char *target)
{
    TypeVerdict judged = same(target, {Risk::InfiniteTime, Risk::YearOutside});
    judged.verdict = Verdict::Wider;
    judged.note = coded("Mapping.finer_time", QT_TRANSLATE_NOOP("Mapping", "µs to ns"));
    return judged;
}

TypeVerdict instant(MappingPath path)
{
    TypeVerdict judged = timestamp("TIMESTAMP");
    if (path != MappingPath::DirectRead)
        return judged;
    judged.verdict = Verdict::Lossy;
    judged.risks.append(Risk::ShiftedTime);
    judged.note = coded("Mapping.shifted", QT_TRANSLATE_NOOP("Mapping", "Old times are shifted"));
    judged.reason = coded("Mapping.shifted_long",
                          QT_TRANSLATE_NOOP("Mapping",
                                            "Direct read shows instants before 1900-12-31 15:54:15 (UTC+8) 5 min 44 s "
                                            "late, those until 1969-12-31 23:59:58 one second late. Read through JDBC "
                                            "instead, or choose STRING."));
    return judged;
}

TypeVerdict json(const DataType &type, MappingPath path)
{
    if (path == MappingPath::DirectRead) {
        return unsupported(
            coded("Mapping.only_by_jdbc", QT_TRANSLATE_NOOP("Mapping", "Only through JDBC")),
            coded("Mapping.only_by_jdbc_long",
                  QT_TRANSLATE_NOOP("Mapping",
                                    "Direct read does not take %1; where it may fall back to JDBC the whole table is "
                                    "read so."),
                  {type.text}));
    }
    TypeVerdict judged = to(stringType(), Verdict::Wider, {Risk::TooLong});
    judged.note = coded("Mapping.json_as_text", QT_TRANSLATE_NOOP("Mapping", "JSON as text"));
    return judged;
}

TypeVerdict jsonb(MappingPath path)
{
    if (path == MappingPath::DirectRead)
        return to(mcType(QStringLiteral("JSON")), Verdict::Exact, {Risk::TooLong});
    return unsupported(
        coded("Mapping.jsonb", QT_TRANSLATE_NOOP("Mapping", "Only by direct read")),
        coded("Mapping.jsonb_long",
              QT_TRANSLATE_NOOP("Mapping",
                                "MaxCompute reads JSONB only by direct read, not through JDBC. A JSON column would be "
                                "read as text.")));
}

// Source: type table of MaxCompute manual "Hologres foreign tables"; its text on limits contradicts it for arrays.
TypeVerdict array(const DataType &type, MappingPath path, const TypeSettings &settings)
{
    static constexpr std::array readable{Base::Int,    Base::BigInt,  Base::Float,
                                         Base::Double, Base::Boolean, Base::String};
    const DataType element = type.args.value(0);
    if (std::find(readable.begin(), readable.end(), element.base) == readable.end())
        return noType(type, path);
    if (settings.arrays == TypeSettings::Arrays::LeaveOut) {
        return unsupported(coded("Mapping.arrays_set_out", QT_TRANSLATE_NOOP("Mapping", "Arrays are left out")),
                           coded("Mapping.arrays_set_out_long",
                                 QT_TRANSLATE_NOOP("Mapping",
                                                   "The setting for arrays leaves them out, since MaxCompute's manual "
                                                   "contradicts itself about them.")));
    }
    const QString elementText = judgeForMaxCompute(element, path, settings).target.text;
    TypeVerdict judged = to(mcType(QStringLiteral("ARRAY<%1>").arg(elementText)), Verdict::Narrower,
                            {Risk::Dimensions, Risk::NullElement, Risk::LowerBound});
    if (element.base == Base::BigInt)
        judged.risks.append(Risk::LowestBigInt);
    judged.isDisputed = true;
    judged.note = coded("Mapping.array", QT_TRANSLATE_NOOP("Mapping", "Array may not be readable"));
    judged.reason = coded(
        "Mapping.array_long",
        QT_TRANSLATE_NOOP(
            "Mapping",
            "MaxCompute's manual lists this array as readable and, elsewhere, arrays as not supported in external "
            "tables. It must have one dimension and no NULL element. Leave the column out if queries fail."));
    return judged;
}

// The documented type for each readable base.
TypeVerdict byBase(const DataType &type, MappingPath path, const TypeSettings &settings)
{
    switch (type.base) {
    case Base::Boolean:
        return same("BOOLEAN");
    case Base::SmallInt:
        return same("SMALLINT");
    case Base::Int:
        return same("INT");
    case Base::BigInt:
        return same("BIGINT", {Risk::LowestBigInt});
    case Base::Float:
        return same("FLOAT");
    case Base::Double:
        return same("DOUBLE");
    case Base::Decimal:
        return decimal(type, settings.decimals);
    case Base::String:
        return text();
    case Base::VarChar:
        return varChar(type);
    case Base::Char:
        return character(type);
    case Base::Binary:
        return binary();
    case Base::Date:
        return date();
    case Base::TimestampNtz:
        return timestamp("TIMESTAMP_NTZ");
    case Base::TimestampTz:
        return instant(path);
    case Base::Json:
        return json(type, path);
    case Base::Jsonb:
        return jsonb(path);
    case Base::Array:
        return array(type, path, settings);
    default:
        return noType(type, path);
    }
}

} // namespace

TypeVerdict judgeForMaxCompute(const DataType &type, MappingPath path, const TypeSettings &settings)
{
    TypeVerdict judged = byBase(type, path, settings);
    if (judged.advice.isEmpty())
        judged.advice = readersAdvice(judged.target);
    return judged;
}

} // namespace isthmus::mapping
