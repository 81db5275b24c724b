// SPDX-License-Identifier: GPL-3.0-or-later
#include "fakeconnections.h"
#include "listingkey.h"

#include <isthmus/nameindex/nameindex.h>

#include <QSignalSpy>
#include <QTest>

#include <algorithm>

using namespace isthmus;
using namespace isthmus::nameindex;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using catalog::ObjectKind;
using testsupport::entry;
using testsupport::path;

class tst_NameIndex : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void unopenedNamesAreFoundAfterReading();
    void namesStayOverTheEndOfTheProgram();
    void anInstanceIsReadDatabaseByDatabase();
    void aTenantIsReadProjectByProject();
    void aFailedReadingKeepsWhatWasThere();
    void nothingIsReadOfItselfThatMayAskForASecret();
    void whatIsMissingIsReadInTheBackground();
    void pausingStopsWhatIsReadOfItself();
    void aCancelledReadingIsTold();
    void theIndexFollowsListsThatOthersRead();
    void aPageThatWasNotSeenFromItsBeginningIsNoList();
    void tablesThatAreOpenedTellTheirColumns();
    void aTableThatIsGoneIsForgotten();
    void columnsOfAllAreReadWhenAsked();
    void whatRunsMakeAndDropIsFollowed();
    void aRenamedConnectionKeepsItsNames();
    void aRemovedConnectionLosesItsNames();

private:
    void makeIndex();
    [[nodiscard]] QStringList find(const QString &text);
    [[nodiscard]] ConnectionNames stateOf(const QString &connection);
    [[nodiscard]] connections::Backend watchedBackend(const QString &connection);
    void read(const QString &connection, Depth depth = Depth::Names)
    {
        const auto reading = m_index->read(connection, depth);
        QTRY_VERIFY(reading.isFinished());
        const auto done = core::outcomeOf(reading);
        QVERIFY2(done, qPrintable(done ? QString() : done.error().message));
    }

    std::unique_ptr<QTemporaryDir> m_dir;
    std::unique_ptr<testsupport::FakeConnections> m_fakes;
    std::shared_ptr<Feed> m_feed;
    std::unique_ptr<NameIndex> m_index;
};

void tst_NameIndex::init()
{
    m_dir = std::make_unique<QTemporaryDir>();
    m_fakes = std::make_unique<testsupport::FakeConnections>();
    m_feed = std::make_shared<Feed>();
    const auto root = path(u"order_dw"_s);
    auto &source = m_fakes->catalog(u"order_dw"_s);
    source.setChildren(root,
                       {entry(root, u"public"_s, ObjectKind::Schema), entry(root, u"empty"_s, ObjectKind::Schema)});
    const auto schema = root.child(u"public"_s);
    source.setChildren(
        schema, {entry(schema, u"dwd_orders"_s, ObjectKind::Table), entry(schema, u"v_orders"_s, ObjectKind::View)});
    source.setChildren(root.child(u"empty"_s), {});
    const auto project = path(u"dbs_mc"_s);
    auto &target = m_fakes->catalog(u"dbs_mc"_s);
    target.setChildren(project, {entry(project, u"default"_s, ObjectKind::Schema)});
    target.setChildren(project.child(u"default"_s),
                       {entry(project.child(u"default"_s), u"用户订单"_s, ObjectKind::Table)});
    const auto instance = path(u"test_dbs_holo"_s);
    auto &whole = m_fakes->catalog(u"test_dbs_holo"_s);
    whole.setChildren(instance,
                      {entry(instance, u"crm"_s, ObjectKind::Database),
                       entry(instance, u"finance"_s, ObjectKind::Database),
                       entry(instance, catalog::computeGroupsFolder, ObjectKind::ComputeGroups)});
    const auto crm = instance.child(u"crm"_s);
    whole.setChildren(crm, {entry(crm, u"public"_s, ObjectKind::Schema)});
    whole.setChildren(crm.child(u"public"_s), {entry(crm.child(u"public"_s), u"contacts"_s, ObjectKind::Table)});
    whole.setChildrenError(instance.child(u"finance"_s), {core::ErrorKind::Permission, u"You may not."_s, {}, {}, {}});
    makeIndex();
}

