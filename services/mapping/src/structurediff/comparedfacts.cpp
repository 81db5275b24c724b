// SPDX-License-Identifier: GPL-3.0-or-later
#include "structurediff/comparing.h"
#include "text.h"

#include <isthmus/catalog/propertywords.h>
#include <isthmus/core/format.h>

#include <QHash>
#include <QMap>
#include <QSet>

#include <algorithm>

namespace isthmus::mapping {

namespace {

using catalog::ObjectKind;

class Facts {
public:
    Facts(const DiffSide &left, const DiffSide &right, const ColumnPairs &pairs)
        : m_left(left), m_right(right), m_pairs(pairs), m_hasOneSystem(left.system == right.system),
          m_haveConstraints(hasConstraints(left) && hasConstraints(right))
    {
    }

    QList<FactDiff> compare()
    {
        addKind();
        add(QStringLiteral("comment"), Text::tr("Comment"), m_left.table.comment, m_right.table.comment);
        addKey();
        addPartitions();
        addLifecycle();
        addExternal();
        addDefinition();
        addProperties();
        return m_facts;
    }

private:
    // \a isShared: both sides can have it.
    FactDiff &add(const QString &key, const QString &label, const QString &left, const QString &right,
                  bool isShared = true)
    {
        FactDiff fact{key, label, left, right, {}, {}, DiffState::Equal, {}};
        if (left != right && !isShared)
            fact.state = DiffState::OneSystem;
        else if (left.isEmpty() && !right.isEmpty())
            fact.state = DiffState::OnlyRight;
        else if (!left.isEmpty() && right.isEmpty())
            fact.state = DiffState::OnlyLeft;
        else if (left != right)
            fact.state = DiffState::Differs;
        m_facts.append(fact);
        return m_facts.last();
    }

    // Partitions are compared by their columns.
    static ObjectKind foldedKind(ObjectKind kind)
    {
        return kind == ObjectKind::PartitionedTable ? ObjectKind::Table : kind;
    }

    void addKind()
    {
        const ObjectKind left = m_left.table.kind;
        const ObjectKind right = m_right.table.kind;
        FactDiff &fact = add(QStringLiteral("kind"), Text::tr("Kind"), catalog::objectKindTitle(left),
                             catalog::objectKindTitle(right));
        if (left != right && foldedKind(left) == foldedKind(right)) {
            fact.state = m_hasOneSystem ? DiffState::Differs : DiffState::Equivalent;
        } else if (left != right && !m_hasOneSystem) {
            // An external or a foreign table over the other one has the columns, and no rows of its own.
            fact.state = DiffState::OneSystem;
            fact.reason = coded("Mapping.diff_kinds",
                                QT_TRANSLATE_NOOP("Mapping",
                                                  "Two kinds of relation: a view, an external or a foreign table has "
                                                  "no key, default or NOT NULL of its own"));
        }
    }

    void addKey()
    {
        const QStringList left = keyOf(m_left, !m_hasOneSystem);
        const QStringList right = keyOf(m_right, !m_hasOneSystem);
        if (m_left.table.primaryKey().isEmpty() && m_right.table.primaryKey().isEmpty())
            return;
        const QString comma = QStringLiteral(", ");
        FactDiff &fact =
            add(QStringLiteral("primary_key"), Text::tr("Primary key"), m_left.table.primaryKey().join(comma),
                m_right.table.primaryKey().join(comma), m_haveConstraints);
        if (fact.state == DiffState::Equal || !m_haveConstraints)
            return;
        if (std::ranges::equal(left, right, [this](const QString &a, const QString &b) { return isPair(a, b); })) {
            fact.state = DiffState::Equivalent;
            fact.reason = coded(
                "Mapping.diff_key_folded",
                QT_TRANSLATE_NOOP("Mapping", "The same but for partition columns and names that a mapping changes"));
        }
    }

    // Whether the column \a right of the right table stands for \a left of the left one.
    [[nodiscard]] bool isPair(const QString &left, const QString &right) const
    {
        const auto &columns = m_left.table.columns;
        const auto at = std::ranges::find(columns, left, &catalog::Column::name) - columns.begin();
        const qsizetype partner = at < columns.size() ? m_pairs.rightOf.at(at) : -1;
        return partner >= 0 && m_right.table.columns.at(partner).name == right;
    }

    static bool havePartners(const catalog::TableInfo &table, const QStringList &names,
                             const QList<qsizetype> &partners)
    {
        return std::ranges::all_of(names, [&](const QString &name) {
            const auto at = std::ranges::find(table.columns, name, &catalog::Column::name) - table.columns.begin();
            return at < table.columns.size() && partners.at(at) >= 0;
        });
    }

