// SPDX-License-Identifier: GPL-3.0-or-later
#include "fakecatalog.h"
#include "fakesources.h"

#include <isthmus/mapping/drift/repairmappings.h>
#include <isthmus/mapping/externaltable/dropexternaltableexecutor.h>
#include <isthmus/mapping/externaltable/verifymappingexecutor.h>
#include <isthmus/mapping/foreigntable/alterforeigntableexecutor.h>
#include <isthmus/plan/words.h>

#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <functional>

using namespace isthmus;
using namespace mapping;
using namespace Qt::StringLiterals;
using catalog::Column;
using catalog::ObjectKind;
using catalog::TableInfo;
using plan::words;
using testsupport::path;

namespace {

Column ofMaxCompute(const QString &name, const QString &type, bool isPartitionKey = false)
{
    Column column;
    column.name = name;
    column.type = catalog::parseMaxComputeType(type);
    column.isPartitionKey = isPartitionKey;
    return column;
}

Column ofHologres(const QString &name, const QString &type)
{
    Column column;
    column.name = name;
    column.type = catalog::parsePostgresType(type);
    return column;
}

TableInfo sourceTable(const QString &name = u"orders"_s)
{
    TableInfo info;
    info.path = path(u"dbs_mc/default/"_s + name);
    info.kind = ObjectKind::PartitionedTable;
    info.database = u"dbs_mc"_s;
    info.schema = u"default"_s;
    info.name = name;
    info.columns = {ofMaxCompute(u"id"_s, u"BIGINT"_s), ofMaxCompute(u"state"_s, u"SMALLINT"_s),
                    ofMaxCompute(u"note"_s, u"VARCHAR(9)"_s), ofMaxCompute(u"dt"_s, u"STRING"_s, true)};
    return info;
}

// In another order: columns are found by their names.
TableInfo foreignTable(const QString &name = u"mc_orders"_s, const QString &shown = u"orders"_s)
{
    TableInfo info;
    info.path = path(u"order_dw/public/"_s + name);
    info.kind = ObjectKind::ForeignTable;
    info.database = u"order_dw"_s;
    info.schema = u"public"_s;
    info.name = name;
    info.identity = u"16400"_s;
    info.columns = {ofHologres(u"dt"_s, u"text"_s), ofHologres(u"note"_s, u"character varying(9)"_s),
                    ofHologres(u"id"_s, u"bigint"_s), ofHologres(u"state"_s, u"smallint"_s)};
    info.properties = {{u"foreign_options"_s, u"project_name=dbs_mc#default, table_name="_s + shown},
                       {u"foreign_server"_s, u"odps_server"_s}};
    return info;
}

DriftFacts facts()
{
    DriftFacts facts;
    facts.table = foreignTable().path;
    facts.isForeign = true;
    facts.targetProduct = u"Hologres 3.0.18"_s;
    facts.target = foreignTable();
    facts.source = sourceTable();
    facts.sourcePath = facts.source->path;
    return facts;
}

QStringList told(const Drift &drift)
{
    QStringList lines;
    for (const Difference &difference : drift.differences)
        lines.append((differenceKindName(difference.kind) + u' ' + difference.column).trimmed());
    lines.sort();
    return lines;
}

using Change = std::function<void(DriftFacts &)>;

Column &column(TableInfo &info, const QString &name)
{
    return *std::ranges::find(info.columns, name, &Column::name);
}

// Drops out of a table.
void drop(TableInfo &info, const QString &name)
{
    info.columns.removeIf([&name](const Column &column) { return column.name == name; });
}

RepairFacts repairFacts(const Change &change)
{
    RepairFacts repair;
    repair.drift = facts();
    change(repair.drift);
    repair.targetServer.product = u"Hologres 3.0.18"_s;
    repair.targetServer.database = u"order_dw"_s;
    return repair;
}

plan::Plan planOf(const Change &change)
{
    return planRepairMappings({{foreignTable().path}}, {repairFacts(change)});
}

QString noticesOf(const plan::Plan &plan)
{
    QStringList lines;
    for (const plan::Notice &notice : plan.notices)
        lines.append(words(notice.text));
    return lines.join(u'\n');
}

class FakeSql final : public plan::StepExecutor {
public:
    explicit FakeSql(QStringList &sent) : m_sent(sent) { }
    [[nodiscard]] QString kind() const override { return plan::SqlStep::kind; }
    [[nodiscard]] plan::StepResult execute(const plan::Step &step, const plan::StepContext &) override
    {
        m_sent.append(step.sql);
        return plan::StepOutcome{step.title, {}};
    }

private:
    QStringList &m_sent;
};

} // namespace

