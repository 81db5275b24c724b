// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sandboxfixture.h"

#include <isthmus/wire/signature.h>

#include <QTest>
#include <QUrl>

#include <httplib.h>

namespace isthmus::test {

/// How a SQL job ended.
struct JobOutcome {
    QByteArray id;
    QString status; ///< Success, Failed, Cancelled; empty if it did not end in time
    QString text; ///< the result: CSV of a query, text of a statement, the error

    [[nodiscard]] bool isGood() const { return status == u"Success"; }
    /// "ODPS-0130161", or empty.
    [[nodiscard]] QString code() const { return text.startsWith(u"ODPS-") ? text.left(text.indexOf(u':')) : QString(); }
};

/// Runs SQL through the sandbox's endpoint with signed requests, and nothing else. Thread: one at a time.
class JobClient {
public:
    JobClient(const SandboxFixture &sandbox, const SandboxFixture::User &user, QByteArray project = "dbs_mc")
        : m_signer({user.name.toUtf8(), user.password.toUtf8(), {}}, {}), m_project(std::move(project)),
          m_http("127.0.0.1", QUrl(sandbox.endpoint()).port())
    {
        m_http.set_keep_alive(true);
        m_http.set_read_timeout(30);
    }

    /// Body of the answer; empty if there is none. \a status is the HTTP status, 0 if there is no answer.
    QByteArray send(const QByteArray &method, const QByteArray &pathAndQuery, const QByteArray &body = {},
                    int *status = nullptr)
    {
        wire::Request request;
        const qsizetype mark = pathAndQuery.indexOf('?');
        request.method = method;
        request.path =
            "/projects/" + m_project + wire::percentDecoded(mark < 0 ? pathAndQuery : pathAndQuery.left(mark));
        request.query = mark < 0 ? QByteArray() : pathAndQuery.mid(mark + 1);
        if (method != "GET")
            request.setHeader("Content-Type", "application/xml");
        m_signer.sign(request);
        httplib::Request raw;
        raw.method = method.toStdString();
        raw.path = "/api/projects/" + m_project.toStdString() + pathAndQuery.toStdString();
        for (const auto &[name, value] : std::as_const(request.headers))
            raw.headers.emplace(name.toStdString(), value.toStdString());
        raw.body = body.toStdString();
        const auto result = m_http.send(raw);
        if (status)
            *status = result ? result->status : 0;
        m_location = result ? QByteArray::fromStdString(result->get_header_value("Location")) : QByteArray();
        return result ? QByteArray::fromStdString(result->body) : QByteArray();
    }

    /// Instance id of the job.
    QByteArray submit(const QString &sql)
    {
        int status = 0;
        send("POST", "/instances",
             "<Instance><Job><Tasks><SQL><Name>T</Name><Query>" + sql.toHtmlEscaped().toUtf8()
                 + ";</Query></SQL></Tasks></Job></Instance>",
             &status);
        return status == 201 ? m_location.mid(m_location.lastIndexOf('/') + 1) : QByteArray();
    }

    JobOutcome finish(const QByteArray &id, int timeoutMs = 30'000)
    {
        JobOutcome outcome{id, {}, {}};
        const bool isOver = QTest::qWaitFor(
            [&] { return send("GET", "/instances/" + id + "?instancestatus").contains("Terminated"); }, timeoutMs);
        if (!isOver)
            return outcome;
        const QByteArray task = send("GET", "/instances/" + id + "?taskstatus");
        outcome.status = QString::fromUtf8(between(task, task.lastIndexOf("<Status>"), "<Status>", "</Status>"));
        const QByteArray result = send("GET", "/instances/" + id + "?result");
        outcome.text = QString::fromUtf8(QByteArray::fromBase64(between(result, 0, "<![CDATA[", "]]>")));
        return outcome;
    }

    JobOutcome run(const QString &sql) { return finish(submit(sql)); }

    /// Rows of a query, values joined by '|', NULL as "NULL"; the error's text if it failed.
    QStringList rows(const QString &sql)
    {
        const JobOutcome job = run(sql);
        if (!job.isGood())
            return {job.text};
        QStringList rows;
        QStringList fields;
        QString field;
        bool quoted = false;
        for (qsizetype i = 0; i < job.text.size(); ++i) {
            const QChar c = job.text[i];
            if (c == u'"') {
                const bool doubled = quoted && job.text.mid(i + 1, 1) == u"\"";
                if (doubled)
                    field += job.text[++i];
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

private:
    static QByteArray between(const QByteArray &text, qsizetype start, const QByteArray &from, const QByteArray &to)
    {
        const qsizetype begin = start < 0 ? -1 : text.indexOf(from, start);
        const qsizetype end = begin < 0 ? -1 : text.indexOf(to, begin);
        return end < 0 ? QByteArray() : text.mid(begin + from.size(), end - begin - from.size());
    }

    wire::Signer m_signer;
    QByteArray m_project;
    QByteArray m_location;
    httplib::Client m_http;
};

} // namespace isthmus::test
