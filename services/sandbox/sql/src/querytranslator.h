// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "expressiontranslator.h"
#include "scope.h"

#include <isthmus/sandboxsql/translate.h>

#include <QHash>

namespace isthmus::sandboxsql {

struct OutputColumn {
    QString name; ///< lower case, unique
    catalog::DataType type;
    std::shared_ptr<PartitionScan> partitionOf;
};

struct TranslatedRelation {
    QString sql; ///< a SELECT without parentheses
    QList<OutputColumn> columns;
};

/// Queries to PostgreSQL. One object per statement; throws SqlError.
class QueryTranslator {
public:
    explicit QueryTranslator(NameResolver &resolver) : m_resolver(resolver) { }

    [[nodiscard]] TranslatedRelation translate(const Query &query, const Scope *outer);
    /// "relation" AS "alias" and what it brings into scope.
    [[nodiscard]] QString translateTable(const TableName &name, const QString &alias, ScopeRelation &relation);
    /// Counts text that was copied rather than written by the user (star expansion, aliases); complains when a short
    /// statement grows without bound.
    void spend(qsizetype characters, SourcePosition at);
    /// A number for a made-up alias, each time another.
    [[nodiscard]] int nextNumber() { return ++m_generated; }
    [[nodiscard]] NameResolver &resolver() { return m_resolver; }
    /// Counts a lambda that is entered (1) or left (-1); complains when they nest too deeply.
    void nestLambda(int step, SourcePosition at);
    /// The window that OVER \a name means in the SELECT being translated. Throws SqlError if there is none.
    [[nodiscard]] const Window &namedWindow(const QString &name, SourcePosition at) const;
    /// What stands behind FROM or USING, and what it brings into scope.
    [[nodiscard]] QString translateSource(const Source &source, const Scope *outer, ScopeRelation &relation);
    /// Partitioned tables without a condition on a partition column, each once.
    [[nodiscard]] QList<TableName> fullScans() const;

    enum class Use : quint8 {
        Compared, ///< converted where MaxCompute converts by itself
        Stored, ///< checked against the columns in which the values are stored, too
    };
    /// \a query with every column converted to the type in the same place of \a targets and renamed to it.
    [[nodiscard]] TranslatedRelation converted(const TranslatedRelation &relation, const QList<OutputColumn> &targets,
                                               SourcePosition at, Use use = Use::Compared) const;

private:
    [[nodiscard]] TranslatedRelation translateTerms(const Query &query, const Scope *outer);
    [[nodiscard]] TranslatedRelation translateTerm(const QueryTerm &term, const Scope *outer);
    [[nodiscard]] TranslatedRelation translateSetOperations(const Query &query, const Scope *outer);
    [[nodiscard]] TranslatedRelation translateSelect(const Select &select, const Query *tail, const Scope *outer);
    struct SelectList; ///< the items of a SELECT, translated
    [[nodiscard]] SelectList translateItems(const Select &select, const Scope &scope);
    [[nodiscard]] QString translateQualified(const Select &select, const Query *tail, const Scope &scope,
                                             const SelectList &list, const QString &rest);
    [[nodiscard]] TranslatedRelation translateValues(const Values &values, const Scope *outer);
    [[nodiscard]] QString translateWith(const Query &query, const Scope *outer);
    [[nodiscard]] QString translateLimit(const Query &query);

    struct From {
        QString sql; ///< "FROM …"; empty if there is none
        QStringList conditions; ///< of semi joins: they join WHERE
    };
    [[nodiscard]] From translateFrom(const Select &select, Scope &scope);
    [[nodiscard]] QString translateJoined(const FromItem &item, const Source &source, Scope &scope);
    [[nodiscard]] QString translateSemiJoin(const FromItem &item, const Source &source, const Scope &scope);
    [[nodiscard]] QString translateLateralView(const LateralView &view, SourcePosition at, Scope &scope);
    [[nodiscard]] QString translateCondition(const ExpressionPtr &condition, const Scope &scope,
                                             const SelectAliases *aliases = nullptr);
    [[nodiscard]] QString translateGroupBy(const Select &select, const Scope &scope, const SelectAliases &aliases,
                                           qsizetype outputCount);
    [[nodiscard]] QString translateGroupKey(const ExpressionPtr &key, const Scope &scope, const SelectAliases &aliases,
                                            qsizetype outputCount);
    [[nodiscard]] QString translateOrderBy(const std::vector<OrderItem> &items, const Scope &scope,
                                           const SelectAliases &aliases, const QList<OutputColumn> &columns);
    [[nodiscard]] const TranslatedRelation *commonTable(const TableName &name) const;

    NameResolver &m_resolver;
    std::vector<std::shared_ptr<PartitionScan>> m_scans;
    /// Common table expressions in force, by lower-case name; sql is not set.
    QHash<QString, TranslatedRelation> m_commonTables;
    const Select *m_select = nullptr; ///< being translated: its named windows are in force
    qsizetype m_spent = 0;
    int m_lambdas = 0; ///< how deep the lambda being translated is nested
    int m_generated = 0; ///< numbers the aliases made up for subqueries without one
};

/// The names of \a columns, quoted: "a", "b".
[[nodiscard]] QString columnList(const QList<OutputColumn> &columns);

/// A call of a function that makes rows, such as explode().
[[nodiscard]] bool isTableFunction(const Expression &expression);

/// " NULLS FIRST" and the like: MaxCompute's NULL is the smallest value, PostgreSQL's the greatest.
[[nodiscard]] QString orderSuffix(const OrderItem &item);

} // namespace isthmus::sandboxsql
