// SPDX-License-Identifier: GPL-3.0-or-later
#include "endpointsettings.h"
#include "filesizelimit.h"

#include <isthmus/sandbox/cluster/sandboxfolder.h>
#include <isthmus/sandbox/cluster/sandboxreport.h>
#include <isthmus/sandbox/cluster/sandboxstate.h>

#include <QDir>
#include <QFile>
#include <QJsonDocument>
#include <QTemporaryDir>
#include <QTest>

#include <sys/stat.h>
#include <unistd.h>

#include <array>

using namespace isthmus;
using namespace isthmus::sandbox;
using namespace Qt::StringLiterals;

class tst_SandboxState : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aStartOnItsWayDoesNotMakeTheFolderForeign();
    void roundTripKeepsEverything();
    void credentialsAreNewEachTime();
    void fileIsPrivate();
    void aFailedSaveLeavesTheOldState();
    void damagedFilesAreRefused_data();
    void damagedFilesAreRefused();
    void missingFileIsNotFound();
    void endpointGetsAllAccounts();
    void reportsArriveAsSent();
    void cutOffReportIsAnError();
};

void tst_SandboxState::roundTripKeepsEverything()
{
    SandboxState state = SandboxState::make(u"/tmp/a b"_s, 2.5);
    state.info.hologresPort = 40001;
    state.info.endpoint = u"http://127.0.0.1:40002/api"_s;
    state.info.listen = u"0.0.0.0"_s;
    state.info.serverPid = 4711;
    state.clusterDir = u"/tmp/a b/postgres"_s;
    state.seedVersion = 3;
    state.endpointPort = 40002;
    const QJsonObject json = state.toJson();
    const auto back = SandboxState::fromJson(json);
    QVERIFY(back);
    QCOMPARE(back->toJson(), json);
    QCOMPARE(back->scale, 2.5);
    QCOMPARE(endpointSettings(*back).listenAddress, u"0.0.0.0"_s);
    QCOMPARE(back->clusterDir, state.clusterDir);
    QCOMPARE(back->ramRole.password, state.ramRole.password);
    QVERIFY(!state.info.toJson().contains(u"private"_s)); // what "start --json --show-secrets" prints
    const QByteArray shown = QJsonDocument(state.info.publicJson()).toJson();
    QVERIFY(shown.contains(state.info.accessId.toUtf8()));
    QVERIFY(!shown.contains(state.info.accessKey.toUtf8()) && !shown.contains(state.info.hologresPassword.toUtf8()));

    const auto info = SandboxInfo::fromJson(json);
    QVERIFY(info);
    QCOMPARE(info->toJson(), state.info.toJson());
}

void tst_SandboxState::credentialsAreNewEachTime()
{
    const SandboxState one = SandboxState::make(u"/a"_s, 1);
    const SandboxState two = SandboxState::make(u"/a"_s, 1);
    QVERIFY(one.info.accessId != two.info.accessId);
    QVERIFY(one.info.accessKey != two.info.accessKey);
    QVERIFY(one.superuserPassword != two.superuserPassword);
    QVERIFY(one.superuserPassword != one.enginePassword);
    QCOMPARE(one.info.accessKey.size(), 30);
}

void tst_SandboxState::fileIsPrivate()
{
    const QTemporaryDir dir;
    const SandboxState state = SandboxState::make(dir.path(), 1);
    const mode_t before = ::umask(0);
    QVERIFY(saveState(state));
    ::umask(before);
    struct stat file { };
    QCOMPARE(::stat(QFile::encodeName(stateFile(dir.path())).constData(), &file), 0);
    QCOMPARE(file.st_mode & 0777U, 0600U);
    const auto back = loadState(dir.path());
    QVERIFY(back);
    QCOMPARE(back->toJson(), state.toJson());
}

void tst_SandboxState::aFailedSaveLeavesTheOldState()
{
    const QTemporaryDir dir;
    SandboxState state = SandboxState::make(dir.path(), 1);
    QVERIFY(saveState(state));
    const QJsonObject old = state.toJson();
    state.seedVersion = 3;
    const auto save = [&state] {
        const testsupport::FileSizeLimit noMore{0};
        return saveState(state);
    };
    const auto saved = save();
    QVERIFY(!saved);
    QVERIFY(saved.error().message.contains(u"larger than a file may be"_s));
    const auto back = loadState(dir.path());
    QVERIFY(back);
    QCOMPARE(back->toJson(), old);
}

