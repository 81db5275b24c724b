// SPDX-License-Identifier: GPL-3.0-or-later
#include <isthmus/sandbox/jobs/jobrequest.h>
#include <isthmus/sandbox/requests/xmltext.h>
#include <isthmus/sandboxsql/parser.h>

#include <QJsonDocument>
#include <QXmlStreamReader>

namespace isthmus::sandbox {

namespace {

constexpr qsizetype maxDepth = 16;
constexpr qsizetype maxTextLength = 1024; // of what the client says of its job

// Reads element by element, remembering where it is; the elements of interest have fixed paths.
class JobReader {
public:
    explicit JobReader(const QByteArray &xml) : m_bytes(xml), m_xml(xml) { }

    Reply<JobRequest> read()
    {
        if (const QString problem = xmlProblem(m_bytes); !problem.isEmpty())
            return refuse(ServiceError::badArgument(QStringLiteral("The job cannot be read: ") + problem));
        while (!m_xml.atEnd()) {
            switch (m_xml.readNext()) {
            case QXmlStreamReader::StartElement:
                if (m_path.size() == maxDepth)
                    return refuse(ServiceError::badArgument(QStringLiteral("The job is nested too deeply")));
                m_path.append(m_xml.name().toString());
                m_text.clear();
                if (m_path.size() == 4 && m_path[2] == u"Tasks") {
                    ++m_tasks;
                    m_request.taskType = m_path.last();
                }
                break;
            case QXmlStreamReader::Characters:
                m_text += m_xml.text();
                break;
            case QXmlStreamReader::EndElement:
                takeElement();
                m_path.removeLast();
                m_text.clear();
                break;
            default:
                break;
            }
        }
        if (m_xml.hasError())
            return refuse(ServiceError::badArgument(QStringLiteral("The job is no XML: ") + problem()));
        return checked();
    }

private:
    // What the reader says of a character that XML has not does not name it.
    [[nodiscard]] QString problem() const
    {
        const qsizetype at = m_xml.characterOffset() - 1;
        const QString text = QString::fromUtf8(m_bytes);
        const QChar c = at >= 0 && at < text.size() ? text[at] : QChar(u' ');
        const bool isAllowed = xmlSafe(c) == c;
        return isAllowed
            ? m_xml.errorString()
            : QStringLiteral("the character U+%1 in line %2, column %3; in a text of SQL write \\%4")
                  .arg(uint(c.unicode()), 4, 16, QChar(u'0'))
                  .arg(m_xml.lineNumber())
                  .arg(m_xml.columnNumber())
                  .arg(c.unicode() < 0x80 ? QString::number(c.unicode(), 8).rightJustified(3, u'0')
                                          : u'u' + QString::number(c.unicode(), 16).rightJustified(4, u'0'));
    }

    void takeElement()
    {
        const QString path = m_path.join(u'/');
        if (path == u"Instance/Job/Priority") {
            m_request.priority = qBound(0, m_text.trimmed().toInt(), 9);
            return;
        }
        if (path == u"Instance/Job/Guid") {
            m_request.guid = m_text.trimmed().left(128);
            return;
        }
        if (path == u"Instance/Job/Name")
            m_request.name = m_text.trimmed();
        else if (path == u"Instance/Job/Comment")
            m_request.comment = m_text;
        else if (path == u"Instance/Job/RunningCluster")
            m_request.runningCluster = m_text.trimmed();
        const QString task = QStringLiteral("Instance/Job/Tasks/%1/").arg(m_request.taskType);
        if (!path.startsWith(task))
            return;
        const QString below = path.mid(task.size());
        if (below == u"Name")
            m_request.taskName = m_text.trimmed();
        else if (below == u"Query")
            m_request.query = m_text;
        else if (below == u"Config/Property/Name")
            m_property = m_text.trimmed();
        else if (below == u"Config/Property/Value" && m_property == u"settings")
            m_request.settings = QJsonDocument::fromJson(m_text.toUtf8()).object();
    }

    Reply<JobRequest> checked()
    {
        if (m_tasks != 1)
            return refuse(ServiceError::badArgument(QStringLiteral("The job must have exactly one task")));
        if (m_request.taskType != u"SQL")
            return refuse(ServiceError::notSupported(QStringLiteral("A task of type '%1'").arg(m_request.taskType)));
        if (m_request.query.trimmed().isEmpty())
            return refuse(ServiceError::badArgument(QStringLiteral("The task has no query")));
        if (m_request.query.size() > sandboxsql::maxScriptLength)
            return refuse(ServiceError::badArgument(QStringLiteral("The query is longer than 2 MB")));
        for (const QString &text : {m_request.name, m_request.comment, m_request.runningCluster}) {
            if (text.size() > maxTextLength)
                return refuse(ServiceError::badArgument(
                    QStringLiteral("A name or comment of the job is longer than %1 characters").arg(maxTextLength)));
        }
        if (m_request.taskName.isEmpty())
            m_request.taskName = QStringLiteral("AnonymousSQLTask");
        return m_request;
    }

    const QByteArray m_bytes;
    QXmlStreamReader m_xml;
    QStringList m_path;
    QString m_text;
    QString m_property;
    JobRequest m_request;
    int m_tasks = 0;
};

} // namespace

Reply<JobRequest> JobRequest::parse(const QByteArray &xml)
{
    return JobReader(xml).read();
}

QByteArray JobRequest::toSourceXml() const
{
    QByteArray text;
    QXmlStreamWriter xml(&text);
    xml.writeStartDocument();
    xml.writeStartElement(QStringLiteral("Job"));
    const auto tell = [&xml](const QString &element, const QString &value) {
        if (!value.isEmpty())
            xml.writeTextElement(element, xmlSafe(value));
    };
    tell(QStringLiteral("Name"), name);
    tell(QStringLiteral("Comment"), comment);
    tell(QStringLiteral("Priority"), QString::number(priority));
    tell(QStringLiteral("RunningCluster"), runningCluster);
    tell(QStringLiteral("Guid"), guid);
    xml.writeStartElement(QStringLiteral("Tasks"));
    xml.writeStartElement(QStringLiteral("SQL"));
    xml.writeTextElement(QStringLiteral("Name"), taskName);
    xml.writeStartElement(QStringLiteral("Config"));
    xml.writeStartElement(QStringLiteral("Property"));
    xml.writeTextElement(QStringLiteral("Name"), QStringLiteral("settings"));
    xml.writeTextElement(QStringLiteral("Value"),
                         QString::fromUtf8(QJsonDocument(settings).toJson(QJsonDocument::Compact)));
    xml.writeEndElement();
    xml.writeEndElement();
    xml.writeStartElement(QStringLiteral("Query"));
    // A reader of XML takes a bare CR for a line end.
    const QStringList parts = xmlSafe(query).split(u'\r');
    for (qsizetype i = 0; i < parts.size(); ++i) {
        if (i > 0)
            xml.writeEntityReference(QStringLiteral("#13"));
        xml.writeCharacters(parts[i]);
    }
    xml.writeEndElement();
    xml.writeEndElement();
    xml.writeEndElement();
    xml.writeStartElement(QStringLiteral("DAG"));
    xml.writeTextElement(QStringLiteral("RunMode"), QStringLiteral("Sequence"));
    xml.writeEndDocument();
    return text;
}

} // namespace isthmus::sandbox
