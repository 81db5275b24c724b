// SPDX-License-Identifier: GPL-3.0-or-later
#include "structurediff/pairs.h"

#include "externaltable/names.h"

#include <QHash>

#include <algorithm>

namespace isthmus::mapping {

namespace {

QStringList namesOf(const DiffSide &side)
{
    QStringList names;
    for (const catalog::Column &column : side.table.columns)
        names.append(column.name);
    return names;
}

QStringList lowered(QStringList names)
{
    for (QString &name : names)
        name = name.toLower();
    return names;
}

class Pairing {
public:
    Pairing(qsizetype left, qsizetype right)
    {
        m_pairs.rightOf.fill(-1, left);
        m_pairs.leftOf.fill(-1, right);
    }

    // Columns of the same name that have no partner yet. Of several of one name the first is taken.
    void byName(const QStringList &left, const QStringList &right, bool isRenaming = false)
    {
        QHash<QString, qsizetype> free;
        for (qsizetype i = right.size() - 1; i >= 0; --i) {
            if (m_pairs.leftOf.at(i) < 0)
                free.insert(right.at(i), i);
        }
        for (qsizetype i = 0; i < left.size(); ++i) {
            const qsizetype partner = m_pairs.rightOf.at(i) < 0 ? free.value(left.at(i), -1) : -1;
            if (partner < 0)
                continue;
            free.remove(left.at(i));
            m_pairs.rightOf[i] = partner;
            m_pairs.leftOf[partner] = i;
            if (isRenaming)
                m_pairs.renamed.insert(i);
        }
    }

    [[nodiscard]] ColumnPairs &pairs() { return m_pairs; }

private:
    ColumnPairs m_pairs;
};

// All but a longest run that keeps its order, so that one column that was moved is one difference.
QSet<qsizetype> movedColumns(const ColumnPairs &pairs, const DiffSide &left, const DiffSide &right)
{
    QList<qsizetype> candidates;
    const bool isFolding = foldsPartitions(left, right);
    for (qsizetype i = 0; i < pairs.rightOf.size(); ++i) {
        const qsizetype partner = pairs.rightOf.at(i);
        if (partner < 0)
            continue;
        const bool isPartition =
            left.table.columns.at(i).isPartitionKey || right.table.columns.at(partner).isPartitionKey;
        if (!isFolding || !isPartition)
            candidates.append(i);
    }
    QList<qsizetype> ends; // by length of a run: the candidate that ends it, of the leftmost partner
    QHash<qsizetype, qsizetype> before;
    for (const qsizetype candidate : candidates) {
        const qsizetype partner = pairs.rightOf.at(candidate);
        const auto at = std::lower_bound(ends.begin(), ends.end(), partner, [&pairs](qsizetype end, qsizetype value) {
            return pairs.rightOf.at(end) < value;
        });
        if (at != ends.begin())
            before.insert(candidate, *std::prev(at));
        if (at == ends.end())
            ends.append(candidate);
        else
            *at = candidate;
    }
    QSet<qsizetype> moved(candidates.begin(), candidates.end());
    for (qsizetype at = ends.isEmpty() ? -1 : ends.last(); at >= 0; at = before.value(at, -1))
        moved.remove(at);
    return moved;
}

} // namespace

QSet<qsizetype> ambiguousColumns(const DiffSide &side)
{
    QHash<QString, QList<qsizetype>> byName;
    const QStringList names = lowered(namesOf(side));
    for (qsizetype i = 0; i < names.size(); ++i)
        byName[names.at(i)].append(i);
    QSet<qsizetype> ambiguous;
    for (const QList<qsizetype> &columns : std::as_const(byName)) {
        if (columns.size() > 1)
            ambiguous.unite(QSet<qsizetype>(columns.begin(), columns.end()));
    }
    return ambiguous;
}

ColumnPairs pairedColumns(const DiffSide &left, const DiffSide &right)
{
    const QStringList leftNames = namesOf(left);
    const QStringList rightNames = namesOf(right);
    Pairing pairing(leftNames.size(), rightNames.size());
    pairing.byName(leftNames, rightNames);
    if (left.isMaxCompute() || right.isMaxCompute())
        pairing.byName(lowered(leftNames), lowered(rightNames));
    if (left.system != right.system) {
        const auto asMapped = [](const DiffSide &side, const QStringList &names) {
            return side.isMaxCompute() ? lowered(names) : lowered(proposedColumnNames(names));
        };
        pairing.byName(asMapped(left, leftNames), asMapped(right, rightNames), true);
    }
    pairing.pairs().moved = movedColumns(pairing.pairs(), left, right);
    return pairing.pairs();
}

} // namespace isthmus::mapping
