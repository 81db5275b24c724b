// SPDX-License-Identifier: GPL-3.0-or-later
#include "sqljob.h"

#include "csv.h"
#include "errors.h"
#include "text.h"
#include "tunneldownload.h"

#include <isthmus/dialect/reading.h>
#include <isthmus/dialect/sending.h>

#include <QJsonArray>
#include <QJsonDocument>
#include <QUuid>
#include <QXmlStreamWriter>

namespace isthmus::maxcompute {

using core::Error;
using core::ErrorKind;
using std::chrono::milliseconds;

namespace {

using Clock = std::chrono::steady_clock;

const QString taskName = QStringLiteral("AnonymousSQLTask");
constexpr milliseconds firstPoll{20};
constexpr milliseconds slowestPoll{1000};
// A cancelled call ends within two seconds, whatever the server does.
constexpr milliseconds stopDeadline{1300};
constexpr milliseconds submitGrace{600}; // a submitted job whose id never arrived could not be stopped
constexpr qint64 protectedRows = 10'000; ///< all that comes without the whole tunnel: docs/protocol.md#instance-tunnel

// XML reads a CR, and a CR with LF, as LF unless it is written as a reference, which a CDATA section cannot hold; the
// writer itself splits a section at "]]>". Source: XML 1.0, 2.11.
void writeExactly(QXmlStreamWriter &writer, const QString &text)
{
    const QStringList pieces = text.split(u'\r');
    for (qsizetype i = 0; i < pieces.size(); ++i) {
        if (i > 0)
            writer.writeEntityReference(QStringLiteral("#13"));
        if (!pieces.at(i).isEmpty())
            writer.writeCDATA(pieces.at(i));
    }
}

// Source: docs/protocol.md#submitting-a-job.
QByteArray jobXml(const SqlScript &script, const QMap<QString, QString> &settings)
{
    QJsonObject json;
    for (auto it = settings.cbegin(); it != settings.cend(); ++it)
        json.insert(it.key(), it.value());
    QByteArray xml;
    QXmlStreamWriter writer(&xml);
    const auto property = [&writer](const QString &name, const QString &value) {
        writer.writeStartElement(QStringLiteral("Property"));
        writer.writeTextElement(QStringLiteral("Name"), name);
        writer.writeTextElement(QStringLiteral("Value"), value);
        writer.writeEndElement();
    };
    writer.writeStartDocument();
    for (const char *name : {"Instance", "Job"})
        writer.writeStartElement(QLatin1String(name));
    writer.writeTextElement(QStringLiteral("Priority"), QStringLiteral("9"));
    for (const char *name : {"Tasks", "SQL"})
        writer.writeStartElement(QLatin1String(name));
    writer.writeTextElement(QStringLiteral("Name"), taskName);
    writer.writeStartElement(QStringLiteral("Config"));
    property(QStringLiteral("settings"), QString::fromUtf8(QJsonDocument(json).toJson(QJsonDocument::Compact)));
    property(QStringLiteral("uuid"), QUuid::createUuid().toString(QUuid::WithoutBraces));
    writer.writeEndElement();
    writer.writeStartElement(QStringLiteral("Query"));
    writeExactly(writer, script.statement);
    writer.writeEndElement();
    writer.writeEndElement(); // SQL
    writer.writeEndElement(); // Tasks
    writer.writeStartElement(QStringLiteral("DAG"));
    writer.writeTextElement(QStringLiteral("RunMode"), QStringLiteral("Sequence"));
    writer.writeEndDocument();
    return xml;
}

// What a project with schemas needs to resolve names, and the types of edition 2.0; SET lines win. A script that says
// itself how names are read gets nothing from us that says otherwise under another key.
QMap<QString, QString> settingsFor(const Project &project, const Settings &connection, const SqlScript &script)
{
    QMap<QString, QString> settings{{QStringLiteral("odps.sql.type.system.odps2"), QStringLiteral("true")}};
    const bool namesAreSettled = script.settings.contains(QStringLiteral("odps.namespace.schema"))
        || script.settings.contains(QStringLiteral("odps.sql.allow.namespace.schema"));
    if (project.schemasEnabled && !namesAreSettled) {
        settings.insert(QStringLiteral("odps.namespace.schema"), QStringLiteral("true"));
        settings.insert(QStringLiteral("odps.sql.allow.namespace.schema"), QStringLiteral("true"));
    }
    if (project.schemasEnabled) {
        settings.insert(QStringLiteral("odps.default.schema"),
                        connection.schema.isEmpty() ? QStringLiteral("default") : connection.schema);
    }
    if (!connection.quota.isEmpty())
        settings.insert(QStringLiteral("odps.task.wlm.quota"), connection.quota);
    if (!connection.timeZone.isEmpty())
        settings.insert(zoneSetting, connection.timeZone);
    for (auto it = script.settings.cbegin(); it != script.settings.cend(); ++it)
        settings.insert(it.key(), it.value());
    return settings;
}

class Job {
public:
    Job(Session &session, const JobRequest &request, const core::Cancellation &cancellation)
        : m_session(session), m_request(request), m_cancellation(cancellation)
    {
    }