/// A foreign table of Hologres and the MaxCompute table that it shows: what differs, what that means, how it is mended.
class tst_ForeignDrift : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void eachChangeIsTold_data();
    void eachChangeIsTold();
    void whateverTheTypeTableAllowsIsNoDrift_data();
    void whateverTheTypeTableAllowsIsNoDrift();
    void whatCannotBeComparedSaysWhy_data();
    void whatCannotBeComparedSaysWhy();

    void aSchemaTakesOneLookAtEitherSide();
    void anInstanceIsComparedDatabaseByDatabase();
    void aSchemaThatIsNotThereIsNoSchemaWithoutDrift();
    void aSourceThatMayNotBeReadIsNotGone();
    void aSourceThatIsKeptFromTheAccountIsNotGone();
    void aProjectThatHasSchemasNowIsNamedOtherwise();

    void columnsAreAddedAndDropped();
    void aTypeIsChangedByDroppingAndAdding();
    void ofTwoThatDifferInCapitalsOneIsDropped();
    void whatWasChosenForTypesIsChosenAgain();
    void aTableThatNamesItsProjectOtherwiseIsMadeAnew();
    void aTableWithoutASourceIsDropped();
    void whatCannotBeRepairedIsNotTouched();
    void severalAreConfirmedByTheirSchema();

    void aTableThatIsStillThePlannedOneIsAltered();
    void aTableThatIsAnotherOneStays_data();
    void aTableThatIsAnotherOneStays();
};

