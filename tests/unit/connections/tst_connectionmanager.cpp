// SPDX-License-Identifier: GPL-3.0-or-later
#include "fakesecretstore.h"
#include "filesizelimit.h"
#include "testkinds.h"

#include <isthmus/connections/connectionkind.h>
#include <isthmus/connections/connectionmanager.h>
#include <isthmus/connections/importing.h>
#include <isthmus/core/async.h>

#include <QFile>
#include <QSemaphore>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <atomic>
#include <thread>

using namespace isthmus;
using namespace isthmus::connections;
using core::await;
using core::ErrorKind;

namespace {

// Answers server() with what it was told; everything else is unsupported.
class FakeSystem final : public catalog::Catalog, public records::TableReader, public records::SqlRunner {
public:
    explicit FakeSystem(core::Result<catalog::ServerInfo> answer) : m_answer(std::move(answer)) { }

    using catalog::Catalog::server;
    QFuture<core::Result<catalog::ServerInfo>> server(const QString &) override { return core::ready(m_answer); }
    QFuture<core::Result<catalog::Page>> children(const catalog::ListRequest &) override
    {
        return unsupported<catalog::Page>();
    }
    QFuture<core::Result<QList<catalog::Entry>>> entries(const catalog::ObjectPath &, const QStringList &) override
    {
        return unsupported<QList<catalog::Entry>>();
    }
    QFuture<core::Result<catalog::NamePage>> names(const catalog::ObjectPath &, const QString &) override
    {
        return unsupported<catalog::NamePage>();
    }
    QFuture<core::Result<QList<catalog::TableInfo>>> tables(const catalog::ObjectPath &, const QStringList &) override
    {
        return unsupported<QList<catalog::TableInfo>>();
    }
    QFuture<core::Result<QList<catalog::ExternalLink>>> externalLinks(const catalog::ObjectPath &) override
    {
        return unsupported<QList<catalog::ExternalLink>>();
    }
    QFuture<core::Result<catalog::TableInfo>> table(const catalog::ObjectPath &) override
    {
        return unsupported<catalog::TableInfo>();
    }
    QFuture<core::Result<QString>> ddl(const catalog::ObjectPath &) override { return unsupported<QString>(); }
    QFuture<core::Result<QList<catalog::Fact>>> facts(const catalog::ObjectPath &) override
    {
        return unsupported<QList<catalog::Fact>>();
    }
    QFuture<core::Result<records::Preview>> preview(const records::PreviewRequest &) override
    {
        return unsupported<records::Preview>();
    }
    QFuture<core::Result<records::SqlResult>> run(const records::SqlRequest &) override
    {
        return unsupported<records::SqlResult>();
    }

private:
    template <typename T>
    static QFuture<core::Result<T>> unsupported()
    {
        return core::ready<T>(core::fail(ErrorKind::Unsupported, QStringLiteral("not in this test")));
    }

    core::Result<catalog::ServerInfo> m_answer;
};

Profile profileCalled(const QString &name)
{
    return testsupport::hologresProfile(name, QStringLiteral("holo.example.com"), QStringLiteral("db"));
}

const QString a = QStringLiteral("a");
const QString b = QStringLiteral("b");

} // namespace

class tst_ConnectionManager : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup() { m_manager.reset(); }
    void savedConnectionsAreThereAfterARestart();
    void aTakenNameIsRefused();
    void problemsAreRefusedAndNothingIsKept();
    void aRenamedConnectionKeepsItsSecret();
    void removingForgetsTheSecret();
    void aBackEndIsMadeOnceForAllThreads();
    void aFailedOpenIsNotKept();
    void savingClosesTheOpenBackEnd();
    void aMissingSecretIsNotFound();
    void checkTellsTheStatus();
    void repliesOfOtherCallsLeadToACheck();
    void aFailedCallIsTheStatusAtOnce();
    void ofTwoThatFailedTheOneIsFound();
    void aNamesakeInheritsNothing();
    void whatAnotherProgramHasJustSavedIsKnownToWhoAsksTheFile();
    void aLabelChangesNothingOfItsState();
    void anAnswerAfterCloseIsDropped();
    void openUnsavedSavesNothing();
    void openUnsavedUsesTheKeptSecret();
    void aDamagedFileIsAnErrorAndAnEmptyList();
    void aDamagedEntryIsToldAndHarmsNoOther();
    void aSlashIsRefusedInANewNameOnly();
    void twoProgramsKeepEachOthersConnections();
    void aConnectionChangedElsewhereIsNotOverwritten();
    void whatOthersSaveIsTakenOver();
    void aConnectionThatCannotBeSavedLeavesNoSecret();

