// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <isthmus/dialect/dialect.h>

#include <QStringView>

#include <algorithm>

namespace isthmus::dialect {

/// To PostgreSQL whatever is not ASCII is a letter, blanks of other scripts too. Source: its src/backend/parser/scan.l,
/// ident_start and ident_cont.
inline bool isNameCharacter(Dialect dialect, QChar c)
{
    const bool isLetter = dialect == Dialect::Hologres && c.unicode() >= 0x80;
    return isLetter || c.isLetterOrNumber() || c == u'_' || c == u'$';
}

inline bool isBlank(Dialect dialect, QChar c)
{
    return c.isSpace() && (dialect == Dialect::MaxCompute || c.unicode() < 0x80);
}

/// Walks over SQL piece by piece: a comment, a quoted text or name, a word, or one character.
class Scanner {
public:
    enum class Piece : quint8 { Blank, Comment, Quoted, Word, Other };

    Scanner(Dialect dialect, QStringView text) : m_dialect(dialect), m_text(text) { }

    [[nodiscard]] bool isAtEnd() const { return m_position == m_text.size(); }
    [[nodiscard]] qsizetype position() const { return m_position; }
    /// The piece that was passed last is a comment or a quoted text that the end of the SQL cut off.
    [[nodiscard]] bool isOpen() const { return m_isOpen; }

    /// Passes one piece.
    Piece next()
    {
        const QStringView rest = m_text.mid(m_position);
        const QChar c = rest.front();
        m_isOpen = false;
        if (isBlank(m_dialect, c)) {
            ++m_position;
            return Piece::Blank;
        }
        if (rest.startsWith(u"--")) {
            const auto endsLine = [](QChar at) { return at == u'\n' || at == u'\r'; };
            const auto end = std::find_if(rest.begin(), rest.end(), endsLine);
            return pass(end == rest.end() ? rest.size() : end - rest.begin() + 1, Piece::Comment);
        }
        if (rest.startsWith(u"/*"))
            return pass(commentLength(rest), Piece::Comment);
        if (c == u'\'' || c == u'"' || (c == u'`' && m_dialect == Dialect::MaxCompute))
            return pass(quotedLength(rest, 0), Piece::Quoted);
        if (m_dialect == Dialect::Hologres) {
            if (const qsizetype length = dollarQuotedLength(rest); length > 0)
                return pass(length, Piece::Quoted);
            if ((c == u'e' || c == u'E') && rest.mid(1).startsWith(u'\''))
                return pass(escapesLength(rest), Piece::Quoted);
        }
        if (isNameCharacter(m_dialect, c))
            return pass(wordLength(rest), Piece::Word);
        ++m_position;
        return Piece::Other;
    }

private:
    Piece pass(qsizetype length, Piece piece)
    {
        m_position += length;
        return piece;
    }

    // Neither a number nor a parameter ($1) of PostgreSQL goes on with a dollar, which may begin a quoted text.
    [[nodiscard]] qsizetype wordLength(QStringView rest) const
    {
        const bool endsAtDollar =
            m_dialect == Dialect::Hologres && (rest.front() == u'$' || (rest.front() >= u'0' && rest.front() <= u'9'));
        const auto end = std::find_if_not(rest.begin() + 1, rest.end(), [&](QChar c) {
            return isNameCharacter(m_dialect, c) && !(endsAtDollar && c == u'$');
        });
        return end - rest.begin();
    }

    // Comments of PostgreSQL may hold others.
    [[nodiscard]] qsizetype commentLength(QStringView rest)
    {
        int depth = 1;
        qsizetype at = 2;
        while (at < rest.size() && depth > 0) {
            const QStringView pair = rest.mid(at, 2);
            if (pair == u"*/")
                --depth;
            else if (pair == u"/*" && m_dialect == Dialect::Hologres)
                ++depth;
            else {
                ++at;
                continue;
            }
            at += 2;
        }
        m_isOpen = depth > 0;
        return at;
    }

    // The quote stands at \a start. A doubled quote does not end it, nor does one behind a backslash where that
    // escapes: in E'…' of PostgreSQL and in both kinds of text of MaxCompute.
    [[nodiscard]] qsizetype quotedLength(QStringView rest, qsizetype start)
    {
        const QChar quote = rest[start];
        const bool escapes = m_dialect == Dialect::Hologres ? start > 0 : quote != u'`';
        for (qsizetype at = start + 1; at < rest.size(); ++at) {
            if (escapes && rest[at] == u'\\')
                ++at;
            else if (rest[at] == quote) {
                if (at + 1 >= rest.size() || rest[at + 1] != quote)
                    return at + 1;
                ++at;
            }
        }
        m_isOpen = true;
        return rest.size();
    }

    // E'…' goes on, with its escapes, in a '…' of a later line. Source: PostgreSQL 15 manual, 4.1.2.1; scan.l,
    // quotecontinue, where a line comment may stand between.
    [[nodiscard]] qsizetype escapesLength(QStringView rest)
    {
        qsizetype end = quotedLength(rest, 1);
        while (!m_isOpen) {
            const qsizetype next = end + continuationGap(rest.mid(end));
            if (next == end)
                break;
            // The quote after the gap stands where that of E'' did.
            end = next - 1 + quotedLength(rest.mid(next - 1), 1);
        }
        return end;
    }

    // How far it is to a quote on a later line, with blanks and line comments between; 0 if there is none.
    [[nodiscard]] static qsizetype continuationGap(QStringView rest)
    {
        bool hasLine = false;
        qsizetype at = 0;
        while (at < rest.size()) {
            const QChar c = rest[at];
            if (c == u'\'')
                return hasLine ? at : 0;
            if (rest.mid(at).startsWith(u"--")) {
                while (at < rest.size() && rest[at] != u'\n' && rest[at] != u'\r')
                    ++at;
                continue;
            }
            if (!isBlank(Dialect::Hologres, c))
                return 0;
            hasLine = hasLine || c == u'\n' || c == u'\r';
            ++at;
        }
        return 0;
    }

    // $$…$$ or $tag$…$tag$; 0 if \a rest does not begin so.
    [[nodiscard]] qsizetype dollarQuotedLength(QStringView rest)
    {
        if (rest.front() != u'$' || (rest.size() > 1 && rest[1] >= u'0' && rest[1] <= u'9'))
            return 0;
        qsizetype tagEnd = 1;
        while (tagEnd < rest.size() && rest[tagEnd] != u'$' && isNameCharacter(Dialect::Hologres, rest[tagEnd]))
            ++tagEnd;
        if (tagEnd == rest.size() || rest[tagEnd] != u'$')
            return 0;
        const QStringView tag = rest.first(tagEnd + 1);
        const qsizetype end = rest.indexOf(tag, tag.size());
        m_isOpen = end < 0;
        return end < 0 ? rest.size() : end + tag.size();
    }

    Dialect m_dialect;
    QStringView m_text;
    qsizetype m_position = 0;
    bool m_isOpen = false;
};

} // namespace isthmus::dialect
