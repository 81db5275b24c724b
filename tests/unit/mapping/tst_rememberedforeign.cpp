// SPDX-License-Identifier: GPL-3.0-or-later
#include "fakecatalog.h"
#include "fakesources.h"

#include <isthmus/mapping/drift/repairmappings.h>
#include <isthmus/mapping/externaltable/createexternaltableexecutor.h>
#include <isthmus/mapping/externaltable/dropexternaltableexecutor.h>
#include <isthmus/mapping/foreigntable/alterforeigntableexecutor.h>
#include <isthmus/mapping/foreigntable/maptohologres.h>
#include <isthmus/mapping/manytables/verifymappingsexecutor.h>
#include <isthmus/plan/words.h>

#include <QDir>
#include <QFile>
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

const QString endpoint = u"https://mc.example/api"_s;
const QString relation = u"\"public\".\"mc_orders\""_s;

Column ofMaxCompute(const QString &name, const QString &type, bool isPartitionKey = false)
{
    Column column;
    column.name = name;
    column.type = catalog::parseMaxComputeType(type);
    column.comment = name + u" of the source"_s;
    column.isPartitionKey = isPartitionKey;
    return column;
}

Column ofHologres(const QString &name, const QString &type, int number)
{
    Column column;
    column.name = name;
    column.type = catalog::parsePostgresType(type);
    column.comment = name + u" of the source"_s;
    column.number = number;
    return column;
}

TableInfo sourceTable()
{
    TableInfo info;
    info.path = path(u"dbs_mc/default/orders"_s);
    info.kind = ObjectKind::PartitionedTable;
    info.database = u"dbs_mc"_s;
    info.schema = u"default"_s;
    info.name = u"orders"_s;
    info.identity = u"5f1e"_s;
    info.created = QDateTime::fromSecsSinceEpoch(1'700'000'000, Qt::UTC);
    info.comment = u"orders"_s;
    info.columns = {ofMaxCompute(u"id"_s, u"BIGINT"_s), ofMaxCompute(u"note"_s, u"VARCHAR(9)"_s),
                    ofMaxCompute(u"fee"_s, u"DECIMAL(20,2)"_s), ofMaxCompute(u"state"_s, u"INT"_s),
                    ofMaxCompute(u"dt"_s, u"STRING"_s, true)};
    return info;
}

TableInfo foreignTable()
{
    TableInfo info;
    info.path = path(u"order_dw/public/mc_orders"_s);
    info.kind = ObjectKind::ForeignTable;
    info.database = u"order_dw"_s;
    info.schema = u"public"_s;
    info.name = u"mc_orders"_s;
    info.identity = u"16400"_s;
    info.comment = u"orders"_s;
    info.columns = {ofHologres(u"id"_s, u"bigint"_s, 1), ofHologres(u"note"_s, u"character varying(9)"_s, 2),
                    ofHologres(u"fee"_s, u"numeric(20,2)"_s, 3), ofHologres(u"state"_s, u"integer"_s, 4),
                    ofHologres(u"dt"_s, u"text"_s, 5)};
    info.properties = {{u"foreign_options"_s, u"project_name=dbs_mc#default, table_name=orders"_s},
                       {u"foreign_server"_s, u"odps_server"_s}};
    return info;
}

Fingerprint fingerprint()
{
    Fingerprint made;
    made.source = comparable(sourceTable());
    made.target = comparable(foreignTable());
    made.isTargetSeen = true;
    made.made = QDateTime::fromMSecsSinceEpoch(1'700'000'100'123, Qt::UTC);
    made.foreign = Fingerprint::Foreign{endpoint, {}};
    return made;
}

catalog::ServerInfo hologres()
{
    catalog::ServerInfo server;
    server.product = u"Hologres 3.0.18"_s;
    server.host = u"holo.example"_s;
    server.port = 80;
    server.database = u"order_dw"_s;
    return server;
}

catalog::ServerInfo maxCompute()
{
    catalog::ServerInfo server;
    server.host = endpoint;
    server.database = u"dbs_mc"_s;
    return server;
}

DriftFacts facts()
{
    DriftFacts facts;
    facts.table = foreignTable().path;
    facts.isForeign = true;
    facts.targetProduct = hologres().product;
    facts.stored = fingerprint();
    facts.target = foreignTable();
    facts.source = sourceTable();
    facts.sourcePath = facts.source->path;
    return facts;
}

Column &column(std::optional<TableInfo> &info, const QString &name)
{
    return *std::ranges::find(info->columns, name, &Column::name);
}

void drop(std::optional<TableInfo> &info, const QString &name)
{
    info->columns.removeIf([&name](const Column &column) { return column.name == name; });
}

// Where MaxCompute adds columns: behind all others but those of partitions.
void add(DriftFacts &facts, const QString &name, const QString &type)
{
    facts.source->columns.insert(facts.source->columns.size() - 1, ofMaxCompute(name, type));
}

QStringList told(const DriftFacts &facts)
{
    QStringList lines;
    for (const Difference &difference : compared(facts).differences)
        lines.append((differenceKindName(difference.kind) + u' ' + difference.column).trimmed());
    lines.sort();
    return lines;
}

using Change = std::function<void(DriftFacts &)>;

plan::Plan planOf(const Change &change)
{
    RepairFacts repair;
    repair.drift = facts();
    change(repair.drift);
    repair.sourceServer = maxCompute();
    repair.targetServer = hologres();
    return planRepairMappings({{foreignTable().path}}, {repair});
}

QString sqlOf(const plan::Plan &plan)
{
    return plan.steps().isEmpty() ? QString() : plan.steps().first().sql;
}

QString noticesOf(const plan::Plan &plan)
{
    QStringList lines;
    for (const plan::Notice &notice : plan.notices)
        lines.append(words(notice.text));
    return lines.join(u'\n');
}

} // namespace

