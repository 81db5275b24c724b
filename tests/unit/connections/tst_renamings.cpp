// SPDX-License-Identifier: GPL-3.0-or-later
// What is told of a connection that another program renamed.
#include "fakesecretstore.h"
#include "testkinds.h"

#include <isthmus/connections/connectionmanager.h>
#include <isthmus/connections/connectionmarks.h>
#include <isthmus/core/async.h>

#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace isthmus;
using namespace isthmus::connections;
using core::await;
using core::ErrorKind;

namespace {

Profile profileCalled(const QString &name)
{
    return testsupport::hologresProfile(name, QStringLiteral("holo.example.com"), QStringLiteral("db"));
}

const QString a = QStringLiteral("a");
const QString b = QStringLiteral("b");
const QString c = QStringLiteral("c");

} // namespace

class tst_Renamings : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void whatWasRenamedIsToldByItsNewName_data();
    void whatWasRenamedIsToldByItsNewName();
    void whatIsNotKnownIsNotClaimed_data();
    void whatIsNotKnownIsNotClaimed();
    void anotherOneOfTheOldNameIsItself();
    void aRemovedConnectionIsRemovedOnce();
    void whatWasLabelledAndRenamedAtOnceIsFollowed();
    void whoFollowsHearsOfIt();
    void swappedNamesAreFollowed_data();
    void swappedNamesAreFollowed();
    void itsStatusIsAskedForByTheNewName();
    void whatWasRenamedSinceTheLastStartIsFound();

private:
    [[nodiscard]] std::unique_ptr<ConnectionManager> makeManager()
    {
        return std::make_unique<ConnectionManager>(ProfileStore(m_dir->filePath(QStringLiteral("connections.json"))),
                                                   m_secrets, BackendFactory());
    }
    void rename(const QString &from, const QString &to, int port = 80)
    {
        QVERIFY(m_other->load());
        auto renamed = profileCalled(to);
        renamed.set(u"port", port);
        QVERIFY(await(m_other->save(renamed, from, {})));
    }

    std::unique_ptr<QTemporaryDir> m_dir;
    std::shared_ptr<testsupport::FakeSecretStore> m_secrets;
    std::unique_ptr<ConnectionManager> m_manager;
    std::unique_ptr<ConnectionManager> m_other; // as of another program
};

void tst_Renamings::init()
{
    testsupport::registerTestKinds();
    m_dir = std::make_unique<QTemporaryDir>();
    m_secrets = std::make_shared<testsupport::FakeSecretStore>();
    m_manager = makeManager();
    m_other = makeManager();
    QVERIFY(await(m_manager->save(profileCalled(a), {}, QStringLiteral("x"))));
}

void tst_Renamings::whatWasRenamedIsToldByItsNewName_data()
{
    QTest::addColumn<bool>("follows"); // the window has seen it in its tree
    QTest::addColumn<bool>("twice");
    QTest::newRow("unseen") << false << false;
    QTest::newRow("seen") << true << false;
    QTest::newRow("seen and renamed again") << true << true;
}

void tst_Renamings::whatWasRenamedIsToldByItsNewName()
{
    QFETCH(bool, follows);
    QFETCH(bool, twice);
    if (follows)
        m_manager->follow();
    const Profile seen = profileCalled(a);
    rename(a, b);
    if (follows)
        QTRY_COMPARE(m_manager->profiles(), QList<Profile>{profileCalled(b)});
    if (twice) {
        rename(b, c);
        QTRY_COMPARE(m_manager->profiles(), QList<Profile>{profileCalled(c)});
    }
    const QString now = twice ? c : b;
    auto ours = seen;
    ours.set(u"port", 81);
    for (const auto &refused : {await(m_manager->save(ours, a, {}, seen)), await(m_manager->remove(a, seen))}) {
        QVERIFY(!refused);
        QCOMPARE(refused.error().kind, ErrorKind::NotFound);
        QCOMPARE(refused.error().message,
                 QStringLiteral("The connection \"a\" was renamed to \"%1\" meanwhile.").arg(now));
        QVERIFY(refused.error().hint.contains(now));
    }
    QCOMPARE(m_manager->profiles(), QList<Profile>{profileCalled(now)}); // nothing was changed
    const auto unknown = await(m_manager->open(a)); // by a page that is still open
    QVERIFY(!unknown && unknown.error().hint.contains(u'"' + now + u'"'));
}

