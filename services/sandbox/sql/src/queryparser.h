// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "expressionparser.h"

namespace isthmus::sandboxsql {

/// SELECT and all that goes with it. Source: MaxCompute SQL, "SELECT syntax".
class QueryParser : public ExpressionParser {
protected:
    using ExpressionParser::ExpressionParser;

    [[nodiscard]] QueryPtr parseQuery() override;
    /// WITH a AS (…), …; empty if there is none.
    [[nodiscard]] std::vector<CommonTable> parseWith();
    /// What follows WITH; \a with becomes part of it.
    [[nodiscard]] QueryPtr parseQueryBody(std::vector<CommonTable> with);
    [[nodiscard]] TableName parseTableName();
    /// (1, 'a'), (2, 'b'): what follows VALUES.
    [[nodiscard]] Values parseValues(SourcePosition at);
    /// What follows the word FROM.
    [[nodiscard]] std::vector<FromItem> parseFrom();
    [[nodiscard]] Source parseSource();
    /// A query of one SELECT, which has \a from if it has no FROM of its own, with ORDER BY and LIMIT.
    [[nodiscard]] QueryPtr parseSelectQuery(std::vector<FromItem> from);

private:
    [[nodiscard]] QueryTerm parseTerm();
    [[nodiscard]] Select parseSelect(std::vector<FromItem> from = {});
    void parseSample(Source &source);
    void parseWindows(Select &select);
    [[nodiscard]] SelectItem parseSelectItem();
    [[nodiscard]] FromItem parseJoined(JoinKind kind, bool natural, SourcePosition at);
    [[nodiscard]] bool parseJoinKind(JoinKind &kind, bool &natural);
    void parseSourceAlias(Source &source);
    [[nodiscard]] FromItem parseLateralView();
    [[nodiscard]] std::vector<GroupItem> parseGroupBy();
    [[nodiscard]] GroupItem parseGroupItem();
    [[nodiscard]] std::vector<ExpressionList> parseGroupingSets();
    void parseTail(Query &query);
    [[nodiscard]] static QueryPtr wrap(QueryTerm term);
    [[nodiscard]] bool startsNestedQuery();
};

} // namespace isthmus::sandboxsql
