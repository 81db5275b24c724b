// SPDX-License-Identifier: GPL-3.0-or-later
#include "fakeconnections.h"

#include <QTest>

using namespace isthmus;
using connections::Backend;
using connections::ConnectionStatus;
using core::Result;
using testsupport::path;

/// ConnectionManager::ask(): one question to one connection.
class tst_Asking : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void theAnswerOfTheCallComes();
    void anUnknownConnectionIsTold();
    void cancellingReachesTheCall();
    void theBackEndOutlivesClosing();
    void anIllReplyLeadsToACheck();
    void twoConnectionsAreAskedTogether();
    void whetherASecretMayBeAskedForIsKnown();

private:
    static QFuture<Result<catalog::Page>> list(testsupport::FakeConnections &fakes, const QString &text);
};

void tst_Asking::whetherASecretMayBeAskedForIsKnown()
{
    testsupport::FakeConnections fakes;
    const QString name = QStringLiteral("order_dw");
    QVERIFY(!fakes.manager().mayAskForSecret(name));
    fakes.secrets().setMayAsk(true);
    QVERIFY(fakes.manager().mayAskForSecret(name));
    QVERIFY(core::await(fakes.manager().open(name)));
    QVERIFY(!fakes.manager().mayAskForSecret(name)); // it is open
    fakes.manager().close(name);
    QVERIFY(fakes.manager().mayAskForSecret(name));
    auto profile = *fakes.manager().profile(name);
    profile.sandboxDir = QStringLiteral("/somewhere");
    QVERIFY(core::await(fakes.manager().save(profile, name, std::nullopt)));
    QVERIFY(!fakes.manager().mayAskForSecret(name)); // its secret lies there
}

QFuture<Result<catalog::Page>> tst_Asking::list(testsupport::FakeConnections &fakes, const QString &text)
{
    const auto where = path(text);
    return fakes.manager().ask<catalog::Page>(where.connection, [where](const Backend &backend) {
        return backend.catalog->children({where, {}, 10});
    });
}

void tst_Asking::theAnswerOfTheCallComes()
{
    testsupport::FakeConnections fakes;
    const auto root = path(QStringLiteral("order_dw"));
    fakes.catalog(root.connection)
        .setChildren(root, {testsupport::entry(root, QStringLiteral("public"), catalog::ObjectKind::Schema)});
    const auto future = list(fakes, QStringLiteral("order_dw"));
    QVERIFY(!future.isFinished()); // never inside the call
    QTRY_VERIFY(future.isFinished());
    QCOMPARE(core::outcomeOf(future)->entries.size(), 1);
}

void tst_Asking::anUnknownConnectionIsTold()
{
    testsupport::FakeConnections fakes;
    const auto future = list(fakes, QStringLiteral("nowhere/public"));
    QTRY_VERIFY(future.isFinished());
    QCOMPARE(core::outcomeOf(future).error().kind, core::ErrorKind::NotFound);
}

void tst_Asking::cancellingReachesTheCall()
{
    testsupport::FakeConnections fakes;
    auto &catalog = fakes.catalog(QStringLiteral("order_dw"));
    catalog.hold(true);
    auto future = list(fakes, QStringLiteral("order_dw"));
    QTRY_COMPARE(catalog.heldChildren().size(), size_t(1));
    future.cancel();
    const auto held = catalog.heldChildren().front();
    QTRY_VERIFY(held.isCancelled());
    held.finishCancelled();
    QTRY_VERIFY(future.isFinished());
    QVERIFY(core::outcomeOf(future).error().isCancelled());
    QCOMPARE(fakes.manager().status(QStringLiteral("order_dw")).state, ConnectionStatus::State::Idle);
}

void tst_Asking::theBackEndOutlivesClosing()
{
    testsupport::FakeConnections fakes;
    const QString name = QStringLiteral("order_dw");
    auto promise = std::make_shared<QPromise<Result<int>>>();
    promise->start();
    std::weak_ptr<catalog::Catalog> used;
    const auto future = fakes.manager().ask<int>(name, [&, promise](const Backend &backend) {
        used = backend.catalog;
        return promise->future();
    });
    QTRY_VERIFY(!used.expired());
    fakes.manager().close(name);
    const long ours = 1; // the fixture's
    QVERIFY(used.use_count() > ours);
    promise->addResult(1);
    promise->finish();
    QTRY_VERIFY(future.isFinished());
    QTRY_COMPARE(used.use_count(), ours);
}

void tst_Asking::anIllReplyLeadsToACheck()
{
    testsupport::FakeConnections fakes;
    const QString name = QStringLiteral("order_dw");
    auto &catalog = fakes.catalog(name);
    catalog.setServer(core::fail(core::ErrorKind::Network, QStringLiteral("no route")));
    catalog.setChildrenError(path(name), {core::ErrorKind::Permission, QStringLiteral("not yours"), {}, {}, {}});
    auto future = list(fakes, name);
    QTRY_VERIFY(future.isFinished());
    QCOMPARE(fakes.manager().status(name).state, ConnectionStatus::State::Idle); // the object's fault

    catalog.setChildrenError(path(name), {core::ErrorKind::Network, QStringLiteral("cut off"), {}, {}, {}});
    future = list(fakes, name);
    QTRY_COMPARE(fakes.manager().status(name).state, ConnectionStatus::State::Failed);

    catalog.setServer(catalog::ServerInfo{});
    catalog.setChildren(path(name), {});
    future = list(fakes, name); // contradicts the failure
    QTRY_COMPARE(fakes.manager().status(name).state, ConnectionStatus::State::Connected);
}

void tst_Asking::twoConnectionsAreAskedTogether()
{
    testsupport::FakeConnections fakes;
    const auto ask = [&](const QString &other) {
        return fakes.manager().ask<QString>(QStringLiteral("order_dw"), other,
                                            [](const Backend &one, const Backend &two) {
                                                return core::ready<QString>(one.profile.name + u'+' + two.profile.name);
                                            });
    };
    auto future = ask(QStringLiteral("dbs_mc"));
    QTRY_VERIFY(future.isFinished());
    QCOMPARE(core::outcomeOf(future).value(), QStringLiteral("order_dw+dbs_mc"));
    future = ask(QStringLiteral("nowhere"));
    QTRY_VERIFY(future.isFinished());
    QCOMPARE(core::outcomeOf(future).error().kind, core::ErrorKind::NotFound);
}

QTEST_GUILESS_MAIN(tst_Asking)
#include "tst_asking.moc"