/// Foreign tables of Hologres of which is remembered what they were made from: what is told, and what is mended.
class tst_RememberedForeign : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aFingerprintSurvivesItsFile();
    void namesThatDifferInCapitalsAreTwoTables();
    void mappingRemembersWhatItMakes();
    void whatWasSeenAfterMakingIsKeptOnce();

    void eachChangeIsTold_data();
    void eachChangeIsTold();
    void aRenameIsToldWhereItsPlaceProvesIt_data();
    void aRenameIsToldWhereItsPlaceProvesIt();
    void whatOthersDidIsTold_data();
    void whatOthersDidIsTold();

    void aRenamedColumnIsRenamed();
    void aServerThatDoesNotRenameDropsAndAdds();
    void commentsFollowUnlessOthersSetThem();
    void whatDiffersAndFitsIsRememberedAnew();
    void columnsThatWereLeftOutStayOut();
    void aTableThatIsGoneIsMadeAgain();
    void aTableOverAnotherSourceIsMadeAnew();

    void theEndpointThatItWasMadeWithDecides();
    void severalServersAreNamed();
    void aDamagedRecordIsToldAndNothingIsRepaired();
    void whatIsRememberedAndGoneIsToldToo();
};

void tst_RememberedForeign::aFingerprintSurvivesItsFile()
{
    Fingerprint made = fingerprint();
    made.foreign->types.smallIntegers = TypeSettings::SmallIntegers::Int8;
    const auto read = Fingerprint::fromJson(made.toJson());
    QVERIFY2(read, read ? "" : qPrintable(read.error().message));
    QCOMPARE(read->toJson(), made.toJson());
    QCOMPARE(read->source.columns, made.source.columns);
    QCOMPARE(read->target.columns, made.target.columns);
    QCOMPARE(read->foreign->types.smallIntegers, TypeSettings::SmallIntegers::Int8);
    QCOMPARE(read->shown()->title(), u"dbs_mc.default.orders"_s);
    for (const QString &member : {u"source"_s, u"target"_s, u"target_seen"_s, u"foreign"_s}) {
        QJsonObject damaged = made.toJson();
        damaged.insert(member, 7);
        QVERIFY2(!Fingerprint::fromJson(damaged), qPrintable(member));
        damaged.remove(member);
        QVERIFY2(!Fingerprint::fromJson(damaged), qPrintable(member));
    }
}

void tst_RememberedForeign::namesThatDifferInCapitalsAreTwoTables()
{
    const QTemporaryDir dir;
    const Fingerprints fingerprints(dir.filePath(u"f"_s));
    const auto key = [](const QString &table) { return MappingKey::ofForeign(hologres(), u"public"_s, table); };
    QVERIFY(fingerprints.keep(key(u"Orders"_s), fingerprint()));
    QVERIFY(fingerprints.find(key(u"Orders"_s))->has_value());
    QVERIFY(!fingerprints.find(key(u"orders"_s))->has_value());
    auto other = hologres();
    other.port = 81;
    QVERIFY(!fingerprints.find(MappingKey::ofForeign(other, u"public"_s, u"Orders"_s))->has_value());
    QCOMPARE(fingerprints.below(MappingKey::ofForeign(hologres(), u"public"_s, {})).size(), 1);
    QCOMPARE(fingerprints.below(MappingKey::ofForeign(hologres(), {}, {})).size(), 1);
    QCOMPARE(fingerprints.below(MappingKey::ofForeign(other, {}, {})).size(), 0);
}

namespace {

plan::Plan mapped()
{
    MapToHologres definition;
    definition.sources = {{path(u"dbs_mc/default"_s), {u"orders"_s}}};
    definition.targetSchema = path(u"order_dw/public"_s);
    definition.tableName = u"mc_orders"_s;
    MapToHologresFacts facts;
    facts.sourceServer = maxCompute();
    facts.targetServer = hologres();
    facts.relations = {{sourceTable().path, sourceTable().kind, sourceTable()}};
    return planMapToHologres(definition, facts);
}

} // namespace

void tst_RememberedForeign::mappingRemembersWhatItMakes()
{
    const auto plan = mapped();
    const auto create = CreateExternalTableStep::fromStep(plan.steps().first());
    QVERIFY(create && create->remember);
    QCOMPARE(create->remember->key, MappingKey::ofForeign(hologres(), u"public"_s, u"mc_orders"_s));
    const Fingerprint &planned = create->remember->fingerprint;
    QCOMPARE(planned.source, comparable(sourceTable()));
    QCOMPARE(planned.foreign->endpoint, endpoint);
    QVERIFY(!planned.isTargetSeen);
    // As it will be, but for the numbers, which nobody has seen yet.
    DriftFacts facts = ::facts();
    facts.stored = planned;
    QCOMPARE(told(facts), QStringList());
    const auto verify = VerifyMappings::fromStep(plan.steps().last());
    QVERIFY(verify);
    QCOMPARE(*verify->tables.first().remembered, create->remember->key);
    QCOMPARE(verify->toStep().parameters, plan.steps().last().parameters);
}

