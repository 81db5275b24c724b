// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <isthmus/core/error.h>

#include <QByteArray>
#include <QString>

namespace isthmus::maxcompute {

// The one place where failures of the MaxCompute side become errors for people. Pure; any thread.
// Source of codes: docs/protocol.md#errors.

/// An exchange that did not end with a reply. \a curlCode is a CURLcode, \a isIdle says that we gave up waiting.
[[nodiscard]] core::Error transportError(int curlCode, bool isIdle, const QString &host, const QString &words);
[[nodiscard]] core::Error tooLongError(const QString &host, qint64 maxBytes);

/// A reply whose body is not what the request asks for.
[[nodiscard]] core::Error garbledError(const QString &host, const QString &detail);

/// A reply with a status of 300 or more: XML or JSON error body, or whatever else a proxy sends.
/// \a subject names what was asked for ("table default.orders"); may be empty.
[[nodiscard]] core::Error replyError(int status, const QByteArray &body, const QString &host, const QString &subject);

/// The error text of a failed job: "ODPS-0130131:[1,15] Table not found - …". The position stays in the detail.
[[nodiscard]] core::Error jobError(const QString &text, const QString &jobId);

} // namespace isthmus::maxcompute
