// SPDX-License-Identifier: GPL-3.0-or-later
#include <isthmus/wire/xmlguard.h>

#include <QRegularExpression>

namespace isthmus::wire {

namespace {

// Walks from tag to tag as a reader would: over comments, CDATA sections, instructions and quoted values.
class TagWalk {
public:
    TagWalk(QByteArrayView xml, const XmlLimits &limits) : m_xml(xml), m_limits(limits) { }

    QString problem()
    {
        // By these a reader would take it for UTF-16 or UTF-32.
        if (m_xml.startsWith("\xfe\xff") || m_xml.startsWith("\xff\xfe")
            || m_xml.first(qMin(m_xml.size(), 4)).contains('\0'))
            return QStringLiteral("it is not UTF-8");
        while (seek('<')) {
            const char next = m_pos + 1 < m_xml.size() ? m_xml[m_pos + 1] : '\0';
            const QString problem = next == '!' ? takeDeclaration() : next == '?' ? takeInstruction() : takeTag();
            if (!problem.isEmpty())
                return problem;
        }
        return {};
    }

private:
    [[nodiscard]] bool seek(char c)
    {
        m_pos = m_xml.indexOf(c, m_pos);
        return m_pos >= 0;
    }

    [[nodiscard]] bool follows(QByteArrayView text) const { return m_xml.sliced(m_pos).startsWith(text); }

    void skipBehind(QByteArrayView end)
    {
        const qsizetype found = m_xml.indexOf(end, m_pos);
        m_pos = found < 0 ? m_xml.size() : found + end.size();
    }

    QString takeDeclaration()
    {
        if (follows("<!--"))
            skipBehind("-->");
        else if (follows("<![CDATA["))
            skipBehind("]]>");
        else
            return QStringLiteral("it has a document type declaration");
        return {};
    }

    QString takeInstruction()
    {
        const qsizetype begin = m_pos;
        skipBehind("?>");
        if (m_pos - begin > m_limits.maxTagBytes)
            return tooLong();
        const QByteArray text = m_xml.sliced(begin, m_pos - begin).toByteArray().toLower();
        if (!text.startsWith("<?xml"))
            return {};
        static const QRegularExpression encoding(QStringLiteral(R"(encoding\s*(?:=\s*["']([^"']*))?)"));
        for (auto all = encoding.globalMatch(QString::fromLatin1(text)); all.hasNext();) {
            const QString named = all.next().captured(1);
            if (named != u"utf-8" && named != u"utf8")
                return QStringLiteral("it is not UTF-8");
        }
        return {};
    }

    QString takeTag()
    {
        if (++m_tags > m_limits.maxTags)
            return QStringLiteral("it has more than %1 tags").arg(m_limits.maxTags);
        const qsizetype begin = m_pos;
        const bool isEnd = follows("</");
        int attributes = 0;
        char quote = 0;
        for (++m_pos; m_pos < m_xml.size(); ++m_pos) {
            const char c = m_xml[m_pos];
            if (m_pos - begin >= m_limits.maxTagBytes)
                return tooLong();
            if (quote != 0)
                quote = c == quote ? 0 : quote;
            else if (c == '"' || c == '\'')
                quote = c;
            else if (c == '=' && ++attributes > m_limits.maxAttributes)
                return QStringLiteral("a tag has more than %1 attributes").arg(m_limits.maxAttributes);
            else if (c == '>')
                break;
        }
        if (isEnd)
            --m_depth;
        else if (m_pos < m_xml.size() && m_xml[m_pos - 1] != '/' && ++m_depth > m_limits.maxDepth)
            return QStringLiteral("it nests deeper than %1").arg(m_limits.maxDepth);
        return {};
    }

    [[nodiscard]] QString tooLong() const
    {
        return QStringLiteral("a tag is longer than %1 bytes").arg(m_limits.maxTagBytes);
    }

    QByteArrayView m_xml;
    const XmlLimits &m_limits;
    qsizetype m_pos = 0;
    int m_depth = 0;
    int m_tags = 0;
};

} // namespace

QString xmlProblem(QByteArrayView xml, const XmlLimits &limits)
{
    return TagWalk(xml, limits).problem();
}

} // namespace isthmus::wire
