// SPDX-License-Identifier: GPL-3.0-or-later
#include "cputime.h"
#include "fakeconnections.h"

#include <isthmus/core/nameorder.h>
#include <isthmus/models/catalog/catalogtreemodel.h>
#include <isthmus/models/catalog/statusmodel.h>

#include <QAbstractItemModelTester>
#include <QFile>
#include <QMimeData>
#include <QRandomGenerator>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace isthmus;
using catalog::Entry;
using catalog::ObjectKind;
using catalog::ObjectPath;
using models::CatalogTreeModel;
using testsupport::entry;
using testsupport::FakeCatalog;
using testsupport::path;
using Message = CatalogTreeModel::Message;
using State = CatalogTreeModel::State;

namespace {

const ObjectPath root = path(QStringLiteral("order_dw"));
const ObjectPath publicSchema = root.child(QStringLiteral("public"));

QList<Entry> tables(const QStringList &names)
{
    QList<Entry> entries;
    for (const QString &name : names)
        entries.append(entry(publicSchema, name, ObjectKind::Table));
    return entries;
}

core::Error unreachable()
{
    return {core::ErrorKind::Network,
            QStringLiteral("order_dw cannot be reached"),
            QStringLiteral("No answer in 10 s"),
            {},
            QStringLiteral("connection refused")};
}

QStringList rows(const QAbstractItemModel &model, const QModelIndex &parent)
{
    QStringList texts;
    for (int row = 0; row < model.rowCount(parent); ++row)
        texts.append(model.index(row, 0, parent).data().toString());
    return texts;
}

} // namespace

class tst_CatalogTreeModel : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();

    void rootsAreTheProfilesInTheirOrder();
    void nothingIsReadBeforeANodeOpens();
    void childrenAreAskedForOnce();
    void everyStateIsAProperItemModel();
    void pagesAreShownAsTheyArrive();
    void aLoadingRowComesOnlyAfterTheDelay();
    void anErrorIsThreeRowsAndRetryReads();
    void anErrorWithoutWordsIsTwoRows();
    void aSandboxThatDoesNotAnswerCanBeStarted();
    void allThatFailedIsReadAgain();
    void aRootThatCannotBeListedIsNotConnected();
    void aCancelledReadingCanBeRetried();
    void aReplyAfterTheModelIsGoneIsHarmless();
    void aLateReplyIsDropped();
    void anEmptySchemaSaysSo();
    void refreshKeepsRowsAndTheirIdentity();
    void refreshFollowsTheOrderOfTheServer();
    void aFailedRefreshKeepsTheOldRowsAsStale();
    void aNameThatComesTwiceIsShownOnce();
    void aListThatDoesNotEndIsAnError();
    void revealOpensWhatIsNeeded();
    void revealLooksOnceMoreForANewTable();
    void revealOfANameThatIsNotThereFails();
    void counterpartsMarkBothSides();
    void anEditedConnectionIsReadAnew();
    void aRemovedConnectionGoes();
    void aTableDroppedOnASchemaAsksForAMapping();
    void aHundredThousandChildren();
    void lookingUpANameDoesNotGrowWithTheSchema();
    void lookUpsFollowWhatARefreshChanges();
    void ofTwinsTheFirstIsFound();
    void namesStandAsPeopleSortThem();
    void manyNamesAreSortedOnceAllAreThere();
    void whatIsInSightIsCompleted();
    void rowsThatWentByAreNotCompleted();
    void aServerThatRefusesIsNotAskedForEveryRow();
    void aRefreshKeepsWhatIsKnownOfBriefRows();
    void aRefreshThatChangesEverythingIsToldInFewSignals();
    void anyRefreshMakesTheRowsThoseOfTheServer();
    void aServerThatDoesNotAnswerIsToldWithItsAge();
    void theStatusBarSaysWhatTheTreeSays();
    void aRefreshWithoutAnAnswerCanBeStopped();
    void namesThatAreHiddenAreCounted();
    void aSearchAsksSchemasThatAreNotRead();
    void whatASearchFoundAndSomebodyChoseStays();

private:
    [[nodiscard]] QStringList openMany(int count); // in publicSchema; their names
    QModelIndex open(const ObjectPath &where);

    std::unique_ptr<testsupport::FakeConnections> m_connections;
    std::unique_ptr<CatalogTreeModel> m_model;
};

void tst_CatalogTreeModel::init()
{
    m_connections = std::make_unique<testsupport::FakeConnections>();
    FakeCatalog &catalog = m_connections->catalog(QStringLiteral("order_dw"));
    catalog.setChildren(root, {entry(root, QStringLiteral("public"), ObjectKind::Schema)});
    catalog.setChildren(publicSchema, tables({QStringLiteral("dwd_orders"), QStringLiteral("orders")}));
    m_model = std::make_unique<CatalogTreeModel>(m_connections->manager());
}

void tst_CatalogTreeModel::cleanup()
{
    m_model.reset();
    m_connections.reset();
}

// Opens the nodes down to \a where and waits until its children are there.
QModelIndex tst_CatalogTreeModel::open(const ObjectPath &where)
{
    ObjectPath step{where.connection, {}};
    for (qsizetype depth = 0;; ++depth) {
        const QModelIndex index = m_model->indexOf(step);
        m_model->fetchMore(index);
        if (!QTest::qWaitFor([&] { return CatalogTreeModel::stateOf(m_model->indexOf(step)) != State::Loading; }))
            return {};
        if (depth == where.names.size())
            return m_model->indexOf(step);
        step = step.child(where.names.at(depth));
    }
}

void tst_CatalogTreeModel::rootsAreTheProfilesInTheirOrder()
{
    QCOMPARE(rows(*m_model, {}),
             QStringList({QStringLiteral("order_dw"), QStringLiteral("test_dbs_holo"), QStringLiteral("dbs_mc")}));
    QCOMPARE(CatalogTreeModel::kindOf(m_model->index(1, 0)), ObjectKind::HologresInstance);
    QCOMPARE(m_model->index(1, 0).data(CatalogTreeModel::NoteRole).toString(), QStringLiteral("instance"));
}

