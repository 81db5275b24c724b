// SPDX-License-Identifier: GPL-3.0-or-later
#include "fakeplanners.h"

#include <isthmus/models/plans/maptableform.h>

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

using namespace isthmus;
using catalog::ObjectKind;
using models::MapColumnsModel;
using models::MapTableForm;
using models::PlanStepsModel;
using testsupport::entry;
using testsupport::path;
using Check = MapTableForm::NameCheck::State;
using Field = MapTableForm::Field;

namespace {

catalog::Column column(const char *name, const char *type)
{
    catalog::Column made;
    made.name = QString::fromLatin1(name);
    made.type = catalog::parsePostgresType(QString::fromLatin1(type));
    return made;
}

} // namespace

class tst_MapTableForm : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void opensWithDefaultsThatRun();
    void whatIsNotKnownOfTheRowsIsSaid();
    void aDropChoosesTheSchema();
    void aTakenNameBlocksUntilAnotherIsTyped();
    void replacingIsConfirmedByName();
    void aFieldProblemIsBesideItsField();
    void columnEditsChangeThePlan();
    void settingsAboutTypesChangeThePlan();
    void theModelsAreProperItemModels();
    void anUnreachableSideIsToldAndRetried();
    void aLateAnswerAboutAnotherNameIsDropped();
    void allPagesOfSchemasAreListed();
    void withoutMaxComputeItSaysSo();
    void projectsOfATenantAreOffered();
    void aTenantIsAskedOnceItIsChosen();
    void aDropOnAProjectOfATenantChoosesIt();
    void whereTheProjectsCannotBeListedItSaysWhy();
    void rolesOfForeignServersAreKnownOnceOneIsWanted();

private:
    void fillSource();
    void fillTarget();
    void addTenant(bool isBeside = false);
    [[nodiscard]] std::unique_ptr<MapTableForm> form(const std::optional<catalog::ObjectPath> &target = {});

    std::unique_ptr<testsupport::FakeConnections> m_connections;
    const catalog::ObjectPath m_source = path(QStringLiteral("order_dw/public/dwd_orders"));
};

void tst_MapTableForm::init()
{
    m_connections = std::make_unique<testsupport::FakeConnections>();
    fillSource();
    fillTarget();
}

void tst_MapTableForm::fillTarget()
{
    auto &target = m_connections->catalog(QStringLiteral("dbs_mc"));
    catalog::ServerInfo project;
    project.product = QStringLiteral("MaxCompute");
    project.database = QStringLiteral("dbs_mc");
    target.setServer(project);
    const auto root = path(QStringLiteral("dbs_mc"));
    target.setChildren(root,
                       {entry(root, QStringLiteral("default"), ObjectKind::Schema),
                        entry(root, QStringLiteral("mirror"), ObjectKind::ExternalSchema),
                        entry(root, QStringLiteral("work"), ObjectKind::Schema)});
}

void tst_MapTableForm::fillSource()
{
    catalog::ServerInfo holo;
    holo.product = QStringLiteral("Hologres 3.0.18");
    holo.host = QStringLiteral("holo.example");
    holo.port = 80;
    holo.database = QStringLiteral("order_dw");
    catalog::TableInfo table;
    table.path = m_source;
    table.database = QStringLiteral("order_dw");
    table.schema = QStringLiteral("public");
    table.name = QStringLiteral("dwd_orders");
    table.rowEstimate = 1000;
    table.columns = {column("order_id", "bigint"), column("order_user_id", "text"),
                     column("order_fee", "numeric(20,2)")};
    table.columns[0].keyPosition = 1;
    m_connections->catalog(QStringLiteral("order_dw")).setServer(holo);
    m_connections->catalog(QStringLiteral("order_dw")).setTable(table);
}