void tst_Renamings::whatIsNotKnownIsNotClaimed_data()
{
    QTest::addColumn<int>("what");
    QTest::newRow("renamed and changed") << 0;
    QTest::newRow("removed") << 1;
    QTest::newRow("removed, and two came that are like it") << 2;
}

void tst_Renamings::whatIsNotKnownIsNotClaimed()
{
    QFETCH(int, what);
    if (what == 0) {
        rename(a, b, 5432);
    } else {
        QVERIFY(m_other->load());
        QVERIFY(await(m_other->remove(a)));
    }
    for (const QString &name : what == 2 ? QStringList{b, c} : QStringList())
        QVERIFY(await(m_other->save(profileCalled(name), {}, QStringLiteral("y"))));
    auto ours = profileCalled(a);
    ours.set(u"port", 81);
    const auto refused = await(m_manager->save(ours, a, {}, profileCalled(a)));
    QVERIFY(!refused);
    QCOMPARE(refused.error().kind, ErrorKind::NotFound);
    QVERIFY2(refused.error().message.contains(QStringLiteral("removed"))
                 && refused.error().message.contains(QStringLiteral("or renamed")),
             qPrintable(refused.error().message));
}

void tst_Renamings::anotherOneOfTheOldNameIsItself()
{
    rename(a, b);
    QVERIFY(m_manager->load());
    QVERIFY(await(m_manager->save(profileCalled(a), {}, QStringLiteral("z"))));
    QVERIFY(m_other->load());
    QVERIFY(await(m_other->remove(a)));
    const auto unknown = await(m_manager->save(profileCalled(a), a, {}, profileCalled(a)));
    QVERIFY(!unknown);
    QVERIFY2(!unknown.error().message.contains(u"\"b\""), qPrintable(unknown.error().message));
}

void tst_Renamings::aRemovedConnectionIsRemovedOnce()
{
    QVERIFY(m_other->load());
    QVERIFY(await(m_other->remove(a)));
    QVERIFY(await(m_manager->remove(a, profileCalled(a)))); // which is what was wanted
    QVERIFY(m_manager->profiles().isEmpty());
}

// By a script that does one after the other: both are seen in one look.
void tst_Renamings::whatWasLabelledAndRenamedAtOnceIsFollowed()
{
    m_manager->follow();
    QSignalSpy renamed(m_manager.get(), &ConnectionManager::renamed);
    QVERIFY(m_other->load());
    auto labelled = profileCalled(b);
    labelled.environment = Environment::Production;
    labelled.group = QStringLiteral("Sales");
    QVERIFY(await(m_other->save(labelled, a, {})));
    QTRY_COMPARE(renamed.size(), 1);
    QCOMPARE(renamed.first(), (QVariantList{a, b, false}));
}

void tst_Renamings::whoFollowsHearsOfIt()
{
    QSignalSpy saved(m_manager.get(), &ConnectionManager::profilesChanged);
    QTRY_COMPARE(saved.size(), 1); // by init()
    m_manager->follow();
    QSignalSpy renamed(m_manager.get(), &ConnectionManager::renamed);
    QList<qsizetype> toldByThen; // before the list is told
    connect(m_manager.get(), &ConnectionManager::profilesChanged, this, [&] { toldByThen.append(renamed.size()); });
    const auto told = [&](const QString &before, const QString &after, bool leadsElsewhere) {
        return renamed.takeFirst() == QVariantList{before, after, leadsElsewhere};
    };
    rename(a, b); // by another program
    QTRY_COMPARE(toldByThen, QList<qsizetype>{1});
    QVERIFY(told(a, b, false));

    auto ours = profileCalled(c); // here, with a word about it
    ours.description = QStringLiteral("ours");
    QVERIFY(await(m_manager->save(ours, b, {})));
    QTRY_COMPARE(renamed.size(), 1);
    QVERIFY(told(b, c, false));

    auto elsewhere = ours; // here, to another server
    elsewhere.name = a;
    elsewhere.set(u"port", 5432);
    QVERIFY(await(m_manager->save(elsewhere, c, {})));
    QTRY_COMPARE(renamed.size(), 1);
    QVERIFY(told(c, a, true));

    QVERIFY(m_other->load()); // removed, and another one added
    QVERIFY(await(m_other->remove(a)));
    QVERIFY(await(m_other->save(profileCalled(b), {}, QStringLiteral("y"))));
    QTRY_COMPARE(m_manager->profiles(), QList<Profile>{profileCalled(b)});
    QVERIFY(renamed.isEmpty());
}

