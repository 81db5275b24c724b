// SPDX-License-Identifier: GPL-3.0-or-later
// Statements that change rows in StatementParser: INSERT, UPDATE, DELETE, MERGE, TRUNCATE.
#include "statementparser.h"

namespace isthmus::sandboxsql {

Insert StatementParser::parseInsertTarget()
{
    expectWord(u"INSERT");
    Insert insert;
    insert.overwrite = acceptWord(u"OVERWRITE");
    if (!insert.overwrite)
        expectWord(u"INTO");
    acceptWord(u"TABLE");
    insert.table = parseTableName();
    insert.partition = parseOptionalPartition(true);
    if (isSymbol(u"(") && !isQueryStart(1) && !isSymbol(u"(", 1)) {
        const QStringList names = expectNameList(QStringLiteral("a column name"));
        for (const QString &name : names)
            insert.columns.append(name.toLower());
    }
    return insert;
}

Statement StatementParser::parseInsert(std::vector<CommonTable> with)
{
    Insert insert = parseInsertTarget();
    insert.query = parseQueryBody(std::move(with));
    return insert;
}

// FROM source INSERT … SELECT …, or Hive's FROM source SELECT ….
Statement StatementParser::parseMultiInsert(std::vector<CommonTable> with)
{
    take();
    const std::vector<FromItem> from = parseFrom();
    const auto querySelecting = [&] {
        auto query = std::make_shared<Query>(*parseSelectQuery(from));
        query->with = with;
        for (const CommonTable &table : with)
            query->height = std::max(query->height, table.query->height + 1);
        return query;
    };
    if (!isWord(u"INSERT"))
        return QueryStatement{querySelecting()};
    MultiInsert statement;
    while (isWord(u"INSERT")) {
        Insert insert = parseInsertTarget();
        insert.query = querySelecting();
        statement.inserts.append(std::move(insert));
    }
    return statement;
}

QList<Assignment> StatementParser::parseAssignments()
{
    QList<Assignment> assignments;
    do {
        Assignment assignment;
        assignment.position = peek().position;
        const QStringList name = expectNameParts(QStringLiteral("a column name"), 2);
        assignment.column = name.last().toLower();
        expectSymbol(u"=");
        assignment.value = parseExpression();
        assignments.append(std::move(assignment));
    } while (acceptSymbol(u","));
    return assignments;
}

Statement StatementParser::parseMerge()
{
    take();
    expectWord(u"INTO");
    Merge merge;
    merge.table = parseTableName();
    if (!isWord(u"USING"))
        merge.alias = acceptWord(u"AS") || isImplicitAlias() ? expectName(QStringLiteral("an alias")) : QString();
    expectWord(u"USING");
    merge.source = parseSource();
    expectWord(u"ON");
    merge.on = parseExpression();
    do
        merge.clauses.push_back(parseMergeClause());
    while (isWord(u"WHEN"));
    return merge;
}

Merge::Clause StatementParser::parseMergeClause()
{
    Merge::Clause clause;
    clause.position = peek().position;
    expectWord(u"WHEN");
    const bool matched = !acceptWord(u"NOT");
    expectWord(u"MATCHED");
    if (acceptWord(u"AND"))
        clause.condition = parseExpression();
    expectWord(u"THEN");
    if (matched && acceptWord(u"DELETE")) {
        clause.kind = Merge::Clause::Kind::Delete;
    } else if (matched) {
        expectWord(u"UPDATE");
        expectWord(u"SET");
        clause.assignments = parseAssignments();
    } else {
        clause.kind = Merge::Clause::Kind::Insert;
        expectWord(u"INSERT");
        if (isSymbol(u"(")) {
            for (const QString &name : expectNameList(QStringLiteral("a column name")))
                clause.columns.append(name.toLower());
        }
        expectWord(u"VALUES");
        expectSymbol(u"(");
        clause.values = parseExpressionList();
        expectSymbol(u")");
    }
    return clause;
}

Statement StatementParser::parseTruncate()
{
    take();
    expectWord(u"TABLE");
    Truncate truncate;
    truncate.table = parseTableName();
    while (isWord(u"PARTITION")) {
        truncate.partitions.append(parsePartitionClause(false));
        acceptSymbol(u",");
    }
    return truncate;
}

Statement StatementParser::parseUpdate()
{
    take();
    Update update;
    update.table = parseTableName();
    if (!isWord(u"SET"))
        update.alias = acceptWord(u"AS") || isImplicitAlias() ? expectName(QStringLiteral("an alias")) : QString();
    expectWord(u"SET");
    if (isSymbol(u"("))
        failUnsupported(peek().position, QStringLiteral("UPDATE … SET of a row"));
    update.assignments = parseAssignments();
    if (isWord(u"FROM"))
        failUnsupported(peek().position, QStringLiteral("UPDATE … FROM"));
    if (acceptWord(u"WHERE"))
        update.where = parseExpression();
    return update;
}

Statement StatementParser::parseDelete()
{
    take();
    expectWord(u"FROM");
    Delete statement;
    statement.table = parseTableName();
    if (acceptWord(u"AS") || isImplicitAlias())
        statement.alias = expectName(QStringLiteral("an alias"));
    if (acceptWord(u"WHERE"))
        statement.where = parseExpression();
    return statement;
}

} // namespace isthmus::sandboxsql