private:
    void makeManager();

    std::unique_ptr<QTemporaryDir> m_dir;
    std::shared_ptr<testsupport::FakeSecretStore> m_secrets;
    std::unique_ptr<ConnectionManager> m_manager;
    std::atomic<int> m_made = 0;
    QSemaphore m_gate; // the first back end is made once it was released m_gateCount times
    std::atomic<int> m_gateCount = 0;
    std::atomic<bool> m_factoryFails = false;
    core::Result<catalog::ServerInfo> m_server;
    QString m_lastSecret;
};

void tst_ConnectionManager::init()
{
    m_dir = std::make_unique<QTemporaryDir>();
    m_secrets = std::make_shared<testsupport::FakeSecretStore>();
    m_made = 0;
    m_gateCount = 0;
    m_factoryFails = false;
    catalog::ServerInfo server;
    server.product = QStringLiteral("Hologres 3.0.18");
    m_server = server;
    makeManager();
}

void tst_ConnectionManager::makeManager()
{
    m_manager = std::make_unique<ConnectionManager>(
        ProfileStore(m_dir->filePath(QStringLiteral("connections.json"))), m_secrets,
        [this](const Profile &profile, const QString &secret) -> core::Result<Backend> {
            if (++m_made == 1)
                m_gate.acquire(m_gateCount);
            if (m_factoryFails)
                return core::fail(ErrorKind::Invalid, QStringLiteral("refused"));
            m_lastSecret = secret;
            auto system = std::make_shared<FakeSystem>(m_server);
            return Backend{profile, system, system, system};
        });
}

void tst_ConnectionManager::savedConnectionsAreThereAfterARestart()
{
    QSignalSpy changed(m_manager.get(), &ConnectionManager::profilesChanged);
    QVERIFY(await(m_manager->save(profileCalled(b), {}, QStringLiteral("x"))));
    QVERIFY(await(m_manager->save(profileCalled(a), {}, QStringLiteral("y"))));
    QTRY_COMPARE(changed.count(), 2);
    makeManager();
    QVERIFY(m_manager->profiles().isEmpty());
    QVERIFY(m_manager->load());
    QCOMPARE(m_manager->profiles(), (QList<Profile>{profileCalled(b), profileCalled(a)}));
    QVERIFY(m_manager->profile(a));
    QVERIFY(!m_manager->profile(QStringLiteral("c")));
}

void tst_ConnectionManager::aTakenNameIsRefused()
{
    QVERIFY(await(m_manager->save(profileCalled(a), {}, QStringLiteral("x"))));
    QVERIFY(await(m_manager->save(profileCalled(b), {}, QStringLiteral("y"))));
    QCOMPARE(await(m_manager->save(profileCalled(a), {}, QStringLiteral("z"))).error().kind, ErrorKind::AlreadyExists);
    QCOMPARE(await(m_manager->save(profileCalled(a), b, QStringLiteral("z"))).error().kind, ErrorKind::AlreadyExists);
    QCOMPARE(await(m_secrets->read(a)).value(), QStringLiteral("x"));
}

void tst_ConnectionManager::problemsAreRefusedAndNothingIsKept()
{
    auto profile = profileCalled(a);
    profile.set(u"host", QString());
    const auto saved = await(m_manager->save(profile, {}, QStringLiteral("x")));
    QCOMPARE(saved.error().kind, ErrorKind::Invalid);
    QVERIFY(saved.error().message.contains(QStringLiteral("host")));
    QVERIFY(m_manager->profiles().isEmpty());
    QVERIFY(!await(m_secrets->read(a)));
}

