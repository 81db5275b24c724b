// SPDX-License-Identifier: GPL-3.0-or-later
#include "statementparser.h"

#include <isthmus/sandboxsql/parser.h>

namespace isthmus::sandboxsql {

QList<ScriptStatement> StatementParser::parseScript()
{
    QList<ScriptStatement> statements;
    for (;;) {
        while (acceptSymbol(u";")) { }
        if (isKind(Token::Kind::End))
            return statements;
        ScriptStatement entry;
        entry.begin = peek().begin;
        entry.position = peek().position;
        m_editionTwoType.reset();
        entry.statement = parseStatement();
        entry.editionTwoType = m_editionTwoType;
        expectStatementEnd();
        entry.text = sourceText(entry.begin, peek().begin).trimmed();
        statements.append(std::move(entry));
    }
}

ExpressionPtr StatementParser::parseWholeExpression()
{
    ExpressionPtr expression = parseExpression();
    if (!isKind(Token::Kind::End))
        failExpecting(QStringLiteral("the end of the expression"));
    return expression;
}

Statement StatementParser::parseStatement()
{
    if (isWord(u"FROM"))
        return parseMultiInsert({});
    if (isWord(u"SELECT") || isWord(u"VALUES") || isSymbol(u"("))
        return QueryStatement{parseQuery()};
    if (isWord(u"WITH"))
        return parseWithStatement();
    if (isWord(u"SET"))
        return parseSet();
    if (isWord(u"CREATE"))
        return parseCreate();
    if (isWord(u"DROP"))
        return parseDrop();
    if (isWord(u"INSERT"))
        return parseInsert({});
    if (isWord(u"ALTER") && (isWord(u"TABLE", 1) || isWord(u"VIEW", 1))) {
        take();
        const bool isView = isWord(u"VIEW");
        take();
        return parseAlterTable(isView);
    }
    if (isWord(u"TRUNCATE"))
        return parseTruncate();
    if (isWord(u"UPDATE"))
        return parseUpdate();
    if (isWord(u"DELETE"))
        return parseDelete();
    if (isWord(u"MERGE"))
        return parseMerge();
    if (isWord(u"SHOW"))
        return parseShow();
    if (isWord(u"DESC") || isWord(u"DESCRIBE"))
        return parseDescribe();
    if (isWord(u"EXPLAIN"))
        return parseExplain(isWord(u"OUTPUT", 1) ? Explain::What::Output : Explain::What::Plan);
    if (isWord(u"COST") && isWord(u"SQL", 1))
        return parseExplain(Explain::What::Cost);
    failUnknownStatement();
}

// Statements MaxCompute has and the sandbox has not are named as such; the rest is no SQL.
void StatementParser::failUnknownStatement()
{
    for (const QStringView word : {u"ALTER",   u"LOAD", u"UNLOAD", u"CLONE", u"GRANT",    u"REVOKE", u"ANALYZE",
                                   u"MSCK",    u"USE",  u"ADD",    u"LIST",  u"READ",     u"UNSET",  u"PURGE",
                                   u"RESTORE", u"KILL", u"CALL",   u"IF",    u"FUNCTION", u"REFRESH"}) {
        if (isWord(word))
            failUnsupported(peek().position, QStringLiteral("statement %1").arg(word));
    }
    if (isKind(Token::Kind::Parameter) && peek().text.startsWith(u'@'))
        failUnsupported(peek().position, QStringLiteral("a script variable"));
    failExpecting(QStringLiteral("a statement"));
}

// SET key=value: the value is raw text up to the semicolon, whatever it holds.
Statement StatementParser::parseSet()
{
    take();
    SetStatement set;
    const qsizetype begin = peek().begin;
    while (!isSymbol(u"=") && !isSymbol(u";") && !isKind(Token::Kind::End))
        take();
    set.key = sourceText(begin, peek().begin).trimmed();
    if (set.key.isEmpty())
        failExpecting(QStringLiteral("the name of a setting"));
    expectSymbol(u"=");
    const qsizetype valueBegin = peek().begin;
    while (!isSymbol(u";") && !isKind(Token::Kind::End))
        take();
    set.value = sourceText(valueBegin, peek().begin).trimmed();
    return set;
}

Statement StatementParser::parseCreate()
{
    const SourcePosition at = take().position;
    bool orReplace = false;
    if (acceptWord(u"OR")) {
        expectWord(u"REPLACE");
        orReplace = true;
    }
    const bool external = acceptWord(u"EXTERNAL");
    if (acceptWord(u"TABLE"))
        return parseCreateTable(external, orReplace);
    if (acceptWord(u"SCHEMA"))
        return parseCreateSchema(external, at);
    if (!external && acceptWord(u"VIEW"))
        return parseCreateView(orReplace);
    if (!external && acceptWords(u"FOREIGN", u"SERVER"))
        return parseCreateForeignServer(at);
    if (isKind(Token::Kind::Word))
        failUnsupported(at,
                        QStringLiteral("CREATE ") + (external ? QStringLiteral("EXTERNAL ") : QString())
                            + peek().text.toUpper().left(64));
    failExpecting(QStringLiteral("TABLE, VIEW, SCHEMA or FOREIGN SERVER"));
}

Statement StatementParser::parseCreateSchema(bool external, SourcePosition at)
{
    const bool ifNotExists = acceptIfNotExists();
    const QStringList name = expectNameParts(QStringLiteral("a schema name"), 2);
    if (!external) {
        CreateSchema create{name, ifNotExists, {}, at};
        if (acceptWord(u"COMMENT"))
            create.comment = parseComment();
        return create;
    }
    CreateExternalSchema create;
    create.schema = name;
    create.ifNotExists = ifNotExists;
    create.position = at;
    for (;;) {
        if (acceptWord(u"WITH"))
            create.server = expectName(QStringLiteral("the name of a foreign server")).toLower();
        else if (acceptWord(u"ON"))
            create.target = expectString(QStringLiteral("the source schema as text"));
        else if (acceptWord(u"COMMENT"))
            create.comment = parseComment();
        else
            break;
    }
    if (create.server.isEmpty())
        failExpecting(QStringLiteral("WITH and the name of a foreign server"));
    return create;
}

Statement StatementParser::parseCreateForeignServer(SourcePosition at)
{
    CreateForeignServer create;
    create.position = at;
    create.ifNotExists = acceptIfNotExists();
    create.name = expectName(QStringLiteral("the name of the foreign server")).toLower();
    expectWord(u"TYPE");
    const Token type = peek();
    create.type = expectName(QStringLiteral("the type of the foreign server")).toLower();
    if (create.type != u"hologres")
        failUnsupported(type.position, QStringLiteral("foreign server type %1").arg(type.text.left(64)));
    expectWord(u"OPTIONS");
    const Properties options = parseProperties();
    for (const auto &[key, value] : options)
        create.options.append({key.toLower(), value});
    return create;
}

Statement StatementParser::parseCreateView(bool orReplace)
{
    CreateView create;
    create.orReplace = orReplace;
    create.ifNotExists = acceptIfNotExists();
    create.view = parseTableName();
    if (acceptSymbol(u"(")) {
        do {
            catalog::Column column;
            column.name = expectName(QStringLiteral("a column name")).toLower();
            if (acceptWord(u"COMMENT"))
                column.comment = parseComment();
            create.columns.append(column);
        } while (acceptSymbol(u","));
        expectSymbol(u")");
    }
    if (acceptWord(u"COMMENT"))
        create.comment = parseComment();
    expectWord(u"AS");
    const qsizetype begin = peek().begin;
    create.query = parseQuery();
    create.queryText = sourceText(begin, peek().begin).trimmed();
    return create;
}

Statement StatementParser::parseDrop()
{
    const SourcePosition at = take().position;
    if (acceptWords(u"FOREIGN", u"SERVER")) {
        DropForeignServer drop;
        drop.position = at;
        drop.ifExists = acceptIfExists();
        drop.name = expectName(QStringLiteral("the name of a foreign server")).toLower();
        return drop;
    }
    if (acceptWords(u"EXTERNAL", u"SCHEMA") || acceptWord(u"SCHEMA"))
        return parseDropSchema(at);
    const bool isView = isWord(u"VIEW");
    if (!isView && !isWord(u"TABLE")) {
        if (isKind(Token::Kind::Word))
            failUnsupported(at, QStringLiteral("DROP ") + peek().text.toUpper().left(64));
        failExpecting(QStringLiteral("TABLE, VIEW, SCHEMA or FOREIGN SERVER"));
    }
    take();
    const bool ifExists = acceptIfExists();
    const TableName name = parseTableName();
    if (isView)
        return DropView{name, ifExists};
    acceptWord(u"PURGE");
    return DropTable{name, ifExists};
}

Statement StatementParser::parseDropSchema(SourcePosition at)
{
    DropSchema drop;
    drop.position = at;
    drop.ifExists = acceptIfExists();
    drop.schema = expectNameParts(QStringLiteral("a schema name"), 2);
    acceptWord(u"PURGE");
    drop.cascade = acceptWord(u"CASCADE");
    if (!drop.cascade)
        acceptWord(u"RESTRICT");
    return drop;
}

Statement StatementParser::parseWithStatement()
{
    std::vector<CommonTable> with = parseWith();
    if (isWord(u"INSERT"))
        return parseInsert(std::move(with));
    if (isWord(u"FROM"))
        return parseMultiInsert(std::move(with));
    return QueryStatement{parseQueryBody(std::move(with))};
}

Statement StatementParser::parseShow()
{
    Show show;
    show.position = take().position;
    if (acceptWords(u"CREATE", u"TABLE")) {
        show.what = Show::What::CreateTable;
        show.table = parseTableName();
        return show;
    }
    if (acceptWord(u"PARTITIONS")) {
        show.what = Show::What::Partitions;
        show.table = parseTableName();
        show.partition = parseOptionalPartition(false);
        return show;
    }
    if (acceptWord(u"TABLES"))
        show.what = Show::What::Tables;
    else if (acceptWord(u"VIEWS"))
        show.what = Show::What::Views;
    else if (acceptWord(u"SCHEMAS"))
        show.what = Show::What::Schemas;
    else if (acceptWord(u"FUNCTIONS"))
        show.what = Show::What::Functions;
    else if (acceptWords(u"FOREIGN", u"SERVERS"))
        show.what = Show::What::ForeignServers;
    else if (isKind(Token::Kind::Word))
        failUnsupported(show.position, QStringLiteral("SHOW ") + peek().text.toUpper().left(64));
    else
        failExpecting(QStringLiteral("what to show"));
    if (acceptWord(u"IN") || acceptWord(u"FROM"))
        show.in = expectNameParts(QStringLiteral("a project or schema"), 2);
    if (acceptWord(u"LIKE"))
        show.like = expectString(QStringLiteral("a pattern as text"));
    return show;
}

Statement StatementParser::parseDescribe()
{
    Describe describe;
    describe.position = take().position;
    describe.extended = acceptWord(u"EXTENDED");
    if (isWord(u"SCHEMA") && (isKind(Token::Kind::Word, 1) || isKind(Token::Kind::QuotedWord, 1))) {
        take();
        describe.what = Describe::What::Schema;
        describe.extended |= acceptWord(u"EXTENDED");
        describe.name = expectNameParts(QStringLiteral("a schema name"), 2);
        return describe;
    }
    if (acceptWords(u"FOREIGN", u"SERVER")) {
        describe.what = Describe::What::ForeignServer;
        describe.name = {expectName(QStringLiteral("the name of a foreign server")).toLower()};
        return describe;
    }
    if (isKind(Token::Kind::Word, 1) && !isWord(u"PARTITION", 1))
        failUnsupported(describe.position, QStringLiteral("DESC ") + peek().text.toUpper().left(64));
    describe.name = expectNameParts(QStringLiteral("a table name"), 3);
    describe.partition = parseOptionalPartition(false);
    return describe;
}

Statement StatementParser::parseExplain(Explain::What what)
{
    take();
    if (what != Explain::What::Plan)
        take();
    const Token first = peek();
    const bool isExplain = isWord(u"EXPLAIN") || isWord(u"COST");
    Statement explained = isExplain ? Statement() : parseStatement();
    if (auto *query = std::get_if<QueryStatement>(&explained))
        return Explain{what, std::move(query->query), {}};
    if (what == Explain::What::Output && !isExplain)
        return Explain{what, {}, {}};
    if (auto *insert = std::get_if<Insert>(&explained))
        return Explain{what, std::move(insert->query), std::move(insert->table)};
    failUnsupported(first.position,
                    what == Explain::What::Cost ? QStringLiteral("COST SQL of anything but a query or an INSERT")
                                                : QStringLiteral("EXPLAIN of anything but a query or an INSERT"));
}

SqlResult<QList<ScriptStatement>> parse(const QString &script)
{
    if (script.size() > maxScriptLength)
        return tl::unexpected(SqlError::parse({}, QStringLiteral("the script is longer than 2 MB")));
    try {
        return StatementParser(script).parseScript();
    } catch (const SqlError &error) {
        return tl::unexpected(error);
    }
}

SqlResult<ExpressionPtr> parseExpression(const QString &text)
{
    if (text.size() > maxScriptLength)
        return tl::unexpected(SqlError::parse({}, QStringLiteral("the expression is longer than 2 MB")));
    try {
        return StatementParser(text).parseWholeExpression();
    } catch (const SqlError &error) {
        return tl::unexpected(error);
    }
}

} // namespace isthmus::sandboxsql