// In place of the connection to MaxCompute, or beside it; its project "sales" lists two schemas, "closed" refuses.
void tst_MapTableForm::addTenant(bool isBeside)
{
    const QString name = QStringLiteral("tenant");
    QList<connections::Profile> profiles = testsupport::FakeConnections::tutorialProfiles();
    const auto tenant = testsupport::tenantProfile(profiles.last(), name);
    if (!isBeside)
        profiles.removeLast();
    profiles.append(tenant);
    m_connections = std::make_unique<testsupport::FakeConnections>(profiles);
    fillSource();
    if (isBeside)
        fillTarget();
    auto &catalog = m_connections->catalog(name);
    catalog::ServerInfo server;
    server.product = QStringLiteral("MaxCompute");
    catalog.setServer(server);
    const auto root = path(name);
    catalog.setChildren(root,
                        {entry(root, QStringLiteral("closed"), ObjectKind::Project),
                         entry(root, QStringLiteral("sales"), ObjectKind::Project)});
    const auto sales = root.child(QStringLiteral("sales"));
    catalog.setChildren(sales,
                        {entry(sales, QStringLiteral("default"), ObjectKind::Schema),
                         entry(sales, QStringLiteral("work"), ObjectKind::Schema)});
    catalog.setChildrenError(root.child(QStringLiteral("closed")),
                             {core::ErrorKind::Permission, QStringLiteral("You may not."), {}, {}, {}});
}

void tst_MapTableForm::projectsOfATenantAreOffered()
{
    addTenant();
    const auto f = form();
    QTRY_COMPARE(f->projects(), (QStringList{QStringLiteral("tenant/closed"), QStringLiteral("tenant/sales")}));
    QCOMPARE(f->project(), QStringLiteral("tenant/closed")); // the first
    f->setProject(QStringLiteral("tenant/sales"));
    QCOMPARE(f->project(), QStringLiteral("tenant/sales"));
    QTRY_COMPARE(f->schemas(), QStringList({QStringLiteral("default"), QStringLiteral("work")}));
    f->setSchema(QStringLiteral("work"));
    QTRY_VERIFY2(f->canRun(), qPrintable(f->runBlockedReason()));
    QCOMPARE(f->target(), path(QStringLiteral("tenant/sales/work/dwd_orders")));
    QCOMPARE(f->nameCheck().text, QStringLiteral("Name is free in sales.work"));
    QVERIFY2(f->planText().contains(QStringLiteral("CREATE EXTERNAL TABLE sales.work.dwd_orders")),
             qPrintable(f->planText()));
    QVERIFY(m_connections->catalog(QStringLiteral("tenant")).calls().contains(QStringLiteral("server sales")));
}

void tst_MapTableForm::aTenantIsAskedOnceItIsChosen()
{
    addTenant(true);
    const QString tenant = QStringLiteral("tenant");
    const auto f = form();
    QCOMPARE(f->project(), QStringLiteral("dbs_mc")); // whose project is known
    QTRY_VERIFY2(f->canRun(), qPrintable(f->runBlockedReason()));
    QCOMPARE(f->projects(), (QStringList{QStringLiteral("dbs_mc"), tenant}));
    QVERIFY(m_connections->catalog(tenant).calls().isEmpty());
    QCOMPARE(m_connections->openedTimes(tenant), 0);
    f->setProject(tenant);
    QTRY_COMPARE(
        f->projects(),
        (QStringList{QStringLiteral("dbs_mc"), QStringLiteral("tenant/closed"), QStringLiteral("tenant/sales")}));
    QCOMPARE(f->project(), QStringLiteral("tenant/closed"));
}

void tst_MapTableForm::aDropOnAProjectOfATenantChoosesIt()
{
    addTenant();
    const auto onProject = form(path(QStringLiteral("tenant/sales")));
    QCOMPARE(onProject->project(), QStringLiteral("tenant/sales"));
    QTRY_COMPARE(onProject->projects(), (QStringList{QStringLiteral("tenant/closed"), QStringLiteral("tenant/sales")}));
    QCOMPARE(onProject->project(), QStringLiteral("tenant/sales"));
    const auto onSchema = form(path(QStringLiteral("tenant/sales/work")));
    QCOMPARE(onSchema->schema(), QStringLiteral("work"));
    QTRY_VERIFY2(onSchema->canRun(), qPrintable(onSchema->runBlockedReason()));
    QCOMPARE(onSchema->target(), path(QStringLiteral("tenant/sales/work/dwd_orders")));
}

void tst_MapTableForm::whereTheProjectsCannotBeListedItSaysWhy()
{
    addTenant();
    const core::Error refused{core::ErrorKind::Permission, QStringLiteral("You may not list projects."), {}, {}, {}};
    auto &catalog = m_connections->catalog(QStringLiteral("tenant"));
    catalog.setChildrenError(path(QStringLiteral("tenant")), refused);
    catalog.setServer(core::fail(refused));
    const auto f = form();
    QTRY_COMPARE(f->runBlockedReason(), refused.message);
    QCOMPARE(f->projects(), QStringList{QStringLiteral("tenant")});
}

