// SPDX-License-Identifier: GPL-3.0-or-later
#include <isthmus/plan/run.h>
#include <isthmus/plan/sqlstep.h>

#include <QJsonArray>
#include <QTest>

#include <functional>

using namespace Qt::StringLiterals;
using namespace isthmus::plan;

namespace {

Plan examplePlan()
{
    Step create;
    create.id = u"create"_s;
    create.kind = u"sql"_s;
    create.title = Text::coded("Mapping.create_table", "Create external table %1", {u"dwd_orders"_s});
    create.connections = {u"dbs_mc"_s, u"order_dw"_s};
    create.sql = u"CREATE …;"_s;
    create.parameters = {{u"a"_s, 1}};
    create.effect = Effect::Destroy;
    create.destructiveNote = u"drops 1"_s;
    create.confirmName = u"t"_s;
    create.canResume = true;
    Step verify;
    verify.id = u"verify"_s;
    verify.kind = u"verify_mapping"_s;
    verify.title = u"Verify"_s;
    verify.connections = {u"dbs_mc"_s};
    verify.effect = Effect::Read;
    verify.needs = {u"create"_s};
    Plan plan;
    plan.title = u"Map dwd_orders"_s;
    plan.groups = {{u"Tables"_s, {create}, OnError::Continue, 4}, {{}, {verify}, OnError::Stop, 1}};
    plan.touches = {{u"dbs_mc/default/dwd_orders"_s, Change::Changed, u"order_dw/public/dwd_orders"_s},
                    {u"dbs_mc/default/old"_s, Change::Dropped, {}}};
    plan.notices = {{NoticeLevel::Info, u"order_id"_s, u"Key not carried"_s}, {NoticeLevel::Warning, {}, u"Check"_s}};
    return plan;
}

} // namespace

class tst_Plan : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void planReadsBackAsItself();
    void taskReadsBackAsItself();
    void aBlockerKeepsThePlanFromRunning();
    void aPlanWithoutStepsDoesNotRun();
    void damagedDocumentsAreNamed_data();
    void damagedDocumentsAreNamed();
    void aDamagedStepIsNamedByItsPlace_data();
    void aDamagedStepIsNamedByItsPlace();
    void stepsAreCountedOverTheGroups();
    void whatCannotBeExecutedIsRefused_data();
    void whatCannotBeExecutedIsRefused();
    void aSqlStepReadsBackAsItself();
    void stateNamesReadBack();
};

void tst_Plan::planReadsBackAsItself()
{
    const Plan plan = examplePlan();
    const auto read = Plan::fromJson(plan.toJson());
    QVERIFY(read.has_value());
    QCOMPARE(*read, plan);
}

void tst_Plan::taskReadsBackAsItself()
{
    const Task task{u"1"_s, u"map_table"_s, u"Map"_s, {{u"source"_s, u"a/b/c"_s}}};
    QCOMPARE(Task::fromJson(task.toJson()).value(), task);
}

void tst_Plan::aBlockerKeepsThePlanFromRunning()
{
    Plan plan = examplePlan();
    QVERIFY(plan.isRunnable());
    QVERIFY(plan.writes());
    plan.notices.append({NoticeLevel::Blocker, {}, u"Name is taken"_s});
    QVERIFY(!plan.isRunnable());
    QCOMPARE(plan.blockers().size(), 1);
    QCOMPARE(plan.blockers().first().text, Text(u"Name is taken"_s));
}

void tst_Plan::aPlanWithoutStepsDoesNotRun()
{
    QVERIFY(!Plan().isRunnable());
}

void tst_Plan::damagedDocumentsAreNamed_data()
{
    QTest::addColumn<QString>("key");
    for (const char *key : {"title", "groups", "notices", "touches"})
        QTest::newRow(key) << QString::fromLatin1(key);
}

void tst_Plan::damagedDocumentsAreNamed()
{
    QFETCH(QString, key);
    QJsonObject json = examplePlan().toJson();
    json[key] = 7; // of the wrong type
    const auto wrong = Plan::fromJson(json);
    QVERIFY(!wrong);
    QVERIFY(wrong.error().message.contains(key));
    json.remove(key);
    QVERIFY(!Plan::fromJson(json));
}

void tst_Plan::aDamagedStepIsNamedByItsPlace_data()
{
    QTest::addColumn<QString>("key");
    QTest::addColumn<QJsonValue>("value");
    for (const char *key : {"id", "kind", "title", "connections", "effect"})
        QTest::newRow(key) << QString::fromLatin1(key) << QJsonValue(QJsonValue::Undefined);
    QTest::newRow("unknown effect") << u"effect"_s << QJsonValue(u"maybe"_s);
    QTest::newRow("needs no texts") << u"needs"_s << QJsonValue(7);
}

