// SPDX-License-Identifier: GPL-3.0-or-later
#include "scanner.h"

#include <isthmus/dialect/clauses.h>
#include <isthmus/dialect/sending.h>
#include <isthmus/dialect/words.h>

#include <QCoreApplication>
#include <QSet>
#include <QVarLengthArray>

#include <algorithm>
#include <optional>

namespace isthmus::dialect {

namespace {

struct Text {
    Q_DECLARE_TR_FUNCTIONS(Dialect)
};

// What a user's text is, piece by piece; the words for what is wrong are the end of a sentence.
struct Expression {
    QString sql; ///< without comments and the blanks around it
    QString wrong; ///< empty if nothing is
    QStringList outerWords; ///< in lower case: those outside parentheses
};

// Whether \a word begins another part of the statement behind an ORDER BY. A reserved word is no column's bare name.
bool endsOrder(Dialect dialect, const QString &word)
{
    static const QSet<QString> words{QStringLiteral("limit"),     QStringLiteral("offset"), QStringLiteral("fetch"),
                                     QStringLiteral("for"),       QStringLiteral("union"),  QStringLiteral("except"),
                                     QStringLiteral("intersect"), QStringLiteral("minus"),  QStringLiteral("window"),
                                     QStringLiteral("into")};
    return words.contains(word) && isReserved(dialect, word);
}

// Without the blanks around it, those of \a dialect alone: what is a letter to PostgreSQL makes a name of what follows.
QString trimmed(Dialect dialect, QStringView sql)
{
    while (!sql.isEmpty() && isBlank(dialect, sql.front()))
        sql = sql.sliced(1);
    while (!sql.isEmpty() && isBlank(dialect, sql.back()))
        sql.chop(1);
    return sql.toString();
}

// In characters, from 1.
qsizetype placeOf(QStringView text, qsizetype position)
{
    const QStringView before = text.first(position);
    return 1 + std::count_if(before.begin(), before.end(), [](QChar c) { return !c.isLowSurrogate(); });
}

class ExpressionReading {
public:
    ExpressionReading(Dialect dialect, QStringView text)
        : m_dialect(dialect), m_text(text), m_scanner(dialect, text) { }

    Expression read()
    {
        while (!m_scanner.isAtEnd() && m_read.wrong.isEmpty())
            readPiece();
        if (m_read.wrong.isEmpty() && !m_opened.isEmpty())
            m_read.wrong = Text::tr("the %1 at character %2 is not closed")
                               .arg(quoted(m_text[m_opened.last()]), placeText(m_opened.last()));
        if (m_read.wrong.isEmpty() && !m_hasContent && m_hasComment)
            m_read.wrong = Text::tr("it is a comment alone");
        return std::move(m_read);
    }

private:
    using Piece = Scanner::Piece;

    void readPiece()
    {
        const qsizetype begin = m_scanner.position();
        const Piece piece = m_scanner.next();
        const QStringView text = m_text.mid(begin, m_scanner.position() - begin);
        if (piece == Piece::Comment) {
            readComment(text, begin);
            return;
        }
        m_hasContent = m_hasContent || piece != Piece::Blank;
        m_read.sql += text;
        if (m_scanner.isOpen())
            m_read.wrong = Text::tr("the quoted text that begins at character %1 has no end").arg(placeText(begin));
        else if (piece == Piece::Word && m_opened.isEmpty())
            m_read.outerWords.append(text.toString().toLower());
        else if (piece == Piece::Other)
            readCharacter(text.front(), begin);
    }