void tst_CatalogTreeModel::nothingIsReadBeforeANodeOpens()
{
    const QModelIndex index = m_model->indexOf(root);
    QVERIFY(m_model->hasChildren(index));
    QCOMPARE(m_model->rowCount(index), 0);
    QVERIFY(m_model->canFetchMore(index));
    QCOMPARE(m_connections->catalog(QStringLiteral("order_dw")).childrenCalls(root), 0);
}

void tst_CatalogTreeModel::childrenAreAskedForOnce()
{
    const QModelIndex index = m_model->indexOf(root);
    m_model->fetchMore(index);
    m_model->fetchMore(index); // as views do
    QTRY_COMPARE(CatalogTreeModel::stateOf(index), State::Loaded);
    QCOMPARE(rows(*m_model, index), QStringList{QStringLiteral("public")});
    QCOMPARE(m_connections->catalog(QStringLiteral("order_dw")).childrenCalls(root), 1);
    QVERIFY(!m_model->canFetchMore(index));
    const QModelIndex schema = open(publicSchema);
    QCOMPARE(CatalogTreeModel::pathOf(m_model->index(1, 0, schema)), publicSchema.child(QStringLiteral("orders")));
    QCOMPARE(m_model->indexOf(publicSchema.child(QStringLiteral("orders"))), m_model->index(1, 0, schema));
}

// The tester opens every node by itself and checks the model at each signal.
void tst_CatalogTreeModel::everyStateIsAProperItemModel()
{
    const auto orders = publicSchema.child(QStringLiteral("orders"));
    FakeCatalog &catalog = m_connections->catalog(QStringLiteral("order_dw"));
    catalog.setChildrenError(orders, unreachable());
    m_model->setLoadingRowDelay(std::chrono::milliseconds(0));
    const QAbstractItemModelTester tester(m_model.get(), QAbstractItemModelTester::FailureReportingMode::QtTest);
    open(publicSchema);
    m_model->fetchMore(m_model->indexOf(orders));
    QTRY_COMPARE(CatalogTreeModel::stateOf(m_model->indexOf(orders)), State::Failed);
    catalog.setChildren(orders, {});
    m_model->retry(m_model->index(0, 0, m_model->indexOf(orders)));
    QTRY_COMPARE(CatalogTreeModel::stateOf(m_model->indexOf(orders)), State::Loaded);
    catalog.setChildren(publicSchema, tables({QStringLiteral("z"), QStringLiteral("orders"), QStringLiteral("a")}));
    m_model->refresh(publicSchema);
    QTRY_COMPARE(m_model->rowCount(m_model->indexOf(publicSchema)), 3);
    catalog.setChildren(publicSchema, tables({QStringLiteral("a"), QStringLiteral("orders"), QStringLiteral("z")}));
    m_model->refresh(publicSchema);
    QTRY_COMPARE(m_model->indexOf(publicSchema.child(QStringLiteral("a"))).row(), 0);
    catalog.setChildren(publicSchema, {});
    m_model->refresh(publicSchema);
    QTRY_COMPARE(CatalogTreeModel::messageOf(m_model->index(0, 0, m_model->indexOf(publicSchema))), Message::Empty);
    QVERIFY(core::await(m_connections->manager().remove(QStringLiteral("order_dw"))));
    QTRY_VERIFY(!m_model->indexOf(root).isValid());
}

void tst_CatalogTreeModel::pagesAreShownAsTheyArrive()
{
    FakeCatalog &catalog = m_connections->catalog(QStringLiteral("order_dw"));
    open(root);
    catalog.hold(true);
    m_model->setLoadingRowDelay(std::chrono::milliseconds(0));
    const QModelIndex schema = m_model->indexOf(publicSchema);
    m_model->fetchMore(schema);
    QTRY_COMPARE(catalog.heldChildren().size(), size_t(1));
    QTRY_COMPARE(rows(*m_model, schema), QStringList{QStringLiteral("Reading tables")});
    catalog.heldChildren().at(0).answer(
        catalog::Page{tables({QStringLiteral("a"), QStringLiteral("b")}), QStringLiteral("m1")});
    QTRY_COMPARE(rows(*m_model, schema),
                 QStringList({QStringLiteral("a"), QStringLiteral("b"), QStringLiteral("2 names, reading more")}));
    QTRY_COMPARE(catalog.heldChildren().size(), size_t(2));
    QCOMPARE(catalog.heldChildren().at(1).marker, QStringLiteral("m1"));
    catalog.heldChildren().at(1).answer(catalog::Page{tables({QStringLiteral("c")}), {}});
    QTRY_COMPARE(rows(*m_model, schema), QStringList({QStringLiteral("a"), QStringLiteral("b"), QStringLiteral("c")}));
    QCOMPARE(CatalogTreeModel::stateOf(schema), State::Loaded);
}

void tst_CatalogTreeModel::aLoadingRowComesOnlyAfterTheDelay()
{
    FakeCatalog &catalog = m_connections->catalog(QStringLiteral("order_dw"));
    open(root);
    catalog.hold(true);
    m_model->setLoadingRowDelay(std::chrono::hours(1));
    const QModelIndex schema = m_model->indexOf(publicSchema);
    m_model->fetchMore(schema);
    QTRY_COMPARE(catalog.heldChildren().size(), size_t(1));
    QCOMPARE(m_model->rowCount(schema), 0);
    QVERIFY(m_model->hasChildren(schema)); // or the view would close it
    catalog.heldChildren().at(0).answer(catalog::Page{tables({QStringLiteral("a")}), {}});
    QTRY_COMPARE(rows(*m_model, schema), QStringList{QStringLiteral("a")});
}

void tst_CatalogTreeModel::anErrorIsThreeRowsAndRetryReads()
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

