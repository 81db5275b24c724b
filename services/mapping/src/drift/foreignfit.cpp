// SPDX-License-Identifier: GPL-3.0-or-later
#include "drift/foreignfit.h"

#include "drift/differences.h"

#include <algorithm>

namespace isthmus::mapping {

namespace {

using catalog::Column;
using catalog::TableInfo;

// Partitions' columns stand last, and stay as they were made.
QList<Column> dataColumns(const TableInfo &table)
{
    QList<Column> columns = table.columns;
    columns.removeIf([](const Column &column) { return column.isPartitionKey; });
    return columns;
}

// What has gone and what has come at one place, between columns that stayed.
struct Gap {
    QList<Column> gone;
    QList<Column> come;
};

// One after the other, each of the type of the other, and no two of them of one type: nothing else fits.
bool arePaired(const Gap &gap)
{
    if (gap.gone.size() != gap.come.size())
        return false;
    for (qsizetype i = 0; i < gap.gone.size(); ++i) {
        if (gap.gone.at(i).type != gap.come.at(i).type)
            return false;
        for (qsizetype other = 0; other < i; ++other) {
            if (gap.gone.at(other).type == gap.gone.at(i).type)
                return false;
        }
    }
    return true;
}

// The gaps before each column that stayed, and the one at the end. Nothing where columns were moved.
std::optional<QList<Gap>> gapsOf(const QList<Column> &before, const QList<Column> &now)
{
    QList<Gap> gaps;
    qsizetype i = 0;
    qsizetype j = 0;
    while (true) {
        Gap gap;
        for (; i < before.size() && !columnCalled(now, before.at(i).name); ++i)
            gap.gone.append(before.at(i));
        for (; j < now.size() && !columnCalled(before, now.at(j).name); ++j)
            gap.come.append(now.at(j));
        gaps.append(gap);
        if (i == before.size() || j == now.size())
            return gaps; // both have the same ones that stayed
        if (before.at(i).name.compare(now.at(j).name, Qt::CaseInsensitive) != 0)
            return std::nullopt;
        ++i;
        ++j;
    }
}

bool fits(const Column &source, const Column &target)
{
    return !foreignTypeEffect(source.type, target.type);
}

bool isUnsupported(const ForeignColumn &column)
{
    return column.verdict.verdict == Verdict::Unsupported;
}

// Pairs the columns of a foreign table with those of its source.
class Fitting {
public:
    explicit Fitting(const DriftFacts &facts) : m_facts(facts), m_target(*facts.target), m_source(*facts.source)
    {
        if (!facts.stored)
            return;
        m_renamed = provenColumns(facts.stored->source, m_source).renamed;
        for (auto it = m_renamed.cbegin(); it != m_renamed.cend(); ++it)
            m_former.insert(it.value(), it.key());
    }

    [[nodiscard]] ForeignFit result()
    {
        ForeignFit fit;
        for (const Column &column : m_target.columns)
            add(column, fit);
        catalog::ServerInfo hologres;
        hologres.product = m_facts.targetProduct;
        for (const ForeignColumn &column : foreignColumns(m_source, {}, hologres)) {
            const QString name = column.source.name.toLower();
            if (!fit.targets.contains(name) && !isUnsupported(column) && !isLeftOut(name))
                fit.unshown.append(column);
        }
        return fit;
    }

private:
    void add(const Column &column, ForeignFit &fit) const
    {
        const Column *source = sourceOf(column);
        if (!source) {
            fit.missing.append(column);
            return;
        }
        fit.targets.insert(source->name.toLower(), column);
        if (!fits(*source, column))
            fit.unfit.append({column, *source});
        else if (source->name.compare(column.name, Qt::CaseInsensitive) != 0)
            fit.renamed.append({column, *source});
    }