    core::Result<JobOutcome> run()
    {
        const SqlScript &script = m_request.script;
        if (auto sendable = dialect::checkSendable(dialect::Dialect::MaxCompute, script.statement); !sendable)
            return core::fail(sendable.error());
        if (auto submitted = submit(script); !submitted)
            return core::fail(submitted.error());
        if (auto followed = follow(script.mayAnswerRows()); !followed) {
            core::Error error = followed.error();
            error.isUnsent = false; // whatever was asked last: the job is there
            const bool isUnheard = error.kind == ErrorKind::Network || error.kind == ErrorKind::Timeout
                || error.kind == ErrorKind::Protocol;
            if (isUnheard && !dialect::isReading(dialect::Dialect::MaxCompute, script.statement))
                error.hint = said(QT_TRANSLATE_NOOP(
                                      "MaxCompute",
                                      "Job %1 may go on, or have ended well: look at what is there before you send it "
                                      "again."))
                                 .arg(m_id);
            return core::fail(std::move(error));
        }
        return std::move(m_outcome);
    }

private:
    using Done = core::Result<core::Done>;

    Done follow(bool mayAnswerRows)
    {
        if (auto ended = waitForEnd(); !ended) {
            if (ended.error().isCancelled() || ended.error().kind == ErrorKind::Timeout)
                stop();
            return ended;
        }
        if (auto succeeded = checkSuccess(); !succeeded)
            return succeeded;
        m_outcome.id = m_id;
        return mayAnswerRows ? fetchRows() : fetchText();
    }

    Call instanceCall(const wire::QueryItems &query = {}) const
    {
        Call call;
        call.path = m_session.projectPath({QStringLiteral("instances"), m_id});
        call.query = query;
        call.subject = said(QT_TRANSLATE_NOOP("MaxCompute", "Job %1")).arg(m_id);
        return call;
    }

    void tell(const QString &line) const
    {
        if (m_request.onProgress)
            m_request.onProgress(line);
    }

    Done submit(const SqlScript &script)
    {
        const auto project = m_session.project(m_cancellation);
        if (!project)
            return core::fail(project.error());
        Call call;
        call.method = QByteArrayLiteral("POST");
        call.path = m_session.projectPath({QStringLiteral("instances")});
        call.headers = {{"Content-Type", "application/xml"}};
        const auto settings = settingsFor(*project, m_session.settings(), script);
        m_zone = records::Zone::named(settings.value(zoneSetting)).value_or(project->timeZone);
        call.body = jobXml(script, settings);
        call.subject = m_request.subject;
        call.cancelGrace = submitGrace;
        const auto reply = m_session.send(call, m_cancellation);
        if (!reply)
            return core::fail(reply.error());
        m_id = QString::fromUtf8(reply->header("Location")).section(u'/', -1).left(100);
        if (m_id.isEmpty()) { // the head of the answer may have been cut
            auto error = garbledError(m_session.host(), QStringLiteral("the job was accepted without an id"));
            error.hint = mayBeDoneHint();
            return core::fail(std::move(error));
        }
        if (m_request.onJob)
            m_request.onJob(m_id);
        tell(said(QT_TRANSLATE_NOOP("MaxCompute", "Job %1 is submitted.")).arg(m_id));
        return core::Done{};
    }

