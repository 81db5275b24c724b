// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "conversion.h"

#include <isthmus/sandboxsql/query.h>

#include <QList>
#include <QStringList>

#include <memory>
#include <optional>
#include <vector>

namespace isthmus::sandboxsql {

/// One reading of a partitioned table in a query, shared by all columns that come from its partition columns.
struct PartitionScan {
    TableName table;
    bool isFiltered = false; ///< some condition names a partition column
};

struct ScopeColumn {
    QString name;
    catalog::DataType type;
    QString reference; ///< PostgreSQL text of a reference to it, one operand
    std::shared_ptr<PartitionScan> partitionOf; ///< null for ordinary columns
};

struct ScopeRelation {
    QString alias; ///< as PostgreSQL sees it
    QStringList tableParts; ///< of a table without an alias: by these it may be named, too
    QList<ScopeColumn> columns;
};

/// What a column name can mean at one place of a query. Names are compared without case.
class Scope {
public:
    explicit Scope(const Scope *outer = nullptr) : m_outer(outer) { }

    /// Throws SqlError if \a relation's alias is taken.
    void add(ScopeRelation relation, SourcePosition at);
    /// Columns of JOIN … USING: named without a table they mean the merged column.
    void merge(const QStringList &names);

    struct Found {
        ScopeColumn column;
        QStringList fields; ///< parts of the name behind the column: fields of a struct
    };
    /// Here only, not in outer scopes. Throws SqlError if \a parts can mean two columns.
    [[nodiscard]] std::optional<Found> find(const QStringList &parts, SourcePosition at) const;
    [[nodiscard]] const Scope *outer() const { return m_outer; }
    /// Columns of * (or of t.* with \a qualifier), in order. Throws SqlError for an unknown qualifier.
    [[nodiscard]] QList<ScopeColumn> expand(const QStringList &qualifier, SourcePosition at) const;
    /// Columns both the last relation and one before it have, for NATURAL JOIN.
    [[nodiscard]] QStringList namesSharedWithLast() const;
    [[nodiscard]] bool isEmpty() const { return m_relations.empty(); }

private:
    [[nodiscard]] static bool matches(const ScopeRelation &relation, const QStringList &qualifier);
    [[nodiscard]] bool isMerged(const QString &name) const;

    const Scope *m_outer;
    std::vector<ScopeRelation> m_relations;
    QList<ScopeColumn> m_merged;
};

} // namespace isthmus::sandboxsql