void tst_MapTableForm::cleanup()
{
    m_connections.reset();
}

void tst_MapTableForm::rolesOfForeignServersAreKnownOnceOneIsWanted()
{
    auto &target = m_connections->catalog(QStringLiteral("dbs_mc"));
    const auto servers = path(QStringLiteral("dbs_mc")).child(catalog::foreignServersFolder);
    const auto add = [&](const QString &name, const QString &arn) {
        target.setFacts(servers.child(name), {{catalog::FactId::RoleArn, arn}});
        return entry(servers, name, ObjectKind::ForeignServer);
    };
    target.setChildren(servers,
                       {add(QStringLiteral("one"), QStringLiteral("acs:ram::1:role/reads")),
                        add(QStringLiteral("executor"), QString()),
                        add(QStringLiteral("two"), QStringLiteral("acs:ram::1:role/also")),
                        add(QStringLiteral("three"), QStringLiteral("acs:ram::1:role/reads"))});
    const auto f = form();
    QTRY_COMPARE(f->reading(), MapTableForm::Reading::Ready);
    QVERIFY(f->roles().arns().isEmpty()); // nobody asks the service for nothing
    QCOMPARE(target.childrenCalls(servers), 0);
    f->setAccess(mapping::MapTable::Access::RamRole);
    const QStringList known{QStringLiteral("acs:ram::1:role/also"), QStringLiteral("acs:ram::1:role/reads")};
    QTRY_COMPARE(f->roles().arns(), known);
    f->setAccess(mapping::MapTable::Access::DualSignature);
    f->setAccess(mapping::MapTable::Access::RamRole);
    QCOMPARE(f->roles().arns(), known);
    QCOMPARE(target.childrenCalls(servers), 1);
}

std::unique_ptr<MapTableForm> tst_MapTableForm::form(const std::optional<catalog::ObjectPath> &target)
{
    return std::make_unique<MapTableForm>(m_connections->manager(), testsupport::makePlanners(m_connections->manager()),
                                          m_source, target);
}

void tst_MapTableForm::whatIsNotKnownOfTheRowsIsSaid()
{
    const auto rowsOf = [](MapTableForm &f) {
        for (const catalog::FactLine &fact : f.sourceFacts()->facts()) {
            if (fact.label == u"Rows")
                return fact.value;
        }
        return QString();
    };
    const auto known = form();
    QTRY_COMPARE(rowsOf(*known), QStringLiteral("about 1,000"));
    catalog::TableInfo table;
    table.path = m_source;
    table.name = QStringLiteral("dwd_orders");
    table.columns = {column("order_id", "bigint")};
    m_connections->catalog(QStringLiteral("order_dw")).setTable(table);
    const auto unknown = form();
    QTRY_COMPARE(rowsOf(*unknown), QStringLiteral("not known"));
}

void tst_MapTableForm::opensWithDefaultsThatRun()
{
    const auto f = form();
    QCOMPARE(f->project(), QStringLiteral("dbs_mc"));
    QCOMPARE(f->schema(), QStringLiteral("default"));
    QCOMPARE(f->tableName(), QStringLiteral("dwd_orders"));
    QVERIFY(!f->canRun()); // nothing is read yet
    QCOMPARE(f->nameCheck().state, Check::Checking);
    QTRY_VERIFY2(f->canRun(), qPrintable(f->runBlockedReason()));
    QCOMPARE(f->nameCheck().state, Check::Free);
    QCOMPARE(f->nameCheck().text, QStringLiteral("Name is free in dbs_mc.default"));
    QTRY_COMPARE(f->schemas(), QStringList({QStringLiteral("default"), QStringLiteral("work")}));
    QVERIFY(f->planText().contains(QStringLiteral("CREATE EXTERNAL TABLE")));
    QVERIFY(f->planText().contains(f->generatedLocation()));
    QCOMPARE(f->columnsSummary(), QStringLiteral("3 of 3 included · 2 exact, 0 wider, 1 to check, 0 left out"));
    QCOMPARE(f->planSummary(), QStringLiteral("3 steps, writes to dbs_mc.default"));
    QCOMPARE(f->steps()->rowCount(), 3);
    QCOMPARE(f->sourceTitle(), QStringLiteral("order_dw.public.dwd_orders"));
    QCOMPARE(f->target(), path(QStringLiteral("dbs_mc/default/dwd_orders")));
}

