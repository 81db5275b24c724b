// SPDX-License-Identifier: GPL-3.0-or-later
#include <isthmus/connections/tlsfailure.h>
#include <isthmus/core/sentences.h>

#include <QCoreApplication>

#include <openssl/x509_vfy.h>

#include <algorithm>
#include <array>

namespace isthmus::connections {

namespace {

// What OpenSSL says, and what it means. Source: ssl/ssl_err.c of OpenSSL 3.
struct Meaning {
    const char *words;
    TlsFailure failure;
};

constexpr std::array meanings{
    Meaning{"wrong version number", TlsFailure::NotTls},
    Meaning{"http request", TlsFailure::NotTls},
    Meaning{"packet length too long", TlsFailure::NotTls},
    Meaning{"unsupported protocol", TlsFailure::OldVersion},
    Meaning{"alert protocol version", TlsFailure::OldVersion},
    Meaning{"version too low", TlsFailure::OldVersion},
    Meaning{"dh key too small", TlsFailure::OldVersion},
    Meaning{"sslv3 alert", TlsFailure::Refused}, // they keep the name of the version that brought them
    Meaning{"tlsv1 alert", TlsFailure::Refused},
    Meaning{"tlsv1 unrecognized name", TlsFailure::Refused},
    Meaning{"tlsv13 alert", TlsFailure::Refused},
    Meaning{"unexpected eof", TlsFailure::CutOff},
    Meaning{"SSL_ERROR_SYSCALL", TlsFailure::CutOff}, // curl's words
    Meaning{"SSL SYSCALL", TlsFailure::CutOff}, // libpq's, in every language
    Meaning{"Connection reset by peer", TlsFailure::CutOff},
    Meaning{"certificate verify failed", TlsFailure::BadCertificate},
    Meaning{"asn1 encoding routines", TlsFailure::BadCertificate}, // a signature that is none
};

QString text(const char *source)
{
    return core::said("Connections", source);
}

struct Words {
    const char *message;
    const char *hint;
};

// Of a certificate that is not to be trusted.
Words wordsOfCertificate(TlsFailure failure)
{
    switch (failure) {
    case TlsFailure::Expired:
        return {QT_TRANSLATE_NOOP("Connections", "The certificate of %1 has expired."),
                QT_TRANSLATE_NOOP("Connections",
                                  "Ask whoever runs the server to renew it; check the date of this computer too.")};
    case TlsFailure::NotYetValid:
        return {QT_TRANSLATE_NOOP("Connections", "The certificate of %1 is not valid yet."),
                QT_TRANSLATE_NOOP("Connections",
                                  "Check the date of this computer; if it is right, ask whoever runs "
                                  "the server.")};
    case TlsFailure::OwnIssue:
        return {
            QT_TRANSLATE_NOOP("Connections", "The certificate of %1 is vouched for by nobody but itself."),
            QT_TRANSLATE_NOOP("Connections",
                              "If you know the server, get its certificate from whoever runs it and name the file "
                              "as the CA file of the connection. Otherwise somebody may pretend to be the server.")};
    case TlsFailure::UnknownAuthority:
        return {
            QT_TRANSLATE_NOOP("Connections", "The certificate of %1 is issued by an authority that is not trusted."),
            QT_TRANSLATE_NOOP("Connections",
                              "If your company has an authority of its own, name the file with its certificate as the "
                              "CA file of the connection. Otherwise something on the way may replace certificates.")};
    case TlsFailure::OtherAuthority:
        return {
            QT_TRANSLATE_NOOP("Connections", "The CA file of the connection does not vouch for the certificate of %1."),
            QT_TRANSLATE_NOOP("Connections",
                              "Name the file with the certificate of the authority that issued the server's, or the "
                              "server's own if it is self-signed. If the file is the right one, somebody may pretend "
                              "to be the server.")};
    case TlsFailure::OtherName:
        return {QT_TRANSLATE_NOOP("Connections", "The certificate of %1 is issued for another host."),
                QT_TRANSLATE_NOOP("Connections",
                                  "Connect by the host name that the certificate is issued for, or ask "
                                  "whoever runs the server.")};
    default:
        return {QT_TRANSLATE_NOOP("Connections", "The certificate of %1 cannot be trusted."),
                QT_TRANSLATE_NOOP("Connections", "Tell whoever runs the server what the details say.")};
    }
}

// Of TLS that does not come about.
Words wordsOfConnection(TlsFailure failure)
{
    switch (failure) {
    case TlsFailure::NotTls:
        return {QT_TRANSLATE_NOOP("Connections", "%1 does not answer with TLS."),
                QT_TRANSLATE_NOOP("Connections", "Check host and port, and that the server has TLS switched on.")};
    case TlsFailure::OldVersion:
        return {QT_TRANSLATE_NOOP("Connections", "%1 offers only a form of TLS that is no longer safe."),
                QT_TRANSLATE_NOOP("Connections", "Ask whoever runs the server to switch on TLS 1.2 or 1.3.")};
    case TlsFailure::Refused:
        return {QT_TRANSLATE_NOOP("Connections", "%1 refuses to set up TLS."),
                QT_TRANSLATE_NOOP("Connections",
                                  "Check host and port; if they are right, tell whoever runs the server what the "
                                  "details say.")};
    case TlsFailure::CutOff:
        return {QT_TRANSLATE_NOOP("Connections", "%1 ended the connection while TLS was set up."),
                QT_TRANSLATE_NOOP("Connections", "Check host and port, then try again.")};
    case TlsFailure::Broken:
        return {QT_TRANSLATE_NOOP("Connections", "The connection to %1 broke as soon as TLS was set up."),
                QT_TRANSLATE_NOOP("Connections", "Check host and port, then try again.")};
    case TlsFailure::AuthoritiesUnreadable:
        return {QT_TRANSLATE_NOOP("Connections", "The CA file with which %1 is to be verified cannot be used."),
                QT_TRANSLATE_NOOP("Connections",
                                  "Check that the file of the connection exists, that you may read it, "
                                  "and that it holds certificates in the PEM form.")};
    default:
        return {QT_TRANSLATE_NOOP("Connections", "No verified TLS connection to %1 can be made."),
                QT_TRANSLATE_NOOP("Connections", "Check host and port; the details say more.")};
    }
}

} // namespace

std::optional<TlsFailure> failureOfVerification(long number)
{
    switch (number) {
    case X509_V_OK:
    case X509_V_ERR_UNSPECIFIED: // curl's, until it has come to that
        return std::nullopt;
    case X509_V_ERR_CERT_HAS_EXPIRED:
        return TlsFailure::Expired;
    case X509_V_ERR_CERT_NOT_YET_VALID:
        return TlsFailure::NotYetValid;
    case X509_V_ERR_DEPTH_ZERO_SELF_SIGNED_CERT:
        return TlsFailure::OwnIssue;
    case X509_V_ERR_SELF_SIGNED_CERT_IN_CHAIN:
    case X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT:
    case X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT_LOCALLY:
    case X509_V_ERR_UNABLE_TO_VERIFY_LEAF_SIGNATURE:
    case X509_V_ERR_CERT_UNTRUSTED:
        return TlsFailure::UnknownAuthority;
    case X509_V_ERR_HOSTNAME_MISMATCH:
    case X509_V_ERR_IP_ADDRESS_MISMATCH:
        return TlsFailure::OtherName;
    default:
        return TlsFailure::BadCertificate;
    }
}

std::optional<TlsFailure> failureOfWords(const QString &words)
{
    const auto it = std::find_if(meanings.begin(), meanings.end(), [&words](const Meaning &meaning) {
        return words.contains(QLatin1String(meaning.words));
    });
    return it == meanings.end() ? std::nullopt : std::optional(it->failure);
}

TlsFailure withAuthorities(TlsFailure failure, bool hasOwn)
{
    const bool isOfIssuer = failure == TlsFailure::OwnIssue || failure == TlsFailure::UnknownAuthority;
    return hasOwn && isOfIssuer ? TlsFailure::OtherAuthority : failure;
}

core::Error tlsError(TlsFailure failure, const QString &server, const QString &detail)
{
    const Words words =
        failure <= TlsFailure::BadCertificate ? wordsOfCertificate(failure) : wordsOfConnection(failure);
    return {core::ErrorKind::Network, text(words.message).arg(server), text(words.hint), {}, detail};
}

} // namespace isthmus::connections
