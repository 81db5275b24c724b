// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <isthmus/dialect/dialect.h>

#include <QStringView>

#include <algorithm>

namespace isthmus::dialect {

inline bool isNameCharacter(QChar c)
{
    return c.isLetterOrNumber() || c == u'_' || c == u'$';
}

/// Walks over SQL piece by piece: a comment, a quoted text or name, a word, or one character.
class Scanner {
public:
    enum class Piece : quint8 { Blank, Comment, Quoted, Word, Other };

    Scanner(Dialect dialect, QStringView text) : m_dialect(dialect), m_text(text) { }

    [[nodiscard]] bool isAtEnd() const { return m_position == m_text.size(); }
    [[nodiscard]] qsizetype position() const { return m_position; }

    /// Passes one piece.
    Piece next()
    {
        const QStringView rest = m_text.mid(m_position);
        const QChar c = rest.front();
        if (c.isSpace()) {
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
                return pass(quotedLength(rest, 1), Piece::Quoted);
        }
        if (isNameCharacter(c)) {
            const auto end = std::find_if_not(rest.begin(), rest.end(), isNameCharacter);
            return pass(end - rest.begin(), Piece::Word);
        }
        ++m_position;
        return Piece::Other;
    }

private:
    Piece pass(qsizetype length, Piece piece)
    {
        m_position += length;
        return piece;
    }

    // Comments of PostgreSQL may hold others.
    [[nodiscard]] qsizetype commentLength(QStringView rest) const
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
        return at;
    }

    // The quote stands at \a start. A doubled quote does not end it, nor does one behind a backslash where that
    // escapes: in E'…' of PostgreSQL and in both kinds of text of MaxCompute.
    [[nodiscard]] qsizetype quotedLength(QStringView rest, qsizetype start) const
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
        return rest.size();
    }

    // $$…$$ or $tag$…$tag$; 0 if \a rest does not begin so.
    [[nodiscard]] static qsizetype dollarQuotedLength(QStringView rest)
    {
        if (rest.front() != u'$' || (rest.size() > 1 && rest[1].isDigit()))
            return 0;
        qsizetype tagEnd = 1;
        while (tagEnd < rest.size() && (rest[tagEnd].isLetterOrNumber() || rest[tagEnd] == u'_'))
            ++tagEnd;
        if (tagEnd == rest.size() || rest[tagEnd] != u'$')
            return 0;
        const QStringView tag = rest.first(tagEnd + 1);
        const qsizetype end = rest.indexOf(tag, tag.size());
        return end < 0 ? rest.size() : end + tag.size();
    }

    Dialect m_dialect;
    QStringView m_text;
    qsizetype m_position = 0;
};

} // namespace isthmus::dialect
