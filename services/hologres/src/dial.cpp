// SPDX-License-Identifier: GPL-3.0-or-later
#include "dial.h"

#include "resolver.h"
#include "signingate.h"
#include "tlswitness.h"

#include <isthmus/core/detached.h>

#include <QFile>
#include <QFileInfo>

#include <poll.h>
#include <sys/resource.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <condition_variable>
#include <mutex>
#include <optional>
#include <utility>
#include <vector>

namespace isthmus::hologres {

namespace {

using namespace std::chrono_literals;
using Clock = std::chrono::steady_clock;

constexpr std::chrono::milliseconds usualDialLimit = 10s;
constexpr int sliceMs = 50; // how often a wait looks at the cancellation
constexpr qint64 maxDialBytes = 1024 * 1024; // that a server may send until it is ready
constexpr int maxLeftBehind = 4; // dials at once

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

void ignoreNotice(void *, const PGresult *) { } // the default prints to stderr

// Of "options": blanks and backslashes are escaped (PostgreSQL 15 manual, 34.1.2).
QByteArray optionsOf(const Settings &settings)
{
    if (!settings.isSandbox || settings.warehouse.isEmpty())
        return {};
    QString group = settings.warehouse;
    group.replace(u'\\', QStringLiteral("\\\\")).replace(u' ', QStringLiteral("\\ "));
    return "-c hologres.warehouse=" + group.toUtf8();
}

PgConnection startDial(const Settings &settings, const QString &wantedDatabase, const QString &address)
{
    const bool isAsIs = settings.warehouse.isEmpty() || settings.isSandbox;
    const QString database = isAsIs ? wantedDatabase : wantedDatabase + u'@' + settings.warehouse;
    std::vector<std::pair<const char *, QByteArray>> parameters{
        {"host", settings.host.toUtf8()},
        {"port", QByteArray::number(settings.port)},
        {"dbname", database.toUtf8()},
        {"user", settings.user.toUtf8()},
        {"password", settings.password.toUtf8()},
        {"options", optionsOf(settings)},
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
    if (connection) {
        PQsetErrorVerbosity(connection.get(), PQERRORS_VERBOSE);
        PQsetNoticeReceiver(connection.get(), ignoreNotice, nullptr);
    }
    return connection;
}

// One attempt to connect to one address, on a thread of its own: nothing ends libpq's computations.
struct Attempt {
    enum class End : quint8 { Connected, Failed, TimedOut, Refused, Foreign, TooMuch, NoRoom };

    // Set before the thread starts.
    std::shared_ptr<const Settings> settings;
    QString database;
    QString address;
    Clock::time_point deadline;

    std::atomic<bool> isLeft = false; // nobody waits any more
    std::atomic<pid_t> thread = 0;
    std::atomic<bool> isReached = false; // the port is open
    std::atomic<bool> isSecured = false;

    std::mutex mutex; // of what follows, until isDone
    std::condition_variable changed;
    bool isDone = false;
    End end = End::Failed;
    std::unique_ptr<IntakeValve> valve; // goes after the connection
    PgConnection connection;
    QString words; // libpq's own, or why the server is refused
    std::optional<connections::TlsFailure> tls; // why TLS failed, as far as it did
    // When it came so far; nothing: it did not.
    std::optional<Clock::time_point> reachedAt;
    std::optional<Clock::time_point> securedAt;
    QString security; // version of the protocol: "TLSv1.3"
};

class Dialling {
public:
    explicit Dialling(Attempt &attempt) : m_attempt(attempt) { }

    // Until the server is ready or the attempt has failed; what else there is to say stands in m_words.
    Attempt::End run(PGconn *connection)
    {
        const bool hasTls = m_attempt.settings->tlsMode != u"disable";
        auto wanted = PGRES_POLLING_WRITING; // the manual: behave as if PQconnectPoll() had last asked to write
        while (PQstatus(connection) != CONNECTION_BAD) {
            if (m_attempt.isLeft || Clock::now() >= m_attempt.deadline)
                return Attempt::End::TimedOut;
            if (wantsGate(connection, wanted, hasTls) && !m_gate.insert(connection))
                return withoutRoom();
            const auto turn = isHalfRead(connection) ? SignInGate::Turn::Poll
                : m_gate.isInserted()                ? (hasTls ? m_gate.passByte(sliceMs) : m_gate.pass(sliceMs))
                                                     : waited(connection, wanted);
            if (turn == SignInGate::Turn::Refused)
                return refused();
            if (turn == SignInGate::Turn::Nothing)
                continue;
            wanted = PQconnectPoll(connection);
            m_witness.look(connection);
            noteReached(connection);
            if (m_gate.isInserted() && !m_gate.sendAnswers())
                break;
            m_hasTlsAnswer = m_hasTlsAnswer || (hasTls && turn == SignInGate::Turn::Passed);
            if (turn == SignInGate::Turn::Passed && !replaceGate(connection))
                return withoutRoom();
            if (m_valve && m_valve->received() > maxDialBytes)
                return Attempt::End::TooMuch;
            if (wanted != PGRES_POLLING_FAILED && m_witness.isForOtherHost(m_attempt.settings->host)) {
                m_words = QStringLiteral("the certificate names other hosts only");
                m_tlsFailure = connections::TlsFailure::OtherName;
                return Attempt::End::Failed;
            }
            if (wanted == PGRES_POLLING_OK)
                return Attempt::End::Connected;
            if (wanted == PGRES_POLLING_FAILED)
                break;
        }
        m_words = QString::fromLocal8Bit(PQerrorMessage(connection));
        m_tlsFailure = foundFailure(hasTls);
        return isForeign() ? Attempt::End::Foreign : Attempt::End::Failed;
    }

    [[nodiscard]] const QString &words() const { return m_words; }
    [[nodiscard]] std::unique_ptr<IntakeValve> takeValve() { return std::move(m_valve); }
    [[nodiscard]] std::optional<connections::TlsFailure> tlsFailure() const { return m_tlsFailure; }
    [[nodiscard]] std::optional<Clock::time_point> reachedAt() const { return m_reachedAt; }
    [[nodiscard]] std::optional<Clock::time_point> securedAt() const { return m_securedAt; }

private:
    // A PostgreSQL server answers the question for TLS with yes, no or an error, and then speaks TLS if it said so.
    [[nodiscard]] bool isForeign() const
    {
        const char answer = m_gate.tlsAnswer();
        const auto failure = m_tlsFailure ? m_tlsFailure : connections::failureOfWords(m_words);
        return answer != 0 && answer != 'N' && answer != 'E'
            && (answer != 'S' || failure == connections::TlsFailure::NotTls);
    }

    // As far as libpq's words do not say it.
    [[nodiscard]] std::optional<connections::TlsFailure> foundFailure(bool hasTls) const
    {
        using connections::TlsFailure;
        if (const auto found = m_witness.failure(m_attempt.settings->host))
            return found;
        if (!hasTls || !m_words.contains(QLatin1String("SSL")) || connections::failureOfWords(m_words))
            return std::nullopt;
        if (!m_witness.hasSeenTls()) // the server was asked for TLS and answered something else
            return TlsFailure::NotTls;
        return m_witness.isSetUp() ? std::optional(TlsFailure::Broken) : std::nullopt;
    }

    // Without TLS: once the server is to say how to sign in. With it: until the server has agreed to it.
    [[nodiscard]] bool wantsGate(PGconn *connection, PostgresPollingStatusType wanted, bool hasTls) const
    {
        if (wanted != PGRES_POLLING_READING || m_gate.isInserted())
            return false;
        return hasTls ? PQstatus(connection) == CONNECTION_SSL_STARTUP && !m_hasTlsAnswer
                      : PQstatus(connection) == CONNECTION_AWAITING_RESPONSE;
    }

    // libpq takes a long message in several bites.
    [[nodiscard]] bool isHalfRead(PGconn *connection) const
    {
        pollfd waiting{PQsocket(connection), POLLIN, 0};
        return m_gate.isInserted() && poll(&waiting, 1, 0) > 0;
    }

    [[nodiscard]] SignInGate::Turn waited(PGconn *connection, PostgresPollingStatusType wanted) const
    {
        const bool isReading = wanted == PGRES_POLLING_READING;
        if (m_valve)
            return m_valve->pass(isReading ? sliceMs : 0, !isReading) || !isReading ? SignInGate::Turn::Poll
                                                                                    : SignInGate::Turn::Nothing;
        pollfd waiting{PQsocket(connection), short(isReading ? POLLIN : POLLOUT), 0};
        return poll(&waiting, 1, sliceMs) == 0 ? SignInGate::Turn::Nothing : SignInGate::Turn::Poll;
    }

    // From here on only the number of bytes matters.
    [[nodiscard]] bool replaceGate(PGconn *connection)
    {
        if (!m_gate.remove(connection))
            return false;
        m_valve = IntakeValve::insert(PQsocket(connection));
        return m_valve != nullptr;
    }

    [[nodiscard]] Attempt::End withoutRoom()
    {
        m_words = qt_error_string();
        return Attempt::End::NoRoom;
    }

    void noteReached(PGconn *connection)
    {
        const auto status = PQstatus(connection);
        // A port that was refused is bad at once; one that was open and closed is bad later.
        if (!m_reachedAt && status != CONNECTION_STARTED && status != CONNECTION_BAD)
            m_reachedAt = Clock::now();
        m_attempt.isReached = m_reachedAt.has_value();
        if (!m_securedAt && m_reachedAt && PQsslInUse(connection) && status != CONNECTION_SSL_STARTUP
            && status != CONNECTION_BAD)
            m_securedAt = Clock::now();
        m_attempt.isSecured = m_securedAt.has_value();
    }

    Attempt::End refused()
    {
        m_words = m_gate.problem();
        return m_gate.isForeign() ? Attempt::End::Foreign : Attempt::End::Refused;
    }

    Attempt &m_attempt;
    SignInGate m_gate;
    std::unique_ptr<IntakeValve> m_valve;
    TlsWitness m_witness;
    bool m_hasTlsAnswer = false; // to the question for TLS
    std::optional<connections::TlsFailure> m_tlsFailure;
    QString m_words;
    std::optional<Clock::time_point> m_reachedAt;
    std::optional<Clock::time_point> m_securedAt;
};

void carryOut(Attempt &attempt)
{
    attempt.thread = gettid();
    std::unique_ptr<IntakeValve> valve;
    PgConnection connection = startDial(*attempt.settings, attempt.database, attempt.address);
    Attempt::End end = Attempt::End::Failed;
    QString words = QStringLiteral("Out of memory.");
    std::optional<Clock::time_point> reachedAt;
    std::optional<connections::TlsFailure> tls;
    std::optional<Clock::time_point> securedAt;
    QString security;
    if (connection) {
        Dialling dialling(attempt);
        end = dialling.run(connection.get());
        words = dialling.words();
        valve = dialling.takeValve();
        reachedAt = dialling.reachedAt();
        tls = dialling.tlsFailure();
        securedAt = dialling.securedAt();
        if (securedAt)
            security = QString::fromLatin1(PQsslAttribute(connection.get(), "protocol"));
    }
    const std::lock_guard lock(attempt.mutex);
    attempt.end = end;
    attempt.words = words;
    attempt.tls = tls;
    attempt.reachedAt = reachedAt;
    attempt.securedAt = securedAt;
    attempt.security = security;
    if (end == Attempt::End::Connected && !attempt.isLeft) {
        attempt.valve = std::move(valve);
        attempt.connection = std::move(connection);
    }
    attempt.isDone = true;
    attempt.changed.notify_all();
}

// Dials that still go on though nobody waits for them. Most end as soon as they see that.
struct LeftBehind {
    std::mutex mutex;
    std::condition_variable changed;
    int count = 0;

    void add(int difference)
    {
        const std::lock_guard lock(mutex);
        count += difference;
        changed.notify_all();
    }

    // False: too many of them do not end.
    [[nodiscard]] bool waitForRoom(const core::Cancellation &cancellation)
    {
        constexpr auto patience = 1s;
        const auto end = Clock::now() + patience;
        std::unique_lock lock(mutex);
        while (count >= maxLeftBehind && !cancellation.isRequested() && Clock::now() < end)
            changed.wait_for(lock, std::chrono::milliseconds(sliceMs));
        return count < maxLeftBehind;
    }
};

LeftBehind &leftBehind()
{
    static auto *const shared = new LeftBehind; // never destroyed: a dial may outlive the static objects
    return *shared;
}

void start(const std::shared_ptr<Attempt> &attempt)
{
    core::startDetached([attempt] {
        carryOut(*attempt);
        if (attempt->isLeft)
            leftBehind().add(-1);
    });
}

// Nothing: it was cancelled.
std::optional<Attempt::End> wait(Attempt &attempt, const core::Cancellation &cancellation)
{
    std::unique_lock lock(attempt.mutex);
    while (!attempt.isDone && !cancellation.isRequested()
           && Clock::now() < attempt.deadline + std::chrono::milliseconds(sliceMs) * 2)
        attempt.changed.wait_for(lock, std::chrono::milliseconds(sliceMs));
    if (attempt.isDone)
        return attempt.end;
    leftBehind().add(1);
    attempt.isLeft = true;
    constexpr int lowest = 19;
    if (const pid_t thread = attempt.thread; thread != 0)
        setpriority(PRIO_PROCESS, id_t(thread), lowest); // of that thread only: it takes what nobody else wants
    if (cancellation.isRequested())
        return std::nullopt;
    return Attempt::End::TimedOut;
}

core::Error errorOf(const Attempt &attempt, Attempt::End end, const ErrorSubject &subject,
                    std::chrono::milliseconds limit)
{
    switch (end) {
    case Attempt::End::TimedOut:
        return dialTimeout(subject, limit);
    case Attempt::End::Refused:
        return unsafeSignIn(subject, attempt.words);
    case Attempt::End::Foreign:
        return foreignServer(subject, attempt.words);
    case Attempt::End::TooMuch:
        return answerTooLong(subject, maxDialBytes);
    case Attempt::End::NoRoom:
        return tooManyFiles(attempt.words);
    default:
        return dialError(attempt.words, subject, attempt.tls);
    }
}

using core::ConnectStep;

std::chrono::milliseconds elapsed(Clock::time_point from, Clock::time_point to)
{
    return std::chrono::ceil<std::chrono::milliseconds>(to - from);
}

// Notes down how far a dial came.
class DialNotes {
public:
    explicit DialNotes(const Settings &settings) : m_settings(settings) { }
    ~DialNotes()
    {
        if (m_settings.connectLog)
            m_settings.connectLog->set(m_steps);
    }
    DialNotes(const DialNotes &) = delete;
    DialNotes &operator=(const DialNotes &) = delete;

    void lookedUp(const QStringList &addresses, Clock::time_point begin)
    {
        m_steps = {{ConnectStep::Kind::LookUp, addresses.join(QStringLiteral(", ")), elapsed(begin, Clock::now()),
                    addresses.isEmpty()}};
        m_lookUps = 1;
    }

    // The newest attempt stands for all. One that was left behind still writes what is no atomic.
    void attempted(const Attempt &attempt, Clock::time_point begin, bool isLeft)
    {
        const auto end = Clock::now();
        m_steps.resize(m_lookUps);
        Clock::time_point from = begin;
        const auto add = [&](ConnectStep::Kind kind, const QString &detail, bool isDone,
                             std::optional<Clock::time_point> doneAt) {
            const auto to = isDone ? doneAt.value_or(end) : end;
            m_steps.append({kind, detail, elapsed(from, to), !isDone});
            from = to;
            return isDone;
        };
        const bool hasTls = m_settings.tlsMode != u"disable";
        const QString where = attempt.address.isEmpty()
            ? m_settings.host
            : QStringLiteral("%1:%2").arg(attempt.address).arg(m_settings.port);
        if (!add(ConnectStep::Kind::Connect, where, attempt.isReached, isLeft ? std::nullopt : attempt.reachedAt))
            return;
        if (hasTls
            && !add(ConnectStep::Kind::Secure, isLeft ? QString() : attempt.security, attempt.isSecured,
                    isLeft ? std::nullopt : attempt.securedAt))
            return;
        add(ConnectStep::Kind::SignIn, {}, !isLeft && attempt.end == Attempt::End::Connected, end);
    }

private:
    const Settings &m_settings;
    QList<ConnectStep> m_steps;
    qsizetype m_lookUps = 0;
};

core::Result<Dialled> tryToDial(const std::shared_ptr<const Settings> &settings, const QString &database,
                                const core::Cancellation &cancellation)
{
    const ErrorSubject subject{*settings, database, QString()};
    const auto begin = Clock::now();
    const auto limit = std::min(usualDialLimit, settings->timeLimit.value_or(usualDialLimit));
    const auto deadline = begin + limit;
    if (!leftBehind().waitForRoom(cancellation))
        return core::fail(cancellation.isRequested() ? core::Error::cancelled() : busyDials(subject));
    DialNotes notes(*settings);
    QStringList addresses{QString()}; // a Unix socket has none
    if (!settings->host.startsWith(u'/')) {
        const Resolved resolved = resolveHost(settings->host, deadline, cancellation);
        notes.lookedUp(resolved.addresses, begin);
        switch (resolved.outcome) {
        case Resolved::Outcome::Cancelled:
            return core::fail(core::Error::cancelled());
        case Resolved::Outcome::TimedOut:
            return core::fail(dialTimeout(subject, limit));
        case Resolved::Outcome::NotFound:
            return core::fail(hostNotFound(subject, resolved.words));
        case Resolved::Outcome::Found:
            addresses = resolved.addresses;
        }
    }

    std::optional<core::Error> failure;
    for (qsizetype i = 0; i < addresses.size(); ++i) {
        const auto attempt = std::make_shared<Attempt>();
        attempt->settings = settings;
        attempt->database = database;
        attempt->address = addresses.at(i);
        // A silent address must leave time for the next ones.
        attempt->deadline = Clock::now() + (deadline - Clock::now()) / (addresses.size() - i);
        const auto attemptBegin = Clock::now();
        start(attempt);
        const auto end = wait(*attempt, cancellation);
        notes.attempted(*attempt, attemptBegin, attempt->isLeft);
        if (!end)
            return core::fail(core::Error::cancelled());
        if (end == Attempt::End::Connected) {
            PQsetErrorVerbosity(attempt->connection.get(), PQERRORS_DEFAULT);
            PQsetnonblocking(attempt->connection.get(), 1);
            return Dialled{std::move(attempt->valve), std::move(attempt->connection),
                           elapsed(begin, attempt->reachedAt.value_or(Clock::now()))};
        }
        failure = errorOf(*attempt, *end, subject, limit);
        if (!failure->isTransient() || !failure->code.isEmpty())
            break; // the server itself answered: another address would say the same
    }
    return core::fail(*failure);
}

} // namespace

core::Result<Dialled> dial(const std::shared_ptr<const Settings> &settings, const QString &database,
                           const core::Cancellation &cancellation)
{
    auto dialled = tryToDial(settings, database, cancellation);
    if (!dialled)
        dialled.error().isUnsent = true; // no statement goes out before there is a connection
    return dialled;
}

} // namespace isthmus::hologres
