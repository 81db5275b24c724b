// SPDX-License-Identifier: GPL-3.0-or-later
#include "text.h"

#include <isthmus/mapping/types/typetable.h>

#include <array>
#include <utility>

namespace isthmus::mapping {

namespace {

using Arrays = TypeSettings::Arrays;
using Decimals = TypeSettings::Decimals;
using SmallIntegers = TypeSettings::SmallIntegers;
using SizedTexts = TypeSettings::SizedTexts;

constexpr std::array arraysNames{std::pair(Arrays::Map, "map"), std::pair(Arrays::LeaveOut, "leave-out")};
constexpr std::array decimalsNames{std::pair(Decimals::Declared, "declared"), std::pair(Decimals::Largest, "largest"),
                                   std::pair(Decimals::Text, "text")};
constexpr std::array smallIntegersNames{std::pair(SmallIntegers::Int2, "int2"), std::pair(SmallIntegers::Int8, "int8")};
constexpr std::array sizedTextsNames{std::pair(SizedTexts::Sized, "sized"), std::pair(SizedTexts::Text, "text")};

template <typename Names, typename Value>
QString nameOf(const Names &names, Value value)
{
    for (const auto &[candidate, name] : names) {
        if (candidate == value)
            return QString::fromLatin1(name);
    }
    return {};
}

template <typename Names, typename Value>
bool setByName(const Names &names, const QString &text, Value &value)
{
    for (const auto &[candidate, name] : names) {
        if (text == QLatin1String(name)) {
            value = candidate;
            return true;
        }
    }
    return false;
}

} // namespace

const QList<MappingPath> &mappingPaths()
{
    static const QList<MappingPath> paths{MappingPath::ExternalSchema, MappingPath::ExternalTable,
                                          MappingPath::DirectRead, MappingPath::Sync, MappingPath::ToHologres};
    return paths;
}

QString mappingPathTitle(MappingPath path)
{
    switch (path) {
    case MappingPath::ExternalSchema:
        return Text::tr("External schema");
    case MappingPath::ExternalTable:
        return Text::tr("External table");
    case MappingPath::DirectRead:
        return Text::tr("Direct read");
    case MappingPath::Sync:
        return Text::tr("Synchronization");
    case MappingPath::ToHologres:
        break;
    }
    return Text::tr("To Hologres");
}

QString mappingPathName(MappingPath path)
{
    switch (path) {
    case MappingPath::ExternalSchema:
        return QStringLiteral("external-schema");
    case MappingPath::ExternalTable:
        return QStringLiteral("external-table");
    case MappingPath::DirectRead:
        return QStringLiteral("direct-read");
    case MappingPath::Sync:
        return QStringLiteral("sync");
    case MappingPath::ToHologres:
        break;
    }
    return QStringLiteral("to-hologres");
}

std::optional<MappingPath> mappingPathFromName(const QString &name)
{
    for (const MappingPath path : mappingPaths()) {
        if (mappingPathName(path) == name)
            return path;
    }
    return std::nullopt;
}

QString verdictTitle(Verdict verdict)
{
    switch (verdict) {
    case Verdict::Exact:
        return Text::tr("exact");
    case Verdict::Wider:
        return Text::tr("wider");
    case Verdict::Narrower:
        return Text::tr("narrower");
    case Verdict::Lossy:
        return Text::tr("lossy");
    case Verdict::Unsupported:
        break;
    }
    return Text::tr("unsupported");
}

QString verdictName(Verdict verdict)
{
    switch (verdict) {
    case Verdict::Exact:
        return QStringLiteral("exact");
    case Verdict::Wider:
        return QStringLiteral("wider");
    case Verdict::Narrower:
        return QStringLiteral("narrower");
    case Verdict::Lossy:
        return QStringLiteral("lossy");
    case Verdict::Unsupported:
        break;
    }
    return QStringLiteral("unsupported");
}

QString riskTitle(Risk risk)
{
    switch (risk) {
    case Risk::LowestBigInt:
        return Text::tr("the value -9223372036854775808");
    case Risk::NotANumber:
        return Text::tr("NaN");
    case Risk::InfiniteNumber:
    case Risk::InfiniteTime:
        return Text::tr("infinity");
    case Risk::TooManyDigits:
        return Text::tr("more than 20 digits before the point");
    case Risk::FinerScale:
        return Text::tr("more than 18 digits behind the point");
    case Risk::TooLong:
        return Text::tr("longer than 8 MiB");
    case Risk::YearOutside:
        return Text::tr("years before 1 or after 9999");
    case Risk::ShiftedTime:
        return Text::tr("before 1970, shown later than they are");
    case Risk::NullElement:
        return Text::tr("NULL elements");
    case Risk::Dimensions:
        return Text::tr("more than one dimension");
    case Risk::LowerBound:
        return Text::tr("a first index other than 1, which is lost");
    case Risk::AnyValue:
        return Text::tr("all values");
    case Risk::FinerTime:
        return Text::tr("finer than milliseconds");
    case Risk::NoText:
        break;
    }
    return Text::tr("bytes that are no UTF-8, or U+0000");
}

QString riskName(Risk risk)
{
    switch (risk) {
    case Risk::LowestBigInt:
        return QStringLiteral("lowest_bigint");
    case Risk::NotANumber:
        return QStringLiteral("nan");
    case Risk::InfiniteNumber:
        return QStringLiteral("infinite_number");
    case Risk::TooManyDigits:
        return QStringLiteral("too_many_digits");
    case Risk::FinerScale:
        return QStringLiteral("finer_scale");
    case Risk::TooLong:
        return QStringLiteral("too_long");
    case Risk::InfiniteTime:
        return QStringLiteral("infinite_time");
    case Risk::YearOutside:
        return QStringLiteral("year_outside");
    case Risk::ShiftedTime:
        return QStringLiteral("shifted_time");
    case Risk::NullElement:
        return QStringLiteral("null_element");
    case Risk::Dimensions:
        return QStringLiteral("dimensions");
    case Risk::LowerBound:
        return QStringLiteral("lower_bound");
    case Risk::AnyValue:
        return QStringLiteral("any_value");
    case Risk::FinerTime:
        return QStringLiteral("finer_time");
    case Risk::NoText:
        break;
    }
    return QStringLiteral("no_text");
}

Verdict riskVerdict(Risk risk)
{
    switch (risk) {
    case Risk::FinerScale:
    case Risk::ShiftedTime:
    case Risk::LowerBound:
    case Risk::FinerTime:
        return Verdict::Lossy;
    case Risk::AnyValue:
        return Verdict::Unsupported;
    default:
        return Verdict::Narrower;
    }
}

QJsonObject TypeSettings::toJson() const
{
    return {{QStringLiteral("arrays"), nameOf(arraysNames, arrays)},
            {QStringLiteral("decimals"), nameOf(decimalsNames, decimals)},
            {QStringLiteral("small_integers"), nameOf(smallIntegersNames, smallIntegers)},
            {QStringLiteral("sized_texts"), nameOf(sizedTextsNames, sizedTexts)}};
}

bool TypeSettings::set(const QString &name, const QString &value)
{
    if (name == u"arrays")
        return setByName(arraysNames, value, arrays);
    if (name == u"decimals")
        return setByName(decimalsNames, value, decimals);
    if (name == u"small_integers")
        return setByName(smallIntegersNames, value, smallIntegers);
    return name == u"sized_texts" && setByName(sizedTextsNames, value, sizedTexts);
}

QList<TypeDispute> typeDisputes()
{
    return {
        {QStringLiteral("arrays"),
         false,
         coded("Mapping.dispute_arrays", QT_TRANSLATE_NOOP("Mapping", "Arrays")),
         coded("Mapping.dispute_arrays_long",
               QT_TRANSLATE_NOOP("Mapping",
                                 "MaxCompute's type table lists six array types as readable; its text on limits says "
                                 "that external tables have no arrays.")),
         {{QStringLiteral("map"), coded("Mapping.arrays_map", QT_TRANSLATE_NOOP("Mapping", "Map them"))},
          {QStringLiteral("leave-out"),
           coded("Mapping.arrays_leave_out", QT_TRANSLATE_NOOP("Mapping", "Leave them out"))}}},
        {QStringLiteral("decimals"),
         false,
         coded("Mapping.dispute_decimals", QT_TRANSLATE_NOOP("Mapping", "NUMERIC")),
         coded("Mapping.dispute_decimals_long",
               QT_TRANSLATE_NOOP("Mapping",
                                 "MaxCompute's type table says DECIMAL(p,s); another part of the same page says that a "
                                 "DECIMAL of an external table is always (38,18).")),
         {{QStringLiteral("declared"), coded("Mapping.decimals_declared", QT_TRANSLATE_NOOP("Mapping", "As declared"))},
          {QStringLiteral("largest"),
           coded("Mapping.decimals_largest", QT_TRANSLATE_NOOP("Mapping", "Always DECIMAL(38,18)"))},
          {QStringLiteral("text"), coded("Mapping.decimals_text", QT_TRANSLATE_NOOP("Mapping", "As STRING"))}}},
        {QStringLiteral("small_integers"),
         true,
         coded("Mapping.dispute_small", QT_TRANSLATE_NOOP("Mapping", "TINYINT, SMALLINT")),
         coded("Mapping.dispute_small_long",
               QT_TRANSLATE_NOOP("Mapping", "INT2 in Hologres, or INT8 where Hologres is set so.")),
         {{QStringLiteral("int2"), QStringLiteral("INT2")}, {QStringLiteral("int8"), QStringLiteral("INT8")}}},
        {QStringLiteral("sized_texts"),
         true,
         coded("Mapping.dispute_sized", QT_TRANSLATE_NOOP("Mapping", "VARCHAR(n), CHAR(n)")),
         coded("Mapping.dispute_sized_long",
               QT_TRANSLATE_NOOP(
                   "Mapping",
                   "The same types in Hologres, or TEXT where hg_enable_convert_type_for_foreign_table is on.")),
         {{QStringLiteral("sized"), QStringLiteral("VARCHAR(n), CHAR(n)")},
          {QStringLiteral("text"), QStringLiteral("TEXT")}}},
    };
}

} // namespace isthmus::mapping
