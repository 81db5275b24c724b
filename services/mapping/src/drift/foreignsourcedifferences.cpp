// SPDX-License-Identifier: GPL-3.0-or-later
// What became of the MaxCompute table behind a foreign table that is remembered. Source: docs/mapping.md#drift.
#include "drift/differences.h"
#include "drift/foreignfit.h"
#include "text.h"

#include <QSet>

#include <algorithm>

namespace isthmus::mapping {

namespace {

using catalog::Column;
using Kind = Difference::Kind;
using Severity = Difference::Severity;

plan::Text notShownEffect()
{
    return coded("Mapping.drift_foreign_not_shown",
                 QT_TRANSLATE_NOOP("Mapping", "None: the foreign table does not show the column"));
}

/// Every column that the fingerprint knows, then those that came.
class SourceDifferences {
public:
    SourceDifferences(const DriftFacts &facts, Differences &differences)
        : m_facts(facts), m_before(facts.stored->source), m_now(*facts.source), m_differences(differences),
          m_fit(foreignFit(facts)), m_proven(provenColumns(m_before, m_now))
    {
        for (const Column &column : m_before.columns) {
            if (const Column *same = nowOf(column))
                m_known.insert(same->name.toLower());
        }
    }

    void add()
    {
        for (const Column &column : m_before.columns) {
            if (const Column *same = nowOf(column))
                addKept(column, *same);
            else
                addGone(column);
        }
        for (const Column &column : m_now.columns) {
            if (!m_known.contains(column.name.toLower()))
                addCome(column);
        }
        for (const Column &column : m_fit.missing) { // that others have added to the foreign table
            const Column *was = rememberedColumn(*m_facts.stored, *m_facts.target, column);
            if (!was || !columnCalled(m_before.columns, was->name))
                m_differences.append(
                    {Kind::ColumnMissing,
                     Severity::Breaks,
                     column.name,
                     column.type.text,
                     {},
                     coded("Mapping.drift_foreign_missing",
                           QT_TRANSLATE_NOOP("Mapping", "%1 is declared and not in MaxCompute"), {column.name}),
                     foreignMissingEffect()});
        }
        addComments();
    }

private:
    [[nodiscard]] const Column *nowOf(const Column &before) const
    {
        const QString name = before.name.toLower();
        return columnCalled(m_now.columns, m_proven.renamed.value(name, name));
    }

    // What shows a column of MaxCompute as it is called now.
    [[nodiscard]] std::optional<Column> shownBy(const Column &now) const
    {
        const auto found = m_fit.targets.constFind(now.name.toLower());
        return found == m_fit.targets.cend() ? std::nullopt : std::optional(*found);
    }

    // What showed one that is gone, and is still declared.
    [[nodiscard]] bool isDeclared(const Column &before) const
    {
        return std::ranges::any_of(m_fit.missing, [&](const Column &column) {
            const Column *was = rememberedColumn(*m_facts.stored, *m_facts.target, column);
            return was && was->name.compare(before.name, Qt::CaseInsensitive) == 0;
        });
    }

    // Where others have come, one of them may be it under another name.
    void addGone(const Column &before)
    {
        const bool haveOthersCome = std::ranges::any_of(
            m_now.columns, [this](const Column &column) { return !m_known.contains(column.name.toLower()); });
        const bool isDropped = m_proven.dropped.contains(before.name.toLower()) || !haveOthersCome;
        const bool isShown = isDeclared(before);
        m_differences.append(
            {isDropped ? Kind::ColumnDropped : Kind::ColumnMissing,
             isShown ? Severity::Breaks : Severity::Note,
             before.name,
             before.type.text,
             {},
             isDropped ? coded("Mapping.drift_foreign_dropped",
                               QT_TRANSLATE_NOOP("Mapping", "%1 was dropped in MaxCompute"), {before.name})
                       : coded("Mapping.drift_foreign_no_longer",
                               QT_TRANSLATE_NOOP("Mapping", "%1 is no longer in MaxCompute: dropped, or renamed"),
                               {before.name}),
             isShown ? foreignMissingEffect() : notShownEffect()});
    }

    void addKept(const Column &before, const Column &now)
    {
        const auto shown = shownBy(now);
        if (before.name.compare(now.name, Qt::CaseInsensitive) != 0)
            addRenamed(before, now, shown);
        if (before.type != now.type)
            addRetyped(before, now, shown);
        else if (shown && isDeclaredUnfit(*shown, now))
            m_differences.append({Kind::ColumnUnfit, Severity::Breaks, shown->name, shown->type.text, now.type.text,
                                  coded("Mapping.drift_foreign_unfit",
                                        QT_TRANSLATE_NOOP("Mapping", "%1 is declared %2, and %3 in MaxCompute"),
                                        {shown->name, shown->type.text, now.type.text}),
                                  foreignTypeEffect(now.type, shown->type)->effect});
    }