void tst_CatalogTreeModel::anErrorWithoutWordsIsTwoRows()
{
    m_connections->catalog(QStringLiteral("order_dw"))
        .setChildrenError(root, {core::ErrorKind::Protocol, {}, {}, {}, {}});
    const QModelIndex index = open(root);
    QCOMPARE(m_model->rowCount(index), 2);
    QCOMPARE(CatalogTreeModel::messageOf(m_model->index(1, 0, index)), Message::ErrorActions);
}

void tst_CatalogTreeModel::aSandboxThatDoesNotAnswerCanBeStarted()
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

void tst_CatalogTreeModel::allThatFailedIsReadAgain()
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
void tst_CatalogTreeModel::aRootThatCannotBeListedIsNotConnected()
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

void tst_CatalogTreeModel::aCancelledReadingCanBeRetried()
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

void tst_CatalogTreeModel::aReplyAfterTheModelIsGoneIsHarmless()
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

void tst_CatalogTreeModel::aLateReplyIsDropped()
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

void tst_CatalogTreeModel::anEmptySchemaSaysSo()
{
    m_connections->catalog(QStringLiteral("order_dw")).setChildren(publicSchema, {});
    const QModelIndex schema = open(publicSchema);
    QCOMPARE(rows(*m_model, schema), QStringList{QStringLiteral("No tables yet")});
    QCOMPARE(CatalogTreeModel::messageOf(m_model->index(0, 0, schema)), Message::Empty);
}

void tst_CatalogTreeModel::refreshKeepsRowsAndTheirIdentity()
{
    FakeCatalog &catalog = m_connections->catalog(QStringLiteral("order_dw"));
    const auto orders = publicSchema.child(QStringLiteral("orders"));
    catalog.setChildren(orders, {entry(orders, QStringLiteral("id"), ObjectKind::Column)});
    open(orders);
    const QPersistentModelIndex kept(m_model->indexOf(orders));
    const QPersistentModelIndex gone(m_model->indexOf(publicSchema.child(QStringLiteral("dwd_orders"))));

    QList<Entry> now = tables({QStringLiteral("a_new"), QStringLiteral("orders"), QStringLiteral("z_new")});
    now[1].rowEstimate = 77;
    catalog.setChildren(publicSchema, now);
    QSignalSpy refreshed(m_model.get(), &CatalogTreeModel::refreshed);
    QSignalSpy before(m_model.get(), &CatalogTreeModel::aboutToRefresh);
    m_model->refresh(publicSchema);
    QCOMPARE(before.size(), 1);
    QTRY_COMPARE(refreshed.size(), 1);
    QCOMPARE(rows(*m_model, m_model->indexOf(publicSchema)),
             QStringList({QStringLiteral("a_new"), QStringLiteral("orders"), QStringLiteral("z_new")}));
    QVERIFY(kept.isValid());
    QVERIFY(!gone.isValid());
    QCOMPARE(QModelIndex(kept), m_model->indexOf(orders));
    QCOMPARE(kept.data(CatalogTreeModel::RowEstimateRole).toLongLong(), 77);
    QCOMPARE(rows(*m_model, kept), QStringList{QStringLiteral("id")}); // what is below stays loaded
    QCOMPARE(catalog.childrenCalls(orders), 1); // and only the one node was read
}

// Of what is not sorted by name.
void tst_CatalogTreeModel::refreshFollowsTheOrderOfTheServer()
{
    const ObjectPath orders = publicSchema.child(QStringLiteral("orders"));
    const auto give = [&](const QStringList &columns) {
        QList<Entry> entries;
        for (const QString &name : columns)
            entries.append(entry(orders, name, ObjectKind::Column));
        m_connections->catalog(QStringLiteral("order_dw")).setChildren(orders, entries);
    };
    give({QStringLiteral("id"), QStringLiteral("total")});
    const QModelIndex table = open(orders);
    const QPersistentModelIndex first(m_model->index(0, 0, table));
    give({QStringLiteral("total"), QStringLiteral("mid"), QStringLiteral("id")});
    m_model->refresh(table);
    QTRY_COMPARE(rows(*m_model, table),
                 QStringList({QStringLiteral("total"), QStringLiteral("mid"), QStringLiteral("id")}));
    QCOMPARE(first.row(), 2);
    QCOMPARE(first.data().toString(), QStringLiteral("id"));
}

void tst_CatalogTreeModel::aFailedRefreshKeepsTheOldRowsAsStale()
{
    FakeCatalog &catalog = m_connections->catalog(QStringLiteral("order_dw"));
    const QModelIndex schema = open(publicSchema);
    QVERIFY(!m_model->index(0, 0, schema).data(CatalogTreeModel::StaleSinceRole).isValid());
    catalog.setChildrenError(publicSchema, unreachable());
    m_model->refresh(schema);
    QTRY_COMPARE(CatalogTreeModel::stateOf(schema), State::Failed);
    QCOMPARE(m_model->rowCount(schema), 5); // three lines of the error first, then what was known
    QCOMPARE(CatalogTreeModel::messageOf(m_model->index(0, 0, schema)), Message::ErrorTitle);
    QVERIFY(m_model->index(3, 0, schema).data(CatalogTreeModel::StaleSinceRole).toDateTime().isValid());
    catalog.setChildren(publicSchema, tables({QStringLiteral("orders")}));
    m_model->retry(m_model->index(0, 0, schema));
    QTRY_COMPARE(rows(*m_model, schema), QStringList{QStringLiteral("orders")});
    QVERIFY(!m_model->index(0, 0, schema).data(CatalogTreeModel::StaleSinceRole).isValid());
}

void tst_CatalogTreeModel::aNameThatComesTwiceIsShownOnce()
{
    m_connections->catalog(QStringLiteral("order_dw"))
        .setChildren(publicSchema, tables({QStringLiteral("a"), QStringLiteral("a"), QStringLiteral("b")}));
    QCOMPARE(rows(*m_model, open(publicSchema)), QStringList({QStringLiteral("a"), QStringLiteral("b")}));
}