    Done waitForEnd()
    {
        const auto deadline = shorter(m_request.deadline, m_session.settings().timeLimit);
        milliseconds delay = firstPoll;
        for (;;) {
            const auto xml = m_session.sendForXml(instanceCall(), u"Instance", m_cancellation);
            if (!xml)
                return core::fail(xml.error());
            const QString status = xml->childText(u"Status");
            if (status.compare(u"Terminated", Qt::CaseInsensitive) == 0)
                return core::Done{};
            tellStatus(status);
            if (deadline && Clock::now() - m_started > *deadline)
                return core::fail(
                    ErrorKind::Timeout,
                    said(QT_TRANSLATE_NOOP("MaxCompute", "The job %1 took too long and was stopped.")).arg(m_id));
            if (!m_session.pause(delay, m_cancellation))
                return core::fail(core::Error::cancelled());
            delay = std::min(slowestPoll, delay * 3 / 2);
        }
    }

    void tellStatus(const QString &status)
    {
        if (status == m_lastStatus)
            return;
        m_lastStatus = status;
        tell(said(QT_TRANSLATE_NOOP("MaxCompute", "State of job %1: %2")).arg(m_id, status.left(50)));
    }

    // With a cancellation of its own: the one of the job has been requested.
    void stop()
    {
        Call call = instanceCall();
        call.method = QByteArrayLiteral("PUT");
        call.headers = {{"Content-Type", "application/xml"}};
        call.body = QByteArrayLiteral("<?xml version=\"1.0\" encoding=\"utf-8\"?>"
                                      "<Instance><Status>Terminated</Status></Instance>");
        call.deadline = stopDeadline;
        const auto stopped = m_session.send(call, core::Cancellation());
        tell(stopped
                 ? said(QT_TRANSLATE_NOOP("MaxCompute", "Job %1 was stopped.")).arg(m_id)
                 : said(QT_TRANSLATE_NOOP("MaxCompute", "Job %1 could not be stopped and may still run.")).arg(m_id));
    }

    Done checkSuccess()
    {
        const auto xml = m_session.sendForXml(instanceCall({{"taskstatus", {}}}), u"Instance", m_cancellation);
        if (!xml)
            return core::fail(xml.error());
        const XmlNode *tasks = xml->child(u"Tasks");
        if (!tasks || tasks->children.isEmpty())
            return core::fail(garbledError(m_session.host(), QStringLiteral("the job has no task")));
        for (const XmlNode &task : tasks->children) {
            const QString status = task.childText(u"Status").toLower();
            if (status == u"success")
                continue;
            if (status == u"cancelled" || status == u"canceled")
                return core::fail(
                    ErrorKind::Internal,
                    said(QT_TRANSLATE_NOOP("MaxCompute", "The job %1 was stopped on the service.")).arg(m_id));
            const auto text = resultText(nullptr);
            return core::fail(text ? jobError(*text, m_id) : text.error());
        }
        return core::Done{};
    }

    // Text of ?result; *format is "csv" or "text".
    core::Result<QString> resultText(QString *format)
    {
        Call call = instanceCall({{"result", {}}});
        const auto xml = m_session.sendForXml(call, u"Instance", m_cancellation);
        if (!xml)
            return core::fail(xml.error());
        const XmlNode *tasks = xml->child(u"Tasks");
        const XmlNode *task = tasks && !tasks->children.isEmpty() ? &tasks->children.first() : nullptr;
        const XmlNode *result = task ? task->child(u"Result") : nullptr;
        if (!result)
            return QString();
        if (format)
            *format = result->attribute(u"Format");
        m_descriptor = QJsonDocument::fromJson(task->childText(u"ResultDescriptor").toUtf8()).object();
        if (result->attribute(u"Transform").compare(u"Base64", Qt::CaseInsensitive) == 0)
            return QString::fromUtf8(QByteArray::fromBase64(result->text.toLatin1()));
        return result->text;
    }

