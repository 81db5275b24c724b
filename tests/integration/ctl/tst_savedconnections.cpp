// SPDX-License-Identifier: GPL-3.0-or-later
#include "authority.h"
#include "sandboxfixture.h"

#include <isthmus/connections/encryptedfilesecretstore.h>
#include <isthmus/core/async.h>

#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QProcess>
#include <QProcessEnvironment>
#include <QRegularExpression>
#include <QScopeGuard>
#include <QTemporaryDir>
#include <QTest>

#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

#include <csignal>

using isthmus::test::CtlOutcome;
using isthmus::test::runCtl;

namespace {

QStringList addArguments(const QString &name)
{
    return {u"connection"_qs,   u"add"_qs,        name,     u"--system"_qs,    u"hologres"_qs, u"--host"_qs,
            u"holo.example"_qs, u"--database"_qs, u"db"_qs, u"--access-id"_qs, u"LTAI"_qs,     u"--secret-env"_qs,
            u"THE_SECRET"_qs};
}

// Takes connections and says nothing: it keeps a program busy.
class SilentServer {
public:
    SilentServer() : m_socket(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0))
    {
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        socklen_t length = sizeof address;
        auto *const any = reinterpret_cast<sockaddr *>(&address);
        if (::bind(m_socket, any, length) == 0 && ::listen(m_socket, 1) == 0
            && ::getsockname(m_socket, any, &length) == 0)
            m_port = ntohs(address.sin_port);
    }
    ~SilentServer() { ::close(m_socket); }
    SilentServer(const SilentServer &) = delete;
    SilentServer &operator=(const SilentServer &) = delete;

    [[nodiscard]] int port() const { return m_port; } ///< 0: there is none to be had
    [[nodiscard]] bool waitForConnection() const
    {
        pollfd connected{m_socket, POLLIN, 0};
        return ::poll(&connected, 1, 30'000) == 1;
    }

private:
    int m_socket;
    int m_port = 0;
};

} // namespace

/// The saved connections and their secrets when things go wrong around them; no server is asked.
class tst_SavedConnections : public QObject {
    Q_OBJECT

private:
    std::unique_ptr<QTemporaryDir> m_dir;

    [[nodiscard]] QByteArray content(const QString &file) const
    {
        QFile in(m_dir->filePath(u"config/"_qs + file));
        return in.open(QIODevice::ReadOnly) ? in.readAll() : QByteArray();
    }

    [[nodiscard]] bool rewrite(const QByteArray &connections) const
    {
        QFile out(m_dir->filePath(u"config/connections.json"_qs));
        return out.open(QIODevice::WriteOnly) && out.write(connections) == connections.size();
    }

private Q_SLOTS:
    void init()
    {
        m_dir = std::make_unique<QTemporaryDir>();
        qputenv("ISTHMUS_CONFIG_DIR", m_dir->filePath(u"config"_qs).toUtf8());
        qputenv("ISTHMUS_DATA_DIR", m_dir->filePath(u"data"_qs).toUtf8());
        qputenv("ISTHMUS_MASTER_PASSWORD", "for this test");
        qputenv("THE_SECRET", "a secret");
    }

    void aWriteThatFailsLosesNothing()
    {
        const auto first = runCtl(addArguments(u"first"_qs));
        QVERIFY2(first.exitCode == 0, first.err.constData());
        const QByteArray connections = content(u"connections.json"_qs);
        const QByteArray secrets = content(u"secrets.json"_qs);
        QVERIFY(connections.contains("first") && !secrets.isEmpty());

        // No file may have a byte: as on a full disk, but without one.
        const auto start = [](QProcess &program, const QStringList &arguments) {
            program.start(u"/bin/sh"_qs,
                          QStringList{u"-c"_qs, u"ulimit -f 0; exec \"$0\" \"$@\""_qs, isthmus::test::ctlProgram()}
                              + arguments);
        };
        QProcess second;
        start(second, addArguments(u"second"_qs));
        QVERIFY(second.waitForFinished());
        QCOMPARE(second.exitStatus(), QProcess::NormalExit);
        QCOMPARE(content(u"connections.json"_qs), connections);
        QCOMPARE(content(u"secrets.json"_qs), secrets);
        QCOMPARE(second.exitCode(), 1);
        const QByteArray told = second.readAllStandardError();
        QVERIFY2(told.contains("it would be larger than a file may be") && told.contains("ulimit"), told.constData());
        QVERIFY(second.readAllStandardOutput().isEmpty());

        QProcess list; // needs no disk
        start(list, {u"connection"_qs, u"list"_qs, u"--json"_qs});
        QVERIFY(list.waitForFinished());
        QCOMPARE(list.readAllStandardError(), QByteArray());
        QCOMPARE(list.exitCode(), 0);
    }

