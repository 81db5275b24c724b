// SPDX-License-Identifier: GPL-3.0-or-later
// Where a foreign table of Hologres does not fit the MaxCompute table that it shows. Source: docs/mapping.md#drift.
#include "drift/differences.h"
#include "foreigntable/foreigntable.h"
#include "text.h"

#include <QJsonArray>
#include <QSet>

#include <algorithm>

namespace isthmus::mapping {

namespace {

using catalog::Column;
using catalog::DataType;
using Kind = Difference::Kind;
using Severity = Difference::Severity;

// MaxCompute's names are not case-sensitive, and the foreign table has them in lower case.
const Column *sourceColumn(const catalog::TableInfo &source, const QString &name)
{
    const auto found = std::ranges::find_if(
        source.columns, [&name](const Column &column) { return column.name.compare(name, Qt::CaseInsensitive) == 0; });
    return found == source.columns.end() ? nullptr : &*found;
}

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

plan::Text notInMaxComputeEffect()
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

void addColumns(const catalog::TableInfo &target, const catalog::TableInfo &source, Differences &differences)
{
    for (const Column &column : target.columns) {
        const Column *found = sourceColumn(source, column.name);
        if (!found) {
            differences.append(
                {Kind::ColumnMissing,
                 Severity::Breaks,
                 column.name,
                 column.type.text,
                 {},
                 coded("Mapping.drift_foreign_missing",
                       QT_TRANSLATE_NOOP("Mapping", "%1 is declared and not in MaxCompute"), {column.name}),
                 notInMaxComputeEffect()});
        } else if (const auto effect = foreignTypeEffect(found->type, column.type)) {
            differences.append({Kind::ColumnUnfit, effect->severity, column.name, column.type.text, found->type.text,
                                coded("Mapping.drift_foreign_unfit",
                                      QT_TRANSLATE_NOOP("Mapping", "%1 is declared %2, and %3 in MaxCompute"),
                                      {column.name, column.type.text, found->type.text}),
                                effect->effect});
        }
    }
}

// Columns that a mapping made now would have; the import, which takes all or none, has left none of them out.
void addUnshown(const DriftFacts &facts, Differences &differences)
{
    catalog::ServerInfo hologres;
    hologres.product = facts.targetProduct;
    QSet<QString> shown;
    for (const Column &column : facts.target->columns)
        shown.insert(column.name.toLower());
    for (const ForeignColumn &column : foreignColumns(*facts.source, {}, hologres)) {
        if (shown.contains(column.source.name.toLower()) || column.verdict.verdict == Verdict::Unsupported)
            continue;
        const QJsonArray what{column.source.name, column.source.type.text};
        differences.append(
            {Kind::ColumnUnshown,
             Severity::Differs,
             column.source.name,
             {},
             column.source.type.text,
             column.source.isPartitionKey
                 ? plan::Text::coded(
                     "Mapping.drift_foreign_unshown_partition",
                     QT_TRANSLATE_NOOP("Mapping", "The partition column %1 (%2) is in MaxCompute and not declared"),
                     what)
                 : plan::Text::coded("Mapping.drift_foreign_unshown",
                                     QT_TRANSLATE_NOOP("Mapping", "%1 (%2) is in MaxCompute and not declared"), what),
             coded("Mapping.drift_unshown_effect",
                   QT_TRANSLATE_NOOP("Mapping",
                                     "Queries do not see the column: it came later, or was "
                                     "left out"))});
    }
}

} // namespace

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
    if (facts.hasSchemas == shown->schema.isEmpty()) {
        const QString now = facts.hasSchemas ? shown->project + QStringLiteral("#default") : shown->project;
        differences.append(
            {Kind::TargetLocation,
             Severity::Breaks,
             {},
             shown->projectText(),
             now,
             coded("Mapping.drift_foreign_project",
                   QT_TRANSLATE_NOOP("Mapping", "It names the project as %1; as the project is now, it is %2"),
                   {shown->projectText(), now}),
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
    addColumns(*facts.target, *facts.source, differences);
    addUnshown(facts, differences);
}

} // namespace isthmus::mapping