void tst_RememberedForeign::whatWasSeenAfterMakingIsKeptOnce()
{
    const QTemporaryDir dir;
    const auto fingerprints = std::make_shared<Fingerprints>(dir.filePath(u"f"_s));
    const auto plan = mapped();
    const auto create = CreateExternalTableStep::fromStep(plan.steps().first());
    QVERIFY(fingerprints->keep(create->remember->key, create->remember->fingerprint));
    const auto holo = std::make_shared<testsupport::FakeCatalog>();
    const auto verify = [&](const TableInfo &now) {
        holo->setTable(now);
        VerifyMappingsExecutor executor(
            [&holo](const QString &, const core::Cancellation &) {
                return core::Result<VerifyMappingExecutor::Side>({holo, nullptr});
            },
            {}, fingerprints);
        plan::StepContext context;
        context.succeeded = QStringList{plan.steps().first().id};
        return executor.execute(plan.steps().last(), context).has_value();
    };
    auto wrong = foreignTable();
    wrong.columns.removeLast();
    QVERIFY(!verify(wrong)); // it was not verified
    QVERIFY(!(*fingerprints->find(create->remember->key))->isTargetSeen);
    QVERIFY(verify(foreignTable()));
    const auto kept = *fingerprints->find(create->remember->key);
    QVERIFY(kept && kept->isTargetSeen);
    QCOMPARE(kept->target.identity, u"16400"_s);
    QCOMPARE(kept->target.columns.at(1).number, 2);
    auto others = foreignTable();
    others.comment = u"by somebody"_s;
    QVERIFY(verify(others)); // what others did since is not ours
    QCOMPARE((*fingerprints->find(create->remember->key))->target.comment, u"orders"_s);
}

void tst_RememberedForeign::eachChangeIsTold_data()
{
    QTest::addColumn<Change>("change");
    QTest::addColumn<QStringList>("differences");
    QTest::addColumn<DriftState>("state");
    QTest::addColumn<QString>("text");
    const auto row = [](const char *name, const Change &change, const QStringList &differences, DriftState state,
                        const QString &text) { QTest::newRow(name) << change << differences << state << text; };
    row(
        "nothing", [](auto &) {}, {}, DriftState::Equal, u"No difference"_s);
    row(
        "dropped", [](auto &facts) { drop(facts.source, u"note"_s); }, {u"column_dropped note"_s}, DriftState::Broken,
        u"note was dropped in MaxCompute"_s);
    row(
        "dropped, while another came at the end",
        [](auto &facts) {
            drop(facts.source, u"note"_s);
            add(facts, u"remark"_s, u"VARCHAR(9)"_s);
        },
        {u"column_added remark"_s, u"column_dropped note"_s}, DriftState::Broken, u"note was dropped in MaxCompute"_s);
    row(
        "added", [](auto &facts) { add(facts, u"extra"_s, u"STRING"_s); }, {u"column_added extra"_s},
        DriftState::Differs, u"extra (STRING) was added in MaxCompute"_s);
    row(
        "added, without a type in Hologres", [](auto &facts) { add(facts, u"extra"_s, u"MAP<STRING,BIGINT>"_s); },
        {u"column_added extra"_s}, DriftState::Differs, u"extra (MAP<STRING,BIGINT>) was added"_s);
    row(
        "retyped",
        [](auto &facts) { column(facts.source, u"state"_s).type = catalog::parseMaxComputeType(u"BIGINT"_s); },
        {u"column_retyped state"_s}, DriftState::Broken, u"state changed from INT to BIGINT"_s);
    row(
        "retyped, and still read",
        [](auto &facts) { column(facts.source, u"note"_s).type = catalog::parseMaxComputeType(u"VARCHAR(8)"_s); },
        {u"column_retyped note"_s}, DriftState::Differs, u"note changed from VARCHAR(9) to VARCHAR(8)"_s);
    row(
        "comments",
        [](auto &facts) {
            facts.source->comment = u"another"_s;
            column(facts.source, u"fee"_s).comment = u"in cents"_s;
        },
        {u"source_comments"_s, u"source_comments fee"_s}, DriftState::Differs,
        u"The comment of fee changed in MaxCompute"_s);
    row(
        "another table, by its id", [](auto &facts) { facts.source->identity = u"6a00"_s; }, {u"source_remade"_s},
        DriftState::Differs, u"The table dbs_mc.default.orders was dropped and made anew in MaxCompute"_s);
    row(
        "another table, by its time, where no id is told",
        [](auto &facts) {
            facts.source->identity.clear();
            facts.source->created = facts.source->created.addSecs(1);
        },
        {u"source_remade"_s}, DriftState::Differs, u"was dropped and made anew in MaxCompute"_s);
    row("which table it is, nobody tells",
        [](auto &facts) {
            facts.source->identity.clear();
            facts.source->created = {};
        },
        {}, DriftState::Equal, {});
    row(
        "gone", [](auto &facts) { facts.source.reset(); }, {u"source_gone"_s}, DriftState::Broken,
        u"The table dbs_mc.default.orders is gone in MaxCompute"_s);
    row(
        "a view", [](auto &facts) { facts.source->kind = ObjectKind::View; }, {u"source_kind"_s}, DriftState::Broken,
        u"is another sort of table in MaxCompute now (view)"_s);
}

