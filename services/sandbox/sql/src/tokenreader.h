// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "lexer.h"

#include <QStringList>

#include <deque>

namespace isthmus::sandboxsql {

/// What all parsers share: looking ahead, taking tokens, complaining. Errors are thrown as SqlError and caught by the
/// public functions of parser.h; a result type at every step of the descent would hide the grammar.
class TokenReader {
protected:
    explicit TokenReader(const QString &script) : m_script(script), m_lexer(m_script) { }

    [[nodiscard]] const Token &peek(size_t ahead = 0);
    Token take();

    // Keywords are compared without case; a quoted name is never a keyword.
    [[nodiscard]] bool isWord(QStringView word, size_t ahead = 0);
    [[nodiscard]] bool isSymbol(QStringView symbol, size_t ahead = 0);
    [[nodiscard]] bool isKind(Token::Kind kind, size_t ahead = 0) { return peek(ahead).kind == kind; }
    bool acceptWord(QStringView word);
    bool acceptWords(QStringView first, QStringView second); ///< both or none
    bool acceptSymbol(QStringView symbol);
    void expectWord(QStringView word);
    void expectSymbol(QStringView symbol);

    [[nodiscard]] QString expectName(const QString &what); ///< bare or quoted, as written
    [[nodiscard]] QString expectString(const QString &what);
    [[nodiscard]] int expectNumber(const QString &what); ///< 0 … 2^31-1
    [[nodiscard]] QStringList expectNameParts(const QString &what, int maxParts); ///< a.b.c
    [[nodiscard]] QStringList expectNameList(const QString &what); ///< (a, b)
    bool acceptIfExists();
    bool acceptIfNotExists();

    /// Complains about the next token.
    [[noreturn]] void failExpecting(const QString &expected);
    [[noreturn]] static void failUnsupported(SourcePosition at, const QString &feature);

    [[nodiscard]] QString sourceText(qsizetype begin, qsizetype end) const { return m_script.mid(begin, end - begin); }

private:
    const QString m_script;
    Lexer m_lexer;
    std::deque<Token> m_ahead;
};

} // namespace isthmus::sandboxsql