void tst_ConnectionManager::aRenamedConnectionKeepsItsSecret()
{
    QVERIFY(await(m_manager->save(profileCalled(a), {}, QStringLiteral("x"))));
    QVERIFY(await(m_manager->save(profileCalled(b), a, std::nullopt)));
    QCOMPARE(m_manager->profiles(), QList<Profile>{profileCalled(b)});
    QCOMPARE(await(m_secrets->read(b)).value(), QStringLiteral("x"));
    QVERIFY(!await(m_secrets->read(a)));
    QCOMPARE(await(m_manager->open(a)).error().kind, ErrorKind::NotFound);
}

void tst_ConnectionManager::removingForgetsTheSecret()
{
    QVERIFY(await(m_manager->save(profileCalled(a), {}, QStringLiteral("x"))));
    QVERIFY(await(m_manager->remove(a)));
    QVERIFY(m_manager->profiles().isEmpty());
    QVERIFY(!await(m_secrets->read(a)));
    QCOMPARE(await(m_manager->remove(a)).error().kind, ErrorKind::NotFound);
}

void tst_ConnectionManager::aBackEndIsMadeOnceForAllThreads()
{
    QVERIFY(await(m_manager->save(profileCalled(a), {}, QStringLiteral("x"))));
    std::vector<std::thread> threads;
    std::vector<catalog::Catalog *> seen(8, nullptr);
    m_gateCount = int(seen.size());
    for (size_t i = 0; i < seen.size(); ++i) {
        threads.emplace_back([this, i, &seen] {
            const auto future = m_manager->open(a);
            m_gate.release();
            const auto backend = await(future);
            seen[i] = backend ? backend->catalog.get() : nullptr;
        });
    }
    for (auto &thread : threads)
        thread.join();
    QCOMPARE(m_made, 1);
    QVERIFY(seen.front());
    QVERIFY(std::all_of(seen.begin(), seen.end(), [&](auto *catalog) { return catalog == seen.front(); }));
    QCOMPARE(m_lastSecret, QStringLiteral("x"));
}

void tst_ConnectionManager::aFailedOpenIsNotKept()
{
    QVERIFY(await(m_manager->save(profileCalled(a), {}, QStringLiteral("x"))));
    m_factoryFails = true;
    QCOMPARE(await(m_manager->open(a)).error().message, QStringLiteral("refused"));
    m_factoryFails = false;
    QVERIFY(await(m_manager->open(a)));
    QCOMPARE(m_made, 2);
}

void tst_ConnectionManager::savingClosesTheOpenBackEnd()
{
    QVERIFY(await(m_manager->save(profileCalled(a), {}, QStringLiteral("x"))));
    QVERIFY(await(m_manager->open(a)));
    auto edited = profileCalled(a);
    edited.set(u"port", 81);
    QVERIFY(await(m_manager->save(edited, a, QStringLiteral("new"))));
    const auto backend = await(m_manager->open(a));
    QVERIFY(backend);
    QCOMPARE(backend->profile.number(u"port"), 81);
    QCOMPARE(m_lastSecret, QStringLiteral("new"));
    m_manager->close(a);
    QVERIFY(await(m_manager->open(a)));
    QCOMPARE(m_made, 3);
}

void tst_ConnectionManager::aMissingSecretIsNotFound()
{
    QVERIFY(await(m_manager->save(profileCalled(a), {}, std::nullopt)));
    const auto backend = await(m_manager->open(a));
    QCOMPARE(backend.error().kind, ErrorKind::NotFound);
    QVERIFY(backend.error().message.contains(a));
    QCOMPARE(m_made, 0);
}

void tst_ConnectionManager::checkTellsTheStatus()
{
    using State = ConnectionStatus::State;
    QVERIFY(await(m_manager->save(profileCalled(a), {}, QStringLiteral("x"))));
    QCoreApplication::sendPostedEvents(); // the news of the save
    QCOMPARE(m_manager->status(a).state, State::Idle);
    m_manager->check(a);
    QCOMPARE(m_manager->status(a).state, State::Connecting);
    QTRY_COMPARE(m_manager->status(a).state, State::Connected);
    QCOMPARE(m_manager->status(a).server->product, QStringLiteral("Hologres 3.0.18"));

    m_server = core::fail(ErrorKind::Network, QStringLiteral("gone"));
    m_manager->close(a);
    QCOMPARE(m_manager->status(a).state, State::Idle);
    m_manager->check(a);
    QTRY_COMPARE(m_manager->status(a).state, State::Failed);
    QCOMPARE(m_manager->status(a).error->message, QStringLiteral("gone"));
    m_manager->check(QStringLiteral("nobody"));
    QTRY_COMPARE(m_manager->status(QStringLiteral("nobody")).error.value_or(core::Error()).kind, ErrorKind::NotFound);
}

