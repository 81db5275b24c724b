// SPDX-License-Identifier: GPL-3.0-or-later
#include "fakecatalog.h"

#include <isthmus/mapping/externalschema/externalschemaexecutor.h>
#include <isthmus/plan/words.h>

#include <QTest>

#include <functional>

using namespace isthmus;
using namespace Qt::StringLiterals;
using catalog::ObjectKind;
using core::ErrorKind;
using mapping::ExternalSchemaStep;
using plan::words;
using testsupport::FakeCatalog;
using testsupport::path;

namespace {

class FakeSqlExecutor final : public plan::StepExecutor {
public:
    FakeSqlExecutor(QStringList &run, std::function<plan::StepResult()> answer)
        : m_run(run), m_answer(std::move(answer))
    {
    }
    [[nodiscard]] QString kind() const override { return plan::SqlStep::kind; }
    [[nodiscard]] plan::StepResult execute(const plan::Step &step, const plan::StepContext &) override
    {
        m_run.append(step.sql);
        return m_answer();
    }

private:
    QStringList &m_run;
    std::function<plan::StepResult()> m_answer;
};

const catalog::ObjectPath project = path(u"dbs_mc"_s);

ExternalSchemaStep step(bool drops)
{
    ExternalSchemaStep made;
    made.sql.title = u"t"_s;
    made.sql.connection = u"dbs_mc"_s;
    made.sql.sql = drops ? u"DROP SCHEMA IF EXISTS live;"_s : u"CREATE EXTERNAL SCHEMA live …;"_s;
    made.schema = project.child(u"live"_s);
    made.drops = drops;
    return made;
}

} // namespace

