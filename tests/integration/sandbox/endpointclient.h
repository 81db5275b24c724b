// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sandboxfixture.h"

#include <isthmus/wire/recorddecoder.h>
#include <isthmus/wire/recordencoder.h>
#include <isthmus/wire/signature.h>
#include <isthmus/wire/tunnelschema.h>

#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>
#include <QUrl>

#include <httplib.h>

#include <functional>

namespace isthmus::test {

struct Answer {
    int status = 0; ///< 0: no answer
    QByteArray body;
    QByteArray location;
    QByteArray requestId;
    QByteArray encoding; ///< Content-Encoding

    /// "Code" of a refusal by the Tunnel service.
    [[nodiscard]] QString code() const { return QJsonDocument::fromJson(body)[u"Code"].toString(); }
    [[nodiscard]] QJsonObject json() const { return QJsonDocument::fromJson(body).object(); }
};

struct JobOutcome {
    QByteArray id;
    QString status; ///< Success, Failed, Cancelled
    QString text;
};

/// A client of the MaxCompute protocol as small as it can be: signed requests, jobs, rows.
class Client {
public:
    explicit Client(const SandboxFixture::User &user, QByteArray project = "dbs_mc", const QByteArray &stsToken = {})
        : m_signer({user.name.toUtf8(), user.password.toUtf8(), stsToken}, {}), m_project(std::move(project)),
          m_http("127.0.0.1", QUrl(SandboxFixture::shared().endpoint()).port())
    {
        m_http.set_keep_alive(true);
        m_http.set_read_timeout(30);
        m_http.set_decompress(false);
    }

    using Headers = QList<QPair<QByteArray, QByteArray>>;

    Answer send(const QByteArray &method, const QByteArray &pathAndQuery, const QByteArray &body = {},
                const Headers &headers = {})
    {
        wire::Request request;
        const qsizetype mark = pathAndQuery.indexOf('?');
        request.method = method;
        request.path =
            "/projects/" + m_project + wire::percentDecoded(mark < 0 ? pathAndQuery : pathAndQuery.left(mark));
        request.query = mark < 0 ? QByteArray() : pathAndQuery.mid(mark + 1);
        // Signed, therefore set here: httplib would add one of its own to a body.
        if (method != "GET")
            request.setHeader("Content-Type", "application/xml");
        m_signer.sign(request);
        httplib::Request raw;
        raw.method = method.toStdString();
        raw.path = "/api/projects/" + m_project.toStdString() + pathAndQuery.toStdString();
        for (const auto &[name, value] : std::as_const(request.headers))
            raw.headers.emplace(name.toStdString(), value.toStdString());
        raw.headers.erase("Accept-Encoding");
        for (const auto &[name, value] : headers)
            raw.headers.emplace(name.toStdString(), value.toStdString());
        raw.body = body.toStdString();
        const auto result = m_http.send(raw);
        if (!result)
            return {};
        return {result->status, QByteArray::fromStdString(result->body),
                QByteArray::fromStdString(result->get_header_value("Location")),
                QByteArray::fromStdString(result->get_header_value("x-odps-request-id")),
                QByteArray::fromStdString(result->get_header_value("Content-Encoding"))};
    }

    /// Status of a GET whose body goes to \a take piece by piece, as it arrives.
    int receive(const QByteArray &pathAndQuery, const std::function<void(QByteArrayView)> &take)
    {
        wire::Request request;
        const qsizetype mark = pathAndQuery.indexOf('?');
        request.method = "GET";
        request.path = "/projects/" + m_project + pathAndQuery.left(mark);
        request.query = pathAndQuery.mid(mark + 1);
        m_signer.sign(request);
        httplib::Headers headers;
        for (const auto &[name, value] : std::as_const(request.headers))
            headers.emplace(name.toStdString(), value.toStdString());
        const auto result = m_http.Get(("/api/projects/" + m_project + pathAndQuery).toStdString(), headers,
                                       [&](const char *data, size_t size) {
                                           take({data, qsizetype(size)});
                                           return true;
                                       });
        return result ? result->status : 0;
    }

    /// Instead of 30 seconds.
    void setReadTimeout(int seconds) { m_http.set_read_timeout(seconds); }

