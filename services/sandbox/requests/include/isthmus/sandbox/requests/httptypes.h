// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <isthmus/sandbox/access/account.h>
#include <isthmus/sandbox/requests/requesttarget.h>
#include <isthmus/sandbox/store/serviceerror.h>

#include <QByteArray>
#include <QList>
#include <QPair>

#include <functional>

namespace isthmus::sandbox {

/// One request whose sender is known.
struct HttpRequest {
    QByteArray method;
    RequestTarget target;
    Resource resource;
    QList<QPair<QByteArray, QByteArray>> headers;
    Account account;
    QString requestId;
    /// Feeds the body piece by piece until its end, or until the sink answers false. False if the body was cut off.
    std::function<bool(const std::function<bool(QByteArrayView)> &sink)> readBody;

    /// The whole body. Errors: 400 if it is longer than \a limit or was cut off.
    [[nodiscard]] Reply<QByteArray> body(qsizetype limit) const;
    [[nodiscard]] QByteArray header(QByteArrayView name) const; ///< name in lower case

    /// Schema named by path, curr_schema or schema_name; "default" if by none.
    [[nodiscard]] QString schema() const;
};

/// What a body that is made while it is sent answers for each piece.
enum class Piece : quint8 {
    More,
    Last,
    Failed, ///< the connection is closed without an end, so that the client sees that something is missing
};

struct HttpResponse {
    int status = 200;
    QByteArray contentType = "application/xml";
    QByteArray body;
    QList<QPair<QByteArray, QByteArray>> headers;
    /// Set: the body is sent in chunks as this makes them, each appended to an empty array.
    std::function<Piece(QByteArray &)> stream;

    [[nodiscard]] static HttpResponse xml(const QByteArray &text) { return {200, "application/xml", text, {}, {}}; }
    [[nodiscard]] static HttpResponse json(const QByteArray &text) { return {200, "application/json", text, {}, {}}; }
    /// With its encoding: without one, clients take a text for Latin-1, as RFC 2616 told them to.
    [[nodiscard]] static HttpResponse text(const QByteArray &text)
    {
        return {200, "text/plain; charset=utf-8", text, {}, {}};
    }
};

/// Answers requests of known senders. Called from many threads at once; never throws.
using RequestHandler = std::function<Reply<HttpResponse>(const HttpRequest &)>;

/// Whether a refusal of \a request is told in the Tunnel service's JSON instead of XML.
[[nodiscard]] bool isTunnelRequest(const RequestTarget &target, const Resource &resource);

} // namespace isthmus::sandbox
