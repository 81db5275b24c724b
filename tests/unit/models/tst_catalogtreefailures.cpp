// SPDX-License-Identifier: GPL-3.0-or-later
// What the tree says of servers that fail, are late, or do not answer.
#include "catalogtreefixture.h"

#include <isthmus/models/catalog/statusmodel.h>

#include <QFile>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace isthmus;
using namespace catalogtreefixture;

class tst_CatalogTreeFailures : public QObject, protected CatalogTree {
    Q_OBJECT

private Q_SLOTS:
    void init() { makeTree(); }
    void cleanup() { removeTree(); }
    void anErrorIsThreeRowsAndRetryReads();
    void anErrorWithoutWordsIsTwoRows();
    void aSandboxThatDoesNotAnswerCanBeStarted();
    void allThatFailedIsReadAgain();
    void aRootThatCannotBeListedIsNotConnected();
    void aCancelledReadingCanBeRetried();
    void aReplyAfterTheModelIsGoneIsHarmless();
    void aLateReplyIsDropped();
    void aListThatDoesNotEndIsAnError();
    void aServerThatDoesNotAnswerIsToldWithItsAge();
    void theStatusBarSaysWhatTheTreeSays();
};

void tst_CatalogTreeFailures::anErrorIsThreeRowsAndRetryReads()
{
    FakeCatalog &catalog = m_connections->catalog(QStringLiteral("order_dw"));
    catalog.setChildrenError(root, unreachable());
    const QModelIndex index = open(root);
    QCOMPARE(CatalogTreeModel::stateOf(index), State::Failed);
    QCOMPARE(rows(*m_model, index),
             QStringList({QStringLiteral("Cannot reach order_dw"), QStringLiteral("order_dw cannot be reached"),
                          QStringLiteral("Retry · Edit connection… · Copy details")}));
    const QModelIndex actions = m_model->index(2, 0, index);
    QCOMPARE(CatalogTreeModel::messageOf(actions), Message::ErrorActions);
    QCOMPARE(CatalogTreeModel::pathOf(actions), root);
    for (const char *words : {"order_dw cannot be reached", "No answer in 10 s", "connection refused"})
        QVERIFY2(CatalogTreeModel::errorText(actions).contains(QLatin1String(words)), words);
    QVERIFY(actions.flags() & Qt::ItemNeverHasChildren);

    catalog.setChildren(root, {entry(root, QStringLiteral("ads"), ObjectKind::Schema)});
    m_model->retry(actions);
    QTRY_COMPARE(rows(*m_model, m_model->indexOf(root)), QStringList{QStringLiteral("ads")});
}

void tst_CatalogTreeFailures::anErrorWithoutWordsIsTwoRows()
{
    m_connections->catalog(QStringLiteral("order_dw"))
        .setChildrenError(root, {core::ErrorKind::Protocol, {}, {}, {}, {}});
    const QModelIndex index = open(root);
    QCOMPARE(m_model->rowCount(index), 2);
    QCOMPARE(CatalogTreeModel::messageOf(m_model->index(1, 0, index)), Message::ErrorActions);
}

void tst_CatalogTreeFailures::aSandboxThatDoesNotAnswerCanBeStarted()
{
    const QTemporaryDir dir;
    QFile secret(dir.filePath(QStringLiteral("sandbox.json")));
    QVERIFY(secret.open(QIODevice::WriteOnly) && secret.write(R"({"hologres": {"password": "x"}})") > 0);
    secret.close();
    auto profiles = testsupport::FakeConnections::tutorialProfiles();
    profiles[0].sandboxDir = dir.path();
    m_model.reset();
    m_connections = std::make_unique<testsupport::FakeConnections>(profiles);
    m_model = std::make_unique<CatalogTreeModel>(m_connections->manager());
    FakeCatalog &catalog = m_connections->catalog(QStringLiteral("order_dw"));
    catalog.setChildrenError(root, unreachable());
    const QModelIndex index = open(root);
    QCOMPARE(m_model->index(2, 0, index).data().toString(), QStringLiteral("Start the sandbox · Retry · Copy details"));
    // An error that starting it does not mend.
    catalog.setChildrenError(root, {core::ErrorKind::Permission, QStringLiteral("You may not"), {}, {}, {}});
    m_model->retry(index);
    QTRY_COMPARE(m_model->index(2, 0, m_model->indexOf(root)).data().toString(),
                 QStringLiteral("Retry · Edit connection…"));
}