void tst_ForeignDrift::eachChangeIsTold_data()
{
    QTest::addColumn<Change>("change");
    QTest::addColumn<QStringList>("differences");
    QTest::addColumn<DriftState>("state");
    QTest::addColumn<QString>("effect");
    const auto row = [](const char *name, const Change &change, const QStringList &differences, DriftState state,
                        const QString &effect) { QTest::newRow(name) << change << differences << state << effect; };
    row("nothing", [](auto &) {}, {}, DriftState::Equal, {});
    row(
        "dropped", [](auto &facts) { drop(*facts.source, u"note"_s); }, {u"column_missing note"_s}, DriftState::Broken,
        u"Queries that read the column fail"_s);
    row(
        "added", [](auto &facts) { facts.source->columns.append(ofMaxCompute(u"extra"_s, u"STRING"_s)); },
        {u"column_unshown extra"_s}, DriftState::Differs, u"Queries do not see the column"_s);
    row("added, of a type that Hologres has not",
        [](auto &facts) { facts.source->columns.append(ofMaxCompute(u"extra"_s, u"MAP<STRING,BIGINT>"_s)); }, {},
        DriftState::Equal, {});
    row("added, of a type that this Hologres has not",
        [](auto &facts) { facts.source->columns.append(ofMaxCompute(u"extra"_s, u"JSON"_s)); }, {}, DriftState::Equal,
        {});
    row("added, of a type that a later Hologres has",
        [](auto &facts) {
            facts.source->columns.append(ofMaxCompute(u"extra"_s, u"JSON"_s));
            facts.targetProduct = u"Hologres 4.1.0"_s;
        },
        {u"column_unshown extra"_s}, DriftState::Differs, {});
    row("renamed", [](auto &facts) { column(*facts.source, u"note"_s).name = u"remark"_s; },
        {u"column_missing note"_s, u"column_unshown remark"_s}, DriftState::Broken, {});
    row("capitals", [](auto &facts) { column(*facts.source, u"note"_s).name = u"Note"_s; }, {}, DriftState::Equal, {});
    row(
        "retyped", [](auto &facts) { column(*facts.source, u"id"_s).type = catalog::parseMaxComputeType(u"STRING"_s); },
        {u"column_unfit id"_s}, DriftState::Broken, u"Hologres reads STRING as TEXT"_s);
    row(
        "retyped, to a type that Hologres has not",
        [](auto &facts) {
            column(*facts.source, u"id"_s).type = catalog::parseMaxComputeType(u"MAP<STRING,BIGINT>"_s);
        },
        {u"column_unfit id"_s}, DriftState::Broken, u"Hologres has no type for MAP<STRING,BIGINT>"_s);
    row(
        "longer texts",
        [](auto &facts) { column(*facts.source, u"note"_s).type = catalog::parseMaxComputeType(u"VARCHAR(10)"_s); },
        {u"column_unfit note"_s}, DriftState::Broken, u"no longer fit"_s);
    row("shorter texts",
        [](auto &facts) { column(*facts.source, u"note"_s).type = catalog::parseMaxComputeType(u"VARCHAR(8)"_s); }, {},
        DriftState::Equal, {});
    row("one that differs in capitals from another", // the other one shows the column of MaxCompute
        [](auto &facts) { facts.target->columns.append(ofHologres(u"ID"_s, u"integer"_s)); }, {u"column_missing ID"_s},
        DriftState::Broken, {});
    row("a partition column that is not declared", [](auto &facts) { drop(*facts.target, u"dt"_s); },
        {u"column_unshown dt"_s}, DriftState::Differs, {});
    row("comments", [](auto &facts) { facts.source->comment = u"another"_s; }, {}, DriftState::Equal, {});
    row(
        "gone", [](auto &facts) { facts.source.reset(); }, {u"source_gone"_s}, DriftState::Broken,
        u"Every query fails: Table not found"_s);
    row(
        "a view", [](auto &facts) { facts.source->kind = ObjectKind::View; }, {u"source_kind"_s}, DriftState::Broken,
        u"stored tables of MaxCompute only (view)"_s);
    row(
        "schemas since",
        [](auto &facts) { facts.target->properties.first().second = u"project_name=dbs_mc, table_name=orders"_s; },
        {u"target_location"_s}, DriftState::Broken, u"Table not found"_s);
    row(
        "no schemas any more", [](auto &facts) { facts.hasSchemas = false; }, {u"target_location"_s},
        DriftState::Broken, u"Table not found"_s);
}

void tst_ForeignDrift::eachChangeIsTold()
{
    QFETCH(Change, change);
    QFETCH(QStringList, differences);
    QFETCH(DriftState, state);
    QFETCH(QString, effect);
    auto facts = ::facts();
    change(facts);
    const Drift drift = compared(facts);
    QCOMPARE(told(drift), differences);
    QCOMPARE(drift.state, state);
    QCOMPARE(drift.sourceTitle,
             facts.target->property(u"foreign_options"_s).contains(u'#') ? u"dbs_mc.default.orders"_s
                                                                         : u"dbs_mc.orders"_s);
    QVERIFY(drift.isForeign && !drift.problem);
    QVERIFY2(words(drift.effect()).contains(effect), qPrintable(words(drift.effect())));
    QCOMPARE(drift.toJson().value(u"foreign"_s).toBool(), true);
}

void tst_ForeignDrift::whateverTheTypeTableAllowsIsNoDrift_data()
{
    QTest::addColumn<QString>("source");
    QTest::addColumn<QString>("declared");
    const auto row = [](const char *source, const char *declared) {
        QTest::addRow("%s as %s", source, declared) << QString::fromLatin1(source) << QString::fromLatin1(declared);
    };
    row("SMALLINT", "bigint");
    row("TINYINT", "smallint");
    row("TINYINT", "bigint");
    row("VARCHAR(9)", "text");
    row("CHAR(9)", "character(9)");
    row("STRING", "text");
    row("DECIMAL(10,2)", "numeric(10,2)");
    row("DATETIME", "timestamp with time zone");
    row("TIMESTAMP", "timestamp with time zone");
    row("ARRAY<BIGINT>", "bigint[]");
    row("BINARY", "bytea");
}

