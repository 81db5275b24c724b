// SPDX-License-Identifier: GPL-3.0-or-later
#include "tablelist.h"

#include "plaintablelist.h"
#include "xmlnode.h"

#include <isthmus/wire/xmlguard.h>

#include <QXmlStreamReader>

#include <utility>

namespace isthmus::maxcompute {

namespace {

// Takes the text of the elements <Tables>/<Marker> and <Tables>/<Table>/<Name>, <Type> …; all others are passed over.
class ListReader {
public:
    explicit ListReader(const QByteArray &xml) : m_reader(xml)
    {
        m_reader.setNamespaceProcessing(false); // as parseXml()
    }

    core::Result<TableList> read()
    {
        while (!m_reader.atEnd()) {
            switch (m_reader.readNext()) {
            case QXmlStreamReader::StartElement:
                if (++m_depth > maxXmlDepth)
                    return xmlRefused(QStringLiteral("it nests too deep"));
                if (!open())
                    return xmlRefused(QStringLiteral("<%1> came where <Tables> was expected")
                                          .arg(m_reader.name().toString().left(50)));
                break;
            case QXmlStreamReader::EndElement:
                close();
                --m_depth;
                break;
            case QXmlStreamReader::Characters:
                if (m_into)
                    *m_into += m_reader.text();
                break;
            default:
                break;
            }
        }
        if (m_reader.hasError())
            return xmlRefused(m_reader.errorString());
        return std::move(m_list);
    }

private:
    bool open()
    {
        const auto name = m_reader.name();
        m_into = nullptr;
        if (m_depth == 1)
            return name == u"Tables";
        if (m_depth == 2) {
            m_isInTable = name == u"Table";
            if (m_isInTable)
                m_list.lines.emplaceBack();
            else if (name == u"Marker")
                m_into = &m_list.marker;
        } else if (m_depth == 3 && m_isInTable) {
            auto &line = m_list.lines.last();
            m_into = name == u"Name" ? &line.name
                : name == u"Type"    ? &line.type
                : name == u"Comment" ? &line.comment
                : name == u"Schema"  ? &m_definition
                                     : nullptr;
        }
        if (m_into)
            m_into->clear(); // of several the last one counts
        return true;
    }

    void close()
    {
        if (m_into)
            *m_into = m_into->trimmed();
        m_into = nullptr;
        if (m_depth != 2 || !m_isInTable)
            return;
        m_isInTable = false;
        auto &line = m_list.lines.last();
        line.definition = std::exchange(m_definition, {}).toUtf8();
        if (line.name.isEmpty())
            m_list.lines.removeLast();
    }

    QXmlStreamReader m_reader;
    TableList m_list;
    QString m_definition;
    QString *m_into = nullptr; // the text of the element that is open; of one that has others below: what is before
    int m_depth = 0;
    bool m_isInTable = false;
};

} // namespace

core::Result<TableList> readTableList(const QByteArray &xml)
{
    if (auto plain = readPlainTableList(xml))
        return *std::move(plain);
    if (const QString problem = wire::xmlProblem(xml); !problem.isEmpty())
        return xmlRefused(problem);
    return ListReader(xml).read();
}

} // namespace isthmus::maxcompute