void tst_CatalogTreeFailures::allThatFailedIsReadAgain()
{
    FakeCatalog &catalog = m_connections->catalog(QStringLiteral("order_dw"));
    open(root);
    catalog.setChildrenError(publicSchema, unreachable());
    open(publicSchema);
    QCOMPARE(CatalogTreeModel::stateOf(m_model->indexOf(publicSchema)), State::Failed);
    catalog.setChildren(publicSchema, tables({QStringLiteral("orders")}));
    m_model->retryFailed(QStringLiteral("order_dw"));
    QTRY_COMPARE(rows(*m_model, m_model->indexOf(publicSchema)), QStringList{QStringLiteral("orders")});
    m_model->retryFailed(QStringLiteral("nowhere"));
}

// The server greets, but the list fails: the root's dot and its error are those of the list.
void tst_CatalogTreeFailures::aRootThatCannotBeListedIsNotConnected()
{
    using Status = connections::ConnectionStatus::State;
    FakeCatalog &catalog = m_connections->catalog(QStringLiteral("order_dw"));
    catalog.setServer(catalog::ServerInfo{});
    catalog.setChildrenError(root, {core::ErrorKind::Permission, QStringLiteral("You may not"), {}, {}, {}});
    open(root);
    QTRY_COMPARE(m_connections->manager().status(QStringLiteral("order_dw")).state, Status::Connected);
    const auto stateOf = [&] {
        return Status(m_model->indexOf(root).data(CatalogTreeModel::ConnectionStateRole).toInt());
    };
    QCOMPARE(stateOf(), Status::Failed);
    QCOMPARE(m_model->indexOf(root).data(CatalogTreeModel::ErrorRole).value<core::Error>().kind,
             core::ErrorKind::Permission);
    catalog.setChildren(root, {});
    m_model->retry(m_model->indexOf(root));
    QTRY_COMPARE(stateOf(), Status::Connected);
    // And the other way round: what is shown was read, but the server does not answer any more.
    catalog.setServer(core::fail(unreachable()));
    m_connections->manager().check(QStringLiteral("order_dw"));
    QTRY_COMPARE(stateOf(), Status::Failed);
    QCOMPARE(m_model->indexOf(root).data(CatalogTreeModel::ErrorRole).value<core::Error>().kind, unreachable().kind);
}

void tst_CatalogTreeFailures::aCancelledReadingCanBeRetried()
{
    FakeCatalog &catalog = m_connections->catalog(QStringLiteral("order_dw"));
    catalog.hold(true);
    m_model->fetchMore(m_model->indexOf(root));
    QTRY_COMPARE(catalog.heldChildren().size(), size_t(1));
    catalog.heldChildren().at(0).finishCancelled();
    QTRY_COMPARE(CatalogTreeModel::stateOf(m_model->indexOf(root)), State::Failed);
    QCOMPARE(rows(*m_model, m_model->indexOf(root)),
             QStringList({QStringLiteral("Stopped reading order_dw"), QStringLiteral("Retry")}));
    catalog.hold(false);
    m_model->retry(m_model->indexOf(root));
    QTRY_COMPARE(rows(*m_model, m_model->indexOf(root)), QStringList{QStringLiteral("public")});
}

