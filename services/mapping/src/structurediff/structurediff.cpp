// SPDX-License-Identifier: GPL-3.0-or-later
#include "structurediff/comparing.h"
#include "structurediff/pairs.h"
#include "text.h"

#include <isthmus/core/format.h>
#include <isthmus/plan/words.h>

#include <QJsonArray>

#include <algorithm>
#include <array>

namespace isthmus::mapping {

namespace {

class Structures {
public:
    Structures(const DiffSide &left, const DiffSide &right)
        : m_pairs(pairedColumns(left, right)), m_isCrossing(left.system != right.system)
    {
        m_diff.left = left;
        m_diff.right = right;
        if (m_isCrossing) {
            m_leftAmbiguous = ambiguousColumns(left);
            m_rightAmbiguous = ambiguousColumns(right);
        }
    }

    StructureDiff compare()
    {
        m_diff.facts = comparedFacts(m_diff.left, m_diff.right, m_pairs);
        addOnlyRight(0);
        for (qsizetype i = 0; i < m_pairs.rightOf.size(); ++i) {
            const qsizetype partner = m_pairs.rightOf.at(i);
            if (partner < 0) {
                addOnlyLeft(i);
                continue;
            }
            addPair(i, partner);
            addOnlyRight(partner + 1);
        }
        return m_diff;
    }

private:
    const catalog::Column &left(qsizetype i) const { return m_diff.left.table.columns.at(i); }
    const catalog::Column &right(qsizetype i) const { return m_diff.right.table.columns.at(i); }

    static plan::Text ambiguousText(const QString &name)
    {
        return coded("Mapping.diff_ambiguous",
                     QT_TRANSLATE_NOOP("Mapping",
                                       "Ambiguous: the name of another column differs from %1 in capitals alone, which "
                                       "MaxCompute does not tell apart"),
                     {name});
    }

    void addOnlyLeft(qsizetype i)
    {
        ColumnDiff diff;
        diff.left = left(i);
        diff.state = DiffState::OnlyLeft;
        if (m_leftAmbiguous.contains(i))
            diff.reasons.append(ambiguousText(left(i).name));
        m_diff.columns.append(diff);
    }

    // Those from \a from on, up to the next that has a partner.
    void addOnlyRight(qsizetype from)
    {
        for (qsizetype i = from; i < m_pairs.leftOf.size() && m_pairs.leftOf.at(i) < 0; ++i) {
            ColumnDiff diff;
            diff.right = right(i);
            diff.state = DiffState::OnlyRight;
            if (m_rightAmbiguous.contains(i))
                diff.reasons.append(ambiguousText(right(i).name));
            m_diff.columns.append(diff);
        }
    }

    void addPair(qsizetype i, qsizetype partner)
    {
        ColumnDiff diff = comparedColumns(left(i), m_diff.left, right(partner), m_diff.right);
        if (m_pairs.renamed.contains(i)) {
            const bool isLeftHologres = !m_diff.left.isMaxCompute();
            diff.reasons.append(
                coded("Mapping.diff_renamed",
                      QT_TRANSLATE_NOOP("Mapping", "MaxCompute cannot have the name %1: a mapping calls it %2"),
                      {isLeftHologres ? left(i).name : right(partner).name,
                       isLeftHologres ? right(partner).name : left(i).name}));
        }
        if (m_leftAmbiguous.contains(i) || m_rightAmbiguous.contains(partner))
            diff.reasons.append(ambiguousText(m_leftAmbiguous.contains(i) ? left(i).name : right(partner).name));
        if (m_pairs.moved.contains(i)) {
            diff.aspects |= DiffAspect::Position;
            diff.reasons.append(coded("Mapping.diff_moved",
                                      QT_TRANSLATE_NOOP("Mapping", "Column %1 on the left, column %2 on the right"),
                                      {i + 1, partner + 1}));
            if (!isDifference(diff.state))
                diff.state = DiffState::Moved;
        }
        m_diff.columns.append(diff);
    }

