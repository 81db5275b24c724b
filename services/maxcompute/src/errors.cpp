// SPDX-License-Identifier: GPL-3.0-or-later
#include "errors.h"

#include "text.h"
#include "xmlnode.h"

#include <isthmus/connections/tlsfailure.h>
#include <isthmus/core/format.h>
#include <isthmus/core/redact.h>

#include <QHash>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>

#include <curl/curl.h>

namespace isthmus::maxcompute {

using core::Error;
using core::ErrorKind;

namespace {

constexpr qsizetype maxWords = 2000; // of a server's text that are kept

QString shortened(const QString &text)
{
    return core::redacted(text.left(maxWords).trimmed());
}

// What an error body says, in whichever of its forms.
struct ServerWords {
    QString code;
    QString message;
};

ServerWords wordsOf(const QByteArray &body)
{
    const QByteArray text = body.trimmed();
    if (text.startsWith('{')) {
        const QJsonObject json = QJsonDocument::fromJson(text).object();
        const QString code = json.value(u"Code").toString(json.value(u"reason").toString());
        return {code.left(100), json.value(u"Message").toString(json.value(u"message").toString())};
    }
    if (text.startsWith('<')) {
        const auto root = parseXml(text);
        if (root && root->name == u"Error")
            return {root->childText(u"Code").left(100), root->childText(u"Message")};
    }
    return {};
}

const QHash<QString, ErrorKind> &kinds()
{
    static const QHash<QString, ErrorKind> table{
        {QStringLiteral("Unauthorized"), ErrorKind::Authentication},
        {QStringLiteral("AuthorizationRequired"), ErrorKind::Authentication},
        {QStringLiteral("SignatureNotMatch"), ErrorKind::Authentication},
        {QStringLiteral("SignatureDoesNotMatch"), ErrorKind::Authentication},
        {QStringLiteral("InvalidAccessKeyId"), ErrorKind::Authentication},
        {QStringLiteral("InvalidCredentials"), ErrorKind::Authentication},
        {QStringLiteral("AuthenticationRequestExpired"), ErrorKind::Authentication},
        {QStringLiteral("RequestTimeTooSkewed"), ErrorKind::Authentication},
        {QStringLiteral("RequestTimeTooSkewd"), ErrorKind::Authentication},
        {QStringLiteral("ODPS-0410001"), ErrorKind::Authentication},
        {QStringLiteral("ODPS-0410031"), ErrorKind::Authentication},
        {QStringLiteral("ODPS-0410042"), ErrorKind::Authentication},
        {QStringLiteral("ODPS-0410051"), ErrorKind::Authentication},
        {QStringLiteral("NoPermission"), ErrorKind::Permission},
        {QStringLiteral("AccessDenied"), ErrorKind::Permission},
        {QStringLiteral("Forbidden"), ErrorKind::Permission},
        {QStringLiteral("ODPS-0130013"), ErrorKind::Permission},
        {QStringLiteral("ODPS-0420095"), ErrorKind::Permission},
        {QStringLiteral("NoSuchObject"), ErrorKind::NotFound},
        {QStringLiteral("NoSuchProject"), ErrorKind::NotFound},
        {QStringLiteral("NoSuchSchema"), ErrorKind::NotFound},
        {QStringLiteral("NoSuchTable"), ErrorKind::NotFound},
        {QStringLiteral("NoSuchPartition"), ErrorKind::NotFound},
        {QStringLiteral("NotFound"), ErrorKind::NotFound},
        {QStringLiteral("ODPS-0130131"), ErrorKind::NotFound},
        {QStringLiteral("ObjectAlreadyExists"), ErrorKind::AlreadyExists},
        {QStringLiteral("ParseError"), ErrorKind::Invalid},
        {QStringLiteral("ODPS-0130161"), ErrorKind::Invalid},
        {QStringLiteral("ODPS-0130071"), ErrorKind::Invalid},
        {QStringLiteral("InvalidArgument"), ErrorKind::Invalid},
        {QStringLiteral("InvalidParameter"), ErrorKind::Invalid},
        {QStringLiteral("MethodNotAllowed"), ErrorKind::Unsupported},
        {QStringLiteral("NotImplemented"), ErrorKind::Unsupported},
        {QStringLiteral("InstanceTypeNotSupported"), ErrorKind::Unsupported},
        {QStringLiteral("FlowExceeded"), ErrorKind::Timeout},
        {QStringLiteral("SlotExceeded"), ErrorKind::Timeout},
        {QStringLiteral("QPSExceeded"), ErrorKind::Timeout},
        {QStringLiteral("RequestQuotaExceeded"), ErrorKind::Timeout},
        {QStringLiteral("ServiceUnavailable"), ErrorKind::Network},
    };
    return table;
}

ErrorKind kindOfStatus(int status)
{
    switch (status) {
    case 400:
        return ErrorKind::Invalid;
    case 401:
        return ErrorKind::Authentication;
    case 403:
        return ErrorKind::Permission;
    case 404:
        return ErrorKind::NotFound;
    case 405:
    case 501:
        return ErrorKind::Unsupported;
    case 409:
        return ErrorKind::AlreadyExists;
    case 408:
    case 429:
    case 504:
        return ErrorKind::Timeout;
    case 502:
    case 503:
        return ErrorKind::Network;
    default:
        return ErrorKind::Internal;
    }
}

// "ODPS-0130131" wherever it stands in a text.
QString odpsCodeIn(const QString &text)
{
    static const QRegularExpression pattern(QStringLiteral("ODPS-[0-9]{6,7}"));
    return pattern.match(text.left(maxWords)).captured();
}

// PostgreSQL's words (aclchk.c): the source of an external table or schema refuses, where the project's owner can grant
// nothing.
bool isRefusedBySource(const QString &words)
{
    return words.contains(QLatin1String("permission denied for "));
}

QString permissionHint(const QString &words)
{
    return isRefusedBySource(words)
        ? said(QT_TRANSLATE_NOOP(
            "MaxCompute",
            "In Hologres, grant the account, or the RAM role that the external table or schema names, USAGE on the "
            "schema and SELECT on the table."))
        : said(QT_TRANSLATE_NOOP("MaxCompute", "Ask the owner of the project for the right that the details name."));
}

ErrorKind refined(ErrorKind kind, const QString &words)
{
    const bool mayBeMore = kind == ErrorKind::Invalid || kind == ErrorKind::Internal || kind == ErrorKind::NotFound;
    if (mayBeMore && words.contains(QLatin1String("already exist"), Qt::CaseInsensitive))
        return ErrorKind::AlreadyExists;
    if (mayBeMore && isRefusedBySource(words))
        return ErrorKind::Permission;
    if ((kind == ErrorKind::Invalid || kind == ErrorKind::Internal)
        && (words.contains(QLatin1String("not supported"), Qt::CaseInsensitive)
            || words.contains(QLatin1String("unsupported feature"), Qt::CaseInsensitive)))
        return ErrorKind::Unsupported;
    return kind;
}

// The first line of a server's text without codes and position, as far as it makes a sentence.
QString sentence(const QString &words)
{
    static const QRegularExpression lead(
        QStringLiteral("^(?:FAILED:\\s*)?(?:ODPS-[0-9]+\\s*:\\s*)?(?:\\[[0-9]+,[0-9]+\\]\\s*)?"));
    QString text = core::redacted(words.section(u'\n', 0, 0).left(300));
    text.remove(lead);
    return text.trimmed();
}

Error described(ErrorKind kind, const QString &host, const QString &subject, const ServerWords &words)
{
    Error error;
    error.kind = kind;
    switch (kind) {
    case ErrorKind::Authentication:
        error.message = said(QT_TRANSLATE_NOOP("MaxCompute", "%1 did not accept the AccessKey.")).arg(host);
        error.hint = words.code.startsWith(QLatin1String("RequestTimeTooSkew"))
            ? said(QT_TRANSLATE_NOOP("MaxCompute",
                                     "Set the clock of this computer: requests are only accepted for some minutes."))
            : said(QT_TRANSLATE_NOOP("MaxCompute",
                                     "Check the AccessKey ID of the connection, and enter its secret again."));
        break;
    case ErrorKind::Permission:
        if (isRefusedBySource(words.message) && !subject.isEmpty())
            error.message = said(QT_TRANSLATE_NOOP("MaxCompute", "%1: its source refused access.")).arg(subject);
        else
            error.message = subject.isEmpty()
                ? said(QT_TRANSLATE_NOOP("MaxCompute", "This account may not do this."))
                : said(QT_TRANSLATE_NOOP("MaxCompute", "This account may not use %1.")).arg(subject);
        error.hint = permissionHint(words.message);
        break;
    case ErrorKind::NotFound:
        error.message = subject.isEmpty() ? said(QT_TRANSLATE_NOOP("MaxCompute", "What was asked for does not exist."))
                                          : said(QT_TRANSLATE_NOOP("MaxCompute", "%1 does not exist.")).arg(subject);
        error.hint = said(
            QT_TRANSLATE_NOOP("MaxCompute", "Check the spelling; it may also have been renamed or dropped meanwhile."));
        break;
    case ErrorKind::AlreadyExists:
        error.message = subject.isEmpty()
            ? said(QT_TRANSLATE_NOOP("MaxCompute", "An object of that name exists already."))
            : said(QT_TRANSLATE_NOOP("MaxCompute", "%1 exists already.")).arg(subject);
        break;
    case ErrorKind::Timeout:
        error.message = said(QT_TRANSLATE_NOOP("MaxCompute", "%1 is too busy to answer.")).arg(host);
        error.hint = said(QT_TRANSLATE_NOOP("MaxCompute", "Try again in a moment."));
        break;
    case ErrorKind::Network:
        error.message = said(QT_TRANSLATE_NOOP("MaxCompute", "%1 is not ready to serve.")).arg(host);
        error.hint = said(QT_TRANSLATE_NOOP("MaxCompute", "Try again in a moment."));
        break;
    default:
        error.message = sentence(words.message);
        if (error.message.isEmpty())
            error.message = said(QT_TRANSLATE_NOOP("MaxCompute", "%1 refused the request.")).arg(host);
        break;
    }
    const QString odps = odpsCodeIn(words.message);
    error.code = odps.isEmpty() ? words.code : odps;
    error.detail = shortened(words.message);
    return error;
}

connections::TlsFailure tlsFailureOf(const TransportFailure &failure)
{
    using connections::TlsFailure;
    if (failure.curlCode == CURLE_SSL_CACERT_BADFILE)
        return TlsFailure::AuthoritiesUnreadable;
    if (const auto found = connections::failureOfVerification(failure.verification))
        return *found;
    // curl looks at the names itself, once OpenSSL has verified the rest.
    if (failure.curlCode == CURLE_PEER_FAILED_VERIFICATION)
        return TlsFailure::OtherName;
    return connections::failureOfWords(failure.words).value_or(TlsFailure::Other);
}

} // namespace

Error transportError(const TransportFailure &failure, const QString &host)
{
    const QString detail = shortened(failure.words);
    // What a server that waits for TLS makes of a plain request: it closes, or answers in no HTTP.
    const QString tryTls = said(QT_TRANSLATE_NOOP(
        "MaxCompute", "If the server speaks TLS there, write https:// in the endpoint; else try again."));
    switch (failure.curlCode) {
    case CURLE_COULDNT_RESOLVE_HOST:
        return {ErrorKind::Network,
                said(QT_TRANSLATE_NOOP("MaxCompute", "The host %1 was not found.")).arg(host),
                said(QT_TRANSLATE_NOOP("MaxCompute", "Check the endpoint's spelling and this computer's network.")),
                {},
                detail};
    case CURLE_COULDNT_RESOLVE_PROXY:
        return {ErrorKind::Network,
                said(QT_TRANSLATE_NOOP("MaxCompute", "The proxy on the way to %1 was not found.")).arg(host),
                said(QT_TRANSLATE_NOOP("MaxCompute", "Check the proxy settings of this computer.")),
                {},
                detail};
    case CURLE_COULDNT_CONNECT:
        return {ErrorKind::Network,
                said(QT_TRANSLATE_NOOP("MaxCompute", "%1 refused the connection.")).arg(host),
                said(QT_TRANSLATE_NOOP("MaxCompute",
                                       "Check that the endpoint is running and that host and port are right.")),
                {},
                detail};
    case CURLE_OPERATION_TIMEDOUT:
        return {ErrorKind::Timeout,
                failure.isIdle ? said(QT_TRANSLATE_NOOP("MaxCompute", "%1 stopped answering.")).arg(host)
                               : said(QT_TRANSLATE_NOOP("MaxCompute", "%1 did not answer in time.")).arg(host),
                said(QT_TRANSLATE_NOOP("MaxCompute", "Try again; if it lasts, check network and endpoint.")),
                {},
                detail};
    case CURLE_PEER_FAILED_VERIFICATION:
    case CURLE_SSL_CONNECT_ERROR:
    case CURLE_SSL_CERTPROBLEM:
    case CURLE_SSL_CIPHER:
    case CURLE_SSL_ISSUER_ERROR:
    case CURLE_SSL_CACERT_BADFILE:
        return connections::tlsError(connections::withAuthorities(tlsFailureOf(failure), failure.hasOwnAuthorities),
                                     host, detail);
    case CURLE_GOT_NOTHING:
    case CURLE_SEND_ERROR:
    case CURLE_RECV_ERROR:
    case CURLE_PARTIAL_FILE:
        return {ErrorKind::Network,
                said(QT_TRANSLATE_NOOP("MaxCompute", "The connection to %1 was cut off.")).arg(host),
                failure.isPlain ? tryTls : said(QT_TRANSLATE_NOOP("MaxCompute", "Try again.")),
                {},
                detail};
    case CURLE_UNSUPPORTED_PROTOCOL:
    case CURLE_WEIRD_SERVER_REPLY:
    case CURLE_BAD_CONTENT_ENCODING:
    case CURLE_CHUNK_FAILED:
    case CURLE_HTTP2: {
        Error error = garbledError(host, failure.words);
        if (failure.isPlain)
            error.hint = tryTls;
        return error;
    }
    default:
        return {ErrorKind::Network,
                said(QT_TRANSLATE_NOOP("MaxCompute", "The connection to %1 failed.")).arg(host),
                said(QT_TRANSLATE_NOOP("MaxCompute", "Try again.")),
                {},
                detail};
    }
}

Error tooLongError(const QString &host, qint64 maxBytes)
{
    return {ErrorKind::Protocol,
            said(QT_TRANSLATE_NOOP("MaxCompute", "The answer of %1 is longer than %2."))
                .arg(host, core::formatBytes(maxBytes)),
            said(QT_TRANSLATE_NOOP("MaxCompute", "Check that the endpoint is a MaxCompute service.")),
            {},
            {}};
}

QString mayBeDoneHint()
{
    return said(QT_TRANSLATE_NOOP(
        "MaxCompute",
        "If it changes anything, the service may have done it all the same: look before you send it again."));
}

Error garbledError(const QString &host, const QString &detail)
{
    return {
        ErrorKind::Protocol,
        said(QT_TRANSLATE_NOOP("MaxCompute", "The answer of %1 cannot be understood.")).arg(host),
        said(QT_TRANSLATE_NOOP("MaxCompute", "Check that the endpoint is a MaxCompute service, its path included.")),
        {},
        shortened(detail)};
}

Error replyError(int status, const QByteArray &body, const QString &host, const QString &subject)
{
    ServerWords words = wordsOf(body);
    const QString statusText = QStringLiteral("HTTP %1").arg(status);
    if (words.code.isEmpty() && words.message.isEmpty()) {
        const bool isTelling = status == 401 || status == 403 || kindOfStatus(status) == ErrorKind::Timeout
            || kindOfStatus(status) == ErrorKind::Network;
        // As nginx, Apache and Go's server say it.
        const QByteArray page = body.left(1000).toLower();
        if (status == 400 && page.contains("http")
            && (page.contains("https port") || page.contains("https server") || page.contains("ssl-enabled"))) {
            return {ErrorKind::Protocol, said(QT_TRANSLATE_NOOP("MaxCompute", "%1 answers with TLS only.")).arg(host),
                    said(QT_TRANSLATE_NOOP("MaxCompute", "Write https:// in the endpoint.")), statusText,
                    shortened(QString::fromUtf8(body.left(300)))};
        }
        if (!isTelling && !body.trimmed().isEmpty()) {
            Error error = garbledError(host, QString::fromUtf8(body.left(300)));
            error.code = statusText;
            return error;
        }
        Error error = described(kindOfStatus(status), host, subject, {});
        error.code = statusText;
        error.detail = shortened(QString::fromUtf8(body.left(300)));
        return error;
    }
    const QString odps = odpsCodeIn(words.code + u' ' + words.message);
    ErrorKind kind = kindOfStatus(status);
    if (const auto it = kinds().constFind(words.code); it != kinds().cend())
        kind = *it;
    else if (const auto byText = kinds().constFind(odps); byText != kinds().cend())
        kind = *byText;
    if (words.code.isEmpty())
        words.code = statusText;
    return described(refined(kind, words.message), host, subject, words);
}

Error jobError(const QString &text, const QString &jobId)
{
    const QString code = odpsCodeIn(text);
    Error error;
    error.kind = refined(kinds().value(code, ErrorKind::Internal), text);
    error.message = sentence(text);
    if (error.message.isEmpty())
        error.message = said(QT_TRANSLATE_NOOP("MaxCompute", "The job %1 failed.")).arg(jobId);
    if (error.kind == ErrorKind::Permission)
        error.hint = permissionHint(text);
    else if (error.kind == ErrorKind::Invalid)
        error.hint = said(QT_TRANSLATE_NOOP("MaxCompute", "Correct the statement at the place that the details name."));
    error.code = code;
    error.detail = shortened(text);
    return error;
}

} // namespace isthmus::maxcompute
