// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <isthmus/sandboxsql/expression.h>

namespace isthmus::sandboxsql {

/// table, schema.table (or project.table where projects have no schemas), project.schema.table. Who reads it decides
/// what a missing part means.
struct TableName {
    QStringList parts; ///< one to three, as written, quotes removed
    SourcePosition position;

    [[nodiscard]] QString name() const { return parts.isEmpty() ? QString() : parts.last(); }
    /// Parts joined by '.', for messages.
    [[nodiscard]] QString text() const { return parts.join(u'.'); }
};

struct SelectItem {
    ExpressionPtr expression;
    QString alias; ///< empty if there is none
    QStringList aliases; ///< AS (a, b) of a function that makes several columns
    QStringList except; ///< lower case; of * EXCEPT (a, b)
};

/// TABLESAMPLE (10 PERCENT) and (100 ROWS).
struct Sample {
    std::optional<double> percent;
    std::optional<int> rows;
};

/// A table, a subquery or VALUES in FROM.
struct Source {
    TableName table; ///< of a table; empty for the rest
    QueryPtr query; ///< of a subquery; VALUES is a query too
    QString alias; ///< empty if there is none
    QStringList columnAliases; ///< of "AS v(a, b)"
    std::optional<Sample> sample; ///< of a table
    SourcePosition position;
};

enum class JoinKind : quint8 { First, Cross, Inner, Left, Right, Full, LeftSemi, LeftAnti };

struct LateralView {
    bool outer = false;
    ExpressionPtr call; ///< a Call
    QString alias;
    QStringList columnAliases;
};

/// One element of FROM; elements join from left to right.
struct FromItem {
    JoinKind join = JoinKind::First;
    bool natural = false;
    std::variant<Source, LateralView> source;
    ExpressionPtr condition; ///< ON; null if absent
    QStringList usingColumns;
    SourcePosition position;
};

struct GroupItem {
    enum class Kind : quint8 { Plain, Rollup, Cube, Sets };
    Kind kind = Kind::Plain;
    std::vector<ExpressionList> sets; ///< Plain: one set of one expression; Rollup and Cube: one set per element
};

struct NamedWindow {
    QString name; ///< lower case
    Window window;
    SourcePosition position;
};

struct Select {
    bool distinct = false;
    std::vector<SelectItem> items;
    std::vector<FromItem> from;
    ExpressionPtr where; ///< null if absent
    std::vector<GroupItem> groupBy;
    ExpressionPtr having; ///< null if absent
    std::vector<NamedWindow> windows; ///< WINDOW w AS (…)
    ExpressionPtr qualify; ///< null if absent
    SourcePosition position;
};

struct Values {
    std::vector<ExpressionList> rows; ///< at least one, all of the same size
    SourcePosition position;
};

enum class SetOperator : quint8 { First, Union, Intersect, Except };

struct QueryTerm {
    SetOperator op = SetOperator::First;
    bool all = false;
    std::variant<Select, Values, QueryPtr> body; ///< QueryPtr: a query in parentheses
    SourcePosition position;
};

struct CommonTable {
    QString name;
    QStringList columnAliases;
    QueryPtr query;
    SourcePosition position;
};

struct Query {
    std::vector<CommonTable> with;
    std::vector<QueryTerm> terms; ///< from left to right; INTERSECT binds tighter
    std::vector<OrderItem> orderBy; ///< ORDER BY, or SORT BY: in one worker they are the same
    ExpressionList distributeBy; ///< checked, else without effect: there is one worker
    ExpressionPtr limit; ///< null if absent
    ExpressionPtr offset; ///< null if absent
    int height = 1; ///< as Expression::height, over everything inside
    SourcePosition position;
};

} // namespace isthmus::sandboxsql
