// SPDX-License-Identifier: GPL-3.0-or-later
#include "drift/differences.h"
#include "manytables/onetable.h"
#include "text.h"

#include <QHash>
#include <QSet>

#include <algorithm>

namespace isthmus::mapping {

namespace {

using Kind = Difference::Kind;
using Severity = Difference::Severity;
using catalog::Column;

// The columns of the external table that show a column of the source; of one that is gone, those that it had.
class Shown {
public:
    explicit Shown(const DriftFacts &facts)
    {
        const bool isThere = facts.target && facts.target->kind == catalog::ObjectKind::ExternalTable;
        const catalog::TableInfo &table = isThere ? *facts.target : facts.stored->target;
        const QHash<QString, QString> sources = columnSources(table);
        for (const Column &column : table.columns)
            m_columns.insert(sources.value(column.name.toLower()), column);
    }

    [[nodiscard]] bool has(const QString &source) const { return m_columns.contains(source); }
    [[nodiscard]] catalog::DataType type(const QString &source) const { return m_columns.value(source).type; }

private:
    QHash<QString, Column> m_columns; // by the source's name
};

plan::Text notShownEffect()
{
    return coded("Mapping.drift_not_shown",
                 QT_TRANSLATE_NOOP("Mapping", "None: the external table does not show the column"));
}

plan::Text noRelationEffect(const QString &table)
{
    return coded("Mapping.drift_no_relation", QT_TRANSLATE_NOOP("Mapping", "Every query fails: there is no %1"),
                 {table});
}

plan::Text otherRowsEffect(const QString &table)
{
    return coded("Mapping.drift_taken_name",
                 QT_TRANSLATE_NOOP("Mapping", "Queries show the rows of another table: one that is called %1 now"),
                 {table});
}

bool hasColumn(const catalog::TableInfo &table, const QString &name)
{
    return std::any_of(table.columns.begin(), table.columns.end(),
                       [&name](const Column &column) { return column.name == name; });
}

// A column that has left its name: the external table, which knows names only, finds nothing, or another column that
// has taken the name.
plan::Text leftNameEffect(const QString &name, const catalog::TableInfo &now)
{
    return hasColumn(now, name)
        ? coded("Mapping.drift_wrong_column",
                QT_TRANSLATE_NOOP("Mapping", "Queries show another column's values: one that is called %1 now"), {name})
        : missingColumnEffect(name);
}

Difference droppedColumn(const Column &before, const catalog::TableInfo &now, const Shown &shown)
{
    const bool isShown = shown.has(before.name);
    return {Kind::ColumnDropped,
            isShown ? Severity::Breaks : Severity::Note,
            before.name,
            before.type.text,
            {},
            coded("Mapping.drift_dropped", QT_TRANSLATE_NOOP("Mapping", "%1 was dropped in Hologres"), {before.name}),
            isShown ? leftNameEffect(before.name, now) : notShownEffect()};
}

Difference replacedColumn(const Column &before, const Column &other, const Shown &shown)
{
    Difference difference{Kind::ColumnReplaced,
                          Severity::Note,
                          before.name,
                          before.type.text,
                          other.type.text,
                          coded("Mapping.drift_replaced",
                                QT_TRANSLATE_NOOP("Mapping", "%1 was dropped and made anew in Hologres (%2, now %3)"),
                                {before.name, before.type.text, other.type.text}),
                          notShownEffect()};
    if (!shown.has(before.name))
        return difference;
    const TypeEffect type = typeEffect(other.type, shown.type(before.name));
    difference.severity = std::max(type.severity, Severity::Differs);
    difference.effect = type.severity == Severity::Breaks
        ? type.effect
        : coded("Mapping.drift_other_values",
                QT_TRANSLATE_NOOP("Mapping", "Queries show the values of the new column"));
    return difference;
}

Difference renamedColumn(const Column &before, const Column &now, const catalog::TableInfo &source, const Shown &shown)
{
    Difference difference{Kind::ColumnRenamed,
                          Severity::Note,
                          before.name,
                          before.name,
                          now.name,
                          coded("Mapping.drift_renamed",
                                QT_TRANSLATE_NOOP("Mapping", "%1 is called %2 in Hologres now"),
                                {before.name, now.name}),
                          notShownEffect()};
    if (!shown.has(before.name))
        return difference;
    difference.severity = Severity::Breaks;
    difference.effect = leftNameEffect(before.name, source);
    return difference;
}

Difference retypedColumn(const Column &before, const Column &now, const Shown &shown)
{
    Difference difference{Kind::ColumnRetyped,
                          Severity::Note,
                          now.name,
                          before.type.text,
                          now.type.text,
                          coded("Mapping.drift_retyped", QT_TRANSLATE_NOOP("Mapping", "%1 changed from %2 to %3"),
                                {now.name, before.type.text, now.type.text}),
                          notShownEffect()};
    if (!shown.has(before.name))
        return difference;
    const TypeEffect type = typeEffect(now.type, shown.type(before.name));
    difference.severity = std::max(type.severity, Severity::Differs);
    difference.effect = type.effect;
    return difference;
}

Difference addedColumn(const Column &column)
{
    const bool hasType = toMaxCompute(column.type).fit != Fit::LeftOut;
    return {Kind::ColumnAdded,
            hasType ? Severity::Differs : Severity::Note,
            column.name,
            {},
            column.type.text,
            coded("Mapping.drift_added", QT_TRANSLATE_NOOP("Mapping", "%1 (%2) was added in Hologres"),
                  {column.name, column.type.text}),
            hasType ? coded("Mapping.drift_unseen", QT_TRANSLATE_NOOP("Mapping", "Queries do not see the column"))
                    : coded("Mapping.drift_unmappable",
                            QT_TRANSLATE_NOOP("Mapping", "None: MaxCompute cannot read its type"))};
}

// Every column that the fingerprint knows, then those that came.
void addColumnDifferences(const catalog::TableInfo &before, const catalog::TableInfo &now, const Shown &shown,
                          Differences &differences)
{
    const bool isSame = isSameTable(before, now);
    QSet<QString> known; // names of columns of now that are told of
    for (const Column &column : before.columns) {
        const Column *same = sameColumn(column, now, isSame);
        if (same)
            known.insert(same->name);
    }
    for (const Column &column : before.columns) {
        const Column *same = sameColumn(column, now, isSame);
        if (!same) {
            const auto other = std::find_if(now.columns.begin(), now.columns.end(), [&](const Column &c) {
                return c.name == column.name && !known.contains(c.name);
            });
            if (other == now.columns.end()) {
                differences.append(droppedColumn(column, now, shown));
            } else {
                differences.append(replacedColumn(column, *other, shown));
                known.insert(other->name);
            }
            continue;
        }
        if (same->name != column.name)
            differences.append(renamedColumn(column, *same, now, shown));
        if (same->type.text != column.type.text)
            differences.append(retypedColumn(column, *same, shown));
    }
    for (const Column &column : now.columns) {
        if (!known.contains(column.name))
            differences.append(addedColumn(column));
    }
}

void addCommentDifference(const catalog::TableInfo &before, const catalog::TableInfo &now, Differences &differences)
{
    const bool isSame = isSameTable(before, now);
    qsizetype changed = 0;
    QString one;
    for (const Column &column : before.columns) {
        const Column *same = sameColumn(column, now, isSame);
        if (same && same->comment != column.comment) {
            ++changed;
            one = same->name;
        }
    }
    const plan::Text effect = coded("Mapping.drift_texts_only", QT_TRANSLATE_NOOP("Mapping", "Texts only"));
    if (changed > 0) {
        differences.append(
            {Kind::SourceComments,
             Severity::Note,
             changed == 1 ? one : QString(),
             {},
             {},
             changed == 1 ? coded("Mapping.drift_comment",
                                  QT_TRANSLATE_NOOP("Mapping", "The comment of %1 changed in Hologres"), {one})
                          : coded("Mapping.drift_comments",
                                  QT_TRANSLATE_NOOP("Mapping", "%1 column comments changed in Hologres"), {changed}),
             effect});
    }
    if (before.comment != now.comment) {
        differences.append({Kind::SourceComments,
                            Severity::Note,
                            {},
                            before.comment,
                            now.comment,
                            coded("Mapping.drift_table_comment",
                                  QT_TRANSLATE_NOOP("Mapping", "The comment of the table changed in Hologres")),
                            effect});
    }
}

void addPlaceDifference(const DriftFacts &facts, Differences &differences)
{
    const catalog::TableInfo &before = facts.stored->source;
    const catalog::TableInfo &now = *facts.source;
    const QString was = before.schema + u'.' + before.name;
    const QString is = now.schema + u'.' + now.name;
    if (was != is) {
        differences.append({Kind::SourceRenamed,
                            Severity::Breaks,
                            {},
                            was,
                            is,
                            coded("Mapping.drift_table_renamed",
                                  QT_TRANSLATE_NOOP("Mapping", "The table %1 is called %2 in Hologres now"), {was, is}),
                            facts.isNameTaken ? otherRowsEffect(was) : noRelationEffect(was)});
    } else if (sourceKindProblem(now.kind).isEmpty() && !before.identity.isEmpty() && !now.identity.isEmpty()
               && before.identity != now.identity) {
        differences.append(
            {Kind::SourceRemade,
             Severity::Note,
             {},
             {},
             {},
             coded("Mapping.drift_table_remade",
                   QT_TRANSLATE_NOOP("Mapping", "The table %1 was dropped and made anew in Hologres"), {is}),
             goesOnEffect()});
    }
}

// A view, a dynamic or a foreign table has the name of the table now.
void addKindDifference(const catalog::TableInfo &now, Differences &differences)
{
    const plan::Text problem = sourceKindProblem(now.kind);
    if (problem.isEmpty())
        return;
    const QString name = now.schema + u'.' + now.name;
    differences.append(
        {Kind::SourceKind,
         Severity::Breaks,
         {},
         {},
         catalog::objectKindName(now.kind),
         coded("Mapping.drift_source_kind",
               QT_TRANSLATE_NOOP("Mapping", "%1 is another sort of table in Hologres now (%2)"),
               {name, relationKindText(now.kind).toJson()}),
         coded("Mapping.drift_source_kind_effect",
               QT_TRANSLATE_NOOP("Mapping", "Queries may fail or show other rows. %1"), {problem.toJson()})});
}

void addSourceGone(const QString &name, Differences &differences)
{
    differences.append(
        {Kind::SourceGone,
         Severity::Breaks,
         {},
         name,
         {},
         coded("Mapping.drift_table_gone", QT_TRANSLATE_NOOP("Mapping", "The table %1 is gone in Hologres"), {name}),
         noRelationEffect(name)});
}

} // namespace

plan::Text missingColumnEffect(const QString &column)
{
    // The server's own words: docs/mapping.md#declared-and-real-types.
    return coded("Mapping.drift_no_column", QT_TRANSLATE_NOOP("Mapping", "Queries fail: column \"%1\" does not exist"),
                 {column});
}

TypeEffect typeEffect(const catalog::DataType &source, const catalog::DataType &type)
{
    const TypeMapping own = toMaxCompute(source);
    const TypeMapping mapping = toMaxCompute(source, type);
    if (own.fit == Fit::LeftOut)
        return {Severity::Breaks,
                coded("Mapping.drift_unreadable",
                      QT_TRANSLATE_NOOP("Mapping", "Queries may fail: MaxCompute cannot read %1"), {source.text})};
    const bool isText = source.base == catalog::DataType::Base::String
        || source.base == catalog::DataType::Base::VarChar || source.base == catalog::DataType::Base::Char;
    if (mapping.fit == Fit::LeftOut && isText && type.isNumeric())
        return {Severity::Breaks,
                coded("Mapping.drift_no_text",
                      QT_TRANSLATE_NOOP("Mapping", "Queries fail: %1 cannot receive text (%2)"),
                      {type.text, source.text})};
    if (mapping.fit == Fit::LeftOut)
        return {Severity::Breaks,
                coded("Mapping.drift_too_narrow",
                      QT_TRANSLATE_NOOP("Mapping",
                                        "Queries fail or cut values that no longer fit: %1 cannot hold all "
                                        "values of %2"),
                      {type.text, source.text})};
    if (own.target == type || mapping.fit != Fit::Check)
        return {Severity::Differs, goesOnEffect()};
    return {Severity::Differs,
            coded("Mapping.drift_check", QT_TRANSLATE_NOOP("Mapping", "Queries go on: %1"),
                  {mapping.explanation.toJson()})};
}

void addSourceDifferences(const DriftFacts &facts, Differences &differences)
{
    const catalog::TableInfo &before = facts.stored->source;
    if (!facts.source) {
        addSourceGone(before.schema + u'.' + before.name, differences);
        return;
    }
    const Shown shown(facts);
    addKindDifference(*facts.source, differences);
    addPlaceDifference(facts, differences);
    addColumnDifferences(before, *facts.source, shown, differences);
    addCommentDifference(before, *facts.source, differences);
}

void addMisfits(const DriftFacts &facts, Differences &differences)
{
    if (!facts.source) {
        const auto location = facts.location();
        addSourceGone(location->schema() + u'.' + location->table(), differences);
        return;
    }
    const QHash<QString, QString> sources = columnSources(*facts.target);
    QSet<QString> shown;
    for (const Column &column : facts.target->columns) {
        const QString name = sources.value(column.name.toLower());
        shown.insert(name);
        const auto found = std::find_if(facts.source->columns.begin(), facts.source->columns.end(),
                                        [&name](const Column &c) { return c.name == name; });
        if (found == facts.source->columns.end()) {
            differences.append({Kind::ColumnMissing,
                                Severity::Breaks,
                                name,
                                column.type.text,
                                {},
                                coded("Mapping.drift_missing",
                                      QT_TRANSLATE_NOOP("Mapping", "%1 is declared and not in Hologres"), {name}),
                                missingColumnEffect(name)});
        } else if (const TypeEffect type = typeEffect(found->type, column.type); type.severity == Severity::Breaks) {
            differences.append(
                {Kind::ColumnUnfit, Severity::Breaks, name, column.type.text, found->type.text,
                 coded("Mapping.drift_unfit", QT_TRANSLATE_NOOP("Mapping", "%1 is declared %2, and %3 in Hologres"),
                       {name, column.type.text, found->type.text}),
                 type.effect});
        }
    }
    for (const Column &column : facts.source->columns) {
        if (shown.contains(column.name) || toMaxCompute(column.type).fit == Fit::LeftOut)
            continue;
        differences.append(
            {Kind::ColumnUnshown,
             Severity::Note,
             column.name,
             {},
             column.type.text,
             coded("Mapping.drift_unshown", QT_TRANSLATE_NOOP("Mapping", "%1 (%2) is in Hologres and not declared"),
                   {column.name, column.type.text}),
             coded("Mapping.drift_unshown_effect",
                   QT_TRANSLATE_NOOP("Mapping",
                                     "Queries do not see the column: it came later, or was "
                                     "left out"))});
    }
}

} // namespace isthmus::mapping
