// SPDX-License-Identifier: GPL-3.0-or-later
#include "fakeconnections.h"

#include <isthmus/core/format.h>
#include <isthmus/engine/localruns.h>
#include <isthmus/mapping/externaltable/definition.h>
#include <isthmus/mapping/externaltable/dropexternaltable.h>
#include <isthmus/mapping/foreigntable/dropforeigntable.h>
#include <isthmus/models/catalog/counterparts.h>
#include <isthmus/models/runs/activitymodel.h>
#include <isthmus/models/runs/runlogmodel.h>

#include <QAbstractItemModelTester>
#include <QDir>
#include <QFile>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <condition_variable>
#include <mutex>

using namespace isthmus;
using models::ActivityModel;
using models::CatalogTreeModel;
using models::RunLogModel;
using plan::RunState;
using testsupport::path;

namespace {

// What the test lets a step do.
struct Gate {
    std::mutex mutex;
    std::condition_variable changed;
    bool isOpen = false;
    std::optional<core::Error> error;

    void open()
    {
        {
            const std::lock_guard lock(mutex);
            isOpen = true;
        }
        changed.notify_all();
    }
};

class GatedExecutor final : public plan::StepExecutor {
public:
    explicit GatedExecutor(std::shared_ptr<Gate> gate) : m_gate(std::move(gate)) { }

    [[nodiscard]] QString kind() const override { return QStringLiteral("gated"); }
    [[nodiscard]] plan::StepResult execute(const plan::Step &, const plan::StepContext &context) override
    {
        context.log(QStringLiteral("begun"));
        context.progress(plan::StepProgress::rows(250, 1000));
        const auto wake = context.cancellation.interruptWith([gate = m_gate] { gate->changed.notify_all(); });
        std::unique_lock lock(m_gate->mutex);
        m_gate->changed.wait(lock, [&] { return m_gate->isOpen || context.cancellation.isRequested(); });
        if (!m_gate->isOpen)
            return core::fail(core::Error::cancelled());
        if (m_gate->error)
            return core::fail(*m_gate->error);
        return plan::StepOutcome{QStringLiteral("12 columns"), {}};
    }

private:
    std::shared_ptr<Gate> m_gate;
};

plan::Plan gatedPlan(plan::Change change = plan::Change::Created)
{
    plan::Step step;
    step.kind = QStringLiteral("gated");
    step.title = QStringLiteral("Wait at the gate");
    step.connections = {QStringLiteral("dbs_mc")};
    step.canResume = true;
    plan::Plan plan;
    plan.touches = {{QStringLiteral("dbs_mc/default/orders"), change, QStringLiteral("order_dw/public/orders")}};
    plan.append(step);
    return plan;
}

plan::Task task()
{
    mapping::MapTable definition;
    definition.source = path(QStringLiteral("order_dw/public/orders"));
    definition.targetSchema = path(QStringLiteral("dbs_mc/default"));
    definition.tableName = QStringLiteral("orders");
    return definition.toTask();
}

} // namespace

class tst_ActivityModel : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void aRunIsShownFromStartToEnd();
    void aRunThatEndedBeforeItWasSeenHasFinished();
    void aRunCanBeCancelled();
    void aFailureSaysWhatWasWrong();
    void noRunsAreKnownOnceTheyAreRead();
    void newestFirstAndRememberedOverARestart();
    void olderRunsArriveAsTheViewScrolls();
    void earlierRunsComeOnceTheStoreCanBeOpened();
    void aCancelledRunIsResumed();
    void aRunNamesItsConnections();
    void aRunIsOfProductionWhereItsConnectionsWere();
    void whyARunIsNotCancelledIsTold();
    void resumingOnProductionIsAskedAbout();
    void whyARunIsNotResumedIsTold();
    void theLogGrowsWhileItRuns();
    void aSucceededMappingMarksBothTables();
    void aDroppedTableIsMarkedNoMore_data();
    void aDroppedTableIsMarkedNoMore();
    void theLocationOfAnExternalTableMarksItsSource();

