// SPDX-License-Identifier: GPL-3.0-or-later
#include "fakecatalog.h"
#include "foreignfixture.h"

#include <isthmus/mapping/drift/fingerprints.h>
#include <isthmus/mapping/externaltable/createexternaltableexecutor.h>
#include <isthmus/mapping/foreigntable/maptohologres.h>
#include <isthmus/mapping/manytables/verifymappingsexecutor.h>

#include <QTemporaryDir>
#include <QTest>

#include <memory>

using namespace isthmus;
using namespace mapping;
using namespace foreignfixture;
using namespace Qt::StringLiterals;
using plan::words;
using testsupport::path;

/// Foreign tables of Hologres of which is remembered what they were made from: what is kept, and what is told.
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

QTEST_GUILESS_MAIN(tst_RememberedForeign)
#include "tst_rememberedforeign.moc"
