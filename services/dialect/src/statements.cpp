// SPDX-License-Identifier: GPL-3.0-or-later
#include "scanner.h"

#include <isthmus/dialect/statements.h>

#include <algorithm>

namespace isthmus::dialect {

QList<Statement> statementsOf(Dialect dialect, QStringView script)
{
    QList<Statement> statements;
    Scanner scanner(dialect, script);
    Statement current;
    bool hasBegun = false; // something other than blanks
    bool hasContent = false; // something other than blanks and comments
    int depth = 0; // of parentheses
    while (!scanner.isAtEnd()) {
        const qsizetype at = scanner.position();
        const auto piece = scanner.next();
        if (piece == Scanner::Piece::Blank)
            continue;
        const QChar c = script[at];
        const bool isOther = piece == Scanner::Piece::Other;
        if (isOther && c == u';' && depth == 0) {
            current.isTerminated = true;
            if (hasContent)
                statements.append(current);
            current = {};
            hasBegun = hasContent = false;
            continue;
        }
        if (isOther && dialect == Dialect::Hologres && (c == u'(' || c == u')'))
            depth = std::max(0, depth + (c == u'(' ? 1 : -1));
        if (!hasBegun)
            current.begin = at;
        hasBegun = true;
        hasContent = hasContent || piece != Scanner::Piece::Comment;
        current.end = scanner.position();
    }
    if (hasContent)
        statements.append(current);
    // A comment to the end of its line ends behind the line break.
    for (Statement &statement : statements) {
        while (statement.end > statement.begin && script[statement.end - 1].isSpace())
            --statement.end;
    }
    return statements;
}

qsizetype contentBegin(Dialect dialect, QStringView script, const Statement &statement)
{
    const QStringView text = statement.in(script);
    Scanner scanner(dialect, text);
    while (!scanner.isAtEnd()) {
        const qsizetype at = scanner.position();
        const auto piece = scanner.next();
        if (piece != Scanner::Piece::Blank && piece != Scanner::Piece::Comment)
            return statement.begin + at;
    }
    return statement.begin;
}

int lineAt(QStringView script, qsizetype position)
{
    int line = 1;
    for (qsizetype at = 0; at < std::min(position, script.size()); ++at) {
        const bool isPair = script[at] == u'\r' && at + 1 < script.size() && script[at + 1] == u'\n';
        if (!isPair && (script[at] == u'\n' || script[at] == u'\r'))
            ++line;
    }
    return line;
}

QString firstWord(Dialect dialect, QStringView sql)
{
    Scanner scanner(dialect, sql);
    while (!scanner.isAtEnd()) {
        const qsizetype at = scanner.position();
        const auto piece = scanner.next();
        if (piece == Scanner::Piece::Word)
            return sql.mid(at, scanner.position() - at).toString().toLower();
        const bool isPassed = piece == Scanner::Piece::Blank || piece == Scanner::Piece::Comment || sql[at] == u'(';
        if (!isPassed)
            return {};
    }
    return {};
}

QStringList wordsOf(Dialect dialect, QStringView sql)
{
    QStringList words;
    Scanner scanner(dialect, sql);
    while (!scanner.isAtEnd()) {
        const qsizetype at = scanner.position();
        if (scanner.next() == Scanner::Piece::Word)
            words.append(sql.mid(at, scanner.position() - at).toString().toLower());
    }
    return words;
}

} // namespace isthmus::dialect
