// SPDX-License-Identifier: GPL-3.0-or-later
#include "endpointclient.h"

#include <isthmus/wire/recorddecoder.h>
#include <isthmus/wire/recordencoder.h>
#include <isthmus/wire/signature.h>
#include <isthmus/wire/tunnelschema.h>

#include <QTest>
#include <QUrl>

#include <httplib.h>

namespace isthmus::test {
namespace {

QStringList rowsOfCsv(const QString &csv)
{
    QStringList rows;
    QStringList fields;
    QString field;
    bool quoted = false;
    for (qsizetype i = 0; i < csv.size(); ++i) {
        const QChar c = csv[i];
        if (c == u'"') {
            const bool doubled = quoted && csv.mid(i + 1, 1) == u"\"";
            if (doubled)
                field += csv[++i];
            else
                quoted = !quoted;
        } else if (quoted || (c != u',' && c != u'\n')) {
            field += c;
        } else {
            fields.append(field == u"\\N" ? QStringLiteral("NULL") : field);
            field.clear();
            if (c == u'\n') {
                rows.append(fields.join(u'|'));
                fields.clear();
            }
        }
    }
    return rows.mid(1); // the first line names the columns
}

// Below the endpoint: of the project, or of what is no project's.
QByteArray whole(const QByteArray &project, const QByteArray &path)
{
    return path.startsWith("/api/") ? path : "/projects/" + project + path;
}

std::string target(const QByteArray &project, const QByteArray &pathAndQuery)
{
    return ("/api" + whole(project, pathAndQuery)).toStdString();
}

httplib::Headers headersOf(const wire::Request &request)
{
    httplib::Headers headers;
    for (const auto &[name, value] : std::as_const(request.headers))
        headers.emplace(name.toStdString(), value.toStdString());
    return headers;
}

} // namespace

EndpointClient::EndpointClient(const SandboxFixture::User &user, QByteArray project, QByteArray stsToken)
    : EndpointClient(SandboxFixture::shared(), user, std::move(project), std::move(stsToken))
{
}

EndpointClient::EndpointClient(const SandboxFixture &sandbox, const SandboxFixture::User &user, QByteArray project,
                               QByteArray stsToken)
    : m_user(user), m_stsToken(std::move(stsToken)), m_project(std::move(project)),
      m_http(std::make_unique<httplib::Client>("127.0.0.1", QUrl(sandbox.endpoint()).port()))
{
    m_http->set_keep_alive(true);
    m_http->set_read_timeout(30);
    m_http->set_decompress(false);
}

EndpointClient::~EndpointClient() = default;

wire::Request EndpointClient::signedRequest(const QByteArray &method, const QByteArray &pathAndQuery,
                                            const QByteArray &contentType, const Headers &headers) const
{
    wire::Request request;
    const qsizetype mark = pathAndQuery.indexOf('?');
    request.method = method;
    request.path = wire::percentDecoded(whole(m_project, mark < 0 ? pathAndQuery : pathAndQuery.left(mark)));
    request.query = mark < 0 ? QByteArray() : pathAndQuery.mid(mark + 1);
    // Signed, therefore set here: httplib would add one of its own to a body.
    if (!contentType.isEmpty())
        request.setHeader("Content-Type", contentType);
    for (const auto &[name, value] : headers) {
        if (name.startsWith("x-odps-"))
            request.setHeader(name, value);
    }
    wire::Signer({m_user.name.toUtf8(), m_user.password.toUtf8(), m_stsToken}, {}).sign(request);
    return request;
}

Answer EndpointClient::send(const QByteArray &method, const QByteArray &pathAndQuery, const QByteArray &body,
                            const Headers &headers)
{
    httplib::Request raw;
    raw.method = method.toStdString();
    raw.path = target(m_project, pathAndQuery);
    raw.headers = headersOf(signedRequest(method, pathAndQuery, method == "GET" ? "" : "application/xml", headers));
    raw.headers.erase("Accept-Encoding");
    for (const auto &[name, value] : headers) {
        if (!name.startsWith("x-odps-"))
            raw.headers.emplace(name.toStdString(), value.toStdString());
    }
    raw.body = body.toStdString();
    const auto result = m_http->send(raw);
    if (!result)
        return {};
    return {result->status,
            QByteArray::fromStdString(result->body),
            QByteArray::fromStdString(result->get_header_value("Location")),
            QByteArray::fromStdString(result->get_header_value("x-odps-request-id")),
            QByteArray::fromStdString(result->get_header_value("Content-Encoding")),
            QByteArray::fromStdString(result->get_header_value("x-odps-comment"))};
}

int EndpointClient::receive(const QByteArray &pathAndQuery, const std::function<void(QByteArrayView)> &take)
{
    const auto result = m_http->Get(target(m_project, pathAndQuery), headersOf(signedRequest("GET", pathAndQuery, "")),
                                    [&](const char *data, size_t size) {
                                        take({data, qsizetype(size)});
                                        return true;
                                    });
    return result ? result->status : 0;
}

int EndpointClient::put(const QByteArray &pathAndQuery, const std::function<bool(QByteArray &)> &make)
{
    const std::string type = "application/octet-stream";
    httplib::Headers headers = headersOf(signedRequest("PUT", pathAndQuery, QByteArray::fromStdString(type)));
    headers.erase("Content-Type");
    const auto result = m_http->Put(
        target(m_project, pathAndQuery), headers,
        [&](size_t, httplib::DataSink &sink) {
            QByteArray piece;
            const bool hasMore = make(piece);
            sink.write(piece.constData(), size_t(piece.size()));
            if (!hasMore)
                sink.done();
            return true;
        },
        type);
    return result ? result->status : 0;
}

void EndpointClient::setReadTimeout(int seconds)
{
    m_http->set_read_timeout(seconds);
}

QByteArray EndpointClient::submit(const QString &sql)
{
    const Answer answer = send("POST", "/instances",
                               "<Instance><Job><Tasks><SQL><Name>T</Name><Query>" + sql.toHtmlEscaped().toUtf8()
                                   + ";</Query></SQL></Tasks></Job></Instance>");
    return answer.status == 201 ? answer.location.mid(answer.location.lastIndexOf('/') + 1) : QByteArray();
}

JobOutcome EndpointClient::finish(const QByteArray &id, int timeoutMs)
{
    JobOutcome outcome{id, {}, {}};
    const bool isOver = QTest::qWaitFor(
        [&] { return send("GET", "/instances/" + id + "?instancestatus").body.contains("Terminated"); }, timeoutMs);
    if (!isOver)
        return outcome;
    const QByteArray task = send("GET", "/instances/" + id + "?taskstatus").body;
    outcome.status = QString::fromUtf8(between(task, "<Status>", "</Status>", task.lastIndexOf("<Status>")));
    const QByteArray result = send("GET", "/instances/" + id + "?result").body;
    outcome.text = QString::fromUtf8(QByteArray::fromBase64(between(result, "<![CDATA[", "]]>")));
    return outcome;
}

QStringList EndpointClient::rows(const QString &sql)
{
    const JobOutcome job = run(sql);
    return job.isGood() ? download("/instances/" + job.id) : QStringList{job.text};
}

QStringList EndpointClient::resultRows(const QString &sql)
{
    const JobOutcome job = run(sql);
    return job.isGood() ? rowsOfCsv(job.text) : QStringList{job.text};
}

QStringList EndpointClient::download(const QByteArray &resource, const QByteArray &extra)
{
    const Answer session = send("POST", resource + "?downloads" + extra);
    const QJsonObject json = QJsonDocument::fromJson(session.body).object();
    const auto columns = wire::columnsFromSchema(json[u"Schema"].toObject());
    if (session.status != 200 || !columns)
        return {QString::fromUtf8(session.body)};
    return read(resource, extra, json[u"DownloadID"].toString().toUtf8(), json[u"RecordCount"].toInteger(), *columns);
}

QStringList EndpointClient::read(const QByteArray &resource, const QByteArray &extra, const QByteArray &id,
                                 qint64 count, QList<catalog::Column> columns)
{
    columns.removeIf([](const catalog::Column &column) { return column.isPartitionKey; });
    const Answer data =
        send("GET", resource + "?data&downloadid=" + id + "&rowrange=(0," + QByteArray::number(count) + ")" + extra);
    if (data.status != 200)
        return {QString::fromUtf8(data.body)};
    wire::RecordDecoder decoder(columns);
    if (const auto fed = decoder.feed(data.body); !fed)
        return {fed.error().message};
    if (const auto ended = decoder.finish(); !ended)
        return {ended.error().message};
    const records::RecordBatch batch = decoder.takeRows();
    QStringList rows;
    for (qsizetype row = 0; row < batch.rowCount(); ++row) {
        QStringList values;
        for (qsizetype i = 0; i < batch.columnCount(); ++i)
            values.append(batch.vector(i).isNull(row) ? QStringLiteral("NULL") : batch.vector(i).displayText(row));
        rows.append(values.join(u'|'));
    }
    return rows;
}

QString externalTable(const QString &name, const QString &columns, const QString &source, const QString &clauses,
                      const SandboxFixture &sandbox)
{
    return QStringLiteral(
               "SET odps.sql.common.table.planner.ext.hive.bridge=true; CREATE EXTERNAL TABLE %1 (%2) STORED BY "
               "'com.aliyun.odps.jdbc.JdbcStorageHandler' %3 LOCATION 'jdbc:postgresql://%4:%5/order_dw?"
               "ApplicationName=MaxCompute&currentSchema=public&useSSL=false&table=%6/' TBLPROPERTIES "
               "('mcfed.mapreduce.jdbc.driver.class'='org.postgresql.Driver', "
               "'odps.federation.jdbc.target.db.type'='holo')")
        .arg(name, columns, clauses, sandbox.host())
        .arg(sandbox.port())
        .arg(source);
}

QByteArray between(const QByteArray &text, const QByteArray &from, const QByteArray &to, qsizetype start)
{
    const qsizetype begin = start < 0 ? -1 : text.indexOf(from, start);
    const qsizetype end = begin < 0 ? -1 : text.indexOf(to, begin);
    return end < 0 ? QByteArray() : text.mid(begin + from.size(), end - begin - from.size());
}

QList<catalog::Column> columnsOf(const QList<QPair<QString, QString>> &definitions)
{
    QList<catalog::Column> columns;
    for (const auto &[name, type] : definitions)
        columns.append({.name = name, .type = catalog::parseMaxComputeType(type)});
    return columns;
}

QByteArray encoded(const records::RecordBatch &batch)
{
    QByteArray bytes;
    wire::RecordEncoder encoder;
    if (!encoder.append(batch, 0, batch.rowCount(), bytes))
        return {};
    encoder.finish(bytes);
    return bytes;
}

} // namespace isthmus::test
