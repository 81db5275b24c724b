// SPDX-License-Identifier: GPL-3.0-or-later
#include "structurediff/comparing.h"
#include "text.h"

#include <isthmus/mapping/types/typemapping.h>

namespace isthmus::mapping {

namespace {

using catalog::DataType;

plan::Text verdictText(Verdict verdict)
{
    switch (verdict) {
    case Verdict::Exact:
        return coded("Mapping.verdict_exact", QT_TRANSLATE_NOOP("Mapping", "exact"));
    case Verdict::Wider:
        return coded("Mapping.verdict_wider", QT_TRANSLATE_NOOP("Mapping", "wider"));
    case Verdict::Narrower:
        return coded("Mapping.verdict_narrower", QT_TRANSLATE_NOOP("Mapping", "narrower"));
    case Verdict::Lossy:
        return coded("Mapping.verdict_lossy", QT_TRANSLATE_NOOP("Mapping", "lossy"));
    case Verdict::Unsupported:
        break;
    }
    return coded("Mapping.verdict_unsupported", QT_TRANSLATE_NOOP("Mapping", "unsupported"));
}

TypeVerdict judged(const DataType &type, const DiffSide &to)
{
    if (to.system == dialect::Dialect::Hologres)
        return judge(type, MappingPath::ToHologres);
    const bool isExternal = to.table.kind == catalog::ObjectKind::ExternalTable;
    return judge(type, isExternal ? MappingPath::ExternalTable : MappingPath::Sync);
}

bool isNamed(const TypeVerdict &verdict, const DataType &type)
{
    return verdict.verdict != Verdict::Unsupported && verdict.target.text == type.text;
}

// The table names one type for the other: how well, and what there is to know.
void addNamed(const DataType &type, const DiffSide &to, const TypeVerdict &verdict, QList<plan::Text> &reasons)
{
    reasons.append(coded("Mapping.diff_becomes", QT_TRANSLATE_NOOP("Mapping", "%1 becomes %2 in %3: %4"),
                         {type.text, verdict.target.text, to.systemTitle(), verdictText(verdict.verdict).toJson()}));
    const plan::Text &more = verdict.reason.isEmpty() ? verdict.note : verdict.reason;
    if (!more.isEmpty() && verdict.verdict != Verdict::Exact)
        reasons.append(more);
}

// What the other type would have to be, or that it holds the values all the same.
void addOther(const DataType &type, const DataType &other, const DiffSide &to, const TypeVerdict &verdict,
              QList<plan::Text> &reasons)
{
    if (verdict.verdict == Verdict::Unsupported) {
        reasons.append(coded("Mapping.diff_no_type", QT_TRANSLATE_NOOP("Mapping", "%2 has no type for %1"),
                             {type.text, to.systemTitle()}));
        return;
    }
    reasons.append(coded("Mapping.diff_becomes_other", QT_TRANSLATE_NOOP("Mapping", "%1 becomes %2 in %3, not %4"),
                         {type.text, verdict.target.text, to.systemTitle(), other.text}));
}

// The type of \a side's system for which the table names \a type; Base::Unknown with an empty text where there is none.
DataType inverse(const DataType &type, const DiffSide &from, const DiffSide &side)
{
    for (const DataType &candidate : tableTypes(side.isMaxCompute() ? MappingPath::ToHologres : MappingPath::Sync)) {
        if (isNamed(judged(candidate, from), type))
            return candidate;
    }
    return {};
}

} // namespace

TypeComparison comparedTypes(const DataType &left, const DiffSide &leftSide, const DataType &right,
                             const DiffSide &rightSide)
{
    TypeComparison compared;
    if (leftSide.system == rightSide.system) {
        if (left.text == right.text)
            return compared;
        compared.state = DiffState::Differs;
        compared.reasons.append(coded("Mapping.diff_types",
                                      QT_TRANSLATE_NOOP("Mapping", "%1 on the left, %2 on the right"),
                                      {left.text, right.text}));
        return compared;
    }
    const TypeVerdict there = judged(left, rightSide);
    const TypeVerdict back = judged(right, leftSide);
    if (isNamed(there, right) || isNamed(back, left)) {
        compared.state = DiffState::Equivalent;
        if (isNamed(there, right) && isNamed(back, left) && there.verdict == Verdict::Exact
            && back.verdict == Verdict::Exact) {
            compared.reasons.append(coded("Mapping.diff_each_other",
                                          QT_TRANSLATE_NOOP("Mapping", "%1 and %2 stand for each other: exact"),
                                          {left.text, right.text}));
            return compared;
        }
        if (isNamed(there, right))
            addNamed(left, rightSide, there, compared.reasons);
        if (isNamed(back, left))
            addNamed(right, leftSide, back, compared.reasons);
        return compared;
    }
    compared.state = DiffState::Differs;
    addOther(left, right, rightSide, there, compared.reasons);
    addOther(right, left, leftSide, back, compared.reasons);
    const bool isFromLeft = rightSide.isMaxCompute();
    const DataType &hologres = isFromLeft ? left : right;
    const DataType &maxCompute = isFromLeft ? right : left;
    const TypeMapping chosen = toMaxCompute(hologres, maxCompute);
    if (chosen.fit != Fit::LeftOut && chosen.fit != Fit::Check)
        compared.reasons.append(coded("Mapping.diff_holds",
                                      QT_TRANSLATE_NOOP("Mapping", "%1 holds all values of %2 all the same"),
                                      {maxCompute.text, hologres.text}));
    return compared;
}

WantedType wantedType(const DataType &type, const DiffSide &from, const DiffSide &side)
{
    if (from.system == side.system)
        return {type, {}, {}};
    const TypeVerdict verdict = judged(type, side);
    if (verdict.verdict != Verdict::Unsupported)
        return {verdict.target, {}, {}};
    if (const DataType other = inverse(type, from, side); !other.text.isEmpty())
        return {other,
                {},
                coded("Mapping.diff_inverse",
                      QT_TRANSLATE_NOOP("Mapping", "%2 for %1: the type table has it in the other direction only"),
                      {type.text, other.text})};
    return {{},
            coded("Mapping.diff_no_type", QT_TRANSLATE_NOOP("Mapping", "%2 has no type for %1"),
                  {type.text, side.systemTitle()}),
            {}};
}

} // namespace isthmus::mapping
