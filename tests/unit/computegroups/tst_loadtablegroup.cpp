// SPDX-License-Identifier: GPL-3.0-or-later
#include "fakecatalog.h"

#include <isthmus/computegroups/loadexecutor.h>
#include <isthmus/computegroups/loadtablegroup.h>
#include <isthmus/computegroups/verifyloadexecutor.h>
#include <isthmus/core/async.h>
#include <isthmus/plan/sqlstep.h>
#include <isthmus/plan/words.h>

#include <QTest>
#include <QThread>

using namespace isthmus;
using namespace std::chrono_literals;
using catalog::ObjectKind;
using computegroups::LoadExecutor;
using computegroups::LoadStep;
using computegroups::LoadTableGroup;
using computegroups::LoadTableGroupFacts;
using computegroups::VerifyLoad;
using computegroups::VerifyLoadExecutor;
using testsupport::entry;
using testsupport::path;

namespace {

const catalog::ObjectPath group = path(QStringLiteral("order_dw/:table_groups/order_dw_tg_default"));

LoadTableGroup load()
{
    return {group, QStringLiteral("read_warehouse_1"), 1};
}

LoadTableGroupFacts facts()
{
    const auto computeGroups = path(QStringLiteral("order_dw/:compute_groups"));
    LoadTableGroupFacts facts;
    facts.database = QStringLiteral("order_dw");
    facts.tableGroups = {entry(group.parent(), group.name(), ObjectKind::TableGroup)};
    facts.computeGroups = {entry(computeGroups, QStringLiteral("init_warehouse"), ObjectKind::ComputeGroup),
                           entry(computeGroups, QStringLiteral("read_warehouse_1"), ObjectKind::ComputeGroup)};
    facts.loaded = {entry(group, QStringLiteral("init_warehouse"), ObjectKind::ComputeGroup)};
    return facts;
}

QStringList blockersOf(const plan::Plan &plan)
{
    QStringList texts;
    for (const plan::Notice &blocker : plan.blockers())
        texts.append(plan::words(blocker.text));
    return texts;
}

class FakeSources final : public planning::Sources {
public:
    FakeSources(std::shared_ptr<catalog::Catalog> catalog, QString system)
        : m_catalog(std::move(catalog)), m_system(std::move(system))
    {
    }
    [[nodiscard]] core::Result<planning::Source> source(const QString &, const core::Cancellation &) const override
    {
        return planning::Source{m_catalog, m_system, false};
    }

private:
    std::shared_ptr<catalog::Catalog> m_catalog;
    QString m_system;
};

} // namespace

namespace {

catalog::Entry loadedTo(const QString &computeGroup, int replicas)
{
    auto loaded = entry(group, computeGroup, ObjectKind::ComputeGroup);
    loaded.replicas = replicas;
    return loaded;
}

// Answers as it was told, once what \a does has been done.
class FakeSql final : public plan::StepExecutor {
public:
    FakeSql(plan::StepResult answer, std::function<void(const core::Cancellation &)> does)
        : m_answer(std::move(answer)), m_does(std::move(does))
    {
    }
    [[nodiscard]] QString kind() const override { return plan::SqlStep::kind; }
    [[nodiscard]] plan::StepResult execute(const plan::Step &, const plan::StepContext &context) override
    {
        m_does(context.cancellation);
        return m_answer;
    }

private:
    plan::StepResult m_answer;
    std::function<void(const core::Cancellation &)> m_does;
};

} // namespace

class tst_LoadTableGroup : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void theDefinitionReadsBackAsItself();
    void pathsOfOtherObjectsAreRefused();
    void thePlanCallsAndLooksAfterwards();
    void belowAnInstanceItRunsInTheDatabase();
    void namesAreOnlyText();
    void whatCannotRunIsBlocked_data();
    void whatCannotRunIsBlocked();
    void whereItIsLoadedAlreadyThePlanSaysSo();
    void thePlannerReadsTheListsOfTheServer();
    void anotherSystemIsRefused();
    void theStepIsVerifiedOnceTheServerListsIt();
    void whatTheServerNeverListsFails();
    void aCancelledLookEndsAtOnce();
    void otherReplicasAreNotWhatWasWanted();
    void aCallWhoseAnswerIsLostIsLookedAt_data();
    void aCallWhoseAnswerIsLostIsLookedAt();
};