void tst_NameIndex::cleanup()
{
    m_index.reset();
    m_fakes.reset();
    m_dir.reset();
}

void tst_NameIndex::makeIndex()
{
    m_index.reset();
    m_index = std::make_unique<NameIndex>(m_fakes->manager(), m_feed, m_dir->filePath(u"names.sqlite"_s));
    m_index->setDelays(10ms, 10ms);
}

QStringList tst_NameIndex::find(const QString &text)
{
    const auto searching = m_index->search({text});
    if (!QTest::qWaitFor([&] { return searching.isFinished(); }))
        return {u"no answer"_s};
    QStringList paths;
    const auto answer = core::outcomeOf(searching); // a range's temporary would be gone in the loop
    for (const Hit &hit : answer->hits)
        paths.append(hit.path.toString());
    return paths;
}

ConnectionNames tst_NameIndex::stateOf(const QString &connection)
{
    const auto overview = m_index->overview();
    if (!QTest::qWaitFor([&] { return overview.isFinished(); }))
        return {};
    const auto all = core::outcomeOf(overview);
    const auto found = std::ranges::find(*all, connection, &ConnectionNames::connection);
    return found == all->end() ? ConnectionNames() : *found;
}

connections::Backend tst_NameIndex::watchedBackend(const QString &connection)
{
    auto backend = core::await(m_fakes->manager().open(connection));
    backend->catalog = m_feed->watched(backend->profile, backend->catalog);
    return *backend;
}

void tst_NameIndex::unopenedNamesAreFoundAfterReading()
{
    QCOMPARE(find(u"orders"_s), QStringList());
    QVERIFY(!stateOf(u"order_dw"_s).asOf.isValid());
    read(u"order_dw"_s);
    QCOMPARE(find(u"orders"_s), QStringList({u"order_dw/public/v_orders"_s, u"order_dw/public/dwd_orders"_s}));
    QCOMPARE(find(u"empty"_s), QStringList{u"order_dw/empty"_s});
    const auto state = stateOf(u"order_dw"_s);
    QCOMPARE(state.names, 2);
    QVERIFY(state.asOf.isValid());
    QVERIFY(!stateOf(u"dbs_mc"_s).asOf.isValid());
    read(u"dbs_mc"_s);
    QCOMPARE(find(u"订单"_s), QStringList{u"dbs_mc/default/用户订单"_s});
}

void tst_NameIndex::namesStayOverTheEndOfTheProgram()
{
    read(u"order_dw"_s);
    const QDateTime asOf = stateOf(u"order_dw"_s).asOf;
    const auto calls = m_fakes->catalog(u"order_dw"_s).calls();
    makeIndex();
    QCOMPARE(find(u"dwd"_s), QStringList{u"order_dw/public/dwd_orders"_s});
    QCOMPARE(stateOf(u"order_dw"_s).asOf, asOf);
    QCOMPARE(m_fakes->catalog(u"order_dw"_s).calls(), calls); // nobody was asked
}

void tst_NameIndex::anInstanceIsReadDatabaseByDatabase()
{
    read(u"test_dbs_holo"_s); // a database that may not be opened is no failure
    QCOMPARE(find(u"contacts"_s), QStringList{u"test_dbs_holo/crm/public/contacts"_s});
    QCOMPARE(find(u"finance"_s), QStringList{u"test_dbs_holo/finance"_s});
    QVERIFY(stateOf(u"test_dbs_holo"_s).asOf.isValid());
}

