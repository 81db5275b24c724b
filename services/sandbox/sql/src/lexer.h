// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <isthmus/sandboxsql/error.h>

#include <QString>
#include <QStringView>

namespace isthmus::sandboxsql {

struct Token {
    enum class Kind : quint8 {
        End,
        Word, ///< bare name or keyword
        QuotedWord, ///< `name`
        String, ///< '…' or "…"
        HexString, ///< X'…'
        Integer, ///< digits only
        Number, ///< with a point or an exponent
        Parameter, ///< ${name}, @name, ?
        Symbol,
        Bad, ///< text holds the complaint
    };
    Kind kind = Kind::End;
    QString text; ///< names without quotes, strings with escapes resolved, numbers without suffix, symbols as they are
    QString suffix; ///< of a number, upper case: L, S, Y, F, D, BD
    qsizetype begin = 0; ///< offsets into the script
    qsizetype end = 0;
    SourcePosition position;
};

/// Cuts a script into tokens, one at a time. Never fails: what is no token is a Bad one. Skips blanks and comments
/// (-- to the end of the line, and /* … */, which includes optimizer hints: they change no result).
/// Source of escapes: MaxCompute SQL, "Escape characters".
class Lexer {
public:
    explicit Lexer(QStringView script) : m_script(script) { }

    [[nodiscard]] Token next();

private:
    [[nodiscard]] QChar at(qsizetype offset) const
    {
        return m_pos + offset < m_script.size() ? m_script[m_pos + offset] : QChar();
    }
    void advance(qsizetype count = 1);
    [[nodiscard]] bool skipBlanks(Token &bad);
    void readWord(Token &token);
    void readQuotedWord(Token &token);
    void readString(Token &token, Token::Kind kind);
    void readEscape(Token &token);
    void readNumber(Token &token);
    void readParameter(Token &token);
    void readSymbol(Token &token);

    QStringView m_script;
    qsizetype m_pos = 0;
    qsizetype m_nameEnd = -1; // of the last token, if it is a name
    SourcePosition m_place;
};

} // namespace isthmus::sandboxsql
