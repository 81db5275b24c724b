// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <isthmus/core/async.h>
#include <isthmus/hologres/connection.h>

#include <QDir>
#include <QElapsedTimer>
#include <QFile>
#include <QProcess>
#include <QTemporaryDir>

#include <arpa/inet.h>
#include <pwd.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <unistd.h>

#include <csignal>

/// A PostgreSQL 15 cluster of its own on 127.0.0.1, as the user "postgres" when the tests run as root; gone with the
/// object, and with the test program if that dies.
class PgFixture {
public:
    static constexpr auto adminUser = "admin";
    static constexpr auto adminPassword = "admin's pass\\word";

    ~PgFixture() { stop(SIGQUIT); }

    /// Empty on success, else why not.
    [[nodiscard]] QString create()
    {
        if (geteuid() == 0) {
            const passwd *user = getpwnam("postgres");
            if (!user)
                return QStringLiteral("there is no user postgres");
            m_uid = user->pw_uid;
            m_gid = user->pw_gid;
            if (chown(qPrintable(m_dir.path()), m_uid, m_gid) != 0)
                return QStringLiteral("chown failed");
        }
        const QString passwordFile = m_dir.filePath(QStringLiteral("password"));
        QFile file(passwordFile);
        if (!file.open(QIODevice::WriteOnly) || file.write(adminPassword) < 0)
            return file.errorString();
        file.close();
        file.setPermissions(QFile::ReadOwner | QFile::ReadGroup | QFile::ReadOther);
        QProcess initdb;
        prepare(initdb);
        initdb.start(program(QStringLiteral("initdb")),
                     {QStringLiteral("--pgdata=") + dataDir(), QStringLiteral("--username=admin"),
                      QStringLiteral("--pwfile=") + passwordFile, QStringLiteral("--auth=scram-sha-256"),
                      QStringLiteral("--encoding=UTF8"), QStringLiteral("--locale=C.UTF-8"),
                      QStringLiteral("--no-sync")});
        if (!initdb.waitForFinished(60000) || initdb.exitCode() != 0)
            return QString::fromLocal8Bit(initdb.readAllStandardError());
        m_port = freePort();
        return start();
    }

    [[nodiscard]] QString start()
    {
        m_server = std::make_unique<QProcess>();
        prepare(*m_server);
        m_server->setProcessChannelMode(QProcess::MergedChannels);
        m_server->start(program(QStringLiteral("postgres")),
                        {QStringLiteral("-D"), dataDir(), QStringLiteral("-p"), QString::number(m_port),
                         QStringLiteral("-k"), m_dir.path(), QStringLiteral("-c"),
                         QStringLiteral("listen_addresses=127.0.0.1"), QStringLiteral("-c"),
                         QStringLiteral("fsync=off"), QStringLiteral("-c"), QStringLiteral("max_connections=30")});
        QByteArray output;
        QElapsedTimer timer;
        timer.start();
        while (timer.elapsed() < 30000 && m_server->state() != QProcess::NotRunning) {
            m_server->waitForReadyRead(200);
            output += m_server->readAll();
            if (output.contains("ready to accept connections"))
                return {};
        }
        return QString::fromLocal8Bit(output);
    }

    /// \a signal: SIGINT stops at once with a word to the clients, SIGQUIT without recovery.
    void stop(int signal)
    {
        if (!m_server || m_server->state() == QProcess::NotRunning)
            return;
        kill(pid_t(m_server->processId()), signal);
        if (!m_server->waitForFinished(20000))
            m_server->kill();
        m_server.reset();
    }

    [[nodiscard]] int port() const { return m_port; }
    [[nodiscard]] QString socketDir() const { return m_dir.path(); }

    [[nodiscard]] isthmus::hologres::Settings settings(const QString &database) const
    {
        isthmus::hologres::Settings settings;
        settings.connectionName = QStringLiteral("test");
        settings.host = QStringLiteral("127.0.0.1");
        settings.port = m_port;
        settings.database = database;
        settings.tlsMode = QStringLiteral("disable");
        settings.user = QLatin1String(adminUser);
        settings.password = QLatin1String(adminPassword);
        return settings;
    }

    static int freePort()
    {
        const int fd = socket(AF_INET, SOCK_STREAM, 0);
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        socklen_t size = sizeof address;
        int port = 0;
        if (bind(fd, reinterpret_cast<sockaddr *>(&address), size) == 0
            && getsockname(fd, reinterpret_cast<sockaddr *>(&address), &size) == 0)
            port = ntohs(address.sin_port);
        close(fd);
        return port;
    }

private:
    void prepare(QProcess &process) const
    {
        process.setWorkingDirectory(m_dir.path());
        process.setChildProcessModifier([uid = m_uid, gid = m_gid] {
            if (gid != 0 && (setgid(gid) != 0 || setuid(uid) != 0))
                _exit(127);
            prctl(PR_SET_PDEATHSIG, SIGQUIT); // after setuid(), which clears it
        });
    }

    static QString program(const QString &name) { return QStringLiteral("/usr/lib/postgresql/15/bin/") + name; }

    [[nodiscard]] QString dataDir() const { return m_dir.filePath(QStringLiteral("data")); }

    QTemporaryDir m_dir;
    std::unique_ptr<QProcess> m_server;
    uid_t m_uid = 0;
    gid_t m_gid = 0;
    int m_port = 0;
};