void tst_LoadTableGroup::theDefinitionReadsBackAsItself()
{
    LoadTableGroup definition = load();
    definition.replicas = 3;
    QCOMPARE(LoadTableGroup::fromJson(definition.toJson()).value(), definition);
    const VerifyLoad verify{definition};
    QCOMPARE(VerifyLoad::fromStep(verify.toStep()).value(), verify);
    LoadStep step;
    step.sql.connection = QStringLiteral("order_dw");
    step.sql.sql = QStringLiteral("CALL f();");
    step.load = definition;
    QCOMPARE(LoadStep::fromStep(step.toStep())->load, definition);
}

void tst_LoadTableGroup::pathsOfOtherObjectsAreRefused()
{
    for (const char *text : {"order_dw", "order_dw/:table_groups", "order_dw/public/t", "order_dw/:table_groups/a/b/c",
                             "order_dw/:compute_groups/x"}) {
        LoadTableGroup definition = load();
        definition.tableGroup = path(QString::fromLatin1(text));
        QVERIFY2(!LoadTableGroup::fromJson(definition.toJson()), text);
    }
}

void tst_LoadTableGroup::thePlanCallsAndLooksAfterwards()
{
    const auto plan = computegroups::planLoadTableGroup(load(), facts());
    QVERIFY(plan.isRunnable());
    const auto steps = plan.steps();
    QCOMPARE(steps.size(), 2);
    QCOMPARE(steps.at(0).sql,
             QStringLiteral("CALL hg_table_group_load_to_warehouse('order_dw.order_dw_tg_default', "
                            "'read_warehouse_1', 1);"));
    QVERIFY(steps.at(0).writes());
    QVERIFY(plan::SqlStep::fromStep(steps.at(0))->database.isEmpty());
    QCOMPARE(steps.at(1).kind, VerifyLoad::kind);
    QCOMPARE(plan.touches.first().path, QStringLiteral("order_dw/:table_groups/order_dw_tg_default/read_warehouse_1"));
    QCOMPARE(plan.touches.first().change, plan::Change::Created);
    QVERIFY(plan.check());
}

void tst_LoadTableGroup::belowAnInstanceItRunsInTheDatabase()
{
    LoadTableGroup definition = load();
    definition.tableGroup = path(QStringLiteral("holo/crm/:table_groups/crm_tg_default"));
    LoadTableGroupFacts read = facts();
    read.database = QStringLiteral("crm");
    const auto plan = computegroups::planLoadTableGroup(definition, read);
    const auto step = plan::SqlStep::fromStep(plan.steps().first());
    QVERIFY(step);
    QCOMPARE(step->database, QStringLiteral("crm"));
    QVERIFY(step->sql.contains(QStringLiteral("'crm.crm_tg_default'")));
}

void tst_LoadTableGroup::namesAreOnlyText()
{
    LoadTableGroup definition = load();
    definition.tableGroup = group.parent().child(QStringLiteral("it's"));
    definition.computeGroup = QStringLiteral("a'); DROP TABLE t; --");
    const auto plan = computegroups::planLoadTableGroup(definition, facts());
    QCOMPARE(plan.steps().first().sql,
             QStringLiteral("CALL hg_table_group_load_to_warehouse('order_dw.it''s', 'a''); DROP TABLE t; --', 1);"));
}

void tst_LoadTableGroup::whatCannotRunIsBlocked_data()
{
    QTest::addColumn<QString>("computeGroup");
    QTest::addColumn<int>("replicas");
    QTest::addColumn<bool>("isReadOnly");
    QTest::addColumn<bool>("isGone");
    QTest::addColumn<QString>("blocker");
    const QString read = QStringLiteral("read_warehouse_1");
    QTest::newRow("none chosen") << QString() << 1 << false << false << QStringLiteral("Choose a compute group");
    QTest::newRow("no such compute group") << QStringLiteral("nowhere") << 1 << false << false
                                           << QStringLiteral("The instance has no compute group nowhere");
    QTest::newRow("no replica") << read << 0 << false << false << QStringLiteral("1 to 100 replicas");
    QTest::newRow("too many replicas") << read << 101 << false << false << QStringLiteral("1 to 100 replicas");
    QTest::newRow("read-only") << read << 1 << true << false << QStringLiteral("The connection order_dw is read-only");
    QTest::newRow("dropped") << read << 1 << false << true
                             << QStringLiteral("The database order_dw has no table group order_dw_tg_default");
}