private:
    void makeService();
    core::Result<QString> start() { return core::await(m_service->start(task(), gatedPlan())); }
    [[nodiscard]] RunState stateOf(const QString &id) { return core::await(m_service->run(id))->state; }
    [[nodiscard]] QString text(const ActivityModel &model, int column) const
    {
        return model.index(0, column).data().toString();
    }

    std::unique_ptr<QTemporaryDir> m_dir;
    std::shared_ptr<Gate> m_gate;
    std::unique_ptr<engine::LocalRuns> m_service;
};

void tst_ActivityModel::init()
{
    m_dir = std::make_unique<QTemporaryDir>();
    makeService();
    QVERIFY(core::await(m_service->storeState()).has_value());
}

void tst_ActivityModel::makeService()
{
    m_service.reset();
    m_gate = std::make_shared<Gate>();
    engine::Setup setup;
    setup.storeFile = m_dir->filePath(QStringLiteral("runs.sqlite"));
    setup.executors.push_back(std::make_unique<GatedExecutor>(m_gate));
    setup.isReadOnly = [](const QString &) { return false; };
    setup.retryAfter = std::chrono::milliseconds(20);
    m_service = std::make_unique<engine::LocalRuns>(std::move(setup));
}

void tst_ActivityModel::cleanup()
{
    m_service.reset();
    m_dir.reset();
}

void tst_ActivityModel::aRunIsShownFromStartToEnd()
{
    ActivityModel model(*m_service);
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    QSignalSpy finished(&model, &ActivityModel::finished);
    const auto id = start();
    QVERIFY(id);
    QTRY_COMPARE(text(model, ActivityModel::StateText), QStringLiteral("Running"));
    QTRY_COMPARE(text(model, ActivityModel::Rows), QStringLiteral("250 / 1,000"));
    QCOMPARE(text(model, ActivityModel::Progress), QStringLiteral("25%"));
    QCOMPARE(model.index(0, 0).data(ActivityModel::ProgressRole).toDouble(), 0.25);
    QTRY_VERIFY(text(model, ActivityModel::Rate).endsWith(QStringLiteral("rows/s")));
    QCOMPARE(model.activeCount(), 1);
    QCOMPARE(finished.size(), 0);
    m_gate->open();
    QTRY_COMPARE(finished.size(), 1);
    QCOMPARE(model.index(0, 0).data(ActivityModel::StateRole).toInt(), int(RunState::Succeeded));
    QVERIFY(!model.index(0, 0).data(ActivityModel::ProgressRole).isValid());
    QVERIFY(text(model, ActivityModel::Result).startsWith(QStringLiteral("12 columns, ")));
    QCOMPARE(model.activeCount(), 0);
    QCOMPARE(model.indexOf(*id).row(), 0);
    QCOMPARE(model.index(0, 0).data(ActivityModel::TargetRole).toString(), QStringLiteral("dbs_mc/default/orders"));
}

// Another program's, which took less time than there is between two looks at what it runs.
void tst_ActivityModel::aRunThatEndedBeforeItWasSeenHasFinished()
{
    ActivityModel model(*m_service);
    const QSignalSpy finished(&model, &ActivityModel::finished);
    QTRY_VERIFY(model.hasRead());
    plan::RunSummary run;
    run.id = QStringLiteral("other");
    run.number = 7;
    run.state = RunState::Succeeded;
    Q_EMIT m_service->summaryChanged(run);
    QCOMPARE(finished.size(), 1);
    QCOMPARE(model.rowCount(), 1);
    auto another = run; // that runs there: closing this window would not stop it
    another.id = QStringLiteral("another");
    another.number = 8;
    another.state = RunState::Running;
    another.isElsewhere = true;
    Q_EMIT m_service->summaryChanged(another);
    QCOMPARE(model.activeCount(), 1);
    QCOMPARE(model.activeHereCount(), 0);
    QVERIFY(!model.indexOf(another.id).data(ActivityModel::CanCancelRole).toBool());
    QCOMPARE(finished.size(), 1);
    Q_EMIT m_service->summaryChanged(run);
    QCOMPARE(finished.size(), 1);
}

