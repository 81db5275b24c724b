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
    /// Partitioned tables without a condition on a partition column, each once.
    [[nodiscard]] QList<TableName> fullScans() const;

    /// \a query with every column converted to the type in the same place of \a targets and renamed to it.
    [[nodiscard]] TranslatedRelation converted(const TranslatedRelation &relation, const QList<OutputColumn> &targets,
                                               SourcePosition at) const;

private:
    [[nodiscard]] TranslatedRelation translateTerms(const Query &query, const Scope *outer);
    [[nodiscard]] TranslatedRelation translateTerm(const QueryTerm &term, const Scope *outer);
    [[nodiscard]] TranslatedRelation translateSetOperations(const Query &query, const Scope *outer);
    [[nodiscard]] TranslatedRelation translateSelect(const Select &select, const Query *tail, const Scope *outer);
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
    [[nodiscard]] QString translateSource(const Source &source, const Scope *outer, ScopeRelation &relation);
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
    qsizetype m_spent = 0;
    int m_generated = 0; ///< numbers the aliases made up for subqueries without one
};

/// " NULLS FIRST" and the like: MaxCompute's NULL is the smallest value, PostgreSQL's the greatest.
[[nodiscard]] QString orderSuffix(const OrderItem &item);

} // namespace isthmus::sandboxsql