void tst_SandboxState::damagedFilesAreRefused_data()
{
    QTest::addColumn<QByteArray>("bytes");
    const QJsonObject good = SandboxState::make(u"/a"_s, 1).toJson();
    const auto without = [&](const QString &member) {
        QJsonObject json = good;
        json.remove(member);
        return QJsonDocument(json).toJson();
    };
    QTest::newRow("empty") << QByteArray();
    QTest::newRow("garbage") << QByteArray("\0\1{", 3);
    QTest::newRow("cut off") << QJsonDocument(good).toJson().chopped(20);
    QTest::newRow("an array") << QByteArray("[]");
    QTest::newRow("no format") << without(u"isthmus_sandbox"_s);
    QTest::newRow("no private part") << without(u"private"_s);
    QTest::newRow("no access key") << without(u"access_key"_s);
    QTest::newRow("no Hologres") << without(u"hologres"_s);
    QJsonObject elsewhere = good;
    elsewhere[u"listen"_s] = u"192.168.1.5"_s;
    QTest::newRow("another address") << QJsonDocument(elsewhere).toJson();
    QTest::newRow("huge") << QByteArray(10'000'000, '{');
}

void tst_SandboxState::damagedFilesAreRefused()
{
    QFETCH(QByteArray, bytes);
    const QTemporaryDir dir;
    QFile file(stateFile(dir.path()));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(bytes);
    file.close();
    const auto state = loadState(dir.path());
    QVERIFY(!state);
    QCOMPARE(state.error().kind, core::ErrorKind::Invalid);
}

void tst_SandboxState::missingFileIsNotFound()
{
    const QTemporaryDir dir;
    const auto state = loadState(dir.path());
    QVERIFY(!state);
    QCOMPARE(state.error().kind, core::ErrorKind::NotFound);
}

void tst_SandboxState::endpointGetsAllAccounts()
{
    SandboxState state = SandboxState::make(u"/a"_s, 1);
    state.info.hologresPort = 40001;
    const EndpointSettings settings = endpointSettings(state);
    QCOMPARE(settings.accounts.size(), 3);
    QCOMPARE(settings.accounts.first().accessId, state.info.accessId);
    QCOMPARE(settings.accounts.first().hologresRole, state.info.hologresUser);
    QVERIFY(!settings.accounts.first().readOnly);
    QVERIFY(settings.accounts.at(1).readOnly && settings.accounts.at(2).readOnly);
    QCOMPARE(settings.ramRoles.first().arn, u"acs:ram::1234567890:role/dbs-holo-role"_s);
    QCOMPARE(settings.ramRoles.first().hologresRole, state.ramRole.name);
    QCOMPARE(settings.postgres.database, u"maxcompute"_s);
    QCOMPARE(settings.postgres.port, 40001);
    QVERIFY(settings.postgres.user != state.info.hologresUser);
}

void tst_SandboxState::reportsArriveAsSent()
{
    const core::Error error{core::ErrorKind::Permission, u"message"_s, u"hint"_s, u"42501"_s, u"detail"_s};
    for (const core::Result<core::Done> &outcome :
         {core::Result<core::Done>(core::Done{}), core::Result<core::Done>(core::fail(error))}) {
        std::array<int, 2> ends{};
        QCOMPARE(::pipe(ends.data()), 0);
        sendReport(ends[1], outcome);
        std::array<char, 4096> buffer{};
        const ssize_t length = ::read(ends[0], buffer.data(), buffer.size());
        QVERIFY(length > 0);
        QCOMPARE(::read(ends[0], buffer.data() + length, 1), ssize_t(0)); // closed
        ::close(ends[0]);
        QVERIFY(parseReport(QByteArray(buffer.data(), length)) == outcome);
    }
}

void tst_SandboxState::cutOffReportIsAnError()
{
    for (const QByteArray &bytes :
         {QByteArray(), QByteArray("{\"ready\":"), QByteArray("{\"ready\":false,\"kind\":99}")}) {
        const auto report = parseReport(bytes);
        QVERIFY(!report);
        QCOMPARE(report.error().kind, core::ErrorKind::Protocol);
    }
}

void tst_SandboxState::aStartOnItsWayDoesNotMakeTheFolderForeign()
{
    const QTemporaryDir dir;
    const auto write = [&dir](const char *name) {
        QFile file(dir.filePath(QString::fromLatin1(name)));
        return file.open(QIODevice::WriteOnly);
    };
    for (const char *ours : {"lock", "sandbox.json.Ab12Cd", ".sandbox.json.isthmus-Ab12Cd"}) {
        QVERIFY(write(ours));
        QVERIFY2(prepareSandboxDir(dir.path()), ours);
    }
    QVERIFY(write("sandbox.jsonx"));
    QCOMPARE(prepareSandboxDir(dir.path()).error().kind, core::ErrorKind::Invalid);
}

QTEST_GUILESS_MAIN(tst_SandboxState)
#include "tst_sandboxstate.moc"
