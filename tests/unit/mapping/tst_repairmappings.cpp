// SPDX-License-Identifier: GPL-3.0-or-later
#include "maptablefixture.h"

#include <isthmus/mapping/drift/repairmappings.h>
#include <isthmus/mapping/externaltable/dropexternaltableexecutor.h>
#include <isthmus/mapping/externaltable/verifymappingexecutor.h>
#include <isthmus/plan/words.h>

#include <QTest>

using namespace isthmus;
using namespace mapping;

namespace {

// A mapping of dwd_orders as \a definition says, and nothing changed since.
RepairFacts mapped(const MapTable &definition = maptablefixture::definition())
{
    auto facts = maptablefixture::facts();
    facts.source.identity = QStringLiteral("16400");
    for (qsizetype i = 0; i < facts.source.columns.size(); ++i)
        facts.source.columns[i].number = int(i + 1);
    RepairFacts repair;
    repair.sourceServer = facts.sourceServer;
    repair.sourceServer.host = QStringLiteral("public.example"); // we reach it by another name than MaxCompute
    repair.targetServer = facts.targetServer;
    repair.drift.stored = rememberedOf(definition, facts).fingerprint;
    repair.drift.table = definition.targetSchema.child(definition.tableName);
    repair.drift.target = repair.drift.stored->target;
    repair.drift.sourcePath = facts.source.path;
    repair.drift.source = facts.source;
    return repair;
}

void rename(RepairFacts &facts, const char *before, const char *after)
{
    for (auto &column : facts.drift.source->columns) {
        if (column.name == QString::fromUtf8(before))
            column.name = QString::fromUtf8(after);
    }
}

void drop(RepairFacts &facts, const char *name)
{
    facts.drift.source->columns.removeIf([name](const auto &c) { return c.name == QString::fromUtf8(name); });
}

void add(RepairFacts &facts, const char *name, const char *type, int number = 20)
{
    auto column = maptablefixture::column(name, type);
    column.number = number;
    facts.drift.source->columns.append(column);
}

void retype(RepairFacts &facts, const char *name, const char *type)
{
    for (auto &column : facts.drift.source->columns) {
        if (column.name == QString::fromUtf8(name))
            column.type = catalog::parsePostgresType(QString::fromUtf8(type));
    }
}

plan::Plan planOf(const RepairFacts &facts)
{
    return planRepairMappings({{facts.drift.table}}, {facts});
}

QString sqlOf(const plan::Plan &plan)
{
    QString sql;
    for (const auto &step : plan.steps())
        sql += step.sql + u'\n';
    return sql;
}

QString noticesOf(const plan::Plan &plan)
{
    QString text;
    for (const auto &notice : plan.notices)
        text += plan::words(notice.text) + u'\n';
    return text;
}

QStringList kindsOf(const plan::Plan &plan)
{
    QStringList kinds;
    for (const auto &step : plan.steps())
        kinds.append(step.kind);
    return kinds;
}

const QStringList anew{QStringLiteral("drop_external_table"), QStringLiteral("create_external_table"),
                       QStringLiteral("verify_mapping")};

// dwd_orders with everything that can be chosen.
MapTable chosen()
{
    MapTable map = maptablefixture::definition();
    map.access = MapTable::Access::RamRole;
    map.roleArn = QStringLiteral("acs:ram::1:role/reader");
    map.lifecycleDays = 30;
    map.columns = {{QStringLiteral("order_id"), true, QStringLiteral("id"), {}},
                   {QStringLiteral("pay_id"), true, QStringLiteral("payment"), QStringLiteral("STRING")},
                   {QStringLiteral("pay_platform"), true, {}, {}},
                   {QStringLiteral("order_state"), false, {}, {}}};
    return map;
}

} // namespace