void tst_MapTableForm::aDropChoosesTheSchema()
{
    const auto f = form(path(QStringLiteral("dbs_mc/work")));
    QCOMPARE(f->schema(), QStringLiteral("work"));
    QTRY_VERIFY(f->schemas().contains(QStringLiteral("default")));
    QCOMPARE(f->schema(), QStringLiteral("work"));
    QTRY_VERIFY(f->canRun());
    QVERIFY(f->planText().contains(QStringLiteral("work")));
}

void tst_MapTableForm::aTakenNameBlocksUntilAnotherIsTyped()
{
    catalog::TableInfo existing;
    existing.path = path(QStringLiteral("dbs_mc/default/dwd_orders"));
    existing.kind = ObjectKind::Table;
    existing.name = QStringLiteral("dwd_orders");
    m_connections->catalog(QStringLiteral("dbs_mc")).setTable(existing);
    const auto f = form();
    QTRY_COMPARE(f->nameCheck().state, Check::Taken);
    QVERIFY(!f->canRun());
    QVERIFY(!f->problem(Field::TableName).isEmpty());
    QVERIFY(f->runBlockedReason().startsWith(QStringLiteral("Run waits for 1 check: ")));
    f->setTableName(QStringLiteral("dwd_orders_2"));
    QCOMPARE(f->nameCheck().state, Check::Checking);
    QVERIFY(!f->canRun());
    QTRY_COMPARE(f->nameCheck().state, Check::Free);
    QTRY_VERIFY(f->canRun());
    QVERIFY(f->problem(Field::TableName).isEmpty());
}

void tst_MapTableForm::replacingIsConfirmedByName()
{
    catalog::TableInfo existing;
    existing.path = path(QStringLiteral("dbs_mc/default/dwd_orders"));
    existing.kind = ObjectKind::ExternalTable;
    existing.name = QStringLiteral("dwd_orders");
    m_connections->catalog(QStringLiteral("dbs_mc")).setTable(existing);
    const auto f = form();
    QTRY_COMPARE(f->nameCheck().state, Check::Taken);
    f->setIfTaken(mapping::MapTable::IfTaken::Replace);
    QTRY_COMPARE(f->confirmName(), QStringLiteral("dwd_orders"));
    QTRY_VERIFY(f->isPlanCurrent());
    QVERIFY(f->runBlockedReason().contains(QStringLiteral("dwd_orders")));
    QCOMPARE(f->steps()->index(1, PlanStepsModel::Title).data(PlanStepsModel::ToneRole).value<PlanStepsModel::Tone>(),
             PlanStepsModel::Tone::Warning);
    f->setConfirmation(QStringLiteral("dwd_order"));
    QVERIFY(!f->canRun());
    f->setConfirmation(QStringLiteral("dwd_orders"));
    QVERIFY2(f->canRun(), qPrintable(f->runBlockedReason()));
}

void tst_MapTableForm::aFieldProblemIsBesideItsField()
{
    const auto f = form();
    QTRY_VERIFY(f->canRun());
    for (const char *days : {"0", "-1", "soon"}) { // docs/requirements.md#h-69
        f->setLifecycle(QString::fromLatin1(days));
        QVERIFY2(!f->canRun(), days);
        QTRY_VERIFY2(!f->problem(Field::Lifecycle).isEmpty(), days);
    }
    f->setLifecycle(QStringLiteral("7"));
    QTRY_VERIFY(f->canRun());
    QVERIFY(f->planText().contains(QStringLiteral("LIFECYCLE 7")));
    f->setLifecycle({});
    QTRY_VERIFY(f->canRun());
    QVERIFY(!f->planText().contains(QStringLiteral("LIFECYCLE")));
    f->setAccess(mapping::MapTable::Access::RamRole);
    QTRY_VERIFY(!f->problem(Field::RoleArn).isEmpty());
    QVERIFY(!f->canRun());
    f->setRoleArn(QStringLiteral("acs:ram::1234:role/holo"));
    QTRY_VERIFY(f->canRun());
    QVERIFY(f->planText().contains(QStringLiteral("acs:ram::1234:role/holo")));
}