void tst_LoadTableGroup::whatCannotRunIsBlocked()
{
    QFETCH(QString, computeGroup);
    QFETCH(int, replicas);
    QFETCH(bool, isReadOnly);
    QFETCH(bool, isGone);
    QFETCH(QString, blocker);
    LoadTableGroup definition = load();
    definition.computeGroup = computeGroup;
    definition.replicas = replicas;
    LoadTableGroupFacts read = facts();
    read.isReadOnly = isReadOnly;
    if (isGone)
        read.tableGroups.clear();
    const auto plan = computegroups::planLoadTableGroup(definition, read);
    QVERIFY(!plan.isRunnable());
    QCOMPARE(blockersOf(plan), QStringList{blocker});
    // A number that no field can hold stays out of range on its way.
    definition.replicas = replicas;
    QCOMPARE(LoadTableGroup::fromJson(definition.toJson())->replicas, replicas);
}

void tst_LoadTableGroup::whereItIsLoadedAlreadyThePlanSaysSo()
{
    LoadTableGroup definition = load();
    definition.computeGroup = QStringLiteral("init_warehouse");
    const auto plan = computegroups::planLoadTableGroup(definition, facts());
    QVERIFY(plan.isRunnable());
    QCOMPARE(plan.touches.first().change, plan::Change::Changed);
    QVERIFY(plan::words(plan.notices.first().text).contains(QStringLiteral("already")));
}

void tst_LoadTableGroup::thePlannerReadsTheListsOfTheServer()
{
    const auto catalog = std::make_shared<testsupport::FakeCatalog>();
    catalog::ServerInfo server;
    server.database = QStringLiteral("order_dw");
    catalog->setServer(server);
    const LoadTableGroupFacts given = facts();
    catalog->setChildren(group.parent(), given.tableGroups);
    catalog->setChildren(path(QStringLiteral("order_dw/:compute_groups")), given.computeGroups);
    catalog->setChildren(group, given.loaded);
    const FakeSources sources(catalog, QStringLiteral("hologres"));
    const computegroups::LoadTableGroupPlanner planner;
    const auto read = planner.read(load().toTask(), sources, {});
    QVERIFY2(read, qPrintable(read ? QString() : read.error().message));
    const auto plan = planner.plan(load().toTask(), *read);
    QVERIFY(plan);
    QVERIFY2(plan->isRunnable(), qPrintable(blockersOf(*plan).join(u' ')));
    QVERIFY(plan->steps().first().sql.contains(QStringLiteral("order_dw.order_dw_tg_default")));
    // One that may not be listed is told as it is.
    catalog->setChildrenError(group, {core::ErrorKind::Permission, QStringLiteral("You may not."), {}, {}, {}});
    QCOMPARE(planner.read(load().toTask(), sources, {}).error().kind, core::ErrorKind::Permission);
}

void tst_LoadTableGroup::anotherSystemIsRefused()
{
    const FakeSources sources(std::make_shared<testsupport::FakeCatalog>(), QStringLiteral("maxcompute"));
    const auto read = computegroups::LoadTableGroupPlanner().read(load().toTask(), sources, {});
    QCOMPARE(read.error().kind, core::ErrorKind::Invalid);
}