void tst_NameIndex::aTenantIsReadProjectByProject()
{
    m_index.reset();
    m_fakes = std::make_unique<testsupport::FakeConnections>(QList<connections::Profile>{testsupport::tenantProfile(
        testsupport::maxComputeProfile(u"dbs_mc"_s, u"https://mc.example/api"_s), u"tenant"_s)});
    const auto tenant = path(u"tenant"_s);
    auto &whole = m_fakes->catalog(u"tenant"_s);
    whole.setChildren(
        tenant, {entry(tenant, u"closed"_s, ObjectKind::Project), entry(tenant, u"sales"_s, ObjectKind::Project)});
    const auto sales = tenant.child(u"sales"_s);
    whole.setChildren(sales, {entry(sales, u"default"_s, ObjectKind::Schema)});
    whole.setChildren(sales.child(u"default"_s), {entry(sales.child(u"default"_s), u"orders"_s, ObjectKind::Table)});
    whole.setChildrenError(tenant.child(u"closed"_s), {core::ErrorKind::Permission, u"You may not."_s, {}, {}, {}});
    makeIndex();
    read(u"tenant"_s);
    QCOMPARE(find(u"orders"_s), QStringList{u"tenant/sales/default/orders"_s});
    const auto searching = m_index->search({u"closed"_s});
    QTRY_VERIFY(searching.isFinished());
    const auto answer = core::outcomeOf(searching);
    QCOMPARE(answer->hits.first().path, tenant.child(u"closed"_s));
    QCOMPARE(answer->hits.first().kind, ObjectKind::Project);
    // And what a tree reads of it goes on in the right project.
    const auto backend = watchedBackend(u"tenant"_s);
    const auto schema = sales.child(u"default"_s);
    whole.setChildren(schema, {entry(schema, u"returns"_s, ObjectKind::Table)});
    QVERIFY(core::await(backend.catalog->children({schema})));
    QTRY_COMPARE(find(u"returns"_s), QStringList{u"tenant/sales/default/returns"_s});
}

void tst_NameIndex::aFailedReadingKeepsWhatWasThere()
{
    read(u"order_dw"_s);
    m_fakes->catalog(u"order_dw"_s)
        .setChildrenError(path(u"order_dw"_s), {core::ErrorKind::Network, u"Nobody answers."_s, {}, {}, {}});
    const auto reading = m_index->read(u"order_dw"_s, Depth::Names);
    QTRY_VERIFY(reading.isFinished());
    QVERIFY(!core::outcomeOf(reading));
    const auto state = stateOf(u"order_dw"_s);
    QCOMPARE(state.state, ConnectionNames::State::Failed);
    QCOMPARE(state.error->message, u"Nobody answers."_s);
    QCOMPARE(find(u"dwd"_s).size(), 1);
}

void tst_NameIndex::nothingIsReadOfItselfThatMayAskForASecret()
{
    m_fakes->secrets().setMayAsk(true);
    const auto opened = m_fakes->manager().open(u"dbs_mc"_s); // its secret was asked for already
    QTRY_VERIFY(opened.isFinished());
    m_index->begin();
    QTRY_COMPARE(stateOf(u"dbs_mc"_s).names, 1);
    QCOMPARE(m_fakes->catalog(u"order_dw"_s).calls(), QStringList());
    QCOMPARE(m_fakes->catalog(u"test_dbs_holo"_s).calls(), QStringList());
    m_index->readMissing(); // who asks for it may be asked back
    QTRY_COMPARE(stateOf(u"order_dw"_s).names, 2);
    QTRY_VERIFY(stateOf(u"test_dbs_holo"_s).asOf.isValid());
}

void tst_NameIndex::whatIsMissingIsReadInTheBackground()
{
    read(u"order_dw"_s);
    const auto calls = m_fakes->catalog(u"order_dw"_s).calls();
    m_index->begin();
    QTRY_VERIFY(stateOf(u"dbs_mc"_s).asOf.isValid() && stateOf(u"test_dbs_holo"_s).asOf.isValid());
    QCOMPARE(m_fakes->catalog(u"order_dw"_s).calls(), calls); // that was read a moment ago
}

void tst_NameIndex::pausingStopsWhatIsReadOfItself()
{
    m_fakes->catalog(u"order_dw"_s).hold(true);
    m_index->begin();
    QTRY_COMPARE(m_fakes->catalog(u"order_dw"_s).heldChildren().size(), 1U);
    m_index->setPaused(true);
    const auto held = m_fakes->catalog(u"order_dw"_s).heldChildren().front();
    QTRY_VERIFY(held.isCancelled());
    held.finishCancelled();
    QTRY_COMPARE(stateOf(u"order_dw"_s).state, ConnectionNames::State::Idle);
    QCOMPARE(stateOf(u"dbs_mc"_s).state, ConnectionNames::State::Idle);
    QCOMPARE(m_fakes->catalog(u"dbs_mc"_s).calls(), QStringList());
    read(u"dbs_mc"_s); // what is asked for is done all the same
    m_fakes->catalog(u"order_dw"_s).hold(false);
    m_index->setPaused(false);
    QTRY_COMPARE(stateOf(u"order_dw"_s).names, 2);
}

