// SPDX-License-Identifier: GPL-3.0-or-later
#include "fakeconnections.h"

#include <isthmus/connections/connectionkeeper.h>

#include <QSignalSpy>
#include <QTest>

using namespace isthmus;
using namespace std::chrono_literals;
using connections::ConnectionKeeper;
using connections::ConnectionManager;
using State = connections::ConnectionStatus::State;
using core::ErrorKind;

namespace {

const QString name = QStringLiteral("order_dw");
const QString other = QStringLiteral("dbs_mc");
const QString lost = QStringLiteral("test_dbs_holo"); // for ever, see passTime()

core::Error failure(ErrorKind kind)
{
    return {kind, QStringLiteral("no way"), {}, {}, {}};
}

} // namespace

class tst_ConnectionKeeper : public QObject {
    Q_OBJECT

private:
    std::unique_ptr<testsupport::FakeConnections> m_connections;
    std::chrono::milliseconds m_ahead{0};

    ConnectionManager &manager() { return m_connections->manager(); }
    [[nodiscard]] State state(const QString &of) const { return m_connections->manager().status(of).state; }
    [[nodiscard]] qsizetype timesAsked(const QString &of) const
    {
        return m_connections->catalog(of).calls().count(QStringLiteral("server"));
    }
    void setServer(const QString &of, const std::optional<core::Error> &error)
    {
        m_connections->catalog(of).setServer(error ? core::Result<catalog::ServerInfo>(core::fail(*error))
                                                   : catalog::ServerInfo());
    }
    // As long as a connection takes that is tried five times more.
    void passTime()
    {
        setServer(lost, failure(ErrorKind::Network));
        if (state(lost) != State::Failed)
            manager().check(lost);
        const auto before = timesAsked(lost);
        QTRY_VERIFY(timesAsked(lost) > before + 5);
    }
    [[nodiscard]] connections::KeeperTimes quick()
    {
        return {1ms, 4ms, 1h, 1ms, 10s, [this] { return m_ahead; }};
    }

private Q_SLOTS:
    void init()
    {
        m_connections = std::make_unique<testsupport::FakeConnections>();
        m_ahead = 0ms;
    }

    void aLostConnectionComesBack()
    {
        ConnectionKeeper keeper(manager(), quick());
        const QSignalSpy back(&keeper, &ConnectionKeeper::cameBack);
        setServer(name, failure(ErrorKind::Network));
        manager().check(name);
        QTRY_VERIFY(timesAsked(name) > 5); // it goes on trying
        QCOMPARE(state(name), State::Failed);
        QVERIFY(back.isEmpty());
        setServer(name, {});
        QTRY_COMPARE(state(name), State::Connected);
        QCOMPARE(back.size(), 1);
        QCOMPARE(back.first().first().toString(), name);
        QCOMPARE(timesAsked(other), 0);
    }

    void whatTheNetworkIsNotToBlameForIsNotTriedAgain_data()
    {
        QTest::addColumn<ErrorKind>("kind");
        QTest::newRow("password") << ErrorKind::Authentication; // a server may lock the account
        QTest::newRow("right") << ErrorKind::Permission;
        QTest::newRow("name") << ErrorKind::NotFound;
    }

    void whatTheNetworkIsNotToBlameForIsNotTriedAgain()
    {
        QFETCH(ErrorKind, kind);
        ConnectionKeeper keeper(manager(), quick());
        setServer(name, failure(kind));
        manager().check(name);
        setServer(other, failure(ErrorKind::Timeout));
        manager().check(other);
        QTRY_VERIFY(timesAsked(other) > 5);
        QCOMPARE(timesAsked(name), 1);
        // Nor once it has become that.
        setServer(other, failure(kind));
        QTRY_COMPARE(manager().status(other).error->kind, kind);
        const auto asked = timesAsked(other);
        passTime();
        QCOMPARE(timesAsked(other), asked);
    }

    // A server that says who it is but lists nothing: reading again at each of its answers would never end, and once
    // is what a line takes that was cut.
    void anAnswerToSomebodyElseIsOneComingBack()
    {
        auto slow = quick();
        slow.first = slow.most = 1h;
        ConnectionKeeper keeper(manager(), slow);
        const QSignalSpy back(&keeper, &ConnectionKeeper::cameBack);
        setServer(name, {});
        for (int i = 0; i < 3; ++i) {
            manager().noteReply(manager().askedNow({name}), failure(ErrorKind::Timeout));
            QCOMPARE(state(name), State::Failed);
            QTRY_COMPARE(state(name), State::Connected);
        }
        QCOMPARE(back.size(), 1);
    }

    void aRemovedConnectionIsNotTriedAgain()
    {
        ConnectionKeeper keeper(manager(), quick());
        setServer(name, failure(ErrorKind::Network));
        manager().check(name);
        QTRY_VERIFY(timesAsked(name) > 2);
        const QSignalSpy changed(&manager(), &ConnectionManager::profilesChanged);
        QVERIFY(core::await(manager().remove(name)));
        QTRY_VERIFY(!changed.isEmpty());
        const auto asked = timesAsked(name);
        passTime();
        QCOMPARE(timesAsked(name), asked);
    }

    void afterASleepOpenConnectionsAreDialledAnew()
    {
        ConnectionKeeper keeper(manager(), quick());
        for (const QString &each : {name, other}) {
            setServer(each, {});
            manager().check(each);
            QTRY_COMPARE(state(each), State::Connected);
        }
        const auto backend = core::await(manager().open(name))->catalog;
        const auto keptBy = backend.use_count();
        m_ahead += 9s; // a clock that is set right
        passTime();
        QCOMPARE(timesAsked(name), 1);
        setServer(other, failure(ErrorKind::Network));
        m_ahead += 30s;
        QTRY_COMPARE(timesAsked(name), 2);
        QTRY_COMPARE(state(other), State::Failed);
        QCOMPARE(state(name), State::Connected);
        QTRY_VERIFY(backend.use_count() <= keptBy); // the former back end is let go, the new one has come
        QCOMPARE(m_connections->openedTimes(name), 2);
    }
};

QTEST_GUILESS_MAIN(tst_ConnectionKeeper)
#include "tst_connectionkeeper.moc"
