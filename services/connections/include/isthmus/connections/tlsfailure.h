// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <isthmus/core/error.h>

#include <QString>

#include <optional>

namespace isthmus::connections {

/// Why there is no TLS connection to a server that could be trusted.
enum class TlsFailure : quint8 {
    Expired,
    NotYetValid,
    OwnIssue, ///< the certificate is signed with its own key, and not named as an authority
    UnknownAuthority,
    OtherAuthority, ///< than those of the CA file that the user has named
    OtherName, ///< issued for another host
    BadCertificate, ///< anything else that makes it one not to be trusted
    NotTls, ///< the server speaks something else
    OldVersion, ///< of TLS
    Refused, ///< by the server
    CutOff, ///< while TLS was set up
    Broken, ///< right after that
    AuthoritiesUnreadable, ///< the file with the authorities to trust
    Other,
};

/// From what OpenSSL's verification answers (X509_V_ERR_…); nothing for X509_V_OK and
/// X509_V_ERR_UNSPECIFIED. Thread: any.
/// Source: openssl-verification-options(1), X509_STORE_CTX_get_error(3).
[[nodiscard]] std::optional<TlsFailure> failureOfVerification(long number);

/// From what OpenSSL says of an error, which is English everywhere; nothing if that does not tell. Thread: any.
[[nodiscard]] std::optional<TlsFailure> failureOfWords(const QString &words);

/// What \a failure means where \a hasOwn: the user has named a CA file, and who issued the certificate is not in it.
[[nodiscard]] TlsFailure withAuthorities(TlsFailure failure, bool hasOwn);

/// In the user's words. \a server: as the user names it; \a detail: in the library's words, ready to be shown.
/// Of kind Network. Thread: any.
[[nodiscard]] core::Error tlsError(TlsFailure failure, const QString &server, const QString &detail);

} // namespace isthmus::connections
