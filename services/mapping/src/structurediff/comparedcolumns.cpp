// SPDX-License-Identifier: GPL-3.0-or-later
#include "structurediff/comparing.h"
#include "structurediff/defaults.h"
#include "text.h"

#include <utility>

namespace isthmus::mapping {

namespace {

using catalog::Column;
using catalog::ObjectKind;

plan::Text onOneSide(bool isLeft, const char *leftCode, const char *left, const char *rightCode, const char *right)
{
    return isLeft ? coded(leftCode, left) : coded(rightCode, right);
}

class Comparing {
public:
    Comparing(const Column &left, const DiffSide &leftSide, const Column &right, const DiffSide &rightSide)
        : m_left(left), m_leftSide(leftSide), m_right(right), m_rightSide(rightSide),
          m_hasOneSystem(leftSide.system == rightSide.system),
          m_haveConstraints(hasConstraints(leftSide) && hasConstraints(rightSide))
    {
        m_diff.left = left;
        m_diff.right = right;
    }

    ColumnDiff compare()
    {
        compareTypes();
        comparePartitions();
        compareNullability();
        compareDefaults();
        compareGenerated();
        if (m_left.comment != m_right.comment)
            differ(DiffAspect::Comment,
                   coded("Mapping.diff_comments",
                         QT_TRANSLATE_NOOP("Mapping", "Comment \"%1\" on the left, \"%2\" on the right"),
                         {m_left.comment, m_right.comment}));
        if (m_diff.aspects != DiffAspects())
            m_diff.state = DiffState::Differs;
        m_diff.reasons += m_types.reasons;
        return m_diff;
    }

private:
    void differ(DiffAspect aspect, const plan::Text &reason)
    {
        m_diff.aspects |= aspect;
        m_diff.reasons.append(reason);
    }

    // As far as the systems, or kinds of tables, can have it, it is the same.
    void note(const plan::Text &reason)
    {
        m_diff.state = DiffState::Equivalent;
        m_diff.reasons.append(reason);
    }

    void compareTypes()
    {
        m_types = comparedTypes(m_left.type, m_leftSide, m_right.type, m_rightSide);
        m_diff.state = m_types.state;
        if (m_types.state != DiffState::Differs)
            return; // what differs is told first
        m_diff.aspects |= DiffAspect::Type;
        m_diff.reasons = std::exchange(m_types.reasons, {});
    }

    void comparePartitions()
    {
        if (m_left.isPartitionKey == m_right.isPartitionKey)
            return;
        const plan::Text reason =
            onOneSide(m_left.isPartitionKey, "Mapping.diff_partition_left",
                      QT_TRANSLATE_NOOP("Mapping", "A partition column on the left, an ordinary one on the right"),
                      "Mapping.diff_partition_right",
                      QT_TRANSLATE_NOOP("Mapping", "An ordinary column on the left, a partition column on the right"));
        if (m_hasOneSystem)
            differ(DiffAspect::Partition, reason);
        else
            note(reason);
    }

    void compareNullability()
    {
        // A partition of MaxCompute always has a value.
        const bool isFolded = !m_hasOneSystem && (m_left.isPartitionKey || m_right.isPartitionKey);
        if (m_left.nullable == m_right.nullable || isFolded)
            return;
        const plan::Text reason = onOneSide(
            !m_left.nullable, "Mapping.diff_not_null_left", QT_TRANSLATE_NOOP("Mapping", "NOT NULL on the left only"),
            "Mapping.diff_not_null_right", QT_TRANSLATE_NOOP("Mapping", "NOT NULL on the right only"));
        if (m_haveConstraints)
            differ(DiffAspect::Nullability, reason);
        else
            note(reason);
    }

    void compareDefaults()
    {
        if (m_left.defaultSql == m_right.defaultSql)
            return;
        if (!m_left.defaultSql || !m_right.defaultSql) {
            const plan::Text reason = m_left.defaultSql
                ? coded("Mapping.diff_default_left", QT_TRANSLATE_NOOP("Mapping", "DEFAULT %1 on the left only"),
                        {*m_left.defaultSql})
                : coded("Mapping.diff_default_right", QT_TRANSLATE_NOOP("Mapping", "DEFAULT %1 on the right only"),
                        {*m_right.defaultSql});
            // A sequence of Hologres numbers rows as an identity column does: MaxCompute has neither.
            const bool isOfSequence =
                m_left.defaultSql.value_or(m_right.defaultSql.value_or(QString())).startsWith(u"nextval(");
            if (m_haveConstraints && (m_hasOneSystem || !isOfSequence))
                differ(DiffAspect::Default, reason);
            else
                note(reason);
            return;
        }
        const auto left = literalDefault(m_left, m_leftSide.system);
        const auto right = literalDefault(m_right, m_rightSide.system);
        if (!m_hasOneSystem && left && right && *left == *right)
            return;
        differ(DiffAspect::Default,
               coded("Mapping.diff_defaults", QT_TRANSLATE_NOOP("Mapping", "DEFAULT %1 on the left, %2 on the right"),
                     {*m_left.defaultSql, *m_right.defaultSql}));
    }

    static plan::Text generatedText(const Column &column)
    {
        if (column.generatedSql)
            return coded("Mapping.diff_computed", QT_TRANSLATE_NOOP("Mapping", "computed as %1"),
                         {*column.generatedSql});
        switch (column.identity) {
        case Column::Identity::ByDefault:
            return coded("Mapping.diff_identity_default",
                         QT_TRANSLATE_NOOP("Mapping", "numbered by the server where no value is given"));
        case Column::Identity::Always:
            return coded("Mapping.diff_identity_always", QT_TRANSLATE_NOOP("Mapping", "numbered by the server"));
        case Column::Identity::No:
            break;
        }
        return coded("Mapping.diff_ordinary", QT_TRANSLATE_NOOP("Mapping", "an ordinary column"));
    }

    void compareGenerated()
    {
        if (m_left.generatedSql == m_right.generatedSql && m_left.identity == m_right.identity)
            return;
        const plan::Text reason =
            coded("Mapping.diff_generated", QT_TRANSLATE_NOOP("Mapping", "On the left %1, on the right %2"),
                  {generatedText(m_left).toJson(), generatedText(m_right).toJson()});
        if (m_hasOneSystem && m_haveConstraints)
            differ(DiffAspect::Generated, reason);
        else
            note(reason);
    }

    const Column &m_left;
    const DiffSide &m_leftSide;
    const Column &m_right;
    const DiffSide &m_rightSide;
    bool m_hasOneSystem;
    bool m_haveConstraints;
    TypeComparison m_types;
    ColumnDiff m_diff;
};

} // namespace

bool hasConstraints(const DiffSide &side)
{
    switch (side.table.kind) {
    case ObjectKind::Table:
    case ObjectKind::PartitionedTable:
    case ObjectKind::Partition:
        return true;
    default:
        return false;
    }
}

ColumnDiff comparedColumns(const Column &left, const DiffSide &leftSide, const Column &right, const DiffSide &rightSide)
{
    return Comparing(left, leftSide, right, rightSide).compare();
}

} // namespace isthmus::mapping
