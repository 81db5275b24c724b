// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QJsonObject>
#include <QProcess>
#include <QString>
#include <QStringList>
#include <QTemporaryDir>

#include <sys/types.h>

#include <memory>
#include <optional>

namespace isthmus::test {

/// What one call of isthmusctl answered.
struct CtlOutcome {
    int exitCode = -1; ///< -1: not started, crashed or not finished in time
    QByteArray out;
    QByteArray err;

    [[nodiscard]] QJsonObject json() const; ///< of out; empty if that is no object
};

/// Path of isthmusctl: $ISTHMUS_CTL, else ../bin beside the test program.
[[nodiscard]] QString ctlProgram();
/// Runs isthmusctl and waits up to 90 s.
[[nodiscard]] CtlOutcome runCtl(const QStringList &arguments);

/// A real sandbox in a temporary folder: PostgreSQL and the MaxCompute endpoint. It is a child of the test program and
/// dies with it, however that ends. Thread: the test's main thread.
class SandboxFixture {
public:
    SandboxFixture();
    ~SandboxFixture();
    SandboxFixture(const SandboxFixture &) = delete;
    SandboxFixture &operator=(const SandboxFixture &) = delete;

    /// The one that all tests of this program share; made by the first call, ended when the application object is
    /// destroyed. Tests must leave its content as it was.
    static SandboxFixture &shared();

    /// Starts it, or starts it again after stop() or killServer(), with its data. False with problem() set on failure.
    [[nodiscard]] bool start();
    /// The test fails if the server does not end well, or if a sanitizer has reported a fault of it.
    void stop();
    /// Ends the endpoint without warning (SIGKILL). PostgreSQL goes down with it. start() brings both back on the same
    /// ports.
    void killServer();
    /// Ends PostgreSQL without warning and keeps it down until restartPostgres(). The endpoint is frozen meanwhile: it
    /// accepts connections but answers nothing.
    void killPostgres();
    [[nodiscard]] bool restartPostgres();

    /// The process that serves it, a child of the one that supervises it; 0 when it does not run.
    [[nodiscard]] pid_t serverPid() const;

    [[nodiscard]] QString problem() const { return m_problem; }
    [[nodiscard]] QString dir() const;

    [[nodiscard]] QString endpoint() const { return m_info[QStringLiteral("endpoint")].toString(); }
    [[nodiscard]] QString project() const { return m_info[QStringLiteral("project")].toString(); }
    [[nodiscard]] QString accessId() const { return m_info[QStringLiteral("access_id")].toString(); }
    [[nodiscard]] QString accessKey() const { return m_info[QStringLiteral("access_key")].toString(); }
    [[nodiscard]] QString host() const { return hologres(QStringLiteral("host")); }
    [[nodiscard]] int port() const;
    [[nodiscard]] QString database() const { return hologres(QStringLiteral("database")); }
    /// Further users, with the same name and password on both sides.
    struct User {
        QString name;
        QString password;
    };
    [[nodiscard]] User admin() const { return {accessId(), accessKey()}; }
    [[nodiscard]] User restricted() const { return user(QStringLiteral("restricted")); } ///< reads two tables only
    [[nodiscard]] User unprivileged() const { return user(QStringLiteral("unprivileged")); } ///< may only sign in
    /// Owner of the database "maxcompute", in which the MaxCompute side keeps its metadata and rows.
    [[nodiscard]] User engine() const;
    /// libpq connection string for the Hologres side.
    [[nodiscard]] std::string connectionString(const User &user, const QString &database = {}) const;

private:
    [[nodiscard]] QString hologres(const QString &member) const;
    [[nodiscard]] User user(const QString &member) const;
    [[nodiscard]] bool waitUntilAnswering();
    [[nodiscard]] QString serverLog() const;
    void expectNoReports() const;
    [[nodiscard]] qint64 postmasterPid() const;
    [[nodiscard]] bool postgresAccepts() const;

    QTemporaryDir m_root;
    QProcess m_server;
    QJsonObject m_info; // the file sandbox.json
    QString m_problem;
};

} // namespace isthmus::test