void tst_CatalogTreeModel::aListThatDoesNotEndIsAnError()
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

void tst_CatalogTreeModel::revealOpensWhatIsNeeded()
{
    QSignalSpy revealed(m_model.get(), &CatalogTreeModel::revealed);
    const auto orders = publicSchema.child(QStringLiteral("orders"));
    m_model->reveal(orders);
    QTRY_COMPARE(revealed.size(), 1);
    QCOMPARE(CatalogTreeModel::pathOf(revealed.first().first().toModelIndex()), orders);
}

void tst_CatalogTreeModel::revealLooksOnceMoreForANewTable()
{
    FakeCatalog &catalog = m_connections->catalog(QStringLiteral("order_dw"));
    open(publicSchema);
    catalog.setChildren(publicSchema, tables({QStringLiteral("made_now"), QStringLiteral("orders")}));
    QSignalSpy revealed(m_model.get(), &CatalogTreeModel::revealed);
    m_model->reveal(publicSchema.child(QStringLiteral("made_now")));
    QTRY_COMPARE(revealed.size(), 1);
    QCOMPARE(revealed.first().first().toModelIndex().data().toString(), QStringLiteral("made_now"));
}

void tst_CatalogTreeModel::revealOfANameThatIsNotThereFails()
{
    QSignalSpy failed(m_model.get(), &CatalogTreeModel::revealFailed);
    m_model->reveal(publicSchema.child(QStringLiteral("nowhere")));
    QTRY_COMPARE(failed.size(), 1);
    QCOMPARE(m_connections->catalog(QStringLiteral("order_dw")).childrenCalls(publicSchema), 1); // it was read just now
    m_model->reveal(path(QStringLiteral("no_such_connection/x")));
    QCOMPARE(failed.size(), 2);
}

void tst_CatalogTreeModel::counterpartsMarkBothSides()
{
    const auto orders = publicSchema.child(QStringLiteral("orders"));
    const auto external = path(QStringLiteral("dbs_mc/default/orders"));
    open(publicSchema);
    QSignalSpy changed(m_model.get(), &QAbstractItemModel::dataChanged);
    m_model->setCounterpart(external, orders); // the other side is not loaded
    QCOMPARE(changed.size(), 1);
    QCOMPARE(m_model->indexOf(orders).data(CatalogTreeModel::CounterpartRole).toStringList(),
             QStringList{QStringLiteral("dbs_mc/default/orders")});
    QVERIFY(m_model->indexOf(orders).data(Qt::AccessibleTextRole).toString().contains(QStringLiteral("mapped")));
    m_model->setCounterpart(orders, external);
    QCOMPARE(changed.size(), 1); // known

    FakeCatalog &target = m_connections->catalog(QStringLiteral("dbs_mc"));
    const auto project = path(QStringLiteral("dbs_mc"));
    const auto schema = project.child(QStringLiteral("default"));
    target.setChildren(project, {entry(project, QStringLiteral("default"), ObjectKind::Schema)});
    target.setChildren(schema, {entry(schema, QStringLiteral("orders"), ObjectKind::ExternalTable)});
    open(schema);
    QCOMPARE(m_model->indexOf(external).data(CatalogTreeModel::CounterpartRole).toStringList(),
             QStringList{QStringLiteral("order_dw/public/orders")});
}

void tst_CatalogTreeModel::anEditedConnectionIsReadAnew()
{
    open(publicSchema);
    m_connections->catalog(QStringLiteral("order_dw"))
        .setChildren(root, {entry(root, QStringLiteral("other"), ObjectKind::Schema)});
    auto edited = *m_connections->manager().profile(QStringLiteral("order_dw"));
    edited.set(u"database", QStringLiteral("other_db"));
    QVERIFY(core::await(m_connections->manager().save(edited, edited.name, std::nullopt)));
    QTRY_COMPARE(rows(*m_model, m_model->indexOf(root)), QStringList{QStringLiteral("other")});
}

void tst_CatalogTreeModel::aRemovedConnectionGoes()
{
    open(publicSchema);
    QVERIFY(core::await(m_connections->manager().remove(QStringLiteral("order_dw"))));
    QTRY_COMPARE(rows(*m_model, {}), QStringList({QStringLiteral("test_dbs_holo"), QStringLiteral("dbs_mc")}));
}

void tst_CatalogTreeModel::aTableDroppedOnASchemaAsksForAMapping()
{
    const auto project = path(QStringLiteral("dbs_mc"));
    m_connections->catalog(QStringLiteral("dbs_mc"))
        .setChildren(project,
                     {entry(project, QStringLiteral("default"), ObjectKind::Schema),
                      entry(project, QStringLiteral("mirror"), ObjectKind::ExternalSchema)});
    open(project);
    open(publicSchema);
    const auto orders = publicSchema.child(QStringLiteral("orders"));
    const std::unique_ptr<QMimeData> data(m_model->mimeData({m_model->indexOf(orders)}));
    const QModelIndex schema = m_model->indexOf(project.child(QStringLiteral("default")));
    QVERIFY(m_model->canDropMimeData(data.get(), Qt::LinkAction, -1, -1, schema));
    QVERIFY(!m_model->canDropMimeData(data.get(), Qt::LinkAction, -1, -1,
                                      m_model->indexOf(project.child(QStringLiteral("mirror")))));
    QVERIFY(!m_model->canDropMimeData(data.get(), Qt::LinkAction, -1, -1, m_model->indexOf(publicSchema)));
    QMimeData foreign;
    foreign.setData(models::pathsMimeType, "order_dw/public/%zz");
    QVERIFY(!m_model->canDropMimeData(&foreign, Qt::LinkAction, -1, -1, schema));

    QSignalSpy dropped(m_model.get(), &CatalogTreeModel::mappingDropped);
    QVERIFY(!m_model->dropMimeData(data.get(), Qt::LinkAction, -1, -1, schema)); // no row moves
    QCOMPARE(dropped.size(), 1);
    QCOMPARE(dropped.first().at(0).value<ObjectPath>(), orders);
    QCOMPARE(dropped.first().at(1).value<ObjectPath>(), project.child(QStringLiteral("default")));
}