void tst_CatalogTreeFailures::aReplyAfterTheModelIsGoneIsHarmless()
{
    FakeCatalog &catalog = m_connections->catalog(QStringLiteral("order_dw"));
    catalog.hold(true);
    m_model->fetchMore(m_model->indexOf(root));
    QTRY_COMPARE(catalog.heldChildren().size(), size_t(1));
    m_model.reset();
    QTRY_VERIFY(catalog.heldChildren().at(0).isCancelled()); // the work stops too
    catalog.heldChildren().at(0).answer(catalog::Page{});
    QCoreApplication::sendPostedEvents();
}

void tst_CatalogTreeFailures::aLateReplyIsDropped()
{
    FakeCatalog &catalog = m_connections->catalog(QStringLiteral("order_dw"));
    catalog.hold(true);
    m_model->fetchMore(m_model->indexOf(root));
    QTRY_COMPARE(catalog.heldChildren().size(), size_t(1));
    auto edited = *m_connections->manager().profile(QStringLiteral("order_dw"));
    edited.set(u"host", QStringLiteral("elsewhere.example"));
    QVERIFY(core::await(m_connections->manager().save(edited, edited.name, std::nullopt)));
    QTRY_COMPARE(catalog.heldChildren().size(), size_t(2)); // read anew
    catalog.heldChildren().at(1).answer(catalog::Page{{entry(root, QStringLiteral("new"), ObjectKind::Schema)}, {}});
    QTRY_COMPARE(rows(*m_model, m_model->indexOf(root)), QStringList{QStringLiteral("new")});
    QTRY_VERIFY(catalog.heldChildren().at(0).isCancelled());
    catalog.heldChildren().at(0).promise->finish();
    QSignalSpy inserted(m_model.get(), &QAbstractItemModel::rowsInserted);
    QVERIFY(!inserted.wait(50));
    QCOMPARE(rows(*m_model, m_model->indexOf(root)), QStringList{QStringLiteral("new")});
}

void tst_CatalogTreeFailures::aListThatDoesNotEndIsAnError()
{
    FakeCatalog &catalog = m_connections->catalog(QStringLiteral("order_dw"));
    catalog.hold(true);
    m_model->fetchMore(m_model->indexOf(root));
    QTRY_COMPARE(catalog.heldChildren().size(), size_t(1));
    catalog.heldChildren().at(0).answer(
        catalog::Page{{entry(root, QStringLiteral("a"), ObjectKind::Schema)}, QStringLiteral("m")});
    QTRY_COMPARE(catalog.heldChildren().size(), size_t(2));
    catalog.heldChildren().at(1).answer(
        catalog::Page{{entry(root, QStringLiteral("a"), ObjectKind::Schema)}, QStringLiteral("m")});
    QTRY_COMPARE(CatalogTreeModel::stateOf(m_model->indexOf(root)), State::Failed);
    QCOMPARE(m_model->indexOf(root).data(CatalogTreeModel::ErrorRole).value<core::Error>().kind,
             core::ErrorKind::Protocol);
}

