// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "conversion.h"
#include "scope.h"

#include <isthmus/sandboxsql/expression.h>

#include <QHash>

#include <optional>
#include <vector>

namespace isthmus::sandboxsql {

class QueryTranslator;

/// Translated items of SELECT by lower-case alias: GROUP BY, HAVING and ORDER BY may name them.
using SelectAliases = QHash<QString, SqlValue>;

/// Expressions to PostgreSQL with the types MaxCompute gives them. A visitor of Expression::Node; throws SqlError.
class ExpressionTranslator {
public:
    /// \a aliases are looked at before (\a aliasesFirst) or after the columns of \a scope; null if there are none.
    /// \a isCondition: partition columns named here count as filtered.
    ExpressionTranslator(QueryTranslator &queries, const Scope &scope, const SelectAliases *aliases = nullptr,
                         bool aliasesFirst = false, bool isCondition = false)
        : m_queries(queries), m_scope(scope), m_aliases(aliases), m_aliasesFirst(aliasesFirst),
          m_isCondition(isCondition)
    {
    }

    [[nodiscard]] SqlValue translate(const ExpressionPtr &expression);
    /// As BOOLEAN, or the complaint that it is none.
    [[nodiscard]] QString translateCondition(const ExpressionPtr &expression);

    SqlValue operator()(const Literal &literal);
    SqlValue operator()(const IntervalLiteral &interval);
    SqlValue operator()(const ColumnName &name);
    SqlValue operator()(const Star &star);
    SqlValue operator()(const Unary &unary);
    SqlValue operator()(const Binary &binary);
    SqlValue operator()(const IsTest &test);
    SqlValue operator()(const Between &between);
    SqlValue operator()(const InList &in);
    SqlValue operator()(const InQuery &in);
    SqlValue operator()(const Like &like);
    SqlValue operator()(const Exists &exists);
    SqlValue operator()(const ScalarQuery &query);
    SqlValue operator()(const Case &node);
    SqlValue operator()(const Cast &cast);
    SqlValue operator()(const Call &call);
    SqlValue operator()(const Index &index);
    SqlValue operator()(const Field &field);
    SqlValue operator()(const Lambda &lambda);

private:
    [[nodiscard]] SqlValue translateLogic(const Binary &binary);
    [[nodiscard]] SqlValue translateComparison(const Binary &binary);
    [[nodiscard]] SqlValue translateArithmetic(const Binary &binary);
    [[nodiscard]] SqlValue translateDivision(const SqlValue &left, const SqlValue &right);
    [[nodiscard]] SqlValue translateBits(const Binary &binary);
    [[nodiscard]] SqlValue translateInterval(BinaryOperator op, const SqlValue &left, const SqlValue &right);
    /// A call with a lambda among its arguments, or of a function that asks the catalog; empty for all others.
    [[nodiscard]] std::optional<SqlValue> translateSpecialCall(const Call &call);
    [[nodiscard]] SqlValue translateLambdaCall(const Call &call);
    [[nodiscard]] SqlValue translateCatalogCall(const Call &call);
    /// Body of argument \a i, which must be a lambda, with its parameters standing for \a values.
    [[nodiscard]] SqlValue translateBody(const Call &call, size_t i, const std::vector<SqlValue> &values);
    [[nodiscard]] SqlValue translateReduce(const Call &call, const SqlValue &array);
    [[nodiscard]] SqlValue field(const SqlValue &base, const QString &name) const;
    [[nodiscard]] QString translateWindow(const Window &window);
    [[nodiscard]] QString translateBound(const FrameBound &bound);
    [[nodiscard]] QString translateOrder(const std::vector<OrderItem> &items);
    [[nodiscard]] catalog::DataType comparable(const catalog::DataType &a, const catalog::DataType &b) const;

    QueryTranslator &m_queries;
    const Scope &m_scope;
    const SelectAliases *m_aliases;
    bool m_aliasesFirst;
    bool m_isCondition;
    SourcePosition m_at; ///< of the node being visited
};

} // namespace isthmus::sandboxsql
