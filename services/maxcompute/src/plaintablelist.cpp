// SPDX-License-Identifier: GPL-3.0-or-later
#include "plaintablelist.h"

#include <isthmus/wire/xmlguard.h>

#include <QStringDecoder>

#include <algorithm>
#include <utility>

namespace isthmus::maxcompute {

namespace {

constexpr QByteArrayView declarations[]{"<?xml version=\"1.0\"?>", "<?xml version=\"1.0\" encoding=\"UTF-8\"?>",
                                        "<?xml version=\"1.0\" encoding=\"utf-8\"?>"};
constexpr qsizetype longestName = 100; // of an element

struct Entity {
    QLatin1StringView text;
    char16_t character;
};
constexpr Entity entities[]{{QLatin1StringView("&amp;"), u'&'},
                            {QLatin1StringView("&lt;"), u'<'},
                            {QLatin1StringView("&gt;"), u'>'},
                            {QLatin1StringView("&quot;"), u'"'},
                            {QLatin1StringView("&apos;"), u'\''}};

class PlainReader {
public:
    explicit PlainReader(QByteArrayView xml) : m_xml(xml) { }

    std::optional<TableList> read()
    {
        for (const QByteArrayView declaration : declarations) {
            if (m_xml.startsWith(declaration))
                m_at = declaration.size();
        }
        TableList list;
        skipBlanks();
        if (!takeTag("Tables"))
            return std::nullopt;
        for (skipBlanks(); !takeTag("/Tables"); skipBlanks()) {
            QByteArrayView name;
            QByteArrayView value;
            if (!m_isPlain || (takeTag("Table") ? !takeTable(list) : !takeElement(name, value)))
                return std::nullopt;
            if (name == "Marker")
                list.marker = text(value);
            else
                check(value);
        }
        skipBlanks();
        if (!m_isPlain || m_at != m_xml.size() || m_tags > wire::XmlLimits().maxTags)
            return std::nullopt;
        return list;
    }

private:
    void skipBlanks()
    {
        while (m_at < m_xml.size() && (m_xml[m_at] == ' ' || m_xml[m_at] == '\n'))
            ++m_at;
    }

    bool takeTag(QByteArrayView name)
    {
        const QByteArrayView rest = m_xml.sliced(m_at);
        const qsizetype length = name.size();
        if (rest.size() < length + 2 || rest[0] != '<' || rest[length + 1] != '>' || rest.sliced(1, length) != name)
            return false;
        m_at += length + 2;
        ++m_tags;
        return true;
    }

    bool takeTable(TableList &list)
    {
        TableList::Line line;
        for (skipBlanks(); !takeTag("/Table"); skipBlanks()) {
            QByteArrayView name;
            QByteArrayView value;
            if (!takeElement(name, value) || name == "Schema")
                return false;
            if (name == "Name")
                line.name = text(value);
            else if (name == "Type")
                line.type = typeText(value);
            else if (name == "Comment")
                line.comment = text(value);
            else
                check(value);
        }
        if (!line.name.isEmpty())
            list.lines.append(std::move(line));
        return true;
    }

    // <name>value</name> or <name/>, without elements inside.
    bool takeElement(QByteArrayView &name, QByteArrayView &value)
    {
        const auto isLetter = [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); };
        if (m_at >= m_xml.size() || m_xml[m_at] != '<')
            return false;
        qsizetype end = m_at + 1;
        while (end < m_xml.size() && isLetter(m_xml[end]))
            ++end;
        name = m_xml.sliced(m_at + 1, end - m_at - 1);
        if (name.isEmpty() || name.size() > longestName || end >= m_xml.size())
            return false;
        if (m_xml[end] == '/') {
            m_at = end + 2;
            ++m_tags;
            return end + 1 < m_xml.size() && m_xml[end + 1] == '>';
        }
        if (m_xml[end] != '>')
            return false;
        const qsizetype close = m_xml.indexOf('<', end);
        if (close < 0 || m_xml.sliced(close).size() < name.size() + 3 || m_xml[close + 1] != '/'
            || m_xml.sliced(close + 2, name.size()) != name || m_xml[close + 2 + name.size()] != '>')
            return false;
        value = m_xml.sliced(end + 1, close - end - 1);
        m_at = close + 3 + name.size();
        m_tags += 2;
        return true;
    }

    // Of a text that nobody needs: what is not plain in it may be wrong.
    void check(QByteArrayView value)
    {
        for (const char c : value)
            m_isPlain = m_isPlain && ((uchar(c) >= ' ' && uchar(c) < 0x80) || c == '\n') && c != '&' && c != '>';
    }

    // One text for most of the rows.
    QString typeText(QByteArrayView value)
    {
        if (value != m_type) {
            m_type = value;
            m_typeText = text(value);
        }
        return m_typeText;
    }

    QString text(QByteArrayView value)
    {
        bool isAscii = true;
        bool hasEntities = false;
        for (const char c : value) {
            isAscii = isAscii && uchar(c) < 0x80;
            hasEntities = hasEntities || c == '&';
            m_isPlain = m_isPlain && (uchar(c) >= ' ' || c == '\n' || c == '\t') && c != '>';
        }
        QString text = isAscii ? QString::fromLatin1(value) : decoded(value);
        return hasEntities ? unescaped(text).trimmed() : std::move(text).trimmed();
    }

    QString decoded(QByteArrayView value)
    {
        using Flag = QStringDecoder::Flag;
        QStringDecoder decoder(QStringDecoder::Utf8, Flag::Stateless | Flag::ConvertInitialBom);
        QString text = decoder(value);
        m_isPlain = m_isPlain && !decoder.hasError() && !text.contains(QChar(0xFFFE)) && !text.contains(QChar(0xFFFF));
        return text;
    }

    QString unescaped(const QString &text)
    {
        QString plain;
        for (qsizetype at = 0; at < text.size();) {
            if (text[at] != u'&') {
                plain += text[at++];
                continue;
            }
            const auto found = std::ranges::find_if(
                entities, [&](const Entity &entity) { return QStringView(text).sliced(at).startsWith(entity.text); });
            m_isPlain = m_isPlain && found != std::end(entities);
            if (found == std::end(entities))
                return plain;
            plain += QChar(found->character);
            at += found->text.size();
        }
        return plain;
    }

    QByteArrayView m_xml;
    QByteArrayView m_type; // of the row before
    QString m_typeText;
    qsizetype m_at = 0;
    int m_tags = 0; // as wire::xmlProblem() counts them
    bool m_isPlain = true;
};

} // namespace

std::optional<TableList> readPlainTableList(QByteArrayView xml)
{
    return PlainReader(xml).read();
}

} // namespace isthmus::maxcompute
