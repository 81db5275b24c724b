// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "canceller.h"
#include "intakevalve.h"
#include "pgerror.h"
#include "pghandles.h"

#include <isthmus/core/cancellation.h>

#include <QSet>
#include <QStringList>

#include <chrono>
#include <memory>
#include <optional>

namespace isthmus::hologres {

/// \a texts as PostgreSQL's text form of an array, for a parameter: {"a","b"}.
[[nodiscard]] QString arrayText(const QStringList &texts);

/// Takes the rows of a stream one by one. Every result is owned by the session and valid during the call only.
class RowSink {
public:
    virtual ~RowSink() = default;
    /// A statement with rows begins; its columns are in \a description.
    [[nodiscard]] virtual core::Result<core::Done> begin(const PGresult &description) = 0;
    /// One row. False: no more rows are wanted.
    [[nodiscard]] virtual core::Result<bool> row(const PGresult &row) = 0;
    /// A statement is complete; \a tag is the server's command tag ("SELECT 7", "CREATE TABLE"). An error ends the
    /// connection: such a server is not listened to.
    [[nodiscard]] virtual core::Result<core::Done> completed(const QString &tag) = 0;
    /// A statement failed. \a character, from 1, of the text that was sent is what the server points at; 0: at nothing.
    virtual void failed(int character) { Q_UNUSED(character) }
    /// The server says something beside its results: "NOTICE: …", with detail and hint in lines of their own.
    virtual void message(const QString &text) { Q_UNUSED(text) }
    /// Bytes of the longest row that is wanted: a longer one ends the connection, see Session::wasTooLong().
    [[nodiscard]] virtual qint64 mostRowBytes() const;
};

/// How a stream sends its text.
enum class Sending : quint8 {
    Script, ///< several statements allowed; unwanted rows are read and dropped, since stopping would undo the script
    Query, ///< one statement that reads; the server is stopped when no more rows are wanted
};

/// What the server can tell beyond plain PostgreSQL.
struct Capabilities {
    QString product; ///< "Hologres 3.0.18" or "PostgreSQL 15.6"
    bool isHologres = false;
    QSet<QString> objects; ///< meta views and functions that exist and may be used ("hologres.hg_table_info")

    [[nodiscard]] bool has(const QString &object) const { return objects.contains(object); }
};

/// Under which of the account's own settings a statement runs.
enum class Scope : quint8 {
    /// search_path empty and TimeZone UTC, whatever the account has set: definitions and facts mean the same to every
    /// reader, and names in them are complete.
    Fixed,
    Own, ///< search_path and TimeZone of the role, the database and the connection, as the user's own statements have
};

/// One connection to one database, dialled at the first use and again after it was lost. Every wait ends when the
/// caller cancels: the server is asked to stop, and a server that does not react soon is left.
/// Thread: one lane only.
class Session {
public:
    enum class Purpose : quint8 {
        /// Read-only transactions, 30 s per statement or Settings::timeLimit; query() in Scope::Fixed, stream() in
        /// Scope::Own.
        Browsing,
        /// Read-only transactions in Scope::Own, limited by Settings::timeLimit only: reads whole tables.
        Export,
        Sql, ///< the user's own statements, limited by Settings::timeLimit only; in one scope, which they may change
    };

    Session(std::shared_ptr<const Settings> settings, QString database, Purpose purpose);
    ~Session();
    Session(const Session &) = delete;
    Session &operator=(const Session &) = delete;

    [[nodiscard]] const Settings &settings() const { return *m_settings; }
    [[nodiscard]] const QString &database() const { return m_database; }
    [[nodiscard]] int serverVersion() const; ///< PQserverVersion() of the last connection: 150006
    /// The same, connected first if it must be. Errors: those of connecting.
    [[nodiscard]] core::Result<int> connectedVersion(const core::Cancellation &cancellation);

    /// All rows of one statement with text parameters, up to 64 MiB of them; more is an error. \a object is what an
    /// error names, see ErrorSubject.
    [[nodiscard]] core::Result<PgResult> query(const QString &sql, const QStringList &parameters, const QString &object,
                                               const core::Cancellation &cancellation);

