// SPDX-License-Identifier: GPL-3.0-or-later
#include "scanner.h"

#include <isthmus/dialect/reading.h>

#include <QSet>
#include <QString>

#include <algorithm>
#include <optional>
#include <vector>

namespace isthmus::dialect {

namespace {

using Piece = Scanner::Piece;

struct Token {
    Piece kind = Piece::Other; ///< a word, a quoted text or name, or one other character
    QString word; ///< in lower case
    QChar character; ///< the first
};

// One statement without its comments.
struct Tokens {
    std::vector<Token> list;
    QStringView text; ///< with them

    [[nodiscard]] bool isWord(size_t at, QStringView word) const { return at < list.size() && list[at].word == word; }
    [[nodiscard]] bool isCharacter(size_t at, QChar c) const
    {
        return at < list.size() && list[at].kind == Piece::Other && list[at].character == c;
    }
    [[nodiscard]] bool has(const QSet<QString> &words) const
    {
        return std::any_of(list.begin(), list.end(),
                           [&words](const Token &token) { return words.contains(token.word); });
    }
};

// What a server that reads texts and comments in another way than the scanner would take for more, or for less:
// settings of a session and versions differ there.
bool isAmbiguous(Dialect dialect, Piece piece, QStringView text)
{
    if (piece == Piece::Comment)
        return text.startsWith(u"/*") && text.mid(2).contains(u"/*"); // nested in PostgreSQL only
    const bool isPlainText = piece == Piece::Quoted && text.startsWith(u'\'');
    return dialect == Dialect::Hologres && isPlainText && text.contains(u'\\'); // standard_conforming_strings
}

// The statements of \a script; nothing where it is not certain what they are.
std::optional<std::vector<Tokens>> tokensOf(Dialect dialect, QStringView script)
{
    std::vector<Tokens> statements(1);
    Scanner scanner(dialect, script);
    qsizetype begin = 0;
    int depth = 0; // of parentheses
    while (!scanner.isAtEnd()) {
        const qsizetype at = scanner.position();
        const Piece piece = scanner.next();
        const QStringView text = script.mid(at, scanner.position() - at);
        const QChar after = scanner.isAtEnd() ? QChar(u'\n') : script[scanner.position()];
        // A comment ends with its line, and not for everybody at a carriage return alone.
        const bool isLoneReturn = text.endsWith(u'\r') && after != u'\n' && piece != Piece::Quoted;
        if (scanner.isOpen() || isLoneReturn || isAmbiguous(dialect, piece, text))
            return std::nullopt;
        if (piece == Piece::Blank || piece == Piece::Comment)
            continue;
        const QChar c = text.front();
        const bool isOther = piece == Piece::Other;
        depth += isOther && c == u'(' ? 1 : isOther && c == u')' ? -1 : 0;
        if (depth < 0 || (isOther && c == u';' && depth > 0))
            return std::nullopt;
        if (isOther && c == u';') {
            statements.back().text = script.mid(begin, at - begin);
            begin = scanner.position();
            statements.emplace_back();
            continue;
        }
        statements.back().list.push_back({piece, piece == Piece::Word ? text.toString().toLower() : QString(), c});
    }
    statements.back().text = script.mid(begin);
    return depth == 0 ? std::optional(std::move(statements)) : std::nullopt;
}

// U&"…" names anything by escapes.
bool hasEscapedName(const Tokens &statement)
{
    for (size_t at = 0; at + 2 < statement.list.size(); ++at) {
        if (statement.isWord(at, u"u") && statement.isCharacter(at + 1, u'&')
            && statement.list[at + 2].kind == Piece::Quoted)
            return true;
    }
    return false;
}

// What lets the session of a connection that only reads write again; also in quotes.
bool touchesMode(const Tokens &statement)
{
    return statement.text.contains(u"set_config", Qt::CaseInsensitive)
        || statement.text.contains(u"transaction_read_only", Qt::CaseInsensitive);
}

// SELECT … FOR UPDATE and the like.
bool locksRows(const Tokens &statement)
{
    static const QSet<QString> strengths{QStringLiteral("update"), QStringLiteral("share"), QStringLiteral("no"),
                                         QStringLiteral("key")};
    for (size_t at = 0; at + 1 < statement.list.size(); ++at) {
        if (statement.isWord(at, u"for") && strengths.contains(statement.list[at + 1].word))
            return true;
    }
    return false;
}

bool isReadingQuery(const Tokens &statement)
{
    static const QSet<QString> into{QStringLiteral("into")};
    static const QSet<QString> beginsOthers{QStringLiteral("with"), QStringLiteral("from")};
    static const QSet<QString> changes{QStringLiteral("insert"), QStringLiteral("update"), QStringLiteral("delete"),
                                       QStringLiteral("merge"), QStringLiteral("overwrite")};
    if (statement.has(into) || locksRows(statement))
        return false;
    // A name may be such a word; but only behind these could it be more than a name.
    const bool mayChange =
        statement.has({QStringLiteral("with")}) || beginsOthers.contains(statement.list.front().word);
    return !mayChange || !statement.has(changes);
}

// Only with its option ANALYZE, whichever way that is written, is anything run.
bool isReadingExplain(const Tokens &statement)
{
    return !statement.text.contains(u"analyze", Qt::CaseInsensitive)
        && !statement.text.contains(u"analyse", Qt::CaseInsensitive);
}

// MaxCompute's are "SET name=value"; others, such as SET LABEL, set something for good.
bool isReadingSet(Dialect dialect, const Tokens &statement)
{
    if (statement.has({QStringLiteral("transaction")}))
        return false;
    if (dialect == Dialect::Hologres)
        return true;
    size_t at = 1;
    while (at < statement.list.size() && !statement.isCharacter(at, u'=')) {
        const Token &token = statement.list[at];
        const bool isOfName = token.kind == Piece::Word || token.character == u'.' || token.character == u'-';
        const bool followsWord = token.kind == Piece::Word && statement.list[at - 1].kind == Piece::Word && at > 1;
        if (!isOfName || followsWord)
            return false;
        ++at;
    }
    return at > 1 && at < statement.list.size();
}

bool isReadingStatement(Dialect dialect, const Tokens &statement)
{
    if (statement.list.empty())
        return true;
    if (hasEscapedName(statement) || touchesMode(statement))
        return false;
    size_t begin = 0;
    while (statement.isCharacter(begin, u'('))
        ++begin;
    static const QSet<QString> queries{QStringLiteral("select"), QStringLiteral("values"), QStringLiteral("with")};
    const QString first = begin < statement.list.size() ? statement.list[begin].word : QString();
    const bool isOfDialect = dialect == Dialect::Hologres ? first == u"table" : first == u"from" && begin == 0;
    if (queries.contains(first) || isOfDialect)
        return isReadingQuery(statement);
    if (begin > 0)
        return false;
    if (first == u"explain")
        return isReadingExplain(statement);
    if (first == u"set")
        return isReadingSet(dialect, statement);
    if (first == u"whoami")
        return dialect == Dialect::MaxCompute && statement.list.size() == 1;
    return first == u"show" || first == u"desc" || first == u"describe";
}

} // namespace

bool isReading(Dialect dialect, QStringView script)
{
    const auto statements = tokensOf(dialect, script);
    return statements && std::all_of(statements->begin(), statements->end(), [dialect](const Tokens &statement) {
               return isReadingStatement(dialect, statement);
           });
}

} // namespace isthmus::dialect