/// Mappings are made anew for what their sources are now, and stay what their users had made of them.
class tst_RepairMappings : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void whatWasTakenWholeTakesNewColumns();
    void choicesStay();
    void aChosenTypeThatNoLongerFitsGivesWay();
    void aRenamedColumnKeepsItsNameInMaxCompute();
    void aNewNameMakesWayForOneThatIsKept();
    void aRenamedTableIsFollowed();
    void aTableWhoseNameAnotherTookIsFollowed();
    void theAddressStaysThatOfTheMapping();
    void whatWasChangedByOthersIsAsItWasAgain();
    void commentsThatOthersSetStay_data();
    void commentsThatOthersSetStay();
    void aChosenColumnThatWasMadeAnewStays();
    void aColumnThatNoTypeHoldsAnyMoreIsTold();
    void textsAndLifecycleAreAltered();
    void aLifecycleIsNotTakenAwayByAltering();
    void whatIsTheSameAgainIsRememberedAnew();
    void withoutAFingerprintTheTableItselfSaysWhatWasChosen();
    void anExternalTableThatIsGoneIsMadeAgain();
    void aMappingWithoutASourceGoes();
    void whatIsGoneOnBothSidesIsForgotten();
    void equalOnesAreNotRepaired();
    void whatCannotBeComparedIsNotRepaired();
    void severalAreConfirmedTogetherAndFailApart();
    void oneThatCannotBeRepairedIsPassedOver();
    void aTaskSurvivesItsDocument();
};

void tst_RepairMappings::whatWasTakenWholeTakesNewColumns()
{
    auto facts = mapped();
    drop(facts, "pay_id");
    add(facts, "Coupon", "bigint");
    add(facts, "extra", "jsonb", 21);
    const auto plan = planOf(facts);
    QCOMPARE(kindsOf(plan), anew);
    QVERIFY2(plan.isRunnable(), qPrintable(noticesOf(plan)));
    const QString sql = sqlOf(plan);
    QVERIFY2(sql.contains(QStringLiteral("  coupon BIGINT COMMENT 'Coupon'")), qPrintable(sql));
    QVERIFY2(!sql.contains(QStringLiteral("pay_id BIGINT")) && !sql.contains(QStringLiteral("extra")), qPrintable(sql));
    QVERIFY(sql.contains(QStringLiteral("LIFECYCLE 7")));
    QVERIFY(noticesOf(plan).contains(QStringLiteral("pay_id was dropped in Hologres")));
    QCOMPARE(plan.steps().first().confirmName, QStringLiteral("dwd_orders"));
    QCOMPARE(plan::words(plan.title), QStringLiteral("Repair default.dwd_orders"));
}

void tst_RepairMappings::choicesStay()
{
    auto facts = mapped(chosen());
    retype(facts, "pay_platform", "text");
    add(facts, "coupon", "bigint");
    const auto plan = planOf(facts);
    QVERIFY2(plan.isRunnable(), qPrintable(noticesOf(plan)));
    const QString sql = sqlOf(plan);
    QVERIFY2(
        sql.contains(QStringLiteral("(\n  id BIGINT,\n  payment STRING,\n  pay_platform STRING COMMENT 'platform 0: "
                                    "phone, 1: pc'\n)")),
        qPrintable(sql));
    QVERIFY(sql.contains(QStringLiteral("'odps.properties.rolearn'='acs:ram::1:role/reader'")));
    QVERIFY(sql.contains(QStringLiteral("LIFECYCLE 30")));
    const QString notices = noticesOf(plan);
    // Those that were left out, and the one that came: a choice had been made.
    QVERIFY2(notices.contains(QStringLiteral("Stays without order_user_id, order_shop_id, order_product_id, "
                                             "order_product_catalog_name, order_fee, order_create_time, "
                                             "order_update_time, order_state, pay_create_time, coupon. ")),
             qPrintable(notices));
}

void tst_RepairMappings::aChosenTypeThatNoLongerFitsGivesWay()
{
    auto definition = maptablefixture::definition();
    definition.columns = {{QStringLiteral("pay_platform"), true, {}, QStringLiteral("BIGINT")},
                          {QStringLiteral("pay_id"), true, {}, QStringLiteral("STRING")}};
    auto facts = mapped(definition);
    retype(facts, "pay_platform", "text");
    retype(facts, "pay_id", "integer");
    const QString sql = sqlOf(planOf(facts));
    QVERIFY2(sql.contains(QStringLiteral("pay_platform STRING")), qPrintable(sql));
    QVERIFY2(sql.contains(QStringLiteral("pay_id STRING")), qPrintable(sql));
}

void tst_RepairMappings::aRenamedColumnKeepsItsNameInMaxCompute()
{
    auto facts = mapped();
    rename(facts, "pay_id", "Zahlung \"1\"");
    const auto plan = planOf(facts);
    const QString sql = sqlOf(plan);
    QVERIFY2(sql.contains(QStringLiteral("pay_id BIGINT")), qPrintable(sql));
    QVERIFY2(sql.contains(QStringLiteral("pay_id:\"Zahlung \"\"1\"\"\"")), qPrintable(sql));
}