void tst_CatalogTreeModel::aHundredThousandChildren()
{
    constexpr int count = 100'000;
    QStringList names;
    for (int i = 0; i < count; ++i)
        names.append(QStringLiteral("table_%1").arg(i, 6, 10, QLatin1Char('0')));
    FakeCatalog &catalog = m_connections->catalog(QStringLiteral("order_dw"));
    catalog.setChildren(publicSchema, tables(names));
    m_model->setLoadingRowDelay(std::chrono::hours(1)); // its row would be one insertion more
    open(root);
    const QModelIndex schema = m_model->indexOf(publicSchema);
    QSignalSpy inserted(m_model.get(), &QAbstractItemModel::rowsInserted);
    m_model->fetchMore(schema);
    QTRY_COMPARE_WITH_TIMEOUT(CatalogTreeModel::stateOf(schema), State::Loaded, 30000);
    QCOMPARE(m_model->rowCount(schema), count);
    QCOMPARE(inserted.first().at(2).toInt(), 999); // a small page first, then larger ones
    QCOMPARE(inserted.size(), 11);
    const QModelIndex last = m_model->index(count - 1, 0, schema);
    QCOMPARE(last.row(), count - 1);
    QCOMPARE(m_model->indexOf(CatalogTreeModel::pathOf(last)), last);
}

QStringList tst_CatalogTreeModel::openMany(int count)
{
    QStringList names;
    for (int i = 0; i < count; ++i)
        names.append(QStringLiteral("table_%1").arg(i, 6, 10, QLatin1Char('0')));
    m_connections->catalog(QStringLiteral("order_dw")).setChildren(publicSchema, tables(names));
    open(publicSchema);
    if (m_model->rowCount(m_model->indexOf(publicSchema)) != count)
        qWarning("not all children were read");
    return names;
}

