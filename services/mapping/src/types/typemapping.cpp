// SPDX-License-Identifier: GPL-3.0-or-later
#include "text.h"

#include <isthmus/mapping/types/typemapping.h>

#include <algorithm>
#include <array>
#include <optional>

namespace isthmus::mapping {

namespace {

using catalog::DataType;
using Base = DataType::Base;

DataType stringType()
{
    return catalog::parseMaxComputeType(QStringLiteral("STRING"));
}

// What the form shows of a verdict: a look is asked for where values may be lost, and where the sources disagree.
Fit fitOf(const TypeVerdict &judged)
{
    switch (judged.verdict) {
    case Verdict::Exact:
        return judged.isDisputed ? Fit::Check : Fit::Exact;
    case Verdict::Wider:
        return judged.isDisputed ? Fit::Check : Fit::Wider;
    case Verdict::Narrower:
    case Verdict::Lossy:
        return Fit::Check;
    case Verdict::Unsupported:
        break;
    }
    return Fit::LeftOut;
}

TypeMapping leftOut(const plan::Text &note, const plan::Text &explanation)
{
    return {{}, Fit::LeftOut, note, explanation, {}};
}

TypeMapping asText(const DataType &type)
{
    return {stringType(),
            Fit::Check,
            coded("Mapping.as_text", QT_TRANSLATE_NOOP("Mapping", "Read as text")),
            coded("Mapping.as_text_long",
                  QT_TRANSLATE_NOOP("Mapping",
                                    "Values of %1 arrive as text; queries cast them where they compute with them."),
                  {type.text}),
            {}};
}

TypeMapping mappingOf(const TypeVerdict &judged)
{
    return {judged.target, fitOf(judged), judged.note, judged.reason, judged.alternatives};
}

// What an external table reads through JDBC.
TypeMapping mapByTable(const DataType &type, const TypeSettings &settings)
{
    return mappingOf(judge(type, MappingPath::ExternalTable, settings));
}

bool isWiderInteger(Base from, Base to)
{
    static constexpr std::array order{Base::TinyInt, Base::SmallInt, Base::Int, Base::BigInt};
    const auto fromAt = std::find(order.begin(), order.end(), from);
    const auto toAt = std::find(order.begin(), order.end(), to);
    return fromAt != order.end() && toAt != order.end() && fromAt < toAt;
}

// Fit and note when a chosen type of the same family holds the values; nothing if it does not.
std::optional<TypeMapping> sameFamily(const DataType &type, const DataType &target)
{
    if (type.base == Base::Decimal && target.base == Base::Decimal) {
        const int scale = target.scale.value_or(maxDecimalScale);
        const int precision = target.precision.value_or(maxDecimalPrecision);
        if (precision > maxDecimalPrecision || scale > maxDecimalScale || scale < 0 || scale > precision)
            return std::nullopt;
        if (!type.precision || scale < type.scale.value_or(0)
            || precision - scale < *type.precision - type.scale.value_or(0))
            return std::nullopt;
        return TypeMapping{target,
                           Fit::Check,
                           coded("Mapping.decimal_as_largest", QT_TRANSLATE_NOOP("Mapping", "May read as (38,18)")),
                           mapByTable(type, {}).explanation,
                           {}};
    }
    const bool isText = type.base == Base::String || type.base == Base::VarChar || type.base == Base::Char;
    if (isText && target.base == Base::VarChar && target.length.value_or(0) > 0 && *target.length <= maxVarCharLength) {
        if (!type.length) {
            return TypeMapping{target,
                               Fit::Check,
                               coded("Mapping.may_be_cut", QT_TRANSLATE_NOOP("Mapping", "Longer values may be cut")),
                               coded("Mapping.may_be_cut_long",
                                     QT_TRANSLATE_NOOP("Mapping", "TEXT has no length limit; %1 holds %2 characters."),
                                     {target.text, QString::number(*target.length)}),
                               {}};
        }
        if (*target.length < *type.length)
            return std::nullopt;
        return TypeMapping{target, Fit::Wider, {}, {}, {}};
    }
    if (type.base == Base::Char && target.base == Base::Char && target.length.value_or(0) >= type.length.value_or(1)
        && *target.length <= maxCharLength)
        return TypeMapping{
            target, Fit::Wider, coded("Mapping.padded", QT_TRANSLATE_NOOP("Mapping", "Padded with blanks")), {}, {}};
    const bool isDoubled = type.base == Base::Float && target.base == Base::Double;
    if (isDoubled || isWiderInteger(type.base, target.base)) {
        return TypeMapping{
            target,
            Fit::Check,
            coded("Mapping.undocumented_type", QT_TRANSLATE_NOOP("Mapping", "Not the documented type")),
            coded("Mapping.undocumented_type_long",
                  QT_TRANSLATE_NOOP(
                      "Mapping", "%1 holds all values of %2, but MaxCompute's type table names another type for it."),
                  {target.text, type.text}),
            {}};
    }
    return std::nullopt;
}

TypeMapping chosen(const DataType &type, const TypeMapping &own, const DataType &target)
{
    if (target == own.target)
        return own;
    if (auto mapping = sameFamily(type, target))
        return *mapping;
    if (target.base == Base::String && !type.isNested()) {
        if (type.base == Base::VarChar || type.base == Base::Char)
            return {target, Fit::Wider, {}, {}, {}};
        return asText(type);
    }
    return leftOut(coded("Mapping.too_narrow", QT_TRANSLATE_NOOP("Mapping", "Cannot hold %1"), {type.text}),
                   coded("Mapping.too_narrow_long", QT_TRANSLATE_NOOP("Mapping", "%1 cannot hold all values of %2."),
                         {target.text, type.text}));
}

} // namespace

QString fitTitle(Fit fit)
{
    switch (fit) {
    case Fit::Exact:
        return Text::tr("exact");
    case Fit::Wider:
        return Text::tr("wider");
    case Fit::Check:
        return Text::tr("check");
    case Fit::LeftOut:
        break;
    }
    return Text::tr("left out");
}

TypeMapping toMaxCompute(const DataType &hologres, const TypeSettings &settings)
{
    return mapByTable(hologres, settings);
}

TypeMapping toMaxCompute(const DataType &hologres, const DataType &target, const TypeSettings &settings)
{
    const TypeMapping own = mapByTable(hologres, settings);
    if (own.fit == Fit::LeftOut)
        return own;
    TypeMapping mapping = chosen(hologres, own, target);
    mapping.alternatives = QList<DataType>{own.target} + own.alternatives;
    mapping.alternatives.removeAll(target);
    return mapping;
}

TypeMapping toHologres(const DataType &maxCompute, const TypeSettings &settings)
{
    return mappingOf(judge(maxCompute, MappingPath::ToHologres, settings));
}

TypeMapping toHologres(const DataType &maxCompute, const DataType &target, const TypeSettings &settings)
{
    const TypeMapping own = toHologres(maxCompute, settings);
    if (own.fit == Fit::LeftOut || target == own.target)
        return own;
    TypeMapping mapping = leftOut(
        coded("Mapping.no_foreign_type", QT_TRANSLATE_NOOP("Mapping", "Not for %1"), {maxCompute.text}),
        coded("Mapping.no_foreign_type_long", QT_TRANSLATE_NOOP("Mapping", "Hologres reads %1 as %2, and not as %3."),
              {maxCompute.text, own.target.text, target.text}));
    if (own.alternatives.contains(target)) {
        // What is chosen for a column is what a setting chooses for all.
        using Settings = TypeSettings;
        for (const auto integers : {Settings::SmallIntegers::Int2, Settings::SmallIntegers::Int8}) {
            for (const auto texts : {Settings::SizedTexts::Sized, Settings::SizedTexts::Text}) {
                Settings other = settings;
                other.smallIntegers = integers;
                other.sizedTexts = texts;
                if (const TypeMapping byOther = toHologres(maxCompute, other); byOther.target == target)
                    mapping = byOther;
            }
        }
    }
    mapping.alternatives = QList<DataType>{own.target} + own.alternatives;
    mapping.alternatives.removeAll(target);
    return mapping;
}

} // namespace isthmus::mapping
