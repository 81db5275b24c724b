// SPDX-License-Identifier: GPL-3.0-or-later
// What others have done to a foreign table that is remembered. Source: docs/mapping.md#drift.
#include "drift/differences.h"
#include "drift/foreignfit.h"
#include "text.h"

#include <algorithm>

namespace isthmus::mapping {

namespace {

using catalog::Column;
using catalog::TableInfo;
using Kind = Difference::Kind;
using Severity = Difference::Severity;

// A project without schemas is named otherwise than one with them: told by how it is named now.
bool showsSame(const std::optional<catalog::ForeignSource> &before, const std::optional<catalog::ForeignSource> &now)
{
    const auto schemaOf = [](const catalog::ForeignSource &source) {
        return source.schema.isEmpty() ? QStringLiteral("default") : source.schema;
    };
    if (!before || !now)
        return before == now;
    return before->project == now->project && schemaOf(*before) == schemaOf(*now) && before->table == now->table;
}

void addSource(const DriftFacts &facts, Differences &differences)
{
    const auto before = facts.shown();
    const auto now = facts.liveShown();
    if (!before || showsSame(before, now))
        return;
    const QString other = now ? now->title() : facts.target->property(QStringLiteral("foreign_server"));
    differences.append(
        {Kind::TargetSource,
         Severity::Breaks,
         {},
         before->title(),
         other,
         coded("Mapping.drift_foreign_other_source",
               QT_TRANSLATE_NOOP("Mapping", "The foreign table was made anew: it shows %1 now"), {other}),
         coded("Mapping.drift_other_rows", QT_TRANSLATE_NOOP("Mapping", "Queries show the rows of another table"))});
}

// PostgreSQL's number of it is another one: what was granted on the former is not granted on it.
void addRemade(const Fingerprint &stored, const TableInfo &now, Differences &differences)
{
    if (!stored.isTargetSeen || stored.target.identity.isEmpty() || now.identity.isEmpty()
        || isSameTable(stored.target, now))
        return;
    differences.append(
        {Kind::TargetRemade,
         Severity::Note,
         {},
         stored.target.identity,
         now.identity,
         coded("Mapping.drift_foreign_remade",
               QT_TRANSLATE_NOOP("Mapping",
                                 "The foreign table was dropped and made anew by somebody (number %1, "
                                 "now %2)"),
               {stored.target.identity, now.identity}),
         coded("Mapping.drift_foreign_remade_effect",
               QT_TRANSLATE_NOOP("Mapping", "Queries go on; rights that were given to the former table are gone"))});
}

const Column *columnNow(const Fingerprint &stored, const TableInfo &now, const Column &before)
{
    const auto found = std::ranges::find_if(now.columns, [&](const Column &column) {
        const Column *was = rememberedColumn(stored, now, column);
        return was && was->name == before.name;
    });
    return found == now.columns.end() ? nullptr : &*found;
}

bool isInSource(const DriftFacts &facts, const QString &name)
{
    return facts.source && columnCalled(facts.source->columns, name);
}

Difference droppedColumn(const DriftFacts &facts, const Column &before)
{
    return {Kind::TargetColumnDropped,
            isInSource(facts, before.name) ? Severity::Breaks : Severity::Differs,
            before.name,
            before.type.text,
            {},
            coded("Mapping.drift_foreign_target_dropped",
                  QT_TRANSLATE_NOOP("Mapping", "%1 is no longer in the foreign table"), {before.name}),
            coded("Mapping.drift_target_dropped_effect",
                  QT_TRANSLATE_NOOP("Mapping", "Queries that name the column fail"))};
}

// Hologres reads columns by their names.
Difference renamedColumn(const DriftFacts &facts, const Column &before, const Column &now)
{
    const bool isRead = !facts.source || isInSource(facts, now.name);
    return {Kind::TargetColumnRenamed,
            isRead ? Severity::Differs : Severity::Breaks,
            before.name,
            before.name,
            now.name,
            coded("Mapping.drift_foreign_target_renamed",
                  QT_TRANSLATE_NOOP("Mapping", "The foreign table's %1 was renamed to %2"), {before.name, now.name}),
            isRead
                ? coded("Mapping.drift_foreign_target_renamed_effect",
                        QT_TRANSLATE_NOOP("Mapping", "Queries show the values of the column that MaxCompute calls %1"),
                        {now.name})
                : foreignMissingEffect()};
}

Difference retypedColumn(const DriftFacts &facts, const Column &before, const Column &now)
{
    const Column *source = facts.source ? columnCalled(facts.source->columns, now.name) : nullptr;
    const auto effect = source ? foreignTypeEffect(source->type, now.type) : std::nullopt;
    return {Kind::TargetColumnRetyped,
            effect ? effect->severity : Severity::Differs,
            now.name,
            before.type.text,
            now.type.text,
            coded("Mapping.drift_foreign_target_retyped",
                  QT_TRANSLATE_NOOP("Mapping", "The foreign table's %1 was changed from %2 to %3"),
                  {now.name, before.type.text, now.type.text}),
            effect       ? effect->effect
                : source ? goesOnEffect()
                         : plan::Text()};
}

void addColumns(const DriftFacts &facts, Differences &differences)
{
    const Fingerprint &stored = *facts.stored;
    const TableInfo &now = *facts.target;
    for (const Column &before : stored.target.columns) {
        const Column *same = columnNow(stored, now, before);
        if (!same) {
            differences.append(droppedColumn(facts, before));
            continue;
        }
        if (same->name != before.name)
            differences.append(renamedColumn(facts, before, *same));
        if (same->type != before.type)
            differences.append(retypedColumn(facts, before, *same));
    }
    for (const Column &column : now.columns) {
        if (rememberedColumn(stored, now, column) || (facts.source && !isInSource(facts, column.name)))
            continue; // one that is not in MaxCompute is told as that
        differences.append({Kind::TargetColumnAdded,
                            Severity::Differs,
                            column.name,
                            {},
                            column.type.text,
                            coded("Mapping.drift_foreign_target_added",
                                  QT_TRANSLATE_NOOP("Mapping", "The foreign table has a new column %1 (%2)"),
                                  {column.name, column.type.text}),
                            {}});
    }
}

// Both texts are told: the one that was there is nowhere else.
void addComments(const Fingerprint &stored, const TableInfo &now, Differences &differences)
{
    if (stored.target.comment != now.comment)
        differences.append(commentDifference(
            {}, stored.target.comment, now.comment,
            coded("Mapping.drift_foreign_target_comment",
                  QT_TRANSLATE_NOOP("Mapping", "The foreign table's comment was changed from \"%1\" to \"%2\""),
                  {stored.target.comment, now.comment})));
    for (const Column &before : stored.target.columns) {
        const Column *same = columnNow(stored, now, before);
        if (!same || same->comment == before.comment)
            continue;
        differences.append(commentDifference(
            same->name, before.comment, same->comment,
            coded(
                "Mapping.drift_foreign_target_column_comment",
                QT_TRANSLATE_NOOP("Mapping", "The comment of the foreign table's %1 was changed from \"%2\" to \"%3\""),
                {same->name, before.comment, same->comment})));
    }
}

} // namespace

void addForeignTargetDifferences(const DriftFacts &facts, Differences &differences)
{
    if (!facts.target) {
        differences.append(
            {Kind::TargetGone,
             Severity::Breaks,
             {},
             facts.table.name(),
             {},
             coded("Mapping.drift_foreign_target_gone", QT_TRANSLATE_NOOP("Mapping", "The foreign table %1 is gone"),
                   {facts.table.name()}),
             coded("Mapping.drift_no_relation", QT_TRANSLATE_NOOP("Mapping", "Every query fails: there is no %1"),
                   {facts.table.name()})});
        return;
    }
    const TableInfo &now = *facts.target;
    if (now.kind != catalog::ObjectKind::ForeignTable) {
        differences.append({Kind::TargetKind,
                            Severity::Breaks,
                            {},
                            {},
                            catalog::objectKindName(now.kind),
                            coded("Mapping.drift_foreign_target_kind",
                                  QT_TRANSLATE_NOOP("Mapping", "%1 is no foreign table any more (%2)"),
                                  {facts.table.name(), relationKindText(now.kind).toJson()}),
                            coded("Mapping.drift_other_rows",
                                  QT_TRANSLATE_NOOP("Mapping", "Queries show the rows of another table"))});
        return;
    }
    addSource(facts, differences);
    addRemade(*facts.stored, now, differences);
    addColumns(facts, differences);
    addComments(*facts.stored, now, differences);
}

} // namespace isthmus::mapping
