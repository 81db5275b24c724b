// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <isthmus/catalog/tableinfo.h>
#include <isthmus/dialect/dialect.h>
#include <isthmus/plan/text.h>

#include <QFlags>
#include <QJsonObject>
#include <QList>
#include <QString>

#include <optional>

/// Two tables held against each other: facts, never texts of definitions. Values; any thread. Source:
/// docs/mapping.md#structure-of-two-tables.
namespace isthmus::mapping {

/// One of the two tables, and whose types and SQL it speaks.
struct DiffSide {
    catalog::TableInfo table;
    dialect::Dialect system = dialect::Dialect::Hologres;
    bool hasSchemas = true; ///< of MaxCompute: names of tables have three parts

    [[nodiscard]] bool isMaxCompute() const { return system == dialect::Dialect::MaxCompute; }
    [[nodiscard]] QString systemTitle() const { return systemTitleOf(system); } ///< "MaxCompute"
    [[nodiscard]] static QString systemTitleOf(dialect::Dialect system);
    friend bool operator==(const DiffSide &, const DiffSide &) = default;
};

enum class DiffState : quint8 {
    Equal,
    Equivalent, ///< as far as two systems can be equal: the type table names one type for the other
    OneSystem, ///< only one of the two systems has such a thing, so that nothing can be compared
    Moved, ///< equal or equivalent, at another place among the columns
    Differs,
    OnlyLeft,
    OnlyRight,
};
inline constexpr int diffStateCount = 7;

[[nodiscard]] QString diffStateName(DiffState state); ///< "only_left", for programs
[[nodiscard]] QString diffStateTitle(DiffState state); ///< "only left", translated
[[nodiscard]] inline bool isDifference(DiffState state)
{
    return state >= DiffState::Moved;
}

/// What of a column differs.
enum class DiffAspect : quint16 {
    Type = 1,
    Nullability = 2,
    Default = 4,
    Generated = 8, ///< computed, or numbered by the server
    Comment = 16,
    Partition = 32,
    Position = 64,
};
Q_DECLARE_FLAGS(DiffAspects, DiffAspect)
Q_DECLARE_OPERATORS_FOR_FLAGS(DiffAspects)

/// A column of one or of both tables.
struct ColumnDiff {
    std::optional<catalog::Column> left;
    std::optional<catalog::Column> right;
    DiffState state = DiffState::Equal;
    DiffAspects aspects; ///< that differ; none where one side has no such column
    QList<plan::Text> reasons; ///< a sentence for each thing there is to know; may be told of equal ones too

    friend bool operator==(const ColumnDiff &, const ColumnDiff &) = default;
};

/// Something else that a table has: its comment, its key, a property.
struct FactDiff {
    QString key; ///< for programs: "comment", "primary_key", "binlog.ttl"
    QString label; ///< translated: "Binary log kept"
    QString left; ///< as people read it: "7 days"; empty where there is none
    QString right;
    QString leftSource; ///< the server's own words where `left` is not: "604800"
    QString rightSource;
    DiffState state = DiffState::Equal;
    plan::Text reason; ///< may be empty

    friend bool operator==(const FactDiff &, const FactDiff &) = default;
};

struct StructureDiff {
    DiffSide left;
    DiffSide right;
    QList<FactDiff> facts; ///< of the tables as a whole
    QList<ColumnDiff>
        columns; ///< in the order of the left table; what only the right one has after what it follows there

    [[nodiscard]] bool hasDifferences() const;
    [[nodiscard]] bool isOfOneSystem() const { return left.system == right.system; }
    [[nodiscard]] int count(DiffState state) const; ///< columns
    [[nodiscard]] int factDifferences() const; ///< facts that differ
    /// "12 columns: 8 equal, 3 equivalent, 1 differs", translated.
    [[nodiscard]] QString summary() const;
    [[nodiscard]] StructureDiff swapped() const; ///< left is right, and the other way round
    [[nodiscard]] QJsonObject toJson() const; ///< for programs, in the reader's language

    friend bool operator==(const StructureDiff &, const StructureDiff &) = default;
};

/// Columns are paired by name: within Hologres exactly, else whatever the capitals, since MaxCompute has lower case
/// alone; one whose name MaxCompute cannot have by the name that a mapping gives it.
[[nodiscard]] StructureDiff structureDiff(const DiffSide &left, const DiffSide &right);

} // namespace isthmus::mapping