void tst_RepairMappings::aNewNameMakesWayForOneThatIsKept()
{
    auto facts = mapped();
    rename(facts, "pay_id", "payment");
    add(facts, "pay_id", "text"); // which the external table still calls another column
    const auto plan = planOf(facts);
    QVERIFY2(plan.isRunnable(), qPrintable(noticesOf(plan)));
    const QString sql = sqlOf(plan);
    QVERIFY2(sql.contains(QStringLiteral("pay_id BIGINT")), qPrintable(sql));
    QVERIFY2(sql.contains(QStringLiteral("pay_id_2 STRING")), qPrintable(sql));
    QVERIFY2(sql.contains(QStringLiteral("pay_id:payment")) && sql.contains(QStringLiteral("pay_id_2:pay_id")),
             qPrintable(sql));
}

void tst_RepairMappings::aRenamedTableIsFollowed()
{
    auto facts = mapped();
    facts.drift.source->name = QStringLiteral("Orders 2");
    facts.drift.source->path = {QStringLiteral("order_dw"), {QStringLiteral("public"), QStringLiteral("Orders 2")}};
    const auto plan = planOf(facts);
    QVERIFY2(plan.isRunnable(), qPrintable(noticesOf(plan)));
    QVERIFY2(sqlOf(plan).contains(QStringLiteral("table=Orders%202/")), qPrintable(sqlOf(plan)));
    QCOMPARE(plan.touches.first().path, QStringLiteral("dbs_mc/default/dwd_orders"));
}

void tst_RepairMappings::aTableWhoseNameAnotherTookIsFollowed()
{
    auto facts = mapped();
    facts.drift.source->name = QStringLiteral("orders_old");
    facts.drift.source->path = {QStringLiteral("order_dw"), {QStringLiteral("public"), QStringLiteral("orders_old")}};
    facts.drift.isNameTaken = true;
    const auto plan = planOf(facts);
    QVERIFY2(plan.isRunnable(), qPrintable(noticesOf(plan)));
    QCOMPARE(kindsOf(plan), anew); // to be confirmed, never remembered as right
    QVERIFY2(sqlOf(plan).contains(QStringLiteral("table=orders_old/")), qPrintable(sqlOf(plan)));
    QVERIFY2(noticesOf(plan).contains(
                 QStringLiteral("It will show the table that was mapped, public.orders_old. To show the one that is "
                                "called public.dwd_orders now, map that with \"replace\" in place of this repair.")),
             qPrintable(noticesOf(plan)));
}

void tst_RepairMappings::theAddressStaysThatOfTheMapping()
{
    auto facts = mapped();
    drop(facts, "pay_id");
    facts.drift.target->properties = {{QStringLiteral("my.owner"), QStringLiteral("team-a")}};
    QVERIFY(sqlOf(planOf(facts)).contains(facts.drift.stored->target.external->location));
    QVERIFY(noticesOf(planOf(facts)).contains(QStringLiteral("my.owner = team-a"))); // it goes with the table
    auto definition = maptablefixture::definition();
    definition.location =
        QStringLiteral("jdbc:postgresql://own.example:80/order_dw?currentSchema=public&useSSL=true&table=dwd_orders/");
    facts = mapped(definition);
    drop(facts, "pay_id");
    QVERIFY(sqlOf(planOf(facts)).contains(definition.location));
}

void tst_RepairMappings::whatWasChangedByOthersIsAsItWasAgain()
{
    auto facts = mapped();
    facts.drift.target->lifecycleDays = 99;
    facts.drift.target->external->roleArn = QStringLiteral("acs:ram::1:role/other");
    facts.drift.target->external->location.replace(QStringLiteral("table=dwd_orders"), QStringLiteral("table=other"));
    const auto plan = planOf(facts);
    QCOMPARE(kindsOf(plan), anew);
    QVERIFY2(plan.isRunnable(), qPrintable(noticesOf(plan)));
    const QString sql = sqlOf(plan);
    QVERIFY(sql.contains(QStringLiteral("LIFECYCLE 7")) && !sql.contains(QStringLiteral("role/other")));
    QVERIFY(sql.contains(QStringLiteral("table=dwd_orders/")));
}

void tst_RepairMappings::commentsThatOthersSetStay_data()
{
    QTest::addColumn<bool>("isMadeAnew");
    QTest::addColumn<bool>("isSourceChanged");
    QTest::newRow("alone") << false << false;
    QTest::newRow("the source's changed too") << false << true;
    QTest::newRow("the table is made anew") << true << false;
}