    Done fetchText()
    {
        QString format;
        auto text = resultText(&format);
        if (!text)
            return core::fail(text.error());
        if (format == u"csv" && m_descriptor.value(u"IsSelect").toBool())
            return takeCsv(*std::move(text));
        m_outcome.text = text->trimmed().isEmpty() ? QStringLiteral("OK") : text->trimmed();
        return core::Done{};
    }

    Done takeCsv(QString text)
    {
        const QByteArray csv = text.toUtf8();
        text = QString(); // it takes twice the bytes
        QList<catalog::Column> columns;
        const QJsonArray described = m_descriptor.value(u"Schema").toObject().value(u"Columns").toArray();
        for (const auto &value : described) {
            catalog::Column column;
            column.name = value.toObject().value(u"Name").toString();
            column.type = catalog::parseMaxComputeType(value.toObject().value(u"Type").toString());
            columns.append(column);
        }
        auto rows = parseCsv(csv, columns, m_zone, m_request.maxRows, false);
        if (!rows)
            return core::fail(rows.error());
        m_outcome.isTruncated = rows->isTruncated || rows->rows.rowCount() >= protectedRows;
        m_outcome.rows = std::make_shared<const records::RecordBatch>(std::move(rows->rows));
        return core::Done{};
    }

    Done fetchRows()
    {
        auto session = openDownload(m_session, instanceCall(), {}, m_cancellation);
        if (!session && session.error().kind == ErrorKind::Permission) {
            session = openDownload(m_session, instanceCall(), {{"instance_tunnel_limit_enabled", {}}}, m_cancellation);
            m_isProtected = session.has_value();
        }
        if (session)
            return download(*session);
        if (!isTunnelRefused(session.error()))
            return core::fail(session.error());
        QString format;
        auto text = resultText(&format);
        if (!text)
            return core::fail(text.error());
        if (format == u"csv") {
            tell(Text::tr("The tunnel refused the rows: at most %L1 come with the result.").arg(protectedRows));
            return takeCsv(*std::move(text));
        }
        m_outcome.text = text->trimmed().isEmpty() ? QStringLiteral("OK") : text->trimmed();
        return core::Done{};
    }

    // Jobs without rows, projects that allow no tunnel, and servers that have none: some of those answer their web
    // server's own page.
    static bool isTunnelRefused(const Error &error)
    {
        switch (error.kind) {
        case ErrorKind::Invalid:
        case ErrorKind::Unsupported:
        case ErrorKind::Permission:
        case ErrorKind::NotFound:
        case ErrorKind::Internal:
            return true;
        default:
            return error.code == u"HTTP 404" || error.code == u"HTTP 405" || error.code == u"HTTP 501";
        }
    }

    Done download(const DownloadSession &session)
    {
        const qint64 wanted = std::min(session.rowCount, m_request.maxRows);
        auto rows = firstRows(m_session, instanceCall(), session, wanted, m_request.maxBytes, m_cancellation);
        if (!rows)
            return core::fail(rows.error());
        m_outcome.isTruncated =
            rows->rowCount() < session.rowCount || (m_isProtected && session.rowCount >= protectedRows);
        keep(*std::move(rows));
        return core::Done{};
    }

    void keep(records::RecordBatch &&rows)
    {
        rows.setZone(m_zone);
        m_outcome.rows = std::make_shared<const records::RecordBatch>(std::move(rows));
    }

    Session &m_session;
    const JobRequest &m_request;
    const core::Cancellation &m_cancellation;
    QString m_id;
    const Clock::time_point m_started = Clock::now();
    QString m_lastStatus;
    QJsonObject m_descriptor;
    bool m_isProtected = false; // the tunnel gives the first protectedRows only
    records::Zone m_zone; // of the job
    JobOutcome m_outcome;
};

} // namespace

core::Result<JobOutcome> runJob(Session &session, const JobRequest &request, const core::Cancellation &cancellation)
{
    return Job(session, request, cancellation).run();
}

} // namespace isthmus::maxcompute