    void addPartitions()
    {
        const QStringList left = m_left.table.partitionColumns();
        const QStringList right = m_right.table.partitionColumns();
        if (left.isEmpty() && right.isEmpty())
            return;
        const QString comma = QStringLiteral(", ");
        FactDiff &fact =
            add(QStringLiteral("partition_columns"), Text::tr("Partitioned by"), left.join(comma), right.join(comma));
        if (fact.state != DiffState::Equal && !m_hasOneSystem && havePartners(m_left.table, left, m_pairs.rightOf)
            && havePartners(m_right.table, right, m_pairs.leftOf)) {
            fact.state = DiffState::Equivalent;
            fact.reason = coded("Mapping.diff_partitions_folded",
                                QT_TRANSLATE_NOOP("Mapping",
                                                  "Hologres has one level of partitions; other partition columns of "
                                                  "MaxCompute are ordinary ones there"));
        }
    }

    void addLifecycle()
    {
        const auto words = [](std::optional<int> days) {
            return !days     ? QString()
                : *days == 1 ? Text::tr("1 day")
                             : Text::tr("%1 days").arg(core::formatCount(*days));
        };
        const auto left = m_left.table.lifecycleDays;
        const auto right = m_right.table.lifecycleDays;
        if (left || right)
            add(QStringLiteral("lifecycle"), Text::tr("Lifecycle"), words(left), words(right), m_hasOneSystem);
    }

    void addExternal()
    {
        const auto left = m_left.table.external.value_or(catalog::ExternalSource());
        const auto right = m_right.table.external.value_or(catalog::ExternalSource());
        const bool isShared = m_hasOneSystem && m_left.table.kind == m_right.table.kind;
        const auto addOne = [&](const char *key, const QString &label, const QString &one, const QString &other) {
            if (!one.isEmpty() || !other.isEmpty())
                add(QLatin1String(key), label, one, other, isShared);
        };
        addOne("location", Text::tr("Location"), left.location, right.location);
        addOne("role", Text::tr("Role"), left.roleArn, right.roleArn);
        addOne("column_mapping", Text::tr("Column mapping"), left.columnMapping, right.columnMapping);
    }

    void addDefinition()
    {
        const QString &left = m_left.table.viewText;
        const QString &right = m_right.table.viewText;
        if (!left.isEmpty() || !right.isEmpty())
            add(QStringLiteral("definition"), Text::tr("Query"), left.simplified(), right.simplified(),
                m_hasOneSystem && m_left.table.kind == m_right.table.kind);
    }

    void addProperties()
    {
        const auto left = worded(m_left);
        const auto right = worded(m_right);
        QStringList keys = left.keys();
        for (const QString &key : right.keys()) {
            if (!left.contains(key))
                keys.append(key);
        }
        std::ranges::sort(keys);
        for (const QString &key : std::as_const(keys)) {
            const Worded one = left.value(key);
            const Worded other = right.value(key);
            FactDiff &fact =
                add(key, one.label.isEmpty() ? other.label : one.label, one.words, other.words, m_hasOneSystem);
            if (m_hasOneSystem && one.value != other.value && fact.state == DiffState::Equal) {
                fact.state = DiffState::Differs; // two values that read the same: as the server has them
                fact.left = one.value;
                fact.right = other.value;
            }
            fact.leftSource = one.value == fact.left ? QString() : one.value;
            fact.rightSource = other.value == fact.right ? QString() : other.value;
        }
    }

    struct Worded {
        QString label;
        QString words;
        QString value;
    };

    // By key, without those that nobody chooses.
    static QMap<QString, Worded> worded(const DiffSide &side)
    {
        QMap<QString, Worded> all;
        for (const auto &[key, value] : side.table.properties) {
            if (isDerivedProperty(key) || value.isEmpty())
                continue;
            catalog::TableInfo one;
            one.properties = {{key, value}};
            const QList<catalog::FactLine> lines = catalog::propertyLines(one);
            const bool isWorded = !lines.isEmpty();
            all.insert(key, {isWorded ? lines.first().label : key, isWorded ? lines.first().value : value, value});
        }
        return all;
    }

    const DiffSide &m_left;
    const DiffSide &m_right;
    const ColumnPairs &m_pairs;
    bool m_hasOneSystem;
    bool m_haveConstraints;
    QList<FactDiff> m_facts;
};

} // namespace

QStringList keyOf(const DiffSide &side, bool isFolding)
{
    QStringList key = side.table.primaryKey();
    if (isFolding) {
        const QStringList partitions = side.table.partitionColumns();
        key.removeIf([&partitions](const QString &name) { return partitions.contains(name); });
    }
    return key;
}

bool isDerivedProperty(const QString &key)
{
    // The key and the partitions are told by columns; the file format follows the orientation.
    static const QSet<QString> derived{QStringLiteral("table_id"),       QStringLiteral("schema_version"),
                                       QStringLiteral("primary_key"),    QStringLiteral("partition_by"),
                                       QStringLiteral("storage_format"), QStringLiteral("create_time"),
                                       QStringLiteral("last_ddl_time")};
    return derived.contains(key);
}

QList<FactDiff> comparedFacts(const DiffSide &left, const DiffSide &right, const ColumnPairs &pairs)
{
    return Facts(left, right, pairs).compare();
}

} // namespace isthmus::mapping