void tst_RememberedForeign::eachChangeIsTold()
{
    QFETCH(Change, change);
    QFETCH(QStringList, differences);
    QFETCH(DriftState, state);
    QFETCH(QString, text);
    auto facts = ::facts();
    change(facts);
    const Drift drift = compared(facts);
    QCOMPARE(told(facts), differences);
    QCOMPARE(drift.state, state);
    QVERIFY(drift.isRemembered && drift.made.isValid());
    QVERIFY2(words(drift.summary()).contains(text), qPrintable(words(drift.summary())));
}

void tst_RememberedForeign::aRenameIsToldWhereItsPlaceProvesIt_data()
{
    QTest::addColumn<Change>("change");
    QTest::addColumn<QStringList>("differences");
    const auto row = [](const char *name, const Change &change, const QStringList &differences) {
        QTest::newRow(name) << change << differences;
    };
    const auto rename = [](const QString &from, const QString &to) {
        return [from, to](DriftFacts &facts) { column(facts.source, from).name = to; };
    };
    row("between two others", rename(u"note"_s, u"remark"_s), {u"column_renamed note"_s});
    row("the first", rename(u"id"_s, u"order_id"_s), {u"column_renamed id"_s});
    row("two neighbours of two types",
        [](auto &facts) {
            column(facts.source, u"note"_s).name = u"remark"_s;
            column(facts.source, u"fee"_s).name = u"price"_s;
        },
        {u"column_renamed fee"_s, u"column_renamed note"_s});
    row("while another was dropped and a third was added",
        [](auto &facts) {
            column(facts.source, u"id"_s).name = u"order_id"_s;
            drop(facts.source, u"fee"_s);
            add(facts, u"extra"_s, u"STRING"_s);
        },
        {u"column_added extra"_s, u"column_dropped fee"_s, u"column_renamed id"_s});
    row("the last one: it may have been dropped, and another added", rename(u"state"_s, u"status"_s),
        {u"column_added status"_s, u"column_missing state"_s});
    row("of another type, too",
        [](auto &facts) {
            column(facts.source, u"note"_s).type = catalog::parseMaxComputeType(u"STRING"_s);
            column(facts.source, u"note"_s).name = u"remark"_s;
        },
        {u"column_added remark"_s, u"column_missing note"_s});
    row("two neighbours of one type",
        [](auto &facts) {
            for (auto *table : {&facts.source->columns, &facts.stored->source.columns})
                (*table)[2].type = catalog::parseMaxComputeType(u"VARCHAR(9)"_s);
            column(facts.target, u"fee"_s).type = catalog::parsePostgresType(u"character varying(9)"_s);
            facts.stored->target.columns[2].type = column(facts.target, u"fee"_s).type;
            column(facts.source, u"note"_s).name = u"a"_s;
            column(facts.source, u"fee"_s).name = u"b"_s;
        },
        {u"column_added a"_s, u"column_added b"_s, u"column_missing fee"_s, u"column_missing note"_s});
    row("where columns were moved",
        [](auto &facts) {
            column(facts.source, u"note"_s).name = u"remark"_s;
            facts.source->columns.swapItemsAt(2, 3);
        },
        {u"column_added remark"_s, u"column_missing note"_s});
    row("of another table",
        [](auto &facts) {
            column(facts.source, u"note"_s).name = u"remark"_s;
            facts.source->identity = u"6a00"_s;
        },
        {u"column_added remark"_s, u"column_missing note"_s, u"source_remade"_s});
    row("of a table of which nobody tells whether it is the same",
        [](auto &facts) {
            column(facts.source, u"note"_s).name = u"remark"_s;
            facts.source->identity.clear();
            facts.source->created = {};
        },
        {u"column_added remark"_s, u"column_missing note"_s});
    row("and somebody has followed it in Hologres",
        [](auto &facts) {
            column(facts.source, u"note"_s).name = u"remark"_s;
            column(facts.target, u"note"_s).name = u"remark"_s;
        },
        {u"column_renamed note"_s, u"target_column_renamed note"_s});
}

void tst_RememberedForeign::aRenameIsToldWhereItsPlaceProvesIt()
{
    QFETCH(Change, change);
    QFETCH(QStringList, differences);
    auto facts = ::facts();
    change(facts);
    QCOMPARE(told(facts), differences);
}