void tst_ConnectionManager::repliesOfOtherCallsLeadToACheck()
{
    using State = ConnectionStatus::State;
    QVERIFY(await(m_manager->save(profileCalled(a), {}, QStringLiteral("x"))));
    QCoreApplication::sendPostedEvents();
    m_server = core::fail(ErrorKind::Network, QStringLiteral("gone"));
    // Neither tells anything about the connection.
    m_manager->noteReply(m_manager->askedNow({a}),
                         core::Error{ErrorKind::Permission, QStringLiteral("not yours"), {}, {}, {}});
    m_manager->noteReply(m_manager->askedNow({a}), std::nullopt);
    QCOMPARE(m_manager->status(a).state, State::Idle);
    m_manager->noteReply(m_manager->askedNow({a}),
                         core::Error{ErrorKind::Network, QStringLiteral("refused"), {}, {}, {}});
    QTRY_COMPARE(m_manager->status(a).state, State::Failed);
    // A call that went well contradicts the failure.
    m_manager->noteReply(m_manager->askedNow({a}), std::nullopt);
    QCOMPARE(m_manager->status(a).state, State::Connecting);
    QTRY_COMPARE(m_manager->status(a).state, State::Failed);
}

void tst_ConnectionManager::aFailedCallIsTheStatusAtOnce()
{
    using State = ConnectionStatus::State;
    QVERIFY(await(m_manager->save(profileCalled(a), {}, QStringLiteral("x"))));
    QCoreApplication::sendPostedEvents();
    const core::Error refused{ErrorKind::Network, QStringLiteral("refused"), {}, {}, {}};
    const auto asked = m_manager->askedNow({a});
    m_manager->noteReply(asked, refused);
    QCOMPARE(m_manager->status(a).state, State::Failed);
    QCOMPARE(m_manager->status(a).error, refused);
    QTRY_COMPARE(m_manager->status(a).state, State::Connected); // it answers after all
    // One that is asked already does not hide what is known by now.
    m_server = core::fail(ErrorKind::Timeout, QStringLiteral("silent"));
    m_manager->close(a);
    m_manager->check(a);
    m_manager->noteReply(m_manager->askedNow({a}), refused);
    QCOMPARE(m_manager->status(a).state, State::Failed);
    QTRY_COMPARE(m_manager->status(a).error->message, QStringLiteral("silent"));
    // What cannot be listed is told beside it, whatever the state.
    const core::Error denied{ErrorKind::Permission, QStringLiteral("not yours"), {}, {}, {}};
    m_manager->noteListing(a, denied);
    m_server = catalog::ServerInfo();
    m_manager->noteReply(m_manager->askedNow({a}), std::nullopt);
    QTRY_VERIFY(m_manager->status(a).state != State::Connecting);
    QCOMPARE(m_manager->status(a).listingError, denied);
    m_manager->noteListing(a, std::nullopt);
    QVERIFY(!m_manager->status(a).listingError);
}

void tst_ConnectionManager::ofTwoThatFailedTheOneIsFound()
{
    using State = ConnectionStatus::State;
    QVERIFY(await(m_manager->save(profileCalled(a), {}, QStringLiteral("x"))));
    QVERIFY(await(m_manager->save(profileCalled(b), {}, QStringLiteral("y"))));
    QCoreApplication::sendPostedEvents();
    QVERIFY(await(m_manager->open(a))); // answers
    m_server = core::fail(ErrorKind::Network, QStringLiteral("gone"));
    const auto answer = m_manager->ask<core::Done>(a, b, [](const Backend &, const Backend &) {
        return core::ready<core::Done>(core::fail(ErrorKind::Network, QStringLiteral("one of us")));
    });
    QTRY_COMPARE(m_manager->status(b).state, State::Failed);
    QCOMPARE(m_manager->status(b).error->message, QStringLiteral("gone"));
    QTRY_COMPARE(m_manager->status(a).state, State::Connected);
}

