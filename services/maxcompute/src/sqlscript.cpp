// SPDX-License-Identifier: GPL-3.0-or-later
#include "sqlscript.h"

#include <QSet>

namespace isthmus::maxcompute {

namespace {

class Scanner {
public:
    explicit Scanner(QStringView text) : m_text(text) { }

    void skipBlanksAndComments()
    {
        for (;;) {
            while (m_pos < m_text.size() && m_text[m_pos].isSpace())
                ++m_pos;
            if (m_text.mid(m_pos).startsWith(u"--")) {
                const qsizetype end = m_text.indexOf(u'\n', m_pos);
                m_pos = end < 0 ? m_text.size() : end + 1;
            } else if (m_text.mid(m_pos).startsWith(u"/*")) {
                const qsizetype end = m_text.indexOf(u"*/", m_pos);
                m_pos = end < 0 ? m_text.size() : end + 2;
            } else {
                return;
            }
        }
    }

    QStringView word()
    {
        const qsizetype begin = m_pos;
        while (m_pos < m_text.size()
               && (m_text[m_pos].isLetterOrNumber() || m_text[m_pos] == u'_' || m_text[m_pos] == u'.'))
            ++m_pos;
        return m_text.mid(begin, m_pos - begin);
    }

    bool take(QChar c)
    {
        if (m_pos >= m_text.size() || m_text[m_pos] != c)
            return false;
        ++m_pos;
        return true;
    }

    void skipBlanks()
    {
        while (m_pos < m_text.size() && m_text[m_pos].isSpace())
            ++m_pos;
    }

    // Up to the ';' that is not inside quotes, which is passed over; false if there is none.
    bool valueToSemicolon(QStringView &value)
    {
        const qsizetype begin = m_pos;
        QChar quote;
        for (; m_pos < m_text.size(); ++m_pos) {
            const QChar c = m_text[m_pos];
            if (!quote.isNull()) {
                if (c == quote)
                    quote = QChar();
            } else if (c == u'\'' || c == u'"') {
                quote = c;
            } else if (c == u';') {
                value = m_text.mid(begin, m_pos - begin);
                ++m_pos;
                return true;
            }
        }
        return false;
    }

    [[nodiscard]] bool atEnd() const { return m_pos == m_text.size(); }
    [[nodiscard]] qsizetype position() const { return m_pos; }

private:
    QStringView m_text;
    qsizetype m_pos = 0;
};

bool takeSetting(Scanner &scanner, QMap<QString, QString> &settings)
{
    if (scanner.word().compare(u"set", Qt::CaseInsensitive) != 0)
        return false;
    scanner.skipBlanks();
    const QString key = scanner.word().toString();
    scanner.skipBlanks();
    QStringView value;
    if (key.isEmpty() || !scanner.take(u'=') || !scanner.valueToSemicolon(value))
        return false;
    settings.insert(key, value.trimmed().toString());
    return true;
}

QString terminated(QString statement)
{
    if (statement.isEmpty() || statement.endsWith(u';'))
        return statement;
    const bool mayEndInComment = QStringView(statement).mid(statement.lastIndexOf(u'\n') + 1).contains(u"--");
    return statement + (mayEndInComment ? QStringLiteral("\n;") : QStringLiteral(";"));
}

} // namespace

SqlScript parseScript(const QString &sql)
{
    SqlScript script;
    Scanner scanner(sql);
    qsizetype begin = 0;
    for (;;) {
        begin = scanner.position();
        scanner.skipBlanksAndComments();
        if (scanner.atEnd())
            return script;
        if (!takeSetting(scanner, script.settings))
            break;
    }
    script.statement = terminated(sql.mid(begin).trimmed());
    return script;
}

bool SqlScript::mayAnswerRows() const
{
    static const QSet<QString> textOnly{
        QStringLiteral("create"),  QStringLiteral("drop"),    QStringLiteral("alter"),    QStringLiteral("insert"),
        QStringLiteral("show"),    QStringLiteral("desc"),    QStringLiteral("describe"), QStringLiteral("truncate"),
        QStringLiteral("merge"),   QStringLiteral("delete"),  QStringLiteral("update"),   QStringLiteral("explain"),
        QStringLiteral("grant"),   QStringLiteral("revoke"),  QStringLiteral("use"),      QStringLiteral("msck"),
        QStringLiteral("analyze"), QStringLiteral("comment"), QStringLiteral("load"),     QStringLiteral("unload"),
        QStringLiteral("set"),
    };
    Scanner scanner(statement);
    scanner.skipBlanksAndComments();
    return !textOnly.contains(scanner.word().toString().toLower());
}

} // namespace isthmus::maxcompute