void tst_RememberedForeign::whatOthersDidIsTold_data()
{
    QTest::addColumn<Change>("change");
    QTest::addColumn<QStringList>("differences");
    QTest::addColumn<DriftState>("state");
    QTest::addColumn<Repair>("repair");
    const auto row = [](const char *name, const Change &change, const QStringList &differences, DriftState state,
                        Repair repair) { QTest::newRow(name) << change << differences << state << repair; };
    row(
        "made anew", [](auto &facts) { facts.target->identity = u"17000"_s; }, {u"target_remade"_s},
        DriftState::Differs, Repair::Alter);
    row(
        "another source",
        [](auto &facts) {
            facts.target->properties.first().second = u"project_name=dbs_mc#default, table_name=users"_s;
        },
        {u"target_source"_s}, DriftState::Broken, Repair::Recreate);
    row(
        "another source, since its own is gone",
        [](auto &facts) {
            facts.target->properties.first().second = u"project_name=dbs_mc#default, table_name=users"_s;
            facts.source.reset();
        },
        {u"source_gone"_s, u"target_source"_s}, DriftState::Broken, Repair::Impossible);
    row(
        "the same source, named as before there were schemas",
        [](auto &facts) { facts.target->properties.first().second = u"project_name=dbs_mc, table_name=orders"_s; },
        {u"target_location"_s}, DriftState::Broken, Repair::Recreate);
    row(
        "a column dropped", [](auto &facts) { drop(facts.target, u"fee"_s); }, {u"target_column_dropped fee"_s},
        DriftState::Broken, Repair::Alter);
    row(
        "a column renamed", [](auto &facts) { column(facts.target, u"fee"_s).name = u"price"_s; },
        {u"target_column_renamed fee"_s}, DriftState::Broken, Repair::Alter);
    row(
        "a column retyped",
        [](auto &facts) { column(facts.target, u"note"_s).type = catalog::parsePostgresType(u"text"_s); },
        {u"target_column_retyped note"_s}, DriftState::Differs, Repair::Alter);
    row(
        "a column retyped, to what is not read",
        [](auto &facts) { column(facts.target, u"fee"_s).type = catalog::parsePostgresType(u"integer"_s); },
        {u"target_column_retyped fee"_s}, DriftState::Broken, Repair::Alter);
    row(
        "a column that MaxCompute does not have",
        [](auto &facts) { facts.target->columns.append(ofHologres(u"odd"_s, u"text"_s, 6)); },
        {u"column_missing odd"_s}, DriftState::Broken, Repair::Alter);
    row(
        "comments",
        [](auto &facts) {
            facts.target->comment = u"mine"_s;
            column(facts.target, u"fee"_s).comment = u"mine, too"_s;
        },
        {u"target_comments"_s, u"target_comments fee"_s}, DriftState::Differs, Repair::Alter);
    row(
        "gone", [](auto &facts) { facts.target.reset(); }, {u"target_gone"_s}, DriftState::Broken, Repair::Create);
    row(
        "a table of its own", [](auto &facts) { facts.target->kind = ObjectKind::Table; }, {u"target_kind"_s},
        DriftState::Broken, Repair::Impossible);
    row(
        "both gone",
        [](auto &facts) {
            facts.target.reset();
            facts.source.reset();
        },
        {u"source_gone"_s, u"target_gone"_s}, DriftState::Broken, Repair::Forget);
}

void tst_RememberedForeign::whatOthersDidIsTold()
{
    QFETCH(Change, change);
    QFETCH(QStringList, differences);
    QFETCH(DriftState, state);
    QFETCH(Repair, repair);
    auto facts = ::facts();
    change(facts);
    const Drift drift = compared(facts);
    QCOMPARE(told(facts), differences);
    QCOMPARE(drift.state, state);
    QCOMPARE(drift.repair, repair);
    QCOMPARE(planOf(change).isRunnable(), repair != Repair::Impossible);
}

void tst_RememberedForeign::aRenamedColumnIsRenamed()
{
    const auto plan = planOf([](DriftFacts &facts) { column(facts.source, u"note"_s).name = u"Remark"_s; });
    QVERIFY2(plan.isRunnable(), qPrintable(noticesOf(plan)));
    QCOMPARE(sqlOf(plan), u"ALTER FOREIGN TABLE %1 RENAME COLUMN \"note\" TO \"remark\";"_s.arg(relation));
    QVERIFY(!plan.steps().first().isDestructive());
    const auto alter = AlterForeignTableStep::fromStep(plan.steps().first());
    QVERIFY(alter);
    QCOMPARE(alter->toStep().parameters, plan.steps().first().parameters);
    const auto names = [](const auto &columns) {
        QStringList list;
        for (const auto &[name, type] : columns)
            list.append(name);
        return list;
    };
    QCOMPARE(names(alter->before), (QStringList{u"id"_s, u"note"_s, u"fee"_s, u"state"_s, u"dt"_s}));
    QCOMPARE(names(alter->after), (QStringList{u"id"_s, u"remark"_s, u"fee"_s, u"state"_s, u"dt"_s}));
    const auto verify = VerifyMapping::fromStep(plan.steps().last());
    QVERIFY(verify && verify->remember);
    QCOMPARE(*verify->remembered, MappingKey::ofForeign(hologres(), u"public"_s, u"mc_orders"_s));
    QCOMPARE(verify->remember->source.columns.at(1).name, u"Remark"_s);
    QCOMPARE(verify->remember->foreign->endpoint, endpoint);
    QVERIFY2(noticesOf(plan).contains(u"note → remark"_s), qPrintable(noticesOf(plan)));
    QVERIFY2(noticesOf(plan).contains(u"DROP COLUMN \"note\";"_s), qPrintable(noticesOf(plan)));
    // One that others have renamed in Hologres gets the name back that is read.
    QCOMPARE(sqlOf(planOf([](DriftFacts &facts) { column(facts.target, u"fee"_s).name = u"price"_s; })),
             u"ALTER FOREIGN TABLE %1 RENAME COLUMN \"price\" TO \"fee\";"_s.arg(relation));
}

