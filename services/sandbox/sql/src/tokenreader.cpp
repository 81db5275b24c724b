// SPDX-License-Identifier: GPL-3.0-or-later
#include "tokenreader.h"

#include <algorithm>

namespace isthmus::sandboxsql {

const Token &TokenReader::peek(size_t ahead)
{
    while (m_ahead.size() <= ahead)
        m_ahead.push_back(m_lexer.next());
    return m_ahead[ahead];
}

Token TokenReader::take()
{
    static_cast<void>(peek());
    Token token = std::move(m_ahead.front());
    m_ahead.pop_front();
    return token;
}

bool TokenReader::isWord(QStringView word, size_t ahead)
{
    const Token &token = peek(ahead);
    return token.kind == Token::Kind::Word && word.compare(token.text, Qt::CaseInsensitive) == 0;
}

bool TokenReader::isSymbol(QStringView symbol, size_t ahead)
{
    const Token &token = peek(ahead);
    return token.kind == Token::Kind::Symbol && token.text == symbol;
}

bool TokenReader::acceptWord(QStringView word)
{
    if (!isWord(word))
        return false;
    take();
    return true;
}

bool TokenReader::acceptWords(QStringView first, QStringView second)
{
    if (!isWord(first) || !isWord(second, 1))
        return false;
    take();
    take();
    return true;
}

bool TokenReader::acceptSymbol(QStringView symbol)
{
    if (!isSymbol(symbol))
        return false;
    take();
    return true;
}

void TokenReader::expectWord(QStringView word)
{
    if (!acceptWord(word))
        failExpecting(word.toString());
}

void TokenReader::expectSymbol(QStringView symbol)
{
    if (!acceptSymbol(symbol))
        failExpecting(QStringLiteral("'%1'").arg(symbol));
}

QString TokenReader::expectName(const QString &what)
{
    if (!isKind(Token::Kind::Word) && !isKind(Token::Kind::QuotedWord))
        failExpecting(what);
    return take().text;
}

QString TokenReader::expectString(const QString &what)
{
    if (!isKind(Token::Kind::String))
        failExpecting(what);
    return take().text;
}

int TokenReader::expectNumber(const QString &what)
{
    bool ok = false;
    const int number = isKind(Token::Kind::Integer) ? peek().text.toInt(&ok) : 0;
    if (!ok)
        failExpecting(what);
    take();
    return number;
}

QStringList TokenReader::expectNameParts(const QString &what, int maxParts)
{
    QStringList parts{expectName(what)};
    while (parts.size() < maxParts && acceptSymbol(u"."))
        parts.append(expectName(what));
    return parts;
}

QStringList TokenReader::expectNameList(const QString &what)
{
    QStringList names;
    expectSymbol(u"(");
    do
        names.append(expectName(what));
    while (acceptSymbol(u","));
    expectSymbol(u")");
    return names;
}

bool TokenReader::acceptIfExists()
{
    return acceptWords(u"IF", u"EXISTS");
}

bool TokenReader::acceptIfNotExists()
{
    if (!isWord(u"IF") || !isWord(u"NOT", 1))
        return false;
    take();
    take();
    expectWord(u"EXISTS");
    return true;
}

void TokenReader::failExpecting(const QString &expected)
{
    const Token &token = peek();
    switch (token.kind) {
    case Token::Kind::Bad:
        throw SqlError::parse(token.position, token.text);
    case Token::Kind::Parameter:
        throw SqlError::parse(token.position, QStringLiteral("parameter %1 has no value").arg(token.text.left(64)));
    case Token::Kind::End:
        throw SqlError::parse(token.position, QStringLiteral("mismatched input '<EOF>' expecting ") + expected);
    default:
        break;
    }
    const QString found = sourceText(token.begin, std::min(token.end, token.begin + 64));
    throw SqlError::parse(token.position, QStringLiteral("mismatched input '%1' expecting %2").arg(found, expected));
}

void TokenReader::failUnsupported(SourcePosition at, const QString &feature)
{
    throw SqlError::unsupported(at, feature);
}

} // namespace isthmus::sandboxsql
