// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <isthmus/catalog/tableinfo.h>
#include <isthmus/sandboxsql/ast.h>

#include <QList>

namespace isthmus::sandboxsql {

struct ResolvedTable {
    QString pgRelation; ///< already quoted: "\"default\".\"orders\""
    /// In order, partition columns last with isPartitionKey set; PostgreSQL columns have exactly these names. Types are
    /// MaxCompute types, stored as postgresType() says.
    QList<catalog::Column> columns;
};

/// Answers which relation a name in FROM means. Implemented by the endpoint, which knows project and default schema.
class NameResolver {
public:
    virtual ~NameResolver() = default;
    /// Errors: SqlError::tableNotFound() at name.position, or whatever forbids reading it.
    [[nodiscard]] virtual SqlResult<ResolvedTable> resolve(const TableName &name) = 0;

    // What max_pt(), table_exists() and partition_exists() ask; \a name as written in their text argument.
    /// The greatest value of the first partition column among partitions with rows; empty if there is none.
    /// Errors: also ODPS-0130071 for a table without partitions.
    [[nodiscard]] virtual SqlResult<std::optional<QString>> greatestPartition(const TableName &name);
    [[nodiscard]] virtual SqlResult<bool> tableExists(const TableName &name);
    /// \a values: one for each partition column.
    [[nodiscard]] virtual SqlResult<bool> partitionExists(const TableName &name, const QStringList &values);
};

struct TranslatedQuery {
    /// One PostgreSQL statement without semicolon. It calls functions of runtimeSchema(), and expects the session's
    /// TimeZone to be MaxCompute's (odps.sql.timezone).
    QString postgresSql;
    /// Result columns in order, types as MaxCompute infers them; Base::Unknown where that is not known, then
    /// maxComputeTypeOf() of the result's own type says it.
    QList<catalog::Column> columns;
    /// Partitioned tables that are read without any condition on a partition column: MaxCompute refuses these unless
    /// odps.sql.allow.fullscan is true. fullScanError() words the refusal.
    QList<TableName> fullScans;
};

/// "ODPS-0130071:[…] … is full scan with all partitions …".
[[nodiscard]] SqlError fullScanError(const TableName &table);

/// SELECT text for \a query. Pure apart from the calls of \a resolver. Never throws.
/// Errors: ODPS-0130071 for unknown columns and types that do not fit, ODPS-0130161 for what the sandbox does not
/// know, and the resolver's own.
[[nodiscard]] SqlResult<TranslatedQuery> translateQuery(const Query &query, NameResolver &resolver);

/// As translateQuery(), with every column converted to the type of the column of \a targets in the same place by
/// MaxCompute's implicit conversion; result columns have the names of \a targets. For INSERT (also of VALUES) and
/// for CREATE TABLE with columns.
/// Errors: also ODPS-0130071 if the number of columns differs or a type cannot be converted.
[[nodiscard]] SqlResult<TranslatedQuery> translateInsert(const Query &query, NameResolver &resolver,
                                                         const QList<catalog::Column> &targets);

/// UPDATE and DELETE of a managed table. \a postgresSql is one UPDATE or DELETE statement; no columns.
[[nodiscard]] SqlResult<TranslatedQuery> translateUpdate(const Update &update, NameResolver &resolver);
[[nodiscard]] SqlResult<TranslatedQuery> translateDelete(const Delete &statement, NameResolver &resolver);
/// MERGE INTO a managed table. Rows are inserted with all columns, partition columns last.
[[nodiscard]] SqlResult<TranslatedQuery> translateMerge(const Merge &statement, NameResolver &resolver);

/// Value of a column's DEFAULT as PostgreSQL text of type \a type; only constants and functions of no column.
[[nodiscard]] SqlResult<QString> translateDefault(const ExpressionPtr &expression, const catalog::DataType &type);

/// The text of \a query with a check of its columns' values: PostgreSQL's bigint and numeric have values that BIGINT
/// (-2^63) and DECIMAL (NaN) have not. Such a value is an error that names it and its column.
[[nodiscard]] QString checkedResult(const TranslatedQuery &query);

/// What converts the PostgreSQL operand \a sql of type \a from to \a to, as a column's values are converted when its
/// type is changed. Errors at \a at: types that do not go together.
[[nodiscard]] SqlResult<QString> translateConversion(const QString &sql, const catalog::DataType &from,
                                                     const catalog::DataType &to, SourcePosition at);

} // namespace isthmus::sandboxsql
