// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <isthmus/connections/tlsfailure.h>
#include <isthmus/core/error.h>
#include <isthmus/hologres/connection.h>

#include <libpq-fe.h>

#include <chrono>
#include <optional>

namespace isthmus::hologres {

/// What an error is about, for its words.
struct ErrorSubject {
    const Settings &settings;
    QString database; ///< the one dialled
    QString object; ///< what was asked for: "public.dwd_orders", "database crm"; empty: a statement of the user
    bool isTimeLimited = false; ///< 57014 without a request of ours means statement_timeout
};

/// A statement that the server refused. Maps SQLSTATE classes (PostgreSQL 15 manual, appendix A) to kinds.
[[nodiscard]] core::Error statementError(const PGresult *result, const ErrorSubject &subject);

/// What the server says beside its results: "NOTICE: …", detail and hint in lines of their own.
[[nodiscard]] QString noticeText(const PGresult *notice);

/// A dial that failed; \a words is libpq's message, made with PQERRORS_VERBOSE so that it names the SQLSTATE.
/// \a tls: what is known of the server's certificate beside that.
[[nodiscard]] core::Error dialError(const QString &words, const ErrorSubject &subject,
                                    std::optional<connections::TlsFailure> tls = {});

[[nodiscard]] core::Error hostNotFound(const ErrorSubject &subject, const QString &words);
[[nodiscard]] core::Error dialTimeout(const ErrorSubject &subject, std::chrono::milliseconds limit);
/// A server without TLS wants the password in a way that would give it away; \a detail: which.
/// What answers speaks another protocol. \a detail: as unsafeSignIn().
[[nodiscard]] core::Error foreignServer(const ErrorSubject &subject, const QString &detail);
[[nodiscard]] core::Error unsafeSignIn(const ErrorSubject &subject, const QString &detail);
/// Earlier attempts to sign in still compute what a server asked for.
[[nodiscard]] core::Error busyDials(const ErrorSubject &subject);
/// The connection broke while it was used.
[[nodiscard]] core::Error connectionLost(const ErrorSubject &subject, const QString &words);
[[nodiscard]] core::Error answerTimeout(const ErrorSubject &subject, std::chrono::milliseconds limit);
[[nodiscard]] core::Error answerTooLong(const ErrorSubject &subject, qint64 maxBytes);
/// This program has no room for another connection's files.
[[nodiscard]] core::Error tooManyFiles(const QString &detail);
/// What came is no answer to what was asked.
[[nodiscard]] core::Error garbledAnswer(const ErrorSubject &subject, const QString &detail);
[[nodiscard]] core::Error objectNotFound(const ErrorSubject &subject);

} // namespace isthmus::hologres