    ColumnPairs m_pairs;
    bool m_isCrossing;
    QSet<qsizetype> m_leftAmbiguous;
    QSet<qsizetype> m_rightAmbiguous;
    StructureDiff m_diff;
};

constexpr std::array aspectNames{
    std::pair(DiffAspect::Type, "type"),        std::pair(DiffAspect::Nullability, "nullability"),
    std::pair(DiffAspect::Default, "default"),  std::pair(DiffAspect::Generated, "generated"),
    std::pair(DiffAspect::Comment, "comment"),  std::pair(DiffAspect::Partition, "partition"),
    std::pair(DiffAspect::Position, "position")};

QJsonValue columnJson(const std::optional<catalog::Column> &column)
{
    if (!column)
        return QJsonValue::Null;
    QJsonObject json{{QStringLiteral("name"), column->name},
                     {QStringLiteral("type"), column->type.text},
                     {QStringLiteral("nullable"), column->nullable},
                     {QStringLiteral("comment"), column->comment},
                     {QStringLiteral("is_partition_key"), column->isPartitionKey}};
    if (column->defaultSql)
        json.insert(QStringLiteral("default"), *column->defaultSql);
    if (column->generatedSql)
        json.insert(QStringLiteral("generated"), *column->generatedSql);
    if (column->keyPosition)
        json.insert(QStringLiteral("key_position"), *column->keyPosition);
    if (column->identity != catalog::Column::Identity::No)
        json.insert(QStringLiteral("identity"),
                    column->identity == catalog::Column::Identity::Always ? QStringLiteral("always")
                                                                          : QStringLiteral("by_default"));
    return json;
}

QJsonObject sideJson(const DiffSide &side)
{
    return {{QStringLiteral("path"), side.table.path.toString()},
            {QStringLiteral("system"), side.isMaxCompute() ? QStringLiteral("maxcompute") : QStringLiteral("hologres")},
            {QStringLiteral("kind"), catalog::objectKindName(side.table.kind)}};
}

QJsonObject columnDiffJson(const ColumnDiff &column)
{
    QJsonArray aspects;
    for (const auto &[aspect, name] : aspectNames) {
        if (column.aspects.testFlag(aspect))
            aspects.append(QString::fromLatin1(name));
    }
    QJsonArray reasons;
    for (const plan::Text &reason : column.reasons)
        reasons.append(plan::words(reason));
    return {{QStringLiteral("state"), diffStateName(column.state)},
            {QStringLiteral("left"), columnJson(column.left)},
            {QStringLiteral("right"), columnJson(column.right)},
            {QStringLiteral("differing"), aspects},
            {QStringLiteral("reasons"), reasons}};
}

} // namespace

QString DiffSide::systemTitleOf(dialect::Dialect system)
{
    return system == dialect::Dialect::MaxCompute ? QStringLiteral("MaxCompute") : QStringLiteral("Hologres");
}

QString diffStateName(DiffState state)
{
    static constexpr std::array names{"equal",   "equivalent", "one_system", "moved",
                                      "differs", "only_left",  "only_right"};
    return QString::fromLatin1(names.at(size_t(state)));
}

QString diffStateTitle(DiffState state)
{
    switch (state) {
    case DiffState::Equal:
        return Text::tr("equal");
    case DiffState::Equivalent:
        return Text::tr("equivalent");
    case DiffState::OneSystem:
        return Text::tr("one system only");
    case DiffState::Moved:
        return Text::tr("moved");
    case DiffState::Differs:
        return Text::tr("different");
    case DiffState::OnlyLeft:
        return Text::tr("only left");
    case DiffState::OnlyRight:
        break;
    }
    return Text::tr("only right");
}

bool StructureDiff::hasDifferences() const
{
    return factDifferences() > 0
        || std::ranges::any_of(columns, [](const ColumnDiff &column) { return isDifference(column.state); });
}

int StructureDiff::count(DiffState state) const
{
    return int(std::ranges::count(columns, state, &ColumnDiff::state));
}

int StructureDiff::factDifferences() const
{
    return int(std::ranges::count_if(facts, [](const FactDiff &fact) { return isDifference(fact.state); }));
}

QString StructureDiff::summary() const
{
    QStringList parts;
    for (int i = 0; i < diffStateCount; ++i) {
        const auto state = DiffState(i);
        if (const int columnsOfState = count(state); columnsOfState > 0)
            parts.append(core::formatCount(columnsOfState) + u' ' + diffStateTitle(state));
    }
    const qsizetype total = columns.size();
    QString text = total == 1 ? Text::tr("1 column") : Text::tr("%1 columns").arg(core::formatCount(total));
    if (!parts.isEmpty())
        text += QStringLiteral(": ") + parts.join(QStringLiteral(", "));
    const int differing = factDifferences();
    if (differing > 0)
        text += QStringLiteral(" · ")
            + (differing == 1 ? Text::tr("1 difference of the table")
                              : Text::tr("%1 differences of the table").arg(differing));
    return text;
}

StructureDiff StructureDiff::swapped() const
{
    return structureDiff(right, left);
}

QJsonObject StructureDiff::toJson() const
{
    QJsonArray factList;
    for (const FactDiff &fact : facts) {
        factList.append(
            QJsonObject{{QStringLiteral("key"), fact.key},
                        {QStringLiteral("label"), fact.label},
                        {QStringLiteral("state"), diffStateName(fact.state)},
                        {QStringLiteral("left"), fact.leftSource.isEmpty() ? fact.left : fact.leftSource},
                        {QStringLiteral("right"), fact.rightSource.isEmpty() ? fact.right : fact.rightSource},
                        {QStringLiteral("reason"), plan::words(fact.reason)}});
    }
    QJsonArray columnList;
    QJsonObject counts;
    for (const ColumnDiff &column : columns)
        columnList.append(columnDiffJson(column));
    for (int i = 0; i < diffStateCount; ++i)
        counts.insert(diffStateName(DiffState(i)), count(DiffState(i)));
    return {{QStringLiteral("left"), sideJson(left)},     {QStringLiteral("right"), sideJson(right)},
            {QStringLiteral("equal"), !hasDifferences()}, {QStringLiteral("counts"), counts},
            {QStringLiteral("table"), factList},          {QStringLiteral("columns"), columnList}};
}

StructureDiff structureDiff(const DiffSide &left, const DiffSide &right)
{
    return Structures(left, right).compare();
}

} // namespace isthmus::mapping
