// SPDX-License-Identifier: GPL-3.0-or-later
#include "fakecatalog.h"
#include "foreignfixture.h"

#include <isthmus/mapping/externaltable/createexternaltableexecutor.h>
#include <isthmus/mapping/externaltable/dropexternaltableexecutor.h>
#include <isthmus/mapping/foreigntable/alterforeigntableexecutor.h>

#include <QTest>

#include <memory>

using namespace isthmus;
using namespace mapping;
using namespace foreignfixture;
using namespace Qt::StringLiterals;
using plan::words;

/// How a foreign table of which is remembered what it was made from is mended.
class tst_RepairForeign : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aRenamedColumnIsRenamed();
    void aServerThatDoesNotRenameDropsAndAdds();
    void commentsFollowUnlessOthersSetThem();
    void whatDiffersAndFitsIsRememberedAnew();
    void columnsThatWereLeftOutStayOut();
    void aTableThatIsGoneIsMadeAgain();
    void aTableOverAnotherSourceIsMadeAnew();
    void whatWasLeftOutStaysOutOfOneThatIsMadeAnew();
};

void tst_RepairForeign::aRenamedColumnIsRenamed()
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
void tst_RepairForeign::aServerThatDoesNotRenameDropsAndAdds()
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

void tst_RepairForeign::commentsFollowUnlessOthersSetThem()
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

void tst_RepairForeign::whatDiffersAndFitsIsRememberedAnew()
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

void tst_RepairForeign::columnsThatWereLeftOutStayOut()
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

void tst_RepairForeign::aTableThatIsGoneIsMadeAgain()
{
    const auto plan = planOf([](DriftFacts &facts) {
        facts.target.reset();
        facts.stored->foreign->types.sizedTexts = TypeSettings::SizedTexts::Text;
        for (Column &column : facts.stored->target.columns) {
            if (column.name == u"note")
                column.type = catalog::parsePostgresType(u"text"_s);
        }
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

void tst_RepairForeign::aTableOverAnotherSourceIsMadeAnew()
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

void tst_RepairForeign::whatWasLeftOutStaysOutOfOneThatIsMadeAnew()
{
    const auto made = [](const Change &change) {
        const auto plan = planOf([&change](DriftFacts &facts) {
            change(facts);
            facts.target.reset();
        });
        return plan.stepCount() > 0 ? plan.steps().first().sql : noticesOf(plan);
    };
    const QString all = made([](DriftFacts &) {});
    QVERIFY2(all.contains(u"\"fee\" "_s), qPrintable(all));
    const QString some = made([](DriftFacts &facts) {
        facts.stored->target.columns.removeIf([](const Column &column) { return column.name == u"fee"; });
    });
    QVERIFY2(some.contains(u"\"note\" "_s) && !some.contains(u"\"fee\""_s), qPrintable(some));
}

QTEST_GUILESS_MAIN(tst_RepairForeign)
#include "tst_repairforeign.moc"