void tst_ForeignDrift::whateverTheTypeTableAllowsIsNoDrift()
{
    QFETCH(QString, source);
    QFETCH(QString, declared);
    auto facts = ::facts();
    facts.source->columns = {ofMaxCompute(u"c"_s, source)};
    facts.target->columns = {ofHologres(u"c"_s, declared)};
    QCOMPARE(told(compared(facts)), QStringList());
}

void tst_ForeignDrift::whatCannotBeComparedSaysWhy_data()
{
    QTest::addColumn<Change>("change");
    QTest::addColumn<QString>("text");
    const auto row = [](const char *name, const Change &change, const QString &text) {
        QTest::newRow(name) << change << text;
    };
    row(
        "a table of its own", [](auto &facts) { facts.target->kind = ObjectKind::Table; },
        u"mc_orders is no foreign table (table)."_s);
    row(
        "another server", [](auto &facts) { facts.target->properties.last().second = u"other"_s; },
        u"foreign server other"_s);
    row(
        "gone", [](auto &facts) { facts.target.reset(); }, u"is not there"_s);
    row(
        "no connection",
        [](auto &facts) {
            facts.source.reset();
            facts.sourcePath.reset();
        },
        u"no connection to the project dbs_mc"_s);
    row(
        "no right",
        [](auto &facts) {
            facts.source.reset();
            facts.sourceError = core::Error{core::ErrorKind::Permission, u"no right"_s, {}, {}, {}};
        },
        u"no right"_s);
}

void tst_ForeignDrift::whatCannotBeComparedSaysWhy()
{
    QFETCH(Change, change);
    QFETCH(QString, text);
    auto facts = ::facts();
    change(facts);
    const Drift drift = compared(facts);
    QCOMPARE(drift.state, DriftState::Unknown);
    QCOMPARE(drift.repair, Repair::Impossible);
    QVERIFY2(drift.problem && words(drift.problem->message).contains(text),
             qPrintable(drift.problem ? words(drift.problem->message) : QString()));
}

namespace {

// Two foreign tables over MaxCompute and one over something else.
class World {
public:
    World()
    {
        sources.sources = {{u"order_dw"_s, {holo, u"hologres"_s, false}}, {u"dbs_mc"_s, {mc, u"maxcompute"_s, false}}};
        catalog::ServerInfo server;
        server.product = u"Hologres 3.0.18"_s;
        server.database = u"order_dw"_s;
        holo->setServer(server);
        server = {};
        server.database = u"dbs_mc"_s;
        mc->setServer(server);
        holo->setTable(foreignTable());
        holo->setTable(foreignTable(u"mc_users"_s, u"users"_s));
        holo->setChildren(path(u"order_dw"_s),
                          {testsupport::entry(path(u"order_dw"_s), u"public"_s, ObjectKind::Schema)});
        holo->setExternalLinks(
            {{foreignTable().path, u"odps_server?project_name=dbs_mc#default&table_name=orders"_s},
             {path(u"order_dw/public/mc_users"_s), u"odps_server?project_name=dbs_mc#default&table_name=users"_s},
             {path(u"order_dw/public/elsewhere"_s), u"other_server?table_name=x"_s}});
        mc->setTable(sourceTable());
    }

    [[nodiscard]] core::Result<DriftReader::Found> check(const DriftScope &scope) const
    {
        const DriftReader reader(
            std::make_shared<Fingerprints>(dir.filePath(u"f"_s)),
            [](const catalog::JdbcLocation &) { return std::optional<catalog::ObjectPath>(); },
            [](const catalog::ForeignSource &shown, const QString &) -> DriftReader::ProjectTable {
                return {catalog::ObjectPath{shown.project, {shown.schema, shown.table}}};
            });
        return reader.check(scope, sources, {});
    }