void tst_ActivityModel::aRunCanBeCancelled()
{
    ActivityModel model(*m_service);
    QVERIFY(start());
    QTRY_COMPARE(text(model, ActivityModel::StateText), QStringLiteral("Running"));
    QVERIFY(model.index(0, 0).data(ActivityModel::CanCancelRole).toBool());
    model.cancel(model.index(0, 0));
    QTRY_COMPARE(model.index(0, 0).data(ActivityModel::StateRole).toInt(), int(RunState::Cancelled));
    QVERIFY(!model.index(0, 0).data(ActivityModel::CanCancelRole).toBool());
}

void tst_ActivityModel::aFailureSaysWhatWasWrong()
{
    m_gate->error = core::Error{core::ErrorKind::Permission,
                                QStringLiteral("No CREATE right in default"),
                                QStringLiteral("Ask the owner"),
                                {},
                                {}};
    m_gate->open();
    ActivityModel model(*m_service);
    QVERIFY(start());
    QTRY_COMPARE(model.index(0, 0).data(ActivityModel::StateRole).toInt(), int(RunState::Failed));
    QCOMPARE(text(model, ActivityModel::Result), QStringLiteral("No CREATE right in default"));
    QCOMPARE(model.index(0, 0).data(ActivityModel::ErrorRole).value<core::Error>().hint,
             QStringLiteral("Ask the owner"));
}

void tst_ActivityModel::noRunsAreKnownOnceTheyAreRead()
{
    ActivityModel model(*m_service);
    const QSignalSpy read(&model, &ActivityModel::read);
    QVERIFY(!model.hasRead());
    QTRY_COMPARE(read.size(), 1);
    QVERIFY(model.hasRead());
    QCOMPARE(model.rowCount(), 0);
}

void tst_ActivityModel::newestFirstAndRememberedOverARestart()
{
    m_gate->open();
    {
        ActivityModel model(*m_service);
        QVERIFY(start());
        const auto second = start();
        QVERIFY(second);
        QTRY_COMPARE(model.index(0, 0).data(ActivityModel::RunIdRole).toString(), *second);
        QTRY_COMPARE(model.activeCount(), 0);
    }
    makeService();
    ActivityModel again(*m_service);
    QTRY_COMPARE(again.rowCount(), 2);
    QCOMPARE(again.activeCount(), 0);
}

void tst_ActivityModel::olderRunsArriveAsTheViewScrolls()
{
    m_gate->open();
    QStringList ids;
    for (int i = 0; i < 105; ++i)
        ids.prepend(start().value());
    QTRY_COMPARE(stateOf(ids.first()), RunState::Succeeded);
    ActivityModel model(*m_service);
    QTRY_COMPARE(model.rowCount(), 100);
    QVERIFY(model.canFetchMore({}));
    ids.prepend(start().value()); // while the page is on its way
    model.fetchMore({});
    QTRY_COMPARE(model.rowCount(), 106);
    QVERIFY(!model.canFetchMore({}));
    QTRY_COMPARE(model.activeCount(), 0);
    for (int row = 0; row < model.rowCount(); ++row)
        QCOMPARE(model.index(row, 0).data(ActivityModel::RunIdRole).toString(), ids.at(row));
}

void tst_ActivityModel::earlierRunsComeOnceTheStoreCanBeOpened()
{
    m_gate->open();
    const auto before = start();
    QVERIFY(before);
    QTRY_COMPARE(stateOf(*before), RunState::Succeeded);
    m_service.reset();
    const QString file = m_dir->filePath(QStringLiteral("runs.sqlite"));
    const QString aside = m_dir->filePath(QStringLiteral("aside"));
    QVERIFY(QFile::rename(file, aside));
    QVERIFY(QDir().mkdir(file));
    makeService();
    m_gate->open();
    ActivityModel model(*m_service);
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    const auto meanwhile = start();
    QVERIFY(meanwhile);
    QTRY_COMPARE(stateOf(*meanwhile), RunState::Succeeded);
    QTRY_COMPARE(model.rowCount(), 1);
    QVERIFY(QDir().rmdir(file));
    QVERIFY(QFile::rename(aside, file));
    QTRY_COMPARE(model.rowCount(), 2);
    QCOMPARE(model.indexOf(*meanwhile).row(), 0);
    QCOMPARE(model.indexOf(*before).row(), 1);
}