void tst_ConnectionManager::aNamesakeInheritsNothing()
{
    using State = ConnectionStatus::State;
    QVERIFY(await(m_manager->save(profileCalled(a), {}, QStringLiteral("x"))));
    QCoreApplication::sendPostedEvents();
    m_manager->follow();
    m_manager->check(a);
    QTRY_COMPARE(m_manager->status(a).state, State::Connected);
    const auto late = m_manager->askedNow({a});
    // Renamed by another program, which gives the name to another server at once.
    ConnectionManager other(ProfileStore(m_dir->filePath(QStringLiteral("connections.json"))), m_secrets, {});
    QVERIFY(other.load());
    QVERIFY(await(other.save(profileCalled(b), a, std::nullopt)));
    auto namesake = profileCalled(a);
    namesake.set(u"port", 1);
    QVERIFY(await(other.save(namesake, {}, QStringLiteral("z"))));
    QTRY_COMPARE(m_manager->profile(a), std::optional(namesake));
    QTRY_COMPARE(m_manager->status(a).state, State::Idle);
    QVERIFY(!m_manager->status(a).server);
    QTRY_COMPARE(m_manager->status(b).state, State::Connected); // the one that was renamed is followed
    m_manager->noteReply(late, core::Error{ErrorKind::Network, QStringLiteral("of the other one"), {}, {}, {}});
    QCOMPARE(m_manager->status(a).state, State::Idle);
    // Neither does one of a name that was asked for before there was a connection of it.
    const QString later = QStringLiteral("later");
    m_manager->check(later);
    QTRY_COMPARE(m_manager->status(later).state, State::Failed);
    QVERIFY(await(other.save(profileCalled(later), {}, QStringLiteral("l"))));
    QTRY_VERIFY(m_manager->profile(later));
    QTRY_COMPARE(m_manager->status(later).state, State::Idle);
}

// Between a click on Run and the moment in which the list is read again.
void tst_ConnectionManager::whatAnotherProgramHasJustSavedIsKnownToWhoAsksTheFile()
{
    QVERIFY(await(m_manager->save(profileCalled(a), {}, QStringLiteral("x"))));
    ConnectionManager other(ProfileStore(m_dir->filePath(QStringLiteral("connections.json"))), m_secrets, {});
    QVERIFY(other.load());
    auto production = profileCalled(a);
    production.environment = Environment::Production;
    QVERIFY(await(other.save(production, a, std::nullopt)));
    QCOMPARE(m_manager->profile(a), std::optional(profileCalled(a)));
    QCOMPARE(m_manager->savedProfile(a), std::optional(production));
    // What is gone there, or cannot be read, is as it is here.
    QVERIFY(await(other.remove(a)));
    QCOMPARE(m_manager->savedProfile(a), std::optional(profileCalled(a)));
    QFile file(m_dir->filePath(QStringLiteral("connections.json")));
    QVERIFY(file.open(QIODevice::WriteOnly) && file.write("{") == 1);
    file.close();
    QCOMPARE(m_manager->savedProfile(a), std::optional(profileCalled(a)));
    QVERIFY(!m_manager->savedProfile(b));
}

void tst_ConnectionManager::aLabelChangesNothingOfItsState()
{
    using State = ConnectionStatus::State;
    QVERIFY(await(m_manager->save(profileCalled(a), {}, QStringLiteral("x"))));
    QCoreApplication::sendPostedEvents();
    m_manager->follow();
    m_manager->check(a);
    QTRY_COMPARE(m_manager->status(a).state, State::Connected);
    ConnectionManager other(ProfileStore(m_dir->filePath(QStringLiteral("connections.json"))), m_secrets, {});
    QVERIFY(other.load());
    auto labelled = profileCalled(a);
    labelled.group = QStringLiteral("Warehouse");
    labelled.environment = Environment::Production;
    const QSignalSpy changed(m_manager.get(), &ConnectionManager::profilesChanged);
    QVERIFY(await(other.save(labelled, a, std::nullopt)));
    QTRY_COMPARE(changed.size(), 1);
    QCOMPARE(m_manager->profile(a), std::optional(labelled));
    QCOMPARE(m_manager->status(a).state, State::Connected);
    // Saved here, and with another password.
    labelled.description = QStringLiteral("mine");
    QVERIFY(await(m_manager->save(labelled, a, std::nullopt)));
    QCoreApplication::sendPostedEvents();
    QCOMPARE(m_manager->status(a).state, State::Connected);
    QVERIFY(await(m_manager->save(labelled, a, QStringLiteral("y"))));
    QCoreApplication::sendPostedEvents();
    QCOMPARE(m_manager->status(a).state, State::Idle);
}