void tst_MapTableForm::columnEditsChangeThePlan()
{
    const auto f = form();
    QTRY_VERIFY(f->canRun());
    MapColumnsModel *columns = f->columns();
    QVERIFY(columns->setData(columns->index(1, MapColumnsModel::Include), Qt::Unchecked, Qt::CheckStateRole));
    QVERIFY(columns->setData(columns->index(0, MapColumnsModel::Target), QStringLiteral("id")));
    const QModelIndex type = columns->index(2, MapColumnsModel::TargetType);
    const QStringList types = type.data(MapColumnsModel::AlternativesRole).toStringList();
    QCOMPARE(types.first(), type.data().toString());
    QVERIFY(types.contains(QStringLiteral("STRING")));
    QVERIFY(columns->setData(type, QStringLiteral("STRING")));
    QCOMPARE(columns->allIncluded(), Qt::PartiallyChecked);
    QTRY_VERIFY(f->canRun());
    QVERIFY(!f->planText().contains(QStringLiteral("order_user_id STRING")));
    QVERIFY(f->planText().contains(QStringLiteral("id BIGINT")));
    QVERIFY(f->planText().contains(QStringLiteral("order_fee STRING")));
    QVERIFY(f->columnsSummary().startsWith(QStringLiteral("2 of 3 included")));
    QVERIFY(f->columnsSummary().endsWith(QStringLiteral("1 left out")));
    QVERIFY(columns->setData(columns->index(0, MapColumnsModel::Target), QStringLiteral("order_fee")));
    QVERIFY(!columns->index(0, 0).data(MapColumnsModel::ProblemRole).toString().isEmpty());
    QTRY_VERIFY(f->isPlanCurrent());
    QVERIFY(!f->canRun());
    columns->setAllIncluded(false);
    QTRY_VERIFY(!f->problem(Field::Columns).isEmpty());
}

void tst_MapTableForm::settingsAboutTypesChangeThePlan()
{
    catalog::TableInfo table;
    table.path = m_source;
    table.name = QStringLiteral("dwd_orders");
    table.schema = QStringLiteral("public");
    table.columns = {column("order_id", "bigint"), column("tags", "text[]"), column("fee", "numeric(20,2)")};
    m_connections->catalog(QStringLiteral("order_dw")).setTable(table);
    const auto f = form();
    QVERIFY(!f->isConcerned(QStringLiteral("arrays"))); // nothing is read yet
    QTRY_VERIFY(f->canRun());
    QVERIFY(f->isConcerned(QStringLiteral("arrays")));
    QVERIFY(f->isConcerned(QStringLiteral("decimals")));
    QVERIFY(!f->isConcerned(QStringLiteral("small_integers")));
    QVERIFY(f->planText().contains(QStringLiteral("tags ARRAY<STRING>")));
    // What the user chose for a column stays; one that has no type any more is not in the way.
    const auto *columns = f->columns();
    QVERIFY(f->columns()->setData(columns->index(0, models::MapColumnsModel::TargetType), QStringLiteral("STRING")));
    f->setTypes(QStringLiteral("arrays"), QStringLiteral("leave-out"));
    f->setTypes(QStringLiteral("decimals"), QStringLiteral("largest"));
    QTRY_VERIFY(f->planText().contains(QStringLiteral("fee DECIMAL(38,18)")));
    QVERIFY(!f->planText().contains(QStringLiteral("tags")));
    QVERIFY(f->planText().contains(QStringLiteral("order_id STRING")));
    QTRY_VERIFY2(f->canRun(), qPrintable(f->runBlockedReason()));
    QVERIFY(f->isConcerned(QStringLiteral("arrays"))); // it can be taken back
    f->setTypes(QStringLiteral("arrays"), QStringLiteral("nonsense"));
    QCOMPARE(f->types().arrays, mapping::TypeSettings::Arrays::LeaveOut);
}