    QTemporaryDir dir;
    std::shared_ptr<testsupport::FakeCatalog> holo = std::make_shared<testsupport::FakeCatalog>();
    std::shared_ptr<testsupport::FakeCatalog> mc = std::make_shared<testsupport::FakeCatalog>();
    FakeSources sources;
};

QStringList statesOf(const core::Result<DriftReader::Found> &found)
{
    QStringList lines;
    for (const Drift &drift : found.value_or(DriftReader::Found()).mappings)
        lines.append(drift.table.toString() + u' ' + driftStateName(drift.state));
    lines.sort();
    return lines;
}

} // namespace

void tst_ForeignDrift::aSchemaTakesOneLookAtEitherSide()
{
    const World world;
    const QStringList expected{u"order_dw/public/mc_orders equal"_s, u"order_dw/public/mc_users broken"_s};
    QCOMPARE(statesOf(world.check({path(u"order_dw/public"_s)})), expected);
    QCOMPARE(world.holo->tablesCalls(path(u"order_dw/public"_s)), 1);
    QCOMPARE(world.mc->tablesCalls(path(u"dbs_mc/default"_s)), 1);
    QCOMPARE(statesOf(world.check({path(u"order_dw"_s)})), expected);
    QCOMPARE(statesOf(world.check({path(u"order_dw/public/mc_users"_s)})), QStringList{expected.last()});
}

void tst_ForeignDrift::anInstanceIsComparedDatabaseByDatabase()
{
    const World world;
    const auto instance = path(u"order_dw"_s);
    world.holo->setChildren(instance,
                            {testsupport::entry(instance, u"sales"_s, ObjectKind::Database),
                             testsupport::entry(instance, u":roles"_s, ObjectKind::Roles)});
    auto table = foreignTable();
    table.path = path(u"order_dw/sales/public/mc_orders"_s);
    world.holo->setTable(table);
    world.holo->setExternalLinks({{table.path, u"odps_server?project_name=dbs_mc#default&table_name=orders"_s}});
    QCOMPARE(statesOf(world.check({instance, true})), QStringList{u"order_dw/sales/public/mc_orders equal"_s});
}

void tst_ForeignDrift::aSchemaThatIsNotThereIsNoSchemaWithoutDrift()
{
    const World world;
    const auto found = world.check({path(u"order_dw/nothing"_s)});
    QVERIFY(!found);
    QCOMPARE(found.error().kind, core::ErrorKind::NotFound);
}

void tst_ForeignDrift::aSourceThatMayNotBeReadIsNotGone()
{
    World world;
    world.sources.sources.remove(u"dbs_mc"_s);
    const auto found = world.check({path(u"order_dw/public"_s)});
    QVERIFY(found);
    for (const Drift &drift : found->mappings) {
        QCOMPARE(drift.state, DriftState::Unknown);
        QVERIFY(drift.differences.isEmpty());
    }
}

// A list of several tables leaves it out, as it does one that is gone.
void tst_ForeignDrift::aSourceThatIsKeptFromTheAccountIsNotGone()
{
    const World world;
    world.mc->setTableError(path(u"dbs_mc/default/users"_s),
                            {core::ErrorKind::Permission, u"You have NO privilege"_s, {}, {}, {}});
    const auto found = world.check({path(u"order_dw/public"_s)});
    QCOMPARE(statesOf(found),
             (QStringList{u"order_dw/public/mc_orders equal"_s, u"order_dw/public/mc_users unknown"_s}));
    for (const Drift &drift : found->mappings)
        QVERIFY(drift.differences.isEmpty() && !drift.canBeRepaired());
}

void tst_ForeignDrift::aProjectThatHasSchemasNowIsNamedOtherwise()
{
    const World world;
    catalog::ServerInfo server;
    server.database = u"dbs_mc"_s;
    server.schemasEnabled = false;
    world.mc->setServer(server);
    const auto found = world.check({foreignTable().path});
    QVERIFY(found);
    QCOMPARE(told(found->mappings.first()), QStringList{u"target_location"_s});
    QCOMPARE(found->mappings.first().repair, Repair::Recreate);
}