void tst_Plan::aDamagedStepIsNamedByItsPlace()
{
    QFETCH(QString, key);
    QFETCH(QJsonValue, value);
    QJsonObject json = examplePlan().toJson();
    QJsonArray groups = json[u"groups"].toArray();
    QJsonObject group = groups.at(1).toObject();
    QJsonArray steps = group[u"steps"].toArray();
    QJsonObject step = steps.at(0).toObject();
    step.insert(key, value); // undefined: removes it
    steps[0] = step;
    group[u"steps"_s] = steps;
    groups[1] = group;
    json[u"groups"_s] = groups;
    const auto wrong = Plan::fromJson(json);
    QVERIFY(!wrong);
    QVERIFY2(wrong.error().message.contains(u"groups[1].steps[0]."_s + key), qPrintable(wrong.error().message));
}

void tst_Plan::stepsAreCountedOverTheGroups()
{
    Plan plan = examplePlan();
    QCOMPARE(plan.stepCount(), 2);
    QCOMPARE(plan.steps().at(1).id, u"verify"_s);
    Step more;
    more.kind = u"sql"_s;
    plan.append(more);
    QCOMPARE(plan.groups.last().steps.last().id, u"3"_s); // of its place
    Plan fresh;
    fresh.append(more);
    QCOMPARE(fresh.groups.size(), 1);
    QCOMPARE(fresh.steps().first().id, u"1"_s);
}

void tst_Plan::whatCannotBeExecutedIsRefused_data()
{
    using Damage = std::function<void(Plan &)>;
    QTest::addColumn<Damage>("damage");
    QTest::newRow("id missing") << Damage([](Plan &plan) { plan.groups[0].steps[0].id.clear(); });
    QTest::newRow("id twice") << Damage([](Plan &plan) { plan.groups[1].steps[0].id = u"create"_s; });
    QTest::newRow("needs a later step") << Damage([](Plan &plan) { plan.groups[0].steps[0].needs = {u"verify"_s}; });
    QTest::newRow("needs itself") << Damage([](Plan &plan) { plan.groups[0].steps[0].needs = {u"create"_s}; });
    QTest::newRow("none at once") << Damage([](Plan &plan) { plan.groups[0].parallel = 0; });
    QTest::newRow("65 at once") << Damage([](Plan &plan) { plan.groups[0].parallel = 65; });
    QTest::newRow("20,001 steps") << Damage([](Plan &plan) {
        for (int i = 0; i < 19'999; ++i)
            plan.append({});
    });
}

void tst_Plan::whatCannotBeExecutedIsRefused()
{
    using Damage = std::function<void(Plan &)>;
    QFETCH(Damage, damage);
    Plan plan = examplePlan();
    QVERIFY(plan.check().has_value());
    damage(plan);
    QVERIFY(!plan.check());
    QCOMPARE(plan.check().error().kind, isthmus::core::ErrorKind::Invalid);
    QVERIFY(!Plan::fromJson(plan.toJson()));
}

void tst_Plan::aSqlStepReadsBackAsItself()
{
    SqlStep sql;
    sql.title = u"Drop"_s;
    sql.connection = u"dbs_mc"_s;
    sql.sql = u"DROP TABLE t;"_s;
    sql.effect = Effect::Destroy;
    sql.destructiveNote = u"drops 1"_s;
    sql.confirmName = u"t"_s;
    sql.canResume = true;
    sql.summary = Text::coded("Mapping.kept_summary", "Kept as it was");
    QCOMPARE(SqlStep::fromStep(sql.toStep()).value(), sql);
    sql.database = u"sales"_s;
    QCOMPARE(SqlStep::fromStep(sql.toStep()).value(), sql);
    sql.sql.clear();
    QCOMPARE(SqlStep::fromStep(sql.toStep()).error().kind, isthmus::core::ErrorKind::Invalid);
}

void tst_Plan::stateNamesReadBack()
{
    for (const auto state : {RunState::Waiting, RunState::Running, RunState::Succeeded, RunState::Failed,
                             RunState::Cancelled, RunState::Interrupted})
        QCOMPARE(runStateFromName(runStateName(state)), std::optional(state));
    QVERIFY(!runStateFromName(u"nonsense"_s));
    QVERIFY(isFinal(RunState::Interrupted));
    QVERIFY(!isFinal(RunState::Running));
}

QTEST_GUILESS_MAIN(tst_Plan)
#include "tst_plan.moc"
