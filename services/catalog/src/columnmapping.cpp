// SPDX-License-Identifier: GPL-3.0-or-later
#include <isthmus/catalog/columnmapping.h>

#include <QSet>

namespace isthmus::catalog {

namespace {

constexpr qsizetype maxColumns = 1200; // docs/protocol.md#types-and-limits

// Walks over the text; each name ends at its delimiter.
class Reader {
public:
    explicit Reader(const QString &text) : m_text(text) { }

    void skipBlanks()
    {
        while (m_at < m_text.size() && m_text[m_at].isSpace())
            ++m_at;
    }
    [[nodiscard]] bool atEnd() const { return m_at >= m_text.size(); }
    [[nodiscard]] bool take(QChar c)
    {
        skipBlanks();
        if (atEnd() || m_text[m_at] != c)
            return false;
        ++m_at;
        return true;
    }

    // Empty for an unclosed quote or a missing name.
    [[nodiscard]] QString name()
    {
        skipBlanks();
        if (take(u'"'))
            return quotedName();
        const qsizetype begin = m_at;
        while (!atEnd() && m_text[m_at] != u':' && m_text[m_at] != u',' && m_text[m_at] != u'"')
            ++m_at;
        return m_text.mid(begin, m_at - begin).trimmed().toLower();
    }

private:
    QString quotedName()
    {
        QString name;
        while (!atEnd()) {
            const QChar c = m_text[m_at++];
            if (c != u'"') {
                name += c;
            } else if (!atEnd() && m_text[m_at] == u'"') {
                name += c;
                ++m_at;
            } else {
                return name;
            }
        }
        return {};
    }

    const QString &m_text;
    qsizetype m_at = 0;
};

} // namespace

tl::expected<QList<QPair<QString, QString>>, QString> parseColumnMapping(const QString &text)
{
    QList<QPair<QString, QString>> mapping;
    QSet<QString> seen;
    Reader reader(text);
    reader.skipBlanks();
    while (!reader.atEnd()) {
        const QString column = reader.name().toLower();
        if (column.isEmpty() || !reader.take(u':'))
            return tl::unexpected(
                QStringLiteral("colmapping: entry %1 is not 'column:source'").arg(mapping.size() + 1));
        const QString source = reader.name();
        if (source.isEmpty())
            return tl::unexpected(QStringLiteral("colmapping: the source of column '%1' is missing").arg(column));
        if (seen.contains(column))
            return tl::unexpected(QStringLiteral("colmapping: column '%1' is given twice").arg(column));
        if (mapping.size() == maxColumns)
            return tl::unexpected(QStringLiteral("colmapping: more than %1 columns").arg(maxColumns));
        seen.insert(column);
        mapping.append({column, source});
        reader.skipBlanks();
        if (!reader.atEnd() && !reader.take(u','))
            return tl::unexpected(QStringLiteral("colmapping: a comma is missing after column '%1'").arg(column));
        reader.skipBlanks();
    }
    return mapping;
}

} // namespace isthmus::catalog