// They are nowhere else, so that undoing them would lose them.
void tst_RepairMappings::commentsThatOthersSetStay()
{
    QFETCH(const bool, isMadeAnew);
    QFETCH(const bool, isSourceChanged);
    auto facts = mapped();
    facts.drift.target->comment = QStringLiteral("my table");
    facts.drift.target->columns[0].comment = QStringLiteral("mine");
    facts.drift.target->columns[10].comment.clear(); // of pay_platform, which the source has one for
    if (isSourceChanged)
        facts.drift.source->columns[0].comment = QStringLiteral("theirs");
    if (isMadeAnew)
        drop(facts, "pay_id");
    const auto plan = planOf(facts);
    QVERIFY2(plan.isRunnable(), qPrintable(noticesOf(plan)));
    const QString notices = noticesOf(plan);
    for (const QString &told :
         {QStringLiteral("The external table's comment was changed from \"\" to \"my table\""),
          QStringLiteral("The comment of the external table's order_id was changed from \"\" to \"mine\""),
          QStringLiteral("Comments that were set in MaxCompute stay.")})
        QVERIFY2(notices.contains(told), qPrintable(notices));
    if (isMadeAnew) {
        const QString sql = sqlOf(plan);
        QVERIFY2(sql.contains(QStringLiteral("order_id BIGINT COMMENT 'mine'")), qPrintable(sql));
        QVERIFY2(sql.contains(QStringLiteral("COMMENT 'my table'")), qPrintable(sql));
        QVERIFY2(sql.contains(QStringLiteral("pay_platform INT,")), qPrintable(sql));
        return;
    }
    QCOMPARE(kindsOf(plan), QStringList{QStringLiteral("verify_mapping")}); // nothing to set: remembered alone
    const auto verify = VerifyMapping::fromStep(plan.steps().last());
    QCOMPARE(verify->remember->definition.comment, QStringLiteral("my table"));
    QCOMPARE(verify->remember->definition.columns.first().comment, QStringLiteral("mine"));
    QCOMPARE(verify->remember->target.comment, QStringLiteral("my table"));
}

void tst_RepairMappings::aChosenColumnThatWasMadeAnewStays()
{
    auto facts = mapped(chosen());
    for (const char *name : {"pay_id", "pay_platform", "order_state"})
        drop(facts, name);
    add(facts, "pay_id", "numeric(10,1)", 20);
    add(facts, "pay_platform", "bigint", 21);
    add(facts, "order_state", "integer", 22);
    const auto plan = planOf(facts);
    QVERIFY2(plan.isRunnable(), qPrintable(noticesOf(plan)));
    const QString sql = sqlOf(plan);
    QVERIFY2(sql.contains(QStringLiteral("(\n  id BIGINT,\n  payment STRING,\n  pay_platform BIGINT\n)")),
             qPrintable(sql)); // as chosen; order_state had been left out
}

void tst_RepairMappings::aColumnThatNoTypeHoldsAnyMoreIsTold()
{
    auto facts = mapped(chosen());
    drop(facts, "pay_id");
    add(facts, "pay_id", "jsonb");
    const auto plan = planOf(facts);
    QVERIFY2(plan.isRunnable(), qPrintable(noticesOf(plan)));
    QVERIFY(!sqlOf(plan).contains(QStringLiteral("payment")));
    QVERIFY2(noticesOf(plan).contains(QStringLiteral("pay_id goes from the external table: MaxCompute cannot read "
                                                     "JSONB.")),
             qPrintable(noticesOf(plan)));
}

void tst_RepairMappings::textsAndLifecycleAreAltered()
{
    auto facts = mapped();
    facts.drift.target->lifecycleDays = 99;
    facts.drift.target->comment = QStringLiteral("theirs");
    facts.drift.source->columns[0].comment = QStringLiteral("it's \\ new");
    const auto plan = planOf(facts);
    QVERIFY2(plan.isRunnable(), qPrintable(noticesOf(plan)));
    QCOMPARE(kindsOf(plan), (QStringList{QStringLiteral("sql"), QStringLiteral("verify_mapping")}));
    QVERIFY(!plan.steps().first().isDestructive() && plan.steps().first().canResume);
    QCOMPARE(plan.steps().first().sql,
             QStringLiteral("SET odps.namespace.schema=true;\n"
                            "ALTER TABLE dbs_mc.default.dwd_orders CHANGE COLUMN order_id COMMENT 'it\\'s \\\\ new';\n"
                            "ALTER TABLE dbs_mc.default.dwd_orders SET LIFECYCLE 7;"));
    const auto verify = VerifyMapping::fromStep(plan.steps().last());
    QVERIFY(verify.has_value() && verify->remember && verify->remembered);
    QCOMPARE(verify->remember->source.columns.first().comment, facts.drift.source->columns.first().comment);
    QVERIFY(verify->dropStatement.isEmpty()); // it did not make the table
}