void tst_NameIndex::aCancelledReadingIsTold()
{
    m_fakes->catalog(u"order_dw"_s).hold(true);
    auto reading = m_index->read(u"order_dw"_s, Depth::Names);
    auto next = m_index->read(u"dbs_mc"_s, Depth::Names); // one at a time
    QTRY_COMPARE(m_fakes->catalog(u"order_dw"_s).heldChildren().size(), 1U);
    QCOMPARE(m_fakes->catalog(u"dbs_mc"_s).calls(), QStringList());
    QCOMPARE(stateOf(u"dbs_mc"_s).state, ConnectionNames::State::Waiting);
    reading.cancel();
    const auto held = m_fakes->catalog(u"order_dw"_s).heldChildren().front();
    QTRY_VERIFY(held.isCancelled());
    held.finishCancelled();
    QTRY_VERIFY(next.isFinished());
    QVERIFY(core::outcomeOf(next));
    QCOMPARE(stateOf(u"order_dw"_s).state, ConnectionNames::State::Idle);
}

void tst_NameIndex::theIndexFollowsListsThatOthersRead()
{
    read(u"order_dw"_s);
    const auto schema = path(u"order_dw/public"_s);
    auto &source = m_fakes->catalog(u"order_dw"_s);
    source.setChildren(schema,
                       {entry(schema, u"dwd_orders"_s, ObjectKind::Table),
                        entry(schema, u"made_now"_s, ObjectKind::Table),
                        entry(schema, u"z_last"_s, ObjectKind::Table)});
    const auto backend = watchedBackend(u"order_dw"_s);
    catalog::ListRequest request{schema, {}, 2, {}};
    const auto first = backend.catalog->children(request);
    QTRY_VERIFY(first.isFinished());
    request.marker = core::outcomeOf(first)->nextMarker;
    QVERIFY(!request.marker.isEmpty());
    QCOMPARE(find(u"made_now"_s), QStringList()); // a list that is not whole is none
    static_cast<void>(backend.catalog->children(request));
    QTRY_COMPARE(find(u"made_now"_s), QStringList{u"order_dw/public/made_now"_s});
    QCOMPARE(find(u"v_orders"_s), QStringList()); // it is gone
    QCOMPARE(find(u"z_last"_s).size(), 1);
}

void tst_NameIndex::aPageThatWasNotSeenFromItsBeginningIsNoList()
{
    read(u"order_dw"_s);
    const auto schema = path(u"order_dw/public"_s);
    const auto backend = watchedBackend(u"order_dw"_s);
    static_cast<void>(backend.catalog->children({schema, u"1"_s, 2, {}}));
    static_cast<void>(backend.catalog->children({schema, {}, 1000, u"dwd"_s})); // only what begins so
    static_cast<void>(backend.catalog->children({path(u"order_dw/empty"_s), {}, 1000, {}}));
    QSignalSpy changed(m_index.get(), &NameIndex::changed);
    QTRY_VERIFY(!changed.isEmpty());
    QCOMPARE(find(u"orders"_s).size(), 2);
}

void tst_NameIndex::tablesThatAreOpenedTellTheirColumns()
{
    read(u"order_dw"_s);
    catalog::TableInfo info;
    info.path = path(u"order_dw/public/dwd_orders"_s);
    info.name = u"dwd_orders"_s;
    info.columns = {{.name = u"order_fee"_s, .type = catalog::parsePostgresType(u"bigint")}};
    m_fakes->catalog(u"order_dw"_s).setTable(info);
    const auto backend = watchedBackend(u"order_dw"_s);
    static_cast<void>(backend.catalog->table(info.path));
    QTRY_COMPARE(find(u"column:fee"_s), QStringList{u"order_dw/public/dwd_orders/order_fee"_s});
    // And one that no list has shown.
    info.path = path(u"order_dw/public/made_now"_s);
    info.name = u"made_now"_s;
    m_fakes->catalog(u"order_dw"_s).setTable(info);
    static_cast<void>(backend.catalog->table(info.path));
    QTRY_COMPARE(find(u"made"_s), QStringList{u"order_dw/public/made_now"_s});
}

