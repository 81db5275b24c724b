// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sandboxfixture.h"

#include <isthmus/catalog/tableinfo.h>
#include <isthmus/records/recordbatch.h>

#include <QJsonDocument>
#include <QJsonObject>

#include <functional>
#include <memory>

namespace httplib {
class Client;
}

namespace isthmus::wire {
struct Request;
}

namespace isthmus::test {

struct Answer {
    int status = 0; ///< 0: no answer
    QByteArray body;
    QByteArray location;
    QByteArray requestId;
    QByteArray encoding; ///< Content-Encoding
    QByteArray comment; ///< x-odps-comment

    /// "Code" of a refusal by the Tunnel service.
    [[nodiscard]] QString code() const { return json()[u"Code"].toString(); }
    [[nodiscard]] QJsonObject json() const { return QJsonDocument::fromJson(body).object(); }
};

/// How a SQL job ended.
struct JobOutcome {
    QByteArray id;
    QString status; ///< Success, Failed, Cancelled; empty if it did not end in time
    QString text; ///< the result: CSV of a query, text of a statement, the error

    [[nodiscard]] bool isGood() const { return status == u"Success"; }
    /// "ODPS-0130161", or empty.
    [[nodiscard]] QString code() const { return text.startsWith(u"ODPS-") ? text.left(text.indexOf(u':')) : QString(); }
};

/// A client of the MaxCompute protocol as small as it can be: signed requests, jobs, rows. Thread: one at a time.
class EndpointClient {
public:
    /// Of the shared sandbox.
    explicit EndpointClient(const SandboxFixture::User &user, QByteArray project = "dbs_mc", QByteArray stsToken = {});
    EndpointClient(const SandboxFixture &sandbox, const SandboxFixture::User &user, QByteArray project = "dbs_mc",
                   QByteArray stsToken = {});
    ~EndpointClient();

    using Headers = QList<QPair<QByteArray, QByteArray>>;

    /// \a pathAndQuery is below the project, or, if it begins with "/api/", below the endpoint. Of \a headers those
    /// that begin with x-odps- are signed.
    Answer send(const QByteArray &method, const QByteArray &pathAndQuery, const QByteArray &body = {},
                const Headers &headers = {});
    /// Status of a GET whose body goes to \a take piece by piece, as it arrives.
    int receive(const QByteArray &pathAndQuery, const std::function<void(QByteArrayView)> &take);
    /// Status of a PUT whose body is sent in chunks: \a make fills each and answers false with the last.
    int put(const QByteArray &pathAndQuery, const std::function<bool(QByteArray &)> &make);
    /// Instead of 30 seconds.
    void setReadTimeout(int seconds);

    /// Instance id of the job; empty if it was not accepted.
    QByteArray submit(const QString &sql);
    JobOutcome finish(const QByteArray &id, int timeoutMs = 30'000);
    JobOutcome run(const QString &sql) { return finish(submit(sql)); }

    /// Rows of a query through the instance tunnel, values joined by '|', NULL as "NULL"; the error's text if it
    /// failed.
    QStringList rows(const QString &sql);
    /// The same, read from the CSV of the instance's result.
    QStringList resultRows(const QString &sql);

    /// Rows of a table or an instance through a download session of its own.
    QStringList download(const QByteArray &resource, const QByteArray &extra = {});
    /// Rows of the download session \a id.
    QStringList read(const QByteArray &resource, const QByteArray &extra, const QByteArray &id, qint64 count,
                     QList<catalog::Column> columns);

private:
    [[nodiscard]] wire::Request signedRequest(const QByteArray &method, const QByteArray &pathAndQuery,
                                              const QByteArray &contentType, const Headers &headers = {}) const;

    SandboxFixture::User m_user;
    QByteArray m_stsToken;
    QByteArray m_project;
    std::unique_ptr<httplib::Client> m_http;
};

/// Statement that maps a table of order_dw.public. Dual signature unless \a clauses name a role.
[[nodiscard]] QString externalTable(const QString &name, const QString &columns, const QString &source,
                                    const QString &clauses = {},
                                    const SandboxFixture &sandbox = SandboxFixture::shared());
/// What stands between the first \a from and the next \a to; empty if they are not there.
[[nodiscard]] QByteArray between(const QByteArray &text, const QByteArray &from, const QByteArray &to,
                                 qsizetype start = 0);
/// Columns from their names and MaxCompute types.
[[nodiscard]] QList<catalog::Column> columnsOf(const QList<QPair<QString, QString>> &definitions);
/// The whole body that sends \a batch; empty if it cannot be sent.
[[nodiscard]] QByteArray encoded(const records::RecordBatch &batch);

} // namespace isthmus::test
