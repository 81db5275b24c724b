// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tokenreader.h"

#include <isthmus/sandboxsql/ast.h>

namespace isthmus::sandboxsql {

/// Expressions by precedence climbing. From loosest to tightest: OR, AND, NOT, comparisons and predicates, |, ^, &,
/// + - ||, * / % DIV, signs, subscripts. Source: MaxCompute SQL, "Operators".
class ExpressionParser : protected TokenReader {
protected:
    using TokenReader::TokenReader;
    virtual ~ExpressionParser() = default;

    /// A query, up to whatever cannot belong to it. Supplied by the parser of queries.
    [[nodiscard]] virtual QueryPtr parseQuery() = 0;

    [[nodiscard]] ExpressionPtr parseExpression();
    [[nodiscard]] ExpressionList parseExpressionList(); ///< one or more
    [[nodiscard]] std::vector<OrderItem> parseOrderItems();
    [[nodiscard]] catalog::DataType parseType();
    /// (PARTITION BY … ORDER BY …), or the name of a window.
    [[nodiscard]] Window parseWindow();

    /// Whether the next token can be an alias without AS: a name that begins no clause.
    [[nodiscard]] bool isImplicitAlias();
    /// Whether a query starts at the next token, or after \a ahead more.
    [[nodiscard]] bool isQueryStart(size_t ahead = 0);

    /// One level of nesting; complains when there are too many, so that hostile text cannot exhaust the stack.
    class Nesting {
    public:
        explicit Nesting(ExpressionParser &parser);
        ~Nesting() { --m_parser.m_nesting; }
        Nesting(const Nesting &) = delete;
        Nesting &operator=(const Nesting &) = delete;

    private:
        ExpressionParser &m_parser;
    };

    /// Notes the height of a finished part for the query around it; complains when a tree gets too high.
    void noteHeight(int height, SourcePosition at);
    int m_height = 0; ///< highest part seen so far in the current query

    std::optional<NamedType> m_editionTwoType; ///< as in ScriptStatement; reset by the parser of statements

private:
    static constexpr int predicatePrecedence = 4; ///< of comparisons, IS, IN, BETWEEN, LIKE

    [[nodiscard]] ExpressionPtr make(SourcePosition at, Expression::Node node);
    [[nodiscard]] ExpressionPtr parseOperators(int minPrecedence);
    [[nodiscard]] ExpressionPtr parsePredicate(ExpressionPtr left);
    [[nodiscard]] ExpressionPtr parseIs(ExpressionPtr left);
    [[nodiscard]] ExpressionPtr parseIn(ExpressionPtr left, bool negated);
    [[nodiscard]] ExpressionPtr parseSigned();
    [[nodiscard]] ExpressionPtr parseSubscripts(ExpressionPtr base);
    [[nodiscard]] ExpressionPtr parsePrimary();
    [[nodiscard]] ExpressionPtr parseWord();
    [[nodiscard]] ExpressionPtr parseParentheses();
    [[nodiscard]] ExpressionPtr parseNumber();
    [[nodiscard]] ExpressionPtr parseTypedLiteral();
    [[nodiscard]] ExpressionPtr parseInterval();
    [[nodiscard]] ExpressionPtr parseCase();
    [[nodiscard]] ExpressionPtr parseCast();
    [[nodiscard]] ExpressionPtr parseExtract();
    [[nodiscard]] ExpressionPtr parseTrim();
    [[nodiscard]] ExpressionPtr parseLikeMany(const ExpressionPtr &operand, const Like &like, SourcePosition at);
    [[nodiscard]] ExpressionPtr parseNameOrStar();
    [[nodiscard]] ExpressionPtr parseCall(const QString &name, SourcePosition at);
    [[nodiscard]] ExpressionPtr parseArgument();
    [[nodiscard]] bool isLambda();
    [[nodiscard]] WindowFrame parseFrame();
    [[nodiscard]] FrameBound parseFrameBound();
    [[nodiscard]] qsizetype skipTypeArguments();
    void noteType(const catalog::DataType &type, SourcePosition at);

    int m_nesting = 0;
};

} // namespace isthmus::sandboxsql