namespace {

class FakeSql final : public plan::StepExecutor {
public:
    FakeSql(QStringList &sent, QList<plan::StepResult> answers) : m_sent(sent), m_answers(std::move(answers)) { }
    [[nodiscard]] QString kind() const override { return plan::SqlStep::kind; }
    [[nodiscard]] plan::StepResult execute(const plan::Step &step, const plan::StepContext &) override
    {
        m_sent.append(step.sql);
        return m_answers.takeFirst();
    }

private:
    QStringList &m_sent;
    QList<plan::StepResult> m_answers;
};

struct Ran {
    bool isDone = false;
    QStringList sent;
    QStringList log;
};

Ran alter(const plan::Plan &plan, const QList<plan::StepResult> &answers)
{
    const auto catalog = std::make_shared<testsupport::FakeCatalog>();
    catalog->setTable(foreignTable());
    Ran ran;
    AlterForeignTableExecutor executor(
        [catalog](const QString &, const core::Cancellation &) {
            return core::Result<std::shared_ptr<catalog::Catalog>>(catalog);
        },
        std::make_unique<FakeSql>(ran.sent, answers));
    plan::StepContext context;
    context.log = [&ran](const plan::Text &line) { ran.log.append(words(line)); };
    ran.isDone = executor.execute(plan.steps().first(), context).has_value();
    return ran;
}

} // namespace

// Source: Hologres manual, "ALTER FOREIGN TABLE": it renames tables, adds and drops columns, and says of no more.
void tst_RememberedForeign::aServerThatDoesNotRenameDropsAndAdds()
{
    const auto plan = planOf([](DriftFacts &facts) {
        column(facts.source, u"note"_s).name = u"remark"_s;
        column(facts.target, u"note"_s).comment = u"mine"_s;
    });
    const plan::StepResult refused =
        plan::fail(core::ErrorKind::Unsupported, plan::Text(u"RENAME COLUMN is not supported"_s));
    const plan::StepResult done = plan::StepOutcome{};
    const Ran ran = alter(plan, {refused, done});
    QVERIFY(ran.isDone);
    QCOMPARE(ran.sent.size(), 2);
    QCOMPARE(ran.sent.last(),
             u"ALTER FOREIGN TABLE %1\n    DROP COLUMN \"note\";\nALTER FOREIGN TABLE %1\n    ADD COLUMN \"remark\" "
             "VARCHAR(9);\nCOMMENT ON COLUMN %1.\"remark\" IS 'mine';"_s.arg(relation));
    QVERIFY2(ran.log.join(u'\n').contains(ran.sent.last()), qPrintable(ran.log.join(u'\n')));
    QVERIFY2(noticesOf(plan).contains(ran.sent.last()), qPrintable(noticesOf(plan))); // read before
    // A right that is missing is no reason to drop anything.
    const plan::StepResult denied = plan::fail(core::ErrorKind::Permission, plan::Text(u"must be owner"_s));
    const Ran denial = alter(plan, {denied});
    QVERIFY(!denial.isDone);
    QCOMPARE(denial.sent.size(), 1);
}

void tst_RememberedForeign::commentsFollowUnlessOthersSetThem()
{
    const auto plan = planOf([](DriftFacts &facts) {
        facts.source->comment = u"it's new"_s;
        column(facts.source, u"note"_s).comment = u"new"_s;
        column(facts.source, u"fee"_s).comment = u"new, too"_s;
        column(facts.source, u"state"_s).comment.clear();
        column(facts.target, u"fee"_s).comment = u"mine"_s;
    });
    QCOMPARE(sqlOf(plan),
             u"COMMENT ON COLUMN %1.\"note\" IS 'new';\nCOMMENT ON COLUMN %1.\"state\" IS NULL;\n"
             "COMMENT ON FOREIGN TABLE %1 IS 'it''s new';"_s.arg(relation));
    QVERIFY2(noticesOf(plan).contains(u"Comments that were set in Hologres stay."_s), qPrintable(noticesOf(plan)));
    // Under its new name.
    QCOMPARE(
        sqlOf(planOf([](DriftFacts &facts) {
            column(facts.source, u"note"_s).comment = u"new"_s;
            column(facts.source, u"note"_s).name = u"remark"_s;
        })),
        u"ALTER FOREIGN TABLE %1 RENAME COLUMN \"note\" TO \"remark\";\nCOMMENT ON COLUMN %1.\"remark\" IS 'new';"_s
            .arg(relation));
}

void tst_RememberedForeign::whatDiffersAndFitsIsRememberedAnew()
{
    for (const Change &change :
         {Change([](auto &facts) { facts.source->identity = u"6a00"_s; }),
          Change([](auto &facts) { facts.target->identity = u"17000"_s; }),
          Change([](auto &facts) { facts.target->comment = u"mine"_s; }),
          Change([](auto &facts) { column(facts.target, u"note"_s).type = catalog::parsePostgresType(u"text"_s); })}) {
        const auto plan = planOf(change);
        QCOMPARE(plan.stepCount(), 1);
        const auto verify = VerifyMapping::fromStep(plan.steps().first());
        QVERIFY(verify && verify->remember);
        auto accepted = facts();
        change(accepted);
        accepted.stored = *verify->remember;
        accepted.stored->target = comparable(*accepted.target); // as the verification sees it
        accepted.stored->isTargetSeen = true;
        QCOMPARE(told(accepted), QStringList());
    }
}

