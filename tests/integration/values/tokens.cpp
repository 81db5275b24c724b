// SPDX-License-Identifier: GPL-3.0-or-later
#include "tokens.h"

#include <QJsonArray>
#include <QJsonDocument>

namespace isthmus::test {

namespace {

class Splitter {
public:
    explicit Splitter(const QString &text) : m_text(text) { }

    // One value as it is written, without blanks between its tokens. Null at the end of the text.
    QString value()
    {
        skipBlanks();
        if (atEnd())
            return {};
        const QChar first = m_text[m_pos];
        if (first == u'"')
            return string();
        QString out;
        if (first != u'{' && first != u'[') {
            while (!atEnd() && !isBlank(m_text[m_pos]) && !QStringLiteral(",]}:").contains(m_text[m_pos]))
                out += m_text[m_pos++];
            return out;
        }
        int depth = 0;
        do {
            skipBlanks();
            if (atEnd())
                return {};
            const QChar c = m_text[m_pos];
            if (c == u'"') {
                out += string();
                continue;
            }
            depth += c == u'{' || c == u'[' ? 1 : c == u'}' || c == u']' ? -1 : 0;
            out += c;
            ++m_pos;
        } while (depth > 0);
        return out;
    }

    bool take(QChar c)
    {
        skipBlanks();
        if (atEnd() || m_text[m_pos] != c)
            return false;
        ++m_pos;
        return true;
    }

private:
    static bool isBlank(QChar c) { return c == u' ' || c == u'\n' || c == u'\r' || c == u'\t'; }
    [[nodiscard]] bool atEnd() const { return m_pos >= m_text.size(); }

    void skipBlanks()
    {
        while (!atEnd() && isBlank(m_text[m_pos]))
            ++m_pos;
    }

    QString string()
    {
        const qsizetype begin = m_pos++;
        while (!atEnd() && m_text[m_pos] != u'"')
            m_pos += m_text[m_pos] == u'\\' ? 2 : 1;
        ++m_pos;
        return m_text.mid(begin, m_pos - begin);
    }

    QString m_text;
    qsizetype m_pos = 0;
};

QString unquoted(const QString &jsonString)
{
    return QJsonDocument::fromJson((u'[' + jsonString + u']').toUtf8()).array().at(0).toString();
}

QList<JsonMembers> rowsFrom(Splitter splitter)
{
    QList<JsonMembers> rows;
    if (!splitter.take(u'['))
        return {};
    while (splitter.take(u'{')) {
        JsonMembers members;
        while (!splitter.take(u'}')) {
            const QString name = splitter.value();
            if (name.isEmpty() || !splitter.take(u':'))
                return {};
            members.append({unquoted(name), splitter.value()});
            splitter.take(u',');
        }
        rows.append(members);
        splitter.take(u',');
    }
    return rows;
}

} // namespace

QString withoutBlanks(const QString &json)
{
    return Splitter(json).value();
}

QList<JsonMembers> jsonRows(const QByteArray &document)
{
    const QString text = QString::fromUtf8(document);
    Splitter splitter(text);
    if (!splitter.take(u'{'))
        return rowsFrom(splitter);
    while (!splitter.take(u'}')) {
        const QString name = splitter.value();
        if (name.isEmpty() || !splitter.take(u':'))
            return {};
        if (unquoted(name) == u"rows")
            return rowsFrom(splitter);
        static_cast<void>(splitter.value());
        splitter.take(u',');
    }
    return {};
}

QList<QStringList> delimitedRows(const QString &text, QChar delimiter)
{
    QList<QStringList> rows{{}};
    QString field;
    bool isQuoted = false;
    for (qsizetype i = 0; i < text.size(); ++i) {
        const QChar c = text[i];
        if (isQuoted) {
            if (c != u'"')
                field += c;
            else if (i + 1 < text.size() && text[i + 1] == u'"')
                field += text[i++];
            else
                isQuoted = false;
        } else if (c == u'"') {
            isQuoted = true;
            field = QLatin1String(""); // empty, not null
        } else if (c == delimiter || c == u'\n') {
            rows.last().append(field);
            field = QString();
            if (c == u'\n')
                rows.append(QStringList());
        } else {
            field += c;
        }
    }
    rows.removeLast(); // after the last line's end
    return rows;
}

} // namespace isthmus::test