    void anEditChangesWhatIsGivenAlone()
    {
        QVERIFY(runCtl(addArguments(u"dw"_qs)
                       + QStringList{u"--group"_qs, u" Sales "_qs, u"--colour"_qs, u"teal"_qs, u"--environment"_qs,
                                     u"production"_qs, u"--port"_qs, u"81"_qs})
                    .exitCode
                == 0);
        const QByteArray secrets = content(u"secrets.json"_qs);
        const auto entry = [this] {
            return QJsonDocument::fromJson(content(u"connections.json"_qs))
                .object()
                .value(u"connections"_qs)
                .toArray()
                .first()
                .toObject();
        };
        QJsonObject expected = entry();
        QCOMPARE(expected.value(u"group"_qs), u"Sales"_qs);
        QCOMPARE(expected.value(u"colour"_qs), u"teal"_qs);

        const auto edit = [](const QStringList &options) {
            return runCtl(QStringList{u"connection"_qs, u"edit"_qs, u"dw"_qs} + options);
        };
        const auto edited =
            edit({u"--port"_qs, u"82"_qs, u"--colour"_qs, u"none"_qs, u"--group"_qs, u"Shop"_qs, u"--read-only"_qs});
        QVERIFY2(edited.exitCode == 0, edited.err.constData());
        QVERIFY2(edited.out.contains("Shop") && edited.out.contains("82"), edited.out.constData());
        expected.insert(u"port"_qs, 82);
        expected.remove(u"colour"_qs);
        expected.insert(u"group"_qs, u"Shop"_qs);
        expected.insert(u"read_only"_qs, true);
        QCOMPARE(entry(), expected);
        QCOMPARE(edit({u"--writable"_qs, u"--group"_qs, QString(), u"--environment"_qs, u"none"_qs}).exitCode, 0);
        expected.insert(u"read_only"_qs, false);
        expected.remove(u"group"_qs);
        expected.remove(u"environment"_qs);
        QCOMPARE(entry(), expected);
        QCOMPARE(content(u"secrets.json"_qs), secrets);

        const QByteArray before = content(u"connections.json"_qs);
        const QList<QStringList> wrong{{},
                                       {u"--colour"_qs, u"ultraviolet"_qs},
                                       {u"--environment"_qs, u"prod"_qs},
                                       {u"--read-only"_qs, u"--writable"_qs},
                                       {u"--project"_qs, u"p"_qs}, // of the other system
                                       {u"--system"_qs, u"maxcompute"_qs},
                                       {u"--port"_qs, u"x"_qs}};
        for (const QStringList &options : wrong) {
            const auto refused = edit(options);
            QVERIFY2(refused.exitCode == 2 && !refused.err.isEmpty(), qPrintable(options.join(u' ')));
        }
        QCOMPARE(edit({u"--port"_qs, u"0"_qs}).exitCode, 1);
        QCOMPARE(edit({u"--group"_qs, QString(61, u'x')}).exitCode, 1);
        QCOMPARE(content(u"connections.json"_qs), before);
        const auto unknown = runCtl({u"connection"_qs, u"edit"_qs, u"nobody"_qs, u"--port"_qs, u"80"_qs});
        QVERIFY(unknown.exitCode == 1 && unknown.err.contains("nobody"));

        // A new secret takes the place of the old one; all else stays.
        QCOMPARE(edit({u"--secret-env"_qs, u"THE_SECRET"_qs}).exitCode, 0);
        QVERIFY(content(u"secrets.json"_qs) != secrets);
        QCOMPARE(content(u"connections.json"_qs), before);
    }