    void readComment(QStringView text, qsizetype begin)
    {
        m_hasComment = true;
        // A hint is no comment to the service, so where it ends is not known here. Source: MaxCompute, "SQL comments".
        if (m_dialect == Dialect::MaxCompute && text.startsWith(u"/*+"))
            m_read.wrong = Text::tr("the hint (/*+) at character %1 belongs behind SELECT").arg(placeText(begin));
        else if (m_scanner.isOpen())
            m_read.wrong = Text::tr("the comment that begins at character %1 has no end").arg(placeText(begin));
        // A text of PostgreSQL may go on in the next line.
        const bool endsLine = text.startsWith(u'-') && (text.endsWith(u'\n') || text.endsWith(u'\r'));
        m_read.sql += endsLine ? u'\n' : u' ';
    }

    void readCharacter(QChar c, qsizetype at)
    {
        if (c == u';') {
            m_read.wrong = Text::tr("the ; at character %1 would end the statement").arg(placeText(at));
        } else if (c == u'(' || c == u'[') {
            m_opened.append(at);
        } else if (c == u')' || c == u']') {
            const QChar opening = c == u')' ? u'(' : u'[';
            if (m_opened.isEmpty() || m_text[m_opened.last()] != opening)
                m_read.wrong = Text::tr("the %1 at character %2 closes nothing").arg(quoted(c), placeText(at));
            else
                m_opened.removeLast();
        }
    }

    [[nodiscard]] QString placeText(qsizetype position) const { return QString::number(placeOf(m_text, position)); }
    static QString quoted(QChar c) { return u'"' + QString(c) + u'"'; }

    Dialect m_dialect;
    QStringView m_text;
    Scanner m_scanner;
    Expression m_read;
    QVarLengthArray<qsizetype, 32> m_opened; // where the parentheses and brackets stand that are open
    bool m_hasContent = false;
    bool m_hasComment = false;
};

Expression read(Dialect dialect, QStringView text)
{
    Expression expression = ExpressionReading(dialect, text).read();
    expression.sql = trimmed(dialect, expression.sql);
    return expression;
}

} // namespace

core::Result<QString> filterClause(Dialect dialect, QStringView filter)
{
    if (const auto sendable = checkSendable(dialect, filter); !sendable)
        return core::fail(sendable.error());
    const Expression expression = read(dialect, filter);
    if (!expression.wrong.isEmpty())
        return core::fail(core::ErrorKind::Invalid,
                          Text::tr("The filter is not one condition: %1.").arg(expression.wrong),
                          Text::tr("Write what would stand behind WHERE, without a ;."));
    if (expression.sql.isEmpty())
        return QString();
    return QStringLiteral("(\n") + expression.sql + QStringLiteral("\n)");
}

core::Result<QString> orderClause(Dialect dialect, QStringView order)
{
    if (const auto sendable = checkSendable(dialect, order); !sendable)
        return core::fail(sendable.error());
    Expression expression = read(dialect, order);
    const auto foreign = std::find_if(expression.outerWords.cbegin(), expression.outerWords.cend(),
                                      [dialect](const QString &word) { return endsOrder(dialect, word); });
    if (expression.wrong.isEmpty() && foreign != expression.outerWords.cend())
        expression.wrong = Text::tr("%1 would begin another part of the statement (a column of that name needs quotes)")
                               .arg(foreign->toUpper());
    if (!expression.wrong.isEmpty())
        return core::fail(core::ErrorKind::Invalid,
                          Text::tr("The order is no list of expressions: %1.").arg(expression.wrong),
                          Text::tr("Write what would stand behind ORDER BY, without a ;."));
    if (expression.sql.isEmpty())
        return QString();
    return QStringLiteral(" ORDER BY\n") + expression.sql + u'\n';
}

QString bothConditions(Dialect dialect, const QString &filter, const QString &condition)
{
    const Expression expression = read(dialect, filter);
    if (!expression.wrong.isEmpty())
        return filter + QStringLiteral(" AND ") + condition;
    if (expression.sql.isEmpty())
        return condition;
    const bool hasOr = expression.outerWords.contains(QStringLiteral("or"));
    return (hasOr ? u'(' + expression.sql + u')' : expression.sql) + QStringLiteral(" AND ") + condition;
}

} // namespace isthmus::dialect
