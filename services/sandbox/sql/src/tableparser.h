// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "queryparser.h"

#include <isthmus/sandboxsql/ast.h>

namespace isthmus::sandboxsql {

/// CREATE TABLE, ALTER TABLE and the parts they share with other statements. Sources: MaxCompute SQL, "Table
/// operations", "Partition and column operations"; order of clauses of external tables:
/// docs/mapping.md#keys-and-clauses.
class TableParser : protected QueryParser {
protected:
    using QueryParser::QueryParser;

    /// What follows CREATE [OR REPLACE] [EXTERNAL] TABLE.
    [[nodiscard]] CreateTable parseCreateTable(bool external, bool orReplace);
    /// What follows ALTER TABLE or ALTER VIEW.
    [[nodiscard]] AlterTable parseAlterTable(bool isView);

    /// PARTITION (a='x', b=1); \a dynamic allows names without a value.
    [[nodiscard]] PartitionSpec parsePartitionClause(bool dynamic);
    /// As above if the next word is PARTITION, else empty.
    [[nodiscard]] PartitionSpec parseOptionalPartition(bool dynamic);
    /// ('k'='v', …), keys as text or as names.
    [[nodiscard]] Properties parseProperties();
    [[nodiscard]] QString parseComment(); ///< the text after COMMENT
    void expectStatementEnd();

private:
    void parseColumns(CreateTable &table);
    [[nodiscard]] catalog::Column parseColumn(CreateTable *table);
    void parseTableClauses(CreateTable &table);
    [[nodiscard]] bool parseTableClause(CreateTable &table);
    void parsePartitionedBy(CreateTable &table);
    void parsePrimaryKey(CreateTable &table);
    static void checkColumns(CreateTable &table);
    [[nodiscard]] AlterTable::Action parseAddAction();
    [[nodiscard]] AlterTable::Action parseDropAction();
    [[nodiscard]] AlterTable::Action parseSetAction();
    [[nodiscard]] AlterTable::Action parseChangeColumn();
    [[nodiscard]] QList<PartitionSpec> parsePartitionClauses();
    [[nodiscard]] QList<catalog::Column> parseNewColumns();
};

} // namespace isthmus::sandboxsql