void tst_ConnectionManager::anAnswerAfterCloseIsDropped()
{
    QVERIFY(await(m_manager->save(profileCalled(a), {}, QStringLiteral("x"))));
    QCoreApplication::sendPostedEvents();
    m_manager->check(a);
    m_manager->close(a);
    QVERIFY(await(m_manager->save(profileCalled(b), {}, QStringLiteral("x"))));
    QCoreApplication::sendPostedEvents();
    m_manager->check(b); // after the dropped one on the same lane
    QTRY_COMPARE(m_manager->status(b).state, ConnectionStatus::State::Connected);
    QCOMPARE(m_manager->status(a).state, ConnectionStatus::State::Idle);
}

void tst_ConnectionManager::openUnsavedSavesNothing()
{
    auto backend = await(m_manager->openUnsaved(profileCalled(a), QStringLiteral("typed"), {}));
    QVERIFY(backend);
    QCOMPARE(await(backend->catalog->server())->product, QStringLiteral("Hologres 3.0.18"));
    QCOMPARE(m_lastSecret, QStringLiteral("typed"));
    QVERIFY(m_manager->profiles().isEmpty());
    QVERIFY(!await(m_secrets->read(a)));
    QCOMPARE(await(m_manager->openUnsaved(Profile(), QStringLiteral("x"), {})).error().kind, ErrorKind::Invalid);

    const std::weak_ptr<catalog::Catalog> held = backend->catalog;
    m_manager->letGo(*std::move(backend));
    QTRY_VERIFY(held.expired()); // nobody keeps it
}

void tst_ConnectionManager::openUnsavedUsesTheKeptSecret()
{
    QVERIFY(await(m_manager->save(profileCalled(a), {}, QStringLiteral("kept"))));
    auto edited = profileCalled(b); // renamed, and of another port
    edited.set(u"port", 81);
    const auto backend = await(m_manager->openUnsaved(edited, std::nullopt, a));
    QVERIFY(backend);
    QCOMPARE(backend->profile.number(u"port"), 81);
    QCOMPARE(m_lastSecret, QStringLiteral("kept"));
    QCOMPARE(m_manager->profiles(), QList<Profile>{profileCalled(a)});
    const auto saved = await(m_manager->open(a));
    QVERIFY(saved && saved->catalog != backend->catalog); // a back end of its own
    QCOMPARE(await(m_manager->openUnsaved(edited, std::nullopt, b)).error().kind, ErrorKind::NotFound);
}

void tst_ConnectionManager::aDamagedFileIsAnErrorAndAnEmptyList()
{
    QFile file(m_dir->filePath(QStringLiteral("connections.json")));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("nonsense");
    file.close();
    QVERIFY(!m_manager->load());
    QVERIFY(m_manager->profiles().isEmpty());
}

