// SPDX-License-Identifier: GPL-3.0-or-later
#include "queryparser.h"

namespace isthmus::sandboxsql {

namespace {

constexpr size_t maxFromItems = 256;

} // namespace

QueryPtr QueryParser::parseQuery()
{
    const Nesting nesting(*this);
    return parseQueryBody(parseWith());
}

QueryPtr QueryParser::parseQueryBody(std::vector<CommonTable> with)
{
    const int outerHeight = std::exchange(m_height, 0);
    auto query = std::make_shared<Query>();
    query->position = peek().position;
    for (const CommonTable &table : with)
        noteHeight(table.query->height, table.position);
    query->with = std::move(with);
    query->terms.push_back(parseTerm());
    for (;;) {
        SetOperator op = SetOperator::First;
        if (isWord(u"UNION"))
            op = SetOperator::Union;
        else if (isWord(u"INTERSECT"))
            op = SetOperator::Intersect;
        else if (isWord(u"EXCEPT") || isWord(u"MINUS"))
            op = SetOperator::Except;
        else
            break;
        take();
        const bool all = acceptWord(u"ALL");
        if (!all)
            acceptWord(u"DISTINCT");
        query->terms.push_back(parseTerm());
        query->terms.back().op = op;
        query->terms.back().all = all;
    }
    parseTail(*query);
    query->height = m_height + 1;
    m_height = outerHeight;
    noteHeight(query->height, query->position);
    return query;
}

std::vector<CommonTable> QueryParser::parseWith()
{
    std::vector<CommonTable> tables;
    if (!acceptWord(u"WITH"))
        return tables;
    if (isWord(u"RECURSIVE"))
        failUnsupported(peek().position, QStringLiteral("WITH RECURSIVE"));
    do {
        CommonTable table;
        table.position = peek().position;
        table.name = expectName(QStringLiteral("the name of a common table expression"));
        if (isSymbol(u"("))
            table.columnAliases = expectNameList(QStringLiteral("a column name"));
        expectWord(u"AS");
        expectSymbol(u"(");
        table.query = parseQuery();
        expectSymbol(u")");
        tables.push_back(std::move(table));
    } while (acceptSymbol(u","));
    return tables;
}

QueryTerm QueryParser::parseTerm()
{
    QueryTerm term;
    term.position = peek().position;
    if (acceptSymbol(u"(")) {
        term.body = parseQuery();
        expectSymbol(u")");
    } else if (isWord(u"VALUES")) {
        take();
        term.body = parseValues(term.position);
    } else if (isWord(u"SELECT")) {
        term.body = parseSelect();
    } else if (acceptWord(u"FROM")) {
        std::vector<FromItem> from = parseFrom();
        if (!isWord(u"SELECT"))
            failExpecting(QStringLiteral("SELECT"));
        term.body = parseSelect(std::move(from));
    } else {
        failExpecting(QStringLiteral("SELECT"));
    }
    return term;
}

Values QueryParser::parseValues(SourcePosition at)
{
    Values values;
    values.position = at;
    do {
        const SourcePosition rowAt = peek().position;
        expectSymbol(u"(");
        values.rows.push_back(parseExpressionList());
        expectSymbol(u")");
        if (values.rows.back().size() != values.rows.front().size())
            throw SqlError::semantic(rowAt, QStringLiteral("rows of VALUES differ in their number of values"));
    } while (acceptSymbol(u","));
    return values;
}

QueryPtr QueryParser::parseSelectQuery(std::vector<FromItem> from)
{
    const int outerHeight = m_height; // what FROM has counts here, too
    auto query = std::make_shared<Query>();
    query->position = peek().position;
    if (!isWord(u"SELECT"))
        failExpecting(QStringLiteral("SELECT"));
    QueryTerm term;
    term.position = query->position;
    term.body = parseSelect(std::move(from));
    query->terms.push_back(std::move(term));
    parseTail(*query);
    query->height = m_height + 1;
    m_height = outerHeight;
    noteHeight(query->height, query->position);
    return query;
}

Select QueryParser::parseSelect(std::vector<FromItem> from)
{
    Select select;
    select.from = std::move(from);
    select.position = take().position;
    if (acceptWord(u"DISTINCT"))
        select.distinct = true;
    else
        acceptWord(u"ALL");
    do
        select.items.push_back(parseSelectItem());
    while (acceptSymbol(u","));
    if (isWord(u"USING"))
        failUnsupported(peek().position, QStringLiteral("SELECT TRANSFORM … USING"));
    if (select.from.empty() && acceptWord(u"FROM"))
        select.from = parseFrom();
    if (acceptWord(u"WHERE"))
        select.where = parseExpression();
    if (acceptWords(u"GROUP", u"BY"))
        select.groupBy = parseGroupBy();
    if (acceptWord(u"HAVING"))
        select.having = parseExpression();
    if (acceptWord(u"WINDOW"))
        parseWindows(select);
    if (acceptWord(u"QUALIFY"))
        select.qualify = parseExpression();
    if (select.windows.empty() && acceptWord(u"WINDOW"))
        parseWindows(select);
    return select;
}

// w AS (PARTITION BY …), v AS (…)
void QueryParser::parseWindows(Select &select)
{
    do {
        NamedWindow window;
        window.position = peek().position;
        window.name = expectName(QStringLiteral("the name of a window")).toLower();
        expectWord(u"AS");
        if (!isSymbol(u"("))
            failExpecting(QStringLiteral("'('"));
        window.window = parseWindow();
        select.windows.push_back(std::move(window));
    } while (acceptSymbol(u","));
}

SelectItem QueryParser::parseSelectItem()
{
    SelectItem item;
    item.expression = parseExpression();
    if (acceptWord(u"AS")) {
        if (isSymbol(u"("))
            item.aliases = expectNameList(QStringLiteral("an alias"));
        else
            item.alias = expectName(QStringLiteral("an alias"));
    } else if (isImplicitAlias()) {
        item.alias = take().text;
    }
    // EXCEPT (SELECT …) is a set operation, EXCEPT (a, b) leaves columns out.
    if (item.expression->as<Star>() && isWord(u"EXCEPT") && isSymbol(u"(", 1) && !isQueryStart(2)
        && !isSymbol(u"(", 2)) {
        take();
        for (const QString &name : expectNameList(QStringLiteral("a column name")))
            item.except.append(name.toLower());
    }
    return item;
}

std::vector<FromItem> QueryParser::parseFrom()
{
    std::vector<FromItem> items;
    items.push_back(parseJoined(JoinKind::First, false, peek().position));
    for (;;) {
        const SourcePosition at = peek().position;
        if (items.size() > maxFromItems)
            throw SqlError::semantic(at, QStringLiteral("FROM has at most %1 elements").arg(maxFromItems));
        JoinKind kind = JoinKind::Inner;
        bool natural = false;
        if (acceptSymbol(u","))
            items.push_back(parseJoined(JoinKind::Cross, false, at));
        else if (isWord(u"LATERAL"))
            items.push_back(parseLateralView());
        else if (parseJoinKind(kind, natural))
            items.push_back(parseJoined(kind, natural, at));
        else
            return items;
    }
}

// Takes the words up to and including JOIN; false, with nothing taken, if there is no join.
bool QueryParser::parseJoinKind(JoinKind &kind, bool &natural)
{
    const bool names = isWord(u"JOIN") || isWord(u"INNER") || isWord(u"LEFT") || isWord(u"RIGHT") || isWord(u"FULL")
        || isWord(u"CROSS") || isWord(u"NATURAL");
    if (!names)
        return false;
    natural = acceptWord(u"NATURAL");
    kind = JoinKind::Inner;
    if (acceptWord(u"CROSS")) {
        kind = JoinKind::Cross;
    } else if (acceptWord(u"LEFT")) {
        kind = acceptWord(u"SEMI") ? JoinKind::LeftSemi : acceptWord(u"ANTI") ? JoinKind::LeftAnti : JoinKind::Left;
    } else if (acceptWord(u"RIGHT")) {
        kind = JoinKind::Right;
    } else if (acceptWord(u"FULL")) {
        kind = JoinKind::Full;
    } else {
        acceptWord(u"INNER");
    }
    if (kind == JoinKind::Left || kind == JoinKind::Right || kind == JoinKind::Full)
        acceptWord(u"OUTER");
    expectWord(u"JOIN");
    return true;
}

FromItem QueryParser::parseJoined(JoinKind kind, bool natural, SourcePosition at)
{
    FromItem item;
    item.join = kind;
    item.natural = natural;
    item.position = at;
    item.source = parseSource();
    if (kind == JoinKind::First || natural)
        return item;
    if (acceptWord(u"ON")) {
        item.condition = parseExpression();
        if (item.join == JoinKind::Cross)
            item.join = JoinKind::Inner;
    } else if (acceptWord(u"USING")) {
        item.usingColumns = expectNameList(QStringLiteral("a column name"));
    } else if (kind == JoinKind::Inner) {
        item.join = JoinKind::Cross;
    } else if (kind != JoinKind::Cross) {
        failExpecting(QStringLiteral("ON or USING"));
    }
    return item;
}

bool QueryParser::startsNestedQuery()
{
    size_t ahead = 0;
    while (isSymbol(u"(", ahead)) {
        if (++ahead > 64)
            return false;
    }
    return isQueryStart(ahead) || isWord(u"VALUES", ahead);
}

QueryPtr QueryParser::wrap(QueryTerm term)
{
    auto query = std::make_shared<Query>();
    query->position = term.position;
    query->terms.push_back(std::move(term));
    return query;
}

Source QueryParser::parseSource()
{
    const Nesting nesting(*this);
    Source source;
    source.position = peek().position;
    if (isSymbol(u"(")) {
        take();
        if (!startsNestedQuery())
            failUnsupported(source.position, QStringLiteral("a join in parentheses"));
        source.query = parseQuery();
        expectSymbol(u")");
    } else if (isWord(u"VALUES") && isSymbol(u"(", 1)) {
        take();
        QueryTerm term;
        term.position = source.position;
        const int outerHeight = std::exchange(m_height, 0);
        term.body = parseValues(source.position);
        auto query = std::make_shared<Query>(*wrap(std::move(term)));
        query->height = m_height + 1;
        m_height = outerHeight;
        noteHeight(query->height, source.position);
        source.query = std::move(query);
    } else {
        source.table = parseTableName();
        if (isSymbol(u"("))
            failUnsupported(source.position, QStringLiteral("a table function in FROM"));
        if (acceptWord(u"TABLESAMPLE"))
            parseSample(source);
    }
    parseSourceAlias(source);
    return source;
}

// (10 PERCENT) or (100 ROWS)
void QueryParser::parseSample(Source &source)
{
    const SourcePosition at = peek().position;
    expectSymbol(u"(");
    if (!isKind(Token::Kind::Integer) && !isKind(Token::Kind::Number))
        failUnsupported(at, QStringLiteral("this form of TABLESAMPLE"));
    const QString amount = take().text;
    Sample sample;
    bool ok = false;
    if (acceptWord(u"PERCENT")) {
        sample.percent = amount.toDouble(&ok);
        ok = ok && *sample.percent >= 0 && *sample.percent <= 100;
    } else if (acceptWord(u"ROWS")) {
        sample.rows = amount.toInt(&ok);
    } else {
        failUnsupported(at, QStringLiteral("this form of TABLESAMPLE"));
    }
    if (!ok)
        throw SqlError::semantic(at, QStringLiteral("TABLESAMPLE of %1 is out of range").arg(amount.left(64)));
    expectSymbol(u")");
    source.sample = sample;
}

void QueryParser::parseSourceAlias(Source &source)
{
    if (acceptWord(u"AS"))
        source.alias = expectName(QStringLiteral("an alias"));
    else if (isImplicitAlias() && !isWord(u"FOR") && !isWord(u"PIVOT") && !isWord(u"UNPIVOT"))
        source.alias = take().text;
    if (!source.alias.isEmpty() && isSymbol(u"("))
        source.columnAliases = expectNameList(QStringLiteral("a column alias"));
    if (isWord(u"FOR") || isWord(u"PIVOT") || isWord(u"UNPIVOT"))
        failUnsupported(peek().position, peek().text.toUpper() + QStringLiteral(" after a table"));
}

FromItem QueryParser::parseLateralView()
{
    FromItem item;
    item.join = JoinKind::Cross;
    item.position = take().position;
    if (!acceptWord(u"VIEW"))
        failUnsupported(item.position, QStringLiteral("LATERAL without VIEW"));
    LateralView view;
    view.outer = acceptWord(u"OUTER");
    view.call = parseExpression();
    if (!view.call->as<Call>())
        throw SqlError::parse(view.call->position, QStringLiteral("LATERAL VIEW wants a function such as explode()"));
    if (!isWord(u"AS"))
        view.alias = expectName(QStringLiteral("a table alias"));
    if (acceptWord(u"AS")) {
        do
            view.columnAliases.append(expectName(QStringLiteral("a column alias")));
        while (acceptSymbol(u","));
    }
    item.source = std::move(view);
    return item;
}

std::vector<GroupItem> QueryParser::parseGroupBy()
{
    std::vector<GroupItem> items;
    do
        items.push_back(parseGroupItem());
    while (acceptSymbol(u","));
    const bool rollup = isWord(u"WITH") && isWord(u"ROLLUP", 1);
    const bool cube = isWord(u"WITH") && isWord(u"CUBE", 1);
    const bool sets = isWord(u"GROUPING") && isWord(u"SETS", 1);
    if (!rollup && !cube && !sets)
        return items;
    // GROUP BY a, b WITH ROLLUP (or WITH CUBE, GROUPING SETS (…)): one item over all of them.
    take();
    take();
    GroupItem whole;
    whole.kind = rollup ? GroupItem::Kind::Rollup : cube ? GroupItem::Kind::Cube : GroupItem::Kind::Sets;
    for (const GroupItem &item : items) {
        if (item.kind != GroupItem::Kind::Plain)
            failUnsupported(peek().position, QStringLiteral("this combination of grouping sets"));
        whole.sets.push_back(item.sets.front());
    }
    if (sets)
        whole.sets = parseGroupingSets();
    return {whole};
}

GroupItem QueryParser::parseGroupItem()
{
    GroupItem item;
    if (acceptWords(u"GROUPING", u"SETS"))
        item.kind = GroupItem::Kind::Sets;
    else if (isWord(u"ROLLUP") && isSymbol(u"(", 1))
        item.kind = GroupItem::Kind::Rollup;
    else if (isWord(u"CUBE") && isSymbol(u"(", 1))
        item.kind = GroupItem::Kind::Cube;
    if (item.kind == GroupItem::Kind::Rollup || item.kind == GroupItem::Kind::Cube)
        take();
    if (item.kind == GroupItem::Kind::Plain)
        item.sets.push_back({parseExpression()});
    else
        item.sets = parseGroupingSets();
    return item;
}

// ((a, b), a, ())
std::vector<ExpressionList> QueryParser::parseGroupingSets()
{
    std::vector<ExpressionList> sets;
    expectSymbol(u"(");
    do {
        if (!acceptSymbol(u"(")) {
            sets.push_back({parseExpression()});
            continue;
        }
        sets.push_back(isSymbol(u")") ? ExpressionList() : parseExpressionList());
        expectSymbol(u")");
    } while (acceptSymbol(u","));
    expectSymbol(u")");
    return sets;
}

void QueryParser::parseTail(Query &query)
{
    if (acceptWords(u"ORDER", u"BY")) {
        query.orderBy = parseOrderItems();
    } else if (acceptWords(u"CLUSTER", u"BY")) {
        for (const ExpressionPtr &key : parseExpressionList())
            query.orderBy.push_back({key, false, std::nullopt});
    } else {
        if (acceptWords(u"DISTRIBUTE", u"BY"))
            query.distributeBy = parseExpressionList();
        if (acceptWords(u"SORT", u"BY"))
            query.orderBy = parseOrderItems();
    }
    if (acceptWord(u"LIMIT")) {
        query.limit = parseExpression();
        if (acceptSymbol(u",")) {
            query.offset = std::move(query.limit);
            query.limit = parseExpression();
        }
    }
    if (acceptWord(u"OFFSET")) {
        query.offset = parseExpression();
        if (!acceptWord(u"ROWS"))
            acceptWord(u"ROW");
    }
}

TableName QueryParser::parseTableName()
{
    TableName name;
    name.position = peek().position;
    name.parts = expectNameParts(QStringLiteral("a table name"), 3);
    return name;
}

} // namespace isthmus::sandboxsql
