// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <isthmus/catalog/tableinfo.h>
#include <isthmus/sandboxsql/query.h>

#include <QList>
#include <QPair>

#include <optional>
#include <variant>

namespace isthmus::sandboxsql {

using Properties = QList<QPair<QString, QString>>; ///< in the order written; names keep their case

/// dt='20240101', hh — a value is absent in a dynamic partition.
struct PartitionValue {
    QString column; ///< lower case
    std::optional<QString> value; ///< the literal's text, whether it was written as text or as a number
    SourcePosition position;
};
using PartitionSpec = QList<PartitionValue>;

struct SetStatement {
    QString key; ///< as written
    QString value; ///< raw text up to the semicolon, trimmed
};

/// CREATE TABLE, CREATE EXTERNAL TABLE, … AS SELECT, … LIKE. Clauses may come in any order.
struct CreateTable {
    TableName table;
    bool external = false;
    bool ifNotExists = false;
    bool orReplace = false;
    /// Without partition columns; names in lower case, nullable and keyPosition set, defaultSql as written.
    QList<catalog::Column> columns;
    QList<catalog::Column> partitionColumns; ///< isPartitionKey is set
    QStringList primaryKey; ///< lower case
    QString comment;
    std::optional<int> lifecycleDays;
    Properties properties; ///< TBLPROPERTIES
    QString storageHandler; ///< STORED BY
    Properties serdeProperties; ///< WITH SERDEPROPERTIES
    QString location;
    std::optional<TableName> like;
    QueryPtr query; ///< AS SELECT; null if absent
};

/// CREATE EXTERNAL SCHEMA s WITH server ON 'target'.
struct CreateExternalSchema {
    QStringList schema; ///< name, or project and name
    bool ifNotExists = false;
    QString server;
    QString target; ///< "db.schema" or "schema"; empty if there is no ON
    QString comment;
    SourcePosition position;
};

struct CreateSchema {
    QStringList schema; ///< name, or project and name
    bool ifNotExists = false;
    QString comment;
    SourcePosition position;
};

struct DropSchema {
    QStringList schema;
    bool ifExists = false;
    bool cascade = false;
    SourcePosition position;
};

struct DropTable {
    TableName table;
    bool ifExists = false;
};

struct CreateView {
    TableName view;
    bool ifNotExists = false;
    bool orReplace = false;
    QList<catalog::Column> columns; ///< names and comments only; empty if there is no list
    QString comment;
    QueryPtr query;
    QString queryText; ///< the query as written, to be shown by DESC and SHOW CREATE TABLE
};

struct DropView {
    TableName view;
    bool ifExists = false;
};

/// The sandbox's own statement: MaxCompute makes foreign servers on a console page only.
/// CREATE FOREIGN SERVER [IF NOT EXISTS] name TYPE HOLOGRES OPTIONS (host='…', port='…', dbname='…', rolearn='…')
struct CreateForeignServer {
    QString name; ///< lower case
    bool ifNotExists = false;
    QString type; ///< lower case
    Properties options; ///< keys in lower case
    SourcePosition position;
};

struct DropForeignServer {
    QString name; ///< lower case
    bool ifExists = false;
    SourcePosition position;
};

struct Insert {
    TableName table;
    bool overwrite = false;
    PartitionSpec partition; ///< empty if there is no PARTITION clause
    QStringList columns; ///< lower case; empty if there is no list
    QueryPtr query; ///< VALUES rows are a query with a Values term
};

struct AddPartitions {
    bool ifNotExists = false;
    QList<PartitionSpec> partitions;
};
struct DropPartitions {
    bool ifExists = false;
    QList<PartitionSpec> partitions;
};
struct RenamePartition {
    PartitionSpec from;
    PartitionSpec to;
};
struct AddColumns {
    bool ifNotExists = false;
    QList<catalog::Column> columns;
};
struct DropColumns {
    QStringList columns; ///< lower case
};
/// CHANGE COLUMN old [RENAME TO] new [type] [COMMENT …]; what is absent stays as it is.
struct ChangeColumn {
    QString column; ///< lower case
    QString newName; ///< lower case; equal to column if it is not renamed
    std::optional<catalog::DataType> type;
    std::optional<QString> comment;
    std::optional<bool> nullable; ///< CHANGE COLUMN c NULL
};
struct SetComment {
    QString comment;
};
struct SetLifecycle {
    int days = 0;
};
struct EnableLifecycle {
    bool enable = true;
    PartitionSpec partition;
};
struct SetTableProperties {
    Properties properties;
};
struct RenameTable {
    QString newName; ///< lower case
};
struct Touch {
    PartitionSpec partition; ///< empty: the table itself
};

struct AlterTable {
    using Action = std::variant<AddPartitions, DropPartitions, RenamePartition, AddColumns, DropColumns, ChangeColumn,
                                SetComment, SetLifecycle, EnableLifecycle, SetTableProperties, RenameTable, Touch>;
    TableName table;
    bool isView = false; ///< ALTER VIEW
    Action action;
};

struct Truncate {
    TableName table;
    QList<PartitionSpec> partitions; ///< empty: the whole table
};

struct Assignment {
    QString column; ///< lower case
    ExpressionPtr value;
    SourcePosition position;
};

struct Update {
    TableName table;
    QString alias;
    QList<Assignment> assignments;
    ExpressionPtr where; ///< null if absent
};

/// MERGE INTO table USING source ON condition WHEN …
struct Merge {
    struct Clause {
        enum class Kind : quint8 { Update, Delete, Insert };
        Kind kind = Kind::Update; ///< Update and Delete of matched rows, Insert of rows without a match
        ExpressionPtr condition; ///< AND …; null if absent
        QList<Assignment> assignments; ///< of Update
        QStringList columns; ///< of Insert, lower case; empty if there is no list
        ExpressionList values; ///< of Insert
        SourcePosition position;
    };
    TableName table;
    QString alias;
    Source source;
    ExpressionPtr on;
    std::vector<Clause> clauses;
};

/// FROM source INSERT … SELECT … INSERT … SELECT …: each query has the source as its FROM.
struct MultiInsert {
    QList<Insert> inserts;
};

struct Delete {
    TableName table;
    QString alias;
    ExpressionPtr where; ///< null if absent
};

struct Show {
    enum class What : quint8 { Tables, Views, Schemas, Partitions, CreateTable, ForeignServers, Functions };
    What what = What::Tables;
    TableName table; ///< of Partitions and CreateTable
    QStringList in; ///< IN project, schema or project.schema; empty if absent
    QString like; ///< pattern with '*' and '|' or SQL wildcards; empty if absent
    PartitionSpec partition; ///< of Partitions; may be a prefix
    SourcePosition position;
};

struct Describe {
    enum class What : quint8 { Table, Schema, ForeignServer };
    What what = What::Table;
    bool extended = false;
    QStringList name; ///< of a table: as in TableName
    PartitionSpec partition;
    SourcePosition position;
};

struct QueryStatement {
    QueryPtr query;
};

/// EXPLAIN and COST SQL of a query or an INSERT.
struct Explain {
    enum class What : quint8 {
        Plan,
        Cost, ///< COST SQL
        Output, ///< EXPLAIN OUTPUT: the columns of the result
    };
    What what = What::Plan;
    QueryPtr query; ///< none: EXPLAIN OUTPUT of a statement that gives no rows
    std::optional<TableName> into; ///< of an INSERT
};

using Statement = std::variant<SetStatement, CreateTable, CreateExternalSchema, CreateSchema, DropSchema, DropTable,
                               CreateView, DropView, CreateForeignServer, DropForeignServer, Insert, AlterTable,
                               Truncate, Update, Delete, Merge, MultiInsert, Show, Describe, QueryStatement, Explain>;

/// A data type in a statement's text.
struct NamedType {
    QString name; ///< "INT", without arguments
    SourcePosition position;
};

/// One statement of a script and where it stands.
struct ScriptStatement {
    Statement statement;
    QString text; ///< as written, without the semicolon
    qsizetype begin = 0; ///< offset of its first character in the script
    SourcePosition position;
    std::optional<NamedType> editionTwoType; ///< the first type it names that data type edition 1.0 has not
};

} // namespace isthmus::sandboxsql
