// SPDX-License-Identifier: GPL-3.0-or-later
#include "dial.h"

#include "resolver.h"

#include <QFile>
#include <QFileInfo>

#include <poll.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <optional>
#include <utility>
#include <vector>

namespace isthmus::hologres {

namespace {

using namespace std::chrono_literals;
using Clock = std::chrono::steady_clock;

constexpr auto dialLimit = 10s;
constexpr int sliceMs = 50; // how often a wait looks at the cancellation

// Where libpq 15 would look for a file in the home folder or by a variable and finds nothing instead.
constexpr auto noFile = "/dev/null/none";

// libpq 15 looks for authorities in ~/.postgresql/root.crt only; the system's own are meant.
QByteArray authoritiesOf(const Settings &settings)
{
    if (!settings.authorities.isEmpty())
        return QFile::encodeName(settings.authorities);
    for (const char *file : {"/etc/ssl/certs/ca-certificates.crt", "/etc/pki/tls/certs/ca-bundle.crt"}) {
        if (QFileInfo::exists(QLatin1String(file)))
            return file;
    }
    return noFile;
}

PgConnection startDial(const ErrorSubject &subject, const QString &address)
{
    const Settings &settings = subject.settings;
    const QString database =
        settings.warehouse.isEmpty() ? subject.database : subject.database + u'@' + settings.warehouse;
    std::vector<std::pair<const char *, QByteArray>> parameters{
        {"host", settings.host.toUtf8()},
        {"port", QByteArray::number(settings.port)},
        {"dbname", database.toUtf8()},
        {"user", settings.user.toUtf8()},
        {"password", settings.password.toUtf8()},
        // Everything that libpq would else take from variables (see environment.h) or the home folder.
        {"passfile", noFile},
        {"sslmode", settings.tlsMode.toLatin1()},
        {"sslrootcert", authoritiesOf(settings)},
        {"sslcert", noFile},
        {"sslkey", noFile},
        {"sslcrl", noFile},
        {"sslcompression", "0"},
        {"sslsni", "1"},
        {"ssl_min_protocol_version", "TLSv1.2"},
        {"channel_binding", "prefer"},
        {"gssencmode", "disable"},
        {"target_session_attrs", "any"},
        {"application_name", "isthmus"},
        {"client_encoding", "UTF8"},
        {"keepalives_idle", "30"},
        {"keepalives_interval", "10"},
        {"keepalives_count", "3"},
        {"tcp_user_timeout", "60000"},
    };
    if (!address.isEmpty())
        parameters.emplace_back("hostaddr", address.toLatin1());

    std::vector<const char *> keys;
    std::vector<const char *> values;
    for (const auto &[key, value] : parameters) {
        keys.push_back(key);
        values.push_back(value.constData());
    }
    keys.push_back(nullptr);
    values.push_back(nullptr);
    PgConnection connection(PQconnectStartParams(keys.data(), values.data(), 0)); // 0: a database name is only a name
    if (connection)
        PQsetErrorVerbosity(connection.get(), PQERRORS_VERBOSE);
    return connection;
}

void ignoreNotice(void *, const PGresult *) { } // the default prints to stderr

// Runs one attempt to its end; nullopt = connected. \a reachedAt is when the port was open.
std::optional<core::Error> finishDial(PGconn *connection, Clock::time_point deadline, const ErrorSubject &subject,
                                      const core::Cancellation &cancellation, Clock::time_point &reachedAt)
{
    bool isReached = false;
    auto wanted = PGRES_POLLING_WRITING; // the manual: behave as if PQconnectPoll() had last asked to write
    while (PQstatus(connection) != CONNECTION_BAD) {
        if (cancellation.isRequested())
            return core::Error::cancelled();
        if (Clock::now() >= deadline)
            return dialTimeout(subject, dialLimit);
        pollfd waiting{PQsocket(connection), short(wanted == PGRES_POLLING_READING ? POLLIN : POLLOUT), 0};
        if (poll(&waiting, 1, sliceMs) == 0)
            continue;
        wanted = PQconnectPoll(connection);
        if (!isReached && PQstatus(connection) != CONNECTION_STARTED) {
            isReached = true;
            reachedAt = Clock::now();
        }
        if (wanted == PGRES_POLLING_OK)
            return std::nullopt;
        if (wanted == PGRES_POLLING_FAILED)
            break;
    }
    return dialError(QString::fromLocal8Bit(PQerrorMessage(connection)), subject);
}

} // namespace

core::Result<Dialled> dial(const ErrorSubject &subject, const core::Cancellation &cancellation)
{
    const auto begin = Clock::now();
    const auto deadline = begin + dialLimit;
    QStringList addresses{QString()}; // a Unix socket has none
    if (!subject.settings.host.startsWith(u'/')) {
        const Resolved resolved = resolveHost(subject.settings.host, deadline, cancellation);
        switch (resolved.outcome) {
        case Resolved::Outcome::Cancelled:
            return core::fail(core::Error::cancelled());
        case Resolved::Outcome::TimedOut:
            return core::fail(dialTimeout(subject, dialLimit));
        case Resolved::Outcome::NotFound:
            return core::fail(hostNotFound(subject, resolved.words));
        case Resolved::Outcome::Found:
            addresses = resolved.addresses;
        }
    }

    std::optional<core::Error> failure;
    for (qsizetype i = 0; i < addresses.size(); ++i) {
        PgConnection connection = startDial(subject, addresses.at(i));
        if (!connection)
            return core::fail(core::ErrorKind::Internal, QStringLiteral("Out of memory."));
        // A silent address must leave time for the next ones.
        const auto share = (deadline - Clock::now()) / (addresses.size() - i);
        Clock::time_point reachedAt = begin;
        failure = finishDial(connection.get(), Clock::now() + share, subject, cancellation, reachedAt);
        if (!failure) {
            PQsetErrorVerbosity(connection.get(), PQERRORS_DEFAULT);
            PQsetNoticeReceiver(connection.get(), ignoreNotice, nullptr);
            PQsetnonblocking(connection.get(), 1);
            return Dialled{std::move(connection), std::chrono::ceil<std::chrono::milliseconds>(reachedAt - begin)};
        }
        if (!failure->isTransient() || !failure->code.isEmpty())
            break; // the server itself answered: another address would say the same
    }
    return core::fail(*failure);
}

} // namespace isthmus::hologres