    /// As query() for meta data that may be missing: a statement the server refuses is an empty answer (null).
    [[nodiscard]] core::Result<PgResult> queryOptional(const QString &sql, const QStringList &parameters,
                                                       const core::Cancellation &cancellation);

    /// Rows one at a time into \a sink, with memory for one row.
    [[nodiscard]] core::Result<core::Done> stream(const QString &sql, Sending sending, RowSink &sink,
                                                  const QString &object, const core::Cancellation &cancellation);

    /// What the server last reported of the setting \a name ("TimeZone", "client_encoding"); empty if it never did.
    /// Servers report a change when a whole script has ended.
    [[nodiscard]] QString reported(const char *name) const;

    /// Makes the server send UTF-8 again after a script has asked for another encoding; false: it could not.
    [[nodiscard]] bool restoreEncoding(const core::Cancellation &cancellation);

    /// Asked once per connection.
    [[nodiscard]] core::Result<Capabilities> capabilities(const core::Cancellation &cancellation);

    /// How long it took to reach the server when this connection was dialled; null when none is open.
    [[nodiscard]] std::optional<std::chrono::milliseconds> reachTime() const { return m_reachTime; }

    /// True if the last failure is that one row was longer than RowSink::mostRowBytes().
    [[nodiscard]] bool wasTooLong() const { return m_wasTooLong; }

    /// True if the last failure came from the connection, not from the statement: the same read may succeed again.
    [[nodiscard]] bool mayRetry() const { return m_mayRetry; }

private:
    using Clock = std::chrono::steady_clock;

    struct Wait {
        const core::Cancellation &cancellation;
        ErrorSubject subject;
        std::optional<Clock::time_point> deadline;
        std::optional<Clock::time_point> stopSince; ///< since when the server has been asked to stop
        bool isStopping = false; ///< by us, after enough rows
        qint64 receivedBefore = 0; ///< bytes on this connection
        qint64 rowBytes = 0; ///< that came as rows and messages, which are bounded where they are kept
        qint64 maxLooseBytes = 0; ///< beside them
    };

    [[nodiscard]] ErrorSubject subject(const QString &object) const;
    [[nodiscard]] Wait waitFor(const QString &object, const core::Cancellation &cancellation) const;
    [[nodiscard]] std::chrono::milliseconds timeLimit() const;
    [[nodiscard]] core::Result<core::Done> ensureOpen(const core::Cancellation &cancellation);
    [[nodiscard]] core::Result<core::Done> prepareConnection(const core::Cancellation &cancellation);
    [[nodiscard]] QString settingsOf(Scope scope) const;
    [[nodiscard]] core::Result<core::Done> enter(Scope scope, const core::Cancellation &cancellation);
    /// Statements whose rows nobody wants; the last error of the statements is in \a refused.
    [[nodiscard]] core::Result<core::Done> runSettings(const QString &script, std::optional<core::Error> &refused,
                                                       const core::Cancellation &cancellation);
    [[nodiscard]] bool isIdleConnectionAlive();
    [[nodiscard]] bool send(const QString &sql, const QStringList &parameters, bool isScript);
    /// Null when the statement has no more results. Errors are of the connection, not of the statement.
    [[nodiscard]] core::Result<PgResult> nextResult(Wait &wait);
    [[nodiscard]] core::Result<core::Done> waitForInput(Wait &wait);
    [[nodiscard]] core::Error statementFailed(const PGresult *result, const Wait &wait);
    [[nodiscard]] core::Error lost(const Wait &wait);
    [[nodiscard]] core::Error unheard(core::Error error) const; ///< of what ended without an answer
    [[nodiscard]] core::Result<PgResult> collectRows(Wait &wait);
    void forgetNotifications();
    void settleCanceller();
    void drop();

    std::shared_ptr<const Settings> m_settings;
    QString m_database;
    Purpose m_purpose;
    std::unique_ptr<IntakeValve> m_valve; // with a connection, whose last words it sends
    PgConnection m_connection;
    std::optional<std::chrono::milliseconds> m_reachTime;
    std::shared_ptr<Canceller> m_canceller;
    std::optional<Capabilities> m_capabilities;
    std::optional<Scope> m_scope; // of a browsing session that is open
    bool m_mayRetry = false;
    bool m_wasTooLong = false;
};

} // namespace isthmus::hologres