void tst_CatalogTreeFailures::aServerThatDoesNotAnswerIsToldWithItsAge()
{
    FakeCatalog &catalog = m_connections->catalog(QStringLiteral("order_dw"));
    open(root);
    m_connections->manager().check(root.connection);
    QTRY_COMPARE(m_connections->manager().status(root.connection).state,
                 connections::ConnectionStatus::State::Connected);
    catalog.hold(true);
    m_model->setPatience(std::chrono::milliseconds(30));
    const QModelIndex schema = m_model->indexOf(publicSchema);
    m_model->fetchMore(schema);
    const QModelIndex top = m_model->indexOf(root);
    QTRY_VERIFY(schema.data(CatalogTreeModel::WaitedRole).isValid());
    QTRY_COMPARE(top.data(CatalogTreeModel::WaitedRole).toInt(), 1);
    QVERIFY(m_connections->manager().status(root.connection).isSilent);
    QCOMPARE(models::StatusModel::toneOf(m_connections->manager().status(root.connection)),
             models::StatusModel::Tone::Warning);
    const QModelIndex loading = m_model->index(0, 0, schema);
    QCOMPARE(loading.data().toString(), QStringLiteral("Reading tables · 1 s"));
    QCOMPARE(loading.data(CatalogTreeModel::MessageActionsRole).value<QList<int>>(),
             QList<int>{int(CatalogTreeModel::MessageAction::Cancel)});

    m_model->cancel(loading);
    QTRY_VERIFY(catalog.heldChildren().front().isCancelled());
    QCOMPARE(CatalogTreeModel::stateOf(schema), State::Failed);
    QCOMPARE(rows(*m_model, schema), QStringList({QStringLiteral("Stopped reading public"), QStringLiteral("Retry")}));
    QVERIFY(!top.data(CatalogTreeModel::WaitedRole).isValid());
    QVERIFY(!m_connections->manager().status(root.connection).isSilent);
    catalog.heldChildren().front().finishCancelled();
    catalog.hold(false);
    m_model->retry(m_model->index(0, 0, schema));
    QTRY_COMPARE(rows(*m_model, schema), QStringList({QStringLiteral("dwd_orders"), QStringLiteral("orders")}));
}

void tst_CatalogTreeFailures::theStatusBarSaysWhatTheTreeSays()
{
    using Tone = models::StatusModel::Tone;
    auto &manager = m_connections->manager();
    models::StatusModel bar(manager);
    const auto shown = [&bar] { return bar.index(0).data(models::StatusModel::WordsRole).toString(); };
    const auto tone = [&bar] { return bar.index(0).data(models::StatusModel::ToneRole).value<Tone>(); };
    const auto treeState = [this] {
        return connections::ConnectionStatus::State(
            m_model->indexOf(root).data(CatalogTreeModel::ConnectionStateRole).toInt());
    };
    FakeCatalog &catalog = m_connections->catalog(QStringLiteral("order_dw"));
    catalog.setServer(catalog::ServerInfo{});
    // What cannot be listed is the same failure in both, though the server greets.
    catalog.setChildrenError(root, {core::ErrorKind::Permission, QStringLiteral("You may not"), {}, {}, {}});
    open(root);
    QTRY_COMPARE(manager.status(QStringLiteral("order_dw")).state, connections::ConnectionStatus::State::Connected);
    QCOMPARE(treeState(), connections::ConnectionStatus::State::Failed);
    QCOMPARE(shown(), QStringLiteral("denied"));
    catalog.setChildren(root, {});
    m_model->retry(m_model->indexOf(root));
    QTRY_COMPARE(tone(), Tone::Ok);
    QCOMPARE(treeState(), connections::ConnectionStatus::State::Connected);
    // A page that waits is as good a sign as a list that does.
    manager.noteSilence(QStringLiteral("order_dw"), true);
    QVERIFY(m_model->indexOf(root).data(CatalogTreeModel::SilentRole).toBool());
    QCOMPARE(tone(), Tone::Warning);
    manager.noteSilence(QStringLiteral("order_dw"), false);
    QVERIFY(!m_model->indexOf(root).data(CatalogTreeModel::SilentRole).toBool());
    // A question that ends without an answer, while the check of the server is still on its way.
    m_model->setPatience(std::chrono::milliseconds(30));
    catalog.hold(true);
    m_model->refresh(m_model->indexOf(root));
    QTRY_COMPARE(shown(), QStringLiteral("no answer")); // waiting
    catalog.setServer(core::fail(unreachable()));
    catalog.heldChildren().back().answer(core::fail(unreachable()));
    QTRY_COMPARE(tone(), Tone::Failed);
    QCOMPARE(shown(), QStringLiteral("no answer"));
    QCOMPARE(treeState(), connections::ConnectionStatus::State::Failed);
}

QTEST_GUILESS_MAIN(tst_CatalogTreeFailures)
#include "tst_catalogtreefailures.moc"