void tst_RepairMappings::aLifecycleIsNotTakenAwayByAltering()
{
    auto definition = maptablefixture::definition();
    definition.lifecycleDays.reset();
    auto facts = mapped(definition);
    facts.drift.stored->isTargetSeen = true;
    facts.drift.target->lifecycleDays = 99;
    QCOMPARE(kindsOf(planOf(facts)), anew);
}

void tst_RepairMappings::whatIsTheSameAgainIsRememberedAnew()
{
    auto facts = mapped();
    facts.drift.source->identity = QStringLiteral("20000");
    const auto plan = planOf(facts);
    QVERIFY2(plan.isRunnable(), qPrintable(noticesOf(plan)));
    QCOMPARE(kindsOf(plan), QStringList{QStringLiteral("verify_mapping")});
    QVERIFY(!plan.writes());
}

void tst_RepairMappings::withoutAFingerprintTheTableItselfSaysWhatWasChosen()
{
    auto facts = mapped(chosen());
    facts.drift.target->comment = QStringLiteral("ours");
    facts.drift.target->columns[0].comment = QStringLiteral("the order");
    facts.drift.stored.reset();
    retype(facts, "pay_platform", "text");
    const auto plan = planOf(facts);
    QVERIFY2(plan.isRunnable(), qPrintable(noticesOf(plan)));
    const QString sql = sqlOf(plan);
    QVERIFY2(sql.contains(QStringLiteral("  id BIGINT COMMENT 'the order',\n  payment STRING,\n  pay_platform STRING")),
             qPrintable(sql));
    QVERIFY2(sql.contains(QStringLiteral("COMMENT 'ours'")) && sql.contains(QStringLiteral("role/reader"))
                 && sql.contains(QStringLiteral("LIFECYCLE 30")),
             qPrintable(sql));
    QVERIFY(!sql.contains(QStringLiteral("order_fee")));
}

void tst_RepairMappings::anExternalTableThatIsGoneIsMadeAgain()
{
    auto facts = mapped();
    facts.drift.target.reset();
    const auto plan = planOf(facts);
    QVERIFY2(plan.isRunnable(), qPrintable(noticesOf(plan)));
    QCOMPARE(kindsOf(plan), anew.mid(1));
    QCOMPARE(plan.touches.first().change, plan::Change::Created);
}

void tst_RepairMappings::aMappingWithoutASourceGoes()
{
    auto facts = mapped();
    facts.drift.source.reset();
    const auto plan = planOf(facts);
    QVERIFY2(plan.isRunnable(), qPrintable(noticesOf(plan)));
    QCOMPARE(kindsOf(plan), anew.mid(0, 1));
    QCOMPARE(plan.steps().first().confirmName, QStringLiteral("dwd_orders"));
    const auto step = DropExternalTableStep::fromStep(plan.steps().first());
    QVERIFY(step.has_value() && step->forget);
    QVERIFY2(!noticesOf(plan).contains(QStringLiteral("rows")), qPrintable(noticesOf(plan))); // they are gone
}

void tst_RepairMappings::whatIsGoneOnBothSidesIsForgotten()
{
    auto facts = mapped();
    facts.drift.source.reset();
    facts.drift.target.reset();
    QCOMPARE(compared(facts.drift).repair, Repair::Forget);
    const auto plan = planOf(facts);
    QVERIFY2(plan.isRunnable(), qPrintable(noticesOf(plan)));
    QVERIFY(DropExternalTableStep::fromStep(plan.steps().first())->forget);
}

void tst_RepairMappings::equalOnesAreNotRepaired()
{
    const auto plan = planOf(mapped());
    QVERIFY(!plan.isRunnable());
    QCOMPARE(plan::words(plan.blockers().first().text), QStringLiteral("No difference"));
}

