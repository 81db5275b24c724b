// SPDX-License-Identifier: GPL-3.0-or-later
#include "xmlnode.h"

#include <isthmus/core/sentences.h>
#include <isthmus/wire/xmlguard.h>

#include <QCoreApplication>
#include <QXmlStreamReader>

namespace isthmus::maxcompute {

namespace {

constexpr int maxParts = 400'000; // elements and attributes; each costs some 200 bytes

// Reads elements into a tree with a stack of its own, so that nesting costs no call depth.
class TreeReader {
public:
    explicit TreeReader(const QByteArray &xml) : m_reader(xml)
    {
        m_reader.setNamespaceProcessing(false); // none is used, and looking one up costs what all that are open cost
    }

    core::Result<XmlNode> read()
    {
        while (!m_reader.atEnd()) {
            switch (m_reader.readNext()) {
            case QXmlStreamReader::StartElement:
                open();
                if (m_open.size() > maxXmlDepth || m_parts > maxParts)
                    return xmlRefused(QStringLiteral("it nests too deep or has too many elements"));
                break;
            case QXmlStreamReader::EndElement:
                close();
                break;
            case QXmlStreamReader::Characters:
                if (!m_open.isEmpty())
                    m_open.last().text += m_reader.text();
                break;
            default:
                break;
            }
        }
        if (m_reader.hasError())
            return xmlRefused(m_reader.errorString());
        return m_root;
    }

private:
    void open()
    {
        XmlNode node;
        node.name = m_reader.name().toString();
        const auto attributes = m_reader.attributes();
        for (const auto &attribute : attributes)
            node.attributes.append({attribute.name().toString(), attribute.value().toString()});
        m_parts += 1 + int(attributes.size());
        m_open.append(std::move(node));
    }

    void close()
    {
        XmlNode node = m_open.takeLast();
        if (m_open.isEmpty())
            m_root = std::move(node);
        else
            m_open.last().children.append(std::move(node));
    }

    QXmlStreamReader m_reader;
    QList<XmlNode> m_open;
    XmlNode m_root;
    int m_parts = 0;
};

} // namespace

tl::unexpected<core::Error> xmlRefused(const QString &detail)
{
    return core::fail(
        core::ErrorKind::Protocol,
        core::said("MaxCompute", QT_TRANSLATE_NOOP("MaxCompute", "The server's answer is not proper XML.")), {}, {},
        detail);
}

const XmlNode *XmlNode::child(QStringView called) const
{
    for (const XmlNode &node : children) {
        if (node.name == called)
            return &node;
    }
    return nullptr;
}

QString XmlNode::childText(QStringView called) const
{
    const XmlNode *node = child(called);
    return node ? node->text.trimmed() : QString();
}

QString XmlNode::attribute(QStringView called) const
{
    for (const auto &[key, value] : attributes) {
        if (key == called)
            return value;
    }
    return {};
}

core::Result<XmlNode> parseXml(const QByteArray &xml)
{
    if (const QString problem = wire::xmlProblem(xml); !problem.isEmpty())
        return xmlRefused(problem);
    return TreeReader(xml).read();
}

} // namespace isthmus::maxcompute
