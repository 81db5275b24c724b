// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <isthmus/catalog/datatype.h>
#include <isthmus/sandboxsql/error.h>

#include <QString>
#include <QStringList>

#include <memory>
#include <optional>
#include <variant>
#include <vector>

namespace isthmus::sandboxsql {

struct Expression;
struct Query;
/// Parsed trees are immutable and shared, so that statements can be copied.
using ExpressionPtr = std::shared_ptr<const Expression>;
using ExpressionList = std::vector<ExpressionPtr>;
using QueryPtr = std::shared_ptr<const Query>;

struct Literal {
    enum class Kind : quint8 {
        Null,
        Boolean, ///< text "true" or "false"
        TinyInt, ///< 1Y
        SmallInt, ///< 1S
        Int, ///< an integer that fits 32 bits
        BigInt, ///< 1L, or an integer that needs 64 bits
        Float, ///< 1.5F
        Double, ///< 1.5, 1e3, 1.5D
        Decimal, ///< 1.5BD
        String, ///< escapes already resolved
        Binary, ///< X'0aff'; text holds the hex digits
        Date,
        DateTime,
        Timestamp,
        TimestampNtz,
    };
    Kind kind = Kind::Null;
    QString text; ///< digits without suffix, or the text between the quotes
};

/// INTERVAL '3' DAY and INTERVAL 3 DAY.
struct IntervalLiteral {
    QString amount; ///< may be negative; of seconds with up to nine digits after the point
    QString unit; ///< lower case, singular: year month day hour minute second
};

/// a, t.a, s.t.a, p.s.t.a or a.field: which one it is depends on what is in scope.
struct ColumnName {
    QStringList parts; ///< as written
};

struct Star {
    QStringList qualifier; ///< of t.*; empty for *
};

enum class UnaryOperator : quint8 { Negate, Plus, Not, BitNot };

struct Unary {
    UnaryOperator op = UnaryOperator::Not;
    ExpressionPtr operand;
};

enum class BinaryOperator : quint8 {
    Or,
    And,
    Equal,
    NullSafeEqual, ///< <=>
    NotEqual,
    Less,
    LessEqual,
    Greater,
    GreaterEqual,
    BitOr,
    BitXor,
    BitAnd,
    Add,
    Subtract,
    Concat,
    Multiply,
    Divide,
    IntegerDivide, ///< DIV
    Modulo,
};

struct Binary {
    BinaryOperator op = BinaryOperator::And;
    ExpressionPtr left;
    ExpressionPtr right;
};

struct IsTest {
    enum class What : quint8 { Null, True, False };
    ExpressionPtr operand;
    What what = What::Null;
    bool negated = false;
};

struct Between {
    ExpressionPtr operand;
    ExpressionPtr low;
    ExpressionPtr high;
    bool negated = false;
};

struct InList {
    ExpressionPtr operand;
    ExpressionList values;
    bool negated = false;
};

struct InQuery {
    ExpressionPtr operand;
    QueryPtr query;
    bool negated = false;
};

struct Like {
    enum class Kind : quint8 { Like, Regexp };
    Kind kind = Kind::Like;
    ExpressionPtr operand;
    ExpressionPtr pattern;
    ExpressionPtr escape; ///< null if absent
    bool negated = false;
};

struct Exists {
    QueryPtr query;
};

struct ScalarQuery {
    QueryPtr query;
};

struct Case {
    struct When {
        ExpressionPtr condition;
        ExpressionPtr result;
    };
    ExpressionPtr operand; ///< null for the searched form
    std::vector<When> whens;
    ExpressionPtr otherwise; ///< null if there is no ELSE
};

struct Cast {
    ExpressionPtr operand;
    catalog::DataType type;
};

struct OrderItem {
    ExpressionPtr expression;
    bool descending = false;
    std::optional<bool> nullsFirst; ///< unset: MaxCompute's default, NULL is the smallest value
};

struct FrameBound {
    enum class Kind : quint8 { UnboundedPreceding, Preceding, CurrentRow, Following, UnboundedFollowing };
    Kind kind = Kind::CurrentRow;
    ExpressionPtr distance; ///< of Preceding and Following
};

struct WindowFrame {
    bool rows = true; ///< ROWS; false = RANGE
    FrameBound start;
    FrameBound end;
};

struct Window {
    QString name; ///< lower case, of OVER w: then the rest is empty
    ExpressionList partitionBy;
    std::vector<OrderItem> orderBy;
    std::optional<WindowFrame> frame;
};

struct Call {
    QString name; ///< lower case
    ExpressionList arguments;
    bool distinct = false;
    bool star = false; ///< count(*)
    std::vector<OrderItem> withinGroup;
    ExpressionPtr filter; ///< null if absent
    std::optional<Window> over;
    bool ignoreNulls = false; ///< IGNORE NULLS
};

/// a[i] of an array, m['k'] of a map.
struct Index {
    ExpressionPtr base;
    ExpressionPtr index;
};

/// s.f of an expression that is no plain name, e.g. (a[0]).f
struct Field {
    ExpressionPtr base;
    QString name;
};

/// x -> x + 1 and (a, b) -> a + b: an argument of functions such as transform().
struct Lambda {
    QStringList parameters; ///< lower case
    ExpressionPtr body;
};

struct Expression {
    using Node = std::variant<Literal, IntervalLiteral, ColumnName, Star, Unary, Binary, IsTest, Between, InList,
                              InQuery, Like, Exists, ScalarQuery, Case, Cast, Call, Index, Field, Lambda>;

    SourcePosition position;
    /// Height of the tree below and including this node. The parser bounds it, so that walking (and freeing) a tree by
    /// recursion is safe.
    int height = 1;
    Node node;

    template <typename T>
    [[nodiscard]] const T *as() const
    {
        return std::get_if<T>(&node);
    }
};

} // namespace isthmus::sandboxsql
