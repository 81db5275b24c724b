// SPDX-License-Identifier: GPL-3.0-or-later
#include "code/sqlhighlighter.h"

#include <isthmus/dialect/words.h>
#include <isthmus/views/style/theme.h>

namespace isthmus::views {

namespace {

// What a block ends inside of; the next block goes on with it.
enum BlockState : int { Plain = 0, InText = 1, InComment = 2 };

bool isWord(QChar c)
{
    return c.isLetterOrNumber() || c == u'_' || c == u'$';
}

// The first position after the quoted part that begins before \a from; -1 if it does not end in \a text. A doubled or
// backslash-escaped quote does not end it.
int endOfQuoted(const QString &text, int from, QChar quote)
{
    for (int at = from; at < text.size(); ++at) {
        if (text[at] == u'\\' && quote == u'\'')
            ++at;
        else if (text[at] == quote) {
            if (at + 1 < text.size() && text[at + 1] == quote)
                ++at;
            else
                return at + 1;
        }
    }
    return -1;
}

} // namespace

SqlHighlighter::SqlHighlighter(QTextDocument *document, const QPalette &palette) : QSyntaxHighlighter(document)
{
    setPalette(palette);
}

void SqlHighlighter::setPalette(const QPalette &palette)
{
    const auto &tokens = tokensOf(palette);
    m_keyword.setForeground(tokens.sqlKeyword);
    m_keyword.setFontWeight(QFont::DemiBold);
    m_string.setForeground(tokens.sqlString);
    m_number.setForeground(tokens.sqlNumber);
    m_comment.setForeground(tokens.sqlComment);
    m_comment.setFontItalic(true);
    rehighlight();
}

void SqlHighlighter::highlightBlock(const QString &text)
{
    setCurrentBlockState(Plain);
    int at = 0;
    const auto paintUntil = [this, &text, &at](int end, const QTextCharFormat &format, int openState) {
        if (end < 0) {
            end = int(text.size());
            setCurrentBlockState(openState);
        }
        setFormat(at, end - at, format);
        at = end;
    };
    const auto endOfComment = [&text](int from) {
        const int found = int(text.indexOf(QLatin1String("*/"), from));
        return found < 0 ? -1 : found + 2;
    };

    if (previousBlockState() == InComment)
        paintUntil(endOfComment(0), m_comment, InComment);
    else if (previousBlockState() == InText)
        paintUntil(endOfQuoted(text, 0, u'\''), m_string, InText);

    while (at < text.size()) {
        const QChar c = text[at];
        const QStringView rest = QStringView(text).mid(at);
        if (rest.startsWith(u"--")) {
            paintUntil(int(text.size()), m_comment, Plain);
        } else if (rest.startsWith(u"/*")) {
            paintUntil(endOfComment(at + 2), m_comment, InComment);
        } else if (c == u'\'') {
            paintUntil(endOfQuoted(text, at + 1, c), m_string, InText);
        } else if (c == u'"' || c == u'`') {
            const int end = endOfQuoted(text, at + 1, c);
            at = end < 0 ? int(text.size()) : end;
        } else if (isWord(c)) {
            int end = at;
            while (end < text.size() && (isWord(text[end]) || (c.isDigit() && text[end] == u'.')))
                ++end;
            const bool isPartOfName = at > 0 && text[at - 1] == u'.';
            if (c.isDigit())
                setFormat(at, end - at, m_number);
            else if (!isPartOfName && dialect::isKeyword(QStringView(text).mid(at, end - at)))
                setFormat(at, end - at, m_keyword);
            at = end;
        } else {
            ++at;
        }
    }
}

} // namespace isthmus::views
