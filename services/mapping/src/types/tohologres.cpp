// SPDX-License-Identifier: GPL-3.0-or-later
#include "text.h"
#include "types/typetables.h"

#include <algorithm>
#include <array>
#include <utility>

namespace isthmus::mapping {

namespace {

using catalog::DataType;
using Base = DataType::Base;

DataType hgType(const QString &text)
{
    return catalog::parsePostgresType(text);
}

TypeVerdict to(const char *type, Verdict verdict = Verdict::Exact, const QList<Risk> &risks = {})
{
    TypeVerdict judged;
    judged.target = hgType(QString::fromLatin1(type));
    judged.verdict = verdict;
    judged.risks = risks;
    return judged;
}

TypeVerdict unsupported(const DataType &type)
{
    TypeVerdict judged;
    judged.verdict = Verdict::Unsupported;
    judged.note = coded("Mapping.no_hologres_type", QT_TRANSLATE_NOOP("Mapping", "No Hologres type"));
    judged.reason = coded("Mapping.no_hologres_type_long",
                          QT_TRANSLATE_NOOP("Mapping", "Hologres' type table names no type for %1."), {type.text});
    judged.advice = type.base == Base::TimestampNtz
        ? coded("Mapping.cast_to_timestamp",
                QT_TRANSLATE_NOOP("Mapping", "Cast it to TIMESTAMP in MaxCompute, and say in which zone."))
        : coded("Mapping.cast_to_string",
                QT_TRANSLATE_NOOP("Mapping", "Write it as text in MaxCompute, for example by TO_JSON()."));
    judged.risks = {Risk::AnyValue};
    return judged;
}

TypeVerdict text(const DataType &type, const TypeSettings &settings)
{
    TypeVerdict judged = to("text", type.length ? Verdict::Wider : Verdict::Exact, {Risk::NoText});
    if (type.length) {
        const QString name =
            type.base == Base::Char ? QStringLiteral("character") : QStringLiteral("character varying");
        judged.alternatives = {hgType(QStringLiteral("%1(%2)").arg(name).arg(*type.length))};
    }
    if (type.length && settings.sizedTexts == TypeSettings::SizedTexts::Sized) {
        std::swap(judged.target, judged.alternatives.first());
        judged.verdict = Verdict::Exact;
    }
    judged.advice =
        coded("Mapping.text_to_hologres",
              QT_TRANSLATE_NOOP("Mapping", "PostgreSQL's texts are UTF-8 without U+0000; MaxCompute's are any bytes."));
    return judged;
}

TypeVerdict smallInteger(Base base, const TypeSettings &settings)
{
    TypeVerdict judged = to("smallint", base == Base::TinyInt ? Verdict::Wider : Verdict::Exact);
    judged.alternatives = {hgType(QStringLiteral("bigint"))};
    if (settings.smallIntegers == TypeSettings::SmallIntegers::Int8) {
        std::swap(judged.target, judged.alternatives.first());
        judged.verdict = Verdict::Wider;
    }
    return judged;
}

TypeVerdict array(const DataType &type)
{
    static constexpr std::array known{Base::Int, Base::BigInt, Base::Float, Base::Double, Base::Boolean, Base::String};
    const DataType element = type.args.value(0);
    if (std::find(known.begin(), known.end(), element.base) == known.end())
        return unsupported(type);
    TypeVerdict judged = judgeForHologres(element, {});
    judged.target = hgType(judged.target.text + QStringLiteral("[]"));
    return judged;
}

TypeVerdict timestamp()
{
    TypeVerdict judged = to("timestamp with time zone", Verdict::Lossy, {Risk::FinerTime});
    judged.note = coded("Mapping.ns_to_ms", QT_TRANSLATE_NOOP("Mapping", "ns to ms"));
    judged.reason = coded("Mapping.ns_to_ms_long",
                          QT_TRANSLATE_NOOP("Mapping", "Hologres keeps milliseconds of MaxCompute's nanoseconds."));
    return judged;
}

TypeVerdict json()
{
    TypeVerdict judged = to("jsonb", Verdict::Lossy);
    judged.note = coded("Mapping.json_to_jsonb", QT_TRANSLATE_NOOP("Mapping", "JSONB has an order of its own"));
    judged.reason = coded("Mapping.json_to_jsonb_long",
                          QT_TRANSLATE_NOOP("Mapping",
                                            "JSONB keeps neither the order of members nor equal names. It needs "
                                            "Hologres 4.1."));
    return judged;
}

} // namespace

TypeVerdict judgeForHologres(const DataType &type, const TypeSettings &settings)
{
    switch (type.base) {
    case Base::TinyInt:
    case Base::SmallInt:
        return smallInteger(type.base, settings);
    case Base::Int:
        return to("integer");
    case Base::BigInt:
        return to("bigint");
    case Base::Float:
        return to("real");
    case Base::Double:
        return to("double precision");
    case Base::Boolean:
        return to("boolean");
    case Base::Decimal: {
        TypeVerdict judged = to("numeric(38,18)");
        if (type.precision)
            judged.target = hgType(QStringLiteral("numeric(%1,%2)").arg(*type.precision).arg(type.scale.value_or(0)));
        return judged;
    }
    case Base::String:
    case Base::VarChar:
    case Base::Char:
        return text(type, settings);
    case Base::Date:
        return to("date", Verdict::Wider);
    case Base::DateTime: {
        TypeVerdict judged = to("timestamp with time zone", Verdict::Wider);
        judged.note = coded("Mapping.ms_to_us", QT_TRANSLATE_NOOP("Mapping", "ms to µs"));
        return judged;
    }
    case Base::TimestampTz:
        return timestamp();
    case Base::Binary:
        return to("bytea");
    case Base::Json:
        return json();
    case Base::Array:
        return array(type);
    default:
        return unsupported(type);
    }
}

} // namespace isthmus::mapping
