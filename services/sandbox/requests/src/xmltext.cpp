// SPDX-License-Identifier: GPL-3.0-or-later
#include <isthmus/sandbox/requests/xmltext.h>
#include <isthmus/wire/signature.h>
#include <isthmus/wire/xmlguard.h>

#include <QXmlStreamReader>

namespace isthmus::sandbox {

XmlText::XmlText() : m_xml(&m_bytes)
{
    m_xml.writeStartDocument();
}

void XmlText::open(const char *name)
{
    m_xml.writeStartElement(QLatin1String(name));
}

void XmlText::attribute(const char *name, const QString &value)
{
    m_xml.writeAttribute(QLatin1String(name), xmlSafe(value));
}

void XmlText::close()
{
    m_xml.writeEndElement();
}

void XmlText::text(const char *name, const QString &value)
{
    m_xml.writeTextElement(QLatin1String(name), xmlSafe(value));
}

void XmlText::cdata(const QString &value)
{
    m_xml.writeCDATA(xmlSafe(value)); // splits "]]>" itself
}

QByteArray XmlText::finished()
{
    m_xml.writeEndDocument();
    return m_bytes;
}

QString httpTime(qint64 epochSeconds)
{
    return QString::fromLatin1(wire::httpDate(QDateTime::fromSecsSinceEpoch(epochSeconds, Qt::UTC)));
}

std::optional<QString> childText(const QByteArray &bytes, QStringView name)
{
    if (!xmlProblem(bytes).isEmpty())
        return std::nullopt;
    QXmlStreamReader xml(bytes);
    if (!xml.readNextStartElement() || xml.hasError())
        return std::nullopt;
    while (xml.readNextStartElement()) {
        if (xml.name() == name) {
            const QString text = xml.readElementText();
            return xml.hasError() ? std::nullopt : std::optional(text);
        }
        xml.skipCurrentElement();
    }
    return std::nullopt;
}

QString xmlProblem(const QByteArray &xml)
{
    return wire::xmlProblem(xml);
}

QString xmlSafe(QString text)
{
    for (QChar &c : text) {
        const bool isControl = c < u' ' && c != u'\t' && c != u'\n' && c != u'\r';
        if (isControl || c == QChar(0xFFFE) || c == QChar(0xFFFF))
            c = QChar::ReplacementCharacter;
    }
    return text;
}

} // namespace isthmus::sandbox