    /// Status of a PUT whose body is sent in chunks: \a make fills each and answers false with the last.
    int put(const QByteArray &pathAndQuery, const std::function<bool(QByteArray &)> &make)
    {
        wire::Request request;
        const qsizetype mark = pathAndQuery.indexOf('?');
        request.method = "PUT";
        request.path = "/projects/" + m_project + pathAndQuery.left(mark);
        request.query = pathAndQuery.mid(mark + 1);
        request.setHeader("Content-Type", "application/octet-stream");
        m_signer.sign(request);
        httplib::Headers headers;
        for (const auto &[name, value] : std::as_const(request.headers))
            headers.emplace(name.toStdString(), value.toStdString());
        headers.erase("Content-Type");
        const auto result = m_http.Put(("/api/projects/" + m_project + pathAndQuery).toStdString(), headers,
                                       [&](size_t, httplib::DataSink &sink) {
                                           QByteArray piece;
                                           const bool hasMore = make(piece);
                                           sink.write(piece.constData(), size_t(piece.size()));
                                           if (!hasMore)
                                               sink.done();
                                           return true;
                                       },
                                       "application/octet-stream");
        return result ? result->status : 0;
    }

    QByteArray submit(const QString &sql)
    {
        QString escaped = sql.toHtmlEscaped();
        const Answer answer = send("POST", "/instances",
                                   "<Instance><Job><Tasks><SQL><Name>T</Name><Query>" + escaped.toUtf8()
                                       + ";</Query></SQL></Tasks></Job></Instance>");
        return answer.status == 201 ? answer.location.mid(answer.location.lastIndexOf('/') + 1) : QByteArray();
    }

    JobOutcome finish(const QByteArray &id, int timeoutMs = 30'000)
    {
        JobOutcome outcome{id, {}, {}};
        const bool isOver = QTest::qWaitFor(
            [&] { return send("GET", "/instances/" + id + "?instancestatus").body.contains("Terminated"); }, timeoutMs);
        if (!isOver)
            return outcome;
        outcome.status = between(send("GET", "/instances/" + id + "?taskstatus").body, "<Status>", "</Status>", true);
        const QByteArray result = send("GET", "/instances/" + id + "?result").body;
        outcome.text = QString::fromUtf8(QByteArray::fromBase64(between(result, "<![CDATA[", "]]>", false).toLatin1()));
        return outcome;
    }

    JobOutcome run(const QString &sql) { return finish(submit(sql)); }

    /// Rows of a finished query through the instance tunnel, values joined by '|', NULL as "NULL".
    QStringList rows(const QString &sql)
    {
        const JobOutcome job = run(sql);
        if (job.status != u"Success")
            return {job.text};
        return download("/instances/" + job.id);
    }

    QStringList download(const QByteArray &resource, const QByteArray &extra = {})
    {
        const Answer session = send("POST", resource + "?downloads" + extra);
        const QJsonObject json = QJsonDocument::fromJson(session.body).object();
        const auto columns = wire::columnsFromSchema(json[u"Schema"].toObject());
        if (session.status != 200 || !columns)
            return {QString::fromUtf8(session.body)};
        return read(resource, extra, json[u"DownloadID"].toString().toUtf8(), json[u"RecordCount"].toInteger(),
                    *columns);
    }

    QStringList read(const QByteArray &resource, const QByteArray &extra, const QByteArray &id, qint64 count,
                     QList<catalog::Column> columns)
    {
        columns.removeIf([](const catalog::Column &column) { return column.isPartitionKey; });
        const Answer data = send(
            "GET", resource + "?data&downloadid=" + id + "&rowrange=(0," + QByteArray::number(count) + ")" + extra);
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

    static QString between(const QByteArray &text, const QByteArray &from, const QByteArray &to, bool last)
    {
        const qsizetype begin = last ? text.lastIndexOf(from) : text.indexOf(from);
        if (begin < 0)
            return {};
        const qsizetype end = text.indexOf(to, begin);
        return QString::fromUtf8(text.mid(begin + from.size(), end - begin - from.size()));
    }

private:
    wire::Signer m_signer;
    QByteArray m_project;
    httplib::Client m_http;
};

/// Columns from their names and types.
inline QList<catalog::Column> columnsOf(const QList<QPair<QString, QString>> &definitions)
{
    QList<catalog::Column> columns;
    for (const auto &[name, type] : definitions)
        columns.append({.name = name, .type = catalog::parseMaxComputeType(type)});
    return columns;
}

/// The whole body that sends \a batch; empty if it cannot be sent.
inline QByteArray encoded(const records::RecordBatch &batch)
{
    QByteArray bytes;
    wire::RecordEncoder encoder;
    if (!encoder.append(batch, 0, batch.rowCount(), bytes))
        return {};
    encoder.finish(bytes);
    return bytes;
}

} // namespace isthmus::test