void tst_ConnectionManager::aDamagedEntryIsToldAndHarmsNoOther()
{
    QVERIFY(await(m_manager->save(profileCalled(a), {}, QStringLiteral("x"))));
    QVERIFY(await(m_manager->save(profileCalled(b), {}, QStringLiteral("y"))));
    QVERIFY(!m_manager->damage());
    const QString name = m_dir->filePath(QStringLiteral("connections.json"));
    QFile file(name);
    QVERIFY(file.open(QIODevice::ReadWrite));
    QByteArray damaged = file.readAll();
    damaged.replace(damaged.indexOf("\"port\": 80"), 10, "\"port\": \"80\"");
    QVERIFY(file.resize(0) && file.seek(0) && file.write(damaged) == damaged.size());
    file.close();

    makeManager();
    QVERIFY(m_manager->load());
    const auto told = m_manager->damage();
    QVERIFY(told && told->message.contains(QStringLiteral("\"a\" lacks a proper \"port\"")));
    QVERIFY(told->hint.contains(name));
    const auto refused = await(m_manager->open(a));
    QCOMPARE(refused.error().kind, ErrorKind::Invalid);
    QVERIFY(refused.error().message.contains(QStringLiteral("port")) && refused.error().hint.contains(name));
    QVERIFY(await(m_manager->open(b)));

    // Mended in the file it works, without a new start.
    QSignalSpy changed(m_manager.get(), &ConnectionManager::profilesChanged);
    QVERIFY(file.open(QIODevice::WriteOnly));
    QVERIFY(file.write(QByteArray(damaged).replace("\"80\"", "8080")) > 0);
    file.close();
    const auto mendedByHand = await(m_manager->open(a));
    QVERIFY(mendedByHand && mendedByHand->profile.number(u"port") == 8080);
    QTRY_COMPARE(changed.count(), 1);
    QVERIFY(!m_manager->damage());
    QVERIFY(file.open(QIODevice::WriteOnly) && file.write(damaged) == damaged.size());
    file.close();
    makeManager();
    QVERIFY(m_manager->load());

    // Saved anew it is whole, with its secret; nobody else's is gone.
    auto mended = *m_manager->profile(a);
    QVERIFY(!await(m_manager->save(mended, a, std::nullopt)));
    mended.damage.clear();
    QVERIFY(await(m_manager->save(mended, a, std::nullopt)));
    QVERIFY(!m_manager->damage());
    QVERIFY(await(m_manager->open(a)));
    QCOMPARE(m_lastSecret, QStringLiteral("x"));
}

void tst_ConnectionManager::aSlashIsRefusedInANewNameOnly()
{
    const QString slash = QStringLiteral("-a/b");
    for (const QString &name : {slash, QStringLiteral("50%")}) {
        const auto refused = await(m_manager->save(profileCalled(name), {}, QStringLiteral("x")));
        QCOMPARE(refused.error().kind, ErrorKind::Invalid);
        QVERIFY(refused.error().message.contains(QStringLiteral("paths")));
    }
    for (const QString &name : {QStringLiteral("-x"), QStringLiteral("."), QStringLiteral(".."),
                                QStringLiteral("a\u202eb"), QStringLiteral("a\u3164"), QStringLiteral("a\u200bb"),
                                QString(QStringLiteral("a") + QChar(QChar::ReplacementCharacter))}) {
        const auto refused = await(m_manager->save(profileCalled(name), {}, QStringLiteral("x")));
        QVERIFY2(!refused && refused.error().kind == ErrorKind::Invalid, qPrintable(name));
        QCOMPARE(problemOfNewName(freeName(name, {})), QString()); // as imports call it
    }
    // One that is there already, as earlier versions took it.
    const ProfileStore store(m_dir->filePath(QStringLiteral("connections.json")));
    const auto add = [&](ConnectionsFile &file) -> core::Result<core::Done> {
        file.add(profileCalled(slash));
        return core::Done{};
    };
    QVERIFY(store.change(add, {}, {}));
    QVERIFY(await(m_secrets->write(slash, QStringLiteral("x"))));
    QVERIFY(m_manager->load());
    QVERIFY(!m_manager->damage());
    QVERIFY(await(m_manager->open(slash)));
    auto edited = profileCalled(slash);
    edited.set(u"port", 81);
    QVERIFY(await(m_manager->save(edited, slash, std::nullopt)));
    QCOMPARE(await(m_manager->save(profileCalled(QStringLiteral("c/d")), slash, std::nullopt)).error().kind,
             ErrorKind::Invalid);
    QVERIFY(await(m_manager->save(profileCalled(a), slash, std::nullopt)));
    QCOMPARE(m_manager->profiles(), QList<Profile>{profileCalled(a)});
}