void tst_RememberedForeign::columnsThatWereLeftOutStayOut()
{
    const Change leaveOut = [](DriftFacts &facts) {
        drop(facts.target, u"fee"_s);
        facts.stored->target.columns.removeAt(2);
    };
    auto facts = ::facts();
    leaveOut(facts);
    QCOMPARE(told(facts), QStringList());
    const auto plan = planOf([&](DriftFacts &changed) {
        leaveOut(changed);
        add(changed, u"extra"_s, u"STRING"_s);
        column(changed.source, u"note"_s).name = u"remark"_s;
    });
    QVERIFY2(!sqlOf(plan).contains(u"ADD COLUMN"_s), qPrintable(sqlOf(plan)));
    QVERIFY2(noticesOf(plan).contains(u"Stays without extra."_s), qPrintable(noticesOf(plan)));
}

void tst_RememberedForeign::aTableThatIsGoneIsMadeAgain()
{
    const auto plan = planOf([](DriftFacts &facts) {
        facts.target.reset();
        facts.stored->foreign->types.sizedTexts = TypeSettings::SizedTexts::Text;
    });
    QVERIFY2(plan.isRunnable(), qPrintable(noticesOf(plan)));
    QCOMPARE(plan.stepCount(), 2);
    QVERIFY2(sqlOf(plan).contains(u"\"note\" TEXT"_s), qPrintable(sqlOf(plan))); // as it was chosen
    const auto create = CreateExternalTableStep::fromStep(plan.steps().first());
    QVERIFY(create && create->remember);
    const auto verify = VerifyMapping::fromStep(plan.steps().last());
    QVERIFY(verify && verify->remembered);
    QCOMPARE(*verify->remembered, create->remember->key);
    // Both gone: no statement drops what is not there.
    const auto forget = planOf([](DriftFacts &facts) {
        facts.target.reset();
        facts.source.reset();
    });
    QCOMPARE(forget.stepCount(), 1);
    const auto drop = DropExternalTableStep::fromStep(forget.steps().first());
    QVERIFY(drop && drop->forget);
    QCOMPARE(*drop->forget, create->remember->key);
}

void tst_RememberedForeign::aTableOverAnotherSourceIsMadeAnew()
{
    const auto plan = planOf([](DriftFacts &facts) {
        facts.target->properties.first().second = u"project_name=dbs_mc#default, table_name=users"_s;
    });
    QVERIFY2(plan.isRunnable(), qPrintable(noticesOf(plan)));
    const auto drop = DropExternalTableStep::fromStep(plan.steps().at(0));
    QVERIFY(drop);
    QCOMPARE(drop->location, u"odps_server?project_name=dbs_mc#default&table_name=users"_s);
    QVERIFY(!drop->forget); // it is made anew
    QVERIFY2(plan.steps().at(1).sql.contains(u"table_name 'orders'"_s), qPrintable(plan.steps().at(1).sql));
}

namespace {

// One foreign table, and a project of its name at two endpoints.
class World {
public:
    World()
    {
        sources.sources = {{u"order_dw"_s, {holo, u"hologres"_s, false}},
                           {u"here"_s, {here, u"maxcompute"_s, false}},
                           {u"there"_s, {there, u"maxcompute"_s, false}}};
        holo->setServer(hologres());
        holo->setTable(foreignTable());
        holo->setChildren(path(u"order_dw"_s),
                          {testsupport::entry(path(u"order_dw"_s), u"public"_s, ObjectKind::Schema)});
        holo->setExternalLinks({{foreignTable().path, u"odps_server?project_name=dbs_mc#default&table_name=orders"_s}});
        for (const auto &catalog : {here, there})
            catalog->setServer(maxCompute());
        auto table = sourceTable();
        table.path = path(u"here/default/orders"_s);
        here->setTable(table);
        table.path = path(u"there/default/orders"_s);
        table.identity = u"9999"_s;
        table.columns.removeAt(1);
        there->setTable(table);
        keep(fingerprint());
    }

    void keep(const Fingerprint &made) const { QVERIFY(fingerprints->keep(key(), made)); }
    [[nodiscard]] static MappingKey key() { return MappingKey::ofForeign(hologres(), u"public"_s, u"mc_orders"_s); }

    [[nodiscard]] Drift drift() const
    {
        const auto found = check(path(u"order_dw/public/mc_orders"_s));
        return found && !found->mappings.isEmpty() ? found->mappings.first() : Drift();
    }

    [[nodiscard]] core::Result<DriftReader::Found> check(const catalog::ObjectPath &scope) const
    {
        const DriftReader reader(
            fingerprints, [](const catalog::JdbcLocation &) { return std::optional<catalog::ObjectPath>(); },
            [this](const catalog::ForeignSource &shown, const QString &wanted) {
                QStringList found = connected;
                if (!wanted.isEmpty())
                    found.removeIf([&](const QString &name) { return endpoints.value(name) != wanted; });
                DriftReader::ProjectTable place;
                if (found.size() == 1)
                    place.table = catalog::ObjectPath{found.first(), {shown.schema, shown.table}};
                for (const QString &name : connected)
                    place.servers.append(endpoints.value(name));
                return place;
            });
        return reader.check({scope}, sources, {});
    }