// The time of a thousand look-ups among ten times as many names: a walk through them would take ten times as long.
void tst_CatalogTreeModel::lookingUpANameDoesNotGrowWithTheSchema()
{
    const auto timeAmong = [this](int count) {
        cleanup();
        init();
        const QStringList names = openMany(count);
        bool isFound = true;
        const qint64 nanos = test::cpuNanos([&] {
            for (int i = 0; i < 1000; ++i) {
                const QString &name = names.at(int(qint64(i) * 7919 % count));
                isFound = isFound && m_model->indexOf(publicSchema.child(name)).data().toString() == name;
            }
        });
        return isFound ? nanos : -1;
    };
    const qint64 few = timeAmong(10'000);
    const qint64 many = timeAmong(100'000);
    QVERIFY(few > 0 && many > 0);
    QVERIFY2(many < 5 * few, qPrintable(QStringLiteral("%1 ns and %2 ns").arg(few).arg(many)));
}

void tst_CatalogTreeModel::lookUpsFollowWhatARefreshChanges()
{
    QStringList names = openMany(100);
    const QModelIndex schema = m_model->indexOf(publicSchema);
    QVERIFY(m_model->indexOf(publicSchema.child(names.first())).isValid()); // the names are known from here on
    const QString gone = names.takeAt(40);
    names.insert(0, QStringLiteral("a_new_one"));
    names.append(QStringLiteral("z_new_one"));
    names.swapItemsAt(10, 20);
    m_connections->catalog(QStringLiteral("order_dw")).setChildren(publicSchema, tables(names));
    QSignalSpy refreshed(m_model.get(), &CatalogTreeModel::refreshed);
    m_model->refresh(schema);
    QTRY_COMPARE(refreshed.size(), 1);
    QVERIFY(!m_model->indexOf(publicSchema.child(gone)).isValid());
    names.sort();
    for (int row = 0; row < names.size(); ++row)
        QCOMPARE(m_model->indexOf(publicSchema.child(names.at(row))).row(), row);
}

void tst_CatalogTreeModel::ofTwinsTheFirstIsFound()
{
    QList<Entry> entries = tables({QStringLiteral("both")});
    for (int i = 0; i < 50; ++i)
        entries.append(entry(publicSchema, QStringLiteral("table_%1").arg(i), ObjectKind::Table));
    entries.append(entry(publicSchema, QStringLiteral("both"), ObjectKind::View));
    FakeCatalog &catalog = m_connections->catalog(QStringLiteral("order_dw"));
    catalog.setChildren(publicSchema, entries);
    open(publicSchema);
    const ObjectPath both = publicSchema.child(QStringLiteral("both"));
    QCOMPARE(m_model->indexOf(both).row(), 0);
    QSignalSpy refreshed(m_model.get(), &CatalogTreeModel::refreshed);
    const auto give = [&](const QList<Entry> &fresh) {
        catalog.setChildren(publicSchema, fresh);
        const auto before = refreshed.size();
        m_model->refresh(publicSchema);
        QTRY_COMPARE(refreshed.size(), before + 1);
    };
    std::ranges::swap(entries.first(), entries.last());
    give(entries);
    QCOMPARE(CatalogTreeModel::kindOf(m_model->indexOf(both)), ObjectKind::View);
    entries.removeFirst();
    give(entries);
    QCOMPARE(CatalogTreeModel::kindOf(m_model->indexOf(both)), ObjectKind::Table);
    entries.removeLast();
    give(entries);
    QVERIFY(!m_model->indexOf(both).isValid());
}

void tst_CatalogTreeModel::namesStandAsPeopleSortThem()
{
    FakeCatalog &catalog = m_connections->catalog(QStringLiteral("order_dw"));
    QList<Entry> entries = tables({QStringLiteral("MixedCase"), QStringLiteral("drift"), QStringLiteral("table_1"),
                                   QStringLiteral("table_10"), QStringLiteral("table_100"), QStringLiteral("table_2")});
    entries.prepend(entry(publicSchema, catalog::tableGroupsFolder, ObjectKind::TableGroups));
    catalog.setChildren(publicSchema, entries);
    const QStringList expected{QStringLiteral("drift"),       QStringLiteral("MixedCase"), QStringLiteral("table_1"),
                               QStringLiteral("table_2"),     QStringLiteral("table_10"),  QStringLiteral("table_100"),
                               QStringLiteral("Table groups")};
    const QModelIndex schema = open(publicSchema);
    QCOMPARE(rows(*m_model, schema), expected);
    QSignalSpy moved(m_model.get(), &QAbstractItemModel::layoutChanged);
    QSignalSpy refreshed(m_model.get(), &CatalogTreeModel::refreshed);
    m_model->refresh(schema);
    QTRY_COMPARE(refreshed.size(), 1);
    QCOMPARE(rows(*m_model, schema), expected);
    QCOMPARE(moved.size(), 0);
}

void tst_CatalogTreeModel::manyNamesAreSortedOnceAllAreThere()
{
    QStringList names;
    for (int i = 0; i < 3000; ++i)
        names.append(QStringLiteral("table_%1").arg(i));
    names.sort(); // by bytes, as servers do
    FakeCatalog &catalog = m_connections->catalog(QStringLiteral("order_dw"));
    catalog.setChildren(publicSchema, tables(names));
    open(root);
    const QModelIndex schema = m_model->indexOf(publicSchema);
    QPersistentModelIndex third;
    connect(m_model.get(), &QAbstractItemModel::rowsInserted, this, [&](const QModelIndex &parent) {
        if (parent == schema && !third.isValid())
            third = m_model->index(2, 0, schema);
    });
    m_model->fetchMore(schema);
    QTRY_COMPARE(m_model->rowCount(schema), 3000);
    QTRY_COMPARE(m_model->index(2, 0, schema).data().toString(), QStringLiteral("table_2"));
    QCOMPARE(m_model->index(2999, 0, schema).data().toString(), QStringLiteral("table_2999"));
    QCOMPARE(third.data().toString(), QStringLiteral("table_10")); // the same row, elsewhere
    QCOMPARE(third.row(), 10);
    QCOMPARE(m_model->indexOf(publicSchema.child(QStringLiteral("table_77"))).row(), 77);
}

namespace {

QList<Entry> describedTables(int count)
{
    QList<Entry> entries;
    for (int i = 0; i < count; ++i) {
        const bool isPartitioned = i % 10 == 0;
        entries.append(entry(publicSchema, QStringLiteral("table_%1").arg(i, 4, 10, QLatin1Char('0')),
                             isPartitioned ? ObjectKind::PartitionedTable : ObjectKind::Table));
        entries.last().comment = QStringLiteral("number %1").arg(i);
        if (isPartitioned)
            entries.last().note = QStringLiteral("dt");
        else
            entries.last().rowEstimate = i;
    }
    return entries;
}

QModelIndexList rowsOf(const QModelIndex &parent, int first, int count)
{
    QModelIndexList rows;
    for (int row = first; row < first + count; ++row)
        rows.append(parent.model()->index(row, 0, parent));
    return rows;
}

} // namespace

void tst_CatalogTreeModel::whatIsInSightIsCompleted()
{
    FakeCatalog &catalog = m_connections->catalog(QStringLiteral("order_dw"));
    catalog.setBrief(true);
    catalog.setChildren(publicSchema, describedTables(300));
    const QModelIndex schema = open(publicSchema);
    const auto asked = [&] { return catalog.calls().filter(QStringLiteral("entries ")); };
    QCOMPARE(m_model->index(0, 0, schema).data(CatalogTreeModel::NoteRole).toString(), QString());
    QVERIFY(asked().isEmpty());
    m_model->completeRows({schema, m_model->index(0, 0, schema), m_model->index(1, 0, schema)});
    QTRY_COMPARE(CatalogTreeModel::kindOf(m_model->index(0, 0, schema)), ObjectKind::PartitionedTable);
    QCOMPARE(asked(), QStringList{QStringLiteral("entries order_dw/public table_0000,table_0001")});
    QCOMPARE(m_model->index(0, 0, schema).data(CatalogTreeModel::NoteRole).toString(), QStringLiteral("dt"));
    QCOMPARE(m_model->index(1, 0, schema).data(CatalogTreeModel::RowEstimateRole).toInt(), 1);
    QCOMPARE(m_model->index(1, 0, schema).data(CatalogTreeModel::CommentRole).toString(), QStringLiteral("number 1"));
    QVERIFY(!m_model->index(2, 0, schema).data(CatalogTreeModel::RowEstimateRole).isValid()); // nobody sees it

    m_model->completeRows(rowsOf(schema, 0, 250)); // the two are known
    QTRY_COMPARE(m_model->index(249, 0, schema).data(CatalogTreeModel::RowEstimateRole).toInt(), 249);
    QCOMPARE(asked().size(), 4); // a hundred at a time
    m_model->completeRows(rowsOf(schema, 0, 250));
    QCoreApplication::processEvents();
    QCOMPARE(asked().size(), 4);
    QCOMPARE(catalog.childrenCalls(publicSchema), 1);
}

// Who scrolls through a list wants what is in sight at the end, not all that went by.
void tst_CatalogTreeModel::rowsThatWentByAreNotCompleted()
{
    FakeCatalog &catalog = m_connections->catalog(QStringLiteral("order_dw"));
    catalog.setBrief(true);
    catalog.setChildren(publicSchema, describedTables(500));
    const QModelIndex schema = open(publicSchema);
    for (int first = 0; first <= 450; first += 10)
        m_model->completeRows(rowsOf(schema, first, 30));
    QTRY_COMPARE(m_model->index(479, 0, schema).data(CatalogTreeModel::RowEstimateRole).toInt(), 479);
    QCOMPARE(catalog.calls().filter(QStringLiteral("entries ")).size(), 2); // the first ones and the last
    QVERIFY(!m_model->index(201, 0, schema).data(CatalogTreeModel::RowEstimateRole).isValid());
}

void tst_CatalogTreeModel::aServerThatRefusesIsNotAskedForEveryRow()
{
    FakeCatalog &catalog = m_connections->catalog(QStringLiteral("order_dw"));
    catalog.setBrief(true);
    catalog.setChildren(publicSchema, describedTables(100));
    catalog.setEntriesError(core::Error{core::ErrorKind::Permission, QStringLiteral("no"), {}, {}, {}});
    const QModelIndex schema = open(publicSchema);
    const auto asked = [&] { return catalog.calls().filter(QStringLiteral("entries ")).size(); };
    m_model->completeRows(rowsOf(schema, 0, 10));
    QTRY_COMPARE(asked(), 1);
    QCoreApplication::processEvents(); // the answer, which is there already
    m_model->completeRows(rowsOf(schema, 10, 10));
    QCoreApplication::processEvents();
    QCOMPARE(asked(), 1);
    QCOMPARE(CatalogTreeModel::stateOf(schema), State::Loaded); // names are better than nothing
    catalog.setEntriesError({});
    QSignalSpy refreshed(m_model.get(), &CatalogTreeModel::refreshed);
    m_model->refresh(schema);
    QTRY_COMPARE(refreshed.size(), 1);
    m_model->completeRows(rowsOf(schema, 0, 10));
    QTRY_COMPARE(m_model->index(9, 0, schema).data(CatalogTreeModel::RowEstimateRole).toInt(), 9);
}

void tst_CatalogTreeModel::aRefreshKeepsWhatIsKnownOfBriefRows()
{
    FakeCatalog &catalog = m_connections->catalog(QStringLiteral("order_dw"));
    catalog.setBrief(true);
    QList<Entry> entries = describedTables(50);
    catalog.setChildren(publicSchema, entries);
    const QModelIndex schema = open(publicSchema);
    m_model->completeRows(rowsOf(schema, 0, 20));
    const QPersistentModelIndex partitioned(m_model->index(10, 0, schema));
    QTRY_COMPARE(CatalogTreeModel::kindOf(partitioned), ObjectKind::PartitionedTable);

    entries[11].rowEstimate = 4711;
    entries.removeAt(5);
    catalog.setChildren(publicSchema, entries);
    QSignalSpy refreshed(m_model.get(), &CatalogTreeModel::refreshed);
    m_model->refresh(schema);
    QTRY_COMPARE(refreshed.size(), 1);
    QVERIFY(partitioned.isValid());
    QCOMPARE(partitioned.row(), 9);
    QCOMPARE(CatalogTreeModel::kindOf(partitioned), ObjectKind::PartitionedTable); // till somebody tells otherwise
    QCOMPARE(partitioned.data(CatalogTreeModel::NoteRole).toString(), QStringLiteral("dt"));
    QCOMPARE(m_model->index(10, 0, schema).data(CatalogTreeModel::RowEstimateRole).toInt(), 11);
    m_model->completeRows(rowsOf(schema, 0, 20));
    QTRY_COMPARE(m_model->index(10, 0, schema).data(CatalogTreeModel::RowEstimateRole).toInt(), 4711);
}

void tst_CatalogTreeModel::aRefreshThatChangesEverythingIsToldInFewSignals()
{
    constexpr int count = 30'000;
    QStringList names = openMany(count);
    const QModelIndex schema = m_model->indexOf(publicSchema);
    QStringList now;
    for (int i = 0; i < count; ++i) {
        if (i % 3 != 0)
            now.append(names.at(i));
        if (i % 5 == 0)
            now.append(names.at(i) + QStringLiteral("_new"));
    }
    const QPersistentModelIndex kept(m_model->index(20'000, 0, schema)); // 20'000 is no third
    m_connections->catalog(QStringLiteral("order_dw")).setChildren(publicSchema, tables(now));
    QSignalSpy refreshed(m_model.get(), &CatalogTreeModel::refreshed);
    QSignalSpy inserted(m_model.get(), &QAbstractItemModel::rowsInserted);
    QSignalSpy removed(m_model.get(), &QAbstractItemModel::rowsRemoved);
    QSignalSpy moved(m_model.get(), &QAbstractItemModel::layoutChanged);
    m_model->refresh(schema);
    QTRY_COMPARE(refreshed.size(), 1);
    QCOMPARE(rows(*m_model, schema), now);
    QCOMPARE(kept.data().toString(), names.at(20'000));
    QCOMPARE(inserted.size() + removed.size() + moved.size(), 3); // not ten thousand
}

// Against the plainest way to say it, over levels of all sorts.
void tst_CatalogTreeModel::anyRefreshMakesTheRowsThoseOfTheServer()
{
    const QAbstractItemModelTester tester(m_model.get(), QAbstractItemModelTester::FailureReportingMode::QtTest);
    FakeCatalog &catalog = m_connections->catalog(QStringLiteral("order_dw"));
    auto &random = *QRandomGenerator::global();
    const QModelIndex schema = open(publicSchema);
    for (int round = 0; round < 40; ++round) {
        QHash<QString, QPersistentModelIndex> before;
        for (int row = 0; row < m_model->rowCount(schema); ++row) {
            if (!m_model->index(row, 0, schema).data(CatalogTreeModel::IsMessageRole).toBool())
                before.insert(m_model->index(row, 0, schema).data().toString(), m_model->index(row, 0, schema));
        }
        const int of = random.bounded(2, 24);
        QStringList names;
        for (int i = 0; i < of; ++i) {
            if (random.bounded(3) > 0)
                names.append((random.bounded(2) ? QStringLiteral("t%1") : QStringLiteral("T%1")).arg(i));
        }
        std::ranges::shuffle(names, random);
        catalog.setChildren(publicSchema, tables(names));
        m_model->refresh(schema);
        QTRY_COMPARE(CatalogTreeModel::stateOf(schema), State::Loaded);
        std::ranges::sort(names, core::isNameBefore);
        QCOMPARE(rows(*m_model, schema), names.isEmpty() ? QStringList{QStringLiteral("No tables yet")} : names);
        for (auto it = before.cbegin(); it != before.cend(); ++it)
            QCOMPARE(it->isValid() ? it->row() : -1, int(names.indexOf(it.key()))); // the same rows, where they are now
    }
}

void tst_CatalogTreeModel::aServerThatDoesNotAnswerIsToldWithItsAge()
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

void tst_CatalogTreeModel::theStatusBarSaysWhatTheTreeSays()
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

void tst_CatalogTreeModel::aRefreshWithoutAnAnswerCanBeStopped()
{
    FakeCatalog &catalog = m_connections->catalog(QStringLiteral("order_dw"));
    const QModelIndex schema = open(publicSchema);
    const QStringList known = rows(*m_model, schema);
    catalog.hold(true);
    m_model->setPatience(std::chrono::milliseconds(30));
    m_model->refresh(schema);
    QTRY_COMPARE(m_model->rowCount(schema), 3);
    QCOMPARE(CatalogTreeModel::messageOf(m_model->index(0, 0, schema)), Message::Loading); // where it is seen
    m_model->cancel(schema);
    QCOMPARE(rows(*m_model, schema),
             QStringList({QStringLiteral("Stopped reading public"), QStringLiteral("Retry")}) + known);
    m_model->retry(schema);
    QTRY_COMPARE(CatalogTreeModel::messageOf(m_model->index(0, 0, schema)), Message::Loading);
    catalog.heldChildren().back().answer(catalog::Page{tables(known), {}});
    QTRY_COMPARE(rows(*m_model, schema), known);
    QTRY_VERIFY(!m_connections->manager().status(root.connection).isSilent);
}

void tst_CatalogTreeModel::namesThatAreHiddenAreCounted()
{
    FakeCatalog &catalog = m_connections->catalog(QStringLiteral("order_dw"));
    catalog.setHidden(root, {QStringLiteral("pg_catalog"), QStringLiteral("hologres")});
    const QModelIndex top = open(root);
    QCOMPARE(rows(*m_model, top), QStringList({QStringLiteral("public"), QStringLiteral("2 hidden")}));
    const QModelIndex line = m_model->index(1, 0, top);
    QCOMPARE(CatalogTreeModel::messageOf(line), Message::Hidden);
    QCOMPARE(line.data(Qt::ToolTipRole).toString(), QStringLiteral("pg_catalog, hologres"));
    QSignalSpy refreshed(m_model.get(), &CatalogTreeModel::refreshed);
    m_model->refresh(top);
    QTRY_COMPARE(refreshed.size(), 1);
    QCOMPARE(rows(*m_model, top), QStringList({QStringLiteral("public"), QStringLiteral("2 hidden")}));
}

void tst_CatalogTreeModel::aSearchAsksSchemasThatAreNotRead()
{
    FakeCatalog &catalog = m_connections->catalog(QStringLiteral("order_dw"));
    const ObjectPath ads = root.child(QStringLiteral("ads"));
    const ObjectPath denied = root.child(QStringLiteral("denied"));
    catalog.setChildren(root,
                        {entry(root, QStringLiteral("public"), ObjectKind::Schema),
                         entry(root, QStringLiteral("ads"), ObjectKind::Schema),
                         entry(root, QStringLiteral("denied"), ObjectKind::Schema)});
    catalog.setChildren(ads,
                        {entry(ads, QStringLiteral("orders_by_day"), ObjectKind::View),
                         entry(ads, QStringLiteral("visits"), ObjectKind::Table)});
    catalog.setChildrenError(denied, {core::ErrorKind::Permission, QStringLiteral("no"), {}, {}, {}});
    m_model->search(QStringLiteral("ord"), {root.connection}); // its schemas are not known: nothing to ask
    open(publicSchema);
    const auto asked = catalog.calls().size();
    m_model->search(QStringLiteral("ord"), {root.connection});
    const QModelIndex schema = m_model->indexOf(ads);
    QTRY_COMPARE(rows(*m_model, schema), QStringList{QStringLiteral("orders_by_day")});
    QCOMPARE(catalog.calls().mid(asked),
             QStringList({QStringLiteral("children order_dw/ads"), QStringLiteral("children order_dw/denied")}));
    QCOMPARE(CatalogTreeModel::stateOf(schema), State::NotLoaded); // it has more
    QVERIFY(!m_model->canFetchMore(schema));
    m_model->search(QStringLiteral("vis"), {root.connection});
    QTRY_COMPARE(rows(*m_model, schema), QStringList{QStringLiteral("visits")});
    m_model->endSearch({root.connection}, {});
    QCOMPARE(m_model->rowCount(schema), 0);
    QVERIFY(m_model->canFetchMore(schema));
    m_model->fetchMore(schema);
    QTRY_COMPARE(rows(*m_model, schema), QStringList({QStringLiteral("orders_by_day"), QStringLiteral("visits")}));
}

void tst_CatalogTreeModel::whatASearchFoundAndSomebodyChoseStays()
{
    FakeCatalog &catalog = m_connections->catalog(QStringLiteral("order_dw"));
    open(root);
    catalog.setBrief(true);
    m_model->search(QStringLiteral("ord"), {root.connection});
    const QModelIndex schema = m_model->indexOf(publicSchema);
    QTRY_COMPARE(rows(*m_model, schema), QStringList{QStringLiteral("orders")});
    const QPersistentModelIndex chosen(m_model->index(0, 0, schema));
    m_model->endSearch({root.connection}, {chosen});
    QTRY_COMPARE(CatalogTreeModel::stateOf(schema), State::Loaded);
    QVERIFY(chosen.isValid());
    QCOMPARE(rows(*m_model, schema), QStringList({QStringLiteral("dwd_orders"), QStringLiteral("orders")}));
}

QTEST_GUILESS_MAIN(tst_CatalogTreeModel)

#include "tst_catalogtreemodel.moc"