void tst_ForeignDrift::columnsAreAddedAndDropped()
{
    const auto plan = planOf([](DriftFacts &facts) {
        drop(*facts.source, u"note"_s);
        facts.source->columns.append(ofMaxCompute(u"Extra"_s, u"DATETIME"_s));
        facts.source->columns.last().comment = u"it's new"_s;
    });
    QVERIFY2(plan.isRunnable(), qPrintable(noticesOf(plan)));
    QCOMPARE(plan.stepCount(), 2);
    const plan::Step alter = plan.steps().first();
    QCOMPARE(alter.sql,
             u"ALTER FOREIGN TABLE \"public\".\"mc_orders\"\n    DROP COLUMN \"note\";\n"
             "ALTER FOREIGN TABLE \"public\".\"mc_orders\"\n    ADD COLUMN \"extra\" TIMESTAMPTZ;\n"
             "COMMENT ON COLUMN \"public\".\"mc_orders\".\"extra\" IS 'it''s new';"_s);
    QVERIFY(!alter.isDestructive());
    const auto step = AlterForeignTableStep::fromStep(alter);
    QVERIFY(step);
    QCOMPARE(step->toStep().parameters, alter.parameters);
    QCOMPARE(step->before.size(), 4);
    QCOMPARE(step->location, u"odps_server?project_name=dbs_mc#default&table_name=orders"_s);
    const auto verify = VerifyMapping::fromStep(plan.steps().last());
    QVERIFY(verify && verify->isForeign);
    QCOMPARE(verify->columns, step->after);
    QCOMPARE(plan.touches,
             (QList<plan::Touch>{{u"order_dw/public/mc_orders"_s, plan::Change::Changed, u"dbs_mc/default/orders"_s}}));
    QVERIFY2(noticesOf(plan).contains(u"Dropped from the foreign table: note"_s), qPrintable(noticesOf(plan)));
    QVERIFY(noticesOf(plan).contains(u"with its rights"_s));
}

// Source: Hologres manual, "ALTER FOREIGN TABLE": columns are added and dropped, no more.
void tst_ForeignDrift::ofTwoThatDifferInCapitalsOneIsDropped()
{
    const auto plan = planOf([](auto &facts) { facts.target->columns.append(ofHologres(u"ID"_s, u"integer"_s)); });
    const QString sql = plan.steps().first().sql;
    QVERIFY2(sql.contains(u"DROP COLUMN \"ID\"") && !sql.contains(u"ADD COLUMN"), qPrintable(sql));
}

void tst_ForeignDrift::aTypeIsChangedByDroppingAndAdding()
{
    const auto plan = planOf([](DriftFacts &facts) {
        column(*facts.source, u"id"_s).type = catalog::parseMaxComputeType(u"STRING"_s);
        column(*facts.target, u"id"_s).comment = u"its own"_s;
    });
    QCOMPARE(plan.steps().first().sql,
             u"ALTER FOREIGN TABLE \"public\".\"mc_orders\"\n    DROP COLUMN \"id\";\n"
             "ALTER FOREIGN TABLE \"public\".\"mc_orders\"\n    ADD COLUMN \"id\" TEXT;\n"
             "COMMENT ON COLUMN \"public\".\"mc_orders\".\"id\" IS 'its own';"_s);
    QVERIFY2(noticesOf(plan).contains(u"added again with another type, at the end of the table: id."_s),
             qPrintable(noticesOf(plan)));
}

void tst_ForeignDrift::whatWasChosenForTypesIsChosenAgain()
{
    const auto plan = planOf([](DriftFacts &facts) {
        column(*facts.target, u"state"_s).type = catalog::parsePostgresType(u"bigint"_s);
        column(*facts.target, u"note"_s).type = catalog::parsePostgresType(u"text"_s);
        facts.source->columns += {ofMaxCompute(u"t"_s, u"TINYINT"_s), ofMaxCompute(u"v"_s, u"VARCHAR(3)"_s)};
    });
    QVERIFY2(plan.steps().first().sql.endsWith(u"ADD COLUMN \"t\" BIGINT,\n    ADD COLUMN \"v\" TEXT;"_s),
             qPrintable(plan.steps().first().sql));
}

