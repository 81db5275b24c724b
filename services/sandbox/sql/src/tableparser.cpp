// SPDX-License-Identifier: GPL-3.0-or-later
#include "tableparser.h"

#include <QSet>

#include <algorithm>

namespace isthmus::sandboxsql {

namespace {

// Source: docs/protocol.md#types-and-limits.
constexpr qsizetype maxColumns = 1200;
constexpr qsizetype maxPartitionLevels = 6;

QStringList lowered(const QStringList &names)
{
    QStringList result;
    for (const QString &name : names)
        result.append(name.toLower());
    return result;
}

} // namespace

QString TableParser::parseComment()
{
    return expectString(QStringLiteral("the text of the comment"));
}

void TableParser::expectStatementEnd()
{
    if (!isSymbol(u";") && !isKind(Token::Kind::End))
        failExpecting(QStringLiteral("the end of the statement"));
}

Properties TableParser::parseProperties()
{
    Properties properties;
    expectSymbol(u"(");
    do {
        QString key;
        if (isKind(Token::Kind::String))
            key = take().text;
        else
            key = expectNameParts(QStringLiteral("the name of a property"), 16).join(u'.');
        expectSymbol(u"=");
        properties.append({key, expectString(QStringLiteral("the value of the property as text"))});
    } while (acceptSymbol(u","));
    expectSymbol(u")");
    return properties;
}

PartitionSpec TableParser::parsePartitionClause(bool dynamic)
{
    PartitionSpec spec;
    expectWord(u"PARTITION");
    expectSymbol(u"(");
    do {
        PartitionValue value;
        value.position = peek().position;
        value.column = expectName(QStringLiteral("a partition column")).toLower();
        if (acceptSymbol(u"=")) {
            const QString sign = acceptSymbol(u"-") ? QStringLiteral("-") : QString();
            const bool number = isKind(Token::Kind::Integer) || isKind(Token::Kind::Number);
            if (!number && (!isKind(Token::Kind::String) || !sign.isEmpty()))
                failExpecting(QStringLiteral("a constant as partition value"));
            value.value = sign + take().text;
        } else if (isSymbol(u"<") || isSymbol(u">") || isSymbol(u"<=") || isSymbol(u">=") || isSymbol(u"<>")) {
            failUnsupported(peek().position, QStringLiteral("a comparison in a partition filter"));
        } else if (!dynamic) {
            failExpecting(QStringLiteral("'='"));
        }
        for (const PartitionValue &other : spec) {
            if (other.column == value.column)
                throw SqlError::semantic(value.position,
                                         QStringLiteral("partition column %1 is given twice").arg(value.column));
        }
        if (spec.size() == maxPartitionLevels)
            throw SqlError::semantic(
                value.position, QStringLiteral("a table has at most %1 partition columns").arg(maxPartitionLevels));
        spec.append(value);
    } while (acceptSymbol(u",") || acceptSymbol(u"/"));
    expectSymbol(u")");
    return spec;
}

PartitionSpec TableParser::parseOptionalPartition(bool dynamic)
{
    return isWord(u"PARTITION") ? parsePartitionClause(dynamic) : PartitionSpec();
}

QList<PartitionSpec> TableParser::parsePartitionClauses()
{
    QList<PartitionSpec> specs;
    do
        specs.append(parsePartitionClause(false));
    while (acceptSymbol(u",") || isWord(u"PARTITION"));
    return specs;
}

CreateTable TableParser::parseCreateTable(bool external, bool orReplace)
{
    CreateTable table;
    table.external = external;
    table.orReplace = orReplace;
    table.ifNotExists = acceptIfNotExists();
    table.table = parseTableName();
    if (isSymbol(u"("))
        parseColumns(table);
    parseTableClauses(table);
    if (acceptWord(u"AS"))
        table.query = parseQuery();
    if (table.columns.isEmpty() && !table.like && !table.query)
        failExpecting(QStringLiteral("columns, LIKE or AS SELECT"));
    checkColumns(table);
    return table;
}

void TableParser::parseColumns(CreateTable &table)
{
    expectSymbol(u"(");
    do {
        if (isWord(u"PRIMARY") && isWord(u"KEY", 1))
            parsePrimaryKey(table);
        else
            table.columns.append(parseColumn(&table));
        if (table.columns.size() > maxColumns)
            throw SqlError::semantic(peek().position, QStringLiteral("a table has at most %1 columns").arg(maxColumns));
    } while (acceptSymbol(u","));
    expectSymbol(u")");
}

void TableParser::parsePrimaryKey(CreateTable &table)
{
    take();
    take();
    if (!table.primaryKey.isEmpty())
        throw SqlError::semantic(peek().position, QStringLiteral("a table has only one primary key"));
    table.primaryKey = lowered(expectNameList(QStringLiteral("a column name")));
}

// name type [NOT NULL | NULL] [DEFAULT constant] [PRIMARY KEY] [COMMENT '…'] in any order after the type; PRIMARY KEY
// only where \a table is given.
catalog::Column TableParser::parseColumn(CreateTable *table)
{
    catalog::Column column;
    column.name = expectName(QStringLiteral("a column name")).toLower();
    column.type = parseType();
    for (;;) {
        if (acceptWords(u"NOT", u"NULL")) {
            column.nullable = false;
        } else if (acceptWord(u"NULL")) {
            column.nullable = true;
        } else if (acceptWord(u"COMMENT")) {
            column.comment = parseComment();
        } else if (acceptWord(u"DEFAULT")) {
            const qsizetype begin = peek().begin;
            static_cast<void>(parseExpression());
            column.defaultSql = sourceText(begin, peek().begin).trimmed();
        } else if (table && isWord(u"PRIMARY") && isWord(u"KEY", 1)) {
            take();
            take();
            if (!table->primaryKey.isEmpty())
                throw SqlError::semantic(peek().position, QStringLiteral("a table has only one primary key"));
            table->primaryKey = {column.name};
        } else {
            return column;
        }
    }
}

void TableParser::parseTableClauses(CreateTable &table)
{
    while (parseTableClause(table)) { }
}

// One clause behind the columns; false if there is none.
bool TableParser::parseTableClause(CreateTable &table)
{
    const SourcePosition at = peek().position;
    if (acceptWord(u"COMMENT")) {
        table.comment = parseComment();
    } else if (acceptWords(u"PARTITIONED", u"BY")) {
        parsePartitionedBy(table);
    } else if (acceptWord(u"LIFECYCLE")) {
        table.lifecycleDays = expectNumber(QStringLiteral("a number of days"));
    } else if (acceptWord(u"TBLPROPERTIES")) {
        table.properties.append(parseProperties());
    } else if (acceptWords(u"STORED", u"BY")) {
        table.storageHandler = expectString(QStringLiteral("the class of the storage handler"));
    } else if (acceptWords(u"WITH", u"SERDEPROPERTIES")) {
        table.serdeProperties.append(parseProperties());
    } else if (acceptWord(u"LOCATION")) {
        table.location = expectString(QStringLiteral("the location as text"));
    } else if (acceptWord(u"LIKE")) {
        table.like = parseTableName();
    } else if (isWord(u"CLUSTERED") || isWord(u"RANGE")) {
        failUnsupported(at, QStringLiteral("a clustered table"));
    } else if (isWord(u"AUTO")) {
        failUnsupported(at, QStringLiteral("AUTO PARTITIONED BY"));
    } else if (isWord(u"ROW") || (isWord(u"STORED") && isWord(u"AS", 1))) {
        failUnsupported(at, QStringLiteral("ROW FORMAT and STORED AS"));
    } else if (isWord(u"USING")) {
        failUnsupported(at, QStringLiteral("USING a resource"));
    } else {
        return false;
    }
    return true;
}

void TableParser::parsePartitionedBy(CreateTable &table)
{
    expectSymbol(u"(");
    do {
        catalog::Column column = parseColumn(nullptr);
        column.isPartitionKey = true;
        table.partitionColumns.append(column);
    } while (acceptSymbol(u","));
    expectSymbol(u")");
    if (table.partitionColumns.size() > maxPartitionLevels)
        throw SqlError::semantic(table.table.position,
                                 QStringLiteral("a table has at most %1 partition columns").arg(maxPartitionLevels));
}

// Refuses doubled names; numbers the columns of the primary key.
void TableParser::checkColumns(CreateTable &table)
{
    QSet<QString> names;
    for (const catalog::Column &column : table.columns + table.partitionColumns) {
        if (names.contains(column.name))
            throw SqlError::semantic(table.table.position,
                                     QStringLiteral("column %1 is declared twice").arg(column.name));
        names.insert(column.name);
    }
    for (qsizetype i = 0; i < table.primaryKey.size(); ++i) {
        const auto isKey = [&](const catalog::Column &column) { return column.name == table.primaryKey[i]; };
        const auto it = std::find_if(table.columns.begin(), table.columns.end(), isKey);
        if (it == table.columns.end())
            throw SqlError::semantic(
                table.table.position,
                QStringLiteral("primary key column %1 is no column of the table").arg(table.primaryKey[i]));
        it->keyPosition = int(i) + 1;
        it->nullable = false;
    }
}

AlterTable TableParser::parseAlterTable(bool isView)
{
    AlterTable alter;
    alter.isView = isView;
    alter.table = parseTableName();
    const SourcePosition at = peek().position;
    if (isWord(u"ADD")) {
        alter.action = parseAddAction();
    } else if (isWord(u"DROP")) {
        alter.action = parseDropAction();
    } else if (isWord(u"CHANGE")) {
        alter.action = parseChangeColumn();
    } else if (isWord(u"SET")) {
        alter.action = parseSetAction();
    } else if (isWord(u"ENABLE") || isWord(u"DISABLE")) {
        EnableLifecycle lifecycle{acceptWord(u"ENABLE"), {}};
        acceptWord(u"DISABLE");
        expectWord(u"LIFECYCLE");
        alter.action = lifecycle;
    } else if (acceptWords(u"RENAME", u"TO")) {
        alter.action = RenameTable{expectName(QStringLiteral("the new name of the table")).toLower()};
    } else if (acceptWord(u"TOUCH")) {
        alter.action = Touch{parseOptionalPartition(false)};
    } else if (isWord(u"PARTITION")) {
        const PartitionSpec partition = parsePartitionClause(false);
        if (acceptWords(u"RENAME", u"TO"))
            alter.action = RenamePartition{partition, parsePartitionClause(false)};
        else if (isWord(u"ENABLE") || isWord(u"DISABLE")) {
            const bool enable = take().text.compare(u"ENABLE", Qt::CaseInsensitive) == 0;
            expectWord(u"LIFECYCLE");
            alter.action = EnableLifecycle{enable, partition};
        } else {
            failUnsupported(peek().position, QStringLiteral("this change of a partition"));
        }
    } else if (isKind(Token::Kind::Word)) {
        failUnsupported(at, QStringLiteral("ALTER TABLE … ") + peek().text.toUpper().left(64));
    } else {
        failExpecting(QStringLiteral("what to change of the table"));
    }
    return alter;
}

AlterTable::Action TableParser::parseAddAction()
{
    take();
    if (isWord(u"COLUMNS") || isWord(u"COLUMN")) {
        take();
        AddColumns add;
        add.ifNotExists = acceptIfNotExists();
        add.columns = parseNewColumns();
        return add;
    }
    AddPartitions add;
    add.ifNotExists = acceptIfNotExists();
    add.partitions = parsePartitionClauses();
    return add;
}

QList<catalog::Column> TableParser::parseNewColumns()
{
    QList<catalog::Column> columns;
    const bool parentheses = acceptSymbol(u"(");
    do
        columns.append(parseColumn(nullptr));
    while (parentheses && acceptSymbol(u","));
    if (parentheses)
        expectSymbol(u")");
    return columns;
}

AlterTable::Action TableParser::parseDropAction()
{
    take();
    if (isWord(u"COLUMNS") || isWord(u"COLUMN")) {
        take();
        DropColumns drop;
        const bool parentheses = acceptSymbol(u"(");
        do
            drop.columns.append(expectName(QStringLiteral("a column name")).toLower());
        while (acceptSymbol(u","));
        if (parentheses)
            expectSymbol(u")");
        return drop;
    }
    DropPartitions drop;
    drop.ifExists = acceptIfExists();
    drop.partitions = parsePartitionClauses();
    return drop;
}

AlterTable::Action TableParser::parseSetAction()
{
    take();
    if (acceptWord(u"COMMENT"))
        return SetComment{parseComment()};
    if (acceptWord(u"LIFECYCLE"))
        return SetLifecycle{expectNumber(QStringLiteral("a number of days"))};
    if (acceptWord(u"TBLPROPERTIES"))
        return SetTableProperties{parseProperties()};
    failUnsupported(peek().position, QStringLiteral("ALTER TABLE … SET ") + peek().text.toUpper().left(64));
}

// CHANGE COLUMN c COMMENT 't' | c RENAME TO d | c d type [COMMENT 't'] | c NULL
AlterTable::Action TableParser::parseChangeColumn()
{
    take();
    acceptWord(u"COLUMN");
    ChangeColumn change;
    change.column = expectName(QStringLiteral("a column name")).toLower();
    change.newName = change.column;
    if (acceptWords(u"RENAME", u"TO")) {
        change.newName = expectName(QStringLiteral("the new name of the column")).toLower();
        return change;
    }
    if (acceptWord(u"NULL")) {
        change.nullable = true;
        return change;
    }
    if (!isWord(u"COMMENT")) {
        change.newName = expectName(QStringLiteral("the new name of the column")).toLower();
        change.type = parseType();
    }
    if (acceptWord(u"COMMENT"))
        change.comment = parseComment();
    if (isWord(u"AFTER") || isWord(u"FIRST"))
        failUnsupported(peek().position, QStringLiteral("moving a column"));
    return change;
}

} // namespace isthmus::sandboxsql
