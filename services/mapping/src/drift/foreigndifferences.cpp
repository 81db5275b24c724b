// SPDX-License-Identifier: GPL-3.0-or-later
// Where a foreign table of Hologres does not fit the MaxCompute table that it shows. Source: docs/mapping.md#drift.
#include "drift/differences.h"
#include "drift/foreignfit.h"
#include "foreigntable/foreigntable.h"
#include "text.h"

#include <QJsonArray>

#include <algorithm>

namespace isthmus::mapping {

namespace {

using catalog::Column;
using catalog::DataType;
using Kind = Difference::Kind;
using Severity = Difference::Severity;

bool isText(const DataType &type)
{
    return type.base == DataType::Base::String || type.base == DataType::Base::VarChar
        || type.base == DataType::Base::Char;
}

// No length: it takes every text.
bool takesAllTexts(const DataType &declared, const DataType &source)
{
    if (!declared.length)
        return declared.base != DataType::Base::Char; // CHAR alone is CHAR(1)
    return source.length && *declared.length >= *source.length;
}

Difference missingColumn(const Column &column)
{
    return {Kind::ColumnMissing,
            Severity::Breaks,
            column.name,
            column.type.text,
            {},
            coded("Mapping.drift_foreign_missing", QT_TRANSLATE_NOOP("Mapping", "%1 is declared and not in MaxCompute"),
                  {column.name}),
            foreignMissingEffect()};
}

Difference unfitColumn(const ForeignFit::Pair &pair)
{
    const auto effect = foreignTypeEffect(pair.source.type, pair.target.type).value_or(TypeEffect());
    return {Kind::ColumnUnfit,
            effect.severity,
            pair.target.name,
            pair.target.type.text,
            pair.source.type.text,
            coded("Mapping.drift_foreign_unfit",
                  QT_TRANSLATE_NOOP("Mapping", "%1 is declared %2, and %3 in MaxCompute"),
                  {pair.target.name, pair.target.type.text, pair.source.type.text}),
            effect.effect};
}

// A column that a mapping made now would have; the import, which takes all or none, has left none of them out.
Difference unshownColumn(const Column &column)
{
    const QJsonArray what{column.name, column.type.text};
    return {Kind::ColumnUnshown,
            Severity::Differs,
            column.name,
            {},
            column.type.text,
            column.isPartitionKey ? plan::Text::coded(
                "Mapping.drift_foreign_unshown_partition",
                QT_TRANSLATE_NOOP("Mapping", "The partition column %1 (%2) is in MaxCompute and not declared"), what)
                                  : plan::Text::coded(
                                      "Mapping.drift_foreign_unshown",
                                      QT_TRANSLATE_NOOP("Mapping", "%1 (%2) is in MaxCompute and not declared"), what),
            coded("Mapping.drift_unshown_effect",
                  QT_TRANSLATE_NOOP("Mapping",
                                    "Queries do not see the column: it came later, or was "
                                    "left out"))};
}

// Nobody remembers what was there.
void addColumns(const DriftFacts &facts, Differences &differences)
{
    const ForeignFit fit = foreignFit(facts);
    for (const Column &column : fit.missing)
        differences.append(missingColumn(column));
    for (const ForeignFit::Pair &pair : fit.unfit)
        differences.append(unfitColumn(pair));
    for (const ForeignColumn &column : fit.unshown)
        differences.append(unshownColumn(column.source));
}

// It has the name of the table that was mapped.
void addRemade(const DriftFacts &facts, Differences &differences)
{
    if (isSameSource(facts.stored->source, *facts.source) != SameSource::No
        || !foreignSourceKindProblem(facts.source->kind).isEmpty())
        return;
    const auto &before = facts.stored->source.created;
    const auto &now = facts.source->created;
    const bool areTimesTold = before.isValid() && now.isValid() && before != now;
    differences.append({Kind::SourceRemade,
                        Severity::Note,
                        {},
                        areTimesTold ? before.toUTC().toString(Qt::ISODate) : facts.stored->source.identity,
                        areTimesTold ? now.toUTC().toString(Qt::ISODate) : facts.source->identity,
                        coded("Mapping.drift_foreign_source_remade",
                              QT_TRANSLATE_NOOP("Mapping", "The table %1 was dropped and made anew in MaxCompute"),
                              {facts.shown()->title()}),
                        goesOnEffect()});
}

} // namespace

plan::Text goesOnEffect()
{
    return coded("Mapping.drift_goes_on", QT_TRANSLATE_NOOP("Mapping", "Queries go on"));
}

plan::Text foreignMissingEffect()
{
    return coded("Mapping.drift_foreign_missing_effect",
                 QT_TRANSLATE_NOOP("Mapping", "Queries that read the column fail"));
}

// What the declared type means for queries; nothing where the type table allows it.
std::optional<TypeEffect> foreignTypeEffect(const DataType &source, const DataType &declared)
{
    if (judge(source, MappingPath::ToHologres).verdict == Verdict::Unsupported)
        return TypeEffect{
            Severity::Breaks,
            coded("Mapping.drift_foreign_no_type",
                  QT_TRANSLATE_NOOP("Mapping", "Queries that read the column fail: Hologres has no type for %1"),
                  {source.text})};
    if (isLegalForeignType(source, declared))
        return std::nullopt;
    if (isText(source) && isText(declared) && takesAllTexts(declared, source))
        return std::nullopt;
    if (isText(source) && isText(declared))
        return TypeEffect{Severity::Breaks,
                          coded("Mapping.drift_too_narrow",
                                QT_TRANSLATE_NOOP("Mapping",
                                                  "Queries fail or cut values that no longer fit: %1 cannot hold all "
                                                  "values of %2"),
                                {declared.text, source.text})};
    return TypeEffect{Severity::Breaks,
                      coded("Mapping.drift_foreign_unfit_effect",
                            QT_TRANSLATE_NOOP("Mapping",
                                              "Queries that read the column fail or show other values: Hologres reads "
                                              "%1 as %2"),
                            {source.text, judge(source, MappingPath::ToHologres).target.text})};
}

bool isLegalForeignType(const DataType &source, const DataType &declared)
{
    using Settings = TypeSettings;
    for (const auto integers : {Settings::SmallIntegers::Int2, Settings::SmallIntegers::Int8}) {
        for (const auto texts : {Settings::SizedTexts::Sized, Settings::SizedTexts::Text}) {
            TypeSettings settings;
            settings.smallIntegers = integers;
            settings.sizedTexts = texts;
            const TypeVerdict verdict = judge(source, MappingPath::ToHologres, settings);
            if (verdict.verdict == Verdict::Unsupported)
                return false;
            if (verdict.target == declared || verdict.alternatives.contains(declared))
                return true;
        }
    }
    return false;
}

void addForeignDifferences(const DriftFacts &facts, Differences &differences)
{
    const auto shown = facts.shown();
    if (!facts.source) {
        differences.append({Kind::SourceGone,
                            Severity::Breaks,
                            {},
                            shown->title(),
                            {},
                            coded("Mapping.drift_foreign_gone",
                                  QT_TRANSLATE_NOOP("Mapping", "The table %1 is gone in MaxCompute"), {shown->title()}),
                            coded("Mapping.drift_foreign_gone_effect",
                                  QT_TRANSLATE_NOOP("Mapping", "Every query fails: Table not found"))});
        return;
    }
    const auto live = facts.liveShown();
    if (live && facts.hasSchemas == live->schema.isEmpty()) {
        const QString now = facts.hasSchemas ? live->project + QStringLiteral("#default") : live->project;
        differences.append(
            {Kind::TargetLocation,
             Severity::Breaks,
             {},
             live->projectText(),
             now,
             coded("Mapping.drift_foreign_project",
                   QT_TRANSLATE_NOOP("Mapping", "It names the project as %1; as the project is now, it is %2"),
                   {live->projectText(), now}),
             coded("Mapping.drift_foreign_gone_effect",
                   QT_TRANSLATE_NOOP("Mapping", "Every query fails: Table not found"))});
    }
    if (const plan::Text problem = foreignSourceKindProblem(facts.source->kind); !problem.isEmpty()) {
        differences.append({Kind::SourceKind,
                            Severity::Breaks,
                            {},
                            {},
                            catalog::objectKindName(facts.source->kind),
                            coded("Mapping.drift_foreign_kind",
                                  QT_TRANSLATE_NOOP("Mapping", "%1 is another sort of table in MaxCompute now (%2)"),
                                  {shown->title(), relationKindText(facts.source->kind).toJson()}),
                            coded("Mapping.drift_foreign_kind_effect",
                                  QT_TRANSLATE_NOOP("Mapping", "Every query fails: %1"), {problem.toJson()})});
    }
    if (facts.stored)
        addRemade(facts, differences);
    const bool isOther = std::ranges::any_of(
        differences, [](const Difference &difference) { return difference.kind == Kind::TargetSource; });
    if (isOther || !facts.target || facts.target->kind != catalog::ObjectKind::ForeignTable)
        return; // there are no columns of it
    if (facts.stored)
        addForeignSourceDifferences(facts, differences);
    else
        addColumns(facts, differences);
}

} // namespace isthmus::mapping