    void showTellsAllButTheSecret()
    {
        QVERIFY(runCtl(addArguments(u"dw"_qs)
                       + QStringList{u"--group"_qs, u"Sales"_qs, u"--colour"_qs, u"teal"_qs, u"--description"_qs,
                                     u"of the shop"_qs})
                    .exitCode
                == 0);
        const auto shown = runCtl({u"connection"_qs, u"show"_qs, u"dw"_qs});
        QCOMPARE(shown.exitCode, 0);
        for (const char *part : {"holo.example", "LTAI", "Sales", "Teal", "of the shop", "Hologres"})
            QVERIFY2(shown.out.contains(part), shown.out.constData());
        QVERIFY(!shown.out.contains("a secret") && !shown.err.contains("a secret"));
        const auto json = runCtl({u"connection"_qs, u"show"_qs, u"dw"_qs, u"--json"_qs});
        const QJsonObject object = QJsonDocument::fromJson(json.out).object();
        QCOMPARE(object.value(u"group"_qs), u"Sales"_qs);
        QCOMPARE(object.value(u"colour"_qs), u"teal"_qs);
        const auto listed = runCtl({u"connection"_qs, u"list"_qs});
        QVERIFY2(listed.out.contains("group Sales"), listed.out.constData());
        QCOMPARE(runCtl({u"connection"_qs, u"show"_qs, u"nobody"_qs}).exitCode, 1);
    }