void tst_ConnectionManager::twoProgramsKeepEachOthersConnections()
{
    QVERIFY(m_manager->load());
    ConnectionManager other(ProfileStore(m_dir->filePath(QStringLiteral("connections.json"))), m_secrets, {});
    QVERIFY(other.load());
    QVERIFY(await(other.save(profileCalled(a), {}, QStringLiteral("x"))));
    QVERIFY(await(m_manager->save(profileCalled(b), {}, QStringLiteral("y"))));
    const QList<Profile> both{profileCalled(a), profileCalled(b)};
    QCOMPARE(m_manager->profiles(), both); // the other one's is seen, too
    QCOMPARE(ProfileStore(m_dir->filePath(QStringLiteral("connections.json"))).load().value().profiles(), both);
    // A name that only the other one knows of is taken, and keeps its secret.
    QCOMPARE(await(other.save(profileCalled(b), {}, QStringLiteral("z"))).error().kind, ErrorKind::AlreadyExists);
    QCOMPARE(await(m_secrets->read(b)).value(), QStringLiteral("y"));
    QVERIFY(await(m_manager->remove(b)));
    QCOMPARE(ProfileStore(m_dir->filePath(QStringLiteral("connections.json"))).load().value().profiles(),
             QList<Profile>{profileCalled(a)});
}

void tst_ConnectionManager::aConnectionChangedElsewhereIsNotOverwritten()
{
    QSignalSpy changed(m_manager.get(), &ConnectionManager::profilesChanged);
    QVERIFY(await(m_manager->save(profileCalled(a), {}, QStringLiteral("x"))));
    QTRY_COMPARE(changed.count(), 1);
    ConnectionManager other(ProfileStore(m_dir->filePath(QStringLiteral("connections.json"))), m_secrets, {});
    QVERIFY(other.load());
    auto theirs = profileCalled(a);
    theirs.set(u"port", 5432);
    QVERIFY(await(other.save(theirs, a, {})));
    auto ours = profileCalled(a);
    ours.set(u"host", QStringLiteral("elsewhere.example.com"));
    const auto refused = await(m_manager->save(ours, a, QStringLiteral("z")));
    QCOMPARE(refused.error().kind, ErrorKind::Invalid);
    QVERIFY(refused.error().message.contains(a));
    QCOMPARE(m_manager->profile(a), theirs); // what is shown next
    QTRY_COMPARE(changed.count(), 2);
    QCOMPARE(await(m_secrets->read(a)).value(), QStringLiteral("x"));
    // Whoever saw it as it was before is refused again, and may not remove it either.
    QVERIFY(!await(m_manager->save(ours, a, {}, profileCalled(a))));
    QVERIFY(!await(m_manager->remove(a, profileCalled(a))));
    QVERIFY(await(m_manager->save(ours, a, {})));
    QVERIFY(other.load());
    QVERIFY(await(other.remove(a)));
    QCOMPARE(await(m_manager->save(theirs, a, {})).error().kind, ErrorKind::NotFound);
}

void tst_ConnectionManager::whatOthersSaveIsTakenOver()
{
    QVERIFY(await(m_manager->save(profileCalled(a), {}, QStringLiteral("x"))));
    m_manager->follow();
    ConnectionManager other(ProfileStore(m_dir->filePath(QStringLiteral("connections.json"))), m_secrets, {});
    QVERIFY(other.load());
    QVERIFY(await(other.save(profileCalled(b), {}, QStringLiteral("y"))));
    QTRY_COMPARE(m_manager->profiles(), (QList<Profile>{profileCalled(a), profileCalled(b)}));
    QVERIFY(await(other.remove(a)));
    QTRY_COMPARE(m_manager->profiles(), QList<Profile>{profileCalled(b)});
}

void tst_ConnectionManager::aConnectionThatCannotBeSavedLeavesNoSecret()
{
    core::Result<core::Done> saved;
    {
        const testsupport::FileSizeLimit full(0);
        saved = await(m_manager->save(profileCalled(a), {}, QStringLiteral("x")));
    }
    QVERIFY(!saved);
    QVERIFY(!await(m_secrets->read(a)));
    QVERIFY(m_manager->profiles().isEmpty());
}

QTEST_GUILESS_MAIN(tst_ConnectionManager)
#include "tst_connectionmanager.moc"
