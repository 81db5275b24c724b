// SPDX-License-Identifier: GPL-3.0-or-later
#include "lexer.h"

#include <algorithm>
#include <array>

namespace isthmus::sandboxsql {

namespace {

bool isDigit(QChar c)
{
    return c >= u'0' && c <= u'9';
}

bool startsWord(QChar c)
{
    return c.isLetter() || c == u'_';
}

bool continuesWord(QChar c)
{
    return c.isLetterOrNumber() || c == u'_' || c == u'$';
}

// Value of an octal escape \ooo, or -1: a backslash and three digits up to 377.
int octalValue(QChar a, QChar b, QChar c)
{
    const auto isOctal = [](QChar d) { return d >= u'0' && d <= u'7'; };
    if (!isOctal(a) || a > u'3' || !isOctal(b) || !isOctal(c))
        return -1;
    return (a.unicode() - u'0') * 64 + (b.unicode() - u'0') * 8 + (c.unicode() - u'0');
}

} // namespace

Token Lexer::next()
{
    Token token;
    if (!skipBlanks(token))
        return token;
    token.begin = m_pos;
    token.position = m_place;
    const QChar c = at(0);
    if (m_pos >= m_script.size())
        token.kind = Token::Kind::End;
    else if ((c == u'x' || c == u'X') && at(1) == u'\'')
        advance(), readString(token, Token::Kind::HexString);
    else if (startsWord(c))
        readWord(token);
    else if (c == u'`')
        readQuotedWord(token);
    else if (c == u'\'' || c == u'"')
        readString(token, Token::Kind::String);
    else if (isDigit(c) || (c == u'.' && isDigit(at(1)) && m_nameEnd != m_pos))
        readNumber(token);
    else if ((c == u'$' && at(1) == u'{') || (c == u'@' && startsWord(at(1))) || c == u'?')
        readParameter(token);
    else
        readSymbol(token);
    token.end = m_pos;
    m_nameEnd = token.kind == Token::Kind::Word || token.kind == Token::Kind::QuotedWord ? m_pos : -1;
    return token;
}

void Lexer::advance(qsizetype count)
{
    for (; count > 0 && m_pos < m_script.size(); --count, ++m_pos) {
        if (m_script[m_pos] == u'\n') {
            ++m_place.line;
            m_place.column = 1;
        } else {
            ++m_place.column;
        }
    }
}

// False with \a bad filled in if a comment has no end.
bool Lexer::skipBlanks(Token &bad)
{
    while (m_pos < m_script.size()) {
        if (at(0).isSpace() || at(0) == u'\xfeff') {
            advance();
        } else if (at(0) == u'-' && at(1) == u'-') {
            while (m_pos < m_script.size() && at(0) != u'\n')
                advance();
        } else if (at(0) == u'/' && at(1) == u'*') {
            const qsizetype end = m_script.indexOf(u"*/", m_pos + 2);
            if (end < 0) {
                bad.kind = Token::Kind::Bad;
                bad.text = QStringLiteral("a comment has no end");
                bad.begin = m_pos;
                bad.position = m_place;
                m_pos = bad.end = m_script.size();
                return false;
            }
            advance(end + 2 - m_pos);
        } else {
            break;
        }
    }
    return true;
}

void Lexer::readWord(Token &token)
{
    const qsizetype begin = m_pos;
    while (m_pos < m_script.size() && continuesWord(at(0)))
        advance();
    token.kind = Token::Kind::Word;
    token.text = m_script.mid(begin, m_pos - begin).toString();
}

void Lexer::readQuotedWord(Token &token)
{
    token.kind = Token::Kind::QuotedWord;
    advance();
    while (m_pos < m_script.size()) {
        const QChar c = at(0);
        advance();
        if (c != u'`') {
            token.text += c;
        } else if (at(0) == u'`') {
            token.text += c;
            advance();
        } else {
            if (token.text.isEmpty()) {
                token.kind = Token::Kind::Bad;
                token.text = QStringLiteral("a quoted name is empty");
            }
            return;
        }
    }
    token.kind = Token::Kind::Bad;
    token.text = QStringLiteral("a quoted name has no end");
}

void Lexer::readString(Token &token, Token::Kind kind)
{
    token.kind = kind;
    const QChar quote = at(0);
    advance();
    while (m_pos < m_script.size()) {
        const QChar c = at(0);
        if (c == quote) {
            advance();
            return;
        }
        if (c == u'\\') {
            readEscape(token);
        } else {
            token.text += c;
            advance();
        }
    }
    token.kind = Token::Kind::Bad;
    token.text = QStringLiteral("a string has no end");
}

void Lexer::readEscape(Token &token)
{
    const QChar c = at(1);
    if (const int octal = octalValue(c, at(2), at(3)); octal >= 0) {
        token.text += QChar(octal);
        advance(4);
        return;
    }
    if (c == u'u') {
        bool ok = false;
        const uint code = m_script.mid(m_pos + 2, 4).toString().toUInt(&ok, 16);
        if (ok && m_pos + 6 <= m_script.size()) {
            token.text += QChar(ushort(code));
            advance(6);
            return;
        }
    }
    switch (c.unicode()) {
    case u'n':
        token.text += u'\n';
        break;
    case u't':
        token.text += u'\t';
        break;
    case u'r':
        token.text += u'\r';
        break;
    case u'b':
        token.text += u'\b';
        break;
    case u'Z':
        token.text += QChar(0x1a);
        break;
    case u'0':
        token.text += QChar(0);
        break;
    case u'%': // stays escaped: LIKE reads it
    case u'_':
        token.text += u'\\';
        token.text += c;
        break;
    default:
        if (m_pos + 1 < m_script.size())
            token.text += c;
    }
    advance(2);
}

// Also a name that begins with a digit, as in Hive: 2024_orders, 5e8a.
void Lexer::readNumber(Token &token)
{
    const qsizetype begin = m_pos;
    token.kind = Token::Kind::Integer;
    while (isDigit(at(0)))
        advance();
    if (at(0) == u'.' && (isDigit(at(1)) || !startsWord(at(1)))) {
        token.kind = Token::Kind::Number;
        advance();
        while (isDigit(at(0)))
            advance();
    }
    if (at(0) == u'e' || at(0) == u'E') {
        const qsizetype sign = at(1) == u'+' || at(1) == u'-' ? 1 : 0;
        if (isDigit(at(1 + sign))) {
            token.kind = Token::Kind::Number;
            advance(1 + sign);
            while (isDigit(at(0)))
                advance();
        }
    }
    token.text = m_script.mid(begin, m_pos - begin).toString();
    const qsizetype end = m_pos;
    while (continuesWord(at(0)))
        advance();
    token.suffix = m_script.mid(end, m_pos - end).toString().toUpper();
    static constexpr std::array<QStringView, 4> ofAny{u"", u"F", u"D", u"BD"};
    static constexpr std::array<QStringView, 3> ofIntegers{u"L", u"S", u"Y"};
    const auto isOneOf = [&](const auto &suffixes) {
        return std::any_of(suffixes.begin(), suffixes.end(), [&](QStringView s) { return s == token.suffix; });
    };
    if (isOneOf(ofAny) || (token.kind == Token::Kind::Integer && isOneOf(ofIntegers)))
        return;
    const QStringView whole = m_script.mid(begin, m_pos - begin);
    if (std::all_of(whole.begin(), whole.end(), continuesWord)) {
        token.kind = Token::Kind::Word;
        token.text = whole.toString();
        token.suffix.clear();
    } else {
        token.kind = Token::Kind::Bad;
        token.text = QStringLiteral("'%1' is no number").arg(whole.left(64));
    }
}

void Lexer::readParameter(Token &token)
{
    const qsizetype begin = m_pos;
    token.kind = Token::Kind::Parameter;
    if (at(0) == u'$') {
        const qsizetype end = m_script.indexOf(u'}', m_pos);
        if (end < 0) {
            token.kind = Token::Kind::Bad;
            token.text = QStringLiteral("a parameter ${…} has no end");
            m_pos = m_script.size();
            return;
        }
        advance(end + 1 - m_pos);
    } else {
        advance();
        while (continuesWord(at(0)))
            advance();
    }
    token.text = m_script.mid(begin, m_pos - begin).toString();
}

void Lexer::readSymbol(Token &token)
{
    static constexpr std::array<QStringView, 10> longSymbols{u"<=>", u"<>", u"<=", u">=", u"!=",
                                                             u"==",  u"||", u"->", u"=>", u"::"};
    static constexpr QStringView single = u"+-*/%=<>(),.;[]:&|^~!{}";
    token.kind = Token::Kind::Symbol;
    const QStringView rest = m_script.mid(m_pos);
    for (const QStringView symbol : longSymbols) {
        if (rest.startsWith(symbol)) {
            token.text = symbol.toString();
            advance(symbol.size());
            return;
        }
    }
    const QChar c = at(0);
    advance();
    if (single.contains(c)) {
        token.text = c;
        return;
    }
    token.kind = Token::Kind::Bad;
    token.text = c.isPrint() ? QStringLiteral("unexpected character '%1'").arg(c)
                             : QStringLiteral("unexpected character U+%1").arg(uint(c.unicode()), 4, 16, QChar(u'0'));
}

} // namespace isthmus::sandboxsql