void tst_NameIndex::aTableThatIsGoneIsForgotten()
{
    read(u"order_dw"_s);
    const auto backend = watchedBackend(u"order_dw"_s);
    static_cast<void>(backend.catalog->table(path(u"order_dw/public/v_orders"_s)));
    QTRY_COMPARE(find(u"orders"_s), QStringList{u"order_dw/public/dwd_orders"_s});
}

void tst_NameIndex::columnsOfAllAreReadWhenAsked()
{
    catalog::TableInfo info;
    info.path = path(u"order_dw/public/dwd_orders"_s);
    info.name = u"dwd_orders"_s;
    info.columns = {{.name = u"用户"_s, .type = catalog::parsePostgresType(u"text")}};
    m_fakes->catalog(u"order_dw"_s).setTable(info);
    read(u"order_dw"_s);
    QCOMPARE(find(u"column:用户"_s), QStringList());
    read(u"order_dw"_s, Depth::Columns);
    QCOMPARE(find(u"用户"_s), QStringList{u"order_dw/public/dwd_orders/用户"_s});
}

void tst_NameIndex::whatRunsMakeAndDropIsFollowed()
{
    read(u"dbs_mc"_s);
    m_index->noteRelation(path(u"dbs_mc/default/dwd_orders"_s), ObjectKind::ExternalTable);
    QTRY_COMPARE(find(u"dwd"_s), QStringList{u"dbs_mc/default/dwd_orders"_s});
    m_index->noteRelation(path(u"dbs_mc/default/dwd_orders"_s), std::nullopt);
    m_index->noteRelation(path(u"nobody/default/dwd_orders"_s), ObjectKind::Table);
    QTRY_COMPARE(find(u"dwd"_s), QStringList());

    QList<nameindex::NameIndex::NotedRelation> many; // of a run over many tables
    for (int i = 0; i < 5; ++i)
        many.append({path(u"dbs_mc/default/batch_%1"_s.arg(i)), ObjectKind::ExternalTable});
    m_index->noteRelations(u"dbs_mc"_s, many);
    QTRY_COMPARE(find(u"batch"_s).size(), 5);
    for (auto &relation : many)
        relation.kind.reset();
    many.removeFirst();
    m_index->noteRelations(u"dbs_mc"_s, many);
    QTRY_COMPARE(find(u"batch"_s), QStringList{u"dbs_mc/default/batch_0"_s});
}

void tst_NameIndex::aRenamedConnectionKeepsItsNames()
{
    read(u"order_dw"_s);
    auto profile = *m_fakes->manager().profile(u"order_dw"_s);
    profile.name = u"orders"_s;
    profile.readOnly = true;
    profile.description = u"of the shop"_s; // nor do these change what there is
    profile.environment = connections::Environment::Production;
    profile.group = u"Sales"_s;
    profile.colour = u"teal"_s;
    profile.set(u"warehouse", u"read_1"_s);
    QVERIFY(core::await(m_fakes->manager().save(profile, u"order_dw"_s, std::nullopt)));
    QTRY_COMPARE(find(u"dwd"_s), QStringList{u"orders/public/dwd_orders"_s});
    QVERIFY(stateOf(u"orders"_s).asOf.isValid());
    // Pointed at another server it is another connection.
    profile.set(u"host", u"other.example"_s);
    QVERIFY(core::await(m_fakes->manager().save(profile, u"orders"_s, std::nullopt)));
    QTRY_COMPARE(find(u"dwd"_s), QStringList());
    QVERIFY(!stateOf(u"orders"_s).asOf.isValid());
}

void tst_NameIndex::aRemovedConnectionLosesItsNames()
{
    read(u"order_dw"_s);
    QVERIFY(core::await(m_fakes->manager().remove(u"order_dw"_s)));
    QTRY_COMPARE(find(u"dwd"_s), QStringList());
    QCOMPARE(find(u"order_dw"_s), QStringList());
}

QTEST_GUILESS_MAIN(tst_NameIndex)
#include "tst_nameindex.moc"