    void programsAtOnceLoseNoConnection()
    {
        constexpr int programs = 20;
        const auto name = [](int i) { return u"at_once_%1"_qs.arg(i); };
        std::vector<std::unique_ptr<QProcess>> adding;
        for (int i = 0; i < programs; ++i) {
            auto environment = QProcessEnvironment::systemEnvironment();
            environment.insert(u"THE_SECRET"_qs, u"secret of %1"_qs.arg(i));
            auto &add = *adding.emplace_back(std::make_unique<QProcess>());
            add.setProcessEnvironment(environment);
            add.start(isthmus::test::ctlProgram(), addArguments(name(i)));
        }
        for (const auto &add : adding) {
            QVERIFY(add->waitForFinished(120'000));
            QVERIFY2(add->exitCode() == 0, add->readAllStandardError().constData());
        }
        const QByteArray connections = content(u"connections.json"_qs);
        isthmus::connections::EncryptedFileSecretStore secrets(m_dir->filePath(u"config/secrets.json"_qs), {});
        for (int i = 0; i < programs; ++i) {
            QVERIFY2(connections.contains(u"\"%1\""_qs.arg(name(i)).toUtf8()), qPrintable(name(i)));
            QCOMPARE(isthmus::core::await(secrets.read(name(i))).value_or(QString()), u"secret of %1"_qs.arg(i));
        }
    }

    void aDamagedEntryIsToldAndKept()
    {
        QVERIFY(runCtl(addArguments(u"good"_qs)).exitCode == 0);
        const QByteArray strange = R"({"name":"orcl", "system" :"oracle", "n": 1.50})";
        const QByteArray badPort = R"({"name": "bad", "system": "hologres", "host": "h", "port": "80"})";
        QByteArray written = content(u"connections.json"_qs);
        written.replace("[\n", "[\n" + strange + ", 5, " + badPort + ",\n");
        QVERIFY(rewrite(written));

        const CtlOutcome list = runCtl({u"connection"_qs, u"list"_qs});
        QCOMPARE(list.exitCode, 0);
        for (const char *told : {"good", "orcl", "oracle", "damaged: system", "damaged: port"})
            QVERIFY2(list.out.contains(told), list.out.constData());
        for (const char *told : {"Entry 2 has no name", "\"bad\" lacks a proper \"port\"", "connections.json"})
            QVERIFY2(list.err.contains(told), list.err.constData());
        const CtlOutcome used = runCtl({u"ls"_qs, u"bad"_qs});
        QCOMPARE(used.exitCode, 1);
        QVERIFY2(used.err.contains("\"port\"") && used.err.contains("Save the connection anew"), used.err.constData());

        // The others are added, renamed, removed; what is damaged stays, byte by byte, until it is named itself.
        QVERIFY2(runCtl(addArguments(u"second"_qs)).exitCode == 0, "not added");
        QVERIFY2(runCtl({u"connection"_qs, u"rename"_qs, u"good"_qs, u"better"_qs}).exitCode == 0, "not renamed");
        written = content(u"connections.json"_qs);
        QVERIFY2(written.contains(strange) && written.contains(badPort), written.constData());
        const CtlOutcome refused = runCtl({u"connection"_qs, u"rename"_qs, u"bad"_qs, u"good"_qs});
        QVERIFY2(refused.exitCode == 1 && refused.err.contains("\"port\""), refused.err.constData());
        QVERIFY2(runCtl(addArguments(u"bad"_qs) << u"--replace"_qs).exitCode == 0, "not replaced");
        QVERIFY2(runCtl({u"connection"_qs, u"remove"_qs, u"orcl"_qs}).exitCode == 0, "not removed");
        const auto names = [](const QJsonArray &listed) {
            QStringList found;
            for (const auto &one : listed)
                found.append(one[u"name"_qs].toString());
            return found;
        };
        const CtlOutcome mended = runCtl({u"connection"_qs, u"list"_qs, u"--json"_qs});
        QCOMPARE(names(QJsonDocument::fromJson(mended.out).array()),
                 (QStringList{u"bad"_qs, u"better"_qs, u"second"_qs}));
        isthmus::connections::EncryptedFileSecretStore secrets(m_dir->filePath(u"config/secrets.json"_qs), {});
        QCOMPARE(isthmus::core::await(secrets.read(u"better"_qs)).value_or(QString()), u"a secret"_qs);
        QVERIFY(!isthmus::core::await(secrets.read(u"good"_qs)));
    }

    void aFileOfANewerVersionIsNotOverwritten()
    {
        QVERIFY(runCtl(addArguments(u"good"_qs)).exitCode == 0);
        const QByteArray newer = content(u"connections.json"_qs).replace("\"version\": 1", "\"version\": 2");
        QVERIFY(rewrite(newer));
        for (const QStringList &arguments : {addArguments(u"second"_qs), {u"connection"_qs, u"list"_qs}}) {
            const CtlOutcome refused = runCtl(arguments);
            QCOMPARE(refused.exitCode, 1);
            QVERIFY2(refused.err.contains("newer version"), refused.err.constData());
        }
        QCOMPARE(content(u"connections.json"_qs), newer);
    }

    void aNameThatMakesPathsAmbiguousIsRefused()
    {
        for (const QString &name : {u"a/b"_qs, u"50%"_qs}) {
            const CtlOutcome refused = runCtl(addArguments(name));
            QCOMPARE(refused.exitCode, 1);
            QVERIFY2(refused.err.contains("paths"), refused.err.constData());
        }
        // One of an earlier version.
        QVERIFY(runCtl(addArguments(u"good"_qs)).exitCode == 0);
        QVERIFY(rewrite(content(u"connections.json"_qs).replace("\"good\"", "\"go/od\"")));
        const CtlOutcome list = runCtl({u"connection"_qs, u"list"_qs});
        QVERIFY2(list.exitCode == 0 && list.err.isEmpty(), list.err.constData());
        QVERIFY2(list.out.contains("in paths go%2Fod"), list.out.constData());
        QVERIFY2(runCtl({u"ls"_qs}).out.contains("in paths go%2Fod"), "not told");
        const CtlOutcome reached = runCtl({u"ls"_qs, u"go%2Fod"_qs}); // its secret has another name, which it gets to
        QVERIFY2(reached.err.contains("No password is kept for connection go/od"), reached.err.constData());
        const CtlOutcome refused = runCtl({u"connection"_qs, u"rename"_qs, u"go/od"_qs, u"a/b"_qs});
        QVERIFY2(refused.exitCode == 1 && refused.err.contains("paths"), refused.err.constData());
        QVERIFY2(runCtl({u"connection"_qs, u"rename"_qs, u"go/od"_qs, u"good"_qs}).exitCode == 0, "not renamed");
        QVERIFY2(runCtl({u"connection"_qs, u"rename"_qs, u"nobody"_qs, u"x"_qs}).err.contains("nobody"), "not told");
        QVERIFY2(runCtl({u"connection"_qs, u"remove"_qs, u"good"_qs}).exitCode == 0, "not removed");
    }

    void aRunningProgramHidesWhatItHolds()
    {
        const SilentServer server;
        QVERIFY(server.port() > 0);
        QStringList silent = addArguments(u"silent"_qs);
        silent.replaceInStrings(u"holo.example"_qs, u"127.0.0.1"_qs);
        silent << u"--tls"_qs << u"disable"_qs << u"--port"_qs << QString::number(server.port());
        const CtlOutcome added = runCtl(silent);
        QVERIFY2(added.exitCode == 0, added.err.constData());
        QProcess program;
        program.start(isthmus::test::ctlProgram(), {u"ls"_qs, u"silent"_qs});
        const auto ended = qScopeGuard([&program] {
            program.kill();
            program.waitForFinished();
        });
        QVERIFY(server.waitForConnection());

        const auto proc = [&program](const QString &name) {
            QFile file(u"/proc/%1/%2"_qs.arg(program.processId()).arg(name));
            return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
        };
        QVERIFY(!proc(u"environ"_qs).contains("for this test")); // the master password
        static const QRegularExpression noCore(u"Max core file size +0 +0 "_qs);
        QVERIFY2(noCore.match(QString::fromLatin1(proc(u"limits"_qs))).hasMatch(), "a core would be dumped");
        const QDir data(m_dir->filePath(u"data"_qs));
        QCOMPARE(data.entryList(QDir::Files), QStringList()); // what only reads has no use for the store of runs
    }

    void anOldFolderOfOursIsClosedToOthers()
    {
        qunsetenv("ISTHMUS_CONFIG_DIR");
        const auto restored = qScopeGuard([] { qunsetenv("XDG_CONFIG_HOME"); });
        qputenv("XDG_CONFIG_HOME", m_dir->path().toUtf8());
        const QByteArray ours = m_dir->filePath(u"isthmus"_qs).toUtf8();
        QVERIFY(::mkdir(ours.constData(), 0755) == 0 && ::chmod(ours.constData(), 0755) == 0);
        QCOMPARE(runCtl({u"connection"_qs, u"list"_qs}).exitCode, 0);
        struct stat info { };
        QVERIFY(::stat(ours.constData(), &info) == 0);
        QCOMPARE(info.st_mode & 0777U, 0700U);
    }

    void theSignalThatEndedItIsItsExitCode_data()
    {
        QTest::addColumn<int>("number");
        QTest::newRow("Ctrl+C") << SIGINT;
        QTest::newRow("end") << SIGTERM;
        QTest::newRow("closed terminal") << SIGHUP;
    }

    void theSignalThatEndedItIsItsExitCode()
    {
        QFETCH(int, number);
        const SilentServer silent;
        QVERIFY(silent.port() > 0);
        QVERIFY2(runCtl({u"connection"_qs, u"add"_qs, u"mc"_qs, u"--system"_qs, u"maxcompute"_qs, u"--endpoint"_qs,
                         u"http://127.0.0.1:%1/api"_qs.arg(silent.port()), u"--project"_qs, u"p1"_qs, u"--access-id"_qs,
                         u"LTAI"_qs, u"--secret-env"_qs, u"THE_SECRET"_qs})
                         .exitCode
                     == 0,
                 "not added");
        QProcess ls;
        ls.start(isthmus::test::ctlProgram(), {u"ls"_qs, u"mc"_qs});
        QVERIFY(silent.waitForConnection());
        QCOMPARE(::kill(pid_t(ls.processId()), number), 0);
        QVERIFY(ls.waitForFinished());
        QCOMPARE(ls.exitStatus(), QProcess::NormalExit);
        QCOMPARE(ls.exitCode(), 128 + number);
        QCOMPARE(ls.readAllStandardError(), QByteArray("Cancelled.\n"));
    }

    void aFileOfAuthoritiesIsLookedAtBeforeItIsSaved()
    {
        const auto add = [this](const QString &file) {
            QProcess program;
            program.setWorkingDirectory(m_dir->path());
            program.start(isthmus::test::ctlProgram(), addArguments(u"tls"_qs) + QStringList{u"--ca-file"_qs, file});
            return program.waitForFinished()
                ? CtlOutcome{program.exitCode(), program.readAllStandardOutput(), program.readAllStandardError()}
                : CtlOutcome{};
        };
        const CtlOutcome missing = add(u"missing.pem"_qs);
        QVERIFY2(missing.exitCode == 1 && missing.err.contains(m_dir->filePath(u"missing.pem"_qs).toUtf8()),
                 missing.err.constData());
        QFile file(m_dir->filePath(u"own.pem"_qs));
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write("no certificate\n") > 0);
        file.close();
        const CtlOutcome wrong = add(u"own.pem"_qs);
        QVERIFY2(wrong.exitCode == 1 && wrong.err.contains("holds no certificate"), wrong.err.constData());
        QVERIFY(content(u"connections.json"_qs).isEmpty());
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write(isthmus::test::authorityPem) > 0);
        file.close();
        QVERIFY(add(u"own.pem"_qs).exitCode == 0);
        QVERIFY(content(u"connections.json"_qs).contains(file.fileName().toUtf8())); // by its whole path
    }