void tst_LoadTableGroup::theStepIsVerifiedOnceTheServerListsIt()
{
    const auto catalog = std::make_shared<testsupport::FakeCatalog>();
    catalog->setChildren(group, facts().loaded);
    int looks = 0;
    VerifyLoadExecutor executor(
        [&](const QString &, const core::Cancellation &) {
            return core::Result<std::shared_ptr<catalog::Catalog>>(catalog);
        },
        {1ms, 60s});
    plan::StepContext context;
    std::unique_ptr<QThread> server(QThread::create([&] { // lists it after the second look
        while (catalog->childrenCalls(group) < 2)
            QThread::yieldCurrentThread();
        looks = catalog->childrenCalls(group);
        catalog->setChildren(group, {loadedTo(QStringLiteral("read_warehouse_1"), 1)});
    }));
    server->start();
    const auto outcome = executor.execute(VerifyLoad{load()}.toStep(), context);
    QVERIFY(server->wait(10'000));
    QVERIFY(outcome);
    QVERIFY(looks >= 2);
    QCOMPARE(plan::words(outcome->summary), QStringLiteral("Listed as loaded to read_warehouse_1"));
}

void tst_LoadTableGroup::whatTheServerNeverListsFails()
{
    const auto catalog = std::make_shared<testsupport::FakeCatalog>();
    catalog->setChildren(group, facts().loaded);
    VerifyLoadExecutor executor(
        [&](const QString &, const core::Cancellation &) {
            return core::Result<std::shared_ptr<catalog::Catalog>>(catalog);
        },
        {1ms, 5ms});
    const auto outcome = executor.execute(VerifyLoad{load()}.toStep(), {});
    QVERIFY(!outcome);
    QCOMPARE(outcome.error().kind, core::ErrorKind::Timeout);
    QVERIFY(!outcome.error().hint.isEmpty());
}

void tst_LoadTableGroup::aCancelledLookEndsAtOnce()
{
    const auto catalog = std::make_shared<testsupport::FakeCatalog>();
    catalog->setChildren(group, facts().loaded);
    VerifyLoadExecutor executor(
        [&](const QString &, const core::Cancellation &) {
            return core::Result<std::shared_ptr<catalog::Catalog>>(catalog);
        },
        {1h, 2h});
    plan::StepContext context;
    std::unique_ptr<QThread> user(QThread::create([&] {
        while (catalog->childrenCalls(group) < 1)
            QThread::yieldCurrentThread();
        context.cancellation.request();
    }));
    user->start();
    const auto outcome = executor.execute(VerifyLoad{load()}.toStep(), context);
    QVERIFY(user->wait(10'000));
    QVERIFY(!outcome);
    QVERIFY(outcome.error().isCancelled());
}

void tst_LoadTableGroup::otherReplicasAreNotWhatWasWanted()
{
    const auto catalog = std::make_shared<testsupport::FakeCatalog>();
    catalog->setChildren(group, {loadedTo(QStringLiteral("read_warehouse_1"), 2)});
    VerifyLoadExecutor executor(
        [&](const QString &, const core::Cancellation &) {
            return core::Result<std::shared_ptr<catalog::Catalog>>(catalog);
        },
        {1ms, 5ms});
    const auto outcome = executor.execute(VerifyLoad{load()}.toStep(), {});
    QVERIFY(!outcome);
    QVERIFY(plan::words(outcome.error().message).contains(QStringLiteral("replicas: 1")));
    LoadTableGroup two = load();
    two.replicas = 2;
    QVERIFY(executor.execute(VerifyLoad{two}.toStep(), {}));
}

void tst_LoadTableGroup::aCallWhoseAnswerIsLostIsLookedAt_data()
{
    QTest::addColumn<core::ErrorKind>("kind");
    QTest::addColumn<bool>("isUnsent");
    QTest::addColumn<int>("replicas"); // that are listed then
    QTest::addColumn<bool>("isDone");
    using enum core::ErrorKind;
    QTest::newRow("line lost, done") << Network << false << 1 << true;
    QTest::newRow("no answer, done") << Timeout << false << 1 << true;
    QTest::newRow("torn answer, done") << Protocol << false << 1 << true;
    QTest::newRow("cancelled, done") << Cancelled << false << 1 << true;
    QTest::newRow("line lost, other replicas") << Network << false << 3 << false;
    QTest::newRow("never sent") << Network << true << 1 << false;
    QTest::newRow("refused") << Permission << false << 1 << false;
}

void tst_LoadTableGroup::aCallWhoseAnswerIsLostIsLookedAt()
{
    QFETCH(core::ErrorKind, kind);
    QFETCH(bool, isUnsent);
    QFETCH(int, replicas);
    QFETCH(bool, isDone);
    const auto catalog = std::make_shared<testsupport::FakeCatalog>();
    core::Error error{kind, QStringLiteral("It went wrong."), {}, {}, {}};
    error.isUnsent = isUnsent;
    LoadExecutor executor(
        [&](const QString &, const core::Cancellation &) {
            return core::Result<std::shared_ptr<catalog::Catalog>>(catalog);
        },
        std::make_unique<FakeSql>(core::fail(error),
                                  [&](const core::Cancellation &cancellation) {
                                      catalog->setChildren(group,
                                                           {loadedTo(QStringLiteral("read_warehouse_1"), replicas)});
                                      if (kind == core::ErrorKind::Cancelled)
                                          cancellation.request();
                                  }),
        {1ms, 20ms});
    QStringList log;
    plan::StepContext context;
    context.log = [&log](const plan::Text &line) { log.append(plan::words(line)); };
    const auto plan = computegroups::planLoadTableGroup(load(), facts());
    const auto outcome = executor.execute(plan.steps().first(), context);
    QCOMPARE(outcome.has_value(), isDone);
    if (isDone) {
        QVERIFY(plan::words(outcome->summary).contains(QStringLiteral("no answer came")));
        return;
    }
    QCOMPARE(outcome.error().kind, kind);
    const bool isLooked = !isUnsent && kind == core::ErrorKind::Network;
    QCOMPARE(log.join(u' ').contains(QStringLiteral("Looked again")), isLooked);
}

QTEST_GUILESS_MAIN(tst_LoadTableGroup)
#include "tst_loadtablegroup.moc"