void tst_Renamings::swappedNamesAreFollowed_data()
{
    QTest::addColumn<int>("seen"); // how many of the three renamings before the rest came at once
    QTest::newRow("at once") << 0;
    QTest::newRow("after the first") << 1;
    QTest::newRow("after the second") << 2;
}

void tst_Renamings::swappedNamesAreFollowed()
{
    QFETCH(int, seen);
    auto second = profileCalled(b);
    second.set(u"port", 5432);
    QVERIFY(await(m_manager->save(second, {}, QStringLiteral("y"))));
    m_manager->follow();
    QSignalSpy renamed(m_manager.get(), &ConnectionManager::renamed);
    QHash<QString, QString> tabs{{a, a}, {b, b}}; // what somebody who follows calls the two
    connect(m_manager.get(), &ConnectionManager::renamed, this, [&](const QString &before, const QString &after) {
        QVERIFY2(!tabs.values().contains(after), "two of one name");
        for (QString &tab : tabs) {
            if (tab == before)
                tab = after;
        }
    });
    const std::tuple<QString, QString, int> renamings[] = {{a, c, 80}, {b, a, 5432}, {c, b, 80}};
    for (int i = 0; i < 3; ++i) {
        const auto &[before, after, port] = renamings[i];
        rename(before, after, port);
        if (i + 1 == seen)
            QTRY_VERIFY(m_manager->profile(after) && tabs.values().contains(after));
    }
    QTRY_COMPARE(tabs, (QHash<QString, QString>{{a, b}, {b, a}}));
    QCOMPARE(m_manager->profile(a)->number(u"port"), 5432);
}

void tst_Renamings::itsStatusIsAskedForByTheNewName()
{
    m_manager = std::make_unique<ConnectionManager>(
        ProfileStore(m_dir->filePath(QStringLiteral("connections.json"))), m_secrets,
        [](const Profile &, const QString &) -> core::Result<Backend> {
            return core::fail(ErrorKind::Network, QStringLiteral("There is no server."));
        });
    QVERIFY(m_manager->load());
    m_manager->follow();
    m_manager->check(a);
    QTRY_COMPARE(m_manager->status(a).state, ConnectionStatus::State::Failed);
    rename(a, b);
    QTRY_COMPARE(m_manager->status(b).state, ConnectionStatus::State::Failed);
    QCOMPARE(m_manager->status(a).state, ConnectionStatus::State::Idle);
}

void tst_Renamings::whatWasRenamedSinceTheLastStartIsFound()
{
    using Pairs = QList<std::pair<QString, QString>>;
    auto other = profileCalled(b);
    other.set(u"port", 5432);
    const auto marks = marksOf({profileCalled(a), other});
    auto renamed = other;
    renamed.name = c;
    QCOMPARE(renamedSince(marks, {profileCalled(a), renamed}), (Pairs{{b, c}}));
    QCOMPARE(renamedSince(marks, {profileCalled(a), other}), Pairs());
    QCOMPARE(renamedSince(marks, {profileCalled(a), other, profileCalled(c)}), Pairs()); // one that was added
    renamed.set(u"port", 5433);
    QCOMPARE(renamedSince(marks, {profileCalled(a), renamed}), Pairs());
    QCOMPARE(renamedSince(marks, {other, profileCalled(c), profileCalled(QStringLiteral("d"))}), Pairs());
    QCOMPARE(renamedSince({}, {profileCalled(a)}), Pairs());
}

QTEST_GUILESS_MAIN(tst_Renamings)
#include "tst_renamings.moc"