void tst_ActivityModel::aCancelledRunIsResumed()
{
    ActivityModel model(*m_service);
    QSignalSpy failed(&model, &ActivityModel::failed);
    QVERIFY(start());
    QTRY_COMPARE(text(model, ActivityModel::StateText), QStringLiteral("Running"));
    QVERIFY(!model.index(0, 0).data(ActivityModel::CanResumeRole).toBool());
    model.resume(model.index(0, 0)); // it runs
    QTRY_COMPARE(failed.size(), 1);
    model.cancel(model.index(0, 0));
    QTRY_VERIFY(model.index(0, 0).data(ActivityModel::CanResumeRole).toBool());
    QCOMPARE(model.activeCount(), 0);
    const QString started = text(model, ActivityModel::Started);
    QTRY_VERIFY(core::formatTime(QDateTime::currentDateTime()) != started);
    model.resume(model.index(0, 0));
    QTRY_COMPARE(model.activeCount(), 1);
    QCOMPARE(text(model, ActivityModel::Started), started); // the first time
    QTRY_VERIFY(
        model.index(0, ActivityModel::Started).data(Qt::ToolTipRole).toString().contains(QStringLiteral("resumed")));
    m_gate->open();
    QTRY_COMPARE(model.index(0, 0).data(ActivityModel::StateRole).toInt(), int(RunState::Succeeded));
    QCOMPARE(model.rowCount(), 1);
    QCOMPARE(failed.size(), 1);
}

// Names may have been given to other connections since, or labels to those.
void tst_ActivityModel::aRunIsOfProductionWhereItsConnectionsWere()
{
    ActivityModel model(*m_service);
    model.setProductionCheck([](const QString &connection) { return connection == u"dbs_mc"; });
    const auto id = start();
    QVERIFY(id);
    QTRY_VERIFY(model.rowCount() == 1 && model.index(0, 0).data(ActivityModel::ProductionRole).toBool());
    plan::RunSummary run = *core::await(m_service->run(*id));
    run.production = QStringList();
    Q_EMIT m_service->summaryChanged(run);
    QVERIFY(!model.index(0, 0).data(ActivityModel::ProductionRole).toBool());
    QCOMPARE(text(model, ActivityModel::Connections), QStringLiteral("order_dw → dbs_mc"));
    run.production = QStringList{QStringLiteral("order_dw")};
    Q_EMIT m_service->summaryChanged(run);
    QVERIFY(model.index(0, 0).data(ActivityModel::ProductionRole).toBool());
    m_gate->open();
    QTRY_COMPARE(model.activeCount(), 0);
}

void tst_ActivityModel::aRunNamesItsConnections()
{
    ActivityModel model(*m_service);
    QString production;
    model.setProductionCheck([&](const QString &connection) { return connection == production; });
    QVERIFY(start());
    QTRY_COMPARE(text(model, ActivityModel::Connections), QStringLiteral("order_dw → dbs_mc"));
    QVERIFY(!model.index(0, 0).data(ActivityModel::ProductionRole).toBool());
    production = QStringLiteral("dbs_mc");
    QSignalSpy changed(&model, &QAbstractItemModel::dataChanged);
    model.connectionsChanged();
    QCOMPARE(changed.size(), 1);
    QCOMPARE(text(model, ActivityModel::Connections), QStringLiteral("order_dw → dbs_mc · Production"));
    QVERIFY(model.index(0, 0).data(ActivityModel::ProductionRole).toBool());
    m_gate->open();
    QTRY_COMPARE(model.activeCount(), 0);

    plan::Plan reading = gatedPlan(); // touches nothing, as an export
    reading.touches.clear();
    QVERIFY(core::await(m_service->start(task(), reading)));
    QTRY_COMPARE(model.rowCount(), 2);
    production.clear();
    QCOMPARE(text(model, ActivityModel::Connections), QStringLiteral("dbs_mc"));
}

