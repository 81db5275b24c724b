// SPDX-License-Identifier: GPL-3.0-or-later
#include "pgerror.h"

#include <isthmus/core/format.h>
#include <isthmus/core/redact.h>
#include <isthmus/core/sentences.h>

#include <QCoreApplication>
#include <QRegularExpression>

#include <cerrno>
#include <cstring>

namespace isthmus::hologres {

namespace {

using connections::TlsFailure;
using core::Error;
using core::ErrorKind;

constexpr qsizetype maxDetail = 4000;

QString text(const char *source)
{
    return core::said("Hologres", source);
}

QString shown(const QString &serverText)
{
    return core::redacted(serverText.left(2 * maxDetail).trimmed()).left(maxDetail);
}

QString serverName(const ErrorSubject &subject)
{
    return QStringLiteral("%1:%2").arg(subject.settings.host).arg(subject.settings.port);
}

ErrorKind kindOf(const QString &state)
{
    const QString group = state.left(2);
    if (group == u"28")
        return ErrorKind::Authentication;
    if (state == u"42501")
        return ErrorKind::Permission;
    // Undefined table, schema, database, column, function, object.
    if (state == u"42P01" || state == u"3F000" || state == u"3D000" || state == u"42703" || state == u"42883"
        || state == u"42704")
        return ErrorKind::NotFound;
    if (state == u"42P07" || state == u"42P06" || state == u"42710" || state == u"42P04" || state == u"23505")
        return ErrorKind::AlreadyExists;
    if (group == u"08" || state == u"57P01" || state == u"57P02" || state == u"57P03" || group == u"53")
        return ErrorKind::Network;
    if (state == u"55P03" || state == u"57014")
        return ErrorKind::Timeout;
    if (group == u"0A")
        return ErrorKind::Unsupported;
    if (state == u"HV00R") // the table that a foreign table shows is not there
        return ErrorKind::NotFound;
    if (group == u"42" || group == u"HV" || group == u"22" || group == u"23" || group == u"25" || group == u"2B")
        return ErrorKind::Invalid;
    return ErrorKind::Internal;
}

Error authenticationError(const ErrorSubject &subject)
{
    return {ErrorKind::Authentication,
            text(QT_TRANSLATE_NOOP("Hologres", "%1 does not accept the user or password of connection %2."))
                .arg(serverName(subject), subject.settings.connectionName),
            text(QT_TRANSLATE_NOOP("Hologres",
                                   "Check the user or AccessKey ID of the connection, and enter its secret again.")),
            {},
            {}};
}

Error unavailable(const ErrorSubject &subject, const QString &state)
{
    if (state.startsWith(u"53")) {
        return {ErrorKind::Network,
                text(QT_TRANSLATE_NOOP("Hologres", "The server %1 has no room for another connection or task."))
                    .arg(serverName(subject)),
                text(QT_TRANSLATE_NOOP("Hologres", "Close other programs that use it, or try again later.")),
                {},
                {}};
    }
    return {ErrorKind::Network,
            text(QT_TRANSLATE_NOOP("Hologres", "The server %1 is stopping, starting or cut the connection."))
                .arg(serverName(subject)),
            text(QT_TRANSLATE_NOOP("Hologres", "Try again in a moment.")),
            {},
            {}};
}

Error notFoundWords(const ErrorSubject &subject, const QString &state)
{
    if (state == u"3D000") {
        const QString hint = subject.settings.warehouse.isEmpty()
            ? text(QT_TRANSLATE_NOOP("Hologres", "Check the database of connection %1."))
            : text(QT_TRANSLATE_NOOP("Hologres", "Check the database and the compute group of connection %1."));
        return {ErrorKind::NotFound,
                text(QT_TRANSLATE_NOOP("Hologres", "There is no database %1 on %2."))
                    .arg(subject.database, serverName(subject)),
                hint.arg(subject.settings.connectionName),
                {},
                {}};
    }
    if (subject.object.isEmpty()) {
        return {ErrorKind::NotFound,
                text(QT_TRANSLATE_NOOP("Hologres", "The statement names something that does not exist.")),
                text(QT_TRANSLATE_NOOP("Hologres", "The server's words say which name.")),
                {},
                {}};
    }
    return objectNotFound(subject);
}

Error permissionWords(const ErrorSubject &subject)
{
    const QString what = subject.object.isEmpty()
        ? text(QT_TRANSLATE_NOOP("Hologres", "%1 may not do what the statement asks for.")).arg(subject.settings.user)
        : text(QT_TRANSLATE_NOOP("Hologres", "%1 has no right to read %2.")).arg(subject.settings.user, subject.object);
    return {ErrorKind::Permission,
            what,
            text(QT_TRANSLATE_NOOP("Hologres", "Ask the owner or an administrator of the database for the right.")),
            {},
            {}};
}

Error invalidWords(const QString &state)
{
    if (state == u"42601") {
        return {
            ErrorKind::Invalid, text(QT_TRANSLATE_NOOP("Hologres", "The statement has a syntax error.")), {}, {}, {}};
    }
    if (state == u"2BP01") {
        return {
            ErrorKind::Invalid,
            text(QT_TRANSLATE_NOOP("Hologres", "Other objects depend on it, views for example: nothing was changed.")),
            text(QT_TRANSLATE_NOOP("Hologres",
                                   "The server's words name them. Drop or change them first, then try again.")),
            {},
            {}};
    }
    return {ErrorKind::Invalid,
            text(QT_TRANSLATE_NOOP("Hologres", "The server cannot carry out the statement.")),
            {},
            {},
            {}};
}

// What lies behind a foreign table is told in the server's words alone: without them nobody knows what is wrong.
Error foreignTableWords(const QString &state, const ErrorSubject &subject, const QString &serverWords)
{
    Error error;
    error.kind = kindOf(state);
    if (subject.object.isEmpty()) {
        error.message = text(QT_TRANSLATE_NOOP("Hologres", "The server says of a foreign table: %1")).arg(serverWords);
        return error;
    }
    error.message =
        text(QT_TRANSLATE_NOOP("Hologres", "The foreign table %1 cannot be read: %2")).arg(subject.object, serverWords);
    error.hint = text(QT_TRANSLATE_NOOP("Hologres",
                                        "Something was dropped or changed in the table of another system that it "
                                        "shows. \"Check drift\" tells what."));
    return error;
}

Error wordsFor(const QString &state, const ErrorSubject &subject)
{
    switch (kindOf(state)) {
    case ErrorKind::Authentication:
        return authenticationError(subject);
    case ErrorKind::Permission:
        return permissionWords(subject);
    case ErrorKind::NotFound:
        return notFoundWords(subject, state);
    case ErrorKind::Network:
        return unavailable(subject, state);
    case ErrorKind::AlreadyExists:
        return {ErrorKind::AlreadyExists, text(QT_TRANSLATE_NOOP("Hologres", "It exists already.")), {}, {}, {}};
    case ErrorKind::Timeout:
        if (state == u"57014" && !subject.isTimeLimited) {
            return {ErrorKind::Timeout,
                    text(QT_TRANSLATE_NOOP("Hologres", "The server stopped the statement.")),
                    text(QT_TRANSLATE_NOOP("Hologres", "A time limit ended it, or an administrator did.")),
                    {},
                    {}};
        }
        return {ErrorKind::Timeout,
                text(QT_TRANSLATE_NOOP("Hologres", "The server %1 took too long.")).arg(serverName(subject)),
                text(QT_TRANSLATE_NOOP("Hologres", "Try again when it is less busy.")),
                {},
                {}};
    case ErrorKind::Unsupported:
        return {ErrorKind::Unsupported,
                text(QT_TRANSLATE_NOOP("Hologres", "The server does not support this.")),
                {},
                {},
                {}};
    case ErrorKind::Invalid:
        return invalidWords(state);
    default:
        return {ErrorKind::Internal,
                text(QT_TRANSLATE_NOOP("Hologres", "The server %1 reports a failure.")).arg(serverName(subject)),
                {},
                {},
                {}};
    }
}

QString field(const PGresult *result, int code)
{
    const char *words = PQresultErrorField(result, code);
    return words ? QString::fromUtf8(words, qsizetype(qstrnlen(words, 2 * maxDetail))) : QString();
}

// TLS problems are told by libpq in words only; "SSL" and "certificate" stay in every translation of them.
bool isTlsProblem(const QString &words)
{
    return words.contains(QLatin1String("SSL")) || words.contains(QLatin1String("certificate"), Qt::CaseInsensitive)
        || words.contains(QLatin1String(".crt"));
}

TlsFailure tlsFailureOf(const QString &words, const ErrorSubject &subject)
{
    const QString &authorities = subject.settings.authorities;
    if (!authorities.isEmpty() && words.contains(authorities))
        return TlsFailure::AuthoritiesUnreadable;
    return connections::failureOfWords(words).value_or(TlsFailure::Other);
}

bool isRefused(const QString &words)
{
    return words.contains(QString::fromLocal8Bit(std::strerror(ECONNREFUSED)))
        || words.contains(QString::fromLocal8Bit(std::strerror(ENOENT))); // a Unix socket that is not there
}

} // namespace

Error statementError(const PGresult *result, const ErrorSubject &subject)
{
    const QString state = field(result, PG_DIAG_SQLSTATE);
    const QString words = field(result, PG_DIAG_MESSAGE_PRIMARY);
    Error error = state.startsWith(u"HV") && !words.isEmpty() ? foreignTableWords(state, subject, shown(words))
                                                              : wordsFor(state, subject);
    error.code = state;
    QStringList lines{field(result, PG_DIAG_MESSAGE_PRIMARY)};
    for (const int extra : {PG_DIAG_MESSAGE_DETAIL, PG_DIAG_MESSAGE_HINT}) {
        if (const QString line = field(result, extra); !line.isEmpty())
            lines.append(line);
    }
    if (const QString position = field(result, PG_DIAG_STATEMENT_POSITION); !position.isEmpty())
        lines.append(text(QT_TRANSLATE_NOOP("Hologres", "At character %1 of the statement.")).arg(position));
    error.detail = shown(lines.join(u'\n'));
    return error;
}

QString noticeText(const PGresult *notice)
{
    QStringList lines{field(notice, PG_DIAG_SEVERITY) + QStringLiteral(": ") + field(notice, PG_DIAG_MESSAGE_PRIMARY)};
    if (const QString line = field(notice, PG_DIAG_MESSAGE_DETAIL); !line.isEmpty())
        lines.append(QStringLiteral("DETAIL: ") + line);
    if (const QString line = field(notice, PG_DIAG_MESSAGE_HINT); !line.isEmpty())
        lines.append(QStringLiteral("HINT: ") + line);
    return shown(lines.join(u'\n'));
}

Error dialError(const QString &words, const ErrorSubject &subject, std::optional<TlsFailure> tls)
{
    // "FATAL:  28P01: password …"; a SQLSTATE holds a digit, the severity before it does not.
    static const QRegularExpression statePattern(QStringLiteral(R"(:\s+((?=[A-Z]*[0-9])[0-9A-Z]{5}): )"));
    static const QRegularExpression locationLine(QStringLiteral(R"(\n[^\n:]*:\s+\w+, \w+\.c:\d+)"));
    const auto match = statePattern.match(words);
    Error error;
    if (match.hasMatch()) {
        error = wordsFor(match.captured(1), subject);
        error.code = match.captured(1);
        if (error.kind == ErrorKind::Permission) {
            error.message = text(QT_TRANSLATE_NOOP("Hologres", "%1 may not connect to database %2."))
                                .arg(subject.settings.user, subject.database);
        }
    } else if (tls || isTlsProblem(words)) {
        const auto failure = connections::withAuthorities(tls ? *tls : tlsFailureOf(words, subject),
                                                          !subject.settings.authorities.isEmpty());
        error = connections::tlsError(failure, serverName(subject), {});
    } else if (isRefused(words)) {
        error = {ErrorKind::Network,
                 text(QT_TRANSLATE_NOOP("Hologres", "No server listens at %1.")).arg(serverName(subject)),
                 text(QT_TRANSLATE_NOOP("Hologres", "Check host and port, and that the server runs.")),
                 {},
                 {}};
    } else {
        error = {ErrorKind::Network,
                 text(QT_TRANSLATE_NOOP("Hologres", "%1 cannot be reached.")).arg(serverName(subject)),
                 text(QT_TRANSLATE_NOOP("Hologres", "Check host, port and network, then try again.")),
                 {},
                 {}};
    }
    error.detail = shown(QString(words).remove(locationLine));
    return error;
}

Error hostNotFound(const ErrorSubject &subject, const QString &words)
{
    return {ErrorKind::Network,
            text(QT_TRANSLATE_NOOP("Hologres", "The host %1 cannot be found.")).arg(subject.settings.host),
            text(QT_TRANSLATE_NOOP("Hologres", "Check the host of connection %1, and the network."))
                .arg(subject.settings.connectionName),
            {},
            shown(words)};
}

Error dialTimeout(const ErrorSubject &subject, std::chrono::milliseconds limit)
{
    return {ErrorKind::Timeout,
            text(QT_TRANSLATE_NOOP("Hologres", "%1 did not answer within %2 s."))
                .arg(serverName(subject))
                .arg(std::chrono::ceil<std::chrono::seconds>(limit).count()),
            text(QT_TRANSLATE_NOOP("Hologres", "Check host and port, and that no firewall is in between.")),
            {},
            {}};
}

Error foreignServer(const ErrorSubject &subject, const QString &detail)
{
    return {ErrorKind::Protocol,
            text(QT_TRANSLATE_NOOP("Hologres", "%1 is no Hologres or PostgreSQL server.")).arg(serverName(subject)),
            text(QT_TRANSLATE_NOOP(
                "Hologres", "Another program answers there; it was not sent the password. Check host and port.")),
            {},
            shown(detail)};
}

Error unsafeSignIn(const ErrorSubject &subject, const QString &detail)
{
    return {
        ErrorKind::Authentication,
        text(QT_TRANSLATE_NOOP("Hologres",
                               "%1 asks for the password in a way that could give it away; nothing was sent."))
            .arg(serverName(subject)),
        text(QT_TRANSLATE_NOOP("Hologres",
                               "Check that it is the server you mean: another program may listen there. Without TLS "
                               "only SCRAM is answered.")),
        {},
        shown(detail)};
}

Error busyDials(const ErrorSubject &subject)
{
    return {ErrorKind::Timeout,
            text(QT_TRANSLATE_NOOP("Hologres", "Earlier attempts to sign in at %1 or another server have not ended."))
                .arg(serverName(subject)),
            text(QT_TRANSLATE_NOOP("Hologres", "Try again in a while; restart the program if it lasts.")),
            {},
            {}};
}

Error connectionLost(const ErrorSubject &subject, const QString &words)
{
    return {ErrorKind::Network,
            text(QT_TRANSLATE_NOOP("Hologres", "The connection to %1 was cut.")).arg(serverName(subject)),
            text(QT_TRANSLATE_NOOP("Hologres", "Try again; a new connection will be made.")),
            {},
            shown(words)};
}

Error answerTimeout(const ErrorSubject &subject, std::chrono::milliseconds limit)
{
    return {ErrorKind::Timeout,
            text(QT_TRANSLATE_NOOP("Hologres", "%1 did not finish within %2 s."))
                .arg(serverName(subject))
                .arg(std::chrono::ceil<std::chrono::seconds>(limit).count()),
            text(QT_TRANSLATE_NOOP("Hologres", "Try again when the server is less busy.")),
            {},
            {}};
}

Error answerTooLong(const ErrorSubject &subject, qint64 maxBytes)
{
    return {ErrorKind::Protocol,
            text(QT_TRANSLATE_NOOP("Hologres", "The answer of %1 is longer than %2."))
                .arg(serverName(subject), core::formatBytes(maxBytes)),
            text(QT_TRANSLATE_NOOP("Hologres", "Check that it is the server you mean; ask for less at once.")),
            {},
            {}};
}

Error tooManyFiles(const QString &detail)
{
    return {ErrorKind::Internal,
            text(QT_TRANSLATE_NOOP("Hologres", "This system lets no more connections be opened.")),
            text(QT_TRANSLATE_NOOP("Hologres", "Close what has many files open, or raise the limit (ulimit -n).")),
            {},
            shown(detail)};
}

Error garbledAnswer(const ErrorSubject &subject, const QString &detail)
{
    return {ErrorKind::Protocol,
            text(QT_TRANSLATE_NOOP("Hologres", "The answer of %1 cannot be understood.")).arg(serverName(subject)),
            text(QT_TRANSLATE_NOOP("Hologres", "Check that it is the server you mean.")),
            {},
            shown(detail)};
}

Error objectNotFound(const ErrorSubject &subject)
{
    return {
        ErrorKind::NotFound,
        text(QT_TRANSLATE_NOOP("Hologres", "%1 does not exist in connection %2."))
            .arg(subject.object, subject.settings.connectionName),
        text(QT_TRANSLATE_NOOP("Hologres", "Check the spelling; it may also have been dropped or renamed meanwhile.")),
        {},
        {}};
}

} // namespace isthmus::hologres