    void aLostMasterPasswordIsNoDeadEnd()
    {
        QVERIFY(runCtl(addArguments(u"first"_qs)).exitCode == 0);
        qputenv("ISTHMUS_MASTER_PASSWORD", "another");
        const CtlOutcome refused = runCtl({u"connection"_qs, u"remove"_qs, u"first"_qs});
        const QString secrets = m_dir->filePath(u"config/secrets.json"_qs);
        QVERIFY2(refused.exitCode == 1 && refused.err.contains("If it is lost, move " + secrets.toUtf8()),
                 refused.err.constData());
        QVERIFY(QFile::rename(secrets, secrets + u".away"_qs)); // as it says
        QVERIFY(runCtl({u"connection"_qs, u"rename"_qs, u"first"_qs, u"second"_qs}).exitCode == 0);
        QVERIFY(runCtl({u"connection"_qs, u"remove"_qs, u"second"_qs}).exitCode == 0);
    }

    void itsFoldersAreForTheirOwnerOnly()
    {
        QVERIFY2(runCtl(addArguments(u"first"_qs)).exitCode == 0, "not added");
        const auto rights = QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner;
        const auto ofUser = QFile::ReadUser | QFile::WriteUser | QFile::ExeUser;
        for (const auto &folder : {u"config"_qs, u"data"_qs})
            QCOMPARE(QFile::permissions(m_dir->filePath(folder)) & ~ofUser, rights);
        const QDir config(m_dir->filePath(u"config"_qs));
        const QStringList files = config.entryList(QDir::Files);
        QCOMPARE(files.filter(u"secrets.json"_qs).size(), 2); // and its lock
        for (const auto &file : files)
            QCOMPARE(QFile::permissions(config.filePath(file)) & ~ofUser, QFile::ReadOwner | QFile::WriteOwner);
    }
};

QTEST_GUILESS_MAIN(tst_SavedConnections)
#include "tst_savedconnections.moc"