void tst_ActivityModel::whyARunIsNotCancelledIsTold()
{
    ActivityModel model(*m_service);
    QVERIFY(start());
    QTRY_COMPARE(text(model, ActivityModel::StateText), QStringLiteral("Running"));
    const auto hint = [&] { return model.index(0, 0).data(ActivityModel::CancelHintRole).toString(); };
    QCOMPARE(hint(), QStringLiteral("Cancel the selected run"));
    plan::RunSummary elsewhere;
    elsewhere.id = QStringLiteral("other");
    elsewhere.state = RunState::Running;
    elsewhere.isElsewhere = true;
    Q_EMIT m_service->summaryChanged(elsewhere); // as the engine tells of a run of isthmusctl
    QVERIFY(!model.index(0, 0).data(ActivityModel::CanCancelRole).toBool());
    QVERIFY2(hint().contains(QStringLiteral("Another program")), qPrintable(hint()));
    elsewhere.state = RunState::Failed;
    Q_EMIT m_service->summaryChanged(elsewhere);
    QVERIFY2(hint().contains(QStringLiteral("has ended")), qPrintable(hint()));
    m_gate->open();
}

void tst_ActivityModel::resumingOnProductionIsAskedAbout()
{
    ActivityModel model(*m_service);
    model.setProductionCheck([](const QString &connection) { return connection == u"dbs_mc"; });
    QSignalSpy asked(&model, &ActivityModel::confirmationNeeded);
    QSignalSpy failed(&model, &ActivityModel::failed);
    auto plan = gatedPlan();
    const auto cutOff = [&] {
        const auto id = core::await(m_service->start(task(), plan));
        QVERIFY(id);
        QTRY_COMPARE(text(model, ActivityModel::StateText), QStringLiteral("Running"));
        model.cancel(model.index(0, 0));
        QTRY_VERIFY(model.index(0, 0).data(ActivityModel::CanResumeRole).toBool());
    };
    cutOff();
    model.resume(model.index(0, 0));
    QTRY_COMPARE(asked.size(), 1);
    const QString id = model.index(0, 0).data(ActivityModel::RunIdRole).toString();
    QCOMPARE(asked.first().at(0).toString(), id);
    QCOMPARE(asked.first().at(2).toStringList(), QStringList{QStringLiteral("dbs_mc")});
    QCOMPARE(model.activeCount(), 0); // till that is answered
    model.resume(id, {QStringLiteral("dbs_mc")});
    QTRY_COMPARE(model.activeCount(), 1);
    model.cancel(model.index(0, 0));
    QTRY_COMPARE(model.activeCount(), 0);

    plan.groups[0].steps[0].effect = plan::Effect::Read;
    cutOff();
    model.resume(model.index(0, 0));
    QTRY_COMPARE(model.activeCount(), 1); // it reads
    QCOMPARE(asked.size(), 1);
    QCOMPARE(failed.size(), 0);
}

void tst_ActivityModel::whyARunIsNotResumedIsTold()
{
    ActivityModel model(*m_service);
    const auto hint = [&model] { return model.index(0, 0).data(ActivityModel::ResumeHintRole).toString(); };
    const auto canResume = [&model] { return model.index(0, 0).data(ActivityModel::CanResumeRole).toBool(); };
    auto once = gatedPlan();
    once.groups[0].steps[0].canResume = false;
    QVERIFY(core::await(m_service->start(task(), once)));
    QTRY_COMPARE(model.rowCount(), 1);
    QVERIFY2(hint().contains(QStringLiteral("has not ended")), qPrintable(hint()));
    {
        const std::lock_guard lock(m_gate->mutex);
        m_gate->error = core::Error{core::ErrorKind::Network, QStringLiteral("cut off"), {}, {}, {}};
    }
    m_gate->open();
    QTRY_COMPARE(model.index(0, 0).data(ActivityModel::StateRole).toInt(), int(RunState::Failed));
    QVERIFY(!canResume());
    QVERIFY2(hint().contains(QStringLiteral("must not run twice")), qPrintable(hint()));
    QVERIFY(start());
    QTRY_COMPARE(model.rowCount(), 2);
    QTRY_VERIFY(canResume());
    QVERIFY2(hint().startsWith(QStringLiteral("Resume")), qPrintable(hint()));
    {
        const std::lock_guard lock(m_gate->mutex);
        m_gate->error.reset();
    }
    QVERIFY(start());
    QTRY_COMPARE(model.index(0, 0).data(ActivityModel::StateRole).toInt(), int(RunState::Succeeded));
    QVERIFY2(hint().contains(QStringLiteral("has succeeded")), qPrintable(hint()));
}

