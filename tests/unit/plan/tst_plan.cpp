// SPDX-License-Identifier: GPL-3.0-or-later
#include <isthmus/plan/run.h>

#include <QJsonArray>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace isthmus::plan;

namespace {

Plan examplePlan()
{
    Plan plan;
    plan.title = u"Map dwd_orders"_s;
    plan.target = u"dbs_mc/default/dwd_orders"_s;
    plan.steps = {
        {u"sql"_s, u"Create external table"_s, u"dbs_mc"_s, u"CREATE …;"_s, {{u"a"_s, 1}}, true, u"drops 1"_s, u"t"_s},
        {u"verify_mapping"_s, u"Verify"_s, u"dbs_mc"_s, {}, {}, false, {}, {}}};
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
    QCOMPARE(plan.blockers(), QStringList{u"Name is taken"_s});
}

void tst_Plan::aPlanWithoutStepsDoesNotRun()
{
    QVERIFY(!Plan().isRunnable());
}

void tst_Plan::damagedDocumentsAreNamed_data()
{
    QTest::addColumn<QString>("key");
    for (const char *key : {"title", "target", "steps", "notices"})
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