// Source: Hologres manual, "ALTER FOREIGN TABLE": options are not altered.
void tst_ForeignDrift::aTableThatNamesItsProjectOtherwiseIsMadeAnew()
{
    const auto change = [](DriftFacts &facts) {
        facts.target->properties.first().second = u"project_name=dbs_mc, table_name=orders"_s;
        column(*facts.target, u"state"_s).type = catalog::parsePostgresType(u"bigint"_s);
    };
    const auto plan = planOf(change);
    QVERIFY2(plan.isRunnable(), qPrintable(noticesOf(plan)));
    const auto steps = plan.steps();
    QCOMPARE(steps.size(), 3);
    const auto drop = DropExternalTableStep::fromStep(steps.at(0));
    QVERIFY(drop && drop->isForeign);
    QCOMPARE(drop->location, u"odps_server?project_name=dbs_mc&table_name=orders"_s);
    QCOMPARE(steps.at(0).sql, u"DROP FOREIGN TABLE \"public\".\"mc_orders\";"_s);
    QCOMPARE(steps.at(0).confirmName, u"mc_orders"_s);
    QVERIFY2(steps.at(1).sql.contains(u"\"state\" BIGINT"_s)
                 && steps.at(1).sql.contains(u"OPTIONS (project_name 'dbs_mc#default', table_name 'orders')"_s),
             qPrintable(steps.at(1).sql));
    const auto verify = VerifyMapping::fromStep(steps.at(2));
    QVERIFY(verify && verify->isForeign);
    QCOMPARE(verify->columns.size(), 4);
    QVERIFY2(noticesOf(plan).contains(u"grant them again"_s), qPrintable(noticesOf(plan)));
    // Of several each has a group of its own, whose steps follow one another.
    const auto one = repairFacts(change);
    auto other = one;
    other.drift.target->path = other.drift.table = path(u"order_dw/public/mc_more"_s);
    other.drift.target->name = u"mc_more"_s;
    const auto both = planRepairMappings({{one.drift.table, other.drift.table}}, {one, other});
    QCOMPARE(both.groups.size(), 2);
    QCOMPARE(both.steps().at(0).confirmName, u"public"_s);
    QCOMPARE(both.steps().at(4).needs, QStringList{both.steps().at(3).id});
}

void tst_ForeignDrift::aTableWithoutASourceIsDropped()
{
    const auto plan = planOf([](DriftFacts &facts) { facts.source.reset(); });
    QVERIFY(plan.isRunnable());
    QCOMPARE(plan.stepCount(), 1);
    const plan::Step step = plan.steps().first();
    QCOMPARE(step.kind, DropExternalTableStep::kind);
    QCOMPARE(step.sql, u"DROP FOREIGN TABLE \"public\".\"mc_orders\";"_s);
    QCOMPARE(step.confirmName, u"mc_orders"_s);
    QVERIFY(!noticesOf(plan).contains(u"stays"_s));
}

void tst_ForeignDrift::whatCannotBeRepairedIsNotTouched()
{
    for (const Change &change :
         {Change([](auto &facts) { facts.source->kind = ObjectKind::View; }), Change([](auto &) {}),
          Change([](auto &facts) { facts.target->kind = ObjectKind::Table; }),
          Change([](auto &facts) { facts.source->columns = {ofMaxCompute(u"m"_s, u"MAP<STRING,BIGINT>"_s)}; })}) {
        const auto plan = planOf(change);
        QVERIFY(!plan.isRunnable());
        QCOMPARE(plan.stepCount(), 0);
    }
    auto readOnly = repairFacts([](DriftFacts &facts) { drop(*facts.source, u"note"_s); });
    readOnly.isReadOnly = true;
    QVERIFY(!planRepairMappings({{foreignTable().path}}, {readOnly}).isRunnable());
}