void tst_ActivityModel::theLogGrowsWhileItRuns()
{
    RunLogModel log(*m_service);
    const QAbstractItemModelTester tester(&log, QAbstractItemModelTester::FailureReportingMode::QtTest);
    const auto id = start();
    QVERIFY(id);
    log.setRun(*id);
    QTRY_VERIFY(log.text().contains(QStringLiteral("begun")));
    const int lines = log.rowCount();
    m_gate->open();
    QTRY_COMPARE(stateOf(*id), RunState::Succeeded);
    QVERIFY(log.rowCount() >= lines);
    log.setRun({});
    QCOMPARE(log.rowCount(), 0);
}

void tst_ActivityModel::aSucceededMappingMarksBothTables()
{
    testsupport::FakeConnections fake;
    auto &catalog = fake.catalog(QStringLiteral("order_dw"));
    const auto root = path(QStringLiteral("order_dw"));
    const auto schema = root.child(QStringLiteral("public"));
    catalog.setChildren(root, {testsupport::entry(root, QStringLiteral("public"), catalog::ObjectKind::Schema)});
    catalog.setChildren(schema, {testsupport::entry(schema, QStringLiteral("orders"), catalog::ObjectKind::Table)});
    CatalogTreeModel tree(fake.manager());
    const models::CounterpartFeed feed(tree, fake.manager(), *m_service);
    QSignalSpy revealed(&tree, &CatalogTreeModel::revealed);
    const auto orders = schema.child(QStringLiteral("orders"));
    tree.reveal(orders);
    QTRY_COMPARE(revealed.size(), 1);
    QVERIFY(start());
    QVERIFY(tree.indexOf(orders).data(CatalogTreeModel::CounterpartRole).toStringList().isEmpty());
    m_gate->open();
    QTRY_COMPARE(tree.indexOf(orders).data(CatalogTreeModel::CounterpartRole).toStringList(),
                 QStringList{QStringLiteral("dbs_mc/default/orders")});
    // A tree made later knows it from the history.
    CatalogTreeModel later(fake.manager());
    const models::CounterpartFeed laterFeed(later, fake.manager(), *m_service);
    QSignalSpy laterRevealed(&later, &CatalogTreeModel::revealed);
    later.reveal(orders);
    QTRY_COMPARE(laterRevealed.size(), 1);
    QTRY_VERIFY(!later.indexOf(orders).data(CatalogTreeModel::CounterpartRole).toStringList().isEmpty());
}

void tst_ActivityModel::aDroppedTableIsMarkedNoMore_data()
{
    QTest::addColumn<QString>("kind");
    QTest::newRow("external table") << mapping::DropExternalTable::taskKind;
    QTest::newRow("foreign table") << mapping::DropForeignTable::taskKind;
}

void tst_ActivityModel::aDroppedTableIsMarkedNoMore()
{
    QFETCH(const QString, kind);
    testsupport::FakeConnections fake;
    CatalogTreeModel tree(fake.manager());
    const models::CounterpartFeed feed(tree, fake.manager(), *m_service);
    const auto source = path(QStringLiteral("order_dw/public/orders"));
    const auto target = path(QStringLiteral("dbs_mc/default/orders"));
    const auto drop = [this, &target, &kind] {
        plan::Task task = mapping::DropExternalTable{target}.toTask();
        task.kind = kind;
        return core::await(m_service->start(task, gatedPlan(plan::Change::Dropped)));
    };
    m_gate->open();
    QVERIFY(start());
    QTRY_COMPARE(tree.counterpartsOf(source), QList{target});
    QVERIFY(drop());
    QTRY_VERIFY(tree.counterpartsOf(source).isEmpty());
    QVERIFY(tree.counterpartsOf(target).isEmpty());
    // A tree made later knows it from the history; mapped again, it is marked again.
    CatalogTreeModel later(fake.manager());
    QSignalSpy marked(&later, &CatalogTreeModel::counterpartsChanged);
    const models::CounterpartFeed laterFeed(later, fake.manager(), *m_service);
    QVERIFY(start());
    QTRY_COMPARE(later.counterpartsOf(source), QList{target});
    QCOMPARE(marked.size(), 2); // once each, by the second mapping
}