    // And was so before; what others have changed since is told as their change.
    [[nodiscard]] bool isDeclaredUnfit(const Column &shown, const Column &now) const
    {
        const Column *was = rememberedColumn(*m_facts.stored, *m_facts.target, shown);
        return foreignTypeEffect(now.type, shown.type) && (!was || was->type == shown.type);
    }

    void addRenamed(const Column &before, const Column &now, const std::optional<Column> &shown)
    {
        const bool isFollowed = shown && shown->name.compare(now.name, Qt::CaseInsensitive) == 0;
        m_differences.append(
            {Kind::ColumnRenamed, shown && !isFollowed ? Severity::Breaks : Severity::Note, before.name, before.name,
             now.name,
             coded("Mapping.drift_foreign_renamed", QT_TRANSLATE_NOOP("Mapping", "%1 is called %2 in MaxCompute now"),
                   {before.name, now.name}),
             !shown           ? notShownEffect()
                 : isFollowed ? goesOnEffect()
                              : foreignMissingEffect()});
    }

    void addRetyped(const Column &before, const Column &now, const std::optional<Column> &shown)
    {
        Difference difference{Kind::ColumnRetyped,
                              Severity::Note,
                              now.name,
                              before.type.text,
                              now.type.text,
                              coded("Mapping.drift_retyped", QT_TRANSLATE_NOOP("Mapping", "%1 changed from %2 to %3"),
                                    {now.name, before.type.text, now.type.text}),
                              notShownEffect()};
        if (shown) {
            const auto effect = foreignTypeEffect(now.type, shown->type);
            difference.severity = effect ? effect->severity : Severity::Differs;
            difference.effect = effect ? effect->effect : goesOnEffect();
        }
        m_differences.append(difference);
    }

    void addCome(const Column &column)
    {
        if (shownBy(column))
            return; // others have added it to the foreign table as well: told as their change
        const bool hasType = std::ranges::any_of(
            m_fit.unshown, [&column](const ForeignColumn &unshown) { return unshown.source.name == column.name; });
        m_differences.append(
            {Kind::ColumnAdded,
             hasType ? Severity::Differs : Severity::Note,
             column.name,
             {},
             column.type.text,
             coded("Mapping.drift_foreign_added", QT_TRANSLATE_NOOP("Mapping", "%1 (%2) was added in MaxCompute"),
                   {column.name, column.type.text}),
             hasType ? coded("Mapping.drift_unseen", QT_TRANSLATE_NOOP("Mapping", "Queries do not see the column"))
                     : coded("Mapping.drift_foreign_unmappable",
                             QT_TRANSLATE_NOOP("Mapping", "None: Hologres has no type for it"))});
    }

    void addComments()
    {
        QStringList changed;
        for (const Column &column : m_before.columns) {
            const Column *same = nowOf(column);
            if (same && same->comment != column.comment)
                changed.append(same->name);
        }
        const plan::Text effect = coded("Mapping.drift_texts_only", QT_TRANSLATE_NOOP("Mapping", "Texts only"));
        if (!changed.isEmpty())
            m_differences.append(
                {Kind::SourceComments,
                 Severity::Note,
                 changed.size() == 1 ? changed.first() : QString(),
                 {},
                 {},
                 changed.size() == 1
                     ? coded("Mapping.drift_foreign_comment",
                             QT_TRANSLATE_NOOP("Mapping", "The comment of %1 changed in MaxCompute"), {changed.first()})
                     : coded("Mapping.drift_foreign_comments",
                             QT_TRANSLATE_NOOP("Mapping", "%1 column comments changed in MaxCompute"),
                             {changed.size()}),
                 effect});
        if (m_before.comment != m_now.comment)
            m_differences.append({Kind::SourceComments,
                                  Severity::Note,
                                  {},
                                  m_before.comment,
                                  m_now.comment,
                                  coded("Mapping.drift_foreign_table_comment",
                                        QT_TRANSLATE_NOOP("Mapping", "The comment of the table changed in MaxCompute")),
                                  effect});
    }

    const DriftFacts &m_facts;
    const catalog::TableInfo &m_before;
    const catalog::TableInfo &m_now;
    Differences &m_differences;
    ForeignFit m_fit;
    ProvenColumns m_proven;
    QSet<QString> m_known; // names of columns of now that were there before, in lower case
};

} // namespace

void addForeignSourceDifferences(const DriftFacts &facts, Differences &differences)
{
    SourceDifferences(facts, differences).add();
}

} // namespace isthmus::mapping