void tst_ForeignDrift::severalAreConfirmedByTheirSchema()
{
    auto gone = repairFacts([](DriftFacts &facts) { facts.source.reset(); });
    auto also = gone;
    also.drift.target = foreignTable(u"mc_users"_s, u"users"_s);
    also.drift.table = also.drift.target->path;
    const auto plan = planRepairMappings({{gone.drift.table, also.drift.table}}, {gone, also});
    QVERIFY(plan.isRunnable());
    for (const plan::Step &step : plan.steps()) {
        QCOMPARE(step.confirmName, u"public"_s);
        QCOMPARE(words(step.destructiveNote), u"drops 2 foreign tables"_s);
    }
}

namespace {

struct Ran {
    plan::StepResult result;
    QStringList sent;
};

Ran alter(const TableInfo &now, bool isRepeated = false)
{
    const auto plan = planOf([](DriftFacts &facts) { drop(*facts.source, u"note"_s); });
    const auto catalog = std::make_shared<testsupport::FakeCatalog>();
    catalog->setTable(now);
    QStringList sent;
    AlterForeignTableExecutor executor(
        [catalog](const QString &, const core::Cancellation &) {
            return core::Result<std::shared_ptr<catalog::Catalog>>(catalog);
        },
        std::make_unique<FakeSql>(sent));
    plan::StepContext context;
    context.isRepeated = isRepeated;
    auto result = executor.execute(plan.steps().first(), context);
    return {std::move(result), sent};
}

} // namespace

void tst_ForeignDrift::aTableThatIsStillThePlannedOneIsAltered()
{
    const Ran ran = alter(foreignTable());
    QVERIFY(ran.result);
    QCOMPARE(ran.sent.size(), 1);
    // By an attempt that was cut off.
    auto altered = foreignTable();
    drop(altered, u"note"_s);
    const Ran again = alter(altered, true);
    QVERIFY(again.result);
    QCOMPARE(again.sent, QStringList());
    // Somebody's, which happens to have the columns that were wanted.
    altered.properties.first().second = u"project_name=dbs_mc#default, table_name=users"_s;
    const Ran other = alter(altered, true);
    QVERIFY(!other.result);
    QVERIFY(words(other.result.error().message).contains(u"table_name=users now"));
    QCOMPARE(other.sent, QStringList());
}

void tst_ForeignDrift::aTableThatIsAnotherOneStays_data()
{
    QTest::addColumn<std::function<void(TableInfo &)>>("change");
    QTest::addColumn<QString>("text");
    const auto row = [](const char *name, const std::function<void(TableInfo &)> &change, const QString &text) {
        QTest::newRow(name) << change << text;
    };
    row(
        "rows of its own", [](auto &info) { info.kind = ObjectKind::Table; },
        u"mc_orders is no foreign table any more (table)."_s);
    row(
        "another source",
        [](auto &info) { info.properties.first().second = u"project_name=dbs_mc#default, table_name=users"_s; },
        u"table_name=users now"_s);
    row(
        "another server", [](auto &info) { info.properties.last().second = u"other"_s; }, u"it shows other now"_s);
    row(
        "other columns", [](auto &info) { info.columns.append(ofHologres(u"more"_s, u"text"_s)); },
        u"The columns of mc_orders were changed"_s);
}

void tst_ForeignDrift::aTableThatIsAnotherOneStays()
{
    using ChangeTable = std::function<void(TableInfo &)>;
    QFETCH(ChangeTable, change);
    QFETCH(QString, text);
    auto now = foreignTable();
    change(now);
    for (const bool isRepeated : {false, true}) {
        const Ran ran = alter(now, isRepeated);
        QVERIFY(!ran.result);
        QVERIFY2(words(ran.result.error().message).contains(text), qPrintable(words(ran.result.error().message)));
        QCOMPARE(ran.sent, QStringList());
    }
}

QTEST_GUILESS_MAIN(tst_ForeignDrift)
#include "tst_foreigndrift.moc"