void tst_ActivityModel::theLocationOfAnExternalTableMarksItsSource()
{
    const auto source = testsupport::hologresProfile(QStringLiteral("shop"),
                                                     QStringLiteral("hgpostcn-cn-x0-cn-shanghai.hologres.aliyuncs.com"),
                                                     QStringLiteral("order_dw"));
    const auto instance = testsupport::instanceProfile(source, QStringLiteral("whole"));
    testsupport::FakeConnections fake(
        {instance, source, testsupport::maxComputeProfile(QStringLiteral("dbs_mc"), QStringLiteral("https://mc/api"))});
    const auto tables = {"shop/ods/orders", "whole/order_dw/ods/orders", "whole/crm/ods/orders"};
    const auto give = [&fake](const catalog::ObjectPath &parent, const QStringList &names, catalog::ObjectKind kind) {
        QList<catalog::Entry> entries;
        for (const QString &name : names)
            entries.append(testsupport::entry(parent, name, kind));
        fake.catalog(parent.connection).setChildren(parent, entries);
    };
    give(path(QStringLiteral("shop")), {QStringLiteral("ods")}, catalog::ObjectKind::Schema);
    give(path(QStringLiteral("whole")), {QStringLiteral("order_dw"), QStringLiteral("crm")},
         catalog::ObjectKind::Database);
    for (const char *table : tables) {
        const auto schema = path(QLatin1String(table)).parent();
        give(schema.parent(), {QStringLiteral("ods")}, catalog::ObjectKind::Schema);
        give(schema, {QStringLiteral("orders")}, catalog::ObjectKind::Table);
    }
    CatalogTreeModel tree(fake.manager());
    models::CounterpartFeed feed(tree, fake.manager(), *m_service);
    QSignalSpy revealed(&tree, &CatalogTreeModel::revealed);
    for (const char *table : tables)
        tree.reveal(path(QLatin1String(table)));
    QTRY_COMPARE(revealed.size(), 3);

    catalog::TableInfo info;
    info.path = path(QStringLiteral("dbs_mc/default/orders_ext"));
    info.kind = catalog::ObjectKind::ExternalTable;
    feed.takeTable(info); // without a location
    info.external = catalog::ExternalSource{};
    const auto location = [](const char *database) {
        return QStringLiteral("jdbc:postgresql://hgpostcn-cn-x0-cn-shanghai-internal.hologres.aliyuncs.com:80/%1?"
                              "ApplicationName=MaxCompute&currentSchema=ods&table=orders/")
            .arg(QLatin1String(database));
    };
    const auto marks = [&](const char *table) {
        return tree.indexOf(path(QLatin1String(table))).data(CatalogTreeModel::CounterpartRole).toStringList();
    };
    info.external->location = location("order_dw");
    feed.takeTable(info);
    const QStringList expected{QStringLiteral("dbs_mc/default/orders_ext")};
    QCOMPARE(marks("shop/ods/orders"), expected);
    QCOMPARE(marks("whole/order_dw/ods/orders"), QStringList()); // the data source stands for it
    QCOMPARE(marks("whole/crm/ods/orders"), QStringList()); // another database
    info.external->location = location("crm");
    feed.takeTable(info);
    QCOMPARE(marks("whole/crm/ods/orders"), expected);
    QCOMPARE(marks("shop/ods/orders"), QStringList()); // it shows that one no longer
    info.external.reset();
    info.kind = catalog::ObjectKind::Table; // another program put a table with rows of its own in its place
    feed.takeTable(info);
    QCOMPARE(marks("whole/crm/ods/orders"), QStringList());

    catalog::TableInfo foreign;
    foreign.path = path(QStringLiteral("shop/ods/orders"));
    foreign.kind = catalog::ObjectKind::ForeignTable;
    foreign.properties = {
        {QStringLiteral("foreign_options"), QStringLiteral("project_name=dbs_mc#default, table_name=orders")},
        {QStringLiteral("foreign_server"), QStringLiteral("odps_server")}};
    feed.takeTable(foreign);
    QCOMPARE(marks("shop/ods/orders"), QStringList{QStringLiteral("dbs_mc/default/orders")});
}

QTEST_GUILESS_MAIN(tst_ActivityModel)

#include "tst_activitymodel.moc"