    QTemporaryDir dir;
    std::shared_ptr<Fingerprints> fingerprints = std::make_shared<Fingerprints>(dir.filePath(u"f"_s));
    std::shared_ptr<testsupport::FakeCatalog> holo = std::make_shared<testsupport::FakeCatalog>();
    std::shared_ptr<testsupport::FakeCatalog> here = std::make_shared<testsupport::FakeCatalog>();
    std::shared_ptr<testsupport::FakeCatalog> there = std::make_shared<testsupport::FakeCatalog>();
    FakeSources sources;
    QStringList connected{u"there"_s, u"here"_s};
    QHash<QString, QString> endpoints{{u"here"_s, endpoint}, {u"there"_s, u"https://other.example/api"_s}};
};

} // namespace

void tst_RememberedForeign::theEndpointThatItWasMadeWithDecides()
{
    World world;
    QCOMPARE(world.drift().state, DriftState::Equal);
    QCOMPARE(world.drift().source->connection, u"here"_s);
    // A project of the same name, elsewhere: another table, which is neither compared nor taken for the one that is
    // gone.
    world.connected = {u"there"_s};
    const Drift other = world.drift();
    QCOMPARE(other.state, DriftState::Unknown);
    QVERIFY(!other.canBeRepaired() && !other.hasDrift());
    QCOMPARE(words(other.summary()), u"Source unknown: no connection to the project dbs_mc at %1"_s.arg(endpoint));
    // The same one by another address of the service.
    auto table = sourceTable();
    table.path = path(u"there/default/orders"_s);
    world.there->setTable(table);
    QCOMPARE(world.drift().state, DriftState::Equal);
    QCOMPARE(world.drift().source->connection, u"there"_s);
}

void tst_RememberedForeign::severalServersAreNamed()
{
    const World world;
    QVERIFY(world.fingerprints->forget(World::key()));
    const Drift drift = world.drift();
    QCOMPARE(drift.state, DriftState::Unknown);
    QVERIFY2(words(drift.summary()).contains(u"https://other.example/api"_s)
                 && words(drift.summary()).contains(endpoint),
             qPrintable(words(drift.summary())));
    QVERIFY2(words(drift.problem->hint).contains(u"Hologres does not tell which server it reads"_s),
             qPrintable(words(drift.problem->hint)));
}

void tst_RememberedForeign::aDamagedRecordIsToldAndNothingIsRepaired()
{
    World world;
    world.connected = {u"here"_s};
    const QString folder = world.dir.filePath(u"f"_s);
    const QString below = folder + u'/' + QDir(folder).entryList(QDir::Dirs | QDir::NoDotAndDotDot).value(0);
    QFile file(below + u'/' + QDir(below).entryList(QDir::Files).value(0));
    QVERIFY(file.open(QIODevice::WriteOnly | QIODevice::Truncate));
    QVERIFY(file.write("{}") > 0);
    file.close();
    Drift drift = world.drift();
    QCOMPARE(drift.state, DriftState::Unknown); // a change that leaves both sides alike cannot be seen
    QVERIFY2(words(drift.summary()).startsWith(u"The record of mc_orders cannot be read; compared without it: "_s),
             qPrintable(words(drift.summary())));
    QVERIFY(words(drift.summary()).contains(file.fileName()));
    auto changed = sourceTable();
    changed.path = path(u"here/default/orders"_s);
    changed.columns.removeAt(1);
    world.here->setTable(changed);
    drift = world.drift();
    QCOMPARE(drift.state, DriftState::Broken); // as both sides are
    QCOMPARE(drift.differences.first().kind, Difference::Kind::ColumnMissing);
    QVERIFY(!drift.canBeRepaired());
    const QJsonObject json = drift.toJson().value(u"unread_record"_s).toObject();
    QVERIFY2(json.value(u"message"_s).toString().contains(u"compared without it"_s),
             QJsonDocument(json).toJson().constData());
    QVERIFY(json.value(u"hint"_s).toString().contains(u"remove that file"_s));
    QCOMPARE(world.check(path(u"order_dw/public"_s))->mappings.size(), 1);
}

void tst_RememberedForeign::whatIsRememberedAndGoneIsToldToo()
{
    const World world;
    world.holo->setExternalLinks({});
    world.holo->setTableError(foreignTable().path, {core::ErrorKind::NotFound, u"gone"_s, {}, {}, {}});
    for (const QString &scope : {u"order_dw"_s, u"order_dw/public"_s, u"order_dw/public/mc_orders"_s}) {
        const auto found = world.check(path(scope));
        QVERIFY(found);
        QCOMPARE(found->mappings.size(), 1);
        QCOMPARE(found->mappings.first().differences.first().kind, Difference::Kind::TargetGone);
        QCOMPARE(found->mappings.first().repair, Repair::Create);
    }
}

QTEST_GUILESS_MAIN(tst_RememberedForeign)
#include "tst_rememberedforeign.moc"