void tst_MapTableForm::theModelsAreProperItemModels()
{
    const auto f = form();
    const auto mode = QAbstractItemModelTester::FailureReportingMode::QtTest;
    const QAbstractItemModelTester columns(f->columns(), mode);
    const QAbstractItemModelTester steps(f->steps(), mode);
    const QAbstractItemModelTester facts(f->sourceFacts(), mode);
    QTRY_VERIFY(f->canRun());
    f->columns()->setAllIncluded(false);
    f->columns()->setAllIncluded(true);
    f->setTableName(QStringLiteral("other"));
    QTRY_VERIFY(f->canRun());
}

void tst_MapTableForm::anUnreachableSideIsToldAndRetried()
{
    auto &source = m_connections->catalog(QStringLiteral("order_dw"));
    const auto known = core::await(source.table(m_source));
    QVERIFY(known);
    source.setTableError(m_source,
                         {core::ErrorKind::Network, QStringLiteral("order_dw cannot be reached"), {}, {}, {}});
    const auto f = form();
    QTRY_COMPARE(f->reading(), MapTableForm::Reading::Failed);
    QCOMPARE(f->runBlockedReason(), QStringLiteral("order_dw cannot be reached"));
    QCOMPARE(f->nameCheck().state, Check::Unknown);
    source.setTable(*known);
    f->retry();
    QTRY_VERIFY(f->canRun());
}

void tst_MapTableForm::aLateAnswerAboutAnotherNameIsDropped()
{
    auto &target = m_connections->catalog(QStringLiteral("dbs_mc"));
    target.hold(true);
    const auto f = form();
    QTRY_COMPARE(target.heldTables().size(), size_t(1));
    f->setTableName(QStringLiteral("second"));
    QTRY_COMPARE(target.heldTables().size(), size_t(2));
    QCOMPARE(target.heldTables().at(1).path.name(), QStringLiteral("second"));
    catalog::TableInfo existing;
    existing.name = QStringLiteral("dwd_orders");
    QTRY_VERIFY(target.heldTables().at(0).isCancelled());
    target.heldTables().at(0).answer(existing); // "taken", about the name before
    target.heldTables().at(1).answer(core::fail(core::ErrorKind::NotFound, QStringLiteral("not there")));
    const auto isFree = [&] { // once the schemas are told too
        for (const auto &call : target.heldChildren()) {
            if (!call.promise->future().isFinished())
                call.answer(catalog::Page{});
        }
        return f->nameCheck().state == Check::Free;
    };
    QTRY_VERIFY(isFree());
}

void tst_MapTableForm::allPagesOfSchemasAreListed()
{
    auto &target = m_connections->catalog(QStringLiteral("dbs_mc"));
    target.hold(true);
    const auto f = form();
    const auto root = path(QStringLiteral("dbs_mc"));
    const auto answer = [&](size_t call, const QString &schema, const QString &next) {
        target.heldChildren().at(call).answer(catalog::Page{{entry(root, schema, ObjectKind::Schema)}, next});
    };
    QTRY_COMPARE(target.heldChildren().size(), size_t(1));
    answer(0, QStringLiteral("default"), QStringLiteral("second"));
    QTRY_COMPARE(target.heldChildren().size(), size_t(2));
    QCOMPARE(target.heldChildren().at(1).marker, QStringLiteral("second"));
    answer(1, QStringLiteral("work"), QStringLiteral("third"));
    QTRY_COMPARE(target.heldChildren().size(), size_t(3));
    answer(2, QStringLiteral("zoo"), {});
    QTRY_COMPARE(f->schemas(), QStringList({QStringLiteral("default"), QStringLiteral("work"), QStringLiteral("zoo")}));
    QCOMPARE(target.heldChildren().size(), size_t(3));
    QTRY_COMPARE(target.heldTables().size(), size_t(1)); // a thread waits for it
    target.hold(false);
    target.heldTables().at(0).answer(core::fail(core::ErrorKind::NotFound, QStringLiteral("not there")));
    QTRY_VERIFY(f->canRun());
}

void tst_MapTableForm::withoutMaxComputeItSaysSo()
{
    QVERIFY(core::await(m_connections->manager().remove(QStringLiteral("dbs_mc"))));
    const auto f = form();
    QCOMPARE(f->reading(), MapTableForm::Reading::Failed);
    QCOMPARE(f->runBlockedReason(), QStringLiteral("There is no MaxCompute connection yet"));
}

QTEST_GUILESS_MAIN(tst_MapTableForm)

#include "tst_maptableform.moc"
