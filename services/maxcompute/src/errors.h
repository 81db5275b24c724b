// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <isthmus/core/error.h>

#include <QByteArray>
#include <QString>

namespace isthmus::maxcompute {

// The one place where failures of the MaxCompute side become errors for people. Pure; any thread.
// Source of codes: docs/protocol.md#errors.

/// How an exchange ended without a reply.
struct TransportFailure {
    int curlCode = 0; ///< a CURLcode
    bool isIdle = false; ///< we gave up waiting
    long verification = 0; ///< of the server's certificate, as OpenSSL numbers it
    QString words; ///< curl's own
    bool isPlain = false; ///< without TLS
    bool hasOwnAuthorities = false; ///< the connection names a CA file
};

[[nodiscard]] core::Error transportError(const TransportFailure &failure, const QString &host);
[[nodiscard]] core::Error tooLongError(const QString &host, qint64 maxBytes);

/// What to do where a request that may change something was sent and its answer was lost.
[[nodiscard]] QString mayBeDoneHint();
/// A reply whose body is not what the request asks for.
[[nodiscard]] core::Error garbledError(const QString &host, const QString &detail);

/// A reply with a status of 300 or more: XML or JSON error body, or whatever else a proxy sends.
/// \a subject names what was asked for ("table default.orders"); may be empty.
[[nodiscard]] core::Error replyError(int status, const QByteArray &body, const QString &host, const QString &subject);

/// The error text of a failed job: "ODPS-0130131:[1,15] Table not found - …". The position stays in the detail.
[[nodiscard]] core::Error jobError(const QString &text, const QString &jobId);

} // namespace isthmus::maxcompute
