// SPDX-License-Identifier: GPL-3.0-or-later
// Data types in ExpressionParser: of columns and casts.
#include "expressionparser.h"
#include "typerules.h"

#include <algorithm>
#include <array>

namespace isthmus::sandboxsql {

catalog::DataType ExpressionParser::parseType()
{
    const Token first = peek();
    static_cast<void>(expectName(QStringLiteral("a data type")));
    const qsizetype end = isSymbol(u"<") || isSymbol(u"(") ? skipTypeArguments() : first.end;
    const QString text = sourceText(first.begin, end);
    const catalog::DataType type = catalog::parseMaxComputeType(text);
    if (type.base == catalog::DataType::Base::Unknown)
        failUnsupported(first.position, QStringLiteral("data type %1").arg(text.left(128)));
    checkFields(type, first.position);
    noteType(type, first.position);
    return type;
}

// Source: MaxCompute SQL, "Data type editions": 1.0 has BIGINT, DOUBLE, DECIMAL, STRING, DATETIME, BOOLEAN and nested
// types.
void ExpressionParser::noteType(const catalog::DataType &type, SourcePosition at)
{
    using Base = catalog::DataType::Base;
    static constexpr std::array inEditionOne{Base::BigInt,  Base::Double, Base::Decimal, Base::String, Base::DateTime,
                                             Base::Boolean, Base::Array,  Base::Map,     Base::Struct};
    if (m_editionTwoType)
        return;
    if (std::find(inEditionOne.begin(), inEditionOne.end(), type.base) == inEditionOne.end())
        m_editionTwoType = NamedType{type.text.section(u'(', 0, 0), at};
    for (const catalog::DataType &part : type.args)
        noteType(part, at);
}

// Past the matching '>' or ')'; answers the offset behind it.
qsizetype ExpressionParser::skipTypeArguments()
{
    for (int depth = 0;;) {
        if (isKind(Token::Kind::End) || isKind(Token::Kind::Bad))
            failExpecting(QStringLiteral("the end of a data type"));
        const Token token = take();
        const bool isSymbolToken = token.kind == Token::Kind::Symbol;
        if (isSymbolToken && (token.text == u"<" || token.text == u"("))
            ++depth;
        else if (isSymbolToken && (token.text == u">" || token.text == u")") && --depth == 0)
            return token.end;
    }
}

} // namespace isthmus::sandboxsql