    [[nodiscard]] const Column *sourceOf(const Column &column) const
    {
        const Column *was = m_facts.stored ? rememberedColumn(*m_facts.stored, m_target, column) : nullptr;
        const QString former = was ? was->name : column.name;
        const Column *found = columnCalled(m_source.columns, m_renamed.value(former.toLower(), former));
        // A name that another column of the foreign table has cannot be given to this one.
        const Column *holder = found ? columnCalled(m_target.columns, found->name) : nullptr;
        const bool isFree = !holder || holder->name == column.name;
        if (!found || !isFree)
            found = columnCalled(m_source.columns, column.name);
        return found && !isAnothers(*found, column) ? found : nullptr;
    }

    // Of two that differ in capitals, the one that a mapping would have made shows the column of MaxCompute.
    [[nodiscard]] bool isAnothers(const Column &source, const Column &column) const
    {
        const QString made = source.name.toLower();
        return column.name != made && column.name.toLower() == made
            && std::ranges::find(m_target.columns, made, &Column::name) != m_target.columns.end();
    }

    // It was there and could have been mapped.
    [[nodiscard]] bool isLeftOut(const QString &name) const
    {
        if (!m_facts.stored)
            return false;
        const QString former = m_former.value(name, name);
        const Column *was = columnCalled(m_facts.stored->source.columns, former);
        return was && !columnCalled(m_facts.stored->target.columns, former)
            && judge(was->type, MappingPath::ToHologres).verdict != Verdict::Unsupported;
    }

    const DriftFacts &m_facts;
    const TableInfo &m_target;
    const TableInfo &m_source;
    QHash<QString, QString> m_renamed; // names in MaxCompute now by those that were remembered
    QHash<QString, QString> m_former; // the other way round
};

} // namespace

ForeignFit foreignFit(const DriftFacts &facts)
{
    return Fitting(facts).result();
}

SameSource isSameSource(const TableInfo &before, const TableInfo &now)
{
    if (!before.identity.isEmpty() && !now.identity.isEmpty())
        return before.identity == now.identity ? SameSource::Yes : SameSource::No;
    if (before.created.isValid() && now.created.isValid())
        return before.created == now.created ? SameSource::Yes : SameSource::No;
    return SameSource::Unknown;
}

ProvenColumns provenColumns(const TableInfo &before, const TableInfo &now)
{
    if (isSameSource(before, now) != SameSource::Yes)
        return {};
    const auto gaps = gapsOf(dataColumns(before), dataColumns(now));
    if (!gaps)
        return {};
    ProvenColumns proven;
    for (qsizetype at = 0; at < gaps->size(); ++at) {
        const Gap &gap = gaps->at(at);
        const bool isLast = at == gaps->size() - 1;
        if (!gap.come.isEmpty() && isLast)
            continue;
        if (!gap.come.isEmpty() && !arePaired(gap))
            return {}; // it was not made by renaming alone, nor need the others be
        for (qsizetype i = 0; i < gap.gone.size(); ++i) {
            const QString name = gap.gone.at(i).name.toLower();
            if (gap.come.isEmpty())
                proven.dropped.insert(name);
            else
                proven.renamed.insert(name, gap.come.at(i).name.toLower());
        }
    }
    return proven;
}

const Column *columnCalled(const QList<Column> &columns, const QString &name)
{
    const auto found = std::ranges::find_if(
        columns, [&name](const Column &column) { return column.name.compare(name, Qt::CaseInsensitive) == 0; });
    return found == columns.end() ? nullptr : &*found;
}

const Column *rememberedColumn(const Fingerprint &stored, const TableInfo &target, const Column &column)
{
    const bool isSame = stored.isTargetSeen && isSameTable(stored.target, target);
    const auto found = std::ranges::find_if(stored.target.columns, [&](const Column &was) {
        return isSame && was.number && column.number ? was.number == column.number : was.name == column.name;
    });
    return found == stored.target.columns.end() ? nullptr : &*found;
}

bool tookAllColumns(const Fingerprint &stored)
{
    return std::ranges::all_of(stored.source.columns, [&stored](const Column &column) {
        return columnCalled(stored.target.columns, column.name)
            || judge(column.type, MappingPath::ToHologres).verdict == Verdict::Unsupported;
    });
}

} // namespace isthmus::mapping