void tst_RepairMappings::whatCannotBeComparedIsNotRepaired()
{
    auto facts = mapped();
    facts.drift.source.reset();
    facts.drift.sourcePath.reset();
    facts.drift.target->lifecycleDays = 99;
    auto plan = planOf(facts);
    QVERIFY(!plan.isRunnable());
    QVERIFY(noticesOf(plan).contains(QStringLiteral("Save a Hologres connection")));
    facts = mapped();
    facts.drift.target->kind = catalog::ObjectKind::Table;
    plan = planOf(facts);
    QVERIFY(!plan.isRunnable() && plan.stepCount() == 0);
    facts = mapped();
    drop(facts, "pay_id");
    facts.isReadOnly = true;
    QVERIFY(!planOf(facts).isRunnable());
}

void tst_RepairMappings::severalAreConfirmedTogetherAndFailApart()
{
    auto one = mapped();
    drop(one, "pay_id");
    auto other = one;
    other.drift.table = other.drift.table.parent().child(QStringLiteral("other"));
    const RepairMappings definition{{one.drift.table, other.drift.table}};
    auto plan = planRepairMappings(definition, {one, other});
    QVERIFY2(plan.isRunnable() && plan.check(), qPrintable(noticesOf(plan)));
    QCOMPARE(kindsOf(plan), anew + anew);
    QCOMPARE(plan.groups.size(), 2);
    for (const auto &group : plan.groups) {
        QCOMPARE(group.onError, plan::OnError::Continue);
        QCOMPARE(group.steps.first().confirmName, QStringLiteral("default"));
        QCOMPARE(plan::words(group.steps.first().destructiveNote), QStringLiteral("drops 2 external tables"));
        QCOMPARE(group.steps.at(1).needs, QStringList{group.steps.first().id});
        QCOMPARE(group.steps.at(2).needs, QStringList{group.steps.at(1).id});
    }
    QCOMPARE(plan::words(plan.title), QStringLiteral("Repair 2 mappings"));
    other.drift.table = {QStringLiteral("dbs_mc"), {QStringLiteral("ads"), QStringLiteral("other")}};
    plan = planRepairMappings({{one.drift.table, other.drift.table}}, {one, other});
    QCOMPARE(plan.steps().first().confirmName, QStringLiteral("dbs_mc"));
}

void tst_RepairMappings::oneThatCannotBeRepairedIsPassedOver()
{
    auto one = mapped();
    drop(one, "pay_id");
    auto view = one;
    view.drift.table = view.drift.table.parent().child(QStringLiteral("view"));
    view.drift.source->kind = catalog::ObjectKind::View;
    QVERIFY(!compared(view.drift).canBeRepaired());
    auto plan = planRepairMappings({{one.drift.table, view.drift.table}}, {one, view});
    QVERIFY2(plan.isRunnable() && plan.check(), qPrintable(noticesOf(plan)));
    QCOMPARE(kindsOf(plan), anew);
    QCOMPARE(plan.touches.size(), 1);
    QCOMPARE(plan::words(plan.steps().first().destructiveNote), QStringLiteral("drops 1 external table"));
    QVERIFY2(noticesOf(plan).contains(
                 QStringLiteral("Passed over: A view cannot be mapped; map the tables that it reads\n")),
             qPrintable(noticesOf(plan)));
    QVERIFY(!planOf(view).isRunnable());
    QVERIFY(!planRepairMappings({{view.drift.table, view.drift.table}}, {view, view}).isRunnable());
}

void tst_RepairMappings::aTaskSurvivesItsDocument()
{
    const RepairMappings repair{{{QStringLiteral("dbs_mc"), {QStringLiteral("default"), QStringLiteral("a")}},
                                 {QStringLiteral("dbs_mc"), {QStringLiteral("default"), QStringLiteral("b/c")}}}};
    QCOMPARE(*RepairMappings::fromJson(repair.toTask().definition), repair);
    QVERIFY(!RepairMappings::fromJson({}));
    QVERIFY(!RepairMappings::fromJson({{QStringLiteral("tables"), QJsonArray()}}));
    const QJsonArray twice{QStringLiteral("dbs_mc/default/a"), QStringLiteral("dbs_mc/default/a")};
    QCOMPARE(RepairMappings::fromJson({{QStringLiteral("tables"), twice}})->tables.size(), 1);
    const QJsonArray mixed{QStringLiteral("dbs_mc/default/a"), QStringLiteral("other/default/a")};
    QVERIFY(!RepairMappings::fromJson({{QStringLiteral("tables"), mixed}}));
}

QTEST_GUILESS_MAIN(tst_RepairMappings)

#include "tst_repairmappings.moc"