class tst_ExternalSchemaExecutor : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_catalog = std::make_shared<FakeCatalog>();
        m_run.clear();
        m_log.clear();
        m_making.clear();
        m_answer = [] { return plan::StepOutcome{u"Done"_s, {}}; };
    }

    void aStepIsReadAsItWasWritten()
    {
        for (const bool drops : {false, true})
            QCOMPARE(ExternalSchemaStep::fromStep(step(drops).toStep()).value(), step(drops));
        plan::Step damaged = step(true).toStep();
        damaged.parameters.insert(u"schema"_s, u"dbs_mc"_s);
        QCOMPARE(ExternalSchemaStep::fromStep(damaged).error().kind, ErrorKind::Invalid);
    }

    void whatMakesItAgainIsKeptInTheLog()
    {
        setSchema(ObjectKind::ExternalSchema);
        m_making = u"CREATE EXTERNAL SCHEMA live …;"_s;
        QVERIFY(execute(true));
        QVERIFY2(m_log.join(u'\n').contains(u"This makes it again:\n"_s + m_making), qPrintable(m_log.join(u'\n')));
    }

    void onlyWhatIsStillExternalIsDropped()
    {
        setSchema(ObjectKind::ExternalSchema);
        QVERIFY(execute(true));
        QCOMPARE(m_run.size(), 1);

        setSchema(ObjectKind::Schema); // of that name, made since it was planned
        const auto own = execute(true);
        QCOMPARE(own.error().kind, ErrorKind::Invalid);
        QVERIFY(words(own.error().message).contains(u"schema of the project's own by now"));
        QCOMPARE(words(own.error().hint), u"Nothing was dropped."_s);

        m_catalog->setChildren(project, {});
        QCOMPARE(words(execute(true).value().summary), u"It was gone already"_s);

        m_catalog->setChildrenError(project, {ErrorKind::Permission, u"no"_s, {}, {}, {}});
        const auto unseen = execute(true);
        QVERIFY(!unseen && unseen.error().isUnsent);
        QCOMPARE(m_run.size(), 1); // the other three sent nothing
    }

    void oneThatWasMadeAnewStays()
    {
        setSchema(ObjectKind::ExternalSchema);
        const QDateTime before(QDate(2026, 11, 30), QTime(8, 0), Qt::UTC);
        m_created = before;
        QVERIFY(ExternalSchemaStep::fromStep(planned(true).toStep())->created == before);
        m_catalog->setFacts(QList<catalog::Fact>{{catalog::FactId::Created, before}});
        QVERIFY(execute(true));
        QCOMPARE(m_run.size(), 1);
        m_catalog->setFacts(QList<catalog::Fact>{{catalog::FactId::Created, before.addSecs(1)}});
        const auto refused = execute(true);
        QVERIFY2(words(refused.error().message).startsWith(u"live was made anew"),
                 qPrintable(words(refused.error().message)));
        QCOMPARE(m_run.size(), 1);
        m_created = {};
    }

    void whatIsMadeIsNotLookedAtBefore()
    {
        QVERIFY(execute(false));
        QCOMPARE(m_run, QStringList{u"CREATE EXTERNAL SCHEMA live …;"_s});
        QVERIFY(m_catalog->calls().isEmpty());
    }

    void anAnswerThatDoesNotComeIsLookedAfter_data()
    {
        QTest::addColumn<bool>("drops");
        QTest::addColumn<bool>("isThere"); // afterwards
        QTest::addColumn<QString>("told");
        QTest::newRow("made") << false << true << u"Made, though no answer came: it is there"_s;
        QTest::newRow("not made") << false << false << u"the schema is not there"_s;
        QTest::newRow("dropped") << true << false << u"Dropped, though no answer came: it is gone"_s;
        QTest::newRow("not dropped") << true << true << u"the schema is still there"_s;
    }

    void anAnswerThatDoesNotComeIsLookedAfter()
    {
        QFETCH(bool, drops);
        QFETCH(bool, isThere);
        QFETCH(QString, told);
        if (drops)
            setSchema(ObjectKind::ExternalSchema);
        m_answer = [this, isThere]() -> plan::StepResult {
            if (isThere)
                setSchema(ObjectKind::ExternalSchema);
            else
                m_catalog->setChildren(project, {});
            return plan::fail(ErrorKind::Network, u"cut off"_s);
        };
        const auto result = execute(drops);
        QCOMPARE(result.has_value(), drops != isThere);
        const QString said = result ? words(result->summary) : m_log.join(u' ');
        QVERIFY2(said.contains(told), qPrintable(said));
    }

    void whatWasRefusedIsNotLookedAfter()
    {
        m_answer = []() -> plan::StepResult { return plan::fail(ErrorKind::Permission, u"no"_s); };
        QCOMPARE(execute(false).error().kind, ErrorKind::Permission);
        QVERIFY(m_catalog->calls().isEmpty());
    }

private:
    [[nodiscard]] ExternalSchemaStep planned(bool drops) const
    {
        ExternalSchemaStep made = step(drops);
        made.created = m_created;
        made.making = m_making;
        return made;
    }
    void setSchema(ObjectKind kind) { m_catalog->setChildren(project, {testsupport::entry(project, u"live"_s, kind)}); }

    plan::StepResult execute(bool drops)
    {
        plan::StepContext context;
        context.log = [this](const plan::Text &line) { m_log.append(words(line)); };
        mapping::ExternalSchemaExecutor executor(
            [this](const QString &, const core::Cancellation &) {
                return core::Result<std::shared_ptr<catalog::Catalog>>(m_catalog);
            },
            std::make_unique<FakeSqlExecutor>(m_run, m_answer),
            {std::chrono::milliseconds(200), std::chrono::milliseconds(5)});
        return executor.execute(planned(drops).toStep(), context);
    }

    std::shared_ptr<FakeCatalog> m_catalog;
    QStringList m_run;
    QStringList m_log;
    QDateTime m_created;
    QString m_making;
    std::function<plan::StepResult()> m_answer;
};

QTEST_GUILESS_MAIN(tst_ExternalSchemaExecutor)
#include "tst_externalschemaexecutor.moc"
